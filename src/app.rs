//! The model and the only thing that changes it: `update(&mut App, Message) -> Vec<Effect>`.
//!
//! Pure: no I/O, no clock, no thread. What takes long or reaches outside is asked for as an
//! [`Effect`] and comes back as a [`Message`]; an answer carries the [`Generation`] of its
//! question, and one that is out of date is dropped.
//!
//! ```text
//! message, effect    what comes in, what goes out
//! keys, commands     a key becomes a command; what each does
//! layout             where the panes stand
//! library            all that was loaded, as columns by position
//! list, sidebar      the list pane; the tags and views beside it
//! row_filter         which rows of the sidebar show
//! filter, order      loading; which briefings show, the matches in which order
//! search, views      the query language in the reader; saved views
//! places             the way back from them
//! reading, page      the reading pane; a text laid out in lines
//! following          how the reading pane follows the list's cursor
//! text_selection     words selected there
//! triage             decisions; selection, notes, receipt belong to it
//! keeping            how far they are saved; undo and redo
//! clippings, copies, speakers, outline, revisions, exporting    one affair each
//! history            what was typed before
//! choices            theme and layout by a key
//! encodings          what a file is read in, by a key
//! overlay, picker, sheets, input, messages, progress     what lies over the panes, and small parts
//! ```

use std::sync::Arc;

use jiff::civil;

use crate::briefing::BriefingId;
use crate::config::{Background, Key, Pane, PaneLayout, Settings, Theme, ThemeName};
use crate::library::desk::Desk;
use crate::library::encodings::Encodings;
use crate::library::history::History;

mod choices;
mod clippings;
mod commands;
mod copies;
mod effect;
mod encodings;
mod exporting;
mod filter;
mod following;
mod history;
mod input;
mod keeping;
mod keys;
pub mod layout;
mod library;
mod links;
mod list;
mod message;
mod messages;
mod notes;
mod order;
mod outline;
mod overlay;
pub mod page;
mod pasting;
mod picker;
mod places;
pub(crate) mod problems;
mod progress;
mod reading;
mod receipt;
mod revisions;
mod row_filter;
mod search;
mod selection;
mod sheets;
mod sidebar;
mod speakers;
mod text_selection;
mod triage;
mod views;

pub use clippings::{Clipped, Kept};
pub use effect::{
    CountRequest, Effect, ExportRequest, FilterRequest, PageRequest, PageText, ReadRequest,
    RecordRequest, RecordUse, RecordWanted, SearchRequest,
};
pub use filter::Filter;
pub use following::Following;
pub use input::Input;
pub use keeping::{Keeping, State as KeepingState};
pub use keys::GUTTER;
pub use layout::{Area, Arrangement, Layout};
pub use library::{Library, Sequence};
pub use list::List;
pub use message::{Batch, Exported, Generation, Message, Mouse, MouseAction, Sent, Written};
pub use messages::Messages;
pub use notes::NoteEditor;
pub use overlay::{Overlay, Sheet, SheetLine};
pub use picker::{Choice, Picker, Purpose, Quoted, Target};
pub use places::Places;
pub use progress::Progress;
pub use reading::{Reading, TextSearch, TextView};
pub use receipt::ReadToday;
pub(crate) use revisions::summary;
pub use row_filter::RowFilter;
pub use search::{Excerpt, Names, Offer, Search, Searched, Use};
pub use selection::Selection;
pub(crate) use sheets::missing;
pub use sidebar::{Kin, Part, Row, Sidebar, View, ViewCounts};
pub use text_selection::{TextSelection, Unit};
pub use triage::{Decision, Triage};
pub use views::{SavedView, Views};

