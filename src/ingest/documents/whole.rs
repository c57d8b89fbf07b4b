//! A document put together: its text, then its notes, then what was remarked in its margin.

use super::Refusal;
use super::flow::Block;
use crate::briefing::FoldKind;
use crate::ingest::content::{Content, Fold, Kind, Layout, Limit, Link, Remark, Stated};

/// The most marks that end a paragraph, a cell, a row or a line that are read: what no honest document has.
pub(super) const MOST_MARKS: usize = 500_000;

/// What a reader has found.
#[derive(Debug, Default)]
pub(super) struct Whole {
    pub(super) blocks: Vec<Block>,
    /// Footnotes and endnotes, in the order of their numbers.
    pub(super) notes: Vec<Vec<Block>>,
    pub(super) comments: Vec<Comment>,
    /// What the properties say.
    pub(super) noted: Stated,
    /// True where words that were struck out are left out.
    pub(super) has_changes: bool,
    /// True where it has more than [`MOST_MARKS`].
    pub(super) is_cut: bool,
    /// True where the file ends before the document does.
    pub(super) is_broken_off: bool,
}

/// A remark in the margin.
#[derive(Debug, Default)]
pub(super) struct Comment {
    pub(super) author: String,
    pub(super) words: Vec<Block>,
}

impl Whole {
    pub(super) fn content(self) -> Result<Content, Refusal> {
        let mut pages = Pages::default();
        self.blocks
            .into_iter()
            .for_each(|block| pages.add("", block));
        let notes: Vec<_> = (1..)
            .zip(self.notes)
            .filter(|(_, note)| !note.is_empty())
            .collect();
        if !notes.is_empty() && !pages.blocks.is_empty() {
            pages.rule();
        }
        for (number, note) in notes {
            pages.add_under(&format!("[{number}] "), note);
        }
        let start = pages.content.text.len();
        for Comment { author, words } in self.comments {
            let label = match author.trim() {
                "" => String::new(),
                author => format!("[{author}] "),
            };
            pages.add_under(&label, words);
        }
        if pages.blocks.is_empty() {
            return Err(Refusal::Empty);
        }
        let mut content = pages.content;
        // Between the blocks stands an empty line, which belongs to neither.
        let start = content.text.len().min(start + 2 * usize::from(start > 0));
        if start < content.text.len() {
            content.folds.push(Fold {
                range: start..content.text.len(),
                kind: FoldKind::Comments,
            });
        }
        content.layout = Layout::Blocks(pages.blocks);
        content.noted = self.noted;
        if self.has_changes {
            content.remarks.push(Remark::TrackedChanges);
        }
        if self.is_cut {
            content.remarks.push(Remark::Cut(Limit::Parts));
        }
        if self.is_broken_off {
            content.remarks.push(Remark::BrokenOff);
        }
        Ok(content)
    }
}

#[derive(Default)]
struct Pages {
    content: Content,
    blocks: Vec<(Kind, std::ops::Range<usize>)>,
}

impl Pages {
    fn add(&mut self, label: &str, block: Block) {
        let text = &mut self.content.text;
        if !self.blocks.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(label);
        let words = text.len();
        text.push_str(&block.text);
        self.blocks.push((block.kind, start..text.len()));
        let links = block.links.into_iter().map(|link| Link {
            words: link.words.start + words..link.words.end + words,
            address: link.address,
        });
        self.content.links.extend(links);
    }

    /// Adds a note or a remark: its first paragraph has the label.
    fn add_under(&mut self, label: &str, blocks: Vec<Block>) {
        let mut label = label;
        for block in blocks {
            let is_text = matches!(block.kind, Kind::Paragraph | Kind::Heading(_));
            let kind = if is_text { Kind::Paragraph } else { block.kind };
            self.add(label, Block { kind, ..block });
            label = "";
        }
    }

    fn rule(&mut self) {
        let rule = Block {
            kind: Kind::Rule,
            text: "***".to_owned(),
            links: Vec::new(),
        };
        self.add("", rule);
    }
}
