//! The rows of the sidebar filtered by typing.

use super::input::Edit;
use super::{App, Effect, Prompt};
use crate::config::{Key, KeyCode};
use crate::search::Words;
use crate::text::fold::fold;

/// The words that the rows of the sidebar are to have.
#[derive(Debug, Default)]
pub struct RowFilter {
    text: String,
    words: Words,
    /// How many rows have them, those that are not shown for their number counted, too.
    pub found: usize,
    /// The first row that shows for that reason, and not because it is chosen.
    pub(super) first: Option<usize>,
}

impl RowFilter {
    fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            words: Words::new(text),
            ..Self::default()
        }
    }

    /// What was typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// True while some rows may be left out.
    pub fn is_on(&self) -> bool {
        !self.words.is_empty()
    }

    /// True when one of the names of a row, or all of them together, have the words.
    pub(super) fn takes<'a>(&self, names: impl Iterator<Item = &'a str>) -> bool {
        if !self.is_on() {
            return true;
        }
        let names: Vec<String> = names.map(fold).collect();
        self.words.are_in(&names.join("\n"))
    }
}

impl App {
    /// Takes a key while the words for the sidebar's rows are typed.
    pub(super) fn row_filter_key(&mut self, key: Key) -> Vec<Effect> {
        let page = isize::try_from(self.sidebar.height.max(1)).unwrap_or(1);
        match (key.code, key.ctrl) {
            (KeyCode::Down, _) | (KeyCode::Char('n' | 'j'), true) => self.sidebar.move_by(1),
            (KeyCode::Up, _) | (KeyCode::Char('p'), true) => self.sidebar.move_by(-1),
            (KeyCode::PageDown, _) => self.sidebar.move_by(page),
            (KeyCode::PageUp, _) => self.sidebar.move_by(-page),
            _ => {
                let Some(Prompt::Rows(input)) = &mut self.prompt else {
                    return Vec::new();
                };
                if key.code == KeyCode::Backspace && input.is_empty() {
                    self.prompt = None;
                } else if input.key(key) == Edit::Changed {
                    let text = input.text().to_owned();
                    self.filter_sidebar(&text);
                }
            }
        }
        Vec::new()
    }

    /// Lets only those rows of the sidebar show that have these words, and what is chosen; all of them without
    /// words.
    pub(super) fn filter_sidebar(&mut self, text: &str) {
        if text == self.sidebar.filter.text() {
            return;
        }
        self.sidebar.filter = RowFilter::new(text);
        self.rebuild_sidebar();
        if self.sidebar.filter.is_on() {
            let first = self.sidebar.filter.first;
            self.sidebar.go(first.unwrap_or(0), false);
        }
    }
}
