//! `chancery corrections merge`: somebody's corrections into the file that a desk shares.

use std::path::{Path, PathBuf};

use super::super::Context;
use super::super::arguments::CorrectionsMerge;
use super::super::error::{CliError, Kind, Outcome};
use super::super::printer::Printer;
use super::{unreadable, unwritten};
use crate::app::page::{counted, grouped};
use crate::config::Corrections;
use crate::library::desk::merge::{Done, Merged, Prefer, merge};
use crate::library::desk::shared::{self, Unwritten};
use crate::library::desk::{self, Trouble};
use crate::text::sanitise;

pub(super) fn run(
    arguments: &CorrectionsMerge,
    context: &Context,
    out: &mut Printer,
) -> Result<Outcome, CliError> {
    let into = into(arguments, context)?;
    let file = &arguments.file;
    let theirs = desk::corrections(file).map_err(|trouble| unreadable(&trouble))?;
    let name = sanitise::name(file);
    let prefer = match arguments.theirs {
        true => Prefer::Theirs,
        false => Prefer::Ours,
    };
    loop {
        let (before, ours) = read(&into)?;
        let merged = merge(&ours, &theirs, &name, prefer);
        for difference in &merged.differences {
            out.text(&difference.to_string())?;
            out.end_line()?;
        }
        // What is asked must be seen first.
        out.flush()?;
        if !merged.changes() {
            out.text(&nothing(&merged, &into))?;
            out.end_line()?;
            return Ok(Outcome::Done);
        }
        if arguments.dry_run {
            return Ok(Outcome::Done);
        }
        if !arguments.yes {
            confirm(&merged, &into, context)?;
        }
        let replaced = shared::replace(&into, before.as_deref(), &merged.corrections);
        match replaced.map_err(|error| refused(error, &into, file))? {
            shared::Outcome::Written => {
                out.text(&format!(
                    "Wrote {}: {}",
                    sanitise::name(&into),
                    said(&merged)
                ))?;
                out.end_line()?;
                return Ok(Outcome::Done);
            }
            shared::Outcome::Outdated => {
                let desk = sanitise::name(&into);
                context.note(&format!(
                    "{desk} was changed meanwhile: merging with it as it is now"
                ));
            }
        }
    }
}

/// The file to merge into.
fn into(arguments: &CorrectionsMerge, context: &Context) -> Result<PathBuf, CliError> {
    let named = arguments.into.clone().or_else(|| context.shared());
    named.ok_or_else(|| {
        let error = CliError::new(Kind::Usage, "there is no file to merge into");
        error.hint("name it with --into, or as [library] shared in the settings")
    })
}

/// The text of the shared file, and what it says; nothing where it is not there yet.
fn read(into: &Path) -> Result<(Option<String>, Corrections), CliError> {
    let text = shared::text(into)
        .map_err(|reason| unreadable(&Trouble::Unreadable(into.to_owned(), reason)))?;
    let ours = Corrections::read(text.as_deref().unwrap_or_default(), into)
        .map_err(|error| unreadable(&Trouble::Wrong(error)))?;
    Ok((text, ours))
}

fn nothing(merged: &Merged, into: &Path) -> String {
    let desk = sanitise::name(into);
    match merged.count(Done::Kept) {
        0 => format!("Nothing to merge: {desk} has all of it"),
        kept => format!(
            "Nothing to merge: {desk} keeps its word in {}",
            counted(kept, "case")
        ),
    }
}

fn confirm(merged: &Merged, into: &Path, context: &Context) -> Result<(), CliError> {
    let question = format!("write {} ({})?", sanitise::name(into), said(merged));
    match context.ask(&question) {
        Some(true) => Ok(()),
        Some(false) => Err(CliError::new(Kind::Usage, "nothing was changed")),
        None => {
            let error = CliError::new(Kind::Usage, "there is nobody to ask; nothing was changed");
            Err(error.hint("say --yes to merge, or --dry-run to see the differences alone"))
        }
    }
}

/// What is done, in numbers: "3 added, 1 taken".
fn said(merged: &Merged) -> String {
    let parts = [(Done::Added, "added"), (Done::Taken, "taken")];
    let parts = parts.map(|(done, word)| (merged.count(done), word));
    let parts = parts.iter().filter(|(count, _)| *count > 0);
    let said = parts.map(|(count, word)| format!("{} {word}", grouped(*count)));
    said.collect::<Vec<_>>().join(", ")
}

/// Why the shared file was not written, and who can do it.
fn refused(error: Unwritten, into: &Path, file: &Path) -> CliError {
    match &error {
        Unwritten::Forbidden { owner, .. } => {
            let owner = owner.as_deref().unwrap_or("whoever keeps it");
            let file = sanitise::name(file);
            CliError::new(Kind::Output, format!("{error}: nothing was changed")).hint(format!(
                "give {file} to {owner}, who owns the desk's file, or ask for leave to write that and its folder"
            ))
        }
        Unwritten::NoFile(_) => unwritten(into, "it is no file"),
        Unwritten::Refused(_, reason) => unwritten(into, reason),
    }
}
