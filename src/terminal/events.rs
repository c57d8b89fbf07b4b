//! What happens at the terminal: keys, signals, a lost line, each from a thread of its own.

use std::fmt;
use std::io::{self, Write};
use std::os::fd::OwnedFd;
use std::panic;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::process::{Signal, getpid, kill_process};
use signal_hook::consts::{
    SIGABRT, SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGIO, SIGPROF, SIGQUIT, SIGSYS, SIGTERM, SIGTRAP,
    SIGTSTP, SIGUSR1, SIGUSR2, SIGVTALRM, SIGWINCH, SIGXCPU, SIGXFSZ,
};

use super::background::{self, Background, Replies, Sorted};
use super::output::Output;
use super::session;
use super::signals::Signals;
use super::translate::translate;
use super::tty::{self, NoTerminal};
use crate::config::Key;

/// How long the main loop has to end the process after it was told to, before it is ended.
const GRACE: Duration = Duration::from_millis(500);

/// How long keys that may begin the terminal's answer are held back.
const HOLD: Duration = Duration::from_millis(50);

/// How long crossterm may look for what is there, in its own buffer and at the terminal, before
/// it is taken to have nothing.
///
/// It looks at neither when the time is over before it begins, and on a busy machine a millisecond
/// easily is: keys that it has read already would then lie in its buffer until the next one is
/// pressed. A key that comes meanwhile is not late.
const LOOK: Duration = Duration::from_millis(50);

/// Failed reads in a row after which the terminal is taken for lost.
const MOST_FAILURES: u32 = 3;

/// The exit code after a signal is 128 and its number, as shells have it.
const AFTER_SIGNAL: i32 = 128;

/// What is caught: the terminal's own signals, and all else that would end the program and leave the
/// terminal as it is.
const SIGNALS: [i32; 18] = [
    SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGCONT, SIGWINCH, SIGABRT, SIGALRM, SIGIO, SIGPROF,
    SIGSYS, SIGTRAP, SIGUSR1, SIGUSR2, SIGVTALRM, SIGXCPU, SIGXFSZ,
];

/// More of the latter, where the system has them and nobody else has taken them: a coprocessor's
/// fault, a failing power supply, and the real-time signals.
const OTHER_SIGNALS: &[i32] = if cfg!(target_os = "linux") {
    &[
        16, 30, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54,
        55, 56, 57, 58, 59, 60, 61, 62, 63, 64,
    ]
} else {
    &[]
};

/// Whether another program has the terminal: it then has the keys and the signals that they make.
static LENT: Mutex<bool> = Mutex::new(false);
static GIVEN_BACK: Condvar = Condvar::new();

/// Something that happened at the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted: as it came, with whatever is in it.
    Paste(String),
    /// The mouse was used.
    Mouse(Mouse),
    /// The terminal has a new size; neither is ever 0.
    Resize {
        /// How many columns.
        columns: u16,
        /// How many rows.
        rows: u16,
    },
    /// All that was given to [`super::Output`] is written, or could not be.
    Written,
    /// The terminal told whether it is dark or light.
    Background(Background),
    /// Somebody asks us to stop: [`super::Session::suspend`].
    Suspend,
    /// We were stopped and go on: [`super::Session::resume`].
    ///
    /// Not sent after a stop of our own, which `suspend` returns from.
    Resumed,
    /// Somebody asks us to end, with this exit code. Half a second later the process is ended.
    Terminate(i32),
    /// The terminal is gone. Half a second later the process is ended, with exit code 129.
    HungUp,
}

/// The mouse was used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mouse {
    /// How.
    pub kind: MouseKind,
    /// The column, from 0.
    pub column: u16,
    /// The row, from 0.
    pub row: u16,
}

/// How the mouse was used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MouseKind {
    /// The first button went down.
    Press,
    /// The wheel turned away from the reader.
    ScrollUp,
    /// The wheel turned towards the reader.
    ScrollDown,
}

