//! The sidebar: views of the library and the tags of what shows, with their counts.

use std::collections::BTreeSet;

use jiff::civil;

use super::row_filter::RowFilter;
use crate::briefing::{Facet, Marks};
use crate::library::collection::{Collection, LabelCount, LabelId};

/// Tags shown of a facet before the reader asks for more: as many as leave room for the next.
const SHOWN_AT_FIRST: usize = 8;

/// Tags shown of a facet at most; beyond that the finder is the better way.
const SHOWN_AT_MOST: usize = 200;

/// A choice of briefings by the reader's marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum View {
    /// All but what is put away or off.
    #[default]
    All,
    /// Those not yet read.
    Unread,
    /// The starred ones.
    Starred,
    /// Those that were put off and have come back.
    Due,
    /// Those that have come with new words since they were read.
    Revised,
    /// Those with a note.
    Noted,
    /// Those of which something was clipped.
    Clipped,
    /// Those that are put off.
    Snoozed,
    /// Those that are put away.
    Archived,
}

impl View {
    /// Every view, in the order of the sidebar.
    pub const ALL: [Self; 9] = [
        Self::All,
        Self::Unread,
        Self::Starred,
        Self::Due,
        Self::Revised,
        Self::Noted,
        Self::Clipped,
        Self::Snoozed,
        Self::Archived,
    ];

    /// Its name on the screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::All => "All",
            Self::Unread => "Unread",
            Self::Starred => "Starred",
            Self::Due => "Due",
            Self::Revised => "Revised",
            Self::Noted => "Noted",
            Self::Clipped => "Clipped",
            Self::Snoozed => "Snoozed",
            Self::Archived => "Archived",
        }
    }

    /// True when a briefing with these marks is in it on that day.
    pub fn holds(self, marks: &Marks, today: civil::Date) -> bool {
        match self {
            Self::All => marks.is_present(today),
            Self::Unread => !marks.read && marks.is_present(today),
            Self::Starred => marks.starred,
            Self::Due => marks.is_due(today) && !marks.archived,
            Self::Revised => marks.revised && marks.is_present(today),
            Self::Noted => marks.note().is_some(),
            Self::Clipped => marks.clippings().next().is_some(),
            Self::Snoozed => marks.is_asleep(today),
            Self::Archived => marks.archived,
        }
    }

    /// True for those that show when there is nothing in them, too.
    fn is_constant(self) -> bool {
        matches!(self, Self::All | Self::Unread | Self::Starred)
    }
}

/// How many briefings each view has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ViewCounts([usize; View::ALL.len()]);

impl ViewCounts {
    /// Counts a briefing with these marks in, or out again.
    pub(super) fn add(&mut self, marks: &Marks, today: civil::Date, comes: bool) {
        let views = View::ALL.iter().zip(&mut self.0);
        for (_, count) in views.filter(|(view, _)| view.holds(marks, today)) {
            *count = if comes {
                *count + 1
            } else {
                count.saturating_sub(1)
            };
        }
    }

    /// The count of one view.
    pub fn of(self, view: View) -> usize {
        self.0[view as usize]
    }
}

/// A row of the sidebar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// A heading over what follows.
    Heading(&'static str),
    /// A view.
    View(View),
    /// A saved view, by its number.
    Saved(usize),
    /// A tag.
    Tag {
        /// How many of the briefings that show carry it (`also`: unread).
        count: LabelCount,
        /// The count of the commonest tag of its facet, for the bars.
        largest: u32,
    },
    /// So many more tags of a facet.
    More(Facet, usize),
}

/// The sidebar's state.
#[derive(Debug, Default)]
pub struct Sidebar {
    /// The rows from top to bottom.
    pub rows: Vec<Row>,
    /// The row under the cursor; never a heading while there is anything else.
    pub cursor: usize,
    /// The first row that shows.
    pub top: usize,
    /// How many rows show.
    pub height: usize,
    /// Tags that a briefing must carry to show.
    pub included: BTreeSet<LabelId>,
    /// Tags that it must not carry.
    pub excluded: BTreeSet<LabelId>,
    /// The view chosen.
    pub view: View,
    /// Facets shown at length.
    pub opened: Vec<Facet>,
    /// The words that the rows are to have.
    pub filter: RowFilter,
}

