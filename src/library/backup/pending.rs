//! A restore that was decided is made, whatever happens meanwhile: kill, power cut, full disk.
//!
//! It touches three files, of which no two can be written in one step. So all that is to be is
//! written into a file of its own first, `restore.pending` beside the marks. With its name there,
//! the restore is decided; from then on it is carried out, by this process or, where that is
//! killed, by the next one that starts. Carrying out twice is as carrying out once:
//!
//! * the step of the marks is looked for before it is made (its number, its second, its words);
//! * an entry of the clippings file is added only where it is not there;
//! * a file that is to be replaced is compared first, and kept beside under a dated name.
//!
//! Whatever can fail for want of room or rights is done before the marks are changed: the new
//! files are written beside their places (`staged`), and only renamed after it.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use rustix::fs::OFlags;
use serde::{Deserialize, Serialize};

use super::plan::{ForClippings, ForSettings, Plan};
use super::raw::Raw;
use super::{Fault, LONGEST, Source, sealed};
use crate::briefing::{BriefingId, Value};
use crate::library::locked::{self, Refusal};
use crate::library::marks::{
    self, Access, Change, Order, Place, Salvaged, Step, Store, Subject, What, last_step,
};
use crate::library::whole;
use crate::text::sanitise;
use staged::{FileDeed, ForFile, Staged, free_name, make_folder};

mod staged;

/// What the head of the file calls it.
const KIND: &str = "restore";

/// The version of the form that is written; every earlier one is read.
const VERSION: u32 = 1;

/// How long another process is waited for that carries one out.
const PATIENCE: Duration = Duration::from_millis(if cfg!(test) { 300 } else { 5000 });

/// What only the reader may read and write.
const OWN: u32 = 0o600;

/// Why a restore was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The marks cannot be opened or saved.
    #[error("the marks: {0}")]
    Marks(#[from] marks::Trouble),
    /// The system refuses.
    #[error("{}: {}", sanitise::name(.0), advice(.1))]
    Refused(PathBuf, io::Error),
    /// It is something else that stands where the restore should.
    #[error("{} is no file: move it away", sanitise::name(.0))]
    NoFile(PathBuf),
    /// Another process is at it.
    #[error("another Chancery is restoring: let it end first")]
    Busy,
    /// A later version has begun it.
    #[error("{}: {}: update this one", sanitise::name(.0), .1)]
    Unknown(PathBuf, Fault),
    /// The files could not be put in their places, after the marks were changed.
    #[error("{0}: it is finished when a Chancery next starts")]
    Unfinished(Box<Self>),
}

/// What the system says, and what to do about it.
fn advice(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "the disk is full: free some space".to_owned()
        }
        io::ErrorKind::FileTooLarge => "it would be larger than is allowed here".to_owned(),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "it may not be written: permit it".to_owned()
        }
        _ => error.to_string(),
    }
}

/// All that is to be, in a form that does not depend on what is there.
#[derive(Debug, Clone, PartialEq)]
pub struct Deed {
    /// When it was decided, to the second; the step has it.
    at: Timestamp,
    /// The step of the marks, and the number of the last one before it.
    step: Option<(Step, i64)>,
    /// Ids that briefings had before, each with what it became.
    former: Vec<(BriefingId, BriefingId)>,
    files: Vec<FileDeed>,
}

/// Where the files are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Targets {
    /// The clippings file, where there is a place for one.
    pub clippings: Option<PathBuf>,
    /// The settings.
    pub settings: PathBuf,
}

/// A line of the file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
enum Line {
    /// The step, and the number of the last one before it.
    Step { said: String, after: i64 },
    /// What one mark of the step is to be; a view is of no briefing.
    Mark {
        of: Option<String>,
        mark: String,
        now: Option<String>,
    },
    /// An id that a briefing had before.
    Former { old: String, now: String },
    /// A clippings file that gets what it lacks of a text.
    Add { file: Raw, from: Raw },
    /// A file that becomes a text, or goes.
    Put {
        file: Raw,
        now: Option<Raw>,
        aside: String,
    },
}

