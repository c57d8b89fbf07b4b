use std::io::{Cursor, Write};
use std::sync::LazyLock;

use flate2::Compression;
use flate2::write::GzEncoder;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::briefing::Known;
use crate::ingest::{Charset, Columns, Count, Draft, Problem, content, read};

mod contents;

/// Nothing was chosen.
static AS_IT_IS: LazyLock<Chosen> = LazyLock::new(Chosen::default);

fn text(title: &str) -> Vec<u8> {
    format!("Title: {title}\nDate: 2026-05-12\n\nThe port of Tarn is open.\n").into_bytes()
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        archive
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        archive.append_data(&mut header, name, *bytes).unwrap();
    }
    archive.into_inner().unwrap()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

/// What a file holds: the titles under the names of their parts, then the problems under those.
fn listed(name: &str, bytes: &[u8]) -> Vec<String> {
    let read = read(Path::new(name), bytes);
    let titled = |draft: &Draft| format!("{}: {}", name_of(draft, name), draft.title);
    let told = |it: &Problem| format!("{}: {}", it.name().display(), it.reason);
    let drafts = read.drafts.iter().map(titled);
    drafts.chain(read.problems.iter().map(told)).collect()
}

fn name_of(draft: &Draft, file: &str) -> String {
    draft.part.within(Path::new(file)).display().to_string()
}

#[test]
fn the_members_of_archives_are_read_in_their_order_under_their_names() {
    let members: [(&str, &[u8]); 4] = [
        ("day 2/b.txt", &text("B")),
        (".hidden", b"x"),
        ("a.txt", &text("A")),
        ("../../up.txt", &text("Up")),
    ];
    let expected = ["day 2/b.txt: B", "a.txt: A", "../../up.txt: Up"];
    let zipped = listed("s.zip", &zip(&members));
    assert_eq!(zipped, expected.map(|it| format!("s.zip/{it}")));
    // No program that writes tars by the book takes the way up.
    let tarred = listed("s.tar", &tar(&members[..3]));
    assert_eq!(
        tarred,
        expected[..2]
            .iter()
            .map(|it| format!("s.tar/{it}"))
            .collect::<Vec<_>>()
    );
}

#[test]
fn packed_files_are_read_as_what_they_hold_and_keep_their_own_name() {
    for packed in [gzip(&text("A")), zstd(&text("A"))] {
        assert_eq!(listed("a.txt.gz", &packed), ["a.txt.gz: A"]);
    }
    let tarred = gzip(&tar(&[("a.txt", &text("A"))]));
    assert_eq!(listed("s.tgz", &tarred), ["s.tgz/a.txt: A"]);
    // What was packed in two pieces is one file.
    let twice = [gzip(b"Title: A\n\nThe port is open "), gzip(b"again.\n")].concat();
    let read = read(Path::new("a.gz"), &twice);
    assert_eq!(read.drafts[0].body.text, "The port is open again.");
}

#[test]
fn archives_within_archives_are_read_up_to_a_depth() {
    let mut archive = zip(&[("a.txt", &text("A"))]);
    for _ in 1..limits::DEPTH {
        archive = zip(&[("in.zip", &archive)]);
    }
    assert_eq!(
        listed("s.zip", &archive),
        ["s.zip/in.zip/in.zip/in.zip/a.txt: A"]
    );
    let deeper = listed("s.zip", &zip(&[("in.zip", &archive)]));
    assert_eq!(deeper.len(), 1);
    assert!(deeper[0].contains("nested more than 4 deep"), "{deeper:?}");
}

#[test]
fn what_is_in_an_archive_is_another_briefing_by_its_words_alone() {
    let ids = |name, bytes: &[u8]| read(Path::new(name), bytes).drafts[0].id;
    let alone = ids("a.txt", &text("A"));
    assert_eq!(ids("s.zip", &zip(&[("x/b.txt", &text("A"))])), alone);
    assert_eq!(ids("a.gz", &gzip(&text("A"))), alone);
    assert_ne!(ids("s.zip", &zip(&[("a.txt", &text("B"))])), alone);
}

