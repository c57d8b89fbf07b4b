//! The small words around the names of bodies, from `data/houses/words.txt`.

use crate::insight::tags::lexicon::values;
use crate::text::hash::{HashMap, HashSet};

/// The lists of small words.
#[derive(Debug, Default)]
pub(super) struct Small {
    of: Vec<&'static str>,
    part: HashSet<&'static str>,
    article: HashSet<&'static str>,
    the: HashSet<&'static str>,
    adjective: HashMap<&'static str, &'static str>,
    apart: Vec<&'static str>,
    before: HashSet<&'static str>,
}

impl Small {
    /// Takes a line of the list; `None` for one that is none of these.
    pub(super) fn read(&mut self, line: &'static str) -> Option<()> {
        let (list, text) = line.split_once(':')?;
        let words = text.split_whitespace();
        match list {
            "of" => self.of.extend(values(text)),
            "apart" => self.apart.extend(values(text)),
            "part" => self.part.extend(words),
            "article" => self.article.extend(words),
            "the" => self.the.extend(words),
            "before" => self.before.extend(words),
            "adjective" => {
                for value in values(text) {
                    let (code, adjective) = value.split_once('=')?;
                    self.adjective.insert(code, adjective);
                }
            }
            _ => return None,
        }
        Some(())
    }

    /// True for what may stand between a body and its state, after it.
    pub(super) fn is_of(&self, between: &str) -> bool {
        let Some(between) = between.strip_prefix([' ', '\u{a0}']) else {
            return false;
        };
        let word = between.trim_end();
        let is_joined = word.ends_with(['\'', '’']);
        (is_joined || word.len() < between.len()) && self.of.contains(&word)
    }

    /// True for a department, a channel or a small word in a source line.
    pub(super) fn is_part(&self, word: &str) -> bool {
        self.part.contains(word) || self.part.contains(word.to_lowercase().as_str())
    }

    /// True for an article, in any case.
    pub(super) fn is_article(&self, word: &str) -> bool {
        self.article.contains(word.to_lowercase().as_str())
    }

    /// True for a state that is written with an article.
    pub(super) fn takes_article(&self, code: &str) -> bool {
        self.the.contains(code)
    }

    /// What stands for the adjective of a state that has none.
    pub(super) fn adjective(&self, code: &str) -> Option<&'static str> {
        self.adjective.get(code).copied()
    }

    /// True for a part of a state that has ministries of its own.
    pub(super) fn is_apart(&self, name: &str) -> bool {
        self.apart.iter().any(|part| name.starts_with(part))
    }

    /// True for what may stand between the adjective of a state and its body.
    pub(super) fn is_before(&self, word: &str) -> bool {
        self.before.contains(word)
    }
}
