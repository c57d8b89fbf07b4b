//! JSON told apart without being read: where the members of an object and the elements of an array stand.
//!
//! What is broken off is gone through as far as it goes, nested however deep, in one pass.

use std::ops::Range;

/// The members of the object that begins at the first byte of `text` that is no blank: the name of each, in
/// quotes, and its value, by their bytes.
pub(in crate::ingest) fn members(text: &str) -> impl Iterator<Item = (Range<usize>, Range<usize>)> {
    let mut at = begin(text, b'{');
    std::iter::from_fn(move || {
        let name = next(text, &mut at)?;
        let colon = skip_blanks(text, at);
        if text.as_bytes().get(colon) != Some(&b':') {
            at = text.len();
            return None;
        }
        at = colon + 1;
        let value = next(text, &mut at)?;
        Some((name, value))
    })
}

/// The elements of the array that begins at the first byte of `text` that is no blank, by their bytes.
pub(in crate::ingest) fn elements(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = begin(text, b'[');
    std::iter::from_fn(move || next(text, &mut at))
}

/// Where the inside of an object or an array begins; the end of the text if there is none.
fn begin(text: &str, bracket: u8) -> usize {
    let at = skip_blanks(text, 0);
    match text.as_bytes().get(at) == Some(&bracket) {
        true => at + 1,
        false => text.len(),
    }
}

/// The next value, and moves behind it.
fn next(text: &str, at: &mut usize) -> Option<Range<usize>> {
    let start = skip_blanks(text, *at);
    let start = match text.as_bytes().get(start)? {
        b',' => skip_blanks(text, start + 1),
        _ => start,
    };
    if matches!(text.as_bytes().get(start)?, b']' | b'}') {
        *at = text.len();
        return None;
    }
    let end = value_end(text.as_bytes(), start);
    // A stray sign is no value, and must not be met again.
    if end == start {
        *at = text.len();
        return None;
    }
    *at = end;
    Some(start..end)
}

fn skip_blanks(text: &str, at: usize) -> usize {
    let rest = &text.as_bytes()[at..];
    let blanks = rest.iter().take_while(|byte| byte.is_ascii_whitespace());
    at + blanks.count()
}

/// Where the value ends that begins at `start`.
fn value_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    let mut depth = 0usize;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => {
                at = string_end(bytes, at);
                if depth == 0 {
                    return at;
                }
                continue;
            }
            b'[' | b'{' => depth += 1,
            b']' | b'}' if depth <= 1 => return if depth == 0 { at } else { at + 1 },
            b']' | b'}' => depth -= 1,
            b',' | b':' if depth == 0 => return at,
            b' ' | b'\n' | b'\r' | b'\t' if depth == 0 => return at,
            _ => {}
        }
        at += 1;
    }
    at
}

/// Where the string ends that begins at `start`.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(found) = memchr::memchr2(b'"', b'\\', &bytes[at.min(bytes.len())..]) {
        at += found;
        if bytes[at] == b'"' {
            return at + 1;
        }
        at += 2;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_array(text: &str) -> Vec<&str> {
        elements(text).map(|range| &text[range]).collect()
    }

    #[test]
    fn members_and_elements_are_found_where_they_stand() {
        let text = r#" {"a\"}": [1, "x]"], "b":{"c":{}},"d" : null } rest"#;
        let found: Vec<_> = members(text)
            .map(|(name, value)| (&text[name], &text[value]))
            .collect();
        let expected = [
            (r#""a\"}""#, r#"[1, "x]"]"#),
            (r#""b""#, r#"{"c":{}}"#),
            (r#""d""#, "null"),
        ];
        assert_eq!(found, expected);
        assert_eq!(
            of_array(r#"[1,[2,3], "é,",{}]"#),
            ["1", "[2,3]", "\"é,\"", "{}"]
        );
    }

    #[test]
    fn what_is_broken_off_is_gone_through_as_far_as_it_goes() {
        assert_eq!(of_array(r#"[{"a":1},{"b":"#), [r#"{"a":1}"#, r#"{"b":"#]);
        assert_eq!(of_array(r#"["a\"#), [r#""a\"#]);
        assert_eq!(of_array("[1 2:]"), ["1", "2"]);
        assert_eq!(of_array("x"), [""; 0]);
        assert_eq!(members(r#"{"a" 1}"#).count(), 0);
        let deep = "[".repeat(100_000);
        assert_eq!(of_array(&deep).len(), 1);
    }
}
