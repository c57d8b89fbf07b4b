//! Themes by role: what a quote or a warning looks like, wherever it stands.
//!
//! A theme gives each [`Role`] a [`Style`], and the speakers of a briefing a row of styles. The
//! five that ship are data (`themes.toml`). Nothing here knows a terminal; `ui` translates.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::{Deserializer, Error as _, MapAccess, Visitor};

use super::suggest;

/// A colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Colour {
    /// One of the terminal's own sixteen, 0 to 15 (8 and above are the bright ones).
    Named(u8),
    /// One of the 256, 0 to 255; the first sixteen are the terminal's own.
    Indexed(u8),
    /// Red, green and blue.
    Rgb(u8, u8, u8),
}

/// The names of the terminal's own colours, in its order.
const NAMES: [&str; 16] = [
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "white",
    "bright-black",
    "bright-red",
    "bright-green",
    "bright-yellow",
    "bright-blue",
    "bright-magenta",
    "bright-cyan",
    "bright-white",
];

/// How something looks. The default is as the terminal writes by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Style {
    /// The colour of the letters; `None` is the terminal's own.
    pub fg: Option<Colour>,
    /// The colour behind them; `None` is the terminal's own.
    pub bg: Option<Colour>,
    /// In bold.
    pub bold: bool,
    /// Dimmed; some terminals cannot.
    pub dim: bool,
    /// In italics; some terminals cannot.
    pub italic: bool,
    /// Underlined.
    pub underline: bool,
    /// Letters and background changed about.
    pub reverse: bool,
}

/// Why a text is no style.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no colour or style `{0}`")]
pub struct StyleError(String);

impl StyleError {
    /// What to do about it.
    pub fn hint(&self) -> String {
        let names = NAMES.into_iter().chain(["default"]).chain(EFFECTS);
        match suggest::nearest(&self.0, names) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "a style is like \"bold red on black\", \"214\" or \"#4488cc\"".to_owned(),
        }
    }
}

const EFFECTS: [&str; 5] = ["bold", "dim", "italic", "underline", "reverse"];

impl FromStr for Colour {
    type Err = StyleError;

    fn from_str(text: &str) -> Result<Self, StyleError> {
        let name = text.replace("grey", "bright-black");
        if let Some(number) = (0..).zip(NAMES).find(|(_, known)| *known == name) {
            return Ok(Self::Named(number.0));
        }
        let rgb = text
            .strip_prefix('#')
            .filter(|hex| hex.len() == 6 && hex.bytes().all(|digit| digit.is_ascii_hexdigit()))
            .and_then(|hex| u32::from_str_radix(hex, 16).ok());
        if let Some(rgb) = rgb {
            let [_, r, g, b] = rgb.to_be_bytes();
            return Ok(Self::Rgb(r, g, b));
        }
        text.parse()
            .map(Self::Indexed)
            .map_err(|_| StyleError(text.to_owned()))
    }
}

impl FromStr for Style {
    type Err = StyleError;

    fn from_str(text: &str) -> Result<Self, StyleError> {
        let mut style = Self::default();
        let mut words = text.split_whitespace();
        while let Some(word) = words.next() {
            match word {
                "bold" => style.bold = true,
                "dim" => style.dim = true,
                "italic" => style.italic = true,
                "underline" => style.underline = true,
                "reverse" => style.reverse = true,
                "on" => style.bg = colour(words.next().unwrap_or("on"))?,
                other => style.fg = colour(other)?,
            }
        }
        Ok(style)
    }
}

/// A colour, or `None` for `default`.
fn colour(word: &str) -> Result<Option<Colour>, StyleError> {
    match word {
        "default" => Ok(None),
        other => other.parse().map(Some),
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Named(number) => f.write_str(NAMES[usize::from(number) % NAMES.len()]),
            Self::Indexed(number) => number.fmt(f),
            Self::Rgb(r, g, b) => write!(f, "#{r:02x}{g:02x}{b:02x}"),
        }
    }
}

