//! `chancery quotes`: who said what.

use std::borrow::Cow;

use super::Context;
use super::arguments::{Format, Quotes};
use super::briefings::Briefings;
use super::error::{CliError, Outcome};
use super::json::QuoteOfJson;
use super::list::day;
use super::printer::Printer;
use super::sheet::{Detail, Lines, Sheet};
use crate::briefing::{Briefing, Quote, QuoteKind, Span};
use crate::export::csv::{date, text};
use crate::export::markdown;
use crate::insight::quotes::{Rival, Settled, Why, explain_all};
use crate::text::fold::fold;

const SHORT: &[&str] = &["id", "date", "speaker", "quote"];

/// The columns that say who said what.
const FULL: &[&str] = EXPLAINED.split_at(10).0;

/// The same, and why each has its speaker.
const EXPLAINED: &[&str] = &[
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
    "rule",
    "words",
    "because",
    "settled",
    "rivals",
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
    let mut said: Vec<Said<'_>> = Vec::new();
    for (row, briefing) in briefings.iter().enumerate() {
        let quotes = briefing.said();
        let whys = if arguments.explain {
            explain_all(
                briefing,
                &quotes.iter().map(AsRef::as_ref).collect::<Vec<_>>(),
            )
        } else {
            Vec::new()
        };
        let mut whys = whys.into_iter();
        let all = quotes.into_iter().enumerate().map(|(number, quote)| Said {
            briefing,
            quote,
            at: (row, number),
            why: whys.next().flatten(),
        });
        said.extend(all.filter(|said| is_wanted(briefing, &said.quote)));
    }
    print(&said, &briefings, arguments, context, out)?;
    Ok(briefings.outcome(briefings.len() > 0, context))
}

/// Something that somebody says.
struct Said<'a> {
    briefing: &'a Briefing,
    quote: Cow<'a, Quote>,
    /// The number of the briefing, and of this among all that is said in it.
    at: (usize, usize),
    /// Why it has its speaker, where that is asked for.
    why: Option<Why>,
}

fn print(
    said: &[Said<'_>],
    briefings: &Briefings,
    arguments: &Quotes,
    context: &Context,
    out: &mut Printer,
) -> Result<(), CliError> {
    let format = context.format(arguments.format);
    let sheet = match (format, Detail::of(format)) {
        (Format::Md, _) => {
            for said in said {
                out.lines(&in_markdown(said))?;
                out.end_line()?;
            }
            return Ok(());
        }
        (_, Detail::Nothing) => {
            let values = in_json(said, briefings, context).into_iter();
            let sheet = Sheet::new(SHORT, Vec::new());
            return sheet.print(format, values, 0, &context.theme(), out);
        }
        (_, Detail::Short) => Sheet::new(SHORT, said.iter().map(short_row).collect())
            .over(said.iter().map(Said::told).collect()),
        (_, Detail::Full) if arguments.explain => {
            let row = |said: &Said<'_>| [full_row(said), said.reasons()].concat();
            Sheet::new(EXPLAINED, said.iter().map(row).collect())
        }
        (_, Detail::Full) => Sheet::new(FULL, said.iter().map(full_row).collect()),
    };
    let columns = context.environment.width();
    let nothing = std::iter::empty::<()>();
    sheet.print(format, nothing, columns, &context.theme(), out)
}

impl Said<'_> {
    /// Why it has its speaker, in lines; none where that is not asked for.
    fn told(&self) -> Lines {
        let body = &self.briefing.body.text;
        let told = self.why.as_ref().map(|why| why.told(&self.quote, body));
        told.unwrap_or_default()
    }

    /// Why it has its speaker, as the last cells of a row under [`EXPLAINED`].
    fn reasons(&self) -> Vec<String> {
        let Some(why) = &self.why else {
            return vec![String::new(); EXPLAINED.len() - FULL.len()];
        };
        let rival = |it: &Rival| format!("{} ({})", it.name, it.ground.name());
        let rivals: Vec<String> = why.rivals.iter().map(rival).collect();
        vec![
            why.ground.name().to_owned(),
            why.excerpts(&self.briefing.body.text).join("; "),
            why.because.name().to_owned(),
            text(why.settled.map(Settled::name)),
            rivals.join("; "),
        ]
    }
}

/// The words with their citation, and under them why they have their speaker.
fn in_markdown(said: &Said<'_>) -> String {
    let words = &said.briefing.body.text[said.quote.span.range()];
    let speaker = credit_or_unknown(&said.quote);
    let mut quote = markdown::quote(said.briefing, words, Some(&speaker));
    let told = said.told();
    if !told.is_empty() {
        quote.push('\n');
    }
    for (about, line) in told {
        quote += &format!("- {about}: {}\n", markdown::escaped(&line));
    }
    quote
}

/// The speaker as it is shown, or that nobody knows.
fn credit_or_unknown(quote: &Quote) -> String {
    match quote.speaker {
        Some(_) => quote.credit(),
        None => "unknown".to_owned(),
    }
}

fn in_json<'a>(
    said: &[Said<'a>],
    briefings: &Briefings,
    context: &Context,
) -> Vec<QuoteOfJson<'a>> {
    let places = briefings.places(context);
    let mut lists: Vec<Vec<Vec<Span>>> = vec![Vec::new(); places.len()];
    for said in said {
        if let Some(why) = &said.why {
            lists[said.at.0].push(why.words.clone());
        }
    }
    let mut words = vec![None; places.len()];
    if lists.iter().any(|list| !list.is_empty()) {
        let found = briefings.code_points(&lists).into_iter();
        words = found.map(|lists| Some(lists?.into_iter())).collect();
    }
    let value = |said: &Said<'a>| {
        let (row, number) = said.at;
        let place = places[row]
            .as_ref()
            .and_then(|all| all.get(number).cloned());
        let why = said.why.as_ref();
        let words = why.and_then(|_| words[row].as_mut()?.next());
        QuoteOfJson::of(said.briefing, &said.quote, place).because(why, words)
    };
    said.iter().map(value).collect()
}

fn short_row(said: &Said<'_>) -> Vec<String> {
    let Said {
        briefing, quote, ..
    } = said;
    let speaker = quote.speaker.as_ref().map(|_| quote.credit());
    vec![
        briefing.id.short(),
        day(briefing),
        speaker.unwrap_or_else(|| quote.named_by.sign().to_owned()),
        briefing.body.text[quote.span.range()].to_owned(),
    ]
}

fn full_row(said: &Said<'_>) -> Vec<String> {
    let Said {
        briefing, quote, ..
    } = said;
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
