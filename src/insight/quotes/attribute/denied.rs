//! Words that somebody is said not to have said: "denied having said “…”", "never called it “…”".

use super::{Attribution, Stretch, last_up_to};
use crate::insight::grammar::Sense;
use crate::insight::quotes::mentions::Mention;
use crate::insight::quotes::words::{Gap, Word};

impl Attribution<'_, '_> {
    /// True for words that somebody denies, or did not say, by the clause before them: nobody's.
    pub(in super::super) fn is_denied(&self, index: usize) -> bool {
        self.denied_cue(&self.stretches[index]).is_some()
    }

    /// The verb of reporting before a stretch, if it is denied.
    fn denied_cue(&self, stretch: &Stretch) -> Option<usize> {
        let left = self.left(stretch);
        let list = &self.words().list;
        let last = left.end.checked_sub(1)?;
        let cue = last_up_to(&self.landmarks.cues, last).filter(|&cue| cue >= left.start)?;
        let start = self.clause_of(cue, left.start);
        if list[cue].is(Sense::DENIAL) {
            return None;
        }
        let denies = |at: usize| list[at].is(Sense::DENIAL | Sense::NEGATION);
        if !(start..cue).any(denies) {
            return None;
        }
        // "Was not felt to be fair; in her words, “…”": the verb is of another clause.
        let is_of_another = self.clause_of(left.end - 1, left.start) > cue;
        // "If Lind did not say “…”", "Why did Lind not say “…”?"
        let is_open = list[start].is(Sense::UNREAL) || self.words().is_question(cue);
        if is_open || is_of_another {
            return None;
        }
        let subject = self.clauses.subject(cue, left.start, stretch.words.start);
        let subject = subject
            .or_else(|| self.clauses.subject_of_participle(cue, left.start))
            .filter(|subject| subject.words.end <= cue)?;
        let is_denied = (start..cue).any(|at| match () {
            () if list[at].is(Sense::DENIAL) => self.hangs_from(at, cue),
            () if list[at].is(Sense::NEGATION) => self.negates(at, &subject, cue),
            () => false,
        });
        is_denied.then_some(cue)
    }

    /// The first word of the clause in which a verb stands.
    fn clause_of(&self, cue: usize, from: usize) -> usize {
        let parts = Gap::COMMA.or(Gap::SEMICOLON).or(Gap::COLON).or(Gap::DASH);
        let last = (from..cue).rev().find(|&at| self.gap(at).has(parts));
        last.map_or(from, |last| last + 1)
    }

    /// "Denied saying", "denied having said", "denied that she had said", "rejected claims that she
    /// said": what was denied is that something was said.
    fn hangs_from(&self, denial: usize, cue: usize) -> bool {
        /// "denied ever having said"
        const BETWEEN: usize = 2;
        let between = &self.words().list[denial + 1..cue];
        // "Rejected the offer saying “…”", "denied it and said “…”"
        let other = Sense::DETERMINER | Sense::PREPOSITION | Sense::AND | Sense::CONJUNCTION;
        // "Refused to say “…”"
        let infinitive = |word: &Word| word.is(Sense::INFINITIVE);
        between.iter().any(|word| word.is(Sense::THAT))
            || between.len() <= BETWEEN
                && !between
                    .iter()
                    .any(|word| word.is(other) && !infinitive(word))
    }

    /// "Did not say", "nobody said", "did not at any time say": nothing else can be meant by it.
    fn negates(&self, negation: usize, subject: &Mention, cue: usize) -> bool {
        let between = &self.words().list[negation + 1..cue];
        let nobody = (subject.words.start..=subject.words.start + 1).contains(&(negation + 1));
        // "Did not come and said": another verb.
        let small = Sense::AUXILIARY | Sense::PREPOSITION | Sense::DETERMINER | Sense::MODAL;
        let verb = between.iter().all(|word| word.is(small));
        let limited = between.first().is_some_and(|next| next.is(Sense::LIMIT));
        (nobody || verb && negation >= subject.words.end) && !limited
    }
}
