//! A cable that was sent in sections, or printed in pages, as one text again.
//!
//! ```text
//! … AND THE MINISTER OF LOCKS SAID
//!
//! TARN 00000412  002 OF 003          a page: this line goes
//!
//! THAT THE RIVER WAS HIS.
//!
//! P 311430Z MAY 24                   a section: so does all that repeats the head
//! FM AMEMBASSY TARN
//! TO SECSTATE WASHDC 4431
//! C O N F I D E N T I A L SECTION 02 OF 02 TARN 000412
//! ```

use std::collections::HashSet;
use std::ops::Range;

use super::number::{Transmission, transmission};
use super::{Cable, group, is_transmission};
use crate::briefing::{self, Reference};
use crate::ingest::handling;
use crate::ingest::lines::{Line, lines};
use crate::ingest::plain;

impl Cable {
    /// True for a further section of another, by their heads.
    fn goes_on_from(&self, first: &Self) -> bool {
        let is_further = self.section.is_some_and(|section| section > 1);
        let is_same = match (&self.facts.number, &first.facts.number) {
            (Some(number), Some(first)) => number.may_be(first),
            _ => self.date == first.date && self.source == first.source,
        };
        is_further && is_same
    }
}

/// Where cables begin among the places at which these stand: further sections go on from the one before.
pub(in crate::ingest) fn without_further_sections(cables: &[(usize, Cable)]) -> Vec<usize> {
    let mut first: Option<&Cable> = None;
    let mut starts = Vec::new();
    for (start, cable) in cables {
        if !first.is_some_and(|first| cable.goes_on_from(first)) {
            first = Some(cable);
            starts.push(*start);
        }
    }
    starts
}

/// The stretches of the cable `text[range]` that the transmission has put into its words.
pub(in crate::ingest) fn cuts(text: &str, range: Range<usize>, cable: &Cable) -> Vec<Range<usize>> {
    let Some(body) = cable.body.filter(|body| range.contains(body)) else {
        return Vec::new();
    };
    let parts = |line: &Line<'_>| {
        transmission(line.trimmed().text).is_some_and(|found| is_break(&found, cable))
    };
    if !lines(text, body..range.end).any(|line| parts(&line)) {
        return Vec::new();
    }
    let head = lines(text, range.start..body).map(|line| line.trimmed().text);
    let seams = Seams {
        lines: lines(text, body..range.end).collect(),
        head: head.filter(|line| !line.is_empty()).collect(),
        end: range.end,
    };
    let mut cuts: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at < seams.lines.len() {
        if !parts(&seams.lines[at]) {
            at += 1;
            continue;
        }
        let from = cuts.last().map_or(0, |cut: &Range<usize>| cut.end);
        let (cut, next) = seams.around(at);
        cuts.push(cut.start.max(from)..cut.end);
        at = next;
    }
    cuts
}

/// Refers from a section that stands alone in `text[range]` to the others of its cable.
pub(in crate::ingest) fn name_other_sections(
    facts: &mut briefing::Cable,
    cable: &Cable,
    text: &str,
    range: Range<usize>,
) {
    /// The most that are named.
    const MOST: u32 = 20;
    let (Some(own), Some(all), Some(number)) = (cable.section, cable.sections, &facts.number)
    else {
        return;
    };
    let is_joined = !cuts(text, range, cable).is_empty();
    if all < 2 || is_joined {
        return;
    }
    let others = (1..=all.min(MOST)).filter(|&other| other != own);
    let others = others.map(|section| Reference {
        words: format!("Section {section} of {all}").into(),
        number: Some(number.clone()),
        is_between: false,
        section: Some(section),
    });
    let others: Vec<Reference> = others.collect();
    facts.section = Some(own);
    facts.references.splice(..0, others);
}

/// True for a line that parts pages or sections of this cable.
fn is_break(found: &Transmission, cable: &Cable) -> bool {
    let is_own = match (&found.number, &cable.facts.number) {
        (Some(number), Some(own)) => number.post == *own.post && number.value() == own.number,
        _ => true,
    };
    found.part.is_some() && is_own
}

/// The lines of a text, and those of its head.
struct Seams<'a> {
    lines: Vec<Line<'a>>,
    head: HashSet<&'a str>,
    end: usize,
}

