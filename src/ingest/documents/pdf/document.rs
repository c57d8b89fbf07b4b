//! The pages of a document put together: columns and pages that go on with one another, headings by rank, notes at the end.

use std::collections::BTreeMap;

use crate::ingest::aligned;
use crate::ingest::content::{Content, Kind, Layout};
use crate::ingest::hyphens::Hyphens;
use crate::ingest::plain::ends_sentence;

use super::columns::Columns;
use super::furniture::Leaf;
use super::grid::{self, Grid};
use super::notes;
use super::paragraphs::{Block, Setting, blocks, join};
use super::rows::Row;
use super::words::Word;

/// As much text is looked through for words that are broken at the end of a line, in bytes.
const SAMPLE: usize = 256 << 10;

/// Bold lines are headings in a text of which no more than a part, `1 / BOLD`, is bold.
const BOLD: usize = 3;

/// The most blocks of a box that parts a paragraph.
const BOX: usize = 12;

/// Longer blocks are text, if several are.
const LONG: usize = 100;

/// The most letters of a bold line that is a heading.
const BOLD_HEADING: usize = 120;

/// The text of the pages.
pub(super) fn content(mut leaves: Vec<Leaf>) -> Content {
    let body = body_size(leaves.iter().flat_map(|leaf| &leaf.words));
    let mut grids = Vec::new();
    for leaf in &mut leaves {
        grid::take(&mut leaf.words, &leaf.rules, &mut grids);
    }
    let mut columns = Columns::default();
    let pages = leaves.into_iter().map(|leaf| columns.of(leaf.words));
    let mut parts: Vec<Part> = pages
        .flatten()
        .flat_map(|column| parts(column, &mut grids))
        .collect();
    let mut notes: Vec<Row> = Vec::new();
    for part in &mut parts {
        if let Part::Text(rows) = part {
            notes.extend(notes::split_off(rows, body));
        }
    }
    let sample = sample(parts.iter().flat_map(Part::rows).chain(&notes));
    let hyphens = Hyphens::of(&sample, 0..sample.len()).in_print();
    let mut setting = Setting {
        body,
        hyphens: &hyphens,
        last: None,
    };
    let mut all: Vec<Block> = Vec::new();
    for part in parts {
        match part {
            Part::Text(rows) => append(&mut all, blocks(&rows, &mut setting), &hyphens),
            Part::Table(table) => all.push(Block::table(table, body)),
        }
    }
    rank_headings(&mut all);
    nest_items(&mut all);
    written(&all, &noted(&notes, &hyphens))
}

/// A stretch of a document.
enum Part {
    Text(Vec<Row>),
    Table(Vec<Vec<String>>),
}

impl Part {
    fn rows(&self) -> &[Row] {
        match self {
            Self::Text(rows) => rows,
            Self::Table(_) => &[],
        }
    }
}

/// A column as text and the tables in it.
fn parts(column: Vec<Row>, grids: &mut [Grid]) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut text = Vec::new();
    for row in column {
        let Some(grid) = row.grid().and_then(|grid| grids.get_mut(grid)) else {
            text.push(row);
            continue;
        };
        if !text.is_empty() {
            parts.push(Part::Text(std::mem::take(&mut text)));
        }
        match std::mem::replace(grid, Grid::Texts(Vec::new())) {
            Grid::Table(table) => parts.push(Part::Table(table)),
            Grid::Texts(texts) => parts.extend(texts.into_iter().map(Part::Text)),
        }
    }
    if !text.is_empty() {
        parts.push(Part::Text(text));
    }
    parts
}

/// Adds the blocks of a column, the first to the one before it that goes on with it.
fn append(all: &mut Vec<Block>, found: Vec<Block>, hyphens: &Hyphens<'_>) {
    let mut found = found.into_iter();
    if let Some(first) = found.next() {
        let broken = broken_off(all, &first).and_then(|at| all.get_mut(at));
        match broken {
            Some(last) => {
                join(&mut last.text, &first.text, true, hyphens);
                last.is_open = first.is_open;
            }
            None => all.push(first),
        }
    }
    all.extend(found);
}

/// The block that goes on with `first`: the last one, or the one that a box or a table parts from its end.
fn broken_off(all: &[Block], first: &Block) -> Option<usize> {
    let last = all.len().checked_sub(1)?;
    if goes_on(&all[last], first) {
        return Some(last);
    }
    let is_inner = first.text.starts_with(char::is_lowercase);
    let is_whole = |it: &Block| it.kind != Kind::Paragraph || ends_sentence(&it.text);
    let before = all[..last].iter().rposition(|it| !is_whole(it))?;
    let is_near = last - before <= BOX && all[before].is_open;
    (is_inner && is_near && is_whole(&all[last]) && goes_on(&all[before], first)).then_some(before)
}

/// The size of most letters.
fn body_size<'a>(words: impl Iterator<Item = &'a Word>) -> f32 {
    let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
    for word in words {
        *counts.entry((word.size * 4.0).round() as i32).or_default() += word.text.len();
    }
    let most = counts.into_iter().max_by_key(|&(_, letters)| letters);
    most.map_or(10.0, |(size, _)| size as f32 / 4.0)
}

fn sample<'a>(rows: impl Iterator<Item = &'a Row>) -> String {
    let mut sample = String::new();
    for row in rows {
        if sample.len() > SAMPLE {
            break;
        }
        sample.push_str(&row.text());
        sample.push('\n');
    }
    sample
}

