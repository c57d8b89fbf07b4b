//! `chancery check`: what could not be read, and how settings and terminal are.

use serde::Serialize;

use super::Context;
use super::arguments::{Check, CheckFormat};
use super::briefings::{Briefings, told};
use super::error::{CliError, Outcome};
use super::marks::told as told_of;
use super::printer::Printer;
use crate::app::page::grouped;
use crate::ingest::Problem;
use crate::library::marks::{self, Place};

/// The report.
#[derive(Serialize)]
struct Report {
    briefings: usize,
    problems: Vec<ProblemJson>,
    /// What is kept of words that are gone.
    missing: Vec<MissingJson>,
    marks: Option<Marks>,
    config: Option<String>,
    terminal: Terminal,
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

#[derive(Serialize)]
struct ProblemJson {
    path: String,
    offset: Option<u64>,
    reason: String,
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
        problems: problems.iter().map(problem).collect(),
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
        CheckFormat::Text => print(&report, problems, out)?,
    }
    let are_marks_read = report.marks.as_ref().is_none_or(|it| it.count.is_some());
    Ok(if problems.is_empty() && are_marks_read {
        Outcome::Done
    } else {
        Outcome::Unreadable
    })
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

fn problem(problem: &Problem) -> ProblemJson {
    ProblemJson {
        path: problem.path.display().to_string(),
        offset: problem.offset,
        reason: problem.reason.to_string(),
    }
}

fn print(report: &Report, problems: &[Problem], out: &mut Printer) -> Result<(), CliError> {
    let yes_or_no = |is: bool| if is { "yes" } else { "no" };
    let terminal = &report.terminal;
    let term = terminal.term.as_deref().unwrap_or("not set");
    for (name, value) in [
        ("briefings", report.briefings.to_string()),
        ("problems", problems.len().to_string()),
        (
            "settings",
            report
                .config
                .clone()
                .unwrap_or_else(|| "the defaults".to_owned()),
        ),
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
    if !problems.is_empty() || !report.missing.is_empty() {
        out.end_line()?;
    }
    for problem in problems {
        out.text(&told(problem))?;
        out.end_line()?;
    }
    for MissingJson { title, what } in &report.missing {
        out.text(&format!("{title}: {what}"))?;
        out.end_line()?;
    }
    Ok(())
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
