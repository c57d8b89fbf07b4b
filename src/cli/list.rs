//! `chancery list`: one line a briefing.

use super::Context;
use super::arguments::{Format, List};
use super::briefings::Briefings;
use super::error::{CliError, Outcome};
use super::json::BriefingJson;
use super::printer::Printer;
use super::sheet::{Detail, Sheet};
use crate::briefing::Briefing;

const SHORT: &[&str] = &["id", "date", "source", "title"];

const FULL: &[&str] = &[
    "id",
    "date",
    "source",
    "title",
    "language",
    "classification",
    "path",
    "ordinal",
    "words",
    "quotes",
    "tags",
];

pub(super) fn run(
    arguments: &List,
    context: &Context,
    out: &mut Printer,
) -> Result<Outcome, CliError> {
    let briefings = Briefings::load(&arguments.selection, context)?;
    let format = context.format(arguments.format);
    sheet(&briefings, format).print(
        format,
        briefings
            .iter()
            .map(|briefing| BriefingJson::of(briefing, briefings.marks_of(briefing.id))),
        context.environment.width(),
        &context.theme(),
        out,
    )?;
    Ok(briefings.outcome(briefings.len() > 0, context))
}

fn sheet(briefings: &Briefings, format: Format) -> Sheet {
    match Detail::of(format) {
        Detail::Short => Sheet::new(SHORT, briefings.iter().map(short_row).collect()),
        Detail::Full => Sheet::new(FULL, briefings.iter().map(full_row).collect()),
    }
}

fn short_row(briefing: &Briefing) -> Vec<String> {
    vec![
        briefing.id.short(),
        day(briefing),
        text(briefing.source.as_deref()),
        briefing.title.clone(),
    ]
}

fn full_row(briefing: &Briefing) -> Vec<String> {
    let tags: Vec<_> = briefing
        .tags
        .iter()
        .map(|tag| tag.label.name.as_str())
        .collect();
    vec![
        briefing.id.to_string(),
        date(briefing),
        text(briefing.source.as_deref()),
        briefing.title.clone(),
        text(briefing.language.as_deref()),
        text(briefing.handling.marking.as_deref()),
        briefing.origin.path.display().to_string(),
        briefing.origin.ordinal.to_string(),
        briefing.words.to_string(),
        briefing.quote_counts().0.to_string(),
        tags.join("; "),
    ]
}

/// The date as the JSON gives it, or nothing.
pub(super) fn date(briefing: &Briefing) -> String {
    briefing
        .date
        .map(|date| date.to_string())
        .unwrap_or_default()
}

/// The date without the time of day, or nothing.
pub(super) fn day(briefing: &Briefing) -> String {
    let mut day = date(briefing);
    day.truncate(day.find('T').unwrap_or(day.len()));
    day
}

/// A text, or nothing.
pub(super) fn text(value: Option<&str>) -> String {
    value.unwrap_or_default().to_owned()
}
