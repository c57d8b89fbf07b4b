//! What can be wrong with a file or with a line of input, and what the reader sees of it.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use chancery::ingest::{self, Draft};
use serde_json::json;

use crate::support::program::chancery;
use crate::support::reader::Reader;

/// The only briefing of a file.
#[track_caller]
pub(super) fn only(bytes: &[u8]) -> Draft {
    let mut drafts = ingest::read(Path::new("a.txt"), bytes).drafts;
    assert_eq!(drafts.len(), 1);
    drafts.remove(0)
}

/// What stands in the body of a file whose first paragraph is `text`.
#[track_caller]
fn body(text: impl AsRef<[u8]>) -> String {
    let file = [b"Title: T\n\n", text.as_ref()].concat();
    only(&file).body.text
}

/// What is wrong with a file, in the words that the reader sees.
pub(super) fn told(path: &str, bytes: &[u8]) -> Vec<String> {
    let problems = ingest::read(Path::new(path), bytes).problems;
    problems
        .iter()
        .map(|problem| problem.reason.to_string())
        .collect()
}

#[test]
fn sequences_for_the_terminal_are_shown_and_counted() {
    for (raw, shown, hidden) in [
        ("\u{1b}[2J", "␛[2J", 1),
        ("\u{1b}]52;c;aGk=\u{7}", "␛]52;c;aGk=␇", 2),
        ("\u{1b}]0;title\u{1b}\\", "␛]0;title␛\\", 2),
        ("\u{1b}]8;;http://x\u{1b}\\x", "␛]8;;http://x␛\\x", 2),
        ("\u{1b}P+q544e\u{1b}\\", "␛P+q544e␛\\", 2),
        ("\u{1b}_Ga=1;AA\u{1b}\\", "␛_Ga=1;AA␛\\", 2),
        ("\u{1b}[6n\u{1b}[c\u{1b}[>q", "␛[6n␛[c␛[>q", 3),
        ("\u{1b}c\u{1b}#8", "␛c␛#8", 2),
        ("\u{1b}[?1049l\u{1b}[?25l", "␛[?1049l␛[?25l", 2),
        (
            "\u{9b}2J\u{9d}0;x\u{9c}",
            "‹U+009B›2J‹U+009D›0;x‹U+009C›",
            3,
        ),
        ("a\u{8}b\u{7}c\u{1a}d\0e", "a␈b␇c␚d␀e", 4),
        ("\u{1b}\u{301}", "␛\u{301}", 1),
    ] {
        let draft = only(format!("Title: T\n\n{raw}").as_bytes());
        assert_eq!((draft.body.text.as_str(), draft.hidden), (shown, hidden));
    }
    assert_eq!(body("end \u{1b}]"), "end ␛]", "also where it never ends");
}

#[test]
fn what_hides_in_a_text_is_shown_and_what_is_honest_is_left() {
    for (raw, shown) in [
        ("safe\rEVIL", "safe\nEVIL"),
        ("\u{202e}fdp.exe", "‹U+202E›fdp.exe"),
        ("a\u{2066}b\u{2069}", "a‹U+2066›b‹U+2069›"),
        ("(שלום)\u{200f} 5", "(שלום) 5"),
        ("می\u{200c}خواهم", "می\u{200c}خواهم"),
        ("pass\u{200d}word", "password"),
        ("co\u{ad}op\u{200b}era\u{2060}tion", "cooperation"),
        ("a\u{e0041}b", "a‹U+E0041›b"),
        ("\u{fff9}a\u{fffb}", "‹U+FFF9›a‹U+FFFB›"),
        ("x\u{3164}y", "x‹U+3164›y"),
        ("\u{e000} \u{ffff}", "□ ‹U+FFFF›"),
        ("\u{301}a", "◌\u{301}a"),
        ("🇷 🇺🇳🇷", "R 🇺🇳R"),
        ("❤\u{fe0f} is", "❤ is"),
        ("signature: valid, they say", "signature: valid, they say"),
    ] {
        assert_eq!(body(raw), shown, "{raw:?}");
    }
    let zalgo = format!("a{}", "\u{301}".repeat(200));
    assert_eq!(body(zalgo).chars().count(), 5);
}

#[test]
fn an_escape_that_markup_spells_out_is_shown_too() {
    let text = "Words &#27;[31m and &#x9b; here, &**#27;** and &amp;#27; there.";
    let path = Path::new("a.md");
    let drafts = ingest::read(path, format!("# T\n\n{text}").as_bytes()).drafts;
    let shown = &drafts[0].body.text;
    assert!(!shown.contains(['\u{1b}', '\u{9b}']), "{shown:?}");
    assert!(shown.contains("␛[31m"), "{shown:?}");
    assert!(
        shown.ends_with("and &#27; there."),
        "decoded once: {shown:?}"
    );
}

