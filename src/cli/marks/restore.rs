//! `chancery marks restore`: marks from lines, from a backup or from a copy of the database.

use std::collections::BTreeMap;
use std::path::Path;

use super::super::Context;
use super::super::arguments::MarksRestore;
use super::super::error::{CliError, Kind, Outcome};
use super::super::printer::Printer;
use super::super::restore::read;
use super::{end, not_saved, open, renamed, save};
use crate::app::page::{counted, grouped};
use crate::briefing::Value;
use crate::library::backup::{How, changes};
use crate::library::marks::{Change, RESTORED, Step, Subject};
use crate::runner::STDIN;
use crate::text::sanitise;

pub(super) fn run(
    arguments: &MarksRestore,
    context: &Context,
    out: &mut Printer,
) -> Result<Outcome, CliError> {
    let file = &arguments.file;
    let wanted = read(file)?.backup.marks;
    let (mut store, opened) = open(context)?;
    let (wanted, renamed) = renamed::by_present_ids(wanted, &opened.ledger, context)?;
    let how = match arguments.replace {
        true => How::Replace,
        false => How::Merge,
    };
    let changes = changes(&opened.ledger, &wanted, how);
    let (set, taken): (Vec<&Change>, Vec<&Change>) =
        changes.iter().partition(|change| change.now.is_some());
    let (set, taken) = (set.len(), taken.len());
    if arguments.replace && !arguments.yes && !changes.is_empty() {
        confirm(file, set, taken, context)?;
    }
    let wanted: BTreeMap<Subject, Value> = wanted.into_iter().collect();
    let is_same = |(of, now): &(&Subject, &Value)| opened.ledger.value(of) == **now;
    let same = wanted.iter().filter(is_same).count();
    let said = format!("{RESTORED} {}", counted(changes.len(), "mark"));
    if changes.is_empty() {
        out.text("Nothing to restore: all of it is so already")?;
    } else {
        store.note_former(&renamed).map_err(not_saved)?;
        save(&mut store, Step { said, changes })?;
        let said = match (set, taken) {
            (0, taken) => format!("Took {} away", counted(taken, "mark")),
            (set, 0) => format!("{RESTORED} {}", counted(set, "mark")),
            (set, taken) => {
                let (set, taken) = (counted(set, "mark"), grouped(taken));
                format!("{RESTORED} {set}, took {taken} away")
            }
        };
        let already = match same {
            0 => String::new(),
            1 => " (1 mark was so already)".to_owned(),
            same => format!(" ({} marks were so already)", grouped(same)),
        };
        out.text(&format!("{said}{already}"))?;
    }
    end(store);
    out.end_line()?;
    renamed::tell(&renamed, context);
    Ok(Outcome::Done)
}

fn confirm(file: &Path, set: usize, taken: usize, context: &Context) -> Result<(), CliError> {
    let file_is_input = file == Path::new(STDIN);
    let question = format!(
        "make the marks exactly those of {}: set {}, take {} away?",
        sanitise::name(file),
        counted(set, "mark"),
        counted(taken, "mark")
    );
    let answer = match file_is_input {
        true => None,
        false => context.ask(&question),
    };
    match answer {
        Some(true) => Ok(()),
        Some(false) => Err(CliError::new(Kind::Usage, "nothing was changed")),
        None => {
            let error = "--replace takes marks away, and there is nobody to ask";
            Err(CliError::new(Kind::Usage, error).hint("say --yes if it is meant"))
        }
    }
}
