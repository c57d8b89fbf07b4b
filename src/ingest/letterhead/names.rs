//! Lines that only name a place or a body.

use super::{Sense, WORDS, has};

/// The most words of a name.
const MOST: usize = 12;

/// The most words of a line that may be like those of a letterhead.
const LIKE: usize = 9;

/// The most words of a button, or of a word with a date.
const BUTTON: usize = 4;

/// The most words of a name that follow one another without a particle between.
const RUN: usize = 3;

/// What stands before the name of a town in Russian and Ukrainian, and the most words of both.
const TOWNS: [&str; 5] = ["г.", "пос.", "пгт", "с.", "м."];
const TOWN: usize = 3;

/// The most words before the word that says what body it is: `Permanent Mission`, `U.S. Department`.
const BEFORE: usize = 3;

/// `Geneva, Switzerland`, `г. Москва`: where a text was given, alone on its line.
pub(super) fn is_place(text: &str) -> bool {
    let words = || text.split_whitespace();
    let town = TOWNS.iter().find_map(|town| text.strip_prefix(town));
    if town.is_some_and(|name| name.trim_start().starts_with(char::is_uppercase))
        && words().count() <= TOWN
    {
        return true;
    }
    text.len() <= 40
        && words().count() <= 4
        && text.split(", ").count() == 2
        && words().all(|word| word.starts_with(char::is_uppercase) && !is_said(word))
        && !words().any(|word| word.contains(|c: char| c.is_ascii_digit()))
}

/// A word as the lists have it.
fn folded(word: &str) -> String {
    let word = word.trim_matches(|c: char| "(),.[]“”«»\"*_-".contains(c));
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
pub(in crate::ingest) fn is_body(text: &str) -> bool {
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
    // `Press and Information Office`, but `Visit of the Minister`.
    let is_joined =
        |word: &str| matches!(word, "and" | "&" | "und" | "et" | "y" | "e" | "и" | "the");
    let is_before = |at: usize| {
        is_joined(&lower[at])
            || is_capital(words[at]) && !has(&lower[at], Sense::Kind)
            || is_capital(words[at]) && lower[at] == "press"
    };
    if !(0..head).all(is_before) || !is_capital(words[0]) {
        return false;
    }
    let in_small = body(&lower[head]) == Some(Sense::LowerBody);
    let is_cyrillic = lower[head].starts_with(|c: char| ('а'..='я').contains(&c));
    let mut run = 0;
    // `Mission permanente de …`: an adjective follows in these languages.
    let is_of_it = |word: &String| {
        matches!(
            word.as_str(),
            "de" | "du" | "des" | "del" | "di" | "della" | "do" | "da" | "dos" | "das"
        )
    };
    let is_followed = lower.get(head + 2).is_some_and(is_of_it);
    let mut after_particle = is_cyrillic || in_small && is_followed;
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

/// True for a line that is like one of a letterhead but for some words that are not known: `News story`,
/// `Dirección General de Comunicación`, `Комментарий Департамента печати МИД`, `Back to the list`.
pub(super) fn is_like_letterhead(text: &str, lower: &str) -> bool {
    let tokens: Vec<&str> = lower.split_whitespace().collect();
    let says = |word: &str| {
        has(word, Sense::Says) || matches!(word, "by" | "von" | "par" | "por" | "о" | "об")
    };
    if tokens.len() > LIKE
        || text.contains([';', '?', '!', '“', '"', '«'])
        || tokens.iter().any(|token| says(&folded(token)))
    {
        return false;
    }
    if tokens.len() <= BUTTON && has(tokens[0], Sense::Going) {
        return true;
    }
    if text.contains(':') {
        return false;
    }
    let uses: Vec<Use> = tokens.iter().map(|token| use_of(token)).collect();
    let count = |wanted: Use| uses.iter().filter(|&&found| found == wanted).count();
    let (kinds, bodies, others) = (count(Use::Kind), count(Use::Body), count(Use::Other));
    if kinds > 0 && others <= kinds + bodies {
        return true;
    }
    if is_dated(text, others) || is_on_street(text, &tokens) {
        return true;
    }
    // `Report of the River Commission` is about a body.
    let is_about = |at: usize| {
        uses[at] == Use::Other
            && tokens
                .get(at + 1)
                .is_some_and(|next| has(next, Sense::Particle))
    };
    let head = uses.iter().position(|&found| found == Use::Body);
    if head.is_none_or(|head| (0..head).any(is_about)) {
        return false;
    }
    let in_small = tokens
        .iter()
        .any(|token| body(&folded(token)) == Some(Sense::LowerBody));
    let is_cyrillic = text.starts_with(|c: char| ('А'..='Я').contains(&c));
    let mut words = text.split_whitespace().zip(&uses);
    is_capital(text)
        && words.all(|(word, found)| {
            is_capital(word)
                || matches!(found, Use::With | Use::Body)
                || in_small && is_cyrillic && is_of(&folded(word))
        })
}

/// `Erscheinungsdatum 31.05.2024`, `Mis en ligne le 31 mai 2024`: a day, and a word or two that nobody knows.
fn is_dated(text: &str, others: usize) -> bool {
    let date = crate::ingest::dates::first(text);
    date.is_some_and(|(date, range)| {
        let month = usize::from(text[range.clone()].contains(char::is_alphabetic));
        date.precision() == crate::briefing::Precision::Day
            && others <= 2 + month
            && text[range.end..].trim_matches(['.', ' ']).is_empty()
    })
}

/// `One Harbour Plaza`.
fn is_on_street(text: &str, tokens: &[&str]) -> bool {
    tokens.len() <= BUTTON + 1
        && tokens
            .iter()
            .any(|token| has(&folded(token), Sense::Street))
        && text.split_whitespace().all(is_capital)
}

/// What a word does in a letterhead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    Kind,
    Body,
    With,
    Other,
}

fn use_of(token: &str) -> Use {
    const KINDS: [Sense; 4] = [Sense::Kind, Sense::Way, Sense::Sitting, Sense::Translation];
    const WITH: [Sense; 4] = [Sense::With, Sense::Particle, Sense::Language, Sense::Label];
    let word = folded(token);
    if KINDS.iter().any(|&sense| has(&word, sense)) {
        return Use::Kind;
    }
    if body(&word).is_some() {
        return Use::Body;
    }
    let is_number = word.bytes().any(|byte| byte.is_ascii_digit());
    if is_number || WITH.iter().any(|&sense| has(&word, sense)) {
        return Use::With;
    }
    // `Press-Office`, `MFA-Press`.
    match word.split_once(['-', '/']) {
        Some((one, other)) if !one.is_empty() => use_of(one).min_known(use_of(other)),
        _ => Use::Other,
    }
}

impl Use {
    /// What two words with a hyphen do: nothing that is known where one of them is not.
    fn min_known(self, other: Self) -> Self {
        match (self, other) {
            (Self::Other, _) | (_, Self::Other) => Self::Other,
            (Self::Kind, _) | (_, Self::Kind) => Self::Kind,
            _ => self,
        }
    }
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
