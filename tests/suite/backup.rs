//! All that is the reader's in one file, and back.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use chancery::briefing::BriefingId;
use chancery::citation::entry;
use chancery::config::Form;
use chancery::library::marks::{Place, Store};
use jiff::Timestamp;
use rusqlite::Connection;
use tempfile::TempDir;

use crate::support::program::{Ended, Run, chancery};

/// A home, empty at first.
struct Home(TempDir);

impl Home {
    fn empty() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// A home with something of everything.
    fn full() -> Self {
        let home = Self::empty();
        home.write(
            "briefings/grain.txt",
            "Title: Grain talks\n\nThe talks go on.\n",
        );
        home.write("briefings/ships.txt", "Title: Ships\n\nShips may enter.\n");
        home.write(".config/chancery/config.toml", SETTINGS);
        home.write("own/clips.md", format!("Mine: é.\n\n{}", clip("1-2")));
        let set = home.run("marks set --starred --tag").and("grain / oil");
        set.and("-q").and("grain").run().exits(0);
        home.run("marks set --read --note Ask. -q ships")
            .run()
            .exits(0);
        let view = "{\"view\":\"Grain\",\"query\":\"tag:grain\"}\n";
        home.run("marks restore -").given(view).run().exits(0);
        home
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn run(&self, arguments: &str) -> Run {
        let run = chancery(arguments).with("HOME", self.0.path().to_str().unwrap());
        // Times are local ones.
        run.with("TZ", "UTC")
    }

    fn run_on(&self, arguments: &str, path: &Path) -> Run {
        self.run(arguments).and(path.to_str().unwrap())
    }

    /// A backup, but for its head and its seal: those have the time in them.
    fn all(&self) -> String {
        without_time(&self.backup())
    }

    fn backup(&self) -> String {
        self.run("backup --to -").run().exits(0).says("").stdout()
    }

    /// A backup as a file.
    fn backup_file(&self) -> PathBuf {
        let file = self.path("all.jsonl");
        self.run_on("backup --to", &file).run().exits(0);
        file
    }

    fn place(&self) -> Place {
        Place::new(self.path(".local/state/chancery"))
    }

    /// True while nothing at all was made.
    fn is_untouched(&self) -> bool {
        !self.path(".local").exists() && !self.path(".config").exists()
    }
}

const SETTINGS: &str = "[library]\nfolders = [\"~/briefings\"]\n\
    [clippings]\nfile = \"~/own/clips.md\"\n[reading]\nwidth = 80\n";

/// An entry of a clippings file.
fn clip(key: &str) -> String {
    entry::sealed(Form::Markdown, BriefingId::of("t", "b"), key, "> Words.")
}

fn without_time(backup: &str) -> String {
    let lines: Vec<&str> = backup.lines().collect();
    assert!(lines[0].starts_with("{\"chancery\":\"backup\",\"version\":1,\"made\":\""));
    assert!(lines[lines.len() - 1].starts_with("{\"end\":true,"));
    lines[1..lines.len() - 1].join("\n")
}

#[test]
fn a_backup_restored_on_an_empty_machine_gives_the_same_backup_but_for_the_time() {
    let home = Home::full();
    let file = home.backup_file();
    let mode = fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "what notes say is for nobody else");
    let other = Home::empty();
    let ended = other.run_on("restore --yes", &file).run().exits(0).says("");
    let clips = other.path("own/clips.md");
    let settings = other.path(".config/chancery/config.toml");
    let (head, rest) = {
        let stdout = ended.stdout();
        let (head, rest) = stdout.split_once('\n').unwrap();
        (head.to_owned(), rest.to_owned())
    };
    assert!(head.contains("all.jsonl: a backup of "), "{head}");
    assert_eq!(
        rest,
        format!(
            "marks      set 1 star, 1 note, 1 tag, 1 read\n\
             views      set “Grain”\n\
             clippings  write {} (1 entry)\n\
             settings   write {}\n\
             Restored; u takes the marks back in the reader that is opened next\n",
            clips.display(),
            settings.display()
        )
    );
    assert_eq!(other.all(), home.all());
    assert_eq!(other.read("own/clips.md"), home.read("own/clips.md"));
    // A second time there is nothing to do, and nobody need be asked.
    let again = other.run_on("restore", &file).run().exits(0);
    again.prints_among_others("Nothing to restore: all of it is so already\n");
    let again = other.run_on("restore --replace", &file).run().exits(0);
    again.prints_among_others("settings   nothing to change\n");
}

