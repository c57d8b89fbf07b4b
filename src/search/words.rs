//! Words that a text has to have: for what is narrowed as one types and needs no ranking.

use crate::text::fold::fold;

/// Words as they were typed, folded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words(Vec<String>);

impl Words {
    /// Takes what was typed.
    pub fn new(typed: &str) -> Self {
        Self(fold(typed).split_whitespace().map(str::to_owned).collect())
    }

    /// True when nothing is asked.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// True when a folded text has every word, or part of a word, in any order; `-word` must not be there.
    pub fn are_in(&self, folded: &str) -> bool {
        self.0.iter().all(|word| match word.strip_prefix('-') {
            Some(unwanted) => unwanted.is_empty() || !folded.contains(unwanted),
            None => folded.contains(word.trim_start_matches('\'')),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_must_be_there_and_none_that_is_unwanted() {
        let text = fold("Ministère des Affaires étrangères");
        let has = |typed: &str| Words::new(typed).are_in(&text);
        assert!(has("etrang minist") && has("'affaires") && has(""));
        assert!(!has("ministere interieur") && !has("minist -affaires"));
        assert!(has("minist -"), "a word is being typed");
        assert!(Words::new(" ").is_empty() && !Words::new("a").is_empty());
    }
}
