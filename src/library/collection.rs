//! All briefings in memory, with their tags numbered so that counting them is cheap.

use std::cmp::Reverse;
use std::collections::hash_map::Entry;
use std::path::Path;
use std::sync::Arc;

use super::cards::{Card, Cards};
use super::{Loaded, Problems};
use crate::briefing::{Briefing, BriefingDate, BriefingId, Facet, Label, Origin, Reference};
use crate::ingest::Problem;
use crate::text::hash::HashMap;

/// The number of a label within one [`Collection`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LabelId(u32);

/// A briefing at one of the places where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// The briefing, with the first of its places.
    pub briefing: Arc<Briefing>,
    /// This place.
    pub origin: Origin,
}

impl Standing {
    /// A briefing where it was read from.
    pub fn of(briefing: &Arc<Briefing>) -> Self {
        Self {
            briefing: Arc::clone(briefing),
            origin: briefing.origin.clone(),
        }
    }
}

/// How a label stands to the larger families of its facet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kinship {
    None,
    /// It is one.
    Family,
    /// It is of this one.
    Of(LabelId),
}

/// Every briefing that was loaded, in order of arrival, and what could not be read.
///
/// A briefing is named by its *position*: the number of those that came before it. One that stands
/// in several places has one position; the place that is the first by name counts as its own.
#[derive(Debug, Default)]
pub struct Collection {
    briefings: Vec<Arc<Briefing>>,
    /// The same in short.
    cards: Cards,
    /// Where each is, by its id.
    positions: HashMap<BriefingId, u32>,
    /// The further places of those that stand in several.
    copies: HashMap<u32, Vec<Origin>>,
    /// The labels of all briefings in a row: going through them is a hundred times quicker than
    /// through as many briefings all over the memory.
    tags: Vec<LabelId>,
    /// Where the labels of each briefing end in that row.
    ends: Vec<usize>,
    /// The labels of briefings that were replaced by a version with others.
    retagged: HashMap<u32, Vec<LabelId>>,
    labels: Vec<Arc<Label>>,
    /// Their facets again: the sidebar asks for those of all labels at every key.
    facets: Vec<Facet>,
    /// How they stand to larger families, for the same reason.
    kinships: Vec<Kinship>,
    /// How many of each facet are of no family.
    tops: HashMap<Facet, usize>,
    numbers: HashMap<Arc<Label>, LabelId>,
    /// Cables by their numbers alone: several posts have each.
    cables: HashMap<u32, Vec<u32>>,
    problems: Problems,
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

    /// The ids of all briefings in order of arrival.
    pub fn ids(&self) -> &[BriefingId] {
        self.cards.ids()
    }

