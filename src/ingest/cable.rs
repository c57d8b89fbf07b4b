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

use crate::briefing::BriefingDate;

use super::furniture::is_issuer;
use super::given::one_line;
use super::lines::{Line, lines};
use super::{dates, plain};

mod address;
mod label;

use label::{Label, labelled};

/// The most lines that a head has: to many posts a cable goes by a line each.
const MOST_LINES: usize = 80;

/// A line longer than this, in bytes, is text, unless a label opens it.
const LINE: usize = 120;

/// The most lines of a subject.
const SUBJECT_LINES: usize = 6;

/// What the signs of a cable must make together.
const ENOUGH: u32 = 3;

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
}

/// Reads the head of the cable `text[range]`; `None` for any other text.
pub(super) fn read(text: &str, range: Range<usize>) -> Option<Cable> {
    let mut head = Head::default();
    for line in lines(text, range).take(MOST_LINES) {
        if head.line(&line).is_none() {
            break;
        }
    }
    head.close();
    let is_transmitted = [Label::Group, Label::Sender, Label::Transmission]
        .iter()
        .any(|label| head.seen.contains(label));
    head.cable.body = is_transmitted.then_some(head.end);
    let is_cable = head.weight >= ENOUGH;
    // "SUBJECT:" in capitals names the subject of whatever it stands over.
    let is_titled = head.has_capital_subject && head.cable.title.is_some();
    (is_cable || is_titled).then_some(head.cable)
}

/// A head that is being read.
#[derive(Default)]
struct Head {
    cable: Cable,
    /// The label that lines without one go on from, and what they have said so far.
    open: Option<(Label, Vec<String>)>,
    /// What the labels seen so far make together; each counts once.
    weight: u32,
    seen: Vec<Label>,
    has_capital_subject: bool,
    /// Where the last line ends that belongs to the head.
    end: usize,
}

impl Head {
    /// Takes a line; `None` when the text begins with it.
    fn line(&mut self, line: &Line<'_>) -> Option<()> {
        let words = line.trimmed().text;
        if words.is_empty() {
            self.blank();
            return Some(());
        }
        let is_bound = if let Some((label, value)) = labelled(words) {
            self.label(label, value, words);
            true
        } else if let Some((date, rest)) = group(words) {
            self.close();
            self.see(Label::Group);
            self.cable.date = self.cable.date.or(Some(date));
            if let Some((label, value)) = labelled(rest) {
                self.label(label, value, rest);
            }
            true
        } else if is_transmission(words) {
            self.close();
            self.see(Label::Transmission);
            true
        } else {
            self.words(line, words)?
        };
        // What nothing binds to the head may be the headline, unless more of the head follows.
        if is_bound {
            self.end = line.next;
        }
        Some(())
    }

    /// Takes a line without a label, and tells whether it belongs to what stands over it; `None`
    /// for one of the text.
    fn words(&mut self, line: &Line<'_>, words: &str) -> Option<bool> {
        let is_text = words.len() > LINE || plain::is_section(words);
        let is_numbered = plain::bullet(words).is_some();
        match &mut self.open {
            _ if is_text => None,
            Some((Label::Subject, said)) => {
                let goes_on = !is_numbered && said.len() < SUBJECT_LINES;
                if goes_on && is_more_of(said, line) {
                    said.push(words.to_owned());
                    return Some(true);
                }
                self.close();
                (!is_numbered && !plain::ends_sentence(words)).then_some(false)
            }
            // References are lettered, and some of them are sentences.
            Some(_) => {
                (!words.starts_with(|c: char| c.is_ascii_digit() && is_numbered)).then_some(true)
            }
            None => (!is_numbered && !plain::ends_sentence(words)).then_some(false),
        }
    }

    fn blank(&mut self) {
        // `SUBJECT:` may have its words in the next paragraph.
        let waits = matches!(&self.open, Some((Label::Subject, said)) if said.is_empty());
        if !waits {
            self.close();
        }
    }

    fn label(&mut self, label: Label, value: &str, line: &str) {
        self.close();
        let name = line.split([':', ' ']).next().unwrap_or_default();
        let is_capital = !name.contains(char::is_lowercase);
        self.has_capital_subject |= label == Label::Subject && is_capital;
        self.see(label);
        let value = Some(value.to_owned()).filter(|value| !value.is_empty());
        self.open = Some((label, value.into_iter().collect()));
    }

    /// Counts a sign of a cable.
    fn see(&mut self, label: Label) {
        if !self.seen.contains(&label) {
            self.weight += label.weight();
            self.seen.push(label);
        }
    }

    /// Takes what the open label has said.
    fn close(&mut self) {
        let Some((label, said)) = self.open.take() else {
            return;
        };
        let value = said.join(" ");
        let cable = &mut self.cable;
        match label {
            Label::Subject => {
                cable.title = cable
                    .title
                    .take()
                    .or(Some(value).filter(|it| !it.is_empty()));
            }
            Label::From | Label::Sender => {
                // All addresses may stand on one line.
                let value = value.split(" TO ").next().unwrap_or_default();
                let name = address::readable(value, label == Label::Sender);
                let named = name.or_else(|| is_issuer(value).then(|| one_line(value)));
                cable.source = cable.source.take().or(named);
            }
            Label::Date => cable.date = cable.date.or_else(|| dates::parse(&value)),
            Label::Tags => cable.tags.extend(value.split([',', ';']).map(one_line)),
            // Telegrams number themselves with their date: `TELNO 41 OF 101040Z JUNE 24`.
            Label::Other => cable.date = cable.date.or(group(&value).map(|(date, _)| date)),
            Label::To | Label::Copies | Label::Group | Label::Transmission => {}
        }
    }
}

/// True for a line that goes on from a subject: typed in the same letters, and no sentence of a text.
fn is_more_of(said: &[String], line: &Line<'_>) -> bool {
    /// In characters: a line that was broken because it was full.
    const FULL: usize = 50;
    let Some(last) = said.last() else { return true };
    if plain::is_rule(line.text) {
        return false;
    }
    if !said.iter().any(|line| line.contains(char::is_lowercase)) {
        return !line.text.contains(char::is_lowercase);
    }
    let is_set_off = line.text.starts_with([' ', '\t']);
    let goes_on = line.text.starts_with(char::is_lowercase) || last.chars().count() >= FULL;
    is_set_off || goes_on && !plain::ends_sentence(line.text)
}

/// The date of a line that holds a date-time group behind its precedence or `OF`, and what follows.
fn group(line: &str) -> Option<(BriefingDate, &str)> {
    /// In bytes: `ZNR UUUUU ZZH`, precedence and number stand before it.
    const BEFORE: usize = 40;
    let (date, range) = dates::group(line)?;
    let before = &line[..range.start];
    let is_routing = !before.contains(char::is_lowercase) && before.len() <= BEFORE;
    is_routing.then(|| (date, line[range.end..].trim()))
}

/// `SIPDIS`, `E.O. 12958: DECL: 05/31/2034`, `ZNR UUUUU ZZH`: lines that only cables have.
fn is_transmission(line: &str) -> bool {
    const OPENERS: [&str; 12] = [
        "SIPDIS", "EXDIS", "NODIS", "LIMDIS", "STADIS", "NOFORN", "E.O. ", "EO ", "E. O. ", "ZNR ",
        "ZNY ", "DE RU",
    ];
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

#[cfg(test)]
mod tests;
