//! Whose words a text is by its title: "Statement by President Lind on …", "President Lind's
//! speech at …", "Letter From the Ambassador in Norland (Roe) to the Secretary of State".

use std::ops::Range;

use super::phrase::Line;
use super::who::{self, Named};
use crate::insight::grammar::List;
use crate::insight::quotes::{NameWord, office};

/// What a line says about whose words a text is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said {
    /// These are its authors.
    By(Vec<Named>),
    /// It names who writes to whom, and no more; this is who writes.
    Between(Named),
    /// It is nobody's alone: an interview, a meeting, remarks of two.
    Nobody,
    /// It says nothing of it.
    Nothing,
}

/// The kind of a text, where a line names one.
#[derive(Debug, Clone, Copy)]
struct Kind {
    start: usize,
    end: usize,
    is_spoken: bool,
}

/// What a title says.
pub(super) fn said(line: &Line<'_>) -> Said {
    let count = line.tokens.len();
    let kinds: Vec<Kind> = (0..count).filter_map(|at| kind(line, at)).collect();
    if let Some(said) = named_behind(line, &kinds) {
        return said;
    }
    if let Some(named) = kinds.iter().find_map(|kind| owner(line, *kind)) {
        return if line.any(List::None, 0..count) {
            Said::Nobody
        } else {
            Said::By(vec![named])
        };
    }
    if line.any(List::None, 0..count) {
        return Said::Nobody;
    }
    correspondence(line).map_or(Said::Nothing, Said::Between)
}

/// What a line under the title says: "Statement by Minister Lind". Other forms stand in sentences.
pub(super) fn said_below(line: &Line<'_>) -> Said {
    let count = line.tokens.len();
    let kinds: Vec<Kind> = (0..count).filter_map(|at| kind(line, at)).collect();
    named_behind(line, &kinds).unwrap_or(Said::Nothing)
}

/// Who stands behind the kind of a text: "Statement by Minister Lind".
fn named_behind(line: &Line<'_>, kinds: &[Kind]) -> Option<Said> {
    let mut opening = kinds.iter().filter(|kind| opens(line, kind.start));
    opening.find_map(|kind| {
        let (from, is_sure) = author_after(line, kind.end)?;
        Some(of_kind(line, *kind, from, is_sure))
    })
}

fn kind(line: &Line<'_>, at: usize) -> Option<Kind> {
    let spoken = line.entry(List::Spoken, at);
    let written = line.entry(List::Written, at);
    let count = spoken.max(written)?;
    Some(Kind {
        start: at,
        end: at + count,
        is_spoken: spoken >= written,
    })
}

/// True where nothing but words like "full text of the" stands before, back to the beginning or
/// to a colon or a dash.
fn opens(line: &Line<'_>, at: usize) -> bool {
    let mut from = at;
    while from > 0 && !line.tokens[from - 1].ends_part() {
        from -= 1;
    }
    is_only(line, from..at, List::Modifier)
}

/// True where a range has nothing but entries of a list and numbers.
fn is_only(line: &Line<'_>, range: Range<usize>, list: List) -> bool {
    let mut at = range.start;
    while at < range.end {
        let token = &line.tokens[at];
        let is_code = token.text.contains(|c: char| c.is_ascii_digit());
        let also = kind(line, at).map(|kind| kind.end - at);
        match line.entry(list, at).or(also) {
            Some(count) => at += count,
            None if is_code || token.is_acronym() => at += 1,
            None => return false,
        }
    }
    true
}

/// Where the author's name begins after the kind of a text, and whether the words before it are
/// sure to name one.
fn author_after(line: &Line<'_>, end: usize) -> Option<(usize, bool)> {
    /// Words between the kind and "by" where they only say how the words were given.
    const NEAR: usize = 10;
    let count = line.tokens.len();
    if !line.words.holds_any(List::By) {
        // Where the case alone tells whose it is.
        return Some((end, false)).filter(|_| end < count);
    }
    if let Some(length) = line.entry(List::By, end) {
        return Some((end + length, true));
    }
    if let Some(length) = line.entry(List::Of, end) {
        return Some((end + length, false));
    }
    let by = (end..count).find(|&at| line.entry(List::By, at).is_some())?;
    let length = line.entry(List::By, by)?;
    if by - end <= NEAR && is_only(line, end..by, List::Adjunct) {
        return Some((by + length, true));
    }
    // "Statement on the River by Minister Lind".
    Some((by + length, false))
}