#[test]
fn an_escape_that_front_matter_or_json_spells_out_is_shown_too() {
    for file in [
        "+++\ntitle = \"a\\u001b[2J\"\n+++\ntext",
        "---\ntitle: \"a\\u001b[2J\"\n---\ntext",
        "---\ntitle: \"a\\x1b[2J\"\n---\ntext",
    ] {
        assert_eq!(only(file.as_bytes()).title, "a␛[2J", "{file:?}");
    }
    let request = "{\"text\": \"a\\u001b[2J, they said\"}";
    let answer = chancery("analyse").given(request).run().exits(0);
    assert_eq!(answer.json_lines()[0]["title"], "a␛[2J, they said");
}

#[test]
fn a_title_is_one_line_and_never_empty() {
    for (file, title) in [
        ("+++\ntitle = \"a\\nb\"\n+++\ntext", "a b"),
        ("Title: a\u{1b}b\n\ntext", "a␛b"),
        ("Title:   \n\nWords stand here.", "Words stand here."),
        ("Date: 2024-06-01\n\n", "a.txt"),
        ("x", "x"),
    ] {
        assert_eq!(only(file.as_bytes()).title, title, "{file:?}");
    }
    let long = format!("Title: {}\n\ntext", "T".repeat(100_000));
    assert_eq!(
        only(long.as_bytes()).title.len(),
        100_000,
        "cut by the list alone"
    );
}

#[test]
fn a_title_of_a_hundred_thousand_letters_is_drawn_at_any_size() {
    let file = format!("Title: {}\n\nText.\n", "Title ".repeat(17_000));
    for (columns, rows) in [(160, 45), (80, 24), (40, 10), (20, 5), (1, 1)] {
        let mut reader = Reader::new(columns, rows);
        reader
            .load(&[("a.txt", &file)])
            .press("i esc enter G g esc");
        if columns > 1 {
            reader.line_with("Title");
        }
    }
}

#[test]
fn signs_of_a_pattern_are_letters_in_the_filter() {
    let files = [
        ("a.txt", "Title: Fish (((( and grain\n\nText.\n"),
        ("b.txt", "Title: Ports\n\nText.\n"),
    ];
    for typed in [
        "((((",
        "((((((((",
        "\" OR 1 NEAR( *",
        "[a-",
        "\\",
        ".*",
        "%s",
    ] {
        let mut reader = Reader::new(100, 30);
        reader.load(&files).press("/").type_text(typed);
        let found = usize::from(typed == "((((");
        assert_eq!(reader.app.list.rows.len(), found, "{typed}");
        reader.press("esc");
        assert_eq!(reader.app.list.rows.len(), 2, "{typed}");
    }
}

#[test]
fn a_zone_that_no_clock_has_leaves_the_day() {
    for date in ["2024-05-01T10:00+99:99", "2024-05-01 25:61"] {
        let file = format!("Title: T\nDate: {date}\n\ntext");
        let found = only(file.as_bytes()).date.map(|date| date.to_string());
        assert_eq!(found.as_deref(), Some("2024-05-01"), "{date}");
    }
}

#[test]
fn a_path_longer_than_any_system_takes_is_told_of() {
    for path in ["a/".repeat(4_000), "a".repeat(300)] {
        let ended = chancery("check --format json").and(&path).run().exits(1);
        let report = &ended.json_lines()[0];
        let problem = &report["problems"][0];
        assert_eq!(problem["path"], json!(path));
        assert_eq!(report["briefings"], 0);
    }
}

#[test]
fn a_date_that_is_none_leaves_the_briefing_undated_and_says_so() {
    for date in [
        "0000-00-00",
        "99999-01-01",
        "2023-02-29",
        "2024-11-31",
        "32 May 2024",
    ] {
        let file = format!("Title: T\nDate: {date}\n\ntext");
        assert_eq!(only(file.as_bytes()).date, None, "{date}");
        let told = told("a.txt", file.as_bytes());
        assert!(
            told[0].contains(date) && told[0].contains("write YYYY-MM-DD"),
            "{told:?}"
        );
    }
}

