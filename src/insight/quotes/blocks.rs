//! Words given without marks: the paragraphs under a line that says who said them.
//!
//! ```text
//! Prime Minister Ida Brandt said:        <- introduces
//!
//! We shall build the bridge.             <- hers, for sure
//!
//! I thank all who help.                  <- hers, for she says "I"
//!
//! The bridge will be 300 metres long.    <- the release again
//! ```
//!
//! The first paragraph under such a line belongs to the speaker. Where the words end is a guess unless
//! a heading or the next such line ends them. A paragraph in marks, a list or a turn is nothing of the
//! kind, and neither is what a document says.

use std::ops::Range;

use super::clauses::{Clauses, Report};
use super::labels::layout::{is_opening, is_speech};
use super::mentions::{Mention, MentionKind};
use super::signatures;
use super::turns::{Part, Turn};
use super::voice;
use super::words::Gap;
use crate::insight::grammar::{Grammar, Sense};

/// A line that introduces somebody's words, and the paragraphs that can be theirs.
#[derive(Debug)]
pub(super) struct Introduced {
    pub(super) report: Report,
    /// The bytes of each paragraph up to what ends them at the latest; at least one.
    pub(super) paragraphs: Vec<Range<usize>>,
    /// A heading or another such line ends them, and not the end of the text.
    pub(super) bounded: bool,
}

/// The lines of a body that introduce words without marks.
pub(super) fn introduced(
    clauses: &Clauses<'_, '_>,
    parts: &[Part],
    turns: &[Turn],
) -> Vec<Introduced> {
    clauses.effort.restart();
    let mut from = 0;
    let report = |part: &Part| {
        let inside = clauses.words.inside_from(from, &part.span);
        from = inside.end;
        introduction(clauses, part, inside).filter(|_| !in_turn(part, turns))
    };
    let reports: Vec<Option<Report>> = parts.iter().map(report).collect();
    let mut found = Vec::new();
    for (number, report) in reports.iter().enumerate() {
        let Some(report) = report else { continue };
        let below = parts[number + 1..].iter().zip(&reports[number + 1..]);
        let paragraphs: Vec<Range<usize>> = below
            .take_while(|(part, report)| report.is_none() && can_be_words(clauses, part, turns))
            .map(|(part, _)| part.span.clone())
            .collect();
        let goes_on = words_end_in_that(clauses, &parts[number]);
        let opens =
            |first: &Range<usize>| opens_speech(&clauses.words.text[first.clone()], goes_on);
        if !paragraphs.first().is_some_and(opens) {
            continue;
        }
        let next = number + 1 + paragraphs.len();
        let bounded = parts
            .get(next)
            .is_some_and(|part| part.divides || reports[next].is_some());
        found.push(Introduced {
            report: report.clone(),
            paragraphs,
            bounded,
        });
    }
    found
}

/// The report that a paragraph ends in: "…, X said:", "X said," alone.
fn introduction(clauses: &Clauses<'_, '_>, part: &Part, inside: Range<usize>) -> Option<Report> {
    /// Words between the verb and the colon: "told reporters in Tarn on Monday:".
    const REACH: usize = 8;
    if part.divides {
        return None;
    }
    let words = clauses.words;
    let last = inside
        .end
        .checked_sub(1)
        .filter(|&last| last >= inside.start)?;
    let gap = words.list[last].gap;
    let leads = gap.has(Gap::COLON) || gap.has(Gap::COMMA) && !gap.has(Gap::STOP);
    if !leads || gap.has(Gap::MARK) {
        return None;
    }
    clauses.effort.come_to(inside.start);
    let start = words.sentence_start(inside.end).max(inside.start);
    let near = inside.end.saturating_sub(REACH).max(start);
    let cue = (near..inside.end)
        .rev()
        .find(|&at| clauses.is_cue(at, Sense::CUE))?;
    let subject = clauses.subject(cue, start, inside.end);
    let subject = subject.filter(|_| !clauses.effort.is_spent())?;
    // A comma may end any line; only the bare clause before it introduces.
    let bare = cue == last || subject.words.end == inside.end;
    let fits = is_somebody(clauses, &subject, cue) && (gap.has(Gap::COLON) || bare);
    fits.then(|| Report {
        cue: cue..cue + 1,
        subject,
    })
}

/// True for a subject who can say paragraphs: a person, or a body by its noun, right beside the verb;
/// not "the following points", and not the writer's own "I said".
fn is_somebody(clauses: &Clauses<'_, '_>, subject: &Mention, cue: usize) -> bool {
    let list = &clauses.words.list;
    let between = subject.words.end..cue;
    let beside = subject.words.start == cue + 1
        || subject.words.end <= cue && between.clone().all(|at| list[at].is(Sense::AUXILIARY))
        || subject.words.end < cue && list[cue - 1].gap.has(Gap::COMMA)
        // "said the minister, Ida Brandt:"
        || subject.words.start > cue + 1
            && list[cue].gap.is_plain()
            && list[subject.words.start - 1].gap.is_comma_only()
            && (cue + 1..subject.words.start).any(|at| list[at].is(Sense::TITLE | Sense::ROLE));
    let kind = match subject.kind {
        MentionKind::Name { .. } => true,
        MentionKind::Role => {
            let head = &list[subject.core.start];
            head.is(Sense::TITLE | Sense::ROLE) && !head.is(Sense::REPORTING | Sense::TERM)
        }
        MentionKind::Pronoun => list[subject.core.start].is(Sense::HE.or(Sense::SHE)),
        MentionKind::Body => list[subject.core.start].is(Sense::BODY),
        MentionKind::Document => false,
    };
    beside && kind
}

/// True for a letter that can open a sentence: a capital, or any of a script that has none.
fn is_great(c: char) -> bool {
    c.is_alphabetic() && !c.is_lowercase()
}

