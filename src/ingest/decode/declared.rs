//! The encoding that a text declares about itself: XML, HTML, headers of mail, editors.

use encoding_rs::{UTF_16BE, UTF_16LE};

use crate::ingest::charset::Charset;

/// How much of a text is looked at: pages have scripts and styles before they say it.
const HEAD: usize = 4 << 10;

/// What stands before the name: `<meta charset="…">`, `Content-Type: text/plain; charset=…`, `<?xml encoding="…"?>`,
/// `vim: fileencoding=…`, `-*- coding: … -*-`.
const KEYS: &[&str] = &["charset", "encoding", "coding"];

/// What a text declares in its head. A text that could be read so far is not UTF-16, whatever it says.
pub(super) fn charset(bytes: &[u8]) -> Option<Charset> {
    let head = bytes[..bytes.len().min(HEAD)].to_ascii_lowercase();
    let declared = KEYS.iter().find_map(|key| {
        let mut places = memchr::memmem::find_iter(&head, key.as_bytes());
        places.find_map(|at| named(&head[at + key.len()..]))
    })?;
    let is_wide = [UTF_16LE, UTF_16BE]
        .iter()
        .any(|&wide| declared == wide.into());
    (!is_wide && !declared.name().starts_with("UTF-32")).then_some(declared)
}

/// The encoding named after a key, in whatever marks.
fn named(after: &[u8]) -> Option<Charset> {
    let name = after.trim_ascii_start();
    let name = name.strip_prefix(b"=").or(name.strip_prefix(b":"))?;
    let name = name.trim_ascii_start();
    let name = name
        .strip_prefix(b"\"")
        .or(name.strip_prefix(b"'"))
        .unwrap_or(name);
    let is_of_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.:".contains(byte);
    let end = name.iter().position(|byte| !is_of_name(byte));
    let name = &name[..end.unwrap_or(name.len())];
    Charset::named(std::str::from_utf8(name).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_declaration_is_found_in_its_usual_forms() {
        for (text, name) in [
            ("<?xml version=\"1.0\" encoding='koi8-r'?>", "KOI8-R"),
            ("<meta charset=windows-1251>", "windows-1251"),
            (
                "<META http-equiv=\"Content-Type\" content=\"text/html; charset=ISO-8859-2\">",
                "ISO-8859-2",
            ),
            (
                "Content-Type: text/plain; charset = \"cp850\"\n\nx",
                "IBM850",
            ),
            (
                "Content-Transfer-Encoding: 8bit\nContent-Type: text/plain;\n charset=x-mac-roman\n",
                "macintosh",
            ),
            ("# -*- coding: cp1251 -*-", "windows-1251"),
            ("% vim: fileencoding=iso-8859-15", "ISO-8859-15"),
        ] {
            let found = charset(text.as_bytes()).map(Charset::name);
            assert_eq!(found, Some(name), "{text}");
        }
        for text in [
            "",
            "charset",
            "charset=",
            "The encoding: nobody knows it.",
            "charset=utf-16",
            "charset=\u{E9}",
        ] {
            assert_eq!(charset(text.as_bytes()), None, "{text}");
        }
    }
}
