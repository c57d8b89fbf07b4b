//! The clause beside a quote, in its own sentence: “…,” said X. X said: “…”. According to X, “…”.

use std::ops::Range;

use super::{Attribution, Claim, Rule, Site, Stretch};
use crate::insight::grammar::{Habits, Order, Sense};
use crate::insight::quotes::clauses::Report;
use crate::insight::quotes::mentions::{Mention, MentionKind, mention_at};
use crate::insight::quotes::words::{Gap, SENTENCE, Shape};

impl Attribution<'_, '_> {
    /// What stands after a stretch claims, found once.
    pub(super) fn after(&self, site: &Site<'_>) -> Option<Claim> {
        let find = || self.clause_after(site.index);
        site.after.get_or_init(find).clone()
    }

    /// “…,” said X. “…,” X said. “…”, according to X.
    fn clause_after(&self, index: usize) -> Option<Claim> {
        let stretch = &self.stretches[index];
        let last = stretch.words.end.checked_sub(1)?;
        let gap = self.gap(last);
        if gap.has(Gap::PARAGRAPH) {
            return None;
        }
        let right = self.right(index);
        let first = right.start;
        if first >= right.end {
            return None;
        }
        let list = &self.words().list;
        let ended = gap.has(Gap::SENTENCE);
        if ended && !self.exclaims(stretch) {
            return None;
        }
        let mut at = first;
        while at < right.end
            && list[at].is(Sense::AUXILIARY | Sense::CONJUNCTION)
            && !list[at].is(Sense::PRONOUN)
        {
            if list[at].is(Sense::JOINT) {
                return None;
            }
            at += 1;
        }
        if at >= right.end {
            return None;
        }
        if let Some(report) = self.clauses.cited(at, right.end) {
            return (!ended).then(|| Claim::by(Rule::After, report));
        }
        // "the host of “Morning Light” asked": no comma parts a title from its sentence.
        let parted = gap.has(Gap::COMMA.or(Gap::STOP).or(Gap::DASH)) || self.opens(stretch);
        if !ended && parted && self.clauses.is_cue(at, Sense::CUE) {
            let Some(subject) = self.clauses.inverted(at, right.end) else {
                return self.left_out(at);
            };
            return Some(Claim::by(
                Rule::After,
                Report {
                    cue: at..at + 1,
                    subject,
                },
            ));
        }
        let second = self.words().grammar.order() == Order::VerbSecond;
        if second && !list[first].is(Sense::FINAL) {
            // There the verb comes first.
            return None;
        }
        self.after_subject(first, &right, gap)
    }

    /// “…”, afirmó: a verb without a subject goes on with whoever spoke last.
    fn left_out(&self, cue: usize) -> Option<Claim> {
        let drops = self.words().grammar.has(Habits::DROPS_PRONOUNS);
        drops.then(|| Claim {
            rule: Rule::Carried,
            subject: None,
            cue: Some(cue..cue + 1),
        })
    }

