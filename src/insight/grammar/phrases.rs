//! The phrases around whose words a text is: what a title, a letter, a signature are made of.
//!
//! They stand in the file `phrases.txt` of a language. A line is `list: entry, entry`; an entry is
//! a word or a few, in small letters. A list may have several lines. What the lists are for stands
//! at [`List`].

use crate::text::hash::HashMap;
use crate::text::word_table::WordTable;

/// What an entry can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum List {
    /// A text that one person speaks: a speech. Of two who speak nobody is the author.
    Spoken,
    /// A text that somebody writes: a letter. Two may write it together.
    Written,
    /// A text that is nobody's alone: an interview.
    None,
    /// A way to speak together: remarks in an interview are not one's alone.
    Shared,
    /// May stand before the kind of a text: "full text of the".
    Modifier,
    /// May stand between the kind and its author: "as prepared for delivery".
    Adjunct,
    /// Goes before the author and little else: "by".
    By,
    /// Goes before the author and much else: "of".
    Of,
    /// Goes before the addressee.
    To,
    /// Ends the author's name: what the text is about.
    About,
    /// Ties an office to what it is for, where it stands right behind: "Minister for Water".
    Link,
    /// Joins two authors.
    Joint,
    /// Makes an owner of a name: "'s".
    Possessive,
    /// I, we.
    First,
    /// Honours a person and is no part of the name: "His Excellency".
    Honour,
    /// Ends a letter: "yours sincerely".
    Closing,
    /// Says in a line of its own whose words these are: "delivered by".
    Delivered,
    /// Names the sender in a line of its own.
    Sender,
    /// The same of the addressee.
    Addressee,
    /// What is added to a text by others: "footnotes".
    Notes,
    /// What a body does by saying so: "condemns".
    Performs,
    /// Opens a recital before a joint declaration: "recalling".
    Preamble,
    /// Opens a salutation, whatever follows: "dear".
    Greets,
    /// Opens a salutation where an office and no name follows: "Mr." of "Mr. President:".
    GreetsOffice,
    /// A salutation by itself: "gentlemen".
    Greeting,
}

const NAMED: [(&str, List); 25] = [
    ("spoken", List::Spoken),
    ("written", List::Written),
    ("none", List::None),
    ("shared", List::Shared),
    ("modifier", List::Modifier),
    ("adjunct", List::Adjunct),
    ("by", List::By),
    ("of", List::Of),
    ("to", List::To),
    ("about", List::About),
    ("link", List::Link),
    ("joint", List::Joint),
    ("possessive", List::Possessive),
    ("first", List::First),
    ("honour", List::Honour),
    ("closing", List::Closing),
    ("delivered", List::Delivered),
    ("sender", List::Sender),
    ("addressee", List::Addressee),
    ("notes", List::Notes),
    ("performs", List::Performs),
    ("preamble", List::Preamble),
    ("greets", List::Greets),
    ("greets-office", List::GreetsOffice),
    ("greeting", List::Greeting),
];

/// The most words of an entry.
const LONGEST: usize = 4;

/// Some of the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Lists(u32);

impl Lists {
    /// True when `list` is among them.
    pub(crate) fn has(self, list: List) -> bool {
        self.0 & 1 << list as u32 != 0
    }

    fn add(&mut self, list: List) {
        self.0 |= 1 << list as u32;
    }
}

/// The phrases of one language.
#[derive(Debug, Default)]
pub(crate) struct Phrases {
    /// The lists that an entry is on.
    entries: HashMap<&'static str, Lists>,
    /// The lists with an entry that opens with a word: with most words none does.
    openers: WordTable<Lists>,
    /// The lists that have an entry.
    held: Lists,
}

impl Phrases {
    pub(super) fn read(text: &'static str) -> Self {
        let mut phrases = Self::default();
        for (list, entry) in lines(text) {
            let opener = entry.split(' ').next().unwrap_or(entry);
            phrases.entries.entry(entry).or_default().add(list);
            phrases.openers.entry(opener).add(list);
            phrases.held.add(list);
        }
        phrases
    }

    /// The lists with an entry that opens with a word, in any case.
    pub(crate) fn opened_by(&self, word: &str) -> Lists {
        self.openers.get(word)
    }

