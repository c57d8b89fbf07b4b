//! A telegram as an edition prints it: its kind, number, sender and addressee are the title.
//!
//! ```text
//! 41. Telegram 2481 From the Embassy in Norland to the Department of State
//!
//! Tarn, May 18, 1969, 1626Z.
//!
//! 2481. Subj: Locks. Ref: Tarn 2466.
//! ```

use std::ops::Range;

use super::Cable;
use super::head::finished;
use super::number::{Number, is_number};
use super::references::{Cited, Parties, cited, numbers};
use crate::briefing::{self, BriefingDate, Reference};
use crate::ingest::given::one_line;
use crate::ingest::lines::{Line, head, lines};

/// The kinds that are sent under a number.
const KINDS: [&str; 5] = [
    "Telegram",
    "Circular Telegram",
    "Airgram",
    "Circular Airgram",
    "Cable",
];

/// How many lines with words are looked at: place and day, number, subject, references.
const LINES: usize = 6;

/// How much of a line is looked at, in bytes.
const LINE: usize = 600;

/// What a title and the first lines of `text[range]` tell of a telegram, beside what its head does.
pub(in crate::ingest) fn of_title(
    title: &str,
    (text, range): (&str, Range<usize>),
    cable: Option<&Cable>,
    date: Option<BriefingDate>,
) -> Option<briefing::Cable> {
    let title = Title::read(title)?;
    let first = lines(text, range)
        .filter(|line| !line.is_blank())
        .take(LINES);
    let first: Vec<Line<'_>> = first.collect();
    let first: Vec<&str> = first
        .iter()
        .map(|line| head(line.text.trim(), LINE))
        .collect();
    let own = cable
        .and_then(|cable| cable.post.clone())
        .or_else(|| post(title.from, &first));
    let theirs = post_of_house(title.to);
    let parties = Parties {
        own: own.as_deref(),
        theirs: theirs.as_deref(),
    };
    let digits = title
        .number
        .or_else(|| first.iter().find_map(|line| opening_number(line)));
    let number = own.as_deref().zip(digits).map(|(post, digits)| Number {
        year: date.map(|date| date.first_day().year()),
        ..Number::new(post, digits)
    });
    let told = cable.map(|cable| cable.facts.clone()).unwrap_or_default();
    let references = match told.references.is_empty() {
        true => references(&first, parties),
        false => told.references,
    };
    Some(briefing::Cable {
        number: told.number.or(number.as_ref().map(finished)),
        from: Some(one_line(title.from).into()),
        to: match told.to.is_empty() {
            true => vec![one_line(title.to).into()],
            false => told.to,
        },
        references,
        ..told
    })
}

/// `41. Telegram 2481 From the Embassy in Norland to the Department of State, May 18, 1969`
struct Title<'a> {
    number: Option<&'a str>,
    from: &'a str,
    to: &'a str,
}

impl<'a> Title<'a> {
    fn read(title: &'a str) -> Option<Self> {
        let bare = title.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ' '));
        let rest = KINDS.iter().find_map(|kind| bare.strip_prefix(kind))?;
        let (number, rest) = rest
            .split_once("From ")
            .or_else(|| rest.split_once("from "))?;
        let number = number.trim();
        if !number.is_empty() && !number.bytes().any(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let (from, to) = rest.split_once(" to ")?;
        // The day stands behind a comma, and so do further addressees.
        let mut end = to.len();
        let mut at = 0;
        for piece in to.split(", ") {
            if at > 0 && piece.bytes().any(|byte| byte.is_ascii_digit()) {
                end = at - 2;
                break;
            }
            at += piece.len() + 2;
        }
        let found = Self {
            number: Some(number).filter(|number| is_number(number)),
            from: without_article(from),
            to: without_article(&to[..end]),
        };
        let are_names = [found.from, found.to]
            .iter()
            .all(|name| name.starts_with(char::is_uppercase));
        are_names.then_some(found)
    }
}

fn without_article(name: &str) -> &str {
    let name = name.trim().trim_end_matches('.');
    name.strip_prefix("the ").unwrap_or(name)
}

/// The post of the sender: the place that stands before the day, or that of its house.
fn post(from: &str, first: &[&str]) -> Option<String> {
    post_of_house(from).or_else(|| {
        let is_dated =
            |line: &&&str| line.len() <= 80 && line.bytes().any(|it| it.is_ascii_digit());
        let line = first.iter().take(2).find(is_dated)?;
        let (place, _) = line.split_once(',')?;
        let is_name = place.split(' ').count() <= 3
            && place
                .chars()
                .all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '.' | '\''))
            && place.starts_with(char::is_uppercase);
        is_name.then(|| place.trim().to_uppercase())
    })
}

