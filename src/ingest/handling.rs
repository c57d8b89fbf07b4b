//! Handling caveats: what a text asks of whoever handles it, from its header or its own lines.
//!
//! Looked for in lines of their own at the head and the foot of a text, where caveats stand, and
//! in the title. The lines stay in the body: a person wrote them.

use std::borrow::Cow;
use std::ops::Range;

use crate::briefing::{Attribution, Body, Embargo, Handling};
use crate::config::Level;

use super::given::{self, Given};
use super::lines::{head, lines};

mod attribution;
mod embargo;
mod initials;
mod marking;
mod plain;
mod portion;

use plain::plain;
pub(super) use portion::{of_body as portions, without as without_portion};

/// How many lines with words are the head of a text: a cable's routing may come first.
const HEAD: usize = 16;

/// How many are its foot.
const FOOT: usize = 4;

/// How far from the end the foot is looked for, in bytes.
const REACH: usize = 1024;

/// The caveats of the text `text[range]`: as declared, else as its lines have them. Of a marking
/// that is declared and one in the lines the higher counts.
pub(super) fn find(text: &str, range: Range<usize>, title: &str, given: &Given) -> Handling {
    let mut found = Found::default();
    for line in head_of(text, range.clone()) {
        let words = bare(&line);
        found.line(words);
        found.attribution = found.attribution.or_else(|| attribution::of_line(words));
    }
    for line in foot_of(&text[range]) {
        found.line(bare(&line));
    }
    let declared = given.classification.as_ref();
    let declared = declared.map(|words| (words.clone(), level_of_declared(words)));
    let in_lines = found
        .marking
        .map(|(words, level)| (words, Some(level)))
        .filter(|(_, level)| {
            let declared = declared.as_ref();
            declared.is_none_or(|(_, declared)| is_higher(*level, *declared))
        });
    let (marking, level) = in_lines.or(declared).unzip();
    let (marking, level) = (marking.map(Into::into), level.flatten());
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

/// The handling of a text of which some is folded: a marking there holds for all, if it is the higher one. What
/// leaves the reader has those words in it, too.
pub(super) fn raised(own: Handling, folded: impl Iterator<Item = Handling>) -> Handling {
    folded.fold(own, |own, folded| {
        let is_first = own.marking.is_none() && folded.marking.is_some();
        match is_first || folded.level.is_some() && is_higher(folded.level, own.level) {
            true => Handling {
                marking: folded.marking,
                level: folded.level,
                ..own
            },
            false => own,
        }
    })
}

/// True for a line that marks its text and does nothing else.
pub(super) fn is_marking(line: &str) -> bool {
    marking::of_line(bare(&plain(line))).is_some()
}

/// The handling of a cable: what the line of its post and number asks for, or a paragraph, holds for all where it is
/// more.
pub(super) fn of_cable(own: Handling, marking: Option<&str>, body: &Body) -> Handling {
    let own = match own.marking.as_deref().zip(marking) {
        // Post and number are no part of it.
        Some((line, words)) if line.starts_with(words) => Handling {
            marking: Some(unspaced(words).into()),
            ..own
        },
        _ => own,
    };
    let marked = |words: &str, level: Level| Handling {
        marking: Some(unspaced(words).into()),
        level: Some(level),
        ..Handling::default()
    };
    let on_line = marking.and_then(|words| Some(marked(words, marking::of_line(words)?)));
    // Of several paragraphs that ask for as much the first.
    let portions = body.portions.iter().rev();
    let highest = portions.max_by_key(|portion| portion.level);
    let highest = highest.filter(|portion| portion.level > Level::Unclassified);
    let portion = highest.map(|it| marked(&body.text[it.span.range()], it.level));
    raised(own, on_line.into_iter().chain(portion))
}

/// A marking on one line, and in words where it is spelled: `C O N F I D E N T I A L NOFORN`.
fn unspaced(words: &str) -> String {
    /// As few letters may be initials.
    const SPELLED: usize = 4;
    let words: Vec<&str> = words.split_whitespace().collect();
    let runs = words.chunk_by(|one, other| one.chars().count() == 1 && other.chars().count() == 1);
    let runs = runs.map(|run| run.join(if run.len() < SPELLED { " " } else { "" }));
    runs.collect::<Vec<_>>().join(" ")
}

/// True for a line that is a caveat and nothing else, which no title is.
pub(super) fn is_caveat(line: &str) -> bool {
    let line = plain(line);
    let line = bare(&line);
    marking::of_line(line).is_some()
        || embargo::of_line(line).is_some()
        || attribution::alone(line).is_some()
}

/// The level that a declared marking asks for.
fn level_of_declared(words: &str) -> Option<Level> {
    marking::of_declared(&plain(words))
}

/// True where a declared marking asks for more than another.
pub(super) fn is_above(words: &str, other: &str) -> bool {
    is_higher(level_of_declared(words), level_of_declared(other))
}

/// True where a level is above another. Words of which nothing is known may mean anything.
fn is_higher(level: Option<Level>, other: Option<Level>) -> bool {
    other.is_some_and(|other| level.is_none_or(|level| level > other))
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
    fn line(&mut self, words: &str) {
        if let Some(level) = marking::of_line(words)
            && self
                .marking
                .as_ref()
                .is_none_or(|(_, known)| *known < level)
        {
            let marking = given::one_line(marking::without_key(words));
            self.marking = Some((marking, level));
        }
        if self.embargo.is_none() {
            self.embargo = embargo::of_line(words);
        }
    }
}

/// The first lines with words.
fn head_of(text: &str, range: Range<usize>) -> impl Iterator<Item = Cow<'_, str>> {
    lines(text, range)
        .map(|line| plain(line.text))
        .filter(|line| !line.trim().is_empty())
        .take(HEAD)
}

