//! What lies over the panes: sheets of text, and the command palette. The topmost has the keys.

use std::sync::Arc;

use crate::app::input::{Edit, Input};
use crate::config::{Command, Key, KeyCode};
use crate::search::fuzzy::{Fields, Finder, Query};
use crate::text::width::width;
use crate::text::wrap::wrap;

/// The widest that a sheet's text gets, in columns.
const WIDEST: u16 = 76;

/// Something over the panes.
#[derive(Debug)]
pub enum Overlay {
    /// Text to be read and scrolled.
    Sheet(Sheet),
    /// Commands to be found by name.
    Palette(Palette),
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
        }
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

/// Commands to be found by name.
#[derive(Debug)]
pub struct Palette {
    /// What is typed.
    pub input: Input,
    /// The commands that match, best first.
    pub matches: Vec<Command>,
    /// The row under the cursor.
    pub cursor: usize,
}

/// What a key did to the palette.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chosen {
    /// It stays open.
    Nothing,
    /// It closes.
    Closed,
    /// It closes and this is to be done.
    Command(Command),
}

impl Default for Palette {
    fn default() -> Self {
        Self {
            input: Input::default(),
            matches: Command::ALL.to_vec(),
            cursor: 0,
        }
    }
}

impl Palette {
    /// Takes a key.
    pub fn key(&mut self, key: Key) -> Chosen {
        let last = self.matches.len().saturating_sub(1);
        match (key.code, key.ctrl) {
            (KeyCode::Esc, _) | (KeyCode::Char('c' | 'g'), true) => return Chosen::Closed,
            (KeyCode::Backspace, _) if self.input.is_empty() => return Chosen::Closed,
            (KeyCode::Enter, _) => {
                return self
                    .matches
                    .get(self.cursor)
                    .map_or(Chosen::Nothing, |&command| Chosen::Command(command));
            }
            (KeyCode::Down, _) | (KeyCode::Char('n'), true) | (KeyCode::Tab, _) => {
                self.cursor = if self.cursor == last {
                    0
                } else {
                    self.cursor + 1
                };
            }
            (KeyCode::Up, _) | (KeyCode::Char('p'), true) | (KeyCode::BackTab, _) => {
                self.cursor = self.cursor.checked_sub(1).unwrap_or(last);
            }
            _ => {
                if self.input.key(key) == Edit::Changed {
                    self.refresh();
                }
            }
        }
        Chosen::Nothing
    }

    /// Finds the commands that match what is typed.
    pub fn refresh(&mut self) {
        self.cursor = 0;
        let query = Query::new(self.input.text());
        if query.is_empty() {
            self.matches = Command::ALL.to_vec();
            return;
        }
        let mut finder = Finder::new();
        for command in Command::ALL {
            finder.push(Fields {
                title: &format!("{} {}", command.name(), command.doc()),
                source: "",
                date: "",
                tags: &[],
            });
        }
        let order: Arc<[u32]> = (0..).take(Command::ALL.len()).collect();
        let found = finder.snapshot().find(&query, &order, None, &|| false);
        self.matches = found
            .iter()
            .flat_map(|found| &found.hits)
            .map(|hit| Command::ALL[hit.position as usize])
            .collect();
    }
}
