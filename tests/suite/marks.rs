//! Marks on the command line: set, shown, dumped, brought back, and the receipt of them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::{Path, PathBuf};

use chancery::library::marks::{Place, Store};
use jiff::Timestamp;
use rusqlite::Connection;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::program::{Run, chancery};

/// A home with a library of three briefings.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        home.write(
            ".config/chancery/config.toml",
            "[library]\nfolders = [\"~/briefings\"]\n",
        );
        let harbour = "Title: Harbour opens\nDate: 2031-03-04\n\n\
            The harbour is open. “Ships may enter from today,” said Minister Ada Brook.\n";
        home.write("briefings/harbour.txt", harbour);
        let herring =
            "Title: Herring rules\nDate: 2031-03-03\n\nNew rules for herring are in force.\n";
        home.write("briefings/herring.txt", herring);
        home.write(
            "briefings/grain.txt",
            "Title: Grain talks\n\nThe talks on grain go on.\n",
        );
        home
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    fn run(&self, arguments: &str) -> Run {
        chancery(arguments).with("HOME", self.0.path().to_str().unwrap())
    }

    fn run_on(&self, arguments: &str, path: &Path) -> Run {
        self.run(arguments).and(path.to_str().unwrap())
    }

    fn place(&self) -> Place {
        Place::new(self.path(".local/state/chancery"))
    }

    /// The id of the briefing with a word in it.
    fn id(&self, word: &str) -> String {
        self.json(word)["id"].as_str().unwrap().to_owned()
    }

    /// The briefing with a word in it, as `list` gives it.
    fn json(&self, word: &str) -> Value {
        let ended = self.run("list --format jsonl -q").and(word).run().exits(0);
        ended.json_lines().remove(0)
    }

    fn dump(&self) -> String {
        self.run("marks dump").run().exits(0).says("").stdout()
    }

    /// Marks something of everything.
    fn mark(&self) {
        let ended = self
            .run("marks set --starred --tag")
            .and("grain / oil")
            .and("-q")
            .and("grain");
        ended.run().exits(0);
        let ended = self.run("marks set --read --note Ask. -q harbour").run();
        ended.exits(0);
    }
}

#[test]
fn marks_are_set_from_a_script_and_shown_in_the_json() {
    let home = Home::new();
    let nothing = json!({
        "read": false, "starred": false, "archived": false,
        "snoozed": null, "note": null, "revised": false,
    });
    assert_eq!(home.json("harbour")["marks"], nothing);
    let id = home.id("harbour").to_lowercase();
    home.run("marks set --read --starred --snooze")
        .and("2099-11-30")
        .and(&id[..6])
        .run()
        .exits(0)
        .prints("Read, starred, put off until Mon 30 Nov 2099: Harbour opens\n");
    home.run("marks set --tag Ports --note")
        .and("Ask\u{1b}[2J\nthe desk.\n")
        .and(&id)
        .run()
        .exits(0);
    let found = home.json("harbour");
    let expected = json!({
        "read": true, "starred": true, "archived": false,
        "snoozed": "2099-11-30", "note": "Ask␛[2J\nthe desk.", "revised": false,
    });
    assert_eq!(found["marks"], expected);
    let mine = json!({"facet": "mine", "name": "Ports", "code": null, "class": null, "aliases": [], "weight": 1.0});
    assert!(found["tags"].as_array().unwrap().contains(&mine), "{found}");
    // What differs in its capitals alone is the same tag.
    home.run("marks set --untag PORTS --unread --unstarred --archived")
        .and(&id)
        .run()
        .exits(0);
    let marks = &home.json("harbour")["marks"];
    assert_eq!(marks["archived"], true);
    assert_eq!(
        (&marks["read"], &marks["snoozed"]),
        (&json!(false), &Value::Null)
    );
    assert!(
        !home.json("harbour")["tags"]
            .as_array()
            .unwrap()
            .contains(&mine)
    );
}

