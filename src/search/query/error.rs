//! What is wrong with a query, and where.

use std::ops::Range;

use crate::text::width::width;

/// A query that makes no sense.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{fault}")]
pub struct QueryError {
    /// Where, in bytes of the query; may be empty, at its end.
    pub at: Range<usize>,
    /// What.
    pub fault: Fault,
}

/// What can be wrong with a query.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// There is no such field.
    #[error("there is no field {0}:{hint}", hint = meant(.1))]
    NoField(String, Option<&'static str>),
    /// There is no such state.
    #[error("is: is followed by {states}{hint}", states = super::State::ALL.map(super::State::name).join(", "), hint = meant(.0))]
    NoState(Option<&'static str>),
    /// That is no day.
    #[error("that is no day: write 2024, 2024-05, 2024-05-31, today, yesterday or -7d (w, m, y)")]
    NoDay,
    /// Nothing comes after the colon.
    #[error("{0}: is followed by what to look for, without a blank")]
    NoValue(String),
    /// The second quotation mark is not there.
    #[error("this quotation mark is not closed")]
    OpenQuote,
    /// The second parenthesis is not there.
    #[error("this parenthesis is not closed")]
    OpenParenthesis,
    /// The first parenthesis is not there.
    #[error("this parenthesis closes none")]
    StrayParenthesis,
    /// Nothing stands between two parentheses.
    #[error("nothing stands in these parentheses")]
    Empty,
    /// `OR` has nothing on one side.
    #[error("OR stands between two things (in quotation marks it is a word)")]
    LoneOr,
    /// `AND` has nothing on one side.
    #[error("AND stands between two things (in quotation marks it is a word)")]
    LoneAnd,
    /// Nothing comes after `NOT`.
    #[error("NOT is followed by what to leave out (in quotation marks it is a word)")]
    LoneNot,
    /// Nothing comes after the `-` or `!`.
    #[error("{0} is followed by what to leave out, without a blank")]
    LoneSign(char),
    /// An operator stands where a word is looked for.
    #[error("{0} is no word to look for here: write \"{0}\"")]
    Operator(String),
    /// A `|` stands in a word.
    #[error("| needs a blank on both sides, or write OR")]
    Bar,
    /// There are no letters to look for.
    #[error("there is no letter or digit to look for")]
    NoLetter,
    /// A `*` does not end a word.
    #[error("* stands at the end of a word")]
    Star,
    /// A `~` is not followed by 1 or 2, or does not end one word.
    #[error("~ stands at the end of one word, with 1 or 2 after it")]
    Slips,
    /// Parentheses stand in parentheses too often.
    #[error("parentheses stand in one another more than {max} deep", max = super::parse::DEEPEST)]
    Deep,
    /// The query is too long.
    #[error("a query has at most {max} bytes", max = super::parse::LONGEST)]
    Long,
}

fn meant(name: &Option<&str>) -> String {
    name.map_or_else(String::new, |name| format!("; did you mean {name}?"))
}

impl QueryError {
    /// The query and below it a line that points at the place.
    pub fn caret(&self, query: &str) -> String {
        let at = |byte: usize| query.get(..byte).map_or(0, width);
        let blanks = " ".repeat(at(self.at.start));
        let carets = at(self.at.end).saturating_sub(blanks.len()).max(1);
        format!("{query}\n{blanks}{}", "^".repeat(carets))
    }
}
