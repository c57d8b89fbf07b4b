//! Bytes on their way to the terminal, written by a thread of their own.
//!
//! A terminal may stop reading: the line stalls, somebody presses `^s`, a multiplexer is stopped.
//! Whoever writes to it then waits, for hours perhaps. Only this thread does: the loop goes on
//! taking keys and keeping marks, and draws the next frame when the last one is written. A frame
//! that would have to wait is not made at all, so that what is shown at last is what is true then.

use std::collections::VecDeque;
use std::io::{self, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use super::events::Event;

/// How much is written at once. What is being written cannot be called off; Linux passes on no
/// more at a time either.
const PIECE: usize = 2048;

/// Ends an escape sequence that was cut short, whichever it is (ECMA-48, CAN).
pub(super) const CANCEL: &[u8] = b"\x18";

/// The way to the terminal, shared by all who write to it. Writing never waits.
#[derive(Debug, Clone)]
pub struct Output(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    /// What is still to be written.
    waiting: VecDeque<u8>,
    /// True while some of it is being written.
    is_writing: bool,
    /// True if somebody wants to hear when all is written.
    is_awaited: bool,
    /// Why writing failed, until it is told.
    failed: Option<io::Error>,
}

impl State {
    fn is_done(&self) -> bool {
        self.waiting.is_empty() && !self.is_writing
    }

    /// Puts `last` in the place of what still waits, whose beginning may have been written.
    fn cut_short(&mut self, last: &[u8]) {
        if !self.waiting.is_empty() {
            self.waiting.clear();
            self.waiting.extend(CANCEL);
        }
        self.waiting.extend(last);
    }
}

impl Output {
    /// Starts the thread, which runs until the process ends. `send` hears of
    /// [`Event::Written`] when [`Self::is_ready`] was not, and of a failure.
    ///
    /// # Errors
    ///
    /// When no thread can be started.
    pub fn start(
        mut writer: impl Write + Send + 'static,
        send: impl Fn(Event) + Send + 'static,
    ) -> io::Result<Self> {
        let shared = Arc::new(Shared::default());
        let output = Self(Arc::clone(&shared));
        thread::Builder::new()
            .name("output".to_owned())
            .spawn(move || {
                loop {
                    let piece = shared.next_piece();
                    let result = writer.write_all(&piece).and_then(|()| writer.flush());
                    if shared.note_written(result) {
                        send(Event::Written);
                    }
                }
            })?;
        Ok(output)
    }

    /// True when all is written that was given so far. Otherwise [`Event::Written`] follows.
    ///
    /// # Errors
    ///
    /// Why something that was given earlier could not be written; told once.
    pub fn is_ready(&self) -> io::Result<bool> {
        let mut state = self.0.lock();
        if let Some(error) = state.failed.take() {
            return Err(error);
        }
        state.is_awaited = !state.is_done();
        Ok(!state.is_awaited)
    }

    /// How many bytes wait to be written.
    pub fn backlog(&self) -> usize {
        self.0.lock().waiting.len()
    }

    /// Writes `last` as the last thing for now. What was given before has until `limit` to be
    /// written and is dropped then; `last` has as long again.
    pub(super) fn finish(&self, last: &[u8], limit: Duration) {
        let mut state = self.0.wait_until_done(self.0.lock(), limit);
        state.cut_short(last);
        self.0.changed.notify_all();
        let mut state = self.0.wait_until_done(state, limit);
        // The terminal may belong to somebody else by the time it reads again.
        state.waiting.clear();
    }
}

impl Write for Output {
    /// Takes all of it.
    ///
    /// # Errors
    ///
    /// Why something that was given earlier could not be written; told once.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut state = self.0.lock();
        if let Some(error) = state.failed.take() {
            return Err(error);
        }
        state.waiting.extend(bytes);
        self.0.changed.notify_all();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn next_piece(&self) -> Vec<u8> {
        let mut state = self
            .changed
            .wait_while(self.lock(), |state| state.waiting.is_empty())
            .unwrap_or_else(PoisonError::into_inner);
        state.is_writing = true;
        let length = state.waiting.len().min(PIECE);
        state.waiting.drain(..length).collect()
    }

    /// Notes what became of a piece; true if somebody is to hear of it.
    fn note_written(&self, result: io::Result<()>) -> bool {
        let mut state = self.lock();
        state.is_writing = false;
        if let Err(error) = result {
            state.failed = Some(error);
            state.waiting.clear();
            state.is_awaited = true;
        }
        self.changed.notify_all();
        state.is_done() && std::mem::take(&mut state.is_awaited)
    }

    fn wait_until_done<'a>(
        &'a self,
        state: MutexGuard<'a, State>,
        limit: Duration,
    ) -> MutexGuard<'a, State> {
        self.changed
            .wait_timeout_while(state, limit, |state| !state.is_done())
            .unwrap_or_else(PoisonError::into_inner)
            .0
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, Sender, channel};

    use super::*;

    /// A terminal that takes a piece when it is told to.
    struct Stalling {
        go: Receiver<io::Result<()>>,
        taken: Sender<Vec<u8>>,
    }

    impl Write for Stalling {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            match self.go.recv() {
                Ok(result) => result?,
                // The test is over.
                Err(_) => loop {
                    thread::park();
                },
            }
            self.taken.send(bytes.to_vec()).unwrap();
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    struct Stalled {
        output: Output,
        go: Sender<io::Result<()>>,
        taken: Receiver<Vec<u8>>,
        heard: Receiver<Event>,
    }

    fn stalled() -> Stalled {
        let (go, going) = channel();
        let (take, taken) = channel();
        let (send, heard) = channel();
        let writer = Stalling {
            go: going,
            taken: take,
        };
        let told = move |event| send.send(event).unwrap();
        let output = Output::start(writer, told).unwrap();
        Stalled {
            output,
            go,
            taken,
            heard,
        }
    }

    #[test]
    fn a_terminal_that_does_not_read_keeps_nobody_waiting_and_is_told_of_when_it_does() {
        let mut stalled = stalled();
        assert!(stalled.output.is_ready().unwrap());
        stalled.output.write_all(b"frame").unwrap();
        assert!(!stalled.output.is_ready().unwrap());
        stalled.go.send(Ok(())).unwrap();
        assert_eq!(stalled.heard.recv().unwrap(), Event::Written);
        assert_eq!(stalled.taken.recv().unwrap(), b"frame");
        assert!(stalled.output.is_ready().unwrap());
    }

    #[test]
    fn who_did_not_ask_hears_nothing() {
        let mut stalled = stalled();
        stalled.output.write_all(b"one").unwrap();
        stalled.go.send(Ok(())).unwrap();
        assert_eq!(stalled.taken.recv().unwrap(), b"one");
        stalled.output.finish(b"two", Duration::ZERO);
        assert!(stalled.heard.try_recv().is_err());
    }

    #[test]
    fn what_is_not_taken_in_time_is_dropped() {
        let mut stalled = stalled();
        let frame = [b'x'; PIECE + 1];
        stalled.output.write_all(&frame).unwrap();
        // The first piece is under way now; the rest waits.
        while stalled.output.backlog() > 1 {
            thread::yield_now();
        }
        stalled.output.finish(b"last", Duration::ZERO);
        assert_eq!(stalled.output.backlog(), 0);
        stalled.output.write_all(b"later").unwrap();
        stalled.go.send(Ok(())).unwrap();
        stalled.go.send(Ok(())).unwrap();
        assert_eq!(stalled.taken.recv().unwrap(), &frame[..PIECE]);
        assert_eq!(stalled.taken.recv().unwrap(), b"later");
    }

    #[test]
    fn a_sequence_that_may_have_been_cut_is_ended() {
        let mut state = State::default();
        state.cut_short(b"last");
        assert_eq!(state.waiting, b"last");
        state.cut_short(b"again");
        assert_eq!(state.waiting, b"\x18again");
    }

    #[test]
    fn a_failure_is_told_once_and_what_waited_is_gone() {
        let mut stalled = stalled();
        stalled.output.write_all(&[b'x'; PIECE + 1]).unwrap();
        stalled.go.send(Err(io::ErrorKind::Other.into())).unwrap();
        assert_eq!(stalled.heard.recv().unwrap(), Event::Written);
        assert!(stalled.output.is_ready().is_err());
        assert!(stalled.output.is_ready().unwrap());
        assert_eq!(stalled.output.backlog(), 0);
    }
}
