//! Tables of records: each row with a text is a part.

use std::borrow::Cow;
use std::ops::ControlFlow;
use std::path::Path;

use super::{Take, Whole};
use crate::briefing::{Address, Step};
use crate::ingest::feed::EntryContent;
use crate::ingest::part::{Form, Matter, Part};
use crate::ingest::problem::Reason;
use crate::ingest::table::{self, Found, Naming, Table};
use crate::ingest::{decode, limits};

/// True for what is called a table: any lines with commas could be one.
pub(super) fn is_table(_: &[u8], name: &Path) -> bool {
    const NAMES: [&str; 5] = ["csv", "tsv", "json", "jsonl", "ndjson"];
    let extension = name.extension().map(|it| it.to_ascii_lowercase());
    extension.is_some_and(|it| NAMES.iter().any(|name| *it == **name))
}

/// The rows in order; all of it as a text where it is no table of texts.
pub(super) fn parts(whole: Whole<'_>, take: Take<'_>) -> Result<(), Reason> {
    let (bytes, cut) = whole.data.whole(limits::PART);
    let decoded = decode::decode_whole(&bytes)?;
    let text = decoded.text;
    let (address, name) = (whole.address, whole.name);
    let find = |naming| table::find(&text, name, naming);
    if let Naming::AnyRow = whole.tables {
        // Which rows are records does not matter: all of them count.
        let found = find(Naming::Columns(&[])).table;
        if let Some(table) = found.or_else(|| find(Naming::AnyRow).table) {
            rows(&table, &text, (address, name), take);
        }
        return Ok(());
    }
    let Found { table, not_there } = find(whole.tables);
    let not_there = not_there.map(|(wanted, there)| Reason::NoColumn { wanted, there });
    let Some(table) = table else {
        let matter = Ok(Matter::Text(Form::Plain, Cow::Borrowed(&*text)));
        let all = Part::new(address.clone(), Cow::Borrowed(name), matter);
        return match take(all) {
            ControlFlow::Continue(()) => Err(not_there.unwrap_or(Reason::NoTexts)),
            ControlFlow::Break(()) => Ok(()),
        };
    };
    let mut goes_on = ControlFlow::Continue(());
    let remarks = table.read(&text, &mut |record| {
        if goes_on.is_break() {
            return;
        }
        let (form, content) = match record.content {
            EntryContent::Html(html) => (Form::Piece, html),
            EntryContent::Plain(text) => (Form::Plain, text),
        };
        let at = |byte: u64| usize::try_from(byte).unwrap_or(usize::MAX);
        let number = record.number;
        goes_on = take(Part {
            stated: record.stated,
            encoding: Some(decoded.encoding),
            source: text.get(at(record.at.start)..at(record.at.end)),
            ..Part::new(
                address.join(Step::Item { number, at: None }),
                Cow::Borrowed(name),
                Ok(Matter::Text(form, Cow::Owned(content))),
            )
        });
    });
    // One thing can be said of the whole: first what is missing.
    let doubt = decoded.faults.into_iter().next().map(|(_, reason)| reason);
    let remark = remarks.first().map(|remark| (*remark).into());
    remark.or(cut).or(not_there).or(doubt).map_or(Ok(()), Err)
}

/// Each row as it stands.
fn rows(table: &Table, text: &str, (address, name): (&Address, &Path), take: Take<'_>) {
    let mut goes_on = ControlFlow::Continue(());
    table.rows(text, &mut |number, at| {
        if goes_on.is_continue() {
            let row = &text[at];
            goes_on = take(Part {
                source: Some(row),
                ..Part::new(
                    address.join(Step::Item { number, at: None }),
                    Cow::Borrowed(name),
                    Ok(Matter::Text(Form::Plain, Cow::Borrowed(row))),
                )
            });
        }
    });
}
