//! What in the text of a mail is not its own: answers quote, signatures and lists repeat themselves, and a mail
//! that is passed on is another's altogether.
//!
//! Nothing is taken away here. The stretches are told, for the reader to fold.

use std::borrow::Cow;
use std::ops::Range;

use super::Forwarded;
use super::phrases::{self, Place, Sense};
use super::stated::Sent;
use crate::briefing::FoldKind;
use crate::ingest::content::{Fold, Link, Stated};
use crate::ingest::{digest, lines};

mod foot;
mod head;
mod page;
mod within;

pub(super) use within::MOST_PASSED;
use within::{Within, banner, is_reply, within};

/// So many quoted lines are a quotation, even in a mail that answers none.
const SURE_LINES: usize = 3;

/// The longest line that says whose the lines below are, over all its lines.
const ATTRIBUTION: usize = 300;

/// The most lines of it.
const ATTRIBUTION_LINES: usize = 3;

/// After so many quotations it is not looked for.
const MOST_ATTRIBUTIONS: usize = 2_000;

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::ingest) struct Quoted {
    /// Ascending and apart, on whole lines; never all of the text.
    pub(in crate::ingest) folded: Vec<Fold>,
    /// The mail that is passed on, the innermost if it was more than once.
    pub(in crate::ingest) forwarded: Option<Forwarded>,
    /// Where the next one begins, if it passes on several: then the text is to be cut there, and looked through again.
    pub(in crate::ingest) next: Option<usize>,
}

pub(super) use page::{find as find_in_page, unquote_passed};

impl Quoted {
    /// What a mail states: what the one that it only passes on does, then what its headers do.
    pub(super) fn stated(&self, headers: Stated) -> Stated {
        match &self.forwarded {
            // Whoever passes it on did not write it.
            Some(forwarded) if forwarded.is_all => forwarded.stated.clone().or(Stated {
                author: None,
                ..headers
            }),
            _ => headers,
        }
    }
}

/// Looks through a text, whose lines end in LF.
pub(super) fn find(text: &str, sent: &Sent) -> Quoted {
    find_with(text, &[], sent, |own, is_reply, _, folded| {
        runs(text, own, is_reply, folded);
    })
}

/// Looks through a text that is cut where several mails are passed on one below the other.
pub(super) fn in_pieces(text: String, sent: &Sent) -> Vec<(String, Quoted)> {
    let mut pieces = Vec::new();
    let (mut rest, mut sent) = (text, Cow::Borrowed(sent));
    loop {
        let quoted = find(&rest, &sent);
        let Some(at) = quoted.next.filter(|_| pieces.len() < MOST_PASSED) else {
            pieces.push((rest, quoted));
            return pieces;
        };
        let below = rest.split_off(at);
        let quoted = find(&rest, &sent);
        pieces.push((std::mem::replace(&mut rest, below), quoted));
        sent = Cow::Owned(Sent::default());
    }
}

/// Looks through a text with `links`; `marked` finds what is marked as quoted in the part of it that is given.
fn find_with(
    text: &str,
    links: &[Link],
    sent: &Sent,
    marked: impl Fn(Range<usize>, bool, Option<&Forwarded>, &mut Vec<Fold>),
) -> Quoted {
    let banner = banner(text);
    let within = match digest::is_of_list(text) {
        // Each of its messages is a text of its own.
        true => Within::default(),
        false => within(text, banner.end, sent),
    };
    let mut quoted = Quoted {
        folded: Vec::new(),
        forwarded: within.forwarded,
        next: within.next,
    };
    let mut folded = Vec::new();
    folded.extend((!banner.is_empty()).then(|| fold(banner.clone(), FoldKind::Footer)));
    let mut own = banner.end..text.len();
    if let Some(forwarded) = quoted.forwarded.as_ref().filter(|it| it.is_all) {
        folded.push(fold(0..forwarded.head.end, FoldKind::Forward));
        own.start = forwarded.head.end;
        folded.extend(foot::end_mark(text, own.clone()).map(|mark| fold(mark, FoldKind::Forward)));
    }
    if let Some(answered) = within.answered {
        folded.push(fold(answered..text.len(), FoldKind::Quoted));
        own.end = answered;
    }
    let is_reply = is_reply(sent) || within.answered.is_some();
    let forwarded = quoted.forwarded.as_ref();
    marked(own.clone(), is_reply, forwarded, &mut folded);
    folded.extend(foot::find(text, own.clone(), links));
    folded.extend(foot::devices(text, own, &folded));
    let folded = joined(text, folded);
    if has_words_outside(text, &folded) {
        quoted.folded = folded;
    }
    quoted
}

fn fold(range: Range<usize>, kind: FoldKind) -> Fold {
    Fold { range, kind }
}

/// The text with the quotation marks of a mail that is passed on taken off, if it is quoted line by line.
pub(super) fn unquoted_forward(text: &str) -> Option<String> {
    let head = head::first(text, 0).filter(|head| head.is_quoted && head.is_marked)?;
    let mut plain = text[..head.start].to_owned();
    for line in lines::inclusive(&text[head.start..]) {
        let content = line.trim_start().strip_prefix('>').unwrap_or(line);
        plain.push_str(content.strip_prefix(' ').unwrap_or(content));
    }
    Some(plain)
}

