//! The table by what is looked up in it at every quote: made once, when the first role is met.
//!
//! A long transcript asks thousands of times who "the minister" is; going through all persons and
//! all their places each time would cost the square of its length.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::super::mentions::MentionKind;
use super::{Entity, Sighting};
use crate::insight::quotes::words::Words;
use crate::text::hash::HashMap;

/// The persons whom a briefing can be about: the most often named ones.
const LEADING: usize = 32;

/// The table by title, place and rank.
#[derive(Debug)]
pub(super) struct Index<'t> {
    /// Titles by each of their words in small letters: where they stand and whose they are, in order.
    titles: BTreeMap<Cow<'t, str>, Vec<(usize, usize)>>,
    /// The first words of the sightings of each entity, ascending.
    places: Vec<Vec<usize>>,
    /// Phrases that are no names, by kind and head in small letters: their numbers among the
    /// sightings, ascending; those between marks left out.
    phrases: HashMap<(MentionKind, Cow<'t, str>), Vec<usize>>,
    /// The entities that are named most often, the most often named first.
    pub(super) leading: Vec<usize>,
}

impl<'t> Index<'t> {
    pub(super) fn of(words: &Words<'t>, entities: &[Entity], sightings: &[Sighting]) -> Self {
        let mut titles: BTreeMap<_, Vec<(usize, usize)>> = BTreeMap::new();
        for (number, entity) in entities.iter().enumerate() {
            for title in &entity.titles {
                for word in title.clone() {
                    let key = in_small_letters(words.text_of(word));
                    titles.entry(key).or_default().push((title.start, number));
                }
            }
        }
        for bearers in titles.values_mut() {
            bearers.sort_unstable();
            bearers.dedup();
        }
        let mut places = vec![Vec::new(); entities.len()];
        let mut phrases: HashMap<_, Vec<usize>> = HashMap::default();
        for (number, sighting) in sightings.iter().enumerate() {
            let mention = &sighting.mention;
            if let Some(entity) = sighting.entity {
                places[entity].push(mention.words.start);
            } else if !sighting.quoted {
                let head = in_small_letters(words.text_of(mention.core.start));
                phrases
                    .entry((mention.kind, head))
                    .or_default()
                    .push(number);
            }
        }
        let mut leading: Vec<usize> = (0..entities.len()).collect();
        let by_rank = |entity: &usize| (Reverse(entities[*entity].seen), *entity);
        if leading.len() > LEADING {
            leading.select_nth_unstable_by_key(LEADING, by_rank);
            leading.truncate(LEADING);
        }
        leading.sort_unstable_by_key(by_rank);
        Self {
            titles,
            places,
            phrases,
            leading,
        }
    }

    /// The bearers of titles with that word, those whose title stands nearest to word `at`, each
    /// once: some before it and some after.
    pub(super) fn bearers(&self, word: &str, at: usize) -> Vec<usize> {
        let all = self.titles.get(&in_small_letters(word));
        all.map_or_else(Vec::new, |all| around(all, at))
    }

    /// The same for words that end with `ending`, as compounds do.
    pub(super) fn bearers_by_ending(&self, ending: &str, at: usize) -> Vec<usize> {
        /// Different words that are looked at.
        const MOST: usize = 64;
        let ending = in_small_letters(ending);
        let alike = self
            .titles
            .iter()
            .filter(|(word, _)| word.ends_with(&*ending));
        let mut found: Vec<usize> = alike
            .take(MOST)
            .flat_map(|(_, all)| around(all, at))
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// How near an entity is named to word `at`: where it was named last before it, or, less near
    /// than all these, where it is named first after it.
    pub(super) fn nearness(&self, entity: usize, at: usize) -> i64 {
        let signed = |place: usize| i64::try_from(place).unwrap_or(i64::MAX);
        let places = &self.places[entity];
        let after = places.partition_point(|&place| place < at);
        match (after.checked_sub(1), places.get(after)) {
            (Some(before), _) => signed(places[before]),
            (None, Some(&next)) => -signed(next),
            (None, None) => i64::MIN,
        }
    }

    /// The first phrase of that kind and head before sighting `before`.
    pub(super) fn first_phrase(
        &self,
        kind: MentionKind,
        head: &str,
        before: usize,
    ) -> Option<usize> {
        self.phrases_before(kind, head, before).first().copied()
    }

    /// Those shortly before it, the nearest first.
    pub(super) fn near_phrases<'i>(
        &'i self,
        kind: MentionKind,
        head: &str,
        before: usize,
    ) -> impl Iterator<Item = usize> + use<'i, 't> {
        /// "The ministry" reaches over so many of them.
        const REACH: usize = 48;
        self.phrases_before(kind, head, before)
            .iter()
            .rev()
            .take(REACH)
            .copied()
    }

    fn phrases_before(&self, kind: MentionKind, head: &str, before: usize) -> &[usize] {
        let key = (kind, Cow::Owned(head.to_lowercase()));
        let all = self.phrases.get(&key).map_or(&[][..], Vec::as_slice);
        &all[..all.partition_point(|&number| number < before)]
    }
}

/// A word in small letters; most are already.
fn in_small_letters(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        word.into()
    } else {
        word.to_lowercase().into()
    }
}

/// The bearers whose titles stand around word `at`.
fn around(all: &[(usize, usize)], at: usize) -> Vec<usize> {
    /// More on one side are no help to anybody.
    const EACH: usize = 24;
    let next = all.partition_point(|&(start, _)| start < at);
    let near = next.saturating_sub(EACH)..all.len().min(next + EACH);
    let mut found: Vec<usize> = all[near].iter().map(|&(_, entity)| entity).collect();
    found.sort_unstable();
    found.dedup();
    found
}
