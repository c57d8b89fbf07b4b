//! Releases whose heading stands over the line of date and source.
//!
//! ```text
//! Ferry line opens
//!
//! 31 May 2024 | Ministry of Water
//!
//! The ferry line opened today …
//! ```

use std::ops::Range;

use crate::briefing::{BriefingDate, Precision};

use super::parts::{Part, is_headline};
use super::{Event, after_time, is_name, opener, undecorated};
use crate::ingest::dates;
use crate::ingest::furniture::is_issuer;
use crate::ingest::given::{issuer, one_line};
use crate::ingest::lines::{Line, lines};
use crate::ingest::plain::{ends_sentence, is_rule};

/// The longest line of a date and its source, in bytes.
const DATE_LINE: usize = 160;

/// The most lines of a heading.
const HEADING_LINES: usize = 3;

/// A paragraph of at least so many bytes under a date is running text, stop or not.
const PROSE: usize = 60;

/// A line that dates what stands under it.
pub(super) struct DateLine {
    date: BriefingDate,
    /// The source, where the line names one.
    source: Option<String>,
}

/// The releases of `text[range]`; none if its headings do not stand over their dates.
pub(super) fn parts(text: &str, range: Range<usize>) -> Vec<Part> {
    let has_header = range.start > 0;
    let lines: Vec<Line<'_>> = lines(text, range).collect();
    let mut parts = Vec::new();
    // How many are surely lines of date and source, and how many are dates under a rule.
    let (mut sourced, mut unheaded, mut ruled) = (0, 0, 0);
    for (at, line) in lines.iter().enumerate() {
        let Some(found) = date_line_alone(line) else {
            continue;
        };
        let Some(heading) = heading_over(&lines, at) else {
            unheaded += usize::from(found.source.is_some());
            continue;
        };
        if !is_over_prose(&lines, at) {
            unheaded += usize::from(found.source.is_some());
            continue;
        }
        sourced += usize::from(found.source.is_some());
        ruled += usize::from(is_under_rule(&lines, heading.start));
        let (first, last) = (&lines[heading.start], &lines[heading.end - 1]);
        parts.push(Part {
            start: first.start,
            heading: Some(first.start..last.next),
            body: line.next,
            day: Some(line.start..line.next),
            date: Some(found.date),
            source: found.source,
            top: None,
        });
    }
    // A date alone under a heading may belong to a section: there the rules between tell, or many.
    const MANY: usize = 3;
    let count = parts.len();
    // A file that has a header is one text, and letters that were enclosed with it have dates, too.
    let is_one = has_header || sourced > 0;
    let is_digest = unheaded == 0
        && count >= 2
        && (sourced == count || !is_one && (ruled == count || count >= MANY));
    if is_digest { parts } else { Vec::new() }
}

fn date_line_alone(line: &Line<'_>) -> Option<DateLine> {
    let event = opener(line).map(|(event, _)| event);
    date_line(line, event.as_ref())
}

/// Reads `31 May 2024 | Ministry of Water`, `Ministry of Water, 31 May 2024`, `(31 May 2024)`.
///
/// `event` is the line as one that opens a release, if it is.
pub(super) fn date_line(line: &Line<'_>, event: Option<&Event>) -> Option<DateLine> {
    if line.text.len() > DATE_LINE || !line.text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    if let Some(event) = event {
        return Some(DateLine {
            date: event.date?,
            source: event.source.clone(),
        });
    }
    let words = undecorated(line.text).trim_matches(|c| matches!(c, '(' | ')'));
    let (date, range) = dates::first(words)?;
    if date.precision() != Precision::Day {
        return None;
    }
    let after = after_time(words[range.end..].trim_start_matches([',', ' ']));
    // Where a heading stands over it, a name behind the bar needs no word for a ministry.
    if words[..range.start].trim().is_empty()
        && let Some(name) = after.strip_prefix(['|', '•', '·', '—', '–'])
        && is_name(name.trim())
    {
        let source = issuer(&one_line(name));
        return Some(DateLine { date, source });
    }
    let separators = |c: char| c.is_whitespace() || ",|•·—–-:;(".contains(c);
    let name = words[..range.start].trim_end_matches(separators);
    let is_parted = name.len() < words[..range.start].trim_end().len();
    let is_source = is_parted && is_issuer(name);
    if !after.is_empty() && after.len() > 5 {
        return None;
    }
    let source = is_source.then(|| issuer(&one_line(name))).flatten();
    let is_alone = dates::of_dateline(words).is_some();
    (source.is_some() || is_alone).then_some(DateLine { date, source })
}

/// The lines of the heading over line `at`, which follow a blank line, a rule or nothing.
fn heading_over(lines: &[Line<'_>], at: usize) -> Option<Range<usize>> {
    let is_gap = |line: &Line<'_>| line.is_blank() || is_rule(line.text);
    let above = &lines[..at];
    let end = above.iter().rposition(|line| !is_gap(line))? + 1;
    let start = above[..end]
        .iter()
        .rposition(is_gap)
        .map_or(0, |gap| gap + 1);
    let heading = &lines[start..end];
    let is_heading = heading.len() <= HEADING_LINES
        && heading.iter().zip(0..).all(|(line, at)| {
            let goes_on = at > 0 && line.text.starts_with(char::is_lowercase);
            (goes_on || is_headline(undecorated(line.text)))
                && !is_of_a_series(line.text)
                && date_line_alone(line).is_none()
        });
    is_heading.then_some(start..end)
}

/// `Day 2`, `Third session`: the parts of minutes.
fn is_of_a_series(heading: &str) -> bool {
    const SERIES: [&str; 8] = [
        "day", "session", "meeting", "sitting", "part", "chapter", "item", "annex",
    ];
    let words = heading.split_whitespace();
    words.clone().count() <= 4
        && words
            .map(|word| {
                word.trim_matches(|c: char| !c.is_alphanumeric())
                    .to_lowercase()
            })
            .any(|word| SERIES.contains(&word.as_str()))
}

fn is_under_rule(lines: &[Line<'_>], heading: usize) -> bool {
    let above = lines[..heading].iter().rev().find(|line| !line.is_blank());
    above.is_none_or(|line| is_rule(line.text))
}

/// True when running text follows line `at`.
fn is_over_prose(lines: &[Line<'_>], at: usize) -> bool {
    let below = lines[at + 1..]
        .iter()
        .skip_while(|line| line.is_blank() || is_rule(line.text));
    let mut length = 0;
    for line in below.take_while(|line| !line.is_blank()) {
        length += line.text.len();
        if length >= PROSE || ends_sentence(line.text) {
            return true;
        }
    }
    false
}