#[test]
fn a_torn_archive_gives_what_came_before_the_tear() {
    let members: [(&str, &[u8]); 2] = [("a.txt", &text("A")), ("b.txt", &text("B"))];
    let tarred = tar(&members);
    let torn = listed("s.tar", &tarred[..1024 + 100]);
    assert_eq!(torn[0], "s.tar/a.txt: A");
    assert!(torn[1].contains("damaged"), "{torn:?}");
    let packed = gzip(&[text("A"), b"more words ".repeat(9000)].concat());
    let torn = listed("a.gz", &packed[..packed.len() - 20]);
    assert_eq!(torn[0], "a.gz: A");
    assert!(torn[1].contains("damaged"), "{torn:?}");
    assert!(torn[1].contains("what came before is shown"), "{torn:?}");
    let refused = listed("s.zip", &zip(&members)[..80]);
    assert!(refused[0].contains("damaged"), "{refused:?}");
    assert!(refused[0].contains("nothing of it"), "{refused:?}");
}

#[test]
fn a_bomb_ends_where_the_budget_does() {
    let bomb = gzip(&vec![b'a'; 70 << 20]);
    let bombs = zip(&[("1.gz", &bomb), ("2.gz", &bomb), ("a.txt", &text("A"))]);
    let told = listed("s.zip", &bombs);
    assert!(
        told.iter().any(|it| it.contains("unpacks to far more")),
        "{told:?}"
    );
}

#[test]
fn an_archive_of_nothing_is_empty_and_a_document_is_none() {
    assert!(listed("s.zip", &zip(&[]))[0].contains("nothing in it"));
    let document = zip(&[
        ("[Content_Types].xml", b"<x/>"),
        ("word/document.xml", b"<x/>"),
    ]);
    let told = listed("letter.zip", &document);
    assert_eq!(told.len(), 1);
    assert!(told[0].contains("letter.zip: no words in it"), "{told:?}");
}

#[test]
fn a_part_is_opened_again_by_its_address() {
    let inner = zip(&[("a.txt", &text("A")), ("b.txt", &text("B"))]);
    let outer = gzip(&tar(&[("in.zip", &inner), ("c.txt", &text("C"))]));
    let path = Path::new("s.tgz");
    let drafts = read(path, &outer).drafts;
    assert_eq!(drafts.len(), 3);
    let size = outer.len() as u64;
    for draft in drafts {
        let bytes = open(path, Data::Bytes(&outer), size, &AS_IT_IS, &draft.part).unwrap();
        assert_eq!(bytes, text(&draft.title));
    }
    let gone = Address::default().join(crate::briefing::Step::Attachment(1));
    let missing = open(path, Data::Bytes(&outer), size, &AS_IT_IS, &gone);
    assert_eq!(missing, Err(Reason::Changed));
}

#[test]
fn a_large_file_is_read_from_the_disk_as_from_memory() {
    use std::io::Seek;
    let mut file = tempfile::tempfile().unwrap();
    let archive = zip(&[("a.txt", &text("A")), ("b.txt.gz", &gzip(&text("B")))]);
    file.write_all(&archive).unwrap();
    file.rewind().unwrap();
    let mut titles = Vec::new();
    let size = archive.len() as u64;
    read_parts(
        Path::new("s.zip"),
        Data::File(&file),
        size,
        &[],
        &AS_IT_IS,
        &mut |part| {
            titles.extend(part.drafts.into_iter().map(|draft| draft.title));
            ControlFlow::Continue(())
        },
    );
    assert_eq!(titles, ["A", "B"]);
    titles.clear();
    read_parts(
        Path::new("s.zip"),
        Data::File(&file),
        size,
        &[],
        &AS_IT_IS,
        &mut |part| {
            titles.extend(part.drafts.into_iter().map(|draft| draft.title));
            ControlFlow::Break(())
        },
    );
    assert_eq!(titles, ["A"], "whoever has enough is given no more");
}

const FEED: &str = r#"<?xml version="1.0"?><rss version="2.0"><channel><title>Ministry of Trade</title>
<item><title>Talks on fish</title><pubDate>Tue, 12 May 2026 09:00:00 GMT</pubDate>
<description>&lt;p&gt;The talks began.&lt;/p&gt;&lt;p&gt;They go on.&lt;/p&gt;</description></item>
<item><title>Port open</title><link>https://trade.example/2</link></item>
</channel></rss>"#;

