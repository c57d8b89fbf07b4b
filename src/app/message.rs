//! What can happen to the model: orders from the keyboard, facts from the workers.

use std::sync::Arc;

use jiff::civil;

use crate::app::effect::RecordWanted;
use crate::app::page::Page;
use crate::app::search::{Names, Searched};
use crate::briefing::{Briefing, BriefingId, Quote};
use crate::config::{Background, Key};
use crate::export::file::Trouble;
use crate::ingest::Problem;
use crate::insight::quotes::Why;
use crate::library::Loaded;
use crate::library::choices::Choices;
use crate::library::comparison::{Comparison, NotKept};
use crate::library::desk::Desk;
use crate::library::encodings::Choice;
use crate::library::history::History;
use crate::library::marks::{Done, Ledger, Told};
use crate::library::speakers::Said;
use crate::search::fuzzy::Found;

/// Numbers the questions put to the workers, so that an old answer cannot win over a new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Generation(u64);

impl Generation {
    /// Counts on and returns the new number.
    pub fn advance(&mut self) -> Self {
        self.0 += 1;
        *self
    }
}

/// One thing that happened.
#[derive(Debug, Clone)]
pub enum Message {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted into the terminal.
    Pasted(String),
    /// The mouse was used, at a column and row from 0.
    Mouse(Mouse),
    /// The terminal has a new size.
    Resized {
        /// Columns.
        columns: u16,
        /// Rows.
        rows: u16,
    },
    /// The walk over the folders got on.
    Found {
        /// Which scan.
        scan: Generation,
        /// Files found so far.
        files: usize,
        /// Their bytes.
        bytes: u64,
        /// Whether that is all.
        complete: bool,
    },
    /// The desk's corrections were read again; before any briefing of that scan.
    DeskRead {
        /// Which scan.
        scan: Generation,
        /// The corrections.
        desk: Arc<Desk>,
    },
    /// Briefings were read.
    Loaded(Batch),
    /// All files were read.
    ScanFinished {
        /// Which scan.
        scan: Generation,
        /// Milliseconds that it took.
        elapsed: u64,
    },
    /// The finder answered.
    Filtered {
        /// Which query.
        query: Generation,
        /// What it found.
        found: Arc<Found>,
    },
    /// A search was answered.
    Searched(Searched),
    /// The briefings are ready to be searched; the names that there are in them.
    SearchPrepared(Arc<Names>),
    /// What saved views hold was counted.
    ViewsCounted {
        /// Which question.
        generation: Generation,
        /// For each view, for each briefing that was asked about, whether it is in it.
        holds: Vec<Vec<bool>>,
    },
    /// A pause that was asked for is over.
    PauseOver(Generation),
    /// A long briefing was laid out.
    LaidOut {
        /// Which request.
        request: Generation,
        /// The page.
        page: Box<Page>,
    },
    /// A note was found that a reader who was killed had in an editor.
    NoteLeft {
        /// The briefing that it is on.
        id: BriefingId,
        /// The text, not sanitised.
        text: String,
    },
    /// The text of a briefing as it stands in its file was read, or why not.
    RawRead {
        /// Which briefing.
        id: BriefingId,
        /// The text, not sanitised.
        text: Result<String, String>,
    },
    /// A briefing was compared with its earlier wording, if it has one.
    Compared {
        /// Which briefing.
        id: BriefingId,
        /// What has changed.
        comparison: Option<Result<Comparison, NotKept>>,
    },
    /// It was found out why a quote has its speaker.
    Explained {
        /// Of which briefing.
        id: BriefingId,
        /// The quote.
        quote: Quote,
        /// Why; `None` where the rules do not find it any more.
        why: Option<Why>,
    },
    /// All that one person said was found.
    Recorded {
        /// What was asked for.
        wanted: RecordWanted,
        /// The answer, the newest first.
        said: Vec<Said>,
    },
    /// The terminal said whether it is dark or light.
    Background(Background),
    /// Words were sent to the terminal's clipboard, or why not.
    Copied(Result<Sent, String>),
    /// What was typed in earlier runs was read.
    HistoryRead(History),
    /// A file was read anew in the encoding that was chosen for it.
    ReadAgain {
        /// What was chosen.
        choice: Choice,
        /// What the file holds.
        loaded: Box<Loaded>,
    },
    /// An encoding that was chosen could not be kept for later runs, and why.
    EncodingNotKept(String),
    /// What was chosen in earlier runs was read.
    ChoicesRead(Choices),
    /// An entry was written into the clippings file or taken out of it, or why not.
    ClippingDone(Result<(), String>),
    /// The writing of an export goes on: so many briefings of all.
    Exporting {
        /// How many are written.
        done: usize,
        /// How many there are.
        all: usize,
    },
    /// An export has ended.
    Exported(Exported),
    /// The keeper of the marks has something to tell.
    Marks(Told),
    /// The reader has edited a note in an editor of their own, or why not.
    Edited {
        /// On which briefing.
        id: BriefingId,
        /// What it says now, not sanitised.
        text: Result<String, String>,
    },
    /// What was decided since the day began was read, or why not.
    Receipt(Result<Vec<Done>, String>),
    /// The best of the dated copies of the marks was read, if there is a good one; or why not.
    CopyRead(Result<Option<(civil::Date, Arc<Ledger>)>, String>),
    /// It is another day.
    Today(civil::Date),
    /// A worker panicked and has no answer; where that was.
    WorkerFailed(String),
}

