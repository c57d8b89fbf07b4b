//! What restoring would change here: worked out before anything is done, and shown.

use std::collections::BTreeMap;

use super::{Form, Source};
use crate::briefing::{BriefingId, Value};
use crate::citation::entry::{self, Missing};
use crate::config;
use crate::library::marks::{Change, Ledger, Subject};

/// How what is there gives way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// What is to be restored is added or set; nothing else is touched.
    Merge,
    /// Afterwards there is what is to be restored and nothing else.
    Replace,
}

/// What is there now.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Present {
    /// The marks.
    pub ledger: Ledger,
    /// The clippings file that is in force after the restore, if it is there.
    pub clippings: Option<Vec<u8>>,
    /// The text of the settings, where there is a file of them.
    pub settings: Option<String>,
}

/// What is to be restored of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts {
    /// Marks and views.
    pub marks: bool,
    /// The clippings file.
    pub clippings: bool,
    /// The settings.
    pub settings: bool,
}

/// What would change.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Marks and views.
    pub marks: Vec<Change>,
    /// Ids that briefings had before, of which nothing is known here.
    pub former: Vec<(BriefingId, BriefingId)>,
    /// The clippings file.
    pub clippings: ForClippings,
    /// The settings.
    pub settings: ForSettings,
}

/// What becomes of the clippings file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ForClippings {
    /// Nobody asked for it, or the source says nothing of it.
    Untouched,
    /// It is so already.
    Same,
    /// There is none: it is written, with so many entries.
    Written(usize),
    /// It gets what it lacks.
    Added(Missing),
    /// Another takes its place, with so many entries instead of so many.
    Replaced {
        /// The entries of the new one.
        new: usize,
        /// Those of the one that is there.
        old: usize,
    },
    /// The source has none: it is put aside, with so many entries.
    Removed(usize),
}

/// What becomes of the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ForSettings {
    /// Nobody asked for them, or the source says nothing of them.
    Untouched,
    /// They are so already.
    Same,
    /// There are none: they are written.
    Written,
    /// They differ in these keys and stay.
    Kept(Vec<String>),
    /// They differ in these keys, and those of the source take their place.
    Replaced(Vec<String>),
    /// The source has the defaults: they are put aside.
    Removed,
}

impl Plan {
    /// Works out what becomes of what is there.
    pub fn new(source: &Source, present: &Present, how: How, parts: Parts) -> Self {
        let is_backup = matches!(source.form, Form::Backup(_));
        let wanted = &source.backup;
        Self {
            marks: match parts.marks {
                true => changes(&present.ledger, &wanted.marks, how),
                false => Vec::new(),
            },
            former: match parts.marks {
                true => unknown(&present.ledger, &wanted.former),
                false => Vec::new(),
            },
            clippings: match parts.clippings && is_backup {
                true => {
                    let wanted = wanted.clippings.as_deref().unwrap_or_default();
                    for_clippings(
                        wanted,
                        present.clippings.as_deref().unwrap_or_default(),
                        how,
                    )
                }
                false => ForClippings::Untouched,
            },
            settings: match parts.settings && is_backup {
                true => for_settings(wanted.settings.as_deref(), present.settings.as_deref(), how),
                false => ForSettings::Untouched,
            },
        }
    }

    /// True when nothing would change.
    pub fn is_empty(&self) -> bool {
        self.marks.is_empty()
            && self.former.is_empty()
            && !self.clippings.changes()
            && !self.settings.changes()
    }
}

impl ForClippings {
    /// True when the file would become another.
    pub fn changes(&self) -> bool {
        !matches!(self, Self::Untouched | Self::Same)
    }
}

impl ForSettings {
    /// True when the file would become another.
    pub fn changes(&self) -> bool {
        matches!(self, Self::Written | Self::Replaced(_) | Self::Removed)
    }
}

/// What makes the marks that are there those that are wanted.
pub fn changes(ledger: &Ledger, wanted: &[(Subject, Value)], how: How) -> Vec<Change> {
    // Each thing once: what is said last is meant.
    let wanted: BTreeMap<&Subject, &Value> = wanted.iter().map(|(of, now)| (of, now)).collect();
    let there = match how {
        How::Merge => Vec::new(),
        How::Replace => ledger.all(),
    };
    let unwanted = there.into_iter().filter(|(of, _)| !wanted.contains_key(of));
    let unwanted = unwanted.map(|(of, was)| Change { of, was, now: None });
    let wanted = wanted.iter().map(|(of, now)| Change {
        of: (*of).clone(),
        was: ledger.value(of),
        now: (*now).clone(),
    });
    let changed = |change: &Change| change.was != change.now;
    wanted.chain(unwanted).filter(changed).collect()
}

fn unknown(ledger: &Ledger, former: &[(BriefingId, BriefingId)]) -> Vec<(BriefingId, BriefingId)> {
    let is_unknown = |(old, now): &&(BriefingId, BriefingId)| !ledger.became(*old).contains(now);
    former.iter().filter(is_unknown).copied().collect()
}

/// An empty file and none are the same.
fn for_clippings(wanted: &[u8], present: &[u8], how: How) -> ForClippings {
    let count = entry::count;
    match (wanted, present, how) {
        _ if wanted == present => ForClippings::Same,
        ([], _, How::Merge) => ForClippings::Same,
        (_, [], _) => ForClippings::Written(count(wanted)),
        (_, _, How::Merge) => match entry::missing(present, wanted) {
            missing if missing.text.is_empty() => ForClippings::Same,
            missing => ForClippings::Added(missing),
        },
        ([], _, How::Replace) => ForClippings::Removed(count(present)),
        (_, _, How::Replace) => ForClippings::Replaced {
            new: count(wanted),
            old: count(present),
        },
    }
}

fn for_settings(wanted: Option<&str>, present: Option<&str>, how: How) -> ForSettings {
    match (wanted, present, how) {
        _ if wanted == present => ForSettings::Same,
        (Some(_), None, _) => ForSettings::Written,
        (None, _, How::Merge) => ForSettings::Same,
        (None, _, How::Replace) => ForSettings::Removed,
        (Some(wanted), Some(present), how) => {
            let keys = config::differing(present, wanted);
            match how {
                How::Merge => ForSettings::Kept(keys),
                How::Replace => ForSettings::Replaced(keys),
            }
        }
    }
}
