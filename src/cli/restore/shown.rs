//! What a restore would change, shown before it is done.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use jiff::civil;
use jiff::tz::TimeZone;

use super::super::environment::Environment;
use super::super::printer::Printer;
use super::Wanted;
use crate::app::page::{counted, grouped};
use crate::briefing::Mark;
use crate::library::backup::pending::Targets;
use crate::library::backup::{ForClippings, ForSettings, Form, Plan};
use crate::library::marks::{Change, Subject};
use crate::runner::STDIN;
use crate::text::sanitise;
use crate::text::wrap::wrap;

/// How many views or keys are named.
const NAMED: usize = 12;

pub(super) fn print(
    wanted: &Wanted,
    plan: &Plan,
    targets: &Targets,
    environment: &Environment,
    out: &mut Printer,
) -> io::Result<()> {
    let today = environment.today;
    let name = match wanted.file == Path::new(STDIN) {
        true => "standard input".to_owned(),
        false => sanitise::name(wanted.file),
    };
    out.lines(&format!("{name}: {}", taken_for(wanted.source.form)))?;
    let is_view = |change: &&Change| matches!(change.of, Subject::View(_));
    let (views, marks): (Vec<&Change>, Vec<&Change>) = plan.marks.iter().partition(is_view);
    let width = environment
        .stdout_is_terminal()
        .then(|| environment.width());
    let mut line = |part: &str, text: Option<String>| match text {
        Some(text) => out.lines(&indented(part, &text, width)),
        None => Ok(()),
    };
    let of_marks = ways(&marks, kinds);
    line("marks", wanted.parts.marks.then_some(of_marks))?;
    line("views", (!views.is_empty()).then(|| ways(&views, names)))?;
    let path = targets.clippings.as_deref();
    line("clippings", clippings(&plan.clippings, path, today))?;
    let path = &targets.settings;
    line("settings", settings(&plan.settings, path, today))
}

/// The columns before what is said of a part.
const INDENT: usize = 11;

/// What is said of a part beside its name, wrapped where somebody reads it.
fn indented(part: &str, text: &str, width: Option<usize>) -> String {
    let mut said = String::new();
    let mut head = part;
    for line in text.lines().map(sanitise::line) {
        let rows = match width {
            Some(width) => wrap(&line, width.saturating_sub(INDENT)),
            None => std::iter::once(0..line.len()).collect(),
        };
        for row in rows {
            said.push_str(&format!("{head:<INDENT$}{}\n", &line[row]));
            head = "";
        }
    }
    said
}

/// What the file is taken for.
fn taken_for(form: Form) -> String {
    match form {
        Form::Backup(made) => {
            let made = made.to_zoned_datetime(TimeZone::system());
            format!("a backup of {}", made.strftime("%-d %b %Y, %H:%M"))
        }
        Form::Lines => "marks as `chancery marks dump` writes them".to_owned(),
        Form::Copy(version) => format!("a copy of the marks (version {version} of the file)"),
    }
}

/// What is set, changed and taken away, each way with what it is done to.
fn ways(changes: &[&Change], what: impl Fn(&[&Change]) -> String) -> String {
    let of = |is: fn(&Change) -> bool| -> Vec<&Change> {
        changes
            .iter()
            .copied()
            .filter(|change| is(change))
            .collect()
    };
    let all = [
        ("set", of(|it| it.was.is_none() && it.now.is_some())),
        ("change", of(|it| it.was.is_some() && it.now.is_some())),
        ("take away", of(|it| it.now.is_none())),
    ];
    let said = all.iter().filter(|(_, changes)| !changes.is_empty());
    let said: Vec<String> = said
        .map(|(way, changes)| format!("{way} {}", what(changes)))
        .collect();
    match said.is_empty() {
        true => "nothing to change".to_owned(),
        false => said.join("; "),
    }
}

/// Views by their names.
fn names(views: &[&Change]) -> String {
    let names = views.iter().filter_map(|change| match &change.of {
        Subject::View(name) => Some(format!("“{name}”")),
        Subject::Mark(..) => None,
    });
    some(names.collect())
}

