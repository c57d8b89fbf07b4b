//! All marks as JSON lines: to look at, to keep elsewhere, to bring back.
//!
//! One object a briefing, then one a view, in a steady order:
//!
//! ```json
//! {"id":"2W7Z…","read":true,"starred":true,"snoozed":"2026-11-30","note":"Ask.","tags":["grain"]}
//! {"view":"Grain","query":"tag:grain is:unread"}
//! ```
//!
//! * `read`, `starred`, `archived`, `opened`, `revised`: `true` where it is so;
//! * `snoozed`: the day on which it comes back; `note`: its text; `revises`: the id of the
//!   wording that it replaces;
//! * `tags`: the reader's own;
//! * `speakers`, `clippings`: by the keys they are kept under, corrected speakers and stretches
//!   that were clipped.
//!
//! What is not there is left out. When lines are read, `false` and `null` say of something that
//! it is not there, what is left out says nothing.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value as Json};

use super::{Ledger, Subject};
use crate::briefing::{
    BriefingId, LONGEST_NOTE, LONGEST_TAG, Mark, Marks, Value, clean_note, clean_tag, present,
};
use crate::text::sanitise;

/// One line: an object whose members stand in the order they were made in.
#[derive(Debug, Clone, PartialEq)]
pub struct Line(Vec<(String, Json)>);

impl Serialize for Line {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

/// A line that is none of ours.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct BadLine {
    /// Its number, from 1.
    pub line: usize,
    /// What is wrong with it; not sanitised.
    pub reason: String,
}

/// All marks and views, briefings in the order of their ids, views in that of their names.
pub fn to_lines(ledger: &Ledger) -> impl Iterator<Item = Line> {
    let mut briefings: Vec<_> = ledger.briefings().collect();
    briefings.sort_by_key(|(id, _)| *id);
    let briefings = briefings.into_iter().map(|(id, marks)| line_of(id, marks));
    let views = ledger.views().map(|(name, query)| {
        let member = |name: &str, value: &str| (name.to_owned(), Json::from(value));
        Line(vec![member("view", name), member("query", query)])
    });
    briefings.chain(views)
}

fn line_of(id: BriefingId, marks: &Marks) -> Line {
    let mut members = vec![("id".to_owned(), Json::from(id.to_string()))];
    let (mut tags, mut speakers, mut clippings) = (Vec::new(), Map::new(), Map::new());
    for (mark, value) in marks.all() {
        let value = value.unwrap_or_default();
        let json = || serde_json::from_str(&value).unwrap_or_default();
        match &mark {
            Mark::Tag(tag) => tags.push(Json::from(&**tag)),
            Mark::Speaker(key) => drop(speakers.insert(key.to_string(), json())),
            Mark::Clipping(key) => drop(clippings.insert(key.to_string(), json())),
            plain => {
                let value = match &*value {
                    "" => Json::from(true),
                    text => Json::from(text),
                };
                members.push((plain.to_string(), value));
            }
        }
    }
    if !tags.is_empty() {
        members.push(("tags".to_owned(), Json::from(tags)));
    }
    for (name, map) in [("speakers", speakers), ("clippings", clippings)] {
        if !map.is_empty() {
            members.push((name.to_owned(), Json::from(map)));
        }
    }
    Line(members)
}

/// Reads lines; empty ones count for nothing.
///
/// # Errors
///
/// [`BadLine`], the first of them.
pub fn from_lines(bytes: &[u8]) -> Result<Vec<(Subject, Value)>, BadLine> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let mut said = Vec::new();
    for (number, line) in (1..).zip(bytes.split(|&byte| byte == b'\n')) {
        if line.trim_ascii().is_empty() {
            continue;
        }
        let read = read_line(line).map_err(|reason| BadLine {
            line: number,
            reason,
        })?;
        said.extend(read);
    }
    Ok(said)
}

pub(in crate::library) type Said = (Subject, Value);