    /// True when a word in small letters is on a list by itself.
    pub(crate) fn has(&self, list: List, word: &str) -> bool {
        self.entries.get(word).is_some_and(|lists| lists.has(list))
    }

    /// The same for a word as it stands in a text.
    pub(crate) fn has_written(&self, list: List, word: &str) -> bool {
        let straight = word.contains('’').then(|| word.replace('’', "'"));
        let word = straight.as_deref().unwrap_or(word);
        self.opened_by(word).has(list) && self.has(list, &word.to_lowercase())
    }

    /// True for a language without any.
    pub(crate) fn is_empty(&self) -> bool {
        self.held == Lists::default()
    }

    /// True when a list has an entry.
    pub(crate) fn holds_any(&self, list: List) -> bool {
        self.held.has(list)
    }

    /// How many of `words` from the first on are an entry of a list; the longest counts.
    pub(crate) fn entry(&self, list: List, words: &[&str]) -> Option<usize> {
        let longest = words.len().min(LONGEST);
        (1..=longest)
            .rev()
            .find(|&count| self.has(list, &words[..count].join(" ")))
    }
}

/// Each entry of a file with its list; a line that names no list has none.
fn lines(text: &'static str) -> impl Iterator<Item = (List, &'static str)> {
    text.lines().flat_map(|line| {
        let named = line.split_once(": ").filter(|_| !line.starts_with('#'));
        let list = named.and_then(|(name, rest)| {
            let known = NAMED.iter().find(|(known, _)| *known == name)?;
            Some((known.1, rest))
        });
        list.into_iter().flat_map(|(list, rest)| {
            let entries = rest.split(',').map(str::trim);
            entries
                .filter(|entry| !entry.is_empty())
                .map(move |entry| (list, entry))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Grammar, LANGUAGES};
    use super::*;

    #[test]
    fn every_line_names_a_list_and_no_entry_stands_twice_on_one() {
        for language in &LANGUAGES {
            let code = language.code;
            for line in language
                .phrases
                .lines()
                .filter(|line| !line.starts_with('#'))
            {
                let name = line.split(':').next().unwrap();
                let known = NAMED.iter().any(|(known, _)| *known == name);
                assert!(known || line.is_empty(), "{code}: {line}");
            }
            let mut seen: Vec<(List, &str)> = Vec::new();
            for entry in lines(language.phrases) {
                assert!(!seen.contains(&entry), "{code}: {entry:?}");
                seen.push(entry);
            }
        }
    }

    #[test]
    fn entries_are_small_and_of_a_few_words() {
        for language in &LANGUAGES {
            for (_, entry) in lines(language.phrases) {
                assert_eq!(entry, entry.to_lowercase(), "{}", language.code);
                assert!(
                    entry.split(' ').count() <= LONGEST,
                    "{}: {entry}",
                    language.code
                );
            }
        }
    }

    #[test]
    fn a_word_opens_the_lists_of_every_entry_that_begins_with_it() {
        let english = Grammar::of(None).phrases();
        let your = english.opened_by("Your");
        assert!(your.has(List::Greets) && !your.has(List::Greeting));
        assert!(english.opened_by("GOOD").has(List::Greeting));
        assert_eq!(english.opened_by("bridge"), Lists::default());
    }

    #[test]
    fn a_written_word_is_found_in_any_case_and_with_any_apostrophe() {
        let english = Grammar::of(None).phrases();
        for word in ["we", "WE", "I'm", "We’ve"] {
            assert!(english.has_written(List::First, word), "{word}");
        }
        assert!(!english.has_written(List::Greets, "your"));
        assert!(!english.has_written(List::First, "bridge"));
    }

    #[test]
    fn the_longest_entry_counts() {
        let english = Grammar::of(None).phrases();
        assert_eq!(
            english.entry(List::None, &["press", "conference", "by"]),
            Some(2)
        );
        assert_eq!(english.entry(List::By, &["by", "the"]), Some(1));
        let unknown = Grammar::of(Some("xx")).phrases();
        assert_eq!(unknown.entry(List::By, &["by"]), None);
    }
}
