//! How much is looked at to find who speaks: a bound that no text of people comes near.
//!
//! Whoever is quoted is looked for in the sentence, for each quote and each verb of reporting anew.
//! A text of nothing but verbs and marks has so many of both in a sentence that the work would grow
//! with the third power of its length. So work fills a bucket which each word of the text drains; while
//! it is full nobody is named. What follows such a passage is read as ever.

use std::cell::Cell;

/// The words that may be looked at for each word of the text. Five thousand releases, transcripts and
/// letters needed less than one on average, and the densest of them five.
const PER_WORD: usize = 8;

/// The words that may be looked at beside that: five times as many as their most entangled sentence
/// needed.
const MOST: usize = 5_000;

/// The work done on a text so far, of which its words have not yet made up.
#[derive(Debug, Default)]
pub(super) struct Effort {
    level: Cell<usize>,
    /// The word that the work has come to.
    at: Cell<usize>,
}

impl Effort {
    /// Another way through the text begins.
    pub(super) fn restart(&self) {
        self.level.set(0);
        self.at.set(0);
    }

    /// The work has come to a word.
    pub(super) fn come_to(&self, word: usize) {
        let passed = word.saturating_sub(self.at.get());
        self.level
            .set(self.level.get().saturating_sub(passed * PER_WORD));
        self.at.set(word.max(self.at.get()));
    }

    /// So many words were looked at.
    pub(super) fn spend(&self, words: usize) {
        self.level.set(self.level.get() + words);
        #[cfg(test)]
        counted::add(words);
    }

    /// True while the text asks for more than any text of people does.
    pub(super) fn is_spent(&self) -> bool {
        self.level.get() > MOST
    }
}

/// The work of a whole call, for tests.
#[cfg(test)]
pub(super) mod counted {
    use std::cell::Cell;

    thread_local! {
        static STEPS: Cell<usize> = const { Cell::new(0) };
    }

    pub(in super::super) fn add(steps: usize) {
        STEPS.set(STEPS.get() + steps);
    }

    /// How many words `work` looks at.
    pub(in super::super) fn during(work: impl FnOnce()) -> usize {
        STEPS.set(0);
        work();
        STEPS.get()
    }
}