impl fmt::Display for Style {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let effects = [
            self.bold,
            self.dim,
            self.italic,
            self.underline,
            self.reverse,
        ];
        for (name, _) in EFFECTS.into_iter().zip(effects).filter(|(_, on)| *on) {
            write!(f, "{name} ")?;
        }
        match self.fg {
            Some(fg) => fg.fmt(f)?,
            None => f.write_str("default")?,
        }
        match self.bg {
            Some(bg) => write!(f, " on {bg}"),
            None => Ok(()),
        }
    }
}

impl<'de> Deserialize<'de> for Style {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(|error: StyleError| D::Error::custom(format!("{error}\n{}", error.hint())))
    }
}

macro_rules! roles {
    ($($role:ident, $name:literal, $doc:literal;)*) => {
        /// What something on the screen is, which decides how it looks.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Role { $(#[doc = $doc] $role,)* }

        impl Role {
            /// Every role.
            pub const ALL: &'static [Self] = &[$(Self::$role,)*];

            /// Its name in the configuration.
            pub fn name(self) -> &'static str {
                match self { $(Self::$role => $name,)* }
            }
        }

        /// What may stand on the left in a theme.
        const ROLE_NAMES: &[&str] = &[$($name,)* SPEAKERS];
    };
}

roles! {
    Text, "text", "What is there to read.";
    Dim, "dim", "What matters less: dates, sources, scroll marks.";
    Title, "title", "The title of the briefing that is open, and of the program.";
    Heading, "heading", "A heading in a briefing, a facet in the sidebar, a group in the help.";
    Border, "border", "The frame of a pane.";
    BorderFocused, "border_focused", "The frame of the pane that has the keys.";
    Cursor, "cursor", "The row under the cursor.";
    Unread, "unread", "A briefing that is not read.";
    Starred, "starred", "The star.";
    Quote, "quote", "A quote whose speaker is not known.";
    Clipped, "clipped", "Words that were clipped, over what they are besides.";
    Match, "match", "What was searched for.";
    Warning, "warning", "Something to look at: problems, a guess, hidden characters.";
    Error, "error", "Something that failed.";
    TagIncluded, "tag_included", "A tag that briefings must have.";
    TagExcluded, "tag_excluded", "A tag that briefings must not have.";
    Removed, "removed", "Words that a revision has taken away.";
    Added, "added", "Words that a revision has brought.";
    Gauge, "gauge", "Bars and the progress of loading.";
    HintKey, "hint_key", "A key in the hint line, the palette and the help.";
}

/// The name of the row of speakers in a theme.
const SPEAKERS: &str = "speakers";

/// The most speakers that have a style of their own.
const MOST_SPEAKERS: usize = 8;

/// Changes to a theme: what the reader's file, or one of the shipped themes, says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Overrides {
    roles: BTreeMap<Role, Style>,
    /// One to eight, or empty for no change.
    speakers: Vec<Style>,
}

impl Overrides {
    /// The lines of the configuration that make these changes: a name, and a style (for
    /// `speakers`, each of their styles).
    pub fn lines(&self) -> impl Iterator<Item = (&'static str, Vec<String>)> {
        let roles = self.roles.iter();
        let roles = roles.map(|(role, style)| (role.name(), vec![style.to_string()]));
        let speakers: Vec<_> = self.speakers.iter().map(Style::to_string).collect();
        roles.chain((!speakers.is_empty()).then_some((SPEAKERS, speakers)))
    }
}

impl<'de> Deserialize<'de> for Overrides {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Roles;
        impl<'de> Visitor<'de> for Roles {
            type Value = Overrides;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a table of roles and styles")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Overrides, M::Error> {
                let mut overrides = Overrides::default();
                while let Some(left) = map.next_key::<Left>()? {
                    match left {
                        Left::Role(role) => {
                            overrides.roles.insert(role, map.next_value()?);
                        }
                        Left::Speakers => overrides.speakers = map.next_value::<Speakers>()?.0,
                    }
                }
                Ok(overrides)
            }
        }
        deserializer.deserialize_map(Roles)
    }
}

