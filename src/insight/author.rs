//! Whose words a whole text is: a statement by somebody, a speech, a letter, a joint declaration.
//!
//! ```text
//! header ─> title ─> label ─> lines at the top and the end ─> signature ─> who stands over it
//!        ─> what a body does
//! ```
//!
//! The first of these that tells it is believed; a title that names an interview or a meeting
//! ends the search, for then nobody is the author. An ordinary release in the third person has
//! none. Knows nothing of who holds an office: that is [`super::names`]'.

mod body;
mod extent;
mod head;
mod phrase;
mod sign;
mod title;
mod who;

#[cfg(test)]
mod tests;

use std::cell::OnceCell;
use std::ops::Deref;
use std::sync::Arc;

use super::grammar::{Grammar, List, Sense};
use super::quotes::{Findings, NameWord, in_small, is_shouted};
use crate::briefing::{Author, Body, Confidence, NamedBy, QuoteKind, Span};
use crate::text::fold::fold;

use phrase::Line;
use title::Said;
use who::Named;

/// A text whose author is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Text<'a> {
    /// Its title.
    pub title: &'a str,
    /// What a header line says of who speaks.
    pub speaker: Option<&'a str>,
    /// Its words.
    pub body: &'a Body,
    /// The ISO 639-1 code of its language.
    pub language: Option<&'a str>,
    /// Its quotes and persons.
    pub findings: &'a Findings,
}

/// Finds the authors of a text; none where it is nobody's alone.
pub fn authors(text: Text<'_>) -> Vec<Author> {
    let text = Reading {
        text,
        end: OnceCell::new(),
    };
    let mut authors = text.signs();
    let has_turns = text.turns().next().is_some();
    let words = (!has_turns && !authors.is_empty())
        .then(|| extent::own_words(text.body, text.language))
        .flatten();
    for author in &mut authors {
        author.words = words;
    }
    authors
}

/// A text with what is asked for again and again.
#[derive(Debug)]
struct Reading<'a> {
    text: Text<'a>,
    end: OnceCell<usize>,
}

impl<'a> Deref for Reading<'a> {
    type Target = Text<'a>;

    fn deref(&self) -> &Text<'a> {
        &self.text
    }
}

impl<'a> Reading<'a> {
    /// How many blocks stand before the notes.
    fn end(&self) -> usize {
        let words = || Grammar::of(self.language).phrases();
        *self
            .end
            .get_or_init(|| extent::end_of_text(self.body, words()))
    }

    /// The authors by the first sign that tells them.
    fn signs(&self) -> Vec<Author> {
        let header = self.speaker.map(|speaker| self.declared(speaker));
        if let Some(authors) = header.filter(|authors| !authors.is_empty()) {
            return authors;
        }
        // The labels of a text need no words of a language.
        if Grammar::of(self.language).phrases().is_empty() {
            return self.by_label().into_iter().collect();
        }
        let title = Line::of(self.title, self.language);
        let titled = match title::said(&title) {
            Said::Nobody => return Vec::new(),
            Said::By(named) => self.all_of(&title, &named),
            // A headline may look like it: "Minister Speaks to the Ambassador".
            Said::Between(writer) if sign::is_letter(self) => self.all_of(&title, &[writer]),
            Said::Between(_) | Said::Nothing => Vec::new(),
        };
        if titled
            .iter()
            .any(|author| author.confidence > Confidence::Low)
        {
            return titled;
        }
        let better = self.by_label().or_else(|| self.by_line());
        let better = better.or_else(|| sign::signature(self, !titled.is_empty()));
        let better = better.or_else(|| head::author(self, &title));
        match better {
            Some(author) => vec![author],
            None if titled.is_empty() => body::speaks(self),
            // "Statement by the Minister" over a release that quotes the Minister and others.
            None if body::has_voices(self) && !sign::has_first_person(self, 1) => Vec::new(),
            None => titled,
        }
    }

    /// `Speaker: Mr. LIND, Minister for Water`; several are parted by semicolons.
    fn declared(&self, speaker: &str) -> Vec<Author> {
        /// The most that are read of one line.
        const MOST: usize = 64;
        let several = speaker.split(';').map(str::trim);
        several
            .flat_map(|one| self.named_in(one))
            .take(MOST)
            .collect()
    }

