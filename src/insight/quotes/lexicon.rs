//! The words that matter, by language: reporting verbs, titles, roles, pronouns, first names.
//!
//! The lists are data (`data/LANGUAGE.txt`), one `sense: words …` a line. A word may have several
//! senses ("report" is a verb of reporting and a document).

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::{BitOr, BitOrAssign};
use std::sync::LazyLock;

use super::russian;

/// A set of senses that a word can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Sense(u64);

impl Sense {
    /// A verb that reports speech in a finite form: said, stressed, erklärte.
    pub(super) const CUE: Self = Self(1);
    /// A participle that reports for the subject of its sentence: adding, stressing.
    pub(super) const PARTICIPLE: Self = Self(1 << 1);
    /// Opens "according to", « selon », «по словам»; the next words name the speaker.
    pub(super) const CITE: Self = Self(1 << 2);
    /// A verb that makes a fragment in marks somebody's words but seldom a whole speech: called.
    pub(super) const WEAK: Self = Self(1 << 3);
    /// May stand between a subject and its verb: auxiliaries and adverbs.
    pub(super) const AUXILIARY: Self = Self(1 << 4);
    /// Stands before a name and is no part of it: Mr, President, Senator.
    pub(super) const TITLE: Self = Self(1 << 5);
    /// Heads a phrase that names a person by what they do: minister, spokesman.
    pub(super) const ROLE: Self = Self(1 << 6);
    /// Heads a phrase that names a body: ministry, government, council.
    pub(super) const BODY: Self = Self(1 << 7);
    /// Heads a phrase that names a document: statement, letter, law.
    pub(super) const DOCUMENT: Self = Self(1 << 8);
    /// Third person singular pronouns.
    pub(super) const HE: Self = Self(1 << 9);
    pub(super) const SHE: Self = Self(1 << 10);
    pub(super) const THEY: Self = Self(1 << 11);
    pub(super) const IT: Self = Self(1 << 12);
    /// I, we.
    pub(super) const FIRST: Self = Self(1 << 13);
    pub(super) const YOU: Self = Self(1 << 14);
    /// Articles, possessives, demonstratives.
    pub(super) const DETERMINER: Self = Self(1 << 15);
    /// Lower-case parts of names: de, van, bin.
    pub(super) const PARTICLE: Self = Self(1 << 16);
    pub(super) const PREPOSITION: Self = Self(1 << 17);
    pub(super) const CONJUNCTION: Self = Self(1 << 18);
    /// Capitalised at the start of a sentence but never a name: In, Today, Asked.
    pub(super) const STOP: Self = Self(1 << 19);
    /// Announces a term, a title or a name in marks: so-called, entitled, film.
    pub(super) const TERM: Self = Self(1 << 20);
    pub(super) const MALE: Self = Self(1 << 21);
    pub(super) const FEMALE: Self = Self(1 << 22);
    /// Parts of the names of offices: State, Defense, Treasury.
    pub(super) const OFFICE: Self = Self(1 << 23);
    /// A word that ends in a full stop without ending a sentence.
    pub(super) const ABBREVIATION: Self = Self(1 << 24);
    /// The label of a question in a transcript.
    pub(super) const QUESTION: Self = Self(1 << 25);
    /// Labels that open no turn: Note, Source, Subject.
    pub(super) const CAPTION: Self = Self(1 << 26);
    /// A cue that takes an addressee: what follows it is never its subject.
    pub(super) const TELL: Self = Self(1 << 27);
    /// Forms of "to be": with a participle they make a passive, which names nobody.
    pub(super) const BE: Self = Self(1 << 28);
    /// Nationalities, as modifiers of a role.
    pub(super) const DEMONYM: Self = Self(1 << 29);
    /// Documents that a person writes: letter, message.
    pub(super) const LETTER: Self = Self(1 << 30);
    /// Follows a term that a text defines: means, denotes.
    pub(super) const DEFINES: Self = Self(1 << 31);
    /// Puts a title below the one without it: vice, deputy, assistant.
    pub(super) const RANK: Self = Self(1 << 32);
    /// Opens a reported clause: that.
    pub(super) const THAT: Self = Self(1 << 33);

