use std::io::Cursor;

use proptest::prelude::*;

use super::*;

const LINE: &str = "From press@tarn.example Fri May  3 10:15:00 2024";

/// The mails of a mailbox, each as the stretch of the file and as it is given.
fn all(text: &[u8]) -> Vec<(Range<u64>, String)> {
    let mut found = Vec::new();
    // Few bytes at once, so that everything that can fall apart does.
    let mut input = io::BufReader::with_capacity(3, Cursor::new(text));
    messages(&mut input, &mut |message| {
        let stretch = &text[message.at.start as usize..message.at.end as usize];
        let (bytes, is_cut) = message_at(stretch);
        assert_eq!((&bytes, is_cut), (&message.bytes, message.is_cut));
        found.push((
            message.at,
            String::from_utf8_lossy(&message.bytes).into_owned(),
        ));
        ControlFlow::Continue(())
    })
    .unwrap();
    found
}

fn mails(text: &str) -> Vec<String> {
    all(text.as_bytes())
        .into_iter()
        .map(|(_, mail)| mail)
        .collect()
}

#[test]
fn mails_are_parted_and_unquoted() {
    let text = format!(
        "{LINE}\nSubject: One\n\nThey met.\n>From here on.\n\nFrom there on: more.\n\n{LINE}\nSubject: Two\n\n>>From x\n\n"
    );
    // One dialect or the other: a line that is not quoted says that none is.
    assert_eq!(
        mails(&text),
        [
            "Subject: One\n\nThey met.\n>From here on.\n\nFrom there on: more.\n",
            "Subject: Two\n\n>From x\n"
        ]
    );
    let text = format!("{LINE}\nSubject: One\n\n>From here on.\na >From b\n\n{LINE}\n\nTwo");
    assert_eq!(
        mails(&text),
        ["Subject: One\n\nFrom here on.\na >From b\n", "\nTwo"]
    );
    assert_eq!(all(text.as_bytes())[0].0.start, LINE.len() as u64 + 1);
}

#[test]
fn a_stated_length_counts_where_it_is_true() {
    let body = format!("They met.\n\n{LINE}\nSubject: inner\n\nx\n");
    let text = |length: usize| {
        format!(
            "{LINE}\nSubject: One\nContent-Length: {length}\n\n{body}\n{LINE}\nSubject: Two\n\ny\n"
        )
    };
    let found = mails(&text(body.len()));
    assert_eq!(found.len(), 2);
    assert!(found[0].ends_with(&body));
    assert_eq!(mails(&text(body.len() - 3)).len(), 3);
    assert_eq!(mails(&text(usize::MAX)).len(), 3);
    let quoted = format!("{LINE}\nContent-Length: 15\n\n>From here on.\n\n{LINE}\n\n");
    assert_eq!(mails(&quoted)[0], "Content-Length: 15\n\nFrom here on.\n");
}

#[test]
fn lines_between_mails_have_many_forms() {
    for line in [
        "From - Fri May 03 10:15:00 2024",
        "From MAILER-DAEMON Fri May  3 10:15:00 2024",
        "From \"mara lind\"@tarn.example Fri May  3 10:15 2024",
        "From 1234@xxx Fri May 03 10:15:00 +0000 2024",
        "From mara@tarn.example Fri, 3 May 2024 10:15:00 +0200",
        "From mara@tarn.example",
    ] {
        for end in ["\n", "\r\n"] {
            let text = [
                line,
                "Received: x",
                "From: y",
                "",
                "One",
                "",
                line,
                "From: z",
                "To: y",
                "",
                "Two",
                "",
            ]
            .join(end);
            let found = mails(&text);
            assert_eq!(found.len(), 2, "{line}");
            assert_eq!(
                found[0],
                ["Received: x", "From: y", "", "One", ""].join(end),
                "{line}"
            );
        }
    }
}

#[test]
fn sentences_that_begin_with_from_part_nothing() {
    let text = format!(
        "{LINE}\nSubject: One\n\nFrom Tarn we hear: nothing.\n\nFrom 10:15 on, in 2024, they met.\nThey left.\n\nFrom: x\n\nFrom y\nTo: z\nwords\n"
    );
    assert_eq!(mails(&text).len(), 1);
}

