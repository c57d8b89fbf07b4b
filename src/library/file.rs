//! The bytes of one file.
//!
//! Other people put files into the folders that are read, so nothing about a path is trusted: it
//! is looked at without following a link, opened so that a pipe that took its place meanwhile
//! cannot block, and looked at again once open. Files are read, never mapped: a mapped file that
//! is cut short under the reader kills it.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use rustix::fs::OFlags;

use crate::ingest::MAX_TEXT;

/// How much is read of a file that is larger than [`MAX_TEXT`]: enough to see what it is.
const EXCERPT: usize = 8 << 20;

/// What was read of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Contents {
    /// The bytes, whole unless `is_cut`.
    pub(super) bytes: Vec<u8>,
    /// True when the file goes on after `bytes`.
    pub(super) is_cut: bool,
}

/// Reads a regular file; of one above [`MAX_TEXT`] the beginning, cut at the end of a line.
///
/// # Errors
///
/// When the path is anything but a regular file (a link counts as a link, wherever it leads), or
/// the system refuses.
pub(super) fn read(path: &Path) -> io::Result<Contents> {
    read_within(path, MAX_TEXT, EXCERPT)
}

fn read_within(path: &Path, whole: usize, excerpt: usize) -> io::Result<Contents> {
    check_regular(&fs::symlink_metadata(path)?)?;
    let file = open(path)?;
    let metadata = file.metadata()?;
    check_regular(&metadata)?;
    let size = usize::try_from(metadata.len()).unwrap_or(usize::MAX);
    let most = if size > whole { excerpt } else { whole };
    read_at_most(file, size, most)
}

fn open(path: &Path) -> io::Result<File> {
    let flags = OFlags::NONBLOCK | OFlags::NOFOLLOW | OFlags::NOCTTY | OFlags::CLOEXEC;
    OpenOptions::new()
        .read(true)
        .custom_flags(flags.bits().cast_signed())
        .open(path)
}

/// Reads up to `most` bytes of a file that claims to have `size`; it may have grown or shrunk.
fn read_at_most(file: File, size: usize, most: usize) -> io::Result<Contents> {
    let mut bytes = Vec::with_capacity(size.min(most) + 1);
    file.take(most as u64 + 1).read_to_end(&mut bytes)?;
    let is_cut = bytes.len() > most;
    if is_cut {
        bytes.truncate(most);
        // Half a character at the end would make the decoder doubt the encoding of the whole.
        if let Some(line_end) = memchr::memrchr(b'\n', &bytes) {
            bytes.truncate(line_end + 1);
        }
    }
    Ok(Contents { bytes, is_cut })
}

fn check_regular(metadata: &Metadata) -> io::Result<()> {
    let kind = metadata.file_type();
    if kind.is_file() {
        Ok(())
    } else if kind.is_symlink() {
        Err(io::Error::other("symbolic link, not followed"))
    } else if kind.is_dir() {
        Err(io::Error::other("a folder, not a file"))
    } else {
        Err(io::Error::other("pipe, socket or device, not read"))
    }
}

/// Says what went wrong in a reader's words.
pub(super) fn describe(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        // What opening a link gives that took a file's place after the first look.
        _ if error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error()) => {
            "symbolic link, not followed".to_owned()
        }
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn a_file_above_the_limit_is_cut_at_the_end_of_a_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("long.txt");
        fs::write(&path, "one\ntwo\nthree\n").unwrap();
        let whole = read_within(&path, 14, 6).unwrap();
        assert_eq!(whole.bytes, b"one\ntwo\nthree\n");
        assert!(!whole.is_cut);
        let cut = read_within(&path, 13, 6).unwrap();
        assert_eq!(cut.bytes, b"one\n");
        assert!(cut.is_cut);
        fs::write(&path, "onetwothree").unwrap();
        assert_eq!(read_within(&path, 10, 6).unwrap().bytes, b"onetwo");
    }

    #[test]
    fn a_file_that_grew_after_the_look_is_still_bounded() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("growing.txt");
        fs::write(&path, "123456789").unwrap();
        let contents = read_at_most(open(&path).unwrap(), 3, 5).unwrap();
        assert_eq!(contents.bytes, b"12345");
        assert!(contents.is_cut);
    }

    #[test]
    fn a_link_is_refused_also_when_it_took_the_place_of_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("target.txt");
        let link = folder.path().join("link.txt");
        fs::write(&target, "secret").unwrap();
        symlink(&target, &link).unwrap();
        let first_look = read(&link).unwrap_err();
        assert_eq!(describe(&first_look), "symbolic link, not followed");
        let opening = open(&link).unwrap_err();
        assert_eq!(describe(&opening), "symbolic link, not followed");
    }
}
