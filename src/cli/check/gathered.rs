//! What `check` prints of many: problems by their reasons, files by what they were read as.

use serde::Serialize;

use crate::app::page::grouped;
use crate::app::problems::{not_kept, place, summary};
use crate::cli::briefings::told;
use crate::cli::error::CliError;
use crate::cli::printer::Printer;
use crate::ingest::{Count, Loss, ReadAs};
use crate::library::Problems;
use crate::library::problems::Group;

/// How many places of a reason are named before the others are asked for.
const PLACES_SHOWN: usize = 10;

/// How many files and parts of files were read as one thing.
#[derive(Serialize)]
pub(super) struct RowJson {
    read_as: &'static str,
    whole: u32,
    in_part: u32,
    unread: u32,
    briefings: u32,
}

impl From<(ReadAs, Count)> for RowJson {
    fn from((read_as, count): (ReadAs, Count)) -> Self {
        let Count {
            whole,
            in_part,
            unread,
            briefings,
        } = count;
        Self {
            read_as: read_as.name(),
            whole,
            in_part,
            unread,
            briefings,
        }
    }
}

/// How many problems there are, and how grave they are.
pub(super) fn counts_of(problems: &Problems) -> String {
    match problems.len() {
        0 => "none".to_owned(),
        count => format!("{}: {}", grouped(count), summary(problems)),
    }
}

/// Each reason with its places under it, the gravest first; one that has a single place is one line.
pub(super) fn print_problems(
    problems: &Problems,
    all: bool,
    out: &mut Printer,
) -> Result<(), CliError> {
    for (loss, heading) in [
        (Loss::All, "Not shown"),
        (Loss::Part, "Shown in part"),
        (Loss::Nothing, "Remarks"),
    ] {
        if problems.with(loss) == 0 {
            continue;
        }
        out.end_line()?;
        out.lines(&format!("{heading}: {}", grouped(problems.with(loss))))?;
        let groups = problems.groups().into_iter();
        for group in groups.filter(|group| group.loss == loss) {
            print_group(problems, group, all, out)?;
        }
    }
    Ok(())
}

fn print_group(
    problems: &Problems,
    group: &Group,
    all: bool,
    out: &mut Printer,
) -> Result<(), CliError> {
    let mut places = problems.of(group);
    if let (1, Some(problem)) = (group.count, problems.of(group).next()) {
        out.text(&format!("  {}", told(problem)))?;
        return Ok(out.end_line()?);
    }
    let kept = places.len();
    out.text(&format!(
        "  {} ({} places)",
        group.reason,
        grouped(group.count)
    ))?;
    out.end_line()?;
    // One that is left out takes the line that says so.
    let shown = match all || kept <= PLACES_SHOWN + 1 {
        true => kept,
        false => PLACES_SHOWN,
    };
    for problem in places.by_ref().take(shown) {
        out.text(&format!("    {}", place(problem)))?;
        out.end_line()?;
    }
    let said = match (group.count - shown, all) {
        (0, _) => return Ok(()),
        (more, true) => not_kept(more),
        (more, false) => format!("and {} more; --all lists them", grouped(more)),
    };
    out.text(&format!("    {said}"))?;
    Ok(out.end_line()?)
}

/// What was read as what, in a table.
pub(super) fn print_formats(formats: &[RowJson], out: &mut Printer) -> Result<(), CliError> {
    if formats.is_empty() {
        return Ok(());
    }
    out.end_line()?;
    let longest = formats.iter().map(|format| format.read_as.len()).max();
    let names = longest.unwrap_or(0).max(14);
    let row = |cells: [&str; 5]| {
        let [name, whole, in_part, unread, briefings] = cells;
        format!("{name:<names$}{whole:>10}{in_part:>10}{unread:>10}{briefings:>12}")
    };
    out.lines(&row([
        "read as",
        "whole",
        "in part",
        "not read",
        "briefings",
    ]))?;
    for format in formats {
        let number = |number: u32| grouped(number as usize);
        out.lines(&row([
            format.read_as,
            &number(format.whole),
            &number(format.in_part),
            &number(format.unread),
            &number(format.briefings),
        ]))?;
    }
    Ok(())
}