/// Everything that the screen shows and that keys can change.
#[derive(Debug)]
pub struct App {
    /// The settings in force.
    pub settings: Arc<Settings>,
    /// The colours in force.
    pub theme: Theme,
    /// Draw with ASCII characters alone.
    pub ascii: bool,
    /// The present day.
    pub today: civil::Date,
    /// What was opened, in a word, for the header.
    pub name: String,
    /// All briefings, and what is known of each by position.
    pub library: Library,
    /// The loading, while it goes on.
    pub progress: Option<Progress>,
    /// The number of the present scan.
    pub scan: Generation,
    /// The list pane.
    pub list: List,
    /// The finder.
    pub filter: Filter,
    /// The search and the saved views.
    pub search: Search,
    /// The tag sidebar.
    pub sidebar: Sidebar,
    /// The reading pane.
    pub reading: Reading,
    /// What was decided about them.
    pub triage: Triage,
    /// Where the reader was before something was looked for.
    pub places: Places,
    /// The briefing under the cursor before a rescan, until it has come back.
    pub return_to: Option<BriefingId>,
    /// Where the panes stand.
    pub layout: Layout,
    /// The pane that has the keys.
    pub focus: Pane,
    /// The sidebar is asked for, or not; `None` while the reader has not said.
    pub sidebar_wanted: Option<bool>,
    /// The theme that was chosen; `None` for what the settings say.
    pub theme_wanted: Option<ThemeName>,
    /// What is behind the letters, as far as the terminal has said.
    pub background: Background,
    /// How the list and the reading pane are to stand; `None` for as the settings say.
    pub layout_wanted: Option<PaneLayout>,
    /// The reading pane has the whole screen.
    pub full_width: bool,
    /// The pane that had the keys before that.
    pub before_full_width: Pane,
    /// What lies over the panes, the topmost last.
    pub overlays: Vec<Overlay>,
    /// What the picker on top decides about.
    pub(super) picked_for: Vec<BriefingId>,
    /// The number of the record of a person that was asked for last.
    record: Generation,
    /// The export that is being written, as it was asked for.
    pub(super) exporting: Option<String>,
    /// What is being typed in the last row.
    pub prompt: Option<Prompt>,
    /// What was typed into the prompts, in this run and before.
    pub(super) history: History,
    /// How far back in that what is being typed has gone.
    recalled: Option<history::Recalled>,
    /// Something to be said in the last row until the next key.
    pub notice: Option<Notice>,
    /// What was said there before.
    pub messages: Messages,
    /// Mouse reporting is on.
    pub mouse: bool,
    /// The encodings that were chosen for files.
    pub encodings: Arc<Encodings>,
    /// Keys of a sequence that is not complete.
    pub pending: Vec<Key>,
    /// The count typed before a command.
    pub count: Option<usize>,
    /// The pause after which the reading pane follows the cursor.
    pub following: Following,
}

/// What is being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Prompt {
    /// The finder's query.
    Finder(Input),
    /// A query for the search.
    Search(Input),
    /// A word to be found in the open briefing.
    InText(Input),
    /// Words that the rows of the sidebar are to have.
    Rows(Input),
    /// The file to export to.
    Export(Input),
    /// Yes or no.
    Confirm {
        /// What is asked.
        question: String,
        /// What yes means.
        then: Confirmed,
    },
}

/// Something that is done when the reader has said yes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Confirmed {
    /// Decide something about these briefings.
    Decide(Decision, Vec<BriefingId>),
    /// End the program although something is not saved.
    Quit,
    /// Export over a file that is there.
    Replace(String),
    /// Stop the export that is being written.
    StopExport,
}

/// Something to be said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// How grave it is.
    pub tone: Tone,
    /// What it says: one line, sanitised.
    pub text: String,
}

/// How grave a notice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something was done.
    Done,
    /// Something could not be done, and why.
    Refused,
    /// Something went wrong that should not: a file gone, a fault of our own.
    Failed,
}

/// What an [`App`] starts with.
#[derive(Debug)]
pub struct Start {
    /// The settings in force.
    pub settings: Arc<Settings>,
    /// The colours in force.
    pub theme: Theme,
    /// Draw with ASCII characters alone.
    pub ascii: bool,
    /// The desk's corrections.
    pub desk: Arc<Desk>,
    /// The encodings that were chosen for files.
    pub encodings: Arc<Encodings>,
    /// The present day.
    pub today: civil::Date,
    /// What is opened, in a word.
    pub name: String,
    /// Columns of the screen.
    pub columns: u16,
    /// Rows of the screen.
    pub rows: u16,
    /// Show how to begin.
    pub welcome: bool,
}

