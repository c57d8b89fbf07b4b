//! What a text is about, by the terms that it uses.
//!
//! The subjects and their terms are data (`src/insight/data/topics*.txt`), a file a language. A
//! text is passed over once; each subject is weighed by where its terms stand, how many different
//! ones there are and how often they come for the length of the text. The few weightiest are its
//! topics, and none where none is weighty. `docs/tags.md` tells it for people.

use std::sync::{Arc, OnceLock};

use super::tongue::Tongues;
use crate::briefing::{Body, Label};
use parts::Parts;
use standing::Context;
use terms::Terms;
use weight::Score;

mod index;
mod parts;
mod scan;
mod standing;
mod terms;
mod weight;

/// The place of a subject in the list of all.
type Subject = u16;

/// The subjects, and the terms of each language as soon as a text asks for them.
#[derive(Debug)]
pub(super) struct Topics {
    /// `None` for one that a rule of the same name decides.
    labels: Vec<Option<Arc<Label>>>,
    terms: [OnceLock<Terms>; terms::LANGUAGES.len()],
}

/// The most bytes of a body that are searched for terms: what a text is about stands in its
/// first pages.
const MOST_READ: usize = 8 << 10;

/// How many topics a text has at most.
const MOST: usize = 4;

/// What the weightiest topic of a text weighs at least.
const LEAST: f32 = 0.12;

/// What a further one weighs at least, and which share of the weightiest.
const LEAST_FURTHER: f32 = 0.28;
const LEAST_SHARE: f32 = 0.45;

impl Topics {
    /// Reads the list of subjects. `is_ruled` says whether a rule decides alone who has that tag.
    pub(super) fn new(is_ruled: impl Fn(&str) -> bool) -> Self {
        let label = |label: Label| (!is_ruled(&label.name)).then(|| Arc::new(label));
        Self {
            labels: terms::subjects().map(label).collect(),
            terms: Default::default(),
        }
    }

    /// The labels of the subjects.
    pub(super) fn labels(&self) -> impl Iterator<Item = &Arc<Label>> {
        self.labels.iter().flatten()
    }

    /// The topics of a text in `language` and their weights, the weightiest first.
    pub(super) fn of(
        &self,
        title: &str,
        body: &Body,
        language: Option<&str>,
    ) -> Vec<(Arc<Label>, f32)> {
        let Some(terms) = self.terms_of(language) else {
            return Vec::new();
        };
        let parts = Parts::of(body, terms);
        let text = super::opening(&body.text[..parts.end], MOST_READ);
        let lead = parts.lead.min(text.len());
        let mut hits = scan::scan(terms, title, 0..title.len(), Place::Title);
        hits.extend(scan::scan(terms, text, parts.subject, Place::Subject));
        hits.extend(scan::scan(terms, text, 0..lead, Place::Lead));
        hits.extend(scan::scan(terms, text, lead..text.len(), Place::Body));
        hits.retain(|hit| !parts.present.contains(&(hit.start as usize)));
        let context = Context { terms, title, text };
        let mut scores = weight::scores(&context, hits);
        scores.retain(|(subject, _)| self.labels[usize::from(*subject)].is_some());
        let topics = weightiest(scores).into_iter();
        topics
            .filter_map(|(subject, weight)| {
                let label = self.labels[usize::from(subject)].as_ref()?;
                Some((Arc::clone(label), weight))
            })
            .collect()
    }

    /// The terms of a language. A text whose language is not known is too short to tell: its
    /// words are looked for in English.
    fn terms_of(&self, language: Option<&str>) -> Option<&Terms> {
        let tongue = match language {
            Some("en") | None => Tongues::ENGLISH,
            Some("ru" | "fr" | "de" | "es") => Tongues::of(language),
            Some(_) => return None,
        };
        let at = terms::LANGUAGES.iter().position(|(of, _)| *of == tongue)?;
        Some(self.terms[at].get_or_init(|| Terms::of(at)))
    }
}

/// Where a term stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Title,
    /// What a memorandum says that it is about.
    Subject,
    Lead,
    Body,
}

/// The subjects that a text is about, the weightiest first.
fn weightiest(scores: impl IntoIterator<Item = (Subject, Score)>) -> Vec<(Subject, f32)> {
    let weighed = scores
        .into_iter()
        .map(|(subject, score)| (subject, score.weight(), score.is_firm()));
    let mut weighed: Vec<_> = weighed.filter(|(_, weight, _)| *weight >= LEAST).collect();
    weighed.sort_by(|(a, x, _), (b, y, _)| y.total_cmp(x).then(a.cmp(b)));
    let first = weighed.first().map_or(0.0, |(_, weight, _)| *weight);
    let further = LEAST_FURTHER.max(first * LEAST_SHARE);
    let is_shown = |at: usize, weight: f32, is_firm: bool| at == 0 || weight >= further && is_firm;
    let shown = weighed.into_iter().enumerate();
    shown
        .filter(|(at, (_, weight, is_firm))| is_shown(*at, *weight, *is_firm))
        .map(|(_, (subject, weight, _))| (subject, weight))
        .take(MOST)
        .collect()
}

#[cfg(test)]
mod tests;
