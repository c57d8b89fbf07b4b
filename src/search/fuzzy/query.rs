//! What a reader has typed, as terms.

use super::term::Seeker;
use crate::text::fold::fold;

/// Characters of a query that count: more than any prompt shows.
const MAX_QUERY: usize = 1024;

/// Characters of a term that count.
const MAX_TERM: usize = 64;

/// What is looked for: terms, apart by blanks, all of which must match.
///
/// A plain term may match with letters left out; `'term` only as it is written; `-term` must not
/// occur as it is written. A lone `'` or `-` is a term that is still being typed, and not
/// applied yet. Never fails.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    terms: Vec<Term>,
}

/// One term, folded, of 1 to [`MAX_TERM`] characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term {
    pub(super) text: String,
    pub(super) kind: Kind,
}

/// What a term asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// To be there, letters in between allowed.
    Loose,
    /// To be there as it is written.
    Exact,
    /// Not to be there as it is written.
    Absent,
}

impl Query {
    /// Reads what was typed; its first 1,024 characters count, and 64 of each term.
    pub fn new(typed: &str) -> Self {
        let typed: String = typed.chars().take(MAX_QUERY).collect();
        let folded = fold(&typed);
        // A control character could only be a separator of fields, which must not be found.
        let parts = folded.split(|c: char| c.is_whitespace() || c.is_control());
        Self {
            terms: parts.filter_map(Term::new).collect(),
        }
    }

    /// True when nothing is asked for, and so everything found.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// True when whatever satisfies this query also satisfies the `earlier` one, as far as the
    /// terms show it: each has only grown, and new ones came after them.
    pub fn extends(&self, earlier: &Self) -> bool {
        let pairs = self.terms.iter().zip(&earlier.terms);
        self.terms.len() >= earlier.terms.len()
            && pairs
                .into_iter()
                .all(|(term, earlier)| term.extends(earlier))
    }

    pub(super) fn seekers(&self) -> Vec<Seeker<'_>> {
        self.terms.iter().map(Seeker::new).collect()
    }
}

impl Term {
    fn new(part: &str) -> Option<Self> {
        let (kind, text) = match part.as_bytes().first()? {
            b'\'' => (Kind::Exact, &part[1..]),
            b'-' => (Kind::Absent, &part[1..]),
            _ => (Kind::Loose, part),
        };
        let text: String = text.chars().take(MAX_TERM).collect();
        (!text.is_empty()).then_some(Self { text, kind })
    }

    /// True when what satisfies it also satisfies `earlier`.
    fn extends(&self, earlier: &Self) -> bool {
        match (self.kind, earlier.kind) {
            (Kind::Absent, Kind::Absent) => self.text == earlier.text,
            (Kind::Loose, Kind::Loose) | (Kind::Exact, Kind::Loose | Kind::Exact) => {
                self.text.starts_with(&earlier.text)
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_extends_what_it_was_while_it_only_grows() {
        for (earlier, later) in [
            ("", "c"),
            ("cs", "csto"),
            ("tjk", "tjk m"),
            ("tjk m", "tjk 'min"),
            ("a", "a -"),
            ("a -b", "a -b c"),
        ] {
            assert!(
                Query::new(later).extends(&Query::new(earlier)),
                "{earlier} {later}"
            );
        }
        for (earlier, later) in [
            ("csto", "cst"),
            ("a -b", "a -bc"),
            ("'ab", "ab"),
            ("ab cd", "cd ab"),
            ("a b", "a"),
        ] {
            assert!(
                !Query::new(later).extends(&Query::new(earlier)),
                "{earlier} {later}"
            );
        }
    }

    #[test]
    fn a_sign_without_a_word_is_not_applied_yet() {
        assert!(Query::new(" -  ' \u{1F} ").is_empty());
        assert_eq!(Query::new("ab -"), Query::new("ab"));
    }
}
