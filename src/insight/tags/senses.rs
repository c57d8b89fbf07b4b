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

use super::form::{Role, Sense};
use super::lexicon::{ThingId, lines, values};
use super::matcher::Hit;
use super::namesakes::Namesakes;
use crate::text::hash::{HashMap, HashSet};

mod pairs;

use pairs::is_beside_another;

/// The words that help to tell a person from a place, from `data/neighbours.txt`.
#[derive(Debug)]
pub(super) struct Senses {
    lists: HashMap<&'static str, HashSet<&'static str>>,
    america: Option<ThingId>,
}

/// What its neighbours say about a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    Place,
    Person,
    /// A town in the United States.
    Town,
    /// A ship, a newspaper, or a person beyond doubt.
    Other,
    /// Nothing.
    Open,
    /// It speaks, as persons and governments do.
    Speaks,
}

impl Senses {
    /// Reads the lists. `america` is the thing that US states are part of.
    pub(super) fn new(america: Option<ThingId>) -> Self {
        let mut lists: HashMap<_, HashSet<_>> = HashMap::default();
        for line in lines(include_str!("../data/neighbours.txt")) {
            if let Some((list, words)) = line.split_once('|') {
                lists.entry(list.trim()).or_default().extend(values(words));
            }
        }
        Self { lists, america }
    }

    /// True for a title or form of address ("President", "Mr.").
    pub(super) fn is_title(&self, word: &str) -> bool {
        self.has("title", word)
    }

    /// True for a small word inside a person's name ("van", "bin").
    pub(super) fn is_particle(&self, word: &str) -> bool {
        self.has("particle", word)
    }

    /// True for a word that is in the names of bodies and offices and in no person's.
    pub(super) fn is_office(&self, word: &str) -> bool {
        self.has("office", word)
    }

    /// True for a word that opens sentences and is in no name.
    pub(super) fn opens(&self, word: &str) -> bool {
        self.has("openers", &word.to_lowercase()) || self.has("before", &word.to_lowercase())
    }

    fn has(&self, list: &str, word: &str) -> bool {
        self.lists
            .get(list)
            .is_some_and(|words| words.contains(word))
    }

    /// The thing that each hit names, `None` where it names none.
    ///
    /// `texts` are the texts that the hits were found in, each with its hits; `namesakes` are the persons
    /// whom they name.
    pub(super) fn resolve(
        &self,
        texts: &[(&str, &[Hit<'_>])],
        namesakes: &Namesakes<'_>,
    ) -> Vec<Vec<Option<ThingId>>> {
        let mut evidence = Evidence::default();
        let mut readings = Vec::with_capacity(texts.len());
        let persons = self.persons_named_so(texts);
        for (text, hits) in texts {
            let read = |at: usize| {
                let pair = self.pair(text, at, hits);
                let is_person = pair.is_some_and(|pair| persons.contains(pair))
                    || self.is_namesake(text, at, hits, namesakes);
                match (is_person, &hits[at].form.sense) {
                    (true, Sense::MaybePerson) => Reading::Person,
                    (true, _) => Reading::Other,
                    (false, _) => self.reading(text, at, hits),
                }
            };
            let of_text: Vec<Reading> = (0..hits.len()).map(read).collect();
            for (hit, reading) in hits.iter().zip(&of_text) {
                evidence.take(hit, *reading);
            }
            readings.push(of_text);
        }
        let decide = |(hit, reading): (&Hit<'_>, &Reading)| match reading {
            Reading::Town => self.america,
            reading => evidence.decide(hit, *reading),
        };
        texts
            .iter()
            .zip(&readings)
            .map(|((_, hits), readings)| hits.iter().zip(readings).map(decide).collect())
            .collect()
    }

    /// True for a name of a place inside a person's.
    fn is_namesake(
        &self,
        text: &str,
        at: usize,
        hits: &[Hit<'_>],
        namesakes: &Namesakes<'_>,
    ) -> bool {
        let hit = &hits[at];
        let is_other = hit.form.role == Role::Rule || is_beside_another(hits, at);
        // "Ambassador Belgrade" is one in a capital.
        let may_be_alone = matches!(hit.form.role, Role::Name | Role::Part);
        let is_titled = may_be_alone && self.is_title(word_before(&text[..hit.start]));
        !is_other && namesakes.has(text, hit.start..hit.end, is_titled)
    }

    /// True when a comma and a state of the Union stand after a hit.
    fn is_town(&self, text: &str, at: usize, hits: &[Hit<'_>]) -> bool {
        let hit = &hits[at];
        let could_be = matches!(hit.form.role, Role::Name | Role::Capital);
        could_be
            && Some(hit.thing) != self.america
            && near(hits, at).any(|next| {
                Some(next.thing) == self.america
                    && next.form.role == Role::Part
                    && text.get(hit.end..next.start) == Some(", ")
            })
    }

    fn reading(&self, text: &str, at: usize, hits: &[Hit<'_>]) -> Reading {
        let hit = &hits[at];
        let before = word_before(&text[..hit.start]);
        let after = word_after(&text[hit.end..]);
        if self.is_town(text, at, hits) {
            return Reading::Town;
        }
        if self.has("ship", before) || self.has("paper", after) {
            return Reading::Other;
        }
        // "Mr France"
        if hit.form.role == Role::Name && self.has("address", before) {
            return match hit.form.sense {
                Sense::MaybePerson => Reading::Person,
                _ => Reading::Other,
            };
        }
        if hit.form.sense != Sense::MaybePerson {
            return Reading::Open;
        }
        self.person_or_place(before, after, at, hits)
    }

    fn person_or_place(&self, before: &str, after: &str, at: usize, hits: &[Hit<'_>]) -> Reading {
        let hit = &hits[at];
        let capital_after = after.starts_with(char::is_uppercase);
        let small_after = after.to_lowercase();
        let named_after = near(hits, at).any(|next| next.start == hit.end + 1);
        if self.is_title(before) || is_initial(before) {
            return Reading::Person;
        }
        if self.has("after", &small_after) || named_after && capital_after {
            return Reading::Place;
        }
        if capital_after {
            return Reading::Person;
        }
        let small_before = before.to_lowercase();
        if self.has("before", &small_before) {
            return Reading::Place;
        }
        if before.starts_with(char::is_uppercase) && !self.has("openers", &small_before) {
            let named = near(hits, at).any(|other| other.end + 1 == hit.start);
            return if named {
                Reading::Place
            } else {
                Reading::Person
            };
        }
        if self.has("speaks", &small_after) {
            return Reading::Speaks;
        }
        Reading::Open
    }
}

/// The hits around one: a name has few senses, so its neighbours are among these.
fn near<'h, 'm>(hits: &'h [Hit<'m>], at: usize) -> impl Iterator<Item = &'h Hit<'m>> {
    const REACH: usize = 4;
    let to = hits.len().min(at + 1 + REACH);
    hits[at.saturating_sub(REACH)..to].iter()
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
            (_, Reading::Other | Reading::Town) => {}
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
        if reading == Reading::Other {
            return None;
        }
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
                    Reading::Person | Reading::Other | Reading::Town => false,
                    Reading::Open => named || !self.persons.contains(&hit.thing),
                    Reading::Speaks => named,
                };
                counts.then_some(hit.thing)
            }
        }
    }
}

/// How far a neighbour is looked for, in bytes: longer words are no help, and a text that is one
/// word must not cost its length at every name.
const LONGEST_WORD: usize = 48;

/// The word that ends one blank before the end of `text`; empty when something else does.
pub(super) fn word_before(text: &str) -> &str {
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
pub(super) fn word_after(text: &str) -> &str {
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
