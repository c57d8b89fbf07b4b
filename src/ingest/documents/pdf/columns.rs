//! The columns of a page, by the white between them.
//!
//! ```text
//! Title across the page      band 1: no gutter
//! left one    right one   \
//! left two    right two    > band 2: a gutter, and text on both sides: two columns
//! left three  right three /
//! ```
//!
//! Rows are taken from the top down into a band for as long as a stretch of white runs down all of it. Where both sides of
//! such a gutter are text to read, they are columns, and each is looked at in the same way again; else the band is read row
//! by row, as a table is.

use std::ops::Range;

use super::rows::{Row, rows};
use super::words::Word;

/// Columns within columns: no page has more.
const DEPTH: usize = 4;

/// A gutter is at least so wide, as a part of the letters' size.
const GUTTER: f32 = 0.9;

/// A column of text has so many rows at least.
const LINES: usize = 3;

/// A row of a column of text has so many letters in the mean.
const LETTERS: usize = 17;

/// What is known of the columns of a document.
#[derive(Debug, Default)]
pub(super) struct Columns {
    /// The gutters of the last columns: a few lines that a page is left with stand on both sides of the same.
    known: Vec<White>,
}

impl Columns {
    /// The rows of the next page in the order of reading, column after column.
    pub(super) fn of(&mut self, words: Vec<Word>) -> Vec<Vec<Row>> {
        let mut found = Vec::new();
        self.cut(rows(words), DEPTH, &mut found);
        found
    }

    fn cut(&mut self, rows: Vec<Row>, depth: usize, found: &mut Vec<Vec<Row>>) {
        let mut single: Vec<Row> = Vec::new();
        for band in bands(&rows) {
            let band = &rows[band];
            match (depth > 0).then(|| self.sides(band)).flatten() {
                Some(sides) => {
                    if !single.is_empty() {
                        found.push(std::mem::take(&mut single));
                    }
                    for side in sides {
                        self.cut(self::rows(side), depth - 1, found);
                    }
                }
                None => single.extend_from_slice(band),
            }
        }
        if !single.is_empty() {
            found.push(single);
        }
    }

    /// The columns of a band, if it has any that are to be read one after the other.
    fn sides(&mut self, band: &[Row]) -> Option<Vec<Vec<Word>>> {
        let gutters = gutters(band);
        let widest = gutters
            .iter()
            .max_by(|one, next| width(one).total_cmp(&width(next)))?;
        let alike = |known: &White| gutters.iter().find(|white| is_same(white, known)).cloned();
        let known: Option<Vec<White>> = self.known.iter().map(alike).collect();
        if let Some(known) = known.filter(|known| !known.is_empty() && band.len() > 1) {
            return Some(parted(band, &known));
        }
        // In a band of few rows, gaps between words may stand below one another, too.
        let ways = [gutters.clone(), vec![widest.clone()]];
        let (gutters, sides) = ways.into_iter().find_map(|gutters| {
            let sides = parted(band, &gutters);
            sides
                .iter()
                .all(|side| is_text(side))
                .then_some((gutters, sides))
        })?;
        self.known = gutters;
        Some(sides)
    }
}

/// The words of a band by the column that they stand in.
fn parted(band: &[Row], gutters: &[White]) -> Vec<Vec<Word>> {
    let mut sides: Vec<Vec<Word>> = vec![Vec::new(); gutters.len() + 1];
    for word in band.iter().flat_map(|row| &row.words) {
        let middle = (word.left + word.right) / 2.0;
        let side = gutters.partition_point(|white| white.start < middle);
        sides[side].push(word.clone());
    }
    sides
}

fn width(white: &White) -> f32 {
    white.end - white.start
}

/// True for white at the same place.
fn is_same(one: &White, known: &White) -> bool {
    let shared = one.end.min(known.end) - one.start.max(known.start);
    shared >= 0.8 * (known.end - known.start)
}

/// White between two places across.
type White = Range<f32>;

/// How far rows reach.
#[derive(Clone, Copy)]
struct Reach {
    left: f32,
    right: f32,
}

impl Reach {
    fn of(rows: &[Row]) -> Self {
        let nothing = Self {
            left: f32::INFINITY,
            right: f32::NEG_INFINITY,
        };
        rows.iter().fold(nothing, Self::with)
    }

    fn with(self, row: &Row) -> Self {
        Self {
            left: self.left.min(row.left()),
            right: self.right.max(row.right()),
        }
    }

    /// True if there is something on both sides of the white.
    fn is_parted_by(self, white: &White) -> bool {
        self.left < white.start && self.right > white.end
    }
}

