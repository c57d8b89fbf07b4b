//! Whole words in a folded text.

use std::ops::Range;
use std::sync::Arc;

use memchr::memmem;

use super::{Ending, Field, Pattern, Query};
use crate::briefing::Briefing;
use crate::text::fold::{fold, fold_with_map};

/// A pattern made ready to be looked for in folded texts.
#[derive(Debug)]
pub(super) struct Words {
    /// The words, folded; none is empty.
    words: Vec<String>,
    ending: Ending,
    /// Finds the first word.
    first: memmem::Finder<'static>,
}

impl Words {
    pub(super) fn new(pattern: &Pattern) -> Self {
        let folded = fold(&pattern.words);
        let words = folded.split(|c: char| !c.is_alphanumeric());
        let words: Vec<String> = words
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect();
        let first = words.first().map_or("", String::as_str);
        Self {
            first: memmem::Finder::new(first).into_owned(),
            ending: pattern.ending,
            words,
        }
    }

    /// True when it takes a look at every word of a text.
    pub(super) fn is_slow(&self) -> bool {
        matches!(self.ending, Ending::Slips(_))
    }

    /// True when it is in the folded text.
    pub(super) fn is_in(&self, folded: &str) -> bool {
        self.find_from(folded, 0).is_some()
    }

    /// Every place in the folded text, ascending and apart.
    fn all_in<'a>(&'a self, folded: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        let mut from = 0;
        std::iter::from_fn(move || {
            let found = self.find_from(folded, from)?;
            from = found.end;
            Some(found)
        })
    }

    /// The first place that begins at byte `from` or later.
    fn find_from(&self, folded: &str, from: usize) -> Option<Range<usize>> {
        if self.words.is_empty() {
            return None;
        }
        if let Ending::Slips(slips) = self.ending {
            return self.find_near(folded, from, usize::from(slips));
        }
        let mut from = from;
        while let Some(found) = self.first.find(folded.as_bytes().get(from..)?) {
            let start = from + found;
            if is_apart(folded, start)
                && let Some(end) = self.goes_on(folded, start)
            {
                return Some(start..end);
            }
            from = start + self.words[0].len();
        }
        None
    }

    /// Where the words that begin at `start` end, if all of them are there.
    fn goes_on(&self, folded: &str, start: usize) -> Option<usize> {
        let mut at = start;
        for (i, word) in self.words.iter().enumerate() {
            if i > 0 {
                at += between(&folded[at..]);
            }
            let rest = folded.get(at..)?;
            if !rest.starts_with(word.as_str()) {
                return None;
            }
            at += word.len();
            let may_go_on = i + 1 == self.words.len() && self.ending == Ending::Beginning;
            if !may_go_on && !is_apart(folded, at) {
                return None;
            }
        }
        Some(at)
    }

    fn find_near(&self, folded: &str, from: usize, slips: usize) -> Option<Range<usize>> {
        let word = self.words[0].as_str();
        let length = word.chars().count();
        let mut at = from;
        while at < folded.len() {
            at += folded[at..].find(char::is_alphanumeric)?;
            let rest = &folded[at..];
            let end = rest.find(|c: char| !c.is_alphanumeric());
            let other = &rest[..end.unwrap_or(rest.len())];
            let is_as_long = other.chars().count().abs_diff(length) <= slips;
            if is_as_long && strsim::osa_distance(word, other) <= slips {
                return Some(at..at + other.len());
            }
            at += other.len();
        }
        None
    }
}

/// The bytes between two words of a phrase: anything but letters, digits and line breaks.
fn between(rest: &str) -> usize {
    let is_between = |c: char| !c.is_alphanumeric() && c != '\n';
    rest.find(|c| !is_between(c)).unwrap_or(rest.len())
}

/// True where a word may begin or end at a byte of a text.
fn is_apart(text: &str, at: usize) -> bool {
    let (before, after) = (&text[..at], &text[at..]);
    let (before, after) = (before.chars().next_back(), after.chars().next());
    let (Some(before), Some(after)) = (before, after) else {
        return true;
    };
    !(before.is_alphanumeric() && after.is_alphanumeric())
        || is_unspaced(before)
        || is_unspaced(after)
}

