//! From rows of the tables to what they mean, and back.

use std::sync::Arc;

use rusqlite::{Connection, Row, params};

use super::{Change, Count, Ledger, Subject, Trouble, former};
use crate::briefing::{BriefingId, Value};

pub(super) fn ledger(connection: &Connection) -> Result<Ledger, Trouble> {
    let mut ledger = Ledger::default();
    let sql = "SELECT briefing, mark, value FROM marks WHERE value IS NOT NULL";
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if let Some(of) = subject_of(row) {
            ledger.set(&of, &text(row, 2));
        }
    }
    former::tell(connection, &mut ledger)?;
    Ok(ledger)
}

pub(super) fn count(connection: &Connection) -> Result<Count, Trouble> {
    // That a briefing was looked at is no decision.
    let sql = "SELECT count(value), count(*) FROM marks WHERE mark <> 'opened'";
    let number = |row: &Row<'_>, at| row.get::<_, i64>(at).map(usize::try_from);
    let (marks, known) =
        connection.query_row(sql, [], |row| Ok((number(row, 0)?, number(row, 1)?)))?;
    Ok(Count {
        marks: marks.unwrap_or(0),
        known: known.unwrap_or(0),
    })
}

pub(super) fn changes_of(connection: &Connection, step: i64) -> Result<Vec<Change>, Trouble> {
    let sql = "SELECT briefing, mark, was, now FROM changes WHERE step = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params![step])?;
    let mut changes = Vec::new();
    while let Some(row) = rows.next()? {
        if let Some(of) = subject_of(row) {
            let (was, now) = (text(row, 2), text(row, 3));
            changes.push(Change { of, was, now });
        }
    }
    Ok(changes)
}

/// What a row is about that begins with briefing and mark.
///
/// Whatever stands there is no error: one byte that is not what it was must not take all other
/// marks along.
pub(super) fn subject_of(row: &Row<'_>) -> Option<Subject> {
    let (briefing, mark) = (row.get_ref(0).ok()?, row.get_ref(1).ok()?);
    subject(briefing.as_blob().ok()?, mark.as_str().ok()?)
}

pub(super) fn text(row: &Row<'_>, column: usize) -> Value {
    row.get_ref(column).ok()?.as_str().ok().map(Arc::from)
}

/// What a row is about; `None` for what only a later version knows.
pub(super) fn subject(briefing: &[u8], mark: &str) -> Option<Subject> {
    if briefing.is_empty() {
        return Some(Subject::View(mark.strip_prefix("view/")?.into()));
    }
    let id = BriefingId::from_bytes(briefing.try_into().ok()?);
    Some(Subject::Mark(id, mark.parse().ok()?))
}

pub(super) fn row_of(of: &Subject) -> (Vec<u8>, String) {
    match of {
        Subject::Mark(id, mark) => (id.to_bytes().to_vec(), mark.to_string()),
        Subject::View(name) => (Vec::new(), format!("view/{name}")),
    }
}
