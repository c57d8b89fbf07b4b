//! How Russian bends names: "Андрея Орлова" is Андрей Орлов.

use super::{Cases, Lexicon, Sense};

/// The cases of Russian.
pub(super) const CASES: Cases = Cases {
    oblique,
    nominative,
    is_oblique,
    is_patronymic,
    is_plural_verb,
    is_mans_verb,
    is_genitive_adjective,
};

/// The past tells who speaks: "сказал" a man, "сказала" a woman.
fn is_mans_verb(word: &str) -> Option<bool> {
    if word.ends_with('л') || word.ends_with("лся") {
        Some(true)
    } else {
        (word.ends_with("ла") || word.ends_with("лась")).then_some(false)
    }
}

/// True for an adjective in the second case: "морской", "международного".
fn is_genitive_adjective(word: &str) -> bool {
    ["ого", "его", "ой", "ей", "ых", "их"]
        .iter()
        .any(|ending| word.ends_with(ending))
}

/// True for a verb of the past in the plural: "сообщили".
fn is_plural_verb(word: &str) -> bool {
    word.ends_with("ли") || word.ends_with("лись")
}

/// True for a role in another case than the first: "президента", "дипломату".
fn is_oblique(word: &str) -> bool {
    ["а", "у", "ом", "ем", "ам", "ами", "ю", "ем", "ей"]
        .iter()
        .any(|ending| word.ends_with(ending))
        && !["глава", "судья", "звезда"].contains(&word.to_lowercase().as_str())
}

/// True for the father's name: "Сергеевич", "Ильинична".
fn is_patronymic(word: &str) -> bool {
    ["вич", "вна", "чна"]
        .iter()
        .any(|ending| word.ends_with(ending))
}

/// A full name in the first case, where its first name shows that it stands in the second:
/// "Андрея Орлова" as "Андрей Орлов". Nothing where that is not sure.
fn nominative(name: &str, lexicon: &Lexicon) -> Option<String> {
    let person = Sense::MALE | Sense::FEMALE;
    let mut words = name.split_whitespace();
    let first = words.next()?;
    let known = lexicon.sense(first);
    if known.is(person) && !known.is(Sense::OBLIQUE) {
        return None;
    }
    let (given, male) = ENDINGS.iter().find_map(|(second, endings)| {
        let stem = first.strip_suffix(second)?;
        endings.iter().find_map(|ending| {
            let given = format!("{stem}{ending}");
            let sense = lexicon.sense(&given);
            (sense.is(person) && !sense.is(Sense::OBLIQUE)).then(|| (given, sense.is(Sense::MALE)))
        })
    })?;
    let mut parts = vec![given];
    for word in words {
        parts.push(surname(word, male)?);
    }
    (parts.len() > 1).then(|| parts.join(" "))
}

/// A first name in the second, third and fifth case: "Андрей" as "Андрея", "Андрею", "Андреем".
fn oblique(name: &str) -> Vec<String> {
    let endings: (&str, [&str; 3]) = if let Some(stem) = name.strip_suffix('й') {
        (stem, ["я", "ю", "ем"])
    } else if let Some(stem) = name.strip_suffix('ь') {
        (stem, ["я", "ю", "ем"])
    } else if let Some(stem) = name.strip_suffix("ия") {
        (stem, ["ии", "ию", "ией"])
    } else if let Some(stem) = name.strip_suffix('я') {
        (stem, ["и", "е", "ей"])
    } else if let Some(stem) = name.strip_suffix('а') {
        let soft = stem.ends_with(['г', 'к', 'х', 'ж', 'ш', 'ч', 'щ']);
        (stem, [if soft { "и" } else { "ы" }, "е", "ой"])
    } else if name.ends_with(|c: char| !"аеёиоуыэюя".contains(c)) {
        (name, ["а", "у", "ом"])
    } else {
        return Vec::new();
    };
    let (stem, endings) = endings;
    endings.map(|ending| format!("{stem}{ending}")).to_vec()
}

/// Endings of first names in the second case, and what they may be in the first.
const ENDINGS: [(&str, &[&str]); 5] = [
    ("ии", &["ия"]),
    ("я", &["й", "ь"]),
    ("а", &[""]),
    ("ы", &["а"]),
    ("и", &["а", "я", "ь"]),
];

fn surname(word: &str, male: bool) -> Option<String> {
    let endings: &[(&str, &str)] = if male {
        &[
            ("ского", "ский"),
            ("цкого", "цкий"),
            ("ова", "ов"),
            ("ева", "ев"),
            ("ёва", "ёв"),
            ("ина", "ин"),
            ("ича", "ич"),
            ("ея", "ей"),
            ("ая", "ай"),
            ("ля", "ль"),
        ]
    } else {
        &[
            ("овой", "ова"),
            ("евой", "ева"),
            ("иной", "ина"),
            ("ской", "ская"),
            ("цкой", "цкая"),
            ("овны", "овна"),
            ("евны", "евна"),
        ]
    };
    let changed = endings
        .iter()
        .find_map(|(second, ending)| Some(format!("{}{ending}", word.strip_suffix(second)?)));
    let unchanged = || {
        let fixed = word.ends_with(['о', 'е', 'и', 'у', 'ю', 'х']) || !male;
        let hard = male && word.ends_with('а') && word.chars().count() > 4;
        match (fixed, hard) {
            (true, _) => Some(word.to_owned()),
            (false, true) => word.strip_suffix('а').map(str::to_owned),
            (false, false) => None,
        }
    };
    changed.or_else(unchanged)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::grammar::Grammar;

    #[test]
    fn names_in_the_second_case_are_given_in_the_first() {
        let russian = Grammar::of(Some("ru")).lexicon();
        for (name, expected) in [
            ("Андрея Орлова", Some("Андрей Орлов")),
            ("Ивана Петренко", Some("Иван Петренко")),
            ("Дмитрия Береговского", Some("Дмитрий Береговский")),
            ("Игоря Шмеля", Some("Игорь Шмель")),
            ("Марии Ланской", Some("Мария Ланская")),
            ("Анны Сергеевны Лариной", Some("Анна Сергеевна Ларина")),
            ("Ольги Рубан", Some("Ольга Рубан")),
            ("Андрей Орлов", None),
            ("Норландии", None),
            ("Банка Развития", None),
        ] {
            assert_eq!(nominative(name, russian).as_deref(), expected, "{name}");
        }
    }
}
