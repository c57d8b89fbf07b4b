//! Rows into blocks: paragraphs, headings, list items, tables.
//!
//! A paragraph ends where white, an indent, other letters or a bullet says so, or a line that stops short behind the end of
//! a sentence. Lines that fill their column run on; one that stops short in mid-sentence ends where it was meant to, as in
//! an address.

use crate::ingest::content::Kind;
use crate::ingest::hyphens::{Hyphen, Hyphens};

use super::frame::{Frame, Line, is_sign, lines, opens_item};
use super::rows::Row;
use super::tables;

/// Letters larger than those of the text by so much are a heading's.
const LARGE: f32 = 1.12;

/// The most letters of a heading.
const HEADING: usize = 240;

/// A block of a document.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Block {
    pub(super) kind: Kind,
    /// The lines of a paragraph as they are to be read; the rows of a table.
    pub(super) text: String,
    pub(super) size: f32,
    /// Where its first line begins.
    pub(super) start: f32,
    pub(super) is_bold: bool,
    /// Its last line goes up to the edge of its column: the next column or page may go on with it.
    pub(super) is_open: bool,
    /// It begins with an indent.
    pub(super) is_indented: bool,
    /// All its lines are as far from one edge of their column as from the other.
    pub(super) is_centred: bool,
    pub(super) table: Vec<Vec<String>>,
}

impl Block {
    /// A table by its rows and columns.
    pub(super) fn table(table: Vec<Vec<String>>, size: f32) -> Self {
        Self {
            kind: Kind::Preformatted,
            text: String::new(),
            size,
            start: 0.0,
            is_bold: false,
            is_open: false,
            is_indented: false,
            is_centred: false,
            table,
        }
    }
}

/// What the blocks of a column are made by.
pub(super) struct Setting<'a> {
    /// The size of the letters of the text.
    pub(super) body: f32,
    pub(super) hyphens: &'a Hyphens<'a>,
    /// The edges of the last column.
    pub(super) last: Option<Frame>,
}

/// The blocks of a column.
pub(super) fn blocks(rows: &[Row], setting: &mut Setting<'_>) -> Vec<Block> {
    let all = lines(rows);
    let Some(frame) = Frame::of(&all).map(|it| it.widened_to(setting.last, &all)) else {
        return Vec::new();
    };
    setting.last = Some(frame);
    let mut blocks = Vec::new();
    let mut at = 0;
    let mut from = 0;
    while at < rows.len() {
        let length = tables::length(&rows[at..]);
        if length == 0 {
            at += 1;
            continue;
        }
        text_blocks(&rows[from..at], frame, setting, &mut blocks);
        let size = rows[at].size;
        blocks.push(Block::table(tables::table(&rows[at..at + length]), size));
        at += length;
        from = at;
    }
    text_blocks(&rows[from..], frame, setting, &mut blocks);
    blocks
}

fn text_blocks(rows: &[Row], frame: Frame, setting: &Setting<'_>, blocks: &mut Vec<Block>) {
    let rows: Vec<Row> = rows.iter().flat_map(tables::apart).collect();
    let mut lines = lines(&rows);
    lines.retain(|line| !line.text.trim().is_empty());
    let mut start = 0;
    for at in 1..=lines.len() {
        let is_end = at == lines.len() || frame.is_gap(&lines[at - 1], &lines[at]);
        if !is_end {
            continue;
        }
        let group = &lines[start..at];
        start = at;
        let own = frame.narrowed_to(group);
        let mut first = 0;
        for at in 1..=group.len() {
            if at == group.len() || own.parts(&group[first..at], &group[at]) {
                blocks.push(block(&group[first..at], own, setting));
                first = at;
            }
        }
    }
}

fn block(lines: &[Line<'_>], frame: Frame, setting: &Setting<'_>) -> Block {
    let (first, last) = (&lines[0], &lines[lines.len() - 1]);
    let is_bold = lines.iter().all(|line| line.is_bold);
    let is_sign = first.text.starts_with(is_sign);
    let is_heading = first.size() >= LARGE * setting.body && !is_sign;
    let mut text = first.text.clone();
    for pair in lines.windows(2) {
        let runs_on = is_heading || frame.runs_on(&pair[0], &pair[1]);
        join(&mut text, &pair[1].text, runs_on, setting.hyphens);
    }
    let letters = text.chars().count();
    let kind = match opens_item(&text) {
        _ if is_heading && letters <= HEADING => Kind::Heading(1),
        true => Kind::ListItem(0),
        false => Kind::Paragraph,
    };
    Block {
        kind,
        is_open: last.end > frame.end - 0.15 * (frame.end - frame.start),
        size: first.size(),
        start: first.start,
        is_bold,
        is_indented: first.start - frame.start > 0.8 * first.size(),
        is_centred: lines.iter().all(|line| frame.is_centred(line)),
        text,
        table: Vec::new(),
    }
}

/// Adds a line to a text: with a blank or as a line of its own; the hyphen of a broken word goes.
pub(super) fn join(text: &mut String, line: &str, runs_on: bool, hyphens: &Hyphens<'_>) {
    if !runs_on {
        text.push('\n');
        text.push_str(line);
        return;
    }
    let last = text.rsplit('\n').next().unwrap_or_default();
    match hyphens.between(last, line).map(|(hyphen, _)| hyphen) {
        Some(Hyphen::Breaks) => {
            text.pop();
        }
        Some(Hyphen::Joins) => {}
        _ if is_wide(text.chars().next_back()) && is_wide(line.chars().next()) => {}
        _ => text.push(' '),
    }
    text.push_str(line);
}

/// True for letters of scripts that have no blanks between words.
fn is_wide(letter: Option<char>) -> bool {
    letter.is_some_and(|c| matches!(c, '\u{3000}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}'))
}
