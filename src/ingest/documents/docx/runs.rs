//! What stands in a paragraph: words, signs, fields, references to notes.

use super::super::fields::Ended;
use super::super::signs::{self, Font};
use super::super::vocabulary::Vocabulary;
use super::super::xml::{Element, Node, Tree};
use super::body::{Body, Part};
use super::notes::NoteKind;
use super::styles;

impl Body<'_, '_, '_> {
    /// Adds the text of an element.
    pub(super) fn text(&mut self, part: Part<'_>, at: usize) {
        if self.silent > 0 || !self.fields.are_shown() {
            return;
        }
        for at in part.tree.inside(at) {
            match part.tree.node(at) {
                Node::Text(words) if words.contains(signs::is_moved) => {
                    self.signs(part.tree, words);
                }
                Node::Text(words) => self.manuscript.words(words),
                Node::Character(c) => self.manuscript.words(c.encode_utf8(&mut [0; 4])),
                Node::Element(_) => {}
            }
        }
    }

    /// A stretch of letters of one look.
    pub(super) fn run(&mut self, part: Part<'_>, at: usize) {
        self.run = at;
        let is_hidden = self.is_hidden(part.tree, at);
        self.silent += usize::from(is_hidden);
        self.children(part, at);
        self.silent -= usize::from(is_hidden);
    }

    fn is_hidden(&self, tree: &Tree<'_>, at: usize) -> bool {
        let properties = tree.child(at, Vocabulary::Word, "rPr");
        let own = properties.and_then(|at| styles::hidden(tree, at));
        let by_style = || {
            let style = tree.child(properties?, Vocabulary::Word, "rStyle")?;
            let id = tree.element(style)?.attribute("val")?;
            self.styles.of(Some(&id)).is_hidden
        };
        own.or_else(by_style).unwrap_or(self.is_style_hidden)
    }

    /// Adds words with letters that a font of signs has signs for.
    fn signs(&mut self, tree: &Tree<'_>, words: &str) {
        let font = || {
            let properties = tree.child(self.run, Vocabulary::Word, "rPr")?;
            let fonts = tree.child(properties, Vocabulary::Word, "rFonts")?;
            tree.element(fonts)?.attribute("ascii")
        };
        let font = Font::named(&font().unwrap_or_default());
        let shown = words.chars().filter_map(|c| match signs::is_moved(c) {
            true => font.sign(u32::from(c)),
            false => Some(c),
        });
        self.manuscript.words(&shown.collect::<String>());
    }

    pub(super) fn sign(&mut self, element: &Element<'_>) {
        let font = Font::named(&element.attribute("font").unwrap_or_default());
        let code = element.attribute("char").unwrap_or_default();
        let code = u32::from_str_radix(&code, 16).unwrap_or_default();
        if let Some(sign) = font.sign(code) {
            self.words(sign.encode_utf8(&mut [0; 4]));
        }
    }

    pub(super) fn field_character(&mut self, at: usize, element: &Element<'_>) {
        match element.attribute("fldCharType").as_deref() {
            Some("begin") if self.unended.binary_search(&at).is_err() => self.fields.begin(),
            Some("separate") => {
                if let Some(address) = self.fields.divide() {
                    self.manuscript.open_link(&address);
                }
            }
            Some("end") => match self.fields.end() {
                Ended::Link => self.manuscript.close_link(),
                Ended::Symbol(sign) => self.words(sign.encode_utf8(&mut [0; 4])),
                Ended::Nothing => {}
            },
            _ => {}
        }
    }

    /// A note that stands in the text.
    pub(super) fn note_within(&mut self, part: Part<'_>, at: usize) {
        if self.silent > 0 || self.is_in_note || !self.fields.are_shown() {
            return;
        }
        match self.notes.number_within(at) {
            Some(number) => self.manuscript.words(&format!("[{number}]")),
            None => self.children(part, at),
        }
    }

    pub(super) fn reference(&mut self, kind: NoteKind, element: &Element<'_>) {
        if self.silent > 0 || self.is_in_note || !self.fields.are_shown() {
            return;
        }
        let id = element.attribute("id").unwrap_or_default();
        if let Some(number) = self.notes.number(kind, &id) {
            self.manuscript.words(&format!("[{number}]"));
        }
    }
}

/// Where fields begin that never end: what follows them would not be shown.
pub(super) fn unended(tree: &Tree<'_>) -> Vec<usize> {
    let mut open = Vec::new();
    for at in tree.all() {
        let Some(element) = tree
            .element(at)
            .filter(|it| it.is(Vocabulary::Word, "fldChar"))
        else {
            continue;
        };
        match element.attribute("fldCharType").as_deref() {
            Some("begin") => open.push(at),
            Some("end") => {
                open.pop();
            }
            _ => {}
        }
    }
    open
}
