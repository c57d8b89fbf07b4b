//! The reader's state on a briefing: what was read, starred, put away, noted, clipped.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;
use std::sync::{Arc, LazyLock};

use jiff::civil;
use serde::{Deserialize, Serialize};

use super::{Anchor, BriefingId};
use crate::text::sanitise;

/// The longest note in bytes: some twenty pages.
pub const LONGEST_NOTE: usize = 64 << 10;

/// The most characters of a tag of the reader's own.
pub const LONGEST_TAG: usize = 64;

/// A note as it is kept: sanitised line by line, without blanks at its end.
pub fn clean_note(text: &str) -> String {
    let lines = text.trim_end().lines().map(sanitise::line);
    lines.collect::<Vec<_>>().join("\n")
}

/// A tag as it is kept: sanitised, with single blanks between its words.
pub fn clean_tag(text: &str) -> String {
    let clean = sanitise::line(text);
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// One kind of mark on a briefing.
///
/// Written as it is kept on disk: `read`, `tag/grain corridor`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mark {
    /// It has been read to its end, or was said to be.
    Read,
    /// It has a star.
    Starred,
    /// It is put away.
    Archived,
    /// It is put off; the value is the day on which it comes back (`2026-11-30`).
    Snoozed,
    /// A note is kept on it; the value is its text.
    Note,
    /// It has this tag of the reader's own.
    Tag(Arc<str>),
    /// The speaker of a quote was put right; the value is a [`Correction`] as JSON, the key
    /// tells one quote from another.
    Speaker(Arc<str>),
    /// A stretch of it was clipped; the value is a [`Clipping`] as JSON, the key tells one
    /// stretch from another.
    Clipping(Arc<str>),
    /// It has been looked at.
    Opened,
    /// It is another wording of the briefing whose id is the value.
    Revises,
    /// It has come with new words since it was read.
    Revised,
}

/// What a mark says: `None` where it is not there, and for one that is just there, an empty text.
pub type Value = Option<Arc<str>>;

/// The value of a mark that has nothing to say but that it is there.
pub fn present() -> Value {
    static EMPTY: LazyLock<Arc<str>> = LazyLock::new(|| Arc::from(""));
    Some(Arc::clone(&EMPTY))
}

/// A text is the name of no mark.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no mark")]
pub struct NoMark(pub String);

/// Marks that go by a name alone.
const PLAIN: [(&str, Mark); 8] = [
    ("read", Mark::Read),
    ("starred", Mark::Starred),
    ("archived", Mark::Archived),
    ("snoozed", Mark::Snoozed),
    ("note", Mark::Note),
    ("opened", Mark::Opened),
    ("revises", Mark::Revises),
    ("revised", Mark::Revised),
];

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tag(key) => write!(f, "tag/{key}"),
            Self::Speaker(key) => write!(f, "speaker/{key}"),
            Self::Clipping(key) => write!(f, "clipping/{key}"),
            plain => {
                let name = PLAIN.iter().find(|(_, mark)| mark == plain);
                f.write_str(name.map_or("", |(name, _)| name))
            }
        }
    }
}

impl FromStr for Mark {
    type Err = NoMark;

    fn from_str(text: &str) -> Result<Self, NoMark> {
        if let Some((_, mark)) = PLAIN.iter().find(|(name, _)| *name == text) {
            return Ok(mark.clone());
        }
        match text.split_once('/') {
            Some((_, "")) | None => Err(NoMark(text.to_owned())),
            Some(("tag", key)) => Ok(Self::Tag(key.into())),
            Some(("speaker", key)) => Ok(Self::Speaker(key.into())),
            Some(("clipping", key)) => Ok(Self::Clipping(key.into())),
            Some(_) => Err(NoMark(text.to_owned())),
        }
    }
}

/// Whose words a quote really is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The quote.
    pub anchor: Anchor,
    /// Who said it; `None` for nobody who is named.
    pub speaker: Option<Arc<str>>,
}

impl Correction {
    /// What [`Mark::Speaker`] says for it.
    pub fn to_value(&self) -> Value {
        json(self)
    }
}

/// A stretch of a briefing that was kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clipping {
    /// The words and where they stand.
    pub anchor: Anchor,
    /// Who said them, where they are a quote.
    #[serde(default)]
    pub speaker: Option<Arc<str>>,
    /// The day on which it was clipped, as ISO 8601 has it.
    #[serde(default)]
    pub clipped: String,
}

impl Clipping {
    /// What [`Mark::Clipping`] says for it.
    pub fn to_value(&self) -> Value {
        json(self)
    }
}

