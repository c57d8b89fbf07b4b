//! What an article has beside the column of its text: a lead under the headline, pictures with their captions, tables
//! and notes at its end, the rows of a page that was put together of them.
//!
//! The vote finds the element with most of the text. The page itself says how far the article goes: by `article` or
//! `main`, or by the element that has both headline and text. In there, what stands below the headline and is prose
//! belongs to it.

use std::ops::Range;

use dom_query::local_name;

use super::show_all;
use crate::ingest::dates;
use crate::ingest::pages::blocks::is_block;
use crate::ingest::pages::furniture::Furniture;
use crate::ingest::pages::tree::{Element, Tree};

/// A lead has as many letters.
const LEAD: u32 = 40;

/// A line of more letters holds more than a date.
const STAMP: u32 = 80;

/// A note at the end has as many.
const NOTE: u32 = 60;

/// A row of a page, among others of the text, has as many.
const ROW: u32 = 120;

/// What is no part of the text and has more letters than this is the end of it.
const END: u32 = 100;

/// Shows what belongs to the article beside its text.
pub(super) fn add(tree: &Tree, furniture: &Furniture, shown: &mut [bool]) {
    let sums = sums(tree, shown);
    let ends = |shown: &[bool]| {
        let first = shown.iter().position(|shown| *shown)?;
        Some(first..shown.iter().rposition(|shown| *shown)? + 1)
    };
    let Some(text) = ends(shown) else { return };
    let Some(host) = host(tree, furniture, &sums, &text) else {
        return;
    };
    let headline = headline(tree, furniture, host, text.start);
    let from = headline.map_or(text.start, |at| tree.node(at).end);
    let counts = Counts::new(tree);
    let mut at = host + 1;
    while at < tree.node(host).end {
        let range = tree.range(at);
        let is_of_text = sums[range.end] > sums[range.start];
        if furniture.holds(at) || range.end <= from {
            at = range.end;
            continue;
        }
        if range.start < from || is_of_text {
            at += 1;
            continue;
        }
        let place = match range.start {
            start if start < text.start => Place::Above,
            start if start < text.end => Place::Among,
            _ => Place::Below,
        };
        let own = |&outer: &usize| outer >= from && sums[tree.node(outer).end] == sums[outer];
        // A picture above a text and its caption are for the eye.
        let is_pictured = |it: usize| counts.has(tree.range(it), Kind::Picture);
        if place == Place::Above && tree.outwards(at).take_while(own).any(is_pictured) {
            at = range.end;
            continue;
        }
        match judged(tree, &counts, host, at, place) {
            Verdict::Belongs => show_all(tree, at, furniture, shown),
            Verdict::MayHold => {
                at += 1;
                continue;
            }
            Verdict::Not => {}
            Verdict::Ends => return,
        }
        at = range.end;
    }
}

/// The letters that are shown before each node, and of all.
fn sums(tree: &Tree, shown: &[bool]) -> Vec<u32> {
    let mut sum = 0;
    let mut sums = Vec::with_capacity(tree.len() + 1);
    for (at, &shown) in shown.iter().enumerate() {
        sums.push(sum);
        sum += if shown { tree.letters(at)[0] } else { 0 };
    }
    sums.push(sum);
    sums
}

/// The element that holds the article with all that belongs to it.
fn host(tree: &Tree, furniture: &Furniture, sums: &[u32], text: &Range<usize>) -> Option<usize> {
    let all = sums[tree.len()];
    let within = |at: usize| sums[tree.node(at).end] - sums[at];
    let is_host = |(at, element): &(usize, &Element)| {
        let is_article = element.name == local_name!("article")
            || element.name == local_name!("main")
            || element.has_word("role", "main")
            || element
                .attribute("itemtype")
                .is_some_and(|kind| kind.ends_with("Article"));
        is_article && !furniture.holds(*at) && 10 * within(*at) >= 9 * all
    };
    let declared = tree.elements(0..text.start).filter(is_host).last();
    if let Some((at, _)) = declared {
        return Some(at);
    }
    // Else the element that has the only headline, too, if it has little else.
    let headline = headline(tree, furniture, 0, text.start)?;
    let around = tree
        .outwards(text.start)
        .find(|&outer| tree.range(outer).contains(&headline) && 10 * within(outer) >= 9 * all)?;
    let [letters, linked] = tree.letters(around);
    (5 * all >= 3 * letters.saturating_sub(linked)).then_some(around)
}

