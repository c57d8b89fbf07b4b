//! RTF: groups in braces, control words, and text in the code page of its font.
//!
//! ```text
//! bytes -> tokens -> reader (a bounded stack of groups) -> Flow -> blocks
//! ```
//!
//! Own, because the best crate for it (`rtf-parser-tt`) knows no links, lists, remarks, words that were struck out or
//! which paragraph is in which cell, and takes a group that is not closed for an error.

use std::path::Path;

use super::Refusal;
use crate::ingest::content::Content;

mod entries;
mod fonts;
mod group;
mod info;
mod letters;
mod lists;
mod reader;
mod styles;
mod tokens;
mod words;

use reader::Reader;
use tokens::{Token, Tokens};

/// The text of a mail that is there as RTF alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::ingest) enum OfMail {
    Plain(String),
    Page(String),
}

/// A mail says within so many pieces what it was made from.
const HEAD: usize = 64;

/// True for bytes that open as RTF does.
pub(super) fn opens(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    head.trim_ascii_start().starts_with(b"{\\rtf")
}

/// True for a document, whatever its name.
pub(super) fn is_rtf(bytes: &[u8], _: &Path) -> bool {
    opens(bytes)
}

/// Reads a document.
pub(super) fn read(bytes: &[u8]) -> Result<Content, Refusal> {
    let mut reader = Reader::new();
    Tokens::of(bytes).for_each(|token| reader.take(token));
    reader.finish()
}

/// Reads the text of a mail: the page or the plain text that it was made from ([MS-OXRTFEX]), else its words.
///
/// `None` if it has none.
pub(in crate::ingest) fn of_mail(bytes: &[u8]) -> Option<OfMail> {
    let is = |name: &[u8]| {
        let is_mark =
            |token| matches!(token, Token::Word(word, number) if word == name && number != Some(0));
        Tokens::of(bytes).take(HEAD).any(is_mark)
    };
    let source = || {
        let mut reader = Reader::of_source();
        Tokens::of(bytes).for_each(|token| reader.take(token));
        reader.finish_source()
    };
    if is(b"fromhtml") {
        Some(OfMail::Page(source()))
    } else if is(b"fromtext") {
        Some(OfMail::Plain(source()))
    } else {
        Some(OfMail::Plain(read(bytes).ok()?.text))
    }
}

#[cfg(test)]
mod tests;
