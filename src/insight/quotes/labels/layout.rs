//! Where a label ends in its paragraph, by the signs that part it from what is said.
//!
//! | sign | example |
//! | --- | --- |
//! | colon | `MR. LIND: We shall …` |
//! | stop | `Mr. LIND. We shall …` |
//! | dash | `Mr LIND (Tarn)—We shall …` · `**Ivo Marr** — We shall …` |
//! | line | `IVO MARR⏎We shall …` |
//! | letter | `Q We shall?` |
//! | balloon | `💬 Spokeswoman Lind: We shall …` |
//!
//! Nothing here knows whether the words are a label at all.

use std::ops::Range;

use crate::insight::grammar::{Grammar, Sense};
use crate::text::letters::is_alphanumeric;

/// How a label is set apart from the words after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Sign {
    /// Marked as a turn when the file was read.
    Given,
    Colon,
    Stop,
    Dash,
    Line,
    Letter,
    /// A speech balloon, as channels put before a statement.
    Balloon,
}

/// A place where a label may end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct Opening {
    /// The bytes of the label.
    pub(in super::super) label: Range<usize>,
    /// Where the words begin; the end of the paragraph where it holds the label alone.
    pub(in super::super) words: usize,
    pub(in super::super) sign: Sign,
    /// A quotation mark follows: it may be a list of quotations.
    pub(in super::super) opens_quote: bool,
}

/// In bytes: a long name with an office, in any alphabet.
const LONGEST: usize = 180;

/// The places where a label may end in a paragraph, the likeliest first.
///
/// Each is looked for only when it is asked for: mostly the first is the one.
pub(in super::super) fn openings<'t>(
    text: &'t str,
    paragraph: Range<usize>,
    given: Option<usize>,
    grammar: &'t Grammar,
) -> impl Iterator<Item = Opening> + 't {
    let start = past_furniture(text, &paragraph);
    let given = given.map(|length| (paragraph.start + length).min(paragraph.end));
    Openings {
        text,
        body: start..paragraph.end,
        grammar,
        given: given.filter(|&words| is_speech(&text[words..paragraph.end])),
        is_given_found: false,
        signs: SIGNS.iter(),
    }
}

/// Finds where a label ends by one sign.
type FindEnd = fn(&str, &Range<usize>, &Grammar) -> Option<Opening>;

/// One for each sign, the likeliest first.
const SIGNS: [FindEnd; 6] = [balloon, colon, letter, dash, stop, line];

/// The places where a label may end.
struct Openings<'t> {
    text: &'t str,
    body: Range<usize>,
    grammar: &'t Grammar,
    /// Where the words begin behind the label that was marked when the file was read.
    given: Option<usize>,
    /// One of the signs stands before those words.
    is_given_found: bool,
    signs: std::slice::Iter<'static, FindEnd>,
}

impl Iterator for Openings<'_> {
    type Item = Opening;

    fn next(&mut self) -> Option<Opening> {
        let Self {
            text,
            body,
            grammar,
            ..
        } = self;
        if let Some(mut opening) = self.signs.find_map(|find| find(text, body, grammar)) {
            if self.given == Some(opening.words) {
                opening.sign = Sign::Given;
                self.is_given_found = true;
            }
            return Some(opening);
        }
        let words = self.given.take().filter(|_| !self.is_given_found)?;
        let label = trimmed(text, body.start.min(words)..words);
        Some(made(text, label, words, Sign::Given))
    }
}

fn made(text: &str, label: Range<usize>, words: usize, sign: Sign) -> Opening {
    Opening {
        opens_quote: text[words..].starts_with(is_opening),
        label,
        words,
        sign,
    }
}

/// True for a mark that opens a quotation.
pub(in super::super) fn is_opening(c: char) -> bool {
    matches!(c, '“' | '«' | '"' | '‘' | '„')
}

/// The bytes without blanks, emphasis and the sign at the end.
fn trimmed(text: &str, bytes: Range<usize>) -> Range<usize> {
    let inside = &text[bytes.clone()];
    let front =
        inside.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '-' | '•'));
    let start = bytes.end - front.len();
    let whole = front
        .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '*' | '—' | '―' | '–'));
    start..start + whole.len()
}

