//! The fonts of a document of Word 6, which tell what its bytes stand for.

use super::bytes::{byte, short, stretch};
use crate::ingest::charset::Charset;
use crate::ingest::documents::code_pages;

/// The character set of each font; `None` for one that leaves it to the document.
pub(super) fn sets(table: &[u8]) -> Vec<Option<Charset>> {
    let end = short(table, 0).map_or(0, usize::from);
    let table = stretch(table, 0, end);
    let mut at = 2;
    let mut sets = Vec::new();
    while let Some(length) = byte(table, at) {
        let set = byte(table, at + 4).filter(|set| *set > 1);
        sets.push(set.and_then(|set| code_pages::of_font(u16::from(set))));
        at += usize::from(length) + 1;
    }
    sets
}