#[test]
fn an_entry_of_a_feed_is_a_briefing_with_what_the_feed_states_of_it() {
    let drafts = read(Path::new("f.xml"), FEED.as_bytes()).drafts;
    let names: Vec<String> = drafts.iter().map(|it| name_of(it, "f.xml")).collect();
    assert_eq!(names, ["f.xml#1", "f.xml#2"]);
    let [first, second] = &drafts[..] else {
        panic!("{drafts:?}");
    };
    assert_eq!(first.title, "Talks on fish");
    assert_eq!(first.body.text, "The talks began.\n\nThey go on.");
    assert_eq!(first.source.as_deref(), Some("Ministry of Trade"));
    assert_eq!(first.date.unwrap().to_string(), "2026-05-12T09:00:00Z");
    assert_eq!(second.address.as_deref(), Some("https://trade.example/2"));
    assert_ne!(first.id, second.id);
}

#[test]
fn an_entry_keeps_its_id_in_the_next_snapshot_of_its_feed() {
    let first = FEED.find("<item>").unwrap();
    let newer = "<item><title>Grain</title><description>New.</description></item>";
    let later = [&FEED[..first], newer, &FEED[first..]].concat();
    let ids = |feed: &str| read(Path::new("f.xml"), feed.as_bytes()).drafts;
    let (before, after) = (ids(FEED), ids(&later));
    assert_eq!((before.len(), after.len()), (2, 3));
    assert_eq!(before[0].id, after[1].id);
    assert_eq!(before[1].id, after[2].id);
}

#[test]
fn the_source_of_an_entry_is_its_own_stretch_of_the_feed() {
    let path = Path::new("f.xml");
    let draft = &read(path, FEED.as_bytes()).drafts[1];
    let size = FEED.len() as u64;
    let source = open(
        path,
        Data::Bytes(FEED.as_bytes()),
        size,
        &AS_IT_IS,
        &draft.part,
    )
    .unwrap();
    let source = String::from_utf8(source).unwrap();
    assert!(source.starts_with("<item><title>Port open"), "{source}");
    assert!(source.ends_with("</item>"), "{source}");
}

const MAIL: &str = "From: Ministry of Water <press@water.example>\nTo: desk@mission.example\n\
    Subject: =?utf-8?q?Talks_on_caf=C3=A9_tariffs?=\nDate: Tue, 12 May 2026 09:30:00 +0200\n\
    MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n\
    --b\nContent-Type: text/plain; charset=utf-8\n\n\"The talks begin,\" the minister said.\n\n\
    --b\nContent-Type: text/plain; name=annex.txt\nContent-Disposition: attachment; filename=annex.txt\n\n\
    Title: Annex\n\nThe list of tariffs.\n\n\
    --b\nContent-Type: image/png\nContent-Disposition: attachment; filename=logo.png\n\n\x01\n--b--\n";

#[test]
fn a_mail_is_a_briefing_and_so_is_a_text_attached_to_it() {
    let path = Path::new("m.eml");
    let read = read(path, MAIL.as_bytes());
    assert_eq!(read.problems, []);
    let [mail, annex] = &read.drafts[..] else {
        panic!("{:?}", read.drafts);
    };
    assert_eq!(mail.title, "Talks on café tariffs");
    assert_eq!(mail.source.as_deref(), Some("Ministry of Water"));
    assert_eq!(mail.date.unwrap().to_string(), "2026-05-12T09:30:00+02:00");
    assert_eq!(
        mail.body.text,
        "\"The talks begin,\" the minister said.\n\nAttached: annex.txt, logo.png"
    );
    assert_eq!(name_of(mail, "m.eml"), "m.eml");
    assert_eq!(name_of(annex, "m.eml"), "m.eml/attachment 1");
    assert_eq!(annex.title, "Annex");
    let size = MAIL.len() as u64;
    let source = |draft: &Draft| {
        open(
            path,
            Data::Bytes(MAIL.as_bytes()),
            size,
            &AS_IT_IS,
            &draft.part,
        )
        .unwrap()
    };
    assert_eq!(source(mail), MAIL.as_bytes());
    assert!(source(annex).starts_with(b"Title: Annex"));
}

