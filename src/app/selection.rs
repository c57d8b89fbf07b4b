//! What is selected in the list, to be decided about together.

use std::collections::HashSet;

use super::{App, Effect, Tone, Unit};
use crate::app::page::counted;
use crate::briefing::BriefingId;
use crate::config::Pane;

/// Briefings that are selected: one by one, and a range that follows the cursor.
///
/// By their ids, so that a rescan does not change what is meant.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    ids: HashSet<BriefingId>,
    /// Where the range begins that ends at the cursor.
    anchor: Option<BriefingId>,
}

impl Selection {
    /// Selects nothing.
    pub(super) fn clear(&mut self) {
        self.ids.clear();
        self.anchor = None;
    }

    /// Selects these too.
    pub(super) fn add(&mut self, ids: impl IntoIterator<Item = BriefingId>) {
        self.ids.extend(ids);
    }

    /// Those selected one by one, in no order that tells anything.
    pub(super) fn picked(&self) -> Vec<BriefingId> {
        let mut ids: Vec<BriefingId> = self.ids.iter().copied().collect();
        ids.sort_unstable();
        ids
    }

    /// True when nothing is selected.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty() && self.anchor.is_none()
    }
}

impl App {
    /// The positions that are selected and show, from top to bottom.
    pub(super) fn selected_rows(&self) -> Vec<u32> {
        if self.triage.selection.is_empty() {
            return Vec::new();
        }
        let range = self.range();
        let rows = self.list.rows.iter().enumerate();
        let selected = rows.filter(|&(row, &position)| {
            range.as_ref().is_some_and(|range| range.contains(&row)) || self.is_picked(position)
        });
        selected.map(|(_, &position)| position).collect()
    }

    /// How many are selected and show.
    pub fn selected_count(&self) -> usize {
        self.selected_rows().len()
    }

    /// The rows of the list among those given that are selected, one by one or by the range.
    pub fn selected_among(&self, rows: std::ops::Range<usize>) -> Vec<bool> {
        if self.triage.selection.is_empty() {
            return vec![false; rows.len()];
        }
        let range = self.range();
        let is_selected = |row: usize| {
            let is_in_range = range.as_ref().is_some_and(|range| range.contains(&row));
            is_in_range
                || self
                    .list
                    .rows
                    .get(row)
                    .is_some_and(|&at| self.is_picked(at))
        };
        rows.map(is_selected).collect()
    }

    fn is_picked(&self, position: u32) -> bool {
        let id = self.library.card_at(position).id();
        self.triage.selection.ids.contains(&id)
    }

    /// The rows of the range that follows the cursor.
    fn range(&self) -> Option<std::ops::RangeInclusive<usize>> {
        let anchor = self.triage.selection.anchor?;
        let is_anchor = |&position: &u32| self.library.card_at(position).id() == anchor;
        let from = self.list.rows.iter().position(is_anchor)?;
        let to = self.list.cursor;
        Some(from.min(to)..=from.max(to))
    }

    /// Selects the briefing under the cursor, or no longer, and goes on to the next.
    pub(super) fn select_one(&mut self, count: Option<usize>) -> Vec<Effect> {
        if self.focus == Pane::Reading {
            return self.select_text(Unit::Sentence);
        }
        if self.focus != Pane::List {
            self.say(Tone::Refused, "Briefings are selected in the list");
            return Vec::new();
        }
        self.end_range();
        for _ in 0..count.unwrap_or(1) {
            let Some(id) = self.under_cursor() else {
                break;
            };
            let ids = &mut self.triage.selection.ids;
            if !ids.remove(&id) {
                ids.insert(id);
            }
            let before = self.list.cursor;
            self.list.move_by(1);
            if self.list.cursor == before || self.return_to.is_some() {
                break;
            }
        }
        self.say_selected();
        self.follow_cursor()
    }

    /// Begins a range at the cursor, or ends the one begun.
    pub(super) fn select_range(&mut self) -> Vec<Effect> {
        if self.focus == Pane::Reading {
            return self.select_text(Unit::Paragraph);
        }
        if self.focus != Pane::List {
            self.say(Tone::Refused, "Briefings are selected in the list");
            return Vec::new();
        }
        if self.triage.selection.anchor.is_some() {
            self.end_range();
        } else {
            self.triage.selection.anchor = self.under_cursor();
        }
        self.say_selected();
        Vec::new()
    }

    /// Makes the range part of what is selected one by one.
    fn end_range(&mut self) {
        if let Some(range) = self.range() {
            let rows = &self.list.rows[range];
            let ids = rows
                .iter()
                .map(|&position| self.library.card_at(position).id());
            self.triage.selection.ids.extend(ids);
        }
        self.triage.selection.anchor = None;
    }

    /// Keeps what is selected and shows over a rescan, which does not know the rows for a while.
    pub(super) fn hold_selection(&mut self) {
        let rows = self.selected_rows();
        let ids: Vec<BriefingId> = rows
            .iter()
            .map(|&at| self.library.card_at(at).id())
            .collect();
        self.triage.selection.clear();
        self.triage.selection.add(ids);
    }

    /// Selects nothing any more.
    pub(super) fn select_none(&mut self) -> Vec<Effect> {
        self.triage.selection.clear();
        self.say(Tone::Done, "Nothing selected");
        Vec::new()
    }

    /// Says how much is selected while a range follows the cursor.
    pub(super) fn say_range(&mut self) {
        if self.triage.selection.anchor.is_some() {
            self.say_selected();
        }
    }

    pub(super) fn say_selected(&mut self) {
        let text = match self.selected_count() {
            0 => "Nothing selected".to_owned(),
            count => format!(
                "{} selected: one key decides about all",
                counted(count, "briefing")
            ),
        };
        self.show(Tone::Done, text);
    }
}
