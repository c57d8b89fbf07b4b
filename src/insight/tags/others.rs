//! Companies, parties and media that a text names: only where a legal form says that a name is one ("Lind
//! Shipping Ltd") or an apposition does ("the shipping company Lind").
//!
//! What stands beside the name is found with all other names, by the words of `data/others.txt`; how far
//! the name goes is read from its capitals and its quotation marks.

use std::ops::Range;

use super::form::Form;
use super::lexicon::{Lexicon, ThingId, lines, values};
use super::matcher::{Hit, Names};
use super::senses::{Senses, word_before};
use super::tongue::Tongues;

mod name;

use name::{after, before, in_capitals, is_name, one_word, quoted, starts_name};

/// The words of the list by the number of their forms.
#[derive(Debug, Default)]
pub(super) struct Others {
    signs: Vec<Sign>,
}

/// What a word of the list says of the name beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// A legal form behind the name.
    Behind,
    /// A legal form before the name.
    Before,
    /// What the name behind it is.
    Said,
    /// The same, of a name in quotation marks or in capitals.
    SaidOfMarked,
    /// The same, of a name in quotation marks.
    SaidOfQuoted,
}

impl Others {
    /// Reads the shipped list; the forms go into the lexicon. A test holds that every line parses.
    pub(super) fn shipped(lexicon: &mut Lexicon) -> (Self, Vec<&'static str>) {
        let mut others = Self::default();
        let mut mistakes = Vec::new();
        for line in lines(include_str!("../data/others.txt")) {
            if others.line(line, lexicon).is_none() {
                mistakes.push(line);
            }
        }
        (others, mistakes)
    }

    fn line(&mut self, line: &'static str, lexicon: &mut Lexicon) -> Option<()> {
        let fields: Vec<&str> = line.split('|').map(str::trim).collect();
        let [sense, language, words] = *fields else {
            return None;
        };
        let tongues = match language {
            "all" => Tongues::ALL,
            "en" | "ru" | "fr" | "de" | "es" => Tongues::of(Some(language)),
            _ => return None,
        };
        for word in values(words) {
            let (word, mark) = word
                .split_once(" !")
                .map_or((word, None), |(word, mark)| (word, Some(mark)));
            let sign = match (sense, mark) {
                ("behind", None) => Sign::Behind,
                ("before", None) => Sign::Before,
                ("said", None) => Sign::Said,
                ("said", Some("")) => Sign::SaidOfMarked,
                ("said", Some("!")) => Sign::SaidOfQuoted,
                _ => return None,
            };
            let number = ThingId::try_from(self.signs.len()).ok()?;
            self.signs.push(sign);
            lexicon.forms.extend(Form::beside(number, word, tongues));
        }
        Some(())
    }

    /// The names that a text has beside such words, each with the byte at which it starts. `known`
    /// says which are those of something else.
    pub(super) fn named_in<'t>(
        &self,
        text: &'t str,
        names: &Names<'_>,
        senses: &Senses,
        known: impl Fn(&str) -> bool,
    ) -> Vec<(usize, &'t str)> {
        let mut found: Vec<(usize, &str)> = Vec::new();
        for at in 0..names.others.len() {
            let Some(place) = self.name_at(text, names, at, senses) else {
                continue;
            };
            let name = &text[place.clone()];
            let is_new = found
                .last()
                .is_none_or(|(last, known)| place.start >= last + known.len());
            if is_new && !known(name) && !is_one_of(&names.hits, place.start, name) {
                found.push((place.start, name));
            }
        }
        found
    }

    /// Where the name beside a hit stands.
    fn name_at(
        &self,
        text: &str,
        names: &Names<'_>,
        at: usize,
        senses: &Senses,
    ) -> Option<Range<usize>> {
        let hit = &names.others[at];
        let name = match self.signs.get(usize::from(hit.thing))? {
            Sign::Behind => before(text, hit.start, senses),
            Sign::Before => quoted(text, hit.end).or_else(|| {
                // Behind a name it is the form of that: "Lind JSC Board".
                let is_first = !starts_name(word_before(&text[..hit.start]));
                is_first.then(|| one_word(text, hit.end))?
            }),
            Sign::Said => quoted(text, hit.end).or_else(|| {
                let is_free = !is_named(text, &names.hits, hit.start);
                is_free.then(|| after(text, hit.end, senses))?
            }),
            Sign::SaidOfMarked => quoted(text, hit.end).or_else(|| in_capitals(text, hit.end)),
            Sign::SaidOfQuoted => quoted(text, hit.end),
        };
        name.filter(|name| is_name(&text[name.clone()]))
    }
}

/// True where a name stands before what would say what another is: "the Tarn Times newspaper Ivo Marr".
fn is_named(text: &str, hits: &[Hit<'_>], at: usize) -> bool {
    let before = word_before(&text[..at]);
    let known = hits[..hits.partition_point(|hit| hit.start < at)].last();
    let is_state = known.is_some_and(|hit| hit.end + 1 == at);
    let is_article = matches!(before, "The" | "A" | "An");
    before.starts_with(char::is_uppercase) && !is_article && !is_state
}

/// True for a name that the gazetteer reads as a state or a body and nothing more.
fn is_one_of(hits: &[Hit<'_>], start: usize, name: &str) -> bool {
    let at = hits.partition_point(|hit| hit.start < start);
    let mut same = hits[at..].iter().take_while(|hit| hit.start == start);
    same.any(|hit| hit.end >= start + name.len())
}
