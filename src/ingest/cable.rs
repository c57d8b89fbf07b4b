//! A cable or a message in plain text: title, date, source and tags from the lines at its head.
//!
//! ```text
//! R 311430Z MAY 24                    the date-time group, after its precedence
//! FM AMEMBASSY SUVA                   who sends it
//! TO SECSTATE WASHDC 4431
//! C O N F I D E N T I A L SUVA 000412
//! TAGS: PREL, ECON, FJ
//! SUBJECT: FERRY TALKS RESUME         goes on to the next label or blank line
//! ```
//!
//! Any of these may be missing and their order differs, so that a text is taken for a cable by what
//! they make together. They stay in the body: whoever sent it wrote them.

use std::ops::Range;

use crate::briefing::{self, BriefingDate};

use super::dates;
use super::lines::lines;
use head::Head;

mod address;
mod addressees;
mod head;
mod label;
mod number;
mod printed;
mod references;
mod sections;

pub(super) use printed::of_title;
pub(super) use sections::{cuts, name_other_sections, without_further_sections};

/// The most lines that a head has: to many posts a cable goes by a line each.
const MOST_LINES: usize = 80;

/// What the head of a cable says.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Cable {
    pub(super) title: Option<String>,
    pub(super) date: Option<BriefingDate>,
    pub(super) source: Option<String>,
    pub(super) tags: Vec<String>,
    /// The byte where the text after the head begins; `None` of a message that no post transmitted,
    /// over which a headline may stand.
    pub(super) body: Option<usize>,
    /// Numbers and addressees; cleaned.
    pub(super) facts: briefing::Cable,
    /// The post that numbers it.
    post: Option<String>,
    /// The marking on the line of its post and number.
    pub(super) marking: Option<String>,
    /// Which section of it the text is.
    section: Option<u32>,
    /// How many sections it was sent in.
    sections: Option<u32>,
}

/// Reads the head of the cable `text[range]`; `None` for any other text.
pub(super) fn read(text: &str, range: Range<usize>) -> Option<Cable> {
    let mut head = Head::default();
    for line in lines(text, range).take(MOST_LINES) {
        if head.line(&line).is_none() {
            break;
        }
    }
    head.finish()
}

/// The date of a line that holds a date-time group behind its precedence or `OF`, and what follows.
///
/// The second is what stands before it.
fn group(line: &str) -> Option<(BriefingDate, &str, &str)> {
    /// In bytes: `ZNR UUUUU ZZH`, precedence and number stand before it.
    const BEFORE: usize = 40;
    let (date, range) = dates::group(line)?;
    let before = &line[..range.start];
    let is_routing = !before.contains(char::is_lowercase) && before.len() <= BEFORE;
    is_routing.then(|| (date, before, line[range.end..].trim()))
}

/// `SIPDIS`, `E.O. 12958: DECL: 05/31/2034`, `ZNR UUUUU ZZH`: lines that only cables have.
fn is_transmission(line: &str) -> bool {
    const OPENERS: [&str; 11] = [
        "SIPDIS", "EXDIS", "NODIS", "LIMDIS", "STADIS", "NOFORN", "E.O. ", "EO ", "E. O. ", "ZNR ",
        "ZNY ",
    ];
    // The routing indicator of the sender, and the number that it counts by.
    if line.starts_with("DE RU") {
        return line.contains('#') && line.ends_with(|c: char| c.is_ascii_digit());
    }
    let first = line.as_bytes().first();
    let mut near = OPENERS
        .iter()
        .filter(|opener| opener.as_bytes().first() == first);
    near.any(|opener| {
        let after = line.strip_prefix(opener.trim_end());
        after.is_some_and(|after| match opener.ends_with(' ') {
            true => after
                .trim_start()
                .starts_with(|c: char| c.is_alphanumeric()),
            false => !after.starts_with(char::is_alphanumeric),
        })
    })
}

/// True for a word that says how far a cable may go, behind its number: `SIPDIS`.
fn is_caption(word: &str) -> bool {
    const CAPTIONS: [&str; 6] = ["SIPDIS", "EXDIS", "NODIS", "LIMDIS", "STADIS", "NOFORN"];
    CAPTIONS.contains(&word)
}

#[cfg(test)]
mod tests;