#[test]
fn a_backup_of_nothing_makes_nothing_and_is_restored_to_nothing() {
    let home = Home::empty();
    assert_eq!(home.all(), "");
    assert!(home.is_untouched());
    let backup = home.backup();
    let ended = home.run("restore -").given(&backup).run().exits(0);
    ended.prints_among_others("Nothing to restore");
    assert!(home.is_untouched());
}

#[test]
fn nothing_is_restored_before_somebody_says_yes() {
    let file = Home::full().backup();
    let home = Home::empty();
    let ended = home.run("restore -").given(&file).run().exits(2);
    let ended = ended.prints_among_others("marks      set 1 star, 1 note, 1 tag, 1 read\n");
    ended.says(
        "chancery: nothing was changed: there is nobody to ask\n  \
         say --yes if it is meant\n",
    );
    assert!(home.is_untouched());
}

#[test]
fn merging_keeps_what_is_there_and_says_in_what_the_settings_differ() {
    let file = Home::full().backup();
    let home = Home::full();
    let mine = SETTINGS.replace("80", "90") + "[panes]\nsidebar = false\n";
    home.write(".config/chancery/config.toml", &mine);
    home.write("own/clips.md", clip("3-4"));
    home.run("marks set --archived --unstarred --note Other. -q")
        .and("")
        .run()
        .exits(0);
    let ended = home.run("restore --yes -").given(&file).run().exits(0);
    let clips = home.path("own/clips.md");
    let ended = ended.prints_among_others("marks      set 1 star; change 1 note\n");
    let ended = ended.prints_among_others(&format!(
        "clippings  add 1 entry and 1 passage of your own to {}\n",
        clips.display()
    ));
    ended.prints_among_others(
        "settings   differ in panes.sidebar, reading.width and stay as they are \
         (--replace takes those of the backup)\n",
    );
    let text = format!("{}Mine: é.\n\n{}", clip("3-4"), clip("1-2"));
    assert_eq!(home.read("own/clips.md"), text);
    assert_eq!(home.read(".config/chancery/config.toml"), mine);
    let all = home.all();
    assert!(all.contains("\"archived\":true"), "{all}");
    assert!(all.contains("\"note\":\"Ask.\""), "{all}");
    let merged = home.run("restore -").given(&file).run().exits(0);
    merged.prints_among_others("Nothing to restore");
}

#[test]
fn replacing_makes_exactly_so_and_keeps_the_files_that_gave_way() {
    let before = Home::full();
    let file = before.backup();
    let home = Home::full();
    let mine = SETTINGS.replace("80", "90");
    home.write(".config/chancery/config.toml", &mine);
    home.write("own/clips.md", clip("3-4"));
    home.run("marks set --archived -q").and("").run().exits(0);
    let ended = home.run("restore --replace --yes -").given(&file).run();
    let today = jiff::tz::TimeZone::UTC.to_datetime(Timestamp::now()).date();
    let ended = ended.exits(0).prints_among_others("take away 2 archived\n");
    ended.prints_among_others(
        "(1 entry for 1 entry);\n           the present one is kept beside it as ",
    );
    assert_eq!(home.all(), before.all());
    let kept = home.read(&format!("own/clips.md.before-restore-{today}"));
    assert_eq!(kept, clip("3-4"));
    let kept = format!(".config/chancery/config.toml.before-restore-{today}");
    assert_eq!(home.read(&kept), mine);
    // What the backup does not have goes, and is kept, too.
    let nothing = Home::empty().backup();
    home.run("restore --replace --yes -")
        .given(&nothing)
        .run()
        .exits(0);
    assert!(!home.path(".config/chancery/config.toml").exists());
    assert_eq!(home.read(&format!("{kept}-2")), SETTINGS);
    assert_eq!(home.all(), "");
}

