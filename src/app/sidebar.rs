//! The sidebar: views of the library and the tags of what shows, with their counts.
//!
//! Rows stand under headings, and topics under the larger subject that they are of. Both fold:
//!
//! ```text
//! Bodies ▸            12     folded: so many are under it
//! Topics
//! ▸ Diplomacy   ■■■■  88     a larger subject, with the briefings of all that is under it
//! ▾ Energy      ■■    31
//!     Gas       ■     12
//! ```

use std::collections::BTreeSet;

use super::row_filter::RowFilter;
use crate::briefing::Facet;
use crate::library::collection::{Collection, LabelCount, LabelId};

mod folds;
mod rows;
mod view;

pub use view::{View, ViewCounts};

/// A stretch of rows that folds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The views.
    Views,
    /// The tags of a facet.
    Facet(Facet),
    /// The tags of a facet that are of one larger family, by the label of that.
    Family(Facet, LabelId),
}

impl Part {
    /// The words over it; a family is called by its label.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Views => "Views",
            Self::Facet(facet) | Self::Family(facet, _) => facet.heading(),
        }
    }

    /// True where it is folded until the reader unfolds it: subjects are many, and the larger ones say
    /// what there is. Of bodies the name itself is what one looks for.
    fn is_folded_at_first(self) -> bool {
        matches!(self, Self::Family(Facet::Topic, _))
    }
}

/// How a tag stands to the others of its facet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kin {
    /// Neither over nor under another.
    Alone,
    /// A larger family: what is of it follows where it is open.
    Family {
        /// What is of it.
        part: Part,
        /// Whether that is unfolded.
        is_open: bool,
    },
    /// Of the family above.
    Member,
}

/// A row of the sidebar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// A heading over what follows.
    Heading {
        /// What stands under it.
        part: Part,
        /// Where that is folded, how many rows it has.
        folded: Option<usize>,
    },
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
        /// How it stands to the others.
        kin: Kin,
    },
    /// So many more tags of a facet or a family.
    More(Part, usize),
}

impl Row {
    /// True for what the cursor can stand on: all but the heading of what is not folded.
    fn is_usable(&self) -> bool {
        !matches!(self, Self::Heading { folded: None, .. })
    }

    /// True when both are the same thing, whatever their counts.
    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Tag { count: a, .. }, Self::Tag { count: b, .. }) => a.label == b.label,
            (Self::Heading { part: a, .. }, Self::Heading { part: b, .. })
            | (Self::More(a, _), Self::More(b, _)) => a == b,
            _ => self == other,
        }
    }
}

/// The sidebar's state.
#[derive(Debug, Default)]
pub struct Sidebar {
    /// The rows from top to bottom.
    pub rows: Vec<Row>,
    /// The row under the cursor; never the heading of what is not folded while there is anything else.
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
    /// What is shown at length.
    pub opened: BTreeSet<Part>,
    /// What is not folded, or unfolded, as it is at first.
    turned: BTreeSet<Part>,
    /// The words that the rows are to have.
    pub filter: RowFilter,
}

impl Sidebar {
    fn has_chosen(&self, label: LabelId) -> bool {
        self.included.contains(&label) || self.excluded.contains(&label)
    }

    /// Keeps the cursor on the same tag or view, for counts change under it all the time.
    fn restore_cursor(&mut self, under_cursor: Option<Row>) {
        let same = |row: &Row| under_cursor.is_some_and(|was| row.is_same(&was));
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
        let usable = |i: &usize| self.rows.get(*i).is_some_and(Row::is_usable);
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

    /// True when the briefing at a position has every tag that is included and none that is excluded.
    pub fn passes(&self, collection: &Collection, position: u32) -> bool {
        let has = |label: &LabelId| collection.carries(position, *label);
        self.included.iter().all(has) && !self.excluded.iter().any(has)
    }
}
