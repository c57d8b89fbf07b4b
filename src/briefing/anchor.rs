//! A place in a text that is found again when the text has changed around it.
//!
//! After the *text quote selector* of the W3C Web Annotation Data Model
//! (<https://www.w3.org/TR/annotation-model/#text-quote-selector>): the words themselves, a few
//! before and a few after; and where they stood, for when they occur more than once.
//!
//! A text may be read by other rules than when the anchor was made: lines are joined, a sign is
//! taken off, a quote ends elsewhere. So where the words do not stand to the letter, their letters
//! and digits are looked for, and after that the greater part of them.

use std::cmp::Reverse;
use std::ops::Range;

use serde::{Deserialize, Serialize};

/// Characters of context kept on either side: enough to tell two places of one phrase apart.
const CONTEXT: usize = 32;

/// The fewest words that are looked for of words that are not found as a whole.
const FEWEST: usize = 4;

/// So many letters around fewer words than that must be the same.
const AROUND: usize = 12;

/// Words in a text, with what stands around them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Anchor {
    /// The words, as they stand in the text.
    pub exact: String,
    /// What goes before them, at most some 32 characters.
    #[serde(default)]
    pub prefix: String,
    /// What comes after them, likewise.
    #[serde(default)]
    pub suffix: String,
    /// The byte of the text at which they stood.
    #[serde(default)]
    pub start: u32,
}

impl Anchor {
    /// The anchor of a stretch of `text`, which must lie on character boundaries.
    pub fn of(text: &str, range: Range<usize>) -> Self {
        let before = &text[..range.start];
        let after = &text[range.end..];
        let from = before.char_indices().rev().take(CONTEXT).last();
        let to = after.char_indices().nth(CONTEXT);
        Self {
            exact: text[range.clone()].to_owned(),
            prefix: before[from.map_or(before.len(), |(at, _)| at)..].to_owned(),
            suffix: after[..to.map_or(after.len(), |(at, _)| at)].to_owned(),
            start: u32::try_from(range.start).unwrap_or(u32::MAX),
        }
    }

    /// Where the words stand in `text` now: of several places the one whose surroundings are
    /// most like those kept, and of equals the nearest to where they stood. `None` where the
    /// words are gone.
    pub fn locate(&self, text: &str) -> Option<Range<usize>> {
        if self.exact.is_empty() {
            return None;
        }
        let best = places(text, &self.exact).max_by_key(|&at| {
            let around = alike(self.prefix.chars().rev(), text[..at].chars().rev())
                + alike(self.suffix.chars(), text[at + self.exact.len()..].chars());
            (around, Reverse(at.abs_diff(self.start as usize)))
        });
        match best {
            Some(best) => Some(best..best + self.exact.len()),
            None => self.locate_letters(text),
        }
    }

    /// Where the letters of the words stand, or of the greater part of them.
    fn locate_letters(&self, text: &str) -> Option<Range<usize>> {
        let letters = Letters::of(text);
        let words: Vec<&str> = self.exact.split_whitespace().collect();
        // A word or two stand in any text: then what is around them must be the same.
        let around = if words.len() < FEWEST { AROUND } else { 0 };
        if let Some(found) = letters.find(&self.exact, self, around) {
            return Some(letters.with_marks(found, &self.exact));
        }
        let fewest = FEWEST.max(words.len().div_ceil(2));
        if words.len() < fewest {
            return None;
        }
        // What has more words stands nowhere that what has fewer does not: the most that are found
        // are told by halving.
        let longest = |part: &dyn Fn(usize) -> String| {
            let (mut some, mut too_many) = (fewest - 1, words.len());
            while too_many - some > 1 {
                let count = some.midpoint(too_many);
                match letters.find(&part(count), self, 0) {
                    Some(_) => some = count,
                    None => too_many = count,
                }
            }
            (some >= fewest).then(|| (some, part(some)))
        };
        let first = longest(&|count| words[..count].join(" "));
        let last = longest(&|count| words[words.len() - count..].join(" "));
        let (_, part) = [first, last]
            .into_iter()
            .flatten()
            .max_by_key(|(count, _)| *count)?;
        letters.find(&part, self, 0)
    }
}

