//! Letters into words, by the gaps between them.
//!
//! Letters are taken in the order in which they were drawn, as it is the one in which they are read within a word: vowel signs
//! stand over or before their consonants. Words that run from right to left are put in the order of reading, whichever way
//! they were drawn.

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

use crate::text::hash::HashMap;

use super::glyphs::{Glyph, Sheet, Turn};
use super::initials;

/// A gap of so much of the letters' size parts words.
const GAP: f32 = 0.12;

/// Letters may be drawn back by so much of their size within a word.
const KERN: f32 = 0.6;

/// Letters drawn twice to look bold are no further apart than so much of their size.
const TWICE: f32 = 0.12;

/// Letters of another turn that make up less of a page, as `1 / RARE`, are labels at its edge.
const RARE: usize = 5;

/// A word at its place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) left: f32,
    pub(super) right: f32,
    /// The baseline.
    pub(super) y: f32,
    pub(super) size: f32,
    pub(super) is_bold: bool,
    /// A blank was drawn before it.
    pub(super) has_blank: bool,
    /// The ruled table that it stands for.
    pub(super) grid: Option<usize>,
}

impl Word {
    /// True if it touches `next`: the two are one to the eye.
    pub(super) fn touches(&self, next: &Self) -> bool {
        !next.has_blank && next.left - self.right <= GAP * self.size.min(next.size)
    }
}

/// The words of a page, a list for each way that it is read, and whether that is upright.
pub(super) fn words(sheet: &Sheet) -> Vec<(Vec<Word>, bool)> {
    let turns = [
        Turn::Upright,
        Turn::Quarter,
        Turn::Half,
        Turn::ThreeQuarters,
        Turn::Askew,
    ];
    let count = |turn| sheet.glyphs.iter().filter(|it| it.turn == turn).count();
    let counts = turns.map(count);
    let all: usize = counts.iter().sum();
    let mut kept: Vec<(Turn, usize)> = turns.into_iter().zip(counts).collect();
    kept.retain(|&(turn, count)| {
        count > 0 && (count * RARE >= all && turn != Turn::Askew || count == all)
    });
    kept.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    let lists = kept.into_iter().map(|(turn, _)| {
        let upright = sheet.glyphs.iter().filter(|it| it.turn == turn);
        let upright: Vec<Glyph> = upright.map(|it| turned(it, sheet)).collect();
        let words = initials::joined(of_glyphs(&upright));
        (words, turn == Turn::Upright)
    });
    lists.filter(|(words, _)| !words.is_empty()).collect()
}

/// The glyph as it stands when the page is turned so that it is upright.
fn turned(glyph: &Glyph, sheet: &Sheet) -> Glyph {
    let (x, y) = match glyph.turn {
        Turn::Upright | Turn::Askew => (glyph.x, glyph.y),
        Turn::Quarter => (glyph.y, sheet.width - glyph.x),
        Turn::Half => (sheet.width - glyph.x, sheet.height - glyph.y),
        Turn::ThreeQuarters => (sheet.height - glyph.y, glyph.x),
    };
    Glyph {
        x,
        y,
        ..glyph.clone()
    }
}

fn of_glyphs(glyphs: &[Glyph]) -> Vec<Word> {
    let mut words = Vec::new();
    let mut seen = Seen::default();
    let mut work: Option<Open<'_>> = None;
    let mut blank: Option<&Glyph> = None;
    for (at, glyph) in glyphs.iter().enumerate() {
        let width = glyph
            .width
            .unwrap_or_else(|| to_next(glyph, glyphs.get(at + 1)));
        if glyph.text.trim().is_empty() {
            words.extend(work.take().and_then(Open::word));
            blank = Some(glyph);
            continue;
        }
        if seen.is_again(glyph) {
            continue;
        }
        if let Some(open) = &mut work
            && open.takes(glyph, width)
        {
            open.push(glyph, width);
            continue;
        }
        words.extend(work.take().and_then(Open::word));
        let has_blank = blank.take().is_some_and(|it| is_in_line(it, glyph));
        work = Some(Open::new(glyph, width, has_blank));
    }
    words.extend(work.and_then(Open::word));
    words
}

