//! What is known of single words by themselves: common English words, and first names of many
//! languages.
//!
//! Each list is made into a table when the first text asks for it, which takes a millisecond.

use std::sync::LazyLock;

use crate::text::word_table::WordTable;

/// English words.
static COMMON_WORDS: LazyLock<WordTable<bool>> =
    LazyLock::new(|| table(include_str!("data/common-words.txt")));
/// First names.
static GIVEN_NAMES: LazyLock<WordTable<bool>> =
    LazyLock::new(|| table(include_str!("data/given-names.txt")));

/// Endings of English words, with what stands in their place in the word of the list.
const ENDINGS: [(&str, &[&str]); 10] = [
    ("s", &[""]),
    ("es", &[""]),
    ("ies", &["y"]),
    ("d", &[""]),
    ("ed", &[""]),
    ("ied", &["y"]),
    ("ing", &["", "e"]),
    ("ly", &[""]),
    ("er", &["", "e"]),
    ("ers", &["", "e"]),
];

/// The shortest word that is left when an ending is taken off, in bytes.
const SHORTEST_STEM: usize = 3;

/// True for an English word that is written small, in any form that grammar makes of it and in any
/// case: "provisions", "Announces", "RUNNING". Surnames that are words too ("Bush") are words here.
pub(crate) fn is_common_word(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_alphabetic())
        && (COMMON_WORDS.get(word) || is_form(&word.to_ascii_lowercase()))
}

/// The same of a word as the list has it, without an ending of grammar.
pub(crate) fn is_base_word(word: &str) -> bool {
    COMMON_WORDS.get(word)
}

/// True for a form that grammar makes of a common word.
fn is_form(word: &str) -> bool {
    let is_common = |word: &str| COMMON_WORDS.get(word);
    let mut whole = String::new();
    ENDINGS.iter().any(|&(ending, instead)| {
        let stem = word.strip_suffix(ending);
        let Some(stem) = stem.filter(|stem| stem.len() >= SHORTEST_STEM) else {
            return false;
        };
        let is_doubled = || ending.len() > 1 && undoubled(stem).is_some_and(is_common);
        let mut is_with = |end: &str| {
            whole.clear();
            whole.extend([stem, end]);
            is_common(&whole)
        };
        instead.iter().any(|end| is_with(end)) || is_doubled()
    })
}

/// "runn" without its second n.
fn undoubled(stem: &str) -> Option<&str> {
    let (last, rest) = (stem.chars().next_back()?, &stem[..stem.len() - 1]);
    (rest.len() >= SHORTEST_STEM && rest.ends_with(last)).then_some(rest)
}

/// True for a first name with a capital, or all in capitals: "Ousmane", "OUSMANE".
///
/// The list has those that the word lists of the languages lack.
pub(crate) fn is_given_name(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && GIVEN_NAMES.get(word) && {
        let rest = letters.as_str();
        let has_small = rest.contains(char::is_lowercase);
        has_small || rest.contains(char::is_uppercase)
    }
}

/// The lines of a file that are no comments.
fn listed(file: &'static str) -> impl Iterator<Item = &'static str> + Clone {
    file.split_terminator('\n')
        .filter(|line| !line.starts_with('#'))
}

fn table(file: &'static str) -> WordTable<bool> {
    let words = listed(file);
    let mut table = WordTable::of_size(words.clone().count());
    for word in words {
        match word.bytes().all(|byte| byte.is_ascii_lowercase()) {
            true => *table.entry(word) = true,
            false => *table.entry(&word.to_lowercase()) = true,
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_lists_are_sorted_and_have_each_word_once() {
        for file in [
            include_str!("data/common-words.txt"),
            include_str!("data/given-names.txt"),
        ] {
            assert!(listed(file).is_sorted_by(|one, next| one < next));
        }
    }

    #[test]
    fn no_first_name_is_a_common_word() {
        let names = listed(include_str!("data/given-names.txt"));
        let both: Vec<_> = names.filter(|name| is_common_word(name)).collect();
        assert!(both.is_empty(), "{both:?}");
    }

    #[test]
    fn a_common_word_is_known_in_its_forms() {
        for word in [
            "provision",
            "Provisions",
            "ANNOUNCES",
            "policies",
            "ran",
            "Running",
            "stated",
            "applied",
            "leaders",
            "closely",
            "baker",
            "making",
        ] {
            assert!(is_common_word(word), "{word}");
        }
        for word in [
            "Lindqvist",
            "Ousmane",
            "Putins",
            "Москва",
            "x",
            "",
            "Zulfer",
            "d'Or",
        ] {
            assert!(!is_common_word(word), "{word}");
        }
    }

    #[test]
    fn first_names_of_many_languages_are_known() {
        for name in ["Ousmane", "OUSMANE", "Siyabonga", "Zdenka", "Тихомир"] {
            assert!(is_given_name(name), "{name}");
        }
        for word in [
            "ousmane",
            "Provisions",
            "Boston",
            "Republic",
            "Москва",
            "",
            "Ö",
        ] {
            assert!(!is_given_name(word), "{word}");
        }
    }
}
