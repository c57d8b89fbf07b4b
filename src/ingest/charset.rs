//! The encodings that a text may come in, by their names: those of the web, Unicode, and the pages of DOS and the
//! older Mac (`charset/pages.txt`).

use std::borrow::Cow;
use std::fmt;
use std::sync::LazyLock;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// An encoding.
#[derive(Clone, Copy)]
pub struct Charset(Kind);

#[derive(Clone, Copy)]
enum Kind {
    /// One of the Encoding Standard.
    Web(&'static Encoding),
    /// A page of single bytes that the standard does not have.
    Page(&'static Page),
    Utf32 {
        big_endian: bool,
    },
}

/// What the bytes from 80 on stand for.
pub(super) struct Page {
    name: String,
    pub(super) letters: [char; 128],
}

impl Page {
    fn byte_of(&self, letter: char) -> Option<u8> {
        if letter.is_ascii() {
            return u8::try_from(letter).ok();
        }
        let letter = Some(letter).filter(|&it| it != char::REPLACEMENT_CHARACTER)?;
        let at = self.letters.iter().position(|&it| it == letter)?;
        u8::try_from(0x80 + at).ok()
    }
}

static PAGES: LazyLock<Vec<Page>> = LazyLock::new(|| pages(include_str!("charset/pages.txt")));

/// What a reader can choose from: the name, and what is read with it. Texts of today first, then by script.
const CHOICES: &[(&str, &str)] = &[
    ("UTF-8", "all languages"),
    ("UTF-16LE", "all languages, two bytes each"),
    ("UTF-16BE", "all languages, two bytes each, higher first"),
    ("windows-1252", "Western Europe"),
    ("macintosh", "Western Europe, older Mac"),
    ("IBM850", "Western Europe, DOS"),
    ("IBM437", "English, some Western Europe, DOS"),
    ("IBM865", "Danish, Norwegian, DOS"),
    ("ISO-8859-15", "Western Europe, with the euro sign"),
    ("windows-1250", "Central Europe"),
    ("ISO-8859-2", "Central Europe, Unix"),
    ("IBM852", "Central Europe, DOS"),
    ("x-mac-ce", "Central Europe, older Mac"),
    ("ISO-8859-16", "Romanian"),
    ("windows-1257", "Baltic languages"),
    ("ISO-8859-13", "Baltic languages, Unix"),
    ("ISO-8859-4", "Baltic and Nordic languages, Unix"),
    ("IBM775", "Baltic languages, DOS"),
    ("windows-1251", "Cyrillic"),
    ("KOI8-R", "Cyrillic: Russian, Unix"),
    ("KOI8-U", "Cyrillic: Ukrainian, Unix"),
    ("IBM866", "Cyrillic, DOS"),
    ("IBM855", "Cyrillic, DOS, Balkans"),
    ("x-mac-cyrillic", "Cyrillic, older Mac"),
    ("ISO-8859-5", "Cyrillic, ISO"),
    ("windows-1253", "Greek"),
    ("ISO-8859-7", "Greek, Unix"),
    ("IBM737", "Greek, DOS"),
    ("x-mac-greek", "Greek, older Mac"),
    ("windows-1254", "Turkish"),
    ("IBM857", "Turkish, DOS"),
    ("x-mac-turkish", "Turkish, older Mac"),
    ("windows-1255", "Hebrew"),
    ("ISO-8859-8", "Hebrew, letters as they stand in the line"),
    ("IBM862", "Hebrew, DOS"),
    ("windows-1256", "Arabic, Persian, Urdu"),
    ("ISO-8859-6", "Arabic, ISO"),
    ("windows-874", "Thai"),
    ("windows-1258", "Vietnamese"),
    ("GBK", "Chinese, simplified"),
    ("gb18030", "Chinese, simplified and more"),
    ("Big5", "Chinese, traditional"),
    ("Shift_JIS", "Japanese"),
    ("EUC-JP", "Japanese, Unix"),
    ("ISO-2022-JP", "Japanese, mail"),
    ("EUC-KR", "Korean"),
    ("ISO-8859-3", "Esperanto, Maltese"),
    ("ISO-8859-10", "Nordic languages"),
    ("ISO-8859-14", "Celtic languages"),
    ("UTF-32LE", "all languages, four bytes each"),
    ("UTF-32BE", "all languages, four bytes each, higher first"),
];

impl Charset {
    /// UTF-8.
    pub const UTF_8: Self = Self(Kind::Web(UTF_8));

    /// UTF-32.
    pub(super) const fn utf_32(big_endian: bool) -> Self {
        Self(Kind::Utf32 { big_endian })
    }

    /// All that a reader can choose from, with what is read with each.
    pub fn choices() -> impl Iterator<Item = (Self, &'static str)> {
        let choices = CHOICES.iter();
        choices.filter_map(|&(name, use_of)| Some((Self::named(name)?, use_of)))
    }

    /// The encoding of a name that is written in headers, whatever its case.
    ///
    /// Knows the labels of the web and the names that other programs use beside them (`cp850`, `IBM-437`, `cp1251`).
    pub fn named(label: &str) -> Option<Self> {
        let label = label.trim();
        if let Some(encoding) = Encoding::for_label_no_replacement(label.as_bytes()) {
            return Some(Self(Kind::Web(encoding)));
        }
        let plain: String = label
            .chars()
            .filter(|c| !matches!(c, '-' | '_' | ' '))
            .map(|c| c.to_ascii_lowercase())
            .collect();
        match plain.as_str() {
            "utf32" | "utf32le" | "ucs4" => return Some(Self(Kind::Utf32 { big_endian: false })),
            "utf32be" => return Some(Self(Kind::Utf32 { big_endian: true })),
            _ => {}
        }
        Self::page(&plain).or_else(|| Self::by_number(&plain))
    }

    /// The page of a plain name: `ibm850`, `xmacce`.
    fn page(plain: &str) -> Option<Self> {
        let plain = match plain {
            "maclatin2" | "maccentraleurope" | "xmaccentraleurroman" => "xmacce",
            "ibm858" | "ibm00858" | "cp858" => "ibm850",
            other => other,
        };
        let is_named = |page: &&Page| page.name.replace('-', "").eq_ignore_ascii_case(plain);
        Some(Self(Kind::Page(PAGES.iter().find(is_named)?)))
    }

    /// The page of a number that is written with one of several words before it: `cp437`, `dos437`, `windows1251`.
    fn by_number(plain: &str) -> Option<Self> {
        let number = plain.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let word = &plain[..plain.len() - number.len()];
        if let Some(part) = plain.strip_prefix("iso8859") {
            let label = format!("iso-8859-{}", part.trim_end_matches(['e', 'i']));
            return Encoding::for_label(label.as_bytes()).map(|it| Self(Kind::Web(it)));
        }
        if !matches!(
            word,
            "" | "cp" | "ibm" | "dos" | "windows" | "win" | "ms" | "oem" | "csibm" | "cswindows"
        ) {
            return None;
        }
        let label = match number.trim_start_matches('0') {
            "866" => "ibm866".to_owned(),
            "874" => "windows-874".to_owned(),
            "932" | "943" => "shift_jis".to_owned(),
            "936" => "gbk".to_owned(),
            "949" => "euc-kr".to_owned(),
            "950" => "big5".to_owned(),
            "54936" => "gb18030".to_owned(),
            "65001" => "utf-8".to_owned(),
            "1200" => "utf-16le".to_owned(),
            "1201" => "utf-16be".to_owned(),
            "10000" => "macintosh".to_owned(),
            "10007" => "x-mac-cyrillic".to_owned(),
            "10029" => return Self::page("xmacce"),
            "20866" => "koi8-r".to_owned(),
            "21866" => "koi8-u".to_owned(),
            windows if windows.starts_with("125") => format!("windows-{windows}"),
            page => return Self::page(&format!("ibm{page}")),
        };
        Encoding::for_label(label.as_bytes()).map(|it| Self(Kind::Web(it)))
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self.0 {
            Kind::Web(encoding) => encoding.name(),
            Kind::Page(page) => &page.name,
            Kind::Utf32 { big_endian: false } => "UTF-32LE",
            Kind::Utf32 { big_endian: true } => "UTF-32BE",
        }
    }

    /// True where bytes below 80 are ASCII.
    pub(super) fn is_ascii_compatible(self) -> bool {
        match self.0 {
            Kind::Web(encoding) => encoding.is_ascii_compatible(),
            Kind::Page(_) => true,
            Kind::Utf32 { .. } => false,
        }
    }

    /// What the bytes from 80 on stand for, where each is a character.
    pub(super) fn letters(self) -> Option<Cow<'static, [char; 128]>> {
        match self.0 {
            Kind::Page(page) => Some(Cow::Borrowed(&page.letters)),
            Kind::Web(encoding) if encoding.is_single_byte() => {
                let mut letters = [char::REPLACEMENT_CHARACTER; 128];
                for (byte, letter) in (0x80..=u8::MAX).zip(&mut letters) {
                    let byte = [byte];
                    let text = encoding.decode_without_bom_handling(&byte).0;
                    *letter = text.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER);
                }
                Some(Cow::Owned(letters))
            }
            _ => None,
        }
    }

