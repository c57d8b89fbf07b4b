//! Lines that mark how secret a text is: `SECRET//NOFORN`, `UNCLAS SECTION 01 OF 02 ROME 001234`.
//!
//! A line is a marking if it is made of known phrases and nothing else; a cable's may go on with
//! the post and the number of the cable. Portion marks (`(C)`) are no lines.
//!
//! A letter of another alphabet that looks the same is taken for the one it looks like: a `SЕCRET`
//! with a Cyrillic Е is as secret to its reader.

use std::iter;
use std::sync::LazyLock;

use crate::config::Level;
use crate::text::hash::{HashMap, HashSet};

use look_alikes::Spelling;

mod look_alikes;

/// The longest line that is looked at, in bytes.
const LONGEST: usize = 160;

/// The most words of a phrase of the list, and of what may be one.
const PHRASE: usize = 6;

/// Words that only cables and markings have.
const CABLE: [&str; 10] = [
    "UNCLAS",
    "NOFORN",
    "SIPDIS",
    "NODIS",
    "EXDIS",
    "LIMDIS",
    "STADIS",
    "NIACT",
    "SECSTATE",
    "AMEMBASSY",
];

/// Words whose number is none of a cable.
const OTHER_NUMBERS: [&str; 9] = [
    "NO", "NR", "NUMBER", "TEL", "PHONE", "FAX", "PO", "BOX", "HELPLINE",
];

/// Words that make a declared marking mean something other than the level that follows.
const DENIALS: [&str; 4] = ["NON", "NOT", "NICHT", "НЕ"];

/// The phrases that mark a text, and the words beside them.
struct Phrases {
    known: HashMap<String, Phrase>,
    /// The words that phrases begin with, and the first two letters of each.
    openers: HashSet<String>,
    initials: HashSet<[char; 2]>,
}

/// What a phrase means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phrase {
    Marks {
        level: Level,
        /// It counts in small letters too.
        small: bool,
    },
    With,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::read(include_str!("markings.txt")));

impl Phrases {
    /// Reads the list; what is no line of it is passed over, which a test would tell.
    fn read(list: &str) -> Self {
        let mut known = HashMap::default();
        let lines = list.lines().filter(|line| !line.starts_with('#'));
        for (name, phrases) in lines.filter_map(|line| line.split_once(": ")) {
            let level = Level::from_name(name);
            for phrase in phrases.split('|').map(str::trim) {
                let bare = phrase.trim_start_matches('=');
                let meaning = level.map_or(Phrase::With, |level| Phrase::Marks {
                    level,
                    small: bare.len() < phrase.len(),
                });
                known.entry(bare.to_owned()).or_insert(meaning);
                // Letters set apart do not show where words end.
                known.entry(bare.replace(' ', "")).or_insert(meaning);
            }
        }
        let first = |phrase: &String| phrase.split(' ').next().unwrap_or_default().to_owned();
        let openers: HashSet<String> = known.keys().map(first).collect();
        Self {
            initials: openers.iter().filter_map(|word| initials(word)).collect(),
            known,
            openers,
        }
    }

    /// The longest phrase that `words` open with, and how many words it has.
    fn longest(&self, words: &[String]) -> Option<(Phrase, usize)> {
        if !words
            .first()
            .is_some_and(|word| self.openers.contains(word))
        {
            return None;
        }
        (1..=PHRASE.min(words.len())).rev().find_map(|count| {
            let phrase = self.known.get(&words[..count].join(" "))?;
            Some((*phrase, count))
        })
    }
}

/// The level that a line marks its text with; `None` if it is anything but a marking.
pub(super) fn of_line(line: &str) -> Option<Level> {
    if line.len() > LONGEST || line.ends_with(['?', '!', ',']) {
        return None;
    }
    let line = without_key(line);
    let levels = Spelling::all_of(line).map(|spelling| of_line_in(line, spelling));
    levels.max()?
}

fn of_line_in(line: &str, spelling: Spelling) -> Option<Level> {
    // Most lines are known for something else by their first letters or their first word.
    let initials = initials(line)?.map(|letter| spelling.of_letter(letter));
    if !PHRASES.initials.contains(&initials) {
        return None;
    }
    let mut words = words(line, spelling);
    let first = words.next().filter(|word| PHRASES.openers.contains(word))?;
    let words: Vec<String> = iter::once(first).chain(words).collect();
    let read = read(&words, line)?;
    let in_capitals = !line.chars().any(char::is_lowercase);
    (in_capitals || read.small).then_some(read.level)
}

