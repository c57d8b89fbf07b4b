//! Names inside a phrase: where they begin behind a title, and what joins their parts.

use std::ops::Range;

use super::offices::body_behind;
use crate::insight::grammar::{Habits, Sense};
use crate::insight::quotes::words::{Gap, Shape, Words};
use crate::insight::vocabulary::{is_common_word, is_given_name};

/// "Amtsrichterin Ute Bader": where nouns have capitals too, a first name opens the name.
pub(super) fn given_name(words: &Words<'_>, inside: &Range<usize>) -> Option<Range<usize>> {
    let list = &words.list;
    let given = |&at: &usize| {
        let word = &list[at];
        word.is(Sense::MALE | Sense::FEMALE) && !word.is(Sense::TITLE | Sense::ROLE)
    };
    let first = (inside.start + 1..inside.end.saturating_sub(1))
        .find(given)
        .filter(|&at| list[at + 1].is_capital())?;
    let noun = !given(&(first - 1));
    let capital_nouns = words.grammar.has(Habits::CAPITAL_NOUNS) && list[first - 1].is_capital();
    // "представителя министерства Дениса Орлова"
    let bent = words.grammar.cases().is_some();
    (noun && (capital_nouns || bent)).then_some(first..inside.end)
}

/// "Senate Ranking Member Anna Roe": behind a body in capitals a first name opens the name.
pub(super) fn member_named(words: &Words<'_>, inside: &Range<usize>) -> Option<Range<usize>> {
    let list = &words.list;
    let capital = |at: usize| list[at].is_capital() && !list[at].is(Sense::AND);
    let given = Sense::MALE | Sense::FEMALE;
    let first = (inside.start + 2..inside.end.saturating_sub(1))
        .find(|&at| list[at].is(given) && !list[at].is(Sense::TITLE | Sense::ROLE))?;
    let before = inside.start..first;
    let body = before.clone().any(|at| list[at].is(Sense::BODY));
    let name = first..inside.end;
    let person = name
        .clone()
        .all(|at| capital(at) && !list[at].is(Sense::HEAD | Sense::OFFICE));
    (body && before.clone().all(capital) && person).then_some(name)
}

/// Where the nickname ends that stands in marks or brackets behind word `given` and before a surname: "Anna |
/// “Annie” | Roe", "Jan | (“Dutch”) | Visser", "Piet | “the Hook” | Maas".
///
/// A first name that is not known is told by what it is not: a word of the language.
pub(in super::super) fn nickname(words: &Words<'_>, given: usize) -> Option<usize> {
    /// "the Hook of Tarn".
    const LONGEST: usize = 4;
    let list = &words.list;
    let first = &list[given];
    let around = Gap::MARK.or(Gap::BRACKET);
    // Most words have a blank behind them.
    if !first.gap.is_only(around) || !first.is_capital() {
        return None;
    }
    let start = given + 1;
    let inside = start..list.len().min(start + LONGEST);
    let last = inside.clone().find(|&at| !list[at].gap.is_plain())?;
    let next = list.get(last + 1)?;
    let opens = &words.text[first.end as usize..list[start].start as usize];
    let is_marked = opens.starts_with(char::is_whitespace)
        && list[last].gap.is_only(around)
        && next.is_capital()
        && !next.is(Sense::BODY | Sense::ROLE | Sense::TITLE);
    let is_name =
        list[last].is_capital() && (list[start].is_capital() || list[start].is(Sense::DETERMINER));
    let is_known = || {
        let listed = first.is(Sense::MALE | Sense::FEMALE) || is_given_name(words.text_of(given));
        match first.gap.has(Gap::MARK) {
            true => listed && (last == start || is_name),
            // "Mara Lind (TR-09)" is of somewhere.
            false => {
                let common = first.is(Sense::MALE | Sense::FEMALE);
                common && last == start && list[start].shape == Shape::Capital
            }
        }
    };
    let is_told = || {
        let is_plain = |at: usize| {
            let word = &list[at];
            word.shape == Shape::Capital
                && word.sense == Sense::default()
                && !is_common_word(words.text_of(at))
        };
        let english = words.grammar.code() == Some("en");
        english && is_name && first.gap.has(Gap::MARK) && is_plain(given) && is_plain(last + 1)
    };
    (is_marked && (is_known() || is_told())).then_some(last + 1)
}

