//! The loop: take what happened, change the model, carry out its effects, draw.
//!
//! ```text
//! key, resize, signal ─┐
//!                      ├─> Message ─> update ─> effects ─┬─> worker threads ─> Message
//! worker finished ─────┘                                 └─> draw, when something changed
//! ```
//!
//! Nothing blocks the loop: what takes long runs on a thread and comes home as a message. There
//! is no tick; while nothing happens the process sleeps.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use jiff::{Timestamp, ZonedDateTime};
use rustix::io::Errno;

use crate::app::{
    App, CountRequest, Effect, FilterRequest, Generation, KeepingState, Message, Mouse,
    MouseAction, PageRequest, ReadRequest, SearchRequest, Sent, Start, Use, update,
};
use crate::briefing::BriefingId;
use crate::config::{Background, Settings, ThemeChoice};
use crate::library::catalogue::Catalogue;
use crate::library::choices::Configured;
use crate::library::desk::Desk;
use crate::library::encodings::Encodings;
use crate::library::knowledge::Knowledge;
use crate::library::marks::{Keeper, Place};
use crate::library::{Loaded, Scan, ScanEvent};
use crate::terminal::{
    self, CopyError, Depth, Event, Events, MouseKind, Multiplexer, NoTerminal, Output, Passage,
    Screen, Session, Tty,
};
use crate::ui;

mod arrivals;
mod clippings;
mod day;
mod editor;
mod exporter;
mod heard;
mod latest;
mod multiplexer;
mod scribe;
pub mod work;

use arrivals::{Arrivals, LOADING_FRAME};
use clippings::{Clerk, Job};
use day::Day;
use exporter::Exporter;
use heard::{Heard, keys_first, wait};
use latest::{Latest, guarded, spawn};
pub use scribe::Files;
use scribe::{Entry, Scribe};

/// The name of standard input among paths, also as the origin of what was read there.
pub const STDIN: &str = "-";

/// How long the terminal may take to say whether it is dark or light. Dark is assumed until then.
const BACKGROUND_LIMIT: Duration = Duration::from_millis(100);

/// How long a frame waits for the disk: nearly always it is quicker, and then a mark is shown as
/// made in the first frame and not in a second one.
const DISK_LIMIT: Duration = Duration::from_millis(10);

/// How long briefings that were read wait for the marks on them.
const MARKS_LIMIT: Duration = Duration::from_millis(500);

/// How long the end of the program waits for the disk.
const LAST_SAVE_LIMIT: Duration = Duration::from_secs(2);

/// The exit code of a program whose terminal went away: 128 and SIGHUP.
const HUNG_UP: u8 = 129;

/// What to open, and how.
#[derive(Debug)]
pub struct Options {
    /// Files and folders; none, and nothing from standard input, opens the sample briefings.
    pub paths: Vec<PathBuf>,
    /// What standard input held, if it was named: it cannot be read a second time.
    pub stdin: Option<Loaded>,
    /// The settings in force.
    pub settings: Arc<Settings>,
    /// Where the marks are kept, if there is a place for them.
    pub marks: Option<Place>,
    /// The files that keep what was typed and chosen.
    pub kept: Files,
    /// The clippings file, if there is a place for it.
    pub clippings: Option<PathBuf>,
    /// The desk's corrections, read once; a rescan reads them again.
    pub desk: Arc<Desk>,
    /// Where what was made of files is kept, if it is.
    pub catalogue: Option<Catalogue>,
    /// The encodings that were chosen for files.
    pub encodings: Arc<Encodings>,
    /// What is opened, in a word, for the header.
    pub name: String,
    /// Draw with ASCII characters alone.
    pub ascii: bool,
    /// How many colours the terminal has.
    pub depth: Depth,
    /// What stands between this program and the terminal.
    pub multiplexer: Multiplexer,
}

