//! What is typed in the last row, and over it what is wrong with a query.
//!
//! ```text
//!              ▾ there is no field spaeker:; did you mean speaker?
//! search grain spaeker:lind                            12 of 34
//! ```
//!
//! What was typed has the room first; a hint beside it has what is left.

use ratatui::layout::Position;

use super::pen::{Pen, columns_of};
use crate::app::layout::Area;
use crate::app::page::grouped;
use crate::app::{App, Prompt};
use crate::config::Role;
use crate::text::width::width;
use crate::text::wrap::wrap;

/// Fewer columns than this hold no hint.
const LEAST_HINT: u16 = 6;

pub(crate) fn draw(app: &App, pen: &mut Pen<'_>, area: Area, prompt: &Prompt) -> Position {
    let (label, input, right) = match prompt {
        Prompt::Finder(input) => ("filter /", input, app.tally()),
        Prompt::Search(input) => ("search ", input, beside_search(app)),
        Prompt::Export(input) => ("export to ", input, String::new()),
        Prompt::Confirm { question, .. } => return draw_question(pen, area, question),
        Prompt::InText(input) => {
            let found = app
                .reading
                .search
                .as_ref()
                .map(|search| search.matches.len());
            ("find /", input, found.map_or_else(String::new, matches))
        }
        Prompt::Rows(input) => {
            let filter = &app.sidebar.filter;
            let found = filter.is_on().then_some(filter.found);
            ("tags /", input, found.map_or_else(String::new, matches))
        }
    };
    let end = area.x + area.width;
    let mut x = area.x + 1;
    let label_room = area.width.saturating_sub(1);
    x += pen.text(x, area.y, label_room, label, Role::HintKey);
    let room = end.saturating_sub(x + 1).max(1);
    // A long text scrolls to the left, so that the cursor always shows.
    let before = input.before_cursor();
    let hidden = usize::from(columns_of(before).saturating_sub(room.saturating_sub(1)));
    let skip = skip_columns(before, hidden);
    let cursor = x + columns_of(&before[skip..]);
    let used = pen.text(x, area.y, room, &input.text()[skip..], Role::Text);
    let left = room.saturating_sub(used.max(cursor - x + 1) + 1);
    if left >= LEAST_HINT {
        pen.text_right(end - 1 - left, area.y, left, &right, Role::Dim);
    }
    if let Some(fault) = app.fault_told() {
        let column = |byte: usize| {
            let text = input.text();
            columns_of(text.get(skip..byte.min(text.len())).unwrap_or_default()).min(room)
        };
        let (from, to) = (column(fault.at.start), column(fault.at.end));
        pen.restyle(x + from, area.y, to - from, Role::Error);
        draw_fault(pen, area, x + from, &fault.to_string());
    }
    Position {
        x: cursor.min(end.saturating_sub(1)),
        y: area.y,
    }
}

/// How many there are of what is looked for.
fn matches(found: usize) -> String {
    match found {
        0 => "no match".to_owned(),
        1 => "1 match".to_owned(),
        found => format!("{} matches", grouped(found)),
    }
}

/// What is said beside a query that is being typed: how it could go on, or what it finds.
fn beside_search(app: &App) -> String {
    let Some(offer) = &app.search.offer else {
        return app.search_state();
    };
    let first = offer.taken.unwrap_or(0);
    let choices = offer.choices[first..].iter().map(|choice| choice.trim());
    let choices: Vec<&str> = choices.take(6).collect();
    format!("tab: {}", choices.join("  "))
}

/// What is wrong, in the rows over the prompt, with a sign over the place.
fn draw_fault(pen: &mut Pen<'_>, area: Area, place: u16, fault: &str) {
    let (sign, columns) = (pen.glyphs.place, columns_of(fault) + 1);
    let end = (area.x + area.width).saturating_sub(1);
    let (place, beside) = match place.min(end.saturating_sub(1)) {
        place if place + 1 + columns <= end => (place, Some(place + 2)),
        place if area.x + 1 + columns <= place => (place, Some(place - columns)),
        place => (place, None),
    };
    let room = area.width.saturating_sub(2).max(1);
    let lines = match beside {
        Some(_) => Vec::new(),
        None => wrap(fault, usize::from(room)),
    };
    let rows = u16::try_from(lines.len() + 1)
        .unwrap_or(u16::MAX)
        .min(area.y);
    for y in area.y - rows..area.y {
        pen.fill(area.x, y, area.width, " ", Role::Text);
    }
    if let Some(y) = area.y.checked_sub(1) {
        pen.text(place, y, 1, sign, Role::Error);
        if let Some(x) = beside {
            pen.text(x, y, end.saturating_sub(x), fault, Role::Error);
        }
    }
    for (line, y) in lines
        .into_iter()
        .zip(area.y - rows..area.y.saturating_sub(1))
    {
        pen.text(area.x + 1, y, room, &fault[line], Role::Error);
    }
}

/// A question, and the keys that answer it.
fn draw_question(pen: &mut Pen<'_>, area: Area, question: &str) -> Position {
    const ANSWERS: &str = "y yes   n no";
    let room = area.width.saturating_sub(columns_of(ANSWERS) + 4);
    let used = pen.text(area.x + 1, area.y, room, question, Role::Warning);
    let x = area.x + used + 3;
    let room = area.width.saturating_sub(used + 3);
    let used = pen.text(x, area.y, room, ANSWERS, Role::HintKey);
    Position {
        x: (x + used + 1).min(area.x + area.width.saturating_sub(1)),
        y: area.y,
    }
}

/// The byte after at least so many columns of `text`.
fn skip_columns(text: &str, columns: usize) -> usize {
    let mut skipped = 0;
    for (at, c) in text.char_indices() {
        if skipped >= columns {
            return at;
        }
        skipped += width(c.encode_utf8(&mut [0; 4]));
    }
    text.len()
}
