//! The files of subjects read into terms that a text is searched for.

use super::Subject;
use super::index::{self, Index};
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

/// The terms of one language.
#[derive(Debug)]
pub(super) struct Terms {
    /// The terms by their first eight bytes, those of which less is known by their first word, and those
    /// of a shorter stem by the first bytes of that.
    long: Index,
    words: Index,
    stems: Index,
    terms: Vec<Term>,
    /// The first bytes of each in small letters.
    fronts: Vec<Front>,
    /// What stands before and after a subject in the name of an office or a house.
    pub(super) office: Office,
    /// The language.
    pub(super) tongue: Tongues,
}

/// The words by which the name of an office or a house is known.
#[derive(Debug, Default)]
pub(super) struct Office {
    /// "minister of".
    pub(super) before: HashSet<&'static [u8]>,
    /// "ministry".
    pub(super) after: HashSet<&'static [u8]>,
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

/// The first bytes of a term, up to sixteen: most of those that a word is compared with differ
/// there, and one comparison tells.
#[derive(Debug, Clone, Copy)]
pub(super) struct Front {
    bytes: u128,
    mask: u128,
    /// How many there are.
    pub(super) length: usize,
}

impl Front {
    /// Up to the first sign that stands for others, and up to the first word that may take the
    /// ending of a plural: in English one before "of", else the first.
    fn of(text: &str, tongue: Tongues) -> Self {
        let small = small_letters(text, tongue);
        // "sales of arms", of "sale of arms"
        let firm = match tongue {
            Tongues::ENGLISH => text.find(" of ").unwrap_or(text.len()),
            _ => text.find(' ').unwrap_or(text.len()),
        };
        let is_plain = |byte: &u8| is_word_byte(*byte) || *byte == b' ';
        let length = small.iter().take_while(|byte| is_plain(byte)).count();
        let length = length.min(firm).min(size_of::<u128>());
        Self {
            bytes: first_bytes(&small[..length]),
            mask: first_bytes(&[0xFF; size_of::<u128>()][..length]),
            length,
        }
    }

    /// True for a text with these [`first_bytes`].
    pub(super) fn opens(self, first: u128) -> bool {
        first & self.mask == self.bytes
    }
}

/// The first sixteen bytes of a text; zeros after a shorter one.
pub(super) fn first_bytes(text: &[u8]) -> u128 {
    let mut first = [0; size_of::<u128>()];
    match text.first_chunk() {
        Some(chunk) => first = *chunk,
        None => first[..text.len()].copy_from_slice(text),
    }
    u128::from_le_bytes(first)
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
        for line in lines(file).filter(|line| !line.starts_with('[')) {
            let mut fields = line.split('|').map(str::trim);
            let name = fields.next().unwrap_or_default();
            match name {
                BEFORE => office
                    .before
                    .extend(fields.by_ref().flat_map(values).map(str::as_bytes)),
                AFTER => office
                    .after
                    .extend(fields.by_ref().flat_map(values).map(str::as_bytes)),
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
        Self::indexed(terms, office, tongue)
    }

    fn indexed(terms: Vec<Term>, office: Office, tongue: Tongues) -> Self {
        let fronts: Vec<Front> = terms
            .iter()
            .map(|term| Front::of(&term.text, tongue))
            .collect();
        let (mut long, mut words, mut stems) = (Vec::new(), Vec::new(), Vec::new());
        for ((number, term), front) in (0..).zip(&terms).zip(&fronts) {
            let small = small_letters(&term.text, tongue);
            let first = index::first_eight(&small);
            if front.length >= LONG {
                long.push((first, number));
                continue;
            }
            let length = index::word_length(&small);
            if matches!(small.get(length), Some(b'*' | b'~')) {
                stems.push((index::key(first, STEM.min(length)), number));
                continue;
            }
            let takes_plural = length >= SHORTEST_PLURAL && !term.exact;
            let endings = plural_endings(tongue).iter().filter(|_| takes_plural);
            for ending in endings.copied().chain([&b""[..]]) {
                let form = [&small[..length], ending].concat();
                let entries = if form.len() < LONG {
                    &mut words
                } else {
                    &mut long
                };
                entries.push((index::first_eight(&form), number));
            }
        }
        Self {
            long: Index::new(long),
            words: Index::new(words),
            stems: Index::new(stems),
            fronts,
            terms,
            office,
            tongue,
        }
    }

    /// The first bytes of a term.
    pub(super) fn front(&self, number: u16) -> Front {
        self.fronts[usize::from(number)]
    }

    /// Calls back with the number of each term that may start with the word of `length` bytes that a text
    /// opens with.
    pub(super) fn starting(&self, text: &[u8], length: usize, mut found: impl FnMut(u16)) {
        let first = index::first_eight(text);
        self.long.each(first, &mut found);
        // A longer word has no key among the words.
        if length < LONG {
            self.words.each(index::key(first, length), &mut found);
        }
        self.stems.each(index::key(first, STEM.min(length)), found);
    }
}

impl std::ops::Index<u16> for Terms {
    type Output = Term;

    fn index(&self, at: u16) -> &Term {
        &self.terms[usize::from(at)]
    }
}

impl Term {
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
        (![NONE, BEFORE, AFTER].contains(&name)).then(|| Label {
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
