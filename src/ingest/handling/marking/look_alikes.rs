//! Capitals of different alphabets that look the same.

/// How the letters of a line are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spelling {
    AsWritten,
    /// Whatever looks like a Latin capital is one.
    Latin,
    /// Whatever looks like a Cyrillic capital is one.
    Cyrillic,
}

/// Latin capitals with the Cyrillic ones of their shape, the usual one first.
const CYRILLIC: [(char, char); 21] = [
    ('A', 'А'),
    ('B', 'В'),
    ('C', 'С'),
    ('D', 'Ԁ'),
    ('E', 'Е'),
    ('G', 'Ԍ'),
    ('H', 'Н'),
    ('I', 'І'),
    ('I', 'Ӏ'),
    ('J', 'Ј'),
    ('K', 'К'),
    ('M', 'М'),
    ('O', 'О'),
    ('P', 'Р'),
    ('Q', 'Ԛ'),
    ('S', 'Ѕ'),
    ('T', 'Т'),
    ('V', 'Ѵ'),
    ('W', 'Ԝ'),
    ('X', 'Х'),
    ('Y', 'У'),
];

/// Latin capitals with the Greek ones of their shape.
const GREEK: [(char, char); 16] = [
    ('A', 'Α'),
    ('B', 'Β'),
    ('C', 'Ϲ'),
    ('E', 'Ε'),
    ('F', 'Ϝ'),
    ('H', 'Η'),
    ('I', 'Ι'),
    ('K', 'Κ'),
    ('M', 'Μ'),
    ('N', 'Ν'),
    ('O', 'Ο'),
    ('P', 'Ρ'),
    ('T', 'Τ'),
    ('X', 'Χ'),
    ('Y', 'Υ'),
    ('Z', 'Ζ'),
];

impl Spelling {
    /// The ways to read a line; ASCII has but one.
    pub(super) fn all_of(line: &str) -> impl Iterator<Item = Self> {
        let all = [Self::AsWritten, Self::Latin, Self::Cyrillic];
        all.into_iter().take(if line.is_ascii() { 1 } else { 3 })
    }

    /// A word of capitals, read so.
    pub(super) fn of(self, word: String) -> String {
        match self {
            Self::AsWritten => word,
            _ => word.chars().map(|c| self.of_letter(c)).collect(),
        }
    }

    /// A capital, read so.
    pub(super) fn of_letter(self, c: char) -> char {
        match self {
            Self::AsWritten => c,
            Self::Latin => latin(c),
            Self::Cyrillic => cyrillic(latin(c)),
        }
    }
}

fn latin(c: char) -> char {
    let mut pairs = CYRILLIC.iter().chain(&GREEK);
    pairs
        .find(|(_, other)| *other == c)
        .map_or(c, |(latin, _)| *latin)
}

fn cyrillic(c: char) -> char {
    let mut pairs = CYRILLIC.iter();
    pairs
        .find(|(latin, _)| *latin == c)
        .map_or(c, |(_, cyrillic)| *cyrillic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_of_the_alphabets_that_they_are_listed_under() {
        for (latin, cyrillic) in CYRILLIC {
            assert!(latin.is_ascii_uppercase(), "{latin}");
            assert!(matches!(cyrillic, '\u{400}'..='\u{52F}'), "{latin}");
        }
        for (latin, greek) in GREEK {
            assert!(latin.is_ascii_uppercase(), "{latin}");
            assert!(matches!(greek, '\u{370}'..='\u{3FF}'), "{latin}");
        }
    }

    #[test]
    fn a_word_is_read_in_one_alphabet_or_as_it_is_written() {
        let read = |spelling: Spelling, word: &str| spelling.of(word.to_owned());
        assert_eq!(read(Spelling::AsWritten, "S\u{415}CRET"), "S\u{415}CRET");
        assert_eq!(read(Spelling::Latin, "S\u{415}CR\u{395}T"), "SECRET");
        assert_eq!(read(Spelling::Cyrillic, "CEKPETHO"), "СЕКРЕТНО");
        assert_eq!(Spelling::all_of("SECRET").count(), 1);
    }
}
