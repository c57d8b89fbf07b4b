//! Who says a quote: candidate rules around it, the best one wins.
//!
//! Each rule looks at one place (the words after, before, the label, the paragraph above) and
//! makes a claim with a strength. The rule that won decides the confidence shown.

mod verb_second;

use std::cell::OnceCell;
use std::ops::Range;

use super::clauses::{Clauses, Report};
use super::marks::Passage;
use super::mentions::{Mention, MentionKind, mention_at, mentions};
use super::signatures;
use super::words::{Gap, SENTENCE, Shape, Words};
use crate::insight::grammar::{Habits, Order, Sense};
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

/// What one rule claims of a stretch: nothing, or one thing or more, the nearest first.
type Ask = fn(&Attribution<'_, '_>, &Site<'_>) -> Vec<Claim>;

/// The rules in the order in which they are asked, the surest first.
const RULES: &[Ask] = &[
    |all, site| one(all.signed(site.stretch)),
    |all, site| one(all.after(site).filter(|claim| claim.rule == Rule::After)),
    |all, site| one(all.label(site.stretch)),
    |all, site| one(all.before(site.stretch, site.left.clone())),
    |all, site| one(all.after(site).filter(|claim| claim.rule != Rule::After)),
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
}

impl<'t> Attribution<'_, 't> {
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
        RULES.iter().flat_map(move |rule| rule(self, &site))
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

    /// What stands after a stretch claims, found once.
    fn after(&self, site: &Site<'_>) -> Option<Claim> {
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
            if let Some(claim) = self.noun_cue(at, &left) {
                return Some(claim);
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
    /// the quote before: their subjects, the nearest first.
    fn told(&self, site: &Site<'_>) -> Vec<Claim> {
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
    fn begun(&self, site: &Site<'_>) -> Option<Claim> {
        self.verb_inside(site.stretch)?;
        self.nearby(site.stretch, site.left.clone())
    }

    /// "The dam was old, she said. It had “cracks that a child could see”": a fragment about a thing,
    /// after a sentence that somebody is reported to have said.
    fn run_on(&self, site: &Site<'_>) -> Option<Claim> {
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
        let agrees = self.words().grammar.has(Habits::THIRD_PERSON_S);
        let small = list[first].shape == Shape::Lower && agrees;
        stretch
            .words
            .clone()
            .take(2)
            .find(reports)
            .filter(|_| small)
    }
}
