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
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use rustix::io::Errno;

use crate::app::{App, Effect, Generation, Message, Mouse, MouseAction, Start, update};
use crate::config::{Background, Settings, ThemeChoice};
use crate::insight::Analyst;
use crate::library::{Scan, ScanEvent};
use crate::terminal::{
    self, CopyError, Depth, Event, Events, MouseKind, NoTerminal, Screen, Session, Tty,
};
use crate::ui;

mod finder;
pub mod work;

use finder::FinderThread;

/// While briefings stream in, the screen is drawn at most this often: on a slow line every frame
/// costs, and nobody reads a list that moves twenty times a second.
const LOADING_FRAME: Duration = Duration::from_millis(100);

/// How long the terminal may take to say whether it is dark or light. Dark is assumed until then.
const BACKGROUND_LIMIT: Duration = Duration::from_millis(100);

/// The exit code of a program whose terminal went away: 128 and SIGHUP.
const HUNG_UP: u8 = 129;

/// What to open, and how.
#[derive(Debug)]
pub struct Options {
    /// Files and folders; none opens the sample briefings.
    pub paths: Vec<PathBuf>,
    /// The settings in force.
    pub settings: Settings,
    /// What is opened, in a word, for the header.
    pub name: String,
    /// Draw with ASCII characters alone.
    pub ascii: bool,
    /// How many colours the terminal has.
    pub depth: Depth,
}

/// What the loop can hear of.
enum Heard {
    /// For the model.
    Message(Message),
    /// From the terminal.
    Event(Event),
}

/// Opens the reader and returns its exit code when it is left.
///
/// # Errors
///
/// When the terminal cannot be used; [`NoTerminal::hint`] says what to do about it.
pub fn run(options: Options) -> Result<u8, NoTerminal> {
    let (sender, receiver) = channel();
    let told = sender.clone();
    let events = Events::start(move |event| {
        // The receiver is gone only when the loop has ended.
        let _ = told.send(Heard::Event(event));
    })?;
    let mouse = options.settings.terminal.mouse;
    let session = Session::enter(terminal::Options { mouse })?;
    let settings = Arc::new(options.settings);
    let (columns, rows) = terminal::size();
    let (app, scan) = App::new(Start {
        theme: settings.theme.theme(Background::Dark),
        ascii: options.ascii,
        today: jiff::ZonedDateTime::now().date(),
        name: options.name,
        columns,
        rows,
        welcome: options.paths.is_empty(),
        settings: Arc::clone(&settings),
    });
    let mut runner = Runner {
        app,
        screen: Screen::new(Tty::open()?, columns, rows, options.depth),
        session,
        finder: FinderThread::start(sender.clone()),
        sender,
        paths: options.paths,
        settings,
        scan: None,
        pause: None,
        arrivals: None,
        exit: None,
    };
    // The first frame goes out before anything is read.
    runner.draw()?;
    runner.start_scan(scan);
    if runner.settings.theme.name == ThemeChoice::Auto {
        // A terminal that does not listen is taken for dark; should it be gone, the loop will hear.
        let _ = events.ask_background(BACKGROUND_LIMIT);
    }
    let code = runner.run_loop(&receiver);
    runner.session.leave();
    match code {
        // Writing to a terminal that went away: the news of it is still on its way.
        Err(error) if error.raw_os_error() == Some(Errno::IO.raw_os_error()) => Ok(HUNG_UP),
        code => Ok(code?),
    }
}

struct Runner {
    app: App,
    screen: Screen<Tty>,
    session: Session,
    finder: FinderThread,
    sender: Sender<Heard>,
    paths: Vec<PathBuf>,
    settings: Arc<Settings>,
    scan: Option<Scan>,
    /// When to tell the model that a pause is over.
    pause: Option<(Instant, Generation)>,
    /// Briefings that wait for the next frame of the loading.
    arrivals: Option<Message>,
    exit: Option<u8>,
}

