//! Finds the band of rows that only moved, so that the terminal can move it itself.
//!
//! A line's scroll of a full screen of text is then one new line instead of the whole screen.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use ratatui::buffer::{Buffer, Cell};

use super::cells::is_erased;

/// Cells' worth of bytes that margins, the move itself and the way back cost.
const COST: i64 = 24;

/// A band of fewer rows that changed is not worth looking at.
const FEWEST_ROWS: usize = 3;

/// Rows `top..bottom` of the screen, moved up by `lines` (down if negative).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scroll {
    /// The first row of the band.
    pub(super) top: u16,
    /// The row after the last of the band.
    pub(super) bottom: u16,
    /// How far up; never 0.
    pub(super) lines: i32,
}

/// The scroll that saves most on the way from `previous` to `next`, if one is worth it.
///
/// Both are settled and of one size. Costs a comparison of the two and a hash of each row that
/// changed.
pub(super) fn find(previous: &Buffer, next: &Buffer) -> Option<Scroll> {
    let width = usize::from(next.area.width).max(1);
    let previous: Vec<_> = previous.content.chunks(width).collect();
    let next: Vec<_> = next.content.chunks(width).collect();
    let lines = likeliest_shift(&previous, &next)?;
    let height = next.len();
    let by = usize::try_from(lines.unsigned_abs()).ok()?;
    // Moving down is moving up with the screen stood on its head.
    let row = |place: usize| if lines > 0 { place } else { height - 1 - place };
    let band = best_band(height, by, |place| {
        let now = next[row(place)];
        let as_it_is = changed(previous[row(place)], now);
        Gains {
            moved: match place + by {
                source if source < height => as_it_is - changed(previous[row(source)], now),
                _ => 0,
            },
            blank: as_it_is - printed(now),
        }
    })?;
    let (top, bottom) = if lines > 0 {
        band
    } else {
        (height - band.1, height - band.0)
    };
    Some(Scroll {
        top: u16::try_from(top).ok()?,
        bottom: u16::try_from(bottom).ok()?,
        lines,
    })
}

/// Does to `previous` what the terminal does on `scroll`.
pub(super) fn apply(previous: &mut Buffer, scroll: Scroll) {
    let width = usize::from(previous.area.width);
    let band = usize::from(scroll.top) * width..usize::from(scroll.bottom) * width;
    let band = &mut previous.content[band];
    let moved = scroll.lines.unsigned_abs() as usize * width;
    let new = if scroll.lines > 0 {
        band.rotate_left(moved);
        band.len() - moved..band.len()
    } else {
        band.rotate_right(moved);
        0..moved
    };
    band[new].fill(Cell::EMPTY);
}

/// How many cells have to be printed to turn one row into another.
fn changed(before: &[Cell], now: &[Cell]) -> i64 {
    let pairs = now.iter().zip(before);
    count(pairs.filter(|(now, before)| now != before))
}

/// How many cells have to be printed on an empty row.
fn printed(row: &[Cell]) -> i64 {
    count(row.iter().filter(|cell| !is_erased(cell)))
}

fn count(cells: impl Iterator) -> i64 {
    i64::try_from(cells.count()).unwrap_or(i64::MAX)
}

fn hash_of(row: &[Cell]) -> u64 {
    let mut hasher = DefaultHasher::new();
    row.hash(&mut hasher);
    hasher.finish()
}