/// Where a paragraph begins behind its time, its bullet and its emphasis.
fn past_furniture(text: &str, paragraph: &Range<usize>) -> usize {
    let mut rest = &text[paragraph.clone()];
    loop {
        let before = rest.len();
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '*');
        rest = past_time(rest).unwrap_or(rest);
        if rest.len() == before {
            return paragraph.end - rest.len();
        }
    }
}

/// `[00:00:05]`, `(0:05)`; without brackets with its seconds, for "10:05 A.M." is no such time.
fn past_time(rest: &str) -> Option<&str> {
    if !rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '[' | '(')) {
        return None;
    }
    let open = rest.starts_with(['[', '(']);
    let inside = rest.trim_start_matches(['[', '(']);
    let time =
        inside.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | ','));
    let length = inside.len() - time.len();
    let colons = inside[..length].matches(':').count();
    let clock = colons > usize::from(!open) && inside.starts_with(|c: char| c.is_ascii_digit());
    let after = if open {
        time.strip_prefix([']', ')'])?
    } else {
        time.strip_prefix([' ', '\u{a0}', '\t'])?
    };
    clock.then_some(after)
}

/// `Q And the sanctions?`, `A. None.`
fn letter(text: &str, body: &Range<usize>, grammar: &Grammar) -> Option<Opening> {
    let inside = &text[body.clone()];
    let first = inside.chars().next()?;
    let length = first.len_utf8();
    let rest = &inside[length..];
    if !first.is_uppercase() || rest.starts_with(is_alphanumeric) {
        return None;
    }
    let sense = grammar.sense(&inside[..length]);
    let asks = sense.is(Sense::QUESTION);
    if !asks && !sense.is(Sense::ANSWER) {
        return None;
    }
    let words = rest.trim_start_matches([' ', '.', ':', '\u{a0}']);
    let signs = &rest[..rest.len() - words.len()];
    // "A meeting": only a sign makes a word a letter.
    let set_apart = if asks {
        !signs.is_empty()
    } else {
        signs.contains(['.', ':']) && signs.ends_with([' ', '\u{a0}'])
    };
    let opens = set_apart && words.starts_with(|c: char| !c.is_lowercase());
    opens.then(|| {
        let label = body.start..body.start + length;
        made(text, label, body.end - words.len(), Sign::Letter)
    })
}

/// `💬 Official spokeswoman X:` at the head of a channel post.
fn balloon(text: &str, body: &Range<usize>, _: &Grammar) -> Option<Opening> {
    let inside = &text[body.clone()];
    let rest = inside
        .strip_prefix(['💬', '🗨', '🎙'])?
        .trim_start_matches(['\u{fe0f}', '\n', ' ']);
    let colon = rest.find(':').filter(|&colon| colon < LONGEST)?;
    let words = rest[colon + 1..].trim_start();
    let start = body.end - rest.len();
    let label = trimmed(text, start..start + colon);
    let stops = rest[..colon].contains(['.', '!', '?']);
    let opening = made(text, label, body.end - words.len(), Sign::Balloon);
    (!stops && !opening.opens_quote && !words.is_empty()).then_some(opening)
}

/// The bytes in which a label ends.
fn head(paragraph: &str) -> &[u8] {
    &paragraph.as_bytes()[..paragraph.len().min(LONGEST)]
}

/// `MR. LIND:` and `Mara Lind, Minister of Water:`
fn colon(text: &str, body: &Range<usize>, grammar: &Grammar) -> Option<Opening> {
    let inside = &text[body.clone()];
    // Most paragraphs open without one, and are not looked at letter by letter.
    memchr::memchr(b':', head(inside))?;
    let mut depth = 0_i32;
    let mut end = None;
    for (at, c) in inside.char_indices().take_while(|&(at, _)| at < LONGEST) {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            '\n' | '“' | '"' | '«' | '„' | '!' | '?' => return None,
            '\'' | '‘' if at == 0 => return None,
            '.' if ends_sentence(inside, at, grammar) => return None,
            ':' if depth <= 0 => {
                end = Some(at);
                break;
            }
            _ => {}
        }
    }
    let colon = end?;
    let rest = &inside[colon + 1..];
    let spoken = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '*');
    let parted = spoken.is_empty() || spoken.len() < rest.len() && is_speech(spoken);
    let label = trimmed(text, body.start..body.start + colon);
    (parted && !label.is_empty()).then(|| made(text, label, body.end - spoken.len(), Sign::Colon))
}

