//! Transcripts: paragraphs that open with their speaker's label.
//!
//! `MS. FOX:` and `Q` are labels wherever there are two of them. `Anna Petrova:` is one only where
//! labels come back, for "Note:" and "Here is what he said:" open paragraphs too.

use std::sync::LazyLock;

use crate::briefing::{Block, BlockKind, Body};
use crate::text::hash::{HashMap, HashSet};

use super::lines;
use super::plain::ends_sentence;

/// No label is longer, in bytes: an office, a name, "(via interpreter)".
const LONGEST: usize = 120;

/// The words that labels are known by.
static WORDS: LazyLock<Words> = LazyLock::new(|| Words::read(include_str!("turns/words.txt")));

/// Words, each with the list that it is on.
#[derive(Debug)]
struct Words(HashSet<(&'static str, &'static str)>);

impl Words {
    fn read(text: &'static str) -> Self {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let lists = lines.filter_map(|line| line.split_once(": "));
        let entries = lists.flat_map(|(list, entries)| {
            let entries = entries.split(',').map(str::trim);
            entries.map(move |entry| (list, entry))
        });
        Self(entries.collect())
    }

    fn has(&self, list: &str, entry: &str) -> bool {
        self.0.contains(&(list, entry))
    }
}

/// Turns the paragraphs of a transcript into turns.
pub(super) fn mark(body: &mut Body) {
    let text = &body.text;
    let candidates: Vec<(usize, Label<'_>)> = body
        .blocks
        .iter()
        .enumerate()
        .filter(|(_, block)| block.kind == BlockKind::Paragraph)
        .filter_map(|(at, block)| Some((at, label(text_of(text, block))?)))
        .filter(|(_, label)| label.is_sure || label.is_speech)
        .collect();
    let mut times: HashMap<&str, usize> = HashMap::default();
    for (_, label) in candidates.iter().filter(|(_, label)| !label.opens_quote) {
        *times.entry(label.name).or_default() += 1;
    }
    let sure = candidates
        .iter()
        .filter(|(_, label)| label.is_sure && !label.opens_quote)
        .count();
    let again = times.values().any(|&times| times >= 2) && times.values().sum::<usize>() >= 3;
    if sure < 2 && !again {
        return;
    }
    let turns: Vec<(usize, BlockKind)> = candidates
        .iter()
        .filter(|(_, label)| {
            let heard = times.get(label.name).copied().unwrap_or(0);
            heard >= 2 || !label.opens_quote && (label.is_sure || label.is_name)
        })
        .map(|(at, label)| {
            (
                *at,
                BlockKind::Turn {
                    label: label.length,
                },
            )
        })
        .collect();
    for (at, kind) in turns {
        body.blocks[at].kind = kind;
    }
}

fn text_of<'a>(text: &'a str, block: &Block) -> &'a str {
    &text[block.span.range()]
}

/// What may be a speaker's label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Label<'a> {
    /// The words before the colon, and before a remark in brackets.
    name: &'a str,
    /// The bytes up to the words that are spoken.
    length: u32,
    /// True for what can be nothing else: `Q`, `MR. FOX`, `THE PRESIDENT`.
    is_sure: bool,
    /// True for several capitalised words.
    is_name: bool,
    /// True when a quotation mark follows: then it may be a list of quotations.
    opens_quote: bool,
    /// True when what follows is a sentence or more, and not the second half of a heading.
    is_speech: bool,
}

/// True for a line that opens with a label that can be nothing else.
pub(super) fn is_sure_label(line: &str) -> bool {
    label(line).is_some_and(|label| label.is_sure)
}

fn label(text: &str) -> Option<Label<'_>> {
    let head = lines::head(text, LONGEST);
    if let Some(rest) = head
        .strip_prefix('Q')
        .filter(|rest| rest.starts_with([' ', '\u{A0}']))
    {
        let spoken = rest.trim_start();
        let opens = spoken.starts_with(|c: char| c.is_uppercase() || "“\"(—–-‘".contains(c));
        return opens.then(|| made("Q", "q", text, head.len() - spoken.len()));
    }
    let colon = head.find(':')?;
    let rest = &head[colon + 1..];
    let blanks = rest.len() - rest.trim_start().len();
    if blanks == 0 && !rest.is_empty() {
        return None;
    }
    let before = head[..colon].trim_end();
    let name = match before.split_once('(') {
        Some((name, remark)) if remark.ends_with(')') => name.trim_end(),
        Some(_) => return None,
        None => before,
    };
    if !is_label(name) {
        return None;
    }
    let lower = name.to_lowercase();
    (!WORDS.has("none", &lower)).then(|| made(name, &lower, text, colon + 1 + blanks))
}

