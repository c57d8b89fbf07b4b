//! The numbers and bullets that programs put before paragraphs when they show a text: the levels of a list, and how far
//! it has counted.

use super::numerals::Numerals;
use super::signs::{Font, bullet};

/// How many levels a list may have: those of LibreOffice.
pub(super) const LEVELS: usize = 10;

/// How many levels a list of Word has.
pub(super) const LEVELS_OF_WORD: usize = 9;

/// A number of more bytes is none: it would be put before each paragraph of the list.
pub(super) const LONGEST: usize = 200;

/// How a level of a list is numbered.
#[derive(Debug, Clone, Default)]
pub(super) struct Level {
    pub(super) start: i64,
    pub(super) numerals: Numerals,
    /// What is written; the letters of [`place_of`] stand for the numbers of their levels.
    pub(super) text: String,
    /// It has no number.
    pub(super) is_bullet: bool,
    /// All numbers in it are decimal.
    pub(super) is_legal: bool,
    /// It begins anew only after an item of a level above this one, counted from 0; after any where this is not said.
    pub(super) begins_below: Option<usize>,
}

impl Level {
    /// One that shows a bullet.
    pub(super) fn bullet(text: &str, font: Font) -> Self {
        Self {
            text: bullet(text, font),
            is_bullet: true,
            ..Self::default()
        }
    }
}

/// The letter that stands for the number of a level, counted from 0: as Word has it before 2007.
pub(super) fn place_of(level: usize) -> char {
    u8::try_from(level).map_or(' ', char::from)
}

/// How far a list has counted: the numbers that its levels were given last.
#[derive(Debug, Clone, Default)]
pub(super) struct Counts([Option<i64>; LEVELS]);

impl Counts {
    /// Lets a level and those below it begin again.
    pub(super) fn restart(&mut self, level: usize) {
        self.0.iter_mut().skip(level).for_each(|last| *last = None);
    }

    /// Counts one on, or to `value`, in a level, and gives back what stands before its next item: a number or a
    /// bullet and a blank, or nothing.
    pub(super) fn next<'l>(
        &mut self,
        level: usize,
        value: Option<i64>,
        levels: impl Fn(usize) -> Option<&'l Level>,
    ) -> String {
        let Some(last) = self.0.get(level).copied() else {
            return String::new();
        };
        let start = |at: usize| levels(at).map_or(1, |level| level.start);
        // A level that was passed over counts as begun.
        for above in 0..level {
            self.0[above].get_or_insert_with(|| start(above));
        }
        let next = last.map_or_else(|| start(level), |last| last.saturating_add(1));
        self.0[level] = Some(value.unwrap_or(next));
        for below in level + 1..LEVELS {
            let limit = levels(below).and_then(|level| level.begins_below);
            if level < limit.unwrap_or(below) {
                self.0[below] = None;
            }
        }
        let text = levels(level).map(|this| self.written(this, levels));
        match text.as_deref().map(str::trim) {
            None | Some("") => String::new(),
            Some(text) => format!("{text} "),
        }
    }

    /// The text of a level with the numbers in it.
    fn written<'l>(&self, this: &Level, levels: impl Fn(usize) -> Option<&'l Level>) -> String {
        let mut text = String::new();
        for c in this.text.chars() {
            match usize::try_from(u32::from(c)).ok().filter(|at| *at < LEVELS) {
                Some(at) => text.push_str(&self.number(at, this, levels(at))),
                None => text.push(c),
            }
            if text.len() > LONGEST {
                return String::new();
            }
        }
        text
    }

    fn number(&self, at: usize, this: &Level, level: Option<&Level>) -> String {
        let numerals = match level.map(|level| level.numerals).unwrap_or_default() {
            Numerals::Padded(digits) => Numerals::Padded(digits),
            _ if this.is_legal => Numerals::Decimal,
            numerals => numerals,
        };
        match self.0[at] {
            Some(number) if level.is_none_or(|level| !level.is_bullet) => numerals.write(number),
            _ => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(numerals: Numerals, text: &str) -> Level {
        Level {
            start: 1,
            numerals,
            text: text.to_owned(),
            ..Level::default()
        }
    }

    fn written(levels: &[Level], items: &[(usize, Option<i64>)]) -> Vec<String> {
        let mut counts = Counts::default();
        let items = items.iter();
        items
            .map(|&(at, value)| counts.next(at, value, |at| levels.get(at)))
            .collect()
    }

    #[test]
    fn levels_count_and_begin_again() {
        let levels = [
            level(Numerals::Decimal, "\u{0}."),
            level(Numerals::UpperRoman, "\u{0}.\u{1})"),
            Level::bullet("\u{F0B7}", Font::Symbol),
        ];
        let items = [0, 0, 1, 1, 2, 0, 1].map(|at| (at, None));
        assert_eq!(
            written(&levels, &items),
            ["1. ", "2. ", "2.I) ", "2.II) ", "• ", "3. ", "3.I) "]
        );
        assert_eq!(
            written(&levels, &[(0, Some(7)), (0, None), (1, None), (12, None)]),
            ["7. ", "8. ", "8.I) ", ""]
        );
        let mut counts = Counts::default();
        counts.next(0, Some(4), |at| levels.get(at));
        counts.restart(0);
        assert_eq!(counts.next(0, None, |at| levels.get(at)), "1. ");
    }

    #[test]
    fn a_level_may_go_on_or_write_the_numbers_of_others_in_digits() {
        let levels = [
            level(Numerals::UpperRoman, "\u{0}"),
            Level {
                begins_below: Some(0),
                is_legal: true,
                ..level(Numerals::Padded(2), "\u{0}.\u{1}")
            },
        ];
        let items = [0, 1, 0, 1].map(|at| (at, None));
        assert_eq!(written(&levels, &items), ["I ", "1.01 ", "II ", "2.02 "]);
    }

    #[test]
    fn a_number_that_is_a_text_is_none() {
        let levels = [level(Numerals::Decimal, &"x".repeat(LONGEST + 1))];
        assert_eq!(written(&levels, &[(0, None)]), [""]);
    }
}
