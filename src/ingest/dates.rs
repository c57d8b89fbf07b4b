//! Dates as people write them, with the months of many languages (`names`).
//!
//! Nothing is guessed. `05/06/2024` is the 5th of June to most and the 6th of May to some, so it
//! counts as the year 2024; with dots the day always comes first (`05.06.2024`). A day that the
//! calendar does not have is no date, and neither is a day without its year. Which of the dates at
//! the head of a text is that of its issue is the business of `dateline`.

mod calendars;
mod dateline;
mod group;
mod names;
pub(super) mod persian;
mod sent;
mod zone;

use std::ops::Range;

use crate::briefing::{BriefingDate, TimeOfDay};
use crate::text::letters::{is_alphabetic, is_alphanumeric};

pub(super) use dateline::{find, of_dateline, stamp};
use names::{is_weekday, month, short_month};
pub(super) use sent::sent;
pub(super) use zone::zone_of;

/// The months in English, as programs write them.
pub(super) const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The days of the week in English, from Monday on.
pub(super) const DAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// How far into a line a date is looked for: a dateline stands at its beginning.
const REACH: usize = 200;

/// The longest that stands before the date of an opening line, signs included.
const WEEKDAY: usize = 48;

/// The longest way to write a date, in bytes.
const LONGEST: usize = 64;

/// What years a date of issue may have. The year 2567 is one of the Buddha, which `calendars` reads where it
/// is named.
const YEARS: std::ops::RangeInclusive<i16> = 1000..=2199;

/// What follows a year or the day of an East Asian date and belongs to it.
const YEAR_WORDS: [&str; 21] = [
    " року",
    " р.",
    "р.",
    " წელი",
    "일",
    " года",
    " г.",
    " год",
    "г.",
    "г",
    "日",
    " A.H.",
    " AH",
    " A.P.",
    " SH",
    " هجري",
    " هـ",
    "هـ",
    " شمسی",
    " ه.ش",
    " م",
];

/// The fewest digits of a date: a day and a year in short (`3 May 24`).
const FEWEST: usize = 3;

/// Reads a text that is a date and nothing else but its time, as header lines have it.
pub(super) fn parse(text: &str) -> Option<BriefingDate> {
    let text = text.trim();
    if let Ok(date) = text.parse() {
        return Some(date);
    }
    if let Some(date) = compact(text) {
        return Some(date);
    }
    // Other clocks may write fractions and zones as they like: the day is what counts.
    if let Some(day) = text
        .get(..10)
        .and_then(|day| day.parse::<BriefingDate>().ok())
        && text[10..].starts_with(['T', ' '])
    {
        return Some(day);
    }
    let (date, range) = first(text)?;
    let before = text[..range.start].trim_matches(|c: char| !is_alphanumeric(c));
    let after = text[range.end..].trim_matches(|c: char| !is_alphanumeric(c));
    (is_weekday(before) && is_time_or_nothing(after)).then_some(date)
}

/// True for a line of nothing but a day, with or without its year: `Friday, 31 May`.
pub(super) fn is_day(line: &str) -> bool {
    /// The most words of one.
    const WORDS: usize = 5;
    let words = || {
        line.split(|c: char| !is_alphanumeric(c))
            .filter(|word| !word.is_empty())
    };
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let is_name = |word: &str| {
        let lower = word.to_lowercase();
        is_weekday(&lower) || month(&lower).is_some()
    };
    line.bytes().any(|byte| byte.is_ascii_digit())
        && words().count() <= WORDS
        && words().any(is_name)
        && words().all(|word| is_number(word) || is_name(word))
}

/// Reads `20240531`. Among other words eight digits may be anything.
fn compact(text: &str) -> Option<BriefingDate> {
    if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let year = text[..4].parse().ok().filter(|year| YEARS.contains(year))?;
    BriefingDate::day(year, text[4..6].parse().ok()?, text[6..].parse().ok()?)
}

/// Finds a date-time group in `line`, and where it stands.
pub(super) fn group(line: &str) -> Option<(BriefingDate, Range<usize>)> {
    line.bytes().filter(u8::is_ascii_digit).nth(FEWEST - 1)?;
    let tokens = tokens(line, REACH);
    (0..tokens.len()).find_map(|at| {
        let (date, length) = group::date_time_group(line, &tokens[at..])?;
        let range = tokens[at].range.start..tokens[at + length - 1].range.end;
        Some((date, range))
    })
}

