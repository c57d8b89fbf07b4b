//! The date of issue, as it stands at the head of a text: after a place (`Geneva, 3 May 2024`), after
//! a word for issuing (`Posted on 3 May 2024`), or alone.

use std::ops::Range;

use super::names::is_weekday;
use super::{REACH, first, parse, time};
use crate::briefing::{BriefingDate, DateFound, Precision};
use crate::ingest::kinds::{self, Word, is_among};

/// Lines at the head of a text that are looked at.
pub(super) const HEAD: usize = 8;

/// Bytes of the first line in which a stamp is looked for: it follows the headline.
const STAMPED: usize = 1200;

/// What follows a day and a stop is the text if it is longer than this, in bytes: `12 June 1994. On that day …`
/// begins a story.
const SENTENCE: usize = 24;

/// The longest that says who issued a text behind the day, in bytes.
const SHORT: usize = 48;

/// What parts a line into a day and other things, and the longest such line, in bytes.
const BARS: [char; 3] = ['|', '·', '•'];
const PARTED: usize = 160;

/// The longest place name before the date of a dateline.
const PLACE: usize = 60;

/// What stands before the date in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
    /// A word that says that the text was issued then: no other date of the head is a better one.
    Issued,
    /// A kind of text, or nothing.
    Letterhead,
    /// A place, or nothing before a text in the same line.
    Dateline,
}

impl Before {
    fn found(self) -> DateFound {
        match self {
            Self::Issued | Self::Letterhead => DateFound::Letterhead,
            Self::Dateline => DateFound::Dateline,
        }
    }
}

/// Finds the date of a dateline: a line that is a date, or opens with a place and a date
/// (`Geneva, 3 May 2024, 4 p.m.`, `(New York, May 3, 2024)`), or with what says that the date is that
/// of issue (`Posted on 3 May 2024`, `Press release No. 14/24, 3 May 2024`).
pub(in crate::ingest) fn of_dateline(line: &str) -> Option<BriefingDate> {
    read(line).map(|(date, _)| date)
}

/// Finds the date of a text without header lines, among its first lines, and where it was found: the
/// one that is said to be of issue, else the first.
pub(in crate::ingest) fn find<'a>(
    lines: impl IntoIterator<Item = &'a str>,
) -> Option<(BriefingDate, DateFound)> {
    let head = lines.into_iter().filter(|line| !line.trim().is_empty());
    let head: Vec<&str> = head.take(HEAD).collect();
    let found: Vec<_> = head.iter().filter_map(|line| read(line)).collect();
    let issued = found.iter().find(|(_, before)| *before == Before::Issued);
    let dated = issued.or(found.first());
    let stamp = || head.first().and_then(|line| Some(stamp(line)?.0));
    let news = || head.iter().find_map(|line| day_of_news(line));
    dated
        .map(|&(date, before)| (date, before.found()))
        .or_else(|| Some((stamp()?, DateFound::Stamp)))
        .or_else(|| Some((news()?, DateFound::FirstSentence)))
}

/// The day with its name that opens the first sentence of a text: `On Tuesday, 3 May 2024, the President signed`.
/// Whoever tells of times past does not say what day of the week it was.
fn day_of_news(line: &str) -> Option<BriefingDate> {
    const ON: [&str; 9] = [
        "On ", "Am ", "Le ", "El ", "В ", "Во ", "Este ", "This ", "Il ",
    ];
    let rest = ON
        .iter()
        .find_map(|on| line.trim_start().strip_prefix(on))?;
    let (date, range) = first(rest)?;
    let day = rest[..range.start].trim_matches(|c: char| c == ',' || c.is_whitespace());
    (!day.is_empty() && is_weekday(day)).then_some(date)
}

/// The stamp of a page that was saved as one paragraph, its furniture and all: a day and the clock
/// right behind it in the middle of words, as in `Events The ferry opens 31 May 2024 15:30 Tarn The …`.
///
/// Whoever writes sentences puts something between or before: "on 31 May 2024 at 15:30".
pub(in crate::ingest) fn stamp(line: &str) -> Option<(BriefingDate, Range<usize>)> {
    let mut read = 0;
    while read < STAMPED {
        let rest = &line[read..];
        match first(rest) {
            Some((date, range)) => {
                if date.precision() == Precision::Day && is_stamp(rest, &range) {
                    return Some((date, read + range.start..read + range.end));
                }
                read += range.end;
            }
            // It looks at so much of a line at once.
            None => {
                let mut later = rest.char_indices();
                read += later.find(|&(at, c)| at >= REACH / 2 && c == ' ')?.0;
            }
        }
    }
    None
}

fn is_stamp(line: &str, date: &Range<usize>) -> bool {
    /// What leads to a date in a sentence.
    const LEADING: &str = "on at by until till from since before after for of the this and to \
        в к до с на от по и le au du dès am vom bis ab zum el del al desde";
    let is_clock = |text: &str| {
        let clock = text.get(..5).filter(|clock| time(clock).is_some());
        clock.is_some() && !text[5..].starts_with(char::is_alphanumeric)
    };
    let Some(word) = line[..date.start].split_whitespace().next_back() else {
        return false;
    };
    let after = line[date.end..].trim_start_matches([' ', ',']);
    let lower = word.to_lowercase();
    is_clock(after)
        && !word.ends_with([',', ':', '(', '-', '–', '—'])
        && !is_among(LEADING, &lower)
        && !is_weekday(&lower)
}

