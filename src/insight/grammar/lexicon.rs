//! The senses of the words of one language, looked up in any case.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::sense::Sense;

/// The words of one language.
#[derive(Debug, Default)]
pub(crate) struct Lexicon(WordTable<Sense>);

/// What is known of words, looked up in any case.
///
/// Every word of every text is looked up, so that the usual case costs one comparison: a word of
/// up to sixteen bytes is one number.
#[derive(Debug)]
pub(crate) struct WordTable<T> {
    short: HashMap<u128, T, BuildHasherDefault<PackedHasher>>,
    long: HashMap<Box<str>, T>,
}

impl<T> Default for WordTable<T> {
    fn default() -> Self {
        Self {
            short: HashMap::default(),
            long: HashMap::default(),
        }
    }
}

/// A word as a number; `None` when it is longer than sixteen bytes.
///
/// Put together from two overlapping halves of a fixed length: copying so few bytes of any length
/// would cost as much as the look-up.
fn packed(word: &[u8]) -> Option<u128> {
    let length = word.len();
    let shift = |bytes: usize| 8 * bytes;
    let packed = match length {
        0 => 0,
        1..=3 => {
            let byte = |at: usize| u128::from(word[at]) << shift(at);
            byte(0) | byte(length / 2) | byte(length - 1)
        }
        4..=7 => {
            let half = |at: usize| {
                word[at..]
                    .first_chunk()
                    .map(|four| u32::from_le_bytes(*four))
            };
            u128::from(half(0)?) | u128::from(half(length - 4)?) << shift(length - 4)
        }
        8..=16 => {
            let half = |at: usize| {
                word[at..]
                    .first_chunk()
                    .map(|eight| u64::from_le_bytes(*eight))
            };
            u128::from(half(0)?) | u128::from(half(length - 8)?) << shift(length - 8)
        }
        _ => return None,
    };
    Some(packed)
}

/// A one in every byte of a packed word.
const EACH: u128 = u128::MAX / 0xFF;

/// The bits that no byte of ASCII has.
const HIGH: u128 = 0x80 * EACH;

/// The packed word, which is ASCII, with its letters small: all sixteen bytes at once.
fn in_small_letters(packed: u128) -> u128 {
    // A sum reaches the high bit of its byte from `A` on, and from the byte after `Z` on; no sum
    // carries into the next byte, for a byte of ASCII is below 0x80.
    let from_a = packed + (0x80 - b'A' as u128) * EACH;
    let from_after_z = packed + (0x7F - b'Z' as u128) * EACH;
    let is_capital = (from_a ^ from_after_z) & HIGH;
    // 0x80 becomes 0x20, what tells small letters from capitals.
    packed | is_capital >> 2
}

/// Folds a packed word into one that a table can take its places from. The keys are ours, so that
/// no one can choose them to collide.
#[derive(Debug, Default)]
struct PackedHasher(u64);

impl Hasher for PackedHasher {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn write_u128(&mut self, packed: u128) {
        /// The golden ratio of 64 bits: an odd number whose multiples spread evenly.
        const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the two halves of the number"
        )]
        let (low, high) = (packed as u64, (packed >> 64) as u64);
        let mixed = (low ^ high.rotate_left(29)).wrapping_mul(SPREAD);
        self.0 = (mixed ^ mixed >> 32).wrapping_mul(SPREAD);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// The longest word looked up, in bytes; what is longer is not known.
const LONGEST: usize = 40;

impl Lexicon {
    /// True when it holds nothing, so that nobody can be named.
    pub(super) fn is_empty(&self) -> bool {
        self.0.short.is_empty()
    }

    /// Adds a sense to a word, which is written in small letters.
    pub(super) fn add(&mut self, word: &str, sense: Sense) {
        *self.0.entry(word) |= sense;
    }

    /// The senses of a word in any case. Allocates nothing.
    pub(crate) fn sense(&self, word: &str) -> Sense {
        self.0.get(word)
    }
}

impl<T: Copy + Default> WordTable<T> {
    /// What is known of a word, which is written in small letters.
    pub(crate) fn entry(&mut self, word: &str) -> &mut T {
        match packed(word.as_bytes()) {
            Some(packed) => self.short.entry(packed).or_default(),
            None => self.long.entry(word.into()).or_default(),
        }
    }

    /// What is known of a word in any case; nothing of most. Allocates nothing.
    pub(crate) fn get(&self, word: &str) -> T {
        if word.len() > LONGEST {
            return T::default();
        }
        let found = if let Some(packed) = packed(word.as_bytes())
            && packed & HIGH == 0
        {
            self.short.get(&in_small_letters(packed))
        } else {
            let mut buffer = [0; 2 * LONGEST];
            let length = lower_into(word, &mut buffer);
            match packed(&buffer[..length]) {
                Some(packed) => self.short.get(&packed),
                None => std::str::from_utf8(&buffer[..length])
                    .ok()
                    .and_then(|lower| self.long.get(lower)),
            }
        };
        found.copied().unwrap_or_default()
    }
}

/// Writes the lower-case form of a word and returns its length; what does not fit is cut off.
fn lower_into(word: &str, buffer: &mut [u8]) -> usize {
    let mut length = 0;
    for c in word.chars().flat_map(char::to_lowercase) {
        if length + c.len_utf8() > buffer.len() {
            break;
        }
        length += c.encode_utf8(&mut buffer[length..]).len();
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_any_length_is_packed_byte_by_byte() {
        let letters = b"abcdefghijklmnopq";
        for length in 0..=17 {
            let bytes = packed(&letters[..length]).map(u128::to_le_bytes);
            let mut expected = [0; 16];
            if length <= 16 {
                expected[..length].copy_from_slice(&letters[..length]);
            }
            assert_eq!(bytes, (length <= 16).then_some(expected));
        }
    }

    #[test]
    fn packed_letters_are_made_small_and_nothing_else() {
        for byte in 0..0x80_u8 {
            let small = u128::from(byte.to_ascii_lowercase());
            assert_eq!(in_small_letters(u128::from(byte)), small, "{byte}");
            assert_eq!(in_small_letters(u128::from(byte) << 120), small << 120);
        }
    }

    #[test]
    fn a_word_has_its_senses_in_any_case() {
        let mut lexicon = Lexicon::default();
        lexicon.add("said", Sense::CUE);
        lexicon.add("заявил", Sense::CUE);
        lexicon.add("president", Sense::TITLE);
        lexicon.add("president", Sense::ROLE);
        assert!(lexicon.sense("SAID").is(Sense::CUE));
        assert!(lexicon.sense("Заявил").is(Sense::CUE));
        assert_eq!(lexicon.sense("President"), Sense::TITLE | Sense::ROLE);
        assert_eq!(lexicon.sense("Lind"), Sense::default());
    }
}
