//! The list pane: a row a briefing.
//!
//! ```text
//! ▌●★✎  31 May  Russian Defen… Belousov meets Tajikistan's Mirzo in Almaty
//! ```
//!
//! After the cursor: unread or revised, starred, one of the rarer marks, selected.
//! After the title the number of places that the briefing stands in, where it is in several: `×2`.
//!
//! The cursor is a mark and a bar over the row, as far as it can be moved for few bytes; over a slow
//! line it is a bar over flags and date alone ([`CursorForm`]).

use std::borrow::Cow;
use std::ops::Range;

use super::pen::{Pen, columns_of};
use super::{header, title};
use crate::app::layout::{Area, WHOLE_ROW};
use crate::app::page::grouped;
use crate::app::{App, View};
use crate::briefing::{BriefingId, Marks};
use crate::config::{CursorForm, Pane, Role};
use crate::search::fuzzy;
use crate::text::width;

/// Columns of cursor, flags and what is selected; a date begins after a blank.
const FLAGS: u16 = 5;

/// Columns of a date that leaves out the day or the year, and of a whole one.
const DATE: (u16, u16) = (8, 11);

/// The fewest columns of the source, where the pane is wide enough to have it, and the most.
const SOURCE: (u16, u16) = (16, 32);

/// From this many columns on the source and the whole date are shown.
const WITH_SOURCE: u16 = 60;

/// What a bar may take to be moved, in bytes of the text under it: the two rows of a step, their
/// styles and the moves between them stay below 250 bytes then.
const BAR: usize = 84;

/// The same from [`WIDE`] columns on, where a step may take 350 bytes.
const WIDE_BAR: usize = 130;

/// Columns of a wide screen.
const WIDE: u16 = 140;

pub(crate) fn draw(app: &App, pen: &mut Pen<'_>, area: Area) {
    title(app, pen, area, Pane::List, &name(app), app.order_name());
    let body = area.body();
    if app.list.rows.is_empty() {
        return empty(app, pen, body);
    }
    let shown = app.list.rows.iter().enumerate().skip(app.list.top);
    let lines = (body.y..body.y + body.height).step_by(usize::from(app.list.row_lines));
    let last = app.list.top + usize::from(body.height);
    let selected = app.selected_among(app.list.top..last);
    for ((row, &position), y) in shown.take(app.list.height.max(1)).zip(lines) {
        if app.list.row_lines > 1 && y + 1 < body.y + body.height {
            let below = Area {
                y: y + 1,
                height: 1,
                ..body
            };
            draw_excerpt(app, pen, below, position);
        }
        let line = Area {
            y,
            height: 1,
            ..body
        };
        draw_row(app, pen, line, position);
        if selected.get(row - app.list.top) == Some(&true) {
            let (x, columns) = (line.x + FLAGS - 1, 1 + date_columns(line.width));
            pen.text(x, y, 1, pen.glyphs.selected, Role::Match);
            pen.restyle(
                x,
                y,
                columns.min(line.width.saturating_sub(FLAGS - 1)),
                Role::Match,
            );
        }
        if app.cursor_row() == Some(row) {
            draw_cursor(app, pen, line);
        }
    }
    if app.fault_told().is_some() {
        // What the last query found that made sense.
        for y in body.y..body.y + body.height {
            pen.restyle(body.x, y, body.width, Role::Dim);
        }
    }
}

/// What the pane is called. On a screen without a header it says what narrows the list.
fn name(app: &App) -> Cow<'static, str> {
    if app.layout.header.is_some() {
        return Cow::Borrowed("Briefings");
    }
    let parts = header::narrowing(app);
    match parts.is_empty() {
        true => Cow::Borrowed("Briefings"),
        false => Cow::Owned(parts.join(", ")),
    }
}

fn draw_cursor(app: &App, pen: &mut Pen<'_>, line: Area) {
    pen.text(line.x, line.y, 1, pen.glyphs.cursor, Role::Cursor);
    let least = FLAGS - 1 + date_columns(line.width);
    let columns = match app.settings.list.cursor {
        CursorForm::Date => least,
        CursorForm::Row => {
            let wide = app.layout.screen.width >= WIDE;
            let bytes = if wide { WIDE_BAR } else { BAR };
            let room = line.width.saturating_sub(1);
            pen.columns_within(line.x + 1, line.y, room, bytes)
                .max(least)
        }
    };
    let columns = columns.min(line.width.saturating_sub(1));
    pen.underlay(line.x + 1, line.y, columns, Role::Cursor);
}

