//! Which thing an ambiguous name names, by its neighbours and by the rest of the text.
//!
//! Three questions are put, in this order:
//!
//! 1. Is it a town or county of the United States? "Lebanon, Pennsylvania" is, by the state
//!    after the comma.
//! 2. Is it a person? A title, a given name or an initial before it, or a further capitalised
//!    word after it, says so; a preposition before it or an office after it says the contrary.
//!    "Jordan said" says neither: then it is the state only if the text names the state beyond
//!    doubt somewhere.
//! 3. Does the text name the thing in another way? Acronyms and names in common use for
//!    something else ("the Alliance", "Brussels") count only then.

use std::collections::HashSet;

use super::form::{Role, Sense};
use super::lexicon::{ThingId, lines};
use super::matcher::Hit;

/// The words that help to tell a person from a place.
#[derive(Debug)]
pub(super) struct Senses {
    titles: HashSet<&'static str>,
    america: Option<ThingId>,
}

/// What its neighbours say about a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    Place,
    Person,
    /// Nothing.
    Open,
    /// It speaks, as persons and governments do.
    Speaks,
}

/// Words after which a name is a place though they open a sentence with a capital, or before
/// which nothing follows about it.
const PLACE_BEFORE: &[&str] = &[
    "in",
    "from",
    "to",
    "with",
    "between",
    "into",
    "via",
    "near",
    "outside",
    "inside",
    "across",
    "against",
    "throughout",
    "toward",
    "towards",
    "of",
    "visit",
    "visited",
    "visiting",
    "northern",
    "southern",
    "eastern",
    "western",
    "central",
    "leaving",
    "neighbouring",
    "neighboring",
];

/// Capitalised words that say nothing about the name after them, as they open sentences.
const OPENERS: &[&str] = &[
    "the",
    "and",
    "but",
    "both",
    "while",
    "when",
    "since",
    "as",
    "if",
    "on",
    "at",
    "for",
    "by",
    "that",
    "today",
    "yesterday",
    "meanwhile",
    "also",
    "because",
    "although",
    "though",
    "is",
    "was",
    "will",
    "would",
    "can",
    "has",
    "had",
    "does",
    "did",
    "may",
    "should",
    "after",
    "before",
    "over",
    "under",
    "about",
    "this",
    "these",
    "those",
    "what",
    "where",
    "why",
    "how",
    "who",
    "or",
    "so",
    "yet",
    "then",
    "thus",
    "here",
    "let",
    "like",
    "unlike",
    "not",
    "now",
    "only",
    "even",
    "until",
    "within",
    "without",
    "than",
    "except",
    "whether",
    "however",
];

/// Words after a name that show it to be a place.
const PLACE_AFTER: &[&str] = &[
    "valley",
    "river",
    "prime",
    "president",
    "king",
    "queen",
    "crown",
    "foreign",
    "government",
    "ambassador",
    "embassy",
    "minister",
    "ministry",
    "parliament",
    "army",
    "armed",
    "air",
    "border",
    "defence",
    "defense",
    "and",
    "or",
    "relations",
    "state",
    "time",
    "d.c",
    "dc",
    "summit",
];

/// Words after a name that persons and governments share.
const SPEAKS_AFTER: &[&str] = &[
    "said",
    "says",
    "told",
    "added",
    "asked",
    "replied",
    "continued",
    "noted",
    "argued",
    "testified",
    "wrote",
    "responded",
    "stated",
    "explained",
    "insisted",
    "remarked",
    "recalled",
];

impl Senses {
    /// Reads the list of titles. `america` is the thing that US states are part of.
    pub(super) fn new(america: Option<ThingId>) -> Self {
        let titles = include_str!("../data/titles.txt");
        Self {
            titles: lines(titles).collect(),
            america,
        }
    }

    /// True for a title or form of address ("President", "Mr.").
    pub(super) fn is_title(&self, word: &str) -> bool {
        self.titles.contains(word)
    }

