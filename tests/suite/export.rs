//! Exporting, from the command line and from the reader.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};

use chancery::briefing::{Anchor, BriefingId, Clipping, Mark};
use chancery::library::marks::{Order, Place, Step, Store, Subject, What};
use tempfile::TempDir;

use crate::support::program::chancery;
use crate::support::reader::Reader;

const TALKS: &str =
    "Title: Talks on fish\nDate: 2024-06-14\n\n“We are ready,” said Anna Petrova.\n";
const SECRET: &str =
    "Title: Hidden talks\nClassification: SECRET//NOFORN\n\nNobody knows of them.\n";

/// A folder with briefings in `in`, and a run of `export` on them.
fn export(arguments: &str, files: &[(&str, &str)]) -> (Output, TempDir) {
    let mut run = chancery(&format!("export in {arguments}"));
    for (name, text) in files {
        run = run.with_file(&format!("in/{name}"), text);
    }
    let (command, folder) = run.into_command();
    (ended(command), folder)
}

fn ended(mut command: Command) -> Output {
    command.output().expect("a program that runs")
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// The names in a folder, but those of the program's own.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_title_is_refused_where_there_is_no_place_for_it() {
    let (output, _folder) = export("--to - --title Talks", &[("a.txt", TALKS)]);
    assert!(output.stdout.starts_with(b"# Talks\n\n---\n"));
    let (output, folder) = export("--to out.csv --title Talks", &[("a.txt", TALKS)]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("no place for a title"));
    assert!(!folder.path().join("out.csv").exists());
}

#[test]
fn the_ending_of_the_name_tells_the_format() {
    for (name, beginning) in [
        ("out.md", "# Talks on fish\n"),
        ("out.html", "<!DOCTYPE html>"),
        ("out.jsonl", "{\"id\":"),
        ("out.csv", "id,date,source,title"),
        ("out.txt", "Talks on fish\n"),
    ] {
        let (output, folder) = export(&format!("--to {name}"), &[("a.txt", TALKS)]);
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        let text = fs::read_to_string(folder.path().join(name)).unwrap();
        assert!(text.starts_with(beginning), "{name}: {text}");
        assert_eq!(
            said(&output),
            format!("chancery: 1 briefing written to {name}\n")
        );
        assert_eq!(names(folder.path()), ["in", name]);
    }
    let (output, folder) = export("--to out.pdf", &[("a.txt", TALKS)]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        said(&output).contains(".md, .html, .jsonl, .csv or .txt"),
        "{}",
        said(&output)
    );
    assert_eq!(names(folder.path()), ["in"]);
}

#[test]
fn a_dash_is_standard_output_and_json_is_that_of_show() {
    let (output, _folder) = export("--to -", &[("a.txt", TALKS)]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.contains("“We are ready,” **\\[Anna Petrova\\]** said"),
        "{text}"
    );
    let exported = chancery("export - --to - --format jsonl")
        .given(TALKS)
        .run();
    let shown = chancery("show - --format json").given(TALKS).run();
    assert_eq!(exported.json_lines(), shown.json_lines());
    let exported = chancery("export - --to - --format csv").given(TALKS).run();
    let listed = chancery("list - --format csv").given(TALKS).run();
    assert_eq!(exported.stdout(), listed.stdout());
}

#[test]
fn a_query_and_ids_choose_and_what_is_not_there_is_said() {
    let files = [
        ("a.txt", TALKS),
        ("b.txt", "Title: Grain\n\nThe grain came.\n"),
    ];
    let (output, folder) = export("-q grain --to out.md", &files);
    assert_eq!(output.status.code(), Some(0));
    let text = fs::read_to_string(folder.path().join("out.md")).unwrap();
    assert!(text.contains("# Grain") && !text.contains("Talks"));
    let (output, folder) = export("-q herring --to out.md", &files);
    assert_eq!(
        (output.status.code(), names(folder.path())),
        (Some(1), vec!["in".to_owned()])
    );
    let id = BriefingId::of("", "Title: Grain\n\nThe grain came.\n");
    let (output, folder) = export(&format!("--id {} --to out.txt", id.short()), &files);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(
        fs::read_to_string(folder.path().join("out.txt"))
            .unwrap()
            .starts_with("Grain\n")
    );
    let (output, _folder) = export("--id ABCDEF --to out.txt", &files);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("no briefing has an id that begins with ABCDEF"));
}

#[test]
fn a_file_that_is_there_is_replaced_only_by_force_and_a_briefing_never() {
    let (mut command, folder) = chancery("export in --to out.md")
        .with_file("in/a.txt", TALKS)
        .with_file("out.md", "mine")
        .into_command();
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("out.md is there already\n  --force replaces it"));
    let out = folder.path().join("out.md");
    assert_eq!(fs::read_to_string(&out).unwrap(), "mine");
    command.arg("--force");
    assert_eq!(command.output().unwrap().status.code(), Some(0));
    assert!(fs::read_to_string(&out).unwrap().starts_with("# Talks"));
    let (output, folder) = export("--to in/a.txt --force", &[("a.txt", TALKS)]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output).contains("is a briefing's own file"),
        "{}",
        said(&output)
    );
    assert_eq!(
        fs::read_to_string(folder.path().join("in/a.txt")).unwrap(),
        TALKS
    );
}

