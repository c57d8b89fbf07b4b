//! `chancery restore`: what a backup has, brought back; and the end of a restore that was broken
//! off.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::arguments::{Command, Restore, RestorePart};
use super::backup::{clippings_unreadable, settings as present_settings};
use super::error::{CliError, Kind, Outcome};
use super::marks::{open, place, renamed, unreadable};
use super::printer::Printer;
use super::settings::{self, of_text};
use super::{Context, Environment, interrupt, marks_place, tell};
use crate::app::page::counted;
use crate::config::Settings;
use crate::library::backup::pending::{self, Deed, Finished, Targets, Trouble};
use crate::library::backup::{self, Fault, Form, How, Parts, Plan, Present, Source};
use crate::library::clippings::{self, ClippingsFile};
use crate::library::marks::{self, Ledger, Place, RESTORED};
use crate::runner::STDIN;
use crate::text::sanitise;

mod shown;

pub(super) fn run(
    arguments: &Restore,
    context: &Context,
    out: &mut Printer,
) -> Result<Outcome, CliError> {
    let mut source = read(&arguments.file)?;
    let place = place(context)?;
    let present = ledger(context, &place)?;
    let marks = std::mem::take(&mut source.backup.marks);
    let (marks, renamed) = renamed::by_present_ids(marks, &present, context)?;
    source.backup.marks = marks;
    source.backup.former.extend(&renamed);
    let how = match arguments.replace {
        true => How::Replace,
        false => How::Merge,
    };
    let wanted = Wanted {
        parts: parts(arguments, source.form)?,
        file: &arguments.file,
        source: &source,
        how,
    };
    let (plan, targets) = wanted.plan(context, &place)?;
    renamed::tell(&renamed, context);
    shown::print(&wanted, &plan, &targets, context.environment, out)?;
    if plan.is_empty() {
        out.lines("Nothing to restore: all of it is so already")?;
        return Ok(Outcome::Done);
    }
    if !arguments.yes {
        out.flush()?;
        confirm(&arguments.file, context)?;
    }
    // Seconds at most, and then it is done; broken off, the next start would have to do it.
    interrupt::heed();
    let not_restored = |trouble| not_restored(&trouble);
    let alone = pending::alone(&place).map_err(not_restored)?;
    // While the question was open, something may have changed.
    let (plan, targets) = wanted.plan(context, &place)?;
    let said = said(&plan, source.form);
    let now = (said.as_str(), Timestamp::now());
    let deed = Deed::new(&plan, &source, now, &targets, &place).map_err(not_restored)?;
    let salvaged = pending::perform(&alone, &place, &deed).map_err(not_restored)?;
    if let Some(salvaged) = salvaged {
        context.note(&salvaged.to_string());
    }
    out.lines(match plan.marks.is_empty() {
        true => RESTORED,
        false => "Restored; u takes the marks back in the reader that is opened next",
    })?;
    Ok(Outcome::Done)
}

/// What somebody wants restored.
struct Wanted<'a> {
    file: &'a Path,
    source: &'a Source,
    parts: Parts,
    how: How,
}

impl Wanted<'_> {
    /// What would become of what is there now.
    fn plan(&self, context: &Context, place: &Place) -> Result<(Plan, Targets), CliError> {
        let settings = present_settings(context)?;
        let after = self.settings_after(settings.as_deref(), context)?;
        let after = after.as_ref().unwrap_or(&context.settings);
        let touches_clippings = self.parts.clippings && self.is_backup();
        let file = match touches_clippings {
            true => Some(self.clippings_after(after, context)?),
            false => None,
        };
        let clippings = match &file {
            Some((_, file)) => file.bytes(),
            None => Ok(None),
        };
        let present = Present {
            ledger: match self.parts.marks {
                true => ledger(context, place)?,
                false => Ledger::default(),
            },
            clippings: clippings.map_err(|trouble| clippings_unreadable(&trouble))?,
            settings,
        };
        let plan = Plan::new(self.source, &present, self.how, self.parts);
        let named = context.named_config.as_deref();
        let targets = Targets {
            clippings: file.map(|(path, _)| path),
            settings: settings::place(named, context.environment).path,
        };
        Ok((plan, targets))
    }

    fn is_backup(&self) -> bool {
        matches!(self.source.form, Form::Backup(_))
    }

    /// The settings that are in force afterwards, where they are others than now: they say where
    /// the clippings file is. Settings that would stop every command are refused.
    fn settings_after(
        &self,
        present: Option<&str>,
        context: &Context,
    ) -> Result<Option<Settings>, CliError> {
        let gives_way = present.is_none() || self.how == How::Replace;
        if !(self.parts.settings && self.is_backup() && gives_way) {
            return Ok(None);
        }
        match self.source.backup.settings.as_deref() {
            Some(text) if present == Some(text) => Ok(None),
            Some(text) => {
                let path = settings::place(context.named_config.as_deref(), context.environment);
                let name = PathBuf::from(path.path.file_name().unwrap_or_default());
                let settings = of_text(text, &name).map_err(|error| {
                    error
                        .hint(format!(
                            "so say the settings in {}: nothing was restored",
                            sanitise::name(self.file)
                        ))
                        .hint("--only marks,clippings restores the rest")
                })?;
                Ok(Some(settings))
            }
            None => Ok(Some(Settings::defaults())),
        }
    }

    /// The clippings file that is in force afterwards.
    fn clippings_after(
        &self,
        settings: &Settings,
        context: &Context,
    ) -> Result<(PathBuf, ClippingsFile), CliError> {
        let refused = |trouble: clippings::Trouble| {
            let error = format!("nothing was restored: {trouble}");
            CliError::new(Kind::Output, error).hint("--only marks,settings restores the rest")
        };
        let path = context.clippings_of(settings);
        let path = path.ok_or_else(|| refused(clippings::Trouble::NoPlace))?;
        let briefings = context.library_of(settings);
        let file = ClippingsFile::new(path.clone(), &briefings).map_err(refused)?;
        Ok((path, file))
    }
}

