//! The parts of a document that is stored as a zip archive, by name.
//!
//! All that is unpacked counts against one limit. An archive that was cut off has lost its table: its members are then
//! found by what stands before each, and the last of them is read as far as it goes.

use std::collections::HashMap;
use std::io::{Cursor, Read};
use std::ops::Range;

use flate2::bufread::DeflateDecoder;
use memchr::memmem;
use zip::ZipArchive;

use super::xml;

/// How many bytes of a document are unpacked in all.
const MOST: u64 = 64 << 20;

/// The most members that are looked for in an archive without a table.
const MOST_MEMBERS: usize = 10_000;

/// What a member begins with.
pub(super) const MEMBER: &[u8] = b"PK\x03\x04";

/// An archive with the parts of a document.
pub(super) struct Package<'a> {
    bytes: &'a [u8],
    archive: Option<ZipArchive<Cursor<&'a [u8]>>>,
    /// The members by their names in small letters.
    names: HashMap<String, Place, foldhash::fast::RandomState>,
    /// How much may still be unpacked.
    left: u64,
    /// More was there to be unpacked than the limit allows.
    pub(super) is_cut: bool,
    /// A part is missing or ends too early.
    pub(super) is_damaged: bool,
    /// A part takes a password.
    pub(super) is_encrypted: bool,
}

/// Where a member is found.
#[derive(Debug, Clone, Copy)]
enum Place {
    /// By its place in the archive's table.
    Listed(usize),
    /// By its bytes alone.
    Found(Member),
}

/// A member as the bytes before it say.
#[derive(Debug, Clone, Copy)]
struct Member {
    start: usize,
    end: usize,
    is_packed: bool,
    is_encrypted: bool,
}

impl<'a> Package<'a> {
    /// Opens an archive; `None` where there is no member in it.
    pub(super) fn open(bytes: &'a [u8]) -> Option<Self> {
        Self::open_within(bytes, MOST)
    }

    /// One whose parts stand as they are in a text, each with its name.
    pub(super) fn of_parts(bytes: &'a [u8], parts: Vec<(String, Range<usize>)>) -> Self {
        let place = |Range { start, end }| {
            Place::Found(Member {
                start,
                end,
                is_packed: false,
                is_encrypted: false,
            })
        };
        let parts = parts.into_iter().rev();
        Self {
            bytes,
            archive: None,
            names: parts
                .map(|(name, range)| (plain(&name), place(range)))
                .collect(),
            left: MOST,
            is_cut: false,
            is_damaged: false,
            is_encrypted: false,
        }
    }

    /// Opens one that is a part of this; what is unpacked of it counts for both.
    pub(super) fn inner<'i>(&self, bytes: &'i [u8]) -> Option<Package<'i>> {
        bytes
            .starts_with(MEMBER)
            .then(|| Package::open_within(bytes, self.left))
            .flatten()
    }

    /// Counts what was unpacked of one that is a part of this.
    pub(super) fn unpacked_within(&mut self, inner: &Package<'_>) {
        self.left = self.left.min(inner.left);
        self.is_cut |= inner.is_cut;
    }

    fn open_within(bytes: &'a [u8], left: u64) -> Option<Self> {
        let archive = ZipArchive::new(Cursor::new(bytes)).ok();
        let is_damaged = archive.is_none();
        let names: HashMap<_, _, _> = match &archive {
            Some(archive) => (0..archive.len())
                .rev()
                .filter_map(|at| {
                    let name = archive.name_for_index(at)?.ok()?;
                    Some((plain(&name), Place::Listed(at)))
                })
                .collect(),
            None => found(bytes).collect(),
        };
        (!names.is_empty()).then_some(Self {
            bytes,
            archive,
            names,
            left,
            is_cut: false,
            is_damaged,
            is_encrypted: false,
        })
    }

    /// True if a part of that name is there; names are alike in any case.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains_key(&plain(name))
    }

    /// The text of a part, as much as could be unpacked.
    pub(super) fn text(&mut self, name: &str) -> Option<String> {
        let bytes = self.part(name)?;
        Some(xml::decoded(&bytes).into_owned())
    }

    /// The bytes of a part, as many as could be unpacked.
    pub(super) fn part(&mut self, name: &str) -> Option<Vec<u8>> {
        let place = *self.names.get(&plain(name))?;
        match place {
            Place::Listed(at) => {
                let archive = self.archive.as_mut()?;
                let part = match archive.by_index(at) {
                    Ok(member) => read(member, &mut self.left, &mut self.is_cut),
                    Err(error) => {
                        let needed = zip::result::ZipError::PASSWORD_REQUIRED;
                        self.is_encrypted |= error.to_string().contains(needed);
                        self.is_damaged = true;
                        return None;
                    }
                };
                self.is_damaged |= part.is_broken;
                Some(part.bytes)
            }
            Place::Found(member) if member.is_encrypted => {
                self.is_encrypted = true;
                None
            }
            Place::Found(member) => {
                let packed = &self.bytes[member.start..member.end];
                let part = match member.is_packed {
                    true => read(
                        DeflateDecoder::new(packed),
                        &mut self.left,
                        &mut self.is_cut,
                    ),
                    false => read(packed, &mut self.left, &mut self.is_cut),
                };
                Some(part.bytes)
            }
        }
    }
}

