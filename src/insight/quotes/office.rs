//! The office that a phrase names: "the Russian Foreign Minister" is a foreign minister.

use crate::insight::grammar::{Grammar, Sense};

/// The office in a phrase, in small letters and without whose it is; `None` where it names none.
///
/// Forms of address ("Mr", "Ms") are no office. "President Vladimir Putin" gives `president`,
/// "the Norland Defence Minister" `defence minister`.
pub fn office(phrase: &str, language: Option<&str>) -> Option<String> {
    let lexicon = Grammar::of(language).lexicon();
    let words = phrase.split_whitespace().map(|word| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        (bare, lexicon.sense(bare))
    });
    let is_office = |sense: Sense| {
        let address = sense.is(Sense::ABBREVIATION) && sense.is(Sense::MALE | Sense::FEMALE);
        sense.is(Sense::TITLE | Sense::ROLE | Sense::OFFICE | Sense::RANK)
            && !sense.is(Sense::DEMONYM | Sense::PREPOSITION)
            && !address
    };
    let office: Vec<String> = words
        .clone()
        .filter(|&(_, sense)| is_office(sense))
        .map(|(word, _)| word.to_lowercase())
        .collect();
    let has_head = words
        .into_iter()
        .any(|(_, sense)| is_office(sense) && sense.is(Sense::TITLE | Sense::ROLE));
    has_head.then(|| office.join(" "))
}

/// A name without the titles and forms of address before it: "President Ana Sol" is Ana Sol.
pub fn without_titles<'n>(name: &'n str, language: Option<&str>) -> &'n str {
    let lexicon = Grammar::of(language).lexicon();
    let mut rest = name;
    while let Some((first, after)) = rest.split_once(' ') {
        let sense = lexicon.sense(first.trim_end_matches('.'));
        let given = sense.is(Sense::MALE | Sense::FEMALE) && !sense.is(Sense::TITLE);
        if given || !sense.is(Sense::TITLE | Sense::RANK | Sense::DEMONYM) {
            break;
        }
        rest = after;
    }
    rest
}

/// What a word can be in a phrase that names somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameWord {
    /// "Mr", "Ms": tells no more than the gender.
    Address,
    /// A title, a role, or a word that goes before one: "Foreign", "Deputy".
    Office,
    /// Where an office is of: "Norwegian".
    Origin,
    /// A ministry, an embassy: the head of a body's name.
    Body,
    /// "van", "bin": stands small inside a name. In some languages the same words govern ("de").
    Particle,
    /// "of", "for".
    Preposition,
    /// "the".
    Article,
    /// A first name.
    Given,
    /// Any other word.
    Other,
}

/// What a word is in a phrase that names somebody, by the words of a language.
pub fn name_word(word: &str, language: Option<&str>) -> NameWord {
    NameWord::of(word, Grammar::of(language))
}

impl NameWord {
    /// What a word can be in one language.
    pub(in crate::insight) fn of(word: &str, grammar: &Grammar) -> Self {
        let sense = grammar.sense(word.trim_end_matches('.'));
        let gender = sense.is(Sense::MALE | Sense::FEMALE);
        match () {
            () if sense.is(Sense::TITLE) && sense.is(Sense::ABBREVIATION) && gender => {
                Self::Address
            }
            () if sense.is(Sense::PARTICLE) => Self::Particle,
            () if sense.is(Sense::PREPOSITION) => Self::Preposition,
            () if sense.is(Sense::DETERMINER) => Self::Article,
            () if sense.is(Sense::TITLE | Sense::ROLE | Sense::OFFICE | Sense::RANK) => {
                Self::Office
            }
            () if sense.is(Sense::BODY) => Self::Body,
            () if gender => Self::Given,
            () if sense.is(Sense::DEMONYM) => Self::Origin,
            () => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_is_named_without_its_state_and_its_holder() {
        let found = |phrase| office(phrase, Some("en"));
        assert_eq!(found("President Ana Sol").as_deref(), Some("president"));
        assert_eq!(
            found("the Norland Defence Minister").as_deref(),
            Some("defence minister")
        );
        assert_eq!(
            found("Deputy Minister Lind").as_deref(),
            Some("deputy minister")
        );
        assert_eq!(
            without_titles("Russian President Ana Sol", Some("en")),
            "Ana Sol"
        );
        assert_eq!(without_titles("Ms. Roe", Some("en")), "Roe");
        assert_eq!(without_titles("Ana Sol", None), "Ana Sol");
        for phrase in ["Mr Lind", "Marta Lind", "she", "the Treasury"] {
            assert_eq!(found(phrase), None, "{phrase}");
        }
    }
}