/// Opens the reader and returns its exit code when it is left.
///
/// # Errors
///
/// When the terminal cannot be used; [`NoTerminal::hint`] says what to do about it.
pub fn run(options: Options) -> Result<u8, NoTerminal> {
    let (sender, receiver) = channel();
    let (told, written) = (sender.clone(), sender.clone());
    let events = Events::start(move |event| {
        // The receiver is gone only when the loop has ended.
        let _ = told.send(Heard::Event(event));
    })?;
    let mouse = options.settings.terminal.mouse;
    let mut output = Output::start(Tty::open()?, move |event| {
        let _ = written.send(Heard::Event(event));
    })?;
    let session = Session::enter(output.clone(), terminal::Options { mouse })?;
    let settings = options.settings;
    let shared = options.desk.path().map(Path::to_owned);
    let desk = options.desk;
    let (columns, rows) = terminal::size();
    let day = Day::of(&ZonedDateTime::now());
    let (app, scan) = App::new(Start {
        theme: settings.theme.theme(Background::Dark),
        ascii: options.ascii,
        today: day.date(),
        name: options.name,
        columns,
        rows,
        welcome: options.paths.is_empty() && options.stdin.is_none(),
        settings: Arc::clone(&settings),
        desk: Arc::clone(&desk),
        encodings: options.encodings,
    });
    let tell = to(&sender);
    let marks = options.marks.clone();
    let configured = Configured::of(&settings);
    let scribe = Scribe::start(options.kept, configured, to(&sender));
    let keeper = Keeper::start(options.marks, move |told| {
        tell(Message::Marks(told));
    });
    let mut runner = Runner {
        app,
        day,
        marks,
        keeper,
        scribe: Some(scribe),
        began: Instant::now(),
        disk: None,
        output: output.clone(),
        screen: Screen::new(output.clone(), columns, rows, options.depth),
        session,
        finder: Latest::start("finder", work::filter, to(&sender)),
        searcher: Latest::start("search", work::search, to(&sender)),
        selector: Latest::start("select", work::search, to(&sender)),
        counter: Latest::start("views", work::count_views, to(&sender)),
        layout: Latest::start(
            "layout",
            |request, _| Some(work::laid_out(request)),
            to(&sender),
        ),
        sender,
        clippings: clippings::Place {
            file: options.clippings,
            briefings: options.paths.clone(),
        },
        clerk: None,
        multiplexer: options.multiplexer,
        paths: options.paths,
        stdin: options.stdin,
        desk: Some(desk),
        catalogue: options.catalogue,
        shared,
        settings,
        scan: None,
        exporter: None,
        pause: None,
        arrivals: Arrivals::new(Instant::now()),
        exit: None,
        left_note: None,
        has_scanned: false,
    };
    // The first frame goes out before anything is read.
    runner.draw()?;
    runner.start_scan(scan);
    if runner.settings.theme.name == ThemeChoice::Auto {
        // A terminal that does not listen is taken for dark; should it be gone, the loop will hear.
        let _ = events.ask_background(&mut output, BACKGROUND_LIMIT);
    }
    let code = runner.run_loop(&receiver);
    runner.end(code)
}

struct Runner {
    app: App,
    output: Output,
    screen: Screen<Output>,
    session: Session,
    finder: Latest<FilterRequest>,
    searcher: Latest<SearchRequest>,
    selector: Latest<SearchRequest>,
    counter: Latest<CountRequest>,
    layout: Latest<PageRequest>,
    sender: Sender<Heard>,
    paths: Vec<PathBuf>,
    stdin: Option<Loaded>,
    settings: Arc<Settings>,
    /// The desk's corrections for the first scan.
    desk: Option<Arc<Desk>>,
    catalogue: Option<Catalogue>,
    /// Their file.
    shared: Option<PathBuf>,
    scan: Option<Scan>,
    /// The day that the model knows of.
    day: Day,
    /// Where the marks are kept.
    marks: Option<Place>,
    exporter: Option<Exporter>,
    keeper: Keeper,
    /// Who keeps what is typed and chosen.
    scribe: Option<Scribe>,
    clippings: clippings::Place,
    clerk: Option<Clerk>,
    multiplexer: Multiplexer,
    began: Instant,
    /// Until when the next frame waits for the disk.
    disk: Option<Instant>,
    /// When to tell the model that a pause is over.
    pause: Option<(Instant, Generation)>,
    /// Briefings that wait for the next frame of the loading.
    arrivals: Arrivals,
    exit: Option<u8>,
    /// The note that an earlier reader left in an editor, while it is offered.
    left_note: Option<editor::Left>,
    /// False until all files were read once.
    has_scanned: bool,
}

