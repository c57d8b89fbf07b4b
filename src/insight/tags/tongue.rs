//! Which of the gazetteer's languages a text may use, and the endings their words take.

/// A set of languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tongues(u8);

impl Tongues {
    pub(super) const NONE: Self = Self(0);
    pub(super) const ENGLISH: Self = Self(1);
    pub(super) const RUSSIAN: Self = Self(2);
    pub(super) const FRENCH: Self = Self(4);
    pub(super) const GERMAN: Self = Self(8);
    pub(super) const SPANISH: Self = Self(16);
    pub(super) const PORTUGUESE: Self = Self(32);
    pub(super) const ALL: Self = Self(63);
    /// Source lines, whose names are not looked for in a running text; those in Russian apart, as
    /// they take its endings.
    const SOURCES: Self = Self(64);
    const SOURCES_IN_RUSSIAN: Self = Self(128);
    /// Every language, and the names that stand in source lines alone.
    pub(super) const SOURCE_LINE: Self = Self(255);

    /// The languages whose names are looked for in a text in `language`.
    ///
    /// A text in a language without a file of its own is read with the English names: many of
    /// them are the same everywhere. Where the language is unknown Russian is read too, since
    /// its letters cannot be mistaken.
    pub(super) fn of(language: Option<&str>) -> Self {
        match language {
            Some("ru") => Self::RUSSIAN,
            Some("fr") => Self::FRENCH,
            Some("de") => Self::GERMAN,
            Some("es") => Self::SPANISH,
            Some("pt") => Self::PORTUGUESE,
            Some(_) => Self::ENGLISH,
            None => Self(Self::ENGLISH.0 | Self::RUSSIAN.0),
        }
    }

    /// Those in which a name of this language is read that stands in source lines alone.
    pub(super) fn in_source_lines(self) -> Self {
        match self {
            Self::RUSSIAN => Self::SOURCES_IN_RUSSIAN,
            _ => Self::SOURCES,
        }
    }

    /// True when both have a language in common.
    pub(super) fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Takes in the languages of `other`.
    pub(super) fn join(&mut self, other: Self) {
        self.0 |= other.0;
    }

    /// These without `other`.
    pub(super) fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// French, Spanish and Portuguese, where "UN", "AU", "EU" in capitals are words.
    pub(super) const fn romance() -> Self {
        Self(Self::FRENCH.0 | Self::SPANISH.0 | Self::PORTUGUESE.0)
    }

    /// True when `tail`, in small letters, may follow a stem of these languages.
    pub(super) fn takes(self, tail: &str) -> bool {
        let endings: &[&str] = match self {
            Self::RUSSIAN | Self::SOURCES_IN_RUSSIAN => RUSSIAN_ENDINGS,
            Self::FRENCH => &["", "e", "s", "es", "ne", "nes"],
            Self::GERMAN => &[
                "", "e", "er", "en", "em", "es", "n", "s", "in", "innen", "ern",
            ],
            Self::SPANISH | Self::PORTUGUESE => &["", "a", "o", "os", "as", "s", "es"],
            _ => &[""],
        };
        endings.contains(&tail)
    }
}

/// The case endings of Russian nouns and adjectives, as far as names of states and bodies
/// take them.
const RUSSIAN_ENDINGS: &[&str] = &[
    "", "а", "я", "о", "е", "ё", "ы", "и", "у", "ю", "й", "ь", "ой", "ей", "ёй", "ою", "ею", "ом",
    "ем", "ём", "ов", "ев", "ёв", "ам", "ям", "ами", "ями", "ах", "ях", "ье", "ья", "ью", "ьем",
    "ии", "ий", "ия", "ый", "ая", "яя", "ое", "ее", "ие", "ые", "ого", "его", "ому", "ему", "ую",
    "юю", "ин", "им", "ым", "их", "ых", "ими", "ыми",
];

#[cfg(test)]
impl Tongues {
    /// True when the language of that number is among them.
    pub(super) fn holds(self, tongue: u8) -> bool {
        self.0 & (1 << tongue) != 0
    }
}
