use proptest::prelude::*;

use super::*;
use crate::ingest::mail::subject::Prefixes;

const NONE: Prefixes = Prefixes {
    is_reply: false,
    is_forward: false,
};
const REPLY: Prefixes = Prefixes {
    is_reply: true,
    is_forward: false,
};

fn find(content: &Content, says: &[pages::Mail], prefixes: Prefixes, is_reply: bool) -> Quoted {
    let sent = Sent {
        prefixes,
        is_reply,
        ..Sent::default()
    };
    super::find(content, says, &sent)
}

/// The text of a page, what is folded of it in brackets.
fn seen(html: &str, prefixes: Prefixes) -> String {
    let (content, says) = pages::read_mail(html);
    let quoted = find(&content, &says, prefixes, prefixes.is_reply);
    let mut text = content.text.clone();
    for Fold { range, kind } in quoted.folded.iter().rev() {
        let sign = kind.name().chars().next().unwrap_or_default();
        text.insert(range.end, ']');
        text.insert_str(range.start, &format!("{sign}["));
    }
    text.replace('\n', "|")
}

#[test]
fn what_programs_quote_below_an_attribution_is_folded() {
    let of = |class: &str, attribution: &str, prefixes| {
        let html = format!(
            "<div>Yes.</div><div class=x_{class}><div>{attribution}</div><blockquote><p>One.</p><p>Two.</p></blockquote></div>"
        );
        seen(&html, prefixes)
    };
    for attribution in [
        "On Fri, 3 May 2024, Mara Lind wrote:",
        "Am 3. Mai 2024 schrieb Mara Lind:",
        "3 мая 2024 г. Мара Линд написала:",
        "Le 3 mai 2024, Mara Lind a écrit :",
        "Mara Lind mara@tarn.example:",
    ] {
        let folded = format!("Yes.||q[{attribution}||One.||Two.]");
        assert_eq!(of("quote", attribution, NONE), folded);
        assert_eq!(of("", attribution, REPLY), folded);
        // A release sets off what somebody wrote: only its class or that it answers makes it a quotation.
        assert_eq!(
            of("", attribution, NONE),
            folded.replace("q[", "").replace(']', "")
        );
    }
    // A design that calls it so quotes no mail.
    assert_eq!(
        of("pull-quote", "The minister:", NONE),
        "Yes.||The minister:||One.||Two."
    );
}

#[test]
fn what_can_be_nothing_but_cited_is_folded_without_one() {
    let html = "<p>Yes.</p><blockquote type=cite>One.<blockquote type=cite>Two.</blockquote></blockquote><p>So we do.</p>";
    assert_eq!(seen(html, NONE), "Yes.||q[One.||Two.]||So we do.");
    let html = "<blockquote type=cite>One.</blockquote>";
    assert_eq!(seen(html, REPLY), "One.");
}

#[test]
fn a_block_of_headers_opens_the_mail_that_is_answered() {
    let one_block = "<p>Да.</p><div><p><b>От:</b> Мара Линд<br><b>Отправлено:</b> 3 мая 2024 г.<br><b>Кому:</b> Георг<br>\
        <b>Тема:</b> Рыба</p></div><p>Раз.</p>";
    assert_eq!(
        seen(one_block, REPLY),
        "Да.||q[От: Мара Линд|Отправлено: 3 мая 2024 г.|Кому: Георг|Тема: Рыба||Раз.]"
    );
    let a_block_each = "<p>Ja.</p><hr><p>Von: Mara Lind</p><p>Gesendet: 3. Mai 2024</p><p>Betreff: Fisch</p><p>Eins.</p>";
    assert_eq!(
        seen(a_block_each, REPLY),
        "Ja.||***||q[Von: Mara Lind||Gesendet: 3. Mai 2024||Betreff: Fisch||Eins.]"
    );
    let no_mail = "<p>From: ten</p><p>To: noon</p><p>All are welcome.</p>";
    assert_eq!(
        seen(no_mail, REPLY),
        "From: ten||To: noon||All are welcome."
    );
}

#[test]
fn signatures_that_programs_mark_are_folded_and_those_of_a_release_are_not() {
    let of = |mark: &str| seen(&format!("<p>Yes.</p><div {mark}>Mara<br>Tarn</div>"), NONE);
    for mark in [
        "class=gmail_signature",
        "class=moz-signature",
        "id=Signature",
    ] {
        assert_eq!(of(mark), "Yes.||s[Mara|Tarn]");
    }
    assert_eq!(of("class=signature"), "Yes.||Mara|Tarn");
    let long = format!("<p>Yes.</p><div id=Signature>{}</div>", "word ".repeat(100));
    assert!(!seen(&long, NONE).contains('['));
}

#[test]
fn the_foot_of_a_list_may_lead_out_by_a_link() {
    let html = "<p>They met.</p><p><a href='https://tarn.example/leave'>Unsubscribe</a> from these mails.</p>";
    assert_eq!(
        seen(html, NONE),
        "They met.||f[Unsubscribe from these mails.]"
    );
    let html = "<p>They met.</p><p>They unsubscribe from the treaty.</p>";
    assert!(!seen(html, NONE).contains('['));
}

#[test]
fn a_mail_that_is_passed_on_is_the_text_and_only_what_it_quotes_is_folded() {
    let html = "<p>FYI</p><blockquote type=cite><div>Begin forwarded message:</div><div><b>From: </b>Press</div>\
        <div><b>Subject: </b>Fish</div><div><b>Date: </b>3 May 2024</div><p>They met.</p>\
        <blockquote type=cite>Older.</blockquote></blockquote>";
    assert_eq!(
        seen(html, NONE),
        "f[FYI||Begin forwarded message:||From: Press||Subject: Fish||Date: 3 May 2024||]They met.||q[Older.]"
    );
    let (mut content, says) = pages::read_mail(html);
    let quoted = find(&content, &says, NONE, false);
    let passed = quoted.forwarded.clone().expect("a mail that is passed on");
    assert_eq!(passed.stated.source.as_deref(), Some("Press"));
    unquote_passed(&mut content, &says, &quoted);
    let Layout::Blocks(blocks) = &content.layout else {
        panic!("{:?}", content.layout);
    };
    let kinds = blocks.iter().rev().take(2).map(|(kind, _)| *kind);
    assert_eq!(
        kinds.collect::<Vec<_>>(),
        [Kind::BlockQuote, Kind::Paragraph]
    );
}

proptest! {
    #[test]
    fn folds_are_ascending_and_on_letters_and_leave_something(
        parts in proptest::collection::vec(
            "<blockquote type=cite>|</blockquote>|<p>é|<div class=gmail_quote>|</div>|<p>On 3 May 2024 é wrote:|<p>From: é|\
             <p>Date: 3 May 2024|<p>Subject: é|<p>Begin forwarded message:|<div id=Signature>|<hr>|<br>|<p>-- |words ",
            0..40,
        ),
        is_reply: bool,
        is_forward: bool,
    ) {
        let (content, says) = pages::read_mail(&parts.concat());
        let Layout::Blocks(blocks) = &content.layout else {
            return Err(TestCaseError::fail("no blocks"));
        };
        prop_assert_eq!(blocks.len(), says.len());
        let quoted = find(&content, &says, Prefixes { is_reply, is_forward }, is_reply);
        let mut at = 0;
        for Fold { range, .. } in &quoted.folded {
            prop_assert!(at <= range.start && range.start < range.end);
            prop_assert!(content.text.get(range.clone()).is_some());
            at = range.end;
        }
    }
}
