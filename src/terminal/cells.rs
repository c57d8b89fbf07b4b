//! Brings a frame into the one form that is compared and sent: the last gate before the screen.
//!
//! After [`settle`], and nowhere before, these hold:
//!
//! - no symbol holds a character that may act on the terminal, whatever ui put there;
//! - the symbols of the cells that a wide one takes after its own are empty;
//! - what cannot be seen (the text colour of a blank) does not make cells differ;
//! - colours are of the terminal's depth and have one name each.

use ratatui::buffer::{Buffer, Cell, CellDiffOption};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

use super::colour::Depth;
use crate::text::sanitise::is_forbidden;
use crate::text::width::{LONGEST_CLUSTER, cluster_width, is_complex};

/// Stands where something forbidden stood; ASCII, because it must show everywhere.
const MARK: &str = "?";

/// The symbol of the cells that the wide one before them takes; no cell that prints has it.
const CONTINUED: &str = "";

/// Modifiers that show on a blank.
const SHOWS_ON_BLANK: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK)
    .union(Modifier::CROSSED_OUT);

/// Brings every cell of `frame` into the form described above.
pub(super) fn settle(frame: &mut Buffer, depth: Depth) {
    let width = usize::from(frame.area.width).max(1);
    for row in frame.content.chunks_mut(width) {
        let mut column = 0;
        while column < row.len() {
            column += settle_cell(&mut row[column..], depth);
        }
    }
}

/// Settles the first cell of `cells` and those that its symbol takes; says how many.
fn settle_cell(cells: &mut [Cell], depth: Depth) -> usize {
    let (cell, rest) = cells.split_first_mut().expect("the column is in the row");
    cell.set_diff_option(CellDiffOption::None);
    cell.fg = depth.reduce(cell.fg);
    cell.bg = depth.reduce(cell.bg);
    match columns_of(cell.symbol()) {
        1 => {}
        0 if cell.symbol().is_empty() => {
            cell.set_symbol(" ");
        }
        0 => {
            cell.set_symbol(MARK);
        }
        columns => match taken(cell.symbol(), columns, rest) {
            Some(taken) => {
                for half in &mut rest[..taken] {
                    *half = cell.clone();
                    half.set_symbol(CONTINUED);
                }
                return taken + 1;
            }
            // Half of a character cannot be shown, and all of it would hide the neighbour.
            None => {
                cell.set_symbol(" ");
            }
        },
    }
    if is_blank(cell) {
        cell.modifier &= SHOWS_ON_BLANK;
        if cell.modifier.is_empty() {
            cell.fg = Color::Reset;
        }
    }
    1
}

/// How many of the cells after it a symbol of so many columns takes, or nothing if it lacks room.
///
/// An empty cell is its own for certain, and a blank one if everybody would count it so. Of complex scripts
/// who draws may count less than we do: then it takes less.
fn taken(symbol: &str, columns: usize, rest: &[Cell]) -> Option<usize> {
    let least = symbol.width().clamp(1, columns) - 1;
    let is_free = |&(i, cell): &(usize, &Cell)| match cell.symbol() {
        CONTINUED => true,
        " " => i < least,
        _ => false,
    };
    let room = rest.iter().take(columns - 1).enumerate();
    let taken = room.take_while(is_free).count();
    (taken >= least).then_some(taken)
}

/// The columns that `symbol` takes, 0 if it must not be printed.
fn columns_of(symbol: &str) -> usize {
    if let [byte] = symbol.as_bytes() {
        return usize::from(matches!(byte, b' '..=b'~'));
    }
    let dangerous = |c: char| c.is_control() || is_forbidden(c);
    // More characters in one cell are no writing but an attack on the terminal.
    if symbol.chars().any(dangerous) || symbol.chars().count() > LONGEST_CLUSTER {
        return 0;
    }
    cluster_width(symbol)
}

/// True when terminals disagree on how many columns a settled cell takes, so that it is written with the others of
/// its run.
pub(super) fn is_in_run(cell: &Cell) -> bool {
    let symbol = cell.symbol();
    symbol.len() > 2 && (is_complex(symbol) || cluster_width(symbol) > 2)
}

/// True when a settled cell prints a blank.
pub(super) fn is_blank(cell: &Cell) -> bool {
    cell.symbol() == " "
}

/// True when a settled cell looks like one that was just erased.
pub(super) fn is_erased(cell: &Cell) -> bool {
    is_blank(cell) && cell.bg == Color::Reset && cell.modifier.is_empty()
}

/// True when a settled cell is taken by the wide one before it.
pub(super) fn is_continued(cell: &Cell) -> bool {
    cell.symbol() == CONTINUED
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;

    fn settled(symbols: &[&str]) -> Vec<String> {
        let width = u16::try_from(symbols.len()).unwrap();
        let mut frame = Buffer::empty(Rect::new(0, 0, width, 1));
        for (cell, symbol) in frame.content.iter_mut().zip(symbols) {
            cell.set_symbol(symbol);
        }
        settle(&mut frame, Depth::True);
        frame
            .content
            .iter()
            .map(|cell| cell.symbol().to_owned())
            .collect()
    }

    #[test]
    fn what_could_act_on_the_terminal_becomes_a_mark() {
        let zalgo = "a".to_owned() + &"\u{301}".repeat(200);
        let given = [
            "\u{1b}",
            "\u{1b}[2J",
            "\u{9b}",
            "\u{7}",
            "\u{7f}",
            "a\n",
            &zalgo,
            "\u{301}",
        ];
        assert_eq!(settled(&given), ["?"; 8]);
    }

    #[test]
    fn a_wide_character_owns_its_right_half() {
        assert_eq!(settled(&["界", " ", "x"]), ["界", "", "x"]);
        assert_eq!(settled(&["界", "", "x"]), ["界", "", "x"]);
    }

    #[test]
    fn a_wide_character_without_room_gives_way() {
        assert_eq!(settled(&["界", "|", "界"]), [" ", "|", " "]);
    }

    #[test]
    fn a_cluster_takes_the_cells_that_it_was_given() {
        assert_eq!(
            settled(&["स्त्री", "", "", "", "x"]),
            ["स्त्री", "", "", "", "x"]
        );
        assert_eq!(settled(&["कि", "", " ", "x"]), ["कि", "", " ", "x"]);
        assert_eq!(
            settled(&["a\u{1F3FB}", " ", " ", "x"]),
            ["a\u{1F3FB}", "", "", "x"]
        );
        assert_eq!(settled(&["क्षि", "", "|", "x"]), [" ", " ", "|", "x"]);
        let counted_less = ["க\u{BBE}", " ", "x"];
        assert_eq!(settled(&counted_less), counted_less, "the blank is a blank");
    }

    #[test]
    fn accents_and_empty_cells_are_kept_printable() {
        assert_eq!(settled(&["e\u{301}", "", " "]), ["e\u{301}", " ", " "]);
    }

    #[test]
    fn the_text_colour_of_a_blank_is_no_difference() {
        let mut frame = Buffer::empty(Rect::new(0, 0, 3, 1));
        frame.content[0].set_style(Style::new().fg(Color::Red).bold());
        frame.content[1].set_style(Style::new().fg(Color::Red).underlined());
        settle(&mut frame, Depth::True);
        assert_eq!(frame.content[0], frame.content[2]);
        assert_ne!(frame.content[1], frame.content[2]);
    }
}
