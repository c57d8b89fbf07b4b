//! What the model asks of the outside: the runner carries it out and answers with a message.

use std::sync::Arc;

use crate::app::message::Generation;
use crate::app::page::Measure;
use crate::briefing::{Briefing, BriefingId};
use crate::library::marks::Order;
use crate::search::fuzzy::{Found, Query, Snapshot};

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
    /// Let the reader edit the note on a briefing in an editor of their own.
    Edit {
        /// Which briefing.
        id: BriefingId,
        /// The note as it is.
        text: String,
    },
    /// Save a decision.
    Keep(Order),
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
    /// Lay out a long text; a newer one replaces it.
    LayOut(PageRequest),
    /// Read the text of a briefing as it stands in its file.
    ReadRaw(Arc<Briefing>),
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
