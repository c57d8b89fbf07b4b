//! The identity of a briefing: 128 bits of what its file says, written in Crockford's base 32.
//!
//! Nothing that a rule of ours derives goes into it (a title found, furniture taken off, lines
//! joined), so that a better rule moves no id. `ingest` says which words of a file are whose.
//!
//! Base 32 after Douglas Crockford (<https://www.crockford.com/base32.html>): no I, L, O or U;
//! on input case does not matter and I and L are read as 1, O as 0.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Characters of a whole id: 26 × 5 = 130 bits, the two lowest always 0.
const LENGTH: usize = 26;

/// Characters shown where space is short; 50 bits tell ten million briefings apart.
const SHORT: usize = 10;

/// Bytes hashed at a time, which costs much less than a word at a time.
const CHUNK: usize = 16 << 10;

/// What sets ids apart from other hashes of the same words.
const CONTEXT: &str = "Chancery 2026-11-26 id of a briefing";

/// A briefing's id: follows what its file says, not where that stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct BriefingId(u128);

impl BriefingId {
    /// The id of words, with what is `stated` of them elsewhere: the line of a day and a house
    /// above several releases, a header. White space does not matter, everything else does.
    pub fn of(stated: &str, words: &str) -> Self {
        Self::hash(blake3::Hasher::new_derive_key(CONTEXT), stated, words)
    }

    /// The id that a briefing had before ids were made of what files say: that of its title and
    /// its body, as they were found. Marks may still go by it.
    pub fn formerly(title: &str, body: &str) -> Self {
        Self::hash(blake3::Hasher::new(), title, body)
    }

    fn hash(mut hasher: blake3::Hasher, first: &str, second: &str) -> Self {
        let mut chunk = Vec::with_capacity(CHUNK);
        let mut take = |row: &str| {
            if chunk.len() + row.len() >= CHUNK {
                hasher.update(&chunk);
                chunk.clear();
            }
            chunk.extend_from_slice(row.as_bytes());
            chunk.push(b' ');
        };
        rows(first, &mut take);
        take("\0");
        rows(second, &mut take);
        hasher.update(&chunk);
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        Self(u128::from_be_bytes(bytes))
    }

    /// Its 128 bits, the highest first.
    pub fn bytes(self) -> [u8; 16] {
        self.0.to_be_bytes()
    }

    /// The first ten characters, enough to name it on a screen or a command line.
    pub fn short(self) -> String {
        let mut whole = self.to_string();
        whole.truncate(SHORT);
        whole
    }
}

/// The number of words in a text.
pub fn count_words(text: &str) -> u32 {
    rows(text, |_| {})
}

/// Calls back with rows of words parted by single blanks, and returns how many words they hold.
///
/// Most of a text is such rows already: they are hashed whole, not word by word.
fn rows(text: &str, mut each: impl FnMut(&str)) -> u32 {
    let mut words = 0;
    if is_tidy(text) {
        for line in text.split('\n').filter(|line| !line.is_empty()) {
            words += count_blanks(line.as_bytes()) + 1;
            each(line);
        }
        return u32::try_from(words).unwrap_or(u32::MAX);
    }
    for line in lines(text) {
        let blanks = count_blanks(line.as_bytes());
        let is_row =
            blanks == 0 || !(line.starts_with(' ') || line.ends_with(' ') || line.contains("  "));
        if !is_row {
            for word in line.split(' ').filter(|word| !word.is_empty()) {
                words += 1;
                each(word);
            }
        } else if !line.is_empty() {
            words += blanks + 1;
            each(line);
        }
    }
    u32::try_from(words).unwrap_or(u32::MAX)
}

/// True for a text whose only blanks are line feeds and single U+0020 between words; false for some others
/// that are so, too.
fn is_tidy(text: &str) -> bool {
    let bytes = text.as_bytes();
    if text.starts_with(' ') || text.ends_with(' ') {
        return false;
    }
    // Without an early end, so that the compiler makes vectors of them.
    let is_odd = |byte: u8| (byte < b' ') & (byte != b'\n') | matches!(byte, 0xC2 | 0xE1 | 0xE3);
    let has_odd = bytes.iter().fold(false, |odd, &byte| odd | is_odd(byte));
    let is_blank = |byte: u8| (byte == b' ') | (byte == b'\n');
    let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    let has_pair = pairs.fold(false, |found, (&one, &other)| {
        found | (is_blank(one) & is_blank(other) & ((one & other) != b'\n'))
    });
    // U+2010..U+2027: dashes, quotation marks, the ellipsis.
    let is_mark = |at: usize| matches!(bytes[at + 1..], [0x80, 0x90..=0xA7, ..]);
    !has_odd && !has_pair && memchr::memchr_iter(0xE2, bytes).all(is_mark)
}

