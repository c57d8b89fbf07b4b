//! Lines that ask for patience: `EMBARGOED UNTIL 12:00 GMT 31 May 2024`, `Sperrfrist: …`.
//!
//! An embargo on grain is news, and no embargo on a text: what follows the word must be a time.

use std::sync::LazyLock;

use crate::briefing::{BriefingDate, Embargo, TimeOfDay};

use super::super::{dates, given};
use super::initials::Initials;

/// The longest line that is looked at, in bytes.
const LONGEST: usize = 160;

/// The most words of such a line.
const WORDS: usize = 20;

/// What only an embargo on a text begins with, once a time follows.
const OPENERS: [&str; 21] = [
    "embargoed until",
    "embargoed till",
    "embargo until:",
    "under embargo until",
    "under embargo till",
    "not for publication before",
    "not for publication until",
    "not for release before",
    "not for release until",
    "not to be published before",
    "not to be released before",
    "hold for release until",
    "sperrfrist",
    "gesperrt bis",
    "sous embargo jusqu",
    "embargado hasta",
    "bajo embargo hasta",
    "под эмбарго до",
    "не публиковать до",
    "не для публикации до",
    "sob embargo até",
];

/// What may open news as well (`Embargo: ministers to meet on Monday`): the time must follow at
/// once, after words that lead to one at most.
const LOOSE: [&str; 5] = [
    "embargoed to ",
    "embargoed for ",
    "embargoed:",
    "embargo:",
    "эмбарго:",
];

/// Words that lead to a time.
const LEADS: [&str; 56] = [
    "until",
    "till",
    "to",
    "for",
    "on",
    "before",
    "after",
    "by",
    "from",
    "not",
    "only",
    "strictly",
    "strict",
    "the",
    "at",
    "a",
    "time",
    "of",
    "further",
    "check",
    "against",
    "media",
    "press",
    "use",
    "all",
    "public",
    "general",
    "broadcast",
    "papers",
    "newspapers",
    "lifts",
    "ends",
    "this",
    "next",
    "12",
    "morning",
    "afternoon",
    "evening",
    "bis",
    "zum",
    "den",
    "am",
    "um",
    "jusqu",
    "au",
    "à",
    "le",
    "hasta",
    "el",
    "las",
    "la",
    "até",
    "às",
    "до",
    "в",
    "с",
];

/// What may also open the news of an embargo on goods: a clock must follow.
const DOUBTFUL: [&str; 6] = [
    "embargo until",
    "embargo till",
    "embargo jusqu",
    "embargo hasta",
    "embargo bis",
    "эмбарго до",
];

/// What is an embargo by itself, alone on its line.
const ALONE: [&str; 8] = [
    "embargoed",
    "under embargo",
    "strictly embargoed",
    "embargoed copy",
    "sous embargo",
    "bajo embargo",
    "под эмбарго",
    "mit sperrfrist",
];

/// What may stand before it.
const BEFORE: [&str; 3] = ["strictly ", "strict ", "under strict "];

/// Words that tell a time without a date.
const TIMES: [&str; 32] = [
    "delivery",
    "delivered",
    "notice",
    "release",
    "publication",
    "noon",
    "midnight",
    "midday",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonntag",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "понедельника",
    "вторника",
    "среды",
    "четверга",
    "пятницы",
];

/// What an embargo opens with.
static INITIALS: LazyLock<Initials> = LazyLock::new(|| {
    let openers = OPENERS.iter().chain(&LOOSE).chain(&DOUBTFUL);
    let all = openers.chain(&ALONE).chain(&BEFORE);
    Initials::of(all.copied())
});

