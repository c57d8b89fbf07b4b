//! What a reader of a format makes of a part: text with its structure, and what is stated of it.
//!
//! ```text
//! bytes -> container -> parts -> a format's reader -> Content -> drafts
//! ```
//!
//! Readers of web pages and documents run in a process of their own, so a [`Content`] holds nothing but what
//! can be sent through a pipe. It is not clean yet: [`super::given`] and [`super::passage`] do that for every
//! format alike.

use std::ops::Range;

use serde::{Deserialize, Serialize};

pub(super) use super::limits::Limit;
use crate::briefing::{BlockKind, FoldKind};

/// A part as text.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct Content {
    /// The words to read, uncleaned; what stands between the blocks is not shown.
    pub(super) text: String,
    /// How the text is laid out.
    pub(super) layout: Layout,
    /// What it says of itself.
    pub(super) stated: Stated,
    /// What the program that wrote it noted beside its text: weaker than all that the text says.
    pub(super) noted: Stated,
    /// The addresses that its words lead to, in order.
    pub(super) links: Vec<Link>,
    /// What of it is not its author's own; ascending and apart.
    pub(super) folds: Vec<Fold>,
    /// What stands under it and is none of its words: `[photo]`. No page says so, either.
    #[serde(skip)]
    pub(super) note: Option<String>,
    /// What is to be said of the reading.
    pub(super) remarks: Vec<Remark>,
}

impl Content {
    /// How many blocks it is laid out in.
    pub(super) fn blocks(&self) -> usize {
        match &self.layout {
            Layout::Plain | Layout::Markdown => 0,
            Layout::Lines(blocks) | Layout::Blocks(blocks) => blocks.len(),
        }
    }

    /// True when blocks, links and folds are stretches of the text, as they are unless somebody tampered with it.
    pub(super) fn is_sound(&self) -> bool {
        let is_of_text = |stretch: &Range<usize>| self.text.get(stretch.clone()).is_some();
        let are_blocks_sound = match &self.layout {
            Layout::Plain | Layout::Markdown => true,
            Layout::Lines(blocks) | Layout::Blocks(blocks) => {
                blocks.iter().all(|(_, block)| is_of_text(block))
                    && blocks.is_sorted_by(|(_, one), (_, next)| one.end <= next.start)
            }
        };
        let are_folds_sound = self.folds.iter().all(|fold| is_of_text(&fold.range))
            && (self.folds).is_sorted_by(|one, next| one.range.end <= next.range.start);
        let are_links_sound = self.links.iter().all(|link| is_of_text(&link.words));
        are_blocks_sound && are_folds_sound && are_links_sound
    }
}

/// How the text of a [`Content`] is laid out.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(super) enum Layout {
    /// As plain text: blocks are told by blank lines, indents and bullets.
    #[default]
    Plain,
    /// As plain text, but for stretches whose kind the format says, by their bytes, ascending and apart.
    Lines(Vec<(Kind, Range<usize>)>),
    /// As Markdown.
    Markdown,
    /// As the format says: each block with its bytes in the text, ascending and apart.
    Blocks(Vec<(Kind, Range<usize>)>),
}

/// The kinds of block that a format states; turns are found later, by their words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Kind {
    /// Of level 1 to 6.
    Heading(u8),
    /// A paragraph; its line breaks are meant.
    Paragraph,
    /// Nested 0 or more deep; its text includes its bullet or number.
    ListItem(u8),
    /// A quotation set off.
    BlockQuote,
    /// Text whose blanks are meant, as of a table.
    Preformatted,
    /// A rule between parts.
    Rule,
}

impl From<Kind> for BlockKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Heading(level) => Self::Heading(level.clamp(1, 6)),
            Kind::Paragraph => Self::Paragraph,
            Kind::ListItem(depth) => Self::ListItem(depth),
            Kind::BlockQuote => Self::BlockQuote,
            Kind::Preformatted => Self::Preformatted,
            Kind::Rule => Self::Rule,
        }
    }
}

/// Lines or blocks of the text that are there to be looked up and not to be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Fold {
    /// The bytes in the text.
    pub(super) range: Range<usize>,
    /// What they are.
    pub(super) kind: FoldKind,
}

/// An address behind words of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Link {
    /// The words, by their bytes in the text.
    pub(super) words: Range<usize>,
    /// Where they lead to.
    pub(super) address: String,
}

impl Link {
    /// The same where its words stand elsewhere.
    pub(super) fn moved(&self, place: impl Fn(usize) -> usize) -> Self {
        Self {
            words: place(self.words.start)..place(self.words.end),
            address: self.address.clone(),
        }
    }
}

/// What a part, or the container around it, says of it, as it stands there.
///
/// What the container states (a mail's headers, a feed's entry) goes before what the part does.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Stated {
    /// The headline.
    pub(super) title: Option<String>,
    /// When it was issued: RFC 3339 or a part of it (`2026-05-12`) where the format has a date, else as it is
    /// written.
    pub(super) date: Option<String>,
    /// Who issued it.
    pub(super) source: Option<String>,
    /// Who wrote it; taken for the source where none is stated.
    pub(super) author: Option<String>,
    /// An ISO 639 code, with a region or without.
    pub(super) language: Option<String>,
    /// Where it stands on the web.
    pub(super) address: Option<String>,
    /// Its keywords.
    pub(super) tags: Vec<String>,
}

impl Stated {
    /// Takes from `other` what is not stated here.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            title: self.title.or(other.title),
            date: self.date.or(other.date),
            source: self.source.or(other.source),
            author: self.author.or(other.author),
            language: self.language.or(other.language),
            address: self.address.or(other.address),
            tags: match self.tags.is_empty() {
                true => other.tags,
                false => self.tags,
            },
        }
    }
}

/// Date, source and title as they are stated, in one line: what an id is made of beside the words.
pub(super) fn line_of(stated: &Stated) -> String {
    let all = [&stated.date, &stated.source, &stated.title];
    let words = all
        .into_iter()
        .flatten()
        .flat_map(|it| it.split_whitespace());
    words.collect::<Vec<_>>().join(" ")
}

/// What a reader has to say of a part that it could read, but not in every respect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Remark {
    /// The article of a page could not be told: all of its text is shown.
    NoArticle,
    /// More than the format's limit: the rest is left out.
    Cut(Limit),
    /// More than the limit of what a parser shall see: its words are shown in a row.
    Unparsed(Limit),
    /// Its reader crashed on it: its words are shown in a row.
    Crashed,
    /// Its reader was not ready in time: the same.
    TookTooLong,
    /// Words were deleted from it that are still there: they are not shown.
    TrackedChanges,
    /// Some of its pages are pictures, without text.
    ScannedPages,
    /// Some of its pages could not be drawn to their ends.
    BrokenPages,
    /// It is broken off: what came before is shown.
    BrokenOff,
}
