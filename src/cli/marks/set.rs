//! `chancery marks set`: decisions about briefings, for scripts.

use std::collections::BTreeMap;
use std::env;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::{Timestamp, civil};

use super::super::Context;
use super::super::arguments::{MarksSet, Selection};
use super::super::briefings::{Briefings, id_prefix, is_there};
use super::super::error::{CliError, Kind, Outcome};
use super::super::printer::Printer;
use super::{end, not_saved, open, save};
use crate::app::Decision;
use crate::app::page::{counted, grouped};
use crate::briefing::{BriefingId, LONGEST_TAG, Mark, clean_tag, days};
use crate::library::marks::{Change, Ledger, Step, Subject, checked};

pub(super) fn run(
    arguments: &MarksSet,
    context: &Context,
    out: &mut Printer,
) -> Result<Outcome, CliError> {
    let today = context.environment.today;
    let decisions = decisions(arguments, today)?;
    let briefings = briefings(arguments, context)?;
    let mut ids: Vec<BriefingId> = briefings.iter().map(|briefing| briefing.id).collect();
    ids.sort_unstable();
    if ids.is_empty() {
        return Ok(briefings.outcome(false, context));
    }
    let (mut store, _) = open(context)?;
    // What an edited text has had of marks it has now, and what is decided comes on top of it.
    let folder = env::current_dir().unwrap_or_default();
    let surveyed = store.survey(&briefings.all_standings(), &folder, Timestamp::now());
    surveyed.map_err(not_saved)?;
    let ledger = briefings.ledger();
    let decisions = decisions.into_iter();
    let decisions: Vec<_> = decisions.map(|it| as_known(it, ledger)).collect();
    let change = |id: &BriefingId| changes(*id, &decisions, ledger, today);
    let changes: Vec<Vec<Change>> = ids.iter().map(change).collect();
    let changed = changes.iter().filter(|changes| !changes.is_empty()).count();
    let done = done(&decisions, today);
    let about = match ids.as_slice() {
        [_] => briefings
            .iter()
            .map(|briefing| briefing.title.clone())
            .next(),
        _ => None,
    };
    if changed == 0 {
        let about = about.unwrap_or_else(|| counted(ids.len(), "briefing"));
        out.text(&format!("{done} already: {about}"))?;
    } else {
        let said = format!(
            "{done}: {}",
            about.unwrap_or_else(|| counted(changed, "briefing"))
        );
        let step = Step {
            said: said.clone(),
            changes: changes.into_iter().flatten().collect(),
        };
        save(&mut store, step)?;
        // So that the marks outlive the next edit of the file. What is missing of it, the next
        // reader makes up for.
        let standings = briefings.standings(&ids);
        let _ = store.remember(&standings, &folder, Timestamp::now());
        store.keep_words(&standings);
        let already = match ids.len() - changed {
            0 => String::new(),
            1 => " (1 was so already)".to_owned(),
            more => format!(" ({} were so already)", grouped(more)),
        };
        out.text(&format!("{said}{already}"))?;
    }
    end(store);
    out.end_line()?;
    Ok(briefings.outcome(true, context))
}

