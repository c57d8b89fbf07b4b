//! What the model asks of the outside: the runner carries it out and answers with a message.

use std::path::Path;
use std::sync::Arc;

use jiff::civil;

use crate::app::message::Generation;
use crate::app::page::Measure;
use crate::app::search::Use;
use crate::briefing::{Briefing, BriefingId, Marks, Quote};
use crate::export::Document;
use crate::export::file::Over;
use crate::library::choices::Choice;
use crate::library::collection::Standing;
use crate::library::comparison::{Comparison, Earlier};
use crate::library::encodings::{self, Encodings};
use crate::library::history::Kind;
use crate::library::marks::{Became, Order};
use crate::search::fuzzy::{Found, Query, Snapshot};
use crate::search::{self, Shelf};

/// One order to the outside.
#[derive(Debug, Clone)]
pub enum Effect {
    /// End the program.
    Quit,
    /// Hand the terminal back and stop, until the shell says go on.
    Suspend,
    /// Draw every cell again.
    Redraw,
    /// Turn mouse reporting on or off.
    SetMouse(bool),
    /// Send words to the terminal's clipboard.
    Copy(String),
    /// Write an entry to the end of the clippings file.
    WriteClipping(String),
    /// Take the entry of a clipping out of the clippings file.
    RemoveClipping {
        /// The briefing that was clipped, and the earlier wordings of it: the clipping may be
        /// older than this one.
        ids: Vec<BriefingId>,
        /// What tells the clipping from others of it.
        key: Arc<str>,
    },
    /// Let the reader edit the note on a briefing in an editor of their own.
    Edit {
        /// Which briefing.
        id: BriefingId,
        /// The note as it is.
        text: String,
    },
    /// Keep what was typed, for later runs.
    KeepTyped(Kind, String),
    /// Keep what was chosen, for later runs.
    KeepChoice(Choice),
    /// Remove the file of the note that an earlier reader left in an editor: it is kept, or not wanted.
    RemoveLeftNote,
    /// Save a decision.
    Keep(Order),
    /// Read the dated copy of the marks that they are best brought back from.
    ReadCopy,
    /// Read what was decided since the beginning of a day.
    Receipt(civil::Date),
    /// Remember where briefings stand that something was decided about, and their words.
    Remember(Vec<Standing>),
    /// Let what was kept of briefings be kept of what they have become.
    Rename(Vec<Became>),
    /// Look through all that was read for what has become of what is marked.
    Survey(Vec<Standing>),
    /// Compare a briefing with an earlier wording of it.
    Compare {
        /// Which.
        briefing: Arc<Briefing>,
        /// Its earlier wordings, that to compare with first.
        earlier: Vec<Earlier>,
    },
    /// Find out why a quote of a long text has its speaker.
    Explain(Arc<Briefing>, Quote),
    /// Find all that one person said.
    Record(RecordRequest),
    /// Read all files again.
    Scan(Generation),
    /// Answer `PauseOver` in so many milliseconds.
    Pause {
        /// The number to answer with.
        pause: Generation,
        /// How long.
        milliseconds: u64,
    },
    /// Run the finder; a newer one replaces it.
    Filter(FilterRequest),
    /// Look for the briefings that satisfy a query; a newer one replaces it.
    Search(SearchRequest),
    /// Make ready for questions about these briefings, and tell which names there are in them.
    PrepareSearch(Shelf),
    /// Count what saved views hold; a newer one replaces it.
    CountViews(CountRequest),
    /// Lay out a long text; a newer one replaces it.
    LayOut(PageRequest),
    /// Read the text of a briefing as it stands in its file.
    ReadRaw(Arc<Briefing>, Arc<Encodings>),
    /// Read a file anew, in the encoding that was chosen for it.
    ReadAgain(ReadRequest),
    /// Keep an encoding that was chosen, for later runs.
    KeepEncoding(encodings::Choice),
    /// Write briefings into a file.
    Export(ExportRequest),
    /// Stop writing it.
    StopExport,
}

