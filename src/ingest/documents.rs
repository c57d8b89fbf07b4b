//! Documents: what word processors and printers write.
//!
//! ```text
//! bytes -> Kind::of -> sandbox (a process of its own) -> a format's reader -> Content -> drafts
//! ```
//!
//! A format is a module and a line in [`ALL`]. Its reader is a function from bytes to a [`Content`], and knows nothing
//! of files, of processes or of what becomes of the text.
//!
//! | format | read by | from |
//! | --- | --- | --- |
//! | PDF | `pdf` | letters at places |
//! | Word since 2007 | [`docx`] | the parts of a [`package`] as trees of [`xml`], whose names are told by [`vocabulary`] |
//! | OpenDocument | [`odt`] | the same; [`office`] tells which of the two a zip archive is |
//! | Word 6 to 2003 | [`doc`] | letters in a row and tables that say what they are |
//! | RTF | [`rtf`] | letters in a row with words between them |
//! | WordPerfect 4.2 | [`wordperfect`] | the same with bytes |
//!
//! What several of them need is there once:
//!
//! | module | holds |
//! | --- | --- |
//! | [`manuscript`] | the text in the making, into which all but PDF write: blocks, then notes, then comments |
//! | [`flow`] | letters in a row until a mark says what they were; its blocks go into a manuscript |
//! | [`tables`] | which tables hold data and which lay the page out |
//! | [`reading`] | what is to be said of the reading: it was cut, is broken, has changes |
//! | [`properties`] | what a program noted beside the text, and what of it says something |
//! | [`style_names`] | which styles are headings and quotations, in many languages |
//! | [`numbering`], [`numerals`] | the numbers of lists: how they count, and how a number is written |
//! | [`fields`] | Word's instructions and what is shown for them: links, signs |
//! | [`signs`] | what Symbol and Wingdings show for a letter, and bullets |
//! | [`code_pages`] | what bytes stand for, by the numbers that Windows has for it |

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::content::Content;
use super::tally::ReadAs;

mod code_pages;
mod doc;
mod docx;
mod fields;
mod flow;
mod manuscript;
mod numbering;
mod numerals;
mod odt;
mod office;
mod package;
#[cfg(feature = "pdf")]
mod pdf;
mod properties;
mod reading;
pub(super) mod rtf;
mod signs;
mod style_names;
mod tables;
#[cfg(test)]
mod testing;
mod vocabulary;
mod wordperfect;
mod xml;

/// Why nothing of a document is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Refusal {
    /// It takes a password.
    Encrypted,
    /// It has pages, but no text: they are pictures.
    NoText,
    /// There is no word in it.
    Empty,
    /// It is broken: what is wrong, in a few words.
    Damaged(String),
    /// Another form than its reader knows, by its name.
    Unsupported(String),
}

/// A format of documents.
#[derive(Debug)]
struct Format {
    /// What it counts as.
    read_as: ReadAs,
    /// Whether something is one, by all its bytes and its name.
    is: fn(&[u8], &Path) -> bool,
    read: fn(&[u8]) -> Result<Content, Refusal>,
}

/// All formats; the first that something is in, it is in.
const ALL: &[Format] = &[
    #[cfg(feature = "pdf")]
    Format {
        read_as: ReadAs::Pdf,
        is: pdf::is_pdf,
        read: pdf::read,
    },
    Format {
        read_as: ReadAs::Word,
        is: docx::is_docx,
        read: docx::read,
    },
    Format {
        read_as: ReadAs::OpenDocument,
        is: odt::is_odt,
        read: odt::read,
    },
    Format {
        read_as: ReadAs::RichText,
        is: rtf::is_rtf,
        read: rtf::read,
    },
    Format {
        read_as: ReadAs::OldWord,
        is: doc::is_doc,
        read: doc::read,
    },
    Format {
        read_as: ReadAs::WordPerfect,
        is: wordperfect::is_wordperfect,
        read: wordperfect::read,
    },
];

/// Which of the formats: its place among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kind(u8);

impl Kind {
    /// What kind of document something is, if it is one.
    pub(super) fn of(bytes: &[u8], name: &Path) -> Option<Self> {
        let at = ALL.iter().position(|format| (format.is)(bytes, name))?;
        u8::try_from(at).ok().map(Self)
    }

    /// The kind that goes by a number, between processes of the same program.
    pub(super) fn of_number(number: u8) -> Option<Self> {
        (usize::from(number) < ALL.len()).then_some(Self(number))
    }

    /// Its number.
    pub(super) fn number(self) -> u8 {
        self.0
    }

    /// What it counts as.
    pub(super) fn read_as(self) -> ReadAs {
        ALL[usize::from(self.0)].read_as
    }

    /// Reads a document of this kind, in this process.
    ///
    /// # Errors
    ///
    /// When nothing of it can be shown.
    pub(super) fn read(self, bytes: &[u8]) -> Result<Content, Refusal> {
        (ALL[usize::from(self.0)].read)(bytes)
    }
}

/// True where it is worth to take all of something into memory to see whether it is a document, by its first bytes.
pub(super) fn may_be(head: &[u8]) -> bool {
    let has = |sign: &[u8]| memchr::memmem::find(head, sign).is_some();
    match head {
        [b'P', b'K', 3, 4, ..] => PACKED.iter().any(|sign| has(sign)),
        _ => {
            head.starts_with(COMPOUND)
                || has(b"%PDF-")
                || rtf::opens(head)
                || odt::is_flat(head)
                || docx::is_flat(head)
                || doc::is_older(head)
                || wordperfect::may_be(head)
        }
    }
}

/// How a compound file begins.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Names that stand in the first bytes of those that are.
const PACKED: [&[u8]; 7] = [
    b"[Content_Types].xml",
    b"mimetypeapplication/vnd.oasis",
    b"mimetypeapplication/vnd.sun",
    b"content.xml",
    b"_rels/",
    b"docProps/",
    b"word/",
];
