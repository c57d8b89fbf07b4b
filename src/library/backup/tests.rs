use proptest::prelude::*;

use super::*;
use crate::briefing::{BriefingId, Mark, present};
use crate::library::marks::checked;

fn id() -> BriefingId {
    BriefingId::of("t", "b")
}

fn made() -> Timestamp {
    "2026-11-26T17:00:00.25Z".parse().unwrap()
}

fn ledger() -> Ledger {
    let mut ledger = Ledger::default();
    ledger.set(&Subject::Mark(id(), Mark::Starred), &present());
    ledger.set(
        &Subject::Mark(id(), Mark::Note),
        &Some("Ask.\n\"É\"".into()),
    );
    ledger.set(&Subject::View("Grain".into()), &Some("tag:grain".into()));
    ledger.add_former(former(), id());
    ledger
}

fn former() -> BriefingId {
    BriefingId::formerly("t", "b")
}

fn written() -> Vec<u8> {
    let settings = "[reading]\nwidth = 80\n";
    to_bytes(&ledger(), Some(b"Mine.\n"), Some(settings), made()).unwrap()
}

/// A backup with other lines between head and seal.
fn with_lines(lines: &[&str]) -> Vec<u8> {
    let mut out = sealed::Writer::new(KIND, VERSION, made()).unwrap();
    for line in lines {
        let line: Json = serde_json::from_str(line).unwrap();
        out.line(&line).unwrap();
    }
    out.seal().unwrap()
}

