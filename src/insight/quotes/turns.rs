//! Transcripts: whose turn it is to speak.
//!
//! A turn begins at a label ("MR. X:", "Sergey Lavrov:", "Q") and goes on over the paragraphs after
//! it until the next label or the line that closes the meeting.

use std::collections::HashMap;
use std::ops::Range;

use super::lexicon::{Lexicon, Sense};
use crate::insight::salutation;

/// One turn of a transcript.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Turn {
    /// The bytes of the label without its colon.
    pub(super) label: Range<usize>,
    /// The bytes of the words spoken.
    pub(super) span: Range<usize>,
    /// A question from the floor, whoever asked it.
    pub(super) question: bool,
}

/// A paragraph as transcripts see it.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) span: Range<usize>,
    /// The bytes of its label, colon and blanks included, where the file's reader marked one.
    pub(super) label: Option<usize>,
    /// A heading or rule, which ends a turn.
    pub(super) divides: bool,
}

/// A label that a paragraph may open with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Label {
    /// Bytes from the paragraph's start: where the label begins, ends, and where the words begin.
    start: usize,
    end: usize,
    words: usize,
    kind: LabelKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LabelKind {
    /// Marked as a turn when the file was read.
    Given,
    /// `Q` or `QUESTION:`.
    Question,
    /// `MR. X:`
    Capitals,
    /// `Sergey Lavrov:`
    Name,
    /// A speech balloon, as channels put before a statement.
    Balloon,
}

/// Finds the turns of a body; none unless the labels look like those of a transcript.
pub(super) fn turns(text: &str, parts: &[Part], lexicon: &Lexicon) -> Vec<Turn> {
    let labels: Vec<Option<Label>> = parts
        .iter()
        .map(|part| label(text, part, lexicon))
        .collect();
    let accepted = accept(text, parts, &labels, lexicon);
    let mut turns: Vec<Turn> = Vec::new();
    let mut open = false;
    for (part, label) in parts.iter().zip(accepted) {
        if let Some(label) = label {
            let start = part.span.start;
            turns.push(Turn {
                label: start + label.start..start + label.end,
                span: start + label.words..part.span.end,
                question: label.kind == LabelKind::Question,
            });
            open = true;
        } else if part.divides || closes(&text[part.span.clone()]) {
            open = false;
        } else if open && let Some(turn) = turns.last_mut() {
            turn.span.end = part.span.end;
        }
    }
    turns.retain_mut(|turn| {
        let words = text[turn.span.clone()].trim_end();
        turn.span.end = turn.span.start + words.len();
        !words.trim().is_empty()
    });
    turns
}

/// Keeps the labels that recur as a transcript's do.
fn accept(
    text: &str,
    parts: &[Part],
    labels: &[Option<Label>],
    lexicon: &Lexicon,
) -> Vec<Option<Label>> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let text_of = |part: &Part, label: &Label| {
        let start = part.span.start;
        &text[start + label.start..start + label.end]
    };
    let (mut capitals, mut names) = (0, 0);
    for (part, label) in parts.iter().zip(labels) {
        let Some(label) = label else { continue };
        *counts.entry(text_of(part, label)).or_default() += 1;
        capitals += usize::from(label.kind == LabelKind::Capitals);
        names += usize::from(label.kind == LabelKind::Name);
    }
    let recurring = counts.values().filter(|&&count| count > 1).count();
    let marked = labels
        .iter()
        .flatten()
        .any(|label| label.kind == LabelKind::Given);
    let keep = |part: &Part, label: &Label| match label.kind {
        LabelKind::Given | LabelKind::Balloon => true,
        LabelKind::Question => capitals + names > 0 || marked || counts[text_of(part, label)] > 1,
        LabelKind::Capitals => {
            let name = text_of(part, label);
            counts[name] > 1 || recurring > 0 || has_title(name, lexicon)
        }
        LabelKind::Name => names > 2 && recurring > 0,
    };
    parts
        .iter()
        .zip(labels)
        .map(|(part, label)| label.filter(|label| keep(part, label)))
        .collect()
}

/// True for a label that opens or ends with a title: "THE PRESIDENT", "MS. ROE", "VARGA, SPEAKER";
/// not for a heading with one in its middle.
fn has_title(name: &str, lexicon: &Lexicon) -> bool {
    let sense = |word: &str| lexicon.sense(word.trim_end_matches('.'));
    let mut words = name
        .split_whitespace()
        .skip_while(|word| sense(word).is(Sense::DETERMINER));
    let ends = [words.next(), words.last()];
    let title = |word: &str| sense(word).is(Sense::TITLE | Sense::ROLE);
    ends.into_iter().flatten().any(title)
}

/// The label that a paragraph opens with, if any.
fn label(text: &str, part: &Part, lexicon: &Lexicon) -> Option<Label> {
    let inside = &text[part.span.clone()];
    if salutation::length(inside, lexicon.tongue().language()).is_some() {
        return None;
    }
    if let Some(length) = part.label {
        let length = length.min(inside.len());
        let name = inside[..length].trim_end().trim_end_matches(':').trim_end();
        let kind = if is_question(name, lexicon) {
            LabelKind::Question
        } else {
            LabelKind::Given
        };
        return Some(Label {
            start: 0,
            end: name.len(),
            words: length,
            kind,
        });
    }
    if part.divides {
        return None;
    }
    question(inside)
        .or_else(|| balloon(inside))
        .or_else(|| before_colon(inside, lexicon))
}

fn is_question(name: &str, lexicon: &Lexicon) -> bool {
    name.split_whitespace().next().is_some_and(|word| {
        lexicon
            .sense(word.trim_end_matches('.'))
            .is(Sense::QUESTION)
    })
}

