//! The pieces that a text is put together from.

use std::borrow::Cow;
use std::ops::Range;

use super::bytes::{byte, long, short, size, stretch};
use super::fib::{Fib, Part, Version};
use super::sprm::in_short;

/// The longest list of properties that pieces refer to, as far as it is read.
const LONGEST: usize = 512;

/// A piece of the text: letters in a row that stand in a row in the stream too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    /// The letters, counted over all texts.
    start: usize,
    end: usize,
    /// Where the first one stands.
    place: usize,
    is_wide: bool,
    /// Properties of all of them.
    pub(super) change: u16,
}

/// A letter as it stands in the stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unit {
    /// Its place among all letters.
    pub(super) number: usize,
    /// UTF-16, or a byte of the code page.
    pub(super) code: u16,
    pub(super) is_wide: bool,
    /// Where it stands in the stream.
    pub(super) place: usize,
    pub(super) change: u16,
}

/// The pieces, and the lists of properties that they refer to.
#[derive(Debug)]
pub(super) struct Pieces<'b> {
    pieces: Vec<Piece>,
    lists: Vec<&'b [u8]>,
    version: Version,
}

impl<'b> Pieces<'b> {
    /// `None` where a document of Word 97 has none.
    pub(super) fn read(fib: &Fib<'_>, tables: &'b [u8]) -> Option<Self> {
        let table = fib.part(Part::Pieces, tables);
        let mut found = Self {
            pieces: Vec::new(),
            lists: Vec::new(),
            version: fib.version,
        };
        let mut at = 0;
        while byte(table, at) == Some(1) {
            let length = usize::from(short(table, at + 1)?);
            found
                .lists
                .push(stretch(table, at + 3, length.min(LONGEST)));
            at += 3 + length;
        }
        if byte(table, at) == Some(2) {
            let length = size(table, at + 1)?;
            found.pieces = pieces(stretch(table, at + 5, length), fib.version);
        } else if fib.version == Version::Six {
            let text = fib.text()?;
            found.pieces = vec![Piece {
                start: 0,
                end: text.len(),
                place: text.start,
                is_wide: false,
                change: 0,
            }];
        }
        (!found.pieces.is_empty()).then_some(found)
    }

    /// The properties that a piece's change stands for, as this version writes them.
    pub(super) fn list(&self, change: u16) -> (Cow<'b, [u8]>, Version) {
        match change & 1 {
            1 => {
                let list = self.lists.get(usize::from(change >> 1));
                (
                    Cow::Borrowed(list.copied().unwrap_or_default()),
                    self.version,
                )
            }
            _ => {
                let list = in_short(change)
                    .map_or(Cow::Borrowed(&[][..]), |list| Cow::Owned(list.to_vec()));
                (list, Version::Eight)
            }
        }
    }

    /// True when letters of a stretch stand beyond the end of the stream.
    pub(super) fn are_broken_off(&self, stream: &[u8], letters: &Range<usize>) -> bool {
        let is_beyond = |piece: &Piece| {
            let length = letters.end.min(piece.end).saturating_sub(piece.start);
            piece.start < letters.end && piece.place.saturating_add(length) > stream.len()
        };
        self.pieces.iter().any(is_beyond)
    }

    /// The letters of a stretch, as far as they are there; in a file that is made to, pieces may overlap.
    pub(super) fn units<'a>(
        &'a self,
        stream: &'a [u8],
        letters: Range<usize>,
    ) -> impl Iterator<Item = Unit> + 'a {
        let first = self
            .pieces
            .partition_point(|piece| piece.end <= letters.start);
        let pieces = self.pieces[first..].iter();
        let pieces = pieces.take_while(move |piece| piece.start < letters.end);
        pieces.flat_map(move |piece| {
            let there = letters.start.max(piece.start)..letters.end.min(piece.end);
            let width = 1 + usize::from(piece.is_wide);
            there.map_while(move |number| {
                let place = piece
                    .place
                    .checked_add((number - piece.start).checked_mul(width)?)?;
                let code = match piece.is_wide {
                    true => short(stream, place)?,
                    false => u16::from(byte(stream, place)?),
                };
                Some(Unit {
                    number,
                    code,
                    is_wide: piece.is_wide,
                    place,
                    change: piece.change,
                })
            })
        })
    }
}

fn pieces(table: &[u8], version: Version) -> Vec<Piece> {
    let count = table.len().saturating_sub(4) / 12;
    let piece = |at: usize| {
        let entry = 4 * (count + 1) + 8 * at;
        let place = long(table, entry + 2)?;
        let is_narrow = version == Version::Six || place & 0x4000_0000 != 0;
        let place = (place & 0x3FFF_FFFF) as usize;
        Some(Piece {
            start: size(table, 4 * at)?,
            end: size(table, 4 * (at + 1))?,
            place: match version {
                Version::Eight if is_narrow => place / 2,
                _ => place,
            },
            is_wide: !is_narrow,
            change: short(table, entry + 6)?,
        })
    };
    let mut pieces: Vec<Piece> = (0..count).filter_map(piece).collect();
    // A table that goes back is damaged from there on.
    let sound = pieces
        .windows(2)
        .take_while(|pair| pair[0].end <= pair[1].start)
        .count();
    pieces.truncate(sound + 1);
    pieces.retain(|piece| piece.start < piece.end);
    pieces
}
