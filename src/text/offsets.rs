//! Ways back: from a cleaned text to the text it was made from, from bytes to code points.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// Maps byte offsets of a text to byte offsets of the text it was made from.
///
/// Stretches that were copied keep their inner distances; what was put in between maps to the
/// end of the stretch before it. A text copied whole costs one entry.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct OffsetMap {
    /// Stretches `(start in the made text, start in the source, length)`, ascending.
    stretches: Vec<(u32, u32, u32)>,
}

impl OffsetMap {
    /// Records that `length` bytes at `made` were copied from `source`.
    ///
    /// `made` must not lie before the end of the last stretch recorded.
    pub fn copied(&mut self, made: usize, source: usize, length: usize) {
        let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let (made, source, length) = (narrow(made), narrow(source), narrow(length));
        if length == 0 {
            return;
        }
        if let Some(last) = self.stretches.last_mut()
            && last.0 + last.2 == made
            && last.1 + last.2 == source
        {
            last.2 += length;
            return;
        }
        self.stretches.push((made, source, length));
    }

    /// Gives back the memory set aside for stretches to come.
    pub fn shrink_to_fit(&mut self) {
        self.stretches.shrink_to_fit();
    }

    /// Where the byte at `made` came from, as the first byte of a stretch: for span starts.
    pub fn source_start(&self, made: usize) -> usize {
        let next = self.after(made);
        match next.checked_sub(1).map(|i| self.stretches[i]) {
            Some((start, source, length)) if made < (start + length) as usize => {
                source as usize + (made - start as usize)
            }
            // Between stretches: what comes next is what is meant.
            last => match self.stretches.get(next) {
                Some(&(_, source, _)) => source as usize,
                None => last.map_or(0, |(_, source, length)| (source + length) as usize),
            },
        }
    }

    /// Where the byte before `made` came from, plus one: for span ends.
    pub fn source_end(&self, made: usize) -> usize {
        let Some(last) = made.checked_sub(1) else {
            return self.source_start(0);
        };
        match self.after(last).checked_sub(1).map(|i| self.stretches[i]) {
            Some((start, source, length)) => {
                source as usize + (made - start as usize).min(length as usize)
            }
            None => self.source_start(0),
        }
    }

    /// Where a stretch of the made text came from, in order even where it holds nothing that was
    /// copied: then it is empty.
    pub fn source_range(&self, made: Range<usize>) -> Range<usize> {
        let start = self.source_start(made.start);
        start..self.source_end(made.end).max(start)
    }

    /// Where what was copied from a stretch of the source stands: from its first byte that is left to its last.
    ///
    /// For texts whose stretches stand in the order of their source; `None` where nothing is left.
    pub fn made_range(&self, source: Range<usize>) -> Option<Range<usize>> {
        let end_of = |&(_, from, length): &(u32, u32, u32)| (from + length) as usize;
        let first = self
            .stretches
            .partition_point(|stretch| end_of(stretch) <= source.start);
        let past = self
            .stretches
            .partition_point(|&(_, from, _)| (from as usize) < source.end);
        let inside = self.stretches.get(first..past)?;
        let (first, last) = (inside.first()?, inside.last()?);
        let start = first.0 as usize + source.start.saturating_sub(first.1 as usize);
        let end = last.0 as usize + source.end.min(end_of(last)).checked_sub(last.1 as usize)?;
        (start < end).then_some(start..end)
    }

    /// The index of the first stretch that starts after `made`.
    fn after(&self, made: usize) -> usize {
        self.stretches
            .partition_point(|&(start, ..)| start as usize <= made)
    }
}

/// Turns ascending byte offsets of one text into code point offsets, in one pass over it.
///
/// Going back costs a pass from the beginning, so ask in ascending order.
#[derive(Debug)]
pub struct CharOffsets<'a> {
    text: &'a str,
    byte: usize,
    chars: usize,
}

impl<'a> CharOffsets<'a> {
    /// Starts at the beginning of `text`.
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            byte: 0,
            chars: 0,
        }
    }

    /// The number of code points before byte `byte`; past the end, all of them.
    pub fn at(&mut self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        if byte < self.byte {
            (self.byte, self.chars) = (0, 0);
        }
        let between = &self.text.as_bytes()[self.byte..byte];
        // Every byte but a continuation byte opens a code point.
        self.chars += between.iter().filter(|&&b| b & 0xC0 != 0x80).count();
        self.byte = byte;
        self.chars
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_and_an_insertion_map_back() {
        // source: "abc\nXYZdef", made: "abc def" (newline -> blank, XYZ cut)
        let mut map = OffsetMap::default();
        map.copied(0, 0, 3);
        map.copied(4, 7, 3);
        assert_eq!(map.source_start(0), 0);
        assert_eq!(map.source_start(2), 2);
        assert_eq!(map.source_start(4), 7);
        assert_eq!(map.source_start(3), 7, "a start between stretches goes on");
        assert_eq!(map.source_end(3), 3, "an end at a cut stays before it");
        assert_eq!(map.source_end(4), 3);
        assert_eq!(map.source_end(7), 10);
        assert_eq!(map.source_start(7), 10);
    }

    #[test]
    fn what_was_copied_is_found_again() {
        // source: "abc\nXYZdef", made: "abc def" (newline -> blank, XYZ cut)
        let mut map = OffsetMap::default();
        map.copied(0, 0, 3);
        map.copied(4, 7, 3);
        assert_eq!(map.made_range(1..3), Some(1..3));
        assert_eq!(map.made_range(1..5), Some(1..3), "the cut part is left out");
        assert_eq!(map.made_range(5..8), Some(4..5));
        assert_eq!(
            map.made_range(2..99),
            Some(2..7),
            "what was put in between is inside"
        );
        assert_eq!(map.made_range(3..7), None);
        assert_eq!(map.made_range(10..12), None);
        assert_eq!(map.made_range(2..2), None);
        assert_eq!(OffsetMap::default().made_range(0..9), None);
    }

    #[test]
    fn what_was_put_in_comes_from_an_empty_stretch() {
        // source: "ab\u{202E}cd", made: "ab‹U+202E›cd"
        let mut map = OffsetMap::default();
        map.copied(0, 0, 2);
        map.copied(14, 5, 2);
        assert_eq!(map.source_range(2..14), 5..5);
        assert_eq!(map.source_range(1..15), 1..6);
    }

    #[test]
    fn stretches_that_touch_become_one() {
        let mut map = OffsetMap::default();
        map.copied(0, 5, 3);
        map.copied(3, 8, 3);
        assert_eq!(map.stretches.len(), 1);
        assert_eq!(OffsetMap::default().source_start(9), 0);
    }

    #[test]
    fn code_points_are_counted_in_any_order() {
        let mut offsets = CharOffsets::new("aé€x");
        assert_eq!(offsets.at(1), 1);
        assert_eq!(offsets.at(6), 3);
        assert_eq!(offsets.at(3), 2);
        assert_eq!(offsets.at(99), 4);
    }
}
