//! Lines that only name a place or a body.

use super::{Sense, WORDS, has};

/// The most words of a name.
const MOST: usize = 12;

/// The most words of a name that follow one another without a particle between.
const RUN: usize = 3;

/// The most words before the word that says what body it is: `Permanent Mission`, `U.S. Department`.
const BEFORE: usize = 3;

/// `Geneva, Switzerland`: where a text was given, alone on its line.
pub(super) fn is_place(text: &str) -> bool {
    let words = || text.split_whitespace();
    text.len() <= 40
        && words().count() <= 4
        && text.split(", ").count() == 2
        && words().all(|word| word.starts_with(char::is_uppercase) && !is_said(word))
        && !words().any(|word| word.contains(|c: char| c.is_ascii_digit()))
}

/// A word as the lists have it.
fn folded(word: &str) -> String {
    let word = word.trim_matches(|c: char| "(),.[]“”«»\"*_".contains(c));
    word.to_lowercase()
}

fn is_said(word: &str) -> bool {
    has(&folded(word), Sense::Says)
}

/// True for the name of a body and nothing else: `Ministry of Water`, `Office of the Spokesperson`,
/// `Министерство иностранных дел`.
///
/// What stands before the word for the body is written with capitals; behind it the name goes on
/// with a particle or ends. So `Ministry opens ferry line` is none, and neither is
/// `Ministry of Water Opens Ferry Line`, for what it says.
pub(super) fn is_body(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.is_empty()
        || words.len() > MOST
        || text.contains([';', '?', '!', '“', '"', '«', ':', '@'])
    {
        return false;
    }
    if words.iter().any(|word| is_said(word)) {
        return false;
    }
    let lower: Vec<String> = words.iter().map(|word| folded(word)).collect();
    let Some(head) = lower
        .iter()
        .take(BEFORE + 1)
        .position(|word| body(word).is_some())
    else {
        return false;
    };
    let is_before = |at: usize| is_capital(words[at]) || has(&lower[at], Sense::Particle);
    if !(0..head).all(is_before) || !is_capital(words[0]) {
        return false;
    }
    let in_small = body(&lower[head]) == Some(Sense::LowerBody);
    let is_cyrillic = lower[head].starts_with(|c: char| ('а'..='я').contains(&c));
    let mut run = 0;
    let mut after_particle = is_cyrillic;
    for (word, lower) in words[head + 1..].iter().zip(&lower[head + 1..]) {
        if has(lower, Sense::Particle) || elided(lower) {
            run = usize::from(elided(lower));
            after_particle = true;
        } else if body(lower).is_some() || has(lower, Sense::Kind) || has(lower, Sense::With) {
            run = 0;
        } else {
            run += 1;
            let fits = is_capital(word) || in_small && (!is_cyrillic || is_of(lower));
            let most = if is_cyrillic { 2 * RUN } else { RUN };
            if !after_particle || !fits || run > most {
                return false;
            }
        }
        // A comma begins what the body belongs to: `Ministry of Water, Norland`.
        if word.ends_with(',') {
            run = 0;
            after_particle = true;
        }
    }
    words
        .last()
        .is_some_and(|word| !has(&folded(word), Sense::Particle))
}

fn is_capital(word: &str) -> bool {
    word.trim_start_matches(['(', '['])
        .starts_with(|c: char| c.is_uppercase() || c == '&')
}

/// `l'eau`, `d’État`.
fn elided(lower: &str) -> bool {
    let Some((before, after)) = lower.split_once(['\'', '’']) else {
        return false;
    };
    matches!(before, "l" | "d" | "dell" | "all" | "nell") && !after.is_empty()
}

fn body(lower: &str) -> Option<Sense> {
    let ends = || WORDS.body_ends.iter().any(|end| lower.ends_with(end));
    if has(lower, Sense::LowerBody) {
        Some(Sense::LowerBody)
    } else if has(lower, Sense::Body) || ends() {
        Some(Sense::Body)
    } else {
        None
    }
}

/// True for a Russian or Ukrainian word that can depend on a name: no verb stands in it.
fn is_of(lower: &str) -> bool {
    const VERBS: [&str; 14] = [
        "ет", "ит", "ёт", "ут", "ют", "ат", "ят", "ло", "лся", "лась", "лось", "лись", "тся", "ую",
    ];
    !VERBS.iter().any(|end| lower.ends_with(end))
}
