//! Columns and the order in which they are read.
//!
//! ```text
//! +--------------+   the rows between two places are a band as long as white runs down all of it;
//! | a title      |   of all bands the tallest is parted first, then what is above and below it
//! | left | right |
//! | left | right |
//! +--------------+
//! ```
//!
//! Where both sides of such a gutter are text to read, they are columns, and each is looked at in the same way again; else the
//! band is read row by row, as a table is. Lines that stand beside a text on baselines of their own are no cells of it either.

use std::ops::Range;

use super::rows::{Row, rows};
use super::words::{Word, is_right_to_left};

/// Columns within columns: no page has more.
const DEPTH: usize = 4;

/// A gutter is at least so wide, as a part of the letters' size.
const GUTTER: f32 = 0.9;

/// A column of text has so many rows at least.
const LINES: usize = 3;

/// A row of a column of text has so many letters in the mean.
const LETTERS: usize = 17;

/// Rows of so many letters are no cells; of fewer, some have to begin within a sentence.
const SURE: usize = 25;

/// What has more columns is a table.
const MOST_COLUMNS: usize = 12;

/// What has more rows is no page to read, and is not parted.
const MOST_ROWS: usize = 1_000;

/// After so many rows of a column, one may jut out into the gutter.
const SETTLED: usize = 4;

/// Lines of a text are no further apart than so much of their size.
const CLOSE: f32 = 1.7;

/// What begins nearer to the end of a gutter, as a part of its size, begins where the next column does.
const JUT: f32 = 0.3;

/// Rows at the ends of a band that do not belong to its columns: a date above them, a heading below.
const STRAY: usize = 2;

/// Cells of a row stand on one baseline, but for so much of the size of their letters: fields of a form have sizes of their own.
const SHARED: f32 = 0.2;

/// Notes at the margin of a text are in letters so small beside those of the text.
const SMALLER: f32 = 0.93;

/// A text has so many lines beside such notes.
const NOTED: usize = 6;

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
        self.cut(&rows(words), DEPTH, &mut found);
        found
    }

    fn cut(&mut self, rows: &[Row], depth: usize, found: &mut Vec<Vec<Row>>) {
        let mut at = 0;
        for (band, sides) in self.parted_bands(rows, depth) {
            found.extend(single(&rows[at..band.start]));
            for side in sides {
                self.cut(&self::rows(side), depth - 1, found);
            }
            at = band.end;
        }
        found.extend(single(&rows[at..]));
    }

    /// The bands that have columns, from the top down, each with the words of its columns.
    fn parted_bands(&mut self, rows: &[Row], depth: usize) -> Vec<(Range<usize>, Vec<Vec<Word>>)> {
        let mut parted = Vec::new();
        if depth == 0 || rows.len() > MOST_ROWS {
            return parted;
        }
        let whole = 0..rows.len();
        let mut left = vec![whole];
        while let Some(piece) = left.pop() {
            let found = bands(&rows[piece.clone()]).into_iter().find_map(|band| {
                let range = piece.start + band.rows.start..piece.start + band.rows.end;
                let sides = self.sides(&rows[range.clone()], &band.gutters)?;
                Some((range, sides))
            });
            if let Some((range, sides)) = found {
                left.push(piece.start..range.start);
                left.push(range.end..piece.end);
                parted.push((range, sides));
            }
        }
        parted.sort_by_key(|(band, _)| band.start);
        parted
    }

    /// The columns of a band, if it has any that are to be read one after the other.
    fn sides(&mut self, band: &[Row], gutters: &[White]) -> Option<Vec<Vec<Word>>> {
        let alike = |known: &White| gutters.iter().find(|white| is_same(white, known)).cloned();
        let known: Option<Vec<White>> = self.known.iter().map(alike).collect();
        if let Some(known) = known.filter(|known| !known.is_empty() && band.len() > 1) {
            return Some(parted(band, &known));
        }
        if gutters.len() >= MOST_COLUMNS {
            return None;
        }
        let mut single: Vec<&White> = gutters.iter().collect();
        single.sort_by(|one, next| width(next).total_cmp(&width(one)));
        let are_texts = |sides: &[Vec<Word>]| sides.iter().all(|side| is_text(side, DEPTH));
        // In a band of few rows, gaps between words may stand below one another, too.
        let ways = [gutters.to_vec(), vec![(*single.first()?).clone()]];
        let texts = ways
            .into_iter()
            .find(|gutters| are_texts(&parted(band, gutters)));
        let beside = || {
            let mut ways = single.iter().map(|white| vec![(*white).clone()]);
            ways.find(|gutters| are_apart(&parted(band, gutters)))
        };
        let gutters = texts.or_else(beside)?;
        let sides = parted(band, &gutters);
        self.known = gutters;
        Some(sides)
    }
}

