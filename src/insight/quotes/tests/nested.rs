//! Words of somebody else inside a quote, a turn, a statement.

use super::said;

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(said("en", "", text), expected, "{text}");
}

#[test]
fn what_a_quote_tells_of_others_is_theirs() {
    check(
        "“The farmers told me, ‘We are tired of this,’ and they were right,” said Envoy Marta Lind.",
        &[
            "Marta Lind | The farmers told me, ‘We are tired of this,’ and they were right,",
            "farmers | We are tired of this,",
        ],
    );
    check(
        "Envoy Marta Lind said: “It was late. ‘Go home,’ said Minister Ove Brandt, and we went.”",
        &[
            "Marta Lind | It was late. ‘Go home,’ said Minister Ove Brandt, and we went.",
            "Ove Brandt | Go home,",
        ],
    );
    check(
        "‘According to Ove Brandt, the dam is “far from safe” today,’ said Marta Lind.",
        &[
            "Marta Lind | According to Ove Brandt, the dam is “far from safe” today,",
            "Ove Brandt | far from safe",
        ],
    );
}

#[test]
fn who_is_quoted_inside_is_never_named_from_outside() {
    check(
        "“It was the ‘best day of all days’ for us,” said Marta Lind.",
        &["Marta Lind | It was the ‘best day of all days’ for us,"],
    );
    check(
        "Ove Brandt told Marta Lind: “‘We are tired of this’ is all that is left.”",
        &["Ove Brandt | We are tired of this’ is all that is left."],
    );
    check(
        "“‘We are tired of this,’” said Marta Lind.",
        &["Marta Lind | We are tired of this,"],
    );
}

#[test]
fn own_words_and_those_of_nobody_in_particular_are_part_of_the_quote() {
    for text in [
        "“I told them, ‘We are tired of this,’ and left,” said Marta Lind.",
        "“You said, ‘We are tired of this,’ and left,” said Marta Lind.",
        "“He said, ‘We are tired of this,’ and left,” said Marta Lind.",
        "“Marta Lind says, ‘We are tired of this,’ and leaves,” said Marta Lind.",
        "“The farmers might say, ‘We are tired of this,’ and leave,” said Marta Lind.",
        "“The so-called ‘harvest week’ is over,” said Marta Lind.",
    ] {
        assert_eq!(said("en", "", text).len(), 1, "{text}");
    }
}

#[test]
fn a_quote_in_a_turn_holds_words_of_others_too() {
    check(
        "Q: Was it late?\n\nMS. LIND: It was. I said, “The farmers told me, ‘We are tired of this,’ and left.”\n\nQ: And then?\n\nMS. LIND: We left.",
        &[
            "? | Was it late?",
            "Lind | It was. I said, “The farmers told me, ‘We are tired of this,’ and left.",
            "farmers | We are tired of this,",
            "? | And then?",
            "Lind | We left.",
        ],
    );
}

#[test]
fn what_a_quote_tells_the_time_by_is_not_said() {
    check(
        "“The minute the rebels say ‘we shall stop shooting at you’, the war is over,” said Marta Lind.",
        &[
            "Marta Lind | The minute the rebels say ‘we shall stop shooting at you’, the war is over,",
        ],
    );
}
