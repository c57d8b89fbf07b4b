//! What stands over a headline and is none: lines that name an issuer, a kind of text, a place, a day,
//! a number or a contact, or that lead round a page.
//!
//! A headline says something; a line of a letterhead only names. So a line is judged by whether
//! anything is left of it when all that letterheads are made of (`letterhead/words.txt`) is taken
//! away. Lines of which that is not certain (a single word) are a headline where nothing better
//! follows, which is for [`super::headline`] to see.

use std::sync::LazyLock;

use super::furniture::is_furniture;
use super::handling::is_caveat;
use super::{dates, marks};
use crate::text::hash::HashMap;
use crate::text::letters::is_alphanumeric;

pub(super) use names::is_body;

mod contact;
mod names;
#[cfg(test)]
mod tests;

/// The longest line of a letterhead, in bytes.
const LONGEST: usize = 160;

/// The longest notice about cookies, in bytes.
const NOTICE: usize = 400;

/// The most words of a name beside other parts of a letterhead: `Press release | Port Tarn`.
const PART: usize = 2;

/// The most words of a step of a breadcrumb.
const CRUMB: usize = 6;

/// What a line at the head of a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part<'a> {
    /// It is furniture or belongs to the letterhead.
    Letterhead,
    /// A kind of text, alone: the title of a transcript may be no more.
    Kind,
    /// A single word: a place, a section, or a short title.
    Word,
    /// It is like a line of a letterhead but for a word: it is the headline where none follows.
    Doubtful,
    /// It says that the headline follows: `Subject: Talks on fish`, without the label.
    Subject(&'a str),
    /// Anything else.
    Text,
}

/// What a word or a phrase stands for in letterheads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    Kind,
    Translation,
    With,
    Sitting,
    Body,
    LowerBody,
    BodyEnd,
    Particle,
    Says,
    Way,
    Going,
    Language,
    Label,
    Subject,
    Street,
    Page,
    PageOf,
    Office,
    Opener,
    Told,
}

impl Sense {
    fn of_heading(heading: &str) -> Option<Self> {
        Some(match heading {
            "kind" => Self::Kind,
            "translation" => Self::Translation,
            "with" => Self::With,
            "sitting" => Self::Sitting,
            "body" => Self::Body,
            "lower-body" => Self::LowerBody,
            "body-end" => Self::BodyEnd,
            "particle" => Self::Particle,
            "says" => Self::Says,
            "way" => Self::Way,
            "going" => Self::Going,
            "language" => Self::Language,
            "label" => Self::Label,
            "subject" => Self::Subject,
            "street" => Self::Street,
            "page" => Self::Page,
            "page-of" => Self::PageOf,
            "office" => Self::Office,
            "opener" => Self::Opener,
            "told" => Self::Told,
            _ => return None,
        })
    }
}

struct Words {
    /// A bit a sense.
    senses: HashMap<&'static str, u32>,
    body_ends: Vec<&'static str>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words {
        senses: HashMap::default(),
        body_ends: Vec::new(),
    };
    for (sense, entry) in entries(include_str!("letterhead/words.txt")) {
        *words.senses.entry(entry).or_default() |= 1 << sense as u32;
        if sense == Sense::BodyEnd {
            words.body_ends.push(entry);
        }
    }
    words
});

/// The entries of the list with their senses; unknown headings have none.
fn entries(list: &str) -> impl Iterator<Item = (Sense, &str)> {
    let mut sense = None;
    list.lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(move |line| {
            let mut rest = line;
            if !line.starts_with(' ')
                && let Some((heading, after)) = line.split_once(':')
            {
                sense = Sense::of_heading(heading);
                rest = after;
            }
            let sense = sense;
            let has_phrases = rest.contains('|');
            let parts = rest.split(move |c: char| if has_phrases { c == '|' } else { c == ' ' });
            parts
                .map(str::trim)
                .filter(|entry| !entry.is_empty())
                .filter_map(move |entry| Some((sense?, entry)))
        })
}

/// True for a word or phrase in small letters that has a sense.
pub(super) fn has(entry: &str, sense: Sense) -> bool {
    let senses = WORDS.senses.get(entry).copied().unwrap_or_default();
    senses & (1 << sense as u32) != 0
}

