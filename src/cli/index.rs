//! `chancery index`: the catalogue brought up to date.

use std::cell::Cell;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde::Serialize;

use super::Context;
use super::arguments::Index;
use super::briefings::tell_problems;
use super::error::{CliError, Kind, Outcome};
use super::printer::Printer;
use crate::app::Progress;
use crate::app::page::{counted, grouped};
use crate::library::catalogue::{Catalogue, Report};
use crate::library::encodings::Encodings;
use crate::library::knowledge::Knowledge;
use crate::library::{self, Indexed, Walked};
use crate::runner::STDIN;
use crate::text::sanitise;

/// The time between two lines of progress.
const PAUSE: Duration = Duration::from_millis(200);

/// What was done.
#[derive(Serialize)]
struct Done<'a> {
    files: usize,
    briefings: usize,
    /// Bytes of the files.
    bytes: u64,
    /// Files that were in the catalogue.
    known: usize,
    /// Files that were read and put into it.
    added: usize,
    /// Files that are not there any more.
    removed: usize,
    /// Files of which something could not be read.
    problems: usize,
    seconds: f64,
    catalogue: &'a str,
    /// Bytes of the catalogue.
    size: u64,
}

pub(super) fn run(
    arguments: &Index,
    context: &Context,
    out: &mut Printer,
) -> Result<Outcome, CliError> {
    let paths = paths(&arguments.paths, context)?;
    let Some(catalogue) = context.catalogue(&paths) else {
        let error = CliError::new(Kind::Usage, "there is no catalogue to bring up to date");
        return Err(error.hint(match context.uses_catalogue {
            true => "set HOME or XDG_CACHE_HOME, so that there is a place for it",
            false => {
                "leave out --no-cache, and set `cache = true` under [library] in the configuration"
            }
        }));
    };
    let catalogue = catalogue.of_few_as_well();
    let (encodings, knowledge) = (Arc::new(context.encodings()), context.knowledge());
    let began = Instant::now();
    let (indexed, report) = bring_up_to_date(&paths, &catalogue, &encodings, &knowledge);
    let done = Done {
        files: indexed.files,
        briefings: indexed.briefings,
        bytes: indexed.bytes,
        known: report.known,
        added: report.added,
        removed: report.removed,
        problems: indexed.problems.len(),
        seconds: began.elapsed().as_secs_f64(),
        catalogue: &sanitise::name(catalogue.folder()),
        size: catalogue.size(),
    };
    match arguments.json {
        true => out.json(&done)?,
        false => out.lines(&told(&done))?,
    }
    tell_problems(&indexed.problems, context);
    if let Some(trouble) = report.trouble {
        return Err(not_kept(&catalogue, &trouble));
    }
    Ok(match indexed.problems.has_faults() {
        true => Outcome::Unreadable,
        false => Outcome::Done,
    })
}

/// The files and folders that a catalogue is about.
pub(super) fn paths(named: &[PathBuf], context: &Context) -> Result<Vec<PathBuf>, CliError> {
    let paths = match named {
        [] => context.library(),
        named => named.to_vec(),
    };
    super::missing(&paths)?;
    if paths.is_empty() {
        let error = CliError::new(Kind::Usage, "no library is configured");
        return Err(
            error.hint("name files or folders, or put them under [library] in the configuration")
        );
    }
    if let Some(input) = paths.iter().find(|path| path.as_path() == Path::new(STDIN)) {
        let message = format!("{}: standard input cannot be kept", input.display());
        return Err(CliError::new(Kind::Usage, message)
            .hint("name files or folders, or use `chancery list -`"));
    }
    Ok(paths)
}

/// Brings a catalogue up to date; on a terminal a line tells how far it has got.
pub(super) fn bring_up_to_date(
    paths: &[PathBuf],
    catalogue: &Catalogue,
    encodings: &Arc<Encodings>,
    knowledge: &Knowledge,
) -> (Indexed, Report) {
    let gauge = Gauge::new(Instant::now());
    let tell = &mut |done: &_, walked: &_| gauge.show(done, walked);
    let done = library::index(paths, catalogue.clone(), encodings, knowledge, tell);
    gauge.clear();
    done
}

/// Why a catalogue does not hold everything.
pub(super) fn not_kept(catalogue: &Catalogue, trouble: &str) -> CliError {
    let folder = sanitise::name(catalogue.folder());
    let message = format!("{folder}: not all could be kept: {trouble}");
    let error = CliError::new(Kind::Output, message);
    error.hint("the reader works without; put that right and run it again, or delete the folder")
}

fn told(done: &Done<'_>) -> String {
    let (files, briefings) = (
        counted(done.files, "file"),
        counted(done.briefings, "briefing"),
    );
    let [known, added, removed] = [done.known, done.added, done.removed].map(grouped);
    let megabytes = done.size as f64 / 1e6;
    let catalogue = done.catalogue;
    format!(
        "{files}, {briefings}: {known} known, {added} read, {removed} gone\n\
         {megabytes:.1} MB in {catalogue}\n"
    )
}

/// A line on standard error that tells how far it has got, where somebody sees it.
struct Gauge {
    began: Instant,
    last: Cell<Option<Instant>>,
    is_seen: bool,
}

impl Gauge {
    fn new(began: Instant) -> Self {
        Self {
            began,
            last: Cell::new(None),
            is_seen: io::stderr().is_terminal(),
        }
    }

    fn show(&self, done: &Indexed, walked: &Walked) {
        let is_due = self.last.get().is_none_or(|last| last.elapsed() >= PAUSE);
        // What is over in no time needs no gauge.
        if !self.is_seen || !is_due || self.began.elapsed() < PAUSE {
            return;
        }
        self.last.set(Some(Instant::now()));
        let progress = Progress {
            found: walked.files,
            found_bytes: walked.bytes,
            complete: walked.complete,
            done: done.files,
            done_bytes: done.bytes,
            elapsed: u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX),
        };
        let [read, found] = [done.files, walked.files].map(grouped);
        let left = match (walked.complete, progress.seconds_left()) {
            (false, _) => ", looking for more".to_owned(),
            (true, Some(seconds)) => format!(", {seconds} s left"),
            (true, None) => String::new(),
        };
        self.write(&format!("{read} of {found} files{left}"));
    }

    fn clear(&self) {
        if self.last.get().is_some() {
            self.write("");
        }
    }

    fn write(&self, line: &str) {
        // A line that cannot be written is one that nobody sees.
        let _ = write!(io::stderr(), "\r\x1b[K{line}");
    }
}
