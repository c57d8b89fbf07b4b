//! The parts of a body: what it says that it is about, who was there, its lead, the notes under it.

use std::ops::Range;

use super::terms::Terms;
use crate::briefing::{Block, BlockKind, Body};
use crate::insight::tags::opening;

/// A paragraph of fewer bytes is no lead: above many texts a place, a date, those present stand in
/// paragraphs of their own.
const SHORTEST_LEAD: usize = 160;

/// The most bytes of the paragraph that are the lead, and the bytes in which it must begin.
const LONGEST_LEAD: usize = 800;
const HEAD: usize = 3000;

/// The most bytes of a subject: in a cable without lines all the rest would follow.
const LONGEST_SUBJECT: usize = 160;

/// The most bytes of the heading of a list or of notes.
const LONGEST_HEADING: usize = 40;

/// The words before what a memorandum or a cable says that it is about.
const SUBJECT_LABELS: [&str; 8] = [
    "SUBJECT",
    "Subject:",
    "Subj:",
    "SUBJ:",
    "Betreff:",
    "Objet :",
    "Asunto:",
    "Тема:",
];

/// Where what stands in the text of a body.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Parts {
    /// What it says that it is about; empty where it says nothing.
    pub(super) subject: Range<usize>,
    /// Who was there.
    pub(super) present: Range<usize>,
    /// Where its lead ends.
    pub(super) lead: usize,
    /// Where its notes begin, or else its end.
    pub(super) end: usize,
}

impl Parts {
    pub(super) fn of(body: &Body, terms: &Terms) -> Self {
        let present = present(body, terms);
        let end = notes(body, terms);
        Self {
            subject: subject(&body.text[..end]),
            lead: lead_end(body, present.end).min(end),
            present,
            end,
        }
    }
}

/// True where a text of a few words is one of these headings.
fn is_heading(text: &str, mut is_one: impl FnMut(&str) -> bool) -> bool {
    text.len() <= LONGEST_HEADING && is_one(&text.trim().trim_end_matches(':').to_lowercase())
}

/// Where those present are listed in the head of a body.
fn present(body: &Body, terms: &Terms) -> Range<usize> {
    let is_label = |text: &str| is_heading(text, |text| terms.present.contains(text));
    let mut blocks = (body.blocks.iter()).take_while(|block| block.span.range().start < HEAD);
    let labelled = blocks.by_ref().find(|block| {
        let text = body.block_text(block);
        let line = text.lines().next().unwrap_or_default();
        is_label(text) || line.find(':').is_some_and(|at| is_label(&line[..at]))
    });
    let Some(labelled) = labelled else {
        return 0..0;
    };
    let span = labelled.span.range();
    let is_name = |block: &&Block| block.span.range().len() < SHORTEST_LEAD;
    let end = match is_label(body.block_text(labelled)) {
        true => blocks
            .take_while(is_name)
            .last()
            .map(|block| block.span.range().end),
        false => None,
    };
    span.start..end.unwrap_or(span.end)
}

/// Where the notes under a body begin.
fn notes(body: &Body, terms: &Terms) -> usize {
    let is_notes =
        |block: &&Block| is_heading(body.block_text(block), |text| terms.notes.contains(text));
    let notes = body.blocks.iter().skip(1).find(is_notes);
    notes.map_or(body.text.len(), |block| block.span.range().start)
}

/// What a memorandum or a cable says that it is about, on the line of the label or the next one.
fn subject(text: &str) -> Range<usize> {
    let head = opening(text, HEAD);
    if !SUBJECT_LABELS.iter().any(|label| head.contains(label)) {
        return 0..0;
    }
    let mut is_next = false;
    let mut at = 0;
    for line in head.split_inclusive('\n') {
        let start = at;
        at += line.len();
        if line.trim().is_empty() {
            continue;
        }
        if is_next {
            return start..start + line.trim_end().len();
        }
        let labelled = SUBJECT_LABELS.iter().find_map(|label| {
            let at = line.find(label)?;
            let is_first = at == 0 || line[..at].ends_with(' ');
            is_first.then(|| line[at + label.len()..].trim_start_matches([':', ' ']))
        });
        match labelled.map(str::trim_end) {
            Some("") => is_next = true,
            Some(subject) => {
                let from = start + line.len() - labelled.map_or(0, str::len);
                return from..from + opening(subject, LONGEST_SUBJECT).len();
            }
            None => {}
        }
    }
    0..0
}

/// Where the lead of a body ends, which does not begin before byte `from`.
fn lead_end(body: &Body, from: usize) -> usize {
    let says_something = |block: &&Block| {
        matches!(
            block.kind,
            BlockKind::Paragraph | BlockKind::Turn { .. } | BlockKind::BlockQuote
        )
    };
    let blocks = body.blocks.iter().filter(says_something);
    let mut spans = blocks.map(|block| block.span.range());
    let lead = spans
        .find(|span| span.start >= from && span.len() >= SHORTEST_LEAD)
        .filter(|span| span.start < HEAD)
        .unwrap_or(0..body.text.len());
    opening(&body.text, lead.end.min(lead.start + LONGEST_LEAD)).len()
}
