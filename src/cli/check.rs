//! `chancery check`: what could not be read, and how settings and terminal are.

use serde::Serialize;

use super::Context;
use super::arguments::{Check, CheckFormat};
use super::briefings::{Briefings, told};
use super::error::{CliError, Outcome};
use super::printer::Printer;
use crate::ingest::Problem;

/// The report.
#[derive(Serialize)]
struct Report {
    briefings: usize,
    problems: Vec<ProblemJson>,
    /// What is kept of words that are gone.
    lost: Vec<LostJson>,
    config: Option<String>,
    terminal: Terminal,
}

#[derive(Serialize)]
struct ProblemJson {
    path: String,
    offset: Option<u64>,
    reason: String,
}

#[derive(Serialize)]
struct LostJson {
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
    let lost = briefings.lost().into_iter();
    let report = Report {
        briefings: briefings.len(),
        problems: problems.iter().map(problem).collect(),
        lost: lost
            .map(|(title, what)| LostJson {
                title: title.to_owned(),
                what,
            })
            .collect(),
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
    Ok(if problems.is_empty() {
        Outcome::Done
    } else {
        Outcome::Unreadable
    })
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
    if !problems.is_empty() || !report.lost.is_empty() {
        out.end_line()?;
    }
    for problem in problems {
        out.text(&told(problem))?;
        out.end_line()?;
    }
    for LostJson { title, what } in &report.lost {
        out.text(&format!("{title}: {what}"))?;
        out.end_line()?;
    }
    Ok(())
}
