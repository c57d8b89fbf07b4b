//! Marks that are gone while a dated copy has them.

use std::path::Path;

use super::*;
use crate::library::marks::copies::{best, lost, make};

fn day(day: i8) -> civil::Date {
    civil::date(2026, 11, day)
}

/// The days of the copies, and how many marks each holds.
fn held(place: &Place) -> Vec<(i8, Option<usize>)> {
    let copies = copies::all(place).into_iter();
    copies
        .map(|copy| (copy.day.day(), copy.marks.ok()))
        .collect()
}

/// The file is gone, with all that belongs to it.
fn lose(place: &Place) {
    fs::remove_file(place.file()).unwrap();
    for companion in disk::companions(&place.file()) {
        disk::remove_if_there(&companion).unwrap();
    }
}

/// So many new marks, in a file that may be new.
fn mark(place: &Place, count: usize) {
    let (mut store, _) = open(place);
    let marks = (0..count).map(|number| on(1000 + number, Mark::Read));
    save(&mut store, 1, step("Read", marks));
    store.end_session().unwrap();
}

fn damage(copy: &Path) {
    let file = OpenOptions::new().write(true).open(copy).unwrap();
    file.write_all_at(&[0xa5; 4096], 4096).unwrap();
}

fn copy_of(place: &Place, number: i8) -> PathBuf {
    place.folder.join(format!("marks-{}.db", day(number)))
}

#[test]
fn days_of_use_after_a_loss_do_not_push_out_the_last_good_copy() {
    let (_home, place) = place();
    five_hundred(&place);
    make(&place, day(1)).unwrap();
    lose(&place);
    mark(&place, 3);
    for number in 2..=12 {
        assert_eq!(make(&place, day(number)), Ok(true));
    }
    let few = (6..=12).map(|number| (number, Some(3)));
    let all: Vec<_> = std::iter::once((1, Some(500))).chain(few).collect();
    assert_eq!(held(&place), all);
    let found = lost(&place, count(&place).unwrap()).unwrap();
    assert_eq!((found.left, found.marks, found.day), (3, 500, day(1)));
    assert_eq!(found.copy, copy_of(&place, 1));
    // With half as many marks again, it goes as any other.
    mark(&place, 250);
    assert_eq!(lost(&place, count(&place).unwrap()), None);
    make(&place, day(13)).unwrap();
    assert_eq!(held(&place).first(), Some(&(7, Some(3))));
}

#[test]
fn of_marks_that_are_none_no_copy_is_made() {
    let (_home, place) = place();
    five_hundred(&place);
    make(&place, day(1)).unwrap();
    for number in 2..=9 {
        lose(&place);
        let (mut store, opened) = open(&place);
        assert_eq!(opened.count, Count::default());
        // To look at a briefing is no decision.
        let looked = vec![(Subject::Mark(id(1), Mark::Opened), present())];
        save(&mut store, 1, What::Note(looked));
        store.end_session().unwrap();
        assert_eq!(make(&place, day(number)), Ok(false));
    }
    assert_eq!(held(&place), [(1, Some(500))]);
    // An empty file is one that is not there.
    fs::write(place.file(), "").unwrap();
    let found = lost(&place, count(&place).unwrap()).unwrap();
    assert_eq!((found.left, found.marks), (0, 500));
}

#[test]
fn what_the_reader_took_away_is_not_lost() {
    let (_home, place) = place();
    let (mut store, _) = open(&place);
    let stars = (0..500).map(|number| on(number, Mark::Starred));
    save(&mut store, 1, step("Starred", stars));
    make(&place, day(1)).unwrap();
    save(&mut store, 2, What::Undo(StepRef::Mine(1)));
    let none = Count {
        marks: 0,
        known: 500,
    };
    assert_eq!(count(&place), Ok(none));
    assert_eq!(lost(&place, none), None);
    assert_eq!(make(&place, day(2)), Ok(true));
    assert_eq!(held(&place), [(1, Some(500)), (2, Some(0))]);
}

#[test]
fn a_damaged_copy_is_no_good_one() {
    let (_home, place) = place();
    assert_eq!(best(&place), Ok(None));
    five_hundred(&place);
    make(&place, day(1)).unwrap();
    mark(&place, 40);
    make(&place, day(2)).unwrap();
    assert_eq!(best(&place).unwrap().map(|(day, _)| day), Some(day(2)));
    lose(&place);
    let none = Count::default();
    assert_eq!(lost(&place, none).map(|lost| lost.marks), Some(540));
    damage(&copy_of(&place, 2));
    assert_eq!(lost(&place, none).map(|lost| lost.marks), Some(500));
    let (best_day, ledger) = best(&place).unwrap().unwrap();
    assert_eq!((best_day, stars(&ledger)), (day(1), 500));
    // Nor do seven of them push out the one that is good.
    mark(&place, 1);
    for number in 3..=9 {
        make(&place, day(number)).unwrap();
        damage(&copy_of(&place, number));
    }
    make(&place, day(10)).unwrap();
    assert_eq!(held(&place).len(), 8);
    assert_eq!(held(&place)[0], (1, Some(500)));
    damage(&copy_of(&place, 1));
    assert_eq!(lost(&place, none).map(|lost| lost.marks), Some(1));
}

#[test]
fn what_is_damaged_is_made_up_for_from_the_newest_copy_that_is_not() {
    let (_home, place) = place();
    five_hundred(&place);
    make(&place, day(1)).unwrap();
    make(&place, day(2)).unwrap();
    damage(&copy_of(&place, 2));
    fs::write(place.file(), vec![0xa5; 8192]).unwrap();
    let (_, opened) = open(&place);
    assert_eq!(opened.salvaged.unwrap().from_copy, 500);
}

#[test]
fn what_stands_in_the_place_of_a_copy_is_named_and_left_alone() {
    let (_home, place) = place();
    five_hundred(&place);
    for number in 1..=3 {
        fs::create_dir(copy_of(&place, number)).unwrap();
    }
    let refused = make(&place, day(3)).unwrap_err().to_string();
    assert!(refused.contains("2026-11-03.db is a folder"), "{refused}");
    for number in 4..=12 {
        make(&place, day(number)).unwrap();
    }
    let held = held(&place);
    assert_eq!(held[..4], [(1, None), (2, None), (3, None), (6, Some(500))]);
    assert_eq!(held.len(), 10);
}

#[test]
fn the_keeper_tells_of_a_loss_and_of_a_copy_that_cannot_be_made() {
    let (_home, place) = place();
    five_hundred(&place);
    make(&place, day(1)).unwrap();
    lose(&place);
    mark(&place, 2);
    let today = local_day(Timestamp::now());
    let copy = place.folder.join(format!("marks-{today}.db"));
    fs::create_dir(&copy).unwrap();
    let (keeper, told) = keeper(&place);
    let lost = next(&told, |told| match told {
        Told::Lost(lost) => Some(lost),
        _ => None,
    });
    assert_eq!((lost.left, lost.marks), (2, 500));
    let trouble = next(&told, |told| match told {
        Told::NotCopied(trouble) => Some(trouble),
        _ => None,
    });
    assert!(matches!(trouble, Trouble::InTheWay { is: "folder", .. }));
    keeper.finish(Duration::from_secs(20));
}