    /// What bytes read as, whatever they are.
    pub fn read(self, bytes: &[u8]) -> Cow<'_, str> {
        self.decode(bytes).0
    }

    /// The bytes of a text; `None` where it has letters that the encoding does not.
    pub fn encode(self, text: &str) -> Option<Vec<u8>> {
        let wide = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect();
        match self.0 {
            Kind::Web(encoding) if encoding == UTF_16LE => Some(wide(u16::to_le_bytes)),
            Kind::Web(encoding) if encoding == UTF_16BE => Some(wide(u16::to_be_bytes)),
            Kind::Web(encoding) => {
                let (bytes, _, bad) = encoding.encode(text);
                (!bad).then(|| bytes.into_owned())
            }
            Kind::Page(page) => text.chars().map(|letter| page.byte_of(letter)).collect(),
            Kind::Utf32 { big_endian: true } => Some(
                text.chars()
                    .flat_map(|c| u32::from(c).to_be_bytes())
                    .collect(),
            ),
            Kind::Utf32 { .. } => Some(
                text.chars()
                    .flat_map(|c| u32::from(c).to_le_bytes())
                    .collect(),
            ),
        }
    }

    /// The text of bytes, without a byte order mark of this encoding, and whether there were any that it does not have:
    /// they become U+FFFD.
    pub(super) fn decode(self, bytes: &[u8]) -> (Cow<'_, str>, bool) {
        match self.0 {
            Kind::Web(encoding) => encoding.decode_with_bom_removal(bytes),
            Kind::Page(page) => of_page(page, bytes),
            Kind::Utf32 { big_endian } => utf_32(bytes, big_endian),
        }
    }
}

