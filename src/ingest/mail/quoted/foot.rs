//! What stands at the foot of a mail: its signature, and the lines that a list adds.

use std::ops::Range;

use super::fold;
use crate::briefing::FoldKind;
use crate::ingest::content::{Fold, Link};
use crate::ingest::lines;
use crate::ingest::mail::phrases::{self, Sense};

/// How far from the end the foot is looked for, in bytes.
const REACH: usize = 4 << 10;

/// The longest signature, and the longest paragraph of a list's foot, in lines.
const MOST_LINES: usize = 12;

/// The longest line that a device adds, in bytes, and a little more.
const DEVICE: usize = 160;

/// The most paragraphs that a list adds.
const MOST_PARAGRAPHS: usize = 3;

/// The stretches of the foot of `text[own]`; `links` lead out of the text.
pub(super) fn find(text: &str, own: Range<usize>, links: &[Link]) -> Vec<Fold> {
    let within = &text[own.clone()];
    let tail = lines::tail(within, REACH);
    let from = own.end - tail.len();
    // The tail may begin within a line, which is none then.
    let start = match from == own.start {
        true => from,
        false => from + tail.find('\n').map_or(tail.len(), |end| end + 1),
    };
    let list = list(text, start..own.end, links);
    let end = list.as_ref().map_or(own.end, |list| list.start);
    let signature = signature(text, start..end, own.start);
    let signature = signature.map(|range| fold(range, FoldKind::Signature));
    let list = list.map(|range| fold(range, FoldKind::Footer));
    signature.into_iter().chain(list).collect()
}

/// The mark that closes a mail that is passed on.
pub(super) fn end_mark(text: &str, own: Range<usize>) -> Option<Range<usize>> {
    let tail = lines::tail(&text[own.clone()], REACH);
    let mut at = own.end - tail.len();
    let mut lines = lines::inclusive(tail).map(|line| {
        at += line.len();
        (line, at)
    });
    let (line, end) = lines.find(|(line, _)| super::mark(line) == Some(Sense::Ended))?;
    Some(end - line.len()..end)
}

/// The lines that a device or a service adds, where the text or a stretch between two folded ones ends.
pub(super) fn devices(text: &str, own: Range<usize>, folded: &[Fold]) -> Vec<Fold> {
    let starts = folded.iter().map(|fold| fold.range.start);
    let ends = starts.filter(|start| own.contains(start)).chain([own.end]);
    let lines = ends.filter_map(|end| device(text, own.start..end));
    lines.map(|line| fold(line, FoldKind::Signature)).collect()
}

/// The last line, if it stands apart and says from where the mail was sent.
fn device(text: &str, above: Range<usize>) -> Option<Range<usize>> {
    let content = text[above.clone()].trim_end();
    let tail = lines::tail(content, DEVICE);
    let start = content.len() - tail.len() + tail.rfind('\n')? + 1;
    let is_apart = content[..start].ends_with("\n\n") || content[..start].trim().is_empty();
    let is_device = is_apart && phrases::has_at_end(Sense::Device, &content[start..]);
    is_device.then_some(above.start + start..above.start + content.len())
}

/// From the last `-- ` on, if little follows it, and down to a quotation that closes the mail.
fn signature(text: &str, tail: Range<usize>, own: usize) -> Option<Range<usize>> {
    let mut found = None;
    let mut quotation = None;
    let mut at = tail.start;
    let mut lines = 0;
    let mut has_words = !text[own..at].trim().is_empty();
    for line in lines::inclusive(&text[tail.clone()]) {
        let is_delimiter = matches!(line.trim_end_matches(['\n', '\r']), "-- " | "--");
        if is_delimiter && has_words {
            found = Some(at);
            quotation = None;
            lines = 0;
        } else if super::is_quoted(line) {
            quotation.get_or_insert(at);
        } else if !line.trim().is_empty() {
            // Words below a quotation answer it: whatever stands above was no signature.
            found = found.filter(|_| quotation.is_none());
            lines += 1;
        }
        has_words = has_words || !line.trim().is_empty();
        at += line.len();
    }
    found
        .filter(|_| lines <= MOST_LINES)
        .map(|start| start..quotation.unwrap_or(tail.end))
}

/// The last paragraphs, if each tells of a list and of where to leave it, with the line drawn above them.
fn list(text: &str, tail: Range<usize>, links: &[Link]) -> Option<Range<usize>> {
    let mut start = None;
    let mut end = tail.end;
    for _ in 0..MOST_PARAGRAPHS {
        let within = &text[tail.start..end];
        let content = within.trim_end();
        let paragraph = match content.rfind("\n\n") {
            Some(blank) => blank + 2,
            None => 0,
        };
        let lines = &content[paragraph..];
        let is_short = lines.lines().count() <= MOST_LINES;
        let stretch = tail.start + paragraph..tail.start + content.len();
        let is_of_list = is_short && is_of_list(lines, stretch, links);
        if lines.is_empty() || !is_short || !(is_of_list || is_rule(lines)) {
            break;
        }
        if is_of_list || start.is_some() {
            start = Some(tail.start + below_rule(lines).map_or(paragraph, |rule| paragraph + rule));
        }
        end = tail.start + paragraph;
        // A rule within the paragraph parts it from the mail's own words.
        if start.is_some_and(|start| start > end) {
            break;
        }
    }
    start.map(|start| start..tail.end)
}

fn is_of_list(lines: &str, stretch: Range<usize>, links: &[Link]) -> bool {
    let is_within = |link: &Link| stretch.contains(&link.words.start);
    let has_way = ["http", "www.", "@"].iter().any(|way| lines.contains(way));
    (has_way || links.iter().rev().any(is_within)) && phrases::has(Sense::List, lines)
}

fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 10
        && line
            .bytes()
            .all(|byte| matches!(byte, b'_' | b'-' | b'=' | b'*'))
}

/// Where the rule stands in a paragraph that has one.
fn below_rule(lines: &str) -> Option<usize> {
    let mut at = 0;
    for line in lines::inclusive(lines) {
        if is_rule(line) {
            return Some(at);
        }
        at += line.len();
    }
    None
}
