//! Signs of an author in the text itself: "Delivered by X", a signature.

use super::Reading;
use super::extent;
use super::phrase::Line;
use super::who::{self, Named};
use crate::briefing::{Author, Block, Span};
use crate::insight::grammar::{Grammar, List};
use crate::insight::salutation;
use crate::text::letters::{is_alphabetic, is_alphanumeric};

/// A signature stands among so many blocks at the end.
const NEAR: usize = 5;

/// Whom a line names that says who gave the words: "Read by Mara Lind, Spokeswoman". At the top
/// also "By Mara Lind".
pub(super) fn delivered(line: &Line<'_>, at_top: bool) -> Option<Named> {
    let delivered = line.entry(List::Delivered, 0);
    let by = || line.entry(List::By, 0).filter(|_| at_top);
    let from = delivered.or_else(by)?;
    let named = who::one(line, from, line.tokens.len())?;
    let is_whole =
        line.tokens[named.words.end - 1].ends_part() || named.words.end == line.tokens.len();
    let is_full = named
        .name
        .as_ref()
        .is_some_and(|name| name.len() > 1 || named.office.is_some());
    (is_whole && is_full).then_some(named)
}

/// Whoever signs a text that somebody says of themselves.
///
/// Where the title already tells what kind of a text it is (`is_told`), no first person is needed.
pub(super) fn signature(text: &Reading<'_>, is_told: bool) -> Option<Author> {
    let count = text.end();
    let first = count.saturating_sub(NEAR).max(1);
    let closed = (first..count).find(|&at| extent::is_closing(text.block(at), text.language));
    let from = closed.map_or(first, |at| at + 1);
    let author = (from..count)
        .rev()
        .filter(|&at| !extent::is_sentence(text.block(at)))
        .find_map(|at| signed(text, text.block(at), closed.is_some()))?;
    // Last, since it looks at every word.
    (closed.is_some() || is_told || is_in_first_person(text)).then_some(author)
}

/// The person whom a short line names and does nothing else.
fn signed(text: &Reading<'_>, block: &str, is_closed: bool) -> Option<Author> {
    /// A name with an office.
    const LONGEST: usize = 14;
    let line = Line::of(block.lines().next()?, text.language);
    if line.tokens.len() > LONGEST {
        return None;
    }
    let named = who::one(&line, 0, line.tokens.len())?;
    let name = named.name.clone()?;
    let whole =
        named.words.end == line.tokens.len() || line.tokens[named.words.end - 1].ends_part();
    let known = || text.is_known(&line, name.clone());
    // "Cabot L" is not whole.
    let last = line.tokens[name.end - 1]
        .text
        .chars()
        .filter(|&c| is_alphabetic(c));
    let is_person =
        name.len() > 1 && last.count() > 1 && (named.office.is_some() || is_closed || known());
    (whole && is_person).then(|| text.author(&line, &named))
}

/// True for a text that greets a reader or says "I" or "we".
pub(super) fn is_letter(text: &Reading<'_>) -> bool {
    let blocks = text.body.blocks.iter().take(NEAR);
    let greets =
        |block: &Block| salutation::length(text.body.block_text(block), text.language).is_some();
    blocks.into_iter().any(greets) || has_first_person(text, 1)
}

/// True where a paragraph opens with words before a colon that may be another speaker's label.
pub(super) fn has_other_labels(text: &Reading<'_>) -> bool {
    /// A name with an office.
    const LONGEST: usize = 10;
    let turns: Vec<usize> = text.turns().map(|turn| turn.span.range().start).collect();
    let is_label = |block: &&Block| {
        let range = block.span.range();
        let Some((head, words)) = text.body.text[range.clone()].split_once(':') else {
            return false;
        };
        let next = turns.partition_point(|&start| start < range.start);
        let is_turn = turns.get(next).is_some_and(|start| range.contains(start));
        let capital = head.starts_with(|c: char| c.is_uppercase());
        let short = head.split_whitespace().count() <= LONGEST && !head.contains(['.', ',', '“']);
        !is_turn && capital && short && words.starts_with([' ', '\n']) && !words.trim().is_empty()
    };
    text.body.blocks.iter().filter(is_label).count() > 0
}

/// True when somebody of that name signs: it stands in a line of its own at the end.
pub(super) fn signs(text: &Reading<'_>, name: &str) -> bool {
    let count = text.end();
    (count.saturating_sub(NEAR).max(1)..count).any(|at| {
        let block = text.block(at);
        block.contains(name) && !extent::is_sentence(block)
    })
}

/// True when a text says "I" and "we" of its author, outside of what it quotes.
pub(super) fn is_in_first_person(text: &Reading<'_>) -> bool {
    /// A lone "our" stands in many a release.
    const ENOUGH: usize = 3;
    has_first_person(text, ENOUGH)
}

/// True when the words of the first person stand in a text so often, outside of what it quotes.
pub(super) fn has_first_person(text: &Reading<'_>, enough: usize) -> bool {
    let words = Grammar::of(text.language).phrases();
    let count = text.end();
    let quoted = text.quoted();
    let is_quoted = |span: Span| {
        let next = quoted.partition_point(|quote| quote.end <= span.start);
        quoted.get(next).is_some_and(|quote| quote.overlaps(span))
    };
    let mut found = 0;
    for block in &text.body.blocks[..count] {
        if is_quoted(block.span) {
            continue;
        }
        let block = text.body.block_text(block);
        let all = block.split(|c: char| !is_alphanumeric(c) && c != '\'' && c != '’');
        let first = all.filter(|word| word.len() < 12 && words.has_written(List::First, word));
        found += first.take(enough).count();
        if found >= enough {
            return true;
        }
    }
    false
}