/// Tells what a line at the head of a text is.
pub(super) fn part(line: &str) -> Part<'_> {
    let line = line.trim();
    if let Some(subject) = subject(line) {
        return Part::Subject(subject);
    }
    if is_notice(line) {
        return Part::Letterhead;
    }
    if line.len() > LONGEST {
        return Part::Text;
    }
    let bare = bare(line);
    if super::kinds::is_kind(bare) {
        return Part::Kind;
    }
    let lower = bare.to_lowercase();
    // `A A A`, for the size of letters.
    let has_no_case = |c: char| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase();
    let is_word = |word: &str| word.chars().nth(1).is_some() || word.contains(has_no_case);
    let has_word = bare.split(|c| !is_alphanumeric(c)).any(is_word);
    if !has_word && bare.len() < LONGEST / 4 || is_certain(line, bare, &lower) || is_composed(bare)
    {
        return Part::Letterhead;
    }
    // `Journalist:` says who speaks.
    if bare.ends_with([':', ',', ';']) {
        return Part::Text;
    }
    // In scripts without capitals it may be a whole sentence.
    if bare.starts_with(char::is_uppercase) && bare.split_whitespace().nth(1).is_none() {
        Part::Word
    } else if names::is_like_letterhead(bare, &lower) {
        Part::Doubtful
    } else {
        Part::Text
    }
}

/// A line without the signs around it.
fn bare(line: &str) -> &str {
    let line = marks::before_marks(marks::after_marks(line));
    line.trim_matches(|c: char| " *_#[](){}<>|-–—=.•·»›«".contains(c))
}

/// True for a line that is one part of a letterhead and nothing else.
fn is_certain(line: &str, bare: &str, lower: &str) -> bool {
    is_furniture(line)
        || is_caveat(line)
        || is_way(lower)
        || is_number(bare, lower)
        || is_page(lower)
        || dates::of_dateline(line).is_some()
        || dates::is_day(bare)
        || names::is_place(bare)
        || is_body(bare)
        || contact::is_label(lower)
        || contact::is_contact(bare, lower)
        || contact::is_address(bare, lower)
        || contact::is_signed_message(line)
}

/// True for parts of a letterhead on one line: `Press release | 31 May 2024`, `Home > News`.
fn is_composed(line: &str) -> bool {
    const STEPS: [char; 4] = ['>', '»', '›', '→'];
    const BARS: [char; 5] = ['|', '•', '·', '/', '\\'];
    const DASHES: [char; 3] = ['–', '—', '-'];
    // A sign inside a word parts nothing: `14/24`, `Consulate-General`.
    let parted = |signs: &[char]| -> Vec<&str> {
        let mut parts = vec![];
        let mut from = 0;
        for (at, sign) in line.match_indices(|c: char| signs.contains(&c)) {
            let after = at + sign.len();
            let is_apart = line[..at].ends_with(' ') || line[after..].starts_with(' ');
            if is_apart || STEPS.contains(&signs[0]) {
                parts.push(line[from..at].trim());
                from = after;
            }
        }
        parts.push(line[from..].trim());
        parts.retain(|part| !part.is_empty());
        parts
    };
    let steps = parted(&STEPS);
    // `You are here: Home`.
    let start = |step: &'_ str| {
        step.rsplit(':')
            .next()
            .unwrap_or_default()
            .trim()
            .to_owned()
    };
    let is_crumb = |part: &&str| part.split_whitespace().count() <= CRUMB;
    if steps.len() >= 2
        && (is_way(&start(steps[0]).to_lowercase())
            || steps.len() >= 3 && steps.iter().all(is_crumb))
    {
        return true;
    }
    let of_letterhead = |part: &&str| matches!(part_alone(part), Part::Letterhead | Part::Kind);
    let is_short = |part: &&str| {
        let words = part.split_whitespace();
        words.clone().count() <= PART
            && words
                .clone()
                .all(|word| word.starts_with(char::is_uppercase))
    };
    let dashes = parted(&DASHES);
    if dashes.len() >= 3 && is_way(&dashes[0].to_lowercase()) && dashes.iter().all(is_crumb) {
        return true;
    }
    let bars = parted(&BARS);
    if bars.len() >= 3
        && bars.iter().filter(|part| of_letterhead(part)).count() >= 2
        && bars
            .iter()
            .all(|part| part.split_whitespace().count() <= PART + 1)
    {
        return true;
    }
    if bars.len() >= 2
        && bars.iter().any(of_letterhead)
        && bars
            .iter()
            .all(|part| of_letterhead(part) || is_short(part))
    {
        return true;
    }
    // `Embargo until delivery. Check against delivery.`
    let sentences: Vec<&str> = line.split_inclusive(['.', '!']).collect();
    if sentences.len() == 2 && sentences.iter().all(of_letterhead) {
        return true;
    }
    [&DASHES[..], &[','], &[':']].iter().any(|signs| {
        let parts = parted(signs);
        parts.len() >= 2
            && parts
                .iter()
                .all(|part| of_letterhead(part) || is_composed(part))
    })
}

