//! What is known of single words by themselves: common English words, and first names of many
//! languages.
//!
//! Each list is made into a set when the first text asks for it, which takes a millisecond.

use std::sync::LazyLock;

use crate::text::hash::HashSet;

/// English words in small letters.
static COMMON_WORDS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| listed(include_str!("data/common-words.txt")));
/// First names with capitals.
static GIVEN_NAMES: LazyLock<HashSet<&str>> =
    LazyLock::new(|| listed(include_str!("data/given-names.txt")));

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
    if !word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return false;
    }
    let small = word.to_ascii_lowercase();
    COMMON_WORDS.contains(small.as_str()) || is_form(&small)
}

/// The same of a word as the list has it, without an ending of grammar.
pub(crate) fn is_base_word(word: &str) -> bool {
    COMMON_WORDS.contains(word.to_ascii_lowercase().as_str())
}

/// True for a form that grammar makes of a common word.
fn is_form(word: &str) -> bool {
    let is_common = |word: &str| COMMON_WORDS.contains(word);
    ENDINGS.iter().any(|&(ending, instead)| {
        let stem = word.strip_suffix(ending);
        let Some(stem) = stem.filter(|stem| stem.len() >= SHORTEST_STEM) else {
            return false;
        };
        let is_doubled = || ending.len() > 1 && undoubled(stem).is_some_and(is_common);
        let is_with = |end: &&str| match *end {
            "" => is_common(stem),
            end => is_common(&format!("{stem}{end}")),
        };
        instead.iter().any(is_with) || is_doubled()
    })
}

/// "runn" without its second n.
fn undoubled(stem: &str) -> Option<&str> {
    let (last, rest) = (stem.chars().next_back()?, &stem[..stem.len() - 1]);
    (rest.len() >= SHORTEST_STEM && rest.ends_with(last)).then_some(rest)
}

/// True for a first name as it is written, or all in capitals: "Ousmane", "OUSMANE".
///
/// The list has those that the word lists of the languages lack.
pub(crate) fn is_given_name(word: &str) -> bool {
    let mut letters = word.chars();
    let Some(first) = letters.next().filter(|first| first.is_uppercase()) else {
        return false;
    };
    if GIVEN_NAMES.contains(word) {
        return true;
    }
    let rest = letters.as_str();
    let shouted = rest.chars().any(char::is_uppercase) && !rest.chars().any(char::is_lowercase);
    shouted && GIVEN_NAMES.contains(format!("{first}{}", rest.to_lowercase()).as_str())
}

/// The lines of a file that are no comments.
fn listed(file: &'static str) -> HashSet<&'static str> {
    let ends = memchr::memchr_iter(b'\n', file.as_bytes());
    let mut words = HashSet::default();
    words.reserve(ends.clone().count());
    let mut start = 0;
    for end in ends {
        let line = &file[start..end];
        if !line.starts_with('#') {
            words.insert(line);
        }
        start = end + 1;
    }
    words
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
            let lines: Vec<_> = file.lines().filter(|line| !line.starts_with('#')).collect();
            assert!(lines.is_sorted());
            assert_eq!(listed(file).len(), lines.len());
        }
    }

    #[test]
    fn no_first_name_is_a_common_word() {
        let both: Vec<_> = GIVEN_NAMES
            .iter()
            .filter(|name| is_common_word(name))
            .collect();
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
