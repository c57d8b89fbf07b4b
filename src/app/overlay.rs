//! What lies over the panes: sheets of text, and lists to pick from. The topmost has the keys.

use std::borrow::Cow;
use std::ops::Range;

use crate::app::input::{Edit, Input};
use crate::app::notes::NoteEditor;
use crate::app::page::grouped;
use crate::app::picker::Picker;
use crate::config::{Key, KeyCode};
use crate::text::fold::fold;
use crate::text::width::width;
use crate::text::wrap::wrap;

/// The widest that a sheet's text gets, in columns.
const WIDEST: u16 = 76;

/// The widest column of keys and other short things: longer ones go on in the next line.
const WIDEST_SHORT: usize = 18;

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
    /// What is looked for in it; empty when all of it shows.
    pub needle: Input,
    /// That is being typed.
    pub is_finding: bool,
    entries: Vec<Entry>,
    /// Whether all of each [`Entry::Rest`] shows.
    is_unfolded: bool,
    /// Columns and rows of the screen.
    screen: (u16, u16),
    /// The lines that all of it has.
    tallest: usize,
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
    /// One of a list, on one line: what has no room there is cut.
    Item(String),
    /// More short lines of a list, shown when the reader asks for all.
    Rest(Vec<String>),
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
            needle: Input::default(),
            is_finding: false,
            entries,
            is_unfolded: false,
            screen: (0, 0),
            tallest: 0,
            passes_key: false,
        }
    }

    /// Hands the key that closes it on to what lies under it.
    #[must_use]
    pub fn passing_its_key(mut self) -> Self {
        self.passes_key = true;
        self
    }

    /// Shows all that is folded; false where nothing is.
    pub fn unfold(&mut self) -> bool {
        let is_rest = |entry: &Entry| matches!(entry, Entry::Rest(_));
        if self.is_unfolded || self.finds() || !self.entries.iter().any(is_rest) {
            return false;
        }
        self.is_unfolded = true;
        let (columns, rows) = self.screen;
        self.resize(columns, rows);
        true
    }

    /// True while only what was looked for shows.
    pub fn finds(&self) -> bool {
        !self.needle.is_empty()
    }

    /// Shows all of it again.
    pub fn find_nothing(&mut self) {
        self.needle = Input::default();
        self.is_finding = false;
        self.find();
    }

    /// Takes a key while something to look for is typed.
    pub fn find_key(&mut self, key: Key) {
        let page = isize::try_from(self.height.max(1)).unwrap_or(1);
        match (key.code, key.ctrl) {
            (KeyCode::Esc, _) | (KeyCode::Char('c' | 'g'), true) => self.find_nothing(),
            (KeyCode::Backspace, _) if self.needle.is_empty() => self.is_finding = false,
            (KeyCode::Enter, _) => self.is_finding = false,
            (KeyCode::Down, _) | (KeyCode::Char('n'), true) => self.scroll_by(1),
            (KeyCode::Up, _) | (KeyCode::Char('p'), true) => self.scroll_by(-1),
            (KeyCode::PageDown, _) => self.scroll_by(page),
            (KeyCode::PageUp, _) => self.scroll_by(-page),
            _ => {
                if self.needle.key(key) == Edit::Changed {
                    self.find();
                }
            }
        }
    }

    /// Takes pasted text into what is looked for.
    pub fn paste(&mut self, text: &str) {
        if self.needle.insert(text) == Edit::Changed {
            self.find();
        }
    }

    fn find(&mut self) {
        self.top = 0;
        let (columns, rows) = self.screen;
        self.resize(columns, rows);
    }

    /// The entries that have all words that are looked for, each under its heading; all of them
    /// while nothing is. A heading that has them stands for all that is under it.
    fn found(&self) -> Vec<Cow<'_, Entry>> {
        let needle = fold(self.needle.text());
        let words: Vec<&str> = needle.split_whitespace().collect();
        if words.is_empty() {
            return self
                .entries
                .iter()
                .flat_map(|it| self.unfolded(it))
                .collect();
        }
        let has_all = |text: &str| {
            let text = fold(text);
            words.iter().all(|word| text.contains(word))
        };
        let mut heading = None;
        let mut is_under_found = false;
        let mut found = Vec::new();
        for entry in &self.entries {
            let is_found = match entry {
                Entry::Blank => continue,
                Entry::Heading(text) => {
                    heading = Some(entry);
                    is_under_found = has_all(text);
                    continue;
                }
                Entry::Text(text) | Entry::Item(text) => has_all(text),
                Entry::Pair(short, long) => has_all(&format!("{short} {long}")),
                Entry::Rest(lines) => {
                    let is_meant = |line: &&String| is_under_found || has_all(line);
                    let mut lines = lines.iter().filter(is_meant).map(of_list).peekable();
                    if lines.peek().is_some() {
                        found.extend(heading.take().map(Cow::Borrowed));
                    }
                    found.extend(lines.map(Cow::Owned));
                    continue;
                }
            };
            if is_found || is_under_found {
                found.extend(heading.take().map(Cow::Borrowed));
                found.push(Cow::Borrowed(entry));
            }
        }
        found
    }

    /// An entry as it shows: what is folded as so many more, unless it was asked for.
    fn unfolded<'a>(&self, entry: &'a Entry) -> Vec<Cow<'a, Entry>> {
        match entry {
            Entry::Rest(lines) if self.is_unfolded => {
                lines.iter().map(of_list).map(Cow::Owned).collect()
            }
            Entry::Rest(lines) => {
                let more = format!("and {} more: enter shows all", grouped(lines.len()));
                vec![Cow::Owned(Entry::Pair(String::new(), more))]
            }
            entry => vec![Cow::Borrowed(entry)],
        }
    }

    /// True when all of it shows.
    pub fn fits(&self) -> bool {
        self.lines.len() <= self.height
    }

    /// Lays it out for a screen of so many columns and rows.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.screen = (columns, rows);
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
        let key_width = longest.min(WIDEST_SHORT).min(whole / 3);
        let mut lines = Vec::new();
        for entry in self.found() {
            match &*entry {
                // It was unfolded.
                Entry::Rest(_) => {}
                Entry::Blank => lines.push(SheetLine::Text(String::new())),
                Entry::Item(text) => {
                    let item = SheetLine::Pair("·  ".to_owned(), text.clone());
                    lines.push(item);
                }
                Entry::Heading(text) => lines.extend(
                    wrap(text, whole)
                        .into_iter()
                        .map(|line| SheetLine::Heading(text[line].to_owned())),
                ),
                Entry::Text(text) => lines.extend(
                    wrap(text, whole)
                        .into_iter()
                        .map(|line| SheetLine::Text(text[line].to_owned())),
                ),
                Entry::Pair(short, long) => {
                    let columns = whole.saturating_sub(key_width + 2).max(1);
                    let shorts = wrap(short, key_width.max(1));
                    let longs = wrap(long, columns);
                    for at in 0..shorts.len().max(longs.len()) {
                        let line = |text: &str, lines: &[Range<usize>]| {
                            let line = lines.get(at).map_or("", |line| &text[line.clone()]);
                            line.to_owned()
                        };
                        let short = line(short, &shorts);
                        let gap = " ".repeat((key_width + 2).saturating_sub(width(&short)));
                        let long = line(long, &longs);
                        lines.push(SheetLine::Pair(short + &gap, long));
                    }
                }
            }
        }
        // While something is looked for the frame does not change its height with every letter.
        if !self.finds() {
            self.tallest = lines.len();
        }
        self.lines = lines;
        self.height = self.height.min(self.tallest);
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

/// A short line of a list.
pub(super) fn of_list(line: impl Into<String>) -> Entry {
    Entry::Pair("·".to_owned(), line.into())
}
