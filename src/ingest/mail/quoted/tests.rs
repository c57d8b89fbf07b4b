use proptest::prelude::*;

use super::*;
use crate::ingest::mail::subject::Prefixes;

const REPLY: Prefixes = Prefixes {
    is_reply: true,
    is_forward: false,
};
const FORWARD: Prefixes = Prefixes {
    is_reply: false,
    is_forward: true,
};
const NONE: Prefixes = Prefixes {
    is_reply: false,
    is_forward: false,
};

fn find(text: &str, prefixes: Prefixes, is_reply: bool) -> Quoted {
    let sent = Sent {
        prefixes,
        is_reply,
        recipients: " press desk <desk@tarn.example>".to_owned(),
    };
    super::find(text, &sent)
}

/// What stays of a text when the folded stretches are left out.
fn own(text: &str, prefixes: Prefixes) -> String {
    let quoted = find(text, prefixes, prefixes.is_reply);
    let mut own = text.to_owned();
    for fold in quoted.folded.into_iter().rev() {
        own.replace_range(fold.range, "");
    }
    own.trim().replace("\n\n\n", "\n\n")
}

#[test]
fn answers_fold_what_they_quote() {
    let text = "We agree.\n\nOn Fri, 3 May 2024 at 10:15, Mara Lind\n<mara@tarn.example> wrote:\n\n> Do you agree?\n>\n> Mara\n\nGeorg\n";
    assert_eq!(own(text, REPLY), "We agree.\n\nGeorg");
    assert_eq!(own(text, NONE), "We agree.\n\nGeorg");
    let text = "Ja.\n\nAm 03.05.2024 schrieb Mara Lind:\n> Eine Frage\n";
    assert_eq!(own(text, NONE), "Ja.");
    let text =
        "Согласны.\n\n3 мая 2024 г., 10:15 пользователь Мара Линд написал:\n> Вопрос\n> ещё\n";
    assert_eq!(own(text, NONE), "Согласны.");
    let text = "We agree.\n\n-----Original Message-----\nFrom: Mara Lind\nSent: Friday, May 3, 2024 10:15 AM\nTo: Georg Sol\nSubject: Talks\n\nDo you agree?\n";
    assert_eq!(own(text, REPLY), "We agree.");
}

#[test]
fn words_above_the_headers_of_a_mail_answer_it_or_are_a_note_to_it() {
    let head = "From: FROM\nSent: Friday, May 3, 2024 10:15 AM\nTo: x\nSubject: Talks\n\n";
    let of = |above: &str, from: &str, below: &str| {
        let text = format!("{above}\n\n{}{below}", head.replace("FROM", from));
        let found = find(&text, NONE, false);
        let is_passed = found.forwarded.is_some_and(|it| it.is_all);
        (is_passed, own(&text, NONE))
    };
    let answer = "They will meet in Tarn on Monday, in the old town hall.";
    let question = "When and where will they meet?";
    let release = "They met. ".repeat(30);
    let release = release.trim();
    let answered = (false, answer.to_owned());
    assert_eq!(of(answer, "Mara Lind", question), answered);
    // Whoever is written to asked, however long.
    let asker = "Desk <desk@tarn.example>";
    assert_eq!(of(answer, asker, release), answered);
    assert_eq!(
        of("For you.", "Press <press@norland.example>", release),
        (true, release.to_owned())
    );
    assert_eq!(of("", asker, question), (true, question.to_owned()));
    // A long text above another one may do either.
    assert_eq!(
        of(release, "Mara Lind", question),
        (false, release.to_owned())
    );
    let (is_passed, both) = of(release, "Mara Lind", release);
    assert!(!is_passed && both.matches(release).count() == 2);
}

#[test]
fn an_answer_that_is_passed_on_keeps_its_own_words() {
    let text = "FYI\n\n---- Forwarded message ----\nFrom: Press <press@tarn.example>\nDate: 4 May 2024\nTo: Mara <mara@lind.example>\n\
        Subject: Re: Talks\n\nThey will meet on Monday.\n\nFrom: Mara <mara@lind.example>\nSent: 3 May 2024\nTo: Press\nSubject: Talks\n\n\
        Will they meet, and if so, when and where, and who will be there with them?\n";
    assert_eq!(own(text, NONE), "They will meet on Monday.");
    let forwarded = find(text, NONE, false).forwarded.unwrap();
    assert_eq!(forwarded.stated.source.as_deref(), Some("Press"));
}

