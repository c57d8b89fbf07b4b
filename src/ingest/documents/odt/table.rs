//! Tables: those that hold data, in columns; those that only lay a page out, as their paragraphs.

use super::super::tables::{self, COLUMNS, Shape};
use super::super::vocabulary::Vocabulary::Table;
use super::super::xml::Tree;
use super::body::Body;
use crate::ingest::aligned::{Cell, aligned};
use crate::ingest::content::Kind;

impl Body {
    /// Reads a table.
    pub(super) fn table(&mut self, tree: &Tree<'_>, at: usize) {
        if self.is_at_limit() {
            return;
        }
        self.manuscript.begin(Kind::Paragraph, "");
        let is_first = self.manuscript.count() == 0;
        let shape = Shape::of(tree, at, Table, ["table", "table-row", "table-cell"]);
        let holds_data = shape.holds_data(is_first);
        let mut rows = Vec::new();
        for row in parts(tree, at, "table-row") {
            match holds_data {
                true => rows.push(self.row(tree, row)),
                false => {
                    for cell in parts(tree, row, "table-cell") {
                        self.manuscript.begin(Kind::Paragraph, "");
                        self.children(tree, cell);
                    }
                }
            }
        }
        rows.retain(|row| row.iter().any(|cell| !cell.text.is_empty()));
        if !rows.is_empty() {
            self.manuscript.verbatim(&aligned(&rows));
        }
        self.manuscript.begin(Kind::Paragraph, "");
    }

    /// The cells of a row, each on one line.
    fn row(&mut self, tree: &Tree<'_>, at: usize) -> Vec<Cell> {
        let mut cells = Vec::new();
        let mut covered = 0;
        for (at, element) in tree.elements(at).filter(|(_, it)| it.vocabulary == Table) {
            let number = |name| {
                let number = element.number(name).unwrap_or(1);
                usize::try_from(number).unwrap_or(1).clamp(1, COLUMNS)
            };
            match element.name {
                "table-cell" => {
                    let text = self.apart(tree, at);
                    let columns = number("number-columns-spanned");
                    let repeated = number("number-columns-repeated");
                    covered = columns - 1;
                    // Cells that are repeated are there to fill a row; their words are needed once.
                    cells.push(Cell { text, columns });
                    if repeated > 1 {
                        cells.push(Cell::empty(
                            (repeated - 1).saturating_mul(columns).min(COLUMNS),
                        ));
                    }
                }
                // Those that the cell before covers are counted with it; others are covered from above.
                "covered-table-cell" => {
                    let repeated = number("number-columns-repeated");
                    let own = repeated.saturating_sub(covered);
                    covered = covered.saturating_sub(repeated);
                    if own > 0 {
                        cells.push(Cell::empty(own));
                    }
                }
                _ => {}
            }
            if cells.len() == COLUMNS {
                break;
            }
        }
        cells
    }
}

/// The rows of a table, or the cells of a row.
fn parts(tree: &Tree<'_>, at: usize, name: &str) -> Vec<usize> {
    const WRAPPERS: &[&str] = &["table-header-rows", "table-rows", "table-row-group"];
    tables::parts(tree, at, Table, name, WRAPPERS)
}