impl Runner {
    fn run_loop(&mut self, receiver: &Receiver<Heard>) -> io::Result<u8> {
        let mut drawn = Instant::now();
        // Something changed that may wait for the next frame of the loading.
        let mut due = false;
        loop {
            let deadline = [
                self.pause.map(|(at, _)| at),
                self.arrivals_due(),
                self.disk,
                due.then(|| drawn + LOADING_FRAME),
                Instant::now().checked_add(self.day.left(Timestamp::now())),
            ]
            .into_iter()
            .flatten()
            .min();
            let first = match wait(receiver, deadline) {
                Ok(first) => Some(first),
                Err(RecvTimeoutError::Disconnected) => return Ok(0),
                Err(RecvTimeoutError::Timeout) => None,
            };
            let mut urgent = first.is_none();
            self.look_at_day()?;
            let waited_for_disk = self.disk.is_some();
            // Take all that waits, then draw once.
            for heard in keys_first(first.into_iter().chain(receiver.try_iter())) {
                if let Some(heard) = self.set_aside(heard) {
                    due = true;
                    urgent |= !matches!(heard, Heard::Message(Message::Found { .. }));
                    self.hear(heard)?;
                }
                if let Some(code) = self.exit {
                    return Ok(code);
                }
            }
            self.end_pause()?;
            // Until there is something to read, everything is news.
            let is_empty = self.app.library.is_empty();
            if self
                .arrivals_due()
                .is_some_and(|at| (is_empty && self.knows_marks()) || at <= Instant::now())
            {
                self.take_arrivals()?;
                urgent = true;
            }
            if self.disk.is_some_and(|until| until > Instant::now()) {
                due = true;
                continue;
            }
            self.disk = None;
            urgent |= waited_for_disk;
            let is_time = urgent || is_empty || drawn.elapsed() >= LOADING_FRAME;
            if is_time {
                due = false;
                // While the terminal has not taken the last frame, nothing is drawn; when it has,
                // the loop hears of it and comes here again.
                if self.output.is_ready()? {
                    self.draw()?;
                    drawn = Instant::now();
                }
            }
        }
    }

    /// Gives the terminal back and waits, for a moment, until all is on disk.
    fn end(mut self, code: io::Result<u8>) -> Result<u8, NoTerminal> {
        self.session.leave();
        if let Some(exporter) = self.exporter.take() {
            exporter.finish(LAST_SAVE_LIMIT);
        }
        self.keeper.finish(LAST_SAVE_LIMIT);
        if let Some(scribe) = self.scribe.take() {
            scribe.finish(LAST_SAVE_LIMIT);
        }
        if let Some(clerk) = self.clerk {
            clerk.finish(LAST_SAVE_LIMIT);
        }
        match code {
            // Writing to a terminal that went away: the news of it is still on its way.
            Err(error) if error.raw_os_error() == Some(Errno::IO.raw_os_error()) => Ok(HUNG_UP),
            code => Ok(code?),
        }
    }

    /// Keeps what the loading brings until the next frame of it is due. Gives back what is no
    /// such thing; the end of the loading comes after all that was loaded.
    fn set_aside(&mut self, heard: Heard) -> Option<Heard> {
        match heard {
            Heard::Message(Message::Loaded(batch)) => {
                self.arrivals.keep(batch, self.app.scan);
                None
            }
            other => Some(other),
        }
    }

    /// When briefings that wait are to be taken in: not before the marks on them are known.
    fn arrivals_due(&self) -> Option<Instant> {
        let due = self.arrivals.due()?;
        Some(if self.knows_marks() {
            due
        } else {
            due.max(self.began + MARKS_LIMIT)
        })
    }

    fn knows_marks(&self) -> bool {
        self.app.triage.keeping.state != KeepingState::Awaited
    }

    fn take_arrivals(&mut self) -> io::Result<()> {
        match self.arrivals.take(Instant::now()) {
            Some(batch) => self.tell(Message::Loaded(batch)),
            None => Ok(()),
        }
    }