#[test]
fn two_lines_after_arrows_are_no_quotation_in_a_release() {
    let text = "The talks:\n> fish\n> ships\n\nMore words.\n";
    assert_eq!(own(text, NONE), text.trim());
    assert_eq!(own(text, REPLY), "The talks:\n\nMore words.");
}

#[test]
fn a_text_that_is_all_quoted_is_not_folded() {
    let text = "> They met.\n> They talked.\n> They parted.\n";
    assert_eq!(find(text, REPLY, true), Quoted::default());
}

#[test]
fn signatures_and_the_feet_of_lists_fold() {
    let text = "They met on Friday.\n\n-- \nMara Lind\nMinistry of Fish\n";
    assert_eq!(own(text, NONE), "They met on Friday.");
    let text = "They met.\n_______________________________________________\nPress mailing list\nPress@tarn.example\nhttps://lists.tarn.example/listinfo/press\n";
    assert_eq!(own(text, NONE), "They met.");
    let text = "They met.\n\n-- \nMara\n\n________________________\n\nYou received this message because it pleases us.\nTo unsubscribe write to press-leave@tarn.example.\n";
    assert_eq!(own(text, NONE), "They met.");
    let text = "They met.\n\nThe ministry has a mailing list of 300 houses.\n";
    assert_eq!(own(text, NONE), text.trim());
    let text = "--\nOnly this\n";
    assert_eq!(own(text, NONE), text.trim());
}

#[test]
fn folds_say_what_they_are() {
    let kinds = |text: &str, prefixes: Prefixes| {
        let quoted = find(text, prefixes, prefixes.is_reply);
        let kinds = quoted.folded.into_iter().map(|fold| fold.kind);
        kinds.collect::<Vec<_>>()
    };
    let foot =
        "\n-- \nMara\n\n____________\nPress mailing list\nhttps://lists.tarn.example/press\n";
    for above in [
        "Yes.\n\nOn 3 May 2024 Mara Lind wrote:\n> One\n\nAnd yes.\n",
        "Ja.\n\nAm 3. Mai 2024 schrieb Mara Lind:\n> Eins\n\nUnd ja.\n",
        "Да.\n\n3 мая 2024 г. Мара Линд написала:\n> Раз\n\nИ да.\n",
    ] {
        assert_eq!(
            kinds(&format!("{above}{foot}"), NONE),
            [FoldKind::Quoted, FoldKind::Signature, FoldKind::Footer]
        );
    }
    let passed = "FYI\n\n-------- Weitergeleitete Nachricht --------\nVon: a@b.example\nDatum: 3. Mai 2024\n\nSie trafen sich.\n";
    assert_eq!(kinds(passed, NONE), [FoldKind::Forward]);
    let headed = "\nFrom: Mara\nDate: 3 May 2024\nSubject: x\n\nYes.";
    assert_eq!(&headed[headers_above(headed)..], "Yes.");
    assert_eq!(
        headers_above("Words.\n\nFrom: Mara\nDate: 3 May 2024\nSubject: x\n"),
        0
    );
}

#[test]
fn a_signature_above_the_quotation_that_closes_an_answer_folds_too() {
    let quotation =
        "On Fri, 3 May 2024 at 10:15, Georg Sol\n<georg@tarn.example> wrote:\n\n> Do you agree?\n";
    let text = format!("We agree.\n\n-- \nMara Lind\nMinistry of Fish\n\n{quotation}");
    assert_eq!(own(&text, REPLY), "We agree.");
    let text = format!("{text}\n________________________\nTo unsubscribe: https://tarn.example\n");
    assert_eq!(own(&text, REPLY), "We agree.");
    let text = "We agree.\n-- \nMara\n> Do you agree?\n> And on ships?\n";
    assert_eq!(own(text, REPLY), "We agree.");
    // What answers a quotation is no part of a signature above it.
    let text = "First the fish.\n--\nNow the ships:\n> Do you agree?\nWe do.\n";
    assert_eq!(
        own(text, REPLY),
        "First the fish.\n--\nNow the ships:\nWe do."
    );
}