/// What a part of a line is by itself.
fn part_alone(text: &str) -> Part<'_> {
    let bare = bare(text);
    let lower = bare.to_lowercase();
    if super::kinds::is_kind(bare) {
        Part::Kind
    } else if is_certain(text, bare, &lower) {
        Part::Letterhead
    } else {
        Part::Text
    }
}

/// True for the ways round a page, and for the languages that it can be had in.
pub(super) fn is_way(lower: &str) -> bool {
    let is_one = |entry: &str| has(entry, Sense::Way) || has(entry, Sense::Language);
    let entry = lower
        .trim_end_matches([':', '…', '.', '!', '+', '▾', '▼', '×'])
        .trim();
    let words = || entry.split(' ').filter(|word| !word.is_empty());
    let goes_with = |word: &str| {
        is_one(word) || has(word, Sense::With) || has(word, Sense::Label) || word == ":"
    };
    is_one(entry)
        || words().next().is_some() && words().all(is_one)
        // `English only`, `Original: English`.
        || words().any(|word| has(word, Sense::Language))
            && words().all(|word| goes_with(word.trim_end_matches([':', ','])))
}

/// True for the number of a text or of a sitting: `No. 123/2024`, `A/78/PV.12`, `9642nd meeting`.
fn is_number(bare: &str, lower: &str) -> bool {
    const MOST: usize = 5;
    let is_code = |word: &str| {
        let small = word.chars().filter(|c| c.is_lowercase()).count();
        word.contains(|c: char| c.is_ascii_digit()) && small <= 2
    };
    let words = || bare.split_whitespace().zip(lower.split_whitespace());
    let goes_with = |word: &str| {
        let word = word.trim_matches(|c: char| !is_alphanumeric(c) && c != '№');
        [Sense::With, Sense::Sitting, Sense::Label]
            .iter()
            .any(|&sense| has(word, sense))
    };
    words().count() <= MOST
        && words().any(|(word, _)| is_code(word))
        && words().all(|(word, lower)| {
            is_code(word)
                || goes_with(lower)
                || word.len() <= 3 && !word.contains(char::is_lowercase)
        })
}

/// `Page 1 of 3`, `1/3`, `1 of 3`.
fn is_page(lower: &str) -> bool {
    let words = lower.split(|c: char| c.is_whitespace() || c == '/');
    let words: Vec<&str> = words
        .map(|word| word.trim_matches(['.', '-', '–', '(', ')', '|']))
        .filter(|word| !word.is_empty())
        .collect();
    let is_digits = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    words.len() <= 4
        && words.iter().any(|word| is_digits(word))
        && words
            .iter()
            .all(|word| is_digits(word) || has(word, Sense::Page) || has(word, Sense::PageOf))
}

/// What stands behind `Subject:` and its like.
pub(super) fn subject(line: &str) -> Option<&str> {
    let line = line.trim_start_matches(['*', '_', '#', ' ']);
    let (label, rest) = line.split_once(':')?;
    (label.len() <= 32
        && has(
            label
                .trim()
                .trim_end_matches(['*', '.'])
                .to_lowercase()
                .as_str(),
            Sense::Subject,
        ))
    .then(|| {
        rest.trim_start_matches(['*', ' ', '\u{A0}', '\t'])
            .trim_end()
    })
}

/// What a page says about the cookies it sets.
fn is_notice(line: &str) -> bool {
    line.len() < NOTICE && {
        let lower = line.to_lowercase();
        ["cookie", "javascript"]
            .iter()
            .any(|word| lower.contains(word))
    }
}
