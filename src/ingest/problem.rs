//! What could not be read, and what the reader can do about it.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::content::Remark;
use super::documents::Refusal;
use super::limits::Limit;
use crate::briefing::Address;

/// Something that could not be read, or not whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file or folder.
    pub path: PathBuf,
    /// The part of it, where it is a container.
    pub address: Address,
    /// Where in it, in bytes, where that can be told.
    pub offset: Option<u64>,
    /// Why.
    pub reason: Reason,
}

impl Problem {
    /// What is wrong with a file as a whole.
    pub fn of(path: impl Into<PathBuf>, reason: Reason) -> Self {
        Self {
            path: path.into(),
            address: Address::default(),
            offset: None,
            reason,
        }
    }

    /// The name of the file or of the part in it, for people.
    pub fn name(&self) -> Cow<'_, Path> {
        self.address.within(&self.path)
    }
}

/// How much is lost by a problem, the gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Loss {
    /// Nothing is shown.
    All,
    /// Some of it is not shown.
    Part,
    /// All is shown; there is something to say of it.
    Nothing,
}

/// Why something could not be read, or not whole. Each text says what happened, then what to do.
///
/// Texts that quote a file are not cleaned here: a printer passes them through
/// [`crate::text::sanitise::line`] like any other.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum Reason {
    /// The system said no, in its own words.
    #[error("cannot be read: {0}; copy it again if that stays so")]
    Io(String),
    /// There is nothing of that name, or not any more.
    #[error("no such file or folder: it was moved, or the name is misspelt")]
    Missing,
    /// It is there, but not for this reader.
    #[error("permission denied: ask its owner for leave to read it")]
    Denied,
    /// A fault of ours, which cost this file.
    #[error("internal error, nothing of this file is shown: please report it")]
    Internal,
    /// Folders nested deeper than the number given.
    #[error("folders nested more than {0} deep are not read: name this one to read it")]
    TooDeep(usize),
    /// More files than the number given.
    #[error("more than {0} files: this one and those after it are not read, name fewer folders")]
    TooManyFiles(usize),
    /// A symbolic link, which is not followed.
    #[error("symbolic link, not followed: name its target to read it")]
    Link,
    /// A FIFO, a socket or a device: reading one could block for ever.
    #[error("{0}, skipped: only regular files are read")]
    NotAFile(Cow<'static, str>),
    /// Not a text.
    #[error("binary file ({0}), not shown: open it with the program it is for")]
    Binary(Cow<'static, str>),
    /// A format that cannot be read at all yet.
    #[error("{0} is not read yet: convert it to plain text or Markdown")]
    Unsupported(Cow<'static, str>),
    /// A textual format whose structure is not understood yet; shown as it stands.
    #[error("{0} is not parsed yet: shown as plain text, markup and all")]
    NotParsed(Cow<'static, str>),
    /// More than [`MAX_TEXT`](super::MAX_TEXT).
    #[error("file of {0} bytes, over 16 MiB: the first 8 MiB are shown, split it to read the rest")]
    TooLarge(u64),
    /// What was there when it was read is not there any more.
    #[error("the file has changed since it was read: rescan to read it again")]
    Changed,
    /// More than one of the limits.
    #[error("{0}: what is beyond that is not read, take it apart to read the rest")]
    Beyond(Limit),
    /// More than one of the limits, from its beginning on.
    #[error("{0}: nothing of it is read, take it apart to read it")]
    AllBeyond(Limit),
    /// What unpacks or parses it says that it is broken, from its beginning on.
    #[error("damaged ({0}): nothing of it can be read, copy it again")]
    Damaged(String),
    /// The same, further on.
    #[error("damaged ({0}): what came before is shown, copy it again to read the rest")]
    BrokenOff(String),
    /// A file that could do harm, with what to do.
    #[error("not read: {0}")]
    Refused(String),
    /// A member of an archive that takes a password.
    #[error("encrypted: unpack it with the program it is for")]
    Encrypted,
    /// A table in which no column was found that holds texts; shown as it stands.
    #[error(
        "a table without a column of texts: shown as plain text; if it has one, name it under [[records]] in the configuration"
    )]
    NoTexts,
    /// A table without a column that the reader names.
    #[error(
        "no column {wanted}, which [[records]] names, among {there}: put the name right in the configuration"
    )]
    NoColumn {
        /// The names in the configuration, in quotes.
        wanted: String,
        /// Those of the table.
        there: String,
    },
    /// A document that takes a password.
    #[error("takes a password: open it with the program it is for, and save it without one")]
    Password,
    /// A document of which all pages are pictures.
    #[error("pages without text, as a scanner makes them: have their letters recognised first")]
    NoText,
    /// A document without a word.
    #[error("no words in it, only pictures or embedded files: open it with the program it is for")]
    Wordless,
    /// A document of which some pages are.
    #[error(
        "some pages have no text, as a scanner makes them: those are not shown, have their letters recognised first"
    )]
    ScannedPages,
    /// A document of which some pages are damaged.
    #[error(
        "some pages are damaged: what can be read of them is shown, open it with the program it is for"
    )]
    BrokenPages,
    /// A document with words that were deleted while its changes were kept.
    #[error("has tracked changes: what was deleted is not shown, what was inserted is")]
    TrackedChanges,
    /// A document that ended the process that read it.
    #[error("reading it crashed: nothing of it is shown, please report it")]
    ReaderCrashed,
    /// A document that its process was not ready with in time.
    #[error("reading it took too long: nothing of it is shown, save it in parts")]
    ReaderTookTooLong,
    /// A document for which no process could be started.
    #[error("no process could be started to read it: close other programs and rescan")]
    NoReader,
    /// A page of which it could not be told what is its article.
    #[error(
        "the article could not be told from the rest of the page: all text of the page is shown"
    )]
    NoArticle,
    /// A page beyond one of the limits of what a parser shall see.
    #[error("{0}: its words are shown without their layout")]
    Unparsed(Limit),
    /// A page that ended the process that read it.
    #[error("reading it crashed: its words are shown without their layout, please report it")]
    Crashed,
    /// A page that its process was not ready with in time.
    #[error("reading it took too long: its words are shown without their layout")]
    TookTooLong,
    /// The file ended before the size it had when it was found.
    #[error("ended {0} bytes early: it changed while it was read, rescan to read it again")]
    Truncated(u64),
    /// A file of no bytes, or of nothing but blanks.
    #[error("empty: if it should hold a text, copy it again")]
    Empty,
    /// A container without parts.
    #[error("nothing in it to read: an archive, a mailbox, a feed or an export without entries")]
    NoParts,
    /// Messages of an export that have no words.
    #[error("posts without a word, pictures or films alone, are not listed: {0}")]
    NoWords(u32),
    /// The encoding had to be guessed, and may be another.
    #[error(
        "encoding not declared, guessed to be {0}: if letters look wrong, choose another in the reader (`e`)"
    )]
    EncodingDoubtful(Cow<'static, str>),
    /// Bytes that the encoding does not have.
    #[error("not valid {0} here: unreadable bytes are shown as \u{FFFD}")]
    BadBytes(Cow<'static, str>),
    /// Front matter outside of what is understood.
    #[error("front matter, line {line}: {what}; that part is ignored, the text is shown")]
    FrontMatter {
        /// The line in the file, from 1.
        line: u32,
        /// What is wrong, and what is expected.
        what: String,
    },
    /// A date that names no day of the calendar, or cannot be understood.
    #[error("{0:?} is not understood as a date: write YYYY-MM-DD; the briefing is undated")]
    BadDate(String),
    /// Markings that say different things.
    #[error("classified as {kept:?} and as {lower:?}: the first of these counts, remove the other")]
    TwoMarkings {
        /// The higher one.
        kept: String,
        /// The other.
        lower: String,
    },
    /// More or longer tags than are kept.
    #[error("more than {max} tags, or tags over {max} characters: the rest is ignored", max = super::MAX_TAGS)]
    TooManyTags,
}

impl Reason {
    /// How much of what it is about is lost.
    pub fn loss(&self) -> Loss {
        match self {
            Self::Io(_)
            | Self::Missing
            | Self::Denied
            | Self::Internal
            | Self::TooDeep(_)
            | Self::TooManyFiles(_)
            | Self::Link
            | Self::NotAFile(_)
            | Self::Binary(_)
            | Self::Unsupported(_)
            | Self::Changed
            | Self::AllBeyond(_)
            | Self::Damaged(_)
            | Self::Refused(_)
            | Self::Encrypted
            | Self::Password
            | Self::NoText
            | Self::Wordless
            | Self::ReaderCrashed
            | Self::ReaderTookTooLong
            | Self::NoReader
            | Self::Empty
            | Self::NoParts => Loss::All,
            Self::TooLarge(_)
            | Self::Beyond(_)
            | Self::BrokenOff(_)
            | Self::Truncated(_)
            | Self::ScannedPages
            | Self::BrokenPages
            | Self::Crashed
            | Self::TookTooLong => Loss::Part,
            Self::NotParsed(_)
            | Self::NoTexts
            | Self::NoColumn { .. }
            | Self::NoWords(_)
            | Self::NoArticle
            | Self::TrackedChanges
            | Self::Unparsed(_)
            | Self::EncodingDoubtful(_)
            | Self::BadBytes(_)
            | Self::FrontMatter { .. }
            | Self::BadDate(_)
            | Self::TwoMarkings { .. }
            | Self::TooManyTags => Loss::Nothing,
        }
    }

    /// True where the next try may go better, although the file is the same: the system, the time that it took, or a
    /// fault of ours is to blame.
    pub fn may_pass(&self) -> bool {
        matches!(
            self,
            Self::Io(_)
                | Self::Missing
                | Self::Denied
                | Self::Internal
                | Self::TooDeep(_)
                | Self::TooManyFiles(_)
                | Self::Link
                | Self::NotAFile(_)
                | Self::Changed
                | Self::Truncated(_)
                | Self::Beyond(Limit::Time)
                | Self::AllBeyond(Limit::Time)
                | Self::ReaderCrashed
                | Self::ReaderTookTooLong
                | Self::NoReader
                | Self::Crashed
                | Self::TookTooLong
        )
    }

    /// True where nothing is wrong: it tells what else there is in a file that was read as it is.
    pub fn is_remark(&self) -> bool {
        matches!(self, Self::NoWords(_) | Self::TrackedChanges)
    }

    /// The same fault of something of which nothing was read before it.
    pub(super) fn at_its_beginning(self) -> Self {
        match self {
            Self::Beyond(limit) => Self::AllBeyond(limit),
            Self::BrokenOff(what) => Self::Damaged(what),
            other => other,
        }
    }

    /// What many files have in common that have it: its text, without what only one file says.
    pub fn general(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::TooLarge(_) => {
                "file over 16 MiB: the first 8 MiB are shown, split it to read the rest"
            }
            Self::Truncated(_) => {
                "ended early: it changed while it was read, rescan to read it again"
            }
            Self::FrontMatter { .. } => {
                "front matter is not understood: that part is ignored, the text is shown"
            }
            Self::BadDate(_) => {
                "not understood as a date: write YYYY-MM-DD; the briefing is undated"
            }
            Self::NoWords(_) => "posts without a word, pictures or films alone, are not listed",
            Self::TwoMarkings { .. } => "classified twice: the first counts, remove the other",
            other => return Cow::Owned(other.to_string()),
        })
    }

    /// What [`general`](Self::general) leaves out.
    pub fn detail(&self) -> Option<String> {
        match self {
            Self::TooLarge(bytes) => Some(format!("{bytes} bytes")),
            Self::Truncated(bytes) => Some(format!("{bytes} bytes early")),
            Self::FrontMatter { line, what } => Some(format!("line {line}: {what}")),
            Self::BadDate(date) => Some(format!("{date:?}")),
            Self::NoWords(1) => Some("1 post".to_owned()),
            Self::NoWords(posts) => Some(format!("{posts} posts")),
            Self::TwoMarkings { kept, lower } => Some(format!("{kept:?} and {lower:?}")),
            _ => None,
        }
    }
}

impl From<Remark> for Reason {
    fn from(remark: Remark) -> Self {
        match remark {
            Remark::NoArticle => Self::NoArticle,
            Remark::Cut(limit) => Self::Beyond(limit),
            Remark::Unparsed(limit) => Self::Unparsed(limit),
            Remark::Crashed => Self::Crashed,
            Remark::TookTooLong => Self::TookTooLong,
            Remark::TrackedChanges => Self::TrackedChanges,
            Remark::ScannedPages => Self::ScannedPages,
            Remark::BrokenPages => Self::BrokenPages,
            Remark::BrokenOff => Self::BrokenOff("it ends too early".to_owned()),
        }
    }
}

impl From<Refusal> for Reason {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Encrypted => Self::Password,
            Refusal::NoText => Self::NoText,
            Refusal::Empty => Self::Wordless,
            Refusal::Damaged(what) => Self::Damaged(what),
            Refusal::Unsupported(what) => Self::Unsupported(what.into()),
        }
    }
}
