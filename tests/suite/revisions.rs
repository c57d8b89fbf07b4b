//! The same place with new words: told, shown beside the old ones, printed.

use std::env;
use std::path::PathBuf;
use std::time::Duration;

use chancery::app::{Message, View};
use chancery::library::collection::Standing;
use chancery::library::marks::{Keeper, Place, Store, Survey, Told};
use jiff::Timestamp;

use crate::support::program::chancery;
use crate::support::reader::Reader;

const OLD: &str = "Title: Corridor talks\nDate: 2024-06-12\n\n\
    The two ministers met on Wednesday and agreed to keep the corridor open.\n\n\
    ‘We have a common interest in this,’ Mara Lind said.\n\n\
    Ships will be inspected in one port.\n";

const NEW: &str = "Title: Corridor talks\nDate: 2024-06-12\n\n\
    The two ministers met on Wednesday and agreed to close the corridor.\n\n\
    ‘We have a common interest in this,’ Mara Lind said.\n\n\
    Ships will be inspected in one port.\n\n\
    A joint statement followed.\n";

const OTHER: &str = "Title: Fishery rules\nDate: 2024-06-11\n\nNew rules for herring.\n";

/// A reader with marks on a disk, and the folder that those are in.
struct Desk {
    reader: Reader,
    home: tempfile::TempDir,
}

impl Desk {
    fn new(columns: u16, rows: u16) -> Self {
        let home = tempfile::tempdir().expect("a home");
        let mut reader = Reader::new(columns, rows);
        reader.marks = Some(Place::new(home.path().join("chancery")));
        reader.load(&[("talks.txt", OLD), ("fish.txt", OTHER)]);
        Self { reader, home }
    }

    fn place(&self) -> Place {
        self.reader.marks.clone().expect("a place")
    }

    /// Saves what was decided, as the keeper does.
    fn save(&mut self) {
        let keeper = Keeper::start(Some(self.place()), |_| {});
        for order in std::mem::take(&mut self.reader.orders) {
            keeper.give(order);
        }
        let open = self.reader.app.reading.briefing.clone();
        keeper.remember(vec![Standing::of(&open.expect("what was marked"))]);
        keeper.finish(Duration::from_secs(20));
    }

    /// Reads the files again, as they are now.
    fn rescan(&mut self, files: &[(&str, &str)]) -> Survey {
        self.reader.press("R").load(files);
        let now = Timestamp::now();
        let (mut store, _) = Store::open(&self.place(), now).expect("the marks");
        let here = env::current_dir().expect("a folder");
        let standings = self.reader.app.library.collection().standings();
        let survey = store.survey(&standings, &here, now).expect("a survey");
        self.reader
            .tell(Message::Marks(Told::Surveyed(survey.clone())));
        survey
    }

    /// One that has been read, and come with new words since.
    fn revised(columns: u16, rows: u16) -> Self {
        let mut desk = Self::new(columns, rows);
        desk.reader.press("r");
        desk.save();
        let survey = desk.rescan(&[("talks.txt", NEW), ("fish.txt", OTHER)]);
        assert_eq!(survey.revised.len(), 1);
        desk
    }
}

#[test]
fn what_was_revised_is_told_and_is_to_be_read_again() {
    let mut desk = Desk::revised(80, 24);
    let reader = &mut desk.reader;
    reader
        .line_with("1 briefing was revised since you read or marked it (view Revised; D compares)");
    reader.line_with("◆");
    assert_eq!(reader.count(View::Revised), 1);
    assert_eq!(reader.open(), Some("Corridor talks"));
    let body = |reader: &Reader| {
        reader
            .app
            .reading
            .briefing
            .clone()
            .expect("open")
            .body
            .text
            .clone()
    };
    assert!(body(reader).contains("close the corridor"));
    // From the other one, the next to be read is this.
    reader.press("j r n");
    assert_eq!(reader.selected(), Some("Corridor talks"));
    reader.press("r r");
    assert_eq!(reader.count(View::Revised), 0);
}

#[test]
fn what_was_clipped_is_found_in_the_new_words_or_said_to_be_gone() {
    let mut desk = Desk::new(80, 40);
    // The quote, and what goes before it, which will be in other words.
    desk.reader.press("enter ] c v g c");
    desk.save();
    desk.rescan(&[("talks.txt", NEW), ("fish.txt", OTHER)]);
    let reader = &mut desk.reader;
    reader.press("g");
    reader.line_with("1 clipping is no longer found in this text:");
    let quote = reader.line_with("We have a common interest in this");
    assert!(quote.trim_start().starts_with('❝'), "{quote}");
}

#[test]
fn both_wordings_are_shown_word_by_word() {
    let mut desk = Desk::revised(80, 24);
    let reader = &mut desk.reader;
    reader.press("f D");
    insta::assert_snapshot!(without_day(&reader.screen()));
    reader.press("] ]");
    reader.line_with("change 2 of 2");
    reader.press("]");
    reader.line_with("No further change in this briefing");
    reader.press("N");
    reader.line_with("change 1 of 2");
    reader.press("esc");
    reader.line_with("Reading ─");
}

/// The screen without the day on which the test is run.
fn without_day(screen: &str) -> String {
    let line = |line: &str| match line.find(" wording read on ") {
        Some(at) => format!("{} wording read on DAY", &line[..at]),
        None => line.to_owned(),
    };
    screen.lines().map(|it| line(it) + "\n").collect()
}

#[test]
fn without_colour_and_in_ascii_the_signs_say_it() {
    let mut desk = Desk::revised(60, 20);
    desk.reader.app.ascii = true;
    desk.reader.press("f D");
    for line in desk.reader.screen().lines() {
        assert!(line.is_ascii(), "{line}");
    }
    desk.reader.line_with("~ {+close+} the corridor [-open-].");
    desk.reader.line_with("+ A joint statement followed.");
}

