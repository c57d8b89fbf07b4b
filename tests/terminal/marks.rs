//! Marks are not lost: the program killed, two at once, a disk that refuses.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use chancery::briefing::{BriefingId, Mark, Marks};
use chancery::library::knowledge::Knowledge;
use chancery::library::{
    self,
    marks::{self, Done, Ledger, Place, Subject},
};
use jiff::Timestamp;
use rustix::fs::{CWD, FileType, Mode, mknodat};
use rustix::process::{Resource, Rlimit, Signal, prlimit};

use crate::pty::{Setup, Terminal};

/// A home with some briefings in it, and its marks.
pub(crate) struct Home {
    folder: tempfile::TempDir,
    /// The ids, by title.
    pub(crate) ids: HashMap<String, BriefingId>,
}

impl Home {
    pub(crate) fn with_briefings(count: usize) -> Self {
        let folder = tempfile::tempdir().expect("a home");
        let briefings = folder.path().join("briefings");
        fs::create_dir(&briefings).expect("a folder");
        for number in 1..=count {
            let text = format!("Title: Briefing {number}\n\nThe text of number {number}.\n");
            fs::write(briefings.join(format!("{number:04}.txt")), text).expect("a file");
        }
        let loaded = library::load(&[briefings], None, &Arc::default(), &Knowledge::default());
        let ids = loaded.briefings.iter();
        Self {
            folder,
            ids: ids.map(|it| (it.title.clone(), it.id)).collect(),
        }
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn state(&self) -> PathBuf {
        self.path().join("chancery")
    }

    /// The reader on these briefings, in this home.
    pub(crate) fn reader(&self) -> Setup {
        Terminal::reader(&["briefings"]).home(self.path())
    }

    /// The reader at work.
    #[track_caller]
    pub(crate) fn open(&self) -> Terminal {
        let terminal = self.reader().spawn();
        terminal.wait_for("Briefing 1");
        terminal.wait_for("from");
        terminal
    }

    pub(crate) fn ledger(&self) -> Ledger {
        let ledger = marks::read(&Place::new(self.state())).expect("the marks can be read");
        ledger.unwrap_or_default()
    }

    /// All that was ever decided.
    fn history(&self) -> Vec<Done> {
        let place = Place::new(self.state());
        marks::history(&place, Timestamp::UNIX_EPOCH).expect("the marks can be read")
    }

    pub(crate) fn marks<'a>(&self, ledger: &'a Ledger, title: &str) -> &'a Marks {
        ledger.of(self.ids[title])
    }
}

/// A row of the list as it is shown.
#[derive(Debug)]
struct Row {
    title: String,
    read: bool,
    starred: bool,
    is_saved: bool,
}

/// The rows of the list that show.
fn rows(screen: &str) -> Vec<Row> {
    let row = |line: &str| {
        let title = line[line.find("Briefing ")?..].trim_end().to_owned();
        let number = title.strip_prefix("Briefing ")?;
        let flags: Vec<char> = line.chars().take(5).collect();
        number.parse::<usize>().ok()?;
        Some(Row {
            title,
            read: flags[1] != '●',
            starred: flags[2] == '★',
            is_saved: flags[3] != '!',
        })
    };
    // The reading pane has titles, too.
    screen
        .lines()
        .take_while(|line| !line.starts_with("─ Reading"))
        .filter_map(row)
        .collect()
}

/// Numbers that look like chance and are the same in every run.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

/// How often something is done: as many times as the variable says, else `usually`.
pub(crate) fn times(variable: &str, usually: u64) -> u64 {
    let asked = std::env::var(variable).ok();
    asked
        .and_then(|times| times.parse().ok())
        .unwrap_or(usually)
}

