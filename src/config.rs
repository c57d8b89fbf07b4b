//! Settings, keymap and theme from TOML; errors with file, line and a suggestion.
//!
//! Knows nothing of the file system or the environment: text in, settings out.

pub mod command;
pub mod key;

pub use command::{Command, Group};
pub use key::{Key, KeyCode};

/// A rule of the reader's own: texts that hold one of `words` get the tag.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TagRule {
    /// The tag.
    pub tag: String,
    /// Words or phrases, any of which brings the tag.
    pub words: Vec<String>,
}
