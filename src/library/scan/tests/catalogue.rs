//! Scans of libraries that are in the catalogue.

use std::fs::File;
use std::io::{Seek, SeekFrom, Write};
use std::path::PathBuf;

use super::*;
use crate::library::catalogue::Report;
use crate::library::samples;

/// Files that something has to be said of.
const FAULTY: [(&str, &[u8]); 4] = [
    (
        "bad bytes.txt",
        b"\xef\xbb\xbfTitle: Talks\n\nThe t\xffalks went on.\n",
    ),
    ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
    ("broken.zip", b"PK\x03\x04 and no more"),
    (
        "undated.md",
        b"+++\ndate = 2024-13-45\n+++\n\n# Talks\n\nThe talks went on.\n",
    ),
];

/// A library beside its catalogue.
struct Kept {
    folder: tempfile::TempDir,
}

impl Kept {
    /// The sample briefings as files that have come to rest.
    fn samples() -> Self {
        let kept = Self::empty();
        for file in fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/briefings")).unwrap() {
            let file = file.unwrap();
            fs::copy(file.path(), kept.library().join(file.file_name())).unwrap();
        }
        for (name, bytes) in FAULTY {
            fs::write(kept.library().join(name), bytes).unwrap();
        }
        kept.settle();
        kept
    }

    fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("library")).unwrap();
        Self { folder }
    }

    fn library(&self) -> PathBuf {
        self.folder.path().join("library")
    }

    fn caches(&self) -> PathBuf {
        self.folder.path().join("caches")
    }

    /// Waits until files that change once more look different.
    fn settle(&self) {
        thread::sleep(Duration::from_millis(60));
    }

    fn catalogue(&self) -> Catalogue {
        Catalogue::of(&self.caches(), &[self.library()]).of_few_as_well()
    }

    fn plan(&self) -> Plan {
        Plan::of(vec![self.library()], Some(self.catalogue()), Arc::default())
    }

    fn load(&self) -> Loaded {
        load(&self.plan(), knowledge)
    }

    /// What there is when no file may be read.
    fn load_known(&self) -> Loaded {
        let plan = Plan {
            parse: |path, _, _, _, _, _| panic!("{} is read", path.display()),
            ..self.plan()
        };
        load(&plan, knowledge)
    }

    /// What there is without a catalogue.
    fn load_without(&self) -> Loaded {
        let plan = Plan::of(vec![self.library()], None, Arc::default());
        load(&plan, knowledge)
    }

    /// The same, with what was done to the catalogue.
    fn index(&self) -> Report {
        let (indexed, report) = index(self.plan(), &knowledge(), &mut |_, _| {});
        let loaded = self.load_without();
        assert_eq!(indexed.briefings, loaded.briefings.len());
        assert_eq!(indexed.problems.kept(), loaded.problems.kept());
        report
    }

    /// The file of the catalogue.
    fn file(&self) -> PathBuf {
        let folder = self.catalogue().folder().to_owned();
        let mut files: Vec<PathBuf> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|it| it == "db"))
            .collect();
        assert_eq!(files.len(), 1, "{files:?}");
        files.remove(0)
    }
}

/// Both say the same. All of both would fill the screen.
fn assert_same(one: &Loaded, other: &Loaded, of: &str) {
    assert_eq!(titles(&one.briefings), titles(&other.briefings), "{of}");
    for (one, other) in one.briefings.iter().zip(&other.briefings) {
        assert!(one == other, "{of}: {}", one.title);
    }
    assert_eq!(one.problems.kept(), other.problems.kept(), "{of}");
    assert_eq!(one.tally, other.tally, "{of}");
}

#[test]
fn what_is_in_the_catalogue_is_the_same_as_what_is_read() {
    let kept = Kept::samples();
    let read = kept.load();
    assert!(read.briefings.len() > 20);
    assert!(read.problems.len() >= FAULTY.len(), "{:?}", read.problems);
    assert_same(&kept.load_known(), &read, "");
    assert_same(&kept.load_without(), &read, "");
}

#[test]
fn only_what_changed_is_read_again_and_what_is_gone_is_taken_out() {
    let kept = Kept::empty();
    let at = |name: &str| kept.library().join(name);
    for name in ["a.txt", "b.txt", "c.txt"] {
        fs::write(at(name), format!("Title: {name}\n\nWords.\n")).unwrap();
    }
    kept.settle();
    let report = kept.index();
    assert_eq!((report.known, report.added, report.removed), (0, 3, 0));

    fs::write(at("a.txt"), "Title: other\n\nWords.\n").unwrap();
    fs::rename(at("b.txt"), at("d.txt")).unwrap();
    fs::remove_file(at("c.txt")).unwrap();
    kept.settle();
    assert_eq!(titles(&kept.load().briefings), ["other", "b.txt"]);
    let report = kept.index();
    assert_eq!(
        (report.known, report.added, report.removed, report.trouble),
        (2, 0, 0, None)
    );
    assert_same(&kept.load_known(), &kept.load_without(), "");
}

