//! Names of places that are persons' in one text: "Mara Holland", "Assistant Secretary Holland".

use std::ops::Range;

use crate::insight::grammar::{Grammar, Sense};
use crate::insight::quotes::Person;
use crate::insight::vocabulary::is_given_name;
use crate::text::hash::HashMap;

/// A word of a person's name.
#[derive(Debug, Clone, Copy)]
struct Part<'a> {
    name: &'a str,
    /// The byte of the name where the word begins.
    at: usize,
}

/// The names of the persons of one text, by each of their words.
#[derive(Debug, Default)]
pub(super) struct Namesakes<'a> {
    by_word: HashMap<&'a str, Vec<Part<'a>>>,
}

impl<'a> Namesakes<'a> {
    /// Takes in full names with a first name or a title, and surnames alone that a title stands before.
    /// Where names are bent the state stands so behind an office: "Президент Норландии".
    pub(super) fn of(persons: &'a [Person], language: Option<&str>) -> Self {
        let is_bent = Grammar::of(language).cases().is_some();
        let mut by_word: HashMap<&str, Vec<Part<'_>>> = HashMap::default();
        for person in persons {
            let name = person.name.as_str();
            let is_full = name.contains(' ');
            let first = name.split(' ').next().unwrap_or_default();
            let has_first_name = || is_full && (first.ends_with('.') || is_first_name(first));
            let is_told = person.is_titled && (is_full || !is_bent);
            if !is_told && !has_first_name() {
                continue;
            }
            let mut start = 0;
            for word in name.split(' ') {
                // A nickname stands in marks.
                let bare = word.trim_start_matches(|c: char| !c.is_alphanumeric());
                let at = start + word.len() - bare.len();
                let bare = bare.trim_end_matches(|c: char| !c.is_alphanumeric());
                by_word.entry(bare).or_default().push(Part { name, at });
                start += word.len() + 1;
            }
        }
        Self { by_word }
    }

    /// True where the name of a place at `hit` is a word of a person's name; of one who has a surname alone,
    /// right behind a title.
    pub(super) fn has(&self, text: &str, hit: Range<usize>, is_titled: bool) -> bool {
        let Some(parts) = self.by_word.get(&text[hit.clone()]) else {
            return false;
        };
        parts.iter().any(|part| {
            let is_full = part.name.len() > hit.len();
            let before = hit.start.checked_sub(part.at);
            let starts = || before.and_then(|start| text.get(start..));
            match is_full {
                true => starts().is_some_and(|rest| rest.starts_with(part.name)),
                false => is_titled,
            }
        })
    }
}

fn is_first_name(word: &str) -> bool {
    let sense = Grammar::of(Some("en")).sense(word);
    sense.is(Sense::MALE | Sense::FEMALE) || is_given_name(word)
}
