//! A desk's shared corrections: in the reader, in what is printed, and as files.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use chancery::app::Message;
use chancery::library::desk::Desk;
use serde_json::Value;
use tempfile::TempDir;

use crate::support::program::{Ended, Run, chancery};
use crate::support::reader::Reader;

/// A release in which nobody names the minister.
const TALKS: &str = "Title: Talks on fish\nDate: 2024-05-02\nSource: Ministry of Fish\n\n\
    The talks went on. “The door stays open,” the Freedonian Foreign Minister said.\n\n\
    “Nothing is agreed,” said M. Lind of the cod party.\n";

const DESK: &str = r#"
[[persons]]
name = "Mara Lind"
aliases = ["M. Lind"]

[[offices]]
office = "Freedonian Foreign Minister"
holder = "Ivo Sol"
from = 2024-01-01

[[tags]]
tag = "cod"
words = ["cod party"]
"#;

/// A home with the release, settings that name a shared file, and that file.
struct Home(TempDir);

impl Home {
    fn new(settings: &str, desk: Option<&str>) -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        let library = "[library]\nfolders = [\"~/briefings\"]\nshared = \"~/desk.toml\"\n";
        home.write(
            ".config/chancery/config.toml",
            &format!("{library}{settings}"),
        );
        home.write("briefings/talks.txt", TALKS);
        if let Some(desk) = desk {
            home.write("desk.toml", desk);
        }
        home
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn run(&self, arguments: &str) -> Run {
        chancery(arguments).with("HOME", self.0.path().to_str().unwrap())
    }

    /// Merges a file of that text.
    fn merge(&self, text: &str, options: &str) -> Ended {
        self.write("mine.toml", text);
        let file = self.path("mine.toml");
        let run = self.run(&format!("corrections merge {options}"));
        run.and(file.to_str().unwrap()).run()
    }

    /// The speakers of all quotes, with who named them.
    fn speakers(&self) -> Vec<(Value, Value)> {
        let quotes = self.run("quotes --format jsonl").run().json_lines();
        let speaker = |quote: &Value| (quote["speaker"].clone(), quote["named_by"].clone());
        quotes.iter().map(speaker).collect()
    }
}

fn pair(speaker: &str, named_by: Option<&str>) -> (Value, Value) {
    (speaker.into(), named_by.into())
}

#[test]
fn a_folder_of_briefings_shows_the_desks_names_marked() {
    let home = Home::new("", Some(DESK));
    assert_eq!(
        home.speakers(),
        [
            pair("Ivo Sol", Some("desk")),
            pair("Mara Lind", Some("desk"))
        ]
    );
    home.run("tags").run().exits(0).prints_among_others("cod");
    home.run("list -q")
        .and("person:\"Mara Lind\" tag:cod")
        .run()
        .exits(0);
    home.run("show")
        .and(home.path("briefings/talks.txt").to_str().unwrap())
        .run()
        .exits(0);
}

#[test]
fn without_corrections_nothing_is_said_of_who_named_a_speaker() {
    let home = Home::new("", Some(""));
    let printed = home
        .run("quotes --format jsonl")
        .run()
        .exits(0)
        .says("")
        .stdout();
    assert!(!printed.contains("named_by"), "{printed}");
}

#[test]
fn the_readers_own_goes_before_the_desks() {
    let own = "[[persons]]\nname = \"Mara K. Lind\"\naliases = [\"M. Lind\"]\n";
    let home = Home::new(own, Some(DESK));
    assert_eq!(
        home.speakers(),
        [
            pair("Ivo Sol", Some("desk")),
            pair("Mara K. Lind", Some("mine"))
        ]
    );
    let listed = home.run("corrections list").run().exits(0).stdout();
    let lines: Vec<&str> = listed.lines().collect();
    assert_eq!(
        lines,
        [
            "own   person   Mara K. Lind: M. Lind",
            "desk  person   Mara Lind: M. Lind",
            "desk  office   Freedonian Foreign Minister: Ivo Sol from 2024-01-01",
            "desk  tag      cod: cod party",
        ]
    );
}

