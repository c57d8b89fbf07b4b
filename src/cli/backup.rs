//! `chancery backup`: all that is the reader's in one file.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use jiff::Timestamp;

use super::Context;
use super::arguments::Backup;
use super::error::{CliError, Kind, Outcome};
use super::export::told;
use super::marks::{place, unreadable};
use super::printer::Printer;
use super::settings::text_of;
use crate::app::page::counted;
use crate::export::file::{self, Over};
use crate::library::backup::{LONGEST, to_bytes};
use crate::library::clippings::{self, ClippingsFile, is_among};
use crate::library::marks::{Ledger, Trouble, read_whole};
use crate::library::whole;
use crate::runner::STDIN;
use crate::text::sanitise;

/// What notes and clippings say is for nobody else.
const OWN: u32 = 0o600;

pub(super) fn run(
    arguments: &Backup,
    context: &Context,
    out: &mut Printer,
) -> Result<Outcome, CliError> {
    let to = arguments.to.as_path();
    let is_stdout = to == Path::new(STDIN);
    if !is_stdout {
        check(to, arguments.force, context)?;
    }
    let ledger = ledger(context)?;
    let clippings = clippings(context)?;
    let settings = settings(context)?;
    let (clippings, settings) = (clippings.as_deref(), settings.as_deref());
    let bytes = to_bytes(&ledger, clippings, settings, Timestamp::now())?;
    if bytes.len() as u64 > LONGEST {
        let error = "all of it is over 1 GiB, which could not be restored: nothing was written";
        return Err(CliError::new(Kind::Output, error));
    }
    if is_stdout {
        out.own(&bytes)?;
        return Ok(Outcome::Done);
    }
    let put = |out: &mut dyn Write| -> io::Result<()> { out.write_all(&bytes) };
    whole::write(to, OWN, arguments.force, put).map_err(|error| {
        told(match error.kind() {
            io::ErrorKind::AlreadyExists => file::Trouble::Exists(to.to_owned()),
            _ => file::Trouble::Refused(to.to_owned(), error),
        })
    })?;
    let what = contents(&ledger, clippings.is_some(), settings.is_some());
    out.text(&format!("Wrote {what} to {}", sanitise::name(to)))?;
    out.end_line()?;
    Ok(Outcome::Done)
}

/// Tells whether the file may be written there.
fn check(to: &Path, force: bool, context: &Context) -> Result<(), CliError> {
    let over = if force { Over::Replace } else { Over::Never };
    file::check(to, over, []).map_err(told)?;
    match is_among(to, &context.library()) {
        Ok(false) => Ok(()),
        Ok(true) => {
            let name = sanitise::name(to);
            let error = format!("{name} lies among the briefings, which are never written to");
            Err(CliError::new(Kind::Output, error).hint("name another file"))
        }
        Err(_) => Err(told(file::Trouble::NoFile(to.to_owned()))),
    }
}

/// All marks; unlike where they are only shown, some of them are not enough.
fn ledger(context: &Context) -> Result<Ledger, CliError> {
    match read_whole(&place(context)?.file()) {
        Ok(read) => Ok(read.map(|(_, ledger)| ledger).unwrap_or_default()),
        Err(trouble) => {
            let error = unreadable(&trouble);
            Err(match trouble {
                Trouble::Damaged => error.hint("open the reader: it saves what can be read"),
                _ => error,
            })
        }
    }
}

/// The clippings file, where there is one with something in it.
pub(super) fn clippings(context: &Context) -> Result<Option<Vec<u8>>, CliError> {
    let Some(path) = context.clippings() else {
        return Ok(None);
    };
    let bytes = ClippingsFile::new(path, &[]).and_then(|file| file.bytes());
    let bytes = bytes.map_err(|trouble| clippings_unreadable(&trouble))?;
    Ok(bytes.filter(|bytes| !bytes.is_empty()))
}

pub(super) fn clippings_unreadable(trouble: &clippings::Trouble) -> CliError {
    let error = format!("the clippings cannot be read: {trouble}");
    CliError::new(Kind::Unreadable, error)
}

/// The text of the settings, where they are not the defaults.
pub(super) fn settings(context: &Context) -> Result<Option<String>, CliError> {
    let Some(path) = &context.config else {
        return Ok(None);
    };
    let text = match fs::metadata(path) {
        // What a pipe held was read once and is gone.
        Ok(found) if !found.is_file() => Err(io::Error::other("it is no file")),
        _ => text_of(path),
    };
    let unreadable = |error| {
        let name = sanitise::name(path);
        let error = format!("{name}: the settings cannot be read: {error}");
        CliError::new(Kind::Config, error)
    };
    text.map(Some).map_err(unreadable)
}

/// What was written, in words.
fn contents(ledger: &Ledger, clippings: bool, settings: bool) -> String {
    let views = ledger.views().count();
    let mut parts = vec![counted(ledger.all().len() - views, "mark")];
    if views > 0 {
        parts.push(counted(views, "view"));
    }
    parts.extend(clippings.then(|| "the clippings file".to_owned()));
    parts.extend(settings.then(|| "the settings".to_owned()));
    match parts.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
        None => String::new(),
    }
}
