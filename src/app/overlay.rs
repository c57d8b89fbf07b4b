//! What lies over the panes: sheets of text, and lists to pick from. The topmost has the keys.

use crate::app::notes::NoteEditor;
use crate::app::picker::Picker;
use crate::text::width::width;
use crate::text::wrap::wrap;

/// The widest that a sheet's text gets, in columns.
const WIDEST: u16 = 76;

/// Something over the panes.
#[derive(Debug)]
pub enum Overlay {
    /// Text to be read and scrolled.
    Sheet(Sheet),
    /// Something to be picked.
    Picker(Picker),
    /// A note to be written.
    Note(Box<NoteEditor>),
}

/// A text of headings, pairs and paragraphs, laid out for the width it has.
#[derive(Debug)]
pub struct Sheet {
    /// What stands in its frame.
    pub title: String,
    /// The lines that it has at its present width.
    pub lines: Vec<SheetLine>,
    /// The first line that shows.
    pub top: usize,
    /// Lines that show.
    pub height: usize,
    /// Columns of its text.
    pub width: u16,
    entries: Vec<Entry>,
    /// The key that closes it is meant for what lies under it, too.
    pub passes_key: bool,
}

/// A part of a sheet before it is laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// A heading.
    Heading(String),
    /// A short thing and what is to be said of it.
    Pair(String, String),
    /// A paragraph.
    Text(String),
    /// An empty line.
    Blank,
}

/// One line of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SheetLine {
    /// A heading.
    Heading(String),
    /// The short thing (empty on the lines that go on) and a line of what is said.
    Pair(String, String),
    /// A line of a paragraph.
    Text(String),
}

impl Sheet {
    /// Makes a sheet; [`resize`](Self::resize) lays it out.
    pub fn new(title: &str, entries: Vec<Entry>) -> Self {
        Self {
            title: title.to_owned(),
            lines: Vec::new(),
            top: 0,
            height: 0,
            width: 0,
            entries,
            passes_key: false,
        }
    }

    /// Hands the key that closes it on to what lies under it.
    #[must_use]
    pub fn passing_its_key(mut self) -> Self {
        self.passes_key = true;
        self
    }

    /// True when all of it shows.
    pub fn fits(&self) -> bool {
        self.lines.len() <= self.height
    }

    /// Lays it out for a screen of so many columns and rows.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.width = WIDEST.min(columns.saturating_sub(4)).max(1);
        self.height = usize::from(rows.saturating_sub(2));
        let longest = self
            .entries
            .iter()
            .filter_map(|entry| match entry {
                Entry::Pair(short, _) => Some(width(short)),
                _ => None,
            })
            .max()
            .unwrap_or(0);
        let whole = usize::from(self.width);
        let key_width = longest.min(whole / 2);
        self.lines.clear();
        for entry in &self.entries {
            match entry {
                Entry::Blank => self.lines.push(SheetLine::Text(String::new())),
                Entry::Heading(text) => self.lines.push(SheetLine::Heading(text.clone())),
                Entry::Text(text) => self.lines.extend(
                    wrap(text, whole)
                        .into_iter()
                        .map(|line| SheetLine::Text(text[line].to_owned())),
                ),
                Entry::Pair(short, long) => {
                    let columns = whole.saturating_sub(key_width + 2).max(1);
                    for (i, line) in wrap(long, columns).into_iter().enumerate() {
                        let short = if i == 0 { short.as_str() } else { "" };
                        let gap = " ".repeat((key_width + 2).saturating_sub(width(short)));
                        self.lines.push(SheetLine::Pair(
                            format!("{short}{gap}"),
                            long[line].to_owned(),
                        ));
                    }
                }
            }
        }
        self.height = self.height.min(self.lines.len());
        self.scroll_to(self.top);
    }

    /// Scrolls by so many lines.
    pub fn scroll_by(&mut self, lines: isize) {
        self.scroll_to(self.top.saturating_add_signed(lines));
    }

    /// Scrolls so that a line is the first, as far as there is text below.
    pub fn scroll_to(&mut self, line: usize) {
        self.top = line.min(self.lines.len().saturating_sub(self.height));
    }
}
