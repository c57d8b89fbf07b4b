//! From a query to text that means the same.

use std::fmt::{self, Write};

use super::parse::{LEAVES_OUT, OPERATORS, ends_word};
use super::{Day, Ending, Field, Pattern, Query};

pub(super) fn print(query: &Query, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match query {
        Query::All => Ok(()),
        Query::Has(field, pattern) => has(*field, pattern, f),
        Query::Dated(relation, day) => {
            write!(f, "{}:", relation.name())?;
            match day {
                Day::Given(date) => write!(f, "{date}"),
                Day::Today => f.write_str("today"),
                Day::Yesterday => f.write_str("yesterday"),
                Day::Ago(count, unit) => write!(f, "-{count}{}", unit.letter()),
            }
        }
        Query::Is(state) => write!(f, "is:{}", state.name()),
        Query::Not(part) => {
            f.write_char('-')?;
            enclosed(part, matches!(**part, Query::And(_) | Query::Or(_)), f)
        }
        Query::And(parts) => joined(parts, " ", f),
        Query::Or(parts) => joined(parts, " OR ", f),
    }
}

fn joined(parts: &[Query], between: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for (i, part) in parts.iter().enumerate() {
        if i > 0 {
            f.write_str(between)?;
        }
        // Standing side by side binds more than `OR` does.
        enclosed(part, matches!(part, Query::Or(_)), f)?;
    }
    Ok(())
}

fn enclosed(part: &Query, is_enclosed: bool, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if is_enclosed {
        write!(f, "({part})")
    } else {
        write!(f, "{part}")
    }
}

fn has(field: Field, pattern: &Pattern, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if field != Field::Any {
        write!(f, "{}:", field.name())?;
    }
    let words = &pattern.words;
    let is_quoted = match pattern.ending {
        // One word that nothing else can be meant by.
        Ending::Slips(count) => return write!(f, "{words}~{count}"),
        _ => needs_quotes(field, words),
    };
    let end = if pattern.ending == Ending::Beginning {
        "*"
    } else {
        ""
    };
    if is_quoted {
        write!(f, "\"{words}\"{end}")
    } else {
        write!(f, "{words}{end}")
    }
}

/// True where words would be read as something else without quotation marks.
fn needs_quotes(field: Field, words: &str) -> bool {
    let is_read_otherwise = words.starts_with(LEAVES_OUT) && field == Field::Any
        || OPERATORS.contains(&words)
        || words.contains('|') && field != Field::Path
        || words.contains(':') && field == Field::Any
        || words.contains(['*', '~']);
    words.contains(ends_word) || is_read_otherwise
}
