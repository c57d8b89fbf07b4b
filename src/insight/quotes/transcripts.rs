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

#[test]
fn words_under_a_line_that_says_who_said_them_need_no_marks() {
    for (language, line, words) in [
        (
            "en",
            "Minister Ida Brandt said:",
            ["We shall build.", "I thank you."],
        ),
        (
            "en",
            "Ida Brandt said,",
            ["It is a good day.", "We are glad."],
        ),
        (
            "de",
            "Ministerin Ida Brandt sagte:",
            ["Wir bauen bald.", "Ich danke allen."],
        ),
        (
            "fr",
            "La ministre Ida Brandt a déclaré :",
            ["Nous construirons.", "Je m’en réjouis."],
        ),
        (
            "es",
            "La ministra Ida Brandt declaró:",
            ["Construiremos pronto.", "Yo me alegro."],
        ),
    ] {
        let text = format!("{line}\n\n{}\n\n{}", words[0], words[1]);
        check(
            language,
            &text,
            &words
                .map(|words| format!("Ida Brandt | {words}"))
                .each_ref()
                .map(String::as_str),
        );
    }
}

#[test]
fn such_words_end_where_the_release_speaks_again() {
    let text = "The line opened.\n\nMinister Ida Brandt said:\n\nWe shall build it.\n\nIt is long.\n\n\
        Brandt left on Monday.\n\nI do not know who says this.";
    check("en", text, &["Ida Brandt | We shall build it."]);
}

#[test]
fn lists_points_and_documents_are_nobodys_words_without_marks() {
    for text in [
        "Minister Ida Brandt said:\n\n- the bridge is long",
        "Minister Ida Brandt said:\n\n1. The bridge is long.",
        "The minister made the following points:\n\nThe bridge is long.",
        "The letter said:\n\nThe bridge is long.",
        "I said:\n\nThe bridge is long.",
    ] {
        check("en", text, &[]);
    }
}

#[test]
fn a_line_under_or_over_a_quote_names_its_speaker() {
    check(
        "en",
        "“We have waited ten years.”\nIvo Marr, Chair, River Council\n\n\
         “It is a good day for us.”\n\nAnna Roe, Mayor of Tarn",
        &[
            "Ivo Marr | We have waited ten years.",
            "Anna Roe | It is a good day for us.",
        ],
    );
    check(
        "en",
        "“It is open,” said Ivo Marr.\n\nFrom Chairwoman Anna Roe:\n\n“We have waited ten years.”\n\n\
         A word from Minister Georg Sol:\n\n“It is a good day for us.”",
        &[
            "Ivo Marr | It is open,",
            "Anna Roe | We have waited ten years.",
            "Georg Sol | It is a good day for us.",
        ],
    );
}

#[test]
fn words_over_lines_of_a_dash_and_a_name_are_signed_by_it() {
    check(
        "en",
        "The ferry is back.\n\nThe bridge will change our lives.\n― Mara Lind, Minister of Water\n\n\
         We have waited ten years.\n\n― Ivo Marr, Mayor of Tarn",
        &[
            "Mara Lind | The bridge will change our lives.",
            "Ivo Marr | We have waited ten years.",
        ],
    );
    check(
        "en",
        "The bridge is long.\n\n― Mara Lind, Minister of Water",
        &[],
    );
}
