//! The tag sidebar: views, then tags by facet with their counts in what shows.
//!
//! ```text
//!  Places
//!  ✓ Tajikistan    ■■■  8     the bar: share of the facet's largest count; bright where unread
//!  Persons ▸           31     folded
//!  Topics
//! ✓▾ Energy        ■■   6     a larger subject; what is under it follows
//!    ✓ Gas         ■    2
//! ```

use super::pen::{Pen, columns_of};
use super::title;
use crate::app::layout::Area;
use crate::app::page::grouped;
use crate::app::{App, Kin, Part, Row};
use crate::config::{Pane, Role};
use crate::library::collection::LabelCount;

mod twins;

/// Cells of the longest bar.
const BAR: u16 = 4;

/// Columns before a name: a blank, the mark, a blank.
const BEFORE: u16 = 3;

/// Columns by which what is under a larger subject stands to the right.
const INDENT: u16 = 2;

/// Blanks between a name, its bar and its count.
const GAP: u16 = 1;

pub(crate) fn draw(app: &App, pen: &mut Pen<'_>, area: Area) {
    let filter = &app.sidebar.filter;
    let name = match filter.is_on() {
        true => format!("Tags /{}", filter.text()),
        false => "Tags".to_owned(),
    };
    title(app, pen, area, Pane::Sidebar, &name, "");
    let body = area.body();
    // Those out of sight as well: how a name is cut depends on all, and not on how far one scrolled.
    let rows = app.sidebar.rows.iter();
    let (names, counts): (Vec<&str>, Vec<String>) =
        rows.map(|row| name_and_count(app, row)).unzip();
    let rooms = app.sidebar.rows.iter().zip(&counts);
    let rooms = rooms.map(|(row, count)| usize::from(room(within(body, row).width, count)));
    let places: Vec<twins::Place<'_>> = names.into_iter().zip(rooms).collect();
    let names = twins::cut(&places);
    let shown = app.sidebar.rows.iter().enumerate().skip(app.sidebar.top);
    for ((number, row), y) in shown.zip(body.y..body.y + body.height) {
        let line = Area {
            y,
            height: 1,
            ..body
        };
        draw_row(app, pen, line, row, (&names[number], &counts[number]));
        if app.focus == Pane::Sidebar && number == app.sidebar.cursor {
            pen.restyle(body.x, y, body.width, Role::Cursor);
        }
    }
    if filter.is_on() && filter.found == 0 {
        draw_nothing_found(app, pen, body);
    }
}

/// Says under what is chosen that no other row has the words, and what to do.
fn draw_nothing_found(app: &App, pen: &mut Pen<'_>, body: Area) {
    let from = u16::try_from(app.sidebar.rows.len()).unwrap_or(u16::MAX);
    let told = ["Nothing matches.", "Esc shows all again."];
    let lines = match app.focus == Pane::Sidebar {
        true => &told[..],
        false => &told[..1],
    };
    for (line, y) in lines.iter().zip(from..body.height) {
        let room = body.width.saturating_sub(1);
        pen.text(body.x + 1, body.y + y, room, line, Role::Dim);
    }
}

/// What a row is called and its count; no name where it is nothing to choose.
fn name_and_count<'a>(app: &'a App, row: &Row) -> (&'a str, String) {
    match row {
        Row::View(view) => (view.name(), grouped(app.triage.counts.of(*view))),
        Row::Saved(view) => app.search.views.all.get(*view).map_or_else(
            || ("", String::new()),
            |view| {
                let count = view.query.as_ref().map(|_| grouped(view.count));
                (&*view.name, count.unwrap_or_else(|| "?".to_owned()))
            },
        ),
        Row::Tag { count, .. } => (
            app.library.collection().label(count.label).short(),
            grouped(count.all as usize),
        ),
        Row::Heading { folded, .. } => ("", folded.map(grouped).unwrap_or_default()),
        Row::More(..) => ("", String::new()),
    }
}

/// The part of a line that a row has: what is under a larger subject stands to the right of it.
fn within(line: Area, row: &Row) -> Area {
    let is_under = match row {
        Row::Tag { kin, .. } => *kin == Kin::Member,
        Row::More(part, _) => matches!(part, Part::Family(..)),
        _ => false,
    };
    let indent = if is_under { INDENT.min(line.width) } else { 0 };
    Area {
        x: line.x + indent,
        width: line.width - indent,
        ..line
    }
}

