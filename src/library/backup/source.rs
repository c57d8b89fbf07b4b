//! What is to be restored: a backup, or marks alone in a form of their own.

use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use jiff::Timestamp;
use rustix::fs::OFlags;

use super::{Backup, Fault, from_bytes, sealed};
use crate::library::marks::{self, BadLine, checked, from_lines, is_dated, read_whole};

/// How every database of SQLite's begins.
const DATABASE: &[u8] = b"SQLite format 3\0";

/// The most bytes that are read: a million briefings have some two hundred megabytes of marks.
pub const LONGEST: u64 = 1 << 30;

/// What a file was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A backup, made then.
    Backup(Timestamp),
    /// The lines of `chancery marks dump`.
    Lines,
    /// A copy of the database of that version, such as the dated ones.
    Copy(i64),
}

/// All that a file has to restore.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// What it was taken for.
    pub form: Form,
    /// What it has.
    pub backup: Backup,
}

/// Why a file has nothing to restore.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The system refuses.
    #[error("{0}")]
    Refused(io::Error),
    /// A folder, a pipe, a device.
    #[error("it is no file")]
    NoFile,
    /// There is nothing in it.
    #[error("it is empty")]
    Empty,
    /// There is more in it than in any file of ours.
    #[error("it is too long for a file of Chancery's")]
    TooLong,
    /// A database from standard input.
    #[error("a copy of the database cannot come this way")]
    CopyFromInput,
    /// A backup that is not whole.
    #[error("{0}")]
    Backup(#[from] Fault),
    /// Lines of which one makes no sense.
    #[error("{0}")]
    Lines(#[from] BadLine),
    /// A copy that cannot be read.
    #[error("{0}")]
    Copy(#[from] marks::Trouble),
    /// A mark in a copy that makes no sense.
    #[error("{0}")]
    Mark(String),
}

/// Reads a file, or standard input where none is named: all of it, or nothing. Never waits for a
/// pipe.
///
/// # Errors
///
/// [`Trouble`].
pub fn read(file: Option<&Path>) -> Result<Source, Trouble> {
    let bytes = match file {
        Some(file) => bytes_of(open(file)?)?,
        None => bytes_of(io::stdin().lock())?,
    };
    let bytes = match bytes.strip_prefix("\u{feff}".as_bytes()) {
        Some(text) => text.to_vec(),
        None => bytes,
    };
    if bytes.trim_ascii().is_empty() {
        // A dump of no marks at all is no reason to take any away.
        return Err(Trouble::Empty);
    }
    // A copy whose first bytes are damaged is no text.
    if bytes.starts_with(DATABASE) || file.is_some_and(is_dated) {
        return file.map_or(Err(Trouble::CopyFromInput), copy);
    }
    if sealed::is_ours(&bytes) {
        let (made, backup) = from_bytes(&bytes)?;
        let form = Form::Backup(made);
        return Ok(Source { form, backup });
    }
    let marks = from_lines(&bytes)?;
    Ok(Source {
        form: Form::Lines,
        backup: Backup {
            marks,
            ..Backup::default()
        },
    })
}

/// Opens a file, wherever links to it lead.
fn open(path: &Path) -> Result<File, Trouble> {
    let flags = OFlags::NONBLOCK | OFlags::NOCTTY;
    let file = OpenOptions::new()
        .read(true)
        .custom_flags(flags.bits().cast_signed())
        .open(path)
        .map_err(Trouble::Refused)?;
    match file.metadata().map_err(Trouble::Refused)?.is_file() {
        true => Ok(file),
        false => Err(Trouble::NoFile),
    }
}

fn bytes_of(from: impl Read) -> Result<Vec<u8>, Trouble> {
    let mut bytes = Vec::new();
    let read = from.take(LONGEST + 1).read_to_end(&mut bytes);
    read.map_err(Trouble::Refused)?;
    match bytes.len() as u64 {
        ..=LONGEST => Ok(bytes),
        _ => Err(Trouble::TooLong),
    }
}

fn copy(file: &Path) -> Result<Source, Trouble> {
    let Some((version, ledger)) = read_whole(file)? else {
        return Err(Trouble::Empty);
    };
    let all = ledger.all().into_iter();
    let all = all.map(|(of, value)| checked(of, value));
    Ok(Source {
        form: Form::Copy(version),
        backup: Backup {
            marks: all.collect::<Result<_, _>>().map_err(Trouble::Mark)?,
            ..Backup::default()
        },
    })
}
