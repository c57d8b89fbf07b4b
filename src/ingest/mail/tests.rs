use proptest::prelude::*;

use super::*;
use crate::ingest::content::Fold;

fn plain(mail: &Mail<'_>) -> String {
    match &mail.body {
        Body::Plain(text) => text.clone(),
        Body::Html(text) => panic!("HTML: {text}"),
    }
}

fn html(mail: &Mail<'_>) -> String {
    match &mail.body {
        Body::Html(text) => text.clone(),
        Body::Plain(text) => panic!("plain: {text}"),
    }
}

const RELEASE: &str = "Received: from a by b; Fri, 3 May 2024 10:20:00 +0200\r\n\
    Received: from c by a; Fri, 3 May 2024 10:18:00 +0200\r\n\
    From: =?utf-8?Q?Press_Office=2C_Tarn?= <press@tarn.example>\r\n\
    Sender: list@lists.example\r\n\
    To: press-list@lists.example\r\n\
    List-Id: The press <press-list.lists.example>\r\n\
    Subject: Fwd: [press-list] Talks on\r\n =?utf-8?B?ZmlzaA==?=\r\n\
    Content-Language: en-GB\r\n\
    Keywords: fish, =?utf-8?Q?caf=C3=A9?=\r\n\
    Archived-At: <https://lists.example/1>\r\n";

#[test]
fn headers_state_what_they_say() {
    let mail = format!("{RELEASE}Date: Fri, 3 May 2024 10:15:00 +0200\r\n\r\nThey met.\r\n");
    let mail = read(mail.as_bytes());
    assert_eq!(
        mail.stated,
        Stated {
            title: Some("Talks on fish".to_owned()),
            date: Some("2024-05-03T10:15:00+02:00".to_owned()),
            source: Some("Press Office, Tarn".to_owned()),
            author: None,
            language: Some("en-GB".to_owned()),
            address: Some("https://lists.example/1".to_owned()),
            tags: vec!["fish".to_owned(), "café".to_owned()],
        }
    );
    assert_eq!(plain(&mail), "They met.\n");
    assert_eq!(mail.remarks, []);
}

#[test]
fn without_a_date_the_first_hop_counts() {
    let of = |date: &str| read(format!("{RELEASE}{date}\r\nx").as_bytes()).stated.date;
    assert_eq!(of("").as_deref(), Some("2024-05-03T10:18:00+02:00"));
    assert_eq!(
        of("Date: soon\r\n").as_deref(),
        Some("2024-05-03T10:18:00+02:00")
    );
    let mail = read(b"Subject: x\nDate: on a Friday\n\nx");
    assert_eq!(mail.stated.date.as_deref(), Some("on a Friday"));
}

#[test]
fn who_issued_it_is_the_source() {
    let of = |headers: &str| read(format!("{headers}\n\nx").as_bytes()).stated.source;
    assert_eq!(
        of("From: press@tarn.example").as_deref(),
        Some("press@tarn.example")
    );
    assert_eq!(
        of("From: \"Mara Lind via Press\" <press@lists.example>\nList-Id: <press.lists.example>")
            .as_deref(),
        Some("Mara Lind")
    );
    assert_eq!(
        of("From: Tarn via air <press@tarn.example>").as_deref(),
        Some("Tarn via air")
    );
    assert_eq!(of("Sender: x@lists.example"), None);
}

#[test]
fn transfer_encodings_and_sets_are_decoded() {
    let of = |headers: &str, body: &[u8]| {
        let mut bytes =
            format!("From: a@b.example\nContent-Type: text/plain{headers}\n\n").into_bytes();
        bytes.extend_from_slice(body);
        plain(&read(&bytes))
    };
    assert_eq!(
        of(
            "; charset=utf-8\nContent-Transfer-Encoding: quoted-printable",
            b"Caf=C3=\n=A9"
        ),
        "Café"
    );
    assert_eq!(
        of(
            "; charset=\"koi8-r\"\nContent-Transfer-Encoding: base64",
            b"8NLJ18XU"
        ),
        "Привет"
    );
    assert_eq!(
        of("\nContent-Transfer-Encoding: 8bit", "Café".as_bytes()),
        "Café"
    );
    assert_eq!(of("; charset=windows-1252", b"\x93Fish\x94"), "“Fish”");
    assert_eq!(of("; format=flowed; delsp=yes", b"one \ntwo"), "onetwo");
    assert_eq!(of("; format=flowed", b"one \ntwo"), "one two");
}

const ALTERNATIVE: &str =
    "From: a@b.example\nSubject: x\nContent-Type: multipart/alternative; boundary=a\n\n";

