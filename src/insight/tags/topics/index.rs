//! Terms by the first bytes of their first word.

use super::terms::is_word_byte;
use crate::text::eight::{EACH, HIGH};

/// Terms by a key of up to eight bytes.
#[derive(Debug)]
pub(super) struct Index {
    /// A bit for the hash of each key: small enough to stay near, it tells of most words that no term
    /// begins so.
    filter: Box<[u64]>,
    /// For each bucket where its entries start; one more at the end.
    starts: Box<[u16]>,
    /// The keys and the numbers of the terms, those of one bucket together.
    entries: Vec<(u64, u16)>,
}

/// How many bits of a hash number the bits of the filter, and how many of those the buckets.
const FILTER: u32 = 16;
const BUCKETS: u32 = 12;

impl Index {
    /// Puts in the terms that have these keys, each by its number.
    pub(super) fn new(mut entries: Vec<(u64, u16)>) -> Self {
        entries.sort_by_key(|&(key, number)| (bucket(hash(key)), number));
        let mut filter = vec![0; 1 << (FILTER - u64::BITS.ilog2())];
        let mut starts = vec![0; (1 << BUCKETS) + 1];
        for &(key, _) in &entries {
            let hash = hash(key);
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

    /// Calls back with the number of each term that has a key.
    ///
    /// Every word comes here, and loops over slices are several times as quick as iterators of several
    /// parts, which are copied about.
    pub(super) fn each(&self, key: u64, mut found: impl FnMut(u16)) {
        let hash = hash(key);
        if self.filter[hash / BITS] >> (hash % BITS) & 1 == 0 {
            return;
        }
        let bucket = bucket(hash);
        let range = usize::from(self.starts[bucket])..usize::from(self.starts[bucket + 1]);
        for entry in &self.entries[range] {
            if entry.0 == key {
                found(entry.1);
            }
        }
    }
}

/// The bits of one number of a filter.
const BITS: usize = u64::BITS as usize;

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

/// The first eight bytes of a text; zeros after a shorter one.
pub(super) fn first_eight(text: &[u8]) -> u64 {
    let mut first = [0; size_of::<u64>()];
    match text.first_chunk() {
        Some(chunk) => first = *chunk,
        None => first[..text.len()].copy_from_slice(text),
    }
    u64::from_le_bytes(first)
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
        let of = |text: &str| key(first_eight(text.as_bytes()), 8);
        let index = Index::new(vec![
            (of("ferry li"), 0),
            (of("oil"), 1),
            (of("ferry li"), 2),
        ]);
        let found = |text: &str, length: usize| -> Vec<u16> {
            let mut found = Vec::new();
            let key = key(first_eight(text.as_bytes()), length);
            index.each(key, |number| found.push(number));
            found
        };
        assert_eq!(found("ferry lines cross", 8), [0, 2]);
        assert_eq!(found("oil is dear", 3), [1]);
        assert_eq!(found("oil is dear", 8), [0; 0]);
    }
}
