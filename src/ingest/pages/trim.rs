//! Takes off the blocks around and between the words of an article that are none of it.
//!
//! What an element is called does not always tell; what it says then does: a date above the text, a list
//! of nothing but links under "See also", a plea to subscribe. Only short blocks go, and those that lead
//! elsewhere; what is prose stays.

use super::seen::Seen;
use super::title::letters;
use super::writer::Draft;
use crate::ingest::content::{Kind, Stated};

/// A caption of fewer letters may be said twice.
const CAPTION: usize = 30;

/// So many blocks at the end of a page may be pleas.
const CALLS: usize = 8;

/// So many blocks back a repeated caption is looked for.
const NEAR: usize = 10;

/// Marks the blocks of a text that are to be read.
///
/// Lines of the date go if the page states it elsewhere.
pub(super) fn kept(draft: &Draft, stated: &Stated) -> Vec<bool> {
    let title = stated.title.as_deref().map(letters).unwrap_or_default();
    let blocks: Vec<Seen<'_>> = draft
        .blocks
        .iter()
        .map(|block| Seen::new(draft, block))
        .collect();
    let mut kept: Vec<bool> = blocks.iter().map(|block| !block.is_label()).collect();
    drop_insets(&blocks, &mut kept);
    drop_repeats(&blocks, &mut kept);
    drop_head(&blocks, &mut kept, &title, stated.date.is_some());
    drop_tails(&blocks, &mut kept);
    drop_end(&blocks, &mut kept, stated.date.is_some());
    // Whoever reads a page shall not find it empty: a headline may be all that there is.
    if !kept.contains(&true) {
        let headline = blocks.iter().position(|block| block.letters == title);
        match headline {
            Some(at) => kept[at] = true,
            None => kept.fill(true),
        }
    }
    kept
}

/// Links of their own between paragraphs lead to other pages.
fn drop_insets(blocks: &[Seen<'_>], kept: &mut [bool]) {
    let letters = |is: &dyn Fn(&Seen<'_>) -> bool| -> usize {
        blocks
            .iter()
            .filter(|block| is(block))
            .map(|block| block.letters.len())
            .sum()
    };
    let is_inset = |block: &Seen<'_>| {
        block.is_reference()
            || block.is_link() && block.kind == Kind::Paragraph && block.letters.len() > 12
    };
    // A page that is a list of links is read as one.
    if 3 * letters(&is_inset) > letters(&|_| true) {
        return;
    }
    for (kept, block) in kept.iter_mut().zip(blocks) {
        *kept &= !is_inset(block);
    }
}

/// A caption may stand on a page for the picture, for its large copy and for its place in a row. A
/// speaker repeats himself, too, but not at once, nor in an item of a list.
fn drop_repeats(blocks: &[Seen<'_>], kept: &mut [bool]) {
    let is_item = |block: &Seen<'_>| matches!(block.kind, Kind::ListItem(_));
    for at in 1..blocks.len() {
        let block = &blocks[at];
        let first = at.saturating_sub(NEAR);
        let repeats = |(before, other): (usize, &Seen<'_>)| {
            other.letters == block.letters
                && (first + before + 1 == at || is_item(other) != is_item(block))
        };
        if block.letters.len() > CAPTION && blocks[first..at].iter().enumerate().any(repeats) {
            kept[at] = false;
        }
    }
}

/// Above the first sentence, dates, names and the way to the page are none of the text; a date may stand
/// below the lead, too.
fn drop_head(blocks: &[Seen<'_>], kept: &mut [bool], title: &str, is_dated: bool) {
    /// A page with so many headings that are links is a list of texts, and the first is one of them.
    const TEASERS: usize = 3;
    let is_teaser = |block: &Seen<'_>| matches!(block.kind, Kind::Heading(_)) && block.is_link();
    let teasers = blocks.iter().filter(|block| is_teaser(block)).count();
    // The lead is prose, and so is the first sentence.
    let mut prose = 0;
    for (kept, block) in kept.iter_mut().zip(blocks) {
        let is_way =
            matches!(block.kind, Kind::ListItem(_)) && block.is_short() && block.linked > 50;
        let is_title = !title.is_empty() && block.letters == title;
        let is_above = is_title
            || block.is_byline()
            || block.is_link() && !(is_teaser(block) && teasers >= TEASERS)
            || is_way;
        if is_dated && block.is_stamp() || prose == 0 && is_above {
            *kept = false;
        } else if block.is_prose() {
            prose += 1;
        }
        if prose == 2 {
            return;
        }
    }
}

/// What follows "See also" up to the next text to read, and all from what readers have written on.
fn drop_tails(blocks: &[Seen<'_>], kept: &mut [bool]) {
    let first = blocks
        .iter()
        .position(Seen::is_prose)
        .unwrap_or(blocks.len());
    let comments = blocks[first..].iter().position(Seen::heads_comments);
    let end = comments.map_or(blocks.len(), |at| first + at);
    kept[end..].fill(false);
    let blocks = &blocks[..end];
    let mut at = 0;
    while at < blocks.len() {
        let block = &blocks[at];
        let is_label =
            matches!(block.kind, Kind::Heading(_)) || !block.ends_sentence() || block.is_link();
        if !block.opens_tail() || !is_label || at == 0 {
            at += 1;
            continue;
        }
        let follows = |block: &&Seen<'_>| {
            block.linked >= 50
                || block.is_stamp()
                || block.opens_tail()
                || block.is_label()
                || !block.is_prose() && !matches!(block.kind, Kind::Heading(_))
        };
        let length = blocks[at + 1..].iter().take_while(follows).count();
        // A label that heads prose is a heading of it, unless the page has nothing after that.
        let letters = |blocks: &[Seen<'_>]| {
            blocks
                .iter()
                .map(|block| block.letters.len())
                .sum::<usize>()
        };
        let is_last = !blocks[at + 1..].iter().skip(length).any(Seen::is_prose)
            && 4 * letters(&blocks[at + 1..]) < letters(&blocks[..at]);
        if length > 0 || is_last {
            let end = if is_last {
                blocks.len()
            } else {
                at + 1 + length
            };
            kept[at..end].fill(false);
            at = end;
        } else {
            at += 1;
        }
    }
}

/// Pleas, rights, links and, of a page that states its date, dates below the last sentence.
fn drop_end(blocks: &[Seen<'_>], kept: &mut [bool], is_dated: bool) {
    let mut dropped = 0;
    for at in (1..blocks.len()).rev() {
        if !kept[at] {
            continue;
        }
        let block = &blocks[at];
        let is_list_of_links = matches!(block.kind, Kind::ListItem(_)) && block.is_link();
        let goes = matches!(block.kind, Kind::Heading(_) | Kind::Rule)
            || is_dated && block.is_stamp()
            || block.is_link()
            || is_list_of_links
            || block.is_call();
        if !goes || dropped == CALLS && !is_list_of_links {
            return;
        }
        kept[at] = false;
        dropped += usize::from(!is_list_of_links);
    }
}
