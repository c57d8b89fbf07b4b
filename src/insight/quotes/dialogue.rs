//! Dialogue as French, Spanish and Russian set it: turns that open with a dash, and the teller's
//! clauses inside them.
//!
//! ```text
//! — La porte reste ouverte, dit-il. Entrez.        — La puerta sigue abierta —dijo Lind—. Pase.
//! « La porte, dit Lind, reste ouverte. »           — Дверь открыта, — сказал он. — Входите.
//! ```
//!
//! A clause is known by its verb of reporting and by what follows: a subject behind its verb. What
//! is between two clauses is one passage each, so that the rules of `attribute` find the clause
//! beside it.

use std::ops::Range;

use super::marks::Passage;
use super::words::{Gap, Words};
use crate::insight::grammar::{Habits, Sense};

/// The passages between marks together with the turns after dashes, cut where a teller's clause
/// or a new turn interrupts them. `paragraphs` are byte ranges, ascending and apart.
pub(super) fn refine(
    words: &Words<'_>,
    passages: Vec<Passage>,
    paragraphs: &[Range<usize>],
) -> Vec<Passage> {
    if !words.grammar.has(Habits::DIALOGUE_DASHES) {
        return passages;
    }
    let turns = turns(words, &passages, paragraphs);
    let outside = |passage: &Passage| {
        let before = turns.partition_point(|turn| turn.span.start <= passage.span.start);
        before
            .checked_sub(1)
            .is_none_or(|at| turns[at].span.end <= passage.span.start)
    };
    let mut whole: Vec<Passage> = passages.into_iter().filter(outside).collect();
    whole.extend(turns.iter().cloned());
    whole.sort_by_key(|passage| passage.span.start);
    let mut parts = Vec::with_capacity(whole.len());
    for passage in whole {
        for line in lines(words.text, &passage) {
            cut(words, line, &mut parts);
        }
    }
    parts
}

/// The paragraphs that open with a dash, where the text as a whole reads like dialogue.
fn turns(words: &Words<'_>, passages: &[Passage], paragraphs: &[Range<usize>]) -> Vec<Passage> {
    let mut found = Vec::new();
    let (mut ended, mut lively) = (0, 0);
    for paragraph in paragraphs {
        let text = &words.text[paragraph.clone()];
        let Some(dash) = dash(text.trim_start()) else {
            continue;
        };
        let start = paragraph.start + (text.len() - text.trim_start().len());
        let next = passages.partition_point(|passage| passage.span.end <= start);
        let passage = passages.get(next);
        // Inside a quotation that began above; or the dash only leads to one.
        if passage.is_some_and(|passage| {
            passage.span.start < start
                || words.text[start + dash..].len() - words.text[passage.span.start..].len()
                    <= leading_blank(&words.text[start + dash..])
        }) {
            continue;
        }
        let span = start..paragraph.start + text.trim_end().len();
        let inside = words.inside(&span);
        if inside.is_empty() {
            continue;
        }
        let end = text.trim_end();
        ended += usize::from(end.ends_with(['.', '!', '?', '…', '»', ':', ',']));
        lively += usize::from(
            text.contains(['?', '!'])
                || inside.clone().any(|at| {
                    words.list[at].is(Sense::FIRST | Sense::YOU) || clause(words, at, &inside)
                }),
        );
        found.push(Passage {
            span,
            closed: true,
            single: false,
            angled: false,
            turn: true,
        });
    }
    // A list of points has dashes too, but nobody speaks in it.
    if lively * 3 < found.len() || ended * 2 < found.len() {
        found.clear();
    }
    found
}

