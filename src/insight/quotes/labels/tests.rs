//! What holds of any label, whatever the text. Which labels mean whom stands in `transcripts`.

use proptest::prelude::*;

use super::grammar::parse;
use super::layout::openings;
use super::*;
use crate::insight::grammar::Grammar;

/// Pieces that bring out the layouts and the grammar of labels.
const PIECES: &[&str] = &[
    "Mara ",
    "Lind",
    "MARA LIND",
    "al-Marri",
    "d’Aubigny",
    "Г.Соль",
    "M. ",
    "Mr. ",
    "Mr ",
    "A/S ",
    "Minister",
    "MINISTER",
    " of ",
    "of Water",
    "the ",
    "The President",
    "Vice-",
    "Président",
    "Министр ",
    "(Norland)",
    "(via video)",
    "(",
    ")",
    "[",
    "]",
    "[00:00:05] ",
    "0:05 ",
    "Q ",
    "Q: ",
    "Question ",
    "A. ",
    "Reporter 2",
    ",",
    ", ",
    ";",
    "|",
    " - ",
    "-",
    "–",
    "—",
    "―",
    ":",
    ": ",
    " : ",
    ". ",
    ".",
    "*",
    "**",
    "💬",
    "\u{fe0f}",
    "🗨",
    " ",
    "\u{a0}",
    "\n",
    "“",
    "'",
    "&",
    "É",
    "ß",
    "İ",
    "\u{301}",
    "漢",
    "We shall go.",
    "said ",
    "1",
];

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        12 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// Asserts that a stretch lies in another and can be cut out of the text.
fn assert_within(text: &str, inner: &Range<usize>, outer: &Range<usize>) {
    assert!(
        outer.start <= inner.start && inner.start <= inner.end && inner.end <= outer.end,
        "{inner:?} in {outer:?} of {text:?}"
    );
    assert!(text.get(inner.clone()).is_some(), "{inner:?} of {text:?}");
}

proptest! {
    #[test]
    fn a_label_lies_in_its_paragraph_and_its_parts_in_the_label(
        before in pieces(),
        paragraph in pieces(),
        given in prop::option::of(0_usize..40),
        language in prop::sample::select(vec!["en", "de", "es", "fr", "pt", "ru", "ja"]),
    ) {
        let text = format!("{before}{paragraph}");
        let whole = before.len()..text.len();
        let given = given.filter(|&length| paragraph.is_char_boundary(length));
        let grammar = Grammar::of(Some(language));
        for opening in openings(&text, whole.clone(), given, grammar) {
            assert_within(&text, &opening.label, &whole);
            assert_within(&text, &(opening.words..whole.end), &(opening.label.end..whole.end));
            let Some(label) = parse(&text, opening.label.clone(), grammar) else { continue };
            prop_assert_eq!(&label.span, &opening.label);
            for part in [label.name, label.office, label.state].into_iter().flatten() {
                prop_assert!(!part.is_empty());
                assert_within(&text, &part, &label.span);
            }
        }
    }
}
