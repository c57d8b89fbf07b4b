//! The gazetteer as it is asked for states and bodies by name, and for what a draft is about.

use std::sync::Arc;

use super::form::Role;
use super::tongue::Tongues;
use super::{Tagger, by_facet_and_weight};
use crate::briefing::{Facet, Label};
use crate::ingest::Draft;
use crate::insight::offices::States;

/// The gazetteer before one draft.
#[derive(Debug, Clone, Copy)]
pub struct Atlas<'a> {
    tagger: &'a Tagger,
    draft: &'a Draft,
    language: Option<&'a str>,
}

impl Tagger {
    /// The gazetteer before a draft.
    pub fn atlas<'a>(&'a self, draft: &'a Draft, language: Option<&'a str>) -> Atlas<'a> {
        Atlas {
            tagger: self,
            draft,
            language,
        }
    }
}

impl States for Atlas<'_> {
    fn most_about(&self) -> Option<Arc<Label>> {
        let tags = self.tagger.of_text(self.draft, self.language, &[]);
        let tags = tags.into_iter();
        let states = tags.filter(|tag| tag.label.facet == Facet::Place && tag.label.code.is_some());
        let most = states.min_by(by_facet_and_weight)?;
        Some(most.label)
    }

    /// Seats and parts are not meant: the President of Chechnya is not Russia's.
    fn called(&self, name: &str) -> Option<Arc<str>> {
        let mut tongues = Tongues::of(self.language);
        // The source line may be English.
        tongues.join(Tongues::ENGLISH);
        let hits = self.tagger.matcher.find(name, tongues);
        let whole = hits.iter().find(|hit| {
            let is_name = !matches!(hit.form.role, Role::Capital | Role::Part | Role::Rule);
            is_name && hit.start == 0 && hit.end == name.len()
        });
        let label = &self.tagger.things[usize::from(whole?.thing)].label;
        match (&label.code, label.facet) {
            (Some(code), _) => Some(code.as_str().into()),
            (None, Facet::Org) => Some(label.name.as_str().into()),
            _ => None,
        }
    }

    fn speaks_for(&self, house: &str) -> Option<Arc<str>> {
        self.tagger.speaks_for(house)
    }

    fn one_name(&self, house: &str) -> Option<Arc<str>> {
        Some(self.tagger.source_label(house).name.as_str().into())
    }

    fn only_one_in(&self, text: &str) -> Option<Arc<str>> {
        let hits = self.tagger.matcher.find(text, Tongues::ALL);
        let labels = hits
            .iter()
            .map(|hit| &self.tagger.things[usize::from(hit.thing)].label);
        let mut codes = labels.filter_map(|label| label.code.as_deref());
        let first = codes.next()?;
        codes.all(|code| code == first).then(|| first.into())
    }
}
