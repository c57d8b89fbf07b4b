//! Corrections written down as the file that they are read from.

use std::fmt::Write as _;

use jiff::civil;

use crate::config::{Corrections, OfficeRule, PersonRule, Rules, SpeakerRule, TagRule};
use crate::text::basic_string::quoted;
use crate::text::fold::fold;

/// What the file begins with.
const HEAD: &str = "# A desk's corrections for Chancery, as docs/corrections.md describes them.\n\
                    # `chancery corrections merge` writes this file anew: comments do not stay.\n";

/// The whole file: sorted, so that the same corrections always give the same bytes.
pub fn written(corrections: &Corrections) -> String {
    let corrections = sorted(corrections.clone());
    let mut file = format!("{HEAD}version = {}\n", corrections.version);
    let speakers = corrections.speakers.iter().map(speaker);
    for table in tables(corrections.rules()).chain(speakers) {
        file.push('\n');
        file.push_str(&table);
    }
    file
}

/// Rules as tables of TOML, each ending with its line.
pub fn tables(rules: Rules<'_>) -> impl Iterator<Item = String> {
    let persons = rules.persons.iter().map(person);
    let offices = rules.offices.iter().map(office);
    persons.chain(offices).chain(rules.tags.iter().map(tag))
}

fn sorted(mut corrections: Corrections) -> Corrections {
    let by_name = |name: &str| (fold(name), name.to_owned());
    corrections.persons.sort_by_key(|rule| by_name(&rule.name));
    corrections.offices.sort_by_key(|rule| {
        let holder = rule.holder.clone();
        (
            by_name(&rule.office),
            rule.source.clone(),
            rule.from,
            holder,
        )
    });
    corrections.tags.sort_by_key(|rule| by_name(&rule.tag));
    let place = |rule: &SpeakerRule| (rule.briefing.clone(), rule.at, rule.words.clone());
    corrections.speakers.sort_by_key(place);
    corrections
}

fn person(rule: &PersonRule) -> String {
    let mut table = Table::new("persons");
    table.text("name", &rule.name);
    table.list("aliases", &rule.aliases);
    table.0
}

fn office(rule: &OfficeRule) -> String {
    let mut table = Table::new("offices");
    table.text("office", &rule.office);
    if !rule.aliases.is_empty() {
        table.list("aliases", &rule.aliases);
    }
    if let Some(source) = &rule.source {
        table.text("source", source);
    }
    table.text("holder", &rule.holder);
    table.day("from", rule.from);
    table.day("until", rule.until);
    table.0
}

fn tag(rule: &TagRule) -> String {
    let mut table = Table::new("tags");
    table.text("tag", &rule.tag);
    table.list("words", &rule.words);
    table.0
}

fn speaker(rule: &SpeakerRule) -> String {
    let mut table = Table::new("speakers");
    table.text("briefing", &rule.briefing);
    if let Some(title) = &rule.title {
        table.text("title", title);
    }
    table.text("words", &rule.words);
    for (name, text) in [("before", &rule.before), ("after", &rule.after)] {
        if !text.is_empty() {
            table.text(name, text);
        }
    }
    table.line("at", rule.at);
    match &rule.speaker {
        Some(speaker) => table.text("speaker", speaker),
        None => table.line("nobody", true),
    }
    table.0
}

/// A table of TOML as it grows.
struct Table(String);

impl Table {
    fn new(name: &str) -> Self {
        Self(format!("[[{name}]]\n"))
    }

    fn line(&mut self, name: &str, value: impl std::fmt::Display) {
        // Writing to a string does not fail.
        let _ = writeln!(self.0, "{name} = {value}");
    }

    fn text(&mut self, name: &str, text: &str) {
        self.line(name, quoted(text));
    }

    fn list(&mut self, name: &str, texts: &[String]) {
        let texts: Vec<_> = texts.iter().map(|text| quoted(text)).collect();
        self.line(name, format_args!("[{}]", texts.join(", ")));
    }

    fn day(&mut self, name: &str, day: Option<civil::Date>) {
        if let Some(day) = day {
            self.line(name, day);
        }
    }
}
