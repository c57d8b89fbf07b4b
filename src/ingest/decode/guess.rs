//! Which encoding bytes are in that say nothing of it.
//!
//! `chardetng` knows the encodings of the web by what is usual in each of their languages. Pages of DOS and the older
//! Mac are held against its guess by what is so in all of them: letters stand in words of one script and one
//! alphabet, a capital opens a word, and what is drawn stands apart from words.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};

use crate::ingest::charset::Charset;

/// Fewer letters outside ASCII than this are too few to tell one encoding of single bytes from another.
const SURE_LETTERS: usize = 24;

/// So many places are looked at: more do not tell more.
const MOST_PLACES: usize = 4096;

/// What is held against the guess of the detector: the pages that it does not know, and the most usual of those it does.
const PAGES: &[&str] = &[
    "windows-1252",
    "IBM850",
    "IBM437",
    "IBM852",
    "IBM737",
    "IBM775",
    "IBM855",
    "IBM857",
    "IBM862",
    "IBM865",
    "macintosh",
    "x-mac-cyrillic",
    "x-mac-ce",
    "x-mac-greek",
    "x-mac-turkish",
];

/// What a page must be better by than the guess of the detector to be taken instead, in points a place.
const CLEARLY_BETTER: f32 = 0.1;

/// How many points better a page must be in all: a few letters tell little.
const MARKEDLY: f32 = 3.0;

/// What a text in the right encoding has at least, in points a place.
const PLAUSIBLE: f32 = 0.6;

/// With less than that between the best and another, in points a place where they differ, it may be either.
const CLOSE: f32 = 0.3;

/// What was guessed.
pub(super) struct Guess {
    pub(super) charset: Charset,
    /// True where it may well be another.
    pub(super) is_doubtful: bool,
}

/// Guesses the encoding of bytes that are no UTF-8; `whole` unless more follow.
pub(super) fn guess(sample: &[u8], whole: bool) -> Guess {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, whole);
    let web = Charset::from(detector.guess(None, Utf8Detection::Deny));
    let places = places(sample);
    let mut best = Candidate::of(web, page_of(web), &places);
    best.points += CLEARLY_BETTER;
    // How far the best is before the others, where they read another text.
    let mut lead = f32::INFINITY;
    for (charset, page) in KNOWN_PAGES.iter() {
        let page = Candidate::of(*charset, Some(Arc::clone(page)), &places);
        let apart = best.apart(&page, &places);
        if apart == 0.0 {
            continue;
        }
        let better = page.points - best.points;
        let is_marked = better * places.len() as f32 >= MARKEDLY;
        if better > 0.0 && (is_marked || best.charset != web) {
            lead = better / apart;
            best = page;
        } else {
            lead = lead.min(better.abs() / apart);
        }
    }
    // What the detector took has the frequencies of its letters for it, too.
    let is_close = best.charset != web && lead < CLOSE;
    Guess {
        charset: best.charset,
        is_doubtful: places.len() < SURE_LETTERS || best.points < PLAUSIBLE || is_close,
    }
}

/// What the bytes of an encoding of single bytes stand for.
struct Page {
    /// The characters from 80 on.
    letters: [char; 128],
    kinds: [Kind; 256],
    /// The languages that are written with each of the letters from 80 on, a bit each.
    languages: [u64; 128],
}

impl Page {
    fn of(charset: Charset) -> Option<Self> {
        let letters = *charset.letters()?;
        Some(Self {
            letters,
            kinds: kinds(&letters),
            languages: letters.map(languages),
        })
    }
}

/// What every guess is held against is worked out once: there may be one in each header of a mail.
static KNOWN_PAGES: LazyLock<Vec<(Charset, Arc<Page>)>> = LazyLock::new(|| {
    let charsets = PAGES.iter().filter_map(|name| Charset::named(name));
    charsets
        .filter_map(|charset| Some((charset, Arc::new(Page::of(charset)?))))
        .collect()
});

fn page_of(charset: Charset) -> Option<Arc<Page>> {
    let known = KNOWN_PAGES.iter().find(|(known, _)| *known == charset);
    match known {
        Some((_, page)) => Some(Arc::clone(page)),
        None => Page::of(charset).map(Arc::new),
    }
}

/// An encoding, and how well the text reads in it.
struct Candidate {
    charset: Charset,
    page: Option<Arc<Page>>,
    /// Points a place.
    points: f32,
}

