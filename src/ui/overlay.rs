//! Sheets and pickers, in a frame over the panes.

use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;
use ratatui::symbols::border;
use ratatui::widgets::{Block, Clear, Widget};

use super::pen::{Pen, columns_of};
use crate::app::{App, Choice, NoteEditor, Overlay, Picker, Purpose, Sheet, SheetLine, Target};
use crate::config::Role;
use crate::text::width;

/// The widest that a picker gets, and one of quotes, which has sources, titles and words.
const PICKER_WIDTH: u16 = 100;
const QUOTES_WIDTH: u16 = 140;

/// The most choices that a picker shows at once.
const PICKER_ROWS: usize = 14;

/// How wide and high the note is, where there is room.
const NOTE_WIDTH: u16 = 72;
const NOTE_ROWS: u16 = 14;

/// The most columns kept for names, so that what is said of them lines up.
const NAME_WIDTH: u16 = 18;

const ASCII_BORDER: border::Set<'static> = border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};

pub(crate) fn draw(app: &App, pen: &mut Pen<'_>, overlay: &Overlay) -> Option<Position> {
    match overlay {
        Overlay::Sheet(sheet) => draw_sheet(app, pen, sheet),
        Overlay::Picker(picker) => Some(draw_picker(app, pen, picker)),
        Overlay::Note(editor) => {
            draw_note(app, pen, editor);
            None
        }
    }
}

/// Clears room for so many columns and rows of text in the middle and frames it.
fn framed(app: &App, pen: &mut Pen<'_>, title: &str, columns: u16, rows: u16) -> Rect {
    let screen = pen.buffer.area;
    let width = columns.saturating_add(4).min(screen.width);
    let height = rows.saturating_add(2).min(screen.height);
    let area = Rect {
        x: (screen.width - width) / 2,
        y: (screen.height - height) / 2,
        width,
        height,
    };
    Clear.render(area, pen.buffer);
    let set = if app.ascii {
        ASCII_BORDER
    } else {
        border::PLAIN
    };
    let block = Block::bordered()
        .border_set(set)
        .border_style(pen.style(Role::BorderFocused))
        .title(format!(" {title} "))
        .title_style(pen.style(Role::Title));
    let inner = block.inner(area);
    block.render(area, pen.buffer);
    Rect {
        x: inner.x + 1.min(inner.width),
        width: inner.width.saturating_sub(2),
        ..inner
    }
}

/// The note, with its own cursor; below it how to leave.
fn draw_note(app: &App, pen: &mut Pen<'_>, editor: &NoteEditor) {
    const KEYS: &str = "Esc keep   ctrl-c leave as it was   ctrl-o in your editor";
    let title = format!("Note: {}", editor.title);
    let title = width::truncate(&title, usize::from(NOTE_WIDTH));
    let area = framed(app, pen, &title, NOTE_WIDTH, NOTE_ROWS);
    let text = Rect {
        height: area.height.saturating_sub(1),
        ..area
    };
    let mut styled = editor.area.clone();
    styled.set_style(pen.style(Role::Text));
    styled.set_cursor_line_style(pen.style(Role::Text));
    styled.set_cursor_style(pen.style(Role::Text).add_modifier(Modifier::REVERSED));
    styled.set_placeholder_text("Write; Enter begins a new line.");
    styled.set_placeholder_style(pen.style(Role::Dim));
    (&styled).render(text, pen.buffer);
    if area.height > 1 {
        pen.text(area.x, text.bottom(), area.width, KEYS, Role::Dim);
    }
}

/// Returns where the cursor is while something to look for is typed.
fn draw_sheet(app: &App, pen: &mut Pen<'_>, sheet: &Sheet) -> Option<Position> {
    let rows = u16::try_from(sheet.height).unwrap_or(u16::MAX);
    let more = sheet.lines.len() > sheet.height;
    let title = if sheet.is_finding || sheet.finds() {
        format!("{} /{}", sheet.title, sheet.needle.text())
    } else if more {
        let last = sheet.top + sheet.height;
        format!("{} ({last} of {})", sheet.title, sheet.lines.len())
    } else {
        sheet.title.clone()
    };
    let area = framed(app, pen, &title, sheet.width, rows);
    let lines = sheet.lines.iter().skip(sheet.top);
    for (line, y) in lines.zip(area.y..area.bottom()) {
        match line {
            SheetLine::Heading(text) => pen.text(area.x, y, area.width, text, Role::Heading),
            SheetLine::Text(text) => pen.text(area.x, y, area.width, text, Role::Text),
            SheetLine::Pair(short, long) => {
                let used = pen.text(area.x, y, area.width, short, Role::HintKey);
                pen.text(
                    area.x + used,
                    y,
                    area.width.saturating_sub(used),
                    long,
                    Role::Text,
                )
            }
        };
    }
    if sheet.lines.is_empty() && sheet.finds() {
        pen.text(area.x, area.y, area.width, "Nothing matches.", Role::Dim);
    }
    let typed = columns_of(&sheet.title) + 2 + columns_of(sheet.needle.before_cursor());
    sheet.is_finding.then(|| Position {
        x: (area.x + typed).min(area.right()),
        y: area.y.saturating_sub(1),
    })
}