/// The running event source. It runs until the process ends.
pub struct Events {
    send: Box<dyn Fn(Event) + Send + Sync>,
}

impl fmt::Debug for Events {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events").finish_non_exhaustive()
    }
}

impl Events {
    /// Starts to send what happens at the terminal; to be called once, before
    /// [`super::Session::enter`].
    ///
    /// `send` is called on several threads and must not wait, or keys are late.
    ///
    /// # Errors
    ///
    /// [`NoTerminal`] if there is none to read keys from, or a thread cannot be
    /// started.
    pub fn start(send: impl Fn(Event) + Send + Sync + Clone + 'static) -> Result<Self, NoTerminal> {
        let keyboard = tty::keyboard()?;
        let signals = Signals::new(SIGNALS, OTHER_SIGNALS)?;
        let (to_keys, to_signals, to_watchdog) = (send.clone(), send.clone(), send.clone());
        spawn("signals", move || forward_signals(signals, to_signals))?;
        let keys_from = keyboard.try_clone()?;
        spawn("watchdog", move || watch(&keyboard, to_watchdog))?;
        spawn("keys", move || read_keys(&keys_from, to_keys))?;
        Ok(Self {
            send: Box::new(send),
        })
    }

    /// Asks the terminal whether it is dark or light, without waiting for the answer.
    ///
    /// [`Event::Background`] follows if the environment tells or the terminal answers within
    /// `limit`; a later answer is read and dropped. To be called within a session, best after the
    /// first frame was drawn. Terminals known not to answer are not asked.
    ///
    /// # Errors
    ///
    /// What the terminal says.
    pub fn ask_background(&self, output: &mut Output, limit: Duration) -> io::Result<()> {
        let value = |name| std::env::var(name).unwrap_or_default();
        if let Some(background) = background::from_environment(&value("COLORFGBG")) {
            (self.send)(Event::Background(background));
        } else if background::can_be_asked(&value("TERM")) {
            background::ask(limit);
            output.write_all(background::QUESTION)?;
        }
        Ok(())
    }
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    thread::Builder::new()
        .name(name.to_owned())
        .spawn(work)
        .map(drop)
}

/// A terminal that is lent; dropping it takes it back.
pub(super) struct Lent(());

/// Leaves the keys to another program. Returns when no key is being read any more.
pub(super) fn lend() -> Lent {
    *lock(&LENT) = true;
    Lent(())
}

impl Drop for Lent {
    fn drop(&mut self) {
        *lock(&LENT) = false;
        GIVEN_BACK.notify_all();
    }
}

fn is_lent() -> bool {
    *lock(&LENT)
}

fn lock(lent: &Mutex<bool>) -> MutexGuard<'_, bool> {
    lent.lock().unwrap_or_else(PoisonError::into_inner)
}

fn stop_self() {
    // There is nobody to tell that it did not work.
    let _ = kill_process(getpid(), Signal::STOP);
}

fn forward_signals(mut signals: Signals, send: impl Fn(Event)) {
    for signal in signals.forever() {
        match signal {
            SIGWINCH => {
                let (columns, rows) = tty::size();
                send(Event::Resize { columns, rows });
            }
            // The program that has the terminal stops itself; without us the shell would wait.
            SIGTSTP if is_lent() => stop_self(),
            SIGINT | SIGQUIT | SIGCONT if is_lent() => {}
            SIGTSTP => send(Event::Suspend),
            // A file has become too long: whoever writes it is told.
            SIGXFSZ => {}
            SIGCONT => {
                if !session::note_continued() {
                    send(Event::Resumed);
                }
            }
            signal => {
                let exit_code = AFTER_SIGNAL + signal;
                end(&send, Event::Terminate(exit_code), exit_code);
            }
        }
    }
}

