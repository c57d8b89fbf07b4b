//! The last row: what is typed, said or loading, else what can be done.

use ratatui::layout::Position;

use super::pen::{Pen, columns_of};
use super::prompt;
use crate::app::layout::Area;
use crate::app::page::grouped;
use crate::app::{App, Progress, TextView, Tone, Unit};
use crate::config::{Command, Pane, Role};

/// Cells of the gauge.
const GAUGE: u16 = 20;

pub(crate) fn draw(app: &App, pen: &mut Pen<'_>, area: Area) -> Option<Position> {
    if let Some(prompt) = &app.prompt {
        return Some(prompt::draw(app, pen, area, prompt));
    }
    if !app.pending.is_empty() {
        draw_following(app, pen, area);
        return None;
    }
    let refused = app
        .notice
        .as_ref()
        .filter(|notice| notice.tone != Tone::Done);
    if let Some(progress) = app.progress.filter(|_| refused.is_none()) {
        // What was done is still said, to the right.
        let done = app.notice.as_ref().map_or("", |notice| &notice.text);
        draw_progress(pen, area, progress, done);
    } else if let Some(trouble) = app.trouble().filter(|_| app.layout.header.is_none()) {
        pen.text(area.x + 1, area.y, area.width, &trouble, Role::Error);
    } else if let Some(notice) = &app.notice {
        let role = match notice.tone {
            Tone::Done => Role::Text,
            Tone::Refused => Role::Warning,
            Tone::Failed => Role::Error,
        };
        draw_notice(pen, area, &notice.text, role);
    } else if app.selects_text() {
        draw_selecting(app, pen, area);
    } else {
        draw_hints(app, pen, area);
    }
    if let Some(count) = app.count {
        let typed = count.to_string();
        pen.text_right(
            area.x,
            area.y,
            area.width.saturating_sub(1),
            &typed,
            Role::HintKey,
        );
    }
    None
}

/// What was said. Where that is cut, where the rest of it is.
fn draw_notice(pen: &mut Pen<'_>, area: Area, text: &str, role: Role) {
    let room = area.width.saturating_sub(2);
    let more = format!(" :{}", Command::Messages);
    let taken = columns_of(&more);
    if columns_of(text) <= room || room < 2 * taken {
        pen.text(area.x + 1, area.y, room, text, role);
        return;
    }
    let used = pen.text(area.x + 1, area.y, room - taken, text, role);
    pen.text(area.x + 1 + used, area.y, taken, &more, Role::HintKey);
}

/// The count and keys of a command that is not complete, and what can follow them.
fn draw_following(app: &App, pen: &mut Pen<'_>, area: Area) {
    let count = app.count.map(|count| count.to_string());
    let keys = app.pending.iter().map(ToString::to_string);
    let typed: Vec<String> = count.into_iter().chain(keys).collect();
    let end = area.x + area.width;
    let mut x = area.x + 1;
    let room = end.saturating_sub(x);
    x += pen.text(x, area.y, room, &typed.join(" "), Role::HintKey) + 2;
    let follow = app.settings.keys.continuations(app.focus, &app.pending);
    for (keys, command) in follow {
        let word = command.hint();
        if x + columns_of(&keys) + 1 + columns_of(word) > end {
            break;
        }
        x += pen.text(x, area.y, end.saturating_sub(x), &keys, Role::HintKey) + 1;
        x += pen.text(x, area.y, end.saturating_sub(x), word, Role::Dim) + 3;
    }
}

/// "Reading ■■■■······ 2,311 of 6,034 files, 2 s left"
fn draw_progress(pen: &mut Pen<'_>, area: Area, progress: Progress, done: &str) {
    let mut x = area.x + 1;
    let end = area.x + area.width.saturating_sub(1);
    x += pen.text(x, area.y, end.saturating_sub(x), "Reading ", Role::Text);
    if area.width >= 2 * GAUGE {
        let full = u64::from(GAUGE) * progress.thousandths() / 1000;
        let full = u16::try_from(full).unwrap_or(GAUGE);
        pen.fill(x, area.y, full, pen.glyphs.full, Role::Gauge);
        pen.fill(x + full, area.y, GAUGE - full, pen.glyphs.empty, Role::Dim);
        x += GAUGE + 1;
    }
    let more = if progress.complete { "" } else { " so far" };
    let mut text = format!(
        "{} of {} files{more}",
        grouped(progress.done),
        grouped(progress.found)
    );
    if let Some(seconds) = progress.seconds_left() {
        text += &format!(", {seconds} s left");
    }
    x += pen.text(x, area.y, end.saturating_sub(x), &text, Role::Text) + 2;
    pen.text_right(x, area.y, end.saturating_sub(x), done, Role::Dim);
}

