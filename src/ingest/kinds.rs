//! Lines that say what kind of text follows and no more: `FOR IMMEDIATE RELEASE`, `Press release No. 14/24`,
//! `[Check against delivery]`.

use crate::text::letters::is_alphanumeric;

/// The longest of them, in bytes.
const LONGEST: usize = 90;

/// Words for kinds of texts and for how they are given out.
const KINDS: &str = "press release news media statement communiqué communique bulletin note advisory transcript \
    translation delivery delivered prepared immediate \
    déclaration traduction pressemitteilung pressemeldung medienmitteilung mitteilung erklärung \
    comunicado nota declaración traducción comunicato comunicação \
    пресс релиз сообщение заявление комментарий перевод";

/// Words that stand with them.
const SMALL: &str = "for as of on the no nr n number № check against unofficial official courtesy non not \
    de du la le el del di da presse officielle vom am den prensa oficial stampa imprensa \
    для сми от на неофициальный";

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
    if is_among(KINDS, word) {
        Word::Kind
    } else if is_among(SMALL, word) || word.bytes().all(|byte| byte.is_ascii_digit()) {
        Word::Small
    } else {
        Word::Other
    }
}

/// True if a word is one of a list kept apart by blanks.
pub(super) fn is_among(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|known| known == word)
}

/// True for a passage of nothing but such words and numbers.
pub(super) fn is_kind(text: &str) -> bool {
    if text.len() > LONGEST {
        return false;
    }
    let lower = text.to_lowercase();
    let mut names_one = false;
    words(&lower).map(word).all(|word| {
        names_one |= word == Word::Kind;
        word != Word::Other
    }) && names_one
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