fn read_line(line: &[u8]) -> Result<Vec<Said>, String> {
    let json: Json = serde_json::from_slice(line).map_err(|error| {
        // Its own place is that of the line alone.
        let error = error.to_string();
        let reason = error.split(" at line ").next().unwrap_or_default();
        format!("this is no JSON: {reason}")
    })?;
    match json {
        Json::Object(members) => from_members(members),
        _ => Err("this is no JSON object".to_owned()),
    }
}

/// What the object of one line says.
///
/// # Errors
///
/// What is wrong with it, in a line that is not sanitised.
pub(in crate::library) fn from_members(
    mut members: Map<String, Json>,
) -> Result<Vec<Said>, String> {
    let said = match (members.remove("id"), members.remove("view")) {
        (Some(Json::String(id)), None) => {
            let id = id.parse().map_err(|error| format!("{id:?}: {error}"))?;
            of_briefing(id, members)?
        }
        (None, Some(Json::String(name))) => vec![of_view(name, members)?],
        _ => return Err("it names neither a briefing (\"id\") nor a view (\"view\")".to_owned()),
    };
    let checked = said.into_iter().map(|(of, value)| checked(of, value));
    checked.collect()
}

fn of_view(name: String, mut members: Map<String, Json>) -> Result<Said, String> {
    let query = match members.remove("query") {
        Some(Json::String(query)) => Some(query.into()),
        Some(Json::Null) => None,
        _ => return Err("a view needs its \"query\", a text".to_owned()),
    };
    match members.keys().next() {
        Some(name) => Err(unknown(name)),
        None => Ok((Subject::View(name.into()), query)),
    }
}

fn of_briefing(id: BriefingId, members: Map<String, Json>) -> Result<Vec<Said>, String> {
    let mut said = Vec::new();
    for (name, json) in members {
        match (name.as_str(), json) {
            ("tags", Json::Array(tags)) => {
                for tag in tags {
                    let Json::String(tag) = tag else {
                        return Err(format!("a tag is a text, not {tag}"));
                    };
                    said.push((Mark::Tag(tag.into()), present()));
                }
            }
            ("speakers", Json::Object(all)) => {
                said.extend(of_keys(all, |key| Mark::Speaker(key.into())));
            }
            ("clippings", Json::Object(all)) => {
                said.extend(of_keys(all, |key| Mark::Clipping(key.into())));
            }
            ("tags", _) => return Err("\"tags\" is a list of texts".to_owned()),
            ("speakers" | "clippings", _) => {
                return Err(format!("{name:?} is an object, a member each"));
            }
            (_, json) => {
                let mark: Mark = name.parse().map_err(|_| unknown(&name))?;
                if matches!(mark, Mark::Tag(_) | Mark::Speaker(_) | Mark::Clipping(_)) {
                    return Err(unknown(&name));
                }
                let value = match json {
                    Json::Bool(false) | Json::Null => None,
                    Json::Bool(true) if mark != Mark::Note => present(),
                    Json::String(text) if !text.is_empty() || mark == Mark::Note => {
                        Some(text.into())
                    }
                    _ => return Err(meant(&mark)),
                };
                said.push((mark, value));
            }
        }
    }
    let of = |(mark, value)| (Subject::Mark(id, mark), value);
    Ok(said.into_iter().map(of).collect())
}

fn of_keys(
    all: Map<String, Json>,
    mark: impl Fn(String) -> Mark,
) -> impl Iterator<Item = (Mark, Value)> {
    all.into_iter().map(move |(key, json)| {
        let value = (!json.is_null()).then(|| json.to_string().into());
        (mark(key), value)
    })
}

