//! Marks that were kept elsewhere under ids that briefings no longer have.

use std::collections::{BTreeMap, BTreeSet};

use super::super::Context;
use super::super::briefings::Briefings;
use super::super::error::CliError;
use crate::app::page::grouped;
use crate::briefing::{BriefingId, Value};
use crate::library::marks::{Ledger, Subject};

/// How many ids are named one by one.
const NAMED: usize = 5;

/// Former ids with what they have become.
pub(super) type Renamed = Vec<(BriefingId, Vec<BriefingId>)>;

/// What is wanted, by the ids that briefings have today, and which ids were others.
///
/// What an id has become is told by the marks, else by the configured library, which is read for
/// ids that the marks do not know. One that nobody knows stays: it is met when its text is read.
///
/// # Errors
///
/// When the marks cannot be read.
pub(super) fn by_present_ids(
    wanted: BTreeMap<Subject, Value>,
    ledger: &Ledger,
    context: &Context,
) -> Result<(BTreeMap<Subject, Value>, Renamed), CliError> {
    let ids = wanted.keys().filter_map(|of| match of {
        Subject::Mark(id, _) => Some(*id),
        Subject::View(_) => None,
    });
    let ids: BTreeSet<BriefingId> = ids.collect();
    let is_unknown = |id: &BriefingId| ledger.of(*id).is_empty() && ledger.became(*id).is_empty();
    let library = if ids.iter().any(is_unknown) && !context.library().is_empty() {
        Some(Briefings::quietly(&[], context)?)
    } else {
        None
    };
    let became = |&id: &BriefingId| {
        let now = match &library {
            Some(library) => library.became(id),
            None => ledger.became(id).to_vec(),
        };
        (!now.is_empty()).then_some((id, now))
    };
    let renamed: BTreeMap<BriefingId, Vec<BriefingId>> = ids.iter().filter_map(became).collect();
    let mut by_present = BTreeMap::new();
    for (of, value) in wanted {
        match &of {
            Subject::Mark(id, mark) if renamed.contains_key(id) => {
                let all = renamed[id].iter();
                let all = all.map(|now| (Subject::Mark(*now, mark.clone()), value.clone()));
                by_present.extend(all);
            }
            _ => drop(by_present.insert(of, value)),
        }
    }
    Ok((by_present, renamed.into_iter().collect()))
}

/// Tells what ids have become.
pub(super) fn tell(renamed: &Renamed, context: &Context) {
    for (old, now) in renamed.iter().take(NAMED) {
        let now: Vec<String> = now.iter().map(|id| id.short()).collect();
        context.note(&format!(
            "{} goes by the id {} now",
            old.short(),
            now.join(", ")
        ));
    }
    if renamed.len() > NAMED {
        let more = grouped(renamed.len() - NAMED);
        context.note(&format!("and {more} more ids are others now"));
    }
}
