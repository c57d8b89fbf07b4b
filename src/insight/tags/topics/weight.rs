//! How much of a text is about a subject.

use super::scan::Hit;
use super::terms::{Grade, Terms};
use super::{Place, Subject};

/// What speaks for one subject in one text.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Score {
    title: f32,
    lead: f32,
    /// All terms with how often each comes, a further mention less than the first.
    mass: f32,
    telling: u32,
    supporting: u32,
    length: f32,
}

const TITLE: f32 = 0.4;
const LEAD: f32 = 0.15;
const BODY: f32 = 0.45;

/// A telling term of one word has to come so often where the title has it not: a word that comes once is
/// brushed, a phrase is chosen.
const REPEATED: u32 = 2;

/// How many supporting terms do for a telling one, and the bytes for which it takes one more.
const SUPPORT: u32 = 4;
const BYTES_A_SUPPORT: f32 = 3000.0;

/// The bytes for which one more mention is expected, and of how many at most: a long text is
/// about several things.
const BYTES_A_MENTION: f32 = 1000.0;
const LONGEST: f32 = 12_000.0;

impl Score {
    /// From 0 to 1; 0 where no term tells the subject.
    pub(super) fn weight(&self) -> f32 {
        let support = SUPPORT as f32 + self.length / BYTES_A_SUPPORT;
        if self.telling == 0 && (self.supporting as f32) < support {
            return 0.0;
        }
        let expected = 2.0 + self.length.min(LONGEST) / BYTES_A_MENTION;
        let share = self.mass / (self.mass + expected);
        TITLE * self.title + LEAD * self.lead + BODY * share
    }

    /// What speaks for a subject before any term does.
    fn of_length(length: usize) -> Self {
        Self {
            length: length as f32,
            ..Self::default()
        }
    }

    fn take(&mut self, grade: Grade, counts: Counts) {
        let value: f32 = match grade {
            Grade::Supporting => 0.5,
            Grade::Telling => 1.0,
            Grade::Sure => 2.0,
        };
        let place: f32 = match grade {
            Grade::Supporting => 0.5,
            Grade::Telling => 0.8,
            Grade::Sure => 1.0,
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
}

#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    title: u32,
    lead: u32,
    all: u32,
}

/// The scores of the subjects whose terms were found, in a body of so many bytes. The terms of a
/// subject have numbers in a row.
pub(super) fn scores(terms: &Terms, mut hits: Vec<Hit>, length: usize) -> Vec<(Subject, Score)> {
    hits.sort_unstable();
    let mut scores: Vec<(Subject, Score)> = Vec::new();
    for same in hits.chunk_by(|a, b| (a.term, a.in_name) == (b.term, b.in_name)) {
        let Hit { term, in_name, .. } = same[0];
        let term = &terms[term];
        let Some(subject) = term.subject else {
            continue;
        };
        let mut counts = Counts::default();
        for hit in same {
            counts.all += 1;
            match hit.place {
                Place::Title => counts.title += 1,
                Place::Lead => counts.lead += 1,
                Place::Body => {}
            }
        }
        let is_brushed = term.is_word
            && term.grade == Grade::Telling
            && counts.title == 0
            && counts.all < REPEATED;
        let grade = match in_name || is_brushed {
            true => Grade::Supporting,
            false => term.grade,
        };
        if scores.last().is_none_or(|(last, _)| *last != subject) {
            scores.push((subject, Score::of_length(length)));
        }
        if let Some((_, score)) = scores.last_mut() {
            score.take(grade, counts);
        }
    }
    scores
}