    /// What a crowd shouts or writes on its banners: slogan, chant.
    pub(super) const SLOGAN: Self = Self(1 << 34);

    /// Finite verbs of which another verb hangs: has, will, would.
    pub(super) const MODAL: Self = Self(1 << 35);

    /// A first name in another case than the first.
    pub(super) const OBLIQUE: Self = Self(1 << 36);

    const NAMED: [(&'static str, Self); 36] = [
        ("cue", Self::CUE),
        ("participle", Self::PARTICIPLE),
        ("cite", Self::CITE),
        ("weak", Self::WEAK),
        ("auxiliary", Self::AUXILIARY),
        ("title", Self::TITLE),
        ("role", Self::ROLE),
        ("body", Self::BODY),
        ("document", Self::DOCUMENT),
        ("he", Self::HE),
        ("she", Self::SHE),
        ("they", Self::THEY),
        ("it", Self::IT),
        ("first", Self::FIRST),
        ("you", Self::YOU),
        ("determiner", Self::DETERMINER),
        ("particle", Self::PARTICLE),
        ("preposition", Self::PREPOSITION),
        ("conjunction", Self::CONJUNCTION),
        ("stop", Self::STOP),
        ("term", Self::TERM),
        ("male", Self::MALE),
        ("female", Self::FEMALE),
        ("office", Self::OFFICE),
        ("abbreviation", Self::ABBREVIATION),
        ("question", Self::QUESTION),
        ("caption", Self::CAPTION),
        ("tell", Self::TELL),
        ("be", Self::BE),
        ("demonym", Self::DEMONYM),
        ("letter", Self::LETTER),
        ("defines", Self::DEFINES),
        ("rank", Self::RANK),
        ("that", Self::THAT),
        ("slogan", Self::SLOGAN),
        ("modal", Self::MODAL),
    ];

    /// Any third person pronoun.
    pub(super) const THIRD: Self = Self(Self::HE.0 | Self::SHE.0 | Self::THEY.0 | Self::IT.0);
    /// Any pronoun that can be a subject.
    pub(super) const PRONOUN: Self = Self(Self::THIRD.0 | Self::FIRST.0 | Self::YOU.0);
    /// Any head of a phrase that names a speaker without a name.
    pub(super) const HEAD: Self = Self(Self::ROLE.0 | Self::BODY.0 | Self::DOCUMENT.0);
    /// Any word of reporting.
    pub(super) const REPORTING: Self = Self(Self::CUE.0 | Self::PARTICIPLE.0 | Self::WEAK.0);

    /// What is left of the senses when only `senses` count.
    pub(super) fn only(self, senses: Self) -> Self {
        Self(self.0 & senses.0)
    }

    /// Both sets, for constants.
    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// True when the word has at least one of `senses`.
    pub(super) fn is(self, senses: Self) -> bool {
        self.0 & senses.0 != 0
    }
}

impl BitOr for Sense {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for Sense {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// The languages that have rules of their own beside their words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Tongue {
    English,
    French,
    German,
    Russian,
    Spanish,
    /// No word list: nobody is named.
    #[default]
    Other,
}

impl Tongue {
    /// The code of the language whose words these are; none where it has no words.
    pub(super) fn language(self) -> Option<&'static str> {
        Some(match self {
            Self::English => "en",
            Self::French => "fr",
            Self::German => "de",
            Self::Russian => "ru",
            Self::Spanish => "es",
            Self::Other => return None,
        })
    }
}

/// The words of one language.
///
/// Every word of every text is looked up, so that the usual case costs one comparison: a word of
/// up to sixteen bytes is one number.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    short: HashMap<u128, Sense, BuildHasherDefault<PackedHasher>>,
    long: HashMap<Box<str>, Sense>,
    tongue: Tongue,
}

