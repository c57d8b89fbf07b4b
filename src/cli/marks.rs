//! `chancery marks`: marks on the command line, and as a file.
//!
//! What is changed goes the way that a decision of the reader goes: through the store, as one
//! step, on the disk when it is said to be done.

use jiff::Timestamp;

use super::Context;
use super::arguments::MarksCommand;
use super::error::{CliError, Kind, Outcome};
use super::printer::Printer;
use crate::app::page::grouped;
use crate::library::marks::{Access, Lost, Opened, Order, Place, Step, Store, Trouble, What};

mod dump;
pub(super) mod renamed;
mod restore;
mod set;

pub(super) fn run(
    command: &MarksCommand,
    context: &Context,
    out: &mut Printer,
) -> Result<Outcome, CliError> {
    match command {
        MarksCommand::Set(arguments) => set::run(arguments, context, out),
        MarksCommand::Dump(arguments) => dump::run(arguments, context, out),
        MarksCommand::Restore(arguments) => restore::run(arguments, context, out),
    }
}

/// Where the marks are; that there is no place for them is an error.
pub(super) fn place(context: &Context) -> Result<Place, CliError> {
    context.marks().ok_or_else(|| unreadable(&Trouble::NoPlace))
}

/// Opens the marks to change them.
pub(super) fn open(context: &Context) -> Result<(Store, Opened), CliError> {
    let place = place(context)?;
    let (store, opened) = Store::open(&place, Timestamp::now()).map_err(not_saved)?;
    if let Some(salvaged) = &opened.salvaged {
        context.note(&salvaged.to_string());
    }
    match opened.access {
        Access::ReadOnly(trouble) | Access::NotNow(trouble) => Err(not_saved(trouble)),
        Access::Full => Ok((store, opened)),
    }
}

/// Saves a step.
fn save(store: &mut Store, step: Step) -> Result<(), CliError> {
    let order = Order {
        number: 1,
        what: What::Make(step),
    };
    store.save(&[order], Timestamp::now()).map_err(not_saved)?;
    Ok(())
}

/// Is done with the marks: what was decided is the next reader's to take back.
fn end(mut store: Store) {
    // The next session finds out by itself where this cannot be said.
    let _ = store.end_session();
}

fn not_saved(trouble: Trouble) -> CliError {
    let error = CliError::new(Kind::Output, format!("nothing was marked: {trouble}"));
    match trouble {
        Trouble::Locked => error
            .hint("a reader that was suspended, a backup? continue or end it, then do this again"),
        _ => error,
    }
}

/// What the marks have lost, and how it comes back.
pub(super) fn told(lost: &Lost) -> String {
    let left = match lost.left {
        0 => "the marks are empty".to_owned(),
        1 => "only 1 mark is left".to_owned(),
        left => format!("only {} marks are left", grouped(left)),
    };
    format!(
        "{left}, but the copy of {} has {}; `chancery marks restore {}` brings them back",
        lost.day,
        grouped(lost.marks),
        lost.copy.display()
    )
}

/// The marks cannot be read.
pub(super) fn unreadable(trouble: &Trouble) -> CliError {
    CliError::new(
        Kind::Unreadable,
        format!("the marks cannot be read: {trouble}"),
    )
}
