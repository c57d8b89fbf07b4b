//! JSON that a terminal can show: what it could act upon is written as `\u` escapes, which mean the
//! same in JSON.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::Formatter;

use super::sanitise;

/// Writes a value as JSON on one line, safe for a terminal.
pub(crate) fn write(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    // Put together first: a value is hundreds of small pieces.
    let mut line = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut line, Visible);
    value.serialize(&mut serializer)?;
    out.write_all(&line)
}

/// Escapes what a terminal could act upon.
struct Visible;

impl Formatter for Visible {
    fn write_string_fragment<W: Write + ?Sized>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = sanitise::first_forbidden(rest) {
            writer.write_all(&rest.as_bytes()[..at])?;
            let mut after = rest[at..].chars();
            if let Some(c) = after.next() {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    write!(writer, "\\u{unit:04x}")?;
                }
            }
            rest = after.as_str();
        }
        writer.write_all(rest.as_bytes())
    }
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

    proptest! {
        #[test]
        fn any_text_reads_back_and_is_harmless(text in any::<String>()) {
            let json = written(&text);
            prop_assert!(!json.contains(sanitise::is_forbidden));
            prop_assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
        }
    }
}
