//! Which briefings satisfy a query.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use jiff::civil;

use super::words::Words;
use super::{Day, Field, Query, Relation, State};
use crate::briefing::{Briefing, BriefingDate, Facet, Label, Marks};
use crate::search::Texts;
use crate::text::fold::fold;

/// A briefing with all that a query can ask about.
#[derive(Debug, Clone, Copy)]
pub struct Item<'a> {
    /// It.
    pub briefing: &'a Briefing,
    /// Its words, folded.
    pub texts: &'a Texts,
    /// What the reader marked.
    pub marks: &'a Marks,
}

/// A query made ready for one run over many briefings.
#[derive(Debug)]
pub struct Matcher {
    root: Part,
    today: civil::Date,
    labels: Labels,
}

/// Labels are shared by many briefings: what was found out about one, for the part of that number, holds for all. A
/// label is known by where it is, and kept so that no other comes to be there.
type Labels = HashMap<(usize, *const Label), (Arc<Label>, bool)>;

/// A part of a query, the words in it made ready.
#[derive(Debug)]
enum Part {
    All,
    Has(Field, Box<Words>, usize),
    Path(String),
    Dated(Relation, Day),
    Is(State),
    Not(Box<Part>),
    And(Vec<Part>),
    Or(Vec<Part>),
}

// The pointers are compared and never followed.
impl Matcher {
    /// Makes a query ready; `today` is the present day.
    pub fn new(query: &Query, today: civil::Date) -> Self {
        Self {
            root: Part::of(query, &mut 0),
            today,
            labels: HashMap::new(),
        }
    }

    /// True when the briefing satisfies the query.
    pub fn matches(&mut self, item: Item<'_>) -> bool {
        let mut look = Look {
            item,
            today: self.today,
            labels: &mut self.labels,
        };
        look.holds(&self.root)
    }
}

impl Part {
    /// Makes a query ready; parts with words are numbered on from `next`.
    fn of(query: &Query, next: &mut usize) -> Self {
        let mut parts = |parts: &[Query]| {
            let mut parts: Vec<Self> = parts.iter().map(|part| Self::of(part, next)).collect();
            // What costs least is asked first.
            parts.sort_by_key(Self::cost);
            parts
        };
        match query {
            Query::All => Self::All,
            Query::Has(Field::Path, pattern) => Self::Path(fold(&pattern.words)),
            Query::Has(field, pattern) => {
                *next += 1;
                Self::Has(*field, Box::new(Words::new(pattern)), *next)
            }
            Query::Dated(relation, day) => Self::Dated(*relation, *day),
            Query::Is(state) => Self::Is(*state),
            Query::Not(part) => Self::Not(Box::new(Self::of(part, next))),
            Query::And(all) => Self::And(parts(all)),
            Query::Or(any) => Self::Or(parts(any)),
        }
    }

    /// How dear it is to ask, in no unit.
    fn cost(&self) -> u8 {
        match self {
            Self::All | Self::Is(_) | Self::Dated(..) => 0,
            Self::Has(_, words, _) if words.is_slow() => 5,
            Self::Has(field, ..) => match field {
                Field::Tag | Field::Facet(_) | Field::Source | Field::Language => 1,
                Field::Title | Field::Note => 2,
                Field::Quote | Field::Speaker => 4,
                _ => 3,
            },
            Self::Path(_) => 2,
            Self::Not(part) => part.cost(),
            Self::And(parts) | Self::Or(parts) => parts.iter().map(Self::cost).max().unwrap_or(0),
        }
    }
}

/// A look at one briefing.
struct Look<'a> {
    item: Item<'a>,
    today: civil::Date,
    labels: &'a mut Labels,
}