impl Sidebar {
    /// Makes the rows anew from counts, the saved views from their names and whether they are in force; what is
    /// chosen shows even where nothing carries it and the words of the filter are not in it.
    pub fn rebuild(
        &mut self,
        collection: &Collection,
        mut counts: Vec<LabelCount>,
        views: ViewCounts,
        saved: &[(&str, bool)],
    ) {
        for &label in self.included.iter().chain(&self.excluded) {
            if !counts.iter().any(|count| count.label == label) {
                counts.push(LabelCount {
                    label,
                    all: 0,
                    also: 0,
                });
            }
        }
        let under_cursor = self.rows.get(self.cursor).copied();
        self.rows.clear();
        (self.filter.found, self.filter.first) = (0, None);
        self.views(views, saved);
        // One's own first: they are what one looks for.
        let others = Facet::ALL.into_iter().filter(|facet| *facet != Facet::Mine);
        for facet in std::iter::once(Facet::Mine).chain(others) {
            self.facet(facet, collection, &counts);
        }
        self.restore_cursor(under_cursor);
    }

    fn views(&mut self, views: ViewCounts, saved: &[(&str, bool)]) {
        self.rows.push(Row::Heading("Views"));
        for view in View::ALL {
            let is_chosen = self.view == view;
            if view.is_constant() || views.of(view) > 0 || is_chosen {
                // All is what there is where nothing was chosen.
                let is_chosen = is_chosen && view != View::All;
                self.view_row(Row::View(view), view.name(), is_chosen);
            }
        }
        for (number, &(name, is_chosen)) in saved.iter().enumerate() {
            self.view_row(Row::Saved(number), name, is_chosen);
        }
        if let [Row::Heading(_)] = self.rows[..] {
            self.rows.clear();
        }
    }

    /// Adds the row of a view that has the words of the filter or is chosen.
    fn view_row(&mut self, row: Row, name: &str, is_chosen: bool) {
        let is_found = self.filter.takes(std::iter::once(name));
        if is_found {
            self.filter.found += 1;
            self.filter.first.get_or_insert(self.rows.len());
        }
        if is_found || is_chosen {
            self.rows.push(row);
        }
    }

    fn facet(&mut self, facet: Facet, collection: &Collection, counts: &[LabelCount]) {
        let of_facet = |count: &&LabelCount| collection.facet(count.label) == facet;
        let mut tags: Vec<LabelCount> = counts.iter().filter(of_facet).copied().collect();
        // Of all, so that the bars stay as they are while one types.
        let largest = tags.iter().map(|count| count.all).max().unwrap_or(0);
        // Those that show although they have not the words.
        let mut kept = Vec::new();
        if self.filter.is_on() {
            tags.retain(|count| {
                let label = collection.label(count.label);
                let names = std::iter::once(&label.name).chain(&label.aliases);
                let names = names.chain(&label.class);
                let is_found = self.filter.takes(names.map(String::as_str));
                let is_kept = !is_found && self.has_chosen(count.label);
                kept.extend(is_kept.then_some(count.label));
                is_found || is_kept
            });
        }
        if tags.is_empty() {
            return;
        }
        self.filter.found += tags.len() - kept.len();
        let limit = if self.opened.contains(&facet) {
            SHOWN_AT_MOST
        } else {
            SHOWN_AT_FIRST
        };
        let hidden = tags.len().saturating_sub(limit);
        self.rows.push(Row::Heading(facet.heading()));
        for count in self.commonest(tags, limit, collection) {
            if !kept.contains(&count.label) {
                self.filter.first.get_or_insert(self.rows.len());
            }
            self.rows.push(Row::Tag { count, largest });
        }
        if hidden > 0 && limit < SHOWN_AT_MOST {
            self.rows.push(Row::More(facet, hidden));
        }
    }