#[test]
fn the_plain_form_is_read_unless_it_says_nothing() {
    let of = |plain: &str, page: &str| {
        format!(
            "{ALTERNATIVE}--a\nContent-Type: text/plain\n\n{plain}\n--a\nContent-Type: text/html\n\n{page}\n--a--\n"
        )
    };
    let page = "<style>p { color: red }</style><p>They met on Friday, and they met again.</p>";
    assert_eq!(
        plain(&read(of("They met.", "<p>They met.</p>").as_bytes())),
        "They met."
    );
    assert_eq!(html(&read(of(" \n", page).as_bytes())), page);
    let long = format!("<p>{}</p>", "They met on Friday. ".repeat(30));
    assert_eq!(
        html(&read(
            of("Your program cannot show HTML.", &long).as_bytes()
        )),
        long
    );
    let text = "They met on Friday. ".repeat(30);
    assert_eq!(plain(&read(of(&text, &long.repeat(9)).as_bytes())), text);
}

#[test]
fn all_texts_are_read_in_order() {
    let mail = "From: a@b.example\nContent-Type: multipart/mixed; boundary=a\n\n--a\n\nOne\n--a\n\
        Content-Type: application/pdf; name=\"=?utf-8?Q?Caf=C3=A9.pdf?=\"\nContent-Transfer-Encoding: base64\n\nJVBERg==\n--a\n\n\
        Two\n--a\nContent-Type: text/plain; name=notes.txt\nContent-Disposition: attachment; filename*=utf-8''n%C3%B8tes.txt\n\nNotes\n--a--\n";
    let mail = read(mail.as_bytes());
    assert_eq!(plain(&mail), "One\n\nTwo");
    let names: Vec<_> = mail
        .attachments
        .iter()
        .map(|attached| attached.name.as_deref())
        .collect();
    assert_eq!(names, [Some("Café.pdf"), Some("nøtes.txt")]);
    assert_eq!(&*mail.attachments[0].bytes(), b"%PDF");
    assert_eq!(mail.attachments[0].content_type, "application/pdf");
    assert!(!mail.attachments[0].is_inline && mail.attachments[1].content_type != "message/rfc822");

    let mail = "From: a@b.example\nContent-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: text/html\n\n<p>One\n--a\n\nTwo < three\n--a--\n";
    assert_eq!(
        html(&read(mail.as_bytes())),
        "<p>One\n<pre>Two &lt; three</pre>\n"
    );
}

#[test]
fn pictures_and_forms_of_the_text_are_told_apart() {
    let mail = format!(
        "{ALTERNATIVE}--a\n\nThey met.\n--a\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>They met.\n--b\n\
        Content-Type: image/png\nContent-ID: <1>\n\nx\n--b--\n--a\nContent-Type: text/calendar; charset=utf-8\n\nBEGIN\n--a--\n"
    );
    let mail = read(mail.as_bytes());
    assert_eq!(plain(&mail), "They met.");
    let types: Vec<_> = mail
        .attachments
        .iter()
        .map(|attached| (attached.content_type.as_str(), attached.is_inline))
        .collect();
    assert_eq!(types, [("image/png", true), ("text/calendar", false)]);
    assert_eq!(mail.attachments[1].charset.as_deref(), Some("utf-8"));
}

#[test]
fn mails_within_a_mail_are_attached_and_seals_are_not() {
    let mail = "From: a@b.example\nContent-Type: multipart/mixed; boundary=a\n\n--a\n\nSee.\n--a\nContent-Type: message/rfc822\n\n\
        Subject: Inner\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nWords\n--b--\n\n--a\nContent-Type: application/pgp-signature\n\nx\n--a--\n";
    let mail = read(mail.as_bytes());
    assert_eq!(mail.attachments.len(), 1);
    assert_eq!(mail.attachments[0].content_type, "message/rfc822");
    let bytes = mail.attachments[0].bytes();
    let inner = read(&bytes);
    assert_eq!(
        (inner.stated.title.as_deref(), plain(&inner).as_str()),
        (Some("Inner"), "Words")
    );
}

#[test]
fn a_mail_that_only_passes_another_on_states_what_that_one_does() {
    let mail = read("From: Georg Sol <georg@tarn.example>\nDate: Sat, 4 May 2024 08:00:00 +0200\nSubject: Fwd: Talks\n\nFYI\n\n\
        ---------- Forwarded message ---------\nFrom: Press Office <press@tarn.example>\nDate: Fri, 3 May 2024 at 10:15\nSubject: Talks on fish\n\n\
        They met.\n".as_bytes());
    assert_eq!(mail.stated.source.as_deref(), Some("Press Office"));
    assert_eq!(mail.stated.title.as_deref(), Some("Talks on fish"));
    assert_eq!(mail.stated.date.as_deref(), Some("2024-05-03T10:15:00"));
    let text = plain(&mail);
    assert_eq!(&text[mail.quoted.folded[0].range.end..], "They met.\n");
}

