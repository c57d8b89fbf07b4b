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

/// Former ids, each with what it has become.
pub(in crate::cli) type Renamed = Vec<(BriefingId, BriefingId)>;

/// What is wanted, by the ids that briefings have today, and which ids were others.
///
/// What an id has become is told by the marks and by the configured library, which is read where
/// an id is not one that marks go by here. One that nobody knows stays, and is met when its text is
/// read.
///
/// # Errors
///
/// When the marks cannot be read.
pub(in crate::cli) fn by_present_ids(
    wanted: Vec<(Subject, Value)>,
    ledger: &Ledger,
    context: &Context,
) -> Result<(Vec<(Subject, Value)>, Renamed), CliError> {
    let ids = wanted.iter().filter_map(|(of, _)| match of {
        Subject::Mark(id, _) => Some(*id),
        Subject::View(_) => None,
    });
    let ids: BTreeSet<BriefingId> = ids.collect();
    let is_own = |id: &BriefingId| ledger.became(*id).is_empty() && !ledger.of(*id).is_empty();
    let library = if ids.iter().all(is_own) || context.library().is_empty() {
        None
    } else {
        Some(Briefings::quietly(&[], context)?)
    };
    let became = |&id: &BriefingId| {
        let now = match &library {
            Some(library) => library.became(id),
            None => ledger.became(id).to_vec(),
        };
        (!now.is_empty()).then_some((id, now))
    };
    let renamed: BTreeMap<BriefingId, Vec<BriefingId>> = ids.iter().filter_map(became).collect();
    let mut by_present = Vec::with_capacity(wanted.len());
    for (of, value) in wanted {
        match &of {
            Subject::Mark(id, mark) if renamed.contains_key(id) => {
                // What is said of the briefing itself is newer.
                let all = renamed[id].iter().filter(|now| !ids.contains(*now));
                let all = all.map(|now| (Subject::Mark(*now, mark.clone()), value.clone()));
                by_present.extend(all);
            }
            _ => by_present.push((of, value)),
        }
    }
    let pairs = renamed.into_iter();
    let pairs = pairs.flat_map(|(old, all)| all.into_iter().map(move |now| (old, now)));
    Ok((by_present, pairs.collect()))
}

/// Tells what ids have become.
pub(in crate::cli) fn tell(renamed: &Renamed, context: &Context) {
    for (old, now) in renamed.iter().take(NAMED) {
        let (old, now) = (old.short(), now.short());
        context.note(&format!("{old} goes by the id {now} now"));
    }
    if renamed.len() > NAMED {
        let more = grouped(renamed.len() - NAMED);
        context.note(&format!("and {more} more ids are others now"));
    }
}
