//! The clippings file: entries go in at its end and come out again, whole or not at all.
//!
//! It is the reader's to edit, to move and to keep in order; nothing is ever read from it but
//! what is to be taken out. Several readers may write to it at once: each locks it first.

use std::fs::{self, DirBuilder, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use crate::briefing::BriefingId;
use crate::citation::entry::{self, Left};
use crate::library::locked::{self, Refusal};
use crate::library::{room, whole};
use crate::text::sanitise;

/// Why a clipping was not written down, or not taken out.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// There is no home to keep them in.
    #[error("there is no place for it: set HOME, or [clippings] file in the settings")]
    NoPlace,
    /// The file lies where only briefings are.
    #[error(
        "{} lies among the briefings, which are never written to: set another [clippings] file",
        sanitise::name(.0)
    )]
    AmongBriefings(PathBuf),
    /// It is a folder, a device or the like.
    #[error("{} is no file: set another [clippings] file", sanitise::name(.0))]
    NoFile(PathBuf),
    /// The system refuses.
    #[error("{}: {}", sanitise::name(.0), advice(.0, .1))]
    Refused(PathBuf, io::Error),
    /// The entry was changed by hand.
    #[error("its entry in {} was changed by hand and stays there", sanitise::name(.0))]
    Changed(PathBuf),
    /// There is no entry of it.
    #[error("there is no entry of it in {}: it was taken out, or stands in another clippings file", sanitise::name(.0))]
    Gone(PathBuf),
}

/// What the system says, and what to do about it.
fn advice(path: &Path, error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::StorageFull if room::is_out_of_inodes(path) => room::NO_INODES.to_owned(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => room::FULL.to_owned(),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "it may not be written: permit it, or set another [clippings] file".to_owned()
        }
        io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => {
            "something else stands where its folder should be: move that away, or set another \
             [clippings] file"
                .to_owned()
        }
        _ => error.to_string(),
    }
}

/// The most links that are followed to what is not there; the system follows as many.
const MOST_LINKS: usize = 40;

/// Where clippings are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClippingsFile {
    path: PathBuf,
}

impl ClippingsFile {
    /// The file of a path, which may not lie in one of the briefings' own.
    ///
    /// # Errors
    ///
    /// [`Trouble::AmongBriefings`], and [`Trouble::NoFile`] where nobody can tell where the path
    /// leads.
    pub fn new(path: PathBuf, briefings: &[PathBuf]) -> Result<Self, Trouble> {
        match is_among(&path, briefings)? {
            true => Err(Trouble::AmongBriefings(path)),
            false => Ok(Self { path }),
        }
    }

    /// Writes an entry at the end; when this returns it is on the disk. Makes the file, and its
    /// folder, where they are not there, for nobody but their owner.
    ///
    /// # Errors
    ///
    /// [`Trouble`]; then the file is as it was.
    pub fn append(&self, entry: &str) -> Result<(), Trouble> {
        if let Some(folder) = self.path.parent().filter(|it| !it.as_os_str().is_empty()) {
            let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
            made.map_err(|error| self.refused(error))?;
        }
        let mut file = self.open(true)?;
        append_to(&mut file, entry).map_err(|error| self.refused(error))
    }

    /// All that is in the file; `None` where there is none.
    ///
    /// # Errors
    ///
    /// [`Trouble`].
    pub fn bytes(&self) -> Result<Option<Vec<u8>>, Trouble> {
        let Some(mut file) = hold(&self.path)? else {
            return Ok(None);
        };
        let mut bytes = Vec::new();
        let read = file.read_to_end(&mut bytes);
        read.map_err(|error| self.refused(error))?;
        Ok(Some(bytes))
    }

    /// Takes the entry of a clipping out, under the first of the ids that there is one of; when
    /// this returns, it is so on the disk.
    ///
    /// # Errors
    ///
    /// [`Trouble`]; then the file is as it was.
    pub fn remove(&self, ids: &[BriefingId], key: &str) -> Result<(), Trouble> {
        let mut file = match self.open(false) {
            Err(Trouble::Refused(path, error)) if error.kind() == io::ErrorKind::NotFound => {
                return Err(Trouble::Gone(path));
            }
            opened => opened?,
        };
        let mut bytes = Vec::new();
        let read = file.read_to_end(&mut bytes);
        read.map_err(|error| self.refused(error))?;
        let taken_out = ids.iter().map(|&id| entry::without(&bytes, id, key));
        let mut found = taken_out.filter(|result| *result != Err(Left::Gone));
        let left = found
            .next()
            .unwrap_or(Err(Left::Gone))
            .map_err(|left| match left {
                Left::Gone => Trouble::Gone(self.path.clone()),
                Left::Changed => Trouble::Changed(self.path.clone()),
            })?;
        let replaced = replace(&self.path, &file, &left);
        replaced.map_err(|error| self.refused(error))
    }

    /// Opens the file and locks it against other readers.
    fn open(&self, create: bool) -> Result<File, Trouble> {
        locked::open(&self.path, create.then_some(0o600)).map_err(|refusal| match refusal {
            Refusal::NoFile => Trouble::NoFile(self.path.clone()),
            Refusal::Io(error) => self.refused(error),
        })
    }

