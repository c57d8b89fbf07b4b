//! Cells to bytes, as few as the common terminals understand.
//!
//! The encoder knows where the terminal's cursor stands and which style is in force, from one
//! frame to the next, and sends only what changes either. It speaks ECMA-48 as xterm, VTE, the
//! Linux console, tmux and mosh do; cells must have gone through [`super::cells::settle`].

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

use super::cells::{is_blank, is_continued};

/// Starts and ends a synchronised update (DEC private mode 2026): the terminal shows all of it
/// at once. Those that do not know it ignore it.
const SYNC: (&[u8], &[u8]) = (b"\x1b[?2026h", b"\x1b[?2026l");

/// Shorter frames are not wrapped: they arrive in one piece, so that nothing is torn; and over a
/// line that is too slow for that, a terminal that waits for the end would show the step later.
const WORTH_SYNCING: usize = 256;

/// A style as the terminal holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Pen {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

impl Pen {
    const PLAIN: Self = Self {
        fg: Color::Reset,
        bg: Color::Reset,
        modifier: Modifier::empty(),
    };
}

/// Each modifier with the codes that turn it on and off.
///
/// 22 ends both bold and dim, 25 both ways of blinking.
const MODIFIERS: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

/// Writes cells as bytes and remembers what state that leaves the terminal in.
#[derive(Debug)]
pub(super) struct Encoder {
    bytes: Vec<u8>,
    /// `None` when the style in force is not known.
    pen: Option<Pen>,
    /// Column and row; `None` when they are not known.
    at: Option<(u16, u16)>,
    columns: u16,
}

impl Encoder {
    /// An encoder that knows nothing of the terminal but that it has `columns` columns.
    pub(super) fn new(columns: u16) -> Self {
        Self {
            bytes: Vec::new(),
            pen: None,
            at: None,
            columns,
        }
    }

    /// The frame so far, wrapped as a synchronised update; empty if nothing was written.
    pub(super) fn take(&mut self) -> Vec<u8> {
        let bytes = std::mem::take(&mut self.bytes);
        if bytes.len() <= WORTH_SYNCING {
            return bytes;
        }
        [SYNC.0, &bytes, SYNC.1].concat()
    }

    /// Clears the whole screen.
    pub(super) fn clear(&mut self) {
        self.bytes.extend_from_slice(b"\x1b[m\x1b[r\x1b[H\x1b[2J");
        self.pen = Some(Pen::PLAIN);
        self.at = Some((0, 0));
    }

    /// Shows or hides the cursor.
    pub(super) fn show_cursor(&mut self, shown: bool) {
        let sequence: &[u8] = if shown { b"\x1b[?25h" } else { b"\x1b[?25l" };
        self.bytes.extend_from_slice(sequence);
    }

    /// Moves the rows `top..bottom` up by `lines`, or down if negative; what comes in is blank.
    ///
    /// By deleting and inserting lines within margins: the Linux console does not know the
    /// scrolling commands `CSI S` and `CSI T`.
    pub(super) fn scroll(&mut self, top: u16, bottom: u16, lines: i32) {
        self.plain_background();
        self.csi(&[u32::from(top) + 1, u32::from(bottom)], b'r');
        self.at = None;
        self.go(0, top);
        let command = if lines > 0 { b'M' } else { b'L' };
        self.counted(lines.unsigned_abs(), command);
        self.bytes.extend_from_slice(b"\x1b[r");
        // Resetting the margins goes home, but not everywhere.
        self.at = None;
    }

    /// Moves the cursor.
    pub(super) fn go(&mut self, column: u16, row: u16) {
        let (column1, row1) = (u32::from(column) + 1, u32::from(row) + 1);
        match self.at {
            Some(at) if at == (column, row) => return,
            Some((from, same)) if same == row && column == 0 && from != 0 => self.bytes.push(b'\r'),
            Some((from, same)) if same == row && from < column => {
                self.counted(u32::from(column - from), b'C');
            }
            Some((_, same)) if same == row => self.csi(&[column1], b'G'),
            Some((same, _)) if same == column => self.csi(&[row1], b'd'),
            _ if column == 0 => self.counted(row1, b'H'),
            _ => self.csi(&[row1, column1], b'H'),
        }
        self.at = Some((column, row));
    }

    /// Moves to `column` of `row`, past `between`, the unchanged cells from the cursor to there.
    ///
    /// A few plain letters in the style in force are cheaper to print again than to jump.
    pub(super) fn go_past(&mut self, column: u16, row: u16, between: &[Cell]) {
        let jump = if between.len() == 1 { 3 } else { 4 };
        let prints = |cell: &Cell| cell.symbol().len() == 1 && self.pen == Some(self.pen_for(cell));
        if between.len() < jump && between.iter().all(prints) {
            for cell in between {
                self.bytes.extend_from_slice(cell.symbol().as_bytes());
            }
            self.at = Some((column, row));
        } else {
            self.go(column, row);
        }
    }

