//! Whose voice a paragraph is in: a speaker's own, or that of the text about them.
//!
//! Words that are given without marks have no sign at their end. They go on as long as somebody says
//! "I" and "we" in them, and end where the text speaks about the speaker, or about itself.

use std::ops::Range;

use crate::insight::grammar::{Grammar, Sense};

/// How many of the paragraphs after the first still hold the speaker's words.
///
/// `name` is the speaker's: a paragraph with it is about them. Paragraphs without "I" and "we" count
/// only if one with them comes after fewer than `reach` of them.
pub(super) fn goes_on(
    text: &str,
    paragraphs: &[Range<usize>],
    name: Option<&str>,
    reach: usize,
    grammar: &Grammar,
) -> usize {
    let surname = name.and_then(|name| name.split_whitespace().next_back());
    let mut sure = 0;
    for (number, paragraph) in paragraphs.iter().enumerate() {
        let inside = &text[paragraph.clone()];
        if number >= sure + reach || is_about(inside, surname, grammar) {
            break;
        }
        if is_first_person(inside, grammar) {
            sure = number + 1;
        }
    }
    sure
}

/// How many paragraphs come before the first one that is about the speaker.
pub(super) fn until_about(
    text: &str,
    paragraphs: &[Range<usize>],
    name: Option<&str>,
    grammar: &Grammar,
) -> usize {
    let surname = name.and_then(|name| name.split_whitespace().next_back());
    let own = |paragraph: &&Range<usize>| !is_about(&text[(*paragraph).clone()], surname, grammar);
    paragraphs.iter().take_while(own).count()
}

/// True when somebody speaks of themselves.
fn is_first_person(paragraph: &str, grammar: &Grammar) -> bool {
    words(paragraph).any(|word| grammar.sense(word).is(Sense::FIRST | Sense::OWN))
}

/// True when a paragraph speaks about somebody by name, or opens like a caption.
fn is_about(paragraph: &str, surname: Option<&str>, grammar: &Grammar) -> bool {
    let named = surname.is_some_and(|surname| {
        let small = surname.to_lowercase();
        let is_surname = |word: &str| match word.is_ascii() {
            true => word.eq_ignore_ascii_case(&small),
            false => word.to_lowercase() == small,
        };
        words(paragraph).any(is_surname)
    });
    let caption = || {
        words(paragraph)
            .next()
            .is_some_and(|word| grammar.sense(word).is(Sense::CAPTION))
            && paragraph.contains(':')
    };
    named || caption()
}

fn words(paragraph: &str) -> impl Iterator<Item = &str> {
    paragraph
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}
