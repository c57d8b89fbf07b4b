//! Where the finite verb is the second part of its clause, as in German: what opens the clause is its
//! subject, or, if that is an adverb or an object, the subject follows the verb. After "dass" and
//! "wie" the verb stands last.

use std::ops::Range;

use super::{Clauses, Report};
use crate::insight::grammar::Sense;
use crate::insight::quotes::mentions::{Mention, MentionKind, mention_at};
use crate::insight::quotes::words::Gap;

impl Clauses<'_, '_> {
    /// "Laut X", "nach Angaben von X", "X zufolge", "so X": the cue at `at` and whom it cites.
    pub(super) fn cited_around(&self, at: usize, until: usize) -> Option<Report> {
        let words = self.words;
        let list = &words.list;
        let free = |range: Range<usize>| !range.clone().any(|at| self.quoted[at]);
        let report = |cue, subject| Some(Report { cue, subject });
        let cue = &list[at];
        if cue.is(Sense::CITE_AFTER) {
            let subject = (at.saturating_sub(9)..at)
                .filter(|&start| free(start..at))
                .filter_map(|start| mention_at(words, start, at))
                .find(|mention| mention.words.end == at)?;
            return report(at..at + 1, subject);
        }
        if cue.is(Sense::THUS) && at + 1 < until && self.is_cue(at + 1, Sense::CUE) {
            // "so heißt es in der Erklärung"
            return report(at + 1..at + 2, self.behind_second(at + 1, until)?);
        }
        let mut start = at + 1;
        let given = |index: usize| index < until && list[index].is(Sense::GIVEN);
        while start < until && list[start].is(Sense::DETERMINER) && given(start + 1) {
            start += 1;
        }
        let source = given(start);
        if source {
            start += 1;
            if start < until && list[start].is(Sense::GENITIVE) {
                start += 1;
            }
        }
        let plain = list[at].gap.is_plain();
        let opens = at.checked_sub(1).is_none_or(|before| {
            list[before]
                .gap
                .has(Gap::COMMA.or(Gap::MARK).or(Gap::SENTENCE))
        });
        let cites = plain
            && if cue.is(Sense::THUS) {
                opens && at > 0
            } else {
                source || !cue.is(Sense::CITE_GIVEN)
            };
        if !cites || start >= until || !free(start..start + 1) {
            return None;
        }
        let subject = mention_at(words, start, until)?;
        report(at..start, subject)
    }

    /// Who reports with the verb at `cue`, in a clause that opens at or after `from`.
    ///
    /// The finite verb stands second: what opens the clause is its subject, or, if that is an adverb
    /// or an object, the subject follows the verb. After "dass" and "wie" the verb stands last.
    pub(super) fn subject_in_second(
        &self,
        cue: usize,
        from: usize,
        until: usize,
    ) -> Option<Mention> {
        let words = self.words;
        let list = &words.list;
        let parted = Gap::COMMA
            .or(Gap::COLON)
            .or(Gap::SEMICOLON)
            .or(Gap::DASH)
            .or(Gap::MARK);
        if let Some(first) = self.shared_subject(cue, from) {
            return Some(first);
        }
        let mut start = (from..cue)
            .rev()
            .find(|&at| list[at].gap.has(parted) || self.quoted[at])
            .map_or(from, |at| at + 1);
        if start == cue {
            if let Some(named) = self.closed_off(cue, from) {
                return Some(named);
            }
            // "X, Präsident des Gerichts, sagte"
            start = from;
        }
        while start < cue && list[start].is(Sense::LEADING) {
            start += 1;
        }
        let helper = (start..cue).find(|&at| list[at].is(Sense::HELPER));
        let passive = (start..cue).any(|at| list[at].is(Sense::BE));
        if passive && !list[cue].is(Sense::QUOTED) {
            return None;
        }
        let verb = helper.unwrap_or(cue);
        if let Some(document) = self.document_of(start, verb) {
            return Some(document);
        }
        let first = (start < verb).then(|| self.opening(start, verb)).flatten();
        // "Diese Frage verneinte der Minister": an object may stand first.
        let object = first
            .as_ref()
            .is_some_and(|first| first.kind == MentionKind::Body);
        if object
            && let Some(behind) = self.behind_second(verb, until)
            && behind.words.start == verb + 1
            && self.is_person(&behind)
        {
            return Some(behind);
        }
        first
            .or_else(|| self.behind_second(verb, until))
            .or_else(|| self.first_nominative(from, start))
    }

    /// "Er sagte, Europa warte, und fügte hinzu": a verb right after "und" has the subject of the verb
    /// of reporting before it.
    fn shared_subject(&self, cue: usize, from: usize) -> Option<Mention> {
        let words = self.words;
        let joint = cue.checked_sub(1).filter(|&joint| joint > from)?;
        if !words.list[joint].is(Sense::LEADING) {
            return None;
        }
        let first = (from..joint).find(|&at| self.is_cue(at, Sense::CUE))?;
        self.subject_in_second(first, from, joint)
    }

