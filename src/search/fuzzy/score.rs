//! The seam to fuzzy-matcher: what it gives us, and what we keep from it.
//!
//! Its defects, and what is done about each here and around:
//! - It folds case for ASCII only: it sees folded texts, and no case.
//! - A matcher's scores depend on what it matched before, those of `fuzzy_indices` too (204 of
//!   190,000 in a trial with short repetitive texts), since cells of its matrix outlive a match.
//!   Its way to drop them, `use_cache(false)`, panics. So each match has a matcher of its own.
//! - Its memory is the product of both lengths: it sees the narrow stretch that matched, of a
//!   field and a term that are capped.
//! - A blank has to match a blank: it sees one term at a time.

use std::ops::Range;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::{SkimMatcherV2, SkimScoreConfig};

use super::alignment::Scratch;
use super::arena::Candidate;
use super::term::Seeker;

/// Cells of its matrix beyond which fuzzy-matcher takes a simpler way: never, with our caps.
const MAX_CELLS: usize = 65_536;

/// The sum of the terms' scores, each in the title or source, whichever has it better.
///
/// A term that only tags or the date have adds nothing.
pub(super) fn total(
    seekers: &[Seeker<'_>],
    candidate: Candidate<'_>,
    scratch: &mut Scratch,
) -> i64 {
    let mut total = 0;
    for seeker in seekers {
        let places = candidate
            .names()
            .map(|name| Some((name, seeker.place(name, scratch)?)));
        let best = places
            .into_iter()
            .flatten()
            .min_by_key(|(_, (class, _))| *class);
        if let Some((name, (_, span))) = best {
            total += matched(name, span, seeker.text()).map_or(0, |(score, _)| score);
        }
    }
    total
}

/// The places, in bytes of `text`, of the letters that `term` matched inside `span`.
pub(super) fn letters(text: &str, span: Range<usize>, term: &str) -> Vec<Range<usize>> {
    matched(text, span, term).map_or_else(Vec::new, |(_, letters)| letters)
}

/// Score and letters of `term` in `span`; the character before is shown too, as it tells
/// fuzzy-matcher whether a word begins.
fn matched(text: &str, span: Range<usize>, term: &str) -> Option<(i64, Vec<Range<usize>>)> {
    let before = text[..span.start].chars().next_back();
    let start = span.start - before.map_or(0, char::len_utf8);
    let window = &text[start..span.end];
    let matcher = SkimMatcherV2::default()
        .score_config(config())
        .respect_case()
        .element_limit(MAX_CELLS);
    let (score, indices) = matcher.fuzzy_indices(window, term)?;
    let letter = |(at, c): (usize, char)| start + at..start + at + c.len_utf8();
    let mut chars = window.char_indices().enumerate();
    let places = indices.into_iter().filter_map(|index| {
        chars
            .find(|&(place, _)| place == index)
            .map(|(_, c)| letter(c))
    });
    Some((score, places.collect()))
}

/// Every gap costs the same. By default a gap costs by its length, and `csto` would rather be
/// `Customs` than the initials of four long words; how far letters may be apart is already
/// ruled by [`align`](super::alignment::align).
fn config() -> SkimScoreConfig {
    SkimScoreConfig {
        gap_extension: 0,
        ..SkimScoreConfig::default()
    }
}
