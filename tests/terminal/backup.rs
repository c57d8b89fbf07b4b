//! A restore in the terminal: asked before, taken back in the reader, and killed in the middle.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use chancery::library::marks::Place;

use crate::marks::{Chance, Home, times};
use crate::pty::Terminal;

/// The program in a home, without a terminal.
fn chancery(home: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
    command
        .args(arguments)
        .env_clear()
        .env("HOME", home)
        .env("XDG_CONFIG_HOME", home)
        .env("XDG_DATA_HOME", home)
        .env("XDG_STATE_HOME", home)
        .current_dir(home)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

#[track_caller]
fn done(home: &Path, arguments: &[&str]) -> Output {
    let output = chancery(home, arguments).output().expect("it starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {said}");
    output
}

/// A backup without the lines that have the time in them.
#[track_caller]
fn backup(home: &Path) -> Vec<String> {
    let output = done(home, &["backup", "--to", "-"]);
    let text = String::from_utf8(output.stdout).expect("JSON");
    let mut lines: Vec<String> = text.lines().skip(1).map(str::to_owned).collect();
    assert!(lines.pop().expect("a seal").starts_with("{\"end\":true"));
    lines
}

#[test]
fn a_restore_is_asked_about_and_taken_back_in_the_reader() {
    let home = Home::with_briefings(3);
    let mut terminal = home.open();
    terminal.press("* j *");
    terminal.wait_for("Starred: Briefing 2");
    terminal.press("Q");
    assert_eq!(terminal.exit_code(), 0);
    let with_two = backup(home.path());
    done(home.path(), &["backup", "--to", "two.jsonl"]);
    done(
        home.path(),
        &["marks", "set", "--unstarred", "-q", "", "briefings"],
    );
    let with_none = backup(home.path());
    for (answer, code, expected) in [("no\r", 2, &with_none), ("y\r", 0, &with_two)] {
        let mut terminal = Terminal::reader(&["restore", "two.jsonl"])
            .home(home.path())
            .size(120, 24)
            .spawn();
        terminal.wait_for("two.jsonl: a backup of ");
        terminal.wait_for("marks      set 2 stars");
        terminal.wait_for("restore this? [y/N]");
        terminal.send(answer.as_bytes());
        assert_eq!(terminal.exit_code(), code);
        assert_eq!(backup(home.path()), *expected);
    }
    let mut terminal = home.open();
    terminal.press("u");
    terminal.wait_for("Undone: Restored 2 marks from the backup of ");
    terminal.press("Q");
    assert_eq!(terminal.exit_code(), 0);
    let stars = |home: &Home| {
        let ledger = home.ledger();
        let starred = ledger.briefings().filter(|(_, marks)| marks.starred);
        starred.count()
    };
    assert_eq!(stars(&home), 0);
    let mut terminal = home.open();
    terminal.press("C-r");
    terminal.wait_for("Done again: Restored 2 marks");
    assert_eq!(stars(&home), 2);
}

#[test]
fn the_entries_of_restored_clippings_stay_when_the_marks_are_taken_back() {
    let home = Home::with_briefings(1);
    let clips = home.path().join("chancery/clippings.md");
    let mut terminal = home.open();
    // The paragraph, selected and clipped.
    terminal.press("Enter V c");
    terminal.wait_for("Clipped: “The text of number 1.”");
    terminal.press("Q");
    assert_eq!(terminal.exit_code(), 0);
    let entry = fs::read_to_string(&clips).expect("an entry");
    let before = backup(home.path());
    done(home.path(), &["backup", "--to", "all.jsonl"]);
    fs::remove_file(&clips).expect("the file");
    let marks = Place::new(home.state());
    fs::remove_file(marks.file()).expect("the marks");
    done(home.path(), &["restore", "--yes", "all.jsonl"]);
    assert_eq!(fs::read_to_string(&clips).expect("an entry"), entry);
    assert_eq!(backup(home.path()), before);
    let mut terminal = home.open();
    terminal.press("u");
    terminal.wait_for("Undone: Restored ");
    // They may have been there before the marks were lost.
    assert_eq!(fs::read_to_string(&clips).expect("an entry"), entry);
    terminal.press("C-r");
    terminal.wait_for("Done again: Restored ");
    assert_eq!(fs::read_to_string(&clips).expect("an entry"), entry);
}

/// Copies a folder with all that is in it.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), &to).expect("a copy");
        }
    }
}

/// A home with as many notes, entries and settings, all of them with a word in them.
fn home_of(word: &str, count: usize) -> tempfile::TempDir {
    let home = tempfile::tempdir().expect("a home");
    let path = home.path();
    let id = |number: usize| chancery::briefing::BriefingId::of(&number.to_string(), word);
    let notes = (0..count).map(|number| {
        let id = id(number);
        format!("{{\"id\":\"{id}\",\"note\":\"{word}\"}}\n")
    });
    fs::write(path.join("notes.jsonl"), notes.collect::<String>()).expect("a file");
    done(path, &["marks", "restore", "notes.jsonl"]);
    for (file, text) in [
        ("chancery/clippings.md", format!("{word} in words.\n")),
        (
            "chancery/config.toml",
            format!("# {word}\n[reading]\nwidth = 77\n"),
        ),
    ] {
        let file = path.join(file);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, text).expect("a file");
    }
    home
}

/// `CHANCERY_KILLS=2000 cargo test --test terminal restore_that_is_killed` does it that often.
#[test]
fn a_restore_that_is_killed_leaves_the_old_or_the_new_and_never_something_between() {
    const MARKS: usize = 400;
    let (old, new) = (home_of("old", MARKS), home_of("new", MARKS));
    let file = old.path().join("new.jsonl");
    let to = file.to_str().expect("a plain path");
    done(new.path(), &["backup", "--to", to]);
    let restore = ["restore", "--replace", "--yes", "new.jsonl"];
    let (before, after) = (backup(old.path()), backup(new.path()));
    let whole = tempfile::tempdir().expect("a home");
    copy(old.path(), whole.path());
    let began = Instant::now();
    done(whole.path(), &restore);
    // Kills fall into all of its time, whatever that is here.
    let takes = u64::try_from(began.elapsed().as_micros()).expect("no years");
    assert_eq!(backup(whole.path()), after);
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    let (mut olds, mut news) = (0, 0);
    let rounds = times("CHANCERY_KILLS", 200);
    for round in 0..rounds {
        let home = tempfile::tempdir().expect("a home");
        copy(old.path(), home.path());
        let mut child = chancery(home.path(), &restore).spawn().expect("it starts");
        std::thread::sleep(Duration::from_micros(chance.below(takes + takes / 8)));
        child.kill().expect("it is ours");
        child.wait().expect("it ends");
        let decided = home.path().join("chancery/restore.pending").exists();
        let found = backup(home.path());
        if found == before {
            assert!(!decided, "round {round}: it was decided");
            olds += 1;
        } else {
            assert!(found == after, "round {round}: something between");
            news += 1;
        }
        assert!(!home.path().join("chancery/restore.pending").exists());
    }
    assert_eq!(olds + news, rounds);
}
