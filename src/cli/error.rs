//! What can go wrong on the command line, and the one place that decides the exit code.

use std::fmt;
use std::io;

use crate::config::ConfigErrors;

/// How a command ended when nothing went wrong with the command itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// All of it was done.
    Done,
    /// It was done, but nothing matched.
    NothingMatched,
    /// It was done, but something could not be read.
    Unreadable,
    /// The reader was left, with this exit code.
    Left(u8),
}

/// Something that a command could not do.
#[derive(Debug)]
pub(super) struct CliError {
    kind: Kind,
    /// What and where, in one line or, for the configuration, several.
    message: String,
    /// What to do about it, a line each.
    hints: Vec<String>,
}

/// What kind of thing went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The command line makes no sense.
    Usage,
    /// The configuration makes no sense.
    Config,
    /// What was asked for is not there or cannot be read.
    Unreadable,
    /// The output cannot be written.
    Output,
    /// Whoever reads the output has read enough (`chancery list | head`): nothing is wrong.
    BrokenPipe,
}

/// The exit code of the program, as the manual gives them.
pub(super) fn exit_code(result: &Result<Outcome, CliError>) -> u8 {
    match result {
        Ok(Outcome::Done) => 0,
        Ok(Outcome::NothingMatched | Outcome::Unreadable) => 1,
        Ok(Outcome::Left(code)) => *code,
        Err(error) => match error.kind {
            Kind::BrokenPipe => 0,
            Kind::Unreadable | Kind::Output => 1,
            Kind::Usage | Kind::Config => 2,
        },
    }
}

/// The exit code after an interrupt (128 + SIGINT).
pub(super) const INTERRUPTED: u8 = 130;

impl CliError {
    /// True where there is something to tell the person at the terminal.
    pub(super) fn is_worth_telling(&self) -> bool {
        self.kind != Kind::BrokenPipe
    }

    pub(super) fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            hints: Vec::new(),
        }
    }

    /// Adds a line that says what to do.
    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

impl fmt::Display for CliError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "chancery: {}", self.message)?;
        for hint in &self.hints {
            write!(f, "\n  {hint}")?;
        }
        Ok(())
    }
}

impl From<ConfigErrors> for CliError {
    fn from(error: ConfigErrors) -> Self {
        Self::new(Kind::Config, error.to_string())
    }
}

/// For what is written to standard output.
impl From<io::Error> for CliError {
    fn from(error: io::Error) -> Self {
        let kind = match error.kind() {
            io::ErrorKind::BrokenPipe => Kind::BrokenPipe,
            _ => Kind::Output,
        };
        Self::new(kind, format!("cannot write the output: {error}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exit_codes_are_those_of_the_manual() {
        let failed = |kind| exit_code(&Err(CliError::new(kind, "")));
        assert_eq!(exit_code(&Ok(Outcome::Done)), 0);
        assert_eq!(exit_code(&Ok(Outcome::NothingMatched)), 1);
        assert_eq!(exit_code(&Ok(Outcome::Unreadable)), 1);
        assert_eq!(failed(Kind::Unreadable), 1);
        assert_eq!(failed(Kind::Usage), 2);
        assert_eq!(failed(Kind::Config), 2);
        assert_eq!(failed(Kind::BrokenPipe), 0);
    }
}