#[test]
fn what_a_script_has_marked_is_counted_and_can_be_taken_back_in_one_step() {
    let home = Home::new();
    let id = home.id("grain");
    home.run("marks set --starred")
        .and(&id)
        .run()
        .exits(0)
        .prints("Starred: Grain talks\n");
    home.run("marks set --starred -q")
        .and("")
        .run()
        .exits(0)
        .prints("Starred: 2 briefings (1 was so already)\n");
    home.run("marks set --starred -q")
        .and("")
        .run()
        .exits(0)
        .prints("Starred already: 3 briefings\n");
    let (_store, opened) = Store::open(&home.place(), Timestamp::now()).unwrap();
    let said: Vec<&str> = opened
        .past
        .done
        .iter()
        .map(|step| step.said.as_str())
        .collect();
    assert_eq!(said, ["Starred: Grain talks", "Starred: 2 briefings"]);
    assert_eq!(opened.past.done[1].changes.len(), 2);
}

#[test]
fn what_is_to_be_marked_must_be_named_and_be_there() {
    let home = Home::new();
    home.run("marks set --read ABCDEF").run().exits(1).says(
        "chancery: no briefing has an id that begins with ABCDEF\n  \
         `chancery list` prints the ids; name the folder after the id if it is elsewhere\n",
    );
    home.run("marks set --read -q nowhere")
        .run()
        .exits(1)
        .says("chancery: nothing matches\n");
    let folder = home.path("briefings");
    home.run_on("marks set --read", &folder)
        .run()
        .exits(2)
        .says(
            "chancery: no briefing is named\n  \
         give ids, as `chancery list` prints them, or choose with -q\n",
        );
    home.run("marks set --snooze someday -q grain")
        .run()
        .exits(2)
        .says(
            "chancery: --snooze: \"someday\" is no day to come\n  \
         write tomorrow, Monday, +3d, end of month, 30 Nov or 2026-11-30\n",
        );
    home.run("marks set --read --unread -q grain")
        .run()
        .exits(2);
    home.run("marks set -q grain").run().exits(2);
    assert!(!home.place().folder.exists(), "nothing was made");
    // A folder elsewhere, named after the id.
    let id = home.id("grain");
    let elsewhere = home.path("elsewhere");
    fs::rename(&folder, &elsewhere).unwrap();
    home.run_on(&format!("marks set --read {id}"), &elsewhere)
        .run()
        .exits(0);
}

#[test]
fn looking_at_briefings_makes_nothing() {
    let home = Home::new();
    for command in ["list", "quotes", "tags", "receipt", "marks dump"] {
        home.run(command).run().exits(0);
    }
    assert!(!home.place().folder.exists());
}

#[test]
fn a_dump_is_brought_back_elsewhere_to_the_last_mark() {
    let home = Home::new();
    home.mark();
    let dump = home.dump();
    let mut lines = [
        format!(
            "{{\"id\":\"{}\",\"starred\":true,\"tags\":[\"grain / oil\"]}}",
            home.id("grain")
        ),
        format!(
            "{{\"id\":\"{}\",\"read\":true,\"note\":\"Ask.\"}}",
            home.id("harbour")
        ),
    ];
    lines.sort();
    assert_eq!(dump, format!("{}\n{}\n", lines[0], lines[1]));
    let file = home.path("marks.jsonl");
    home.run_on("marks dump --to", &file).run().exits(0);
    assert_eq!(fs::read_to_string(&file).unwrap(), dump);

    let other = Home::new();
    other
        .run("marks restore -")
        .given(format!(
            "{dump}{{\"view\":\"Grain\",\"query\":\"tag:grain\"}}\n"
        ))
        .run()
        .exits(0)
        .prints("Restored 5 marks\n");
    let with_view = format!("{dump}{{\"view\":\"Grain\",\"query\":\"tag:grain\"}}\n");
    assert_eq!(other.dump(), with_view);
    other
        .run("marks restore -")
        .given(&dump)
        .run()
        .exits(0)
        .prints("Nothing to restore: all of it is so already\n");
    let (_store, opened) = Store::open(&other.place(), Timestamp::now()).unwrap();
    assert_eq!(opened.past.done.len(), 1, "one step");
    assert_eq!(opened.past.done[0].said, "Restored 5 marks");
}

