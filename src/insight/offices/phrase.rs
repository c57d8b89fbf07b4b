//! A phrase that names an office: which one, whose, and who is named with it.
//!
//! "the Russian Foreign Minister" is the foreign minister of a state, "President Sol" a president
//! with a name, and "the Acting President" neither: a word of rank makes another office of it.

use std::sync::Arc;

use super::States;
use super::words::{OfficeId, Token, Words, tokens};
use crate::text::fold::fold;

/// An office as a phrase names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Phrase<'p> {
    pub(super) office: OfficeId,
    pub(super) whose: Whose,
    /// The name after the office; empty where only the office is named.
    pub(crate) name: &'p str,
}

/// Whose office it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum Whose {
    /// Nothing tells.
    #[default]
    Open,
    /// A state or body of the gazetteer, by code or name.
    Known(Arc<str>),
    /// Something else, by the last word of its name, folded.
    Other(String),
}

impl Whose {
    /// True where both are told and are one: also "Norlandic" and "Norland".
    pub(super) fn agrees(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Known(one), Self::Known(other)) => one == other,
            (Self::Other(one), Self::Other(other)) => one == other || share_a_stem(one, other),
            _ => false,
        }
    }
}

/// True for a word and one made of it: a state and its people.
fn share_a_stem(one: &str, other: &str) -> bool {
    /// Letters; fewer say too little.
    const STEM: usize = 5;
    let (short, long) = if one.len() < other.len() {
        (one, other)
    } else {
        (other, one)
    };
    short.chars().count() >= STEM && long.starts_with(short)
}

/// Reads a phrase as that of an office; `None` where it is none of the list.
pub(super) fn read<'p>(words: &Words, states: &dyn States, phrase: &'p str) -> Option<Phrase<'p>> {
    // Most phrases name no office.
    if !tokens(phrase).any(|token| words.opens(token.text)) {
        return None;
    }
    let all: Vec<Token<'p>> = tokens(phrase).collect();
    let folded: Vec<String> = all.iter().map(|token| fold(token.text)).collect();
    let first = folded
        .iter()
        .take_while(|word| words.is_address(word))
        .count();
    let at = |start: usize| Some((start, words.at(folded.get(start..)?)?));
    let (start, (office, length)) = (first..all.len()).find_map(at)?;
    let around = Around {
        words,
        states,
        phrase,
        all: &all,
        folded: &folded,
    };
    let before = around.owner_before(first, start)?;
    let (after, name) = around.after(start + length)?;
    let whose = match (before, after) {
        (Whose::Open, after) => after,
        (before, Whose::Open) => before,
        // "the Norland President of the Council".
        _ => return None,
    };
    Some(Phrase {
        office,
        whose,
        name,
    })
}

/// The words around an office.
struct Around<'a, 'p> {
    words: &'a Words,
    states: &'a dyn States,
    phrase: &'p str,
    all: &'a [Token<'p>],
    folded: &'a [String],
}

impl<'p> Around<'_, 'p> {
    /// Whose office it is by the words before it: "Norland's", "the Russian", "the famous British".
    fn owner_before(&self, first: usize, end: usize) -> Option<Whose> {
        if first == end {
            return Some(Whose::Open);
        }
        let capital = |at: &usize| self.all[*at].text.starts_with(char::is_uppercase);
        let start = (first..end).find(capital)?;
        let is_part = |at: usize| self.is_small(at) || self.words.is_rank(&self.folded[at]);
        // "the message of the Russian President" is no president.
        if (first..end).any(is_part) || !(start..end).all(|at| capital(&at)) {
            return None;
        }
        self.owner(self.words.owner(self.text(start, end)), start, end)
    }

    fn is_small(&self, at: usize) -> bool {
        self.words.is_of(&self.folded[at]) || self.words.is_address(&self.folded[at])
    }

    /// Whose office it is by the words after it, and the name that follows.
    fn after(&self, start: usize) -> Option<(Whose, &'p str)> {
        let end = self.all.len();
        let is_small = |&at: &usize| self.is_small(at);
        let from = (start..end)
            .take_while(is_small)
            .last()
            .map_or(start, |last| last + 1);
        if from == end {
            return (from == start).then_some((Whose::Open, ""));
        }
        for to in (from + 1..=end.min(from + LONGEST_STATE)).rev() {
            if let Some(state) = self.states.called(self.text(from, to)) {
                let name = if to < end { self.text(to, end) } else { "" };
                return self.opens_name(name).then_some((Whose::Known(state), name));
            }
        }
        if from > start {
            return Some((self.owner(self.text(from, end), from, end)?, ""));
        }
        if self.words.is_rank(&self.folded[from]) {
            return None;
        }
        let name = self.text(from, end);
        self.opens_name(name).then_some((Whose::Open, name))
    }

    fn opens_name(&self, name: &str) -> bool {
        name.is_empty() || name.starts_with(char::is_uppercase)
    }

    /// A state, or something else with capitals; words in small letters own no office of a state.
    fn owner(&self, text: &str, first: usize, end: usize) -> Option<Whose> {
        if let Some(state) = self.states.called(text) {
            return Some(Whose::Known(state));
        }
        let shouted = !self.phrase.contains(char::is_lowercase);
        let capital = |token: &Token<'_>| token.text.starts_with(char::is_uppercase);
        let last = first + self.all[first..end].iter().rposition(capital)?;
        let owner = fold(self.words.owner(self.all[last].text));
        (!shouted && self.all[first..end].iter().any(capital)).then_some(Whose::Other(owner))
    }

    /// The phrase from one word up to another.
    fn text(&self, first: usize, end: usize) -> &'p str {
        let last = &self.all[end - 1];
        &self.phrase[self.all[first].start..last.start + last.text.len()]
    }
}

/// In words: "the United Kingdom of Great Britain and Northern Ireland".
const LONGEST_STATE: usize = 10;
