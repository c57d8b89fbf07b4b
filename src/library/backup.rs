//! All that is the reader's in one file, and back: marks and saved views, the clippings file and
//! the settings.
//!
//! ```text
//! sealed   JSON lines of which none can be lost or changed unnoticed
//! raw      the contents of a file as text in JSON
//! source   what is to be restored: a backup, or marks in one of their own forms
//! plan     what restoring it would change here
//! pending  the change itself: once it is decided it is made, whatever happens meanwhile
//! ```
//!
//! A backup is JSON lines, readable with any program:
//!
//! ```json
//! {"chancery":"backup","version":1,"made":"2026-11-26T17:00:00Z"}
//! {"id":"2W7Z…","read":true,"note":"Ask."}
//! {"view":"Grain","query":"tag:grain is:unread"}
//! {"former":"1ZK4…","now":"2W7Z…"}
//! {"clippings":"clippings.md","text":"> The river is shared.\n…"}
//! {"settings":"config.toml","text":"[reading]\nwidth = 80\n"}
//! {"end":true,"lines":6,"blake3":"9f86d081…"}
//! ```
//!
//! Briefings and views are the lines of [`marks::to_lines`]; `former` is an id that a briefing had
//! before, by which entries of the clippings file may name it. Where there is no clippings file, an
//! empty one or no settings, their line is left out.

use std::io;

use jiff::Timestamp;
use serde::ser::{SerializeMap, Serializer};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use super::marks::{self, Ledger, Subject};
use crate::briefing::{BriefingId, Value};
use raw::Raw;

pub mod pending;
mod plan;
mod raw;
mod sealed;
mod source;

pub use plan::{ForClippings, ForSettings, How, Parts, Plan, Present, changes};
pub use source::{Form, LONGEST, Source, Trouble, read};

/// What the head of a backup calls it.
const KIND: &str = "backup";

/// The version of the form that is written; every earlier one is read.
const VERSION: u32 = 1;

/// What goes into a backup.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Backup {
    /// All marks and saved views.
    pub marks: Vec<(Subject, Value)>,
    /// Ids that briefings had before, each with what it became.
    pub former: Vec<(BriefingId, BriefingId)>,
    /// The clippings file, where there is one with something in it.
    pub clippings: Option<Vec<u8>>,
    /// The text of the settings, where they are not the defaults.
    pub settings: Option<String>,
}

/// Why bytes are no backup that can be restored.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It is something else.
    #[error("it is no backup of Chancery's")]
    Foreign,
    /// A later version of the program has made it.
    #[error("it was made by a newer Chancery (version {0} of the file, this one knows {VERSION})")]
    Newer(u64),
    /// The end is missing, behind so many lines.
    #[error("it is cut off after line {0}: the rest of it is missing")]
    Cut(usize),
    /// It is not what was written.
    #[error("it is damaged: it is not as it was written")]
    Changed,
    /// A line makes no sense.
    #[error("line {line}: {reason}")]
    Line {
        /// Its number, from 1.
        line: usize,
        /// What is wrong with it; not sanitised.
        reason: String,
    },
}

/// One kind of line, by the member that tells it from the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A briefing or a view.
    Marks,
    /// An id that a briefing had before.
    Former,
    /// The clippings file.
    Clippings,
    /// The settings.
    Settings,
}

const KINDS: [(&str, Kind); 5] = [
    ("id", Kind::Marks),
    ("view", Kind::Marks),
    ("former", Kind::Former),
    ("clippings", Kind::Clippings),
    ("settings", Kind::Settings),
];

impl Kind {
    fn of(members: &Map<String, Json>) -> Option<Self> {
        let found = KINDS.iter().find(|(name, _)| members.contains_key(*name));
        // The marks of a briefing have a member "clippings", too.
        found.map(|(_, kind)| *kind)
    }
}

/// A line of an id that a briefing had before.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Former {
    former: String,
    now: String,
}

