//! Bytes to drafts of briefings: decode, detect the format, parse, split digests, clean.

use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

use crate::briefing::{Body, BriefingDate, Span};

/// The most bytes of one decoded file that are kept: 64 MiB.
pub const MAX_TEXT: usize = 64 << 20;

/// A briefing before insight: what its file says, cleaned.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// The headline, sanitised, on one line, never empty.
    pub title: String,
    /// When it was issued.
    pub date: Option<BriefingDate>,
    /// The issuing body.
    pub source: Option<String>,
    /// The declared language as an ISO 639-1 code.
    pub language: Option<String>,
    /// The handling caveat.
    pub classification: Option<String>,
    /// Tags given in the file.
    pub tags: Vec<String>,
    /// The stretch of the decoded file that it was made from.
    pub raw: Span,
    /// What there is to read.
    pub body: Body,
    /// Characters made visible in title and body.
    pub hidden: u32,
}

/// What a file gave.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ingested {
    /// The briefings in it, in order.
    pub drafts: Vec<Draft>,
    /// What could not be read of it.
    pub problems: Vec<Problem>,
}

/// Something that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file or folder.
    pub path: PathBuf,
    /// Where in it, in bytes, where that can be told.
    pub offset: Option<u64>,
    /// Why.
    pub reason: Reason,
}

/// Why something could not be read, or not whole.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// The system said no.
    #[error("{0}")]
    Io(String),
    /// Not a text.
    #[error("binary file, not shown")]
    Binary,
}

/// Reads one file that may hold several briefings.
pub fn read(path: &Path, bytes: &[u8]) -> Ingested {
    let _ = (path, bytes);
    Ingested::default()
}

/// Reads one text as one briefing, without splitting it: for `analyse`.
pub fn read_one(text: &str) -> Draft {
    Draft {
        title: text.lines().next().unwrap_or("(empty)").to_owned(),
        date: None,
        source: None,
        language: None,
        classification: None,
        tags: Vec::new(),
        raw: Span::new(0, text.len()),
        body: Body::default(),
        hidden: 0,
    }
}

/// Decodes a whole file, for the raw view: what [`Draft::raw`] points into.
pub fn decode(bytes: &[u8]) -> Arc<str> {
    String::from_utf8_lossy(bytes).into()
}
