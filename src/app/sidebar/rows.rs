//! The sidebar's rows, made anew from counts.

use super::{Kin, Part, Row, Sidebar, View, ViewCounts};
use crate::briefing::Facet;
use crate::library::collection::{Collection, LabelCount, LabelId};

/// Tags shown of a facet before the reader asks for more: as many as leave room for the next.
const SHOWN_AT_FIRST: usize = 8;

/// Tags shown of a facet at most; beyond that the finder is the better way.
const SHOWN_AT_MOST: usize = 200;

/// The tags of a facet that show.
struct Tags<'a> {
    collection: &'a Collection,
    /// Those that stand by themselves, larger families among them.
    tops: Vec<LabelCount>,
    /// Those of a family, each with it.
    members: Vec<(LabelId, LabelCount)>,
    /// The count of the commonest.
    largest: u32,
}

impl<'a> Tags<'a> {
    fn of(facet: Facet, collection: &'a Collection, counts: &[LabelCount]) -> Self {
        let mut tags = Self {
            collection,
            tops: Vec::new(),
            members: Vec::new(),
            largest: 0,
        };
        let is_tree = collection.is_tree(facet);
        let of_facet = |count: &&LabelCount| collection.facet(count.label) == facet;
        for &count in counts.iter().filter(of_facet) {
            match collection.family(count.label) {
                Some(family) if is_tree => tags.members.push((family, count)),
                // One over all others says nothing.
                None if !is_tree && collection.is_family(count.label) => {}
                _ => tags.tops.push(count),
            }
        }
        // Of all, so that the bars stay as they are while one types.
        tags.largest = tags.tops.iter().map(|count| count.all).max().unwrap_or(0);
        tags
    }

    /// So many of some tags in their order: those that are to come first, then by number.
    fn commonest(
        &self,
        mut tags: Vec<LabelCount>,
        limit: usize,
        is_first: impl Fn(LabelId) -> bool,
    ) -> Vec<LabelCount> {
        let rank = |count: &LabelCount| match is_first(count.label) {
            true => u32::MAX,
            false => count.all,
        };
        if tags.len() > limit {
            // What is certainly not shown need not be put in order: of persons there are thousands.
            let mut ranks: Vec<u32> = tags.iter().map(rank).collect();
            let (_, &mut least, _) = ranks.select_nth_unstable_by(limit - 1, |a, b| b.cmp(a));
            tags.retain(|count| rank(count) >= least);
        }
        let label = |count: &LabelCount| self.collection.label(count.label);
        tags.sort_by(|a, b| {
            rank(b)
                .cmp(&rank(a))
                .then(b.all.cmp(&a.all))
                .then_with(|| label(a).cmp(label(b)))
        });
        tags.truncate(limit);
        tags
    }
}

impl Sidebar {
    /// Makes the rows anew from counts, the saved views from their names and whether they are in force; what is
    /// chosen shows even where nothing carries it, where it is folded and where the words of the filter are not in it.
    pub fn rebuild(
        &mut self,
        collection: &Collection,
        mut counts: Vec<LabelCount>,
        views: ViewCounts,
        saved: &[(&str, bool)],
    ) {
        for &label in self.included.iter().chain(&self.excluded) {
            // With the family of what is chosen, for it stands under that.
            for label in std::iter::once(label).chain(collection.family(label)) {
                if !counts.iter().any(|count| count.label == label) {
                    counts.push(LabelCount::none(label));
                }
            }
        }
        let under_cursor = self.rows.get(self.cursor).copied();
        self.rows.clear();
        (self.filter.found, self.filter.first) = (0, None);
        self.views(views, saved);
        // One's own first: they are what one looks for.
        let others = Facet::ALL.into_iter().filter(|facet| *facet != Facet::Mine);
        for facet in std::iter::once(Facet::Mine).chain(others) {
            self.facet(facet, Tags::of(facet, collection, &counts));
        }
        self.restore_cursor(under_cursor);
    }

    fn views(&mut self, views: ViewCounts, saved: &[(&str, bool)]) {
        let is_chosen = |view| self.view == view;
        let shows = |view: &View| view.is_constant() || views.of(*view) > 0 || is_chosen(*view);
        let all = View::ALL.into_iter().filter(shows);
        let mut all: Vec<(Row, &str, bool)> = all
            .map(|view| {
                // All is what there is where nothing was chosen.
                let is_chosen = is_chosen(view) && view != View::All;
                (Row::View(view), view.name(), is_chosen)
            })
            .collect();
        let saved = (0..).zip(saved);
        all.extend(saved.map(|(number, &(name, is_chosen))| (Row::Saved(number), name, is_chosen)));
        let folded = self.is_folded(Part::Views).then_some(all.len());
        let part = Part::Views;
        self.rows.push(Row::Heading { part, folded });
        for (row, name, is_chosen) in all {
            self.view_row(row, name, is_chosen, folded.is_some());
        }
        if let ([Row::Heading { .. }], None) = (&self.rows[..], folded) {
            self.rows.clear();
        }
    }

