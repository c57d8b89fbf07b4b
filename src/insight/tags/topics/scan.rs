//! The pass over a text that finds the terms.

use std::ops::Range;

use super::Place;
use super::index;
use super::terms::{Term, Terms, is_word_byte, plural_endings, small_letters};
use crate::insight::tags::form::is_word;
use crate::insight::tags::tongue::Tongues;

/// A term in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Hit {
    /// The number of the term.
    pub(super) term: u16,
    /// In which part of a briefing it stands.
    pub(super) place: Place,
    /// From where in the title, or in the text of the body.
    pub(super) start: u32,
    /// To where.
    pub(super) end: u32,
}

impl Hit {
    /// The stretch.
    pub(super) fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// The terms in a `part` of `text`, which is the part of a briefing that `place` says.
///
/// Of terms that overlap the first wins, and of those that start together the longest; those of
/// one stretch are all told, one a subject.
pub(super) fn scan(terms: &Terms, text: &str, part: Range<usize>, place: Place) -> Vec<Hit> {
    let offset = part.start;
    let text = &text[part];
    let small = small_letters(text, terms.tongue);
    let mut hits: Vec<Hit> = Vec::new();
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
        // What is none hides what is written like it.
        let is_longest = |found: &&(u16, usize)| found.1 == end;
        if found
            .iter()
            .filter(is_longest)
            .any(|(number, _)| terms[*number].subject.is_none())
        {
            at = end;
            continue;
        }
        let first = hits.len();
        for (number, _) in found.iter().filter(is_longest) {
            let hit = Hit {
                term: *number,
                place,
                start: (offset + at) as u32,
                end: (offset + end) as u32,
            };
            // A stem and its word are one mention.
            let is_same = |other: &&mut Hit| terms[other.term].subject == terms[*number].subject;
            match hits[first..].iter_mut().find(is_same) {
                Some(other) if terms[other.term].grade < terms[*number].grade => *other = hit,
                Some(_) => {}
                None => hits.push(hit),
            }
        }
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