/// The last lines with words, the last first.
fn foot_of(text: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let text = text.trim_end();
    let start = head(text, text.len().saturating_sub(REACH)).len();
    let lines: Vec<_> = lines(text, start..text.len()).collect();
    lines
        .into_iter()
        .rev()
        .map(|line| plain(line.text))
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
    fn what_is_declared_goes_before_what_the_lines_say_unless_they_say_more() {
        let mut given = Given::default();
        given.classification = Some("Official-Sensitive".to_owned());
        given.embargo = Some("31 May 2024".to_owned());
        given.attribution = Some("a Western diplomat".to_owned());
        let text = "UNCLASSIFIED\n\nOFF THE RECORD\n\nWords";
        let found = find(text, 0..text.len(), "", &given);
        assert_eq!(
            (found.marking.as_deref(), found.level),
            (Some("Official-Sensitive"), Some(Level::Sensitive))
        );
        assert_eq!(
            found.stamp().unwrap(),
            "Official-Sensitive · Embargo: 31 May 2024 · a Western diplomat"
        );
        let text = "SECRET//NOFORN\n\nWords";
        let found = find(text, 0..text.len(), "", &given);
        assert_eq!(
            (found.marking.as_deref(), found.level),
            (Some("SECRET//NOFORN"), Some(Level::Secret))
        );
    }

    #[test]
    fn a_marking_of_what_is_folded_holds_for_all() {
        let [none, low, high] = ["They met.", "RESTRICTED", "> SECRET\n> They met."].map(of);
        let all = |own: &Handling| raised(own.clone(), [low.clone(), high.clone()].into_iter());
        assert_eq!(all(&none).level, Some(Level::Secret));
        assert_eq!(all(&low).level, Some(Level::Secret));
        let held = raised(high.clone(), [low].into_iter());
        assert_eq!(held, high);
    }

    #[test]
    fn a_marking_is_known_however_it_is_written() {
        for line in [
            "SEC\u{ad}RET",
            "SEC\u{200b}RET",
            "SEC\u{200d}RET",
            "SEC\u{2060}RET",
            "SEC\u{202e}RET",
            "SEC\u{e0041}RET",
            "\u{feff}S\u{34f}E\u{200c}CRET",
            "ＳＥＣＲＥＴ",
            "𝐒𝐄𝐂𝐑𝐄𝐓",
            "S\u{332}E\u{332}C\u{332}R\u{332}E\u{332}T\u{332}",
            "<p><b>SECRET</b></p>",
            "SEC<wbr>RET",
            "SEC&shy;RET",
            "SEC&#8203;RET",
            "Classification: SECRET",
            "Classi\u{ad}fication: Secret",
        ] {
            for text in [
                format!("{line}\n\nWords"),
                format!("Words\u{85}{line}\u{c}"),
            ] {
                assert_eq!(of(&text).level, Some(Level::Secret), "{text:?}");
            }
        }
        let keyed = of("Classification: SECRET\n\nWords");
        assert_eq!(keyed.marking.as_deref(), Some("SECRET"));
        let decomposed = of("TRE\u{300}S SECRET\n\nWords");
        assert_eq!(decomposed.level, Some(Level::TopSecret));
        let buried = format!("{}SECRET\n\nWords", "\u{200b}\n".repeat(40));
        assert_eq!(of(&buried).level, Some(Level::Secret));
        let far = format!("SEC{}RET\n\nWords", "\u{200b}".repeat(40_000));
        assert_eq!(of(&far).level, Some(Level::Secret));
        assert!(of("“Secret talks”: classification pending\n\nWords").is_none());
    }

    #[test]
    fn a_declared_marking_is_read_without_what_hides_in_it() {
        let mut given = Given::default();
        for words in [
            "SEC‹U+202E›RET",
            "ＳＥＣＲＥＴ",
            "SEC\u{ad}RET",
            "<b>Secret</b>",
        ] {
            given.classification = Some(words.to_owned());
            assert_eq!(find("Words", 0..5, "", &given).level, Some(Level::Secret));
        }
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
