use std::io::Write;

use proptest::prelude::*;

use super::*;

/// A file of streams by their paths.
fn file(streams: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (path, bytes) in streams {
        let parent = path.rsplit_once('/').map_or("", |(parent, _)| parent);
        if !parent.is_empty() {
            file.create_storage_all(parent).unwrap();
        }
        file.create_stream(path).unwrap().write_all(bytes).unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// A stream of properties of fixed length.
fn fixed(head: usize, entries: &[(u16, u64)]) -> Vec<u8> {
    let mut bytes = vec![0; head];
    for (id, value) in entries {
        bytes.extend([0, 0]);
        bytes.extend(id.to_le_bytes());
        bytes.extend([0; 4]);
        bytes.extend(value.to_le_bytes());
    }
    bytes
}

/// 3 May 2024, 08:15 UTC.
const MOMENT: u64 = (1_714_724_100 + TO_1970 as u64) * 10_000_000;

#[test]
fn properties_are_read_as_headers() {
    let bytes = file(&[
        ("/__properties_version1.0", fixed(32, &[(0x0039, MOMENT)])),
        ("/__substg1.0_0037001F", wide("Fwd: Talks on fish")),
        ("/__substg1.0_0C1A001F", wide("Press \"Office\"")),
        ("/__substg1.0_0C1F001F", wide("press@tarn.example")),
        ("/__substg1.0_1000001F", wide("They met.\r\nThey left.\0")),
        (
            "/__attach_version1.0_#00000001/__properties_version1.0",
            fixed(8, &[]),
        ),
        (
            "/__attach_version1.0_#00000001/__substg1.0_37010102",
            b"%PDF".to_vec(),
        ),
        (
            "/__attach_version1.0_#00000001/__substg1.0_3707001F",
            wide("Café.pdf"),
        ),
        (
            "/__attach_version1.0_#00000001/__substg1.0_370E001F",
            wide("application/PDF"),
        ),
        (
            "/__attach_version1.0_#00000000/__properties_version1.0",
            fixed(8, &[]),
        ),
        (
            "/__attach_version1.0_#00000000/__substg1.0_3701000D/__properties_version1.0",
            fixed(24, &[]),
        ),
        (
            "/__attach_version1.0_#00000000/__substg1.0_3701000D/__substg1.0_0037001F",
            wide("Inner"),
        ),
        (
            "/__attach_version1.0_#00000000/__substg1.0_3701000D/__substg1.0_1000001F",
            wide("Öl"),
        ),
    ]);
    let mail = read(&bytes).unwrap();
    assert_eq!(mail.stated.title.as_deref(), Some("Talks on fish"));
    assert_eq!(mail.stated.source.as_deref(), Some("Press 'Office'"));
    assert_eq!(mail.stated.date.as_deref(), Some("2024-05-03T08:15:00Z"));
    assert_eq!(mail.body, Body::Plain("They met.\nThey left.".to_owned()));
    let inner = mail.attachments[0].bytes();
    let inner = super::super::read(&inner);
    assert_eq!(
        (inner.stated.title.as_deref(), &inner.body),
        (Some("Inner"), &Body::Plain("Öl".to_owned()))
    );
    let pdf = &mail.attachments[1];
    assert_eq!(
        (pdf.name.as_deref(), pdf.content_type.as_str()),
        (Some("Café.pdf"), "application/pdf")
    );
    assert_eq!(&*pdf.bytes(), b"%PDF");
}

#[test]
fn narrow_strings_are_read_in_the_set_of_the_mail() {
    let cyrillic = |text| encoding_rs::WINDOWS_1251.encode(text).0.into_owned();
    let bytes = file(&[
        ("/__properties_version1.0", fixed(32, &[(0x3FFD, 1251)])),
        ("/__substg1.0_0037001E", cyrillic("Переговоры")),
        ("/__substg1.0_10130102", cyrillic("<p>Встреча")),
    ]);
    let mail = read(&bytes).unwrap();
    assert_eq!(mail.stated.title.as_deref(), Some("Переговоры"));
    assert_eq!(mail.body, Body::Html("<p>Встреча".to_owned()));
}

#[test]
fn the_headers_that_a_mail_was_sent_with_go_first() {
    let bytes = file(&[
        ("/__properties_version1.0", fixed(32, &[(0x0039, MOMENT)])),
        (
            "/__substg1.0_007D001F",
            wide(
                "Received: x\r\nFrom: Mara Lind <mara@tarn.example>\r\nDate: Fri, 3 May 2024 10:15:00 +0200\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n",
            ),
        ),
        ("/__substg1.0_0037001F", wide("Talks")),
        (
            "/__substg1.0_10090102",
            [&[0; 8], &b"MELA"[..], &[0; 4], b"{\\rtf1 x}"].concat(),
        ),
    ]);
    let mail = read(&bytes).unwrap();
    assert_eq!(
        mail.stated.date.as_deref(),
        Some("2024-05-03T10:15:00+02:00")
    );
    assert_eq!(mail.stated.source.as_deref(), Some("Mara Lind"));
    assert_eq!(mail.stated.title.as_deref(), Some("Talks"));
    assert_eq!(mail.body, Body::Plain("x".to_owned()));
    assert!(mail.attachments.is_empty());
}

/// The text of a mail that has it as RTF alone.
fn body_of(rtf: &str) -> Body {
    let packed = [&[0; 8], &b"MELA"[..], &[0; 4], rtf.as_bytes()].concat();
    let bytes = file(&[
        ("/__properties_version1.0", fixed(32, &[])),
        ("/__substg1.0_10090102", packed),
    ]);
    read(&bytes).unwrap().body
}

#[test]
fn a_text_that_is_rtf_alone_is_what_it_was_made_from() {
    let page = r"{\rtf1\ansi\fromhtml1 \deff0{\fonttbl{\f0 Arial;}}{\*\htmltag64 <p>}\htmlrtf {\par\htmlrtf0 Tarn & the sea\'e9{\*\htmltag84 &nbsp;}\htmlrtf  \htmlrtf0{\*\htmltag72 </p>}\htmlrtf }\htmlrtf0}";
    assert_eq!(
        body_of(page),
        Body::Html("<p>Tarn & the seaé&nbsp;</p>".to_owned())
    );
    let plain =
        r"{\rtf1\ansi\fromtext {\fonttbl{\f0 Arial;}}They met.\par \par > \{They\} left.\par }";
    assert_eq!(
        body_of(plain),
        Body::Plain("They met.\n\n> {They} left.\n".to_owned())
    );
    let words = r"{\rtf1\ansi{\b They} met.\par They left.}";
    assert_eq!(
        body_of(words),
        Body::Plain("They met.\n\nThey left.".to_owned())
    );
    assert_eq!(body_of("{\\rtf1}"), Body::default());
}

#[test]
fn other_files_are_none() {
    assert!(read(b"").is_none());
    assert!(read(b"Subject: x\n\ny").is_none());
    assert!(read(&file(&[("/WordDocument", vec![0; 9])])).is_none());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_spoiled_file_does_no_harm(
        spoiled in proptest::collection::vec((0_usize..6000, any::<u8>()), 1..20),
        length in 0_usize..8000,
    ) {
        let mut bytes = file(&[
            ("/__properties_version1.0", fixed(32, &[(0x0039, MOMENT)])),
            ("/__substg1.0_0037001F", wide("Talks")),
            ("/__substg1.0_1000001F", wide(&"They met. ".repeat(300))),
        ]);
        for (at, byte) in spoiled {
            let at = at % bytes.len();
            bytes[at] = byte;
        }
        bytes.truncate(length.max(1));
        read(&bytes);
    }
}
