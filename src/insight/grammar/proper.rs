//! Proper names and common nouns.

use super::{Grammar, Sense};
use crate::text::fold::fold;

/// What a person or body is called by who has no name: a kind of speaker, or of document.
const KINDS: Sense = Sense::HEAD
    .or(Sense::TITLE)
    .or(Sense::RANK)
    .or(Sense::LETTER)
    .or(Sense::DETERMINER)
    .or(Sense::PREPOSITION)
    .or(Sense::DEMONYM)
    .or(Sense::PRONOUN)
    .or(Sense::QUESTION)
    .or(Sense::ANSWER)
    .or(Sense::CAPTION);

impl Grammar {
    /// True for the name of a person or a body (Ana de Vries, the Ministry of Water), false for a
    /// common noun or a phrase around one (officials, a senior official, The Minister).
    ///
    /// A name opens with a capital or a particle, goes on with no word that says what somebody
    /// does in small letters, and has a word that is more than a kind. Where a script has no
    /// capitals, the last of these alone is asked.
    pub(crate) fn is_proper_name<'n>(&self, name: &'n str) -> bool {
        let bare = |word: &'n str| word.trim_matches(|c: char| !c.is_alphanumeric());
        let bare = name
            .split_whitespace()
            .map(bare)
            .filter(|word| !word.is_empty());
        let mut words = bare.map(|bare| {
            // Of al-Tamimi and d'Estaing what follows the article.
            let word = match bare.split_once(['-', '\'', '’']) {
                Some((front, rest)) if self.sense(&fold(front)).is(ARTICLES) => rest,
                _ => bare,
            };
            (word, self.sense(&fold(word)))
        });
        let Some((first, sense)) = words.clone().next() else {
            return false;
        };
        let opens = !opens_small(first) || sense.is(ARTICLES);
        let does = |(word, sense): (&str, Sense)| opens_small(word) && sense.is(Sense::ROLE);
        let is_more = |(word, sense): (&str, Sense)| !opens_small(word) && !sense.is(KINDS);
        opens && !words.clone().any(does) && words.any(is_more)
    }
}

/// Parts of names that are written in small letters.
const ARTICLES: Sense = Sense::PARTICLE.or(Sense::NAME_ARTICLE);

fn opens_small(word: &str) -> bool {
    word.starts_with(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persons_and_bodies_have_names_and_common_nouns_have_none() {
        let is_proper = |language, name| Grammar::of(Some(language)).is_proper_name(name);
        for name in [
            "Mara Lind",
            "Lind",
            "de Vries",
            "al-Tamimi",
            "d'Estaing",
            "Ursula von der Leyen",
            "NATO",
            "Ministry of Water",
            "Voice of Norland",
            "Jean-Luc Pic",
        ] {
            assert!(is_proper("en", name), "{name}");
        }
        for name in [
            "officials",
            "a senior official",
            "Minister",
            "The minister",
            "The Government",
            "our Nation",
            "my grandmother",
            "Statement",
            "U.S. officials",
            "Q",
            "?",
            "",
        ] {
            assert!(!is_proper("en", name), "{name}");
        }
        assert!(!is_proper("de", "ein Redner"));
        assert!(!is_proper("de", "Der Sprecher"));
        assert!(is_proper("de", "Angela Merkel"));
        assert!(is_proper("ru", "В.Путин"));
        assert!(!is_proper("ru", "представитель ведомства"));
        assert!(is_proper("ja", "岸田文雄"));
    }
}
