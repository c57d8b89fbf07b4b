//! The settings as types, read from a file that is laid over the defaults.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::{Deserializer, Error as _};
use toml::Spanned;
use toml::de::DeTable;

use super::clippings::{Clipboard, Clippings, Form};
use super::colours::{Background, Overrides, Theme, ThemeName};
use super::error::Fault;
use super::keymap::Keymap;
use super::level::{self, Level};
use super::overlay::{self, ConfigErrors};
use super::records::RecordsRule;
use super::rules::{self, OfficeRule, PersonRule, Rules, TagRule};

/// The documented file that is the defaults.
pub const DEFAULTS: &str = include_str!("../../config.toml");

/// Everything a reader can set. What each means stands in `config.toml`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Where the briefings are.
    pub library: Library,
    /// The reading pane.
    pub reading: Reading,
    /// How the panes share the screen.
    pub panes: Panes,
    /// The list.
    pub list: List,
    /// What is decided about briefings.
    pub triage: Triage,
    /// What is typed.
    pub prompts: Prompts,
    /// The colours.
    pub theme: ThemeSettings,
    /// The terminal.
    pub terminal: Terminal,
    /// Where clippings are kept, and how they are written.
    pub clippings: Clippings,
    /// The terminal's clipboard.
    pub clipboard: Clipboard,
    /// Handling caveats.
    pub handling: HandlingSettings,
    /// Persons whom the reader knows under several names.
    #[serde(default)]
    pub persons: Vec<PersonRule>,
    /// Who holds an office, as the reader knows.
    #[serde(default)]
    pub offices: Vec<OfficeRule>,
    /// The reader's own tags.
    #[serde(default)]
    pub tags: Vec<TagRule>,
    /// Which columns of which tables say what.
    #[serde(default)]
    pub records: Vec<RecordsRule>,
    /// The reader's own views.
    #[serde(default)]
    pub views: Vec<ViewRule>,
    /// The keys.
    #[serde(default)]
    pub keys: Keymap,
}

/// A view for the sidebar.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ViewRule {
    /// Its name.
    #[serde(deserialize_with = "view_name")]
    pub name: Arc<str>,
    /// What it asks, in the query language.
    pub query: Arc<str>,
}

/// Where the briefings are.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Library {
    /// Files and folders as written: a leading `~` is still to be resolved.
    pub folders: Vec<String>,
    /// The file of a desk's corrections, as written; empty for none.
    pub shared: String,
    /// Whether what was made of files is kept in the catalogue, so that it is there at the next start.
    pub cache: bool,
}

/// The reading pane.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// The widest line, in columns, 20 to 200.
    #[serde(deserialize_with = "within::<20, 200, _>")]
    pub width: u16,
    /// When the reading pane follows the cursor of the list.
    pub follow: Follow,
    /// The pause of [`Follow::AfterPause`] in milliseconds, 50 to 2000.
    #[serde(deserialize_with = "within::<50, 2000, _>")]
    pub pause_ms: u16,
}

/// When the reading pane shows the briefing under the cursor of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Follow {
    /// With every movement.
    #[serde(rename = "at once")]
    AtOnce,
    /// When the cursor has stood still for [`Reading::pause_ms`].
    #[serde(rename = "after a pause")]
    AfterPause,
    /// When the reader asks for it.
    #[serde(rename = "on enter")]
    OnEnter,
}

impl Follow {
    /// Its name in the configuration.
    pub fn name(self) -> &'static str {
        match self {
            Self::AtOnce => "at once",
            Self::AfterPause => "after a pause",
            Self::OnEnter => "on enter",
        }
    }
}

/// What is decided about briefings.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Triage {
    /// What makes a briefing read.
    pub read: WhenRead,
}

/// What makes a briefing read while the keys are in the reading pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum WhenRead {
    /// That its last line has been in sight.
    #[serde(rename = "at the end")]
    AtEnd,
    /// That it was opened.
    #[serde(rename = "on opening")]
    OnOpening,
    /// Only what the reader says with a key.
    #[serde(rename = "by key")]
    ByKey,
}

