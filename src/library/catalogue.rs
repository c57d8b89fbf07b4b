//! What was made of the files of a library, kept in the cache so that no file is analysed twice.
//!
//! ```text
//! walk ── file and how it looks ──> worker ── stamp ──> catalogue: known, here is what it gave
//!                                        └── else read, analyse ──> keeper ──> catalogue
//! ```
//!
//! A file is known by its *stamp*: where it stands, how the system says it looks, in which encodings it is to be
//! read, and by which rules. Of anything else nothing is found under it, so nothing that is out of date is ever shown.
//! What is found is checked against a hash. The catalogue may be deleted at any time, and where it cannot be written the
//! files are read as they were before there was one.

mod keeper;
mod record;
mod search;
mod stamp;
mod tables;

use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::{self, Path, PathBuf};
use std::sync::Arc;

use super::knowledge::Version;
use crate::briefing::Briefing;
use crate::ingest::Chosen;
pub use keeper::Report;
pub(super) use keeper::{All, Keeper, Teller};
pub(super) use record::Rest;
use record::{Clerk, Scribe};
pub use search::{By, Outdated, Searched};
pub(super) use stamp::{Look, Stamp};
use tables::{BriefingRow, Fault, FileRows, Tables};

/// Bytes of files from which on a catalogue is made: fewer are read in some two seconds, and making one takes as long again.
const LEAST: u64 = 64 << 20;

/// Where the catalogue of a library is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catalogue {
    folder: PathBuf,
    roots: Roots,
    /// Bytes of files from which on one is made.
    least: u64,
}

/// The paths of a library as they were named, each with the real one: however a folder is named, it is the same library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Roots(Vec<(PathBuf, PathBuf)>);

impl Roots {
    fn of(paths: &[PathBuf]) -> Self {
        let real = |path: &PathBuf| fs::canonicalize(path).unwrap_or_else(|_| absolute(path));
        Self(
            paths
                .iter()
                .map(|path| (path.clone(), real(path)))
                .collect(),
        )
    }

    /// The real paths, by name.
    fn all(&self) -> Vec<&Path> {
        let mut all: Vec<&Path> = self.0.iter().map(|(_, real)| real.as_path()).collect();
        all.sort();
        all.dedup();
        all
    }

    /// The real path of a file or folder that the walk came upon.
    pub(super) fn real(&self, path: &Path) -> PathBuf {
        let inside = self.0.iter().find_map(|(named, real)| {
            let rest = path.strip_prefix(named).ok()?;
            // Joining an empty path would append a separator.
            Some(if rest.as_os_str().is_empty() {
                real.clone()
            } else {
                real.join(rest)
            })
        });
        inside.unwrap_or_else(|| absolute(path))
    }
}

impl Catalogue {
    /// The catalogue of what is at and under `paths`, in the folder of the program's caches.
    pub fn of(caches: &Path, paths: &[PathBuf]) -> Self {
        let roots = Roots::of(paths);
        let mut hasher = blake3::Hasher::new();
        for path in roots.all() {
            hasher.update(path.as_os_str().as_bytes());
            hasher.update(b"\0");
        }
        let name = hasher.finalize().to_hex();
        Self {
            folder: caches.join(&name[..16]),
            roots,
            least: LEAST,
        }
    }

    /// The same, made of however few files there are.
    #[must_use]
    pub fn of_few_as_well(self) -> Self {
        Self { least: 0, ..self }
    }

    /// The folder that it is kept in.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Bytes that it takes on the disk.
    pub fn size(&self) -> u64 {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let sizes = entries.filter_map(|entry| Some(entry.metadata().ok()?.len()));
        sizes.sum()
    }

    /// The paths that it is about.
    pub(super) fn roots(&self) -> &Roots {
        &self.roots
    }

    /// True where so many bytes of files are worth a catalogue.
    pub(super) fn is_worth(&self, bytes: u64) -> bool {
        bytes >= self.least
    }

    /// True where there is one.
    fn is_there(&self) -> bool {
        tables::last(&self.folder).is_some()
    }

    /// Starts who writes to it.
    pub(super) fn keeper(&self) -> Keeper {
        Keeper::start(self.clone())
    }

    /// Who looks files up, and hands to the keeper what is not there.
    pub(super) fn access(&self, teller: Teller, rules: Version) -> Access {
        let number = tables::last(&self.folder);
        let known = match number.map(|number| (number, self.open(number))) {
            Some((_, Ok(known))) => Some(known),
            Some((number, Err(Fault::Damaged))) => {
                teller.damaged(number);
                None
            }
            _ => None,
        };
        Access {
            roots: self.roots.clone(),
            known,
            rules,
            scribe: Scribe::new(Arc::clone(&teller.dictionary)).ok(),
            teller,
        }
    }

    /// Opens the file of a number, to read it.
    fn open(&self, number: u32) -> Result<Known, Fault> {
        let tables = Tables::to_read(&tables::file(&self.folder, number))?;
        let clerk = Clerk::new(&tables.dictionary()?).map_err(|_| Fault::Damaged)?;
        Ok(Known {
            number,
            tables,
            clerk,
        })
    }
}

/// What a file has given, if it is known.
#[derive(Debug)]
pub(super) enum Lookup {
    /// It has to be read.
    Unknown,
    /// The same, and what there is of it is damaged, although it may have given some briefings.
    Broken,
    /// All of its briefings were given, so many; this is what else there is.
    Known(u32, Box<Rest>),
    /// Nobody wants more.
    Stopped,
}

