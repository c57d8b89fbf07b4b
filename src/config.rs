//! Settings, keymap and theme from TOML; errors with file, line and a suggestion.
//!
//! Knows nothing of the file system or the environment: text in, settings out. The documented
//! `config.toml` at the root of the repository is compiled in and is the defaults; a reader's
//! file is laid over it ([`Settings::overlay`]).

mod clippings;
pub mod colours;
pub mod command;
mod differences;
mod error;
pub mod key;
pub mod keymap;
mod level;
mod settings;
pub mod suggest;

use serde::de::{Deserialize, Deserializer, Error as _};

pub use clippings::{Clipboard, Clippings, Field, Form, Part, Switch, Template};
pub use colours::{Background, Colour, Role, Style, Theme, ThemeName};
pub use command::{Command, Group};
pub use differences::differing;
pub use error::ConfigError;
pub use key::{Key, KeyCode};
pub use keymap::{Keymap, Lookup, Pane};
pub use level::Level;
pub use settings::{
    Ascii, DEFAULTS, Follow, HandlingSettings, Library, List, Order, Panes, Reading, Settings,
    Terminal, ThemeChoice, ThemeSettings, ViewRule,
};

/// A rule of the reader's own: texts that hold one of `words` get the tag.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TagRule {
    /// The tag, never blank.
    #[serde(deserialize_with = "not_blank")]
    pub tag: String,
    /// Words or phrases, any of which brings the tag; at least one, none of them blank.
    #[serde(deserialize_with = "words")]
    pub words: Vec<String>,
}

fn not_blank<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    if text.trim().is_empty() {
        return Err(D::Error::custom("expected a name, found nothing"));
    }
    Ok(text)
}

fn words<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let words = Vec::<String>::deserialize(deserializer)?;
    // A rule that matches nothing, or everything, is a slip of the pen.
    if words.is_empty() || words.iter().any(|word| word.trim().is_empty()) {
        return Err(D::Error::custom(
            "expected words or phrases, none of them blank",
        ));
    }
    Ok(words)
}
