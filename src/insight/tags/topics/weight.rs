//! How much of a text is about a subject.

use super::scan::Hit;
use super::standing::{Context, Standing};
use super::terms::{Grade, Term, Terms};
use super::{LEAST, Place, Subject};
use crate::insight::tags::tongue::Tongues;

/// What speaks for one subject in one text.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Score {
    title: f32,
    lead: f32,
    /// All terms with how often each comes, a further mention less than the first.
    mass: f32,
    telling: u32,
    supporting: u32,
    /// In how many places of the text it is told; half a place where it is told in passing.
    places: f32,
    length: f32,
}

const TITLE: f32 = 0.4;
const LEAD: f32 = 0.15;
const BODY: f32 = 0.45;

/// What a term says for the title or the lead that it stands in. A phrase is chosen.
const SURE: f32 = 1.0;
const TOLD: f32 = 0.8;
const TOLD_BY_A_PHRASE: f32 = 0.9;
const SUPPORTED: f32 = 0.5;

/// A single word has to come so often where the title has it not: once it is brushed.
const REPEATED: u32 = 2;

/// A text of so many bytes says things once, and one of so few nothing by the way.
const SHORT: usize = 700;
const TERSE: usize = 500;

/// How many supporting terms beside one in the title do for a telling one, and the bytes for which it takes one
/// more.
const SUPPORT: u32 = 4;
const BYTES_A_SUPPORT: f32 = 3000.0;

/// The bytes for which one more mention is expected, and of how many at most: a long text is
/// about several things.
const BYTES_A_MENTION: f32 = 1000.0;
const LONGEST: f32 = 12_000.0;

/// Mentions within so many bytes are in one place.
const APART: u32 = 250;

/// The bytes of a text for which one place is proof; of one twice or four times as long two are.
const BYTES_PROVEN: f32 = 1100.0;

/// What another term beside the first and a phrase in the lead are worth, in places; what others are at most.
const BESIDE: f32 = 0.5;
const MOST_BESIDE: f32 = 1.0;

/// How much more it takes where the lead does not tell it.
const LATE: f32 = 1.2;

/// What proves a subject that the title tells, but not surely.
const PROVEN_BY_TITLE: f32 = 1.5;

impl Score {
    /// From 0 to 1; 0 where the subject is not proven.
    pub(super) fn weight(&self) -> f32 {
        if !self.is_proven() {
            return 0.0;
        }
        let expected = 2.0 + self.length.min(LONGEST) / BYTES_A_MENTION;
        let share = self.mass / (self.mass + expected);
        TITLE * self.title + LEAD * self.lead + BODY * share
    }

    /// True where the text says it more than by the way: surely in its title, or in enough places for its length.
    fn is_proven(&self) -> bool {
        if self.telling == 0 {
            let needed = SUPPORT as f32 + self.length / BYTES_A_SUPPORT;
            return self.title > 0.0 && self.supporting as f32 >= needed;
        }
        let beside = |count: u32| (BESIDE * count as f32).min(MOST_BESIDE);
        let others = beside(self.supporting) + beside(self.telling - 1);
        let is_led = self.lead >= TOLD_BY_A_PHRASE;
        let lead = if is_led { BESIDE } else { 0.0 };
        let proof = self.places + others + lead;
        // What a long text is about it says at its start.
        let late = if self.lead >= TOLD { 1.0 } else { LATE };
        let needed = late * (self.length / BYTES_PROVEN).sqrt();
        let needed = needed.max((self.length / BYTES_PROVEN).clamp(1.0, 2.0));
        self.title >= SURE || self.title >= TOLD && proof >= PROVEN_BY_TITLE || proof >= needed
    }

    /// True where it is more than mentioned, so that it may stand beside something weightier.
    pub(super) fn is_firm(&self) -> bool {
        self.title > 0.0 || self.places > 1.0 || self.length <= SHORT as f32
    }

    /// Takes in a term that stands so often.
    fn take(&mut self, grade: Grade, is_word: bool, counts: Counts) {
        let (value, place) = match grade {
            Grade::Supporting => (0.5, SUPPORTED),
            Grade::Telling if is_word => (1.0, TOLD),
            Grade::Telling => (1.0, TOLD_BY_A_PHRASE),
            Grade::Sure => (2.0, SURE),
        };
        if counts.title > 0 {
            self.title = self.title.max(place);
        }
        if counts.lead > 0 {
            self.lead = self.lead.max(place);
        }
        self.mass += value * (counts.all as f32).sqrt();
        match grade {
            Grade::Supporting => self.supporting += 1,
            Grade::Telling | Grade::Sure => self.telling += 1,
        }
    }

