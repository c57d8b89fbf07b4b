//! How a term stands in its sentence: as what is spoken of, or in passing.
//!
//! This is asked of few terms: those of the subjects that a text would have.

use std::ops::Range;

use super::Place;
use super::scan::Hit;
use super::terms::{Terms, small_letters};
use crate::insight::tags::form::is_word;
use crate::insight::tags::opening;
use crate::insight::tags::tongue::Tongues;
use crate::text::hash::HashSet;

/// How much a term says where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// All that it can.
    Full,
    /// No more than that it is mentioned: it is one of several things, or part of a name.
    Passing,
    /// Nothing: it is part of the name of an office or a house.
    Named,
}

/// The words of the longest phrase before the subject of an office: "department of the".
const LONGEST_OFFICE: usize = 3;

/// The same where it names several: "committee on housing, labour and".
const LONGEST_LIST: usize = 7;

/// The most bytes of a word that links others in a name: "of", "and", "for".
const LONGEST_LINK: usize = 3;

/// The most bytes of an abbreviated title.
const LONGEST_TITLE: usize = 4;

/// How many words one of several things has at most.
const LONGEST_ITEM: usize = 3;

/// How many signs between them several things have at least.
const FEWEST_SIGNS: usize = 2;

/// The bytes before and after a term in which the rest of a name or the other things are looked for.
const NEAR: usize = 90;

/// What stands between words.
const BLANKS: [char; 2] = [' ', '\n'];

/// A briefing whose terms are looked at.
pub(super) struct Context<'a> {
    pub(super) terms: &'a Terms,
    pub(super) title: &'a str,
    pub(super) text: &'a str,
}

impl Context<'_> {
    /// How a term stands.
    pub(super) fn standing(&self, hit: &Hit) -> Standing {
        let at = hit.range();
        let text = match hit.place {
            Place::Title => self.title,
            Place::Subject | Place::Lead | Place::Body => self.text,
        };
        let is_of_office = self.follows_office(text, &at) || self.precedes_office(text, &at);
        match hit.place {
            // The words of a headline have capitals for other reasons, and what it lists it promises.
            Place::Title | Place::Subject if is_of_office => Standing::Passing,
            Place::Title | Place::Subject => Standing::Full,
            Place::Lead | Place::Body if is_of_office => Standing::Named,
            Place::Lead | Place::Body => {
                let is_named = !self.terms[hit.term].exact && self.in_name(text, &at);
                match is_named || self.is_listed(text, &at) {
                    true => Standing::Passing,
                    false => Standing::Full,
                }
            }
        }
    }

    /// True for the start of the name of an office or a house: "Energy Minister", "Immigration and
    /// Naturalization Service".
    fn precedes_office(&self, text: &str, at: &Range<usize>) -> bool {
        let after = opening(&text[at.end..], NEAR);
        let Some(after) = after.strip_prefix(' ') else {
            return false;
        };
        let is_title = is_capital(&text[at.clone()]);
        for (passed, word) in after.split(BLANKS).take(LONGEST_OFFICE).enumerate() {
            let length = word.find(|c| !is_word(c)).unwrap_or(word.len());
            if self.is_among(&self.terms.office.after, &word[..length]) {
                return true;
            }
            let goes_on = match passed {
                0 => word.len() <= LONGEST_LINK && length == word.len(),
                _ => is_capital(word),
            };
            if !is_title || !goes_on {
                break;
            }
        }
        false
    }

    /// True for the end of the name of an office or a house: "Ministry of Energy", "Committee on Housing, Labour and
    /// Trade".
    fn follows_office(&self, text: &str, at: &Range<usize>) -> bool {
        let Some(before) = text[..at.start].strip_suffix([' ', '\'', '’']) else {
            return false;
        };
        let skipped = opening(before, before.len().saturating_sub(NEAR)).len();
        let before = &before[skipped..];
        let office = &self.terms.office;
        let is_link = |word: &str| word.ends_with(',') || word.len() <= LONGEST_LINK;
        // "Secretary of State signs trade agreement" names no office of trade.
        let mut goes_on = before.rsplit(BLANKS).next().is_some_and(is_link);
        let mut from = before.len();
        for passed in 1..=LONGEST_LIST {
            let first = before[..from].rfind(BLANKS).map_or(0, |at| at + 1);
            let word = &before[first..from];
            let opens = |phrase: &[u8], known: &[u8]| {
                let rest = phrase.strip_prefix(known);
                rest.is_some_and(|rest| rest.is_empty() || goes_on && rest[0] == b' ')
            };
            // Most words open no phrase.
            if self.is_among(&office.openers, word) {
                let phrase = self.small(&before[first..]);
                if office.before.iter().any(|known| opens(&phrase, known)) {
                    return true;
                }
            }
            goes_on &= is_link(word) || is_capital(word);
            if first == 0 || passed >= LONGEST_OFFICE && !goes_on {
                break;
            }
            from = first - 1;
        }
        false
    }

    /// True for what seems to be part of a name: a word with a capital that has another beside it, or a phrase
    /// before one.
    fn in_name(&self, text: &str, at: &Range<usize>) -> bool {
        let term = &text[at.clone()];
        // Among capitals a capital says nothing.
        let is_shouted = term.chars().nth(1).is_none_or(char::is_uppercase);
        if self.terms.tongue == Tongues::GERMAN || !is_capital(term) || is_shouted {
            return false;
        }
        let after = text[at.end..].strip_prefix(' ').unwrap_or_default();
        let before = text[..at.start].strip_suffix(' ').unwrap_or_default();
        is_capital(after) || !term.contains(' ') && ends_with_name(before)
    }

    /// True for one of three or more things that are named in a row: "trade, energy and culture".
    fn is_listed(&self, text: &str, at: &Range<usize>) -> bool {
        let mut signs = Signs::default();
        self.pass_before(&text[..at.start], &mut signs);
        signs.turn();
        self.pass_after(opening(&text[at.end..], NEAR), &mut signs);
        signs.are_of_a_list()
    }

    /// Passes what stands before a term, back to where no list can begin.
    fn pass_before(&self, before: &str, signs: &mut Signs) {
        let skipped = opening(before, before.len().saturating_sub(NEAR)).len();
        // The last is what the term is a part of, or nothing.
        for word in before[skipped..].rsplit(BLANKS).skip(1) {
            let sign = self.sign(word);
            if ends_sentence(word) || !signs.pass(sign) {
                break;
            }
            // A comma stands behind a word.
            if sign == Some(Sign::Comma) && !signs.pass(None) {
                break;
            }
        }
    }

    /// Passes what stands after a term, on to where no list can end.
    fn pass_after(&self, after: &str, signs: &mut Signs) {
        for (at, word) in after.split(BLANKS).enumerate() {
            let sign = self.sign(word);
            // The first is what stands right behind the term.
            let is_passed = at == 0 || sign == Some(Sign::Word) || signs.pass(None);
            if !is_passed || ends_sentence(word) || sign.is_some() && !signs.pass(sign) {
                break;
            }
        }
    }

    /// True for a word that is in a list of small letters.
    fn is_among(&self, list: &HashSet<&'static [u8]>, word: &str) -> bool {
        // Most words are in small letters already.
        match word.bytes().all(|byte| byte.is_ascii_lowercase()) {
            true => list.contains(word.as_bytes()),
            false => list.contains(self.small(word).as_slice()),
        }
    }

    /// In small letters.
    fn small(&self, text: &str) -> Vec<u8> {
        small_letters(text, self.terms.tongue)
    }

    /// What stands between two of several things.
    fn sign(&self, word: &str) -> Option<Sign> {
        if word.ends_with([',', ';']) {
            Some(Sign::Comma)
        } else {
            (self.terms.links.contains(word)).then_some(Sign::Word)
        }
    }
}

