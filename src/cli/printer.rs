//! Standard output: everything printed goes through here and is cleaned here.
//!
//! The invariant: the only bytes that leave and were not cleaned are colours, JSON (which writes
//! what a terminal could mistake as `\u` escapes) and what is compiled in.

use std::ffi::OsStr;
use std::io::{self, BufWriter, StdoutLock, Write};
use std::process::{Child, ChildStdin, Command, Stdio};

use serde::Serialize;

use super::arguments::When;
use super::environment::Environment;
use super::{interrupt, json};
use crate::config::{Colour, Style};
use crate::text::sanitise;

/// Where the output goes, and what may be printed there.
pub(super) struct Printer {
    out: Target,
    colour: bool,
    ascii: bool,
}

enum Target {
    Stdout(BufWriter<StdoutLock<'static>>),
    Pager(Child, BufWriter<ChildStdin>),
}

impl Printer {
    /// Prints on standard output.
    pub(super) fn new(colour: bool, ascii: bool) -> Self {
        Self {
            out: Target::Stdout(BufWriter::new(io::stdout().lock())),
            colour,
            ascii,
        }
    }

    /// Prints through the reader's pager, or on standard output where it cannot be started.
    ///
    /// As git does it: a pager that is `less` leaves at the end of a short text, keeps colours
    /// and does not clear the screen, unless its owner has said what it should do (`has_less`).
    pub(super) fn paged(mut self, pager: &OsStr, has_less: bool) -> Self {
        let mut command = Command::new("sh");
        command.arg("-c").arg(pager).stdin(Stdio::piped());
        if !has_less {
            command.env("LESS", "FRX");
        }
        if let Ok(mut child) = command.spawn()
            && let Some(stdin) = child.stdin.take()
        {
            interrupt::leave_to_the_pager();
            self.out = Target::Pager(child, BufWriter::new(stdin));
        }
        self
    }

    /// True where colours are printed.
    pub(super) fn has_colour(&self) -> bool {
        self.colour
    }

    /// Prints a text of one line, cleaned, in a style where colours are printed.
    pub(super) fn styled(&mut self, style: Style, text: &str) -> io::Result<()> {
        let text = sanitise::line(text);
        let text = if self.ascii {
            sanitise::ascii(&text)
        } else {
            text
        };
        if self.colour && style != Style::default() && !text.is_empty() {
            write!(self.writer(), "{}{text}\x1b[0m", Sgr(style))
        } else {
            self.writer().write_all(text.as_bytes())
        }
    }

    /// Prints a text of one line, cleaned.
    pub(super) fn text(&mut self, text: &str) -> io::Result<()> {
        self.styled(Style::default(), text)
    }

    /// Prints lines, each of them cleaned.
    pub(super) fn lines(&mut self, text: &str) -> io::Result<()> {
        for line in text.lines() {
            self.text(line)?;
            self.end_line()?;
        }
        Ok(())
    }

    /// Ends the line.
    pub(super) fn end_line(&mut self) -> io::Result<()> {
        self.writer().write_all(b"\n")
    }

    /// Prints a value as JSON on a line of its own.
    pub(super) fn json(&mut self, value: &impl Serialize) -> io::Result<()> {
        json::write(self.writer(), value)?;
        self.end_line()
    }

    /// Prints bytes that are part of the program, as they are.
    pub(super) fn own(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.writer().write_all(bytes)
    }

    /// Sends on its way what was printed so far.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.writer().flush()
    }

    /// Sends on the rest, and waits until the pager is left.
    pub(super) fn finish(self) -> io::Result<()> {
        match self.out {
            Target::Stdout(mut out) => out.flush(),
            Target::Pager(mut child, mut stdin) => {
                // A pager that is left before the end has not failed.
                let written = stdin.flush();
                drop(stdin);
                child.wait()?;
                written
            }
        }
    }

    fn writer(&mut self) -> &mut dyn Write {
        match &mut self.out {
            Target::Stdout(out) => out,
            Target::Pager(_, stdin) => stdin,
        }
    }
}

/// Whether to colour: `--color` first, then the environment, then what the output is.
pub(super) fn wants_colour(when: When, environment: &Environment) -> bool {
    match when {
        When::Always => true,
        When::Never => false,
        When::Auto if environment.no_color => false,
        When::Auto if environment.force_color => true,
        When::Auto => environment.stdout_is_terminal() && !environment.is_dumb(),
    }
}

/// A style as the sequence that turns it on (ECMA-48, "select graphic rendition").
struct Sgr(Style);

impl std::fmt::Display for Sgr {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Style {
            fg,
            bg,
            bold,
            dim,
            italic,
            underline,
            reverse,
        } = self.0;
        f.write_str("\x1b[0")?;
        for (on, code) in [
            (bold, 1),
            (dim, 2),
            (italic, 3),
            (underline, 4),
            (reverse, 7),
        ] {
            if on {
                write!(f, ";{code}")?;
            }
        }
        for (colour, base) in [(fg, 30), (bg, 40)] {
            match colour {
                None => {}
                Some(Colour::Named(n @ 0..8)) => write!(f, ";{}", base + u16::from(n))?,
                Some(Colour::Named(n)) => write!(f, ";{}", base + 52 + u16::from(n))?,
                Some(Colour::Indexed(n)) => write!(f, ";{};5;{n}", base + 8)?,
                Some(Colour::Rgb(r, g, b)) => write!(f, ";{};2;{r};{g};{b}", base + 8)?,
            }
        }
        f.write_str("m")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_is_turned_on_by_its_numbers() {
        let sgr = |style: &str| Sgr(style.parse().unwrap()).to_string();
        assert_eq!(sgr("bold red on bright-yellow"), "\x1b[0;1;31;103m");
        assert_eq!(sgr("underline 214"), "\x1b[0;4;38;5;214m");
        assert_eq!(sgr("default on #010203"), "\x1b[0;48;2;1;2;3m");
    }

    #[test]
    fn colour_follows_the_option_then_the_environment_then_the_output() {
        let terminal = Environment {
            stdout: Some(None),
            ..Environment::default()
        };
        let pipe = Environment::default();
        let with = |environment: &Environment, no: bool, force: bool| Environment {
            no_color: no,
            force_color: force,
            ..environment.clone()
        };
        assert!(wants_colour(When::Auto, &terminal));
        assert!(!wants_colour(When::Auto, &pipe));
        assert!(wants_colour(When::Auto, &with(&pipe, false, true)));
        assert!(!wants_colour(When::Auto, &with(&terminal, true, true)));
        assert!(wants_colour(When::Always, &with(&pipe, true, false)));
        assert!(!wants_colour(When::Never, &with(&terminal, false, true)));
        let dumb = Environment {
            term: Some("dumb".to_owned()),
            ..terminal
        };
        assert!(!wants_colour(When::Auto, &dumb));
    }
}