/// The embargo that a line announces and does nothing else.
pub(super) fn of_line(line: &str) -> Option<Embargo> {
    if line.len() > LONGEST || !INITIALS.open(line) {
        return None;
    }
    let lower = line.to_lowercase();
    let mut rest = lower.as_str();
    if ALONE.contains(&rest.trim_end_matches('.')) {
        return Some(made(line));
    }
    for before in BEFORE {
        rest = rest.strip_prefix(before).unwrap_or(rest);
    }
    let is_sure = OPENERS.iter().any(|opener| rest.starts_with(opener));
    let loose = LOOSE.iter().find_map(|opener| rest.strip_prefix(opener));
    let may_be =
        is_sure || loose.is_some() || DOUBTFUL.iter().any(|opener| rest.starts_with(opener));
    let is_sentence =
        || lower.ends_with(['?', '!', ',']) || lower.split_whitespace().nth(WORDS).is_some();
    if !may_be || is_sentence() {
        return None;
    }
    let embargo = made(line);
    let time = || clock(&lower, dates::first(line).map(|(_, range)| range)).is_some();
    let is_timed = || {
        embargo.until.is_some()
            || time()
            || lower
                .split(|c: char| !c.is_alphabetic())
                .any(|word| TIMES.contains(&word))
    };
    let is_embargo = match loose {
        Some(rest) => opens_with_time(rest),
        None if is_sure => is_timed(),
        None => time(),
    };
    is_embargo.then_some(embargo)
}

/// True for a text in small letters that opens with a date, a clock or a word for a time, after
/// words that lead to one at most.
fn opens_with_time(text: &str) -> bool {
    let mut rest = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    loop {
        let (word, after) = first_word(rest);
        if TIMES.contains(&word) {
            // `delivery of grain halted` and `Monday talks fail` go on with what is no time.
            let (next, _) = first_word(after);
            return next.is_empty()
                || next.starts_with(|c: char| c.is_ascii_digit())
                || next != "of" && LEADS.contains(&next)
                || TIMES.contains(&next)
                || zone(next).is_some()
                || opens_with_date(after);
        }
        if opens_with_date(rest) || opens_with_clock(rest) {
            return true;
        }
        if !LEADS.contains(&word) {
            return false;
        }
        rest = after;
    }
}

/// The word that a text opens with, and the text from its next word on.
fn first_word(text: &str) -> (&str, &str) {
    let end = text
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    (
        word,
        rest.trim_start_matches(|c: char| !c.is_alphanumeric()),
    )
}

/// True if a text opens with a date, be it without its year.
fn opens_with_date(text: &str) -> bool {
    let is_first = |text: &str| dates::first(text).is_some_and(|(_, range)| range.start == 0);
    let (one, rest) = first_word(text);
    let (two, after) = first_word(rest);
    let (three, _) = first_word(after);
    let sign = &text[one.len()..text.len() - rest.len()];
    // A leap year has every day.
    is_first(text)
        || is_first(&format!("{one} {two} 2024"))
        || is_first(&format!("{one} {two} {three} 2024"))
        || matches!(sign, "." | "/") && is_first(&format!("{one}{sign}{two}{sign}2024"))
}

fn opens_with_clock(text: &str) -> bool {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    clock_at(text, 0, end).is_some()
}

/// The embargo that a header line of its own declares.
pub(super) fn of_declared(value: &str) -> Embargo {
    let named = value.to_lowercase().contains("embargo");
    let words = if named {
        value.to_owned()
    } else {
        format!("Embargo: {value}")
    };
    made(&words)
}

fn made(line: &str) -> Embargo {
    let (date, range) = dates::first(line).unzip();
    let time = clock(&line.to_lowercase(), range);
    Embargo {
        words: given::one_line(line).into(),
        until: match (date, time) {
            (Some(date), Some(time)) => Some(BriefingDate::with_time(date, time)),
            (date, _) => date,
        },
    }
}

/// The time of day in a line, the bytes of its date left out: `12:00 GMT`, `0001 hours`, `9 a.m.`.
///
/// Offsets of the date are those of the line in any case: what is put in small letters where
/// lengths change is read without a clock rather than wrongly.
fn clock(line: &str, date: Option<std::ops::Range<usize>>) -> Option<TimeOfDay> {
    let date = date.unwrap_or(0..0);
    let (before, after) = (line.get(..date.start)?, line.get(date.end..)?);
    clock_in(after).or_else(|| clock_in(before))
}

fn clock_in(text: &str) -> Option<TimeOfDay> {
    let is_whole = |at: usize| !text[..at].ends_with(char::is_alphanumeric);
    let noon = text
        .match_indices("noon")
        .find(|&(at, _)| is_whole(at) && starts_with_word(&text[at..], "noon"));
    if let Some((at, noon)) = noon {
        return Some(at_time(12, 0, &text[at + noon.len()..]));
    }
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut at = 0;
    while at < bytes.len() {
        if !is_digit(at) {
            at += 1;
            continue;
        }
        let end = (at..).find(|&at| !is_digit(at)).unwrap_or(bytes.len());
        if let Some(found) = clock_at(text, at, end) {
            return Some(found);
        }
        at = end;
    }
    None
}

