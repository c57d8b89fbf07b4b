//! The catalogue as SQLite has it.
//!
//! ```text
//! files      number, stamp, path, first, rest   a file as it was read, the number of its first briefing, and what else
//!                                               it has given
//! briefings  number, whole                      those of a file in a row
//! ids        number, id                         which briefing it is
//! days       number, day                        when it was issued: narrow, for all that is found is ordered by it
//! words      rowid, title, names, text          its words, to be found by; they are not kept
//! places     path, look                         folders, as they were when all was up to date
//! state      rules                              one row at most: by which rules all was up to date
//! dictionary bytes                              one row at most: what `whole` is packed with
//! ```
//!
//! A write-ahead log on local disks, so that whoever writes keeps nobody from reading. `synchronous=NORMAL`: what a
//! power failure takes back is read again. A row is trusted for its hash alone ([`super::record`]), so that no fault of
//! the disk, and no half of an update, is ever shown.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, OptionalExtension, Row, TransactionBehavior, params};
use rustix::process::geteuid;

use super::stamp::Stamp;
use crate::briefing::BriefingId;
use crate::library::marks::{Trouble, disk};

/// What SQLite keeps in the head of the file: that it is ours.
const APPLICATION: i32 = i32::from_be_bytes(*b"ChCa");

/// The tables as they are below. A file with others is made anew.
const SCHEMA: i32 = 1;

/// The tables.
///
/// The index has no copy of the texts (`content=''`): they are in `whole`, and come back with it. Terms are made and
/// folded before they get there, so that its tokenizer has nothing to do but part them at blanks.
const TABLES: &str = "
    CREATE TABLE files (number INTEGER PRIMARY KEY AUTOINCREMENT, stamp BLOB NOT NULL UNIQUE, path BLOB NOT NULL,
        first INTEGER NOT NULL, count INTEGER NOT NULL, rest BLOB NOT NULL);
    CREATE INDEX files_by_first ON files (first);
    CREATE TABLE briefings (number INTEGER PRIMARY KEY, whole BLOB NOT NULL);
    CREATE TABLE ids (number INTEGER PRIMARY KEY, id BLOB NOT NULL);
    CREATE INDEX ids_by_id ON ids (id);
    CREATE TABLE days (number INTEGER PRIMARY KEY, day INTEGER NOT NULL);
    CREATE VIRTUAL TABLE words USING fts5(title, names, text, content='', contentless_delete=1, tokenize='ascii');
    CREATE TABLE places (path BLOB PRIMARY KEY, look INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE state (rules BLOB NOT NULL);
    CREATE TABLE dictionary (bytes BLOB NOT NULL);
";

/// Bytes of terms that the index gathers before it writes them: those of a transaction.
const GATHERED: i64 = 64 << 20;

/// Bytes of a page: several rows fit on one.
const PAGE: i32 = 64 << 10;

/// Pages that are kept in memory where it is read, 8 MiB.
const CACHED: i32 = 128;

/// Pages of the log at which it is written back, 32 MiB.
const LOG: i32 = 512;

/// Another process has it.
const LOCKED: &str = "another program holds it";

/// How long to wait for another process that reads or writes: what it keeps from us can be read from the files as well.
const PATIENCE: Duration = Duration::from_millis(500);

/// Why something cannot be asked of the catalogue, or told to it.
#[derive(Debug, thiserror::Error)]
pub(super) enum Fault {
    /// The file is no catalogue of this version, or is damaged.
    #[error("it is damaged")]
    Damaged,
    /// The system, or another process, says no.
    #[error("{0}")]
    Refused(String),
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{ConstraintViolation, DatabaseCorrupt, NotADatabase};
        match error.sqlite_error_code() {
            // Numbers that are there already were not given by us.
            Some(DatabaseCorrupt | NotADatabase | ConstraintViolation) => Self::Damaged,
            // A table or a column is not there, or holds what it cannot hold.
            Some(rusqlite::ErrorCode::Unknown) | None => Self::Damaged,
            Some(rusqlite::ErrorCode::DatabaseBusy) => Self::Refused(LOCKED.to_owned()),
            Some(_) => Self::Refused(error.to_string()),
        }
    }
}