/// Finds the date that opens `line`, with the end of its stretch: `31.05.24 | Press service`.
pub(super) fn opening(line: &str) -> Option<(BriefingDate, usize)> {
    // Most lines open with a word that is none of a date.
    let words = line.trim_start_matches(|c: char| !is_alphanumeric(c));
    let end = words.find(|c: char| !c.is_alphabetic());
    let first = &words[..end.unwrap_or(words.len())];
    if !first.is_empty() && first.is_ascii() && !is_weekday(first) && !may_open(first) {
        return None;
    }
    // Only a weekday may stand before it.
    let (date, range) = first_within(line, WEEKDAY)?;
    let before = line[..range.start].trim_matches(|c: char| !is_alphanumeric(c));
    is_weekday(before).then_some((date, range.end))
}

/// Reads `14:50` and `14:50:30`.
pub(super) fn time(text: &str) -> Option<TimeOfDay> {
    let mut parts = text
        .trim()
        .split(':')
        .map(|part| (part.len() <= 2).then(|| part.parse::<u8>().ok()).flatten());
    let (hour, minute) = (parts.next()??, parts.next()??);
    let second = parts.next().unwrap_or(Some(0))?;
    (hour < 24 && minute < 60 && second < 60 && parts.next().is_none()).then_some(TimeOfDay {
        hour,
        minute,
        second,
        offset: None,
    })
}

/// True for what may follow a date that stands alone: its time, perhaps after a small word.
fn is_time_or_nothing(text: &str) -> bool {
    const AT: [&str; 12] = [
        "at ", "um ", "a las ", "a la ", "в ", "о ", "à ", "às ", "alle ", "kl. ", "kl ", "om ",
    ];
    let text = AT
        .iter()
        .find_map(|at| text.strip_prefix(at))
        .unwrap_or(text);
    text.len() <= 24
        && (text.is_empty() || text.starts_with(|c: char| c.is_ascii_digit()))
        && text.split([' ', ',']).all(|word| {
            let letters = word.chars().filter(|c| c.is_alphabetic()).count();
            letters <= 4
        })
}

/// A run of digits or letters in a line.
#[derive(Debug, Clone)]
struct Token<'a> {
    text: &'a str,
    range: Range<usize>,
}

impl Token<'_> {
    /// False for a word that no date opens with: it is no number, no month and no name of an era.
    fn may_open(&self) -> bool {
        may_open(self.text)
    }

    fn number(&self) -> Option<i16> {
        if self.text.as_bytes()[0].is_ascii() {
            let digits =
                self.text.len() <= 4 && self.text.bytes().all(|byte| byte.is_ascii_digit());
            return digits.then(|| self.text.parse().ok()).flatten();
        }
        let digits: Option<Vec<i16>> = self.text.chars().map(digit).collect();
        let digits = digits.filter(|digits| digits.len() <= 4)?;
        Some(digits.iter().fold(0, |number, digit| 10 * number + digit))
    }

    /// How many characters it has.
    fn width(&self) -> usize {
        match self.text.as_bytes()[0].is_ascii() {
            true => self.text.len(),
            false => self.text.chars().count(),
        }
    }

    /// A day of the month or a month's number.
    fn small(&self) -> Option<i8> {
        let number = self.number().filter(|_| self.width() <= 2)?;
        i8::try_from(number).ok().filter(|&number| number > 0)
    }

    fn year(&self) -> Option<i16> {
        self.number()
            .filter(|_| self.width() == 4)
            // In other digits such a year is one of the Hijra or of the Persian calendar.
            .filter(|year| *year >= 1500 || self.text.is_ascii())
            .filter(|year| YEARS.contains(year))
    }

    /// A year of two digits that ends what is written, with or without a time after it: in "31 May
    /// 24 people" and "31 May 15:30" it is none.
    fn short_year(&self, line: &str) -> Option<i16> {
        let year = self.number().filter(|_| self.width() == 2)?;
        let rest = &line[self.range.end..];
        let is_clock = |rest: &str| rest.get(..5).is_some_and(|clock| time(clock).is_some());
        let ends = rest.trim_start().is_empty()
            || rest.starts_with([',', ';', '.', ')', ']', '|'])
            || rest.strip_prefix(' ').is_some_and(is_clock);
        ends.then(|| century(year))
    }
}

