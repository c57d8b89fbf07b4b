//! Who a header names: `"Sol, Georg" <georg@tarn.example>`, `georg@tarn.example (Georg Sol)`.

use super::words;
use crate::ingest::lines::one_line;

/// A name and an address; one of them may be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::ingest) struct Mailbox {
    /// As it is shown.
    pub(in crate::ingest) name: Option<String>,
    /// What mail is sent to.
    pub(in crate::ingest) address: Option<String>,
    /// What stands in brackets beside a name.
    pub(super) beside: Option<String>,
}

impl Mailbox {
    /// The first that `value` names.
    pub(super) fn first(value: &str) -> Option<Self> {
        let mut parts = Parts::default();
        parts.read(value);
        let name = Some(shown(&parts.words)).filter(|name| !name.is_empty());
        let comment = Some(shown(&parts.comment)).filter(|comment| !comment.is_empty());
        let mailbox = match (
            Some(squeezed(&parts.angle)).filter(|it| !it.is_empty()),
            name,
        ) {
            (Some(address), None) => Self {
                name: comment,
                address: Some(address),
                beside: None,
            },
            (Some(address), name) => Self {
                name,
                address: Some(address),
                beside: comment,
            },
            (None, Some(name)) if name.contains('@') => Self {
                name: comment,
                address: Some(squeezed(&name)),
                beside: None,
            },
            // As archives write an address.
            (None, Some(name)) if comment.is_some() && is_address_in_words(&name) => Self {
                name: comment,
                address: Some(name.replace(" at ", "@")),
                beside: None,
            },
            (None, name) => Self {
                name: name.or(comment),
                ..Self::default()
            },
        };
        (mailbox != Self::default()).then_some(mailbox.without_doubled_address())
    }

    /// A name that is the address again names nobody.
    fn without_doubled_address(mut self) -> Self {
        let trimmed = |name: &str| name.trim_matches(['<', '>', '\'', '"']).to_lowercase();
        if let (Some(name), Some(address)) = (&self.name, &self.address)
            && trimmed(name) == address.to_lowercase()
        {
            self.name = None;
        }
        self
    }

    /// The name, else the address.
    pub(super) fn shown(&self) -> Option<&str> {
        self.name.as_deref().or(self.address.as_deref())
    }
}

/// True for `press at tarn.example`.
fn is_address_in_words(name: &str) -> bool {
    let is_word = |word: &str| !word.is_empty() && !word.contains(char::is_whitespace);
    name.split_once(" at ")
        .is_some_and(|(local, host)| is_word(local) && is_word(host) && host.contains('.'))
}

/// A mailbox in pieces.
#[derive(Debug, Default)]
struct Parts {
    words: String,
    comment: String,
    angle: String,
}

impl Parts {
    fn read(&mut self, value: &str) {
        let (mut is_quoted, mut depth, mut is_angle, mut is_escaped) =
            (false, 0_usize, false, false);
        for letter in value.chars() {
            let escaped = std::mem::take(&mut is_escaped);
            match letter {
                _ if escaped => {}
                '\\' if is_quoted || depth > 0 => {
                    is_escaped = true;
                    continue;
                }
                '"' if depth == 0 && !is_angle => {
                    is_quoted = !is_quoted;
                    continue;
                }
                '(' if !is_quoted && !is_angle => {
                    depth += 1;
                    if depth == 1 {
                        self.comment.push(' ');
                        continue;
                    }
                }
                ')' if !is_quoted && depth > 0 => {
                    depth -= 1;
                    if depth == 0 {
                        continue;
                    }
                }
                '<' if !is_quoted && depth == 0 => {
                    is_angle = true;
                    self.angle.clear();
                    continue;
                }
                '>' if is_angle => {
                    is_angle = false;
                    continue;
                }
                // A group: what stands before the colon names no mailbox.
                ':' if !is_quoted && depth == 0 && !is_angle && !self.words.contains('@') => {
                    self.words.clear();
                    continue;
                }
                ',' | ';' if !is_quoted && depth == 0 && !is_angle && self.is_whole() => break,
                _ => {}
            }
            match () {
                () if depth > 0 => self.comment.push(letter),
                () if is_angle => self.angle.push(letter),
                () => self.words.push(letter),
            }
        }
    }

    /// False before a comma that stands in a name without quotation marks: `Sol, Georg <g@tarn.example>`.
    fn is_whole(&self) -> bool {
        !self.angle.is_empty() || self.words.contains('@')
    }
}

fn shown(text: &str) -> String {
    let text = one_line(&words::decode(text));
    let marks: &[char] = &['"', '\'', ',', ';', ' '];
    let is_quoted = text.starts_with(['"', '\'']) && text.ends_with(['"', '\'']) && text.len() > 1;
    match is_quoted {
        true => text.trim_matches(marks).to_owned(),
        false => text.trim_matches([',', ';', ' ']).to_owned(),
    }
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(value: &str) -> (String, String) {
        let mailbox = Mailbox::first(value).unwrap_or_default();
        (
            mailbox.name.unwrap_or_default(),
            mailbox.address.unwrap_or_default(),
        )
    }

    fn pair(name: &str, address: &str) -> (String, String) {
        (name.to_owned(), address.to_owned())
    }

    #[test]
    fn mailboxes_of_every_form_are_read() {
        let address = "mara@tarn.example";
        for value in [
            "Mara Lind <mara@tarn.example>",
            "\"Mara Lind\" < mara@tarn.example >",
            "mara@tarn.example (Mara Lind)",
            "=?utf-8?Q?Mara_Lind?= <mara@tarn.example>, b@tarn.example",
            "Mara\t Lind<mara@tarn.example>",
            "Press: Mara Lind <mara@tarn.example>, x@tarn.example;",
            "\"'Mara Lind'\" <mara@tarn.example>",
            "\"=?utf-8?B?TWFyYSBMaW5k?=\" <mara@tarn.example>",
            "Mara Lind (press) <mara@tarn.example>",
            "mara at tarn.example (Mara Lind)",
        ] {
            assert_eq!(first(value), pair("Mara Lind", address), "{value}");
        }
        assert_eq!(
            first("Lind, Mara <mara@tarn.example>"),
            pair("Lind, Mara", address)
        );
        assert_eq!(
            first("\"Lind \\\"M\\\" (x), Mara\" <m@t.example>"),
            pair("Lind \"M\" (x), Mara", "m@t.example")
        );
        assert_eq!(first("mara@tarn.example"), pair("", address));
        assert_eq!(first("<mara@tarn.example>"), pair("", address));
        assert_eq!(
            first("Mara@Tarn.example <mara@tarn.example>"),
            pair("", address)
        );
        assert_eq!(first("Press Office"), pair("Press Office", ""));
        assert_eq!(
            first("=?utf-8?Q?Sol=2C_Georg?= <g@t.example>"),
            pair("Sol, Georg", "g@t.example")
        );
        assert_eq!(Mailbox::first(" "), None);
        assert_eq!(Mailbox::first("<>"), None);
        assert_eq!(
            Mailbox::first("(((\"\\"),
            Some(Mailbox {
                name: Some("((\"".to_owned()),
                ..Mailbox::default()
            })
        );
    }
}
