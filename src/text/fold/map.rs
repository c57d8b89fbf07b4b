//! The way back from folded letters to the text they came from.

use std::ops::Range;

/// Hears what becomes of the characters of a text, in order.
pub(super) trait Trace {
    /// `length` ASCII characters at `source` have as many in their place.
    fn ascii(&mut self, length: usize, source: usize);
    /// `made`, which is not empty, stands for the character at `source`.
    fn letter(&mut self, made: &str, source: Range<usize>);
    /// Nothing stands for the character at `source`.
    fn dropped(&mut self, source: Range<usize>);
}

/// For those who need no way back.
impl Trace for () {
    fn ascii(&mut self, _length: usize, _source: usize) {}
    fn letter(&mut self, _made: &str, _source: Range<usize>) {}
    fn dropped(&mut self, _source: Range<usize>) {}
}

/// Where folded letters came from: stretches whose characters have the same length on both sides, and single
/// characters that have not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Ways {
    stretches: Vec<Stretch>,
    /// The bytes of the last folded character.
    last: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stretch {
    /// The first byte of the folded text that is not in this stretch.
    made_end: u32,
    source: u32,
    source_end: u32,
    /// Character by character of the same length on both sides.
    even: bool,
}

impl Trace for Ways {
    fn ascii(&mut self, length: usize, source: usize) {
        self.push(length, source..source + length, true);
        self.last = 1;
    }

    fn letter(&mut self, made: &str, source: Range<usize>) {
        // `…` has as many bytes as its three points, and is one character all the same.
        let even = made.len() == source.len() && made.chars().nth(1).is_none();
        self.push(made.len(), source, even);
        self.last = narrow(made.len());
    }

    fn dropped(&mut self, source: Range<usize>) {
        // An accent belongs to the letter before it; one at the very beginning to nothing.
        if self.stretches.is_empty() {
            return;
        }
        self.part_last();
        if let Some(last) = self.stretches.last_mut() {
            (last.source_end, last.even) = (narrow(source.end), false);
        }
    }
}

impl Ways {
    /// The bytes of the character from which the byte `at` of `folded` came; past the end, the end.
    pub(super) fn char_at(&self, folded: &str, at: usize) -> Range<usize> {
        let index = self
            .stretches
            .partition_point(|s| s.made_end as usize <= at);
        let Some(stretch) = self.stretches.get(index) else {
            let end = self.stretches.last().map_or(0, |s| s.source_end as usize);
            return end..end;
        };
        if !stretch.even {
            return stretch.source as usize..stretch.source_end as usize;
        }
        let made = index
            .checked_sub(1)
            .map_or(0, |before| self.stretches[before].made_end as usize);
        let mut start = at;
        while !folded.is_char_boundary(start) {
            start -= 1;
        }
        let length = folded[start..].chars().next().map_or(0, char::len_utf8);
        let source = stretch.source as usize + (start - made);
        source..source + length
    }

    /// Makes the last character a stretch of its own.
    fn part_last(&mut self) {
        let before = self.stretches.len().checked_sub(2);
        let made = before.map_or(0, |before| self.stretches[before].made_end);
        let Some(stretch) = self.stretches.last_mut() else {
            return;
        };
        let whole = *stretch;
        if !whole.even || whole.made_end - made == self.last {
            return;
        }
        stretch.made_end -= self.last;
        stretch.source_end -= self.last;
        let source = stretch.source_end;
        self.stretches.push(Stretch { source, ..whole });
    }

    fn push(&mut self, made: usize, source: Range<usize>, even: bool) {
        let (start, end) = (narrow(source.start), narrow(source.end));
        let made_end = self.stretches.last().map_or(0, |s| s.made_end) + narrow(made);
        match self.stretches.last_mut() {
            Some(last) if even && last.even && last.source_end == start => {
                (last.made_end, last.source_end) = (made_end, end);
            }
            _ => self.stretches.push(Stretch {
                made_end,
                source: start,
                source_end: end,
                even,
            }),
        }
    }
}

fn narrow(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
