//! The titles that a text gives to persons, for whoever knows what offices are.

use std::collections::HashSet;

use super::super::flat;
use super::super::lexicon::Sense;
use super::People;
use crate::insight::offices::Bearer;

/// A table of thousands of names is a list and no text in which somebody bears an office.
const MOST: usize = 512;

impl People<'_, '_> {
    /// The titles, each once for each person who has it.
    pub(in super::super) fn title_bearers(&self) -> Vec<Bearer> {
        let mut told: HashSet<(&str, usize)> = HashSet::new();
        let mut bearers = Vec::new();
        let titles = self.entities.iter().enumerate();
        let titles = titles.flat_map(|(number, entity)| {
            let titles = entity.titles.iter().cloned();
            titles.map(move |title| (number, title))
        });
        for (number, title) in titles {
            let list = &self.words.list;
            let is_office = |at: usize| list[at].is(Sense::ROLE);
            let text = &self.words.text[self.words.span(title.clone())];
            if !title.clone().any(is_office) || !told.insert((text, number)) {
                continue;
            }
            // A title before a name runs on into it.
            let beside = !list[title.end - 1].gap.is_plain();
            // "Jay, the President said" speaks to Jay.
            let full = self.entities[number].name.len() > 1;
            bearers.push(Bearer {
                title: text.to_owned(),
                name: flat(self.name(number)).to_string(),
                definite: beside && full && list[title.start].is(Sense::DETERMINER),
                in_title: self.is_in_title(number),
            });
            if bearers.len() == MOST {
                break;
            }
        }
        bearers
    }

    /// True for a person whom the title of the text names.
    pub(super) fn is_in_title(&self, entity: usize) -> bool {
        let mut sightings = self.unquoted(self.title.clone());
        sightings.any(|sighting| sighting.entity == Some(entity))
    }
}
