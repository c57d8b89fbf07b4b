//! Settings, keymap and theme from TOML; errors with file, line and a suggestion.
//!
//! Knows nothing of the file system or the environment: text in, settings out. The documented
//! `config.toml` at the root of the repository is compiled in and is the defaults; a reader's
//! file is laid over it ([`Settings::overlay`]).

mod clippings;
pub mod colours;
pub mod command;
mod corrections;
mod differences;
mod error;
pub mod key;
pub mod keymap;
mod layout;
mod level;
mod overlay;
mod records;
mod rules;
mod settings;
pub mod suggest;

pub use clippings::{Clipboard, Clippings, Field, Form, Part, Switch, Template};
pub use colours::{Background, Colour, Role, Style, Theme, ThemeName};
pub use command::{Command, Group};
pub use corrections::{Corrections, SpeakerRule};
pub use differences::differing;
pub use error::ConfigError;
pub use key::{Key, KeyCode};
pub use keymap::{Keymap, Lookup, Pane};
pub use layout::Script;
pub use level::Level;
pub use overlay::ConfigErrors;
pub use records::RecordsRule;
pub use rules::{OfficeRule, PersonRule, Rules, TagRule};
pub use settings::{
    Ascii, CursorForm, DEFAULTS, Follow, HandlingSettings, Library, List, Order, PaneLayout, Panes,
    Reading, Settings, Terminal, ThemeChoice, ThemeSettings, Triage, ViewRule, WhenRead,
};
