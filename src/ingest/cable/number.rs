//! The numbers of cables, as their own lines and the references of others have them.

use crate::ingest::handling;

/// A number longer than this is none of a cable.
const DIGITS: usize = 8;

/// The most words of a post's name.
const POST: usize = 4;

/// A number as it is written: `SUVA 000412`, `24 SUVA 412`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    /// In capitals.
    pub(super) post: String,
    pub(super) digits: String,
    pub(super) year: Option<i16>,
}

impl Number {
    pub(super) fn new(post: &str, digits: &str) -> Self {
        Self {
            post: post.to_uppercase(),
            digits: digits.to_owned(),
            year: None,
        }
    }

    /// The number without the noughts before it.
    pub(super) fn value(&self) -> u32 {
        self.digits.parse().unwrap_or(0)
    }
}

/// A line of the transmission: `C O N F I D E N T I A L SECTION 01 OF 02 SUVA 000412`, `SUVA 00000412 002 OF 003`,
/// `PAGE 02 SUVA 00412 010235Z`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Transmission {
    pub(super) number: Option<Number>,
    /// Which section or page follows.
    pub(super) part: Option<u32>,
    /// How many sections there are; `None` of pages.
    pub(super) sections: Option<u32>,
    /// The marking that it opens with.
    pub(super) marking: Option<String>,
}

/// Reads a line of the transmission; `None` for any other, whatever number it has.
pub(super) fn transmission(line: &str) -> Option<Transmission> {
    /// In bytes.
    const LONGEST: usize = 120;
    let has_sign = line.len() <= LONGEST
        && line.starts_with(|c: char| c.is_ascii_uppercase())
        && line.bytes().any(|byte| byte.is_ascii_digit())
        && !line.contains(char::is_lowercase);
    if !has_sign {
        return None;
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    match words[..] {
        ["PAGE", number, ..] => page(number, &words[2..]),
        _ => marked(words),
    }
}

/// `PAGE 02 SUVA 00412 01 OF 02 010235Z`, `PAGE 2 OF 3`.
fn page(number: &str, rest: &[&str]) -> Option<Transmission> {
    let part = small(number)?;
    if matches!(rest, [] | ["OF", _]) {
        return Some(Transmission {
            number: None,
            part: Some(part),
            sections: None,
            marking: None,
        });
    }
    let posts = rest.iter().take_while(is_name).count();
    let number = match rest.get(posts).filter(|digits| is_number(digits)) {
        // A routing indicator counts by another clock than the post.
        Some(digits) if (1..=POST).contains(&posts) && !is_routing(rest[0]) => {
            Some(Number::new(&rest[..posts].join(" "), digits))
        }
        Some(_) if (1..=POST).contains(&posts) => None,
        _ => return None,
    };
    Some(Transmission {
        number,
        part: Some(part),
        sections: None,
        marking: None,
    })
}

fn is_routing(word: &str) -> bool {
    word.len() >= 5 && word.starts_with("RU")
}

/// A line of a marking, the post and the number, or of these and the part.
fn marked(mut words: Vec<&str>) -> Option<Transmission> {
    let (part, sections) = take_section(&mut words).unzip();
    let sections = sections.flatten();
    while words.last().is_some_and(|word| super::is_caption(word)) {
        words.pop();
    }
    let Some((digits, before)) = words.split_last().filter(|(word, _)| is_number(word)) else {
        let marking = words.join(" ");
        let is_section = part.is_some() && (words.is_empty() || handling::is_marking(&marking));
        return is_section.then(|| Transmission {
            number: None,
            part,
            sections,
            marking: Some(marking).filter(|it| !it.is_empty()),
        });
    };
    let names = before.iter().rev().take_while(is_name).count();
    // The shortest name that leaves a marking before it.
    let mut posts = 1..=names.min(POST);
    let (post, marking) = posts.find_map(|count| {
        let (marking, post) = before.split_at(before.len() - count);
        let marking = marking.join(" ");
        let is_whole = marking.is_empty() && part.is_some() || handling::is_marking(&marking);
        is_whole.then(|| (post.join(" "), marking))
    })?;
    Some(Transmission {
        number: Some(Number::new(&post, digits)),
        part,
        sections,
        marking: Some(marking).filter(|it| !it.is_empty()),
    })
}

/// Takes `SECTION 02 OF 03`, or `002 OF 003` at the end, out of the words: the part, and how many sections there are.
fn take_section(words: &mut Vec<&str>) -> Option<(u32, Option<u32>)> {
    let named = words
        .windows(4)
        .position(|it| matches!(it[0], "SECTION" | "SECT" | "SEC") && is_part(&it[1..]));
    if let Some(at) = named {
        let (part, all) = (part_of(words[at + 1])?, small(words[at + 3]));
        words.drain(at..at + 4);
        return Some((part, all));
    }
    let at = words.len().checked_sub(3)?;
    if !is_part(&words[at..]) {
        return None;
    }
    let part = part_of(words[at])?;
    words.truncate(at);
    Some((part, None))
}

/// `002 OF 003`
fn is_part(words: &[&str]) -> bool {
    matches!(words, [one, "OF", all] if part_of(one).is_some() && small(all) >= part_of(one))
}

/// The number of a part; pages count within sections (`001.2`).
fn part_of(word: &str) -> Option<u32> {
    small(word.split_once('.').map_or(word, |(section, _)| section))
}

/// A number of at most three digits that counts from 1.
fn small(word: &str) -> Option<u32> {
    let is_short = word.len() <= 3 && is_number(word);
    word.parse().ok().filter(|&number| is_short && number > 0)
}

pub(super) fn is_number(word: &str) -> bool {
    (1..=DIGITS).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_name(word: &&&str) -> bool {
    word.len() > 1
        && word.starts_with(char::is_alphabetic)
        && word
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_the_transmission_tell_number_and_part() {
        for (line, number, part) in [
            (
                "C O N F I D E N T I A L SECTION 01 OF 02 TARN 000412",
                "TARN 000412",
                Some(1),
            ),
            ("UNCLAS PORT MORESBY 001234", "PORT MORESBY 001234", None),
            ("UNCLAS SECTION 02 OF 02", "", Some(2)),
            (
                "S E C R E T SECTION 03 OF 03 USUN NEW YORK 00098 SIPDIS",
                "USUN NEW YORK 00098",
                Some(3),
            ),
            ("TARN 00000412 002 OF 003", "TARN 00000412", Some(2)),
            ("PAGE 02        TARN  00412  010235Z", "TARN 00412", Some(2)),
            ("PAGE 03 RUEHTN 0412 UNCLAS", "", Some(3)),
            ("PAGE 2 OF 3", "", Some(2)),
        ] {
            let found = transmission(line).unwrap_or_else(|| panic!("{line}"));
            let shown = found.number.map(|it| format!("{} {}", it.post, it.digits));
            assert_eq!(
                (shown.unwrap_or_default().as_str(), found.part),
                (number, part),
                "{line}"
            );
        }
    }

    #[test]
    fn other_lines_with_numbers_are_none() {
        for line in [
            "TARN 412",
            "1. CHAPTER 2 OF 3",
            "RESOLUTION 1701 OF 2006",
            "PAGE 2 HAS THE MAP",
            "THE MINISTER ASKED FOR 3 OF 12",
            "THE SECRET OF ROOM 12",
            "SECTION 3 OF 2",
            "",
        ] {
            assert_eq!(transmission(line), None, "{line}");
        }
    }
}
