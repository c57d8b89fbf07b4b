//! What letters a glyph stands for, where its font tells.
//!
//! ```text
//! ToUnicode, or a glyph's name -> else the font's own table, backwards -> plain letters
//! ```
//!
//! Ligatures and the forms that Arabic letters take within a word become the letters themselves; bullets of symbol fonts, which have
//! no letter of their own, become `•`.

use hayro_interpret::font::{Glyph, OutlineGlyph};
use hayro_interpret::hayro_cmap::BfString;
use skrifa::raw::TableProvider;
use skrifa::{FontRef, GlyphId, MetadataProvider};
use unicode_normalization::UnicodeNormalization;

use crate::text::hash::HashMap;

/// The most letters of a font that are looked up backwards.
const MOST_LETTERS: usize = 70_000;

/// Fonts whose letters are signs, by a part of their name.
const SYMBOLS: [&str; 4] = ["wingdings", "symbol", "dingbats", "webdings"];

/// What is known of the fonts of a document.
#[derive(Debug, Default)]
pub(super) struct Fonts {
    known: HashMap<u128, Font>,
}

#[derive(Debug, Default)]
struct Font {
    is_bold: bool,
    is_symbols: bool,
    /// The letters of its glyphs, gathered when one is asked for.
    letters: Option<HashMap<GlyphId, char>>,
}

/// A glyph's letters, and how its font looks.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Letters {
    /// Empty where nothing tells them.
    pub(super) text: String,
    pub(super) is_bold: bool,
}

impl Fonts {
    /// The letters of a glyph.
    pub(super) fn letters(&mut self, glyph: &Glyph<'_>) -> Letters {
        let known = match glyph.as_unicode() {
            Some(BfString::Char(c)) => plain(c.encode_utf8(&mut [0; 4])),
            Some(BfString::String(letters)) => plain(&letters),
            None => String::new(),
        };
        match glyph {
            Glyph::Type3(_) => Letters {
                text: bullet(&known, false),
                is_bold: false,
            },
            Glyph::Outline(outline) => self.of_outline(outline, known),
        }
    }

    fn of_outline(&mut self, glyph: &OutlineGlyph, known: String) -> Letters {
        let font = self
            .known
            .entry(glyph.font_cache_key())
            .or_insert_with(|| Font::of(glyph));
        let text = match known.is_empty() {
            true => plain(&font.by_its_table(glyph)),
            false => known,
        };
        Letters {
            text: bullet(&text, font.is_symbols),
            is_bold: font.is_bold,
        }
    }
}

impl Font {
    fn of(glyph: &OutlineGlyph) -> Self {
        let Some(data) = glyph.font_data() else {
            return Self::default();
        };
        let name = data
            .postscript_name
            .unwrap_or_default()
            .to_ascii_lowercase();
        Self {
            is_bold: data.weight.is_some_and(|weight| weight >= 600) || name.contains("bold"),
            is_symbols: SYMBOLS.iter().any(|symbols| name.contains(symbols)),
            letters: None,
        }
    }

    /// The letter that the font itself has for the glyph.
    fn by_its_table(&mut self, glyph: &OutlineGlyph) -> String {
        let letters = self
            .letters
            .get_or_insert_with(|| letters_of(glyph).unwrap_or_default());
        letters
            .get(&glyph.glyph_id())
            .map(char::to_string)
            .unwrap_or_default()
    }
}

/// The letters of the glyphs of a font, the first where it has several for one.
fn letters_of(glyph: &OutlineGlyph) -> Option<HashMap<GlyphId, char>> {
    let data = glyph.font_data()?;
    let font = FontRef::from_index(data.data.as_ref().as_ref(), 0).ok()?;
    font.cmap().ok()?;
    let mut letters = HashMap::default();
    for (code, glyph) in font.charmap().mappings().take(MOST_LETTERS) {
        if let Some(letter) = char::from_u32(code) {
            letters.entry(glyph).or_insert(letter);
        }
    }
    Some(letters)
}

/// Letters as a text has them: no ligatures, no forms, no controls.
pub(super) fn plain(letters: &str) -> String {
    if letters.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return letters.to_owned();
    }
    // One sign that a program notes as each of the hyphens there are.
    if letters
        .chars()
        .all(|c| matches!(c, '-' | '\u{AD}' | '\u{2010}' | '\u{2011}'))
        && !letters.is_empty()
    {
        return "-".to_owned();
    }
    let mut text = String::with_capacity(letters.len());
    for letter in letters.chars() {
        match letter {
            '\t' | '\n' | '\r' | '\u{A0}' => text.push(' '),
            '\u{AD}' => text.push('-'),
            '\u{FEFF}' | '\u{FFFD}' | '\u{FFFF}' | '\u{FFFE}' => {}
            '\u{FB00}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' => {
                text.extend(std::iter::once(letter).nfkc().filter(|c| *c != ' '));
            }
            // The low half of a symbol font stands for the letters of ASCII.
            '\u{F020}'..='\u{F0FF}' => text.push(letter),
            _ if letter.is_control() => {}
            _ => text.push(letter),
        }
    }
    text
}

/// The same with a bullet for each sign of a symbol font.
fn bullet(letters: &str, is_symbols: bool) -> String {
    let mut text = String::with_capacity(letters.len());
    for letter in letters.chars() {
        match u32::from(letter) {
            code @ 0xF020..=0xF07E if !is_symbols => text.extend(char::from_u32(code - 0xF000)),
            0xE000..=0xF8FF => text.push('•'),
            _ => text.push(letter),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ligatures_and_forms_become_letters() {
        for (letters, text) in [
            ("\u{FB01}", "fi"),
            ("\u{FEFB}", "لا"),
            ("\u{FE8F}", "ب"),
            ("a\u{AD}", "a-"),
            ("-\u{AD}\u{2010}", "-"),
            ("\u{A0}", " "),
            ("\u{0}", ""),
            ("ශ්\u{200D}රී", "ශ්\u{200D}රී"),
        ] {
            assert_eq!(plain(letters), text);
        }
    }

    #[test]
    fn signs_without_a_letter_are_bullets() {
        assert_eq!(bullet("\u{F0B7}", false), "•");
        assert_eq!(bullet("\u{F041}", false), "A");
        assert_eq!(bullet("\u{F041}", true), "•");
    }
}
