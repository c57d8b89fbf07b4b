//! Persons, from the speakers of a briefing's quotes.

use std::collections::HashMap;

use super::senses::Senses;
use crate::briefing::Quote;

/// The longest name believed to be one person's, in words.
const LONGEST_NAME: usize = 6;

/// The persons who speak, with the number of their quotes, in order of first appearance.
pub(super) fn speakers(quotes: &[Quote], senses: &Senses) -> Vec<(String, usize)> {
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut found: Vec<(String, usize)> = Vec::new();
    for speaker in quotes.iter().filter_map(|quote| quote.speaker.as_deref()) {
        let Some(name) = full_name(speaker, senses) else {
            continue;
        };
        match places.get(&name) {
            Some(&at) => found[at].1 += 1,
            None => {
                places.insert(name.clone(), found.len());
                found.push((name, 1));
            }
        }
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
    (fits && !office).then(|| name.join(" "))
}

fn is_name_word(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
        && word
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, '-' | '.' | '\'' | '’' | ','))
}
