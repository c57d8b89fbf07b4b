//! Letters that come one after the other, and the marks that end a paragraph, a cell or a row and only then say what
//! it was: how both of Word's older forms write a text.

use std::mem;
use std::ops::Range;

use crate::ingest::aligned;
use crate::ingest::content::{Kind, Link};

/// A cell of more letters is a text of its own.
const CELL: usize = 160;

/// Tables within tables; what is deeper belongs to the innermost that counts.
const DEEPEST: usize = 8;

/// A heading of more bytes is a text that was set in the style of one.
const HEADING: usize = 400;

/// A paragraph, a list item, a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) kind: Kind,
    pub(super) text: String,
    pub(super) links: Vec<Link>,
}

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
    /// Those that are open, the outermost first.
    tables: Vec<Table>,
    /// What an empty line within the paragraph at work has parted from its end.
    parted: Vec<(String, Vec<Link>)>,
    text: String,
    links: Vec<Link>,
    /// The address that the words at work lead to, and where they begin.
    link: Option<(String, Option<usize>)>,
    blank: bool,
    breaks: usize,
}

type Cell = Vec<Block>;

#[derive(Debug, Default)]
struct Table {
    rows: Vec<Vec<Cell>>,
    row: Vec<Cell>,
    cell: Cell,
}

impl Flow {
    pub(super) fn words(&mut self, words: &str) {
        words.chars().for_each(|c| self.letter(c));
    }

    /// Adds a letter; blanks count as one, and a line feed ends a line.
    pub(super) fn letter(&mut self, letter: char) {
        match letter {
            '\n' => self.breaks += 1,
            ' ' | '\t' | '\r' | '\u{A0}' => self.blank = true,
            _ => {
                self.space();
                if let Some((_, start @ None)) = &mut self.link {
                    *start = Some(self.text.len());
                }
                self.text.push(letter);
            }
        }
    }

    /// Writes the blank or line end that stands before the next letter.
    fn space(&mut self) {
        if self.text.is_empty() {
        } else if self.breaks > 1 {
            let link = self.link.as_ref().map(|(address, _)| address.clone());
            self.close_link();
            let part = (mem::take(&mut self.text), mem::take(&mut self.links));
            self.parted.push(part);
            self.link = link.map(|address| (address, None));
        } else if self.breaks == 1 {
            self.text.push('\n');
        } else if self.blank {
            self.text.push(' ');
        }
        (self.blank, self.breaks) = (false, 0);
    }

    /// Words from here on lead to `address`.
    pub(super) fn open_link(&mut self, address: String) {
        self.close_link();
        self.link = Some((address, None));
    }

    pub(super) fn close_link(&mut self) {
        if let Some((address, Some(start))) = self.link.take() {
            let words = start..self.text.len();
            self.links.push(Link { words, address });
        }
    }

    pub(super) fn end_paragraph(&mut self, paragraph: Paragraph) {
        let link = self.link.as_ref().map(|(address, _)| address.clone());
        self.close_link();
        self.link = link.map(|address| (address, None));
        self.stand_in(paragraph.depth);
        let last = (mem::take(&mut self.text), mem::take(&mut self.links));
        (self.blank, self.breaks) = (false, 0);
        let mut parts = mem::take(&mut self.parted);
        parts.push(last);
        let place = match self.tables.last_mut() {
            Some(table) => &mut table.cell,
            None => &mut self.blocks,
        };
        let Paragraph { kind, bullet, .. } = paragraph;
        let mut is_first = true;
        for (text, links) in parts.into_iter().filter(|(text, _)| !text.is_empty()) {
            let (kind, bullet) = match (is_first, kind) {
                (_, Kind::Heading(_)) if text.len() > HEADING => (Kind::Paragraph, &*bullet),
                (true, kind) => (kind, &*bullet),
                (false, Kind::Heading(_) | Kind::BlockQuote) => (kind, ""),
                (false, _) => (Kind::Paragraph, ""),
            };
            is_first = false;
            place.push(with_bullet(kind, bullet, text, links));
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
            let blocks = self.tables.pop().map(Table::blocks).unwrap_or_default();
            match self.tables.last_mut() {
                Some(outer) => outer.cell.extend(blocks),
                None => self.blocks.extend(blocks),
            }
        }
        self.tables.resize_with(depth, Table::default);
    }

    /// True when nothing was written since the last mark.
    pub(super) fn is_at_start(&self) -> bool {
        self.text.is_empty() && self.parted.is_empty()
    }

    pub(super) fn finish(mut self) -> Vec<Block> {
        self.link = None;
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

    /// A table that holds data as lines; the cells of any other one after the other.
    fn blocks(mut self) -> Vec<Block> {
        self.end_row();
        let widest = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let holds_data = self.rows.len() > 1 && widest > 1;
        if !holds_data || !self.rows.iter().flatten().all(is_short) {
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

fn is_short(cell: &Cell) -> bool {
    let is_table = |block: &Block| block.kind == Kind::Preformatted;
    let length: usize = cell
        .iter()
        .map(|block| block.text.chars().take(CELL + 1).count())
        .sum();
    length <= CELL && !cell.iter().any(is_table)
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

fn with_bullet(kind: Kind, bullet: &str, text: String, links: Vec<Link>) -> Block {
    let moved = |words: Range<usize>| words.start + bullet.len()..words.end + bullet.len();
    let links = links.into_iter().map(|link| Link {
        words: moved(link.words),
        address: link.address,
    });
    Block {
        kind,
        links: links.collect(),
        text: match bullet {
            "" => text,
            bullet => format!("{bullet}{text}"),
        },
    }
}
