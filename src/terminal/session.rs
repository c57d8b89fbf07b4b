//! Taking the terminal over, and giving it back as it was found, whatever ends the program.
//!
//! There are many ways out (quitting, a panic, a signal, a lost line), some of them at once and
//! on different threads. All lead to [`restore`], which does its work once.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::io::{self, Write};
use std::panic::{self, PanicHookInfo};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, Once, PoisonError};
use std::thread::{self, ThreadId};
use std::time::Duration;

use crossterm::cursor::Hide;
use crossterm::queue;
use crossterm::terminal::EnterAlternateScreen;
use rustix::process::{Signal, getpgrp, getsid, kill_current_process_group};

use super::background;
use super::keyboard;
use super::output::{CANCEL, Output};
use super::tty::{self, NoTerminal, Tty};
use crate::text::sanitise;

/// Pasted text comes between signs of its own.
const PASTE_ON: &[u8] = b"\x1b[?2004h";

/// Clicks and the wheel, in SGR form. Not motion: over a slow line it would drown the keys.
const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1006h";

/// Undoes [`MOUSE_ON`].
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1000l";

/// Undoes all of the above, and what a frame cut short may have left: a synchronised update,
/// colours, margins.
///
/// The last row is cleared for terminals without an alternate screen, where the shell goes on
/// below what we drew; the others forget that when they go back.
const LEAVE: &[u8] = b"\x1b[?2026l\x1b[m\x1b[r\x1b[?1006l\x1b[?1000l\x1b[?2004l\
    \x1b[999;1H\x1b[K\x1b[?1049l\x1b[?25h";

/// How long leaving waits for a terminal that does not read, once for what was under way and once
/// for [`LEAVE`]; together less than a program has to end after a signal.
const LEAVE_LIMIT: Duration = Duration::from_millis(200);

/// True while the terminal is ours.
static IS_ON: AtomicBool = AtomicBool::new(false);

/// The thread that took the terminal over.
static OWNER: Mutex<Option<ThreadId>> = Mutex::new(None);

/// The way to the terminal that was taken over.
static OUTPUT: Mutex<Option<Output>> = Mutex::new(None);

/// Where a worker panicked, first of all.
static WORKER_PANIC: Mutex<Option<String>> = Mutex::new(None);

/// True from our own stopping until the signal that continues us has been seen.
static IS_STOPPING: Mutex<bool> = Mutex::new(false);
static CONTINUED: Condvar = Condvar::new();

/// How long the stop may take to reach this thread, or the signal to continue the one for signals.
const STOP_REACHES: Duration = Duration::from_secs(1);

/// What the session asks of the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// Whether clicks and the wheel are reported; that takes selecting text from the terminal.
    pub mouse: bool,
}

/// The terminal while it is ours: raw, on the alternate screen, without a cursor.
///
/// Dropping it gives the terminal back.
#[derive(Debug)]
pub struct Session {
    output: Output,
    mouse: bool,
}

impl Session {
    /// Takes the terminal over. [`super::Events::start`] comes first, so that no signal finds the
    /// terminal taken and nobody to give it back.
    ///
    /// Sets the panic hook, once: while the session is on, a panic of this thread gives the
    /// terminal back and says where it happened; one of another thread is only noted
    /// ([`worker_panic`]), because it would be written over the screen, and whoever started the
    /// thread tells the reader. Otherwise the hook found is called.
    ///
    /// # Errors
    ///
    /// [`NoTerminal`], with the terminal as it was.
    pub fn enter(output: Output, options: Options) -> Result<Self, NoTerminal> {
        if let Some(refusal) = tty::refusal(std::env::var("TERM").ok().as_deref()) {
            return Err(refusal);
        }
        tty::keyboard()?;
        *lock(&OUTPUT) = Some(output.clone());
        let mouse = options.mouse;
        let mut session = Self { output, mouse };
        set_panic_hook();
        session.turn_on()?;
        Ok(session)
    }

    fn turn_on(&mut self) -> io::Result<()> {
        *lock(&OWNER) = Some(thread::current().id());
        crossterm::terminal::enable_raw_mode()?;
        IS_ON.store(true, Ordering::SeqCst);
        let mut bytes = Vec::new();
        queue!(bytes, EnterAlternateScreen, Hide)?;
        bytes.extend_from_slice(PASTE_ON);
        if self.mouse {
            bytes.extend_from_slice(MOUSE_ON);
        }
        self.output.write_all(&bytes)
    }

    /// Gives the terminal back.
    ///
    /// Waits a moment for an answer of the terminal that is still on its way, so that it is not
    /// typed into the shell.
    pub fn leave(self) {
        background::await_answer();
        drop(self);
    }

    /// Gives the terminal back, stops the job, and takes the terminal over again when the job
    /// is continued. All must be drawn anew afterwards, and the size asked for.
    ///
    /// The whole process group is stopped, as it is by the key in a terminal that is not raw:
    /// otherwise the shell would wait for `zcat` in `zcat … | chancery -`. Without a shell that
    /// could continue us (we lead the session, as under `ssh -t host chancery`) nothing stops.
    ///
    /// # Errors
    ///
    /// What the terminal says.
    pub fn suspend(&mut self) -> io::Result<()> {
        restore();
        if getsid(None)? != getpgrp() {
            stop_job()?;
        }
        unless_hung_up(self.turn_on())
    }

