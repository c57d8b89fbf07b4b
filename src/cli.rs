//! The command line: arguments in, output and exit code out.
//!
//! One file per command. A command gets its arguments and a `Context`, prints through a
//! `Printer` and returns how it ended; nothing else writes to standard output, and only
//! [`run`] decides the exit code.

mod analyse;
mod arguments;
mod backup;
mod briefings;
mod changes;
mod check;
mod config;
mod corrections;
mod environment;
mod error;
mod export;
mod index;
mod interrupt;
mod list;
mod manual;
mod marks;
mod printer;
mod quotes;
mod receipt;
mod restore;
mod search;
mod settings;
mod sheet;
mod show;
mod tags;

use std::cell::OnceCell;
use std::env;
use std::ffi::{OsStr, OsString};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::error::ContextValue;
use clap::{CommandFactory, Parser};
use jiff::Timestamp;
use serde::Serialize;
use signal_hook::consts::SIGXFSZ;
use signal_hook::flag;

use crate::config::{Ascii, Settings, Theme, ThemeChoice, ThemeName, suggest};
use crate::export::json;
use crate::library;
use crate::library::catalogue::Catalogue;
use crate::library::collection::Standing;
use crate::library::desk::Desk;
use crate::library::encodings::Encodings;
use crate::library::knowledge::Knowledge;
use crate::library::marks::{Ledger, Place, Snapshot};
use crate::runner;
use crate::terminal::{Depth, Multiplexer};
use crate::text::sanitise;
use arguments::{Arguments, Command, Format, List, Selection};
pub use environment::Environment;
use error::{CliError, Kind, Outcome};
use printer::Printer;

/// What every command knows.
struct Context<'a> {
    environment: &'a Environment,
    settings: Arc<Settings>,
    /// The file of `--config`.
    named_config: Option<PathBuf>,
    /// The file that the settings were read from.
    config: Option<PathBuf>,
    /// The desk's corrections, once they were asked for.
    desk: OnceCell<Arc<Desk>>,
    /// False where nothing is to be looked up in the catalogue, or put into it.
    uses_catalogue: bool,
}

/// Runs the program with its arguments, its own name first, and returns its exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>, environment: &Environment) -> u8 {
    // A file that may grow no more is an error of whoever writes it, and not the end of the program.
    let _ = flag::register(SIGXFSZ, Arc::default());
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(usage) => return print_usage(on_one_line(usage)),
    };
    let result = dispatch(arguments, environment);
    if let Err(error) = &result
        && error.is_worth_telling()
    {
        tell(&error.to_string());
    }
    error::exit_code(&result)
}

fn dispatch(arguments: Arguments, environment: &Environment) -> Result<Outcome, CliError> {
    let Arguments {
        global,
        paths,
        command,
    } = arguments;
    let place = settings::place(global.config.as_deref(), environment);
    // Where the settings are read from and what the defaults are must be told even when the
    // settings are not in order; completions and manual have nothing to do with them.
    let needs_settings = !matches!(
        &command,
        Some(
            Command::Completions { .. }
                | Command::Man
                | Command::Config(arguments::Config {
                    command: arguments::ConfigCommand::Path | arguments::ConfigCommand::Default
                })
        )
    );
    let (settings, config) = if needs_settings {
        // It may have settings of its own.
        restore::finish(command.as_ref(), environment)?;
        settings::read(&place)?
    } else {
        (Settings::defaults(), None)
    };
    let context = Context {
        environment,
        // What `check` tells is how the files are.
        uses_catalogue: settings.library.cache
            && !global.no_cache
            && !matches!(command, Some(Command::Check(_))),
        settings: Arc::new(settings),
        named_config: global.config,
        config,
        desk: OnceCell::new(),
    };
    let colour = printer::wants_colour(global.color, environment);
    let Some(command) = command else {
        return open_reader(paths, context, colour);
    };
    interrupt::watch();
    perform(&command, &context, Printer::new(colour, context.ascii()))
}

