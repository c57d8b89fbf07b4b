//! A damaged file is set aside under a dated name, and what can be read of it goes into a new one.
//!
//! Each table is read from its beginning until a page cannot be read, then from its end until the
//! same; what the newest dated copy has besides is taken from there. The damaged file is never
//! deleted: what is lost to us may not be lost to a specialist.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::types::Value as Cell;
use rusqlite::{Connection, OpenFlags, params_from_iter};

use super::disk::{self, Identity};
use super::{Place, Trouble, copies, local_day, rows, schema};

/// What became of a damaged file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Salvaged {
    /// Where the damaged file is now.
    pub kept_as: PathBuf,
    /// Marks that were read from it.
    pub marks: usize,
    /// Marks that it had lost and the newest copy had.
    pub from_copy: usize,
}

impl fmt::Display for Salvaged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kept_as = self.kept_as.file_name().unwrap_or_default();
        write!(
            f,
            "The marks were damaged: {} saved from them, {} from the last copy; {} keeps the rest",
            self.marks,
            self.from_copy,
            kept_as.to_string_lossy()
        )
    }
}

/// The tables, with what orders their rows.
const TABLES: [(&str, &str); 8] = [
    ("marks", "briefing, mark"),
    ("steps", "step"),
    ("changes", "step, briefing, mark"),
    ("places", "briefing, path"),
    ("former", "old, now"),
    ("former_marks", "briefing, mark"),
    ("missing", "briefing, mark"),
    ("unmet", "id"),
];

/// Puts a new file in the place of a damaged one; `None` where another process has done so since
/// `found` was.
pub(super) fn set_aside(
    place: &Place,
    found: Option<Identity>,
    now: Timestamp,
) -> Result<Option<Salvaged>, Trouble> {
    // One process at a time: a second one would set the new file aside.
    let _alone = disk::alone(place)?;
    let file = place.file();
    if Identity::of(&file) != found {
        return Ok(None);
    }
    let new = place.folder.join("marks.db.new");
    disk::remove_if_there(&new)?;
    let mut fresh = Connection::open(&new)?;
    schema::bring_up_to_date(&mut fresh)?;
    let marks = copy_rows(&file, &fresh)?;
    // Of one that is damaged, too, something may still be read.
    let copies = copies::all(place);
    let good = copies.iter().rfind(|copy| copy.marks.is_ok());
    let damaged = || {
        let mut damaged = copies.iter();
        damaged.rfind(|copy| copy.marks == Err(Trouble::Damaged))
    };
    let from_copy = match good.or_else(damaged) {
        Some(copy) => copy_rows(&copy.path, &fresh)?,
        None => 0,
    };
    // What came from a file of an earlier version goes by former ids.
    fresh.execute(
        "INSERT OR IGNORE INTO unmet SELECT DISTINCT briefing FROM marks
         WHERE briefing != x'' AND value IS NOT NULL",
        [],
    )?;
    fresh.execute(
        "UPDATE clock SET now = (SELECT coalesce(max(changed), 0) FROM marks)",
        [],
    )?;
    fresh.close().map_err(|(_, error)| error)?;
    let kept_as = free_name(&file, now);
    // The log belongs to the damaged file: beside the new one it would be played into it.
    for (from, to) in disk::companions(&file)
        .iter()
        .zip(disk::companions(&kept_as))
    {
        if from.exists() {
            rename(from, &to)?;
        }
    }
    rename(&file, &kept_as)?;
    rename(&new, &file)?;
    Ok(Some(Salvaged {
        kept_as,
        marks,
        from_copy,
    }))
}