/// A file on its way into the catalogue.
#[derive(Debug)]
pub(super) struct Keeping {
    stamp: Stamp,
    /// Its briefings, in order.
    rows: Vec<BriefingRow>,
    /// True where what there is of it is damaged.
    replaces: bool,
}

impl Keeping {
    /// Nothing of a file yet; with `replaces`, what there is of it is damaged.
    pub(super) fn new(stamp: Stamp, replaces: bool) -> Self {
        Self {
            stamp,
            rows: Vec::new(),
            replaces,
        }
    }
}

/// Looks files up in the catalogue, for one thread.
#[derive(Debug)]
pub(super) struct Access {
    /// What there was when it was opened.
    known: Option<Known>,
    roots: Roots,
    rules: Version,
    scribe: Option<Scribe>,
    teller: Teller,
}

/// A catalogue to look things up in.
#[derive(Debug)]
struct Known {
    /// That of its file.
    number: u32,
    tables: Tables,
    clerk: Clerk,
}

impl Access {
    /// True where there is a catalogue already.
    pub(super) fn is_there(&self) -> bool {
        self.known.is_some()
    }

    /// The stamp of a file that looks so, if it can have one.
    pub(super) fn stamp(&self, path: &Path, look: &Look, chosen: &Chosen) -> Option<Stamp> {
        look.stamp(&self.roots.real(path), &self.rules, chosen)
    }

    /// What a file has given, but for its briefings, which are only counted.
    pub(super) fn rest(&mut self, stamp: &Stamp, path: &Path) -> Lookup {
        let Some(Known { tables, .. }) = &self.known else {
            return Lookup::Unknown;
        };
        match tables.rest(stamp) {
            Ok(Some((number, _, row))) => match record::rest(&row, stamp, path) {
                Some((count, rest)) => {
                    self.teller.known(number);
                    Lookup::Known(count, Box::new(rest))
                }
                None => Lookup::Broken,
            },
            Ok(None) => Lookup::Unknown,
            Err(fault) => self.failed(&fault),
        }
    }

    /// Calls `take` with the briefings of a file, in order, until it returns false.
    pub(super) fn look_up(
        &mut self,
        stamp: &Stamp,
        path: &Arc<Path>,
        take: &mut dyn FnMut(Briefing) -> bool,
    ) -> Lookup {
        let Some(Known { tables, clerk, .. }) = &mut self.known else {
            return Lookup::Unknown;
        };
        let found = match tables.rest(stamp) {
            Ok(Some(found)) => found,
            Ok(None) => return Lookup::Unknown,
            Err(fault) => return self.failed(&fault),
        };
        let (number, first, row) = found;
        let Some((count, rest)) = record::rest(&row, stamp, path) else {
            return Lookup::Broken;
        };
        let (mut next, mut goes_on) = (0, true);
        let read = tables.briefings(first, count, |row| {
            let Some(briefing) = clerk.briefing(row, stamp, next, path) else {
                return false;
            };
            next += 1;
            goes_on = take(briefing);
            goes_on
        });
        match read {
            Err(fault) => self.failed(&fault),
            Ok(()) if !goes_on => Lookup::Stopped,
            Ok(()) if next == count => {
                self.teller.known(number);
                Lookup::Known(count, Box::new(rest))
            }
            Ok(()) => Lookup::Broken,
        }
    }

    /// Asks no more: of a catalogue that is damaged, or that another process keeps from us, nothing better is to come.
    fn failed(&mut self, fault: &Fault) -> Lookup {
        if let Some(known) = self.known.take()
            && matches!(fault, Fault::Damaged)
        {
            self.teller.damaged(known.number);
        }
        Lookup::Broken
    }

    /// Writes down the next briefing of a file that is to be kept; false where that cannot be done.
    pub(super) fn note(&mut self, keeping: &mut Keeping, briefing: &Briefing) -> bool {
        let place = u32::try_from(keeping.rows.len()).unwrap_or(u32::MAX);
        let scribe = self.scribe.as_mut();
        let whole = scribe.and_then(|it| it.row(&keeping.stamp, place, briefing));
        let Some(whole) = whole else {
            return false;
        };
        keeping.rows.push(BriefingRow {
            id: briefing.id,
            day: search::day(briefing.date),
            whole,
            terms: search::terms(briefing),
        });
        true
    }

    /// Has a file of so many bytes kept, with what else it has given; false where it is not to be kept.
    pub(super) fn keep(&self, bytes: u64, path: &Path, keeping: Keeping, rest: &Rest) -> bool {
        // What may be otherwise the next time is not worth keeping.
        if rest.problems.iter().any(|it| it.reason.may_pass()) {
            return false;
        }
        let count = u32::try_from(keeping.rows.len()).ok();
        let rest = count.and_then(|count| record::rest_row(&keeping.stamp, count, rest));
        let is_kept = rest.is_some();
        if let Some(rest) = rest {
            let rows = FileRows {
                stamp: keeping.stamp,
                path: self.roots.real(path),
                rest,
                briefings: keeping.rows,
                replaces: keeping.replaces,
            };
            self.teller.read(bytes, rows);
        }
        is_kept
    }
}

/// A path from the root on. Where the current folder is gone, as it is.
fn absolute(path: &Path) -> PathBuf {
    path::absolute(path).unwrap_or_else(|_| path.to_owned())
}
