//! The bytes of one file.
//!
//! Other people put files into the folders that are read, so nothing about a path is trusted: it
//! is looked at without following a link, opened so that a pipe that took its place meanwhile
//! cannot block, and looked at again once open. Files are read, never mapped: a mapped file that
//! is cut short under the reader kills it.

use std::fs::{self, File, FileType, OpenOptions};
use std::io::{self, Read, Seek};
use std::os::unix::fs::{FileTypeExt, OpenOptionsExt};
use std::path::Path;

use rustix::fs::OFlags;
use rustix::io::Errno;

use super::catalogue::Look;
use crate::ingest::{self, MAX_TEXT, Reason};

/// How much is read of a file that is larger than [`MAX_TEXT`]: enough to see what it is.
const EXCERPT: usize = 8 << 20;

/// How much of it is looked at to tell a container.
const HEAD: u64 = 4 << 10;

/// What was read of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Contents {
    /// The bytes, whole unless there is a fault.
    pub(super) bytes: Vec<u8>,
    /// Why they end where they do, if not because the file does.
    pub(super) fault: Option<Reason>,
}

/// A regular file that was opened.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) file: File,
    /// Its bytes when it was opened.
    pub(super) size: u64,
}

impl Opened {
    /// Opens a regular file.
    ///
    /// # Errors
    ///
    /// When the path is anything else (a link counts as a link, wherever it leads), or the system refuses.
    pub(super) fn of(path: &Path) -> Result<Self, Reason> {
        check_regular(fs::symlink_metadata(path).map_err(refusal)?.file_type())?;
        let file = open(path).map_err(refusal)?;
        let metadata = file.metadata().map_err(refusal)?;
        check_regular(metadata.file_type())?;
        Ok(Self {
            file,
            size: metadata.len(),
        })
    }

    /// True for a container that is too large to be taken into memory.
    pub(super) fn is_large_container(&self, path: &Path) -> bool {
        let mut head = Vec::new();
        self.size > MAX_TEXT as u64
            && (&self.file).take(HEAD).read_to_end(&mut head).is_ok()
            && (&self.file).rewind().is_ok()
            && ingest::is_container(&head, path)
    }

    /// Reads the file; of one above [`MAX_TEXT`] the beginning, cut at the end of a line.
    ///
    /// # Errors
    ///
    /// When the system refuses.
    pub(super) fn contents(&self) -> Result<Contents, Reason> {
        self.contents_within(MAX_TEXT, EXCERPT)
    }

    fn contents_within(&self, whole: usize, excerpt: usize) -> Result<Contents, Reason> {
        let size = usize::try_from(self.size).unwrap_or(usize::MAX);
        let most = if size > whole { excerpt } else { whole };
        read_at_most(&self.file, size, most).map_err(refusal)
    }

    /// How the file looks now; `None` where the system does not say.
    pub(super) fn look(&self) -> Option<Look> {
        Some(Look::of(&self.file.metadata().ok()?))
    }
}

/// The text of a regular file of at most `most` bytes that the reader names, by a link too.
///
/// # Errors
///
/// When it is anything else, or the system refuses.
pub(super) fn text(path: &Path, most: u64) -> Result<String, Reason> {
    let file = open_with(path, OFlags::empty()).map_err(refusal)?;
    check_regular(file.metadata().map_err(refusal)?.file_type())?;
    let mut text = String::new();
    file.take(most + 1)
        .read_to_string(&mut text)
        .map_err(refusal)?;
    if text.len() as u64 > most {
        return Err(Reason::Io(format!("it is larger than {} MiB", most >> 20)));
    }
    Ok(text)
}

fn open(path: &Path) -> io::Result<File> {
    open_with(path, OFlags::NOFOLLOW)
}

/// Opens a file so that a pipe cannot block.
fn open_with(path: &Path, more: OFlags) -> io::Result<File> {
    let flags = OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC | more;
    OpenOptions::new()
        .read(true)
        .custom_flags(flags.bits().cast_signed())
        .open(path)
}

/// Reads up to `most` bytes of a file that claims to have `size`; it may have grown or shrunk.
fn read_at_most(file: &File, size: usize, most: usize) -> io::Result<Contents> {
    let mut bytes = Vec::with_capacity(size.min(most) + 1);
    file.take(most as u64 + 1).read_to_end(&mut bytes)?;
    let fault = if bytes.len() > most {
        bytes.truncate(most);
        // Half a character at the end would make the decoder doubt the encoding of the whole.
        if let Some(line_end) = memchr::memrchr(b'\n', &bytes) {
            bytes.truncate(line_end + 1);
        }
        Some(Reason::TooLarge(size.max(most + 1) as u64))
    } else {
        size.checked_sub(bytes.len())
            .filter(|&missing| missing > 0)
            .map(|missing| Reason::Truncated(missing as u64))
    };
    Ok(Contents { bytes, fault })
}

fn check_regular(kind: FileType) -> Result<(), Reason> {
    if kind.is_file() {
        Ok(())
    } else if kind.is_symlink() {
        Err(Reason::Link)
    } else {
        Err(Reason::NotAFile(name_of(kind).into()))
    }
}

/// What something is that is no regular file and no link.
pub(super) fn name_of(kind: FileType) -> &'static str {
    if kind.is_fifo() {
        "named pipe"
    } else if kind.is_socket() {
        "socket"
    } else if kind.is_dir() {
        "folder"
    } else {
        "device"
    }
}

/// Says what went wrong in a reader's words.
pub(super) fn refusal(error: io::Error) -> Reason {
    match error.kind() {
        io::ErrorKind::NotFound => Reason::Missing,
        io::ErrorKind::PermissionDenied => Reason::Denied,
        // What opening a link gives that took a file's place after the first look.
        _ if error.raw_os_error() == Some(Errno::LOOP.raw_os_error()) => Reason::Link,
        _ => Reason::Io(error.to_string()),
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
        let read_within =
            |whole, excerpt| Opened::of(&path).unwrap().contents_within(whole, excerpt);
        let whole = read_within(14, 6).unwrap();
        assert_eq!(whole.bytes, b"one\ntwo\nthree\n");
        assert_eq!(whole.fault, None);
        let cut = read_within(13, 6).unwrap();
        assert_eq!(cut.bytes, b"one\n");
        assert_eq!(cut.fault, Some(Reason::TooLarge(14)));
        fs::write(&path, "onetwothree").unwrap();
        assert_eq!(read_within(10, 6).unwrap().bytes, b"onetwo");
    }

    #[test]
    fn a_file_that_grew_after_the_look_is_still_bounded() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("growing.txt");
        fs::write(&path, "123456789").unwrap();
        let contents = read_at_most(&open(&path).unwrap(), 3, 5).unwrap();
        assert_eq!(contents.bytes, b"12345");
        assert_eq!(contents.fault, Some(Reason::TooLarge(6)));
    }

    #[test]
    fn a_file_that_shrank_after_the_look_says_how_much_is_missing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("shrinking.txt");
        fs::write(&path, "1234").unwrap();
        let contents = read_at_most(&open(&path).unwrap(), 10, 20).unwrap();
        assert_eq!(contents.bytes, b"1234");
        assert_eq!(contents.fault, Some(Reason::Truncated(6)));
    }

    #[test]
    fn a_link_is_refused_also_when_it_took_the_place_of_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("target.txt");
        let link = folder.path().join("link.txt");
        fs::write(&target, "secret").unwrap();
        symlink(&target, &link).unwrap();
        assert_eq!(Opened::of(&link).unwrap_err(), Reason::Link);
        assert_eq!(refusal(open(&link).unwrap_err()), Reason::Link);
    }
}
