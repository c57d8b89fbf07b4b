//! Break opportunities inside words: where soft hyphens and zero-width spaces stood.
//!
//! Cleaning takes both characters out of a text, so that search, offsets and terminals never meet them. What they say
//! is still wanted when lines are filled: Thai, Khmer, Lao and Burmese mark the ends of their words by zero-width
//! spaces, and web pages put soft hyphens into long words.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// The most that are kept of one text, 8 MiB of them: a text of nothing but soft hyphens and letters must not take
/// several times its size. Khmer with words of sixteen bytes has as many in 16 MiB. What stands behind is broken as if
/// it had none.
const MOST: usize = 1 << 20;

/// What shows where a line is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum BreakKind {
    /// A hyphen at the end of the line, which is no part of the text.
    SoftHyphen,
    /// Nothing.
    ZeroWidthSpace,
}

/// The break opportunities of a cleaned text, by byte, ascending, at most one at each.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Breaks {
    all: Vec<(u32, BreakKind)>,
}

impl Breaks {
    /// Adds one before byte `at`, which must not lie before the last. Of several at one place the first counts.
    pub fn push(&mut self, at: usize, kind: BreakKind) {
        let Ok(at) = u32::try_from(at) else {
            return;
        };
        if self.all.len() < MOST && self.all.last().is_none_or(|&(last, _)| last < at) {
            self.all.push((at, kind));
        }
    }

    /// Those of a stretch of the text.
    pub fn within(&self, stretch: Range<usize>) -> BreaksWithin<'_> {
        let all = BreaksWithin {
            all: &self.all,
            from: 0,
        };
        all.within(stretch)
    }

    /// Gives back the memory set aside for more.
    pub fn shrink_to_fit(&mut self) {
        self.all.shrink_to_fit();
    }
}

/// The break opportunities of a stretch, by their distance from its beginning.
#[derive(Debug, Clone, Copy, Default)]
pub struct BreaksWithin<'a> {
    all: &'a [(u32, BreakKind)],
    /// Where the stretch begins, in the whole text.
    from: usize,
}

impl<'a> BreaksWithin<'a> {
    /// Those of a stretch of this stretch.
    pub fn within(self, stretch: Range<usize>) -> Self {
        let (start, end) = (self.from + stretch.start, self.from + stretch.end);
        let later = &self.all[self.all.partition_point(|&(at, _)| (at as usize) < start)..];
        Self {
            all: &later[..later.partition_point(|&(at, _)| (at as usize) < end)],
            from: start,
        }
    }

    /// True where there are none.
    pub fn is_empty(self) -> bool {
        self.all.is_empty()
    }

    /// Each with the byte of the stretch that it stands before.
    pub fn iter(self) -> impl Iterator<Item = (usize, BreakKind)> + 'a {
        let places = self.all.iter();
        places.map(move |&(at, kind)| (at as usize - self.from, kind))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_counts_from_its_beginning() {
        let mut breaks = Breaks::default();
        for at in [3, 5, 8, 9] {
            breaks.push(at, BreakKind::ZeroWidthSpace);
        }
        let places = |within: BreaksWithin<'_>| -> Vec<usize> {
            within.iter().map(|(place, _)| place).collect()
        };
        assert_eq!(places(breaks.within(0..99)), [3, 5, 8, 9]);
        assert_eq!(places(breaks.within(5..9)), [0, 3]);
        assert_eq!(places(breaks.within(2..9).within(2..5)), [1]);
        assert!(breaks.within(6..8).is_empty());
    }

    #[test]
    fn of_several_at_one_place_the_first_counts() {
        let mut breaks = Breaks::default();
        breaks.push(3, BreakKind::SoftHyphen);
        breaks.push(3, BreakKind::ZeroWidthSpace);
        let all: Vec<_> = breaks.within(0..9).iter().collect();
        assert_eq!(all, [(3, BreakKind::SoftHyphen)]);
    }

    #[test]
    fn no_text_has_more_than_the_most() {
        let mut breaks = Breaks::default();
        for at in 0..MOST + 9 {
            breaks.push(at, BreakKind::SoftHyphen);
        }
        assert_eq!(breaks.all.len(), MOST);
    }
}