fn perform(command: &Command, context: &Context, mut out: Printer) -> Result<Outcome, CliError> {
    let outcome = match command {
        // It may need a pager, and waits for it.
        Command::Show(arguments) => return show::run(arguments, context, out),
        Command::Changes(arguments) => return changes::run(arguments, context, out),
        Command::List(arguments) => list::run(arguments, context, &mut out),
        Command::Quotes(arguments) => quotes::run(arguments, context, &mut out),
        Command::Export(arguments) => export::run(arguments, context, &mut out),
        Command::Tags(arguments) => tags::run(arguments, context, &mut out),
        Command::Search(arguments) => search::run(arguments, context, &mut out),
        Command::Index(arguments) => index::run(arguments, context, &mut out),
        Command::Analyse => analyse::run(context, &mut out),
        Command::Marks(arguments) => marks::run(&arguments.command, context, &mut out),
        Command::Backup(arguments) => backup::run(arguments, context, &mut out),
        Command::Restore(arguments) => restore::run(arguments, context, &mut out),
        Command::Corrections(arguments) => corrections::run(&arguments.command, context, &mut out),
        Command::Receipt(arguments) => receipt::run(arguments, context, &mut out),
        Command::Check(arguments) => check::run(arguments, context, &mut out),
        Command::Config(arguments) => config::run(arguments.command, context, &mut out),
        Command::Completions { shell } => manual::completions(*shell, &mut out),
        Command::Man => manual::manual(&mut out),
    }?;
    out.finish()?;
    Ok(outcome)
}

/// Opens the reader; where standard output is no terminal, prints the list instead.
fn open_reader(paths: Vec<PathBuf>, context: Context, colour: bool) -> Result<Outcome, CliError> {
    missing(&paths)?;
    if !context.environment.stdout_is_terminal() {
        interrupt::watch();
        let list = Command::List(List {
            selection: Selection { paths, query: None },
            format: None,
        });
        return perform(&list, &context, Printer::new(colour, context.ascii()));
    }
    let (name, mut paths) = match (paths.is_empty(), context.library()) {
        (false, _) => (names(&paths), paths),
        (true, library) if library.is_empty() => ("samples".to_owned(), library),
        (true, library) => ("library".to_owned(), library),
    };
    // All of it is read while the terminal is still as it was: the reader takes its keys from the
    // terminal itself.
    let stdin = if briefings::take_stdin(&mut paths) {
        let bytes = briefings::stdin_bytes()?;
        let knowledge = context.knowledge();
        Some(briefings::from_stdin(&bytes, knowledge.analyst()))
    } else {
        None
    };
    let (encodings, encodings_file) = (context.encodings(), context.encodings_file());
    let environment = context.environment;
    let (marks, clippings) = (context.marks(), context.clippings());
    let keeps_history = context.settings.prompts.history;
    let beside_marks = |name| marks.as_ref().map(|place| place.folder.join(name));
    let kept = runner::Files {
        history: beside_marks("history").filter(|_| keeps_history),
        choices: beside_marks("choices"),
        encodings: encodings_file,
    };
    let desk = Arc::clone(context.desk());
    let options = runner::Options {
        catalogue: context.catalogue(&paths),
        paths,
        encodings: Arc::new(encodings),
        stdin,
        marks,
        kept,
        clippings,
        desk,
        name,
        ascii: context.ascii(),
        depth: if colour {
            let term = environment.term.as_deref();
            Depth::detect(None, environment.colorterm.as_deref(), term)
        } else {
            Depth::None
        },
        multiplexer: Multiplexer::detect(
            environment.tmux,
            environment.sty,
            environment.term.as_deref(),
        ),
        settings: context.settings,
    };
    match runner::run(options) {
        Ok(code) => Ok(Outcome::Left(code)),
        Err(no_terminal) => {
            let error = CliError::new(Kind::Usage, no_terminal.to_string());
            Err(error.hint(no_terminal.hint()))
        }
    }
}

/// What is opened, in a word for the header: the last part of each path.
fn names(paths: &[PathBuf]) -> String {
    let name = |path: &PathBuf| {
        if path == Path::new(runner::STDIN) {
            return "standard input".to_owned();
        }
        let name = path.file_name().unwrap_or(path.as_os_str());
        sanitise::name(name)
    };
    let all: Vec<String> = paths.iter().map(name).collect();
    all.join(", ")
}

/// A path that is not there may be a command that was misspelt.
fn missing(paths: &[PathBuf]) -> Result<(), CliError> {
    let Some(path) = paths.iter().find(|path| !briefings::is_there(path)) else {
        return Ok(());
    };
    let command = Arguments::command();
    let names: Vec<_> = command
        .get_subcommands()
        .map(clap::Command::get_name)
        .collect();
    let message = format!("{}: there is no such file or folder", sanitise::name(path));
    let error = CliError::new(Kind::Unreadable, message);
    Err(
        match suggest::nearest(&path.to_string_lossy(), names.iter().copied()) {
            Some(near) => error.hint(format!("did you mean the command `{near}`?")),
            None => error.hint("name files or folders, or see `chancery --help`"),
        },
    )
}

