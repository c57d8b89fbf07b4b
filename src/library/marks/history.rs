//! What was decided since some moment, as the steps that were kept tell it.

use std::collections::HashSet;

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::{Change, MADE_UP, Place, RESTORED, Store, Subject, Trouble, disk, rows};
use crate::briefing::{BriefingId, Mark};

/// A step that was made and not taken back since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// When, to the second.
    pub at: Timestamp,
    /// What it was, in words.
    pub said: String,
    /// What it changed.
    pub changes: Vec<Change>,
}

impl Done {
    /// True when it only brought back what had been decided before.
    pub fn brought_back(&self) -> bool {
        brought_back(&self.said)
    }
}

/// True for the words of a step that only brought back what had been decided before.
pub fn brought_back(said: &str) -> bool {
    said.starts_with(RESTORED) || said == MADE_UP
}

/// The steps of every session since a moment, in order, without those that were taken back.
///
/// # Errors
///
/// [`Trouble`]. Where nothing was ever marked, there are none.
pub fn history(place: &Place, since: Timestamp) -> Result<Vec<Done>, Trouble> {
    match disk::open_to_read(&place.file())? {
        Some(connection) => steps_since(&connection, since),
        None => Ok(Vec::new()),
    }
}

/// The number of the last step that was made, 0 where there is none.
///
/// # Errors
///
/// [`Trouble`].
pub fn last_step(place: &Place) -> Result<i64, Trouble> {
    match disk::open_to_read(&place.file())? {
        Some(connection) => {
            let sql = "SELECT coalesce(max(step), 0) FROM steps";
            Ok(connection.query_row(sql, [], |row| row.get(0))?)
        }
        None => Ok(0),
    }
}

impl Store {
    /// True when a step with these words was made at that second, after the one of that number.
    ///
    /// # Errors
    ///
    /// [`Trouble`].
    pub fn has_made(&self, after: i64, at: Timestamp, said: &str) -> Result<bool, Trouble> {
        let sql = "SELECT count(*) FROM steps WHERE step > ?1 AND at = ?2 AND said = ?3";
        let found = params![after, at.as_second(), said];
        let count: i64 = self.connection.query_row(sql, found, |row| row.get(0))?;
        Ok(count > 0)
    }
}

pub(super) fn steps_since(connection: &Connection, since: Timestamp) -> Result<Vec<Done>, Trouble> {
    let sql = "SELECT step, at, said FROM steps WHERE at >= ?1 AND undone = 0 ORDER BY step";
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query(params![since.as_second()])?;
    let mut steps = Vec::new();
    while let Some(row) = rows.next()? {
        steps.push(Done {
            // Whatever stands there is no error: the other steps must not be lost for it.
            at: Timestamp::from_second(row.get(1).unwrap_or_default()).unwrap_or(since),
            said: rows::text(row, 2).unwrap_or_default().to_string(),
            changes: rows::changes_of(connection, row.get(0)?)?,
        });
    }
    Ok(steps)
}

/// The briefings that were read since a moment, and not unread again after that.
pub(super) fn read_since(
    connection: &Connection,
    since: Timestamp,
) -> Result<Vec<BriefingId>, Trouble> {
    let sql = "SELECT changes.briefing, changes.mark, changes.now, steps.said
               FROM steps JOIN changes USING (step)
               WHERE steps.at >= ?1 AND steps.undone = 0 AND changes.mark = ?2
               ORDER BY step";
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query(params![since.as_second(), Mark::Read.to_string()])?;
    let mut read = HashSet::new();
    while let Some(row) = rows.next()? {
        let Some(Subject::Mark(id, _)) = rows::subject_of(row) else {
            continue;
        };
        if rows::text(row, 2).is_none() {
            read.remove(&id);
        } else if !rows::text(row, 3).is_some_and(|said| brought_back(&said)) {
            read.insert(id);
        }
    }
    Ok(read.into_iter().collect())
}
