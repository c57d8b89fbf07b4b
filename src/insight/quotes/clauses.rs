//! Reporting clauses: which words of a sentence report speech, and who their subject is.
//!
//! Works on words alone. Words between quotation marks are no part of the clause around them; the
//! caller marks them as `quoted` and they are stepped over.

mod after;
mod before;
mod cited;
mod free;
mod verb_second;

use std::ops::Range;

use super::effort::Effort;
use super::mentions::{Mention, MentionKind, mentions};
use super::words::{Gap, Shape, Words};
use crate::insight::grammar::{Order, Sense};

/// The clauses of one body.
#[derive(Debug)]
pub(super) struct Clauses<'w, 't> {
    pub(super) words: &'w Words<'t>,
    /// For each word whether it stands between marks.
    pub(super) quoted: &'w [bool],
    /// What was looked at so far.
    pub(super) effort: Effort,
}

/// A word of reporting and its subject.
#[derive(Debug, Clone)]
pub(super) struct Report {
    pub(super) cue: Range<usize>,
    pub(super) subject: Mention,
}

impl Clauses<'_, '_> {
    /// True when word `at` reports speech: a finite verb, a participle, not a noun that looks alike.
    pub(super) fn is_cue(&self, at: usize, senses: Sense) -> bool {
        let word = &self.words.list[at];
        if self.quoted[at]
            || !word.is(senses)
            || word.shape != Shape::Lower
            || word.gap.has(Gap::POSSESSIVE)
        {
            return false;
        }
        let Some(before) = at.checked_sub(1).map(|before| &self.words.list[before]) else {
            return true;
        };
        // "the Arctic states say": a noun before a verb.
        let next = self.words.list.get(at + 1).filter(|_| word.gap.is_plain());
        if next.is_some_and(|next| next.is(Sense::CUE) && !next.is(Sense::DOCUMENT))
            && self.words.text_of(at).ends_with('s')
        {
            return false;
        }
        // "rejected claims that": a noun behind its verb.
        let object = before.is(Sense::CUE | Sense::WEAK | Sense::DENIAL)
            && before.gap.is_plain()
            && before.shape == Shape::Lower;
        if object && self.words.text_of(at).ends_with('s') {
            return false;
        }
        // "the reports", "of claims": nouns.
        let lone = before.is(Sense::LONE) && !word.is(Sense::DOCUMENT);
        let governed = before.is(Sense::DETERMINER | Sense::PREPOSITION)
            && !before.is(Sense::PRONOUN)
            && !lone;
        !(before.gap.is_plain() && governed) || before.is(Sense::INFINITIVE)
    }

    /// "was described as": a passive names nobody.
    pub(super) fn is_passive(&self, cue: usize) -> bool {
        let finite = !self.words.list[cue].is(Sense::PARTICIPLE);
        let before = (cue.saturating_sub(2)..cue).any(|at| self.words.list[at].is(Sense::BE));
        finite && before
    }

    /// The subject of the cue, before it if it can, else after it.
    pub(super) fn subject(&self, cue: usize, from: usize, until: usize) -> Option<Mention> {
        if self.effort.is_spent() {
            return None;
        }
        if self.words.grammar.order() == Order::VerbSecond {
            return self.subject_in_second(cue, from, until);
        }
        if self.is_passive(cue) {
            return None;
        }
        if self.words.grammar.order() == Order::VerbFirst {
            let beside = |subject: &Mention| subject.words.end == cue;
            return self
                .subject_after(cue, until)
                .or_else(|| self.subject_before(cue, from).filter(beside));
        }
        let place = || (self.words.grammar.order() == Order::Free).then(|| self.place(cue, from));
        place()
            .flatten()
            .or_else(|| self.subject_of_infinitive(cue, from))
            .or_else(|| self.subject_before(cue, from))
            .or_else(|| self.subject_after(cue, until))
            .or_else(|| {
                let goes_on =
                    self.words.grammar.order() != Order::SubjectFirst || self.goes_on(cue, from);
                goes_on.then(|| self.subject_of_sentence(cue, from))?
            })
    }

