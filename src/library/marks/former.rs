//! Briefings that go by another id now: their marks, steps and places go by it, too. Only a text
//! that is met after others with the same former id gets the marks and no steps.
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

use jiff::{ToSpan, civil};
use rusqlite::{Connection, Transaction, params};

use super::places::{bytes, id};
use super::{Change, Ledger, Subject, Trouble, rows};
use crate::briefing::BriefingId;
use crate::library::collection::Standing;
use crate::library::revisions;

/// So many days after a renaming a text that had the same former id is still expected: it may lie
/// in a folder that is not read every day.
const LATELY: i64 = 30;

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

/// A briefing that is read otherwise now, at the same place.
#[derive(Debug, Clone, PartialEq)]
pub struct Became {
    /// What it was called.
    pub old: BriefingId,
    /// What stands there now.
    pub now: Standing,
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

    fn renamed(&self, is_meant: impl Fn(&Standing, BriefingId) -> bool) -> Vec<Renamed> {
        let made = self.by_present();
        let renamed = self.standings.iter().filter_map(|standing| {
            let now = standing.briefing.id;
            let old = made[&now];
            is_meant(standing, old).then(|| Renamed {
                old,
                now,
                path: revisions::path_of(&standing.origin, self.folder),
            })
        });
        renamed.collect()
    }

    /// The briefings whose former ids are among those that are `unmet`, at each place where they
    /// stand.
    pub(super) fn among(&self, unmet: &HashSet<BriefingId>) -> Vec<Renamed> {
        if unmet.is_empty() {
            return Vec::new();
        }
        self.renamed(|standing, old| unmet.contains(&old) && standing.briefing.id != old)
    }

    /// Those that had the same id as some that were renamed lately, and are met only now.
    ///
    /// The words of a notice come again: only what is of an earlier day than the renaming can have
    /// been marked before it. And where one of those that were renamed is gone, this may be what
    /// it has become.
    pub(super) fn late(
        &self,
        connection: &Connection,
        today: civil::Date,
    ) -> Result<Vec<Renamed>, Trouble> {
        let days = lately(connection, today)?;
        if days.is_empty() {
            return Ok(Vec::new());
        }
        let here: HashSet<BriefingId> = self.standings.iter().map(|it| it.briefing.id).collect();
        let mut now: HashMap<BriefingId, Vec<BriefingId>> = HashMap::new();
        for (old, id) in all(connection)? {
            now.entry(old).or_default().push(id);
        }
        let is_late = |standing: &Standing, old: BriefingId| {
            let renamed = now.get(&old).map_or(&[][..], Vec::as_slice);
            let day = days.get(&old).zip(standing.briefing.date);
            day.is_some_and(|(day, date)| date.first_day() < *day)
                && !renamed.contains(&standing.briefing.id)
                && renamed.iter().all(|id| here.contains(id))
        };
        Ok(self.renamed(is_late))
    }
}

/// The former ids of which marks are kept that were renamed lately, each with that day.
fn lately(
    connection: &Connection,
    today: civil::Date,
) -> Result<HashMap<BriefingId, civil::Date>, Trouble> {
    let since = today.saturating_sub(LATELY.days()).to_string();
    let sql = "SELECT briefing, max(day) FROM former_marks WHERE day >= ?1 GROUP BY briefing";
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query(params![since])?;
    let mut days = HashMap::new();
    while let Some(row) = rows.next()? {
        let day = rows::text(row, 1).and_then(|day| day.parse().ok());
        days.extend(id(row).zip(day));
    }
    Ok(days)
}

/// Ids that marks go by and whose texts have not been met.
pub(super) fn unmet(connection: &Connection) -> Result<HashSet<BriefingId>, Trouble> {
    let mut statement = connection.prepare("SELECT id FROM unmet")?;
    let mut rows = statement.query([])?;
    let mut unmet = HashSet::new();
    while let Some(row) = rows.next()? {
        unmet.extend(id(row));
    }
    Ok(unmet)
}

