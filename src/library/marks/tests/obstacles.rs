//! What is no file where one should be, and a disk that takes nothing.

use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::Path;

use rustix::fs::{CWD, FileType, Mode, mknodat};

use super::*;

fn pipe(at: &Path) {
    mknodat(CWD, at, FileType::Fifo, Mode::from_raw_mode(0o600), 0).unwrap();
}

/// What a thing is called that is no file, and what makes it at a path.
type Obstacle = (&'static str, fn(&Path));

fn obstacles() -> [Obstacle; 5] {
    [
        ("named pipe", pipe),
        ("folder", |at| fs::create_dir(at).unwrap()),
        ("socket", |at| drop(UnixListener::bind(at).unwrap())),
        ("device", |at| symlink("/dev/zero", at).unwrap()),
        ("link that leads nowhere", |at| {
            symlink("/neither/here", at).unwrap();
        }),
    ]
}

#[track_caller]
fn is_in_the_way<T: std::fmt::Debug>(result: Result<T, Trouble>, at: &Path, what: &str) {
    let Err(trouble) = result else {
        panic!("a {what} is in the way: {result:?}");
    };
    let told = format!(
        "{} is a {what}, where a file should be: move it away",
        at.display()
    );
    assert_eq!(trouble.to_string(), told);
}

#[test]
fn what_is_no_file_is_named_and_never_waited_for() {
    for (what, make) in obstacles() {
        let (_home, place) = place();
        fs::create_dir_all(&place.folder).unwrap();
        let at = place.file();
        make(&at);
        is_in_the_way(Store::open(&place, Timestamp::now()), &at, what);
        is_in_the_way(read(&place), &at, what);
        is_in_the_way(read_copy(&at), &at, what);
        is_in_the_way(history(&place, Timestamp::UNIX_EPOCH), &at, what);
        let left = fs::read_dir(&place.folder).unwrap().count();
        assert_eq!(left, 1, "nothing was made beside it");
    }
}

#[test]
fn what_is_no_file_beside_the_marks_is_not_waited_for_either() {
    for (what, make) in obstacles() {
        for name in ["marks.db-wal", "marks.db-shm", "marks.db-journal"] {
            let (_home, place) = place();
            five_hundred(&place);
            let at = place.folder.join(name);
            make(&at);
            is_in_the_way(Store::open(&place, Timestamp::now()), &at, what);
            is_in_the_way(read(&place), &at, what);
        }
        let (_home, place) = place();
        five_hundred(&place);
        fs::write(place.file(), vec![0xa5; 8192]).unwrap();
        let at = place.folder.join("marks.lock");
        make(&at);
        is_in_the_way(Store::open(&place, Timestamp::now()), &at, what);
    }
}

#[test]
fn what_is_no_folder_is_named() {
    for (what, make) in obstacles() {
        if what == "folder" {
            continue;
        }
        let home = tempfile::tempdir().unwrap();
        let at = home.path().join("state");
        make(&at);
        let place = Place::new(at.join("chancery"));
        let refused = Store::open(&place, Timestamp::now()).unwrap_err();
        let told = format!(
            "{} is a {what}, where a folder should be: move it away",
            at.display()
        );
        assert_eq!(refused.to_string(), told);
        // Of a link that leads nowhere one may yet be made.
        if what != "link that leads nowhere" {
            assert_eq!(read(&place).unwrap_err(), refused);
        }
    }
}

#[test]
fn a_link_to_a_file_is_as_good_as_the_file() {
    let (home, place) = place();
    five_hundred(&place);
    let other = Place::new(home.path().join("other"));
    fs::create_dir(&other.folder).unwrap();
    symlink(place.file(), other.file()).unwrap();
    let (mut store, opened) = open(&other);
    assert_eq!(stars(&opened.ledger), 500);
    save(&mut store, 1, step("Read", [on(1, Mark::Read)]));
    assert!(ledger(&place).of(id(1)).read);
}

#[test]
fn a_pipe_that_takes_the_place_of_open_marks_is_named_and_loses_nothing() {
    let (_home, place) = place();
    let (mut store, _) = open(&place);
    save(&mut store, 1, step("Read", [on(1, Mark::Read)]));
    fs::remove_file(place.file()).unwrap();
    pipe(&place.file());
    let more = [Order {
        number: 2,
        what: step("Read", [on(2, Mark::Read)]),
    }];
    assert_eq!(store.save(&more, Timestamp::now()), Err(Trouble::Gone));
    store.write_again().unwrap();
    let again = Store::open_again(&store, Timestamp::now());
    is_in_the_way(again.map(|_| ()), &place.file(), "named pipe");
    fs::remove_file(place.file()).unwrap();
    store.write_again().unwrap();
    let (mut again, opened) = Store::open_again(&store, Timestamp::now()).unwrap();
    assert!(opened.ledger.of(id(1)).read);
    again.save(&more, Timestamp::now()).unwrap();
}

#[test]
fn marks_that_cannot_be_saved_are_read_and_told_first() {
    let (_home, place) = place();
    five_hundred(&place);
    let holder = Connection::open(place.file()).unwrap();
    holder.execute_batch("BEGIN IMMEDIATE").unwrap();
    let (keeper, told) = keeper(&place);
    let what = step("Read", [on(1, Mark::Read)]);
    keeper.give(Order { number: 1, what });
    let opened = |told| match told {
        Told::Opened(opened) => Some(opened),
        _ => None,
    };
    let read = next(&told, opened);
    assert_eq!(read.access, Access::NotNow(Trouble::Locked));
    assert_eq!(stars(&read.ledger), 500);
    holder.execute_batch("ROLLBACK").unwrap();
    assert_eq!(next(&told, opened).access, Access::Full);
    next(&told, |told| matches!(told, Told::Saved(_)).then_some(()));
    assert!(ledger(&place).of(id(1)).read);
}

#[test]
fn what_is_only_in_the_log_is_read_also_where_nothing_can_be_written() {
    let (_home, place) = place();
    let store = with_a_long_log(&place);
    let [log, ..] = disk::companions(&place.file());
    let before = (fs::read(place.file()).unwrap(), fs::read(&log).unwrap());
    let double = disk::connect_to_double(&place.file(), &log).unwrap();
    let found = rows::ledger(&double).unwrap();
    assert_eq!(read_and_starred(&found), (300, 150));
    drop(double);
    let after = (fs::read(place.file()).unwrap(), fs::read(&log).unwrap());
    assert_eq!(before, after);
    drop(store);
}

#[test]
fn a_trouble_is_explained_only_by_what_is_so() {
    let home = tempfile::tempdir().unwrap();
    for trouble in [Trouble::ReadOnly("it".to_owned()), Trouble::Full] {
        let explained = disk::explained(trouble.clone(), home.path());
        assert_eq!(explained, trouble, "here is room");
    }
    assert_eq!(
        disk::explained(Trouble::Damaged, Path::new("/neither/here")),
        Trouble::Damaged
    );
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);
}
