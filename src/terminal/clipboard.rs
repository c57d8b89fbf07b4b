//! The reader's own clipboard, at the far end of the line.

use std::io::{self, Write};

use crossterm::Command;
use crossterm::clipboard::CopyToClipboard;

/// The most bytes that are sent: many terminals drop sequences of over 100,000 bytes, and base64
/// makes four of three.
pub const LARGEST_COPY: usize = 74_000;

/// The longest device control string that GNU screen takes; of a longer one it prints the rest.
const SCREEN_STRING: usize = 768;

/// Why a text was not sent.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// Longer than [`LARGEST_COPY`].
    #[error(
        "{0} bytes are too many for the terminal's clipboard (at most {LARGEST_COPY}): select less"
    )]
    TooLong(usize),
    /// The terminal refused.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// A program between this one and the terminal, which keeps to itself what it does not know
/// unless it is told to pass it on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Multiplexer {
    /// None: what is written reaches the terminal.
    #[default]
    None,
    /// tmux.
    Tmux,
    /// GNU screen.
    Screen,
}

impl Multiplexer {
    /// The one that the environment tells of: `$TMUX` and `$STY` set or not, and `$TERM`, which
    /// goes along where a login to another machine loses the others.
    ///
    /// A `$TERM` of `screen…` may be tmux's too. It is taken for GNU screen, which prints what it
    /// does not understand, where tmux drops it.
    pub fn detect(tmux: bool, sty: bool, term: Option<&str>) -> Self {
        let term = term.unwrap_or_default();
        match (tmux, sty) {
            (true, _) => Self::Tmux,
            (false, true) => Self::Screen,
            _ if term.starts_with("tmux") => Self::Tmux,
            _ if term.starts_with("screen") => Self::Screen,
            _ => Self::None,
        }
    }

    /// Its name, where there is one.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::Tmux => Some("tmux"),
            Self::Screen => Some("screen"),
        }
    }

    /// A sequence as it must be written to reach the terminal. It may not hold the end of a
    /// string (`ESC \`), which would end what it is wrapped in.
    fn pass(self, sequence: &str) -> String {
        match self {
            Self::None => sequence.to_owned(),
            // Once for `set-clipboard on`, once for `allow-passthrough on`: tmux drops what it
            // is not set to take, and the same words twice are the same words.
            Self::Tmux => {
                let doubled = sequence.replace('\x1b', "\x1b\x1b");
                format!("{sequence}\x1bPtmux;{doubled}\x1b\\")
            }
            Self::Screen => {
                const ROOM: usize = SCREEN_STRING - "\x1bP\x1b\\".len();
                let pieces = sequence.as_bytes().chunks(ROOM);
                // Base 64 and what is around it are ASCII: nothing is cut in two.
                pieces
                    .map(|piece| format!("\x1bP{}\x1b\\", String::from_utf8_lossy(piece)))
                    .collect()
            }
        }
    }
}

/// Whether a multiplexer hands on what is meant for the terminal's clipboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passage {
    /// It does, or nothing is in between.
    Open,
    /// It keeps it to itself.
    Shut,
    /// It could not be asked.
    Unknown,
}

impl Passage {
    /// What tmux is asked for [`Passage::of_tmux`].
    pub const ASKS_TMUX: &[&str] = &[
        "show-options",
        "-sv",
        "set-clipboard",
        ";",
        "show-options",
        "-Apv",
        "allow-passthrough",
    ];

    /// What tmux's answer to [`Passage::ASKS_TMUX`] means, a line each. Before its version 3.3 there
    /// is no second one, and all is passed on.
    pub fn of_tmux(answer: &str) -> Self {
        let mut lines = answer.lines().map(str::trim);
        match (lines.next(), lines.next()) {
            (None | Some(""), _) => Self::Unknown,
            (Some("on"), _) | (_, Some("on" | "all") | None) => Self::Open,
            _ => Self::Shut,
        }
    }
}

