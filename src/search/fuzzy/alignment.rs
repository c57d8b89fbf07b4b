//! Letters left out: when a term may stand for what a title says.
//!
//! Any letters in the right order are no sign of anything: in titles of 90 characters, two of
//! three hold `c…s…t…o`. What people type is initials (`csto`, `mfa`) or words without some of
//! their letters (`tjk`, `dshnb`). So the first letter must open a word, and every next one
//! either follow in the same word after at most [`MAX_SKIPPED`] others, or open one of the
//! [`MAX_WORDS`] words after it. The rule never looks ahead: where a term aligns, so does each of
//! its beginnings, and a longer term finds nothing that a shorter one did not.

use std::ops::Range;

use super::term::{bit, opens_word};

/// Letters left out between two that are neighbours in the term, in one word.
const MAX_SKIPPED: usize = 3;

/// How many words on the next letter may be: the next, or past a small word such as "of".
const MAX_WORDS: usize = 2;

/// Room to work in, kept from one candidate to the next.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    reached: Vec<Place>,
    next: Vec<Place>,
}

/// An alignment of the beginning of a term, in bytes of the text.
#[derive(Debug, Clone, Copy)]
struct Place {
    /// Where its first letter begins.
    start: usize,
    /// Where its last letter ends.
    end: usize,
    /// Its last letter.
    last: char,
}

/// The narrowest stretch of `text` that the term stands for, the first of several.
///
/// `initials` must contain the [`bit`]s of all letters that open a word of `text`; it may
/// contain more. Both sides are folded. Takes time in proportion to text and term.
pub(super) fn align(
    text: &str,
    term: &[char],
    initials: u64,
    scratch: &mut Scratch,
) -> Option<Range<usize>> {
    let (&first, rest) = term.split_first()?;
    let Scratch { reached, next } = scratch;
    reached.clear();
    reached.extend(openings(text, first));
    for &letter in rest {
        next.clear();
        let may_open_word = initials & bit(letter) != 0;
        for &place in reached.iter() {
            advance(text, place, letter, may_open_word, next);
        }
        keep_narrowest(next);
        std::mem::swap(reached, next);
        if reached.is_empty() {
            return None;
        }
    }
    let narrowest = reached
        .iter()
        .min_by_key(|place| (place.end - place.start, place.start))?;
    Some(narrowest.start..narrowest.end)
}

/// The words that `first` opens.
fn openings(text: &str, first: char) -> impl Iterator<Item = Place> {
    let mut encoded = [0; 4];
    let length = first.encode_utf8(&mut encoded).len();
    let places = memchr::memchr_iter(encoded[0], text.as_bytes());
    places
        .filter(move |&at| opens_word(text, at) && (length == 1 || text[at..].starts_with(first)))
        .map(move |start| Place {
            start,
            end: start + length,
            last: first,
        })
}

/// Adds every place where `letter` can come next.
fn advance(text: &str, place: Place, letter: char, may_open_word: bool, next: &mut Vec<Place>) {
    let (mut in_word, mut skipped, mut words) = (place.last.is_alphanumeric(), 0, 0);
    for (at, c) in text[place.end..].char_indices() {
        let opens = !std::mem::replace(&mut in_word, c.is_alphanumeric()) && in_word;
        words += usize::from(opens);
        let near = words == 0 && skipped <= MAX_SKIPPED;
        if c == letter && (opens || near) {
            next.push(Place {
                start: place.start,
                end: place.end + at + c.len_utf8(),
                last: c,
            });
        }
        if words == MAX_WORDS || (!near && !may_open_word) {
            return;
        }
        skipped += 1;
    }
}

/// Of the places with the same end keeps the one with the latest start.
///
/// What may follow depends on the end alone, so this loses nothing, and keeps the work from
/// growing with every letter.
fn keep_narrowest(places: &mut Vec<Place>) {
    if places.len() > 1 {
        places.sort_unstable_by_key(|place| (place.end, usize::MAX - place.start));
        places.dedup_by_key(|place| place.end);
    }
}
