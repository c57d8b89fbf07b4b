//! A text as lines that know where they stand.

use std::borrow::Cow;
use std::ops::Range;

/// One line of a decoded file, without its line end and without blanks at its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line<'a> {
    /// The line; blanks at its beginning are kept, they may be an indent.
    pub(super) text: &'a str,
    /// The byte of the file where it begins.
    pub(super) start: usize,
    /// The byte of the file where the next line begins.
    pub(super) next: usize,
}

impl<'a> Line<'a> {
    /// True when there is nothing to see.
    pub(super) fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// The line without its indent.
    pub(super) fn trimmed(&self) -> Line<'a> {
        let text = self.text.trim_start();
        Line {
            text,
            start: self.start + (self.text.len() - text.len()),
            next: self.next,
        }
    }
}

/// Cuts `text[range]` into lines. LF, CRLF and CR end one, and so do VT, FF, NEL and the Unicode
/// line and paragraph separators.
pub(super) fn lines(text: &str, range: Range<usize>) -> impl Iterator<Item = Line<'_>> + Clone {
    let (at, end) = (range.start, range.end);
    let bytes = &text.as_bytes()[..end];
    let rare = has_rare_ends(bytes.get(at..).unwrap_or_default());
    cut(text, range, rare)
}

/// The same by LF, CRLF and CR alone: where a text has these, NEL in a header is none of its ends.
pub(super) fn usual_lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let has_usual = memchr::memchr2(b'\n', b'\r', text.as_bytes()).is_some();
    cut(
        text,
        0..text.len(),
        !has_usual && has_rare_ends(text.as_bytes()),
    )
}

fn cut(text: &str, range: Range<usize>, rare: bool) -> impl Iterator<Item = Line<'_>> + Clone {
    let (mut at, end) = (range.start, range.end);
    let bytes = &text.as_bytes()[..end];
    std::iter::from_fn(move || {
        if at >= end {
            return None;
        }
        let (stop, next) = if rare {
            line_end(bytes, at)
        } else {
            usual_line_end(bytes, at)
        };
        let line = Line {
            text: trim_end(&text[at..stop]),
            start: at,
            next,
        };
        at = next;
        Some(line)
    })
}

/// A text in which LF CR ends the lines with CR LF there: of the same length, and one break each.
pub(super) fn with_usual_ends(text: Cow<'_, str>) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let mut pairs = Vec::new();
    for at in memchr::memchr_iter(b'\r', bytes) {
        if at == 0 || bytes[at - 1] != b'\n' {
            return text;
        }
        pairs.push(at - 1);
    }
    // "\n\r\n" alone is an empty line of another program's.
    if !pairs.iter().any(|at| bytes.get(at + 2) != Some(&b'\n')) {
        return text;
    }
    let mut swapped = String::with_capacity(text.len());
    let mut from = 0;
    for at in pairs {
        swapped.push_str(&text[from..at]);
        swapped.push_str("\r\n");
        from = at + 2;
    }
    swapped.push_str(&text[from..]);
    Cow::Owned(swapped)
}

/// How many characters a line has; most have no others than ASCII, and these are known by their bytes.
pub(super) fn length(line: &str) -> usize {
    match line.is_ascii() {
        true => line.len(),
        false => line.chars().count(),
    }
}

/// Cuts a text behind each line feed.
pub(super) fn inclusive(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = memchr::memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |at| at + 1);
        let (line, after) = rest.split_at(end);
        rest = after;
        (!line.is_empty()).then_some(line)
    })
}