    fn hear(&mut self, heard: Heard) -> io::Result<()> {
        let is_first_scan =
            !self.has_scanned && matches!(heard, Heard::Message(Message::ScanFinished { .. }));
        self.take(heard)?;
        if is_first_scan {
            self.has_scanned = true;
            return self.offer_left_note();
        }
        Ok(())
    }

    fn take(&mut self, heard: Heard) -> io::Result<()> {
        let message = match heard {
            Heard::Message(message) => {
                match message {
                    Message::ScanFinished { .. } => self.take_arrivals()?,
                    // What the frame waits for.
                    Message::Marks(_) => self.disk = None,
                    _ => {}
                }
                message
            }
            Heard::Event(event) => match event {
                Event::Key(key) => Message::Key(key),
                Event::Paste(text) => Message::Pasted(text),
                Event::Mouse(mouse) => Message::Mouse(translated(mouse)),
                Event::Resize { columns, rows } => Message::Resized { columns, rows },
                Event::Background(terminal::Background::Dark) => {
                    Message::Background(Background::Dark)
                }
                Event::Background(terminal::Background::Light) => {
                    Message::Background(Background::Light)
                }
                Event::Written => return Ok(()),
                Event::Suspend => return self.suspend(),
                Event::Resumed => {
                    self.session.resume()?;
                    return self.start_anew();
                }
                Event::Terminate(code) => {
                    self.exit = Some(u8::try_from(code).unwrap_or(1));
                    return Ok(());
                }
                Event::HungUp => {
                    self.exit = Some(HUNG_UP);
                    return Ok(());
                }
            },
        };
        self.tell(message)
    }

    fn tell(&mut self, message: Message) -> io::Result<()> {
        for effect in update(&mut self.app, message) {
            self.perform(effect)?;
        }
        Ok(())
    }

    fn have_kept(&self, entry: Entry) {
        if let Some(scribe) = &self.scribe {
            scribe.give(entry);
        }
    }

    fn perform(&mut self, effect: Effect) -> io::Result<()> {
        match effect {
            Effect::Quit => self.exit = Some(0),
            Effect::Suspend => return self.suspend(),
            Effect::Redraw => self.screen.redraw(),
            Effect::SetMouse(on) => self.session.set_mouse(on)?,
            Effect::Copy(text) => self.copy(&text)?,
            Effect::WriteClipping(entry) => self.clip(Job::Write(entry)),
            Effect::RemoveClipping { ids, key } => self.clip(Job::Remove(ids, key)),
            Effect::Edit { id, text } => return self.edit(id, &text),
            Effect::RemoveLeftNote => {
                self.left_note = None;
                return self.offer_left_note();
            }
            Effect::Keep(order) => {
                let is_decision = order.what.is_decision();
                self.keeper.give(order);
                if !is_decision {
                    return Ok(());
                }
                self.disk.get_or_insert_with(|| Instant::now() + DISK_LIMIT);
            }
            Effect::KeepTyped(kind, text) => self.have_kept(Entry::Typed(kind, text)),
            Effect::KeepChoice(choice) => self.have_kept(Entry::Chosen(choice)),
            Effect::KeepEncoding(choice) => self.have_kept(Entry::Encoding(choice)),
            Effect::ReadAgain(request) => self.read_again(request),
            Effect::Remember(briefings) => self.keeper.remember(briefings),
            Effect::Rename(became) => self.keeper.rename(became),
            Effect::Survey(briefings) => self.keeper.survey(briefings),
            Effect::Compare { briefing, earlier } => {
                let (send, place) = (to(&self.sender), self.marks.clone());
                spawn("compare", move || {
                    let compared = || Some(work::compared(place.as_ref(), &briefing, &earlier));
                    if let Some(message) = guarded(compared) {
                        send(message);
                    }
                });
            }
            Effect::Scan(scan) => self.start_scan(scan),
            Effect::Pause {
                pause,
                milliseconds,
            } => self.pause = Some((Instant::now() + Duration::from_millis(milliseconds), pause)),
            Effect::Filter(request) => self.finder.ask(request),
            Effect::LayOut(request) => self.layout.ask(request),
            Effect::Search(request) if request.use_as == Use::Select => self.selector.ask(request),
            Effect::Search(request) => self.searcher.ask(request),
            Effect::CountViews(request) => self.counter.ask(request),
            Effect::Receipt(day) => {
                let (send, marks) = (to(&self.sender), self.marks.clone());
                spawn("receipt", move || {
                    if let Some(message) = guarded(|| Some(work::receipt(marks.as_ref(), day))) {
                        send(message);
                    }
                });
            }
            Effect::ReadCopy => {
                let (send, marks) = (to(&self.sender), self.marks.clone());
                spawn("copy", move || {
                    if let Some(message) = guarded(|| Some(work::best_copy(marks.as_ref()))) {
                        send(message);
                    }
                });
            }
            Effect::Export(request) => {
                self.exporter = Some(Exporter::start(request, to(&self.sender)));
            }
            Effect::StopExport => self.exporter.iter().for_each(Exporter::stop),
            Effect::ReadRaw(..)
            | Effect::PrepareSearch(_)
            | Effect::Explain(..)
            | Effect::Record(_) => {
                let send = to(&self.sender);
                spawn("once", move || {
                    if let Some(message) = guarded(|| work::answer(effect)) {
                        send(message);
                    }
                });
            }
        }
        Ok(())
    }

