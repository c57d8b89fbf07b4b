//! Words into rows: what stands on one baseline.

use super::words::{Word, is_right_to_left};

/// Opens and closes a raised number, which may lead to a note.
pub(super) const RAISED: [char; 2] = ['\u{E000}', '\u{E001}'];

/// Words whose baselines differ by no more than so much of their size are on one.
const LEVEL: f32 = 0.3;

/// More small words than this are a line of their own.
const FEW: usize = 40;

/// Words on one baseline, from left to right.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Row {
    pub(super) words: Vec<Word>,
    pub(super) y: f32,
    /// That of most of its letters.
    pub(super) size: f32,
}

impl Row {
    pub(super) fn of(mut words: Vec<Word>) -> Self {
        words.sort_by(|one, next| one.left.total_cmp(&next.left));
        let letters = |word: &&Word| word.text.chars().count() as f32 * word.size;
        let most = words
            .iter()
            .max_by(|one, next| letters(one).total_cmp(&letters(next)));
        let (y, size) = most.map_or((0.0, 0.0), |word| (word.y, word.size));
        Self { words, y, size }
    }

    pub(super) fn left(&self) -> f32 {
        self.words.first().map_or(0.0, |word| word.left)
    }

    pub(super) fn right(&self) -> f32 {
        self.words
            .iter()
            .fold(0.0, |right, word| right.max(word.right))
    }

    pub(super) fn is_bold(&self) -> bool {
        self.words.iter().all(|word| word.is_bold)
    }

    /// The table that it stands for.
    pub(super) fn grid(&self) -> Option<usize> {
        self.words.iter().find_map(|word| word.grid)
    }

    /// The words in the order of reading.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for (at, word) in in_order(&self.words).into_iter().enumerate() {
            let is_raised = self.is_raised(word);
            if at > 0 && !is_raised && !word.follows {
                text.push(' ');
            }
            if is_raised {
                text.push(RAISED[0]);
                text.push_str(&word.word.text);
                text.push(RAISED[1]);
            } else {
                text.push_str(&word.word.text);
            }
        }
        text
    }

    /// True for a small number above the baseline.
    fn is_raised(&self, it: Placed<'_>) -> bool {
        let word = it.word;
        word.size <= 0.85 * self.size
            && self.y - word.y >= 0.1 * self.size
            && word.text.len() <= 3
            && word.text.bytes().all(|byte| byte.is_ascii_digit())
    }

    /// The row cut where white of more than `gap` stands between its words.
    pub(super) fn pieces(&self, gap: f32) -> Vec<Row> {
        let mut pieces: Vec<Vec<Word>> = Vec::new();
        let mut right = f32::NEG_INFINITY;
        for word in &self.words {
            match pieces.last_mut().filter(|_| word.left - right <= gap) {
                Some(piece) => piece.push(word.clone()),
                None => pieces.push(vec![word.clone()]),
            }
            right = right.max(word.right);
        }
        pieces.into_iter().map(Row::of).collect()
    }
}

/// A word and whether it goes on with the one before it.
#[derive(Clone, Copy)]
struct Placed<'a> {
    word: &'a Word,
    follows: bool,
}

/// The words of a row in the order of reading: those of Arabic and Hebrew from right to left.
fn in_order(words: &[Word]) -> Vec<Placed<'_>> {
    let mut placed: Vec<Placed<'_>> = Vec::with_capacity(words.len());
    for (at, word) in words.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| &words[at]);
        let follows = before.is_some_and(|before| before.touches(word));
        placed.push(Placed { word, follows });
    }
    let (mut leftwards, mut rightwards) = (0, 0);
    for letter in words.iter().flat_map(|word| word.text.chars()) {
        leftwards += usize::from(is_right_to_left(letter));
        rightwards += usize::from(letter.is_alphabetic() && !is_right_to_left(letter));
    }
    if leftwards == 0 {
        return placed;
    }
    if leftwards > rightwards {
        reverse(&mut placed);
        reverse_runs(&mut placed, |word| {
            !word.chars().any(is_right_to_left) && word.chars().any(char::is_alphanumeric)
        });
    } else {
        reverse_runs(&mut placed, |word| word.chars().any(is_right_to_left));
    }
    placed
}

