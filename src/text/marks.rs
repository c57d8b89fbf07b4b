//! Quotation marks as texts write them: printed ones, and what a typewriter or a web page puts in
//! their place.
//!
//! Which of them opens and which closes is decided by `insight::quotes`; here is only what counts as
//! a mark, how long it is and which printed mark it stands for.

/// A mark at the start of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// The printed mark that it is or stands for; `"` and `'` where it may open and close.
    pub mark: char,
    /// Its length in bytes.
    pub len: usize,
}

/// What stands for a mark without being one.
const TYPED: [(&str, char); 11] = [
    ("``", '“'),
    ("''", '"'),
    ("`", '‘'),
    (">>", '»'),
    ("<<", '«'),
    ("″", '"'),
    ("＂", '"'),
    ("&quot;", '"'),
    ("&#34;", '"'),
    ("&ldquo;", '“'),
    ("&rdquo;", '”'),
];

/// The mark with which a text opens.
pub fn mark_at(text: &str) -> Option<Written> {
    let first = text.chars().next()?;
    let typed = || TYPED.iter().find(|(typed, _)| text.starts_with(typed));
    let may_be_typed = matches!(first, '`' | '\'' | '<' | '>' | '&' | '″' | '＂');
    match may_be_typed.then(typed).flatten() {
        Some(&(typed, mark)) => Some(Written {
            mark,
            len: typed.len(),
        }),
        None => is_mark(first).then(|| Written {
            mark: first,
            len: first.len_utf8(),
        }),
    }
}

/// True for a character that is a quotation mark, or an apostrophe that looks like one.
pub fn is_mark(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '“'
            | '”'
            | '‘'
            | '’'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '„'
            | '‟'
            | '‚'
            | '‛'
            | '「'
            | '」'
            | '『'
            | '』'
    )
}

/// A text without the mark that it opens with, if it does.
pub fn without_opening(text: &str) -> Option<&str> {
    mark_at(text).map(|written| &text[written.len..])
}

/// A text without the mark that it ends with, if it does.
pub fn without_closing(text: &str) -> Option<&str> {
    let typed = TYPED.iter().map(|&(typed, _)| typed);
    typed
        .filter(|&typed| typed != "`")
        .find_map(|typed| text.strip_suffix(typed))
        .or_else(|| text.strip_suffix(is_mark))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_mark_is_a_whole_piece_of_its_text(text in "(&quot;|&#34;|&ldquo|[`'<>\"“”″＂&;aé\u{301}])*") {
            if let Some(written) = mark_at(&text) {
                prop_assert!(written.len > 0 && text.is_char_boundary(written.len));
                prop_assert!(is_mark(written.mark));
                prop_assert_eq!(without_opening(&text), Some(&text[written.len..]));
            }
            if let Some(rest) = without_closing(&text) {
                prop_assert!(rest.len() < text.len() && text.starts_with(rest));
            }
        }
    }

    #[test]
    fn typed_marks_stand_for_printed_ones() {
        for (text, expected) in [
            ("“Yes", Some(('“', 3))),
            ("``Yes", Some(('“', 2))),
            ("''", Some(('"', 2))),
            ("'", Some(('\'', 1))),
            ("<< Oui", Some(('«', 2))),
            ("&quot;Yes", Some(('"', 6))),
            ("Yes", None),
            ("<b>", None),
            ("", None),
        ] {
            let found = mark_at(text).map(|written| (written.mark, written.len));
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn a_text_loses_one_mark_at_each_end() {
        assert_eq!(without_opening("``Yes"), Some("Yes"));
        assert_eq!(without_closing("Yes''"), Some("Yes"));
        assert_eq!(without_closing("Yes."), None);
    }
}
