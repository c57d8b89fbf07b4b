//! A name on the line under a quote, and the name in a short line over one.
//!
//! ```text
//! “We shall build the bridge.”          From Chairwoman Anna Roe:
//! Ivo Marr, Chair, River Council
//!                                       “We shall build the bridge.”
//! ```
//!
//! Both lines hold a name and its offices and no verb; what is longer is a sentence about somebody.

use std::ops::Range;

use super::mentions::{Mention, MentionKind, mention_at, mentions};
use super::words::{Gap, Shape, Words};
use crate::insight::grammar::Sense;

/// A name with its offices, in words.
const LONGEST: usize = 14;

/// Whom the line after word `last` names, if it is nothing but a name and its offices.
pub(super) fn under(words: &Words<'_>, last: usize) -> Option<Mention> {
    let breaks = Gap::NEWLINE.or(Gap::PARAGRAPH);
    let first = last + 1;
    if !words.list[last].gap.has(breaks) || first >= words.list.len() {
        return None;
    }
    let reach = words.list.len().min(first + LONGEST);
    let end = (first..reach).find(|&at| words.list[at].gap.has(breaks))? + 1;
    // Alone under a blank line a name signs the whole text.
    let close = !words.list[last].gap.has(Gap::PARAGRAPH);
    alone(words, first..end).filter(|named| close || named.words.end < end)
}

/// Whom a line names, if it is nothing but a name and its offices.
pub(super) fn alone(words: &Words<'_>, line: Range<usize>) -> Option<Mention> {
    if line.is_empty() || line.len() > LONGEST {
        return None;
    }
    let (first, end) = (line.start, line.end);
    let closes = words.list[end - 1].gap;
    let named = mention_at(words, first, end)?;
    let office = named.words.end < end && words.list[named.words.end - 1].gap.has(Gap::COMMA);
    let apart = office || named.words.end == end;
    let sentence = closes.has(Gap::STOP.or(Gap::COLON)) || has_verb(words, first..end);
    (is_person(&named) && apart && !sentence).then_some(named)
}

/// Whom a short line that ends in a colon is from: the name at its end, behind a preposition.
pub(super) fn over(words: &Words<'_>, line: &Range<usize>) -> Option<Mention> {
    let last = line.end.checked_sub(1)?;
    let short = line.len() <= LONGEST && words.list[last].gap.has(Gap::COLON);
    if !short || has_verb(words, line.clone()) {
        return None;
    }
    let named = mentions(words, line.clone()).pop()?;
    let before = named
        .words
        .start
        .checked_sub(1)
        .filter(|&at| at >= line.start)?;
    let from = words.list[before].is(Sense::PREPOSITION) && named.words.end == line.end;
    (from && is_person(&named)).then_some(named)
}

fn is_person(named: &Mention) -> bool {
    match named.kind {
        MentionKind::Name { titled } => titled || named.core.len() > 1,
        _ => false,
    }
}

fn has_verb(words: &Words<'_>, mut line: Range<usize>) -> bool {
    let verb = Sense::CUE | Sense::WEAK | Sense::MODAL | Sense::BE;
    line.any(|at| words.list[at].shape == Shape::Lower && words.list[at].is(verb))
}
