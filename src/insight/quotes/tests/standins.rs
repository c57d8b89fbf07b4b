//! Whom a general word, a part of a name or a verb stands for.

use super::{check, said};

#[test]
fn a_word_for_any_body_is_the_one_that_was_spoken_of() {
    check(
        "en",
        "The Norland Trade Organisation opened a port in May.\n\nAccording to UNICEF, the harbour \
         is full. “Every child needs a boat,” the organisation said.",
        &[
            "UNICEF | the harbour is full",
            "UNICEF | Every child needs a boat,",
        ],
    );
    check(
        "en",
        "The Ministry of Water welcomed it. “Every child needs a boat,” the organisation said.",
        &["organisation | Every child needs a boat,"],
    );
    check(
        "de",
        "Die UNICEF begrüßte den Plan. Die Organisation teilte mit: „Jedes Kind braucht ein Boot.“",
        &["UNICEF | Jedes Kind braucht ein Boot."],
    );
}

#[test]
fn a_body_may_belong_to_several() {
    check(
        "en",
        "The Northern Shippers’ Forum warned: “The channel is too narrow for all of us.”",
        &["Northern Shippers’ Forum | The channel is too narrow for all of us."],
    );
}

#[test]
fn a_pronoun_for_a_role_has_the_country_that_the_role_was_given() {
    check(
        "en",
        "Lind received the Norland ambassador. The ambassador thanked him. “We leave in May,” he \
         said.",
        &["Norland ambassador | We leave in May,"],
    );
}

#[test]
fn what_a_preposition_governs_says_nothing() {
    let found = said(
        "en",
        "",
        "The draft before you says “we shall build the harbour by May”.",
    );
    assert_eq!(found, ["draft | we shall build the harbour by May"]);
}
