//! The subject of a reporting verb, and what only looks like one.

use super::check;

#[test]
fn an_adverb_before_the_verb_parts_it_from_no_subject() {
    check(
        "en",
        "Minister Anna Roe has openly labelled Ove Lind a “master of delay”.",
        &["Anna Roe | master of delay"],
    );
    check(
        "en",
        "The government of Norland strongly condemns the “slow drowning” of the delta.",
        &["government of Norland | slow drowning"],
    );
    check(
        "fr",
        "Mme Anna Roe a clairement déclaré : « La porte reste ouverte. »",
        &["Anna Roe | La porte reste ouverte."],
    );
}

#[test]
fn a_noun_that_looks_like_a_verb_has_no_subject() {
    check(
        "en",
        "The role that Norland plays in the affairs of dozens of other states refutes all talk of \
         the “twilight of the harbours”.",
        &[],
    );
}

#[test]
fn an_adjective_is_nobody() {
    check(
        "en",
        "The Dutch reply, dated November 29, concluded that “nothing in these rumours is true, \
         and nothing ever was”.",
        &["? | nothing in these rumours is true, and nothing ever was"],
    );
    check(
        "en",
        "The Dutch said: “We shall see.”",
        &["Dutch | We shall see."],
    );
}

#[test]
fn what_stands_before_a_name_is_no_part_of_it() {
    check(
        "en",
        "Senate Armed Services Ranking Member Roger Hallam said: “We shall build it.”",
        &["Roger Hallam | We shall build it."],
    );
    check(
        "en",
        "Suggest Lindqvist be told soon. Lindqvist has just sent a message reading: “I come.”",
        &["Lindqvist | I come."],
    );
    check(
        "en",
        "“Straws in the Wind” - Changes in Harbour Policy\n\nEnclosed is a memorandum.",
        &[],
    );
}

#[test]
fn whom_a_paper_quotes_is_who_speaks() {
    for text in [
        "“The harbour will stay shut,” the Tarn Gazette quoted Anna Roe as saying.",
        "“The harbour will stay shut,” Anna Roe was quoted as saying on Monday.",
    ] {
        check("en", text, &["Anna Roe | The harbour will stay shut,"]);
    }
    check(
        "en",
        "Anna Roe said, according to the Tarn Gazette, that “the harbour will stay shut”.",
        &["Anna Roe | the harbour will stay shut"],
    );
}

#[test]
fn what_somebody_refuses_to_say_is_not_said() {
    check("en", "Anna Roe refused to say “sorry for all of it”.", &[]);
    check("en", "“Sorry for all of it,” Anna Roe never said.", &[]);
}

#[test]
fn a_role_is_nobody_whom_its_sentence_names_too() {
    check(
        "en",
        "The minister told Anna Roe that “for good reasons” the text was not at hand.",
        &["minister | for good reasons"],
    );
}
