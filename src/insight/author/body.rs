//! Bodies that speak for themselves: "The Ministry of Water condemns …", and the parties of a
//! joint declaration: "The Governments of Norland and Sudmark, Recalling …".

use super::Reading;
use super::extent;
use super::phrase::Line;
use super::who;
use crate::briefing::{Author, Confidence, QuoteKind};
use crate::insight::grammar::{Grammar, List};
use crate::text::letters::is_alphanumeric;

/// The words of a sentence that are looked at.
const SENTENCE: usize = 400;

/// The body that does in the first sentence what one does by saying so; nobody where others are
/// quoted.
pub(super) fn speaks(text: &Reading<'_>) -> Vec<Author> {
    let count = text.end();
    let first = (0..count).find(|&at| extent::is_sentence(text.block(at)));
    let Some(first) = first.filter(|_| !has_voices(text)) else {
        return Vec::new();
    };
    let parties = parties(text, first, count);
    if !parties.is_empty() {
        return parties;
    }
    performs(text, first).into_iter().collect()
}

/// True where the text gives the words of somebody.
pub(super) fn has_voices(text: &Reading<'_>) -> bool {
    let quotes = text.findings.quotes.iter();
    let own = |kind: QuoteKind| kind != QuoteKind::Indirect;
    quotes
        .filter(|quote| own(quote.kind))
        .any(|quote| quote.speaker.is_some())
}

/// "The Ministry of Water, while regretting the delay, condemns the attack."
fn performs(text: &Reading<'_>, first: usize) -> Option<Author> {
    let line = Line::of(sentence(text.block(first)), text.language);
    let named = who::one(&line, 0, line.tokens.len())?;
    let end = named.words.end;
    let deed = (end..line.tokens.len()).find(|&at| line.entry(List::Performs, at).is_some())?;
    let follows =
        deed == end || line.tokens[end - 1].ends_part() && line.tokens[deed - 1].ends_part();
    let is_body = named.is_body && named.name.is_none();
    (is_body && follows).then(|| text.author(&line, &named))
}

/// "The Prime Ministers of Norland and Sudmark," over paragraphs that open "Recalling".
fn parties(text: &Reading<'_>, first: usize, count: usize) -> Vec<Author> {
    /// Recitals that make a preamble.
    const ENOUGH: usize = 2;
    let words = Grammar::of(text.language).phrases();
    let opens = |at: usize| {
        let word = text.block(at).split_whitespace().next().unwrap_or_default();
        let word = word.trim_matches(|c: char| !is_alphanumeric(c));
        words.opened_by(word).has(List::Preamble) && words.has(List::Preamble, &word.to_lowercase())
    };
    let Some(recital) = (first..count.saturating_sub(1)).find(|&at| opens(at)) else {
        return Vec::new();
    };
    let heads = recital.checked_sub(1).map(|head| text.block(head));
    let Some(head) = heads.filter(|head| head.trim_end().ends_with(',')) else {
        return Vec::new();
    };
    if (recital..count).filter(|&at| opens(at)).count() < ENOUGH {
        return Vec::new();
    }
    let line = Line::of(head, text.language);
    let mut named = who::all(&line, 0, line.tokens.len());
    if let [one] = &mut named[..] {
        // "The Ministers of Norland and Sudmark" are several under one word.
        one.words.end = line.tokens.len();
    }
    let authors = named.iter().map(|named| text.author(&line, named));
    authors
        .map(|author| Author {
            confidence: author.confidence.min(Confidence::Fair),
            ..author
        })
        .collect()
}

/// The first sentence of a paragraph.
fn sentence(block: &str) -> &str {
    let window = block.char_indices().take(SENTENCE);
    let end = window
        .into_iter()
        .find(|&(at, c)| matches!(c, '.' | '!' | '?') && block[at + 1..].starts_with([' ', '\n']));
    let longest = block
        .char_indices()
        .nth(SENTENCE)
        .map_or(block.len(), |(at, _)| at);
    &block[..end.map_or(longest, |(at, _)| at)]
}
