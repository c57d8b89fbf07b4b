//! The titles that a text gives to persons, for whoever knows what offices are.

use std::ops::Range;

use super::super::readable::flat;
use super::People;
use crate::insight::grammar::Sense;
use crate::insight::offices::Bearer;
use crate::text::hash::HashSet;

/// A table of thousands of names is a list and no text in which somebody bears an office.
const MOST: usize = 512;

impl People<'_, '_> {
    /// The titles, each once for each person who has it.
    pub(in super::super) fn title_bearers(&self) -> Vec<Bearer> {
        let mut told = HashSet::default();
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
            let behind = self.behind(&title);
            if !title.clone().any(is_office) || !told.insert((text, behind, number)) {
                continue;
            }
            // A title before a name runs on into it.
            let beside = !list[title.end - 1].gap.is_plain();
            // "Jay, the President said" speaks to Jay.
            let full = self.entities[number].name.len() > 1;
            bearers.push(Bearer {
                with_state: behind.map(|tail| format!("{text} {tail}")),
                title: text.to_owned(),
                name: flat(self.name(number)).to_string(),
                definite: beside && full && self.is_definite(&title),
                in_title: self.is_in_title(number),
            });
            if bearers.len() == MOST {
                break;
            }
        }
        bearers
    }

    /// What follows the name behind a title and may tell whose it is: "of Sudmark".
    fn behind(&self, title: &Range<usize>) -> Option<&str> {
        /// Words of a name, or of a state.
        const LONGEST: usize = 8;
        let list = &self.words.list;
        let runs_on = |at: usize| list[at].gap.is_plain();
        let is_part = |at: &usize| list[*at].is_capital() && runs_on(*at - 1);
        let run = |from: usize| {
            let near = from..list.len().min(from + LONGEST);
            near.take_while(is_part).last()
        };
        let name = run(title.end)?;
        let small = name + 1;
        let opens = runs_on(name) && list.get(small)?.is(Sense::PREPOSITION) && runs_on(small);
        let end = run(small + 1)?;
        opens.then(|| &self.words.text[self.words.span(small..end + 1)])
    }

    /// True for a person whom the title of the text names.
    pub(super) fn is_in_title(&self, entity: usize) -> bool {
        let mut sightings = self.unquoted(self.title.clone());
        sightings.any(|sighting| sighting.entity == Some(entity))
    }
}
