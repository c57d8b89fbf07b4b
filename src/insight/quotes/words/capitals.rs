//! Capitals where a script has none: which words of a phrase name somebody.
//!
//! Everything after the words tells a name by its capital. Here names are told by where they stand,
//! and the words are marked as if they had one: a title and what belongs to it, the name behind it
//! («وزير الخارجية | سامي حداد»), a first name behind a verb of reporting, and any of their
//! surnames later on. What could as well be another noun is left alone: a wrong name is worse than
//! none.

use std::ops::Range;

use super::{Gap, Shape, Words};
use crate::insight::grammar::{Script, Sense};
use crate::text::hash::HashSet;

/// Words of a name: what is given, the father's, the family's.
const LONGEST: usize = 3;

/// Words of an office: "minister of foreign affairs and immigration of the Arab Republic of …".
const OFFICE: usize = 10;

impl Words<'_> {
    /// Marks the words that a capital would mark.
    pub(super) fn mark_names(&mut self) {
        let Some(script) = self.grammar.script() else {
            return;
        };
        let mut names: Vec<Range<usize>> = Vec::new();
        let mut at = 0;
        while at < self.list.len() {
            let word = &self.list[at];
            let next = if word.is(Sense::TITLE | Sense::ROLE | Sense::BODY) {
                self.phrase_at(script, at, &mut names)
            } else if word.is(Sense::MALE | Sense::FEMALE) && self.is_behind_verb(at) {
                self.name_at(script, at)
                    .map_or(at, |name| self.enter(name, &mut names))
            } else {
                at
            };
            at = next.max(at + 1);
        }
        self.mark_surnames(&names);
    }

    /// Marks a title or a body with what belongs to it and the name behind it, and returns the word
    /// after them.
    fn phrase_at(&mut self, script: &Script, at: usize, names: &mut Vec<Range<usize>>) -> usize {
        let is_body = self.list[at].is(Sense::BODY);
        let mut end = at + 1;
        while end < self.list.len().min(at + OFFICE)
            && self.list[end - 1].gap.is_plain()
            && self.belongs(script, end)
        {
            end += 1;
        }
        for word in at..end {
            self.list[word].shape = Shape::Capital;
            if !self.list[word].is(Sense::HEAD | Sense::TITLE) {
                self.list[word].sense |= Sense::OFFICE;
            }
        }
        if is_body || end >= self.list.len() {
            return end;
        }
        let gap = self.list[end - 1].gap;
        let name = self.name_at(script, end).filter(|name| {
            // One word behind a whole office may be anything.
            let enough = name.len() > 1 || end == at + 1 || self.is_given(end);
            let that = self
                .list
                .get(name.end)
                .is_some_and(|next| next.is(Sense::THAT));
            let closed = that || self.list[name.end - 1].gap.has(Gap::COMMA.or(Gap::COLON));
            let apposed = gap.is_comma_only() && closed && name.len() > 1;
            gap.is_plain() && enough || apposed
        });
        name.map_or(end, |name| self.enter(name, names))
    }

    fn is_given(&self, at: usize) -> bool {
        self.list[at].is(Sense::MALE | Sense::FEMALE)
    }

    /// True for a word of an office or of the name of a body, behind its head.
    fn belongs(&self, script: &Script, at: usize) -> bool {
        let word = &self.list[at];
        let other = Sense::REPORTING | Sense::STOP | Sense::THAT | Sense::PREPOSITION;
        let head = Sense::OFFICE | Sense::TITLE | Sense::ROLE | Sense::BODY;
        let definite = (script.is_definite)(self.text_of(at)) && !word.is(other);
        word.is(head) || definite && !self.is_given(at)
    }

    fn is_behind_verb(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map(|before| &self.list[before]);
        before.is_some_and(|verb| verb.is(Sense::CUE) && verb.gap.is_plain())
    }

    /// The name that opens with word `at`, if it surely ends where it seems to.
    fn name_at(&self, script: &Script, at: usize) -> Option<Range<usize>> {
        let mut end = at;
        let mut parts = 0;
        loop {
            let word = self.list.get(end)?;
            let after_particle = end > at && self.list[end - 1].is(Sense::PARTICLE);
            let known = word.is(Sense::MALE | Sense::FEMALE | Sense::PARTICLE);
            let plain = word.sense == Sense::default() && word.shape == Shape::Lower;
            let noun = (script.is_noun)(self.text_of(end)) && !after_particle;
            if !(known || plain && !noun) || end == at && (script.is_definite)(self.text_of(at)) {
                break;
            }
            parts += usize::from(!after_particle && !word.is(Sense::PARTICLE));
            end += 1;
            if !word.gap.is_plain() {
                break;
            }
        }
        // "The minister Marr stressed the care of Norland for …": a place belongs to the words before.
        let owned = self.list[end - usize::from(end > at)].gap.is_plain()
            && self.list.get(end).is_some_and(|next| {
                next.is(Sense::OFFICE)
                    || (script.is_definite)(self.text_of(end)) && !next.is(CLOSES)
            });
        let particle = end > at && self.list[end - 1].is(Sense::PARTICLE);
        (end > at && parts <= LONGEST && !owned && !particle).then_some(at..end)
    }

    /// Marks a name and returns the word after it.
    fn enter(&mut self, name: Range<usize>, names: &mut Vec<Range<usize>>) -> usize {
        for word in name.clone() {
            self.list[word].shape = Shape::Capital;
        }
        // "Prince Marr minister of trade of Norland": two phrases, as if a comma parted them.
        let last = name.end - 1;
        let next = self.list.get(name.end);
        if next.is_some_and(|next| next.is(Sense::TITLE | Sense::ROLE)) {
            self.list[last].gap.add(Gap::COMMA);
        }
        names.push(name.clone());
        name.end
    }

    /// Marks the surnames of the names that were found, wherever they stand.
    fn mark_surnames(&mut self, names: &[Range<usize>]) {
        /// In letters; shorter ones are words too.
        const SHORTEST: usize = 4;
        let is_long = |name: &&str| name.chars().count() >= SHORTEST;
        let surnames: HashSet<&str> = names
            .iter()
            .filter(|name| name.len() > 1)
            .map(|name| self.text_of(name.end - 1))
            .filter(is_long)
            .collect();
        let found: Vec<usize> = (0..self.list.len())
            .filter(|&at| {
                let word = &self.list[at];
                word.shape == Shape::Lower
                    && word.sense == Sense::default()
                    && surnames.contains(self.text_of(at))
            })
            .collect();
        for at in found {
            self.list[at].shape = Shape::Capital;
        }
    }
}

/// May follow a name though it has the article.
const CLOSES: Sense = Sense::STOP
    .or(Sense::TITLE)
    .or(Sense::ROLE)
    .or(Sense::CUE)
    .or(Sense::PREPOSITION);