impl WhenRead {
    /// Its name in the configuration.
    pub fn name(self) -> &'static str {
        match self {
            Self::AtEnd => "at the end",
            Self::OnOpening => "on opening",
            Self::ByKey => "by key",
        }
    }
}

/// What is typed into the prompts.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prompts {
    /// Whether it is kept for later runs.
    pub history: bool,
}

/// How the panes share the screen.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Panes {
    /// Whether the sidebar is shown from the start, where there is room.
    pub sidebar: bool,
    /// Its columns, 12 to 60.
    #[serde(deserialize_with = "within::<12, 60, _>")]
    pub sidebar_width: u16,
    /// The share of the list against the reading pane, in percent, 10 to 90.
    #[serde(deserialize_with = "within::<10, 90, _>")]
    pub list_share: u16,
    /// How the list and the reading pane stand to one another.
    pub layout: PaneLayout,
}

/// How the list and the reading pane stand to one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum PaneLayout {
    /// Side by side where a row of the list is whole all the same, else one over the other.
    #[serde(rename = "auto")]
    Auto,
    /// Side by side.
    #[serde(rename = "side by side")]
    SideBySide,
    /// The list over the reading pane.
    #[serde(rename = "list over reading")]
    ListOverReading,
}

impl PaneLayout {
    /// The layout of that [`PaneLayout::name`].
    pub fn from_name(name: &str) -> Option<Self> {
        let all = [Self::Auto, Self::SideBySide, Self::ListOverReading];
        all.into_iter().find(|layout| layout.name() == name)
    }

    /// Its name in the configuration.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::SideBySide => "side by side",
            Self::ListOverReading => "list over reading",
        }
    }
}

/// The list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct List {
    /// Which briefings come first.
    pub order: Order,
    /// How the row under the cursor is shown.
    pub cursor: CursorForm,
}

/// How the row under the cursor is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CursorForm {
    /// A bar over the row: some 200 bytes a step.
    Row,
    /// A bar over its flags and its date: some 100 bytes a step, for slow lines.
    Date,
}

impl CursorForm {
    /// Its name in the configuration.
    pub fn name(self) -> &'static str {
        match self {
            Self::Row => "row",
            Self::Date => "date",
        }
    }
}

/// The order of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Order {
    /// By date, the newest first; those without a date last.
    Newest,
    /// By date, the oldest first; those without a date last.
    Oldest,
    /// By title.
    Title,
    /// By source.
    Source,
    /// By the number of words, the most first.
    Length,
    /// By file and place in it.
    File,
}

impl Order {
    /// Every order, as the key goes through them.
    pub const ALL: [Self; 6] = [
        Self::Newest,
        Self::Oldest,
        Self::Title,
        Self::Source,
        Self::Length,
        Self::File,
    ];

    /// Its name in the configuration and on the screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::Oldest => "oldest",
            Self::Title => "title",
            Self::Source => "source",
            Self::Length => "length",
            Self::File => "file",
        }
    }

    /// The one that comes after it, round and round.
    pub fn next(self) -> Self {
        let at = Self::ALL.iter().position(|&order| order == self);
        Self::ALL[at.map_or(0, |at| (at + 1) % Self::ALL.len())]
    }
}

/// The colours.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThemeSettings {
    /// Which theme.
    pub name: ThemeChoice,
    /// The reader's changes to it.
    pub colours: Overrides,
}

/// Which theme is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ThemeChoice {
    /// Dark or light, as the terminal's background is.
    Auto,
    /// This one.
    Named(ThemeName),
}

impl ThemeChoice {
    /// Its name in the configuration.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Named(name) => name.name(),
        }
    }
}

impl ThemeSettings {
    /// The theme to draw with on that background, the reader's changes made.
    pub fn theme(&self, background: Background) -> Theme {
        let theme = match self.name {
            ThemeChoice::Auto => Theme::for_background(background),
            ThemeChoice::Named(name) => Theme::named(name),
        };
        theme.with(&self.colours)
    }
}

