//! Feeds: each entry is a part.

use std::borrow::Cow;
use std::ops::ControlFlow;
use std::path::Path;

use super::{Take, Whole};
use crate::briefing::Step;
use crate::ingest::decode;
use crate::ingest::feed::{self, EntryContent};
use crate::ingest::limits;
use crate::ingest::part::{Form, Matter, Part};
use crate::ingest::problem::Reason;

/// True for a feed, in any encoding.
pub(super) fn is_feed(head: &[u8], _: &Path) -> bool {
    let first = head.iter().find(|byte| !byte.is_ascii_whitespace());
    // What begins with a byte order mark, or a NUL of UTF-16, has to be decoded first.
    let may_be =
        matches!(first, Some(b'<' | b'{' | 0 | 0xEF | 0xFE | 0xFF)) || has_declaration(head);
    may_be && feed::is_feed(&decode::ascii_of(head))
}

/// True where a text says soon that it is XML: what a server complained of may stand before it.
fn has_declaration(head: &[u8]) -> bool {
    const NEAR: usize = 512;
    let near = &head[..head.len().min(NEAR)];
    memchr::memmem::find(near, b"<?xml").is_some()
}

/// The entries in order.
pub(super) fn parts(whole: Whole<'_>, take: Take<'_>) -> Result<(), Reason> {
    let (bytes, cut) = whole.data.whole(limits::PART);
    let decoded = decode::decode_whole(&bytes)?;
    let text = decoded.text;
    let mut number = 0;
    let mut goes_on = ControlFlow::Continue(());
    let read = feed::read(&text, &mut |entry| {
        number += 1;
        if goes_on.is_break() {
            return;
        }
        let (form, content) = match entry.content {
            EntryContent::Html(html) => (Form::Piece, html),
            EntryContent::Plain(text) => (Form::Plain, text),
        };
        let part = Part {
            stated: entry.stated,
            remarks: entry.remarks,
            encoding: Some(decoded.encoding),
            source: Some(&text[entry.at]),
            ..Part::new(
                whole.address.join(Step::Item { number, at: None }),
                Cow::Borrowed(whole.name),
                Ok(Matter::Text(form, Cow::Owned(content))),
            )
        };
        goes_on = take(part);
    });
    let doubt = decoded.faults.into_iter().next().map(|(_, reason)| reason);
    match (read, cut) {
        (Err(refused), _) => Err(Reason::Refused(refused.to_string())),
        (Ok(_), Some(cut)) => Err(cut),
        (Ok(feed), None) => match feed.remarks.first() {
            Some(remark) => Err((*remark).into()),
            None if feed.is_broken_off => Err(Reason::BrokenOff("its end is missing".to_owned())),
            None => doubt.map_or(Ok(()), Err),
        },
    }
}
