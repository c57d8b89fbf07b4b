//! The same in a page: what its elements say of its blocks stands for the marks before lines.
//!
//! Headers that are a block each are read as lines of one, so the lines above a mail that is answered or passed on are
//! found as they are in a plain text.

use std::ops::Range;

use super::{MOST_ATTRIBUTIONS, Quoted, attribution, find_with, fold, head, words};
use crate::briefing::FoldKind;
use crate::ingest::content::{Content, Fold, Kind, Layout};
use crate::ingest::mail::Forwarded;
use crate::ingest::mail::stated::Sent;
use crate::ingest::pages;

/// A signature of more words is a text.
const SIGNATURE: usize = 80;

/// Among so many blocks at the top of a quotation the line is looked for that says whose it is.
const TOP: usize = 2;

/// A block of a page.
#[derive(Debug, Clone)]
struct Block {
    range: Range<usize>,
    /// Set off, by whatever element.
    is_set_off: bool,
    says: pages::Mail,
}

/// Looks through a page; `says` is what its elements say of each block.
pub(in crate::ingest::mail) fn find(
    content: &Content,
    says: &[pages::Mail],
    sent: &Sent,
) -> Quoted {
    let Layout::Blocks(blocks) = &content.layout else {
        return super::find(&content.text, sent);
    };
    let blocks: Vec<Block> = blocks
        .iter()
        .zip(says)
        .map(|((kind, range), &says)| Block {
            range: range.clone(),
            is_set_off: *kind == Kind::BlockQuote,
            says,
        })
        .collect();
    let text = &*with_lines_of_heads(&content.text, &blocks);
    let marked =
        |own: Range<usize>, is_reply, forwarded: Option<&Forwarded>, folded: &mut Vec<Fold>| {
            let page = Page {
                text,
                blocks: &blocks,
                forwarded,
                is_reply,
            };
            page.quotations(&own, folded);
            page.signatures(&own, folded);
        };
    find_with(text, &content.links, sent, marked)
}

/// Makes plain paragraphs of a mail that is passed on and quoted for that.
pub(in crate::ingest::mail) fn unquote_passed(
    content: &mut Content,
    says: &[pages::Mail],
    quoted: &Quoted,
) {
    let (Layout::Blocks(blocks), Some(passed)) = (&mut content.layout, &quoted.forwarded) else {
        return;
    };
    let mut passed_on = blocks
        .iter_mut()
        .zip(says)
        .filter(|((_, range), _)| range.start >= passed.head.start);
    let Some(around) = passed_on.next().map(|((kind, _), says)| {
        unquote(kind);
        *says
    }) else {
        return;
    };
    passed_on
        .filter(|(_, says)| around.is_surely_quoted && says.quoted == around.quoted)
        .for_each(|((kind, _), _)| unquote(kind));
}

fn unquote(kind: &mut Kind) {
    if *kind == Kind::BlockQuote {
        *kind = Kind::Paragraph;
    }
}

/// The text with neighbouring blocks of headers as lines below one another; its length is the same.
fn with_lines_of_heads(text: &str, blocks: &[Block]) -> String {
    let mut lines = String::with_capacity(text.len());
    let last_is_field = |block: &str| head::is_field(block.rsplit('\n').next().unwrap_or(block));
    let first_is_field = |block: &str| head::is_field(block.split('\n').next().unwrap_or(block));
    let mut at = 0;
    for pair in blocks.windows(2) {
        let [above, below] = pair else { continue };
        let gap = above.range.end..below.range.start;
        let [above, below] = [above, below].map(|block| &text[block.range.clone()]);
        if &text[gap.clone()] == "\n\n" && first_is_field(below) && last_is_field(above) {
            lines.push_str(&text[at..gap.start]);
            lines.push_str(" \n");
            at = gap.end;
        }
    }
    lines.push_str(&text[at..]);
    lines
}

struct Page<'a> {
    text: &'a str,
    blocks: &'a [Block],
    forwarded: Option<&'a Forwarded>,
    is_reply: bool,
}

impl<'a> Page<'a> {
    fn within(&self, own: &Range<usize>) -> impl Iterator<Item = &'a Block> {
        let own = own.clone();
        let blocks = self.blocks.iter();
        blocks.filter(move |block| own.start <= block.range.start && block.range.end <= own.end)
    }

    /// The quotations around the words of the mail that is passed on, and where they begin.
    fn around_passed(&self) -> (usize, u8) {
        let Some(forwarded) = self.forwarded else {
            return (usize::MAX, 0);
        };
        let head = &forwarded.head;
        let mut blocks = self.blocks.iter();
        let last = blocks.rfind(|block| block.range.start < head.end);
        (head.start, last.map_or(0, |block| block.says.quoted))
    }

    /// Folds the runs of blocks that are quoted, if something beside their elements says so too.
    fn quotations(&self, own: &Range<usize>, folded: &mut Vec<Fold>) {
        let (passed, around) = self.around_passed();
        let depth = |block: &Block| match block.range.start < passed {
            true => 0,
            false => around,
        };
        let is_marked = |block: &Block| block.says.quoted > depth(block);
        let is_quoted = |block: &&Block| is_marked(block) || self.is_reply && block.is_set_off;
        let mut quotations = 0;
        let mut blocks = self.within(own).peekable();
        while let Some(first) = blocks.next() {
            if !is_quoted(&first) {
                continue;
            }
            let mut run = vec![first];
            while let Some(next) = blocks.next_if(is_quoted) {
                run.push(next);
            }
            let is_sure = run
                .iter()
                .any(|block| is_marked(block) && (self.is_reply || block.says.is_surely_quoted));
            quotations += 1;
            let is_told = quotations <= MOST_ATTRIBUTIONS;
            let start = is_told.then(|| self.attributed(own, &run)).flatten();
            let end = run[run.len() - 1].range.end;
            if let Some(start) = start.or(is_sure.then_some(first.range.start)) {
                folded.push(fold(start..end, FoldKind::Quoted));
            }
        }
    }

    /// Where a run begins that a line says whose it is: above it or as its first words.
    fn attributed(&self, own: &Range<usize>, run: &[&Block]) -> Option<usize> {
        let start = run.first()?.range.start;
        let inside = || {
            let told = run.iter().take(TOP).any(|block| {
                attribution(self.text, own.start..block.range.end)
                    .is_some_and(|at| at >= block.range.start)
            });
            told.then_some(start)
        };
        attribution(self.text, own.start..start).or_else(inside)
    }

    fn signatures(&self, own: &Range<usize>, folded: &mut Vec<Fold>) {
        let signed: Vec<&Block> = self.within(own).filter(|it| it.says.is_signature).collect();
        let of_words = |block: &&Block| words(&self.text[block.range.clone()], SIGNATURE + 1);
        if signed.iter().map(of_words).sum::<usize>() > SIGNATURE {
            return;
        }
        let ranges = signed.iter().map(|block| block.range.clone());
        folded.extend(ranges.map(|range| fold(range, FoldKind::Signature)));
    }
}

#[cfg(test)]
mod tests;