impl Candidate {
    fn of(charset: Charset, page: Option<Arc<Page>>, places: &[Place]) -> Self {
        let points = match &page {
            _ if places.is_empty() => 0.0,
            Some(page) => of_single_bytes(page, places),
            None => of_many_bytes(places),
        };
        Self {
            charset,
            page,
            points,
        }
    }

    /// The share of the places at which two encodings have different letters.
    fn apart(&self, other: &Self, places: &[Place]) -> f32 {
        let (Some(one), Some(other)) = (&self.page, &other.page) else {
            return 1.0;
        };
        let differs = |[_, byte, _]: &&Place| {
            let at = usize::from(byte & 0x7F);
            one.letters[at] != other.letters[at]
        };
        places.iter().filter(differs).count() as f32 / places.len().max(1) as f32
    }
}

/// Letters outside ASCII that are words by themselves.
const WORDS: &str = "àáâåæèéêíìóòöőôüúавиокуясжбєїіоη";

/// A byte from 80 on, with the one before and the one after it.
type Place = [u8; 3];

fn places(sample: &[u8]) -> Vec<Place> {
    let at = |at: usize| sample.get(at).copied().unwrap_or(b'\n');
    let high = sample
        .iter()
        .enumerate()
        .filter(|(_, byte)| !byte.is_ascii());
    high.take(MOST_PLACES)
        .map(|(here, &byte)| [at(here.wrapping_sub(1)), byte, at(here + 1)])
        .collect()
}

/// How well the text reads where each byte is a character.
fn of_single_bytes(page: &Page, places: &[Place]) -> f32 {
    let shape: i32 = places
        .iter()
        .map(|place| of_place(*place, place.map(|byte| page.kinds[usize::from(byte)])))
        .sum();
    let strange = strange_letters(page, places);
    (shape as f32 - 4.0 * strange as f32) / places.len() as f32
}

/// In encodings of two bytes a character, their bytes stand together; one alone in a word is of another.
fn of_many_bytes(places: &[Place]) -> f32 {
    let alone = places
        .iter()
        .filter(|[before, _, after]| before.is_ascii_alphabetic() && after.is_ascii_alphabetic());
    2.0 - 8.0 * alone.count() as f32 / places.len() as f32
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
    Hebrew,
    Arabic,
    Other,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Blank,
    Digit,
    /// A sign of ASCII.
    Sign,
    Small(Script),
    Capital(Script),
    /// A small letter that is a word by itself in some language.
    Word(Script),
    /// A letter of a script that has one kind.
    Letter(Script),
    /// What opens words and never stands after one.
    Opening,
    /// What opens or closes words, or stands between them.
    Quote,
    Apostrophe,
    Dash,
    /// A sign that texts have now and then.
    Usual,
    /// One that they hardly have.
    Odd,
    /// A piece of a table.
    Drawing,
    /// None at all.
    Bad,
}

fn kinds(letters: &[char; 128]) -> [Kind; 256] {
    let mut kinds = [Kind::Sign; 256];
    for (byte, kind) in (0..=u8::MAX).zip(&mut kinds) {
        *kind = match byte.checked_sub(0x80) {
            Some(at) => kind_of(letters[usize::from(at)]),
            None => kind_of(char::from(byte)),
        };
    }
    kinds
}

fn kind_of(c: char) -> Kind {
    match c {
        ' ' | '\t'..='\r' | '\u{A0}' => Kind::Blank,
        '0'..='9' => Kind::Digit,
        '\'' => Kind::Apostrophe,
        '-' => Kind::Dash,
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' | char::REPLACEMENT_CHARACTER => Kind::Bad,
        '„' | '‚' | '¿' | '¡' => Kind::Opening,
        '“' | '”' | '‘' | '«' | '»' | '‹' | '›' | '…' => Kind::Quote,
        '’' => Kind::Apostrophe,
        '–' | '—' => Kind::Dash,
        '•' | '·' | '§' | '№' | '°' | '€' | '£' | 'º' | '©' | '®' | '™' | '\u{AD}' => {
            Kind::Usual
        }
        '\u{2500}'..='\u{25FF}' => Kind::Drawing,
        'ª' | 'µ' | 'ⁿ' | 'ƒ' => Kind::Odd,
        _ if c.is_alphabetic() => of_letter(c),
        _ if c.is_ascii() => Kind::Sign,
        _ => Kind::Odd,
    }
}

