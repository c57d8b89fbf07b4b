//! Lines that say what kind of text follows and no more: `FOR IMMEDIATE RELEASE`, `Press release No. 14/24`,
//! `[Check against delivery]`.

use super::letterhead::{Sense, has};
use crate::text::letters::is_alphanumeric;

/// The longest of them, in bytes.
const LONGEST: usize = 90;

/// What a word before a text or a date is, in small letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// A kind of text.
    Kind,
    /// A number, or what stands between the others.
    Small,
    /// Anything else.
    Other,
}

/// The words of a line in small letters.
pub(super) fn words(lower: &str) -> impl Iterator<Item = &str> {
    let words = lower.split(|c: char| !is_alphanumeric(c) && c != '№');
    words.filter(|word| !word.is_empty())
}

/// Tells what a word is.
pub(super) fn word(word: &str) -> Word {
    if has(word, Sense::Kind) {
        Word::Kind
    } else if has(word, Sense::With) || word.bytes().all(|byte| byte.is_ascii_digit()) {
        Word::Small
    } else {
        Word::Other
    }
}

/// True if a word is one of a list kept apart by blanks.
pub(super) fn is_among(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|known| known == word)
}

/// True for a line of nothing but such words and numbers.
pub(super) fn is_kind(text: &str) -> bool {
    if text.len() > LONGEST {
        return false;
    }
    // `MW-2024/17` is a number, whatever its letters stand for.
    let is_code = |word: &&str| {
        word.contains(|c: char| c.is_ascii_digit()) && !word.contains(char::is_lowercase)
    };
    let (mut names_one, mut is_translation) = (false, false);
    let mut others = 0;
    for as_it_is in text.split_whitespace() {
        if is_code(&as_it_is) {
            continue;
        }
        for part in words(&as_it_is.to_lowercase()) {
            is_translation |= has(part, Sense::Translation);
            match word(part) {
                Word::Kind => names_one = true,
                Word::Small => {}
                Word::Other if has(part, Sense::Particle) => {}
                Word::Other => others += 1,
            }
            // No translation excuses more than one.
            if others > 1 {
                return false;
            }
        }
    }
    // A translation names the language that it is from.
    let is_from = is_translation && text.split_whitespace().nth(2).is_some();
    names_one && others <= usize::from(is_from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_of_text_is_told_from_a_headline() {
        for kind in [
            "FOR IMMEDIATE RELEASE",
            "Press release No. 14/24",
            "NEWS RELEASE 24-117",
            "[Check against delivery]",
            "Unofficial translation",
            "Пресс-релиз",
            "Communiqué de presse",
            "Pressemitteilung Nr. 14/2024",
            "Comunicado de prensa 12/24",
        ] {
            assert!(is_kind(kind), "{kind}");
        }
        for headline in [
            "Statement by the Minister",
            "Press freedom in Tarn",
            "Release of the prisoners",
            "14/2024",
            "For the record",
            "",
        ] {
            assert!(!is_kind(headline), "{headline}");
        }
    }
}
