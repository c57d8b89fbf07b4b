//! Where marked briefings stand, in the file of the marks: what has become of them is found and
//! their marks are carried over in one transaction, so that of two processes that scan the same
//! files one finds it, and the other finds it done.

use std::collections::{HashMap, HashSet};
use std::ffi::OsString;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};
use rusqlite::{Connection, Row, Transaction, params};

use super::former::{self, Became, FormerIds, Renamed};
use super::store::{self, Access, Store, Writer};
use super::{Place, Subject, Trouble, disk, local_day, missing, rows, wordings};
use crate::briefing::{BriefingId, Mark, Marks, Value};
use crate::library::collection::Standing;
use crate::library::revisions::{self, How, Present, Revision, Sample, Sketch, Spot};

/// The longest chain of revisions that is followed.
const LONGEST_CHAIN: usize = 100;

/// What a survey of all that is there found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Survey {
    /// The briefings that have come with new words: as they were, as they are.
    pub revised: Vec<(BriefingId, BriefingId)>,
    /// Those that go by another id now: the old one, the new one. All that was kept by the old
    /// one is kept by the new one.
    pub renamed: Vec<(BriefingId, BriefingId)>,
    /// The marks that were changed where something was revised.
    pub now: Vec<(Subject, Value)>,
    /// Marked briefings whose places are not known yet.
    pub unplaced: Vec<Standing>,
    /// Corrections and clippings whose words are no longer found, for the first time.
    pub missing: Vec<(BriefingId, Mark)>,
}

impl Survey {
    /// True when there is something that the reader is to see.
    pub fn has_news(&self) -> bool {
        !(self.revised.is_empty() && self.renamed.is_empty() && self.missing.is_empty())
    }
}

/// What is known of the places.
#[derive(Debug, Default)]
struct Known {
    /// Briefings that stand where they stood.
    placed: HashSet<(BriefingId, PathBuf)>,
    /// Briefings that have a place.
    all: HashSet<BriefingId>,
    /// Marked ones that are nowhere any more, and whose file is there.
    gone: Vec<Spot>,
    /// Those that have no marks any more.
    unmarked: HashSet<BriefingId>,
}

impl Store {
    /// Looks what has become of the marked briefings that are no longer what they were, and gives
    /// that the marks that they had. `standings` is all that a whole scan found; paths begin from
    /// `folder`.
    ///
    /// # Errors
    ///
    /// [`Trouble`]; what was found before it is kept, and nothing of it half done.
    pub fn survey(
        &mut self,
        standings: &[Standing],
        folder: &Path,
        now: Timestamp,
    ) -> Result<Survey, Trouble> {
        self.with_surveyor(folder, now, |surveyor| surveyor.survey(standings))
    }

    /// Lets all that was kept of marked briefings be kept of what they have become.
    ///
    /// # Errors
    ///
    /// [`Trouble`]; nothing of it was done then.
    pub fn rename(
        &mut self,
        became: &[Became],
        folder: &Path,
        now: Timestamp,
    ) -> Result<Survey, Trouble> {
        self.with_surveyor(folder, now, |surveyor| surveyor.rename_marked(became))
    }

