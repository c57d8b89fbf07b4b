//! What tests of documents are made with.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::ingest::content::{Content, Kind, Layout};

/// A zip archive of these members.
pub(super) fn zipped(members: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in members {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The words that lead elsewhere, and where.
pub(super) fn links(content: &Content) -> Vec<(&str, &str)> {
    let links = content.links.iter();
    links
        .map(|link| (&content.text[link.words.clone()], link.address.as_str()))
        .collect()
}

/// The blocks of a text with their words.
pub(super) fn shown(content: &Content) -> Vec<(Kind, &str)> {
    let Layout::Blocks(blocks) = &content.layout else {
        panic!("{content:?}");
    };
    let blocks = blocks.iter();
    blocks
        .map(|(kind, range)| (*kind, &content.text[range.clone()]))
        .collect()
}