impl Context<'_> {
    /// Where the briefings are when no path is named.
    fn library(&self) -> Vec<PathBuf> {
        self.library_of(&self.settings)
    }

    /// Where they are by other settings.
    fn library_of(&self, settings: &Settings) -> Vec<PathBuf> {
        let folders = settings.library.folders.iter();
        folders.map(|folder| self.at_home(folder)).collect()
    }

    /// Where the marks are kept, if there is a home to keep them in.
    fn marks(&self) -> Option<Place> {
        marks_place(self.environment)
    }

    /// The file of the encodings that the reader chose.
    fn encodings_file(&self) -> Option<PathBuf> {
        self.marks().map(|place| place.folder.join("encodings"))
    }

    /// The encodings that the reader chose.
    fn encodings(&self) -> Encodings {
        Encodings::read(self.encodings_file().as_deref())
    }

    /// The marks as they are for what was read, as far as they can be read.
    fn snapshot(&self, standings: &[Standing]) -> Option<Snapshot> {
        let folder = env::current_dir().unwrap_or_default();
        let take = |place| Snapshot::take(&place, standings, &folder, Timestamp::now());
        self.marks()
            .map_or(Ok(None), take)
            .unwrap_or_else(|trouble| {
                self.note(&format!("the marks cannot be read: {trouble}"));
                None
            })
    }

    /// Says when there are no marks although a dated copy has some. Where there are a few again,
    /// the reader and `check` say so: a script need not hear it every time.
    fn note_if_lost(&self, ledger: &Ledger) {
        // Nobody who has marks waits for the copies to be looked through.
        let Some(place) = self.marks().filter(|_| ledger.is_blank()) else {
            return;
        };
        if let Ok(count) = library::marks::count(&place)
            && let Some(lost) = library::marks::lost(&place, count)
        {
            self.note(&marks::told(&lost));
        }
    }

    /// The clippings file: the one of the settings, else in the usual place.
    fn clippings(&self) -> Option<PathBuf> {
        self.clippings_of(&self.settings)
    }

    /// The clippings file by other settings.
    fn clippings_of(&self, settings: &Settings) -> Option<PathBuf> {
        let named = &settings.clippings.file;
        if !named.is_empty() {
            return Some(self.at_home(named));
        }
        let Environment {
            data_home, home, ..
        } = self.environment;
        let usual = || home.as_ref().map(|home| home.join(".local/share"));
        let folder = data_home.clone().or_else(usual)?;
        Some(folder.join("chancery/clippings.md"))
    }

    /// The file of the desk's corrections, if the settings name one.
    fn shared(&self) -> Option<PathBuf> {
        let named = &self.settings.library.shared;
        (!named.is_empty()).then(|| self.at_home(named))
    }

    /// The desk's corrections, read when first asked for.
    fn desk(&self) -> &Arc<Desk> {
        let read = || Arc::new(self.shared().map(Desk::read).unwrap_or_default());
        self.desk.get_or_init(read)
    }

    /// Tells why the desk's corrections are not in force, if they are not.
    fn note_desk(&self) {
        if let Some(trouble) = self.desk().trouble() {
            self.note(&trouble.notice());
        }
    }

    /// What texts are read by: the rules of the reader and of the desk.
    fn knowledge(&self) -> Knowledge {
        Knowledge::new(Arc::clone(&self.settings), Arc::clone(self.desk()))
    }

    /// The catalogue of a library, if there is a home to keep it in and it is wanted.
    fn catalogue(&self, paths: &[PathBuf]) -> Option<Catalogue> {
        let Environment {
            cache_home, home, ..
        } = self.environment;
        let usual = || home.as_ref().map(|home| home.join(".cache"));
        let caches = cache_home.clone().or_else(usual)?;
        let catalogue = Catalogue::of(&caches.join("chancery"), paths);
        self.uses_catalogue.then_some(catalogue)
    }

    /// Resolves a leading `~`.
    fn at_home(&self, folder: &str) -> PathBuf {
        let rest = folder
            .strip_prefix('~')
            .filter(|rest| rest.is_empty() || rest.starts_with('/'));
        match (rest, &self.environment.home) {
            (Some(rest), Some(home)) => home.join(rest.trim_start_matches('/')),
            _ => PathBuf::from(folder),
        }
    }

    /// The format asked for, or the one for what the output is.
    fn format(&self, asked: Option<Format>) -> Format {
        asked.unwrap_or(if self.environment.stdout_is_terminal() {
            Format::Table
        } else {
            Format::Text
        })
    }

    /// The theme to print with. A background cannot be asked for here without disturbing what is
    /// piped in, so "auto" is the theme that suits either.
    fn theme(&self) -> Theme {
        let name = match self.settings.theme.name {
            ThemeChoice::Auto => ThemeName::SixteenColour,
            ThemeChoice::Named(name) => name,
        };
        Theme::named(name).with(&self.settings.theme.colours)
    }

    /// Whether to print ASCII characters alone. What goes into a file or a pipe is UTF-8 unless
    /// the settings say otherwise.
    fn ascii(&self) -> bool {
        match self.settings.terminal.ascii {
            Ascii::Always => true,
            Ascii::Never => false,
            Ascii::Auto => !self.environment.utf8 && self.environment.stdout_is_terminal(),
        }
    }

    /// The pager to print through, if there is one and somebody to use it.
    fn pager(&self) -> Option<&OsStr> {
        let is_interactive = self.environment.stdout_is_terminal() && !self.environment.is_dumb();
        self.environment.pager.as_deref().filter(|_| is_interactive)
    }

    /// Tells the person at the terminal something in passing.
    fn note(&self, text: &str) {
        tell(&format!("chancery: {}", sanitise::line(text)));
    }

    /// Asks the person at the terminal; `None` where there is none to ask.
    fn ask(&self, question: &str) -> Option<bool> {
        if !self.environment.stdin_is_terminal {
            return None;
        }
        let question = format!("chancery: {} [y/N] ", sanitise::line(question));
        let _ = io::stderr().write_all(question.as_bytes());
        let mut answer = String::new();
        // What cannot be read is no yes.
        let _ = io::stdin().read_line(&mut answer);
        Some(matches!(answer.trim(), "y" | "Y" | "yes"))
    }

    /// Tells the program at the other end something in passing.
    fn json_note(&self, value: &impl Serialize) {
        let mut line = Vec::new();
        // A value of ours is always JSON; that nobody reads standard error is no reason to stop.
        if json::write(&mut line, value).is_ok() {
            line.push(b'\n');
            let _ = io::stderr().write_all(&line);
        }
    }
}

