//! Scenarios of transcripts: `speaker | words` of each turn.

use super::tests::said;

#[track_caller]
fn check(language: &str, text: &str, expected: &[&str]) {
    assert_eq!(said(language, "", text), expected, "{text}");
}

#[test]
fn a_label_that_comes_once_ends_the_turn_before_it() {
    check(
        "en",
        "Mr. Roe (Estmark): We agree.\n\n\
         Mr. Lacas (Norland), Rapporteur of the Committee: I thank him.\n\n\
         Opposition senators: By whom?\n\n\
         Journalist from Norland TV: When?\n\n\
         Mr. Roe (Estmark): Soon.",
        &[
            "Roe | We agree.",
            "Lacas | I thank him.",
            "Opposition senators | By whom?",
            "? | When?",
            "Roe | Soon.",
        ],
    );
}

#[test]
fn the_chair_is_not_given_the_name_of_a_guest() {
    check(
        "en",
        "The President: We shall hear the guest.\n\n\
         President Varga: Thank you.\n\n\
         The President: We thank the President of Norland.",
        &[
            "The President | We shall hear the guest.",
            "Varga | Thank you.",
            "The President | We thank the President of Norland.",
        ],
    );
}

#[test]
fn an_office_is_bound_by_a_label_or_by_the_title() {
    check(
        "en",
        "The Chair (Ms. Lind): Welcome.\n\nMr. Roe: Thanks.\n\nThe Chair: Please.",
        &["Lind | Welcome.", "Roe | Thanks.", "Lind | Please."],
    );
    let text = "THE VICE PRESIDENT: Hello. (Applause.)\n\nPresident Varga is here.";
    assert_eq!(
        said("en", "Remarks by Vice President Lind", text),
        ["Lind | Hello. (Applause.) / President Varga is here."]
    );
}

#[test]
fn one_surname_of_two_states_is_two_persons() {
    check(
        "en",
        "Mr. Jansen (Norland): Yes.\n\nMr. Jansen (Sudmark): No.",
        &["Jansen (Norland) | Yes.", "Jansen (Sudmark) | No."],
    );
}

#[test]
fn labels_are_found_before_stops_dashes_lines_and_behind_times() {
    let expected = ["Lind | We agree.", "Roe | I do not.", "Lind | A pity."];
    for text in [
        "Mr. LIND. We agree.\n\nMs. ROE. I do not.\n\nMr. LIND. A pity.",
        "Mr LIND (Tarn)—We agree.\n\nMs ROE (Ost)—I do not.\n\nMr LIND—A pity.",
    ] {
        check("en", text, &expected);
    }
    let expected = [
        "Anna Lind | We agree.",
        "Jan Roe | I do not.",
        "Anna Lind | A pity.",
    ];
    for text in [
        "ANNA LIND\nWe agree.\n\nJAN ROE\nI do not.\n\nANNA LIND\nA pity.",
        "[00:05] Anna Lind: We agree.\n\n[00:15] Jan Roe: I do not.\n\n[00:25] Anna Lind: A pity.",
        "**Anna Lind** — We agree.\n\n**Jan Roe** — I do not.\n\n**Anna Lind** — A pity.",
    ] {
        check("en", text, &expected);
    }
    check(
        "fr",
        "M. le président. La parole est à elle.\n\nMme Anne Roe. Merci.\n\nM. le président. Bien.",
        &[
            "M. le président | La parole est à elle.",
            "Anne Roe | Merci.",
            "M. le président | Bien.",
        ],
    );
}

#[test]
fn one_label_is_enough_where_office_and_name_stand_in_it() {
    check(
        "en",
        "They met in Tarn.\n\nPrime Minister Ida Brandt: We shall build it.\n\nI thank you.\n\n\
         The bridge is long. Brandt left on Monday.",
        &["Ida Brandt | We shall build it. / I thank you."],
    );
}

#[test]
fn a_question_that_nobody_answers_is_part_of_the_speech() {
    check(
        "en",
        "I have a message.\n\nQuestion: who will pay?\n\nWe all shall pay.\n\nAnd soon.",
        &[],
    );
}

#[test]
fn what_a_room_does_is_nobody() {
    check(
        "en",
        "Mara Lind spoke. (Applause.)\n\n“We shall build it,” she said. (Laughter.)",
        &["Mara Lind | We shall build it,"],
    );
}
