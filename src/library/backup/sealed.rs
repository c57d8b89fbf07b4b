//! JSON lines between a head and a seal, so that what was cut off or changed on the way is never
//! taken for the whole:
//!
//! ```json
//! {"chancery":"backup","version":1,"made":"2026-11-26T17:00:00Z"}
//! …
//! {"end":true,"lines":7,"blake3":"9f86d081…"}
//! ```
//!
//! `lines` counts those before the seal, `blake3` hashes their bytes.

use std::io;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::Fault;
use crate::text::json;

/// The first line.
#[derive(Debug, Serialize, Deserialize)]
struct Head {
    chancery: String,
    version: u32,
    /// To the second, as RFC 3339 has it.
    made: String,
}

/// The last line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Seal {
    end: bool,
    lines: usize,
    blake3: String,
}

/// Lines that are being written.
#[derive(Debug)]
pub(super) struct Writer {
    bytes: Vec<u8>,
    lines: usize,
}

impl Writer {
    /// Begins with the head.
    ///
    /// # Errors
    ///
    /// None in practice: what is written is in memory.
    pub(super) fn new(kind: &str, version: u32, made: Timestamp) -> io::Result<Self> {
        let mut writer = Self {
            bytes: Vec::new(),
            lines: 0,
        };
        writer.line(&Head {
            chancery: kind.to_owned(),
            version,
            made: to_the_second(made).to_string(),
        })?;
        Ok(writer)
    }

    /// Adds a line.
    ///
    /// # Errors
    ///
    /// As [`Writer::new`].
    pub(super) fn line(&mut self, line: &impl Serialize) -> io::Result<()> {
        json::write(&mut self.bytes, line)?;
        self.bytes.push(b'\n');
        self.lines += 1;
        Ok(())
    }

    /// Adds the seal and gives all of it.
    ///
    /// # Errors
    ///
    /// As [`Writer::new`].
    pub(super) fn seal(mut self) -> io::Result<Vec<u8>> {
        let seal = Seal {
            end: true,
            lines: self.lines,
            blake3: blake3::hash(&self.bytes).to_hex().to_string(),
        };
        self.line(&seal)?;
        Ok(self.bytes)
    }
}

/// A moment without what is less than a second.
pub(super) fn to_the_second(moment: Timestamp) -> Timestamp {
    Timestamp::from_second(moment.as_second()).unwrap_or(moment)
}

/// Lines that are all there.
#[derive(Debug)]
pub(super) struct Lines<'a> {
    /// When they were made.
    pub(super) made: Timestamp,
    /// Those between head and seal, with their numbers from 1.
    pub(super) lines: Vec<(usize, &'a [u8])>,
}

/// True for bytes that begin with the head of some file of ours, also of a later version.
pub(super) fn is_ours(bytes: &[u8]) -> bool {
    let head: Option<Json> = serde_json::from_slice(first_line(bytes)).ok();
    head.is_some_and(|head| head.get("chancery").is_some())
}

fn first_line(bytes: &[u8]) -> &[u8] {
    bytes.split(|&byte| byte == b'\n').next().unwrap_or(bytes)
}

/// Opens lines of a kind, all of them, as they were written.
///
/// # Errors
///
/// [`Fault`].
pub(super) fn open<'a>(bytes: &'a [u8], kind: &str, version: u32) -> Result<Lines<'a>, Fault> {
    let head: Json = serde_json::from_slice(first_line(bytes)).map_err(|_| Fault::Foreign)?;
    let (found, later) = (&head["chancery"], &head["version"]);
    if found != kind {
        return Err(Fault::Foreign);
    }
    if let Some(found) = later.as_u64().filter(|&found| found > u64::from(version)) {
        return Err(Fault::Newer(found));
    }
    let bad = |reason: String| Fault::Line { line: 1, reason };
    let head: Head = serde_json::from_value(head).map_err(|error| bad(error.to_string()))?;
    let made = head.made.parse();
    let made = made.map_err(|_| bad(format!("{:?} is no time", head.made)))?;
    // An editor, or the way here, may have added or taken a line end.
    let end = bytes.trim_ascii_end();
    let start = memchr::memrchr(b'\n', end).map_or(0, |at| at + 1);
    let (before, last) = end.split_at(start);
    let lines = memchr::memchr_iter(b'\n', before).count();
    let Ok(seal) = serde_json::from_slice::<Seal>(last) else {
        return Err(Fault::Cut(memchr::memchr_iter(b'\n', bytes).count()));
    };
    let hash = blake3::hash(before).to_hex();
    if seal.lines != lines || seal.blake3 != hash.as_str() {
        return Err(Fault::Changed);
    }
    let all = before.split(|&byte| byte == b'\n');
    Ok(Lines {
        made,
        lines: (1..).zip(all).skip(1).take(lines - 1).collect(),
    })
}
