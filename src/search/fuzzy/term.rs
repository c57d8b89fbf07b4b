//! One term against one candidate.

use std::ops::Range;

use memchr::memmem;

use super::alignment::{Scratch, align};
use super::arena::Candidate;
use super::query::{Kind, Term};

/// How well a term, or a whole query by its worst term, matches. The better is the lesser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// As typed, at the beginning of a word.
    WordPrefix,
    /// As typed, inside a word.
    Substring,
    /// In title or source, with letters left out.
    Subsequence,
}

impl Class {
    pub(super) const ALL: [Self; 3] = [Self::WordPrefix, Self::Substring, Self::Subsequence];
}

/// A term made ready for many candidates.
pub(super) struct Seeker<'q> {
    term: &'q Term,
    finder: memmem::Finder<'q>,
    chars: Vec<char>,
    /// The letters a candidate must have.
    letters: u64,
    /// The first of them.
    initial: u64,
}

impl<'q> Seeker<'q> {
    pub(super) fn new(term: &'q Term) -> Self {
        let chars: Vec<char> = term.text.chars().collect();
        Self {
            term,
            finder: memmem::Finder::new(&term.text),
            letters: chars.iter().fold(0, |set, &c| set | bit(c)),
            initial: chars.first().map_or(0, |&c| bit(c)),
            chars,
        }
    }

    /// How well the candidate satisfies the term; `None` if it does not.
    pub(super) fn appraise(
        &self,
        candidate: Candidate<'_>,
        scratch: &mut Scratch,
    ) -> Option<Class> {
        let literal = self.literal_class(candidate);
        match self.term.kind {
            Kind::Absent => literal.is_none().then_some(Class::WordPrefix),
            Kind::Exact => literal,
            Kind::Loose => literal.or_else(|| self.loose_class(candidate, scratch)),
        }
    }

    fn literal_class(&self, candidate: Candidate<'_>) -> Option<Class> {
        if candidate.letters() & self.letters != self.letters {
            return None;
        }
        let may_open_word = candidate.initials() & self.initial != 0;
        if let [only] = self.chars[..]
            && has_own_bit(only)
        {
            // The sets know all there is to know.
            return Some(if may_open_word {
                Class::WordPrefix
            } else {
                Class::Substring
            });
        }
        let key = candidate.key();
        if may_open_word {
            self.literal(key).map(|(class, _)| class)
        } else {
            self.finder.find(key.as_bytes()).map(|_| Class::Substring)
        }
    }

    fn loose_class(&self, candidate: Candidate<'_>, scratch: &mut Scratch) -> Option<Class> {
        if candidate.letters() & self.letters != self.letters
            || candidate.initials() & self.initial == 0
        {
            return None;
        }
        let mut names = candidate.names().into_iter();
        names
            .any(|name| align(name, &self.chars, candidate.initials(), scratch).is_some())
            .then_some(Class::Subsequence)
    }

    /// The best literal class in `text`, and the first place that has it.
    fn literal(&self, text: &str) -> Option<(Class, usize)> {
        let mut inside = None;
        for at in self.places(text) {
            if opens_word(text, at) {
                return Some((Class::WordPrefix, at));
            }
            inside = inside.or(Some((Class::Substring, at)));
        }
        inside
    }

    /// The best class of a term that must be there in a folded `text` alone, and where; the
    /// first such place.
    pub(super) fn place(&self, text: &str, scratch: &mut Scratch) -> Option<(Class, Range<usize>)> {
        if self.term.kind == Kind::Absent {
            return None;
        }
        if let Some((class, at)) = self.literal(text) {
            return Some((class, at..at + self.term.text.len()));
        }
        let loose = self.term.kind == Kind::Loose;
        let span = loose
            .then(|| align(text, &self.chars, u64::MAX, scratch))
            .flatten()?;
        Some((Class::Subsequence, span))
    }

    /// Every place of that literal `class` in a folded `text`; some may overlap.
    pub(super) fn literal_places(&self, text: &str, class: Class) -> Vec<Range<usize>> {
        self.places(text)
            .filter(|&at| class == Class::Substring || opens_word(text, at))
            .map(|at| at..at + self.term.text.len())
            .collect()
    }

    /// Where the term stands as typed, overlapping places too: in `a-a-a` the second `a-a`
    /// opens a word as well as the first.
    fn places(&self, text: &str) -> impl Iterator<Item = usize> {
        let mut from = 0;
        let step = self.chars.first().map_or(1, |first| first.len_utf8());
        std::iter::from_fn(move || {
            let at = from + self.finder.find(&text.as_bytes()[from..])?;
            from = at + step;
            Some(at)
        })
    }

    /// The term as it is compared: folded.
    pub(super) fn text(&self) -> &'q str {
        &self.term.text
    }
}

/// True when the character at `at` begins a word: nothing a word is made of stands before it.
pub(super) fn opens_word(text: &str, at: usize) -> bool {
    match text.as_bytes()[..at].last() {
        None => true,
        // Asked for every place of a letter: most need no look at the whole character.
        Some(byte) if byte.is_ascii() => !byte.is_ascii_alphanumeric(),
        Some(_) => !text[..at].ends_with(char::is_alphanumeric),
    }
}

/// The bit of a character in a set of letters.
///
/// `a` to `z` and `0` to `9` have one each; all other characters share the remaining 28, so that
/// the letters of any one alphabet are mostly apart.
pub(super) fn bit(c: char) -> u64 {
    let place = match c {
        'a'..='z' => u32::from(c) - u32::from('a'),
        '0'..='9' => 26 + u32::from(c) - u32::from('0'),
        _ => 36 + u32::from(c) % 28,
    };
    1 << place
}

/// True when no other character has the [`bit`] of `c`.
fn has_own_bit(c: char) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_digit()
}
