//! The pass over a text that finds the terms.

use std::ops::Range;

use super::Place;
use super::index;
use super::terms::{Grade, Term, Terms, is_word_byte, plural_endings, small_letters};
use crate::insight::tags::form::is_word;
use crate::insight::tags::tongue::Tongues;

/// A term in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Hit {
    /// The number of the term.
    pub(super) term: u16,
    /// True where it is part of the name of an office, a house or somebody.
    pub(super) in_name: bool,
    /// Where it stands.
    pub(super) place: Place,
}

/// The terms in `text`, which is the part of a briefing that `place` says.
///
/// Of terms that overlap the first wins, and of those that start together the longest; those of
/// one stretch are all told, one a subject.
pub(super) fn scan(terms: &Terms, text: &str, place: Place) -> Vec<Hit> {
    let small = small_letters(text, terms.tongue);
    let names = Names {
        terms,
        text,
        small: &small,
    };
    let mut hits = Vec::new();
    // The terms at one word, and where each ends.
    let mut found: Vec<(u16, usize)> = Vec::new();
    let mut at = 0;
    while let Some(&byte) = small.get(at) {
        if !is_word_byte(byte) {
            at += match byte {
                0xE2 => 3,
                0xC2 => 2,
                _ => 1,
            };
            continue;
        }
        let rest = &small[at..];
        let length = index::word_length(rest);
        found.clear();
        terms.starting(rest, length, |entry| {
            let known = entry.front.len();
            let end = if entry.is_whole {
                whole_end(terms.tongue, text, &small, at + known)
            } else {
                end_in(&terms[entry.number], known, terms, text, &small, at)
            };
            found.extend(end.map(|end| (entry.number, end)));
        });
        let Some(end) = found.iter().map(|(_, end)| *end).max() else {
            at += length;
            continue;
        };
        let of_stretch = || {
            found
                .iter()
                .filter(|found| found.1 == end)
                .map(|found| found.0)
        };
        // A supporting term is no less in a name.
        let is_telling = |number: u16| {
            let term = &terms[number];
            term.subject.is_some() && term.grade > Grade::Supporting
        };
        // The words of a headline have capitals for other reasons.
        let is_named = || names.office(at..end) || place != Place::Title && names.name(at..end);
        let in_name = of_stretch().any(is_telling) && is_named();
        hits.extend(of_stretch().map(|term| Hit {
            term,
            in_name,
            place,
        }));
        at = end;
    }
    hits
}

/// Where a term ends that starts at byte `at`, its first `known` bytes there in small letters; `None` when it does
/// not stand there.
fn end_in(
    term: &Term,
    known: usize,
    terms: &Terms,
    text: &str,
    small: &[u8],
    at: usize,
) -> Option<usize> {
    let given = if term.exact { text.as_bytes() } else { small };
    // The ending of a plural may follow the last of them.
    let known = if term.exact {
        0
    } else {
        known.saturating_sub(1)
    };
    let mut at = at + known;
    let mut bytes = term.text.as_bytes()[known..].iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        let here = given.get(at).copied();
        at += match (byte, here) {
            (b'*', _) => word_length(text, at),
            (b'~', _) => {
                let length = word_length(text, at);
                let tail = std::str::from_utf8(&small[at..at + length]).ok()?;
                if !terms.tongue.takes(tail) {
                    return None;
                }
                length
            }
            (b' ', Some(b' ' | b'\n')) => 1,
            (b' ', Some(0xC2)) if given.get(at + 1) == Some(&0xA0) => 2,
            (b'\'', Some(0xE2)) if given[at..].starts_with("’".as_bytes()) => 3,
            (_, Some(here)) if here == byte => 1,
            _ => return None,
        };
        if matches!(bytes.peek(), None | Some(b' ')) && !term.exact && is_word_byte(byte) {
            at += plural(terms.tongue, &small[at..]);
        }
    }
    ends_word(text, at).then_some(at)
}

/// Where a term ends all of whose bytes stand before byte `at`, with the ending of a plural; `None` when the word
/// goes on.
fn whole_end(tongue: Tongues, text: &str, small: &[u8], at: usize) -> Option<usize> {
    let end = at + plural(tongue, &small[at..]);
    ends_word(text, end).then_some(end)
}

/// True where no word goes on at byte `at`.
fn ends_word(text: &str, at: usize) -> bool {
    match text.as_bytes().get(at) {
        Some(b'_') => false,
        Some(byte) if byte.is_ascii() => !byte.is_ascii_alphanumeric(),
        _ => word_length(text, at) == 0,
    }
}

/// The length of the ending of a plural that `rest` of a word is.
fn plural(tongue: Tongues, rest: &[u8]) -> usize {
    let is_all = |ending: &&&[u8]| {
        let next = rest.get(ending.len()).copied().unwrap_or(b' ');
        rest.starts_with(ending) && !is_word_byte(next)
    };
    let mut endings = plural_endings(tongue).iter();
    endings.find(is_all).map_or(0, |ending| ending.len())
}

/// The length of what is left of a word at byte `at`.
fn word_length(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    rest.find(|c| !is_word(c)).unwrap_or(rest.len())
}

/// The words of the longest phrase before the subject of an office: "department of the".
const LONGEST_OFFICE: usize = 3;

/// Tells names from what they are made of.
struct Names<'a> {
    terms: &'a Terms,
    text: &'a str,
    small: &'a [u8],
}

impl Names<'_> {
    /// True when a stretch is part of the name of an office or a house: "Ministry of Energy",
    /// "Energy Minister".
    fn office(&self, at: Range<usize>) -> bool {
        let office = &self.terms.office;
        let small = |range: Range<usize>| &self.small[range];
        let after = &self.text[at.end..];
        if let Some(next) = after.strip_prefix(' ') {
            let length = next.find(|c| !is_word(c)).unwrap_or(next.len());
            if office
                .after
                .contains(small(at.end + 1..at.end + 1 + length))
            {
                return true;
            }
        }
        let Some(before) = self.text[..at.start].strip_suffix(' ') else {
            return false;
        };
        let mut from = before.len();
        for _ in 0..LONGEST_OFFICE {
            from = before[..from].rfind([' ', '\n']).unwrap_or(0);
            let first = from + usize::from(from > 0);
            if office.before.contains(small(first..before.len())) {
                return true;
            }
            if from == 0 {
                break;
            }
        }
        false
    }

    /// True when a word with a capital has another beside it.
    fn name(&self, at: Range<usize>) -> bool {
        let capital = |text: &str| text.starts_with(char::is_uppercase);
        let term = &self.text[at.clone()];
        if self.terms.tongue == Tongues::GERMAN || !capital(term) || term.contains(' ') {
            return false;
        }
        let before = self.text[..at.start].strip_suffix(' ').unwrap_or_default();
        let word = before.rfind(|c| !is_word(c)).map_or(0, |at| at + 1);
        let after = self.text[at.end..].strip_prefix(' ').unwrap_or_default();
        before.get(word..).is_some_and(capital) || capital(after)
    }
}
