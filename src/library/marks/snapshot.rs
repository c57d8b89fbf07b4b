//! The marks as the next reader would find them, without writing anything.
//!
//! A command that only prints must show a star on a text that was edited a minute ago, and on one
//! whose marks still go by a former id. So the file is copied into memory, brought up to date and
//! surveyed there.

use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::Connection;
use rusqlite::backup::Backup;

use super::history::{self, Done};
use super::places::Surveyor;
use super::{Ledger, Place, Trouble, disk, rows, schema};
use crate::library::collection::Standing;

/// Pages that are copied at a time: all of them, so that nobody writes in between.
const ALL: i32 = i32::MAX;

/// Marks in memory.
#[derive(Debug)]
pub struct Snapshot {
    connection: Connection,
}

impl Snapshot {
    /// Takes the marks of a place, as a survey of all that was read leaves them; `None` where
    /// there are none. Paths begin from `folder`.
    ///
    /// # Errors
    ///
    /// [`Trouble`]. A file of a newer version is read as far as it is understood, and not
    /// surveyed.
    pub fn take(
        place: &Place,
        standings: &[Standing],
        folder: &Path,
        now: Timestamp,
    ) -> Result<Option<Self>, Trouble> {
        let Some(file) = disk::open_to_read(&place.file())? else {
            return Ok(None);
        };
        let mut connection = Connection::open_in_memory()?;
        Backup::new(&file, &mut connection)?.run_to_completion(ALL, Duration::ZERO, None)?;
        if schema::is_known(&connection)? {
            schema::bring_up_to_date(&mut connection)?;
            let mut surveyor = Surveyor {
                connection: &mut connection,
                session: 0,
                seen: 0,
                folder,
                now,
            };
            surveyor.survey(standings)?;
        }
        Ok(Some(Self { connection }))
    }

    /// All marks.
    ///
    /// # Errors
    ///
    /// [`Trouble`].
    pub fn ledger(&self) -> Result<Ledger, Trouble> {
        rows::ledger(&self.connection)
    }

    /// What was decided since a moment, as [`history()`](super::history()) has it.
    ///
    /// # Errors
    ///
    /// [`Trouble`].
    pub fn history(&self, since: Timestamp) -> Result<Vec<Done>, Trouble> {
        history::steps_since(&self.connection, since)
    }
}
