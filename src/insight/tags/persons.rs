//! Persons: whom a text names, and who speaks in it.

use super::senses::Senses;
use super::weight::{self, Mentions};
use crate::briefing::{NamedBy, Quote};
use crate::insight::grammar::{Grammar, Sense};
use crate::insight::quotes::Findings;
use crate::insight::vocabulary::{is_common_word, is_given_name};
use crate::text::hash::HashMap;

/// The longest name believed to be one person's, in words.
const LONGEST_NAME: usize = 6;

/// Somebody who is to be tagged.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    pub(super) name: String,
    pub(super) weight: f32,
    /// Who gave the name.
    pub(super) named_by: NamedBy,
    /// A title stands before the name somewhere.
    pub(super) is_titled: bool,
}

/// The persons of a text, in order of first appearance: those who are named first, then speakers
/// whom only a label names.
///
/// `lead` is where the first paragraph of the body ends, `length` the bytes of the body.
pub(super) fn persons(
    findings: &Findings,
    senses: &Senses,
    lead: usize,
    length: usize,
) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::default();
    let mut take = |new: Found| match places.get(&new.name) {
        Some(&at) => {
            let known = &mut found[at];
            known.weight = new.weight.max(known.weight);
            if known.named_by == NamedBy::Text {
                known.named_by = new.named_by;
            }
        }
        None => {
            places.insert(new.name.clone(), found.len());
            found.push(new);
        }
    };
    for person in &findings.persons {
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let mentions = Mentions {
            title: u32::from(person.in_title),
            lead: count(person.places.partition_point(|&place| place < lead)),
            all: count(person.places.len()),
        };
        take(Found {
            name: person.name.clone(),
            weight: mentions.weight(length),
            named_by: person.named_by,
            is_titled: person.is_titled,
        });
    }
    for (name, quoted, named_by) in speakers(findings, senses) {
        take(Found {
            name,
            weight: weight::of_speaker(quoted, findings.quotes.len()),
            named_by,
            is_titled: false,
        });
    }
    found
}

/// The persons who speak, with the number of their quotes and who gave the name.
fn speakers(findings: &Findings, senses: &Senses) -> Vec<(String, usize, NamedBy)> {
    let mut found: Vec<(String, usize, NamedBy)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::default();
    for quote in &findings.quotes {
        let Some(name) = person_of(quote, senses) else {
            continue;
        };
        let at = *places.entry(name.clone()).or_insert_with(|| {
            found.push((name, 0, NamedBy::Text));
            found.len() - 1
        });
        let (_, count, named_by) = &mut found[at];
        *count += 1;
        if *named_by == NamedBy::Text {
            *named_by = quote.named_by;
        }
    }
    found
}

/// The person who said a quote, if it is one: whoever a rule names is.
fn person_of(quote: &Quote, senses: &Senses) -> Option<String> {
    let speaker = quote.speaker.as_deref()?;
    match quote.named_by {
        NamedBy::Text => full_name(speaker, senses),
        NamedBy::Desk | NamedBy::Mine => Some(speaker.to_owned()),
    }
}

/// The full name in `speaker` without the titles before it, where it is one: two words or more,
/// each with a capital but for particles.
fn full_name(speaker: &str, senses: &Senses) -> Option<String> {
    let words: Vec<&str> = speaker.split_whitespace().collect();
    let titles = words
        .iter()
        .take_while(|word| senses.is_title(word))
        .count();
    let name = &words[titles..];
    let capitals = name.iter().filter(|word| is_name_word(word)).count();
    // "Lind, Roe, Sol" are three; "Joseph Lind, Jr." is one.
    let list = name
        .iter()
        .rev()
        .skip(1)
        .filter(|word| word.ends_with(','))
        .count()
        > usize::from(name.last().is_some_and(|last| last.len() <= "Jr.".len()));
    let others = name.iter().filter(|word| senses.is_particle(word)).count();
    let fits = capitals >= 2 && capitals + others == name.len() && name.len() <= LONGEST_NAME;
    let office = name.iter().any(|word| senses.is_office(word));
    // "Norland Ambassador"
    let role = name.last().is_some_and(|last| senses.is_title(last));
    // "Radio Free Norland", "Clean Water Action"; but "Bill Banks".
    let given = name.first().is_some_and(|first| {
        let sense = Grammar::of(Some("en")).sense(first);
        is_given_name(first) || sense.is(Sense::MALE | Sense::FEMALE)
    });
    let common = name
        .iter()
        .skip(usize::from(given))
        .filter(|word| is_common_word(word))
        .count();
    let words = common > usize::from(given);
    (fits && !list && !office && !role && !words).then(|| name.join(" "))
}

fn is_name_word(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
        && word
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, '-' | '.' | '\'' | '’' | ','))
}
