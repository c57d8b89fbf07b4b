//! What is stated of a document.

use super::words::Property;
use crate::ingest::content::Stated;
use crate::ingest::documents::properties::Properties;

/// The longest text of a property.
const LONGEST: usize = 8 << 10;

#[derive(Debug, Default)]
pub(super) struct Info {
    title: String,
    author: String,
    keywords: String,
    made: Day,
    saved: Day,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Day {
    year: i32,
    month: i32,
    day: i32,
}

impl Info {
    pub(super) fn letter(&mut self, property: Property, letter: char) {
        let text = match property {
            Property::Title => &mut self.title,
            Property::Author => &mut self.author,
            Property::Keywords => &mut self.keywords,
            Property::Made | Property::Saved => return,
        };
        if text.len() < LONGEST {
            text.push(letter);
        }
    }

    /// Takes in a word of a date.
    pub(super) fn word(&mut self, property: Property, name: &[u8], value: i32) {
        let day = match property {
            Property::Made => &mut self.made,
            Property::Saved => &mut self.saved,
            _ => return,
        };
        match name {
            b"yr" => day.year = value,
            b"mo" => day.month = value,
            b"dy" => day.day = value,
            _ => {}
        }
    }

    pub(super) fn noted(self) -> Stated {
        let properties = Properties {
            title: Some(self.title),
            author: Some(self.author),
            created: self.made.date(),
            changed: self.saved.date(),
            keywords: vec![self.keywords],
            ..Properties::default()
        };
        properties.noted()
    }
}

impl Day {
    /// The day alone: the hour is one of a place that is not said.
    fn date(self) -> Option<String> {
        let year = i16::try_from(self.year).ok()?;
        let (month, day) = (i8::try_from(self.month).ok()?, i8::try_from(self.day).ok()?);
        Some(jiff::civil::Date::new(year, month, day).ok()?.to_string())
    }
}
