//! Transcripts: paragraphs that open with their speaker's label.
//!
//! `MS. FOX:` and `Q` are labels wherever there are two of them. `Anna Petrova:` is one only where
//! labels come back, for "Note:" and "Here is what he said:" open paragraphs too.

use std::sync::LazyLock;

use crate::briefing::{Block, BlockKind, Body};
use crate::text::hash::HashMap;
use crate::text::letters::is_alphanumeric;
use crate::text::word_table::WordTable;

use super::lines;
use super::plain::ends_sentence;

/// No label is longer, in bytes: an office, a name, "(via interpreter)".
pub(super) const LONGEST: usize = 120;

/// The words that labels are known by.
static WORDS: LazyLock<Words> = LazyLock::new(|| Words::read(include_str!("turns/words.txt")));

/// What a word of labels tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum List {
    /// Opens notes, lists and the heads of messages, and is no label.
    None,
    /// A label by itself.
    Alone,
    /// Before a name, a sure label.
    Address,
    /// The same in capitals.
    Office,
    /// May stand small inside a label.
    Joint,
}

impl List {
    const NAMED: [(&str, Self); 5] = [
        ("none", Self::None),
        ("alone", Self::Alone),
        ("address", Self::Address),
        ("office", Self::Office),
        ("joint", Self::Joint),
    ];

    fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// Words in any case, each with the lists that it is on.
#[derive(Debug, Default)]
struct Words(WordTable<u8>);

impl Words {
    /// Reads the file; a list that it does not know is passed over, and a test finds it.
    fn read(text: &str) -> Self {
        let mut words = Self::default();
        let lines = text.lines().filter_map(|line| line.split_once(": "));
        for (name, entries) in lines {
            let known = List::NAMED.iter().find(|(known, _)| *known == name);
            if let Some((_, list)) = known {
                for entry in entries.split(',') {
                    *words.0.entry(entry.trim()) |= list.bit();
                }
            }
        }
        words
    }

    fn has(&self, list: List, word: &str) -> bool {
        self.0.get(word) & list.bit() != 0
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
        .filter(|(_, block)| body.fold_at(block.span.range().start).is_none())
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
    opening(line).is_some_and(|(name, _)| is_sure(name))
}

fn label(text: &str) -> Option<Label<'_>> {
    let (name, length) = opening(text)?;
    let spoken = &text[length..];
    Some(Label {
        name,
        length: u32::try_from(length).unwrap_or(0),
        is_sure: is_sure(name),
        is_name: name.contains('.') || name.split_whitespace().nth(1).is_some(),
        is_speech: ends_sentence(text) || spoken.split_whitespace().nth(5).is_some(),
        opens_quote: spoken.starts_with(['“', '"', '«', '‘', '\'', '„']),
    })
}

/// The name that a text opens with as a label does, and the bytes up to what is spoken.
pub(super) fn opening(text: &str) -> Option<(&str, usize)> {
    // Cheap, and enough for most lines.
    if !text.starts_with(char::is_uppercase) {
        return None;
    }
    let head = lines::head(text, LONGEST);
    if let Some(rest) = head
        .strip_prefix('Q')
        .filter(|rest| rest.starts_with([' ', '\u{A0}']))
    {
        let spoken = rest.trim_start();
        let opens = spoken.starts_with(|c: char| c.is_uppercase() || "“\"(—–-‘".contains(c));
        return opens.then(|| ("Q", head.len() - spoken.len()));
    }
    let colon = memchr::memchr(b':', head.as_bytes())?;
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
    let is_label = is_label(name) && !WORDS.has(List::None, name);
    is_label.then_some((name, colon + 1 + blanks))
}

/// Capitalised words and their particles.
fn is_label(name: &str) -> bool {
    /// In words.
    const LONGEST: usize = 12;
    let belongs = |c: char| {
        is_alphanumeric(c) || matches!(c, ' ' | '.' | '-' | '’' | '\'' | '&' | ',' | '\u{A0}' | '–')
    };
    let mut words = name.split_whitespace();
    let fits = words.clone().nth(LONGEST).is_none()
        && name.starts_with(char::is_uppercase)
        && name.chars().all(belongs);
    fits && words.all(is_word_of_label) && !(name.contains(',') && name.contains(", and "))
}

/// A word with a capital, a number or a particle, and no end of a sentence.
pub(super) fn is_word_of_label(word: &str) -> bool {
    let opens = word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        || word.contains(char::is_uppercase)
        || WORDS.has(List::Joint, word);
    let stops =
        || word.ends_with('.') && word.chars().nth(5).is_some() && word.matches('.').count() < 2;
    opens && !stops()
}

/// True for a form of address, without its stop.
pub(super) fn is_address(word: &str) -> bool {
    WORDS.has(List::Address, word)
}

/// Labels by a word that only labels and names have.
pub(super) fn is_sure(name: &str) -> bool {
    let first = name.split_whitespace().next().unwrap_or_default();
    let in_capitals = || {
        let mut letters = name.chars().filter(|c| c.is_alphabetic());
        letters.all(char::is_uppercase)
    };
    let several = name.contains(' ');
    WORDS.has(List::Alone, name)
        || several && WORDS.has(List::Address, first.trim_end_matches('.'))
        || several && WORDS.has(List::Office, first) && in_capitals()
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
        let lists = List::NAMED.map(|(name, _)| name);
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
