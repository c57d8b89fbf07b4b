//! The lists of a document: how their levels are numbered, and which paragraphs use which.
//!
//! Word writes each number beside its paragraph, too; programs that make RTF often leave that to
//! the reader.

use std::collections::HashMap;

use crate::ingest::documents::numbering::{Counts, LEVELS_OF_WORD as LEVELS, LONGEST, Level};
use crate::ingest::documents::numerals::{BULLET, Numerals};
use crate::ingest::documents::signs::Font;

/// The most lists, and the most uses of them.
const MOST: usize = 4096;

#[derive(Debug, Default)]
struct List {
    levels: Vec<Level>,
    counts: Counts,
}

/// A use of a list, some of whose levels may begin elsewhere or be numbered otherwise.
#[derive(Debug, Default)]
struct Use {
    list: i32,
    own: Vec<(usize, Level)>,
    starts: Vec<(usize, i64)>,
    has_begun: bool,
}

/// The lists with their uses, and what is being defined.
#[derive(Debug, Default)]
pub(super) struct Lists {
    lists: HashMap<i32, List>,
    uses: HashMap<i32, Use>,
    list: List,
    level: Level,
    /// A level is being defined.
    has_level: bool,
    this_use: Use,
    /// The level that is changed for a use, counted from 1; 0 in the table of lists.
    change: usize,
    /// The text of a level is read.
    is_text: bool,
}

impl Lists {
    /// Takes in a word of the tables of lists and of their uses.
    pub(super) fn word(&mut self, name: &[u8], number: i32) {
        match name {
            b"list" => self.list = List::default(),
            b"listlevel" => self.begin_level(),
            b"levelnfc" | b"levelnfcn" => {
                let form = u8::try_from(number).unwrap_or_default();
                self.level.is_bullet = form == BULLET;
                self.level.numerals = Numerals::of_number(form);
            }
            b"levelstartat" if self.has_level => self.level.start = i64::from(number),
            b"levelstartat" if self.change > 0 => {
                self.this_use
                    .starts
                    .push((self.change - 1, i64::from(number)));
            }
            b"levellegal" => self.level.is_legal = number != 0,
            b"levelnorestart" if number != 0 => self.level.begins_below = Some(0),
            b"leveltext" => self.is_text = true,
            b"levelnumbers" | b"listname" => self.is_text = false,
            b"listoverride" => {
                self.end_level();
                self.this_use = Use::default();
                self.change = 0;
            }
            b"lfolevel" => {
                self.end_level();
                self.change = (self.change + 1).min(LEVELS);
            }
            b"listid" => {
                self.end_level();
                self.this_use.list = number;
                if self.lists.len() < MOST && !self.list.levels.is_empty() {
                    self.lists.insert(number, std::mem::take(&mut self.list));
                }
            }
            b"ls" => {
                self.end_level();
                if self.uses.len() < MOST {
                    self.uses.insert(number, std::mem::take(&mut self.this_use));
                }
            }
            _ => {}
        }
    }

    /// Takes in a letter of a level's text, whose first says how many there are.
    pub(super) fn letter(&mut self, letter: char) {
        match letter {
            ';' => self.is_text = false,
            letter if self.is_text && self.level.text.len() < LONGEST => {
                self.level.text.push(letter);
            }
            _ => {}
        }
    }

    fn begin_level(&mut self) {
        self.end_level();
        self.has_level = true;
        self.level.start = 1;
    }

    fn end_level(&mut self) {
        self.is_text = false;
        if !std::mem::take(&mut self.has_level) {
            return;
        }
        let mut level = std::mem::take(&mut self.level);
        let length = level.text.chars().next().filter(char::is_ascii_control);
        if let Some(length) = length {
            let letters = level.text.chars().skip(1).take(length as usize);
            level.text = letters.collect();
        }
        if level.is_bullet {
            level = Level::bullet(&level.text, Font::Unknown);
        }
        match self.change.checked_sub(1) {
            Some(at) => self.this_use.own.push((at, level)),
            None if self.list.levels.len() < LEVELS => self.list.levels.push(level),
            None => {}
        }
    }

    /// What stands before the next paragraph of a use: a number or a bullet and a blank, or
    /// nothing.
    pub(super) fn next(&mut self, number: i32, level: u8) -> String {
        // To Word 0 is no list, even where a program has called one so.
        let Some(this) = self.uses.get_mut(&number).filter(|_| number != 0) else {
            return String::new();
        };
        let Some(List { levels, counts }) = self.lists.get_mut(&this.list) else {
            return String::new();
        };
        let first = this.starts.iter().map(|(level, _)| *level).min();
        if !std::mem::replace(&mut this.has_begun, true)
            && let Some(first) = first
        {
            counts.restart(first);
            for (at, start) in std::mem::take(&mut this.starts) {
                let own = this.own.iter().position(|(own, _)| *own == at);
                match own.map(|own| &mut this.own[own].1) {
                    Some(own) => own.start = start,
                    None => {
                        let level = levels.get(at).cloned().unwrap_or_default();
                        this.own.push((at, Level { start, ..level }));
                    }
                }
            }
        }
        let own = |at: usize| this.own.iter().find(|(own, _)| *own == at);
        let levels = |at: usize| own(at).map(|(_, own)| own).or_else(|| levels.get(at));
        counts.next(usize::from(level), None, levels)
    }
}