    /// The thing that each hit names, `None` where it names none.
    ///
    /// `texts` are the texts that the hits were found in, each with its hits.
    pub(super) fn resolve(&self, texts: &[(&str, &[Hit<'_>])]) -> Vec<Vec<Option<ThingId>>> {
        let towns: Vec<Vec<bool>> = texts
            .iter()
            .map(|(text, hits)| self.towns(text, hits))
            .collect();
        let readings: Vec<Vec<Reading>> = texts
            .iter()
            .map(|(text, hits)| {
                hits.iter()
                    .map(|hit| self.reading(text, hit, hits))
                    .collect()
            })
            .collect();
        let mut evidence = Evidence::default();
        for ((_, hits), (towns, readings)) in texts.iter().zip(towns.iter().zip(&readings)) {
            for ((hit, town), reading) in hits.iter().zip(towns).zip(readings) {
                if !town {
                    evidence.take(hit, *reading);
                }
            }
        }
        let decide = |((hit, town), reading): ((&Hit<'_>, &bool), &Reading)| {
            if *town {
                return self.america;
            }
            evidence.decide(hit, *reading)
        };
        texts
            .iter()
            .zip(towns.iter().zip(&readings))
            .map(|((_, hits), (towns, readings))| {
                hits.iter().zip(towns).zip(readings).map(decide).collect()
            })
            .collect()
    }

    /// For each hit, whether a state of the Union stands after it and a comma.
    fn towns(&self, text: &str, hits: &[Hit<'_>]) -> Vec<bool> {
        let state_after = |at: usize| {
            let next = hits[at + 1..]
                .iter()
                .find(|next| next.start >= hits[at].end);
            next.is_some_and(|next| {
                Some(next.thing) == self.america
                    && next.form.role == Role::Part
                    && &text[hits[at].end..next.start] == ", "
            })
        };
        (0..hits.len())
            .map(|at| {
                Some(hits[at].thing) != self.america
                    && matches!(hits[at].form.role, Role::Name | Role::Capital)
                    && state_after(at)
            })
            .collect()
    }

    fn reading(&self, text: &str, hit: &Hit<'_>, hits: &[Hit<'_>]) -> Reading {
        if !matches!(hit.form.sense, Sense::MaybePerson) {
            return Reading::Open;
        }
        let before = word_before(&text[..hit.start]);
        let after = word_after(&text[hit.end..]);
        let capital_after = after.starts_with(char::is_uppercase);
        let small_after = after.to_lowercase();
        let named_after = hits.iter().any(|next| next.start == hit.end + 1);
        if self.is_title(before) || is_initial(before) {
            return Reading::Person;
        }
        if PLACE_AFTER.contains(&small_after.as_str()) || named_after && capital_after {
            return Reading::Place;
        }
        if capital_after {
            return Reading::Person;
        }
        let small_before = before.to_lowercase();
        if PLACE_BEFORE.contains(&small_before.as_str()) {
            return Reading::Place;
        }
        if before.starts_with(char::is_uppercase) && !OPENERS.contains(&small_before.as_str()) {
            let named = hits.iter().any(|other| other.end + 1 == hit.start);
            return if named {
                Reading::Place
            } else {
                Reading::Person
            };
        }
        if SPEAKS_AFTER.contains(&small_after.as_str()) {
            return Reading::Speaks;
        }
        Reading::Open
    }
}

/// What the whole text says beyond doubt, and what speaks against it.
#[derive(Debug, Default)]
struct Evidence {
    named: HashSet<ThingId>,
    persons: HashSet<ThingId>,
    parts: HashSet<ThingId>,
}

impl Evidence {
    fn take(&mut self, hit: &Hit<'_>, reading: Reading) {
        match (hit.form.sense, reading) {
            (Sense::Plain, _) | (Sense::MaybePerson, Reading::Place) => {
                self.named.insert(hit.thing);
                if hit.form.role == Role::Part {
                    self.parts.insert(hit.thing);
                }
            }
            (Sense::MaybePerson, Reading::Person) => {
                self.persons.insert(hit.thing);
            }
            _ => {}
        }
    }

    fn decide(&self, hit: &Hit<'_>, reading: Reading) -> Option<ThingId> {
        let named = self.named.contains(&hit.thing);
        match hit.form.sense {
            Sense::Plain => Some(hit.thing),
            Sense::Dependent => named.then_some(hit.thing),
            Sense::MaybeIn(_) if named => Some(hit.thing),
            Sense::MaybeIn(other) if self.parts.contains(&other) => Some(other),
            Sense::MaybeIn(_) => Some(hit.thing),
            Sense::MaybePerson => {
                let counts = match reading {
                    Reading::Place => true,
                    Reading::Person => false,
                    Reading::Open => named || !self.persons.contains(&hit.thing),
                    Reading::Speaks => named,
                };
                counts.then_some(hit.thing)
            }
        }
    }
}

/// How far a neighbour is looked for, in bytes: longer words are no help.
const LONGEST_WORD: usize = 48;

/// The word that ends one blank before the end of `text`; empty when something else does.
fn word_before(text: &str) -> &str {
    let Some(text) = text.strip_suffix([' ', '\u{a0}']) else {
        return "";
    };
    let mut from = text.len().saturating_sub(LONGEST_WORD);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let word = text[from..]
        .rsplit(char::is_whitespace)
        .next()
        .unwrap_or_default();
    word.trim_start_matches(|c: char| !c.is_alphanumeric())
}

/// The word that starts one blank after the start of `text`, without the marks after it.
fn word_after(text: &str) -> &str {
    let Some(text) = text.strip_prefix([' ', '\u{a0}']) else {
        return "";
    };
    let mut to = text.len().min(LONGEST_WORD);
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    let word = text[..to]
        .split(char::is_whitespace)
        .next()
        .unwrap_or_default();
    word.trim_end_matches(|c: char| !c.is_alphanumeric())
}

/// "J." before a surname.
fn is_initial(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.next() == Some('.')
        && letters.next().is_none()
}
