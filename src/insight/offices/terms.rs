//! Who held an office on which days; compiled from `data/holders/holders.txt`.
//!
//! A term ends with the last day that its evidence reaches. Nobody is named after it, though the
//! person may well go on in the office.

use std::sync::Arc;

use jiff::civil;

use super::lines;
use super::words::{OfficeId, Words};
use crate::briefing::BriefingDate;
use crate::text::fold::fold;
use crate::text::hash::{HashMap, HashSet};

/// Terms by state or body and office.
#[derive(Debug, Default)]
pub(super) struct Terms {
    terms: HashMap<&'static str, HashMap<OfficeId, Vec<Term>>>,
    /// What else the holders are called, by each of their names.
    other_names: HashMap<Arc<str>, Vec<String>>,
    /// The surnames of all holders, folded.
    surnames: HashSet<String>,
}

/// Somebody in an office.
#[derive(Debug)]
pub(super) struct Term {
    /// All names that the person is known by, the one to show first; one more for each alphabet.
    names: Vec<Arc<str>>,
    /// The same names in parts.
    parts: Vec<Parts>,
    from: civil::Date,
    until: civil::Date,
}

impl Terms {
    /// Reads the list: state or body, office, names, first day, last day, evidence. A line that is
    /// none is told.
    pub(super) fn read(text: &'static str, words: &Words) -> Result<Self, &'static str> {
        let mut terms: HashMap<_, HashMap<_, Vec<Term>>> = HashMap::default();
        for line in lines(text) {
            let ((state, office), term) = term(line, words).ok_or(line)?;
            let of_state = terms.entry(state).or_default();
            let of_office = of_state.entry(office).or_default();
            if of_office.last().is_some_and(|last| last.until >= term.from) {
                // Not sorted, or two at one time.
                return Err(line);
            }
            of_office.push(term);
        }
        let mut read = Self {
            terms,
            other_names: HashMap::default(),
            surnames: HashSet::default(),
        };
        read.other_names = read.gather_names();
        let parts = read.all().flat_map(|(_, _, term)| &term.parts);
        read.surnames = parts.filter_map(|parts| parts.last.clone()).collect();
        Ok(read)
    }

    /// Who held an office on all days that a text may be of.
    pub(super) fn holder(
        &self,
        state: &str,
        office: OfficeId,
        date: Option<BriefingDate>,
    ) -> Option<&Term> {
        let date = date?;
        let terms = self.terms.get(state)?.get(&office)?;
        let after = terms.partition_point(|term| term.from <= date.first_day());
        let term = terms.get(after.checked_sub(1)?)?;
        term.holds_on(date).then_some(term)
    }
}

impl Terms {
    /// The terms of an office on a day, or on any for an undated text; of one state or of all.
    pub(super) fn of_office(
        &self,
        office: OfficeId,
        state: Option<&str>,
        date: Option<BriefingDate>,
    ) -> impl Iterator<Item = &Term> {
        let of_state = self
            .terms
            .iter()
            .filter(move |(name, _)| state.is_none_or(|state| ***name == *state));
        let terms = of_state.filter_map(move |(_, offices)| offices.get(&office));
        terms
            .flatten()
            .filter(move |term| date.is_none_or(|date| term.holds_on(date)))
    }
}

impl Terms {
    /// What else somebody is called whom the list shows under a name.
    pub(super) fn other_names(&self, shown: &str) -> Vec<String> {
        self.other_names.get(shown).cloned().unwrap_or_default()
    }

    /// True where a holder has the surname of a name.
    pub(super) fn know(&self, name: &Parts) -> bool {
        name.last
            .as_ref()
            .is_some_and(|last| self.surnames.contains(last))
    }

    /// The other names of all holders, sorted.
    fn gather_names(&self) -> HashMap<Arc<str>, Vec<String>> {
        let mut gathered: HashMap<Arc<str>, Vec<String>> = HashMap::default();
        for (_, _, term) in self.all() {
            for name in &term.names {
                let others = gathered.entry(Arc::clone(name)).or_default();
                others.extend(term.other_names());
            }
        }
        for (name, others) in &mut gathered {
            others.sort_unstable();
            others.dedup();
            others.retain(|other| **other != **name);
        }
        gathered
    }

