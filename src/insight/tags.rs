//! Tags derived from a gazetteer and from the reader's own rules.

use crate::briefing::{Quote, Tag};
use crate::config::TagRule;
use crate::ingest::Draft;

/// The compiled gazetteer and rules.
#[derive(Debug)]
pub struct Tagger {}

impl Tagger {
    /// Compiles the gazetteer that ships with the program and the reader's rules.
    pub fn new(rules: &[TagRule]) -> Self {
        let _ = rules;
        Self {}
    }

    /// The tags of a draft, the weightiest first within a facet.
    pub fn tags(&self, draft: &Draft, language: Option<&str>, quotes: &[Quote]) -> Vec<Tag> {
        let _ = (draft, language, quotes);
        Vec::new()
    }
}
