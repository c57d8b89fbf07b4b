//! When a briefing was issued, as exactly as its text says and no more.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use jiff::civil;

/// A date with its precision: a year, a month, a day, or a moment.
///
/// Ordered by the first day it may mean, then by time; a vaguer date sorts before the days
/// within it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct BriefingDate {
    #[serde(with = "day_number")]
    first: civil::Date,
    precision: Precision,
    time: Option<TimeOfDay>,
}

/// How a day is written down: `20240531`.
mod day_number {
    use jiff::civil;
    use serde::de::{Deserialize, Deserializer, Error, Unexpected};
    use serde::ser::{Serialize, Serializer};

    pub(super) fn serialize<S: Serializer>(day: &civil::Date, to: S) -> Result<S::Ok, S::Error> {
        let [year, month, date]: [i32; 3] =
            [day.year().into(), day.month().into(), day.day().into()];
        (year * 10_000 + month * 100 + date).serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<civil::Date, D::Error> {
        let number = i32::deserialize(from)?;
        let year = i16::try_from(number / 10_000).unwrap_or_default();
        let [month, date] = [number / 100 % 100, number % 100].map(|it| it as i8);
        civil::Date::new(year, month, date).map_err(|_| {
            D::Error::invalid_value(Unexpected::Signed(number.into()), &"a day as YYYYMMDD")
        })
    }
}

/// How exact a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Precision {
    /// `2024`
    Year,
    /// `2024-05`
    Month,
    /// `2024-05-31`
    Day,
}

/// A time of day as a header gave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TimeOfDay {
    /// Hours, 0 to 23.
    pub hour: u8,
    /// Minutes, 0 to 59.
    pub minute: u8,
    /// Seconds, 0 to 59.
    pub second: u8,
    /// Minutes east of UTC, where stated.
    pub offset: Option<i16>,
}

/// Why a text is no date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no date: write YYYY, YYYY-MM or YYYY-MM-DD, optionally with a time")]
pub struct DateError(pub String);

impl BriefingDate {
    /// A year alone, 1 to 9999; `None` outside that.
    pub fn year(year: i16) -> Option<Self> {
        Self::at(year, 1, 1, Precision::Year)
    }

    /// A month of a year.
    pub fn month(year: i16, month: i8) -> Option<Self> {
        Self::at(year, month, 1, Precision::Month)
    }

    /// A day; `None` where the calendar has no such day.
    pub fn day(year: i16, month: i8, day: i8) -> Option<Self> {
        Self::at(year, month, day, Precision::Day)
    }

    fn at(year: i16, month: i8, day: i8, precision: Precision) -> Option<Self> {
        let first = civil::Date::new(year, month, day).ok()?;
        (1..=9999).contains(&year).then_some(Self {
            first,
            precision,
            time: None,
        })
    }

    /// The same day at a time. Without effect on a date that names no day.
    #[must_use]
    pub fn with_time(mut self, time: TimeOfDay) -> Self {
        if self.precision == Precision::Day && time.hour < 24 && time.minute < 60 {
            self.time = Some(time);
        }
        self
    }

    /// The first day it may mean.
    pub fn first_day(self) -> civil::Date {
        self.first
    }

    /// The last day it may mean.
    pub fn last_day(self) -> civil::Date {
        match self.precision {
            Precision::Year => self.first.last_of_year(),
            Precision::Month => self.first.last_of_month(),
            Precision::Day => self.first,
        }
    }

    /// How exact it is.
    pub fn precision(self) -> Precision {
        self.precision
    }

    /// The time of day, where one was given.
    pub fn time(self) -> Option<TimeOfDay> {
        self.time
    }

    /// At most eight columns: `31 May` within a year of `today`, else `May 2024` or `2024`. Never
    /// two digits for a year: `Oct 16` could be a day.
    pub fn compact(self, today: civil::Date) -> String {
        match self.precision {
            Precision::Day if self.is_near(today) => self.day_and_month(),
            Precision::Year => self.medium(),
            _ => format!("{} {:04}", self.month_name(), self.first.year()),
        }
    }

