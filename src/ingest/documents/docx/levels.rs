//! What a level of a list looks like.

use super::super::numbering::{LONGEST, Level, place_of};
use super::super::numerals::Numerals;
use super::super::signs::Font;
use super::super::vocabulary::Vocabulary::Word;
use super::super::xml::Tree;

/// Reads a level, and the style whose paragraphs are of it.
pub(super) fn level(tree: &Tree<'_>, at: usize) -> (Level, Option<String>) {
    // A level that does not say where it starts starts at 0.
    let mut level = Level::default();
    let mut style = None;
    let mut font = None;
    for (child, element) in tree.elements(at).filter(|(_, it)| !it.name.is_empty()) {
        let value = || element.attribute("val");
        match element.name {
            "start" => level.start = element.number("val").unwrap_or_default(),
            "numFmt" => {
                let format = value().unwrap_or_default();
                level.is_bullet = format == "bullet";
                level.numerals = Numerals::named(&format, element.attribute("format").as_deref());
            }
            "AlternateContent" => {
                // A format that older programs do not know: `001, 002, 003, ...`
                if let Some(format) = tree.first(tree.inside(child), Word, "numFmt")
                    && let Some(element) = tree.element(format)
                {
                    let format = element.attribute("val").unwrap_or_default();
                    level.numerals =
                        Numerals::named(&format, element.attribute("format").as_deref());
                }
            }
            "lvlText" => level.text = with_places(&value().unwrap_or_default()),
            "isLgl" => level.is_legal = super::styles::is_set(element),
            "lvlRestart" => {
                let restart = element.number("val");
                level.begins_below = restart.and_then(|it| usize::try_from(it).ok());
            }
            "pStyle" => style = value().map(|it| it.into_owned()),
            "rPr" => {
                font = tree.child(child, Word, "rFonts").and_then(|fonts| {
                    let fonts = tree.element(fonts)?;
                    fonts
                        .attribute("ascii")
                        .or_else(|| fonts.attribute("hAnsi"))
                });
            }
            _ => {}
        }
    }
    if level.is_bullet {
        let font = font.as_deref().map_or(Font::Letters, Font::named);
        level = Level::bullet(&level.text, font);
    }
    (level, style)
}

/// The text of a level, in which `%1` stands for the number of the first one.
fn with_places(text: &str) -> String {
    let mut text = text.to_owned();
    if text.len() > LONGEST {
        text.clear();
    }
    for (at, digit) in ('1'..='9').enumerate() {
        let place = ['%', digit].iter().collect::<String>();
        text = text.replace(&place, place_of(at).encode_utf8(&mut [0; 4]));
    }
    text
}