    /// What the terms of one subject say in a text of that length, by how each stands.
    fn of(terms: &Terms, hits: &[Hit], length: usize, standing: impl Fn(&Hit) -> Standing) -> Self {
        let mut score = Self {
            length: length as f32,
            ..Self::default()
        };
        let mut told: Vec<(u32, f32)> = Vec::new();
        for same in hits.chunk_by(|a, b| a.term == b.term) {
            let term = &terms[same[0].term];
            let first = told.len();
            let mut full = Counts::default();
            let mut passing = Counts::default();
            for hit in same {
                if term.grade == Grade::Supporting {
                    full.take(hit);
                    continue;
                }
                let value = match standing(hit) {
                    Standing::Full => {
                        full.take(hit);
                        1.0
                    }
                    Standing::Passing => {
                        passing.take(hit);
                        0.5
                    }
                    Standing::Named => continue,
                };
                // What stands in the title is in a place of its own.
                let at = match hit.place {
                    Place::Title | Place::Subject => u32::MAX,
                    Place::Lead | Place::Body => hit.start,
                };
                told.push((at, value));
            }
            let is_telling = full.all > 0 && !is_brushed(term, full, passing, length);
            if !is_telling {
                told.truncate(first);
            }
            let grade = if is_telling {
                term.grade
            } else {
                Grade::Supporting
            };
            let counts = if full.all > 0 { full } else { passing };
            if counts.all > 0 {
                score.take(grade, term.is_word, counts);
            }
        }
        score.places = places(told);
        score
    }
}

/// True for a single word that comes once.
fn is_brushed(term: &Term, full: Counts, passing: Counts, length: usize) -> bool {
    let said_once = match term.grade {
        Grade::Sure => SHORT,
        Grade::Telling | Grade::Supporting => TERSE,
    };
    let is_once = full.title == 0 && full.all + passing.all < REPEATED;
    term.is_word && is_once && length > said_once
}

/// How many places mentions are in, by where each is and what it is worth.
fn places(mut told: Vec<(u32, f32)>) -> f32 {
    told.sort_unstable_by_key(|(at, _)| *at);
    let mut places = 0.0;
    let mut last: Option<(u32, f32)> = None;
    for (at, value) in told {
        match &mut last {
            Some((start, most)) if at - *start <= APART => *most = most.max(value),
            _ => places += last.replace((at, value)).map_or(0.0, |(_, most)| most),
        }
    }
    places + last.map_or(0.0, |(_, most)| most)
}

#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    title: u32,
    lead: u32,
    all: u32,
}

impl Counts {
    fn take(&mut self, hit: &Hit) {
        self.all += 1;
        match hit.place {
            Place::Title | Place::Subject => self.title += 1,
            Place::Lead => self.lead += 1,
            Place::Body => {}
        }
    }
}

/// The scores of the subjects whose terms were found. The terms of a subject have numbers in a row.
pub(super) fn scores(context: &Context<'_>, mut hits: Vec<Hit>) -> Vec<(Subject, Score)> {
    hits.sort_unstable();
    let terms = context.terms;
    // Most letters of Russian have two bytes.
    let length = match terms.tongue {
        Tongues::RUSSIAN => context.text.len() / 2,
        _ => context.text.len(),
    };
    let may_tell =
        |hit: &Hit| hit.place <= Place::Subject || terms[hit.term].grade > Grade::Supporting;
    let of_subjects = hits.chunk_by(|a, b| terms[a.term].subject == terms[b.term].subject);
    let scores = of_subjects.filter_map(|hits| {
        let subject = terms[hits[0].term].subject?;
        if !hits.iter().any(may_tell) {
            return None;
        }
        // How a term stands is looked at only where it matters.
        let most = Score::of(terms, hits, length, |_| Standing::Full);
        if most.weight() < LEAST {
            return None;
        }
        let score = Score::of(terms, hits, length, |hit| context.standing(hit));
        Some((subject, score))
    });
    scores.collect()
}
