//! Tables of records: CSV and its kin, JSON, JSON Lines.
//!
//! Most tables hold figures. One of records has a column of texts (see [`columns()`]), and each of its rows is a
//! text with what is stated of it. Records are handed over one by one.

use std::ops::Range;
use std::path::Path;

use serde_json::{Map, Value};

use super::content::{Limit, Remark, Stated};
use super::feed::EntryContent;
use super::lines;

mod columns;
mod rule;
mod separated;
pub(super) mod skim;
mod value;

use columns::columns;
pub use columns::{Columns, Roles};
pub use rule::TableRule;
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
    /// Its place among all rows of the table, from 1.
    pub(super) number: u32,
    /// Its bytes in the text that was given. Those of a table ascend and are apart.
    pub(super) at: Range<u64>,
    /// What it states.
    pub(super) stated: Stated,
    /// Its text; empty where it has none.
    pub(super) content: EntryContent,
}

/// What tells which rows of a table are records.
#[derive(Debug, Clone, Copy)]
pub(super) enum Naming<'r> {
    /// Columns of texts: by their own names, and by what the reader says of them.
    Columns(&'r [TableRule]),
    /// Nothing: each row counts, whatever it holds.
    AnyRow,
}

/// What was found out of a text that is said to be a table.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    /// The table, if it is one of records.
    pub(super) table: Option<Table>,
    /// The columns that the reader names and the table does not have; and those that it has.
    pub(super) not_there: Option<(String, String)>,
}

/// Names in a row, as many as a message has room for.
fn listed(names: &[impl AsRef<str>]) -> String {
    const MOST: usize = 12;
    let shown = names.iter().take(MOST);
    let shown = shown.map(|name| format!("\"{}\"", lines::head(name.as_ref(), 40)));
    let mut shown = shown.collect::<Vec<_>>().join(", ");
    if names.len() > MOST {
        shown.push_str(" …");
    }
    shown
}

/// Tells whether a text is a table of records, by its beginning.
///
/// Any lines with commas are CSV, so this is for what is said to be a table.
pub(super) fn find(text: &str, name: &Path, naming: Naming<'_>) -> Found {
    let text = text.trim_start_matches('\u{FEFF}').trim_start();
    let (rule, is_any_row) = match naming {
        Naming::Columns(rules) => (TableRule::of(rules, name), false),
        Naming::AnyRow => (None, true),
    };
    let mut finding = Finding {
        rule,
        is_any_row,
        header: Vec::new(),
    };
    let table = match text.as_bytes().first() {
        None => None,
        Some(b'[') => finding.of_array(text, 0..text.len()),
        Some(b'{') => finding.of_object(text),
        Some(_) => finding.of_lines(text),
    };
    let header = finding.header;
    let names = rule.map(|rule| rule.columns.not_in(&header).collect::<Vec<_>>());
    let names = names.filter(|names| !names.is_empty() && !header.is_empty());
    Found {
        table,
        not_there: names.map(|names| (listed(&names), listed(&header))),
    }
}

/// A table that is looked for.
struct Finding<'r> {
    rule: Option<&'r TableRule>,
    is_any_row: bool,
    /// The names of columns that were seen: of several ways to read the text, those of the widest.
    header: Vec<String>,
}

