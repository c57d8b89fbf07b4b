//! Marks of an earlier version become marks of this one: as a whole or not at all, whenever the
//! program is killed.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use chancery::briefing::BriefingId;
use chancery::library::knowledge::Knowledge;
use chancery::library::{
    self,
    marks::{self, Place},
};
use rusqlite::{Connection, params};

use crate::marks::{Chance, times};

const BRIEFINGS: usize = 120;

/// A home with briefings that were marked by an earlier version.
struct Home {
    folder: tempfile::TempDir,
    /// The ids: as they were, as they are.
    ids: Vec<[BriefingId; 2]>,
}

impl Home {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a home");
        let briefings = folder.path().join("briefings");
        fs::create_dir(&briefings).expect("a folder");
        for number in 1..=BRIEFINGS {
            let text = format!("Title: Briefing {number}\n\nThe text of number {number}.\n");
            fs::write(briefings.join(format!("{number:04}.txt")), text).expect("a file");
        }
        let loaded = library::load(&[briefings], None, &Arc::default(), &Knowledge::default());
        let ids = loaded.briefings.iter().map(|it| {
            let former = BriefingId::formerly(&it.title, &it.body.text);
            [former, it.id]
        });
        let home = Self {
            ids: ids.collect(),
            folder,
        };
        home.mark();
        home
    }

    /// Marks everything as the earlier version did, into a file that is kept to begin from.
    fn mark(&self) {
        let file = Connection::open(self.folder.path().join("before.db")).expect("a file");
        for script in [
            include_str!("../../src/library/marks/schema/1.sql"),
            include_str!("../../src/library/marks/schema/2.sql"),
            "PRAGMA application_id = 1130914158; PRAGMA user_version = 2; BEGIN;",
        ] {
            file.execute_batch(script).expect("a script");
        }
        for (number, [former, _]) in (1..).zip(&self.ids) {
            let id = &former.to_bytes()[..];
            let run = |sql: &str| file.execute(sql, params![id, number]).expect("a row");
            run("INSERT INTO marks VALUES (?1, 'read', '', ?2)");
            run("INSERT INTO marks VALUES (?1, 'note', 'Ask about ' || ?2, ?2)");
            run("INSERT INTO changes VALUES (?2, ?1, 'read', NULL, '')");
        }
        file.execute_batch("COMMIT").expect("all of it");
    }

    /// The marks as they were before.
    fn begin_again(&self) -> Place {
        let folder = self.folder.path().join("chancery");
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir(&folder).expect("a folder");
        let place = Place::new(folder);
        fs::copy(self.folder.path().join("before.db"), place.file()).expect("the marks");
        place
    }

    /// The program on its way to read them all, and so to bring the marks up to date.
    fn upgrade(&self) -> Child {
        Command::new(env!("CARGO_BIN_EXE_chancery"))
            .args(["marks", "set", "--read", "-q", "text", "briefings"])
            .current_dir(self.folder.path())
            .env_clear()
            .env("HOME", self.folder.path())
            .env("XDG_STATE_HOME", self.folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program")
    }

    /// Which marks there are: all by the former ids, or all by the present ones. Anything between
    /// is a failure.
    #[track_caller]
    fn is_upgraded(&self, place: &Place) -> bool {
        let ledger = marks::read(place).expect("readable marks");
        let ledger = ledger.expect("the marks are there");
        let has_all = |number: usize| {
            (1..).zip(&self.ids).all(|(n, ids)| {
                let [one, other] = [ids[number], ids[1 - number]].map(|id| ledger.of(id));
                let note = format!("Ask about {n}");
                one.read && one.note().map(AsRef::as_ref) == Some(&*note) && other.is_empty()
            })
        };
        let (before, after) = (has_all(0), has_all(1));
        assert!(before || after, "neither as it was nor as it is to be");
        after
    }
}

/// Waits until a file is there, or the program has ended.
fn wait_for(file: &Path, program: &mut Child) {
    while !file.exists() && program.try_wait().expect("a program").is_none() {
        std::thread::yield_now();
    }
}

/// `CHANCERY_KILLS=2000 cargo test --test terminal upgrade -- --nocapture` does it that often, and
/// tells how many kills came too late.
#[test]
#[expect(clippy::print_stdout, reason = "what was measured")]
fn an_upgrade_that_is_killed_leaves_all_marks_as_they_were_or_as_they_are_to_be() {
    let home = Home::new();
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    let mut upgraded = 0;
    let rounds = times("CHANCERY_KILLS", 200);
    for _ in 0..rounds {
        let place = home.begin_again();
        let mut program = home.upgrade();
        // The log is begun when the file is opened to be written.
        let mut log = place.file().into_os_string();
        log.push("-wal");
        wait_for(Path::new(&log), &mut program);
        let (since, pause) = (Instant::now(), Duration::from_micros(chance.below(30_000)));
        while since.elapsed() < pause {
            std::hint::spin_loop();
        }
        program.kill().expect("a kill");
        program.wait().expect("its end");
        upgraded += u64::from(home.is_upgraded(&place));
    }
    let place = home.begin_again();
    assert!(home.upgrade().wait().expect("its end").success());
    assert!(home.is_upgraded(&place), "left alone it is done");
    println!("{upgraded} of {rounds} had been upgraded when they were killed");
}
