//! Salutations: "Dear Mr Lind:", "Excellency:", "Mr. President:".
//!
//! They stand where a label of a transcript stands, and name whoever reads and not whoever
//! speaks. The words are among the phrases of each language. Does not tell who is greeted.

use super::grammar::{Grammar, List, Lists};
use super::quotes::{NameWord, name_word};
use crate::text::letters::is_alphanumeric;

/// The longest salutation that is looked for, in bytes.
const LONGEST: usize = 160;

/// The most words before the colon.
const MOST_WORDS: usize = 14;

/// The bytes of the salutation that a paragraph opens with, its colon or comma included.
///
/// With a colon other words may follow; with a comma or another sign it stands alone.
pub fn length(paragraph: &str, language: Option<&str>) -> Option<usize> {
    length_in(paragraph, Grammar::of(language))
}

/// The same in the language of a grammar.
pub(super) fn length_in(paragraph: &str, grammar: &Grammar) -> Option<usize> {
    let phrases = grammar.phrases();
    // Most paragraphs open with a word that no salutation does. It is looked for no farther than a
    // salutation reaches.
    let mut near = paragraph.len().min(LONGEST);
    while !paragraph.is_char_boundary(near) {
        near -= 1;
    }
    let opened = phrases.opened_by(words(&paragraph[..near]).next()?);
    if !SALUTATIONS.iter().any(|&list| opened.has(list)) {
        return None;
    }
    let (head, length) = head(paragraph);
    let words: Vec<&str> = words(head).take(MOST_WORDS + 1).collect();
    let fits = (1..=MOST_WORDS).contains(&words.len()) && is_salutation(&words, opened, grammar);
    fits.then_some(length)
}

/// The lists of which salutations are made.
const SALUTATIONS: [List; 3] = [List::Greets, List::Greeting, List::GreetsOffice];

/// What stands before the first colon, and how far it reaches; else all of a short paragraph.
fn head(paragraph: &str) -> (&str, usize) {
    let bytes = &paragraph.as_bytes()[..paragraph.len().min(LONGEST)];
    if paragraph.len() >= LONGEST && memchr::memchr(b':', bytes).is_none() {
        return ("", 0);
    }
    let window = paragraph.char_indices().take_while(|&(at, _)| at < LONGEST);
    let colon = window.into_iter().find(|&(_, c)| c == ':' || c == '\n');
    match colon {
        Some((at, ':')) => (&paragraph[..at], at + 1),
        _ if paragraph.len() < LONGEST && !paragraph.trim_end().ends_with(['.', '?']) => {
            (paragraph, paragraph.len())
        }
        _ => ("", 0),
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace()
        .map(|word| word.trim_matches(|c: char| !is_alphanumeric(c)))
        .filter(|word| !word.is_empty())
}

/// True for words that greet; `opened` are the lists with an entry that the first of them opens.
fn is_salutation(words: &[&str], opened: Lists, grammar: &Grammar) -> bool {
    /// The words of the longest opening.
    const OPENING: usize = 3;
    let phrases = grammar.phrases();
    let joined = |count: usize| words[..count].join(" ").to_lowercase();
    let openings = 1..=words.len().min(OPENING);
    let opens = || {
        openings
            .clone()
            .any(|count| phrases.has(List::Greets, &joined(count)))
    };
    let whole = || phrases.has(List::Greeting, &joined(words.len()));
    let is_office =
        |word: &&str| name_word(&word.to_lowercase(), grammar.code()) == NameWord::Office;
    let addressed = || {
        words.len() > 1
            && words.len() < 5
            && phrases.has(List::GreetsOffice, &words[0].to_lowercase())
            && words[1..].iter().all(is_office)
    };
    opened.has(List::Greets) && opens()
        || opened.has(List::Greeting) && whole()
        || opened.has(List::GreetsOffice) && addressed()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_opened_by_whom_it_greets() {
        for (text, language, greeting) in [
            ("Dear Mr Lind: We thank you.", "en", "Dear Mr Lind:"),
            (
                "MY DEAR MR. PRESIDENT: I have seen it.",
                "en",
                "MY DEAR MR. PRESIDENT:",
            ),
            ("Excellency: The talks go on.", "en", "Excellency:"),
            ("Mr. President: The talks go on.", "en", "Mr. President:"),
            ("Gentlemen:", "en", "Gentlemen:"),
            ("Dear Mara,", "en", "Dear Mara,"),
            ("Sehr geehrte Frau Lind,", "de", "Sehr geehrte Frau Lind,"),
            ("Уважаемые коллеги!", "ru", "Уважаемые коллеги!"),
        ] {
            let found = length(text, Some(language)).map(|length| &text[..length]);
            assert_eq!(found, Some(greeting), "{text}");
        }
    }

    #[test]
    fn a_label_and_a_sentence_are_no_salutation() {
        for (text, language) in [
            ("Mr. Lind: We thank you.", "en"),
            ("THE PRESIDENT: Thank you.", "en"),
            ("The talks go on: nobody left.", "en"),
            ("M. le président : La parole est à M. Roe.", "fr"),
            (
                "Dear is the price that was paid for the bridge over the river.",
                "en",
            ),
            ("Subject: Dear friends", "en"),
            ("Dear Mr Lind:", "xx"),
            ("", "en"),
        ] {
            assert_eq!(length(text, Some(language)), None, "{text}");
        }
    }
}
