//! Bytes of many kinds, and what is read of them.

use super::*;
use encoding_rs::{GB18030, IBM866, KOI8_R, SHIFT_JIS, WINDOWS_1251};
use proptest::prelude::*;

const RUSSIAN: &str = "Министр иностранных дел принял посла. Стороны обсудили подготовку \
    очередного раунда консультаций и обменялись мнениями о положении в регионе.\n";

fn text(bytes: &[u8]) -> String {
    decode(bytes).unwrap().text.into_owned()
}

#[test]
fn valid_utf_8_is_not_copied() {
    let decoded = decode("Côte d’Ivoire".as_bytes()).unwrap();
    assert!(matches!(decoded.text, Cow::Borrowed("Côte d’Ivoire")));
    assert!(decoded.faults.is_empty());
}

#[test]
fn a_byte_order_mark_decides_and_is_not_shown() {
    assert_eq!(text(b"\xEF\xBB\xBFabc"), "abc");
    assert_eq!(text(b"\xFF\xFEa\0b\0"), "ab");
    assert_eq!(text(b"\xFE\xFF\0a\0b"), "ab");
    assert_eq!(text(b"\xFF\xFE\0\0a\0\0\0\xAC\x20\0\0"), "a€");
    assert_eq!(text(b"\0\0\xFE\xFF\0\0\0a\0\0"), "a\u{FFFD}");
    assert_eq!(text(b"\xEF\xBB\xBF"), "");
}

#[test]
fn utf_16_is_known_without_its_mark() {
    for words in ["Plain words, and a few more of them.", RUSSIAN] {
        let little: Vec<u8> = words.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = words.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(text(&little), words);
        assert_eq!(text(&big), words);
    }
}

#[test]
fn cyrillic_and_east_asian_encodings_are_detected() {
    for encoding in [WINDOWS_1251, KOI8_R, IBM866] {
        let words = RUSSIAN.replace(['\u{201C}', '\u{201D}'], "\"");
        assert_eq!(
            text(&encoding.encode(&words).0),
            words,
            "{}",
            encoding.name()
        );
    }
    let japanese = "外務大臣は、本日の記者会見で、両国の協力を一層強化すると述べました。";
    assert_eq!(text(&SHIFT_JIS.encode(japanese).0), japanese);
    let chinese = "外交部发言人今天在例行记者会上表示，双方将继续就有关问题保持沟通。";
    assert_eq!(text(&GB18030.encode(chinese).0), chinese);
}

/// The bytes of a text in an encoding.
fn bytes(name: &str, text: &str) -> Vec<u8> {
    let charset = Charset::named(name).expect(name);
    charset.encode(text).expect(name)
}

#[test]
fn pages_of_dos_and_the_older_mac_are_detected() {
    let french = "Le ministère a reçu l'ambassadeur à la préfecture. « Les échanges ont été très \
        utiles », a déclaré la présidente, évoquant un accord signé l'été dernier.\n";
    let german = "Der Außenminister begrüßte die Gäste in der früheren Botschaft. Über die Höhe der \
        Zuschüsse wird später entschieden; die Länder hätten dafür größere Spielräume.\n";
    let polish = "Ministrowie omówili współpracę na granicy. Rozmowy będą kontynuowane w następnym \
        tygodniu, także o żegludze i połowach ryb; źródła mówią o zbliżeniu stanowisk.\n";
    let czech = "Ministři dnes jednali o společné dopravě přes hranici a o nových přístavech. Příští \
        schůzka se uskuteční v září, řekl mluvčí; účast potvrdily všechny země.\n";
    for (name, text) in [
        ("IBM437", german),
        ("IBM850", french),
        ("IBM850", german),
        ("macintosh", french),
        ("macintosh", german),
        ("IBM852", polish),
        ("IBM852", czech),
        ("windows-1250", polish),
        ("ISO-8859-2", czech),
        ("windows-1252", french),
        ("x-mac-cyrillic", RUSSIAN),
        ("IBM855", RUSSIAN),
        ("ISO-8859-5", RUSSIAN),
    ] {
        let bytes = bytes(name, text);
        let decoded = decode(&bytes).unwrap();
        assert_eq!(decoded.text, text, "{name}");
        assert_eq!(decoded.encoding.known, Known::Guessed, "{name}");
    }
}

#[test]
fn marks_of_typography_alone_tell_a_mac_from_windows() {
    let text = "“We’re ready to talk,” she said — and it’s not the first time. “That’s all.”\n";
    let text = text.repeat(3);
    for name in ["macintosh", "windows-1252"] {
        let bytes = bytes(name, &text);
        assert_eq!(decode(&bytes).unwrap().text, text, "{name}");
    }
}

#[test]
fn a_table_that_is_drawn_is_no_text_of_letters() {
    let text = "╔══════════╗\n║ Northern ║\n╚══════════╝\nThe café of the ministry opens.\n";
    let bytes = bytes("IBM437", text);
    let decoded = decode(&bytes).unwrap();
    assert_eq!(decoded.text, text);
}

