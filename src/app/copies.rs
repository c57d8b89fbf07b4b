//! Dated copies of the marks: a loss is told, and what a copy has is brought back.

use std::sync::Arc;

use jiff::civil;

use super::page::{counted, grouped};
use super::{App, Effect, Tone};
use crate::briefing::{Mark, days};
use crate::config::Command;
use crate::library::marks::{Change, Ledger, Lost, RESTORED, Step, Subject, Trouble};

impl App {
    /// Hears that marks are not there which a copy has.
    pub(super) fn lost(&mut self, lost: &Lost) -> Vec<Effect> {
        let left = match lost.left {
            0 => "The marks are empty".to_owned(),
            1 => "Only 1 mark left".to_owned(),
            left => format!("Only {} marks left", grouped(left)),
        };
        let day = days::told(lost.day, self.today);
        let (command, marks) = (self.restoring(), grouped(lost.marks));
        self.say(
            Tone::Failed,
            format!("{left}; {command} brings back the {marks} of {day}"),
        );
        Vec::new()
    }

    /// The key that brings marks back, else what is typed for it.
    fn restoring(&self) -> String {
        let keys = &self.settings.keys;
        match keys.keys_of(self.focus, Command::RestoreCopy).is_empty() {
            true => format!(":{}", Command::RestoreCopy),
            false => self.keys_for(Command::RestoreCopy),
        }
    }

    /// Hears that there is no copy of the day.
    pub(super) fn not_copied(&mut self, trouble: &Trouble) -> Vec<Effect> {
        let text = format!("The marks were not copied today: {trouble}");
        self.say(Tone::Refused, text);
        Vec::new()
    }

    /// What a mark is of today: a copy may be older than the id of its briefing.
    fn by_present_ids(&self, of: Subject) -> impl Iterator<Item = Subject> + use<> {
        let became = match &of {
            Subject::Mark(id, _) => self.triage.ledger.became(*id).to_vec(),
            Subject::View(_) => Vec::new(),
        };
        let renamed = match (&of, became.is_empty()) {
            (Subject::Mark(_, mark), false) => {
                let mark = mark.clone();
                let all = became.into_iter();
                all.map(|id| Subject::Mark(id, mark.clone())).collect()
            }
            _ => vec![of],
        };
        renamed.into_iter()
    }

    /// Brings back what a copy has and is not marked in any way now, as one step.
    pub(super) fn copy_read(
        &mut self,
        copy: Result<Option<(civil::Date, Arc<Ledger>)>, String>,
    ) -> Vec<Effect> {
        let (day, held) = match copy {
            Ok(Some(copy)) => copy,
            Ok(None) => {
                self.say(Tone::Refused, "There is no dated copy with marks in it");
                return Vec::new();
            }
            Err(reason) => {
                let text = format!("The copy of the marks cannot be read: {reason}");
                self.say(Tone::Failed, text);
                return Vec::new();
            }
        };
        let day = days::told(day, self.today);
        let changes: Vec<Change> = (held.all().into_iter())
            .flat_map(|(of, now)| self.by_present_ids(of).map(move |of| (of, now.clone())))
            .filter(|(of, _)| self.triage.ledger.value(of).is_none())
            .map(|(of, now)| Change { of, was: None, now })
            .collect();
        let is_decision = |change: &&Change| !matches!(change.of, Subject::Mark(_, Mark::Opened));
        let count = changes.iter().filter(is_decision).count();
        if count == 0 {
            let text = format!("Nothing to bring back: all that the copy of {day} has is marked");
            self.say(Tone::Refused, text);
            return Vec::new();
        }
        let said = format!("{RESTORED} {} of {day}", counted(count, "mark"));
        // What was read on an earlier day was not read today.
        let earlier = self.read_earlier(changes.iter());
        let step = Step {
            said: said.clone(),
            changes,
        };
        let Some(mut effects) = self.make(step) else {
            return Vec::new();
        };
        self.forget_today(&earlier);
        effects.extend(self.refresh_rows());
        let undo = self.keys_for(Command::Undo);
        self.say_when_saved(format!("{said} ({undo} takes them back)"));
        effects
    }
}
