//! Dates that count their years otherwise: by the Buddha, the Republic of China, the emperors of Japan, the
//! Persian year, the Hijra.
//!
//! Only where that is said, by a word for it or by months that no other calendar has; numbers alone are the
//! business of `persian`. The first three share
//! their days with everybody; for the others `icu_calendar` knows the days, those of the Hijra as Umm al-Qura
//! has them, by which states date their papers.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use icu_calendar::cal::Hijri;
use icu_calendar::{Date, Gregorian};

use super::names::month;
use super::{Token, between, is_near};
use crate::briefing::BriefingDate;
use crate::text::hash::HashMap;

/// The years of the Buddha, of the Persian calendar and of the Hijra in which papers are dated.
const BUDDHIST: RangeInclusive<i16> = 2400..=2700;
pub(super) const PERSIAN: RangeInclusive<i16> = 1250..=1450;
const HIJRI: RangeInclusive<i16> = 1200..=1500;

/// How much later the Buddha's years began.
const BUDDHA: i16 = 543;

/// The date that `tokens` open with, and how many of them it takes.
pub(super) fn date_at(line: &str, tokens: &[Token<'_>]) -> Option<(BriefingDate, usize)> {
    of_era(line, tokens)
        .or_else(|| of_other_months(line, tokens))
        .or_else(|| of_buddhist_year(line, tokens))
}

/// False for a word that opens like none of the eras that [`of_era`] knows.
pub(super) fn may_be_era(word: &str) -> bool {
    !word.is_ascii() || word.starts_with(['R', 'r', 'H', 'h'])
}

/// `令和6年5月31日`, `民國113年5月31日`: the year of an era, a month, a day.
fn of_era(line: &str, tokens: &[Token<'_>]) -> Option<(BriefingDate, usize)> {
    /// The year before the first of each.
    const ERAS: [(&str, i16); 9] = [
        ("令和", 2018),
        ("平成", 1988),
        ("昭和", 1925),
        ("大正", 1911),
        ("明治", 1867),
        ("民國", 1911),
        ("民国", 1911),
        ("reiwa", 2018),
        ("heisei", 1988),
    ];
    let name = tokens.first()?.text;
    if !may_be_era(name) {
        return None;
    }
    let name = name.to_lowercase();
    // The first year of an emperor has a name, not a number.
    let first = name.strip_suffix('元');
    let era = first.unwrap_or(&name);
    let (_, before) = ERAS.iter().find(|(known, _)| era.ends_with(known))?;
    let numbers = &tokens[usize::from(first.is_none())..];
    let at = |left: usize| between(line, tokens, left).map(str::trim);
    let year = match first {
        Some(_) => 1,
        None => numbers.first()?.number().filter(|year| *year < 200)?,
    };
    let month_at = if first.is_some() { 1 } else { 2 };
    let (month, day) = (
        tokens.get(month_at)?.small()?,
        tokens.get(month_at + 1)?.small()?,
    );
    let is_written = at(month_at - 1) == Some("年") && at(month_at) == Some("月");
    let date = BriefingDate::day(before + year, month, day).filter(|_| is_written)?;
    Some((date, month_at + 2))
}

/// `11 خرداد 1403`, `22 Dhu al-Qadah 1445 AH`, `31 พฤษภาคม พ.ศ. 2567`.
fn of_other_months(line: &str, tokens: &[Token<'_>]) -> Option<(BriefingDate, usize)> {
    let day = tokens.first()?.small()?;
    let (calendar, month, length) = other_month(&tokens[1..])?;
    let mut at = 1 + length;
    // "of the Buddha", in one word or by its letters, may stand before the year.
    while tokens
        .get(at)
        .is_some_and(|token| matches!(token.text, "พ" | "ศ" | "ค" | "سال"))
    {
        at += 1;
    }
    let year = tokens.get(at)?.number()?;
    let is_written = (0..at).all(|left| {
        between(line, tokens, left).is_some_and(|gap| is_near(gap) || gap.trim() == "،")
    });
    let date = match calendar {
        Calendar::Thai if BUDDHIST.contains(&year) => BriefingDate::day(year - BUDDHA, month, day),
        Calendar::Thai => {
            BriefingDate::day(year, month, day).filter(|_| super::YEARS.contains(&year))
        }
        Calendar::Persian => PERSIAN.contains(&year).then(|| persian(year, month, day))?,
        Calendar::Hijri => HIJRI.contains(&year).then(|| hijri(year, month, day))?,
    };
    Some((date.filter(|_| is_written)?, at + 1))
}

/// `31 May 2567 B.E.`, `31 May B.E. 2567`.
fn of_buddhist_year(line: &str, tokens: &[Token<'_>]) -> Option<(BriefingDate, usize)> {
    let (day, month) = (tokens.first()?.small()?, month(tokens.get(1)?.text)?);
    let is_era = |from: usize| match (
        tokens.get(from)?.text,
        tokens.get(from + 1).map(|it| it.text),
    ) {
        ("BE", _) => Some(1),
        ("B", Some("E")) => Some(2),
        _ => None,
    };
    let before = is_era(2).unwrap_or(0);
    let year = tokens
        .get(2 + before)?
        .number()
        .filter(|year| BUDDHIST.contains(year))?;
    let after = match before {
        0 => is_era(3)?,
        _ => 0,
    };
    let end = 3 + before + after;
    let is_written = (0..end - 1).all(|left| between(line, tokens, left).is_some_and(is_near));
    let date = BriefingDate::day(year - BUDDHA, month, day).filter(|_| is_written)?;
    Some((date, end))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Calendar {
    Thai,
    Persian,
    Hijri,
}

/// The month that `tokens` open with, and how many of them it takes.
fn other_month(tokens: &[Token<'_>]) -> Option<(Calendar, i8, usize)> {
    static MONTHS: LazyLock<HashMap<String, (Calendar, i8)>> = LazyLock::new(|| {
        let rows = include_str!("months.txt").lines();
        let rows = rows.filter_map(|row| {
            let mut words = row.split(' ');
            let calendar = match words.next()? {
                "thai" => Calendar::Thai,
                "persian" => Calendar::Persian,
                "hijri" => Calendar::Hijri,
                _ => return None,
            };
            let number = words.next()?.parse().ok()?;
            Some(words.map(move |name| (name.to_owned(), (calendar, number))))
        });
        rows.flatten().collect()
    });
    /// The most words of a name: `Rabi al-Awwal`.
    const WORDS: usize = 3;
    let mut name = String::new();
    let mut found = None;
    for (count, token) in tokens.iter().take(WORDS).enumerate() {
        if count > 0 {
            name.push('+');
        }
        name.push_str(&token.text.to_lowercase());
        if let Some(&(calendar, month)) = MONTHS.get(&name) {
            found = Some((calendar, month, count + 1));
        }
    }
    found
}

/// A day of the Persian calendar.
pub(super) fn persian(year: i16, month: i8, day: i8) -> Option<BriefingDate> {
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    let date = Date::try_new_persian(year.into(), month, day).ok()?;
    of_gregorian(date.to_calendar(Gregorian))
}

fn hijri(year: i16, month: i8, day: i8) -> Option<BriefingDate> {
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    let calendar = Hijri::new_umm_al_qura();
    let date = Date::try_new_hijri_with_calendar(year.into(), month, day, calendar);
    of_gregorian(date.ok()?.to_calendar(Gregorian))
}

fn of_gregorian(date: Date<Gregorian>) -> Option<BriefingDate> {
    let year = i16::try_from(date.era_year().year).ok()?;
    let month = i8::try_from(date.month().ordinal).ok()?;
    let day = i8::try_from(date.day_of_month().0).ok()?;
    BriefingDate::day(year, month, day)
}
