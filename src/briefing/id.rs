//! The identity of a briefing: 128 bits of its content, written in Crockford's base 32.
//!
//! Base 32 after Douglas Crockford (<https://www.crockford.com/base32.html>): no I, L, O or U;
//! on input case does not matter and I and L are read as 1, O as 0.

use std::fmt;
use std::str::FromStr;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Characters of a whole id: 26 × 5 = 130 bits, the two lowest always 0.
const LENGTH: usize = 26;

/// Characters shown where space is short; 50 bits tell ten million briefings apart.
const SHORT: usize = 10;

/// Bytes hashed at a time, which costs much less than a word at a time.
const CHUNK: usize = 16 << 10;

/// A briefing's id: follows its content, not its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BriefingId(u128);

impl BriefingId {
    /// Derives the id from the content: words only, so that white space does not matter.
    pub fn of(title: &str, body: &str) -> Self {
        let mut hasher = blake3::Hasher::new();
        let mut chunk = Vec::with_capacity(CHUNK);
        for word in title.split_whitespace() {
            chunk.extend_from_slice(word.as_bytes());
            chunk.push(b' ');
        }
        chunk.push(0);
        for word in body.split_whitespace() {
            if chunk.len() + word.len() >= CHUNK {
                hasher.update(&chunk);
                chunk.clear();
            }
            chunk.extend_from_slice(word.as_bytes());
            chunk.push(b' ');
        }
        hasher.update(&chunk);
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        Self(u128::from_be_bytes(bytes))
    }

    /// The first ten characters, enough to name it on a screen or a command line.
    pub fn short(self) -> String {
        let mut whole = self.to_string();
        whole.truncate(SHORT);
        whole
    }
}

impl fmt::Display for BriefingId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for place in 0..LENGTH {
            let digit = if place < LENGTH - 1 {
                (self.0 >> (123 - 5 * place)) & 31
            } else {
                (self.0 << 2) & 31
            };
            write!(f, "{}", ALPHABET[digit as usize] as char)?;
        }
        Ok(())
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
        id.to_string().starts_with(&self.0)
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
    use super::*;

    #[test]
    fn an_id_follows_the_words_and_not_the_white_space() {
        let id = BriefingId::of("A title", "Some  words\n\nmore");
        assert_eq!(id, BriefingId::of("A  title", "Some words more"));
        assert_ne!(id, BriefingId::of("A title", "Some words"));
        assert_ne!(id, BriefingId::of("A title Some", "words more"));
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
    fn what_cannot_be_an_id_says_why() {
        assert_eq!("abc".parse::<IdPrefix>(), Err(IdPrefixError::Length(3)));
        assert_eq!(
            "abc/d".parse::<IdPrefix>(),
            Err(IdPrefixError::Character('/'))
        );
        assert!("oil1".parse::<IdPrefix>().is_ok(), "O, I and L are digits");
    }
}
