use proptest::prelude::*;

use super::*;

fn body(raw: &str) -> CleanText {
    let mut clean = CleanText::default();
    clean.push(raw, 0);
    clean
}

#[track_caller]
fn shows(raw: &str, shown: &str, hidden: u32) {
    let clean = body(raw);
    assert_eq!(
        (clean.text.as_str(), clean.hidden),
        (shown, hidden),
        "{raw:?}"
    );
}

#[test]
fn escape_sequences_are_shown_not_sent() {
    shows("\u{1B}[2J", "␛[2J", 1);
    shows("\u{1B}]52;c;aGk=\u{7}", "␛]52;c;aGk=␇", 2);
    shows("\u{1B}]0;title\u{1B}\\", "␛]0;title␛\\", 2);
    shows("\u{1B}P+q544e\u{1B}\\", "␛P+q544e␛\\", 2);
    shows("end \u{1B}]", "end ␛]", 1);
    shows("\u{9B}2J", "‹U+009B›2J", 1);
    shows("\u{9D}0;x\u{9C}", "‹U+009D›0;x‹U+009C›", 2);
    shows("a\0b\u{1A}c\u{8}d\u{7F}\u{E}\u{F}", "a␀b␚c␈d␡␎␏", 6);
}

#[test]
fn a_nul_a_backspace_and_an_end_of_file_sign_hide_nothing() {
    shows("a\0b", "a␀b", 1);
    shows("a\u{8}a, b\u{8}_", "a␈a, b␈_", 2);
    shows("ab\u{1A}c\nd", "ab␚c\nd", 1);
}

#[test]
fn every_kind_of_line_break_is_one_break() {
    shows("a\r\nb\r\n\r\nc", "a\nb\n\nc", 0);
    shows("a\rb", "a\nb", 0);
    shows("a\n\rb", "a\nb", 0);
    shows("a\r\r\nb", "a\nb", 0);
    shows(
        "a\u{B}b\u{C}c\u{85}d\u{2028}e\u{2029}f",
        "a\nb\nc\nd\ne\nf",
        0,
    );
}

#[test]
fn a_line_break_torn_between_two_pieces_is_one() {
    let mut clean = CleanText::default();
    clean.push("a\r", 0);
    clean.push("\nb\r", 2);
    clean.push("c\r", 5);
    clean.push("\nd", 90);
    assert_eq!(
        clean.text, "a\nb\nc\n\nd",
        "a feed from elsewhere is its own"
    );
    assert_eq!(clean.map.source_start(2), 3);
}

#[test]
fn tabs_become_blanks_to_the_next_stop() {
    shows("\ta", "    a", 0);
    shows("abc\td", "abc d", 0);
    shows("a\t\tb", "a       b", 0);
    shows("x\nabcd\te", "x\nabcd    e", 0);
    shows("会\tb", "会  b", 0);
}

#[test]
fn direction_controls_are_shown() {
    shows("\u{202E}fdp.exe", "‹U+202E›fdp.exe", 1);
    shows("\u{2066}a\u{2069}", "‹U+2066›a‹U+2069›", 2);
    shows("total\u{200E}", "total‹U+200E›", 1);
}

#[test]
fn every_embedding_override_and_isolate_is_shown() {
    for c in ('\u{202A}'..='\u{202E}').chain('\u{2066}'..='\u{2069}') {
        let shown = format!("a‹U+{:04X}›ש", u32::from(c));
        shows(&format!("a{c}ש"), &shown, 1);
        assert_eq!(line(&format!("a{c}ש")), shown);
    }
}

#[test]
fn honest_right_to_left_text_has_no_marks() {
    shows("\u{200F}(שלום)\u{200F} 12", "(שלום) 12", 0);
    shows("سلام\u{200E}: 5", "سلام: 5", 0);
    shows("السَّلَامُ عَلَيْكُمْ", "السَّلَامُ عَلَيْكُمْ", 0);
}

#[test]
fn joiners_stay_where_the_spelling_needs_them() {
    shows("می\u{200C}خواهم", "می\u{200C}خواهم", 0);
    shows("क्\u{200D}ष", "क्\u{200D}ष", 0);
    shows("👩\u{200D}👩\u{200D}👧", "👩\u{200D}👩\u{200D}👧", 0);
    shows("pass\u{200D}word\u{200C}s", "passwords", 2);
    shows("\u{200C}می", "می", 0);
    shows("මහතා.\u{200D}\n", "මහතා.\n", 0);
    shows("می\u{200C}\u{200D}\u{200C}خواهم", "می\u{200C}خواهم", 2);
}

#[test]
fn invisible_and_harmless_goes_without_a_mark() {
    shows(
        "\u{FEFF}co\u{AD}op\u{200B}era\u{2060}tion\u{34F}",
        "cooperation",
        0,
    );
}

