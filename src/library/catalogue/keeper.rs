//! Who writes to the catalogue while files are read.

use std::borrow::Cow;
use std::collections::HashSet;
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::Catalogue;
use super::record::{self, Dictionary};
use super::tables::{self, BriefingRow, Fault, FileRows, State, Tables};
use crate::library::knowledge::Version;
use crate::library::marks::disk;

/// Bytes of rows that are written at once: with each transaction the index begins another piece, and pieces have to be
/// merged.
const TOGETHER: usize = 24 << 20;

/// The same while there is no dictionary: enough to train one, which packs those that come after.
const FIRST: usize = 4 << 20;

/// The longest that they wait for more. A reader who leaves before reads so much again the next time.
const SOON: Duration = Duration::from_secs(5);

/// News that wait for the keeper before those who read do.
const WAITING: usize = 4096;

/// What the keeper is told.
#[derive(Debug)]
enum News {
    /// A file is in the catalogue already, under this number.
    Known(i64),
    /// A file of so many bytes was read.
    Read(u64, FileRows),
    /// What is in the file of that number is not what was written.
    Damaged(u32),
    /// All was read. With this it is all there is: whatever was not told of is gone.
    Finished(Option<All>),
}

/// All that there is.
#[derive(Debug)]
pub(in crate::library) struct All {
    /// By which rules it was read.
    pub(in crate::library) rules: Version,
    /// The folders, and how they looked.
    pub(in crate::library) places: Vec<(PathBuf, i64)>,
    /// True where the catalogue was handed every file in which there are briefings.
    pub(in crate::library) is_kept: bool,
}

impl All {
    fn state(mut self) -> Option<State> {
        self.places.sort();
        self.places.dedup();
        self.is_kept.then(|| State {
            rules: self.rules.bytes().to_vec(),
            places: self.places,
        })
    }
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// Files that were in the catalogue.
    pub known: usize,
    /// Files that were added.
    pub added: usize,
    /// Files that are gone, or have changed, and were taken out.
    pub removed: usize,
    /// Why not all could be kept.
    pub trouble: Option<String>,
}

/// Tells the keeper. One for each thread.
#[derive(Debug, Clone)]
pub(in crate::library) struct Teller {
    news: SyncSender<News>,
    /// What rows are to be packed with.
    pub(super) dictionary: Dictionary,
}

impl Teller {
    pub(super) fn known(&self, file: i64) {
        let _ = self.news.send(News::Known(file));
    }

    pub(super) fn read(&self, bytes: u64, rows: FileRows) {
        let _ = self.news.send(News::Read(bytes, rows));
    }

    pub(super) fn damaged(&self, number: u32) {
        let _ = self.news.send(News::Damaged(number));
    }
}

/// The keeper at work.
#[derive(Debug)]
pub(in crate::library) struct Keeper {
    teller: Teller,
    thread: JoinHandle<Report>,
}

impl Keeper {
    pub(super) fn start(catalogue: Catalogue) -> Self {
        let (news, told) = mpsc::sync_channel(WAITING);
        let dictionary = Dictionary::default();
        let teller = Teller {
            news,
            dictionary: Arc::clone(&dictionary),
        };
        let thread = thread::spawn(move || Work::new(catalogue, dictionary).run(&told));
        Self { teller, thread }
    }

    /// Who tells it.
    pub(in crate::library) fn teller(&self) -> Teller {
        self.teller.clone()
    }

    /// Waits until all is written. With `all` what was not told of is gone, and is taken out.
    pub(in crate::library) fn finish(self, all: Option<All>) -> Report {
        let _ = self.teller.news.send(News::Finished(all));
        drop(self.teller);
        self.thread.join().unwrap_or_default()
    }
}

struct Work {
    catalogue: Catalogue,
    dictionary: Dictionary,
    /// Opened when there is something to write.
    tables: Option<Tables>,
    waiting: Vec<FileRows>,
    /// Bytes of the rows that wait.
    size: usize,
    /// Bytes of the files that were read.
    read: u64,
    /// When something was last written.
    last: Instant,
    /// Files that were in the catalogue when the reading began and have not been met since.
    unseen: HashSet<i64>,
    /// The number of the file that was made in the place of a damaged one; else 0.
    number: u32,
    is_damaged: bool,
    report: Report,
}

impl Work {
    fn new(catalogue: Catalogue, dictionary: Dictionary) -> Self {
        Self {
            catalogue,
            dictionary,
            tables: None,
            waiting: Vec::new(),
            size: 0,
            read: 0,
            last: Instant::now(),
            unseen: HashSet::new(),
            number: 0,
            is_damaged: false,
            report: Report::default(),
        }
    }

    fn run(mut self, told: &Receiver<News>) -> Report {
        if self.catalogue.is_there() {
            match open(&self.catalogue.folder).and_then(|tables| {
                self.unseen = tables.numbers()?.into_iter().collect();
                choose(&self.dictionary, tables.dictionary()?);
                Ok(tables)
            }) {
                Ok(tables) => self.tables = Some(tables),
                Err(Fault::Damaged) => self.is_damaged = true,
                // It may be better by the time that there is something to write.
                Err(Fault::Refused(_)) => {}
            }
        }
        loop {
            match told.recv_timeout(SOON) {
                Ok(News::Known(file)) => {
                    self.report.known += 1;
                    self.unseen.remove(&file);
                }
                Ok(News::Read(bytes, rows)) => self.take(bytes, rows),
                // One that was put in its place since is not meant.
                Ok(News::Damaged(number)) => self.is_damaged |= number >= self.number,
                Ok(News::Finished(all)) => {
                    self.finish(all);
                    return self.report;
                }
                Err(RecvTimeoutError::Timeout) => self.write(),
                // Whoever reads has failed; what there is is good.
                Err(RecvTimeoutError::Disconnected) => {
                    self.write();
                    return self.report;
                }
            }
        }
    }