fn is_capital(text: &str) -> bool {
    text.starts_with(char::is_uppercase)
}

/// True where the last word has a capital, or is an initial or a title: "Mr.".
fn ends_with_name(before: &str) -> bool {
    let word = before.rfind(BLANKS).map_or(before, |at| &before[at + 1..]);
    match word.strip_suffix('.') {
        Some(short) => is_capital(short) && short.len() <= LONGEST_TITLE,
        None => is_capital(word) && word.ends_with(is_word),
    }
}

fn ends_sentence(word: &str) -> bool {
    word.ends_with(['.', ':', '?', '!'])
}

/// What stands between two of several things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Comma,
    /// "and".
    Word,
}

/// What stands between the things around a term.
#[derive(Debug, Default)]
struct Signs {
    commas: usize,
    words: usize,
    /// Those that stand apart: ", and" is one.
    apart: usize,
    /// How many words of the thing at hand were passed.
    passed: usize,
    is_beside_a_sign: bool,
}

impl Signs {
    /// Passes a sign, or a word where it is `None`; false where that is no list any more.
    fn pass(&mut self, sign: Option<Sign>) -> bool {
        match sign {
            Some(Sign::Comma) => self.commas += 1,
            Some(Sign::Word) => self.words += 1,
            None => self.passed += 1,
        }
        if sign.is_some() {
            self.apart += usize::from(!self.is_beside_a_sign);
            self.passed = 0;
        }
        self.is_beside_a_sign = sign.is_some();
        self.passed <= LONGEST_ITEM
    }

    /// Starts at the term again, towards the other side.
    fn turn(&mut self) {
        self.passed = 0;
        self.is_beside_a_sign = false;
    }

    fn are_of_a_list(&self) -> bool {
        self.commas > 0
            && (self.words > 0 && self.apart >= FEWEST_SIGNS || self.apart > FEWEST_SIGNS)
    }
}
