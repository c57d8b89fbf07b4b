//! The encoding that a text came in.

use serde::{Deserialize, Serialize};

/// The encoding of the file or part that a briefing was read from, and how it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Encoding {
    /// Its name: `windows-1251`.
    pub name: &'static str,
    /// How it is known.
    pub known: Known,
}

/// How an encoding is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Known {
    /// By the byte order mark that the file opens with.
    Mark,
    /// By what the file says of itself.
    Declared,
    /// By the bytes: they can hardly be anything else.
    Bytes,
    /// By what letters are usual: it may be another.
    Guessed,
    /// The reader chose it.
    Chosen,
}

impl Known {
    /// What stands after the name.
    pub fn words(self) -> &'static str {
        match self {
            Self::Mark => "by its byte order mark",
            Self::Declared => "as it declares",
            Self::Bytes => "by its bytes",
            Self::Guessed => "guessed by its letters",
            Self::Chosen => "as you chose",
        }
    }
}
