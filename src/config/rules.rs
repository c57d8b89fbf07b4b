//! Rules that name persons, offices and subjects: the reader's own, and those of a desk.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::Range;

use jiff::civil;
use serde::de::{Deserialize, Deserializer, Error as _};
use toml::de::{DeTable, DeValue};
use toml::value::Datetime;

use super::error::Fault;

/// All rules of one hand.
#[derive(Debug, Clone, Copy, Default)]
pub struct Rules<'a> {
    /// Persons under several names.
    pub persons: &'a [PersonRule],
    /// Who holds an office.
    pub offices: &'a [OfficeRule],
    /// Tags by words.
    pub tags: &'a [TagRule],
}

/// A rule for a tag: texts that hold one of `words` get the tag.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TagRule {
    /// The tag, never blank.
    #[serde(deserialize_with = "not_blank")]
    pub tag: String,
    /// Words or phrases, any of which brings the tag; at least one, none of them blank.
    #[serde(deserialize_with = "some")]
    pub words: Vec<String>,
}

/// A person, and what else they are called.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonRule {
    /// The name to show, never blank.
    #[serde(deserialize_with = "not_blank")]
    pub name: String,
    /// Names that mean the same person; at least one, none of them blank, none of them another's
    /// in the same file.
    #[serde(deserialize_with = "some")]
    pub aliases: Vec<String>,
}

/// Who holds an office, and when.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficeRule {
    /// The office, never blank.
    #[serde(deserialize_with = "not_blank")]
    pub office: String,
    /// What else it is called, none of it blank.
    #[serde(default, deserialize_with = "any")]
    pub aliases: Vec<String>,
    /// The house or the state whose texts alone mean this office by its name.
    #[serde(default, deserialize_with = "maybe")]
    pub source: Option<String>,
    /// Who holds it, never blank.
    #[serde(deserialize_with = "not_blank")]
    pub holder: String,
    /// The first day on which they do.
    #[serde(default, deserialize_with = "day")]
    pub from: Option<civil::Date>,
    /// The last day on which they do, not before the first.
    #[serde(default, deserialize_with = "day")]
    pub until: Option<civil::Date>,
}

/// Looks at what no single value can tell: whether an alias is one person's alone, and a term of
/// office does not end before it begins.
///
/// What has the wrong type is passed over: reading it says so.
pub(super) fn check(table: &DeTable<'_>) -> Result<(), Fault> {
    check_persons(table)?;
    check_offices(table)
}

/// A name of a person in the file.
struct Known<'t> {
    /// Whose it is.
    person: &'t str,
    is_alias: bool,
}

fn check_persons(table: &DeTable<'_>) -> Result<(), Fault> {
    let persons = rows(table, "persons").filter_map(|(_, row)| Some((text(row, "name")?, row)));
    let persons: Vec<_> = persons.collect();
    let mut known: HashMap<String, Known<'_>> = HashMap::new();
    for ((name, at), _) in &persons {
        let new = Known {
            person: name,
            is_alias: false,
        };
        if known.insert(alike(name), new).is_some() {
            return Err(Fault {
                at: at.clone(),
                message: format!("\"{name}\" is here twice"),
                hint: Some("put all aliases into one list".to_owned()),
            });
        }
    }
    for ((name, _), row) in &persons {
        let aliases = row
            .get("aliases")
            .and_then(|aliases| aliases.get_ref().as_array());
        for alias in aliases.into_iter().flatten() {
            let Some(called) = alias.get_ref().as_str() else {
                continue;
            };
            match known.entry(alike(called)) {
                Entry::Vacant(free) => {
                    free.insert(Known {
                        person: name,
                        is_alias: true,
                    });
                }
                Entry::Occupied(taken) if taken.get().person != *name => {
                    return Err(claimed_twice(called, alias.span(), name, taken.get()));
                }
                Entry::Occupied(_) => {}
            }
        }
    }
    Ok(())
}

fn claimed_twice(alias: &str, at: Range<usize>, name: &str, other: &Known<'_>) -> Fault {
    let other_name = other.person;
    let (message, hint) = if other.is_alias {
        (
            format!("\"{alias}\" is an alias of both \"{other_name}\" and \"{name}\""),
            "it can mean one person alone: take it out of one list",
        )
    } else {
        (
            format!("an alias of \"{name}\" is the name of the person \"{other_name}\""),
            "take it out, or make one person of the two",
        )
    };
    Fault {
        at,
        message,
        hint: Some(hint.to_owned()),
    }
}

fn check_offices(table: &DeTable<'_>) -> Result<(), Fault> {
    let day = |row: &DeTable<'_>, key: &str| {
        let value = row.get(key)?;
        let DeValue::Datetime(day) = value.get_ref() else {
            return None;
        };
        Some((civil_day(day)?, value.span()))
    };
    for (_, row) in rows(table, "offices") {
        if let (Some((from, _)), Some((until, at))) = (day(row, "from"), day(row, "until"))
            && until < from
        {
            return Err(Fault {
                at,
                message: "the term ends before it begins".to_owned(),
                hint: Some(format!("it begins on {from}")),
            });
        }
    }
    Ok(())
}

/// The tables of a list of tables, with their places.
pub(super) fn rows<'t>(
    table: &'t DeTable<'t>,
    name: &str,
) -> impl Iterator<Item = (Range<usize>, &'t DeTable<'t>)> {
    let rows = table.get(name).and_then(|rows| rows.get_ref().as_array());
    rows.into_iter()
        .flatten()
        .filter_map(|row| Some((row.span(), row.get_ref().as_table()?)))
}

fn text<'t>(row: &'t DeTable<'t>, key: &str) -> Option<(&'t str, Range<usize>)> {
    let value = row.get(key)?;
    Some((value.get_ref().as_str()?, value.span()))
}

/// A name as two of one file are compared: case and blanks aside. Accents, which cannot be told
/// here, are heeded where the rules are applied.
fn alike(name: &str) -> String {
    let words: Vec<_> = name.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}

pub(super) fn not_blank<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    if text.trim().is_empty() {
        return Err(D::Error::custom("expected a name, found nothing"));
    }
    Ok(text)
}

pub(super) fn maybe<'de, D>(deserializer: D) -> Result<Option<String>, D::Error>
where
    D: Deserializer<'de>,
{
    not_blank(deserializer).map(Some)
}

fn any<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let words = Vec::<String>::deserialize(deserializer)?;
    // What matches everything is a slip of the pen.
    if words.iter().any(|word| word.trim().is_empty()) {
        return Err(D::Error::custom(
            "expected words or phrases, none of them blank",
        ));
    }
    Ok(words)
}

fn some<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let words = any(deserializer)?;
    // So is what matches nothing.
    if words.is_empty() {
        return Err(D::Error::custom(
            "expected words or phrases, none of them blank",
        ));
    }
    Ok(words)
}

fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<civil::Date>, D::Error> {
    let day = Datetime::deserialize(deserializer).ok();
    let day = day.and_then(|day| civil_day(&day));
    let wanted = || D::Error::custom("expected a day without quotation marks, as 2024-03-01");
    day.map(Some).ok_or_else(wanted)
}

/// A day without a time.
fn civil_day(day: &Datetime) -> Option<civil::Date> {
    let (Some(date), None, None) = (day.date, day.time, day.offset) else {
        return None;
    };
    let (year, month, day) = (date.year, date.month, date.day);
    civil::Date::new(
        i16::try_from(year).ok()?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
    )
    .ok()
}