/// What of a part could be unpacked.
struct Unpacked {
    bytes: Vec<u8>,
    is_broken: bool,
}

fn read(from: impl Read, left: &mut u64, is_cut: &mut bool) -> Unpacked {
    let mut bytes = Vec::new();
    let read = from.take(*left + 1).read_to_end(&mut bytes);
    if bytes.len() as u64 > *left {
        *is_cut = true;
        bytes.truncate(usize::try_from(*left).unwrap_or(usize::MAX));
    }
    *left -= bytes.len() as u64;
    Unpacked {
        bytes,
        is_broken: read.is_err(),
    }
}

/// A name as parts are looked up by: some programs have other slashes, some begin with one.
fn plain(name: &str) -> String {
    let name = name.replace('\\', "/");
    name.trim_start_matches('/').to_ascii_lowercase()
}

/// The members that are found without a table; of two with one name the first.
fn found(bytes: &[u8]) -> impl Iterator<Item = (String, Place)> {
    let members: Vec<_> = Members::new(bytes)
        .take(MOST_MEMBERS)
        .map(|member| (plain(&member.name), Place::Found(member.place)))
        .collect();
    members.into_iter().rev()
}

/// The members of an archive, or of its first bytes, in the order in which they are stored.
pub(super) struct Members<'a> {
    bytes: &'a [u8],
    next: usize,
}

/// A member as it is stored.
pub(super) struct Stored<'a> {
    pub(super) name: String,
    /// Packed or not; cut off where the archive is.
    pub(super) bytes: &'a [u8],
    pub(super) is_packed: bool,
    place: Member,
}

impl<'a> Members<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, next: 0 }
    }
}

impl<'a> Iterator for Members<'a> {
    type Item = Stored<'a>;

    fn next(&mut self) -> Option<Stored<'a>> {
        loop {
            let rest = self.bytes.get(self.next..)?;
            let at = self.next + memmem::find(rest, MEMBER)?;
            let Some((name, place)) = member_at(self.bytes, at) else {
                self.next = at + MEMBER.len();
                continue;
            };
            // Where its length is not known, it ends at the next at the latest.
            self.next = place.end;
            return Some(Stored {
                name,
                bytes: &self.bytes[place.start..place.end],
                is_packed: place.is_packed,
                place,
            });
        }
    }
}

fn member_at(bytes: &[u8], at: usize) -> Option<(String, Member)> {
    const HEAD: usize = 30;
    const ENCRYPTED: u16 = 1;
    const LENGTH_FOLLOWS: u16 = 8;
    let head = bytes.get(at..at + HEAD)?;
    let short = |at: usize| u16::from_le_bytes([head[at], head[at + 1]]);
    let (flags, method) = (short(6), short(8));
    let length = u32::from_le_bytes([head[18], head[19], head[20], head[21]]) as usize;
    let name_end = at + HEAD + usize::from(short(26));
    let name = bytes.get(at + HEAD..name_end)?;
    let start = name_end + usize::from(short(28));
    let rest = bytes.get(start..)?;
    let is_open = flags & LENGTH_FOLLOWS != 0 && length == 0;
    let length = match is_open {
        true => memmem::find(rest, MEMBER).unwrap_or(rest.len()),
        false => length.min(rest.len()),
    };
    (method == 0 || method == 8).then(|| {
        (
            String::from_utf8_lossy(name).into_owned(),
            Member {
                start,
                end: start + length,
                is_packed: method == 8,
                is_encrypted: flags & ENCRYPTED != 0,
            },
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::documents::testing::zipped;

    #[test]
    fn parts_are_found_by_any_form_of_their_names() {
        let bytes = zipped(&[("Word/Document.xml", "one"), ("word\\styles.xml", "two")]);
        let mut package = Package::open(&bytes).unwrap();
        assert_eq!(package.text("/word/document.xml").as_deref(), Some("one"));
        assert_eq!(package.text("word/styles.xml").as_deref(), Some("two"));
        assert_eq!(package.text("word/numbering.xml"), None);
        assert!(!package.is_damaged);
    }

    #[test]
    fn without_its_table_the_members_of_an_archive_are_still_found() {
        let long = "word ".repeat(2_000);
        let bytes = zipped(&[("a", "one"), ("b", &long), ("c", "three")]);
        let table = memmem::find(&bytes, b"PK\x01\x02").unwrap();
        let mut package = Package::open(&bytes[..table]).unwrap();
        assert!(package.is_damaged);
        assert_eq!(package.text("c").as_deref(), Some("three"));
        let within_b = memmem::rfind(&bytes, MEMBER).unwrap() - 10;
        let mut package = Package::open(&bytes[..within_b]).unwrap();
        assert_eq!(package.text("a").as_deref(), Some("one"));
        assert!(long.starts_with(&package.text("b").unwrap()));
        assert!(Package::open(b"no archive").is_none());
    }

    #[test]
    fn all_that_is_unpacked_counts_against_one_limit() {
        let bytes = zipped(&[("a", &"x".repeat(600)), ("b", &"y".repeat(600))]);
        let mut package = Package::open_within(&bytes, 1_000).unwrap();
        assert_eq!(package.part("a").unwrap().len(), 600);
        assert!(!package.is_cut);
        assert_eq!(package.part("b").unwrap().len(), 400);
        assert!(package.is_cut);
    }
}
