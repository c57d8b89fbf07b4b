//! Documents of Word before 2007 (MS-DOC): a compound file whose stream `WordDocument` has the letters, and another
//! one the tables that say what they are.
//!
//! ```text
//! streams -> fib (where the tables stand) -> pieces (letters in order)
//!                                         -> runs, styles, lists (what they look like)
//!                                         -> story: Flow -> blocks
//! ```
//!
//! Word 6 and 95 write the same with bytes for letters and shorter tables. Nothing here trusts a number of the file:
//! every place is looked up with bounds, and nothing is read more often than an honest file would have it.

use std::ops::Range;
use std::path::Path;

use super::Refusal;
use super::flow::MOST_MARKS;
use super::manuscript::{Block, Manuscript};
use super::reading::Reading;
use crate::ingest::content::{Content, Limit};

mod bytes;
mod fib;
mod fonts;
mod lists;
mod pieces;
mod runs;
mod sprm;
mod story;
mod streams;
mod styles;
mod summary;
mod writer;

use bytes::{counted, short, size};
use fib::{Fib, Part, Story};
use story::Stories;
use streams::Streams;

/// The stream that has the letters.
const TEXT: &str = "WordDocument";

/// The first bytes of older documents, and what wrote them.
const OLDER: &[(&[u8], &str)] = &[
    (b"\xDB\xA5", "Word 2.0 document"),
    (b"\x9B\xA5", "Word 1.0 document"),
    (b"\xFE\x37\x00\x1C", "Word 4.0 document (Mac)"),
    (b"\xFE\x37\x00\x23", "Word 5.0 document (Mac)"),
    (b"\xFE\x32\x00\x00", "Word 1.0 document (Mac)"),
    (b"\x31\xBE\x00\x00", "Write or Word for DOS document"),
    (b"\x32\xBE\x00\x00", "Write document"),
    (b"\xFFWPC", "WordPerfect document"),
];

/// True for a compound file with a document of Word in it, or one that is named so, and for documents of older programs.
pub(super) fn is_doc(bytes: &[u8], name: &Path) -> bool {
    if !streams::is_compound(bytes) {
        return is_older(bytes);
    }
    let ending = name
        .extension()
        .and_then(|it| it.to_str())
        .unwrap_or_default();
    let is_named = ["doc", "dot", "docx", "docm"]
        .iter()
        .any(|it| ending.eq_ignore_ascii_case(it));
    is_named || Streams::open(bytes).is_some_and(|streams| streams.has(TEXT))
}

/// True for documents of older programs, by their first bytes.
pub(super) fn is_older(head: &[u8]) -> bool {
    OLDER.iter().any(|(sign, _)| head.starts_with(sign))
}

/// Reads a document.
pub(super) fn read(bytes: &[u8]) -> Result<Content, Refusal> {
    if let Some((_, name)) = OLDER.iter().find(|(head, _)| bytes.starts_with(head)) {
        return Err(Refusal::Unsupported((*name).to_owned()));
    }
    let damaged = |what: &str| Refusal::Damaged(what.to_owned());
    let streams = Streams::open(bytes)
        .ok_or_else(|| damaged("it breaks off before the list of its parts"))?;
    let stream = streams.stream(TEXT);
    let stream = match stream {
        Some(stream) => stream,
        None if streams.has("EncryptedPackage") => return Err(Refusal::Encrypted),
        None => return Err(damaged("there is no document of Word in it")),
    };
    let fib = Fib::read(&stream).ok_or_else(|| older(&stream))?;
    if fib.is_encrypted() {
        return Err(Refusal::Encrypted);
    }
    let named = |name| streams.stream(name).unwrap_or_default();
    let tables = fib.table_stream().map_or_else(|| stream.clone(), named);
    let data = named("Data");
    let noted = summary::read(&named("\u{5}SummaryInformation"));
    let stories = Stories::read(&fib, &stream, &tables, &data);
    let mut stories = stories.ok_or_else(|| damaged("the order of its text is lost"))?;
    let manuscript = manuscript(&fib, &tables, &mut stories);
    let is_cut = stories.marks > MOST_MARKS;
    manuscript.finish(Reading {
        noted,
        has_deleted: stories.has_changes,
        is_broken: stories.are_broken_off(&fib.story(Story::Main)),
        cut: is_cut.then_some(Limit::Parts),
        ..Reading::default()
    })
}

