//! Persons: whom a text names, and who speaks in it.

use std::collections::HashMap;

use super::senses::Senses;
use super::weight::{self, Mentions};
use crate::insight::quotes::Findings;

/// The longest name believed to be one person's, in words.
const LONGEST_NAME: usize = 6;

/// The persons of a text by name, with the weight of each, in order of first appearance: those who
/// are named first, then speakers whom only a label names.
///
/// `lead` is where the first paragraph of the body ends, `length` the bytes of the body.
pub(super) fn persons(
    findings: &Findings,
    senses: &Senses,
    lead: usize,
    length: usize,
) -> Vec<(String, f32)> {
    let mut found: Vec<(String, f32)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut take = |name: String, weight: f32| match places.get(&name) {
        Some(&at) => {
            let (_, known) = &mut found[at];
            *known = weight.max(*known);
        }
        None => {
            places.insert(name.clone(), found.len());
            found.push((name, weight));
        }
    };
    for person in &findings.persons {
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let mentions = Mentions {
            title: u32::from(person.in_title),
            lead: count(person.places.partition_point(|&place| place < lead)),
            all: count(person.places.len()),
        };
        take(person.name.clone(), mentions.weight(length));
    }
    for (name, quoted) in speakers(findings, senses) {
        take(name, weight::of_speaker(quoted, findings.quotes.len()));
    }
    found
}

/// The persons who speak, with the number of their quotes.
fn speakers(findings: &Findings, senses: &Senses) -> Vec<(String, usize)> {
    let mut found: Vec<(String, usize)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let names = findings
        .quotes
        .iter()
        .filter_map(|quote| quote.speaker.as_deref());
    for name in names.filter_map(|speaker| full_name(speaker, senses)) {
        let at = *places.entry(name.clone()).or_insert_with(|| {
            found.push((name, 0));
            found.len() - 1
        });
        found[at].1 += 1;
    }
    found
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
    let others = name.iter().filter(|word| senses.is_particle(word)).count();
    let fits = capitals >= 2 && capitals + others == name.len() && name.len() <= LONGEST_NAME;
    let office = name.iter().any(|word| senses.is_office(word));
    // "Norland Ambassador"
    let role = name.last().is_some_and(|last| senses.is_title(last));
    (fits && !office && !role).then(|| name.join(" "))
}

fn is_name_word(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
        && word
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, '-' | '.' | '\'' | '’' | ','))
}
