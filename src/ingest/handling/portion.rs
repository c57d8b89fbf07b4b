//! The marking that a paragraph opens with: `1. (C) They met.`, `(S/NF) Comment`.
//!
//! A letter in brackets is a list as often: whoever asks must know that the text marks its paragraphs.

use std::ops::Range;
use std::sync::LazyLock;

use super::marking;
use crate::briefing::{BlockKind, Body, Portion, Span};
use crate::config::Level;
use crate::text::hash::HashMap;

/// The longest marking, in bytes: `S//REL TO USA, FVEY`.
const LONGEST: usize = 48;

static CODES: LazyLock<HashMap<&'static str, Level>> = LazyLock::new(|| {
    let rows = include_str!("portions.txt").lines();
    let rows = rows.filter(|row| !row.starts_with('#'));
    let rows = rows.filter_map(|row| row.split_once(": "));
    let levels = rows.filter_map(|(level, codes)| Some((Level::from_name(level)?, codes)));
    levels
        .flat_map(|(level, codes)| codes.split(' ').map(move |code| (code, level)))
        .collect()
});

/// The markings of the paragraphs of a text that marks them.
pub(in crate::ingest) fn of_body(body: &Body) -> Vec<Portion> {
    let paragraphs = body
        .blocks
        .iter()
        .filter(|block| !matches!(block.kind, BlockKind::Rule | BlockKind::Preformatted));
    let opened: Vec<_> = paragraphs
        .filter_map(|block| {
            Some((
                block.span.range().start,
                of_paragraph(body.block_text(block))?,
            ))
        })
        .collect();
    let texts = body.blocks.iter().map(|block| body.block_text(block));
    // `(A)`, `(B)`, `(C)` at the beginning of paragraphs are a list.
    let is_list = texts
        .filter(|text| text.starts_with("(A)") || text.starts_with("(B)"))
        .count()
        > 0;
    opened
        .into_iter()
        .filter(|(_, found)| found.is_numbered || !is_list)
        .map(|(start, found)| Portion {
            span: Span::new(start + found.range.start, start + found.range.end),
            level: found.level,
        })
        .collect()
}

/// A title without the marking that it opens or closes with.
pub(in crate::ingest) fn without(title: &str) -> &str {
    if let Some(rest) = title.strip_prefix('(')
        && let Some((inner, rest)) = rest.split_once(')')
        && level_of(inner).is_some()
    {
        return rest.trim_start();
    }
    if let Some(rest) = title.strip_suffix(')')
        && let Some((before, inner)) = rest.rsplit_once(" (")
        && level_of(inner).is_some()
    {
        return before.trim_end();
    }
    title
}

/// A marking at the beginning of a paragraph.
struct Opened {
    /// With its brackets.
    range: Range<usize>,
    level: Level,
    /// True where the number of the paragraph stands before it.
    is_numbered: bool,
}

fn of_paragraph(text: &str) -> Option<Opened> {
    let after = after_number(text);
    let inner = after.strip_prefix('(')?;
    let near = inner.bytes().take(LONGEST).position(|byte| byte == b')')?;
    let level = level_of(&inner[..near])?;
    let start = text.len() - after.len();
    Some(Opened {
        range: start..start + near + 2,
        level,
        is_numbered: start > 0,
    })
}

/// The text after the number of its paragraph or a dash: `1. `, `12.`, `¶3. `, `- `.
fn after_number(text: &str) -> &str {
    let bare = text.trim_start_matches(['¶', ' ']);
    let rest = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = bare.len() - rest.len();
    if (1..=3).contains(&digits)
        && let Some(rest) = rest.strip_prefix(['.', ')'])
    {
        return rest.trim_start();
    }
    match bare.strip_prefix(['-', '–', '—', '•', '*']) {
        Some(rest) => rest.trim_start(),
        None => bare,
    }
}

/// The level of a marking without its brackets; the highest of what it names.
fn level_of(inner: &str) -> Option<Level> {
    if inner.len() > LONGEST || inner.contains(char::is_lowercase) {
        return None;
    }
    let mut parts = inner.split(['/', ',', '-']).map(str::trim);
    let first = parts.next().and_then(|code| CODES.get(code).copied());
    let Some(first) = first else {
        return CODES
            .get(inner)
            .copied()
            .or_else(|| marking::of_line(inner));
    };
    let further = parts.filter_map(|code| CODES.get(code).copied()).max();
    Some(further.map_or(first, |further| first.max(further)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_open_with_their_markings() {
        for (text, marking, level) in [
            ("1. (C) They met.", "(C)", Level::Confidential),
            ("12. (S/NF) They met.", "(S/NF)", Level::Secret),
            ("3.(SBU) They met.", "(SBU)", Level::Sensitive),
            ("(U) They met.", "(U)", Level::Unclassified),
            ("(U//FOUO) They met.", "(U//FOUO)", Level::Sensitive),
            (
                "¶4. (TS//REL TO USA, FVEY) They met.",
                "(TS//REL TO USA, FVEY)",
                Level::TopSecret,
            ),
            ("- (NC) They met.", "(NC)", Level::Confidential),
            (
                "5. (CONFIDENTIAL) They met.",
                "(CONFIDENTIAL)",
                Level::Confidential,
            ),
        ] {
            let found = of_paragraph(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(
                (&text[found.range], found.level),
                (marking, level),
                "{text}"
            );
        }
        for text in [
            "1. (a) They met.",
            "(c) They met.",
            "1. They (C) met.",
            "(CSTO) They met.",
            "1984 (S)",
            "()",
            "(",
            "(Ж",
        ] {
            assert!(of_paragraph(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_title_goes_without_its_marking() {
        for (title, bare) in [
            ("(C) FERRY TALKS", "FERRY TALKS"),
            ("FERRY TALKS (U)", "FERRY TALKS"),
            ("(S/NF) FERRY TALKS", "FERRY TALKS"),
            ("FERRY TALKS (TARN)", "FERRY TALKS (TARN)"),
            ("FERRY (TALKS)", "FERRY (TALKS)"),
            ("(", "("),
        ] {
            assert_eq!(without(title), bare);
        }
    }

    #[test]
    fn every_code_of_the_list_is_read_and_stands_once() {
        let rows = include_str!("portions.txt")
            .lines()
            .filter(|row| !row.starts_with('#'));
        let mut count = 0;
        for row in rows {
            let (level, codes) = row.split_once(": ").unwrap();
            assert!(Level::from_name(level).is_some(), "{level}");
            count += codes.split(' ').count();
        }
        assert_eq!(CODES.len(), count);
    }
}
