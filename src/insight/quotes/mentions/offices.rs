//! Offices inside a phrase: "of State", "of the Treasury", "for Industry, Investment and Commerce".

use crate::insight::grammar::{Habits, Sense};
use crate::insight::quotes::words::{Gap, Shape, Words};

/// Reads "of State", "of the Treasury", "for Foreign Affairs" after a head or a title.
pub(super) fn office(
    words: &Words<'_>,
    at: usize,
    limit: usize,
    head: Option<usize>,
) -> Option<usize> {
    let list = &words.list;
    let link = list.get(at).filter(|_| at < limit)?;
    if head? + 1 == at
        && list[at - 1].is(Sense::ROLE | Sense::TITLE)
        && let Some(end) = body_behind(words, at, limit)
    {
        return Some(end);
    }
    if head? + 1 != at || !link.is(Sense::PREPOSITION | Sense::DETERMINER) {
        return None;
    }
    // "Ambassador to Norland Marta Lind", but "said the minister to Marta Lind".
    let accredited = link.is(Sense::INFINITIVE) && list[at - 1].is_capital();
    if !link.is(Sense::OFFICE_LINK) && !accredited {
        return None;
    }
    let mut end = of_phrase(words, at, limit)?;
    // "of Defence of the Russian Federation"
    while end < limit && list[end - 1].gap.is_plain() && list[end].is(Sense::OFFICE_LINK) {
        match of_phrase(words, end, limit) {
            Some(further) => end = further,
            None => break,
        }
    }
    Some(end)
}

/// The end of a body that stands right behind a role, in the second case: "представитель
/// | Международной морской организации".
pub(super) fn body_behind(words: &Words<'_>, at: usize, limit: usize) -> Option<usize> {
    /// The adjectives of a body and its head.
    const REACH: usize = 5;
    let cases = words.grammar.cases()?;
    let adjective = |&index: &usize| {
        let word = &words.list[index];
        let name = Sense::MALE | Sense::FEMALE | Sense::HEAD | Sense::TITLE;
        word.gap.is_plain() && !word.is(name) && (cases.is_genitive_adjective)(words.text_of(index))
    };
    let reach = at..limit.min(at + REACH);
    let adjectives = reach.clone().take_while(adjective).count();
    let head = at + adjectives;
    (head < reach.end && words.list[head].is(Sense::BODY)).then_some(head + 1)
}

/// Reads one "of X" from its preposition on.
fn of_phrase(words: &Words<'_>, at: usize, limit: usize) -> Option<usize> {
    let list = &words.list;
    let mut end = at + 1;
    while end < limit && list[end].is(Sense::DETERMINER) {
        end += 1;
    }
    let first = end;
    while end < limit && list[end].is(Sense::OFFICE) && list[end - 1].gap.is_plain() {
        end += 1;
    }
    if end > first {
        return Some(end);
    }
    // "le porte-parole du gouvernement"
    let bodies = words.grammar.has(Habits::BODIES_AFTER_TITLES);
    if bodies && end < limit && list[end].is(Sense::BODY) && list[end].shape == Shape::Lower {
        return Some(end + 1);
    }
    // "President of Russia Vladimir Putin", "Department of Commerce": names after "of".
    while end < limit && list[end].is_capital() && list[end - 1].gap.is_plain() {
        end += 1;
        if list[end - 1].gap.has(Gap::POSSESSIVE) {
            return owned_head(words, end, limit).map(|head| head + 1);
        }
        end += usize::from(joins_offices(words, end, limit));
    }
    // "Minister of Industry, Investment and Commerce"
    if end > first && list[end - 1].gap.is_comma_only() {
        end = fields_after(words, end, limit).unwrap_or(end);
    }
    (end > first).then_some(end)
}

/// Reads the further fields of an office: "Industry, | Investment and Commerce".
fn fields_after(words: &Words<'_>, at: usize, limit: usize) -> Option<usize> {
    /// Fields of one office.
    const MOST: usize = 4;
    let list = &words.list;
    let mut end = at;
    for _ in 0..MOST {
        let somebody = Sense::TITLE | Sense::ROLE | Sense::MALE | Sense::FEMALE;
        let is_field = |at: usize| at < limit && list[at].is_capital() && !list[at].is(somebody);
        if !is_field(end) {
            return None;
        }
        end += 1;
        if joins_offices(words, end, limit) && is_field(end + 1) {
            return Some(end + 2);
        }
        if !list[end - 1].gap.is_comma_only() {
            return None;
        }
    }
    None
}

/// The head of what an owner before word `at` owns: "Norland’s | foreign ministry".
pub(super) fn owned_head(words: &Words<'_>, at: usize, limit: usize) -> Option<usize> {
    /// The owner's modifiers and the head.
    const REACH: usize = 5;
    (at..limit.min(at + REACH))
        .take_while(|&index| index == at || words.list[index - 1].gap.is_plain())
        .find(|&index| words.list[index].is(Sense::HEAD | Sense::TITLE))
}

/// True before the body that several own: "the Northern Shippers’ | Forum".
pub(super) fn own_in_plural(words: &Words<'_>, at: usize, limit: usize) -> bool {
    let owner = &words.list[at - 1];
    let sign = words.text[owner.end as usize..].starts_with(['’', '\'']);
    at < limit
        && sign
        && owner.gap.is_mark_only()
        && owner.is_capital()
        && words.text_of(at - 1).ends_with('s')
        && words.list[at].is(Sense::BODY)
        && words.list[at].is_capital()
}

/// True for "and" in "Minister of Power and Energy", not before somebody else.
fn joins_offices(words: &Words<'_>, at: usize, limit: usize) -> bool {
    let list = &words.list;
    let somebody = Sense::TITLE | Sense::ROLE | Sense::MALE | Sense::FEMALE;
    at + 1 < limit
        && list[at].is(Sense::AND)
        && list[at - 1].gap.is_plain()
        && list[at].gap.is_plain()
        && list[at + 1].is_capital()
        && !list[at + 1].is(somebody)
}