impl Finding<'_> {
    fn columns(&mut self, names: Vec<String>) -> Option<Columns> {
        let header: Vec<&str> = names.iter().map(String::as_str).collect();
        let columns = match self.is_any_row {
            false => columns(&header, self.rule),
            true => Some(Columns::default()),
        };
        if names.len() > self.header.len() {
            self.header = names;
        }
        columns
    }

    /// A table of JSON Lines, or an object with an array of records.
    fn of_object(&mut self, text: &str) -> Option<Table> {
        let lines = || {
            text.lines()
                .filter(|line| !line.trim().is_empty())
                .take(SAMPLE)
        };
        let is_object = |line: &str| {
            line.len() <= MAX_RECORD && serde_json::from_str::<Map<String, Value>>(line).is_ok()
        };
        // Without names to go by, an object in one line is taken for what it holds.
        if self.is_any_row
            && lines().count() == 1
            && let Some(array) = array_of_records(text)
        {
            return self.of_array(text, array);
        }
        // What follows the first line of an object over several is none.
        if lines().take(2).all(is_object)
            && let Some(columns) = self.of_objects(lines())
        {
            return Some(Table {
                form: Form::Lines,
                columns,
            });
        }
        let array = array_of_records(text)?;
        self.of_array(text, array)
    }

    fn of_array(&mut self, text: &str, array: Range<usize>) -> Option<Table> {
        let start = array.start;
        let objects = skim::elements(&text[array]).map(|range| &text[start..][range]);
        let columns = self.of_objects(objects)?;
        Some(Table {
            form: Form::Array,
            columns,
        })
    }

    /// The columns of objects, by the first of them.
    fn of_objects<'a>(&mut self, objects: impl Iterator<Item = &'a str>) -> Option<Columns> {
        let mut names: Vec<String> = Vec::new();
        let objects = objects
            .take(SAMPLE)
            .filter(|object| object.len() <= MAX_RECORD);
        let has_rule = self.rule.is_some();
        for object in objects {
            if let Ok(object) = serde_json::from_str::<Map<String, Value>>(object) {
                value::names(&object, has_rule, &mut names);
            }
        }
        self.columns(names)
    }

    /// A table in lines, kept apart by the sign that makes most of its header.
    fn of_lines(&mut self, text: &str) -> Option<Table> {
        let text = lines::head(text, MAX_RECORD);
        let mut widest: Option<(usize, Table)> = None;
        for sign in separated::SIGNS {
            let mut records = Records::of(text, sign);
            records.advance()?;
            let fields = (0..records.len()).map(|at| named(records.field(at)).to_owned());
            let header: Vec<String> = fields.collect();
            let width = header.len();
            let form = Form::Separated(sign);
            let known = widest.as_ref().map_or(1, |(width, _)| *width);
            if let Some(columns) = self.columns(header)
                && width > 1
                && width >= known
            {
                widest = Some((width, Table { form, columns }));
            }
        }
        widest.map(|(_, table)| table)
    }
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

impl Table {
    /// Reads the table that `text` is; hands over each record in order.
    ///
    /// What is no record is passed over: a row without a text and a title, an object that is broken off.
    pub(super) fn read(&self, text: &str, each: &mut dyn FnMut(Record)) -> Vec<Remark> {
        let mut taken = Taken {
            each,
            rows: 0,
            count: 0,
            remarks: Vec::new(),
        };
        match self.form {
            Form::Separated(sign) => self.read_separated(text, sign, &mut taken),
            Form::Lines => self.read_objects(text, of_lines(text), &mut taken),
            Form::Array => self.read_objects(text, of_array(text), &mut taken),
        }
        taken.remarks
    }

    /// Hands over where each row stands, with its number: of these [`read`](Self::read) makes records.
    pub(super) fn rows(&self, text: &str, each: &mut dyn FnMut(u32, Range<usize>)) {
        let all: Box<dyn Iterator<Item = Range<usize>> + '_> = match self.form {
            Form::Separated(sign) => {
                let mut records = Records::of(text, sign);
                Box::new(std::iter::from_fn(move || records.advance()).skip(1))
            }
            Form::Lines => Box::new(of_lines(text)),
            Form::Array => Box::new(of_array(text)),
        };
        (1..).zip(all).for_each(|(number, at)| each(number, at));
    }

    fn read_separated(&self, text: &str, sign: u8, taken: &mut Taken<'_>) {
        let mut records = Records::of(text, sign);
        if records.advance().is_none() {
            return;
        }
        let places = self.columns.map(|names| {
            let place = |name: &String| {
                let is_named = |&at: &usize| named(records.field(at)) == named(name);
                (0..records.len()).find(is_named)
            };
            Some(names.iter().filter_map(place).collect::<Vec<usize>>())
        });
        while let Some(at) = records.advance() {
            let field = |&place: &usize| records.field(place).to_owned();
            let values = places.map(|places| Some(places.iter().map(field).collect()));
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
                record(self.columns.map(|names| {
                    let values = names.iter().filter_map(|name| value::at(&object, name));
                    Some(values.flat_map(strings).collect())
                }))
            };
            if !taken.take(at.clone(), read) {
                break;
            }
        }
    }
}

/// Where the lines stand that hold something.
fn of_lines(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    let lines = text.split_inclusive('\n').map(move |line| {
        start += line.len();
        start - line.len()..start - (line.len() - line.trim_end().len())
    });
    lines.filter(|at| !at.is_empty())
}

/// Where the elements of the text's array stand.
fn of_array(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let array = array_of_records(text).unwrap_or_default();
    let start = array.start;
    let elements = skim::elements(&text[array]);
    elements.map(move |at| start + at.start..start + at.end)
}

/// A name without what stands around it.
fn named(name: &str) -> &str {
    name.trim_start_matches('\u{FEFF}').trim()
}

/// Records on their way out.
struct Taken<'e> {
    each: &'e mut dyn FnMut(Record),
    /// All rows so far.
    rows: u32,
    /// Those that were handed over.
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
        self.rows = self.rows.saturating_add(1);
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
                number: self.rows,
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
