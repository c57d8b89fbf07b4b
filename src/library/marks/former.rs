//! Briefings that go by another id now: their marks, steps and places go by it, too.
//!
//! That happens in two ways. Up to version 2 of the file ids were made of what rules had found,
//! title and cleaned text: such an id is told when its text is met ([`FormerIds`]). And a file may come
//! to say something else about the same words, a tag or a date put right, which makes its id
//! another one ([`super::places`] finds that).
//!
//! What an id became is kept for good, for the sake of what names it elsewhere: dumps of marks,
//! entries of the clippings file, commands.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use rusqlite::{Connection, Transaction, params};

use super::places::{bytes, id};
use super::{Ledger, Trouble};
use crate::briefing::BriefingId;
use crate::library::collection::Standing;
use crate::library::revisions;

/// A briefing that went by another id.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Renamed {
    /// What it was called.
    pub(super) old: BriefingId,
    /// What it is called.
    pub(super) now: BriefingId,
    /// A file that it stands in, from the root on.
    pub(super) path: Option<PathBuf>,
}

/// What the ids became that briefings had before, as far as it is known.
pub(super) fn all(connection: &Connection) -> Result<Vec<(BriefingId, BriefingId)>, Trouble> {
    if !has_table(connection)? {
        return Ok(Vec::new());
    }
    let mut statement = connection.prepare("SELECT old, now FROM former")?;
    let mut rows = statement.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let now = row.get_ref(1).ok().and_then(|now| now.as_blob().ok());
        let now = now.and_then(|now| Some(BriefingId::from_bytes(now.try_into().ok()?)));
        all.extend(id(row).zip(now));
    }
    Ok(all)
}

/// A file of an earlier version, that is only read, has none.
fn has_table(connection: &Connection) -> Result<bool, Trouble> {
    let sql = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'former')";
    Ok(connection.query_row(sql, [], |row| row.get(0))?)
}

/// The ids that all that was read had before, made when the first is asked for: that costs as much
/// as making the present ones.
pub(super) struct FormerIds<'a> {
    standings: &'a [Standing],
    folder: &'a Path,
    all: OnceCell<HashMap<BriefingId, BriefingId>>,
}

impl<'a> FormerIds<'a> {
    pub(super) fn of(standings: &'a [Standing], folder: &'a Path) -> Self {
        Self {
            standings,
            folder,
            all: OnceCell::new(),
        }
    }

    fn by_present(&self) -> &HashMap<BriefingId, BriefingId> {
        self.all.get_or_init(|| {
            let mut all = HashMap::with_capacity(self.standings.len());
            for Standing { briefing, .. } in self.standings {
                all.entry(briefing.id)
                    .or_insert_with(|| BriefingId::formerly(&briefing.title, &briefing.body.text));
            }
            all
        })
    }

    fn renamed(&self, is_meant: impl Fn(BriefingId, BriefingId) -> bool) -> Vec<Renamed> {
        let made = self.by_present();
        let renamed = self.standings.iter().filter_map(|standing| {
            let now = standing.briefing.id;
            let old = made[&now];
            is_meant(old, now).then(|| Renamed {
                old,
                now,
                path: revisions::path_of(&standing.origin, self.folder),
            })
        });
        renamed.collect()
    }

    /// The briefings whose former ids are `marked`, at each place where they stand.
    pub(super) fn marked(&self, marked: &HashSet<BriefingId>) -> Vec<Renamed> {
        let here: HashSet<_> = self.standings.iter().map(|it| it.briefing.id).collect();
        if marked.is_subset(&here) {
            return Vec::new();
        }
        self.renamed(|old, _| marked.contains(&old))
    }

    /// Those that had the same id as one that was renamed at some time, and are met only now.
    pub(super) fn late(&self, connection: &Connection) -> Result<Vec<Renamed>, Trouble> {
        let known = all(connection)?;
        if known.is_empty() {
            return Ok(Vec::new());
        }
        let (old, now): (HashSet<_>, HashSet<_>) = known.into_iter().unzip();
        Ok(self.renamed(|former, id| old.contains(&former) && !now.contains(&id)))
    }
}

/// Whether something may still go by an old id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Old {
    /// Nothing can: no id is made in that way any more.
    Goes,
    /// A file may, that was not among those read.
    Stays,
}

