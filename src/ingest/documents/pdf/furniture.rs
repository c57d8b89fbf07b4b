//! Running heads and feet, and the numbers of pages: what stands at the same height of most pages.
//!
//! A head is told by its words without their digits, so that `A/80/5, page 3` and `A/80/5, page 4` are one.

use crate::text::hash::HashMap;

use super::grid::Rule;
use super::rows::{Row, rows};
use super::words::Word;

/// So many rows at the top and at the foot of a page may be furniture.
const ROWS: usize = 4;

/// Within so much of a page's height from its edges.
const EDGE: f32 = 0.16;

/// The most letters of a row that is a head.
const LONGEST_HEAD: usize = 90;

/// A page's words and rules, and how tall it is.
#[derive(Debug, Default)]
pub(super) struct Leaf {
    pub(super) words: Vec<Word>,
    pub(super) rules: Vec<Rule>,
    pub(super) height: f32,
}

/// What a row at an edge says, and about where it stands.
type Place = (String, i32);

/// Takes heads, feet and page numbers out of the pages.
pub(super) fn strip(leaves: &mut [Leaf]) {
    let edges: Vec<Vec<Row>> = leaves.iter().map(edges).collect();
    let mut counts: HashMap<Place, usize> = HashMap::default();
    for (leaf, rows) in leaves.iter().zip(&edges) {
        for place in rows.iter().map(|row| place(row, leaf.height)) {
            *counts.entry(place).or_default() += 1;
        }
    }
    let pages = leaves.len();
    let numbered = numbered(leaves, &edges);
    let mut gone: Vec<Vec<f32>> = Vec::with_capacity(pages);
    for (number, (leaf, rows)) in leaves.iter().zip(&edges).enumerate() {
        let is_furniture = |row: &&Row| {
            let (words, at) = place(row, leaf.height);
            let near = (at - 1..=at + 1).map(|at| counts.get(&(words.clone(), at)).copied());
            let same: usize = near.flatten().sum();
            is_repeated(same, pages)
                || is_page_number(&row.text(), number + 1, pages)
                || numbered[number].contains(&row.y)
        };
        gone.push(rows.iter().filter(is_furniture).map(|row| row.y).collect());
    }
    let is_gone =
        |word: &Word, gone: &[f32]| gone.iter().any(|y| (word.y - y).abs() < 0.3 * word.size);
    let mut all = leaves.iter().zip(&gone);
    // What would leave nothing is the text itself.
    if all.all(|(leaf, gone)| leaf.words.iter().all(|word| is_gone(word, gone))) {
        return;
    }
    for (leaf, gone) in leaves.iter_mut().zip(&gone) {
        leaf.words.retain(|word| !is_gone(word, gone));
    }
}

/// A row at the very top or foot of a page that may have the page's number.
struct Outermost {
    y: f32,
    marks: Vec<Mark>,
}

/// What such rows have in common: whether they are at the foot, how high they stand in hundredths of the page, and by how much
/// the number at one of their ends is more than that of the page.
type Mark = (bool, i32, i64);

/// Where the outermost rows of each page stand that have its number at one end, as those of another page do.
fn numbered(leaves: &[Leaf], edges: &[Vec<Row>]) -> Vec<Vec<f32>> {
    let pages = leaves.iter().zip(edges).zip(0..);
    let pages: Vec<Vec<Outermost>> = pages
        .map(|((leaf, rows), page)| outermost(leaf, rows, page))
        .collect();
    let mut counts: HashMap<Mark, usize> = HashMap::default();
    for mark in pages.iter().flatten().flat_map(|row| &row.marks) {
        *counts.entry(*mark).or_default() += 1;
    }
    let is_shared = |mark: &Mark| counts.get(mark).is_some_and(|count| *count > 1);
    let is_numbered = |row: &&Outermost| row.marks.iter().any(is_shared);
    let places = |rows: &Vec<Outermost>| rows.iter().filter(is_numbered).map(|row| row.y).collect();
    pages.iter().map(places).collect()
}

/// The outermost rows among those at the edges of a page, in letters no larger than those of the text.
fn outermost(leaf: &Leaf, rows: &[Row], page: i64) -> Vec<Outermost> {
    let is_at_foot = |row: &Row| row.y >= leaf.height / 2.0;
    let ends = [false, true].map(|foot| rows.iter().find(|row| is_at_foot(row) == foot));
    let largest = 1.05 * middle_size(leaf);
    let small = ends.into_iter().flatten().filter(|row| row.size <= largest);
    let marked = small.map(|row| {
        let height = (row.y / leaf.height * 100.0).round() as i32;
        let mark = |number: i64| (is_at_foot(row), height, number - page);
        let mut marks: Vec<Mark> = numbers_at_ends(&row.text()).into_iter().map(mark).collect();
        marks.dedup();
        Outermost { y: row.y, marks }
    });
    marked.collect()
}

