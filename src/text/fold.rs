//! Folding for search: case, accents, look-alike letters of other alphabets.
//!
//! Two texts that a reader would call the same word fold to the same bytes:
//!
//! - compatibility forms are resolved and letters put in lower case (`ﬁ`, `Ｋ`, `İ`, final sigma);
//! - accents go, by decomposition, and by a table where Unicode has none (`ł`, `ø`, `ı`, Tajik `қ`, Kazakh `ң`).
//!   `ё` becomes `е` and `й` becomes `и`: the breve is an accent like any other here, since texts are met that
//!   were stripped of it, and a search for `Лавровыи` finds too much rather than too little;
//! - points of Hebrew and vowel signs of Arabic go, its letter variants are one letter, its digits are digits;
//! - typographic quotes, dashes, blanks become those of ASCII, `…` three points;
//! - what is invisible goes;
//! - a letter of the wrong alphabet inside a word (a Cyrillic `о` in `Moscоw`) becomes the letter it looks like. Words
//!   wholly in one alphabet are never touched, so `сор` is not `cop`.
//!
//! Line breaks stay. Marks of scripts that spell with them (Indic, Thai, Kana) stay.

use std::ops::Range;

use unicode_normalization::char::decompose_compatible;

mod letters;
mod map;

use map::{Trace, Ways};

/// Folds a text for comparison. Folding twice changes nothing more.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folder = Folder::new(text, ());
    folder.run();
    if folder.mixed {
        return letters::unmix(&folder.made).unwrap_or(folder.made);
    }
    folder.made
}

/// Folds a text and remembers where every letter came from.
pub fn fold_with_map(text: &str) -> Folded {
    let mut folder = Folder::new(text, Ways::default());
    folder.run();
    let folded = Folded {
        text: folder.made,
        ways: folder.trace,
    };
    match folder.mixed.then(|| letters::unmix(&folded.text)).flatten() {
        Some(unmixed) => folded.spelt(unmixed),
        None => folded,
    }
}

/// A folded text with the way back.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Folded {
    /// The folded text, as [`fold`] gives it.
    pub text: String,
    ways: Ways,
}

impl Folded {
    /// The bytes of the original text that a stretch of the folded text came from.
    ///
    /// Whole characters, with the accents after them: a match of `e` marks all of an `é`, however it was written.
    /// An empty stretch gives an empty one.
    pub fn source(&self, folded: Range<usize>) -> Range<usize> {
        let start = self.ways.char_at(&self.text, folded.start).start;
        if folded.is_empty() {
            return start..start;
        }
        start..self.ways.char_at(&self.text, folded.end - 1).end
    }

    /// The same text with other letters, character for character.
    fn spelt(self, text: String) -> Folded {
        let mut ways = Ways::default();
        for ((at, old), (_, new)) in self.text.char_indices().zip(text.char_indices()) {
            let source = self.source(at..at + old.len_utf8());
            ways.letter(new.encode_utf8(&mut [0; 4]), source);
        }
        Folded { text, ways }
    }
}

/// Folds character by character.
struct Folder<'a, T> {
    text: &'a str,
    made: String,
    trace: T,
    /// Whether Latin and Cyrillic letters stood side by side.
    mixed: bool,
    last: Option<letters::Alphabet>,
}

impl<'a, T: Trace> Folder<'a, T> {
    fn new(text: &'a str, trace: T) -> Self {
        Self {
            text,
            made: String::with_capacity(text.len()),
            trace,
            mixed: false,
            last: None,
        }
    }

    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            let taken = if byte.is_ascii() {
                self.ascii(at)
            } else {
                self.other(at)
            };
            at += taken;
        }
    }

    /// Folds the ASCII from `at` on; how many bytes that is.
    fn ascii(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        let length = rest.bytes().position(|b| !b.is_ascii());
        let run = &rest[..length.unwrap_or(rest.len())];
        let start = self.made.len();
        self.made.push_str(run);
        self.made[start..].make_ascii_lowercase();
        self.trace.ascii(run.len(), at);
        self.meet(run.chars().next());
        self.last = run.chars().next_back().and_then(letters::alphabet);
        run.len()
    }

    /// Folds the character at `at`; how many bytes it has.
    fn other(&mut self, at: usize) -> usize {
        let Some(c) = self.text[at..].chars().next() else {
            return 1;
        };
        let start = self.made.len();
        match letters::quick(c) {
            Some(folded) => self.made.push(folded),
            None => fold_char(c, &mut self.made),
        }
        let source = at..at + c.len_utf8();
        match self.made.len() - start {
            0 => self.trace.dropped(source),
            _ => {
                let made = &self.made[start..];
                self.trace.letter(made, source);
                let (first, last) = (made.chars().next(), made.chars().next_back());
                self.meet(first);
                self.last = last.and_then(letters::alphabet);
            }
        }
        c.len_utf8()
    }

    /// Notes where two alphabets meet.
    fn meet(&mut self, next: Option<char>) {
        let next = next.and_then(letters::alphabet);
        self.mixed |= next.is_some() && self.last.is_some() && next != self.last;
    }
}

/// Appends what `c` folds to: nothing, one or several characters.
fn fold_char(c: char, made: &mut String) {
    for lower in c.to_lowercase() {
        decompose_compatible(lower, |part| {
            // Compatibility forms can decompose to capitals (`℠`, `Ⅷ` in circles) that were not seen as such.
            for part in part.to_lowercase() {
                match letters::substitute(part) {
                    Some(letters) => made.push_str(letters),
                    None if letters::is_dropped(part) => {}
                    None => made.push(letters::quick(part).unwrap_or(part)),
                }
            }
        });
    }
}

#[cfg(test)]
mod tests;
