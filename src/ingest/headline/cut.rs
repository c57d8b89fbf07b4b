//! Titles that their publisher cut.

use std::borrow::Cow;

use super::{HEADLINE, Opening, find};
use crate::ingest::passage::Passage;
use crate::text::letters::is_alphanumeric;

/// A declared title as it stands over the text. Where its publisher cut it (`Talks on fish begin in…`, or within
/// a word) and the text opens with all of it, it is what the text has; where it runs on into the first sentence
/// and stops there (`Talks on fish begin As part of a visit`), it is the headline alone.
pub(in crate::ingest) fn completed<'a>(title: &'a str, passages: &[Passage<'_>]) -> Cow<'a, str> {
    let cut = cut(title);
    if cut.is_none() && !runs_on(title, passages) {
        return Cow::Borrowed(title);
    }
    let opens = |whole: &str, part: &str| {
        let mut whole = letters(whole);
        letters(part).all(|letter| whole.next() == Some(letter))
    };
    let fits = |headline: &String| {
        let is_longer = opens(headline, cut.unwrap_or(title)) && !headline.ends_with('…');
        let is_shorter = cut.is_none() && opens(title, headline);
        (is_longer || is_shorter) && headline.chars().count() <= HEADLINE
    };
    find(passages, Opening::Text)
        .map(|headline| headline.title)
        .filter(fits)
        .map_or(Cow::Borrowed(title), Cow::Owned)
}

/// True where a text opens with a title that stops in the middle of it: inside a word, or behind the first passage
/// inside another.
fn runs_on(title: &str, passages: &[Passage<'_>]) -> bool {
    /// The passages that a title may run through.
    const FARTHEST: usize = 3;
    /// In bytes: a shorter title may be the first letters of a word by chance ("State").
    const SHORTEST: usize = 20;
    let mut wanted = letters(title).peekable();
    let said = passages.iter().filter(|passage| !passage.is_blank());
    for (number, passage) in said.take(FARTHEST).enumerate() {
        let mut in_word = false;
        for c in passage.pieces.iter().flat_map(|piece| piece.text().chars()) {
            if !is_alphanumeric(c) {
                in_word = false;
                continue;
            }
            if wanted.peek().is_none() {
                return title.len() >= SHORTEST && (in_word || number > 0);
            }
            if !c.to_lowercase().all(|letter| wanted.next() == Some(letter)) {
                return false;
            }
            in_word = true;
        }
        // It ends with the passage.
        if wanted.peek().is_none() {
            return false;
        }
    }
    false
}

/// What is left of a title that ends in the sign for what is left out.
fn cut(title: &str) -> Option<&str> {
    let title = title.trim_end_matches([' ', ']', ')']);
    let cut = title
        .strip_suffix('…')
        .or_else(|| title.strip_suffix("..."))?;
    cut.contains(char::is_alphabetic).then_some(cut)
}

fn letters(text: &str) -> impl Iterator<Item = char> {
    let letters = text.chars().filter(|&c| is_alphanumeric(c));
    letters.flat_map(char::to_lowercase)
}
