//! The styles of a document: which are headings or quotations.

use std::collections::HashMap;
use std::mem;

use crate::ingest::documents::style_names::{Means, means};

/// The most styles that are remembered.
const MOST: usize = 4096;

/// The longest name of a style that tells anything.
const LONGEST: usize = 80;

/// The styles that mean something, and the one that is being defined.
#[derive(Debug, Default)]
pub(super) struct Styles {
    known: HashMap<i32, Means>,
    number: i32,
    outline: Option<u8>,
    name: String,
}

impl Styles {
    pub(super) fn means(&self, number: i32) -> Option<Means> {
        self.known.get(&number).copied()
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
        if letter == ';' {
            self.finish();
        } else if self.name.len() < LONGEST {
            self.name.push(letter);
        }
    }

    fn finish(&mut self) {
        let name = mem::take(&mut self.name);
        let number = mem::take(&mut self.number);
        let outline = self.outline.take().map(Means::Heading);
        if let Some(known) = outline.or_else(|| means(&name))
            && self.known.len() < MOST
        {
            self.known.insert(number, known);
        }
    }
}

/// The level of a heading, from 1; `None` for a paragraph that is none.
pub(super) fn outline(number: i32) -> Option<u8> {
    let level = u8::try_from(number).ok().filter(|level| *level < 9)?;
    Some(level + 1)
}