impl<'de> Deserialize<'de> for ThemeChoice {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const NAMES: &[&str] = &[
            "auto",
            "dark",
            "light",
            "high-contrast",
            "monochrome",
            "16-colour",
        ];
        let name = String::deserialize(deserializer)?;
        if name == NAMES[0] {
            return Ok(Self::Auto);
        }
        ThemeName::from_name(&name)
            .map(Self::Named)
            .ok_or_else(|| D::Error::unknown_variant(&name, NAMES))
    }
}

/// The terminal.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terminal {
    /// Whether to draw with ASCII characters alone.
    pub ascii: Ascii,
    /// Whether the mouse works from the start.
    pub mouse: bool,
}

/// How handling caveats are heeded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandlingSettings {
    /// The highest level that may leave the reader by clipboard or export; `None` for any.
    #[serde(deserialize_with = "level::ceiling")]
    pub ceiling: Option<Level>,
}

/// When to draw with ASCII characters alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ascii {
    /// Where the locale is not UTF-8.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Ascii {
    /// Its name in the configuration.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Always => "always",
            Self::Never => "never",
        }
    }
}

impl Settings {
    /// The settings of a reader who has set nothing.
    pub fn defaults() -> Self {
        DeTable::parse(DEFAULTS)
            .map_err(Fault::from)
            .and_then(read)
            .expect("the compiled-in config.toml is read by a test")
    }

    /// The defaults with the reader's file laid over them.
    ///
    /// Tables are laid over one another name by name, keys by what they mean; everything else
    /// is replaced whole. `name` is the file in error messages; nothing is read from it.
    pub fn overlay(text: &str, name: &Path) -> Result<Self, ConfigErrors> {
        let defaults = Self::defaults();
        let read_own = |own: DeTable<'_>| {
            let mut table = DeTable::parse(DEFAULTS)?;
            // Two names of one key would not meet here; the keymap lays them over itself.
            table.get_mut().remove("keys");
            overlay::lay_over(table.get_mut(), own);
            let mut settings = read(table)?;
            settings.keys = defaults.keys.clone().overlaid(settings.keys)?;
            Ok(settings)
        };
        overlay::read(text, name, read_own, own_is_there)
    }

    /// The reader's own rules.
    pub fn rules(&self) -> Rules<'_> {
        Rules {
            persons: &self.persons,
            offices: &self.offices,
            tags: &self.tags,
        }
    }
}

fn read(table: Spanned<DeTable<'_>>) -> Result<Settings, Fault> {
    rules::check(table.get_ref())?;
    Ok(Settings::deserialize(toml::de::Deserializer::from(table))?)
}

/// Looks whether there is a template of the reader's own where it is asked for.
fn own_is_there(table: &DeTable<'_>, settings: &Settings) -> Result<(), Fault> {
    match own_wanted(table).filter(|_| settings.clippings.own.parts.is_empty()) {
        Some(at) => Err(Fault {
            at,
            message: "there is no template of your own".to_owned(),
            hint: Some(
                "write one under [clippings]: own = \"“{words}” ({speaker}, {date})\"".to_owned(),
            ),
        }),
        None => Ok(()),
    }
}

/// Where the reader's own template is asked for.
fn own_wanted(table: &DeTable<'_>) -> Option<Range<usize>> {
    ["clippings", "clipboard"].into_iter().find_map(|name| {
        let template = table.get(name)?.get_ref().get("template")?;
        let is_own = template.get_ref().as_str() == Some(Form::Own.name());
        is_own.then(|| template.span())
    })
}

/// Reads a name: something to read on one line, of up to 40 characters.
fn view_name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Arc<str>, D::Error> {
    let name = String::deserialize(deserializer)?;
    let is_good =
        !name.trim().is_empty() && name.chars().count() <= 40 && !name.contains(char::is_control);
    let wanted = || D::Error::custom("expected a name of 1 to 40 characters on one line");
    is_good.then(|| name.trim().into()).ok_or_else(wanted)
}

