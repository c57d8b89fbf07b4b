//! The styles of a document, as far as they say what a paragraph is.

use std::collections::HashMap;

use super::super::style_names::{Means, means};
use super::super::vocabulary::Vocabulary::Word;
use super::super::xml::{Element, Tree};

/// Styles that are based on one another; those of honest documents are 5 deep at most.
const DEEPEST: usize = 20;

/// The most styles that are looked at; Word allows some 4,000.
const MOST: usize = 20_000;

/// What a style says, with those that it is based on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Style {
    /// The level of the heading that it is of, from 1; 0 for text.
    pub(super) level: Option<u8>,
    /// The list that it numbers in.
    pub(super) list: Option<i64>,
    /// The level in that list.
    pub(super) list_level: Option<i64>,
    /// What it is of is not shown.
    pub(super) is_hidden: Option<bool>,
    pub(super) is_quotation: Option<bool>,
}

impl Style {
    /// Takes from `other` what is not said here.
    fn or(self, other: Self) -> Self {
        Self {
            level: self.level.or(other.level),
            list: self.list.or(other.list),
            list_level: self.list_level.or(other.list_level),
            is_hidden: self.is_hidden.or(other.is_hidden),
            is_quotation: self.is_quotation.or(other.is_quotation),
        }
    }
}

/// All styles of a document, by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles {
    all: HashMap<String, Style, foldhash::fast::RandomState>,
    /// That of paragraphs that name none.
    default: Style,
}

impl Styles {
    /// Reads the part that has them.
    pub(super) fn read(tree: &Tree<'_>) -> Self {
        let mut own: HashMap<String, (Style, Option<String>), foldhash::fast::RandomState> =
            HashMap::default();
        let mut default = None;
        let mut at = 0;
        while at < tree.all().end && own.len() < MOST {
            if let Some(element) = tree.element(at)
                && element.is(Word, "style")
            {
                if let Some(id) = element.attribute("styleId") {
                    let is_default = element.attribute("default").is_some_and(|it| is_on(&it))
                        && element
                            .attribute("type")
                            .is_some_and(|it| it == "paragraph");
                    if is_default {
                        default = Some(id.to_string());
                    }
                    own.insert(id.into_owned(), of_element(tree, at));
                }
                at = tree.end(at);
            } else {
                at += 1;
            }
        }
        let inherited = |id: &String| {
            let mut style = Style::default();
            let mut next = Some(id);
            for _ in 0..DEEPEST {
                let Some((this, base)) = next.and_then(|id| own.get(id)) else {
                    break;
                };
                style = style.or(*this);
                next = base.as_ref();
            }
            style
        };
        let all: HashMap<_, _, _> = own.keys().map(|id| (id.clone(), inherited(id))).collect();
        let default = default.and_then(|id| all.get(&id).copied());
        Self {
            all,
            default: default.unwrap_or_default(),
        }
    }

    /// The style with an id; of a paragraph that names none the one for such.
    pub(super) fn of(&self, id: Option<&str>) -> Style {
        let named = id.map(|id| self.all.get(id).copied());
        named.map_or(self.default, Option::unwrap_or_default)
    }
}

/// What a style says itself, and which it is based on.
fn of_element(tree: &Tree<'_>, at: usize) -> (Style, Option<String>) {
    let mut style = Style::default();
    let mut base = None;
    let mut name = None;
    for (child, element) in tree.elements(at).filter(|(_, it)| it.vocabulary == Word) {
        match element.name {
            "name" => name = element.attribute("val"),
            "basedOn" => base = element.attribute("val").map(|id| id.into_owned()),
            "pPr" => style = style.or(of_paragraph(tree, child)),
            "rPr" => style.is_hidden = hidden(tree, child),
            _ => {}
        }
    }
    if let Some(name) = name {
        match means(&name) {
            Some(Means::Heading(level)) => style.level = style.level.or(Some(level)),
            Some(Means::Quotation) => style.is_quotation = Some(true),
            None => {}
        }
    }
    (style, base)
}

/// What the properties of a paragraph, or of a style of paragraphs, say.
pub(super) fn of_paragraph(tree: &Tree<'_>, at: usize) -> Style {
    let mut style = Style::default();
    for (child, element) in tree.elements(at).filter(|(_, it)| it.vocabulary == Word) {
        match element.name {
            "outlineLvl" => {
                let level = element.number("val").and_then(|it| u8::try_from(it).ok());
                style.level = level.map(|level| if level < 9 { level + 1 } else { 0 });
            }
            "numPr" => {
                let number = |name| {
                    let child = tree.child(child, Word, name)?;
                    tree.element(child)?.number("val")
                };
                style.list = number("numId");
                style.list_level = number("ilvl");
            }
            _ => {}
        }
    }
    style
}

/// Whether properties of letters say that these are not shown.
pub(super) fn hidden(tree: &Tree<'_>, at: usize) -> Option<bool> {
    let vanish = tree.child(at, Word, "vanish")?;
    tree.element(vanish).map(is_set)
}

/// True for a property that is set: it need not say so.
pub(super) fn is_set(element: &Element<'_>) -> bool {
    element.attribute("val").is_none_or(|value| is_on(&value))
}

fn is_on(value: &str) -> bool {
    matches!(value, "1" | "true" | "on")
}
