//! Notes at the foot of a column: rows in small letters, the first of which opens with a number or a sign.

use super::rows::{RAISED, Row};

/// Letters of a note are at most so large beside those of the text.
const SMALL: f32 = 0.93;

/// Splits the notes off a column whose text is of that size.
pub(super) fn split_off(rows: &mut Vec<Row>, body: f32) -> Vec<Row> {
    let is_small = |row: &&Row| row.size <= SMALL * body;
    let small = rows.iter().rev().take_while(is_small).count();
    let tail = rows.len() - small;
    match rows[tail..]
        .iter()
        .position(|row| number(&row.text()).is_some())
    {
        Some(at) => rows.split_off(tail + at),
        None => Vec::new(),
    }
}

/// The number or sign that a note opens with, and its words.
pub(super) fn number(text: &str) -> Option<(&str, &str)> {
    if let Some(rest) = text.strip_prefix(RAISED[0]) {
        return rest
            .split_once(RAISED[1])
            .map(|(number, words)| (number, words.trim_start()));
    }
    let end = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, '*' | '†' | '‡'))?;
    let (number, words) = text.split_at(end);
    let words = words.strip_prefix(['.', ')', '/']).unwrap_or(words);
    let is_number = (1..=3).contains(&number.chars().count());
    // Some programs leave nothing between the two.
    let is_opening = words.starts_with(|c: char| c == ' ' || c.is_uppercase());
    (is_number && is_opening).then(|| (number, words.trim_start()))
}

/// The text with its raised numbers as `[1]` where there is such a note, else as they are.
pub(super) fn with_numbers(text: &str, is_note: impl Fn(&str) -> bool) -> String {
    if !text.contains(RAISED[0]) {
        return text.to_owned();
    }
    let mut parts = text.split(RAISED[0]);
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (number, rest) = part.split_once(RAISED[1]).unwrap_or((part, ""));
        match is_note(number) {
            true => whole.extend(["[", number, "]"]),
            false => whole.push_str(number),
        }
        whole.push_str(rest);
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_open_with_a_number_or_a_sign() {
        assert_eq!(
            number("\u{E000}12\u{E001} See there."),
            Some(("12", "See there."))
        );
        assert_eq!(number("1See there."), Some(("1", "See there.")));
        assert_eq!(number("1 See there."), Some(("1", "See there.")));
        assert_eq!(number("* By letter."), Some(("*", "By letter.")));
        assert_eq!(number("2026 was the year"), None);
        assert_eq!(number("The year"), None);
    }

    #[test]
    fn raised_numbers_lead_to_notes_or_stay() {
        let text = "the port\u{E000}1\u{E001} of 5 km\u{E000}2\u{E001}";
        assert_eq!(with_numbers(text, |it| it == "1"), "the port[1] of 5 km2");
    }
}
