//! Names and labels as they stand in running text.

use std::sync::Arc;

/// A phrase on one line.
pub(super) fn flat(phrase: &str) -> Arc<str> {
    if phrase.contains(['\n', '\u{a0}']) {
        phrase
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .into()
    } else {
        phrase.into()
    }
}

pub(super) fn is_shouted(name: &str) -> bool {
    name.chars().filter(|c| c.is_alphabetic()).count() > 3 && !name.contains(char::is_lowercase)
}

/// A label in capitals as it would stand in running text: "THE PRESIDENT" as "The President".
pub(in crate::insight) fn readable(label: &str) -> Arc<str> {
    if !is_shouted(label) {
        return flat(label);
    }
    let mut out = String::with_capacity(label.len());
    let mut starts = true;
    for c in label.chars() {
        if starts {
            out.push(c);
        } else {
            out.extend(c.to_lowercase());
        }
        starts = !c.is_alphanumeric();
    }
    flat(&out)
}
