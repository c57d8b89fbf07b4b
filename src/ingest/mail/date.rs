//! The date of a mail (RFC 5322), in all the forms in which programs have written it. What has words of another
//! language is read by [`dates`].

use crate::ingest::dates::{self, DAYS, MONTHS};

/// Offsets of zones that have names, in minutes. Those of one letter say nothing (RFC 2822, 4.3).
const ZONES: [(&str, i32); 28] = [
    ("UT", 0),
    ("UTC", 0),
    ("GMT", 0),
    ("Z", 0),
    ("EST", -300),
    ("EDT", -240),
    ("CST", -360),
    ("CDT", -300),
    ("MST", -420),
    ("MDT", -360),
    ("PST", -480),
    ("PDT", -420),
    ("AST", -240),
    ("ADT", -180),
    ("BST", 60),
    ("WET", 0),
    ("WEST", 60),
    ("CET", 60),
    ("CEST", 120),
    ("MET", 60),
    ("MEST", 120),
    ("EET", 120),
    ("EEST", 180),
    ("MSK", 180),
    ("MSD", 240),
    ("JST", 540),
    ("KST", 540),
    ("HKT", 480),
];

/// The longest that is read of one.
const LONGEST: usize = 200;

/// The date in RFC 3339, with its offset where it has one: `2024-05-03T10:15:00+02:00`.
pub(super) fn rfc_3339(value: &str) -> Option<String> {
    let value = crate::ingest::lines::head(value, LONGEST);
    plain(value).or_else(|| Some(dates::sent(value)?.to_string()))
}

/// A date without a word that is not English, for what looks like a month may be another language's weekday.
fn plain(value: &str) -> Option<String> {
    let mut date = Date::default();
    let plain = without_comments(value);
    let mut words = plain.split(|c: char| c.is_whitespace() || c == ',');
    words.try_for_each(|word| date.take(word))?;
    date.written()
}

fn without_comments(value: &str) -> String {
    let mut depth = 0_usize;
    let is_outside = |&letter: &char| {
        match letter {
            '(' => depth += 1,
            ')' if depth > 0 => {
                depth -= 1;
                return false;
            }
            _ => {}
        }
        depth == 0
    };
    value.chars().filter(is_outside).collect()
}

/// What is known of a date so far.
#[derive(Debug, Default)]
struct Date {
    day: Option<i8>,
    month: Option<i8>,
    year: Option<i16>,
    time: Option<(i8, i8, i8)>,
    /// In minutes.
    offset: Option<i32>,
    is_afternoon: Option<bool>,
}

impl Date {
    /// Takes a word; `None` for one that no such date has.
    fn take(&mut self, word: &str) -> Option<()> {
        if word.is_empty() {
            return Some(());
        }
        if let Some(time) = time(word).filter(|_| self.time.is_none()) {
            self.time = Some(time.0);
            self.offset = self.offset.or_else(|| offset(time.1));
            return Some(());
        }
        if word.contains(['-', '/', '.']) && self.take_whole(word) {
            return Some(());
        }
        if self.time.is_some() && self.take_zone(word) {
            return Some(());
        }
        if let Some(month) = month(word) {
            let known = *self.month.get_or_insert(month);
            return (known == month).then_some(());
        }
        let Ok(number) = word.trim_end_matches(['.', ':']).parse::<u16>() else {
            // A zone may have any name.
            let is_known = self.time.is_some() || is_day(word) || word == "at" || word == "on";
            return is_known.then_some(());
        };
        match (number, word.len()) {
            (1..=31, ..=2) if self.day.is_none() => self.day = i8::try_from(number).ok(),
            (_, length) if length >= 2 && self.year.is_none() => self.year = year(number),
            _ => {}
        }
        Some(())
    }

