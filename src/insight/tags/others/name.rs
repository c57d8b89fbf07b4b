//! How far the name of a company, a party or a newspaper goes, by its capitals and its quotation marks.

use std::ops::Range;

use crate::insight::grammar::{Grammar, Sense};
use crate::insight::tags::form::is_word;
use crate::insight::tags::senses::Senses;
use crate::insight::vocabulary::{is_common_word, is_given_name};

/// The most words of a name.
const MOST: usize = 6;

/// The longest name, in bytes.
const LONGEST: usize = 80;

/// Words that join two words of a name.
const JOINING: [&str; 8] = ["of", "and", "&", "de", "du", "und", "et", "y"];

/// Articles that names of newspapers and parties begin with.
const ARTICLES: [&str; 9] = ["The", "Le", "La", "Les", "El", "Los", "Die", "Der", "Das"];

/// Days, as in "told the newspaper Friday": English alone writes them with a capital.
const DAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// Legal forms as words, where the name before them is read from its front.
const LEGAL: [&str; 9] = ["LLP", "LLC", "Inc", "Ltd", "PLC", "GmbH", "AG", "SA", "JSC"];

/// Signs that a quoted name stands between.
const MARKS: [(char, char); 5] = [('«', '»'), ('“', '”'), ('„', '“'), ('"', '"'), ('‘', '’')];

/// True for what may be a name at all: some letters, with a capital, of a bearable length.
pub(super) fn is_name(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let last = name.rsplit(' ').next().unwrap_or_default();
    letters >= 2
        && name.len() <= LONGEST
        && name.chars().any(char::is_uppercase)
        && !name.contains(['(', ')', '[', ']', ':', '/', '*'])
        && last.chars().any(char::is_alphabetic)
}

/// Where the text goes on behind a blank.
fn behind_blank(text: &str, at: usize) -> Option<usize> {
    let blank = text[at..]
        .chars()
        .next()
        .filter(|c| matches!(c, ' ' | '\u{a0}'))?;
    Some(at + blank.len_utf8())
}

/// The name in quotation marks that follows a byte, with a blank between.
pub(super) fn quoted(text: &str, at: usize) -> Option<Range<usize>> {
    let at = behind_blank(text, at)?;
    let open = text[at..].chars().next()?;
    let (_, close) = MARKS.iter().find(|(mark, _)| *mark == open)?;
    let start = at + open.len_utf8();
    let inside = &text[start..];
    let mut letters = inside.char_indices().take_while(|(at, _)| *at <= LONGEST);
    let (end, _) = letters.find(|(_, c)| c == close)?;
    let name = &inside[..end];
    let is_one_name = name.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        && !name.contains(['\n', '«', '“', '"', '.', '!', '?', ','])
        && name.split(' ').count() <= MOST;
    let bare = name
        .rsplit_once(' ')
        .filter(|(_, last)| LEGAL.contains(last));
    let length = bare.map_or(end, |(bare, _)| bare.len());
    is_one_name.then_some(start..start + length)
}

/// The name of a word that follows a legal form: "PJSC Lind".
pub(super) fn one_word(text: &str, at: usize) -> Option<Range<usize>> {
    let start = behind_blank(text, at)?;
    let end = start + word_end(&text[start..]);
    (text[start..].starts_with(char::is_uppercase) && !goes_on(text, end)).then_some(start..end)
}

/// True where another word with a capital follows.
fn goes_on(text: &str, end: usize) -> bool {
    behind_blank(text, end).is_some_and(|next| text[next..].starts_with(char::is_uppercase))
}

/// The acronym that follows a byte: "ТАСС".
pub(super) fn in_capitals(text: &str, at: usize) -> Option<Range<usize>> {
    let start = behind_blank(text, at)?;
    let word = &text[start..][..word_end(&text[start..])];
    let is_acronym =
        word.chars().count() >= 2 && word.chars().all(|c| c.is_uppercase() || c == '-');
    let end = start + word.len();
    (is_acronym && !goes_on(text, end)).then_some(start..end)
}

/// The capitals before a legal form: "Lind Shipping" of "Lind Shipping, Inc."
pub(super) fn before(text: &str, at: usize, senses: &Senses) -> Option<Range<usize>> {
    let end = text[..at]
        .strip_suffix([' ', '\u{a0}'])?
        .trim_end_matches(',')
        .len();
    let mut start = end;
    for number in 0..MOST {
        let word = last_word(&text[..start]);
        let is_part = starts_name(word) || number > 0 && JOINING.contains(&word);
        // What ends with a sign ends a sentence or another name, but for an initial.
        let is_end = word.ends_with([',', '.', ':', ';', ')']) && !is_initials(word);
        if !is_part || number > 0 && is_end {
            break;
        }
        start -= word.len();
        match text[..start].strip_suffix(' ') {
            Some(rest) => start = rest.len(),
            None => break,
        }
    }
    start = end - text[start..end].trim_start().len();
    start = end - without_openers(&text[start..end], senses).len();
    let name = &text[start..end];
    let is_office = senses.is_office(name) || senses.is_title(name);
    let is_whole = starts_name(name) && !is_office && !is_end_of_longer(&text[..start], name);
    is_whole.then_some(start..end)
}