fn leading_blank(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// The length of a dash that a turn opens with.
fn dash(line: &str) -> Option<usize> {
    let length = if line.starts_with(['—', '–', '―']) {
        '—'.len_utf8()
    } else if line.starts_with("--") {
        2
    } else {
        return None;
    };
    let after = line[length..].chars().next()?;
    (!after.is_numeric() && after != '-').then_some(length)
}

/// True where a new paragraph begins without a blank line: a turn, or a line that opens a quotation.
pub(super) fn opens_turn(line: &str) -> bool {
    dash(line).is_some() || line.starts_with(['«', '„', '“'])
}

/// A passage cut where a line inside it opens a turn or the quotation anew.
fn lines(text: &str, passage: &Passage) -> Vec<Passage> {
    let mut parts = Vec::new();
    let mut start = passage.span.start;
    let mut turn = passage.turn;
    let inside = &text[passage.span.clone()];
    for (at, _) in inside.match_indices('\n') {
        let at = passage.span.start + at;
        let rest = &text[at + 1..passage.span.end];
        if start < at && opens_turn(rest) {
            let opens = dash(rest).is_some();
            parts.push((start..at, turn || opens));
            (start, turn) = (at + 1, passage.turn || opens);
        }
    }
    parts.push((start..passage.span.end, turn));
    let part = |(span, turn): (Range<usize>, bool)| Passage {
        span: span.start..span.start + text[span].trim_end().len(),
        turn,
        ..passage.clone()
    };
    parts.into_iter().map(part).collect()
}

/// Adds a passage without the teller's clauses inside it.
fn cut(words: &Words<'_>, passage: Passage, parts: &mut Vec<Passage>) {
    let inside = words.inside(&passage.span);
    let mut start = passage.span.start;
    let mut at = inside.start + 1;
    let mut from = inside.start;
    while at < inside.end {
        if !clause(words, at, &inside) {
            at += 1;
            continue;
        }
        let end = words.list[at].start as usize;
        let spoken = words.text[start..end].trim_end_matches([' ', '\u{a0}', '—', '–', '-', '\n']);
        if at > from {
            parts.push(Passage {
                span: start..start + spoken.len(),
                turn: true,
                closed: true,
                ..passage.clone()
            });
        }
        let Some(next) = resumes(words, at, inside.end, passage.turn) else {
            return;
        };
        (at, from) = (next, next);
        start = words.list[next].start as usize;
    }
    if from < inside.end || parts.is_empty() {
        let cut = start > passage.span.start;
        parts.push(Passage {
            span: start..passage.span.end,
            turn: passage.turn || cut,
            ..passage
        });
    }
}

/// Words of a teller's clause before its verb.
const BEFORE_VERB: usize = 3;

/// True when the teller's clause begins with word `at`: "dit-il", "me dit Lind", « a déclaré Lind »,
/// "— сказал он".
fn clause(words: &Words<'_>, at: usize, inside: &Range<usize>) -> bool {
    let list = &words.list;
    if at <= inside.start || at >= inside.end {
        return false;
    }
    let gap = list[at - 1].gap;
    // "lui a déclaré"
    let leads =
        |&at: &usize| list[at].is(Sense::CLITIC | Sense::AUXILIARY) && !list[at].is(Sense::CUE);
    let verb = at
        + (at..inside.end.min(at + BEFORE_VERB))
            .take_while(leads)
            .count();
    let Some(cue) = list.get(verb).filter(|cue| cue.is(Sense::CUE)) else {
        return false;
    };
    if list[at].is_capital() || verb + 1 >= list.len() {
        return false;
    }
    if !words.grammar.has(Habits::INLINE_TELLERS) {
        return gap.has(Gap::DASH);
    }
    // "dit précipitamment Louisa"
    let adverb = words.grammar.is_opener(words.text_of(verb + 1)) && list[verb + 1].gap.is_plain();
    let Some(next) = list.get(verb + 1 + usize::from(adverb)) else {
        return false;
    };
    let hyphen = words.text[cue.end as usize..].starts_with('-');
    let subject = hyphen
        || cue.gap.is_plain()
            && (next.is_capital()
                || next.is(Sense::DETERMINER | Sense::ROLE | Sense::TITLE)
                || next.is(Sense::PARTICLE) && !next.is(Sense::PREPOSITION));
    gap.has(Gap::COMMA.or(Gap::STOP).or(Gap::DASH).or(Gap::MARK)) && subject
}

/// The word with which speech goes on after the teller's clause at `at`; none if it does not.
fn resumes(words: &Words<'_>, at: usize, end: usize, turn: bool) -> Option<usize> {
    /// Words after the verb of a clause with which the teller does not begin to tell.
    const BRIEF: usize = 4;
    let list = &words.list;
    let verb = (at..end).find(|&at| list[at].is(Sense::CUE)).unwrap_or(at);
    for index in verb + 1..end.saturating_sub(1) {
        let gap = list[index].gap;
        let next = &list[index + 1];
        if !words.grammar.has(Habits::INLINE_TELLERS) {
            if gap.has(Gap::DASH) {
                return Some(index + 1);
            }
            continue;
        }
        if gap.has(Gap::SENTENCE) {
            let brief = index - verb <= BRIEF;
            return (!turn || brief || addresses(words, index + 1..end)).then_some(index + 1);
        }
        if gap.has(Gap::COMMA.or(Gap::SEMICOLON).or(Gap::COLON)) && !narrates(words, index + 1) {
            return Some(index + 1);
        }
        if gap.has(Gap::DASH) && next.is_capital() {
            return Some(index + 1);
        }
    }
    None
}

/// True when the words speak to somebody or of the speaker.
fn addresses(words: &Words<'_>, mut range: Range<usize>) -> bool {
    let span = words.span(range.clone());
    words.text[span.start..].starts_with(['?', '!'])
        || words.text[span].contains(['?', '!'])
        || range.any(|at| words.list[at].is(Sense::FIRST | Sense::YOU))
}

/// True for a word with which the clause goes on after a comma: "en riant", "qui riait", "avec".
fn narrates(words: &Words<'_>, at: usize) -> bool {
    words.list[at].is(Sense::NARRATING) || words.grammar.is_opener(words.text_of(at))
}
