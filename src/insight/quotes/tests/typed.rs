//! Quotation marks as a typewriter, a keyboard or a web page puts them.

use super::*;

#[test]
fn typed_marks_open_and_close_like_printed_ones() {
    for (open, close) in [
        ("``", "''"),
        ("`", "'"),
        ("''", "''"),
        ("″", "″"),
        ("＂", "＂"),
        ("&quot;", "&quot;"),
        ("&ldquo;", "&rdquo;"),
        ("<<", ">>"),
        ("<< ", " >>"),
    ] {
        let text = format!("{open}We shall sail in the spring,{close} said Mara Lind.");
        let body = body_of(&text);
        let found = read("", &body, Some("en")).quotes;
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0].words(&text).trim(), "We shall sail in the spring,");
        assert_eq!(found[0].speaker.as_deref(), Some("Mara Lind"), "{text}");
    }
}

#[test]
fn angled_marks_may_point_inwards() {
    check(
        "de",
        ">>Wir kommen wieder, das steht fest<<, sagte Mara Lind.",
        &["Mara Lind | Wir kommen wieder, das steht fest"],
    );
}

#[test]
fn how_often_a_mail_was_answered_is_no_mark() {
    check(
        "en",
        ">> We met on Monday.\n>> Nobody came, said Lind.",
        &[],
    );
}

#[test]
fn a_mark_in_letters_ends_a_clause_that_is_reported() {
    let found = said(
        "en",
        "",
        "Lind said that the door was open. , A&quot;, said ''」",
    );
    assert_eq!(found.len(), 1, "{found:?}");
}