/// The authors of a text of some kind, whose name begins at a word.
fn of_kind(line: &Line<'_>, kind: Kind, from: usize, is_sure: bool) -> Said {
    let count = line.tokens.len();
    let nobody_before = line.any(List::None, 0..from);
    let nobody_after = kind.is_spoken && line.any(List::Shared, from..count);
    let until = addressee(line, from).unwrap_or(count);
    let named = who::all(line, from, until);
    let is_told = |named: &Named| {
        if is_sure {
            return named.is_told() || named.name.is_some();
        }
        named.name.is_some() && named.is_headed
    };
    if !named.iter().all(is_told) || named.is_empty() {
        return if nobody_before || nobody_after {
            Said::Nobody
        } else {
            Said::Nothing
        };
    }
    if nobody_before || nobody_after || kind.is_spoken && named.len() > 1 {
        return Said::Nobody;
    }
    Said::By(named)
}

/// Where "to the Secretary of State" begins in a phrase that names the author first.
///
/// "The Ambassador to Norland (Lind) to the Secretary": the first of two belongs to the office.
fn addressee(line: &Line<'_>, from: usize) -> Option<usize> {
    let is_to = |at: &usize| line.entry(List::To, *at).is_some();
    let all: Vec<usize> = (from + 1..line.tokens.len()).filter(is_to).collect();
    let mut rest = all.as_slice();
    while let Some((&first, later)) = rest.split_first() {
        let before = &line.tokens[first - 1];
        let is_head =
            before.part() == NameWord::Body || office(before.text, line.language).is_some();
        let of_office = is_head && !before.ends_part();
        if !of_office || later.is_empty() {
            return Some(first);
        }
        rest = later;
    }
    None
}

/// "President Lind's speech": who has the kind of a text for their own.
fn owner(line: &Line<'_>, kind: Kind) -> Option<Named> {
    /// "the President's State of the Union Address".
    const BETWEEN: usize = 6;
    let from = kind.start.saturating_sub(BETWEEN);
    let at = (from..kind.start).rev().find(|&at| line.tokens[at].owns)?;
    let parted = |range: Range<usize>| line.tokens[range].iter().any(|it| it.ends_part());
    if parted(at..kind.start) {
        return None;
    }
    let mut start = at;
    while start > 0 && !line.tokens[start - 1].ends_part() {
        start -= 1;
    }
    while start < at && line.words.has(List::Modifier, &line.tokens[start].small) {
        start += 1;
    }
    let named = who::one(line, start, at + 1)?;
    // "Norland Rejects President Varga's": a headline, which its second word shows.
    let is_told = |at: usize| !matches!(line.tokens[at].part(), NameWord::Other | NameWord::Body);
    let opens = is_told(start) || start < at && is_told(start + 1);
    let whole = named.words.end == at + 1;
    (whole && opens && named.is_told() && closes(line, kind.end)).then_some(named)
}

/// True where the kind of a text ends what is said, or what follows says of what it is: nothing
/// may be told of it, as in "the President's speech moves the nation".
fn closes(line: &Line<'_>, end: usize) -> bool {
    let Some(next) = line.tokens.get(end) else {
        return true;
    };
    line.tokens[end - 1].ends_part()
        || line.words.has(List::About, &next.small)
        || matches!(next.part(), NameWord::Preposition | NameWord::Particle)
}

/// "The Minister in Norland (Roe) to the Secretary of State": a title that says no more than who
/// writes to whom. Returns who writes.
fn correspondence(line: &Line<'_>) -> Option<Named> {
    let numbered = line
        .tokens
        .first()?
        .text
        .starts_with(|c: char| c.is_ascii_digit());
    let from = usize::from(numbered);
    let to = addressee(line, from)?;
    let writer = who::one(line, from, to)?;
    let reader = who::one(line, to + 1, line.tokens.len())?;
    let is_one = |named: &Named| named.is_headed || named.is_body;
    let whole = writer.words.end == to;
    (whole && is_one(&writer) && is_one(&reader) && is_formal(line, &writer)).then_some(writer)
}

/// "The Minister (Roe)", "the Embassy", "President Roe": not "Minister Speaks", which a headline
/// may have, too, so that a bare name must be in a title without verbs.
fn is_formal(line: &Line<'_>, writer: &Named) -> bool {
    let has_article = line.tokens[writer.words.start].part() == NameWord::Article;
    let Some(name) = &writer.name else {
        return has_article;
    };
    let bracketed = line.tokens[name.start - 1].opens_bracket();
    let is_short = name.len() == 1 || line.tokens[name.start].part() == NameWord::Given;
    bracketed || is_short && !has_article
}