    fn copy(&mut self, text: &str) -> io::Result<()> {
        if self.output.backlog() > terminal::LARGEST_COPY {
            let why = "the terminal takes nothing at present: copy again when it does";
            return self.tell(Message::Copied(Err(why.to_owned())));
        }
        let multiplexer = self.multiplexer;
        match terminal::copy(&mut self.output, text, multiplexer) {
            Ok(()) => {}
            Err(CopyError::Io(error)) => return Err(error),
            Err(error) => return self.tell(Message::Copied(Err(error.to_string()))),
        }
        let Some(name) = multiplexer.name() else {
            return self.tell(Message::Copied(Ok(Sent::Direct)));
        };
        let tell = to(&self.sender);
        spawn("clipboard", move || {
            let sent = match multiplexer::passage(multiplexer) {
                Passage::Open => Sent::Through(name),
                Passage::Shut => Sent::Kept(name),
                Passage::Unknown => Sent::Perhaps(name),
            };
            tell(Message::Copied(Ok(sent)));
        });
        Ok(())
    }

    /// Has something done to the clippings file.
    fn clip(&mut self, job: Job) {
        let start = || Clerk::start(self.clippings.clone(), to(&self.sender));
        self.clerk.get_or_insert_with(start).give(job);
    }

    /// Lends the terminal to the reader's editor until that is left.
    fn edit(&mut self, id: BriefingId, text: &str) -> io::Result<()> {
        let keyboard = terminal::keyboard().map_err(io::Error::other)?;
        let edit = || editor::edit(id, text, keyboard);
        let text = self.session.lend(edit)?;
        self.tell(Message::Edited { id, text })?;
        self.start_anew()
    }

    /// Offers a note that an earlier reader had in an editor when it was killed, if the briefing that
    /// it is on was read.
    fn offer_left_note(&mut self) -> io::Result<()> {
        let collection = self.app.library.collection();
        let Some(left) = editor::left(|id| collection.position_of(id).is_some()) else {
            return Ok(());
        };
        let (id, text) = (left.id, left.text.clone());
        self.left_note = Some(left);
        self.tell(Message::NoteLeft { id, text })
    }

    /// Tells the model when it is another day. A machine that was asleep at midnight is found out
    /// at the first thing that happens.
    fn look_at_day(&mut self) -> io::Result<()> {
        if self.day.lasts(Timestamp::now()) {
            return Ok(());
        }
        let known = self.day.date();
        self.day = Day::of(&ZonedDateTime::now());
        match self.day.date() {
            today if today == known => Ok(()),
            today => self.tell(Message::Today(today)),
        }
    }

    fn end_pause(&mut self) -> io::Result<()> {
        match self.pause {
            Some((at, pause)) if at <= Instant::now() => {
                self.pause = None;
                self.tell(Message::PauseOver(pause))
            }
            _ => Ok(()),
        }
    }