/// `lower` is the name in small letters.
fn made<'a>(name: &'a str, lower: &str, text: &str, length: usize) -> Label<'a> {
    Label {
        name,
        length: u32::try_from(length).unwrap_or(0),
        is_sure: is_sure(name, lower),
        is_name: name.split_whitespace().count() >= 2 || name.contains('.'),
        is_speech: ends_sentence(text) || text[length..].split_whitespace().nth(5).is_some(),
        opens_quote: text[length..].starts_with(['“', '"', '«', '‘', '\'', '„']),
    }
}

/// Capitalised words and their particles.
fn is_label(name: &str) -> bool {
    let words = name.split_whitespace().count();
    (1..=12).contains(&words)
        && name.starts_with(char::is_uppercase)
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || " .-’'&,\u{A0}–".contains(c))
        && !(name.contains(',') && name.contains(", and "))
        && name.split_whitespace().all(|word| {
            word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
                || word.chars().any(char::is_uppercase)
                || WORDS.has("joint", word)
        })
        && name.split_whitespace().all(|word| {
            !word.ends_with('.') || word.chars().count() <= 5 || word.matches('.').count() > 1
        })
}

/// Labels by a word that only labels and names have.
fn is_sure(name: &str, lower: &str) -> bool {
    let first = lower.split_whitespace().next().unwrap_or_default();
    let is_capitals = name
        .chars()
        .filter(|c| c.is_alphabetic())
        .all(char::is_uppercase);
    let several = lower.contains(' ');
    WORDS.has("alone", lower)
        || several && WORDS.has("address", first.trim_end_matches('.'))
        || several && is_capitals && WORDS.has("office", first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::{passage, plain};

    fn turns(text: &str) -> Vec<Option<String>> {
        let (mut body, _) = passage::assemble(&plain::passages(text, 0..text.len()));
        mark(&mut body);
        let label = |block: &Block| match block.kind {
            BlockKind::Turn { label } => Some(body.block_text(block)[..label as usize].to_owned()),
            _ => None,
        };
        body.blocks.iter().map(label).collect()
    }

    fn some(label: &str) -> Option<String> {
        Some(label.to_owned())
    }

    #[test]
    fn the_words_are_sorted_on_lists_that_are_asked_for() {
        let lists = ["none", "alone", "address", "office", "joint"];
        let mut last = ("", "");
        for line in include_str!("turns/words.txt").lines() {
            let Some((list, entries)) = line.split_once(": ").filter(|_| !line.starts_with('#'))
            else {
                assert!(line.is_empty() || line.starts_with('#'), "{line}");
                continue;
            };
            assert!(lists.contains(&list), "{list}");
            for entry in entries.split(',').map(str::trim) {
                assert!(last.0 != list || last.1 < entry, "{entry}");
                last = (list, entry);
            }
        }
    }

    #[test]
    fn a_press_briefing_has_turns() {
        let text = "Press Room\n\nMS. FOX: Good afternoon.\n\nAny questions?\n\nQ  Thank you. Is it true?\n\n\
            MS. FOX (laughing): It is.\n\nQ Really?";
        assert_eq!(
            turns(text),
            [
                None,
                some("MS. FOX: "),
                None,
                some("Q  "),
                some("MS. FOX (laughing): "),
                some("Q ")
            ]
        );
    }

    #[test]
    fn names_are_labels_where_they_come_back() {
        let text = "Anna Petrova: Good day.\n\nMinister of Trade of Freedonia Max Braun: Good day.\n\nNote: laughter.\n\nAnna Petrova: Well.";
        assert_eq!(
            turns(text),
            [
                some("Anna Petrova: "),
                some("Minister of Trade of Freedonia Max Braun: "),
                None,
                some("Anna Petrova: ")
            ]
        );
        assert_eq!(
            turns("Вопрос: Как дела?\n\nА.Петрова: Хорошо.\n\nВопрос: Ясно."),
            [some("Вопрос: "), some("А.Петрова: "), some("Вопрос: ")]
        );
    }

    #[test]
    fn other_paragraphs_with_colons_are_none() {
        let sheet = "CUTTING COSTS: Today the Ministry acted.\n\nHELPING PORTS: It also built a pier.\n\nSubject: fish\n\nSubject: trade\n\nSubject: ports";
        assert_eq!(turns(sheet), [None, None, None, None, None]);
        let list =
            "Senator Max Braun: “Good.”\n\nMs. Anna Fox: “Very good.”\n\nMr. Carl Ott: “The best.”";
        assert_eq!(turns(list), [None, None, None]);
        assert_eq!(
            turns("He put it so: no.\n\nHe put it so: yes.\n\nHe put it so: no."),
            [None, None, None]
        );
    }

    #[test]
    fn turns_on_neighbouring_lines_are_blocks_of_their_own() {
        assert_eq!(
            turns("QUESTION: Now?\nMR. OTT: Now.\nQUESTION: Why?"),
            [some("QUESTION: "), some("MR. OTT: "), some("QUESTION: ")]
        );
    }
}