fn older(stream: &[u8]) -> Refusal {
    match short(stream, 0) {
        Some(0xA5DB) => Refusal::Unsupported("Word 2.0 document".to_owned()),
        _ => Refusal::Damaged("its head is no head of a document".to_owned()),
    }
}

/// The text, what is in boxes beside it, then notes and remarks.
fn manuscript(fib: &Fib<'_>, tables: &[u8], stories: &mut Stories<'_>) -> Manuscript {
    let table = |part| fib.part(part, tables);
    let footnotes = notes(
        table(Part::FootnoteRefs),
        table(Part::FootnoteTexts),
        fib.story(Story::Footnotes),
    );
    let endnotes = notes(
        table(Part::EndnoteRefs),
        table(Part::EndnoteTexts),
        fib.story(Story::Endnotes),
    );
    let mut notes: Vec<_> = footnotes.into_iter().chain(endnotes).collect();
    notes.sort_by_key(|(reference, _)| *reference);
    stories.notes = notes
        .iter()
        .map(|(reference, _)| *reference)
        .zip(1..)
        .collect();
    let mut manuscript = Manuscript::default();
    manuscript.add(stories.blocks(fib.story(Story::Main)));
    manuscript.add(stories.blocks(fib.story(Story::TextBoxes)));
    stories.notes.clear();
    for (number, (_, letters)) in (1..).zip(notes) {
        manuscript.add_note(number, stories.blocks(letters));
    }
    for (author, words) in comments(fib, tables, stories) {
        manuscript.add_comment(&author, words);
    }
    manuscript
}

/// The most notes of a kind, and the most remarks.
const MOST_NOTES: usize = 10_000;

/// The letters that refer to the notes of a story, and the letters of each note.
fn notes(references: &[u8], texts: &[u8], story: Range<usize>) -> Vec<(usize, Range<usize>)> {
    let count = references.len().saturating_sub(4) / 6;
    let note = |at: usize| Some((size(references, 4 * at)?, text_of(texts, at, &story)?));
    (0..count.min(MOST_NOTES)).map_while(note).collect()
}

/// The letters of one of the texts that a story is made of.
fn text_of(texts: &[u8], at: usize, story: &Range<usize>) -> Option<Range<usize>> {
    let place = |at: usize| {
        Some(
            story
                .start
                .saturating_add(size(texts, 4 * at)?)
                .min(story.end),
        )
    };
    Some(place(at)?..place(at + 1)?)
}

/// A reference to a remark.
const REMARK: usize = 30;

/// The remarks, and who made each.
fn comments(fib: &Fib<'_>, tables: &[u8], stories: &mut Stories<'_>) -> Vec<(String, Vec<Block>)> {
    let texts = fib.part(Part::CommentTexts, tables);
    let references = fib.part(Part::CommentRefs, tables);
    let authors = authors(fib.part(Part::CommentAuthors, tables));
    let story = fib.story(Story::Comments);
    let count = references.len().saturating_sub(4) / (4 + REMARK);
    let author = |at: usize| {
        let number = short(references, 4 * (count + 1) + REMARK * at + 20)?;
        authors.get(usize::from(number)).cloned()
    };
    // Of Word 6 the authors are not known.
    let count = match references.is_empty() {
        true => (texts.len() / 4).saturating_sub(2),
        false => count,
    };
    let letters = (0..count.min(MOST_NOTES)).map_while(|at| text_of(texts, at, &story));
    let comments = letters.enumerate();
    comments
        .map(|(at, letters)| (author(at).unwrap_or_default(), stories.blocks(letters)))
        .collect()
}

/// The most authors of remarks, and the longest name of one.
const MOST_AUTHORS: usize = 4096;
const LONGEST_NAME: usize = 80;

fn authors(table: &[u8]) -> Vec<String> {
    let mut at = 0;
    let next = || {
        let (author, end) = counted(table, at).filter(|_| at < table.len())?;
        at = end;
        Some(author.chars().take(LONGEST_NAME).collect())
    };
    std::iter::from_fn(next).take(MOST_AUTHORS).collect()
}

#[cfg(test)]
mod tests;
