//! All briefings in memory, with their tags numbered so that counting them is cheap.

use std::collections::HashMap;
use std::sync::Arc;

use crate::briefing::{Briefing, BriefingId, Facet, Label};
use crate::ingest::Problem;

/// The number of a label within one [`Collection`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LabelId(u32);

/// Every briefing that was loaded, in order of arrival, and what could not be read.
///
/// A briefing is named by its *position*: the number of those that came before it.
#[derive(Debug, Default)]
pub struct Collection {
    briefings: Vec<Arc<Briefing>>,
    /// Their ids again: looking for one in a row of numbers is a hundred times quicker than in
    /// as many briefings all over the memory.
    ids: Vec<BriefingId>,
    /// The labels of all briefings in a row, for the same reason.
    tags: Vec<LabelId>,
    /// Where the labels of each briefing end in that row.
    ends: Vec<usize>,
    /// The labels of briefings that were replaced by a version with others.
    retagged: HashMap<u32, Vec<LabelId>>,
    labels: Vec<Arc<Label>>,
    /// Their facets again: the sidebar asks for those of all labels at every key.
    facets: Vec<Facet>,
    numbers: HashMap<Arc<Label>, LabelId>,
    problems: Vec<Problem>,
}

impl Collection {
    /// The number of briefings.
    pub fn len(&self) -> usize {
        self.briefings.len()
    }

    /// True when nothing was loaded.
    pub fn is_empty(&self) -> bool {
        self.briefings.is_empty()
    }

    /// The briefing at a position.
    ///
    /// # Panics
    ///
    /// When there is none; positions come from this collection and do not outlive a [`clear`](Self::clear).
    pub fn at(&self, position: u32) -> &Arc<Briefing> {
        &self.briefings[position as usize]
    }

    /// All briefings in order of arrival.
    pub fn briefings(&self) -> &[Arc<Briefing>] {
        &self.briefings
    }

    /// What could not be read, in order of discovery.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Adds briefings and problems as they arrive.
    pub fn add(&mut self, briefings: Vec<Arc<Briefing>>, problems: Vec<Problem>) {
        for briefing in &briefings {
            for tag in &briefing.tags {
                let number = self.number(&tag.label);
                self.tags.push(number);
            }
            self.ends.push(self.tags.len());
            self.ids.push(briefing.id);
        }
        self.briefings.extend(briefings);
        self.problems.extend(problems);
    }

    /// Puts another version of a briefing, with the same id, in the place of the one at
    /// `position`.
    pub fn replace(&mut self, position: u32, briefing: Arc<Briefing>) {
        let tags = briefing.tags.iter();
        let labels: Vec<LabelId> = tags.map(|tag| self.number(&tag.label)).collect();
        self.retagged.remove(&position);
        if self.labels_at(position) != labels {
            self.retagged.insert(position, labels);
        }
        self.briefings[position as usize] = briefing;
    }

    /// Forgets every briefing and problem; labels keep their numbers, so that a choice of tags
    /// outlives a rescan.
    pub fn clear(&mut self) {
        self.briefings.clear();
        self.ids.clear();
        self.tags.clear();
        self.retagged.clear();
        self.ends.clear();
        self.problems.clear();
    }

    fn number(&mut self, label: &Arc<Label>) -> LabelId {
        if let Some(&number) = self.numbers.get(label) {
            return number;
        }
        let number = LabelId(u32::try_from(self.labels.len()).unwrap_or(u32::MAX));
        self.labels.push(Arc::clone(label));
        self.facets.push(label.facet);
        self.numbers.insert(Arc::clone(label), number);
        number
    }

    /// The label of a number.
    pub fn label(&self, number: LabelId) -> &Label {
        &self.labels[number.0 as usize]
    }

    /// The facet of the label of a number.
    pub fn facet(&self, number: LabelId) -> Facet {
        self.facets[number.0 as usize]
    }

    /// The labels of the briefing at a position.
    pub fn labels_at(&self, position: u32) -> &[LabelId] {
        if let Some(labels) = self.retagged.get(&position) {
            return labels;
        }
        let position = position as usize;
        let start = position
            .checked_sub(1)
            .map_or(0, |before| self.ends[before]);
        &self.tags[start..self.ends[position]]
    }

    /// The positions of the briefings with that id: one, unless the same is in several files.
    pub fn positions_of(&self, id: BriefingId) -> impl Iterator<Item = u32> {
        let is_it = move |(position, other): (u32, &BriefingId)| (*other == id).then_some(position);
        (0..).zip(&self.ids).filter_map(is_it)
    }

    /// The positions of the briefings whose ids are among `wanted`, each with its id.
    pub fn positions_among<T>(&self, wanted: &HashMap<BriefingId, T>) -> Vec<(u32, BriefingId)> {
        let all = (0..).zip(self.ids.iter().copied());
        match wanted.keys().next() {
            None => Vec::new(),
            // Looking a hundred thousand up in a table takes longer than a key may.
            Some(&one) if wanted.len() == 1 => all.filter(|&(_, id)| id == one).collect(),
            Some(_) => all.filter(|(_, id)| wanted.contains_key(id)).collect(),
        }
    }

    /// Counts how many of `positions` carry each label, and how many of those satisfy `also`;
    /// labels that none carries are left out. Each position counts once.
    pub fn count(&self, positions: &[u32], also: impl Fn(u32) -> bool) -> Vec<LabelCount> {
        let mut counts = vec![(0_u32, 0_u32); self.labels.len()];
        // In order of arrival, whatever order they show in: the memory is then read straight on.
        let mut asked = vec![false; self.len()];
        for &position in positions {
            asked[position as usize] = true;
        }
        let asked = (0..).zip(asked).filter(|(_, asked)| *asked);
        for (position, _) in asked {
            let extra = u32::from(also(position));
            for number in self.labels_at(position) {
                let count = &mut counts[number.0 as usize];
                count.0 += 1;
                count.1 += extra;
            }
        }
        (0..)
            .zip(counts)
            .filter(|(_, (all, _))| *all > 0)
            .map(|(number, (all, also))| LabelCount {
                label: LabelId(number),
                all,
                also,
            })
            .collect()
    }
}

/// How many briefings of a set carry a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LabelCount {
    /// The label.
    pub label: LabelId,
    /// All that carry it.
    pub all: u32,
    /// Those of them that satisfy the second condition.
    pub also: u32,
}