/// The first date anywhere in the line, and where it stands.
pub(super) fn first(line: &str) -> Option<(BriefingDate, Range<usize>)> {
    first_within(line, REACH)
}

/// True for what may be the first part of a date.
fn may_open(text: &str) -> bool {
    let is_word = text.starts_with(|c: char| c.is_ascii_alphabetic());
    !is_word || calendars::may_be_era(text) || month(text).is_some()
}

/// The first date that begins in the first `reach` bytes of the line.
fn first_within(line: &str, reach: usize) -> Option<(BriefingDate, Range<usize>)> {
    let reach = reach.min(REACH);
    let longest = reach + LONGEST;
    let near = line.bytes().take(longest);
    let is_dated = near.filter(u8::is_ascii_digit).nth(FEWEST - 1).is_some();
    if !is_dated && (line.is_ascii() || !has_digits(line, longest)) {
        return None;
    }
    let tokens = tokens(line, longest);
    let openers = tokens.partition_point(|token| token.range.start < reach);
    (0..openers).find_map(|at| {
        if !tokens[at].may_open() {
            return None;
        }
        let (date, length) = date_at(line, &tokens[at..])?;
        let range = tokens[at].range.start..tokens[at + length - 1].range.end;
        // What follows a Russian year or an East Asian day belongs to it.
        let rest = &line[range.end..];
        let is_word = |word: &&&str| {
            let after = rest.strip_prefix(**word);
            after.is_some_and(|after| !after.starts_with(char::is_alphabetic))
        };
        let year_word = YEAR_WORDS.iter().find(is_word);
        let end = range.end + year_word.map_or(0, |word| word.len());
        Some((date, range.start..end))
    })
}

/// True where a line has the digits of a date in any script; the fewest are `元年1月1日`.
fn has_digits(line: &str, reach: usize) -> bool {
    let near = line.char_indices().take_while(|&(at, _)| at < reach);
    near.filter(|&(_, c)| digit(c).is_some()).nth(1).is_some()
}

fn tokens(line: &str, reach: usize) -> Vec<Token<'_>> {
    /// As many as most lines have.
    const USUAL: usize = 32;
    let mut tokens: Vec<Token<'_>> = Vec::with_capacity(USUAL);
    let mut last = Kind::Other;
    for (at, c) in line.char_indices().take_while(|&(at, _)| at < reach) {
        let kind = Kind::of(c);
        let end = at + c.len_utf8();
        match tokens.last_mut() {
            _ if kind == Kind::Other => {}
            Some(token) if kind == last => {
                token.range.end = end;
                token.text = &line[token.range.clone()];
            }
            _ => tokens.push(Token {
                text: &line[at..end],
                range: at..end,
            }),
        }
        last = kind;
    }
    tokens
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Digit,
    Letter,
    Other,
}

impl Kind {
    fn of(c: char) -> Self {
        match c {
            '0'..='9' => Self::Digit,
            _ if !c.is_ascii() && digit(c).is_some() => Self::Digit,
            // Thai writes a vowel that is not spoken with a mark that is no letter.
            '\u{E4C}' => Self::Letter,
            // East Asian dates put their words between digits: each is a word of its own there,
            // which `date_at` compares with what stands between the numbers.
            '年' | '月' | '日' | '년' | '월' | '일' => Self::Other,
            _ if is_alphabetic(c) => Self::Letter,
            _ => Self::Other,
        }
    }
}

/// The value of a digit of the scripts that write dates with their own.
fn digit(c: char) -> Option<i16> {
    /// Each nought; the others follow it.
    const NOUGHTS: [char; 9] = [
        '0', '\u{660}', '\u{6F0}', '\u{966}', '\u{9E6}', '\u{E50}', '\u{1040}', '\u{17E0}',
        '\u{FF10}',
    ];
    let nought = NOUGHTS.into_iter().rfind(|nought| *nought <= c)?;
    let value = u32::from(c) - u32::from(nought);
    i16::try_from(value).ok().filter(|value| *value < 10)
}

