//! A table of words, looked up in any case.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hash, Hasher};

use super::eight::{EACH, HIGH};
use super::hash;

/// What is known of words, looked up in any case.
///
/// Every word of every text is looked up, so that the usual case costs one comparison: a word of
/// up to sixteen bytes is two numbers.
#[derive(Debug)]
pub(crate) struct WordTable<T> {
    short: HashMap<Packed, T, BuildHasherDefault<PackedHasher>>,
    long: hash::HashMap<Box<str>, T>,
}

impl<T> Default for WordTable<T> {
    fn default() -> Self {
        Self {
            short: HashMap::default(),
            long: hash::HashMap::default(),
        }
    }
}

/// A word of up to sixteen bytes as two numbers, the second of which is nought for most words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Packed {
    low: u64,
    high: u64,
}

impl Packed {
    /// Packs a word; `None` when it is longer than sixteen bytes.
    ///
    /// Put together from two overlapping parts of a fixed length: copying so few bytes of any
    /// length would cost as much as the look-up.
    fn of(word: &[u8]) -> Option<Self> {
        let length = word.len();
        let four = |at: usize| word[at..].first_chunk().map(|it| u32::from_le_bytes(*it));
        let eight = |at: usize| word[at..].first_chunk().map(|it| u64::from_le_bytes(*it));
        let (low, high) = match length {
            0 => (0, 0),
            1..=3 => {
                let byte = |at: usize| u64::from(word[at]) << (8 * at);
                (byte(0) | byte(length / 2) | byte(length - 1), 0)
            }
            4..=7 => {
                let last = u64::from(four(length - 4)?) << (8 * (length - 4));
                (u64::from(four(0)?) | last, 0)
            }
            8 => (eight(0)?, 0),
            9..=16 => (eight(0)?, eight(length - 8)? >> (8 * (16 - length))),
            _ => return None,
        };
        Some(Self { low, high })
    }

    /// Packs the word of `length` bytes that opens a text.
    ///
    /// As [`of`](Self::of), but wherever the text goes on far enough without asking how long the
    /// word is: nobody can guess that, and a wrong guess costs as much as the look-up.
    fn opening(text: &[u8], length: usize) -> Option<Self> {
        match (text.first_chunk::<16>(), length) {
            (Some(sixteen), 1..=16) => {
                let bits = 8 * (16 - length);
                let whole = u128::from_le_bytes(*sixteen) << bits >> bits;
                Some(Self {
                    low: whole as u64,
                    high: (whole >> 64) as u64,
                })
            }
            _ => Self::of(&text[..length]),
        }
    }

    fn is_ascii(self) -> bool {
        (self.low | self.high) & HIGH == 0
    }

    /// The word, which is ASCII, with its letters small.
    fn in_small_letters(self) -> Self {
        Self {
            low: in_small_letters(self.low),
            high: match self.high {
                0 => 0,
                high => in_small_letters(high),
            },
        }
    }
}

/// Half a packed word, which is ASCII, with its letters small: all eight bytes at once.
fn in_small_letters(half: u64) -> u64 {
    // A sum reaches the high bit of its byte from `A` on, and from the byte after `Z` on; no sum
    // carries into the next byte, for a byte of ASCII is below 0x80.
    let from_a = half + (0x80 - b'A' as u64) * EACH;
    let from_after_z = half + (0x7F - b'Z' as u64) * EACH;
    let is_capital = (from_a ^ from_after_z) & HIGH;
    // 0x80 becomes 0x20, what tells small letters from capitals.
    half | is_capital >> 2
}

impl Hash for Packed {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.low ^ self.high.rotate_left(29));
    }
}

/// Spreads a packed word, so that a table can take its places from it. The keys are ours, so that
/// no one can choose them to collide.
#[derive(Debug, Default)]
struct PackedHasher(u64);

impl Hasher for PackedHasher {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn write_u64(&mut self, folded: u64) {
        /// The golden ratio of 64 bits: an odd number whose multiples spread evenly.
        const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
        let mixed = folded.wrapping_mul(SPREAD);
        self.0 = (mixed ^ mixed >> 32).wrapping_mul(SPREAD);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// The longest word looked up, in bytes; what is longer is not known.
const LONGEST: usize = 40;

impl<T: Copy + Default> WordTable<T> {
    /// An empty one with room for so many words.
    pub(crate) fn of_size(words: usize) -> Self {
        let mut table = Self::default();
        table.short.reserve(words);
        table
    }

    /// True when it has no word.
    pub(crate) fn is_empty(&self) -> bool {
        self.short.is_empty() && self.long.is_empty()
    }

    /// What is known of a word, which is written in small letters.
    pub(crate) fn entry(&mut self, word: &str) -> &mut T {
        match Packed::of(word.as_bytes()) {
            Some(packed) => self.short.entry(packed).or_default(),
            None => self.long.entry(word.into()).or_default(),
        }
    }

    /// What is known of a word in any case; nothing of most. Allocates nothing.
    pub(crate) fn get(&self, word: &str) -> T {
        match Packed::of(word.as_bytes()) {
            Some(packed) if packed.is_ascii() => self.get_packed(packed),
            _ => self.get_any(word),
        }
    }

    /// The same for the word of `length` bytes that opens a text.
    pub(crate) fn get_first(&self, text: &str, length: usize) -> T {
        match Packed::opening(text.as_bytes(), length) {
            Some(packed) if packed.is_ascii() => self.get_packed(packed),
            _ => self.get_any(&text[..length]),
        }
    }

    /// What is known of a word of ASCII.
    fn get_packed(&self, word: Packed) -> T {
        let found = self.short.get(&word.in_small_letters());
        found.copied().unwrap_or_default()
    }

    /// What is known of a word that is long or has other letters.
    fn get_any(&self, word: &str) -> T {
        if word.len() > LONGEST {
            return T::default();
        }
        let mut buffer = [0; 2 * LONGEST];
        let length = lower_into(word, &mut buffer);
        let found = match Packed::of(&buffer[..length]) {
            Some(packed) => self.short.get(&packed),
            None => std::str::from_utf8(&buffer[..length])
                .ok()
                .and_then(|lower| self.long.get(lower)),
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
            let halves = Packed::of(&letters[..length]).map(|packed| [packed.low, packed.high]);
            let bytes = halves.map(|halves| halves.map(u64::to_le_bytes).concat());
            let expected = (length <= 16).then(|| {
                let mut expected = letters[..length].to_vec();
                expected.resize(16, 0);
                expected
            });
            assert_eq!(bytes, expected);
            // Wherever the text ends.
            for text in [&letters[..length], letters, b"abcdefghijklmnopqrst"] {
                let opening = (length <= text.len()).then(|| Packed::opening(text, length));
                assert_eq!(opening, Some(Packed::of(&letters[..length])));
            }
        }
    }

    #[test]
    fn packed_letters_are_made_small_and_nothing_else() {
        for byte in 0..0x80_u8 {
            let small = u64::from(byte.to_ascii_lowercase());
            assert_eq!(in_small_letters(u64::from(byte)), small, "{byte}");
            assert_eq!(in_small_letters(u64::from(byte) << 56), small << 56);
        }
    }
}
