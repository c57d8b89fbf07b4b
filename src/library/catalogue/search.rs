//! What is found in a catalogue without reading the library.
//!
//! The index narrows, and a [`Matcher`](crate::search::query::Matcher) of whoever asks has the last word. Every briefing
//! that is found is still in its file as it is shown: the file is looked at before. What has come since the catalogue was
//! brought up to date is noticed by the folders, which are looked at first. Only new words in a file that was
//! rewritten in its place may be missed, until somebody reads the library again.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashSet};
use std::fs;
use std::iter;
use std::path::Path;
use std::sync::Arc;

use super::record::Clerk;
use super::stamp::Look;
use super::tables::{self, Fault, Tables};
use super::{Catalogue, Known};
use crate::briefing::{Briefing, BriefingDate, BriefingId, Precision, TimeOfDay};
use crate::library::encodings::Encodings;
use crate::library::knowledge::Version;
use crate::search;
use crate::search::Texts;
use crate::search::query::Query;
use crate::text::fold::fold;

/// Which of what is found comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The newest; what has no date comes last.
    Date,
    /// What has the most of the words, and the rarest.
    Relevance,
}

/// What is in the files is not what is in the catalogue any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outdated;

/// A catalogue that is open to be searched.
#[derive(Debug)]
pub struct Searched {
    tables: Tables,
    clerk: Clerk,
    rules: Version,
}

impl Catalogue {
    /// Opens the catalogue to search it, if it is by those rules and no file has come or gone since.
    pub fn searched(&self, rules: Version) -> Option<Searched> {
        let number = tables::last(&self.folder)?;
        let Known { tables, clerk, .. } = self.open(number).ok()?;
        let state = tables.state().ok()??;
        let mut places = state.places.iter();
        let is_current =
            state.rules == rules.bytes() && places.all(|(path, look)| looks(path) == Some(*look));
        is_current.then_some(Searched {
            tables,
            clerk,
            rules,
        })
    }
}

/// What tells a folder from what it was; `None` where the system says nothing.
fn looks(place: &Path) -> Option<i64> {
    Look::of(&fs::metadata(place).ok()?).of_place()
}

impl Searched {
    /// Calls `take` with the briefings that may satisfy a query, in order, until it returns false: those whose terms do,
    /// and those with an id among `also`, of which more is to be known than their files say. A briefing that
    /// stands in several places comes once.
    ///
    /// # Errors
    ///
    /// [`Outdated`], also after some were given.
    pub fn search(
        &mut self,
        query: &Query,
        by: By,
        also: &[BriefingId],
        encodings: &Encodings,
        take: &mut dyn FnMut(Arc<Briefing>) -> bool,
    ) -> Result<(), Outdated> {
        // One look at the file for all that is asked.
        self.tables.hold().map_err(|_| Outdated)?;
        let numbers = self.numbers(query, by, also).map_err(|_| Outdated)?;
        let mut seen = HashSet::new();
        for number in numbers {
            let briefing = self.briefing(number, encodings).ok_or(Outdated)?;
            if seen.insert(briefing.id) && !take(Arc::new(briefing)) {
                break;
            }
        }
        Ok(())
    }

    fn numbers(
        &self,
        query: &Query,
        by: By,
        also: &[BriefingId],
    ) -> Result<Box<dyn Iterator<Item = i64>>, Fault> {
        let expression = search::narrowed(query);
        let mut further = Vec::new();
        if expression.is_some() {
            for &id in also {
                further.extend(self.tables.with_id(id)?);
            }
        }
        if let (By::Relevance, Some(expression)) = (by, &expression) {
            let mut numbers = self.tables.rank(expression)?;
            let ranked: HashSet<i64> = numbers.iter().copied().collect();
            let further = further.into_iter().map(|(number, _)| number);
            numbers.extend(further.filter(|number| !ranked.contains(number)));
            return Ok(Box::new(numbers.into_iter()));
        }
        let mut found = self.tables.find(expression.as_deref())?;
        found.extend(further);
        // Few of them are wanted: all need not be put in order.
        let found = found
            .into_iter()
            .map(|(number, day)| (day, Reverse(number)));
        let mut found: BinaryHeap<_> = found.collect();
        let mut last = None;
        Ok(Box::new(iter::from_fn(move || {
            loop {
                let (_, Reverse(number)) = found.pop()?;
                if last.replace(number) != Some(number) {
                    return Some(number);
                }
            }
        })))
    }

    /// The briefing of a number, if its file still is as it was.
    fn briefing(&mut self, number: i64, encodings: &Encodings) -> Option<Briefing> {
        let spot = self.tables.briefing(number).ok()??;
        let path: Arc<Path> = spot.path.into();
        let look = Look::of(&fs::symlink_metadata(&path).ok()?);
        let stamp = look.stamp(&path, &self.rules, encodings.of(&path))?;
        let is_same = stamp == spot.stamp;
        is_same.then(|| self.clerk.briefing(&spot.whole, &stamp, spot.place, &path))?
    }
}

/// The terms of a briefing, by column of the index: title, names, text.
pub(super) fn terms(briefing: &Briefing) -> [String; 3] {
    let texts = Texts::of(briefing);
    let mut names = texts.names().to_owned();
    let speakers = briefing
        .quotes
        .iter()
        .filter_map(|quote| quote.speaker.as_deref());
    let authors = briefing.authors.iter().map(|author| &*author.name);
    let classes = briefing.tags.iter().flat_map(|tag| {
        let codes = tag.label.code.as_deref();
        codes.into_iter().chain(tag.label.class.as_deref())
    });
    let mut known = HashSet::new();
    for name in speakers.chain(authors).chain(classes) {
        if known.insert(name) {
            names.push('\n');
            names.push_str(&fold(name));
        }
    }
    [texts.title(), &names, texts.body()].map(search::terms)
}

/// A number for a date that is the higher the later it is, as dates are ordered; 0 for none.
pub(super) fn day(date: Option<BriefingDate>) -> i64 {
    let Some(date) = date else {
        return 0;
    };
    let first = date.first_day();
    let [year, month, day]: [i64; 3] = [
        first.year().into(),
        first.month().into(),
        first.day().into(),
    ];
    let precision = match date.precision() {
        Precision::Year => 0,
        Precision::Month => 1,
        Precision::Day => 2,
    };
    let seconds = |time: TimeOfDay| {
        let [hour, minute, second] = [time.hour, time.minute, time.second].map(i64::from);
        1 + (hour * 60 + minute) * 60 + second
    };
    let time = date.time().map_or(0, seconds);
    (((year * 12 + month) * 31 + day) * 3 + precision) * 100_000 + time
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_numbered_as_dates_are_ordered() {
        let dates = [
            "2023",
            "2023-12-31",
            "2024",
            "2024-01",
            "2024-01-01",
            "2024-01-01T00:00",
            "2024-01-01T23:59:59",
            "2024-01-31",
            "2024-02",
            "9999-12-31",
        ];
        let dates: Vec<BriefingDate> = dates.iter().map(|date| date.parse().unwrap()).collect();
        assert!(dates.is_sorted());
        let days: Vec<i64> = dates.iter().map(|&date| day(Some(date))).collect();
        assert!(days.is_sorted_by(|a, b| a < b), "{days:?}");
        assert!(day(None) < days[0]);
    }
}
