//! The first row: what is open, how much of it, and the caveat of what is being read.

use super::pen::{Pen, columns_of};
use crate::app::App;
use crate::app::layout::Area;
use crate::config::Role;
use crate::text::sanitise;

/// Cells of the day's gauge: few, so that one changes only now and then.
const GAUGE: u16 = 8;

/// From so many columns on there is room for it.
const GAUGE_FROM: u16 = 60;

pub(crate) fn draw(app: &App, pen: &mut Pen<'_>, area: Area) {
    let caveat = app
        .reading
        .briefing
        .as_ref()
        .and_then(|briefing| briefing.handling.on(app.today));
    // The caveat is never cut for want of room: the rest gives way.
    let right = caveat.as_deref().map_or(0, |caveat| columns_of(caveat) + 2);
    let room = area.width.saturating_sub(right);
    let mut x = area.x + 1;
    let end = area.x + room;
    x += pen.text(x, area.y, end.saturating_sub(x), "Chancery", Role::Title);
    if let Some(trouble) = app.trouble() {
        let text = format!(" {} {trouble}", pen.glyphs.dot);
        x += pen.text(x, area.y, end.saturating_sub(x), &text, Role::Error);
    }
    let part = |pen: &mut Pen<'_>, x: u16, part: &str| {
        let text = format!(" {} {part}", pen.glyphs.dot);
        pen.text(x, area.y, end.saturating_sub(x), &text, Role::Text)
    };
    for first in [&*sanitise::line(&app.name), &app.tally()] {
        x += part(pen, x, first);
    }
    if area.width >= GAUGE_FROM {
        x += draw_gauge(app, pen, x, area.y, end);
    }
    for more in &narrowing(app) {
        x += part(pen, x, more);
    }
    if let Some(caveat) = caveat {
        pen.text_right(end, area.y, right.saturating_sub(1), &caveat, Role::Warning);
    }
}

/// What narrows the list, a part each: filter, search, view, tags.
pub(super) fn narrowing(app: &App) -> Vec<String> {
    let mut parts = Vec::new();
    if !app.filter.text.is_empty() {
        parts.push(format!("filter: {}", app.filter.text));
    }
    if app.search.is_on() {
        parts.push(format!("search: {}", app.search.text));
    }
    parts.extend(chosen_tags(app));
    parts
}

/// How much of the day's reading is done, once something is; returns the columns that it took.
fn draw_gauge(app: &App, pen: &mut Pen<'_>, x: u16, y: u16, end: u16) -> u16 {
    let Some((read, left)) = app.progress_of_day() else {
        return 0;
    };
    if end.saturating_sub(x) < GAUGE + 3 {
        return 0;
    }
    let full = usize::from(GAUGE) * read / (read + left);
    let full = u16::try_from(full).unwrap_or(GAUGE);
    let dot = format!(" {} ", pen.glyphs.dot);
    let x = x + pen.text(x, y, 3, &dot, Role::Text);
    pen.fill(x, y, full, pen.glyphs.full, Role::Gauge);
    pen.fill(x + full, y, GAUGE - full, pen.glyphs.empty, Role::Dim);
    GAUGE + 3
}

/// The view and the tags that narrow the list.
fn chosen_tags(app: &App) -> Vec<String> {
    let name = |label| app.library.collection().label(label).short().to_owned();
    let sidebar = &app.sidebar;
    let view = (sidebar.view != crate::app::View::All).then(|| sidebar.view.name().to_owned());
    let included = sidebar.included.iter().map(|&label| name(label));
    let excluded = sidebar
        .excluded
        .iter()
        .map(|&label| format!("not {}", name(label)));
    view.into_iter().chain(included).chain(excluded).collect()
}
