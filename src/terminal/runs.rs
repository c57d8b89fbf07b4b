//! Runs: neighbouring cells of whose columns terminals disagree, written in one piece.
//!
//! What a terminal shows of such cells stands in the columns of the run, but nobody knows where in them. So a run
//! is written whole, from its first cell on, as soon as anything in its columns changes; what follows it is
//! addressed anew.
//!
//! ```text
//! cells     │कि││त││ना│ │है│  next
//! terminal  │कि│त│ना│ │है│    next       ends early, and nothing after it moves
//! ```

use std::ops::Range;

use ratatui::buffer::Cell;

use super::cells::{is_continued, is_erased, is_in_run};
use crate::text::width::width;

/// A run goes on over so many blanks and signs between its words, so that its letters keep together in a terminal
/// that gives them less room. Not over more: those part columns.
const LONGEST_GAP: usize = 2;

/// Stands where nobody knows what the terminal shows; differs from every settled cell.
const UNKNOWN: Cell = Cell::new("\0");

/// Puts [`UNKNOWN`] over the cells of a row in `shown` that have to be written to get to `next`, whatever they hold.
///
/// That is all of a run, where a cell of it changes or the run was another one before.
pub(super) fn forget_changed(shown: &mut [Cell], next: &[Cell]) {
    let (before, now) = (runs(shown), runs(next));
    let is_kept = |run: &Range<usize>| {
        before.contains(run) && now.contains(run) && shown[run.clone()] == next[run.clone()]
    };
    let reaches: Vec<_> = [(&before, &*shown), (&now, next)]
        .into_iter()
        .flat_map(|(runs, row)| runs.iter().map(move |run| (run, row)))
        .filter(|(run, _)| !is_kept(run))
        .map(|(run, row)| match is_last(row, run.end) {
            true => run.start..row.len(),
            false => run.start..run.end + overflow(run, row, &now),
        })
        .collect();
    for reach in reaches {
        shown[reach].fill(UNKNOWN);
    }
}

/// True where a run ends at `end` and only blanks follow in its row. A terminal that gives its letters more columns
/// than we do has them there, and they stay.
pub(super) fn is_last(row: &[Cell], end: usize) -> bool {
    row[end..].iter().all(is_erased)
}

/// How many columns after a run the terminal may write over, because its cells were given less than they may take.
///
/// So it is where something covers half of a cluster, and in a widget that counts fewer columns than we do.
fn overflow(run: &Range<usize>, row: &[Cell], runs: &[Range<usize>]) -> usize {
    let symbols = row[run.clone()].iter().map(Cell::symbol);
    let columns: usize = symbols.map(width).sum();
    let mut after = runs
        .iter()
        .map(|run| run.start)
        .filter(|&start| start >= run.end);
    let room = after.next().unwrap_or(row.len()) - run.end;
    columns.saturating_sub(run.len()).min(room)
}

/// The runs of a settled row, in order.
fn runs(row: &[Cell]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut column = 0;
    while column < row.len() {
        if !is_in_run(&row[column]) {
            column += 1;
            continue;
        }
        let taken = row[column + 1..].iter().take_while(|c| is_continued(c));
        let end = column + 1 + taken.count();
        let signs = row[end..]
            .iter()
            .take(LONGEST_GAP)
            .take_while(|c| closes(c));
        let end = end + signs.count();
        match runs.last_mut() {
            Some(last) if is_gap(&row[last.end..column]) => last.end = end,
            _ => runs.push(column..end),
        }
        column = end;
    }
    runs
}

/// The length of the run that begins with the first of `cells`, 0 if none does.
pub(super) fn run_at(cells: &[Cell]) -> usize {
    if !is_in_run(&cells[0]) {
        return 0;
    }
    runs(cells).first().map_or(0, |run| run.end)
}

/// True for what may stand between the words of a run.
fn is_gap(cells: &[Cell]) -> bool {
    let goes_on =
        |cell: &Cell| closes(cell) || matches!(cell.symbol(), " " | "-" | "(" | "“" | "‘" | "«");
    cells.len() <= LONGEST_GAP && cells.iter().all(goes_on)
}

/// True for a sign that stands close after a word, and would stand apart from it if it did not go with its run.
fn closes(cell: &Cell) -> bool {
    const SIGNS: &str = ".,;:!?)]\"'%-”’»…";
    !cell.symbol().is_empty() && SIGNS.contains(cell.symbol())
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;

    use super::super::cells::settle;
    use super::super::colour::Depth;
    use super::*;

    /// A settled row with each cluster in the columns that it may take.
    fn row(text: &str) -> Vec<Cell> {
        let mut symbols = Vec::new();
        for cluster in crate::text::width::graphemes_with_width(text) {
            symbols.push(cluster.text);
            symbols.extend(std::iter::repeat_n("", cluster.width - 1));
        }
        settled(&symbols)
    }

    fn settled(symbols: &[&str]) -> Vec<Cell> {
        let mut frame = Buffer::with_lines([" ".repeat(symbols.len())]);
        for (cell, symbol) in frame.content.iter_mut().zip(symbols) {
            cell.set_symbol(symbol);
        }
        settle(&mut frame, Depth::True);
        frame.content
    }

    /// The columns that have to be written.
    fn forgotten(before: &[Cell], next: &[Cell]) -> Vec<usize> {
        let mut shown = before.to_vec();
        forget_changed(&mut shown, next);
        (0..shown.len()).filter(|&i| shown[i] == UNKNOWN).collect()
    }

    #[test]
    fn a_run_goes_on_over_blanks_and_signs_but_not_over_a_rule() {
        assert_eq!(runs(&row("- की, “की” | की की")), [2..10, 13..18]);
        assert_eq!(runs(&row("की│की")), [0..2, 3..5]);
        assert_eq!(runs(&row("की UN की")), [0..2, 6..8]);
        assert!(runs(&row("e\u{301}é界👍")).is_empty());
    }

    #[test]
    fn all_of_a_run_is_written_where_a_letter_of_it_changes() {
        assert_eq!(
            forgotten(&row("a की का b"), &row("a की के b")),
            [2, 3, 4, 5, 6]
        );
        assert_eq!(forgotten(&row("a की b"), &row("x की y")), [0; 0]);
        assert_eq!(forgotten(&row("a की b"), &row("a xy b")), [2, 3]);
        assert_eq!(
            forgotten(&row("की का  ab"), &row("की  a  ab")),
            [0, 1, 2, 3, 4]
        );
    }

    #[test]
    fn what_stands_over_a_run_is_written_after_it() {
        let covered = settled(&["x", "க\u{BBE}", "|", "y"]);
        assert_eq!(forgotten(&row("x  |"), &covered), [1, 2]);
        assert_eq!(run_at(&covered[1..]), 1);
    }
}