#[test]
fn tags_and_front_matter_are_bounded() {
    let many: Vec<String> = (0..10_000).map(|n| format!("tag{n}")).collect();
    let file = format!("Title: T\nTags: {}\n\ntext", many.join(", "));
    assert_eq!(only(file.as_bytes()).tags.len(), ingest::MAX_TAGS);
    let long = format!("Title: T\nTags: {}\n\ntext", "t".repeat(10_000));
    assert!(told("a.txt", long.as_bytes())[0].contains("64 characters"));
    let bomb = "---\na: &a [1, 2]\nb: *a\n---\nText";
    assert!(told("a.md", bomb.as_bytes())[0].contains("anchors"));
    let deep = format!(
        "+++\na = {}{}\n+++\nText",
        "[".repeat(9_000),
        "]".repeat(9_000)
    );
    assert_eq!(told("a.md", deep.as_bytes()).len(), 1);
    assert_eq!(only(deep.as_bytes()).body.text, "Text");
}

#[test]
fn a_file_of_another_kind_is_named_and_told_what_to_do_with() {
    for (start, name) in [
        (b"%!PS-Adobe-3.0\n".as_slice(), "PostScript"),
        (b"PK\x03\x04", "damaged"),
        (b"\x1f\x8b\x08", "damaged"),
        (b"\x28\xb5\x2f\xfd", "damaged"),
        (b"\x7fELF\x02\x01", "ELF"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"\0\0\0\x18ftypmp42", "MP4"),
        (b"\0\0\0\0\0\0\0\0\0\0\0\0", "control characters"),
    ] {
        let read = ingest::read(Path::new("a.txt"), start);
        assert!(read.drafts.is_empty(), "{name}");
        let told = read.problems[0].reason.to_string();
        assert!(told.contains(name) && told.contains(": "), "{told}");
    }
    for (path, start, name) in [
        ("a.txt", "<?xml version=\"1.0\"?><data>Words</data>", "XML"),
        ("a.json", "{\"messages\": [{\"level\": 3}]}", "table"),
    ] {
        let told = told(path, start.as_bytes());
        assert!(
            told[0].contains(name) && told[0].contains("shown as plain text"),
            "{told:?}"
        );
    }
}

/// A text that asks thousands of times who "the minister" is, with a new answer each time.
fn ministers(count: usize) -> String {
    let one = |n| format!("Minister Ana Sol{n} left. “We go on with it,” the minister said. ");
    (0..count).map(one).collect()
}

/// Each of these has cost some program the square of its length, or its stack.
#[test]
fn monstrous_texts_are_read_and_laid_out() {
    for (path, text) in [
        ("a.txt", "x".repeat(2_000_000)),
        ("a.txt", "a-".repeat(200_000)),
        ("a.txt", "\n".repeat(1_000_000) + "x"),
        ("a.txt", "\t".repeat(500_000) + "x"),
        ("a.txt", "会".repeat(300_000)),
        ("a.txt", format!("a{}", "\u{301}".repeat(200_000))),
        ("a.txt", "\u{1f1f7}".repeat(100_000)),
        ("a.txt", "a\u{1b}".repeat(100_000)),
        ("a.txt", "“".repeat(100_000)),
        ("a.txt", "A: b\n".repeat(50_000)),
        ("a.txt", "the ".repeat(200_000)),
        ("a.txt", "Ana Sol, Mr Sol, ".repeat(50_000)),
        ("a.txt", ministers(3_000)),
        ("a.html", "<div>".repeat(100_000)),
        ("a.md", ">".repeat(100_000)),
        ("a.md", "[".repeat(100_000)),
        ("a.md", "*a ".repeat(100_000)),
    ] {
        let mut reader = Reader::new(80, 24);
        reader.load_bytes(&[(path, text.as_bytes())]);
        reader.press("enter space G g j ] q");
        let start: String = text.chars().take(4).collect();
        assert_eq!(reader.app.library.len(), 1, "{path} {start:?}");
    }
}

#[test]
fn a_line_break_in_a_name_forges_no_message() {
    let name = "a\n[OK] verified\u{1b}[2J\u{202e}.txt";
    for arguments in ["list", "check", "quotes", "show"] {
        let ended = chancery(arguments).on(name, "").run();
        let all = ended.stdout() + &ended.stderr();
        assert!(
            all.contains("a [OK] verified␛[2J‹U+202E›.txt: empty: "),
            "{all}"
        );
    }
    for arguments in [
        vec!["show", name],
        vec!["list", "--format", name],
        vec!["--config", name, "list"],
        vec!["list", "--color", name],
        vec![name],
        vec!["completions", name],
        vec!["list", "--\n[OK] verified"],
    ] {
        let run = arguments
            .iter()
            .fold(chancery(""), |run, argument| run.and(argument));
        let told = run.run().stderr();
        let forged = told.lines().any(|line| line.starts_with("[OK]"));
        assert!(told.contains("[OK]") && !forged, "{told}");
    }
}

