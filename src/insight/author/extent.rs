//! Which words of a text are its author's own: what stands between the salutation and the
//! signature, without datelines, notes and footnotes.

use super::phrase::Line;
use crate::briefing::{Block, BlockKind, Body, Span};
use crate::insight::grammar::{Grammar, List, Phrases};
use crate::insight::salutation;
use crate::text::letters::{is_alphabetic, is_alphanumeric};

/// The most words of a line that is no sentence: an address over a letter.
const LINE: usize = 24;

/// The own words; `None` where there are none.
pub(super) fn own_words(body: &Body, language: Option<&str>) -> Option<Span> {
    let words = Grammar::of(language).phrases();
    let blocks = &body.blocks[..end_of_text(body, words)];
    let is_own = |block: &&Block| !is_beside(body.block_text(block), block.kind, language);
    let first = blocks.iter().find(is_own)?;
    let last = blocks.iter().rev().find(is_own)?;
    let text = body.block_text(first);
    let greeting = salutation::length(text, language).unwrap_or(0);
    let rest = &text[greeting..];
    let blank = rest.len() - rest.trim_start().len();
    let start = first.span.range().start + greeting + blank;
    let end = last.span.range().end;
    (start < end).then(|| Span::new(start, end))
}

/// How many blocks stand before the notes.
pub(super) fn end_of_text(body: &Body, words: &Phrases) -> usize {
    /// In bytes: the heading of notes is a word or three.
    const HEADING: usize = 60;
    let is_heading = |text: &str| {
        let head = text.trim_matches(|c: char| !is_alphanumeric(c));
        let opener = head.split(' ').next().unwrap_or_default();
        // Most short paragraphs open with a word that no heading does.
        head.len() < HEADING
            && words.opened_by(opener).has(List::Notes)
            && words.has(List::Notes, &head.to_lowercase())
    };
    let is_notes = |block: &Block| {
        let text = body.block_text(block);
        is_heading(text) || is_footnote(text)
    };
    let count = body.blocks.len();
    let first = body.blocks.iter().position(is_notes).unwrap_or(count);
    // Notes at the top are none.
    if first == 0 { count } else { first }
}

/// `[1] Source: …`, `* Not printed.`
fn is_footnote(text: &str) -> bool {
    let number = text.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    number.is_some_and(|(number, rest)| {
        !number.is_empty()
            && number.bytes().all(|byte| byte.is_ascii_digit())
            && rest.starts_with(' ')
    })
}

/// True for what is no part of the words themselves: a heading, a dateline, an address, a
/// salutation, a signature.
fn is_beside(text: &str, kind: BlockKind, language: Option<&str>) -> bool {
    if matches!(kind, BlockKind::Heading(_) | BlockKind::Rule) {
        return true;
    }
    let greeting = salutation::length(text, language);
    if greeting.is_some_and(|length| text[length..].trim().is_empty()) {
        return true;
    }
    greeting.is_none() && !is_sentence(text)
}

/// True for words that say something: many of them small, or too many for a line.
pub(super) fn is_sentence(text: &str) -> bool {
    let words = text
        .split_whitespace()
        .map(|word| word.trim_start_matches(|c: char| !is_alphanumeric(c)))
        .filter(|word| word.starts_with(is_alphabetic));
    let (mut count, mut small) = (0, 0);
    for word in words {
        count += 1;
        // A script without small letters has sentences, too.
        small += usize::from(!word.starts_with(char::is_uppercase));
        if count > LINE {
            return true;
        }
    }
    5 * small >= 2 * count && count > 1
}

/// True for a line: a block that is no paragraph.
pub(super) fn is_line(text: &str) -> bool {
    text.split_whitespace().take(LINE + 1).count() <= LINE
}

/// True where a line is a closing: "Yours sincerely,".
pub(super) fn is_closing(text: &str, language: Option<&str>) -> bool {
    /// In bytes: a closing is a few words.
    const LONGEST: usize = 80;
    if text.len() > LONGEST {
        return false;
    }
    let line = Line::of(text, language);
    line.entry(List::Closing, 0) == Some(line.tokens.len()) && !line.tokens.is_empty()
}
