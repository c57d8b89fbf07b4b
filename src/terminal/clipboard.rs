//! The reader's own clipboard, at the far end of the line.

use std::io::{self, Write};

use crossterm::Command;
use crossterm::clipboard::CopyToClipboard;

/// The most bytes that are copied: many terminals drop sequences of over 100,000 bytes, and
/// base64 makes four of three.
pub const LARGEST_COPY: usize = 74_000;

/// Why a text was not copied.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// Longer than [`LARGEST_COPY`].
    #[error("{0} bytes are too many for the terminal's clipboard (at most {LARGEST_COPY})")]
    TooLong(usize),
    /// The terminal refused.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Asks the terminal to put `text` on the clipboard (OSC 52).
///
/// It works over SSH, where the clipboard of this machine is of no use. Whether the terminal did
/// it cannot be known: some ask the reader, some are told not to. Only ever on a reader's key.
///
/// # Errors
///
/// [`CopyError`]; then nothing was sent, or not all.
pub fn copy(writer: &mut impl Write, text: &str) -> Result<(), CopyError> {
    if text.len() > LARGEST_COPY {
        return Err(CopyError::TooLong(text.len()));
    }
    let mut sequence = String::new();
    CopyToClipboard::to_clipboard_from(text)
        .write_ansi(&mut sequence)
        .map_err(io::Error::other)?;
    writer.write_all(sequence.as_bytes())?;
    writer.flush()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_goes_out_as_letters_whatever_is_in_it() {
        let mut written = Vec::new();
        copy(&mut written, "\x1b]0;evil\x07").unwrap();
        assert_eq!(written, b"\x1b]52;c;G10wO2V2aWwH\x1b\\");
    }

    #[test]
    fn too_long_a_text_is_refused_before_a_byte_is_sent() {
        let mut written = Vec::new();
        let error = copy(&mut written, &"x".repeat(LARGEST_COPY + 1)).unwrap_err();
        assert!(error.to_string().starts_with("74001 bytes are too many"));
        assert!(written.is_empty());
    }
}
