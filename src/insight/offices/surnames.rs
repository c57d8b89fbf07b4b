//! Persons whom a text names by surname alone, as far as the list of holders proves who they are:
//! "President Sol", "Mr Sol".

use std::sync::Arc;

use super::phrase::{self, Phrase, Whose};
use super::scene::Scene;
use super::words::Words;
use super::{Bearer, States};
use crate::insight::grammar::{Grammar, Sense};
use crate::insight::quotes::Person;
use crate::insight::vocabulary::{is_common_word, is_given_name};
use crate::text::fold::fold;

/// Somebody with a title and one name.
pub(super) struct Lone<'a> {
    pub(super) name: &'a str,
    /// The offices of the list among the titles.
    offices: Vec<Phrase<'a>>,
    /// A title that is no office of the list: "Senator Sol", "former President Sol".
    otherwise: bool,
}

impl<'a> Lone<'a> {
    /// Those of a text, with what it calls them.
    pub(super) fn all(
        persons: &'a [Person],
        bearers: &'a [Bearer],
        words: &Words,
        states: &dyn States,
    ) -> Vec<Self> {
        let alone = |person: &&Person| person.is_titled && !person.name.contains(' ');
        let lone = |person: &'a Person| {
            let own = bearers.iter().filter(|bearer| bearer.name == person.name);
            let mut lone = Self {
                name: &person.name,
                offices: Vec::new(),
                otherwise: false,
            };
            for bearer in own {
                match phrase::read(words, states, &bearer.title) {
                    Some(phrase) if phrase.name.is_empty() => lone.offices.push(phrase),
                    _ => lone.otherwise = true,
                }
            }
            lone
        };
        persons.iter().filter(alone).map(lone).collect()
    }
}

impl Scene<'_> {
    /// The one holder of the list whom a surname with its title means on the day of the text.
    pub(super) fn by_surname(&self, lone: &Lone<'_>) -> Option<Arc<str>> {
        if lone.otherwise {
            return None;
        }
        let parts = self.parts(lone.name);
        let untold = lone.offices.is_empty();
        if !self.offices.terms.know(&parts) || untold && !self.is_rare(lone.name) {
            return None;
        }
        let terms = self.offices.terms.all().filter(|(state, office, term)| {
            let is_office = |phrase: &Phrase<'_>| {
                let whose = match &phrase.whose {
                    Whose::Open => true,
                    Whose::Known(of) => **of == **state,
                    Whose::Other(_) => false,
                };
                phrase.office == *office && whose
            };
            let fits = match self.date {
                None => true,
                Some(date) if untold => term.holds_near(date),
                Some(date) => term.holds_on(date),
            };
            fits && term.is_called(&parts) && (untold || lone.offices.iter().any(is_office))
        });
        let mut names = terms.filter_map(|(_, _, term)| term.name_in(lone.name));
        let first = names.next()?;
        names.all(|name| name == first).then(|| Arc::clone(first))
    }

    /// True for a surname that few people bear, so that "Mr" is enough before it.
    fn is_rare(&self, surname: &str) -> bool {
        let given = Grammar::of(Some("en")).sense(surname);
        !is_common_word(surname)
            && !is_given_name(surname)
            && !given.is(Sense::MALE | Sense::FEMALE)
            && !self.offices.words.is_frequent(&fold(surname))
    }
}