impl From<&'static Encoding> for Charset {
    fn from(encoding: &'static Encoding) -> Self {
        Self(Kind::Web(encoding))
    }
}

impl PartialEq for Charset {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Charset {}

impl fmt::Debug for Charset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

fn of_page<'a>(page: &Page, bytes: &'a [u8]) -> (Cow<'a, str>, bool) {
    if let Ok(text) = std::str::from_utf8(bytes)
        && text.is_ascii()
    {
        return (Cow::Borrowed(text), false);
    }
    let letters = bytes.iter().map(|&byte| match byte.checked_sub(0x80) {
        Some(at) => page.letters[usize::from(at)],
        None => char::from(byte),
    });
    let text: String = letters.collect();
    let bad = text.contains(char::REPLACEMENT_CHARACTER);
    (Cow::Owned(text), bad)
}

fn utf_32(bytes: &[u8], big_endian: bool) -> (Cow<'static, str>, bool) {
    let mark: [u8; 4] = match big_endian {
        true => [0, 0, 0xFE, 0xFF],
        false => [0xFF, 0xFE, 0, 0],
    };
    let bytes = bytes.strip_prefix(&mark).unwrap_or(bytes);
    let mut bad = false;
    let text = bytes.chunks(4).map(|unit| {
        let unit: Option<[u8; 4]> = unit.try_into().ok();
        let code = unit.map(|unit| match big_endian {
            true => u32::from_be_bytes(unit),
            false => u32::from_le_bytes(unit),
        });
        code.and_then(char::from_u32).unwrap_or_else(|| {
            bad = true;
            char::REPLACEMENT_CHARACTER
        })
    });
    (Cow::Owned(text.collect()), bad)
}

