//! `chancery quotes`: who said what.

use std::borrow::Cow;

use super::Context;
use super::arguments::{Format, Quotes};
use super::briefings::Briefings;
use super::error::{CliError, Outcome};
use super::json::QuoteOfJson;
use super::list::day;
use super::printer::Printer;
use super::sheet::{Detail, Sheet};
use crate::briefing::{Briefing, Quote, QuoteKind};
use crate::export::csv::{date, text};
use crate::export::markdown;
use crate::text::fold::fold;

const SHORT: &[&str] = &["id", "date", "speaker", "quote"];

const FULL: &[&str] = &[
    "id",
    "date",
    "source",
    "title",
    "kind",
    "speaker",
    "mention",
    "cue",
    "confidence",
    "text",
];

pub(super) fn run(
    arguments: &Quotes,
    context: &Context,
    out: &mut Printer,
) -> Result<Outcome, CliError> {
    let mut briefings = Briefings::load(&arguments.selection, context)?;
    let speaker = arguments.speaker.as_deref();
    let speaker = speaker.map(|name| (fold(name), briefings.record_of(name)));
    // A quote is somebody's own words; what is only reported must be asked for.
    let is_kind = |quote: &Quote| arguments.reported || quote.kind != QuoteKind::Indirect;
    let is_speaker = |briefing: &Briefing, quote: &Quote| match (&speaker, &quote.speaker) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some((wanted, record)), Some(name)) => {
            fold(name).contains(wanted) || record.holds(briefing, name)
        }
    };
    let is_wanted =
        |briefing: &Briefing, quote: &Quote| is_kind(quote) && is_speaker(briefing, quote);
    briefings.retain(|briefing| {
        let said = briefing.said();
        said.iter().any(|quote| is_wanted(briefing, quote))
    });
    let wanted = || {
        briefings.iter().flat_map(|briefing| {
            let mut said = briefing.said();
            said.retain(|quote| is_wanted(briefing, quote));
            said.into_iter().map(move |quote| (briefing, quote))
        })
    };
    let format = context.format(arguments.format);
    match format {
        Format::Md => {
            for (briefing, quote) in wanted() {
                let words = &briefing.body.text[quote.span.range()];
                let speaker = quote.speaker.as_deref().unwrap_or("unknown");
                out.lines(&markdown::quote(briefing, words, Some(speaker)))?;
                out.end_line()?;
            }
        }
        Format::Json | Format::Jsonl => {
            let places = briefings.places(context);
            let values = briefings.iter().zip(places).flat_map(|(briefing, places)| {
                let mut places = places.into_iter().flatten();
                let said = briefing.said().into_iter();
                said.map(move |quote| (quote, places.next()))
                    .filter(|(quote, _)| is_wanted(briefing, quote))
                    .map(move |(quote, place)| QuoteOfJson::of(briefing, &quote, place))
            });
            Sheet::new(SHORT, Vec::new()).print(format, values, 0, &context.theme(), out)?;
        }
        Format::Table | Format::Text | Format::Csv => {
            let sheet = match Detail::of(format) {
                Detail::Short => Sheet::new(SHORT, wanted().map(short_row).collect()),
                Detail::Full => Sheet::new(FULL, wanted().map(full_row).collect()),
            };
            let columns = context.environment.width();
            let nothing = std::iter::empty::<()>();
            sheet.print(format, nothing, columns, &context.theme(), out)?;
        }
    }
    Ok(briefings.outcome(briefings.len() > 0, context))
}

fn short_row((briefing, quote): (&Briefing, Cow<'_, Quote>)) -> Vec<String> {
    vec![
        briefing.id.short(),
        day(briefing),
        format!(
            "{}{}",
            text(quote.speaker.as_deref()),
            quote.named_by.sign()
        ),
        briefing.body.text[quote.span.range()].to_owned(),
    ]
}

fn full_row((briefing, quote): (&Briefing, Cow<'_, Quote>)) -> Vec<String> {
    vec![
        briefing.id.to_string(),
        date(briefing),
        text(briefing.source.as_deref()),
        briefing.title.clone(),
        quote.kind.name().to_owned(),
        text(quote.speaker.as_deref()),
        text(quote.mention.as_deref()),
        text(quote.cue.as_deref()),
        quote.confidence.name().to_owned(),
        quote.words(&briefing.body.text),
    ]
}