#[test]
fn only_what_is_named_is_restored() {
    let file = Home::full().backup();
    for (part, makes) in [
        ("marks", ".local/state/chancery/marks.db"),
        ("clippings", ".local/share/chancery/clippings.md"),
        ("settings", ".config/chancery/config.toml"),
    ] {
        let home = Home::empty();
        let only = format!("restore --yes --only {part} -");
        home.run(&only).given(&file).run().exits(0);
        for made in [
            ".local/state/chancery/marks.db",
            ".local/share/chancery/clippings.md",
            ".config/chancery/config.toml",
        ] {
            assert_eq!(home.path(made).exists(), made == makes, "{part}: {made}");
        }
    }
    let lines = "{\"view\":\"Grain\",\"query\":\"tag:grain\"}\n";
    let home = Home::empty();
    let ended = home
        .run("restore --yes --only settings -")
        .given(lines)
        .run();
    ended
        .exits(2)
        .says("chancery: - has marks alone, and --only leaves those out\n");
}

#[test]
fn every_earlier_form_of_marks_is_taken_for_what_it_is() {
    let full = Home::full();
    let dump = full.run("marks dump").run().exits(0).stdout();
    let home = Home::empty();
    let ended = home.run("restore --yes -").given(&dump).run().exits(0);
    let ended = ended.prints_among_others(
        "standard input: marks as `chancery marks dump` writes them\n\
         marks      set 1 star, 1 note, 1 tag, 1 read\nviews      set “Grain”\n",
    );
    ended.says("");
    assert_eq!(home.run("marks dump").run().stdout(), dump);
    // And the other way about: the marks of a backup alone.
    let home = Home::empty();
    let ended = home.run("marks restore -").given(full.backup()).run();
    ended.exits(0).prints("Restored 5 marks\n");
    assert_eq!(home.run("marks dump").run().stdout(), dump);
}

/// The scripts that make the database of each version, the first one first.
fn schema() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/library/marks/schema");
    let script = |version: usize| fs::read_to_string(format!("{folder}/{version}.sql"));
    let scripts: Vec<_> = (1..).map_while(|version| script(version).ok()).collect();
    assert!(scripts.len() >= 2);
    scripts
}

#[test]
fn a_copy_of_the_marks_of_every_version_is_restored() {
    let scripts = schema();
    for version in 1..=scripts.len() {
        let home = Home::empty();
        let copy = home.path("marks-2026-11-25.db");
        let made = Connection::open(&copy).unwrap();
        for script in &scripts[..version] {
            made.execute_batch(script).unwrap();
        }
        made.execute_batch(&format!(
            "PRAGMA application_id = {}; PRAGMA user_version = {version};
             INSERT INTO marks VALUES (x'00112233445566778899aabbccddeeff', 'note', 'Ask.', 1);
             INSERT INTO marks VALUES (x'', 'view/Grain', 'tag:grain', 2);
             INSERT INTO marks VALUES (x'00112233445566778899aabbccddeeff', 'read', NULL, 3);",
            0x4368_616e
        ))
        .unwrap();
        drop(made);
        let ended = home.run_on("restore --yes", &copy).run().exits(0);
        ended.prints_among_others(&format!(
            "marks-2026-11-25.db: a copy of the marks (version {version} of the file)\n\
             marks      set 1 note\nviews      set “Grain”\n"
        ));
        let all = home.all();
        assert!(
            all.ends_with("{\"view\":\"Grain\",\"query\":\"tag:grain\"}"),
            "{all}"
        );
        assert!(all.contains("\"note\":\"Ask.\"}"), "{all}");
    }
}

/// Holds when restoring was refused for this reason and has made nothing.
#[track_caller]
fn refused(home: &Home, ended: Ended, code: i32, reason: &str) {
    let ended = ended.exits(code);
    assert!(ended.stderr().contains(reason), "{}", ended.stderr());
    assert!(home.is_untouched());
}

