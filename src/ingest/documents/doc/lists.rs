//! The lists of a document: how their levels are numbered, and which paragraphs use which.

use std::collections::HashMap;
use std::ops::Range;

use super::bytes::{byte, long, short, size, stretch, wide};
use crate::ingest::documents::numbering::{Counts, LEVELS_OF_WORD as LEVELS, Level};
use crate::ingest::documents::numerals::{BULLET, Numerals};
use crate::ingest::documents::signs::Font;

/// The longest text of a level that makes sense, in bytes.
const LONGEST: usize = 160;

/// The most lists, and the most uses of them.
const MOST: usize = 2046;

/// The lists, and their uses.
#[derive(Debug, Default)]
pub(super) struct Lists {
    lists: HashMap<u32, List>,
    uses: Vec<Use>,
    /// The levels of lists that styles stand for.
    styles: HashMap<u16, u8>,
}

#[derive(Debug, Clone)]
struct List {
    levels: Vec<Level>,
    styles: [u16; LEVELS],
    counts: Counts,
}

/// A use of a list: some of its levels may begin or be numbered otherwise.
#[derive(Debug, Clone)]
struct Use {
    list: u32,
    levels: Vec<Level>,
    restarts: [bool; LEVELS],
}

impl Lists {
    /// Reads the lists, whose levels stand from the `place` of the table of lists on, and their uses.
    pub(super) fn read(tables: &[u8], place: Range<usize>, uses: &[u8]) -> Self {
        let lists = lists(tables, place).unwrap_or_default();
        let styles = lists.values().flat_map(|list| list.styles.iter().zip(0..));
        let styles = styles.filter(|(style, _)| **style < 0x0FFF);
        Self {
            styles: styles.map(|(style, level)| (*style, level)).collect(),
            uses: uses_of(uses, &lists).unwrap_or_default(),
            lists,
        }
    }

    /// The level that a style stands for.
    pub(super) fn level_of(&self, style: u16) -> Option<u8> {
        self.styles.get(&style).copied()
    }

    /// What stands before the next item of a use, counted from 1; `None` if there is no such use.
    pub(super) fn next(&mut self, number: u16, level: u8) -> Option<String> {
        let level = usize::from(level).min(LEVELS - 1);
        let at = usize::from(number).checked_sub(1)?;
        let this = self.uses.get_mut(at)?;
        let list = self.lists.get_mut(&this.list)?;
        if std::mem::take(&mut this.restarts[level]) {
            list.counts.restart(level);
        }
        let levels = match this.levels.is_empty() {
            true => &list.levels,
            false => &this.levels,
        };
        let level = level.min(levels.len() - 1);
        Some(list.counts.next(level, None, |at| levels.get(at)))
    }
}

const LIST: usize = 28;
const USE: usize = 16;

fn lists(tables: &[u8], place: Range<usize>) -> Option<HashMap<u32, List>> {
    let count = usize::from(short(tables, place.start)?);
    let mut at = place.end;
    let mut lists = HashMap::new();
    for number in 0..count.min(MOST) {
        let head = stretch(tables, place.start + 2 + LIST * number, LIST);
        let is_simple = byte(head, 26)? & 1 != 0;
        let mut levels = Vec::new();
        for _ in 0..if is_simple { 1 } else { LEVELS } {
            let Some((level, end)) = level(tables, at) else {
                break;
            };
            levels.push(level);
            at = end;
        }
        if levels.is_empty() {
            break;
        }
        let list = List {
            levels,
            styles: std::array::from_fn(|level| short(head, 8 + 2 * level).unwrap_or(0x0FFF)),
            counts: Counts::default(),
        };
        lists.insert(long(head, 0)?, list);
    }
    Some(lists)
}

/// A level, and where it ends.
fn level(tables: &[u8], at: usize) -> Option<(Level, usize)> {
    let flags = byte(tables, at + 5)?;
    let letters = usize::from(byte(tables, at + 24)?);
    let paragraph = usize::from(byte(tables, at + 25)?);
    let text = at + 28 + letters + paragraph;
    let length = 2 * usize::from(short(tables, text)?);
    let form = byte(tables, at + 4)?;
    let words = wide(stretch(tables, text + 2, length.min(LONGEST)));
    let level = match form {
        BULLET => Level::bullet(&words, Font::Unknown),
        form => Level {
            start: start(tables, at)?,
            numerals: Numerals::of_number(form),
            text: words,
            is_bullet: false,
            is_legal: flags & 0x04 != 0,
            begins_below: byte(tables, at + 26)
                .filter(|_| flags & 0x08 != 0)
                .map(usize::from),
        },
    };
    Some((level, text + 2 + length))
}

fn start(table: &[u8], at: usize) -> Option<i64> {
    Some(i64::from(long(table, at)? as i32))
}

fn uses_of(table: &[u8], lists: &HashMap<u32, List>) -> Option<Vec<Use>> {
    let count = size(table, 0)?.min(table.len() / USE).min(MOST);
    let mut uses = Vec::new();
    let mut at = 4 + USE * count;
    for number in 0..count {
        let head = stretch(table, 4 + USE * number, USE);
        let list = long(head, 0)?;
        let changes = usize::from(byte(head, 12)?).min(LEVELS);
        let mut this = Use {
            list,
            levels: Vec::new(),
            restarts: [false; LEVELS],
        };
        at += 4;
        for _ in 0..changes {
            let Some(end) = change(table, at, &mut this, lists) else {
                break;
            };
            at = end;
        }
        uses.push(this);
    }
    Some(uses)
}

/// Takes in how a use changes a level, and says where that ends.
fn change(table: &[u8], at: usize, this: &mut Use, lists: &HashMap<u32, List>) -> Option<usize> {
    let start = start(table, at)?;
    let bits = long(table, at + 4)?;
    let number = (bits & 0x0F) as usize;
    let (begins, is_other) = (bits & 0x10 != 0, bits & 0x20 != 0);
    let (other, end) = match is_other {
        true => level(table, at + 8).map(|(level, end)| (Some(level), end))?,
        false => (None, at + 8),
    };
    if this.levels.is_empty() {
        let list = lists.get(&this.list);
        this.levels = list.map(|list| list.levels.clone()).unwrap_or_default();
    }
    if let Some(level) = this.levels.get_mut(number).filter(|_| number < LEVELS) {
        this.restarts[number] = begins;
        match other {
            Some(other) => *level = other,
            None if begins => level.start = start,
            None => {}
        }
    }
    Some(end)
}