    /// Adds the row of a view that has the words of the filter and is not folded, or is chosen.
    fn view_row(&mut self, row: Row, name: &str, is_chosen: bool, is_folded: bool) {
        let is_found = !is_folded && self.filter.takes(std::iter::once(name));
        if is_found {
            self.filter.found += 1;
            self.filter.first.get_or_insert(self.rows.len());
        }
        if is_found || is_chosen {
            self.rows.push(row);
        }
    }

    fn facet(&mut self, facet: Facet, mut tags: Tags<'_>) {
        if self.filter.is_on() {
            self.leave_out(&mut tags);
        }
        if tags.tops.is_empty() {
            return;
        }
        let part = Part::Facet(facet);
        let folded = self.is_folded(part).then_some(tags.tops.len());
        self.rows.push(Row::Heading { part, folded });
        let mut tops = std::mem::take(&mut tags.tops);
        let chosen = |label| self.has_chosen_in(label, &tags);
        if folded.is_some() {
            tops.retain(|count| chosen(count.label));
        }
        let limit = self.limit(part);
        let hidden = tops.len().saturating_sub(limit);
        for count in tags.commonest(tops, limit, chosen) {
            self.top(facet, count, &tags);
        }
        if hidden > 0 && limit < SHOWN_AT_MOST {
            self.rows.push(Row::More(part, hidden));
        }
    }

    /// Leaves out the tags that have not the words of the filter and are not chosen, and counts the others.
    fn leave_out(&mut self, tags: &mut Tags<'_>) {
        let collection = tags.collection;
        let mut all = 0;
        let mut shows = |count: &LabelCount| {
            let is_found = self.is_found(count.label, collection);
            all += usize::from(is_found);
            is_found || self.has_chosen(count.label)
        };
        tags.members.retain(|(_, count)| shows(count));
        let members = std::mem::take(&mut tags.members);
        // What is found under a family shows under it.
        let is_over = |count: &LabelCount| members.iter().any(|(of, _)| *of == count.label);
        tags.tops.retain(|count| shows(count) || is_over(count));
        tags.members = members;
        self.filter.found += all;
    }

    /// True when a tag has the words of the filter in its names or in that of its family.
    fn is_found(&self, label: LabelId, collection: &Collection) -> bool {
        let label = collection.label(label);
        let names = std::iter::once(&label.name).chain(&label.aliases);
        let names = names.chain(&label.class);
        self.filter.takes(names.map(String::as_str))
    }

    /// True when a tag is chosen, or one of its family.
    fn has_chosen_in(&self, label: LabelId, tags: &Tags<'_>) -> bool {
        let mut members = tags.members.iter().filter(|(of, _)| *of == label);
        self.has_chosen(label) || members.any(|(_, member)| self.has_chosen(member.label))
    }

    /// Adds a tag, and where it is an open family those under it.
    fn top(&mut self, facet: Facet, count: LabelCount, tags: &Tags<'_>) {
        let label = count.label;
        if !tags.collection.is_family(label) {
            return self.tag(count, Kin::Alone, tags);
        }
        let part = Part::Family(facet, label);
        let is_open = !self.is_folded(part);
        self.tag(count, Kin::Family { part, is_open }, tags);
        let of = tags.members.iter().filter(|(of, _)| *of == label);
        let mut members: Vec<LabelCount> = of.map(|(_, count)| *count).collect();
        members.retain(|member| is_open || self.has_chosen(member.label));
        let limit = self.limit(part);
        let hidden = members.len().saturating_sub(limit);
        for member in tags.commonest(members, limit, |label| self.has_chosen(label)) {
            self.tag(member, Kin::Member, tags);
        }
        if hidden > 0 && limit < SHOWN_AT_MOST {
            self.rows.push(Row::More(part, hidden));
        }
    }

    fn tag(&mut self, count: LabelCount, kin: Kin, tags: &Tags<'_>) {
        if self.filter.first.is_none() && self.is_found(count.label, tags.collection) {
            self.filter.first = Some(self.rows.len());
        }
        let largest = tags.largest;
        self.rows.push(Row::Tag {
            count,
            largest,
            kin,
        });
    }

    /// How many rows of a part show. What was unfolded was asked for.
    fn limit(&self, part: Part) -> usize {
        match self.opened.contains(&part) || part.is_folded_at_first() {
            true => SHOWN_AT_MOST,
            false => SHOWN_AT_FIRST,
        }
    }
}
