//! Where marked briefings stand, in the file of the marks: what is a revision of what is found
//! and carried over in one transaction, so that of two processes that scan the same files one
//! finds it, and the other finds it done.

use std::collections::HashSet;
use std::ffi::OsString;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};
use rusqlite::{Connection, Row, Transaction, params};

use super::store::{self, Access, Store, Writer};
use super::{Place, Subject, Trouble, disk, rows};
use crate::briefing::{Briefing, BriefingId, Mark, Marks, Value};
use crate::library::revisions::{self, Present, Revision, Sketch, Spot};

/// The longest chain of revisions that is followed.
const LONGEST_CHAIN: usize = 100;

/// What a survey of all that is there found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Survey {
    /// The briefings that have come with new words: as they were, as they are.
    pub revised: Vec<(BriefingId, BriefingId)>,
    /// The marks that were changed thereby.
    pub now: Vec<(Subject, Value)>,
    /// Marked briefings whose places are not known yet.
    pub unplaced: Vec<Arc<Briefing>>,
}

/// What is known of the places.
#[derive(Debug, Default)]
struct Known {
    /// Briefings that stand where they stood.
    placed: HashSet<BriefingId>,
    /// Briefings that have a place.
    all: HashSet<BriefingId>,
    /// Marked ones whose words are nowhere any more, and whose file is there.
    gone: Vec<Spot>,
    /// Those that have no marks any more.
    unmarked: HashSet<BriefingId>,
}

impl Store {
    /// Looks which marked briefings have come with new words, and gives those the marks that
    /// they had. `briefings` is all that a whole scan found; paths begin from `folder`.
    ///
    /// # Errors
    ///
    /// [`Trouble`]; nothing was changed then.
    pub fn survey(
        &mut self,
        briefings: &[Arc<Briefing>],
        folder: &Path,
        now: Timestamp,
    ) -> Result<Survey, Trouble> {
        if self.access != Access::Full {
            return Ok(Survey::default());
        }
        self.check_place()?;
        let marked = marked(&self.connection)?;
        // A library in which nothing was ever marked is not sorted for nothing.
        if marked.is_empty() && !has_places(&self.connection)? {
            return Ok(Survey::default());
        }
        let present = Present::of(briefings, folder);
        let known = known(&self.connection, &marked, &present)?;
        let is_unplaced =
            |it: &&Arc<Briefing>| marked.contains(&it.id) && !known.placed.contains(&it.id);
        let mut survey = Survey {
            unplaced: briefings.iter().filter(is_unplaced).cloned().collect(),
            ..Survey::default()
        };
        let revised = revisions::find(known.gone, &known.all, &present);
        if revised.is_empty() && known.unmarked.is_empty() {
            return Ok(survey);
        }
        let session = self.session;
        let transaction = store::begin(&mut self.connection)?;
        let before = store::clock(&transaction)?;
        transaction.execute("UPDATE clock SET now = now + 1", [])?;
        let writer = Writer {
            transaction: &transaction,
            session,
            clock: before + 1,
            at: now.as_second(),
        };
        for id in &known.unmarked {
            forget(&transaction, *id)?;
        }
        for revision in &revised {
            if let Some(changed) = carry_over(&writer, revision, folder, now)? {
                survey.revised.push((revision.was.id, revision.now.id));
                survey.now.extend(changed);
                // Its words are wanted when it is revised again.
                survey.unplaced.push(Arc::clone(revision.now));
            }
        }
        // Nor is it waited for anywhere else: found there again, it has a place again.
        for (was, _) in &survey.revised {
            forget(&transaction, *was)?;
        }
        transaction.commit()?;
        if self.seen == before {
            self.seen = before + 1;
        }
        Ok(survey)
    }

    /// Remembers where briefings stand.
    ///
    /// # Errors
    ///
    /// [`Trouble`]; nothing of it was remembered then.
    pub fn remember(
        &mut self,
        briefings: &[Arc<Briefing>],
        folder: &Path,
        now: Timestamp,
    ) -> Result<(), Trouble> {
        if self.access != Access::Full {
            return Ok(());
        }
        let spots = briefings.iter().map(|it| Spot::of(it, folder));
        let spots: Vec<Spot> = spots.flatten().collect();
        self.check_place()?;
        let transaction = store::begin(&mut self.connection)?;
        for spot in &spots {
            enter(&transaction, spot, now)?;
        }
        transaction.commit()?;
        Ok(())
    }
}