    /// Lends the terminal to another program while `work` runs, as it was found, and takes it
    /// over again. All must be drawn anew afterwards, and the size asked for.
    ///
    /// # Errors
    ///
    /// What the terminal says.
    pub fn lend<T>(&mut self, work: impl FnOnce() -> T) -> io::Result<T> {
        let lent = keyboard::lend();
        restore();
        let done = work();
        drop(lent);
        unless_hung_up(self.turn_on())?;
        Ok(done)
    }

    /// Takes the terminal over anew after [`super::Event::Resumed`]: whoever stopped us may have
    /// changed its modes. All must be drawn anew.
    ///
    /// # Errors
    ///
    /// What the terminal says.
    pub fn resume(&mut self) -> io::Result<()> {
        // The kernel continues a process whose terminal hangs up, stopped or not.
        unless_hung_up(crossterm::terminal::disable_raw_mode().and_then(|()| self.turn_on()))
    }

    /// Turns the mouse on or off.
    ///
    /// # Errors
    ///
    /// What the terminal says.
    pub fn set_mouse(&mut self, on: bool) -> io::Result<()> {
        self.mouse = on;
        let sequence = if on { MOUSE_ON } else { MOUSE_OFF };
        self.output.write_all(sequence)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        restore();
    }
}

/// That the terminal is gone is told by [`super::Event::HungUp`]; it is no error besides.
fn unless_hung_up(result: io::Result<()>) -> io::Result<()> {
    result.or_else(|error| {
        if tty::is_hung_up(&error) {
            Ok(())
        } else {
            Err(error)
        }
    })
}

/// Stops the process group, this process too, and returns when it is continued.
fn stop_job() -> io::Result<()> {
    *lock(&IS_STOPPING) = true;
    kill_current_process_group(Signal::STOP)?;
    // Another thread may be the one that the signal stops first; this one must not go on and take
    // the terminal over again before it is stopped as well. The time runs while we are stopped.
    let (mut is_stopping, _) = CONTINUED
        .wait_timeout_while(lock(&IS_STOPPING), STOP_REACHES, |is_stopping| *is_stopping)
        .unwrap_or_else(PoisonError::into_inner);
    *is_stopping = false;
    Ok(())
}

/// Notes that the process was continued; true if that ends a stop of our own.
pub(super) fn note_continued() -> bool {
    let mut is_stopping = lock(&IS_STOPPING);
    CONTINUED.notify_all();
    std::mem::take(&mut is_stopping)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Gives the terminal back if it is ours.
///
/// The modes come first: setting them does not wait, whereas writing does, for a moment.
fn restore() {
    if !IS_ON.swap(false, Ordering::SeqCst) {
        return;
    }
    // Nothing can be done about a terminal that does not listen any more.
    let _ = crossterm::terminal::disable_raw_mode();
    let output = lock(&OUTPUT).clone();
    if let Some(output) = output {
        output.finish(LEAVE, LEAVE_LIMIT);
    }
}

/// Gives back of the terminal what can be given back without waiting, and ends the process.
///
/// For when the main thread did not end it in time. Nothing else is tidied up: what the reader was
/// told is kept is on disk.
pub(super) fn abandon(exit_code: i32) -> ! {
    let was_on = IS_ON.swap(false, Ordering::SeqCst);
    let _ = crossterm::terminal::disable_raw_mode();
    if was_on && let Ok(mut tty) = Tty::open_impatient() {
        let _ = tty.write_impatiently(&[CANCEL, LEAVE].concat());
    }
    signal_hook::low_level::exit(exit_code)
}

/// Where a thread other than the session's panicked while the session was on, told once.
pub fn worker_panic() -> Option<String> {
    lock(&WORKER_PANIC).take()
}

fn set_panic_hook() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let found = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let owner = *lock(&OWNER);
            if !IS_ON.load(Ordering::SeqCst) {
                found(info);
            } else if owner == Some(thread::current().id()) {
                restore();
                report(info);
            } else {
                note(info);
            }
        }));
    });
}

/// Says on standard error what happened.
///
/// Not the hook found: it would print the message as it is, and a message may quote a briefing
/// ("byte index 7 is not a char boundary; it is inside …").
fn report(info: &PanicHookInfo<'_>) {
    let payload = info.payload();
    let literal = payload.downcast_ref::<&str>().copied();
    let formatted = payload.downcast_ref::<String>().map(String::as_str);
    let message = literal.or(formatted).unwrap_or("no message");
    let message = sanitise::line(message);
    let mut stderr = io::stderr().lock();
    let _ = writeln!(
        stderr,
        "chancery: internal error at {}: {message}",
        place(info)
    );
    let backtrace = Backtrace::capture();
    if backtrace.status() == BacktraceStatus::Captured {
        let _ = writeln!(stderr, "{backtrace}");
    }
}

/// Keeps where a worker panicked, without the message, which may quote a briefing.
fn note(info: &PanicHookInfo<'_>) {
    let mut kept = lock(&WORKER_PANIC);
    kept.get_or_insert_with(|| {
        let thread = thread::current();
        let name = thread.name().unwrap_or("unnamed");
        format!("internal error in thread {name} at {}", place(info))
    });
}

fn place(info: &PanicHookInfo<'_>) -> String {
    info.location()
        .map_or_else(|| "an unknown place".to_owned(), ToString::to_string)
}
