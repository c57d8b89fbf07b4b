//! Tables of records: CSV and its kin, JSON, JSON Lines.
//!
//! Most tables hold figures. One of records has a column of texts (see [`columns()`]), and each of its rows is a
//! text with what is stated of it. Records are handed over one by one.

use std::ops::Range;

use serde_json::{Map, Value};

use super::content::{Limit, Remark, Stated};
use super::feed::EntryContent;
use super::lines;

mod columns;
mod separated;
pub(super) mod skim;
mod value;

pub(super) use columns::{Columns, columns};
use separated::Records;
use value::{record, strings};

/// The most bytes that a record may have.
const MAX_RECORD: usize = 8 << 20;

/// The most records that are read of one table.
const MAX_RECORDS: usize = 1_000_000;

/// How many objects are looked at to tell what they have in common: not all of them have all members.
const SAMPLE: usize = 20;

/// A table of records, and how to read it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Table {
    form: Form,
    columns: Columns,
}

/// How records are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// In lines, with a sign between their fields; the first names the columns.
    Separated(u8),
    /// As JSON, one a line.
    Lines,
    /// As JSON, in an array, which may be a member of an object.
    Array,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Record {
    /// Its bytes in the text that was given. Those of a table ascend and are apart.
    pub(super) at: Range<u64>,
    /// What it states.
    pub(super) stated: Stated,
    /// Its text; empty where it has none.
    pub(super) content: EntryContent,
}

/// Tells whether a text is a table of records, by its beginning.
///
/// Any lines with commas are CSV, so this is for what is said to be a table.
pub(super) fn table(text: &str) -> Option<Table> {
    let text = text.trim_start_matches('\u{FEFF}').trim_start();
    let with = |form, columns| Table { form, columns };
    match text.as_bytes().first()? {
        b'[' => of_objects(skim::elements(text).map(|range| &text[range]))
            .map(|columns| with(Form::Array, columns)),
        b'{' => of_object(text),
        _ => of_lines(text),
    }
}

/// A table of JSON Lines, or an object with an array of records.
fn of_object(text: &str) -> Option<Table> {
    let lines = || {
        text.lines()
            .filter(|line| !line.trim().is_empty())
            .take(SAMPLE)
    };
    let is_object = |line: &str| {
        line.len() <= MAX_RECORD && serde_json::from_str::<Map<String, Value>>(line).is_ok()
    };
    // What follows the first line of an object over several is none.
    if lines().take(2).all(is_object)
        && let Some(columns) = of_objects(lines())
    {
        return Some(Table {
            form: Form::Lines,
            columns,
        });
    }
    let array = array_of_records(text)?;
    let columns =
        of_objects(skim::elements(&text[array.clone()]).map(|range| &text[array.start..][range]))?;
    Some(Table {
        form: Form::Array,
        columns,
    })
}

