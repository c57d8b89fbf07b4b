//! Rows of cells as lines of text, their columns below one another.

use unicode_width::UnicodeWidthStr;

/// A table of more columns on the screen has its cells apart by signs.
const WIDEST: usize = 110;

/// The most cells of a row that are lined up.
const COLUMNS: usize = 32;

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    /// Its words, on one line.
    pub(super) text: String,
    /// How many columns it covers: 1 or more.
    pub(super) columns: usize,
}

impl Cell {
    /// One without words that covers so many columns.
    pub(super) fn empty(columns: usize) -> Self {
        Self {
            text: String::new(),
            columns,
        }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self { text, columns: 1 }
    }
}

/// The rows as lines, their cells below one another if the screen has room for that.
pub(super) fn aligned(rows: &[Vec<Cell>]) -> String {
    let widths = widths(rows);
    let total = widths.iter().sum::<usize>() + 2 * widths.len();
    let in_columns = total <= WIDEST && widths.len() <= COLUMNS;
    let mut text = String::new();
    for row in rows {
        let start = text.len();
        let mut column = 0;
        for (at, cell) in row.iter().enumerate() {
            if at > 0 && !in_columns {
                text.push_str(" | ");
            }
            text.push_str(&cell.text);
            let end = column + cell.columns;
            if in_columns && at + 1 < row.len() {
                let room: usize = widths[column..end].iter().map(|width| width + 2).sum();
                let gap = room.saturating_sub(cell.text.width()).max(2);
                text.extend(std::iter::repeat_n(' ', gap));
            }
            column = end;
        }
        let end = text[start..].trim_end().len();
        text.truncate(start + end);
        text.push('\n');
    }
    text
}

/// The same of cells that cover a column each.
pub(super) fn texts(rows: Vec<Vec<String>>) -> String {
    let cells = rows.into_iter();
    let cells = cells.map(|row| row.into_iter().map(Cell::from).collect());
    aligned(&cells.collect::<Vec<Vec<Cell>>>())
}

/// How wide each column is; a cell that covers several makes none of them wider.
fn widths(rows: &[Vec<Cell>]) -> Vec<usize> {
    let columns = |row: &Vec<Cell>| row.iter().map(|cell| cell.columns).sum();
    let mut widths = vec![0; rows.iter().map(columns).max().unwrap_or(0)];
    for row in rows {
        let mut column = 0;
        for cell in row {
            if cell.columns == 1 {
                widths[column] = cell.text.width().max(widths[column]);
            }
            column += cell.columns;
        }
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str, columns: usize) -> Cell {
        Cell {
            text: text.to_owned(),
            columns,
        }
    }

    #[test]
    fn columns_are_as_wide_as_their_widest_cell_and_no_wider_for_one_that_covers_several() {
        let rows = [
            vec![cell("All the ports of Norland", 2), cell("t", 1)],
            vec![cell("Tarn", 1), cell("12", 1), cell("a", 1)],
            vec![Cell::empty(2), cell("b", 1)],
            vec![cell("魚", 1), cell("7", 1)],
        ];
        assert_eq!(
            aligned(&rows),
            "All the ports of Norland  t\nTarn  12  a\n          b\n魚    7\n"
        );
    }

    #[test]
    fn a_table_too_wide_for_a_screen_has_signs_between_its_cells() {
        let wide = "word ".repeat(12).trim().to_owned();
        let rows = [
            vec![cell(&wide, 1), cell(&wide, 1)],
            vec![cell("a", 1), cell("b", 1)],
        ];
        assert!(aligned(&rows).ends_with(
            "word | word word word word word word word word word word word word\na | b\n"
        ));
    }
}