#[test]
fn a_dump_that_cannot_be_written_leaves_what_was_there() {
    let home = Home::new();
    home.mark();
    let nowhere = home.path("nowhere/marks.jsonl");
    let ended = home.run_on("marks dump --to", &nowhere).run().exits(1);
    assert!(
        ended.stderr().contains("marks.jsonl cannot be written"),
        "{}",
        ended.stderr()
    );
    assert!(!home.path("nowhere").exists());
}

#[test]
fn restoring_merges_and_replaces_only_when_that_is_said_and_meant() {
    let home = Home::new();
    home.mark();
    let before = home.dump();
    let line = format!(
        "{{\"id\":\"{}\",\"read\":false,\"starred\":true}}\n",
        home.id("harbour")
    );
    let file = home.write("some.jsonl", &line);
    home.run_on("marks restore --replace", &file)
        .run()
        .exits(2)
        .says(
            "chancery: --replace takes marks away, and there is nobody to ask\n  \
         say --yes if it is meant\n",
        );
    assert_eq!(home.dump(), before);
    home.run_on("marks restore", &file)
        .run()
        .exits(0)
        .prints("Restored 1 mark, took 1 away\n");
    assert_eq!(home.json("harbour")["marks"]["note"], "Ask.");
    assert_eq!(home.json("harbour")["marks"]["read"], false);
    assert_eq!(home.json("grain")["marks"]["starred"], true);
    home.run_on("marks restore --replace --yes", &file)
        .run()
        .exits(0)
        .prints("Took 3 marks away (2 marks were so already)\n");
    assert_eq!(
        home.dump(),
        format!("{{\"id\":\"{}\",\"starred\":true}}\n", home.id("harbour"))
    );
}

#[test]
fn one_bad_line_is_named_and_nothing_at_all_is_changed() {
    let home = Home::new();
    home.mark();
    let before = home.dump();
    let good = format!("{{\"id\":\"{}\",\"archived\":true}}", home.id("herring"));
    let bad = format!("{good}\n{}\n", good.replace("archived", "archive"));
    let file = home.write("bad\u{1b}.jsonl", &bad);
    let ended = home.run_on("marks restore", &file).run().exits(1);
    let said = ended.stderr();
    assert!(
        said.contains("bad␛.jsonl: line 2: \"archive\" is no mark that this Chancery knows"),
        "{said}"
    );
    assert_eq!(home.dump(), before);
    let missing = home.path("missing.jsonl");
    let ended = home.run_on("marks restore", &missing).run().exits(1);
    assert!(
        ended.stderr().contains("missing.jsonl: No such file"),
        "{}",
        ended.stderr()
    );
}

#[test]
fn a_copy_of_the_database_is_brought_back_too() {
    let home = Home::new();
    home.mark();
    let copy = home.path("marks-2026-11-25.db");
    let path = copy.to_str().unwrap();
    let marks = Connection::open(home.place().file()).unwrap();
    marks.execute("VACUUM INTO ?1", [path]).unwrap();
    let other = Home::new();
    other
        .run_on("marks restore", &copy)
        .run()
        .exits(0)
        .prints("Restored 4 marks\n");
    assert_eq!(other.dump(), home.dump());
    let recipes = home.path("recipes.db");
    let foreign = Connection::open(&recipes).unwrap();
    foreign
        .execute_batch("CREATE TABLE recipes (name)")
        .unwrap();
    let ended = other.run_on("marks restore", &recipes).run().exits(1);
    assert!(
        ended.stderr().contains("is not a file of Chancery's"),
        "{}",
        ended.stderr()
    );
    let ended = other
        .run("marks restore -")
        .given(fs::read(&copy).unwrap())
        .run();
    assert!(ended.exits(1).stderr().contains("name the file instead"));
}

#[test]
fn marks_of_a_newer_version_are_dumped_and_not_changed() {
    let home = Home::new();
    home.mark();
    let before = home.dump();
    let marks = Connection::open(home.place().file()).unwrap();
    marks.pragma_update(None, "user_version", 99).unwrap();
    drop(marks);
    assert_eq!(home.dump(), before);
    let ended = home.run("marks set --read -q herring").run().exits(1);
    let said = ended.stderr();
    assert!(
        said.starts_with("chancery: nothing was marked: the marks are of a newer"),
        "{said}"
    );
    assert_eq!(home.dump(), before);
}