    /// `03-May-2024`, or a date of ISO 8601.
    fn take_whole(&mut self, word: &str) -> bool {
        let (day, time_of_day) = word.split_once('T').unwrap_or((word, ""));
        let parts: Vec<&str> = day.split(['-', '/', '.']).collect();
        let number = |text: &str| text.parse::<u16>().ok();
        match parts[..] {
            [y, m, d] if y.len() == 4 && number(y).is_some() => {
                let (Some(y), Some(m), Some(d)) = (number(y), number(m), number(d)) else {
                    return false;
                };
                self.year = year(y);
                self.month = i8::try_from(m).ok();
                self.day = i8::try_from(d).ok();
                if !time_of_day.is_empty() {
                    let _ = self.take(time_of_day);
                }
                true
            }
            [d, m, y] => {
                let (Some(d), Some(m), Some(y)) = (number(d), month(m), number(y)) else {
                    return false;
                };
                self.day = i8::try_from(d).ok();
                self.month = Some(m);
                self.year = year(y);
                true
            }
            _ => false,
        }
    }

    fn take_zone(&mut self, word: &str) -> bool {
        if word.eq_ignore_ascii_case("am") || word.eq_ignore_ascii_case("pm") {
            self.is_afternoon = Some(word.eq_ignore_ascii_case("pm"));
            return true;
        }
        match offset(word) {
            Some(offset) => {
                self.offset = self.offset.or(Some(offset));
                true
            }
            None => false,
        }
    }

    fn written(self) -> Option<String> {
        let day = jiff::civil::Date::new(self.year?, self.month?, self.day?).ok()?;
        let Some((hour, minute, second)) = self.time else {
            return Some(day.to_string());
        };
        let hour = match self.is_afternoon {
            Some(true) if hour < 12 => hour + 12,
            Some(false) if hour == 12 => 0,
            _ => hour,
        };
        let moment = format!("{day}T{hour:02}:{minute:02}:{second:02}");
        Some(match self.offset {
            None => moment,
            Some(0) => moment + "Z",
            Some(offset) => {
                let sign = if offset < 0 { '-' } else { '+' };
                let minutes = offset.unsigned_abs();
                format!("{moment}{sign}{:02}:{:02}", minutes / 60, minutes % 60)
            }
        })
    }
}

/// Two digits are of 1969 to 2068, three of the years that a program took from 1900.
fn year(number: u16) -> Option<i16> {
    let year = match number {
        0..=68 => number + 2000,
        69..=999 => number + 1900,
        _ => number,
    };
    i16::try_from(year)
        .ok()
        .filter(|year| (1000..=9999).contains(year))
}

fn month(word: &str) -> Option<i8> {
    let at = MONTHS.iter().position(|name| is_short_for(name, word))?;
    i8::try_from(at + 1).ok()
}

fn is_day(word: &str) -> bool {
    DAYS.iter().any(|name| is_short_for(name, word))
}

/// True for the first letters of a name, three at least, or all of them.
fn is_short_for(name: &str, word: &str) -> bool {
    let word = word.trim_end_matches('.');
    let head = name.get(..word.len());
    word.len() >= 3 && head.is_some_and(|head| head.eq_ignore_ascii_case(word))
}

/// `10:15`, `10:15:30`, `10.15.30`, and what follows it at once: a zone.
fn time(word: &str) -> Option<((i8, i8, i8), &str)> {
    let end = word
        .find(|c: char| !c.is_ascii_digit() && c != ':' && c != '.')
        .unwrap_or(word.len());
    let (digits, mut zone) = word.split_at(end);
    let mut parts = digits.split(':');
    let number = |text: &str| text.parse::<i8>().ok().filter(|number| *number >= 0);
    let hour = number(parts.next()?)?;
    let minute = number(parts.next()?)?;
    let second = match parts.next() {
        Some(second) => number(second.split('.').next()?)?,
        None => 0,
    };
    zone = zone.trim_start_matches(['Z', 'z']);
    let zone = if zone.len() < word.len() - end {
        "Z"
    } else {
        zone
    };
    // A leap second is the last one before it.
    (hour < 24 && minute < 60 && second <= 60 && parts.next().is_none())
        .then_some(((hour, minute, second.min(59)), zone))
}

