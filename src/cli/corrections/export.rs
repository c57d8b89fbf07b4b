//! `chancery corrections export`: the reader's own corrections as a file for others.

use std::io;

use super::super::Context;
use super::super::arguments::CorrectionsExport;
use super::super::briefings::Briefings;
use super::super::check::counts;
use super::super::error::{CliError, Outcome};
use super::super::marks::{place, unreadable};
use super::super::printer::Printer;
use super::unwritten;
use crate::app::page::counted;
use crate::briefing::{BriefingId, Marks};
use crate::config::{Corrections, SpeakerRule};
use crate::library::desk::{speakers_of, written};
use crate::library::marks::{self, Ledger};
use crate::library::whole;
use crate::text::sanitise;

pub(super) fn run(
    arguments: &CorrectionsExport,
    context: &Context,
    out: &mut Printer,
) -> Result<Outcome, CliError> {
    // Without the marks half of them would be missing, and nobody would see it.
    let ledger = marks::read(&place(context)?).map_err(|trouble| unreadable(&trouble))?;
    let ledger = ledger.unwrap_or_default();
    let (speakers, outcome) = speakers(arguments, &ledger, context)?;
    let settings = &context.settings;
    let corrections = Corrections {
        persons: settings.persons.clone(),
        offices: settings.offices.clone(),
        tags: settings.tags.clone(),
        speakers,
        ..Corrections::default()
    };
    let text = written(&corrections);
    let Some(file) = &arguments.to else {
        out.own(text.as_bytes())?;
        return Ok(outcome);
    };
    let done: io::Result<()> =
        whole::write(file, 0o644, true, |out| out.write_all(text.as_bytes()));
    done.map_err(|error| unwritten(file, error))?;
    let counts = counts(&corrections);
    out.text(&format!("Wrote {counts} to {}", sanitise::name(file)))?;
    out.end_line()?;
    Ok(outcome)
}

/// The speakers among the marks, with the titles of the briefings that are there; and whether all
/// of them may leave.
fn speakers(
    arguments: &CorrectionsExport,
    ledger: &Ledger,
    context: &Context,
) -> Result<(Vec<SpeakerRule>, Outcome), CliError> {
    fn corrected(ledger: &Ledger) -> impl Iterator<Item = (BriefingId, &Marks)> {
        let briefings = ledger.briefings();
        briefings.filter(|(_, marks)| marks.corrections().next().is_some())
    }
    if corrected(ledger).next().is_none() {
        return Ok((Vec::new(), Outcome::Done));
    }
    let briefings = Briefings::all(&arguments.paths, context)?;
    let ceiling = context.settings.handling.ceiling;
    let mut speakers = Vec::new();
    let (mut untitled, mut withheld) = (0, 0);
    for (id, marks) in corrected(briefings.ledger()) {
        let briefing = briefings.with_id(id);
        // Their words go to others. Of what is not there nobody can tell how it is marked.
        let may_leave = match briefing {
            Some(briefing) => briefing.refusal(ceiling).is_none(),
            None => ceiling.is_none(),
        };
        if !may_leave {
            withheld += 1;
            continue;
        }
        untitled += usize::from(briefing.is_none());
        let title = briefing.map(|briefing| briefing.title.as_str());
        speakers.extend(speakers_of(id, title, marks));
    }
    if untitled > 0 {
        let count = counted(untitled, "briefing");
        context.note(&format!(
            "{count} not found here: no title stands beside the id"
        ));
    }
    if withheld > 0 {
        let count = counted(withheld, "briefing");
        context.note(&format!(
            "left out: speakers in {count} that the ceiling of the settings keeps, or that are not here to tell"
        ));
    }
    Ok(match withheld {
        0 => (speakers, Outcome::Done),
        _ => (speakers, Outcome::Unreadable),
    })
}
