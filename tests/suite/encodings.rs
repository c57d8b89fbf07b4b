//! Files whose bytes are no UTF-8, or next to none at all.

use chancery::text::sanitise::is_forbidden;
use encoding_rs::{IBM866, KOI8_R, WINDOWS_1251};

use super::faults::{only, told};

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
        assert!(
            told("a.txt", bytes)[0].starts_with("empty file"),
            "{bytes:?}"
        );
    }
    for bytes in [b"x".as_slice(), b"\xef\xbb\xbfx", b"\xff\xfex\0"] {
        assert_eq!(only(bytes).title, "x", "{bytes:?}");
    }
}
