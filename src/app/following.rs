//! What the reading pane shows: it follows the cursor of the list.
//!
//! A key is about what is seen. So the two may differ for the length of a pause after the reader
//! has moved the cursor, but never because rows came or went: the pane then shows nothing until it
//! has followed. After a rescan no row is under the cursor until the one that was has come back.

use std::sync::Arc;

use super::message::Generation;
use super::reading::{Need, TextView};
use super::{App, Effect, Notice, PageRequest, PageText, Prompt, Tone};
use crate::briefing::BriefingId;
use crate::config::{Follow, Pane};

/// The pause after which the reading pane follows the cursor.
#[derive(Debug, Default)]
pub struct Following {
    pause: Generation,
    /// What it shows then; `None` while there is no pause.
    awaited: Option<BriefingId>,
    /// What the last row said when the pause began.
    said: Option<Notice>,
}

impl Following {
    /// True during a pause.
    pub(super) fn awaits(&self) -> bool {
        self.awaited.is_some()
    }

    /// Begins a pause and returns its number.
    fn begin(&mut self, id: BriefingId, said: Option<Notice>) -> Generation {
        self.awaited = Some(id);
        self.said = said;
        self.pause.advance()
    }

    /// Ends the pause before its time.
    pub(super) fn end(&mut self) {
        self.awaited = None;
        self.pause.advance();
    }
}

impl App {
    /// The briefing under the cursor of the list; during a rescan what was there before it.
    pub(super) fn under_cursor(&self) -> Option<BriefingId> {
        let selected = || Some(self.library.card_at(self.list.selected()?).id());
        self.return_to.or_else(selected)
    }

    /// The row that is drawn as the one under the cursor.
    pub fn cursor_row(&self) -> Option<usize> {
        self.return_to.is_none().then_some(self.list.cursor)
    }

    /// Puts the cursor on a row because the reader says so: a place from before a rescan is given
    /// up.
    pub(super) fn put_cursor(&mut self, row: usize) {
        self.return_to = None;
        self.list.go(row);
    }

    /// Moves the cursor by so many rows because the reader says so.
    pub(super) fn move_cursor(&mut self, rows: isize) {
        self.put_cursor(self.list.cursor.saturating_add_signed(rows));
    }

    /// Puts the cursor of the list where it was before a rescan, once that briefing is back.
    pub(super) fn return_to_place(&mut self) -> Vec<Effect> {
        let Some(id) = self.return_to else {
            return Vec::new();
        };
        let is_it = |&position: &u32| self.library.card_at(position).id() == id;
        let row = self.list.rows.iter().position(is_it);
        // What is gone is gone: neither waited for nor shown any longer.
        if row.is_none() && (self.progress.is_some() || self.awaits_answer()) {
            return Vec::new();
        }
        self.return_to = None;
        if let Some(row) = row {
            self.list.go(row);
        }
        self.follow_cursor()
    }

    /// Keeps row and text one after something that the reader has not done, when another briefing
    /// than the one that `was` there stands under the cursor. Many may come while files are read:
    /// the pane then shows none until the pause is over.
    pub(super) fn keep_together(&mut self, was: Option<BriefingId>) -> Vec<Effect> {
        let now = self.under_cursor();
        let open = self.reading.briefing.as_ref().map(|open| open.id);
        let is_typing = matches!(self.prompt, Some(Prompt::Finder(_) | Prompt::Search(_)));
        let differs = now.is_some() && now != was && open.is_some() && open != now;
        if !differs || is_typing || self.focus == Pane::Reading {
            return Vec::new();
        }
        match self.settings.reading.follow {
            // The reader chose what is open, once something was done.
            Follow::OnEnter if self.list.is_in_use => Vec::new(),
            Follow::AfterPause if self.progress.is_some() => {
                self.reading.close();
                Vec::new()
            }
            _ => self.open_selected(),
        }
    }

    /// Lets the reading pane follow the list's cursor as the settings say.
    pub(super) fn follow_cursor(&mut self) -> Vec<Effect> {
        self.say_range();
        if self.return_to.is_some() {
            return Vec::new();
        }
        let Some(selected) = self.list.selected() else {
            // Keep what is open while a scan has not brought it back yet, or words are being typed.
            let is_typing = matches!(self.prompt, Some(Prompt::Finder(_) | Prompt::Search(_)));
            if self.progress.is_none() && !self.awaits_answer() && !is_typing {
                self.reading.close();
            }
            return Vec::new();
        };
        let id = self.library.card_at(selected).id();
        if self
            .reading
            .briefing
            .as_ref()
            .is_some_and(|open| open.id == id)
        {
            self.following.end();
            return Vec::new();
        }
        match self.settings.reading.follow {
            Follow::AtOnce => self.open_selected(),
            // Rows that come in do not put it off: they would for as long as files are read.
            _ if self.following.awaited == Some(id) => Vec::new(),
            // The first one shows at once: an empty pane is no use to anybody.
            _ if self.reading.briefing.is_none() && !self.following.awaits() => {
                self.open_selected()
            }
            Follow::AfterPause => vec![Effect::Pause {
                pause: self.following.begin(id, self.notice.clone()),
                milliseconds: u64::from(self.settings.reading.pause_ms),
            }],
            Follow::OnEnter => Vec::new(),
        }
    }

    /// Lets the reading pane follow after the pause.
    pub(super) fn pause_over(&mut self, pause: Generation) -> Vec<Effect> {
        if pause != self.following.pause {
            return Vec::new();
        }
        // Much is drawn anyway: the hints may take the last row back from what was done before.
        let said = self.following.said.take();
        if said.is_some_and(|said| said.tone == Tone::Done && self.notice.as_ref() == Some(&said)) {
            self.notice = None;
        }
        self.open_selected()
    }

    /// Opens the briefing under the cursor in the reading pane.
    pub(super) fn open_selected(&mut self) -> Vec<Effect> {
        // During a rescan what is to be open is.
        if self.return_to.is_some() {
            return Vec::new();
        }
        self.following.end();
        let Some(selected) = self.list.selected() else {
            return Vec::new();
        };
        let briefing = Arc::clone(self.library.briefing_at(selected));
        if self
            .reading
            .briefing
            .as_ref()
            .is_some_and(|open| open.id == briefing.id)
        {
            return Vec::new();
        }
        let need = self.reading.open(briefing, self.library.marks_at(selected));
        self.lay_out(need)
    }

    pub(super) fn lay_out(&self, need: Need) -> Vec<Effect> {
        let (Need::LayOut(measure), Some(briefing)) = (need, &self.reading.briefing) else {
            return Vec::new();
        };
        vec![Effect::LayOut(PageRequest {
            generation: self.reading.request,
            text: match &self.reading.view {
                TextView::Raw(text) => PageText::Raw(Arc::clone(text)),
                TextView::Changes(changes) => {
                    PageText::Changes(Arc::clone(briefing), Arc::clone(changes))
                }
                TextView::Reading | TextView::RawAwaited | TextView::ChangesAwaited => {
                    PageText::Briefing(Arc::clone(briefing), self.reading.note.clone())
                }
            },
            measure,
        })]
    }
}