impl From<Trouble> for Fault {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Damaged => Self::Damaged,
            Trouble::Locked => Self::Refused(LOCKED.to_owned()),
            Trouble::ReadOnly(_) => Self::Refused(
                "it cannot be written: permission is missing, or the disk is read-only".to_owned(),
            ),
            other => Self::Refused(other.to_string()),
        }
    }
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::Refused(error.to_string())
    }
}

/// A file as it is written.
#[derive(Debug)]
pub(super) struct FileRows {
    pub(super) stamp: Stamp,
    /// The absolute path.
    pub(super) path: PathBuf,
    pub(super) rest: Vec<u8>,
    pub(super) briefings: Vec<BriefingRow>,
    /// True where what is there under the same stamp is damaged.
    pub(super) replaces: bool,
}

/// A briefing as it is written.
#[derive(Debug)]
pub(super) struct BriefingRow {
    pub(super) id: BriefingId,
    /// By which it is ordered: the higher the later.
    pub(super) day: i64,
    pub(super) whole: Vec<u8>,
    /// Its terms, by column.
    pub(super) terms: [String; 3],
}

impl BriefingRow {
    /// Bytes that it takes in memory.
    pub(super) fn size(&self) -> usize {
        self.whole.len() + self.terms.iter().map(String::len).sum::<usize>()
    }
}

/// Where a briefing is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) stamp: Stamp,
    pub(super) path: PathBuf,
    pub(super) place: u32,
    pub(super) whole: Vec<u8>,
}

/// How all was up to date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct State {
    /// By which rules.
    pub(super) rules: Vec<u8>,
    /// How folders looked.
    pub(super) places: Vec<(PathBuf, i64)>,
}

/// An open catalogue.
#[derive(Debug)]
pub(super) struct Tables {
    connection: Connection,
}

impl Tables {
    /// Opens a catalogue that is there, to read it.
    ///
    /// # Errors
    ///
    /// [`Fault`], also where it is of another version.
    pub(super) fn to_read(file: &Path) -> Result<Self, Fault> {
        check_owner(file)?;
        let connection = disk::connect_to_read(file)?;
        connection.busy_timeout(PATIENCE)?;
        connection.pragma_update(None, "cache_size", CACHED)?;
        let tables = Self { connection };
        if tables.number_of("schema_version")? == 0 {
            // Somebody is about to make it.
            return Err(Fault::Refused("there is nothing in it yet".to_owned()));
        }
        tables.check_version()?;
        Ok(tables)
    }