/// What the keys do while text is selected, as much as there is room for.
fn draw_selecting(app: &App, pen: &mut Pen<'_>, area: Area) {
    let key = |command| app.keys_for(command);
    let unit = match app.reading.selecting.map(|selection| selection.by) {
        Some(Unit::Paragraph) => "paragraph",
        _ => "sentence",
    };
    let up_down = format!("{}/{}", key(Command::Down), key(Command::Up));
    let hints = [
        (up_down, unit),
        ("l/h".to_owned(), "character"),
        ("w/b".to_owned(), "word"),
        (key(Command::Clip), "clip"),
        (key(Command::Copy), "send"),
        ("Esc".to_owned(), ""),
        (key(Command::SelectRange), "paragraphs"),
        ("o".to_owned(), "other end"),
        (key(Command::Bottom), "to the end"),
    ];
    let end = area.x + area.width;
    let mut x = area.x + 1;
    x += pen.text(x, area.y, end.saturating_sub(x), "select:", Role::Text) + 1;
    for (i, (key, word)) in hints.iter().enumerate() {
        let taken = columns_of(key) + 1 + columns_of(word);
        if x + taken + 3 > end {
            break;
        }
        if i > 0 {
            x += pen.text(x, area.y, 1, pen.glyphs.dot, Role::Dim) + 1;
        }
        x += pen.text(x, area.y, end.saturating_sub(x), key, Role::HintKey) + 1;
        if !word.is_empty() {
            x += pen.text(x, area.y, end.saturating_sub(x), word, Role::Dim) + 1;
        }
    }
}

/// What can be done here: keys and a word each, as many as there is room for.
fn draw_hints(app: &App, pen: &mut Pen<'_>, area: Area) {
    let commands: &[Command] = match app.focus {
        Pane::List => &[
            Command::Find,
            Command::Search,
            Command::ReadOn,
            Command::NextQuote,
            Command::Open,
            Command::Star,
            Command::Undo,
            Command::Sidebar,
            Command::FullWidth,
            Command::Raw,
            Command::Order,
        ],
        Pane::Reading => &[
            Command::ReadOn,
            Command::NextQuote,
            Command::Clip,
            Command::Find,
            Command::Close,
            Command::Star,
            Command::FullWidth,
            Command::Raw,
            Command::About,
        ],
        Pane::Sidebar => &[
            Command::Open,
            Command::Exclude,
            Command::Fold,
            Command::Find,
            Command::Close,
            Command::ClearFilters,
            Command::Sidebar,
        ],
    };
    let mut x = area.x + 1;
    let end = area.x + area.width;
    // The way out of every doubt comes first where room is short.
    let always = [Command::Palette, Command::Help];
    let kept: u16 = always.iter().map(|&c| hint_width(app, c)).sum();
    let means_something = |command: Command| match (&app.reading.view, command) {
        (TextView::Reading, _) | (TextView::Changes(_), Command::NextQuote) => true,
        (_, Command::NextQuote | Command::Clip) => false,
        _ => true,
    };
    for &command in commands.iter().filter(|it| means_something(**it)) {
        let taken = hint_width(app, command);
        if x + taken + kept > end {
            break;
        }
        x = hint(app, pen, x, area.y, end, command);
    }
    for command in always {
        x = hint(app, pen, x, area.y, end, command);
    }
}

fn label(app: &App, command: Command) -> &'static str {
    match (command, app.focus) {
        (Command::Open, Pane::Sidebar) => "include",
        (Command::Find, Pane::Reading | Pane::Sidebar) => "find",
        (Command::NextQuote, _) if matches!(app.reading.view, TextView::Changes(_)) => {
            "next change"
        }
        _ => command.hint(),
    }
}

fn hint_width(app: &App, command: Command) -> u16 {
    columns_of(&app.keys_for(command)) + 1 + columns_of(label(app, command)) + 3
}

fn hint(app: &App, pen: &mut Pen<'_>, x: u16, y: u16, end: u16, command: Command) -> u16 {
    let mut x = x;
    x += pen.text(
        x,
        y,
        end.saturating_sub(x),
        &app.keys_for(command),
        Role::HintKey,
    );
    x += 1;
    x += pen.text(x, y, end.saturating_sub(x), label(app, command), Role::Dim);
    x + 3
}
