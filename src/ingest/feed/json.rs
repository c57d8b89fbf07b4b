//! JSON Feed 1.0 and 1.1.

use crate::ingest::lines::one_line;
use serde_json::{Map, Value};

use super::facts::joined;
use super::words::{flat, must_be_html};
use super::{Entry, EntryContent, Feed, MAX_ENTRIES, MAX_ENTRY, date};
use crate::ingest::content::{Limit, Remark, Stated};
use crate::ingest::table::skim;

/// Reads a feed in JSON; hands over each entry in order. An entry that is no JSON is passed over.
pub(super) fn read(text: &str, each: &mut dyn FnMut(Entry)) -> Feed {
    let mut feed = Map::new();
    let mut items = 0..0;
    for (name, value) in skim::members(text) {
        match &text[name] {
            "\"items\"" => items = value,
            name => {
                let name = serde_json::from_str(name);
                let value = serde_json::from_str(&text[value]);
                if let (Ok(name), Ok(value)) = (name, value) {
                    feed.insert(name, value);
                }
            }
        }
    }
    let channel = stated(&feed);
    let of_channel = Stated {
        source: channel.title.clone(),
        author: channel.author.clone(),
        language: channel.language.clone(),
        ..Stated::default()
    };
    let mut remarks = Vec::new();
    let mut count = 0;
    for range in skim::elements(&text[items.clone()]) {
        if count == MAX_ENTRIES {
            remarks.push(Remark::Cut(Limit::Parts));
            break;
        }
        let at = items.start + range.start..items.start + range.end;
        if at.len() > MAX_ENTRY {
            remarks.push(Remark::Cut(Limit::Record));
            continue;
        }
        if let Ok(Value::Object(item)) = serde_json::from_str(&text[at.clone()]) {
            count += 1;
            each(Entry {
                at,
                stated: stated(&item).or(of_channel.clone()),
                content: content(&item),
                remarks: Vec::new(),
            });
        }
    }
    Feed {
        stated: channel,
        remarks,
        is_broken_off: !text.trim_end().ends_with('}'),
    }
}

/// True for the beginning of a feed in JSON.
pub(super) fn is_feed(head: &str) -> bool {
    /// What a feed has beside its items, whose version may be written after them.
    const SIGNS: [&str; 4] = [
        "\"content_html\"",
        "\"content_text\"",
        "\"home_page_url\"",
        "\"feed_url\"",
    ];
    head.contains("jsonfeed.org/version")
        || head.contains("\"items\"") && SIGNS.iter().any(|sign| head.contains(sign))
}

/// What a feed or an item states.
fn stated(object: &Map<String, Value>) -> Stated {
    let line = |name: &str| {
        text(object, name)
            .map(one_line)
            .filter(|line| !line.is_empty())
    };
    let published = line("date_published");
    let dates = [published.clone(), line("date_modified")];
    let understood = dates.iter().flatten().find_map(|text| date::parse(text));
    Stated {
        // A title is plain text, and yet many programs put into it what they have: HTML.
        title: line("title").map(|title| match must_be_html(&title) {
            true => flat(&title),
            false => title,
        }),
        date: understood.map(|date| date.to_string()).or(published),
        source: None,
        author: authors(object),
        language: line("language"),
        address: ["url", "home_page_url", "external_url"]
            .iter()
            .find_map(|name| line(name)),
        tags: strings(object.get("tags")),
    }
}

/// The text of an item: as it is meant to be shown, else in plain words, else its summary.
fn content(item: &Map<String, Value>) -> EntryContent {
    let text = |name| text(item, name).filter(|text| !text.trim().is_empty());
    if let Some(html) = text("content_html") {
        return EntryContent::Html(html.trim().to_owned());
    }
    match text("content_text") {
        Some(plain) => EntryContent::Plain(plain.trim().to_owned()),
        None => {
            let summary = text("summary").unwrap_or_default().trim().to_owned();
            match must_be_html(&summary) {
                true => EntryContent::Html(summary),
                false => EntryContent::Plain(summary),
            }
        }
    }
}

/// The authors by name: version 1.0 has one of them.
fn authors(object: &Map<String, Value>) -> Option<String> {
    let several = object.get("authors").and_then(Value::as_array);
    let all = several.into_iter().flatten().chain(object.get("author"));
    let names = all.filter_map(|author| author.get("name")?.as_str());
    let mut known: Vec<String> = Vec::new();
    for name in names.map(one_line) {
        if !name.is_empty() && !known.contains(&name) {
            known.push(name);
        }
    }
    joined(&known)
}

fn strings(value: Option<&Value>) -> Vec<String> {
    let values = value.and_then(Value::as_array).into_iter().flatten();
    let lines = values.filter_map(Value::as_str).map(one_line);
    lines.filter(|line| !line.is_empty()).collect()
}

fn text<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    object.get(name)?.as_str()
}