    /// Opens a catalogue, made where there is none, in a folder that is there.
    ///
    /// # Errors
    ///
    /// [`Fault`], also where it is of another version.
    pub(super) fn to_write(file: &Path) -> Result<Self, Fault> {
        disk::make_file(file)?;
        check_owner(file)?;
        let connection = disk::connect(file, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        connection.busy_timeout(PATIENCE)?;
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        let mut tables = Self { connection };
        if tables.number_of("schema_version")? == 0 {
            tables.make(file)?;
        }
        tables.check_version()?;
        let connection = &tables.connection;
        connection.pragma_update(None, "wal_autocheckpoint", LOG)?;
        Ok(tables)
    }

    fn make(&mut self, file: &Path) -> Result<(), Fault> {
        self.connection.pragma_update(None, "page_size", PAGE)?;
        self.connection
            .pragma_update(None, "auto_vacuum", "INCREMENTAL")?;
        disk::choose_journal(&self.connection, file.parent().unwrap_or(Path::new("/")))?;
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Two that find none make it one after the other.
        let made: i32 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if made == 0 {
            transaction.execute_batch(TABLES)?;
            transaction.execute(
                "INSERT INTO words (words, rank) VALUES ('hashsize', ?1)",
                [GATHERED],
            )?;
            transaction.pragma_update(None, "application_id", APPLICATION)?;
            transaction.pragma_update(None, "user_version", SCHEMA)?;
        }
        Ok(transaction.commit()?)
    }

    fn check_version(&self) -> Result<(), Fault> {
        let found = [
            self.number_of("application_id")?,
            self.number_of("user_version")?,
        ];
        match found == [APPLICATION, SCHEMA] {
            true => Ok(()),
            false => Err(Fault::Damaged),
        }
    }

    fn number_of(&self, pragma: &str) -> Result<i32, Fault> {
        let value = self
            .connection
            .pragma_query_value(None, pragma, |row| row.get(0));
        Ok(value?)
    }

    /// Asks all that follows of the catalogue as it is now, whoever writes to it.
    pub(super) fn hold(&self) -> Result<(), Fault> {
        if self.connection.is_autocommit() {
            self.connection.execute_batch("BEGIN")?;
        }
        Ok(())
    }

    /// What rows are packed with; empty where they are not.
    pub(super) fn dictionary(&self) -> Result<Vec<u8>, Fault> {
        let found = self
            .connection
            .query_row("SELECT bytes FROM dictionary", [], |row| row.get(0));
        Ok(found.optional()?.unwrap_or_default())
    }

    /// Has rows packed with a dictionary from now on, if they are not yet. Gives the one that they are packed with.
    pub(super) fn choose_dictionary(&mut self, dictionary: &[u8]) -> Result<Vec<u8>, Fault> {
        self.connection.execute(
            "INSERT INTO dictionary (bytes) SELECT ?1 WHERE NOT EXISTS (SELECT 1 FROM dictionary)",
            [dictionary],
        )?;
        self.dictionary()
    }

    /// The number, the number of the first briefing and the rest of the file with that stamp.
    pub(super) fn rest(&self, stamp: &Stamp) -> Result<Option<(i64, i64, Vec<u8>)>, Fault> {
        let mut find = self
            .connection
            .prepare_cached("SELECT number, first, rest FROM files WHERE stamp = ?1")?;
        let found = find.query_row([stamp.bytes()], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        });
        Ok(found.optional()?)
    }

    /// Calls `take` with the rows of so many briefings from a number on, in order, until it returns false.
    pub(super) fn briefings(
        &self,
        first: i64,
        count: u32,
        mut take: impl FnMut(&[u8]) -> bool,
    ) -> Result<(), Fault> {
        let mut find = self.connection.prepare_cached(
            "SELECT whole FROM briefings WHERE number >= ?1 AND number < ?2 ORDER BY number",
        )?;
        let mut rows = find.query(params![first, first.saturating_add(count.into())])?;
        while let Some(row) = rows.next()? {
            let whole = row.get_ref(0)?.as_blob().map_err(|_| Fault::Damaged)?;
            if !take(whole) {
                break;
            }
        }
        Ok(())
    }

    /// The briefing of that number, and where it stands.
    pub(super) fn briefing(&self, number: i64) -> Result<Option<Spot>, Fault> {
        let mut find = self.connection.prepare_cached(
            "SELECT stamp, path, ?1 - first, whole FROM files, briefings
             WHERE first <= ?1 AND first + count > ?1 AND briefings.number = ?1 ORDER BY first DESC LIMIT 1",
        )?;
        let found = find.query_row([number], |row| {
            let (stamp, path): (Vec<u8>, Vec<u8>) = (row.get(0)?, row.get(1)?);
            let (place, whole) = (row.get(2)?, row.get(3)?);
            let spot = Stamp::of_bytes(&stamp).map(|stamp| Spot {
                stamp,
                path: PathBuf::from(OsString::from_vec(path)),
                place,
                whole,
            });
            Ok(spot)
        });
        Ok(found.optional()?.flatten())
    }

    /// The numbers and days of all briefings, or of those whose words an expression finds.
    pub(super) fn find(&self, expression: Option<&str>) -> Result<Vec<(i64, i64)>, Fault> {
        let both = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
        let found = match expression {
            Some(expression) => self
                .connection
                .prepare_cached(
                    "SELECT number, day FROM words JOIN days ON number = words.rowid WHERE words MATCH ?1",
                )?
                .query_map([expression], both)?
                .collect::<Result<_, _>>()?,
            None => self
                .connection
                .prepare_cached("SELECT number, day FROM days")?
                .query_map([], both)?
                .collect::<Result<_, _>>()?,
        };
        Ok(found)
    }

