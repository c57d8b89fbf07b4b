//! What was typed into the prompts, to be taken again: one entry a line, the oldest first.
//!
//! ```text
//! search speaker:brook is:unread
//! command save-view Ports
//! ```
//!
//! Each entry is put to what the file holds at that moment, so that several readers keep theirs. Of
//! two that do so at once one may lose it: that is no mark.

use std::fs::DirBuilder;
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::sync::Arc;

use super::{file, whole};
use crate::text::sanitise;

/// Entries kept of each kind: as far as one goes back with a key, and a little more.
const MOST: usize = 100;

/// The longest entry, in bytes: as long as what can be typed.
const LONGEST: usize = 1024;

/// The longest file: all the entries that there can be.
const MOST_READ: u64 = 1 << 20;

/// What was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A query for the search.
    Search,
    /// What the list was filtered by.
    Filter,
    /// A word that was looked for in a text.
    Find,
    /// A command.
    Command,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Search, Self::Filter, Self::Find, Self::Command];

    /// Its name in the file.
    fn name(self) -> &'static str {
        match self {
            Self::Search => "search",
            Self::Filter => "filter",
            Self::Find => "find",
            Self::Command => "command",
        }
    }
}

/// What was typed of each kind, the oldest first; every entry is one clean line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct History {
    entries: [Vec<Arc<str>>; Kind::ALL.len()],
}

impl History {
    /// The entries of a kind, the oldest first; each stands there once.
    pub fn of(&self, kind: Kind) -> &[Arc<str>] {
        &self.entries[kind as usize]
    }

    /// Puts an entry at the end; where it stood before it stands no longer.
    pub fn add(&mut self, kind: Kind, text: &str) {
        let text = sanitise::line(text);
        let text = text.trim();
        if text.is_empty() || text.len() > LONGEST {
            return;
        }
        let entries = &mut self.entries[kind as usize];
        entries.retain(|entry| **entry != *text);
        entries.push(text.into());
        let beyond = entries.len().saturating_sub(MOST);
        entries.drain(..beyond);
    }

    /// Puts what was typed later behind this.
    pub fn followed_by(mut self, later: &Self) -> Self {
        for (kind, text) in later.all() {
            self.add(kind, text);
        }
        self
    }

    fn all(&self) -> impl Iterator<Item = (Kind, &str)> {
        let of = |kind| self.of(kind).iter().map(move |entry| (kind, &**entry));
        Kind::ALL.into_iter().flat_map(of)
    }

    /// What is no entry is left out.
    fn parse(text: &str) -> Self {
        let mut history = Self::default();
        for line in text.lines() {
            let entry = line.split_once(' ');
            let kind = |name| Kind::ALL.into_iter().find(|kind| kind.name() == name);
            if let Some((kind, text)) = entry.and_then(|(name, text)| Some((kind(name)?, text))) {
                history.add(kind, text);
            }
        }
        history
    }
}

/// Reads what was typed; nothing where the file is not there, or is no such file.
pub fn read(path: &Path) -> History {
    let text = file::text(path, MOST_READ);
    text.map_or_else(|_| History::default(), |text| History::parse(&text))
}

/// Puts an entry at the end of the file, for its owner alone.
///
/// # Errors
///
/// When the system refuses; then the file is as it was.
pub fn keep(path: &Path, kind: Kind, text: &str) -> io::Result<()> {
    let mut history = read(path);
    history.add(kind, text);
    if let Some(folder) = path.parent() {
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)?;
    }
    whole::write(path, 0o600, true, |out| {
        for (kind, text) in history.all() {
            writeln!(out, "{} {text}", kind.name())?;
        }
        Ok::<(), io::Error>(())
    })
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn texts(history: &History, kind: Kind) -> Vec<&str> {
        history.of(kind).iter().map(|entry| &**entry).collect()
    }

    #[test]
    fn entries_are_kept_by_kind_each_once_for_the_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state/chancery/history");
        assert_eq!(read(&path), History::default());
        for (kind, text) in [
            (Kind::Search, "speaker:brook"),
            (Kind::Command, "save-view Ports"),
            (Kind::Search, "storm  -sea"),
            (Kind::Search, "speaker:brook"),
        ] {
            keep(&path, kind, text).unwrap();
        }
        let history = read(&path);
        assert_eq!(
            texts(&history, Kind::Search),
            ["storm  -sea", "speaker:brook"]
        );
        assert_eq!(texts(&history, Kind::Command), ["save-view Ports"]);
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&path), 0o600);
        assert_eq!(mode(path.parent().unwrap()), 0o700);
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn what_is_in_the_file_is_cleaned_and_bounded() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("history");
        let long = "x".repeat(LONGEST + 1);
        let text = format!("search a\u{1b}[2Jb\u{202e}c\nnonsense\nlater x\nfind \nfind {long}\n");
        fs::write(&path, text).unwrap();
        let history = read(&path);
        let [entry] = texts(&history, Kind::Search)[..] else {
            panic!("{history:?}");
        };
        assert!(!entry.contains(['\u{1b}', '\u{202e}']), "{entry}");
        assert_eq!(history.all().count(), 1);
        for n in 0..MOST + 5 {
            keep(&path, Kind::Find, &format!("word {n}")).unwrap();
        }
        let found = read(&path);
        assert_eq!(found.of(Kind::Find).len(), MOST);
        assert_eq!(&*found.of(Kind::Find)[0], "word 5");
        let pipe = folder.path().join("pipe");
        rustix::fs::mkfifoat(rustix::fs::CWD, &pipe, rustix::fs::Mode::RWXU).unwrap();
        assert_eq!(read(&pipe), History::default(), "never waited for");
    }

    #[test]
    fn what_was_read_goes_before_what_was_typed_meanwhile() {
        let mut read = History::default();
        read.add(Kind::Filter, "old");
        read.add(Kind::Filter, "both");
        let mut typed = History::default();
        typed.add(Kind::Filter, "both");
        typed.add(Kind::Filter, "new");
        let all = read.followed_by(&typed);
        assert_eq!(texts(&all, Kind::Filter), ["old", "both", "new"]);
    }
}
