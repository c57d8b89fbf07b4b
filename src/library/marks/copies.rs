//! A dated copy of the marks on each day of use, beside them.
//!
//! The last seven are kept, and with them the last one before that holds more than twice as many
//! marks as each of these: where marks were lost, days of use do not push out what they could be
//! brought back from. So there are eight at most. Nothing is made of marks that are none.

use std::fs::{self, DirEntry, File};
use std::path::{Path, PathBuf};
use std::process;
use std::time::Duration;

use jiff::civil;
use rusqlite::Connection;

use super::{Count, Ledger, Place, Trouble, disk, read_copy, rows};

/// How many copies are kept, whatever is in them.
const KEPT: usize = 7;

/// What the name of an unfinished copy begins with; the process that makes it follows.
const UNFINISHED: &str = "marks.db.copy";

/// An unfinished copy older than this is of a process that was killed.
const STALE: Duration = Duration::from_secs(24 * 60 * 60);

/// A dated copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatedCopy {
    /// The file.
    pub path: PathBuf,
    /// The day, by its name.
    pub day: civil::Date,
    /// How many marks it holds, or why they cannot be brought back from it.
    pub marks: Result<usize, Trouble>,
}

/// Marks that are not there, while a copy has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// How many marks there are.
    pub left: usize,
    /// The copy.
    pub copy: PathBuf,
    /// Its day.
    pub day: civil::Date,
    /// How many marks it holds.
    pub marks: usize,
}

/// The copies of a place, the newest last, each looked through.
pub fn all(place: &Place) -> Vec<DatedCopy> {
    list(place, look_through)
}

/// The copy that marks are best brought back from, and what it holds: the newest that has half of
/// the marks of the fullest, or more.
///
/// # Errors
///
/// [`Trouble`].
pub fn best(place: &Place) -> Result<Option<(civil::Date, Ledger)>, Trouble> {
    let copies = all(place);
    let Some((copy, _)) = best_of(&copies) else {
        return Ok(None);
    };
    let ledger = read_copy(&copy.path)?;
    Ok(ledger.map(|ledger| (copy.day, ledger)))
}

/// What a place has lost, by how much is there: the best copy holds more than twice as many marks
/// as the file knows of. What the reader took away has left a trace there, and is not lost.
pub fn lost(place: &Place, there: Count) -> Option<Lost> {
    // To count is quick; only the copy that is named must be looked through.
    let mut copies = list(place, count);
    loop {
        let (copy, marks) = best_of(&copies)?;
        if is_enough(there.known, marks) {
            return None;
        }
        let path = copy.path.clone();
        match look_through(&path) {
            Ok(marks) => {
                return Some(Lost {
                    left: there.marks,
                    day: copy.day,
                    marks,
                    copy: path,
                });
            }
            Err(_) => copies.retain(|copy| copy.path != path),
        }
    }
}

/// True where so many marks are half of those, or more.
fn is_enough(there: usize, of: usize) -> bool {
    there.saturating_mul(2) >= of
}

/// The newest good copy that has enough of the fullest, and how many marks it holds.
fn best_of(copies: &[DatedCopy]) -> Option<(&DatedCopy, usize)> {
    let held = |copy: &DatedCopy| copy.marks.as_ref().ok().copied();
    let most = copies
        .iter()
        .filter_map(held)
        .max()
        .filter(|&most| most > 0)?;
    let good = copies
        .iter()
        .rev()
        .filter_map(|copy| Some((copy, held(copy)?)));
    let mut enough = good.filter(|(_, marks)| is_enough(*marks, most));
    enough.next()
}

fn list(place: &Place, look: fn(&Path) -> Result<usize, Trouble>) -> Vec<DatedCopy> {
    let entries = fs::read_dir(&place.folder).into_iter().flatten();
    let mut copies: Vec<DatedCopy> = entries
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let (day, marks) = (day_of(&path)?, look(&path));
            Some(DatedCopy { path, day, marks })
        })
        .collect();
    copies.sort_by_key(|copy| copy.day);
    copies
}

/// How many marks a copy holds.
fn count(copy: &Path) -> Result<usize, Trouble> {
    match disk::open_to_read(copy)? {
        Some(connection) => Ok(rows::count(&connection)?.marks),
        None => Ok(0),
    }
}

