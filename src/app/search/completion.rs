//! Completing a query while it is typed: names of fields, words, and values that the library has.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use crate::app::{App, Effect, Prompt};
use crate::search::query::{Completing, Field, completing, ends_phrase};
use crate::text::fold::fold;

/// Values offered for one field at most.
const OFFERED: usize = 50;

/// Names of speakers, sources and tags, by the field that looks for them, the commonest first.
pub type Names = HashMap<Field, Vec<Arc<str>>>;

/// Ways to complete what is being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// What they stand for, in bytes of what was typed.
    at: Range<usize>,
    /// They, the likeliest first; each as it is to stand there.
    pub choices: Vec<String>,
    /// The one that was taken last.
    pub taken: Option<usize>,
}

impl App {
    /// Works out what can be offered for what is being typed.
    pub(in crate::app) fn offer(&mut self) {
        let Some(Prompt::Search(input)) = &self.prompt else {
            return;
        };
        let completing = completing(input.text(), input.before_cursor().len());
        let offer = completing.map(|completing| match completing {
            Completing::Name { at, names } => (at, names),
            Completing::Word { at, words } => {
                let words = words.into_iter().map(|word| format!("{word} "));
                (at, words.collect())
            }
            Completing::Value { at, field, begun } => (at, self.values(field, &begun)),
        });
        let offer = offer.filter(|(_, choices)| !choices.is_empty());
        self.search.offer = offer.map(|(at, choices)| Offer {
            at,
            choices,
            taken: None,
        });
    }

    /// The known values of a field that have a word that begins so.
    fn values(&self, field: Field, begun: &str) -> Vec<String> {
        let begun = fold(begun);
        let begins = |name: &&Arc<str>| {
            let name = fold(name);
            let mut starts = name.match_indices(begun.as_str()).map(|(at, _)| at);
            starts.any(|at| !name[..at].ends_with(char::is_alphanumeric))
        };
        let names = self.search.names.get(&field).into_iter().flatten();
        let quoted = |name: &Arc<str>| {
            let is_word = name.chars().all(char::is_alphanumeric);
            let name = name.replace(ends_phrase, " ");
            if is_word {
                format!("{name} ")
            } else {
                format!("\"{name}\" ")
            }
        };
        names.filter(begins).take(OFFERED).map(quoted).collect()
    }

    /// Takes the next of what is offered, round and round.
    pub(in crate::app) fn complete(&mut self, forward: bool) -> Vec<Effect> {
        let (Some(Prompt::Search(input)), Some(offer)) = (&mut self.prompt, &mut self.search.offer)
        else {
            return Vec::new();
        };
        let count = offer.choices.len();
        let step = if forward { 1 } else { count - 1 };
        let next = match offer.taken {
            None if forward => 0,
            None => count - 1,
            Some(taken) => (taken + step) % count,
        };
        let choice = &offer.choices[next];
        input.replace(offer.at.clone(), choice);
        offer.at.end = offer.at.start + choice.len();
        offer.taken = Some(next);
        let text = input.text().to_owned();
        let offer = self.search.offer.clone();
        let effects = self.search_typed(&text);
        // The others stay on offer, unless there was but this one.
        if count > 1 {
            self.search.offer = offer;
        }
        effects
    }
}
