//! Tests of the breaking of lines.

use proptest::prelude::*;

use super::*;
use crate::text::breaks::Breaks;

fn lines(text: &str, width: usize) -> Vec<&str> {
    wrap(text, width).into_iter().map(|r| &text[r]).collect()
}

#[test]
fn the_ragged_edge_is_even() {
    // Filled line by line this would be "To be, or / not to be: / that is / the / question".
    let text = "To be, or not to be: that is the question";
    let wrapped = ["To be,", "or not to", "be: that", "is the", "question"];
    assert_eq!(lines(text, 10), wrapped);
}

#[test]
fn forced_breaks_and_empty_lines_stay() {
    assert_eq!(lines("", 10), [""]);
    assert_eq!(lines("a\n\n  b  \n", 10), ["a", "", "  b", ""]);
    assert_eq!(lines("      ", 3), [""]);
}

#[test]
fn words_break_at_hyphens_between_letters_only() {
    assert_eq!(lines("Secretary-General", 12), ["Secretary-", "General"]);
    assert_eq!(lines("five Su-57s", 8), ["five", "Su-57s"]);
    assert_eq!(lines("your e-mail", 7), ["your", "e-mail"]);
}

#[test]
fn a_dash_does_not_open_a_line() {
    assert_eq!(lines("Душанбе — столица", 9), ["Душанбе —", "столица"]);
    assert_eq!(lines("Душанбе — столица", 8), ["Душанбе", "—", "столица"]);
}

#[test]
fn words_wider_than_the_line_break_between_clusters() {
    assert_eq!(lines("abcdefgh ij", 3), ["abc", "def", "gh", "ij"]);
    assert_eq!(
        lines("e\u{301}e\u{301}e\u{301}", 2),
        ["e\u{301}e\u{301}", "e\u{301}"]
    );
    assert_eq!(lines("会談会談", 5), ["会談", "会談"]);
    assert_eq!(lines("会談", 1), ["会", "談"], "over the edge, not lost");
}

#[test]
fn no_break_blanks_hold() {
    assert_eq!(lines("at 31\u{A0}May", 6), ["at", "31\u{A0}May"]);
}

#[test]
fn a_line_does_not_run_over_to_save_its_neighbour() {
    let text = format!("{} {}", "a".repeat(10), "b".repeat(62));
    assert_eq!(
        wrap(&text, 72).len(),
        2,
        "the gap of 62 costs more than one column of overflow"
    );
}

#[test]
fn a_hanging_indent_narrows_the_other_lines() {
    let text = "one two three four";
    let wrapped: Vec<&str> = wrap_indented(text, 9, 0, 4)
        .into_iter()
        .map(|r| &text[r])
        .collect();
    assert_eq!(wrapped, ["one two", "three", "four"]);
    assert_eq!(
        wrap_indented(text, 3, 9, 9).len(),
        15,
        "a column is always left"
    );
}

#[test]
fn a_deep_indent_gives_way() {
    assert_eq!(lines("    deep word", 10), ["    deep", "word"]);
    assert_eq!(lines("        deep word", 10), ["deep word"]);
}

const HERE: BreakKind = BreakKind::ZeroWidthSpace;
const HYPHEN: BreakKind = BreakKind::SoftHyphen;

/// A text in which `~` stands for a soft hyphen and `|` for a zero-width space, as its lines are drawn.
fn drawn(marked: &str, width: usize) -> Vec<String> {
    let (mut text, mut breaks) = (String::new(), Breaks::default());
    for c in marked.chars() {
        match c {
            '~' => breaks.push(text.len(), HYPHEN),
            '|' => breaks.push(text.len(), HERE),
            c => text.push(c),
        }
    }
    let lines = wrap_with(&text, width, breaks.within(0..text.len()));
    let shown = |line: Line| text[line.range].to_owned() + if line.hyphen { "-" } else { "" };
    lines.into_iter().map(shown).collect()
}

#[test]
fn a_word_breaks_at_a_soft_hyphen_and_shows_it_there_alone() {
    let word = "Donau~dampf~schiff~fahrt";
    assert_eq!(drawn(word, 30), ["Donaudampfschifffahrt"]);
    assert_eq!(drawn(word, 17), ["Donaudampfschiff-", "fahrt"]);
    assert_eq!(
        drawn(word, 16),
        ["Donaudampf-", "schifffahrt"],
        "the hyphen has no room"
    );
    assert_eq!(drawn("ab~ cd~", 3), ["ab", "cd"], "no word goes on there");
    assert_eq!(drawn("ab~-~cd", 4), ["ab-", "cd"], "one is enough");
}

#[test]
fn a_zero_width_space_breaks_without_a_sign() {
    assert_eq!(drawn("ខ្ញុំ|ទៅ|ផ្សារ", 4), ["ខ្ញុំទៅ", "ផ្សារ"]);
    assert_eq!(drawn("a.example/|abc/|def", 12), ["a.example/", "abc/def"]);
    assert_eq!(drawn("e|\u{301}e|e", 1), ["e\u{301}", "e", "e"]);
}