/// Rows that are read one after the other, if there are any.
fn single(rows: &[Row]) -> Option<Vec<Row>> {
    (!rows.is_empty()).then(|| rows.to_vec())
}

/// The words of a band by the column that they stand in, in the order of reading.
fn parted(band: &[Row], gutters: &[White]) -> Vec<Vec<Word>> {
    let words = || band.iter().flat_map(|row| &row.words);
    let letters = || words().flat_map(|word| word.text.chars());
    let leftwards = letters().filter(|&c| is_right_to_left(c)).count();
    let is_leftwards = leftwards * 2 > letters().filter(|c| c.is_alphabetic()).count();
    let mut sides: Vec<Vec<Word>> = vec![Vec::new(); gutters.len() + 1];
    for word in words() {
        // What juts out into a gutter is the end of a line.
        let side = gutters.partition_point(|white| match is_leftwards {
            true => white.start + JUT * word.size < word.right,
            false => white.end - JUT * word.size <= word.left,
        });
        sides[side].push(word.clone());
    }
    if is_leftwards {
        sides.reverse();
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

/// Rows and the white that runs down all of them with words on both sides.
struct Band {
    rows: Range<usize>,
    gutters: Vec<White>,
}

/// The bands that have a gutter, the tallest first; none is part of another.
fn bands(rows: &[Row]) -> Vec<Band> {
    let page = Reach::of(rows);
    let whites: Vec<Vec<White>> = rows.iter().map(|row| whites_of(row, page)).collect();
    let mut bands: Vec<Band> = Vec::new();
    let mut end = 0;
    for start in 0..rows.len() {
        if end == rows.len() {
            break;
        }
        let Some(band) = band(rows, &whites, start).filter(|band| band.rows.end > end) else {
            continue;
        };
        end = band.rows.end;
        bands.push(without_strays(upwards(band, rows, &whites), rows));
    }
    bands.sort_by_key(|band| std::cmp::Reverse(band.rows.len()));
    bands
}

/// The rows from `start` on for as long as white parts them.
fn band(rows: &[Row], whites: &[Vec<White>], start: usize) -> Option<Band> {
    let mut common = whites[start].clone();
    let mut reach = Reach::of(&rows[start..=start]);
    let mut size = rows[start].size;
    let is_parted = |whites: &[White], reach: Reach| whites.iter().any(|it| reach.is_parted_by(it));
    let mut at = start + 1;
    while let Some(row) = rows.get(at) {
        size = size.min(row.size);
        let next = meet(&common, &whites[at], GUTTER * size);
        let wider = reach.with(row);
        let goes_on = match is_parted(&common, reach) {
            true => is_parted(&next, wider),
            // What stands over one side of a gutter belongs to that side.
            false => !next.is_empty(),
        };
        if goes_on {
            (common, reach) = (next, wider);
        } else {
            let after = whites
                .get(at + 1)
                .map(|after| meet(&common, after, GUTTER * size));
            let is_settled = at - start >= SETTLED && after.is_some_and(|it| is_parted(&it, reach));
            let is_line = row.y - rows[at - 1].y <= CLOSE * row.size;
            if !(is_settled && is_line && juts_out(row, &common, reach)) {
                break;
            }
        }
        at += 1;
    }
    common.retain(|white| reach.is_parted_by(white));
    (!common.is_empty() && at - start > 1).then_some(Band {
        rows: start..at,
        gutters: common,
    })
}

/// A band with the rows right above it of which one juts out, and which are else in its columns.
fn upwards(band: Band, rows: &[Row], whites: &[Vec<White>]) -> Band {
    let mut start = band.rows.start;
    let reach = Reach::of(&rows[band.rows.clone()]);
    let is_in = |at: usize| {
        let common = meet(&band.gutters, &whites[at], GUTTER * rows[at].size);
        common.iter().any(|white| reach.is_parted_by(white))
    };
    let is_next = |at: usize| is_next_line(&rows[at], &rows[at + 1]);
    let spans = |row: &Row| {
        let mut gutters = band.gutters.iter();
        gutters.any(|white| row.left() < white.start && row.right() > white.end)
    };
    let is_settled = band.rows.len() >= SETTLED && begin_together(&band, rows);
    while let Some(at) = start.checked_sub(1).filter(|at| is_settled && is_next(*at)) {
        let is_led = spans(&rows[at]) || at > 0 && is_next(at - 1) && is_in(at - 1);
        let is_long = || is_led && juts_out(&rows[at], &band.gutters, reach);
        if !(is_in(at) || is_long()) {
            break;
        }
        start = at;
    }
    Band {
        rows: start..band.rows.end,
        ..band
    }
}

/// True for a line of a text and the one below it, in the same column or another.
fn is_next_line(row: &Row, below: &Row) -> bool {
    below.y - row.y <= CLOSE * row.size && (row.size - below.size).abs() < 0.1 * row.size
}

/// True if all columns of a band begin within its first lines.
fn begin_together(band: &Band, rows: &[Row]) -> bool {
    let first = &rows[band.rows.start];
    let top = rows[band.rows.clone()].iter();
    let top: Vec<Row> = top
        .take_while(|row| row.y - first.y <= CLOSE * first.size)
        .cloned()
        .collect();
    parted(&top, &band.gutters)
        .iter()
        .all(|side| !side.is_empty())
}

/// True for a row that leaves white but for a line which is too long for its column.
fn juts_out(row: &Row, whites: &[White], reach: Reach) -> bool {
    let near = JUT * row.size;
    let gutters = whites.iter().filter(|white| reach.is_parted_by(white));
    let mut words = row.words.iter();
    let crosses =
        |word: &Word, white: &White| word.left < white.start && word.right > white.end + near;
    let starts_within = |word: &Word, white: &White| {
        word.left >= white.start + near && word.left < white.end - near && word.right > white.end
    };
    let gutters: Vec<&White> = gutters.collect();
    !words.any(|word| {
        gutters
            .iter()
            .any(|it| crosses(word, it) || starts_within(word, it))
    })
}

/// A band without what stands over or under one of its columns, far from it.
fn without_strays(band: Band, rows: &[Row]) -> Band {
    let Range { mut start, mut end } = band.rows;
    let is_one_sided = |row: &Row| {
        let is_over = |white: &White| row.left() < white.start && row.right() > white.end;
        !band.gutters.iter().any(is_over)
    };
    let is_far = |one: &Row, next: &Row| next.y - one.y > 2.0 * one.size.max(next.size);
    let strays = |from: usize| from.saturating_sub(STRAY);
    for at in (start + 1..=start + STRAY).filter(|at| *at < end) {
        if rows[start..at].iter().all(is_one_sided) && is_far(&rows[at - 1], &rows[at]) {
            start = at;
            break;
        }
    }
    for at in (strays(end)..end).filter(|at| *at > start) {
        if rows[at..end].iter().all(is_one_sided) && is_far(&rows[at - 1], &rows[at]) {
            end = at;
            break;
        }
    }
    Band {
        rows: start..end,
        ..band
    }
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

/// True if these words are lines of a text, or of several beside one another, rather than cells of a table.
fn is_text(words: &[Word], depth: usize) -> bool {
    let rows = rows(words.to_vec());
    is_column(&rows) || depth > 0 && are_columns(&rows, depth - 1)
}

/// True for lines of one text.
fn is_column(rows: &[Row]) -> bool {
    let words = || rows.iter().flat_map(|row| &row.words);
    let letters: usize = words().map(|word| word.text.chars().count() + 1).sum();
    let width = |row: &Row| row.right() - row.left();
    let widest = rows.iter().map(width).fold(0.0, f32::max);
    let full = rows.iter().filter(|row| width(row) >= 0.6 * widest).count();
    let is_text = letters >= SURE * rows.len() || runs_on(rows);
    rows.len() >= LINES && letters >= LETTERS * rows.len() && full * 2 >= rows.len() && is_text
}

/// True if some of the rows go on with the one above them; scripts without capitals do not tell.
fn runs_on(rows: &[Row]) -> bool {
    let letters = || {
        rows.iter()
            .flat_map(|row| &row.words)
            .flat_map(|word| word.text.chars())
    };
    let is_cased = letters().any(char::is_uppercase);
    let is_inner = |row: &&Row| row.text().starts_with(char::is_lowercase);
    !is_cased || rows.iter().filter(is_inner).count() * 4 >= rows.len()
}

/// True if most of these rows are texts beside one another.
fn are_columns(rows: &[Row], depth: usize) -> bool {
    let most = |band: &&Band| band.rows.len() * 4 >= rows.len() * 3;
    let bands = bands(rows);
    bands.first().filter(most).is_some_and(|band| {
        let sides = parted(&rows[band.rows.clone()], &band.gutters);
        sides.iter().all(|side| is_text(side, depth))
    })
}

/// True for a text and lines beside it that are not of its rows: an address next to a letter.
///
/// The cells of a table share baselines, and where a cell is centred beside a taller one, the next is far below it.
fn are_apart(sides: &[Vec<Word>]) -> bool {
    let mut sides: Vec<Vec<Row>> = sides.iter().map(|side| rows(side.clone())).collect();
    sides.sort_by_key(Vec::len);
    let [few, many] = sides.as_slice() else {
        return false;
    };
    let is_shared = |row: &&Row| {
        let near = SHARED * row.size;
        many.iter().any(|it| (it.y - row.y).abs() < near)
    };
    if are_notes_beside(few, many) {
        return true;
    }
    let shared = few.iter().filter(is_shared).count();
    let is_close = |pair: &&[Row]| pair[1].y - pair[0].y <= 2.0 * pair[0].size.min(pair[1].size);
    let close = few.windows(2).filter(is_close).count();
    few.len() >= LINES
        && close * 3 >= (few.len() - 1) * 2
        && shared * 3 <= few.len()
        && is_column(many)
}

/// True for words in smaller letters at the margin of a text.
fn are_notes_beside(few: &[Row], many: &[Row]) -> bool {
    let size = many
        .iter()
        .fold(f32::INFINITY, |size, row| size.min(row.size));
    let letters = |row: &Row| row.text().chars().filter(|c| c.is_alphabetic()).count();
    let is_note = |row: &Row| row.size <= SMALLER * size && letters(row) >= 3;
    let width = |row: &Row| row.right() - row.left();
    let widest = many.iter().map(width).fold(0.0, f32::max);
    // They stand beside lines of a text, and not beside other cells.
    let is_beside_text = |note: &&Row| {
        let is_near = |row: &&Row| (row.y - note.y).abs() < row.size;
        let mut near = many.iter().filter(is_near);
        near.any(|row| width(row) >= 0.8 * widest)
    };
    many.len() >= NOTED
        && is_column(many)
        && few.iter().all(is_note)
        && few.iter().filter(is_beside_text).count() * 3 >= few.len() * 2
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

    const LEFT: [&str; 5] = [
        "first of the left column",
        "second of the left side",
        "third of the left column",
        "fourth of the left side",
        "fifth of the left column",
    ];

    const RIGHT: [&str; 5] = [
        "first of the right column",
        "second of the right side",
        "third of the right column",
        "fourth of the right side",
        "fifth of the right column",
    ];

    fn column(texts: &[&str], left: f32, top: f32, leading: f32) -> Vec<Word> {
        let lines = texts.iter().zip(0..);
        let y = |at: i32| top + leading * at as f32;
        lines
            .flat_map(|(text, at)| line(text, left, y(at)))
            .collect()
    }

    #[test]
    fn a_title_over_some_of_three_columns_hides_none_of_them() {
        let mut words = line("All that is new in the harbour of Tarn", 0.0, 0.0);
        words.extend(column(&LEFT, 0.0, 20.0, 12.0));
        words.extend(column(&RIGHT, 160.0, 24.0, 12.0));
        words.extend(column(&LEFT, 320.0, 28.0, 12.0));
        let found = texts(words);
        assert_eq!(found[1..], [LEFT.to_vec(), RIGHT.to_vec(), LEFT.to_vec()]);
    }

    #[test]
    fn a_line_too_long_for_its_column_stays_in_it() {
        let mut long = LEFT;
        long[4] = "fifth of the left at length";
        long[0] = "first of the left at length";
        let mut words = column(&long, 0.0, 0.0, 12.0);
        words.extend(column(&LEFT, 0.0, 60.0, 12.0));
        words.extend(column(&RIGHT, 138.0, 0.0, 12.0));
        words.extend(column(&RIGHT, 138.0, 60.0, 12.0));
        assert_eq!(
            texts(words),
            [[long, LEFT].concat(), [RIGHT, RIGHT].concat()]
        );
    }

    #[test]
    fn a_text_above_two_signatures_is_none_of_their_columns() {
        let mut words = column(&LEFT, 0.0, 0.0, 12.0);
        // The last word of its first line stands above the signatures on the right.
        words.extend(line("as told at the old", 115.0, 0.0));
        words.extend(line("pier", 200.0, 0.0));
        let under = [
            "(Signed) Mara Lind, for all",
            "who were there on that day",
            "at the port of Tarn itself",
        ];
        words.extend(column(&under, 0.0, 70.0, 12.0));
        words.extend(column(&under, 200.0, 70.0, 12.0));
        let expected = ["first of the left column as told at the old pier"];
        assert_eq!(texts(words)[0], expected);
    }

    #[test]
    fn an_address_beside_a_letter_is_read_apart() {
        let address = ["Press Unit", "14 Quay Street", "1001 Tarn", "Norland"];
        let mut words = column(&LEFT, 0.0, 0.0, 14.0);
        words.extend(column(&address, 200.0, 5.0, 10.0));
        assert_eq!(texts(words), [LEFT.to_vec(), address.to_vec()]);
        // The same lines on the baselines of the text are cells, in whatever size.
        let mut words = column(&LEFT, 0.0, 0.0, 14.0);
        let mut cells = column(&address, 200.0, 0.0, 14.0);
        for word in &mut cells {
            (word.size, word.y) = (9.5, word.y + 1.2);
        }
        words.extend(cells);
        assert_eq!(texts(words).len(), 1);
    }

    #[test]
    fn small_notes_at_the_margin_are_read_apart() {
        let text = [LEFT, LEFT].concat();
        let mut note = line("Fees", 200.0, 36.0);
        note[0].size = 8.0;
        let mut words = column(&text, 0.0, 0.0, 12.0);
        words.extend(note.clone());
        assert_eq!(texts(words), [text.clone(), vec!["Fees"]]);
        note[0].size = 10.0;
        let mut words = column(&text, 0.0, 0.0, 12.0);
        words.extend(note);
        assert_eq!(texts(words).len(), 1);
    }

    #[test]
    fn a_day_far_above_a_column_is_read_first() {
        let mut words = line("12 May 2026", 160.0, 0.0);
        words.extend(column(&LEFT, 0.0, 40.0, 12.0));
        words.extend(column(&RIGHT, 160.0, 40.0, 12.0));
        assert_eq!(texts(words)[0], ["12 May 2026"]);
    }

    #[test]
    fn columns_of_arabic_are_read_from_the_right() {
        let left = ["وامتنع المتحدث الرسمي عن التعليق"; 4];
        let right = ["استقبل وزير الخارجية سفيرة نورلاند"; 4];
        let mut words = column(&left, 0.0, 0.0, 12.0);
        words.extend(column(&right, 400.0, 0.0, 12.0));
        let found = texts(words);
        assert_eq!(found.len(), 2);
        assert!(found[0][0].contains("نورلاند"), "{found:?}");
    }

    #[test]
    fn long_cells_are_no_columns() {
        let ports = [
            "1. Tarn harbour",
            "2. Quill upper port",
            "3. Harrow Bay pier",
        ];
        let ships = [
            "12 ships, 4 ferries",
            "80 ships, 2 ferries",
            "9 ships, 1 ferry",
        ];
        let mut words = column(&ports, 0.0, 0.0, 12.0);
        words.extend(column(&ships, 160.0, 0.0, 12.0));
        assert_eq!(texts(words).len(), 1);
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