#[test]
fn a_person_who_writes_for_a_house_is_the_author() {
    let of = |more: &str, body: &str| {
        let mail = format!("From: Mara Lind <m.lind@tarn.example>\n{more}Subject: Fish\n\n{body}");
        let stated = read(mail.as_bytes()).stated;
        [stated.source, stated.author].map(Option::unwrap_or_default)
    };
    let house = "Organization: Ministry of Fish\n";
    assert_eq!(of(house, "We met."), ["Ministry of Fish", "Mara Lind"]);
    assert_eq!(of("", "We met."), ["Mara Lind", ""]);
    // Sent to many it is the house's.
    let to_many = format!("{house}List-Unsubscribe: <https://tarn.example/leave>\n");
    assert_eq!(of(&to_many, "They met."), ["Mara Lind", ""]);
    let passed = "---------- Forwarded message ---------\nFrom: Press <press@tarn.example>\nDate: 3 May 2024\n\nThey met.\n";
    assert_eq!(of(house, passed), ["Press", ""]);
}

#[test]
fn a_plain_text_that_leads_to_another_gives_way_to_the_page() {
    let page = "They met in Tarn on Friday and talked of fish until the evening. ";
    let is_page = |plain: &str, times: usize| {
        let mail = format!(
            "Subject: x\nContent-Type: multipart/alternative; boundary=b\n\n--b\n\n{plain}\n\
             --b\nContent-Type: text/html\n\n<p>{}\n--b--\n",
            page.repeat(times)
        );
        matches!(read(mail.as_bytes()).body, Body::Html(_))
    };
    let address = format!("https://tarn.example/?{}", "a1b2".repeat(40));
    assert!(is_page(&format!("See it here: {address}"), 1));
    assert!(is_page("Your reader of mail shows no HTML, alas.", 1));
    assert!(is_page("A word from Tarn", 1));
    assert!(!is_page(page, 1));
    assert!(!is_page(&format!("{page}{address}"), 1));
}

#[test]
fn mails_that_are_passed_on_beside_one_another_are_texts_of_their_own() {
    let head = |mark: &str, name: &str| {
        format!(
            "{mark}From: {name} <{name}@tarn.example>\nSent: 3 May 2024\nTo: Desk\nSubject: On {name}\n\n"
        )
    };
    let of = |mark: &str, form: &str| {
        let words = "They met.\n\nThey talked.";
        let text =
            ["Fish", "Ships", "Grain"].map(|name| format!("{}{words}\n\n", head(mark, name)));
        let text = format!("For the day.\n\n{}", text.concat());
        let text = match form {
            "html" => text
                .replace('<', "(")
                .replace('>', ")")
                .replace("\n\n", "<p>")
                .replace('\n', "<br>"),
            _ => text,
        };
        let mail = format!("Subject: Fwd: x\nContent-Type: text/{form}\n\n{text}");
        let texts = read(mail.as_bytes()).texts();
        let facts = texts.into_iter().map(|text| {
            let end = text.content.folds.last().map_or(0, |fold| fold.range.end);
            let own = text.content.text[end..].trim().to_owned();
            assert!(text.content.is_sound());
            (text.stated.title.unwrap_or_default(), own)
        });
        facts.collect::<Vec<_>>()
    };
    let all = ["On Fish", "On Ships", "On Grain"]
        .map(|title| (title.to_owned(), "They met.\n\nThey talked.".to_owned()));
    for mark in [
        "---------- Forwarded message ---------\n",
        "-----Original Message-----\n",
        "",
    ] {
        assert_eq!(of(mark, "plain"), all, "{mark}");
        assert_eq!(of(mark, "html"), all, "{mark}");
    }
}

#[test]
fn answers_are_told_by_their_headers() {
    let mail = read(b"From: a@b.example\nSubject: x\nIn-Reply-To: <1@b>\n\nYes.\n> Why?\n");
    assert_eq!(
        mail.quoted.folded.first().map(|it| it.range.clone()),
        Some(5..12)
    );
}

