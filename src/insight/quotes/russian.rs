//! What only Russian does: subjects some words behind their verb, sources without a subject, and
//! names in other cases than the first.

use super::clauses::Clauses;
use super::lexicon::{Lexicon, Sense};
use super::mentions::{Mention, MentionKind, mention_at};
use super::words::Gap;

/// The subject behind its verb: "сообщил журналистам в среду пресс-секретарь Ларин".
pub(super) fn behind(clauses: &Clauses<'_, '_>, verb: usize, until: usize) -> Option<Mention> {
    /// Words that may stand between.
    const REACH: usize = 9;
    let words = clauses.words;
    let list = &words.list;
    for at in verb + 1..until.min(verb + 1 + REACH) {
        let gap = list[at - 1].gap;
        if gap.has(Gap::COMMA.or(Gap::SENTENCE).or(Gap::COLON).or(Gap::DASH)) {
            return None;
        }
        let governed = at > verb + 1 && list[at - 1].is(Sense::PREPOSITION);
        if clauses.quoted[at] || governed || list[at].is(Sense::FIRST | Sense::YOU) {
            continue;
        }
        let Some(found) = mention_at(words, at, until) else {
            continue;
        };
        let head = words.text_of(found.words.start);
        if found.kind == MentionKind::Role && is_oblique(head) {
            continue;
        }
        return Some(found);
    }
    None
}

/// "В компании «Заря» заявили": a plural verb without a subject speaks for the place before it.
pub(super) fn place(clauses: &Clauses<'_, '_>, verb: usize, from: usize) -> Option<Mention> {
    /// Words of the place.
    const REACH: usize = 6;
    let words = clauses.words;
    let plural = words.text_of(verb).ends_with("ли");
    let start = (verb.saturating_sub(REACH).max(from)..verb)
        .find(|&at| matches!(words.text_of(at), "в" | "В" | "во" | "Во"))?
        + 1;
    let body = words.list.get(start)?;
    let place = body.is(Sense::BODY) || body.is_capital();
    let plain = (start..verb).all(|at| !words.list[at].gap.has(Gap::COMMA.or(Gap::SENTENCE)));
    (plural && place && plain && start < verb).then(|| Mention {
        words: start..verb,
        kind: MentionKind::Body,
        core: start..start + 1,
    })
}

/// True for a role in another case than the first: "президента", "дипломату".
fn is_oblique(word: &str) -> bool {
    ["а", "у", "ом", "ем", "ам", "ами", "ю", "ем", "ей"]
        .iter()
        .any(|ending| word.ends_with(ending))
        && !["глава", "судья", "звезда"].contains(&word.to_lowercase().as_str())
}

/// A full name in the first case, where its first name shows that it stands in the second:
/// "Андрея Орлова" as "Андрей Орлов". Nothing where that is not sure.
pub(super) fn nominative(name: &str, lexicon: &Lexicon) -> Option<String> {
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
pub(super) fn oblique(name: &str) -> Vec<String> {
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

    #[test]
    fn names_in_the_second_case_are_given_in_the_first() {
        let russian = Lexicon::of(Some("ru"));
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