    fn take(&mut self, bytes: u64, rows: FileRows) {
        self.read += bytes;
        // The disk does not take it: the rest would wait in memory for nothing.
        if self.report.trouble.is_some() {
            return;
        }
        let sizes = rows.briefings.iter().map(BriefingRow::size);
        self.size += rows.rest.len() + sizes.sum::<usize>();
        self.waiting.push(rows);
        let enough = match self.dictionary.get() {
            Some(_) => TOGETHER,
            None => FIRST,
        };
        if self.size >= enough || self.last.elapsed() >= SOON {
            self.write();
        }
    }

    /// Writes what waits, but for a library so small that it is read in no time.
    fn write(&mut self) {
        self.last = Instant::now();
        let is_small = self.read < self.catalogue.least && !self.catalogue.is_there();
        if self.waiting.is_empty() || is_small {
            return;
        }
        let waiting = mem::take(&mut self.waiting);
        self.size = 0;
        if let Err(fault) = self.write_all(&waiting) {
            self.report.trouble.get_or_insert(fault.to_string());
        }
    }

    fn write_all(&mut self, files: &[FileRows]) -> Result<(), Fault> {
        for is_second_try in [false, true] {
            let written = self.try_write(files);
            match written {
                Err(Fault::Damaged) if !is_second_try => self.is_damaged = true,
                other => return other,
            }
        }
        Ok(())
    }

    fn try_write(&mut self, files: &[FileRows]) -> Result<(), Fault> {
        if mem::take(&mut self.is_damaged) {
            self.tables = None;
            let (number, tables) = make_anew(&self.catalogue.folder)?;
            self.number = number;
            self.tables = Some(tables);
            // What was there under these numbers is not there any more.
            self.unseen.clear();
        }
        let tables = match &mut self.tables {
            Some(tables) => tables,
            None => self.tables.insert(open(&self.catalogue.folder)?),
        };
        // The dictionary of a catalogue that turned out damaged is as good for the new one.
        let dictionary = match self.dictionary.get() {
            Some(known) => Some(Cow::Borrowed(known)),
            None => {
                let rows = files.iter().flat_map(|file| &file.briefings);
                record::train(rows.map(|row| row.whole.as_slice())).map(Cow::Owned)
            }
        };
        if let Some(dictionary) = dictionary {
            choose(&self.dictionary, tables.choose_dictionary(&dictionary)?);
        }
        tables.write(files, |number| {
            self.unseen.remove(&number);
        })?;
        self.report.added += files.len();
        Ok(())
    }

    fn finish(&mut self, all: Option<All>) {
        self.write();
        let Some(all) = all.filter(|_| self.report.trouble.is_none()) else {
            return;
        };
        // What was met in a file before it turned out damaged is not in the one that took its place.
        let state = all.state().filter(|_| self.number == 0 && !self.is_damaged);
        let ended = self
            .remove_gone()
            .and_then(|()| self.set_state(state.as_ref()));
        if let Err(fault) = ended {
            self.is_damaged |= matches!(fault, Fault::Damaged);
            self.report.trouble = Some(fault.to_string());
        }
        // Nothing was to be written, so that it was not made anew.
        if self.is_damaged {
            let made = make_anew(&self.catalogue.folder);
            self.report.trouble = made.err().map(|fault| fault.to_string());
        }
    }

    /// Says that all is up to date, or that it is not.
    fn set_state(&mut self, state: Option<&State>) -> Result<(), Fault> {
        let Some(tables) = &mut self.tables else {
            return Ok(());
        };
        if tables.state()?.as_ref() != state {
            tables.set_state(state)?;
        }
        if self.report.added + self.report.removed > 0 {
            tables.write_back()?;
        }
        Ok(())
    }

    fn remove_gone(&mut self) -> Result<(), Fault> {
        let Some(tables) = &mut self.tables else {
            return Ok(());
        };
        let gone: Vec<i64> = self.unseen.drain().collect();
        if !gone.is_empty() {
            tables.remove(&gone)?;
            self.report.removed = gone.len();
        }
        Ok(())
    }
}

/// Has rows packed with a dictionary from now on.
fn choose(cell: &Dictionary, dictionary: Vec<u8>) {
    if !dictionary.is_empty() {
        // One that was chosen before stays.
        let _ = cell.set(dictionary);
    }
}

fn open(folder: &Path) -> Result<Tables, Fault> {
    disk::make_folder(folder)?;
    Tables::to_write(&tables::file(folder, tables::last(folder).unwrap_or(1)))
}

/// Puts an empty catalogue in the place of a damaged one.
fn make_anew(folder: &Path) -> Result<(u32, Tables), Fault> {
    disk::make_folder(folder)?;
    let number = tables::last(folder).map_or(1, |last| last.saturating_add(1));
    let tables = Tables::to_write(&tables::file(folder, number))?;
    tables::remove_former(folder, number);
    Ok((number, tables))
}
