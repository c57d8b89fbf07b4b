//! The collection of briefings: files and folders read on worker threads, and the samples that
//! are compiled in.
//!
//! This is the lowest layer that touches the file system. Of the reader's own files it only ever
//! reads; what it writes are the marks, the clippings, what was typed or chosen, and what a restore brings back. A file that cannot be read is a
//! [`Problem`](crate::ingest::Problem) beside the briefings, never an error that stops the rest.
//!
//! ```text
//! walk     which files there are: no links followed, no hidden ones, bounded
//! file     the bytes of one file, without ever blocking on what is no file
//! scan     both on worker threads, with events for the screen
//! knowledge what briefings are made by
//! catalogue what was made of files before
//! samples  the briefings that are compiled in
//! collection all of them, with their tags numbered
//! cards    what list and finder need of each
//! marks    what the reader decided about them, kept on disk
//! problems what could not be read, gathered by reason
//! personal what of it shows in a briefing itself
//! receipt  what was done with them in some time
//! clippings the file that they are written to
//! revisions the same place with new words: what is a revision of what
//! comparison a revision beside its wording as it was read
//! backup   all that is the reader's in one file, and back
//! history  what was typed into the prompts
//! choices  theme and layout as they were chosen by a key
//! encodings what files are to be read in, as it was chosen
//! whole    a file that is written whole or not at all
//! room     why a disk takes no more
//! locked   a file that several processes write to, opened by one at a time
//! desk     what a desk has put right, in a file that several share
//! speakers one person under the names of several briefings
//! ```

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use crate::briefing::{Briefing, Origin};
use crate::config::RecordsRule;
use crate::ingest::{self, Chosen, Columns, Data, Reason, TableRule, Tally};

pub mod backup;
pub mod cards;
pub mod catalogue;
pub mod choices;
pub mod clippings;
pub mod collection;
pub mod comparison;
pub mod desk;
pub mod encodings;
mod file;
pub mod history;
pub mod knowledge;
mod locked;
pub mod marks;
pub mod personal;
pub mod problems;
pub mod receipt;
pub mod revisions;
mod room;
pub mod samples;
pub mod scan;
pub mod speakers;
mod walk;
pub mod whole;

use catalogue::Catalogue;
use encodings::Encodings;
use knowledge::Knowledge;
pub use problems::Problems;
pub use scan::{Indexed, Scan, ScanEvent, Walked};

/// Briefings, and what could not be read on the way to them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Loaded {
    /// In the order of their paths, then of their places in their files.
    pub briefings: Vec<Arc<Briefing>>,
    /// In the same order, where they are not so many that the first to come are kept.
    pub problems: Problems,
    /// What was read as what.
    pub tally: Tally,
}

/// Reads files and folders and waits for them: what [`Scan`] does, for the command line.
///
/// The result does not depend on how the threads happened to run: paths in the order given, a
/// folder's entries by name. Each file is read in the encoding that was chosen for it.
pub fn load(
    paths: &[PathBuf],
    catalogue: Option<Catalogue>,
    encodings: &Arc<Encodings>,
    knowledge: &Knowledge,
) -> Loaded {
    let plan = scan::Plan::of(paths.to_vec(), catalogue, Arc::clone(encodings));
    scan::load(&plan, || knowledge)
}

/// Brings the catalogue of files and folders up to date, and waits for it. No briefing stays in memory. `tell` hears,
/// now and then, how far it has got.
pub fn index(
    paths: &[PathBuf],
    catalogue: Catalogue,
    encodings: &Arc<Encodings>,
    knowledge: &Knowledge,
    tell: &mut dyn FnMut(&Indexed, &Walked),
) -> (Indexed, catalogue::Report) {
    let plan = scan::Plan::of(paths.to_vec(), Some(catalogue), Arc::clone(encodings));
    scan::index(plan, knowledge, tell)
}

/// What the settings say of tables, as it is heeded where they are read.
fn table_rules(records: &[RecordsRule]) -> Vec<TableRule> {
    let names = |names: &[String]| (!names.is_empty()).then(|| names.to_vec());
    let rule = |rule: &RecordsRule| TableRule {
        files: rule.files.clone(),
        columns: Columns {
            text: names(&rule.text),
            title: names(&rule.title),
            date: names(&rule.date),
            source: names(&rule.source),
            author: names(&rule.author),
            language: names(&rule.language),
            address: names(&rule.url),
            tags: names(&rule.tags),
        },
    };
    records.iter().map(rule).collect()
}

/// The text that a briefing was made from, as its file has it, only decoded.
///
/// Reads the file again: keeping every raw text would double the memory of a library. Nothing in
/// it is cleaned; whoever shows it must do so.
///
/// # Errors
///
/// When the file cannot be read any more, or has become too short to hold the briefing.
pub fn raw_text(origin: &Origin, encodings: &Encodings) -> io::Result<String> {
    if let Some(bytes) = samples::bytes_of(&origin.path) {
        return raw_text_of(bytes, origin);
    }
    let opened = file::Opened::of(&origin.path).map_err(io::Error::other)?;
    let chosen = encodings.of(&origin.path);
    raw_text_in(Data::File(&opened.file), opened.size, chosen, origin)
}

/// The same for a file that is in memory.
///
/// # Errors
///
/// When the briefing was not made from these bytes.
pub fn raw_text_of(bytes: &[u8], origin: &Origin) -> io::Result<String> {
    let as_it_is = Chosen::default();
    raw_text_in(Data::Bytes(bytes), bytes.len() as u64, &as_it_is, origin)
}

fn raw_text_in(data: Data<'_>, size: u64, chosen: &Chosen, origin: &Origin) -> io::Result<String> {
    let bytes = ingest::open(&origin.path, data, size, chosen, &origin.address);
    let bytes = bytes.map_err(io::Error::other)?;
    // What is read as chosen comes as UTF-8, whatever it looks like.
    let text = match chosen.of(&origin.address) {
        Some(_) => String::from_utf8_lossy(&bytes).into(),
        None => ingest::decode(&bytes),
    };
    let stretch = match origin.is_rendered() {
        true => Some(&*text),
        false => text.get(origin.raw.range()),
    };
    stretch
        .map(str::to_owned)
        .ok_or_else(|| io::Error::other(Reason::Changed))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::briefing::{Address, Span};

    #[test]
    fn the_raw_text_is_the_stretch_of_the_file_that_is_the_briefing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("two.txt");
        fs::write(&path, "first\nsecond\n").unwrap();
        let as_it_is = Encodings::default();
        let mut origin = Origin {
            path: path.as_path().into(),
            address: Address::default(),
            ordinal: 1,
            raw: Span::new(6, 12),
            encoding: None,
        };
        assert_eq!(raw_text(&origin, &as_it_is).unwrap(), "second");

        fs::write(&path, "short").unwrap();
        let changed = raw_text(&origin, &as_it_is).unwrap_err().to_string();
        assert!(changed.contains("changed"), "{changed}");

        origin.path = folder.path().join("gone.txt").as_path().into();
        let gone = raw_text(&origin, &as_it_is).unwrap_err().to_string();
        assert_eq!(gone, Reason::Missing.to_string());
    }
}