impl Former {
    fn read(members: Map<String, Json>) -> Result<(BriefingId, BriefingId), String> {
        let read = serde_json::from_value(Json::Object(members));
        let Self { former, now } = read.map_err(|error| error.to_string())?;
        let id = |id: String| id.parse().map_err(|error| format!("{id:?}: {error}"));
        Ok((id(former)?, id(now)?))
    }
}

/// A line with a whole file in it: what the file is, its usual name, its contents.
struct WholeFile<'a>(&'static str, &'static str, &'a Raw);

impl Serialize for WholeFile<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(what, name, raw) = self;
        let (text, value) = raw.member();
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry(what, name)?;
        map.serialize_entry(text, &value)?;
        map.end()
    }
}

/// Writes a backup.
///
/// # Errors
///
/// None in practice: what is written is in memory.
pub fn to_bytes(
    ledger: &Ledger,
    clippings: Option<&[u8]>,
    settings: Option<&str>,
    made: Timestamp,
) -> io::Result<Vec<u8>> {
    let mut out = sealed::Writer::new(KIND, VERSION, made)?;
    for line in marks::to_lines(ledger) {
        out.line(&line)?;
    }
    for (former, now) in ledger.renamed() {
        let (former, now) = (former.to_string(), now.to_string());
        out.line(&Former { former, now })?;
    }
    if let Some(clippings) = clippings.filter(|clippings| !clippings.is_empty()) {
        let clippings = Raw(clippings.to_vec());
        out.line(&WholeFile("clippings", "clippings.md", &clippings))?;
    }
    if let Some(settings) = settings {
        let settings = Raw(settings.as_bytes().to_vec());
        out.line(&WholeFile("settings", "config.toml", &settings))?;
    }
    out.seal()
}

/// Reads a backup and when it was made: all of it, or nothing.
///
/// # Errors
///
/// [`Fault`], the first that is found.
pub fn from_bytes(bytes: &[u8]) -> Result<(Timestamp, Backup), Fault> {
    let sealed::Lines { made, lines } = sealed::open(bytes, KIND, VERSION)?;
    let mut backup = Backup::default();
    for (line, text) in lines {
        let read = backup.take(text);
        read.map_err(|reason| Fault::Line { line, reason })?;
    }
    Ok((made, backup))
}

impl Backup {
    /// Takes in one line.
    fn take(&mut self, line: &[u8]) -> Result<(), String> {
        let members: Json = serde_json::from_slice(line).map_err(|error| error.to_string())?;
        let Json::Object(mut members) = members else {
            return Err("this is no JSON object".to_owned());
        };
        let there_twice = |what: &str| Err(format!("there are \"{what}\" already"));
        match Kind::of(&members) {
            Some(Kind::Marks) => self.marks.extend(marks::from_members(members)?),
            Some(Kind::Former) => self.former.push(Former::read(members)?),
            Some(Kind::Clippings) if self.clippings.is_some() => return there_twice("clippings"),
            Some(Kind::Clippings) => {
                self.clippings = Some(whole_file(&mut members, "clippings")?.0);
            }
            Some(Kind::Settings) if self.settings.is_some() => return there_twice("settings"),
            Some(Kind::Settings) => {
                let text = whole_file(&mut members, "settings")?.0;
                let text = String::from_utf8(text).map_err(|_| "the settings are not in UTF-8")?;
                self.settings = Some(text);
            }
            None => return Err("this Chancery does not know what it says".to_owned()),
        }
        Ok(())
    }
}

/// The contents of a file in a line that has nothing else.
fn whole_file(members: &mut Map<String, Json>, what: &str) -> Result<Raw, String> {
    let raw = Raw::take(members)?;
    match members.keys().find(|name| *name != what) {
        Some(name) => Err(format!("{name:?} is nothing that this Chancery knows")),
        None => Ok(raw),
    }
}

#[cfg(test)]
mod tests;
