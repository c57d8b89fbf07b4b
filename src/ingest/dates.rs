//! Dates as people write them, in English, Russian, French, German, Spanish and Arabic.
//!
//! Nothing is guessed. `05/06/2024` is the 5th of June to most and the 6th of May to some, so it
//! counts as the year 2024; with dots the day always comes first (`05.06.2024`). A day that the
//! calendar does not have is no date, and neither is a day without its year.

use std::ops::Range;
use std::sync::LazyLock;

use crate::briefing::{BriefingDate, TimeOfDay};
use crate::text::hash::{HashMap, HashSet};
use crate::text::letters::is_alphanumeric;

/// How far into a line a date is looked for: a dateline stands at its beginning.
const REACH: usize = 200;

/// The longest that stands before the date of an opening line, signs included.
const WEEKDAY: usize = 48;

/// The longest way to write a date, in bytes.
const LONGEST: usize = 64;

/// The digits of a date: of its year, or of a year in short with a day and a month.
const FEWEST: usize = 4;

/// The longest place name before the date of a dateline.
const PLACE: usize = 60;

/// Reads a text that is a date and nothing else but its time, as header lines have it.
pub(super) fn parse(text: &str) -> Option<BriefingDate> {
    let text = text.trim();
    if let Ok(date) = text.parse() {
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

/// Finds the date that opens `line`, with the end of its stretch: `31.05.24 | Press service`.
pub(super) fn opening(line: &str) -> Option<(BriefingDate, usize)> {
    // Only a weekday may stand before it.
    let (date, range) = first_within(line, WEEKDAY)?;
    let before = line[..range.start].trim_matches(|c: char| !is_alphanumeric(c));
    is_weekday(before).then_some((date, range.end))
}

/// Finds the date of a dateline: a line that is a date, or opens with a place and a date
/// (`Geneva, 3 May 2024, 4 p.m.`, `(New York, May 3, 2024)`).
pub(super) fn of_dateline(line: &str) -> Option<BriefingDate> {
    if let Some(date) = parse(line.trim_matches(|c: char| "()[]*_ ".contains(c))) {
        return Some(date);
    }
    let (date, range) = first(line)?;
    let place = line[..range.start].trim();
    let rest = line[range.end..].trim_start();
    (is_place(place) && ends_dateline(rest)).then_some(date)
}

/// Finds the date of a text without header lines: the first dateline among its first lines.
pub(super) fn find<'a>(lines: impl IntoIterator<Item = &'a str>) -> Option<BriefingDate> {
    lines
        .into_iter()
        .filter(|line| !line.trim().is_empty())
        .take(8)
        .find_map(of_dateline)
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

/// A place name: at most some words, each capitalised, a particle, or in brackets.
fn is_place(text: &str) -> bool {
    let text = text
        .trim_end_matches(|c: char| " ,.:–—-(".contains(c))
        .trim_start_matches(['(', '*']);
    if text.starts_with('[') && text.ends_with(']') {
        return text.len() <= PLACE;
    }
    const PREPOSITIONS: [&str; 12] = [
        "On", "By", "Since", "In", "Until", "From", "Before", "After", "For", "Between", "Dated",
        "Through",
    ];
    text.len() <= PLACE
        && !PREPOSITIONS.contains(&text)
        && !text.contains(['"', '“', '?', '!', ';', ':'])
        && text.split_whitespace().count() <= 6
        && text
            .split([' ', ',', '-', '/'])
            .filter(|word| !word.is_empty())
            .all(|word| {
                word.starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic())
                    || matches!(
                        word,
                        "of" | "the"
                            | "de"
                            | "du"
                            | "la"
                            | "le"
                            | "el"
                            | "den"
                            | "г."
                            | "am"
                            | "near"
                            | "at"
                            | "and"
                    )
            })
}

/// What may follow the date of a dateline: nothing, a stop, a time, a dash before the text.
fn ends_dateline(rest: &str) -> bool {
    let clock = rest.trim_start_matches([',', ' ']);
    rest.is_empty()
        || rest.starts_with(['.', ')', ']', '–', '—', '-', '/', ':', '|', '('])
        || rest.starts_with(", ") && clock.len() < 24
        || clock.starts_with(|c: char| c.is_ascii_digit())
        || clock.starts_with(['[', '–', '—', '-'])
        || clock.starts_with("noon")
        || clock.starts_with("midnight")
}

fn is_time_or_nothing(text: &str) -> bool {
    text.len() <= 24
        && (text.is_empty() || text.starts_with(|c: char| c.is_ascii_digit()))
        && text.split([' ', ',']).all(|word| {
            let letters = word.chars().filter(|c| c.is_alphabetic()).count();
            letters <= 4
        })
}

fn is_weekday(text: &str) -> bool {
    static DAYS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
        let days = [
            "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun",
            "понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс",
            "lundi mardi mercredi jeudi vendredi samedi dimanche le",
            "montag dienstag mittwoch donnerstag freitag samstag sonntag mo di mi do fr sa so den am",
            "lunes martes miércoles jueves viernes sábado domingo el",
            "الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد يوم",
        ];
        days.iter().flat_map(|days| days.split(' ')).collect()
    });
    text.is_empty()
        || text.len() <= 32
            && text
                .to_lowercase()
                .split([' ', ',', '.', '،'])
                .all(|word| word.is_empty() || DAYS.contains(word))
}

