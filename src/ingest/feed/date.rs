//! Dates as programs write them: RFC 822 and its kin, ISO 8601 and its parts, the clock of C.
//!
//! Stricter formats have their zone in hours; a zone that is a name of no certain meaning is left out, and so is
//! a time that no clock shows. Dates in words are read by [`dates`].

use super::super::dates::{self, DAYS, MONTHS, zone_of};
use super::pieces::{Piece, Pieces};
use super::words::flat;
use crate::briefing::{BriefingDate, TimeOfDay};
use crate::ingest::lines;

/// The longest text that is looked at.
const LONGEST: usize = 100;

/// The longest element that is looked at for a date.
const LONGEST_ELEMENT: usize = 1000;

/// Reads a date; `None` for what can't be understood.
pub(super) fn parse(text: &str) -> Option<BriefingDate> {
    let text = text.trim();
    if text.starts_with('<') {
        return of_element(text);
    }
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    iso(text)
        .or_else(|| of_words(text))
        .or_else(|| moment(text))
        .or_else(|| dates::sent(text))
        .or_else(|| dates::parse(text))
}

/// `<time datetime="2024-05-31T14:50:30Z">31 May</time>`, which a site's theme puts where a date should be.
fn of_element(html: &str) -> Option<BriefingDate> {
    let html = lines::head(html, LONGEST_ELEMENT);
    let stated = Pieces::of(html).find_map(|(_, piece)| match piece {
        Piece::Open(tag) => parse(tag.attribute("datetime")?.trim_start_matches('<')),
        _ => None,
    });
    stated.or_else(|| parse(flat(html).trim_start_matches('<')))
}

/// `2024-05-31T14:50:30.5Z`, `2024-05-31 14:50 EST`, `20240531T1450`, `2024/05/31`, `2024-05`, `2024-152`.
fn iso(text: &str) -> Option<BriefingDate> {
    let end = text.find(|c: char| c.is_ascii_whitespace() || matches!(c, 'T' | 't'));
    let (day, time) = text.split_at(end.unwrap_or(text.len()));
    let date = iso_day(day)?;
    let time = time.trim_start_matches(|c: char| c.is_ascii_whitespace() || matches!(c, 'T' | 't'));
    if time.is_empty() {
        return Some(date);
    }
    // `2024 May 31` is of another kind.
    let clock_end = time.find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.' | ','));
    let (clock, zone) = time.split_at(clock_end.unwrap_or(time.len()));
    if clock.is_empty() {
        return None;
    }
    let Some(mut time) = iso_clock(clock) else {
        return Some(date);
    };
    let mut words = zone.split_ascii_whitespace();
    for word in words.by_ref() {
        match half_day(word) {
            Some(is_late) => time = twelve_hours(time, is_late)?,
            None => time.offset = time.offset.or_else(|| zone_of(word)),
        }
    }
    Some(date.with_time(time))
}

fn iso_day(text: &str) -> Option<BriefingDate> {
    let number = |text: &str| {
        let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| text.parse::<i16>().ok()).flatten()
    };
    let small = |text: &str| number(text).and_then(|number| i8::try_from(number).ok());
    let parts: Vec<&str> = text.split(['-', '/']).collect();
    let year = |text: &str| number(text.get(..4)?).filter(|year| (1000..=2199).contains(year));
    match parts[..] {
        [all] if all.len() == 8 => {
            BriefingDate::day(year(all)?, small(all.get(4..6)?)?, small(all.get(6..)?)?)
        }
        [all] if all.len() == 7 => day_of_year(year(all)?, number(all.get(4..)?)?),
        [first, ..] if first.len() != 4 => None,
        [first] => BriefingDate::year(year(first)?),
        [first, day] if day.len() == 3 => day_of_year(year(first)?, number(day)?),
        [first, month] => BriefingDate::month(year(first)?, small(month)?),
        [first, month, day] if day.len() <= 2 => {
            BriefingDate::day(year(first)?, small(month)?, small(day)?)
        }
        _ => None,
    }
}

fn day_of_year(year: i16, day: i16) -> Option<BriefingDate> {
    let first = jiff::civil::Date::new(year, 1, 1).ok()?;
    let days = jiff::Span::new().try_days(i64::from(day) - 1).ok()?;
    let date = first
        .checked_add(days)
        .ok()
        .filter(|date| date.year() == year && day > 0)?;
    BriefingDate::day(year, date.month(), date.day())
}

/// `14:50:30.5`, `145030`, `14:50`, `1450`, `14`.
fn iso_clock(text: &str) -> Option<TimeOfDay> {
    let whole = text.split(['.', ',']).next()?;
    let mut parts = [0u8; 3];
    if whole.contains(':') {
        let mut given = whole.split(':');
        for part in &mut parts {
            let Some(text) = given.next() else { break };
            *part = text.parse().ok()?;
        }
    } else {
        for (part, at) in parts.iter_mut().zip([0, 2, 4]) {
            let Some(text) = whole.get(at..at + 2) else {
                break;
            };
            *part = text.parse().ok()?;
        }
    }
    let [hour, minute, second] = parts;
    (hour < 24 && minute < 60 && second <= 60).then_some(TimeOfDay {
        hour,
        minute,
        second: second.min(59),
        offset: None,
    })
}

