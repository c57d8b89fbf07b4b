//! What is known of single words by themselves: common English words, and first names of many
//! languages.
//!
//! Both lists are sorted and looked up where they stand, so that they cost nothing at the start.

use std::cmp::Ordering;

/// English words in small letters.
static COMMON_WORDS: &str = include_str!("data/common-words.txt");
/// First names with capitals.
static GIVEN_NAMES: &str = include_str!("data/given-names.txt");

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
    is_base_word(&small) || stems(&small).any(|stem| is_listed(COMMON_WORDS, &stem))
}

/// The same of a word as the list has it, without an ending of grammar.
pub(crate) fn is_base_word(word: &str) -> bool {
    is_listed(COMMON_WORDS, &word.to_ascii_lowercase())
}

/// What a word may be a form of.
fn stems(word: &str) -> impl Iterator<Item = String> {
    let endings = ENDINGS.iter();
    endings.flat_map(move |&(ending, instead)| {
        let stem = word
            .strip_suffix(ending)
            .filter(|stem| stem.len() >= SHORTEST_STEM);
        let doubled = stem.and_then(undoubled).filter(|_| ending.len() > 1);
        let whole = stem
            .into_iter()
            .flat_map(|stem| instead.iter().map(move |end| format!("{stem}{end}")));
        whole.chain(doubled.map(str::to_owned))
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
    if is_listed(GIVEN_NAMES, word) {
        return true;
    }
    let rest = letters.as_str();
    let shouted = rest.chars().any(char::is_uppercase) && !rest.chars().any(char::is_lowercase);
    shouted && is_listed(GIVEN_NAMES, &format!("{first}{}", rest.to_lowercase()))
}

/// Looks a word up among sorted lines.
fn is_listed(list: &str, word: &str) -> bool {
    let bytes = list.as_bytes();
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = memchr::memrchr(b'\n', &bytes[low..middle]).map_or(low, |at| low + at + 1);
        let end = memchr::memchr(b'\n', &bytes[middle..high]).map_or(high, |at| middle + at);
        match bytes[start..end].cmp(word.as_bytes()) {
            Ordering::Equal => return true,
            Ordering::Less => low = end + 1,
            Ordering::Greater => high = start,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(list: &str) -> impl Iterator<Item = &str> {
        list.lines().filter(|line| !line.starts_with('#'))
    }

    #[test]
    fn both_lists_are_sorted_and_every_line_of_them_is_found() {
        for list in [COMMON_WORDS, GIVEN_NAMES] {
            assert!(words(list).is_sorted());
            assert!(words(list).all(|word| is_listed(list, word)));
        }
    }

    #[test]
    fn no_first_name_is_a_common_word() {
        let both: Vec<_> = words(GIVEN_NAMES)
            .filter(|name| is_common_word(name))
            .collect();
        assert_eq!(both, Vec::<&str>::new());
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