    /// The card of the briefing at a position. What is asked of it panics where there is none.
    pub fn card_at(&self, position: u32) -> Card<'_> {
        self.cards.at(position)
    }

    /// All briefings in order of arrival.
    pub fn briefings(&self) -> &[Arc<Briefing>] {
        &self.briefings
    }

    /// What could not be read.
    pub fn problems(&self) -> &Problems {
        &self.problems
    }

    /// Adds briefings and problems as they arrive. Gives the positions of those that were there
    /// already and have now come from a place that goes before: they are shown from there.
    pub fn add(
        &mut self,
        briefings: Vec<Arc<Briefing>>,
        problems: impl IntoIterator<Item = Problem>,
    ) -> Vec<u32> {
        let mut moved = Vec::new();
        for briefing in briefings {
            let next = u32::try_from(self.briefings.len()).unwrap_or(u32::MAX);
            match self.positions.entry(briefing.id) {
                Entry::Vacant(place) => {
                    place.insert(next);
                    for tag in &briefing.tags {
                        let number = self.number(&tag.label);
                        self.tags.push(number);
                    }
                    self.ends.push(self.tags.len());
                    self.enter_cable(next, &briefing);
                    self.cards.push(&briefing);
                    self.briefings.push(briefing);
                }
                Entry::Occupied(place) => {
                    let position = *place.get();
                    moved.extend(self.add_copy(position, briefing).then_some(position));
                }
            }
        }
        self.problems.extend(problems);
        moved
    }

    /// The same with all that was loaded.
    pub fn add_loaded(&mut self, loaded: Loaded) {
        self.add(loaded.briefings, []);
        self.problems.append(loaded.problems);
    }

    /// Takes in a further place of the briefing at a position; true when it goes before the
    /// others.
    fn add_copy(&mut self, position: u32, briefing: Arc<Briefing>) -> bool {
        let known = self.at(position).origin.clone();
        let goes_before = briefing.origin.compare(&known).is_lt();
        let further = if goes_before {
            self.replace(position, briefing);
            known
        } else {
            briefing.origin.clone()
        };
        let copies = self.copies.entry(position).or_default();
        let at = copies.partition_point(|copy| copy.compare(&further).is_lt());
        copies.insert(at, further);
        goes_before
    }

    /// The further places of the briefing at a position, in the order of their names.
    pub fn copies(&self, position: u32) -> &[Origin] {
        self.copies.get(&position).map_or(&[], Vec::as_slice)
    }

    /// The files of everything that was loaded, one as often as briefings stand in it.
    pub fn files(&self) -> impl Iterator<Item = &Arc<Path>> {
        let copies = self.copies.values().flatten();
        let origins = self.briefings.iter().map(|briefing| &briefing.origin);
        origins.chain(copies).map(|origin| &origin.path)
    }

    /// The briefing at a position at each of its places.
    pub fn standings_of(&self, position: u32) -> impl Iterator<Item = Standing> {
        let briefing = self.at(position);
        let copies = self.copies(position).iter().map(|origin| Standing {
            briefing: Arc::clone(briefing),
            origin: origin.clone(),
        });
        std::iter::once(Standing::of(briefing)).chain(copies)
    }

    /// All briefings at all of their places.
    pub fn standings(&self) -> Vec<Standing> {
        let positions = 0..u32::try_from(self.len()).unwrap_or(u32::MAX);
        positions
            .flat_map(|position| self.standings_of(position))
            .collect()
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
        self.enter_cable(position, &briefing);
        self.cards.replace(position, &briefing);
        self.briefings[position as usize] = briefing;
    }

    fn enter_cable(&mut self, position: u32, briefing: &Briefing) {
        let number = briefing
            .cable
            .as_ref()
            .and_then(|cable| cable.number.as_ref());
        if let Some(number) = number {
            let same = self.cables.entry(number.number).or_default();
            if !same.contains(&position) {
                same.push(position);
            }
        }
    }

    /// The cable that another refers to, where it is here.
    ///
    /// Numbers begin anew each year: without a year the last is meant that is no later than what refers to it, and
    /// of its year or the year before.
    fn cable_of(&self, reference: &Reference, referring: &Briefing) -> Option<&Arc<Briefing>> {
        let number = reference.number.as_ref()?;
        let is_meant = |it: &&Arc<Briefing>| {
            let (Some(cable), Some(citing)) = (&it.cable, &referring.cable) else {
                return false;
            };
            let is_near = |(its, day): (BriefingDate, BriefingDate)| {
                let years = day.first_day().year() - its.first_day().year();
                its <= day && years < 2
            };
            let dates = it.date.zip(referring.date);
            let section = reference.section;
            it.id != referring.id
                && section.is_none_or(|section| cable.section == Some(section))
                && cable.number.as_ref().is_some_and(|own| own.may_be(number))
                && (number.year.is_some() || dates.is_none_or(is_near))
                && (!reference.is_between || citing.is_between_same(cable))
        };
        let same = self.cables.get(&number.number)?;
        let same = same.iter().map(|&position| self.at(position));
        // Of a cable in sections the first is meant.
        let section = |it: &Briefing| it.cable.as_ref().and_then(|cable| cable.section);
        same.filter(is_meant)
            .max_by_key(|it| (it.date, Reverse(section(it))))
    }

    /// The cables that a briefing refers to, with those of them that are here.
    pub fn references_of<'a>(
        &'a self,
        briefing: &'a Briefing,
    ) -> impl Iterator<Item = (&'a Reference, Option<&'a Arc<Briefing>>)> {
        let references = briefing.cable.iter().flat_map(|cable| &cable.references);
        references.map(|reference| (reference, self.cable_of(reference, briefing)))
    }

    /// Forgets every briefing and problem; labels keep their numbers, so that a choice of tags
    /// outlives a rescan.
    pub fn clear(&mut self) {
        self.briefings.clear();
        self.cards = Cards::default();
        self.positions.clear();
        self.copies.clear();
        self.tags.clear();
        self.retagged.clear();
        self.ends.clear();
        self.cables.clear();
        self.problems = Problems::default();
    }

    fn number(&mut self, label: &Arc<Label>) -> LabelId {
        if let Some(&number) = self.numbers.get(label) {
            return number;
        }
        let family = label.class.as_ref().map(|class| {
            let family = self.number(&Arc::new(family_of(label.facet, class)));
            self.kinships[family.0 as usize] = Kinship::Family;
            family
        });
        if family.is_none() {
            *self.tops.entry(label.facet).or_default() += 1;
        }
        let number = LabelId(u32::try_from(self.labels.len()).unwrap_or(u32::MAX));
        self.labels.push(Arc::clone(label));
        self.facets.push(label.facet);
        self.kinships
            .push(family.map_or(Kinship::None, Kinship::Of));
        self.numbers.insert(Arc::clone(label), number);
        number
    }

    /// The larger family that a label is of.
    pub fn family(&self, number: LabelId) -> Option<LabelId> {
        match self.kinships[number.0 as usize] {
            Kinship::Of(family) => Some(family),
            Kinship::None | Kinship::Family => None,
        }
    }

    /// True for the label of a larger family.
    pub fn is_family(&self, number: LabelId) -> bool {
        self.kinships[number.0 as usize] == Kinship::Family
    }

    /// True where families tell the labels of a facet apart: not where all are of one.
    pub fn is_tree(&self, facet: Facet) -> bool {
        self.tops.get(&facet).is_some_and(|tops| *tops > 1)
    }

    /// True when the briefing at a position carries a label, or one of that family.
    pub fn carries(&self, position: u32, wanted: LabelId) -> bool {
        let mut labels = self.labels_at(position).iter();
        labels.any(|&label| label == wanted || self.family(label) == Some(wanted))
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

    /// The position of the briefing with that id.
    pub fn position_of(&self, id: BriefingId) -> Option<u32> {
        self.positions.get(&id).copied()
    }

    /// The positions of the briefings whose ids are among `wanted`, each with its id, in order.
    pub fn positions_among<'w>(
        &self,
        wanted: impl IntoIterator<Item = &'w BriefingId>,
    ) -> Vec<(u32, BriefingId)> {
        let wanted = wanted.into_iter();
        let found = wanted.filter_map(|&id| Some((self.position_of(id)?, id)));
        let mut found: Vec<_> = found.collect();
        found.sort_unstable();
        found
    }

    /// Counts how many of `positions` carry each label, and how many of those satisfy `also`;
    /// labels that none carries are left out. Each position counts once.
    pub fn count(&self, positions: &[u32], also: impl Fn(u32) -> bool) -> Vec<LabelCount> {
        let mut counts = self.no_counts();
        self.go_through(positions, |position| {
            let extra = u32::from(also(position));
            for number in self.labels_at(position) {
                counts[number.0 as usize].add(extra);
            }
        });
        carried(counts)
    }

    /// The same, and for each larger family how many carry it or a label that is of it.
    pub fn count_families(&self, positions: &[u32], also: impl Fn(u32) -> bool) -> Vec<LabelCount> {
        let mut counts = self.no_counts();
        // The last position that counted for a family: one with two labels of it counts once.
        let mut last = vec![None; self.labels.len()];
        self.go_through(positions, |position| {
            let extra = u32::from(also(position));
            for &number in self.labels_at(position) {
                let family = match self.kinships[number.0 as usize] {
                    Kinship::Family => number,
                    Kinship::None => {
                        counts[number.0 as usize].add(extra);
                        continue;
                    }
                    Kinship::Of(family) => {
                        counts[number.0 as usize].add(extra);
                        family
                    }
                };
                if last[family.0 as usize].replace(position) != Some(position) {
                    counts[family.0 as usize].add(extra);
                }
            }
        });
        carried(counts)
    }

    fn no_counts(&self) -> Vec<LabelCount> {
        let numbers = (0..).map(LabelId).take(self.labels.len());
        numbers.map(LabelCount::none).collect()
    }

    /// Goes through positions in order of arrival, whatever order they show in: the memory is then read
    /// straight on.
    fn go_through(&self, positions: &[u32], mut each: impl FnMut(u32)) {
        let mut asked = vec![false; self.len()];
        for &position in positions {
            asked[position as usize] = true;
        }
        let asked = (0..).zip(asked).filter(|(_, asked)| *asked);
        asked.for_each(|(position, _)| each(position));
    }
}