    /// All terms, each with its state or body and its office, in no order.
    pub(super) fn all(&self) -> impl Iterator<Item = (&'static str, OfficeId, &Term)> {
        self.terms.iter().flat_map(|(&state, offices)| {
            let terms = offices.iter();
            terms.flat_map(move |(&office, terms)| {
                terms.iter().map(move |term| (state, office, term))
            })
        })
    }
}

impl Term {
    /// What the person is called besides the name to show: other names, and the surname alone.
    fn other_names(&self) -> impl Iterator<Item = String> {
        let others = self.names.iter().map(|name| name.to_string());
        let surnames = self
            .names
            .iter()
            .zip(&self.parts)
            .filter_map(|(name, parts)| {
                let last = parts.last.as_deref()?;
                let mut words = name.split_whitespace();
                words.find(|word| fold(word) == last).map(str::to_owned)
            });
        others.chain(surnames)
    }

    /// True where a text may be of the term, or of the years around it.
    pub(super) fn holds_near(&self, date: BriefingDate) -> bool {
        /// Whoever is about to take an office, or has just left it, is written about, too.
        const YEARS: i16 = 2;
        let years = self.from.year() - YEARS..=self.until.year() + YEARS;
        years.contains(&date.first_day().year())
    }

    pub(super) fn holds_on(&self, date: BriefingDate) -> bool {
        self.from <= date.first_day() && date.last_day() <= self.until
    }

    /// The name to show beside words of some alphabet; `None` where it is not known in that one.
    pub(super) fn name_in(&self, phrase: &str) -> Option<&Arc<str>> {
        let cyrillic = is_cyrillic(phrase);
        self.names.iter().find(|name| is_cyrillic(name) == cyrillic)
    }

    /// True for a name that can be this person's: the surname alone, or with a first name that
    /// is known.
    pub(super) fn is_called(&self, name: &Parts) -> bool {
        let first = |known: &Parts| name.first.is_none() || name.first == known.first;
        let mut known = self.parts.iter();
        known.any(|known| first(known) && name.last == known.last)
    }

    /// True where one of some names can be this person's.
    pub(super) fn is_one_of(&self, names: &HashSet<Parts>) -> bool {
        let surname = |known: &Parts| Parts {
            first: None,
            last: known.last.clone(),
        };
        let mut known = self.parts.iter();
        known.any(|known| names.contains(known) || names.contains(&surname(known)))
    }

    /// True for a name with this person's surname.
    pub(super) fn shares_surname(&self, name: &Parts) -> bool {
        self.parts.iter().any(|known| known.last == name.last)
    }
}

/// A name by its ends, folded.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Parts {
    first: Option<String>,
    /// The surname; `None` where there is no name.
    pub(super) last: Option<String>,
}

/// States whose names have the surname first.
const SURNAME_FIRST: [&str; 5] = ["CN", "KP", "KR", "TW", "VN"];

impl Parts {
    /// The same with the first part as the surname.
    fn turned(&self) -> Self {
        Self {
            first: self.last.clone(),
            last: self.first.clone(),
        }
    }

    pub(super) fn of(name: &str, words: &Words) -> Self {
        let bare = |word: &str| fold(word.trim_matches(|c: char| !c.is_alphanumeric()));
        let parts = name.split_whitespace().map(bare);
        let is_name = |part: &String| !part.is_empty() && !words.is_generation(part);
        let mut parts = parts.filter(is_name);
        let first = parts.next();
        match parts.next_back() {
            Some(last) => Self {
                first,
                last: Some(last),
            },
            None => Self {
                first: None,
                last: first,
            },
        }
    }
}

/// True where most letters are Cyrillic; a stray one in a word makes no other text.
fn is_cyrillic(text: &str) -> bool {
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    let cyrillic = |c: &char| matches!(c, '\u{400}'..='\u{52f}');
    letters().filter(cyrillic).count() * 2 > letters().count()
}

fn term(line: &'static str, words: &Words) -> Option<((&'static str, OfficeId), Term)> {
    let fields: Vec<&'static str> = line.split('|').map(str::trim).collect();
    let &[state, office, names, from, until, evidence] = fields.as_slice() else {
        return None;
    };
    let names: Vec<Arc<str>> = names.split(';').map(|name| name.trim().into()).collect();
    let in_order = names.iter().map(|name| Parts::of(name, words));
    let parts = if SURNAME_FIRST.contains(&state) {
        in_order.flat_map(|parts| [parts.turned(), parts]).collect()
    } else {
        in_order.collect()
    };
    let (from, until) = (from.parse().ok()?, until.parse().ok()?);
    let told = !names.iter().any(|name| name.is_empty()) && !evidence.is_empty();
    let key = (state, words.id(office)?);
    (told && from <= until).then_some((
        key,
        Term {
            names,
            parts,
            from,
            until,
        },
    ))
}
