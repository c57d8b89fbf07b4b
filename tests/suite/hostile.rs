//! Hostile files of each format, kind by kind: what each comes to, and that no letter of it acts on a terminal.
//!
//! [`keeps_promises`] holds for each what holds for any file; here stands what is to be seen of it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::io::{Cursor, Write};
use std::path::Path;

use chancery::ingest;
use flate2::Compression;
use flate2::write::GzEncoder;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::support::promises::keeps_promises;

/// All that is to be read of a file: titles, texts, then what is wrong with which part.
fn shown(name: &str, bytes: impl AsRef<[u8]>) -> String {
    let bytes = bytes.as_ref();
    keeps_promises(name, bytes);
    let read = ingest::read(Path::new(name), bytes);
    let drafts = read.drafts.iter();
    let drafts = drafts.flat_map(|draft| [draft.title.clone(), draft.body.text.clone()]);
    let problems = read.problems.iter();
    let problems = problems.map(|it| format!("! {}: {}", it.name().display(), it.reason));
    drafts.chain(problems).collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn shows(name: &str, bytes: impl AsRef<[u8]>, words: &[&str]) {
    let shown = shown(name, bytes);
    for words in words {
        assert!(shown.contains(words), "{words:?} is not in\n{shown}");
    }
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        let plain = SimpleFileOptions::default();
        archive.start_file(*name, plain).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn mail(headers: &str, body: &str) -> String {
    format!(
        "From: Water <a@water.example>\nDate: Tue, 12 May 2026 09:00:00 +0000\n{headers}\n\n{body}\n"
    )
}

const TEXT: &[u8] = b"Title: Ferry line opens\n\nThe ferry has opened today.\n";

#[test]
fn what_decodes_to_a_control_character_is_shown_as_a_mark() {
    for markup in ["&#27;[31mred", "&#x1b;[31mred"] {
        let page = format!("<html><body><p>It is {markup} today in Tarn.</p></body></html>");
        shows("page.html", page, &["␛[31mred"]);
    }
    shows(
        "page.html",
        "<html><body><p>A &#x9d; here.</p></body></html>",
        &["A ‹U+009D› here."],
    );
    let feed = |body: &str| {
        format!(
            "<rss version='2.0'><channel><item><title>Fish</title><description>{body}</description></item></channel></rss>"
        )
    };
    shows("feed.xml", feed("It is &amp;#27;[31mred"), &["␛[31mred"]);
    shows(
        "feed.xml",
        feed("<![CDATA[It is &#27;[31mred]]>"),
        &["␛[31mred"],
    );
    shows("text.md", "# Fish\n\nIt is &#27;[31mred.\n", &["␛[31mred"]);
    shows(
        "text.md",
        "# Fish\n\nIt is &**#27;**[31mred.\n",
        &["&#27;[31mred"],
    );
    let encoded = "Subject: Fish\nContent-Transfer-Encoding: quoted-printable";
    shows(
        "mail.eml",
        mail(encoded, "It is =1B[31mred."),
        &["␛[31mred"],
    );
    let subject = "Subject: =?utf-8?q?=1B]0;owned=07_fish?=";
    shows("mail.eml", mail(subject, "Words."), &["␛]0;owned␇ fish"]);
    let record = r#"[{"title": "F\u001b[31mish", "text": "It is \u009b31mred."}]"#;
    shows("records.json", record, &["F␛[31mish", "‹U+009B›31mred"]);
}

#[test]
fn names_of_parts_are_cleaned_like_any_words() {
    let archive = zip(&[("\u{1b}[2Jday.txt", b"\x7fELF"), ("\u{202e}txt.ferry", b"")]);
    let shown = shown("stick.zip", archive);
    assert!(!shown.contains("\u{202e}cod"), "{shown}");
    // A text without a title has the name of its part.
    let archive = zip(&[("\u{1b}[2J\u{202e}day.txt", b"- - -\n")]);
    let read = ingest::read(Path::new("stick.zip"), &archive);
    let title = &read.drafts[0].title;
    assert!(!title.contains(['\u{1b}', '\u{202e}']), "{title}");
    let attached = "Subject: Fish\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b";
    let body = "--b\n\nSee the annex.\n--b\nContent-Type: image/png\n\
        Content-Disposition: attachment; filename=\"\u{202e}gnp.fish\x1b[2J\"\n\nPNG\n--b--";
    shows(
        "mail.eml",
        mail(attached, body),
        &["‹U+202E›gnp.fish", "␛[2J"],
    );
}

#[test]
fn broken_characters_are_replaced_and_the_rest_is_read() {
    shows(
        "records.json",
        r#"[{"title": "Fish", "text": "A lone \ud800 half."}]"#,
        &["Fish"],
    );
    shows(
        "text.txt",
        b"Title: Fish\n\nOverlong \xc0\xaf here, in Tarn.\n",
        &["Fish", "here, in Tarn"],
    );
    let set = "Subject: Fish\nContent-Type: text/plain; charset=utf-8";
    let mut bytes = mail(set, "Die Fähre kommt täglich. Cut off: ").into_bytes();
    bytes.extend(b"\xe2\x82\n");
    shows("mail.eml", bytes, &["täglich. Cut off:", "\u{fffd}"]);
    let unknown = "Subject: =?x-klingon?q?Fish?=\nContent-Type: text/plain; charset=x-klingon";
    shows(
        "mail.eml",
        mail(unknown, "Words in Tarn."),
        &["Words in Tarn."],
    );
}

#[test]
fn titles_are_one_line_and_never_empty() {
    let long = "fish ".repeat(20_000);
    let table = format!("title,text\n\"Two\nlines\",One.\n,Two.\n\"   \",Three.\n{long},Four.\n");
    let read = ingest::read(Path::new("table.csv"), table.as_bytes());
    let titles: Vec<_> = read
        .drafts
        .iter()
        .map(|draft| draft.title.as_str())
        .collect();
    assert_eq!(titles[..3], ["Two lines", "Two.", "Three."]);
    assert!(titles[3].starts_with("fish fish"));
    keeps_promises("table.csv", table.as_bytes());
}

#[test]
fn a_day_that_is_none_leaves_a_briefing_undated() {
    for date in [
        "0000-00-00",
        "99999-01-01",
        "2023-02-29",
        "Tue, 31 Nov 2026 99:99:99 +9999",
        "three days ago",
    ] {
        let feed = format!(
            "<rss version='2.0'><channel><item><title>Fish</title><pubDate>{date}</pubDate>\
            <description>Talks have begun in Tarn.</description></item></channel></rss>"
        );
        let read = ingest::read(Path::new("feed.xml"), feed.as_bytes());
        assert_eq!(read.drafts.len(), 1, "{date}");
        assert_eq!(read.drafts[0].date, None, "{date}");
        keeps_promises("feed.xml", feed.as_bytes());
    }
}

#[test]
fn entities_are_not_expanded_and_nothing_is_fetched() {
    let bomb = "<!DOCTYPE rss [<!ENTITY a \"fish\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>\
        <rss version='2.0'><channel><item><title>&b;</title></item></channel></rss>";
    shows("feed.xml", bomb, &["! feed.xml: not read: "]);
    let outside = "<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\
        <rss version='2.0'><channel><item><title>&x;</title><description>&x;</description></item></channel></rss>";
    assert!(!shown("feed.xml", outside).contains("root:"));
}

#[test]
fn feeds_with_broken_markup_keep_their_entries() {
    let markup = "<rss version='2.0'><channel><item><title>Fish & <b>chips</b></title>\
        <description><![CDATA[One ]]&gt; two]]></description></item>\
        <item><title>Ferry</title><description>Never closed<item><title>Talks</title>";
    shows("feed.xml", markup, &["chips", "Ferry", "Talks"]);
}

#[test]
fn what_is_packed_again_and_again_is_unpacked_four_times() {
    let mut nested = TEXT.to_vec();
    for _ in 0..6 {
        nested = gzip(&nested);
    }
    shows("a.txt.gz", nested, &["nested more than 4 deep"]);
}

#[test]
fn names_that_lead_elsewhere_are_names_and_nothing_else() {
    let names = [
        "../../etc/passwd.txt",
        "/etc/passwd.txt",
        "C:\\passwd.txt",
        "a/./b/../c.txt",
        "same.txt",
    ];
    let members: Vec<(&str, &[u8])> = names.iter().map(|name| (*name, TEXT)).collect();
    let read = ingest::read(Path::new("stick.zip"), &zip(&members));
    assert_eq!(read.drafts.len(), names.len());
    assert!(
        read.drafts
            .iter()
            .all(|draft| draft.title == "Ferry line opens")
    );
    let mut archive = tar::Builder::new(Vec::new());
    for kind in [
        tar::EntryType::Symlink,
        tar::EntryType::Link,
        tar::EntryType::Char,
        tar::EntryType::Fifo,
    ] {
        let mut header = tar::Header::new_gnu();
        header.set_entry_type(kind);
        header.set_size(0);
        archive
            .append_link(&mut header, "link.txt", "/etc/passwd")
            .unwrap();
    }
    let mut header = tar::Header::new_gnu();
    header.set_size(TEXT.len() as u64);
    archive.append_data(&mut header, "ferry.txt", TEXT).unwrap();
    let read = ingest::read(Path::new("stick.tar"), &archive.into_inner().unwrap());
    assert_eq!(read.drafts.len(), 1);
}

#[test]
fn mails_of_absurd_structure_are_read_as_far_as_they_go() {
    let kind = |boundary: &str| format!("Content-Type: multipart/mixed; boundary={boundary}");
    let mut nested = String::from("The words of it.\n");
    for level in 0..10_000 {
        nested = format!(
            "--b{level}\n{}\n\n{nested}",
            kind(&format!("b{}", level + 1))
        );
        if nested.len() > 400_000 {
            break;
        }
    }
    let head = format!("Subject: Fish\n{}", kind("b0"));
    shows("mail.eml", mail(&head, &nested), &["Fish"]);
    let many = "--b\n\nOne.\n".repeat(100_000);
    shows(
        "mail.eml",
        mail(&format!("Subject: Fish\n{}", kind("b")), &many),
        &["Fish", "too many parts"],
    );
    shows(
        "mail.eml",
        mail(
            "Subject: Fish\nContent-Type: multipart/mixed",
            "No boundary.",
        ),
        &["No boundary."],
    );
    let long = format!("Subject: Fish\nX-Long: {}", "x".repeat(3 << 20));
    shows("mail.eml", mail(&long, "Words."), &["Fish"]);
    shows(
        "mail.eml",
        mail("Subject: Fi\0sh", "Words\0 of it."),
        &["␀"],
    );
}

#[test]
fn records_of_absurd_structure_are_no_records() {
    let deep = "[".repeat(100_000);
    assert!(shown("records.json", &deep).contains("! records.json"));
    let twice = r#"[{"title": "One", "title": "Two", "text": "Words."}]"#;
    shows("records.json", twice, &["Words."]);
    let wrong =
        r#"[{"title": 7, "date": ["x"], "text": {"a": 1}}, {"title": "Fish", "text": "Words."}]"#;
    shows("records.json", wrong, &["Fish"]);
    let quote = format!(
        "title,text\nFish,Words.\nTalks,\"{}",
        "never closed ".repeat(1000)
    );
    shows("table.csv", quote, &["Fish", "Talks"]);
}

#[test]
fn damaged_archives_say_so() {
    let whole = zip(&[("ferry.txt", TEXT), ("talks.txt", TEXT)]);
    for cut in [10, 40, whole.len() / 2, whole.len() - 4] {
        let shown = shown("stick.zip", &whole[..cut]);
        assert!(shown.contains("! stick.zip"), "{cut}: {shown}");
    }
    let mut tampered = whole.clone();
    let at = tampered.len() / 3;
    tampered[at] ^= 0xff;
    keeps_promises("stick.zip", &tampered);
    let packed = gzip(TEXT);
    shows(
        "ferry.txt.gz",
        &packed[..packed.len() - 6],
        &["Ferry line opens", "! ferry.txt.gz"],
    );
}
