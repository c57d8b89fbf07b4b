//! Who says a quote: candidate rules around it, the best one wins.
//!
//! Each rule looks at one place (the words after, before, the label, the paragraph above) and
//! makes a claim with a strength. The rule that won decides the confidence shown.

mod around;
mod beside;
mod denied;
mod lines;
mod lists;
mod verb_second;

use std::cell::OnceCell;
use std::ops::Range;

use super::clauses::{Clauses, Report};
use super::marks::Passage;
use super::mentions::Mention;
use super::words::{Gap, SENTENCE, Shape, Words};
use crate::insight::grammar::{Habits, Sense};

/// A passage between marks, with its place among words and paragraphs.
#[derive(Debug, Clone)]
pub(super) struct Stretch {
    pub(super) passage: Passage,
    pub(super) words: Range<usize>,
    /// The words of the paragraph that it begins in.
    pub(super) paragraph: Range<usize>,
    /// The words of the paragraph before, empty for the first.
    pub(super) above: Range<usize>,
    /// For an item of a list: the words of the paragraph over the list.
    pub(super) head: Option<Range<usize>>,
}

/// How a speaker was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rule {
    /// The subject of its sentence, for want of a better.
    Guess,
    /// A name somewhere near, no word of reporting.
    Nearby,
    /// The speaker of the last quote, paragraphs above.
    Far,
    /// The speaker of the quote before, which this one goes on from.
    Carried,
    /// The paragraph above introduces it.
    Introduced,
    /// A reporting verb in the same sentence, words in between.
    Clause,
    /// "— X" after it.
    Signature,
    /// "X:" before it.
    Label,
    /// According to X.
    Cited,
    /// A reporting clause right before it.
    Before,
    /// A reporting clause right after it.
    After,
}

/// One answer to "who says this".
#[derive(Debug, Clone)]
pub(super) struct Claim {
    pub(super) rule: Rule,
    /// `None` for a quote carried on from the one before.
    pub(super) subject: Option<Mention>,
    pub(super) cue: Option<Range<usize>>,
}

impl Claim {
    pub(super) fn by(rule: Rule, report: Report) -> Self {
        Self {
            rule,
            subject: Some(report.subject),
            cue: Some(report.cue),
        }
    }

    pub(super) fn near(rule: Rule, subject: Mention) -> Self {
        Self {
            rule,
            subject: Some(subject),
            cue: None,
        }
    }
}

/// A stretch as the rules see it.
#[derive(Debug)]
struct Site<'s> {
    index: usize,
    stretch: &'s Stretch,
    /// The words of its sentence before it.
    left: Range<usize>,
    /// What stands after it claims.
    after: OnceCell<Option<Claim>>,
}

/// Looking for a verb in so many words is as much work as reading one of them closely.
const GLANCE: usize = 8;

