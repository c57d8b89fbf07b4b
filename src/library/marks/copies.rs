//! A dated copy of the marks on each day of use, beside them; the last seven are kept.

use std::fs::{self, DirEntry, File};
use std::path::{Path, PathBuf};
use std::process;
use std::time::Duration;

use jiff::civil;

use super::{Place, Trouble, disk};

/// How many copies are kept.
const KEPT: usize = 7;

/// What the name of an unfinished copy begins with; the process that makes it follows.
const UNFINISHED: &str = "marks.db.copy";

/// An unfinished copy older than this is of a process that was killed.
const STALE: Duration = Duration::from_secs(24 * 60 * 60);

/// The copies of a place, the newest last.
pub(super) fn all(place: &Place) -> Vec<PathBuf> {
    let entries = fs::read_dir(&place.folder).into_iter().flatten();
    let mut copies: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| day_of(path).is_some())
        .collect();
    copies.sort();
    copies
}

/// The day of a copy, by its name: `marks-2026-11-25.db`.
fn day_of(path: &Path) -> Option<civil::Date> {
    let name = path.file_name()?.to_str()?;
    let day = name.strip_prefix("marks-")?.strip_suffix(".db")?;
    day.parse().ok()
}

/// Makes the copy of a day, unless there is one already, and removes all but seven: first those
/// dated after that day, which a clock gone wrong has left, then the oldest. Says whether it made
/// one.
///
/// # Errors
///
/// [`Trouble`]; a copy stands under its name only when it is whole.
pub(super) fn make(place: &Place, today: civil::Date) -> Result<bool, Trouble> {
    let copy = place.folder.join(format!("marks-{today}.db"));
    if copy.exists() {
        return Ok(false);
    }
    remove_stale(&place.folder);
    // Another process may be making one at the same time.
    let unfinished = format!("{UNFINISHED}-{}", process::id());
    let unfinished = place.folder.join(unfinished);
    disk::remove_if_there(&unfinished)?;
    if let Err(trouble) = finish(place, &unfinished, &copy) {
        // Should this fail as well, it is removed when it is stale.
        let _ = fs::remove_file(&unfinished);
        return Err(trouble);
    }
    let mut copies = all(place);
    copies.sort_by_key(|path| day_of(path).map(|day| (day <= today, day)));
    for old in &copies[..copies.len().saturating_sub(KEPT)] {
        disk::remove_if_there(old)?;
    }
    Ok(true)
}

/// Writes a copy under one name, and when it is whole gives it the other.
fn finish(place: &Place, unfinished: &Path, copy: &Path) -> Result<(), Trouble> {
    let connection = disk::connect_to_read(&place.file())?;
    disk::copy_into(&connection, unfinished)?;
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
