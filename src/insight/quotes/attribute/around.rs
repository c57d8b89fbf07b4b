//! What the sentences and paragraphs around a quote tell: who spoke before it, whom they are about.

use std::ops::Range;

use super::{Attribution, Claim, Rule, Site, Stretch};
use crate::insight::grammar::Sense;
use crate::insight::quotes::clauses::Report;
use crate::insight::quotes::mentions::{Mention, MentionKind, mention_at, mentions};
use crate::insight::quotes::signatures;
use crate::insight::quotes::words::{Gap, SENTENCE};

impl Attribution<'_, '_> {
    /// The speaker of the quote before goes on, or the sentence before names the speaker.
    pub(super) fn carried(&self, index: usize, left: &Range<usize>) -> Option<Claim> {
        let stretch = &self.stretches[index];
        let carried = Claim {
            rule: Rule::Carried,
            subject: None,
            cue: None,
        };
        let before = index.checked_sub(1).map(|before| &self.stretches[before]);
        let opens = stretch.words.start == stretch.paragraph.start;
        if opens && (stretch.passage.turn || self.opens_list(index)) {
            // A new turn is another's, and so is a new list.
            return None;
        }
        if opens {
            let above = &stretch.above;
            let follows = before.is_some_and(|before| before.words.end > above.start);
            return (left.is_empty() && follows && !above.is_empty() && !self.introduces(above))
                .then_some(carried);
        }
        let same_paragraph = before.filter(|before| before.words.end > stretch.paragraph.start);
        if same_paragraph.is_some_and(|before| left.start < before.words.end) {
            return Some(carried);
        }
        let bare = left
            .clone()
            .all(|at| !self.words().list[at].is(Sense::FIRST | Sense::HEAD | Sense::TITLE));
        (same_paragraph.is_some() && bare && left.len() <= 4).then_some(carried)
    }

    /// The sentences before a quote that opens one of its own, in the same paragraph and after
    /// the quote before: their subjects, the nearest first.
    pub(super) fn told(&self, site: &Site<'_>) -> Vec<Claim> {
        let stretch = site.stretch;
        let before = site
            .index
            .checked_sub(1)
            .map_or(0, |before| self.stretches[before].words.end);
        let near = stretch.words.start.saturating_sub(SENTENCE);
        let floor = before.max(stretch.paragraph.start).max(near);
        let mut end = stretch.words.start;
        let mut claims = Vec::new();
        while site.left.is_empty() && end > floor {
            let mut start = end - 1;
            while start > floor && !self.gap(start - 1).has(Gap::SENTENCE) {
                start -= 1;
            }
            // The clause of the quote before is no news of this one.
            if start == before && self.clause_of_quote(start..end) {
                break;
            }
            let subject = self.clauses.subject_of_sentence(end, start);
            claims.extend(subject.map(|subject| Claim::near(Rule::Introduced, subject)));
            end = start;
        }
        claims
    }

    /// A sentence whose verb of reporting is the first of the words in marks.
    pub(super) fn begun(&self, site: &Site<'_>) -> Option<Claim> {
        self.verb_inside(site.stretch)?;
        self.nearby(site.stretch, site.left.clone())
    }

    /// "The dam was old, she said. It had “cracks that a child could see”": a fragment about a thing,
    /// after a sentence that somebody is reported to have said.
    pub(super) fn run_on(&self, site: &Site<'_>) -> Option<Claim> {
        let list = &self.words().list;
        let stretch = site.stretch;
        let start = site.left.start;
        if site.left.is_empty() || start <= stretch.paragraph.start {
            return None;
        }
        let subject = self.clauses.subject_of_sentence(stretch.words.start, start);
        let thing = subject.is_none_or(|subject| match subject.kind {
            MentionKind::Pronoun => list[subject.core.start].is(Sense::IT | Sense::THEY),
            MentionKind::Document => true,
            _ => false,
        });
        let before = self
            .words()
            .sentence_start(start)
            .max(stretch.paragraph.start);
        let told = (before..start)
            .rev()
            .find(|&at| self.clauses.is_cue(at, Sense::CUE));
        let cue = told.filter(|_| thing && !(before..start).any(|at| self.clauses.quoted[at]))?;
        let speaker = self.clauses.subject(cue, before, start)?;
        Some(Claim::near(Rule::Nearby, speaker))
    }

    fn clause_of_quote(&self, mut words: Range<usize>) -> bool {
        words.any(|at| self.clauses.is_cue(at, Sense::CUE))
    }

