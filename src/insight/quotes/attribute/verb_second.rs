//! Rules for languages whose verb stands second: a clause that ends in its verb after the quote,
//! and speech that goes on in the subjunctive.

use std::ops::Range;

use super::{Attribution, Claim, Rule, Stretch};
use crate::insight::grammar::{Order, Sense};
use crate::insight::quotes::clauses::Report;
use crate::insight::quotes::words::Gap;

impl Attribution<'_, '_> {
    fn is_verb_second(&self) -> bool {
        self.words().grammar.order() == Order::VerbSecond
    }

    /// Whose a fragment is that nothing reports: the subject of its sentence, as a guess.
    pub(super) fn guessed(&self, stretch: &Stretch, left: &Range<usize>) -> Option<Claim> {
        if !self.is_verb_second() || left.is_empty() {
            return None;
        }
        let until = left.end.min(stretch.words.start);
        let subject = self.clauses.first_nominative(left.start, until)?;
        Some(Claim::near(Rule::Guess, subject))
    }

    /// A clause that ends in its verb right after the quote: "als „Wortbruch“ bezeichnete."
    pub(super) fn closing(&self, stretch: &Stretch, left: &Range<usize>) -> Option<Claim> {
        let list = &self.words().list;
        let opens = list[stretch.words.end - 1].gap;
        if !self.is_verb_second()
            || opens.has(Gap::SENTENCE.or(Gap::COMMA))
            || left.is_empty()
            || stretch.words.end >= list.len()
        {
            return None;
        }
        let cue = self.closing_verb(stretch.words.end)?;
        let start = (left.start..left.end)
            .rev()
            .find(|&at| list[at].gap.has(Gap::COMMA.or(Gap::COLON)))
            .map_or(left.start, |at| at + 1);
        let passive = (start..cue).any(|at| list[at].is(Sense::BE));
        let subject = self.clauses.first_nominative(start, left.end);
        let cue = cue..cue + 1;
        subject
            .filter(|_| !passive)
            .map(|subject| Claim::by(Rule::Clause, Report { cue, subject }))
    }

    /// The verb of reporting with which a clause ends that goes on at word `first`.
    fn closing_verb(&self, first: usize) -> Option<usize> {
        /// Words between the mark and the verb.
        const REACH: usize = 4;
        let list = &self.words().list;
        let ends = Gap::COMMA
            .or(Gap::STOP)
            .or(Gap::SENTENCE)
            .or(Gap::SEMICOLON);
        let until = list.len().min(first + REACH);
        (first..until)
            .take_while(|&at| at == first || list[at - 1].gap.is_plain())
            .find(|&at| {
                let helped = list.get(at + 1).is_some_and(|next| next.is(Sense::HELPER));
                let last = at + usize::from(helped);
                self.clauses.is_cue(at, Sense::REPORTING) && list[last].gap.has(ends)
            })
    }

    /// A fragment in a sentence in the subjunctive is whose the reported speech before it is.
    pub(super) fn subjunctive(&self, stretch: &Stretch, left: &Range<usize>) -> Option<Claim> {
        /// Sentences that one report runs on for.
        const SENTENCES: usize = 4;
        /// The words of one sentence.
        const SENTENCE: usize = 60;
        let words = self.words();
        let reported = |at: usize| words.list[at].is(Sense::SUBJUNCTIVE | Sense::CONDITIONAL);
        let end = words.sentence_end(stretch.words.end);
        if !self.is_verb_second() || !(left.start..end).any(reported) {
            return None;
        }
        let mut end = left.start;
        for _ in 0..SENTENCES {
            if end <= stretch.paragraph.start {
                return None;
            }
            let floor = stretch.paragraph.start.max(end.saturating_sub(SENTENCE));
            let start = (floor + 1..end)
                .rev()
                .find(|&at| words.list[at - 1].gap.has(Gap::SENTENCE))
                .unwrap_or(floor);
            if let Some(report) = self.report_in(start..end) {
                return Some(Claim::by(Rule::Clause, report));
            }
            end = start;
        }
        None
    }

    /// The first report of a sentence.
    fn report_in(&self, sentence: Range<usize>) -> Option<Report> {
        let clauses = &self.clauses;
        sentence.clone().find_map(|at| {
            clauses.cited(at, sentence.end).or_else(|| {
                let is_cue = clauses.is_cue(at, Sense::CUE);
                let subject = is_cue.then(|| clauses.subject(at, sentence.start, sentence.end));
                let cue = at..at + 1;
                subject.flatten().map(|subject| Report { cue, subject })
            })
        })
    }
}
