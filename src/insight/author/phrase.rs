//! The words of a title or a short line, with what stands between them.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use crate::insight::grammar::{Grammar, List, Lists, Phrases};
use crate::insight::quotes::NameWord;
use crate::text::letters::is_alphanumeric;

/// A word of a line.
#[derive(Debug, Clone)]
pub(super) struct Token<'t> {
    /// As it stands, without the signs around it and without "'s".
    pub(super) text: &'t str,
    /// In small letters, with straight apostrophes.
    pub(super) small: Cow<'t, str>,
    /// Where it begins in the line, in bytes.
    pub(super) start: usize,
    /// What stands between it and the next word.
    pub(super) gap: &'t str,
    /// True for "Lind's".
    pub(super) owns: bool,
    /// What [`Token::part`] tells, once it is asked for: of most words it never is.
    part: OnceCell<NameWord>,
    /// The lists with an entry that it opens.
    opens: Lists,
    grammar: &'static Grammar,
}

/// The most words of a line that are looked at: what names an author stands near its beginning, and a
/// title may be a whole book.
const MOST: usize = 200;

/// A line in words.
#[derive(Debug)]
pub(super) struct Line<'t> {
    pub(super) text: &'t str,
    pub(super) tokens: Vec<Token<'t>>,
    pub(super) words: &'static Phrases,
    pub(super) language: Option<&'t str>,
}

impl<'t> Line<'t> {
    pub(super) fn of(text: &'t str, language: Option<&'t str>) -> Self {
        let grammar = Grammar::of(language);
        let words = grammar.phrases();
        let ranges = word_ranges(text);
        let mut tokens: Vec<Token<'t>> = Vec::with_capacity(ranges.len());
        for range in ranges {
            if let Some(last) = tokens.last_mut() {
                last.gap = &text[last.start + last.text.len()..range.start];
            }
            let mut token = Token::of(&text[range.clone()], range.start, grammar);
            token.gap = &text[range.end..];
            tokens.push(token);
        }
        tokens.truncate(MOST);
        for token in &mut tokens {
            token.take_possessive(words);
        }
        Self {
            text,
            tokens,
            words,
            language,
        }
    }

    /// How many words from `at` on are an entry of a list; `None` behind the last word.
    pub(super) fn entry(&self, list: List, at: usize) -> Option<usize> {
        /// No entry is longer.
        const REACH: usize = 4;
        let opens = self.tokens.get(at)?.opens;
        if !opens.has(list) {
            return None;
        }
        let end = self.tokens.len().min(at + REACH);
        let next: Vec<&str> = self.tokens[at..end]
            .iter()
            .map(|token| &*token.small)
            .collect();
        self.words.entry(list, &next)
    }

    /// True when one of the words in a range begins an entry of a list.
    pub(super) fn any(&self, list: List, mut range: Range<usize>) -> bool {
        range.any(|at| self.entry(list, at).is_some())
    }

    /// The stretch of the line from one word to the end of another, on one line.
    pub(super) fn stretch(&self, range: Range<usize>) -> String {
        let (Some(first), Some(last)) = (
            self.tokens.get(range.start),
            self.tokens.get(range.end.saturating_sub(1)),
        ) else {
            return String::new();
        };
        let stretch = &self.text[first.start..last.start + last.text.len()];
        stretch.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

impl<'t> Token<'t> {
    fn of(text: &'t str, start: usize, grammar: &'static Grammar) -> Self {
        let small = if text.bytes().all(|byte| byte.is_ascii_lowercase()) {
            Cow::Borrowed(text)
        } else if text.is_ascii() {
            Cow::Owned(text.to_ascii_lowercase())
        } else {
            Cow::Owned(text.to_lowercase().replace('’', "'"))
        };
        Self {
            text,
            start,
            gap: "",
            owns: false,
            part: OnceCell::new(),
            opens: grammar.phrases().opened_by(&small),
            small,
            grammar,
        }
    }

    /// What the word can be in the phrase that names somebody.
    pub(super) fn part(&self) -> NameWord {
        *self
            .part
            .get_or_init(|| NameWord::of(self.text, self.grammar))
    }

    /// Takes "'s" off the word, where the language has it.
    fn take_possessive(&mut self, words: &Phrases) {
        if self.text.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return;
        }
        let Some(at) = self.text.rfind(['\'', '’']) else {
            return;
        };
        let ending = self.text[at..].to_lowercase().replace('’', "'");
        if !words.has(List::Possessive, &ending) {
            return;
        }
        self.text = &self.text[..at];
        self.owns = true;
    }

    /// True when the word opens with a capital letter, or has no small ones at all.
    pub(super) fn is_capital(&self) -> bool {
        self.text.starts_with(|c: char| c.is_uppercase())
    }

    /// True for "NSC".
    pub(super) fn is_acronym(&self) -> bool {
        self.text.chars().count() > 1
            && self
                .text
                .chars()
                .all(|c| c.is_uppercase() || !c.is_alphabetic())
    }

    /// True when the words before and after belong to different parts of a line.
    pub(super) fn ends_part(&self) -> bool {
        self.gap
            .contains([',', ';', ':', '–', '—', '|', '“', '”', '"', '[', ']', '\n'])
            || self.gap.contains(" - ")
    }

    /// True when a bracket opens after it.
    pub(super) fn opens_bracket(&self) -> bool {
        self.gap.contains('(')
    }
}

/// The words of a line: letters, digits, and the signs that join them without a blank. One more
/// than [`MOST`] at the most, so that the last that counts knows what follows it.
fn word_ranges(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut word: Option<Range<usize>> = None;
    for (at, c) in text.char_indices() {
        if is_alphanumeric(c) || is_mark(c) {
            let end = at + c.len_utf8();
            word = Some(word.map_or(at..end, |word| word.start..end));
        } else if !is_joint(c) {
            ranges.extend(word.take());
            if ranges.len() > MOST {
                break;
            }
        }
    }
    ranges.extend(word);
    ranges
}

/// What may stand inside a word.
fn is_joint(c: char) -> bool {
    matches!(
        c,
        '\'' | '’' | '-' | '\u{2010}' | '\u{2011}' | '\u{2060}' | '.' | '&' | '/'
    )
}

/// A combining sign of a letter.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036f}')
}
