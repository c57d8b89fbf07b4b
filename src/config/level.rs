//! How far what a briefing says may go, as its handling caveat has it.

use std::fmt;

use serde::de::{Deserializer, Error as _};
use serde::{Deserialize, Serialize};

/// What a caveat asks for, the least first: the national and international markings in one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Level {
    /// Marked as free to go: `UNCLASSIFIED`.
    Unclassified,
    /// For official work: `OFFICIAL`.
    Official,
    /// Not secret and not for everybody: `OFFICIAL-SENSITIVE`, `SBU`, `LIMITE`.
    Sensitive,
    /// `RESTRICTED`, `VS-NUR FÜR DEN DIENSTGEBRAUCH`, `DIFFUSION RESTREINTE`.
    Restricted,
    /// `CONFIDENTIAL`.
    Confidential,
    /// `SECRET`.
    Secret,
    /// `TOP SECRET`.
    TopSecret,
}

impl Level {
    /// Every level, the least first.
    pub const ALL: [Self; 7] = [
        Self::Unclassified,
        Self::Official,
        Self::Sensitive,
        Self::Restricted,
        Self::Confidential,
        Self::Secret,
        Self::TopSecret,
    ];

    /// The names of [`Level::ALL`], in their order, after the one for no ceiling.
    const NAMES: &'static [&'static str] = &[
        "none",
        "unclassified",
        "official",
        "sensitive",
        "restricted",
        "confidential",
        "secret",
        "top-secret",
    ];

    /// Its name in the configuration and on the screen.
    pub fn name(self) -> &'static str {
        Self::NAMES[self as usize + 1]
    }

    /// The level of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.name() == name)
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Reads a ceiling: the name of a level, or `none`.
pub(super) fn ceiling<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Level>, D::Error> {
    let name = String::deserialize(deserializer)?;
    match Level::from_name(&name) {
        None if name != "none" => Err(D::Error::unknown_variant(&name, Level::NAMES)),
        level => Ok(level),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_level_has_the_name_that_stands_in_its_place() {
        for level in Level::ALL {
            assert_eq!(Level::from_name(level.name()), Some(level));
        }
        assert_eq!(Level::Unclassified.name(), "unclassified");
        assert_eq!(Level::TopSecret.name(), "top-secret");
        assert!(Level::ALL.is_sorted());
        assert_eq!(Level::from_name("none"), None);
    }
}