/// All marks of one briefing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marks {
    /// It has been read.
    pub read: bool,
    /// It has a star.
    pub starred: bool,
    /// It is put away.
    pub archived: bool,
    /// It has been looked at.
    pub opened: bool,
    /// It has come with new words since it was read.
    pub revised: bool,
    /// The day on which it comes back.
    pub snoozed: Option<civil::Date>,
    /// What most briefings have nothing of: the marks of a hundred thousand are counted and
    /// filtered at every key and must lie close together.
    rest: Option<Arc<Rest>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Rest {
    note: Value,
    tags: BTreeSet<Arc<str>>,
    corrections: BTreeMap<Arc<str>, Correction>,
    clippings: BTreeMap<Arc<str>, Clipping>,
    revises: Option<BriefingId>,
}

impl Marks {
    /// The note.
    pub fn note(&self) -> Option<&Arc<str>> {
        self.rest.as_ref()?.note.as_ref()
    }

    /// The reader's own tags, in order.
    pub fn tags(&self) -> impl Iterator<Item = &Arc<str>> {
        self.rest.iter().flat_map(|rest| &rest.tags)
    }

    /// The corrected speakers, by their keys.
    pub fn corrections(&self) -> impl Iterator<Item = (&Arc<str>, &Correction)> {
        self.rest.iter().flat_map(|rest| &rest.corrections)
    }

    /// The clippings, by their keys.
    pub fn clippings(&self) -> impl Iterator<Item = (&Arc<str>, &Clipping)> {
        self.rest.iter().flat_map(|rest| &rest.clippings)
    }

    /// The id of the wording that this one replaces.
    pub fn revises(&self) -> Option<BriefingId> {
        self.rest.as_ref()?.revises
    }

    /// True while it is put off: from the day named on it is due.
    pub fn is_asleep(&self, today: civil::Date) -> bool {
        self.snoozed.is_some_and(|until| until > today)
    }

    /// True when it was put off and has come back.
    pub fn is_due(&self, today: civil::Date) -> bool {
        self.snoozed.is_some_and(|until| until <= today)
    }

    /// True when it is put neither away nor off.
    pub fn is_present(&self, today: civil::Date) -> bool {
        !self.archived && !self.is_asleep(today)
    }

    /// What a mark says.
    pub fn value(&self, mark: &Mark) -> Value {
        let flag = |is: bool| is.then(present).flatten();
        let rest = self.rest.as_deref();
        match mark {
            Mark::Read => flag(self.read),
            Mark::Starred => flag(self.starred),
            Mark::Archived => flag(self.archived),
            Mark::Opened => flag(self.opened),
            Mark::Revised => flag(self.revised),
            Mark::Snoozed => self.snoozed.map(|until| until.to_string().into()),
            Mark::Note => self.note().cloned(),
            Mark::Tag(tag) => flag(rest.is_some_and(|rest| rest.tags.contains(tag))),
            Mark::Speaker(key) => json(rest?.corrections.get(key)?),
            Mark::Clipping(key) => json(rest?.clippings.get(key)?),
            Mark::Revises => Some(rest?.revises?.to_string().into()),
        }
    }

    /// Sets a mark, or takes it away. Says whether the value makes sense for it; one that does
    /// not counts as taken away.
    pub fn set(&mut self, mark: &Mark, value: &Value) -> bool {
        let is_set = value.is_some();
        match mark {
            Mark::Read => self.read = is_set,
            Mark::Starred => self.starred = is_set,
            Mark::Archived => self.archived = is_set,
            Mark::Opened => self.opened = is_set,
            Mark::Revised => self.revised = is_set,
            Mark::Snoozed => {
                self.snoozed = value.as_ref().and_then(|value| value.parse().ok());
                return self.snoozed.is_some() == is_set;
            }
            _ => return self.set_rest(mark, value),
        }
        true
    }

    fn set_rest(&mut self, mark: &Mark, value: &Value) -> bool {
        if value.is_none() && self.rest.is_none() {
            return true;
        }
        let rest = Arc::make_mut(self.rest.get_or_insert_default());
        let made_sense = match mark {
            Mark::Note => {
                rest.note = value.clone().filter(|note| !note.trim().is_empty());
                true
            }
            Mark::Tag(tag) => {
                if value.is_some() {
                    rest.tags.insert(Arc::clone(tag));
                } else {
                    rest.tags.remove(tag);
                }
                true
            }
            Mark::Speaker(key) => put(&mut rest.corrections, key, value),
            Mark::Clipping(key) => put(&mut rest.clippings, key, value),
            Mark::Revises => {
                rest.revises = value.as_ref().and_then(|id| id.parse().ok());
                rest.revises.is_some() == value.is_some()
            }
            // Those that are no part of the rest.
            _ => true,
        };
        if *rest == Rest::default() {
            self.rest = None;
        }
        made_sense
    }

