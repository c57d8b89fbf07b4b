//! Which letters of a title to show as matched.

use std::ops::Range;

use super::alignment::Scratch;
use super::arena::head;
use super::query::Query;
use super::score;
use super::term::Class;
use crate::text::fold::fold_with_map;

/// Returns the stretches of `title` that `query` matches: bytes of the title as given, on
/// character boundaries, ascending and apart.
///
/// A term that stands there as typed shows wherever it stands as well; otherwise the letters
/// that were matched show. Terms that only other fields have show nothing. Costs some
/// microseconds: for the rows on the screen.
pub fn matched(title: &str, query: &Query) -> Vec<Range<usize>> {
    let mapped = fold_with_map(head(title));
    let mut scratch = Scratch::default();
    let mut ranges = Vec::new();
    for seeker in query.seekers() {
        let places = match seeker.place(&mapped.text, &mut scratch) {
            None => continue,
            Some((Class::Subsequence, span)) => score::letters(&mapped.text, span, seeker.text()),
            Some((class, _)) => seeker.literal_places(&mapped.text, class),
        };
        ranges.extend(places.into_iter().map(|place| mapped.source(place)));
    }
    union(ranges)
}

/// Joins what overlaps or touches.
fn union(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_unstable_by_key(|range| (range.start, range.end));
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}