#[test]
fn what_is_damaged_or_foreign_changes_nothing() {
    let backup = Home::full().backup();
    let home = Home::empty();
    let lines: Vec<&str> = backup.split_inclusive('\n').collect();
    for count in 1..lines.len() {
        let cut = lines[..count].concat();
        let ended = home.run("restore --yes --replace -").given(cut).run();
        refused(
            &home,
            ended,
            1,
            &format!("it is cut off after line {count}"),
        );
    }
    let newer = backup.replace("\"version\":1", "\"version\":7");
    let changed = backup.replace("Ask.", "Ask!");
    let foreign = "{\"id\":1,\"name\":\"A\"}\n{\"id\":2}\n";
    for (text, reason) in [
        (
            changed.as_str(),
            "standard input: it is damaged: it is not as it was written\n  nothing was",
        ),
        (
            newer.as_str(),
            "standard input: it was made by a newer Chancery (version 7 of the file",
        ),
        (
            foreign,
            "standard input: line 1: it names neither a briefing (\"id\") nor a view",
        ),
        ("", "standard input: it is empty\n  nothing was changed\n"),
        ("\n \n", "standard input: it is empty"),
        ("words", "standard input: line 1: this is no JSON"),
    ] {
        let ended = home.run("restore --yes --replace -").given(text).run();
        refused(&home, ended, 1, reason);
        let ended = home
            .run("marks restore --yes --replace -")
            .given(text)
            .run();
        refused(&home, ended, 1, reason);
    }
    let other = home.path("recipes.db");
    let recipes = Connection::open(&other).unwrap();
    recipes
        .execute_batch("CREATE TABLE recipes (name)")
        .unwrap();
    let ended = home.run_on("restore --yes", &other).run();
    refused(&home, ended, 1, "is not a file of Chancery's");
    let newest = home.path("newer.db");
    fs::copy(&other, &newest).unwrap();
    let made = Connection::open(&newest).unwrap();
    let ours = format!(
        "PRAGMA application_id = {}; PRAGMA user_version = 99",
        0x4368_616e
    );
    made.execute_batch(&ours).unwrap();
    drop(made);
    let ended = home.run_on("restore --yes", &newest).run();
    refused(
        &home,
        ended,
        1,
        "of a newer Chancery (version 99 of the file",
    );
}

#[test]
fn what_is_no_file_is_refused_and_not_waited_for() {
    let home = Home::empty();
    let pipe = home.path("pipe");
    let mode = rustix::fs::Mode::from_raw_mode(0o600);
    rustix::fs::mkfifoat(rustix::fs::CWD, &pipe, mode).unwrap();
    for path in [&pipe, Path::new("/dev/zero"), home.0.path()] {
        let ended = home.run_on("restore --yes", path).run();
        refused(
            &home,
            ended,
            1,
            "it is no file\n  name a file, or give - and pipe it in",
        );
        let ended = home.run_on("backup --to", path).run();
        refused(&home, ended, 1, "is no file\n  name another file");
    }
    let ended = home.run_on("restore --yes", &home.path("gone")).run();
    refused(&home, ended, 1, "gone: No such file");
    let link = home.path("link");
    symlink(Home::full().backup_file(), &link).unwrap();
    home.run_on("restore --yes", &link).run().exits(1);
    // The clippings file that is to be backed up is looked at in the same way.
    fs::create_dir_all(home.path(".local/share/chancery")).unwrap();
    fs::rename(pipe, home.path(".local/share/chancery/clippings.md")).unwrap();
    let ended = home.run("backup --to -").run().exits(1).prints("");
    assert!(
        ended.stderr().contains("clippings.md is no file"),
        "{}",
        ended.stderr()
    );
}