/// True for a paragraph that reads like speech: it opens like a sentence, or goes on from "that", and
/// is no point of a list.
fn opens_speech(text: &str, goes_on: bool) -> bool {
    /// In letters: "1.", "iv)", "A."
    const POINT: usize = 4;
    let first = text.split_whitespace().next().unwrap_or_default();
    let number = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = number.len() < text.len() && number.starts_with(['.', ')', '—', '–', '-']);
    let point = numbered || first.ends_with(['.', ')', ']']) && first.chars().count() <= POINT;
    let opens = text.starts_with(|c: char| is_great(c) || c.is_numeric() || "¿¡…".contains(c));
    let lower = goes_on && text.starts_with(char::is_lowercase);
    (opens || lower) && !point && !text.trim_end().ends_with(';')
}

/// "Il a déclaré que :"
fn words_end_in_that(clauses: &Clauses<'_, '_>, part: &Part) -> bool {
    let inside = clauses.words.inside(&part.span);
    inside
        .last()
        .is_some_and(|last| clauses.words.list[last].is(Sense::THAT))
}

fn in_turn(part: &Part, turns: &[Turn]) -> bool {
    let next = turns.partition_point(|turn| turn.span.end <= part.span.start);
    turns
        .get(next)
        .is_some_and(|turn| turn.label.span.start < part.span.end)
}

/// False for a heading, a turn, a list, a paragraph in marks, and one that reports what "he" said.
fn can_be_words(clauses: &Clauses<'_, '_>, part: &Part, turns: &[Turn]) -> bool {
    let words = clauses.words;
    let text = &words.text[part.span.clone()];
    let inside = words.inside(&part.span);
    let reports = |at: usize| {
        at > inside.start
            && clauses.is_cue(at, Sense::CUE)
            && words.list[at - 1].is(Sense::HE.or(Sense::SHE))
    };
    !part.divides
        && !inside.is_empty()
        && is_speech(text)
        && !text.starts_with(|c: char| is_opening(c) || matches!(c, '-' | '–' | '—' | '[' | '('))
        && !in_turn(part, turns)
        && !inside.clone().any(reports)
}

/// Words and the name that a line under them gives with a dash, in a text that has several such lines:
///
/// ```text
/// The bridge will change our lives.
/// ― Mara Lind, Minister of Water
/// ```
pub(super) fn signed(
    clauses: &Clauses<'_, '_>,
    parts: &[Part],
    turns: &[Turn],
) -> Vec<(Range<usize>, Mention)> {
    let lines: Vec<_> = parts
        .iter()
        .map(|part| dashed_name(clauses, part))
        .collect();
    if lines.iter().flatten().count() < 2 {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        let Some((start, name)) = line else { continue };
        let own = Part {
            span: parts[number].span.start..*start,
            ..parts[number].clone()
        };
        let above = number
            .checked_sub(1)
            .filter(|&above| lines[above].is_none());
        let words = match above {
            _ if !own.span.is_empty() => Some(own),
            above => above.map(|above| parts[above].clone()),
        };
        let words = words.filter(|words| can_be_words(clauses, words, turns));
        found.extend(words.map(|words| (words.span, name.clone())));
    }
    found
}

/// The last line of a paragraph, where it starts and whom it names, if it is a dash and a name.
fn dashed_name(clauses: &Clauses<'_, '_>, part: &Part) -> Option<(usize, Mention)> {
    let text = clauses.words.text[part.span.clone()].trim_end();
    /// The first byte of every dash.
    const LEAD: u8 = 0xE2;
    memchr::memchr(LEAD, text.as_bytes())?;
    let start = part.span.start + text.rfind('\n').map_or(0, |line| line + 1);
    let line = start..part.span.start + text.len();
    let dashed = clauses.words.text[line.clone()].starts_with(['―', '—', '–']);
    if !dashed || part.divides {
        return None;
    }
    let inside = clauses.words.inside(&line);
    let end = inside.end;
    let named = signatures::alone(clauses.words, inside)?;
    // "― Global Issues" heads a part of a report.
    let given = clauses.words.list[named.core.start].is(Sense::MALE | Sense::FEMALE);
    let titled = named.kind == MentionKind::Name { titled: true };
    (given || titled || named.words.end < end).then_some((start, named))
}

/// How sure it is that a paragraph is the speaker's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Share {
    /// It stands right under the line.
    First,
    /// Somebody says "I" or "we" in it or after it.
    Likely,
    /// Only what ends the words speaks for it.
    Guess,
}

/// The paragraphs that are the speaker's, whose surname helps to hear the release again.
pub(super) fn shares(
    text: &str,
    introduced: &Introduced,
    speaker: Option<&str>,
    grammar: &Grammar,
) -> Vec<(Range<usize>, Share)> {
    /// Paragraphs of a short statement in a row that may do without "I" and "we".
    const REACH: usize = 2;
    /// Words before a heading are seldom more paragraphs than this without the speaker in them.
    const BOUNDED: usize = 4;
    let (first, rest) = match introduced.paragraphs.split_first() {
        Some((first, rest)) => (first.clone(), rest),
        None => return Vec::new(),
    };
    let sure = voice::goes_on(text, rest, speaker, REACH, grammar);
    let silent = voice::until_about(text, rest, speaker, grammar) == rest.len();
    let all = introduced.bounded && silent && rest.len() - sure <= BOUNDED;
    let end = if all { rest.len() } else { sure };
    let mut shares = vec![(first, Share::First)];
    shares.extend(rest[..end].iter().enumerate().map(|(number, paragraph)| {
        let share = if number < sure {
            Share::Likely
        } else {
            Share::Guess
        };
        (paragraph.clone(), share)
    }));
    shares
}