    /// Has marks carried over, where they may be written.
    fn with_surveyor(
        &mut self,
        folder: &Path,
        now: Timestamp,
        survey: impl FnOnce(&mut Surveyor<'_>) -> Result<Survey, Trouble>,
    ) -> Result<Survey, Trouble> {
        if self.access != Access::Full {
            return Ok(Survey::default());
        }
        self.check_place()?;
        let mut surveyor = Surveyor {
            connection: &mut self.connection,
            session: self.session,
            seen: self.seen,
            folder,
            now,
        };
        let survey = survey(&mut surveyor);
        self.seen = surveyor.seen;
        survey
    }

    /// Remembers where briefings stand.
    ///
    /// # Errors
    ///
    /// [`Trouble`]; nothing of it was remembered then.
    pub fn remember(
        &mut self,
        standings: &[Standing],
        folder: &Path,
        now: Timestamp,
    ) -> Result<(), Trouble> {
        if self.access != Access::Full {
            return Ok(());
        }
        let spots = standings.iter().map(|it| Spot::of(it, folder));
        let spots: Vec<Spot> = spots.flatten().collect();
        self.check_place()?;
        let transaction = store::begin(&mut self.connection)?;
        for spot in &spots {
            enter(&transaction, spot, now)?;
        }
        transaction.commit()?;
        Ok(())
    }

    /// Remembers what ids have become that briefings had before.
    ///
    /// # Errors
    ///
    /// [`Trouble`]; nothing of it was remembered then.
    pub fn note_former(&mut self, renamed: &[(BriefingId, BriefingId)]) -> Result<(), Trouble> {
        if renamed.is_empty() {
            return Ok(());
        }
        self.check_place()?;
        let transaction = store::begin(&mut self.connection)?;
        former::note(&transaction, renamed)?;
        transaction.commit()?;
        Ok(())
    }

    /// Keeps the words of briefings that were just marked together, to compare later ones with.
    pub fn keep_words(&self, standings: &[Standing]) {
        wordings::keep_all(self.place(), standings);
    }
}

/// One that looks through all that a scan found.
pub(super) struct Surveyor<'a> {
    pub(super) connection: &'a mut Connection,
    pub(super) session: i64,
    /// The count of the last transaction that was seen: what is written here is no news.
    pub(super) seen: i64,
    /// What relative paths begin from.
    pub(super) folder: &'a Path,
    pub(super) now: Timestamp,
}

impl Surveyor<'_> {
    pub(super) fn survey(&mut self, standings: &[Standing]) -> Result<Survey, Trouble> {
        let mut marked = marked(self.connection)?;
        // A library in which nothing was ever marked is not sorted for nothing.
        if marked.is_empty() && !has_places(self.connection)? {
            return Ok(Survey::default());
        }
        let former_ids = FormerIds::of(standings, self.folder);
        let mut survey = Survey::default();
        if self.meet(standings, &former_ids, &mut survey)? {
            marked = self::marked(self.connection)?;
        }
        let present = Present::of(standings, self.folder);
        let known = known(self.connection, &marked, &present)?;
        let is_unplaced = |it: &&Standing| {
            let path = || revisions::path_of(&it.origin, self.folder);
            marked.contains(&it.briefing.id)
                && path().is_some_and(|path| !known.placed.contains(&(it.briefing.id, path)))
        };
        survey.unplaced = standings.iter().filter(is_unplaced).cloned().collect();
        let revised = revisions::find(known.gone, &known.all, &present);
        if !revised.is_empty() || !known.unmarked.is_empty() {
            let (folder, now) = (self.folder, self.now);
            self.write(|writer| {
                for id in &known.unmarked {
                    forget(writer.transaction, *id)?;
                }
                become_all(writer, &revised, folder, now, &mut survey)
            })?;
        }
        // After that, for what was renamed has been told of by then.
        let late = former_ids.late(self.connection, local_day(self.now))?;
        self.rename(&late, &mut survey)?;
        survey.missing = self.look_for_missing(standings)?;
        survey.renamed.sort_unstable();
        survey.renamed.dedup();
        Ok(survey)
    }

    /// Renames what goes by former ids; says whether there was such.
    fn meet(
        &mut self,
        standings: &[Standing],
        former_ids: &FormerIds<'_>,
        survey: &mut Survey,
    ) -> Result<bool, Trouble> {
        let unmet = former::unmet(self.connection)?;
        if unmet.is_empty() {
            return Ok(false);
        }
        let here = standings.iter().map(|it| it.briefing.id);
        let met: HashSet<BriefingId> = here.filter(|id| unmet.contains(id)).collect();
        let met: Vec<BriefingId> = met.into_iter().collect();
        if !met.is_empty() {
            self.write(|writer| former::met(writer.transaction, &met))?;
        }
        self.rename(&former_ids.among(&unmet), survey)
    }

    fn rename_marked(&mut self, became: &[Became]) -> Result<Survey, Trouble> {
        let marked = marked(self.connection)?;
        let mut survey = Survey::default();
        let became = became.iter().filter(|it| marked.contains(&it.old));
        let renamed: Vec<Renamed> = became
            .map(|Became { old, now }| Renamed {
                old: *old,
                now: now.briefing.id,
                path: revisions::path_of(&now.origin, self.folder),
            })
            .collect();
        self.rename(&renamed, &mut survey)?;
        Ok(survey)
    }

    /// Says whether there was anything to rename.
    fn rename(&mut self, renamed: &[Renamed], survey: &mut Survey) -> Result<bool, Trouble> {
        if renamed.is_empty() {
            return Ok(false);
        }
        let today = local_day(self.now);
        self.write(|writer| former::rename(writer.transaction, writer.clock, today, renamed))?;
        survey
            .renamed
            .extend(renamed.iter().map(|it| (it.old, it.now)));
        Ok(true)
    }

    fn look_for_missing(
        &mut self,
        standings: &[Standing],
    ) -> Result<Vec<(BriefingId, Mark)>, Trouble> {
        let (missing, found) = missing::look(self.connection, standings)?;
        if !missing.is_empty() || !found.is_empty() {
            self.write(|writer| missing::enter(writer.transaction, &missing, &found))?;
        }
        Ok(missing)
    }

    /// Writes something as one transaction.
    fn write(
        &mut self,
        what: impl FnOnce(&Writer<'_>) -> Result<(), Trouble>,
    ) -> Result<(), Trouble> {
        let transaction = store::begin(self.connection)?;
        let before = store::clock(&transaction)?;
        transaction.execute("UPDATE clock SET now = now + 1", [])?;
        what(&Writer {
            transaction: &transaction,
            session: self.session,
            clock: before + 1,
            at: self.now.as_second(),
        })?;
        transaction.commit()?;
        // What others wrote since the last look is still news, and comes with the next.
        if self.seen == before {
            self.seen = before + 1;
        }
        Ok(())
    }
}