#[test]
fn where_a_soft_hyphen_or_a_zero_width_space_stood_a_line_may_be_broken() {
    use crate::text::breaks::BreakKind::{SoftHyphen, ZeroWidthSpace};
    let places = |clean: &CleanText| -> Vec<_> {
        clean
            .breaks
            .within(0..clean.text.len() + 1)
            .iter()
            .collect()
    };
    let mut clean = body("\u{AD}co\u{AD}\u{AD}op\u{200B}era\u{2060}tion \u{200B}x");
    assert_eq!(places(&clean), [(2, SoftHyphen), (4, ZeroWidthSpace)]);
    clean.push_own("-");
    clean.push("\u{AD}y", 40);
    assert_eq!(places(&clean)[2..], [(14, SoftHyphen)], "{:?}", clean.text);
    let none = body("cooperation – сотрудничество");
    assert_eq!(none.breaks, Default::default());
}

#[test]
fn hidden_characters_are_named() {
    shows("a\u{E0041}\u{E007F}", "a‹U+E0041›‹U+E007F›", 2);
    shows("\u{FFF9}a\u{FFFB}", "‹U+FFF9›a‹U+FFFB›", 2);
    shows("x\u{3164}\u{180E}", "x‹U+3164›‹U+180E›", 2);
    shows("\u{FFFF}\u{378}\u{10FFFF}", "‹U+FFFF›‹U+0378›‹U+10FFFF›", 3);
    shows("\u{E000}\u{F0B7} item", "□• item", 1);
}

#[test]
fn letters_that_look_like_blanks_are_shown() {
    for c in "\u{115F}\u{1160}\u{3164}\u{FFA0}\u{180E}\u{17B4}\u{17B5}\u{2800}".chars() {
        let shown = format!("a‹U+{:04X}›b", u32::from(c));
        assert_eq!(line(&format!("a{c}b")), shown, "in a name");
        if c != '\u{2800}' {
            shows(&format!("a{c}b"), &shown, 1);
        }
    }
    shows("⠓⠊\u{2800}⠥", "⠓⠊\u{2800}⠥", 0);
}

#[test]
fn a_flag_of_tags_is_the_black_flag_and_others_are_shown() {
    let scotland = format!("\u{1F3F4}{}", TAG_FLAGS[1]);
    shows(&scotland, "\u{1F3F4}", 0);
    assert_eq!(body(&scotland[4..]).hidden, 6, "without the flag they hide");
}

#[test]
fn selectors_after_their_base_go_and_runs_are_shown() {
    shows("❤\u{FE0F} 1\u{FE0F}\u{20E3}", "❤ 1\u{20E3}", 0);
    shows("漢\u{E0100}字", "漢字", 0);
    shows("a\u{FE0F}", "a", 1);
    shows("a\u{FE01}😀\u{E0101}", "a‹U+FE01›😀‹U+E0101›", 2);
    shows("❤\u{FE0F}\u{FE0F}", "❤‹U+FE0F›", 1);
}

#[test]
fn combining_marks_are_few_and_have_a_base() {
    let zalgo = format!("a{}b", "\u{301}".repeat(200));
    shows(&zalgo, "a\u{301}\u{301}\u{301}\u{301}b", 196);
    shows("\u{301}a", "◌\u{301}a", 0);
    shows("a\n\u{301}", "a\n◌\u{301}", 0);
    shows("\u{1B}\u{301}", "␛\u{301}", 1);
    shows("и\u{306}", "и\u{306}", 0);
}

#[test]
fn half_a_flag_is_its_letter() {
    shows("🇹🇯🇷", "🇹🇯R", 0);
    shows("🇺 🇺🇳", "U 🇺🇳", 0);
}

#[test]
fn a_line_stays_one_line() {
    assert_eq!(line("a\r\nb\tc\u{85}d\u{2028}e"), "a b c d e");
    assert_eq!(line("ok\n[OK] verified"), "ok [OK] verified");
    assert_eq!(line("x\u{2800}"), "x‹U+2800›");
    assert!(matches!(line("Душанбе — “31 мая”"), Cow::Borrowed(_)));
}

#[test]
fn a_file_name_stays_one_line_and_shows_its_bytes() {
    use std::os::unix::ffi::OsStrExt;

    assert_eq!(name("Душанбе/a.txt"), "Душанбе/a.txt");
    assert_eq!(
        name("a\n[OK] verified\u{1B}[2J\u{202E}.txt"),
        "a [OK] verified␛[2J‹U+202E›.txt"
    );
    let broken = OsStr::from_bytes(b"caf\xE9\x1B\xC2.txt");
    assert_eq!(name(broken), "caf\\xE9␛\\xC2.txt");
}

