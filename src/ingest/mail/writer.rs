//! Who wrote a mail, where that is a person beside a house.
//!
//! A name alone does not tell: `Tarn Tribune` is as good a name as `Mara Lind`. An address that is made of the name
//! (`mara.lind@`, `mlind@`) is a person's, unless the domain has the name, too, or the name is a role (`Press Office`).

use super::address::Mailbox;
use super::phrases::{self, Place};
use crate::text::fold::fold;

/// The most words of a person's name.
const MOST_WORDS: usize = 4;

/// Fewer letters in an address are initials.
const WORD: usize = 3;

/// What parts a person's name from that of the house.
const BETWEEN: [&str; 6] = [" (", " | ", " / ", " - ", " – ", ", "];

/// A person, with the house that is named beside them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Writer {
    pub(super) name: String,
    pub(super) house: Option<String>,
}

/// Whom a mailbox belongs to, if that is surely a person.
pub(super) fn of(mailbox: &Mailbox) -> Option<Writer> {
    let (name, address) = (mailbox.name.as_deref()?, mailbox.address.as_deref()?);
    if is_persons(name, address) {
        // `Georg Sol, PhD`, `Sol, Georg`
        let name = match name.split_once(", ") {
            Some((name, _)) if is_persons(name, address) => name.to_owned(),
            Some((last, first)) => format!("{first} {last}"),
            None => name.to_owned(),
        };
        return Some(Writer {
            name,
            house: mailbox.beside.clone().filter(|it| is_house(it)),
        });
    }
    BETWEEN.iter().find_map(|between| {
        let (person, house) = name.split_once(between)?;
        let house = house.trim_end_matches(')').trim();
        (is_house(house) && is_persons(person, address)).then(|| Writer {
            name: person.trim().to_owned(),
            house: Some(house.to_owned()),
        })
    })
}

/// True for words that name a kind of house: `(she/her)` and `PhD` stand beside persons, too.
fn is_house(words: &str) -> bool {
    has_role(words.split(|c: char| !c.is_alphanumeric()))
}

fn has_role<'w>(mut words: impl Iterator<Item = &'w str>) -> bool {
    words.any(|word| phrases::sense(Place::Name, word).is_some())
}

/// True if the words of a name are a person's, by the address.
fn is_persons(name: &str, address: &str) -> bool {
    let words: Vec<String> = name
        .split([' ', ','])
        .map(|word| {
            fold(word)
                .trim_end_matches('.')
                .replace(['\'', '’', '-'], "")
        })
        .filter(|word| !word.is_empty())
        .collect();
    let are_letters = |word: &String| word.chars().all(char::is_alphabetic);
    if !(2..=MOST_WORDS).contains(&words.len()) || !words.iter().all(are_letters) {
        return false;
    }
    if has_role(words.iter().map(String::as_str)) {
        return false;
    }
    let Some((local, domain)) = address.rsplit_once('@') else {
        return false;
    };
    let [local, domain] = [local, domain].map(fold);
    is_made_of(&local, &words) && !words.iter().all(|word| domain.contains(word.as_str()))
}

/// True for `mara.lind`, `m.lind`, `lind_mara`, `mlind` and `lindm`.
fn is_made_of(local: &str, words: &[String]) -> bool {
    let pieces: Vec<&str> = local.split(['.', '_', '-']).collect();
    let initial = |word: &str| word.chars().next().map(String::from).unwrap_or_default();
    let is_of_name = |piece: &str| {
        let is_word = |word: &String| word == piece || initial(word) == piece;
        words.iter().any(is_word)
    };
    let has_word = pieces.iter().any(|piece| piece.len() >= WORD);
    if pieces.len() > 1 {
        return has_word && pieces.iter().all(|piece| is_of_name(piece));
    }
    let pairs = words
        .iter()
        .flat_map(|one| words.iter().map(move |other| (one, other)));
    pairs
        .filter(|(one, other)| one != other && other.len() >= WORD)
        .any(|(one, other)| {
            let forms = [
                format!("{}{other}", initial(one)),
                format!("{other}{}", initial(one)),
                format!("{one}{other}"),
            ];
            forms.iter().any(|form| form == local)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(name: &str, address: &str) -> Option<(String, Option<String>)> {
        let mailbox = Mailbox {
            name: Some(name.to_owned()),
            address: Some(address.to_owned()),
            beside: None,
        };
        of(&mailbox).map(|writer| (writer.name, writer.house))
    }

    #[test]
    fn an_address_made_of_the_name_is_a_persons() {
        for (name, local) in [
            ("Mara Lind", "mara.lind"),
            ("Mara Lind", "m.lind"),
            ("Mara Lind", "Lind_Mara"),
            ("Mara Lind", "mlind"),
            ("Lind, Mara", "lindm"),
            ("Mara Lind", "maralind"),
        ] {
            let expected = Some(("Mara Lind".to_owned(), None));
            assert_eq!(
                told(name, &format!("{local}@norland.example")),
                expected,
                "{local}"
            );
        }
        let with_accents = told("José-María Ruíz", "josemaria.ruiz@norland.example");
        assert_eq!(
            with_accents.map(|it| it.0).as_deref(),
            Some("José-María Ruíz")
        );
    }

    #[test]
    fn a_house_beside_a_person_is_told_from_them() {
        for name in [
            "LIND Mara (Ministry of Fish)",
            "LIND Mara | Ministry of Fish",
            "LIND Mara, Ministry of Fish",
            "LIND Mara - Ministry of Fish",
        ] {
            let expected = ("LIND Mara".to_owned(), Some("Ministry of Fish".to_owned()));
            assert_eq!(
                told(name, "mara.lind@norland.example"),
                Some(expected),
                "{name}"
            );
        }
    }

    #[test]
    fn what_else_stands_beside_a_name_is_no_house() {
        let of_name = |name| told(name, "mara.lind@norland.example");
        assert_eq!(of_name("Mara Lind (she/her)"), None);
        let expected = Some(("Mara Lind".to_owned(), None));
        assert_eq!(of_name("Mara Lind, PhD"), expected);
        let writer = Mailbox::first("Mara Lind (she/her) <mara.lind@norland.example>");
        assert_eq!(writer.as_ref().and_then(of).and_then(|it| it.house), None);
    }

    #[test]
    fn a_house_in_a_comment_counts() {
        let from = "Mara Lind (Ministry of Fish) <mara.lind@norland.example>";
        let writer = Mailbox::first(from).as_ref().and_then(of);
        let house = writer.and_then(|writer| writer.house);
        assert_eq!(house.as_deref(), Some("Ministry of Fish"));
    }

    #[test]
    fn what_may_be_no_person_is_none() {
        for (name, address) in [
            ("Press Office", "press.office@norland.example"),
            ("Presse Norland", "presse.norland@tarn.example"),
            ("Пресс Служба", "пресс.служба@norland.example"),
            ("Tarn Tribune", "tarn.tribune@tarntribune.example"),
            ("Tarn Tribune", "news@tarn.example"),
            ("Mara Lind", "mara@norland.example"),
            ("Mara", "mara.lind@norland.example"),
            ("Mara Lind", "mara.lind"),
            ("Agency 7", "agency.7@norland.example"),
        ] {
            assert_eq!(told(name, address), None, "{name}");
        }
    }
}
