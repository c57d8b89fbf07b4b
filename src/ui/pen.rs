//! Writing into the frame: clipped to the screen, in the theme's styles.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use super::glyphs::{self, Glyphs};
use super::theme;
use crate::app::App;
use crate::config::{Role, Theme};
use crate::text::{sanitise, width};

/// The symbol of the cells that the cluster before them takes as well.
///
/// A blank would do for two columns. Of complex scripts other programs count fewer columns than we do: what is
/// taken and what is a blank cannot be told from the cluster alone.
const CONTINUED: &str = "";

/// Writes cells of one frame.
pub(crate) struct Pen<'a> {
    pub(crate) buffer: &'a mut Buffer,
    pub(crate) glyphs: &'static Glyphs,
    theme: &'a Theme,
}

impl<'a> Pen<'a> {
    pub(crate) fn new(buffer: &'a mut Buffer, app: &'a App) -> Self {
        Self {
            buffer,
            glyphs: if app.ascii {
                &glyphs::ASCII
            } else {
                &glyphs::UNICODE
            },
            theme: &app.theme,
        }
    }

    /// The style of a role.
    pub(crate) fn style(&self, role: Role) -> Style {
        theme::style(self.theme, role)
    }

    /// The style of the n-th speaker of a briefing, round and round.
    pub(crate) fn speaker(&self, number: usize) -> Style {
        theme::speaker(self.theme, number)
    }

    /// Writes a text of at most `columns`, cut with an ellipsis; returns the columns it took.
    pub(crate) fn text(&mut self, x: u16, y: u16, columns: u16, text: &str, role: Role) -> u16 {
        let style = self.style(role);
        self.styled(x, y, columns, text, style)
    }

    /// Writes a text in a style of its own.
    pub(crate) fn styled(&mut self, x: u16, y: u16, columns: u16, text: &str, style: Style) -> u16 {
        let area = self.buffer.area;
        if x >= area.right() || y >= area.bottom() {
            return 0;
        }
        let columns = columns.min(area.right() - x);
        let cut = width::truncate(text, usize::from(columns));
        let mut end = x;
        for cluster in width::graphemes_with_width(&cut).filter(|cluster| cluster.width > 0) {
            // It was cut to the columns, which are at most 65,535.
            let next = end + u16::try_from(cluster.width).unwrap_or(0);
            self.buffer[(end, y)]
                .set_symbol(cluster.text)
                .set_style(style);
            for x in end + 1..next {
                self.buffer[(x, y)].reset();
                self.buffer[(x, y)].set_symbol(CONTINUED).set_style(style);
            }
            end = next;
        }
        end - x
    }

    /// Writes a text that ends at the right edge of `columns` from `x`.
    pub(crate) fn text_right(
        &mut self,
        x: u16,
        y: u16,
        columns: u16,
        text: &str,
        role: Role,
    ) -> u16 {
        let taken = columns_of(text).min(columns);
        self.text(x + columns - taken, y, taken, text, role)
    }

    /// Fills a row with one glyph.
    pub(crate) fn fill(&mut self, x: u16, y: u16, columns: u16, glyph: &str, role: Role) {
        let style = self.style(role);
        for x in x..x.saturating_add(columns) {
            if let Some(cell) = self.buffer.cell_mut((x, y)) {
                cell.set_symbol(glyph).set_style(style);
            }
        }
    }

    /// How many of some cells of a row have no more than so many bytes of text, blanks at their end
    /// left out.
    pub(crate) fn columns_within(&self, x: u16, y: u16, columns: u16, bytes: usize) -> u16 {
        let mut left = bytes;
        let mut within = 0;
        for at in 0..columns {
            let Some(cell) = self.buffer.cell((x + at, y)) else {
                break;
            };
            let Some(rest) = left.checked_sub(cell.symbol().len()) else {
                break;
            };
            left = rest;
            if cell.symbol() != " " {
                within = at + 1;
            }
        }
        within
    }

    /// Puts a style under cells that are written already, but for those that were set off as a match.
    pub(crate) fn underlay(&mut self, x: u16, y: u16, columns: u16, role: Role) {
        let (style, found) = (self.style(role), self.style(Role::Match));
        for x in x..x.saturating_add(columns) {
            if let Some(cell) = self.buffer.cell_mut((x, y))
                && cell.style().patch(found) != cell.style()
            {
                cell.set_style(style);
            }
        }
    }

    /// Puts a style over cells that are written already.
    pub(crate) fn restyle(&mut self, x: u16, y: u16, columns: u16, role: Role) {
        let style = self.style(role);
        for x in x..x.saturating_add(columns) {
            if let Some(cell) = self.buffer.cell_mut((x, y)) {
                cell.set_style(style);
            }
        }
    }
}

/// The columns that a sanitised text takes.
pub(crate) fn columns_of(text: &str) -> u16 {
    u16::try_from(width::width(text)).unwrap_or(u16::MAX)
}

/// Puts ASCII look-alikes in the place of everything else on a finished screen.
pub(crate) fn make_ascii(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        if !cell.symbol().is_ascii() {
            let ascii = sanitise::ascii_cell(cell.symbol()).into_owned();
            cell.set_symbol(&ascii);
        }
    }
}
