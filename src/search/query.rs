//! The query language: what a briefing must satisfy, as the reader's search, `-q` and the saved
//! views all write it.
//!
//! ```text
//! belousov security            both words, anywhere: title, source, tags, note, text
//! "on the edge"                these words in a row
//! secur*                       words that begin so
//! dushambe~1                   words within one slip of it (~2: two)
//! -draft                       not that
//! a OR b c                     a, or both b and c: OR binds less than standing side by side
//! a AND NOT b, a | !b          what other languages write for a -b and a OR -b
//! (a OR b) c
//! title: text: note: path:     the parts of a briefing
//! quote: speaker:              somebody's words; together, the words of that speaker; those of
//!                              a whole text's author count, too
//! tag: place: org: person: topic: source: lang:
//! date:2024-05 after:-7d before:today
//! is:unread is:starred …       the reader's marks
//! ```
//!
//! Words are whole words, compared as [`crate::text::fold`] has them: case, accents and look-alike letters of
//! other alphabets do not matter. Where a script writes no blanks (Chinese, Japanese, Thai) a
//! word may begin and end anywhere. A phrase does not reach over a line break.
//!
//! [`Query`] is what was asked, plain data; [`parse`](Query::parse) reads it and `Display`
//! writes it back. A [`Matcher`] is made of it for one run over the briefings of a
//! [`Shelf`](super::Shelf). Nothing in the language says how an answer is found, so that an index
//! can stand in for the scan.

use std::fmt;

use jiff::civil;

use crate::briefing::{BriefingDate, Facet, Marks};

mod completion;
mod error;
mod matcher;
mod parse;
mod print;
mod words;

#[cfg(test)]
mod tests;

pub use completion::{Completing, completing};
pub use error::{Fault, QueryError};
pub use matcher::{Item, Matcher};
pub use parse::ends_phrase;
pub use words::Highlighter;
pub(super) use words::is_unspaced;

/// What a briefing must satisfy.
///
/// `And` and `Or` have two parts or more, none of which is of the same kind or asks for nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Query {
    /// Nothing: every briefing does.
    #[default]
    All,
    /// Certain words in a certain part.
    Has(Field, Pattern),
    /// A date.
    Dated(Relation, Day),
    /// The reader's mark.
    Is(State),
    /// Not this.
    Not(Box<Query>),
    /// All of these.
    And(Vec<Query>),
    /// At least one of these.
    Or(Vec<Query>),
}

/// The part of a briefing in which words are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// Title, source, tags, note or text.
    Any,
    /// The title.
    Title,
    /// The text.
    Text,
    /// Somebody's words; beside a `speaker:`, that speaker's.
    Quote,
    /// Who says something in it.
    Speaker,
    /// The issuing body.
    Source,
    /// A tag of any facet.
    Tag,
    /// A tag of one facet.
    Facet(Facet),
    /// The language, by its ISO 639-1 code or its name.
    Language,
    /// The reader's note.
    Note,
    /// The file; any part of its path, not only whole words.
    Path,
}

impl Field {
    /// Every field that is written with its name, in the order in which they are offered.
    pub const NAMED: [Self; 14] = [
        Self::Title,
        Self::Text,
        Self::Quote,
        Self::Speaker,
        Self::Source,
        Self::Tag,
        Self::Facet(Facet::Place),
        Self::Facet(Facet::Org),
        Self::Facet(Facet::Person),
        Self::Facet(Facet::Topic),
        Self::Facet(Facet::Mine),
        Self::Language,
        Self::Note,
        Self::Path,
    ];

    /// What is written before the colon; nothing for [`Field::Any`].
    pub fn name(self) -> &'static str {
        match self {
            Self::Any => "",
            Self::Title => "title",
            Self::Text => "text",
            Self::Quote => "quote",
            Self::Speaker => "speaker",
            Self::Source => "source",
            Self::Tag => "tag",
            Self::Facet(facet) => facet.name(),
            Self::Language => "lang",
            Self::Note => "note",
            Self::Path => "path",
        }
    }
}

/// Words to look for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Pattern {
    /// The words, in a row, as they were written: with a letter or digit in them (but for a path), and without
    /// quotation marks.
    pub words: String,
    /// How the last word may go on.
    pub ending: Ending,
}

/// How the last word of a pattern may differ from what was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Ending {
    /// Not at all.
    #[default]
    Whole,
    /// It may go on (`secur*`).
    Beginning,
    /// It may be so many slips away, 1 or 2 (`dushambe~1`); of a single word only.
    Slips(u8),
}

/// How the date of a briefing stands to a day, month or year.
///
/// A vague date holds only where every day that it may mean does: `May 2024` is not after
/// `2024-05-15`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Relation {
    /// Within it.
    On,
    /// On its first day or later.
    After,
    /// Before its first day.
    Before,
}

impl Relation {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::On, Self::After, Self::Before];

    /// What is written before the colon.
    pub fn name(self) -> &'static str {
        match self {
            Self::On => "date",
            Self::After => "after",
            Self::Before => "before",
        }
    }
}

/// A stretch of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Day {
    /// A year, a month or a day, without a time.
    Given(BriefingDate),
    /// The present day.
    Today,
    /// The day before.
    Yesterday,
    /// The day so many days (weeks, months, years) ago: `-7d`.
    Ago(u16, Unit),
}

