//! Days in the words that people use for them: until when a briefing is put off, since when
//! something is asked for.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

/// Months by their first three letters.
const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// How to write one to come, for when it cannot be read.
pub const HOW: &str = "write tomorrow, Monday, +3d, end of month, 30 Nov or 2026-11-30";

/// How to write one that is past, likewise.
pub const HOW_PAST: &str = "write today, yesterday, Monday, -7d, 20 Nov or 2026-11-20";

/// The days that are offered, each with its name.
pub fn offered(today: Date) -> Vec<(&'static str, Date)> {
    let after = |days: i32| today.saturating_add(days.days());
    let mut offered = vec![
        ("tomorrow", after(1)),
        ("Monday", next(today, Weekday::Monday)),
        ("in a week", after(7)),
        ("in a month", today.saturating_add(1.month())),
    ];
    // On a Sunday tomorrow is Monday.
    offered.dedup_by_key(|(_, day)| *day);
    offered
}

/// The next such day of the week after today.
fn next(today: Date, weekday: Weekday) -> Date {
    today.nth_weekday(1, weekday).unwrap_or(today)
}

/// The day that some words mean, if they mean one after today.
pub fn day_meant(words: &str, today: Date) -> Option<Date> {
    let words = words.trim().to_lowercase();
    let parts: Vec<&str> = words.split_whitespace().collect();
    let day = match parts.as_slice() {
        ["tomorrow"] => Some(today.saturating_add(1.day())),
        ["in", rest @ ..] => after(rest, today),
        ["next", "week"] => Some(next(today, Weekday::Monday)),
        ["end", "of", what @ ..] => end_of(what, today),
        ["next", "month"] => Some(today.saturating_add(1.month()).first_of_month()),
        ["next" | "on", day] | [day] if weekday(day).is_some() => {
            weekday(day).map(|weekday| next(today, weekday))
        }
        parts => after(parts, today)
            .or_else(|| words.parse().ok())
            .or_else(|| written_out(parts, today)),
    };
    day.filter(|&day| day > today)
}

/// The day that some words mean, if they mean today or one before it.
pub fn past_day_meant(words: &str, today: Date) -> Option<Date> {
    let words = words.trim().to_lowercase();
    let parts: Vec<&str> = words.split_whitespace().collect();
    let day = match parts.as_slice() {
        ["today"] => Some(today),
        ["yesterday"] => Some(today.saturating_sub(1.day())),
        [one] if one.starts_with('-') => {
            let back = span(&[one.trim_start_matches('-')])?;
            today.checked_sub(back).ok()
        }
        [day] if weekday(day).is_some() => weekday(day).map(|weekday| {
            let tomorrow = today.saturating_add(1.day());
            tomorrow.nth_weekday(-1, weekday).unwrap_or(today)
        }),
        parts => words.parse().ok().or_else(|| {
            let same_or_last = |day: Date| match day > today {
                true => day.saturating_sub(1.year()),
                false => day,
            };
            let dots = words.trim_end_matches('.').matches('.').count();
            let has_year = parts.len() > 2 || dots > 1;
            let day = written_out(parts, today)?;
            Some(if has_year { day } else { same_or_last(day) })
        }),
    };
    day.filter(|&day| day <= today)
}

fn after(parts: &[&str], today: Date) -> Option<Date> {
    let parts = match parts {
        ["+", rest @ ..] => rest.to_vec(),
        [first, rest @ ..] => [&[first.strip_prefix('+').unwrap_or(first)], rest].concat(),
        [] => return None,
    };
    today.checked_add(span(&parts)?).ok()
}

/// The last day of a span: of a week the Friday, for desks work until then. On that day itself the
/// next such.
fn end_of(what: &[&str], today: Date) -> Option<Date> {
    let what = match what {
        ["the" | "this", rest @ ..] => rest,
        all => all,
    };
    let tomorrow = today.saturating_add(1.day());
    match what {
        ["week"] => Some(next(today, Weekday::Friday)),
        ["month"] => Some(tomorrow.last_of_month()),
        ["next", "month"] => Some(today.saturating_add(1.month()).last_of_month()),
        ["year"] => Some(tomorrow.last_of_year()),
        _ => None,
    }
}

/// `3 days`, `a week`, `2w`.
fn span(parts: &[&str]) -> Option<Span> {
    let (count, unit) = match parts {
        [count, unit] => (*count, *unit),
        [both] => both.split_at(both.find(|c: char| !c.is_ascii_digit())?),
        _ => return None,
    };
    let count: i32 = match count {
        "a" | "one" => 1,
        "two" => 2,
        "three" => 3,
        digits => digits
            .parse()
            .ok()
            .filter(|count| (1..=1000).contains(count))?,
    };
    match unit {
        "d" | "day" | "days" => Some(count.days()),
        "w" | "week" | "weeks" => Some(count.weeks()),
        "m" | "month" | "months" => Some(count.months()),
        "y" | "year" | "years" => Some(count.years()),
        _ => None,
    }
}

fn weekday(word: &str) -> Option<Weekday> {
    /// The days of the week, from Monday on.
    const WHOLE: [&str; 7] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    let is_meant = |name: &str| name == word || name[..3] == *word;
    let place = WHOLE.iter().position(|name| is_meant(name))?;
    Weekday::from_monday_zero_offset(i8::try_from(place).ok()?).ok()
}

