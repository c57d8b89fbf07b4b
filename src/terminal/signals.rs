//! Signals, one after the other, for a thread that waits for them.
//!
//! The usual way wakes the thread through a pair of sockets. A program that promises to open none
//! should need no explanation: a pipe does the same.

use std::io::{self, PipeReader, PipeWriter, Read};
use std::os::fd::OwnedFd;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::{flag, low_level};

/// Signals that are caught for as long as the process lives.
pub(super) struct Signals {
    woken: PipeReader,
    raised: Vec<(i32, Arc<AtomicBool>)>,
}

impl Signals {
    /// Catches these from now on, and as many of the others as there are.
    pub(super) fn new(signals: impl IntoIterator<Item = i32>, others: &[i32]) -> io::Result<Self> {
        let (woken, wake) = io::pipe()?;
        let mut raised = Vec::new();
        for signal in signals {
            raised.push((signal, catch(signal, &wake)?));
        }
        let caught = |&signal: &i32| Some((signal, catch(signal, &wake).ok()?));
        raised.extend(others.iter().filter_map(caught));
        Ok(Self { woken, raised })
    }

    /// The signals as they come, for ever. One that comes again before it was seen counts once.
    pub(super) fn forever(&mut self) -> impl Iterator<Item = i32> {
        let Self { woken, raised } = self;
        let mut seen = Vec::new().into_iter();
        std::iter::from_fn(move || {
            loop {
                if let Some(signal) = seen.next() {
                    return Some(signal);
                }
                match woken.read(&mut [0; 64]) {
                    Ok(0) => return None,
                    Err(error) if error.kind() != io::ErrorKind::Interrupted => return None,
                    _ => {}
                }
                let is_raised =
                    |(_, flag): &&(i32, Arc<AtomicBool>)| flag.swap(false, Ordering::SeqCst);
                let now = raised.iter().filter(is_raised).map(|(signal, _)| *signal);
                seen = now.collect::<Vec<_>>().into_iter();
            }
        })
    }
}

/// Catches one: the flag is set when it comes.
fn catch(signal: i32, wake: &PipeWriter) -> io::Result<Arc<AtomicBool>> {
    let flag = Arc::new(AtomicBool::new(false));
    // In this order: who is woken finds the flag set.
    flag::register(signal, Arc::clone(&flag))?;
    low_level::pipe::register_raw(signal, OwnedFd::from(wake.try_clone()?))?;
    Ok(flag)
}

#[cfg(test)]
mod tests {
    use signal_hook::consts::{SIGUSR1, SIGUSR2};
    use signal_hook::low_level::raise;

    use super::*;

    #[test]
    fn signals_are_told_apart_and_come_in_the_end() {
        let mut signals = Signals::new([SIGUSR1, SIGUSR2], &[]).unwrap();
        let mut heard = signals.forever();
        for signal in [SIGUSR2, SIGUSR1, SIGUSR2] {
            raise(signal).unwrap();
            assert_eq!(heard.next(), Some(signal));
        }
        raise(SIGUSR2).unwrap();
        raise(SIGUSR1).unwrap();
        let mut both = [heard.next(), heard.next()];
        both.sort_unstable();
        assert_eq!(both, [Some(SIGUSR1), Some(SIGUSR2)]);
    }
}
