//! Ctrl-C while a command runs: the program ends at once, with the exit code of an interrupt.

use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::flag;
use signal_hook::iterator::Signals;

use super::error::INTERRUPTED;

/// Whether Ctrl-C is for somebody else: for the pager that has the screen, as in `git log`, or
/// for a command that must tidy up first.
static ELSEWHERE: AtomicBool = AtomicBool::new(false);

/// Watches for Ctrl-C from now on. Where the system does not allow it, Ctrl-C ends the program
/// in its usual way.
pub(super) fn watch() {
    let Ok(mut signals) = Signals::new([SIGINT]) else {
        return;
    };
    thread::spawn(move || {
        for _ in signals.forever() {
            if !ELSEWHERE.load(Ordering::Relaxed) {
                process::exit(INTERRUPTED.into());
            }
        }
    });
}

/// Leaves Ctrl-C to the pager.
pub(super) fn leave_to_the_pager() {
    ELSEWHERE.store(true, Ordering::Relaxed);
}

/// From now on Ctrl-C, and what else ends a program, is only told by this flag: the command looks
/// at it, tidies up and ends.
pub(super) fn heed() -> Arc<AtomicBool> {
    let asked = Arc::new(AtomicBool::new(false));
    let ends = [SIGINT, SIGTERM, SIGHUP];
    let heard = ends.map(|signal| flag::register(signal, Arc::clone(&asked)));
    // Where the system does not allow it, the program ends in its usual way.
    if heard.iter().all(Result::is_ok) {
        ELSEWHERE.store(true, Ordering::Relaxed);
    }
    asked
}