#[test]
fn few_words_are_cut_where_the_edge_is_fine_without() {
    let text = "it is ad~vis~able to keep the num~ber of cut words as low as may be";
    assert!(drawn(text, 30).iter().all(|line| !line.ends_with('-')));
}

#[test]
fn where_there_is_no_room_for_a_hyphen_there_is_none() {
    assert_eq!(drawn("abc~de", 3), ["abc", "de"]);
    assert_eq!(drawn("abc~de", 1), ["a", "b", "c", "d", "e"]);
}

#[test]
fn monsters_are_wrapped_whole() {
    let unbroken = "x".repeat(1_000_000);
    assert_eq!(wrap(&unbroken, 80).len(), 12_500);
    let hyphens = "ab-".repeat(300_000);
    assert_eq!(wrap(&hyphens, 80).len(), 11_539, "26 parts to a line");
    assert_eq!(wrap(&"-".repeat(1_000_000), 80).len(), 12_500);
    assert_eq!(wrap(&"\n".repeat(1_000_000), 80).len(), 1_000_001);
    assert_eq!(
        drawn(&"ab~".repeat(300_000), 80).len(),
        7_693,
        "39 parts to a line and a hyphen"
    );
}

fn awkward() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zа-я .,—-]{0,200}",
        any::<String>(),
        "[a-z  \u{A0}\u{2003}\u{3000}\n\t\u{1B}\\[(/-—“”é\u{301}\u{200D}👩🏽❤日本語ｶﾞ🇷🇺لاक्ष\u{600}]{0,60}",
    ]
}

proptest! {
    #[test]
    fn wrapping_loses_nothing_but_blanks(
        text in awkward(), width in 0usize..90, first in 0usize..9, rest in 0usize..9,
    ) {
        let mut end = 0;
        for range in wrap_indented(&text, width, first, rest) {
            prop_assert!(range.start >= end && range.end >= range.start);
            prop_assert!(text[end..range.start].chars().all(char::is_whitespace));
            prop_assert!(!text[range.clone()].contains('\n'));
            prop_assert!(!text[range.clone()].ends_with(is_blank));
            end = range.end;
        }
        prop_assert!(text[end..].chars().all(char::is_whitespace));
    }

    #[test]
    fn break_opportunities_take_nothing_and_keep_to_the_width(
        text in awkward(), width in 1usize..90,
        places in proptest::collection::btree_map(0usize..200, any::<bool>(), 0..90),
    ) {
        let mut breaks = Breaks::default();
        for (&at, &shown) in places.iter().filter(|(at, _)| text.is_char_boundary(**at)) {
            breaks.push(at, if shown { HYPHEN } else { HERE });
        }
        let widest = graphemes_with_width(&text).map(|c| c.width).max().unwrap_or(0);
        let mut end = 0;
        for line in wrap_with(&text, width, breaks.within(0..text.len())) {
            let Line { range, hyphen } = line;
            prop_assert!(range.start >= end && range.end >= range.start);
            prop_assert!(text[end..range.start].chars().all(char::is_whitespace));
            prop_assert!(!hyphen || places.get(&range.end) == Some(&true));
            let columns = width::width(&text[range.clone()]) + usize::from(hyphen);
            prop_assert!(columns <= width.max(widest));
            end = range.end;
        }
        prop_assert!(text[end..].chars().all(char::is_whitespace));
    }

    #[test]
    fn every_line_keeps_to_the_width(
        text in awkward(), width in 1usize..90, first in 0usize..9, rest in 0usize..9,
    ) {
        let widest = graphemes_with_width(&text).map(|c| c.width).max().unwrap_or(0);
        for (i, range) in wrap_indented(&text, width, first, rest).into_iter().enumerate() {
            let room = width.saturating_sub(if i == 0 { first } else { rest }).max(1);
            prop_assert!(width::width(&text[range]) <= room.max(widest));
        }
    }

}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn long_paragraphs_keep_to_the_width_too(
        words in proptest::collection::vec("[a-z]{1,9}", 1..40), width in 1usize..90,
    ) {
        let text = words.join(" ").repeat(MOST_OPTIMAL / words.len() + 1);
        let wrapped = wrap(&text, width);
        prop_assert!(wrapped.iter().all(|r| r.len() <= width));
        let kept: usize = wrapped.iter().map(|r| text[r.clone()].replace(' ', "").len()).sum();
        prop_assert_eq!(kept, text.replace(' ', "").len());
    }
}

/// U+11941 joins the letter behind it, of which the rules for lines know nothing.
#[test]
fn no_line_breaks_between_a_letter_and_what_stands_before_it_in_its_cluster() {
    let text = " 𞤀ΣA𓀀𑙐ꬠ/®A𑜀a0 ଂ⁴ ￼\u{11941}a\u{302e}ᠠ";
    for (i, range) in wrap_indented(text, 16, 1, 4).into_iter().enumerate() {
        let room = if i == 0 { 15 } else { 12 };
        assert!(width::width(&text[range]) <= room);
    }
}