/// Gives what the marked briefings have become the marks that they had.
fn become_all(
    writer: &Writer<'_>,
    revised: &[Revision<'_>],
    folder: &Path,
    at: Timestamp,
    survey: &mut Survey,
) -> Result<(), Trouble> {
    let mut left: HashMap<(BriefingId, &Path), bool> = HashMap::new();
    let mut same = Vec::new();
    for Revision { was, now, how } in revised {
        let place = (was.id, was.path.as_path());
        // Where another process has done so, the place is not there any more.
        let is_mine = match left.get(&place) {
            Some(&is_mine) => is_mine,
            None => leave(writer.transaction, was)?,
        };
        left.insert(place, is_mine);
        if !is_mine {
            continue;
        }
        let id = now.briefing.id;
        if *how == How::Same {
            same.push(Renamed {
                old: was.id,
                now: id,
                path: None,
            });
        } else {
            survey.now.extend(carry_over(writer, was, now, *how)?);
            survey.revised.push((was.id, id));
        }
        if let Some(spot) = Spot::of(now, folder) {
            enter(writer.transaction, &spot, at)?;
        }
        // Its words are wanted when it is revised again.
        survey.unplaced.push((*now).clone());
    }
    // All at once: each time the whole file is gone through.
    if !same.is_empty() {
        former::rename(writer.transaction, writer.clock, local_day(at), &same)?;
        survey
            .renamed
            .extend(same.iter().map(|it| (it.old, it.now)));
    }
    // Nor is it waited for anywhere else: found there again, it has a place again.
    for (was, _) in &survey.revised {
        forget(writer.transaction, *was)?;
    }
    Ok(())
}

/// Takes a place away; false where it is not there any more.
fn leave(transaction: &Transaction<'_>, was: &Spot) -> Result<bool, Trouble> {
    let left = transaction
        .prepare_cached("DELETE FROM places WHERE briefing = ?1 AND path = ?2")?
        .execute(params![&was.id.to_bytes()[..], bytes(&was.path)])?;
    Ok(left > 0)
}

/// Gives a new wording the marks of the old one.
fn carry_over(
    writer: &Writer<'_>,
    was: &Spot,
    now: &Standing,
    how: How,
) -> Result<Vec<(Subject, Value)>, Trouble> {
    let now = &now.briefing;
    let marks = marks_of(writer.transaction, was.id)?;
    let own = marks_of(writer.transaction, now.id)?;
    let leads_back = leads_to(writer.transaction, was.id, now.id)?;
    let text = &now.body.text;
    let values = revisions::carried(was.id, how, &marks, &own, text, leads_back);
    let mut changed = Vec::with_capacity(values.len());
    for (mark, value) in values {
        let of = Subject::Mark(now.id, mark);
        writer.put(&of, &value)?;
        changed.push((of, value));
    }
    missing::carry_over(writer.transaction, was.id, now.id)?;
    Ok(changed)
}

/// Forgets all places of a briefing.
fn forget(transaction: &Transaction<'_>, id: BriefingId) -> Result<(), Trouble> {
    transaction
        .prepare_cached("DELETE FROM places WHERE briefing = ?1")?
        .execute(params![&id.to_bytes()[..]])?;
    Ok(())
}

fn enter(connection: &Connection, spot: &Spot, now: Timestamp) -> Result<(), Trouble> {
    let sql = "INSERT OR REPLACE INTO places
                   (briefing, path, ordinal, title, date, sketch, seen, wording, source, sample)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    connection.prepare_cached(sql)?.execute(params![
        &spot.id.to_bytes()[..],
        bytes(&spot.path),
        spot.ordinal,
        spot.title,
        spot.date.map(|date| date.to_string()),
        spot.sketch.to_bytes(),
        now.as_second(),
        &spot.wording.to_bytes()[..],
        spot.source,
        spot.sample.to_bytes()
    ])?;
    Ok(())
}

pub(super) fn bytes(path: &Path) -> &[u8] {
    path.as_os_str().as_bytes()
}

fn has_places(connection: &Connection) -> Result<bool, Trouble> {
    let sql = "SELECT EXISTS (SELECT 1 FROM places)";
    Ok(connection.query_row(sql, [], |row| row.get(0))?)
}

fn marked(connection: &Connection) -> Result<HashSet<BriefingId>, Trouble> {
    let sql = "SELECT DISTINCT briefing FROM marks WHERE value IS NOT NULL";
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    let mut marked = HashSet::new();
    while let Some(row) = rows.next()? {
        marked.extend(id(row));
    }
    Ok(marked)
}

/// The briefing that a row begins with.
pub(super) fn id(row: &Row<'_>) -> Option<BriefingId> {
    id_at(row, 0)
}

fn id_at(row: &Row<'_>, column: usize) -> Option<BriefingId> {
    let bytes = row.get_ref(column).ok()?.as_blob().ok()?;
    Some(BriefingId::from_bytes(bytes.try_into().ok()?))
}

fn known(
    connection: &Connection,
    marked: &HashSet<BriefingId>,
    present: &Present<'_>,
) -> Result<Known, Trouble> {
    let elsewhere = elsewhere(connection, present)?;
    let sql = "SELECT briefing, path, ordinal, title, date, sketch, wording, source, sample
               FROM places";
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    let mut known = Known::default();
    while let Some(row) = rows.next()? {
        // What cannot be read of a damaged file is passed over, as marks are.
        let (Some(id), Some((path, ordinal))) = (id(row), place(row)) else {
            continue;
        };
        known.all.insert(id);
        if !marked.contains(&id) {
            known.unmarked.insert(id);
        } else if present.has_at(id, &path, ordinal) {
            // What better rules have found since is entered anew.
            if id_at(row, 6) == present.wording(id) {
                known.placed.insert((id, path));
            }
        } else if !present.has(id) && present.has_file(&path) && !elsewhere.contains(&id) {
            known.gone.extend(spot(row, id, path, ordinal));
        }
    }
    Ok(known)
}

/// The briefings that are not in a file in which they stood, and may be in another that was not
/// read now: they are not gone.
fn elsewhere(
    connection: &Connection,
    present: &Present<'_>,
) -> Result<HashSet<BriefingId>, Trouble> {
    let mut statement = connection.prepare("SELECT briefing, path, 0 FROM places")?;
    let mut rows = statement.query([])?;
    let (mut left, mut others) = (HashSet::new(), Vec::new());
    while let Some(row) = rows.next()? {
        match (id(row), place(row)) {
            (Some(id), Some((path, _))) if !present.has(id) => match present.has_file(&path) {
                true => drop(left.insert(id)),
                false => others.push((id, path)),
            },
            _ => {}
        }
    }
    let is_there =
        |(id, path): &(BriefingId, PathBuf)| left.contains(id) && path.symlink_metadata().is_ok();
    let found = others.into_iter().filter(is_there);
    Ok(found.map(|(id, _)| id).collect())
}

fn place(row: &Row<'_>) -> Option<(PathBuf, u32)> {
    let path: Vec<u8> = row.get(1).ok()?;
    Some((OsString::from_vec(path).into(), row.get(2).ok()?))
}

fn spot(row: &Row<'_>, id: BriefingId, path: PathBuf, ordinal: u32) -> Option<Spot> {
    let date: Option<String> = row.get(4).ok()?;
    Some(Spot {
        id,
        path,
        ordinal,
        title: row.get(3).ok()?,
        date: date.and_then(|date| date.parse().ok()),
        sketch: Sketch::from_bytes(row.get_ref(5).ok()?.as_blob().ok()?),
        wording: id_at(row, 6).unwrap_or(id),
        source: row.get(7).ok()?,
        sample: Sample::from_bytes(row.get_ref(8).ok()?.as_blob().unwrap_or_default()),
    })
}

fn marks_of(transaction: &Transaction<'_>, id: BriefingId) -> Result<Marks, Trouble> {
    let sql = "SELECT briefing, mark, value FROM marks
               WHERE briefing = ?1 AND value IS NOT NULL";
    let mut statement = transaction.prepare_cached(sql)?;
    let mut rows = statement.query(params![&id.to_bytes()[..]])?;
    let mut marks = Marks::default();
    while let Some(row) = rows.next()? {
        if let Some(Subject::Mark(_, mark)) = rows::subject_of(row) {
            marks.set(&mark, &rows::text(row, 2));
        }
    }
    Ok(marks)
}

/// True when following what each wording revises leads from one to another.
fn leads_to(
    transaction: &Transaction<'_>,
    from: BriefingId,
    to: BriefingId,
) -> Result<bool, Trouble> {
    let mut at = from;
    for _ in 0..LONGEST_CHAIN {
        match marks_of(transaction, at)?.revises() {
            Some(earlier) if earlier == to => return Ok(true),
            Some(earlier) => at = earlier,
            None => return Ok(false),
        }
    }
    // Longer than any there is: no link is added to it.
    Ok(true)
}

/// The day on which a briefing was last said to be read; `None` where that is not known.
pub fn read_on(place: &Place, id: BriefingId) -> Option<civil::Date> {
    let sql = "SELECT max(at) FROM steps JOIN changes USING (step)
               WHERE briefing = ?1 AND undone = 0
               AND (mark = ?2 AND now IS NOT NULL OR mark = ?3 AND now IS NULL)";
    let marks = [Mark::Read, Mark::Revised].map(|mark| mark.to_string());
    let connection = disk::connect_to_read(&place.file()).ok()?;
    let parameters = params![&id.to_bytes()[..], marks[0], marks[1]];
    let at: Option<i64> = connection
        .query_row(sql, parameters, |row| row.get(0))
        .ok()?;
    let at = Timestamp::from_second(at?).ok()?;
    Some(at.to_zoned_datetime(TimeZone::system()).date())
}

#[cfg(test)]
mod tests;
