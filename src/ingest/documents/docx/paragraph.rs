//! A paragraph: what it is, by its style and its own properties, and its number.

use super::super::manuscript::{is_too_long_for_heading, kind};
use super::super::numbering::LEVELS_OF_WORD;
use super::super::signs::{self, Font};
use super::super::vocabulary::Vocabulary::Word;
use super::super::xml::Tree;
use super::body::{Body, Part};
use super::styles::{self, Style};
use crate::ingest::content::Kind;

/// What is said of a paragraph.
#[derive(Debug, Default)]
struct Properties {
    style: Style,
    /// The id of its style.
    style_id: Option<String>,
    /// What it says of its list itself.
    own: Style,
    /// Its number or bullet, where Word 2003 has written it beside it.
    bullet: Option<String>,
    /// Its end was deleted or moved away.
    is_end_deleted: bool,
    /// It is the large letter that the next paragraph begins with.
    is_drop_cap: bool,
    /// Its end is hidden, and it is not the head of the next paragraph.
    is_end_hidden: bool,
}

impl Body<'_, '_, '_> {
    /// Reads a paragraph, and then what is tied to it.
    pub(super) fn paragraph(&mut self, part: Part<'_>, at: usize) {
        if self.is_at_limit() {
            return;
        }
        let properties = self.properties(part.tree, at);
        let goes_on = std::mem::take(&mut self.goes_on) && self.manuscript.has_begun();
        let (kind, bullet) = self.kind(part, at, &properties);
        if !goes_on {
            self.manuscript.begin(kind, &bullet);
        }
        let outer_asides = std::mem::take(&mut self.asides);
        let was_hidden = std::mem::replace(
            &mut self.is_style_hidden,
            properties.style.is_hidden.unwrap_or_default(),
        );
        self.paragraphs += 1;
        self.children(part, at);
        self.paragraphs -= 1;
        self.is_style_hidden = was_hidden;
        self.goes_on = properties.is_end_deleted || properties.is_drop_cap;
        let asides = std::mem::replace(&mut self.asides, outer_asides);
        for aside in asides {
            self.show_aside(part, aside);
        }
        if !self.goes_on {
            self.manuscript.end();
        }
    }

    fn properties(&self, tree: &Tree<'_>, at: usize) -> Properties {
        let Some(at) = tree.child(at, Word, "pPr") else {
            return Properties {
                style: self.styles.of(None),
                ..Properties::default()
            };
        };
        let child = |name: &str| tree.child(at, Word, name);
        let style_id = child("pStyle").and_then(|style| tree.element(style)?.attribute("val"));
        let style_id = style_id.map(|id| id.into_owned());
        let end = child("rPr");
        let is_set = |name| {
            end.and_then(|end| tree.element(tree.child(end, Word, name)?))
                .is_some_and(styles::is_set)
        };
        Properties {
            style: self.styles.of(style_id.as_deref()),
            own: styles::of_paragraph(tree, at),
            bullet: child("listPr").and_then(|list| written_bullet(tree, list)),
            is_end_deleted: is_set("del") || is_set("moveFrom"),
            is_end_hidden: is_set("vanish") && !is_set("specVanish"),
            is_drop_cap: child("framePr").is_some_and(|frame| {
                let drop_cap = tree.element(frame).and_then(|it| it.attribute("dropCap"));
                drop_cap.is_some_and(|it| it != "none")
            }),
            style_id,
        }
    }

    /// What a paragraph is, with what stands before its words.
    fn kind(&mut self, part: Part<'_>, at: usize, properties: &Properties) -> (Kind, String) {
        let Properties { style, own, .. } = properties;
        let level = own.level.or(style.level).unwrap_or_default();
        let is_heading = level > 0 && !self.is_in_note && !is_too_long_for_heading(part.tree, at);
        let list = own.list.or(style.list).filter(|list| *list != 0);
        let counts = self.silent == 0 && !properties.is_end_deleted && !properties.is_end_hidden;
        let list_level = list.map_or(0, |list| self.list_level(list, properties));
        let counted = || {
            let list = list.filter(|_| counts)?;
            Some(self.numbering.next(list, list_level))
        };
        let written = properties.bullet.clone().filter(|_| counts);
        let bullet = written.or_else(counted).unwrap_or_default();
        let level = if is_heading { level } else { 0 };
        let is_quotation = style.is_quotation == Some(true);
        let kind = kind(level, &bullet, list_level, is_quotation);
        (kind, bullet)
    }

    /// The level of a paragraph in its list: as it says itself, else as the list says of its style.
    fn list_level(&self, list: i64, properties: &Properties) -> usize {
        let level = |level: i64| {
            usize::try_from(level)
                .unwrap_or_default()
                .min(LEVELS_OF_WORD - 1)
        };
        let by_style = || {
            let id = properties.style_id.as_deref()?;
            self.numbering.level_of_style(list, id)
        };
        let own = properties.own.list_level.map(level);
        let of_style = || properties.style.list_level.map(level);
        own.or_else(by_style).or_else(of_style).unwrap_or_default()
    }
}

/// What Word 2003 has written beside a paragraph for its number or bullet, with a blank behind it.
fn written_bullet(tree: &Tree<'_>, list: usize) -> Option<String> {
    let value = |name: &str| {
        let mut values = tree.elements(list).filter(|(_, it)| it.name == name);
        values.find_map(|(_, it)| it.attribute("val"))
    };
    let text = value("t")?;
    let text = text.trim();
    let font = Font::named(&value("font").unwrap_or_default());
    let has_letters = matches!(font, Font::Letters | Font::Unknown);
    match text.contains(char::is_alphanumeric) && text != "o" && has_letters {
        true => Some(format!("{text} ")),
        false if text.is_empty() => None,
        false => Some(format!("{} ", signs::bullet(text, font))),
    }
}
