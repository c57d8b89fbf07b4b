//! Reported speech without marks: "Lind said that …", "According to Lind, …".
//!
//! Only where the cue is certain and somebody stands right at it; the clause ends early rather than
//! late. Knows nothing of persons; the words between marks are left to the quotes.

use std::ops::Range;

use super::clauses::{Clauses, Report};
use super::mentions::{Mention, MentionKind, mention_at};
use super::words::Gap;
use crate::insight::grammar::{Habits, Order, Sense};

/// A reported clause and who reports.
#[derive(Debug, Clone)]
pub(super) struct Reported {
    /// The words of the clause.
    pub(super) clause: Range<usize>,
    pub(super) report: Report,
}

/// The longest clause, in words: what is longer has lost its end.
const LONGEST: usize = 80;

/// The shortest one: "said that" and three words.
const SHORTEST: usize = 4;

/// Finds the reported clauses of a text outside quotation marks, apart and in order.
pub(super) fn reported(clauses: &Clauses<'_, '_>) -> Vec<Reported> {
    let mut found: Vec<Reported> = Vec::new();
    let list = &clauses.words.list;
    let mut from = 0;
    clauses.effort.restart();
    for (at, word) in list.iter().enumerate() {
        if at < from || !word.is(Sense::CUE | Sense::CITE) {
            continue;
        }
        clauses.effort.come_to(at);
        let next = if word.is(Sense::CITE) {
            cited(clauses, at, from)
        } else {
            said(clauses, at, from)
        };
        let Some(next) = next.filter(|_| !clauses.effort.is_spent()) else {
            continue;
        };
        let quoted = next.clause.clone().any(|word| clauses.quoted[word]);
        if !quoted && (SHORTEST..LONGEST).contains(&next.clause.len()) {
            from = next.clause.end.max(at + 1);
            found.push(next);
        }
    }
    found
}

/// "X said that …", "X told reporters that …".
fn said(clauses: &Clauses<'_, '_>, cue: usize, floor: usize) -> Option<Reported> {
    let list = &clauses.words.list;
    let that = complement(clauses, cue)?;
    if !clauses.is_cue(cue, Sense::CUE) {
        return None;
    }
    let from = clauses.words.sentence_start(cue + 1).max(floor);
    let subject = clauses.subject(cue, from, cue + 1)?;
    // "Lind, who chairs the talks, said" but nothing that stands sentences away.
    let own = subject.words.end <= cue && subject.words.start >= from;
    let said = is_asserted(clauses, from, &subject, cue);
    let first = subject.kind == MentionKind::Pronoun
        && list[subject.core.start].is(Sense::FIRST | Sense::YOU);
    if !own || first || !said {
        return None;
    }
    let report = Report {
        cue: cue..cue + 1,
        subject,
    };
    Some(Reported {
        clause: that..clause_end(clauses, that),
        report,
    })
}

/// The "that" after a verb, or after the one who is told.
fn complement(clauses: &Clauses<'_, '_>, cue: usize) -> Option<usize> {
    /// "told members of the press that"
    const ADDRESSEE: usize = 5;
    let list = &clauses.words.list;
    let commas = clauses.words.grammar.has(Habits::CLAUSE_COMMAS);
    let parts = |at: usize| commas && list[at].gap.is_comma_only();
    let reach = if list[cue].is(Sense::TELL) {
        ADDRESSEE
    } else {
        0
    };
    (cue + 1..list.len().min(cue + 2 + reach))
        .take_while(|&at| (list[at - 1].gap.is_plain() || parts(at - 1)) && !clauses.quoted[at])
        .find(|&at| list[at].is(Sense::THAT))
}

