//! Rows whose words stand in columns, as a table.

use super::rows::Row;

/// White of so much of the letters' size parts cells.
const GAP: f32 = 1.8;

/// How many of the first rows are a table: two or more with cells below one another.
pub(super) fn length(rows: &[Row]) -> usize {
    let Some(mut last) = rows.first().map(cells).filter(|cells| is_row(cells)) else {
        return 0;
    };
    let (mut length, mut full) = (1, 1);
    for (at, row) in rows.iter().enumerate().skip(1) {
        let cells = cells(row);
        let is_near = row.y - rows[at - 1].y <= 3.0 * row.size;
        let goes_on = is_near && (is_aligned(&last, &cells) || is_beside(&last, &cells));
        if !goes_on {
            break;
        }
        if cells.len() > 1 {
            last = cells;
            length = at + 1;
            full += 1;
        } else if length == at && is_under(&last, &cells) {
            length = at + 1;
        }
    }
    match full > 1 && full * 2 >= length {
        true => length,
        false => 0,
    }
}

fn cells(row: &Row) -> Vec<Row> {
    match is_stretched(row) {
        true => vec![row.clone()],
        false => row.pieces(GAP * row.size),
    }
}

/// White of so much parts what stands at one end of a line from what stands at the other.
const ENDS: f32 = 3.0;

/// A row as it is, or what stands at its ends apart: a day and a number above a letter.
pub(super) fn apart(row: &Row) -> Vec<Row> {
    let ends = match is_stretched(row) {
        true => Vec::new(),
        false => row.pieces(ENDS * row.size),
    };
    let are_words = ends.iter().map(Row::text).enumerate().all(|(at, text)| {
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
        let is_label = at == 0 && (text.ends_with(':') || is_bullet(&text));
        letters > 4 && !is_label
    });
    match ends.len() > 1 && are_words {
        true => ends,
        false => vec![row.clone()],
    }
}

/// True if all gaps of a line are nearly the same: it was stretched to fill its column.
fn is_stretched(row: &Row) -> bool {
    let gaps = || {
        row.words
            .windows(2)
            .map(|pair| pair[1].left - pair[0].right)
    };
    let (least, most) = (gaps().reduce(f32::min), gaps().reduce(f32::max));
    let is_even = least
        .zip(most)
        .is_some_and(|(least, most)| most <= 1.3 * least);
    row.words.len() > 2 && is_even && most.is_some_and(|most| most < 4.0 * row.size)
}

/// True for two cells or more that are no number and the text after it.
fn is_row(cells: &[Row]) -> bool {
    match cells {
        [] | [_] => false,
        [first, _] => !is_bullet(&first.text()),
        _ => true,
    }
}

fn is_bullet(text: &str) -> bool {
    text.chars().count() <= 5 && !text.chars().all(char::is_alphabetic)
}

/// True if a cell, not the first, begins, ends or is centred where one of the row above does.
fn is_aligned(above: &[Row], cells: &[Row]) -> bool {
    let is_below = |cell: &Row| {
        let near = 0.6 * cell.size;
        let is = |one: f32, other: f32| (one - other).abs() <= near;
        above[1..].iter().any(|it| {
            let centres = (it.left() + it.right(), cell.left() + cell.right());
            is(it.left(), cell.left())
                || is(it.right(), cell.right())
                || is(centres.0 / 2.0, centres.1 / 2.0)
        })
    };
    let after = if cells.len() > 1 { 1 } else { 0 };
    cells[after..].iter().any(is_below)
}

/// True for the rest of another cell than the first, below where that begins.
fn is_under(above: &[Row], cells: &[Row]) -> bool {
    let is_below = |it: &Row, cell: &Row| (it.left() - cell.left()).abs() <= 0.3 * cell.size;
    matches!(cells, [cell] if above[1..].iter().any(|it| is_below(it, cell)))
}

/// True for the rest of a first cell that is too long for one line.
fn is_beside(above: &[Row], cells: &[Row]) -> bool {
    let second = above.get(1).map_or(0.0, Row::left);
    matches!(cells, [cell] if cell.right() < second && cell.left() >= above[0].left() - cell.size)
}

/// The words of a table by row and column.
pub(super) fn table(rows: &[Row]) -> Vec<Vec<String>> {
    let rows: Vec<Vec<Row>> = rows.iter().map(cells).collect();
    let mut spans: Vec<(f32, f32)> = rows
        .iter()
        .flatten()
        .map(|cell| (cell.left(), cell.right()))
        .collect();
    spans.sort_by(|one, next| one.0.total_cmp(&next.0));
    let mut columns: Vec<(f32, f32)> = Vec::new();
    for (left, right) in spans {
        match columns.last_mut().filter(|last| left <= last.1) {
            Some(last) => last.1 = last.1.max(right),
            None => columns.push((left, right)),
        }
    }
    let line = |cells: &Vec<Row>| {
        let mut line = vec![String::new(); columns.len()];
        for cell in cells {
            let column = columns.partition_point(|&(_, right)| right < cell.left());
            if let Some(words) = line.get_mut(column) {
                if !words.is_empty() {
                    words.push_str("  ");
                }
                words.push_str(&cell.text());
            }
        }
        line
    };
    rows.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::super::words::Word;
    use super::*;

    fn row(y: f32, words: &[(&str, f32)]) -> Row {
        let word = |&(text, left): &(&str, f32)| Word {
            text: text.to_owned(),
            left,
            right: left + 5.0 * text.len() as f32,
            y,
            size: 10.0,
            is_bold: false,
            has_blank: true,
            grid: None,
        };
        Row::of(words.iter().map(word).collect())
    }

    fn texts(rows: &[Row]) -> Vec<String> {
        rows.iter().map(Row::text).collect()
    }

    #[test]
    fn cells_below_one_another_are_a_table() {
        let rows = [
            row(0.0, &[("Port", 0.0), ("Ships", 100.0)]),
            row(12.0, &[("Tarn", 0.0), ("120", 100.0)]),
            row(24.0, &[("All", 0.0), ("are", 18.0), ("open.", 36.0)]),
        ];
        assert_eq!(length(&rows), 2);
        let rest = row(24.0, &[("and", 100.0), ("more.", 118.0)]);
        assert_eq!(length(&[rows[0].clone(), rows[1].clone(), rest]), 3);
        assert_eq!(table(&rows[..2]), [["Port", "Ships"], ["Tarn", "120"]]);
    }

    #[test]
    fn stretched_lines_and_items_are_no_table() {
        let stretched = row(0.0, &[("port", 0.0), ("of", 45.0), ("Tarn", 80.0)]);
        assert_eq!(length(&[stretched.clone(), stretched]), 0);
        let item = row(0.0, &[("1.", 0.0), ("Ships", 50.0)]);
        assert_eq!(length(&[item.clone(), item]), 0);
    }

    #[test]
    fn what_stands_at_the_ends_of_a_line_is_read_apart() {
        let ends = row(
            0.0,
            &[
                ("12", 0.0),
                ("May", 14.0),
                ("2026", 32.0),
                ("Number", 200.0),
                ("7", 235.0),
            ],
        );
        assert_eq!(texts(&apart(&ends)), ["12 May 2026", "Number 7"]);
        let label = row(0.0, &[("Subject:", 0.0), ("Harbours", 200.0)]);
        assert_eq!(texts(&apart(&label)), ["Subject: Harbours"]);
    }
}