#[test]
fn a_mail_that_is_passed_on_is_found_with_what_it_states() {
    for (text, prefixes) in [
        (
            "FYI\n\n---------- Forwarded message ---------\nFrom: Press Office <press@tarn.example>\nDate: Fri, 3 May 2024 10:15:00 +0200\nSubject: Fwd: Talks on\n fish\nTo: <list@tarn.example>\n\n\nThey met.\n",
            NONE,
        ),
        (
            "-----Original Message-----\nFrom: Press Office [mailto:press@tarn.example]\nSent: Fri, 3 May 2024 10:15:00 +0200\nTo: x\nSubject: Talks on fish\n\nThey met.\n",
            FORWARD,
        ),
        (
            "________________________________\n*From:* Press Office <press@tarn.example>\n*Sent:* Fri, 3 May 2024 10:15:00 +0200\n*To:* x\n*Subject:* Talks on fish\n\nThey met.\n",
            NONE,
        ),
        (
            "-------- Перенаправленное сообщение --------\nТема: Talks on fish\nДата: Fri, 3 May 2024 10:15:00 +0200\nОт: Press Office <press@tarn.example>\nКому: x\n\nThey met.\n",
            NONE,
        ),
    ] {
        let quoted = find(text, prefixes, false);
        let forwarded = quoted.forwarded.unwrap_or_else(|| panic!("{text}"));
        assert!(forwarded.is_all);
        assert_eq!(
            forwarded.stated.title.as_deref(),
            Some("Talks on fish"),
            "{text}"
        );
        assert_eq!(forwarded.stated.source.as_deref(), Some("Press Office"));
        assert_eq!(
            forwarded.stated.date.as_deref(),
            Some("2024-05-03T10:15:00+02:00")
        );
        assert_eq!(&text[forwarded.head.end..], "They met.\n");
        assert_eq!(own(text, prefixes), "They met.");
    }
}

#[test]
fn a_line_under_the_mark_may_be_the_head_and_the_mark_below_goes() {
    let text = "Сведения.\n\n-------- Пересылаемое сообщение --------\n03.05.2024, 10:15, \"Пресса, Тарн\" <press@tarn.example>:\n\n\
        Они встретились.\n-------- Конец пересылаемого сообщения --------\n";
    let forwarded = find(text, NONE, false).forwarded.unwrap();
    assert_eq!(forwarded.stated.source.as_deref(), Some("Пресса, Тарн"));
    assert!(
        forwarded
            .stated
            .date
            .is_some_and(|date| date.starts_with("03.05.2024") || date.starts_with("2024-05-03"))
    );
    assert_eq!(own(text, NONE), "Они встретились.");
    let text = "----- Forwarded message from Press <press@tarn.example> -----\n\nFrom: Press <press@tarn.example>\nSubject: Talks\n\n\
        They met.\n\n----- End forwarded message -----\n\nIs it so?\n";
    assert_eq!(own(text, NONE), "They met.\n\nIs it so?");
}

#[test]
fn what_a_device_or_a_gateway_adds_folds() {
    let quotation = "On Fri, 3 May 2024, Mara <mara@tarn.example> wrote:\n> Why?\n";
    for line in [
        "Sent from my iPhone",
        "Von meinem iPhone gesendet",
        "Envoyé de mon téléphone",
        "Отправлено с iPhone",
        "Sent with Proton Mail secure email.",
    ] {
        assert_eq!(own(&format!("They met.\n\n{line}\n"), NONE), "They met.");
        let text = format!("They met.\n\n{line}\n\n{quotation}");
        assert_eq!(own(&text, REPLY), "They met.");
    }
    let text = "They met.\nSent from my iPhone\n";
    assert_eq!(own(text, NONE), text.trim());
    let banner = "CAUTION: This email originated from outside the house.\nDo not click.\n\n";
    assert_eq!(own(&format!("{banner}They met.\n"), NONE), "They met.");
    let passed = "FYI\n\n---- Forwarded message ----\nFrom: a@b.example\nDate: 3 May 2024\nSubject: x\n\nThey met.";
    assert_eq!(own(&format!("{banner}{passed}"), NONE), "They met.");
    assert_eq!(own(banner, NONE), banner.trim());
}

