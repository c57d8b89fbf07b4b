//! Files whose bytes are no UTF-8, or next to none at all.

use std::time::Duration;
use std::{env, fs};

use chancery::app::Message;
use chancery::briefing::Known;
use chancery::library;
use chancery::library::knowledge::Knowledge;
use chancery::library::marks::{Keeper, Place, Store};
use chancery::text::sanitise::is_forbidden;
use encoding_rs::{IBM866, KOI8_R, WINDOWS_1251};
use jiff::Timestamp;

use super::faults::{only, told};
use super::support::program::chancery;
use super::support::reader::Reader;

/// The body of a file of these bytes.
#[track_caller]
fn body_of_bytes(bytes: &[u8]) -> String {
    only(bytes).body.text
}

#[test]
fn text_in_an_old_encoding_is_read_and_in_no_encoding_not_lost() {
    let words = "Министр иностранных дел принял посла и обсудил вопросы сотрудничества.";
    for encoding in [WINDOWS_1251, KOI8_R, IBM866] {
        assert_eq!(
            body_of_bytes(&encoding.encode(words).0),
            words,
            "{}",
            encoding.name()
        );
    }
    let marks: Vec<u8> = WINDOWS_1251
        .encode(&format!("{words} \u{203a}"))
        .0
        .into_owned();
    assert!(marks.contains(&0x9b), "a C1 control to a careless reader");
    assert_eq!(body_of_bytes(&marks), format!("{words} \u{203a}"));
    let little: Vec<u8> = words.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(body_of_bytes(&little), words);
    assert_eq!(
        body_of_bytes(b"a\xed\xa0\x80b, words"),
        "a\u{fffd}\u{fffd}\u{fffd}b, words"
    );
    let mut cut_off = words.as_bytes().to_vec();
    cut_off.truncate(43);
    assert!(body_of_bytes(&cut_off).ends_with('\u{fffd}'));
}

#[test]
fn a_stray_byte_in_ascii_takes_nothing_with_it_and_is_told() {
    for byte in 0x80..=u8::MAX {
        let file = [
            b"Plain words \n".as_slice(),
            &[byte],
            b"2J and more of them.",
        ]
        .concat();
        let shown = body_of_bytes(&file);
        let told = told("a.txt", &file);
        assert!(
            shown.starts_with("Plain words") && shown.ends_with("2J and more of them."),
            "{byte:#x}: {shown:?}"
        );
        assert!(
            !shown.contains(|c| c != '\n' && is_forbidden(c)),
            "{byte:#x}"
        );
        assert!(told[0].contains("encoding not declared"), "{told:?}");
    }
}

#[test]
fn an_overlong_sequence_does_not_become_the_sign_it_spells() {
    for overlong in [
        b"\xc0\xaf".as_slice(),
        b"\xe0\x80\xaf",
        b"\xf0\x80\x80\xaf",
        b"\xf8\x80\x80\x80\xaf",
    ] {
        let russian = "Стороны обсудили подготовку встречи ".as_bytes();
        let shown = body_of_bytes(&[russian, overlong, b"b"].concat());
        let bad = "\u{fffd}".repeat(overlong.len());
        assert!(shown.ends_with(&format!("встречи {bad}b")), "{shown:?}");
        let ascii = body_of_bytes(&[b"Plain words ".as_slice(), overlong, b"b"].concat());
        assert!(!ascii.contains('/'), "{ascii:?}");
    }
}

#[test]
fn a_file_of_next_to_nothing_is_a_title_or_told_of() {
    for bytes in [b"".as_slice(), b"\xef\xbb\xbf", b"\xff\xfe", b" ", b"\n\n"] {
        assert!(told("a.txt", bytes)[0].starts_with("empty: "), "{bytes:?}");
    }
    for bytes in [b"x".as_slice(), b"\xef\xbb\xbfx", b"\xff\xfex\0"] {
        assert_eq!(only(bytes).title, "x", "{bytes:?}");
    }
}

/// A file on the disk of which little tells what it is in, and a reader that has it open.
struct Old {
    folder: tempfile::TempDir,
    reader: Reader,
}

/// What stands in it.
const CAFE: &[u8] = b"Talks at the caf\x82 Zo\x89\n\nThe ministers met at the caf\x82.\n";

impl Old {
    fn open(columns: u16, rows: u16) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("talks.txt");
        fs::write(&path, CAFE).expect("a file");
        let mut reader = Reader::new(columns, rows);
        let name = path.to_str().expect("a name");
        reader.load_bytes(&[(name, CAFE), ("fish.txt", b"Talks on fish\n\nThey met.\n")]);
        while !reader
            .open()
            .is_some_and(|title| title.starts_with("Talks at"))
        {
            reader.press("j").wait();
        }
        Self { folder, reader }
    }

    fn choose(&mut self, name: &str) -> &mut Reader {
        self.reader.press("e").type_text(name).press("enter")
    }
}

