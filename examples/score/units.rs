//! The units that are counted: paragraphs of quotes, in code points of the text.

use std::collections::HashSet;

use chancery::briefing::{Briefing, QuoteKind};
use serde_json::Value;

/// A stretch of code points.
pub(super) type Unit = (usize, usize);

/// The stretches of a JSON list; none where it is something else.
pub(super) fn pairs(value: &Value) -> Vec<Unit> {
    serde_json::from_value(value.clone()).unwrap_or_default()
}

/// Markup inside a unit counts only from half of it on.
pub(super) fn is_ignored(unit: Unit, span: Unit) -> bool {
    let inner = unit.0 <= span.0 && span.1 <= unit.1 && unit.1 - unit.0 > 2 * (span.1 - span.0);
    span.0 < unit.1 && span.1 > unit.0 && !inner
}

/// The paragraphs of the gold quotes, each with its speaker.
pub(super) fn gold_units<'v>(line: &'v Value, chars: &[char]) -> Vec<(Unit, &'v Value)> {
    let mut units = Vec::new();
    for quote in line["quotes"].as_array().into_iter().flatten() {
        let spans = match quote["kind"].as_str() {
            Some("direct") => pairs(&serde_json::json!([[quote["start"], quote["end"]]])),
            Some("mixed") => pairs(&quote["quoted"]),
            _ => Vec::new(),
        };
        units.extend(
            spans
                .into_iter()
                .flat_map(|span| paragraphs(chars, span))
                .map(|unit| (unit, &quote["speaker"])),
        );
    }
    without_repeats(units)
}

/// The paragraphs of the quotes found, each with the number of its quote.
pub(super) fn found_units(briefing: &Briefing, text: &str, chars: &[char]) -> Vec<(Unit, usize)> {
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let place = |byte: usize| starts.partition_point(|&start| start < byte);
    let map = &briefing.body.source_map;
    let mut units = Vec::new();
    for (index, quote) in briefing.quotes.iter().enumerate() {
        let spans = match quote.kind {
            QuoteKind::Direct | QuoteKind::Turn | QuoteKind::Block => {
                std::slice::from_ref(&quote.span)
            }
            QuoteKind::Mixed => &quote.quoted,
            // A whole text in somebody's words is no quote in it.
            QuoteKind::Indirect | QuoteKind::Statement => &[],
        };
        for span in spans {
            let unit = (
                place(map.source_start(span.range().start)),
                place(map.source_end(span.range().end)),
            );
            units.extend(
                paragraphs(chars, unit)
                    .into_iter()
                    .map(|unit| (unit, index)),
            );
        }
    }
    without_repeats(units)
}

fn without_repeats<T>(mut units: Vec<(Unit, T)>) -> Vec<(Unit, T)> {
    let mut seen = HashSet::new();
    units.retain(|(unit, _)| seen.insert(*unit));
    units
}

/// A span cut at blank lines, without marks, stops and blanks at the ends.
fn paragraphs(chars: &[char], (start, end): Unit) -> Vec<Unit> {
    let outer = |c: char| {
        c.is_ascii_whitespace() || "\u{a0}\u{202f}\"“”„‟«»‘’'‹›‚`,.;:!?…-–—()[]".contains(c)
    };
    let end = end.min(chars.len());
    let mut cuts = vec![start];
    let mut at = start;
    while at < end {
        let blank = chars[at + 1..end]
            .iter()
            .position(|c| !matches!(c, ' ' | '\t' | '\r' | '\n'));
        let close = blank.map_or(end, |blank| at + 1 + blank);
        let last = (at + 1..close).rev().find(|&last| chars[last] == '\n');
        if let Some(last) = last.filter(|_| chars[at] == '\n') {
            cuts.extend([at, last + 1]);
            at = last;
        }
        at += 1;
    }
    cuts.push(end);
    let trim = |pair: &[usize]| {
        let inner = |&at: &usize| !outer(chars[at]);
        let first = (pair[0]..pair[1]).find(inner)?;
        Some((first, (first..pair[1]).rev().find(inner)? + 1))
    };
    cuts.chunks_exact(2).filter_map(trim).collect()
}

/// Pairs of gold and found, the best overlap first.
pub(super) fn matches<A, B>(gold: &[(Unit, A)], found: &[(Unit, B)]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (g, (one, _)) in gold.iter().enumerate() {
        for (f, (other, _)) in found.iter().enumerate() {
            let shared = one.1.min(other.1).saturating_sub(one.0.max(other.0));
            let whole = one.1.max(other.1) - one.0.min(other.0);
            if shared * 10 >= whole * 8 {
                pairs.push((shared * 1_000_000 / whole, std::cmp::Reverse(one.0), g, f));
            }
        }
    }
    pairs.sort_by(|a, b| {
        (b.0, b.1)
            .cmp(&(a.0, a.1))
            .then((a.2, a.3).cmp(&(b.2, b.3)))
    });
    let (mut used_gold, mut used_found) = (HashSet::new(), HashSet::new());
    let free = |&(_, _, g, f): &(usize, std::cmp::Reverse<usize>, usize, usize)| {
        (!used_gold.contains(&g) && !used_found.contains(&f))
            .then(|| used_gold.insert(g) && used_found.insert(f))
    };
    let mut free = free;
    pairs
        .iter()
        .filter_map(|pair| free(pair).map(|_| (pair.2, pair.3)))
        .collect()
}
