//! Handling caveats: what a text asks of whoever handles it, from its header or its own lines.
//!
//! Looked for in lines of their own at the head and the foot of a text, where caveats stand, and
//! in the title. The lines stay in the body: a person wrote them.

use std::ops::Range;

use crate::briefing::{Attribution, Embargo, Handling};
use crate::config::Level;

use super::given::{self, Given};
use super::lines::{head, lines};

mod attribution;
mod embargo;
mod marking;

/// How many lines with words are the head of a text: a cable's routing may come first.
const HEAD: usize = 16;

/// How many are its foot.
const FOOT: usize = 4;

/// How far from the end the foot is looked for, in bytes.
const REACH: usize = 1024;

/// The caveats of the text `text[range]`: as declared, else as its lines have them.
pub(super) fn find(text: &str, range: Range<usize>, title: &str, given: &Given) -> Handling {
    let mut found = Found::default();
    for line in head_of(text, range.clone()) {
        found.line(line);
        found.attribution = found
            .attribution
            .or_else(|| attribution::of_line(bare(line)));
    }
    for line in foot_of(&text[range]) {
        found.line(line);
    }
    let (marking, level) = match &given.classification {
        Some(declared) => (
            Some(declared.as_str().into()),
            marking::of_declared(declared),
        ),
        None => found
            .marking
            .map(|(words, level)| (words.into(), level))
            .unzip(),
    };
    let declared = given.embargo.as_deref().map(embargo::of_declared);
    let rule = given.attribution.as_deref().map(attribution::of_declared);
    Handling {
        marking,
        level,
        embargo: declared.or(found.embargo),
        attribution: rule
            .or(found.attribution)
            .or_else(|| attribution::of_line(bare(title))),
    }
}

/// True for a line that is a caveat and nothing else, which no title is.
pub(super) fn is_caveat(line: &str) -> bool {
    let line = bare(line);
    marking::of_line(line).is_some()
        || embargo::of_line(line).is_some()
        || attribution::alone(line).is_some()
}

/// What the lines of a text have said so far.
#[derive(Default)]
struct Found {
    /// The first of the highest markings.
    marking: Option<(String, Level)>,
    embargo: Option<Embargo>,
    attribution: Option<Attribution>,
}

impl Found {
    fn line(&mut self, line: &str) {
        let words = bare(line);
        if let Some(level) = marking::of_line(words)
            && self
                .marking
                .as_ref()
                .is_none_or(|(_, known)| *known < level)
        {
            self.marking = Some((given::one_line(words), level));
        }
        if self.embargo.is_none() {
            self.embargo = embargo::of_line(words);
        }
    }
}

/// The first lines with words.
fn head_of(text: &str, range: Range<usize>) -> impl Iterator<Item = &str> {
    lines(text, range)
        .map(|line| line.text)
        .filter(|line| !line.is_empty())
        .take(HEAD)
}

/// The last lines with words, the last first.
fn foot_of(text: &str) -> impl Iterator<Item = &str> {
    let start = head(text, text.len().saturating_sub(REACH)).len();
    text[start..]
        .rsplit(['\n', '\r'])
        .filter(|line| !line.trim().is_empty())
        .take(FOOT)
}

/// A line without what sets it off: brackets, asterisks, hashes, dashes.
fn bare(line: &str) -> &str {
    line.trim_matches(|c: char| {
        c.is_whitespace() || "*_#[](){}<>=~\"“”«»-–—•|/\u{FEFF}".contains(c)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Handling {
        find(text, 0..text.len(), "", &Given::default())
    }

    #[test]
    fn caveats_stand_in_lines_of_their_own_at_head_and_foot() {
        let found = of(
            "# **CONFIDENTIAL**\n\nTalks on fish\n\n[ON BACKGROUND]\n\nThey met.\n\nEMBARGOED UNTIL DELIVERY\n",
        );
        assert_eq!(found.marking.as_deref(), Some("CONFIDENTIAL"));
        assert_eq!(found.level, Some(Level::Confidential));
        assert_eq!(
            found.stamp().unwrap(),
            "CONFIDENTIAL · EMBARGOED UNTIL DELIVERY · ON BACKGROUND"
        );
    }

    #[test]
    fn the_highest_marking_counts_and_the_middle_of_a_text_does_not() {
        let found = of("UNCLASSIFIED\n\nTalks.\n\nSECRET//NOFORN");
        assert_eq!(found.marking.as_deref(), Some("SECRET//NOFORN"));
        let middle = format!(
            "{}SECRET\n{}",
            "Words of it.\n".repeat(20),
            "More words.\n".repeat(20)
        );
        assert!(of(&middle).is_none());
        assert!(of("Talks\n\nMR FOX: On background, we met.\n\nIt was SECRET, he said.").is_none());
    }

    #[test]
    fn what_is_declared_goes_before_what_the_lines_say() {
        let mut given = Given::default();
        given.classification = Some("Official-Sensitive".to_owned());
        given.embargo = Some("31 May 2024".to_owned());
        given.attribution = Some("a Western diplomat".to_owned());
        let text = "SECRET\n\nOFF THE RECORD\n\nWords";
        let found = find(text, 0..text.len(), "", &given);
        assert_eq!(
            (found.marking.as_deref(), found.level),
            (Some("Official-Sensitive"), Some(Level::Sensitive))
        );
        assert_eq!(
            found.stamp().unwrap(),
            "Official-Sensitive · Embargo: 31 May 2024 · a Western diplomat"
        );
    }

    #[test]
    fn a_title_may_tell_the_rule() {
        let found = find(
            "Words",
            0..5,
            "Background Press Call on Fish",
            &Given::default(),
        );
        assert_eq!(
            found.attribution.unwrap().rule,
            crate::briefing::Rule::OnBackground
        );
    }
}