/// A file to be written.
#[derive(Debug, Clone)]
pub struct ExportRequest {
    /// The file as it was typed: a leading `~` is still to be resolved.
    pub file: String,
    /// Whether one that is there may be replaced.
    pub over: Over,
    /// What goes into it.
    pub document: Document,
    /// How many briefings were left out because of the ceiling.
    pub withheld: usize,
    /// The files of all briefings, none of which may be written to.
    pub origins: Vec<Arc<Path>>,
    /// The encodings that were chosen for files.
    pub encodings: Arc<Encodings>,
}

/// A file to be read anew.
#[derive(Debug, Clone)]
pub struct ReadRequest {
    /// What was chosen, and for which file.
    pub choice: encodings::Choice,
    /// All choices, that one among them.
    pub encodings: Arc<Encodings>,
}

/// A page to be made.
#[derive(Debug, Clone)]
pub struct PageRequest {
    /// The number to answer with.
    pub generation: Generation,
    /// What to lay out.
    pub text: PageText,
    /// How wide.
    pub measure: Measure,
}

/// What a page is made of.
#[derive(Debug, Clone)]
pub enum PageText {
    /// A briefing, cleaned and wrapped, with the note on it.
    Briefing(Arc<Briefing>, Option<Arc<str>>),
    /// A text as it stands in its file.
    Raw(Arc<str>),
    /// What has changed in a briefing.
    Changes(Arc<Briefing>, Arc<Comparison>),
}

/// A question in the query language.
#[derive(Debug, Clone)]
pub struct SearchRequest {
    /// The number to answer with.
    pub generation: Generation,
    /// What is asked.
    pub query: search::query::Query,
    /// What is asked where nothing satisfies that.
    pub otherwise: Option<search::query::Query>,
    /// All briefings.
    pub shelf: Shelf,
    /// The marks on them, by position.
    pub marks: Arc<Vec<Marks>>,
    /// The present day.
    pub today: civil::Date,
    /// What is to be done with the answer.
    pub use_as: Use,
}

/// All that one person said is to be found.
#[derive(Debug, Clone)]
pub struct RecordRequest {
    /// Of whom, and what for; the answer brings it back.
    pub wanted: RecordWanted,
    /// All briefings.
    pub shelf: Shelf,
}

/// The record of a person that is wanted.
#[derive(Debug, Clone)]
pub struct RecordWanted {
    /// The number of the question.
    pub generation: Generation,
    /// The name of the person.
    pub name: Arc<str>,
    /// The briefing that calls them so; `None` where no certain one does.
    pub briefing: Option<Arc<Briefing>>,
    /// What is to be done with the answer.
    pub use_as: RecordUse,
}

/// What all that one person said is wanted for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecordUse {
    /// To be listed.
    List,
    /// To put right who said a quote, and perhaps all others of that person.
    Correct {
        /// The number of the quote.
        quote: usize,
        /// Who said it; `None` for nobody who is named.
        speaker: Option<Arc<str>>,
    },
}

/// The saved views and the briefings that they are to be held against.
#[derive(Debug, Clone)]
pub struct CountRequest {
    /// The number to answer with.
    pub generation: Generation,
    /// What the views ask.
    pub queries: Vec<search::query::Query>,
    /// The first position to look at.
    pub from: usize,
    /// All briefings.
    pub shelf: Shelf,
    /// The marks on them, by position.
    pub marks: Arc<Vec<Marks>>,
    /// The present day.
    pub today: civil::Date,
}

/// A question to the finder.
#[derive(Debug, Clone)]
pub struct FilterRequest {
    /// The number to answer with.
    pub generation: Generation,
    /// What was typed.
    pub query: Query,
    /// What to look in.
    pub snapshot: Snapshot,
    /// The positions to look at, in the list's order.
    pub order: Arc<[u32]>,
    /// The last answer, which this question may narrow.
    pub last: Option<Arc<Found>>,
}