#[test]
fn the_caveat_stands_above_the_changes() {
    let mut desk = Desk::new(80, 24);
    desk.reader.press("r");
    desk.save();
    let marked = NEW.replace("Date:", "Classification: OFFICIAL-SENSITIVE\nDate:");
    desk.rescan(&[("talks.txt", &marked), ("fish.txt", OTHER)]);
    desk.reader.press("f D");
    let screen = desk.reader.screen();
    let line = |text: &str| screen.lines().skip(2).position(|line| line.contains(text));
    let (caveat, title) = (line("OFFICIAL-SENSITIVE"), line("Corridor talks"));
    assert!(caveat.is_some() && caveat < title, "{screen}");
}

#[test]
fn an_earlier_wording_that_was_not_kept_is_named() {
    let mut desk = Desk::revised(80, 24);
    let wordings = desk.home.path().join("chancery/wordings");
    std::fs::remove_dir_all(wordings).expect("the wordings");
    desk.reader.press("D");
    let said = desk.reader.line_with("The earlier wording (");
    assert!(
        said.contains("read on") && said.contains("was not kept"),
        "{said}"
    );
}

#[test]
fn what_was_never_revised_has_no_changes() {
    let mut desk = Desk::new(80, 24);
    desk.reader.press("D");
    desk.reader
        .line_with("No earlier wording of this briefing is known");
}

#[test]
fn all_sizes_are_taken_while_the_changes_show() {
    let mut desk = Desk::revised(80, 24);
    desk.reader.press("D ]");
    for (columns, rows) in [(1, 1), (20, 5), (40, 10), (160, 45), (80, 24)] {
        desk.reader.resize(columns, rows);
    }
    desk.reader.line_with("[-keep-]");
}

#[test]
fn an_answer_for_another_briefing_is_dropped() {
    let mut desk = Desk::revised(80, 24);
    let open = desk.reader.app.reading.briefing.clone().expect("open");
    desk.reader.press("j enter");
    desk.reader.tell(Message::Compared {
        id: open.id,
        comparison: None,
    });
    assert_eq!(desk.reader.open(), Some("Fishery rules"));
    desk.reader.line_with("New rules for herring");
}

#[test]
fn changes_are_printed_in_each_format() {
    let desk = Desk::revised(80, 24);
    let state = desk.home.path().to_str().expect("a path").to_owned();
    let run = |format: &str| {
        chancery(&format!("changes --format {format}"))
            .with("XDG_STATE_HOME", &state)
            .on("talks.txt", NEW)
            .run()
            .exits(0)
    };
    run("text")
        .prints_among_others(
            "~ The two ministers met on Wednesday and agreed to [-keep-] {+close+} the\n",
        )
        .prints_among_others("  … 2 paragraphs unchanged …\n")
        .prints_among_others("+ A joint statement followed.\n");
    run("md")
        .prints_among_others("agreed to ~~keep~~ **close** the corridor ~~open~~.")
        .prints_among_others("**A joint statement followed.**");
    let json = run("json").json_lines().remove(0);
    assert_eq!(json["changes"][0]["kind"], "reworded");
    assert_eq!(json["changes"][1]["paragraphs"], 2);
    assert_eq!(json["changes"][2]["text"], "A joint statement followed.");
    let id = json["id"].as_str().expect("an id");
    let colours = chancery(&format!("changes {id} talks.txt --color always"))
        .with("XDG_STATE_HOME", &state)
        .with_file("talks.txt", NEW)
        .run()
        .exits(0);
    assert!(colours.stdout().contains("\u{1b}["), "{}", colours.stdout());
}

#[test]
fn changes_of_what_was_not_revised_or_not_kept_are_refused() {
    chancery("changes")
        .on("talks.txt", NEW)
        .run()
        .exits(1)
        .prints("");
    let desk = Desk::revised(80, 24);
    std::fs::remove_dir_all(desk.home.path().join("chancery/wordings")).expect("the wordings");
    let ended = chancery("changes")
        .with("XDG_STATE_HOME", desk.home.path().to_str().expect("a path"))
        .on("talks.txt", NEW)
        .run()
        .exits(1);
    assert!(
        ended.stderr().contains("was not kept"),
        "{}",
        ended.stderr()
    );
}

#[test]
fn of_several_briefings_those_whose_earlier_wording_was_not_kept_are_named_beside_the_others() {
    let mut desk = Desk::new(80, 24);
    desk.reader.press("r");
    desk.save();
    desk.reader.press("j enter r");
    desk.save();
    let other = OTHER.replace("herring", "herring and cod");
    let survey = desk.rescan(&[("talks.txt", NEW), ("fish.txt", &other)]);
    assert_eq!(survey.revised.len(), 2);
    let wordings = desk.home.path().join("chancery/wordings");
    let is_of_fish = |path: &PathBuf| {
        let words = std::fs::read_to_string(path).expect("words");
        words.contains("\nFishery rules\n\n")
    };
    let mut kept = std::fs::read_dir(wordings)
        .expect("the wordings")
        .map(|entry| entry.expect("an entry").path());
    let of_fish = kept.find(is_of_fish).expect("that of one");
    std::fs::remove_file(of_fish).expect("removed");
    let ended = chancery("changes .")
        .with("XDG_STATE_HOME", desk.home.path().to_str().expect("a path"))
        .with_file("talks.txt", NEW)
        .with_file("fish.txt", &other)
        .run()
        .exits(1)
        .prints_among_others("[-keep-] {+close+}");
    let told = ended.stderr();
    assert_eq!(told.matches("was not kept").count(), 1, "{told}");
}