/// A word as a number; `None` when it is longer than sixteen bytes.
///
/// Put together from two overlapping halves of a fixed length: copying so few bytes of any length
/// would cost as much as the look-up.
fn packed(word: &[u8]) -> Option<u128> {
    let length = word.len();
    let shift = |bytes: usize| 8 * bytes;
    let packed = match length {
        0 => 0,
        1..=3 => {
            let byte = |at: usize| u128::from(word[at]) << shift(at);
            byte(0) | byte(length / 2) | byte(length - 1)
        }
        4..=7 => {
            let half = |at: usize| {
                word[at..]
                    .first_chunk()
                    .map(|four| u32::from_le_bytes(*four))
            };
            u128::from(half(0)?) | u128::from(half(length - 4)?) << shift(length - 4)
        }
        8..=16 => {
            let half = |at: usize| {
                word[at..]
                    .first_chunk()
                    .map(|eight| u64::from_le_bytes(*eight))
            };
            u128::from(half(0)?) | u128::from(half(length - 8)?) << shift(length - 8)
        }
        _ => return None,
    };
    Some(packed)
}

/// The packed word, which is ASCII, with its letters small: all sixteen bytes at once.
fn in_small_letters(packed: u128) -> u128 {
    /// A one in every byte.
    const EACH: u128 = u128::MAX / 0xFF;
    const HIGH: u128 = 0x80 * EACH;
    // A sum reaches the high bit of its byte from `A` on, and from the byte after `Z` on; no sum
    // carries into the next byte, for a byte of ASCII is below 0x80.
    let from_a = packed + (0x80 - b'A' as u128) * EACH;
    let from_after_z = packed + (0x7F - b'Z' as u128) * EACH;
    let is_capital = (from_a ^ from_after_z) & HIGH;
    // 0x80 becomes 0x20, what tells small letters from capitals.
    packed | is_capital >> 2
}

/// Folds a packed word into one that a table can take its places from. The keys are ours, so that
/// no one can choose them to collide.
#[derive(Debug, Default)]
struct PackedHasher(u64);

impl Hasher for PackedHasher {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn write_u128(&mut self, packed: u128) {
        /// The golden ratio of 64 bits: an odd number whose multiples spread evenly.
        const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the two halves of the number"
        )]
        let (low, high) = (packed as u64, (packed >> 64) as u64);
        let mixed = (low ^ high.rotate_left(29)).wrapping_mul(SPREAD);
        self.0 = (mixed ^ mixed >> 32).wrapping_mul(SPREAD);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// The longest word looked up, in bytes; what is longer has no sense for us.
const LONGEST: usize = 40;

static ENGLISH: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::read(Tongue::English, include_str!("data/en.txt")));
static FRENCH: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::read(Tongue::French, include_str!("data/fr.txt")));
static GERMAN: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::read(Tongue::German, include_str!("data/de.txt")));
static RUSSIAN: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::read(Tongue::Russian, include_str!("data/ru.txt")));
static SPANISH: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::read(Tongue::Spanish, include_str!("data/es.txt")));
static UNKNOWN: LazyLock<Lexicon> = LazyLock::new(Lexicon::default);

