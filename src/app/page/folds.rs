//! What of a page is folded: each fold is a line, and the lines under it come and go.
//!
//! A page is laid out open, once; what is folded is kept beside what shows, so that no text is wrapped again.

use std::ops::Range;

use super::{Content, Inserted, Page, PageLine, counted};
use crate::briefing::{Block, Fold, FoldKind};

/// What of a page can be folded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Folds {
    /// For each fold its lines in the open page, that which stands for it not included.
    under: Vec<Range<usize>>,
    /// The open page, while it is folded.
    open: Option<Box<Open>>,
}

/// The lines of an open page.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Open {
    lines: Vec<PageLine>,
    credits: Vec<(usize, usize)>,
    inserted: Vec<Inserted>,
}

impl Folds {
    /// Makes room for lines that come in above all folds of an open page.
    pub(super) fn move_by(&mut self, more: usize) {
        for under in &mut self.under {
            *under = under.start + more..under.end + more;
        }
    }
}

impl Page {
    /// True for a page of which something can be folded.
    pub fn has_folds(&self) -> bool {
        !self.folds.under.is_empty()
    }

    /// True while it is.
    pub fn is_folded(&self) -> bool {
        self.folds.open.is_some()
    }

    /// Begins a fold with the line that stands for it.
    pub(super) fn begin_fold(&mut self, fold: &Fold) {
        self.push(fold.span.start, Content::Blank);
        let content = Content::Fold {
            kind: fold.kind,
            lines: 0,
            is_open: true,
        };
        self.push(fold.span.start, content);
        let first = self.lines.len();
        self.folds.under.push(first..first);
    }

    /// True where a fold begins with the next line.
    pub(super) fn opens_fold(&self) -> bool {
        let last = self.lines.last();
        last.is_some_and(|line| matches!(line.content, Content::Fold { .. }))
    }

    /// Counts what was laid out of a fold, if `block` is of one.
    pub(super) fn end_fold(&mut self, folds: &[Fold], block: &Block) {
        let last = self.folds.under.len().checked_sub(1);
        let last = last.and_then(|last| folds.get(last));
        let Some(under) = self.folds.under.last_mut() else {
            return;
        };
        if last.is_none_or(|fold| fold.span.end < block.span.end) {
            return;
        }
        under.end = self.lines.len();
        let is_text = |line: &&PageLine| matches!(line.content, Content::Text { .. });
        let count = self.lines[under.clone()].iter().filter(is_text).count();
        if let Content::Fold { lines, .. } = &mut self.lines[under.start - 1].content {
            *lines = count;
        }
    }

    /// Hides what can be folded, or shows it.
    pub fn fold(&mut self, is_folded: bool) {
        if !is_folded {
            if let Some(open) = self.folds.open.take() {
                (self.lines, self.credits, self.inserted) =
                    (open.lines, open.credits, open.inserted);
            }
            return;
        }
        if !self.has_folds() || self.is_folded() {
            return;
        }
        let mut hidden = self.folds.under.iter().peekable();
        // Where each line stands of those that show; none for one that is hidden.
        let mut places = Vec::with_capacity(self.lines.len());
        let mut shown = Vec::with_capacity(self.lines.len());
        for (number, line) in self.lines.iter().enumerate() {
            while hidden.next_if(|under| under.end <= number).is_some() {}
            if hidden.peek().is_some_and(|under| under.contains(&number)) {
                places.push(None);
                continue;
            }
            places.push(Some(shown.len()));
            shown.push(match line.content {
                Content::Fold { kind, lines, .. } => PageLine {
                    at: line.at,
                    content: Content::Fold {
                        kind,
                        lines,
                        is_open: false,
                    },
                },
                _ => line.clone(),
            });
        }
        let credits = self.credits.iter();
        let credits = credits.filter_map(|&(line, quote)| Some((places[line]?, quote)));
        let credits = credits.collect();
        let inserted = self.inserted.iter().filter_map(|it| {
            let line = places[it.line]?;
            Some(Inserted { line, ..it.clone() })
        });
        let inserted = inserted.collect();
        self.folds.open = Some(Box::new(Open {
            lines: std::mem::replace(&mut self.lines, shown),
            credits: std::mem::replace(&mut self.credits, credits),
            inserted: std::mem::replace(&mut self.inserted, inserted),
        }));
    }
}

/// What a fold holds, in words: `34 quoted lines`.
pub fn folded(kind: FoldKind, lines: usize) -> String {
    match kind {
        FoldKind::Quoted => counted(lines, "quoted line"),
        FoldKind::Signature => format!("{} of signature", counted(lines, "line")),
        FoldKind::Footer => format!("{} of list footer", counted(lines, "line")),
        FoldKind::Forward => format!("{} of forwarding", counted(lines, "line")),
        FoldKind::Comments => format!("{} of comments", counted(lines, "line")),
    }
}
