//! The file of the marks as SQLite and the system have it: connecting, the journal, the folder,
//! copies, and who may put files in the place of others.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::{Connection, OpenFlags, params};
use rustix::fs::OFlags;

use super::schema::{self, Found};
use super::{Place, Trouble};
use crate::library::file;

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
    is_there(&lock)?;
    let held = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .custom_flags(OFlags::NONBLOCK.bits().cast_signed())
        .open(&lock)
        .map_err(failed)?;
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

/// True where a file is there, perhaps by a link.
///
/// # Errors
///
/// [`Trouble::InTheWay`] where there is something else: a named pipe would be waited for, and a
/// device do who knows what.
pub(in crate::library) fn is_there(file: &Path) -> Result<bool, Trouble> {
    let in_the_way = |is| Trouble::InTheWay {
        path: file.display().to_string(),
        is,
        wanted: "file",
    };
    match fs::metadata(file) {
        Ok(found) if found.is_file() => Ok(true),
        Ok(found) => Err(in_the_way(file::name_of(found.file_type()))),
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            let refused = || Trouble::Other(format!("{}: {error}", file.display()));
            Err(blocking(file.parent()).unwrap_or_else(refused))
        }
        Err(_) if file.is_symlink() => Err(in_the_way(LEADS_NOWHERE)),
        Err(_) => Ok(false),
    }
}

/// What a link is that leads to nothing.
const LEADS_NOWHERE: &str = "link that leads nowhere";

/// What stands in the place of a folder, or of one of those that it is in.
fn blocking(folder: Option<&Path>) -> Option<Trouble> {
    let all: Vec<&Path> = folder?.ancestors().collect();
    all.into_iter().rev().find_map(|part| {
        let is = match fs::metadata(part) {
            Ok(found) if found.is_dir() => return None,
            Ok(found) if found.is_file() => "file",
            Ok(found) => file::name_of(found.file_type()),
            Err(_) if part.is_symlink() => LEADS_NOWHERE,
            Err(_) => return None,
        };
        Some(Trouble::InTheWay {
            path: part.display().to_string(),
            is,
            wanted: "folder",
        })
    })
}

/// How much is written to find out whether there is room: about what SQLite needs beside the file
/// for a first change.
const PROBE: usize = 64 << 10;

/// What SQLite had trouble with, said more exactly: it tells a disk that is full, or that takes no
/// more files, from one that may not be written only now and then.
pub(super) fn explained(trouble: Trouble, folder: &Path) -> Trouble {
    if !matches!(
        trouble,
        Trouble::Full | Trouble::ReadOnly(_) | Trouble::Other(_)
    ) {
        return trouble;
    }
    let written = tempfile::tempfile_in(folder).and_then(|mut probe| {
        probe.write_all(&[0; PROBE])?;
        probe.sync_all()
    });
    match written.map_err(|error| Trouble::of_file(&error, folder)) {
        Err(why @ (Trouble::Full | Trouble::NoInodes | Trouble::ReadOnly(_))) => why,
        _ => trouble,
    }
}

/// Opens marks to read them; `None` where there are none.
pub(super) fn open_to_read(file: &Path) -> Result<Option<Connection>, Trouble> {
    if !is_there(file)? {
        return Ok(None);
    }
    let connection = connect_to_read(file)?;
    match schema::find(&connection)? {
        Found::Nothing => Ok(None),
        Found::Foreign => Err(Trouble::Foreign(file.display().to_string())),
        Found::Version(_) => Ok(Some(connection)),
    }
}

/// Opens a file to read it, also where nothing can be written beside it.
pub(in crate::library) fn connect_to_read(file: &Path) -> Result<Connection, Trouble> {
    match connect_and_look(file, OpenFlags::SQLITE_OPEN_READ_ONLY) {
        Err(Trouble::ReadOnly(_) | Trouble::Full | Trouble::Other(_)) => {}
        done => return done,
    }
    // What a process that was killed left half done, only somebody who writes can put right.
    if let Ok(connection) = connect_and_look(file, OpenFlags::SQLITE_OPEN_READ_WRITE) {
        return Ok(connection);
    }
    // Without what is in its log, the file is not all that was saved.
    let [log, ..] = companions(file);
    if fs::metadata(&log).is_ok_and(|log| log.len() > 0)
        && let Ok(connection) = connect_to_double(file, &log)
    {
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

fn connect_and_look(file: &Path, flags: OpenFlags) -> Result<Connection, Trouble> {
    let connection = connect(file, flags)?;
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(connection)
}

/// Opens a double of a file and its log, made in the folder for what is temporary. It is gone as
/// soon as it is closed.
pub(super) fn connect_to_double(file: &Path, log: &Path) -> Result<Connection, Trouble> {
    let failed = |error: io::Error| Trouble::of_file(&error, file);
    let folder = tempfile::tempdir().map_err(failed)?;
    let double = folder.path().join("marks.db");
    let [log_of_double, ..] = companions(&double);
    fs::copy(file, &double).map_err(failed)?;
    fs::copy(log, log_of_double).map_err(failed)?;
    let write = OpenFlags::SQLITE_OPEN_READ_WRITE;
    connect_and_look(&double, write)
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

pub(in crate::library) fn connect(file: &Path, flags: OpenFlags) -> Result<Connection, Trouble> {
    is_there(file)?;
    for companion in companions(file) {
        is_there(&companion)?;
    }
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

pub(in crate::library) fn choose_journal(
    connection: &Connection,
    folder: &Path,
) -> Result<(), Trouble> {
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
pub(in crate::library) fn make_folder(folder: &Path) -> Result<(), Trouble> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .map_err(|error| blocking(Some(folder)).unwrap_or(Trouble::of_file(&error, folder)))
}

/// Makes an empty file for its owner alone: what SQLite makes could be read by all.
pub(in crate::library) fn make_file(file: &Path) -> Result<(), Trouble> {
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

pub(in crate::library) fn remove_if_there(file: &Path) -> Result<(), Trouble> {
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
pub(in crate::library) fn companions(file: &Path) -> [PathBuf; 3] {
    ["-wal", "-shm", "-journal"].map(|end| {
        let mut name = file.as_os_str().to_owned();
        name.push(end);
        PathBuf::from(name)
    })
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn only_a_disk_of_this_machine_gets_a_write_ahead_log() {
        let here = tempfile::tempdir().unwrap();
        // Of /proc as little is known as of a disk in the network.
        for (folder, journal) in [(here.path(), "wal"), (Path::new("/proc"), "delete")] {
            let connection = Connection::open(here.path().join(journal)).unwrap();
            choose_journal(&connection, folder).unwrap();
            let got = connection.pragma_query_value(None, "journal_mode", |row| row.get(0));
            assert_eq!(got, Ok(journal.to_owned()));
        }
    }
}
