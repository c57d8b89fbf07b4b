//! Between parsing and the finished body: passages, each a block in pieces of the file.
//!
//! A parser says which stretches of the file make up a block and what stands between them; what
//! heads the text or merely surrounds it is then taken off; only what is left is cleaned and put
//! together, so that every byte of a [`Body`] knows where it came from.

use std::borrow::Cow;

use crate::briefing::{Block, BlockKind, Body, Fold, FoldKind, Span};
use crate::text::sanitise::CleanText;

/// A block in the making.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Passage<'a> {
    pub(super) kind: BlockKind,
    pub(super) pieces: Vec<Piece<'a>>,
    /// How many characters of the file were taken from it as markup.
    pub(super) taken: u32,
    /// What it is, where it is to be folded.
    pub(super) fold: Option<FoldKind>,
}

/// A part of a passage.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Piece<'a> {
    /// Text of the file, with the byte where it stands.
    Raw(Cow<'a, str>, usize),
    /// A blank, a line break, a bullet of ours.
    Own(Cow<'static, str>),
    /// The place where a line ended in a word of which it is doubtful whether it has a hyphen.
    Seam,
}

impl Piece<'_> {
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Raw(text, _) => text,
            Self::Own(text) => text,
            Self::Seam => "",
        }
    }
}

impl<'a> Passage<'a> {
    pub(super) fn new(kind: BlockKind) -> Self {
        Self {
            kind,
            pieces: Vec::new(),
            taken: 0,
            fold: None,
        }
    }

    pub(super) fn raw(&mut self, text: impl Into<Cow<'a, str>>, at: usize) {
        let text = text.into();
        if !text.is_empty() {
            // Most passages are one piece.
            if self.pieces.is_empty() {
                self.pieces.reserve_exact(1);
            }
            self.pieces.push(Piece::Raw(text, at));
        }
    }

    pub(super) fn own(&mut self, text: impl Into<Cow<'static, str>>) {
        self.pieces.push(Piece::Own(text.into()));
    }

    /// Takes off the last character of the file's: the hyphen of a broken word.
    pub(super) fn drop_last(&mut self) {
        if let Some(Piece::Raw(text, _)) = self.pieces.last_mut() {
            match text {
                Cow::Borrowed(text) => {
                    let mut chars = text.chars();
                    chars.next_back();
                    *text = chars.as_str();
                }
                Cow::Owned(text) => drop(text.pop()),
            }
        }
    }

    /// The text as it stands, uncleaned: for looking at, not for showing.
    pub(super) fn text(&self) -> Cow<'_, str> {
        match &self.pieces[..] {
            [Piece::Raw(text, _)] => Cow::Borrowed(text),
            pieces => pieces.iter().map(Piece::text).collect(),
        }
    }

    /// The byte of the file where it begins.
    pub(super) fn start(&self) -> Option<usize> {
        self.pieces.iter().find_map(|piece| match piece {
            Piece::Raw(_, at) => Some(*at),
            Piece::Own(_) | Piece::Seam => None,
        })
    }

    /// True when it shows nothing.
    pub(super) fn is_blank(&self) -> bool {
        self.pieces.iter().all(|piece| match piece {
            Piece::Raw(text, _) => text.trim().is_empty(),
            Piece::Own(_) | Piece::Seam => true,
        })
    }
}

/// Puts passages together as a body, cleaned, with the number of characters made visible.
pub(super) fn assemble(passages: &[Passage<'_>]) -> (Body, u32) {
    let mut clean = CleanText::default();
    let mut blocks = Vec::with_capacity(passages.len());
    let mut seams = Vec::new();
    let mut folds: Vec<Fold> = Vec::new();
    for passage in passages.iter().filter(|passage| !passage.is_blank()) {
        let separator = clean.text.len();
        if !blocks.is_empty() {
            clean.push_own("\n\n");
        }
        let start = clean.text.len();
        for piece in &passage.pieces {
            match piece {
                Piece::Raw(text, at) => clean.push(text, *at),
                Piece::Own(text) => clean.push_own(text),
                Piece::Seam => seams.extend(u32::try_from(clean.text.len())),
            }
        }
        // Cleaning may leave nothing of a passage of invisible characters.
        if clean.text.len() == start {
            clean.text.truncate(separator);
            continue;
        }
        let span = Span::new(start, clean.text.len());
        if let Some(kind) = passage.fold {
            let goes_on =
                |last: &&mut Fold| last.kind == kind && last.span.range().end == separator;
            match folds.last_mut().filter(goes_on) {
                Some(last) => last.span.end = span.end,
                None => folds.push(Fold { span, kind }),
            }
        }
        blocks.push(Block {
            kind: passage.kind,
            span,
        });
    }
    let body = Body {
        text: clean.text,
        blocks,
        source_map: clean.map,
        breaks: clean.breaks,
        seams,
        links: Box::default(),
        taken: passages.iter().map(|passage| passage.taken).sum(),
        folds,
        portions: Box::default(),
    };
    (body, clean.hidden)
}
