//! The head of a document of Word (the FIB): where in its streams each thing stands.

use std::ops::Range;

use super::bytes::{short, size, stretch};

/// The version of Word that a document is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Version {
    /// 6.0 and 95: letters of one byte, and no table stream.
    Six,
    /// 97 and later.
    Eight,
}

/// The first version whose letters may be UTF-16.
const WORD_97: u16 = 0xC0;

/// The tables that are read, by where their place stands in the head of each version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Styles,
    FootnoteRefs,
    FootnoteTexts,
    CommentRefs,
    Letters,
    Paragraphs,
    Fonts,
    Pieces,
    CommentAuthors,
    CommentTexts,
    EndnoteRefs,
    EndnoteTexts,
    Lists,
    ListUses,
}

impl Part {
    /// `None` where a version has no such table, or one that is made otherwise.
    fn place(self, version: Version) -> Option<usize> {
        let (six, eight) = match self {
            Self::Styles => (Some(0x60), 0xA2),
            Self::FootnoteRefs => (Some(0x68), 0xAA),
            Self::FootnoteTexts => (Some(0x70), 0xB2),
            Self::CommentRefs => (None, 0xBA),
            Self::CommentTexts => (Some(0x80), 0xC2),
            Self::Letters => (Some(0xB8), 0xFA),
            Self::Paragraphs => (Some(0xC0), 0x102),
            Self::Fonts => (Some(0xD0), 0x112),
            Self::Pieces => (Some(0x160), 0x1A2),
            Self::CommentAuthors => (None, 0x1BA),
            Self::EndnoteRefs => (Some(0x1D2), 0x20A),
            Self::EndnoteTexts => (Some(0x1DA), 0x212),
            Self::Lists => (None, 0x2E2),
            Self::ListUses => (None, 0x2EA),
        };
        match version {
            Version::Six => six,
            Version::Eight => Some(eight),
        }
    }
}

/// The texts that stand one after the other in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Story {
    Main,
    Footnotes,
    Comments,
    Endnotes,
    TextBoxes,
}

impl Story {
    /// Its place among all, those that are not read counted.
    fn place(self) -> usize {
        match self {
            Self::Main => 0,
            Self::Footnotes => 1,
            Self::Comments => 4,
            Self::Endnotes => 5,
            Self::TextBoxes => 6,
        }
    }
}

/// The head of a document.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fib<'b> {
    stream: &'b [u8],
    pub(super) version: Version,
}

impl<'b> Fib<'b> {
    /// The head of the stream that holds the text; `None` for what Word 6 does not read either.
    pub(super) fn read(stream: &'b [u8]) -> Option<Self> {
        let number = short(stream, 2)?;
        let version = match short(stream, 0)? {
            0xA5EC | 0xA5DC if number >= WORD_97 => Version::Eight,
            0xA5EC | 0xA5DC if number >= 100 => Version::Six,
            _ => return None,
        };
        Some(Self { stream, version })
    }

    fn flags(&self) -> u16 {
        short(self.stream, 0x0A).unwrap_or(0)
    }

    pub(super) fn is_encrypted(&self) -> bool {
        self.flags() & 0x0100 != 0
    }

    /// The name of the stream that has the tables, where it is another one.
    pub(super) fn table_stream(&self) -> Option<&'static str> {
        let is_first = self.flags() & 0x0200 != 0;
        match self.version {
            Version::Six => None,
            Version::Eight if is_first => Some("1Table"),
            Version::Eight => Some("0Table"),
        }
    }

    /// The language that it was installed for.
    pub(super) fn language(&self) -> u16 {
        short(self.stream, 6).unwrap_or(0)
    }

    /// Where the text stands if there are no pieces.
    pub(super) fn text(&self) -> Option<Range<usize>> {
        Some(size(self.stream, 0x18)?..size(self.stream, 0x1C)?)
    }

    /// The letters of a text, counted over all of them.
    pub(super) fn story(&self, story: Story) -> Range<usize> {
        let first = match self.version {
            Version::Six => 0x34,
            Version::Eight => 0x4C,
        };
        let length = |at: usize| size(self.stream, first + 4 * at).unwrap_or(0);
        let sum = |sum: usize, at| sum.saturating_add(length(at));
        let start = (0..story.place()).fold(0, sum);
        start..start.saturating_add(length(story.place()))
    }

    /// A table, or what is there of it.
    pub(super) fn part<'t>(&self, part: Part, tables: &'t [u8]) -> &'t [u8] {
        self.place(part)
            .map_or(&[], |place| stretch(tables, place.start, place.len()))
    }

    pub(super) fn place(&self, part: Part) -> Option<Range<usize>> {
        let place = part.place(self.version)?;
        let start = size(self.stream, place)?;
        Some(start..start.saturating_add(size(self.stream, place + 4)?))
    }
}
