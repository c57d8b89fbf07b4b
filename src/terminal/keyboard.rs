//! Reading the keyboard, and leaving it to another program for a while.

use std::io;
use std::os::fd::OwnedFd;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use super::background;
use super::decoder::{Decoder, Input};
use super::events::Event;

/// Failed reads in a row after which the terminal is taken for lost.
const MOST_FAILURES: u32 = 3;

/// The kernel hands out no more of a terminal at once.
const BUFFER: usize = 4096;

/// Nobody notices a wait as short as this.
const SHORT: Duration = Duration::from_millis(50);

/// Whether another program has the terminal: it then has the keys and the signals that they make.
#[derive(Debug)]
struct Lending {
    is_lent: bool,
    /// How many times it was lent.
    times: u64,
}

static LENT: Mutex<Lending> = Mutex::new(Lending {
    is_lent: false,
    times: 0,
});
static GIVEN_BACK: Condvar = Condvar::new();

/// A terminal that is lent; dropping it takes it back.
pub(super) struct Lent(());

/// Leaves the keys to another program. Returns when no key is being read any more.
pub(super) fn lend() -> Lent {
    let mut lending = lock(&LENT);
    lending.is_lent = true;
    lending.times += 1;
    Lent(())
}

impl Drop for Lent {
    fn drop(&mut self) {
        lock(&LENT).is_lent = false;
        GIVEN_BACK.notify_all();
    }
}

/// Whether another program has the terminal.
pub(super) fn is_lent() -> bool {
    lock(&LENT).is_lent
}

fn lock(lent: &Mutex<Lending>) -> MutexGuard<'_, Lending> {
    lent.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Sends what is pressed, pasted and clicked, and what the terminal answers. Returns when the
/// terminal is lost.
pub(super) fn read(keyboard: &OwnedFd, send: &impl Fn(Event)) {
    let mut decoder = Decoder::default();
    let mut buffer = [0; BUFFER];
    let (mut failures, mut times_lent) = (0, 0);
    let mut send = |input| pass_on(input, send);
    while failures < MOST_FAILURES {
        match next_bytes(keyboard, decoder.patience(), &mut times_lent, &mut buffer) {
            Ok(Some(bytes)) => {
                failures = 0;
                decoder.feed(bytes, &mut send);
            }
            Ok(None) => decoder.give_up(&mut send),
            Err(_) => failures += 1,
        }
    }
}

/// Waits for bytes; `None` when the time is over. So it is when the terminal was lent: whoever had
/// it has read the rest of what had begun.
///
/// Reads only while the terminal is ours, and only when there is something: a read that waits
/// could not be called off when the terminal is lent.
fn next_bytes<'a>(
    keyboard: &OwnedFd,
    wait: Option<Duration>,
    times_lent: &mut u64,
    buffer: &'a mut [u8],
) -> io::Result<Option<&'a [u8]>> {
    let limit = wait.and_then(|wait| Timespec::try_from(wait).ok());
    loop {
        drop(ours());
        let mut fds = [PollFd::new(keyboard, PollFlags::IN)];
        match poll(&mut fds, limit.as_ref()) {
            Err(Errno::INTR) => continue,
            Err(error) => return Err(error.into()),
            Ok(0) => return Ok(None),
            Ok(_) => {}
        }
        if fds[0].revents().contains(PollFlags::NVAL) {
            // Some systems cannot poll a terminal. There a lent one loses its first key to us, a
            // short wait is over at once, and a long one has no end.
            if wait.is_some_and(|wait| wait <= SHORT) {
                return Ok(None);
            }
            return Ok(Some(read_some(keyboard, buffer)?));
        }
        let ours = ours();
        let was_lent = std::mem::replace(times_lent, ours.times) != ours.times;
        if was_lent && wait.is_some() {
            return Ok(None);
        }
        // It may have been lent meanwhile, and the keys read by whoever had it.
        if poll(&mut fds, Some(&Timespec::default()))? == 0 {
            continue;
        }
        if !fds[0].revents().contains(PollFlags::IN) {
            return Err(io::ErrorKind::ConnectionAborted.into());
        }
        let read = read_some(keyboard, buffer);
        drop(ours);
        return read.map(Some);
    }
}

fn read_some<'a>(keyboard: &OwnedFd, buffer: &'a mut [u8]) -> io::Result<&'a [u8]> {
    match rustix::io::read(keyboard, &mut *buffer)? {
        0 => Err(io::ErrorKind::UnexpectedEof.into()),
        length => Ok(&buffer[..length]),
    }
}

/// Waits until the terminal is ours, and keeps it so.
fn ours() -> MutexGuard<'static, Lending> {
    GIVEN_BACK
        .wait_while(lock(&LENT), |lending| lending.is_lent)
        .unwrap_or_else(PoisonError::into_inner)
}

/// An answer is news only in time.
fn pass_on(input: Input, send: &impl Fn(Event)) {
    match input {
        Input::Event(event) => send(event),
        Input::Answer(background) => {
            let in_time = background::close_question();
            if let Some(background) = background.filter(|_| in_time) {
                send(Event::Background(background));
            }
        }
    }
}