/// False for what somebody denied, did not say or may say, and for a question: nobody has said it.
fn is_asserted(clauses: &Clauses<'_, '_>, from: usize, subject: &Mention, cue: usize) -> bool {
    let list = &clauses.words.list;
    // The sentence that opens with "If" or "Not once", and the clause itself.
    let opens = list[from].is(Sense::UNREAL | Sense::NEGATION) && !list[from].is(Sense::INFINITIVE);
    let start = clause_start(clauses, from, subject.words.start);
    let open = (start..cue)
        .filter(|&at| !subject.core.contains(&at) || list[at].is(Sense::LONE))
        .any(|at| list[at].is(Sense::UNREAL | Sense::NEGATION));
    let asked = list[start].is(Sense::MODAL) && start + 1 == subject.words.start
        || clauses.words.is_question(cue);
    let named = from < subject.words.start;
    !(list[cue].is(Sense::DENIAL)
        || opens && named
        || open
        || asked
        || is_denied(clauses, from, subject.words.start))
}

/// The first word of the clause that goes on at word `at`.
fn clause_start(clauses: &Clauses<'_, '_>, from: usize, at: usize) -> usize {
    let parts = Gap::COMMA.or(Gap::SEMICOLON).or(Gap::COLON).or(Gap::DASH);
    (from..at)
        .rev()
        .find(|&word| clauses.words.list[word].gap.has(parts))
        .map_or(from, |word| word + 1)
}

/// "Rejected claims that | she said": the clause hangs from what was denied.
fn is_denied(clauses: &Clauses<'_, '_>, from: usize, clause: usize) -> bool {
    /// Words between the verb and "that".
    const REACH: usize = 6;
    let list = &clauses.words.list;
    let hangs = clause > from && list[clause - 1].is(Sense::THAT);
    hangs
        && (clause.saturating_sub(REACH).max(from)..clause)
            .any(|at| list[at].is(Sense::DENIAL | Sense::NEGATION))
}

/// Where a reported clause that starts at `that` ends: with its sentence, at a semicolon, or
/// where the next verb of reporting takes over (", adding", "and stressed that").
fn clause_end(clauses: &Clauses<'_, '_>, that: usize) -> usize {
    let list = &clauses.words.list;
    let mut at = that + 1;
    while at < list.len() && at < that + LONGEST {
        let gap = list[at - 1].gap;
        if gap.has(Gap::SENTENCE.or(Gap::SEMICOLON).or(Gap::PARAGRAPH)) {
            return at;
        }
        let and = list[at].is(Sense::CONJUNCTION);
        let verb = if and { at + 1 } else { at };
        let takes_over = |verb: usize| {
            clauses.is_cue(verb, Sense::CUE)
                && list.get(verb + 1).is_some_and(|next| next.is(Sense::THAT))
                || gap.has(Gap::COMMA) && clauses.is_cue(verb, Sense::PARTICIPLE | Sense::CUE)
        };
        if (and || gap.has(Gap::COMMA)) && verb < list.len() && takes_over(verb) {
            return at;
        }
        at += 1;
    }
    at
}

/// "According to X, …" to the end of the sentence; "…, according to X." back to its start.
fn cited(clauses: &Clauses<'_, '_>, at: usize, floor: usize) -> Option<Reported> {
    let list = &clauses.words.list;
    let mut end = at + 1;
    while end < list.len() && end < at + LONGEST && !list[end - 1].gap.has(Gap::SENTENCE) {
        end += 1;
    }
    let from = clauses.words.sentence_start(at + 1);
    let report = clauses.cited(at, end)?;
    let named = mention_at(clauses.words, report.cue.end, end)?;
    if named.words != report.subject.words {
        return None;
    }
    let after = named.words.end;
    // "По словам X,": the cue opens with a preposition.
    let opens = from == at || from + 1 == at && list[from].is(Sense::PREPOSITION);
    // "Laut X ist die Lage ernst": no comma, but the verb.
    let second = clauses.words.grammar.order() == Order::VerbSecond;
    let verb_follows = second && list[after - 1].gap.is_plain();
    let clause = if opens && (list[after - 1].gap.has(Gap::COMMA) || verb_follows) {
        after..end
    } else if after == end && at > from && list[at - 1].gap.has(Gap::COMMA) && from >= floor {
        from..at
    } else {
        return None;
    };
    Some(Reported { clause, report })
}
