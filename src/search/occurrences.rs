//! Where a text says something: the search inside one briefing.

use std::ops::Range;

use memchr::memmem;

use crate::briefing::Body;
use crate::text::fold::{fold, fold_with_map};

/// Returns every place where `text` says `needle`, case and accents aside.
///
/// The ranges are bytes of `text` as given, on character boundaries, ascending and apart. Blanks
/// around the needle do not count; a needle without anything else is found nowhere. A match does
/// not reach over a line break.
///
/// Works line by line, so that the memory it takes follows the longest line and the way back
/// from folded to shown text is only made for lines that have a match.
pub fn find_in(text: &str, needle: &str) -> Vec<Range<usize>> {
    let needle = fold(needle.trim());
    let needle = needle.trim();
    let mut found = Vec::new();
    if needle.is_empty() {
        return found;
    }
    let finder = memmem::Finder::new(needle);
    let mut lowered = String::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line.is_ascii() {
            lowered.clear();
            lowered.push_str(line);
            lowered.make_ascii_lowercase();
            let places = finder.find_iter(lowered.as_bytes());
            found.extend(places.map(|at| start + at..start + at + needle.len()));
        } else if finder.find(fold(line).as_bytes()).is_some() {
            found.extend(places_in_line(line, &finder).map(|at| start + at.start..start + at.end));
        }
        start += line.len();
    }
    found
}

/// The same in the body of a briefing: a word of which it is doubtful whether it has a hyphen is found
/// in both forms, the other one as a whole.
pub fn find_in_body(body: &Body, needle: &str) -> Vec<Range<usize>> {
    let mut found = find_in(&body.text, needle);
    let folded = fold(needle.trim());
    if body.seams.is_empty() || !folded.contains(char::is_alphanumeric) {
        return found;
    }
    let others = body.other_spellings(0..body.text.len());
    let others = others.filter(|(_, other)| fold(other).contains(&*folded));
    let others: Vec<_> = others
        .map(|(at, _)| at)
        .filter(|at| {
            let next = found.partition_point(|it| it.end <= at.start);
            found.get(next).is_none_or(|it| it.start >= at.end)
        })
        .collect();
    found.extend(others);
    found.sort_by_key(|at| at.start);
    found
}

/// The places in one line, whole characters, apart.
fn places_in_line(line: &str, finder: &memmem::Finder<'_>) -> impl Iterator<Item = Range<usize>> {
    let mapped = fold_with_map(line);
    let mut free = 0;
    finder
        .find_iter(mapped.text.as_bytes())
        .map(|at| mapped.source(at..at + finder.needle().len()))
        // One character can fold to several, and two matches can share it: the first has it.
        .filter(|range| {
            let apart = range.start >= free;
            free = if apart { range.end } else { free };
            apart
        })
        .collect::<Vec<_>>()
        .into_iter()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    fn said<'a>(text: &'a str, needle: &str) -> Vec<&'a str> {
        let places = find_in(text, needle);
        places.into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn case_does_not_matter_in_any_alphabet() {
        assert_eq!(
            said("Dushanbe.\nDUSHANBE, in dushanbe", "dushanbe"),
            ["Dushanbe", "DUSHANBE", "dushanbe"]
        );
        assert_eq!(
            said("В Душанбе, ДУШАНБЕ", "душанбе"),
            ["Душанбе", "ДУШАНБЕ"]
        );
    }

    #[test]
    fn places_count_from_the_beginning_of_the_whole_text() {
        let text = "«один»\n\nтwo\nThe two “two”";
        let places = find_in(text, "two");
        assert!(places.len() >= 2);
        assert!(
            places
                .iter()
                .all(|range| text[range.clone()].ends_with("wo"))
        );
    }

    #[test]
    fn a_needle_of_blanks_is_found_nowhere() {
        assert!(find_in("a b  c", "  ").is_empty());
        assert!(find_in("", "a").is_empty());
        assert_eq!(find_in("a  b", " b "), vec![3..4]);
    }

    #[test]
    fn a_word_with_a_doubtful_hyphen_is_found_in_both_forms() {
        let text = "The well-known harbour, by cooperation.";
        let body = Body {
            text: text.to_owned(),
            seams: ["known", "operation"]
                .map(|part| u32::try_from(text.find(part).unwrap()).unwrap())
                .into(),
            ..Body::default()
        };
        for (needle, word) in [
            ("wellknown", "well-known"),
            ("well-known", "well-known"),
            ("co-operation", "cooperation"),
            ("Cooperation", "cooperation"),
            ("o", "o"),
        ] {
            let found = find_in_body(&body, needle);
            let last = found.last().map(|at| &text[at.clone()]);
            assert_eq!(last, Some(word), "{needle}");
            assert!(found.is_sorted_by(|a, b| a.end <= b.start));
        }
        assert_eq!(find_in_body(&body, "harbour").len(), 1);
        assert_eq!(find_in_body(&body, "-").len(), 1);
    }

    fn has_two_alphabets(text: &str) -> bool {
        let has = |is: fn(&char) -> bool| text.nfkd().any(|letter| is(&letter));
        has(char::is_ascii_alphabetic) && has(|letter| ('\u{370}'..='\u{52F}').contains(letter))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]
        #[test]
        fn places_are_characters_of_the_text_in_order_and_fold_to_the_needle(
            text in "([a-cA-CéÉïПп. \n]|\\PC){0,60}",
            needle in "([a-cé п]|\\PC){1,3}",
        ) {
            let mut free = 0;
            for range in find_in(&text, &needle) {
                prop_assert!(range.start >= free && range.end > range.start);
                free = range.end;
                prop_assert!(text.is_char_boundary(range.start) && text.is_char_boundary(range.end));
                let folded = fold_with_map(&text[range]).text;
                // Letters that stand among those of another alphabet fold to these, and alone they do not.
                let is_alone = !has_two_alphabets(&text);
                prop_assert!(!is_alone || folded.contains(fold(needle.trim()).trim()), "{folded:?}");
            }
        }

        #[test]
        fn a_word_put_into_a_text_is_found_there(
            before in "[a-z \n]{0,30}", word in "[A-Z]{3,8}", after in "[a-z \n]{0,30}",
        ) {
            let text = format!("{before} {word} {after}");
            let at = before.len() + 1;
            let places = find_in(&text, &word.to_lowercase());
            prop_assert!(places.iter().any(|range| range.start <= at && at < range.end));
        }
    }
}
