//! The reader's own editor, for a note.
//!
//! The note lies in a file while it is edited. Its name says which briefing it is on and which
//! process had it, so that the next reader finds what one that was killed has left.

use std::env;
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::fd::OwnedFd;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};

use rustix::io::Errno;
use rustix::process::{Pid, geteuid, test_kill_process};

use crate::briefing::{BriefingId, LONGEST_NOTE};
use crate::text::sanitise;

/// What is started where neither `$VISUAL` nor `$EDITOR` says: the first that there is. The first is
/// what Debian's users choose by `update-alternatives`.
const USUAL: [&str; 3] = ["editor", "vi", "nano"];

/// Lets the reader edit a text; to be called while the terminal is lent. What goes wrong is told
/// in one line.
pub(super) fn edit(id: BriefingId, text: &str, keyboard: OwnedFd) -> Result<String, String> {
    let place = Place::make(id, text).map_err(|error| format!("No place to edit in: {error}"))?;
    let editors = editors();
    let (name, status) = start_first(&editors, &place.file, keyboard)?;
    match status {
        Err(error) => Err(format!("{name} cannot be started ({error}): set EDITOR")),
        Ok(status) if !status.success() => Err(match place.written_over(text) {
            Some(kept) => format!("{name} ended with an error; what you wrote is in {kept}"),
            None => format!("{name} ended with an error: the note is as it was"),
        }),
        Ok(_) => place.text(),
    }
}

/// An editor and its arguments.
type Editor = (OsString, Vec<OsString>);

/// Runs the first of these editors that there is, and says which it was and how it ended.
fn start_first(
    editors: &[Editor],
    file: &Path,
    keyboard: OwnedFd,
) -> Result<(String, io::Result<ExitStatus>), String> {
    for (program, arguments) in editors {
        let keyboard = keyboard.try_clone().map_err(|error| error.to_string())?;
        let status = Command::new(program)
            .args(arguments)
            .arg(file)
            .stdin(keyboard)
            .status();
        let is_missing = |error: &io::Error| error.kind() == io::ErrorKind::NotFound;
        if editors.len() == 1 || !status.as_ref().is_err_and(is_missing) {
            return Ok((program.to_string_lossy().into_owned(), status));
        }
    }
    let tried: Vec<_> = editors.iter().map(|it| it.0.to_string_lossy()).collect();
    let tried = tried.join(", ");
    Err(format!(
        "There is no editor here (looked for {tried}): set EDITOR"
    ))
}

/// The editor that is set, or the usual ones. Its arguments are words apart by blanks, and no shell
/// could make more of them.
fn editors() -> Vec<Editor> {
    let set = |name| env::var_os(name).filter(|value| !value.is_empty());
    let usual = || USUAL.map(|name| (name.into(), Vec::new())).to_vec();
    let Some(named) = set("VISUAL").or_else(|| set("EDITOR")) else {
        return usual();
    };
    // A path that is no text is one word.
    let Some(text) = named.to_str() else {
        return vec![(named, Vec::new())];
    };
    let mut words = text.split_whitespace().map(OsString::from);
    match words.next() {
        Some(program) => vec![(program, words.collect())],
        None => usual(),
    }
}

/// A file of its owner's alone, which goes when it is dropped.
struct Place {
    file: PathBuf,
}

impl Place {
    fn make(id: BriefingId, text: &str) -> io::Result<Self> {
        let (place, mut file) = new_file(&folder(), id)?;
        file.write_all(text.as_bytes())?;
        Ok(place)
    }

