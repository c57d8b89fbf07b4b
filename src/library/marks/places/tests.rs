use std::sync::mpsc::channel;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use super::super::{
    Change, Keeper, Ledger, Order, Step, Told, What, copies, read, schema, wordings,
};
use super::*;
use crate::briefing::{Briefing, present};
use crate::ingest;
use crate::insight::{Analyst, Rulebook};

const WORDS: &str = "The two ministers met on Thursday and agreed to keep the corridor open";

fn place() -> (tempfile::TempDir, Place) {
    let home = tempfile::tempdir().unwrap();
    let place = Place::new(home.path().join("state/chancery"));
    (home, place)
}

/// Release number so and so, of a file of its own, in its wording of that number.
fn briefing(number: usize, wording: &str) -> Arc<Briefing> {
    static ANALYST: LazyLock<Analyst> = LazyLock::new(|| Analyst::new(Rulebook::default()));
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
    let standings = [Standing::of(briefing)];
    store.remember(&standings, here, Timestamp::now()).unwrap();
}

fn standings(briefings: &[Arc<Briefing>]) -> Vec<Standing> {
    briefings.iter().map(Standing::of).collect()
}

fn survey(store: &mut Store, briefings: &[Arc<Briefing>]) -> Survey {
    let here = Path::new("/");
    store
        .survey(&standings(briefings), here, Timestamp::now())
        .unwrap()
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
    assert_eq!(found.unplaced, standings(&[new]));
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
    let newer = format!("PRAGMA user_version = {}", schema::latest() + 1);
    first.connection.execute_batch(&newer).unwrap();
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
    keeper.remember(vec![Standing::of(&old)]);
    keeper.finish(Duration::from_secs(20));
    let words = wordings::read(&place, old.id);
    assert_eq!(words, Some(wordings::wording(&old)));

    let keeper = Keeper::start(Some(place.clone()), tell);
    keeper.survey(vec![Standing::of(&new)]);
    let revised = loop {
        let told = told.recv_timeout(Duration::from_secs(20)).unwrap();
        if let Told::Surveyed(survey) = told {
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
    keeper.remember(standings(&many));
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
