//! Tags of HTML left in a plain text: an embedded post, a paste from a page.
//!
//! Only what is plainly markup is taken for it: names of elements that pages use, with attributes
//! as pages write them, closed by `>`; what hides its content must be closed, too. Tags go, the
//! words between them stay where they stood; elements that stand apart on a page stand apart here,
//! and a quotation set off there is set off here. A lone `<p>` in prose, `<b and y>` and addresses
//! in angle brackets (`<desk@ministry.example>`) are left alone. What goes is counted.

mod tag;

use crate::briefing::BlockKind;
use std::borrow::Cow;
use std::ops::Range;

use super::passage::{Passage, Piece};
use tag::{Element, Tag, tags};

/// Fewer tags than this are somebody's words about markup.
const FEWEST: usize = 2;

/// Replaces each passage that holds markup by what a page would show of it.
///
/// A text of which nothing would be left is given as it is written.
pub(super) fn unmark(passages: Vec<Passage<'_>>) -> Vec<Passage<'_>> {
    let marked: Vec<Vec<Tag>> = passages.iter().map(markup).collect();
    if marked.iter().all(Vec::is_empty) {
        return passages;
    }
    let mut unmarked = Vec::with_capacity(passages.len());
    // What was taken of passages of which nothing is left.
    let mut taken = 0;
    for (passage, tags) in passages.iter().zip(&marked) {
        if tags.is_empty() {
            unmarked.push(passage.clone());
            continue;
        }
        taken += tags.iter().map(|tag| tag.characters).sum::<u32>();
        let shown = Page::new(passage.kind).read(&passage.pieces, tags);
        unmarked.extend(shown);
        if let Some(last) = unmarked.last_mut() {
            last.taken += std::mem::take(&mut taken);
        }
    }
    match unmarked.last_mut() {
        Some(last) => last.taken += taken,
        None => return passages,
    }
    unmarked
}

/// The tags of a passage, by the bytes of its text; none where it is not markup.
fn markup(passage: &Passage<'_>) -> Vec<Tag> {
    let may_have = |piece: &Piece<'_>| match piece {
        Piece::Raw(text, _) => memchr::memchr(b'<', text.as_bytes()).is_some(),
        Piece::Own(_) | Piece::Seam => false,
    };
    if passage.kind == BlockKind::Preformatted || !passage.pieces.iter().any(may_have) {
        return Vec::new();
    }
    let tags = tags(&passage.text());
    // One that is not shown was opened and closed.
    let weight = |tag: &Tag| match tag.element {
        Element::Hidden(_) => 2,
        _ => 1,
    };
    match tags.iter().map(weight).sum::<usize>() >= FEWEST {
        true => tags,
        false => Vec::new(),
    }
}

/// Passages in the making.
struct Page<'a> {
    done: Vec<Passage<'a>>,
    open: Passage<'a>,
    kind: BlockKind,
    /// Quotations around the present place.
    quotations: usize,
}

impl<'a> Page<'a> {
    fn new(kind: BlockKind) -> Self {
        Self {
            done: Vec::new(),
            open: Passage::new(kind),
            kind,
            quotations: 0,
        }
    }