    /// True when a stretch ends in `?` or `!`, after which its own clause may go on with a capital.
    fn exclaims(&self, stretch: &Stretch) -> bool {
        let text = &self.words().text[stretch.passage.span.clone()];
        text.trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '?' | '!' | '.' | '…'))
            .ends_with(['?', '!', '…'])
    }

    /// “…,” X [, who …,] said.
    fn after_subject(&self, first: usize, right: &Range<usize>, gap: Gap) -> Option<Claim> {
        /// Words between the mark and the verb.
        const REACH: usize = 16;
        /// The same after a full stop or a question mark, where a new sentence is as likely.
        const SHORT: usize = 5;
        let reach = if gap.has(Gap::SENTENCE) { SHORT } else { REACH };
        let until = right.end.min(first + reach);
        if let Some(report) = self.quoted_as_saying(first, until) {
            return Some(Claim::by(Rule::After, report));
        }
        let cue = (first..until).find(|&at| self.clauses.is_cue(at, Sense::CUE))?;
        let subject = self.clauses.subject_before(cue, first)?;
        // “…,” Lind never said.
        let list = &self.words().list;
        if (subject.words.end..cue).any(|at| list[at].is(Sense::NEGATION)) {
            return None;
        }
        let near = subject.words.start <= first + 1;
        let closes = |at: usize| self.gap(at).has(Gap::STOP.or(Gap::SENTENCE));
        if gap.has(Gap::SENTENCE) && !(near && (cue..right.end.min(cue + 4)).any(closes)) {
            return None;
        }
        // A sentence that goes on without a comma is not about the words before it.
        let joined = gap.has(Gap::COMMA.or(Gap::STOP).or(Gap::DASH));
        let rule = if near && (joined || !gap.has(Gap::SENTENCE)) {
            Rule::After
        } else {
            Rule::Clause
        };
        Some(Claim::by(
            rule,
            Report {
                cue: cue..cue + 1,
                subject,
            },
        ))
    }

    /// “…,” the paper quoted X as saying. “…,” X was quoted as saying.
    fn quoted_as_saying(&self, first: usize, until: usize) -> Option<Report> {
        let list = &self.words().list;
        let joint =
            (first..until).find(|&at| !self.gap(at).is_plain() || list[at].is(Sense::AS))?;
        let cue = joint + 1;
        let says =
            list[joint].is(Sense::AS) && cue < until && self.clauses.is_cue(cue, Sense::PARTICIPLE);
        let subject = says.then(|| self.clauses.subject_of_participle(cue, first))??;
        let cue = cue..cue + 1;
        Some(Report { cue, subject })
    }

    /// True for "according to the paper" between commas, where somebody's verb stands before it.
    fn is_aside(&self, cited: &Report, from: usize) -> bool {
        let Some(verb) = cited.cue.start.checked_sub(1).filter(|&verb| verb >= from) else {
            return false;
        };
        self.gap(verb).has(Gap::COMMA)
            && self.gap(cited.subject.words.end - 1).has(Gap::COMMA)
            && self.clauses.is_cue(verb, Sense::CUE)
    }

    /// X said: “…”. According to X, “…”. X said that the talks were “…”.
    pub(super) fn before(&self, stretch: &Stretch, left: Range<usize>) -> Option<Claim> {
        /// A cue this close to the mark introduces speech even without a comma.
        const CLOSE: usize = 3;
        let until = stretch.words.start;
        for at in left.clone().rev() {
            if self.clauses.quoted[at] {
                continue;
            }
            if let Some(report) = self.clauses.cited(at, until) {
                if self.is_aside(&report, left.start) {
                    continue;
                }
                return Some(Claim::by(Rule::Cited, report));
            }
            if let Some(claim) = self.noun_cue(at, &left) {
                return Some(claim);
            }
            if !self.clauses.is_cue(at, Sense::REPORTING) {
                continue;
            }
            if let Some(subject) = self.writer_before(at, left.start) {
                let cue = at..at + 1;
                return Some(Claim::by(Rule::Clause, Report { cue, subject }));
            }
            let list = &self.words().list;
            let subject = if list[at].is(Sense::CUE | Sense::WEAK) {
                self.clauses.subject(at, left.start, until)
            } else {
                self.clauses.subject_of_participle(at, left.start)
            };
            let Some(subject) = subject else {
                if let Some(claim) = self.goes_on_from(at, stretch) {
                    return Some(claim);
                }
                continue;
            };
            if self.is_unsaid(&subject, at, until) {
                continue;
            }
            // "Lind concluded that the text indicated “…”": Lind's words on it.
            let reported = subject.kind == MentionKind::Document
                && subject.words.start > left.start + 1
                && list[subject.words.start - 1].is(Sense::THAT)
                && self.clauses.is_cue(subject.words.start - 2, Sense::CUE);
            if reported {
                continue;
            }
            if let Some(main) = self.main_subject(&subject, at, until) {
                return Some(Claim::near(Rule::Clause, main));
            }
            let introduces =
                self.gap(until - 1).has(Gap::COLON.or(Gap::COMMA)) || until - at <= CLOSE;
            let strong = list[at].is(Sense::CUE | Sense::PARTICIPLE) && introduces;
            let rule = if strong { Rule::Before } else { Rule::Clause };
            return Some(Claim::by(
                rule,
                Report {
                    cue: at..at + 1,
                    subject,
                },
            ));
        }
        None
    }

    /// "A note by X to Y, which | reads": whose the document is that the relative clause is about.
    fn writer_before(&self, cue: usize, from: usize) -> Option<Mention> {
        /// "by the Chief of the Division of Far Harbours to the Secretary of State on January 31".
        const REACH: usize = 30;
        let list = &self.words().list;
        let relative = cue.checked_sub(1).filter(|&at| at > from)?;
        if !list[relative].is(Sense::RELATIVE) || !self.gap(relative - 1).has(Gap::COMMA) {
            return None;
        }
        let near = from.max(relative.saturating_sub(REACH));
        let document = (near..relative - 1).rev().find(|&at| {
            list[at].is(Sense::DOCUMENT | Sense::LETTER)
                && list[at].gap.is_plain()
                && list[at + 1].is(Sense::BY | Sense::FROM | Sense::GENITIVE)
        })?;
        let writer = mention_at(self.words(), document + 2, relative)?;
        // "the Chief of the Division (Lind)"
        let last = writer.words.end - 1;
        let bracket = (last..relative).find(|&at| !self.gap(at).is_plain());
        let bracketed = bracket
            .filter(|&at| self.gap(at).is_only(Gap::BRACKET))
            .and_then(|at| mention_at(self.words(), at + 1, relative))
            .filter(|name| matches!(name.kind, MentionKind::Name { .. }));
        let person =
            |who: &Mention| !matches!(who.kind, MentionKind::Document | MentionKind::Pronoun);
        bracketed.or(Some(writer)).filter(person)
    }

    /// A verb without a subject goes on with whoever spoke before it, in its paragraph or, less surely,
    /// in the one above.
    fn goes_on_from(&self, verb: usize, stretch: &Stretch) -> Option<Claim> {
        let own = stretch.paragraph.start..verb;
        let above = stretch.above.start..stretch.paragraph.start;
        let found = match self.speaker_before(verb, own) {
            Some(speaker) => Some((speaker, Rule::Clause)),
            None => self
                .speaker_before(verb, above)
                .map(|speaker| (speaker, Rule::Nearby)),
        };
        let (subject, rule) = found?;
        let cue = verb..verb + 1;
        Some(Claim::by(rule, Report { cue, subject }))
    }

    /// «أوضحت الوزيرة أن … وقالت: «…»»: the subject of a verb that has none is that of the verb of
    /// reporting before it, if that is of the same gender.
    fn speaker_before(&self, cue: usize, before: Range<usize>) -> Option<Mention> {
        let words = self.words();
        let grammar = words.grammar;
        // What else follows the verb is a subject that was not made out.
        let leads = Sense::THAT | Sense::PREPOSITION | Sense::AUXILIARY;
        let bare = !words.list[cue].gap.is_plain()
            || words.list.get(cue + 1).is_some_and(|next| next.is(leads));
        if grammar.order() != Order::VerbFirst || !words.list[cue].is(Sense::CUE) || !bare {
            return None;
        }
        let mans = |at: usize| {
            let cases = grammar.cases()?;
            (cases.is_mans_verb)(words.text_of(at))
        };
        let from = before.start.max(before.end.saturating_sub(SENTENCE));
        let (last, subject) = (from..before.end).rev().find_map(|at| {
            let subject = self.clauses.is_cue(at, Sense::CUE).then(|| {
                let end = words.sentence_end(at + 1);
                self.clauses.subject(at, from, end)
            });
            Some((at, subject.flatten()?))
        })?;
        (mans(last) == mans(cue)).then_some(subject)
    }

    /// "The claim by Lind that the dam was “…”", "Lind’s reply was brief: “…”".
    fn noun_cue(&self, at: usize, left: &Range<usize>) -> Option<Claim> {
        let list = &self.words().list;
        let word = &list[at];
        let colon = self.gap(left.end - 1).has(Gap::COLON);
        let that = (at + 1..left.end).any(|at| list[at].is(Sense::THAT));
        if !word.is(Sense::NOUN_CUE) || word.shape != Shape::Lower || !(colon || that) {
            return None;
        }
        let by = list
            .get(at + 1)
            .filter(|_| word.gap.is_plain() && at + 1 < left.end);
        let subject = if by.is_some_and(|by| by.is(Sense::BY | Sense::GENITIVE)) {
            mention_at(self.words(), at + 2, left.end)
        } else {
            self.owner_of(at, left.start)
        }?;
        let cue = at..at + 1;
        let person = !matches!(subject.kind, MentionKind::Document);
        person.then(|| Claim::by(Rule::Clause, Report { cue, subject }))
    }

    /// Whose the thing named by word `at` is: "Mara Lind’s | reply".
    fn owner_of(&self, at: usize, from: usize) -> Option<Mention> {
        /// Words between an owner and the thing: "Lind's short but clear reply".
        const REACH: usize = 3;
        let list = &self.words().list;
        let near = at.saturating_sub(REACH).max(from);
        let owner = (near..at)
            .rev()
            .find(|&owner| list[owner].gap.has(Gap::POSSESSIVE))?;
        (owner.saturating_sub(REACH).max(from)..=owner)
            .filter_map(|start| mention_at(self.words(), start, owner + 1))
            .find(|found| found.words.end == owner + 1)
    }

    /// "Lind denied that the talks had “failed”", "never called it “war”": not Lind's words.
    fn is_unsaid(&self, subject: &Mention, cue: usize, until: usize) -> bool {
        let list = &self.words().list;
        let denied = list[cue].is(Sense::DENIAL) && (cue..until).any(|at| list[at].is(Sense::THAT));
        let between = subject.words.end..cue;
        denied || between.into_iter().any(|at| list[at].is(Sense::NEGATION))
    }

    /// "As it pledges to build, Lind Motors is planning to “…”": the subject of the main clause
    /// after the one that reports.
    fn main_subject(&self, subject: &Mention, cue: usize, until: usize) -> Option<Mention> {
        let list = &self.words().list;
        let joint = subject.words.start.checked_sub(1)?;
        let comma = (cue..until)
            .rev()
            .find(|&at| self.gap(at).has(Gap::COMMA))?;
        if !list[joint].is(Sense::CONJUNCTION) || subject.words.end != cue {
            return None;
        }
        let main = mention_at(self.words(), comma + 1, until)?;
        let verb = list
            .get(main.words.end)
            .filter(|_| main.words.end < until)?;
        (main.kind != MentionKind::Pronoun && verb.is(Sense::AUXILIARY | Sense::BE)).then_some(main)
    }
}
