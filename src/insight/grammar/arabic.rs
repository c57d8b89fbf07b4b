//! How Arabic writes a word: with its conjunction and its article, and sometimes with its vowels.

use super::{Cases, Script};

/// Its script has no capitals.
pub(super) const SCRIPT: Script = Script {
    forms,
    is_definite,
    is_noun,
};

/// Arabic does not bend names in writing, but its verbs tell the gender.
pub(super) const CASES: Cases = Cases {
    oblique: |_| Vec::new(),
    nominative: |_, _| None,
    is_oblique: |_| false,
    is_patronymic: |_| false,
    is_plural_verb: |_| false,
    is_mans_verb: |verb| Some(!verb.ends_with('ت')),
    is_genitive_adjective: |_| false,
};

/// A word as a list may have it: without the vowels, then without "and" before it: «وقال» is قال.
fn forms(word: &str) -> Vec<String> {
    let is_vowel = |c: char| matches!(c, '\u{64B}'..='\u{652}' | '\u{640}' | '\u{670}');
    let plain: String = word.chars().filter(|&c| !is_vowel(c)).collect();
    let joined = plain.strip_prefix(['و', 'ف']);
    let joined = joined.filter(|rest| rest.chars().count() > 1);
    joined
        .map(str::to_owned)
        .into_iter()
        .chain([plain.clone()])
        .collect()
}

/// True for a word with the article: «العمانية», also after "and" or "for".
fn is_definite(word: &str) -> bool {
    let word = word.strip_prefix('و').unwrap_or(word);
    word.starts_with("ال") || word.starts_with("لل")
}

/// True for a word that by its form is a thing or a deed, so that no name goes on with it:
/// «نتائجها» ("its results"), «استئناف», «تعزيز», «متانة».
fn is_noun(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    let owned = ["ها", "هم", "هما", "ته"]
        .iter()
        .any(|own| word.ends_with(own));
    let deed = matches!(letters[..], ['ت', _, _, 'ي', _] | ['ا' | 'إ', _, _, 'ا', _]);
    let governed = word.starts_with("بال") || word.starts_with("كال");
    owned || deed || governed || word.ends_with('ة') || word.starts_with("است")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_looked_up_without_what_is_joined_to_it() {
        assert_eq!(forms("وقال"), ["قال", "وقال"]);
        assert_eq!(forms("عُمان"), ["عمان"]);
    }

    #[test]
    fn deeds_and_owned_things_are_no_names() {
        for noun in ["نتائجها", "استئناف", "تعزيز", "متانة", "إعلان"] {
            assert!(is_noun(noun), "{noun}");
        }
        for name in ["شكري", "المعمري", "تميم", "جونسون", "الزياني"] {
            assert!(!is_noun(name), "{name}");
        }
    }
}