#[test]
fn a_shared_file_that_is_missing_or_broken_is_told_and_the_rest_works() {
    let home = Home::new("", None);
    let ended = home.run("list").run().exits(1);
    assert!(ended.stdout().contains("Talks on fish"));
    let told = ended.stderr();
    assert!(
        told.starts_with("chancery: the desk's corrections are not in force: "),
        "{told}"
    );
    home.write("desk.toml", "[[persons]]\nname = \"A\"\nalias = [\"B\"]");
    let told = home.run("list").run().exits(1).stderr();
    assert!(
        told.contains("desk.toml:3: there is no setting `alias` here"),
        "{told}"
    );
    let checked = home.run("check").run().exits(1).stdout();
    assert!(checked.contains("desk.toml: not in force"), "{checked}");
    assert!(checked.contains("did you mean `aliases`?"), "{checked}");
    home.write("desk.toml", DESK);
    let checked = home.run("check").run().exits(0).stdout();
    let counts = "1 person, 1 office, 1 tag, 0 speakers";
    assert!(checked.contains(counts), "{checked}");
    let json = home.run("check --format json").run().exits(0).stdout();
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["shared"]["offices"], 1);
    assert_eq!(json["shared"]["error"], Value::Null);
}

#[test]
fn analyse_names_by_the_same_rules() {
    let home = Home::new("", Some(DESK));
    let text = TALKS.replace('\n', "\\n");
    let found = home
        .run("analyse")
        .given(format!("{{\"id\":1,\"text\":\"{text}\"}}\n"))
        .run()
        .exits(0)
        .json_lines();
    assert_eq!(found[0]["quotes"][0]["speaker"], "Ivo Sol");
    assert_eq!(found[0]["quotes"][0]["named_by"], "desk");
}

/// Puts the speaker of the first quote right, as `S` does.
fn correct(home: &Home, speaker: &str) {
    let listed = home.run("list --format jsonl").run().json_lines();
    let id = listed[0]["id"].as_str().unwrap();
    let line = format!(
        "{{\"id\":\"{id}\",\"speakers\":{{\"k\":{{\"anchor\":{{\"exact\":\"“The door stays open,”\",\
         \"prefix\":\"\",\"suffix\":\"\",\"start\":0}},\"speaker\":{speaker}}}}}}}\n"
    );
    let restored = home.run("marks restore -").given(line).run();
    restored.exits(0);
}

#[test]
fn what_one_reader_exports_another_reads_as_the_desks_and_may_put_right_again() {
    let own = "[[tags]]\ntag = \"fish\"\nwords = [\"talks\"]\n";
    let home = Home::new(own, Some(""));
    correct(&home, "\"Ada Brook\"");
    let export = || {
        home.run("corrections export")
            .run()
            .exits(0)
            .says("")
            .stdout()
    };
    let exported = export();
    assert_eq!(export(), exported, "twice gives the same bytes");
    assert!(exported.contains("title = \"Talks on fish\""), "{exported}");
    home.merge(&exported, "--yes").exits(0);
    assert_eq!(home.speakers()[0], pair("Ada Brook", Some("mine")));
    fs::remove_dir_all(home.path(".local/state")).unwrap();
    assert_eq!(home.speakers()[0], pair("Ada Brook", Some("desk")));
    correct(&home, "null");
    let (speaker, named_by) = home.speakers().remove(0);
    assert_eq!((speaker, named_by), (Value::Null, "mine".into()));
}

#[test]
fn words_above_the_ceiling_are_not_exported() {
    let home = Home::new("[handling]\nceiling = \"official\"\n", Some(""));
    let marked = TALKS.replace("Source:", "Classification: CONFIDENTIAL\nSource:");
    home.write("briefings/talks.txt", &marked);
    correct(&home, "\"Ada Brook\"");
    let ended = home.run("corrections export").run().exits(1);
    assert!(!ended.stdout().contains("door"), "{}", ended.stdout());
    assert!(ended.stderr().contains("left out: speakers in 1 briefing"));
    fs::remove_file(home.path("briefings/talks.txt")).unwrap();
    let ended = home.run("corrections export").run().exits(1);
    assert!(!ended.stdout().contains("door"), "{}", ended.stdout());
}

