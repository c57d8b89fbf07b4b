//! Dates that programs wrote for people, in the language of whoever sent a text and with their time, as they
//! head forwarded mails and stand in feeds: `lun. 1 juil. 2024 à 18:40`, `Dienstag, 14. Mai 2024 09:05`.
//!
//! The text is known to be a date, so that a month may be shortened; a weekday is still no month.

use std::ops::Range;

use super::zone::zone_of;
use super::{YEARS, century, first};
use crate::briefing::{BriefingDate, Precision, TimeOfDay};
use crate::text::letters::is_alphanumeric;

/// The longest that is read of one, in bytes.
const LONGEST: usize = 160;

/// The most words beside the day: a weekday, what leads to the clock, a zone by name.
const WORDS: usize = 10;

/// Words for the halves of the day that stand before the clock.
const HALVES: [(&str, bool); 8] = [
    ("上午", false),
    ("午前", false),
    ("오전", false),
    ("凌晨", false),
    ("下午", true),
    ("午後", true),
    ("오후", true),
    ("晚上", true),
];

/// Reads a text that is a day with its year, and nothing else but words and perhaps a clock.
pub(in crate::ingest) fn sent(text: &str) -> Option<BriefingDate> {
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    let (date, range) = match first(text) {
        Some((date, range)) if date.precision() == Precision::Day => (date, range),
        // A date whose day and month can't be told apart, unless its clock tells it.
        _ => of_states(text)?,
    };
    let (before, after) = (&text[..range.start], &text[range.end..]);
    let mut clock = Clock::default();
    let is_between = |c: char| c.is_whitespace() || "(),[]「」\u{200E}\u{200F}".contains(c);
    let words = before.split(is_between).chain(after.split(is_between));
    let mut count = 0;
    for word in words.filter(|word| word.contains(is_alphanumeric)) {
        count += 1;
        if count > WORDS {
            return None;
        }
        clock.take(word)?;
    }
    Some(match clock.time() {
        Some(time) => date.with_time(time),
        None => date,
    })
}

/// What is known of the time so far.
#[derive(Default)]
struct Clock {
    time: Option<TimeOfDay>,
    is_late: Option<bool>,
    offset: Option<i16>,
    /// A letter of `p. m.` that stands alone.
    half: Option<bool>,
}

impl Clock {
    /// Takes a word; `None` for a number that is none of a time.
    fn take(&mut self, word: &str) -> Option<()> {
        let word = word.trim_end_matches(['.', ';', ',']);
        if let Some(&(half, is_late)) = HALVES.iter().find(|(half, _)| word.starts_with(half)) {
            self.is_late = Some(is_late);
            return match &word[half.len()..] {
                "" => Some(()),
                clock => self.take(clock),
            };
        }
        if word.starts_with(|c: char| c.is_ascii_digit()) && self.time.is_none() {
            return self.clock(word);
        }
        if self.time.is_some() {
            self.take_half(word);
            self.offset = self.offset.or_else(|| zone_of(word));
        }
        let is_known = self.offset.is_some() || !word.contains(|c: char| c.is_ascii_digit());
        is_known.then_some(())
    }

    /// `14:50`, `14:50:30`, `14h50`, `14.50`, `2:50pm`, `14:50+02:00`.
    fn clock(&mut self, word: &str) -> Option<()> {
        let is_inside = |c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | 'h');
        let end = word.find(|c| !is_inside(c)).unwrap_or(word.len());
        let (clock, rest) = word.split_at(end);
        let mut parts = clock
            .trim_end_matches([':', '.', 'h'])
            .split([':', '.', 'h']);
        let mut number = || {
            let part = parts.next()?;
            (part.len() <= 2).then(|| part.parse::<u8>().ok()).flatten()
        };
        let hour = number()?;
        let minute = match number() {
            Some(minute) => minute,
            // An hour alone says that it is one: `14h`.
            None => clock.ends_with('h').then_some(0)?,
        };
        let second = number().unwrap_or(0);
        self.time = (hour < 24 && minute < 60 && second <= 60).then_some(TimeOfDay {
            hour,
            minute,
            second: second.min(59),
            offset: None,
        });
        self.time?;
        self.take_half(rest);
        self.offset = zone_of(rest);
        Some(())
    }

    /// `PM`, `p.m.`, `p. m.`, `μμ`.
    fn take_half(&mut self, word: &str) {
        let plain = word.to_lowercase().replace('.', "");
        match (plain.as_str(), self.half.take()) {
            ("am" | "πμ", _) => self.is_late = Some(false),
            ("pm" | "μμ", _) => self.is_late = Some(true),
            ("a" | "p", _) => self.half = Some(plain == "p"),
            ("m", Some(is_late)) => self.is_late = Some(is_late),
            _ => {}
        }
    }

    fn time(self) -> Option<TimeOfDay> {
        let time = self.time?;
        let hour = match (time.hour, self.is_late) {
            (12, Some(false)) => 0,
            (hour @ 1..=11, Some(true)) => hour + 12,
            (hour, _) => hour,
        };
        Some(TimeOfDay {
            hour,
            offset: self.offset,
            ..time
        })
    }
}

