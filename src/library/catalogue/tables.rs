//! The catalogue as SQLite has it.
//!
//! ```text
//! files      number, stamp, rest      a file as it was read; its rest is behind its last briefing
//! briefings  number, whole            number = file × 2²⁴ + place in the file
//! dictionary bytes                    one row at most: what `whole` is packed with
//! ```
//!
//! A write-ahead log on local disks, so that whoever writes keeps nobody from reading. `synchronous=NORMAL`: what a
//! power failure takes back is read again. A row is trusted for its hash alone ([`super::record`]), so that no fault of
//! the disk, and no half of an update, is ever shown.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags, OptionalExtension, TransactionBehavior, params};

use super::stamp::Stamp;
use crate::library::marks::{Trouble, disk};

/// What SQLite keeps in the head of the file: that it is ours.
const APPLICATION: i32 = i32::from_be_bytes(*b"ChCa");

/// The tables as they are below. A file with others is made anew.
const SCHEMA: i32 = 1;

/// Bytes of a page: several rows fit on one.
const PAGE: i32 = 64 << 10;

/// Pages of the log at which it is written back, 32 MiB.
const LOG: i32 = 512;

/// Places of a file.
pub(super) const PLACES: i64 = 1 << 24;

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
        use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
        match error.sqlite_error_code() {
            Some(DatabaseCorrupt | NotADatabase) => Self::Damaged,
            // A table or a column is not there, or holds what it cannot hold.
            Some(rusqlite::ErrorCode::Unknown) | None => Self::Damaged,
            Some(rusqlite::ErrorCode::DatabaseBusy) => {
                Self::Refused("another program holds it".to_owned())
            }
            Some(_) => Self::Refused(error.to_string()),
        }
    }
}

impl From<Trouble> for Fault {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Damaged => Self::Damaged,
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
    pub(super) rest: Vec<u8>,
    pub(super) briefings: Vec<Vec<u8>>,
    /// True where what is there under the same stamp is damaged.
    pub(super) replaces: bool,
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
        let connection = disk::connect_to_read(file)?;
        let tables = Self { connection };
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
        let connection = disk::connect(file, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
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
            transaction.execute_batch(
                "CREATE TABLE files (number INTEGER PRIMARY KEY AUTOINCREMENT, stamp BLOB NOT NULL UNIQUE, rest BLOB NOT NULL);
                 CREATE TABLE briefings (number INTEGER PRIMARY KEY, whole BLOB NOT NULL);
                 CREATE TABLE dictionary (bytes BLOB NOT NULL);",
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

    /// The number and the rest of the file with that stamp.
    pub(super) fn rest(&self, stamp: &Stamp) -> Result<Option<(i64, Vec<u8>)>, Fault> {
        let mut find = self
            .connection
            .prepare_cached("SELECT number, rest FROM files WHERE stamp = ?1")?;
        let found = find.query_row([stamp.bytes()], |row| Ok((row.get(0)?, row.get(1)?)));
        Ok(found.optional()?)
    }

    /// Calls `take` with the places and rows of a file, in order, until it returns false.
    pub(super) fn briefings(
        &self,
        file: i64,
        mut take: impl FnMut(u32, &[u8]) -> bool,
    ) -> Result<(), Fault> {
        let mut find = self.connection.prepare_cached(
            "SELECT number, whole FROM briefings WHERE number >= ?1 AND number < ?2 ORDER BY number",
        )?;
        let first = file.saturating_mul(PLACES);
        let mut rows = find.query(params![first, first.saturating_add(PLACES)])?;
        while let Some(row) = rows.next()? {
            let number: i64 = row.get(0)?;
            let place = u32::try_from(number - first).unwrap_or(u32::MAX);
            let whole = row.get_ref(1)?.as_blob().map_err(|_| Fault::Damaged)?;
            if !take(place, whole) {
                break;
            }
        }
        Ok(())
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
            let mut file =
                transaction.prepare_cached("INSERT INTO files (stamp, rest) VALUES (?1, ?2)")?;
            let mut briefing = transaction
                .prepare_cached("INSERT INTO briefings (number, whole) VALUES (?1, ?2)")?;
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
                file.execute(params![stamp, rows.rest])?;
                let number = transaction.last_insert_rowid();
                // What a fault has left where it stands now.
                remove_briefings(&transaction, number)?;
                for (place, whole) in (number * PLACES..).zip(&rows.briefings) {
                    briefing.execute(params![place, whole])?;
                }
                is_there(number);
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
        self.connection
            .execute_batch("PRAGMA incremental_vacuum")
            .map_err(Fault::from)
    }

    /// Writes back the log, as far as nobody reads it, so that the file is all there is.
    pub(super) fn write_back(&self) -> Result<(), Fault> {
        let done = self
            .connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        Ok(done?)
    }
}

fn remove(transaction: &Connection, file: i64) -> rusqlite::Result<()> {
    remove_briefings(transaction, file)?;
    transaction
        .prepare_cached("DELETE FROM files WHERE number = ?1")?
        .execute([file])?;
    Ok(())
}

fn remove_briefings(transaction: &Connection, file: i64) -> rusqlite::Result<()> {
    let first = file.saturating_mul(PLACES);
    transaction
        .prepare_cached("DELETE FROM briefings WHERE number >= ?1 AND number < ?2")?
        .execute(params![first, first.saturating_add(PLACES)])?;
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

fn numbers(folder: &Path) -> Vec<u32> {
    let entries = folder.read_dir().into_iter().flatten().flatten();
    let number = |name: &str| {
        let number = name.strip_prefix("catalogue-")?.strip_suffix(".db")?;
        number.parse().ok()
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