    /// So many of the tags in their order: what is chosen, then by number.
    fn commonest(
        &self,
        mut tags: Vec<LabelCount>,
        limit: usize,
        collection: &Collection,
    ) -> Vec<LabelCount> {
        let rank = |count: &LabelCount| match self.has_chosen(count.label) {
            true => u32::MAX,
            false => count.all,
        };
        if tags.len() > limit {
            // What is certainly not shown need not be put in order: of persons there are thousands.
            let mut ranks: Vec<u32> = tags.iter().map(rank).collect();
            let (_, &mut least, _) = ranks.select_nth_unstable_by(limit - 1, |a, b| b.cmp(a));
            tags.retain(|count| rank(count) >= least);
        }
        tags.sort_by(|a, b| {
            rank(b)
                .cmp(&rank(a))
                .then(b.all.cmp(&a.all))
                .then_with(|| collection.label(a.label).cmp(collection.label(b.label)))
        });
        tags.truncate(limit);
        tags
    }

    fn has_chosen(&self, label: LabelId) -> bool {
        self.included.contains(&label) || self.excluded.contains(&label)
    }

    /// Keeps the cursor on the same tag or view, for counts change under it all the time.
    fn restore_cursor(&mut self, under_cursor: Option<Row>) {
        let same = |row: &Row| match (row, under_cursor) {
            (Row::Tag { count: a, .. }, Some(Row::Tag { count: b, .. })) => a.label == b.label,
            (row, Some(was)) => *row == was,
            (_, None) => false,
        };
        let found = self.rows.iter().position(same);
        self.cursor = found.unwrap_or(self.cursor);
        self.move_by(0);
    }

    /// The row under the cursor.
    pub fn selected(&self) -> Option<Row> {
        self.rows.get(self.cursor).copied()
    }

    /// Moves the cursor by so many rows, over headings.
    pub fn move_by(&mut self, rows: isize) {
        self.go(self.cursor.saturating_add_signed(rows), rows < 0);
    }

    /// Puts the cursor on a row; where that is a heading, on the next one up or down.
    pub fn go(&mut self, row: usize, upwards: bool) {
        let row = row.min(self.rows.len().saturating_sub(1));
        let usable = |i: &usize| !matches!(self.rows.get(*i), Some(Row::Heading(_)) | None);
        let below = (row..self.rows.len()).find(usable);
        let above = (0..=row).rev().find(usable);
        let found = if upwards {
            above.or(below)
        } else {
            below.or(above)
        };
        self.cursor = found.unwrap_or(0);
        self.scroll_into_view();
    }

    /// Takes the height of the pane.
    pub fn resize(&mut self, height: usize) {
        self.height = height;
        self.scroll_into_view();
    }

    fn scroll_into_view(&mut self) {
        // The heading above the first rows shows too.
        if self.cursor <= 1 {
            self.top = 0;
        }
        let lowest = (self.cursor + 1).saturating_sub(self.height.max(1));
        self.top = self
            .top
            .clamp(lowest, self.cursor)
            .min(self.rows.len().saturating_sub(self.height));
    }

    /// Includes a tag, or clears it when it was chosen.
    pub fn include(&mut self, label: LabelId) {
        if !self.excluded.remove(&label) && !self.included.remove(&label) {
            self.included.insert(label);
        }
    }

    /// Excludes a tag, or clears it when it was excluded.
    pub fn exclude(&mut self, label: LabelId) {
        if !self.excluded.remove(&label) {
            self.included.remove(&label);
            self.excluded.insert(label);
        }
    }

    /// True when any tag is chosen or a view other than all.
    pub fn narrows(&self) -> bool {
        self.view != View::All || self.has_tags()
    }

    /// True when any tag is included or excluded.
    pub fn has_tags(&self) -> bool {
        !self.included.is_empty() || !self.excluded.is_empty()
    }

    /// True when a briefing with these labels passes.
    pub fn passes(&self, labels: &[LabelId]) -> bool {
        self.included.iter().all(|label| labels.contains(label))
            && !labels.iter().any(|label| self.excluded.contains(label))
    }
}
