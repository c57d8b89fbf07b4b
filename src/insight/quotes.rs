//! Who said what: the quotes of a body and their speakers.
//!
//! ```text
//! marks ─> words ─> paragraphs, labels, turns ─> mentions ─> clauses ─> attribute ─> people ─> finder
//! ```
//!
//! Each step is given the result of those before it and knows nothing of those after it: `marks` no
//! words, `clauses` no marks, `people` no quotes. [`read`] is the way through them; `finder` makes
//! quotes of what they found. What depends on the language is asked of its grammar
//! (`insight::grammar`). Nothing is guessed silently: [`Confidence`](crate::briefing::Confidence) says
//! by which kind of rule a speaker was found.

mod attribute;
mod blocks;
mod capitals;
mod clauses;
mod dialogue;
mod effort;
mod finder;
mod labels;
mod marks;
mod mentions;
mod mixed;
mod nested;
mod office;
mod paragraphs;
mod people;
mod readable;
mod reported;
mod signatures;
mod speech;
mod topics;
mod turns;
mod voice;
mod why;
mod words;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tongues;
#[cfg(test)]
mod transcripts;

use std::borrow::Cow;
use std::cmp::Reverse;
use std::ops::Range;

use super::grammar::{Grammar, Order};
use super::language::stretches::stretches;
use super::offices::Bearer;
use crate::briefing::{Body, NamedBy, Quote, QuoteKind, Span};

pub use office::{NameWord, name_word, office, without_titles};
pub(super) use readable::{in_small, is_shouted, readable};
pub use why::{Because, Ground, Rival, Settled, Why, explain, explain_all, why};

use attribute::Attribution;
use clauses::Clauses;
use effort::Effort;
use finder::Finder;
use labels::naming::Roster;
use marks::Passages;
use nested::Nested;
use people::People;
use why::Bases;
use words::Words;

/// What is found in one text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Findings {
    /// The quotes, in order of their starts. Turns of a transcript and words given without marks may
    /// contain quotes, and so may what stands between marks; otherwise they lie apart.
    pub quotes: Vec<Quote>,
    /// The persons whom the text names, quoted or not, in order of first appearance.
    pub persons: Vec<Person>,
    /// The titles that the text gives to persons.
    pub bearers: Vec<Bearer>,
}

/// Somebody whom a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The fullest name that the text gives, without titles.
    pub name: String,
    /// Who gave it, where it is not the text's.
    pub named_by: NamedBy,
    /// True when the title names them.
    pub in_title: bool,
    /// A title stands before the name somewhere, so that it is no place's.
    pub is_titled: bool,
    /// The bytes of the body at which they are named, ascending.
    pub places: Vec<usize>,
}

impl Person {
    /// Takes in what is known of the same person under another name.
    pub(super) fn join(&mut self, other: Self) {
        if self.named_by == NamedBy::Text {
            self.named_by = other.named_by;
        }
        self.in_title |= other.in_title;
        self.is_titled |= other.is_titled;
        self.places.extend(other.places);
        self.places.sort_unstable();
    }
}

/// Finds the quotes of a body and who is quoted, and the persons whom it names.
///
/// Both are given without the marks that stand for hidden characters ([`Body::to_understand`]).
/// `title` helps to resolve names that the body only gives in part. `language` is an ISO 639-1
/// code; for languages without word lists spans are found and nobody is named.
pub fn read(title: &str, body: &Body, language: Option<&str>) -> Findings {
    read_through(title, body, language, false).0
}

/// The same, and where that is asked for how each quote came by its speaker.
fn read_through(
    title: &str,
    body: &Body,
    language: Option<&str>,
    explains: bool,
) -> (Findings, Bases) {
    let stretches = language.map_or_else(Vec::new, |main| stretches(body, main));
    match stretches.is_empty() {
        true => read_alone(title, body, language, explains),
        false => mixed::read(title, body, language, &stretches, explains),
    }
}

/// The same of a body in one language.
fn read_alone(
    title: &str,
    body: &Body,
    language: Option<&str>,
    explains: bool,
) -> (Findings, Bases) {
    let grammar = Grammar::of(language);
    if grammar.order() == Order::TopicFirst {
        return by_topics(title, body, grammar, explains);
    }
    let body = &*capitals::in_running_text(body, grammar);
    read_by_words(title, body, grammar, explains)
}

/// The same of a text without blanks, whose speakers are topics.
fn by_topics(
    title: &str,
    body: &Body,
    grammar: &'static Grammar,
    explains: bool,
) -> (Findings, Bases) {
    let (mut findings, mut bases) = read_by_words(title, body, Grammar::without_words(), explains);
    let known = explains.then_some(&mut bases);
    findings.persons = topics::attribute(&body.text, &mut findings.quotes, known, grammar);
    (findings, bases)
}

