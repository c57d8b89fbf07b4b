//! The shared file as it is written: whole or not at all, by one process at a time.

use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::os::unix::fs::{MetadataExt, chown};
use std::path::{Path, PathBuf};

use super::{MOST_BYTES, written};
use crate::config::Corrections;
use crate::ingest::Reason;
use crate::library::locked::{self, Refusal};
use crate::library::{file, whole};
use crate::text::sanitise;

/// What those who share a new file may do with it, less what the mask of the process takes off.
const MODE: u32 = 0o664;

/// Where the names of users are.
const USERS: &str = "/etc/passwd";

/// The most of it that is read.
const MOST_USERS: u64 = 4 << 20;

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum Unwritten {
    /// This user may not write it.
    #[error("{} may not be written", sanitise::name(.path))]
    Forbidden {
        /// The file.
        path: PathBuf,
        /// Whose it is, or whose its folder is where it is not there.
        owner: Option<String>,
    },
    /// It is a folder, a device or the like.
    #[error("{} is no file", sanitise::name(.0))]
    NoFile(PathBuf),
    /// The system refuses.
    #[error("{}: {}", sanitise::name(.0), .1)]
    Refused(PathBuf, io::Error),
}

/// What became of a file that was to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It has the corrections, and they are on the disk.
    Written,
    /// Somebody else wrote it meanwhile; it is as they left it.
    Outdated,
}

/// The text of the shared file; `None` where it is not there yet.
///
/// # Errors
///
/// Why it cannot be read.
pub fn text(path: &Path) -> Result<Option<String>, Reason> {
    match file::text(path, MOST_BYTES) {
        Ok(text) => Ok(Some(text)),
        Err(Reason::Missing) => Ok(None),
        Err(reason) => Err(reason),
    }
}

/// Writes the shared file, where its text still is `before`. One that is there keeps its rights
/// and its group, as far as the writer may give them.
///
/// # Errors
///
/// [`Unwritten`]; then the file is as it was.
pub fn replace(
    path: &Path,
    before: Option<&str>,
    corrections: &Corrections,
) -> Result<Outcome, Unwritten> {
    let mut file = locked::open(path, Some(MODE)).map_err(|refusal| match refusal {
        Refusal::NoFile => Unwritten::NoFile(path.to_owned()),
        Refusal::Io(error) => unwritten(path, error),
    })?;
    let replaced = replace_locked(path, &mut file, before, corrections);
    let is_empty = file.metadata().is_ok_and(|file| file.len() == 0);
    if replaced.is_err() && before.is_none() && is_empty {
        // Made for the lock alone. Should this fail, it is an empty file, which corrects nothing.
        let _ = fs::remove_file(path);
    }
    replaced.map_err(|error| unwritten(path, error))
}

fn replace_locked(
    path: &Path,
    file: &mut File,
    before: Option<&str>,
    corrections: &Corrections,
) -> io::Result<Outcome> {
    let mut now = Vec::new();
    file.take(MOST_BYTES + 1).read_to_end(&mut now)?;
    if now != before.unwrap_or_default().as_bytes() {
        return Ok(Outcome::Outdated);
    }
    let old = file.metadata()?;
    let text = written(corrections);
    whole::write(path, MODE, true, |out| out.write_all(text.as_bytes()))?;
    // It is written, whatever comes of this: not everybody may give a file to that group, and some
    // file systems know no rights.
    let _ = chown(path, None, Some(old.gid()));
    let _ = fs::set_permissions(path, old.permissions());
    Ok(Outcome::Written)
}

fn unwritten(path: &Path, error: io::Error) -> Unwritten {
    match error.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            Unwritten::Forbidden {
                path: path.to_owned(),
                owner: owner(path),
            }
        }
        _ => Unwritten::Refused(path.to_owned(), error),
    }
}