#[test]
fn bytes_of_a_name_that_are_no_utf_8_are_shown_as_bytes() {
    let (mut command, folder) = chancery("check").into_command();
    let name = OsStr::from_bytes(b"caf\xe9.txt");
    fs::write(folder.path().join(name), "").expect("written");
    let output = command.arg(".").output().expect("run");
    let printed = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(printed.contains("caf\\xE9.txt: empty: "), "{printed}");
    fs::write(folder.path().join(name), "Date: 2024-06-01\n\n").expect("written");
    let (mut command, _gone) = chancery("show").into_command();
    let output = command
        .current_dir(folder.path())
        .arg(name)
        .output()
        .expect("run");
    let printed = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(printed.starts_with("caf\\xE9.txt\n"), "{printed}");
}

#[test]
fn twins_of_a_name_are_both_kept() {
    chancery("list --format csv")
        .with_file("e\u{301}.txt", "One twin")
        .with_file("\u{e9}.txt", "Other twin")
        .with_file("Note.txt", "Third twin")
        .with_file("note.txt", "Fourth twin")
        .and(".")
        .run()
        .prints_among_others("One twin")
        .prints_among_others("Other twin")
        .prints_among_others("Third twin")
        .prints_among_others("Fourth twin")
        .exits(0);
}

#[test]
fn half_a_surrogate_pair_spoils_no_line_of_analyse() {
    let lines = "{\"id\":1,\"text\":\"Fish \\ud800and grain.\"}\n{\"id\":2,\"text\":\"Ports.\"}\n";
    let ended = chancery("analyse").given(lines).run().exits(1);
    let answers = ended.json_lines();
    assert_eq!(answers[0]["title"], "Fish \u{FFFD}and grain.");
    assert_eq!(answers[1]["id"], 2);
    let told: serde_json::Value = serde_json::from_str(&ended.stderr()).unwrap();
    assert_eq!(told["line"], 1);
    assert_eq!(told["error"], "1 unreadable character: read as \u{FFFD}");
}

#[test]
fn markup_that_is_taken_from_a_plain_text_is_told_and_the_rest_stays() {
    let text = "Title: T\n\nWe met <b>today</b> on <script>all points.\nIf a <b and c> d, no.\n";
    let file = "a.txt";
    chancery("show")
        .on(file, text)
        .run()
        .exits(0)
        .prints_among_others("We met today on <script>all points.");
    let ended = chancery("check --format json")
        .on(file, text)
        .run()
        .exits(0);
    let taken = &ended.json_lines()[0]["taken"];
    assert_eq!(
        (&taken["characters"], &taken["briefings"]),
        (&json!(7), &json!(1))
    );
    chancery("check")
        .on(file, text)
        .run()
        .prints_among_others("7 characters not shown, of 1 briefing");
}

#[test]
fn analyse_survives_whatever_is_sent() {
    let rubbish: Vec<Vec<u8>> = vec![
        b"rubbish".to_vec(),
        b"[]".to_vec(),
        b"{\"text\": 1}".to_vec(),
        b"{\"text\": \"\\ud800\"}".to_vec(),
        b"{\"text\": \"\xff\"}".to_vec(),
        b"\0\0\0".to_vec(),
        b"{\"id\":".repeat(100_000),
        [b"{\"id\": ".as_slice(), &b"[".repeat(100_000)].concat(),
        b"{\"text\": \"cut off".to_vec(),
    ];
    let good = json!({"id": 7, "text": "“Yes,” said Ada Brook.\u{0}\u{1b}"}).to_string();
    let mut lines = rubbish.clone();
    lines.push(b"  ".to_vec());
    lines.push(good.into_bytes());
    let ended = chancery("analyse").given(lines.join(&b'\n')).run();
    let faults = ended.stderr();
    assert_eq!(faults.lines().count(), rubbish.len(), "{faults}");
    assert!(!faults.contains(|c: char| c.is_control() && c != '\n'));
    let answers = ended.json_lines();
    // Two lines are damaged and nothing worse.
    let ids: Vec<_> = answers.iter().map(|answer| answer["id"].clone()).collect();
    assert_eq!(ids, [json!(null), json!(null), json!(7)]);
    ended.exits(1);
}

#[test]
fn what_is_not_there_and_a_link_to_nothing_are_told_of() {
    let (mut command, folder) = chancery("check").into_command();
    std::os::unix::fs::symlink("nowhere", folder.path().join("gone.txt")).expect("linked");
    let output = command.arg(".").arg("never").output().expect("run");
    let printed = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(printed.contains("gone.txt: symbolic link"), "{printed}");
    assert!(
        printed.contains("never: no such file or folder: "),
        "{printed}"
    );
    assert_eq!(output.status.code(), Some(1));
}
