//! Salutations: "Dear Mr Lind:", "Excellency:", "Mr. President:".
//!
//! They stand where a label of a transcript stands, and name whoever reads and not whoever
//! speaks. The words are data, one file for all languages. Does not tell who is greeted.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::quotes::{NameWord, name_word};

/// The longest salutation that is looked for, in bytes.
const LONGEST: usize = 160;

/// The most words before the colon.
const MOST_WORDS: usize = 14;

/// What an entry of the file says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum List {
    Opens,
    Addresses,
    Whole,
}

type Entries = HashMap<(&'static str, List), Vec<&'static str>>;

static ENTRIES: LazyLock<Entries> = LazyLock::new(|| read(include_str!("data/salutations.txt")));

fn read(text: &'static str) -> Entries {
    let mut entries: Entries = HashMap::new();
    for line in text.lines() {
        let Some((language, rest)) = line.split_once(' ') else {
            continue;
        };
        let list = match rest.split_once(": ") {
            Some(("opens", words)) => (List::Opens, words),
            Some(("addresses", words)) => (List::Addresses, words),
            Some(("whole", words)) => (List::Whole, words),
            _ => continue,
        };
        let words = list.1.split(',').map(str::trim);
        entries.entry((language, list.0)).or_default().extend(words);
    }
    entries
}

/// The bytes of the salutation that a paragraph opens with, its colon or comma included.
///
/// With a colon other words may follow; with a comma or another sign it stands alone.
pub fn length(paragraph: &str, language: Option<&str>) -> Option<usize> {
    let head = head(paragraph);
    let words: Vec<String> = words(head.0).collect();
    if words.is_empty() || words.len() > MOST_WORDS {
        return None;
    }
    is_salutation(&words, language.unwrap_or("en")).then_some(head.1)
}

/// What stands before the first colon, and how far it reaches; else all of a short paragraph.
fn head(paragraph: &str) -> (&str, usize) {
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

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split_whitespace()
        .map(|word| {
            word.trim_matches(|c: char| !c.is_alphanumeric())
                .to_lowercase()
        })
        .filter(|word| !word.is_empty())
}

fn is_salutation(words: &[String], language: &str) -> bool {
    let has = |list: List, phrase: &str| {
        let language = ENTRIES.keys().find(|(code, _)| *code == language);
        let entries = language.and_then(|(code, _)| ENTRIES.get(&(code, list)));
        entries.is_some_and(|entries| entries.contains(&phrase))
    };
    let joined = |count: usize| words[..count].join(" ");
    let opens = (1..=words.len().min(3)).any(|count| has(List::Opens, &joined(count)));
    let whole = has(List::Whole, &joined(words.len()));
    let office = |word: &String| name_word(word, Some(language)) == NameWord::Office;
    let addressed = words.len() > 1
        && words.len() < 5
        && has(List::Addresses, &words[0])
        && words[1..].iter().all(office);
    opens || whole || addressed
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