/// The same by the words of a text and their senses.
fn read_by_words(
    title: &str,
    body: &Body,
    grammar: &'static Grammar,
    explains: bool,
) -> (Findings, Bases) {
    let parts = paragraphs::parts(body);
    let turns = turns::turns(&body.text, &parts, grammar);
    let paragraphs = paragraphs::paragraphs(&body.text, &parts, grammar);
    let Passages { outer, inner } = marks::passages(&body.text, &paragraphs);
    if grammar.is_empty() && outer.is_empty() && turns.is_empty() {
        return <_>::default();
    }
    let (text, title) = with_title(title, body);
    let words = Words::of(&text, grammar);
    let passages = dialogue::refine(&words, outer, &paragraphs);
    let stretches = paragraphs::stretches(&words, passages, &paragraphs, &parts);
    let mut quoted = vec![false; words.list.len()];
    for stretch in &stretches {
        quoted[stretch.words.clone()].fill(true);
    }
    let clauses = Clauses {
        words: &words,
        quoted: &quoted,
        effort: Effort::default(),
    };
    let attribution = Attribution::new(clauses, &stretches);
    let people = People::of(&words, &quoted, words.inside(&title));
    let mut finder = Finder::new(&words, people, body.text.len());
    if explains {
        finder.explain();
    }
    let spoken = finder.turns(&turns, &Roster::of(&text, &turns, grammar));
    let passages = finder.passages(&attribution, &turns);
    let mut blocks = finder.blocks(&attribution.clauses, &parts, &turns);
    blocks.retain(|block| holds_or_leaves(block, &passages));
    let indirect = finder.reports(&attribution.clauses, &turns);
    let indirect =
        indirect.filter(|quote| !is_within(&blocks, quote) && is_apart_from(quote, &passages));
    let indirect: Vec<Quote> = indirect.collect();
    let found = [spoken, passages, indirect, blocks];
    // Last, so that what is said inside a quote changes nothing around it.
    let nested = Nested::of(&words, &stretches, inner);
    let nested = finder.nested(&nested, &found);
    let mut quotes: Vec<Quote> = found.into_iter().flatten().collect();
    quotes.extend(nested);
    part_from_turns(&mut quotes);
    quotes.sort_by_key(|quote| {
        let Span { start, end } = quote.span;
        (start, Reverse(end), !is_unmarked(quote))
    });
    let (persons, bearers) = finder.named();
    let findings = Findings {
        quotes,
        persons,
        bearers,
    };
    (findings, finder.bases())
}

/// True for a quote in one of some others that stand in order and apart.
fn is_within(others: &[Quote], quote: &Quote) -> bool {
    let next = others.partition_point(|other| other.span.end <= quote.span.start);
    others.get(next).is_some_and(|other| other.holds(quote))
}

/// True for a clause that lies within a passage or apart from all, which are in order and apart: a mark may be
/// written in letters (`&quot;`), of which words are made.
fn is_apart_from(quote: &Quote, passages: &[Quote]) -> bool {
    let next = passages.partition_point(|other| other.span.end <= quote.span.start);
    let other = passages.get(next);
    other.is_none_or(|other| other.span.start >= quote.span.end || other.holds(quote))
}

/// True for a quote with which each of some others, in order and apart, lies within it or outside:
/// marks that open in one paragraph and close in another belong to no words without marks.
fn holds_or_leaves(quote: &Quote, others: &[Quote]) -> bool {
    let next = others.partition_point(|other| other.span.end <= quote.span.start);
    let mut near = others[next..].iter();
    near.find(|other| !quote.holds(other))
        .is_none_or(|other| other.span.start >= quote.span.end)
}

/// The body with its title, and where that stands: last, so that positions in the body are
/// positions in the whole, unless the body opens with it.
fn with_title<'b>(title: &str, body: &'b Body) -> (Cow<'b, str>, Range<usize>) {
    if body.text.starts_with(title) {
        return (Cow::Borrowed(&body.text), 0..title.len());
    }
    let text = format!("{}\n\n{title}", body.text);
    let title = text.len() - title.len()..text.len();
    (Cow::Owned(text), title)
}

/// Drops quotes that a turn or a block does not hold whole: a stray mark runs over a label.
fn part_from_turns(quotes: &mut Vec<Quote>) {
    let mut whole: Vec<Span> = quotes
        .iter()
        .filter(|quote| is_unmarked(quote))
        .map(|quote| quote.span)
        .collect();
    whole.sort_unstable_by_key(|span| span.start);
    quotes.retain(|quote| {
        let span = quote.span;
        let first = whole.partition_point(|other| other.end <= span.start);
        let mut beside = whole[first..]
            .iter()
            .take_while(|other| other.start < span.end);
        is_unmarked(quote) || beside.all(|other| other.start <= span.start && span.end <= other.end)
    });
}

/// True for words that no marks stand around.
fn is_unmarked(quote: &Quote) -> bool {
    matches!(quote.kind, QuoteKind::Turn | QuoteKind::Block)
}