impl Look<'_> {
    fn holds(&mut self, part: &Part) -> bool {
        match part {
            Part::All => true,
            Part::Has(field, words, number) => self.has(*field, words, *number, &[]),
            Part::Path(wanted) => {
                let name = self.item.briefing.origin.name();
                fold(&name.to_string_lossy()).contains(wanted)
            }
            Part::Dated(relation, day) => is_dated(self.item.briefing, *relation, *day, self.today),
            Part::Is(state) => state.holds(self.item.marks, self.today),
            Part::Not(part) => !self.holds(part),
            Part::Or(parts) => parts.iter().any(|part| self.holds(part)),
            Part::And(parts) => self.hold(parts),
        }
    }

    /// True when all hold. The words of a `quote:` are looked for in what those say whom a
    /// `speaker:` beside it names.
    fn hold(&mut self, parts: &[Part]) -> bool {
        let speakers = parts.iter().filter_map(|part| match part {
            Part::Has(Field::Speaker, words, _) => Some(words.as_ref()),
            _ => None,
        });
        let speakers: Vec<&Words> = speakers.collect();
        parts.iter().all(|part| match part {
            Part::Has(Field::Quote, words, number) => {
                self.has(Field::Quote, words, *number, &speakers)
            }
            part => self.holds(part),
        })
    }

    fn has(&mut self, field: Field, words: &Words, number: usize, speakers: &[&Words]) -> bool {
        let Item {
            briefing,
            texts,
            marks,
        } = self.item;
        let in_note = || marks.note().is_some_and(|note| words.is_in(&fold(note)));
        match field {
            Field::Any => words.is_in(texts.all()) || in_note(),
            Field::Title => words.is_in(texts.title()),
            Field::Text => words.is_in(texts.body()),
            Field::Note => in_note(),
            Field::Speaker => {
                let mut authors = briefing.authors.iter();
                if authors.any(|author| words.is_in(&fold(&author.name))) {
                    return true;
                }
                let mut last: Option<&Arc<str>> = None;
                briefing.quotes.iter().any(|quote| {
                    let speaker = quote.speaker.as_ref();
                    let is_new = speaker != last;
                    last = speaker;
                    is_new && speaker.is_some_and(|name| words.is_in(&fold(name)))
                })
            }
            Field::Quote => {
                let is_said_by = |name: &Arc<str>| {
                    let name = fold(name);
                    speakers.iter().any(|speaker| speaker.is_in(&name))
                };
                // Folding every quote costs as much as all the rest.
                let is_meant =
                    |name: Option<&Arc<str>>| speakers.is_empty() || name.is_some_and(is_said_by);
                let is_said = |at: Range<usize>| {
                    let mut others = briefing.body.other_spellings(at.clone());
                    words.is_in(&fold(&briefing.body.text[at]))
                        || others.any(|(_, other)| words.is_in(&fold(&other)))
                };
                words.is_in(texts.body())
                    && (briefing.quotes.iter().any(|quote| {
                        is_meant(quote.speaker.as_ref()) && is_said(quote.span.range())
                    }) || briefing.authors.iter().any(|author| {
                        is_meant(Some(&author.name))
                            && briefing.own_words(author).into_iter().any(is_said)
                    }))
            }
            Field::Source => {
                let source = briefing.source.as_deref();
                source.is_some_and(|source| words.is_in(&fold(source)))
                    || self.is_tagged(Some(Facet::Source), words, number)
            }
            Field::Tag => self.is_tagged(None, words, number),
            Field::Facet(facet) => self.is_tagged(Some(facet), words, number),
            Field::Language => {
                let code = briefing.language.as_deref();
                code.is_some_and(|code| words.is_in(code))
                    || self.is_tagged(Some(Facet::Language), words, number)
            }
            // These are no words: see `Part`.
            Field::Path => false,
        }
    }

    fn is_tagged(&mut self, facet: Option<Facet>, words: &Words, number: usize) -> bool {
        let labels = self.item.briefing.tags.iter().map(|tag| &tag.label);
        let mut labels = labels.filter(|label| facet.is_none_or(|facet| label.facet == facet));
        labels.any(|label| {
            let key = (number, Arc::as_ptr(label));
            let known = self.labels.entry(key).or_insert_with(|| {
                let names = std::iter::once(&label.name).chain(&label.aliases);
                let mut names = names.chain(&label.code).chain(&label.class);
                let is_meant = names.any(|name| words.is_in(&fold(name)));
                (Arc::clone(label), is_meant)
            });
            known.1
        })
    }
}

fn is_dated(briefing: &Briefing, relation: Relation, day: Day, today: civil::Date) -> bool {
    let Some(date) = briefing.date else {
        return false;
    };
    let (from, to) = day.span(today);
    let (first, last): (civil::Date, civil::Date) = span(date);
    match relation {
        Relation::On => from <= first && last <= to,
        Relation::After => from <= first,
        Relation::Before => last < from,
    }
}

fn span(date: BriefingDate) -> (civil::Date, civil::Date) {
    (date.first_day(), date.last_day())
}
