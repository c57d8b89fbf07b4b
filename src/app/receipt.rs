//! What was done on the present day: how far the reader has got with it, and the receipt.

use std::collections::{HashMap, HashSet};

use super::overlay::Overlay;
use super::sidebar::View;
use super::{App, Effect, Tone, sheets};
use crate::briefing::{BriefingId, Mark, Marks};
use crate::library::marks::{Change, Done, Subject};
use crate::library::receipt::Receipt;

/// Which briefings were read today, and how many of them are here.
#[derive(Debug, Default)]
pub struct ReadToday {
    /// Those that were read today; they may be unread again.
    ids: HashSet<BriefingId>,
    /// How many briefings of the collection are among them and read.
    here: usize,
}

impl ReadToday {
    /// How many briefings of the collection were read today.
    pub fn count(&self) -> usize {
        self.here
    }

    /// Takes in a briefing of the collection.
    pub(super) fn add(&mut self, id: BriefingId, marks: &Marks) {
        self.here += usize::from(marks.read && self.ids.contains(&id));
    }

    /// Hears what became of a briefing of the collection.
    pub(super) fn changed(&mut self, id: BriefingId, was_read: bool, is_read: bool) {
        match (was_read, is_read) {
            (false, true) => {
                self.ids.insert(id);
                self.here += 1;
            }
            (true, false) if self.ids.contains(&id) => self.here -= 1,
            _ => {}
        }
    }

    /// Forgets the collection.
    pub(super) fn clear(&mut self) {
        self.here = 0;
    }
}

impl App {
    /// How many were read today and how many are left unread, while there is something to tell.
    pub fn progress_of_day(&self) -> Option<(usize, usize)> {
        let read = self.triage.read_today.count();
        (read > 0).then(|| (read, self.triage.counts.of(View::Unread)))
    }

    /// What is said when nothing is found that is unread.
    pub(super) fn nothing_unread(&self) -> String {
        let left = self.triage.counts.of(View::Unread);
        match (left, self.triage.read_today.count()) {
            (0, 0) => "Nothing left unread".to_owned(),
            (0, read) => format!(
                "Nothing left unread: {} read today",
                super::page::grouped(read)
            ),
            _ => "Nothing left unread here".to_owned(),
        }
    }

    /// Counts anew, by what was read today on the disk and what is about to be.
    pub(super) fn recount_read_today(&mut self, on_disk: Vec<BriefingId>) {
        let about_to_be = self.triage.keeping.about_to_be_read();
        self.triage.read_today.ids = on_disk.into_iter().chain(about_to_be).collect();
        self.count_read_today();
    }

    fn count_read_today(&mut self) {
        let today = &mut self.triage.read_today;
        today.clear();
        for (id, marks) in self.library.marked_from(0) {
            today.add(id, marks);
        }
    }

    /// The briefings that are to be read again by taking something back, and were read on an
    /// earlier day.
    pub(super) fn read_earlier<'a>(
        &self,
        taken_back: impl Iterator<Item = &'a Change>,
    ) -> Vec<BriefingId> {
        let today = &self.triage.read_today.ids;
        let read = taken_back.filter_map(|change| match change.of {
            Subject::Mark(id, Mark::Read) if change.now.is_some() => Some(id),
            _ => None,
        });
        read.filter(|id| !today.contains(id)).collect()
    }

    /// Takes off those that were not read today after all.
    pub(super) fn forget_today(&mut self, ids: &[BriefingId]) {
        if ids.is_empty() {
            return;
        }
        for id in ids {
            self.triage.read_today.ids.remove(id);
        }
        self.count_read_today();
    }

    /// Shows what was done since the day began.
    pub(super) fn show_receipt(&mut self, history: Result<Vec<Done>, String>) -> Vec<Effect> {
        let history = match history {
            Ok(history) => history,
            Err(reason) => {
                self.say(Tone::Failed, format!("The marks cannot be read: {reason}"));
                return Vec::new();
            }
        };
        let changes = history.iter().flat_map(|step| &step.changes);
        let ids: HashMap<BriefingId, ()> = changes
            .filter_map(|change| match change.of {
                Subject::Mark(id, _) => Some((id, ())),
                Subject::View(_) => None,
            })
            .collect();
        let here = self
            .library
            .collection()
            .positions_among(ids.keys())
            .into_iter();
        let here: HashMap<BriefingId, u32> = here.map(|(position, id)| (id, position)).collect();
        let receipt = Receipt::of(&history, |id| {
            here.get(&id)
                .map(|&position| self.library.card_at(position).title().to_owned())
        });
        let is_left = |position: &&u32| {
            let marks = self.library.marks_at(**position);
            !marks.read && !marks.opened && marks.is_present(self.today)
        };
        let left = self.library.ordered().iter().filter(is_left);
        let left = left.map(|&position| self.library.card_at(position).title());
        let mut sheet = sheets::receipt(self.today, &receipt, &left.collect::<Vec<_>>());
        sheet.resize(self.layout.screen.width, self.layout.screen.height);
        self.overlays.push(Overlay::Sheet(sheet));
        Vec::new()
    }
}
