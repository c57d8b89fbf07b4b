//! The one pass over a text that finds every name in it.
//!
//! The automaton reports every key that ends at a place, not only the longest, because the
//! longest may stop inside a word ("UN Security Councillor") and must then not hide the shorter
//! one ("UN"). Of what is left after the boundaries are checked the leftmost wins, and of those
//! that start together the longest: "South Sudan" is not "Sudan", "New Mexico" is not "Mexico".

use std::collections::HashMap;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::form::{Form, Role, Sense, is_word};
use super::lexicon::ThingId;
use super::tongue::Tongues;

/// Finds the forms of a lexicon in texts.
#[derive(Debug)]
pub(super) struct Matcher {
    /// `None` only if there is nothing to look for.
    automaton: Option<AhoCorasick>,
    /// For each key of the automaton, where its forms start in `forms`; one more at the end.
    starts: Vec<u32>,
    /// The forms, those of one key together.
    forms: Vec<Form>,
}

/// A form found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit<'m> {
    /// The first byte.
    pub(super) start: usize,
    /// One past the last byte.
    pub(super) end: usize,
    /// What it names.
    pub(super) thing: ThingId,
    /// The form it is.
    pub(super) form: &'m Form,
}

impl PartialEq for Form {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for Form {}

impl Matcher {
    /// Builds the automaton: some milliseconds for the shipped gazetteer.
    pub(super) fn new(mut forms: Vec<Form>) -> Self {
        let mut order: HashMap<&str, u32> = HashMap::with_capacity(forms.len());
        let mut ranks = Vec::with_capacity(forms.len());
        for form in &forms {
            let next = u32::try_from(order.len()).unwrap_or(u32::MAX);
            ranks.push(*order.entry(&form.key).or_insert(next));
        }
        let mut ranked: Vec<(u32, Form)> = ranks.into_iter().zip(forms.drain(..)).collect();
        ranked.sort_by_key(|(rank, _)| *rank);
        let mut starts = Vec::new();
        let mut keys = Vec::new();
        for (at, (rank, form)) in ranked.iter().enumerate() {
            if *rank as usize == starts.len() {
                starts.push(u32::try_from(at).unwrap_or(u32::MAX));
                keys.push(form.key.as_bytes());
            }
        }
        starts.push(u32::try_from(ranked.len()).unwrap_or(u32::MAX));
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            // A DFA would be faster to run, but takes tens of megabytes and too long to build at every
            // start. A prefilter finds nothing to skip where so many letters may start a name.
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .prefilter(false)
            .build(&keys)
            .ok();
        let forms = ranked.into_iter().map(|(_, form)| form).collect();
        Self {
            automaton,
            starts,
            forms,
        }
    }

    /// The names in `text`, in order; names that overlap an earlier or longer one are left out.
    ///
    /// Hits over the same stretch are the several things that it may name. Hits of the reader's
    /// own rules neither hide others nor are hidden.
    pub(super) fn find(&self, text: &str, tongues: Tongues) -> Vec<Hit<'_>> {
        let mut found = self.candidates(text, tongues);
        found.sort_unstable_by_key(|(start, end, _)| (*start, std::cmp::Reverse(*end)));
        let mut hits: Vec<Hit<'_>> = Vec::with_capacity(found.len());
        let mut taken = Taken::default();
        for (start, end, form) in found {
            if form.role != Role::Rule && !taken.take(start, end, form, &mut hits) {
                continue;
            }
            if let Some(thing) = form.thing {
                hits.push(Hit {
                    start,
                    end,
                    thing,
                    form,
                });
            }
        }
        hits.dedup_by(|a, b| (a.start, a.end, a.thing) == (b.start, b.end, b.thing));
        hits
    }

    fn candidates(&self, text: &str, tongues: Tongues) -> Vec<(usize, usize, &Form)> {
        let mut found = Vec::new();
        let Some(automaton) = &self.automaton else {
            return found;
        };
        for key in automaton.find_overlapping_iter(text) {
            if text[..key.start()].chars().next_back().is_some_and(is_word) {
                continue;
            }
            for form in self.forms_of(key.pattern().as_usize()) {
                if !form.tongues.meets(tongues)
                    || form.word && is_shouted(text, key.start(), key.end())
                {
                    continue;
                }
                if let Some(end) = form.end_in(text, key.end()) {
                    found.push((key.start(), end, form));
                }
            }
        }
        found
    }

    fn forms_of(&self, key: usize) -> &[Form] {
        &self.forms[self.starts[key] as usize..self.starts[key + 1] as usize]
    }
}

/// The stretch that the last name took.
#[derive(Debug, Default)]
struct Taken {
    start: usize,
    end: usize,
    /// True when only a dependent name is there.
    dependent: bool,
}

impl Taken {
    /// True when the name may stand: it starts behind the last one, or shares its stretch.
    ///
    /// A dependent name gives way to one that starts inside it and reaches further: "the
    /// Alliance" to "Alliance for Progress".
    fn take(&mut self, start: usize, end: usize, form: &Form, hits: &mut Vec<Hit<'_>>) -> bool {
        let dependent = form.sense == Sense::Dependent;
        if (start, end) == (self.start, self.end) {
            self.dependent &= dependent;
            return true;
        }
        if start < self.end {
            if !self.dependent || end <= self.end {
                return false;
            }
            let before = hits.iter().rposition(|hit| hit.start < self.start);
            let inside = hits.split_off(before.map_or(0, |at| at + 1));
            hits.extend(inside.into_iter().filter(|hit| hit.form.role == Role::Rule));
        }
        *self = Self {
            start,
            end,
            dependent,
        };
        true
    }
}

/// How far around an acronym small letters are looked for: enough for two or three words.
const SHOUT_WINDOW: usize = 24;

/// True when the words around `start..end` on its line are all in capitals.
fn is_shouted(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().rev().take(SHOUT_WINDOW);
    let after = text[end..].chars().take(SHOUT_WINDOW);
    let before = before
        .take_while(|c| *c != '\n')
        .filter(|c| c.is_alphabetic());
    let after = after
        .take_while(|c| *c != '\n')
        .filter(|c| c.is_alphabetic());
    let mut letters = before.chain(after).peekable();
    letters.peek().is_some() && letters.all(char::is_uppercase)
}
