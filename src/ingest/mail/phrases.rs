//! The phrases of `words.txt`.

use std::sync::LazyLock;

use foldhash::{HashMap, HashMapExt};
use memchr::memmem::Finder;

/// What a phrase says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    Reply,
    Forward,
    Passed,
    Original,
    From,
    Date,
    Subject,
    Other,
    Wrote,
    List,
    Role,
    Gateway,
    Ended,
    Device,
    Banner,
}

/// Where a phrase may stand: the same word is a label in one place and a prefix in another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Place {
    /// Before the colon of a subject.
    Prefix,
    /// In brackets before a subject.
    Brackets,
    /// Alone on a line or between dashes.
    Mark,
    /// Before the colon of a line.
    Label,
    /// Anywhere in a line.
    Within,
    /// As a word of a name.
    Name,
}

impl Sense {
    const ALL: [(&'static str, Self, Place); 15] = [
        ("reply", Self::Reply, Place::Prefix),
        ("forward", Self::Forward, Place::Prefix),
        ("passed", Self::Passed, Place::Mark),
        ("ended", Self::Ended, Place::Mark),
        ("original", Self::Original, Place::Mark),
        ("from", Self::From, Place::Label),
        ("date", Self::Date, Place::Label),
        ("subject", Self::Subject, Place::Label),
        ("other", Self::Other, Place::Label),
        ("wrote", Self::Wrote, Place::Within),
        ("device", Self::Device, Place::Within),
        ("banner", Self::Banner, Place::Within),
        ("list", Self::List, Place::Within),
        ("role", Self::Role, Place::Name),
        ("gateway", Self::Gateway, Place::Brackets),
    ];
}

/// Longer than every phrase, in bytes.
const LONGEST: usize = 80;

type Phrases = HashMap<(Place, &'static str), Sense>;

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let mut phrases = Phrases::new();
    for (sense, place, phrase) in entries() {
        phrases.entry((place, phrase)).or_insert(sense);
    }
    phrases
});

/// The phrases that may stand anywhere.
static WITHIN: LazyLock<Vec<(Sense, Finder<'static>)>> = LazyLock::new(|| {
    let within = entries().filter(|&(_, place, _)| place == Place::Within);
    within
        .map(|(sense, _, phrase)| (sense, Finder::new(phrase)))
        .collect()
});

fn within(sense: Sense) -> impl Iterator<Item = &'static Finder<'static>> {
    let phrases: &'static [(Sense, Finder<'static>)] = &WITHIN;
    let of_sense = phrases.iter().filter(move |(other, _)| *other == sense);
    of_sense.map(|(_, phrase)| phrase)
}

fn entries() -> impl Iterator<Item = (Sense, Place, &'static str)> {
    let mut open = None;
    include_str!("words.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(move |line| {
            let heading = line.split_once(':');
            let found = heading.and_then(|(name, rest)| {
                let of_name = Sense::ALL.iter().find(|(other, ..)| *other == name)?;
                Some((of_name, rest))
            });
            let phrases = match found {
                Some((of_name, rest)) => {
                    open = Some(of_name);
                    rest
                }
                None => line,
            };
            let of = open;
            phrases
                .split(',')
                .map(str::trim)
                .filter(|phrase| !phrase.is_empty())
                .filter_map(move |phrase| of.map(|&(_, sense, place)| (sense, place, phrase)))
        })
}

/// What `phrase` says at this place, whatever its letters' case.
pub(super) fn sense(place: Place, phrase: &str) -> Option<Sense> {
    let phrase = phrase.trim();
    if phrase.is_empty() || phrase.len() > LONGEST {
        return None;
    }
    let folded = phrase.to_lowercase();
    let phrases: &HashMap<(Place, &str), Sense> = &PHRASES;
    phrases.get(&(place, folded.as_str())).copied()
}

/// True if a phrase of this sense stands anywhere in `text`.
pub(super) fn has(sense: Sense, text: &str) -> bool {
    let folded = text.to_lowercase();
    within(sense).any(|phrase| phrase.find(folded.as_bytes()).is_some())
}

/// True if `text` opens or closes with a phrase of this sense.
pub(super) fn has_at_end(sense: Sense, text: &str) -> bool {
    let folded = text.to_lowercase();
    let folded = folded.trim_matches(|c: char| !c.is_alphanumeric());
    let folded = folded.as_bytes();
    within(sense)
        .map(Finder::needle)
        .any(|phrase| folded.starts_with(phrase) || folded.ends_with(phrase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_found_by_their_place() {
        assert_eq!(sense(Place::Prefix, "RE"), Some(Sense::Reply));
        assert_eq!(sense(Place::Label, " Отправлено "), Some(Sense::Date));
        assert_eq!(sense(Place::Label, "re"), None);
        assert_eq!(sense(Place::Mark, ""), None);
        assert!(has(Sense::Wrote, "On Friday Mara Lind WROTE:"));
        assert!(!has(Sense::List, "They met."));
    }

    #[test]
    fn the_list_is_well_formed() {
        let headings = include_str!("words.txt")
            .lines()
            .filter(|line| !line.starts_with(['#', ' ']) && !line.is_empty())
            .filter_map(|line| Some(line.split_once(':')?.0));
        assert_eq!(
            headings.collect::<Vec<_>>(),
            Sense::ALL.map(|(name, ..)| name)
        );
        for (_, _, phrase) in entries() {
            assert_eq!(phrase, phrase.to_lowercase());
            assert!(phrase.len() < LONGEST, "{phrase}");
        }
    }
}
