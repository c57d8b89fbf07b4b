//! The text of a document in the making: its blocks, then its notes after a rule, then its comments, folded.

use super::vocabulary::Vocabulary;
use super::xml::{Node, Tree};
use crate::briefing::FoldKind;
use crate::ingest::content::{Content, Fold, Kind, Layout};
use crate::ingest::pages::writer::Writer;

/// The most blocks that are read of a document.
pub(super) const MOST_BLOCKS: usize = 200_000;

/// The most columns of a table; Word has no more.
pub(super) const COLUMNS: usize = 63;

/// A text in the making.
#[derive(Debug, Default)]
pub(super) struct Manuscript {
    writer: Writer,
    /// What stands before the next words: the number of a note.
    opening: String,
    has_notes: bool,
    /// How many blocks there were before the first comment.
    comments: Option<usize>,
}

impl Manuscript {
    /// Ends the block at work and begins another, which opens with `bullet`.
    pub(super) fn begin(&mut self, kind: Kind, bullet: &str) {
        match self.opening.is_empty() {
            true => self.writer.begin(kind, bullet),
            false => self.writer.begin(kind, &(self.opening.clone() + bullet)),
        }
    }

    /// Ends the block at work.
    pub(super) fn end(&mut self) {
        self.begin(Kind::Paragraph, "");
    }

    /// Adds words; blanks in and around them count as one.
    pub(super) fn words(&mut self, words: &str) {
        if !self.opening.is_empty() && words.contains(|c: char| !c.is_whitespace()) {
            self.opening.clear();
        }
        self.writer.words(words);
    }

    /// Ends a line.
    pub(super) fn line_break(&mut self) {
        self.writer.line_break();
    }

    /// Adds text whose blanks are meant as a block of its own.
    pub(super) fn verbatim(&mut self, text: &str) {
        if !self.opening.is_empty() {
            let opening = std::mem::take(&mut self.opening);
            self.writer.begin(Kind::Paragraph, "");
            self.writer.words(&opening);
        }
        self.writer.verbatim(text);
    }

    /// Words from here on lead to an address; false if it is none that a reader can follow.
    pub(super) fn open_link(&mut self, address: &str) -> bool {
        const SCHEMES: [&str; 5] = ["http:", "https:", "mailto:", "ftp:", "tel:"];
        let address = address.trim();
        let is_one = SCHEMES.iter().any(|scheme| {
            let start = address.get(..scheme.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        });
        if is_one {
            self.writer.open_link(Some(address.to_owned()));
        }
        is_one
    }

    /// They do so no longer.
    pub(super) fn close_link(&mut self) {
        self.writer.close_link();
    }

    /// True if the block at work has words.
    pub(super) fn has_begun(&self) -> bool {
        self.writer.has_begun()
    }

    /// How many blocks there are.
    pub(super) fn count(&self) -> usize {
        self.writer.count()
    }

    /// What follows is a note of that number.
    pub(super) fn note(&mut self, number: usize) {
        if !std::mem::replace(&mut self.has_notes, true) {
            self.writer.rule();
        }
        self.opening = format!("[{number}] ");
        self.begin(Kind::Paragraph, "");
    }

    /// What follows is a comment, and whose it is if that is known.
    pub(super) fn comment(&mut self, author: &str) {
        self.opening.clear();
        self.writer.begin(Kind::Paragraph, "");
        self.comments.get_or_insert(self.writer.count());
        let author = author.split_whitespace().collect::<Vec<_>>().join(" ");
        self.opening = match author.is_empty() {
            true => String::new(),
            false => format!("[{author}] "),
        };
        self.begin(Kind::Paragraph, "");
    }

    /// What follows is a text of its own, until [`Self::end_apart`].
    pub(super) fn begin_apart(&mut self) -> Self {
        std::mem::take(self)
    }

    /// The text since [`Self::begin_apart`], on one line; goes on with the outer one.
    pub(super) fn end_apart(&mut self, outer: Self) -> String {
        let apart = std::mem::replace(self, outer).writer.finish();
        let words = apart.text.split_whitespace();
        words.collect::<Vec<_>>().join(" ")
    }

    /// Adds the blocks of another text.
    pub(super) fn append(&mut self, content: &Content) {
        let Layout::Blocks(blocks) = &content.layout else {
            return;
        };
        for (kind, range) in blocks {
            let text = &content.text[range.clone()];
            if *kind == Kind::Preformatted {
                self.verbatim(text);
                continue;
            }
            self.begin(*kind, "");
            for line in text.split('\n') {
                self.words(line);
                self.line_break();
            }
        }
        self.end();
    }

    /// The text with its blocks, links and folds.
    pub(super) fn finish(self) -> Content {
        let draft = self.writer.finish();
        let mut content = draft.content(&vec![true; draft.blocks.len()]);
        let comments = self
            .comments
            .map_or(0, |before| draft.blocks.len() - before);
        if let Layout::Blocks(blocks) = &content.layout
            && let [first, ..] = &blocks[blocks.len().saturating_sub(comments)..]
        {
            content.folds.push(Fold {
                range: first.1.start..content.text.len(),
                kind: FoldKind::Comments,
            });
        }
        content
    }
}

/// What a table looks like, as far as it tells whether it holds data or lays out the page.
#[derive(Debug, Default)]
pub(super) struct Shape {
    rows: usize,
    /// Cells of the row at work that have words.
    filled: usize,
    widest: usize,
    /// Letters of the cell at work.
    letters: usize,
    lays_out: bool,
}

/// A cell of more letters is a text of its own.
const CELL: usize = 160;

impl Shape {
    /// That of the table at a place, whose own tables, rows and cells are called `names`.
    pub(super) fn of(tree: &Tree<'_>, at: usize, words: Vocabulary, names: [&str; 3]) -> Self {
        let [table, row, cell] = names;
        let mut shape = Self::default();
        for at in tree.inside(at) {
            match tree.node(at) {
                Node::Element(element) if element.vocabulary == words => match element.name {
                    name if name == table => shape.lays_out = true,
                    name if name == row => {
                        shape.rows += 1;
                        shape.filled = 0;
                    }
                    name if name == cell => shape.letters = 0,
                    _ => {}
                },
                Node::Text(text) => shape.text(text),
                _ => {}
            }
            // Nothing that follows can change it.
            if shape.lays_out {
                break;
            }
        }
        shape
    }

    /// There is text in the cell.
    fn text(&mut self, text: &str) {
        let letters = text.chars().filter(|c| !c.is_whitespace()).count();
        if letters > 0 && self.letters == 0 {
            self.filled += 1;
            self.widest = self.widest.max(self.filled);
        }
        self.letters += letters;
        self.lays_out |= self.letters > CELL;
    }

    /// True if it has rows and columns of cells that are no texts of their own.
    pub(super) fn holds_data(&self) -> bool {
        !self.lays_out && self.rows > 1 && self.widest > 1
    }
}

/// True if an element has more text than so many bytes.
pub(super) fn is_longer(tree: &Tree<'_>, at: usize, most: usize) -> bool {
    let mut length = 0;
    tree.inside(at).any(|at| {
        if let Node::Text(text) = tree.node(at) {
            length += text.len();
        }
        length > most
    })
}