/// Enters the ids of what was changed: texts that went by them before are looked for.
pub(super) fn expect(transaction: &Transaction<'_>, changes: &[Change]) -> Result<(), Trouble> {
    let sql = "INSERT OR IGNORE INTO unmet VALUES (?1)";
    let mut statement = transaction.prepare_cached(sql)?;
    for change in changes {
        if let Subject::Mark(id, _) = &change.of {
            statement.execute(params![&id.to_bytes()[..]])?;
        }
    }
    Ok(())
}

/// Takes off what was met: it goes by the id that it has.
pub(super) fn met(transaction: &Transaction<'_>, ids: &[BriefingId]) -> Result<(), Trouble> {
    let mut statement = transaction.prepare_cached("DELETE FROM unmet WHERE id = ?1")?;
    for id in ids {
        statement.execute(params![&id.to_bytes()[..]])?;
    }
    Ok(())
}

/// Lets everything that goes by the old ids go by the new ones. What a new one has of its own
/// stays; where several have one old id, each gets what it had.
///
/// `clock` is the count of this transaction, `today` the present day.
pub(super) fn rename(
    transaction: &Transaction<'_>,
    clock: i64,
    today: civil::Date,
    renamed: &[Renamed],
) -> Result<(), Trouble> {
    enter(transaction, renamed)?;
    transaction.execute_batch(&format!(
        // Another process may have done so since it was found.
        "DELETE FROM renamed
             WHERE EXISTS (SELECT 1 FROM former
                           WHERE former.old = renamed.old AND former.now = renamed.now)
             AND NOT EXISTS (SELECT 1 FROM marks
                             WHERE briefing = renamed.old AND value IS NOT NULL);
         DELETE FROM former_marks WHERE briefing IN (
             SELECT briefing FROM marks
             WHERE briefing IN (SELECT old FROM renamed) AND value IS NOT NULL);
         INSERT OR IGNORE INTO former_marks
             SELECT briefing, mark, value, '{today}' FROM marks
             WHERE briefing IN (SELECT old FROM renamed) AND value IS NOT NULL;
         UPDATE marks SET value = NULL, changed = {clock}
             WHERE briefing IN (SELECT old FROM renamed) AND value IS NOT NULL;
         INSERT INTO marks (briefing, mark, value, changed)
             SELECT renamed.now, kept.mark, kept.value, {clock}
             FROM renamed JOIN former_marks AS kept ON kept.briefing = renamed.old
             WHERE true
             ON CONFLICT (briefing, mark) DO UPDATE
             SET value = excluded.value, changed = excluded.changed
             WHERE marks.value IS NULL;
         UPDATE marks
             SET value = (SELECT now_text FROM renamed WHERE old_text = marks.value),
                 changed = {clock}
             WHERE mark = 'revises' AND value IN (SELECT old_text FROM renamed);
         INSERT OR IGNORE INTO changes (step, briefing, mark, was, now)
             SELECT changes.step, renamed.now, changes.mark, changes.was, changes.now
             FROM changes JOIN renamed ON renamed.old = changes.briefing;
         DELETE FROM changes WHERE briefing IN (SELECT old FROM renamed);
         INSERT OR IGNORE INTO missing
             SELECT renamed.now, missing.mark
             FROM missing JOIN renamed ON renamed.old = missing.briefing;
         DELETE FROM missing WHERE briefing IN (SELECT old FROM renamed);
         DELETE FROM former WHERE old IN (SELECT now FROM renamed);
         INSERT OR IGNORE INTO former SELECT old, now FROM renamed;
         INSERT OR IGNORE INTO former
             SELECT former.old, renamed.now FROM former JOIN renamed ON renamed.old = former.now
             WHERE former.old != renamed.now;
         DELETE FROM former WHERE now IN (SELECT old FROM renamed);
         DELETE FROM unmet WHERE id IN (SELECT old FROM renamed);"
    ))?;
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
