//! What readers have put right in a briefing: the reader's own, and under it the desk's; and what is
//! the reader's of words that it no longer has.

use std::cmp::Reverse;
use std::sync::Arc;

use super::desk::Desk;
use crate::briefing::{
    Briefing, Confidence, Correction, Facet, Label, Mark, Marks, NamedBy, Provenance, Quote, Tag,
};

/// True when the marks on a briefing, or the desk's corrections of it, show in it.
pub fn has_own(briefing: &Briefing, marks: &Marks, desk: &Desk) -> bool {
    marks.corrections().next().is_some()
        || marks.tags().next().is_some()
        || !desk.corrections_of(briefing).is_empty()
}

/// A briefing, as it was found, with the desk's corrections and then the reader's own in it.
pub fn with_own(found: &Arc<Briefing>, marks: &Marks, desk: &Desk) -> Arc<Briefing> {
    if !has_own(found, marks, desk) {
        return Arc::clone(found);
    }
    let mut own = Arc::clone(found);
    let by_desk = desk.corrections_of(found).iter();
    let mine = marks.corrections().map(|(_, correction)| correction);
    let corrections = by_desk
        .map(|correction| (correction, NamedBy::Desk))
        .chain(mine.map(|correction| (correction, NamedBy::Mine)));
    let made = Arc::make_mut(&mut own);
    for (correction, by) in corrections {
        if let Some(quote) = quote_of(found, correction) {
            let quote = &mut made.quotes[quote];
            quote.speaker.clone_from(&correction.speaker);
            quote.confidence = Confidence::High;
            quote.named_by = by;
        }
    }
    made.tags.extend(marks.tags().map(|tag| my_tag(tag)));
    own
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
            class: None,
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
