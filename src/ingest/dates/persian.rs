//! Days of the Persian calendar in numbers alone: `۱۴۰۳/۰۳/۱۱`, `1403/03/11`.
//!
//! Nothing in such a date tells its calendar, so it is read where the text is Persian: in a header, or in a
//! line at the head that is about nothing else. Whoever counts by the Hijra writes the month's name.

use std::ops::Range;

use super::calendars::{PERSIAN, persian};
use super::dateline::HEAD;
use super::{REACH, Token, between, tokens};
use crate::briefing::{BriefingDate, DateFound};
use crate::text::letters::is_alphanumeric;

/// How much of a text is looked at for its language, in characters.
const SAMPLE: usize = 600;

/// As many letters that Arabic does not have make a text Persian.
const ENOUGH: usize = 4;

/// The most words before the date of a line that is about nothing else.
const WORDS: usize = 6;

/// True for a year that a text in Persian does not count as others do.
pub(in crate::ingest) fn is_persian_year(date: BriefingDate) -> bool {
    PERSIAN.contains(&date.first_day().year())
}

/// True for a text in Persian, told by its letters.
pub(in crate::ingest) fn is_persian(text: &str) -> bool {
    let mut own = 0;
    for c in text.chars().take(SAMPLE) {
        match c {
            'پ' | 'چ' | 'ژ' | 'گ' | 'ک' | 'ی' => own += 1,
            // Of Urdu, Pashto, Kurdish and Sindhi.
            'ٹ' | 'ڈ' | 'ڑ' | 'ے' | 'ں' | 'ہ' | 'ټ' | 'ډ' | 'ړ' | 'ښ' | 'ڵ' | 'ڕ' | 'ۆ' | 'ٻ' =>
            {
                return false;
            }
            _ => {}
        }
    }
    own >= ENOUGH
}

/// Reads a text that is such a date and nothing else but its clock, as header lines have it.
pub(in crate::ingest) fn of_header(text: &str) -> Option<BriefingDate> {
    let (date, range) = first(text)?;
    let is_alone = !text[..range.start].contains(is_alphanumeric) && is_clock(&text[range.end..]);
    is_alone.then_some(date)
}

/// The date of a text in Persian among its first lines.
pub(in crate::ingest) fn find<'a>(
    lines: impl IntoIterator<Item = &'a str>,
) -> Option<(BriefingDate, DateFound)> {
    let head = lines.into_iter().filter(|line| !line.trim().is_empty());
    head.take(HEAD).find_map(|line| {
        let (date, range) = first(line)?;
        let found = place(line[..range.start].trim())?;
        is_clock(&line[range.end..]).then_some((date, found))
    })
}

/// What a line is by the words before its date; `None` for a sentence, or the label of another day.
fn place(words: &str) -> Option<DateFound> {
    /// Date, issued, updated.
    const ISSUED: [&str; 4] = ["تاریخ", "انتشار", "منتشر", "روزرسانی"];
    let is_issued = ISSUED.iter().any(|word| words.contains(word));
    let is_short = words.split_whitespace().count() <= WORDS;
    let is_label = words.contains(':') && !is_issued;
    let is_sentence = words.contains(['.', '؟', '!', '«', '»']);
    let is_named = words.ends_with(['-', '–', '—', '،', ',', '/', '(']);
    (is_short && !is_label && !is_sentence).then_some(match is_named && !is_issued {
        true => DateFound::Dateline,
        false => DateFound::Letterhead,
    })
}

/// True for nothing but signs and numbers, and the word for the hour.
fn is_clock(rest: &str) -> bool {
    const LONGEST: usize = 40;
    rest.len() <= LONGEST
        && rest
            .split(|c: char| !c.is_alphabetic())
            .all(|word| matches!(word, "" | "ساعت" | "ش"))
}

/// The first such date of a line, and where it stands.
fn first(line: &str) -> Option<(BriefingDate, Range<usize>)> {
    let tokens = tokens(line, REACH);
    (0..tokens.len()).find_map(|at| {
        let date = numeric(line, &tokens[at..])?;
        Some((date, tokens[at].range.start..tokens[at + 2].range.end))
    })
}

/// `1403/03/11`, or with the day first.
fn numeric(line: &str, tokens: &[Token<'_>]) -> Option<BriefingDate> {
    let [a, b, c] = tokens.get(..3)? else {
        return None;
    };
    let (one, two) = (between(line, tokens, 0)?, between(line, tokens, 1)?);
    let year = |token: &Token<'_>| {
        let year = token.number().filter(|_| token.width() == 4);
        year.filter(|year| PERSIAN.contains(year))
    };
    let is_parted = one.trim() == two.trim() && matches!(one.trim(), "/" | "-" | ".");
    let (year, month, day) = match year(a) {
        Some(year) => (year, b.small()?, c.small()?),
        None => (year(c)?, b.small()?, a.small()?),
    };
    persian(year, month, day).filter(|_| is_parted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_line(line: &str) -> Option<(String, DateFound)> {
        find([line]).map(|(date, found)| (date.to_string(), found))
    }

    #[test]
    fn a_line_at_the_head_is_read() {
        for (line, found) in [
            ("۱۴۰۳/۰۳/۱۱", DateFound::Letterhead),
            ("1403/03/11", DateFound::Letterhead),
            ("1403-03-11 - 15:30", DateFound::Letterhead),
            ("تاریخ انتشار: ۱۴۰۳/۰۳/۱۱ ساعت ۱۵:۳۰", DateFound::Letterhead),
            ("جمعه ۱۱/۳/۱۴۰۳", DateFound::Letterhead),
            ("تهران - ۱۴۰۳/۰۳/۱۱", DateFound::Dateline),
        ] {
            assert_eq!(
                of_line(line),
                Some(("2024-05-31".to_owned(), found)),
                "{line}"
            );
        }
        // A day that the months of others do not have.
        assert_eq!(
            of_line("1403/02/31").map(|it| it.0).as_deref(),
            Some("2024-05-20")
        );
    }

    #[test]
    fn other_days_and_other_numbers_are_none() {
        for line in [
            "مهلت ارسال: ۱۴۰۳/۰۳/۱۱",
            "بندر در تاریخ ۱۴۰۳/۰۳/۱۱ با حضور وزیر گشایش یافت.",
            "۲۰۲۴/۰۵/۳۱",
            "۱۴۰۳/۱۳/۱۱",
            "۱۴۰۳/۰۳-۱۱",
            "",
        ] {
            assert_eq!(of_line(line), None, "{line}");
        }
    }

    #[test]
    fn neighbours_that_share_the_letters_are_told_apart() {
        assert!(is_persian(
            "وزیر امور خارجه گفت که گفت‌وگوها در پایتخت ادامه دارد."
        ));
        assert!(!is_persian("وزیر خارجہ نے کہا کہ مذاکرات جاری ہیں۔"));
        assert!(!is_persian("قال وزير الخارجية إن المحادثات مستمرة."));
    }
}
