//! For which state a house speaks, by its name in the source line; compiled from `data/holders/houses.txt`.

use super::phrase::Whose;
use super::words::{OfficeId, Words, tokens};
use super::{States, lines, phrase};
use crate::text::fold::fold;
use crate::text::hash::HashSet;

/// The houses of the list, and the words by which the others are known.
#[derive(Debug, Default)]
pub(super) struct Houses {
    /// Houses whose name does not tell their state, and of which no gazetteer knows.
    known: Vec<(String, &'static str)>,
    /// Words that make an issuing body of a name with a state in it.
    bodies: HashSet<String>,
    /// What an office without more means in a house with such words in its name.
    meanings: Vec<Meaning>,
}

/// "the Minister", in a foreign ministry.
#[derive(Debug)]
struct Meaning {
    /// Words of the house's name, between blanks.
    house: String,
    /// The office as it is called there.
    called: String,
    office: OfficeId,
}

/// The house that issued a text.
#[derive(Debug, Default)]
pub(crate) struct House {
    /// The state or the body that it speaks for.
    pub(super) state: Whose,
    /// What its own offices are called there.
    meanings: Vec<(String, OfficeId)>,
}

impl Houses {
    /// Reads the list; a line that is none is told.
    pub(super) fn read(text: &'static str, words: &Words) -> Result<Self, &'static str> {
        let mut houses = Self::default();
        for line in lines(text) {
            houses.line(line, words).ok_or(line)?;
        }
        Ok(houses)
    }

    fn line(&mut self, line: &'static str, words: &Words) -> Option<()> {
        if let Some(list) = line.strip_prefix("body:") {
            self.bodies.extend(list.split_whitespace().map(fold));
            return Some(());
        }
        let fields: Vec<&'static str> = line.split('|').map(str::trim).collect();
        match *fields.as_slice() {
            [names, state] if !state.is_empty() => {
                let names = names.split(';').map(|name| (plain(name, words), state));
                self.known.extend(names);
            }
            [names, called, office] => {
                let office = words.id(office)?;
                let meaning = |house: &str| Meaning {
                    house: format!(" {} ", plain(house, words)),
                    called: plain(called, words),
                    office,
                };
                self.meanings.extend(names.split(';').map(meaning));
            }
            _ => return None,
        }
        Some(())
    }

    /// The house of a source line.
    pub(super) fn house(&self, source: &str, words: &Words, states: &dyn States) -> House {
        let parts: Vec<String> = source.split(PARTS).map(|part| plain(part, words)).collect();
        let named = |part: &String| {
            self.known
                .iter()
                .find(|(name, _)| self.is_part_of(part, name))
        };
        let known = parts
            .iter()
            .find_map(named)
            .map(|&(_, state)| Whose::Known(state.into()));
        let listed = || states.speaks_for(source).map(Whose::Known);
        let state = known
            .or_else(listed)
            .or_else(|| office_holder(source, words, states))
            .or_else(|| self.of_state(source, words, states))
            .unwrap_or_default();
        let whole = format!(" {} ", plain(source, words));
        let fits = |meaning: &&Meaning| whole.contains(&meaning.house);
        let meanings = self
            .meanings
            .iter()
            .filter(|_| state != Whose::Open)
            .filter(fits);
        House {
            meanings: meanings
                .map(|meaning| (meaning.called.clone(), meaning.office))
                .collect(),
            state,
        }
    }

    /// True for a house by its name, with a word before it or a department behind it.
    fn is_part_of(&self, part: &str, house: &str) -> bool {
        let before = part.strip_suffix(house);
        let after = part.strip_prefix(house);
        before.is_some_and(|before| before.is_empty() || before.ends_with(' '))
            || after
                .and_then(|after| after.strip_prefix(' '))
                .and_then(|after| after.split(' ').next())
                .is_some_and(|word| self.bodies.contains(word))
    }

    /// The one state in the name of a ministry, a government, an embassy.
    fn of_state(&self, source: &str, words: &Words, states: &dyn States) -> Option<Whose> {
        let name = plain(source, words);
        let is_body = name.split(' ').any(|word| self.bodies.contains(word));
        if !is_body {
            return None;
        }
        states.only_one_in(source).map(Whose::Known)
    }
}

impl House {
    /// The office that a phrase without a state means here: "the Minister".
    pub(super) fn meaning(&self, phrase: &str, words: &Words) -> Option<OfficeId> {
        if self.meanings.is_empty() {
            return None;
        }
        let called = plain(phrase, words);
        let found = self.meanings.iter().find(|(name, _)| *name == called);
        found.map(|&(_, office)| office)
    }
}

/// What parts a house from its department, its channel and its address.
const PARTS: [char; 8] = [',', '|', '–', '—', '(', ')', ':', '/'];

/// "President of Norland" as a house.
fn office_holder(source: &str, words: &Words, states: &dyn States) -> Option<Whose> {
    let first = source.split(PARTS).next()?;
    let phrase = phrase::read(words, states, first)?;
    phrase.name.is_empty().then_some(phrase.whose)
}

/// A name as it is compared: folded words with single blanks, without an article.
fn plain(name: &str, words: &Words) -> String {
    let folded = tokens(name).map(|token| fold(token.text));
    let bare = folded.skip_while(|word| words.is_address(word));
    bare.collect::<Vec<_>>().join(" ")
}
