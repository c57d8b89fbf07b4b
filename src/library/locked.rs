//! A file that several processes write to, opened by one of them at a time.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;

use rustix::fs::OFlags;

/// Why a file was not opened.
#[derive(Debug)]
pub(super) enum Refusal {
    /// It is a folder, a device or the like.
    NoFile,
    /// The system refuses.
    Io(io::Error),
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Opens a file to read and to append, and locks it, so that it is the one that goes by the name
/// until the file is dropped. Where `create` has a mode it is made if it is not there.
pub(super) fn open(path: &Path, create: Option<u32>) -> Result<File, Refusal> {
    loop {
        match fs::metadata(path) {
            // A pipe would be waited for, and a device do who knows what.
            Ok(found) if !found.is_file() => return Err(Refusal::NoFile),
            _ => {}
        }
        let mut options = OpenOptions::new();
        options.read(true).append(true);
        if let Some(mode) = create {
            options.create(true).mode(mode);
        }
        let file = options.open(path)?;
        lock(&file)?;
        // Another process may have put another file in its place before the lock.
        if goes_by(&file, path) {
            return Ok(file);
        }
    }
}

/// Opens a file to read it, unlocked; `None` where there is none. Waits for no pipe.
pub(super) fn peek(path: &Path) -> Result<Option<File>, Refusal> {
    let flags = OFlags::NONBLOCK | OFlags::NOCTTY;
    let opened = OpenOptions::new()
        .read(true)
        .custom_flags(flags.bits().cast_signed())
        .open(path);
    let file = match opened {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        opened => opened?,
    };
    if !file.metadata()?.is_file() {
        return Err(Refusal::NoFile);
    }
    Ok(Some(file))
}

/// Opens a file to read it and locks it in the same way; `None` where there is none.
pub(super) fn hold(path: &Path) -> Result<Option<File>, Refusal> {
    loop {
        let Some(file) = peek(path)? else {
            return Ok(None);
        };
        // What is only to be read is locked where the file system allows that.
        let _ = lock(&file);
        if goes_by(&file, path) {
            return Ok(Some(file));
        }
    }
}

/// True while a file is the one that has a name.
fn goes_by(file: &File, path: &Path) -> bool {
    let is_same = |name: fs::Metadata| {
        file.metadata()
            .is_ok_and(|it| (it.dev(), it.ino()) == (name.dev(), name.ino()))
    };
    fs::metadata(path).is_ok_and(is_same)
}

/// Locks a file against other processes; where the file system has no locks, nothing is lost but
/// the safety of two at once.
fn lock(file: &File) -> io::Result<()> {
    match file.try_lock() {
        Ok(()) => Ok(()),
        Err(TryLockError::WouldBlock) => file.lock(),
        Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => Ok(()),
        Err(TryLockError::Error(error)) => Err(error),
    }
}
