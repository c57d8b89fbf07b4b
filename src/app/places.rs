//! The way back: where the reader was before something was looked for.
//!
//! To leave a prompt, or to end a filter or a search, gives back cursor, scroll and text as they were
//! before. Filter and search end one by one, the later first.

use std::collections::HashSet;
use std::sync::Arc;

use super::reading::Seen;
use super::{App, Effect};
use crate::briefing::BriefingId;
use crate::config::Pane;

/// Where the reader is: in the list and in the text.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// The briefing under the cursor.
    cursor: Option<BriefingId>,
    /// Rows that show above it.
    above: usize,
    /// Positions that show although they no longer would.
    kept: HashSet<u32>,
    /// What the reading pane shows.
    pub(super) seen: Seen,
    /// The pane that has the keys.
    focus: Pane,
}

/// What narrows the list and can be ended by going back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Narrowing {
    /// The finder's query.
    Filter,
    /// The search.
    Search,
}

/// The places to go back to.
#[derive(Debug, Default)]
pub struct Places {
    /// Before the prompt that is open.
    pub(super) before_prompt: Option<Place>,
    /// Before what narrowed the list when it was opened, while that is being typed anew.
    typed_anew: Option<(Narrowing, Place)>,
    /// Before each that narrows the list, the latest last.
    before: Vec<(Narrowing, Place)>,
    /// Where to go as soon as the finder or the search has answered.
    awaited: Option<Place>,
    /// Before each reference that was followed, with the briefing that it led to; the latest last.
    followed: Vec<(BriefingId, Place)>,
}

/// More references are not remembered.
const MOST_FOLLOWED: usize = 100;

impl Places {
    /// What the list was narrowed by last.
    pub(super) fn latest(&self) -> Option<Narrowing> {
        self.before.last().map(|(by, _)| *by)
    }

    /// Something narrows the list no longer; gives out the place before it.
    pub(super) fn take(&mut self, by: Narrowing) -> Option<Place> {
        let at = self.before.iter().position(|(other, _)| *other == by)?;
        let (by, place) = self.before.remove(at);
        // It may only be cleared to be typed anew.
        if self.before_prompt.is_some() && self.typed_anew.is_none() {
            self.typed_anew = Some((by, place.clone()));
        }
        Some(place)
    }

    /// The prompt is closed.
    pub(super) fn end_prompt(&mut self) -> Option<Place> {
        self.typed_anew = None;
        self.before_prompt.take()
    }

    /// Forgets what is known by position.
    pub(super) fn clear_positions(&mut self) {
        let before = self.before.iter_mut().map(|(_, place)| place);
        let anew = self.typed_anew.iter_mut().map(|(_, place)| place);
        let others = [&mut self.before_prompt, &mut self.awaited];
        let others = others.into_iter().flatten();
        let others = others.chain(self.followed.iter_mut().map(|(_, place)| place));
        for place in before.chain(anew).chain(others) {
            place.kept.clear();
        }
    }
}

impl App {
    /// Where the reader is now.
    pub(super) fn place(&self) -> Place {
        Place {
            cursor: self.under_cursor(),
            above: self.list.cursor.saturating_sub(self.list.top),
            kept: self.list.kept.clone(),
            seen: self.reading.seen(),
            focus: self.focus,
        }
    }

    /// Remembers where the reader is before the list is narrowed by something that it was not
    /// narrowed by.
    pub(super) fn leave_place(&mut self, by: Narrowing) {
        let again = self.places.typed_anew.take_if(|(other, _)| *other == by);
        let place = again.map(|(_, place)| place);
        let place = place.or_else(|| self.places.before_prompt.clone());
        let place = place.unwrap_or_else(|| self.place());
        self.places.before.push((by, place));
    }

    /// Ends what narrowed the list last, and goes back to where the reader was before; `None` where
    /// nothing does that can be ended so.
    pub(super) fn end_latest(&mut self) -> Option<Vec<Effect>> {
        let by = self.places.latest()?;
        let place = self.places.take(by)?;
        let mut effects = match by {
            Narrowing::Filter => self.unfilter(),
            Narrowing::Search => self.unsearch(),
        };
        effects.extend(self.go_back_to(place));
        Some(effects)
    }

    /// Opens the briefing that a reference leads to; `back` returns from it.
    pub(super) fn follow_reference(&mut self, id: BriefingId) -> Vec<Effect> {
        let place = self.place();
        let Some(effects) = self.go_to_briefing(id) else {
            return Vec::new();
        };
        if self.places.followed.len() == MOST_FOLLOWED {
            self.places.followed.remove(0);
        }
        self.places.followed.push((id, place));
        effects
    }

    /// Goes back to where the last reference was followed from; `None` where what it led to is not open any more.
    pub(super) fn return_from_reference(&mut self) -> Option<Vec<Effect>> {
        let open = self.reading.briefing.as_ref().map(|open| open.id);
        let (id, place) = self.places.followed.pop()?;
        if open != Some(id) {
            self.places.followed.clear();
            return None;
        }
        let mut effects = Vec::new();
        if self.focus != place.focus {
            effects.extend(self.set_focus(place.focus));
        }
        effects.extend(self.go_back_to(place));
        Some(effects)
    }

    /// Goes back to where the reader was before the prompt was opened, the keys too.
    pub(super) fn go_back_from_prompt(&mut self) -> Vec<Effect> {
        let Some(place) = self.places.end_prompt() else {
            return Vec::new();
        };
        let mut effects = Vec::new();
        if self.focus != place.focus {
            effects.extend(self.set_focus(place.focus));
        }
        effects.extend(self.go_back_to(place));
        effects
    }

    /// Goes to the place that waits for an answer, when that has come.
    pub(super) fn go_to_awaited_place(&mut self) -> Vec<Effect> {
        match self.places.awaited.take() {
            Some(place) => self.go_back_to(place),
            None => Vec::new(),
        }
    }

    /// Gives back cursor, scroll and text as they were, as far as they are still there.
    fn go_back_to(&mut self, place: Place) -> Vec<Effect> {
        if self.return_to.is_some() {
            return Vec::new();
        }
        // What shows is not known yet.
        if self.awaits_answer() {
            self.places.awaited = Some(place);
            return Vec::new();
        }
        let mut effects = Vec::new();
        let is_here = |at: &u32| self.library.marks_at(*at).is_present(self.today);
        let kept: HashSet<u32> = place.kept.iter().copied().filter(is_here).collect();
        if self.list.kept != kept {
            self.list.kept = kept;
            effects.extend(self.refresh_rows());
        }
        let is_it = |&row: &u32| Some(self.library.card_at(row).id()) == place.cursor;
        let row = self.list.rows.iter().position(is_it);
        if let Some(row) = row {
            self.list.put_back(row, place.above);
        }
        if row.is_some() || place.cursor.is_none() || self.focus == Pane::Reading {
            effects.extend(self.see_again(&place.seen));
        }
        if self.focus != Pane::Reading {
            effects.extend(self.follow_cursor());
        }
        effects
    }

    /// Shows again what the reading pane showed.
    fn see_again(&mut self, seen: &Seen) -> Vec<Effect> {
        let Some(id) = seen.id() else {
            self.reading.close();
            return Vec::new();
        };
        self.following.end();
        let position = self.library.position_of(id);
        let here = position.map(|at| Arc::clone(self.library.briefing_at(at)));
        let Some(briefing) = here.or_else(|| seen.briefing()) else {
            return Vec::new();
        };
        let need = self
            .reading
            .see_again(seen, briefing, self.triage.ledger.of(id));
        self.lay_out(need)
    }
}
