//! The words of a label with their senses, in pieces: what commas, brackets and dashes part.

use std::ops::Range;

use crate::insight::grammar::{Grammar, Sense};
use crate::text::letters::is_alphanumeric;

/// One word of a label.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'t> {
    pub(super) text: &'t str,
    /// Bytes of the body.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) sense: Sense,
}

impl Token<'_> {
    pub(super) fn is(&self, senses: Sense) -> bool {
        self.sense.is(senses)
    }

    /// True for a word with a capital anywhere: "al-Marri" and "d'Aubigny" too.
    pub(super) fn is_capital(&self) -> bool {
        self.text.contains(char::is_uppercase)
    }

    /// True for two capitals or more and nothing small.
    pub(super) fn is_shouted(&self) -> bool {
        let capitals = self.text.chars().filter(|c| c.is_uppercase()).count();
        capitals > 1 && !self.text.contains(char::is_lowercase)
    }

    /// "M.", "J.R."
    pub(super) fn is_initial(&self) -> bool {
        let mut letters = self.text.split('.').filter(|part| !part.is_empty());
        self.text.contains('.')
            && self.text.starts_with(char::is_uppercase)
            && letters.all(|part| part.chars().count() == 1)
    }

    /// "A/S", "P/DAS": offices written as their letters.
    pub(super) fn is_cipher(&self) -> bool {
        const LONGEST: usize = 4;
        self.text.contains('/')
            && self.text.split('/').all(|part| {
                (1..=LONGEST).contains(&part.len()) && part.chars().all(|c| c.is_ascii_uppercase())
            })
    }

    /// "Mr", "Ms", "M.", "Dr": forms of address, which tell no office.
    pub(super) fn is_address(&self) -> bool {
        self.is(Sense::ADDRESS)
    }

    /// A first name, where the word is not also an office.
    pub(super) fn is_given(&self) -> bool {
        self.is(Sense::MALE | Sense::FEMALE) && !self.is(Sense::TITLE | Sense::ROLE)
    }
}

/// A stretch of a label between commas, brackets or dashes.
#[derive(Debug, Clone)]
pub(super) struct Piece<'t> {
    pub(super) tokens: Vec<Token<'t>>,
    pub(super) bracketed: bool,
}

/// Cuts a label into its pieces; none of them is empty.
pub(super) fn pieces<'t>(text: &'t str, span: &Range<usize>, grammar: &Grammar) -> Vec<Piece<'t>> {
    let mut pieces = Vec::new();
    let mut start = span.start;
    let mut depth = 0_usize;
    let label = &text[span.clone()];
    for (at, c) in label.char_indices() {
        let at = span.start + at;
        let cuts = match c {
            '(' | '[' | ')' | ']' | '—' | '―' => true,
            ',' | ';' | '|' => depth == 0,
            '–' | '-' => depth == 0 && stands_free(text, at, c),
            _ => false,
        };
        if !cuts {
            continue;
        }
        push(text, start..at, depth > 0, grammar, &mut pieces);
        depth = match c {
            '(' | '[' => depth + 1,
            ')' | ']' => depth.saturating_sub(1),
            _ => depth,
        };
        start = at + c.len_utf8();
    }
    push(text, start..span.end, depth > 0, grammar, &mut pieces);
    pieces
}

/// True for a dash between blanks.
fn stands_free(text: &str, at: usize, dash: char) -> bool {
    text[..at].ends_with(char::is_whitespace)
        && text[at + dash.len_utf8()..].starts_with(char::is_whitespace)
}

fn push<'t>(
    text: &'t str,
    span: Range<usize>,
    bracketed: bool,
    grammar: &Grammar,
    pieces: &mut Vec<Piece<'t>>,
) {
    let tokens = tokens(text, span, grammar);
    if !tokens.is_empty() {
        pieces.push(Piece { tokens, bracketed });
    }
}

fn tokens<'t>(text: &'t str, span: Range<usize>, grammar: &Grammar) -> Vec<Token<'t>> {
    let base = text.as_ptr() as usize;
    let inside = &text[span];
    let is_edge = |c: char| !is_alphanumeric(c) && c != '.' && c != '/';
    inside
        .split_whitespace()
        .map(|word| word.trim_start_matches(|c: char| !is_alphanumeric(c)))
        .map(|word| word.trim_end_matches(is_edge))
        .filter(|word| word.contains(is_alphanumeric))
        .map(|word| {
            let start = word.as_ptr() as usize - base;
            Token {
                text: word,
                start,
                end: start + word.len(),
                sense: sense(word, grammar),
            }
        })
        .collect()
}

/// The senses of a word of a label; of joined words ("Vice-Chair") those of the last.
fn sense(word: &str, grammar: &Grammar) -> Sense {
    let bare = word.trim_end_matches('.');
    let found = grammar.sense(bare);
    match bare.rsplit_once('-') {
        Some((_, last)) if found == Sense::default() => grammar.sense(last),
        _ => found,
    }
}
