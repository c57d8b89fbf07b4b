//! The signs that posts put before their lines: emoji and geometric bullets.

/// True for a sign that opens a line of a post: `🔹`, `▪️`, `⚡️`, `👉`, a flag. Its variation
/// selectors and joiners count too.
pub(super) fn is_mark(c: char) -> bool {
    matches!(
        c,
        '\u{2190}'..='\u{21FF}'
            | '\u{2300}'..='\u{23FF}'
            | '\u{25A0}'..='\u{27BF}'
            | '\u{2900}'..='\u{297F}'
            | '\u{2B00}'..='\u{2BFF}'
            | '\u{1F000}'..='\u{1FAFF}'
            | '\u{FE0F}'
            | '\u{200D}'
            | '\u{20E3}'
            | '\u{203C}'
            | '\u{2049}'
    )
}

/// The byte at which the first such sign of a text stands.
///
/// Looks at the first bytes of these characters alone: a text of other letters is passed over at
/// the speed of memory.
pub(super) fn find(text: &str) -> Option<usize> {
    memchr::memchr3_iter(0xE2, 0xEF, 0xF0, text.as_bytes())
        .find(|&at| text[at..].starts_with(is_mark))
}

/// True for a line of nothing but such signs.
pub(super) fn is_all_marks(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| is_mark(c) || c.is_whitespace())
}

/// `text` after the signs that it opens with, and after the blanks that follow them.
pub(super) fn after_marks(text: &str) -> &str {
    text.trim_start_matches(|c: char| is_mark(c) || c.is_whitespace())
}

/// `text` before the signs that it ends with.
pub(super) fn before_marks(text: &str) -> &str {
    text.trim_end_matches(|c: char| is_mark(c) || c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_come_off_and_words_stay() {
        assert_eq!(after_marks("⚡️ Words ⚡"), "Words ⚡");
        assert_eq!(before_marks("Words 🔹"), "Words");
        assert_eq!(after_marks("🇫🇷🇬🇧 Talks"), "Talks");
        assert_eq!(after_marks("№ 5 «x» — y"), "№ 5 «x» — y");
        assert_eq!(find("“Words” – 5 km² 🔹"), Some("“Words” – 5 km² ".len()));
        assert!(
            ('\0'..=char::MAX)
                .filter(|c| is_mark(*c))
                .all(|c| find(&c.to_string()) == Some(0))
        );
        assert!(is_all_marks("▫️ 🔹") && !is_all_marks("") && !is_all_marks("• x"));
    }
}