/// How many bytes are U+0020.
fn count_blanks(line: &[u8]) -> usize {
    if line.len() <= FEW {
        return line.iter().filter(|&&byte| byte == b' ').count();
    }
    memchr::memchr_iter(b' ', line).count()
}

/// In bytes: as short a line is gone through sooner than a search is set up.
const FEW: usize = 8;

/// The stretches of a text between blanks other than U+0020, but for empty lines.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let bytes = text.as_bytes();
    // A body has no other control character than the line feed.
    let is_control = |byte: u8| (byte < b' ') & (byte != b'\n');
    // Without an early end, so that the compiler makes vectors of it.
    let plain = !bytes
        .iter()
        .fold(false, |found, &byte| found | is_control(byte));
    let mut from = Some(0);
    std::iter::from_fn(move || {
        let start = from?;
        let mut at = start;
        loop {
            let found = if plain {
                next_in_body(&bytes[at..])
            } else {
                bytes[at..].iter().position(|&byte| may_be_blank(byte))
            };
            let Some(found) = found else {
                from = None;
                return Some(&text[start..]);
            };
            at += found;
            let after = blank_at(text, at);
            if after > at {
                from = Some(after);
                return Some(&text[start..at]);
            }
            at += 1;
        }
    })
}

/// The end of the blank at a byte, or of the line feeds; `at` itself where none is.
fn blank_at(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    match rest.as_bytes().first() {
        Some(b'\n') => text.len() - rest.trim_start_matches('\n').len(),
        _ => {
            let blank = rest.chars().next().filter(|c| c.is_whitespace());
            at + blank.map_or(0, char::len_utf8)
        }
    }
}

/// The next byte of a body that [`may_be_blank`].
///
/// Looked for by stretches: in a text of letters that begin with one of the bytes, one search for
/// another that is not there would go through all of the rest.
fn next_in_body(bytes: &[u8]) -> Option<usize> {
    const STRETCH: usize = 256;
    let near = &bytes[..bytes.len().min(FEW)];
    let is_sought = |byte: &u8| matches!(byte, b'\n' | 0xC2 | 0xE1..=0xE3);
    if let Some(found) = near.iter().position(is_sought) {
        return Some(found);
    }
    let mut stretches = bytes.chunks(STRETCH).enumerate();
    stretches.find_map(|(number, stretch)| {
        let usual = memchr::memchr3(b'\n', 0xC2, 0xE2, stretch);
        let until = usual.unwrap_or(stretch.len());
        let found = memchr::memchr2(0xE1, 0xE3, &stretch[..until]).or(usual);
        found.map(|at| number * STRETCH + at)
    })
}

/// True for the first byte of a blank other than U+0020, and of few other characters: those of
/// ASCII, of U+0085 and U+00A0, of U+1680, of U+2000 and those after it, of U+3000.
fn may_be_blank(byte: u8) -> bool {
    matches!(byte, 0..0x20 | 0xC2 | 0xE1..=0xE3)
}

impl fmt::Display for BriefingId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for place in 0..LENGTH {
            write!(f, "{}", self.digit(place) as char)?;
        }
        Ok(())
    }
}

impl BriefingId {
    /// The character at a place of it as it is written.
    fn digit(self, place: usize) -> u8 {
        let digit = if place < LENGTH - 1 {
            (self.0 >> (123 - 5 * place)) & 31
        } else {
            (self.0 << 2) & 31
        };
        ALPHABET[digit as usize]
    }

    /// Its 16 bytes, as they are kept on disk.
    pub fn to_bytes(self) -> [u8; 16] {
        self.0.to_be_bytes()
    }

    /// The id of 16 bytes.
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(u128::from_be_bytes(bytes))
    }
}

/// Reads a whole id; [`IdPrefix`] reads the beginning of one.
impl FromStr for BriefingId {
    type Err = IdPrefixError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let IdPrefix(digits) = text.parse()?;
        if digits.len() != LENGTH {
            return Err(IdPrefixError::Length(digits.len()));
        }
        let value = |digit: u8| ALPHABET.iter().position(|&known| known == digit);
        let mut id = 0;
        for (place, digit) in digits.bytes().enumerate() {
            let digit = value(digit).unwrap_or(0) as u128;
            id |= if place < LENGTH - 1 {
                digit << (123 - 5 * place)
            } else {
                digit >> 2
            };
        }
        Ok(Self(id))
    }
}

/// The beginning of an id, as a person types it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdPrefix(String);

/// Why a text is no id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdPrefixError {
    /// It has a character that no id has.
    #[error("{0:?} cannot stand in an id (ids have digits and letters but I, L, O and U)")]
    Character(char),
    /// It has too few characters to mean one briefing, or more than an id has.
    #[error("an id has 4 to 26 characters, this has {0}")]
    Length(usize),
}

