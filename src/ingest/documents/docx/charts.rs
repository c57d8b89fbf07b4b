//! The words of diagrams and charts, which stand in parts of their own.

use super::super::manuscript::Manuscript;
use super::super::tables::COLUMNS;
use super::super::vocabulary::Vocabulary::{Chart, Diagram, Drawing};
use super::super::xml::Tree;
use crate::ingest::aligned::{Cell, aligned};
use crate::ingest::content::Kind;

/// The longest words of one place in a drawing.
const LONGEST: usize = 4_000;

/// The most points of a chart that are shown: of more it is the picture that tells.
const POINTS: usize = 60;

/// Writes the words of a diagram, a paragraph for each of its boxes.
pub(super) fn diagram(tree: &Tree<'_>, out: &mut Manuscript) {
    for at in tree.all() {
        if tree.element(at).is_some_and(|it| it.is(Diagram, "t")) {
            out.begin(Kind::Paragraph, "");
            paragraphs(tree, at, out);
        }
    }
}

/// Writes the words of the paragraphs of a drawing, a line each.
fn paragraphs(tree: &Tree<'_>, at: usize, out: &mut Manuscript) {
    for at in tree.inside(at) {
        match tree.element(at) {
            Some(element) if element.is(Drawing, "p") => out.line_break(),
            Some(element) if element.is(Drawing, "t") => out.words(&tree.text(at, LONGEST)),
            _ => {}
        }
    }
}

/// Writes the title of a chart, and what it shows as a table with a column for each series.
pub(super) fn chart(tree: &Tree<'_>, out: &mut Manuscript) {
    for at in tree.all() {
        if tree.element(at).is_some_and(|it| it.is(Chart, "title")) {
            out.begin(Kind::Paragraph, "");
            paragraphs(tree, at, out);
        }
    }
    let series = tree.all().filter_map(|at| {
        let is_series = tree.element(at)?.is(Chart, "ser");
        is_series.then(|| Series::read(tree, at))
    });
    let series: Vec<Series> = series.take(COLUMNS).collect();
    let names = series.iter().map(|series| series.name.clone());
    let mut rows = vec![
        std::iter::once(String::new())
            .chain(names)
            .collect::<Vec<_>>(),
    ];
    let points = series.iter().map(|series| series.values.len()).max();
    for point in 0..points.unwrap_or_default() {
        let label = series.iter().find_map(|series| series.labels.get(point));
        let values = series.iter().map(|series| series.values.get(point));
        let row = std::iter::once(label).chain(values);
        rows.push(row.map(|it| it.cloned().unwrap_or_default()).collect());
    }
    let cells = rows.into_iter();
    let cells = cells.map(|row| row.into_iter().map(Cell::from).collect());
    out.verbatim(&aligned(&cells.collect::<Vec<Vec<Cell>>>()));
}

/// A row of numbers in a chart.
struct Series {
    name: String,
    labels: Vec<String>,
    values: Vec<String>,
}

impl Series {
    fn read(tree: &Tree<'_>, at: usize) -> Self {
        let points = |names: [&str; 2]| {
            let list = names.iter().find_map(|name| tree.child(at, Chart, name));
            list.map(|list| points(tree, list)).unwrap_or_default()
        };
        Self {
            name: points(["tx", "tx"]).concat(),
            labels: points(["cat", "xVal"]),
            values: points(["val", "yVal"]),
        }
    }
}

/// The points of a list, at their places in it.
fn points(tree: &Tree<'_>, at: usize) -> Vec<String> {
    let mut points = Vec::new();
    for at in tree.inside(at) {
        let Some(point) = tree.element(at).filter(|it| it.is(Chart, "pt")) else {
            continue;
        };
        let place = point.number("idx").and_then(|it| usize::try_from(it).ok());
        let Some(place) = place.filter(|place| *place < POINTS) else {
            continue;
        };
        let value = tree.child(at, Chart, "v").map(|at| tree.text(at, LONGEST));
        if points.len() <= place {
            points.resize(place + 1, String::new());
        }
        let value = value.unwrap_or_default();
        points[place] = rounded(&value.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    points
}

/// A number as people write it: programs store `4.4000000000000004`.
fn rounded(value: &str) -> String {
    const LONG: usize = 9;
    match value.parse::<f64>() {
        Ok(number) if value.len() > LONG && value.contains('.') => {
            let written = format!("{number:.4}");
            let written = written.trim_end_matches('0');
            written.trim_end_matches('.').to_owned()
        }
        _ => value.to_owned(),
    }
}