#[test]
fn what_cannot_be_written_whole_leaves_nothing_behind() {
    // No file may grow: as when the disk is full.
    let (command, folder) = chancery("export in --to out.jsonl")
        .with_file("in/a.txt", TALKS)
        .into_command();
    let mut limited = Command::new("sh");
    limited
        .args(["-c", r#"trap "" XFSZ; ulimit -S -f 0; exec "$@""#, "sh"])
        .arg(command.get_program())
        .args(command.get_args())
        .current_dir(folder.path())
        .env_clear()
        .env("HOME", folder.path());
    let output = limited.output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(
        said(&output).contains("out.jsonl cannot be written"),
        "{}",
        said(&output)
    );
    assert_eq!(names(folder.path()), ["in"]);
    let (output, folder) = export("--to no/such/out.md", &[("a.txt", TALKS)]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output).contains("its folder is not there"),
        "{}",
        said(&output)
    );
    assert_eq!(names(folder.path()), ["in"]);
}

#[test]
fn an_exported_file_has_the_permissions_of_any_other() {
    let (_, folder) = export("--to out.md", &[("a.txt", TALKS)]);
    fs::write(folder.path().join("other"), "").unwrap();
    let mode = |name: &str| {
        let metadata = fs::metadata(folder.path().join(name)).unwrap();
        metadata.permissions().mode() & 0o777
    };
    assert_eq!(mode("out.md"), mode("other"));
}

#[test]
fn what_is_marked_above_the_ceiling_is_left_out_and_named() {
    let run = |files: &[(&str, &str)]| {
        let mut run = chancery("export in --to out.md --config c.toml")
            .with_file("c.toml", "[handling]\nceiling = \"restricted\"\n");
        for (name, text) in files {
            run = run.with_file(&format!("in/{name}"), text);
        }
        let (command, folder) = run.into_command();
        (ended(command), folder)
    };
    let (output, folder) = run(&[("a.txt", TALKS), ("b.txt", SECRET)]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output).contains(
            "left out: marked SECRET//NOFORN (secret), above the ceiling of the settings \
             (restricted): Hidden talks"
        ),
        "{}",
        said(&output)
    );
    let text = fs::read_to_string(folder.path().join("out.md")).unwrap();
    assert!(text.contains("Talks on fish") && !text.contains("Nobody knows"));
    let (output, folder) = run(&[("b.txt", SECRET)]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output).contains("nothing may be exported"),
        "{}",
        said(&output)
    );
    assert!(!folder.path().join("out.md").exists());
    let (output, folder) = export("--to out.md", &[("b.txt", SECRET)]);
    assert_eq!(output.status.code(), Some(0));
    let text = fs::read_to_string(folder.path().join("out.md")).unwrap();
    assert!(text.contains("**SECRET//NOFORN**"), "{text}");
}

#[test]
fn clippings_are_exported_with_who_said_them() {
    let (mut command, folder) = chancery("export in --clippings --to -")
        .with_file("in/a.txt", TALKS)
        .with_file("in/b.txt", SECRET)
        .into_command();
    let body = "“We are ready,” said Anna Petrova.";
    let clipping = Clipping {
        anchor: Anchor::of(body, 0.."“We are ready,”".len()),
        speaker: Some("Anna Petrova".into()),
        clipped: "2024-06-15".to_owned(),
    };
    let mark = Mark::Clipping("a".into());
    let id = BriefingId::of("", TALKS);
    let value = Some(serde_json::to_string(&clipping).unwrap().into());
    let place = Place::new(folder.path().join(".local/state/chancery"));
    let now = jiff::Timestamp::now();
    let (mut store, _) = Store::open(&place, now).unwrap();
    let change = chancery::library::marks::Change {
        of: Subject::Mark(id, mark),
        was: None,
        now: value,
    };
    let step = Step {
        said: "Clipped".to_owned(),
        changes: vec![change],
    };
    let order = Order {
        number: 1,
        what: What::Make(step),
    };
    store.save(&[order], now).unwrap();
    drop(store);
    let output = command.output().unwrap();
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(
        text.contains("> “We are ready,”\n>\n> — **Anna Petrova**, *Talks on fish*"),
        "{text}"
    );
    assert!(!text.contains("Hidden"));
    // Of the library, which are the samples here, none is clipped.
    let (mut elsewhere, _folder) = chancery("export --clippings --to -").into_command();
    let output = elsewhere.env("HOME", folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output).contains("left out: 1 clipping of briefings that are not in the library"),
        "{}",
        said(&output)
    );
}

/// A reader of two briefings, and a folder to export to.
fn reader(settings: &str) -> (Reader, TempDir) {
    let mut reader = Reader::with_settings(120, 30, settings);
    reader.load(&[("a.txt", TALKS), ("b.txt", SECRET)]);
    (reader, tempfile::tempdir().unwrap())
}

