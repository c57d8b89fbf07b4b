//! The numbers and bullets that LibreOffice puts before paragraphs.

use super::super::numerals::{AfterLast, Numerals};
use super::super::signs::{Font, bullet};
use super::super::vocabulary::Vocabulary;
use super::super::xml::{Element, Tree};

/// How many levels a list has.
pub(super) const LEVELS: usize = 10;

/// What stands before or after a number is no longer than this: it would be put there for each paragraph.
const LONGEST: usize = 100;

/// A level of a list.
#[derive(Debug, Clone, Default)]
pub(super) struct Level {
    start: i64,
    numerals: Numerals,
    before: String,
    after: String,
    /// Of how many levels the numbers are shown.
    shown: usize,
    /// Its text as a whole, with `%1%` for the number of the first level.
    pattern: Option<String>,
    bullet: Option<String>,
}

/// How far a list has counted.
#[derive(Debug, Clone, Default)]
pub(super) struct Counts([Option<i64>; LEVELS]);

impl Counts {
    /// Counts one on in a level, to `value` if that is given.
    pub(super) fn count(&mut self, levels: &[Level], level: usize, value: Option<i64>) {
        let start = |level: usize| levels.get(level).map_or(1, |level| level.start);
        for above in 0..level {
            self.0[above].get_or_insert(start(above));
        }
        let next = self.0[level].map_or_else(|| start(level), |it| it.saturating_add(1));
        self.0[level] = Some(value.unwrap_or(next));
        self.0[level + 1..].fill(None);
    }

    /// The number or bullet as it stands; empty where nothing is shown.
    pub(super) fn written(&self, levels: &[Level], level: usize) -> String {
        let Some(this) = levels.get(level) else {
            return String::new();
        };
        if let Some(bullet) = &this.bullet {
            return bullet.clone();
        }
        if this.numerals == Numerals::Nothing {
            return [this.before.as_str(), &this.after].concat();
        }
        let number = |at: usize| {
            let numerals = levels.get(at).map_or(Numerals::Decimal, |it| it.numerals);
            numerals.write(self.0[at].unwrap_or(1))
        };
        if let Some(pattern) = &this.pattern {
            let pieces = pattern.split('%').enumerate();
            return pieces.fold(String::new(), |text, (at, piece)| {
                let place = piece.parse().ok().filter(|it| (1..=LEVELS).contains(it));
                text + &match place.filter(|_| at % 2 == 1) {
                    Some(place) => number(place - 1),
                    None => piece.to_owned(),
                }
            });
        }
        let first = (level + 1).saturating_sub(this.shown.max(1));
        let numbers: Vec<String> = (first..=level)
            .filter(|at| {
                let level = levels.get(*at);
                level.is_some_and(|it| it.numerals != Numerals::Nothing && it.bullet.is_none())
            })
            .map(number)
            .collect();
        [this.before.as_str(), &numbers.join("."), &this.after].concat()
    }
}

/// The levels of a list style.
pub(super) fn levels(tree: &Tree<'_>, at: usize) -> Vec<Level> {
    let mut levels = Vec::new();
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
    }
    levels
}

fn level(tree: &Tree<'_>, at: usize, element: &Element<'_>) -> Level {
    let value = |name| {
        let value = element.attribute(name).map(|it| it.into_owned());
        value.filter(|it| it.len() <= LONGEST)
    };
    let font = || {
        let properties = tree.child(at, Vocabulary::Style, "text-properties")?;
        let properties = tree.element(properties)?;
        properties
            .attribute("font-name")
            .or_else(|| properties.attribute("font-family"))
    };
    let sign = match element.name {
        "list-level-style-bullet" => {
            let sign = value("bullet-char").unwrap_or_default();
            Some(bullet(
                &sign,
                font().as_deref().map_or(Font::Letters, Font::named),
            ))
        }
        "list-level-style-image" => Some(bullet("", Font::Unknown)),
        _ => None,
    };
    let is_synced = value("num-letter-sync").is_some_and(|it| it == "true");
    Level {
        start: element.number("start-value").unwrap_or(1),
        numerals: numerals(&value("num-format").unwrap_or_default(), is_synced),
        before: value("num-prefix").unwrap_or_default(),
        after: value("num-suffix").unwrap_or_default(),
        shown: element
            .number("display-levels")
            .and_then(|it| usize::try_from(it).ok())
            .unwrap_or(1),
        pattern: value("num-list-format"),
        bullet: sign,
    }
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
        "01" => Numerals::Padded(2),
        "001" => Numerals::Padded(3),
        "а" | "а, б, .., аа, бб, ..." | "а, б, .., аа, аб, ..." => {
            Numerals::LowerRussian
        }
        "А" | "А, Б, .., Аа, Бб, ..." | "А, Б, .., Аа, Аб, ..." => {
            Numerals::UpperRussian
        }
        "①, ②, ③, ..." | "①" => Numerals::Circled,
        "一, 二, 三, ..." | "一" => Numerals::Chinese,
        _ => Numerals::Decimal,
    }
}
