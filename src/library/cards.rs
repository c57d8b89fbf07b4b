//! What list, finder and order need of each briefing: its *card*.
//!
//! A list of a hundred thousand rows is sorted, filtered and drawn without looking at one text. Cards are
//! kept in columns, each a few bytes of a row beside the same of the next: titles one after the other in one
//! text, sources and houses, which many share, as numbers.

use std::sync::Arc;

use crate::briefing::{Briefing, BriefingDate, BriefingId, Origin};
use crate::text::hash::HashMap;

/// The cards of a collection by position.
#[derive(Debug, Default)]
pub struct Cards {
    ids: Vec<BriefingId>,
    titles: Titles,
    dates: Vec<Option<BriefingDate>>,
    sources: Vec<Option<Name>>,
    houses: Vec<Option<Name>>,
    words: Vec<u32>,
    origins: Vec<Origin>,
    names: Names,
}

impl Cards {
    /// The number of cards.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// True without any.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The card at a position. What is asked of it panics where there is none.
    pub fn at(&self, position: u32) -> Card<'_> {
        Card {
            cards: self,
            row: position as usize,
        }
    }

    /// The ids of all, by position.
    pub fn ids(&self) -> &[BriefingId] {
        &self.ids
    }

    /// Makes a card of a briefing, at the next position.
    pub fn push(&mut self, briefing: &Briefing) {
        self.ids.push(briefing.id);
        self.titles.push(&briefing.title);
        self.dates.push(briefing.date);
        let source = self.names.number_of(briefing.source.as_deref());
        self.sources.push(source);
        let house = self.names.number_of(briefing.house());
        self.houses.push(house);
        self.words.push(briefing.words);
        self.origins.push(briefing.origin.clone());
    }

    /// Puts the card of another version of a briefing in the place of the one at a position.
    ///
    /// # Panics
    ///
    /// When there is none.
    pub fn replace(&mut self, position: u32, briefing: &Briefing) {
        let row = position as usize;
        self.ids[row] = briefing.id;
        self.titles.replace(row, &briefing.title);
        self.dates[row] = briefing.date;
        self.sources[row] = self.names.number_of(briefing.source.as_deref());
        self.houses[row] = self.names.number_of(briefing.house());
        self.words[row] = briefing.words;
        self.origins[row] = briefing.origin.clone();
    }
}

/// A briefing in short: a row of the [`Cards`].
#[derive(Debug, Clone, Copy)]
pub struct Card<'a> {
    cards: &'a Cards,
    row: usize,
}

impl<'a> Card<'a> {
    /// Its identity.
    pub fn id(self) -> BriefingId {
        self.cards.ids[self.row]
    }

    /// Its headline, on one line.
    pub fn title(self) -> &'a str {
        self.cards.titles.get(self.row)
    }

    /// When it was issued.
    pub fn date(self) -> Option<BriefingDate> {
        self.cards.dates[self.row]
    }

    /// The issuing body, as it is written there.
    pub fn source(self) -> Option<&'a str> {
        let name = self.cards.sources[self.row]?;
        Some(self.cards.names.get(name))
    }

    /// The house that issued it, under one name however the source is written.
    pub fn house(self) -> Option<&'a str> {
        let name = self.cards.houses[self.row]?;
        Some(self.cards.names.get(name))
    }

    /// The number of words in its body.
    pub fn words(self) -> u32 {
        self.cards.words[self.row]
    }

    /// Where it stands; of several places the first.
    pub fn origin(self) -> &'a Origin {
        &self.cards.origins[self.row]
    }
}

/// Titles, one after the other in one text.
#[derive(Debug, Default)]
struct Titles {
    text: String,
    /// Where each begins in the text, and its length in bytes.
    spans: Vec<(usize, usize)>,
}

impl Titles {
    fn get(&self, row: usize) -> &str {
        let (start, length) = self.spans[row];
        &self.text[start..start + length]
    }

    fn push(&mut self, title: &str) {
        self.spans.push((self.text.len(), title.len()));
        self.text.push_str(title);
    }

    /// Another title for a row. What stood there stays behind in the text until all is cleared: few change.
    fn replace(&mut self, row: usize, title: &str) {
        if self.get(row) != title {
            self.spans[row] = (self.text.len(), title.len());
            self.text.push_str(title);
        }
    }
}

/// The number of a name among the [`Names`].
#[derive(Debug, Clone, Copy)]
struct Name(u32);

/// Names that many cards share, each kept once.
#[derive(Debug, Default)]
struct Names {
    all: Vec<Arc<str>>,
    numbers: HashMap<Arc<str>, Name>,
}

impl Names {
    fn get(&self, name: Name) -> &str {
        &self.all[name.0 as usize]
    }

    fn number_of(&mut self, name: Option<&str>) -> Option<Name> {
        let name = name?;
        if let Some(&number) = self.numbers.get(name) {
            return Some(number);
        }
        let number = Name(u32::try_from(self.all.len()).ok()?);
        let name: Arc<str> = name.into();
        self.all.push(Arc::clone(&name));
        self.numbers.insert(name, number);
        Some(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::{Analyst, Rulebook};
    use crate::library::samples;

    fn assert_tells(card: Card<'_>, briefing: &Briefing) {
        assert_eq!(card.id(), briefing.id);
        assert_eq!(card.title(), briefing.title);
        assert_eq!(card.date(), briefing.date);
        assert_eq!(card.source(), briefing.source.as_deref());
        assert_eq!(card.house(), briefing.house());
        assert_eq!(card.words(), briefing.words);
        assert_eq!(card.origin(), &briefing.origin);
    }

    #[test]
    fn a_card_says_what_its_briefing_says_and_changes_alone() {
        let loaded = samples::load(&Analyst::new(Rulebook::default()));
        let mut briefings: Vec<Briefing> = loaded
            .briefings
            .iter()
            .map(|it| Briefing::clone(it))
            .collect();
        let mut cards = Cards::default();
        for briefing in &briefings {
            cards.push(briefing);
        }
        let changed = &mut briefings[1];
        changed.title = "Another, longer headline than before".to_owned();
        changed.source = Some("Ministry of Tides".into());
        changed.tags.clear();
        changed.words += 1;
        cards.replace(1, changed);
        for (position, briefing) in (0..).zip(&briefings) {
            assert_tells(cards.at(position), briefing);
        }
        assert_eq!(cards.len(), briefings.len());
    }
}