/// Marks by their kinds: `12 stars, 3 notes`.
fn kinds(marks: &[&Change]) -> String {
    let mut counts: BTreeMap<usize, (usize, &str, bool)> = BTreeMap::new();
    for change in marks {
        if let Subject::Mark(_, mark) = &change.of {
            let (place, name, is_counted) = kind(mark);
            let (count, ..) = counts.entry(place).or_insert((0, name, is_counted));
            *count += 1;
        }
    }
    let said = counts
        .into_values()
        .map(|(count, name, is_counted)| match is_counted {
            true => counted(count, name),
            false => format!("{} {name}", grouped(count)),
        });
    said.collect::<Vec<_>>().join(", ")
}

/// The place of a kind of mark among the others, its name, and whether that has a plural.
fn kind(mark: &Mark) -> (usize, &'static str, bool) {
    match mark {
        Mark::Starred => (0, "star", true),
        Mark::Note => (1, "note", true),
        Mark::Tag(_) => (2, "tag", true),
        Mark::Clipping(_) => (3, "clipping", true),
        Mark::Speaker(_) => (4, "corrected speaker", true),
        Mark::Read => (5, "read", false),
        Mark::Archived => (6, "archived", false),
        Mark::Snoozed => (7, "put off", false),
        Mark::Opened => (8, "opened", false),
        Mark::Revises | Mark::Revised => (9, "of revisions", false),
    }
}

/// Names apart by commas, the first of them.
fn some(names: Vec<String>) -> String {
    let more = names.len().saturating_sub(NAMED);
    let mut said = names.into_iter().take(NAMED).collect::<Vec<_>>().join(", ");
    if more > 0 {
        said.push_str(&format!(" and {} more", grouped(more)));
    }
    said
}

fn clippings(plan: &ForClippings, path: Option<&Path>, today: civil::Date) -> Option<String> {
    let path = path?;
    let name = sanitise::name(path);
    let kept = || kept(path, today);
    Some(match plan {
        ForClippings::Untouched => return None,
        ForClippings::Same => "nothing to change".to_owned(),
        ForClippings::Written(count) => format!("write {name} ({})", entries(*count)),
        ForClippings::Added(missing) => {
            let passages = || counted(missing.passages, "passage");
            let what = match (missing.entries, missing.passages) {
                (count, 0) => entries(count),
                (0, _) => format!("{} of your own", passages()),
                (count, _) => format!("{} and {} of your own", entries(count), passages()),
            };
            format!("add {what} to {name}")
        }
        ForClippings::Replaced { new, old } => {
            let (new, old) = (entries(*new), entries(*old));
            format!("replace {name} ({new} for {old});\n{}", kept())
        }
        ForClippings::Removed(old) => {
            format!("take away {name} ({});\n{}", entries(*old), kept())
        }
    })
}

fn entries(count: usize) -> String {
    match count {
        1 => "1 entry".to_owned(),
        count => format!("{} entries", grouped(count)),
    }
}

/// Where the present file goes.
fn kept(path: &Path, today: civil::Date) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    let name = sanitise::name(name);
    format!("the present one is kept beside it as {name}.before-restore-{today}")
}

fn settings(plan: &ForSettings, path: &Path, today: civil::Date) -> Option<String> {
    let differ = |keys: &[String]| match keys.is_empty() {
        true => "differ in comments and blanks alone".to_owned(),
        false => format!("differ in {}", some(keys.to_vec())),
    };
    let name = sanitise::name(path);
    let kept = || kept(path, today);
    Some(match plan {
        ForSettings::Untouched => return None,
        ForSettings::Same => "nothing to change".to_owned(),
        ForSettings::Written => format!("write {name}"),
        ForSettings::Kept(keys) => {
            let differ = differ(keys);
            format!("{differ} and stay as they are (--replace takes those of the backup)")
        }
        ForSettings::Replaced(keys) => format!("{};\nreplace {name};\n{}", differ(keys), kept()),
        ForSettings::Removed => format!("take away {name}, for the defaults;\n{}", kept()),
    })
}