/// The date that `tokens` open with, and how many of them it takes.
fn date_at(line: &str, tokens: &[Token<'_>]) -> Option<(BriefingDate, usize)> {
    // The end of a number, or of a stretch of days: what lasts from the 3rd to the 5th was issued
    // on neither, for all we know.
    let glued = line[..tokens[0].range.start].ends_with(['.', '-', '–', '—', '/', ':', '№', '#'])
        && line[..tokens[0].range.start]
            .trim_end_matches(['.', '-', '–', '—', '/', ':'])
            .ends_with(|c: char| c.is_ascii_digit());
    if glued {
        return None;
    }
    stretch(line, tokens)
        .or_else(|| numeric(line, tokens))
        .or_else(|| day_first(line, tokens))
        .or_else(|| month_first(line, tokens))
        .or_else(|| year_first(line, tokens))
        .or_else(|| of_clock(line, tokens))
        .or_else(|| group::date_time_group(line, tokens))
        .or_else(|| calendars::date_at(line, tokens))
}

/// `30 May – 2 June 2024`, `May 30 to June 2, 2024`: of days in two months the year is known, of those in
/// one the month.
fn stretch(line: &str, tokens: &[Token<'_>]) -> Option<(BriefingDate, usize)> {
    const UNTIL: [&str; 8] = ["to", "until", "bis", "au", "al", "по", "до", "a"];
    let day_and_month = |at: usize| {
        let (one, two) = (tokens.get(at)?, tokens.get(at + 1)?);
        let is_close = is_near(between(line, tokens, at)?);
        let found = match one.small() {
            Some(_) => month(two.text)?,
            None => two.small().and_then(|_| month(one.text))?,
        };
        is_close.then_some(found)
    };
    let from = day_and_month(0)?;
    let gap = between(line, tokens, 1)?;
    let has_word = UNTIL.contains(&tokens.get(2)?.text);
    if !has_word && !gap.contains(['–', '—', '-']) {
        return None;
    }
    let second = 2 + usize::from(has_word);
    let until = day_and_month(second)?;
    let year = tokens.get(second + 2)?.year()?;
    let date = if from == until {
        BriefingDate::month(year, from)
    } else {
        BriefingDate::year(year)
    };
    Some((date?, second + 3))
}

/// What stands between two neighbouring tokens.
fn between<'a>(line: &'a str, tokens: &[Token<'_>], left: usize) -> Option<&'a str> {
    Some(&line[tokens.get(left)?.range.end..tokens.get(left + 1)?.range.start])
}

/// `2024-05-31`, `2024/05/31`, `2024年5月31日`, `31.05.2024`, `31.05.24`, `31/05/2024`.
fn numeric(line: &str, tokens: &[Token<'_>]) -> Option<(BriefingDate, usize)> {
    let (one, two) = (between(line, tokens, 0)?, between(line, tokens, 1)?);
    let [a, b, c] = tokens.get(..3)? else {
        return None;
    };
    let same = one.trim() == two.trim();
    let is_east_asian = matches!((one.trim(), two.trim()), ("年", "月") | ("년", "월"));
    let longer = line[c.range.end..].starts_with(|c: char| c.is_ascii_digit());
    if longer || !(same && matches!(one.trim(), "." | "-" | "/") || is_east_asian) {
        return None;
    }
    if let (Some(year), Some(month), Some(day)) = (a.year(), b.small(), c.small()) {
        return Some((BriefingDate::day(year, month, day)?, 3));
    }
    let (left, right) = (a.small()?, b.small()?);
    let year = match c.width() {
        4 => c.year()?,
        2 if !matches!(one.trim(), "-" | "年" | "년") => century(c.number()?),
        _ => return None,
    };
    let date = match one.trim() {
        "." => BriefingDate::day(year, right, left),
        _ if left > 12 || left == right => BriefingDate::day(year, right, left),
        _ if right > 12 => BriefingDate::day(year, left, right),
        // Day and month cannot be told apart; only with a whole year is the rest worth keeping.
        _ if c.width() == 4 => BriefingDate::year(year),
        _ => None,
    };
    Some((date?, 3))
}

/// Two digits as whoever reads papers means them: no text of 2045 has been issued yet, and many of 1945 were.
fn century(year: i16) -> i16 {
    if year < 40 { 2000 + year } else { 1900 + year }
}

/// `31 May 2024`, `31st of May, 2024`, `31 мая 2024`, `«31» мая 2024`, `1er mai 2024`, `31. Mai 2024`,
/// `31 de mayo de 2024`, `31-May-24`.
fn day_first(line: &str, tokens: &[Token<'_>]) -> Option<(BriefingDate, usize)> {
    let day = tokens.first()?.small()?;
    let mut at = 1;
    while tokens.get(at).is_some_and(|t| is_joint(t.text)) {
        at += 1;
    }
    let name = tokens.get(at)?.text;
    at += 1;
    while tokens
        .get(at)
        .is_some_and(|t| matches!(t.text, "de" | "del" | "of"))
    {
        at += 1;
    }
    let last = tokens.get(at)?;
    let (month, year) = match month(name) {
        Some(month) => (month, last.year().or_else(|| last.short_year(line))?),
        // Less usual abbreviations are no words of a date but between a day and a whole year.
        None => last
            .year()
            .and_then(|year| Some((short_month(name)?, year)))?,
    };
    let near = (0..at).all(|left| between(line, tokens, left).is_some_and(is_near));
    Some((
        BriefingDate::day(year, month, day).filter(|_| near)?,
        at + 1,
    ))
}

/// `May 31, 2024`, `May 31st 2024`, `May 2024`, `mai 2024`, `mayo de 2024`.
fn month_first(line: &str, tokens: &[Token<'_>]) -> Option<(BriefingDate, usize)> {
    let month = month(tokens.first()?.text)?;
    let mut at = 1;
    let day = tokens.get(at)?.small();
    at += usize::from(day.is_some());
    while tokens.get(at).is_some_and(|t| is_joint(t.text)) {
        at += 1;
    }
    let last = tokens.get(at)?;
    // "January 29-30" is a stretch of days, and thirty is no year.
    let has_dash = between(line, tokens, at - 1).is_some_and(|gap| gap.contains(['-', '–', '—']));
    let short = || {
        day.filter(|_| !has_dash)
            .and_then(|_| last.short_year(line))
    };
    let year = last.year().or_else(short)?;
    let near = (0..at).all(|left| between(line, tokens, left).is_some_and(is_near));
    let date = match day {
        Some(day) => BriefingDate::day(year, month, day),
        None => BriefingDate::month(year, month),
    };
    Some((date.filter(|_| near)?, at + 1))
}

/// `2024. május 31.`, `2024 May 31`.
fn year_first(line: &str, tokens: &[Token<'_>]) -> Option<(BriefingDate, usize)> {
    let [year, name, day] = tokens.get(..3)? else {
        return None;
    };
    let (year, day) = (year.year()?, day.small()?);
    let month = month(name.text).or_else(|| short_month(name.text))?;
    let near = (0..2).all(|left| between(line, tokens, left).is_some_and(is_near));
    Some((BriefingDate::day(year, month, day).filter(|_| near)?, 3))
}

/// `May 31 15:30:00 CEST 2024`, as programs print the clock.
fn of_clock(line: &str, tokens: &[Token<'_>]) -> Option<(BriefingDate, usize)> {
    let [name, day, clock, _, seconds, ..] = tokens else {
        return None;
    };
    let (month, day) = (month(name.text)?, day.small()?);
    time(&line[clock.range.start..seconds.range.end])?;
    let is_zone = |token: &Token<'_>| token.text.len() <= 5 && token.number().is_none();
    let at = 5 + usize::from(tokens.get(5).is_some_and(is_zone));
    let year = tokens.get(at)?.year()?;
    Some((BriefingDate::day(year, month, day)?, at + 1))
}

/// Small words and endings inside a date.
fn is_joint(word: &str) -> bool {
    matches!(
        word,
        "st" | "nd" | "rd" | "th" | "er" | "го" | "of" | "de" | "del" | "ST" | "ND" | "RD" | "TH"
    )
}

/// True for what may stand between the words of one date.
fn is_near(gap: &str) -> bool {
    gap.len() <= 5
        && gap
            .chars()
            .all(|c| c.is_whitespace() || ",.-–º°»”\"'’".contains(c))
}

#[cfg(test)]
mod tests;
