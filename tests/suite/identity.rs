//! What is one briefing and what another; and that marks stay where they were when files are
//! moved, copied and edited, and when the program gets better.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::{Path, PathBuf};

use chancery::briefing::BriefingId;
use chancery::ingest;
use rusqlite::{Connection, params};
use serde_json::Value;
use tempfile::TempDir;

use crate::support::program::{Run, chancery};

const TALKS: &str = "Title: Corridor talks\nDate: 2026-11-12\nSource: Foreign Office\n\n\
    The two ministers met on Thursday and agreed to keep the corridor open until March.\n\n\
    “The door stays open for all of us,” Mara Lind said.\n";

/// A home with a folder `in` of files.
struct Home(TempDir);

impl Home {
    fn with(files: &[(&str, &str)]) -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        home.write(
            ".config/chancery/config.toml",
            "[library]\nfolders = [\"~/in\"]\n",
        );
        for (name, text) in files {
            home.write(&format!("in/{name}"), text);
        }
        home
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn rename(&self, from: &str, to: &str) {
        fs::create_dir_all(self.path(to).parent().unwrap()).unwrap();
        fs::rename(self.path(from), self.path(to)).unwrap();
    }

    fn run(&self, arguments: &str) -> Run {
        chancery(arguments).with("HOME", self.0.path().to_str().unwrap())
    }

    fn list(&self) -> Vec<Value> {
        let ended = self.run("list --format jsonl").run().exits(0);
        ended.json_lines()
    }

    /// Marks everything read, starred and noted.
    fn mark_all(&self) {
        self.run("marks set --read --starred --note Ask. -q")
            .and("is:unread")
            .run()
            .exits(0);
    }

    /// Marks of an earlier version: read, starred, noted, by the ids that the texts had then.
    fn marked_before(&self) {
        let state = self.path(".local/state/chancery");
        fs::create_dir_all(&state).unwrap();
        let file = Connection::open(state.join("marks.db")).unwrap();
        for script in [
            include_str!("../../src/library/marks/schema/1.sql"),
            include_str!("../../src/library/marks/schema/2.sql"),
            "PRAGMA application_id = 1130914158; PRAGMA user_version = 2;",
        ] {
            file.execute_batch(script).unwrap();
        }
        for id in self.former_ids() {
            for (mark, value) in [("read", ""), ("starred", ""), ("note", "Ask.")] {
                let sql = "INSERT OR IGNORE INTO marks VALUES (?1, ?2, ?3, 1)";
                file.execute(sql, params![&id.to_bytes()[..], mark, value])
                    .unwrap();
            }
        }
    }

    fn former_ids(&self) -> Vec<BriefingId> {
        let mut files: Vec<_> = fs::read_dir(self.path("in")).unwrap().collect();
        files.sort_by_key(|entry| entry.as_ref().unwrap().file_name());
        let drafts = files.into_iter().flat_map(|entry| {
            let path = entry.unwrap().path();
            ingest::read(&path, &fs::read(&path).unwrap()).drafts
        });
        let id = |draft: ingest::Draft| BriefingId::formerly(&draft.title, &draft.body.text);
        drafts.map(id).collect()
    }
}

/// How a briefing is marked: read, starred, noted, revised.
fn marks(briefing: &Value) -> [bool; 4] {
    let marks = &briefing["marks"];
    let is = |name: &str| marks[name] == Value::Bool(true);
    [
        is("read"),
        is("starred"),
        marks["note"] == "Ask.",
        is("revised"),
    ]
}

const IN_PLACE: [bool; 4] = [true, true, true, false];
const REVISED: [bool; 4] = [true, true, true, true];
const UNMARKED: [bool; 4] = [false; 4];

#[test]
fn notices_alike_but_for_day_or_house_are_three_with_marks_of_their_own() {
    let another_day = TALKS.replace("11-12", "11-13");
    let another_house = TALKS.replace("Foreign Office", "Ministry of Trade");
    let home = Home::with(&[
        ("a.txt", TALKS),
        ("b.txt", &another_day),
        ("c.txt", &another_house),
    ]);
    let listed = home.list();
    assert_eq!(listed.len(), 3);
    for briefing in &listed {
        let id = briefing["id"].as_str().unwrap();
        let shown = home.run("show --format json").and(id).run().exits(0);
        let shown = shown.json_lines().remove(0);
        assert_eq!(shown["date"], briefing["date"]);
        assert_eq!(shown["source"], briefing["source"]);
    }
    let id = listed[1]["id"].as_str().unwrap();
    let set = home.run("marks set --read --starred --note Ask.").and(id);
    set.run().exits(0);
    let found: Vec<_> = home.list().iter().map(marks).collect();
    assert_eq!(found, [UNMARKED, IN_PLACE, UNMARKED]);
    let receipt = home
        .run("receipt --format json")
        .run()
        .exits(0)
        .json_lines();
    assert_eq!(receipt[0]["read"].as_array().unwrap().len(), 1);
    assert_eq!(receipt[0]["not_opened"].as_array().unwrap().len(), 2);
}

