//! The terms of a text as a full-text index has them, and which of them a query cannot do without.
//!
//! An index answers what has certain terms in a row, not what satisfies a query: a phrase must not reach over a line
//! break, a word of a language without blanks may stand in the middle of others, and what the reader noted is in no
//! index. So it only *narrows*: a [`Matcher`](super::query::Matcher) has the last word on what it finds.

use super::query::is_unspaced;
use super::query::{Ending, Field, Pattern, Query};
use crate::text::fold::fold;

/// A folded text in which letters and digits stand together as terms, for an index that parts them at whatever else ASCII
/// has: other signs become blanks, and each letter of a script that writes no blanks between words is a term of its own.
pub fn terms(folded: &str) -> String {
    let mut out = String::with_capacity(folded.len() + folded.len() / 16);
    let mut rest = folded;
    loop {
        // Most of most texts is ASCII, and stays as it is.
        let ascii = rest.bytes().position(|byte| !byte.is_ascii());
        out.push_str(&rest[..ascii.unwrap_or(rest.len())]);
        let Some(other) = ascii.and_then(|at| rest[at..].chars().next().map(|c| (at, c))) else {
            return out;
        };
        let (at, c) = other;
        if !c.is_alphanumeric() {
            out.push(' ');
        } else if is_unspaced(c) {
            out.extend([' ', c, ' ']);
        } else {
            out.push(c);
        }
        rest = &rest[at + c.len_utf8()..];
    }
}

/// What the terms of a briefing must have for it to satisfy a query, as SQLite's FTS5 takes it, over the columns `title`,
/// `names` (source, tags, whoever speaks) and `text`. `None` where the query says nothing of that. What satisfies it by
/// a note or a tag of the reader's alone need not have them.
pub fn narrowed(query: &Query) -> Option<String> {
    match query {
        Query::All | Query::Dated(..) | Query::Is(_) | Query::Not(_) => None,
        Query::Has(field, pattern) => of_pattern(*field, pattern),
        Query::And(parts) => {
            let all: Vec<String> = parts.iter().filter_map(narrowed).collect();
            (!all.is_empty()).then(|| format!("({})", all.join(" AND ")))
        }
        Query::Or(parts) => {
            let any: Option<Vec<String>> = parts.iter().map(narrowed).collect();
            any.map(|any| format!("({})", any.join(" OR ")))
        }
    }
}

fn of_pattern(field: Field, pattern: &Pattern) -> Option<String> {
    let columns = match field {
        Field::Title => "title : ",
        Field::Text | Field::Quote => "text : ",
        Field::Any | Field::Speaker | Field::Source | Field::Tag | Field::Facet(_) => "",
        Field::Language | Field::Note | Field::Path => return None,
    };
    let may_go_on = match pattern.ending {
        Ending::Whole => "",
        Ending::Beginning => " *",
        Ending::Slips(_) => return None,
    };
    let terms = terms(&fold(&pattern.words)).replace('"', " ");
    let has_any = terms.contains(char::is_alphanumeric);
    has_any.then(|| format!("{columns}\"{}\"{may_go_on}", terms.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_runs_of_letters_and_digits_and_each_han_letter() {
        let terms = |text: &str| -> Vec<String> {
            let terms = terms(text);
            let parts = terms.split(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric());
            let parts = parts.filter(|it| !it.is_empty());
            parts.map(str::to_owned).collect()
        };
        assert_eq!(
            terms("“co-operation”—in 2024: o'neill"),
            ["co", "operation", "in", "2024", "o", "neill"]
        );
        assert_eq!(terms("中国abc语\nмир"), ["中", "国", "abc", "语", "мир"]);
        assert!(terms("— …").is_empty());
    }

    #[test]
    fn a_query_is_narrowed_by_what_it_cannot_do_without() {
        let narrowed = |query: &str| narrowed(&Query::parse(query).unwrap());
        let expected = [
            ("Treaty", Some("\"treaty\"")),
            ("\"on the edge\"", Some("\"on the edge\"")),
            ("secur*", Some("\"secur\" *")),
            ("a b", Some("(\"a\" AND \"b\")")),
            ("a -b", Some("(\"a\")")),
            ("a date:2024", Some("(\"a\")")),
            ("a OR b", Some("(\"a\" OR \"b\")")),
            ("a OR -b", None),
            ("a OR is:unread", None),
            ("dushambe~1", None),
            ("\"a-b\"", Some("\"a-b\"")),
            ("path:may", None),
            ("lang:ru", None),
            ("title:a quote:b", Some("(title : \"a\" AND text : \"b\")")),
            ("-a", None),
        ];
        for (query, expected) in expected {
            assert_eq!(narrowed(query).as_deref(), expected, "{query}");
        }
    }
}