impl Deed {
    /// What a plan comes to. `said` are the words of the step, `place` is where the marks are.
    ///
    /// # Errors
    ///
    /// [`Trouble::Marks`] where they cannot be read.
    pub fn new(
        plan: &Plan,
        source: &Source,
        (said, now): (&str, Timestamp),
        targets: &Targets,
        place: &Place,
    ) -> Result<Self, Trouble> {
        let step = Step {
            said: said.to_owned(),
            changes: plan.marks.clone(),
        };
        let step = match plan.marks.is_empty() {
            true => None,
            false => Some((step, last_step(place)?)),
        };
        let day = marks::local_day(now);
        let put = |now: Option<&[u8]>| {
            let now = now.map(<[u8]>::to_vec);
            ForFile::Put(now, format!(".before-restore-{day}"))
        };
        let wanted = &source.backup;
        let clippings = wanted.clippings.as_deref();
        let for_clippings = match &plan.clippings {
            ForClippings::Untouched | ForClippings::Same => None,
            // Whatever has come there in the meantime stays.
            ForClippings::Written(_) | ForClippings::Added(_) => {
                clippings.map(|text| ForFile::Add(text.to_vec()))
            }
            ForClippings::Replaced { .. } | ForClippings::Removed(_) => Some(put(clippings)),
        };
        let settings = wanted.settings.as_deref().map(str::as_bytes);
        let for_settings = match &plan.settings {
            ForSettings::Untouched | ForSettings::Same | ForSettings::Kept(_) => None,
            ForSettings::Written | ForSettings::Replaced(_) | ForSettings::Removed => {
                Some(put(settings))
            }
        };
        let clippings = targets.clippings.as_deref().zip(for_clippings);
        let settings = for_settings.map(|what| (targets.settings.as_path(), what));
        let files = clippings.into_iter().chain(settings);
        let files = files.map(|(path, what)| FileDeed {
            // It may be carried out from another folder.
            path: std::path::absolute(path).unwrap_or_else(|_| path.to_owned()),
            what,
        });
        Ok(Self {
            at: sealed::to_the_second(now),
            step,
            former: plan.former.clone(),
            files: files.collect(),
        })
    }

