//! The sheet of what could not be read, gathered by reason: what happened and what to do once, the places under it.

use super::overlay::{Entry, Sheet, of_list};
use super::page::{counted, grouped};
use crate::ingest::{Loss, Problem};
use crate::library::Problems;
use crate::library::desk::Trouble;
use crate::library::problems::Group;
use crate::text::sanitise;

/// The most places of a reason that show before the reader asks for all.
const PLACES_SHOWN: usize = 5;

/// What could not be read, and why; what is wrong with the desk's corrections; and what is kept of
/// words that are gone, each with the title of its briefing.
pub(super) fn sheet(
    problems: &Problems,
    desk: Option<&Trouble>,
    missing: &[(String, String)],
    is_loading: bool,
) -> Sheet {
    let mut entries = Vec::new();
    if let Some(trouble) = desk {
        let heading = "The desk's corrections are not in force";
        entries.push(Entry::Heading(heading.to_owned()));
        let told = trouble.to_string();
        let lines = told.lines().map(|line| sanitise::line(line).into_owned());
        entries.extend(lines.map(Entry::Text));
    }
    if problems.is_empty() && missing.is_empty() {
        entries.push(Entry::Text(
            match is_loading {
                false => "None: every file was read whole.",
                true => "None yet: every file so far was read whole.",
            }
            .to_owned(),
        ));
    }
    if problems.len() > 1 {
        entries.push(Entry::Text(summary(problems)));
    }
    for group in problems.groups() {
        entries.extend(of_group(problems, group));
    }
    for (title, what) in missing {
        entries.push(Entry::Heading(title.clone()));
        entries.push(Entry::Text(what.clone()));
    }
    let title = match problems.len() + missing.len() + usize::from(desk.is_some()) {
        0 => "Problems".to_owned(),
        count => format!("Problems ({})", grouped(count)),
    };
    Sheet::new(&title, entries)
}

/// A reason with its places.
fn of_group(problems: &Problems, group: &Group) -> Vec<Entry> {
    let reason = sanitise::line(&group.reason);
    let heading = match group.count {
        1 => reason.into_owned(),
        count => format!("{reason} ({} places)", grouped(count)),
    };
    let mut places: Vec<String> = problems.of(group).map(place).collect();
    let left_out = group.count - places.len();
    // One that is left out takes the line that says so.
    let rest = match places.len() > PLACES_SHOWN + 1 {
        true => places.split_off(PLACES_SHOWN),
        false => Vec::new(),
    };
    let rest = (!rest.is_empty()).then_some(Entry::Rest(rest));
    let left_out = (left_out > 0).then(|| Entry::Text(not_kept(left_out)));
    [Entry::Heading(heading)]
        .into_iter()
        .chain(places.into_iter().map(of_list))
        .chain(rest)
        .chain(left_out)
        .collect()
}

/// How many problems there are of each gravity: `3 not shown, 1 shown in part, 2 remarks`.
pub(crate) fn summary(problems: &Problems) -> String {
    let told = |(loss, words): (Loss, &str)| match (problems.with(loss), loss) {
        (0, _) => None,
        (count, Loss::Nothing) => Some(counted(count, words)),
        (count, _) => Some(format!("{} {words}", grouped(count))),
    };
    let all = [
        (Loss::All, "not shown"),
        (Loss::Part, "shown in part"),
        (Loss::Nothing, "remark"),
    ];
    all.into_iter()
        .filter_map(told)
        .collect::<Vec<_>>()
        .join(", ")
}

/// What is said of problems beyond the number that is kept.
pub(crate) fn not_kept(count: usize) -> String {
    format!("and {} more, too many to be listed", grouped(count))
}

/// Where a problem is, with what is said of this one alone.
pub(crate) fn place(problem: &Problem) -> String {
    let path = sanitise::name(&*problem.name());
    let detail = problem.reason.detail();
    let detail = detail.map(|detail| sanitise::line(&detail).into_owned());
    let offset = problem.offset.map(|offset| format!("at byte {offset}"));
    let more: Vec<String> = detail.into_iter().chain(offset).collect();
    match more.is_empty() {
        true => path,
        false => format!("{path} ({})", more.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::overlay::SheetLine;
    use crate::config::{Key, KeyCode};
    use crate::ingest::Reason;

    fn lines(sheet: &Sheet) -> Vec<String> {
        let line = |line: &SheetLine| match line {
            SheetLine::Heading(text) | SheetLine::Text(text) => text.clone(),
            SheetLine::Pair(short, long) => short.clone() + long,
        };
        sheet.lines.iter().map(line).collect()
    }

    #[test]
    fn the_places_of_a_reason_stand_under_it_and_unfold() {
        let damaged = |number| {
            let reason = Reason::Damaged("no header".to_owned());
            Problem::of(format!("stick{number}.zip"), reason)
        };
        let undated = Problem::of("a.txt", Reason::BadDate("soon".to_owned()));
        let problems: Problems = [undated].into_iter().chain((0..8).map(damaged)).collect();
        let mut sheet = sheet(&problems, None, &[], false);
        sheet.resize(80, 40);
        let reason = "damaged (no header): nothing of it can be read, copy it again (8 places)";
        let expected = [
            "8 not shown, 1 remark",
            reason,
            "·  stick0.zip",
            "·  stick1.zip",
            "·  stick2.zip",
            "·  stick3.zip",
            "·  stick4.zip",
            "   and 3 more: enter shows all",
            "not understood as a date: write YYYY-MM-DD; the briefing is undated",
            "·  a.txt (\"soon\")",
        ];
        assert_eq!(lines(&sheet), expected);
        assert!(sheet.unfold());
        assert_eq!(lines(&sheet).len(), expected.len() + 2);
        assert!(!sheet.unfold());
        // What is folded is found all the same, under its reason.
        for key in "k7".chars() {
            sheet.find_key(Key::plain(KeyCode::Char(key)));
        }
        assert_eq!(lines(&sheet), [reason, "·  stick7.zip"]);
    }
}