/// Lets everything that goes by the old ids go by the new ones. What a new one has of its own
/// stays; where several have one old id, each gets what it had.
///
/// `clock` is the count of this transaction.
pub(super) fn rename(
    transaction: &Transaction<'_>,
    clock: i64,
    renamed: &[Renamed],
    old: Old,
) -> Result<(), Trouble> {
    enter(transaction, renamed)?;
    transaction.execute_batch(&format!(
        // What goes by the old id now is newer than what was kept when it was renamed before.
        "DELETE FROM former_marks WHERE briefing IN (
             SELECT briefing FROM marks
             WHERE briefing IN (SELECT old FROM renamed) AND value IS NOT NULL);
         INSERT OR IGNORE INTO former_marks
             SELECT briefing, mark, value FROM marks
             WHERE briefing IN (SELECT old FROM renamed) AND value IS NOT NULL;
         INSERT INTO marks (briefing, mark, value, changed)
             SELECT renamed.now, kept.mark, kept.value, {clock}
             FROM renamed JOIN former_marks AS kept ON kept.briefing = renamed.old
             WHERE true
             ON CONFLICT (briefing, mark) DO UPDATE
             SET value = excluded.value, changed = excluded.changed
             WHERE marks.value IS NULL;
         UPDATE marks
             SET value = (SELECT now_text FROM renamed WHERE old_text = marks.value), changed = {clock}
             WHERE mark = 'revises' AND value IN (SELECT old_text FROM renamed);
         INSERT OR IGNORE INTO changes (step, briefing, mark, was, now)
             SELECT changes.step, renamed.now, changes.mark, changes.was, changes.now
             FROM changes JOIN renamed ON renamed.old = changes.briefing;
         DELETE FROM former WHERE old IN (SELECT now FROM renamed);
         INSERT OR IGNORE INTO former SELECT old, now FROM renamed;"
    ))?;
    if old == Old::Goes {
        transaction.execute_batch(&format!(
            "UPDATE marks SET value = NULL, changed = {clock}
                 WHERE briefing IN (SELECT old FROM renamed) AND value IS NOT NULL;
             DELETE FROM changes WHERE briefing IN (SELECT old FROM renamed);"
        ))?;
    }
    Ok(())
}

/// Enters what is renamed into a table for this transaction, and moves its places.
fn enter(transaction: &Transaction<'_>, renamed: &[Renamed]) -> Result<(), Trouble> {
    transaction.execute_batch(
        "CREATE TEMP TABLE IF NOT EXISTS renamed (
             old BLOB, now BLOB, old_text TEXT, now_text TEXT, PRIMARY KEY (old, now)
         ) WITHOUT ROWID;
         DELETE FROM renamed;",
    )?;
    let sql = "INSERT OR IGNORE INTO renamed VALUES (?1, ?2, ?3, ?4)";
    let mut enter = transaction.prepare_cached(sql)?;
    let sql = "UPDATE OR REPLACE places SET briefing = ?1 WHERE briefing = ?2 AND path = ?3";
    let mut place = transaction.prepare_cached(sql)?;
    for Renamed { old, now, path } in renamed {
        let (old_bytes, now_bytes) = (old.to_bytes(), now.to_bytes());
        enter.execute(params![
            &old_bytes[..],
            &now_bytes[..],
            old.to_string(),
            now.to_string()
        ])?;
        if let Some(path) = path {
            place.execute(params![&now_bytes[..], &old_bytes[..], bytes(path)])?;
        }
    }
    Ok(())
}

/// Notes what ids have become, without touching what goes by them.
pub(super) fn note(
    transaction: &Transaction<'_>,
    renamed: &[(BriefingId, BriefingId)],
) -> Result<(), Trouble> {
    let sql = "INSERT OR IGNORE INTO former VALUES (?1, ?2)";
    let mut statement = transaction.prepare_cached(sql)?;
    for (old, now) in renamed {
        statement.execute(params![&old.to_bytes()[..], &now.to_bytes()[..]])?;
    }
    Ok(())
}

/// Tells a ledger what briefings were called before.
pub(super) fn tell(connection: &Connection, ledger: &mut Ledger) -> Result<(), Trouble> {
    for (old, now) in all(connection)? {
        ledger.add_former(old, now);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
