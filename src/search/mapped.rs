//! A folded text that knows where each of its characters came from.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use crate::text::fold::fold;

/// A text folded piece by piece, with the way back.
///
/// A piece is a character with its combining marks: the least that can be folded alone, and the
/// least that makes sense to highlight.
pub(super) struct Mapped {
    /// The folded text.
    pub(super) text: String,
    /// For each byte of [`Mapped::text`], the start of the piece it was made from, then the end of all.
    origins: Vec<usize>,
    /// The starts of all pieces, ascending, then the end of all.
    pieces: Vec<usize>,
}

impl Mapped {
    /// Folds `text`. Costs about 17 bytes a byte: for titles and lines, not for whole bodies.
    pub(super) fn new(text: &str) -> Self {
        let mut mapped = Self {
            text: String::with_capacity(text.len()),
            origins: Vec::with_capacity(text.len() + 1),
            pieces: Vec::with_capacity(text.len() + 1),
        };
        let mut rest = text.char_indices().peekable();
        while let Some((start, first)) = rest.next() {
            let mut end = start + first.len_utf8();
            while let Some((_, mark)) = rest.next_if(|&(_, c)| is_combining_mark(c)) {
                end += mark.len_utf8();
            }
            mapped.pieces.push(start);
            mapped.push(start, &text[start..end]);
        }
        mapped.origins.push(text.len());
        mapped.pieces.push(text.len());
        mapped
    }

    fn push(&mut self, start: usize, piece: &str) {
        match piece.as_bytes() {
            &[ascii] => self.text.push(char::from(ascii.to_ascii_lowercase())),
            _ => self.text.push_str(&fold(piece)),
        }
        self.origins.resize(self.text.len(), start);
    }

    /// The stretch of the text as given that the folded `range` was made from; whole pieces.
    pub(super) fn source(&self, range: Range<usize>) -> Range<usize> {
        let start = self.origins[range.start];
        let Some(last) = range.end.checked_sub(1).filter(|&at| at >= range.start) else {
            return start..start;
        };
        let next = self.pieces.partition_point(|&at| at <= self.origins[last]);
        start..self.pieces[next]
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_match_maps_back_to_whole_characters_with_their_marks() {
        let text = "Meeting in Co\u{302}te d’Ivoire";
        let mapped = Mapped::new(text);
        let at = mapped.text.find("te d").unwrap();
        assert_eq!(&text[mapped.source(at..at + 2)], "te");
        let at = mapped.text.find('o').unwrap();
        assert_eq!(&text[mapped.source(at..at + 1)], "o\u{302}");
    }

    #[test]
    fn folding_ascii_is_lower_case_and_nothing_else() {
        // Both short cuts, here and in `occurrences`, rest on it.
        let ascii: String = (0..128_u8).map(char::from).collect();
        assert_eq!(fold(&ascii), ascii.to_ascii_lowercase());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]
        #[test]
        fn every_stretch_maps_to_character_boundaries_inside_the_text(text in "\\PC{0,40}") {
            let mapped = Mapped::new(&text);
            for start in 0..=mapped.text.len() {
                for end in start..=mapped.text.len() {
                    let source = mapped.source(start..end);
                    prop_assert!(text.get(source).is_some());
                }
            }
        }
    }
}
