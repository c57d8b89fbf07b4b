//! What there is to read of a briefing: its text, cut into blocks, with the way back to the file.

use std::borrow::Cow;

use crate::text::breaks::{Breaks, BreaksWithin};
use crate::text::offsets::OffsetMap;
use crate::text::sanitise;

/// A half-open stretch of a text, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// Makes a span from `usize` bounds.
    ///
    /// Texts are capped far below 4 GiB when they are read ([`crate::ingest::MAX_TEXT`]), so the
    /// bounds always fit; larger ones saturate. An end before the start gives an empty span there.
    pub fn new(start: usize, end: usize) -> Self {
        let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self {
            start: narrow(start),
            end: narrow(end.max(start)),
        }
    }

    /// The span as a range, for slicing.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The number of bytes.
    pub fn len(self) -> usize {
        self.range().len()
    }

    /// True when it holds nothing.
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// True when `at` lies inside.
    pub fn contains(self, at: usize) -> bool {
        self.range().contains(&at)
    }

    /// True when both share at least one byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// The readable text of a briefing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Body {
    /// The sanitised text. Blocks are separated by `"\n\n"`; a block may hold `'\n'` where the
    /// line structure is meant (lists, addresses, preformatted text), never `'\r'` or `'\t'`.
    pub text: String,
    /// The blocks in order; apart, on character boundaries, together all of the text but the
    /// separators.
    pub blocks: Vec<Block>,
    /// From a byte of `text` to the byte of the decoded file it came from.
    pub source_map: OffsetMap,
    /// Where a line of `text` may be broken inside a word.
    pub breaks: Breaks,
    /// How many characters of the file are not shown because they are markup left in a plain text.
    pub taken: u32,
}

/// A unit of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands in [`Body::text`], its separator not included.
    pub span: Span,
}

/// The kinds of block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// A heading inside the body, of level 1 to 6.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A list item, nested 0 or more deep; its text includes its bullet or number.
    ListItem(u8),
    /// A paragraph of a transcript that opens with its speaker's label.
    Turn {
        /// The length of the label in bytes, its colon and the blanks after it included.
        label: u32,
    },
    /// A quoted passage set off as a block.
    BlockQuote,
    /// Text whose line breaks and blanks are meant.
    Preformatted,
    /// A rule between parts; its text is a row of dashes or asterisks.
    Rule,
}

impl Body {
    /// The text of a block.
    pub fn block_text(&self, block: &Block) -> &str {
        &self.text[block.span.range()]
    }

    /// Where a line of a block may be broken inside a word.
    pub fn breaks_in(&self, block: &Block) -> BreaksWithin<'_> {
        self.breaks.within(block.span.range())
    }

    /// The body to be understood: the marks for hidden characters are blanks, of the same length.
    pub fn without_marks(&self) -> Cow<'_, Self> {
        match sanitise::blank_marks(&self.text) {
            Cow::Borrowed(_) => Cow::Borrowed(self),
            Cow::Owned(text) => Cow::Owned(Self {
                text,
                ..self.clone()
            }),
        }
    }
}

#[cfg(test)]
impl Body {
    /// A body of paragraphs, for tests.
    pub(crate) fn of_paragraphs(paragraphs: &[impl AsRef<str>]) -> Self {
        let mut body = Self::default();
        for paragraph in paragraphs {
            if !body.text.is_empty() {
                body.text.push_str("\n\n");
            }
            let start = body.text.len();
            body.text.push_str(paragraph.as_ref());
            body.blocks.push(Block {
                kind: BlockKind::Paragraph,
                span: Span::new(start, body.text.len()),
            });
        }
        body
    }
}