/// Gives the new wording the marks of the old; `None` where another process has done so.
fn carry_over(
    writer: &Writer<'_>,
    revision: &Revision<'_>,
    folder: &Path,
    at: Timestamp,
) -> Result<Option<Vec<(Subject, Value)>>, Trouble> {
    let Revision { was, now } = revision;
    let left = writer
        .transaction
        .prepare_cached("DELETE FROM places WHERE briefing = ?1 AND path = ?2")?
        .execute(params![&was.id.to_bytes()[..], bytes(&was.path)])?;
    if left == 0 {
        return Ok(None);
    }
    let marks = marks_of(writer.transaction, was.id)?;
    let own = marks_of(writer.transaction, now.id)?;
    let leads_back = leads_to(writer.transaction, was.id, now.id)?;
    let values = revisions::carried(was.id, &marks, &own, &now.body.text, leads_back);
    let mut changed = Vec::with_capacity(values.len());
    for (mark, value) in values {
        let of = Subject::Mark(now.id, mark);
        writer.put(&of, &value)?;
        changed.push((of, value));
    }
    if let Some(spot) = Spot::of(now, folder) {
        enter(writer.transaction, &spot, at)?;
    }
    Ok(Some(changed))
}

/// Forgets all places of a briefing.
fn forget(transaction: &Transaction<'_>, id: BriefingId) -> Result<(), Trouble> {
    transaction
        .prepare_cached("DELETE FROM places WHERE briefing = ?1")?
        .execute(params![&id.to_bytes()[..]])?;
    Ok(())
}

fn enter(connection: &Connection, spot: &Spot, now: Timestamp) -> Result<(), Trouble> {
    let sql = "INSERT OR REPLACE INTO places (briefing, path, ordinal, title, date, sketch, seen)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    connection.prepare_cached(sql)?.execute(params![
        &spot.id.to_bytes()[..],
        bytes(&spot.path),
        spot.ordinal,
        spot.title,
        spot.date.map(|date| date.to_string()),
        spot.sketch.to_bytes(),
        now.as_second()
    ])?;
    Ok(())
}

fn bytes(path: &Path) -> &[u8] {
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
fn id(row: &Row<'_>) -> Option<BriefingId> {
    let bytes = row.get_ref(0).ok()?.as_blob().ok()?;
    Some(BriefingId::from_bytes(bytes.try_into().ok()?))
}

fn known(
    connection: &Connection,
    marked: &HashSet<BriefingId>,
    present: &Present<'_>,
) -> Result<Known, Trouble> {
    let sql = "SELECT briefing, path, ordinal, title, date, sketch FROM places";
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
            known.placed.insert(id);
        } else if !present.has(id) && present.has_file(&path) {
            known.gone.extend(spot(row, id, path, ordinal));
        }
    }
    Ok(known)
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
mod tests {
    use std::sync::LazyLock;
    use std::sync::mpsc::channel;
    use std::time::Duration;

    use super::super::{Change, Keeper, Ledger, Order, Step, Told, What, copies, read, wordings};
    use super::*;
    use crate::briefing::present;
    use crate::ingest;
    use crate::insight::Analyst;

    const WORDS: &str = "The two ministers met on Thursday and agreed to keep the corridor open";

    fn place() -> (tempfile::TempDir, Place) {
        let home = tempfile::tempdir().unwrap();
        let place = Place::new(home.path().join("state/chancery"));
        (home, place)
    }

    /// Release number so and so, of a file of its own, in its wording of that number.
    fn briefing(number: usize, wording: &str) -> Arc<Briefing> {
        static ANALYST: LazyLock<Analyst> = LazyLock::new(|| Analyst::new(&[]));
        let path: Arc<Path> = Path::new(&format!("/in/{number}.txt")).into();
        let text = format!("Title: Release {number}\n\n{WORDS} until {wording}.\n");
        let draft = ingest::read(&path, text.as_bytes()).drafts.remove(0);
        Arc::new(ANALYST.finish(draft, path, 0))
    }

    fn order(number: u64, marks: &[(BriefingId, Mark)]) -> Order {
        let change = |(id, mark): &(BriefingId, Mark)| Change {
            of: Subject::Mark(*id, mark.clone()),
            was: None,
            now: present(),
        };
        let step = Step {
            said: "Marked".to_owned(),
            changes: marks.iter().map(change).collect(),
        };
        let what = What::Make(step);
        Order { number, what }
    }

    fn store(place: &Place) -> Store {
        Store::open(place, Timestamp::now()).unwrap().0
    }