/// `Q And the sanctions?`
fn question(inside: &str) -> Option<Label> {
    let rest = inside.strip_prefix('Q')?;
    let words = rest.trim_start_matches([' ', '.', ':', '\u{a0}']);
    let blank = rest.len() - words.len();
    (blank > 0 && words.starts_with(|c: char| !c.is_lowercase())).then_some(Label {
        start: 0,
        end: 1,
        words: 1 + blank,
        kind: LabelKind::Question,
    })
}

/// `💬 Official spokeswoman X:` at the head of a channel post.
fn balloon(inside: &str) -> Option<Label> {
    /// A name with a long office.
    const LONGEST: usize = 160;
    let rest = inside
        .strip_prefix(['💬', '🗨', '🎙'])?
        .trim_start_matches(['\u{fe0f}', '\n', ' ']);
    let start = inside.len() - rest.len();
    let colon = rest.find(':').filter(|&colon| colon < LONGEST)?;
    let name = rest[..colon].trim_end();
    let words = rest[colon + 1..].trim_start();
    if name.contains(['.', '!', '?'])
        || words.starts_with(['“', '«', '"', '‘', '\''])
        || words.is_empty()
    {
        return None;
    }
    Some(Label {
        start,
        end: start + name.len(),
        words: inside.len() - words.len(),
        kind: LabelKind::Balloon,
    })
}

/// `MR. X:` and `Sergey Lavrov:`
fn before_colon(inside: &str, lexicon: &Lexicon) -> Option<Label> {
    /// In bytes: a long name with an office, in any alphabet.
    const LONGEST: usize = 90;
    let window = inside.char_indices().take_while(|&(at, _)| at < LONGEST);
    let colon = window
        .into_iter()
        .find(|&(_, c)| matches!(c, ':' | '\n' | '“' | '"' | ',' | ';'))
        .filter(|&(_, c)| c == ':')?
        .0;
    let name = inside[..colon].trim_end();
    let rest = &inside[colon + 1..];
    let spoken = rest.trim_start();
    if name.is_empty()
        || spoken.is_empty()
        || spoken.len() == rest.len()
        || spoken.starts_with(['“', '«', '"', '‘', '„'])
    {
        return None;
    }
    let words = inside.len() - spoken.len();
    let kind = label_kind(name, lexicon)?;
    Some(Label {
        start: 0,
        end: name.len(),
        words,
        kind,
    })
}

fn label_kind(name: &str, lexicon: &Lexicon) -> Option<LabelKind> {
    let mut letters = name.chars().filter(|c| c.is_alphabetic());
    let count = name.split_whitespace().count();
    let first = lexicon.sense(
        name.split_whitespace()
            .next()
            .unwrap_or_default()
            .trim_end_matches('.'),
    );
    if count > 7 || first.is(Sense::CAPTION) || name.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if is_question(name, lexicon) && count <= 2 {
        return Some(LabelKind::Question);
    }
    let words = || {
        name.split_whitespace()
            .skip(1)
            .map(|word| lexicon.sense(word))
    };
    if words().any(|sense| sense.is(Sense::DETERMINER | Sense::PRONOUN)) {
        // A heading in capitals.
        return None;
    }
    if letters.clone().count() > 1 && letters.all(|c| !c.is_lowercase()) {
        return Some(LabelKind::Capitals);
    }
    let capitalised = name.split_whitespace().all(|word| {
        word.starts_with(|c: char| c.is_uppercase() || c == '(')
            || lexicon.sense(word).is(Sense::PARTICLE | Sense::PREPOSITION)
    });
    (capitalised && count <= 5 && !first.is(Sense::STOP | Sense::PREPOSITION))
        .then_some(LabelKind::Name)
}

/// True for the line that closes a meeting: a time, `END`, a row of signs.
fn closes(line: &str) -> bool {
    let line = line
        .trim()
        .trim_matches(['(', ')', '*', '#', '_', '[', ']', ' ']);
    if line.is_empty() {
        return true;
    }
    let count = line.split_whitespace().take(6).count();
    let time = line.starts_with(|c: char| c.is_ascii_digit())
        && line.contains(':')
        && (line.contains("M.")
            || line.contains("m.")
            || line.contains("AM")
            || line.contains("PM"));
    count <= 5 && (time || line.starts_with("END") || line.starts_with("End of "))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `label | words` of each turn.
    fn found(text: &str) -> Vec<String> {
        let mut parts = Vec::new();
        let mut at = 0;
        for part in text.split("\n\n") {
            parts.push(Part {
                span: at..at + part.len(),
                label: None,
                divides: false,
            });
            at += part.len() + 2;
        }
        turns(text, &parts, Lexicon::of(Some("en")))
            .into_iter()
            .map(|turn| {
                format!(
                    "{} | {}",
                    &text[turn.label],
                    text[turn.span].replace("\n\n", " / ")
                )
            })
            .collect()
    }

    #[test]
    fn a_turn_goes_on_until_the_next_label_or_the_end() {
        assert_eq!(
            found("MR. LIND: One.\n\nTwo.\n\nQ Three?\n\nMR. LIND: Four.\n\n5:01 P.M. EST"),
            ["MR. LIND | One. / Two.", "Q | Three?", "MR. LIND | Four."]
        );
    }

    #[test]
    fn names_in_small_letters_need_to_recur() {
        assert_eq!(
            found("Marta Lind: One.\n\nOve Brandt: Two.\n\nMarta Lind: Three.").len(),
            3
        );
        assert_eq!(found("Marta Lind: One.\n\nThe end."), [] as [&str; 0]);
    }

    #[test]
    fn captions_open_no_turn() {
        assert_eq!(
            found("SUBJECT: Grain\n\nNOTE: None\n\nSource: Lind"),
            [] as [&str; 0]
        );
    }
}