/// Waits for the terminal to go away.
///
/// The signal for that does not always arrive, and crossterm's reader then spins for ever
/// (crossterm#793). Polling for no event at all still reports errors, and sleeps until then.
fn watch(keyboard: &OwnedFd, send: impl Fn(Event)) {
    loop {
        let mut fds = [PollFd::new(keyboard, PollFlags::empty())];
        if poll(&mut fds, None).is_err() {
            continue;
        }
        let seen = fds[0].revents();
        if seen.contains(PollFlags::NVAL) {
            // Some systems cannot poll a terminal; there the signal has to do.
            return;
        }
        if seen.intersects(PollFlags::HUP | PollFlags::ERR) {
            end(&send, Event::HungUp, AFTER_SIGNAL + SIGHUP);
        }
    }
}

/// Tells the main loop to end the process, and ends it if that takes too long.
fn end(send: &impl Fn(Event), event: Event, exit_code: i32) -> ! {
    send(event);
    thread::sleep(GRACE);
    session::abandon(exit_code)
}

fn read_keys(keyboard: &OwnedFd, send: impl Fn(Event)) {
    let mut replies = Replies::default();
    let mut failures = 0;
    while failures < MOST_FAILURES {
        // Some sequences that no keyboard sends make crossterm's parser panic. It can go on.
        let read = panic::catch_unwind(|| next_event(keyboard, replies_wait(&replies)));
        match read {
            Ok(Ok(Some(event))) => {
                failures = 0;
                if let Some(event) = translate(event) {
                    pass_on(event, &mut replies, &send);
                }
            }
            Ok(Ok(None)) => send_keys(replies.release(), &send),
            Ok(Err(_)) | Err(_) => failures += 1,
        }
    }
    end(&send, Event::HungUp, AFTER_SIGNAL + SIGHUP);
}

/// How long to wait for the next event; `None` is for ever.
fn replies_wait(replies: &Replies) -> Option<Duration> {
    replies.is_holding().then_some(HOLD)
}

/// Waits for an event; `None` when the time is over.
///
/// What crossterm reads it keeps, whole event or not. So it may read only while the terminal is
/// ours, and only when there is something: a read that waits could not be called off when the
/// terminal is lent.
fn next_event(
    keyboard: &OwnedFd,
    wait: Option<Duration>,
) -> io::Result<Option<crossterm::event::Event>> {
    let wait = wait.and_then(|wait| Timespec::try_from(wait).ok());
    loop {
        let ours = GIVEN_BACK
            .wait_while(lock(&LENT), |lent| *lent)
            .unwrap_or_else(PoisonError::into_inner);
        if crossterm::event::poll(LOOK)? {
            return crossterm::event::read().map(Some);
        }
        drop(ours);
        let mut fds = [PollFd::new(keyboard, PollFlags::IN)];
        match poll(&mut fds, wait.as_ref()) {
            Err(Errno::INTR) => continue,
            Err(error) => return Err(error.into()),
            Ok(0) => return Ok(None),
            Ok(_) => {}
        }
        let seen = fds[0].revents();
        if seen.contains(PollFlags::NVAL) {
            // Some systems cannot poll a terminal; there a lent one loses its first key to us.
            return crossterm::event::read().map(Some);
        }
        if seen.intersects(PollFlags::HUP | PollFlags::ERR) {
            return Err(io::ErrorKind::ConnectionAborted.into());
        }
    }
}

/// Sends `event` unless it is, or may be, part of the terminal's answer.
fn pass_on(event: Event, replies: &mut Replies, send: &impl Fn(Event)) {
    match event {
        Event::Key(key) if background::is_awaited() => match replies.sort(key) {
            Sorted::Typed(keys) => send_keys(keys, send),
            Sorted::Held => {}
            Sorted::Answer(background) => {
                let in_time = background::close_question();
                if let Some(background) = background.filter(|_| in_time) {
                    send(Event::Background(background));
                }
            }
        },
        event => {
            send_keys(replies.release(), send);
            send(event);
        }
    }
}

fn send_keys(keys: Vec<Key>, send: &impl Fn(Event)) {
    for key in keys {
        send(Event::Key(key));
    }
}
