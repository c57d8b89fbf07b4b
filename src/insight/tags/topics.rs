//! What a text is about, by the terms that it uses.
//!
//! The subjects and their terms are data (`src/insight/data/topics*.txt`), a file a language. A
//! text is passed over once; each subject is weighed by where its terms stand, how many different
//! ones there are and how often they come for the length of the text. The few weightiest are its
//! topics, and none where none is weighty. `docs/tags.md` tells it for people.

use std::sync::{Arc, OnceLock};

use super::tongue::Tongues;
use crate::briefing::{Block, BlockKind, Body, Label};
use terms::Terms;
use weight::Score;

mod index;
mod scan;
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
const MOST_READ: usize = 16 << 10;

/// A paragraph of fewer bytes is no lead: above many texts a place, a date, those present stand in
/// paragraphs of their own.
const SHORTEST_LEAD: usize = 160;

/// The most bytes of the paragraph that are the lead, and the bytes in which it must begin.
const LONGEST_LEAD: usize = 800;
const HEAD: usize = 3000;

/// The most bytes of a subject: in a cable without lines all the rest would follow.
const LONGEST_SUBJECT: usize = 160;

/// The words before what a memorandum or a cable says that it is about.
const SUBJECT_LABELS: [&str; 8] = [
    "SUBJECT",
    "Subject:",
    "Subj:",
    "SUBJ:",
    "Betreff:",
    "Objet :",
    "Asunto:",
    "Тема:",
];

/// How many topics a text has at most.
const MOST: usize = 4;

/// What the weightiest topic of a text weighs at least.
const LEAST: f32 = 0.18;

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
        let text = super::opening(&body.text, MOST_READ);
        let lead = lead_end(body);
        let mut hits = scan::scan(terms, title, Place::Title);
        hits.extend(scan::scan(terms, subject_line(text), Place::Title));
        hits.extend(scan::scan(terms, &text[..lead], Place::Lead));
        hits.extend(scan::scan(terms, &text[lead..], Place::Body));
        let mut scores = weight::scores(terms, hits, text.len());
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
    Lead,
    Body,
}

/// The subjects that a text is about, the weightiest first.
fn weightiest(scores: impl IntoIterator<Item = (Subject, Score)>) -> Vec<(Subject, f32)> {
    let weighed = scores
        .into_iter()
        .map(|(subject, score)| (subject, score.weight()));
    let mut weighed: Vec<(Subject, f32)> = weighed.filter(|(_, weight)| *weight >= LEAST).collect();
    weighed.sort_by(|(a, x), (b, y)| y.total_cmp(x).then(a.cmp(b)));
    let first = weighed.first().map_or(0.0, |(_, weight)| *weight);
    let further = LEAST_FURTHER.max(first * LEAST_SHARE);
    let mut at = 0;
    weighed.retain(|(_, weight)| {
        at += 1;
        at == 1 || at <= MOST && *weight >= further
    });
    weighed
}

/// What a memorandum or a cable says that it is about, on the line of the label or the next one.
fn subject_line(text: &str) -> &str {
    let head = super::opening(text, HEAD);
    if !SUBJECT_LABELS.iter().any(|label| head.contains(label)) {
        return "";
    }
    let mut lines = head.lines().map(str::trim);
    while let Some(line) = lines.next() {
        let labelled = SUBJECT_LABELS.iter().find_map(|label| {
            let at = line.find(label)?;
            let is_first = at == 0 || line[..at].ends_with(' ');
            is_first.then(|| line[at + label.len()..].trim_start_matches([':', ' ']))
        });
        match labelled {
            Some("") => return lines.find(|line| !line.is_empty()).unwrap_or_default(),
            Some(subject) => return super::opening(subject, LONGEST_SUBJECT),
            None => {}
        }
    }
    ""
}

/// Where the lead of a body ends.
fn lead_end(body: &Body) -> usize {
    let says_something = |block: &&Block| {
        matches!(
            block.kind,
            BlockKind::Paragraph | BlockKind::Turn { .. } | BlockKind::BlockQuote
        )
    };
    let blocks = body.blocks.iter().filter(says_something);
    let mut spans = blocks.map(|block| block.span.range());
    let lead = spans
        .find(|span| span.len() >= SHORTEST_LEAD)
        .filter(|span| span.start < HEAD)
        .unwrap_or(0..body.text.len());
    super::opening(&body.text, lead.end.min(lead.start + LONGEST_LEAD)).len()
}

#[cfg(test)]
mod tests;
