//! Terms by the first bytes of their first word.
//!
//! Every word of every text comes here. So what tells that no term begins like it is small enough to
//! stay in the nearest memory, and all that is needed to compare a term stands in one place.

use super::terms::is_word_byte;
use crate::text::eight::{EACH, HIGH};

/// Terms by a key of up to eight bytes.
#[derive(Debug)]
pub(super) struct Index {
    /// A bit for the hash of each key.
    filter: Box<[u64]>,
    /// For each bucket where its entries start; one more at the end.
    starts: Box<[u16]>,
    /// Those of one bucket together.
    entries: Vec<Entry>,
}

/// A term under one of its keys.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    /// What a word has to begin with to be looked at.
    pub(super) key: u64,
    /// What the term begins with.
    pub(super) front: Front,
    /// The number of the term.
    pub(super) number: u16,
    /// True where that is all of the term.
    pub(super) is_whole: bool,
}

/// The first bytes of a term, up to sixteen: most of those that a word is compared with differ
/// there, and two comparisons tell.
#[derive(Debug, Clone, Copy)]
pub(super) struct Front {
    first: [u64; 2],
    length: u8,
}

impl Front {
    /// How many bytes it takes in.
    pub(super) const MOST: usize = 16;

    /// The first `length` bytes of a text.
    pub(super) fn of(text: &[u8], length: usize) -> Self {
        let length = length.min(Self::MOST);
        let [first, next] = first_bytes(text);
        Self {
            first: [key(first, length), key(next, length.saturating_sub(8))],
            length: length as u8,
        }
    }

    /// True for a text with these [`first_bytes`].
    pub(super) fn opens(&self, text: [u64; 2]) -> bool {
        let length = self.len();
        let first = [key(text[0], length), key(text[1], length.saturating_sub(8))];
        first == self.first
    }

    /// How many bytes it has.
    pub(super) fn len(&self) -> usize {
        usize::from(self.length)
    }
}

/// How many bits of a hash number the bits of the filter, and how many of those the buckets.
const FILTER: u32 = 16;
const BUCKETS: u32 = 12;

/// The bits of one number of a filter.
const BITS: usize = u64::BITS as usize;

impl Index {
    pub(super) fn new(mut entries: Vec<Entry>) -> Self {
        entries.sort_by_key(|entry| (bucket(hash(entry.key)), entry.number));
        let mut filter = vec![0; (1 << FILTER) / BITS];
        let mut starts = vec![0; (1 << BUCKETS) + 1];
        for entry in &entries {
            let hash = hash(entry.key);
            filter[hash / BITS] |= 1 << (hash % BITS);
            starts[bucket(hash) + 1] += 1;
        }
        for at in 0..1 << BUCKETS {
            starts[at + 1] += starts[at];
        }
        Self {
            filter: filter.into(),
            starts: starts.into(),
            entries,
        }
    }

    /// Calls back with each term that has a key and opens a text with these [`first_bytes`].
    pub(super) fn each(&self, key: u64, text: [u64; 2], mut found: impl FnMut(&Entry)) {
        let hash = hash(key);
        if self.filter[hash / BITS] >> (hash % BITS) & 1 == 0 {
            return;
        }
        let bucket = bucket(hash);
        let range = usize::from(self.starts[bucket])..usize::from(self.starts[bucket + 1]);
        for entry in &self.entries[range] {
            if entry.key == key && entry.front.opens(text) {
                found(entry);
            }
        }
    }
}

fn hash(key: u64) -> usize {
    (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (u64::BITS - FILTER)) as usize
}

fn bucket(hash: usize) -> usize {
    hash >> (FILTER - BUCKETS)
}

/// The first `length` bytes of eight, with zeros after them.
pub(super) fn key(first: u64, length: usize) -> u64 {
    let spare = 8_usize.saturating_sub(length) * 8;
    first & u64::MAX.checked_shr(spare as u32).unwrap_or(0)
}

/// The first sixteen bytes of a text; zeros after a shorter one.
pub(super) fn first_bytes(text: &[u8]) -> [u64; 2] {
    let eight = |at: usize| match text.get(at..).and_then(<[u8]>::first_chunk) {
        Some(eight) => u64::from_le_bytes(*eight),
        None => {
            let rest = text.get(at..).unwrap_or_default();
            let mut eight = [0; 8];
            eight[..rest.len()].copy_from_slice(rest);
            u64::from_le_bytes(eight)
        }
    };
    [eight(0), eight(8)]
}

/// The length of the word that a text in small letters opens with.
pub(super) fn word_length(text: &[u8]) -> usize {
    let mut length = 0;
    loop {
        let rest = &text[length..];
        let run = rest
            .first_chunk()
            .map_or(0, |eight| word_run(u64::from_le_bytes(*eight)));
        length += run;
        if run < size_of::<u64>() {
            match text.get(length) {
                Some(byte) if is_word_byte(*byte) => length += 1,
                _ => return length,
            }
        }
    }
}

/// How many of eight bytes, up to one that is none, are small letters of ASCII or parts of other letters.
fn word_run(eight: u64) -> usize {
    // Without its high bit no byte carries into the next.
    let low = eight & !HIGH;
    let from_a = low + (0x80 - u64::from(b'a')) * EACH;
    let from_after_z = low + (0x7F - u64::from(b'z')) * EACH;
    let is_letter = from_a ^ from_after_z | eight;
    // Here a byte may carry, but never below the first that is looked for.
    let is = |byte: u8| {
        let differs = eight ^ (u64::from(byte) * EACH);
        differs.wrapping_sub(EACH) & !differs
    };
    ((!is_letter | is(0xC2) | is(0xE2)) & HIGH).trailing_zeros() as usize / 8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_ends_where_its_bytes_say() {
        for (text, length) in [
            ("ferry line", 5),
            ("ferryboats of tarn", 10),
            ("paragraphs", 10),
            ("g20 summit", 3),
            ("état of things", 5),
            ("länge—und mehr", 6),
            ("переговоры в тарне", 20),
            ("«words» here", 0),
            ("word\u{a0}and more words", 4),
            ("i’m on the ferry", 1),
            ("", 0),
        ] {
            let bytes = text.as_bytes();
            assert_eq!(word_length(bytes), length, "{text}");
            let by_byte = bytes.iter().take_while(|byte| is_word_byte(**byte));
            assert_eq!(by_byte.count(), length, "{text}");
        }
    }

    #[test]
    fn terms_are_found_by_their_keys() {
        let of = |text: &str, number: u16| Entry {
            key: key(first_bytes(text.as_bytes())[0], 8),
            front: Front::of(text.as_bytes(), text.len()),
            number,
            is_whole: true,
        };
        let index = Index::new(vec![
            of("ferry line", 0),
            of("oil", 1),
            of("ferry licence", 2),
        ]);
        let found = |text: &str, length: usize| -> Vec<u16> {
            let first = first_bytes(text.as_bytes());
            let mut found = Vec::new();
            index.each(key(first[0], length), first, |entry| {
                found.push(entry.number)
            });
            found
        };
        assert_eq!(found("ferry lines cross", 8), [0]);
        assert_eq!(found("ferry licences", 8), [2]);
        assert_eq!(found("oil is dear", 3), [1]);
        assert_eq!(found("oil is dear", 8), [0; 0]);
    }
}