/// The time whose hours are the digits `at..end`.
fn clock_at(text: &str, at: usize, end: usize) -> Option<TimeOfDay> {
    let number = |digits: &str| digits.parse::<u8>().ok();
    let rest = &text[end..];
    let two = rest
        .get(1..3)
        .filter(|two| two.bytes().all(|byte| byte.is_ascii_digit()));
    let split = rest.starts_with([':', '.', 'h']) && two.is_some();
    let (hour, minute, after) = match end - at {
        1 | 2 if split => (number(&text[at..end])?, number(two?)?, &rest[3..]),
        1 | 2 => (number(&text[at..end])?, 0, rest),
        4 => (
            number(&text[at..at + 2])?,
            number(&text[at + 2..end])?,
            rest,
        ),
        _ => return None,
    };
    if after.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let word = after.trim_start();
    let half = |sign: char| {
        let mut letters = word.chars().filter(|&c| c != '.');
        letters.next() == Some(sign)
            && letters.next() == Some('m')
            && letters.next().is_none_or(|c| !c.is_alphabetic())
    };
    let (am, pm) = (half('a'), half('p'));
    let is_clock = rest.starts_with(':') && split
        || am
        || pm
        || ["uhr", "hours", "hrs", "heures", "h", "часов"]
            .iter()
            .any(|unit| starts_with_word(word, unit))
        || zone(word).is_some()
        || rest.starts_with('h') && split;
    let hour = match hour {
        12 if am => 0,
        1..=11 if pm => hour + 12,
        hour => hour,
    };
    let after_half = if am || pm {
        word.trim_start_matches(['a', 'p', 'm', '.'])
    } else {
        word
    };
    (is_clock && hour < 24 && minute < 60).then(|| at_time(hour, minute, after_half))
}

fn at_time(hour: u8, minute: u8, after: &str) -> TimeOfDay {
    let mut words = after
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty());
    TimeOfDay {
        hour,
        minute,
        second: 0,
        // One word may stand between: `1200 hours GMT`, `12.00 Uhr MESZ`.
        offset: words
            .next()
            .and_then(|word| zone(word).or_else(|| words.next().and_then(zone))),
    }
}

