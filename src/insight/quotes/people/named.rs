//! Persons by name: as they are shown, and whom the title and the labels of a transcript mean.

use std::sync::Arc;

use super::super::readable::{flat, in_small};
use super::super::words::Shape;
use super::{Entity, FAMILY, People, Sighting, same_word};
use crate::insight::grammar::{Grammar, Sense};

impl People<'_, '_> {
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
