//! The date-time group of signal traffic: `311430Z MAY 24`.

use crate::briefing::BriefingDate;

use super::names::month;
use super::{Token, century};

/// Reads `311430Z MAY 24`, `311430ZMAY2024` and `31/1430Z May 24`, with the number of tokens that it
/// takes.
///
/// The hour is that of the zone of its letter. Only the day is kept: whoever sent it wrote day and hour
/// in one number, not to date a text to the minute.
pub(super) fn date_time_group(line: &str, tokens: &[Token<'_>]) -> Option<(BriefingDate, usize)> {
    let (day, clock) = day_and_clock(line, tokens)?;
    let mut at = clock;
    // The letter of the zone may touch the month, and in old traffic it is left out.
    let zone = tokens.get(at)?;
    let name = match month(zone.text) {
        Some(name) => name,
        None if is_zone(zone.text) => {
            at += 1;
            month(tokens.get(at)?.text)?
        }
        None => month(zone.text.get(1..).filter(|_| is_zone(&zone.text[..1]))?)?,
    };
    let year = tokens.get(at + 1)?;
    let short = || year.number().filter(|_| year.text.len() == 2).map(century);
    let year = year.year().or_else(short)?;
    Some((BriefingDate::day(year, name, day)?, at + 2))
}

/// The day, and how many tokens it and the clock take.
fn day_and_clock(line: &str, tokens: &[Token<'_>]) -> Option<(i8, usize)> {
    let is_clock = |clock: &str| {
        clock.len() == 4
            && clock.bytes().all(|byte| byte.is_ascii_digit())
            && &clock[..2] < "24"
            && &clock[2..] < "60"
    };
    let [first, second, ..] = tokens else {
        return None;
    };
    if first.text.len() == 6 && is_clock(first.text.get(2..)?) {
        return Some((first.text[..2].parse().ok()?, 1));
    }
    let parted = &line[first.range.end..second.range.start] == "/" && is_clock(second.text);
    Some((first.small().filter(|_| parted)?, 2))
}

fn is_zone(text: &str) -> bool {
    text.len() == 1 && text.as_bytes()[0].is_ascii_uppercase()
}