/// Asks the terminal to put `text` on the clipboard (OSC 52).
///
/// It works over SSH, where the clipboard of this machine is of no use. Whether the terminal did
/// it cannot be known: some ask the reader, some are told not to. Only ever on a reader's key.
///
/// # Errors
///
/// [`CopyError`]; then nothing was sent, or not all.
pub fn copy(
    writer: &mut impl Write,
    text: &str,
    multiplexer: Multiplexer,
) -> Result<(), CopyError> {
    if text.len() > LARGEST_COPY {
        return Err(CopyError::TooLong(text.len()));
    }
    let mut sequence = String::new();
    CopyToClipboard::to_clipboard_from(text)
        .write_ansi(&mut sequence)
        .map_err(io::Error::other)?;
    // A bell ends it as well, and ends nothing else.
    if let Some(open) = sequence.strip_suffix("\x1b\\") {
        sequence = format!("{open}\x07");
    }
    writer.write_all(multiplexer.pass(&sequence).as_bytes())?;
    writer.flush()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(text: &str, multiplexer: Multiplexer) -> String {
        let mut written = Vec::new();
        copy(&mut written, text, multiplexer).unwrap();
        String::from_utf8(written).unwrap()
    }

    #[test]
    fn a_text_goes_out_as_letters_whatever_is_in_it() {
        let sent = sent("\x1b]0;evil\x07", Multiplexer::None);
        assert_eq!(sent, "\x1b]52;c;G10wO2V2aWwH\x07");
    }

    #[test]
    fn tmux_says_whether_it_hands_on() {
        let of = Passage::of_tmux;
        assert_eq!(of("on\noff\n"), Passage::Open);
        assert_eq!(of("external\non\n"), Passage::Open);
        assert_eq!(of("external\noff\n"), Passage::Shut);
        assert_eq!(of("off\noff\n"), Passage::Shut);
        assert_eq!(of("external\n"), Passage::Open, "before 3.3");
        assert_eq!(of(""), Passage::Unknown);
    }

    #[test]
    fn tmux_gets_it_for_itself_and_to_be_passed_on() {
        assert_eq!(
            sent("hello", Multiplexer::Tmux),
            "\x1b]52;c;aGVsbG8=\x07\x1bPtmux;\x1b\x1b]52;c;aGVsbG8=\x07\x1b\\"
        );
    }

    #[test]
    fn screen_gets_it_in_strings_that_it_can_hold() {
        assert_eq!(
            sent("hello", Multiplexer::Screen),
            "\x1bP\x1b]52;c;aGVsbG8=\x07\x1b\\"
        );
        let long = "x".repeat(3000);
        let pieces = sent(&long, Multiplexer::Screen);
        let pieces: Vec<&str> = pieces.split_inclusive("\x1b\\").collect();
        assert_eq!(pieces.len(), 6);
        assert!(pieces.iter().all(|it| it.len() <= 768), "{pieces:?}");
        let inner = pieces.iter().map(|it| {
            let it = it.strip_prefix("\x1bP").expect("an opening");
            it.strip_suffix("\x1b\\").expect("a closing")
        });
        assert_eq!(inner.collect::<String>(), sent(&long, Multiplexer::None));
    }

    #[test]
    fn what_stands_in_between_is_told_by_the_environment() {
        let of = Multiplexer::detect;
        assert_eq!(of(true, false, Some("screen-256color")), Multiplexer::Tmux);
        assert_eq!(of(false, true, Some("xterm")), Multiplexer::Screen);
        assert_eq!(of(false, false, Some("tmux-256color")), Multiplexer::Tmux);
        assert_eq!(of(false, false, Some("screen.xterm")), Multiplexer::Screen);
        assert_eq!(of(false, false, Some("xterm-kitty")), Multiplexer::None);
        assert_eq!(of(false, false, None), Multiplexer::None);
    }

    #[test]
    fn too_long_a_text_is_refused_before_a_byte_is_sent() {
        let mut written = Vec::new();
        let text = "x".repeat(LARGEST_COPY + 1);
        let error = copy(&mut written, &text, Multiplexer::None).unwrap_err();
        let error = error.to_string();
        assert!(error.starts_with("74001 bytes are too many"), "{error}");
        assert!(error.contains("at most 74000"), "{error}");
        assert!(written.is_empty());
        let most = sent(&text[1..], Multiplexer::None);
        assert!(most.len() <= 100_000);
    }
}
