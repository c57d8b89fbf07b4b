//! What happens at the terminal: keys, signals, a lost line, each from a thread of its own.

use std::fmt;
use std::io::{self, Write};
use std::os::fd::OwnedFd;
use std::thread;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::process::{Signal, getpid, kill_process};
use signal_hook::consts::{
    SIGABRT, SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGIO, SIGPROF, SIGQUIT, SIGSYS, SIGTERM, SIGTRAP,
    SIGTSTP, SIGUSR1, SIGUSR2, SIGVTALRM, SIGWINCH, SIGXCPU, SIGXFSZ,
};

use super::background::{self, Background};
use super::keyboard::{self, is_lent};
use super::output::Output;
use super::session;
use super::signals::Signals;
use super::tty::{self, NoTerminal};
use crate::config::Key;

/// How long the main loop has to end the process after it was told to, before it is ended.
const GRACE: Duration = Duration::from_millis(500);

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
        spawn("keys", move || {
            keyboard::read(&keys_from, &to_keys);
            end(&to_keys, Event::HungUp, AFTER_SIGNAL + SIGHUP);
        })?;
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
/// The signal for that does not always arrive. Polling for no event at all still reports errors, and sleeps until then.
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
