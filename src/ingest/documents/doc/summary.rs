//! What the properties of a document say (MS-OLEPS).

use super::bytes::{long, short, size, stretch, wide};
use crate::ingest::content::Stated;
use crate::ingest::documents::code_pages;
use crate::ingest::documents::properties::Properties;

const TITLE: u32 = 2;
const AUTHOR: u32 = 4;
const KEYWORDS: u32 = 5;
const MADE: u32 = 12;
const SAVED: u32 = 13;

/// Seconds from 1601, where Windows begins to count, to 1970.
const TO_1970: i64 = 11_644_473_600;

/// The most properties of a set that are looked at.
const MOST: usize = 256;

/// The longest text of a property, in bytes.
const LONGEST: usize = 8 << 10;

/// Reads the stream of the summary; what makes no sense in it is not stated.
pub(super) fn read(stream: &[u8]) -> Stated {
    let set = size(stream, 44)
        .and_then(|at| stream.get(at..))
        .unwrap_or_default();
    let set = Set { bytes: set };
    let properties = Properties {
        title: set.text(TITLE),
        author: set.text(AUTHOR),
        created: set.date(MADE),
        changed: set.date(SAVED),
        keywords: set.text(KEYWORDS).into_iter().collect(),
        ..Properties::default()
    };
    properties.noted()
}

struct Set<'b> {
    bytes: &'b [u8],
}

impl Set<'_> {
    /// Where a property stands: its type, then its value.
    fn place(&self, id: u32) -> Option<usize> {
        let count = size(self.bytes, 4)?.min(MOST);
        let mut entries = (0..count).map(|number| 8 + 8 * number);
        let entry = entries.find(|&entry| long(self.bytes, entry) == Some(id))?;
        size(self.bytes, entry + 4)
    }

    fn code_page(&self) -> u16 {
        let place = self.place(1).and_then(|at| short(self.bytes, at + 4));
        place.unwrap_or(1252)
    }

    fn text(&self, id: u32) -> Option<String> {
        let at = self.place(id)?;
        let length = size(self.bytes, at + 4)?;
        let text = match (long(self.bytes, at)? & 0xFFFF, self.code_page()) {
            (31, _) => wide(stretch(
                self.bytes,
                at + 8,
                length.saturating_mul(2).min(LONGEST),
            )),
            (30, 1200) => wide(stretch(self.bytes, at + 8, length.min(LONGEST))),
            (30, page) => {
                let bytes = stretch(self.bytes, at + 8, length.min(LONGEST));
                let bytes = bytes.split(|byte| *byte == 0).next().unwrap_or_default();
                code_pages::of_page(u32::from(page))?
                    .read(bytes)
                    .into_owned()
            }
            _ => return None,
        };
        text.split('\0').next().map(str::to_owned)
    }

    /// A moment, in RFC 3339.
    fn date(&self, id: u32) -> Option<String> {
        let at = self.place(id)?;
        if long(self.bytes, at)? & 0xFFFF != 64 {
            return None;
        }
        let ticks =
            u64::from(long(self.bytes, at + 4)?) | u64::from(long(self.bytes, at + 8)?) << 32;
        let seconds = i64::try_from(ticks / 10_000_000).ok()? - TO_1970;
        Some(jiff::Timestamp::from_second(seconds).ok()?.to_string())
    }
}