#[test]
fn marks_that_another_program_holds_are_told_of_with_what_to_do() {
    let home = Home::new();
    home.mark();
    let holder = Connection::open(home.place().file()).unwrap();
    holder.execute_batch("BEGIN IMMEDIATE").unwrap();
    home.run("marks set --read -q herring").run().exits(1).says(
        "chancery: nothing was marked: another program holds the marks\n  \
         a reader that was suspended, a backup? continue or end it, then do this again\n",
    );
    holder.execute_batch("ROLLBACK").unwrap();
    home.run("marks set --read -q herring").run().exits(0);
}

#[test]
fn a_speaker_who_was_put_right_is_named_by_every_command() {
    let home = Home::new();
    let quote = home
        .run("quotes --format jsonl")
        .run()
        .exits(0)
        .json_lines()
        .remove(0);
    assert_eq!(quote["speaker"], "Ada Brook");
    let line = json!({
        "id": quote["id"],
        "speakers": {"k": {
            "anchor": {"exact": "Ships may enter from today"},
            "speaker": "Jon\u{202e} Varga",
        }},
    });
    home.run("marks restore -")
        .given(line.to_string())
        .run()
        .exits(0);
    let quote = home
        .run("quotes --format jsonl")
        .run()
        .exits(0)
        .json_lines()
        .remove(0);
    assert_eq!(quote["speaker"], "Jon‹U+202E› Varga");
    assert_eq!(quote["confidence"], "high");
    home.run("quotes --speaker varga").run().exits(0);
    home.run("quotes --speaker brook").run().exits(1);
}

#[test]
fn the_receipt_tells_what_was_done_and_what_was_not_opened() {
    let home = Home::new();
    home.run("receipt")
        .run()
        .exits(0)
        .prints_among_others("Nothing was decided.\n");
    home.mark();
    home.run("marks set --unread -q harbour").run().exits(0);
    home.run("marks set --snooze 2099-11-30 -q herring")
        .run()
        .exits(0);
    let ended = home.run("receipt --since -7d").run().exits(0);
    let stdout = ended.stdout();
    let (since, rest) = stdout.split_once('\n').unwrap();
    assert!(since.starts_with("Since "), "{since}");
    assert_eq!(
        rest,
        "\nStarred 1\n  Grain talks\n\
         \nPut off 1\n  Herring rules (until Mon 30 Nov 2099)\n\
         \nTagged 1\n  Grain talks: “grain / oil”\n\
         \nNoted 1\n  Harbour opens: Ask.\n\
         \nNot opened 2\n  Harbour opens\n  Grain talks\n"
    );
    let json = home
        .run("receipt --format json")
        .run()
        .exits(0)
        .json_lines()
        .remove(0);
    assert_eq!(json["read"], json!([]));
    assert_eq!(json["snoozed"][0]["until"], "2099-11-30");
    assert_eq!(json["tagged"][0]["tag"], "grain / oil");
    assert_eq!(json["noted"][0]["note"], "Ask.");
    let left: Vec<&Value> = json["not_opened"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| &it["title"])
        .collect();
    assert_eq!(left, ["Harbour opens", "Grain talks"]);
    home.run("receipt --format md")
        .run()
        .exits(0)
        .prints_among_others("## Starred (1)\n\n- Grain talks\n");
    // Gone from the library, it goes by the words it was decided with.
    fs::remove_file(home.path("briefings/grain.txt")).unwrap();
    let gone = home.run("receipt").run().exits(0);
    gone.prints_among_others("\nStarred 1\n  (not in this library) Grain talks\n");
    home.run("receipt --since tomorrow").run().exits(2).says(
        "chancery: --since: \"tomorrow\" is no day that is past\n  \
         write today, yesterday, Monday, -7d, 20 Nov or 2026-11-20\n",
    );
}