impl Runner {
    fn run_loop(&mut self, receiver: &Receiver<Heard>) -> io::Result<u8> {
        let mut drawn = Instant::now();
        // Something changed that may wait for the next frame of the loading.
        let mut due = false;
        loop {
            let deadline = [
                self.pause.map(|(at, _)| at),
                due.then(|| drawn + LOADING_FRAME),
            ]
            .into_iter()
            .flatten()
            .min();
            let first = match wait(receiver, deadline) {
                Ok(first) => first,
                Err(RecvTimeoutError::Disconnected) => return Ok(0),
                Err(RecvTimeoutError::Timeout) => None,
            };
            let mut urgent = first.is_none();
            // Take all that waits, then draw once.
            for heard in first.into_iter().chain(receiver.try_iter()) {
                due = true;
                if let Some(heard) = self.set_aside(heard) {
                    urgent |= !matches!(heard, Heard::Message(Message::Found { .. }));
                    self.hear(heard)?;
                }
                if let Some(code) = self.exit {
                    return Ok(code);
                }
            }
            self.end_pause()?;
            let first_briefings = self.app.collection.is_empty();
            if first_briefings || drawn.elapsed() >= LOADING_FRAME {
                self.take_arrivals()?;
            }
            if urgent || first_briefings || drawn.elapsed() >= LOADING_FRAME {
                self.draw()?;
                drawn = Instant::now();
                due = false;
            }
        }
    }

    /// Keeps what the loading brings until the next frame of it is due, as one batch: taking in
    /// every small one by itself would keep the loop from the keys. Gives back what is no such
    /// thing; the end of the loading comes after all that was loaded.
    fn set_aside(&mut self, heard: Heard) -> Option<Heard> {
        match heard {
            Heard::Message(message @ Message::Loaded { .. }) => {
                self.arrivals = Some(match self.arrivals.take() {
                    Some(earlier) => work::joined(earlier, message),
                    None => message,
                });
                None
            }
            other => Some(other),
        }
    }

    fn take_arrivals(&mut self) -> io::Result<()> {
        match self.arrivals.take() {
            Some(message) => self.tell(message),
            None => Ok(()),
        }
    }

    fn hear(&mut self, heard: Heard) -> io::Result<()> {
        let message = match heard {
            Heard::Message(message) => {
                if matches!(message, Message::ScanFinished { .. }) {
                    self.take_arrivals()?;
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

    fn perform(&mut self, effect: Effect) -> io::Result<()> {
        match effect {
            Effect::Quit => self.exit = Some(0),
            Effect::Suspend => return self.suspend(),
            Effect::Redraw => self.screen.redraw(),
            Effect::SetMouse(on) => self.session.set_mouse(on)?,
            Effect::Copy(text) => self.copy(&text)?,
            Effect::Scan(scan) => self.start_scan(scan),
            Effect::Pause {
                pause,
                milliseconds,
            } => self.pause = Some((Instant::now() + Duration::from_millis(milliseconds), pause)),
            Effect::Filter(request) => self.finder.ask(request),
            other @ (Effect::LayOut { .. } | Effect::ReadRaw(_)) => {
                let sender = self.sender.clone();
                std::thread::spawn(move || {
                    if let Some(message) = work::answer(other) {
                        let _ = sender.send(Heard::Message(message));
                    }
                });
            }
        }
        Ok(())
    }

    fn copy(&mut self, text: &str) -> io::Result<()> {
        let error = match terminal::copy(&mut Tty::open().map_err(io::Error::other)?, text) {
            Ok(()) => None,
            Err(CopyError::Io(error)) => return Err(error),
            Err(error) => Some(error.to_string()),
        };
        self.tell(Message::Copied(error))
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
        let sender = self.sender.clone();
        let settings = Arc::clone(&self.settings);
        let analyst = move || Arc::new(Analyst::new(&settings.tags));
        let began = Instant::now();
        let on_event = move |event: ScanEvent| {
            let elapsed = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
            let _ = sender.send(Heard::Message(work::scanned(scan, event, elapsed)));
        };
        if self.paths.is_empty() {
            std::thread::spawn(move || work::samples(&analyst()).into_iter().for_each(on_event));
        } else {
            // The old scan, if any, stops when it is dropped.
            self.scan = Some(Scan::start(self.paths.clone(), analyst, on_event));
        }
    }

    fn draw(&mut self) -> io::Result<()> {
        let frame = ui::view(&self.app);
        let cursor = frame.cursor.map(|position| (position.x, position.y));
        self.screen.draw(&frame.buffer, cursor)?;
        Ok(())
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

/// Waits for something to be heard; `Ok(None)` never comes, a deadline is a timeout.
fn wait(
    receiver: &Receiver<Heard>,
    deadline: Option<Instant>,
) -> Result<Option<Heard>, RecvTimeoutError> {
    match deadline {
        None => receiver
            .recv()
            .map(Some)
            .map_err(|_| RecvTimeoutError::Disconnected),
        Some(at) => receiver
            .recv_timeout(at.saturating_duration_since(Instant::now()))
            .map(Some),
    }
}