/// `30 nov`, `nov 30`, `30 november 2026`, `30.11.`, `30.11.2026`; without a year the next such
/// day. Never `11/30`: which of the two is the month depends on where one stands.
fn written_out(parts: &[&str], today: Date) -> Option<Date> {
    let (day, month, year) = match parts {
        [one] => {
            let mut numbers = one.trim_end_matches('.').split('.');
            let (day, month) = (numbers.next()?, numbers.next()?);
            (day, month.parse().ok()?, numbers.next())
        }
        [a, b, rest @ ..] => {
            let (day, month) = match (month(a), month(b)) {
                (None, Some(month)) => (*a, month),
                (Some(month), None) => (*b, month),
                _ => return None,
            };
            (
                day.trim_end_matches([',', '.']),
                month,
                rest.first().copied(),
            )
        }
        [] => return None,
    };
    let day = day.parse().ok()?;
    match year {
        Some(year) => Date::new(year.parse().ok()?, month, day).ok(),
        None => [today.year(), today.year().saturating_add(1)]
            .into_iter()
            .filter_map(|year| Date::new(year, month, day).ok())
            .find(|&date| date > today),
    }
}

fn month(word: &str) -> Option<i8> {
    let place = MONTHS.iter().position(|name| word.starts_with(name))?;
    i8::try_from(place + 1).ok()
}

/// A day as it is said of a briefing that is put off: `Mon 30 Nov`.
pub fn told(day: Date, today: Date) -> String {
    let form = if day.year() == today.year() {
        "%a %-d %b"
    } else {
        "%a %-d %b %Y"
    };
    day.strftime(form).to_string()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    /// A Wednesday.
    const TODAY: Date = date(2026, 11, 25);

    #[test]
    fn days_are_understood_as_people_write_them() {
        for (words, day) in [
            ("tomorrow", date(2026, 11, 26)),
            ("Monday", date(2026, 11, 30)),
            ("+3d", date(2026, 11, 28)),
            ("+2 weeks", date(2026, 12, 9)),
            ("+ 1 month", date(2026, 12, 25)),
            ("end of month", date(2026, 11, 30)),
            ("end of the week", date(2026, 11, 27)),
            ("End of next month", date(2026, 12, 31)),
            ("end of year", date(2026, 12, 31)),
            ("next Tuesday", date(2026, 12, 1)),
            ("wed", date(2026, 12, 2)),
            ("next friday", date(2026, 11, 27)),
            ("next week", date(2026, 11, 30)),
            ("next month", date(2026, 12, 1)),
            ("in 3 days", date(2026, 11, 28)),
            ("3 days", date(2026, 11, 28)),
            ("3d", date(2026, 11, 28)),
            ("2w", date(2026, 12, 9)),
            ("in a month", date(2026, 12, 25)),
            ("30 Nov", date(2026, 11, 30)),
            ("November 30", date(2026, 11, 30)),
            ("Nov 30, 2027", date(2027, 11, 30)),
            ("3 jan", date(2027, 1, 3)),
            ("30.11.", date(2026, 11, 30)),
            ("1.2.2027", date(2027, 2, 1)),
            ("2026-12-24", date(2026, 12, 24)),
        ] {
            assert_eq!(day_meant(words, TODAY), Some(day), "{words}");
        }
    }

    #[test]
    fn a_day_that_is_past_or_none_is_not_taken_for_one() {
        for words in [
            "",
            "today",
            "yesterday",
            "2026-11-25",
            "2020-01-01",
            "11/30",
            "31 Feb",
            "in days",
            "in 0 days",
            "soon",
            "in 99999999999 days",
            "30",
            "nov",
        ] {
            assert_eq!(day_meant(words, TODAY), None, "{words}");
        }
    }

    #[test]
    fn days_past_are_understood_as_people_write_them() {
        for (words, day) in [
            ("today", Some(TODAY)),
            ("Yesterday", Some(date(2026, 11, 24))),
            ("-7d", Some(date(2026, 11, 18))),
            ("-1m", Some(date(2026, 10, 25))),
            ("-1y", Some(date(2025, 11, 25))),
            ("Monday", Some(date(2026, 11, 23))),
            ("wed", Some(TODAY)),
            ("20 Nov", Some(date(2026, 11, 20))),
            ("25 Nov", Some(TODAY)),
            ("3 Dec", Some(date(2025, 12, 3))),
            ("3 Dec 2024", Some(date(2024, 12, 3))),
            ("1.2.2026", Some(date(2026, 2, 1))),
            ("1.2.2026.", Some(date(2026, 2, 1))),
            ("20.11.", Some(date(2026, 11, 20))),
            ("20.11", Some(date(2026, 11, 20))),
            ("3.12.", Some(date(2025, 12, 3))),
            ("2026-11-25", Some(TODAY)),
            ("2026-11-26", None),
            ("tomorrow", None),
            ("7d", None),
            ("-d", None),
            ("", None),
        ] {
            assert_eq!(past_day_meant(words, TODAY), day, "{words}");
        }
    }

    #[test]
    fn what_is_offered_is_told_with_its_day_of_the_week() {
        let said = offered(TODAY)
            .into_iter()
            .map(|(name, day)| (name, told(day, TODAY)));
        let said: Vec<_> = said.collect();
        assert_eq!(said[0], ("tomorrow", "Thu 26 Nov".to_owned()));
        assert_eq!(said[1], ("Monday", "Mon 30 Nov".to_owned()));
        assert_eq!(told(date(2027, 1, 4), TODAY), "Mon 4 Jan 2027");
        let sunday = date(2026, 11, 29);
        assert_eq!(offered(sunday).len(), 3, "tomorrow is Monday");
    }
}
