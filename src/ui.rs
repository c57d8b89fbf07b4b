//! The screen: `view(&App) -> frame`. Pure: it reads the model and writes cells, nothing else.
//!
//! One file draws one region:
//!
//! ```text
//! header ──────────────────────────────────────
//! sidebar  │ list         │ reader
//!          │              │
//! status ──────────────────────────────────────     overlay lies over all of it
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::App;
use crate::app::layout::{Area, Arrangement, SMALLEST};
use crate::config::{Pane, Role};

mod glyphs;
mod header;
mod list;
mod overlay;
mod pen;
mod prompt;
mod reader;
mod sidebar;
mod status;
mod theme;

use pen::Pen;

/// A drawn screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// The cells.
    pub buffer: Buffer,
    /// Where the terminal's cursor is to show, if anywhere.
    pub cursor: Option<Position>,
}

/// Draws the model.
pub fn view(app: &App) -> Frame {
    let screen = app.layout.screen;
    let mut buffer = Buffer::empty(rect(screen));
    let mut pen = Pen::new(&mut buffer, app);
    if screen.width < SMALLEST.0 || screen.height < SMALLEST.1 {
        pen.text(0, 0, screen.width, "too small", Role::Warning);
        return Frame {
            buffer,
            cursor: None,
        };
    }
    if let Some(area) = app.layout.header {
        header::draw(app, &mut pen, area);
    }
    if let Some(area) = app.layout.sidebar {
        sidebar::draw(app, &mut pen, area);
    }
    if let Some(area) = app.layout.list {
        list::draw(app, &mut pen, area);
    }
    if let Some(area) = app.layout.reading {
        reader::draw(app, &mut pen, area);
    }
    dividers(app, &mut pen);
    let mut cursor = status::draw(app, &mut pen, app.layout.status);
    for overlay in &app.overlays {
        cursor = overlay::draw(app, &mut pen, overlay);
    }
    if app.ascii {
        pen::make_ascii(&mut buffer);
    }
    Frame { buffer, cursor }
}

/// The area as ratatui has it.
pub(crate) fn rect(area: Area) -> Rect {
    Rect {
        x: area.x,
        y: area.y,
        width: area.width,
        height: area.height,
    }
}

/// The rules between panes that stand beside one another.
fn dividers(app: &App, pen: &mut Pen<'_>) {
    if app.layout.arrangement == Arrangement::OnePane {
        return;
    }
    let beside = [app.layout.sidebar, app.layout.list];
    for area in beside.into_iter().flatten() {
        let x = area.x + area.width;
        if x < app.layout.screen.width {
            for y in area.y..area.y + area.height {
                pen.text(x, y, 1, pen.glyphs.vertical, Role::Border);
            }
        }
    }
}

/// The title row of a pane: its name, a rule, and something to the right.
fn title(app: &App, pen: &mut Pen<'_>, area: Area, pane: Pane, name: &str, right: &str) {
    let row = area.title();
    if row.height == 0 {
        return;
    }
    let focused = app.focus == pane;
    let border = if focused {
        Role::BorderFocused
    } else {
        Role::Border
    };
    pen.fill(row.x, row.y, row.width, pen.glyphs.horizontal, border);
    let heading = if focused {
        Role::BorderFocused
    } else {
        Role::Dim
    };
    let used = pen.text(
        row.x + 1,
        row.y,
        row.width.saturating_sub(2),
        &format!(" {name} "),
        heading,
    );
    if !right.is_empty() {
        let right = format!(" {right} ");
        let room = row.width.saturating_sub(used + 3);
        pen.text_right(
            row.x + row.width.saturating_sub(room + 1),
            row.y,
            room,
            &right,
            Role::Dim,
        );
    }
}