#[test]
fn a_file_that_is_moved_renamed_or_copied_is_the_same_briefing() {
    let home = Home::with(&[("a.txt", TALKS)]);
    home.mark_all();
    let id = home.list()[0]["id"].clone();
    for (from, to) in [
        ("in/a.txt", "in/b.txt"),
        ("in/b.txt", "in/deep/b.txt"),
        ("in/deep", "in/deeper"),
    ] {
        home.rename(from, to);
        let listed = home.list();
        assert_eq!((listed.len(), &listed[0]["id"]), (1, &id), "{to}");
        assert_eq!(marks(&listed[0]), IN_PLACE, "{to}");
        assert_eq!(listed[0].get("also_in"), None);
    }
    home.write("in/copy.txt", TALKS);
    let listed = home.list();
    assert_eq!((listed.len(), marks(&listed[0])), (1, IN_PLACE));
    assert!(listed[0]["path"].as_str().unwrap().ends_with("in/copy.txt"));
    assert!(
        listed[0]["also_in"][0]
            .as_str()
            .unwrap()
            .ends_with("in/deeper/b.txt")
    );
    let table = home.run("list").run().exits(0);
    table.prints_among_others("Corridor talks (in 2 places)");
    let words = home.run("list -q corridor").run().exits(0).stdout();
    assert_eq!(words.lines().count(), 1);
}

#[test]
fn marks_that_a_script_set_outlive_the_first_edit_of_the_file_and_the_next() {
    let home = Home::with(&[("a.txt", TALKS)]);
    home.mark_all();
    let edited = TALKS.replace("March", "April");
    home.write("in/a.txt", &edited);
    assert_eq!(marks(&home.list()[0]), REVISED);
    let changes = home.run("changes in/a.txt").run();
    assert!(changes.stdout().is_empty(), "another folder");
    let id = home.list()[0]["id"].as_str().unwrap().to_owned();
    let changes = home.run("changes").and(&id).run().exits(0);
    changes.prints_among_others("[-March-] {+April+}");
    // What a script decides comes on top.
    home.run("marks set --tag corridor").and(&id).run().exits(0);
    home.write(
        "in/a.txt",
        &edited.replace("two ministers", "three ministers"),
    );
    let briefing = &home.list()[0];
    assert_eq!(marks(briefing), REVISED);
    let tags = briefing["tags"].as_array().unwrap();
    assert!(
        tags.iter()
            .any(|tag| tag["facet"] == "mine" && tag["name"] == "corridor")
    );
}

#[test]
fn a_dump_that_is_restored_at_once_changes_nothing_whatever_was_renamed() {
    let home = Home::with(&[("a.txt", TALKS)]);
    home.mark_all();
    home.write(
        "in/a.txt",
        &TALKS.replace("\n\nThe", "\nTags: corridor\n\nThe"),
    );
    let id = home.list()[0]["id"].as_str().unwrap().to_owned();
    let set = home.run("marks set --unstarred --note Newer.").and(&id);
    set.run().exits(0);
    let dump = home.path("dump.jsonl");
    home.run("marks dump --to")
        .and(dump.to_str().unwrap())
        .run()
        .exits(0);
    let restored = home
        .run("marks restore")
        .and(dump.to_str().unwrap())
        .run()
        .exits(0);
    restored.prints("Nothing to restore: all of it is so already\n");
    let receipt = home
        .run("receipt --format json")
        .run()
        .exits(0)
        .json_lines();
    assert_eq!(
        receipt[0]["read"].as_array().unwrap().len(),
        1,
        "told of once"
    );
}

#[test]
fn releases_of_a_post_keep_their_marks_when_one_comes_on_top() {
    let release = |day: u32, of: &str| {
        format!(
            "{day}.05.26 🔹 Ministry of Trade\nThe {of} talks\n\nThe {of} talks go on in Suva.\n\n"
        )
    };
    let post = format!(
        "The week\n3 months ago\n\n{}{}",
        release(12, "fish"),
        release(11, "grain")
    );
    let home = Home::with(&[("post.txt", &post)]);
    home.mark_all();
    let longer = format!(
        "The week\n4 months ago\n\n{}{}",
        release(13, "water"),
        &post[23..]
    );
    home.write("in/post.txt", &longer);
    let found: Vec<_> = home.list().iter().map(marks).collect();
    assert_eq!(found, [UNMARKED, IN_PLACE, IN_PLACE]);
}