#[test]
fn a_mail_of_a_mailbox_is_opened_where_it_stands() {
    let mail = |n: u32| {
        format!(
            "From press@water.example Tue May 12 09:30:0{n} 2026\nFrom: Water <press@water.example>\n\
             To: d@m.example\nSubject: Notice {n}\nDate: Tue, 12 May 2026 09:30:0{n} +0000\n\n\
             >From the port, nothing.\n\n"
        )
    };
    let mailbox = (1..=3).map(mail).collect::<String>();
    let path = Path::new("w.mbox");
    let drafts = read(path, mailbox.as_bytes()).drafts;
    let titles: Vec<&str> = drafts.iter().map(|it| it.title.as_str()).collect();
    assert_eq!(titles, ["Notice 1", "Notice 2", "Notice 3"]);
    assert_eq!(name_of(&drafts[2], "w.mbox"), "w.mbox#3");
    let size = mailbox.len() as u64;
    // What stands before it need not be read: it is gone here.
    let mut half = vec![b' '; mailbox.len()];
    half[..mail(1).len()].copy_from_slice(mail(1).as_bytes());
    let last = mailbox.len() - mail(3).len();
    half[last..].copy_from_slice(mail(3).as_bytes());
    let source = open(path, Data::Bytes(&half), size, &AS_IT_IS, &drafts[2].part).unwrap();
    let source = String::from_utf8(source).unwrap();
    assert!(source.starts_with("From: Water"), "{source}");
    assert!(
        source.contains("Notice 3") && source.contains("\nFrom the port"),
        "{source}"
    );
}

#[test]
fn a_row_of_a_table_is_a_briefing() {
    let table = "date,title,text,url\n2026-05-12,Talks,\"The talks, at last, began.\",https://a.example/1\n\
        2026-05-13,Port,The port is open.,https://a.example/2\n";
    let drafts = read(Path::new("t.csv"), table.as_bytes()).drafts;
    assert_eq!(drafts.len(), 2);
    assert_eq!(drafts[0].title, "Talks");
    assert_eq!(drafts[0].body.text, "The talks, at last, began.");
    assert_eq!(name_of(&drafts[1], "t.csv"), "t.csv#2");
    // Figures are no records.
    let figures = read(Path::new("t.csv"), b"a,b\n1,2\n3,4\n");
    assert_eq!(figures.drafts.len(), 1);
    assert_eq!(figures.problems[0].reason, Reason::NoTexts);
}

#[test]
fn an_attached_mail_is_read_as_one_and_an_attached_picture_is_only_named() {
    let mail = "From: Desk <desk@mission.example>\nTo: d@m.example\nSubject: Two things\nMIME-Version: 1.0\n\
        Content-Type: multipart/mixed; boundary=b\n\n--b\n\nSee below.\n--b\nContent-Type: message/rfc822\n\n\
        Subject: Levels\n\nThe level rose.\n--b\nContent-Type: application/octet-stream\n\
        Content-Disposition: attachment; filename=map.png\n\n\u{89}PNG\r\n\x1A\n\n--b--\n";
    let bytes: Vec<u8> = mail.chars().map(|c| c as u8).collect();
    let read = read(Path::new("m.eml"), &bytes);
    assert_eq!(read.problems, []);
    let told = |it: &Draft| (name_of(it, "m.eml"), it.title.clone(), it.body.text.clone());
    let drafts: Vec<_> = read.drafts.iter().map(told).collect();
    let expected = [
        (
            "m.eml",
            "Two things",
            "See below.\n\nAttached: message/rfc822, map.png",
        ),
        ("m.eml/attachment 1", "Levels", "The level rose."),
    ];
    assert_eq!(
        drafts,
        expected.map(|(a, b, c)| (a.into(), b.into(), c.into()))
    );
}

#[test]
fn a_text_in_an_archive_keeps_the_way_back_to_it() {
    let post = "12.05.26 🔹 Ministry of Trade\nFish\n\nThe fish talks go on in Suva.\n\n\
        13.05.26 🔹 Ministry of Trade\nGrain\n\nThe grain talks go on in Suva.\n";
    let path = Path::new("s.zip");
    let drafts = read(path, &zip(&[("post.txt", post.as_bytes())])).drafts;
    let alone = read(Path::new("post.txt"), post.as_bytes()).drafts;
    assert_eq!(drafts.len(), 2);
    for (zipped, alone) in drafts.iter().zip(&alone) {
        assert_eq!((zipped.raw, &zipped.body), (alone.raw, &alone.body));
        assert_eq!(zipped.id, alone.id);
    }
}

#[test]
fn what_a_container_says_of_a_part_is_told_whatever_the_part_is() {
    let mut told = Vec::new();
    let budget = Budget::of(0);
    let mut take = |part: Ingested| {
        told.extend(part.problems.into_iter().map(|it| it.reason));
        ControlFlow::Continue(())
    };
    let mut reading = Reading {
        chosen: &AS_IT_IS,
        of_container: None,
        path: Path::new("w.mbox"),
        budget: &budget,
        tables: &[],
        take: &mut take,
        last: Extent::Whole,
    };
    let data = Matter::Data(Data::Bytes(b"Words."));
    let part = Part {
        remarks: vec![content::Remark::Cut(Limit::Part)],
        ..whole_file(Path::new("w.mbox"), Data::Bytes(b""))
    };
    let part = Part {
        matter: Ok(data),
        ..part
    };
    assert_eq!(
        reading.part(part, 0, ReadAs::Unknown),
        ControlFlow::Continue(())
    );
    assert_eq!(told, [Reason::Beyond(Limit::Part)]);
}

