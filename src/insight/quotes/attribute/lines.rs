//! Names on the line of a quote or at the end of its text: "X: “…”", "“…” — X", a signed letter.

use super::{Attribution, Claim, Rule, Stretch};
use crate::insight::grammar::Sense;
use crate::insight::quotes::clauses::Report;
use crate::insight::quotes::mentions::{Mention, MentionKind, mention_at, mentions};
use crate::insight::quotes::signatures;
use crate::insight::quotes::words::{Gap, SENTENCE};
use crate::insight::salutation;

impl Attribution<'_, '_> {
    /// X: “…”. X, title: “…”. A line that is only a name before the mark.
    pub(super) fn label(&self, stretch: &Stretch) -> Option<Claim> {
        /// A name with its offices.
        const LONGEST: usize = 20;
        let start = self.line_start(stretch);
        let until = stretch.words.start;
        if start == until || until - start > LONGEST || self.is_greeted(stretch) {
            return None;
        }
        let colon = self.gap(until - 1).has(Gap::COLON);
        let list = &self.words().list;
        if (start..until).any(|at| {
            self.clauses.is_cue(at, Sense::CUE | Sense::PARTICIPLE) || self.clauses.quoted[at]
        }) {
            return None;
        }
        // "Added Lind: “…”"
        if list[start].is(Sense::CUE) && list[start].gap.is_plain() && colon {
            let subject = mention_at(self.words(), start + 1, until)?;
            return Some(Claim::by(
                Rule::Before,
                Report {
                    cue: start..start + 1,
                    subject,
                },
            ));
        }
        if list[start].is(Sense::PREPOSITION) && colon {
            return self.topic(stretch);
        }
        if list[start].is(Sense::CAPTION) {
            return None;
        }
        let found = mentions(self.words(), start..until);
        let owns = |mention: &Mention| self.gap(mention.words.end - 1).has(Gap::POSSESSIVE);
        // "CNN's Scott Jennings:"
        let skipped = found
            .iter()
            .take_while(|mention| owns(mention))
            .last()
            .map_or(start, |last| last.words.end);
        let first = found
            .iter()
            .find(|mention| mention.words.start == skipped)?;
        let whole = first.words.end == until;
        let heads_line = whole && stretch.words.len() > 5 && list[start].is_capital();
        if !colon && (!heads_line || until - start == 1) {
            return None;
        }
        if first.kind == MentionKind::Pronoun {
            return None;
        }
        let named = found
            .iter()
            .find(|mention| matches!(mention.kind, MentionKind::Name { .. }));
        let beside = self.gap(first.words.end - 1).has(Gap::COMMA);
        let subject = match (first.kind, named) {
            (MentionKind::Role, Some(named)) if beside => named,
            _ => first,
        };
        (whole || beside || colon).then(|| Claim::near(Rule::Label, subject.clone()))
    }

    /// True where the line before a stretch greets a reader: "Dear Mr Lind: “…”".
    fn is_greeted(&self, stretch: &Stretch) -> bool {
        let words = self.words();
        let line = words.span(self.line_start(stretch)..stretch.words.start);
        let line = &words.text[line.start..stretch.passage.span.start.max(line.start)];
        salutation::length(line, words.grammar.code()).is_some()
    }

    /// The first word of the line or list item that a stretch stands in.
    fn line_start(&self, stretch: &Stretch) -> usize {
        let floor = stretch
            .paragraph
            .start
            .max(stretch.words.start.saturating_sub(SENTENCE));
        let mut at = stretch.words.start;
        while at > floor && !self.gap(at - 1).has(Gap::SENTENCE) {
            at -= 1;
        }
        at
    }

    /// “On tariffs: …” under the heading “X on the programme”: the heading names the speaker.
    fn topic(&self, stretch: &Stretch) -> Option<Claim> {
        /// A heading, not a paragraph.
        const HEADING: usize = 16;
        let mut end = stretch.paragraph.start;
        while end > 0 {
            let start = self.paragraph_start(end - 1);
            let plain = !(start..end).any(|at| self.clauses.quoted[at]);
            if plain && end - start <= HEADING {
                let first = mention_at(self.words(), start, end)?;
                return matches!(first.kind, MentionKind::Name { .. })
                    .then(|| Claim::near(Rule::Label, first));
            }
            if plain {
                return None;
            }
            end = start;
        }
        None
    }

    /// “…” — X, title
    pub(super) fn signature(&self, stretch: &Stretch) -> Option<Claim> {
        /// A name with its offices.
        const LONGEST: usize = 14;
        let first = stretch.words.end;
        let gap = self.gap(first.checked_sub(1)?);
        if stretch.words.start == stretch.paragraph.start
            && let Some(named) = signatures::under(self.words(), first - 1)
        {
            return Some(Claim::near(Rule::Signature, named));
        }
        if !gap.has(Gap::DASH) || first >= self.words().list.len() {
            return None;
        }
        let end = self.paragraph_end(first);
        let subject = mention_at(self.words(), first, end)?;
        // "“Straws in the Wind” - Changes in policy": a line goes on that a name would end.
        let closed = subject.core.len() > 1
            || subject.words.end == end
            || !self.gap(subject.words.end - 1).is_plain();
        let lone = end - first <= LONGEST
            && closed
            && !self.words().list[first].is(Sense::DETERMINER | Sense::PRONOUN);
        lone.then(|| Claim::near(Rule::Signature, subject))
    }

    /// A letter quoted whole: its last lines are its writer's name.
    pub(super) fn signed(&self, stretch: &Stretch) -> Option<Claim> {
        /// Paragraphs of the shortest letter: a greeting, a message, a name.
        const PARAGRAPHS: usize = 3;
        /// A name with its offices.
        const LONGEST: usize = 14;
        let breaks = || {
            stretch
                .words
                .clone()
                .filter(|&at| self.gap(at).has(Gap::PARAGRAPH) && at + 1 < stretch.words.end)
        };
        let last = breaks().next_back()? + 1;
        if breaks().count() + 1 < PARAGRAPHS || stretch.words.end - last > LONGEST {
            return None;
        }
        // "Respectfully submitted. X, Commander in Chief": the name opens a sentence.
        let starts = (last..stretch.words.end)
            .rev()
            .filter(|&at| at == last || self.gap(at - 1).has(Gap::SENTENCE));
        let names = starts.filter_map(|at| mention_at(self.words(), at, stretch.words.end));
        names
            .filter(|name| matches!(name.kind, MentionKind::Name { .. }) && name.core.len() > 1)
            .find(|name| {
                self.gap(name.words.end - 1)
                    .has(Gap::COMMA.or(Gap::STOP).or(Gap::NEWLINE).or(Gap::MARK))
            })
            .map(|name| Claim::near(Rule::Signature, name))
    }
}
