//! A stretch of a body cut where quotes begin and end.

use std::ops::Range;

use super::Briefing;

/// A piece of a body that lies in one quote, or in none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Where it stands in the body; perhaps empty.
    pub range: Range<usize>,
    /// The quote that it lies in, by number. A quote inside another is part of the outer one.
    pub quote: Option<usize>,
}

impl Briefing {
    /// Cuts a stretch of the body where the `quotes` in it begin and end; they are given by
    /// number, ascending.
    pub fn runs(&self, stretch: Range<usize>, quotes: &[usize]) -> Vec<Run> {
        let mut runs = Vec::with_capacity(2 * quotes.len() + 1);
        let mut at = stretch.start;
        for &quote in quotes {
            let span = self.quotes[quote].span.range();
            let quoted = span.start.max(at)..span.end.min(stretch.end);
            if quoted.is_empty() {
                continue;
            }
            runs.push(Run {
                range: at..quoted.start,
                quote: None,
            });
            at = quoted.end;
            runs.push(Run {
                range: quoted,
                quote: Some(quote),
            });
        }
        runs.push(Run {
            range: at..stretch.end,
            quote: None,
        });
        runs
    }
}