/// All that a file has to restore.
pub(super) fn read(file: &Path) -> Result<Source, CliError> {
    let named = (file != Path::new(STDIN)).then_some(file);
    backup::read(named).map_err(|trouble| {
        use backup::Trouble;
        let name = named.map_or_else(|| "standard input".to_owned(), sanitise::name);
        let error = format!("{name}: {trouble}");
        let error = CliError::new(Kind::Unreadable, error);
        match trouble {
            Trouble::NoFile => error.hint("name a file, or give - and pipe it in"),
            Trouble::CopyFromInput => error.hint("name the file instead"),
            Trouble::Lines(_) => {
                error.hint("nothing was changed; put the line right or take it out")
            }
            Trouble::Backup(Fault::Newer(_)) => error.hint("nothing was changed; update this one"),
            Trouble::Backup(Fault::Cut(_) | Fault::Changed) => {
                error.hint("nothing was changed; take another copy of the file")
            }
            _ => error.hint("nothing was changed"),
        }
    })
}

/// What is to be restored, of what is there.
fn parts(arguments: &Restore, form: Form) -> Result<Parts, CliError> {
    let is_asked = |part| arguments.only.is_empty() || arguments.only.contains(&part);
    let parts = Parts {
        marks: is_asked(RestorePart::Marks),
        clippings: is_asked(RestorePart::Clippings),
        settings: is_asked(RestorePart::Settings),
    };
    if !parts.marks && !matches!(form, Form::Backup(_)) {
        let name = sanitise::name(&arguments.file);
        let error = format!("{name} has marks alone, and --only leaves those out");
        return Err(CliError::new(Kind::Usage, error));
    }
    Ok(parts)
}

/// The marks that are there. Damaged ones are set aside first, as the reader does it.
fn ledger(context: &Context, place: &Place) -> Result<Ledger, CliError> {
    match marks::read(place) {
        Ok(ledger) => Ok(ledger.unwrap_or_default()),
        Err(marks::Trouble::Damaged) => {
            let (mut store, opened) = open(context)?;
            // The next session finds out by itself where this cannot be said.
            let _ = store.end_session();
            Ok(opened.ledger)
        }
        Err(trouble) => Err(unreadable(&trouble)),
    }
}

fn confirm(file: &Path, context: &Context) -> Result<(), CliError> {
    let answer = match file == Path::new(STDIN) {
        true => None,
        false => context.ask("restore this?"),
    };
    match answer {
        Some(true) => Ok(()),
        Some(false) => Err(CliError::new(Kind::Usage, "nothing was changed")),
        None => {
            let error = "nothing was changed: there is nobody to ask";
            Err(CliError::new(Kind::Usage, error).hint("say --yes if it is meant"))
        }
    }
}

/// The words of the step.
fn said(plan: &Plan, form: Form) -> String {
    let marks = counted(plan.marks.len(), "mark");
    let from = match form {
        Form::Backup(made) => format!(" from the backup of {}", day(made)),
        Form::Lines | Form::Copy(_) => String::new(),
    };
    format!("{RESTORED} {marks}{from}")
}

/// A day as people write it, here.
fn day(made: Timestamp) -> String {
    let made = made.to_zoned_datetime(TimeZone::system());
    made.strftime("%-d %b %Y").to_string()
}

fn not_restored(trouble: &Trouble) -> CliError {
    let error = match trouble {
        Trouble::Unfinished(_) => format!("not all is restored: {trouble}"),
        _ => format!("nothing was restored: {trouble}"),
    };
    CliError::new(Kind::Output, error)
}

/// Finishes a restore that was broken off, before anything else is done. What only shows goes on
/// where that is not possible; what is to be complete does not.
pub(super) fn finish(command: Option<&Command>, environment: &Environment) -> Result<(), CliError> {
    let Some(place) = marks_place(environment).filter(pending::is_there) else {
        return Ok(());
    };
    let note = |text: &str| tell(&format!("chancery: {text}"));
    match pending::finish(&place) {
        Ok(Finished::Nothing) => Ok(()),
        Ok(Finished::Done(salvaged)) => {
            note("a restore that was interrupted is now finished");
            if let Some(salvaged) = salvaged {
                note(&salvaged.to_string());
            }
            Ok(())
        }
        Ok(Finished::SetAside(path)) => {
            let name = sanitise::name(&path);
            note(&format!(
                "a restore that was interrupted is damaged: {name} keeps it"
            ));
            Ok(())
        }
        Err(trouble) => {
            let said = format!("a restore that was interrupted cannot be finished: {trouble}");
            let must_be_complete = matches!(
                command,
                Some(Command::Backup(_) | Command::Restore(_) | Command::Marks(_))
            );
            match must_be_complete {
                true => Err(CliError::new(Kind::Output, said)),
                false => {
                    note(&said);
                    Ok(())
                }
            }
        }
    }
}