    fn mark(store: &mut Store, briefing: &Arc<Briefing>, mark: Mark) {
        let orders = [order(1, &[(briefing.id, mark)])];
        store.save(&orders, Timestamp::now()).unwrap();
        let here = Path::new("/");
        let briefings = [Arc::clone(briefing)];
        store.remember(&briefings, here, Timestamp::now()).unwrap();
    }

    fn survey(store: &mut Store, briefings: &[Arc<Briefing>]) -> Survey {
        let here = Path::new("/");
        store.survey(briefings, here, Timestamp::now()).unwrap()
    }

    fn ledger(place: &Place) -> Ledger {
        read(place).unwrap().unwrap()
    }

    #[test]
    fn marks_are_carried_over_once_and_others_hear_of_it() {
        let (_home, place) = place();
        let (mut a, mut b) = (store(&place), store(&place));
        let (old, new) = (briefing(1, "March"), briefing(1, "April"));
        mark(&mut a, &old, Mark::Read);
        mark(&mut a, &old, Mark::Starred);
        b.news().unwrap();
        let here = [new.clone(), briefing(2, "May")];
        assert_eq!(survey(&mut a, &here).revised, [(old.id, new.id)]);
        assert_eq!(a.news().unwrap(), []);
        let marks = ledger(&place).of(new.id).clone();
        assert!(marks.read && marks.revised && marks.starred);
        assert_eq!(marks.revises(), Some(old.id));
        assert!(ledger(&place).of(old.id).starred, "the old marks stay");
        assert_eq!(b.news().unwrap().len(), 4);
        // The other one comes to it too late, whatever was decided since.
        let off = Change {
            of: Subject::Mark(new.id, Mark::Starred),
            was: present(),
            now: None,
        };
        let what = What::Make(Step {
            said: "Star taken away".to_owned(),
            changes: vec![off],
        });
        a.save(&[Order { number: 2, what }], Timestamp::now())
            .unwrap();
        assert_eq!(survey(&mut b, &here).revised, []);
        assert!(!ledger(&place).of(new.id).starred);
        // Nobody takes back what the reader did not decide.
        let (_, opened) = Store::open_again(&a, Timestamp::now()).unwrap();
        assert_eq!(opened.past.done.len(), 3);
    }

    #[test]
    fn a_chain_of_wordings_is_followed_and_one_that_comes_back_makes_no_ring() {
        let (_home, place) = place();
        let mut store = store(&place);
        let [one, two, three] = ["March", "April", "May"].map(|until| briefing(1, until));
        mark(&mut store, &one, Mark::Read);
        for (was, now) in [(&one, &two), (&two, &three)] {
            let found = survey(&mut store, std::slice::from_ref(now));
            assert_eq!(found.revised, [(was.id, now.id)]);
        }
        let found = ledger(&place);
        assert_eq!(found.of(three.id).revises(), Some(two.id));
        assert!(found.of(two.id).revised && found.of(three.id).revised);
        assert_eq!(
            survey(&mut store, std::slice::from_ref(&one)).revised.len(),
            1
        );
        let found = ledger(&place);
        assert_eq!(found.of(one.id).revises(), None);
        assert!(!found.of(one.id).revised, "these words were read");
    }

    #[test]
    fn a_file_that_is_named_in_two_ways_is_revised_once() {
        let (_home, place) = place();
        let mut store = store(&place);
        let [one, two, three] = ["March", "April", "May"].map(|until| briefing(1, until));
        let by_a_link = |briefing: &Arc<Briefing>| {
            let mut briefing = Briefing::clone(briefing);
            briefing.origin.path = Path::new("/link/1.txt").into();
            Arc::new(briefing)
        };
        mark(&mut store, &one, Mark::Read);
        mark(&mut store, &by_a_link(&one), Mark::Read);
        assert_eq!(
            survey(&mut store, std::slice::from_ref(&two)).revised,
            [(one.id, two.id)]
        );
        let found = survey(&mut store, &[by_a_link(&two)]);
        assert_eq!(found.revised, []);
        let here = Path::new("/");
        store
            .remember(&found.unplaced, here, Timestamp::now())
            .unwrap();
        let found = survey(&mut store, &[by_a_link(&three)]);
        assert_eq!(found.revised, [(two.id, three.id)]);
    }

