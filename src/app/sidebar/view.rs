//! The views: choices of briefings by the reader's marks, and how many each has.

use jiff::civil;

use crate::briefing::Marks;

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
    pub(super) fn is_constant(self) -> bool {
        matches!(self, Self::All | Self::Unread | Self::Starred)
    }
}

/// How many briefings each view has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ViewCounts([usize; View::ALL.len()]);

impl ViewCounts {
    /// Counts a briefing with these marks in, or out again.
    pub(in crate::app) fn add(&mut self, marks: &Marks, today: civil::Date, comes: bool) {
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
