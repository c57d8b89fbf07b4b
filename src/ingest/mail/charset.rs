//! Bytes of a mail to text: as declared, unless the bytes say otherwise.

use std::borrow::Cow;

use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, WINDOWS_1252};

use super::transfer;
use crate::ingest::decode;

/// So many letters in good UTF-8 are no accident in a text that is declared as something else.
const SURE_SEQUENCES: usize = 3;

/// The text that `bytes` are in the character set of this name.
///
/// A declaration is a claim: a text that is valid UTF-8 is read as that where a set of single bytes was
/// declared, and one that its declared set does not have is looked at.
pub(super) fn text<'a>(bytes: &'a [u8], declared: Option<&str>) -> Cow<'a, str> {
    let Some(label) = declared.map(str::trim) else {
        return detected(bytes);
    };
    if is(label, "utf-7") || is(label, "unicode-1-1-utf-7") {
        return Cow::Owned(utf_7(bytes));
    }
    if is(label, "iso-2022-kr") || is(label, "hz-gb-2312") {
        return Cow::Owned(shifted(bytes, is(label, "hz-gb-2312")));
    }
    let Some(encoding) = encoding(label) else {
        return detected(bytes);
    };
    let is_valid = std::str::from_utf8(bytes).is_ok();
    if encoding == UTF_8 && !is_valid && decode::is_damaged_utf8(bytes, true) {
        return String::from_utf8_lossy(bytes);
    }
    if encoding == UTF_8 || is_ascii(label) || is_really_utf_8(bytes, encoding) {
        return detected(bytes);
    }
    if encoding == ISO_2022_JP {
        return japanese(bytes);
    }
    let (text, bad) = encoding.decode_with_bom_removal(bytes);
    match bad {
        true => match std::str::from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => text,
        },
        false => text,
    }
}

fn is(label: &str, name: &str) -> bool {
    label.eq_ignore_ascii_case(name)
}

/// ASCII is declared by programs that do not know what they send.
fn is_ascii(label: &str) -> bool {
    ["us-ascii", "ascii", "ansi_x3.4-1968", "646"]
        .iter()
        .any(|name| is(label, name))
}

/// The encoding of this name, by the names that programs of mail use beside the registered ones.
fn encoding(label: &str) -> Option<&'static Encoding> {
    // RFC 2231 lets a language follow: `utf-8*en`.
    let label = label.split('*').next().unwrap_or_default();
    if let Some(encoding) = Encoding::for_label(label.as_bytes()) {
        return Some(encoding);
    }
    let label = label.to_ascii_lowercase();
    let digits = label.trim_start_matches(|c: char| !c.is_ascii_digit());
    let plain = label.replace(['-', '_'], "");
    let other = match plain.as_str() {
        "utf8mb4" | "cp65001" | "unicode" => "utf-8",
        "cp932" | "windows932" | "ibm943" => "shift_jis",
        "cp936" | "windows936" | "ms936" => "gbk",
        "cp949" | "windows949" | "ks_c_5601" => "euc-kr",
        "cp950" | "windows950" => "big5",
        "koi8ru" => "koi8-u",
        "cp874" => "windows-874",
        _ if plain.starts_with("iso8859") => {
            let part = plain["iso8859".len()..].trim_end_matches(['e', 'i']);
            return Encoding::for_label(format!("iso-8859-{part}").as_bytes());
        }
        _ if digits.starts_with("125") => {
            return Encoding::for_label(format!("windows-{digits}").as_bytes());
        }
        _ => return None,
    };
    Encoding::for_label(other.as_bytes())
}

/// True for good UTF-8 that was declared as a set of which nearly all bytes are letters.
fn is_really_utf_8(bytes: &[u8], declared: &'static Encoding) -> bool {
    declared.is_single_byte()
        && std::str::from_utf8(bytes).is_ok_and(|text| {
            let letters = text.chars().filter(|c| !c.is_ascii());
            letters.take(SURE_SEQUENCES).count() == SURE_SEQUENCES
        })
}

/// By what the bytes look like.
fn detected(bytes: &[u8]) -> Cow<'_, str> {
    let has_shifts = memchr::memchr(0x1B, bytes).is_some();
    if has_shifts && has_japanese_shifts(bytes) {
        return japanese(bytes);
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && !has_shifts
    {
        return Cow::Borrowed(text.trim_start_matches('\u{FEFF}'));
    }
    match decode::decode(bytes) {
        Ok(decoded) => decoded.text,
        Err(_) => match std::str::from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
        },
    }
}

/// True for what shifts to Japanese letters and back: few programs of its day declared that in headers.
fn has_japanese_shifts(bytes: &[u8]) -> bool {
    let has = |shift: &[u8]| memchr::memmem::find(bytes, shift).is_some();
    (has(b"\x1b$B") || has(b"\x1b$@")) && (has(b"\x1b(B") || has(b"\x1b(J"))
}

fn japanese(bytes: &[u8]) -> Cow<'static, str> {
    let bytes = without_empty_shifts(bytes);
    let (text, _) = ISO_2022_JP.decode_without_bom_handling(&bytes);
    Cow::Owned(text.into_owned())
}

