//! Marks that are gone while a dated copy has them: told, offered, brought back.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::PathBuf;

use chancery::app::{Message, View};
use chancery::briefing::{Anchor, Clipping, Mark, Value, present};
use chancery::library::marks::{
    Change, Lost, Order, Place, Step, Store, Subject, Told, Trouble, What,
};
use jiff::Timestamp;
use jiff::civil::date;
use rustix::fs::{CWD, FileType, Mode, mknodat};

use crate::support::program::{Run, chancery};
use crate::support::reader::Reader;

/// A home in which a dated copy has marks that the file itself has lost.
struct Home {
    folder: tempfile::TempDir,
}

impl Home {
    fn new() -> Self {
        let home = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        fs::create_dir(home.folder.path().join("briefings")).unwrap();
        let settings = home.folder.path().join(".config/chancery");
        fs::create_dir_all(&settings).unwrap();
        let folders = "[library]\nfolders = [\"~/briefings\"]\n";
        fs::write(settings.join("config.toml"), folders).unwrap();
        for number in 1..=4 {
            let text = format!("Title: Briefing {number}\n\nThe text of number {number}.\n");
            let name = format!("briefings/{number}.txt");
            fs::write(home.folder.path().join(name), text).unwrap();
        }
        home
    }

    /// Stars all four and loses it, but for a copy.
    fn lose(self) -> Self {
        self.run("marks set --starred -q briefing").run().exits(0);
        fs::rename(self.place().file(), self.copy()).unwrap();
        self
    }

    fn place(&self) -> Place {
        Place::new(self.folder.path().join(".local/state/chancery"))
    }

    fn copy(&self) -> PathBuf {
        self.place().folder.join("marks-2026-01-24.db")
    }

    fn run(&self, arguments: &str) -> Run {
        chancery(arguments).with("HOME", self.folder.path().to_str().unwrap())
    }

    fn told(&self) -> String {
        format!(
            "the marks are empty, but the copy of 2026-01-24 has 4; `chancery marks restore {}` \
             brings them back",
            self.copy().display()
        )
    }
}

#[test]
fn whatever_reads_the_marks_says_that_they_are_gone_and_how_they_come_back() {
    let home = Home::new().lose();
    let note = format!("chancery: {}\n", home.told());
    home.run("list").run().exits(0).says(&note);
    home.run("marks dump").run().exits(0).says(&note);
    // An empty file is as good as none.
    fs::write(home.place().file(), "").unwrap();
    home.run("list").run().exits(0).says(&note);
    let copy = home.copy().display().to_string();
    home.run("marks restore")
        .and(&copy)
        .run()
        .exits(0)
        .says("")
        .prints("Restored 4 marks\n");
    home.run("list").run().exits(0).says("");
    home.run("list -q is:starred").run().exits(0);
    fs::write(home.copy(), "").unwrap();
    let none = format!("chancery: {copy}: it is empty\n  nothing was changed\n");
    home.run("marks restore")
        .and(&copy)
        .run()
        .exits(1)
        .says(&none);
    fs::remove_file(home.copy()).unwrap();
    let gone = format!(
        "chancery: {copy}: No such file or directory (os error 2)\n  nothing was changed\n"
    );
    home.run("marks restore")
        .and(&copy)
        .run()
        .exits(1)
        .says(&gone);
}

#[test]
fn after_a_new_decision_the_reader_and_check_say_it_and_scripts_are_left_in_peace() {
    let home = Home::new().lose();
    let note = format!("chancery: {}\n", home.told());
    home.run("marks set --read -q 1").run().exits(0).says(&note);
    home.run("list").run().exits(0).says("");
    let told = home
        .told()
        .replace("the marks are empty", "only 1 mark is left");
    let check = home.run("check").run().exits(0).says("");
    let expected = format!(
        "marks      1 in {}\n  copy of  2026-01-24, 4\n           {told}\n",
        home.place().file().display()
    );
    check.prints_among_others(&expected);
    let json = home.run("check --format json").run().exits(0);
    let report = json.json_lines().remove(0);
    assert_eq!(report["marks"]["count"], 1);
    assert_eq!(report["marks"]["copies"][0]["day"], "2026-01-24");
    assert_eq!(report["marks"]["copies"][0]["count"], 4);
    assert_eq!(report["marks"]["trouble"], told);
}