/// The columns of objects, by the first of them.
fn of_objects<'a>(objects: impl Iterator<Item = &'a str>) -> Option<Columns> {
    let mut names: Vec<String> = Vec::new();
    let objects = objects
        .take(SAMPLE)
        .filter(|object| object.len() <= MAX_RECORD);
    for object in objects {
        if let Ok(object) = serde_json::from_str::<Map<String, Value>>(object) {
            for name in object.into_iter().map(|(name, _)| name) {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
    }
    columns(&names.iter().map(String::as_str).collect::<Vec<_>>())
}

/// The array of a text: it is all of it, or the one member of an object that holds objects.
fn array_of_records(text: &str) -> Option<Range<usize>> {
    let start = text.len() - text.trim_start_matches('\u{FEFF}').trim_start().len();
    let text = &text[start..];
    if text.starts_with('[') {
        return Some(start..start + text.len());
    }
    let holds_objects = |range: &Range<usize>| {
        let first = skim::elements(&text[range.clone()]).next();
        first.is_some_and(|first| text[range.clone()][first].starts_with('{'))
    };
    let mut arrays = skim::members(text)
        .map(|(_, value)| value)
        .filter(holds_objects);
    let array = arrays.next().filter(|_| arrays.next().is_none())?;
    Some(start + array.start..start + array.end)
}

/// A table in lines, kept apart by the sign that makes most of its header.
fn of_lines(text: &str) -> Option<Table> {
    let text = lines::head(text, MAX_RECORD);
    let of_sign = |sign| {
        let mut records = Records::of(text, sign);
        records.advance()?;
        let header: Vec<&str> = (0..records.len())
            .map(|at| named(records.field(at)))
            .collect();
        let columns = columns(&header).filter(|_| header.len() > 1)?;
        Some((
            header.len(),
            Table {
                form: Form::Separated(sign),
                columns,
            },
        ))
    };
    let tables = separated::SIGNS.into_iter().filter_map(of_sign);
    tables
        .max_by_key(|(width, _)| *width)
        .map(|(_, table)| table)
}

impl Table {
    /// Reads the table that `text` is; hands over each record in order.
    ///
    /// What is no record is passed over: a row without a text and a title, an object that is broken off.
    pub(super) fn read(&self, text: &str, each: &mut dyn FnMut(Record)) -> Vec<Remark> {
        let mut taken = Taken {
            each,
            count: 0,
            remarks: Vec::new(),
        };
        match self.form {
            Form::Separated(sign) => self.read_separated(text, sign, &mut taken),
            Form::Lines => {
                let mut start = 0;
                let lines = text.split_inclusive('\n').map(|line| {
                    start += line.len();
                    start - line.len()..start - (line.len() - line.trim_end().len())
                });
                self.read_objects(text, lines, &mut taken);
            }
            Form::Array => {
                let array = array_of_records(text).unwrap_or_default();
                let start = array.start;
                let objects = skim::elements(&text[array]);
                let objects = objects.map(|at| start + at.start..start + at.end);
                self.read_objects(text, objects, &mut taken);
            }
        }
        taken.remarks
    }

    fn read_separated(&self, text: &str, sign: u8, taken: &mut Taken<'_>) {
        let mut records = Records::of(text, sign);
        if records.advance().is_none() {
            return;
        }
        let places = self.columns.map(|name| {
            let is_named = |&at: &usize| named(records.field(at)) == named(name);
            (0..records.len()).find(is_named)
        });
        while let Some(at) = records.advance() {
            let values = places.map(|&place| Some(vec![records.field(place).to_owned()]));
            if !taken.take(at, || record(values)) {
                break;
            }
        }
    }

    fn read_objects(
        &self,
        text: &str,
        objects: impl Iterator<Item = Range<usize>>,
        taken: &mut Taken<'_>,
    ) {
        for at in objects {
            let read = || {
                let object: Map<String, Value> = serde_json::from_str(&text[at.clone()]).ok()?;
                record(self.columns.map(|name| object.get(name).map(strings)))
            };
            if !taken.take(at.clone(), read) {
                break;
            }
        }
    }
}

/// A name without what stands around it.
fn named(name: &str) -> &str {
    name.trim_start_matches('\u{FEFF}').trim()
}

/// Records on their way out.
struct Taken<'e> {
    each: &'e mut dyn FnMut(Record),
    count: usize,
    remarks: Vec<Remark>,
}

impl Taken<'_> {
    /// Hands over a record; false when there are enough.
    fn take(
        &mut self,
        at: Range<usize>,
        read: impl FnOnce() -> Option<(Stated, EntryContent)>,
    ) -> bool {
        if self.count == MAX_RECORDS {
            self.remarks.push(Remark::Cut(Limit::Parts));
            return false;
        }
        if at.len() > MAX_RECORD {
            self.remarks.push(Remark::Cut(Limit::Record));
        } else if let Some((stated, content)) = read() {
            self.count += 1;
            let at = at.start as u64..at.end as u64;
            (self.each)(Record {
                at,
                stated,
                content,
            });
        }
        true
    }
}

#[cfg(test)]
mod tests;
