//! Who issues a text: its source under one name, and a source for a text whose file states none.

use std::sync::{Arc, Mutex, PoisonError};

use super::Tagger;
use super::houses::{Issuer, Stated, Untold};
use super::lexicon::ThingId;
use super::tongue::Tongues;
use crate::briefing::{Facet, Label};
use crate::ingest::Draft;
use crate::text::hash::HashMap;

/// The houses of the source lines seen so far.
#[derive(Debug, Default)]
pub(super) struct Issuers(Mutex<HashMap<Box<str>, Option<Issuer>>>);

/// Of more source lines than anybody follows each is read anew.
const MOST: usize = 4096;

impl Issuers {
    /// The house of a source line, worked out once.
    fn of(&self, source: &str, read: impl FnOnce() -> Option<Issuer>) -> Option<Issuer> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(issuer) = known.get(source) {
            return *issuer;
        }
        let issuer = read();
        if known.len() < MOST {
            known.insert(source.into(), issuer);
        }
        issuer
    }
}

impl Tagger {
    /// The issuer that a text names where its file states no source: as the text has it, or the name of
    /// a house that is known by its address or its dateline. `None` where nothing tells.
    pub fn issuer_of(&self, draft: &Draft) -> Option<String> {
        let stated = self.houses.stated_in(&Untold {
            body: &draft.body,
            address: draft.address.as_deref(),
            things: &self.things,
            names: |line: &str| self.matcher.names(line, Tongues::SOURCE_LINE),
        })?;
        Some(match stated {
            Stated::Line(line) => line.to_owned(),
            Stated::House(house) => self
                .houses
                .label(house, Facet::Source, &self.things, &self.labels)
                .name
                .clone(),
        })
    }

    /// The label of a source: that of the house if it is one that is known, else what the file says.
    pub(super) fn source_label(&self, source: &str) -> Arc<Label> {
        match self.issuer(source) {
            Some(Issuer::State(house)) => {
                self.houses
                    .label(house, Facet::Source, &self.things, &self.labels)
            }
            Some(Issuer::Body(body)) => {
                let body = &self.things[usize::from(body)].label;
                self.labels.body_as_source(body)
            }
            None => self.labels.named(Facet::Source, source),
        }
    }

    /// The state or body for which a house speaks: a code or a name.
    pub(super) fn speaks_for(&self, source: &str) -> Option<Arc<str>> {
        let names = self.matcher.names(source, Tongues::SOURCE_LINE);
        let label = match self.houses.anywhere_in(source, &names, &self.things)? {
            Issuer::State(house) => self.houses.state_of(house)?,
            Issuer::Body(body) => body,
        };
        let label = &self.things[usize::from(label)].label;
        Some(label.code.as_deref().unwrap_or(&label.name).into())
    }

    /// The state whose house a source line names.
    pub(super) fn issuing_state(&self, source: &str) -> Option<ThingId> {
        match self.issuer(source)? {
            Issuer::State(house) => self.houses.state_of(house),
            Issuer::Body(_) => None,
        }
    }

    /// The house of a source line.
    fn issuer(&self, source: &str) -> Option<Issuer> {
        self.issuers.of(source, || {
            let names = self.matcher.names(source, Tongues::SOURCE_LINE);
            self.houses.of_source(source, &names, &self.things)
        })
    }
}