impl Lexicon {
    /// The words of a language by its ISO 639-1 code; English where none is known.
    pub(super) fn of(language: Option<&str>) -> &'static Self {
        match language {
            None | Some("en") => &ENGLISH,
            Some("fr") => &FRENCH,
            Some("de") => &GERMAN,
            Some("ru") => &RUSSIAN,
            Some("es") => &SPANISH,
            Some(_) => &UNKNOWN,
        }
    }

    /// True when it holds nothing, so that nobody can be named.
    pub(super) fn is_empty(&self) -> bool {
        self.short.is_empty()
    }

    /// Which language's words these are.
    pub(super) fn tongue(&self) -> Tongue {
        self.tongue
    }

    fn read(tongue: Tongue, lists: &str) -> Self {
        let mut lexicon = Self {
            tongue,
            ..Self::default()
        };
        for line in lists.lines() {
            let Some((name, list)) = line.split_once(':').filter(|_| !line.starts_with('#')) else {
                continue;
            };
            let sense = Sense::NAMED.iter().find(|(known, _)| *known == name.trim());
            let Some(&(_, sense)) = sense else { continue };
            for word in list.split_whitespace() {
                lexicon.add(word, sense);
                if tongue == Tongue::Russian && sense.is(Sense::MALE | Sense::FEMALE) {
                    for form in russian::oblique(word) {
                        lexicon.add(&form, sense | Sense::OBLIQUE);
                    }
                }
            }
        }
        lexicon
    }

    fn add(&mut self, word: &str, sense: Sense) {
        *match packed(word.as_bytes()) {
            Some(packed) => self.short.entry(packed).or_default(),
            None => self.long.entry(word.into()).or_default(),
        } |= sense;
    }

    /// The senses of a word in any case. Allocates nothing.
    pub(super) fn sense(&self, word: &str) -> Sense {
        if word.len() > LONGEST {
            return Sense::default();
        }
        let found = if word.is_ascii()
            && let Some(packed) = packed(word.as_bytes())
        {
            self.short.get(&in_small_letters(packed))
        } else {
            let mut buffer = [0; 2 * LONGEST];
            let length = lower_into(word, &mut buffer);
            match packed(&buffer[..length]) {
                Some(packed) => self.short.get(&packed),
                None => std::str::from_utf8(&buffer[..length])
                    .ok()
                    .and_then(|lower| self.long.get(lower)),
            }
        };
        found.copied().unwrap_or_default()
    }
}

/// Writes the lower-case form of a word and returns its length; what does not fit is cut off.
fn lower_into(word: &str, buffer: &mut [u8]) -> usize {
    let mut length = 0;
    for c in word.chars().flat_map(char::to_lowercase) {
        if length + c.len_utf8() > buffer.len() {
            break;
        }
        length += c.encode_utf8(&mut buffer[length..]).len();
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_lists_names_a_known_sense() {
        for lists in [
            include_str!("data/en.txt"),
            include_str!("data/fr.txt"),
            include_str!("data/de.txt"),
            include_str!("data/ru.txt"),
            include_str!("data/es.txt"),
        ] {
            for line in lists
                .lines()
                .filter(|line| !line.is_empty() && !line.starts_with('#'))
            {
                let (name, _) = line.split_once(':').expect("sense: words");
                assert!(
                    Sense::NAMED.iter().any(|(known, _)| *known == name),
                    "{line}"
                );
            }
        }
    }

    #[test]
    fn a_word_of_any_length_is_packed_byte_by_byte() {
        let letters = b"abcdefghijklmnopq";
        for length in 0..=17 {
            let bytes = packed(&letters[..length]).map(u128::to_le_bytes);
            let mut expected = [0; 16];
            if length <= 16 {
                expected[..length].copy_from_slice(&letters[..length]);
            }
            assert_eq!(bytes, (length <= 16).then_some(expected));
        }
    }

    #[test]
    fn packed_letters_are_made_small_and_nothing_else() {
        for byte in 0..0x80_u8 {
            let small = u128::from(byte.to_ascii_lowercase());
            assert_eq!(in_small_letters(u128::from(byte)), small, "{byte}");
            assert_eq!(in_small_letters(u128::from(byte) << 120), small << 120);
        }
    }

    #[test]
    fn a_word_has_its_senses_in_any_case() {
        let english = Lexicon::of(Some("en"));
        assert!(english.sense("SAID").is(Sense::CUE));
        assert!(english.sense("President").is(Sense::TITLE));
        assert!(english.sense("President").is(Sense::ROLE));
        assert!(Lexicon::of(Some("ru")).sense("Заявил").is(Sense::CUE));
        assert_eq!(Lexicon::of(Some("ja")).sense("said"), Sense::default());
    }
}
