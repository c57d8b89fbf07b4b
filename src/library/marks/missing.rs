//! Corrections and clippings whose words are not in their text any more.
//!
//! They are kept: the words may come back. The reader is told of each once.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rusqlite::{Connection, Transaction, params};

use super::{Subject, Trouble, rows};
use crate::briefing::{Anchor, Briefing, BriefingId, Clipping, Correction, Mark};
use crate::library::collection::Standing;

type Marked = (BriefingId, Mark);

/// What is missing now and was not before, and what was missing and is found again.
pub(super) fn look(
    connection: &Connection,
    standings: &[Standing],
) -> Result<(Vec<Marked>, Vec<Marked>), Trouble> {
    let anchored = anchored(connection)?;
    if anchored.is_empty() {
        return Ok((Vec::new(), Vec::new()));
    }
    let known = known(connection)?;
    let here = standings.iter().map(|it| (it.briefing.id, &it.briefing));
    let here: HashMap<BriefingId, &Arc<Briefing>> = here.collect();
    let (mut missing, mut found) = (Vec::new(), Vec::new());
    for (marked, anchor) in anchored {
        let Some(briefing) = here.get(&marked.0) else {
            continue;
        };
        let is_here = anchor.locate(&briefing.body.text).is_some();
        match (is_here, known.contains(&marked)) {
            (false, false) => missing.push(marked),
            (true, true) => found.push(marked),
            _ => {}
        }
    }
    Ok((missing, found))
}

/// Remembers what the reader is told of.
pub(super) fn enter(
    transaction: &Transaction<'_>,
    missing: &[Marked],
    found: &[Marked],
) -> Result<(), Trouble> {
    for (sql, all) in [
        ("INSERT OR IGNORE INTO missing VALUES (?1, ?2)", missing),
        (
            "DELETE FROM missing WHERE briefing = ?1 AND mark = ?2",
            found,
        ),
    ] {
        let mut statement = transaction.prepare_cached(sql)?;
        for (id, mark) in all {
            statement.execute(params![&id.to_bytes()[..], mark.to_string()])?;
        }
    }
    Ok(())
}

/// What a briefing misses was told of; so it was of what it is revised as.
pub(super) fn carry_over(
    transaction: &Transaction<'_>,
    was: BriefingId,
    now: BriefingId,
) -> Result<(), Trouble> {
    let sql = "INSERT OR IGNORE INTO missing SELECT ?2, mark FROM missing WHERE briefing = ?1";
    let mut statement = transaction.prepare_cached(sql)?;
    statement.execute(params![&was.to_bytes()[..], &now.to_bytes()[..]])?;
    Ok(())
}

fn known(connection: &Connection) -> Result<HashSet<Marked>, Trouble> {
    let mut statement = connection.prepare("SELECT briefing, mark FROM missing")?;
    let mut rows = statement.query([])?;
    let mut known = HashSet::new();
    while let Some(row) = rows.next()? {
        if let Some(Subject::Mark(id, mark)) = rows::subject_of(row) {
            known.insert((id, mark));
        }
    }
    Ok(known)
}

/// Every mark that is about words, with those.
fn anchored(connection: &Connection) -> Result<Vec<(Marked, Anchor)>, Trouble> {
    let sql = "SELECT briefing, mark, value FROM marks
               WHERE value IS NOT NULL AND (mark GLOB 'speaker/*' OR mark GLOB 'clipping/*')";
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let (of, value) = (rows::subject_of(row), rows::text(row, 2));
        if let (Some(Subject::Mark(id, mark)), Some(value)) = (of, value) {
            all.extend(anchor(&mark, &value).map(|anchor| ((id, mark), anchor)));
        }
    }
    Ok(all)
}

fn anchor(mark: &Mark, value: &str) -> Option<Anchor> {
    match mark {
        Mark::Speaker(_) => Some(serde_json::from_str::<Correction>(value).ok()?.anchor),
        Mark::Clipping(_) => Some(serde_json::from_str::<Clipping>(value).ok()?.anchor),
        _ => None,
    }
}