    /// True for a verb that may have the subject of its sentence: behind "and", "but" or a comma, with
    /// no more than adverbs between, or behind "that was circulated on Friday". "The role that it
    /// plays in the affairs of other states" has none.
    fn goes_on(&self, cue: usize, from: usize) -> bool {
        /// "and has since repeatedly".
        const ADVERBS: usize = 3;
        let joins = |at: usize| {
            let word = &self.words.list[at];
            !word.gap.is_plain() || word.is(Sense::AND | Sense::JOINT | Sense::CONJUNCTION)
        };
        let relative = || {
            let mut before = (from..cue).rev();
            let opens = before.find(|&at| self.words.list[at].is(Sense::RELATIVE));
            opens.is_some_and(|at| self.words.list[at + 1].is(Sense::BE | Sense::AUXILIARY))
        };
        (cue.saturating_sub(ADVERBS + 1).max(from)..cue).any(joins) || relative()
    }

    pub(super) fn unquoted_mentions(&self, range: Range<usize>) -> Vec<Mention> {
        if self.effort.is_spent() {
            return Vec::new();
        }
        self.effort.spend(range.len());
        let mut found = mentions(self.words, range);
        found.retain(|mention| {
            let possessive = self.words.list[mention.words.end - 1]
                .gap
                .has(Gap::POSSESSIVE);
            // "Dear Jan": who is spoken to.
            let before = mention.words.start.checked_sub(1);
            let greeted = before.is_some_and(|at| self.words.list[at].is(Sense::SALUTE));
            !possessive && !greeted && !self.quoted[mention.words.start]
        });
        found
    }

    /// "with X concluding": a name right before a participle; else the subject of the sentence.
    pub(super) fn subject_of_participle(&self, cue: usize, from: usize) -> Option<Mention> {
        if let Some(quoted) = self.quoted_as(cue, from) {
            return Some(quoted);
        }
        let beside = self.unquoted_mentions(from..cue).pop().filter(|last| {
            let joined =
                last.words.start > from && self.words.list[last.words.start - 1].is(Sense::WITH);
            last.words.end == cue
                && self.words.list[cue - 1].gap.is_plain()
                && (joined && last.kind != MentionKind::Pronoun
                    || matches!(last.kind, MentionKind::Name { .. }))
        });
        beside.or_else(|| self.subject_of_sentence(cue, from))
    }

    /// "The paper quoted Lind as saying": whose words they are.
    fn quoted_as(&self, cue: usize, from: usize) -> Option<Mention> {
        let joint = cue.checked_sub(1).filter(|&joint| joint > from)?;
        if !self.words.list[joint].is(Sense::AS) {
            return None;
        }
        let last = self.unquoted_mentions(from..joint).pop()?;
        let object = last.words.end == joint && !self.is_governed(&last, from);
        let verb = last.words.start.checked_sub(1)?;
        let active = !self.is_passive(verb) && self.words.list[verb].is(Sense::REPORTING);
        (object && active).then_some(last)
    }

    /// The first phrase of the sentence that no preposition governs: the subject that "and said"
    /// or "adding" go back to.
    pub(super) fn subject_of_sentence(&self, before: usize, from: usize) -> Option<Mention> {
        let found = self.unquoted_mentions(from..before);
        if let Some(main) = self.main_subject(&found, from) {
            return Some(main);
        }
        let reported = (from..before)
            .filter(|&at| self.is_cue(at, Sense::CUE) && !self.effort.is_spent())
            .find_map(|at| {
                self.subject_before(at, from)
                    .or_else(|| self.subject_after(at, before))
            });
        reported.or_else(|| {
            found.into_iter().find(|mention| {
                let word = &self.words.list[mention.core.start];
                let empty = mention.kind == MentionKind::Pronoun && word.is(Sense::IT | Sense::YOU);
                !empty && !self.is_governed(mention, from)
            })
        })
    }

    /// "When asked about the dam, Lind had an answer": the phrase after the comma of a clause that
    /// opens the sentence.
    fn main_subject(&self, found: &[Mention], from: usize) -> Option<Mention> {
        let list = &self.words.list;
        let opens = |at: usize| list[at].is(Sense::SUBORDINATE) && list[at].is_capital();
        if from >= list.len() || !opens(from) {
            return None;
        }
        let comma =
            (from..list.len()).find(|&at| list[at].gap.has(Gap::COMMA.or(Gap::SENTENCE)))?;
        let main = found
            .iter()
            .find(|mention| mention.words.start == comma + 1)?;
        (list[comma].gap.has(Gap::COMMA) && matches!(main.kind, MentionKind::Name { .. }))
            .then(|| main.clone())
    }
}

fn generic(words: Range<usize>) -> Mention {
    let core = words.end - 1..words.end;
    Mention {
        words,
        kind: MentionKind::Role,
        core,
    }
}
