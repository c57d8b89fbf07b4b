//! Feeds: RSS 0.9 to 2.0, RDF, Atom 0.3 and 1.0, JSON Feed.
//!
//! ```text
//! text -> pieces -> elements -> the facts of each entry -> Entry
//! ```
//!
//! An entry is handed over as it ends, so that a feed of a million costs no more memory than one of ten. What
//! is ill-formed is read as far as can be, and no entity is ever expanded: see [`pieces`]. Which of an entry's
//! texts is the one to read, and whether that is HTML, is told as Python's feedparser does.

use std::ops::Range;

use super::content::{Remark, Stated};
use crate::briefing::BriefingDate;

mod address;
mod date;
mod element;
mod facts;
mod field;
mod json;
mod pieces;
mod tail;
mod words;
mod xml;

/// The most entries that are read of one feed.
const MAX_ENTRIES: usize = 1_000_000;

/// The most bytes that the texts of one entry may have.
const MAX_ENTRY: usize = 8 << 20;

/// One entry of a feed.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    /// Its bytes in the text that was given, for the raw view. Those of a feed ascend and are apart.
    pub(super) at: Range<usize>,
    /// What it says of itself; who issued it and its language are those of its feed if it does not say.
    pub(super) stated: Stated,
    /// What there is to read.
    pub(super) content: EntryContent,
    /// What is to be said of the reading.
    pub(super) remarks: Vec<Remark>,
}

/// The text of an entry, not clean yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum EntryContent {
    /// A piece of a web page.
    Html(String),
    /// Plain text; empty where an entry has none.
    Plain(String),
}

impl Default for EntryContent {
    fn default() -> Self {
        Self::Plain(String::new())
    }
}

/// What a feed says of itself.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Feed {
    /// Of its channel.
    pub(super) stated: Stated,
    /// What is to be said of the reading.
    pub(super) remarks: Vec<Remark>,
    /// True if its end is missing.
    pub(super) is_broken_off: bool,
}

/// Reads a date as programs write it; `None` for what can't be understood.
pub(super) fn date(text: &str) -> Option<BriefingDate> {
    date::parse(text)
}

/// The text of something that does not say what it is: HTML if it can be nothing else.
pub(super) fn content(text: &str) -> EntryContent {
    match words::must_be_html(text) {
        true => EntryContent::Html(text.to_owned()),
        false => EntryContent::Plain(text.to_owned()),
    }
}

/// Why a feed is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Refused {
    /// Declarations can make a text of any length out of a few lines, or bring in other files.
    #[error("its DOCTYPE declares entities of its own, which are never expanded: remove it")]
    Declarations,
}

/// Reads a feed, and hands over each of its entries in order.
///
/// What its channel says after an entry is not in that entry, but in what is returned.
pub(super) fn read(text: &str, each: &mut dyn FnMut(Entry)) -> Result<Feed, Refused> {
    match text.trim_start().starts_with('{') {
        true => Ok(json::read(text, each)),
        false => xml::read(text, each),
    }
}

/// True for the beginning of a feed.
pub(super) fn is_feed(head: &str) -> bool {
    let head = head.trim_start_matches(['\u{FEFF}', ' ', '\n', '\r', '\t']);
    match head.starts_with('{') {
        true => json::is_feed(head),
        false => xml::is_feed(head),
    }
}

#[cfg(test)]
mod tests;
