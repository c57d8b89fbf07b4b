//! The thread that reads what was typed in earlier runs and keeps what is typed in this one.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use super::latest::{guarded, spawn};
use crate::app::Message;
use crate::library::history::{self, Kind};

/// Gives the thread what is to be kept.
pub(super) struct Scribe {
    entries: Sender<(Kind, String)>,
    /// Closed when the thread has kept it all.
    ended: Receiver<()>,
}

impl Scribe {
    /// Starts the thread, which tells first what the file has.
    pub(super) fn start(file: PathBuf, send: impl Fn(Message) -> bool + Send + 'static) -> Self {
        let (entries, waiting) = channel::<(Kind, String)>();
        let (ending, ended) = channel();
        spawn("history", move || {
            if let Some(message) = guarded(|| Some(Message::HistoryRead(history::read(&file)))) {
                send(message);
            }
            for (kind, text) in waiting {
                // It can be spared; what is wrong with the folder is told of the marks.
                let kept = || history::keep(&file, kind, &text).err().and(None);
                if let Some(message) = guarded(kept) {
                    send(message);
                }
            }
            drop(ending);
        });
        Self { entries, ended }
    }

    /// Has an entry kept.
    pub(super) fn give(&self, kind: Kind, text: String) {
        // The thread ends with this desk and not before.
        let _ = self.entries.send((kind, text));
    }

    /// Waits until all is kept, but no longer than a limit.
    pub(super) fn finish(self, limit: Duration) {
        drop(self.entries);
        let _ = self.ended.recv_timeout(limit);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn what_was_kept_is_told_first_and_all_is_kept_before_the_end() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("history");
        history::keep(&file, Kind::Search, "first").unwrap();
        let (sender, told) = mpsc::channel();
        let scribe = Scribe::start(file.clone(), move |message| sender.send(message).is_ok());
        scribe.give(Kind::Search, "second".to_owned());
        scribe.give(Kind::Search, "third".to_owned());
        scribe.finish(Duration::from_secs(60));
        let told: Vec<Message> = told.iter().collect();
        let [Message::HistoryRead(read)] = told.as_slice() else {
            panic!("{told:?}");
        };
        assert_eq!(read.of(Kind::Search), ["first".into()]);
        assert_eq!(history::read(&file).of(Kind::Search).len(), 3);
    }
}
