//! The list: which briefings show, and where the cursor is.

use std::collections::HashSet;

use jiff::civil;

use crate::briefing::Marks;

/// The list pane's state.
#[derive(Debug)]
pub struct List {
    /// Positions that show, in the order that they show in.
    pub rows: Vec<u32>,
    /// How many of them are put away or off.
    pub(super) away: Away,
    /// Positions that show although they no longer would: what is read or tagged under one's
    /// eyes does not vanish from under them.
    pub(super) kept: HashSet<u32>,
    /// The row under the cursor; 0 when there is none.
    pub cursor: usize,
    /// The first row that shows.
    pub top: usize,
    /// How many rows show.
    pub height: usize,
    /// The lines of the screen that each takes: 2 while a line of what was found shows.
    pub row_lines: u16,
    /// The reader has done something since the first rows came: the cursor then stays on its
    /// briefing. Until then it stays at the top, with whatever is first.
    pub is_in_use: bool,
}

/// How many briefings are put away, and how many are put off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Away {
    pub(super) archived: usize,
    pub(super) put_off: usize,
}

impl Away {
    /// Counts those among these marks.
    pub(super) fn among<'a>(marks: impl Iterator<Item = &'a Marks>, today: civil::Date) -> Self {
        let mut away = Self::default();
        for marks in marks {
            away.archived += usize::from(marks.archived);
            away.put_off += usize::from(marks.is_asleep(today));
        }
        away
    }
}

impl Default for List {
    fn default() -> Self {
        Self::new()
    }
}

impl List {
    /// An empty list.
    fn new() -> Self {
        Self {
            rows: Vec::new(),
            away: Away::default(),
            kept: HashSet::new(),
            cursor: 0,
            top: 0,
            height: 0,
            row_lines: 1,
            is_in_use: false,
        }
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        *self = Self {
            height: self.height,
            row_lines: self.row_lines,
            is_in_use: self.is_in_use,
            ..Self::new()
        };
    }

    /// The position under the cursor.
    pub fn selected(&self) -> Option<u32> {
        self.rows.get(self.cursor).copied()
    }

    /// Shows other rows; the cursor stays on its briefing where that still shows.
    pub fn show(&mut self, rows: Vec<u32>) {
        let selected = self.selected();
        let keep = selected.filter(|_| self.is_in_use);
        let found = keep.and_then(|kept| rows.iter().position(|&row| row == kept));
        let shift = found.map(|row| (row, self.cursor.saturating_sub(self.top)));
        self.rows = rows;
        match shift {
            Some((row, from_top)) => {
                self.top = row.saturating_sub(from_top);
                self.go(row);
            }
            None => self.go(self.cursor),
        }
    }

    /// Puts the cursor on a row, or the nearest there is.
    pub fn go(&mut self, row: usize) {
        self.cursor = row.min(self.rows.len().saturating_sub(1));
        self.scroll_into_view();
    }

    /// Puts the cursor on a row with so many rows showing above it.
    pub(super) fn put_back(&mut self, row: usize, above: usize) {
        self.top = row.saturating_sub(above);
        self.go(row);
    }

    /// Moves the cursor by so many rows.
    pub fn move_by(&mut self, rows: isize) {
        self.go(self.cursor.saturating_add_signed(rows));
    }

    /// Moves the rows that show; the cursor goes along where it would be out of sight.
    pub fn scroll_by(&mut self, rows: isize) {
        let last = self.rows.len().saturating_sub(self.height);
        self.top = self.top.saturating_add_signed(rows).min(last);
        let lowest = (self.top + self.height).min(self.rows.len());
        let lowest = lowest.saturating_sub(1);
        self.cursor = self.cursor.clamp(self.top.min(lowest), lowest);
    }

    /// Takes the number of rows that the pane has room for.
    pub fn resize(&mut self, height: usize) {
        self.height = height;
        self.scroll_into_view();
    }

    /// Shows the row under the cursor, and none beyond it: a step over the edge then sends two
    /// rows, the one that is left and the one that is come to, and not a third.
    fn scroll_into_view(&mut self) {
        let lowest = (self.cursor + 1).saturating_sub(self.height);
        let last = self.rows.len().saturating_sub(self.height);
        self.top = self
            .top
            .clamp(lowest.min(self.cursor), self.cursor)
            .min(last);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(rows: u32, height: usize) -> List {
        let mut list = List::new();
        list.height = height;
        list.show((0..rows).collect());
        list
    }

    #[test]
    fn the_cursor_stays_in_sight_and_a_step_over_the_edge_scrolls_by_one() {
        let mut list = list(100, 10);
        list.go(50);
        assert_eq!((list.cursor, list.top), (50, 41));
        list.move_by(1);
        assert_eq!((list.cursor, list.top), (51, 42));
        list.move_by(-10);
        assert_eq!((list.cursor, list.top), (41, 41));
        list.move_by(-1000);
        assert_eq!((list.cursor, list.top), (0, 0));
        list.go(99);
        assert_eq!(list.top, 90);
        list.resize(3);
        assert!(list.top <= 99 && list.top + 3 > 99);
    }

    #[test]
    fn the_rows_are_scrolled_under_the_cursor_until_it_would_be_out_of_sight() {
        let mut list = list(100, 10);
        list.go(3);
        let mut scrolled = |rows| {
            list.scroll_by(rows);
            (list.top, list.cursor)
        };
        assert_eq!(scrolled(1), (1, 3));
        assert_eq!(scrolled(3), (4, 4), "it is the first row");
        assert_eq!(scrolled(-1), (3, 4));
        assert_eq!(scrolled(-9), (0, 4));
        assert_eq!(scrolled(500), (90, 90));
        assert_eq!(scrolled(-5), (85, 90));
        assert_eq!(scrolled(-6), (79, 88), "it is the last row");
        list.show(vec![1, 2]);
        list.scroll_by(3);
        assert_eq!((list.top, list.cursor), (0, 1));
        list.show(vec![]);
        list.scroll_by(1);
        assert_eq!((list.top, list.cursor), (0, 0));
    }

    #[test]
    fn the_cursor_stays_on_its_briefing_when_rows_come_and_go() {
        let mut list = list(100, 10);
        list.is_in_use = true;
        list.go(50);
        list.show((25..100).collect());
        assert_eq!(list.selected(), Some(50));
        list.show(vec![1, 2, 3]);
        assert_eq!(list.selected(), Some(3));
        list.show(vec![]);
        assert_eq!((list.selected(), list.cursor), (None, 0));
    }

    #[test]
    fn before_its_first_use_the_cursor_stays_at_the_top() {
        let mut list = list(10, 5);
        list.show((3..20).rev().collect());
        assert_eq!(list.selected(), Some(19));
    }
}