fn draw_row(app: &App, pen: &mut Pen<'_>, line: Area, position: u32) {
    let card = app.library.card_at(position);
    let Area { x, y, width, .. } = line;
    let marks = app.library.marks_at(position);
    let unread = !marks.read;
    if unread {
        pen.text(x + 1, y, 1, pen.glyphs.unread, Role::Unread);
    } else if marks.revised {
        pen.text(x + 1, y, 1, pen.glyphs.revised, Role::Warning);
    }
    if marks.starred {
        pen.text(x + 2, y, 1, pen.glyphs.starred, Role::Starred);
    }
    if let Some((glyph, role)) = rare_flag(app, pen, card.id(), marks) {
        pen.text(x + 3, y, 1, glyph, role);
    }
    let date = card.date().map_or_else(String::new, |date| {
        if width >= WITH_SOURCE {
            date.by_day(app.today)
        } else {
            date.compact(app.today)
        }
    });
    let columns = date_columns(width).min(width.saturating_sub(FLAGS));
    pen.text_right(x + FLAGS, y, columns, &date, Role::Dim);
    let mut from = FLAGS + date_columns(width) + 1;
    if width >= WITH_SOURCE {
        let source = card.source().unwrap_or_default();
        let columns = source_columns(width);
        draw_matched(app, pen, (x + from, y), columns, source, Role::Dim);
        from += columns + 1;
    }
    let role = if unread { Role::Unread } else { Role::Text };
    let mut columns = width.saturating_sub(from);
    if let Some(count) = copies(app, pen, position) {
        let taken = u16::try_from(width::width(&count)).unwrap_or(0) + 1;
        columns = columns.saturating_sub(taken);
        pen.text_right(x + from + columns, y, taken, &count, Role::Dim);
    }
    draw_matched(app, pen, (x + from, y), columns, card.title(), role);
}

/// In how many places a briefing stands, where that is more than one: `×2`.
fn copies(app: &App, pen: &Pen<'_>, position: u32) -> Option<String> {
    let further = app.library.collection().copies(position).len();
    (further > 0).then(|| format!("{}{}", pen.glyphs.times, further + 1))
}

/// The one mark of the rarer ones that it matters most to know of.
fn rare_flag(
    app: &App,
    pen: &Pen<'_>,
    id: BriefingId,
    marks: &Marks,
) -> Option<(&'static str, Role)> {
    let flags = [
        (
            app.triage.keeping.is_unsaved(id),
            pen.glyphs.unsaved,
            Role::Error,
        ),
        // Among such alone it says nothing, and hides what does.
        (
            marks.archived && app.sidebar.view != View::Archived,
            pen.glyphs.archived,
            Role::Dim,
        ),
        (marks.snoozed.is_some(), pen.glyphs.snoozed, Role::Warning),
        (marks.note().is_some(), pen.glyphs.noted, Role::Text),
        (
            marks.clippings().next().is_some(),
            pen.glyphs.clipped,
            Role::Quote,
        ),
        (
            marks.tags().next().is_some(),
            pen.glyphs.tagged,
            Role::TagIncluded,
        ),
    ];
    let flag = flags.into_iter().find(|(is_set, ..)| *is_set);
    flag.map(|(_, glyph, role)| (glyph, role))
}

fn date_columns(width: u16) -> u16 {
    if width >= WITH_SOURCE { DATE.1 } else { DATE.0 }
}

/// A third of the room that a whole row leaves goes to the source, the rest to the title.
fn source_columns(width: u16) -> u16 {
    (SOURCE.0 + width.saturating_sub(WHOLE_ROW) / 3).min(SOURCE.1)
}

