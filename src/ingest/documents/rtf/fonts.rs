//! The fonts of a document, which tell what its bytes stand for.

use std::collections::HashMap;

use crate::ingest::charset::Charset;
use crate::ingest::documents::code_pages;
use crate::ingest::documents::signs::Font;

/// The most fonts that are remembered.
const MOST: usize = 4096;

/// The longest name of a font that tells anything.
const LONGEST: usize = 80;

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
    fonts: HashMap<i32, Set>,
    number: Option<i32>,
    charset: Option<u16>,
    page: Option<u32>,
    name: String,
}

impl Fonts {
    pub(super) fn of(&self, number: i32) -> Set {
        self.fonts.get(&number).copied().unwrap_or(Set::Document)
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
        if letter == ';' {
            self.finish();
        } else if self.name.len() < LONGEST {
            self.name.push(letter);
        }
    }

    /// Ends the font that is being defined.
    pub(super) fn finish(&mut self) {
        let name = std::mem::take(&mut self.name);
        let (charset, page) = (self.charset.take(), self.page.take());
        let Some(number) = self.number.take().filter(|_| self.fonts.len() < MOST) else {
            return;
        };
        let set = page
            .filter(|page| *page > 0)
            .and_then(code_pages::of_page)
            .or_else(|| by_name(&name))
            // Programs that know nothing of scripts say 0 of all fonts: it is what the document says.
            .or_else(|| {
                charset
                    .filter(|charset| *charset > 1)
                    .and_then(code_pages::of_font)
            });
        let set = match (set, charset) {
            (Some(set), _) => Set::Own(set),
            (None, Some(2)) => Set::Signs(match Font::named(&name) {
                Font::Letters => Font::Unknown,
                font => font,
            }),
            (None, _) => Set::Document,
        };
        self.fonts.insert(number, set);
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