/// What may stand on the left in a theme.
enum Left {
    Role(Role),
    Speakers,
}

impl<'de> Deserialize<'de> for Left {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        if name == SPEAKERS {
            return Ok(Self::Speakers);
        }
        let role = Role::ALL.iter().find(|role| role.name() == name);
        role.map(|&role| Self::Role(role))
            .ok_or_else(|| D::Error::unknown_field(&name, ROLE_NAMES))
    }
}

struct Speakers(Vec<Style>);

impl<'de> Deserialize<'de> for Speakers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let styles = Vec::deserialize(deserializer)?;
        if (1..=MOST_SPEAKERS).contains(&styles.len()) {
            Ok(Self(styles))
        } else {
            Err(D::Error::custom("expected one to eight styles"))
        }
    }
}

/// The themes that ship.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ThemeName {
    /// For a dark background.
    Dark,
    /// For a light background.
    Light,
    /// Black, white and few strong colours; everything also in bold, underlined or reversed.
    HighContrast,
    /// No colour at all.
    Monochrome,
    /// The terminal's own sixteen colours alone, for either background.
    SixteenColour,
}

impl ThemeName {
    /// Every theme, as the key goes through them.
    pub const ALL: [Self; 5] = [
        Self::Dark,
        Self::Light,
        Self::HighContrast,
        Self::Monochrome,
        Self::SixteenColour,
    ];

    /// Its name in the configuration and on the screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
            Self::HighContrast => "high-contrast",
            Self::Monochrome => "monochrome",
            Self::SixteenColour => "16-colour",
        }
    }

    /// The theme of that [`ThemeName::name`].
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }

    /// The one that comes after it, round and round.
    pub fn next(self) -> Self {
        Self::ALL[(self as usize + 1) % Self::ALL.len()]
    }
}

/// What is behind the letters in the reader's terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Background {
    /// Dark: light letters on it.
    Dark,
    /// Light: dark letters on it.
    Light,
}

/// How everything looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    name: ThemeName,
    /// As `Role as usize`.
    roles: Vec<Style>,
    /// Never empty.
    speakers: Vec<Style>,
}

static SHIPPED: LazyLock<BTreeMap<String, Overrides>> = LazyLock::new(|| {
    toml::from_str(include_str!("themes.toml")).expect("the compiled-in themes are read by a test")
});

impl Theme {
    /// One of the themes that ship.
    pub fn named(name: ThemeName) -> Self {
        let plain = Self {
            name,
            roles: vec![Style::default(); Role::ALL.len()],
            speakers: vec![Style::default()],
        };
        match SHIPPED.get(name.name()) {
            Some(styles) => plain.with(styles),
            None => plain,
        }
    }

    /// The theme for a background, where the reader has named none.
    pub fn for_background(background: Background) -> Self {
        Self::named(match background {
            Background::Dark => ThemeName::Dark,
            Background::Light => ThemeName::Light,
        })
    }

    /// The theme with changes made to it.
    pub fn with(mut self, changes: &Overrides) -> Self {
        for (&role, &style) in &changes.roles {
            self.roles[role as usize] = style;
        }
        if !changes.speakers.is_empty() {
            self.speakers.clone_from(&changes.speakers);
        }
        self
    }

    /// Which of the shipped themes it is, or was made from.
    pub fn name(&self) -> ThemeName {
        self.name
    }

    /// How something of that role looks.
    pub fn style(&self, role: Role) -> Style {
        self.roles[role as usize]
    }

    /// How the quotes of the `n`th speaker of a briefing look; after the last style it begins
    /// again, so neighbours differ but not everybody does.
    pub fn speaker(&self, n: usize) -> Style {
        self.speakers[n % self.speakers.len()]
    }

    /// Every role with its style.
    pub fn roles(&self) -> impl Iterator<Item = (Role, Style)> {
        Role::ALL.iter().map(|&role| (role, self.style(role)))
    }