/// `CHANCERY_KILLS=5000 cargo test --test terminal killed` does it that often.
#[test]
fn no_mark_that_was_shown_is_lost_when_the_program_is_killed() {
    const BRIEFINGS: usize = 160;
    let mut chance = Chance(0x2545_f491_4f6c_dd1d);
    let (mut home, mut shown_in_all) = (Home::with_briefings(BRIEFINGS), 0);
    for round in 0..times("CHANCERY_KILLS", 200) {
        // Twenty rounds have room for eight new marks each.
        let begin = usize::try_from(round % 20).expect("small") * 8;
        if begin == 0 && round > 0 {
            home = Home::with_briefings(BRIEFINGS);
        }
        let mut terminal = home.reader().spawn();
        if chance.below(8) > 0 {
            terminal.wait_for("Briefing 1");
        }
        terminal.send(format!("{}G", begin + 1).as_bytes());
        for _ in 0..8 {
            let keys: &[u8] = [b"*j".as_slice(), b"rj", b"*rj", b"tcsto\rj"]
                [usize::try_from(chance.below(4)).expect("small")];
            terminal.send(keys);
        }
        std::thread::sleep(Duration::from_micros(chance.below(90_000)));
        terminal.kill();
        let ledger = home.ledger();
        let steps = home.history();
        for row in rows(&terminal.screen()).iter().filter(|row| row.is_saved) {
            let marks = home.marks(&ledger, &row.title);
            // While few are loaded the keys meet the same one again: a mark that was shown may
            // have been taken away by the last of them, which was not shown any more.
            let was_taken_away = |mark: Mark| {
                let of = Subject::Mark(home.ids[&row.title], mark);
                let changes = steps.iter().flat_map(|step| &step.changes);
                let last = changes.rev().find(|change| change.of == of);
                last.is_some_and(|change| change.was.is_some() && change.now.is_none())
            };
            assert!(
                marks.starred || !row.starred || was_taken_away(Mark::Starred),
                "round {round}: {row:?} is {marks:?}"
            );
            assert!(
                marks.read || !row.read || was_taken_away(Mark::Read),
                "round {round}: {row:?} is {marks:?}"
            );
            shown_in_all += usize::from(row.starred) + usize::from(row.read);
        }
    }
    assert!(
        shown_in_all > 100,
        "only {shown_in_all} marks were ever shown"
    );
}

#[test]
fn marks_are_there_again_and_can_still_be_taken_back() {
    let home = Home::with_briefings(3);
    let mut terminal = home.open();
    terminal.press("* j r");
    terminal.wait_for("Read: Briefing 2");
    terminal.press("Q");
    assert_eq!(terminal.exit_code(), 0);

    let mut terminal = home.open();
    terminal.wait_for("2 unread of 3");
    assert!(rows(&terminal.screen())[0].starred);
    terminal.press("u");
    terminal.wait_for("Undone: Read: Briefing 2 · u next: Starred: Briefing 1");
    terminal.press("u");
    terminal.wait_for("Undone: Starred: Briefing 1");
    terminal.press("C-r");
    terminal.wait_for("Done again: Starred: Briefing 1");
    terminal.press("Q");
    assert_eq!(terminal.exit_code(), 0);
    let ledger = home.ledger();
    assert!(home.marks(&ledger, "Briefing 1").starred);
    assert!(!home.marks(&ledger, "Briefing 2").read);
}

#[test]
fn two_readers_see_what_the_other_marks_and_take_back_only_their_own() {
    let home = Home::with_briefings(3);
    let (mut one, mut other) = (home.open(), home.open());
    one.press("r");
    other.wait_for("2 unread of 3");
    other.press("u");
    other.wait_for("Nothing to take back");
    other.press("j r");
    one.wait_for("1 unread of 3");
    one.press("u");
    other.wait_for("2 unread of 3");
    let ledger = home.ledger();
    assert!(home.marks(&ledger, "Briefing 2").read);
}

#[test]
fn a_note_is_written_in_the_readers_own_editor() {
    let home = Home::with_briefings(1);
    let editor = home.path().join("editor.sh");
    fs::write(
        &editor,
        "echo editing; read word; echo \"$word\" >> \"$1\"\n",
    )
    .expect("a script");
    let editor = format!("/bin/sh {}", editor.display());
    let mut terminal = home.reader().env("EDITOR", &editor).spawn();
    terminal.wait_for("from 1 file");
    terminal.press("M");
    terminal.wait_for("editing");
    // What is typed is the editor's, to the last letter.
    terminal.send(b"qQ*ask\r");
    terminal.wait_for("qQ*ask");
    terminal.wait_for("Note kept: Briefing 1");
    terminal.press("j *");
    terminal.wait_for("Starred: Briefing 1");
    let ledger = home.ledger();
    let note = home.marks(&ledger, "Briefing 1").note().cloned();
    assert_eq!(note.as_deref(), Some("qQ*ask"));
}

