//! The fonts of a document, which tell what its bytes stand for.

use super::entries::Entries;
use crate::ingest::charset::Charset;
use crate::ingest::documents::code_pages;
use crate::ingest::documents::signs::Font;

/// What the bytes in a font stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Set {
    /// What they do in the whole document.
    Document,
    Own(Charset),
    /// The signs of a font that has no letters.
    Signs(Font),
}

/// The fonts by their numbers, and the one that is being defined.
#[derive(Debug, Default)]
pub(super) struct Fonts {
    fonts: Entries<Set>,
    number: Option<i32>,
    charset: Option<u16>,
    page: Option<u32>,
}

impl Fonts {
    pub(super) fn of(&self, number: i32) -> Set {
        self.fonts.of(number).unwrap_or(Set::Document)
    }

    /// Takes in a word of the table of fonts.
    pub(super) fn word(&mut self, name: &[u8], value: Option<i32>) {
        match name {
            b"f" => {
                self.finish();
                self.number = value;
            }
            b"fcharset" => self.charset = value.and_then(|value| u16::try_from(value).ok()),
            b"cpg" => self.page = value.and_then(|value| u32::try_from(value).ok()),
            _ => {}
        }
    }

    /// Takes in a letter of a font's name.
    pub(super) fn letter(&mut self, letter: char) {
        if self.fonts.letter(letter) {
            self.finish();
        }
    }

    /// Ends the font that is being defined.
    fn finish(&mut self) {
        let (charset, page) = (self.charset.take(), self.page.take());
        let set = |name: &str| Some(set(name, charset, page));
        self.fonts.end(self.number.take(), set);
    }
}

/// What the bytes in a font stand for, by its name, its character set and its code page.
fn set(name: &str, charset: Option<u16>, page: Option<u32>) -> Set {
    let of_page = || page.filter(|page| *page > 0).and_then(code_pages::of_page);
    // Programs that know nothing of scripts say 0 of all fonts: it is what the document says.
    let of_charset = || {
        charset
            .filter(|charset| *charset > 1)
            .and_then(code_pages::of_font)
    };
    let own = of_page().or_else(|| by_name(name)).or_else(of_charset);
    match (own, charset) {
        (Some(set), _) => Set::Own(set),
        (None, Some(2)) => Set::Signs(match Font::named(name) {
            Font::Letters => Font::Unknown,
            font => font,
        }),
        (None, _) => Set::Document,
    }
}

/// The set of a font of Windows 3.1, which had one for each script.
fn by_name(name: &str) -> Option<Charset> {
    let charset = match name.trim().rsplit(' ').next()? {
        "Cyr" | "CYR" => 204,
        "CE" => 238,
        "Greek" | "GREEK" => 161,
        "Tur" | "TUR" => 162,
        "Baltic" | "BALTIC" => 186,
        _ => return None,
    };
    code_pages::of_font(charset)
}