/// `7/1/24 9:05 AM`: a day and month of one digit with a clock of English halves, as programs write them in the
/// United States and hardly anywhere else.
fn of_states(text: &str) -> Option<(BriefingDate, Range<usize>)> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let rest = &text[start..];
    let end = start + rest.find([' ', ',', '\u{A0}', '\u{202F}'])?;
    let is_half = |word: &str| {
        let word = word.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':');
        matches!(word, "AM" | "PM")
    };
    text[end..].split_whitespace().find(|word| is_half(word))?;
    let mut parts = text[start..end].split('/');
    let mut number = || parts.next()?.parse::<i16>().ok();
    let (month, day, year) = (number()?, number()?, number()?);
    let is_padded = rest.starts_with('0') || text[start..end].contains("/0");
    let year = match year {
        0..=99 => century(year),
        _ => Some(year).filter(|year| YEARS.contains(year))?,
    };
    let date = BriefingDate::day(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)?;
    (!is_padded && parts.next().is_none()).then_some((date, start..end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        sent(text).map_or("-".to_owned(), |date| date.to_string())
    }

    #[test]
    fn dates_of_mail_programs_are_read_in_many_languages() {
        for text in [
            "mardi 14 mai 2024 09:05",
            "mar. 14 mai 2024 à 09:05",
            "martes, 14 de mayo de 2024 9:05",
            "mar, 14 may 2024 a las 9:05",
            "mar 14 mag 2024 alle ore 09:05",
            "ter., 14 de mai. de 2024 às 09h05",
            "wt., 14 maj 2024 o 09:05",
            "вт, 14 трав. 2024 р. о 09:05",
            "вт, 14 мая 2024 г. в 09:05",
            "14 мая 2024 г. 9:05",
            "di 14 mei 2024 om 09:05",
            "14 May 2024 Sal, 09:05",
            "Dienstag, 14. Mai 2024 09:05",
            "Di., 14. Mai 2024 um 09:05 Uhr",
            "út 14. 5. 2024 v 9:05",
            "tis 14 maj 2024 kl. 09.05",
            "ti 14. toukok. 2024 klo 9.05",
            "2024. máj. 14., K, 9:05",
            "Tuesday, May 14th, 2024 at 9:05 AM",
            "Tue, May 14, 2024 at 9:05\u{202F}AM",
            "5/14/2024 9:05:00 AM",
            "14.05.2024 09:05",
            "14/05/2024 9:05 a. m.",
            "2024年5月14日(火) 9:05",
            "2024年5月14日周二 上午9:05",
            "2024년 5월 14일 (화) 오전 9:05",
        ] {
            assert_eq!(read(text), "2024-05-14T09:05:00", "{text}");
        }
    }

    #[test]
    fn a_shortened_month_is_the_whole_word_and_no_weekday() {
        for (text, date) in [
            ("lun. 1 juil. 2024 à 18:40", "2024-07-01T18:40:00"),
            ("seg., 1 de jul. de 2024 às 18:40", "2024-07-01T18:40:00"),
            ("pon., 1 lip 2024 o 18:40", "2024-07-01T18:40:00"),
            ("пн, 1 лип. 2024 р. о 18:40", "2024-07-01T18:40:00"),
            ("1 Tem 2024 Pzt, 18:40", "2024-07-01T18:40:00"),
            ("mar 2 apr 2024 18:40", "2024-04-02T18:40:00"),
            ("mar. 5 mars 2024 18:40", "2024-03-05T18:40:00"),
            ("dom 1 set 2024 18:40", "2024-09-01T18:40:00"),
            ("mar 14 xyz 2024 18:40", "-"),
            ("1 jui 2024 18:40", "-"),
            ("lun. 1 juilx 2024", "-"),
        ] {
            assert_eq!(read(text), date, "{text}");
        }
    }

    #[test]
    fn halves_of_the_day_and_zones_belong_to_the_clock() {
        for (text, date) in [
            ("July 1st, 2024 at 6:40 PM", "2024-07-01T18:40:00"),
            ("1 jul 2024 6:40 p. m.", "2024-07-01T18:40:00"),
            ("1 Ιουλίου 2024 6:40 μ.μ.", "2024-07-01T18:40:00"),
            ("2024년 7월 1일 오후 6:40", "2024-07-01T18:40:00"),
            ("1 juil. 2024 12:40:30 AM", "2024-07-01T00:40:30"),
            (
                "mer., 3 juil. 2024 14:12:00 +0200",
                "2024-07-03T14:12:00+02:00",
            ),
            (
                "1 июл. 2024 г. 14:12:00 (GMT+03:00)",
                "2024-07-01T14:12:00+03:00",
            ),
            ("7/1/24 9:05 AM (GMT-05:00)", "2024-07-01T09:05:00-05:00"),
        ] {
            assert_eq!(read(text), date, "{text}");
        }
    }

    #[test]
    fn what_is_in_doubt_or_no_date_is_none() {
        for text in [
            "",
            "01/07/2024 18:40",
            "01/07/2024 6:40 PM",
            "1/7/24 18:40",
            "juillet 2024",
            "18:40",
            "1 juil. 2024 et 3 autres",
            "a b c d e f g h i j k 1 juil. 2024",
        ] {
            assert_eq!(read(text), "-", "{text}");
        }
        assert_eq!(sent(&"1 ".repeat(1000)), None);
    }
}