/// What is to be decided, in the order of the options.
fn decisions(arguments: &MarksSet, today: civil::Date) -> Result<Vec<Decision>, CliError> {
    let usage =
        |what: &str, reason: String| CliError::new(Kind::Usage, format!("{what}: {reason}"));
    let mut decisions: Vec<Decision> = [
        (arguments.read, Decision::Read(true)),
        (arguments.unread, Decision::Read(false)),
        (arguments.starred, Decision::Starred(true)),
        (arguments.unstarred, Decision::Starred(false)),
        (arguments.archived, Decision::Archived(true)),
        (arguments.unarchived, Decision::Archived(false)),
        (arguments.unsnooze, Decision::Snoozed(None)),
    ]
    .into_iter()
    .filter_map(|(is_asked, decision)| is_asked.then_some(decision))
    .collect();
    if let Some(words) = &arguments.snooze {
        let day = days::day_meant(words, today).ok_or_else(|| {
            let reason = format!("{words:?} is no day to come");
            usage("--snooze", reason).hint(days::HOW)
        })?;
        decisions.push(Decision::Snoozed(Some(day)));
    }
    for (tags, on) in [(&arguments.tags, true), (&arguments.untags, false)] {
        for tag in tags {
            let tag = clean_tag(tag);
            if !(1..=LONGEST_TAG).contains(&tag.chars().count()) {
                let option = if on { "--tag" } else { "--untag" };
                let reason = format!("a tag has 1 to {LONGEST_TAG} characters");
                return Err(usage(option, reason));
            }
            decisions.push(Decision::Tagged(tag.into(), on));
        }
    }
    if let Some(note) = &arguments.note {
        let any = BriefingId::from_bytes([0; 16]);
        let note = Some(note.as_str().into());
        let (_, note) = checked(Subject::Mark(any, Mark::Note), note)
            .map_err(|reason| usage("--note", reason))?;
        decisions.push(Decision::Noted(note));
    }
    Ok(decisions)
}

/// A decision with the tag as it is written elsewhere: one that differs in nothing but its
/// capitals is the same.
fn as_known(decision: Decision, ledger: &Ledger) -> Decision {
    let Decision::Tagged(tag, on) = decision else {
        return decision;
    };
    let wanted = tag.to_lowercase();
    let known = ledger.tags().into_iter().map(|(known, _)| known);
    let known = known
        .into_iter()
        .find(|known: &Arc<str>| known.to_lowercase() == wanted);
    Decision::Tagged(known.unwrap_or(tag), on)
}

/// What decisions, one after the other, change of a briefing.
fn changes(
    id: BriefingId,
    decisions: &[Decision],
    ledger: &Ledger,
    today: civil::Date,
) -> Vec<Change> {
    let mut marks = ledger.of(id).clone();
    let mut all: BTreeMap<Subject, Change> = BTreeMap::new();
    for decision in decisions {
        for change in decision.changes(id, &marks, today) {
            if let Subject::Mark(_, mark) = &change.of {
                marks.set(mark, &change.now);
            }
            let of = change.of.clone();
            let first = all.entry(of).or_insert_with(|| change.clone());
            first.now = change.now;
        }
    }
    all.retain(|_, change| change.was != change.now);
    all.into_values().collect()
}

/// What was done: "Read", "Read, starred, tagged “grain”".
fn done(decisions: &[Decision], today: civil::Date) -> String {
    let mut done = String::new();
    for decision in decisions {
        let said = decision.said(today);
        if done.is_empty() {
            done = said;
            continue;
        }
        let mut letters = said.chars();
        done.push_str(", ");
        done.extend(letters.next().into_iter().flat_map(char::to_lowercase));
        done.push_str(letters.as_str());
    }
    done
}

/// The briefings that are meant: by a query, or by the beginnings of their ids.
fn briefings(arguments: &MarksSet, context: &Context) -> Result<Briefings, CliError> {
    if arguments.query.is_some() {
        let selection = Selection {
            paths: arguments.what.clone(),
            query: arguments.query.clone(),
        };
        return Briefings::load(&selection, context);
    }
    let what = arguments.what.iter().cloned();
    let (paths, ids): (Vec<PathBuf>, Vec<PathBuf>) = what.partition(|what| is_there(what));
    if ids.is_empty() {
        let error = CliError::new(Kind::Usage, "no briefing is named");
        return Err(error.hint("give ids, as `chancery list` prints them, or choose with -q"));
    }
    let mut prefixes = Vec::with_capacity(ids.len());
    for id in &ids {
        prefixes.push((id, id_prefix(id)?));
    }
    let mut briefings = Briefings::all(&paths, context)?;
    let mut meant = Vec::with_capacity(ids.len());
    for (what, prefix) in &prefixes {
        meant.push(briefings.the_one(what, prefix, context)?);
    }
    briefings.retain(|briefing| meant.contains(&briefing.id));
    Ok(briefings)
}