#[test]
fn another_encoding_is_chosen_by_key_and_shown_at_once() {
    let mut old = Old::open(80, 24);
    old.reader.press("e");
    old.reader.line_with("Read the file in");
    old.reader.line_with("as detected");
    old.reader.press("esc");
    let reader = old.choose("koi8-r");
    assert_eq!(reader.open(), Some("Talks at the caf┌ Zo┴"));
    reader.line_with("Read as KOI8-R, now and later (e chooses another)");
    let kept = reader.effects.last().expect("something kept");
    assert!(
        kept.contains("KOI8-R") && kept.contains("talks.txt"),
        "{kept}"
    );
    reader.press("i");
    reader.line_with("KOI8-R, as you chose");
    reader.press("esc \\");
    reader.line_with("The ministers met at the caf┌");
    reader.press("\\");
    let reader = old.choose("ibm850");
    assert_eq!(reader.open(), Some("Talks at the café Zoë"));
    assert_eq!(reader.app.library.len(), 2);
    // The cursor stands on what is in force, and the choice can be taken back.
    reader.press("e enter");
    reader.line_with("It is read so already");
    old.choose("as detected");
    let open = old.reader.app.reading.briefing.clone().expect("open");
    let known = open.origin.encoding.expect("known").known;
    assert_eq!(known, Known::Guessed);
    assert!(old.reader.app.encodings.of(&open.origin.path).is_empty());
}

#[test]
fn a_choice_that_is_not_kept_is_told_so() {
    let mut old = Old::open(80, 24);
    let why = "no space is left".to_owned();
    let reader = old.choose("koi8-r").tell(Message::EncodingNotKept(why));
    reader.line_with("The encoding is NOT KEPT for later: no space is left");
}

#[test]
fn a_rescan_reads_as_it_was_chosen() {
    let mut old = Old::open(80, 24);
    old.choose("ibm850");
    let encodings = old.reader.app.encodings.clone();
    let loaded = library::load(
        &[old.folder.path().to_owned()],
        None,
        &encodings,
        &Knowledge::default(),
    );
    assert_eq!(loaded.briefings[0].title, "Talks at the café Zoë");
    assert!(loaded.problems.is_empty());
    let origin = &loaded.briefings[0].origin;
    let raw = library::raw_text(origin, &encodings).expect("the file");
    assert!(raw.ends_with("met at the café.\n"), "{raw:?}");
}

#[test]
fn marks_go_along_to_the_text_in_another_encoding_and_back() {
    let mut old = Old::open(80, 24);
    let home = tempfile::tempdir().expect("a home");
    let place = Place::new(home.path().join("chancery"));
    let here = env::current_dir().expect("a folder");
    old.reader.press("* m").type_text("ask Mara").press("esc");
    let keeper = Keeper::start(Some(place.clone()), |_| {});
    for order in std::mem::take(&mut old.reader.orders) {
        keeper.give(order);
    }
    keeper.finish(Duration::from_secs(20));
    for (name, title) in [
        ("koi8-r", "Talks at the caf┌ Zo┴"),
        ("ibm850", "Talks at the café Zoë"),
        ("koi8-r", "Talks at the caf┌ Zo┴"),
    ] {
        old.choose(name);
        let became = std::mem::take(&mut old.reader.became);
        let (mut store, _) = Store::open(&place, Timestamp::now()).expect("the marks");
        let survey = store.rename(&became, &here, Timestamp::now());
        assert_eq!(survey.expect("a survey").renamed.len(), 1, "{name}");
        let (_, opened) = Store::open(&place, Timestamp::now()).expect("the marks");
        let open = old.reader.app.reading.briefing.clone().expect("open");
        assert_eq!(open.title, title);
        let marks = opened.ledger.of(open.id);
        assert!(marks.starred, "{name}");
        assert_eq!(marks.note().map(|note| &**note), Some("ask Mara"), "{name}");
    }
}

#[test]
fn what_has_no_file_keeps_its_encoding() {
    let mut reader = Reader::new(80, 24);
    reader.load_bytes(&[("-", CAFE)]);
    reader.press("e");
    reader.line_with("Only what is read from a file can be read otherwise");
}

#[test]
fn the_command_line_reads_as_it_was_chosen() {
    let read = |state: Option<&str>| {
        let (mut command, folder) = chancery("list --format jsonl")
            .on("talks.txt", CAFE)
            .into_command();
        let home = folder.path().join("state");
        if let Some(name) = state {
            let file = fs::canonicalize(folder.path()).expect("a folder");
            let file = file.join("talks.txt");
            fs::create_dir_all(home.join("chancery")).expect("a folder");
            let line = format!("{name}\t{}\n", file.display());
            fs::write(home.join("chancery/encodings"), line).expect("a file");
        }
        let ended = command.env("XDG_STATE_HOME", &home).output();
        String::from_utf8(ended.expect("it runs").stdout).expect("a text")
    };
    assert!(read(Some("IBM850")).contains("Talks at the café Zoë"));
    assert!(read(Some("KOI8-R")).contains("Talks at the caf┌ Zo┴"));
}