/// The rest of the key went to the editor, and the next key is none.
#[test]
fn a_key_that_an_editor_cut_in_half_takes_no_other_with_it() {
    let home = Home::with_briefings(1);
    let editor = home.path().join("editor.sh");
    fs::write(&editor, "echo editing; read word\n").expect("a script");
    let editor = format!("/bin/sh {}", editor.display());
    let mut terminal = home.reader().env("EDITOR", &editor).spawn();
    terminal.wait_for("from 1 file");
    terminal.send(b"M\x1b[1");
    terminal.wait_for("editing");
    terminal.send(b"5A\r");
    terminal.wait_for("space read on");
    terminal.send(b"*");
    terminal.wait_for("Starred: Briefing 1");
}

#[test]
fn an_editor_that_is_interrupted_does_not_take_the_reader_along() {
    let home = Home::with_briefings(1);
    let script = "trap 'echo interrupted' INT; echo editing; until read word; do :; done; exit 3";
    let editor = home.path().join("editor.sh");
    fs::write(&editor, script).expect("a script");
    let editor = format!("/bin/sh {}", editor.display());
    let mut terminal = home.reader().env("VISUAL", &editor).spawn();
    terminal.wait_for("from 1 file");
    terminal.press("M");
    terminal.wait_for("editing");
    terminal.press("C-c");
    terminal.wait_for("interrupted");
    terminal.send(b"\r");
    terminal.wait_for("/bin/sh ended with an error: the note is as it was");
    terminal.press("Q");
    assert_eq!(terminal.exit_code(), 0);
}

#[test]
fn without_a_place_for_the_marks_the_screen_says_so_and_reading_goes_on() {
    let home = Home::with_briefings(1);
    let file = home.path().join("file");
    fs::write(&file, "no folder").expect("a file");
    let state = file.join("state");
    let mut terminal = home
        .reader()
        .env("XDG_STATE_HOME", state.to_str().expect("a plain path"))
        .spawn();
    terminal.wait_for("Marks cannot be saved");
    terminal.wait_for("Briefing 1");
    terminal.press("*");
    terminal.wait_for("1 decision NOT SAVED");
    // Saved as soon as it can be.
    fs::remove_file(&file).expect("the file");
    terminal.wait_for_no("NOT SAVED");
    terminal.press("Q");
    assert_eq!(terminal.exit_code(), 0);
    let ledger = marks::read(&Place::new(state.join("chancery")));
    let ledger = ledger
        .expect("the marks can be read")
        .expect("there are marks");
    assert!(home.marks(&ledger, "Briefing 1").starred);
}

#[test]
fn a_disk_that_is_full_is_told_of_loses_nothing_and_is_saved_to_when_there_is_room() {
    let home = Home::with_briefings(3);
    let mut terminal = home.open();
    terminal.press("*");
    terminal.wait_for("Starred: Briefing 1");
    terminal.press("Q");
    assert_eq!(terminal.exit_code(), 0);
    // Files may not grow any more: to a program that is the same as a disk without room.
    let refusing = r#"trap "" XFSZ; ulimit -S -f 0; exec "$@""#;
    let mut terminal = home.reader().through(refusing).spawn();
    terminal.wait_for("Marks cannot be saved");
    terminal.wait_for("Briefing 2");
    // What is there is read all the same.
    terminal.wait_for("★");
    terminal.press("j *");
    terminal.wait_for("1 decision NOT SAVED");
    assert!(home.marks(&home.ledger(), "Briefing 1").starred);
    terminal.press("Q");
    terminal.wait_for("quit and lose it?");
    terminal.press("n");
    let unlimited = Rlimit {
        current: None,
        maximum: None,
    };
    prlimit(Some(terminal.pid()), Resource::Fsize, unlimited).expect("its own limit");
    terminal.wait_for_no("NOT SAVED");
    let ledger = home.ledger();
    assert!(home.marks(&ledger, "Briefing 1").starred);
    assert!(home.marks(&ledger, "Briefing 2").starred);
}

