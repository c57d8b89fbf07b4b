//! The command line as a reader meets it: the real program, its output and its exit code.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use chancery::text::sanitise;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::program::{Ended, Run, chancery};

/// A release with a quote, a date and a source.
const HARBOUR: &str = "Title: Harbour opens\nDate: 2031-03-04\nSource: Ministry of Ports\n\n\
    The harbour is open. “Ships may enter from today,” said Minister Ada Brook.\n";

/// Another, older, without a quote.
const FISHERY: &str = "Title: Fishery rules\nDate: 2030-01-02\nSource: Ministry of Fish\n\n\
    New rules for herring are in force.\n";

/// A run over both.
fn on_two(arguments: &str) -> Run {
    chancery(arguments)
        .on("harbour.txt", HARBOUR)
        .on("fishery.txt", FISHERY)
}

/// A query about both.
fn asked(query: &str) -> Run {
    chancery("list --format jsonl -q")
        .and(query)
        .on("harbour.txt", HARBOUR)
        .on("fishery.txt", FISHERY)
}

/// The titles in what `list --format jsonl` printed.
fn titles(ended: &Ended) -> Vec<String> {
    let lines = ended.json_lines();
    lines
        .iter()
        .map(|line| line["title"].as_str().unwrap().to_owned())
        .collect()
}

/// The id of the first briefing in the folder of a run.
fn first_id(ended: &Ended) -> String {
    ended.json_lines()[0]["id"].as_str().unwrap().to_owned()
}

#[test]
fn list_prints_one_line_a_briefing_the_newest_first() {
    let ended = on_two("list").run().exits(0).says("");
    let stdout = ended.stdout();
    let lines: Vec<Vec<&str>> = stdout
        .lines()
        .map(|line| line.split('\t').skip(1).collect())
        .collect();
    assert_eq!(
        lines,
        [
            ["2031-03-04", "Ministry of Ports", "Harbour opens"],
            ["2030-01-02", "Ministry of Fish", "Fishery rules"],
        ]
    );
}

#[test]
fn without_a_command_and_a_terminal_the_list_is_printed() {
    let list = on_two("list").run().exits(0).stdout();
    on_two("").run().exits(0).prints(&list);
}

#[test]
fn without_a_library_there_are_the_sample_briefings() {
    let ended = chancery("list --format jsonl").run().exits(0).says("");
    let samples = ended.json_lines();
    assert!(samples.len() >= 24, "{}", samples.len());
    let path = samples[0]["path"].as_str().unwrap();
    assert!(path.starts_with("samples/"), "{path}");
}

#[test]
fn the_order_is_that_of_the_settings() {
    let ended = on_two("list --format jsonl --config mine.toml")
        .with_file("mine.toml", "list.order = \"title\"")
        .run()
        .exits(0);
    assert_eq!(titles(&ended), ["Fishery rules", "Harbour opens"]);
}

#[test]
fn the_folders_of_the_settings_are_the_library() {
    let ended = chancery("list --format jsonl")
        .with_file("letters/harbour.txt", HARBOUR)
        .with_file(
            ".config/chancery/config.toml",
            "library.folders = [\"~/letters\"]",
        )
        .run()
        .exits(0);
    assert_eq!(titles(&ended), ["Harbour opens"]);
}

#[test]
fn a_query_that_makes_no_sense_is_pointed_at() {
    let ended = asked("harbour titel:x").run().exits(2).prints("");
    let blanks = " ".repeat("harbour ".len());
    ended.says(&format!(
        "chancery: -q: there is no field titel:; did you mean title?\n  \
         harbour titel:x\n  {blanks}^^^^^^\n  \
         the manual has the query language: chancery man | man -l -\n"
    ));
}

#[test]
fn a_query_takes_briefings_with_all_its_words() {
    let ended = asked("HERRING rules").run().exits(0);
    assert_eq!(titles(&ended), ["Fishery rules"]);
    let either = asked("source:fish OR quote:today -is:read").run().exits(0);
    assert_eq!(titles(&either), ["Harbour opens", "Fishery rules"]);
    let nothing = asked("unicorn").run().exits(1).prints("");
    nothing.says("chancery: nothing matches\n");
    let folder = tempfile::tempdir().expect("a folder");
    let empty = chancery("list")
        .and(folder.path().to_str().expect("a plain path"))
        .run()
        .exits(1)
        .prints("");
    empty.says("chancery: there are no briefings in what was named\n");
}