/// True for the initials of a founder: "D." of "Ivo D. Marr, Inc."
fn is_initials(word: &str) -> bool {
    word.len() <= "J.P.".len() && word.chars().all(|c| c.is_uppercase() || c == '.')
}

/// True where a name goes on before its first word: "Association of Ferry Ports", "Lind, Sol & Roe".
fn is_end_of_longer(before: &str, name: &str) -> bool {
    const OF: [&str; 8] = ["of", "for", "on", "de", "du", "des", "der", "für"];
    let capital =
        |word: &str| word.starts_with(char::is_uppercase) && word.chars().any(char::is_lowercase);
    let before = before.trim_end_matches([' ', '\u{a0}']);
    let before = before.strip_suffix(" the").unwrap_or(before);
    let last = last_word(before);
    if OF.contains(&last) {
        let rest = before[..before.len() - last.len()].trim_end();
        return capital(last_word(rest));
    }
    let joins = name.contains(" & ") || name.contains(" and ") || name.starts_with('&');
    joins && last.ends_with(',') && capital(last)
}

/// A name without the words before it that open a sentence or are what somebody is there: "Director
/// of Lind Shipping".
fn without_openers<'t>(name: &'t str, senses: &Senses) -> &'t str {
    const GERMAN_ARTICLES: [&str; 5] = ["Das", "Dem", "Den", "Der", "Die"];
    const ROLES: [&str; 8] = [
        "Member",
        "CEO",
        "CFO",
        "COO",
        "Founder",
        "Partner",
        "Fellow",
        "Directors",
    ];
    let mut rest = name;
    while let Some((first, behind)) = rest.split_once(' ')
        && (senses.opens(first) || GERMAN_ARTICLES.contains(&first))
    {
        rest = behind;
    }
    while let Some((office, of)) = rest.split_once(" of ") {
        let is_role = |word: &str| ROLES.contains(&word) || senses.is_title(word);
        if !office.split(' ').any(is_role) {
            break;
        }
        rest = of.strip_prefix("The ").unwrap_or(of);
    }
    rest
}

/// The capitals that follow what a name is: "the newspaper The Tarn Times".
pub(super) fn after(text: &str, at: usize, senses: &Senses) -> Option<Range<usize>> {
    const JOINING: [&str; 10] = [
        "of", "&", "de", "del", "della", "di", "do", "du", "des", "der",
    ];
    let start = behind_blank(text, at)?;
    let mut end = start;
    let mut next = start;
    for number in 0..MOST {
        let word = &text[next..][..word_end(&text[next..])];
        let is_joining = number > 0 && JOINING.contains(&word);
        let is_part = word.starts_with(char::is_uppercase) && !senses.is_title(word);
        if !is_part && !is_joining || LEGAL.contains(&word) {
            break;
        }
        next += word.len();
        if is_part {
            end = next;
        }
        match behind_blank(text, next) {
            Some(behind) => next = behind,
            None => break,
        }
    }
    let name = &text[start..end];
    let first = name.split(' ').next()?;
    let is_article = ARTICLES.contains(&first);
    let sense = Grammar::of(Some("en")).sense(first);
    let is_other =
        is_given_name(first) || sense.is(Sense::MALE | Sense::FEMALE) || DAYS.contains(&first);
    let is_doubtful = !is_article && (is_common_word(first) || is_other || senses.opens(first));
    let is_more = !is_article || name.len() > first.len();
    (!name.is_empty() && is_more && !is_doubtful && !senses.is_office(first)).then_some(start..end)
}

/// The last word of a text, up to a blank.
fn last_word(text: &str) -> &str {
    let mut from = text.len().saturating_sub(LONGEST);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let tail = &text[from..];
    let start = tail.rfind(char::is_whitespace).map_or(0, |at| {
        at + tail[at..].chars().next().map_or(1, char::len_utf8)
    });
    tail[start..].trim_start_matches(|c: char| !is_word(c) && c != '&')
}

/// The length of the word that a text starts with, with what joins its parts.
fn word_end(text: &str) -> usize {
    if text.starts_with("& ") {
        return 1;
    }
    let joins = |c: char| matches!(c, '-' | '&' | '\'' | '’');
    let end = text
        .char_indices()
        .take_while(|(at, c)| *at <= LONGEST && (is_word(*c) || joins(*c)))
        .last()
        .map_or(0, |(at, c)| at + c.len_utf8());
    text[..end].trim_end_matches(joins).len()
}

pub(super) fn starts_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
}