#[test]
fn marks_that_are_gone_are_offered_from_the_last_good_copy_and_come_back() {
    let home = Home::with_briefings(4);
    let mut terminal = home.open();
    terminal.press("* j * j *");
    terminal.wait_for("Starred: Briefing 3");
    terminal.press("Q");
    assert_eq!(terminal.exit_code(), 0);
    let file = Place::new(home.state()).file();
    let copy = home.state().join("marks-2026-01-24.db");
    fs::copy(&file, &copy).expect("a copy");
    // Lost in one way, then in the other; and said at each start until it is put right.
    fs::remove_file(&file).expect("the marks");
    let mut terminal = home.reader().spawn();
    terminal.wait_for("The marks are empty; :restore-copy brings back the 3 of");
    terminal.press("Q");
    assert_eq!(terminal.exit_code(), 0);
    fs::write(&file, "").expect("nothing");
    let mut terminal = home.reader().spawn();
    terminal.wait_for("The marks are empty; :restore-copy brings back the 3 of");
    terminal.wait_for("Briefing 4");
    assert!(!terminal.screen().contains('★'));
    terminal.press(":");
    terminal.wait_for("Commands");
    terminal.press("restore-copy Enter");
    terminal.wait_for("Restored 3 marks of");
    let starred = |home: &Home| {
        let ledger = home.ledger();
        ledger.briefings().filter(|(_, it)| it.starred).count()
    };
    assert_eq!(starred(&home), 3);
    assert_eq!(
        rows(&terminal.screen())
            .iter()
            .filter(|it| it.starred)
            .count(),
        3
    );
    terminal.press("u");
    terminal.wait_for("Undone: Restored 3 marks of");
    assert_eq!(starred(&home), 0);
    terminal.press("C-r");
    terminal.wait_for("Done again: Restored 3 marks of");
    assert_eq!(starred(&home), 3);
}

#[test]
fn a_pipe_in_the_place_of_the_marks_is_named_and_reading_goes_on() {
    let home = Home::with_briefings(1);
    fs::create_dir(home.state()).expect("a folder");
    let file = Place::new(home.state()).file();
    mknodat(CWD, &file, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).expect("a pipe");
    let mut terminal = home.reader().size(160, 24).spawn();
    terminal.wait_for("marks.db is a named pipe, where a file should be: move it away");
    terminal.wait_for("Briefing 1");
    terminal.press("*");
    terminal.wait_for("1 decision NOT SAVED");
    fs::remove_file(&file).expect("the pipe");
    terminal.wait_for_no("NOT SAVED");
    assert!(home.marks(&home.ledger(), "Briefing 1").starred);
}

#[test]
fn marks_that_another_program_holds_are_saved_when_it_lets_go() {
    let home = Home::with_briefings(2);
    let mut terminal = home.open();
    let file = Place::new(home.state()).file();
    let holder = rusqlite::Connection::open(file).expect("the marks");
    holder.execute_batch("BEGIN IMMEDIATE").expect("a lock");
    terminal.press("*");
    terminal.wait_for("Saving…");
    // Nothing waits: the reader goes on.
    terminal.press("j ]");
    terminal.wait_for("1 decision NOT SAVED: another program holds the marks");
    holder.execute_batch("ROLLBACK").expect("the lock");
    terminal.wait_for_no("NOT SAVED");
    assert!(home.marks(&home.ledger(), "Briefing 1").starred);
}

#[test]
fn a_folder_that_was_removed_is_made_again_with_all_that_was_in_it() {
    let home = Home::with_briefings(2);
    let mut terminal = home.open();
    terminal.press("*");
    terminal.wait_for("Starred: Briefing 1");
    // What is written there in the meantime makes a folder that is not empty.
    while home.state().exists() {
        let _ = fs::remove_dir_all(home.state());
    }
    terminal.press("j *");
    terminal.wait_for("Starred: Briefing 2");
    let ledger = home.ledger();
    assert!(home.marks(&ledger, "Briefing 1").starred);
    assert!(home.marks(&ledger, "Briefing 2").starred);
}