/// The length of the headers that a text opens with, with the mark above them.
pub(super) fn headers_above(text: &str) -> usize {
    let first_lines = lines::head(text, head::LONGEST);
    let head = head::first(first_lines, 0).filter(|head| words(&text[..head.start], 1) == 0);
    head.map_or(0, |head| head.end)
}

/// How many words `text` has, counted up to `most`.
fn words(text: &str, most: usize) -> usize {
    text.split_whitespace()
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .take(most)
        .count()
}

/// Finds the runs of quoted lines in `text[own]`, with the lines that say whose they are.
fn runs(text: &str, own: Range<usize>, is_reply: bool, folded: &mut Vec<Fold>) {
    let Some(first) = memchr::memchr(b'>', &text.as_bytes()[own.clone()]) else {
        return;
    };
    let mut quotations = 0;
    let mut close = |run: Option<(Range<usize>, usize)>| {
        quotations += usize::from(run.is_some());
        let is_told = quotations <= MOST_ATTRIBUTIONS;
        let found = run.and_then(|run| quotation(text, &own, run, is_reply, is_told));
        folded.extend(found.map(|range| fold(range, FoldKind::Quoted)));
    };
    let mut run: Option<(Range<usize>, usize)> = None;
    let line = text[own.start..own.start + first].rfind('\n');
    let mut at = own.start + line.map_or(0, |end| end + 1);
    for line in lines::inclusive(&text[at..own.end]) {
        let next = at + line.len();
        if is_quoted(line) {
            let (stretch, lines) = run.get_or_insert((at..at, 0));
            stretch.end = next;
            *lines += 1;
        } else if run.is_some() && !line.trim().is_empty() {
            close(run.take());
        }
        at = next;
    }
    close(run);
}

fn is_quoted(line: &str) -> bool {
    let mut bytes = line.bytes().skip_while(|byte| matches!(byte, b' ' | b'\t'));
    bytes.next() == Some(b'>')
}

/// The stretch of a run, with its attribution if that is to be told, if it is a quotation.
fn quotation(
    text: &str,
    own: &Range<usize>,
    (run, lines): (Range<usize>, usize),
    is_reply: bool,
    is_told: bool,
) -> Option<Range<usize>> {
    let above = is_told.then(|| attribution(text, own.start..run.start));
    match above.flatten() {
        Some(start) => Some(start..run.end),
        None => (is_reply || lines >= SURE_LINES).then_some(run),
    }
}

/// Where `On … Mara Lind wrote:` begins, if the last lines of `text[above]` are that.
fn attribution(text: &str, above: Range<usize>) -> Option<usize> {
    let trimmed = text[above.clone()].trim_end();
    if !trimmed.ends_with([':', '：']) {
        return None;
    }
    // A little more than the longest, so that one that is longer is seen to be so.
    let tail = lines::tail(trimmed, ATTRIBUTION + 8);
    let above = above.start + trimmed.len() - tail.len();
    let trimmed = tail;
    let paragraph = trimmed.rfind("\n\n").map_or(0, |blank| blank + 2);
    let line = trimmed.rfind('\n').map_or(0, |end| end + 1);
    // A paragraph of its own, else the last line of one.
    [paragraph, line].into_iter().find_map(|start| {
        let lines = &trimmed[start..];
        let is_short = lines.len() <= ATTRIBUTION && lines.lines().count() <= ATTRIBUTION_LINES;
        let names = || lines.contains('@');
        let tells =
            || phrases::has(Sense::Wrote, lines) && lines.contains(|c: char| c.is_ascii_digit());
        (is_short && (names() || tells())).then_some(above + start)
    })
}

/// Ascending and apart; two of a kind with nothing but blanks between them are one.
fn joined(text: &str, mut folded: Vec<Fold>) -> Vec<Fold> {
    folded.sort_by_key(|fold| fold.range.start);
    let mut apart: Vec<Fold> = Vec::with_capacity(folded.len());
    for Fold { range, kind } in folded {
        let end = apart.last().map_or(0, |last| last.range.end);
        let start = range.start.max(end);
        let is_near = || text[end..start].trim().is_empty();
        match apart.last_mut() {
            _ if range.end <= start => {}
            Some(last) if last.kind == kind && is_near() => last.range.end = range.end,
            _ => apart.push(fold(start..range.end, kind)),
        }
    }
    apart
}

fn has_words_outside(text: &str, folded: &[Fold]) -> bool {
    let starts = folded.iter().map(|fold| fold.range.start);
    let starts = starts.chain([text.len()]);
    let ends = folded.iter().map(|fold| fold.range.end);
    let ends = [0].into_iter().chain(ends);
    ends.zip(starts)
        .any(|(from, to)| words(&text[from..to], 1) > 0)
}

/// True for a line that is a mark between dashes, as `-----Original Message-----`.
fn mark(line: &str) -> Option<Sense> {
    let inside = line
        .trim()
        .trim_matches(['-', '_', '*', '=', ' ', '>', ':', '：']);
    let inside = inside.trim();
    phrases::sense(Place::Mark, inside).or_else(|| {
        // `----- Forwarded message from Press <press@tarn.example> -----`
        let (mark, sender) = inside
            .split_once(" from ")
            .filter(|_| line.trim().starts_with("--"))?;
        phrases::sense(Place::Mark, mark).filter(|_| sender.contains('@'))
    })
}

#[cfg(test)]
mod tests;
