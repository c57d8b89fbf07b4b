//! A place in a text that is found again when the text has changed around it.
//!
//! After the *text quote selector* of the W3C Web Annotation Data Model
//! (<https://www.w3.org/TR/annotation-model/#text-quote-selector>): the words themselves, a few
//! before and a few after; and where they stood, for when they occur more than once.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// Characters of context kept on either side: enough to tell two places of one phrase apart.
const CONTEXT: usize = 32;

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
            (around, std::cmp::Reverse(at.abs_diff(self.start as usize)))
        })?;
        Some(best..best + self.exact.len())
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
    }
}
