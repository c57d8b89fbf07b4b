//! The file of the marks as a whole: what is saved is there, whatever happens around it.

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{FileExt, PermissionsExt};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, SystemTime};

use proptest::prelude::*;
use rusqlite::{Connection, params};

use super::*;
use crate::briefing::present;

mod losses;
mod obstacles;

fn place() -> (tempfile::TempDir, Place) {
    let home = tempfile::tempdir().unwrap();
    let place = Place::new(home.path().join("state/chancery"));
    (home, place)
}

fn open(place: &Place) -> (Store, Opened) {
    Store::open(place, Timestamp::now()).unwrap()
}

fn id(number: usize) -> BriefingId {
    BriefingId::of("title", &number.to_string())
}

fn on(number: usize, mark: Mark) -> Change {
    Change {
        of: Subject::Mark(id(number), mark),
        was: None,
        now: present(),
    }
}

fn step(said: &str, changes: impl IntoIterator<Item = Change>) -> What {
    What::Make(Step {
        said: said.to_owned(),
        changes: changes.into_iter().collect(),
    })
}

fn save(store: &mut Store, number: u64, what: What) -> Saved {
    let saved = store.save(&[Order { number, what }], Timestamp::now());
    saved.unwrap().pop().unwrap()
}

fn ledger(place: &Place) -> Ledger {
    read(place).unwrap().unwrap()
}

#[test]
fn sqlite_is_one_that_does_not_lose_what_is_in_its_log() {
    assert!(rusqlite::version_number() >= 3_051_003);
}

#[test]
fn what_is_saved_is_there_again_and_for_its_owner_alone() {
    let (_home, place) = place();
    assert_eq!(read(&place), Ok(None));
    let (mut store, opened) = open(&place);
    assert_eq!(opened.ledger, Ledger::default());
    let note = Change {
        now: Some("Ask the desk.".into()),
        ..on(1, Mark::Note)
    };
    save(&mut store, 1, step("Noted", [on(1, Mark::Read), note]));
    // Without closing: a process that is killed closes nothing.
    let found = ledger(&place);
    assert!(found.of(id(1)).read);
    assert_eq!(
        found.of(id(1)).note().map(AsRef::as_ref),
        Some("Ask the desk.")
    );
    let mode = |path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(place.folder.clone()), 0o700);
    assert_eq!(mode(place.file()), 0o600);
    assert_eq!(mode(place.folder.join("marks.db-wal")), 0o600);
}

#[test]
fn every_commit_is_on_the_disk_before_it_counts() {
    let (_home, place) = place();
    let (store, _) = open(&place);
    let pragma = |name| {
        store
            .connection
            .pragma_query_value(None, name, |row| row.get::<_, String>(0))
    };
    let number = |name| {
        store
            .connection
            .pragma_query_value(None, name, |row| row.get::<_, i64>(0))
    };
    assert_eq!(number("synchronous"), Ok(2), "FULL");
    assert_eq!(pragma("journal_mode"), Ok("wal".to_owned()), "on this disk");
}

#[test]
fn steps_are_taken_back_and_made_again_also_after_a_restart() {
    let (_home, place) = place();
    let (mut store, _) = open(&place);
    save(&mut store, 1, step("Starred: A", [on(1, Mark::Starred)]));
    save(&mut store, 2, step("Read: A", [on(1, Mark::Read)]));
    save(&mut store, 3, step("Starred: B", [on(2, Mark::Starred)]));
    let back = save(&mut store, 4, What::Undo(StepRef::Mine(3)));
    assert_eq!(back.now, [(Subject::Mark(id(2), Mark::Starred), None)]);
    store.end_session().unwrap();
    drop(store);

    let (mut store, opened) = open(&place);
    let said = |steps: &[PastStep]| steps.iter().map(|it| it.said.clone()).collect::<Vec<_>>();
    assert_eq!(said(&opened.past.done), ["Starred: A", "Read: A"]);
    assert_eq!(said(&opened.past.undone), ["Starred: B"]);
    save(&mut store, 1, What::Undo(opened.past.done[1].step));
    save(&mut store, 2, What::Redo(opened.past.undone[0].step));
    let found = ledger(&place);
    assert!(!found.of(id(1)).read && found.of(id(1)).starred && found.of(id(2)).starred);
    // Once something else is done, what was taken back is past.
    save(&mut store, 3, step("Read: C", [on(3, Mark::Read)]));
    store.end_session().unwrap();
    let (_, opened) = open(&place);
    assert_eq!(said(&opened.past.undone), Vec::<String>::new());
    assert_eq!(
        said(&opened.past.done),
        ["Starred: A", "Starred: B", "Read: C"]
    );
}