    fn refused(&self, error: io::Error) -> Trouble {
        Trouble::Refused(self.path.clone(), error)
    }
}

/// Opens a file to read it and locks it, so that it is the one that goes by the name until the
/// lock is dropped; `None` where there is none.
///
/// # Errors
///
/// [`Trouble::NoFile`] and [`Trouble::Refused`].
pub(super) fn hold(path: &Path) -> Result<Option<File>, Trouble> {
    locked::hold(path).map_err(|refusal| match refusal {
        Refusal::NoFile => Trouble::NoFile(path.to_owned()),
        Refusal::Io(error) => Trouble::Refused(path.to_owned(), error),
    })
}

/// Appends in one write, and takes back what a full disk left of it.
fn append_to(file: &mut File, entry: &str) -> io::Result<()> {
    let before = file.metadata()?.len();
    let mut entry = entry.to_owned();
    if before > 0 {
        file.seek(SeekFrom::Start(before - 1))?;
        let mut last = [0];
        file.read_exact(&mut last)?;
        if last != *b"\n" {
            entry.insert_str(0, "\n\n");
        }
    }
    let written = file
        .write_all(entry.as_bytes())
        .and_then(|()| file.sync_all());
    if written.is_err() {
        // Should this fail as well, a torn entry is left, which nothing takes for a whole one.
        let _ = file.set_len(before);
    }
    written
}

/// Puts bytes in the place of a file, whole or not at all, with the rights that it has.
fn replace(path: &Path, old: &File, bytes: &[u8]) -> io::Result<()> {
    let rights = old.metadata()?.permissions();
    whole::write(path, 0o600, true, |out| out.write_all(bytes))?;
    fs::set_permissions(path, rights)
}

/// Where a path leads, also where nothing is there yet: see [`real`].
pub(super) fn target(path: &Path) -> Option<PathBuf> {
    real(path, MOST_LINKS)
}

/// True for a path that leads into files or folders of briefings.
///
/// # Errors
///
/// [`Trouble::NoFile`] where nobody can tell where it leads.
pub fn is_among(path: &Path, briefings: &[PathBuf]) -> Result<bool, Trouble> {
    let Some(real) = target(path) else {
        return Err(Trouble::NoFile(path.to_owned()));
    };
    let is_among = |briefings: &PathBuf| {
        fs::canonicalize(briefings).is_ok_and(|briefings| real.starts_with(briefings))
    };
    Ok(briefings.iter().any(is_among))
}

