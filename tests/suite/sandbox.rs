//! Web pages are read by confined processes of their own: hostile ones cost a line each, and harm nobody.

use std::fs;
use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use crate::support::program::chancery;

/// A process that reads pages, as the program starts it.
fn reader() -> Child {
    Command::new(env!("CARGO_BIN_EXE_chancery"))
        .arg("--sandbox")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program")
}

fn ask(reader: &mut Child, question: &[u8]) {
    let questions = reader.stdin.as_mut().expect("a pipe");
    let length = u32::try_from(question.len()).expect("short");
    questions.write_all(&length.to_le_bytes()).expect("taken");
    questions.write_all(question).expect("taken");
}

fn answer(reader: &mut Child) -> Value {
    let answers = reader.stdout.as_mut().expect("a pipe");
    let mut length = [0; 4];
    answers.read_exact(&mut length).expect("an answer");
    let mut answer = vec![0; u32::from_le_bytes(length) as usize];
    answers.read_exact(&mut answer).expect("all of it");
    serde_json::from_slice(&answer).expect("JSON")
}

#[test]
fn one_process_answers_page_after_page_until_there_is_no_question() {
    let mut reader = reader();
    for words in ["The ferry line opens.", "Talks on fish have begun."] {
        ask(&mut reader, format!("p\0<p>{words}</p>").as_bytes());
        let text = answer(&mut reader)[0]["text"].take();
        assert!(
            text.as_str().is_some_and(|text| text.contains(words)),
            "{text}"
        );
    }
    drop(reader.stdin.take());
    assert_eq!(reader.wait().expect("it ends").code(), Some(0));
}

#[test]
fn what_is_no_question_ends_it() {
    for question in [&b"x\0<p>Fish</p>"[..], b"p\0\xff", b"D\xff%PDF-", b"p", b""] {
        let mut reader = reader();
        ask(&mut reader, question);
        assert_eq!(reader.wait().expect("it ends").code(), Some(1));
    }
    let mut reader = reader();
    let questions = reader.stdin.as_mut().expect("a pipe");
    questions.write_all(&u32::MAX.to_le_bytes()).expect("taken");
    assert_eq!(reader.wait().expect("it ends").code(), Some(0));
}

#[test]
#[cfg(target_os = "linux")]
fn it_is_confined_before_it_reads_the_first_page() {
    let mut reader = reader();
    ask(&mut reader, b"p\0<p>Fish</p>");
    answer(&mut reader);
    let about = |what: &str| {
        let path = format!("/proc/{}/{what}", reader.id());
        fs::read_to_string(path).expect("it still runs")
    };
    let status = about("status");
    for line in ["NoNewPrivs:\t1", "Seccomp:\t2"] {
        assert!(status.lines().any(|it| it == line), "{line} in {status}");
    }
    let limits = about("limits");
    for (name, most) in [
        ("Max address space", "1073741824"),
        ("Max open files", "3"),
        ("Max file size", "0"),
        ("Max core file size", "0"),
    ] {
        let line = limits.lines().find(|line| line.starts_with(name));
        let numbers = line.map(|line| line[name.len()..].split_whitespace());
        let hard = numbers.and_then(|mut numbers| numbers.nth(1));
        assert_eq!(hard, Some(most), "{name}");
    }
    drop(reader.stdin.take());
    assert!(reader.wait().expect("it ends").success());
}

/// Pages that hang or crash one parser or another, each with words that are to be read all the same.
fn hostile_pages() -> Vec<(&'static str, String)> {
    let words = "<p>The ferry between Tarn and Norland has opened today.</p>";
    let of = |before: &str, times: usize, what: &str, after: &str| {
        format!("{before}{words}{}{after}", what.repeat(times))
    };
    let attributes: String = (0..50_000).map(|n| format!(" a{n}=1")).collect();
    vec![
        ("nested divisions", of("", 30_000, "<div>", "end")),
        ("nested letters", of("", 30_000, "<b><i>", "end")),
        ("nested tables", of("", 20_000, "<table><tr><td>", "end")),
        ("nested quotations", of("", 30_000, "<blockquote>", "end")),
        (
            "nested drawings",
            of("", 20_000, "<svg><foreignObject>", "end"),
        ),
        ("nested templates", of("", 20_000, "<template>", "end")),
        (
            "nested forms and links",
            of("", 20_000, "<a href=x><form>", "end"),
        ),
        (
            "unclosed links in paragraphs",
            of("", 20_000, "<p><a href=x><b>word", "end"),
        ),
        (
            "many attributes",
            of(&format!("<div{attributes}>"), 1, "", ""),
        ),
        ("many elements", of("", 80_000, "<br>", "end")),
        ("many references", of("", 30_000, "&amp;", "end")),
        (
            "references to nothing",
            of("", 50_000, "&NotEqualTilde", "end"),
        ),
        ("a comment without an end", of("", 30_000, "<!--", "")),
        (
            "a script without an end",
            of("", 1, "<script>", &"x".repeat(200_000)),
        ),
        (
            "a title without an end",
            of("", 1, "<title>", &"x".repeat(200_000)),
        ),
        ("data without an end", of("", 30_000, "<![CDATA[", "")),
        (
            "a tag without an end",
            of("", 1, "<div ", &"a ".repeat(50_000)),
        ),
        ("closing tags", of("", 50_000, "</b></p>", "end")),
        ("frames", of("", 20_000, "<iframe><frameset>", "end")),
        (
            "rows and cells",
            of("<table>", 30_000, "<tr><td>1", "</table>"),
        ),
        (
            "nested lists of data",
            format!(
                "<script type=application/ld+json>{}</script>{words}",
                "[".repeat(50_000)
            ),
        ),
        ("references to zero", of("", 80_000, "&#0;", "end")),
    ]
}

#[test]
fn hostile_pages_are_read_and_what_is_beyond_a_limit_is_said() {
    let mut check = chancery("list --format jsonl pages");
    let pages = hostile_pages();
    for (name, page) in &pages {
        let page = format!("<!DOCTYPE html><html><head></head><body>{page}");
        check = check.with_file(&format!("pages/{name}.html"), page);
    }
    // An honest page among them is read like any other.
    let honest = "<!DOCTYPE html><html><head><title>Talks on fish</title></head><body><main><article>\
        <h1>Talks on fish</h1><p>Norland and Tarn have begun talks on fish this morning.</p></article></main>";
    let listed = check.with_file("pages/honest.html", honest).run().exits(1);
    let listed = listed.json_lines();
    let of = |name: &str| {
        let ending = format!("/{name}.html");
        listed.iter().find(|row| {
            row["path"]
                .as_str()
                .is_some_and(|path| path.ends_with(&ending))
        })
    };
    assert_eq!(of("honest").expect("read")["title"], "Talks on fish");
    for (name, _) in &pages {
        let row = of(name).unwrap_or_else(|| panic!("{name} is not listed"));
        let words = row["words"].as_u64().expect("a number");
        assert!(words >= 9, "{name}: {words} words");
    }
}
