//! The levels of the lists of LibreOffice.

use std::borrow::Cow;

use super::super::numbering::{LEVELS, LONGEST, Level, place_of};
use super::super::numerals::{AfterLast, Numerals};
use super::super::signs::Font;
use super::super::vocabulary::Vocabulary;
use super::super::xml::{Element, Tree};

/// The levels of a list style.
pub(super) fn levels(tree: &Tree<'_>, at: usize) -> Vec<Level> {
    let mut levels = Vec::new();
    let mut numbered = Vec::new();
    for (child, element) in tree
        .elements(at)
        .filter(|(_, it)| it.vocabulary == Vocabulary::Text)
    {
        let place = element
            .number("level")
            .and_then(|it| usize::try_from(it).ok());
        let Some(place) = place.filter(|place| (1..=LEVELS).contains(place)) else {
            continue;
        };
        if levels.len() < place {
            levels.resize(place, Level::default());
        }
        levels[place - 1] = level(tree, child, element);
        if !levels[place - 1].is_bullet {
            numbered.push((place - 1, element));
        }
    }
    for (at, element) in numbered {
        levels[at].text = text(element, at, &levels);
    }
    levels
}

fn level(tree: &Tree<'_>, at: usize, element: &Element<'_>) -> Level {
    let value = |name| value(element, name).unwrap_or_default();
    let font = || {
        let properties = tree.child(at, Vocabulary::Style, "text-properties")?;
        let properties = tree.element(properties)?;
        properties
            .attribute("font-name")
            .or_else(|| properties.attribute("font-family"))
    };
    match element.name {
        "list-level-style-bullet" => {
            let font = font().as_deref().map_or(Font::Letters, Font::named);
            return Level::bullet(&value("bullet-char"), font);
        }
        "list-level-style-image" => return Level::bullet("", Font::Unknown),
        _ => {}
    }
    let numerals = numerals(&value("num-format"), value("num-letter-sync") == "true");
    Level {
        start: element.number("start-value").unwrap_or(1),
        numerals,
        ..Level::default()
    }
}

fn value<'e>(element: &'e Element<'_>, name: &str) -> Option<Cow<'e, str>> {
    element.attribute(name).filter(|it| it.len() <= LONGEST)
}

/// What a level shows of its number and of those above it.
fn text(element: &Element<'_>, at: usize, levels: &[Level]) -> String {
    let value = |name| value(element, name);
    let before = value("num-prefix").unwrap_or_default();
    let after = value("num-suffix").unwrap_or_default();
    if levels[at].numerals == Numerals::Nothing {
        return [before, after].concat();
    }
    // All of it, with `%1%` for the number of the first level.
    if let Some(pattern) = value("num-list-format") {
        let pieces = pattern.split('%').zip([false, true].into_iter().cycle());
        let written = pieces.map(|(piece, is_place)| {
            let place = piece.parse().ok().filter(|it| (1..=LEVELS).contains(it));
            match place.filter(|_| is_place) {
                Some(place) => place_of(place - 1).to_string(),
                None => piece.to_owned(),
            }
        });
        return written.collect();
    }
    let shown = element.number("display-levels");
    let shown = shown.and_then(|it| usize::try_from(it).ok()).unwrap_or(1);
    let has_number =
        |at: &usize| levels[*at].numerals != Numerals::Nothing && !levels[*at].is_bullet;
    let first = (at + 1).saturating_sub(shown.max(1));
    let numbers: Vec<String> = (first..=at)
        .filter(has_number)
        .map(|at| place_of(at).to_string())
        .collect();
    [&*before, &numbers.join("."), &*after].concat()
}

/// How a format writes numbers.
fn numerals(format: &str, is_synced: bool) -> Numerals {
    let after = match is_synced {
        true => AfterLast::Repeated,
        false => AfterLast::Counted,
    };
    match format {
        "" => Numerals::Nothing,
        "i" => Numerals::LowerRoman,
        "I" => Numerals::UpperRoman,
        "a" => Numerals::LowerLetter(after),
        "A" => Numerals::UpperLetter(after),
        "1st" => Numerals::Ordinal,
        "One" => Numerals::Word,
        "First" => Numerals::OrdinalWord,
        // Those that have no letter of their own: `А, Б, .., Аа, Аб, ... (ru)`.
        pattern => Numerals::beginning(pattern),
    }
}
