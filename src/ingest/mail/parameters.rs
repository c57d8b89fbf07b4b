//! A value with parameters: `text/plain; charset=utf-8`, `attachment; filename*=utf-8''Caf%C3%A9.txt`.
//!
//! Values may be cut in pieces and encoded (RFC 2231). The pieces are joined before they are decoded:
//! programs cut within a letter, and only the first piece names the character set.

use super::transfer::hex_pair;
use super::{charset, words};

/// More parameters than this are none that a program wrote.
const MOST: usize = 64;

/// A value with its parameters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Value {
    /// What stands before the first semicolon, in small letters.
    pub(super) main: String,
    /// The others by name, in small letters; of those in pieces the name and the value of each.
    parameters: Vec<(String, String)>,
}

impl Value {
    pub(super) fn parse(value: &str) -> Self {
        let mut pieces = Pieces(value);
        let main = pieces.next().unwrap_or_default();
        let mut main: String = main.chars().filter(|c| !c.is_whitespace()).collect();
        main.make_ascii_lowercase();
        let parameters = pieces.take(MOST).filter_map(|piece| {
            let (name, value) = piece.split_once('=')?;
            let mut name = name.trim().to_owned();
            name.make_ascii_lowercase();
            (!name.is_empty()).then(|| (name, unquoted(value.trim())))
        });
        let parameters = parameters.collect();
        Self { main, parameters }
    }

    fn plain(&self, name: &str) -> Option<&str> {
        let of_name = self.parameters.iter().find(|(other, _)| other == name);
        of_name.map(|(_, value)| value.as_str())
    }

    /// The parameter of this name, decoded.
    pub(super) fn parameter(&self, name: &str) -> Option<String> {
        self.extended(name)
            .or_else(|| {
                self.plain(name)
                    .map(|value| words::decode(value).into_owned())
            })
            .filter(|value| !value.is_empty())
    }

    /// `name*`, or `name*0`, `name*1*` … in the order of their numbers.
    fn extended(&self, name: &str) -> Option<String> {
        let mut pieces: Vec<(usize, bool, &str)> = Vec::new();
        for (other, value) in &self.parameters {
            let Some(rest) = other
                .strip_prefix(name)
                .and_then(|rest| rest.strip_prefix('*'))
            else {
                continue;
            };
            let is_encoded = rest.is_empty() || rest.ends_with('*');
            let number = rest.trim_end_matches('*');
            match number.parse() {
                _ if number.is_empty() => pieces.push((0, is_encoded, value)),
                Ok(number) => pieces.push((number, is_encoded, value)),
                Err(_) => {}
            }
        }
        pieces.sort_by_key(|&(number, ..)| number);
        let &(_, is_encoded, first) = pieces.first()?;
        let (declared, first) = match is_encoded {
            true => set_and_value(first),
            false => (None, first),
        };
        let mut bytes = Vec::new();
        for (at, &(_, is_encoded, value)) in pieces.iter().enumerate() {
            let value = if at == 0 { first } else { value };
            match is_encoded {
                true => push_percent(&mut bytes, value),
                false => bytes.extend_from_slice(value.as_bytes()),
            }
        }
        Some(charset::text(&bytes, declared).into_owned())
    }
}

/// `utf-8'en'value`.
fn set_and_value(text: &str) -> (Option<&str>, &str) {
    match text.splitn(3, '\'').collect::<Vec<_>>()[..] {
        [set, _, value] => (Some(set).filter(|set| !set.is_empty()), value),
        _ => (None, text),
    }
}

fn push_percent(bytes: &mut Vec<u8>, value: &str) {
    let mut rest = value.as_bytes();
    while let Some((&byte, next)) = rest.split_first() {
        rest = next;
        match hex_pair(next) {
            Some(decoded) if byte == b'%' => {
                bytes.push(decoded);
                rest = &next[2..];
            }
            _ => bytes.push(byte),
        }
    }
}

/// What stands between semicolons that are neither quoted nor in a comment; without comments.
struct Pieces<'a>(&'a str);

impl Iterator for Pieces<'_> {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        if self.0.is_empty() {
            return None;
        }
        let mut piece = String::new();
        let (mut is_quoted, mut depth, mut is_escaped) = (false, 0_usize, false);
        let mut letters = self.0.char_indices();
        for (at, letter) in &mut letters {
            let escaped = std::mem::take(&mut is_escaped);
            match letter {
                _ if escaped => {}
                '\\' if is_quoted || depth > 0 => is_escaped = true,
                '"' if depth == 0 => is_quoted = !is_quoted,
                '(' if !is_quoted => depth += 1,
                ')' if !is_quoted && depth > 0 => {
                    depth -= 1;
                    continue;
                }
                ';' if !is_quoted && depth == 0 => {
                    self.0 = &self.0[at + 1..];
                    return Some(piece);
                }
                _ => {}
            }
            if depth == 0 {
                piece.push(letter);
            }
        }
        self.0 = "";
        Some(piece)
    }
}

/// Without quotation marks and what escapes within them.
pub(super) fn unquoted(text: &str) -> String {
    let Some(quoted) = text.strip_prefix('"') else {
        return text.to_owned();
    };
    let mut plain = String::with_capacity(quoted.len());
    let mut letters = quoted.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => break,
            '\\' => plain.extend(letters.next()),
            _ => plain.push(letter),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameter(value: &str, name: &str) -> Option<String> {
        Value::parse(value).parameter(name)
    }

    #[test]
    fn types_and_plain_parameters_are_read() {
        let value = Value::parse(" Text / PLAIN (plain); CharSet = \"utf-8\" ; format=flowed; x");
        assert_eq!(value.main, "text/plain");
        assert_eq!(value.parameter("charset").as_deref(), Some("utf-8"));
        assert_eq!(value.parameter("format").as_deref(), Some("flowed"));
        assert_eq!(value.parameter("x"), None);
        assert_eq!(
            parameter("a/b; c=\"x;y\\\"z\"; d=1", "c").as_deref(),
            Some("x;y\"z")
        );
        assert_eq!(
            parameter("a; filename=fish (old).txt", "filename").as_deref(),
            Some("fish .txt")
        );
        assert_eq!(Value::parse("").main, "");
        assert_eq!(parameter("a; b=\"no end", "b").as_deref(), Some("no end"));
    }

    #[test]
    fn encoded_values_are_decoded() {
        assert_eq!(
            parameter("a; filename*=utf-8'en'Caf%C3%A9%20a.txt", "filename").as_deref(),
            Some("Café a.txt")
        );
        assert_eq!(
            parameter(
                "a; filename*1=\"b.txt\"; filename*0*=koi8-r''%D4%C1; filename=x",
                "filename"
            )
            .as_deref(),
            Some("таb.txt")
        );
        assert_eq!(
            parameter("a; name*0*=utf-8''Caf%C3; name*1*=%A9", "name").as_deref(),
            Some("Café")
        );
        assert_eq!(
            parameter("a; name=\"=?utf-8?Q?Caf=C3?= =?utf-8?Q?=A9?=\"", "name").as_deref(),
            Some("Café")
        );
        assert_eq!(
            parameter("a; name*=plain%2", "name").as_deref(),
            Some("plain%2")
        );
    }
}