#[test]
fn a_briefing_in_json_is_as_the_manual_has_it() {
    let ended = chancery("list --format json")
        .on("harbour.txt", HARBOUR)
        .run()
        .exits(0);
    let list: Value = serde_json::from_str(&ended.stdout()).unwrap();
    let briefing = list[0].as_object().unwrap();
    let mut keys: Vec<_> = briefing.keys().map(String::as_str).collect();
    keys.sort_unstable();
    assert_eq!(
        keys,
        [
            "author",
            "classification",
            "date",
            "date_found",
            "id",
            "language",
            "marks",
            "ordinal",
            "path",
            "source",
            "tags",
            "title",
            "words"
        ]
    );
    assert_eq!(briefing["title"], "Harbour opens");
    assert_eq!(briefing["date"], "2031-03-04");
    assert_eq!(briefing["date_found"], "header");
    assert_eq!(briefing["source"], "Ministry of Ports");
    let path = briefing["path"].as_str().unwrap();
    assert!(path.ends_with("/harbour.txt"), "{path}");
    assert_eq!(briefing["ordinal"], 0);
    assert_eq!(briefing["classification"], Value::Null);
    assert_eq!(briefing["id"].as_str().unwrap().len(), 26);
}

#[test]
fn csv_is_quoted_and_no_formula() {
    let text = "Title: =cmd, \"quoted\"\nDate: 2031\n\nText of the note.\n";
    let ended = chancery("list --format csv")
        .on("note.txt", text)
        .run()
        .exits(0);
    let stdout = ended.stdout();
    let mut lines = stdout.split("\r\n");
    assert!(lines.next().unwrap().starts_with("id,date,source,title,"));
    let row = lines.next().unwrap();
    assert!(row.contains(",2031,"), "{row}");
    assert!(row.contains(",\"'=cmd, \"\"quoted\"\"\","), "{row}");
}

#[test]
fn a_table_keeps_to_the_columns() {
    let ended = on_two("list --format table")
        .with("COLUMNS", "70")
        .run()
        .exits(0);
    let stdout = ended.stdout();
    assert!(stdout.starts_with("id "), "{stdout}");
    for line in stdout.lines() {
        assert!(line.chars().count() <= 70, "{line}");
    }
}

#[test]
fn colours_obey_the_option_and_the_environment() {
    let table = |run: Run| run.run().exits(0).stdout().contains("\x1b[");
    assert!(!table(on_two("list --format table")));
    assert!(table(on_two("list --format table --color always")));
    assert!(table(
        on_two("list --format table").with("CLICOLOR_FORCE", "1")
    ));
    let both = on_two("list --format table").with("CLICOLOR_FORCE", "1");
    assert!(!table(both.with("NO_COLOR", "1")));
    let never = on_two("list --format table --color never");
    assert!(!table(never.with("CLICOLOR_FORCE", "1")));
}

#[test]
fn show_prints_a_file_or_the_briefing_of_an_id() {
    let by_path = chancery("show").on("harbour.txt", HARBOUR).run().exits(0);
    let text = by_path.stdout();
    assert!(
        text.starts_with("Harbour opens\n4 March 2031 · Ministry of Ports"),
        "{text}"
    );
    assert!(text.contains("“Ships may enter from today,”"), "{text}");

    let id = first_id(&chancery("list --format jsonl").on("h.txt", HARBOUR).run());
    chancery("show")
        .and(&id[..6].to_lowercase())
        .on("harbour.txt", HARBOUR)
        .run()
        .exits(0)
        .prints(&text);
}

