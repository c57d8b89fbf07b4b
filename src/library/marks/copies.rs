//! A dated copy of the marks on each day of use, beside them; the last seven are kept.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use jiff::civil;

use super::{Place, Trouble, store};

/// How many copies are kept.
const KEPT: usize = 7;

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

/// Makes the copy of a day, unless there is one already, and removes what is older than the last
/// seven. Says whether it made one.
///
/// # Errors
///
/// [`Trouble`]; a copy stands under its name only when it is whole.
pub(super) fn make(place: &Place, today: civil::Date) -> Result<bool, Trouble> {
    let copy = place.folder.join(format!("marks-{today}.db"));
    if copy.exists() {
        return Ok(false);
    }
    let unfinished = place.folder.join("marks.db.copy");
    store::remove_if_there(&unfinished)?;
    let connection = store::connect_to_read(&place.file())?;
    store::copy_into(&connection, &unfinished)?;
    let failed = |error: std::io::Error| Trouble::of_file(&error, &unfinished);
    File::open(&unfinished)
        .and_then(|file| file.sync_all())
        .map_err(failed)?;
    fs::rename(&unfinished, &copy).map_err(failed)?;
    let copies = all(place);
    for old in &copies[..copies.len().saturating_sub(KEPT)] {
        store::remove_if_there(old)?;
    }
    Ok(true)
}
