//! Who says a quote: candidate rules around it, the best one wins.
//!
//! Each rule looks at one place (the words after, before, the label, the paragraph above) and
//! makes a claim with a strength. The rule that won decides the confidence shown.

use std::ops::Range;

use super::clauses::{Clauses, Report};
use super::german;
use super::lexicon::{Sense, Tongue};
use super::marks::Passage;
use super::mentions::{Mention, MentionKind, mention_at, mentions};
use super::words::{Gap, Shape, Words};
use crate::insight::salutation;

/// A passage between marks, with its place among words and paragraphs.
#[derive(Debug, Clone)]
pub(super) struct Stretch {
    pub(super) passage: Passage,
    pub(super) words: Range<usize>,
    /// The words of the paragraph that it begins in.
    pub(super) paragraph: Range<usize>,
    /// The words of the paragraph before, empty for the first.
    pub(super) above: Range<usize>,
}

/// How a speaker was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rule {
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

/// The longest way, in words, that a rule looks from a quote: longer than any sentence that a
/// reader could follow, and short enough that a text without full stops costs no more.
const SENTENCE: usize = 160;

/// Finds who says each stretch of a body.
#[derive(Debug)]
pub(super) struct Attribution<'w, 't> {
    pub(super) clauses: Clauses<'w, 't>,
    pub(super) stretches: &'w [Stretch],
}

