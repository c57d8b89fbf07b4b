//! `chancery receipt`: what was done since some day, and what was not opened.

use jiff::civil;
use jiff::tz::TimeZone;
use serde::Serialize;

use super::Context;
use super::arguments::{Receipt as Arguments, ReceiptFormat};
use super::briefings::Briefings;
use super::error::{CliError, Kind, Outcome};
use super::marks::place;
use super::printer::Printer;
use crate::app::page::grouped;
use crate::briefing::{Briefing, days};
use crate::export::markdown;
use crate::library::receipt::{Deed, Kind as DeedKind, Receipt};

/// A receipt in JSON.
#[derive(Serialize)]
struct ReceiptJson<'a> {
    since: String,
    read: Vec<DeedJson<'a>>,
    starred: Vec<DeedJson<'a>>,
    clipped: Vec<DeedJson<'a>>,
    archived: Vec<DeedJson<'a>>,
    snoozed: Vec<DeedJson<'a>>,
    tagged: Vec<DeedJson<'a>>,
    noted: Vec<DeedJson<'a>>,
    not_opened: Vec<DeedJson<'a>>,
    restored: &'a [String],
}

/// A briefing that something was done with.
#[derive(Default, Serialize)]
struct DeedJson<'a> {
    id: String,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tag: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
}

pub(super) fn run(
    arguments: &Arguments,
    context: &Context,
    out: &mut Printer,
) -> Result<Outcome, CliError> {
    let today = context.environment.today;
    let words = &arguments.since;
    let usage = || {
        let error = format!("--since: {words:?} is no day that is past");
        CliError::new(Kind::Usage, error).hint(days::HOW_PAST)
    };
    let since = days::past_day_meant(words, today).ok_or_else(usage)?;
    let begins = since
        .to_zoned_datetime(TimeZone::system())
        .map_err(|_| usage())?;
    // Where there is no place for marks there is nothing to tell of.
    place(context)?;
    let briefings = Briefings::all(&arguments.paths, context)?;
    let history = briefings.history(begins.timestamp())?;
    let receipt = Receipt::of(&history, |id| briefings.title_of(id));
    let is_left = |briefing: &&Briefing| {
        let marks = briefings.marks_of(briefing.id);
        !marks.read && !marks.opened && marks.is_present(today)
    };
    let not_opened: Vec<&Briefing> = briefings.iter().filter(is_left).collect();
    match arguments.format {
        ReceiptFormat::Json => out.json(&json(&receipt, since, &not_opened))?,
        ReceiptFormat::Text | ReceiptFormat::Md => {
            let looks = Looks {
                is_markdown: arguments.format == ReceiptFormat::Md,
                today,
            };
            looks.print(&receipt, since, &not_opened, out)?;
        }
    }
    Ok(briefings.outcome(true, context))
}

fn json<'a>(
    receipt: &'a Receipt,
    since: civil::Date,
    not_opened: &[&'a Briefing],
) -> ReceiptJson<'a> {
    let of = |kind| receipt.of_kind(kind).map(deed).collect();
    let untouched = |briefing: &&'a Briefing| DeedJson {
        id: briefing.id.to_string(),
        title: &briefing.title,
        ..DeedJson::default()
    };
    ReceiptJson {
        since: since.to_string(),
        read: of(DeedKind::Read),
        starred: of(DeedKind::Starred),
        clipped: of(DeedKind::Clipped),
        archived: of(DeedKind::Archived),
        snoozed: of(DeedKind::Snoozed),
        tagged: of(DeedKind::Tagged),
        noted: of(DeedKind::Noted),
        not_opened: not_opened.iter().map(untouched).collect(),
        restored: &receipt.brought_back,
    }
}

fn deed(deed: &Deed) -> DeedJson<'_> {
    let detail = |kind| deed.detail.as_deref().filter(|_| deed.kind == kind);
    DeedJson {
        id: deed.id.to_string(),
        title: &deed.title,
        words: detail(DeedKind::Clipped),
        until: detail(DeedKind::Snoozed),
        tag: detail(DeedKind::Tagged),
        note: detail(DeedKind::Noted),
    }
}

/// How a receipt is printed for people.
struct Looks {
    is_markdown: bool,
    today: civil::Date,
}

impl Looks {
    fn print(
        &self,
        receipt: &Receipt,
        since: civil::Date,
        not_opened: &[&Briefing],
        out: &mut Printer,
    ) -> Result<(), CliError> {
        let since = format!("Since {}", days::told(since, self.today));
        out.text(&if self.is_markdown {
            format!("# {since}")
        } else {
            since
        })?;
        out.end_line()?;
        for kind in DeedKind::ALL {
            let deeds: Vec<String> = receipt
                .of_kind(kind)
                .map(|deed| deed.told(self.today))
                .collect();
            if !deeds.is_empty() {
                self.part(kind.heading(), deeds.len(), &deeds, out)?;
            }
        }
        if receipt.deeds.is_empty() {
            out.end_line()?;
            out.lines("Nothing was decided.")?;
        }
        for said in &receipt.brought_back {
            out.end_line()?;
            out.lines(said)?;
        }
        let titles: Vec<String> = not_opened.iter().map(|it| it.title.clone()).collect();
        self.part("Not opened", titles.len(), &titles, out)
    }

    fn part(
        &self,
        heading: &str,
        count: usize,
        titles: &[String],
        out: &mut Printer,
    ) -> Result<(), CliError> {
        out.end_line()?;
        let count = grouped(count);
        if !self.is_markdown {
            out.lines(&format!("{heading} {count}"))?;
            for title in titles {
                out.lines(&format!("  {title}"))?;
            }
            return Ok(());
        }
        out.lines(&format!("## {heading} ({count})"))?;
        if !titles.is_empty() {
            out.end_line()?;
        }
        for title in titles {
            out.lines(&format!("- {}", markdown::escaped(title)))?;
        }
        Ok(())
    }
}