/// The same, when all its pages are what was written.
fn look_through(copy: &Path) -> Result<usize, Trouble> {
    match disk::open_to_read(copy)? {
        Some(connection) => {
            disk::check(&connection)?;
            Ok(rows::count(&connection)?.marks)
        }
        None => Ok(0),
    }
}

/// True for a file that by its name is a dated copy.
pub fn is_dated(path: &Path) -> bool {
    day_of(path).is_some()
}

/// The day of a copy, by its name: `marks-2026-11-25.db`.
fn day_of(path: &Path) -> Option<civil::Date> {
    let name = path.file_name()?.to_str()?;
    let day = name.strip_prefix("marks-")?.strip_suffix(".db")?;
    day.parse().ok()
}

/// Makes the copy of a day, unless there is one already, and removes what is not kept: first of
/// those dated after that day, which a clock gone wrong has left, then of the oldest. Says whether
/// it made one; of marks that are none it makes none.
///
/// # Errors
///
/// [`Trouble`]; a copy stands under its name only when it is whole.
pub(super) fn make(place: &Place, today: civil::Date) -> Result<bool, Trouble> {
    let copy = place.folder.join(format!("marks-{today}.db"));
    if disk::is_there(&copy)? {
        return Ok(false);
    }
    remove_stale(&place.folder);
    let connection = disk::connect_to_read(&place.file())?;
    if rows::count(&connection)?.known == 0 {
        return Ok(false);
    }
    // Another process may be making one at the same time.
    let unfinished = format!("{UNFINISHED}-{}", process::id());
    let unfinished = place.folder.join(unfinished);
    disk::remove_if_there(&unfinished)?;
    if let Err(trouble) = finish(&connection, &unfinished, &copy) {
        // Should this fail as well, it is removed when it is stale.
        let _ = fs::remove_file(&unfinished);
        return Err(disk::explained(trouble, &place.folder));
    }
    for old in superfluous(all(place), today) {
        disk::remove_if_there(&old)?;
    }
    Ok(true)
}

/// Which copies are not kept.
fn superfluous(mut copies: Vec<DatedCopy>, today: civil::Date) -> Vec<PathBuf> {
    // What is no file, or another program's, is not for us to remove.
    let is_ours = |copy: &DatedCopy| match copy.marks {
        Err(Trouble::InTheWay { .. } | Trouble::Foreign(_)) => false,
        Ok(_) | Err(_) => true,
    };
    copies.retain(is_ours);
    copies.sort_by_key(|copy| (copy.day <= today, copy.day));
    let (old, kept) = copies.split_at(copies.len().saturating_sub(KEPT));
    let held = kept.iter().filter_map(|copy| copy.marks.as_ref().ok());
    let most = held.max().copied().unwrap_or(0);
    let spared = best_of(old).filter(|(_, marks)| !is_enough(most, *marks));
    let is_spared = |copy: &DatedCopy| spared.is_some_and(|(spared, _)| spared == copy);
    let old = old.iter().filter(|copy| !is_spared(copy));
    old.map(|copy| copy.path.clone()).collect()
}

/// Writes a copy under one name, and when it is whole gives it the other.
fn finish(connection: &Connection, unfinished: &Path, copy: &Path) -> Result<(), Trouble> {
    disk::copy_into(connection, unfinished)?;
    File::open(unfinished)
        .and_then(|file| file.sync_all())
        .and_then(|()| fs::rename(unfinished, copy))
        .map_err(|error| Trouble::of_file(&error, unfinished))
}

/// Removes what processes that were killed have left unfinished.
fn remove_stale(folder: &Path) {
    let is_stale = |entry: &DirEntry| {
        let name = entry.file_name();
        let age = || entry.metadata().ok()?.modified().ok()?.elapsed().ok();
        name.as_encoded_bytes().starts_with(UNFINISHED.as_bytes())
            && age().is_some_and(|age| age > STALE)
    };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries.filter(is_stale) {
        // One that cannot be removed is in nobody's way.
        let _ = fs::remove_file(entry.path());
    }
}