#[test]
fn show_prints_a_part_of_a_file_and_what_is_in_it() {
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/briefings/2024-06-14-geneva-releases.mbox"
    );
    let all = chancery("list --format jsonl").and(file).run().exits(0);
    let all: Vec<serde_json::Value> = all
        .stdout()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert!(all.len() > 1);
    for one in &all {
        let path = one["path"].as_str().unwrap();
        let shown = chancery("show --format json").and(path).run().exits(0);
        let shown: serde_json::Value = serde_json::from_str(&shown.stdout()).unwrap();
        assert_eq!(shown["id"], one["id"], "{path}");
    }
    let nothing = chancery("show").and(&format!("{file}#99")).run().exits(1);
    assert!(
        nothing
            .stderr()
            .contains("#99: there is no such briefing in")
    );
}

#[test]
fn show_tells_speakers_apart_where_there_is_a_reader_and_leaves_the_text_alone_elsewhere() {
    const TALKS: &str = "Title: Talks\n\nMS. LIND:\n\nGood afternoon.\n\n\
        Spokesperson Mara Lind went on: “It is shared.” “So is the cost,” said Minister Jon Varga.\n";
    let shown = |arguments: &str| {
        let run = chancery(arguments).on("t.txt", TALKS).run().exits(0);
        let colours = ["0;35", "0;36", "0;33", "0;1", "0;2", "0"];
        let text = run.stdout();
        colours.iter().fold(text, |text, code| {
            text.replace(&format!("\x1b[{code}m"), "")
        })
    };
    let plain = shown("show --color never");
    assert!(plain.contains("\nGood afternoon.\n"), "{plain}");
    assert!(plain.contains("“It is shared.” “So"), "{plain}");
    let coloured = shown("show --color always");
    assert!(coloured.contains("“It is shared.”¹ “So"), "{coloured}");
    assert!(coloured.contains("— ¹ Mara Lind\n"), "{coloured}");
    assert!(coloured.contains("— ² Jon Varga\n"), "{coloured}");
    assert!(
        coloured.contains("[Mara Lind] Good afternoon."),
        "{coloured}"
    );
}

#[test]
fn show_in_json_has_the_body_and_the_quotes() {
    let ended = chancery("show --format json")
        .on("harbour.txt", HARBOUR)
        .run()
        .exits(0);
    let whole = &ended.json_lines()[0];
    assert_eq!(whole["title"], "Harbour opens");
    assert_eq!(whole["body"][0]["kind"], "paragraph");
    assert!(whole["quotes"].is_array());
}

#[test]
fn show_says_what_an_id_is_and_that_it_is_not_there() {
    chancery("show nosuch.txt").run().exits(1).says(
        "chancery: nosuch.txt: there is no such file, and it is no id\n  \
         'u' cannot stand in an id (ids have digits and letters but I, L, O and U)\n",
    );
    let ended = chancery("show ABCDEFGH")
        .on("harbour.txt", HARBOUR)
        .run()
        .exits(1);
    assert!(
        ended
            .stderr()
            .contains("no briefing has an id that begins with ABCDEFGH")
    );
}

#[test]
fn standard_input_is_a_file_named_by_a_dash() {
    let ended = chancery("list --format jsonl -")
        .given(HARBOUR)
        .run()
        .exits(0);
    assert_eq!(titles(&ended), ["Harbour opens"]);
}

#[test]
fn tags_are_counted_by_facet() {
    let ended = on_two("tags --format jsonl").run().exits(0);
    let sources: Vec<_> = ended
        .json_lines()
        .into_iter()
        .filter(|tag| tag["facet"] == "source")
        .map(|tag| (tag["name"].clone(), tag["count"].clone()))
        .collect();
    assert_eq!(
        sources,
        [
            (json!("Ministry of Fish"), json!(1)),
            (json!("Ministry of Ports"), json!(1)),
        ]
    );
}

#[test]
fn what_cannot_be_read_is_said_and_the_rest_is_listed() {
    let ended = chancery("list --format jsonl")
        .on("harbour.txt", HARBOUR)
        .and("gone.txt")
        .run()
        .exits(1);
    assert_eq!(titles(&ended), ["Harbour opens"]);
    assert!(
        ended.stderr().starts_with("chancery: gone.txt: "),
        "{}",
        ended.stderr()
    );
}

