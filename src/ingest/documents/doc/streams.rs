//! The streams of a compound file (MS-CFB), as far as they can be told.
//!
//! The crate `cfb`, which reads the mails of Outlook, refuses a file when anything in it is not as the standard has
//! it: a table of sectors that is longer than the file, a name out of order. Word opens such files, and what is
//! needed of them is three streams in the root.

use std::collections::HashSet;

use super::bytes::{byte, long, short, size, stretch, wide};

const MAGIC: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Sectors from this number on are marks and no sectors.
const MARKS: u32 = 0xFFFF_FFFA;

/// An entry of the directory.
const ENTRY: usize = 128;

/// A compound file.
pub(super) struct Streams<'b> {
    bytes: &'b [u8],
    /// The length of a sector is two to this power.
    shift: u16,
    /// Which sector follows each.
    next: Vec<u32>,
    directory: Vec<u8>,
    /// Small streams, one after the other.
    small: Vec<u8>,
    small_shift: u16,
    small_next: Vec<u32>,
    /// Shorter streams are small ones.
    cutoff: u64,
}

/// True for the first bytes of a compound file.
pub(super) fn is_compound(head: &[u8]) -> bool {
    head.starts_with(MAGIC)
}

impl<'b> Streams<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Option<Self> {
        let is_usual = |shift: &u16| (6..=16).contains(shift);
        let mut streams = Self {
            bytes,
            shift: short(bytes, 30).filter(is_usual)?,
            next: Vec::new(),
            directory: Vec::new(),
            small: Vec::new(),
            small_shift: short(bytes, 32).filter(|shift| (3..=12).contains(shift))?,
            small_next: Vec::new(),
            cutoff: u64::from(long(bytes, 56)?),
        };
        streams.next = streams.table();
        streams.directory = streams.chain(long(bytes, 48)?);
        streams.small_next = numbers(&streams.chain(long(bytes, 60)?));
        let root = stretch(&streams.directory, 0, ENTRY);
        streams.small = streams.chain(long(root, 116)?);
        Some(streams)
    }

    /// The table that says which sector follows each.
    fn table(&self) -> Vec<u32> {
        let most = self.sectors();
        let mut table = Vec::new();
        let mut parts = numbers(stretch(self.bytes, 76, 109 * 4));
        let mut more = long(self.bytes, 68).unwrap_or(MARKS);
        let mut seen = 0;
        loop {
            for part in parts.into_iter().filter(|part| *part < MARKS) {
                if table.len() >= most {
                    return table;
                }
                table.extend(numbers(self.sector(part)));
            }
            seen += 1;
            if more >= MARKS || seen > most {
                return table;
            }
            parts = numbers(self.sector(more));
            more = parts.pop().unwrap_or(MARKS);
        }
    }

    /// How many sectors the file has, a part of one at its end counted.
    fn sectors(&self) -> usize {
        (self.bytes.len() >> self.shift) + 1
    }

    fn sector(&self, number: u32) -> &'b [u8] {
        let at = (u64::from(number) + 1) << self.shift;
        usize::try_from(at).map_or(&[], |at| stretch(self.bytes, at, 1 << self.shift))
    }

    /// The sectors from one on, up to the end of the file where they go round.
    fn chain(&self, first: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut number = first;
        for _ in 0..self.sectors() {
            let sector = self.sector(number);
            if number >= MARKS || sector.is_empty() {
                break;
            }
            bytes.extend_from_slice(sector);
            number = follower(&self.next, number);
        }
        bytes
    }

    fn small_chain(&self, first: u32) -> Vec<u8> {
        let length = 1 << self.small_shift;
        let mut bytes = Vec::new();
        let mut number = first;
        while number < MARKS && bytes.len() < self.small.len() {
            let at = (number as usize).saturating_mul(length);
            let sector = stretch(&self.small, at, length);
            if sector.is_empty() {
                break;
            }
            bytes.extend_from_slice(sector);
            number = follower(&self.small_next, number);
        }
        bytes
    }

    /// True if there is a stream of that name in the root.
    pub(super) fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    fn find(&self, name: &str) -> Option<u32> {
        let named = |number: &u32| self.name(*number).eq_ignore_ascii_case(name);
        self.in_root().into_iter().find(named)
    }

    /// A stream of the root by its name, as far as it is there.
    pub(super) fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let entry = self.entry(self.find(name)?);
        let first = long(entry, 116)?;
        let length = size(entry, 120)?;
        let mut bytes = match (length as u64) < self.cutoff {
            true => self.small_chain(first),
            false => self.chain(first),
        };
        bytes.truncate(length);
        Some(bytes)
    }

    /// The entries that stand in the root and in no storage below it.
    fn in_root(&self) -> Vec<u32> {
        let mut found = Vec::new();
        let mut seen = HashSet::new();
        let mut open = vec![long(self.entry(0), 76).unwrap_or(u32::MAX)];
        while let Some(number) = open.pop() {
            let entry = self.entry(number);
            if entry.len() < ENTRY || !seen.insert(number) {
                continue;
            }
            found.push(number);
            open.extend([long(entry, 68), long(entry, 72)].into_iter().flatten());
        }
        found
    }

    fn entry(&self, number: u32) -> &[u8] {
        let at = (number as usize).saturating_mul(ENTRY);
        stretch(&self.directory, at, ENTRY)
    }

    fn name(&self, number: u32) -> String {
        let entry = self.entry(number);
        // Of a storage there is nothing to read.
        if byte(entry, 66) != Some(2) {
            return String::new();
        }
        let length = usize::from(short(entry, 64).unwrap_or(0)).clamp(2, 64) - 2;
        wide(&entry[..length])
    }
}

fn follower(next: &[u32], number: u32) -> u32 {
    next.get(number as usize).copied().unwrap_or(MARKS)
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    let numbers = bytes.chunks_exact(4);
    numbers
        .map(|it| u32::from_le_bytes([it[0], it[1], it[2], it[3]]))
        .collect()
}