#[test]
fn the_steps_of_a_session_that_was_killed_are_taken_over_and_those_of_a_living_one_are_not() {
    let (_home, place) = place();
    let (mut other, _) = open(&place);
    save(&mut other, 1, step("Starred: A", [on(1, Mark::Starred)]));
    let (store, opened) = open(&place);
    assert_eq!(opened.past, Past::default());
    drop(store);
    // A process of that number there has never been: the kernel counts to four million.
    other
        .connection
        .execute("UPDATE sessions SET pid = 4194304", [])
        .unwrap();
    drop(other);
    let (store, opened) = open(&place);
    assert_eq!(opened.past.done.len(), 1);
    // Nor is there one of a number below none, as a damaged row may have it.
    store
        .connection
        .execute("UPDATE sessions SET pid = -7", [])
        .unwrap();
    drop(store);
    let (_, opened) = open(&place);
    assert_eq!(opened.past.done.len(), 1);
}

#[test]
fn two_at_once_hear_of_one_another_and_neither_undoes_what_the_other_did() {
    let (_home, place) = place();
    let (mut a, _) = open(&place);
    let (mut b, _) = open(&place);
    save(
        &mut a,
        1,
        step("Starred", [on(1, Mark::Starred), on(2, Mark::Starred)]),
    );
    let off = Change {
        now: None,
        ..on(2, Mark::Starred)
    };
    save(
        &mut b,
        1,
        step("Star taken away, and read", [off, on(1, Mark::Read)]),
    );
    assert_eq!(a.news().unwrap().len(), 2);
    assert_eq!(a.news().unwrap(), [], "once");
    // The second star is no longer as `a` left it: it stays as `b` did.
    let back = save(&mut a, 2, What::Undo(StepRef::Mine(1)));
    assert!(back.now.iter().all(|(_, value)| value.is_none()));
    assert!(ledger(&place).of(id(1)).read);
    save(&mut b, 2, What::Undo(StepRef::Mine(1)));
    let found = ledger(&place);
    assert!(found.of(id(2)).starred && !found.of(id(1)).starred && !found.of(id(1)).read);
}

#[test]
fn orders_are_carried_out_together_or_not_at_all() {
    let (_home, place) = place();
    let (mut store, _) = open(&place);
    let order = |number, what| Order { number, what };
    let made_and_taken_back = [
        order(1, step("Starred", [on(1, Mark::Starred)])),
        order(2, What::Undo(StepRef::Mine(1))),
        order(3, What::Redo(StepRef::Mine(1))),
    ];
    let saved = store.save(&made_and_taken_back, Timestamp::now()).unwrap();
    assert_eq!(saved.len(), 3);
    assert!(ledger(&place).of(id(1)).starred);

    store
        .connection
        .execute_batch("DROP TABLE changes")
        .unwrap();
    let orders = [order(4, step("Read", [on(1, Mark::Read)]))];
    assert!(store.save(&orders, Timestamp::now()).is_err());
    assert!(!ledger(&place).of(id(1)).read);
}

#[test]
fn one_that_is_locked_is_told_of_and_saved_to_when_it_is_free() {
    let (_home, place) = place();
    let (mut store, _) = open(&place);
    let holder = Connection::open(place.file()).unwrap();
    holder.execute_batch("BEGIN IMMEDIATE").unwrap();
    let orders = [Order {
        number: 1,
        what: step("Read", [on(1, Mark::Read)]),
    }];
    assert_eq!(store.save(&orders, Timestamp::now()), Err(Trouble::Locked));
    assert!(read(&place).is_ok(), "who reads does not wait");
    holder.execute_batch("ROLLBACK").unwrap();
    store.save(&orders, Timestamp::now()).unwrap();
    assert!(ledger(&place).of(id(1)).read);
}