/// What became of an export.
#[derive(Debug, Clone)]
pub struct Exported {
    /// The file as it was typed.
    pub file: String,
    /// What was written, or why nothing was.
    pub outcome: Arc<Result<Written, Trouble>>,
}

/// What an export has written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// How many briefings.
    pub briefings: usize,
    /// How many were left out because of the ceiling.
    pub withheld: usize,
}

/// What a scan brings at a time.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Batch {
    /// Which scan.
    pub scan: Generation,
    /// The briefings.
    pub briefings: Vec<Arc<Briefing>>,
    /// What could not be read.
    pub problems: Vec<Problem>,
    /// Files done so far.
    pub files: usize,
    /// Bytes done so far.
    pub bytes: u64,
    /// Milliseconds since the scan began.
    pub elapsed: u64,
}

impl Batch {
    /// Takes in a later batch of the same scan.
    pub fn join(&mut self, later: Self) {
        let (mut briefings, mut problems) = (
            std::mem::take(&mut self.briefings),
            std::mem::take(&mut self.problems),
        );
        briefings.extend(later.briefings);
        problems.extend(later.problems);
        *self = Self {
            briefings,
            problems,
            ..later
        };
    }
}

/// Something done with the mouse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mouse {
    /// What was done.
    pub action: MouseAction,
    /// The column, from 0.
    pub column: u16,
    /// The row, from 0.
    pub row: u16,
}

/// What the mouse did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MouseAction {
    /// The first button went down.
    Press,
    /// The wheel turned away from the reader.
    ScrollUp,
    /// The wheel turned towards the reader.
    ScrollDown,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::Reason;

    #[test]
    fn joined_batches_keep_all_that_came_and_count_as_far_as_the_later() {
        let batch = |name: &str, files, elapsed| Batch {
            problems: vec![Problem::of(name, Reason::Link)],
            files,
            bytes: files as u64 * 10,
            elapsed,
            ..Batch::default()
        };
        let mut joined = batch("one", 1, 5);
        joined.join(batch("two", 2, 9));
        let paths: Vec<_> = joined.problems.iter().map(|it| it.path.as_path()).collect();
        assert_eq!(paths, ["one", "two"].map(std::path::Path::new));
        assert_eq!((joined.files, joined.bytes, joined.elapsed), (2, 20, 9));
    }
}

/// How words went to the terminal's clipboard. Terminals do not answer, so nobody can say more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sent {
    /// Straight to it.
    Direct,
    /// Through the program of that name, which hands them on.
    Through(&'static str),
    /// To the program of that name, of which it is not known.
    Perhaps(&'static str),
    /// To the program of that name, which keeps them to itself.
    Kept(&'static str),
}
