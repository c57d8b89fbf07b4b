//! Where sentences begin and end, for moving about in a text.
//!
//! The rules of Unicode (UAX 29), but that the full stop of a title, an initial or an
//! abbreviation ends no sentence, nor does any stop before a small letter: "Gen. Ames of the U.S.
//! delegation" is one piece, and so is "“Why?” she asked."

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// Titles and other short words that keep their full stop.
const ABBREVIATIONS: &[&str] = &[
    "Adm", "Amb", "Art", "Brig", "Capt", "Col", "Dr", "Fr", "Gen", "Gov", "Hon", "Lt", "Maj",
    "Messrs", "Mr", "Mrs", "Ms", "No", "Nos", "Prof", "Rep", "Rev", "Sen", "Sgt", "Sr", "Sra",
    "St", "art", "bzw", "cf", "e.g", "etc", "i.e", "p", "pp", "vs", "z.B", "г", "гг", "им", "ул",
];

/// The sentences of a paragraph in order, without the blanks between them.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = Vec::new();
    let mut goes_on = false;
    for (at, piece) in text.split_sentence_bound_indices() {
        let words = piece.trim_end();
        let start = at + (words.len() - words.trim_start().len());
        let end = at + words.len();
        if start >= end {
            continue;
        }
        match all.last_mut() {
            Some(last) if goes_on || text[start..].starts_with(char::is_lowercase) => {
                last.end = end;
            }
            _ => all.push(start..end),
        }
        goes_on = ends_in_abbreviation(words);
    }
    all
}

/// True where the stop at the end of a piece belongs to its last word.
fn ends_in_abbreviation(piece: &str) -> bool {
    let Some(before) = piece.strip_suffix('.') else {
        return false;
    };
    let word = before.rsplit(|c: char| c.is_whitespace() || "(“‘«\"'".contains(c));
    let word = word.into_iter().next().unwrap_or_default();
    // An initial, alone or after another: "A.", "U.S."
    let last = word.rsplit('.').next().unwrap_or_default();
    let is_initial = last.chars().count() == 1 && last.chars().all(char::is_uppercase);
    is_initial || ABBREVIATIONS.contains(&word)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn split(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|it| &text[it]).collect()
    }

    #[test]
    fn sentences_end_at_stops_and_take_their_closing_marks() {
        assert_eq!(
            split("We agree. “Do you?” she asked!  «Да.» Ja …"),
            ["We agree.", "“Do you?” she asked!", "«Да.»", "Ja …"]
        );
        assert_eq!(split("協議した。合意した。"), ["協議した。", "合意した。"]);
        assert!(split(" \n ").is_empty());
    }

    #[test]
    fn a_title_an_initial_or_a_number_ends_no_sentence() {
        for whole in [
            "Mr. Lind met Gen. J. R. Ames of the U.S. Army at 3.5 per cent.",
            "The U.S. Department of State (No. 7) agreed.",
        ] {
            assert_eq!(split(whole), [whole]);
        }
    }

    proptest! {
        #[test]
        fn nothing_but_blanks_stands_between_sentences(text in "([A-c. !?“”]|\\PC|\n){0,60}") {
            let mut at = 0;
            for sentence in sentences(&text) {
                prop_assert!(text[at..sentence.start].trim().is_empty());
                prop_assert!(!sentence.is_empty());
                at = sentence.end;
            }
            prop_assert!(text[at..].trim().is_empty());
        }
    }
}