#[test]
fn damaged_marks_are_set_aside_and_the_reader_says_so() {
    let home = Home::with_briefings(1);
    fs::create_dir(home.state()).expect("a folder");
    let file = Place::new(home.state()).file();
    fs::write(&file, vec![0xa5; 8192]).expect("rubbish");
    let mut terminal = home.reader().spawn();
    terminal.wait_for("The marks were damaged");
    terminal.wait_for("Briefing 1");
    terminal.press("*");
    terminal.wait_for("Starred: Briefing 1");
    let names = fs::read_dir(home.state()).expect("the folder").flatten();
    let names: Vec<_> = names
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    assert!(
        names
            .iter()
            .any(|name| name.starts_with("marks.db.damaged-")),
        "{names:?}"
    );
}

#[test]
fn what_was_marked_last_is_saved_when_the_line_is_lost() {
    let home = Home::with_briefings(1);
    let mut terminal = home.open();
    terminal.press("*");
    terminal.wait_for("Starred");
    terminal.signal(Signal::HUP);
    assert_eq!(terminal.exit_code(), 129);
    assert!(home.marks(&home.ledger(), "Briefing 1").starred);
}

#[test]
fn what_was_done_today_is_told_and_still_known_after_a_restart() {
    let home = Home::with_briefings(3);
    let mut terminal = home.open();
    terminal.press("r j *");
    terminal.wait_for("Starred: Briefing 2");
    terminal.wait_for("2 unread of 3 · ■■······");
    terminal.press("%");
    terminal.wait_for("Read 1");
    terminal.wait_for("Starred 1");
    terminal.wait_for("Not opened 2");
    terminal.press("q Q");
    assert_eq!(terminal.exit_code(), 0);
    let terminal = home.open();
    terminal.wait_for("2 unread of 3 · ■■······");
}

#[test]
fn marks_are_taken_away_by_a_restore_only_when_somebody_says_yes() {
    let home = Home::with_briefings(2);
    let mut terminal = home.open();
    terminal.press("* j *");
    terminal.wait_for("Starred: Briefing 2");
    terminal.press("Q");
    assert_eq!(terminal.exit_code(), 0);
    let line = format!(
        "{{\"id\":\"{}\",\"starred\":true}}\n",
        home.ids["Briefing 1"]
    );
    fs::write(home.path().join("some.jsonl"), line).expect("a file");
    for (answer, code, stars) in [("no\r", 2, 2), ("y\r", 0, 1)] {
        let restore = ["marks", "restore", "--replace", "some.jsonl"];
        let mut terminal = Terminal::reader(&restore)
            .home(home.path())
            .size(120, 24)
            .spawn();
        terminal.wait_for("set 0 marks, take 1 mark away? [y/N]");
        terminal.send(answer.as_bytes());
        assert_eq!(terminal.exit_code(), code);
        let ledger = home.ledger();
        let starred = ledger.briefings().filter(|(_, marks)| marks.starred);
        assert_eq!(starred.count(), stars);
    }
}

#[test]
fn a_briefing_that_comes_with_new_words_is_told_of_and_compared_with_the_old() {
    let home = Home::with_briefings(2);
    let file = home.path().join("briefings/0001.txt");
    let mut terminal = home.open();
    terminal.press("r");
    terminal.wait_for("Read: Briefing 1");
    // Quitting leaves the words kept, as time would.
    terminal.press("Q");
    assert_eq!(terminal.exit_code(), 0);
    let mut terminal = home.open();
    let text = "Title: Briefing 1\n\nThe changed text of number 1.\n";
    fs::write(file, text).expect("new words");
    terminal.press("R");
    terminal.wait_for("1 briefing was revised since you read or marked it");
    terminal.wait_for("◆");
    terminal.press(":");
    terminal.wait_for("Commands");
    terminal.press("changes Enter");
    terminal.wait_for("The {+changed+} text of number 1.");
    terminal.wait_for("earlier wording read on");
}
