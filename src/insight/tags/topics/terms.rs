//! The files of subjects read into terms that a text is searched for.

use super::Subject;
use super::index::{self, Entry, Front, Index};
use crate::briefing::{Facet, Label};
use crate::insight::tags::lexicon::{lines, values};
use crate::insight::tags::tongue::Tongues;
use crate::text::hash::HashSet;

/// The files, English first: it has the list of subjects.
pub(super) const LANGUAGES: [(Tongues, &str); 5] = [
    (Tongues::ENGLISH, include_str!("../../data/topics.txt")),
    (Tongues::RUSSIAN, include_str!("../../data/topics-ru.txt")),
    (Tongues::FRENCH, include_str!("../../data/topics-fr.txt")),
    (Tongues::GERMAN, include_str!("../../data/topics-de.txt")),
    (Tongues::SPANISH, include_str!("../../data/topics-es.txt")),
];

/// The names of the lines that hold phrases of no subject, and what goes with offices.
const NONE: &str = "-";
const BEFORE: &str = "before";
const AFTER: &str = "after";
const LINKS: &str = "links";
const LISTS: &str = "present";
const NOTES: &str = "notes";

/// The terms of one language.
#[derive(Debug)]
pub(super) struct Terms {
    /// The terms by their first eight bytes, those of which less is known by their first word, and those
    /// of a shorter stem by the first bytes of that.
    index: Index,
    terms: Vec<Term>,
    /// What stands before and after a subject in the name of an office or a house.
    pub(super) office: Office,
    /// What stands between the last two of several things: "and".
    pub(super) links: HashSet<&'static str>,
    /// The headings of lists of persons.
    pub(super) present: HashSet<&'static str>,
    /// The headings of notes.
    pub(super) notes: HashSet<&'static str>,
    /// The language.
    pub(super) tongue: Tongues,
}

/// The words by which the name of an office or a house is known.
#[derive(Debug, Default)]
pub(super) struct Office {
    /// "minister of".
    pub(super) before: Vec<&'static [u8]>,
    /// "minister": the first words of those.
    pub(super) openers: HashSet<&'static [u8]>,
    /// "ministry".
    pub(super) after: HashSet<&'static [u8]>,
}

impl Office {
    fn take_before(&mut self, phrases: impl Iterator<Item = &'static str>) {
        for phrase in phrases {
            let opener = phrase.split(' ').next().unwrap_or_default();
            self.openers.insert(opener.as_bytes());
            self.before.push(phrase.as_bytes());
        }
    }
}

/// A word or phrase that is used of a subject. One of several subjects is in the list several
/// times.
#[derive(Debug)]
pub(super) struct Term {
    /// As the file has it, in small letters unless it is `exact`.
    pub(super) text: Box<str>,
    /// What it is used of; `None` for a phrase that only looks like a term.
    pub(super) subject: Option<Subject>,
    /// How surely.
    pub(super) grade: Grade,
    /// True when it is found as written alone.
    pub(super) exact: bool,
    /// True for a single word, false for a phrase.
    pub(super) is_word: bool,
}

/// How surely a term tells its subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Grade {
    /// Beside others.
    Supporting,
    /// By itself.
    Telling,
    /// Beyond doubt.
    Sure,
}

/// Terms of which so many bytes are known are found by them.
const LONG: usize = 8;

/// How many bytes of a shorter stem terms are found by.
const STEM: usize = 4;

/// A shorter word has no plural here: "arms" is not "arm".
const SHORTEST_PLURAL: usize = 4;

impl Terms {
    /// The terms of the language at that place of [`LANGUAGES`].
    pub(super) fn of(language: usize) -> Self {
        let (tongue, file) = LANGUAGES[language];
        let names: Vec<String> = subjects().map(|label| label.name).collect();
        let mut terms = Vec::new();
        let mut office = Office::default();
        let mut links = HashSet::default();
        let mut present = HashSet::default();
        let mut notes = HashSet::default();
        for line in lines(file).filter(|line| !line.starts_with('[')) {
            let mut fields = line.split('|').map(str::trim);
            let name = fields.next().unwrap_or_default();
            match name {
                BEFORE => office.take_before(fields.by_ref().flat_map(values)),
                AFTER => office
                    .after
                    .extend(fields.by_ref().flat_map(values).map(str::as_bytes)),
                LINKS => links.extend(fields.by_ref().flat_map(values)),
                LISTS => present.extend(fields.by_ref().flat_map(values)),
                NOTES => notes.extend(fields.by_ref().flat_map(values)),
                _ => {}
            }
            let subject = names.iter().position(|known| known == name);
            let subject = subject.and_then(|at| Subject::try_from(at).ok());
            if subject.is_none() && name != NONE {
                continue;
            }
            let grades = [Grade::Telling, Grade::Supporting];
            for (field, grade) in fields.zip(grades) {
                for value in values(field) {
                    let (text, grade) = match value.strip_suffix('!') {
                        Some(text) => (text, Grade::Sure),
                        None => (value, grade),
                    };
                    terms.push(Term::new(text, subject, grade));
                }
            }
        }
        Self {
            index: Self::indexed(&terms, tongue),
            terms,
            office,
            links,
            present,
            notes,
            tongue,
        }
    }

