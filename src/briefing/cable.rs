//! What the head of a cable says of its way: to whom it went, under which number, and to what it refers.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// The head of a cable, a telegram or a message, beside its title, day, source and tags.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Cable {
    /// Its own number.
    pub number: Option<CableNumber>,
    /// Who sent it, where that is told apart from the source.
    pub from: Option<Arc<str>>,
    /// How urgently it was sent.
    pub precedence: Option<Precedence>,
    /// Who is to act on it, in its order.
    pub to: Vec<Arc<str>>,
    /// Who is to know of it.
    pub info: Vec<Arc<str>>,
    /// When it is to be declassified, in its words (`05/31/2034`, `GDS`).
    pub declassify: Option<Arc<str>>,
    /// Which section of a cable it is, where the others are not in it.
    pub section: Option<u32>,
    /// What it refers to, in its order; the other sections come first.
    pub references: Vec<Reference>,
}

/// The number of a cable: a post counts those that it sends, anew each year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CableNumber {
    /// As it is written (`SUVA 000412`).
    pub words: Arc<str>,
    /// The post, in capitals (`SUVA`).
    pub post: Arc<str>,
    /// The number, without the noughts before it.
    pub number: u32,
    /// The year, where it is told.
    pub year: Option<i16>,
}

/// What a cable refers to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// As it is written, with its letter (`A. 24 SUVA 398`).
    pub words: Arc<str>,
    /// The cable that is meant; `None` for a letter, a meeting, whatever has no such number.
    pub number: Option<CableNumber>,
    /// True where the number counts what the same two sent each other: `Embtel 1481`.
    pub is_between: bool,
    /// The section of that cable which is meant, where a certain one is.
    pub section: Option<u32>,
}

impl Cable {
    /// True where another goes between the same two, as far as is known.
    pub fn is_between_same(&self, other: &Self) -> bool {
        let is_party = |name: &Arc<str>| self.from.as_ref() == Some(name) || self.to.contains(name);
        other.from.as_ref().is_none_or(is_party)
            && (other.to.is_empty() || other.to.iter().any(is_party))
    }
}

/// How urgent a cable is, the least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Precedence {
    /// `R`
    Routine,
    /// `P`
    Priority,
    /// `O`
    Immediate,
    /// `Z`
    Flash,
}

impl Precedence {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Routine => "routine",
            Self::Priority => "priority",
            Self::Immediate => "immediate",
            Self::Flash => "flash",
        }
    }
}

impl CableNumber {
    /// True where both may name the same cable. Posts have longer and shorter names (`UKMIS NEW YORK`, `NEW YORK`).
    pub fn may_be(&self, other: &Self) -> bool {
        let years_agree = match (self.year, other.year) {
            (Some(year), Some(other)) => year == other,
            _ => true,
        };
        self.number == other.number && years_agree && is_post(&self.post, &other.post)
    }
}

/// True for two names of one post: the same, or all of one is how the other begins or ends.
fn is_post(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    let rest = long
        .strip_prefix(short)
        .or_else(|| long.strip_suffix(short));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' ') || rest.ends_with(' '))
}

impl fmt::Display for CableNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(post: &str, number: u32, year: Option<i16>) -> CableNumber {
        CableNumber {
            words: format!("{post} {number}").into(),
            post: post.into(),
            number,
            year,
        }
    }

    #[test]
    fn a_post_goes_by_longer_and_shorter_names_and_years_must_agree() {
        let tarn = number("TARN", 41, Some(2024));
        assert!(tarn.may_be(&number("TARN", 41, None)));
        assert!(tarn.may_be(&number("UKMIS TARN", 41, Some(2024))));
        for other in [
            number("TARN", 42, None),
            number("TARN", 41, Some(2023)),
            number("TARNOW", 41, None),
            number("LATARN", 41, None),
        ] {
            assert!(!tarn.may_be(&other), "{other:?}");
        }
    }
}
