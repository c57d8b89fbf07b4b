//! What offices are called, and the small words around them; compiled from `data/holders/offices.txt`.

use super::lines;
use crate::text::fold::fold;
use crate::text::hash::{HashMap, HashSet};
use crate::text::word_table::WordTable;

/// An office by its number in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct OfficeId(u16);

/// The names of offices as words in small letters, and the words that may stand around them.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// The first name of each office, which the other lists use.
    ids: HashMap<&'static str, OfficeId>,
    /// Names by their first word, the longest first.
    names: HashMap<String, Vec<(Vec<String>, OfficeId)>>,
    /// True for those first words.
    openers: WordTable<bool>,
    /// Articles and forms of address before an office.
    address: HashSet<String>,
    /// Words between an office and its state.
    of: HashSet<String>,
    /// Words that make another office of the one they stand before.
    rank: HashSet<String>,
    /// What follows a surname and is none: Jr.
    generation: HashSet<String>,
    /// Surnames that many bear.
    frequent: HashSet<String>,
    /// Endings of an owner: "Norland's".
    owner: HashSet<String>,
}

impl Words {
    /// Reads the list; lines that it cannot read are told by their text.
    pub(super) fn read(text: &'static str) -> Result<Self, &'static str> {
        let mut words = Self::default();
        for line in lines(text) {
            words.line(line).ok_or(line)?;
        }
        for names in words.names.values_mut() {
            names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        }
        Ok(words)
    }

    fn line(&mut self, line: &'static str) -> Option<()> {
        if let Some((id, names)) = line.split_once('|') {
            return self.office(id.trim(), names);
        }
        let (kind, list) = line.split_once(':')?;
        let known = match kind {
            "address" => &mut self.address,
            "of" => &mut self.of,
            "rank" => &mut self.rank,
            "generation" => &mut self.generation,
            "frequent" => &mut self.frequent,
            "owner" => &mut self.owner,
            _ => return None,
        };
        let is_ending = kind == "owner";
        let word = |word: &str| {
            if is_ending {
                word.to_owned()
            } else {
                fold(word)
            }
        };
        known.extend(list.split_whitespace().map(word));
        Some(())
    }

    fn office(&mut self, id: &'static str, names: &'static str) -> Option<()> {
        let number = OfficeId(u16::try_from(self.ids.len()).ok()?);
        if self.ids.insert(id, number).is_some() {
            return None;
        }
        let others = names.split(';').filter(|name| !name.trim().is_empty());
        for name in others.chain([id]) {
            let name: Vec<String> = tokens(name).map(|token| fold(token.text)).collect();
            let first = name.first()?;
            *self.openers.entry(first) = true;
            let same_start = self.names.entry(first.clone()).or_default();
            same_start.push((name, number));
        }
        Some(())
    }

    /// The office of the lists with that first name.
    pub(super) fn id(&self, name: &str) -> Option<OfficeId> {
        self.ids.get(name).copied()
    }

    /// The office whose name some folded words open with, and how many of them it takes.
    pub(super) fn at(&self, folded: &[String]) -> Option<(OfficeId, usize)> {
        let names = self.names.get(folded.first()?)?;
        let (name, id) = names.iter().find(|(name, _)| folded.starts_with(name))?;
        Some((*id, name.len()))
    }

    /// True for a word that the name of an office opens with, as it stands in a text.
    pub(super) fn opens(&self, word: &str) -> bool {
        if word.is_ascii() {
            self.openers.get(word)
        } else {
            self.openers.get(&fold(word))
        }
    }

    pub(super) fn is_address(&self, folded: &str) -> bool {
        self.address.contains(folded)
    }

    pub(super) fn is_of(&self, folded: &str) -> bool {
        self.of.contains(folded)
    }

    pub(super) fn is_rank(&self, folded: &str) -> bool {
        self.rank.contains(folded)
    }

    pub(super) fn is_generation(&self, folded: &str) -> bool {
        self.generation.contains(folded)
    }

    pub(super) fn is_frequent(&self, folded: &str) -> bool {
        self.frequent.contains(folded)
    }

    /// The owner without the ending that makes them one.
    pub(super) fn owner<'p>(&self, phrase: &'p str) -> &'p str {
        let mut bare = self
            .owner
            .iter()
            .filter_map(|ending| phrase.strip_suffix(&**ending));
        bare.next().unwrap_or(phrase)
    }
}

/// A word of a phrase: where it stands in it, and its letters without what is around them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'p> {
    pub(super) start: usize,
    pub(super) text: &'p str,
}

/// The words of a phrase; "Vice-President" is two of them.
pub(super) fn tokens(phrase: &str) -> impl Iterator<Item = Token<'_>> {
    let at = |part: &str| part.as_ptr() as usize - phrase.as_ptr() as usize;
    phrase
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | '‑' | '–'))
        .map(|part| part.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|part| !part.is_empty())
        .map(move |text| Token {
            start: at(text),
            text,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_is_read_under_each_of_its_names_and_the_longest_wins() {
        let words =
            Words::read("warden | \nhigh warden | chief warden; grand high warden").unwrap();
        let found = |phrase: &str| {
            let folded: Vec<String> = tokens(phrase).map(|token| fold(token.text)).collect();
            words.at(&folded)
        };
        let high = words.id("high warden").unwrap();
        assert_eq!(found("High-Warden of Norland"), Some((high, 2)));
        assert_eq!(found("GRAND HIGH WARDEN"), Some((high, 3)));
        assert_eq!(found("Warden Lind"), Some((words.id("warden").unwrap(), 1)));
        assert_eq!(found("the Warden"), None);
    }

    #[test]
    fn only_the_first_word_of_a_name_opens_an_office() {
        let words = Words::read("warden | \nhigh wärden | чрезвычайный посол").unwrap();
        for word in ["Warden", "HIGH", "Чрезвычайный"] {
            assert!(words.opens(word), "{word}");
        }
        for word in ["посол", "wärden's", "harbour"] {
            assert!(!words.opens(word), "{word}");
        }
    }

    #[test]
    fn a_line_of_another_form_is_told() {
        assert_eq!(Words::read("# remark\nabout: x").unwrap_err(), "about: x");
    }
}
