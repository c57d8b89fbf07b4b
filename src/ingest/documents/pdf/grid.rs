//! Tables that are ruled: the rules say which words are a cell.
//!
//! ```text
//! +------+-------+   rules that touch are one grid, if they make two columns or more;
//! | Port | Ships |   a rule that is missing between two cells makes one of them
//! +------+-------+
//! ```
//!
//! A grid's words are taken out of the page, and one [`Word`] stands for them, as wide as the grid. Where a cell holds a text to
//! read, the grid only lays out the page, and its cells are read one after the other.

use std::collections::BTreeMap;

use super::rows::{Row, rows};
use super::words::Word;

/// Rules so near are one, and so near they touch.
const NEAR: f32 = 3.0;

/// More rules than these draw a picture.
const MOST_RULES: usize = 800;

/// A cell of more letters is a text of its own.
const CELL: usize = 200;

/// A straight line that is drawn on a page, upright or level.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rule {
    /// Where it stands, across for an upright one.
    pub(super) at: f32,
    pub(super) from: f32,
    pub(super) to: f32,
    pub(super) is_upright: bool,
}

impl Rule {
    fn touches(&self, other: &Self) -> bool {
        let spans = |one: &Self, at: f32| (one.from - NEAR..=one.to + NEAR).contains(&at);
        match self.is_upright == other.is_upright {
            true => (self.at - other.at).abs() <= NEAR && spans(self, other.from),
            false => spans(self, other.at) && spans(other, self.at),
        }
    }

    fn covers(&self, at: f32, across: f32) -> bool {
        (self.at - at).abs() <= NEAR && self.from <= across && across <= self.to
    }
}

/// What a grid holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Grid {
    /// Cells by row and column.
    Table(Vec<Vec<String>>),
    /// Texts, in the order of reading.
    Texts(Vec<Vec<Row>>),
}

/// Takes the words of ruled tables out of a page's words; the word that stands for a table has its place in `grids`.
pub(super) fn take(words: &mut Vec<Word>, rules: &[Rule], grids: &mut Vec<Grid>) {
    if rules.len() > MOST_RULES {
        return;
    }
    for group in groups(rules) {
        let Some(frame) = Frame::of(group) else {
            continue;
        };
        let (inside, outside): (Vec<Word>, Vec<Word>) =
            words.drain(..).partition(|word| frame.holds(word));
        *words = outside;
        let cells = frame.cells(inside);
        if cells.is_empty() {
            continue;
        }
        let size = cells
            .values()
            .flatten()
            .fold(0.0, |size: f32, word| size.max(word.size));
        words.push(frame.stand_in(grids.len(), size));
        grids.push(frame.grid(cells));
    }
}

/// Rules that touch, by group.
fn groups(rules: &[Rule]) -> Vec<Vec<Rule>> {
    let mut left: Vec<Rule> = rules.to_vec();
    let mut groups = Vec::new();
    while let Some(first) = left.pop() {
        let mut group = vec![first];
        let mut at = 0;
        while at < group.len() {
            let rule = group[at];
            let (near, far) = left
                .into_iter()
                .partition(|other| rule.touches(other) || other.touches(&rule));
            let near: Vec<Rule> = near;
            group.extend(near);
            left = far;
            at += 1;
        }
        groups.push(group);
    }
    groups
}

/// The rules of a table.
struct Frame {
    rules: Vec<Rule>,
    /// Where columns and rows end, ascending.
    across: Vec<f32>,
    down: Vec<f32>,
}

/// A cell by its row and column.
type Place = (usize, usize);

impl Frame {
    /// `None` where the rules make no two columns.
    fn of(rules: Vec<Rule>) -> Option<Self> {
        let places = |is_upright: bool| {
            let rules = rules.iter().filter(|rule| rule.is_upright == is_upright);
            let mut places: Vec<f32> = rules.map(|rule| rule.at).collect();
            places.sort_by(f32::total_cmp);
            places.dedup_by(|next, last| *next - *last <= NEAR);
            places
        };
        let (across, down) = (places(true), places(false));
        (across.len() > 2 && down.len() > 1).then_some(Self {
            rules,
            across,
            down,
        })
    }

    fn holds(&self, word: &Word) -> bool {
        let (x, y) = middle(word);
        let is_within = |places: &[f32], at: f32| {
            places.first().is_some_and(|first| *first <= at)
                && places.last().is_some_and(|last| at <= *last)
        };
        is_within(&self.across, x) && is_within(&self.down, y)
    }

    fn cells(&self, words: Vec<Word>) -> BTreeMap<Place, Vec<Word>> {
        let mut cells: BTreeMap<Place, Vec<Word>> = BTreeMap::new();
        for word in words {
            cells.entry(self.place(&word)).or_default().push(word);
        }
        cells
    }

