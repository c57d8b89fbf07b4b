//! The tty itself: where frames go, where keys come from, how large it is.

use std::fs::{File, OpenOptions};
use std::io::{self, IsTerminal, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::fs::OpenOptionsExt;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::fs::OFlags;
use rustix::io::Errno;

use crate::text::sanitise;

/// What a terminal of unknown size is taken to be.
///
/// A serial console, and a pseudo-terminal that nobody told its size, say 0 by 0.
const USUAL_SIZE: (u16, u16) = (80, 24);

/// The most that is drawn. The tiniest letters on the largest screen are fewer; a size beyond it is
/// a mistake or an attack, and a frame of 65,535 by 65,535 cells would take all memory there is.
const LARGEST_SIZE: (u16, u16) = (1000, 400);

/// Why the reader cannot run here.
#[derive(Debug, thiserror::Error)]
pub enum NoTerminal {
    /// Standard output leads to a file or a pipe.
    #[error("standard output is not a terminal")]
    OutputElsewhere,
    /// Neither standard input nor `/dev/tty` is a terminal.
    #[error("there is no terminal to read keys from")]
    NoKeyboard(#[source] io::Error),
    /// `TERM` is not set.
    #[error("TERM is not set, so what the terminal can do is not known")]
    Unnamed,
    /// `TERM` names a terminal that cannot move its cursor.
    #[error("the terminal \"{0}\" cannot place text on the screen")]
    Dumb(String),
    /// The terminal refused.
    #[error("the terminal cannot be set up: {0}")]
    Refused(#[from] io::Error),
}

impl NoTerminal {
    /// What to do instead.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Unnamed | Self::Dumb(_) => {
                "set TERM (for instance TERM=xterm), or use `chancery list` and `chancery show`"
            }
            _ => "use `chancery list` and `chancery show`, which need no terminal",
        }
    }
}

/// Says why a terminal with that `TERM` cannot show the reader.
pub(super) fn refusal(term: Option<&str>) -> Option<NoTerminal> {
    match term {
        None | Some("") => Some(NoTerminal::Unnamed),
        Some("dumb") => Some(NoTerminal::Dumb("dumb".to_owned())),
        Some(term) if term.contains(char::is_whitespace) => {
            Some(NoTerminal::Dumb(sanitise::line(term).into_owned()))
        }
        Some(_) => None,
    }
}

/// The terminal behind standard output, unbuffered.
///
/// One that has hung up takes everything and shows nothing: that it is gone is told by
/// [`super::Event::HungUp`], and a write that fails a moment before that would only be a second
/// way to end with another exit code.
#[derive(Debug)]
pub struct Tty(File);

impl Tty {
    /// Opens it.
    ///
    /// # Errors
    ///
    /// [`NoTerminal::OutputElsewhere`] if standard output is not a terminal.
    pub fn open() -> Result<Self, NoTerminal> {
        let stdout = io::stdout();
        if !stdout.is_terminal() {
            return Err(NoTerminal::OutputElsewhere);
        }
        Ok(Self(File::from(stdout.as_fd().try_clone_to_owned()?)))
    }

    /// Opens it so that a write never waits: what the terminal does not take is an error.
    pub(super) fn open_impatient() -> io::Result<Self> {
        OpenOptions::new()
            .write(true)
            .custom_flags((OFlags::NONBLOCK | OFlags::NOCTTY).bits().cast_signed())
            .open("/dev/tty")
            .map(Self)
    }

    /// Writes once, without waiting for a terminal that does not take it.
    pub(super) fn write_impatiently(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all(bytes)
    }
}

impl Write for Tty {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        (&*self).write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Write for &Tty {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        loop {
            match (&self.0).write(bytes) {
                // Another program that has the terminal open can make it non-blocking for all.
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    poll(&mut [PollFd::new(&self.0, PollFlags::OUT)], None)?;
                }
                Err(error) if is_hung_up(&error) => return Ok(bytes.len()),
                result => return result,
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// True for the errors of a terminal that is gone: of using it, and of opening it anew.
pub(super) fn is_hung_up(error: &io::Error) -> bool {
    let code = error.raw_os_error();
    code == Some(Errno::IO.raw_os_error()) || code == Some(Errno::NXIO.raw_os_error())
}

/// The terminal that keys come from: standard input, or `/dev/tty` when that is something else.
///
/// # Errors
///
/// [`NoTerminal::NoKeyboard`] where neither is one.
pub fn keyboard() -> Result<OwnedFd, NoTerminal> {
    let stdin = io::stdin();
    let keyboard = if stdin.is_terminal() {
        stdin.as_fd().try_clone_to_owned()
    } else {
        File::open("/dev/tty").map(OwnedFd::from)
    };
    keyboard.map_err(NoTerminal::NoKeyboard)
}

/// The terminal's size now, in columns and rows; never 0, and never more than could be shown.
pub fn size() -> (u16, u16) {
    match rustix::termios::tcgetwinsize(io::stdout()) {
        Ok(told) => believable(told.ws_col, told.ws_row),
        Err(_) => USUAL_SIZE,
    }
}

fn believable(columns: u16, rows: u16) -> (u16, u16) {
    let or_usual = |told: u16, usual: u16| if told == 0 { usual } else { told };
    (
        or_usual(columns, USUAL_SIZE.0).min(LARGEST_SIZE.0),
        or_usual(rows, USUAL_SIZE.1).min(LARGEST_SIZE.1),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_that_cannot_place_text_is_refused_with_a_way_out() {
        for term in [None, Some(""), Some("dumb")] {
            let refusal = refusal(term).expect("refused");
            assert!(refusal.hint().contains("chancery list"), "{refusal}");
        }
        assert!(refusal(Some("xterm-256color")).is_none());
        assert!(refusal(Some("linux")).is_none());
    }

    #[test]
    fn a_size_that_cannot_be_is_not_believed() {
        assert_eq!(believable(0, 0), (80, 24));
        assert_eq!(believable(132, 43), (132, 43));
        assert_eq!(believable(u16::MAX, u16::MAX), (1000, 400));
    }
}