    fn indexed(terms: &[Term], tongue: Tongues) -> Index {
        let mut entries = Vec::new();
        for (number, term) in (0..).zip(terms) {
            let small = small_letters(&term.text, tongue);
            let front = Front::of(&small, term.known(&small, tongue));
            let mut add = |key| {
                entries.push(Entry {
                    key,
                    front,
                    number,
                    is_whole: front.len() == small.len() && !term.exact,
                });
            };
            let [first, _] = index::first_bytes(&small);
            let length = index::word_length(&small);
            if front.len() >= LONG {
                add(first);
            } else if matches!(small.get(length), Some(b'*' | b'~')) {
                add(stem_key(first));
            } else {
                let takes_plural = length >= SHORTEST_PLURAL && !term.exact;
                let endings = plural_endings(tongue).iter().filter(|_| takes_plural);
                for ending in endings.copied().chain([&b""[..]]) {
                    let form = [&small[..length], ending].concat();
                    add(index::first_bytes(&form)[0]);
                }
            }
        }
        Index::new(entries)
    }

    /// Calls back with each term whose first bytes a text opens with; its first word has `length` bytes.
    pub(super) fn starting(&self, text: &[u8], length: usize, mut found: impl FnMut(&Entry)) {
        let first = index::first_bytes(text);
        self.index.each(first[0], first, &mut found);
        // A longer word has no key of its own, and at the end of a text that has been looked for.
        let word = index::key(first[0], length);
        if word != first[0] {
            self.index.each(word, first, &mut found);
        }
        if length >= STEM {
            self.index.each(stem_key(first[0]), first, found);
        }
    }
}

/// The key of a stem, which is none of a word.
fn stem_key(first: u64) -> u64 {
    index::key(first, STEM) | u64::MAX << (8 * STEM)
}

impl std::ops::Index<u16> for Terms {
    type Output = Term;

    fn index(&self, at: u16) -> &Term {
        &self.terms[usize::from(at)]
    }
}

impl Term {
    /// How many of its first bytes, in small letters, a text has to have: up to the first sign that stands
    /// for others, and up to the first word that may take the ending of a plural. In English that is one
    /// before "of" ("sales of arms", of "sale of arms"), else the first.
    fn known(&self, small: &[u8], tongue: Tongues) -> usize {
        let firm = match tongue {
            Tongues::ENGLISH => self.text.find(" of "),
            _ => self.text.find(' '),
        };
        let is_plain = |byte: &u8| is_word_byte(*byte) || *byte == b' ';
        let length = small.iter().take_while(|byte| is_plain(byte)).count();
        length.min(firm.unwrap_or(small.len()))
    }

    fn new(text: &str, subject: Option<Subject>, grade: Grade) -> Self {
        Self {
            text: text.replace('ё', "е").into(),
            subject,
            grade,
            exact: text.chars().any(char::is_uppercase),
            is_word: !text.contains(' '),
        }
    }
}

/// The label of each subject, in the order of the file.
pub(super) fn subjects() -> impl Iterator<Item = Label> {
    let mut class = "";
    lines(LANGUAGES[0].1).filter_map(move |line| {
        if let Some(heading) = line.strip_prefix('[') {
            class = heading.trim_end_matches(']');
            return None;
        }
        let name = line.split('|').next().unwrap_or_default().trim();
        (![NONE, BEFORE, AFTER, LINKS, LISTS, NOTES].contains(&name)).then(|| Label {
            facet: Facet::Topic,
            name: name.to_owned(),
            code: None,
            class: Some(class.to_owned()),
            aliases: Vec::new(),
        })
    })
}

/// What makes a plural of a word.
pub(super) fn plural_endings(tongue: Tongues) -> &'static [&'static [u8]] {
    match tongue {
        Tongues::ENGLISH | Tongues::FRENCH => &[b"s"],
        Tongues::SPANISH => &[b"s", b"es"],
        _ => &[],
    }
}

/// True for a byte of a letter or a digit. Those of two and three bytes that are blanks and
/// punctuation in the scripts looked at begin with 0xC2 and 0xE2.
pub(super) fn is_word_byte(byte: u8) -> bool {
    WORD_BYTES[usize::from(byte)]
}

static WORD_BYTES: [bool; 256] = {
    let mut is_word = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        let high = byte >= 0x80 && byte != 0xC2 && byte != 0xE2;
        is_word[byte] = high || (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    is_word
};

/// The bytes of a text in small letters, each where it was; `ё` is `е`, the end of a line a blank.
pub(super) fn small_letters(text: &str, tongue: Tongues) -> Vec<u8> {
    let mut small = text.to_ascii_lowercase().into_bytes();
    for byte in &mut small {
        *byte = if *byte == b'\n' { b' ' } else { *byte };
    }
    if tongue == Tongues::ENGLISH {
        return small;
    }
    for at in 1..small.len() {
        let pair = match (small[at - 1], small[at]) {
            (0xD0, second @ 0x90..=0x9F) => (0xD0, second + 0x20),
            (0xD0, second @ 0xA0..=0xAF) => (0xD1, second - 0x20),
            (0xD0, 0x81) | (0xD1, 0x91) => (0xD0, 0xB5),
            (0xC3, second @ 0x80..=0x9E) if second != 0x97 => (0xC3, second + 0x20),
            _ => continue,
        };
        (small[at - 1], small[at]) = pair;
    }
    small
}
