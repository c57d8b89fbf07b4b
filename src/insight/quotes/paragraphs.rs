//! The paragraphs of a body: what transcripts read as one, in which marks must pair, and where the
//! passages between them stand.

use std::ops::Range;

use super::attribute::Stretch;
use super::dialogue;
use super::marks::Passage;
use super::turns::Part;
use super::words::Words;
use crate::briefing::{BlockKind, Body, Span};
use crate::insight::grammar::{Grammar, Habits};

/// The blocks of a body as transcripts see them; the text's own blank lines where it has none.
pub(super) fn parts(body: &Body) -> Vec<Part> {
    if body.blocks.is_empty() {
        return split_at_blank_lines(&body.text)
            .map(|span| Part {
                span,
                label: None,
                divides: false,
                item: false,
            })
            .collect();
    }
    let part = |kind: BlockKind, span: Span| Part {
        span: span.range(),
        label: match kind {
            BlockKind::Turn { label } => Some(label as usize),
            _ => None,
        },
        divides: matches!(kind, BlockKind::Heading(_) | BlockKind::Rule),
        item: matches!(kind, BlockKind::ListItem(_)),
    };
    body.blocks
        .iter()
        .map(|block| part(block.kind, block.span))
        .collect()
}

pub(super) fn split_at_blank_lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let start = text.as_ptr() as usize;
    text.split("\n\n")
        .filter(|part| !part.trim().is_empty())
        .map(move |part| {
            let at = part.as_ptr() as usize - start;
            at..at + part.len()
        })
}

/// The stretches of text in which marks must pair: blocks, and the items of lists inside them.
///
/// Where dialogue opens with dashes, its turns too; and every line of a text that is set
/// without blank lines.
pub(super) fn paragraphs(text: &str, parts: &[Part], grammar: &Grammar) -> Vec<Range<usize>> {
    let dashes = grammar.has(Habits::DIALOGUE_DASHES);
    let mut paragraphs = Vec::with_capacity(parts.len());
    for part in parts {
        let unwrapped = dashes && is_unwrapped(&text[part.span.clone()]);
        let mut start = part.span.start;
        let mut from = start;
        while let Some(line) = text[from..part.span.end].find('\n') {
            from += line + 1;
            let rest = &text[from..part.span.end];
            let turn = || dashes && ends_sentence(&text[start..from]);
            if is_item(rest) || turn() && (unwrapped || dialogue::opens_turn(rest)) {
                paragraphs.push(start..from - 1);
                start = from;
            }
        }
        paragraphs.push(start..part.span.end);
    }
    paragraphs
}

/// True when a line is longer than anybody wraps at.
fn is_unwrapped(part: &str) -> bool {
    /// In bytes.
    const WRAPPED: usize = 240;
    part.lines().any(|line| line.len() > WRAPPED)
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end()
        .ends_with(['.', '!', '?', '…', '»', '”', '“', ':', ','])
}

/// True when a line opens with a bullet or a pictograph.
fn is_item(line: &str) -> bool {
    let mut chars = line.chars();
    match chars.next() {
        Some('-' | '•' | '*' | '–') => chars.next() == Some(' '),
        Some('\u{2190}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}') => true,
        _ => false,
    }
}

/// Places passages among words and paragraphs; what holds no word is no quote.
pub(super) fn stretches(
    words: &Words<'_>,
    passages: Vec<Passage>,
    paragraphs: &[Range<usize>],
    parts: &[Part],
) -> Vec<Stretch> {
    if passages.is_empty() || paragraphs.is_empty() {
        return Vec::new();
    }
    let text = words.text;
    let mut parts = parts.iter().peekable();
    // As the file's reader found it.
    let mut opens_item = |start: usize| {
        while parts.next_if(|part| part.span.start < start).is_some() {}
        parts
            .peek()
            .is_some_and(|part| part.span.start == start && part.item)
    };
    let items: Vec<bool> = paragraphs
        .iter()
        .map(|paragraph| opens_item(paragraph.start) || is_item(&text[paragraph.clone()]))
        .collect();
    let heads = heads(&items);
    let mut stretches = Vec::with_capacity(passages.len());
    // Both are in order, so that each paragraph and its words are come to from the one before.
    let (mut own, mut from) = (0, 0);
    for passage in passages {
        let begins = |paragraph: &Range<usize>| paragraph.start <= passage.span.start;
        while paragraphs.get(own + 1).is_some_and(begins) {
            own += 1;
        }
        let above = match own.checked_sub(1) {
            Some(above) => words.inside_from(from, &paragraphs[above]),
            None => 0..0,
        };
        from = above.start;
        let paragraph = words.inside_from(above.end, &paragraphs[own]);
        let inside = words.inside_from(paragraph.start, &passage.span);
        if inside.is_empty() || !begins(&paragraphs[own]) {
            continue;
        }
        stretches.push(Stretch {
            passage,
            words: inside,
            paragraph,
            above,
            head: heads[own].map(|head| words.inside(&paragraphs[head])),
        });
    }
    stretches
}

/// For each item of a list the paragraph over the list.
fn heads(items: &[bool]) -> Vec<Option<usize>> {
    let mut above = None;
    let heads = items.iter().enumerate().map(|(at, &is_item)| {
        if is_item {
            return above;
        }
        above = Some(at);
        None
    });
    heads.collect()
}
