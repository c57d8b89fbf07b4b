//! The first row: what is open, how much of it, and the caveat of what is being read.

use super::pen::{Pen, columns_of};
use crate::app::App;
use crate::app::layout::Area;
use crate::config::Role;
use crate::text::sanitise;

pub(crate) fn draw(app: &App, pen: &mut Pen<'_>, area: Area) {
    let caveat = app
        .reading
        .briefing
        .as_ref()
        .and_then(|briefing| briefing.classification.clone());
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
    let mut parts = vec![sanitise::line(&app.name).into_owned()];
    parts.push(app.tally());
    if !app.filter.text.is_empty() {
        parts.push(format!("filter: {}", app.filter.text));
    }
    if app.search.is_on() {
        parts.push(format!("search: {}", app.search.text));
    }
    parts.extend(chosen_tags(app));
    for part in parts.iter().filter(|part| !part.is_empty()) {
        let text = format!(" {} {part}", pen.glyphs.dot);
        x += pen.text(x, area.y, end.saturating_sub(x), &text, Role::Text);
    }
    if let Some(caveat) = caveat {
        pen.text_right(end, area.y, right.saturating_sub(1), &caveat, Role::Warning);
    }
}

/// The view and the tags that narrow the list.
fn chosen_tags(app: &App) -> Vec<String> {
    let name = |label| app.collection.label(label).short().to_owned();
    let sidebar = &app.sidebar;
    let view = (sidebar.view != crate::app::View::All).then(|| sidebar.view.name().to_owned());
    let included = sidebar.included.iter().map(|&label| name(label));
    let excluded = sidebar
        .excluded
        .iter()
        .map(|&label| format!("not {}", name(label)));
    view.into_iter().chain(included).chain(excluded).collect()
}