#[test]
fn a_table_larger_than_any_text_loses_no_row() {
    let long = "x".repeat(1 << 20);
    let mut table = "title,text,picture\n".to_owned();
    for number in 1..=17 {
        table += &format!("Day {number},The fish is here.,{long}\n");
    }
    assert!(table.len() > crate::ingest::MAX_TEXT);
    let read = read(Path::new("days.csv"), table.as_bytes());
    assert_eq!(read.problems, []);
    assert_eq!(read.drafts.len(), 17);
    assert_eq!(read.drafts[16].title, "Day 17");
}

#[test]
fn a_table_in_a_chosen_encoding_loses_no_row_and_says_what_is_not_of_it() {
    let mut chosen = Chosen::default();
    chosen.choose("", Charset::named("utf-8"));
    let long = "x".repeat(1 << 20);
    let mut table = b"title,text,picture\n".to_vec();
    for number in 1..=17 {
        table.extend(format!("Day {number},Talks went on.,{long}\n").bytes());
    }
    table.extend(b"Caf\xE9,Talks went on.,\n");
    let (mut drafts, mut problems) = (Vec::new(), Vec::new());
    let data = Data::Bytes(&table);
    let size = table.len() as u64;
    read_parts(
        Path::new("days.csv"),
        data,
        size,
        &[],
        &chosen,
        &mut |part| {
            drafts.extend(part.drafts);
            problems.extend(part.problems.into_iter().map(|it| it.reason));
            ControlFlow::Continue(())
        },
    );
    assert_eq!(drafts.len(), 18);
    assert_eq!(problems, [Reason::BadBytes("UTF-8".into())]);
}

/// What was read as what: its name, and how many whole, in part, not, with how many briefings.
fn tally(name: &str, bytes: &[u8]) -> Vec<(&'static str, [u32; 4])> {
    let tally = read(Path::new(name), bytes).tally;
    let row = |(read_as, count): (ReadAs, Count)| {
        let Count {
            whole,
            in_part,
            unread,
            briefings,
        } = count;
        (read_as.name(), [whole, in_part, unread, briefings])
    };
    tally.rows().map(row).collect()
}

#[test]
fn a_file_and_each_of_its_parts_count_by_what_they_are() {
    let page = b"<!doctype html><title>P</title><p>The port of Tarn is open, says the ministry.";
    let mail = b"From: a@b.example\nTo: c\nSubject: M\n\nThe fish is here.\n";
    let members: [(&str, &[u8]); 5] = [
        ("a.txt.gz", &gzip(&text("A"))),
        ("p.html", page),
        ("m.eml", mail),
        ("t.csv", b"title,text\nA,Words\nB,More words\n"),
        ("x.ps", b"%!PS-Adobe-3.0\n"),
    ];
    let expected = [
        ("plain text", [1, 0, 0, 1]),
        ("web page", [1, 0, 0, 1]),
        ("mail", [1, 0, 0, 1]),
        ("table", [1, 0, 0, 2]),
        ("zip archive", [1, 0, 0, 0]),
        ("anything else", [0, 0, 1, 0]),
    ];
    assert_eq!(tally("s.zip", &zip(&members)), expected);
}