/// The letters and digits of a text, without case, and where each stands.
struct Letters<'a> {
    text: &'a str,
    letters: String,
    /// For each byte of `letters`, the character of the text that it is of.
    places: Vec<u32>,
}

impl<'a> Letters<'a> {
    fn of(text: &'a str) -> Self {
        let mut letters = String::with_capacity(text.len());
        let mut places = Vec::with_capacity(text.len());
        for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
            letters.extend(c.to_lowercase());
            places.resize(letters.len(), u32::try_from(at).unwrap_or(u32::MAX));
        }
        Self {
            text,
            letters,
            places,
        }
    }

    /// Where the letters of some whole words stand, of several places where most of the anchor's
    /// surroundings are the same: so many letters of them at least.
    fn find(&self, words: &str, anchor: &Anchor, least: usize) -> Option<Range<usize>> {
        let letters = |text: &str| Letters::of(text).letters;
        let (words, prefix, suffix) = (
            letters(words),
            letters(&anchor.prefix),
            letters(&anchor.suffix),
        );
        if words.is_empty() {
            return None;
        }
        let found = places(&self.letters, &words).filter_map(|at| {
            let (before, after) = (&self.letters[..at], &self.letters[at + words.len()..]);
            let around = alike(prefix.chars().rev(), before.chars().rev())
                + alike(suffix.chars(), after.chars());
            let range = self.range_of(at, words.len());
            let is_meant = around >= least && self.is_of_whole_words(&range);
            let distance = range.start.abs_diff(anchor.start as usize);
            is_meant.then_some((around, Reverse(distance), range))
        });
        let best = found.max_by_key(|(around, distance, _)| (*around, *distance));
        best.map(|(.., range)| range)
    }

    /// The stretch of the text that has some of its letters.
    fn range_of(&self, at: usize, length: usize) -> Range<usize> {
        let (first, last) = (self.places[at], self.places[at + length - 1]);
        let last = last as usize;
        let width = self.text[last..].chars().next().map_or(0, char::len_utf8);
        first as usize..last + width
    }

    /// True where a stretch neither begins nor ends inside a word.
    fn is_of_whole_words(&self, range: &Range<usize>) -> bool {
        let (before, after) = (&self.text[..range.start], &self.text[range.end..]);
        let goes_on = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        !goes_on(before.chars().next_back()) && !goes_on(after.chars().next())
    }

    /// A stretch with the signs around it that the words have at their ends, a quotation mark say.
    fn with_marks(&self, stretch: Range<usize>, words: &str) -> Range<usize> {
        let is_mark = |c: &char| !c.is_alphanumeric() && !c.is_whitespace();
        let (before, after) = (&self.text[..stretch.start], &self.text[stretch.end..]);
        let opening = words.chars().take_while(is_mark).count();
        let closing = words.chars().rev().take_while(is_mark).count();
        let length = |signs: &mut dyn Iterator<Item = char>, most: usize| -> usize {
            signs
                .take(most)
                .take_while(is_mark)
                .map(char::len_utf8)
                .sum()
        };
        let start = stretch.start - length(&mut before.chars().rev(), opening);
        start..stretch.end + length(&mut after.chars(), closing)
    }
}

/// Every place of some words in a text, those that overlap included.
fn places<'a>(text: &'a str, words: &'a str) -> impl Iterator<Item = usize> + 'a {
    let step = words.chars().next().map_or(1, char::len_utf8);
    let mut from = 0;
    std::iter::from_fn(move || {
        let at = from + text.get(from..)?.find(words)?;
        from = at + step;
        Some(at)
    })
}