/// The user whose a file is, or its folder where it is not there.
fn owner(path: &Path) -> Option<String> {
    let folder = || fs::metadata(path.parent()?).ok();
    let found: Metadata = fs::metadata(path).ok().or_else(folder)?;
    let users = file::text(Path::new(USERS), MOST_USERS).unwrap_or_default();
    Some(name_of(found.uid(), &users))
}

/// The name of a user, or the number where the list does not have it.
fn name_of(uid: u32, users: &str) -> String {
    let number = uid.to_string();
    let has_number = |line: &&str| line.split(':').nth(2) == Some(&number);
    let name = users.lines().find(has_number);
    let name = name.and_then(|line| line.split(':').next());
    name.map_or_else(|| format!("user {number}"), str::to_owned)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::super::merge::{Prefer, merge};
    use super::super::tests::read;
    use super::*;

    const MARA: &str = "[[persons]]\nname = \"Mara Lind\"\naliases = [\"M. Lind\"]\n";

    #[test]
    fn the_shared_file_is_written_whole_and_keeps_its_rights() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("desk.toml");
        fs::write(&path, MARA).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o660)).unwrap();
        let tags = read("[[tags]]\ntag = \"t\"\nwords = [\"w\"]");
        assert_eq!(replace(&path, Some(MARA), &tags).unwrap(), Outcome::Written);
        assert_eq!(fs::read_to_string(&path).unwrap(), written(&tags));
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o660
        );
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_somebody_else_wrote_meanwhile_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("desk.toml");
        fs::write(&path, MARA).unwrap();
        let nothing = Corrections::default();
        assert_eq!(
            replace(&path, Some(""), &nothing).unwrap(),
            Outcome::Outdated
        );
        assert_eq!(replace(&path, None, &nothing).unwrap(), Outcome::Outdated);
        assert_eq!(fs::read_to_string(&path).unwrap(), MARA);
    }

    #[test]
    fn two_who_merge_at_once_lose_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("desk.toml");
        let merge_all = |who: usize| {
            for number in 0..10 {
                let theirs = read(&format!(
                    "[[tags]]\ntag = \"t{who}-{number}\"\nwords = [\"w\"]"
                ));
                loop {
                    let before = text(&path).unwrap();
                    let ours = read(before.as_deref().unwrap_or_default());
                    let merged = merge(&ours, &theirs, "f", Prefer::Ours).corrections;
                    let outcome = replace(&path, before.as_deref(), &merged).unwrap();
                    if outcome == Outcome::Written {
                        break;
                    }
                }
            }
        };
        std::thread::scope(|threads| {
            for who in 0..3 {
                threads.spawn(move || merge_all(who));
            }
        });
        assert_eq!(
            crate::library::desk::corrections(&path).unwrap().tags.len(),
            30
        );
    }

    #[test]
    fn who_may_not_write_is_told_whose_the_file_is() {
        let nothing = Corrections::default();
        let folder = tempfile::tempdir().unwrap();
        let refused = replace(folder.path(), None, &nothing).unwrap_err();
        assert!(matches!(refused, Unwritten::NoFile(_)), "{refused}");
        let path = folder.path().join("desk.toml");
        fs::write(&path, MARA).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
        if rustix::process::geteuid().is_root() {
            // Permissions do not bind the superuser.
            assert_eq!(
                replace(&path, Some(MARA), &nothing).unwrap(),
                Outcome::Written
            );
            return;
        }
        let refused = replace(&path, Some(MARA), &nothing).unwrap_err();
        let Unwritten::Forbidden { owner, .. } = refused else {
            panic!("{refused}");
        };
        assert!(owner.is_some());
        assert_eq!(fs::read_to_string(&path).unwrap(), MARA);
    }

    #[test]
    fn an_owner_is_named_as_the_list_of_users_has_it() {
        let users = "root:x:0:0::/root:/bin/sh\nmara:x:1000:1000::/home/mara:/bin/sh\n";
        assert_eq!(name_of(1000, users), "mara");
        assert_eq!(name_of(10, users), "user 10");
    }
}
