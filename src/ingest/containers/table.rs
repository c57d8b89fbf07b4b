//! Tables of records: each row with a text is a part.

use std::borrow::Cow;
use std::ops::ControlFlow;
use std::path::Path;

use super::{Take, Whole};
use crate::briefing::Step;
use crate::ingest::feed::EntryContent;
use crate::ingest::part::{Form, Matter, Part};
use crate::ingest::problem::Reason;
use crate::ingest::{decode, limits, table};

/// True for what is called a table: any lines with commas could be one.
pub(super) fn is_table(head: &[u8], name: &Path) -> bool {
    const NAMES: [&str; 5] = ["csv", "tsv", "json", "jsonl", "ndjson"];
    let extension = name.extension().map(|it| it.to_ascii_lowercase());
    let is_named = extension.is_some_and(|it| NAMES.iter().any(|name| *it == **name));
    is_named && memchr::memmem::find(head, b"\"messages\"").is_none()
}

/// The rows in order; all of it as a text where it is no table of texts.
pub(super) fn parts(whole: Whole<'_>, take: Take<'_>) -> Result<(), Reason> {
    let (bytes, cut) = whole.data.whole(limits::PART);
    let text = decode::decode(&bytes)?.text;
    let Some(table) = table::table(&text) else {
        let matter = Ok(Matter::Text(Form::Plain, Cow::Borrowed(&*text)));
        let all = Part::new(whole.address.clone(), Cow::Borrowed(whole.name), matter);
        return match take(all) {
            ControlFlow::Continue(()) => {
                Err(Reason::NotParsed("a table without a column of texts"))
            }
            ControlFlow::Break(()) => Ok(()),
        };
    };
    let mut number = 0;
    let mut goes_on = ControlFlow::Continue(());
    let remarks = table.read(&text, &mut |record| {
        number += 1;
        if goes_on.is_break() {
            return;
        }
        let (form, content) = match record.content {
            EntryContent::Html(html) => (Form::Piece, html),
            EntryContent::Plain(text) => (Form::Plain, text),
        };
        let at = |byte: u64| usize::try_from(byte).unwrap_or(usize::MAX);
        let part = Part {
            stated: record.stated,
            source: text.get(at(record.at.start)..at(record.at.end)),
            ..Part::new(
                whole.address.join(Step::Item { number, at: None }),
                Cow::Borrowed(whole.name),
                Ok(Matter::Text(form, Cow::Owned(content))),
            )
        };
        goes_on = take(part);
    });
    match (remarks.first(), cut) {
        (Some(remark), _) => Err((*remark).into()),
        (None, cut) => cut.map_or(Ok(()), Err),
    }
}
