//! A desk's corrections: a file that several readers share, read, looked up and merged into.
//!
//! What it says is in force beside the reader's own and gives way to it. A file that is missing or
//! makes no sense is a [`Trouble`] to be told; the reader works on without it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::file;
use crate::briefing::{Anchor, Briefing, BriefingId, Correction, Marks};
use crate::config::{ConfigError, Corrections, Rules, SpeakerRule};
use crate::ingest::Reason;
use crate::text::sanitise;

pub mod merge;
pub mod shared;
mod written;

pub use written::{tables, written};

/// The largest file that is read: tens of thousands of corrections.
const MOST_BYTES: u64 = 4 << 20;

/// What a desk has put right.
#[derive(Debug, Clone, Default)]
pub struct Desk {
    path: Option<PathBuf>,
    corrections: Corrections,
    speakers: HashMap<BriefingId, Vec<Correction>>,
    trouble: Option<Trouble>,
}

/// Why a file of corrections is not in force.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// It cannot be read.
    #[error("{}: {}", sanitise::name(.0), .1)]
    Unreadable(PathBuf, Reason),
    /// It makes no sense.
    #[error("{0}")]
    Wrong(ConfigError),
}

impl Trouble {
    /// What it means for the reader, on one line.
    pub fn notice(&self) -> String {
        format!("the desk's corrections are not in force: {}", self.short())
    }

    /// The same on one line.
    pub fn short(&self) -> String {
        match self {
            Self::Unreadable(..) => self.to_string(),
            Self::Wrong(error) => {
                let (file, line) = (sanitise::name(&error.file), error.line);
                format!("{file}:{line}: {}", sanitise::line(&error.message))
            }
        }
    }
}

impl Desk {
    /// Reads the file of that path.
    pub fn read(path: PathBuf) -> Self {
        match corrections(&path) {
            Ok(corrections) => Self {
                path: Some(path),
                ..Self::of(corrections)
            },
            Err(trouble) => Self {
                path: Some(path),
                trouble: Some(trouble),
                ..Self::default()
            },
        }
    }

    /// What these corrections come to, wherever they are from.
    pub fn of(corrections: Corrections) -> Self {
        let mut speakers: HashMap<BriefingId, Vec<Correction>> = HashMap::new();
        for rule in &corrections.speakers {
            if let Ok(id) = rule.briefing.parse() {
                speakers.entry(id).or_default().push(correction(rule));
            }
        }
        Self {
            corrections,
            speakers,
            ..Self::default()
        }
    }

    /// The file, if the settings name one.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Why its file is not in force, if it is not.
    pub fn trouble(&self) -> Option<&Trouble> {
        self.trouble.as_ref()
    }

    /// All of it, as its file has it.
    pub fn corrections(&self) -> &Corrections {
        &self.corrections
    }

    /// The rules of it.
    pub fn rules(&self) -> Rules<'_> {
        self.corrections.rules()
    }

    /// The briefings of whose quotes it puts speakers right.
    pub fn briefings(&self) -> impl Iterator<Item = BriefingId> {
        self.speakers.keys().copied()
    }

    /// The speakers of a briefing's quotes that it puts right, in order: the one place where
    /// briefings are looked up.
    pub fn corrections_of(&self, briefing: &Briefing) -> &[Correction] {
        let found = self.speakers.get(&briefing.id);
        found.map_or(&[], Vec::as_slice)
    }
}

/// Reads a file of corrections.
///
/// # Errors
///
/// [`Trouble`]: the file is not there, larger than 4 MiB, no regular file, or makes no sense.
pub fn corrections(path: &Path) -> Result<Corrections, Trouble> {
    let text = file::text(path, MOST_BYTES);
    let text = text.map_err(|reason| Trouble::Unreadable(path.to_owned(), reason))?;
    Corrections::read(&text, path).map_err(Trouble::Wrong)
}

fn correction(rule: &SpeakerRule) -> Correction {
    let speaker = rule.speaker.as_deref();
    Correction {
        anchor: Anchor {
            exact: rule.words.clone(),
            prefix: rule.before.clone(),
            suffix: rule.after.clone(),
            start: rule.at,
        },
        speaker: speaker.map(|name| sanitise::line(name.trim()).into()),
    }
}

/// The corrected speakers among the marks of a briefing, as a file of corrections has them.
pub fn speakers_of(id: BriefingId, title: Option<&str>, marks: &Marks) -> Vec<SpeakerRule> {
    let corrections = marks.corrections();
    let rule = |(_, correction): (_, &Correction)| {
        let Anchor {
            exact,
            prefix,
            suffix,
            start,
        } = &correction.anchor;
        let speaker = correction.speaker.as_deref().map(str::trim);
        let speaker = speaker.filter(|name| !name.is_empty()).map(str::to_owned);
        SpeakerRule {
            briefing: id.to_string(),
            title: title.map(str::to_owned),
            words: exact.clone(),
            before: prefix.clone(),
            after: suffix.clone(),
            at: *start,
            nobody: speaker.is_none(),
            speaker,
        }
    };
    // Blank words are found nowhere, and no file may have them.
    let is_somewhere = |rule: &SpeakerRule| !rule.words.trim().is_empty();
    corrections.map(rule).filter(is_somewhere).collect()
}

#[cfg(test)]
mod tests;