    /// The styles of the speakers, at least one.
    pub fn speakers(&self) -> &[Style] {
        &self.speakers
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn effects(style: Style) -> [bool; 5] {
        [
            style.bold,
            style.dim,
            style.italic,
            style.underline,
            style.reverse,
        ]
    }

    #[test]
    fn every_shipped_theme_says_how_every_role_looks() {
        for name in ThemeName::ALL {
            let styles = &SHIPPED[name.name()];
            for role in Role::ALL {
                assert!(styles.roles.contains_key(role), "{name:?} lacks {role:?}");
            }
            assert!(styles.speakers.len() >= 4, "{name:?}");
            assert_eq!(Theme::named(name).name(), name);
        }
        assert_eq!(SHIPPED.len(), ThemeName::ALL.len());
    }

    #[test]
    fn monochrome_has_no_colour_and_high_contrast_does_not_need_it() {
        let mono = Theme::named(ThemeName::Monochrome);
        let styles = mono.roles().map(|(_, style)| style);
        for style in styles.chain(mono.speakers().iter().copied()) {
            assert_eq!((style.fg, style.bg), (None, None));
        }
        for name in [ThemeName::Monochrome, ThemeName::HighContrast] {
            let theme = Theme::named(name);
            let plain = effects(theme.style(Role::Text));
            for role in [
                Role::BorderFocused,
                Role::Cursor,
                Role::Unread,
                Role::Starred,
                Role::Quote,
                Role::Clipped,
                Role::Match,
                Role::Error,
                Role::TagIncluded,
                Role::TagExcluded,
            ] {
                assert_ne!(effects(theme.style(role)), plain, "{name:?} {role:?}");
            }
            let (included, excluded) = (Role::TagIncluded, Role::TagExcluded);
            assert_ne!(
                effects(theme.style(included)),
                effects(theme.style(excluded))
            );
        }
    }

    #[test]
    fn sixteen_colours_are_the_terminals_own() {
        let theme = Theme::named(ThemeName::SixteenColour);
        let styles = theme.roles().map(|(_, style)| style);
        for style in styles.chain(theme.speakers().iter().copied()) {
            for colour in [style.fg, style.bg].into_iter().flatten() {
                assert!(matches!(colour, Colour::Named(_)), "{colour}");
            }
        }
    }

    #[test]
    fn a_style_is_written_as_one_would_say_it() {
        let style: Style = "bold red on bright-yellow underline".parse().unwrap();
        assert_eq!(style.fg, Some(Colour::Named(1)));
        assert_eq!(style.bg, Some(Colour::Named(11)));
        assert!(style.bold && style.underline && !style.dim);
        assert_eq!("#0a0B0c".parse(), Ok(Colour::Rgb(10, 11, 12)));
        assert_eq!("default".parse(), Ok(Style::default()));
        assert_eq!("grey".parse(), Ok(Colour::Named(8)));
    }

    #[test]
    fn what_is_no_style_says_so_and_what_was_meant() {
        let error = "bold rde".parse::<Style>().unwrap_err();
        assert_eq!(error.to_string(), "there is no colour or style `rde`");
        assert_eq!(error.hint(), "did you mean `red`?");
        for wrong in ["red on", "256", "#12345", "#12345é", "-1"] {
            assert!(wrong.parse::<Style>().is_err(), "{wrong}");
        }
    }

    fn any_colour() -> impl Strategy<Value = Option<Colour>> {
        proptest::option::of(prop_oneof![
            (0..16u8).prop_map(Colour::Named),
            any::<u8>().prop_map(Colour::Indexed),
            any::<(u8, u8, u8)>().prop_map(|(r, g, b)| Colour::Rgb(r, g, b)),
        ])
    }

    proptest! {
        #[test]
        fn a_style_reads_back_as_it_is_shown(
            (fg, bg) in (any_colour(), any_colour()),
            [bold, dim, italic, underline, reverse] in any::<[bool; 5]>(),
        ) {
            let style = Style { fg, bg, bold, dim, italic, underline, reverse };
            prop_assert_eq!(style.to_string().parse(), Ok(style));
        }
    }
}