#[test]
fn a_backup_has_a_head_the_marks_the_files_and_a_seal() {
    let bytes = written();
    let text = std::str::from_utf8(&bytes).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let expected = [
        r#"{"chancery":"backup","version":1,"made":"2026-11-26T17:00:00Z"}"#.to_owned(),
        format!(r#"{{"id":"{}","starred":true,"note":"Ask.\n\"É\""}}"#, id()),
        r#"{"view":"Grain","query":"tag:grain"}"#.to_owned(),
        format!(r#"{{"former":"{}","now":"{}"}}"#, former(), id()),
        r#"{"clippings":"clippings.md","text":"Mine.\n"}"#.to_owned(),
        r#"{"settings":"config.toml","text":"[reading]\nwidth = 80\n"}"#.to_owned(),
    ];
    assert_eq!(lines[..6], expected);
    assert!(lines[6].starts_with(r#"{"end":true,"lines":6,"blake3":""#));
    let (at, backup) = from_bytes(&bytes).unwrap();
    assert_eq!(at, sealed::to_the_second(made()));
    assert_eq!(backup.marks.len(), 3);
    assert_eq!(backup.former, [(former(), id())]);
    assert_eq!(backup.clippings.as_deref(), Some(b"Mine.\n".as_slice()));
    assert_eq!(backup.settings.as_deref(), Some("[reading]\nwidth = 80\n"));
}

#[test]
fn what_is_not_there_has_no_line() {
    let bytes = to_bytes(&Ledger::default(), Some(b""), None, made()).unwrap();
    assert_eq!(bytes.iter().filter(|&&byte| byte == b'\n').count(), 2);
    assert_eq!(from_bytes(&bytes).unwrap().1, Backup::default());
}

#[test]
fn a_line_end_more_or_less_behind_the_seal_is_no_damage() {
    let bytes = written();
    let whole = from_bytes(&bytes);
    assert!(whole.is_ok());
    let without = bytes.trim_ascii_end();
    assert_eq!(from_bytes(without), whole);
    assert_eq!(from_bytes(&[without, b"\r\n\n"].concat()), whole);
}

#[test]
fn a_backup_that_was_cut_anywhere_is_refused() {
    let bytes = written();
    // All but the line end behind the seal.
    for end in 0..bytes.len() - 1 {
        let error = from_bytes(&bytes[..end]).unwrap_err();
        assert!(
            matches!(error, Fault::Cut(_) | Fault::Foreign | Fault::Changed),
            "{end}: {error}"
        );
    }
    let two_lines = bytes.split_inclusive(|&byte| byte == b'\n').take(2);
    let cut = from_bytes(&two_lines.collect::<Vec<_>>().concat()).unwrap_err();
    assert_eq!(cut, Fault::Cut(2));
}

#[test]
fn a_backup_with_a_line_less_or_twice_is_refused() {
    let bytes = written();
    let lines: Vec<&[u8]> = bytes.split_inclusive(|&byte| byte == b'\n').collect();
    for at in 0..lines.len() {
        let mut fewer = lines.clone();
        fewer.remove(at);
        assert!(from_bytes(&fewer.concat()).is_err(), "without line {at}");
        let mut more = lines.clone();
        more.insert(at, lines[at]);
        assert!(from_bytes(&more.concat()).is_err(), "line {at} twice");
    }
}

#[test]
fn one_byte_that_is_another_is_enough_to_refuse_a_backup() {
    let bytes = written();
    for at in 0..bytes.len() {
        for flip in [1, 0x20, 0x80] {
            let mut changed = bytes.clone();
            changed[at] ^= flip;
            assert!(from_bytes(&changed).is_err(), "byte {at}");
        }
    }
}

#[test]
fn what_a_newer_version_made_is_told_from_what_is_foreign() {
    let newer = written();
    let newer = String::from_utf8(newer).unwrap();
    let newer = newer.replace("\"version\":1", "\"version\":2");
    let error = from_bytes(newer.as_bytes()).unwrap_err();
    assert_eq!(error, Fault::Newer(2));
    assert_eq!(
        error.to_string(),
        "it was made by a newer Chancery (version 2 of the file, this one knows 1)"
    );
    for foreign in ["", "{}", "[]", "words", r#"{"chancery":"restore"}"#] {
        assert_eq!(from_bytes(foreign.as_bytes()), Err(Fault::Foreign));
    }
}

#[test]
fn a_line_that_makes_no_sense_is_named() {
    for (line, reason) in [
        ("{}", "this Chancery does not know what it says"),
        ("[]", "this is no JSON object"),
        (
            r#"{"colour":"a","now":"b"}"#,
            "this Chancery does not know what it says",
        ),
        (
            r#"{"former":"a","now":"b"}"#,
            "\"a\": an id has 4 to 26 characters, this has 1",
        ),
        (r#"{"view":"V"}"#, "a view needs its \"query\", a text"),
        (
            r#"{"clippings":"c.md"}"#,
            "it needs \"text\" or \"latin-1\", a text",
        ),
        (
            r#"{"settings":"c.toml","latin-1":"é"}"#,
            "the settings are not in UTF-8",
        ),
        (
            r#"{"clippings":"c.md","text":"","colour":1}"#,
            "\"colour\" is nothing that this Chancery knows",
        ),
    ] {
        let error = from_bytes(&with_lines(&[r#"{"view":"V","query":"q"}"#, line])).unwrap_err();
        let (line, reason) = (3, reason.to_owned());
        assert_eq!(error, Fault::Line { line, reason });
    }
    let twice = [r#"{"clippings":"c.md","text":""}"#; 2];
    let error = from_bytes(&with_lines(&twice)).unwrap_err().to_string();
    assert_eq!(error, "line 3: there are \"clippings\" already");
}

#[test]
fn a_clippings_file_that_is_no_text_comes_back_to_the_byte() {
    let clippings = b"Gda\xf1sk\0\xff\r\n";
    let bytes = to_bytes(&ledger(), Some(clippings), None, made()).unwrap();
    assert!(bytes.is_ascii() || std::str::from_utf8(&bytes).is_ok());
    let (_, backup) = from_bytes(&bytes).unwrap();
    assert_eq!(backup.clippings.as_deref(), Some(clippings.as_slice()));
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in any::<Vec<u8>>()) {
        let _ = from_bytes(&bytes);
        let head = br#"{"chancery":"backup","version":1,"made":"2026-11-26T17:00:00Z"}"#;
        let _ = from_bytes(&[head.as_slice(), b"\n", &bytes].concat());
    }

    #[test]
    fn whatever_was_marked_and_written_comes_back(
        note in "\\PC{0,40}",
        name in "\\PC{1,20}",
        clippings in any::<Vec<u8>>(),
        settings in any::<String>(),
    ) {
        let said = [
            (Subject::Mark(id(), Mark::Note), Some(note.into())),
            (Subject::View(name.as_str().into()), Some(name.as_str().into())),
        ];
        let mut ledger = Ledger::default();
        for (of, value) in said.into_iter().filter_map(|(of, value)| checked(of, value).ok()) {
            ledger.set(&of, &value);
        }
        let bytes = to_bytes(&ledger, Some(&clippings), Some(&settings), made()).unwrap();
        let (_, backup) = from_bytes(&bytes).unwrap();
        let mut found = Ledger::default();
        for (of, value) in &backup.marks {
            found.set(of, value);
        }
        prop_assert_eq!(found, ledger);
        prop_assert_eq!(backup.clippings.unwrap_or_default(), clippings);
        prop_assert_eq!(backup.settings, Some(settings));
    }
}
