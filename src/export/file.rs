//! A file that is written whole or not at all, and never in the place of a briefing.

use std::fs::{self, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use super::Stopped;
use crate::library::whole;
use crate::text::sanitise;

/// Whether a file that is there may be replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// It stays, and nothing is written.
    Never,
    /// It is replaced when the new one is whole.
    Replace,
}

/// Why a file was not written. What stood in its place stands there still, and nothing beside it.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// There is one already.
    #[error("{} is there already", sanitise::name(.0))]
    Exists(PathBuf),
    /// A briefing was read from it.
    #[error("{} is a briefing's own file, which is never written to", sanitise::name(.0))]
    Briefing(PathBuf),
    /// It is a folder, a device or the like.
    #[error("{} is no file", sanitise::name(.0))]
    NoFile(PathBuf),
    /// It was asked to stop.
    #[error("stopped: nothing was written")]
    Stopped,
    /// The system refuses.
    #[error("{} cannot be written: {}", sanitise::name(.0), advice(.1))]
    Refused(PathBuf, io::Error),
}

/// What the system says, and what to do about it.
fn advice(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "the disk is full: free some space".to_owned()
        }
        io::ErrorKind::FileTooLarge => "it would be larger than is allowed here".to_owned(),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "its folder may not be written to: name another".to_owned()
        }
        io::ErrorKind::NotFound => "its folder is not there: make it, or name another".to_owned(),
        _ => error.to_string(),
    }
}

/// Tells whether a file may be written at a place; `origins` are the files of the briefings.
///
/// # Errors
///
/// [`Trouble`], before anything was done.
pub fn check<'a>(
    place: &Path,
    over: Over,
    origins: impl IntoIterator<Item = &'a Path>,
) -> Result<(), Trouble> {
    let found = match fs::metadata(place) {
        Ok(found) => found,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            // A link that leads nowhere is there all the same.
            return match fs::symlink_metadata(place) {
                Ok(_) => Err(Trouble::NoFile(place.to_owned())),
                Err(_) => Ok(()),
            };
        }
        Err(error) => return Err(Trouble::Refused(place.to_owned(), error)),
    };
    if !found.is_file() {
        return Err(Trouble::NoFile(place.to_owned()));
    }
    let is_same = |origin: &Path| {
        fs::metadata(origin)
            .is_ok_and(|origin| (origin.dev(), origin.ino()) == (found.dev(), found.ino()))
    };
    if origins.into_iter().any(is_same) {
        return Err(Trouble::Briefing(place.to_owned()));
    }
    match over {
        Over::Never => Err(Trouble::Exists(place.to_owned())),
        Over::Replace => Ok(()),
    }
}

/// Writes a file: first beside its place, and when all of it is on the disk, in it. The caller
/// has asked [`check`] before. A file that is replaced keeps its rights.
///
/// # Errors
///
/// [`Trouble`]; then what was there is as it was.
pub fn write(
    place: &Path,
    over: Over,
    contents: impl FnOnce(&mut dyn Write) -> Result<(), Stopped>,
) -> Result<(), Trouble> {
    let replaced = (over == Over::Replace).then(|| fs::metadata(place).ok());
    let rights = replaced.flatten().map(|it| it.permissions().mode() & 0o777);
    // As any program's file would be: the mask of the process takes off what it should.
    let mode = rights.unwrap_or(0o666);
    let mut written = whole::write(place, mode, over == Over::Replace, contents);
    if let (Ok(()), Some(mode)) = (&written, rights) {
        // What the mask took off of what the file had.
        let restored = fs::set_permissions(place, Permissions::from_mode(mode));
        written = restored.map_err(Stopped::from);
    }
    written.map_err(|stopped| match stopped {
        Stopped::Asked => Trouble::Stopped,
        Stopped::Failed(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            Trouble::Exists(place.to_owned())
        }
        Stopped::Failed(error) => Trouble::Refused(place.to_owned(), error),
    })
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    fn put(words: &'static str) -> impl FnOnce(&mut dyn Write) -> Result<(), Stopped> {
        move |out| Ok(out.write_all(words.as_bytes())?)
    }

    #[test]
    fn a_file_is_there_whole_and_alone() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("out.md");
        check(&place, Over::Never, []).unwrap();
        write(&place, Over::Never, put("words")).unwrap();
        assert_eq!(fs::read_to_string(&place).unwrap(), "words");
        assert_eq!(names(folder.path()), ["out.md"]);
    }

    #[test]
    fn what_is_there_stays_until_it_may_be_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("out.md");
        fs::write(&place, "old").unwrap();
        assert!(matches!(
            check(&place, Over::Never, []),
            Err(Trouble::Exists(_))
        ));
        // Also where it has come in the meantime.
        assert!(matches!(
            write(&place, Over::Never, put("new")),
            Err(Trouble::Exists(_))
        ));
        assert_eq!(fs::read_to_string(&place).unwrap(), "old");
        check(&place, Over::Replace, []).unwrap();
        write(&place, Over::Replace, put("new")).unwrap();
        assert_eq!(fs::read_to_string(&place).unwrap(), "new");
        assert_eq!(names(folder.path()), ["out.md"]);
    }

    #[test]
    fn a_file_that_is_replaced_keeps_its_rights() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("out.md");
        fs::write(&place, "old").unwrap();
        for mode in [0o600, 0o666] {
            fs::set_permissions(&place, Permissions::from_mode(mode)).unwrap();
            write(&place, Over::Replace, put("new")).unwrap();
            let found = fs::metadata(&place).unwrap().permissions().mode();
            assert_eq!(found & 0o777, mode);
        }
    }

    #[test]
    fn a_briefing_is_never_written_over_whatever_it_is_called() {
        let folder = tempfile::tempdir().unwrap();
        let own = folder.path().join("own.md");
        let (link, hard) = (folder.path().join("link.md"), folder.path().join("hard.md"));
        fs::write(&own, "own").unwrap();
        symlink(&own, &link).unwrap();
        fs::hard_link(&own, &hard).unwrap();
        for place in [&own, &link, &hard] {
            let checked = check(place, Over::Replace, [own.as_path()]);
            assert!(matches!(checked, Err(Trouble::Briefing(_))), "{place:?}");
        }
    }

    #[test]
    fn what_is_no_file_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let nowhere = folder.path().join("nowhere.md");
        symlink(folder.path().join("gone"), &nowhere).unwrap();
        for place in [folder.path(), Path::new("/dev/null"), &nowhere] {
            let checked = check(place, Over::Replace, []);
            assert!(matches!(checked, Err(Trouble::NoFile(_))), "{place:?}");
        }
    }

    #[test]
    fn what_goes_wrong_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("out.md");
        fs::write(&place, "old").unwrap();
        let full = write(&place, Over::Replace, |out| {
            out.write_all(b"half of it")?;
            Err(io::Error::from(io::ErrorKind::StorageFull).into())
        });
        assert!(full.unwrap_err().to_string().contains("free some space"));
        let stopped = write(&place, Over::Replace, |_| Err(Stopped::Asked));
        assert!(matches!(stopped, Err(Trouble::Stopped)));
        assert_eq!(fs::read_to_string(&place).unwrap(), "old");
        assert_eq!(names(folder.path()), ["out.md"]);
        let nowhere = folder.path().join("no/such/out.md");
        let told = write(&nowhere, Over::Never, put("x")).unwrap_err();
        assert!(
            told.to_string().contains("its folder is not there"),
            "{told}"
        );
    }
}