/// A run of digits or letters in a line.
#[derive(Debug, Clone)]
struct Token<'a> {
    text: &'a str,
    range: Range<usize>,
}

impl Token<'_> {
    fn number(&self) -> Option<i16> {
        let digits = self.text.len() <= 4 && self.text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| self.text.parse().ok()).flatten()
    }

    /// A day of the month or a month's number.
    fn small(&self) -> Option<i8> {
        let number = self.number().filter(|_| self.text.len() <= 2)?;
        i8::try_from(number).ok().filter(|&number| number > 0)
    }

    fn year(&self) -> Option<i16> {
        self.number()
            .filter(|_| self.text.len() == 4)
            .filter(|year| (1000..=2999).contains(year))
    }
}

/// The first date anywhere in the line, and where it stands.
pub(super) fn first(line: &str) -> Option<(BriefingDate, Range<usize>)> {
    first_within(line, REACH)
}

/// The first date that begins in the first `reach` bytes of the line.
fn first_within(line: &str, reach: usize) -> Option<(BriefingDate, Range<usize>)> {
    let reach = reach.min(REACH);
    let longest = reach + LONGEST;
    let near = line.bytes().take(longest);
    near.filter(u8::is_ascii_digit).nth(FEWEST - 1)?;
    let tokens = tokens(line, longest);
    let openers = tokens.partition_point(|token| token.range.start < reach);
    (0..openers).find_map(|at| {
        let (date, length) = date_at(line, &tokens[at..])?;
        let range = tokens[at].range.start..tokens[at + length - 1].range.end;
        // What follows a Russian year or an East Asian day belongs to it.
        let rest = &line[range.end..];
        let year_word = [" года", " г.", " год", "г.", "日"]
            .iter()
            .find(|word| rest.starts_with(**word));
        let end = range.end + year_word.map_or(0, |word| word.len());
        Some((date, range.start..end))
    })
}

fn tokens(line: &str, reach: usize) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
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
            // East Asian dates put their words between digits: each is a word of its own there,
            // which `date_at` compares with what stands between the numbers.
            '年' | '月' | '日' => Self::Other,
            _ if c.is_alphabetic() => Self::Letter,
            _ => Self::Other,
        }
    }
}

