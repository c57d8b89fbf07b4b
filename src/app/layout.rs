//! Where the panes stand, for any size of the terminal.
//!
//! ```text
//! where a row is whole        from 101 columns        from 50 × 14             below that
//! header ─────────────────    header ─────────────    header ─────────────     one pane
//! sidebar │ list │ reading    sidebar │ list          list                     status
//!         │      │                    │ reading       sidebar │ reading
//! status                      status                  status
//! ```
//!
//! A row of the list is whole with its day, its source and forty columns of its title. Where the
//! reading pane beside it would take from that, the list stands over it, and where the sidebar
//! would, over that as well.
//!
//! The panes are parted by rules and not boxed: a row of the reading pane then reaches from edge
//! to edge when it has the width to itself, and the terminal can scroll it for a few bytes.

use crate::config::{Pane, PaneLayout, Settings};

/// A rectangle of cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Area {
    /// The leftmost column.
    pub x: u16,
    /// The topmost row.
    pub y: u16,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

impl Area {
    /// True when the cell lies inside.
    pub fn contains(self, column: u16, row: u16) -> bool {
        column >= self.x
            && row >= self.y
            && column - self.x < self.width
            && row - self.y < self.height
    }

    /// The rows below the pane's title.
    #[must_use]
    pub fn body(self) -> Self {
        Self {
            y: self.y + u16::from(self.height > 0),
            height: self.height.saturating_sub(1),
            ..self
        }
    }

    /// The pane's title row.
    #[must_use]
    pub fn title(self) -> Self {
        Self {
            height: self.height.min(1),
            ..self
        }
    }

    fn columns(self, from: u16, width: u16) -> Self {
        let from = from.min(self.width);
        Self {
            x: self.x + from,
            width: width.min(self.width - from),
            ..self
        }
    }

    fn rows(self, from: u16, height: u16) -> Self {
        let from = from.min(self.height);
        Self {
            y: self.y + from,
            height: height.min(self.height - from),
            ..self
        }
    }
}

/// How the panes stand to one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrangement {
    /// Sidebar, list and reading pane in a row.
    SideBySide,
    /// The list over the reading pane, the sidebar to the left of both or of the latter.
    Stacked,
    /// Whichever pane has the focus.
    OnePane,
}

/// What the layout depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wishes {
    /// The sidebar is asked for.
    pub sidebar: bool,
    /// The reading pane wants everything.
    pub full_width: bool,
    /// The pane that has the focus.
    pub focus: Pane,
    /// Columns of the sidebar.
    pub sidebar_width: u16,
    /// The list's share of the room it has with the reading pane, in percent.
    pub list_share: u16,
    /// How the list and the reading pane are to stand.
    pub panes: PaneLayout,
    /// Rows that the list can have at most, where that is known: it takes no more.
    pub list_rows: Option<u16>,
}

impl Wishes {
    /// What the settings wish for, the sidebar and full width left out.
    pub fn of(settings: &Settings, focus: Pane) -> Self {
        Self {
            sidebar: false,
            full_width: false,
            focus,
            sidebar_width: settings.panes.sidebar_width,
            list_share: settings.panes.list_share,
            panes: settings.panes.layout,
            list_rows: None,
        }
    }
}

/// Where everything stands; a pane that is not shown has no area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// The whole screen.
    pub screen: Area,
    /// How the panes stand.
    pub arrangement: Arrangement,
    /// The first row, where there is room for it.
    pub header: Option<Area>,
    /// The tag sidebar.
    pub sidebar: Option<Area>,
    /// The list.
    pub list: Option<Area>,
    /// The reading pane.
    pub reading: Option<Area>,
    /// The last row: hints, prompts, notices, the gauge.
    pub status: Area,
}

/// From so many columns on the sidebar shows by itself.
pub const WITH_SIDEBAR: u16 = 140;

/// Columns of a whole row of the list: its flags, day and source, and forty of its title.
pub const WHOLE_ROW: u16 = 74;

/// The fewest columns of a reading pane beside the list.
const READING: u16 = 56;

/// Below this many columns or rows there is one pane at a time.
const STACKED: (u16, u16) = (50, 14);

/// Below this many columns or rows there is nothing to be shown.
pub const SMALLEST: (u16, u16) = (12, 3);

/// Arranges a screen of so many columns and rows.
pub fn arrange(columns: u16, rows: u16, wishes: Wishes) -> Layout {
    let screen = Area {
        x: 0,
        y: 0,
        width: columns,
        height: rows,
    };
    let sidebar_width = wishes.sidebar_width.min(columns / 3);
    let beside_sidebar = match wishes.sidebar {
        true => columns.saturating_sub(sidebar_width + 1),
        false => columns,
    };
    let fits = match wishes.panes {
        PaneLayout::Auto => beside_sidebar > WHOLE_ROW + READING,
        PaneLayout::SideBySide => true,
        PaneLayout::ListOverReading => false,
    };
    let arrangement = if columns < STACKED.0 || rows < STACKED.1 {
        Arrangement::OnePane
    } else if fits {
        Arrangement::SideBySide
    } else {
        Arrangement::Stacked
    };
    let header = (arrangement != Arrangement::OnePane).then(|| screen.rows(0, 1));
    let top = u16::from(header.is_some());
    let middle = screen.rows(top, rows.saturating_sub(top + 1));
    let mut layout = Layout {
        screen,
        arrangement,
        header,
        sidebar: None,
        list: None,
        reading: None,
        status: screen.rows(rows.saturating_sub(1), 1),
    };
    if arrangement == Arrangement::OnePane || wishes.full_width {
        let pane = match wishes.focus {
            Pane::List if wishes.full_width => &mut layout.reading,
            Pane::List => &mut layout.list,
            Pane::Reading => &mut layout.reading,
            Pane::Sidebar => &mut layout.sidebar,
        };
        *pane = Some(middle);
        return layout;
    }
    if arrangement == Arrangement::SideBySide {
        let (sidebar, rest) = split(middle, wishes.sidebar, sidebar_width);
        let most = rest.width.saturating_sub(READING + 1);
        let width = share(rest.width, wishes).max(WHOLE_ROW.min(most));
        layout.sidebar = sidebar;
        layout.list = Some(rest.columns(0, width));
        layout.reading = Some(rest.columns(width + 1, rest.width));
        return layout;
    }
    // A row for each, and the title of the pane.
    let most = wishes
        .list_rows
        .map_or(u16::MAX, |rows| rows.saturating_add(1));
    let height = share(middle.height, wishes).min(most);
    let above = |area: Area| area.rows(0, height);
    let below = |area: Area| area.rows(height, area.height);
    if beside_sidebar < WHOLE_ROW {
        let (sidebar, rest) = split(below(middle), wishes.sidebar, sidebar_width);
        (layout.sidebar, layout.list, layout.reading) = (sidebar, Some(above(middle)), Some(rest));
    } else {
        let (sidebar, rest) = split(middle, wishes.sidebar, sidebar_width);
        (layout.sidebar, layout.list, layout.reading) =
            (sidebar, Some(above(rest)), Some(below(rest)));
    }
    layout
}

