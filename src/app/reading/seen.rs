//! What the reading pane shows at a moment, to be shown again.

use std::sync::Arc;

use super::{Need, Reading, TextSearch, TextView};
use crate::app::page::Measure;
use crate::briefing::{Briefing, BriefingId, Marks};

/// What shows: which text, from which line on, with what looked for in it.
#[derive(Debug, Clone, Default)]
pub(in crate::app) struct Seen {
    /// What is open.
    briefing: Option<Arc<Briefing>>,
    view: TextView,
    top: usize,
    /// The byte at which the first line begins.
    at: Option<u32>,
    /// How wide it was, for lines are counted in that.
    measure: Option<Measure>,
    quote: Option<usize>,
    change: Option<usize>,
    is_unfolded: bool,
    search: Option<TextSearch>,
    was_marked_read: bool,
    before_other: Option<usize>,
}

impl Seen {
    /// What is open.
    pub(in crate::app) fn id(&self) -> Option<BriefingId> {
        self.briefing.as_ref().map(|briefing| briefing.id)
    }

    /// The text that is open, where nobody has another version of it.
    pub(in crate::app) fn briefing(&self) -> Option<Arc<Briefing>> {
        self.briefing.clone()
    }
}

impl Reading {
    /// What shows now.
    pub(in crate::app) fn seen(&self) -> Seen {
        let first = self.page.as_ref().and_then(|page| page.lines.get(self.top));
        Seen {
            briefing: self.briefing.clone(),
            view: self.view.clone(),
            top: self.top,
            at: first.map(|line| line.at).or(self.anchor),
            measure: self.measure,
            quote: self.quote,
            change: self.change,
            is_unfolded: self.is_unfolded,
            search: self.search.clone(),
            was_marked_read: self.was_marked_read,
            before_other: self.before_other,
        }
    }

    /// Shows again what was seen, with this version of its text.
    pub(in crate::app) fn see_again(
        &mut self,
        seen: &Seen,
        briefing: Arc<Briefing>,
        marks: &Marks,
    ) -> Need {
        let is_open = self.briefing.as_ref().map(|open| open.id) == Some(briefing.id);
        self.is_unfolded = seen.is_unfolded;
        let need = if is_open && self.view == seen.view {
            if let Some(page) = &mut self.page {
                page.fold(!self.is_unfolded);
            }
            Need::Nothing
        } else {
            self.take(briefing, marks);
            self.view = seen.view.clone();
            self.top = 0;
            self.lay_out()
        };
        (self.quote, self.change) = (seen.quote, seen.change);
        self.was_marked_read = seen.was_marked_read;
        self.before_other = seen.before_other;
        self.search.clone_from(&seen.search);
        self.refresh_matches();
        self.go_back_to_line(seen);
        need
    }

    /// Scrolls to the line that was the first; as soon as there are lines.
    pub(in crate::app) fn go_back_to_line(&mut self, seen: &Seen) {
        if self.page.is_some() && self.measure == seen.measure {
            self.scroll_to(seen.top);
            return;
        }
        self.anchor = seen.at;
        self.drop_anchor();
    }
}