fn reverse_runs(placed: &mut [Placed<'_>], is_of_run: impl Fn(&str) -> bool) {
    for run in
        placed.chunk_by_mut(|one, next| is_of_run(&one.word.text) == is_of_run(&next.word.text))
    {
        if run.len() > 1 && is_of_run(&run[0].word.text) {
            reverse(run);
        }
    }
}

/// Turns words round; what was one to the eye stays one.
fn reverse(placed: &mut [Placed<'_>]) {
    let follows: Vec<bool> = placed.iter().map(|it| it.follows).collect();
    placed.reverse();
    let count = placed.len();
    let first = follows.first().copied().unwrap_or(false);
    for (at, it) in placed.iter_mut().enumerate() {
        it.follows = match at {
            0 => first,
            _ => follows[count - at],
        };
    }
}

/// The rows of some words, from the top down.
pub(super) fn rows(mut words: Vec<Word>) -> Vec<Row> {
    words.sort_by(|one, next| one.y.total_cmp(&next.y));
    let mut groups: Vec<Group> = Vec::new();
    for word in words {
        match groups.last_mut().filter(|group| group.takes(&word)) {
            Some(group) => group.push(word),
            None => groups.push(Group::new(word)),
        }
    }
    let groups = with_raised(groups);
    groups
        .into_iter()
        .map(|group| Row::of(group.words))
        .collect()
}

struct Group {
    words: Vec<Word>,
    /// Of its largest word.
    y: f32,
    size: f32,
}

impl Group {
    fn new(word: Word) -> Self {
        let (y, size) = (word.y, word.size);
        Self {
            words: vec![word],
            y,
            size,
        }
    }

    fn takes(&self, word: &Word) -> bool {
        if word.grid.is_some() || self.is_table() {
            return false;
        }
        let smaller = self.size.min(word.size);
        (word.y - self.y).abs() <= LEVEL * smaller
    }

    /// A word that stands for a table is alone.
    fn is_table(&self) -> bool {
        self.words.first().is_some_and(|word| word.grid.is_some())
    }

    fn push(&mut self, word: Word) {
        if word.size > self.size {
            (self.y, self.size) = (word.y, word.size);
        }
        self.words.push(word);
    }

    /// True if all its words are small ones that stand close to words of `line`, a little higher or lower.
    fn hangs_on(&self, line: &Self) -> bool {
        let rise = line.y - self.y;
        let is_within = (-0.4 * line.size..=0.8 * line.size).contains(&rise);
        let is_close = |small: &Word| {
            let near = 0.35 * line.size;
            let mut words = line.words.iter();
            words.any(|word| small.left - word.right < near && word.left - small.right < near)
        };
        let is_small = self.size <= 0.8 * line.size && is_within;
        let is_table = self.is_table() || line.is_table();
        is_small && !is_table && self.words.len() <= FEW && self.words.iter().all(is_close)
    }
}

/// Puts raised and lowered signs to the row that they belong to.
fn with_raised(groups: Vec<Group>) -> Vec<Group> {
    let mut merged: Vec<Group> = Vec::with_capacity(groups.len());
    for group in groups {
        let Some(last) = merged.last_mut() else {
            merged.push(group);
            continue;
        };
        if group.hangs_on(last) {
            last.words.extend(group.words);
        } else if last.hangs_on(&group) {
            let small = std::mem::replace(last, group);
            last.words.extend(small.words);
        } else {
            merged.push(group);
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::super::words::testing::word;
    use super::*;

    fn texts(words: Vec<Word>) -> Vec<String> {
        rows(words).iter().map(Row::text).collect()
    }

    #[test]
    fn words_on_a_baseline_are_a_row_from_left_to_right() {
        let words = vec![
            word("port", 40.0, 100.0, 10.0),
            word("The", 0.0, 100.5, 10.0),
            word("opens", 0.0, 112.0, 10.0),
        ];
        assert_eq!(texts(words), ["The port", "opens"]);
    }

    #[test]
    fn a_raised_number_belongs_to_its_word() {
        let words = vec![word("port", 0.0, 100.0, 10.0), word("1", 20.5, 96.0, 6.0)];
        assert_eq!(texts(words), ["port\u{E000}1\u{E001}"]);
    }

    #[test]
    fn rows_of_arabic_are_read_from_the_right() {
        let words = vec![
            word("غدا", 0.0, 100.0, 10.0),
            word("2026", 20.0, 100.0, 10.0),
            word("الميناء", 50.0, 100.0, 10.0),
        ];
        assert_eq!(texts(words), ["الميناء 2026 غدا"]);
    }
}