/// Opens the prompt and answers it.
fn type_file(reader: &mut Reader, file: &Path) {
    reader.press(":").type_text("export");
    reader.press("enter");
    reader.line_with("export to ~/briefings-2024-06-15.html");
    reader.press("ctrl-u").type_text(&file.to_string_lossy());
    reader.press("enter");
}

#[test]
fn the_reader_exports_all_that_shows_or_what_is_selected() {
    let (mut reader, folder) = reader("");
    let all = folder.path().join("all.md");
    type_file(&mut reader, &all);
    reader.line_with("Exported 2 briefings to");
    let text = fs::read_to_string(&all).unwrap();
    assert!(text.contains("# Talks on fish") && text.contains("# Hidden talks"));
    let one = folder.path().join("one.txt");
    reader.press("v");
    reader
        .press(":")
        .type_text(&format!("export {}", one.display()));
    reader.press("enter");
    reader.line_with("Exported 1 briefing to");
    assert!(
        fs::read_to_string(&one)
            .unwrap()
            .starts_with("Talks on fish\n")
    );
    let open = folder.path().join("open.txt");
    reader.press("j enter");
    type_file(&mut reader, &open);
    assert!(fs::read_to_string(&open).unwrap().contains("Hidden talks"));
}

#[test]
fn the_reader_asks_before_a_file_is_replaced() {
    let (mut reader, folder) = reader("");
    let file = folder.path().join("x.md");
    fs::write(&file, "mine").unwrap();
    type_file(&mut reader, &file);
    reader.line_with("is there already: replace it?");
    reader.press("n");
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    type_file(&mut reader, &file);
    reader.press("y");
    reader.line_with("Exported 2 briefings to");
    assert!(fs::read_to_string(&file).unwrap().starts_with("# "));
}

#[test]
fn the_reader_heeds_the_ceiling_for_files_and_for_the_clipboard() {
    let (mut reader, folder) = reader("[handling]\nceiling = \"confidential\"");
    let file = folder.path().join("x.md");
    type_file(&mut reader, &file);
    reader.line_with("1 left out, marked above the ceiling (confidential)");
    assert!(!fs::read_to_string(&file).unwrap().contains("Hidden"));
    reader.press("j v");
    type_file(&mut reader, &folder.path().join("y.md"));
    reader.line_with("Not exported: marked SECRET//NOFORN (secret)");
    assert!(!folder.path().join("y.md").exists());
    let quoted =
        "Title: Quoted\nClassification: TOP SECRET\n\n“We know nothing,” said Ada Brook.\n";
    let settings = "[handling]\nceiling = \"secret\"\n[triage]\nread = \"by key\"";
    let mut reader = Reader::with_settings(120, 30, settings);
    reader.load(&[("q.txt", quoted)]).press("enter y");
    reader.line_with("Not sent: marked TOP SECRET (top-secret)");
    reader.press("c");
    reader.line_with("Not clipped: marked TOP SECRET (top-secret)");
    assert!(reader.effects.is_empty(), "{:?}", reader.effects);
    assert!(reader.orders.is_empty(), "{:?}", reader.orders);
}

#[test]
fn the_reader_says_what_it_cannot_write() {
    let (mut reader, folder) = reader("");
    type_file(&mut reader, &folder.path().join("x.pdf"));
    reader.line_with("The name must end in .md, .html, .jsonl, .csv or .txt");
    type_file(&mut reader, &folder.path().join("no/x.md"));
    reader.line_with("Not exported:");
    reader.press(":").type_text("export");
    reader.press("enter esc");
    assert!(reader.app.prompt.is_none());
    assert_eq!(names(folder.path()), Vec::<String>::new());
}

#[test]
fn the_caveat_of_what_is_read_is_pinned_and_an_embargo_that_is_over_says_so() {
    let text =
        "EMBARGOED UNTIL 12:00 GMT 14 June 2024\n\nNATO RESTRICTED\n\nTalks on fish\n\nThey met.\n";
    let mut reader = Reader::new(120, 30);
    reader.load(&[("a.txt", text)]).press("enter");
    assert_eq!(reader.open(), Some("Talks on fish"));
    let header = reader.screen().lines().next().unwrap().to_owned();
    assert!(
        header.ends_with("NATO RESTRICTED · EMBARGOED UNTIL 12:00 GMT 14 June 2024 (past)"),
        "{header}"
    );
}

#[test]
fn the_reader_exports_what_was_clipped() {
    let (mut reader, folder) = reader("");
    let place = folder.path().join("x.md");
    let command = format!("export clippings {}", place.display());
    let export = |reader: &mut Reader| {
        reader.press(":").type_text(&command);
        reader.press("enter");
    };
    export(&mut reader);
    reader.line_with("Nothing here was clipped");
    reader.press("c");
    export(&mut reader);
    reader.line_with("Exported clippings of 1 briefing to");
    let text = fs::read_to_string(&place).unwrap();
    assert!(
        text.contains("We are ready") && !text.contains("Hidden talks"),
        "{text}"
    );
    // The answer to the question is about the same.
    fs::write(&place, "mine").unwrap();
    export(&mut reader);
    reader.press("y");
    assert_eq!(fs::read_to_string(&place).unwrap(), text);
}
