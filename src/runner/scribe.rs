//! The thread that reads what was typed and chosen in earlier runs and keeps that of this one.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use super::latest::{guarded, spawn};
use crate::app::Message;
use crate::library::choices::{self, Choice, Configured};
use crate::library::encodings;
use crate::library::history::{self, Kind};

/// Where it is kept, as far as there is a place for it and it is wanted.
#[derive(Debug, Clone, Default)]
pub struct Files {
    /// What was typed.
    pub history: Option<PathBuf>,
    /// What was chosen.
    pub choices: Option<PathBuf>,
    /// What files are to be read in.
    pub encodings: Option<PathBuf>,
}

/// Something to be kept.
pub(super) enum Entry {
    Typed(Kind, String),
    Chosen(Choice),
    Encoding(encodings::Choice),
}

/// Gives the thread what is to be kept.
pub(super) struct Scribe {
    entries: Sender<Entry>,
    /// Closed when the thread has kept it all.
    ended: Receiver<()>,
}

impl Scribe {
    /// Starts the thread, which tells first what the files have.
    pub(super) fn start(
        files: Files,
        configured: Configured,
        send: impl Fn(Message) -> bool + Send + 'static,
    ) -> Self {
        let (entries, waiting) = channel();
        let (ending, ended) = channel();
        spawn("scribe", move || {
            let choices = || {
                let file = files.choices.as_deref()?;
                Some(Message::ChoicesRead(choices::take_up(file, configured)))
            };
            let history = || {
                let file = files.history.as_deref()?;
                Some(Message::HistoryRead(history::read(file)))
            };
            for message in [guarded(choices), guarded(history)].into_iter().flatten() {
                send(message);
            }
            for entry in waiting {
                let kept = || files.keep(configured, entry);
                if let Some(message) = guarded(kept) {
                    send(message);
                }
            }
            drop(ending);
        });
        Self { entries, ended }
    }

    /// Has something kept.
    pub(super) fn give(&self, entry: Entry) {
        // The thread ends with this desk and not before.
        let _ = self.entries.send(entry);
    }

    /// Waits until all is kept, but no longer than a limit.
    pub(super) fn finish(self, limit: Duration) {
        drop(self.entries);
        let _ = self.ended.recv_timeout(limit);
    }
}

impl Files {
    /// Keeps an entry where there is a file for it. What is said to hold for later is told where it does not.
    fn keep(&self, configured: Configured, entry: Entry) -> Option<Message> {
        match entry {
            Entry::Typed(kind, text) => {
                let file = self.history.as_deref()?;
                // It can be spared; what is wrong with the folder is told of the marks.
                let _ = history::keep(file, kind, &text);
                None
            }
            Entry::Chosen(choice) => {
                let file = self.choices.as_deref()?;
                let _ = choices::keep(file, configured, choice);
                None
            }
            Entry::Encoding(choice) => {
                let nowhere = || Err("there is no folder to keep it in".to_owned());
                let keep = |file| encodings::keep(file, &choice).map_err(|it| it.to_string());
                let kept = self.encodings.as_deref().map_or_else(nowhere, keep);
                kept.err().map(Message::EncodingNotKept)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;
    use crate::config::{Settings, ThemeName};

    #[test]
    fn an_encoding_that_cannot_be_kept_is_told() {
        let home = tempfile::tempdir().unwrap();
        let configured = Configured::of(&Settings::defaults());
        let choice = encodings::Choice {
            path: "/a/talks.txt".into(),
            part: String::new(),
            charset: crate::ingest::Charset::named("IBM866"),
        };
        let told = |file: Option<PathBuf>| {
            let files = Files {
                encodings: file,
                ..Files::default()
            };
            let entry = Entry::Encoding(choice.clone());
            matches!(
                files.keep(configured, entry),
                Some(Message::EncodingNotKept(_))
            )
        };
        assert!(!told(Some(home.path().join("encodings"))));
        assert!(home.path().join("encodings").is_file());
        assert!(told(Some(home.path().join("encodings/no/folder"))));
        assert!(told(None));
    }

    #[test]
    fn what_was_kept_is_told_first_and_all_is_kept_before_the_end() {
        let home = tempfile::tempdir().unwrap();
        let (file, chosen) = (home.path().join("history"), home.path().join("choices"));
        history::keep(&file, Kind::Search, "first").unwrap();
        let (sender, told) = mpsc::channel();
        let configured = Configured::of(&Settings::defaults());
        let files = Files {
            history: Some(file.clone()),
            choices: Some(chosen.clone()),
            encodings: None,
        };
        let send = move |message| sender.send(message).is_ok();
        let scribe = Scribe::start(files, configured, send);
        scribe.give(Entry::Typed(Kind::Search, "second".to_owned()));
        scribe.give(Entry::Chosen(Choice::Theme(Some(ThemeName::Light))));
        scribe.give(Entry::Typed(Kind::Search, "third".to_owned()));
        scribe.finish(Duration::from_secs(60));
        let told: Vec<Message> = told.iter().collect();
        let [Message::ChoicesRead(none), Message::HistoryRead(read)] = told.as_slice() else {
            panic!("{told:?}");
        };
        assert_eq!(none.theme, None);
        assert_eq!(read.of(Kind::Search), ["first".into()]);
        assert_eq!(history::read(&file).of(Kind::Search).len(), 3);
        let choices = choices::take_up(&chosen, configured);
        assert_eq!(choices.theme, Some(ThemeName::Light));
    }
}
