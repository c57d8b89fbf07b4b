//! JSON that a terminal can show: what it could act upon is written as `\u` escapes, which mean the
//! same in JSON.

use std::io::{self, Write};

use serde::Serialize;

use super::sanitise;

/// Writes a value as JSON on one line, safe for a terminal.
pub(crate) fn write(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    // Put together first: a value is hundreds of small pieces.
    let line = serde_json::to_string(value)?;
    let mut rest = &*line;
    // What is forbidden can stand inside of strings alone.
    while let Some(at) = sanitise::first_forbidden(rest) {
        out.write_all(&rest.as_bytes()[..at])?;
        let mut after = rest[at..].chars();
        if let Some(c) = after.next() {
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
        }
        rest = after.as_str();
    }
    out.write_all(rest.as_bytes())
}

/// A line of JSON with U+FFFD for each byte sequence that is no UTF-8 and for each escape of half a
/// surrogate pair, and how many those were; `None` where there are none.
pub(crate) fn mended(line: &[u8]) -> Option<(Vec<u8>, usize)> {
    let mut text = String::with_capacity(line.len());
    let mut damage = 0;
    for chunk in line.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            text.push(char::REPLACEMENT_CHARACTER);
            damage += 1;
        }
    }
    let mut mended = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some(at) = memchr::memchr(b'\\', rest) {
        mended.extend_from_slice(&rest[..at]);
        rest = &rest[at..];
        let is_pair = || matches!(escaped(&rest[ESCAPE..]), Some(0xDC00..=0xDFFF));
        let length = match escaped(rest) {
            Some(0xD800..=0xDBFF) if is_pair() => 2 * ESCAPE,
            Some(0xD800..=0xDFFF) => {
                damage += 1;
                mended.extend_from_slice(b"\\ufffd");
                rest = &rest[ESCAPE..];
                continue;
            }
            Some(_) => ESCAPE,
            // The backslash and what it stands before.
            None => 2.min(rest.len()),
        };
        mended.extend_from_slice(&rest[..length]);
        rest = &rest[length..];
    }
    mended.extend_from_slice(rest);
    (damage > 0).then_some((mended, damage))
}

/// The bytes of `\uXXXX`.
const ESCAPE: usize = 6;

/// The unit of UTF-16 that a text opens with as an escape.
fn escaped(text: &[u8]) -> Option<u16> {
    let digits = text.strip_prefix(br"\u")?.get(..ESCAPE - 2)?;
    if !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    u16::from_str_radix(str::from_utf8(digits).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(text: &str) -> String {
        let mut out = Vec::new();
        write(&mut out, &text).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn what_a_terminal_could_act_upon_is_escaped() {
        assert_eq!(written("a\u{9b}31m\u{202e}b"), r#""a\u009b31m\u202eb""#);
        assert_eq!(written("tag \u{e0041}"), r#""tag \udb40\udc41""#);
        assert_eq!(written("Москва"), "\"Москва\"");
    }

    #[test]
    fn half_a_surrogate_pair_and_bytes_that_are_no_text_are_mended() {
        let mended = |line: &[u8]| {
            let (mended, damage) = mended(line)?;
            Some((serde_json::from_slice::<String>(&mended).unwrap(), damage))
        };
        let is = |text: &str, damage| Some((text.to_owned(), damage));
        assert_eq!(mended(br#""a\ud800b""#), is("a\u{FFFD}b", 1));
        assert_eq!(
            mended(br#""\udc00\uD83D\uDE00\ud83d""#),
            is("\u{FFFD}😀\u{FFFD}", 2)
        );
        assert_eq!(mended(br#""\ud800\ud83d\ude00""#), is("\u{FFFD}😀", 1));
        assert_eq!(mended(b"\"a\xFFb\\n\""), is("a\u{FFFD}b\n", 1));
        // A backslash that is itself escaped escapes nothing.
        assert_eq!(mended(br#""\\ud800 \" \u0041""#), None);
        assert_eq!(super::mended(b"\\").map(|(_, damage)| damage), None);
    }

    proptest! {
        #[test]
        fn whatever_is_mended_has_no_more_to_mend(
            parts in proptest::collection::vec(r#"\\u(d8|D9|dc|DF|00)[0-9a-f]{0,2}|\\|"|[a-z]"#, 0..20)
        ) {
            if let Some((mended, _)) = super::mended(parts.concat().as_bytes()) {
                prop_assert_eq!(super::mended(&mended), None);
            }
        }

        #[test]
        fn any_text_reads_back_and_is_harmless(text in any::<String>()) {
            let json = written(&text);
            prop_assert!(!json.contains(sanitise::is_forbidden));
            prop_assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
        }
    }
}
