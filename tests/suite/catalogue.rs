//! The catalogue as a reader meets it: what is indexed is there at the next start, and nothing of it is ever wrong.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

use crate::support::program::chancery;

/// How often an index is killed: `CHANCERY_KILLS=500 cargo test killed` for a longer look.
fn kills() -> usize {
    let asked = std::env::var("CHANCERY_KILLS").ok();
    asked.map_or(20, |number| number.parse().unwrap())
}

/// A library of some files, with a home for its catalogue.
struct Desk {
    home: TempDir,
}

impl Desk {
    fn with(files: usize) -> Self {
        let home = tempfile::tempdir().unwrap();
        let desk = Self { home };
        fs::create_dir(desk.library()).unwrap();
        for number in 0..files {
            desk.write(number, 0);
        }
        desk.settle();
        desk
    }

    fn library(&self) -> PathBuf {
        self.home.path().join("library")
    }

    /// Writes a file of the library, or another version of it.
    fn write(&self, number: usize, version: usize) {
        let text = format!(
            "Title: Lock {number} opens, version {version}\nDate: 2031-03-{:02}\n\n{}",
            number % 28 + 1,
            format!(
                "The lock is open for ships of the river fleet. “Boat {number} may enter from today,” said \
                 Minister Ada Brook, “and so may boat {version}.”\n\n"
            )
            .repeat(8)
        );
        fs::write(self.library().join(format!("{number}.txt")), text).unwrap();
    }

    /// Waits until a file that is written once more looks different.
    fn settle(&self) {
        thread::sleep(Duration::from_millis(60));
    }

    fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
        command
            .current_dir(self.home.path())
            .env_clear()
            .env("HOME", self.home.path())
            .args(arguments.split_whitespace())
            .stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &str) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// What was done, as `index --json` prints it.
    fn index(&self) -> Value {
        let output = self.run("index --json library");
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{told}");
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// What is quoted is what stands in the files.
    fn assert_right(&self) {
        let known = self.run("quotes --format jsonl library");
        let read = self.run("--no-cache quotes --format jsonl library");
        assert_eq!(String::from_utf8_lossy(&known.stderr), "");
        assert!(!read.stdout.is_empty());
        assert!(known.stdout == read.stdout, "other quotes");
    }

    fn folder(&self) -> PathBuf {
        let caches = self.home.path().join(".cache/chancery");
        let mut folders = fs::read_dir(caches).unwrap();
        folders.next().unwrap().unwrap().path()
    }
}

/// Numbers that look random and are the same at every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) % bound
    }
}

#[test]
fn an_index_tells_what_it_did_and_does_nothing_twice() {
    let desk = Desk::with(30);
    let first = desk.index();
    let figures = |done: &Value| {
        [
            "files",
            "briefings",
            "known",
            "added",
            "removed",
            "problems",
        ]
        .map(|name| done[name].as_u64().unwrap())
    };
    assert_eq!(figures(&first), [30, 30, 0, 30, 0, 0]);
    assert!(first["size"].as_u64().unwrap() > 0);
    assert_eq!(figures(&desk.index()), [30, 30, 30, 0, 0, 0]);
    desk.assert_right();

    desk.write(3, 1);
    fs::remove_file(desk.library().join("4.txt")).unwrap();
    desk.settle();
    assert_eq!(figures(&desk.index()), [29, 29, 28, 1, 2, 0]);
    desk.assert_right();
    let told = desk.run("index library").stdout;
    let told = String::from_utf8(told).unwrap();
    let mut lines = told.lines();
    assert_eq!(
        lines.next(),
        Some("29 files, 29 briefings: 29 known, 0 read, 0 gone")
    );
    let second = lines.next().unwrap();
    assert!(
        second.contains(" MB in ") && second.contains("/.cache/chancery/"),
        "{second}"
    );
}

#[test]
fn nobody_else_can_read_it() {
    let desk = Desk::with(3);
    desk.index();
    let mode = |path: &PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&desk.folder()), 0o700);
    for entry in fs::read_dir(desk.folder()).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
}

#[test]
fn what_makes_no_sense_says_what_to_do() {
    chancery("index")
        .run()
        .exits(2)
        .says("chancery: no library is configured\n  name files or folders, or put them under [library] in the configuration\n");
    chancery("index --no-cache")
        .on("a.txt", "One.\n")
        .run()
        .exits(2)
        .says("chancery: there is no catalogue to bring up to date\n  leave out --no-cache, and set `cache = true` under [library] in the configuration\n");
    chancery("index nowhere").run().exits(1);
    let in_the_way = chancery("index")
        .with_file(".cache", "a file where the folder should be")
        .on("a.txt", "One.\n")
        .run()
        .exits(2);
    let told = in_the_way.stderr();
    assert!(told.contains("not all could be kept"), "{told}");
}

#[test]
fn without_a_cache_nothing_is_written() {
    let desk = Desk::with(3);
    desk.run("--no-cache list library");
    desk.run("list library");
    assert!(!desk.home.path().join(".cache").exists(), "it is small");
}

#[test]
fn several_indexes_and_readers_at_once_are_all_right() {
    let desk = Desk::with(60);
    let mut running: Vec<_> = ["index --json library", "index library", "list library"]
        .map(|arguments| {
            desk.command(arguments)
                .stdout(Stdio::null())
                .spawn()
                .unwrap()
        })
        .into();
    for child in &mut running {
        assert!(child.wait().unwrap().success());
    }
    desk.assert_right();
    let done = desk.index();
    assert_eq!(done["known"], 60);
}

#[test]
fn an_index_that_is_killed_leaves_nothing_wrong() {
    const FILES: usize = 60;
    let mut dice = Dice(2031);
    let mut desk = Desk::with(FILES);
    let began = Instant::now();
    desk.index();
    let whole = u64::try_from(began.elapsed().as_micros()).unwrap();
    for kill in 0..kills() {
        // Now and then from the beginning; else a part of the files is new.
        if kill % 4 == 0 {
            desk = Desk::with(FILES);
        }
        for number in 0..dice.below(20) {
            desk.write(usize::try_from(number * 3).unwrap(), kill + 1);
        }
        desk.settle();
        let index = desk.command("index library").stdout(Stdio::null()).spawn();
        let mut index = index.unwrap();
        thread::sleep(Duration::from_micros(dice.below(whole + whole / 4)));
        index.kill().unwrap();
        index.wait().unwrap();
        desk.assert_right();
    }
    assert_eq!(desk.index()["files"], FILES);
    assert_eq!(desk.index()["known"], FILES);
}