#[test]
fn how_an_encoding_is_known_is_told() {
    let known = |bytes: &[u8]| decode(bytes).unwrap().encoding;
    let encoding = |name, known| Encoding { name, known };
    assert_eq!(known(b"\xEF\xBB\xBFabc"), encoding("UTF-8", Known::Mark));
    assert_eq!(known(b"abc"), encoding("UTF-8", Known::Bytes));
    let page = b"<meta charset=cp850><p>caf\x82</p>";
    assert_eq!(known(page), encoding("IBM850", Known::Declared));
    let guessed = known(&bytes("KOI8-R", RUSSIAN)).known;
    assert_eq!(guessed, Known::Guessed);
    let koi = Charset::named("koi8-r").unwrap();
    let chosen = decode_as(b"%PDF-\xCD\xC9\xD2\0", koi);
    assert_eq!(chosen.text, "%PDF-мир\0");
    assert_eq!(chosen.encoding, encoding("KOI8-R", Known::Chosen));
}

#[test]
fn utf_32_is_known_without_its_mark() {
    for name in ["UTF-32LE", "UTF-32BE"] {
        assert_eq!(text(&bytes(name, RUSSIAN)), RUSSIAN, "{name}");
    }
}

#[test]
fn a_declaration_that_the_bytes_do_not_bear_is_none() {
    let page = format!("<meta charset=gb2312>{RUSSIAN}{RUSSIAN}");
    let bytes = bytes("IBM866", &page);
    let decoded = decode(&bytes).unwrap();
    assert_eq!(decoded.encoding.known, Known::Guessed);
    assert!(decoded.text.contains("Министр"), "{}", decoded.text);
}

proptest! {
    #[test]
    fn nothing_panics(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = decode(&bytes);
        for (charset, _) in Charset::choices() {
            let decoded = decode_as(&bytes, charset);
            prop_assert_eq!(decoded.encoding.known, Known::Chosen);
        }
    }

    #[test]
    fn what_an_encoding_has_comes_back(text in "[ -~а-яА-ЯÀ-ſα-ω]{0,40}") {
        for (charset, _) in Charset::choices() {
            if let Some(bytes) = charset.encode(&text)
                && charset.name() != "ISO-2022-JP"
            {
                let read = charset.read(&bytes);
                prop_assert_eq!(&*read, &*text, "{:?}", charset);
            }
        }
    }
}

#[test]
fn a_declared_encoding_goes_before_detection() {
    let page = b"<?xml version=\"1.0\" encoding='koi8-r'?><p>\xCD\xC9\xD2</p>";
    let decoded = decode(page).unwrap();
    assert!(decoded.text.contains("мир"), "{}", decoded.text);
    assert!(decoded.faults.is_empty());
    let lies = "<meta charset=\"windows-1251\">Мир и согласие".as_bytes();
    assert!(text(lies).contains("Мир"), "valid UTF-8 is what it is");
}

#[test]
fn one_bad_byte_does_not_make_a_file_foreign() {
    let mut bytes = RUSSIAN.as_bytes().to_vec();
    bytes.insert(4, 0xFF);
    let decoded = decode(&bytes).unwrap();
    assert!(decoded.text.starts_with("Ми\u{FFFD}нистр"));
    assert_eq!(
        decoded.faults,
        [(Some(4), Reason::BadBytes("UTF-8".into()))]
    );
}

#[test]
fn half_a_surrogate_pair_spoils_no_file() {
    let decoded = decode(b"a\xED\xA0\x80b, plain words").unwrap();
    assert_eq!(decoded.text, "a\u{FFFD}\u{FFFD}\u{FFFD}b, plain words");
    assert_eq!(
        decoded.faults,
        [(Some(1), Reason::BadBytes("UTF-8".into()))]
    );
}

#[test]
fn a_guess_from_little_is_called_one() {
    let decoded = decode(b"caf\xE9").unwrap();
    assert_eq!(decoded.text, "café");
    assert!(matches!(
        decoded.faults[..],
        [(None, Reason::EncodingDoubtful(_))]
    ));
}

#[test]
fn binary_files_are_told_from_texts_with_a_stray_control() {
    assert!(matches!(
        decode(b"\x7FELF\x02\x01\x01\0"),
        Err(Reason::Binary(Cow::Borrowed("ELF program")))
    ));
    assert!(matches!(
        decode(b"%PDF-1.7\n"),
        Err(Reason::Unsupported(name)) if name == "PDF"
    ));
    let film = b"\0\0\0\x18ftypmp42";
    assert!(matches!(
        decode(film),
        Err(Reason::Binary(Cow::Borrowed("MP4 media")))
    ));
    assert!(decode(b"The ftyp is a word").is_ok());
    let noise: Vec<u8> = (0..=255).cycle().take(4096).collect();
    assert!(matches!(decode(&noise), Err(Reason::Binary(_))));
    assert_eq!(
        text(b"a NUL \0 and an escape \x1B[2J in a text"),
        "a NUL \0 and an escape \x1B[2J in a text"
    );
    assert_eq!(text(b"RIFFRAFF is a word"), "RIFFRAFF is a word");
}

#[test]
fn an_oversized_file_shows_its_first_part() {
    let decoded = decode(&vec![b'a'; MAX_TEXT + 1]).unwrap().text.len();
    assert_eq!(decoded, FIRST_PART);
}
