//! What the reader decided about briefings, kept on disk.
//!
//! ```text
//! ledger   all marks in memory
//! schema   the tables of the file, and how older ones become them
//! disk     the file as the disk has it: connecting, journal, folder, copies
//! rows     rows of its tables and what they mean
//! store    the file: reading, saving, undoing, several processes at once
//! salvage  a damaged file is set aside, and what can be read of it saved
//! copies   a dated copy on each day of use, the last seven and a fuller one kept
//! history  what was decided since some moment
//! lines    all marks as JSON lines, out and in
//! places   where marked briefings stand, and which of them were revised
//! former   briefings that went by another id
//! missing  corrections and clippings whose words are gone
//! snapshot the marks as a survey would leave them, without writing
//! wordings the words of those that were marked, to compare later ones with
//! keeper   the thread that saves, tries again, and hears of the others
//! trouble  why something could not be saved, and what to do about it
//! ```
//!
//! A mark that was acknowledged is on the disk: it survives the end of the process, of the line
//! and of the power. What is done together is saved together or not at all.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};

use crate::briefing::{BriefingId, Mark, Value};

mod copies;
pub(super) mod disk;
mod former;
mod history;
mod keeper;
mod ledger;
mod lines;
mod missing;
mod places;
mod rows;
mod salvage;
mod schema;
mod snapshot;
mod store;
mod trouble;
mod wordings;

pub use copies::{DatedCopy, Lost, all as copies, best as best_copy, is_dated, lost};
pub use former::Became;
pub use history::{Done, brought_back, history, last_step};
pub use keeper::{Keeper, Told};
pub use ledger::Ledger;
pub(in crate::library) use lines::from_members;
pub use lines::{BadLine, Line, checked, from_lines, to_lines};
pub use places::{Survey, read_on};
pub use salvage::Salvaged;
pub use snapshot::Snapshot;
pub use store::{Access, Opened, Store, count, read, read_copy, read_whole};
pub use trouble::Trouble;
pub use wordings::{read as kept_wording, wording};

/// What a change is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    /// A mark on a briefing.
    Mark(BriefingId, Mark),
    /// A view that the reader saved, by its name; the value is its query.
    View(Arc<str>),
}

/// What became of one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What was changed.
    pub of: Subject,
    /// What it was before.
    pub was: Value,
    /// What it is now.
    pub now: Value,
}

impl Change {
    /// The change that takes this one back.
    #[must_use]
    pub fn reversed(&self) -> Self {
        Self {
            of: self.of.clone(),
            was: self.now.clone(),
            now: self.was.clone(),
        }
    }
}

/// One decision of the reader: what is taken back by one undo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What was done, in words: `Starred: A title`.
    pub said: String,
    /// What it changed, each thing once.
    pub changes: Vec<Change>,
}

/// A step that was done before, as undo and redo name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StepRef {
    /// One that was kept when the marks were opened, by its number there.
    Kept(i64),
    /// One of this session, by the number that it was ordered under.
    Mine(u64),
}

/// A step of the past, with what names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastStep {
    /// What names it.
    pub step: StepRef,
    /// What it was, in words.
    pub said: String,
    /// What it changed.
    pub changes: Vec<Change>,
}

/// The steps that can be taken back and made again, each the latest last.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Past {
    /// What was done.
    pub done: Vec<PastStep>,
    /// What was taken back.
    pub undone: Vec<PastStep>,
}

/// Something to be saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// Counts up with every order of this session.
    pub number: u64,
    /// What.
    pub what: What,
}

/// What is to be saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A decision.
    Make(Step),
    /// A change that the reader did not decide and cannot take back: that a briefing was opened.
    Note(Vec<(Subject, Value)>),
    /// An earlier decision taken back.
    Undo(StepRef),
    /// One made again that was taken back.
    Redo(StepRef),
}

impl What {
    /// True for what the reader decided: that is saved at once and shown as soon as it is.
    pub fn is_decision(&self) -> bool {
        !matches!(self, Self::Note(_))
    }
}

/// An order that was carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// Which.
    pub number: u64,
    /// What it was about, as it is kept now. After an undo that may be another value than before
    /// the step, where another process has changed it since.
    pub now: Vec<(Subject, Value)>,
}

/// How much a file of marks holds. That a briefing was looked at does not count: it is no decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// Marks and saved views.
    pub marks: usize,
    /// These, and what was taken away again: of that a trace is left, unlike of what was lost.
    pub known: usize,
}

/// Where marks are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The folder; made where it is not there.
    pub folder: PathBuf,
}

impl Place {
    /// The marks of a folder.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
        }
    }

    /// The file itself.
    pub fn file(&self) -> PathBuf {
        self.folder.join("marks.db")
    }
}

/// How the words of a step begin that brings back what was decided before.
pub const RESTORED: &str = "Restored";

/// The words of the step that makes up for marks that were damaged.
pub const MADE_UP: &str = "Made up for damaged marks";

/// When the day began that it is here at a moment.
pub fn start_of_day(now: Timestamp) -> Timestamp {
    let now = now.to_zoned_datetime(TimeZone::system());
    // Only at the very end of time a day has no beginning.
    now.start_of_day().unwrap_or(now).timestamp()
}

/// The day that it is here at a moment.
pub(in crate::library) fn local_day(now: Timestamp) -> civil::Date {
    now.to_zoned_datetime(TimeZone::system()).date()
}

#[cfg(test)]
mod tests;