    /// At most eleven columns: `31 May` within a year of `today`, else `31 May 2024`, `May 2024` or
    /// `2024`.
    pub fn by_day(self, today: civil::Date) -> String {
        match self.precision {
            Precision::Day if self.is_near(today) => self.day_and_month(),
            _ => self.medium(),
        }
    }

    /// True where the day and the month alone can only mean this date, seen from `today`: for what
    /// lies behind less than a year, and for what is still to come in this one.
    fn is_near(self, today: civil::Date) -> bool {
        /// In days.
        const YEAR: i32 = 365;
        let behind = today.since(self.first).map_or(YEAR, |span| span.get_days());
        (0..YEAR).contains(&behind) || behind < 0 && self.first.year() == today.year()
    }

    fn day_and_month(self) -> String {
        format!("{} {}", self.first.day(), self.month_name())
    }

    /// At most eleven columns: `31 May 2024`, `May 2024` or `2024`.
    pub fn medium(self) -> String {
        let (month, year) = (self.month_name(), self.first.year());
        match self.precision {
            Precision::Year => format!("{year:04}"),
            Precision::Month => format!("{month} {year:04}"),
            Precision::Day => format!("{} {month} {year:04}", self.first.day()),
        }
    }

    fn month_name(self) -> &'static str {
        MONTHS[usize::from(self.first.month().unsigned_abs()) - 1]
    }

    /// Written out for the reading pane: `31 May 2024`, `May 2024`, `2024`.
    pub fn long(self) -> String {
        const LONG: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let month = LONG[usize::from(self.first.month().unsigned_abs()) - 1];
        let year = self.first.year();
        match self.precision {
            Precision::Year => format!("{year}"),
            Precision::Month => format!("{month} {year}"),
            Precision::Day => match self.time {
                Some(time) => format!(
                    "{} {month} {year}, {:02}:{:02}",
                    self.first.day(),
                    time.hour,
                    time.minute
                ),
                None => format!("{} {month} {year}", self.first.day()),
            },
        }
    }
}

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// ISO 8601: `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or RFC 3339 where a time was given.
impl fmt::Display for BriefingDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = (self.first.year(), self.first.month(), self.first.day());
        match self.precision {
            Precision::Year => write!(f, "{year:04}"),
            Precision::Month => write!(f, "{year:04}-{month:02}"),
            Precision::Day => {
                write!(f, "{year:04}-{month:02}-{day:02}")?;
                let Some(time) = self.time else { return Ok(()) };
                write!(f, "T{:02}:{:02}:{:02}", time.hour, time.minute, time.second)?;
                match time.offset {
                    None => Ok(()),
                    Some(0) => f.write_str("Z"),
                    Some(offset) => {
                        let sign = if offset < 0 { '-' } else { '+' };
                        let minutes = offset.unsigned_abs();
                        write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
                    }
                }
            }
        }
    }
}

impl FromStr for BriefingDate {
    type Err = DateError;

    /// Reads what [`Display`](fmt::Display) writes; a blank may stand for the `T`, seconds may
    /// be left out. Human forms ("31 May 2024") are `ingest::dates`' business.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        parse_iso(text.trim()).ok_or_else(|| DateError(text.to_owned()))
    }
}

fn parse_iso(text: &str) -> Option<BriefingDate> {
    let (day, time) = match text.split_once(['T', ' ']) {
        Some((day, time)) => (day, Some(time.trim())),
        None => (text, None),
    };
    if day.split('-').next()?.len() != 4 {
        return None;
    }
    let mut parts = day.split('-').map(digits);
    let date = match (parts.next()??, parts.next(), parts.next(), parts.next()) {
        (year, None, None, None) => BriefingDate::year(year),
        (year, Some(month), None, None) => BriefingDate::month(year, i8::try_from(month?).ok()?),
        (year, Some(month), Some(day), None) => {
            BriefingDate::day(year, i8::try_from(month?).ok()?, i8::try_from(day?).ok()?)
        }
        _ => None,
    }?;
    match time {
        None => Some(date),
        Some(time) if date.precision == Precision::Day => Some(date.with_time(parse_time(time)?)),
        Some(_) => None,
    }
}