impl<'t> Attribution<'_, 't> {
    fn words(&self) -> &Words<'t> {
        self.clauses.words
    }

    fn gap(&self, word: usize) -> Gap {
        self.words().list[word].gap
    }

    /// The best claim for one stretch.
    ///
    /// A claim that `credible` refuses makes way for the next rule.
    pub(super) fn claim(&self, index: usize, credible: impl Fn(&Claim) -> bool) -> Option<Claim> {
        let stretch = &self.stretches[index];
        if let Some(claim) = self.signed(stretch) {
            return Some(claim);
        }
        let left = self.left(stretch);
        let after = self.after(index);
        if let Some(claim) = after.as_ref().filter(|claim| claim.rule == Rule::After) {
            return Some(claim.clone());
        }
        self.label(stretch)
            .or_else(|| self.before(stretch, left.clone()))
            .or(after)
            .or_else(|| self.signature(stretch))
            .filter(&credible)
            .or_else(|| german::closing(&self.clauses, stretch, &left))
            .or_else(|| german::reported(&self.clauses, stretch, &left).filter(&credible))
            .or_else(|| self.told(index, &left, &credible))
            .or_else(|| {
                self.verb_inside(stretch)?;
                self.nearby(stretch, left.clone()).filter(&credible)
            })
            .or_else(|| self.carried(index, &left))
            .or_else(|| self.introduced(stretch, &left).filter(&credible))
            .or_else(|| self.nearby(stretch, left.clone()).filter(&credible))
            .or_else(|| self.far(index))
            .or_else(|| self.heading(stretch).filter(&credible))
            .or_else(|| german::guessed(&self.clauses, stretch, &left))
    }

    /// The words of the stretch's sentence before it.
    fn left(&self, stretch: &Stretch) -> Range<usize> {
        let floor = stretch
            .paragraph
            .start
            .max(stretch.words.start.saturating_sub(SENTENCE));
        let mut at = stretch.words.start;
        while at > floor {
            let before = at - 1;
            let inner = self.clauses.quoted[before]
                && self.clauses.quoted[at]
                && before + 1 != stretch.words.start;
            if !inner && self.gap(before).has(Gap::SENTENCE) {
                break;
            }
            at -= 1;
        }
        at..stretch.words.start
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

    /// “…,” said X. “…,” X said. “…”, according to X.
    fn after(&self, index: usize) -> Option<Claim> {
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
            if matches!(
                self.words().text_of(at),
                "and"
                    | "but"
                    | "or"
                    | "while"
                    | "although"
                    | "though"
                    | "whereas"
                    | "because"
                    | "und"
                    | "et"
                    | "и"
                    | "y"
            ) {
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
            let subject = self.clauses.inverted(at, right.end)?;
            return Some(Claim::by(
                Rule::After,
                Report {
                    cue: at..at + 1,
                    subject,
                },
            ));
        }
        if self.words().tongue == Tongue::German && self.words().text_of(first) != "wie" {
            // There the verb comes first.
            return None;
        }
        self.after_subject(first, &right, gap)
    }

    /// True when a stretch opens a sentence.
    fn opens(&self, stretch: &Stretch) -> bool {
        let first = stretch.words.start;
        first == stretch.paragraph.start
            || self
                .gap(first - 1)
                .has(Gap::SENTENCE.or(Gap::COLON).or(Gap::COMMA))
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
        let cue = (first..until).find(|&at| self.clauses.is_cue(at, Sense::CUE))?;
        let subject = self.clauses.subject_before(cue, first)?;
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

    /// X said: “…”. According to X, “…”. X said that the talks were “…”.
    fn before(&self, stretch: &Stretch, left: Range<usize>) -> Option<Claim> {
        /// A cue this close to the mark introduces speech even without a comma.
        const CLOSE: usize = 3;
        let until = stretch.words.start;
        for at in left.clone().rev() {
            if self.clauses.quoted[at] {
                continue;
            }
            if let Some(report) = self.clauses.cited(at, until) {
                return Some(Claim::by(Rule::Cited, report));
            }
            if !self.clauses.is_cue(at, Sense::REPORTING) {
                continue;
            }
            let list = &self.words().list;
            let subject = if list[at].is(Sense::CUE | Sense::WEAK) {
                self.clauses.subject(at, left.start, until)
            } else {
                self.clauses.subject_of_participle(at, left.start)
            };
            let Some(subject) = subject else { continue };
            // "Lind concluded that the text indicated “…”": Lind's words on it.
            let reported = subject.kind == MentionKind::Document
                && subject.words.start > left.start + 1
                && self.words().text_of(subject.words.start - 1) == "that"
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

    /// X: “…”. X, title: “…”. A line that is only a name before the mark.
    fn label(&self, stretch: &Stretch) -> Option<Claim> {
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
        salutation::length(line, words.tongue.language()).is_some()
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

    fn paragraph_start(&self, word: usize) -> usize {
        (word.saturating_sub(SENTENCE)..word)
            .rev()
            .find(|&at| self.gap(at).has(Gap::PARAGRAPH))
            .map_or(word.saturating_sub(SENTENCE), |at| at + 1)
    }

    /// “…” — X, title
    fn signature(&self, stretch: &Stretch) -> Option<Claim> {
        /// A name with its offices.
        const LONGEST: usize = 14;
        let first = stretch.words.end;
        let gap = self.gap(first.checked_sub(1)?);
        if !gap.has(Gap::DASH) || first >= self.words().list.len() {
            return None;
        }
        let end = self.paragraph_end(first);
        let subject = mention_at(self.words(), first, end)?;
        let lone = end - first <= LONGEST
            && !self.words().list[first].is(Sense::DETERMINER | Sense::PRONOUN);
        lone.then(|| Claim::near(Rule::Signature, subject))
    }

    /// A letter quoted whole: its last lines are its writer's name.
    fn signed(&self, stretch: &Stretch) -> Option<Claim> {
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

    /// The speaker of the quote before goes on, or the sentence before names the speaker.
    fn carried(&self, index: usize, left: &Range<usize>) -> Option<Claim> {
        let stretch = &self.stretches[index];
        let carried = Claim {
            rule: Rule::Carried,
            subject: None,
            cue: None,
        };
        let before = index.checked_sub(1).map(|before| &self.stretches[before]);
        let opens = stretch.words.start == stretch.paragraph.start;
        if opens && stretch.passage.turn {
            // A new turn is another's.
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
    /// the quote before: the nearest one with a credible subject names the speaker.
    fn told(
        &self,
        index: usize,
        left: &Range<usize>,
        credible: impl Fn(&Claim) -> bool,
    ) -> Option<Claim> {
        let stretch = &self.stretches[index];
        let before = index
            .checked_sub(1)
            .map_or(0, |before| self.stretches[before].words.end);
        let near = stretch.words.start.saturating_sub(SENTENCE);
        let floor = before.max(stretch.paragraph.start).max(near);
        let mut end = stretch.words.start;
        while left.is_empty() && end > floor {
            let mut start = end - 1;
            while start > floor && !self.gap(start - 1).has(Gap::SENTENCE) {
                start -= 1;
            }
            // The clause of the quote before is no news of this one.
            if start == before && self.clause_of_quote(start..end) {
                return None;
            }
            let subject = self.clauses.subject_of_sentence(end, start);
            let claim = subject.map(|subject| Claim::near(Rule::Introduced, subject));
            if let Some(claim) = claim.filter(&credible) {
                return Some(claim);
            }
            end = start;
        }
        None
    }

    fn clause_of_quote(&self, mut words: Range<usize>) -> bool {
        words.any(|at| self.clauses.is_cue(at, Sense::CUE))
    }

    /// True when a paragraph ends in a colon.
    fn introduces(&self, above: &Range<usize>) -> bool {
        above
            .end
            .checked_sub(1)
            .is_some_and(|last| self.gap(last).has(Gap::COLON))
    }

    /// The paragraph above ends in “X wrote:”, or is about X.
    fn introduced(&self, stretch: &Stretch, left: &Range<usize>) -> Option<Claim> {
        let above = stretch.above.clone();
        if !left.is_empty() || stretch.words.start != stretch.paragraph.start || above.is_empty() {
            return None;
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
        if self.introduces(&above)
            && let Some(by) = (start..above.end)
                .rev()
                .find(|&at| self.words().text_of(at) == "by")
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

    /// A quote in a paragraph of its own, some paragraphs after the last one of its speaker.
    fn far(&self, index: usize) -> Option<Claim> {
        /// In words: two or three paragraphs.
        const REACH: usize = 150;
        let stretch = &self.stretches[index];
        let before = &self.stretches[index.checked_sub(1)?];
        let alone = stretch.words == stretch.paragraph;
        (alone && stretch.words.start - before.words.end < REACH).then_some(Claim {
            rule: Rule::Far,
            subject: None,
            cue: None,
        })
    }

    /// A quote set over a message: whom the paragraph under it is about.
    fn heading(&self, stretch: &Stretch) -> Option<Claim> {
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
    fn nearby(&self, stretch: &Stretch, left: Range<usize>) -> Option<Claim> {
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

    /// The verb with which a fragment opens, if it reports.
    fn verb_inside(&self, stretch: &Stretch) -> Option<usize> {
        let list = &self.words().list;
        let first = stretch.words.start;
        let reports = |&at: &usize| {
            list[at].is(Sense::CUE | Sense::WEAK)
                && list[at].shape == Shape::Lower
                && self.words().text_of(at).ends_with('s')
        };
        let small = list[first].shape == Shape::Lower && self.words().tongue == Tongue::English;
        stretch
            .words
            .clone()
            .take(2)
            .find(reports)
            .filter(|_| small)
    }
}
