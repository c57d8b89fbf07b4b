//! Why a quote has its speaker.

use std::sync::Arc;

use super::body_of;
use crate::briefing::{Confidence, QuoteKind};
use crate::insight::quotes::{Because, Ground, Why, read, why};

/// Why the last quote of a text has its speaker, and its confidence as it was read.
#[track_caller]
fn last_of(text: &str) -> (Why, Confidence) {
    let body = body_of(text);
    let quotes = read("", &body, Some("en")).quotes;
    let quote = quotes.last().expect("a quote");
    let found = why("", &body, Some("en"), quote).expect("it is found again");
    (found, quote.confidence)
}

#[track_caller]
fn check(text: &str, ground: Ground, because: Because, words: &[&str]) {
    let (why, confidence) = last_of(text);
    let found = (why.ground, why.because, why.excerpts(text));
    assert_eq!(found, (ground, because, words.to_vec()), "{text}");
    assert_eq!(because.confidence(), confidence, "{text}");
}

#[test]
fn a_clause_at_the_words_is_told_with_its_name_and_its_verb() {
    check(
        "“The door stays open,” said Envoy Marta Lind.",
        Ground::After,
        Because::InFull,
        &["said", "Envoy Marta Lind"],
    );
    check(
        "Asked about grain, Lind replied: “The door stays open.”",
        Ground::Before,
        Because::InPart,
        &["Lind", "replied"],
    );
    check(
        "According to Marta Lind, “the harvest was better than feared this year”.",
        Ground::Cited,
        Because::InFull,
        &["According to", "Marta Lind"],
    );
}

#[test]
fn words_that_go_on_rest_on_the_mention_of_the_quote_before() {
    check(
        "“The door stays open,” said Marta Lind. “We shall be glad to see them there.”",
        Ground::Carried,
        Because::Around,
        &["Marta Lind"],
    );
}

#[test]
fn a_pronoun_is_told_as_standing_for_a_name() {
    check(
        "Ms Marta Lind came late. “The door stays open for all of them,” she said.",
        Ground::After,
        Because::StandsFor,
        &["she", "said"],
    );
}

#[test]
fn a_quote_without_its_closing_mark_says_so() {
    check(
        "Marta Lind said: “The door stays open and we shall see them all.",
        Ground::Before,
        Because::Unclosed,
        &["Marta Lind", "said"],
    );
}

#[test]
fn a_turn_rests_on_its_label() {
    let text = "MARTA LIND: The door stays open for all.\n\nIVO MARR: We shall come, and soon.\n\n\
                MARTA LIND: Good.";
    check(text, Ground::Turn, Because::Labelled, &["MARTA LIND"]);
}

#[test]
fn words_without_marks_have_a_why_too() {
    check(
        "Marta Lind said that the harvest was better than feared.",
        Ground::Reported,
        Because::InFull,
        &["Marta Lind", "said"],
    );
}

#[test]
fn a_name_that_another_rule_would_give_is_a_rival() {
    let text = "“The bridge will open,” said Ivo Marr. Marta Lind laughed at that for a while. \
                “We shall all be very old by then.”";
    let (why, _) = last_of(text);
    assert_eq!(why.ground, Ground::Introduced);
    let name: Arc<str> = "Marta Lind".into();
    assert!(why.rivals.iter().all(|rival| rival.name != name), "{why:?}");
    let text = "Ivo Marr told Roe: “The bridge will open in May,” Marta Lind said.";
    let (why, confidence) = last_of(text);
    let rivals: Vec<_> = why.rivals.iter().map(|it| (&*it.name, it.ground)).collect();
    assert_eq!(rivals, [("Ivo Marr", Ground::Before)]);
    assert_eq!(
        (why.because, confidence),
        (Because::Rival, Confidence::Fair)
    );
}

#[test]
fn what_is_no_quote_has_no_why() {
    let text = "“The door stays open,” said Envoy Marta Lind.";
    let body = body_of(text);
    let mut quote = read("", &body, Some("en")).quotes.remove(0);
    quote.kind = QuoteKind::Turn;
    assert_eq!(why("", &body, Some("en"), &quote), None);
}

#[test]
fn whatever_is_watched_is_read_as_without_watching() {
    let text = "Ms Marta Lind came late. “The door stays open for all,” she said. “It always was.”\n\n\
                Minister Roe said that the talks were over. “They are not,” the minister added.";
    let body = body_of(text);
    for quote in read("", &body, Some("en")).quotes {
        let found = why("", &body, Some("en"), &quote).expect("it is found again");
        assert_eq!(found.because.confidence(), quote.confidence, "{quote:?}");
    }
}