/// True for letters of scripts that are written without blanks between words, and of Korean, whose
/// particles are written at their words.
pub(in crate::search) fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c),
        0x0E00..=0x0EFF         // Thai, Lao
        | 0x1000..=0x109F       // Burmese
        | 0x1100..=0x11FF       // Korean letters
        | 0x1780..=0x17FF       // Khmer
        | 0x3040..=0x30FF       // Kana
        | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF // Han
        | 0xAC00..=0xD7AF       // Korean syllables
        | 0x20000..=0x3FFFF) // Han, beyond the first plane
}

/// Finds in a text as it is shown what a query found in it.
#[derive(Debug, Default)]
pub struct Highlighter {
    words: Vec<Words>,
    /// Words that count only where somebody says them.
    quoted: Vec<Words>,
    /// Whose quotes are looked for, as such.
    speakers: Vec<Words>,
}

impl Highlighter {
    /// Takes what the query looks for in texts; what it must not have is nowhere.
    pub fn of(query: &Query) -> Self {
        let mut all = Self::default();
        all.gather(query);
        all
    }

    /// True when the query looks for nothing in a text.
    pub fn is_empty(&self) -> bool {
        self.all().next().is_none() && self.speakers.is_empty()
    }

    /// Every place in the body of a briefing, in bytes, ascending and apart: the words; those that
    /// must be somebody's only in what those say whom the query names; and without any such, where
    /// they begin to speak.
    pub fn find_in_briefing(&self, briefing: &Briefing) -> Vec<Range<usize>> {
        let text = &briefing.body.text;
        let mut places = find_all(&self.words.iter().collect::<Vec<_>>(), text);
        let others = |stretch: Range<usize>, all: &[Words]| -> Vec<Range<usize>> {
            let others = briefing.body.other_spellings(stretch);
            let meant = others.filter(|(_, other)| {
                let folded = fold(other);
                all.iter().any(|words| words.is_in(&folded))
            });
            meant.map(|(at, _)| at).collect()
        };
        places.extend(others(0..text.len(), &self.words));
        for quote in self.said_in(briefing) {
            let said = &text[quote.clone()];
            if self.quoted.is_empty() {
                places.push(quote.start..quote.start + first_word(said));
            } else {
                let found = find_all(&self.quoted.iter().collect::<Vec<_>>(), said).into_iter();
                places.extend(found.map(|at| quote.start + at.start..quote.start + at.end));
                places.extend(others(quote, &self.quoted));
            }
        }
        apart(places)
    }

    /// True when nothing is looked for but what somebody says.
    pub fn is_of_quotes_alone(&self) -> bool {
        self.words.is_empty() && self.asks_who()
    }

    fn asks_who(&self) -> bool {
        !self.quoted.is_empty() || !self.speakers.is_empty()
    }

    /// Where those speak whom the query names, or all when it asks for words that somebody says;
    /// the authors of the whole text last.
    fn said_in(&self, briefing: &Briefing) -> Vec<Range<usize>> {
        if !self.asks_who() {
            return Vec::new();
        }
        let is_meant = |name: Option<&Arc<str>>| {
            let name = name.map(|name| fold(name));
            let named = |name: String| self.speakers.iter().any(|speaker| speaker.is_in(&name));
            self.speakers.is_empty() || name.is_some_and(named)
        };
        let quotes = briefing.quotes.iter();
        let quotes = quotes.filter(|quote| is_meant(quote.speaker.as_ref()));
        let authors = briefing.authors.iter();
        let authors = authors.filter(|author| is_meant(Some(&author.name)));
        let own = authors.flat_map(|author| {
            let mut own = briefing.own_words(author);
            // Without words to look for, only where they begin counts.
            own.truncate(if self.quoted.is_empty() { 1 } else { own.len() });
            own
        });
        quotes.map(|quote| quote.span.range()).chain(own).collect()
    }

    fn all(&self) -> impl Iterator<Item = &Words> {
        self.words.iter().chain(&self.quoted)
    }

    /// Every place, in bytes of the text as given, ascending and apart, whoever says it.
    pub fn find_in(&self, text: &str) -> Vec<Range<usize>> {
        find_all(&self.all().collect::<Vec<_>>(), text)
    }