fn of_letter(c: char) -> Kind {
    let script = match c {
        'A'..='Z' | 'a'..='z' | '\u{C0}'..='\u{24F}' => Script::Latin,
        '\u{370}'..='\u{3FF}' => Script::Greek,
        '\u{400}'..='\u{52F}' => Script::Cyrillic,
        '\u{590}'..='\u{5FF}' => Script::Hebrew,
        '\u{600}'..='\u{6FF}' => Script::Arabic,
        _ => Script::Other,
    };
    match (c.is_lowercase(), c.is_uppercase()) {
        (true, _) if WORDS.contains(c) => Kind::Word(script),
        (true, _) => Kind::Small(script),
        (_, true) => Kind::Capital(script),
        _ => Kind::Letter(script),
    }
}

impl Kind {
    fn script(self) -> Option<Script> {
        match self {
            Self::Small(script)
            | Self::Capital(script)
            | Self::Word(script)
            | Self::Letter(script) => Some(script),
            _ => None,
        }
    }

    fn is_letter(self) -> bool {
        self.script().is_some()
    }
}

fn of_place(bytes: Place, [before, here, after]: [Kind; 3]) -> i32 {
    let within = before.is_letter() && after.is_letter();
    match here {
        Kind::Bad => -10,
        Kind::Odd if before.is_letter() || after.is_letter() => -6,
        Kind::Odd => -3,
        Kind::Drawing if before.is_letter() || after.is_letter() => -6,
        Kind::Drawing if bytes[1] == bytes[0] || bytes[1] == bytes[2] => 2,
        Kind::Drawing => 0,
        Kind::Opening if before.is_letter() => -5,
        Kind::Apostrophe if within => 2,
        Kind::Quote | Kind::Usual | Kind::Dash if within => -5,
        Kind::Opening | Kind::Quote | Kind::Dash | Kind::Apostrophe => 1,
        Kind::Blank | Kind::Usual | Kind::Digit | Kind::Sign => 0,
        Kind::Small(script) | Kind::Capital(script) | Kind::Word(script) | Kind::Letter(script) => {
            of_letters(script, [before, here, after])
        }
    }
}

fn of_letters(script: Script, [before, here, after]: [Kind; 3]) -> i32 {
    let is_other = |kind: Kind| kind.script().is_some_and(|it| it != script);
    if is_other(before) || is_other(after) {
        return -5;
    }
    match (before, here, after) {
        (Kind::Small(_) | Kind::Word(_), Kind::Capital(_), _) => -5,
        (Kind::Capital(_), Kind::Capital(_), Kind::Small(_) | Kind::Word(_)) => -2,
        (Kind::Capital(_), Kind::Small(_) | Kind::Word(_), Kind::Capital(_)) => -5,
        (Kind::Digit, ..) | (.., Kind::Digit) => -2,
        (_, Kind::Capital(_), _) => 1,
        _ if before.is_letter() || after.is_letter() => 2,
        (_, Kind::Word(_), _) => 1,
        _ if script == Script::Cyrillic => 0,
        _ => -1,
    }
}

/// For each letter outside ASCII, the languages that are written with it, a bit each.
static ALPHABETS: LazyLock<HashMap<char, u64>> = LazyLock::new(|| {
    let lines = include_str!("alphabets.txt").lines();
    let lines = lines.filter(|line| !line.starts_with('#'));
    let mut alphabets = HashMap::new();
    for (language, line) in lines.enumerate() {
        let letters = line.split_once(' ').map_or("", |(_, letters)| letters);
        for letter in letters.chars() {
            *alphabets.entry(letter).or_default() |= 1 << language;
        }
    }
    alphabets
});

/// The languages that are written with a letter, large or small.
fn languages(letter: char) -> u64 {
    let small = letter.to_lowercase().next().unwrap_or(letter);
    ALPHABETS.get(&small).copied().unwrap_or(0)
}

/// How many places have a Latin, Greek or Cyrillic letter that is not of the language that has most of them.
fn strange_letters(page: &Page, places: &[Place]) -> usize {
    let mut counts = [0usize; 128];
    for [_, byte, _] in places {
        counts[usize::from(byte & 0x7F)] += 1;
    }
    let mut known = [0usize; u64::BITS as usize];
    let mut all = 0;
    for (at, count) in counts.into_iter().enumerate() {
        let kind = page.kinds[at + 0x80];
        if count == 0 || !matches!(kind, Kind::Small(_) | Kind::Word(_) | Kind::Capital(_)) {
            continue;
        }
        all += count;
        for (language, known) in known.iter_mut().enumerate() {
            *known += count * usize::from(page.languages[at] >> language & 1 == 1);
        }
    }
    all - known.into_iter().max().unwrap_or(0)
}
