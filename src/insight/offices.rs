//! Whom an office means: "the President", "the Russian Foreign Minister", "President Sol".
//!
//! ```text
//! data/holders/offices.txt ─> words ┐
//! data/holders/houses.txt  ─> house ├─ phrase ─ scene ─> the holder, or nobody
//! data/holders/holders.txt ─> terms ┘
//! ```
//!
//! A text binds an office where it puts a name beside it ("the President, Ana Sol,"). Where it
//! does not, the house that issues it and its day tell who is meant. A title before a name
//! ("President Sol") may be a guest's, and binds the bare office only where nothing else is known.
//! Nothing here finds quotes or reads files.

mod houses;
mod phrase;
mod scene;
mod surnames;
mod terms;
mod words;

#[cfg(test)]
mod tests;

use std::sync::{Arc, LazyLock};

pub(super) use houses::House;
pub(super) use phrase::Phrase;
pub(super) use scene::{Answer, Scene};

use houses::Houses;
use terms::Terms;
use words::Words;

use crate::briefing::Label;

/// A title that a text gives somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bearer {
    /// The title as it stands: "the Russian President".
    pub title: String,
    /// The title and what follows the name: "President of Sudmark", of "President Varga of Sudmark".
    pub with_state: Option<String>,
    /// The person's name in that text.
    pub name: String,
    /// It stands beside the name with an article, so that in this text there is no other: "the
    /// President, Ana Sol,".
    pub definite: bool,
    /// The title of the text names the person.
    pub in_title: bool,
}

/// What is asked of a gazetteer of states and bodies.
pub trait States {
    /// The state that the text in hand is most about.
    fn most_about(&self) -> Option<Arc<Label>>;

    /// The state or body of that name or adjective: the code of a state, the name of a body.
    fn called(&self, name: &str) -> Option<Arc<str>>;

    /// For whom a house speaks by its name: the code of a state, the name of a body.
    fn speaks_for(&self, _house: &str) -> Option<Arc<str>> {
        None
    }

    /// The one name of a house that is known, however a source line writes it.
    fn one_name(&self, _house: &str) -> Option<Arc<str>> {
        None
    }

    /// The code of the one state that a text names.
    fn only_one_in(&self, text: &str) -> Option<Arc<str>>;
}

/// The lists, compiled; shared by all threads.
#[derive(Debug, Default)]
pub(super) struct Offices {
    words: Words,
    houses: Houses,
    terms: Terms,
}

impl Offices {
    /// The lists that ship with the program; a test holds them to be readable.
    pub(super) fn shipped() -> &'static Self {
        static SHIPPED: LazyLock<Offices> = LazyLock::new(|| {
            Offices::read(
                include_str!("data/holders/offices.txt"),
                include_str!("data/holders/houses.txt"),
                include_str!("data/holders/holders.txt"),
            )
            .unwrap_or_default()
        });
        &SHIPPED
    }

    /// What else somebody is called whom the list of holders shows under a name.
    pub(super) fn other_names(&self, shown: &str) -> Vec<String> {
        self.terms.other_names(shown)
    }

    /// The house of a source line.
    pub(super) fn house(&self, source: &str, states: &dyn States) -> House {
        self.houses.house(source, &self.words, states)
    }

    /// Compiles lists; the first line that cannot be read is told.
    fn read(
        offices: &'static str,
        houses: &'static str,
        holders: &'static str,
    ) -> Result<Self, &'static str> {
        let words = Words::read(offices)?;
        let houses = Houses::read(houses, &words)?;
        let terms = Terms::read(holders, &words)?;
        Ok(Self {
            words,
            houses,
            terms,
        })
    }
}

/// The lines that say something: neither blank nor a comment.
fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}