#[test]
fn marks_of_an_earlier_version_are_in_their_places_and_nothing_is_revised() {
    let another_day = TALKS.replace("11-12", "11-13");
    let other = "Title: Herring\n\nNew rules for herring are in force.\n";
    let home = Home::with(&[("a.txt", TALKS), ("b.txt", &another_day), ("c.txt", other)]);
    home.marked_before();
    let all_in_place = || {
        home.list()
            .iter()
            .all(|briefing| marks(briefing) == IN_PLACE)
    };
    assert!(all_in_place(), "without a reader that has written anything");
    // The first that writes changes them for good.
    home.run("marks set --tag new -q herring").run().exits(0);
    assert!(all_in_place());
    let dump = home.run("marks dump").run().exits(0).stdout();
    assert_eq!(dump.lines().count(), 3);
    let listed = home.list();
    let by_present_id = |briefing: &Value| dump.contains(briefing["id"].as_str().unwrap());
    assert!(listed.iter().all(by_present_id));
}

#[test]
fn ids_of_an_earlier_version_are_still_taken_and_what_they_have_become_is_said() {
    let other = "Title: Herring\n\nNew rules for herring are in force.\n";
    let home = Home::with(&[("a.txt", TALKS), ("c.txt", other)]);
    let id = home.list()[0]["id"].as_str().unwrap().to_owned();
    let former = home.former_ids()[0].short();
    let said = format!("chancery: {former} goes by the id {} now\n", &id[..10]);
    let shown = home.run("show").and(&former).run().exits(0).says(&said);
    shown.prints_among_others("Corridor talks");
    let export = home.run("export --to - --id").and(&former).run().exits(0);
    export.says(&said).prints_among_others("# Corridor talks");
    let set = home
        .run("marks set --read --starred --note Ask.")
        .and(&former);
    set.run().exits(0).says(&said);
    assert_eq!(marks(&home.list()[0]), IN_PLACE);
}

#[test]
fn an_id_that_several_had_before_names_them() {
    let another_day = TALKS.replace("11-12", "11-13");
    let home = Home::with(&[("a.txt", TALKS), ("b.txt", &another_day)]);
    let former = home.former_ids()[0].short();
    let told = home.run("show").and(&former).run().exits(2).stderr();
    assert!(
        told.contains("means 2 briefings that had this id before"),
        "{told}"
    );
    for briefing in home.list() {
        assert!(told.contains(briefing["id"].as_str().unwrap()), "{told}");
    }
}

#[test]
fn a_dump_of_an_earlier_version_is_restored_and_what_its_ids_have_become_is_said() {
    let home = Home::with(&[("a.txt", TALKS)]);
    let former = home.former_ids()[0];
    let line =
        format!("{{\"id\":\"{former}\",\"read\":true,\"starred\":true,\"note\":\"Ask.\"}}\n");
    home.write("old.jsonl", &line);
    let id = home.list()[0]["id"].as_str().unwrap()[..10].to_owned();
    let said = format!("chancery: {} goes by the id {id} now\n", former.short());
    let old = home.path("old.jsonl");
    let restore = || home.run("marks restore").and(old.to_str().unwrap());
    restore()
        .run()
        .exits(0)
        .prints("Restored 3 marks\n")
        .says(&said);
    assert_eq!(marks(&home.list()[0]), IN_PLACE);
    let again = restore().run().exits(0).says(&said);
    again.prints("Nothing to restore: all of it is so already\n");
    // Without a library nobody knows yet what it is: that is found out when its text is read.
    fs::remove_dir_all(home.path(".local")).unwrap();
    let elsewhere = home.path("in/a.txt");
    fs::remove_file(home.path(".config/chancery/config.toml")).unwrap();
    restore().run().exits(0).says("");
    let listed = home
        .run("list --format jsonl")
        .and(elsewhere.to_str().unwrap());
    assert_eq!(marks(&listed.run().exits(0).json_lines()[0]), IN_PLACE);
}

#[test]
fn a_text_is_found_by_its_words_alone_wherever_it_is_read_from() {
    let ids = ["a.txt", "b/c.md"].map(|path| {
        let drafts = ingest::read(Path::new(path), TALKS.as_bytes()).drafts;
        drafts[0].id
    });
    assert_eq!(ids[0], ids[1]);
}