#[test]
fn check_reports_problems_with_their_reasons() {
    chancery("check").on("harbour.txt", HARBOUR).run().exits(0);
    let ended = chancery("check --format json")
        .on("harbour.txt", HARBOUR)
        .and("gone.txt")
        .run()
        .exits(1);
    let report = &ended.json_lines()[0];
    assert_eq!(report["briefings"], 1);
    assert_eq!(report["problems"][0]["path"], "gone.txt");
    assert_eq!(report["terminal"]["is_terminal"], false);
}

#[test]
fn check_gathers_problems_by_reason_and_ends_with_a_table() {
    let dated = |day: &str| format!("Title: Fish\nDate: {day}\n\nThe port is open.\n");
    let mut program = chancery("check")
        .on("harbour.txt", HARBOUR)
        .on(
            "mail.eml",
            "From: a@b.example\nSubject: A\n\nThe ship is in.\n",
        )
        .on("letter.ps", "%!PS-Adobe-3.0\n");
    for number in 0..13 {
        let day = format!("day {number}");
        program = program.on(&format!("{number:02}.txt"), dated(&day));
    }
    let told = program.run().exits(1).stdout();
    let (_, problems) = told.split_once("\n\n").unwrap();
    let (before, _) = problems.split_once("letter.ps").unwrap();
    let folder = before.rsplit(' ').next().unwrap();
    let problems = problems.replace(folder, "");
    let places: String = (0..10)
        .map(|number| format!("    {number:02}.txt (\"day {number}\", at byte 12)\n"))
        .collect();
    let expected = format!(
        "Not shown: 1\n\
        \x20 letter.ps: PostScript is not read yet: convert it to plain text or Markdown\n\n\
        Remarks: 13\n\
        \x20 not understood as a date: write YYYY-MM-DD; the briefing is undated (13 places)\n\
        {places}    and 3 more; --all lists them\n\n\
        read as            whole   in part  not read   briefings\n\
        plain text            14         0         0          14\n\
        mail                   1         0         0           1\n\
        anything else          0         0         1           0\n"
    );
    assert_eq!(problems, expected);
}

#[test]
fn tables_are_read_by_the_columns_that_the_settings_name() {
    const SETTINGS: &str = "list.order = 'title'\n[[records]]\nfiles = 'wire-*.csv'\ntitle = 'slug'\ntext = ['lead', 'rest']\n\
        date = 'filed'\n\n[[records]]\nfiles = '*.jsonl'\ntitle = 'head.line'\ntext = 'body'\n";
    const WIRE: &str =
        "slug,lead,rest,filed\nFish talks,The talks began.,They went on.,2024-05-31\n";
    const LINES: &str = "{\"head\": {\"line\": \"Grain\"}, \"text\": \"The grain is in.\"}\n";
    let list = |arguments: &str| {
        chancery(arguments)
            .with_file("mine.toml", SETTINGS)
            .on("wire-05.csv", WIRE)
            .on("day.jsonl", LINES)
            .run()
    };
    let listed = list("list --config mine.toml --format jsonl").exits(1);
    assert_eq!(titles(&listed), ["Fish talks", "Grain"]);
    assert_eq!(listed.json_lines()[0]["date"], "2024-05-31");
    let told = listed.stderr();
    let wanted = "no column \"body\", which [[records]] names, among \"head.line\", \"head\", \"text\": \
                  put the name right in the configuration";
    assert!(told.contains(wanted), "{told}");
}

#[test]
fn no_file_name_acts_on_the_terminal() {
    let name = "a\u{1b}[31m\u{202e}.txt";
    for arguments in [
        "list --format csv",
        "list --format json",
        "check",
        "show",
        "tags",
    ] {
        let ended = chancery(arguments)
            .on(name, HARBOUR)
            .and("\u{1b}]0;x\u{7}")
            .run();
        is_harmless(&ended);
    }
}

