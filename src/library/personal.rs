//! The reader's own in a briefing: the speakers put right, the tags given.

use std::sync::Arc;

use crate::briefing::{
    Briefing, Confidence, Correction, Facet, Label, Marks, Provenance, Quote, Tag,
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
    }
    own.tags.extend(marks.tags().map(|tag| my_tag(tag)));
    found
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

/// The number of the quote that a correction is about: the one that stands where its words are,
/// else the first that reaches into them.
fn quote_of(briefing: &Briefing, correction: &Correction) -> Option<usize> {
    let range = correction.anchor.locate(&briefing.body.text)?;
    let quotes = &briefing.quotes;
    let stands_there = |quote: &Quote| quote.span.range() == range;
    let reaches_in = |quote: &Quote| {
        let span = quote.span.range();
        span.start < range.end && range.start < span.end
    };
    let exactly = quotes.iter().position(stands_there);
    exactly.or_else(|| quotes.iter().position(reaches_in))
}
