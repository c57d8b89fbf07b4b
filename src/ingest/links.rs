//! Links on their way from the text of a format to the body.

use super::content;
use crate::briefing::{Body, Link, Span};
use crate::text::sanitise;

/// The links whose words are still in the body, which knows where its text came from. Addresses are cleaned.
///
/// Words of several blocks that lead to the same place are one link.
pub(super) fn placed(body: &Body, links: &[content::Link]) -> Box<[Link]> {
    let mut placed: Vec<Link> = Vec::with_capacity(links.len());
    for link in links {
        let Some(words) = body.source_map.made_range(link.words.clone()) else {
            continue;
        };
        let start = placed.last().map_or(0, |last| last.words.range().end);
        let Some(between) = body.text.get(start..words.start) else {
            continue;
        };
        let address = sanitise::line(link.address.trim());
        if address.is_empty() || body.text.get(words.clone()).is_none_or(is_blank) {
            continue;
        }
        match placed.last_mut() {
            Some(last) if *last.address == *address && is_blank(between) => {
                last.words = Span::new(last.words.range().start, words.end);
            }
            _ => placed.push(Link {
                words: Span::new(words.start, words.end),
                address: address.into(),
            }),
        }
    }
    placed.into()
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}