/// The list's share of so many columns or rows.
fn share(whole: u16, wishes: Wishes) -> u16 {
    u16::try_from(u32::from(whole) * u32::from(wishes.list_share) / 100).unwrap_or(whole)
}

/// The sidebar at the left of an area, where it is wished for, and what is left.
fn split(area: Area, sidebar: bool, width: u16) -> (Option<Area>, Area) {
    let sidebar = sidebar.then(|| area.columns(0, width));
    let from = sidebar.map_or(0, |sidebar| sidebar.width + 1);
    (sidebar, area.columns(from, area.width))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wishes() -> Wishes {
        Wishes {
            sidebar: true,
            full_width: false,
            focus: Pane::List,
            sidebar_width: 26,
            list_share: 40,
            panes: PaneLayout::Auto,
            list_rows: None,
        }
    }

    #[test]
    fn a_wide_screen_has_three_columns_and_a_small_one_a_single_pane() {
        let wide = arrange(160, 45, wishes());
        assert_eq!(wide.arrangement, Arrangement::SideBySide);
        assert_eq!(wide.sidebar.map(|area| area.width), Some(26));
        assert!(wide.reading.is_some_and(|area| area.width >= READING));
        let small = arrange(40, 10, wishes());
        assert_eq!(small.arrangement, Arrangement::OnePane);
        assert!(small.list.is_some() && small.reading.is_none() && small.header.is_none());
    }

    #[test]
    fn the_reading_pane_of_a_stack_reaches_from_edge_to_edge() {
        let stacked = arrange(
            80,
            24,
            Wishes {
                sidebar: false,
                ..wishes()
            },
        );
        let reading = stacked.reading.expect("a reading pane");
        assert_eq!((reading.x, reading.width), (0, 80));
        assert_eq!(reading.y + reading.height, stacked.status.y);
    }

    #[test]
    fn from_80_columns_on_a_row_of_the_list_is_whole() {
        for columns in 80..=300 {
            for sidebar in [false, true] {
                let layout = arrange(
                    columns,
                    24,
                    Wishes {
                        sidebar,
                        ..wishes()
                    },
                );
                let list = layout.list.expect("a list");
                assert!(list.width >= WHOLE_ROW, "{columns}: {layout:?}");
                assert_eq!(layout.sidebar.is_some(), sidebar);
            }
        }
    }

    #[test]
    fn the_panes_stand_as_asked_for() {
        let arranged = |columns, panes| arrange(columns, 45, Wishes { panes, ..wishes() });
        let beside = arranged(100, PaneLayout::SideBySide);
        assert_eq!(beside.arrangement, Arrangement::SideBySide);
        let over = arranged(200, PaneLayout::ListOverReading);
        assert_eq!(over.arrangement, Arrangement::Stacked);
    }

    #[test]
    fn a_short_list_leaves_its_rows_to_the_text() {
        let one = Wishes {
            sidebar: false,
            list_rows: Some(1),
            ..wishes()
        };
        let layout = arrange(80, 24, one);
        assert_eq!(layout.list.map(|list| list.body().height), Some(1));
    }

    #[test]
    fn no_pane_leaves_the_screen_or_meets_another_at_any_size() {
        for columns in (0..200).step_by(3) {
            for rows in 0..50 {
                for focus in [Pane::List, Pane::Reading, Pane::Sidebar] {
                    for full_width in [false, true] {
                        let layout = arrange(
                            columns,
                            rows,
                            Wishes {
                                focus,
                                full_width,
                                ..wishes()
                            },
                        );
                        check(&layout);
                    }
                }
            }
        }
    }

    fn check(layout: &Layout) {
        let areas: Vec<Area> = [layout.sidebar, layout.list, layout.reading, layout.header]
            .into_iter()
            .flatten()
            .chain([layout.status])
            .collect();
        for (i, a) in areas.iter().enumerate() {
            assert!(a.x + a.width <= layout.screen.width, "{layout:?}");
            assert!(a.y + a.height <= layout.screen.height, "{layout:?}");
            for b in &areas[i + 1..] {
                let apart = a.x + a.width <= b.x
                    || b.x + b.width <= a.x
                    || a.y + a.height <= b.y
                    || b.y + b.height <= a.y;
                assert!(apart, "{layout:?}");
            }
        }
    }
}