impl App {
    /// Makes the model, with nothing loaded; the caller starts the scan of the number given back.
    pub fn new(start: Start) -> (Self, Generation) {
        let mut scan = Generation::default();
        let number = scan.advance();
        let settings = start.settings;
        let focus = Pane::List;
        let mut app = Self {
            theme: start.theme,
            ascii: start.ascii,
            today: start.today,
            name: start.name,
            library: Library::new(settings.list.order),
            progress: Some(Progress::default()),
            scan,
            list: List::default(),
            filter: Filter::default(),
            search: Search::default(),
            sidebar: Sidebar::default(),
            reading: Reading::default(),
            triage: Triage::default(),
            places: Places::default(),
            return_to: None,
            layout: layout::arrange(0, 0, layout::Wishes::of(&settings, focus)),
            focus,
            sidebar_wanted: None,
            theme_wanted: None,
            background: Background::Dark,
            layout_wanted: None,
            full_width: false,
            before_full_width: Pane::List,
            overlays: Vec::new(),
            picked_for: Vec::new(),
            record: Generation::default(),
            exporting: None,
            prompt: None,
            history: History::default(),
            recalled: None,
            notice: None,
            messages: Messages::default(),
            mouse: settings.terminal.mouse,
            encodings: start.encodings,
            pending: Vec::new(),
            count: None,
            following: Following::default(),
            settings,
        };
        // Nothing is loaded, so nothing can be asked of the outside yet.
        let _ = app.refresh_views();
        app.desk_read(start.desk);
        if start.welcome {
            let sheet = sheets::welcome(&app.settings.keys);
            app.overlays.push(Overlay::Sheet(sheet));
        }
        let _ = app.resized(start.columns, start.rows);
        (app, number)
    }
}

/// Changes the model; the only way to do so.
pub fn update(app: &mut App, message: Message) -> Vec<Effect> {
    let by_reader = matches!(
        message,
        Message::Key(_) | Message::Pasted(_) | Message::Mouse(_)
    );
    let was = app.under_cursor();
    let mut effects = hear(app, message);
    if !by_reader {
        effects.extend(app.keep_together(was));
    }
    app.refresh_excerpts();
    effects
}

fn hear(app: &mut App, message: Message) -> Vec<Effect> {
    match message {
        Message::Key(key) => app.key(key),
        Message::Pasted(text) => app.pasted(&text),
        Message::Mouse(mouse) => app.mouse(mouse),
        Message::Resized { columns, rows } => app.resized(columns, rows),
        Message::Found {
            scan,
            files,
            bytes,
            complete,
        } => app.found(scan, files, bytes, complete),
        Message::DeskRead { scan, desk } => {
            if scan == app.scan {
                app.desk_read(desk);
            }
            Vec::new()
        }
        Message::Loaded(batch) if batch.scan != app.scan => Vec::new(),
        Message::Loaded(batch) => {
            app.advance(batch.files, batch.bytes, batch.elapsed);
            app.loaded(batch.briefings, batch.problems)
        }
        Message::ScanFinished { scan, elapsed } => app.scan_finished(scan, elapsed),
        Message::Filtered { query, found } => app.filtered(query, found),
        Message::Searched(answer) => app.searched(answer),
        Message::SearchPrepared(names) => app.search_prepared(names),
        Message::ViewsCounted { generation, holds } => app.views_counted(generation, holds),
        Message::PauseOver(pause) => app.pause_over(pause),
        Message::LaidOut { request, page } => app.laid_out(request, *page),
        Message::RawRead { id, text } => app.raw_read(id, text),
        Message::EncodingNotKept(why) => app.encoding_not_kept(&why),
        Message::ReadAgain { choice, loaded } => app.read_again(&choice, *loaded),
        Message::Explained { id, quote, why } => app.explained(id, &quote, why.as_ref()),
        Message::Compared { id, comparison } => app.compared(id, comparison),
        Message::Background(background) => app.background_known(background),
        Message::Copied(result) => app.copied(result),
        Message::ClippingDone(result) => app.clipping_done(result),
        Message::Exporting { done, all } => app.export_goes_on(done, all),
        Message::Exported(exported) => app.exported(exported),
        Message::Marks(told) => app.told(told),
        Message::Edited { id, text } => app.edited(id, text),
        Message::NoteLeft { id, text } => app.note_left(id, &text),
        Message::Recorded { wanted, said } => app.recorded(wanted, said),
        Message::Receipt(history) => app.show_receipt(history),
        Message::CopyRead(copy) => app.copy_read(copy),
        Message::HistoryRead(history) => app.history_read(history),
        Message::ChoicesRead(choices) => app.choices_read(choices),
        Message::Today(today) => app.day_changed(today),
        Message::WorkerFailed(place) => {
            let text = format!("Something went wrong inside Chancery ({place}): please report it");
            app.say(Tone::Failed, text);
            Vec::new()
        }
    }
}
