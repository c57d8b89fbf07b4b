//! Text in, facts out: quotes and speakers, tags, language, changed words. Knows no files and no screen.

use std::path::Path;
use std::sync::Arc;

use crate::briefing::{Briefing, Origin, count_words};
use crate::config::Rules;
use crate::ingest::Draft;

pub(crate) mod grammar;

pub mod author;
pub mod changes;
pub mod language;
pub mod names;
pub mod offices;
pub mod quotes;
pub mod salutation;
pub mod tags;

/// Everything that insight needs to know beforehand, built once and shared by all workers.
#[derive(Debug)]
pub struct Analyst {
    tagger: tags::Tagger,
    names: names::Names,
}

/// The rules that insight goes by beside what ships with the program. Of two for the same name,
/// office or tag the reader's own is heeded.
#[derive(Debug, Clone, Copy, Default)]
pub struct Rulebook<'a> {
    /// The reader's own.
    pub own: Rules<'a>,
    /// Those of the desk.
    pub desk: Rules<'a>,
}

impl Analyst {
    /// Compiles the gazetteer and the rules; takes some tens of milliseconds.
    pub fn new(rulebook: Rulebook<'_>) -> Self {
        let names = names::Names::new(rulebook);
        Self {
            tagger: tags::Tagger::new(rulebook, names.labels()),
            names,
        }
    }

    /// Makes a briefing of a draft: finds its language, quotes and tags.
    pub fn finish(&self, draft: Draft, path: Arc<Path>, ordinal: u32) -> Briefing {
        let language = draft
            .language
            .clone()
            .or_else(|| language::detect(&draft.body.text).map(str::to_owned));
        let language_code = language.as_deref();
        let mut findings = quotes::read(&draft.title, &draft.body, language_code);
        let setting = names::Setting {
            date: draft.date,
            source: draft.source.as_deref(),
        };
        let atlas = self.tagger.atlas(&draft, language_code);
        self.names.settle(&mut findings, setting, &atlas);
        let mut authors = author::authors(author::Text {
            title: &draft.title,
            speaker: draft.speaker.as_deref(),
            body: &draft.body,
            language: language_code,
            findings: &findings,
        });
        if !authors.is_empty() {
            let mut told = author::as_findings(&authors, &findings);
            self.names.settle(&mut told, setting, &atlas);
            author::take(&mut authors, told);
        }
        author::speak(&authors, &mut findings, language_code);
        let tags = self.tagger.tags(&draft, language_code, &findings);
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
            authors,
            quotes: findings.quotes,
            tags,
        }
    }
}
