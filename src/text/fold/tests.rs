use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::*;

#[track_caller]
fn same(a: &str, b: &str) {
    assert_eq!(fold(a), fold(b));
}

#[test]
fn case_and_accents_do_not_matter() {
    assert_eq!(fold("Secretary-General"), "secretary-general");
    same("Душанбе", "душанбе");
    same("İstanbul", "istanbul");
    same("ISTANBUL", "ıstanbul");
    same("Côte d’Ivoire", "cote d'ivoire");
    same("еще", "ещё");
    same("Лавров Сергей", "лавров сергеи");
    same("Łódź", "lodz");
    same("STRASSE", "Straße");
    same("ΟΔΟΣ", "οδος");
    same("Тоҷикистон", "точикистон");
    same("Қазақстан", "казакстан");
}

#[test]
fn composed_and_decomposed_spellings_are_the_same() {
    for text in ["Côte", "Андрей", "서울", "が", "ệ"] {
        assert_eq!(fold(text), fold(&text.nfd().collect::<String>()), "{text}");
    }
}

#[test]
fn punctuation_of_printers_is_that_of_keyboards() {
    assert_eq!(fold("«да» — “no” ‘x’…"), "\"да\" - \"no\" 'x'...");
    assert_eq!(fold("31\u{A0}May, ﬁve"), "31 may, five");
    assert_eq!(fold("a\nb"), "a\nb");
}

#[test]
fn ligatures_are_found_by_their_letters() {
    same(
        "o\u{FB03}cial \u{FB02}ag, \u{FB01}ve",
        "official flag, five",
    );
}

#[test]
fn invisible_characters_are_nothing() {
    same("co\u{AD}oper\u{200B}ation", "cooperation");
    same("\u{FEFF}co\u{2060}oper\u{FEFF}ation", "cooperation");
    same("می\u{200C}خواهم", "میخواهم");
    same("\u{200F}سلام", "سلام");
}

#[test]
fn arabic_and_persian_spellings_meet() {
    same("كابل", "کابل");
    same("مُحَمَّد", "محمد");
    same("أحمد", "احمد");
    same("٢٠٢٤", "۲۰۲۴");
    same("٢٠٢٤", "2024");
}

#[test]
fn letters_of_the_wrong_alphabet_come_home() {
    assert_eq!(fold("Mosc\u{43E}w"), "moscow");
    assert_eq!(fold("Р\u{6F}ссия"), "россия");
    assert_eq!(
        fold("\u{421}STO"),
        "csto",
        "one Cyrillic capital, three look-alikes"
    );
    assert_eq!(fold("сор"), "сор", "a word in one alphabet stays in it");
    assert_eq!(fold("фы-vw"), "фы-vw");
    assert_eq!(fold("фvж"), "фvж", "meant to be mixed");
}

#[test]
fn every_stretch_leads_back_to_whole_characters() {
    let text = "«Côte» e\u{301}, Mosc\u{43E}w… İs Straße";
    let folded = fold_with_map(text);
    assert_eq!(folded.text, "\"cote\" e, moscow... is strasse");
    let back = |needle: &str| {
        let at = folded.text.find(needle).expect("in the folded text");
        &text[folded.source(at..at + needle.len())]
    };
    assert_eq!(back("cote"), "Côte");
    assert_eq!(back("\"c"), "«C");
    assert_eq!(back("e,"), "e\u{301},");
    assert_eq!(back(" e"), " e\u{301}");
    assert_eq!(back("moscow"), "Mosc\u{43E}w");
    assert_eq!(back("sc"), "sc");
    assert_eq!(back("w."), "w…", "a part of a character is the whole of it");
    assert_eq!(back(". is"), "… İs");
    assert_eq!(back("stras"), "Straß");
    assert_eq!(back("se"), "ße");
    let end = folded.text.len();
    assert_eq!(folded.source(end..end), text.len()..text.len());
}

fn awkward() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[a-eA-Eо-яО-Яaсеорxу «é…ﬁİßЙё가が\u{301}\u{308}\u{AD}\u{3099}كیकि\n'’-]{0,24}",
    ]
}

proptest! {
    #[test]
    fn folding_twice_changes_nothing_more(text in awkward()) {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once);
    }

    #[test]
    fn the_map_does_not_change_the_text(text in awkward()) {
        prop_assert_eq!(fold_with_map(&text).text, fold(&text));
    }

    #[test]
    fn case_is_nothing(text in "\\PC{0,20}") {
        // Not every letter comes back from its capital; those that do must fold alike.
        let upper = text.to_uppercase();
        if upper.to_lowercase() == text {
            prop_assert_eq!(fold(&upper), fold(&text));
        }
    }

    #[test]
    fn ways_back_ascend_and_stand_between_characters(text in awkward()) {
        let folded = fold_with_map(&text);
        let mut last = 0..0;
        for (at, c) in folded.text.char_indices() {
            let source = folded.source(at..at + c.len_utf8());
            prop_assert!(source.start < source.end);
            prop_assert!(source == last || source.start >= last.end);
            let original = text.get(source.clone());
            prop_assert!(original.is_some());
            prop_assert!(fold(original.unwrap_or("")).contains(c) || folded.text != fold_apart(&text));
            last = source;
        }
        prop_assert_eq!(folded.source(folded.text.len()..usize::MAX).end, last.end);
    }
}

/// The folding of every character for itself: without what mixed words do to each other.
fn fold_apart(text: &str) -> String {
    text.chars()
        .map(|c| fold(c.encode_utf8(&mut [0; 4])))
        .collect()
}