#[test]
fn a_backup_is_written_where_nothing_is_and_never_among_the_briefings() {
    let home = Home::full();
    let file = home.write("kept.jsonl", "kept");
    home.run_on("backup --to", &file)
        .run()
        .exits(1)
        .says(&format!(
            "chancery: {} is there already\n  --force replaces it\n",
            file.display()
        ));
    assert_eq!(home.read("kept.jsonl"), "kept");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    let ended = home.run_on("backup --force --to", &file).run().exits(0);
    ended.prints(&format!(
        "Wrote 4 marks, 1 view, the clippings file and the settings to {}\n",
        file.display()
    ));
    let mode = fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let among = home.path("briefings/all.jsonl");
    let ended = home.run_on("backup --to", &among).run().exits(1);
    assert!(
        ended.stderr().contains("lies among the briefings"),
        "{}",
        ended.stderr()
    );
    assert!(!among.exists());
    let nowhere = home.path("nowhere/all.jsonl");
    let ended = home.run_on("backup --to", &nowhere).run().exits(1);
    assert!(
        ended.stderr().contains("its folder is not there"),
        "{}",
        ended.stderr()
    );
}

#[test]
fn marks_that_are_not_all_there_are_not_backed_up() {
    let home = Home::full();
    let marks = Connection::open(home.place().file()).unwrap();
    marks.pragma_update(None, "user_version", 99).unwrap();
    drop(marks);
    let file = home.path("all.jsonl");
    let ended = home.run_on("backup --to", &file).run().exits(1);
    assert!(
        ended.stderr().contains("of a newer Chancery"),
        "{}",
        ended.stderr()
    );
    home.write(".local/state/chancery/marks.db", [0xa5; 8192]);
    let ended = home.run_on("backup --to", &file).run().exits(1);
    let said = ended.stderr();
    assert!(
        said.contains("open the reader: it saves what can be read"),
        "{said}"
    );
    assert!(!file.exists());
}

#[test]
fn settings_that_make_no_sense_here_are_not_restored_and_the_rest_can_be() {
    let home = Home::full();
    home.write(".config/chancery/config.toml", "[reading]\nwidth = 80\n");
    let backup = home.backup();
    // As a version would write it whose settings this one does not know.
    let (lines, _) = backup.rsplit_once("{\"end\"").unwrap();
    let lines = lines.replace("width = 80", "breadth = 80");
    let hash = blake3::hash(lines.as_bytes()).to_hex();
    let count = lines.lines().count();
    let backup = format!("{lines}{{\"end\":true,\"lines\":{count},\"blake3\":\"{hash}\"}}\n");
    let other = Home::empty();
    let ended = other.run("restore --yes -").given(&backup).run();
    refused(&other, ended, 2, "--only marks,clippings restores the rest");
    let ended = other
        .run("restore --yes --only marks,clippings -")
        .given(&backup);
    ended.run().exits(0);
    assert!(other.all().contains("\"note\":\"Ask.\""));
}

#[test]
fn what_could_act_on_a_terminal_goes_through_unharmed_and_is_never_shown() {
    let home = Home::empty();
    let clips = "> Words\u{1b}[2J\u{9b}31m \u{202e}evil\n";
    home.write(".local/share/chancery/clippings.md", clips);
    let view = "{\"view\":\"V\\u001b[2J\\u202e\",\"query\":\"q\"}\n";
    home.run("marks restore -").given(view).run().exits(0);
    let backup = home.backup();
    assert!(
        backup
            .chars()
            .all(|c| c == '\n' || !chancery::text::sanitise::is_forbidden(c))
    );
    let other = Home::empty();
    let file = other.write("a\u{1b}[2J.jsonl", &backup);
    let ended = other.run_on("restore --yes", &file).run().exits(0);
    let stdout = ended.stdout();
    assert!(
        stdout
            .chars()
            .all(|c| c == '\n' || !chancery::text::sanitise::is_forbidden(c))
    );
    assert!(stdout.contains("a␛[2J.jsonl: a backup"), "{stdout}");
    assert_eq!(other.read(".local/share/chancery/clippings.md"), clips);
    assert_eq!(other.all(), home.all());
}

