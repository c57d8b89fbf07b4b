//! Folding: a facet to its heading, a larger subject to its row.

use super::{Kin, Part, Row, Sidebar};
use crate::app::{App, Effect, TextView, Tone};
use crate::config::{Command, Pane};

/// The last column of the sign before the name of a larger subject, and the blank after it.
const SIGN: u16 = 2;

impl Row {
    /// The part whose first row it is, and whether that is folded.
    fn opening(&self) -> Option<(Part, bool)> {
        match *self {
            Self::Heading { part, folded } => Some((part, folded.is_some())),
            Self::Tag {
                kin: Kin::Family { part, is_open },
                ..
            } => Some((part, !is_open)),
            _ => None,
        }
    }

    /// True for a row of the family above it.
    fn is_of_family(&self) -> bool {
        match self {
            Self::Tag { kin, .. } => *kin == Kin::Member,
            Self::More(part, _) => matches!(part, Part::Family(..)),
            _ => false,
        }
    }
}

impl Sidebar {
    /// True when a part shows its first row alone. What is looked for is never folded away.
    pub(super) fn is_folded(&self, part: Part) -> bool {
        let is_turned = self.turned.contains(&part);
        !self.filter.is_on() && is_turned != part.is_folded_at_first()
    }

    /// Folds a part or unfolds it; the rows are to be made anew.
    fn set_folded(&mut self, part: Part, is_folded: bool) {
        if is_folded == part.is_folded_at_first() {
            self.turned.remove(&part);
        } else {
            self.turned.insert(part);
        }
    }

    /// Folds or unfolds the part whose first row a row is; false where it is none.
    pub(in crate::app) fn turn(&mut self, row: usize) -> bool {
        let part = self.rows.get(row).and_then(Row::opening);
        let Some((part, is_folded)) = part.filter(|_| !self.filter.is_on()) else {
            return false;
        };
        self.set_folded(part, !is_folded);
        self.cursor = row;
        true
    }

    /// The first row of the smallest part that is not folded and has the cursor in it.
    fn unfolded_around_cursor(&self) -> Option<usize> {
        let mut may_be_family = self.selected()?.is_of_family();
        for (at, row) in self.rows.iter().enumerate().take(self.cursor + 1).rev() {
            let Some((part, is_folded)) = row.opening() else {
                continue;
            };
            let is_heading = !matches!(part, Part::Family(..));
            if !is_folded && (is_heading || may_be_family || at == self.cursor) {
                return Some(at);
            }
            if is_heading {
                return None;
            }
            may_be_family = false;
        }
        None
    }

    /// Scrolls so that what was unfolded under a row is in sight, as much as there is room for.
    fn show_under(&mut self, first: usize) {
        let is_family = self.rows.get(first).is_some_and(|row| row.is_usable());
        let is_under = |row: &&Row| match (is_family, row) {
            (true, row) => row.is_of_family(),
            (false, row) => !matches!(row, Row::Heading { .. }),
        };
        let below = self.rows.iter().skip(first + 1).take_while(is_under);
        let lowest = (first + 1 + below.count()).saturating_sub(self.height.max(1));
        self.top = self.top.max(lowest.min(first));
    }

    /// The headings, each with its row and whether it is folded.
    fn headings(&self) -> impl Iterator<Item = (usize, Part, bool)> {
        let rows = self.rows.iter().enumerate();
        rows.filter_map(|(at, row)| match *row {
            Row::Heading { part, folded } => Some((at, part, folded.is_some())),
            _ => None,
        })
    }

    /// Folds everything to its headings, or where all of it is, unfolds it again; the cursor stays in its part.
    fn turn_all(&mut self) {
        let folds = self.headings().any(|(_, _, is_folded)| !is_folded);
        let above = self.headings().take_while(|(at, ..)| *at <= self.cursor);
        let heading = above.last().map(|(at, ..)| at);
        let parts: Vec<Part> = self.headings().map(|(_, part, _)| part).collect();
        for part in parts {
            self.set_folded(part, folds);
        }
        self.cursor = heading.unwrap_or(self.cursor);
    }
}

impl App {
    /// Folds what the row under the cursor is in; where nothing is left to fold, goes back a step.
    pub(in crate::app) fn fold(&mut self) -> Vec<Effect> {
        if self.focus != Pane::Sidebar {
            return self.say_folds_are_elsewhere();
        }
        let around = self.sidebar.unfolded_around_cursor();
        if around.is_some_and(|row| self.sidebar.turn(row)) {
            self.rebuild_sidebar();
            return Vec::new();
        }
        self.perform(Command::Back, None)
    }

    /// Unfolds the row under the cursor, or goes into it where it is unfolded; one that has nothing under it is
    /// chosen.
    pub(in crate::app) fn unfold(&mut self) -> Vec<Effect> {
        if self.focus != Pane::Sidebar {
            return self.say_folds_are_elsewhere();
        }
        let row = self.sidebar.cursor;
        match self.sidebar.selected().and_then(|row| row.opening()) {
            Some((_, true)) if self.sidebar.turn(row) => {
                self.rebuild_sidebar();
                self.sidebar.show_under(row);
            }
            Some((_, false)) => self.sidebar.move_by(1),
            _ => return self.perform(Command::Open, None),
        }
        Vec::new()
    }

    fn say_folds_are_elsewhere(&mut self) -> Vec<Effect> {
        let keys = self.keys_for(Command::Sidebar);
        let told = format!("Only the sidebar folds; {keys} goes there");
        self.say(Tone::Refused, told);
        Vec::new()
    }

    /// Folds what is not the author's own in the text that is open, or shows it.
    fn fold_text(&mut self) -> Vec<Effect> {
        if self.reading.view != TextView::Reading {
            let raw = self.keys_for(Command::Raw);
            let told = format!("Only the reading view folds ({raw} shows it)");
            self.say(Tone::Refused, told);
        } else if !self.reading.turn_folds() {
            self.say(Tone::Refused, "Nothing here is folded");
        }
        Vec::new()
    }

    /// Takes a click on a row: on a heading, or at the sign before a larger subject, it folds or unfolds.
    pub(in crate::app) fn click_in_sidebar(&mut self, row: usize, column: u16) -> Vec<Effect> {
        let Some(clicked) = self.sidebar.rows.get(row).copied() else {
            return Vec::new();
        };
        let is_heading = matches!(clicked, Row::Heading { .. });
        if (is_heading || column <= SIGN) && self.sidebar.turn(row) {
            self.rebuild_sidebar();
            return Vec::new();
        }
        if is_heading {
            return Vec::new();
        }
        self.sidebar.go(row, false);
        self.perform(Command::Open, None)
    }

    /// Folds all of the sidebar to its headings, or unfolds it again; in the reading pane, the text.
    pub(in crate::app) fn fold_all(&mut self) -> Vec<Effect> {
        if self.focus == Pane::Reading {
            return self.fold_text();
        }
        self.filter_sidebar("");
        self.sidebar.turn_all();
        self.rebuild_sidebar();
        Vec::new()
    }
}