fn draw_picker(app: &App, pen: &mut Pen<'_>, picker: &Picker) -> Position {
    let screen = pen.buffer.area;
    let widest = match picker.purpose {
        Purpose::Quote => QUOTES_WIDTH,
        _ => PICKER_WIDTH,
    };
    let width = widest.min(screen.width.saturating_sub(4));
    let names = picker.name_width(usize::from(NAME_WIDTH));
    let names = u16::try_from(names).unwrap_or(NAME_WIDTH);
    // As high as all its choices, so that it does not change its size under the typing.
    let foot = foot_rows(picker, width, screen.height);
    let room = screen.height.saturating_sub(4 + foot);
    let rows = PICKER_ROWS
        .min(picker.choices().max(1))
        .min(usize::from(room));
    let height = u16::try_from(rows).unwrap_or(0) + 1 + foot;
    let area = framed(app, pen, &picker.title, width, height);
    pen.text(area.x, area.y, area.width, ":", Role::HintKey);
    let room = area.width.saturating_sub(1);
    pen.text(area.x + 1, area.y, room, picker.input.text(), Role::Text);
    let top = (picker.cursor + 1).saturating_sub(rows);
    let typed = picker.typed_means.iter().map(|means| Choice {
        name: picker.input.text().trim().to_owned(),
        detail: means.clone(),
        target: Target::Typed,
    });
    let choices = typed.chain(picker.matching().cloned());
    let shown = choices.enumerate().skip(top).take(rows);
    let end = area.bottom().saturating_sub(foot);
    for ((i, choice), y) in shown.zip(area.y + 1..end) {
        draw_choice(app, pen, Rect { y, ..area }, names, &choice);
        if i == picker.cursor {
            pen.restyle(area.x, y, area.width, Role::Cursor);
        }
    }
    if picker.rows() == 0 && area.height > 1 {
        pen.text(area.x, area.y + 1, area.width, nothing(picker), Role::Dim);
    }
    let below = Rect {
        y: end.max(area.y + 1),
        height: foot,
        ..area
    };
    draw_foot(pen, picker, below.intersection(area));
    let typed = columns_of(picker.input.before_cursor());
    Position {
        x: (area.x + 1 + typed).min(screen.width.saturating_sub(1)),
        y: area.y,
    }
}

/// The rows below the choices of a picker: the longest address of a list of links, and the keys. The list does not
/// change its height from one to the next, and keeps two thirds of the screen.
fn foot_rows(picker: &Picker, width: u16, screen: u16) -> u16 {
    if picker.purpose != Purpose::Link {
        return 0;
    }
    let longest = picker.all().iter().map(|choice| choice.detail.len()).max();
    let rows = longest.unwrap_or(0).div_ceil(usize::from(width.max(1)));
    u16::try_from(rows).unwrap_or(u16::MAX).min(screen / 3) + 1
}

/// The whole address of the link under the cursor, and the keys.
fn draw_foot(pen: &mut Pen<'_>, picker: &Picker, area: Rect) {
    const KEYS: &str = "Enter go there   ctrl-y copy the address   Esc leave";
    let Some(rows) = area.height.checked_sub(1) else {
        return;
    };
    let mut rest = picker.under_cursor().map_or("", |choice| &choice.detail);
    for y in area.y..area.y + rows {
        // What does not fit into the last row is seen to be cut.
        let line = match y + 1 == area.y + rows {
            true => rest,
            false => width::prefix(rest, usize::from(area.width)),
        };
        pen.text(area.x, y, area.width, line, Role::Text);
        rest = &rest[line.len()..];
    }
    pen.text(area.x, area.y + rows, area.width, KEYS, Role::Dim);
}

/// What a picker says that has nothing to pick.
fn nothing(picker: &Picker) -> &'static str {
    match picker.purpose {
        Purpose::Tag if picker.input.is_empty() => "No tags yet: type one and press Enter.",
        Purpose::Snooze => "No such day: tomorrow, Monday, +3d, end of month, 30 Nov …",
        Purpose::History if picker.choices() == 0 => "Nothing was typed here before.",
        Purpose::Speaker => "Enter takes the name as it is typed.",
        _ => "Nothing matches.",
    }
}

/// A name, what is to be said of it, and to the right the key of a command.
fn draw_choice(app: &App, pen: &mut Pen<'_>, line: Rect, names: u16, choice: &Choice) {
    let Rect { x, y, width, .. } = line;
    let keys = match choice.target {
        Target::Command(command) => app.keys_for(command),
        _ => String::new(),
    };
    let room = width.saturating_sub(columns_of(&keys).min(width / 3) + 1);
    let used = pen.text(x, y, room, &choice.name, Role::Heading);
    let from = used.max(names) + 1;
    let room = room.saturating_sub(from);
    // The title of what is referred to can be gone to; all else is said beside the name.
    let role = match choice.target {
        Target::Reference(_) => Role::Text,
        _ => Role::Dim,
    };
    pen.text(x + from, y, room, &choice.detail, role);
    pen.text_right(x, y, width, &keys, Role::HintKey);
}
