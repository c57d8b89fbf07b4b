//! What is being written at a place in a query, so that the rest of it can be offered.

use std::ops::Range;

use super::parse::{ends_word, names};
use super::{Field, Relation, State};

/// What is being written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Completing {
    /// The name of a field, perhaps.
    Name {
        /// Where it stands.
        at: Range<usize>,
        /// The names that begin so, each with its colon.
        names: Vec<String>,
    },
    /// What stands behind `is:`, `date:`, `after:` or `before:`.
    Word {
        /// Where it stands, without the name.
        at: Range<usize>,
        /// The words that begin so.
        words: Vec<&'static str>,
    },
    /// What a field is to hold.
    Value {
        /// Where it stands, without the name, with its quotation mark.
        at: Range<usize>,
        /// The field.
        field: Field,
        /// What is written of it.
        begun: String,
    },
}

/// Tells what is being written at a byte of a query; `None` where nothing can be offered.
pub fn completing(text: &str, cursor: usize) -> Option<Completing> {
    let before = text.get(..cursor)?;
    let (start, quote) = begun(before);
    let token = before[start..].trim_start_matches(['-', '!', '(']);
    let start = cursor - token.len();
    let Some((name, value)) = token.split_once(':') else {
        let names: Vec<String> = names()
            .filter(|name| !token.is_empty() && name.starts_with(token))
            .map(|name| format!("{name}:"))
            .collect();
        let at = start..cursor;
        return (quote.is_none() && !names.is_empty()).then_some(Completing::Name { at, names });
    };
    let at = start + name.len() + 1..cursor;
    let words = |all: Vec<&'static str>| {
        let words = all.into_iter().filter(|word| word.starts_with(value));
        Some(Completing::Word {
            at: at.clone(),
            words: words.collect(),
        })
    };
    if name == "is" {
        return words(State::ALL.map(State::name).to_vec());
    }
    if Relation::ALL
        .into_iter()
        .any(|relation| relation.name() == name)
    {
        return words(vec!["today", "yesterday", "-7d", "-1m", "-1y"]);
    }
    let field = Field::NAMED
        .into_iter()
        .find(|field| field.name() == name)?;
    Some(Completing::Value {
        field,
        begun: value.trim_start_matches('"').to_owned(),
        at,
    })
}

/// Where the part that is being written begins, and its quotation mark while that is open.
fn begun(before: &str) -> (usize, Option<usize>) {
    let mut start = 0;
    let mut open = None;
    for (at, c) in before.char_indices() {
        match (open, c) {
            (None, '"') => open = Some(at),
            (Some(_), '"') => open = None,
            (None, c) if ends_word(c) => start = at + c.len_utf8(),
            _ => {}
        }
    }
    (start, open)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at_end(text: &str) -> Option<Completing> {
        completing(text, text.len())
    }

    #[test]
    fn names_are_offered_while_they_are_begun() {
        let names = |text| match at_end(text) {
            Some(Completing::Name { names, .. }) => names,
            _ => Vec::new(),
        };
        assert_eq!(names("a -ta"), ["tag:"]);
        assert_eq!(names("(so"), ["source:"]);
        assert!(names("a ").is_empty() && names("\"ta").is_empty());
    }

    #[test]
    fn values_are_offered_behind_their_field() {
        assert_eq!(
            at_end("a tag:\"grain c"),
            Some(Completing::Value {
                at: 6..14,
                field: Field::Tag,
                begun: "grain c".to_owned()
            })
        );
        let Some(Completing::Word { at, words }) = at_end("is:s") else {
            panic!();
        };
        assert_eq!((at, words), (3..4, vec!["starred", "snoozed"]));
        assert_eq!(at_end("titel:x"), None);
    }
}