/// The line of a briefing in which the search found something, with who says it.
fn draw_excerpt(app: &App, pen: &mut Pen<'_>, line: Area, position: u32) {
    let Some(excerpt) = app.search.excerpt(position) else {
        return;
    };
    let mut x = line.x + FLAGS + 1;
    let end = line.x + line.width;
    if let Some(speaker) = &excerpt.speaker {
        let room = (line.width / 3).min(end.saturating_sub(x));
        x += pen.text(x, line.y, room, speaker, Role::Quote);
        x += pen.text(x, line.y, end.saturating_sub(x), ": ", Role::Dim);
    }
    let columns = end.saturating_sub(x);
    pen.text(x, line.y, columns, &excerpt.text, Role::Dim);
    let found = excerpt.found.iter().cloned();
    set_off(pen, (x, line.y), columns, &excerpt.text, found);
}

/// A text with the letters that the finder matched set off, but for those that are cut off.
fn draw_matched(
    app: &App,
    pen: &mut Pen<'_>,
    (x, y): (u16, u16),
    columns: u16,
    text: &str,
    role: Role,
) {
    pen.text(x, y, columns, text, role);
    if app.filter.query.is_empty() {
        return;
    }
    let found = fuzzy::matched(text, &app.filter.query).into_iter();
    set_off(pen, (x, y), columns, text, found);
}

/// Sets off stretches of a text that was written into so many columns, but for those that are cut
/// off.
fn set_off(
    pen: &mut Pen<'_>,
    (x, y): (u16, u16),
    columns: u16,
    text: &str,
    found: impl Iterator<Item = Range<usize>>,
) {
    let kept = match width::truncate(text, usize::from(columns)) {
        Cow::Borrowed(whole) => columns_of(whole),
        // The ellipsis stands for what was cut and is no match of anything.
        Cow::Owned(cut) => columns_of(&cut).saturating_sub(1),
    };
    for found in found {
        let before = columns_of(&text[..found.start]);
        let across = columns_of(&text[found]);
        if before < kept {
            pen.restyle(x + before, y, across.min(kept - before), Role::Match);
        }
    }
}

/// What an empty view says: for most of them it is good news.
fn nothing_in_view(app: &App) -> Vec<String> {
    let counts = app.triage.counts;
    let first = match app.sidebar.view {
        View::All => "Nothing left here.",
        View::Unread => "Nothing left unread.",
        View::Starred => "Nothing is starred.",
        View::Due => "Nothing is due.",
        View::Revised => "Nothing was revised since you read or marked it.",
        View::Noted => "No notes.",
        View::Clipped => "No clippings.",
        View::Snoozed => "Nothing is put off.",
        View::Archived => "Nothing is archived.",
    };
    let away = [(View::Archived, "archived"), (View::Snoozed, "put off")];
    let away: Vec<String> = away
        .into_iter()
        .filter(|(view, _)| counts.of(*view) > 0)
        .map(|(view, what)| format!("{} {what}", grouped(counts.of(view))))
        .collect();
    let mut lines = vec![first.to_owned()];
    if app.sidebar.view == View::All && !away.is_empty() {
        lines.push(format!("{}.", away.join(", ")));
    }
    lines
}

/// What an empty list says: why, and what to do.
fn empty(app: &App, pen: &mut Pen<'_>, body: Area) {
    use crate::config::Command;
    let lines = if app.progress.is_some() {
        vec!["Reading the files…".to_owned()]
    } else if app.library.is_empty() {
        let mut lines = vec!["No briefings here.".to_owned()];
        if app.library.collection().problems().is_empty() {
            lines.push("Open a folder that has some: chancery FOLDER".to_owned());
        } else {
            let keys = app.keys_for(Command::Problems);
            lines.push(format!("{keys} lists what could not be read, and why."));
        }
        lines
    } else if app.is_narrowed_by_view_alone() {
        nothing_in_view(app)
    } else {
        let clear = app.keys_for(Command::ClearFilters);
        vec![
            "Nothing matches.".to_owned(),
            format!("{clear} clears the filter, the search and the tags chosen."),
        ]
    };
    for (line, y) in lines.iter().zip(body.y + 1..body.y + body.height) {
        pen.text(body.x + 2, y, body.width.saturating_sub(3), line, Role::Dim);
    }
}
