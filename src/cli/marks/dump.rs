//! `chancery marks dump`: all marks as JSON lines.

use std::io;

use super::super::arguments::MarksDump;
use super::super::error::{CliError, Kind, Outcome};
use super::super::printer::Printer;
use super::super::{Context, json};
use super::{place, unreadable};
use crate::app::page::counted;
use crate::library::marks::{self, to_lines};
use crate::library::whole;
use crate::text::sanitise;

pub(super) fn run(
    arguments: &MarksDump,
    context: &Context,
    out: &mut Printer,
) -> Result<Outcome, CliError> {
    let read = marks::read(&place(context)?).map_err(|trouble| unreadable(&trouble))?;
    let ledger = read.unwrap_or_default();
    context.note_if_lost(&ledger);
    let Some(file) = &arguments.to else {
        for line in to_lines(&ledger) {
            out.json(&line)?;
        }
        return Ok(Outcome::Done);
    };
    let mut lines = 0;
    // What stands in the notes is for nobody else.
    let written: io::Result<()> = whole::write(file, 0o600, true, |out| {
        for line in to_lines(&ledger) {
            json::write(out, &line)?;
            out.write_all(b"\n")?;
            lines += 1;
        }
        Ok(())
    });
    written.map_err(|error| {
        let name = sanitise::name(file);
        CliError::new(Kind::Output, format!("{name} cannot be written: {error}"))
    })?;
    let lines = counted(lines, "line");
    out.text(&format!("Wrote {lines} to {}", sanitise::name(file)))?;
    out.end_line()?;
    Ok(Outcome::Done)
}