/// The line without the key of a header that stands elsewhere: `Classification: SECRET`.
pub(super) fn without_key(line: &str) -> &str {
    const KEYS: [&str; 3] = ["CLASSIFICATION", "CAVEAT", "MARKING"];
    let is_key = |key, spelling| KEYS.iter().any(|it| words(key, spelling).eq([*it]));
    match line.split_once(':') {
        Some((key, rest)) if Spelling::all_of(key).any(|spelling| is_key(key, spelling)) => rest,
        _ => line,
    }
}

/// The level that a declared marking asks for: the highest that it names, in any case. What it
/// denies (`Non-confidential version`) is not named.
pub(super) fn of_declared(value: &str) -> Option<Level> {
    let levels = Spelling::all_of(value).map(|spelling| of_declared_in(value, spelling));
    levels.max()?
}

fn of_declared_in(value: &str, spelling: Spelling) -> Option<Level> {
    let words: Vec<String> = words(value, spelling).collect();
    if words == ["PUBLIC"] {
        return Some(Level::Unclassified);
    }
    let mut highest = None;
    let mut at = 0;
    while at < words.len() {
        let (level, count) = match PHRASES.longest(&words[at..]) {
            Some((Phrase::Marks { level, .. }, count)) => (Some(level), count),
            Some((Phrase::With, count)) => (None, count),
            None => (None, 1),
        };
        let is_denied = at > 0 && DENIALS.contains(&words[at - 1].as_str());
        if !is_denied {
            highest = highest.max(level);
        }
        at += count;
    }
    highest
}

/// What a line of known phrases says.
struct Read {
    level: Level,
    small: bool,
}

fn read(words: &[String], line: &str) -> Option<Read> {
    let mut level = None;
    let mut small = true;
    let mut at = 0;
    while at < words.len() {
        let rest = &words[at..];
        at += match PHRASES.longest(rest) {
            Some((
                Phrase::Marks {
                    level: found,
                    small: too,
                },
                count,
            )) => {
                level = level.max(Some(found));
                small &= too;
                count
            }
            Some((Phrase::With, count)) => count,
            None if level.is_some() => match releasable(rest) {
                Some(count) => count,
                None => {
                    // Cables were typed in capitals.
                    small = false;
                    section(rest).or_else(|| cable(words, at, line))?
                }
            },
            None => return None,
        };
    }
    Some(Read {
        level: level?,
        small,
    })
}

/// How many words say to whom it may be released: `REL TO USA, FVEY`.
fn releasable(words: &[String]) -> Option<usize> {
    let opener = match words {
        [rel, to, ..] if rel == "REL" && to == "TO" => 2,
        [rel, ..] if rel == "REL" => 1,
        _ => return None,
    };
    let is_code = |word: &&String| {
        (3..=4).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase())
    };
    let codes = words[opener..].iter().take_while(is_code).count();
    (codes > 0).then_some(opener + codes)
}

/// How many words are the section of a cable, with its post and its number if it has them:
/// `SECTION 01 OF 02 PORT MORESBY 000123`.
fn section(words: &[String]) -> Option<usize> {
    let is_section = matches!(words, [section, one, of, all, ..]
        if section == "SECTION"
            && of == "OF"
            && is_number(one, 1..=2)
            && is_number(all, 1..=2));
    if !is_section {
        return None;
    }
    let post = post(&words[4..]);
    let number = post.and_then(|post| words.get(4 + post));
    let is_whole = number.is_some_and(|number| is_number(number, 5..=7));
    Some(4 + post.filter(|_| is_whole).map_or(0, |post| post + 1))
}

/// How many words from `at` on are the post and the number of a cable: `KABUL 000123`.
///
/// A helpline, a fund and a gazette have numbers, too. A cable's has a nought before it, or six
/// digits beside a word of [`CABLE`]; nothing but blanks parts it from the post.
fn cable(words: &[String], at: usize, line: &str) -> Option<usize> {
    let rest = &words[at..];
    let post = post(rest)?;
    let number = rest.get(post)?;
    let is_cable =
        words.iter().any(|word| CABLE.contains(&word.as_str())) || rest[..post] == ["STATE"];
    let is_its_own =
        number.starts_with('0') && is_number(number, 5..=7) || is_cable && is_number(number, 6..=6);
    let is_other = rest[..post]
        .iter()
        .any(|word| OTHER_NUMBERS.contains(&word.as_str()));
    let before = line.split(number.as_str()).next().unwrap_or_default();
    let is_plain = !before.contains([',', ':', ';', '#', '№']);
    (is_its_own && is_plain && !is_other).then_some(post + 1)
}