/// Reads the list of pages; a page that has not its 128 characters is left out.
fn pages(list: &str) -> Vec<Page> {
    let mut lines = list.lines().filter(|line| !line.starts_with('#'));
    let mut pages = Vec::new();
    while let Some(name) = lines.next() {
        if name.is_empty() {
            continue;
        }
        let letters = lines.by_ref().take(4).flat_map(str::chars);
        let letters: Vec<char> = letters
            .map(|letter| match letter {
                '␣' => '\u{A0}',
                '␦' => '\u{AD}',
                letter => letter,
            })
            .collect();
        if let Ok(letters) = letters.try_into() {
            let name = name.to_owned();
            pages.push(Page { name, letters });
        }
    }
    pages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_page_has_its_characters_and_each_choice_is_known() {
        assert_eq!(PAGES.len(), 12);
        assert_eq!(Charset::choices().count(), CHOICES.len());
        for (charset, _) in Charset::choices() {
            assert_eq!(Charset::named(charset.name()), Some(charset));
            let (text, bad) = charset.decode(b"");
            assert_eq!((&*text, bad), ("", false), "{charset:?}");
        }
        for page in PAGES.iter() {
            let is_choice = CHOICES.iter().any(|(name, _)| *name == page.name);
            assert!(is_choice, "{}", page.name);
        }
    }

    #[test]
    fn names_are_known_as_programs_write_them() {
        for (label, name) in [
            ("cp1251", "windows-1251"),
            ("CP437", "IBM437"),
            ("ibm-850", "IBM850"),
            ("850", "IBM850"),
            ("DOS-866", "IBM866"),
            ("ISO8859-5", "ISO-8859-5"),
            ("latin1", "windows-1252"),
            ("x-mac-roman", "macintosh"),
            ("mac-latin2", "x-mac-ce"),
            ("UTF-32", "UTF-32LE"),
        ] {
            let found = Charset::named(label).map(Charset::name);
            assert_eq!(found, Some(name), "{label}");
        }
        for label in ["", "x-unknown", "cp9999", "café"] {
            assert_eq!(Charset::named(label), None, "{label}");
        }
    }

    #[test]
    fn pages_of_dos_and_mac_are_read() {
        let text = |name: &str, bytes| {
            let charset = Charset::named(name).unwrap();
            charset.decode(bytes).0.into_owned()
        };
        assert_eq!(text("IBM437", b"caf\x82 \xE1"), "café ß");
        assert_eq!(text("IBM850", b"\xC9\xCD\xBB \x95\xB5"), "╔═╗ òÁ");
        assert_eq!(text("IBM852", b"\x88\xA2d\xAB"), "łódź");
        assert_eq!(text("x-mac-ce", b"\xB8\x97d\x90"), "łódź");
        assert_eq!(text("macintosh", b"na\x95ve \xD2x\xD3"), "naïve “x”");
        assert_eq!(text("UTF-32BE", b"\0\0\x04\x16\0"), "Ж\u{FFFD}");
    }
}