    /// The numbers of briefings whose words an expression finds, the most relevant first: a word in the title weighs as
    /// much as ten in the text, one in a name as four.
    pub(super) fn rank(&self, expression: &str) -> Result<Vec<i64>, Fault> {
        let mut find = self.connection.prepare_cached(
            "SELECT rowid FROM words WHERE words MATCH ?1 AND rank MATCH 'bm25(10.0, 4.0, 1.0)' ORDER BY rank",
        )?;
        let found = find.query_map([expression], |row| row.get(0))?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// The numbers and days of the briefing with that id, one for each place where it stands.
    pub(super) fn with_id(&self, id: BriefingId) -> Result<Vec<(i64, i64)>, Fault> {
        let mut find = self
            .connection
            .prepare_cached("SELECT number, day FROM ids JOIN days USING (number) WHERE id = ?1")?;
        let found = find.query_map([id.bytes()], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// By which rules all was up to date, and how folders looked then; `None` where it never was.
    pub(super) fn state(&self) -> Result<Option<State>, Fault> {
        let rules = self
            .connection
            .query_row("SELECT rules FROM state", [], |row| row.get(0))
            .optional()?;
        let Some(rules) = rules else {
            return Ok(None);
        };
        let mut places = self.connection.prepare("SELECT path, look FROM places")?;
        let places = places.query_map([], |row| {
            let path: Vec<u8> = row.get(0)?;
            Ok((PathBuf::from(OsString::from_vec(path)), row.get(1)?))
        })?;
        Ok(Some(State {
            rules,
            places: places.collect::<Result<_, _>>()?,
        }))
    }

    /// Says that all is up to date, or that it is not.
    pub(super) fn set_state(&mut self, state: Option<&State>) -> Result<(), Fault> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute_batch("DELETE FROM state; DELETE FROM places")?;
        if let Some(state) = state {
            transaction.execute("INSERT INTO state (rules) VALUES (?1)", [&state.rules])?;
            let mut place = transaction
                .prepare("INSERT OR REPLACE INTO places (path, look) VALUES (?1, ?2)")?;
            for (path, look) in &state.places {
                place.execute(params![path.as_os_str().as_bytes(), look])?;
            }
        }
        Ok(transaction.commit()?)
    }

    /// Writes files, but for those that another process has written meanwhile. Calls `is_there` with the number of each.
    /// Numbers do not come twice.
    pub(super) fn write(
        &mut self,
        files: &[FileRows],
        mut is_there: impl FnMut(i64),
    ) -> Result<(), Fault> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        {
            let mut find =
                transaction.prepare_cached("SELECT number FROM files WHERE stamp = ?1")?;
            let mut next = transaction
                .prepare_cached("SELECT 1 + ifnull(max(first + count), 0) FROM files")?;
            let mut file = transaction.prepare_cached(
                "INSERT INTO files (stamp, path, first, count, rest) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?;
            let mut briefing = transaction
                .prepare_cached("INSERT INTO briefings (number, whole) VALUES (?1, ?2)")?;
            let mut id =
                transaction.prepare_cached("INSERT INTO ids (number, id) VALUES (?1, ?2)")?;
            let mut day =
                transaction.prepare_cached("INSERT INTO days (number, day) VALUES (?1, ?2)")?;
            let mut words = transaction.prepare_cached(
                "INSERT INTO words (rowid, title, names, text) VALUES (?1, ?2, ?3, ?4)",
            )?;
            let mut number: i64 = next.query_row([], |row| row.get(0))?;
            for rows in files {
                let stamp = rows.stamp.bytes();
                let known: Option<i64> = find.query_row([stamp], |row| row.get(0)).optional()?;
                match known {
                    Some(known) if rows.replaces => remove(&transaction, known)?,
                    Some(known) => {
                        is_there(known);
                        continue;
                    }
                    None => {}
                }
                let path = rows.path.as_os_str().as_bytes();
                file.execute(params![
                    stamp,
                    path,
                    number,
                    i64::try_from(rows.briefings.len()).unwrap_or(i64::MAX),
                    rows.rest
                ])?;
                is_there(transaction.last_insert_rowid());
                for row in &rows.briefings {
                    let [title, names, text] = &row.terms;
                    briefing.execute(params![number, row.whole])?;
                    id.execute(params![number, row.id.bytes()])?;
                    day.execute(params![number, row.day])?;
                    words.execute(params![number, title, names, text])?;
                    number += 1;
                }
            }
        }
        Ok(transaction.commit()?)
    }

    /// The numbers of all files.
    pub(super) fn numbers(&self) -> Result<Vec<i64>, Fault> {
        let mut all = self.connection.prepare("SELECT number FROM files")?;
        let numbers = all.query_map([], |row| row.get(0))?;
        Ok(numbers.collect::<Result<_, _>>()?)
    }

    /// Takes out files, and gives back the room that they took.
    pub(super) fn remove(&mut self, files: &[i64]) -> Result<(), Fault> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        for &file in files {
            remove(&transaction, file)?;
        }
        transaction.commit()?;
        // A page is given back at each step.
        let mut vacuum = self.connection.prepare("PRAGMA incremental_vacuum")?;
        let mut pages = vacuum.query([])?;
        while pages.next()?.is_some() {}
        Ok(())
    }

    /// Writes back the log, unless somebody reads it, so that the file is all there is.
    pub(super) fn write_back(&self) -> Result<(), Fault> {
        self.connection.busy_timeout(Duration::ZERO)?;
        let done = self
            .connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        self.connection.busy_timeout(PATIENCE)?;
        Ok(done?)
    }
}

/// What somebody else has written is not shown as if it were found in files.
fn check_owner(file: &Path) -> Result<(), Fault> {
    match fs::metadata(file)?.uid() == geteuid().as_raw() {
        true => Ok(()),
        false => Err(Fault::Refused("it belongs to somebody else".to_owned())),
    }
}

fn remove(transaction: &Connection, file: i64) -> rusqlite::Result<()> {
    let (first, end): (i64, i64) = transaction
        .prepare_cached("SELECT first, first + count FROM files WHERE number = ?1")?
        .query_row([file], |row| Ok((row.get(0)?, row.get(1)?)))?;
    for statement in [
        "DELETE FROM words WHERE rowid >= ?1 AND rowid < ?2",
        "DELETE FROM ids WHERE number >= ?1 AND number < ?2",
        "DELETE FROM days WHERE number >= ?1 AND number < ?2",
        "DELETE FROM briefings WHERE number >= ?1 AND number < ?2",
    ] {
        transaction
            .prepare_cached(statement)?
            .execute(params![first, end])?;
    }
    transaction
        .prepare_cached("DELETE FROM files WHERE number = ?1")?
        .execute([file])?;
    Ok(())
}

/// The file of a catalogue in its folder. One that turned out damaged is followed by another with the next number:
/// whoever has the old one open does not meet the new one's log.
pub(super) fn file(folder: &Path, number: u32) -> PathBuf {
    folder.join(format!("catalogue-{number}.db"))
}

/// The number of the file to be used: of several, the last.
pub(super) fn last(folder: &Path) -> Option<u32> {
    numbers(folder).into_iter().max()
}

/// Files are not numbered so high in a thousand years of damage.
const MOST_NUMBERED: u32 = 1_000_000;

fn numbers(folder: &Path) -> Vec<u32> {
    let entries = folder.read_dir().into_iter().flatten().flatten();
    let number = |name: &str| {
        let number = name.strip_prefix("catalogue-")?.strip_suffix(".db")?;
        number.parse().ok().filter(|&number| number < MOST_NUMBERED)
    };
    entries
        .filter_map(|entry| number(entry.file_name().to_str()?))
        .collect()
}

/// Removes the files with lower numbers.
pub(super) fn remove_former(folder: &Path, number: u32) {
    for former in numbers(folder).into_iter().filter(|&it| it < number) {
        let file = file(folder, former);
        // Where that is not allowed they take room and nothing else.
        let _ = disk::remove_if_there(&file);
        for companion in disk::companions(&file) {
            let _ = disk::remove_if_there(&companion);
        }
    }
}
