//! Ctrl-C while a command runs: the program ends at once, with the exit code of an interrupt.

use std::process;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use signal_hook::consts::SIGINT;
use signal_hook::iterator::Signals;

use super::error::INTERRUPTED;

/// Whether a pager has the screen: then Ctrl-C is for it alone, as in `git log`.
static PAGER: AtomicBool = AtomicBool::new(false);

/// Watches for Ctrl-C from now on. Where the system does not allow it, Ctrl-C ends the program
/// in its usual way.
pub(super) fn watch() {
    let Ok(mut signals) = Signals::new([SIGINT]) else {
        return;
    };
    thread::spawn(move || {
        for _ in signals.forever() {
            if !PAGER.load(Ordering::Relaxed) {
                process::exit(INTERRUPTED);
            }
        }
    });
}

/// Leaves Ctrl-C to the pager.
pub(super) fn leave_to_the_pager() {
    PAGER.store(true, Ordering::Relaxed);
}