#[test]
fn a_file_of_a_newer_version_is_read_and_never_written() {
    let (_home, place) = place();
    let (mut store, _) = open(&place);
    save(&mut store, 1, step("Read", [on(1, Mark::Read)]));
    store
        .connection
        .execute_batch("PRAGMA user_version = 99")
        .unwrap();
    drop(store);
    let bytes = fs::read(place.file()).unwrap();
    let (mut store, opened) = open(&place);
    let newer = Trouble::Newer {
        found: 99,
        known: schema::latest(),
    };
    assert_eq!(opened.access, Access::ReadOnly(newer.clone()));
    assert!(opened.ledger.of(id(1)).read);
    let orders = [Order {
        number: 1,
        what: step("Read", [on(2, Mark::Read)]),
    }];
    assert_eq!(store.save(&orders, Timestamp::now()), Err(newer));
    drop(store);
    assert_eq!(fs::read(place.file()).unwrap(), bytes);
}

#[test]
fn a_file_of_another_program_is_refused_and_left_alone() {
    let (_home, place) = place();
    fs::create_dir_all(&place.folder).unwrap();
    let other = Connection::open(place.file()).unwrap();
    other.execute_batch("CREATE TABLE recipes (name)").unwrap();
    drop(other);
    let bytes = fs::read(place.file()).unwrap();
    let refused = Store::open(&place, Timestamp::now()).map(|_| ());
    assert!(matches!(refused, Err(Trouble::Foreign(_))), "{refused:?}");
    assert_eq!(fs::read(place.file()).unwrap(), bytes);
}

#[test]
fn a_place_that_cannot_be_made_is_named() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("file");
    File::create(&file).unwrap();
    let place = Place::new(file.join("chancery"));
    let trouble = Store::open(&place, Timestamp::now())
        .map(|_| ())
        .unwrap_err();
    let told = format!(
        "{} is a file, where a folder should be: move it away",
        file.display()
    );
    assert_eq!(trouble.to_string(), told);
}

/// A file with 500 starred briefings, all in the file itself and none in its log.
fn five_hundred(place: &Place) {
    let (mut store, _) = open(place);
    let stars = (0..500).map(|number| on(number, Mark::Starred));
    save(&mut store, 1, step("Starred", stars));
    store.end_session().unwrap();
}

fn stars(ledger: &Ledger) -> usize {
    ledger
        .briefings()
        .filter(|(_, marks)| marks.starred)
        .count()
}

#[test]
fn a_damaged_file_is_set_aside_and_what_it_still_holds_is_kept() {
    let (_home, place) = place();
    // The session that does something is not the first.
    for _ in 0..3 {
        open(&place).0.end_session().unwrap();
    }
    five_hundred(&place);
    let file = OpenOptions::new().write(true).open(place.file()).unwrap();
    let pages = file.metadata().unwrap().len() / 4096;
    // A page in the middle, of the marks or of what was done.
    file.write_all_at(&[0xa5; 4096], pages / 2 * 4096).unwrap();
    let (mut store, opened) = open(&place);
    let salvaged = opened.salvaged.unwrap();
    assert_eq!(stars(&opened.ledger), salvaged.marks + salvaged.from_copy);
    assert!(salvaged.marks > 250, "{salvaged:?}");
    // What was done can still be taken back, as far as it could be read.
    let said: Vec<&str> = opened.past.done.iter().map(|it| it.said.as_str()).collect();
    assert_eq!(said, ["Starred"]);
    let name = salvaged.kept_as.file_name().unwrap().to_str().unwrap();
    assert!(name.starts_with("marks.db.damaged-"), "{name}");
    assert_eq!(fs::metadata(&salvaged.kept_as).unwrap().len(), pages * 4096);
    save(&mut store, 1, step("Read", [on(1, Mark::Read)]));
    assert!(ledger(&place).of(id(1)).read);
}

#[test]
fn what_a_damaged_file_has_lost_comes_from_the_newest_copy() {
    let (_home, place) = place();
    five_hundred(&place);
    let day = civil::date(2026, 11, 24);
    assert_eq!(copies::make(&place, day), Ok(true));
    assert_eq!(copies::make(&place, day), Ok(false), "one a day");
    fs::write(place.file(), vec![0xa5; 8192]).unwrap();
    let (_, opened) = open(&place);
    assert_eq!(stars(&opened.ledger), 500);
    assert_eq!(opened.salvaged.unwrap().from_copy, 500);
}

