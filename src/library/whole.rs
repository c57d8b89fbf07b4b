//! A file that is written whole or not at all.

use std::fs::{self, File, Permissions};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// What the name of an unfinished file begins with.
const UNFINISHED: &str = ".chancery-";

/// Writes a file: first beside its place, and when all of it is on the disk, in it. A link stays
/// one: the file that it leads to is written.
///
/// `mode` is what its owner and others may do with it, less what the mask of the process takes off.
/// A file that is there already is replaced only where `replaces` says so.
///
/// # Errors
///
/// What `contents` or the system says, [`io::ErrorKind::AlreadyExists`] among it; then what was
/// there is as it was, and nothing stands beside it.
pub fn write<E: From<io::Error>>(
    place: &Path,
    mode: u32,
    replaces: bool,
    contents: impl FnOnce(&mut dyn Write) -> Result<(), E>,
) -> Result<(), E> {
    Ok(Unfinished::write(place, mode, contents)?.put(replaces)?)
}

/// A file that is written whole beside its place. Dropped, it is gone.
#[derive(Debug)]
pub(super) struct Unfinished {
    file: NamedTempFile,
    target: PathBuf,
}

impl Unfinished {
    /// Writes it; all of it is on the disk then.
    pub(super) fn write<E: From<io::Error>>(
        place: &Path,
        mode: u32,
        contents: impl FnOnce(&mut dyn Write) -> Result<(), E>,
    ) -> Result<Self, E> {
        let target = fs::canonicalize(place).unwrap_or_else(|_| place.to_owned());
        // A file would take the place of the device for everybody.
        if fs::metadata(&target).is_ok_and(|found| !found.is_file()) {
            return Err(io::Error::other("it is no file: name another one").into());
        }
        let mut file = tempfile::Builder::new()
            .prefix(UNFINISHED)
            .permissions(Permissions::from_mode(mode))
            .tempfile_in(folder_of(&target))?;
        let mut out = BufWriter::new(&mut file);
        contents(&mut out)?;
        out.flush()?;
        drop(out);
        file.as_file().sync_all()?;
        Ok(Self { file, target })
    }

    /// Gives it rights, whatever the mask of the process.
    pub(super) fn permit(&self, mode: u32) -> io::Result<()> {
        let rights = Permissions::from_mode(mode);
        self.file.as_file().set_permissions(rights)
    }

    /// Puts it in its place.
    pub(super) fn put(self, replaces: bool) -> io::Result<()> {
        let persisted = if replaces {
            self.file.persist(&self.target)
        } else {
            self.file.persist_noclobber(&self.target)
        };
        persisted.map_err(|failed| failed.error)?;
        settle(&self.target);
        Ok(())
    }
}

/// Lets the name of a file, or that it has gone, reach the disk: it is there when its folder is.
pub(super) fn settle(path: &Path) {
    // Some file systems do not know of this.
    let _ = File::open(folder_of(path)).and_then(|folder| folder.sync_all());
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    fn put(words: &str) -> impl FnOnce(&mut dyn Write) -> io::Result<()> {
        move |out| out.write_all(words.as_bytes())
    }

    #[test]
    fn a_file_is_there_whole_and_alone_and_a_link_to_it_stays_one() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("marks.jsonl");
        write(&place, 0o600, false, put("before")).unwrap();
        let mode = fs::metadata(&place).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let link = folder.path().join("link");
        symlink(&place, &link).unwrap();
        write(&link, 0o600, true, put("after")).unwrap();
        assert_eq!(fs::read(&place).unwrap(), b"after");
        assert!(link.is_symlink());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[test]
    fn what_cannot_be_written_whole_leaves_all_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("marks.jsonl");
        fs::write(&place, "before").unwrap();
        let half = write(&place, 0o600, true, |out| {
            out.write_all(b"half")?;
            Err(io::Error::other("the disk is full"))
        });
        assert_eq!(half.unwrap_err().to_string(), "the disk is full");
        let there = write(&place, 0o600, false, put("after")).unwrap_err();
        assert_eq!(there.kind(), io::ErrorKind::AlreadyExists);
        for no_file in [folder.path(), Path::new("/dev/zero")] {
            let refused = write(no_file, 0o600, true, put("x")).unwrap_err();
            assert_eq!(refused.to_string(), "it is no file: name another one");
        }
        assert_eq!(fs::read(&place).unwrap(), b"before");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
