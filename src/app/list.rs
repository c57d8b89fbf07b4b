//! The list: which briefings, in which order, and where the cursor is.

use std::cmp::Ordering;
use std::collections::HashSet;
use std::sync::Arc;

use jiff::civil;

use crate::briefing::{Briefing, Marks};
use crate::config::Order;
use crate::library::collection::Collection;

/// The list pane's state.
#[derive(Debug)]
pub struct List {
    /// How it is ordered while nothing is searched for.
    pub order_by: Order,
    /// Positions in that order; shared with the finder.
    pub order: Arc<[u32]>,
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

impl List {
    /// An empty list, to be ordered in that way.
    pub fn new(order_by: Order) -> Self {
        Self {
            order_by,
            order: Arc::default(),
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

    /// Takes in briefings that were added to the collection since the last call, and puts those
    /// that have `moved` where they belong now.
    pub fn take_in(&mut self, collection: &Collection, moved: &[u32]) {
        let narrow = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let count = narrow(self.order.len());
        let mut new: Vec<u32> = (count..narrow(collection.len())).collect();
        let mut known = Arc::clone(&self.order);
        if !moved.is_empty() {
            let moved = moved.iter().copied().filter(|&position| position < count);
            let moved: HashSet<u32> = moved.collect();
            let stays = |position: &u32| !moved.contains(position);
            known = known.iter().copied().filter(stays).collect();
            new.extend(moved);
        }
        let compare = |a: u32, b: u32| compare(self.order_by, collection.at(a), collection.at(b));
        new.sort_by(|&a, &b| compare(a, b));
        // A few comparisons for each new one; sorting them all again would look at every
        // briefing, a hundred thousand cache misses for a batch of some hundred.
        let mut order = Vec::with_capacity(known.len() + new.len());
        let mut rest = &known[..];
        for position in new {
            let before = rest.partition_point(|&old| compare(old, position).is_le());
            order.extend_from_slice(&rest[..before]);
            order.push(position);
            rest = &rest[before..];
        }
        order.extend_from_slice(rest);
        self.order = order.into();
    }

    /// Orders the list another way.
    pub fn reorder(&mut self, order_by: Order, collection: &Collection) {
        self.order_by = order_by;
        let mut order = self.order.to_vec();
        order.sort_by(|&a, &b| compare(order_by, collection.at(a), collection.at(b)));
        self.order = order.into();
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        *self = Self {
            height: self.height,
            row_lines: self.row_lines,
            is_in_use: self.is_in_use,
            ..Self::new(self.order_by)
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

fn compare(order_by: Order, a: &Briefing, b: &Briefing) -> Ordering {
    let by_date = || newest_first(a, b);
    let chosen = match order_by {
        Order::Newest => by_date(),
        // Undated ones stay at the end either way.
        Order::Oldest => match (a.date, b.date) {
            (Some(a), Some(b)) => a.cmp(&b),
            _ => by_date(),
        },
        Order::Title => a.title.cmp(&b.title).then_with(by_date),
        Order::Source => match (a.house(), b.house()) {
            (Some(a), Some(b)) => a.cmp(b),
            (a, b) => b.is_some().cmp(&a.is_some()),
        }
        .then_with(by_date),
        Order::File => Ordering::Equal,
    };
    chosen.then_with(|| a.origin.compare(&b.origin))
}

fn newest_first(a: &Briefing, b: &Briefing) -> Ordering {
    match (a.date, b.date) {
        (Some(a), Some(b)) => b.cmp(&a),
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(rows: u32, height: usize) -> List {
        let mut list = List::new(Order::Newest);
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