/// The last top heading above the text.
fn headline(tree: &Tree, furniture: &Furniture, host: usize, text: usize) -> Option<usize> {
    let above = tree.elements(host..text);
    let headings = above.filter(|(at, element)| {
        element.name == local_name!("h1") && !furniture.holds(*at) && tree.letters(*at)[0] > 0
    });
    headings.last().map(|(at, _)| at)
}

/// Where something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Between headline and text.
    Above,
    Among,
    Below,
}

/// What something is to the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Belongs,
    /// No, but something in it may.
    MayHold,
    Not,
    /// No, and nothing after it does.
    Ends,
}

fn judged(tree: &Tree, counts: &Counts, host: usize, at: usize, place: Place) -> Verdict {
    let [letters, linked] = tree.letters(at);
    let Some(element) = tree.element(at) else {
        return Verdict::Not;
    };
    let has = |kind| counts.has(tree.range(at), kind);
    let is_text = letters > 0 && 4 * linked < letters && !has(Kind::Control) && !has(Kind::Teaser);
    let is_figure = matches!(&*element.name, "figure" | "table");
    match place {
        Place::Above if is_made_of_blocks(tree, counts, at, element) => Verdict::MayHold,
        Place::Above if is_text && letters >= LEAD && !is_dated(tree, at) => Verdict::Belongs,
        Place::Above => Verdict::Not,
        Place::Among if is_text && (is_figure || letters >= ROW) => Verdict::Belongs,
        Place::Among => Verdict::Not,
        Place::Below => {
            let is_own = tree.node(at).parent == host && element.name == local_name!("p");
            match is_text && (is_figure || is_own || has(Kind::Note)) {
                true => Verdict::Belongs,
                false if letters > END && linked < letters || has(Kind::Teaser) => Verdict::Ends,
                false => Verdict::Not,
            }
        }
    }
}

/// True for what is put together of blocks; the items of a list are one.
fn is_made_of_blocks(tree: &Tree, counts: &Counts, at: usize, element: &Element) -> bool {
    !matches!(&*element.name, "ul" | "ol" | "table" | "blockquote")
        && counts.has(at + 1..tree.node(at).end, Kind::Block)
}

/// How many elements of some kinds stand before each node, and in all: whether one has any in it is a difference.
struct Counts(Vec<[u32; 5]>);

/// What is counted.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Block,
    Picture,
    /// Something to be filled in.
    Control,
    /// A heading that leads to another text, or that text.
    Teaser,
    /// A sentence of some length.
    Note,
}

impl Counts {
    fn new(tree: &Tree) -> Self {
        let mut counts = Self(vec![[0; 5]; tree.len() + 1]);
        let is_block_at = |at: usize| tree.element(at).is_some_and(|it| is_block(&it.name));
        let is_note = |at: usize, element: &Element| {
            let is_long = is_block(&element.name) && tree.letters(at)[0] >= NOTE;
            is_long && !tree.children(at).any(is_block_at)
        };
        for at in 0..tree.len() {
            let mut next = counts.0[at];
            if let Some(element) = tree.element(at) {
                let [letters, linked] = tree.letters(at);
                let leads = letters > 0 && 2 * linked > letters;
                for (kind, is_one) in [
                    (Kind::Block, is_block(&element.name) || is_heading(element)),
                    (Kind::Picture, is_picture(element)),
                    (Kind::Control, is_control(element)),
                    (
                        Kind::Teaser,
                        leads && (is_heading(element) || element.name == local_name!("article")),
                    ),
                    (Kind::Note, is_note(at, element)),
                ] {
                    next[kind as usize] += u32::from(is_one);
                }
            }
            counts.0[at + 1] = next;
        }
        counts
    }

    /// True if an element is one of the kind or has one in it.
    fn has(&self, range: Range<usize>, kind: Kind) -> bool {
        self.0[range.end][kind as usize] > self.0[range.start][kind as usize]
    }
}

fn is_heading(element: &Element) -> bool {
    matches!(&*element.name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

fn is_picture(element: &Element) -> bool {
    matches!(&*element.name, "img" | "picture" | "figure" | "video")
}

fn is_control(element: &Element) -> bool {
    matches!(&*element.name, "form" | "input" | "select" | "textarea")
}

/// True for a line with a date, which a lead seldom has.
fn is_dated(tree: &Tree, at: usize) -> bool {
    tree.letters(at)[0] <= STAMP && dates::first(&tree.line(at)).is_some()
}