    /// One person with what follows the name, or a list of whole names: `Mara Lind, Georg Sol`.
    fn named_in(&self, one: &str) -> Vec<Author> {
        let is_given = |name: &str| {
            let line = Line::of(name, self.language);
            let mut tokens = line.tokens.iter();
            tokens.any(|token| token.part() == NameWord::Given)
        };
        let count = |name: &str| name.split_whitespace().count();
        let parts: Vec<&str> = one.split(',').map(str::trim).collect();
        if let [family, given] = parts[..]
            && (count(family), count(given)) == (1, 1)
            && is_given(given)
            && !is_given(family)
        {
            let name = format!("{given} {family}");
            return self.person_of(&name, one).into_iter().collect();
        }
        let is_list = parts.len() > 1
            && parts
                .iter()
                .all(|name| (2..=4).contains(&count(name)) && is_given(name));
        match is_list {
            true => {
                let persons = parts.iter().filter_map(|name| self.person_of(name, name));
                persons.collect()
            }
            false => self.person_of(one, one).into_iter().collect(),
        }
    }

    /// The person whose name opens `text`, as an author who is mentioned as `mention`.
    fn person_of(&self, text: &str, mention: &str) -> Option<Author> {
        let mut parts = text.split([',', '(']).map(str::trim);
        let (name, from, line) = parts.find_map(|name| {
            let line = Line::of(name, self.language);
            let from = line.tokens.get(honours(&line))?.start;
            Some((name, from, line))
        })?;
        let is_person = line
            .tokens
            .iter()
            .all(|token| token.part() != NameWord::Body);
        is_person.then(|| Author {
            name: readable(&self.fullest(&name[from..], None)).into(),
            mention: mention.into(),
            confidence: Confidence::High,
            named_by: NamedBy::Text,
            words: None,
        })
    }

    /// The one whom every label of the text names, if nothing is told above the first.
    fn by_label(&self) -> Option<Author> {
        let mut turns = self.turns();
        let first = turns.next()?;
        let name = first.speaker.clone()?;
        let start = first.span.start;
        let above = self
            .body
            .blocks
            .iter()
            .take_while(|block| block.span.end <= start);
        let is_told = above
            .map(|block| self.body.block_text(block))
            .any(extent::is_sentence);
        let alone =
            turns.all(|turn| turn.mention == first.mention) && !sign::has_other_labels(self);
        (alone && !is_told).then(|| Author {
            name,
            mention: first.mention.clone().unwrap_or_default(),
            confidence: first.confidence,
            named_by: first.named_by,
            words: None,
        })
    }