/// The columns that a name has in a row of so many, beside its count.
fn room(width: u16, count: &str) -> u16 {
    width.saturating_sub(BEFORE + GAP + columns_of(count) + 1)
}

fn draw_row(app: &App, pen: &mut Pen<'_>, line: Area, row: &Row, text: (&str, &str)) {
    let chosen = |is_chosen: bool| match is_chosen {
        true => (pen.glyphs.included, Role::TagIncluded),
        false => (" ", Role::Text),
    };
    let line = within(line, row);
    match row {
        Row::Heading { part, folded } => {
            draw_heading(pen, line, part.heading(), folded.map(|_| text.1));
        }
        Row::View(view) => {
            let marked = chosen(app.sidebar.view == *view);
            named(pen, line, marked, text);
        }
        Row::Saved(view) => {
            let view = app.search.views.all.get(*view);
            let marked = chosen(view.is_some_and(|view| app.search.shows(view)));
            named(pen, line, marked, text);
        }
        Row::Tag {
            count,
            largest,
            kin,
        } => {
            let marked = if app.sidebar.excluded.contains(&count.label) {
                (pen.glyphs.excluded, Role::TagExcluded)
            } else {
                chosen(app.sidebar.included.contains(&count.label))
            };
            let free = match kin {
                Kin::Family { is_open, .. } => draw_family(pen, line, *is_open, marked, text),
                Kin::Alone | Kin::Member => named(pen, line, marked, text),
            };
            draw_bar(pen, free, *count, *largest);
        }
        Row::More(_, hidden) => {
            let text = format!("{} more…", grouped(*hidden));
            let room = line.width.saturating_sub(BEFORE);
            pen.text(line.x + BEFORE, line.y, room, &text, Role::Dim);
        }
    }
}

/// Writes a heading; where what is under it is folded, with a sign and how much that is.
fn draw_heading(pen: &mut Pen<'_>, line: Area, heading: &str, folded: Option<&str>) {
    let Area { x, y, width, .. } = line;
    let room = width.saturating_sub(1);
    let used = pen.text(x + 1, y, room, heading, Role::Heading);
    if let Some(count) = folded {
        let (sign, room) = (pen.glyphs.folded, room.saturating_sub(used + GAP));
        pen.text(x + 1 + used + GAP, y, room, sign, Role::Dim);
        pen.text_right(x, y, width.saturating_sub(1), count, Role::Dim);
    }
}

/// Writes a larger subject: its mark goes before the sign that it has where others have theirs.
fn draw_family(
    pen: &mut Pen<'_>,
    line: Area,
    is_open: bool,
    (mark, role): (&str, Role),
    text: (&str, &str),
) -> Area {
    let sign = match is_open {
        true => pen.glyphs.unfolded,
        false => pen.glyphs.folded,
    };
    let free = named(pen, line, (sign, role), text);
    pen.text(line.x, line.y, 1, mark, role);
    free
}

/// Draws how a count compares with the largest of its facet, and how much of it is unread.
fn draw_bar(pen: &mut Pen<'_>, free: Area, count: LabelCount, largest: u32) {
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
    let (from, y) = (free.x + free.width - BAR, free.y);
    pen.fill(from, y, unread, pen.glyphs.full, Role::Unread);
    pen.fill(from + unread, y, cells - unread, pen.glyphs.full, Role::Dim);
}

/// Writes a mark, a name and a count; returns what is free between them.
fn named(pen: &mut Pen<'_>, line: Area, marked: (&str, Role), text: (&str, &str)) -> Area {
    let Area { x, y, width, .. } = line;
    let ((mark, role), (name, count)) = (marked, text);
    let end = x + width.saturating_sub(1);
    pen.text_right(x, y, width.saturating_sub(1), count, Role::Dim);
    pen.text(x + 1, y, 1, mark, role);
    let used = pen.text(x + BEFORE, y, room(width, count), name, role) + BEFORE + GAP;
    Area {
        x: x + used,
        width: end.saturating_sub(x + used + columns_of(count) + GAP),
        ..line
    }
}