/// Where the marks are kept, if there is a home to keep them in.
fn marks_place(environment: &Environment) -> Option<Place> {
    let Environment {
        state_home, home, ..
    } = environment;
    let usual = || home.as_ref().map(|home| home.join(".local/state"));
    let folder = state_home.clone().or_else(usual)?;
    Some(Place::new(folder.join("chancery")))
}

/// Prints to standard error, every line cleaned, in one piece.
fn tell(text: &str) {
    let mut clean = String::new();
    for line in text.lines() {
        clean.push_str(&sanitise::line(line));
        clean.push('\n');
    }
    // That nobody reads standard error is no reason to stop.
    let _ = io::stderr().write_all(clean.as_bytes());
}

/// Puts every argument that the complaint repeats on one line: a line break in one must not look
/// like a message of ours.
fn on_one_line(mut usage: clap::Error) -> clap::Error {
    let clean = |text: &str| sanitise::line(text).into_owned();
    let repeated: Vec<_> = usage
        .context()
        .filter_map(|(kind, value)| {
            let value = match value {
                ContextValue::String(text) => ContextValue::String(clean(text)),
                ContextValue::Strings(texts) => {
                    ContextValue::Strings(texts.iter().map(|text| clean(text)).collect())
                }
                // The tips; nothing is coloured here.
                ContextValue::StyledStrs(texts) => ContextValue::StyledStrs(
                    texts
                        .iter()
                        .map(|text| clean(&text.to_string()).into())
                        .collect(),
                ),
                _ => return None,
            };
            Some((kind, value))
        })
        .collect();
    for (kind, value) in repeated {
        usage.insert(kind, value);
    }
    usage
}

/// Prints help and version to standard output, what is wrong with the arguments to standard error.
fn print_usage(usage: clap::Error) -> u8 {
    let text = usage.render().to_string();
    if usage.use_stderr() {
        tell(&text);
        return error::exit_code(&Err(CliError::new(Kind::Usage, text)));
    }
    let mut out = Printer::new(false, false);
    let printed = out
        .lines(&text)
        .and_then(|()| out.finish())
        .map(|()| Outcome::Done);
    error::exit_code(&printed.map_err(CliError::from))
}
