//! `chancery list`: one line a briefing.

use super::Context;
use super::arguments::{Format, List};
use super::briefings::Briefings;
use super::error::{CliError, Outcome};
use super::json::BriefingJson;
use super::printer::Printer;
use super::sheet::{Detail, Sheet};
use crate::briefing::Briefing;
use crate::export::csv::{self, date, text};

const SHORT: &[&str] = &["id", "date", "source", "title"];

pub(super) fn run(
    arguments: &List,
    context: &Context,
    out: &mut Printer,
) -> Result<Outcome, CliError> {
    let briefings = Briefings::load(&arguments.selection, context)?;
    let format = context.format(arguments.format);
    sheet(&briefings, format).print(
        format,
        briefings.iter().map(|it| {
            let briefing = BriefingJson::of(it, briefings.marks_of(it.id));
            let briefing = briefing.among(it, briefings.collection());
            briefing.also_in(briefings.copies(it.id))
        }),
        context.environment.width(),
        &context.theme(),
        out,
    )?;
    let outcome = briefings.outcome(briefings.len() > 0, context);
    // The process ends here, which gives all back at once; one by one it takes as long as a hundred files.
    std::mem::forget(briefings);
    Ok(outcome)
}

fn sheet(briefings: &Briefings, format: Format) -> Sheet {
    match Detail::of(format) {
        Detail::Nothing => Sheet::new(SHORT, Vec::new()),
        Detail::Short => {
            let places = |briefing: &Briefing| briefings.copies(briefing.id).len() + 1;
            let rows = briefings.iter().map(|it| short_row(it, places(it)));
            Sheet::new(SHORT, rows.collect())
        }
        Detail::Full => Sheet::new(csv::HEADER, briefings.iter().map(csv::row).collect()),
    }
}

fn short_row(briefing: &Briefing, places: usize) -> Vec<String> {
    let mut title = briefing.title.clone();
    if places > 1 {
        title += &format!(" (in {places} places)");
    }
    vec![
        briefing.id.short(),
        day(briefing),
        text(briefing.source.as_deref()),
        title,
    ]
}

/// The date without the time of day, or nothing.
pub(super) fn day(briefing: &Briefing) -> String {
    let mut day = date(briefing);
    day.truncate(day.find('T').unwrap_or(day.len()));
    day
}