    /// What is shown of a passage: its pieces without its tags.
    fn read(mut self, pieces: &[Piece<'a>], tags: &[Tag]) -> Vec<Passage<'a>> {
        let mut tags = tags.iter().peekable();
        // The byte of the passage's text where the piece stands, and that from which it is shown.
        let (mut at, mut shown) = (0, 0);
        for piece in pieces {
            let end = at + piece.text().len();
            while let Some(tag) = tags.next_if(|tag| tag.range.start < end) {
                self.part(piece, at, shown..tag.range.start);
                self.tag(tag);
                shown = tag.range.end;
            }
            self.part(piece, at, shown..end);
            shown = shown.max(end);
            at = end;
        }
        self.begin(None);
        self.done
    }

    /// Adds the part of a piece that lies in a stretch of the passage's text, where `at` is the
    /// piece's own place.
    fn part(&mut self, piece: &Piece<'a>, at: usize, stretch: Range<usize>) {
        if matches!(piece, Piece::Seam) && stretch.start <= at {
            self.open.pieces.push(Piece::Seam);
        }
        if stretch.is_empty() {
            return;
        }
        let stretch = stretch.start - at..stretch.end - at;
        match piece {
            Piece::Raw(Cow::Borrowed(text), place) => {
                self.words(&text[stretch.clone()], place + stretch.start);
            }
            Piece::Raw(Cow::Owned(text), place) => {
                self.open.raw(text[stretch].to_owned(), *place);
            }
            Piece::Own(text) => self.open.own(text[stretch].to_owned()),
            Piece::Seam => {}
        }
    }

    fn tag(&mut self, tag: &Tag) {
        match tag.element {
            // Two in a row part paragraphs.
            Element::Break if self.is_at_break() => self.begin(None),
            Element::Break => self.open.own("\n"),
            Element::Inline | Element::Hidden(_) => {}
            Element::Block => self.begin(None),
            Element::Quotation => {
                self.quotations = match tag.closes {
                    true => self.quotations.saturating_sub(1),
                    false => self.quotations + 1,
                };
                self.begin(None);
            }
            Element::Item => self.begin((!tag.closes).then_some(BlockKind::ListItem(0))),
        }
    }

    fn is_at_break(&self) -> bool {
        matches!(self.open.pieces.last(), Some(Piece::Own(text)) if text == "\n")
    }

    fn begin(&mut self, kind: Option<BlockKind>) {
        let kind = kind.unwrap_or(match self.quotations {
            0 if self.done.is_empty() => self.kind,
            0 => BlockKind::Paragraph,
            _ => BlockKind::BlockQuote,
        });
        let open = std::mem::replace(&mut self.open, Passage::new(kind));
        self.done.extend(trimmed(open));
        if kind == BlockKind::ListItem(0) {
            self.open.own("• ");
        }
    }

    /// Adds words with their entities read: each is a piece of its own, for it is longer than what
    /// it stands for.
    fn words(&mut self, words: &'a str, at: usize) {
        let fresh = self.open.pieces.is_empty() || self.is_at_break();
        let mut from = if fresh {
            words.len() - words.trim_start().len()
        } else {
            0
        };
        if from == words.len() {
            return;
        }
        for (ampersand, _) in words.match_indices('&') {
            let Some(end) = entity_end(&words[ampersand..]) else {
                continue;
            };
            let end = ampersand + end;
            let meant = html_escape::decode_html_entities(&words[ampersand..end]);
            if let Cow::Owned(meant) = meant {
                self.open.raw(&words[from..ampersand], at + from);
                self.open.raw(meant, at + ampersand);
                from = end;
            }
        }
        self.open.raw(&words[from..], at + from);
    }
}

/// Where the entity ends that a text opens with.
fn entity_end(text: &str) -> Option<usize> {
    /// `&CounterClockwiseContourIntegral;` is the longest.
    const LONGEST: usize = 34;
    let inside = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'#';
    let name = text
        .bytes()
        .skip(1)
        .take(LONGEST)
        .take_while(inside)
        .count();
    text[1 + name..].starts_with(';').then_some(name + 2)
}

/// A passage without blanks at its edges; none that shows nothing.
fn trimmed(mut passage: Passage<'_>) -> Option<Passage<'_>> {
    let is_blank = |piece: &Piece<'_>| match piece {
        Piece::Raw(text, _) => text.trim().is_empty(),
        Piece::Own(text) => text.trim().is_empty(),
        Piece::Seam => true,
    };
    while passage.pieces.last().is_some_and(is_blank) {
        passage.pieces.pop();
    }
    let first = passage.pieces.iter().position(|piece| !is_blank(piece))?;
    passage.pieces.drain(..first);
    if let Some(Piece::Raw(Cow::Borrowed(text), at)) = passage.pieces.first_mut() {
        let kept = text.trim_start();
        *at += text.len() - kept.len();
        *text = kept;
    }
    if let Some(Piece::Raw(Cow::Borrowed(text), _)) = passage.pieces.last_mut() {
        *text = text.trim_end();
    }
    (!passage.is_blank()).then_some(passage)
}

#[cfg(test)]
mod tests;