/// False for the items of a list and for sums: nobody says "- " or "$".
pub(in super::super) fn is_speech(spoken: &str) -> bool {
    let mut chars = spoken.chars();
    match chars.next() {
        Some('-' | '–' | '•' | '*') => chars.next().is_some_and(|next| next != ' '),
        Some(c) => {
            is_alphanumeric(c)
                || is_opening(c)
                || matches!(
                    c,
                    '(' | '[' | '…' | '.' | '¿' | '¡' | '—' | '<' | '\'' | '’'
                )
        }
        None => true,
    }
}

/// True for a stop before a blank and a capital that belongs to no short form.
fn ends_sentence(inside: &str, stop: usize, grammar: &Grammar) -> bool {
    let word = inside[..stop]
        .rsplit(|c: char| c.is_whitespace() || c == '(')
        .next()
        .unwrap_or_default();
    let short = word.chars().count() == 1
        || word.contains('.')
        || grammar.sense(word).is(Sense::ABBREVIATION | Sense::ADDRESS);
    inside[stop + 1..].starts_with(char::is_whitespace) && !short
}

/// `Mr LIND (Tarn—Prime Minister)—I welcome …`, `**Ivo Marr** — I welcome …`
fn dash(text: &str, body: &Range<usize>, _: &Grammar) -> Option<Opening> {
    let inside = &text[body.clone()];
    /// The first byte of every dash.
    const LEAD: u8 = 0xE2;
    memchr::memchr(LEAD, head(inside))?;
    let mut depth = 0_i32;
    let mut found = None;
    for (at, c) in inside.char_indices().take_while(|&(at, _)| at < LONGEST) {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            '\n' | '“' | '"' | '«' | '„' | '!' | '?' | ':' => return None,
            '—' | '―' | '–' if depth == 0 => {
                found = Some(at);
                break;
            }
            _ => {}
        }
    }
    let dash = found?;
    let rest = inside[dash..].trim_start_matches(['—', '―', '–']);
    let spoken = rest.trim_start();
    let label = trimmed(text, body.start..body.start + dash);
    let opens = spoken.starts_with(|c: char| c.is_uppercase() || is_opening(c));
    (opens && !label.is_empty()).then(|| made(text, label, body.end - spoken.len(), Sign::Dash))
}

/// `Mr. LIND. Madam Chair, …`, `M. le président. La parole …`: behind a form of address alone.
fn stop(text: &str, body: &Range<usize>, grammar: &Grammar) -> Option<Opening> {
    /// In bytes; longer than this is a sentence.
    const LONGEST: usize = 80;
    let inside = &text[body.clone()];
    let near = &inside.as_bytes()[..inside.len().min(LONGEST)];
    memchr::memchr(b'.', near)?;
    // Nobody is addressed by a quotation.
    let first = inside.split_whitespace().next()?;
    if first.starts_with(is_opening) {
        return None;
    }
    let addressed = grammar
        .sense(first.trim_end_matches('.'))
        .is(Sense::ADDRESS | Sense::DETERMINER);
    if !addressed {
        return None;
    }
    let mut stops = inside
        .char_indices()
        .take_while(|&(at, c)| at < LONGEST && c != '\n')
        .filter(|&(at, c)| c == '.' && at > first.len() && ends_sentence(inside, at, grammar));
    let stop = stops.next()?.0;
    let spoken = inside[stop + 1..].trim_start();
    let label = trimmed(text, body.start..body.start + stop);
    (!spoken.is_empty() && !inside[..stop].contains([':', ',']))
        .then(|| made(text, label, body.end - spoken.len(), Sign::Stop))
}

/// `IVO MARR⏎I welcome …`, and a label that is a paragraph of its own.
fn line(text: &str, body: &Range<usize>, _: &Grammar) -> Option<Opening> {
    /// In bytes; nobody wraps so early.
    const LONGEST: usize = 60;
    let inside = &text[body.clone()];
    // A line's end is looked for no farther than a label can reach.
    let near = &inside.as_bytes()[..inside.len().min(LONGEST + 2)];
    let end = memchr::memchr(b'\n', near).unwrap_or(inside.len());
    let first = inside.get(..end).filter(|first| first.len() <= LONGEST)?;
    let label = trimmed(text, body.start..body.start + first.len());
    let spoken = inside[first.len()..].trim_start();
    let plain = !first.contains([':', '“', '"', '«', '!', '?', '—']);
    (plain && !label.is_empty()).then(|| made(text, label, body.end - spoken.len(), Sign::Line))
}
