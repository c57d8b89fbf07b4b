//! What there is to read of a briefing: its text, cut into blocks, with the way back to the file.

use std::borrow::Cow;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::Link;
use crate::config::Level;
use crate::text::breaks::{Breaks, BreaksWithin};
use crate::text::offsets::OffsetMap;
use crate::text::sanitise;

/// A half-open stretch of a text, in bytes.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize,
)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// All of a text, however long.
    pub const WHOLE: Self = Self {
        start: 0,
        end: u32::MAX,
    };

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
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
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
    /// Where a line of the file ended inside a word of which it is doubtful whether it has a hyphen,
    /// ascending: behind the hyphen where `text` has it, else where it would stand.
    pub seams: Vec<u32>,
    /// Where its words lead to, ascending and apart; addresses that stand in the text are not among them.
    pub links: Box<[Link]>,
    /// How many characters of the file are not shown because they are markup left in a plain text.
    pub taken: u32,
    /// What is not its author's own; ascending and apart.
    pub folds: Vec<Fold>,
    /// The markings that paragraphs open with, ascending: how each is to be handled.
    pub portions: Box<[Portion]>,
}

/// The marking of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Portion {
    /// Where it stands, with its brackets.
    pub span: Span,
    /// What it asks for.
    pub level: Level,
}

/// Blocks that are there to be looked up and not to be read: of them nothing is understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fold {
    /// Whole blocks with the separators between them.
    pub span: Span,
    /// What they are.
    pub kind: FoldKind,
}

/// What of a mail or a document is not its author's own text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FoldKind {
    /// What it answers, with the line that says whose words they are.
    Quoted,
    /// Who wrote it, as every mail of theirs has it.
    Signature,
    /// What a list adds below.
    Footer,
    /// What stands above a mail that is passed on: who did, and its headers.
    Forward,
    /// What others wrote in the margin of a document.
    Comments,
}

impl FoldKind {
    /// Its name in what is written for other programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Quoted => "quoted",
            Self::Signature => "signature",
            Self::Footer => "footer",
            Self::Forward => "forward",
            Self::Comments => "comments",
        }
    }
}

/// A unit of a body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands in [`Body::text`], its separator not included.
    pub span: Span,
}

/// The kinds of block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
    /// The marking that a block opens with, as it stands there.
    pub fn portion_of(&self, block: &Block) -> Option<&str> {
        let next = self
            .portions
            .partition_point(|portion| portion.span.start < block.span.start);
        let portion = self.portions.get(next)?;
        let is_its = portion.span.end <= block.span.end;
        is_its.then(|| &self.text[portion.span.range()])
    }

    /// The text of a block.
    pub fn block_text(&self, block: &Block) -> &str {
        &self.text[block.span.range()]
    }

    /// Where a line of a block may be broken inside a word.
    pub fn breaks_in(&self, block: &Block) -> BreaksWithin<'_> {
        self.breaks.within(block.span.range())
    }

    /// The words of a stretch with a seam, each with how else it may be written: `co-operation` where
    /// the text has `cooperation`.
    pub fn other_spellings(
        &self,
        stretch: Range<usize>,
    ) -> impl Iterator<Item = (Range<usize>, String)> {
        let first = self
            .seams
            .partition_point(|&at| (at as usize) <= stretch.start);
        let seams = self.seams[first..].iter().map(|&at| at as usize);
        let inside = seams.take_while(move |&at| at < stretch.end);
        inside.filter_map(|at| self.other_spelling(at))
    }

    fn other_spelling(&self, seam: usize) -> Option<(Range<usize>, String)> {
        /// In characters; a longer part is no word.
        const LONGEST: usize = 64;
        let (before, after) = (self.text.get(..seam)?, self.text.get(seam..)?);
        let closed = before.strip_suffix(['-', '\u{2010}']);
        let letters = closed.unwrap_or(before).chars().rev().take(LONGEST);
        let first: usize = letters
            .take_while(|c| c.is_alphanumeric())
            .map(char::len_utf8)
            .sum();
        let letters = after.chars().take(LONGEST);
        let second: usize = letters
            .take_while(|c| c.is_alphanumeric())
            .map(char::len_utf8)
            .sum();
        let end_of_first = closed.unwrap_or(before).len();
        let start = end_of_first - first;
        let hyphen = if closed.is_some() { "" } else { "-" };
        let parts = (&before[start..end_of_first], &after[..second]);
        Some((
            start..seam + second,
            format!("{}{hyphen}{}", parts.0, parts.1),
        ))
    }

    /// The fold that a byte stands in, by number.
    pub fn fold_at(&self, at: usize) -> Option<usize> {
        let after = self
            .folds
            .partition_point(|fold| fold.span.range().start <= at);
        let last = after.checked_sub(1)?;
        self.folds[last].span.contains(at).then_some(last)
    }

    /// The body to be understood: the marks for hidden characters and what is folded are blanks, of the same length.
    pub fn to_understand(&self) -> Cow<'_, Self> {
        let text = sanitise::blank_marks(&self.text);
        if self.folds.is_empty() && matches!(text, Cow::Borrowed(_)) {
            return Cow::Borrowed(self);
        }
        let folds = self.folds.iter().map(|fold| fold.span.range());
        let text = blanked(&text, folds).into_owned();
        let mut body = Self {
            text,
            folds: Vec::new(),
            ..self.clone()
        };
        body.blocks
            .retain(|block| self.fold_at(block.span.range().start).is_none());
        Cow::Owned(body)
    }
}

