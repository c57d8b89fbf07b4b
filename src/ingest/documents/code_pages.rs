//! Character sets by the numbers that Windows has for them.

use encoding_rs::{Encoding, WINDOWS_1252};

use crate::ingest::charset::Charset;

/// The set of a code page.
pub(super) fn of_page(page: u32) -> Option<Charset> {
    let name = match page {
        // A program that says ASCII means what Windows writes.
        0 | 20127 | 1252 => "windows-1252".to_owned(),
        1361 => "euc-kr".to_owned(),
        10001 => "shift_jis".to_owned(),
        10002 => "big5".to_owned(),
        10003 => "euc-kr".to_owned(),
        10006 => "x-mac-greek".to_owned(),
        10008 => "gbk".to_owned(),
        10081 => "x-mac-turkish".to_owned(),
        28591..=28605 => format!("iso-8859-{}", page - 28590),
        50220..=50222 => "iso-2022-jp".to_owned(),
        51932 => "euc-jp".to_owned(),
        51949 => "euc-kr".to_owned(),
        52936 => "gbk".to_owned(),
        708 => "iso-8859-6".to_owned(),
        page => page.to_string(),
    };
    Charset::named(&name)
}

/// The set of a font, by the number that Windows gives to the script that it is for.
///
/// `None` for fonts of signs, and where the font leaves it to the document.
pub(super) fn of_font(charset: u16) -> Option<Charset> {
    of_page(match charset {
        0 => 1252,
        77 => 10000,
        78 | 128 => 932,
        79 | 129 => 949,
        80 | 134 => 936,
        81 | 136 => 950,
        83 | 161 => 1253,
        85 | 177 => 1255,
        86 | 178 => 1256,
        87 | 162 => 1254,
        88 | 186 => 1257,
        89 | 204 => 1251,
        90 | 222 => 874,
        163 => 1258,
        238 => 1250,
        130 => 1361,
        254 => 437,
        255 => 850,
        _ => return None,
    })
}

/// The set that programs for a language wrote in; that of Western Europe where nothing is known.
pub(super) fn of_language(language: u16) -> &'static Encoding {
    let page: &[u8] = match language & 0x3FF {
        0x19 | 0x22 | 0x23 | 0x02 | 0x2F | 0x3F | 0x40 | 0x44 | 0x50 => b"windows-1251",
        0x1A if matches!(language, 0x0C1A | 0x1C1A) => b"windows-1251",
        0x15 | 0x05 | 0x0E | 0x18 | 0x1A | 0x1B | 0x1C | 0x24 => b"windows-1250",
        0x08 => b"windows-1253",
        0x1F | 0x2C => b"windows-1254",
        0x0D => b"windows-1255",
        0x01 | 0x29 | 0x20 => b"windows-1256",
        0x25..=0x27 => b"windows-1257",
        0x2A => b"windows-1258",
        0x1E => b"windows-874",
        0x11 => b"shift_jis",
        0x12 => b"euc-kr",
        0x04 if matches!(language, 0x0404 | 0x0C04 | 0x1404) => b"big5",
        0x04 => b"gbk",
        _ => return WINDOWS_1252,
    };
    Encoding::for_label(page).unwrap_or(WINDOWS_1252)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_windows_are_known() {
        let page = |number| of_page(number).map(Charset::name);
        assert_eq!(page(1251), Some("windows-1251"));
        assert_eq!(page(437), Some("IBM437"));
        assert_eq!(page(932), Some("Shift_JIS"));
        assert_eq!(page(28595), Some("ISO-8859-5"));
        assert_eq!(page(65001), Some("UTF-8"));
        assert_eq!(page(424_242), None);
        assert_eq!(of_font(204).map(Charset::name), Some("windows-1251"));
        assert_eq!(of_font(2).map(Charset::name), None);
        assert_eq!(of_language(0x0419).name(), "windows-1251");
        assert_eq!(of_language(0x0409).name(), "windows-1252");
        assert_eq!(of_language(0x0404).name(), "Big5");
    }
}