/// `Fri, 31 May 2024 14:50:30 GMT` with its parts in any order, `Friday, 31-May-24`, `May 31, 2024 2:50 PM EST`.
fn of_words(text: &str) -> Option<BriefingDate> {
    let mut found = Found::default();
    // What stands in brackets repeats the zone by name.
    let words = text.split(|c: char| c.is_ascii_whitespace() || c == ',');
    for word in words.filter(|word| !word.is_empty() && !word.starts_with('(')) {
        let is_hyphened = word.contains('-') && word.contains(|c: char| c.is_ascii_alphabetic());
        let parts: &mut dyn Iterator<Item = &str> =
            match is_hyphened && !word.contains(':') && zone_of(word).is_none() {
                true => &mut word.split('-'),
                false => &mut std::iter::once(word),
            };
        for part in parts {
            found.take(part)?;
        }
    }
    found.date()
}

/// What has been read of a date in words.
#[derive(Default)]
struct Found {
    day: Option<i8>,
    month: Option<i8>,
    year: Option<i16>,
    time: Option<TimeOfDay>,
    is_late: Option<bool>,
    offset: Option<i16>,
}

impl Found {
    /// Takes a word; `None` for one that no date has.
    fn take(&mut self, word: &str) -> Option<()> {
        let lower = word.to_ascii_lowercase();
        let word = lower.trim_end_matches('.');
        if word.contains(':') && word.starts_with(|c: char| c.is_ascii_digit()) {
            return self.clock(word);
        }
        if word.starts_with(['+', '-']) {
            self.offset = zone_of(word);
            return Some(());
        }
        if word.bytes().all(|byte| byte.is_ascii_digit()) {
            return self.number(word);
        }
        let ordinal = ["st", "nd", "rd", "th"]
            .iter()
            .find_map(|end| word.strip_suffix(end));
        if let Some(number) = ordinal.filter(|word| word.bytes().all(|b| b.is_ascii_digit())) {
            return self.number(number);
        }
        if let Some(month) = position(&MONTHS, word) {
            self.month = i8::try_from(month + 1)
                .ok()
                .filter(|_| self.month.is_none());
            return self.month.map(|_| ());
        }
        if position(&DAYS, word).is_some() {
            return Some(());
        }
        match half_day(word) {
            Some(is_late) => self.is_late = Some(is_late),
            None if self.time.is_some() => self.offset = self.offset.or_else(|| zone_of(word)),
            None if matches!(word, "at" | "of" | "the" | "-") => {}
            None => return None,
        }
        Some(())
    }

    /// `14:50:30`, `2:50pm`, `14:50:30+0200`.
    fn clock(&mut self, word: &str) -> Option<()> {
        let end = word.find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.'));
        let (clock, rest) = word.split_at(end.unwrap_or(word.len()));
        self.time = iso_clock(clock);
        match half_day(rest) {
            Some(is_late) => self.is_late = Some(is_late),
            None => self.offset = zone_of(rest),
        }
        Some(())
    }

    /// A day comes before a year, unless the year is a whole one.
    fn number(&mut self, word: &str) -> Option<()> {
        let number: i16 = word.parse().ok()?;
        match (word.len(), self.day, self.year) {
            (4, _, None) => self.year = Some(number),
            (1 | 2, None, _) => self.day = i8::try_from(number).ok(),
            (2, Some(_), None) => self.year = Some(number + if number < 50 { 2000 } else { 1900 }),
            // Counted from 1900, by a program that knows of no other century.
            (3, Some(_), None) => self.year = Some(number + 1900),
            // An hour without minutes, a zone without its sign: the day is what counts.
            _ if self.day.is_some() && self.year.is_some() => {}
            _ => return None,
        }
        Some(())
    }

    fn date(self) -> Option<BriefingDate> {
        let date = BriefingDate::day(self.year?, self.month?, self.day?)?;
        let late = self.is_late;
        let time = self.time.and_then(|time| match late {
            Some(is_late) => twelve_hours(time, is_late),
            None => Some(time),
        });
        Some(match time {
            Some(time) => date.with_time(TimeOfDay {
                offset: self.offset,
                ..time
            }),
            None => date,
        })
    }
}

/// The place of a name, or of its first letters, among names.
fn position(names: &[&str], word: &str) -> Option<usize> {
    if word.len() < 3 {
        return None;
    }
    // `Sept` and `Tues` are short for theirs, too.
    names.iter().position(|name| name.starts_with(word))
}

/// True for the second half of the day.
fn half_day(word: &str) -> Option<bool> {
    match word.to_ascii_lowercase().replace('.', "").as_str() {
        "am" => Some(false),
        "pm" => Some(true),
        _ => None,
    }
}

fn twelve_hours(time: TimeOfDay, is_late: bool) -> Option<TimeOfDay> {
    // `14:50 PM` is said by programs that do not know better.
    let hour = match (time.hour, is_late) {
        (12, false) => 0,
        (hour @ 1..=11, true) => hour + 12,
        (hour, _) => hour,
    };
    Some(TimeOfDay { hour, ..time })
}

/// Seconds or thousandths of seconds since 1970, as programs count them: as many digits as those of our time have.
fn moment(text: &str) -> Option<BriefingDate> {
    let digits = text.split('.').next()?;
    let number: i64 = digits.parse().ok()?;
    let seconds = match digits.len() {
        10 => number,
        13 => number / 1000,
        _ => return None,
    };
    let moment = jiff::Timestamp::from_second(seconds).ok()?;
    moment.to_string().parse().ok()
}

#[cfg(test)]
mod tests;