/// True if the first block of a column is the rest of the last one before it.
fn goes_on(last: &Block, first: &Block) -> bool {
    let are_text =
        matches!(last.kind, Kind::Paragraph | Kind::ListItem(_)) && first.kind == Kind::Paragraph;
    let is_alike = (last.size - first.size).abs() < 0.06 * last.size;
    let opening = first.text.chars().find(|c| c.is_alphanumeric());
    let is_inner = opening.is_some_and(|c| !c.is_uppercase());
    let is_long = last.text.chars().count() > LONG && first.text.starts_with(char::is_lowercase);
    let breaks_off = last.text.ends_with([',', '-']) || last.is_open || is_long;
    are_text
        && is_alike
        && !ends_sentence(&last.text)
        && (is_inner && breaks_off || last.is_open && !first.is_indented)
}

/// The size of a block's letters, to compare.
fn rank(block: &Block) -> i32 {
    (block.size * 2.0).round() as i32
}

/// True for large letters that a good part of the text is in: one of its languages, or a letter above its annex.
fn is_size_of_text(size: i32, blocks: &[Block], all: usize) -> bool {
    let of_size = || blocks.iter().filter(|block| rank(block) == size);
    let letters: usize = of_size().map(|block| block.text.len()).sum();
    let long = of_size()
        .filter(|block| block.text.chars().count() > LONG)
        .count();
    letters * 6 > all && long >= 2
}

/// Gives headings their level by their size, and makes headings of bold lines that stand alone.
fn rank_headings(blocks: &mut [Block]) {
    let is_heading = |block: &&Block| matches!(block.kind, Kind::Heading(_));
    let all: usize = blocks.iter().map(|block| block.text.len()).sum();
    let mut sizes: Vec<i32> = blocks.iter().filter(is_heading).map(rank).collect();
    sizes.sort_unstable_by(|one, next| next.cmp(one));
    sizes.dedup();
    sizes.retain(|size| !is_size_of_text(*size, blocks, all));
    let bold: usize = blocks
        .iter()
        .filter(|it| it.is_bold)
        .map(|it| it.text.len())
        .sum();
    let lowest = (sizes.len() as u8).saturating_add(1).clamp(2, 4);
    for block in blocks {
        let has_words = block.text.chars().filter(|c| c.is_alphabetic()).count() >= 3;
        let ends_text =
            block.text.ends_with([',', ';', ':']) || !block.is_centred && block.text.ends_with('.');
        let is_alone = has_words
            && block.text.chars().count() <= BOLD_HEADING
            && !block.text.contains('\n')
            && !ends_text;
        if matches!(block.kind, Kind::Heading(_)) {
            let level = sizes.iter().position(|size| *size == rank(block));
            block.kind = match level.filter(|_| has_words) {
                Some(level) => Kind::Heading((level as u8).saturating_add(1).min(4)),
                None => Kind::Paragraph,
            };
        }
        if block.kind == Kind::Paragraph && block.is_bold && is_alone && bold * BOLD < all {
            block.kind = Kind::Heading(lowest);
        }
    }
}

/// Gives the items of each list their depth: by how many of the places before theirs others of it begin at.
fn nest_items(blocks: &mut [Block]) {
    let is_item = |block: &Block| matches!(block.kind, Kind::ListItem(_));
    for list in blocks.chunk_by_mut(|one, next| is_item(one) && is_item(next)) {
        if !is_item(&list[0]) {
            continue;
        }
        let mut starts: Vec<f32> = list.iter().map(|item| item.start).collect();
        starts.sort_by(f32::total_cmp);
        let em = list[0].size;
        starts.dedup_by(|next, last| *next - *last < em);
        for item in list {
            let before = starts
                .iter()
                .filter(|start| **start < item.start - 0.5 * em)
                .count();
            item.kind = Kind::ListItem(before.min(3) as u8);
        }
    }
}

/// The notes, each with its number and its words.
fn noted(rows: &[Row], hyphens: &Hyphens<'_>) -> Vec<(String, String)> {
    let mut notes: Vec<(String, String)> = Vec::new();
    for row in rows {
        let text = row.text();
        match (notes::number(&text), notes.last_mut()) {
            (Some((number, words)), _) => notes.push((number.to_owned(), words.to_owned())),
            (None, Some((_, words))) => join(words, &text, true, hyphens),
            (None, None) => {}
        }
    }
    notes
}

/// The blocks as a text, the notes below a rule.
fn written(blocks: &[Block], notes: &[(String, String)]) -> Content {
    let mut writer = Writer::default();
    let is_note = |number: &str| notes.iter().any(|(known, _)| known == number);
    for block in blocks {
        let text = match block.kind {
            Kind::Preformatted => aligned::texts(block.table.clone()).trim_end().to_owned(),
            _ => block.text.clone(),
        };
        writer.push(block.kind, &notes::with_numbers(&text, is_note));
    }
    if !notes.is_empty() {
        writer.push(Kind::Rule, "***");
    }
    for (number, words) in notes {
        writer.push(
            Kind::Paragraph,
            &format!("[{number}] {}", notes::with_numbers(words, is_note)),
        );
    }
    writer.content
}

#[derive(Default)]
struct Writer {
    content: Content,
}

impl Writer {
    fn push(&mut self, kind: Kind, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        let whole = &mut self.content.text;
        if !whole.is_empty() {
            whole.push_str("\n\n");
        }
        let start = whole.len();
        whole.push_str(text);
        let range = start..whole.len();
        match &mut self.content.layout {
            Layout::Blocks(blocks) => blocks.push((kind, range)),
            layout => *layout = Layout::Blocks(vec![(kind, range)]),
        }
    }
}