    #[test]
    fn what_has_no_marks_has_no_place_and_what_has_gets_one() {
        let (_home, place) = place();
        let mut store = store(&place);
        let (old, new) = (briefing(1, "March"), briefing(1, "April"));
        mark(&mut store, &old, Mark::Starred);
        let back = What::Undo(super::super::StepRef::Mine(1));
        let orders = [Order {
            number: 2,
            what: back,
        }];
        store.save(&orders, Timestamp::now()).unwrap();
        assert_eq!(
            survey(&mut store, std::slice::from_ref(&new)),
            Survey::default()
        );
        let sql = "SELECT count(*) FROM places";
        let places: i64 = store
            .connection
            .query_row(sql, [], |row| row.get(0))
            .unwrap();
        assert_eq!(places, 0);
        // As in a file of the first version: marked, and its place not known.
        let orders = [order(3, &[(new.id, Mark::Starred)])];
        store.save(&orders, Timestamp::now()).unwrap();
        let found = survey(&mut store, &[new.clone(), briefing(2, "May")]);
        assert_eq!(found.unplaced, [new]);
    }

    #[test]
    fn places_are_salvaged_and_copied() {
        let (_home, place) = place();
        let mut store = store(&place);
        let (old, new) = (briefing(1, "March"), briefing(1, "April"));
        mark(&mut store, &old, Mark::Read);
        drop(store);
        copies::make(&place, civil::date(2026, 11, 24)).unwrap();
        std::fs::write(place.file(), "no database").unwrap();
        for companion in disk::companions(&place.file()) {
            let _ = std::fs::remove_file(companion);
        }
        let (mut store, opened) = Store::open(&place, Timestamp::now()).unwrap();
        assert_eq!(opened.salvaged.map(|it| it.from_copy), Some(1));
        assert_eq!(
            survey(&mut store, std::slice::from_ref(&new)).revised,
            [(old.id, new.id)]
        );
    }

    #[test]
    fn of_a_newer_file_nothing_is_surveyed() {
        let (_home, place) = place();
        let mut first = store(&place);
        let (old, new) = (briefing(1, "March"), briefing(1, "April"));
        mark(&mut first, &old, Mark::Read);
        let newer = "PRAGMA user_version = 3";
        first.connection.execute_batch(newer).unwrap();
        drop(first);
        assert_eq!(survey(&mut store(&place), &[new]), Survey::default());
    }

    #[test]
    fn the_day_of_reading_is_that_of_the_last_step_that_stands() {
        let (_home, place) = place();
        let mut store = store(&place);
        let old = briefing(1, "March");
        assert_eq!(read_on(&place, old.id), None);
        let at = "2026-11-12T12:00:00Z".parse().unwrap();
        let orders = [order(1, &[(old.id, Mark::Read)])];
        store.save(&orders, at).unwrap();
        assert_eq!(read_on(&place, old.id), Some(civil::date(2026, 11, 12)));
        let what = What::Undo(super::super::StepRef::Mine(1));
        store.save(&[Order { number: 2, what }], at).unwrap();
        assert_eq!(read_on(&place, old.id), None);
    }

    #[test]
    fn the_keeper_keeps_words_and_tells_of_revisions() {
        let (_home, place) = place();
        let (sender, told) = channel();
        let tell = move |what| drop(sender.send(what));
        let keeper = Keeper::start(Some(place.clone()), tell.clone());
        let (old, new) = (briefing(1, "March"), briefing(1, "April"));
        keeper.give(order(1, &[(old.id, Mark::Read)]));
        keeper.remember(vec![old.clone()]);
        keeper.finish(Duration::from_secs(20));
        let words = wordings::read(&place, old.id);
        assert_eq!(words, Some(wordings::wording(&old)));

        let keeper = Keeper::start(Some(place.clone()), tell);
        keeper.survey(vec![new.clone()]);
        let revised = loop {
            let told = told.recv_timeout(Duration::from_secs(20)).unwrap();
            if let Told::Revised(survey) = told {
                break survey;
            }
        };
        assert_eq!(revised.revised, [(old.id, new.id)]);
        keeper.finish(Duration::from_secs(20));
        assert!(
            wordings::read(&place, new.id).is_some(),
            "for the next time"
        );
    }

    #[test]
    fn the_words_of_many_decided_about_together_are_not_kept() {
        let (_home, place) = place();
        let keeper = Keeper::start(Some(place.clone()), |_| {});
        let many: Vec<_> = (0..51).map(|number| briefing(number, "March")).collect();
        let marks: Vec<_> = many.iter().map(|it| (it.id, Mark::Read)).collect();
        keeper.give(order(1, &marks));
        keeper.remember(many.clone());
        keeper.finish(Duration::from_secs(20));
        assert!(
            many.iter()
                .all(|it| wordings::read(&place, it.id).is_none())
        );
        let mut store = store(&place);
        assert_eq!(
            survey(&mut store, &many),
            Survey::default(),
            "all have places"
        );
    }
}
