//! `chancery export`: briefings, or what was clipped of them, as one document.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use super::arguments::{Export, ExportFormat};
use super::briefings::Briefings;
use super::error::{CliError, INTERRUPTED, Kind, Outcome};
use super::printer::Printer;
use super::{Context, interrupt};
use crate::app::page::{counted, grouped};
use crate::briefing::Origin;
use crate::export::file::{self, Over, Trouble};
use crate::export::{Document, Format, Part, Stopped};
use crate::runner::STDIN;
use crate::text::sanitise;

/// How many briefings that were withheld are named.
const NAMED: usize = 5;

/// How long the work goes on before its progress is shown, and between two showings.
const PATIENCE: Duration = Duration::from_secs(1);
const PACE: Duration = Duration::from_millis(100);

pub(super) fn run(
    arguments: &Export,
    context: &Context,
    out: &mut Printer,
) -> Result<Outcome, CliError> {
    let format = format(arguments)?;
    if arguments.title.is_some() && matches!(format, Format::Csv | Format::Jsonl) {
        let error = CliError::new(Kind::Usage, "this format has no place for a title");
        return Err(error.hint("leave --title out, or write md, html or txt"));
    }
    let to = arguments.to.as_path();
    let over = if arguments.force {
        Over::Replace
    } else {
        Over::Never
    };
    let is_stdout = to == Path::new(STDIN);
    if !is_stdout {
        // That much can be said before anything is read.
        file::check(to, over, []).map_err(told)?;
    }
    let briefings = chosen(arguments, context)?;
    let mut document = Document {
        pieces: briefings.pieces(),
        part: if arguments.clippings {
            Part::Clippings
        } else {
            Part::Whole
        },
        format,
        day: context.environment.today,
        title: arguments.title.clone(),
    };
    document.drop_empty();
    if arguments.clippings && arguments.selection.paths.is_empty() {
        say_what_is_missing(&briefings, context);
    }
    if document.pieces.is_empty() {
        return Ok(briefings.outcome(false, context));
    }
    let withheld = document.withhold(context.settings.handling.ceiling);
    if document.pieces.is_empty() {
        return Err(refused(&withheld));
    }
    match write(&document, &briefings, (to, over), out) {
        Err(None) => {
            if !is_stdout {
                context.note("stopped: nothing was written");
            }
            return Ok(Outcome::Left(INTERRUPTED));
        }
        Err(Some(error)) => return Err(error),
        Ok(()) => {}
    }
    if !is_stdout {
        let what = counted(document.pieces.len(), "briefing");
        context.note(&format!("{what} written to {}", sanitise::name(to)));
    }
    for reason in withheld.iter().take(NAMED) {
        context.note(&format!("left out: {reason}"));
    }
    if withheld.len() > NAMED {
        context.note(&format!(
            "left out: {} more",
            grouped(withheld.len() - NAMED)
        ));
    }
    match briefings.outcome(true, context) {
        Outcome::Done if !withheld.is_empty() => Ok(Outcome::Unreadable),
        outcome => Ok(outcome),
    }
}

/// Writes the document to a file or to standard output, with its progress told; the error is `None`
/// where an interrupt has stopped it.
fn write(
    document: &Document,
    briefings: &Briefings,
    (to, over): (&Path, Over),
    out: &mut Printer,
) -> Result<(), Option<CliError>> {
    let mut progress = Progress::new(document.pieces.len());
    let asked = interrupt::heed();
    let raw = |origin: &Origin| -> io::Result<Arc<str>> { briefings.raw_text(origin) };
    let mut go_on = |done: usize| {
        progress.show(done);
        !asked.load(Ordering::Relaxed)
    };
    let written = if to == Path::new(STDIN) {
        document
            .write(&mut Out(out), raw, &mut go_on)
            .map_err(|stopped| match stopped {
                Stopped::Asked => None,
                Stopped::Failed(error) => Some(CliError::from(error)),
            })
    } else {
        let checked = file::check(to, over, briefings.origins());
        let written = checked
            .and_then(|()| file::write(to, over, |file| document.write(file, raw, &mut go_on)));
        written.map_err(|trouble| match trouble {
            Trouble::Stopped => None,
            trouble => Some(told(trouble)),
        })
    };
    progress.clear();
    written
}

