//! The styles of a document: which are headings or quotations.

use super::entries::Entries;
use crate::ingest::documents::style_names::{Means, means};

/// The styles that mean something, and the one that is being defined.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: Entries<Means>,
    number: i32,
    outline: Option<u8>,
}

impl Styles {
    pub(super) fn means(&self, number: i32) -> Option<Means> {
        self.styles.of(number)
    }

    /// Takes in a word of the table of styles.
    pub(super) fn word(&mut self, name: &[u8], number: i32) {
        match name {
            b"s" => self.number = number,
            b"outlinelevel" => self.outline = outline(number),
            _ => {}
        }
    }

    /// Takes in a letter of a style's name.
    pub(super) fn letter(&mut self, letter: char) {
        if self.styles.letter(letter) {
            let number = std::mem::take(&mut self.number);
            let outline = self.outline.take().map(Means::Heading);
            let known = |name: &str| outline.or_else(|| means(name));
            self.styles.end(Some(number), known);
        }
    }
}

/// The level of a heading, from 1; `None` for a paragraph that is none.
pub(super) fn outline(number: i32) -> Option<u8> {
    let level = u8::try_from(number).ok().filter(|level| *level < 9)?;
    Some(level + 1)
}