#[test]
fn offsets_lead_back_over_what_was_changed() {
    let raw = "\u{FEFF}«ab\u{AD}c»\r\n\u{202E}де\u{85}x";
    let mut clean = CleanText::default();
    clean.push_own("> ");
    clean.push(raw, 100);
    assert_eq!(clean.text, "> «abc»\n‹U+202E›де\nx");
    let at = |needle: &str| clean.text.find(needle).expect("shown");
    let from = |needle: &str| 100 + raw.find(needle).expect("in the source");
    for needle in ["«", "c»", "д", "е", "x"] {
        let start = at(needle);
        assert_eq!(clean.map.source_start(start), from(needle), "{needle}");
        let end = start + needle.len();
        assert_eq!(
            clean.map.source_end(end),
            from(needle) + needle.len(),
            "{needle}"
        );
    }
}

#[test]
fn a_cell_is_left_alone_or_made_harmless() {
    for fine in [
        " ",
        "a",
        "é",
        "会",
        "│",
        "e\u{301}",
        "👩\u{200D}👧",
        "ك\u{200C}",
        "",
    ] {
        assert_eq!(cell(fine), None, "{fine:?}");
    }
    assert_eq!(cell("\u{1B}").as_deref(), Some("␛"));
    assert_eq!(cell("a\u{202E}").as_deref(), Some("□"));
    assert_eq!(cell("会\u{200B}").as_deref(), Some("□ "));
    assert_eq!(cell("\u{301}").as_deref(), Some("□"));
    assert_eq!(cell("a\u{200D}").as_deref(), Some("□"));
    assert_eq!(cell(&"a\u{301}".repeat(99)).as_deref(), Some("□ "));
}

/// Strings rich in what must be cleaned.
fn hostile() -> impl Strategy<Value = String> {
    let awkward: Vec<char> = "\0\t\n\r\u{B}\u{C}\u{1B}\u{7F}\u{85}\u{9B}\u{AD}\u{301}\u{34F}\u{600}\u{61C}\u{115F}\u{180B}\u{180E}\u{1820}\
        \u{200B}\u{200C}\u{200D}\u{200E}\u{200F}\u{2028}\u{202E}\u{2060}\u{2066}\u{20E3}\u{2800}\u{3164}\u{E000}\u{FE0F}\u{FE01}\u{FEFF}\u{FFF9}\u{FFFF}\
        \u{E0041}\u{E0067}\u{E0100}\u{1F3F4}\u{1F1F7}\u{1F1FA}👩🏽❤ aZ9.яאمक्षि漢か\u{3099}ｶﾞ\u{1000}\u{103B}\u{1039}"
        .chars()
        .collect();
    let one = prop_oneof![4 => proptest::sample::select(awkward), 1 => any::<char>()];
    prop_oneof![
        proptest::collection::vec(one, 0..60).prop_map(String::from_iter),
        any::<String>(),
    ]
}

proptest! {
    #[test]
    fn no_body_holds_a_forbidden_character(raw in hostile()) {
        let clean = body(&raw);
        for c in clean.text.chars() {
            prop_assert!(c == '\n' || !is_forbidden(c), "U+{:04X}", u32::from(c));
        }
        // What has no width is not drawn: a break, or a mark too new for the tables of clusters.
        for cluster in width::graphemes_with_width(&clean.text).filter(|c| c.width > 0) {
            // Only conjuncts may grow without bound, and no cell shows them.
            prop_assert!(cell(cluster.text).is_none() || cluster.text.len() > LONGEST_SYMBOL);
        }
    }

    #[test]
    fn no_line_holds_a_forbidden_character(raw in hostile()) {
        prop_assert!(!line(&raw).contains(is_forbidden));
    }

    #[test]
    fn cleaning_twice_changes_nothing_more(raw in hostile()) {
        let once = body(&raw);
        let twice = body(&once.text);
        prop_assert_eq!(&twice.text, &once.text);
        prop_assert_eq!(twice.hidden, 0);
        let shown = line(&raw);
        prop_assert_eq!(line(&shown), shown.as_ref());
    }

    #[test]
    fn offsets_ascend_and_stand_between_characters(pieces in proptest::collection::vec(hostile(), 1..4)) {
        let raw = pieces.concat();
        let mut clean = CleanText::default();
        let mut at = 0;
        for piece in &pieces {
            clean.push(piece, at);
            clean.push_own("\n");
            at += piece.len();
        }
        let (mut start, mut end) = (0, 0);
        for (made, _) in clean.text.char_indices().chain([(clean.text.len(), ' ')]) {
            let (next_start, next_end) = (clean.map.source_start(made), clean.map.source_end(made));
            prop_assert!(raw.is_char_boundary(next_start) && raw.is_char_boundary(next_end));
            prop_assert!(next_start >= start && next_end >= end);
            (start, end) = (next_start, next_end);
        }
    }

    #[test]
    fn what_a_cell_becomes_is_harmless(symbol in hostile()) {
        if let Some(made) = cell(&symbol) {
            prop_assert_eq!(cell(&made[..made.trim_end().len()]), None);
            prop_assert!((1..=2).contains(&width::width(&made)));
        }
    }
}