#[test]
fn what_is_torn_counts_as_read_in_part_or_not_at_all() {
    let whole = zip(&[("a.txt", &text("A")), ("b.txt", &text("B"))]);
    let mut broken = whole.clone();
    let second = memchr::memmem::rfind(&broken, b"PK\x03\x04").unwrap();
    broken[second] = b'X';
    let expected = [("plain text", [1, 0, 0, 1]), ("zip archive", [0, 1, 0, 0])];
    assert_eq!(tally("s.zip", &broken), expected);
    assert_eq!(
        tally("s.zip", &whole[..80]),
        [("zip archive", [0, 0, 1, 0])]
    );
    let packed = gzip(&[text("A"), b"more words ".repeat(9000)].concat());
    let torn = &packed[..packed.len() - 20];
    assert_eq!(tally("a.gz", torn), [("plain text", [0, 1, 0, 1])]);
    assert_eq!(
        tally("a.gz", &packed[..12]),
        [("gzip or zstd", [0, 0, 1, 0])]
    );
    // A mail without a word is not read, and its mailbox is: it has handed it over.
    let mbox = b"From a@b Mon May 11 10:00:00 2026\nFrom: a@b.example\nTo: c\nSubject: A\n\nWords.\n\n\
        From a@b Mon May 11 10:00:00 2026\nFrom: a@b.example\nTo: c\nMessage-ID: <1@b.example>\n\n\n";
    let expected = [("mail", [1, 0, 1, 1]), ("mailbox", [1, 0, 0, 0])];
    assert_eq!(tally("w.mbox", mbox), expected);
}

#[test]
fn every_reason_is_told_apart_in_what_it_alone_says() {
    let reason = Reason::BadDate("soon".to_owned());
    let other = Reason::BadDate("late".to_owned());
    assert_eq!(reason.general(), other.general());
    assert_eq!(reason.detail().as_deref(), Some("\"soon\""));
    assert_eq!(Reason::Empty.general(), Reason::Empty.to_string());
    assert_eq!(Reason::Empty.detail(), None);
}

#[test]
fn a_row_by_a_rule_of_the_readers_is_opened_again_without_it() {
    let rules = [TableRule {
        files: "*".to_owned(),
        columns: Columns {
            text: Some(vec!["words".to_owned()]),
            ..Columns::default()
        },
    }];
    let rows = ["{\"words\": \"\"}", "{\"words\": \"The fish.\"}"];
    let [first, second] = rows;
    for (name, text, row) in [
        (
            "t.csv",
            "id;words\n1;\n2;The fish.\n".to_owned(),
            "2;The fish.",
        ),
        ("t.jsonl", format!("{first}\n\n{second}\n"), second),
        ("t.json", format!("[{first}, {second}]"), second),
        (
            "t.json",
            format!("{{\"n\": 2, \"rows\": [{first}, {second}]}}"),
            second,
        ),
    ] {
        let (path, size) = (Path::new(name), text.len() as u64);
        let data = || Data::Bytes(text.as_bytes());
        let mut drafts = Vec::new();
        read_parts(path, data(), size, &rules, &AS_IT_IS, &mut |part| {
            drafts.extend(part.drafts);
            ControlFlow::Continue(())
        });
        assert_eq!(drafts.len(), 1, "{text}");
        assert_eq!(drafts[0].body.text, "The fish.");
        assert_eq!(name_of(&drafts[0], name), format!("{name}#2"));
        let opened = open(path, data(), size, &AS_IT_IS, &drafts[0].part).unwrap();
        assert_eq!(String::from_utf8_lossy(&opened), row, "{text}");
    }
}

#[test]
fn a_part_is_read_in_the_encoding_that_was_chosen_for_it() {
    let table = b"title,text\nCaf\xC9,Talks at the caf\xC9 went on.\n";
    let packed = gzip(b"Caf\xC9\n\nTalks at the caf\xC9 went on.\n");
    let archive = zip(&[("day.csv", table), ("utf.txt", "Café\n\nTalks.".as_bytes())]);
    for (name, bytes, part, count) in [
        ("day.csv", &table[..], "", 1),
        ("day.txt.gz", &packed, "", 1),
        ("stick.zip", &archive, "/day.csv", 2),
    ] {
        // Nothing but a choice makes a drawing of that byte.
        let mut chosen = Chosen::default();
        chosen.choose(part, Charset::named("IBM775"));
        let (path, size) = (Path::new(name), bytes.len() as u64);
        let mut drafts = Vec::new();
        read_parts(path, Data::Bytes(bytes), size, &[], &chosen, &mut |part| {
            assert_eq!(part.problems, [], "{name}");
            drafts.extend(part.drafts);
            ControlFlow::Continue(())
        });
        assert_eq!(drafts.len(), count, "{name}");
        let draft = &drafts[0];
        assert_eq!(draft.title, "Caf╔", "{name}");
        assert_eq!(draft.encoding.unwrap().known, Known::Chosen, "{name}");
        let source = open(path, Data::Bytes(bytes), size, &chosen, &draft.part).unwrap();
        let source = String::from_utf8(source).unwrap();
        assert!(source.contains("the caf╔ went on"), "{name}: {source}");
    }
}
