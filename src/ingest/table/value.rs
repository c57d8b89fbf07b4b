//! What the fields of a record say.

use crate::ingest::lines::one_line;
use serde_json::{Map, Value};

use super::columns::Roles;
use crate::ingest::content::Stated;
use crate::ingest::feed::{self, EntryContent};

/// The most names of members that are looked at: no honest table has more.
const MOST_NAMES: usize = 1000;

/// How many dots a way to a member of a member may have.
const MOST_WAYS: usize = 4;

/// What a value of JSON says, as strings: a list has several, of an object its name counts.
pub(super) fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Number(number) => vec![number.to_string()],
        Value::Array(values) => values.iter().flat_map(one).collect(),
        Value::Object(_) => one(value).into_iter().collect(),
        Value::Null | Value::Bool(_) => Vec::new(),
    }
}

/// The value of that name, or at the end of the way that its dots lead.
pub(super) fn at<'v>(object: &'v Map<String, Value>, name: &str) -> Option<&'v Value> {
    let within = || {
        let (first, rest) = name.split_once('.')?;
        at(object.get(first)?.as_object()?, rest)
    };
    object.get(name).or_else(within)
}

/// Adds the names of an object's members to those that are known, and the ways to those within them.
pub(super) fn names(object: &Map<String, Value>, has_ways: bool, known: &mut Vec<String>) {
    add_names(object, "", if has_ways { MOST_WAYS } else { 0 }, known);
}

fn add_names(object: &Map<String, Value>, way: &str, deeper: usize, known: &mut Vec<String>) {
    for (name, value) in object {
        let name = format!("{way}{name}");
        if let Value::Object(inner) = value
            && deeper > 0
        {
            add_names(inner, &format!("{name}."), deeper - 1, known);
        }
        if known.len() == MOST_NAMES {
            return;
        }
        if !known.contains(&name) {
            known.push(name);
        }
    }
}

fn one(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Object(object) => {
            let named = ["name", "title", "text"]
                .iter()
                .find_map(|name| object.get(*name)?.as_str());
            named.map(str::to_owned)
        }
        _ => None,
    }
}

/// What a record states, and its text; nothing where it has neither text nor title.
pub(super) fn record(fields: Roles<Vec<String>>) -> Option<(Stated, EntryContent)> {
    let all = |values: Option<Vec<String>>, between: &str| {
        let values = values.unwrap_or_default();
        let lines = values
            .iter()
            .map(|value| one_line(value))
            .filter(|value| !value.is_empty());
        let lines = lines.collect::<Vec<_>>().join(between);
        (!lines.is_empty()).then_some(lines)
    };
    let title = all(fields.title, " ");
    let mut texts = fields.text.unwrap_or_default();
    texts.retain(|text| !text.trim().is_empty());
    let text = texts.join("\n\n");
    let text = text.trim();
    if text.is_empty() && title.is_none() {
        return None;
    }
    let date = all(fields.date, " ");
    let understood = date.as_deref().and_then(feed::date);
    let stated = Stated {
        title,
        date: understood.map(|date| date.to_string()).or(date),
        source: all(fields.source, ", "),
        author: all(fields.author, ", "),
        language: all(fields.language, " ").map(|code| code.replace('_', "-")),
        address: all(fields.address, " "),
        tags: tags(fields.tags.unwrap_or_default()),
    };
    Some((stated, feed::content(text)))
}

/// The tags in a field: several in a list, or in one string, perhaps one that a program printed.
fn tags(values: Vec<String>) -> Vec<String> {
    let is_alone = values.len() == 1;
    let parts = |c: char| is_alone && matches!(c, ',' | ';' | '|');
    let around =
        |c: char| c.is_whitespace() || is_alone && matches!(c, '[' | ']' | '\'' | '"' | '{' | '}');
    let tags = values.iter().flat_map(|value| value.split(parts));
    let mut known: Vec<String> = Vec::new();
    for tag in tags.map(|tag| one_line(tag.trim_matches(around))) {
        if !tag.is_empty() && !known.contains(&tag) && known.len() < super::super::MAX_TAGS {
            known.push(tag);
        }
    }
    known
}