#[test]
fn other_rules_read_everything_again() {
    let kept = Kept::samples();
    kept.load();
    let mut settings = crate::config::Settings::defaults();
    settings.tags.push(crate::config::TagRule {
        tag: "Zebra".to_owned(),
        words: vec!["the".to_owned()],
    });
    let other = || Arc::new(Knowledge::new(Arc::new(settings), Arc::default()));
    let loaded = load(&kept.plan(), other);
    let is_tagged = |briefing: &Arc<Briefing>| {
        let mut tags = briefing.tags.iter();
        tags.any(|tag| tag.label.name == "Zebra")
    };
    assert!(loaded.briefings.iter().any(is_tagged));
    assert!(!kept.load().briefings.iter().any(is_tagged));
}

/// What damage can be done to the file of a catalogue.
type Damage = (&'static str, fn(&Path));

#[test]
fn a_damaged_catalogue_is_never_shown_and_made_anew() {
    let damages: [Damage; 7] = [
        ("empty", |file| fs::write(file, "").unwrap()),
        ("no database", |file| {
            fs::write(file, "Dear diary\n".repeat(999)).unwrap()
        }),
        ("cut", |file| {
            let file = File::options().write(true).open(file).unwrap();
            let length = file.metadata().unwrap().len();
            file.set_len(length / 2).unwrap();
        }),
        ("overwritten in the middle", |file| {
            let mut file = File::options().write(true).open(file).unwrap();
            let length = file.metadata().unwrap().len();
            file.seek(SeekFrom::Start(length / 3)).unwrap();
            file.write_all(&[0x5a; 40_000]).unwrap();
        }),
        ("foreign", |file| {
            fs::remove_file(file).unwrap();
            let other = rusqlite::Connection::open(file).unwrap();
            other.execute_batch("CREATE TABLE files (a)").unwrap();
        }),
        ("newer", |file| {
            let newer = rusqlite::Connection::open(file).unwrap();
            newer.pragma_update(None, "user_version", 99).unwrap();
        }),
        ("without a table", |file| {
            let broken = rusqlite::Connection::open(file).unwrap();
            broken.execute_batch("DROP TABLE briefings").unwrap();
        }),
    ];
    for (name, damage) in damages {
        let kept = Kept::samples();
        let read = kept.load();
        damage(&kept.file());
        assert_same(&kept.load(), &read, name);
        assert_same(&kept.load(), &read, name);
        assert_same(&kept.load_known(), &read, name);
    }
}

#[test]
fn rows_that_were_tampered_with_are_read_again() {
    let tampered = [
        // Two rows change places.
        "UPDATE briefings SET number = 1000 WHERE number = 2; UPDATE briefings SET number = 2 WHERE number = 1;
         UPDATE briefings SET number = 1 WHERE number = 1000",
        "UPDATE briefings SET whole = zeroblob(length(whole))",
        "DELETE FROM briefings WHERE number % 3 = 0",
        "UPDATE files SET rest = substr(rest, 1, 8) || zeroblob(length(rest) - 8)",
        "UPDATE files SET rest = 'text'",
        "UPDATE briefings SET whole = 5",
    ];
    for statement in tampered {
        let kept = Kept::samples();
        let read = kept.load();
        let file = rusqlite::Connection::open(kept.file()).unwrap();
        file.execute_batch(statement).unwrap();
        drop(file);
        assert_same(&kept.load(), &read, statement);
        assert_same(&kept.load(), &read, statement);
        assert_same(&kept.load_known(), &read, statement);
    }
}

#[test]
fn what_is_packed_with_a_damaged_dictionary_is_read_again() {
    let kept = Kept::empty();
    let write = |numbers: std::ops::Range<usize>| {
        for number in numbers {
            let text =
                format!("Title: {number}\n\nBoat {number} left the harbour of Tarn at noon. ")
                    .repeat(9);
            fs::write(kept.library().join(format!("{number:03}.txt")), text).unwrap();
        }
        kept.settle();
        assert_eq!(kept.index().trouble, None);
    };
    // The first train a dictionary, and the others are packed with it.
    write(0..300);
    write(300..400);
    let read = kept.load_without();
    let file = rusqlite::Connection::open(kept.file()).unwrap();
    let find = "SELECT bytes FROM dictionary";
    let dictionary: Vec<u8> = file.query_row(find, [], |row| row.get(0)).unwrap();
    for at in [
        dictionary.len() - 1,
        dictionary.len() - 40,
        dictionary.len() / 2,
        300,
    ] {
        let mut damaged = dictionary.clone();
        damaged[at..]
            .iter_mut()
            .take(8)
            .for_each(|byte| *byte ^= 0x11);
        file.execute("UPDATE dictionary SET bytes = ?1", [damaged])
            .unwrap();
        assert_same(&kept.load(), &read, &format!("{at}"));
    }
}

#[test]
fn a_file_that_changes_while_it_is_read_is_not_kept() {
    let kept = Kept::empty();
    let file = kept.library().join("a.txt");
    fs::write(&file, "one\n").unwrap();
    kept.settle();
    let plan = Plan {
        parse: |path, data, size, tables, chosen, take| {
            fs::write(path, "two\n").unwrap();
            a_briefing_a_line(path, data, size, tables, chosen, take);
        },
        ..kept.plan()
    };
    assert_eq!(titles(&load(&plan, knowledge).briefings), ["one"]);
    kept.settle();
    assert_eq!(titles(&kept.load().briefings), ["two"]);
    // Another takes its place between being seen and being read, and goes again.
    let (old, seen) = (
        kept.folder.path().join("old"),
        fs::symlink_metadata(&file).unwrap(),
    );
    fs::rename(&file, &old).unwrap();
    fs::write(&file, "new\n").unwrap();
    let opened = file::Opened::of(&file).unwrap();
    assert!(!opened.look().unwrap().is_same(&Look::of(&seen)));
}

#[test]
fn a_library_is_the_same_however_it_is_named() {
    let kept = Kept::samples();
    let read = kept.load();
    let library = kept.library();
    let link = kept.folder.path().join("link");
    symlink(&library, &link).unwrap();
    let mut slash = library.clone().into_os_string();
    slash.push("/");
    for named in [slash.into(), library.join("../library"), link] {
        let catalogue = Catalogue::of(&kept.caches(), std::slice::from_ref(&named));
        assert_eq!(
            catalogue.folder(),
            kept.catalogue().folder(),
            "{}",
            named.display()
        );
        let plan = Plan {
            parse: |path, _, _, _, _, _| panic!("{} is read", path.display()),
            ..Plan::of(vec![named], Some(catalogue), Arc::default())
        };
        assert_eq!(
            titles(&load(&plan, knowledge).briefings),
            titles(&read.briefings)
        );
    }
}

#[test]
fn room_is_given_back_and_an_empty_folder_loses_nothing() {
    let kept = Kept::empty();
    let at = |number: usize| kept.library().join(format!("{number:03}.txt"));
    for number in 0..400 {
        let text = (0..400).map(|word| format!("w{number}x{} ", word * number));
        fs::write(at(number), text.collect::<String>()).unwrap();
    }
    kept.settle();
    assert_eq!(kept.index().added, 400);
    let whole = kept.catalogue().size();
    (1..400).for_each(|number| fs::remove_file(at(number)).unwrap());
    assert_eq!(kept.index().removed, 399);
    assert!(
        kept.catalogue().size() * 2 < whole,
        "{} of {whole}",
        kept.catalogue().size()
    );
    fs::remove_file(at(0)).unwrap();
    assert_eq!(kept.index().removed, 0, "a disk that is not there, perhaps");
}

#[test]
fn where_it_cannot_be_written_everything_is_read() {
    let kept = Kept::samples();
    fs::write(kept.caches(), "a file where the folder should be").unwrap();
    assert_same(&kept.load(), &kept.load_without(), "");
    let trouble = kept.index().trouble.unwrap();
    assert!(trouble.contains("caches"), "{trouble}");
}

#[test]
fn of_a_library_that_cannot_be_walked_whole_nothing_is_taken_out() {
    let kept = Kept::empty();
    fs::write(kept.library().join("a.txt"), "one\n").unwrap();
    kept.settle();
    assert_eq!(kept.index().added, 1);
    let away = kept.folder.path().join("away");
    fs::rename(kept.library(), &away).unwrap();
    assert_eq!(kept.index().removed, 0);
    fs::rename(&away, kept.library()).unwrap();
    assert_eq!(kept.index().known, 1);
}

#[test]
fn a_small_library_has_no_catalogue() {
    let kept = Kept::samples();
    let catalogue = Catalogue::of(&kept.caches(), &[kept.library()]);
    let plan = Plan::of(
        vec![kept.library()],
        Some(catalogue.clone()),
        Arc::default(),
    );
    load(&plan, knowledge);
    assert!(!catalogue.folder().exists());
    // One that was made for it all the same is kept up to date.
    let known = kept.index().added;
    fs::write(kept.library().join("new.txt"), "one\n").unwrap();
    kept.settle();
    load(&plan, knowledge);
    assert_eq!(kept.index().known, known + 1);
}

#[test]
fn several_may_write_at_once() {
    let kept = Kept::samples();
    let read = kept.load_without();
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| assert_same(&kept.load(), &read, ""));
        }
    });
    assert_same(&kept.load_known(), &read, "");
    assert_eq!(kept.index().known, samples::COUNT + FAULTY.len());
}