#[test]
fn a_mailbox_without_blank_lines_or_with_empty_mails_is_read() {
    let text = format!("{LINE}\nSubject: One\n\nx\n{LINE}\nSubject: Two\n\ny");
    assert_eq!(mails(&text), ["Subject: One\n\nx\n", "Subject: Two\n\ny"]);
    let text = format!("\n\n{LINE}\nSubject: One\n\n{LINE}\n\n{LINE}\nSubject: Two\n");
    assert_eq!(mails(&text), ["Subject: One\n", "", "Subject: Two\n"]);
    assert_eq!(mails(""), Vec::<String>::new());
    assert_eq!(mails("\n\n"), Vec::<String>::new());
    assert_eq!(mails(LINE), [""]);
    let text = format!("the end of a mail\n\n{LINE}\nSubject: x\n\ny\n");
    assert_eq!(mails(&text), ["the end of a mail\n", "Subject: x\n\ny\n"]);
}

#[test]
fn a_mail_over_the_limit_is_cut_and_the_next_one_is_read() {
    let mut text = format!("{LINE}\nSubject: One\n\n").into_bytes();
    text.extend(
        b"words and more of them\n"
            .iter()
            .copied()
            .cycle()
            .take(MOST + (3 << 20)),
    );
    text.extend(format!("\n\n{LINE}\nSubject: Two\n\ny\n").into_bytes());
    let mut found = Vec::new();
    messages(&mut &text[..], &mut |message| {
        found.push((message.at.clone(), message.bytes.len(), message.is_cut));
        let stretch = &text[message.at.start as usize..message.at.end as usize];
        assert!(message_at(stretch).0 == message.bytes);
        ControlFlow::Continue(())
    })
    .unwrap();
    let first = LINE.len() as u64 + 1;
    let end = (text.len() - LINE.len() - "\n\nSubject: Two\n\ny\n".len()) as u64;
    assert_eq!(found[0], (first..end, MOST, true));
    assert_eq!(found[1].1, "Subject: Two\n\ny\n".len());
    assert!(!found[1].2);
}

#[test]
fn reading_may_break_off() {
    let text = format!("{LINE}\nSubject: One\n\n\n").repeat(5);
    let mut count = 0;
    messages(&mut text.as_bytes(), &mut |_| {
        count += 1;
        match count {
            2 => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        }
    })
    .unwrap();
    assert_eq!(count, 2);
}

#[test]
fn a_line_that_opens_no_mail_ends_none() {
    for text in [
        format!("{LINE}\n words\n"),
        format!("{LINE}\n\nx\n{LINE}\n words\n"),
    ] {
        assert_eq!(mails(&text).len(), 1, "{text}");
    }
}

#[test]
fn a_mailbox_is_told_by_its_first_line() {
    assert!(is_mbox(format!("{LINE}\nSubject: x\n").as_bytes()));
    assert!(is_mbox(b"From a@b Mon\nReturn-Path: <x>\nTo: y\n"));
    assert!(is_mbox(format!("\n{LINE}\r\n\r\nx").as_bytes()));
    assert!(!is_mbox(b"From here on: words\nand: more"));
    assert!(!is_mbox(b"From: a@b\nTo: c\n"));
    assert!(!is_mbox(b""));
}

proptest! {
    #[test]
    fn stretches_ascend_and_give_the_same_mails(
        pieces in proptest::collection::vec(
            "From a Fri May  3 10:15:00 2024\n|From b\n|\n|\r\n|Subject: x\n|To: y\n|Content-Length: [0-9]{1,2}\n|>From |>|words|é\n|[\u{0}-\u{FF}]",
            0..40,
        ),
    ) {
        let text = pieces.concat();
        let mut at = 0;
        for (stretch, _) in all(text.as_bytes()) {
            prop_assert!(at <= stretch.start && stretch.start <= stretch.end);
            at = stretch.end;
        }
        prop_assert!(at <= text.len() as u64);
        is_mbox(text.as_bytes());
    }
}
