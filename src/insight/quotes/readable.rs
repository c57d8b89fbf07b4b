//! Names and labels as they stand in running text.

use crate::text::letters::is_alphabetic;
use std::sync::Arc;

/// A phrase on one line, its words parted by single blanks.
pub(super) fn flat(phrase: &str) -> Arc<str> {
    if phrase.contains(['\n', '\u{a0}']) || phrase.contains("  ") {
        phrase
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .into()
    } else {
        phrase.into()
    }
}

/// True for words in capitals; three letters may stand for a body.
pub(in crate::insight) fn is_shouted(name: &str) -> bool {
    name.chars().filter(|&c| is_alphabetic(c)).count() > 3 && !name.contains(char::is_lowercase)
}

/// A label in capitals as it would stand in running text: "THE PRESIDENT" as "The President".
pub(in crate::insight) fn readable(label: &str) -> Arc<str> {
    if is_shouted(label) {
        flat(&in_small(label))
    } else {
        flat(label)
    }
}

/// Words in small letters but for the first of each: "O'NEILL-ROE" as "O'Neill-Roe".
pub(in crate::insight) fn in_small(words: &str) -> String {
    let mut starts = true;
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        if starts {
            out.push(c);
        } else {
            out.extend(c.to_lowercase());
        }
        starts = !c.is_alphanumeric();
    }
    out
}
