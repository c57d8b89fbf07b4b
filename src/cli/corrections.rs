//! `chancery corrections`: what readers have put right, shared with a desk.

use std::path::Path;

use super::Context;
use super::arguments::CorrectionsCommand;
use super::error::{CliError, Kind, Outcome};
use super::printer::Printer;
use crate::library::desk::Trouble;
use crate::text::sanitise;

mod export;
mod list;
mod merge;

pub(super) fn run(
    command: &CorrectionsCommand,
    context: &Context,
    out: &mut Printer,
) -> Result<Outcome, CliError> {
    match command {
        CorrectionsCommand::List => list::run(context, out),
        CorrectionsCommand::Export(arguments) => export::run(arguments, context, out),
        CorrectionsCommand::Merge(arguments) => merge::run(arguments, context, out),
    }
}

/// A file of corrections makes no sense, or cannot be read.
fn unreadable(trouble: &Trouble) -> CliError {
    let error = CliError::new(Kind::Unreadable, trouble.to_string());
    error.hint("nothing was changed; docs/corrections.md has an example of such a file")
}

fn unwritten(file: &Path, reason: impl std::fmt::Display) -> CliError {
    let name = sanitise::name(file);
    CliError::new(Kind::Output, format!("{name} cannot be written: {reason}"))
}
