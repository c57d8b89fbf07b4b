//! Stretches of a document with the same properties, as pages of 512 bytes hold them (FKPs).

use super::bytes::{byte, long, short, size, stretch};
use super::fib::Version;

const PAGE: usize = 512;

/// A stretch of the stream of letters and the properties of what stands in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run<T> {
    start: usize,
    end: usize,
    pub(super) value: T,
}

/// Stretches in order.
#[derive(Debug)]
pub(super) struct Runs<T> {
    runs: Vec<Run<T>>,
    /// The one that was asked for last: letters come in a row.
    last: usize,
}

impl<T: Copy + Ord> Runs<T> {
    fn new(mut runs: Vec<Run<T>>) -> Self {
        if !runs.is_sorted_by_key(|run| run.start) {
            runs.sort_by_key(|run| run.start);
        }
        Self { runs, last: 0 }
    }

    /// What holds at a place of the stream, and where that ends.
    pub(super) fn at(&mut self, place: usize) -> (Option<T>, usize) {
        let holds = |run: &Run<T>| run.start <= place && place < run.end;
        if !self.runs.get(self.last).is_some_and(holds) {
            self.last = self.runs.partition_point(|run| run.end <= place);
        }
        match self.runs.get(self.last) {
            Some(run) if holds(run) => (Some(run.value), run.end),
            Some(run) => (None, run.start.max(place + 1)),
            None => (None, usize::MAX),
        }
    }
}

/// Where the list of properties of a letter or a paragraph stands in the stream of letters; empty where it has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    start: usize,
    length: usize,
}

impl Place {
    pub(super) fn list(self, stream: &[u8]) -> &[u8] {
        stretch(stream, self.start, self.length)
    }
}

/// What pages of properties are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    Letters,
    Paragraphs,
}

/// The stretches of letters or paragraphs, by the table that lists their pages.
pub(super) fn runs(stream: &[u8], table: &[u8], of: Of, version: Version) -> Runs<Place> {
    let width = match version {
        Version::Six => 2,
        Version::Eight => 4,
    };
    let count = table.len().saturating_sub(4) / (4 + width);
    let mut runs = Vec::new();
    // No honest table lists a page twice.
    for at in 0..count.min(stream.len() / PAGE + 1) {
        let entry = 4 * (count + 1) + width * at;
        let number = match version {
            Version::Six => short(table, entry).map(usize::from),
            Version::Eight => size(table, entry).map(|number| number & 0x003F_FFFF),
        };
        let start = number.unwrap_or(0) * PAGE;
        let page = stretch(stream, start, PAGE);
        if page.len() == PAGE {
            runs.extend(of_page(page, start, of, version));
        }
    }
    Runs::new(runs)
}

/// The stretches of a page that stands at `start` in the stream.
fn of_page(
    page: &[u8],
    start: usize,
    of: Of,
    version: Version,
) -> impl Iterator<Item = Run<Place>> {
    let count = usize::from(page[PAGE - 1]);
    let width = match (of, version) {
        (Of::Letters, _) => 1,
        (Of::Paragraphs, Version::Six) => 7,
        (Of::Paragraphs, Version::Eight) => 13,
    };
    (0..count).filter_map(move |at| {
        let offset = usize::from(byte(page, 4 * (count + 1) + width * at)?) * 2;
        let (list, length) = match (offset, of) {
            (0, _) => (0, 0),
            (offset, Of::Letters) => (offset + 1, usize::from(byte(page, offset)?)),
            (offset, Of::Paragraphs) => paragraph_list(page, offset, version)?,
        };
        Some(Run {
            start: size(page, 4 * at)?,
            end: long(page, 4 * (at + 1))? as usize,
            value: Place {
                start: start + list,
                length: length.min(PAGE.saturating_sub(list)),
            },
        })
    })
}

/// Where a paragraph's properties stand, its style first, and how long they are.
fn paragraph_list(page: &[u8], offset: usize, version: Version) -> Option<(usize, usize)> {
    let words = usize::from(byte(page, offset)?);
    Some(match (version, words) {
        (Version::Six, words) => (offset + 1, 2 * words),
        (Version::Eight, 0) => (offset + 2, 2 * usize::from(byte(page, offset + 1)?)),
        (Version::Eight, words) => (offset + 1, 2 * words - 1),
    })
}
