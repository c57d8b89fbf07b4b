//! What the surroundings say, read once and handed down as a value.

use std::env;
use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::path::PathBuf;

use jiff::civil;

/// The variables and the terminal that the command line obeys.
#[derive(Debug, Clone, Default)]
pub struct Environment {
    /// `$CHANCERY_CONFIG`.
    pub config: Option<PathBuf>,
    /// `$XDG_CONFIG_HOME`, where it is absolute; else it does not count.
    pub config_home: Option<PathBuf>,
    /// `$XDG_STATE_HOME`, where it is absolute.
    pub state_home: Option<PathBuf>,
    /// `$XDG_DATA_HOME`, where it is absolute.
    pub data_home: Option<PathBuf>,
    /// `$XDG_CACHE_HOME`, where it is absolute.
    pub cache_home: Option<PathBuf>,
    /// `$HOME`.
    pub home: Option<PathBuf>,
    /// `$NO_COLOR` is set and not empty.
    pub no_color: bool,
    /// `$CLICOLOR_FORCE` is set, not empty and not 0.
    pub force_color: bool,
    /// `$COLUMNS`, where it is a number above 0.
    pub columns: Option<usize>,
    /// `$PAGER`, where it is not empty.
    pub pager: Option<OsString>,
    /// Whether `$LESS` says how `less` should behave.
    pub has_less: bool,
    /// `$TERM`.
    pub term: Option<String>,
    /// Whether `$TMUX` is set: tmux has started this.
    pub tmux: bool,
    /// Whether `$STY` is set: GNU screen has.
    pub sty: bool,
    /// `$COLORTERM`.
    pub colorterm: Option<String>,
    /// Whether the locale is one in UTF-8. One that is not set at all is taken for UTF-8, because
    /// that is what today's terminals speak; `C` is taken at its word.
    pub utf8: bool,
    /// Whether standard output is a terminal, and its columns if it says.
    pub stdout: Option<Option<usize>>,
    /// Whether standard input is a terminal.
    pub stdin_is_terminal: bool,
    /// The day that it is here.
    pub today: civil::Date,
}

impl Environment {
    /// Reads the environment of this process.
    pub fn of_process() -> Self {
        let path = |name| variable(name).map(PathBuf::from);
        let text = |name| variable(name).and_then(|value| value.into_string().ok());
        let stdout = io::stdout();
        Self {
            config: path("CHANCERY_CONFIG"),
            config_home: path("XDG_CONFIG_HOME").filter(|path| path.is_absolute()),
            state_home: path("XDG_STATE_HOME").filter(|path| path.is_absolute()),
            data_home: path("XDG_DATA_HOME").filter(|path| path.is_absolute()),
            cache_home: path("XDG_CACHE_HOME").filter(|path| path.is_absolute()),
            home: path("HOME"),
            no_color: variable("NO_COLOR").is_some(),
            force_color: variable("CLICOLOR_FORCE").is_some_and(|value| value != "0"),
            columns: text("COLUMNS")
                .and_then(|columns| columns.parse().ok())
                .filter(|&columns| columns > 0),
            pager: variable("PAGER"),
            has_less: env::var_os("LESS").is_some(),
            term: text("TERM"),
            tmux: variable("TMUX").is_some(),
            sty: variable("STY").is_some(),
            colorterm: text("COLORTERM"),
            utf8: ["LC_ALL", "LC_CTYPE", "LANG"]
                .into_iter()
                .find_map(text)
                .is_none_or(|locale| is_utf8(&locale)),
            stdout: stdout.is_terminal().then(|| {
                let size = rustix::termios::tcgetwinsize(&stdout).ok()?;
                Some(usize::from(size.ws_col)).filter(|&columns| columns > 0)
            }),
            stdin_is_terminal: io::stdin().is_terminal(),
            today: jiff::ZonedDateTime::now().date(),
        }
    }

    /// True where the output goes to a person's terminal.
    pub fn stdout_is_terminal(&self) -> bool {
        self.stdout.is_some()
    }

    /// True where the terminal can only print letters one after the other.
    pub fn is_dumb(&self) -> bool {
        self.term.as_deref() == Some("dumb")
    }

    /// The columns to print in: `$COLUMNS`, else the terminal's, else 80.
    pub fn width(&self) -> usize {
        self.columns.or(self.stdout.flatten()).unwrap_or(80)
    }
}

/// A variable that is set and not empty.
fn variable(name: &str) -> Option<OsString> {
    env::var_os(name).filter(|value| !value.is_empty())
}

fn is_utf8(locale: &str) -> bool {
    let locale = locale.to_ascii_lowercase();
    locale.contains("utf-8") || locale.contains("utf8")
}