/// Stretches of rows, each as long as one white runs down it.
fn bands(rows: &[Row]) -> Vec<Range<usize>> {
    let page = Reach::of(rows);
    let mut bands = Vec::new();
    let (mut start, mut whites, mut reach) = (0, Vec::new(), page);
    for (at, row) in rows.iter().enumerate() {
        let own = whites_of(row, page);
        if at == start {
            (whites, reach) = (own, Reach::of(&rows[at..=at]));
            continue;
        }
        let common = meet(&whites, &own, GUTTER * row.size);
        let is_parted =
            |whites: &[White], reach: Reach| whites.iter().any(|it| reach.is_parted_by(it));
        let wider = reach.with(row);
        let goes_on = match is_parted(&whites, reach) {
            true => is_parted(&common, wider),
            // What stands over one side of a gutter belongs to that side.
            false => !common.is_empty(),
        };
        (whites, reach) = match goes_on {
            true => (common, wider),
            false => {
                bands.push(start..at);
                start = at;
                (own, Reach::of(&rows[at..=at]))
            }
        };
    }
    if start < rows.len() {
        bands.push(start..rows.len());
    }
    bands
}

/// The white left of, between and right of the words of a row.
fn whites_of(row: &Row, page: Reach) -> Vec<White> {
    let mut whites = Vec::new();
    let mut end = page.left;
    let least = GUTTER * row.size;
    for word in &row.words {
        if word.left - end >= least {
            whites.push(end..word.left);
        }
        end = end.max(word.right);
    }
    if page.right - end >= least {
        whites.push(end..page.right);
    }
    whites
}

/// The white that two rows have in common.
fn meet(one: &[White], other: &[White], least: f32) -> Vec<White> {
    let mut common = Vec::new();
    let (mut left, mut right) = (0, 0);
    while let (Some(a), Some(b)) = (one.get(left), other.get(right)) {
        let shared = a.start.max(b.start)..a.end.min(b.end);
        if shared.end - shared.start >= least {
            common.push(shared);
        }
        match a.end < b.end {
            true => left += 1,
            false => right += 1,
        }
    }
    common
}

/// The white that runs down all of a band with words on both sides.
fn gutters(band: &[Row]) -> Vec<White> {
    let reach = Reach::of(band);
    let least = GUTTER
        * band
            .iter()
            .fold(f32::INFINITY, |size, row| size.min(row.size));
    let mut whites = band.iter().map(|row| whites_of(row, reach));
    let first = whites.next().unwrap_or_default();
    let mut gutters = whites.fold(first, |common, own| meet(&common, &own, least));
    gutters.retain(|white| reach.is_parted_by(white));
    gutters
}

/// True if these words are lines of a text rather than cells of a table.
fn is_text(words: &[Word]) -> bool {
    let rows = rows(words.to_vec());
    let letters: usize = words.iter().map(|word| word.text.chars().count() + 1).sum();
    let width = |row: &Row| row.right() - row.left();
    let widest = rows.iter().map(width).fold(0.0, f32::max);
    let full = rows.iter().filter(|row| width(row) >= 0.6 * widest).count();
    rows.len() >= LINES && letters >= LETTERS * rows.len() && full * 2 >= rows.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, left: f32, y: f32) -> Vec<Word> {
        let mut at = left;
        let mut words = Vec::new();
        for text in text.split(' ') {
            let width = text.len() as f32 * 5.0;
            words.push(Word {
                text: text.to_owned(),
                left: at,
                right: at + width,
                y,
                size: 10.0,
                is_bold: false,
                has_blank: true,
                grid: None,
            });
            at += width + 3.0;
        }
        words
    }

    fn texts(words: Vec<Word>) -> Vec<Vec<String>> {
        let columns = Columns::default().of(words);
        let text = |rows: &Vec<Row>| rows.iter().map(Row::text).collect();
        columns.iter().map(text).collect()
    }

    #[test]
    fn columns_under_a_title_are_read_one_after_the_other() {
        let mut words = line(
            "The harbour of Tarn opens again to all the ships of Norland today",
            0.0,
            10.0,
        );
        for (at, [left, right]) in [
            ["first of the left column", "first of the right column"],
            ["second of the left side", "second of the right side"],
            ["third of the left column", "third of the right column"],
        ]
        .into_iter()
        .enumerate()
        {
            let y = 30.0 + 12.0 * at as f32;
            words.extend(line(left, 0.0, y));
            words.extend(line(right, 180.0, y));
        }
        let columns = texts(words);
        assert_eq!(columns.len(), 3);
        assert_eq!(columns[1][2], "third of the left column");
        assert_eq!(columns[2][0], "first of the right column");
    }

    #[test]
    fn cells_of_a_table_are_read_across() {
        let mut words = Vec::new();
        for at in 0..4 {
            words.extend(line("Tarn", 0.0, 12.0 * at as f32));
            words.extend(line("120 ships", 180.0, 12.0 * at as f32));
        }
        assert_eq!(texts(words), [["Tarn 120 ships"; 4]]);
    }
}