/// The shift by which most of the rows that changed are found again, at least two of them.
///
/// Rows that occur several times say nothing about where they came from and do not vote.
fn likeliest_shift(previous: &[&[Cell]], next: &[&[Cell]]) -> Option<i32> {
    let pairs = previous.iter().zip(next).enumerate();
    let differing: Vec<usize> = pairs
        .filter(|(_, (previous, next))| previous != next)
        .map(|(row, _)| row)
        .collect();
    if differing.len() < FEWEST_ROWS {
        return None;
    }
    let mut places: HashMap<u64, Option<usize>> = HashMap::new();
    for &row in &differing {
        places
            .entry(hash_of(previous[row]))
            .and_modify(|place| *place = None)
            .or_insert(Some(row));
    }
    let mut votes: HashMap<i32, u32> = HashMap::new();
    for &row in &differing {
        if let Some(&Some(source)) = places.get(&hash_of(next[row])) {
            let shift = i32::try_from(source).ok()? - i32::try_from(row).ok()?;
            *votes.entry(shift).or_default() += 1;
        }
    }
    votes
        .into_iter()
        .filter(|&(_, votes)| votes >= 2)
        .max_by_key(|&(shift, votes)| (votes, -shift.abs(), shift))
        .map(|(shift, _)| shift)
}

/// Cells saved in one row.
struct Gains {
    /// If the row came from further down.
    moved: i64,
    /// If the row was made blank.
    blank: i64,
}

/// The band `top..bottom`, moved up by `by`, that saves most.
///
/// Kadane's maximum subarray over the moved rows, plus the `by` blank rows below them.
fn best_band(height: usize, by: usize, gains: impl Fn(usize) -> Gains) -> Option<(usize, usize)> {
    let gains: Vec<_> = (0..height).map(gains).collect();
    let mut best = (COST, None);
    let (mut sum, mut top) = (0, 0);
    for end in 1..=height.checked_sub(by)? {
        if sum <= 0 {
            (sum, top) = (0, end - 1);
        }
        sum += gains[end - 1].moved;
        let blank: i64 = gains[end..end + by].iter().map(|gains| gains.blank).sum();
        if sum + blank > best.0 {
            best = (sum + blank, Some((top, end + by)));
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(lines: &[String]) -> Buffer {
        Buffer::with_lines(lines.iter().map(String::as_str))
    }

    fn text(from: usize, rows: usize) -> Vec<String> {
        (from..from + rows)
            .map(|line| format!("{line:03} ") + &"qwertyuiop"[line % 10..][..1].repeat(36))
            .collect()
    }

    fn chrome(body: Vec<String>) -> Buffer {
        let title = format!("{:40}", "title");
        let status = format!("{:40}", "status");
        frame(&[vec![title], body, vec![status]].concat())
    }

    #[test]
    fn a_body_that_moved_up_between_its_bars_is_found() {
        let scroll = find(&chrome(text(0, 20)), &chrome(text(1, 20)));
        let expected = Scroll {
            top: 1,
            bottom: 21,
            lines: 1,
        };
        assert_eq!(scroll, Some(expected));
    }

    #[test]
    fn a_body_that_moved_down_is_found_and_applied() {
        let (mut previous, next) = (chrome(text(7, 20)), chrome(text(4, 20)));
        let scroll = find(&previous, &next).unwrap();
        assert_eq!(
            scroll,
            Scroll {
                top: 1,
                bottom: 21,
                lines: -3
            }
        );
        apply(&mut previous, scroll);
        let differing = previous
            .content
            .iter()
            .zip(&next.content)
            .filter(|(a, b)| a != b);
        let width = usize::from(next.area.width);
        assert!(differing.count() <= 3 * width);
    }

    #[test]
    fn a_screen_that_did_not_move_is_left_alone() {
        let still = chrome(text(0, 20));
        assert_eq!(find(&still, &still), None);
        assert_eq!(find(&still, &chrome(text(500, 20))), None);
        let empty = Buffer::empty(still.area);
        assert_eq!(find(&empty, &still), None);
    }

    #[test]
    fn a_row_that_changed_while_moving_does_not_hide_the_move() {
        let mut moved = text(1, 20);
        moved[9] = moved[9].to_uppercase();
        let scroll = find(&chrome(text(0, 20)), &chrome(moved));
        assert_eq!(scroll.map(|scroll| scroll.lines), Some(1));
    }
}
