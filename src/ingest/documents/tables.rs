//! Tables: which hold data and are shown in columns, and which only lay the page out and are read cell by cell.

use super::vocabulary::Vocabulary;
use super::xml::{Node, Tree};

/// The most columns of a table; Word has no more.
pub(super) const COLUMNS: usize = 63;

/// A cell of more letters is a text of its own.
const CELL: usize = 160;

/// A letterhead has a few rows at most; a table of more holds data, even at the top of a text.
const LETTERHEAD: usize = 4;

/// What a table looks like, as far as it tells whether it holds data or lays out the page.
#[derive(Debug, Default)]
pub(super) struct Shape {
    rows: usize,
    /// Cells of the row at work that have words.
    filled: usize,
    widest: usize,
    /// Letters of the cell at work, and of its last line.
    letters: usize,
    letters_of_line: usize,
    /// A cell has several lines that were ended by whoever wrote it.
    has_lines: bool,
    lays_out: bool,
}

impl Shape {
    /// That of the table at a place, whose own tables, rows and cells are called `names`.
    pub(super) fn of(tree: &Tree<'_>, at: usize, words: Vocabulary, names: [&str; 3]) -> Self {
        let [table, row, cell] = names;
        let mut shape = Self::default();
        for at in tree.inside(at) {
            match tree.node(at) {
                Node::Element(element) if element.vocabulary == words => match element.name {
                    name if name == table => shape.inner_table(),
                    name if name == row => shape.row(),
                    name if name == cell => shape.cell(),
                    "p" | "br" => shape.line(),
                    _ => {}
                },
                Node::Element(element) if matches!(element.name, "p" | "line-break") => {
                    shape.line();
                }
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

    /// Another row begins.
    pub(super) fn row(&mut self) {
        self.rows += 1;
        self.filled = 0;
    }

    /// Another cell begins.
    pub(super) fn cell(&mut self) {
        self.letters = 0;
        self.letters_of_line = 0;
    }

    /// Another line of the cell begins.
    pub(super) fn line(&mut self) {
        self.letters_of_line = 0;
    }

    /// There is a table in the cell.
    pub(super) fn inner_table(&mut self) {
        self.lays_out = true;
    }

    /// There is text in the cell.
    pub(super) fn text(&mut self, text: &str) {
        let letters = text.chars().filter(|c| !c.is_whitespace()).count();
        if letters > 0 && self.letters == 0 {
            self.filled += 1;
            self.widest = self.widest.max(self.filled);
        }
        self.has_lines |= letters > 0 && self.letters > 0 && self.letters_of_line == 0;
        self.letters += letters;
        self.letters_of_line += letters;
        self.lays_out |= self.letters > CELL;
    }

    /// True if it has rows and columns of cells that are no texts of their own.
    ///
    /// The first words of a text are no data where a cell has several lines of them: who issues it,
    /// in which
    /// languages, and beside it symbol, day and distribution.
    pub(super) fn holds_data(&self, is_first: bool) -> bool {
        let is_letterhead = is_first && self.has_lines && self.rows <= LETTERHEAD;
        !self.lays_out && !is_letterhead && self.rows > 1 && self.widest > 1
    }
}

/// The rows of a table, or the cells of a row, whatever they are wrapped in.
pub(super) fn parts(
    tree: &Tree<'_>,
    at: usize,
    words: Vocabulary,
    name: &str,
    wrappers: &[&str],
) -> Vec<usize> {
    let mut found = Vec::new();
    let mut next = at + 1;
    while next < tree.end(at) {
        match tree.element(next) {
            Some(element) if element.is(words, name) => {
                found.push(next);
                next = tree.end(next);
            }
            Some(element) if wrappers.contains(&element.name) => next += 1,
            _ => next = tree.end(next),
        }
    }
    found
}
