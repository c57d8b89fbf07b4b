//! The headers of a mail or of a part: names with their values, and where the body begins.

use crate::ingest::lines::one_line;
use std::borrow::Cow;
use std::ops::Range;

use super::{charset, words};

/// The most bytes of headers that are looked at; what is beyond counts as read.
const MOST: usize = 1 << 20;

/// The longest value that is shown or parsed.
const LONGEST_VALUE: usize = 64 << 10;

/// A block of headers.
#[derive(Debug, Clone, Default)]
pub(super) struct Headers<'a> {
    /// Name and value of each, in order; values with their line breaks.
    fields: Vec<(&'a [u8], &'a [u8])>,
    /// The byte at which the body begins.
    pub(super) end: usize,
    /// True if there were more than are looked at.
    pub(super) is_cut: bool,
}

impl<'a> Headers<'a> {
    /// Reads the headers that `bytes` opens with. A line that is none ends them as a blank line does, but is
    /// of the body.
    pub(super) fn read(bytes: &'a [u8]) -> Self {
        let mut headers = Self::default();
        let mut open: Option<(Range<usize>, Range<usize>)> = None;
        let mut at = 0;
        while at < bytes.len() {
            if at > MOST {
                headers.is_cut = true;
                at += after_blank_line(&bytes[at..]);
                break;
            }
            let next = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |end| at + end + 1);
            let line = without_end(&bytes[at..next]);
            if line.is_empty() {
                at = next;
                break;
            }
            if matches!(line[0], b' ' | b'\t') {
                if let Some((_, value)) = &mut open {
                    value.end = at + line.len();
                }
            } else if let Some(name) = name(line) {
                headers.close(bytes, open.take());
                let colon = at + memchr::memchr(b':', line).unwrap_or(name);
                open = Some((at..at + name, colon + 1..at + line.len()));
            } else if !is_envelope(line, at) {
                break;
            }
            at = next;
        }
        headers.close(bytes, open);
        headers.end = at;
        headers
    }

    fn close(&mut self, bytes: &'a [u8], field: Option<(Range<usize>, Range<usize>)>) {
        self.fields
            .extend(field.map(|(name, value)| (&bytes[name], &bytes[value])));
    }

    /// True if there is none at all.
    pub(super) fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// The values of this name, as text on one line; encoded words are still encoded.
    pub(super) fn all<'h>(
        &'h self,
        name: &'h str,
    ) -> impl DoubleEndedIterator<Item = Cow<'a, str>> + 'h {
        let of_name =
            move |(field, _): &&(&[u8], &[u8])| field.eq_ignore_ascii_case(name.as_bytes());
        self.fields
            .iter()
            .filter(of_name)
            .map(|(_, value)| unfolded(value))
    }

    /// The first of them that says anything.
    pub(super) fn first(&self, name: &str) -> Option<Cow<'a, str>> {
        self.all(name).find(|value| !value.trim().is_empty())
    }

    /// The same with its encoded words decoded, on one line, without blanks around it.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        let value = self.first(name)?;
        let text = one_line(&words::decode(&value));
        (!text.is_empty()).then_some(text)
    }
}

/// The length of the name that a line of a header opens with.
fn name(line: &[u8]) -> Option<usize> {
    let colon = memchr::memchr(b':', &line[..line.len().min(256)])?;
    let name = line[..colon].trim_ascii_end();
    let is_name = !name.is_empty() && name.iter().all(u8::is_ascii_graphic);
    is_name.then_some(name.len())
}

/// The line that a mailbox puts before a mail, quoted or not.
fn is_envelope(line: &[u8], at: usize) -> bool {
    at == 0 && (line.starts_with(b"From ") || line.starts_with(b">From "))
}

fn without_end(line: &[u8]) -> &[u8] {
    let end = line
        .iter()
        .rposition(|byte| !matches!(byte, b'\n' | b'\r'))
        .map_or(0, |last| last + 1);
    &line[..end]
}

fn after_blank_line(bytes: &[u8]) -> usize {
    memchr::memchr_iter(b'\n', bytes)
        .map(|end| end + 1)
        .find_map(|line| match bytes.get(line..)? {
            [b'\n', ..] => Some(line + 1),
            [b'\r', b'\n', ..] => Some(line + 2),
            _ => None,
        })
        .unwrap_or(bytes.len())
}

fn unfolded(value: &[u8]) -> Cow<'_, str> {
    let value = &value[..value.len().min(LONGEST_VALUE)];
    let text = charset::text(value, None);
    match text.contains(['\n', '\r']) {
        true => Cow::Owned(text.replace(['\r', '\n'], "")),
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Headers<'_>, &str) {
        let headers = Headers::read(text.as_bytes());
        let body = &text[headers.end..];
        (headers, body)
    }

    #[test]
    fn every_form_of_header_is_read() {
        let (headers, body) = read(
            "From x Mon\r\nSubject:Talks\r\n on\r\n\tfish\r\nX-Odd :\r\n  1\r\nTO: a\r\nto: b\r\n\r\nBody: x",
        );
        assert_eq!(headers.text("subject").as_deref(), Some("Talks on fish"));
        assert_eq!(headers.text("x-odd").as_deref(), Some("1"));
        assert_eq!(headers.all("To").collect::<Vec<_>>(), [" a", " b"]);
        assert_eq!(headers.text("Cc"), None);
        assert_eq!(body, "Body: x");
    }

    #[test]
    fn a_line_that_is_none_begins_the_body() {
        let (headers, body) = read("Subject: Talks\nThey met: on Friday\nMore");
        assert_eq!(headers.text("subject").as_deref(), Some("Talks"));
        assert_eq!(body, "They met: on Friday\nMore");
        let (headers, body) = read("Just words\n\nMore");
        assert!(headers.is_empty());
        assert_eq!(body, "Just words\n\nMore");
        assert_eq!(read("").1, "");
        assert_eq!(read("\n\nx").1, "\nx");
        assert_eq!(read(" folded\nA: b\n\nx").1, "x");
    }

    #[test]
    fn headers_that_are_not_ascii_are_read() {
        let mut bytes = b"Subject: ".to_vec();
        bytes.extend_from_slice(
            &encoding_rs::WINDOWS_1251
                .encode("Переговоры о рыбе в столице")
                .0,
        );
        bytes.extend_from_slice(b"\n\n");
        let headers = Headers::read(&bytes);
        assert_eq!(
            headers.text("Subject").as_deref(),
            Some("Переговоры о рыбе в столице")
        );
    }

    #[test]
    fn headers_without_end_are_cut() {
        let mut bytes = b"Subject: Talks\r\n".to_vec();
        bytes.extend(b"X-Long: words\r\n".repeat(1 << 18));
        bytes.extend(b"\r\nBody");
        let headers = Headers::read(&bytes);
        assert!(headers.is_cut);
        assert_eq!(headers.text("Subject").as_deref(), Some("Talks"));
        assert_eq!(&bytes[headers.end..], b"Body");
    }
}
