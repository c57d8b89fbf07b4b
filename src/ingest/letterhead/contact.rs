//! Lines that say how somebody is reached, and those that programs put before a text.

use std::ops::RangeInclusive;

use super::{Sense, has};
use crate::text::letters::is_alphanumeric;

/// The most words of a line that names somebody and how they are reached.
const MOST: usize = 10;

/// A line that says by whom a text was issued is shorter, in bytes.
const BY: usize = 60;

/// The fewest digits of a telephone number.
const NUMBER: usize = 6;

/// `Contact: Anna Roe`, `Тел.: 123`: a label that the headline does not have, and what it says.
pub(super) fn is_label(lower: &str) -> bool {
    let Some((label, _)) = lower.split_once(':') else {
        // `Posted by the Press Office`.
        let two = lower
            .match_indices(' ')
            .nth(1)
            .map_or(lower, |(at, _)| &lower[..at]);
        return has(lower.trim_end_matches('.'), Sense::Label)
            || two.ends_with(" by") && has(two, Sense::Label) && lower.len() < BY;
    };
    let label = label.trim_matches(|c: char| "*_. ".contains(c));
    // `Contact information:`.
    let goes_with = |word: &str| {
        [Sense::Label, Sense::Kind, Sense::With, Sense::Particle]
            .iter()
            .any(|&sense| has(word, sense))
    };
    let mut words = label.split_whitespace();
    // `Dossier: 12/34-5`: a few words and a number.
    let (_, value) = lower.split_once(':').unwrap_or_default();
    let is_code = |word: &str| word.contains(|c: char| c.is_ascii_digit());
    let is_numbered = label.split(' ').count() <= 2
        && !is_code(label)
        && !has(label, Sense::Subject)
        && value.split_whitespace().count() == 1
        && is_code(value)
        && value.contains(['/', '-'])
        && !value.contains(['%', '$', '€']);
    has(label, Sense::Label)
        || is_numbered
        || words.clone().any(|word| has(word, Sense::Label)) && words.all(goes_with)
        // `Contact (media): …`.
        || label
            .split_once(" (")
            .is_some_and(|(label, _)| has(label, Sense::Label))
}

/// An address of mail or of the web, a handle, a telephone number.
pub(super) fn is_contact(bare: &str, lower: &str) -> bool {
    let words = || bare.split_whitespace();
    let is_handle = |word: &str| {
        let word = word.trim_matches(|c: char| "(),.·•".contains(c));
        word.split_once('@')
            .is_some_and(|(_, after)| after.starts_with(is_alphanumeric))
    };
    let is_web = |word: &str| {
        let word = word.to_ascii_lowercase();
        word.starts_with("http://") || word.starts_with("https://") || word.starts_with("www.")
    };
    let is_named = |word: &str| {
        !word.starts_with(char::is_lowercase)
            || is_handle(word)
            || is_web(word)
            || [Sense::Particle, Sense::With]
                .iter()
                .any(|&sense| has(word, sense))
    };
    if words().count() <= MOST
        && words().any(|word| is_handle(word) || is_web(word))
        && words().all(is_named)
    {
        return true;
    }
    let digits = bare.bytes().filter(u8::is_ascii_digit).count();
    let opener = lower.split_whitespace().next().unwrap_or_default();
    let opens = has(opener.trim_end_matches(['.', ':']), Sense::Label);
    let is_bare = !bare.contains(char::is_alphabetic) && bare.contains(['+', '(']);
    digits >= NUMBER && (opens || is_bare)
}

/// `12 Harbour Street, Tarn`, `37, quai du Port, 75007 Tarn`.
pub(super) fn is_address(bare: &str, lower: &str) -> bool {
    const STREETS: [&str; 7] = [
        "straße", "strasse", "str.", "platz", "gasse", "allee", "damm",
    ];
    let words = || bare.split_whitespace();
    if words().nth(MOST).is_some() || !bare.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let plain = |word: &str| word.trim_matches([',', '(', ')']).to_owned();
    let is_street = lower
        .split_whitespace()
        .map(plain)
        .any(|word| has(&word, Sense::Street) || STREETS.iter().any(|end| word.ends_with(end)));
    let is_code = |word: &str| {
        let digits = word.bytes().filter(u8::is_ascii_digit).count();
        digits >= 4 && digits + 2 >= word.len()
    };
    let is_town = opens_with_code(bare) && words().count() <= 4
        || words().count() <= 4
            && words().map(plain).any(|word| is_code(&word))
            && bare.contains(',');
    // `Pier 12, 0150 Tarn`.
    let is_number = |word: &String| word.bytes().all(|byte| byte.is_ascii_digit());
    let numbers: Vec<String> = words().map(plain).filter(is_number).collect();
    let is_place = bare.contains(',')
        && !bare.contains(':')
        && numbers.len() >= 2
        && numbers.iter().any(|number| number.len() >= 4);
    (is_street || is_town || is_place)
        && words().map(plain).all(|word| {
            let lower = word.to_lowercase();
            !word.starts_with(char::is_lowercase)
                || has(&lower, Sense::Particle)
                || has(&lower, Sense::Street)
        })
}

/// True for a line that opens with the code of a town: `10115 Tarn`, `A-1400 Tarn`, `1211 Tarn 10`.
fn opens_with_code(bare: &str) -> bool {
    /// Four digits are a year before a headline.
    const YEARS: RangeInclusive<u32> = 1800..=2100;
    let mut words = bare.split(' ');
    let first = words.next().unwrap_or_default();
    let (state, code) = first.split_once('-').unwrap_or(("", first));
    let is_number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let is_state = state.len() <= 3 && state.bytes().all(|byte| byte.is_ascii_uppercase());
    if !is_number(code) || !is_state {
        return false;
    }
    let is_year = code.parse().is_ok_and(|year| YEARS.contains(&year));
    // "1200 Ships Arrive" says something.
    let mut names_a_town = || words.next().is_some() && words.all(is_number);
    match (code.len(), state) {
        (5.., _) => true,
        (4, "") => !is_year && names_a_town(),
        (4, _) => true,
        _ => false,
    }
}

/// The lines around a message that is signed or put together by a program.
pub(super) fn is_signed_message(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("-----") else {
        return false;
    };
    rest.starts_with("BEGIN ") || rest.starts_with("END ") || rest.starts_with("Original ")
}