/// How many words are the name of a post.
fn post(words: &[String]) -> Option<usize> {
    let is_name = |word: &&String| word.chars().all(char::is_alphabetic);
    let count = words.iter().take_while(is_name).count();
    (1..=4).contains(&count).then_some(count)
}

fn is_number(word: &str, digits: std::ops::RangeInclusive<usize>) -> bool {
    digits.contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// The first two letters of a line as capitals, be they in one word or set apart; no marking has fewer.
fn initials(line: &str) -> Option<[char; 2]> {
    let mut letters = line.chars().filter(|c| c.is_alphanumeric());
    let mut capital = || letters.next()?.to_uppercase().next();
    Some([capital()?, capital()?])
}

/// The words of a line in capitals, letters set apart put together.
fn words(line: &str, spelling: Spelling) -> impl Iterator<Item = String> {
    let all = line.split(|c: char| !c.is_alphanumeric());
    let mut all = all.filter(|word| !word.is_empty()).peekable();
    iter::from_fn(move || {
        let first = all.next()?;
        let mut word = first.to_uppercase();
        if is_letter(first) {
            while let Some(letter) = all.next_if(|next| is_letter(next)) {
                word.push_str(&letter.to_uppercase());
            }
        }
        Some(spelling.of(word))
    })
}

fn is_letter(word: &str) -> bool {
    word.chars().nth(1).is_none() && word.chars().all(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_list_is_read() {
        let lines = include_str!("markings.txt").lines();
        for line in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (name, phrases) = line.split_once(": ").unwrap();
            assert!(name == "with" || Level::from_name(name).is_some(), "{name}");
            for phrase in phrases
                .split('|')
                .map(|phrase| phrase.trim().trim_start_matches('='))
            {
                assert!(phrase.split(' ').count() <= PHRASE, "{phrase}");
                assert_eq!(phrase, phrase.to_uppercase());
                assert!(PHRASES.initials.contains(&initials(phrase).unwrap()));
                assert!(
                    PHRASES
                        .longest(&words(phrase, Spelling::AsWritten).collect::<Vec<_>>())
                        .is_some(),
                    "{phrase}"
                );
            }
        }
    }

    #[test]
    fn markings_of_many_houses_are_known() {
        for (line, level) in [
            ("UNCLASSIFIED", Level::Unclassified),
            ("UNCLASSIFIED // FOR OFFICIAL USE ONLY", Level::Sensitive),
            ("SENSITIVE BUT UNCLASSIFIED", Level::Sensitive),
            ("SBU", Level::Sensitive),
            ("OFFICIAL", Level::Official),
            ("UK OFFICIAL-SENSITIVE COMMERCIAL", Level::Sensitive),
            ("RESTRICTED", Level::Restricted),
            ("NATO RESTRICTED", Level::Restricted),
            ("RESTREINT UE/EU RESTRICTED", Level::Restricted),
            ("LIMITE", Level::Sensitive),
            ("NOFORN", Level::Sensitive),
            ("VS-NUR FÜR DEN DIENSTGEBRAUCH", Level::Restricted),
            ("VS – Nur für den Dienstgebrauch", Level::Restricted),
            ("VS-NfD", Level::Restricted),
            ("DIFFUSION RESTREINTE", Level::Restricted),
            ("ДЛЯ СЛУЖЕБНОГО ПОЛЬЗОВАНИЯ", Level::Restricted),
            ("секретно", Level::Secret),
            ("Совершенно секретно", Level::TopSecret),
            ("C O N F I D E N T I A L", Level::Confidential),
            (
                "C O N F I D E N T I A L SECTION 01 OF 02 SUVA 000123",
                Level::Confidential,
            ),
            ("T O P  S E C R E T", Level::TopSecret),
            ("S E C R E T KABUL 000123 SIPDIS", Level::Secret),
            (
                "UNCLAS SECTION 01 OF 03 PORT MORESBY 001234",
                Level::Unclassified,
            ),
            ("CONFIDENTIAL SECTION 02 OF 02", Level::Confidential),
            ("UNCLAS SECTION 01 OF 02 ROME 12345", Level::Unclassified),
            ("CONFIDENTIAL STATE 234567", Level::Confidential),
            ("CONFIDENTIAL MOSCOW 01234", Level::Confidential),
            ("SECRET MOSCOW 123456 EXDIS", Level::Secret),
            ("SECRET//NOFORN MOSCOW 123456", Level::Secret),
            ("SECRET//NOFORN", Level::Secret),
            ("TOP SECRET//REL TO USA, FVEY", Level::TopSecret),
            ("Secret; Nodis; Immediate", Level::Secret),
            ("Confidential.", Level::Confidential),
            ("CONFIDENTIEL UE/EU CONFIDENTIAL", Level::Confidential),
            ("机密", Level::Secret),
        ] {
            assert_eq!(of_line(line), Some(level), "{line}");
        }
    }

    #[test]
    fn letters_of_another_alphabet_that_look_the_same_hide_no_marking() {
        for (line, level) in [
            ("S\u{415}CRET", Level::Secret),
            (
                "\u{405}\u{415}\u{421}R\u{415}\u{422}//NOFORN",
                Level::Secret,
            ),
            ("\u{422}\u{41e}\u{420} SECRET", Level::TopSecret),
            ("S\u{395}CR\u{395}\u{3a4}", Level::Secret),
            ("s\u{435}cr\u{435}t", Level::Secret),
            ("\u{421}ONFIDENTIAL KABUL 000123", Level::Confidential),
            ("\u{421}lassification: S\u{415}CRET", Level::Secret),
            ("\u{421}OBEPШЕННО СЕКРЕТНО", Level::TopSecret),
            ("CEKРЕТНО", Level::Secret),
        ] {
            assert_eq!(of_line(line), Some(level), "{line}");
            assert_eq!(of_declared(line), Some(level), "{line}");
        }
        for line in ["\u{421}СС", "ОСЕНЬ", "\u{421}РОЧНО", "НАТО", "SЖCRET"] {
            assert_eq!(of_line(line), None, "{line}");
        }
    }

    #[test]
    fn what_only_has_the_words_in_it_is_no_marking() {
        for line in [
            "Official",
            "Restricted",
            "Sensitive",
            "OFFICIAL VISIT",
            "OFFICIAL VISIT 2024",
            "SECRET TALKS IN OSLO",
            "THE SECRET",
            "SECRET?",
            "TOP SECRET MISSION OF 1945",
            "Secret talks",
            "CONFIDENTIAL PAPERS FOUND",
            "RESTRICTED AREA",
            "(C) The Minister said",
            "C",
            "S",
            "NATO",
            "EU",
            "PERSONAL",
            "EYES ONLY",
            "SECTION 01 OF 02",
            "Secretary Vance",
            "",
            "Confidential helpline: 116006",
            "CONFIDENTIAL HELPLINE 0800123",
            "Confidential report 012345",
            "Secret fund: 250000",
            "SECRET FUND 250000",
            "SECRET FUND: 025000",
            "Secret report no 12345",
            "SECRET REPORT NO 012345",
            "Secret section 01 of 02",
            "OFFICIAL GAZETTE NO. 45678",
            "RESTRICTED AREA, WASHINGTON DC 20500",
            "RESTRICTED AREA, BOSTON MA 02139",
        ] {
            assert_eq!(of_line(line), None, "{line}");
        }
    }

    #[test]
    fn a_declared_marking_counts_by_the_highest_level_it_names() {
        for (value, level) in [
            ("Official-Sensitive", Some(Level::Sensitive)),
            ("Sensitive but unclassified", Some(Level::Sensitive)),
            ("Restricted (until 2030)", Some(Level::Restricted)),
            ("UNCLASSIFIED//FOUO", Some(Level::Sensitive)),
            ("House only", None),
            ("Non-confidential version", None),
            ("Not secret", None),
            ("Non classifié", Some(Level::Unclassified)),
            ("Secret, not confidential", Some(Level::Secret)),
            ("Public", Some(Level::Unclassified)),
            ("Public after 2030", None),
        ] {
            assert_eq!(of_declared(value), level, "{value}");
        }
    }
}