    fn to_bytes(&self) -> io::Result<Vec<u8>> {
        let mut out = sealed::Writer::new(KIND, VERSION, self.at)?;
        if let Some((step, after)) = &self.step {
            let (said, after) = (step.said.clone(), *after);
            out.line(&Line::Step { said, after })?;
            for Change { of, now, .. } in &step.changes {
                let (of, mark) = match of {
                    Subject::Mark(id, mark) => (Some(id.to_string()), mark.to_string()),
                    Subject::View(name) => (None, name.to_string()),
                };
                let now = now.as_deref().map(str::to_owned);
                out.line(&Line::Mark { of, mark, now })?;
            }
        }
        for (old, now) in &self.former {
            let (old, now) = (old.to_string(), now.to_string());
            out.line(&Line::Former { old, now })?;
        }
        for FileDeed { path, what } in &self.files {
            let file = Raw(path.as_os_str().as_bytes().to_vec());
            out.line(&match what {
                ForFile::Add(from) => Line::Add {
                    file,
                    from: Raw(from.clone()),
                },
                ForFile::Put(now, aside) => Line::Put {
                    file,
                    now: now.clone().map(Raw),
                    aside: aside.clone(),
                },
            })?;
        }
        out.seal()
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, Fault> {
        let sealed::Lines { made, lines } = sealed::open(bytes, KIND, VERSION)?;
        let mut deed = Self {
            at: made,
            step: None,
            former: Vec::new(),
            files: Vec::new(),
        };
        for (line, text) in lines {
            let read = deed.take(text);
            read.map_err(|reason| Fault::Line { line, reason })?;
        }
        Ok(deed)
    }

    /// Takes in one line.
    fn take(&mut self, line: &[u8]) -> Result<(), String> {
        let line = serde_json::from_slice(line).map_err(|error| error.to_string())?;
        let path = |file: Raw| PathBuf::from(std::ffi::OsString::from_vec(file.0));
        match line {
            Line::Step { said, after } => {
                let changes = Vec::new();
                self.step = Some((Step { said, changes }, after));
            }
            Line::Mark { of, mark, now } => {
                let of = subject(of.as_deref(), &mark)?;
                let Some((step, _)) = &mut self.step else {
                    return Err("a mark without a step".to_owned());
                };
                let (was, now): (Value, Value) = (None, now.map(Into::into));
                step.changes.push(Change { of, was, now });
            }
            Line::Former { old, now } => self.former.push((id(&old)?, id(&now)?)),
            Line::Add { file, from } => self.files.push(FileDeed {
                path: path(file),
                what: ForFile::Add(from.0),
            }),
            Line::Put { file, now, aside } => self.files.push(FileDeed {
                path: path(file),
                what: ForFile::Put(now.map(|now| now.0), aside),
            }),
        }
        Ok(())
    }
}

fn subject(of: Option<&str>, mark: &str) -> Result<Subject, String> {
    let Some(of) = of else {
        return Ok(Subject::View(mark.into()));
    };
    let id = id(of)?;
    let mark = mark.parse().map_err(|_| format!("{mark:?} is no mark"))?;
    Ok(Subject::Mark(id, mark))
}

fn id(id: &str) -> Result<BriefingId, String> {
    id.parse().map_err(|error| format!("{id:?}: {error}"))
}

/// Where a restore stands that was decided.
fn file(place: &Place) -> PathBuf {
    place.folder.join("restore.pending")
}

/// True while a restore was decided that is not carried out. Costs one look at a name.
pub fn is_there(place: &Place) -> bool {
    fs::symlink_metadata(file(place)).is_ok()
}

/// Kept by the one process that decides about a restore or carries one out.
#[derive(Debug)]
pub struct Alone(#[expect(dead_code, reason = "the lock is held as long as it is open")] File);

/// Waits, for a while, until no other process restores.
///
/// # Errors
///
/// [`Trouble::Busy`], or where the lock cannot be made.
pub fn alone(place: &Place) -> Result<Alone, Trouble> {
    make_folder(&place.folder)?;
    let path = place.folder.join("restore.lock");
    let refused = |error| Trouble::Refused(path.clone(), error);
    let flags = OFlags::NONBLOCK | OFlags::NOCTTY;
    let lock = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .mode(OWN)
        .custom_flags(flags.bits().cast_signed())
        .open(&path)
        .map_err(refused)?;
    let since = Instant::now();
    loop {
        match lock.try_lock() {
            Ok(()) => return Ok(Alone(lock)),
            Err(TryLockError::WouldBlock) if since.elapsed() < PATIENCE => {
                thread::sleep(PATIENCE / 100);
            }
            Err(TryLockError::WouldBlock) => return Err(Trouble::Busy),
            // Where there are no locks, nothing is lost but the safety of two at once.
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
                return Ok(Alone(lock));
            }
            Err(TryLockError::Error(error)) => return Err(refused(error)),
        }
    }
}

/// What became of a restore that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finished {
    /// There was none any more.
    Nothing,
    /// It is carried out; this was saved of damaged marks, if they were.
    Done(Option<Salvaged>),
    /// It was damaged and is kept there: nothing else was changed.
    SetAside(PathBuf),
}

/// Carries out a restore that was decided and broken off.
///
/// # Errors
///
/// [`Trouble`]; it can be tried again.
pub fn finish(place: &Place) -> Result<Finished, Trouble> {
    let alone = alone(place)?;
    finish_alone(&alone, place)
}

fn finish_alone(_: &Alone, place: &Place) -> Result<Finished, Trouble> {
    let path = file(place);
    let Some(bytes) = read(&path)? else {
        return Ok(Finished::Nothing);
    };
    match Deed::from_bytes(&bytes) {
        Ok(deed) => {
            let salvaged = deed.carry_out(place).map_err(|failed| failed.trouble)?;
            remove(&path)?;
            Ok(Finished::Done(salvaged))
        }
        Err(newer @ Fault::Newer(_)) => Err(Trouble::Unknown(path, newer)),
        // It has its name only when it is whole: a disk has lost some of it.
        Err(_) => {
            let aside = free_name(&path, ".damaged");
            fs::rename(&path, &aside).map_err(|error| Trouble::Refused(path, error))?;
            Ok(Finished::SetAside(aside))
        }
    }
}