/// Makes what somebody says of something fit to be kept: texts are sanitised, what makes no
/// sense is refused with the reason, which is not sanitised.
///
/// # Errors
///
/// What is wrong, in a line.
pub fn checked(of: Subject, value: Value) -> Result<(Subject, Value), String> {
    let (id, mark) = match of {
        Subject::Mark(id, mark) => (id, mark),
        Subject::View(name) => {
            let name = sanitise::line(name.trim()).into_owned();
            let value = value.map(|query| sanitise::line(&query).into());
            return match name.as_str() {
                "" => Err("a view needs a name".to_owned()),
                name => Ok((Subject::View(name.into()), value)),
            };
        }
    };
    let clean = |key: &str| sanitise::line(key).into();
    let (mark, value) = match mark {
        Mark::Tag(tag) => (Mark::Tag(checked_tag(&tag)?.into()), value),
        Mark::Note => (mark, checked_note(value)?),
        Mark::Speaker(key) => (Mark::Speaker(clean(&key)), with_clean_speaker(value)),
        Mark::Clipping(key) => (Mark::Clipping(clean(&key)), with_clean_speaker(value)),
        plain => (plain, value),
    };
    let mut marks = Marks::default();
    let makes_sense = marks.set(&mark, &value);
    let kept = marks.value(&mark);
    let is_json = matches!(mark, Mark::Speaker(_) | Mark::Clipping(_));
    if !makes_sense || (kept != value && !is_json) {
        return Err(meant(&mark));
    }
    Ok((Subject::Mark(id, mark), kept))
}

fn checked_tag(tag: &str) -> Result<String, String> {
    let tag = clean_tag(tag);
    match tag.chars().count() {
        0 => Err("a tag without a letter".to_owned()),
        1..=LONGEST_TAG => Ok(tag),
        _ => Err(format!("a tag has at most {LONGEST_TAG} characters")),
    }
}

fn checked_note(note: Value) -> Result<Value, String> {
    let Some(note) = note.map(|note| clean_note(&note)) else {
        return Ok(None);
    };
    match note.len() {
        0 => Ok(None),
        1..=LONGEST_NOTE => Ok(Some(note.into())),
        _ => Err(format!("a note has at most {LONGEST_NOTE} bytes")),
    }
}

/// Cleans the name in what is kept as JSON; what is no JSON is found out later.
fn with_clean_speaker(value: Value) -> Value {
    let value = value?;
    let Ok(mut json) = serde_json::from_str::<Json>(&value) else {
        return Some(value);
    };
    if let Some(Json::String(speaker)) = json.get_mut("speaker") {
        *speaker = sanitise::line(speaker).into_owned();
    }
    Some(json.to_string().into())
}

fn unknown(name: &str) -> String {
    format!("{name:?} is no mark that this Chancery knows")
}