/// True if a blank stands right before or after a letter.
fn is_in_line(blank: &Glyph, glyph: &Glyph) -> bool {
    (blank.y - glyph.y).abs() < 0.3 * glyph.size && (blank.x - glyph.x).abs() < 2.0 * glyph.size
}

/// The width of a letter whose font states none.
fn to_next(glyph: &Glyph, next: Option<&Glyph>) -> f32 {
    let usual = 0.5 * glyph.size;
    let step = next.filter(|next| (next.y - glyph.y).abs() < 0.1 * glyph.size);
    let step = step.map(|next| next.x - glyph.x);
    step.filter(|step| (0.0..glyph.size).contains(step))
        .unwrap_or(usual)
}

/// The letters that were drawn, by where.
#[derive(Default)]
struct Seen<'a> {
    places: HashMap<(&'a str, i32, i32), (f32, f32)>,
}

impl<'a> Seen<'a> {
    /// True if the same letter was drawn nearly at the same place before.
    fn is_again(&mut self, glyph: &'a Glyph) -> bool {
        let near = TWICE * glyph.size;
        let cell = |place: f32| (place / 4.0).floor() as i32;
        let is_near =
            |&(x, y): &(f32, f32)| (x - glyph.x).abs() < near && (y - glyph.y).abs() < near;
        let around = |by: f32| {
            let columns = [cell(glyph.x - by), cell(glyph.x + by)];
            let rows = [cell(glyph.y - by), cell(glyph.y + by)];
            let [left, right] = columns;
            let [top, bottom] = rows;
            [(left, top), (right, top), (left, bottom), (right, bottom)]
        };
        let again = around(near.min(3.9)).into_iter().any(|(column, row)| {
            let known = self.places.get(&(glyph.text.as_str(), column, row));
            known.is_some_and(is_near)
        });
        let place = (glyph.text.as_str(), cell(glyph.x), cell(glyph.y));
        self.places.insert(place, (glyph.x, glyph.y));
        again
    }
}

/// Which way a word's letters were drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Unknown,
    Rightwards,
    Leftwards,
}

/// A word in the making.
struct Open<'a> {
    letters: Vec<&'a str>,
    way: Way,
    /// One of them is of a script that is written from right to left.
    is_leftwards: bool,
    left: f32,
    right: f32,
    y: f32,
    size: f32,
    bold: usize,
    has_blank: bool,
}

impl<'a> Open<'a> {
    fn new(glyph: &'a Glyph, width: f32, has_blank: bool) -> Self {
        Self {
            letters: vec![&glyph.text],
            way: Way::Unknown,
            is_leftwards: is_rightmost(&glyph.text),
            left: glyph.x,
            right: glyph.x + width,
            y: glyph.y,
            size: glyph.size,
            bold: usize::from(glyph.is_bold),
            has_blank,
        }
    }

    /// True if the letter goes on with the word.
    fn takes(&self, glyph: &Glyph, width: f32) -> bool {
        if is_mark(&glyph.text) && self.is_over(glyph) {
            return true;
        }
        let is_level = (glyph.y - self.y).abs() <= 0.05 * self.size
            && (glyph.size - self.size).abs() <= 0.15 * self.size;
        let near = -KERN * self.size..=GAP * self.size;
        let on_right = self.way != Way::Leftwards && near.contains(&(glyph.x - self.right));
        is_level && (on_right || self.goes_left(glyph, width))
    }

    /// True if the letter is drawn at or over the last one.
    fn is_over(&self, glyph: &Glyph) -> bool {
        (glyph.y - self.y).abs() <= self.size
            && glyph.x >= self.left - self.size
            && glyph.x <= self.right + GAP * self.size
    }

    /// True if the letter stands left of the word, and is read after it.
    fn goes_left(&self, glyph: &Glyph, width: f32) -> bool {
        let is_leftwards = self.is_leftwards || is_rightmost(&glyph.text);
        let near = -GAP * self.size..=KERN * self.size;
        self.way != Way::Rightwards && is_leftwards && near.contains(&(glyph.x + width - self.left))
    }

