//! `chancery check`: what could not be read, what was read as what, and how settings and terminal are.

use serde::Serialize;

use super::Context;
use super::arguments::{Check, CheckFormat};
use super::briefings::Briefings;
use super::error::{CliError, Outcome};
use super::marks::told as told_of;
use super::printer::Printer;
use crate::app::page::{counted, grouped};
use crate::briefing::Briefing;
use crate::config::Corrections;
use crate::ingest::{Loss, Problem};
use crate::library::Problems;
use crate::library::desk::{Desk, Trouble};
use crate::library::marks::{self, Place};

mod gathered;

use gathered::{RowJson, counts_of, print_formats, print_problems};

/// The report.
#[derive(Serialize)]
struct Report {
    briefings: usize,
    problems: Vec<ProblemJson>,
    /// How many more there are, too many to be kept.
    problems_left_out: usize,
    /// What was read as what.
    formats: Vec<RowJson>,
    /// What the reading view leaves out of plain texts.
    taken: Taken,
    /// What is kept of words that are gone.
    missing: Vec<MissingJson>,
    marks: Option<Marks>,
    config: Option<String>,
    /// The desk's corrections, if the settings name a file of them.
    shared: Option<Shared>,
    terminal: Terminal,
}

/// Markup that was left in plain texts.
#[derive(Serialize)]
struct Taken {
    characters: usize,
    /// How many briefings it was taken from.
    briefings: usize,
}

impl Taken {
    fn of<'a>(briefings: impl Iterator<Item = &'a Briefing>) -> Self {
        let taken = briefings.map(|briefing| briefing.body.taken as usize);
        let taken: Vec<usize> = taken.filter(|&characters| characters > 0).collect();
        Self {
            characters: taken.iter().sum(),
            briefings: taken.len(),
        }
    }

    fn told(&self) -> String {
        match self.characters {
            0 => "none in plain texts".to_owned(),
            characters => format!(
                "{} not shown, of {} (the raw text has them)",
                counted(characters, "character"),
                counted(self.briefings, "briefing")
            ),
        }
    }
}

/// How the marks are.
#[derive(Serialize)]
struct Marks {
    path: String,
    /// How many there are.
    count: Option<usize>,
    /// Why they cannot be read, or what they have lost.
    trouble: Option<String>,
    copies: Vec<CopyJson>,
}

/// A dated copy of the marks.
#[derive(Serialize)]
struct CopyJson {
    day: String,
    count: Option<usize>,
    /// Why marks cannot be brought back from it.
    trouble: Option<String>,
}

/// The file that a desk shares.
#[derive(Serialize)]
struct Shared {
    path: String,
    persons: usize,
    offices: usize,
    tags: usize,
    speakers: usize,
    /// Why it is not in force.
    error: Option<String>,
}

impl Shared {
    fn of(desk: &Desk) -> Option<Self> {
        let corrections = desk.corrections();
        Some(Self {
            path: desk.path()?.display().to_string(),
            persons: corrections.persons.len(),
            offices: corrections.offices.len(),
            tags: corrections.tags.len(),
            speakers: corrections.speakers.len(),
            error: desk.trouble().map(Trouble::to_string),
        })
    }
}

#[derive(Serialize)]
struct ProblemJson {
    path: String,
    offset: Option<u64>,
    reason: String,
    /// How much is lost: `all`, `part` or `nothing`.
    loss: &'static str,
}

#[derive(Serialize)]
struct MissingJson {
    title: String,
    what: String,
}

/// What the terminal can do, as far as the environment tells.
#[derive(Serialize)]
struct Terminal {
    term: Option<String>,
    is_terminal: bool,
    columns: usize,
    colour: bool,
    ascii: bool,
}

pub(super) fn run(
    arguments: &Check,
    context: &Context,
    out: &mut Printer,
) -> Result<Outcome, CliError> {
    let briefings = Briefings::all(&arguments.paths, context)?;
    let problems = briefings.problems();
    let missing = briefings.missing().into_iter();
    let report = Report {
        briefings: briefings.len(),
        problems: problems.kept().iter().map(problem).collect(),
        problems_left_out: problems.len() - problems.kept().len(),
        formats: briefings.tally().rows().map(RowJson::from).collect(),
        taken: Taken::of(briefings.iter()),
        missing: missing
            .map(|(title, what)| MissingJson {
                title: title.to_owned(),
                what,
            })
            .collect(),
        marks: context.marks().map(|place| marks(&place)),
        config: context
            .config
            .as_ref()
            .map(|path| path.display().to_string()),
        shared: Shared::of(context.desk()),
        terminal: Terminal {
            term: context.environment.term.clone(),
            is_terminal: context.environment.stdout_is_terminal(),
            columns: context.environment.width(),
            colour: out.has_colour(),
            ascii: context.ascii(),
        },
    };
    match arguments.format {
        CheckFormat::Json => out.json(&report)?,
        CheckFormat::Text => print(&report, problems, context.desk(), arguments.all, out)?,
    }
    let are_marks_read = report.marks.as_ref().is_none_or(|it| it.count.is_some());
    let is_desk_in_order = context.desk().trouble().is_none();
    Ok(
        match !problems.has_faults() && are_marks_read && is_desk_in_order {
            true => Outcome::Done,
            false => Outcome::Unreadable,
        },
    )
}