/// Reads "de la" and the like when a capital follows the words `so_far`.
pub(super) fn particles(words: &Words<'_>, so_far: Range<usize>, limit: usize) -> Option<usize> {
    let list = &words.list;
    let at = so_far.end;
    // "Angaben von Uwe Harms" is no name.
    let noun = |at: usize| words.grammar.has(Habits::CAPITAL_NOUNS) && list[at].is(Sense::STOP);
    if at == 0 || !list[at - 1].is_capital() || noun(at - 1) {
        return None;
    }
    let mut end = at;
    // "Ximena Roa y Álvaro Sol" are two.
    let two = |end: usize| {
        let given = |next: usize| list[next].is(Sense::MALE | Sense::FEMALE);
        list[end].is(Sense::AND | Sense::CONJUNCTION) && end + 1 < limit && given(end + 1)
    };
    while end < limit
        && end < at + 3
        && list[end].is(Sense::PARTICLE)
        && list[end].gap.is_plain()
        && !two(end)
    {
        end += 1;
    }
    // "Voice of America", "Iron and Steel Institute".
    if end == at && end < limit && list[end].gap.is_plain() {
        // "Voice of America", but "Anniversary of Patrick Henry", "Gov. Tim Alder of Westland".
        let owned = || {
            let given = Sense::MALE | Sense::FEMALE;
            let person = list.get(end + 1).is_some_and(|next| next.is(given));
            let named = |index: usize| list[index].is(given | Sense::TITLE);
            list[end].is(Sense::GENITIVE) && !person && !so_far.clone().any(named)
        };
        let joined = || list[end].is(Sense::AND) && body_follows(words, end + 1, limit);
        let joins = owned() || joined();
        end += usize::from(joins);
    }
    (end > at && end < limit && list[end].is_capital() && !list[end - 1].is_capital())
        .then_some(end)
}

/// True when capitals lead to the name of a body: "Steel Institute".
fn body_follows(words: &Words<'_>, at: usize, limit: usize) -> bool {
    (at..limit.min(at + 4))
        .take_while(|&index| {
            words.list[index].is_capital() && (index == at || words.list[index - 1].gap.is_plain())
        })
        .any(|index| words.list[index].is(Sense::BODY) && index > at)
}

/// The name after a title at `from`: past "of State", "of the United States".
pub(super) fn name_after(words: &Words<'_>, from: usize, end: usize) -> Option<Range<usize>> {
    let list = &words.list;
    let linked = |index: usize| list[index].is(Sense::PREPOSITION) && !list[index].is_capital();
    let mut start = body_behind(words, from, end).unwrap_or(from);
    if start < end && !list[start].is_capital() {
        if !linked(start) {
            return None;
        }
        // The last "of": "of Defence of the Russian Federation".
        start = (start..end).rev().find(|&index| linked(index))? + 1;
        while start < end && list[start].is(Sense::DETERMINER) {
            start += 1;
        }
        let office = start;
        while start < end && list[start].is(Sense::OFFICE) {
            start += 1;
        }
        if start == office {
            // A country stands here; the name is known by its first name or is the last two words.
            let first = (start..end).find(|&index| list[index].is(Sense::MALE | Sense::FEMALE));
            // "for Trade and Rural Development" has none.
            // "El representante del Observatorio Europeo Austral": where a body's head comes first.
            let body = words.grammar.has(Habits::BODIES_AFTER_TITLES)
                && list.get(office).is_some_and(|head| head.is(Sense::BODY));
            let named = end - office >= 3 && !list[end - 3].is(Sense::AND) && !body;
            start = first
                .filter(|&first| first > office)
                .unwrap_or_else(|| if named { end - 2 } else { end });
        }
    }
    while start < end
        && list[start].is(Sense::OFFICE)
        && !list[start].is(Sense::MALE | Sense::FEMALE)
    {
        start += 1;
    }
    let has_capital = start < end && list[start].is_capital();
    // "Executive Order", "General Debate": no name.
    let thing = Sense::DOCUMENT | Sense::TERM;
    let given = Sense::MALE | Sense::FEMALE;
    let is_thing = |at: usize| end - at == 1 && list[at].is(thing) && !list[at].is(given);
    (has_capital && !list[start].is(Sense::BODY) && !is_thing(start)).then_some(start..end)
}
