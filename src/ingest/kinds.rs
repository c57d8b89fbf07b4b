//! Lines that say what kind of text follows and no more: `FOR IMMEDIATE RELEASE`, `Press release No. 14/24`,
//! `[Check against delivery]`.

use crate::text::letters::is_alphanumeric;

/// The longest of them, in bytes.
const LONGEST: usize = 90;

/// Words for kinds of texts and for how they are given out.
const KINDS: &str = "press release news media statement communiqué communique bulletin note advisory transcript \
    translation delivery delivered prepared immediate \
    communiqué déclaration traduction pressemitteilung pressemeldung medienmitteilung mitteilung erklärung \
    comunicado nota declaración traducción comunicato comunicação \
    пресс релиз сообщение заявление комментарий перевод";

/// Words that stand with them.
const SMALL: &str = "for as of on the no nr n number № check against unofficial official courtesy non not \
    de du la le presse officielle vom am prensa no oficial stampa imprensa для сми от на неофициальный";

/// True for a passage of nothing but such words and numbers.
pub(super) fn is_kind(text: &str) -> bool {
    let is_in = |list: &str, word: &str| list.split_whitespace().any(|known| known == word);
    let lower = text.to_lowercase();
    let mut words = lower
        .split(|c: char| !is_alphanumeric(c) && c != '№')
        .filter(|word| !word.is_empty() && !word.bytes().all(|byte| byte.is_ascii_digit()))
        .peekable();
    let mut names_one = false;
    text.len() <= LONGEST
        && words.peek().is_some()
        && words.all(|word| {
            let is_kind = is_in(KINDS, word);
            names_one |= is_kind;
            is_kind || is_in(SMALL, word)
        })
        && names_one
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