/// A unit of time to count back in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// `d`
    Days,
    /// `w`
    Weeks,
    /// `m`
    Months,
    /// `y`
    Years,
}

impl Unit {
    /// All of them, shortest first.
    pub const ALL: [Self; 4] = [Self::Days, Self::Weeks, Self::Months, Self::Years];

    /// The letter that stands for it.
    pub fn letter(self) -> char {
        match self {
            Self::Days => 'd',
            Self::Weeks => 'w',
            Self::Months => 'm',
            Self::Years => 'y',
        }
    }
}

impl Day {
    /// Its first and last day, when it is `today`. What lies before all calendars is their first
    /// day.
    pub fn span(self, today: civil::Date) -> (civil::Date, civil::Date) {
        let back = |span: jiff::Span| {
            let day = today.checked_sub(span).unwrap_or(civil::Date::MIN);
            (day, day)
        };
        match self {
            Self::Given(date) => (date.first_day(), date.last_day()),
            Self::Today => (today, today),
            Self::Yesterday => back(jiff::Span::new().days(1)),
            Self::Ago(count, unit) => {
                let count = i64::from(count);
                let span = jiff::Span::new();
                let span = match unit {
                    Unit::Days => span.try_days(count),
                    Unit::Weeks => span.try_weeks(count),
                    Unit::Months => span.try_months(count),
                    Unit::Years => span.try_years(count),
                };
                span.map_or((civil::Date::MIN, civil::Date::MIN), back)
            }
        }
    }
}

/// A state of the reader's marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// Not read.
    Unread,
    /// Read.
    Read,
    /// With a star.
    Starred,
    /// Put away.
    Archived,
    /// Put off, and not back yet.
    Snoozed,
    /// Put off, and back.
    Due,
    /// With a note.
    Noted,
    /// With new words since it was read.
    Revised,
    /// With a clipping.
    Clipped,
    /// With a tag of the reader's own.
    Tagged,
}

impl State {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 10] = [
        Self::Unread,
        Self::Read,
        Self::Starred,
        Self::Archived,
        Self::Snoozed,
        Self::Due,
        Self::Noted,
        Self::Revised,
        Self::Clipped,
        Self::Tagged,
    ];

    /// What is written after `is:`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unread => "unread",
            Self::Read => "read",
            Self::Starred => "starred",
            Self::Archived => "archived",
            Self::Snoozed => "snoozed",
            Self::Due => "due",
            Self::Noted => "noted",
            Self::Revised => "revised",
            Self::Clipped => "clipped",
            Self::Tagged => "tagged",
        }
    }

    /// True for a briefing with these marks on that day.
    pub fn holds(self, marks: &Marks, today: civil::Date) -> bool {
        match self {
            Self::Unread => !marks.read,
            Self::Read => marks.read,
            Self::Starred => marks.starred,
            Self::Archived => marks.archived,
            Self::Snoozed => marks.is_asleep(today),
            Self::Due => marks.is_due(today),
            Self::Noted => marks.note().is_some(),
            Self::Revised => marks.revised,
            Self::Clipped => marks.clippings().next().is_some(),
            Self::Tagged => marks.tags().next().is_some(),
        }
    }
}

impl Query {
    /// Reads a query. Nothing but blanks asks for nothing.
    ///
    /// # Errors
    ///
    /// Where it makes no sense, with the place; [`QueryError::caret`] shows it.
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        parse::parse(text)
    }

    /// Reads a query that is still being typed: a word that ends it may go on.
    ///
    /// # Errors
    ///
    /// As for [`parse`](Self::parse).
    pub fn parse_typed(text: &str) -> Result<Self, QueryError> {
        parse::parse_typed(text)
    }

    /// Both this and the other.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        all_of(vec![self, other])
    }

    /// True when it asks for nothing.
    pub fn is_all(&self) -> bool {
        *self == Self::All
    }

    /// True when it names the state: what is put away shows only where that is asked for.
    pub fn names(&self, state: State) -> bool {
        self.any(&|part| *part == Self::Is(state))
    }

    /// True when a part satisfies the condition; parts that are made of others are not asked.
    fn any(&self, condition: &impl Fn(&Self) -> bool) -> bool {
        match self {
            Self::Not(part) => part.any(condition),
            Self::And(parts) | Self::Or(parts) => parts.iter().any(|part| part.any(condition)),
            leaf => condition(leaf),
        }
    }
}

/// All of these parts as one query.
fn all_of(parts: Vec<Query>) -> Query {
    let flat = parts.into_iter().flat_map(|part| match part {
        Query::All => Vec::new(),
        Query::And(parts) => parts,
        other => vec![other],
    });
    one_or(flat.collect(), Query::And)
}

/// At least one of these parts as one query; a part that asks for nothing makes the rest idle.
fn any_of(parts: Vec<Query>) -> Query {
    if parts.contains(&Query::All) {
        return Query::All;
    }
    let flat = parts.into_iter().flat_map(|part| match part {
        Query::Or(parts) => parts,
        other => vec![other],
    });
    one_or(flat.collect(), Query::Or)
}

fn one_or(mut parts: Vec<Query>, join: impl Fn(Vec<Query>) -> Query) -> Query {
    match parts.len() {
        0 | 1 => parts.pop().unwrap_or_default(),
        _ => join(parts),
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        print::print(self, f)
    }
}