    /// Where the cursor is, if known.
    pub(super) fn at(&self) -> Option<(u16, u16)> {
        self.at
    }

    /// Prints `cell` at the cursor.
    pub(super) fn put(&mut self, cell: &Cell) {
        let symbol = cell.symbol();
        if symbol.width() > 1 && !is_width_agreed(symbol) {
            // A terminal that draws it narrow would leave in its right half what was there.
            self.erase(2);
        }
        self.use_pen(self.pen_for(cell));
        self.bytes.extend_from_slice(symbol.as_bytes());
        self.at = self.at.and_then(|(column, row)| {
            let columns = u16::try_from(symbol.width()).ok()?;
            let next = column.checked_add(columns)?;
            // In the last column terminals differ on where the cursor is now.
            (is_width_agreed(symbol) && next < self.columns).then_some((next, row))
        });
    }

    /// Prints the cells of a run at the cursor, without trust in the columns that they take. Of the
    /// `last` run of a row only blanks stand to the right.
    pub(super) fn put_run(&mut self, cells: &[Cell], last: bool) {
        // A terminal that gives them less room would leave at the end what was there. One that
        // gives them more has room to the right; what is blank there must not be erased later.
        if last {
            self.erase_rest_of_row();
        } else {
            self.erase(u16::try_from(cells.len()).unwrap_or(u16::MAX));
        }
        for cell in cells.iter().filter(|cell| !is_continued(cell)) {
            self.use_pen(self.pen_for(cell));
            self.bytes.extend_from_slice(cell.symbol().as_bytes());
        }
        self.at = None;
    }

    /// Makes `count` cells from the cursor on blank, without moving it.
    pub(super) fn erase(&mut self, count: u16) {
        self.plain_background();
        self.counted(u32::from(count), b'X');
    }

    /// Makes the rest of the row blank, from the cursor on, without moving it.
    pub(super) fn erase_rest_of_row(&mut self) {
        self.plain_background();
        self.bytes.extend_from_slice(b"\x1b[K");
    }

    /// What erases and scrolls fills with the background in force, on some terminals.
    fn plain_background(&mut self) {
        let pen = self.pen.unwrap_or(Pen::PLAIN);
        self.use_pen(Pen {
            fg: pen.fg,
            ..Pen::PLAIN
        });
    }

    /// The style to print `cell` in; what does not show on a blank stays as it is.
    fn pen_for(&self, cell: &Cell) -> Pen {
        let wanted = Pen {
            fg: cell.fg,
            bg: cell.bg,
            modifier: cell.modifier,
        };
        match self.pen {
            Some(pen) if is_blank(cell) && cell.modifier.is_empty() => Pen {
                fg: pen.fg,
                bg: cell.bg,
                modifier: pen.modifier & (Modifier::BOLD | Modifier::DIM | Modifier::ITALIC),
            },
            _ => wanted,
        }
    }

    fn use_pen(&mut self, wanted: Pen) {
        let afresh = change(Pen::PLAIN, wanted, vec![0]);
        let codes = match self.pen {
            Some(pen) if pen == wanted => return,
            Some(pen) => {
                let step = change(pen, wanted, Vec::new());
                if length(&step) <= length(&afresh) {
                    step
                } else {
                    afresh
                }
            }
            None => afresh,
        };
        if codes == [0] {
            self.bytes.extend_from_slice(b"\x1b[m");
        } else {
            self.csi(&codes, b'm');
        }
        self.pen = Some(wanted);
    }

    /// A control sequence with one count, which is left out when it is 1.
    fn counted(&mut self, count: u32, command: u8) {
        match count {
            1 => self.csi(&[], command),
            count => self.csi(&[count], command),
        }
    }

    fn csi(&mut self, parameters: &[u32], command: u8) {
        self.bytes.extend_from_slice(b"\x1b[");
        for (place, parameter) in parameters.iter().enumerate() {
            if place > 0 {
                self.bytes.push(b';');
            }
            self.bytes
                .extend_from_slice(parameter.to_string().as_bytes());
        }
        self.bytes.push(command);
    }
}

/// Appends the codes that lead from one style to another.
fn change(from: Pen, to: Pen, mut codes: Vec<u32>) -> Vec<u32> {
    let mut left = from.modifier;
    for (modifier, _, off) in MODIFIERS {
        if left.contains(modifier) && !to.modifier.contains(modifier) {
            codes.push(u32::from(off));
            for (ended, _, _) in MODIFIERS.into_iter().filter(|&(_, _, other)| other == off) {
                left.remove(ended);
            }
        }
    }
    for (modifier, on, _) in MODIFIERS {
        if to.modifier.contains(modifier) && !left.contains(modifier) {
            codes.push(u32::from(on));
        }
    }
    if from.fg != to.fg {
        colour_codes(to.fg, 30, &mut codes);
    }
    if from.bg != to.bg {
        colour_codes(to.bg, 40, &mut codes);
    }
    codes
}

