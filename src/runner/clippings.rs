//! The thread that writes the clippings file: one after the other, in the order of the reader's
//! decisions, and beside the loop, because a disk may take its time.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use super::latest::{guarded, spawn};
use crate::app::Message;
use crate::briefing::BriefingId;
use crate::library::clippings::{ClippingsFile, Trouble};

/// Something to be done to the clippings file.
pub(super) enum Job {
    /// Write an entry at its end.
    Write(String),
    /// Take the entry of a clipping out, which is of one of these briefings.
    Remove(Vec<BriefingId>, Arc<str>),
}

/// The file, and where it may not lie.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// The file, if there is a home for it.
    pub(super) file: Option<PathBuf>,
    /// The files and folders of the briefings.
    pub(super) briefings: Vec<PathBuf>,
}

/// Gives the thread its jobs. Started by the first one: most readers only read.
pub(super) struct Clerk {
    jobs: Sender<Job>,
    /// Closed when the thread has done all its jobs.
    ended: Receiver<()>,
}

impl Clerk {
    /// Starts the thread, which tells of every job that it is done, or why not.
    pub(super) fn start(place: Place, send: impl Fn(Message) -> bool + Send + 'static) -> Self {
        let (jobs, waiting) = channel();
        let (ending, ended) = channel();
        spawn("clippings", move || {
            for job in waiting {
                if let Some(message) = guarded(|| Some(done(&place, &job))) {
                    send(message);
                }
            }
            drop(ending);
        });
        Self { jobs, ended }
    }

    /// Gives a job.
    pub(super) fn give(&self, job: Job) {
        // The thread ends with this desk and not before.
        let _ = self.jobs.send(job);
    }

    /// Waits until all is done, but no longer than a limit.
    pub(super) fn finish(self, limit: Duration) {
        drop(self.jobs);
        let _ = self.ended.recv_timeout(limit);
    }
}

/// Does a job.
fn done(place: &Place, job: &Job) -> Message {
    let file = || {
        let file: &Path = place.file.as_deref().ok_or(Trouble::NoPlace)?;
        ClippingsFile::new(file.to_owned(), &place.briefings)
    };
    let (refused, result) = match job {
        Job::Write(entry) => (
            "Clipped, but not written:",
            file().and_then(|file| file.append(entry)),
        ),
        Job::Remove(ids, key) => (
            "Taken back, but",
            file().and_then(|file| file.remove(ids, key)),
        ),
    };
    Message::ClippingDone(result.map_err(|trouble| format!("{refused} {trouble}")))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::mpsc;

    use super::*;
    use crate::citation::entry;
    use crate::config::Form;

    #[test]
    fn jobs_are_done_in_order_and_all_before_the_end() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("share/clippings.md");
        let place = Place {
            file: Some(file.clone()),
            briefings: Vec::new(),
        };
        let (sender, told) = mpsc::channel();
        let clerk = Clerk::start(place, move |message| sender.send(message).is_ok());
        let id = BriefingId::of("t", "b");
        let entry = |key: &str| entry::sealed(Form::Plain, id, key, "“Words”");
        for key in ["1-2", "3-4"] {
            clerk.give(Job::Write(entry(key)));
        }
        for key in ["1-2", "5-6"] {
            clerk.give(Job::Remove(vec![id], key.into()));
        }
        clerk.finish(Duration::from_secs(60));
        assert_eq!(fs::read_to_string(file).unwrap(), entry("3-4"));
        let told: Vec<Message> = told.iter().collect();
        let [.., Message::ClippingDone(Err(text))] = told.as_slice() else {
            panic!("{told:?}");
        };
        assert_eq!(told.len(), 4, "{told:?}");
        assert!(text.starts_with("Taken back, but there is no entry of it in "));
    }

    #[test]
    fn without_a_place_it_is_said_what_to_do() {
        let place = Place {
            file: None,
            briefings: Vec::new(),
        };
        let Message::ClippingDone(Err(text)) = done(&place, &Job::Write(String::new())) else {
            panic!("a refusal");
        };
        assert_eq!(
            text,
            "Clipped, but not written: there is no place for it: set HOME, or [clippings] file in \
             the settings"
        );
    }
}