#[test]
fn of_the_dated_copies_the_last_seven_are_kept() {
    let (_home, place) = place();
    five_hundred(&place);
    for day in 1..=9 {
        copies::make(&place, civil::date(2026, 11, day)).unwrap();
    }
    let names: Vec<_> = copies::all(&place)
        .iter()
        .map(|copy| copy.path.file_name().unwrap().to_str().unwrap().to_owned())
        .collect();
    assert_eq!(names.len(), 7);
    assert_eq!(names[0], "marks-2026-11-03.db");
    let copy = Connection::open(place.folder.join(&names[6])).unwrap();
    assert_eq!(stars(&rows::ledger(&copy).unwrap()), 500);
}

#[test]
fn copies_dated_after_today_go_before_the_one_just_made() {
    let (_home, place) = place();
    five_hundred(&place);
    for day in 11..=17 {
        copies::make(&place, civil::date(2036, 11, day)).unwrap();
    }
    let days = [1, 2, 3].map(|day| civil::date(2026, 11, day));
    for day in days {
        assert_eq!(copies::make(&place, day), Ok(true));
    }
    let copies = copies::all(&place);
    assert_eq!(copies.len(), 7);
    let kept: Vec<_> = copies.iter().map(|copy| copy.day).take(3).collect();
    assert_eq!(kept, days);
}

#[test]
fn an_unfinished_copy_is_left_to_who_makes_it_until_it_is_stale() {
    let (_home, place) = place();
    five_hundred(&place);
    let (others, stale) = ("marks.db.copy-other", "marks.db.copy");
    let (others, stale) = (place.folder.join(others), place.folder.join(stale));
    fs::write(&others, "half").unwrap();
    let two_days_ago = SystemTime::now() - Duration::from_secs(48 * 60 * 60);
    let file = File::create(&stale).unwrap();
    file.set_modified(two_days_ago).unwrap();
    copies::make(&place, civil::date(2026, 11, 24)).unwrap();
    assert!(!stale.exists());
    assert_eq!(fs::read(&others).unwrap(), b"half");
}

#[test]
fn a_copy_under_a_path_that_is_no_text_is_refused_and_nothing_is_written_elsewhere() {
    let (home, place) = place();
    five_hundred(&place);
    let folder = home.path().join(OsStr::from_bytes(b"st\xe4te"));
    fs::rename(&place.folder, &folder).unwrap();
    let place = Place::new(folder);
    let elsewhere = home.path().join("st\u{fffd}te");
    fs::create_dir(&elsewhere).unwrap();
    let error = copies::make(&place, civil::date(2026, 11, 24)).unwrap_err();
    assert!(error.to_string().contains("not UTF-8"), "{error}");
    assert_eq!(copies::all(&place), []);
    assert_eq!(fs::read_dir(&elsewhere).unwrap().count(), 0);
}

#[test]
fn a_file_that_was_removed_is_written_again_with_all_that_was_in_it() {
    let (_home, place) = place();
    let (mut store, _) = open(&place);
    save(&mut store, 1, step("Read", [on(1, Mark::Read)]));
    fs::remove_dir_all(&place.folder).unwrap();
    let orders = [Order {
        number: 2,
        what: step("Read", [on(2, Mark::Read)]),
    }];
    assert_eq!(store.save(&orders, Timestamp::now()), Err(Trouble::Gone));
    store.write_again().unwrap();
    let (mut again, opened) = Store::open_again(&store, Timestamp::now()).unwrap();
    assert!(opened.ledger.of(id(1)).read);
    assert_eq!(opened.past.done.len(), 1, "its steps are still its own");
    again.save(&orders, Timestamp::now()).unwrap();
    save(&mut again, 3, What::Undo(StepRef::Mine(1)));
    let found = ledger(&place);
    assert!(!found.of(id(1)).read && found.of(id(2)).read);
}

/// A keeper and what it tells.
fn keeper(place: &Place) -> (Keeper, Receiver<Told>) {
    let (sender, told) = channel();
    // The test may have ended before the keeper.
    let tell = move |what| drop(sender.send(what));
    (Keeper::start(Some(place.clone()), tell), told)
}

/// What is told next, leaving out what does not matter here.
fn next<T>(told: &Receiver<Told>, wanted: impl Fn(Told) -> Option<T>) -> T {
    loop {
        let told = told.recv_timeout(Duration::from_secs(20)).unwrap();
        if let Some(found) = wanted(told) {
            return found;
        }
    }
}