/// What a mark can say, for when it does not.
fn meant(mark: &Mark) -> String {
    let (name, what) = match mark {
        Mark::Snoozed => ("snoozed", "a day, as 2026-11-30"),
        Mark::Note => ("note", "a text"),
        Mark::Revises => ("revises", "the id of a briefing"),
        Mark::Tag(_) => ("tags", "a list of texts"),
        Mark::Speaker(_) => ("speakers", "an object with \"anchor\" and \"speaker\" each"),
        Mark::Clipping(_) => ("clippings", "an object with \"anchor\" each"),
        plain => return format!("\"{plain}\" is true or false"),
    };
    format!("\"{name}\" is {what}")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn id() -> BriefingId {
        BriefingId::of("t", "b")
    }

    fn text(ledger: &Ledger) -> String {
        let lines = to_lines(ledger).map(|line| serde_json::to_string(&line).unwrap() + "\n");
        lines.collect()
    }

    fn ledger(said: Vec<Said>) -> Ledger {
        let mut ledger = Ledger::default();
        for (of, value) in said {
            ledger.set(&of, &value);
        }
        ledger
    }

    #[test]
    fn every_kind_of_mark_goes_out_and_comes_back() {
        let anchor = r#"{"exact":"we agree","prefix":"","start":7,"suffix":"."}"#;
        let id = id();
        let text_of_it = format!(
            "{{\"id\":\"{id}\",\"read\":true,\"starred\":true,\"archived\":true,\
             \"snoozed\":\"2026-11-30\",\"note\":\"Ask\\nthe desk.\",\"opened\":true,\
             \"revises\":\"{id}\",\"revised\":true,\"tags\":[\"grain\",\"oil / gas\"],\
             \"speakers\":{{\"7-15\":{{\"anchor\":{anchor},\"speaker\":\"Mara Lind\"}}}},\
             \"clippings\":{{\"7-15\":{{\"anchor\":{anchor},\"clipped\":\"2026-11-25\",\
             \"speaker\":null}}}}}}\n{{\"view\":\"Grain\",\"query\":\"tag:grain\"}}\n"
        );
        let found = ledger(from_lines(text_of_it.as_bytes()).unwrap());
        assert_eq!(found.of(id).all().len(), 12);
        assert_eq!(text(&found), text_of_it);
    }

    #[test]
    fn what_a_line_denies_is_taken_away_and_what_it_leaves_out_is_not_touched() {
        let line = format!(r#"{{"id":"{}","read":false,"note":null}}"#, id());
        let said = from_lines(line.as_bytes()).unwrap();
        let said: BTreeMap<_, _> = said.into_iter().collect();
        let expected = [Mark::Read, Mark::Note].map(|mark| (Subject::Mark(id(), mark), None));
        assert_eq!(said, BTreeMap::from(expected));
    }

    #[test]
    fn a_bad_line_is_named_with_its_number_and_the_reason() {
        let id = id();
        for (line, reason) in [
            ("{", "this is no JSON: EOF while parsing an object"),
            ("[]", "this is no JSON object"),
            (
                "{}",
                "it names neither a briefing (\"id\") nor a view (\"view\")",
            ),
            (
                r#"{"id":"ABC"}"#,
                "\"ABC\": an id has 4 to 26 characters, this has 3",
            ),
            (r#"{"view":"V"}"#, "a view needs its \"query\", a text"),
            (
                r#"{"id":"ID","colour":1}"#,
                "\"colour\" is no mark that this Chancery knows",
            ),
            (
                r#"{"id":"ID","tag/a":true}"#,
                "\"tag/a\" is no mark that this Chancery knows",
            ),
            (r#"{"id":"ID","read":"yes"}"#, "\"read\" is true or false"),
            (
                r#"{"id":"ID","snoozed":"soon"}"#,
                "\"snoozed\" is a day, as 2026-11-30",
            ),
            (r#"{"id":"ID","note":true}"#, "\"note\" is a text"),
            (r#"{"id":"ID","tags":[" "]}"#, "a tag without a letter"),
            (r#"{"id":"ID","tags":[1]}"#, "a tag is a text, not 1"),
            (
                r#"{"id":"ID","clippings":{"k":{}}}"#,
                "\"clippings\" is an object with \"anchor\" each",
            ),
        ] {
            let text = format!("\r\n\n{}\n", line.replace("ID", &id.to_string()));
            let bad = from_lines(text.as_bytes()).unwrap_err();
            assert_eq!((bad.line, bad.reason.as_str()), (3, reason), "{line}");
        }
    }

    #[test]
    fn what_could_act_on_a_terminal_is_made_visible_on_the_way_in() {
        let line = format!(
            r#"{{"id":"{}","note":"a\u001b[2J","tags":["b\u202ec"]}}"#,
            id()
        );
        let found = ledger(from_lines(line.as_bytes()).unwrap());
        assert_eq!(found.of(id()).note().map(AsRef::as_ref), Some("a␛[2J"));
        let tags: Vec<_> = found.of(id()).tags().map(AsRef::as_ref).collect();
        assert_eq!(tags, ["b‹U+202E›c"]);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in any::<Vec<u8>>()) {
            let _ = from_lines(&bytes);
        }

        #[test]
        fn any_note_and_tag_come_back_as_they_went_out(note in "\\PC{0,40}", tag in "\\PC{0,40}") {
            let of = |mark| Subject::Mark(id(), mark);
            let said = [(of(Mark::Note), Some(note.into())), (of(Mark::Tag(tag.into())), present())];
            let said = said.into_iter().filter_map(|(of, value)| checked(of, value).ok());
            let before = ledger(said.collect());
            let after = ledger(from_lines(text(&before).as_bytes()).unwrap());
            prop_assert_eq!(after, before);
        }
    }
}