    fn suspend(&mut self) -> io::Result<()> {
        self.session.suspend()?;
        self.start_anew()
    }

    /// Draws everything again on a terminal that may have changed in the meantime.
    fn start_anew(&mut self) -> io::Result<()> {
        let (columns, rows) = terminal::size();
        self.screen.redraw();
        self.tell(Message::Resized { columns, rows })
    }

    fn start_scan(&mut self, scan: Generation) {
        // The old scan, if any, stops when it is dropped.
        self.scan = None;
        let send = to(&self.sender);
        let settings = Arc::clone(&self.settings);
        let desk = desk_for(scan, self.desk.take(), self.shared.clone(), &self.sender);
        let knowledge = move || Arc::new(Knowledge::new(settings, desk()));
        let given = self.stdin.clone();
        let more = usize::from(given.is_some());
        let began = Instant::now();
        let on_event = move |event: ScanEvent| {
            let elapsed = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
            send(work::scanned(scan, event, more, elapsed));
        };
        match (given, self.paths.is_empty()) {
            (Some(given), true) => work::whole(given, 0, 0).into_iter().for_each(on_event),
            (None, true) => self.read_samples(scan, knowledge, on_event),
            (given, false) => {
                if let Some(given) = given {
                    on_event(work::loaded(given, 0, 0));
                }
                self.scan = Some(Scan::start(
                    self.paths.clone(),
                    self.catalogue.clone(),
                    Arc::clone(&self.app.encodings),
                    knowledge,
                    on_event,
                ));
            }
        }
    }

    /// Reads a file in the encoding that was chosen for it.
    fn read_again(&self, request: ReadRequest) {
        let send = to(&self.sender);
        let (settings, desk) = (Arc::clone(&self.settings), self.app.triage.desk());
        spawn("again", move || {
            let read = || {
                let knowledge = Knowledge::new(settings, desk);
                Some(work::read_again(request, &knowledge))
            };
            if let Some(message) = guarded(read) {
                send(message);
            }
        });
    }

    fn read_samples(
        &self,
        scan: Generation,
        knowledge: impl FnOnce() -> Arc<Knowledge> + Send + 'static,
        on_event: impl Fn(ScanEvent) + Send + 'static,
    ) {
        let send = to(&self.sender);
        spawn("samples", move || {
            let failed = guarded(|| {
                work::samples(knowledge().analyst())
                    .into_iter()
                    .for_each(on_event);
                None
            });
            if let Some(failed) = failed {
                // The loading is over all the same.
                send(Message::ScanFinished { scan, elapsed: 0 });
                send(failed);
            }
        });
    }

    fn draw(&mut self) -> io::Result<()> {
        let frame = ui::view(&self.app);
        let cursor = frame.cursor.map(|position| (position.x, position.y));
        self.screen.draw(&frame.buffer, cursor)?;
        Ok(())
    }
}

/// What gives the desk's corrections to the workers of a scan: those that were read at the start,
/// and at a rescan what the file has become, of which the model hears before any briefing.
fn desk_for(
    scan: Generation,
    first: Option<Arc<Desk>>,
    file: Option<PathBuf>,
    sender: &Sender<Heard>,
) -> impl FnOnce() -> Arc<Desk> + Send + 'static {
    let send = to(sender);
    move || {
        first.unwrap_or_else(|| {
            let desk = Arc::new(file.map(Desk::read).unwrap_or_default());
            send(Message::DeskRead {
                scan,
                desk: Arc::clone(&desk),
            });
            desk
        })
    }
}

fn translated(mouse: terminal::Mouse) -> Mouse {
    Mouse {
        action: match mouse.kind {
            MouseKind::Press => MouseAction::Press,
            MouseKind::ScrollUp => MouseAction::ScrollUp,
            MouseKind::ScrollDown => MouseAction::ScrollDown,
        },
        column: mouse.column,
        row: mouse.row,
    }
}

/// What takes a worker's messages to the loop; false when the loop has ended.
fn to(sender: &Sender<Heard>) -> impl Fn(Message) -> bool + Send + Sync + 'static {
    let sender = sender.clone();
    move |message| sender.send(Heard::Message(message)).is_ok()
}