/// Without a shift to ASCII that another follows at once: where two texts were joined. The encoding forbids it.
fn without_empty_shifts(bytes: &[u8]) -> Cow<'_, [u8]> {
    let empty = b"\x1b(B\x1b";
    if memchr::memmem::find(bytes, empty).is_none() {
        return Cow::Borrowed(bytes);
    }
    let mut kept = Vec::with_capacity(bytes.len());
    let mut from = 0;
    for at in memchr::memmem::find_iter(bytes, empty) {
        kept.extend_from_slice(&bytes[from..at]);
        from = at + empty.len() - 1;
    }
    kept.extend_from_slice(&bytes[from..]);
    Cow::Owned(kept)
}

/// UTF-7: stretches of UTF-16 in base64 between `+` and `-`.
fn utf_7(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(at) = memchr::memchr(b'+', rest) {
        text.push_str(&String::from_utf8_lossy(&rest[..at]));
        rest = &rest[at + 1..];
        let digits = rest
            .iter()
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'))
            .count();
        if digits == 0 {
            text.push('+');
        }
        let units = transfer::base64(&rest[..digits], usize::MAX);
        let units = units
            .chunks_exact(2)
            .map(|unit| u16::from_be_bytes([unit[0], unit[1]]));
        let letters = char::decode_utf16(units);
        text.extend(letters.map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)));
        rest = &rest[digits..];
        rest = rest.strip_prefix(b"-").unwrap_or(rest);
    }
    text.push_str(&String::from_utf8_lossy(rest));
    text
}

/// Korean between shift-out and shift-in, or Chinese between `~{` and `~}`: 7-bit forms of EUC.
fn shifted(bytes: &[u8], is_hz: bool) -> String {
    let mut plain = Vec::with_capacity(bytes.len());
    let mut is_out = false;
    let mut rest = bytes;
    while let Some((&byte, next)) = rest.split_first() {
        rest = next;
        match (byte, next.first()) {
            (0x0E | 0x0F, _) if !is_hz => is_out = byte == 0x0E,
            (0x1B, Some(b'$')) if !is_hz => rest = next.get(3..).unwrap_or_default(),
            (b'~', Some(&mark @ (b'{' | b'}' | b'~'))) if is_hz => {
                is_out = mark == b'{' || (is_out && mark == b'~');
                rest = &next[1..];
                if mark == b'~' {
                    plain.push(b'~');
                }
            }
            (0x21..=0x7E, _) if is_out => plain.push(byte | 0x80),
            _ => plain.push(byte),
        }
    }
    let encoding = match is_hz {
        true => encoding_rs::GBK,
        false => encoding_rs::EUC_KR,
    };
    encoding.decode_without_bom_handling(&plain).0.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_as_it_is_declared() {
        assert_eq!(
            text(b"\xcf\xf0\xe8\xe2\xe5\xf2", Some("windows-1251")),
            "Привет"
        );
        assert_eq!(text(b"\xf0\xd2\xc9\xd7\xc5\xd4", Some("KOI8-R")), "Привет");
        assert_eq!(text(b"\x93Talks\x94", Some("iso-8859-1")), "“Talks”");
        assert_eq!(text(b"\xa4", Some("ISO_8859-15")), "€");
        assert_eq!(text(b"\xcf", Some("cp1251")), "П");
        assert_eq!(text(b"\x1b$B4A;z\x1b(B", Some("iso-2022-jp")), "漢字");
        assert_eq!(text(b"\x1b$B4A;z\x1b(B", None), "漢字");
        assert_eq!(
            text(b"\x1b$B4A\x1b(B\x1b$B;z\x1b(B", Some("iso-2022-jp")),
            "漢字"
        );
        assert_eq!(text("Привет".as_bytes(), Some("utf-8*ru")), "Привет");
    }

    #[test]
    fn seven_bit_forms_are_read() {
        assert_eq!(
            text(b"Hi Mom +Jjo--!, 2+-2", Some("UTF-7")),
            "Hi Mom ☺-!, 2+2"
        );
        assert_eq!(
            text(b"\x1b$)C\x0e0!3*\x0f ok", Some("iso-2022-kr")),
            "가나 ok"
        );
        assert_eq!(text(b"~{VPND~} ~~ ok", Some("hz-gb-2312")), "中文 ~ ok");
    }

    #[test]
    fn a_false_declaration_does_not_count() {
        let utf_8 = "Gespräche über Öl".as_bytes();
        for declared in ["iso-8859-1", "us-ascii", "windows-1251", "x-unknown", ""] {
            assert_eq!(
                text(utf_8, Some(declared)),
                "Gespräche über Öl",
                "{declared}"
            );
        }
        let cyrillic = "Переговоры о рыбе продолжаются в столице второй день";
        let bytes = encoding_rs::WINDOWS_1251.encode(cyrillic).0;
        for declared in [None, Some("us-ascii"), Some("utf-8"), Some("x-unknown")] {
            assert_eq!(text(&bytes, declared), cyrillic, "{declared:?}");
        }
    }

    #[test]
    fn nothing_fails() {
        for declared in [
            None,
            Some("utf-8"),
            Some("utf-7"),
            Some("hz-gb-2312"),
            Some("iso-2022-kr"),
            Some("utf-16"),
            Some("iso8859"),
        ] {
            for bytes in [
                &b"\xff\xfe\x00"[..],
                b"\x0e",
                b"~",
                b"+",
                b"~{",
                b"\x1b$",
                b"\x00\x01\x02\x03\x04\x05\x06\x07\x08",
                b"%PDF-\xff",
            ] {
                let _ = text(bytes, declared);
            }
        }
    }
}
