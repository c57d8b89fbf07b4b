//! Words in marks that are nobody's speech, where a language's spelling tells them.
//!
//! Where every noun has a capital and everything else is small, as in German, a passage that opens
//! small is a piece of somebody's sentence ("die „volle Verantwortung“"), and a short one that opens
//! with a capital after another noun is a name ("die Zeitung „Der Bote“").

use std::ops::Range;

use super::signs::{Sign, Signs};
use crate::insight::grammar::{Habits, Sense};
use crate::insight::quotes::attribute::Stretch;
use crate::insight::quotes::words::{Gap, Shape, Words};

/// Adds what the spelling of a passage and the words beside it tell.
///
/// `cue` is the word that reports it, if one does.
pub(super) fn add_spelling(
    signs: &mut Signs,
    words: &Words<'_>,
    stretch: &Stretch,
    cue: Option<usize>,
) {
    if words.grammar.has(Habits::CAPITAL_NOUNS) {
        signs.extend(joined(words, stretch));
        add_among_capital_nouns(signs, words, stretch, cue);
    } else if !words.grammar.has(Habits::TITLE_CASE) && !words.grammar.is_empty() {
        signs.extend(joined(words, stretch));
        signs.extend(fragment(words, stretch, cue));
    }
}

fn add_among_capital_nouns(
    signs: &mut Signs,
    words: &Words<'_>,
    stretch: &Stretch,
    cue: Option<usize>,
) {
    /// A name is seldom longer.
    const NAME: usize = 5;
    let length = stretch.words.len();
    let list = &words.list;
    let first = &list[stretch.words.start];
    let before = before(words, stretch);
    let cited = before.is_some_and(|at| list[at].is(Sense::CITE | Sense::FINAL));
    if length < 3 && cited && !list[stretch.words.end - 1].gap.has(Gap::SENTENCE) {
        signs.add(Sign::CitedOutlet);
    }
    let judged = is_judgement(words, &stretch.words);
    let reported = is_reported(words, &stretch.words, cue);
    if first.shape == Shape::Lower {
        signs.add(match (length, cue) {
            (1, None) if judged || reported => Sign::SmallJudged,
            (1, None) => Sign::SmallWord,
            (1, Some(_)) => Sign::SmallReported,
            _ => Sign::SmallPhrase,
        });
        return;
    }
    if length > NAME {
        return;
    }
    let noun = |at: usize| {
        list[at].is_capital() && list[at].gap.is_mark_only() && !list[at].is(Sense::CUE)
    };
    let apposed = before.is_some_and(noun);
    signs.add(if apposed {
        Sign::NameBehindNoun
    } else {
        Sign::NameAlone
    });
    if cue.is_some_and(|cue| is_outlet(words, &stretch.words, cue)) {
        signs.add(Sign::ToldOutlet);
    }
    let naming = cue.is_some_and(|cue| words.grammar.is_naming(words.text_of(cue)));
    if judged || naming && before.is_some_and(|at| list[at].shape == Shape::Lower) {
        signs.add(Sign::NamedAs);
    } else if reported && !apposed {
        signs.add(Sign::NounReported);
    }
    let phrase = length > 2
        && !list[stretch.words.start].is(Sense::DETERMINER)
        && stretch
            .words
            .clone()
            .any(|at| list[at].shape == Shape::Lower);
    if phrase && (cue.is_some() || reported) {
        signs.add(Sign::NounPhrase);
    }
}

/// A fragment that opens small and runs on from a clause is a piece of somebody's sentence.
fn fragment(words: &Words<'_>, stretch: &Stretch, cue: Option<usize>) -> Option<Sign> {
    let small = words.list[stretch.words.start].shape == Shape::Lower;
    let naming = words.list[cue?].is(Sense::WEAK);
    (small && (stretch.words.len() > 1 || naming)).then_some(Sign::SmallFragment)
}

/// What follows a name: "“X”-Affäre", "“X” (ABC)".
fn joined(words: &Words<'_>, stretch: &Stretch) -> Option<Sign> {
    let list = &words.list;
    let rest = &words.text[stretch.passage.span.end..];
    let joined = rest
        .strip_prefix(['-', '‑'])
        .is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    let last = &list[stretch.words.end - 1];
    let acronym = last.gap.has(Gap::BRACKET)
        && !last.gap.has(Gap::SENTENCE)
        && list
            .get(stretch.words.end)
            .is_some_and(|next| next.shape == Shape::Caps);
    let short = stretch.words.len() < 8;
    match (joined, acronym && short) {
        (true, _) => Some(Sign::Compound),
        (false, true) => Some(Sign::Acronym),
        (false, false) => None,
    }
}

/// The word before a passage in its own sentence.
fn before(words: &Words<'_>, stretch: &Stretch) -> Option<usize> {
    stretch
        .words
        .start
        .checked_sub(1)
        .filter(|&at| !words.list[at].gap.has(Gap::SENTENCE))
}

/// True for a passage that a sentence gives as somebody's judgement of a thing: "als „Wortbruch“
/// bezeichnet", "als „falsch“ zurückgewiesen".
fn is_judgement(words: &Words<'_>, passage: &Range<usize>) -> bool {
    /// Words between the passage and the verb.
    const REACH: usize = 7;
    let list = &words.list;
    let as_such = passage.start.checked_sub(1).is_some_and(|before| {
        let article = list[before].is(Sense::DETERMINER) && before > 0;
        list[before - usize::from(article)].is(Sense::AS)
    });
    let until = list.len().min(passage.end + REACH);
    as_such
        && (passage.end..until)
            .take_while(|&at| at == passage.end || !list[at - 1].gap.has(Gap::SENTENCE))
            .any(|at| {
                let verb = words.text_of(at);
                words.grammar.is_naming(verb)
            })
}

/// True for the name of a newspaper that something is said to: "sagte der „Grenzpost“", "gegenüber
/// dem „Boten“".
fn is_outlet(words: &Words<'_>, passage: &Range<usize>, cue: usize) -> bool {
    /// Words between the verb and the name.
    const REACH: usize = 7;
    let list = &words.list;
    let Some(before) = passage.start.checked_sub(1) else {
        return false;
    };
    let said = cue <= before && before - cue <= REACH && list[cue].is(Sense::CUE);
    let governed = list[before].is(Sense::PREPOSITION)
        || before > cue
            && list[before].is(Sense::DEFINITE)
            && (before == cue + 1 || list[before - 1].is(Sense::PREPOSITION));
    let titled = passage.clone().any(|at| list[at].is_capital());
    said && governed && titled && list[before].gap.is_mark_only()
}

/// True for a passage in a clause that is reported: after "dass" behind its verb of reporting, or
/// in a sentence in the first subjunctive.
fn is_reported(words: &Words<'_>, passage: &Range<usize>, cue: Option<usize>) -> bool {
    let start = words.sentence_start(passage.start + 1);
    let conjunction = |at: usize| words.list[at].is(Sense::FINAL);
    let after_that = cue
        .filter(|&cue| cue >= start)
        .is_some_and(|cue| (cue..passage.start).any(conjunction));
    after_that
        || (start..words.sentence_end(passage.end)).any(|at| words.list[at].is(Sense::SUBJUNCTIVE))
}
