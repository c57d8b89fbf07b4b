//! The catalogue as a reader meets it: what is indexed is there at the next start, and nothing of it is ever wrong.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use chancery::briefing::{Briefing, Marks};
use chancery::library;
use chancery::library::catalogue::{By, Catalogue};
use chancery::library::encodings::Encodings;
use chancery::library::knowledge::Knowledge;
use chancery::search::Texts;
use chancery::search::query::{Item, Matcher, Query};
use serde_json::Value;
use tempfile::TempDir;

use crate::support::program::chancery;

/// How often something is done: as many times as the variable says, else `usually`.
fn times(variable: &str, usually: usize) -> usize {
    let asked = std::env::var(variable).ok();
    asked.map_or(usually, |number| number.parse().unwrap())
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
    let desk = Desk::with(1);
    fs::write(
        desk.home.path().join(".cache"),
        "a file where the folder should be",
    )
    .unwrap();
    let in_the_way = desk.run("index library");
    assert_eq!(in_the_way.status.code(), Some(1));
    let told = String::from_utf8(in_the_way.stderr).unwrap();
    assert!(told.contains("not all could be kept: "), "{told}");
    assert!(
        told.contains("is a file, where a folder should be"),
        "{told}"
    );
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

/// `CHANCERY_KILLS=500 cargo test index_that_is_killed` does it that often.
#[test]
fn an_index_that_is_killed_leaves_nothing_wrong() {
    const FILES: usize = 60;
    let mut dice = Dice(2031);
    let mut desk = Desk::with(FILES);
    let began = Instant::now();
    desk.index();
    let whole = u64::try_from(began.elapsed().as_micros()).unwrap();
    for kill in 0..times("CHANCERY_KILLS", 20) {
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

/// The sample briefings as files, with a catalogue.
fn indexed_samples() -> (TempDir, PathBuf, Catalogue, Knowledge) {
    let home = tempfile::tempdir().unwrap();
    let library = home.path().join("library");
    fs::create_dir(&library).unwrap();
    for file in fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/briefings")).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), library.join(file.file_name())).unwrap();
    }
    thread::sleep(Duration::from_millis(60));
    let paths = [library.clone()];
    let catalogue = Catalogue::of(&home.path().join("caches"), &paths).of_few_as_well();
    let knowledge = Knowledge::default();
    let (indexed, report) = library::index(
        &paths,
        catalogue.clone(),
        &Arc::default(),
        &knowledge,
        &mut |_, _| {},
    );
    assert_eq!(report.trouble, None);
    assert!(indexed.briefings > 40);
    (home, library, catalogue, knowledge)
}

/// A query of words that stand in the briefings, and of some that do not.
fn random_query(dice: &mut Dice, words: &[&str], depth: u32) -> String {
    let word = |dice: &mut Dice| {
        let at = usize::try_from(dice.below(words.len() as u64)).unwrap();
        let clean = |word: &str| word.replace(['"', '(', ')', ':', '~', '*', '|', '!'], " ");
        match dice.below(8) {
            // A row of words, as they stand there.
            0 | 1 => {
                let end = (at + 2 + usize::try_from(dice.below(3)).unwrap()).min(words.len());
                format!("\"{}\"", clean(&words[at..end].join(" ")))
            }
            2 => {
                let beginning: String = clean(words[at]).trim().chars().take(3).collect();
                format!("{beginning}*")
            }
            3 => format!("{}~1", clean(words[at]).trim()),
            4 => "zzyzx".to_owned(),
            _ => format!("\"{}\"", clean(words[at])),
        }
    };
    if depth > 0 && dice.below(3) > 0 {
        let mut part = || random_query(dice, words, depth - 1);
        let (a, b) = (part(), part());
        return match dice.below(3) {
            0 => format!("({a} OR {b})"),
            1 => format!("({a} {b})"),
            _ => format!("({a} -{b})"),
        };
    }
    let fields = [
        "", "", "", "", "title:", "text:", "quote:", "speaker:", "source:", "tag:", "place:",
        "org:", "person:", "topic:", "path:",
    ];
    let field = fields[usize::try_from(dice.below(fields.len() as u64)).unwrap()];
    match dice.below(12) {
        0 => "after:2024-06-10".to_owned(),
        1 => "lang:en".to_owned(),
        _ => format!("{field}{}", word(dice)),
    }
}

/// `CHANCERY_QUERIES=100000 cargo test --release index_answers` asks that many.
#[test]
fn the_index_answers_every_query_as_a_look_at_all_briefings_does() {
    let (_home, library, catalogue, knowledge) = indexed_samples();
    let as_it_is = Encodings::default();
    let loaded = library::load(&[library], None, &Arc::default(), &knowledge);
    let texts: Vec<Texts> = loaded.briefings.iter().map(|it| Texts::of(it)).collect();
    let all: String = loaded
        .briefings
        .iter()
        .map(|it| {
            let names = it.tags.iter().map(|tag| tag.label.name.clone() + " ");
            let speakers = it.quotes.iter().filter_map(|quote| quote.speaker.clone());
            let speakers = speakers.map(|name| format!("{name} "));
            format!(
                "{} {} {}",
                it.title,
                it.body.text,
                names.chain(speakers).collect::<String>()
            )
        })
        .collect();
    let words: Vec<&str> = all.split_whitespace().collect();
    let today = jiff::civil::date(2026, 11, 28);
    let marks = Marks::default();
    let mut dice = Dice(7);
    let (mut asked, mut found) = (0, 0);
    while asked < times("CHANCERY_QUERIES", 1000) {
        let text = random_query(&mut dice, &words, 2);
        let Ok(query) = Query::parse(&text) else {
            continue;
        };
        asked += 1;
        let mut matcher = Matcher::new(&query, today);
        let mut is_found = |briefing: &Briefing, texts: &Texts| {
            matcher.matches(Item {
                briefing,
                texts,
                marks: &marks,
            })
        };
        let scanned = loaded.briefings.iter().zip(&texts);
        let scanned = scanned.filter(|(briefing, texts)| is_found(briefing, texts));
        let mut scanned: Vec<_> = scanned.map(|(it, _)| it.id).collect();
        scanned.sort();
        scanned.dedup();
        for by in [By::Date, By::Relevance] {
            let mut searched = catalogue
                .searched(knowledge.version())
                .expect("it is up to date");
            let mut answer = Vec::new();
            let mut take = |briefing: Arc<Briefing>| {
                if is_found(&briefing, &Texts::of(&briefing)) {
                    answer.push(briefing.id);
                }
                true
            };
            assert_eq!(
                searched.search(&query, by, &[], &as_it_is, &mut take),
                Ok(())
            );
            answer.sort();
            assert_eq!(answer, scanned, "{text}");
        }
        found += usize::from(!scanned.is_empty());
    }
    assert!(found * 4 > asked, "{found} of {asked} found something");
}

#[test]
fn a_search_finds_what_came_and_not_what_went() {
    let desk = Desk::with(40);
    let titles = |arguments: &str| -> Vec<String> {
        let output = desk.run(&format!("search {arguments} --format jsonl library"));
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() < Some(2), "{told}");
        let lines = String::from_utf8(output.stdout).unwrap();
        let title = |line: &str| serde_json::from_str::<Value>(line).unwrap()["title"].clone();
        lines
            .lines()
            .map(|line| title(line).as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(titles("lock --limit 5").len(), 5);
    assert_eq!(titles("title:7"), ["Lock 7 opens, version 0"]);
    assert!(titles("zebra").is_empty());

    fs::write(
        desk.library().join("new.txt"),
        "Title: Sluice\n\nA zebra came by.\n",
    )
    .unwrap();
    assert_eq!(titles("zebra"), ["Sluice"], "a file that came a moment ago");
    fs::remove_file(desk.library().join("new.txt")).unwrap();
    assert!(titles("zebra").is_empty());

    // Rewritten in its place, it is not shown as it was.
    desk.write(7, 1);
    assert_eq!(titles("title:7"), ["Lock 7 opens, version 1"]);
    fs::write(
        desk.library().join("boat.txt"),
        "Title: The boat\nDate: 2001\n\nIt is old.\n",
    )
    .unwrap();
    assert_ne!(titles("boat --limit 1"), ["The boat"], "the newest");
    assert_eq!(titles("boat --limit 1 --order best"), ["The boat"]);
}

#[test]
fn a_search_shows_the_words_that_it_found() {
    let desk = Desk::with(3);
    let output = desk.run("search boat library --limit 1");
    let told = String::from_utf8(output.stdout).unwrap();
    let mut lines = told.lines();
    let row: Vec<&str> = lines.next().unwrap().split('\t').skip(1).collect();
    assert_eq!(row, ["2031-03-03", "", "Lock 2 opens, version 0"]);
    let snippet = lines.next().unwrap();
    assert!(
        snippet.contains("“Boat 2 may enter from today,”"),
        "{snippet}"
    );
    let nothing = desk.run("search zebra library");
    assert_eq!(nothing.status.code(), Some(1));
    assert_eq!(
        String::from_utf8(nothing.stderr).unwrap(),
        "chancery: nothing matches\n"
    );
    let kept = fs::read_dir(desk.home.path().join(".cache/chancery"))
        .unwrap()
        .count();
    fs::remove_dir_all(desk.home.path().join(".cache")).unwrap();
    assert_eq!(kept, 1);
    let best = desk.run("--no-cache search boat library --limit 1 --order best");
    let told = String::from_utf8(best.stderr).unwrap() + &told;
    assert!(
        told.starts_with(
            "chancery: without a catalogue that is up to date the newest come first\n"
        )
    );
    let told = told.split_once('\n').unwrap().1.to_owned();
    assert!(!desk.home.path().join(".cache").exists());
    let same = desk.run("--no-cache search boat library --limit 1");
    assert_eq!(String::from_utf8(same.stdout).unwrap(), told);
    chancery("search lock(").and("-").run().exits(2);
}

#[test]
fn a_search_heeds_what_the_reader_noted() {
    let desk = Desk::with(3);
    let listed = desk.run("list --format jsonl library");
    let first = String::from_utf8(listed.stdout).unwrap();
    let first: Value = serde_json::from_str(first.lines().next().unwrap()).unwrap();
    let id = first["id"].as_str().unwrap();
    let mut marks = desk.command("marks set --note giraffe --tag okapi");
    assert!(
        marks
            .args([id, "library"])
            .output()
            .unwrap()
            .status
            .success()
    );
    for query in ["giraffe", "note:giraffe", "mine:okapi", "okapi", "is:noted"] {
        let output = desk.run(&format!("search {query} library --format jsonl"));
        let told = String::from_utf8(output.stdout).unwrap();
        assert!(
            told.contains(id) && told.lines().count() == 1,
            "{query}: {told}"
        );
    }
}