#[test]
fn line_ends_of_every_kind_are_read() {
    for end in ["\n", "\r\n", "\r"] {
        let mail = [
            "From: a@b.example",
            "Subject: Talks",
            " on fish",
            "Content-Type: multipart/mixed; boundary=a",
            "",
            "--a",
            "",
            "One",
            "two",
            "--a--",
            "",
        ]
        .join(end);
        let mail = read(mail.as_bytes());
        assert_eq!(
            (mail.stated.title.as_deref(), plain(&mail).as_str()),
            (Some("Talks on fish"), "One\ntwo"),
            "{end:?}"
        );
    }
}

#[test]
fn other_encodings_of_the_whole_file_are_read() {
    let text = "\u{FEFF}Subject: Öl\n\nThey met.";
    assert_eq!(read(text.as_bytes()).stated.title.as_deref(), Some("Öl"));
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read(&wide).stated.title.as_deref(), Some("Öl"));
}

#[test]
fn what_is_no_mail_is_a_text() {
    let mail = read(b"Just words\n\nand more");
    assert_eq!(plain(&mail), "Just words\n\nand more");
    assert_eq!(mail.stated, Stated::default());
    assert_eq!(plain(&read(b"")), "");
}

#[test]
fn limits_are_kept_and_said() {
    let mut bytes = b"Subject: x\n".to_vec();
    bytes.extend(
        b"X-Long: "
            .iter()
            .chain(&[b'a'; 1000])
            .chain(b"\n")
            .copied()
            .cycle()
            .take(100 << 20),
    );
    let mail = read(&bytes);
    assert_eq!(mail.stated.title.as_deref(), Some("x"));
    assert_eq!(
        mail.remarks,
        [Remark::Cut(Limit::Record), Remark::Cut(Limit::Unpacked)]
    );

    let mut bytes = b"Subject: x\n\n".to_vec();
    bytes.extend("é".as_bytes().iter().copied().cycle().take((9 << 20) + 1));
    let mail = read(&bytes);
    assert_eq!(mail.remarks, [Remark::Cut(Limit::Record)]);
    let text = plain(&mail);
    assert!(text.len() <= MOST_TEXT && text.ends_with('é'));

    let nested = "Content-Type: multipart/mixed; boundary=a\n\n--a\n".repeat(100_000);
    assert!(!read(nested.as_bytes()).remarks.is_empty());
    let nuls = vec![0; 1 << 20];
    assert!(read(&nuls).remarks.is_empty());
}

#[test]
fn a_mail_is_told_by_its_headers() {
    for head in [
        "From: a@b.example\nTo: c\nSubject: x\n\nBody",
        "From a@b.example Fri May  3 10:15:00 2024\nReceived: x\n",
        "Received: from x\r\n\tby y\r\n",
        "X-Odd: 1\nMIME-Version: 1.0\n",
        "Subject: x\rFrom: a@b.example\rDate: Fri, 3 May 2024 10:15:00 +0200\r\rBody",
    ] {
        assert!(is_mail(head.as_bytes()), "{head}");
    }
    for head in [
        "",
        "Title: x\nDate: 2024-05-03\nSource: y\n\nBody",
        "FROM: Embassy Tarn\nTO: Ministry\nSUBJECT: Talks\n\nThey met.",
        "From here on\nSubject: x",
        "Just words",
    ] {
        assert!(!is_mail(head.as_bytes()), "{head}");
    }
}

fn check(mail: &Mail<'_>) -> Result<(), TestCaseError> {
    let (Body::Plain(text) | Body::Html(text)) = &mail.body;
    let mut at = 0;
    for Fold { range, .. } in &mail.quoted.folded {
        prop_assert!(at <= range.start && range.start < range.end);
        prop_assert!(text.get(range.clone()).is_some());
        at = range.end;
    }
    for attached in &mail.attachments {
        let _ = attached.bytes();
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_bytes_are_a_mail(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        check(&read(&bytes))?;
        is_mail(&bytes);
    }

    #[test]
    fn any_pieces_are_a_mail(
        pieces in proptest::collection::vec(
            "From: |Subject: |Date: |Content-Type: |multipart/mixed|multipart/alternative|multipart/digest|message/rfc822|text/html|text/plain|; boundary=a|; charset=koi8-r|; format=flowed|\nContent-Transfer-Encoding: base64|\nContent-Transfer-Encoding: quoted-printable|\n|\r\n|\r|\n\n--a\n|--a--|=\\?utf-8\\?Q\\?|=\\?utf-8\\?B\\?|\\?=|=C3|\\(|\"|<|>|@|> q\n|-- \n|From: a\nDate: b\nSubject: c\n\n|\u{0}|é|[\u{0}-\u{FF}]{1,3}",
            0..60,
        ),
    ) {
        let bytes = pieces.concat().into_bytes();
        let mail = read(&bytes);
        check(&mail)?;
    }
}
