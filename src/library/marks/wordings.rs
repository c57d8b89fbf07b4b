//! The words of briefings as they were when they were marked, to compare later ones with.
//!
//! A text file each, beside the marks and not among them: the marks are looked through whenever
//! they are opened, and copied every day. They can be spared: what is missing, or is not what it
//! was, counts as not kept.
//!
//! A line with the hash of what follows goes before the words ([`BriefingId::formerly`] of title
//! and text). In files of earlier versions there is none: their names were that hash.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;
use std::time::SystemTime;

use super::{Place, Trouble, disk};
use crate::briefing::{Briefing, BriefingId};
use crate::library::collection::Standing;
use crate::library::file;
use crate::text::sanitise;

/// How much is kept in all: some ten thousand releases.
const MOST: u64 = 64 << 20;

/// The words are kept of so many briefings at most about which something was decided together.
pub(super) const MOST_TOGETHER: usize = 50;

/// The longest that is kept, so that one cannot drive all others out.
const LONGEST: usize = 4 << 20;

/// The longest file: the words and their hash.
const MOST_READ: u64 = LONGEST as u64 + 64;

fn folder(place: &Place) -> PathBuf {
    place.folder.join("wordings")
}

fn path_of(place: &Place, id: BriefingId) -> PathBuf {
    folder(place).join(format!("{id}.txt"))
}

/// A title and what is below it as one text, to be kept and compared.
pub fn wording(briefing: &Briefing) -> String {
    format!("{}\n\n{}", briefing.title, briefing.body.text)
}

/// Keeps the words of a briefing, unless they are kept already.
pub(super) fn keep(place: &Place, briefing: &Briefing) -> Result<(), Trouble> {
    let target = path_of(place, briefing.id);
    let hash = BriefingId::formerly(&briefing.title, &briefing.body.text);
    let text = format!("{hash}\n{}", wording(briefing));
    // What other rules have made of the same file is no other wording of it.
    let is_kept = || file::text(&target, MOST_READ).is_ok_and(|kept| kept == text);
    if text.len() > LONGEST || is_kept() {
        return Ok(());
    }
    disk::make_folder(&folder(place))?;
    // Of two processes that write the same the later has it; each has a name of its own for it.
    let unfinished = target.with_extension(format!("{}.new", std::process::id()));
    let written = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&unfinished)
        .and_then(|mut out| out.write_all(text.as_bytes()))
        .and_then(|()| fs::rename(&unfinished, &target));
    written.map_err(|error| {
        let _ = fs::remove_file(&unfinished);
        Trouble::of_file(&error, &target)
    })
}

/// Keeps the words of briefings about which something was decided together, unless they are many:
/// those were not read one by one.
pub(super) fn keep_all(place: &Place, standings: &[Standing]) {
    if standings.len() > MOST_TOGETHER {
        return;
    }
    for standing in standings {
        // They can be spared.
        let _ = keep(place, &standing.briefing);
    }
    let _ = prune(place);
}

/// Reads the words of a briefing as they were kept.
pub fn read(place: &Place, id: BriefingId) -> Option<String> {
    // A pipe in its place is not waited for.
    let text = file::text(&path_of(place, id), MOST_READ).ok()?;
    let hashed = text.split_once('\n');
    let hashed = hashed.and_then(|(hash, words)| Some((hash.parse().ok()?, words)));
    let (hash, words) = hashed.unwrap_or((id, text.as_str()));
    // After a loss of power it may be half of it.
    let (title, body) = words.split_once("\n\n")?;
    if BriefingId::formerly(title, body) != hash {
        return None;
    }
    let mut clean = sanitise::CleanText::default();
    clean.push(words, 0);
    Some(clean.text)
}

/// Removes the oldest until what is kept is no more than may be.
pub(super) fn prune(place: &Place) -> io::Result<()> {
    prune_to(place, MOST)
}

fn prune_to(place: &Place, most: u64) -> io::Result<()> {
    let mut all: Vec<(SystemTime, u64, PathBuf)> = Vec::new();
    for entry in fs::read_dir(folder(place))? {
        let entry = entry?;
        // Another process may have removed it a moment ago.
        if let Ok(metadata) = entry.metadata() {
            all.push((metadata.modified()?, metadata.len(), entry.path()));
        }
    }
    let mut kept: u64 = all.iter().map(|(_, length, _)| length).sum();
    if kept <= most {
        return Ok(());
    }
    all.sort();
    for (_, length, path) in all {
        if kept <= most {
            break;
        }
        fs::remove_file(path)?;
        kept -= length;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::time::Duration;

    use rustix::fs::{CWD, FileType, Mode, mknodat};

    use super::*;
    use crate::ingest;
    use crate::insight::{Analyst, Rulebook};

    fn place() -> (tempfile::TempDir, Place) {
        let home = tempfile::tempdir().unwrap();
        let place = Place::new(home.path());
        (home, place)
    }

    fn briefing(text: &str) -> Briefing {
        let path = Path::new("a.txt");
        let draft = ingest::read(path, text.as_bytes()).drafts.remove(0);
        Analyst::new(Rulebook::default()).finish(draft, path.into(), 0)
    }

    #[test]
    fn words_that_were_kept_can_be_read_and_those_that_were_changed_cannot() {
        let (_home, place) = place();
        let briefing = briefing("Title: Talks\n\nOne said ‘yes’.\n\n- a list\n\nTwo did not.\n");
        keep(&place, &briefing).unwrap();
        assert_eq!(read(&place, briefing.id), Some(wording(&briefing)));
        let file = path_of(&place, briefing.id);
        let whole = fs::read_to_string(&file).unwrap();
        fs::write(&file, &whole[..whole.len() / 2]).unwrap();
        assert_eq!(read(&place, briefing.id), None);
        // What is a blank for the id and more than that for a terminal is cleaned.
        fs::write(&file, whole.replacen("One said", "One\u{b}said", 1)).unwrap();
        let clean = read(&place, briefing.id).unwrap();
        assert!(!clean.contains(['\u{b}', '\u{1b}']), "{clean:?}");
        fs::remove_file(&file).unwrap();
        assert_eq!(read(&place, briefing.id), None);
        mknodat(CWD, &file, FileType::Fifo, Mode::RUSR, 0).unwrap();
        assert_eq!(read(&place, briefing.id), None, "a pipe is not waited for");
    }

    #[test]
    fn the_oldest_go_when_there_is_too_much() {
        let (_home, place) = place();
        let texts = ["one", "two", "three"].map(|word| {
            let briefing = briefing(&format!("Title: {word}\n\n{}\n", "word ".repeat(20)));
            keep(&place, &briefing).unwrap();
            briefing.id
        });
        for (age, id) in (1..).zip(texts) {
            let file = fs::File::open(path_of(&place, id)).unwrap();
            let then = SystemTime::UNIX_EPOCH + Duration::from_secs(age);
            file.set_modified(then).unwrap();
        }
        prune_to(&place, 300).unwrap();
        let kept = texts.map(|id| read(&place, id).is_some());
        assert_eq!(kept, [false, true, true]);
    }
}