/// The label of a larger family, by the name that those of it have for it.
fn family_of(facet: Facet, class: &str) -> Label {
    let mut letters = class.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    Label {
        facet,
        name: first.chain(letters.clone()).collect(),
        code: None,
        class: None,
        aliases: Vec::new(),
    }
}

fn carried(mut counts: Vec<LabelCount>) -> Vec<LabelCount> {
    counts.retain(|count| count.all > 0);
    counts
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

impl LabelCount {
    /// Nobody carries it.
    pub fn none(label: LabelId) -> Self {
        Self {
            label,
            all: 0,
            also: 0,
        }
    }

    fn add(&mut self, also: u32) {
        self.all += 1;
        self.also += also;
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::briefing::{Provenance, Tag};
    use crate::ingest;
    use crate::insight::{Analyst, Rulebook};

    fn read(path: &str, text: &str) -> Arc<Briefing> {
        let path: Arc<Path> = Path::new(path).into();
        let draft = ingest::read(&path, text.as_bytes()).drafts.remove(0);
        Arc::new(Analyst::new(Rulebook::default()).finish(draft, path, 0))
    }

    fn places(collection: &Collection, position: u32) -> Vec<String> {
        let all = collection.standings_of(position);
        all.map(|it| it.origin.path.display().to_string()).collect()
    }

    #[test]
    fn a_briefing_in_several_files_is_one_at_the_first_of_them_in_whatever_order_they_come() {
        let one = "Title: Notice\n\nThe port is open.\n";
        let files = ["b/a.txt", "a.txt", "c.txt"].map(|path| read(path, one));
        let other = read("b.txt", "Title: Notice\n\nThe port is shut.\n");
        for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
            let mut collection = Collection::default();
            let first = Arc::clone(&files[order[0]]);
            let moved = collection.add(vec![first, Arc::clone(&other)], vec![]);
            assert!(moved.is_empty());
            let more = order[1..].iter().map(|&at| Arc::clone(&files[at]));
            let moved = collection.add(more.collect(), vec![]);
            assert_eq!(collection.len(), 2);
            assert_eq!(places(&collection, 0), ["a.txt", "b/a.txt", "c.txt"]);
            assert_eq!(moved.contains(&0), order[0] != 1);
            assert_eq!(collection.position_of(other.id), Some(1));
            assert_eq!(collection.files().count(), 4);
            assert_eq!(collection.standings().len(), 4);
        }
    }

    /// A briefing with labels, each a facet, a name and a class.
    fn labelled(path: &str, labels: &[(Facet, &str, Option<&str>)]) -> Arc<Briefing> {
        let mut briefing = Briefing::clone(&read(path, &format!("Title: {path}\n\nWords.\n")));
        let tags = labels.iter().map(|(facet, name, class)| Tag {
            label: Arc::new(Label {
                facet: *facet,
                name: (*name).to_owned(),
                code: None,
                class: class.map(str::to_owned),
                aliases: Vec::new(),
            }),
            weight: 1.0,
            provenance: Provenance::Derived,
        });
        briefing.tags = tags.collect();
        Arc::new(briefing)
    }

    #[test]
    fn a_larger_family_counts_each_briefing_once_and_is_carried_by_it() {
        let of = |name, class| (Facet::Topic, name, class);
        let (gas, oil) = (of("Gas", Some("Energy")), of("Oil", Some("Energy")));
        let mut collection = Collection::default();
        let briefings = vec![
            labelled("a.txt", &[gas, oil]),
            labelled("b.txt", &[oil, of("Energy", None)]),
            labelled("c.txt", &[of("War", Some("Peace and conflict"))]),
        ];
        collection.add(briefings, Vec::new());
        let counts = collection.count_families(&[0, 1, 2], |at| at == 1);
        let told = |counts: Vec<LabelCount>| -> Vec<(String, u32, u32)> {
            let of = |count: LabelCount| {
                let name = collection.label(count.label).name.clone();
                (name, count.all, count.also)
            };
            counts.into_iter().map(of).collect()
        };
        let count = |name: &str, all, also| (name.to_owned(), all, also);
        let expected = [
            count("Energy", 2, 1),
            count("Gas", 1, 0),
            count("Oil", 2, 1),
            count("Peace and conflict", 1, 0),
            count("War", 1, 0),
        ];
        assert_eq!(told(counts.clone()), expected);
        let energy = counts[0].label;
        assert_eq!(
            [0, 1, 2].map(|at| collection.carries(at, energy)),
            [true, true, false]
        );
        // What is no family's is counted as it is carried.
        let own = told(collection.count(&[0, 1, 2], |_| false));
        assert_eq!(
            own,
            [
                count("Energy", 1, 0),
                count("Gas", 1, 0),
                count("Oil", 2, 0),
                count("War", 1, 0)
            ]
        );
    }

    #[test]
    fn where_all_are_of_one_family_there_is_no_tree() {
        let mut collection = Collection::default();
        let body = |name, class| (Facet::Org, name, Some(class));
        let one = labelled("a.txt", &[body("Tarn Union", "international")]);
        let two = labelled("b.txt", &[body("River Council", "international")]);
        collection.add(vec![one, two], Vec::new());
        assert!(!collection.is_tree(Facet::Org) && !collection.is_tree(Facet::Topic));
        collection.add(
            vec![labelled("c.txt", &[body("Tarn Guard", "state")])],
            Vec::new(),
        );
        assert!(collection.is_tree(Facet::Org));
        let names = collection.count_families(&[0, 1, 2], |_| false);
        let names = names
            .iter()
            .map(|count| &*collection.label(count.label).name);
        assert!(names.collect::<Vec<_>>().contains(&"International"));
    }
}