/// The numbers that a short row begins and ends with: of `12 Bulletin`, of `No. 7   3/12`.
fn numbers_at_ends(row: &str) -> Vec<i64> {
    if row.chars().count() > LONGEST_HEAD {
        return Vec::new();
    }
    let number = |word: &str| {
        let word = word.trim_matches(|c: char| matches!(c, '-' | '–' | '—' | '|' | '/'));
        let first = word.split('/').next().unwrap_or_default();
        let is_number = (1..=4).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_digit());
        is_number.then(|| first.parse().ok()).flatten()
    };
    let mut words = row.split_whitespace();
    let ends = [words.next(), words.next_back()];
    ends.into_iter().flatten().filter_map(number).collect()
}

/// The size of which as many words of a page are larger as are smaller.
fn middle_size(leaf: &Leaf) -> f32 {
    let mut sizes: Vec<f32> = leaf.words.iter().map(|word| word.size).collect();
    sizes.sort_by(f32::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or_default()
}

/// True for what stands on so many pages: on two in five of many, on all of a few.
fn is_repeated(same: usize, pages: usize) -> bool {
    match pages {
        0 | 1 => false,
        2..=4 => same >= pages.max(2) - usize::from(pages > 2),
        _ => same * 5 >= pages * 2,
    }
}

/// The rows at the edges of a page.
fn edges(leaf: &Leaf) -> Vec<Row> {
    let is_at_edge = |word: &&Word| {
        let part = word.y / leaf.height;
        !(EDGE..=1.0 - EDGE).contains(&part)
    };
    let rows = rows(leaf.words.iter().filter(is_at_edge).cloned().collect());
    let foot = rows.partition_point(|row| row.y < leaf.height / 2.0);
    let (head, foot) = rows.split_at(foot);
    let head = head.iter().take(ROWS);
    let foot = foot.iter().rev().take(ROWS);
    head.chain(foot).cloned().collect()
}

/// A row's words without digits, and its height on the page in hundredths.
fn place(row: &Row, height: f32) -> Place {
    let text = row.text();
    let mut words = String::with_capacity(text.len());
    for letter in text.chars().filter(|c| !c.is_whitespace()) {
        match letter.is_numeric() {
            true if words.ends_with('#') => {}
            true => words.push('#'),
            false => words.push(letter),
        }
    }
    (words, (row.y / height * 100.0) as i32)
}

/// True for `3`, `- 3 -`, `3/12`, `Page 3 of 12` on the page of that number, or a number at all on one of many.
fn is_page_number(row: &str, number: usize, pages: usize) -> bool {
    let letters = row.chars().filter(|c| c.is_alphabetic()).count();
    let mut numbers = row
        .split(|c: char| !c.is_ascii_digit())
        .filter(|it| !it.is_empty());
    let (first, second, third) = (numbers.next(), numbers.next(), numbers.next());
    let (Some(first), None) = (first, third) else {
        return false;
    };
    let is_short = row.chars().count() <= 24 && letters <= 12;
    let is = |found: &str, number: usize| found.parse() == Ok(number);
    let is_of_all = second.is_some_and(|all| is(all, pages) && is(first, number));
    let is_bare =
        letters == 0 && second.is_none() && row.chars().count() <= 7 && !row.ends_with('.');
    is_short && (is_of_all || is_bare && (is(first, number) || pages > 1 && first.len() <= 3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_pages_are_told() {
        for row in ["3", "- 3 -", "3/12", "Page 3 of 12", "— 3 —"] {
            assert!(is_page_number(row, 3, 12), "{row}");
        }
        for row in [
            "2026",
            "3.",
            "Resolution 3 of 5 May",
            "Tarn, 3 May 2026",
            "(3) The port 3",
        ] {
            assert!(!is_page_number(row, 3, 12), "{row}");
        }
    }

    fn leaf(head: &str) -> Leaf {
        let line = |text: &str, y: f32| {
            let words = text.split(' ').zip(0..);
            let word = |(text, at): (&str, i32)| Word {
                text: text.to_owned(),
                left: 60.0 * at as f32,
                right: 60.0 * at as f32 + 50.0,
                y,
                size: 10.0,
                is_bold: false,
                has_blank: true,
                grid: None,
            };
            words.map(word).collect::<Vec<Word>>()
        };
        let mut words = line(head, 40.0);
        words.extend(line("The harbour opens", 400.0));
        Leaf {
            words,
            rules: Vec::new(),
            height: 800.0,
        }
    }

    #[test]
    fn heads_with_the_number_of_their_page_may_differ() {
        let count = |heads: [&str; 3]| {
            let mut leaves: Vec<Leaf> = heads.into_iter().map(leaf).collect();
            strip(&mut leaves);
            leaves.iter().map(|leaf| leaf.words.len()).sum::<usize>()
        };
        assert_eq!(count(["Title", "12 Bulletin", "Harbours 13"]), 1 + 9);
        assert_eq!(
            count(["Title", "12 Bulletin", "Harbours 19"]),
            1 + 2 + 2 + 9
        );
        assert_eq!(numbers_at_ends("26-01234 3/12"), [3]);
        assert!(numbers_at_ends("2. Ports").is_empty());
    }

    #[test]
    fn what_most_pages_have_is_furniture() {
        assert!(is_repeated(3, 4) && is_repeated(2, 2) && is_repeated(8, 20));
        assert!(!is_repeated(1, 1) && !is_repeated(1, 2) && !is_repeated(5, 20));
    }
}