fn post_of_house(name: &str) -> Option<String> {
    name.starts_with("Department of State")
        .then(|| "STATE".to_owned())
}

/// `2481. Subj: Locks.`: two digits or more, since paragraphs count from 1.
fn opening_number(line: &str) -> Option<&str> {
    let (digits, _) = line.split_once(". ")?;
    (digits.len() > 1 && is_number(digits)).then_some(digits)
}

/// What the first lines refer to: behind `Ref:`, and the telegrams that they name as their own or the other side's.
fn references(first: &[&str], parties: Parties<'_>) -> Vec<Reference> {
    let mut all: Vec<Cited> = Vec::new();
    for line in first {
        if let Some(behind) = behind_ref(line) {
            all.extend(
                cited(&[behind.to_owned()], parties)
                    .into_iter()
                    .filter(|it| it.number.is_some()),
            );
        } else {
            all.extend(named(line, parties));
        }
    }
    let mut references: Vec<Reference> = Vec::new();
    for it in all {
        let reference = it.finished();
        if !references
            .iter()
            .any(|known| known.number == reference.number)
        {
            references.push(reference);
        }
    }
    references
}

/// The words behind `Ref:` up to the end of the sentence.
fn behind_ref(line: &str) -> Option<&str> {
    const REF: [&str; 6] = [
        "Ref: ",
        "Refs: ",
        "REF: ",
        "REFS: ",
        "Reference: ",
        "References: ",
    ];
    let behind = REF.iter().find_map(|word| {
        let (before, behind) = line.split_once(word)?;
        (!before.ends_with(char::is_alphanumeric)).then_some(behind)
    })?;
    let mut stops = behind.match_indices(". ");
    let end = stops.find(|(at, _)| {
        let word = behind[..*at].rsplit(' ').next().unwrap_or_default();
        word.chars().nth(1).is_some()
    });
    Some(&behind[..end.map_or(behind.len(), |(at, _)| at)])
}

/// `Embtel 1481`, `Deptel 94`, wherever they stand.
fn named(line: &str, parties: Parties<'_>) -> Vec<Cited> {
    const WORDS: [&str; 2] = ["Embtel ", "Deptel "];
    let found = WORDS.iter().flat_map(|word| line.match_indices(word));
    let telegrams = found.filter_map(|(at, word)| {
        let rest = &line[at + word.len()..];
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let words = &line[at..at + word.len() + digits];
        let number = numbers(words, parties).into_iter().next()?;
        Some(Cited {
            words: words.to_owned(),
            number: Some(number),
        })
    });
    telegrams.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(title: &str, text: &str) -> Option<briefing::Cable> {
        of_title(
            title,
            (text, 0..text.len()),
            None,
            BriefingDate::day(1969, 5, 18),
        )
    }

    #[test]
    fn a_printed_telegram_tells_its_number_and_what_it_refers_to() {
        let text = "Tarn, May 18, 1969, 1626Z.\n\n2481. Subj: Locks. Ref: (A) Tarn 2466, (B) State 90. For Roe.\n\n1. They met (Embtel 2450).\n";
        let cable = told(
            "41. Telegram From the Embassy in Norland to the Department of State",
            text,
        )
        .unwrap();
        let number = cable.number.unwrap();
        assert_eq!((&*number.words, number.year), ("TARN 2481", Some(1969)));
        assert_eq!(cable.to, ["Department of State".into()]);
        let words: Vec<&str> = cable.references.iter().map(|it| &*it.words).collect();
        assert_eq!(words, ["A. Tarn 2466", "B. State 90", "Embtel 2450"]);
        assert_eq!(cable.references[2].number.as_ref().unwrap().number, 2450);
    }

    #[test]
    fn the_title_may_have_the_number_and_further_addressees_and_the_day() {
        let cable = told(
            "7. Telegram 133 From the Department of State to the Embassies in Norland, Fiji, and Samoa, May 3, 1966, 4:21 p.m.",
            "Words.",
        )
        .unwrap();
        assert_eq!(&*cable.number.unwrap().words, "STATE 133");
        assert_eq!(cable.to, ["Embassies in Norland, Fiji, and Samoa".into()]);
    }

    #[test]
    fn other_titles_tell_nothing() {
        for title in [
            "22. Memorandum From the Minister to the President",
            "Telegram channel grows from nothing to a million readers",
            "Cable car from the harbour to the hill",
            "The Minister to the President",
        ] {
            assert_eq!(
                told(title, "Tarn, May 18, 1969.\n\n12. Words."),
                None,
                "{title}"
            );
        }
    }
}
