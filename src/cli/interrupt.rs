//! Ctrl-C while a command runs: the program ends at once, with the exit code of an interrupt.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::flag;

use super::error::INTERRUPTED;

/// Whether Ctrl-C ends the program. Else it is for somebody else: for the pager that has the
/// screen, as in `git log`, or for a command that must tidy up first.
static OURS: LazyLock<Arc<AtomicBool>> = LazyLock::new(|| Arc::new(AtomicBool::new(true)));

/// Watches for Ctrl-C from now on. Where the system does not allow it, Ctrl-C ends the program
/// in its usual way.
pub(super) fn watch() {
    let _ = flag::register_conditional_shutdown(SIGINT, INTERRUPTED.into(), Arc::clone(&OURS));
}

/// Leaves Ctrl-C to the pager.
pub(super) fn leave_to_the_pager() {
    OURS.store(false, Ordering::SeqCst);
}

/// From now on Ctrl-C, and what else ends a program, is only told by this flag: the command looks
/// at it, tidies up and ends.
pub(super) fn heed() -> Arc<AtomicBool> {
    let asked = Arc::new(AtomicBool::new(false));
    let ends = [SIGINT, SIGTERM, SIGHUP];
    let heard = ends.map(|signal| flag::register(signal, Arc::clone(&asked)));
    // Where the system does not allow it, the program ends in its usual way.
    if heard.iter().all(Result::is_ok) {
        leave_to_the_pager();
    }
    asked
}
