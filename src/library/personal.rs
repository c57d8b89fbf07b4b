//! The reader's own in a briefing: the speakers put right, the tags given; and what is the
//! reader's of words that it no longer has.

use std::cmp::Reverse;
use std::sync::Arc;

use crate::briefing::{
    Briefing, Confidence, Correction, Facet, Label, Mark, Marks, NamedBy, Provenance, Quote, Tag,
};

/// True when the marks on a briefing show in it.
pub fn has_own(marks: &Marks) -> bool {
    marks.corrections().next().is_some() || marks.tags().next().is_some()
}

/// A briefing, as it was found, with the reader's own in it.
pub fn with_own(found: &Arc<Briefing>, marks: &Marks) -> Arc<Briefing> {
    let mut found = Arc::clone(found);
    if !has_own(marks) {
        return found;
    }
    let corrections = marks.corrections();
    let corrected: Vec<_> = corrections
        .filter_map(|(_, correction)| Some((quote_of(&found, correction)?, correction)))
        .collect();
    let own = Arc::make_mut(&mut found);
    for (quote, correction) in corrected {
        let quote = &mut own.quotes[quote];
        quote.speaker.clone_from(&correction.speaker);
        quote.confidence = Confidence::High;
        quote.named_by = NamedBy::Mine;
    }
    own.tags.extend(marks.tags().map(|tag| my_tag(tag)));
    found
}

/// Corrections and clippings whose words a briefing no longer has: the mark, and those words.
pub fn missing<'a>(briefing: &Briefing, marks: &'a Marks) -> Vec<(Mark, &'a str)> {
    let corrections = marks
        .corrections()
        .map(|(key, it)| (Mark::Speaker(Arc::clone(key)), &it.anchor));
    let clippings = marks
        .clippings()
        .map(|(key, it)| (Mark::Clipping(Arc::clone(key)), &it.anchor));
    let all = corrections.chain(clippings);
    let missing = all.filter(|(_, anchor)| anchor.locate(&briefing.body.text).is_none());
    missing
        .map(|(mark, anchor)| (mark, anchor.exact.as_str()))
        .collect()
}

/// A tag of the reader's own as it stands on a briefing.
fn my_tag(name: &str) -> Tag {
    Tag {
        label: Arc::new(Label {
            facet: Facet::Mine,
            name: name.to_owned(),
            code: None,
            aliases: Vec::new(),
        }),
        weight: 1.0,
        provenance: Provenance::Mine,
    }
}

/// The number of the quote that a correction is about: the one that shares most with its words.
fn quote_of(briefing: &Briefing, correction: &Correction) -> Option<usize> {
    let range = correction.anchor.locate(&briefing.body.text)?;
    let shared = |quote: &Quote| {
        let span = quote.span.range();
        let shared = span
            .end
            .min(range.end)
            .saturating_sub(span.start.max(range.start));
        // Of two that have all of the words the one without others.
        (shared, Reverse(span.len()))
    };
    let quotes = briefing.quotes.iter().enumerate();
    let (number, quote) = quotes.max_by_key(|(_, quote)| shared(quote))?;
    (shared(quote).0 > 0).then_some(number)
}
