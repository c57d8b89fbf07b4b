//! Whom a label means: the full name behind a surname, the bearer of an office alone.
//!
//! Only the text's own word counts: a label with the full name, a name that the text gives, a label
//! that binds an office to a name, a title such as "Remarks by Vice President Lind". Who bears an
//! office by the day and the house is not known here, and a guest is never given the host's office.

use std::sync::Arc;

use super::super::people::People;
use super::super::readable::{flat, in_small, is_shouted, readable};
use super::super::turns::Turn;
use super::{Label, LabelKind, Strength};
use crate::briefing::Confidence;
use crate::insight::grammar::{Grammar, Sense};
use crate::text::hash::{HashMap, HashSet};

/// The speakers of a transcript by their labels.
#[derive(Debug, Default)]
pub(in super::super) struct Roster<'t> {
    text: &'t str,
    /// Full names by surname in small letters.
    families: HashMap<String, HashSet<String>>,
    /// Who bears an office, by its words in small letters.
    bearers: HashMap<String, HashSet<&'t str>>,
    /// The words of the full names, and the names of those who bear an office, in small letters.
    named: HashSet<String>,
    /// The states behind a name in small letters.
    states: HashMap<String, HashSet<String>>,
}

impl<'t> Roster<'t> {
    pub(in super::super) fn of(text: &'t str, turns: &[Turn], grammar: &Grammar) -> Self {
        let mut roster = Self {
            text,
            ..Self::default()
        };
        for turn in turns {
            roster.enter(&turn.label, grammar);
        }
        roster
    }

    fn enter(&mut self, label: &Label, grammar: &Grammar) {
        let Some(name) = label.name.clone().map(|name| &self.text[name]) else {
            return;
        };
        let folded = name.to_lowercase();
        if let Some((_, surname)) = folded.rsplit_once(' ') {
            let family = self.families.entry(surname.to_owned()).or_default();
            family.insert(folded.clone());
            self.named.extend(folded.split(' ').map(str::to_owned));
        }
        if let Some(state) = label.state.clone() {
            let states = self.states.entry(folded).or_default();
            states.insert(self.text[state].to_lowercase());
        }
        if let Some(office) = label
            .office
            .clone()
            .filter(|office| office.end <= self.offset(name))
        {
            let office = essence(&self.text[office], grammar);
            self.bearers.entry(office).or_default().insert(name);
            self.named.insert(name.to_lowercase());
        }
    }

    /// Where a piece of the text begins in it.
    fn offset(&self, piece: &str) -> usize {
        piece.as_ptr() as usize - self.text.as_ptr() as usize
    }

    /// Whom a label means, and how sure that is; `None` for questions and answers.
    pub(in super::super) fn speaker(
        &self,
        label: &Label,
        people: &People<'_, '_>,
        grammar: &Grammar,
    ) -> Option<(Arc<str>, Confidence)> {
        match (label.kind, &label.name) {
            (LabelKind::Question | LabelKind::Answer, _) => None,
            (LabelKind::Person, Some(name)) => Some((
                self.named(label, &self.text[name.clone()], people),
                Confidence::High,
            )),
            _ => Some(self.bearer(label, people, grammar)),
        }
    }

    /// The full name for the one in a label.
    fn named(&self, label: &Label, name: &str, people: &People<'_, '_>) -> Arc<str> {
        let parts: Vec<&str> = name.split_whitespace().collect();
        let folded = name.to_lowercase();
        let states = self.states.get(&folded).map_or(0, HashSet::len);
        if parts.len() == 1
            && states > 1
            && let Some(state) = label.state.clone()
        {
            let state = &self.text[state];
            return format!("{} ({})", person(name, label), readable(state)).into();
        }
        let family = self.families.get(&folded);
        if family.is_some_and(|family| family.len() > 1) {
            // Of two Linds nobody knows which is meant.
            return person(name, label);
        }
        let full = family.and_then(|family| family.iter().next());
        let full: Vec<&str> = full.map_or(parts, |full| full.split(' ').collect());
        let known = people.labelled(&full).map(|entity| people.name(entity));
        // "A/S LIND": no letter of an office is a first name.
        let initial = |known: &str| {
            known
                .split(' ')
                .next()
                .is_some_and(|first| first.len() == 1)
        };
        let longer =
            known.filter(|known| known.split_whitespace().count() >= full.len() && !initial(known));
        match longer {
            Some(known) if known.contains(' ') || known.to_lowercase() == folded => {
                person(known, label)
            }
            _ => person(name, label),
        }
    }

    /// Who bears an office, where the text itself says so; else the office as it is written.
    fn bearer(
        &self,
        label: &Label,
        people: &People<'_, '_>,
        grammar: &Grammar,
    ) -> (Arc<str>, Confidence) {
        let office = label.office.clone().unwrap_or_else(|| label.span.clone());
        let office = &self.text[office];
        let bearers = self.bearers.get(&essence(office, grammar));
        if let Some(bearers) = bearers.filter(|bearers| bearers.len() == 1)
            && let Some(name) = bearers.iter().next()
        {
            return (readable(name), Confidence::High);
        }
        let words: Vec<&str> = essential(office, grammar).collect();
        let titled = people
            .announced(&words, grammar)
            .map(|entity| people.name(entity));
        match titled.filter(|name| !self.speaks(name)) {
            Some(name) => (readable(name), Confidence::Fair),
            None => (in_running_text(office, grammar), Confidence::Low),
        }
    }

    /// True when somebody has a label in their own name.
    fn speaks(&self, name: &str) -> bool {
        let folded = name.to_lowercase();
        let surname = folded.rsplit(' ').next().unwrap_or_default();
        self.named.contains(surname)
    }
}

/// A name as it stands in running text: "IVO MARR" as "Ivo Marr", and "Mr. LIND" without the rest.
fn person(name: &str, label: &Label) -> Arc<str> {
    let capitals = !name.contains(char::is_lowercase);
    let sure = label.strength > Strength::Weak || name.contains(' ');
    if capitals && sure && !is_shouted(name) {
        return flat(&in_small(name));
    }
    readable(name)
}

/// The words of an office that tell it from another: without articles, in small letters.
fn essence(office: &str, grammar: &Grammar) -> String {
    essential(office, grammar)
        .map(str::to_lowercase)
        .collect::<Vec<_>>()
        .join(" ")
}

fn essential<'o>(office: &'o str, grammar: &Grammar) -> impl Iterator<Item = &'o str> {
    office
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty() && !grammar.sense(word).is(Sense::DETERMINER))
}

/// An office in capitals as it would stand in a sentence: "MINISTER OF WATER" as "Minister of Water".
fn in_running_text(office: &str, grammar: &Grammar) -> Arc<str> {
    if !is_shouted(office) {
        return flat(office);
    }
    let small = Sense::PREPOSITION | Sense::DETERMINER | Sense::CONJUNCTION;
    let words: Vec<String> = office
        .split_whitespace()
        .enumerate()
        .map(|(number, word)| {
            if number > 0 && grammar.sense(word).is(small) {
                word.to_lowercase()
            } else {
                in_small(word)
            }
        })
        .collect();
    words.join(" ").into()
}