    fn turns(&self) -> impl Iterator<Item = &'a crate::briefing::Quote> {
        let quotes = self.findings.quotes.iter();
        quotes.filter(|quote| quote.kind == QuoteKind::Turn)
    }

    /// A line under the title, or the last one, that says whose words these are.
    fn by_line(&self) -> Option<Author> {
        /// How many blocks from either end may be such a line.
        const NEAR: usize = 4;
        let count = self.body.blocks.len();
        let near = (0..count).filter(|&at| at < NEAR || at + NEAR > count);
        let lines = near.map(|at| (at, self.block(at)));
        lines
            .filter(|&(_, line)| extent::is_line(line) && line != self.title)
            .find_map(|(at, line)| self.stated(line, at < NEAR))
    }

    /// "Statement by Minister Lind", "Delivered by Mara Lind", "By Mara Lind, Minister".
    fn stated(&self, line: &str, at_top: bool) -> Option<Author> {
        let parsed = Line::of(line, self.language);
        if let Some(named) = sign::delivered(&parsed, at_top) {
            return Some(self.author(&parsed, &named));
        }
        match title::said_below(&parsed) {
            Said::By(named) if at_top => {
                // "MESSAGE FROM: TARN" tells where a cable comes from.
                let [named] = &named[..] else { return None };
                named.is_told().then(|| self.author(&parsed, named))
            }
            _ => None,
        }
        .filter(|author| author.confidence > Confidence::Low || at_top)
    }

    fn all_of(&self, line: &Line<'_>, named: &[Named]) -> Vec<Author> {
        let authors = named.iter().map(|named| self.author(line, named));
        authors.collect()
    }

    /// Makes an author of a phrase.
    fn author(&self, line: &Line<'_>, named: &Named) -> Author {
        let (name, confidence) = match &named.name {
            Some(name) if self.is_person(line, named) => self.person(line, name.clone(), named),
            _ => {
                let sure = if named.is_body && named.office_is_no_head(line) {
                    Confidence::Fair
                } else {
                    Confidence::Low
                };
                (line.stretch(without_article(line, &named.words)), sure)
            }
        };
        Author {
            name: name.into(),
            mention: line.stretch(named.words.clone()).into(),
            confidence,
            named_by: NamedBy::Text,
            words: None,
        }
    }

    /// True where the name of a phrase is a person's: not for "the Interests Section", nor where
    /// only the case tells the name from what goes with the office.
    fn is_person(&self, line: &Line<'_>, named: &Named) -> bool {
        let has_article = line.tokens[named.words.start].part() == NameWord::Article;
        let Some(name) = named.name.clone() else {
            return false;
        };
        if !line.words.holds_any(List::By) {
            let name = line.stretch(name);
            return self
                .findings
                .persons
                .iter()
                .any(|person| person.name == name);
        }
        // "Operation EAGLE" is nobody, "ANA K. SOL" is written large.
        let is_code = |at: usize| line.tokens[at].is_acronym();
        let is_shouted = |at: usize| !line.tokens[at].text.contains(char::is_lowercase);
        let is_large =
            name.len() > 1 && name.clone().all(is_shouted) && self.is_known(line, name.clone());
        named.is_headed || !has_article && (is_large || !name.clone().any(is_code))
    }

    /// True for a name that bears a known first name, or that the text knows as a person's.
    fn is_known(&self, line: &Line<'_>, name: std::ops::Range<usize>) -> bool {
        let stated = fold(&line.stretch(name.clone()));
        let mut persons = self.findings.persons.iter();
        name.clone()
            .any(|at| line.tokens[at].part() == NameWord::Given)
            || persons.any(|person| fold(&person.name) == stated)
    }

    /// The full name of a person, and how sure that is: a surname alone is only fair.
    fn person(
        &self,
        line: &Line<'_>,
        name: std::ops::Range<usize>,
        named: &Named,
    ) -> (String, Confidence) {
        let stated = line.stretch(name.clone());
        let office = named.office.filter(|_| named.is_headed);
        let full = readable(&self.fullest(&stated, office.map(|at| line.tokens[at].text)));
        let full = with_stop(full, &line.tokens[name.end - 1], line.language);
        // "von der Alm" is a surname.
        let words = full.split_whitespace();
        let names = words.filter(|word| word.starts_with(char::is_uppercase));
        let confidence = match names.count() {
            0 | 1 if !named.is_headed => Confidence::Low,
            0 | 1 => Confidence::Fair,
            _ if named.is_headed || self.is_known(line, name) => Confidence::High,
            _ => Confidence::Fair,
        };
        (full, confidence)
    }

    /// The fullest name that the text gives somebody: under its end, or with the same office.
    ///
    /// A namesake whom a statement thanks is somebody else: a wife, a predecessor.
    fn fullest(&self, name: &str, office: Option<&str>) -> String {
        /// Of more namesakes nobody can tell who is meant, and each is looked for in all the text.
        const FAMILY: usize = 16;
        let is_bare = name.split_whitespace().count() == 1;
        let persons = || self.findings.persons.iter();
        // "Mara Ann" where a title was cut: no two persons share two first names and a text.
        let cut = format!("{name} ");
        // Two lines may read as one name: "Mara Ann⏎SUBJECT".
        let stands = |whole: &str| self.body.text.contains(whole) || self.title.contains(whole);
        let is_whole = |name: &str| !is_bare && name.starts_with(&cut) && stands(name);
        if let Some(whole) = persons().find(|person| is_whole(&person.name)) {
            return whole.name.clone();
        }
        let namesakes = persons().filter(|person| is_bare && is_surname(name, &person.name));
        let namesakes: Vec<_> = namesakes.take(FAMILY + 1).collect();
        if namesakes.len() > FAMILY {
            return name.to_owned();
        }
        let mut full = namesakes.into_iter().filter(|person| {
            let signed = sign::signs(self, &person.name);
            let titled = office.is_some_and(|office| {
                let together = format!("{office} {}", person.name);
                self.body.text.contains(&together) || self.title.contains(&together)
            });
            signed || titled
        });
        match (full.next(), full.next()) {
            (Some(person), None) => person.name.clone(),
            _ => name.to_owned(),
        }
    }

    /// The words of a block, by its number.
    fn block(&self, at: usize) -> &'a str {
        let block = &self.body.blocks[at];
        self.body.block_text(block)
    }

    /// The stretches that are quoted, in order and apart.
    fn quoted(&self) -> Vec<Span> {
        let mut apart: Vec<Span> = Vec::new();
        let quotes = self.findings.quotes.iter();
        for quote in quotes.filter(|quote| quote.kind != QuoteKind::Indirect) {
            match apart.last_mut() {
                // A turn holds quotes.
                Some(last) if quote.span.start < last.end => {
                    last.end = last.end.max(quote.span.end)
                }
                _ => apart.push(quote.span),
            }
        }
        apart
    }
}