    /// The paragraph above ends in “X wrote:”, or is about X.
    pub(super) fn introduced(&self, stretch: &Stretch, left: &Range<usize>) -> Option<Claim> {
        let above = stretch.above.clone();
        if !left.is_empty() || stretch.words.start != stretch.paragraph.start || above.is_empty() {
            return None;
        }
        if (stretch.head.as_ref()).is_some_and(|head| self.is_caption(head)) {
            return None;
        }
        if let Some(named) = signatures::over(self.words(), &above) {
            return Some(Claim::near(Rule::Introduced, named));
        }
        let mut start = above.end - 1;
        let floor = above.start.max(above.end.saturating_sub(SENTENCE));
        while start > floor && !self.gap(start - 1).has(Gap::SENTENCE) {
            start -= 1;
        }
        let cue = (start..above.end)
            .rev()
            .find(|&at| self.clauses.is_cue(at, Sense::CUE | Sense::PARTICIPLE));
        if let Some(cue) = cue
            && let Some(subject) = self.clauses.subject(cue, start, above.end)
        {
            return Some(Claim::by(
                Rule::Introduced,
                Report {
                    cue: cue..cue + 1,
                    subject,
                },
            ));
        }
        if let Some(sender) = self.sender(start..above.end) {
            return Some(Claim::near(Rule::Introduced, sender));
        }
        if self.introduces(&above)
            && let Some(by) = (start..above.end)
                .rev()
                .find(|&at| self.words().list[at].is(Sense::BY))
            && let Some(author) = mention_at(self.words(), by + 1, above.end)
        {
            return Some(Claim::near(Rule::Introduced, author));
        }
        let subject = self.clauses.subject_of_sentence(above.end, start)?;
        Some(Claim::near(
            if self.introduces(&above) {
                Rule::Introduced
            } else {
                Rule::Nearby
            },
            subject,
        ))
    }

    /// "The text of a note that Lind sent": who a document is from that a sentence announces.
    fn sender(&self, sentence: Range<usize>) -> Option<Mention> {
        let list = &self.words().list;
        let document = sentence
            .clone()
            .find(|&at| list[at].is(Sense::DOCUMENT | Sense::LETTER))?;
        let sent = (document + 1..sentence.end).find(|&at| list[at].is(Sense::ISSUE))?;
        let subject = self.clauses.subject_before(sent, document + 1)?;
        let person = matches!(subject.kind, MentionKind::Name { .. } | MentionKind::Body);
        (subject.words.end == sent && person).then_some(subject)
    }

    /// A quote in a paragraph of its own, some paragraphs after the last one of its speaker.
    pub(super) fn far(&self, index: usize) -> Option<Claim> {
        /// In words: two or three paragraphs.
        const REACH: usize = 150;
        let stretch = &self.stretches[index];
        let before = &self.stretches[index.checked_sub(1)?];
        let alone = stretch.words == stretch.paragraph && !self.opens_list(index);
        (alone && stretch.words.start - before.words.end < REACH).then_some(Claim {
            rule: Rule::Far,
            subject: None,
            cue: None,
        })
    }

    /// A quote set over a message: whom the paragraph under it is about.
    pub(super) fn heading(&self, stretch: &Stretch) -> Option<Claim> {
        let end = stretch.words.end;
        let lone = stretch.words == stretch.paragraph && !stretch.passage.turn;
        if !lone || end >= self.words().list.len() {
            return None;
        }
        let below = end..self.paragraph_end(end);
        let mut found = mentions(self.words(), below).into_iter();
        let subject = found.find(|mention| {
            matches!(
                mention.kind,
                MentionKind::Name { titled: true } | MentionKind::Role
            )
        })?;
        Some(Claim::near(Rule::Nearby, subject))
    }

    /// The subject of the sentence, though nothing in it reports.
    pub(super) fn nearby(&self, stretch: &Stretch, left: Range<usize>) -> Option<Claim> {
        let subject = self
            .clauses
            .subject_of_sentence(stretch.words.start, left.start)?;
        // "The resolution “strongly deplores” the attack": the verb is among the words.
        if let Some(verb) = self.verb_inside(stretch) {
            return Some(Claim::by(
                Rule::Clause,
                Report {
                    cue: verb..verb + 1,
                    subject,
                },
            ));
        }
        // "Lind sees it differently: “…”"
        let introduces = self.gap(stretch.words.start - 1).has(Gap::COLON);
        let rule = if introduces {
            Rule::Introduced
        } else {
            Rule::Nearby
        };
        Some(Claim::near(rule, subject))
    }
}
