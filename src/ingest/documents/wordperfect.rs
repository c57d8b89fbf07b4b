//! WordPerfect 4.2: letters of DOS, and functions that end with the byte that they begin with.
//!
//! Such a file has no sign of its own; it is told by functions at its very beginning. Later versions, which have one,
//! are written otherwise and are not read.

use std::path::Path;

use super::Refusal;
use super::flow::{Flow, MOST_MARKS, Paragraph};
use super::manuscript::Manuscript;
use super::reading::Reading;
use crate::ingest::charset::Charset;
use crate::ingest::content::{Content, Limit};

/// The functions that a file begins with before it is taken for one.
const SURE: usize = 3;

/// The longest function that is passed over.
const LONGEST: usize = 4 << 10;

/// A letter that DOS has and ASCII does not.
const LETTER: u8 = 0xE1;

/// True for bytes that open with functions.
pub(super) fn may_be(head: &[u8]) -> bool {
    let mut rest = head;
    (0..SURE).all(|_| match length(rest).filter(|_| is_of_page(rest)) {
        Some(length) => {
            rest = &rest[length..];
            true
        }
        None => false,
    })
}

/// True for a document, whatever its name.
pub(super) fn is_wordperfect(bytes: &[u8], _: &Path) -> bool {
    may_be(bytes)
}

/// Reads a document.
pub(super) fn read(bytes: &[u8]) -> Result<Content, Refusal> {
    let set = Charset::named("IBM437");
    let mut flow = Flow::default();
    let mut marks = 0;
    let mut rest = bytes;
    while let Some((&byte, after)) = rest.split_first().filter(|_| marks <= MOST_MARKS) {
        let function = length(rest);
        match (byte, function) {
            (LETTER, Some(3)) => {
                let letter = set.map(|set| set.read(&rest[1..2]).into_owned());
                flow.words(&letter.unwrap_or_default());
            }
            (b'\n' | 0x0C, _) => {
                flow.end_paragraph(Paragraph::plain(0));
                marks += 1;
            }
            // The end of a line or a page as it was printed.
            (b'\r' | 0x0B | b'\t', _) => flow.letter(' '),
            (b' '..=b'~', _) => flow.letter(char::from(byte)),
            (0xA9..=0xAB, _) => flow.letter('-'),
            _ => {}
        }
        rest = &after[function.map_or(0, |length| length - 1)..];
    }
    let mut manuscript = Manuscript::default();
    manuscript.add(flow.finish());
    manuscript.finish(Reading {
        cut: (marks > MOST_MARKS).then_some(Limit::Parts),
        ..Reading::default()
    })
}

/// The length of the function that bytes open with; `None` if they open with none.
fn length(bytes: &[u8]) -> Option<usize> {
    let (first, rest) = bytes.split_first().filter(|(first, _)| **first >= 0xC0)?;
    let fixed = match first {
        0xC2 | 0xCA | 0xCD | 0xCF | 0xE1 => Some(3),
        0xC1 | 0xC6 | 0xCC | 0xCE | 0xD4 | 0xD6 | 0xD8 => Some(4),
        0xC3 | 0xC4 => Some(5),
        0xC0 | 0xC5 | 0xC7 | 0xCB | 0xD0 => Some(6),
        0xC8 => Some(8),
        0xC9 => Some(42),
        _ => None,
    };
    let ends = |length: &usize| bytes.get(length - 1) == Some(first);
    fixed.filter(ends).or_else(|| {
        let rest = &rest[..rest.len().min(LONGEST)];
        Some(memchr::memchr(*first, rest)? + 2)
    })
}

/// True for functions of the page, its margins and its lines, which come before a text, where they are as long as they should be.
fn is_of_page(bytes: &[u8]) -> bool {
    let length = match bytes.first() {
        Some(0xCE | 0xD8) => 4,
        Some(0xC0 | 0xC5 | 0xCB | 0xD0) => 6,
        _ => return false,
    };
    bytes.get(length - 1) == bytes.first()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &[u8] = b"\xCB\x0A\x01\xF6\x01\xCB\xC0\x0AJ\x09J\xC0\xCE\x0C\x0A\xCE";

    #[test]
    fn functions_are_no_text() {
        let file = [
            HEAD,
            b"\xF1\0\0\xF1They\xE7\0\xE7 met in\rcaf\xE1\x82\xE1s.\n\nThey\x82 left.",
        ]
        .concat();
        assert!(may_be(&file));
        assert_eq!(
            read(&file).unwrap().text,
            "They met in cafés.\n\nThey left."
        );
    }

    #[test]
    fn other_texts_are_none() {
        for other in ["", "plain", "Ëcole\nË", "Ë Ë Ë Ë", "Îles Î"] {
            let latin = encoding_rs::WINDOWS_1252.encode(other).0;
            assert!(!may_be(&latin), "{other}");
            assert!(!may_be(other.as_bytes()), "{other}");
        }
        assert_eq!(read(HEAD), Err(Refusal::Empty));
        for end in 0..HEAD.len() {
            let _ = read(&HEAD[..end]);
        }
    }
}