/// `+0200`, `-05:30`, `GMT+2`, or a name.
fn offset(word: &str) -> Option<i32> {
    let by_name = |name: &str| {
        let found = ZONES
            .iter()
            .find(|(zone, _)| zone.eq_ignore_ascii_case(name));
        found.map(|&(_, offset)| offset)
    };
    let Some(at) = word.find(['+', '-']) else {
        return by_name(word);
    };
    let (name, digits) = word.split_at(at);
    if !name.is_empty() && by_name(name) != Some(0) {
        return None;
    }
    let is_west = digits.starts_with('-');
    let digits = digits[1..].replace(':', "");
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (hours, minutes) = match digits.len() {
        1 | 2 => (digits.as_str(), "0"),
        3 => digits.split_at(1),
        4 => digits.split_at(2),
        _ => return None,
    };
    let minutes = hours.parse::<i32>().ok()? * 60 + minutes.parse::<i32>().ok()?;
    (minutes < 24 * 60).then_some(if is_west { -minutes } else { minutes })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_every_form_are_read() {
        for (value, date) in [
            (
                "Fri, 03 May 2024 10:15:30 +0200",
                "2024-05-03T10:15:30+02:00",
            ),
            ("3 May 2024 10:15 -0530 (IST)", "2024-05-03T10:15:00-05:30"),
            ("Fri, 3 May 24 10:15:30 GMT", "2024-05-03T10:15:30Z"),
            ("Fri, 3 May 94 10:15:30 EDT", "1994-05-03T10:15:30-04:00"),
            ("Fri, 3 May 104 10:15:30 Z", "2004-05-03T10:15:30Z"),
            ("Fri May  3 10:15:30 2024", "2024-05-03T10:15:30"),
            ("Fri May  3 10:15:30 CEST 2024", "2024-05-03T10:15:30+02:00"),
            ("Fri, 03-May-2024 10:15:30 UTC", "2024-05-03T10:15:30Z"),
            ("2024-05-03T10:15:30.250Z", "2024-05-03T10:15:30Z"),
            ("2024-05-03 10:15:30 +02:00", "2024-05-03T10:15:30+02:00"),
            (
                "Fri,3 May 2024 (the day (of talks)) 10:15:60 GMT+2",
                "2024-05-03T10:15:59+02:00",
            ),
            ("Friday, May 3, 2024 10:15 PM", "2024-05-03T22:15:00"),
            ("Friday, May 3, 2024 12:15:00 AM", "2024-05-03T00:15:00"),
            ("3 May 2024", "2024-05-03"),
            ("Fri, 3 May 2024 at 10:15", "2024-05-03T10:15:00"),
        ] {
            assert_eq!(rfc_3339(value).as_deref(), Some(date), "{value}");
        }
    }

    #[test]
    fn dates_of_other_languages_are_read_with_their_time() {
        for value in [
            "mardi 14 mai 2024 09:05",
            "mar. 14 mai 2024 à 09:05",
            "mar 14 mag 2024 alle ore 09:05",
            "martes, 14 de mayo de 2024 9:05",
            "Dienstag, 14. Mai 2024 09:05",
            "14.05.2024 09:05",
        ] {
            assert_eq!(
                rfc_3339(value).as_deref(),
                Some("2024-05-14T09:05:00"),
                "{value}"
            );
        }
        // Here it is a weekday, there a month.
        assert_eq!(
            rfc_3339("mar, 2 apr 2024 10:15").as_deref(),
            Some("2024-04-02T10:15:00")
        );
        assert_eq!(
            rfc_3339("mer. 6 mar 2024 10:15").as_deref(),
            Some("2024-03-06T10:15:00")
        );
        assert_eq!(rfc_3339("mar. 14 xyz 2024 09:05"), None);
        assert_eq!(rfc_3339("01/07/2024 18:40"), None);
    }

    #[test]
    fn what_is_no_date_is_none() {
        for value in [
            "",
            "soon",
            "31 Feb 2024 10:00:00 +0000",
            "10:15",
            "May 2024",
            "+",
            "(",
            "99:99 1 1 1",
        ] {
            assert_eq!(rfc_3339(value), None, "{value}");
        }
        assert_eq!(rfc_3339(&"9".repeat(1000)), None);
    }
}