/// How many characters two texts have in common from their beginnings on.
fn alike(a: impl Iterator<Item = char>, b: impl Iterator<Item = char>) -> usize {
    a.zip(b).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn of_two_places_the_one_with_the_same_surroundings_is_meant() {
        let text = "He said no. Later she said no again.";
        let second = text.rfind("said no").unwrap();
        let anchor = Anchor::of(text, second..second + 7);
        let changed = "Note. He said no. And later she said no again, twice.";
        let found = anchor.locate(changed).unwrap();
        assert_eq!(found.start, changed.rfind("said no").unwrap());
    }

    #[test]
    fn of_places_that_look_the_same_the_nearest_is_meant() {
        let text = "aa xx aa xx aa xx aa";
        let anchor = Anchor::of(text, 6..8);
        assert_eq!(anchor.locate(text), Some(6..8));
    }

    #[test]
    fn places_may_overlap() {
        assert_eq!(Anchor::of("aaaab", 1..3).locate("aaaab"), Some(1..3));
    }

    fn located(words: &str, before: &str, now: &str) -> Option<String> {
        let at = before.find(words).unwrap();
        let anchor = Anchor::of(before, at..at + words.len());
        anchor.locate(now).map(|range| now[range].to_owned())
    }

    #[test]
    fn words_are_found_though_lines_are_joined_and_signs_are_others() {
        let before = "He said: ‘The key\nquestion is 🔹 that we are on the edge.’ No more.";
        let now = "He said: “The key question is that we are on the edge.” No more.";
        assert_eq!(
            located(
                "‘The key\nquestion is 🔹 that we are on the edge.’",
                before,
                now
            ),
            Some("“The key question is that we are on the edge.”".to_owned())
        );
    }

    #[test]
    fn words_that_now_go_on_or_end_elsewhere_are_found_by_the_greater_part_of_them() {
        let before = "“We shall meet again in Suva in May, he said. And so on.” It rained.";
        let words = &before[..before.find(" It").unwrap()];
        let cut = "“We shall meet again in Suva in May”, Lind added.";
        let found = located(words, before, cut).unwrap();
        assert_eq!(found, "We shall meet again in Suva in May");
        let beginning_lost = "… again in Suva in May, he said. And so on.” It rained.";
        let found = located(words, before, beginning_lost).unwrap();
        assert_eq!(found, "again in Suva in May, he said. And so on");
        assert_eq!(located(words, before, "We shall meet. So he said."), None);
    }

    #[test]
    fn letters_inside_other_words_are_not_the_words() {
        let before = "“No,” said Mara Lind, and left.";
        assert_eq!(
            located("“No,”", before, "And nothing happened. We know."),
            None
        );
        assert_eq!(located("“No,”", before, "There is no other way, no."), None);
        let joined = "‘No,’ said Mara Lind, and left.";
        assert_eq!(located("“No,”", before, joined), Some("‘No,’".to_owned()));
    }

    #[test]
    fn words_that_are_gone_are_found_nowhere() {
        let anchor = Anchor::of("one two three", 4..7);
        assert_eq!(anchor.locate("one 2 three"), None);
        assert_eq!(Anchor::of("one", 1..1).locate("one"), None);
    }

    proptest! {
        #[test]
        fn a_place_is_found_again_in_the_text_it_was_made_of(
            text in "([ab ]|é|\\PC){1,60}",
            from in 0..60usize,
            length in 1..20usize,
        ) {
            let bounds: Vec<usize> =
                text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let from = from.min(bounds.len() - 2);
            let to = (from + length).min(bounds.len() - 1);
            let range = bounds[from]..bounds[to];
            prop_assert_eq!(Anchor::of(&text, range.clone()).locate(&text), Some(range));
        }

        #[test]
        fn whatever_is_found_in_any_text_lies_in_it(
            text in "([abİ ]|ß|é|\\PC|\n){1,60}",
            words in "([abİ ]|ß|é|\\PC|\n){1,30}",
        ) {
            if let Some(range) = Anchor::of(&words, 0..words.len()).locate(&text) {
                prop_assert!(text.get(range).is_some_and(|found| !found.is_empty()));
            }
        }
    }
}