    /// The name between commas right before its verb: "die Sprecherin der Partei, Ute Bader (BP), sagte".
    fn closed_off(&self, cue: usize, from: usize) -> Option<Mention> {
        /// Words of a name and of its party in brackets.
        const LONGEST: usize = 6;
        let words = self.words;
        let list = &words.list;
        let last = cue.checked_sub(1).filter(|&last| last > from)?;
        let start = (last.saturating_sub(LONGEST).max(from)..last)
            .rev()
            .find(|&at| list[at].gap.has(Gap::COMMA))?
            + 1;
        let named = self.nominative(start, cue)?;
        let whole = named.words.end == cue || list[named.words.end - 1].gap.has(Gap::BRACKET);
        (whole && matches!(named.kind, MentionKind::Name { .. }) && named.core.len() > 1)
            .then_some(named)
    }

    /// The document of "in dem Antrag heißt es".
    fn document_of(&self, start: usize, verb: usize) -> Option<Mention> {
        let words = self.words;
        let next = words
            .list
            .get(verb + 1)
            .is_some_and(|next| next.is(Sense::IT));
        let says = next && words.list[verb].is(Sense::READS | Sense::HELPER);
        let governed = start < verb && words.list[start].is(Sense::PREPOSITION);
        (says && governed)
            .then(|| mention_at(words, start + 1, verb))
            .flatten()
    }

    /// True for a phrase that can only be a person.
    fn is_person(&self, mention: &Mention) -> bool {
        let head = &self.words.list[mention.core.start];
        match mention.kind {
            MentionKind::Pronoun => head.is(Sense::HE | Sense::SHE),
            MentionKind::Name { titled } => titled || head.is(Sense::MALE | Sense::FEMALE),
            MentionKind::Role => true,
            MentionKind::Body | MentionKind::Document => false,
        }
    }

    /// The subject with which a clause opens.
    fn opening(&self, start: usize, verb: usize) -> Option<Mention> {
        let words = self.words;
        let first = &words.list[start];
        if first.is(Sense::FINAL) {
            return self.first_nominative(start + 1, verb);
        }
        if first.is(Sense::PREPOSITION | Sense::CITE | Sense::AS | Sense::OBLIQUE) {
            return None;
        }
        self.nominative(start, verb)
    }

    /// The first phrase of a range that can be a subject.
    pub(in super::super) fn first_nominative(&self, from: usize, until: usize) -> Option<Mention> {
        if self.effort.is_spent() {
            return None;
        }
        self.effort.spend(until.saturating_sub(from));
        let governed = |at: usize| at > from && self.words.list[at - 1].is(Sense::PREPOSITION);
        (from..until)
            .filter(|&at| !governed(at))
            .find_map(|at| self.nominative(at, until))
    }

    fn nominative(&self, at: usize, until: usize) -> Option<Mention> {
        let words = self.words;
        if at >= until || self.quoted[at] || words.list[at].is(Sense::OBLIQUE) {
            return None;
        }
        let found = mention_at(words, at, until).filter(|found| {
            let empty = found.kind == MentionKind::Pronoun
                && words.list[found.core.start].is(Sense::IT | Sense::YOU);
            !empty && !self.quoted[found.words.end - 1]
        })?;
        Some(self.named_beside(&found, until).unwrap_or(found))
    }

    /// The name after the comma: "der Sprecher der Partei, X".
    fn named_beside(&self, role: &Mention, until: usize) -> Option<Mention> {
        let words = self.words;
        if role.kind != MentionKind::Role {
            return None;
        }
        let mut end = role.words.end;
        if end < until && words.list[end - 1].gap.is_plain() && words.list[end].is(Sense::LINK) {
            end = mention_at(words, end, until)
                .or_else(|| mention_at(words, end + 1, until))?
                .words
                .end;
        }
        let name =
            mention_at(words, end, until).filter(|_| words.list[end - 1].gap.has(Gap::COMMA))?;
        matches!(name.kind, MentionKind::Name { .. }).then_some(name)
    }

    /// The subject behind its verb, past what may stand between: "sagte am Montag der Minister". Of
    /// "heißt es in der Mitteilung" the document.
    pub(super) fn behind_second(&self, verb: usize, until: usize) -> Option<Mention> {
        /// Words that may stand between.
        const REACH: usize = 12;
        let words = self.words;
        let list = &words.list;
        if self.effort.is_spent() {
            return None;
        }
        let until = until.min(verb + 1 + REACH);
        self.effort.spend(REACH);
        let mut at = verb + 1;
        while at < until && list[at - 1].gap.is_plain() && !self.quoted[at] {
            if list[at].is(Sense::IT) && list[verb].is(Sense::READS) {
                return self.source_of(at + 1, until);
            }
            if list[at].is(Sense::PREPOSITION | Sense::OBLIQUE) {
                let skipped = list[at].is(Sense::PREPOSITION);
                let object = mention_at(words, at + usize::from(skipped), until)?;
                at = object.words.end;
                continue;
            }
            if let Some(found) = self.nominative(at, until) {
                return Some(found);
            }
            at += 1;
        }
        None
    }

    /// The document after "heißt es": "in einer Mitteilung", "auf der Webseite".
    fn source_of(&self, from: usize, until: usize) -> Option<Mention> {
        let words = self.words;
        let at = (from..until).find(|&at| words.list[at].is(Sense::PREPOSITION))?;
        mention_at(words, at + 1, until).filter(|found| !self.quoted[found.words.start])
    }
}
