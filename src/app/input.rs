//! A line of text being typed, edited by whole graphemes.

use unicode_segmentation::UnicodeSegmentation;

use crate::config::{Key, KeyCode};
use crate::text::sanitise;

/// The longest line that can be typed, in bytes: longer than any title, shorter than trouble.
const MAX: usize = 1024;

/// A line of text with a cursor; always sanitised, for what is pasted is shown too.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    text: String,
    cursor: usize,
}

/// What a key did to an [`Input`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edit {
    /// The text is another.
    Changed,
    /// At most the cursor moved.
    Kept,
    /// The key means nothing here.
    Ignored,
}

impl Input {
    /// Starts with a text, the cursor at its end.
    pub fn with(text: &str) -> Self {
        let mut input = Self::default();
        input.insert(text);
        input
    }

    /// What was typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text before the cursor.
    pub fn before_cursor(&self) -> &str {
        &self.text[..self.cursor]
    }

    /// True when nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Inserts typed or pasted text at the cursor, made one clean line: its beginning, where there is
    /// no room for all of it.
    pub fn insert(&mut self, text: &str) -> Edit {
        let clean = sanitise::line(text);
        let mut end = clean.len().min(MAX.saturating_sub(self.text.len()));
        while !clean.is_char_boundary(end) {
            end -= 1;
        }
        if end == 0 {
            return Edit::Kept;
        }
        self.text.insert_str(self.cursor, &clean[..end]);
        self.cursor += end;
        Edit::Changed
    }

    /// Puts another text in the place of a stretch, the cursor behind it.
    pub fn replace(&mut self, at: std::ops::Range<usize>, text: &str) -> Edit {
        if self.text.get(at.clone()).is_none() || self.text.len() + text.len() > MAX {
            return Edit::Kept;
        }
        self.cursor = at.end;
        self.delete_to(at.start);
        self.insert(text);
        Edit::Changed
    }

    /// Applies an editing key: those of readline that everybody's fingers know.
    pub fn key(&mut self, key: Key) -> Edit {
        match (key.code, key.ctrl, key.alt) {
            (KeyCode::Char(c), false, false) => self.insert(c.encode_utf8(&mut [0; 4])),
            (KeyCode::Backspace, false, false) | (KeyCode::Char('h'), true, false) => {
                self.delete_to(self.previous())
            }
            (KeyCode::Delete, ..) => {
                let next = self.next();
                let from = std::mem::replace(&mut self.cursor, next);
                self.delete_to(from)
            }
            (KeyCode::Char('w'), true, _) | (KeyCode::Backspace, ..) => {
                self.delete_to(self.word_start())
            }
            (KeyCode::Char('u'), true, _) => self.delete_to(0),
            (KeyCode::Char('k'), true, _) => {
                let from = std::mem::replace(&mut self.cursor, self.text.len());
                self.delete_to(from)
            }
            (KeyCode::Left, ..) | (KeyCode::Char('b'), true, _) => self.go(self.previous()),
            (KeyCode::Right, ..) | (KeyCode::Char('f'), true, _) => self.go(self.next()),
            (KeyCode::Home, ..) | (KeyCode::Char('a'), true, _) => self.go(0),
            (KeyCode::End, ..) | (KeyCode::Char('e'), true, _) => self.go(self.text.len()),
            _ => Edit::Ignored,
        }
    }

    fn go(&mut self, to: usize) -> Edit {
        self.cursor = to;
        Edit::Kept
    }

    fn delete_to(&mut self, from: usize) -> Edit {
        if from == self.cursor {
            return Edit::Kept;
        }
        self.text.drain(from..self.cursor);
        self.cursor = from;
        Edit::Changed
    }

    fn previous(&self) -> usize {
        self.text[..self.cursor]
            .grapheme_indices(true)
            .next_back()
            .map_or(0, |(at, _)| at)
    }

    fn next(&self) -> usize {
        self.text[self.cursor..]
            .graphemes(true)
            .next()
            .map_or(self.cursor, |grapheme| self.cursor + grapheme.len())
    }

    fn word_start(&self) -> usize {
        let before = self.text[..self.cursor].trim_end();
        before
            .char_indices()
            .rev()
            .find(|(_, c)| c.is_whitespace())
            .map_or(0, |(at, c)| at + c.len_utf8())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(keys: &[&str]) -> Input {
        let mut input = Input::default();
        for key in keys {
            input.key(key.parse().expect("a key"));
        }
        input
    }

    #[test]
    fn letters_go_in_at_the_cursor_and_out_by_graphemes() {
        let mut input = Input::with("ne\u{301}");
        assert_eq!(input.key("backspace".parse().unwrap()), Edit::Changed);
        assert_eq!(input.text(), "n");
        let input = typed(&["a", "c", "left", "b", "home", "delete", "x"]);
        assert_eq!(input.text(), "xbc");
        assert_eq!(input.before_cursor(), "x");
    }

    #[test]
    fn words_and_lines_go_at_once() {
        let mut input = Input::with("belousov in dushanbe ");
        input.key("ctrl-w".parse().unwrap());
        assert_eq!(input.text(), "belousov in ");
        input.key("ctrl-u".parse().unwrap());
        assert!(input.is_empty());
        assert_eq!(input.key("ctrl-u".parse().unwrap()), Edit::Kept);
        assert_eq!(input.key("enter".parse().unwrap()), Edit::Ignored);
    }

    #[test]
    fn a_paste_is_one_clean_line_and_never_endless() {
        let mut input = Input::default();
        input.insert("two\nlines\u{1b}[2J");
        assert!(!input.text().chars().any(char::is_control));
        let begun = input.text().to_owned();
        // Of what has no room there is the beginning, and no half of a letter.
        assert_eq!(input.insert(&"é".repeat(MAX)), Edit::Changed);
        assert!(input.text().starts_with(&begun) && input.text().ends_with('é'));
        assert!(input.text().len() > MAX - 2 && input.text().len() <= MAX);
        assert_eq!(input.insert("éé"), Edit::Kept);
    }
}
