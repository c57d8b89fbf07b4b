//! `chancery corrections list`: the corrections in force, and whose they are.

use super::super::Context;
use super::super::error::{CliError, Outcome};
use super::super::marks::unreadable;
use super::super::printer::Printer;
use crate::config::{Rules, SpeakerRule};
use crate::library::desk::merge::{glimpse, said_by, term};
use crate::library::desk::speakers_of;
use crate::library::marks::Ledger;

pub(super) fn run(context: &Context, out: &mut Printer) -> Result<Outcome, CliError> {
    let snapshot = context.snapshot(&[]);
    let ledger = snapshot.map_or_else(|| Ok(Ledger::default()), |it| it.ledger());
    let ledger = ledger.map_err(|trouble| unreadable(&trouble))?;
    let own = ledger
        .briefings()
        .flat_map(|(id, marks)| speakers_of(id, None, marks));
    let own: Vec<SpeakerRule> = own.collect();
    let desk = context.desk();
    let mut rows = rows("own", context.settings.rules(), &own);
    rows.extend(self::rows(
        "desk",
        desk.rules(),
        &desk.corrections().speakers,
    ));
    for row in &rows {
        out.text(row)?;
        out.end_line()?;
    }
    context.note_desk();
    Ok(match (desk.trouble(), rows.is_empty()) {
        (Some(_), _) => Outcome::Unreadable,
        (None, true) => {
            context.note("there are no corrections");
            Outcome::NothingMatched
        }
        (None, false) => Outcome::Done,
    })
}

/// A line a correction: whose, what kind, which.
fn rows(whose: &str, rules: Rules<'_>, speakers: &[SpeakerRule]) -> Vec<String> {
    let row = |kind: &str, what: String| format!("{whose:<5} {kind:<8} {what}");
    let persons = rules.persons.iter().map(|rule| {
        let aliases = rule.aliases.join(", ");
        row("person", format!("{}: {aliases}", rule.name))
    });
    let offices = rules.offices.iter();
    let offices = offices.map(|rule| row("office", format!("{}: {}", rule.office, term(rule))));
    let tags = rules.tags.iter();
    let tags = tags.map(|rule| row("tag", format!("{}: {}", rule.tag, rule.words.join(", "))));
    let speakers = speakers.iter().map(|rule| {
        let place = rule.title.as_deref().unwrap_or(&rule.briefing);
        let words = glimpse(&rule.words);
        row("speaker", format!("{place}: “{words}” → {}", said_by(rule)))
    });
    persons.chain(offices).chain(tags).chain(speakers).collect()
}
