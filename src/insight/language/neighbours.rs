//! Languages that share a script, told apart by their small words, the ends of their words and their letters.
//!
//! What several of them have counts for each the less, so that the lists (`traits.txt`) hold what is usual and
//! not what is rare. Trigrams tell a paragraph; neighbours and single sentences they do not.

use std::sync::LazyLock;

use crate::text::hash::HashMap;
use crate::text::letters::is_alphanumeric;

/// What a language must have at least, and how much more than any other.
const ENOUGH: f32 = 2.0;
const AHEAD: f32 = 0.75;

/// One word in so many has a trait of the language, or it is of none of the list.
const RARE: f32 = 5.0;

/// What a letter counts that the language has only in names.
const FOREIGN: f32 = 1.0;

/// What a letter counts beside a word, and the end of a word.
const LETTER: f32 = 0.5;
const END: f32 = 1.0;

/// What letters in a row count, wherever they stand in a word.
const PART: f32 = 0.75;

/// The language whose traits a text has, if it is plainly ahead of all others.
pub(super) fn tell(text: &str) -> Option<&'static str> {
    let scores = scores(text);
    let (best, score) = best_of(&scores, None)?;
    let (_, rival) = best_of(&scores, Some(best))?;
    let words = text.split(|c: char| !is_alphanumeric(c));
    let words = words.filter(|word| !word.is_empty()).count() as f32;
    let is_told = score >= ENOUGH && score >= rival + AHEAD && score * RARE >= words;
    is_told.then(|| TRAITS.languages[best])
}

/// Of neighbours, the one whose traits a text has the most of.
pub(super) fn nearest(text: &str, among: &[&str]) -> Option<&'static str> {
    let scores = scores(text);
    let named = |at: &usize| among.contains(&TRAITS.languages[*at]);
    let ordered = (0..scores.len()).filter(named);
    let best = ordered.max_by(|one, two| scores[*one].total_cmp(&scores[*two]))?;
    (scores[best] >= ENOUGH).then(|| TRAITS.languages[best])
}

fn best_of(scores: &[f32], but: Option<usize>) -> Option<(usize, f32)> {
    let others = scores.iter().copied().enumerate();
    others
        .filter(|(at, _)| Some(*at) != but)
        .max_by(|one, two| one.1.total_cmp(&two.1))
}

fn scores(text: &str) -> Vec<f32> {
    let traits = &*TRAITS;
    let mut scores = vec![0.0; traits.languages.len()];
    let mut add = |owners: Option<&Vec<usize>>, weight: f32| {
        let Some(owners) = owners else { return };
        let share = weight / (owners.len() as f32).sqrt();
        owners.iter().for_each(|owner| scores[*owner] += share);
    };
    let lower = text.to_lowercase();
    for word in lower.split(|c| !is_of_word(c)) {
        add(traits.words.get(word), 1.0);
        let ends = word.char_indices().skip(2).map(|(at, _)| &word[at..]);
        let known = ends.into_iter().find_map(|end| traits.ends.get(end));
        add(known, END);
    }
    for (part, owners) in &traits.parts {
        for _ in 0..words_with(part, &lower) {
            add(Some(owners), PART);
        }
    }
    for c in lower.chars().filter(|c| !c.is_ascii()) {
        add(traits.letters.get(&c), LETTER);
    }
    let foreign = lower.chars().filter_map(|c| traits.never.get(&c));
    for owner in foreign.flatten() {
        scores[*owner] -= FOREIGN;
    }
    scores
}

/// The number of words of a text that have letters in a row.
fn words_with(part: &str, text: &str) -> usize {
    let mut words = 0;
    let mut from = 0;
    for at in memchr::memmem::find_iter(text.as_bytes(), part) {
        if at >= from {
            words += 1;
            let rest = &text[at..];
            from = at + rest.find(|c| !is_of_word(c)).unwrap_or(rest.len());
        }
    }
    words
}

/// Vowel marks of Arabic stand in words.
fn is_of_word(c: char) -> bool {
    is_alphanumeric(c) || ('\u{64B}'..='\u{652}').contains(&c)
}

/// Who has which traits, by the place of the language in the list.
#[derive(Debug, Default)]
struct Traits {
    languages: Vec<&'static str>,
    words: HashMap<&'static str, Vec<usize>>,
    ends: HashMap<&'static str, Vec<usize>>,
    /// A few dozen, each of which the text is searched for.
    parts: HashMap<&'static str, Vec<usize>>,
    letters: HashMap<char, Vec<usize>>,
    never: HashMap<char, Vec<usize>>,
}

static TRAITS: LazyLock<Traits> = LazyLock::new(|| {
    let mut traits = Traits::default();
    let rows = include_str!("traits.txt").lines();
    for row in rows.filter(|row| !row.starts_with('#')) {
        let Some((head, values)) = row.split_once(": ") else {
            continue;
        };
        let Some((language, kind)) = head.split_once(' ') else {
            continue;
        };
        let known = traits.languages.iter().position(|known| *known == language);
        let owner = known.unwrap_or(traits.languages.len());
        if known.is_none() {
            traits.languages.push(language);
        }
        let table = match kind {
            "words" => &mut traits.words,
            "ends" => &mut traits.ends,
            "parts" => &mut traits.parts,
            _ => {
                let letters = match kind {
                    "letters" => &mut traits.letters,
                    _ => &mut traits.never,
                };
                for c in values.chars().filter(|c| !c.is_whitespace()) {
                    letters.entry(c).or_default().push(owner);
                }
                continue;
            }
        };
        for value in values.split(' ') {
            table.entry(value).or_default().push(owner);
        }
    }
    traits
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_in_a_row_count_once_a_word() {
        assert_eq!(words_with("an", "banana, and a can of tan–ant"), 5);
        assert_eq!(words_with("an", "no word has it"), 0);
        assert_eq!(words_with("ый", "новый паром, старый причал"), 2);
    }

    #[test]
    fn the_traits_are_in_small_letters_and_of_known_kinds() {
        for row in include_str!("traits.txt").lines() {
            if row.starts_with('#') {
                continue;
            }
            let (head, values) = row.split_once(": ").unwrap();
            let kind = head.split(' ').nth(1).unwrap();
            assert!(
                ["words", "ends", "parts", "letters", "never"].contains(&kind),
                "{row}"
            );
            assert_eq!(values, values.to_lowercase());
        }
    }
}