/// The date that `tokens` open with, and how many of them it takes.
fn date_at(line: &str, tokens: &[Token<'_>]) -> Option<(BriefingDate, usize)> {
    let glued = line[..tokens[0].range.start].ends_with(['.', '-', '/', ':', '№', '#'])
        && line[..tokens[0].range.start]
            .trim_end_matches(['.', '-', '/', ':'])
            .ends_with(|c: char| c.is_ascii_digit());
    if glued {
        return None;
    }
    numeric(line, tokens)
        .or_else(|| day_first(line, tokens))
        .or_else(|| month_first(line, tokens))
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
    let longer = line[c.range.end..].starts_with(|c: char| c.is_ascii_digit());
    if longer || !(same && matches!(one.trim(), "." | "-" | "/") || (one, two) == ("年", "月")) {
        return None;
    }
    if let (Some(year), Some(month), Some(day)) = (a.year(), b.small(), c.small()) {
        return Some((BriefingDate::day(year, month, day)?, 3));
    }
    let (left, right) = (a.small()?, b.small()?);
    let year = match c.text.len() {
        4 => c.year()?,
        2 if one.trim() != "-" => century(c.number()?),
        _ => return None,
    };
    let date = match one.trim() {
        "." => BriefingDate::day(year, right, left),
        _ if left > 12 || left == right => BriefingDate::day(year, right, left),
        _ if right > 12 => BriefingDate::day(year, left, right),
        // Day and month cannot be told apart; only with a whole year is the rest worth keeping.
        _ if c.text.len() == 4 => BriefingDate::year(year),
        _ => None,
    };
    Some((date?, 3))
}

/// Two digits as POSIX reads them: 69 to 99 are of the last century.
fn century(year: i16) -> i16 {
    if year < 69 { 2000 + year } else { 1900 + year }
}

/// `31 May 2024`, `31st of May, 2024`, `31 мая 2024`, `1er mai 2024`, `31. Mai 2024`, `31 de mayo de 2024`.
fn day_first(line: &str, tokens: &[Token<'_>]) -> Option<(BriefingDate, usize)> {
    let day = tokens.first()?.small()?;
    let mut at = 1;
    while tokens.get(at).is_some_and(|t| is_joint(t.text)) {
        at += 1;
    }
    let month = month(tokens.get(at)?.text)?;
    at += 1;
    while tokens
        .get(at)
        .is_some_and(|t| matches!(t.text, "de" | "del" | "of"))
    {
        at += 1;
    }
    let year = tokens.get(at)?.year()?;
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
    let year = tokens.get(at)?.year()?;
    let near = (0..at).all(|left| between(line, tokens, left).is_some_and(is_near));
    let date = match day {
        Some(day) => BriefingDate::day(year, month, day),
        None => BriefingDate::month(year, month),
    };
    Some((date.filter(|_| near)?, at + 1))
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
    gap.len() <= 4
        && gap
            .chars()
            .all(|c| c.is_whitespace() || matches!(c, ',' | '.' | '-' | '–' | 'º' | '°'))
}

/// The number of a month by its name or usual abbreviation.
fn month(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "january jan января январь янв janvier janv januar jänner enero ene يناير",
        "february feb febr февраля февраль фев février févr februar febrero فبراير",
        "march mar марта март мар mars märz marzo mär مارس",
        "april apr апреля апрель апр avril avr abril abr أبريل إبريل ابريل",
        "may мая май mai mayo مايو",
        "june jun июня июнь июн juin juni junio يونيو يونيه",
        "july jul июля июль июл juillet juil juli julio يوليو يوليه",
        "august aug августа август авг août agosto ago أغسطس اغسطس",
        "september sept sep сентября сентябрь сен сент septembre septiembre setiembre سبتمبر",
        "october oct октября октябрь окт octobre oktober okt octubre أكتوبر اكتوبر",
        "november nov ноября ноябрь ноя novembre noviembre نوفمبر",
        "december dec декабря декабрь дек décembre déc dezember dez diciembre dic ديسمبر",
    ];
    static NUMBERS: LazyLock<HashMap<&str, i8>> = LazyLock::new(|| {
        let numbered = MONTHS.iter().zip(1..);
        numbered
            .flat_map(|(names, number)| names.split(' ').map(move |name| (name, number)))
            .collect()
    });
    if word.chars().nth(2).is_none() || word.len() > 24 {
        return None;
    }
    // Most words of a text come here: those that open like no month go first.
    let first = word.as_bytes()[0].to_ascii_lowercase();
    if first.is_ascii() && !b"adefjmnos".contains(&first) {
        return None;
    }
    NUMBERS.get(word.to_lowercase().as_str()).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str) -> String {
        parse(text).map_or("-".to_owned(), |date| date.to_string())
    }

    #[test]
    fn the_usual_ways_to_write_a_day_are_one_day() {
        for text in [
            "2024-05-31",
            "2024/05/31",
            "2024.05.31",
            "31.05.24",
            "31.05.2024",
            "31/05/2024",
            "05/31/2024",
            "31 May 2024",
            "May 31, 2024",
            "MAY 31, 2024",
            "31st of May, 2024",
            "Friday, May 31st, 2024",
            "Fri 31 May 2024",
            "31 мая 2024 года",
            "31 мая 2024 г.",
            "пятница, 31 мая 2024",
            "le 31 mai 2024",
            "vendredi 31 mai 2024",
            "31. Mai 2024",
            "Freitag, den 31. Mai 2024",
            "31 de mayo de 2024",
            "31 مايو 2024",
            "الجمعة، 31 مايو 2024",
            "31-May-2024",
            "2024年5月31日",
            "2024-05-31T25:61:00",
            "31 May 2024, 18:00 MSK",
            "2024-05-31 10:04:10-24:00",
        ] {
            assert_eq!(shown(text), "2024-05-31", "{text}");
        }
        assert_eq!(shown("1er juillet 1999"), "1999-07-01");
        assert_eq!(
            shown("2024-05-31 10:04:10-04:00"),
            "2024-05-31T10:04:10-04:00"
        );
    }

    #[test]
    fn what_is_vague_stays_vague() {
        assert_eq!(shown("May 2024"), "2024-05");
        assert_eq!(shown("май 2024"), "2024-05");
        assert_eq!(shown("1975"), "1975");
        assert_eq!(shown("05/06/2024"), "2024");
        assert_eq!(shown("05/06/24"), "-");
        assert_eq!(shown("05.06.2024"), "2024-06-05");
    }

    #[test]
    fn what_is_no_date_stays_none() {
        for text in [
            "31 November 2024",
            "29.02.2023",
            "0000-00-00",
            "99999",
            "May 31",
            "31 May",
            "yesterday",
            "",
            "3 months ago",
            "10.0.0.1",
            "1.2.3.2024",
            "+7 495 606-36-02",
            "Resolution 2231 of 2015",
            "May 31, 2024 was a good day",
        ] {
            assert_eq!(shown(text), "-", "{text}");
        }
    }

    #[test]
    fn a_dateline_dates_a_text() {
        for line in [
            "Geneva, 3 May 2024",
            "Washington , May 3, 2024 .",
            "(New York, May 3, 2024)",
            "MOSCOW, May 3, 2024 – The Ministry said",
            "Bogotá, May 3, 2024, 4:30 p.m.",
            "Paris , May 3, 2024—2 a. m. [Received 7:45 a. m.]",
            "[place not declassified], May 3, 2024, 0907Z.",
            "The Hague, 3 May 2024, noon.",
            "Москва, 3 мая 2024 года",
        ] {
            assert_eq!(
                of_dateline(line).map(|d| d.to_string()).as_deref(),
                Some("2024-05-03"),
                "{line}"
            );
        }
    }

    #[test]
    fn a_date_in_the_running_text_dates_nothing() {
        for line in [
            "The treaty of 3 May 2024 has entered into force.",
            "On May 3, 2024, the Minister received the Ambassador.",
            "MOSCOW, May 3 – The Ministry said",
            "Resolution adopted on May 3, 2024",
        ] {
            assert_eq!(of_dateline(line), None, "{line}");
        }
        assert_eq!(
            find(["A headline", "", "Geneva, 3 May 2024"]),
            BriefingDate::day(2024, 5, 3)
        );
    }

    #[test]
    fn a_clock_is_read_and_nothing_else() {
        assert_eq!(time("14:50").map(|t| (t.hour, t.minute)), Some((14, 50)));
        assert_eq!(time("24:00"), None);
        assert_eq!(time("noon"), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn no_text_makes_it_panic(text in "(?s)[0-9./年 ,a-zé-]{0,40}.{0,40}") {
            let _ = (parse(&text), opening(&text), of_dateline(&text), time(&text));
        }

        #[test]
        fn every_day_survives_being_written_out(year in 1000i16..2999, month in 1i8..=12, day in 1i8..=28) {
            let date = BriefingDate::day(year, month, day).unwrap();
            prop_assert_eq!(parse(&date.long()), Some(date));
            prop_assert_eq!(parse(&date.to_string()), Some(date));
        }
    }
}
