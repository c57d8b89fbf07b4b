//! What only French does: words that are written as one.

use super::lexicon::{Lexicon, Sense};

/// What a word before an apostrophe can be.
pub(super) const ELIDED: Sense = Sense::FIRST
    .or(Sense::DETERMINER)
    .or(Sense::PREPOSITION)
    .or(Sense::PARTICLE)
    .or(Sense::CONJUNCTION);

/// The pronouns that follow their verb after a hyphen.
const INVERTED: [&str; 9] = [
    "il", "elle", "on", "ils", "elles", "je", "tu", "nous", "vous",
];

/// The words that lose a vowel before another.
const CLIPPED: [&str; 13] = [
    "l", "d", "s", "m", "t", "n", "j", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu",
];

/// Where a written word falls into two, as the end of the first and the start of the second:
/// "dit-il", "demanda-t-elle", "l’envoyé". Nothing for what the lexicon knows as one.
pub(super) fn joint(word: &str, lexicon: &Lexicon) -> Option<(usize, usize)> {
    if lexicon.sense(word) != Sense::default() {
        return None;
    }
    if let Some((front, pronoun)) = word.rsplit_once('-')
        && INVERTED.contains(&pronoun)
    {
        let verb = front.strip_suffix("-t").unwrap_or(front);
        return (!verb.is_empty()).then(|| (verb.len(), word.len() - pronoun.len()));
    }
    let (front, rest) = word.split_once(['\'', '’'])?;
    let clipped = CLIPPED
        .iter()
        .any(|known| front.eq_ignore_ascii_case(known));
    (clipped && !rest.is_empty()).then(|| (front.len(), word.len() - rest.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_and_articles_are_parted_from_what_follows() {
        let french = Lexicon::of(Some("fr"));
        for (word, parts) in [
            ("dit-il", Some(("dit", "il"))),
            ("demanda-t-elle", Some(("demanda", "elle"))),
            ("l’envoyé", Some(("l", "envoyé"))),
            ("Lorsqu'arriva", Some(("Lorsqu", "arriva"))),
            ("aujourd'hui", None),
            ("porte-parole", None),
            ("-il", None),
        ] {
            let found = joint(word, french).map(|(end, start)| (&word[..end], &word[start..]));
            assert_eq!(found, parts, "{word}");
        }
    }
}
