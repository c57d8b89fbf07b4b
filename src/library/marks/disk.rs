//! The file of the marks as SQLite and the system have it: connecting, the journal, the folder,
//! copies, and who may put files in the place of others.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::{Connection, OpenFlags, params};

use super::schema::{self, Found};
use super::{Place, Trouble};

/// How long to wait for another process that writes. Its transactions take milliseconds; one
/// that was stopped in the middle of one is waited for and then told of.
const PATIENCE: Duration = Duration::from_millis(if cfg!(test) { 300 } else { 5000 });

/// Which file a path led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Identity {
    device: u64,
    inode: u64,
}

impl Identity {
    pub(super) fn of(path: &Path) -> Option<Self> {
        let metadata = fs::metadata(path).ok()?;
        Some(Self {
            device: metadata.dev(),
            inode: metadata.ino(),
        })
    }
}

/// Waits, for a while, until no other process puts files in the place of others; it is held off as
/// long as what is given back is kept.
pub(super) fn alone(place: &Place) -> Result<File, Trouble> {
    let lock = place.folder.join("marks.lock");
    let failed = |error: io::Error| Trouble::of_file(&error, &lock);
    let held = File::create(&lock).map_err(failed)?;
    let since = Instant::now();
    loop {
        match held.try_lock() {
            Ok(()) => return Ok(held),
            Err(TryLockError::WouldBlock) if since.elapsed() < PATIENCE => {
                thread::sleep(PATIENCE / 100);
            }
            Err(TryLockError::WouldBlock) => return Err(Trouble::Locked),
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
    }
}

/// Opens marks to read them; `None` where there are none.
pub(super) fn open_to_read(file: &Path) -> Result<Option<Connection>, Trouble> {
    if !file.exists() {
        return Ok(None);
    }
    let connection = connect_to_read(file)?;
    match schema::find(&connection)? {
        Found::Nothing => Ok(None),
        Found::Foreign => Err(Trouble::Foreign(file.display().to_string())),
        Found::Version(_) => Ok(Some(connection)),
    }
}

/// Opens a file to read it.
pub(super) fn connect_to_read(file: &Path) -> Result<Connection, Trouble> {
    let connected = |flags| {
        let connection = connect(file, flags)?;
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
        Ok(connection)
    };
    match connected(OpenFlags::SQLITE_OPEN_READ_ONLY) {
        Err(Trouble::ReadOnly(_)) => {}
        done => return done,
    }
    // What a process that was killed left half done, only somebody who writes can put right.
    if let Ok(connection) = connected(OpenFlags::SQLITE_OPEN_READ_WRITE) {
        return Ok(connection);
    }
    // A write-ahead log wants to write even where one only reads. Where it cannot, nobody else
    // writes either.
    let uri = format!("file:{}?immutable=1", escaped(file));
    Ok(Connection::open_with_flags(
        uri,
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI,
    )?)
}

/// A path as part of a `file:` URI.
pub(super) fn escaped(path: &Path) -> String {
    let mut uri = String::new();
    for &byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' => {
                uri.push(char::from(byte));
            }
            other => uri.push_str(&format!("%{other:02x}")),
        }
    }
    uri
}

pub(super) fn connect(file: &Path, flags: OpenFlags) -> Result<Connection, Trouble> {
    let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags)?;
    connection.busy_timeout(PATIENCE)?;
    connection.set_prepared_statement_cache_capacity(32);
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "trusted_schema", false)?;
    Ok(connection)
}

/// Looks through all pages for what cannot be.
pub(super) fn check(connection: &Connection) -> Result<(), Trouble> {
    let said: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    match said.as_str() {
        "ok" => Ok(()),
        _ => Err(Trouble::Damaged),
    }
}

pub(super) fn choose_journal(connection: &Connection, folder: &Path) -> Result<(), Trouble> {
    let wanted = if is_local(folder) { "wal" } else { "delete" };
    let set = || -> rusqlite::Result<String> {
        connection.pragma_update_and_check(None, "journal_mode", wanted, |row| row.get(0))
    };
    // Changing it takes the file for oneself, and does not wait for those who have it open.
    let got = match set() {
        Err(error) if Trouble::of(&error) == Trouble::Locked => {
            connection.pragma_query_value(None, "journal_mode", |row| row.get(0))?
        }
        other => other?,
    };
    debug_assert!(!got.is_empty());
    Ok(())
}

/// True where a folder is on a disk of this machine, as far as the system tells.
///
/// What is not known for local counts as a network: a rollback journal is slower and works
/// everywhere.
#[cfg(target_os = "linux")]
pub(super) fn is_local(folder: &Path) -> bool {
    /// Magic numbers of `statfs(2)`: ext2 to ext4, XFS, Btrfs, ZFS, F2FS, tmpfs, overlayfs,
    /// bcachefs, eCryptfs.
    const LOCAL: [u32; 9] = [
        0xef53,
        0x5846_5342,
        0x9123_683e,
        0x2fc1_2fc1,
        0xf2f5_2010,
        0x0102_1994,
        0x794c_7630,
        0xca45_1a4e,
        0xf15f,
    ];
    rustix::fs::statfs(folder).is_ok_and(|found| {
        // The field is signed on some machines; the numbers have 32 bits.
        let kind = u32::try_from(i128::from(found.f_type) & 0xffff_ffff).unwrap_or(0);
        LOCAL.contains(&kind)
    })
}

/// True where a folder is on a disk of this machine: not asked for here.
#[cfg(not(target_os = "linux"))]
pub(super) fn is_local(_: &Path) -> bool {
    false
}

/// Makes a folder for its owner alone.
pub(super) fn make_folder(folder: &Path) -> Result<(), Trouble> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .map_err(|error| Trouble::of_file(&error, folder))
}

/// Makes an empty file for its owner alone: what SQLite makes could be read by all.
pub(super) fn make_file(file: &Path) -> Result<(), Trouble> {
    let made = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(file);
    match made {
        Ok(file) => {
            drop(file);
            Ok(())
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(Trouble::of_file(&error, file)),
    }
}

pub(super) fn remove_if_there(file: &Path) -> Result<(), Trouble> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(Trouble::of_file(&error, file))
        }
        _ => Ok(()),
    }
}

/// Writes a whole copy of an open database to a new file, for its owner alone.
pub(super) fn copy_into(connection: &Connection, file: &Path) -> Result<(), Trouble> {
    let Some(name) = file.to_str() else {
        // SQLite takes a text here; another path that looks like this one would be written to.
        let error = io::Error::other("a copy cannot be made under a path that is not UTF-8");
        return Err(Trouble::of_file(&error, file));
    };
    make_file(file)?;
    connection.execute("VACUUM INTO ?1", params![name])?;
    Ok(())
}

/// The files that belong to a database beside it.
pub(super) fn companions(file: &Path) -> [PathBuf; 3] {
    ["-wal", "-shm", "-journal"].map(|end| {
        let mut name = file.as_os_str().to_owned();
        name.push(end);
        PathBuf::from(name)
    })
}