/// What one rule claims of a stretch: nothing, or one thing or more, the nearest first.
type Ask = fn(&Attribution<'_, '_>, &Site<'_>) -> Vec<Claim>;

/// The rules in the order in which they are asked, the surest first.
const RULES: &[Ask] = &[
    |all, site| one(all.signed(site.stretch)),
    |all, site| one(all.after(site).filter(|claim| claim.rule == Rule::After)),
    |all, site| one(all.label(site.stretch)),
    |all, site| one(all.before(site.stretch, site.left.clone())),
    |all, site| one(all.after(site).filter(|claim| claim.rule != Rule::After)),
    |all, site| one(all.listed(site.stretch, &site.left)),
    |all, site| one(all.signature(site.stretch)),
    |all, site| one(all.closing(site.stretch, &site.left)),
    |all, site| one(all.subjunctive(site.stretch, &site.left)),
    |all, site| all.told(site),
    |all, site| one(all.begun(site)),
    |all, site| one(all.carried(site.index, &site.left)),
    |all, site| one(all.introduced(site.stretch, &site.left)),
    |all, site| one(all.run_on(site)),
    |all, site| one(all.nearby(site.stretch, site.left.clone())),
    |all, site| one(all.far(site.index)),
    |all, site| one(all.heading(site.stretch)),
    |all, site| one(all.guessed(site.stretch, &site.left)),
];

fn one(claim: Option<Claim>) -> Vec<Claim> {
    claim.into_iter().collect()
}

/// Finds who says each stretch of a body.
#[derive(Debug)]
pub(super) struct Attribution<'w, 't> {
    pub(super) clauses: Clauses<'w, 't>,
    pub(super) stretches: &'w [Stretch],
    landmarks: Landmarks,
}

/// What the rules would go back for at each stretch, found once. Both ascend.
#[derive(Debug, Default)]
struct Landmarks {
    /// The first words of sentences; a stop inside marks ends none.
    sentences: Vec<usize>,
    /// The verbs of reporting.
    cues: Vec<usize>,
}

impl Landmarks {
    fn of(clauses: &Clauses<'_, '_>) -> Self {
        let (list, quoted) = (&clauses.words.list, clauses.quoted);
        let opens = |&at: &usize| {
            let inner = || quoted[at - 1] && quoted[at];
            at == 0 || list[at - 1].gap.has(Gap::SENTENCE) && !inner()
        };
        let reports = |&at: &usize| clauses.is_cue(at, Sense::REPORTING);
        Self {
            sentences: (0..list.len()).filter(opens).collect(),
            cues: (0..list.len()).filter(reports).collect(),
        }
    }
}

/// The last of some words, in order, that is not behind a word.
fn last_up_to(words: &[usize], word: usize) -> Option<usize> {
    let behind = words.partition_point(|&at| at <= word);
    behind.checked_sub(1).map(|last| words[last])
}

impl<'w, 't> Attribution<'w, 't> {
    /// Over the stretches of a text, in order.
    pub(super) fn new(clauses: Clauses<'w, 't>, stretches: &'w [Stretch]) -> Self {
        let landmarks = match stretches {
            [] => Landmarks::default(),
            _ => Landmarks::of(&clauses),
        };
        Self {
            clauses,
            stretches,
            landmarks,
        }
    }

    fn words(&self) -> &Words<'t> {
        self.clauses.words
    }

    fn gap(&self, word: usize) -> Gap {
        self.words().list[word].gap
    }

    /// What can be claimed of one stretch, the surest first.
    ///
    /// A rule is asked only when the claims before its own were not enough.
    pub(super) fn claims(&self, index: usize) -> impl Iterator<Item = Claim> {
        let stretch = &self.stretches[index];
        let site = Site {
            index,
            stretch,
            left: self.left(stretch),
            after: OnceCell::new(),
        };
        let effort = &self.clauses.effort;
        effort.come_to(stretch.words.start);
        RULES.iter().flat_map(move |rule| {
            if effort.is_spent() {
                return Vec::new();
            }
            effort.spend(1 + site.left.len() / GLANCE);
            let claims = rule(self, &site);
            // What was found with half of the work done is a guess.
            match effort.is_spent() {
                true => Vec::new(),
                false => claims,
            }
        })
    }

    /// The words of the stretch's sentence before it.
    fn left(&self, stretch: &Stretch) -> Range<usize> {
        let first = stretch.words.start;
        let floor = stretch.paragraph.start.max(first.saturating_sub(SENTENCE));
        if first <= floor || self.gap(first - 1).has(Gap::SENTENCE) {
            return first..first;
        }
        let start = last_up_to(&self.landmarks.sentences, first - 1);
        start.unwrap_or(0).max(floor)..first
    }

    /// The words after a stretch up to the next one or the end of the sentence.
    fn right(&self, index: usize) -> Range<usize> {
        let stretch = &self.stretches[index];
        let start = stretch.words.end;
        let end = self.paragraph_end(start.saturating_sub(1));
        let next = self
            .stretches
            .get(index + 1)
            .map_or(end, |next| next.words.start);
        let mut at = start;
        while at < end.min(next) {
            at += 1;
            if self.gap(at - 1).has(Gap::SENTENCE) {
                break;
            }
        }
        start..at
    }

    fn paragraph_end(&self, word: usize) -> usize {
        let list = &self.words().list;
        (word..list.len().min(word + SENTENCE))
            .find(|&at| list[at].gap.has(Gap::PARAGRAPH))
            .map_or(list.len().min(word + SENTENCE), |at| at + 1)
    }

    fn paragraph_start(&self, word: usize) -> usize {
        (word.saturating_sub(SENTENCE)..word)
            .rev()
            .find(|&at| self.gap(at).has(Gap::PARAGRAPH))
            .map_or(word.saturating_sub(SENTENCE), |at| at + 1)
    }

    /// True when a stretch opens a sentence.
    fn opens(&self, stretch: &Stretch) -> bool {
        let first = stretch.words.start;
        first == stretch.paragraph.start
            || self
                .gap(first - 1)
                .has(Gap::SENTENCE.or(Gap::COLON).or(Gap::COMMA))
    }

    /// The verb with which a fragment opens, if it reports.
    fn verb_inside(&self, stretch: &Stretch) -> Option<usize> {
        let list = &self.words().list;
        let first = stretch.words.start;
        let reports = |&at: &usize| {
            list[at].is(Sense::CUE | Sense::WEAK)
                && list[at].shape == Shape::Lower
                && self.words().text_of(at).ends_with('s')
        };
        let agrees = self.words().grammar.has(Habits::THIRD_PERSON_S);
        let small = list[first].shape == Shape::Lower && agrees;
        stretch
            .words
            .clone()
            .take(2)
            .find(reports)
            .filter(|_| small)
    }

    /// True when a paragraph ends in a colon.
    fn introduces(&self, above: &Range<usize>) -> bool {
        above
            .end
            .checked_sub(1)
            .is_some_and(|last| self.gap(last).has(Gap::COLON))
    }
}
