//! Text in, facts out: quotes and speakers, tags, language, changed words. Knows no files and no screen.

use std::path::Path;
use std::sync::Arc;

use crate::briefing::{Briefing, Origin, count_words};
use crate::config::TagRule;
use crate::ingest::Draft;

pub mod changes;
pub mod language;
pub mod quotes;
pub mod tags;

/// Everything that insight needs to know beforehand, built once and shared by all workers.
#[derive(Debug)]
pub struct Analyst {
    tagger: tags::Tagger,
}

impl Analyst {
    /// Compiles the gazetteer and the reader's own rules; takes some tens of milliseconds.
    pub fn new(rules: &[TagRule]) -> Self {
        Self {
            tagger: tags::Tagger::new(rules),
        }
    }

    /// Makes a briefing of a draft: finds its language, quotes and tags.
    pub fn finish(&self, draft: Draft, path: Arc<Path>, ordinal: u32) -> Briefing {
        let language = draft
            .language
            .clone()
            .or_else(|| language::detect(&draft.body.text).map(str::to_owned));
        let findings = quotes::read(&draft.title, &draft.body, language.as_deref());
        let tags = self.tagger.tags(&draft, language.as_deref(), &findings);
        Briefing {
            id: draft.id,
            words: count_words(&draft.body.text),
            title: draft.title,
            date: draft.date,
            source: draft.source.map(Into::into),
            language: language.map(Into::into),
            handling: draft.handling,
            origin: Origin {
                path,
                ordinal,
                raw: draft.raw,
            },
            hidden: draft.hidden,
            body: draft.body,
            quotes: findings.quotes,
            tags,
        }
    }
}