#[test]
fn the_keeper_saves_in_order_and_tells_of_others() {
    let (_home, place) = place();
    let (a, told_a) = keeper(&place);
    let (b, told_b) = keeper(&place);
    next(&told_b, |told| {
        matches!(told, Told::Opened(_)).then_some(())
    });
    for (number, mark) in [(1, Mark::Read), (2, Mark::Starred)] {
        let what = step("A step", [on(1, mark)]);
        a.give(Order { number, what });
    }
    let mut saved = Vec::new();
    while saved.len() < 2 {
        saved.extend(next(&told_a, |told| match told {
            Told::Saved(saved) => Some(saved),
            _ => None,
        }));
    }
    let numbers: Vec<u64> = saved.iter().map(|saved| saved.number).collect();
    assert_eq!(numbers, [1, 2]);
    let mut news = Vec::new();
    while news.len() < 2 {
        news.extend(next(&told_b, |told| match told {
            Told::News(news) => Some(news),
            _ => None,
        }));
    }
    let told = [Mark::Read, Mark::Starred].map(|mark| (Subject::Mark(id(1), mark), present()));
    assert_eq!(news, told);
    b.finish(Duration::from_secs(20));
}

#[test]
fn the_keeper_saves_what_it_was_given_last_before_it_ends() {
    let (_home, place) = place();
    let (keeper, _told) = keeper(&place);
    let opened = What::Note(vec![(Subject::Mark(id(1), Mark::Opened), present())]);
    for (number, what) in [(1, opened), (2, step("Read", [on(1, Mark::Read)]))] {
        keeper.give(Order { number, what });
    }
    keeper.finish(Duration::from_secs(20));
    let found = ledger(&place);
    assert!(found.of(id(1)).read && found.of(id(1)).opened);
}

#[test]
fn the_keeper_says_that_it_cannot_save_and_saves_when_it_can() {
    let (_home, place) = place();
    let (keeper, told) = keeper(&place);
    next(&told, |told| matches!(told, Told::Opened(_)).then_some(()));
    let holder = Connection::open(place.file()).unwrap();
    holder.execute_batch("BEGIN IMMEDIATE").unwrap();
    let what = step("Read", [on(1, Mark::Read)]);
    keeper.give(Order { number: 1, what });
    let trouble = next(&told, |told| match told {
        Told::Trouble(trouble) => Some(trouble),
        _ => None,
    });
    assert_eq!(trouble, Trouble::Locked);
    holder.execute_batch("ROLLBACK").unwrap();
    next(&told, |told| matches!(told, Told::Saved(_)).then_some(()));
    assert!(ledger(&place).of(id(1)).read);
}

#[test]
fn without_a_place_the_keeper_says_so() {
    let (sender, told) = channel();
    let keeper = Keeper::start(None, move |what| drop(sender.send(what)));
    keeper.give(Order {
        number: 1,
        what: step("Read", [on(1, Mark::Read)]),
    });
    assert_eq!(told.recv(), Ok(Told::Trouble(Trouble::NoPlace)));
    keeper.finish(Duration::from_secs(20));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(48) })]

    #[test]
    fn whatever_is_damaged_the_marks_open_and_the_copy_makes_up_for_it(
        flips in prop::collection::vec((any::<u32>(), any::<u8>()), 1..12),
        cut in prop::option::of(any::<u16>()),
    ) {
        let (_home, place) = place();
        five_hundred(&place);
        copies::make(&place, civil::date(2026, 11, 24)).unwrap();
        let mut bytes = fs::read(place.file()).unwrap();
        if let Some(cut) = cut {
            let kept = bytes.len() * usize::from(cut) / usize::from(u16::MAX);
            bytes.truncate(kept);
        }
        for (at, value) in flips {
            if let Some(byte) = (at as usize).checked_rem(bytes.len()).map(|at| &mut bytes[at]) {
                *byte = value;
            }
        }
        fs::write(place.file(), &bytes).unwrap();
        match Store::open(&place, Timestamp::now()) {
            Ok((mut store, opened)) => {
                // A value may have become another one that SQLite cannot tell from the true one.
                let emptied = bytes.is_empty();
                prop_assert!(emptied || stars(&opened.ledger) >= 480, "{}", stars(&opened.ledger));
                if opened.access == Access::Full {
                    let change = on(1, Mark::Read);
                    let order = Order { number: 1, what: step("Read", [change]) };
                    prop_assert!(store.save(&[order], Timestamp::now()).is_ok());
                }
            }
            // The very bytes that say whose file it is.
            Err(trouble) => prop_assert!(matches!(trouble, Trouble::Foreign(_)), "{trouble}"),
        }
    }
}