/// Everything that a terminal could act upon, in a title, a source, a tag and a body.
fn hostile() -> String {
    let controls: String = ('\0'..=' ').chain('\u{7f}'..='\u{a0}').collect();
    let hidden = "\u{200b}\u{200e}\u{202e}\u{2066}\u{feff}\u{e0041}\u{e000}\u{ad}";
    let sequences = "\u{1b}[31m\u{1b}]52;c;eA==\u{7}\u{9b}2J";
    let inline = controls.replace(['\n', '\r', '\u{b}', '\u{c}', '\u{85}'], "");
    let bad = format!("{inline}{hidden}{sequences}");
    format!(
        "Title: Title {bad} end\nSource: Ministry {bad} of Noise\nTags: noise {bad}\n\n\
         The minister {bad} said: “Words {bad} and words,” said Ada {bad} Brook.\n\n{controls}\n"
    )
}

#[test]
fn no_content_of_a_file_acts_on_the_terminal() {
    for command in ["list", "quotes", "tags"] {
        for format in ["table", "text", "json", "jsonl", "csv", "md"] {
            let arguments = format!("{command} --format {format}");
            is_harmless(&chancery(&arguments).on("noise.txt", hostile()).run());
        }
    }
    for arguments in ["show", "show --format md", "show --format json", "check"] {
        is_harmless(&chancery(arguments).on("noise.txt", hostile()).run());
    }
    let request = json!({"id": hostile(), "text": hostile()}).to_string();
    let answer = chancery("analyse").given(request).run().exits(0);
    is_harmless(&answer);
    assert_eq!(
        answer.json_lines()[0]["id"],
        hostile(),
        "escaped and not lost"
    );
}

/// Holds when all that was printed may stand on a terminal; lines end, and fields are apart by
/// tabs.
#[track_caller]
fn is_harmless(ended: &Ended) {
    let all = ended.stdout().replace("\r\n", "\n") + &ended.stderr();
    let bad = all.find(|c| !matches!(c, '\n' | '\t') && sanitise::is_forbidden(c));
    assert_eq!(bad, None, "{all:?}");
}

#[test]
fn a_bad_setting_is_shown_with_its_line_and_what_was_meant() {
    chancery("list --config mine.toml")
        .with_file("mine.toml", "[reading]\nwidht = 70\n")
        .run()
        .exits(2)
        .prints("")
        .says(
            "chancery: mine.toml:2: there is no setting `widht` here\n \
             2 | widht = 70\n   | ^^^^^ did you mean `width`?\n",
        );
}

#[test]
fn a_settings_file_that_was_named_must_be_there() {
    let gone = chancery("list")
        .with("CHANCERY_CONFIG", "gone.toml")
        .run()
        .exits(2);
    assert!(
        gone.stderr()
            .contains("gone.toml: the settings cannot be read")
    );
    // The path can be told all the same.
    chancery("config path")
        .with("CHANCERY_CONFIG", "gone.toml")
        .run()
        .exits(0)
        .prints("gone.toml\n");
}

#[test]
fn the_default_settings_are_a_file_to_start_with() {
    let defaults = chancery("config default").run().exits(0).stdout();
    assert_eq!(defaults, include_str!("../../config.toml"));
    chancery("config check --config mine.toml")
        .with_file("mine.toml", defaults)
        .run()
        .exits(0)
        .prints("mine.toml: in order\n");
    let shown = chancery("config show").run().exits(0).stdout();
    chancery("config show --config mine.toml")
        .with_file("mine.toml", &shown)
        .run()
        .exits(0)
        .prints(&shown);
}

#[test]
fn a_command_misspelt_is_no_file() {
    chancery("lst").run().exits(1).prints("").says(
        "chancery: lst: there is no such file or folder\n  did you mean the command `list`?\n",
    );
}

#[test]
fn wrong_usage_is_exit_code_two_and_help_is_none() {
    chancery("list --bogus").run().exits(2).prints("");
    chancery("--help")
        .run()
        .exits(0)
        .says("")
        .prints_among_others("Usage: chancery");
    let version = format!("chancery {}\n", env!("CARGO_PKG_VERSION"));
    chancery("--version").run().exits(0).prints(&version);
}

#[test]
fn completions_and_manual_are_printed() {
    for shell in ["bash", "zsh", "fish"] {
        let ended = chancery("completions").and(shell).run().exits(0);
        assert!(ended.stdout().contains("chancery"), "{shell}");
    }
    chancery("man")
        .run()
        .exits(0)
        .prints_among_others(".SH \"KEYS OF THE READER\"");
}