/// Appends the codes of a colour; `base` is 30 for text and 40 for what is behind it.
fn colour_codes(colour: Color, base: u32, codes: &mut Vec<u32>) {
    match colour {
        Color::Indexed(index @ 0..8) => codes.push(base + u32::from(index)),
        Color::Indexed(index @ 8..16) => codes.push(base + 60 + u32::from(index - 8)),
        Color::Indexed(index) => codes.extend([base + 8, 5, u32::from(index)]),
        Color::Rgb(r, g, b) => {
            codes.extend([base + 8, 2, u32::from(r), u32::from(g), u32::from(b)]);
        }
        // Settled cells name no other colour.
        _ => codes.push(base + 9),
    }
}

/// How long the codes are when written, without what is around them.
fn length(codes: &[u32]) -> usize {
    codes.iter().map(|code| code.to_string().len() + 1).sum()
}

/// True when terminals agree on how many columns `symbol` takes.
///
/// They do not on emoji, dingbats and clusters of several code points; after one of those the
/// next cell is addressed anew, so that a disagreement stays in its place.
fn is_width_agreed(symbol: &str) -> bool {
    let mut chars = symbol.chars();
    let (Some(c), None) = (chars.next(), chars.next()) else {
        return false;
    };
    matches!(c, '\0'..'\u{2300}' | '\u{2500}'..'\u{2600}' | '\u{3000}'..'\u{a000}' | '\u{ac00}'..'\u{d7a4}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(symbol: &str, fg: Color, modifier: Modifier) -> Cell {
        let mut cell = Cell::default();
        cell.set_symbol(symbol).set_fg(fg);
        cell.modifier = modifier;
        cell
    }

    fn encoder_at_home() -> Encoder {
        let mut encoder = Encoder::new(80);
        encoder.clear();
        encoder.bytes.clear();
        encoder
    }

    fn written(encoder: &mut Encoder) -> String {
        String::from_utf8(std::mem::take(&mut encoder.bytes)).unwrap()
    }

    #[test]
    fn a_style_is_sent_once_and_left_by_the_shortest_way() {
        let mut encoder = encoder_at_home();
        let red = Color::Indexed(1);
        encoder.put(&cell("a", red, Modifier::BOLD));
        encoder.put(&cell("b", red, Modifier::BOLD));
        encoder.put(&cell("c", red, Modifier::empty()));
        encoder.put(&cell("d", Color::Reset, Modifier::empty()));
        assert_eq!(written(&mut encoder), "\x1b[1;31mab\x1b[22mc\x1b[md");
    }

    #[test]
    fn a_blank_between_coloured_words_costs_one_byte() {
        let mut encoder = encoder_at_home();
        let red = Color::Indexed(1);
        encoder.put(&cell("a", red, Modifier::BOLD));
        encoder.put(&Cell::EMPTY);
        encoder.put(&cell("b", red, Modifier::BOLD));
        assert_eq!(written(&mut encoder), "\x1b[1;31ma b");
    }

    #[test]
    fn bold_given_up_does_not_take_dim_with_it() {
        let mut encoder = encoder_at_home();
        let red = Color::Indexed(9);
        encoder.put(&cell("a", red, Modifier::BOLD | Modifier::DIM));
        encoder.put(&cell("b", red, Modifier::DIM));
        assert_eq!(written(&mut encoder), "\x1b[1;2;91ma\x1b[22;2mb");
    }

    #[test]
    fn moves_are_relative_where_that_is_shorter() {
        let mut encoder = encoder_at_home();
        encoder.go(3, 0);
        encoder.go(1, 0);
        encoder.go(0, 0);
        encoder.go(0, 7);
        encoder.go(4, 9);
        encoder.go(4, 9);
        assert_eq!(written(&mut encoder), "\x1b[3C\x1b[2G\r\x1b[8d\x1b[10;5H");
    }

    #[test]
    fn a_short_gap_is_printed_over_in_the_same_style_only() {
        let mut encoder = encoder_at_home();
        let plain = cell("x", Color::Reset, Modifier::empty());
        let red = cell("y", Color::Indexed(1), Modifier::empty());
        encoder.go_past(2, 0, &[plain.clone(), plain.clone()]);
        encoder.go_past(4, 0, &[plain.clone(), red]);
        encoder.go_past(9, 0, &[const { Cell::EMPTY }; 5]);
        assert_eq!(written(&mut encoder), "xx\x1b[2C\x1b[5C");
    }

    #[test]
    fn after_an_emoji_or_the_last_column_the_place_is_not_trusted() {
        let mut encoder = encoder_at_home();
        encoder.put(&cell("⌛", Color::Reset, Modifier::empty()));
        assert_eq!(encoder.at(), None);
        encoder.go(79, 0);
        encoder.put(&cell("x", Color::Reset, Modifier::empty()));
        assert_eq!(encoder.at(), None);
    }
}
