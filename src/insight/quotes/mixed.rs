//! Texts in two languages: each stretch in another language is read by itself, with the grammar of that.
//!
//! In what remains of the body the stretches are blanks, so that every position stays as it is.

use std::cmp::Reverse;

use super::why::Bases;
use super::{Findings, Person, is_unmarked, read_alone};
use crate::briefing::{Block, Body, Quote, Span};
use crate::insight::language::stretches::Stretch;

/// Reads a body with `stretches` in other languages.
pub(super) fn read(
    title: &str,
    body: &Body,
    language: Option<&str>,
    stretches: &[Stretch],
    explains: bool,
) -> (Findings, Bases) {
    let rest = without(body, stretches);
    let (mut findings, mut bases) = read_alone(title, &rest, language, explains);
    for stretch in stretches {
        let (own, start) = alone(body, *stretch);
        let (told, told_bases) = read_alone("", &own, Some(stretch.language), explains);
        take(&mut findings, told, start);
        bases.extend(told_bases.into_iter().map(|((span, kind), mut basis)| {
            basis
                .words
                .iter_mut()
                .for_each(|word| *word = moved(*word, start));
            ((moved(span, start), kind), basis)
        }));
    }
    findings.quotes.sort_by_key(|quote| {
        let Span { start, end } = quote.span;
        (start, Reverse(end), !is_unmarked(quote))
    });
    (findings, bases)
}

/// The bytes of a stretch.
fn span(body: &Body, stretch: Stretch) -> Span {
    let (first, last) = (
        body.blocks[stretch.first].span,
        body.blocks[stretch.last].span,
    );
    Span {
        start: first.start,
        end: last.end,
    }
}

/// The body with blanks in the place of the stretches.
fn without(body: &Body, stretches: &[Stretch]) -> Body {
    let mut text = String::with_capacity(body.text.len());
    let mut blocks = Vec::with_capacity(body.blocks.len());
    let mut next = 0;
    for stretch in stretches {
        let span = span(body, *stretch);
        text.push_str(&body.text[text.len()..span.range().start]);
        text.extend(std::iter::repeat_n(' ', span.len()));
        blocks.extend_from_slice(&body.blocks[next..stretch.first]);
        next = stretch.last + 1;
    }
    text.push_str(&body.text[text.len()..]);
    blocks.extend_from_slice(&body.blocks[next..]);
    Body {
        text,
        blocks,
        ..Body::default()
    }
}

/// A stretch as a body of its own, and where that starts in the whole.
fn alone(body: &Body, stretch: Stretch) -> (Body, u32) {
    let span = span(body, stretch);
    let blocks = body.blocks[stretch.first..=stretch.last].iter();
    let blocks = blocks.map(|block| Block {
        kind: block.kind,
        span: Span {
            start: block.span.start - span.start,
            end: block.span.end - span.start,
        },
    });
    let own = Body {
        text: body.text[span.range()].to_owned(),
        blocks: blocks.collect(),
        ..Body::default()
    };
    (own, span.start)
}

/// Takes in what was found in a stretch that starts at a byte of the body.
fn take(findings: &mut Findings, told: Findings, start: u32) {
    findings.quotes.extend(told.quotes.into_iter().map(|quote| {
        Quote {
            span: moved(quote.span, start),
            quoted: quote
                .quoted
                .iter()
                .map(|span| moved(*span, start))
                .collect(),
            ..quote
        }
    }));
    for mut person in told.persons {
        person
            .places
            .iter_mut()
            .for_each(|place| *place += start as usize);
        let same = |known: &&mut Person| known.name == person.name;
        match findings.persons.iter_mut().find(same) {
            Some(known) => known.join(person),
            None => findings.persons.push(person),
        }
    }
    findings.bearers.extend(told.bearers);
}

fn moved(span: Span, by: u32) -> Span {
    Span {
        start: span.start + by,
        end: span.end + by,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{read, why};
    use crate::briefing::{Body, Quote, QuoteKind};

    const FRENCH: &str = "Les ministres des deux États se sont réunis lundi au bord du fleuve et sont convenus \
        que le pont sera construit avant la fin de l’année. Les travaux commenceront au printemps.";
    const FRENCH_QUOTE: &str = "« Nous construirons ce pont pour les enfants des deux rives », a déclaré la ministre \
        de l’Eau, Mara Lind, qui a présidé la réunion au port de Tarn avec son homologue.";
    const ENGLISH: &str = "The ministers of the two states met at the river on Monday and agreed that the bridge \
        will be built before the end of the year.";
    const ENGLISH_QUOTE: &str = "“We shall build this bridge for the children of both banks,” said the Minister \
        of Water, Mara Lind, who chaired the meeting in the port of Tarn.";

    #[test]
    fn each_language_is_read_with_its_own_grammar() {
        let body = Body::of_paragraphs(&[ENGLISH, ENGLISH_QUOTE, FRENCH, FRENCH_QUOTE, FRENCH]);
        let findings = read("Ministers meet", &body, Some("en"));
        let marked = |quote: &&Quote| quote.kind == QuoteKind::Direct;
        let quotes: Vec<&Quote> = findings.quotes.iter().filter(marked).collect();
        let told: Vec<_> = quotes
            .iter()
            .map(|quote| (&body.text[quote.span.range()], quote.speaker.as_deref()))
            .collect();
        let expected = [
            (
                "“We shall build this bridge for the children of both banks,”",
                Some("Mara Lind"),
            ),
            (
                "« Nous construirons ce pont pour les enfants des deux rives »",
                Some("Mara Lind"),
            ),
        ];
        assert_eq!(told, expected);
        let persons: Vec<&str> = findings
            .persons
            .iter()
            .map(|person| &*person.name)
            .collect();
        assert_eq!(persons, ["Mara Lind"]);
        for place in &findings.persons[0].places {
            assert!(body.text[*place..].starts_with("Mara Lind"));
        }
        // Why it is so is told with the places in the whole.
        let why = why("Ministers meet", &body, Some("en"), quotes[1]).expect("known");
        let words: Vec<&str> = why.words.iter().map(|it| &body.text[it.range()]).collect();
        assert!(words.contains(&"déclaré"), "{words:?}");
    }
}