    /// The cell that a word stands in: its upper left corner, where some are one.
    fn place(&self, word: &Word) -> Place {
        let (x, y) = middle(word);
        let within = |places: &[f32], at: f32| {
            places
                .partition_point(|place| *place <= at)
                .saturating_sub(1)
        };
        let (mut row, mut column) = (within(&self.down, y), within(&self.across, x));
        while column > 0 && !self.is_ruled(true, self.across[column], y) {
            column -= 1;
        }
        while row > 0 && !self.is_ruled(false, self.down[row], x) {
            row -= 1;
        }
        (row, column)
    }

    fn is_ruled(&self, is_upright: bool, at: f32, across: f32) -> bool {
        let mut rules = self.rules.iter();
        rules.any(|rule| rule.is_upright == is_upright && rule.covers(at, across))
    }

    fn stand_in(&self, grid: usize, size: f32) -> Word {
        let first = |places: &[f32]| places.first().copied().unwrap_or_default();
        Word {
            text: String::new(),
            left: first(&self.across),
            right: self.across.last().copied().unwrap_or_default(),
            y: first(&self.down) + size,
            size,
            is_bold: false,
            has_blank: true,
            grid: Some(grid),
        }
    }

    fn grid(&self, cells: BTreeMap<Place, Vec<Word>>) -> Grid {
        let cells: BTreeMap<Place, Vec<Row>> = cells
            .into_iter()
            .map(|(place, words)| (place, rows(words)))
            .collect();
        let text = |rows: &[Row]| rows.iter().map(Row::text).collect::<Vec<_>>().join(" ");
        let texts: BTreeMap<Place, String> = cells
            .iter()
            .map(|(place, rows)| (*place, text(rows)))
            .collect();
        if texts.values().any(|text| text.chars().count() > CELL) {
            return Grid::Texts(cells.into_values().collect());
        }
        let mut table = vec![vec![String::new(); self.across.len() - 1]; self.down.len() - 1];
        for ((row, column), text) in texts {
            if let Some(cell) = table.get_mut(row).and_then(|row| row.get_mut(column)) {
                *cell = text;
            }
        }
        Grid::Table(without_empty(table))
    }
}

/// A table without the rows and columns that hold nothing.
fn without_empty(mut table: Vec<Vec<String>>) -> Vec<Vec<String>> {
    table.retain(|row| row.iter().any(|cell| !cell.is_empty()));
    let columns = table.first().map_or(0, Vec::len);
    let is_used = |column: usize| table.iter().any(|row| !row[column].is_empty());
    let used: Vec<bool> = (0..columns).map(is_used).collect();
    for row in &mut table {
        let mut used = used.iter();
        row.retain(|_| used.next().copied().unwrap_or(true));
    }
    table
}

fn middle(word: &Word) -> (f32, f32) {
    ((word.left + word.right) / 2.0, word.y - 0.3 * word.size)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(is_upright: bool, at: f32, from: f32, to: f32) -> Rule {
        Rule {
            at,
            from,
            to,
            is_upright,
        }
    }

    fn word(text: &str, left: f32, y: f32) -> Word {
        Word {
            text: text.to_owned(),
            left,
            right: left + 20.0,
            y,
            size: 10.0,
            is_bold: false,
            has_blank: true,
            grid: None,
        }
    }

    /// Two rows of two cells; the lower two are one.
    fn rules() -> Vec<Rule> {
        vec![
            rule(false, 0.0, 0.0, 200.0),
            rule(false, 20.0, 0.0, 200.0),
            rule(false, 60.0, 0.0, 200.0),
            rule(true, 0.0, 0.0, 60.0),
            rule(true, 100.0, 0.0, 20.0),
            rule(true, 200.0, 0.0, 60.0),
        ]
    }

    #[test]
    fn words_between_rules_are_a_cell() {
        let mut words = vec![
            word("Above", 10.0, -30.0),
            word("Port", 10.0, 14.0),
            word("Ships", 110.0, 14.0),
            word("All", 80.0, 34.0),
            word("closed", 110.0, 34.0),
            word("today", 80.0, 46.0),
        ];
        let mut grids = Vec::new();
        take(&mut words, &rules(), &mut grids);
        let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
        assert_eq!(texts, ["Above", ""]);
        let table = [["Port", "Ships"], ["All closed today", ""]];
        assert_eq!(
            grids,
            [Grid::Table(
                table.map(|row| row.map(str::to_owned).to_vec()).to_vec()
            )]
        );
    }

    #[test]
    fn a_frame_is_no_table() {
        let mut words = vec![word("Port", 10.0, 14.0)];
        let frame: Vec<Rule> = rules()
            .into_iter()
            .filter(|rule| rule.at != 100.0)
            .collect();
        take(&mut words, &frame, &mut Vec::new());
        assert_eq!(words.len(), 1);
        assert_eq!(words[0].text, "Port");
    }
}
