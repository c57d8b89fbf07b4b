//! Files made ready beside their places, and put in them.

use std::fs::{self, DirBuilder, File};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};

use super::{OWN, Trouble};
use crate::citation::entry;
use crate::library::clippings;
use crate::library::whole::{self, Unfinished};

/// What is to become of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FileDeed {
    pub(super) path: PathBuf,
    pub(super) what: ForFile,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ForFile {
    /// It gets what it lacks of this clippings file.
    Add(Vec<u8>),
    /// It becomes this, or goes; what was there is kept under its name with this end.
    Put(Option<Vec<u8>>, String),
}

/// A file that is ready to be put in its place.
pub(super) struct Staged {
    path: PathBuf,
    /// What was there, where it is to be kept.
    aside: Option<Unfinished>,
    new: New,
    /// Nobody else writes to it meanwhile.
    _held: Option<File>,
}

enum New {
    /// It is so already.
    Same,
    /// This, over what is there or where nothing is.
    File { file: Unfinished, replaces: bool },
    /// Nothing.
    Gone,
}

impl FileDeed {
    /// Gets everything ready; changes nothing yet.
    pub(super) fn stage(&self) -> Result<Staged, Trouble> {
        let path = &self.path;
        let refused = |error| Trouble::Refused(path.clone(), error);
        let mut held = clippings::hold(path).map_err(|trouble| match trouble {
            clippings::Trouble::Refused(path, error) => Trouble::Refused(path, error),
            _ => Trouble::NoFile(path.clone()),
        })?;
        let mut present = Vec::new();
        let mut rights = OWN;
        if let Some(file) = &mut held {
            file.read_to_end(&mut present).map_err(refused)?;
            rights = file.metadata().map_err(refused)?.mode() & 0o777;
        }
        let is_there = held.is_some();
        let (wanted, aside) = match &self.what {
            ForFile::Add(from) => (Some(with_missing(&present, from)), None),
            ForFile::Put(now, end) => {
                // What is empty is no loss.
                let aside = (is_there && !present.is_empty()).then_some(end);
                (now.clone(), aside)
            }
        };
        let is_same = wanted
            .as_ref()
            .map_or(!is_there, |it| is_there && *it == present);
        let mut staged = Staged {
            path: path.clone(),
            aside: None,
            new: New::Same,
            _held: held,
        };
        if is_same {
            return Ok(staged);
        }
        if let Some(end) = aside {
            staged.aside = set_aside(path, end, &present, rights).map_err(refused)?;
        }
        staged.new = match wanted {
            None => New::Gone,
            Some(text) => New::File {
                file: unfinished(path, &text, rights)?,
                replaces: is_there,
            },
        };
        Ok(staged)
    }
}

impl Staged {
    pub(super) fn put(self) -> Result<(), Trouble> {
        let put = || -> io::Result<()> {
            if let Some(aside) = self.aside {
                aside.put(false)?;
            }
            match self.new {
                New::Same => Ok(()),
                New::File { file, replaces } => file.put(replaces),
                New::Gone => {
                    fs::remove_file(&self.path)?;
                    whole::settle(&self.path);
                    Ok(())
                }
            }
        };
        put().map_err(|error| Trouble::Refused(self.path.clone(), error))
    }
}

/// A clippings file with all that it lacked of another.
fn with_missing(present: &[u8], from: &[u8]) -> Vec<u8> {
    if present.is_empty() {
        return from.to_vec();
    }
    let missing = entry::missing(present, from).text;
    let gap: &[u8] = match present.ends_with(b"\n") || missing.is_empty() {
        true => b"",
        false => b"\n\n",
    };
    [present, gap, &missing].concat()
}

/// Writes a file beside its place, whose folder is made where it is not there.
fn unfinished(path: &Path, text: &[u8], rights: u32) -> Result<Unfinished, Trouble> {
    // Where a link leads, also to what is not there yet.
    let target = clippings::target(path).unwrap_or_else(|| path.to_owned());
    if let Some(folder) = target.parent() {
        make_folder(folder)?;
    }
    let put = |out: &mut dyn Write| -> io::Result<()> { out.write_all(text) };
    let written = Unfinished::write(&target, rights, put);
    let written = written.and_then(|file| file.permit(rights).map(|()| file));
    written.map_err(|error| Trouble::Refused(path.to_owned(), error))
}

/// Writes what is there beside it; `None` where it was kept so already.
fn set_aside(
    path: &Path,
    end: &str,
    present: &[u8],
    rights: u32,
) -> io::Result<Option<Unfinished>> {
    for name in names(path, end) {
        match fs::symlink_metadata(&name) {
            Ok(found) if found.is_file() && fs::read(&name)? == present => return Ok(None),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let put = |out: &mut dyn Write| -> io::Result<()> { out.write_all(present) };
                return Unfinished::write(&name, rights, put).map(Some);
            }
            _ => {}
        }
    }
    Err(io::Error::other("there are too many copies of it already"))
}

/// The most files of one name and day.
const MOST_NAMES: usize = 1000;

/// The names under which something may be kept: with an end, then numbered.
fn names(path: &Path, end: &str) -> impl Iterator<Item = PathBuf> {
    let name = move |end: String| {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        PathBuf::from(name)
    };
    let end = end.to_owned();
    (1..MOST_NAMES).map(move |number| match number {
        1 => name(end.clone()),
        number => name(format!("{end}-{number}")),
    })
}

/// A name that none has yet.
pub(super) fn free_name(path: &Path, end: &str) -> PathBuf {
    let is_free = |name: &PathBuf| fs::symlink_metadata(name).is_err();
    let mut free = names(path, end).filter(is_free);
    free.next()
        .unwrap_or_else(|| path.with_extension("damaged"))
}

/// Makes a folder for its owner alone.
pub(super) fn make_folder(folder: &Path) -> Result<(), Trouble> {
    let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.map_err(|error| Trouble::Refused(folder.to_owned(), error))
}