fn read(line: &str) -> Option<(BriefingDate, Before)> {
    if let Some(date) = parse(line.trim_matches(|c: char| "()[]*_ ".contains(c))) {
        return Some((date, Before::Letterhead));
    }
    if let Some(told) = read_parted(line) {
        return Some(told);
    }
    let (date, range) = first(line)?;
    let words = line[..range.start].trim();
    // A word with a colon is a label, and most labels are of other days: `Deadline: 12 June 2024`.
    // `**TARN, 3 May 2024** – …`
    let rest = line[range.end..].trim_start_matches(['*', '_', ' ', '\u{A0}']);
    let is_alone = words.is_empty() && rest.len() <= SENTENCE;
    let place = || {
        let is_place = !words.ends_with(':') && is_place(words);
        is_place.then_some(match is_alone {
            true => Before::Letterhead,
            false => Before::Dateline,
        })
    };
    let before = said_of(words).or_else(place)?;
    let opens_sentence = words.is_empty() && rest.starts_with(". ") && rest.len() > SENTENCE;
    let ends = ends_dateline(rest) || before == Before::Issued && is_by(rest);
    (ends && !opens_sentence).then_some((date, before))
}

/// A day that signs part from what stands beside it: `3 May 2024 · News · Ministry of Water`, and `Release date: 1 Oct 24`,
/// where a year in short can be nothing else.
fn read_parted(line: &str) -> Option<(BriefingDate, Before)> {
    /// The digits of `3 May 24`.
    const FEWEST: usize = 3;
    let digits = line.bytes().take(PARTED + 1).filter(u8::is_ascii_digit);
    if line.len() > PARTED || digits.count() < FEWEST {
        return None;
    }
    if line.contains(BARS) {
        let day = |part: &str| parse(part).filter(|date| date.precision() == Precision::Day);
        let date = line.split(BARS).find_map(day);
        return date.map(|date| (date, Before::Letterhead));
    }
    let (label, rest) = line.split_once(':')?;
    let before = said_of(label)?;
    parse(rest).map(|date| (date, before))
}

/// `by the Press Office`, `par la rédaction`: who put the text there.
fn is_by(rest: &str) -> bool {
    const BY: [&str; 6] = ["by ", "in ", "von ", "par ", "por ", "автор"];
    rest.len() <= SHORT && BY.iter().any(|by| rest.starts_with(by)) && !rest.contains(". ")
}

/// What the words before a date say of it, if all of them are about issuing a text.
fn said_of(words: &str) -> Option<Before> {
    /// These say it themselves.
    const ISSUED: &str = "posted published issued released publication issue \
        publié publiée publicado publicada fecha pubblicato pubblicata veröffentlicht \
        опубликовано опубликована размещено публикации gepubliceerd opublikowano \
        zveřejněno publicerad publiceret publisert julkaistu";
    /// These go with a date of issue, as kinds of texts do.
    const WITH: &str = "dated updated modified revised last date datum data дата stand mis mise en ligne jour modifié \
        modifiée dernière actualizado actualizada actualización última modificado aktualisiert geändert zuletzt \
        aggiornato atualizado обновлено обновлена изменено изменена";
    // `Embargoed until 18:00 GMT, 3 May 2024`: then it is issued.
    const UNTIL: &str = "sperrfrist until till bis jusqu au hasta sous gmt utc cet";
    let lower = words.to_lowercase();
    let is_embargo = |word: &str| word.starts_with("embarg") || word == "sperrfrist";
    let until = if kinds::words(&lower).any(is_embargo) {
        UNTIL
    } else {
        ""
    };
    let mut before = None;
    for word in kinds::words(&lower) {
        match kinds::word(word) {
            _ if is_embargo(word) || is_among(until, word) => {
                before = before.or(Some(Before::Dateline));
            }
            _ if is_among(ISSUED, word) => before = Some(Before::Issued),
            _ if is_among(WITH, word) => before = before.or(Some(Before::Letterhead)),
            Word::Kind => before = before.or(Some(Before::Letterhead)),
            Word::Small => {}
            Word::Other => return None,
        }
    }
    before
}

/// A place name: at most some words, each capitalised, a particle, or in brackets.
fn is_place(text: &str) -> bool {
    let text = text
        .trim_end_matches(|c: char| " ,.:–—-(".contains(c))
        .trim_start_matches(['(', '*']);
    if text.starts_with('[') && text.ends_with(']') {
        return text.len() <= PLACE;
    }
    const PREPOSITIONS: [&str; 11] = [
        "On", "By", "Since", "In", "Until", "From", "Before", "After", "For", "Between", "Through",
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
                    || is_weekday(word)
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
        || rest.starts_with(['.', ')', ']', '–', '—', '-', '/', ':', '|', '(', '·', '•'])
        || rest.starts_with(", ") && clock.len() < 24
        || clock.starts_with(|c: char| c.is_ascii_digit())
        || clock.starts_with(['[', '–', '—', '-'])
        || clock.starts_with("noon")
        || clock.starts_with("midnight")
}
