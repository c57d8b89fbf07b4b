//! Tables: those that hold data, in columns; those that only lay a page out, as their paragraphs.

use super::super::tables::{self, COLUMNS, Shape};
use super::super::vocabulary::Vocabulary::Word;
use super::super::xml::Tree;
use super::body::{Body, Part};
use crate::ingest::aligned::{Cell, aligned};
use crate::ingest::content::Kind;

impl Body<'_, '_, '_> {
    /// Reads a table.
    pub(super) fn table(&mut self, part: Part<'_>, at: usize) {
        if self.is_at_limit() {
            return;
        }
        self.manuscript.begin(Kind::Paragraph, "");
        let is_first = self.manuscript.count() == 0;
        let shape = Shape::of(part.tree, at, Word, ["tbl", "tr", "tc"]);
        let holds_data = shape.holds_data(is_first);
        let mut rows = Vec::new();
        for row in parts(part.tree, at, "tr") {
            let properties = part.tree.child(row, Word, "trPr");
            let has = |name| properties.and_then(|at| part.tree.child(at, Word, name));
            self.silent += usize::from(has("del").is_some());
            match holds_data && self.silent == 0 {
                true => {
                    let before = has("gridBefore").and_then(|at| part.tree.element(at));
                    let before = before.and_then(|it| it.number("val")).unwrap_or_default();
                    rows.push(self.row(part, row, usize::try_from(before).unwrap_or_default()));
                }
                false => self.loose_row(part, row),
            }
            self.silent -= usize::from(has("del").is_some());
        }
        rows.retain(|row| row.iter().any(|cell| !cell.text.is_empty()));
        if !rows.is_empty() {
            self.manuscript.verbatim(&aligned(&rows));
        }
        self.manuscript.begin(Kind::Paragraph, "");
        self.goes_on = false;
    }

    /// The cells of a row, each on one line.
    fn row(&mut self, part: Part<'_>, at: usize, before: usize) -> Vec<Cell> {
        let mut covered = before.min(COLUMNS);
        let mut cells = Vec::new();
        if covered > 0 {
            cells.push(Cell::empty(covered));
        }
        for at in parts(part.tree, at, "tc") {
            let properties = part.tree.child(at, Word, "tcPr");
            let property = |name| {
                let at = part.tree.child(properties?, Word, name)?;
                part.tree.element(at)
            };
            let columns = property("gridSpan").and_then(|it| it.number("val"));
            let columns = usize::try_from(columns.unwrap_or(1)).unwrap_or(1);
            let columns = columns.clamp(1, COLUMNS.saturating_sub(covered).max(1));
            covered += columns;
            // What a cell goes on from above has is shown there.
            let goes_on = property("vMerge")
                .or_else(|| property("vmerge"))
                .is_some_and(|it| it.attribute("val").is_none_or(|val| val == "continue"));
            let outer = self.manuscript.begin_apart();
            self.silent += usize::from(goes_on || property("cellDel").is_some());
            self.children(part, at);
            self.silent -= usize::from(goes_on || property("cellDel").is_some());
            self.goes_on = false;
            let text = self.manuscript.end_apart(outer);
            cells.push(Cell { text, columns });
        }
        cells
    }

    /// The cells of a row as paragraphs.
    fn loose_row(&mut self, part: Part<'_>, at: usize) {
        for cell in parts(part.tree, at, "tc") {
            self.manuscript.begin(Kind::Paragraph, "");
            self.children(part, cell);
            self.goes_on = false;
        }
    }
}

/// The rows of a table, or the cells of a row.
fn parts(tree: &Tree<'_>, at: usize, name: &str) -> Vec<usize> {
    const WRAPPERS: &[&str] = &[
        "sdt",
        "sdtContent",
        "customXml",
        "ins",
        "moveTo",
        "smartTag",
    ];
    tables::parts(tree, at, Word, name, WRAPPERS)
}
