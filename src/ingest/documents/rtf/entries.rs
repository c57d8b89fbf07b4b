//! The entries of a document's tables, of fonts and of styles: each has a number and a name that a semicolon ends.

use std::collections::HashMap;
use std::mem;

/// The most entries that are remembered.
const MOST: usize = 4096;

/// The longest name that tells anything.
const LONGEST: usize = 80;

/// What is known of the entries by their numbers, and the name of the one at work.
#[derive(Debug)]
pub(super) struct Entries<V> {
    known: HashMap<i32, V>,
    name: String,
}

impl<V> Default for Entries<V> {
    fn default() -> Self {
        Self {
            known: HashMap::new(),
            name: String::new(),
        }
    }
}

impl<V: Copy> Entries<V> {
    /// What is known of the entry of that number.
    pub(super) fn of(&self, number: i32) -> Option<V> {
        self.known.get(&number).copied()
    }

    /// Takes in a letter of a name; true where that ends the entry at work.
    pub(super) fn letter(&mut self, letter: char) -> bool {
        if letter != ';' && self.name.len() < LONGEST {
            self.name.push(letter);
        }
        letter == ';'
    }

    /// Ends the entry at work, with what its name tells of it.
    pub(super) fn end(&mut self, number: Option<i32>, value: impl FnOnce(&str) -> Option<V>) {
        let name = mem::take(&mut self.name);
        if let Some(number) = number
            && self.known.len() < MOST
            && let Some(value) = value(&name)
        {
            self.known.insert(number, value);
        }
    }
}