/// Copies into `fresh` what can be read of `file` and is not there yet; returns how many marks.
fn copy_rows(file: &Path, fresh: &Connection) -> Result<usize, Trouble> {
    // Unreadable from the first page on, it has nothing to give.
    let Ok(damaged) = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_WRITE) else {
        return Ok(0);
    };
    let before = marks(fresh)?;
    fresh.execute_batch("BEGIN")?;
    for (table, key) in TABLES {
        let mut columns = columns(fresh, table)?;
        // A file of an earlier version has not all of them yet. Where it has others, its schema is
        // damaged, and what it says of the rows is not so.
        let there = self::columns(&damaged, table).unwrap_or_default();
        if there.is_empty() {
            continue;
        }
        if columns.starts_with(&there) {
            columns = there;
        }
        for direction in ["ASC", "DESC"] {
            let keys: Vec<String> = key
                .split(", ")
                .map(|key| format!("{key} {direction}"))
                .collect();
            let names = columns.join(", ");
            let sql = format!("SELECT {names} FROM {table} ORDER BY {}", keys.join(", "));
            copy_while_readable(&damaged, &sql, fresh, table, &columns)?;
        }
    }
    fresh.execute_batch("COMMIT")?;
    Ok(marks(fresh)? - before)
}

fn copy_while_readable(
    damaged: &Connection,
    sql: &str,
    fresh: &Connection,
    table: &str,
    columns: &[String],
) -> Result<(), Trouble> {
    let places = vec!["?"; columns.len()].join(", ");
    let insert = format!(
        "INSERT OR IGNORE INTO {table} ({}) VALUES ({places})",
        columns.join(", ")
    );
    let mut insert = fresh.prepare(&insert)?;
    let Ok(mut select) = damaged.prepare(sql) else {
        return Ok(());
    };
    let Ok(mut rows) = select.query([]) else {
        return Ok(());
    };
    while let Ok(Some(row)) = rows.next() {
        let cells = (0..columns.len()).map(|at| row.get::<_, Cell>(at));
        let Ok(cells) = cells.collect::<rusqlite::Result<Vec<_>>>() else {
            continue;
        };
        // What is read of a damaged page need not make sense; a row that does not is left out.
        if table == "marks" && !is_mark(&cells) {
            continue;
        }
        if let Err(error) = insert.execute(params_from_iter(cells))
            && Trouble::of(&error) == Trouble::Full
        {
            return Err(Trouble::Full);
        }
    }
    Ok(())
}

fn is_mark(cells: &[Cell]) -> bool {
    match cells {
        [Cell::Blob(briefing), Cell::Text(mark), ..] => rows::subject(briefing, mark).is_some(),
        _ => false,
    }
}

fn columns(connection: &Connection, table: &str) -> Result<Vec<String>, Trouble> {
    let mut statement = connection.prepare("SELECT name FROM pragma_table_info(?1)")?;
    let names = statement.query_map([table], |row| row.get(0))?;
    Ok(names.collect::<rusqlite::Result<_>>()?)
}

fn marks(connection: &Connection) -> Result<usize, Trouble> {
    let sql = "SELECT count(*) FROM marks WHERE value IS NOT NULL";
    let count: i64 = connection.query_row(sql, [], |row| row.get(0))?;
    Ok(usize::try_from(count).unwrap_or(0))
}

/// A name for the damaged file that none has yet: `marks.db.damaged-2026-11-25`.
fn free_name(file: &Path, now: Timestamp) -> PathBuf {
    let day = local_day(now);
    let name = |end: &str| {
        let mut name = file.as_os_str().to_owned();
        name.push(format!(".damaged-{day}{end}"));
        PathBuf::from(name)
    };
    let taken: BTreeSet<PathBuf> = fs::read_dir(file.parent().unwrap_or(Path::new(".")))
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    let numbered = (2..).map(|number| name(&format!("-{number}")));
    std::iter::once(name(""))
        .chain(numbered)
        .find(|name| !taken.contains(name))
        .unwrap_or_else(|| name(""))
}

fn rename(from: &Path, to: &Path) -> Result<(), Trouble> {
    fs::rename(from, to).map_err(|error| Trouble::of_file(&error, from))
}