/// The format asked for, or the one that the name of the file ends in.
fn format(arguments: &Export) -> Result<Format, CliError> {
    if let Some(asked) = arguments.format {
        return Ok(match asked {
            ExportFormat::Md => Format::Markdown,
            ExportFormat::Html => Format::Html,
            ExportFormat::Jsonl => Format::Jsonl,
            ExportFormat::Csv => Format::Csv,
            ExportFormat::Txt => Format::Plain,
        });
    }
    if arguments.to == Path::new(STDIN) {
        return Ok(Format::Markdown);
    }
    Format::of_name(&arguments.to).ok_or_else(|| {
        let name = sanitise::name(&arguments.to);
        CliError::new(Kind::Usage, format!("{name} does not say what to write"))
            .hint("let its name end in .md, .html, .jsonl, .csv or .txt, or give --format")
    })
}

/// The briefings that match, of those that the ids mean.
fn chosen(arguments: &Export, context: &Context) -> Result<Briefings, CliError> {
    let mut briefings = Briefings::load(&arguments.selection, context)?;
    let mut meant = Vec::with_capacity(arguments.ids.len());
    for prefix in &arguments.ids {
        meant.push(briefings.the_one(Path::new(&prefix.to_string()), prefix, context)?);
    }
    if !arguments.ids.is_empty() {
        briefings.retain(|briefing| meant.contains(&briefing.id));
    }
    Ok(briefings)
}

/// Tells of clippings whose briefings are not in the library any more.
fn say_what_is_missing(briefings: &Briefings, context: &Context) {
    let missing = briefings.clippings_of_missing();
    if missing > 0 {
        let what = counted(missing, "clipping");
        context.note(&format!(
            "left out: {what} of briefings that are not in the library"
        ));
    }
}

fn refused(withheld: &[String]) -> CliError {
    let error = CliError::new(Kind::Unreadable, "nothing may be exported");
    let named = withheld
        .iter()
        .take(NAMED)
        .fold(error, |error, reason| error.hint(reason));
    named.hint("the ceiling is set by `ceiling` under [handling] in the settings")
}

/// What is wrong with the file, and what to do.
pub(super) fn told(trouble: Trouble) -> CliError {
    let error = CliError::new(Kind::Output, trouble.to_string());
    match trouble {
        Trouble::Exists(_) => error.hint("--force replaces it"),
        Trouble::Briefing(_) | Trouble::NoFile(_) => error.hint("name another file"),
        Trouble::Stopped | Trouble::Refused(..) => error,
    }
}

/// Writes through the printer what is clean already.
struct Out<'a>(&'a mut Printer);

impl Write for Out<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.own(bytes)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// How far the work has got, on a terminal, if it takes long.
struct Progress {
    all: usize,
    next: Instant,
    is_terminal: bool,
    is_shown: bool,
}

impl Progress {
    fn new(all: usize) -> Self {
        Self {
            all,
            next: Instant::now() + PATIENCE,
            is_terminal: io::stderr().is_terminal(),
            is_shown: false,
        }
    }

    fn show(&mut self, done: usize) {
        if !self.is_terminal || Instant::now() < self.next {
            return;
        }
        self.next = Instant::now() + PACE;
        self.is_shown = true;
        let (done, all) = (grouped(done), grouped(self.all));
        // That nobody reads standard error is no reason to stop.
        let _ = write!(io::stderr(), "\rExporting {done} of {all}…");
    }

    fn clear(&self) {
        if self.is_shown {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}