#[test]
fn a_mark_that_only_a_later_version_knows_is_passed_over_and_kept() {
    let (_home, place) = place();
    let (store, _) = open(&place);
    let row = "INSERT INTO marks VALUES (?1, 'weighed', '3', 1)";
    store
        .connection
        .execute(row, params![id(1).to_bytes()])
        .unwrap();
    drop(store);
    let (store, opened) = open(&place);
    assert_eq!(opened.ledger, Ledger::default());
    let kept = "SELECT count(*) FROM marks";
    assert_eq!(
        store.connection.query_row(kept, [], |row| row.get(0)),
        Ok(1)
    );
}

#[test]
fn the_history_tells_what_was_done_since_and_was_not_taken_back() {
    let (_home, place) = place();
    assert_eq!(history(&place, Timestamp::UNIX_EPOCH), Ok(Vec::new()));
    let (mut store, _) = open(&place);
    let noon: Timestamp = "2026-11-25T12:00:00Z".parse().unwrap();
    let mut at = |number, hours: i64, what| {
        let now = noon + jiff::SignedDuration::from_hours(hours);
        store.save(&[Order { number, what }], now).unwrap();
    };
    at(1, -48, step("Read: A", [on(1, Mark::Read)]));
    at(2, 1, step("Read: B", [on(2, Mark::Read)]));
    at(3, 2, step("Starred: B", [on(2, Mark::Starred)]));
    at(4, 3, What::Undo(StepRef::Mine(3)));
    at(5, 4, step("Read: C", [on(3, Mark::Read)]));
    let unread = Change {
        now: None,
        ..on(3, Mark::Read)
    };
    at(6, 5, step("Unread: C", [unread]));
    at(7, 6, step("Restored 1 mark", [on(4, Mark::Read)]));
    let done = history(&place, noon).unwrap();
    let said: Vec<&str> = done.iter().map(|step| step.said.as_str()).collect();
    assert_eq!(said, ["Read: B", "Read: C", "Unread: C", "Restored 1 mark"]);
    assert_eq!(done[0].at, noon + jiff::SignedDuration::from_hours(1));
    assert_eq!(done[0].changes, [on(2, Mark::Read)]);
    drop(store);
    let read_since = history::read_since(&open(&place).0.connection, noon);
    assert_eq!(read_since, Ok(vec![id(2)]));
    let (_, opened) = Store::open(&place, noon + jiff::SignedDuration::from_hours(72)).unwrap();
    assert_eq!(opened.read_today, [], "three days later");
}

#[test]
fn a_copy_is_read_where_it_lies_and_a_damaged_one_is_refused() {
    let (home, place) = place();
    let (mut store, _) = open(&place);
    save(&mut store, 1, step("Read", [on(1, Mark::Read)]));
    drop(store);
    copies::make(&place, "2026-11-25".parse().unwrap()).unwrap();
    let copy = home.path().join("elsewhere.db");
    fs::copy(place.folder.join("marks-2026-11-25.db"), &copy).unwrap();
    let before = fs::read(&copy).unwrap();
    let found = read_copy(&copy).unwrap().unwrap();
    assert!(found.of(id(1)).read);
    assert_eq!(fs::read(&copy).unwrap(), before);
    let file = OpenOptions::new().write(true).open(&copy).unwrap();
    file.write_all_at(&[0xa5; 4096], 4096).unwrap();
    assert_eq!(read_copy(&copy), Err(Trouble::Damaged));
}

#[test]
fn what_a_killed_process_left_half_done_keeps_nobody_from_reading() {
    let (home, place) = place();
    let (mut store, _) = open(&place);
    save(&mut store, 1, step("Starred", [on(1, Mark::Starred)]));
    drop(store);
    let half = Connection::open(place.file()).unwrap();
    // So few pages are kept in memory that the change is in the file before it is committed.
    half.execute_batch("PRAGMA journal_mode = DELETE; PRAGMA cache_size = 2; BEGIN IMMEDIATE;")
        .unwrap();
    half.execute_batch(
        "CREATE TABLE much (bytes); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n \
         WHERE i < 100) INSERT INTO much SELECT zeroblob(4000) FROM n;",
    )
    .unwrap();
    let left = Place::new(home.path().join("left"));
    fs::create_dir(&left.folder).unwrap();
    let journal = |place: &Place| place.folder.join("marks.db-journal");
    fs::copy(place.file(), left.file()).unwrap();
    fs::copy(journal(&place), journal(&left)).unwrap();
    drop(half);
    assert!(ledger(&left).of(id(1)).starred);
    assert!(!journal(&left).exists(), "it has been put right");
}

