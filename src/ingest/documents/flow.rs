//! Letters that come one after the other, and the marks that end a paragraph, a cell or a row and only then say what
//! it was: how both of Word's older forms write a text.

use std::mem;

use super::manuscript::{Block, LONGEST_HEADING, followed};
use super::tables::Shape;
use crate::ingest::aligned;
use crate::ingest::content::{Kind, Link};
use crate::ingest::pages::writer::Writer;

/// The most marks that end a paragraph, a cell, a row or a line that are read: what no honest document has.
pub(super) const MOST_MARKS: usize = 500_000;

/// Tables within tables; what is deeper belongs to the innermost that counts.
const DEEPEST: usize = 8;

/// What a mark says of the paragraph that it ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Paragraph {
    pub(super) kind: Kind,
    /// Its bullet or number with a blank behind it, or nothing.
    pub(super) bullet: String,
    /// In how many tables it stands.
    pub(super) depth: usize,
}

impl Paragraph {
    /// One that is nothing else, in so many tables.
    pub(super) fn plain(depth: usize) -> Self {
        Self {
            kind: Kind::Paragraph,
            bullet: String::new(),
            depth,
        }
    }
}

/// A text in the making.
#[derive(Debug, Default)]
pub(super) struct Flow {
    blocks: Vec<Block>,
    /// The tables that are open, the outermost first.
    tables: Vec<Table>,
    /// The paragraph at work, which an empty line parts in two.
    writer: Writer,
}

type Cell = Vec<Block>;

#[derive(Debug, Default)]
struct Table {
    rows: Vec<Vec<Cell>>,
    row: Vec<Cell>,
    cell: Cell,
}

impl Flow {
    /// Adds words; blanks count as one.
    pub(super) fn words(&mut self, words: &str) {
        self.writer.words(words);
    }

    /// Adds a letter; a line feed ends a line.
    pub(super) fn letter(&mut self, letter: char) {
        match letter {
            '\n' => self.writer.line_break(),
            letter => self.writer.words(letter.encode_utf8(&mut [0; 4])),
        }
    }

    /// Words from here on lead to `address`, if a reader can follow it.
    pub(super) fn open_link(&mut self, address: &str) {
        self.writer.close_link();
        if let Some(address) = followed(address) {
            self.writer.open_link(Some(address.to_owned()));
        }
    }

    /// They do so no longer.
    pub(super) fn close_link(&mut self) {
        self.writer.close_link();
    }

    /// Ends a paragraph.
    pub(super) fn end_paragraph(&mut self, paragraph: Paragraph) {
        self.stand_in(paragraph.depth);
        let parts = Block::all(&self.writer.take().whole());
        let place = match self.tables.last_mut() {
            Some(table) => &mut table.cell,
            None => &mut self.blocks,
        };
        for (at, part) in parts.into_iter().enumerate() {
            let kind = match paragraph.kind {
                Kind::Heading(_) if part.text.len() > LONGEST_HEADING => Kind::Paragraph,
                kind @ (Kind::Heading(_) | Kind::BlockQuote) => kind,
                kind if at == 0 => kind,
                _ => Kind::Paragraph,
            };
            let bullet = if at == 0 { &*paragraph.bullet } else { "" };
            place.push(Block { kind, ..part }.behind(bullet));
        }
    }

    /// Ends a cell of the table of that depth, and a paragraph of it where one is at work.
    pub(super) fn end_cell(&mut self, paragraph: Paragraph) {
        self.end_paragraph(paragraph);
        if let Some(table) = self.tables.last_mut() {
            let cell = mem::take(&mut table.cell);
            table.row.push(cell);
        }
    }

    pub(super) fn end_row(&mut self, depth: usize) {
        self.end_paragraph(Paragraph::plain(depth));
        if let Some(table) = self.tables.last_mut() {
            table.end_row();
        }
    }

    /// Closes the tables that are deeper, and opens those that are missing.
    fn stand_in(&mut self, depth: usize) {
        let depth = depth.min(DEEPEST);
        while self.tables.len() > depth {
            let table = self.tables.pop().unwrap_or_default();
            let blocks = table.blocks(self.blocks.is_empty() && self.tables.is_empty());
            match self.tables.last_mut() {
                Some(outer) => outer.cell.extend(blocks),
                None => self.blocks.extend(blocks),
            }
        }
        self.tables.resize_with(depth, Table::default);
    }

    /// True when nothing was written since the last mark.
    pub(super) fn is_at_start(&self) -> bool {
        !self.writer.has_begun() && self.writer.count() == 0
    }

    /// The blocks that were written.
    pub(super) fn finish(mut self) -> Vec<Block> {
        if !self.is_at_start() {
            self.end_paragraph(Paragraph::plain(self.tables.len()));
        }
        self.stand_in(0);
        self.blocks
    }
}

impl Table {
    fn end_row(&mut self) {
        let cell = mem::take(&mut self.cell);
        if !cell.is_empty() {
            self.row.push(cell);
        }
        let row = mem::take(&mut self.row);
        if row.iter().any(|cell| !cell.is_empty()) {
            self.rows.push(row);
        }
    }

    fn shape(&self) -> Shape {
        let mut shape = Shape::default();
        for row in &self.rows {
            shape.row();
            for cell in row {
                shape.cell();
                for block in cell {
                    if block.kind == Kind::Preformatted {
                        shape.inner_table();
                    }
                    for line in block.text.lines() {
                        shape.line();
                        shape.text(line);
                    }
                }
            }
        }
        shape
    }

    /// A table that holds data as lines; the cells of any other one after the other.
    fn blocks(mut self, is_first: bool) -> Vec<Block> {
        self.end_row();
        if !self.shape().holds_data(is_first) {
            return self.rows.into_iter().flatten().flatten().collect();
        }
        let words = |cell: &Cell| {
            let words = cell.iter().flat_map(|block| block.text.split_whitespace());
            words.collect::<Vec<_>>().join(" ")
        };
        let rows: Vec<Vec<String>> = self
            .rows
            .iter()
            .map(|row| row.iter().map(words).collect())
            .collect();
        let text = aligned::texts(rows).trim_end().to_owned();
        let blocks = self.rows.into_iter().flatten().flatten();
        let links = found_again(&text, blocks);
        vec![Block {
            kind: Kind::Preformatted,
            text,
            links,
        }]
    }
}

/// The links of the cells, by where their words stand in the table.
fn found_again(text: &str, blocks: impl Iterator<Item = Block>) -> Vec<Link> {
    let mut found = Vec::new();
    let mut from = 0;
    for block in blocks {
        for link in block.links {
            let words = block.text.get(link.words).unwrap_or_default();
            let Some(at) = text[from..].find(words) else {
                return found;
            };
            let words = from + at..from + at + words.len();
            from = words.end;
            found.push(Link {
                words,
                address: link.address,
            });
        }
    }
    found
}
