//! How candidates are kept: folded, end to end, a couple of thousand to a chunk.
//!
//! A candidate's key is `title ␟ source ␟ date ␟ tag ␟ tag …`, with the unit separator between,
//! which no term can hold, so that nothing is found across two fields.

use super::term::bit;
use crate::text::fold::fold;

/// Candidates in a full chunk: some 200 KB of keys, which is what a push after a snapshot copies
/// at most, and about 0.1 ms of searching between two questions whether to stop.
pub(super) const CHUNK: usize = 2048;

/// Characters of a title, and of all tags together, that can be found.
///
/// A headline has fewer. What is longer is a text without one, and fuzzy matching in texts finds
/// everything.
pub(super) const MAX_FIELD: usize = 512;

const SEPARATOR: char = '\u{1F}';

/// What can be found of a briefing, as it is shown.
#[derive(Debug, Clone, Copy, Default)]
pub struct Fields<'a> {
    /// The title; its first 512 characters count.
    pub title: &'a str,
    /// The issuing body.
    pub source: &'a str,
    /// The date as a reader may type it: ISO first (`2024-05-31`), others after a blank.
    pub date: &'a str,
    /// The tags' names, as many as should be found; 512 characters of them count.
    pub tags: &'a [&'a str],
}

/// A stretch of the candidates.
#[derive(Debug, Clone, Default)]
pub(super) struct Chunk {
    keys: String,
    letters: Vec<Letters>,
    ends: Vec<Ends>,
}

/// Which letters a key holds, as sets of [`bit`]s: the first thing that is looked at.
#[derive(Debug, Clone, Copy, Default)]
struct Letters {
    all: u64,
    initial: u64,
}

/// Where the parts of a key end in [`Chunk::keys`].
#[derive(Debug, Clone, Copy)]
struct Ends {
    title: u32,
    source: u32,
    key: u32,
}

/// One candidate, looked at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate<'a> {
    letters: Letters,
    chunk: &'a Chunk,
    index: usize,
}

impl Chunk {
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn is_full(&self) -> bool {
        self.len() >= CHUNK
    }

    pub(super) fn push(&mut self, fields: Fields<'_>) {
        let start = self.keys.len();
        self.push_folded(fields.title);
        let title = self.keys.len();
        self.keys.push(SEPARATOR);
        self.push_folded(fields.source);
        let source = self.keys.len();
        self.keys.push(SEPARATOR);
        self.push_folded(fields.date);
        let mut room = MAX_FIELD;
        for tag in fields.tags {
            let Some(left) = room.checked_sub(tag.chars().count()) else {
                break;
            };
            room = left;
            self.keys.push(SEPARATOR);
            self.push_folded(tag);
        }
        self.letters.push(letters_of(&self.keys[start..]));
        let end = |at: usize| u32::try_from(at).expect("a chunk's keys are capped far below 4 GiB");
        self.ends.push(Ends {
            title: end(title),
            source: end(source),
            key: end(self.keys.len()),
        });
        if self.is_full() {
            self.keys.shrink_to_fit();
        }
    }

    /// Puts another candidate in the place of the one at `index`, which must be below
    /// [`Chunk::len`].
    pub(super) fn replace(&mut self, index: usize, fields: Fields<'_>) {
        let mut other = Self::default();
        other.push(fields);
        let old = self.candidate(index);
        let (start, end) = (old.start(), old.ends().key);
        let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let (from, grown) = (narrow(start), narrow(other.keys.len()));
        self.keys.replace_range(start..end as usize, &other.keys);
        let moved = |at: u32| at - end + from + grown;
        for later in &mut self.ends[index + 1..] {
            (later.title, later.source) = (moved(later.title), moved(later.source));
            later.key = moved(later.key);
        }
        let Ends { title, source, key } = other.ends[0];
        self.ends[index] = Ends {
            title: from + title,
            source: from + source,
            key: from + key,
        };
        self.letters[index] = other.letters[0];
    }

    fn push_folded(&mut self, field: &str) {
        let folded = fold(head(field));
        self.keys
            .extend(folded.chars().take(MAX_FIELD).filter(|&c| c != SEPARATOR));
    }

    /// The candidate at `index`, which must be below [`Chunk::len`].
    pub(super) fn candidate(&self, index: usize) -> Candidate<'_> {
        Candidate {
            letters: self.letters[index],
            chunk: self,
            index,
        }
    }
}

impl<'a> Candidate<'a> {
    /// The letters of the whole key.
    pub(super) fn letters(self) -> u64 {
        self.letters.all
    }

    /// The letters that open a word somewhere in the key.
    pub(super) fn initials(self) -> u64 {
        self.letters.initial
    }

    /// The whole key.
    pub(super) fn key(self) -> &'a str {
        &self.chunk.keys[self.start()..self.ends().key as usize]
    }

    /// Title and source.
    pub(super) fn names(self) -> [&'a str; 2] {
        let (keys, ends) = (self.chunk.keys.as_str(), self.ends());
        let title = &keys[self.start()..ends.title as usize];
        let source = &keys[ends.title as usize + SEPARATOR.len_utf8()..ends.source as usize];
        [title, source]
    }

    fn start(self) -> usize {
        let before = self.index.checked_sub(1);
        before.map_or(0, |before| self.chunk.ends[before].key as usize)
    }

    fn ends(self) -> Ends {
        self.chunk.ends[self.index]
    }
}

/// The part of a field that can be found.
pub(super) fn head(field: &str) -> &str {
    let end = field.char_indices().nth(MAX_FIELD);
    &field[..end.map_or(field.len(), |(at, _)| at)]
}

fn letters_of(key: &str) -> Letters {
    let mut letters = Letters::default();
    let mut opens_word = true;
    for c in key.chars() {
        letters.all |= bit(c);
        if opens_word {
            letters.initial |= bit(c);
        }
        opens_word = !c.is_alphanumeric();
    }
    letters
}
