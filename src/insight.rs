//! Text in, facts out: quotes and speakers, tags, language, changed words. Knows no files and no screen.

use std::borrow::Cow;
use std::mem;
use std::path::Path;
use std::sync::Arc;

use crate::briefing::{Body, Briefing, Origin, count_words};
use crate::config::Rules;
use crate::ingest::Draft;
use crate::text::sanitise;

pub(crate) mod grammar;

pub mod author;
pub mod changes;
pub mod language;
pub mod names;
pub mod offices;
pub mod quotes;
pub mod salutation;
pub mod tags;
mod vocabulary;

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
    pub fn finish(&self, mut draft: Draft, path: Arc<Path>, ordinal: u32) -> Briefing {
        let shown = take_marks(&mut draft);
        let language = draft
            .language
            .clone()
            .or_else(|| language::detect(&draft.body.text).map(str::to_owned));
        let language_code = language.as_deref();
        if draft.source.is_none() {
            draft.source = self.tagger.issuer_of(&draft);
        }
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
            title: shown.title.unwrap_or(draft.title),
            date: draft.date,
            date_found: draft.date_found,
            source: draft.source.map(Into::into),
            language: language.map(Into::into),
            handling: draft.handling,
            properties: draft.properties.map(Into::into),
            cable: draft.cable,
            origin: Origin {
                path,
                address: draft.part,
                ordinal,
                raw: draft.raw,
                encoding: draft.encoding,
            },
            hidden: draft.hidden,
            body: shown.body.unwrap_or(draft.body),
            authors,
            quotes: findings.quotes,
            tags,
        }
    }
}

/// Title and body as they are shown, where they differ from what is understood of them.
struct Shown {
    title: Option<String>,
    body: Option<Body>,
}

/// Puts blanks in the place of what cleaning has put into a draft and of what is folded: nothing of it is the
/// author's.
fn take_marks(draft: &mut Draft) -> Shown {
    let title = match sanitise::blank_marks(&draft.title) {
        Cow::Borrowed(_) => None,
        Cow::Owned(title) => Some(title),
    };
    let body = match draft.body.to_understand() {
        Cow::Borrowed(_) => None,
        Cow::Owned(mut body) => {
            // Of nothing but marks nothing is left to be understood.
            if body.text.trim().is_empty() {
                body.blocks.clear();
            }
            Some(body)
        }
    };
    Shown {
        title: title.map(|title| mem::replace(&mut draft.title, title)),
        body: body.map(|body| mem::replace(&mut draft.body, body)),
    }
}