/// Reads a whole number from `LOW` to `HIGH`.
fn within<'de, const LOW: u16, const HIGH: u16, D>(deserializer: D) -> Result<u16, D::Error>
where
    D: Deserializer<'de>,
{
    let wanted = || D::Error::custom(format!("expected a whole number from {LOW} to {HIGH}"));
    let number = i64::deserialize(deserializer).map_err(|_| wanted())?;
    u16::try_from(number)
        .ok()
        .filter(|number| (LOW..=HIGH).contains(number))
        .ok_or_else(wanted)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use proptest::prelude::*;

    use super::*;

    fn overlay(text: &str) -> Result<Settings, ConfigErrors> {
        Settings::overlay(text, Path::new("mine.toml"))
    }

    #[test]
    fn the_shipped_file_is_the_defaults_and_an_empty_one_changes_nothing() {
        assert_eq!(overlay(DEFAULTS).unwrap(), Settings::defaults());
        assert_eq!(overlay("").unwrap(), Settings::defaults());
    }

    #[test]
    fn the_defaults_are_what_the_manual_promises() {
        let settings = Settings::defaults();
        assert!(settings.library.folders.is_empty());
        assert!(settings.library.shared.is_empty());
        assert_eq!(settings.reading.width, 72);
        assert_eq!(settings.reading.follow, Follow::AfterPause);
        assert_eq!(settings.reading.pause_ms, 150);
        assert_eq!(settings.panes.list_share, 40);
        assert_eq!(settings.list.order, Order::Newest);
        assert_eq!(settings.theme.name, ThemeChoice::Auto);
        assert_eq!(settings.terminal.ascii, Ascii::Auto);
        assert!(!settings.terminal.mouse);
        assert_eq!(settings.handling.ceiling, None);
    }

    #[test]
    fn a_file_changes_what_it_names_and_nothing_else() {
        let settings = overlay("[reading]\nwidth = 60\n[list]\norder = \"title\"").unwrap();
        assert_eq!(settings.reading.width, 60);
        assert_eq!(settings.reading.follow, Follow::AfterPause);
        assert_eq!(settings.list.order, Order::Title);
        assert_eq!(settings.keys, Settings::defaults().keys);
    }

    #[test]
    fn a_byte_order_mark_and_line_ends_of_windows_do_not_matter() {
        let settings = overlay("\u{feff}[reading]\r\nwidth = 60\r\n").unwrap();
        assert_eq!(settings.reading.width, 60);
    }

    #[test]
    fn the_orders_go_round() {
        let mut order = Order::Newest;
        for _ in Order::ALL {
            order = order.next();
        }
        assert_eq!(order, Order::Newest);
    }

    /// The files of `tests/data/configs/KIND`, by name, with their texts.
    fn files(kind: &str) -> Vec<(PathBuf, String)> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/data/configs")
            .join(kind);
        let mut files: Vec<_> = std::fs::read_dir(folder)
            .unwrap()
            .map(|file| file.unwrap().path())
            .filter(|path| path.extension().is_some_and(|end| end == "toml"))
            .map(|path| (path.clone(), std::fs::read_to_string(path).unwrap()))
            .collect();
        files.sort();
        assert!(!files.is_empty());
        files
    }

    #[test]
    fn good_files_are_read() {
        for (path, text) in files("good") {
            if let Err(error) = Settings::overlay(&text, &path) {
                panic!("{error}");
            }
        }
    }

    /// A new case is a new file, with the message a reader will see beside it.
    #[test]
    fn bad_files_say_what_is_wrong_where_and_what_was_meant() {
        for (path, text) in files("bad") {
            let name = Path::new(path.file_name().unwrap());
            let error = Settings::overlay(&text, name).expect_err(&path.display().to_string());
            let expected = std::fs::read_to_string(path.with_extension("txt")).unwrap_or_default();
            assert_eq!(error.to_string(), expected.trim_end(), "{}", path.display());
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn a_file_damaged_anywhere_is_read_or_said_to_be_wrong(
            at in 0..DEFAULTS.len(),
            gone in 0..40usize,
            put in "[\\PC\n\t]{0,3}",
        ) {
            prop_assert!(DEFAULTS.is_ascii(), "so it can be cut anywhere");
            let head = &DEFAULTS[..at];
            let tail = &DEFAULTS[(at + gone).min(DEFAULTS.len())..];
            if let Err(error) = overlay(&format!("{head}{put}{tail}")) {
                prop_assert!(error.to_string().starts_with("mine.toml:"));
            }
        }
    }
}