#[test]
fn a_query_may_begin_by_leaving_out() {
    for query in [
        "-q -herring",
        "--query -herring",
        "--query=-herring",
        "-q-herring",
    ] {
        let listed = chancery(&format!("list {query} --format jsonl"))
            .on("harbour.txt", HARBOUR)
            .run()
            .exits(0);
        assert_eq!(listed.json_lines().len(), 1, "{query}");
    }
    let ended = chancery("list -q --format json").run().exits(2);
    assert!(ended.stderr().contains("no query stands before --format"));
}

#[test]
fn analyse_answers_every_line_in_order() {
    let lines = [
        json!({"id": "a", "text": HARBOUR}),
        json!({"id": 7, "text": FISHERY, "lang": "en"}),
    ]
    .map(|line| line.to_string());
    let ended = chancery("analyse")
        .given(lines.join("\n"))
        .run()
        .exits(0)
        .says("");
    let answers = ended.json_lines();
    assert_eq!(answers.len(), 2);
    assert_eq!(answers[0]["id"], "a");
    assert_eq!(answers[1]["id"], 7);
    for key in ["title", "date", "source", "language", "quotes", "tags"] {
        assert!(answers[0].get(key).is_some(), "{key}");
    }
}

#[test]
fn analyse_goes_on_after_a_line_that_is_wrong() {
    let ended = chancery("analyse")
        .given("nonsense\n\n{\"id\":1}\n{\"id\":2,\"text\":\"Good.\"}\n\"\u{fffd}\"\n")
        .run()
        .exits(1);
    let answers = ended.json_lines();
    assert_eq!(answers.len(), 1);
    assert_eq!(answers[0]["id"], 2);
    let faults: Vec<Value> = ended
        .stderr()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let numbers: Vec<_> = faults.iter().map(|fault| fault["line"].clone()).collect();
    assert_eq!(numbers, [1, 3, 5]);
}

/// `analyse` while it waits for lines, with its ends and its folder.
fn analysing() -> (Child, ChildStdin, BufReader<ChildStdout>, TempDir) {
    let (mut command, folder) = chancery("analyse").into_command();
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let stdin = child.stdin.take().unwrap();
    let stdout = BufReader::new(child.stdout.take().unwrap());
    (child, stdin, stdout, folder)
}