/// A store in its second session with much in its log.
fn with_a_long_log(place: &Place) -> Store {
    let (mut store, _) = open(place);
    save(
        &mut store,
        1,
        step("First", (0..300).map(|n| on(n, Mark::Read))),
    );
    drop(store);
    let (mut store, _) = open(place);
    for n in 0..150 {
        save(
            &mut store,
            n + 1,
            step("More", [on(n as usize, Mark::Starred)]),
        );
    }
    store
}

fn read_and_starred(ledger: &Ledger) -> (usize, usize) {
    let count = |is: fn(&crate::briefing::Marks) -> bool| {
        ledger.briefings().filter(|(_, marks)| is(marks)).count()
    };
    (count(|marks| marks.read), count(|marks| marks.starred))
}

#[test]
fn a_file_that_was_removed_without_its_log_is_made_again_as_it_was() {
    let (_home, place) = place();
    let mut store = with_a_long_log(&place);
    fs::remove_file(place.file()).unwrap();
    let more = Order {
        number: 1000,
        what: step("More", [on(299, Mark::Starred)]),
    };
    assert_eq!(store.save(&[more], Timestamp::now()), Err(Trouble::Gone));
    store.write_again().unwrap();
    let (_again, opened) = Store::open_again(&store, Timestamp::now()).unwrap();
    assert_eq!(read_and_starred(&opened.ledger), (300, 150));
    assert_eq!(opened.salvaged, None);
}

#[test]
fn a_log_is_not_played_into_another_file_that_was_put_in_the_place_of_its_own() {
    let (home, place) = place();
    let other = Place::new(home.path().join("other"));
    let (mut theirs, _) = open(&other);
    save(
        &mut theirs,
        1,
        step("Theirs", (0..40).map(|n| on(n, Mark::Archived))),
    );
    drop(theirs);
    let store = with_a_long_log(&place);
    fs::rename(other.file(), place.file()).unwrap();
    store.write_again().unwrap();
    let (_again, opened) = Store::open_again(&store, Timestamp::now()).unwrap();
    assert_eq!(read_and_starred(&opened.ledger), (0, 0));
    assert_eq!(opened.ledger.briefings().count(), 40);
    assert_eq!(opened.salvaged, None);
}

#[test]
fn a_clock_that_goes_back_changes_no_order() {
    let (_home, place) = place();
    let (mut store, _) = open(&place);
    let (mut other, _) = open(&place);
    let now = Timestamp::now();
    let long_ago = now - jiff::SignedDuration::from_hours(24 * 3650);
    for (number, mark, at) in [(1, Mark::Read, now), (2, Mark::Starred, long_ago)] {
        let what = step(&mark.to_string(), [on(1, mark)]);
        store.save(&[Order { number, what }], at).unwrap();
    }
    assert_eq!(other.news().unwrap().len(), 2);
    store.end_session().unwrap();
    drop(store);
    let (_later, opened) = Store::open(&place, long_ago).unwrap();
    let said: Vec<&str> = opened
        .past
        .done
        .iter()
        .map(|step| step.said.as_str())
        .collect();
    assert_eq!(said, ["read", "starred"]);
}

/// One byte of the schema, and a column of the marks is a part of a comment: what is read then of
/// the next one is not its value.
#[test]
fn of_marks_whose_schema_is_damaged_no_row_is_taken_for_another() {
    let (_home, place) = place();
    five_hundred(&place);
    copies::make(&place, civil::date(2026, 11, 24)).unwrap();
    let mut bytes = fs::read(place.file()).unwrap();
    let comment = b"what belongs to the library\n";
    let at = bytes.windows(comment.len()).position(|it| it == comment);
    bytes[at.unwrap() + comment.len() - 1] = 1;
    fs::write(place.file(), &bytes).unwrap();
    let (_, opened) = open(&place);
    assert_eq!(opened.salvaged.map(|it| it.from_copy), Some(500));
    assert_eq!(stars(&opened.ledger), 500);
}
