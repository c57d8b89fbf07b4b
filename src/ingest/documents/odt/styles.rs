//! The styles of a document, as far as they say what a paragraph is, and its lists.

use std::collections::HashMap;

use super::super::numbering::Level;
use super::super::signs::Font;
use super::super::style_names::{Means, means};
use super::super::vocabulary::Vocabulary;
use super::super::xml::Tree;
use super::lists;

/// Styles that are based on one another; those of honest documents are 5 deep at most.
const DEEPEST: usize = 20;

/// The most styles that are looked at: each look of a word may have one of its own.
const MOST: usize = 50_000;

/// What a style says.
#[derive(Debug, Clone, Default)]
struct Style {
    parent: Option<String>,
    /// What people call it.
    name: String,
    level: Option<u8>,
    list: Option<String>,
    is_hidden: Option<bool>,
    /// Its font, where that has signs for letters.
    font: Option<Font>,
}

/// What a style says with those that it is based on.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Look<'s> {
    /// The level of the heading that it is of, from 1.
    pub(super) level: Option<u8>,
    /// The list that it numbers in.
    pub(super) list: Option<&'s str>,
    pub(super) is_hidden: bool,
    pub(super) is_quotation: bool,
    /// Its font, where that has signs for letters.
    pub(super) font: Option<Font>,
}

/// All styles of a document, by their names.
#[derive(Debug, Default)]
pub(super) struct Styles {
    all: HashMap<String, Style, foldhash::fast::RandomState>,
    lists: HashMap<String, Vec<Level>, foldhash::fast::RandomState>,
    /// How headings are numbered.
    outline: Vec<Level>,
}

impl Styles {
    /// Takes those of a part.
    pub(super) fn read(&mut self, tree: &Tree<'_>) {
        let mut at = 0;
        while at < tree.all().end && self.all.len() + self.lists.len() < MOST {
            let Some(element) = tree.element(at) else {
                at += 1;
                continue;
            };
            match (element.vocabulary, element.name) {
                (Vocabulary::Style, "style") => self.style(tree, at),
                (Vocabulary::Text, "list-style") => {
                    if let Some(name) = element.attribute("name") {
                        self.lists
                            .insert(name.into_owned(), lists::levels(tree, at));
                    }
                }
                (Vocabulary::Text, "outline-style") => self.outline = lists::levels(tree, at),
                (Vocabulary::Office, "body") => {}
                _ => {
                    at += 1;
                    continue;
                }
            }
            at = tree.end(at);
        }
    }

    fn style(&mut self, tree: &Tree<'_>, at: usize) {
        let Some(element) = tree.element(at) else {
            return;
        };
        let value = |name| element.attribute(name).map(|it| it.into_owned());
        let Some(id) = value("name") else {
            return;
        };
        let properties = tree.child(at, Vocabulary::Style, "text-properties");
        let value_of = |name| properties.and_then(|at| tree.element(at)?.attribute(name));
        let display = value_of("display");
        let font = value_of("font-name").map(|name| Font::named(&name));
        let style = Style {
            parent: value("parent-style-name"),
            name: value("display-name").unwrap_or_else(|| id.replace("_20_", " ")),
            level: element
                .number("default-outline-level")
                .and_then(|level| u8::try_from(level).ok())
                .filter(|level| *level > 0),
            list: value("list-style-name"),
            is_hidden: display.map(|display| display == "none"),
            font: font.filter(|font| !matches!(font, Font::Letters | Font::Unknown)),
        };
        self.all.insert(id, style);
    }

    /// What the style of a name says with those that it is based on.
    pub(super) fn of(&self, name: Option<&str>) -> Look<'_> {
        let mut look = Look::default();
        let mut is_hidden = None;
        let mut next = name;
        for _ in 0..DEEPEST {
            let Some(style) = next.and_then(|name| self.all.get(name)) else {
                break;
            };
            look.level = look.level.or(style.level);
            match means(&style.name) {
                Some(Means::Heading(level)) => look.level = look.level.or(Some(level)),
                Some(Means::Quotation) => look.is_quotation = true,
                None => {}
            }
            look.list = look.list.or(style.list.as_deref());
            is_hidden = is_hidden.or(style.is_hidden);
            look.font = look.font.or(style.font);
            next = style.parent.as_deref();
        }
        look.is_hidden = is_hidden.unwrap_or_default();
        look
    }

    /// The levels of a list.
    pub(super) fn list(&self, list: &str) -> &[Level] {
        self.lists.get(list).map_or(&[], Vec::as_slice)
    }

    /// How headings are numbered.
    pub(super) fn outline(&self) -> &[Level] {
        &self.outline
    }
}