    /// What the editor left.
    fn text(self) -> Result<String, String> {
        let read = self.bytes();
        let bytes = read.map_err(|error| format!("The note cannot be read back: {error}"))?;
        if bytes.len() > LONGEST_NOTE {
            let kept = self.kept();
            return Err(format!("A note has at most 64 KiB; the text is in {kept}"));
        }
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Where there is another text than before, its file, which stays.
    fn written_over(self, before: &str) -> Option<String> {
        let is_other = match self.bytes() {
            Ok(bytes) => bytes != before.as_bytes(),
            Err(error) => error.kind() != io::ErrorKind::NotFound,
        };
        is_other.then(|| self.kept())
    }

    /// The bytes of the file, up to one more than a note may have.
    fn bytes(&self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        // Opened anew: most editors put another file in the place of the old one.
        let file = File::open(&self.file)?;
        file.take(LONGEST_NOTE as u64 + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Leaves the file where it is: what was written is not thrown away.
    fn kept(self) -> String {
        let kept = sanitise::name(&self.file);
        std::mem::forget(self);
        kept
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        // Another program may have taken it away.
        let _ = fs::remove_file(&self.file);
    }
}

/// Where notes lie while they are edited.
fn folder() -> PathBuf {
    env::var_os("XDG_RUNTIME_DIR")
        .map(PathBuf::from)
        .filter(|folder| folder.is_dir())
        .unwrap_or_else(env::temp_dir)
}

/// A note that an earlier reader did not take back out of the editor: it was killed, or the editor
/// failed. Its file goes when it is dropped.
pub(super) struct Left {
    /// The briefing that it is on.
    pub(super) id: BriefingId,
    /// The text, not sanitised.
    pub(super) text: String,
    /// Only to go with it.
    _place: Place,
}

/// A note that was left on a briefing of which `is_there` is true.
pub(super) fn left(is_there: impl Fn(BriefingId) -> bool) -> Option<Left> {
    left_in(&folder(), is_there)
}

fn left_in(folder: &Path, is_there: impl Fn(BriefingId) -> bool) -> Option<Left> {
    let entries = fs::read_dir(folder).ok()?.flatten();
    entries.into_iter().find_map(|entry| {
        let (id, pid) = named_in(entry.file_name().to_str()?)?;
        let is_alive = test_kill_process(pid) != Err(Errno::SRCH);
        if is_alive || !is_there(id) {
            return None;
        }
        // Anybody may put a file into the folder.
        let metadata = entry.metadata().ok()?;
        if !metadata.is_file() || metadata.uid() != geteuid().as_raw() {
            return None;
        }
        let place = Place { file: entry.path() };
        match place.bytes() {
            Ok(bytes) if bytes.len() <= LONGEST_NOTE => Some(Left {
                id,
                text: String::from_utf8_lossy(&bytes).into_owned(),
                _place: place,
            }),
            _ => {
                place.kept();
                None
            }
        }
    })
}

/// The briefing and the process of a note's file.
fn named_in(name: &str) -> Option<(BriefingId, Pid)> {
    let rest = name.strip_prefix(PREFIX)?.strip_suffix(".md")?;
    let mut parts = rest.split('-');
    let (id, pid, _) = (parts.next()?, parts.next()?, parts.next()?);
    Some((id.parse().ok()?, Pid::from_raw(pid.parse().ok()?)?))
}

/// What the names of such files begin with.
const PREFIX: &str = "chancery-note-";

/// Makes a file that was not there: nobody can have put a link in its place.
fn new_file(folder: &Path, id: BriefingId) -> io::Result<(Place, File)> {
    let pid = std::process::id();
    let mut number = 0;
    loop {
        let file = folder.join(format!("{PREFIX}{id}-{pid}-{number}.md"));
        let made = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&file);
        match made {
            Ok(opened) => return Ok((Place { file }, opened)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && number < 1000 => {
                number += 1;
            }
            Err(error) => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn id() -> BriefingId {
        BriefingId::of("Talks", "They met.")
    }

    #[test]
    fn a_note_is_found_that_a_reader_who_is_gone_has_left() {
        let folder = tempfile::tempdir().unwrap();
        let (here, _) = new_file(folder.path(), id()).unwrap();
        let left = |is_there: bool| left_in(folder.path(), |_| is_there);
        assert!(left(true).is_none(), "this process has it");
        let mut gone = Command::new("true").spawn().unwrap();
        gone.wait().unwrap();
        let file = folder
            .path()
            .join(format!("{PREFIX}{}-{}-0.md", id(), gone.id()));
        std::os::unix::fs::symlink(&here.file, &file).unwrap();
        assert!(left(true).is_none(), "a link is nobody's note");
        fs::remove_file(&file).unwrap();
        fs::write(&file, "Ask about fish.").unwrap();
        assert!(left(false).is_none(), "the briefing was not read");
        let found = left(true).unwrap();
        assert_eq!((found.id, found.text.as_str()), (id(), "Ask about fish."));
        assert!(file.exists());
        drop(found);
        assert!(!file.exists());
    }

    #[test]
    fn of_the_usual_editors_the_first_that_there_is_is_started() {
        let keyboard = || OwnedFd::from(File::open("/dev/null").unwrap());
        let editor = |program: &str| (OsString::from(program), Vec::new());
        let file = Path::new("/dev/null");
        let missing = editor("no-such-editor");
        let usual = [missing.clone(), editor("true"), editor("false")];
        let (name, status) = start_first(&usual, file, keyboard()).unwrap();
        assert_eq!((name.as_str(), status.unwrap().success()), ("true", true));
        // One that was asked for is named, with the system's words.
        let asked = start_first(&usual[..1], file, keyboard()).unwrap();
        assert_eq!(asked.0, "no-such-editor");
        assert!(asked.1.is_err());
        let none = start_first(&[missing.clone(), missing], file, keyboard()).unwrap_err();
        assert!(none.contains("looked for no-such-editor"), "{none}");
    }

    #[test]
    fn the_text_lies_in_a_file_of_its_owners_alone_that_goes_afterwards() {
        let folder = tempfile::tempdir().unwrap();
        let (place, mut file) = new_file(folder.path(), id()).unwrap();
        file.write_all(b"a note\n").unwrap();
        let (other, _) = new_file(folder.path(), id()).unwrap();
        assert_ne!(place.file, other.file);
        let mode = fs::metadata(&place.file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let path = place.file.clone();
        assert_eq!(place.text().unwrap(), "a note\n");
        assert!(!path.exists());
    }

    #[test]
    fn what_is_too_long_is_not_thrown_away() {
        let folder = tempfile::tempdir().unwrap();
        let (place, mut file) = new_file(folder.path(), id()).unwrap();
        file.write_all(&vec![b'x'; LONGEST_NOTE + 1]).unwrap();
        let path = place.file.clone();
        let error = place.text().unwrap_err();
        assert!(error.contains(path.to_str().unwrap()), "{error}");
        assert!(path.exists());
    }

    #[test]
    fn what_was_saved_before_the_editor_failed_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let (place, mut file) = new_file(folder.path(), id()).unwrap();
        file.write_all(b"as it was").unwrap();
        let path = place.file.clone();
        assert_eq!(place.written_over("as it was"), None);
        assert!(!path.exists());
        let (place, _) = new_file(folder.path(), id()).unwrap();
        let path = place.file.clone();
        fs::write(&path, "more").unwrap();
        let kept = place.written_over("as it was");
        assert_eq!(kept.as_deref(), path.to_str());
        assert_eq!(fs::read(&path).unwrap(), b"more");
    }
}
