//! The tag sidebar: views, then tags by facet with their counts in what shows.
//!
//! ```text
//! Places
//! ✓ Tajikistan    ■■■  8     the bar: share of the facet's largest count; bright where unread
//! ```

use super::pen::{Pen, columns_of};
use super::title;
use crate::app::layout::Area;
use crate::app::page::grouped;
use crate::app::{App, Row};
use crate::config::{Pane, Role};
use crate::library::collection::LabelCount;

/// Cells of the longest bar.
const BAR: u16 = 4;

/// Blanks between a name, its bar and its count.
const GAP: u16 = 1;

pub(crate) fn draw(app: &App, pen: &mut Pen<'_>, area: Area) {
    title(app, pen, area, Pane::Sidebar, "Tags", "");
    let body = area.body();
    let shown = app.sidebar.rows.iter().enumerate().skip(app.sidebar.top);
    for ((number, row), y) in shown.zip(body.y..body.y + body.height) {
        let line = Area {
            y,
            height: 1,
            ..body
        };
        draw_row(app, pen, line, row);
        if app.focus == Pane::Sidebar && number == app.sidebar.cursor {
            pen.restyle(body.x, y, body.width, Role::Cursor);
        }
    }
}

fn draw_row(app: &App, pen: &mut Pen<'_>, line: Area, row: &Row) {
    let Area { x, y, width, .. } = line;
    match row {
        Row::Heading(heading) => {
            pen.text(x + 1, y, width.saturating_sub(1), heading, Role::Heading);
        }
        Row::View(view) => {
            let chosen = app.sidebar.view == *view;
            let (mark, role) = if chosen {
                (pen.glyphs.included, Role::TagIncluded)
            } else {
                (" ", Role::Text)
            };
            let count = grouped(app.triage.counts.of(*view));
            named(pen, line, mark, view.name(), &count, role);
        }
        Row::Saved(view) => {
            let Some(view) = app.search.views.all.get(*view) else {
                return;
            };
            let (mark, role) = if app.search.shows(view) {
                (pen.glyphs.included, Role::TagIncluded)
            } else {
                (" ", Role::Text)
            };
            let count = match view.query {
                Some(_) => grouped(view.count),
                None => "?".to_owned(),
            };
            named(pen, line, mark, &view.name, &count, role);
        }
        Row::Tag { count, largest } => draw_tag(app, pen, line, *count, *largest),
        Row::More(_, hidden) => {
            let text = format!("{} more…", grouped(*hidden));
            pen.text(x + 3, y, width.saturating_sub(3), &text, Role::Dim);
        }
    }
}

fn draw_tag(app: &App, pen: &mut Pen<'_>, line: Area, count: LabelCount, largest: u32) {
    let label = app.collection.label(count.label);
    let (mark, role) = if app.sidebar.included.contains(&count.label) {
        (pen.glyphs.included, Role::TagIncluded)
    } else if app.sidebar.excluded.contains(&count.label) {
        (pen.glyphs.excluded, Role::TagExcluded)
    } else {
        (" ", Role::Text)
    };
    let number = grouped(count.all as usize);
    let free = named(pen, line, mark, label.short(), &number, role);
    // The name goes before the bar where there is no room for both.
    if free.width < BAR {
        return;
    }
    let share = |part: u32, whole: u32, cells: u16| {
        let cells = u64::from(part) * u64::from(cells);
        u16::try_from(cells.div_ceil(u64::from(whole.max(1)))).unwrap_or(0)
    };
    let cells = share(count.all, largest, BAR);
    let unread = share(count.also, count.all, cells);
    let from = free.x + free.width - BAR;
    pen.fill(from, line.y, unread, pen.glyphs.full, Role::Unread);
    pen.fill(
        from + unread,
        line.y,
        cells - unread,
        pen.glyphs.full,
        Role::Dim,
    );
}

/// Writes a mark, a name and a count; returns what is free between them.
fn named(pen: &mut Pen<'_>, line: Area, mark: &str, name: &str, count: &str, role: Role) -> Area {
    let Area { x, y, width, .. } = line;
    let end = x + width.saturating_sub(1);
    let number = columns_of(count);
    pen.text_right(x, y, width.saturating_sub(1), count, Role::Dim);
    pen.text(x + 1, y, 1, mark, role);
    let room = width.saturating_sub(3 + GAP + number + 1);
    let used = pen.text(x + 3, y, room, name, role) + 3 + GAP;
    Area {
        x: x + used,
        width: end.saturating_sub(x + used + number + GAP),
        ..line
    }
}