#[test]
fn the_messages_of_a_digest_are_not_folded() {
    let rule = "-".repeat(30);
    let message = |day, subject: &str| {
        format!(
            "Message: {day}\nDate: {day} May 2024\nFrom: Press <press@tarn.example>\nSubject: {subject}\n\nThey met.\n\n"
        )
    };
    let text = format!(
        "Today's Topics:\n\n{rule}\n\n{}{rule}\n\n{}{rule}\n\nEnd of Tarn Digest\n",
        message(1, "Fish"),
        message(2, "Ships")
    );
    assert_eq!(find(&text, NONE, false), Quoted::default());
}

#[test]
fn a_mail_passed_on_twice_is_the_innermost() {
    let text = "See below.\n\nBegin forwarded message:\n\nFrom: Georg Sol <georg@tarn.example>\nSubject: Fwd: Talks\nDate: 4 May 2024\n\nBegin forwarded message:\n\nFrom: Press <press@tarn.example>\nSubject: Talks\nDate: 3 May 2024\n\nThey met.\n";
    let forwarded = find(text, NONE, false).forwarded.unwrap();
    assert_eq!(forwarded.stated.source.as_deref(), Some("Press"));
    assert_eq!(&text[forwarded.head.end..], "They met.\n");
}

#[test]
fn a_mail_with_words_of_its_own_keeps_them() {
    let note = "They will meet again and again. ".repeat(10);
    let text = format!(
        "{note}\n\n---------- Forwarded message ---------\nFrom: a@b.example\nDate: 3 May 2024\nSubject: x\n\nInner.\n"
    );
    let quoted = find(&text, FORWARD, false);
    assert!(!quoted.forwarded.unwrap().is_all);
    assert_eq!(quoted.folded, []);
}

#[test]
fn a_mail_that_is_passed_on_in_quotes_is_unquoted() {
    let text = "Begin forwarded message:\n\n> From: Press <press@tarn.example>\n> Subject: Talks\n> Date: 3 May 2024\n> \n> They met.\n>> Or not.\n";
    let plain = unquoted_forward(text).unwrap();
    assert_eq!(
        plain,
        "Begin forwarded message:\n\nFrom: Press <press@tarn.example>\nSubject: Talks\nDate: 3 May 2024\n\nThey met.\n> Or not.\n"
    );
    assert_eq!(unquoted_forward("> From here\n> on"), None);
}

#[test]
fn lines_with_colons_in_a_text_are_no_headers() {
    for text in [
        "From: Tarn\nTo: Norland\n\nThe ferry leaves at six.\n",
        "Programme\n\nFrom: ten o'clock\nSubject: fish\n\nAll are welcome.\n",
    ] {
        assert_eq!(find(text, NONE, false), Quoted::default(), "{text}");
    }
}

#[test]
fn lines_that_only_look_like_headers_hide_no_mail() {
    let inner = "From: a@b.example\nDate: 3 May 2024\nSubject: x\n> \n\n> Inner.\n";
    let text = format!("{}{inner}", "From: ten o'clock\n\n".repeat(100));
    let head = find(&text, FORWARD, false).forwarded.unwrap().head;
    assert_eq!(&text[head.end..], "> Inner.\n");
    let text = format!("{}{inner}", "From: ten o'clock\n\n".repeat(1_000));
    assert_eq!(find(&text, FORWARD, false).forwarded, None);
}

proptest! {
    #[test]
    fn stretches_are_ascending_and_on_letters(
        parts in proptest::collection::vec(
            "> q\n|>> é\n|\n|-- \n|On 3 May 2024 é wrote:\n|From: é\n|Date: 3 May 2024\n|Subject: é\n|-----Original Message-----\n|Begin forwarded message:\n|__________\n|unsubscribe http://é\n|é\r\n|words ",
            0..40,
        ),
        is_reply: bool,
        is_forward: bool,
    ) {
        let text = parts.concat();
        let quoted = find(&text, Prefixes { is_reply, is_forward }, is_reply);
        let mut at = 0;
        for Fold { range, .. } in &quoted.folded {
            prop_assert!(at <= range.start && range.start < range.end);
            prop_assert!(text.get(range.clone()).is_some());
            at = range.end;
        }
        if let Some(forwarded) = &quoted.forwarded {
            prop_assert!(text.get(forwarded.head.clone()).is_some());
        }
        let _ = unquoted_forward(&text);
    }
}
