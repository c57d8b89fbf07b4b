//! The senses of the words of one language, looked up in any case.

use super::sense::Sense;
use crate::text::word_table::WordTable;

/// The words of one language.
#[derive(Debug, Default)]
pub(crate) struct Lexicon(WordTable<Sense>);

impl Lexicon {
    /// True when it holds nothing, so that nobody can be named.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds a sense to a word, which is written in small letters.
    pub(super) fn add(&mut self, word: &str, sense: Sense) {
        *self.0.entry(word) |= sense;
    }

    /// The senses of a word in any case. Allocates nothing.
    pub(crate) fn sense(&self, word: &str) -> Sense {
        self.0.get(word)
    }

    /// The same for the word of `length` bytes that opens a text.
    pub(super) fn sense_of_first(&self, text: &str, length: usize) -> Sense {
        self.0.get_first(text, length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_its_senses_in_any_case() {
        let mut lexicon = Lexicon::default();
        lexicon.add("said", Sense::CUE);
        lexicon.add("заявил", Sense::CUE);
        lexicon.add("president", Sense::TITLE);
        lexicon.add("president", Sense::ROLE);
        assert!(lexicon.sense("SAID").is(Sense::CUE));
        assert!(lexicon.sense("Заявил").is(Sense::CUE));
        assert_eq!(lexicon.sense("President"), Sense::TITLE | Sense::ROLE);
        assert_eq!(lexicon.sense("Lind"), Sense::default());
    }
}
