//! The thread that writes an export, and how it is stopped.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use super::latest::{guarded, spawn};
use super::work;
use crate::app::{ExportRequest, Message};

/// How long the work goes on before its progress is told, and between two tellings.
const PATIENCE: Duration = Duration::from_secs(1);
const PACE: Duration = Duration::from_millis(250);

/// An export that is being written.
pub(super) struct Exporter {
    stop: Arc<AtomicBool>,
    /// Closed when the thread has ended.
    ended: Receiver<()>,
}

impl Exporter {
    /// Starts writing; `send` is told how far it has got and what came of it.
    pub(super) fn start(
        request: ExportRequest,
        send: impl Fn(Message) -> bool + Send + 'static,
    ) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let asked = Arc::clone(&stop);
        let (working, ended) = channel();
        spawn("export", move || {
            let mut next = Instant::now() + PATIENCE;
            let all = request.document.pieces.len();
            let message = guarded(|| {
                let go_on = &mut |done| {
                    if Instant::now() >= next {
                        next = Instant::now() + PACE;
                        send(Message::Exporting { done, all });
                    }
                    !asked.load(Ordering::Relaxed)
                };
                Some(work::exported(request, go_on))
            });
            drop(working);
            message.map(send);
        });
        Self { stop, ended }
    }

    /// Asks it to stop; the answer still comes.
    pub(super) fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Stops it and waits until what was half written is gone, but not for ever.
    pub(super) fn finish(self, limit: Duration) {
        self.stop();
        // Nothing is ever sent: this waits for the end.
        let _ = self.ended.recv_timeout(limit);
    }
}

/// The file that a name means: `~` is the reader's home.
pub(super) fn at_home(file: &str, home: Option<&Path>) -> PathBuf {
    match (file.strip_prefix("~/"), home) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(file),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leading_tilde_is_the_home() {
        let home = Some(Path::new("/home/o"));
        assert_eq!(at_home("~/x.md", home), Path::new("/home/o/x.md"));
        assert_eq!(at_home("a/~/x.md", home), Path::new("a/~/x.md"));
        assert_eq!(at_home("~/x.md", None), Path::new("~/x.md"));
    }
}