#[test]
fn a_restore_is_one_step_and_damaged_marks_do_not_stop_it() {
    let backup = Home::full().backup();
    let home = Home::empty();
    home.run("restore --yes -").given(&backup).run().exits(0);
    let (mut store, opened) = Store::open(&home.place(), Timestamp::now()).unwrap();
    let said: Vec<_> = opened.past.done.iter().map(|step| &step.said).collect();
    assert_eq!(said.len(), 1);
    assert!(
        said[0].starts_with("Restored 5 marks from the backup of "),
        "{said:?}"
    );
    store.end_session().unwrap();
    drop(store);
    home.write(".local/state/chancery/marks.db", [0xa5; 8192]);
    let ended = home.run("restore --yes -").given(&backup).run().exits(0);
    assert!(
        ended.stderr().contains("The marks were damaged"),
        "{}",
        ended.stderr()
    );
    assert_eq!(home.all(), without_time(&backup));
}

#[test]
fn a_restore_that_was_decided_is_finished_by_whatever_starts_next() {
    let full = Home::full();
    let home = Home::empty();
    let pending = ".local/state/chancery/restore.pending";
    home.write(pending, "{\"chancery\":\"restore\",\"version\":9}\n");
    // What only shows goes on; what is to be complete does not.
    let ended = home.run("list").run().exits(0);
    let said = "chancery: a restore that was interrupted cannot be finished: ";
    assert!(ended.stderr().starts_with(said), "{}", ended.stderr());
    for command in ["backup --to -", "restore --yes -", "marks dump"] {
        let ended = home.run(command).given(full.backup()).run().exits(1);
        assert!(ended.stderr().starts_with(said), "{}", ended.stderr());
    }
    home.write(pending, "{\"chancery\":\"restore\",\"version\":1}\n");
    let ended = home.run("list").run().exits(0);
    let said = ended.stderr();
    assert!(
        said.contains("is damaged: ") && said.contains("restore.pending.damaged"),
        "{said}"
    );
    home.run("list").run().exits(0).says("");
}

#[test]
fn whatever_room_there_is_on_the_disk_all_of_it_is_restored_or_nothing() {
    let backup = Home::full().backup_file_of_many();
    let (mut whole, mut refused) = (0, 0);
    for blocks in [0, 1, 4, 16, 32, 48, 64, 80, 96, 128, 192, 256, 512, 4096] {
        let home = Home::full();
        let before = home.all();
        // Files may not grow beyond that: to a program the same as a disk without room.
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\"");
        let mut command = std::process::Command::new("/bin/sh");
        command
            .args(["-c", &script, "sh", env!("CARGO_BIN_EXE_chancery")])
            .args(["restore", "--replace", "--yes"])
            .arg(backup.1.as_os_str())
            .env_clear()
            .env("HOME", home.0.path());
        let output = command.stdin(Stdio::null()).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        match output.status.code() {
            Some(0) => {
                assert_eq!(home.all(), backup.0.all(), "{blocks} blocks");
                whole += 1;
            }
            code => {
                assert_eq!(code, Some(1), "{blocks} blocks: {said}");
                assert!(!said.contains("not all is restored"), "{said}");
                assert_eq!(home.all(), before, "{blocks} blocks: {said}");
                refused += 1;
            }
        }
        assert!(!home.place().folder.join("restore.pending").exists());
    }
    assert!(
        whole > 0 && refused > 0,
        "{whole} restored, {refused} refused"
    );
}

impl Home {
    /// A backup with so many marks and such long clippings that they take room; and its home.
    fn backup_file_of_many(self) -> (Self, PathBuf) {
        let id = |number: u32| BriefingId::of(&number.to_string(), "b");
        let line = |number| {
            format!(
                "{{\"id\":\"{}\",\"note\":\"{}\"}}\n",
                id(number),
                "n".repeat(80)
            )
        };
        let lines: String = (0..300).map(line).collect();
        self.run("marks restore -").given(lines).run().exits(0);
        let clips: String = (0..200)
            .map(|number| clip(&format!("{number}-x")))
            .collect();
        self.write("own/clips.md", clips);
        let file = self.backup_file();
        (self, file)
    }
}
