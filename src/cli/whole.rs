//! A file that is written whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use super::error::{CliError, Kind};
use crate::text::sanitise;

/// Writes a file for its owner alone: first beside its place, then, when all of it is on the
/// disk, in it. What stood there before is there until then.
///
/// # Errors
///
/// Names the file; it is as it was then.
pub(super) fn write(
    path: &Path,
    contents: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), CliError> {
    let failed = |error: io::Error| {
        let name = sanitise::name(path);
        CliError::new(Kind::Output, format!("{name} cannot be written: {error}"))
    };
    // A link stays one: the file that it leads to is written.
    let target = match fs::canonicalize(path) {
        Ok(found) if found.is_file() => found,
        Ok(_) => return Err(failed(io::Error::other("it is no file"))),
        Err(_) => path.to_owned(),
    };
    let (unfinished, file) = beside(&target).map_err(failed)?;
    let written = fill(file, contents).and_then(|()| fs::rename(&unfinished, &target));
    if let Err(error) = written {
        // It may never have got there.
        let _ = fs::remove_file(&unfinished);
        return Err(failed(error));
    }
    // The name is on the disk when the folder is; some file systems do not know of this.
    let _ = File::open(folder_of(&target)).and_then(|folder| folder.sync_all());
    Ok(())
}

fn fill(file: File, contents: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::new(file);
    contents(&mut out)?;
    out.into_inner()?.sync_all()
}

/// A new file beside another.
fn beside(target: &Path) -> io::Result<(PathBuf, File)> {
    let name = target
        .file_name()
        .ok_or_else(|| io::Error::other("it has no name"))?;
    let pid = std::process::id();
    let path = folder_of(target).join(format!(".{}.{pid}", name.to_string_lossy()));
    let mut options = OpenOptions::new();
    let file = options
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&path)?;
    Ok((path, file))
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn a_file_is_there_whole_and_for_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("marks.jsonl");
        fs::write(&path, "before").unwrap();
        let link = folder.path().join("link");
        symlink(&path, &link).unwrap();
        write(&link, |out| out.write_all(b"after")).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"after");
        assert!(link.is_symlink());
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn what_cannot_be_written_whole_leaves_all_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("marks.jsonl");
        fs::write(&path, "before").unwrap();
        let failed = write(&path, |out| {
            out.write_all(b"half")?;
            Err(io::Error::other("the disk is full"))
        });
        let message = failed.unwrap_err().to_string();
        assert!(
            message.contains("marks.jsonl cannot be written: the disk is full"),
            "{message}"
        );
        assert_eq!(fs::read(&path).unwrap(), b"before");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        assert!(write(folder.path(), |_| Ok(())).is_err(), "a folder");
    }
}