#[test]
fn a_copy_that_is_no_file_is_named_and_not_waited_for() {
    let home = Home::new().lose();
    let mode = Mode::RUSR | Mode::WUSR;
    fs::remove_file(home.copy()).unwrap();
    mknodat(CWD, home.copy(), FileType::Fifo, mode, 0).unwrap();
    let copy = home.copy().display().to_string();
    let told = "is a named pipe, where a file should be: move it away";
    home.run("marks restore")
        .and(&copy)
        .run()
        .exits(1)
        .says(&format!(
            "chancery: {copy}: it is no file\n  name a file, or give - and pipe it in\n"
        ));
    home.run("list").run().exits(0).says("");
    home.run("check")
        .run()
        .exits(0)
        .prints_among_others(&format!("2026-01-24, unreadable: {copy} {told}\n"));
    let file = home.place().file();
    mknodat(CWD, &file, FileType::Fifo, mode, 0).unwrap();
    home.run("list").run().exits(0).says(&format!(
        "chancery: the marks cannot be read: {} {told}\n",
        file.display()
    ));
    home.run("check").run().exits(1);
}

/// A reader of four briefings, and a place whose copy has these values on the first of them.
fn reader(values: &[(Mark, Value)]) -> (tempfile::TempDir, Reader) {
    let home = tempfile::tempdir().unwrap();
    let mut reader = Reader::new(80, 24);
    reader.load_numbered(4);
    let id = reader.app.library.briefing_at(0).id;
    let place = Place::new(home.path());
    let (mut store, _) = Store::open(&place, Timestamp::now()).unwrap();
    let changes = values.iter().map(|(mark, now)| Change {
        of: Subject::Mark(id, mark.clone()),
        was: None,
        now: now.clone(),
    });
    let step = Step {
        said: "Marked".to_owned(),
        changes: changes.collect(),
    };
    let order = Order {
        number: 1,
        what: What::Make(step),
    };
    store.save(&[order], Timestamp::now()).unwrap();
    drop(store);
    fs::copy(place.file(), home.path().join("marks-2024-06-14.db")).unwrap();
    reader.marks = Some(place);
    (home, reader)
}

fn restore(reader: &mut Reader) {
    reader.press(":").type_text("restore-copy").press("enter");
}

#[test]
fn a_loss_is_told_in_one_line_of_eighty_columns() {
    let (_home, mut reader) = reader(&[]);
    let lost = |left| {
        Message::Marks(Told::Lost(Lost {
            left,
            copy: "marks-2023-11-30.db".into(),
            day: date(2023, 11, 30),
            marks: 81_204,
        }))
    };
    for (left, told) in [
        (0, "The marks are empty;"),
        (1, "Only 1 mark left;"),
        (2_113, "Only 2,113 marks left;"),
    ] {
        reader.tell(lost(left));
        let line = reader.line_with(told);
        let offer = ":restore-copy brings back the 81,204 of Thu 30 Nov 2023";
        assert_eq!(line.trim(), format!("{told} {offer}"));
    }
    reader.tell(Message::Marks(Told::NotCopied(Trouble::NoInodes)));
    reader.line_with("The marks were not copied today: the disk is out of inodes");
}

#[test]
fn what_is_brought_back_leaves_what_was_decided_since_and_is_no_reading_of_today() {
    let note = |text: &str| Some(text.into());
    let (_home, mut reader) = reader(&[
        (Mark::Read, present()),
        (Mark::Opened, present()),
        (Mark::Note, note("An old note.")),
    ]);
    reader.press("m").type_text("New").press("esc");
    restore(&mut reader);
    reader.line_with("Restored 1 mark of Fri 14 Jun");
    let id = reader.app.library.briefing_at(0).id;
    let marks = reader.app.triage.ledger.of(id).clone();
    assert!(marks.read);
    assert_eq!(marks.note().map(AsRef::as_ref), Some("New"));
    assert_eq!(reader.app.progress_of_day(), None, "nothing was read today");
    restore(&mut reader);
    reader.line_with("Nothing to bring back: all that the copy of Fri 14 Jun has is marked");
    reader.press("u");
    assert_eq!(reader.count(View::Unread), 4);
    reader.line_with("Undone: Restored 1 mark of Fri 14 Jun");
}

#[test]
fn taking_back_what_was_brought_back_leaves_the_clippings_file_alone() {
    let clipping = Clipping {
        anchor: Anchor {
            exact: "The".to_owned(),
            prefix: String::new(),
            suffix: String::new(),
            start: 0,
        },
        speaker: None,
        clipped: "2024-06-13".to_owned(),
    };
    let (_home, mut reader) = reader(&[(Mark::Clipping("0-3".into()), clipping.to_value())]);
    restore(&mut reader);
    reader.press("u ctrl-r");
    reader.line_with("Done again: Restored 1 mark");
    assert_eq!(reader.effects, Vec::<String>::new());
}

#[test]
fn where_there_is_no_good_copy_it_is_said() {
    let mut reader = Reader::new(80, 24);
    reader.load_numbered(1);
    restore(&mut reader);
    reader.line_with("The copy of the marks cannot be read: there is no place for them");
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("marks-2024-06-14.db"), "no database").unwrap();
    reader.marks = Some(Place::new(home.path()));
    restore(&mut reader);
    reader.line_with("There is no dated copy with marks in it");
}