/// The beginning of `text`, of at most `most` bytes and whole characters.
pub(super) fn head(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The end of `text`, of at most `most` bytes and whole characters.
pub(super) fn tail(text: &str, most: usize) -> &str {
    let mut start = text.len().saturating_sub(most);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    &text[start..]
}

/// `trim_end` that looks at the usual last byte first: most lines end in a letter or a stop.
fn trim_end(text: &str) -> &str {
    match text.as_bytes().last() {
        Some(byte) if byte.is_ascii_graphic() => text,
        _ => text.trim_end(),
    }
}

/// True when a line may end with anything but LF, CR or both: few texts have such ends, and those
/// that have none are cut up twice as fast.
fn has_rare_ends(bytes: &[u8]) -> bool {
    if memchr::memchr2(0x0B, 0x0C, bytes).is_some() {
        return true;
    }
    // U+0085, U+2028 and U+2029 by their first bytes.
    let has = |lead: u8, is_end: fn(&[u8]) -> bool| {
        let mut places = memchr::memchr_iter(lead, bytes);
        places.any(|at| is_end(&bytes[at + 1..]))
    };
    !bytes.is_ascii()
        && (has(0xC2, |rest| matches!(rest, [0x85, ..]))
            || has(0xE2, |rest| matches!(rest, [0x80, 0xA8 | 0xA9, ..])))
}

/// The same as [`line_end`] where no rare ends are.
fn usual_line_end(bytes: &[u8], from: usize) -> (usize, usize) {
    /// As short a line is gone through sooner than a search is set up.
    const SHORT: usize = 8;
    let rest = &bytes[from..];
    let near = &rest[..rest.len().min(SHORT)];
    let is_end = |byte: &u8| matches!(byte, b'\n' | b'\r');
    let found = near.iter().position(is_end);
    match found.or_else(|| memchr::memchr2(b'\n', b'\r', rest)) {
        None => (bytes.len(), bytes.len()),
        Some(found) => {
            let at = from + found;
            let both = bytes[at..].starts_with(b"\r\n");
            (at, at + 1 + usize::from(both))
        }
    }
}

/// Where the line that holds `from` ends, and where the next one begins.
///
/// Byte by byte, since one search for several kinds of end would look through the rest of the text
/// for those that are not there, at every line.
fn line_end(bytes: &[u8], from: usize) -> (usize, usize) {
    let may_end = |byte: &u8| matches!(byte, 0x0A..=0x0D | 0xC2 | 0xE2);
    let mut at = from;
    while let Some(found) = bytes[at..].iter().position(may_end) {
        at += found;
        match bytes[at..] {
            [b'\r', b'\n', ..] | [0xC2, 0x85, ..] => return (at, at + 2),
            [0xE2, 0x80, 0xA8 | 0xA9, ..] => return (at, at + 3),
            [0x0A..=0x0D, ..] => return (at, at + 1),
            _ => at += 1,
        }
    }
    (bytes.len(), bytes.len())
}

/// A text on one line: line ends and runs of blanks become one blank. It is not cleaned.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(text: &str) -> Vec<&str> {
        lines(text, 0..text.len()).map(|line| line.text).collect()
    }

    #[test]
    fn every_kind_of_line_end_is_one_break() {
        assert_eq!(
            texts("a\nb\r\nc\rd\u{85}e\u{2028}f\u{B}g\n\nh"),
            ["a", "b", "c", "d", "e", "f", "g", "", "h"]
        );
        assert_eq!(texts("’é â€\n"), ["’é â€"]);
        assert_eq!(texts(""), Vec::<&str>::new());
    }

    #[test]
    fn line_feed_and_carriage_return_are_one_break_where_they_end_all_lines() {
        let usual = |text: &'static str| with_usual_ends(Cow::Borrowed(text)).into_owned();
        assert_eq!(usual("a\n\rb\n\r\n\rc"), "a\r\nb\r\n\r\nc");
        assert_eq!(usual("a\n\r"), "a\r\n");
        for text in [
            "a\r\nb\n\r\nc",
            "a\n\r\nb",
            "\ra\n\rb",
            "a\nb",
            "a\rb\n\rc",
            "",
        ] {
            assert_eq!(usual(text), text);
        }
    }

    #[test]
    fn a_line_knows_where_its_words_begin() {
        let line = lines("x\n  y  \r\nz", 2..9).next().unwrap();
        assert_eq!((line.text, line.start, line.next), ("  y", 2, 9));
        assert_eq!((line.trimmed().text, line.trimmed().start), ("y", 4));
    }

    proptest! {
        #[test]
        fn lines_cover_the_text(text in "(?s).{0,200}") {
            let mut at = 0;
            for line in lines(&text, 0..text.len()) {
                prop_assert_eq!(line.start, at);
                prop_assert!(text[line.start..].starts_with(line.text));
                at = line.next;
            }
            prop_assert_eq!(at, text.len());
        }
    }
}