fn starts_with_word(text: &str, word: &str) -> bool {
    text.strip_prefix(word)
        .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// Minutes east of UTC of the zone that a text opens with.
fn zone(text: &str) -> Option<i16> {
    const ZONES: [(&str, i16); 17] = [
        ("gmt", 0),
        ("utc", 0),
        ("z", 0),
        ("bst", 60),
        ("cet", 60),
        ("cest", 120),
        ("mez", 60),
        ("mesz", 120),
        ("eet", 120),
        ("eest", 180),
        ("msk", 180),
        ("мск", 180),
        ("est", -300),
        ("edt", -240),
        ("pst", -480),
        ("pdt", -420),
        ("jst", 540),
    ];
    let found = ZONES
        .iter()
        .find(|(name, _)| starts_with_word(text, name))?;
    Some(found.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn until(line: &str) -> String {
        let until = of_line(line).map(|embargo| embargo.until);
        match until {
            None => "-".to_owned(),
            Some(until) => until.map_or("?".to_owned(), |date| date.to_string()),
        }
    }

    #[test]
    fn embargoes_are_read_with_their_time() {
        for (line, time) in [
            (
                "EMBARGOED UNTIL 12:00 GMT 31 May 2024",
                "2024-05-31T12:00:00Z",
            ),
            (
                "Embargo: 31 May 2024, 00:01 BST",
                "2024-05-31T00:01:00+01:00",
            ),
            (
                "Not for publication before 0001 hours GMT on 31 May 2024",
                "2024-05-31T00:01:00Z",
            ),
            (
                "STRICTLY EMBARGOED UNTIL 9 a.m. EDT, May 31, 2024",
                "2024-05-31T09:00:00-04:00",
            ),
            (
                "Sperrfrist: 31. Mai 2024, 12.00 Uhr MESZ",
                "2024-05-31T12:00:00+02:00",
            ),
            ("Sperrfrist bis 31.05.2024, 18 Uhr", "2024-05-31T18:00:00"),
            (
                "Под эмбарго до 31 мая 2024 года, 15:00 мск",
                "2024-05-31T15:00:00+03:00",
            ),
            (
                "SOUS EMBARGO JUSQU'AU 31 MAI 2024 À 10H30",
                "2024-05-31T10:30:00",
            ),
            ("Embargoed for 2:30 pm, Friday 31 May", "?"),
            ("EMBARGOED UNTIL DELIVERY", "?"),
            ("Embargoed for delivery", "?"),
            ("Embargoed for release on Monday", "?"),
            ("Embargoed for release at noon GMT", "?"),
            ("EMBARGOED FOR MEDIA RELEASE", "?"),
            ("Embargo: check against delivery", "?"),
            ("Embargo: until further notice", "?"),
            ("Embargo: Friday, 10:00", "?"),
            ("Embargo: 12 noon, 31 May 2024", "2024-05-31T12:00:00"),
            ("Embargo: 31 May, 10:00", "?"),
            ("Embargo: May 31, 10 a.m.", "?"),
            ("Embargo: 31st of May, 10:00", "?"),
            ("Embargo: 31.05., 12 Uhr", "?"),
            ("Embargoed for Monday morning", "?"),
            ("Embargoed for the Sunday papers, 2 June 2024", "2024-06-02"),
            (
                "EMBARGOED FOR BROADCAST UNTIL 12:00 GMT 31 May 2024",
                "2024-05-31T12:00:00Z",
            ),
            ("Embargo: bis 31.05.2024", "2024-05-31"),
            ("Embargo: jusqu'au 31 mai 2024", "2024-05-31"),
            ("Эмбарго: до 31 мая 2024 года", "2024-05-31"),
            (
                "Embargoed to 0001 hours on 31 May 2024",
                "2024-05-31T00:01:00",
            ),
            ("Embargoed until the afternoon of 31 May 2024", "2024-05-31"),
            ("EMBARGOED", "?"),
            (
                "EMBARGO UNTIL 18:00 GMT 31 May 2024",
                "2024-05-31T18:00:00Z",
            ),
            ("EMBARGOED UNTIL 31 May 2024", "2024-05-31"),
            (
                "Embargoed until noon GMT on 31 May 2024",
                "2024-05-31T12:00:00Z",
            ),
        ] {
            assert_eq!(until(line), time, "{line}");
        }
    }

    #[test]
    fn an_embargo_on_goods_is_news() {
        for line in [
            "Embargo on grain until 31 May 2024",
            "Embargo until 31 December 2025 agreed by ministers",
            "Embargoed until recently, the port is busy again",
            "Embargoed until 2015, the oil of Freedonia is back",
            "Embargo extended",
            "Эмбарго до 31 декабря 2025 года продлено",
            "Oil embargo: what it means",
            "Embargo: what it means for the ports",
            "Embargo: EU ministers to meet on Monday",
            "Embargo: 12 ministers to meet on 31 May 2024",
            "Embargo: first delivery of grain arrives",
            "Embargo: delivery of grain is halted",
            "Embargo: Monday talks fail",
            "Embargoed for decades, island port to reopen Friday",
            "Embargoed for 20 years, island port to reopen at 10:00",
            "Embargoed to death, the port reopens this afternoon",
            "Embargo until the afternoon",
            "Embargoed until this afternoon, the port is busy again",
            "The embargo",
            "Lifting of the embargo is not likely to harm anybody.",
        ] {
            assert_eq!(until(line), "-", "{line}");
        }
    }

    #[test]
    fn a_declared_embargo_is_named_as_one() {
        let embargo = of_declared("12:00 GMT 31 May 2024");
        assert_eq!(&*embargo.words, "Embargo: 12:00 GMT 31 May 2024");
        assert_eq!(embargo.until.unwrap().to_string(), "2024-05-31T12:00:00Z");
        assert_eq!(&*of_declared("Embargoed").words, "Embargoed");
    }
}
