//! Bodies of states in a text: found, counted and made tags.

use super::houses::{House, Memory, Text};
use super::lexicon::ThingId;
use super::matcher::Names;
use super::weight::Mentions;
use super::{Tag, Tagger, by_facet_and_weight};
use crate::briefing::{Facet, Provenance};
use crate::ingest::Draft;
use crate::text::fold::fold;
use crate::text::hash::HashMap;

/// The most companies, parties and media that a text is tagged with: a list of sanctions has hundreds.
const MOST_OTHERS: usize = 12;

impl Tagger {
    /// A text with what was found in it.
    pub(super) fn text<'t>(
        &'t self,
        text: &'t str,
        names: &'t Names<'t>,
        read: &'t [Option<ThingId>],
    ) -> Text<'t> {
        Text {
            text,
            names,
            read,
            things: &self.things,
        }
    }

    /// Ministries, parliaments, courts, central banks that title and body name.
    pub(super) fn of_houses(
        &self,
        draft: &Draft,
        [title, body]: [Text<'_>; 2],
        lead: usize,
        is_soviet: bool,
    ) -> Vec<Tag> {
        if title.names.bodies.is_empty() && body.names.bodies.is_empty() {
            return Vec::new();
        }
        let mut mentions: HashMap<House, Mentions> = HashMap::default();
        let soviet = |house| match (house, self.russia, self.soviet_union) {
            (House::Of(state, kind), Some(russia), Some(union)) if is_soviet && state == russia => {
                House::Of(union, kind)
            }
            _ => house,
        };
        let issuer = draft.source.as_deref();
        let mut memory = Memory::of_text_by(issuer.and_then(|source| self.issuing_state(source)));
        for (_, house) in self.houses.named_in(title, &mut memory) {
            mentions.entry(soviet(house)).or_default().title += 1;
        }
        for (at, house) in self.houses.named_in(body, &mut memory) {
            mentions.entry(soviet(house)).or_default().body(at < lead);
        }
        let tag = |(house, found): (House, Mentions)| Tag {
            label: self
                .houses
                .label(house, Facet::Org, &self.things, &self.labels),
            weight: found.weight(body.text.len()),
            provenance: Provenance::Derived,
        };
        mentions.into_iter().map(tag).collect()
    }

    /// Companies, parties and media that title and body name.
    pub(super) fn of_others(&self, texts: [Text<'_>; 2], lead: usize) -> Vec<Tag> {
        let known = |name: &str| self.by_name.contains_key(&fold(name));
        let mut mentions: Vec<(&str, Mentions)> = Vec::new();
        let mut places: HashMap<&str, usize> = HashMap::default();
        for (is_body, text) in texts.into_iter().enumerate() {
            let named = self
                .others
                .named_in(text.text, text.names, &self.senses, known);
            for (at, name) in named {
                let place = *places.entry(name).or_insert_with(|| {
                    mentions.push((name, Mentions::default()));
                    mentions.len() - 1
                });
                match is_body {
                    0 => mentions[place].1.title += 1,
                    _ => mentions[place].1.body(at < lead),
                }
            }
        }
        let length = texts[1].text.len();
        let mut tags: Vec<Tag> = mentions
            .into_iter()
            .map(|(name, found)| Tag {
                label: self.labels.other(name),
                weight: found.weight(length),
                provenance: Provenance::Derived,
            })
            .collect();
        tags.sort_by(by_facet_and_weight);
        tags.truncate(MOST_OTHERS);
        tags
    }
}