/// Decides a restore and carries it out. Says what was saved of damaged marks, if they were.
///
/// # Errors
///
/// [`Trouble::Unfinished`] where it is decided and will be carried out; with any other nothing
/// was changed.
pub fn perform(alone: &Alone, place: &Place, deed: &Deed) -> Result<Option<Salvaged>, Trouble> {
    finish_alone(alone, place)?;
    let path = file(place);
    decide(&path, deed)?;
    match deed.carry_out(place) {
        Ok(salvaged) => {
            remove(&path).map_err(|trouble| Trouble::Unfinished(Box::new(trouble)))?;
            Ok(salvaged)
        }
        Err(Failed {
            trouble,
            is_begun: false,
        }) => match remove(&path) {
            Ok(()) => Err(trouble),
            Err(_) => Err(Trouble::Unfinished(Box::new(trouble))),
        },
        Err(Failed { trouble, .. }) => Err(Trouble::Unfinished(Box::new(trouble))),
    }
}

/// Writes down what is to be: when this returns, it will be.
fn decide(path: &Path, deed: &Deed) -> Result<(), Trouble> {
    let written = deed.to_bytes().and_then(|bytes| {
        whole::write(path, OWN, false, |out| -> io::Result<()> {
            out.write_all(&bytes)
        })
    });
    written.map_err(|error| Trouble::Refused(path.to_owned(), error))
}

/// Why it was not carried out, and whether some of it was.
struct Failed {
    trouble: Trouble,
    is_begun: bool,
}

impl Deed {
    fn carry_out(&self, place: &Place) -> Result<Option<Salvaged>, Failed> {
        let not_begun = |trouble| Failed {
            trouble,
            is_begun: false,
        };
        let staged = self.files.iter().map(FileDeed::stage);
        let staged: Vec<Staged> = staged.collect::<Result<_, _>>().map_err(not_begun)?;
        let salvaged = self.mark(place).map_err(not_begun)?;
        let mut is_begun = self.step.is_some();
        for staged in staged {
            let put = staged.put();
            put.map_err(|trouble| Failed { trouble, is_begun })?;
            is_begun = true;
        }
        Ok(salvaged)
    }

    /// Makes the step, unless it was made already, and notes the former ids.
    fn mark(&self, place: &Place) -> Result<Option<Salvaged>, Trouble> {
        if self.step.is_none() && self.former.is_empty() {
            return Ok(None);
        }
        let (mut store, opened) = Store::open(place, self.at)?;
        if let Access::ReadOnly(trouble) = opened.access {
            return Err(trouble.into());
        }
        store.note_former(&self.former)?;
        if let Some((step, after)) = &self.step
            && !store.has_made(*after, self.at, &step.said)?
        {
            let order = Order {
                number: 1,
                what: What::Make(step.clone()),
            };
            store.save(&[order], self.at)?;
        }
        // The next session finds out by itself where this cannot be said.
        let _ = store.end_session();
        Ok(opened.salvaged)
    }
}

/// The bytes of the file; `None` where there is none.
fn read(path: &Path) -> Result<Option<Vec<u8>>, Trouble> {
    let refused = |error| Trouble::Refused(path.to_owned(), error);
    let file = match locked::peek(path) {
        Ok(Some(file)) => file,
        Ok(None) => return Ok(None),
        Err(Refusal::NoFile) => return Err(Trouble::NoFile(path.to_owned())),
        Err(Refusal::Io(error)) => return Err(refused(error)),
    };
    let mut bytes = Vec::new();
    // It has the marks that change and two files, each shorter than what it was read from.
    let read = file.take(4 * LONGEST).read_to_end(&mut bytes);
    read.map_err(refused)?;
    Ok(Some(bytes))
}

fn remove(path: &Path) -> Result<(), Trouble> {
    fs::remove_file(path).map_err(|error| Trouble::Refused(path.to_owned(), error))?;
    // Come back after a power cut, it would undo what was written since.
    whole::settle(path);
    Ok(())
}

#[cfg(test)]
mod tests;