impl IdPrefix {
    /// True when `id` begins with it.
    pub fn matches(&self, id: BriefingId) -> bool {
        let mut digits = (0..).zip(self.0.bytes());
        digits.all(|(place, digit)| id.digit(place) == digit)
    }
}

impl fmt::Display for IdPrefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for IdPrefix {
    type Err = IdPrefixError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let length = text.chars().count();
        if !(4..=LENGTH).contains(&length) {
            return Err(IdPrefixError::Length(length));
        }
        text.chars()
            .map(|typed| {
                let c = match typed.to_ascii_uppercase() {
                    'I' | 'L' => '1',
                    'O' => '0',
                    other => other,
                };
                match u8::try_from(c) {
                    Ok(byte) if ALPHABET.contains(&byte) => Ok(c),
                    _ => Err(IdPrefixError::Character(typed)),
                }
            })
            .collect::<Result<String, _>>()
            .map(Self)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_next_blank_is_found_in_whichever_stretch_it_stands() {
        for before in [0, 1, 255, 256, 257, 700] {
            for blank in ["\n", "\u{85}", "\u{1680}", "\u{2003}", "\u{3000}"] {
                let text = format!("{}{blank}\n", "x".repeat(before));
                assert_eq!(next_in_body(text.as_bytes()), Some(before));
            }
            assert_eq!(next_in_body("x".repeat(before).as_bytes()), None);
        }
    }

    #[test]
    fn an_id_follows_the_words_and_not_the_white_space() {
        for of in [BriefingId::of, BriefingId::formerly] {
            let id = of("A title", "Some  words\n\nmore");
            assert_eq!(id, of("A  title", "Some words more"));
            assert_ne!(id, of("A title", "Some words"));
            assert_ne!(id, of("A title Some", "words more"));
        }
    }

    /// Marks are out there that go by these.
    #[test]
    fn ids_never_change() {
        let id = BriefingId::of("12 May", "The  port\nis open.").to_string();
        assert_eq!(id, "DEQBSR9JRJCRSVKX244HMRYEBW");
        let former = BriefingId::formerly("Port", "The  port\nis open.").to_string();
        assert_eq!(former, "XD5E6PZDM99GK2ZT2J28VQ8BJG");
    }

    #[test]
    fn blanks_of_every_kind_part_words_and_count_for_nothing() {
        let id = BriefingId::of("t", "one two three");
        for body in [
            "one two three",
            "one\u{a0}two\u{2003}\u{3000}three",
            "\r\n one\ttwo \n\n three\u{85}",
        ] {
            assert_eq!(BriefingId::of("t", body), id, "{body:?}");
            assert_eq!(count_words(body), 3, "{body:?}");
        }
        assert_eq!(count_words(" \u{a0}\n"), 0);
        assert_eq!(count_words("é\u{2019}ß"), 1);
    }

    proptest! {
        #[test]
        fn words_are_what_stands_between_blanks(text in "[a é“\u{2003}\u{a0}\n]{0,12}") {
            let words: Vec<&str> = text.split_whitespace().collect();
            prop_assert_eq!(count_words(&text) as usize, words.len());
            let mut found = String::new();
            rows(&text, |row| {
                found.push_str(row);
                found.push(' ');
            });
            prop_assert_eq!(found.trim_end(), words.join(" "));
        }
    }

    #[test]
    fn an_id_is_26_characters_and_found_by_its_beginning_in_any_case() {
        let id = BriefingId::of("t", "b");
        let whole = id.to_string();
        assert_eq!(whole.len(), 26);
        let prefix: IdPrefix = whole[..6].to_lowercase().parse().unwrap();
        assert!(prefix.matches(id));
        assert!(whole.parse::<IdPrefix>().unwrap().matches(id));
    }

    #[test]
    fn a_whole_id_reads_back_as_text_and_as_bytes() {
        for title in ["t", "u", "v"] {
            let id = BriefingId::of(title, "b");
            assert_eq!(id.to_string().to_lowercase().parse(), Ok(id));
            assert_eq!(BriefingId::from_bytes(id.to_bytes()), id);
            assert_eq!(
                id.short().parse::<BriefingId>(),
                Err(IdPrefixError::Length(10))
            );
        }
    }

    #[test]
    fn what_cannot_be_an_id_says_why() {
        assert_eq!("abc".parse::<IdPrefix>(), Err(IdPrefixError::Length(3)));
        assert_eq!(
            "abc/d".parse::<IdPrefix>(),
            Err(IdPrefixError::Character('/'))
        );
        assert!("oil1".parse::<IdPrefix>().is_ok(), "O, I and L are digits");
    }
}
