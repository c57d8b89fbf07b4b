//! Keyboard layouts of other scripts: which key of the usual Latin layout stands at the same place.
//!
//! Who has just written a note in Russian presses `о` and means `j`. Only letters that ASCII has
//! not are translated: what both layouts can type is taken as it comes.

use serde::Deserialize;
use serde::de::{Deserializer, Error as _};

use super::suggest;

/// A family of layouts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    /// Russian, with the letters that Ukrainian and Belarusian have in their places.
    Cyrillic,
    /// Greek.
    Greek,
    /// Arabic, as the 101 keys have it.
    Arabic,
    /// Hebrew.
    Hebrew,
}

impl Script {
    /// Every family.
    pub const ALL: [Self; 4] = [Self::Cyrillic, Self::Greek, Self::Arabic, Self::Hebrew];

    /// Its name in the configuration.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cyrillic => "cyrillic",
            Self::Greek => "greek",
            Self::Arabic => "arabic",
            Self::Hebrew => "hebrew",
        }
    }

    /// Its letters, and below each what the Latin layout has on the same key.
    fn rows(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Cyrillic => &[
                ("йцукенгшщзхъ", "qwertyuiop[]"),
                ("ЙЦУКЕНГШЩЗХЪ", "QWERTYUIOP{}"),
                ("фывапролджэ", "asdfghjkl;'"),
                ("ФЫВАПРОЛДЖЭ", "ASDFGHJKL:\""),
                ("ячсмитьбюё", "zxcvbnm,.`"),
                ("ЯЧСМИТЬБЮЁ№", "ZXCVBNM<>~#"),
                ("іїєґў", "s]'\\o"),
                ("ІЇЄҐЎ", "S}\"|O"),
            ],
            Self::Greek => &[
                ("ςερτυθιοπ", "wertyuiop"),
                ("ΕΡΤΥΘΙΟΠ", "ERTYUIOP"),
                ("ασδφγηξκλ", "asdfghjkl"),
                ("ΑΣΔΦΓΗΞΚΛ", "ASDFGHJKL"),
                ("ζχψωβνμ", "zxcvbnm"),
                ("ΖΧΨΩΒΝΜ", "ZXCVBNM"),
            ],
            Self::Arabic => &[
                ("ضصثقفغعهخحجد", "qwertyuiop[]"),
                ("شسيبلاتنمكط", "asdfghjkl;'"),
                ("ئءؤرىةوزظذ", "zxcvnm,./`"),
                ("إ÷×؛أـ،آ؟", "YIOPHJKN?"),
                ("ﻻ٠١٢٣٤٥٦٧٨٩", "b0123456789"),
            ],
            Self::Hebrew => &[
                ("קראטוןםפ", "ertyuiop"),
                ("שדגכעיחלךף", "asdfghjkl;"),
                ("זסבהנמצתץ", "zxcvbnm,."),
            ],
        }
    }

    /// What the Latin layout has where this one has `letter`.
    fn latin(self, letter: char) -> Option<char> {
        let pairs = self.rows().iter();
        let mut pairs = pairs.flat_map(|(own, latin)| own.chars().zip(latin.chars()));
        pairs
            .find(|(own, _)| *own == letter)
            .map(|(_, latin)| latin)
    }
}

/// What the Latin layout has where one of these has `letter`.
pub(super) fn latin(scripts: &[Script], letter: char) -> Option<char> {
    let is_other = !letter.is_ascii();
    let mut latin = scripts.iter().map(|script| script.latin(letter));
    latin.find_map(|latin| latin).filter(|_| is_other)
}

impl<'de> Deserialize<'de> for Script {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        let names = Self::ALL.map(Self::name);
        let found = Self::ALL.into_iter().find(|script| script.name() == name);
        found.ok_or_else(|| {
            let hint = match suggest::nearest(&name, names) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("there are {}", names.join(", ")),
            };
            D::Error::custom(format!("there is no layout `{name}`\n{hint}"))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_of_a_layout_has_its_own_place() {
        for script in Script::ALL {
            for (own, latin) in script.rows() {
                assert_eq!(own.chars().count(), latin.chars().count(), "{own}");
                assert!(!own.chars().any(|c| c.is_ascii()), "{own}");
                assert!(latin.is_ascii(), "{latin}");
            }
        }
        let all = Script::ALL.iter().flat_map(|script| script.rows());
        let mut letters: Vec<char> = all.flat_map(|(own, _)| own.chars()).collect();
        let count = letters.len();
        letters.sort_unstable();
        letters.dedup();
        assert_eq!(letters.len(), count, "a letter stands in two places");
    }

    #[test]
    fn a_letter_is_taken_by_its_place() {
        for (letter, key) in [('о', 'j'), ('Й', 'Q'), ('η', 'h'), ('ت', 'j'), ('ל', 'k')] {
            assert_eq!(latin(&Script::ALL, letter), Some(key));
        }
        assert_eq!(latin(&[Script::Greek], 'о'), None, "that is Cyrillic");
        assert_eq!(latin(&Script::ALL, 'é'), None);
    }
}