#[test]
fn merge_shows_the_differences_and_writes_when_it_is_told_to() {
    let home = Home::new("", Some(DESK));
    let theirs = "[[persons]]\nname = \"Mara Lind\"\naliases = [\"Lindová\"]\n\
         [[offices]]\noffice = \"Freedonian Foreign Minister\"\nholder = \"Ada\"\nfrom = 2024-01-01\n";
    let file = home.path("mine.toml").display().to_string();
    let added = "+ person Mara Lind: alias Lindová\n";
    let differs =
        format!("~ office Freedonian Foreign Minister: desk says Ivo Sol, {file} says Ada");
    let kept = format!("{added}{differs} (kept; --theirs takes it)\n");
    home.merge(theirs, "--dry-run")
        .exits(0)
        .says("")
        .prints(&kept);
    let unasked = home.merge(theirs, "").exits(2).prints(&kept);
    assert!(unasked.stderr().contains("nobody to ask"));
    assert_eq!(home.read("desk.toml"), DESK, "nothing was changed");
    let desk = home.path("desk.toml").display().to_string();
    home.merge(theirs, "--yes")
        .exits(0)
        .prints(&format!("{kept}Wrote {desk}: 1 added\n"));
    assert!(home.read("desk.toml").contains("Lindová"));
    home.merge(theirs, "--yes --theirs")
        .exits(0)
        .prints(&format!("{differs} (taken)\nWrote {desk}: 1 taken\n"));
    assert!(home.read("desk.toml").contains("holder = \"Ada\""));
    home.merge(theirs, "--yes")
        .exits(0)
        .prints(&format!("Nothing to merge: {desk} has all of it\n"));
}

#[test]
fn a_file_that_makes_no_sense_is_not_merged_and_one_that_is_not_there_is_made() {
    let home = Home::new("", None);
    let told = home
        .merge("[[persons]]\nname = \"A\"", "--yes")
        .exits(1)
        .stderr();
    assert!(told.contains("`aliases` is missing here"), "{told}");
    assert!(!home.path("desk.toml").exists());
    home.merge(DESK, "--yes").exits(0);
    assert!(home.read("desk.toml").contains("Mara Lind"));
    home.write("desk.toml", "version = 9");
    let told = home.merge(DESK, "--yes").exits(1).stderr();
    assert!(told.contains("nothing was changed"), "{told}");
    assert_eq!(home.read("desk.toml"), "version = 9");
}

#[test]
fn a_desks_name_is_marked_beside_the_quote_and_told_of() {
    let mut reader = Reader::new(120, 40);
    reader.share(DESK).load(&[("talks.txt", TALKS)]).wait();
    let screen = reader.screen();
    assert!(screen.contains("Ivo Sol (desk)"), "{screen}");
    assert!(screen.contains("Mara Lind (desk)"), "{screen}");
    reader.press("i");
    let line = reader.line_with("from the desk");
    assert!(line.contains("the speakers of 2 quotes, 3 tags"), "{line}");
}

#[test]
fn putting_a_desks_speaker_right_makes_it_the_readers_own() {
    let mut reader = Reader::new(120, 40);
    reader.share(DESK).load(&[("talks.txt", TALKS)]).wait();
    reader.press("enter ] S");
    reader.type_text("Mara");
    reader.press("enter");
    let screen = reader.screen();
    assert!(!screen.contains("Ivo Sol (desk)"), "{screen}");
    let briefing = reader.app.reading.briefing.clone().unwrap();
    assert_eq!(briefing.quotes[0].speaker.as_deref(), Some("Mara Lind"));
    assert_eq!(briefing.quotes[0].named_by.name(), Some("mine"));
    reader.press("u");
    reader.line_with("Ivo Sol (desk)");
}

#[test]
fn a_rescan_shows_the_open_briefing_by_what_the_desk_says_now() {
    let mut reader = Reader::new(120, 40);
    reader.share(DESK).load(&[("talks.txt", TALKS)]).wait();
    reader.line_with("Ivo Sol (desk)");
    reader.press("R").share("").load(&[("talks.txt", TALKS)]);
    let screen = reader.screen();
    assert!(screen.contains("Talks on fish"), "{screen}");
    assert!(!screen.contains("(desk)"), "{screen}");
}

#[test]
fn the_reader_says_when_the_desks_corrections_are_not_in_force() {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::read(folder.path().join("desk.toml"));
    let mut reader = Reader::new(160, 40);
    let scan = reader.app.scan;
    let desk = Arc::new(desk);
    reader.tell(Message::DeskRead { scan, desk });
    reader.load(&[("talks.txt", TALKS)]);
    reader.line_with("the desk's corrections are not in force");
    reader.press("!");
    reader.line_with("Problems (1)");
    reader.line_with("no such file or folder");
}
