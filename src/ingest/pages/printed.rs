//! Pages that a program has printed as the bytes they are: `b'<p>Caf\xc3\xa9</p>\n'`.
//!
//! Whoever collects pages with Python and writes what came without decoding it gets this. Nothing else
//! begins a line so and ends it with the same quote.

use std::borrow::Cow;

/// The page with such lines as they were meant.
pub(super) fn unprinted(html: &str) -> Cow<'_, str> {
    if !html.lines().any(|line| printed(line).is_some()) {
        return Cow::Borrowed(html);
    }
    let mut text = String::with_capacity(html.len());
    for line in html.lines() {
        match printed(line) {
            Some(bytes) => text.push_str(&String::from_utf8_lossy(&unescaped(bytes))),
            None => text.push_str(line),
        }
        text.push('\n');
    }
    Cow::Owned(text)
}

/// What stands between the quotes of a line of printed bytes that are markup.
fn printed(line: &str) -> Option<&str> {
    let line = line.trim();
    let rest = line.strip_prefix('b')?;
    ['\'', '"']
        .into_iter()
        .find_map(|quote| rest.strip_prefix(quote)?.strip_suffix(quote))
        .filter(|bytes| bytes.starts_with(['<', '\\']) && bytes.is_ascii())
}

/// The bytes that are meant; what is no escape stays as it is.
fn unescaped(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        if *first != b'\\' {
            bytes.push(*first);
            rest = after;
            continue;
        }
        let (byte, length) = match after {
            [b'n', ..] => (b'\n', 2),
            [b't', ..] => (b'\t', 2),
            [b'r', ..] => (b'\r', 2),
            [quote @ (b'\\' | b'\'' | b'"'), ..] => (*quote, 2),
            [b'x', high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                let digit = |byte: u8| char::from(byte).to_digit(16).unwrap_or(0);
                let byte = u8::try_from(16 * digit(*high) + digit(*low)).unwrap_or(b'?');
                (byte, 4)
            }
            _ => (b'\\', 1),
        };
        bytes.push(byte);
        rest = &rest[length..];
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_bytes_are_read_as_the_page_they_were() {
        for (html, meant) in [
            (
                r"b'<p>Caf\xc3\xa9\n\tin Tarn\'s port</p>'",
                "<p>Café\n\tin Tarn's port</p>\n",
            ),
            (
                "<h1>Port</h1>\nb\"<p>It's \\q open\\\\</p>\"",
                "<h1>Port</h1>\n<p>It's \\q open\\</p>\n",
            ),
            (r"b'<p>\xff\x'", "<p>\u{FFFD}\\x\n"),
        ] {
            assert_eq!(unprinted(html), meant);
        }
        for html in ["<p>b'<p>x'</p>", "b'", "b''", "b'x'", "b'<p>é'", "b'<p>x"] {
            assert_eq!(unprinted(html), html);
        }
    }
}