/// Where a path leads, also where the file, its folders or what a link names are not there yet.
/// `None` for a ring of links, and for a `..` behind what is not there.
fn real(path: &Path, links: usize) -> Option<PathBuf> {
    if let Ok(real) = fs::canonicalize(path) {
        return Some(real);
    }
    let folder = path.parent()?;
    if let Ok(target) = fs::read_link(path) {
        return real(&folder.join(target), links.checked_sub(1)?);
    }
    let name = path.file_name()?;
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    Some(real(folder, links)?.join(name))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;
    use crate::config::Form;

    fn id() -> BriefingId {
        BriefingId::of("t", "b")
    }

    fn entry(key: &str) -> String {
        entry::sealed(Form::Markdown, id(), key, "> Words.\n\n— *A title*")
    }

    fn file(path: impl Into<PathBuf>) -> ClippingsFile {
        ClippingsFile::new(path.into(), &[]).unwrap()
    }

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn the_first_entry_makes_a_file_and_folders_of_their_owners_alone() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("share/chancery/clippings.md");
        file(&path).append(&entry("1-2")).unwrap();
        file(&path).append(&entry("3-4")).unwrap();
        let written = fs::read_to_string(&path).unwrap();
        assert_eq!(written, entry("1-2") + &entry("3-4"));
        assert_eq!(mode(&path), 0o600);
        assert_eq!(mode(&home.path().join("share")), 0o700);
        assert_eq!(mode(path.parent().unwrap()), 0o700);
    }

    #[test]
    fn what_stands_in_the_place_of_the_folder_is_told_of() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("share");
        fs::write(&folder, "no folder").unwrap();
        for path in ["c.md", "chancery/c.md"].map(|name| folder.join(name)) {
            let refused = file(&path).append(&entry("1-2")).unwrap_err();
            let told = format!(
                "{}: something else stands where its folder should be: move that away, or set \
                 another [clippings] file",
                path.display()
            );
            assert_eq!(refused.to_string(), told);
        }
    }

    #[test]
    fn what_was_written_by_hand_stays_when_an_entry_goes() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("c.md");
        fs::write(&path, "My notes").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        file(&path).append(&entry("1-2")).unwrap();
        file(&path).append(&entry("3-4")).unwrap();
        file(&path).remove(&[id()], "1-2").unwrap();
        let written = fs::read_to_string(&path).unwrap();
        assert_eq!(written, format!("My notes\n\n{}", entry("3-4")));
        assert_eq!(mode(&path), 0o640);
        let names: Vec<_> = fs::read_dir(home.path()).unwrap().collect();
        assert_eq!(names.len(), 1, "nothing is left beside it");
    }

    #[test]
    fn an_entry_of_an_earlier_wording_is_found_too() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("c.md");
        file(&path).append(&entry("1-2")).unwrap();
        let later = BriefingId::of("t", "other words");
        file(&path).remove(&[later, id()], "1-2").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"");
    }

    #[test]
    fn an_entry_that_was_changed_or_is_gone_is_told_of_and_the_file_is_as_it_was() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("c.md");
        let gone = file(&path).remove(&[id()], "1-2").unwrap_err();
        assert!(gone.to_string().starts_with("there is no entry of it in "));
        assert!(!path.exists());
        let changed = entry("1-2").replace("Words", "My words");
        fs::write(&path, &changed).unwrap();
        let error = file(&path).remove(&[id()], "1-2").unwrap_err().to_string();
        assert!(
            error.ends_with("c.md was changed by hand and stays there"),
            "{error}"
        );
        assert_eq!(fs::read_to_string(&path).unwrap(), changed);
    }

    #[test]
    fn a_link_is_written_through_and_stays_a_link() {
        let home = tempfile::tempdir().unwrap();
        let (path, link) = (home.path().join("c.md"), home.path().join("link.md"));
        fs::write(&path, "").unwrap();
        symlink(&path, &link).unwrap();
        file(&link).append(&entry("1-2")).unwrap();
        file(&link).remove(&[id()], "1-2").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&path).unwrap(), b"");
    }

    #[test]
    fn what_is_no_file_is_not_written_to() {
        let home = tempfile::tempdir().unwrap();
        let error = file(home.path()).append(&entry("1-2")).unwrap_err();
        assert!(
            error.to_string().contains("is no file: set another"),
            "{error}"
        );
        let below = home.path().join("file/c.md");
        fs::write(home.path().join("file"), "").unwrap();
        let error = file(below).append(&entry("1-2")).unwrap_err();
        assert!(matches!(error, Trouble::Refused(..)), "{error}");
    }

    #[test]
    fn a_place_among_the_briefings_is_refused() {
        let home = tempfile::tempdir().unwrap();
        let briefings = home.path().join("briefings");
        fs::create_dir(&briefings).unwrap();
        let link = home.path().join("link.md");
        symlink(briefings.join("one.txt"), &link).unwrap();
        fs::write(briefings.join("one.txt"), "text").unwrap();
        for path in [briefings.join("new.md"), briefings.join("one.txt"), link] {
            let error = ClippingsFile::new(path, std::slice::from_ref(&briefings)).unwrap_err();
            assert!(error.to_string().contains("never written to"), "{error}");
        }
        let beside = home.path().join("briefings.md");
        assert!(ClippingsFile::new(beside, &[briefings]).is_ok());
    }

    #[test]
    fn a_place_among_the_briefings_is_refused_also_where_it_is_not_there_yet() {
        let home = tempfile::tempdir().unwrap();
        let (briefings, other) = (home.path().join("briefings"), home.path().join("other"));
        fs::create_dir(&briefings).unwrap();
        fs::create_dir(&other).unwrap();
        let link = |name: &str, target: &Path| {
            let link = home.path().join(name);
            symlink(target, &link).unwrap();
            link
        };
        let file = link("file.md", Path::new("briefings/new.md"));
        let again = link("again.md", &file);
        let folder = link("folder", &briefings);
        for path in [
            file,
            again,
            folder.join("2026/new.md"),
            other.join("../briefings/2026/new.md"),
        ] {
            let found = ClippingsFile::new(path.clone(), std::slice::from_ref(&briefings));
            assert!(matches!(found, Err(Trouble::AmongBriefings(_))), "{path:?}");
        }
        let ring = link("ring.md", Path::new("ring.md"));
        for path in [ring, other.join("gone/../../briefings/new.md")] {
            let found = ClippingsFile::new(path.clone(), std::slice::from_ref(&briefings));
            assert!(matches!(found, Err(Trouble::NoFile(_))), "{path:?}");
        }
        let elsewhere = link("elsewhere.md", &other.join("2026/new.md"));
        assert!(ClippingsFile::new(elsewhere, &[briefings]).is_ok());
    }

    #[test]
    fn several_at_once_lose_nothing_of_one_another() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("c.md");
        std::thread::scope(|scope| {
            for writer in 0..4 {
                let file = file(&path);
                scope.spawn(move || {
                    for number in 0..20 {
                        let key = format!("{writer}-{number}");
                        file.append(&entry(&key)).unwrap();
                        if number % 2 == 0 {
                            file.remove(&[id()], &key).unwrap();
                        }
                    }
                });
            }
        });
        let written = fs::read_to_string(&path).unwrap();
        assert_eq!(written.matches("> Words.").count(), 40);
        for writer in 0..4 {
            for number in (1..20).step_by(2) {
                assert!(written.contains(&entry(&format!("{writer}-{number}"))));
            }
        }
    }
}