fn marks(place: &Place) -> Marks {
    let count = marks::count(place);
    let lost = |count| marks::lost(place, count).map(|lost| told_of(&lost));
    let copies = marks::copies(place).into_iter();
    Marks {
        path: place.file().display().to_string(),
        trouble: match &count {
            Ok(count) => lost(*count),
            Err(trouble) => Some(trouble.to_string()),
        },
        count: count.ok().map(|count| count.marks),
        copies: copies
            .map(|copy| CopyJson {
                day: copy.day.to_string(),
                trouble: copy.marks.as_ref().err().map(ToString::to_string),
                count: copy.marks.ok(),
            })
            .collect(),
    }
}

/// The desk's corrections in a line.
fn shared(desk: &Desk) -> String {
    match (desk.path(), desk.trouble()) {
        (None, _) => "none".to_owned(),
        (Some(path), None) => format!("{}: {}", path.display(), counts(desk.corrections())),
        (Some(path), Some(_)) => format!("{}: not in force", path.display()),
    }
}

/// How many corrections of each kind there are, for people.
pub(super) fn counts(corrections: &Corrections) -> String {
    [
        (corrections.persons.len(), "person"),
        (corrections.offices.len(), "office"),
        (corrections.tags.len(), "tag"),
        (corrections.speakers.len(), "speaker"),
    ]
    .map(|(count, what)| counted(count, what))
    .join(", ")
}

fn problem(problem: &Problem) -> ProblemJson {
    ProblemJson {
        path: problem.name().display().to_string(),
        offset: problem.offset,
        reason: problem.reason.to_string(),
        loss: match problem.reason.loss() {
            Loss::All => "all",
            Loss::Part => "part",
            Loss::Nothing => "nothing",
        },
    }
}

fn print(
    report: &Report,
    problems: &Problems,
    desk: &Desk,
    all: bool,
    out: &mut Printer,
) -> Result<(), CliError> {
    let yes_or_no = |is: bool| if is { "yes" } else { "no" };
    let terminal = &report.terminal;
    let term = terminal.term.as_deref().unwrap_or("not set");
    for (name, value) in [
        ("briefings", report.briefings.to_string()),
        ("problems", counts_of(problems)),
        ("markup", report.taken.told()),
        (
            "settings",
            report
                .config
                .clone()
                .unwrap_or_else(|| "the defaults".to_owned()),
        ),
        ("shared", shared(desk)),
        (
            "terminal",
            format!(
                "TERM {term}, {} columns, colour: {}, ASCII alone: {}",
                terminal.columns,
                yes_or_no(terminal.colour),
                yes_or_no(terminal.ascii)
            ),
        ),
    ] {
        out.text(&format!("{name:<10} {value}"))?;
        out.end_line()?;
    }
    if let Some(marks) = &report.marks {
        print_marks(marks, out)?;
    }
    if !report.missing.is_empty() || desk.trouble().is_some() {
        out.end_line()?;
    }
    if let Some(trouble) = desk.trouble() {
        out.lines(&trouble.to_string())?;
    }
    for MissingJson { title, what } in &report.missing {
        out.text(&format!("{title}: {what}"))?;
        out.end_line()?;
    }
    print_problems(problems, all, out)?;
    print_formats(&report.formats, out)
}

fn print_marks(marks: &Marks, out: &mut Printer) -> Result<(), CliError> {
    let count = |count: Option<usize>| count.map_or("unreadable".to_owned(), grouped);
    let why = |trouble: &Option<String>| {
        let trouble = trouble.as_ref();
        trouble.map_or_else(String::new, |trouble| format!(": {trouble}"))
    };
    out.text(&format!(
        "{:<10} {} in {}",
        "marks",
        count(marks.count),
        marks.path
    ))?;
    out.end_line()?;
    for copy in &marks.copies {
        let said = format!("{}, {}{}", copy.day, count(copy.count), why(&copy.trouble));
        out.text(&format!("{:<10} {said}", "  copy of"))?;
        out.end_line()?;
    }
    if let Some(trouble) = &marks.trouble {
        out.text(&format!("{:<10} {trouble}", ""))?;
        out.end_line()?;
    }
    Ok(())
}