    /// Every mark there is with what it says.
    pub fn all(&self) -> Vec<(Mark, Value)> {
        let tags = self.tags().cloned().map(Mark::Tag);
        let speakers = self
            .corrections()
            .map(|(key, _)| Mark::Speaker(Arc::clone(key)));
        let clippings = self
            .clippings()
            .map(|(key, _)| Mark::Clipping(Arc::clone(key)));
        let plain = PLAIN.into_iter().map(|(_, mark)| mark);
        plain
            .chain(tags)
            .chain(speakers)
            .chain(clippings)
            .map(|mark| {
                let value = self.value(&mark);
                (mark, value)
            })
            .filter(|(_, value)| value.is_some())
            .collect()
    }

    /// True when nothing is marked.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A value of ours as JSON.
fn json(value: &impl Serialize) -> Value {
    serde_json::to_string(value).ok().map(Arc::from)
}

/// Puts what a value says in its place; says whether it made sense.
fn put<T: for<'a> Deserialize<'a>>(
    all: &mut BTreeMap<Arc<str>, T>,
    key: &Arc<str>,
    value: &Value,
) -> bool {
    let said = value.as_ref().map(|value| serde_json::from_str(value));
    match said {
        Some(Ok(said)) => {
            all.insert(Arc::clone(key), said);
            true
        }
        unset_or_wrong => {
            all.remove(key);
            unset_or_wrong.is_none()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Value {
        Some(text.into())
    }

    /// A mark of every kind with a value that it may have.
    fn samples() -> Vec<(Mark, Value)> {
        let anchor = r#"{"exact":"we agree","prefix":"said ","suffix":".","start":7}"#;
        let correction = format!(r#"{{"anchor":{anchor},"speaker":"Mara Lind"}}"#);
        let clipping = format!(r#"{{"anchor":{anchor},"speaker":null,"clipped":"2026-11-25"}}"#);
        let id = BriefingId::of("t", "b").to_string();
        vec![
            (Mark::Read, present()),
            (Mark::Starred, present()),
            (Mark::Archived, present()),
            (Mark::Snoozed, value("2026-11-30")),
            (Mark::Note, value("Ask\nthe desk.")),
            (Mark::Opened, present()),
            (Mark::Revises, value(&id)),
            (Mark::Revised, present()),
            (Mark::Tag("grain / corridor".into()), present()),
            (Mark::Speaker("k".into()), value(&correction)),
            (Mark::Clipping("k".into()), value(&clipping)),
        ]
    }

    #[test]
    fn every_mark_reads_what_it_writes() {
        for (mark, _) in samples() {
            assert_eq!(mark.to_string().parse(), Ok(mark));
        }
        for text in ["", "tag/", "tags/a", "reads"] {
            assert_eq!(text.parse::<Mark>(), Err(NoMark(text.to_owned())));
        }
    }

    #[test]
    fn what_is_set_is_there_and_what_is_taken_away_leaves_nothing() {
        let mut marks = Marks::default();
        for (mark, value) in samples() {
            assert!(marks.set(&mark, &value), "{mark}");
            assert_eq!(marks.value(&mark), value, "{mark}");
        }
        assert_eq!(marks.all(), samples());
        for (mark, _) in samples() {
            assert!(marks.set(&mark, &None), "{mark}");
            assert_eq!(marks.value(&mark), None, "{mark}");
        }
        assert!(marks.is_empty());
    }

    #[test]
    fn a_value_without_sense_is_no_mark() {
        let mut marks = Marks::default();
        assert!(!marks.set(&Mark::Snoozed, &value("soon")));
        assert!(!marks.set(&Mark::Revises, &value("oil")));
        assert!(!marks.set(&Mark::Speaker("k".into()), &value("{")));
        assert!(marks.is_empty());
    }

    #[test]
    fn what_was_put_off_comes_back_on_its_day() {
        let mut marks = Marks::default();
        marks.set(&Mark::Snoozed, &value("2026-11-30"));
        let on = |day| {
            (
                marks.is_asleep(day),
                marks.is_due(day),
                marks.is_present(day),
            )
        };
        assert_eq!(on(civil::date(2026, 11, 29)), (true, false, false));
        assert_eq!(on(civil::date(2026, 11, 30)), (false, true, true));
    }
}