#[test]
fn analyse_answers_before_the_next_line_is_sent() {
    let (mut child, mut stdin, mut stdout, _folder) = analysing();
    for id in 1..=3 {
        writeln!(stdin, "{}", json!({"id": id, "text": "Text."})).unwrap();
        let mut answer = String::new();
        stdout.read_line(&mut answer).unwrap();
        let answer: Value = serde_json::from_str(&answer).unwrap();
        assert_eq!(answer["id"], id);
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

/// The sockets that a process has open.
fn sockets(pid: u32) -> Vec<String> {
    let open = std::fs::read_dir(format!("/proc/{pid}/fd")).unwrap();
    let targets = open.filter_map(|fd| std::fs::read_link(fd.ok()?.path()).ok());
    let targets = targets.map(|target| target.display().to_string());
    targets
        .filter(|target| target.starts_with("socket:"))
        .collect()
}

#[test]
fn a_command_opens_no_socket() {
    let (mut child, mut stdin, mut stdout, _folder) = analysing();
    writeln!(stdin, "{}", json!({"text": "Text."})).unwrap();
    // With the answer all is open that ever will be.
    stdout.read_line(&mut String::new()).unwrap();
    assert_eq!(sockets(child.id()), Vec::<String>::new());
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_reader_of_the_output_that_leaves_is_no_error() {
    let (mut command, _folder) = chancery("list --format json").into_command();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Nobody reads: the samples in JSON are more than a pipe holds.
    drop(child.stdout.take());
    let mut stderr = String::new();
    let mut errors = child.stderr.take().unwrap();
    errors.read_to_string(&mut stderr).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_eq!(stderr, "");
}

#[test]
fn an_interrupt_ends_with_its_own_exit_code() {
    let (mut child, mut stdin, mut stdout, _folder) = analysing();
    // An answer shows that it is listening by now.
    writeln!(stdin, "{}", json!({"id": 1, "text": "Text."})).unwrap();
    stdout.read_line(&mut String::new()).unwrap();
    let id = rustix::process::Pid::from_child(&child);
    rustix::process::kill_process(id, rustix::process::Signal::INT).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
}

/// Two quotes that two rules name, and one that two rules dispute.
const DISPUTED: &str = "Title: The bridge\n\nMara Lind came late. “The bridge opens in May,” she said.\n\n\
    Ivo Marr told Roe: “The bridge will never open at all,” Ada Brook said.\n";

#[test]
fn quotes_say_why_they_have_their_speaker_where_that_is_asked_for() {
    let explained = |format: &str| {
        let arguments = format!("quotes --explain --format {format}");
        chancery(&arguments)
            .on("bridge.txt", DISPUTED)
            .run()
            .exits(0)
    };
    let text = explained("text").stdout();
    assert!(text.contains("\n    rule     after: A clause right after the words says whose"));
    assert!(text.contains("\n    words    “she” · “said”\n"), "{text}");
    assert!(
        text.contains("\n    sure     fair: Another rule that is as good names somebody else.")
    );
    assert!(
        text.contains("\n    or       Ivo Marr (before)\n"),
        "{text}"
    );
    let quotes = explained("jsonl").json_lines();
    let points: Vec<char> = DISPUTED.chars().collect();
    let word = |span: &Value| {
        let at = |end: usize| usize::try_from(span[end].as_u64().unwrap()).unwrap();
        points[at(0)..at(1)].iter().collect::<String>()
    };
    let why = &quotes[0]["why"];
    let words: Vec<String> = why["words"].as_array().unwrap().iter().map(word).collect();
    assert_eq!(words, ["she", "said"]);
    assert_eq!(why["rule"], "after");
    let why = &quotes[1]["why"];
    assert_eq!(why["because"], "rival");
    assert_eq!(
        why["rivals"],
        json!([{"name": "Ivo Marr", "rule": "before"}])
    );
    let csv = explained("csv").stdout();
    assert!(
        csv.contains(",after,Ada Brook; said,rival,,Ivo Marr (before)"),
        "{csv}"
    );
    let md = explained("md").stdout();
    assert!(md.contains("\n- or: Ivo Marr (before)\n"), "{md}");
    let plain = on_two("quotes --format jsonl").run().json_lines();
    assert!(plain[0].get("why").is_none());
}

#[test]
fn a_name_that_the_reader_settled_says_so() {
    let settings = "[[persons]]\nname = \"Ada Maria Brook\"\naliases = [\"Ada Brook\"]\n";
    let ended = chancery("quotes --explain --format jsonl")
        .on("bridge.txt", DISPUTED)
        .with_file("own.toml", settings)
        .with("CHANCERY_CONFIG", "own.toml")
        .run();
    let last = &ended.json_lines()[1];
    assert_eq!(last["speaker"], "Ada Maria Brook");
    assert_eq!(last["why"]["settled"], "mine");
    assert_eq!(last["why"]["rule"], "after");
}

#[test]
fn quotes_are_words_in_marks_and_what_is_only_reported_must_be_asked_for() {
    // The reported clauses once came along unasked, and with them other speakers.
    let text = "Title: Talks\n\n‘The gauges are ready,’ said Minister Ana Petrova.\n\n\
        Jon Varga noted that the budget was sound.\n";
    let kinds = |arguments: &str| -> Vec<(String, String)> {
        let ended = chancery(arguments).on("talks.txt", text).run().exits(0);
        let lines = ended.json_lines();
        let word = |line: &Value, key: &str| line[key].as_str().unwrap().to_owned();
        lines
            .iter()
            .map(|line| (word(line, "kind"), word(line, "speaker")))
            .collect()
    };
    let all = [("direct", "Ana Petrova"), ("indirect", "Jon Varga")];
    let all = all.map(|(kind, speaker)| (kind.to_owned(), speaker.to_owned()));
    assert_eq!(kinds("quotes --format jsonl"), all[..1]);
    assert_eq!(kinds("quotes --reported --format jsonl"), all);
}