/// A text with blanks of the same length in the place of these stretches, which are ascending; its lines stay.
pub(crate) fn blanked(
    text: &str,
    stretches: impl IntoIterator<Item = Range<usize>>,
) -> Cow<'_, str> {
    let mut blanked = String::new();
    let mut at = 0;
    for stretch in stretches {
        blanked.push_str(&text[at..stretch.start]);
        for line in text[stretch.clone()].split_inclusive('\n') {
            let content = line.strip_suffix('\n').unwrap_or(line);
            blanked.extend(std::iter::repeat_n(' ', content.len()));
            blanked.push_str(&line[content.len()..]);
        }
        at = stretch.end;
    }
    if at == 0 {
        return Cow::Borrowed(text);
    }
    blanked.push_str(&text[at..]);
    Cow::Owned(blanked)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_folded_is_not_understood() {
        let mut body = Body::of_paragraphs(&["Oui.", "« Été »\nMara", "Non."]);
        assert!(matches!(body.to_understand(), Cow::Borrowed(_)));
        body.folds = vec![Fold {
            span: body.blocks[1].span,
            kind: FoldKind::Quoted,
        }];
        let understood = body.to_understand();
        assert_eq!(understood.text.len(), body.text.len());
        let blanks = " ".repeat("« Été »".len());
        assert_eq!(understood.text, format!("Oui.\n\n{blanks}\n    \n\nNon."));
        let blocks = understood.blocks.iter();
        let own: Vec<&str> = blocks.map(|it| understood.block_text(it)).collect();
        assert_eq!(own, ["Oui.", "Non."]);
        let folds = [0, 5, 6, 19, 20].map(|at| body.fold_at(at));
        assert_eq!(folds, [None, None, Some(0), Some(0), Some(0)]);
        assert_eq!(body.fold_at(body.blocks[1].span.range().end), None);
    }

    #[test]
    fn a_word_with_a_seam_has_another_spelling() {
        let text = "«Über-fahrt» and cooperation.";
        let body = Body {
            text: text.to_owned(),
            seams: ["fahrt", "operation"]
                .map(|part| u32::try_from(text.find(part).unwrap()).unwrap())
                .into(),
            ..Body::default()
        };
        let all: Vec<_> = body.other_spellings(0..text.len()).collect();
        let words: Vec<&str> = all.iter().map(|(at, _)| &text[at.clone()]).collect();
        let others: Vec<&str> = all.iter().map(|(_, other)| &**other).collect();
        assert_eq!(words, ["Über-fahrt", "cooperation"]);
        assert_eq!(others, ["Überfahrt", "co-operation"]);
        let second = text.find("and").unwrap()..text.len();
        assert_eq!(body.other_spellings(second).count(), 1);
    }
}