fn digits(text: &str) -> Option<i16> {
    let all = !text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit());
    all.then(|| text.parse().ok()).flatten()
}

fn parse_time(text: &str) -> Option<TimeOfDay> {
    let clock_end = text
        .find(|c: char| !c.is_ascii_digit() && c != ':' && c != '.')
        .unwrap_or(text.len());
    let (clock, zone) = text.split_at(clock_end);
    let mut parts = clock.split(':');
    let mut next = |limit: i16| -> Option<u8> {
        let value = digits(parts.next()?.split('.').next()?)?;
        (value < limit).then(|| u8::try_from(value).ok()).flatten()
    };
    let (hour, minute) = (next(24)?, next(60)?);
    let second = next(60).unwrap_or(0);
    Some(TimeOfDay {
        hour,
        minute,
        second,
        offset: parse_offset(zone.trim())?,
    })
}

/// `Some(None)` for no zone at all, `None` for one that makes no sense.
fn parse_offset(zone: &str) -> Option<Option<i16>> {
    let sign = match zone.chars().next() {
        None => return Some(None),
        Some('Z' | 'z') if zone.len() == 1 => return Some(Some(0)),
        Some('+') => 1,
        Some('-') => -1,
        Some(_) => return None,
    };
    let number: String = zone[1..].chars().filter(|&c| c != ':').collect();
    if number.len() != 4 {
        return None;
    }
    let (hours, minutes) = (digits(&number[..2])?, digits(&number[2..])?);
    (hours <= 14 && minutes < 60).then_some(Some(sign * (hours * 60 + minutes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_precision_reads_what_it_writes() {
        for text in [
            "2024",
            "2024-05",
            "2024-05-31",
            "2024-05-31T08:30:00",
            "2024-05-31T08:30:15Z",
            "2024-05-31T08:30:15+03:00",
            "2024-05-31T08:30:15-09:30",
        ] {
            assert_eq!(text.parse::<BriefingDate>().unwrap().to_string(), text);
        }
        let blank = "2024-05-31 08:30".parse::<BriefingDate>().unwrap();
        assert_eq!(blank.to_string(), "2024-05-31T08:30:00");
    }

    #[test]
    fn days_that_the_calendar_does_not_have_are_refused() {
        for text in [
            "0000-00-00",
            "2023-02-29",
            "2024-11-31",
            "99999",
            "2024-13",
            "24-05-31",
            "2024-05-31T25:00",
            "2024-05-31T10:00+99:99",
            "",
            "2024-",
            "-2024",
            "yesterday",
        ] {
            assert!(text.parse::<BriefingDate>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_vaguer_date_sorts_before_the_days_within_it() {
        let mut dates: Vec<BriefingDate> =
            ["2024-05-31", "2024", "2024-01", "2024-01-01", "2023-12-31"]
                .iter()
                .map(|text| text.parse().unwrap())
                .collect();
        dates.sort();
        let shown: Vec<String> = dates.iter().map(ToString::to_string).collect();
        assert_eq!(
            shown,
            ["2023-12-31", "2024", "2024-01", "2024-01-01", "2024-05-31"]
        );
    }

    #[test]
    fn the_list_leaves_out_the_year_of_what_lies_less_than_a_year_back() {
        let today = civil::date(2024, 6, 2);
        let by_day = |text: &str| text.parse::<BriefingDate>().unwrap().by_day(today);
        for (date, expected) in [
            ("2024-05-31", "31 May"),
            ("2023-06-04", "4 Jun"),
            ("2023-06-02", "2 Jun 2023"),
            ("2024-12-31", "31 Dec"),
            ("2025-01-01", "1 Jan 2025"),
            ("1969-07", "Jul 1969"),
        ] {
            assert_eq!(by_day(date), expected);
        }
        let shown = |text: &str| text.parse::<BriefingDate>().unwrap().compact(today);
        assert_eq!(shown("2024-05-31"), "31 May");
        assert_eq!(shown("2023-05-31"), "May 2023");
        assert_eq!(shown("1969-07"), "Jul 1969");
        assert_eq!(shown("1969"), "1969");
    }
}
