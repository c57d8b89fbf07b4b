//! `chancery marks restore`: marks from lines or from a copy of the database.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::super::Context;
use super::super::arguments::MarksRestore;
use super::super::error::{CliError, Kind, Outcome};
use super::super::printer::Printer;
use super::{end, not_saved, open, renamed, save};
use crate::app::page::{counted, grouped};
use crate::briefing::Value;
use crate::library::marks::{
    Change, Ledger, RESTORED, Step, Subject, checked, from_lines, is_dated, read_copy,
};
use crate::runner::STDIN;
use crate::text::sanitise;

/// How every database of SQLite's begins.
const DATABASE: &[u8] = b"SQLite format 3\0";

/// More is no file of marks: a million briefings have some two hundred megabytes.
const LONGEST: u64 = 1 << 30;

/// What is to be, each thing once.
type Wanted = BTreeMap<Subject, Value>;

pub(super) fn run(
    arguments: &MarksRestore,
    context: &Context,
    out: &mut Printer,
) -> Result<Outcome, CliError> {
    let file = &arguments.file;
    let wanted = wanted(file)?;
    let (mut store, opened) = open(context)?;
    let (wanted, renamed) = renamed::by_present_ids(wanted, &opened.ledger, context)?;
    let changes = changes(&opened.ledger, &wanted, arguments.replace);
    let (set, taken): (Vec<&Change>, Vec<&Change>) =
        changes.iter().partition(|change| change.now.is_some());
    let (set, taken) = (set.len(), taken.len());
    if arguments.replace && !arguments.yes && !changes.is_empty() {
        confirm(file, set, taken, context)?;
    }
    let is_same = |(of, now): &(&Subject, &Value)| opened.ledger.value(of) == **now;
    let same = wanted.iter().filter(is_same).count();
    let said = format!("{RESTORED} {}", counted(changes.len(), "mark"));
    if changes.is_empty() {
        out.text("Nothing to restore: all of it is so already")?;
    } else {
        save(&mut store, Step { said, changes })?;
        store.note_former(&renamed).map_err(not_saved)?;
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

/// What makes the marks there are those that are wanted.
fn changes(ledger: &Ledger, wanted: &Wanted, replace: bool) -> Vec<Change> {
    let there = ledger.all().into_iter();
    let unwanted = there.filter(|(of, _)| replace && !wanted.contains_key(of));
    let unwanted = unwanted.map(|(of, was)| Change { of, was, now: None });
    let wanted = wanted.iter().map(|(of, now)| Change {
        of: of.clone(),
        was: ledger.value(of),
        now: now.clone(),
    });
    let changed = |change: &Change| change.was != change.now;
    wanted.chain(unwanted).filter(changed).collect()
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

/// What a file says is to be.
fn wanted(file: &Path) -> Result<Wanted, CliError> {
    let name = sanitise::name(file);
    let unreadable = |reason: String| CliError::new(Kind::Unreadable, format!("{name}: {reason}"));
    // A copy is no pipe that is waited for, and one whose first bytes are damaged is no text.
    let is_copy = is_dated(file) && file.exists();
    let bytes = match is_copy {
        true => Vec::new(),
        false => bytes(file).map_err(|error| unreadable(error.to_string()))?,
    };
    let said = if is_copy || bytes.starts_with(DATABASE) {
        if file == Path::new(STDIN) {
            let error = unreadable("a copy of the database cannot come this way".to_owned());
            return Err(error.hint("name the file instead"));
        }
        let ledger = read_copy(file).map_err(|trouble| unreadable(trouble.to_string()))?;
        let ledger = ledger.ok_or_else(|| unreadable("there are no marks in it".to_owned()))?;
        let all = ledger.all().into_iter();
        let all = all.map(|(of, value)| checked(of, value));
        all.collect::<Result<Vec<_>, _>>().map_err(unreadable)?
    } else {
        from_lines(&bytes).map_err(|bad| {
            unreadable(bad.to_string())
                .hint("nothing was changed; put the line right or take it out")
        })?
    };
    Ok(said.into_iter().collect())
}

fn bytes(file: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let source: &mut dyn Read = match file == Path::new(STDIN) {
        true => &mut io::stdin().lock(),
        false => &mut File::open(file)?,
    };
    source.take(LONGEST + 1).read_to_end(&mut bytes)?;
    match bytes.len() as u64 {
        ..=LONGEST => Ok(bytes),
        _ => Err(io::Error::other("it is too long for a file of marks")),
    }
}