impl Seams<'_> {
    /// What goes around the break in a line, and the line after that.
    fn around(&self, at: usize) -> (Range<usize>, usize) {
        let goes = |&line: &usize| self.is_blank(line) || self.is_furniture(line);
        let first = (0..at).rev().take_while(goes).last().unwrap_or(at);
        let after = (at + 1..self.lines.len()).find(|line| !goes(line));
        let after = after.unwrap_or(self.lines.len());
        // Blank lines at the edges part paragraphs, unless a sentence goes on.
        let has_words = (first..at).find(|&line| !self.is_blank(line)).unwrap_or(at);
        let last = (at..after)
            .rev()
            .find(|&line| !self.is_blank(line))
            .unwrap_or(at);
        let (from, until) = match self.goes_on(first, after) {
            true => (first, after),
            false if first < has_words => (has_words, after),
            false => (has_words, last + 1),
        };
        (self.start(from)..self.start(until), after)
    }

    fn start(&self, line: usize) -> usize {
        self.lines.get(line).map_or(self.end, |line| line.start)
    }

    fn is_blank(&self, line: usize) -> bool {
        self.lines[line].text.trim().is_empty()
    }

    /// True for a line that the transmission has, or the head already had.
    fn is_furniture(&self, line: usize) -> bool {
        let words = self.lines[line].trimmed().text;
        self.head.contains(words)
            || is_transmission(words)
            || is_routing(words)
            || handling::is_marking(words)
            || group(words).is_some()
            || transmission(words).is_some_and(|found| found.part.is_some())
    }

    /// True where a sentence is cut by what stands between two lines.
    fn goes_on(&self, first: usize, after: usize) -> bool {
        /// In bytes: a line that was broken because it was full.
        const FULL: usize = 40;
        let before = first
            .checked_sub(1)
            .map(|line| self.lines[line].trimmed().text);
        let next = self.lines.get(after).map(|line| line.trimmed().text);
        let (Some(before), Some(next)) = (before, next) else {
            return false;
        };
        let opens = plain::bullet(next).is_some() || next.starts_with('(') || plain::is_rule(next);
        let is_cut = before.len() >= FULL || next.starts_with(char::is_lowercase);
        is_cut && !plain::ends_sentence(before) && !opens
    }
}

/// `VZCZCXYZ0001`, `PP RUEHC RUEHLO`, `BT`, `#0412`, `NNNN`: lines of the wire.
fn is_routing(line: &str) -> bool {
    let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
    let is_number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    matches!(line, "BT" | "NNNN")
        || line.starts_with("VZCZC")
        || first.strip_prefix('#').is_some_and(is_number) && rest.is_empty()
        || matches!(first, "RR" | "PP" | "OO" | "ZZ") && rest.starts_with("RU")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::cable;

    const HEAD: &str = "P 311430Z MAY 24\nFM AMEMBASSY TARN\nTO SECSTATE WASHDC 4431\n";
    const FIRST: &str = "C O N F I D E N T I A L SECTION 01 OF 02 TARN 000412\n\nSIPDIS\n\nTAGS: PREL\nSUBJECT: LOCKS\n\n";
    const AGAIN: &str = "C O N F I D E N T I A L SECTION 02 OF 02 TARN 000412\n\nSIPDIS\n\nTAGS: PREL\nSUBJECT: LOCKS\n\n";

    fn kept(text: &str) -> String {
        let cable = cable::read(text, 0..text.len()).unwrap();
        let mut kept = String::new();
        let mut at = cable.body.unwrap();
        for cut in cuts(text, 0..text.len(), &cable) {
            kept.push_str(&text[at..cut.start]);
            at = cut.end;
        }
        kept + &text[at..]
    }

    #[test]
    fn a_page_in_a_sentence_goes_with_the_blank_lines_around_it() {
        let text = format!(
            "{HEAD}{FIRST}1. (C) THE MINISTER OF LOCKS SAID ON THURSDAY\n\nTARN 00000412  002 OF 003\n\n\nTHAT THE RIVER WAS HIS.\n\nTARN 00000412  003 OF 003\n\n2. (C) END.\n"
        );
        assert_eq!(
            kept(&text).trim(),
            "1. (C) THE MINISTER OF LOCKS SAID ON THURSDAY\nTHAT THE RIVER WAS HIS.\n\n2. (C) END."
        );
        let archived = format!(
            "{HEAD}{FIRST}1. THE MINISTER OF LOCKS SAID ON THURSDAY THAT\nCONFIDENTIAL\n\nCONFIDENTIAL\n\nPAGE 02        TARN  00412  311440Z\n\nTHE RIVER WAS HIS.\n"
        );
        assert_eq!(
            kept(&archived).trim(),
            "1. THE MINISTER OF LOCKS SAID ON THURSDAY THAT\nTHE RIVER WAS HIS."
        );
    }

    #[test]
    fn a_further_section_goes_on_without_its_head() {
        let text = format!(
            "{HEAD}{FIRST}1. (C) THE MINISTER CAME.\n\nNNNN\n\nVZCZCXYZ0002\nPP RUEHC\nDE RUEHTN #0412/02 1521430\nZNR UUUUU ZZH\n{HEAD}{AGAIN}TO SEE THE RIVER WAS HIS WISH.\n"
        );
        assert_eq!(
            kept(&text).trim(),
            "1. (C) THE MINISTER CAME.\n\nTO SEE THE RIVER WAS HIS WISH."
        );
    }

    #[test]
    fn the_pages_of_another_cable_and_numbers_in_a_text_stay() {
        let body = "1. (C) HE READ:\n\nAPIA 00000007  002 OF 003\n\nTARN 412\n\nCHAPTER 2 OF 3\n";
        assert_eq!(kept(&format!("{HEAD}{FIRST}{body}")), format!("\n{body}"));
    }

    #[test]
    fn sections_of_one_number_are_one_cable() {
        let read = |text: String| (0, cable::read(&text, 0..text.len()).unwrap());
        let [first, second] = [FIRST, AGAIN].map(|it| read(format!("{HEAD}{it}1. WORDS.")));
        let other = read(format!(
            "{HEAD}{}1. WORDS.",
            AGAIN.replace("000412", "000413")
        ));
        assert_eq!(without_further_sections(&[first, second, other]).len(), 2);
    }
}
