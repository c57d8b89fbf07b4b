//! The persons of a briefing by name: those it names, and whom the labels of a transcript mean.

use std::sync::Arc;

use super::super::readable::{flat, in_small};
use super::super::words::Shape;
use super::super::{Person, readable};
use super::{Entity, FAMILY, People, Sighting, same_word};
use crate::briefing::NamedBy;
use crate::insight::grammar::{Cases, Grammar, Sense};

impl People<'_, '_> {
    /// The persons whom the text names, in order of first appearance; `end` is where the body ends
    /// and the title begins, if that stands last.
    pub(in super::super) fn persons(&self, end: usize) -> Vec<Person> {
        let mut numbers: Vec<Option<Option<usize>>> = vec![None; self.entities.len()];
        let mut persons: Vec<Person> = Vec::new();
        for sighting in self.sightings.iter().chain(&self.owners) {
            let Some(entity) = sighting.entity else {
                continue;
            };
            let number = *numbers[entity].get_or_insert_with(|| {
                self.is_named_person(entity).then(|| {
                    persons.push(Person {
                        name: self.person_name(entity),
                        named_by: NamedBy::Text,
                        in_title: false,
                        places: Vec::new(),
                    });
                    persons.len() - 1
                })
            });
            let Some(number) = number else { continue };
            let words = &sighting.mention.words;
            let start = self.words.span(words.clone()).start;
            persons[number].in_title |= self.title.contains(&words.start);
            if start < end {
                persons[number].places.push(start);
            }
        }
        for person in &mut persons {
            person.places.sort_unstable();
        }
        persons
    }

    /// The name of an entity as it is shown: a person's in running text, however short it is, since
    /// "FOX" after "Ms." stands for no body.
    pub(in super::super) fn shown(&self, entity: usize) -> Arc<str> {
        let name = self.name(entity);
        let is_capital = |c: char| !c.is_alphabetic() || c.is_uppercase();
        if self.entities[entity].person && name.chars().all(is_capital) {
            flat(&in_small(name))
        } else {
            flat(name)
        }
    }

    /// The name as it stands in running text and in the first case.
    fn person_name(&self, entity: usize) -> String {
        let name = readable(self.name(entity));
        let grammar = self.words.grammar;
        let in_first_case = |cases: &Cases| (cases.nominative)(&name, grammar.lexicon());
        let first_case = grammar.cases().and_then(in_first_case);
        first_case.unwrap_or_else(|| name.to_string())
    }

    /// True for an entity that is beyond doubt a person and has a name of their own.
    fn is_named_person(&self, entity: usize) -> bool {
        let record = &self.entities[entity];
        let name = || record.name.clone().map(|index| self.words.text_of(index));
        let initials = name().all(|word| word.chars().filter(|c| c.is_alphabetic()).count() < 3);
        let cases = self.words.grammar.cases();
        if initials || cases.is_some_and(|cases| !self.has_first_case(record, cases)) {
            return false;
        }
        let list = &self.words.list;
        let other = Sense::BODY | Sense::OFFICE | Sense::DEMONYM | Sense::TERM | Sense::DOCUMENT;
        let is_plain = |index: usize| {
            let word = &list[index];
            word.shape != Shape::Number
                && (word.is_capital() || word.is(Sense::PARTICLE))
                && !word.is(other)
        };
        // Right before the name: what stands beside it between commas may be about something else.
        let titled = record.titles.iter().any(|title| {
            let last = &list[title.end.saturating_sub(1)];
            let names = |index: usize| self.words.text_of(index) == self.words.text_of(title.end);
            title.end < list.len()
                && last.is(Sense::TITLE)
                && last.is_capital()
                && last.gap.is_plain()
                && record.name.clone().any(names)
        });
        let given = list[record.name.start].is(Sense::MALE | Sense::FEMALE);
        let full = record.name.len() > 1;
        let last = &list[record.name.end - 1];
        let acronym = last.shape == Shape::Caps && last.end - last.start < 5;
        // "General Debate" where the text has a debate.
        let is_common = || {
            /// In bytes: looking through more for every name would take too long.
            const LONGEST: usize = 64 << 10;
            let text = self.words.text.as_bytes();
            let small = self.words.text_of(record.name.start).to_lowercase();
            text.len() <= LONGEST && memchr::memmem::find(text, small.as_bytes()).is_some()
        };
        record.person
            && !acronym
            && record.name.clone().all(is_plain)
            && (titled || full && (given || record.speaks))
            && (full || !is_common())
    }

    /// True for a name whose first case is known; not for a first name and the father's alone.
    fn has_first_case(&self, record: &Entity, cases: &Cases) -> bool {
        let name = &self.words.text[self.words.span(record.name.clone())];
        let last = self.words.text_of(record.name.end - 1);
        let father = record.name.len() < 3 && (cases.is_patronymic)(last);
        let oblique = self.words.list[record.name.start].is(Sense::OBLIQUE);
        let lexicon = self.words.grammar.lexicon();
        !father && (!oblique || (cases.nominative)(name, lexicon).is_some())
    }

    /// The one person before whose name the title of the briefing puts an office: "Remarks by Vice
    /// President Lind". An office with a state behind it is a guest's, one with an article nobody's.
    pub(in super::super) fn announced(&self, office: &[&str], grammar: &Grammar) -> Option<usize> {
        let sense = |word: &&str| grammar.sense(word);
        let rank = office.iter().any(|word| sense(word).is(Sense::RANK));
        if !office.iter().any(|word| sense(word).is(Sense::TITLE)) {
            return None;
        }
        let bears = |sighting: &&Sighting| {
            let mention = &sighting.mention;
            let title = mention.words.start..mention.core.start;
            let holds = |word: &&str| {
                title
                    .clone()
                    .any(|at| same_word(self.words.text_of(at), word))
            };
            let other = Sense::PREPOSITION | Sense::DETERMINER;
            office.iter().all(holds)
                && self.rank(&title) == rank
                && !title.clone().any(|at| self.words.list[at].is(other))
        };
        let mut bearers: Vec<usize> = self
            .unquoted(self.title.clone())
            .filter(bears)
            .filter_map(|sighting| sighting.entity)
            .collect();
        bearers.sort_unstable();
        bearers.dedup();
        match bearers[..] {
            [bearer] => Some(bearer),
            _ => None,
        }
    }

    /// The entity whose name agrees with a label such as "MS. PSAKI", in any case.
    pub(in super::super) fn labelled(&self, name: &[&str]) -> Option<usize> {
        let last = name.last()?;
        let agrees = |entity: &Entity| {
            let own = self.family_name(self.bare(&entity.name).end - 1);
            same_word(own, last)
                && (name.len() == 1
                    || entity.name.len() == 1
                    || same_word(self.words.text_of(entity.name.start), name[0]))
        };
        let candidates = self
            .surnames()
            .get(&last.to_lowercase())
            .into_iter()
            .flatten()
            .rev()
            .take(FAMILY);
        candidates
            .copied()
            .filter(|&entity| agrees(&self.entities[entity]))
            .max_by_key(|&entity| {
                let record = &self.entities[entity];
                let shouted = self.words.list[record.name.start].shape == Shape::Caps;
                (record.name.len(), !shouted, record.seen)
            })
    }
}