    fn push(&mut self, glyph: &'a Glyph, width: f32) {
        if !is_mark(&glyph.text) && self.way == Way::Unknown {
            let is_left = glyph.x + width / 2.0 < (self.left + self.right) / 2.0;
            self.way = match is_left && self.goes_left(glyph, width) {
                true => Way::Leftwards,
                false => Way::Rightwards,
            };
        }
        self.letters.push(&glyph.text);
        self.is_leftwards |= is_rightmost(&glyph.text);
        self.left = self.left.min(glyph.x);
        self.right = self.right.max(glyph.x + width);
        self.bold += usize::from(glyph.is_bold);
    }

    fn word(mut self) -> Option<Word> {
        let count = self.letters.len();
        let backwards = self.letters.iter().filter(|it| is_rightmost(it)).count();
        if self.way == Way::Rightwards && backwards * 2 > count {
            self.letters = reversed(&self.letters);
        }
        Some(Word {
            text: self.letters.concat(),
            left: self.left,
            right: self.right,
            y: self.y,
            size: self.size,
            is_bold: self.bold * 2 > count,
            has_blank: self.has_blank,
            grid: None,
        })
    }
}

/// Letters in the other order; marks stay behind the letter that they stand on, digits in theirs.
fn reversed<'a>(letters: &[&'a str]) -> Vec<&'a str> {
    let goes_on = |one: &&str, next: &&str| is_mark(next) || is_digit(one) && is_digit(next);
    let clusters = letters.chunk_by(goes_on);
    clusters.rev().flatten().copied().collect()
}

fn is_digit(letters: &str) -> bool {
    letters.starts_with(char::is_numeric)
}

/// True for a sign over, under or beside another letter.
fn is_mark(letters: &str) -> bool {
    let mut marks = letters.chars();
    marks.all(|c| c > '\u{2FF}' && c.general_category_group() == GeneralCategoryGroup::Mark)
}

/// True for a letter of a script that is written from right to left.
pub(super) fn is_rightmost(letters: &str) -> bool {
    letters.chars().any(is_right_to_left)
}

/// The same of one letter.
pub(super) fn is_right_to_left(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
        && letter.is_alphabetic()
}

#[cfg(test)]
pub(super) mod testing {
    use super::Word;

    /// A word whose letters are half as wide as they are high.
    pub(in super::super) fn word(text: &str, left: f32, y: f32, size: f32) -> Word {
        Word {
            text: text.to_owned(),
            left,
            right: left + text.chars().count() as f32 * size / 2.0,
            y,
            size,
            is_bold: false,
            has_blank: false,
            grid: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyphs(letters: &[(&str, f32)]) -> Vec<Glyph> {
        let glyph = |&(text, x): &(&str, f32)| Glyph {
            text: text.to_owned(),
            x,
            y: 100.0,
            width: Some(5.0),
            size: 10.0,
            is_bold: false,
            turn: Turn::Upright,
        };
        letters.iter().map(glyph).collect()
    }

    fn texts(letters: &[(&str, f32)]) -> Vec<String> {
        let words = of_glyphs(&glyphs(letters));
        words.into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn gaps_and_blanks_part_words() {
        assert_eq!(texts(&[("a", 0.0), ("b", 5.0), ("c", 12.0)]), ["ab", "c"]);
        assert_eq!(texts(&[("a", 0.0), (" ", 5.0), ("c", 5.5)]), ["a", "c"]);
    }

    #[test]
    fn letters_drawn_twice_are_read_once() {
        let bold = [("p", 0.0), ("o", 5.0), ("p", 0.4), ("o", 5.4)];
        assert_eq!(texts(&bold), ["po"]);
        assert_eq!(texts(&[("l", 0.0), ("l", 2.2), ("l", 4.4)]), ["lll"]);
    }

    #[test]
    fn hebrew_is_in_the_order_of_reading_whichever_way_it_was_drawn() {
        assert_eq!(texts(&[("ש", 20.0), ("ל", 15.0), ("ם", 10.0)]), ["שלם"]);
        assert_eq!(texts(&[("ם", 10.0), ("ל", 15.0), ("ש", 20.0)]), ["שלם"]);
    }

    #[test]
    fn marks_stay_with_their_letter() {
        assert_eq!(
            texts(&[("ක", 0.0), ("\u{DD2}", 3.0), ("ම", 5.0)]),
            ["ක\u{DD2}ම"]
        );
    }
}