impl Named {
    /// "the Department of State" has an office word that heads nothing.
    fn office_is_no_head(&self, line: &Line<'_>) -> bool {
        let words = self.words.clone();
        let mut heads =
            words.filter(|&at| matches!(line.tokens[at].part(), NameWord::Office | NameWord::Body));
        let first = heads.find(|&at| {
            line.tokens[at].part() == NameWord::Body
                || super::quotes::office(line.tokens[at].text, line.language).is_some()
        });
        first.is_none_or(|at| line.tokens[at].part() == NameWord::Body)
    }
}

/// How many words at the head of a line only honour: "His Excellency Mr".
fn honours(line: &Line<'_>) -> usize {
    let honours = |token: &&phrase::Token<'_>| {
        token.part() == NameWord::Address || line.words.has(List::Honour, &token.small)
    };
    line.tokens.iter().take_while(honours).count()
}

/// The words of a phrase but for an article at its head.
fn without_article(line: &Line<'_>, words: &std::ops::Range<usize>) -> std::ops::Range<usize> {
    let is_article = |at: &usize| {
        let token = &line.tokens[*at];
        token.part() == NameWord::Article
            || token.part() == NameWord::Particle && !token.is_capital()
    };
    let skipped = words.clone().take_while(is_article).count();
    let skipped = if skipped == words.len() { 0 } else { skipped };
    words.start + skipped..words.end
}

/// "Jr" as "Jr.", where the line has the stop.
fn with_stop(name: String, last: &phrase::Token<'_>, language: Option<&str>) -> String {
    let is_short = Grammar::of(language).sense(last.text).is(Sense::SUFFIX);
    let stops = last.gap.starts_with('.') && name.ends_with(char::is_lowercase);
    if is_short && stops { name + "." } else { name }
}

/// True when a full name ends in that surname.
fn is_surname(surname: &str, full: &str) -> bool {
    let (surname, full) = (fold(surname), fold(full));
    full.strip_suffix(&surname)
        .is_some_and(|before| before.ends_with([' ', '-']) && before.trim().len() > 1)
}

/// A name in capitals as it would stand in running text.
fn readable(name: &str) -> String {
    if is_shouted(name) {
        return in_small(name);
    }
    if !name.split(' ').any(is_shouted) {
        return name.to_owned();
    }
    let words = name.split_whitespace();
    let words: Vec<String> = words
        .map(|word| {
            if is_shouted(word) {
                in_small(word)
            } else {
                word.to_owned()
            }
        })
        .collect();
    words.join(" ")
}

/// The mention of an author as one that [`super::names`] can settle among what the text tells.
pub(super) fn as_findings(authors: &[Author], text: &Findings) -> Findings {
    let quotes = authors.iter().map(|author| {
        let mut quote = author.quote(author.words.unwrap_or_default());
        // An office is nobody's name: whoever holds it may be put in.
        if author.confidence == Confidence::Low {
            quote.speaker = None;
        }
        quote
    });
    Findings {
        quotes: quotes.collect(),
        persons: text.persons.clone(),
        bearers: text.bearers.clone(),
    }
}

/// "I wrote: “…”" in a letter is its writer's: the author of a text is its "I".
pub(super) fn speak(authors: &[Author], findings: &mut Findings, language: Option<&str>) {
    let [author] = authors else { return };
    let grammar = Grammar::of(language);
    let is_self = |mention: &str| grammar.sense(mention).is(Sense::SELF);
    for quote in &mut findings.quotes {
        if quote.speaker.is_none() && quote.mention.as_deref().is_some_and(is_self) {
            quote.speaker = Some(Arc::clone(&author.name));
            quote.named_by = author.named_by;
            quote.confidence = author.confidence.min(Confidence::Fair);
        }
    }
}

/// Takes over what was settled.
pub(super) fn take(authors: &mut [Author], settled: Findings) {
    for (author, quote) in authors.iter_mut().zip(settled.quotes) {
        if let Some(name) = quote.speaker {
            author.name = Arc::clone(&name);
            author.named_by = quote.named_by;
            author.confidence = quote.confidence;
        }
    }
}
