//! Parts of a file put together as its releases.

use std::ops::Range;

use crate::briefing::BriefingDate;

use super::Release;
use crate::ingest::furniture::is_furniture;
use crate::ingest::given::Top;
use crate::ingest::joining::sentence_end;
use crate::ingest::lines::{Line, lines};
use crate::ingest::plain::{ends_sentence, is_rule};

/// The longest headline, in bytes.
const HEADLINE: usize = 250;

/// More lines than this before the first part are no title and no list of contents.
const CONTENTS: usize = 40;

/// Where a part of a file begins, and what is known of it.
#[derive(Debug, Default)]
pub(super) struct Part {
    /// The byte where its first line begins.
    pub(super) start: usize,
    /// Its headline, where something that is not to be read stands between that and its body.
    pub(super) heading: Option<Range<usize>>,
    /// The byte where its body begins.
    pub(super) body: usize,
    /// The line of its date and its source.
    pub(super) day: Option<Range<usize>>,
    pub(super) date: Option<BriefingDate>,
    pub(super) source: Option<String>,
    /// What its own header says.
    pub(super) top: Option<Top>,
}

/// The parts as releases up to `end`, where the last one stops; what stands behind belongs to its raw text.
///
/// A title and a list of contents before the first part belong to the raw text of that; other words
/// there are a release of their own.
pub(super) fn releases(
    text: &str,
    range: Range<usize>,
    parts: Vec<Part>,
    end: usize,
) -> Vec<Release> {
    let starts: Vec<usize> = parts.iter().map(|part| part.start).collect();
    let mut releases = Vec::with_capacity(parts.len() + 1);
    let mut raw_start = range.start;
    if let Some(&first) = starts.first()
        && !is_preamble(text, range.start..first)
        && !lists_contents(&text[range.start..first], &parts[0])
    {
        releases.push(Release::of(range.start..first));
        raw_start = first;
    }
    for (at, part) in parts.into_iter().enumerate() {
        let next = starts.get(at + 1).copied();
        let stop = next.unwrap_or(end).max(part.body);
        let raw_end = next.unwrap_or(range.end);
        releases.push(Release {
            raw: raw_start..raw_end,
            body: part.body..before_rules(text, part.body..stop),
            own: part.start..stop,
            heading: part.heading,
            day: part.day,
            date: part.date,
            source: part.source,
            top: part.top,
        });
        raw_start = raw_end;
    }
    releases
}

/// True for nothing but titles, rules, furniture and blank lines.
fn is_preamble(text: &str, range: Range<usize>) -> bool {
    let mut words = lines(text, range)
        .filter(|line| !line.is_blank() && !is_rule(line.text) && !is_furniture(line.text));
    let is_title = |line: Line<'_>| {
        line.text.len() <= HEADLINE && sentence_end(line.text).is_none() && !is_sentence(line.text)
    };
    words.by_ref().take(CONTENTS).all(is_title) && words.next().is_none()
}

/// True if a line above a message names its subject, as a list of contents does; the greeting around that is no text.
fn lists_contents(above: &str, first: &Part) -> bool {
    let title = first
        .top
        .as_ref()
        .and_then(|top| top.given.title.as_deref());
    title.is_some_and(|title| {
        let is_entry = |line: &str| line.len() <= title.len() + HEADLINE && line.contains(title);
        !title.is_empty() && above.lines().any(is_entry)
    })
}

fn is_sentence(line: &str) -> bool {
    ends_sentence(line) && !line.ends_with([':', '!', '?'])
}

/// The end of `text[range]` before the rules and blank lines that close it.
fn before_rules(text: &str, range: Range<usize>) -> usize {
    let mut rest = &text[range.clone()];
    loop {
        rest = rest.trim_end();
        let start = rest.rfind(['\n', '\r', '\u{c}']).map_or(0, |at| at + 1);
        if rest.is_empty() || !is_rule(&rest[start..]) {
            return range.start + rest.len();
        }
        rest = &rest[..start];
    }
}

/// True for a line that may be the headline of a release: some words that are no sentence of a text,
/// no label, no rule.
pub(super) fn is_headline(line: &str) -> bool {
    let line = line.trim();
    line.len() <= HEADLINE
        && (1..=30).contains(&line.split_whitespace().count())
        && line.starts_with(|c: char| {
            c.is_alphanumeric() && !c.is_lowercase() || "“«‘\"'„¿¡".contains(c)
        })
        && !line.ends_with(['.', ',', ';', ':'])
        && sentence_end(line).is_none()
        && line.chars().filter(|c| c.is_alphabetic()).nth(2).is_some()
        && !is_furniture(line)
        && !is_rule(line)
}