    /// The line that has the most of what is looked for, the first of those, and the places in it.
    ///
    /// Looks no further than `limit` bytes beyond the first line that has anything.
    pub fn best_line<'a>(
        &self,
        text: &'a str,
        limit: usize,
    ) -> Option<(&'a str, Vec<Range<usize>>)> {
        let mut best: Option<(usize, &str)> = None;
        let mut looked_at = 0;
        for line in text.lines() {
            let folded = fold(line);
            let count = self.all().filter(|words| words.is_in(&folded)).count();
            if count > best.map_or(0, |(count, _)| count) {
                best = Some((count, line));
            }
            looked_at += if best.is_some() { line.len() } else { 0 };
            if count == self.all().count() || looked_at > limit {
                break;
            }
        }
        best.map(|(_, line)| (line, self.find_in(line)))
    }

    fn gather(&mut self, query: &Query) {
        match query {
            Query::Has(Field::Any | Field::Text | Field::Title, pattern) => {
                self.words.push(Words::new(pattern));
            }
            Query::Has(Field::Quote, pattern) => self.quoted.push(Words::new(pattern)),
            Query::Has(Field::Speaker, pattern) => self.speakers.push(Words::new(pattern)),
            Query::And(parts) | Query::Or(parts) => {
                parts.iter().for_each(|part| self.gather(part));
            }
            Query::All | Query::Has(..) | Query::Dated(..) | Query::Is(_) | Query::Not(_) => {}
        }
    }
}

/// Every place of any of the words, in bytes of the text as given, ascending and apart.
///
/// Works line by line: the way back from folded to shown text is only made for lines that have one.
fn find_all(all: &[&Words], text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let folded = fold(line);
        if all.iter().any(|words| words.is_in(&folded)) {
            let mapped = fold_with_map(line);
            let places = all.iter().flat_map(|words| words.all_in(&mapped.text));
            let places = apart(places.map(|at| mapped.source(at)).collect());
            found.extend(
                places
                    .into_iter()
                    .map(|at| start + at.start..start + at.end),
            );
        }
        start += line.len();
    }
    found
}

/// Places in order, without those that reach into one before.
fn apart(mut places: Vec<Range<usize>>) -> Vec<Range<usize>> {
    places.sort_by_key(|at| (at.start, std::cmp::Reverse(at.end)));
    let mut free = 0;
    places.retain(|at| {
        let is_apart = at.start >= free && !at.is_empty();
        if is_apart {
            free = at.end;
        }
        is_apart
    });
    places
}

/// Where the first word of a text ends.
fn first_word(text: &str) -> usize {
    let begin = text.find(char::is_alphanumeric).unwrap_or(0);
    let end = text[begin..].find(|c: char| !c.is_alphanumeric());
    end.map_or(text.len(), |end| begin + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str, ending: Ending) -> Words {
        Words::new(&Pattern {
            words: text.to_owned(),
            ending,
        })
    }

    fn is_in(text: &str, ending: Ending, said: &str) -> bool {
        words(text, ending).is_in(&fold(said))
    }

    #[test]
    fn words_are_whole_and_in_a_row() {
        let whole = |text, said| is_in(text, Ending::Whole, said);
        assert!(whole("on the edge", "We are on the EDGE."));
        assert!(whole("on the edge", "on, ‘the’ edge"));
        assert!(!whole("on the edge", "on the\nedge"));
        assert!(!whole("on the edge", "on the edges"));
        assert!(!whole("art", "a part of arts"));
        assert!(whole("art", "parts of art"));
        assert!(whole("U.S.", "the U.S. side") && !whole("U.S.", "us"));
        assert!(whole("Lavrov", "Lávrov") && whole("Моscow", "Moscow"));
    }

    #[test]
    fn a_beginning_may_go_on_and_slips_are_counted() {
        assert!(is_in("secur", Ending::Beginning, "insecure security"));
        assert!(!is_in("secur", Ending::Beginning, "insecure"));
        assert!(is_in("dushambe", Ending::Slips(1), "in Dushanbe,"));
        assert!(!is_in("dushbe", Ending::Slips(1), "in Dushanbe,"));
        assert!(is_in("dushbe", Ending::Slips(2), "in Dushanbe,"));
    }

    #[test]
    fn scripts_without_blanks_have_words_anywhere() {
        assert!(is_in("外交部", Ending::Whole, "中国外交部发言人"));
        assert!(is_in("외교부", Ending::Whole, "외교부는"));
    }

    #[test]
    fn places_are_of_the_text_as_shown() {
        let query = Query::parse("edge OR text:situation -not").unwrap();
        let text = "“Édge”\nThe edge, the situation: not.";
        let found = Highlighter::of(&query).find_in(text);
        let said: Vec<&str> = found.into_iter().map(|at| &text[at]).collect();
        assert_eq!(said, ["Édge", "edge", "situation"]);
    }
}
