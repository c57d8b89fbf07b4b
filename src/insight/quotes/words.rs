//! A body as words with their senses, and what stands between them.
//!
//! One pass over the text; nothing is allocated for a word. Everything after this layer thinks in
//! word numbers and turns back to bytes only for the mentions it reports.

mod capitals;

use std::cell::RefCell;
use std::ops::Range;

use crate::insight::grammar::{Grammar, Lexicon, Sense};
use crate::text::eight::{EACH, HIGH};
use crate::text::hash::HashMap;
use crate::text::letters::{is_alphabetic, is_alphanumeric};
use crate::text::marks::mark_at;

/// The longest sentence, in words: longer than any that a reader could follow, and short enough that
/// a text without full stops costs no more.
pub(super) const SENTENCE: usize = 160;

/// One word of the body.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    /// Bytes of the body, without a possessive ending, with the full stop of an abbreviation.
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) sense: Sense,
    pub(super) shape: Shape,
    /// What stands between this word and the next.
    pub(super) gap: Gap,
}

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Lower,
    /// A capital first.
    Capital,
    /// Two capitals or more and nothing small.
    Caps,
    /// Opens with a digit.
    Number,
}

/// What stands between two words, as a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Gap(u16);

impl Gap {
    pub(super) const COMMA: Self = Self(1);
    pub(super) const COLON: Self = Self(1 << 1);
    pub(super) const SEMICOLON: Self = Self(1 << 2);
    pub(super) const DASH: Self = Self(1 << 3);
    pub(super) const BRACKET: Self = Self(1 << 4);
    pub(super) const MARK: Self = Self(1 << 5);
    /// The word carries a possessive ending.
    pub(super) const POSSESSIVE: Self = Self(1 << 6);
    /// `.`, `!`, `?` or an ellipsis.
    pub(super) const STOP: Self = Self(1 << 7);
    /// A sentence ends here: a stop before a capital, a blank line, a bullet or a pictograph.
    pub(super) const SENTENCE: Self = Self(1 << 8);
    pub(super) const NEWLINE: Self = Self(1 << 9);
    /// Any other sign: brackets of markup, @, #.
    pub(super) const SIGN: Self = Self(1 << 10);
    /// A paragraph ends here.
    pub(super) const PARAGRAPH: Self = Self(1 << 11);

    pub(super) fn has(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }

    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }

    /// True when nothing but blanks stands between the words, so that they can be one name.
    pub(super) fn is_plain(self) -> bool {
        self.0 & !Self::NEWLINE.0 == 0
    }

    /// True when a comma is all that stands between the words.
    pub(super) fn is_comma_only(self) -> bool {
        self.0 & !Self::NEWLINE.0 == Self::COMMA.0
    }

    /// True when nothing but `signs` and blanks stands between the words, and at least one of them.
    pub(super) fn is_only(self, signs: Self) -> bool {
        self.has(signs) && self.0 & !(Self::NEWLINE.0 | signs.0) == 0
    }

    /// True when a quotation mark is all that stands between the words.
    pub(super) fn is_mark_only(self) -> bool {
        self.0 & !(Self::NEWLINE.0 | Self::POSSESSIVE.0) == Self::MARK.0
    }
}

impl Word {
    pub(super) fn is(&self, senses: Sense) -> bool {
        self.sense.is(senses)
    }

    /// True for a word with a capital, of any kind.
    pub(super) fn is_capital(&self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Caps)
    }
}

/// All words of a body.
#[derive(Debug)]
pub(super) struct Words<'a> {
    pub(super) text: &'a str,
    pub(super) list: Vec<Word>,
    /// The language that the words were looked up in.
    pub(super) grammar: &'static Grammar,
    /// The first words of the paragraphs, ascending.
    openers: Vec<usize>,
    /// The words that may report together with the next, ascending.
    paired: Vec<usize>,
}

impl<'a> Words<'a> {
    /// Splits a text into words and looks each one up.
    pub(super) fn of(text: &'a str, grammar: &'static Grammar) -> Self {
        let mut words = Self {
            text,
            list: Vec::with_capacity(text.len() / 5),
            grammar,
            openers: vec![0],
            paired: Vec::new(),
        };
        let mut at = 0;
        while let Some(start) = words.skip_gap(at) {
            at = match plain_end(text, start) {
                Some((end, small)) => words.push_plain(start..end, small),
                None => words.push(start, word_end(text, start)),
            };
        }
        if let Some(last) = words.list.last_mut() {
            last.gap.add(Gap::SENTENCE.or(Gap::PARAGRAPH));
        }
        words.mark_names();
        words.part_datelines();
        words.pair_cues();
        words
    }

    /// "Made clear", "put it", "went on": two words that report together.
    fn pair_cues(&mut self) {
        /// "made *it* clear".
        const BETWEEN: usize = 1;
        for at in std::mem::take(&mut self.paired) {
            if !self.list[at].gap.is_plain() {
                continue;
            }
            let mut second = at + 1;
            let it = |word: &Word| word.is(Sense::IT) && word.gap.is_plain();
            let joined = |at: usize, second: usize| {
                second < self.list.len()
                    && self.grammar.is_pair(self.text_of(at), self.text_of(second))
            };
            if !joined(at, second) && self.list.get(second).is_some_and(it) {
                second += BETWEEN;
            }
            if joined(at, second) {
                self.list[at].sense |= Sense::CUE;
            }
        }
    }

    /// Ends a sentence after a dateline: "GENEVA, 3 May (PRS) — The talks …" is not about Geneva.
    fn part_datelines(&mut self) {
        for first in std::mem::take(&mut self.openers) {
            if let Some(last) = self.dateline(first) {
                self.list[last].gap.add(Gap::SENTENCE);
            }
        }
    }

    /// The last word of the dateline that a paragraph opens with.
    fn dateline(&self, first: usize) -> Option<usize> {
        /// A town, its country, a day and an agency.
        const LONGEST: usize = 8;
        if !self.list.get(first)?.is_capital() {
            return None;
        }
        let end = self.list.len().min(first + LONGEST);
        let last = (first..end).find(|&at| self.list[at].gap.has(Gap::DASH.or(Gap::SENTENCE)))?;
        let words = &self.list[first..=last];
        let other = Sense::TITLE | Sense::ROLE | Sense::CUE | Sense::AUXILIARY | Sense::PRONOUN;
        let is_place =
            |word: &Word| (word.is_capital() && !word.is(other)) || word.shape == Shape::Number;
        let ends = words.last()?.gap;
        let in_capitals = words[0].shape == Shape::Caps && words[0].end - words[0].start > 3;
        let dated = words.iter().any(|word| word.shape == Shape::Number);
        (ends.has(Gap::DASH)
            && !ends.has(Gap::SENTENCE)
            && (in_capitals || dated && words[0].gap.has(Gap::COMMA))
            && words.iter().all(is_place))
        .then_some(last)
    }

    /// The text of one word.
    pub(super) fn text_of(&self, index: usize) -> &'a str {
        let word = &self.list[index];
        &self.text[word.start as usize..word.end as usize]
    }

    /// The bytes from the first word of a range to its last.
    pub(super) fn span(&self, range: Range<usize>) -> Range<usize> {
        self.list[range.start].start as usize..self.list[range.end - 1].end as usize
    }

    /// The first word of the sentence that the word before `end` belongs to.
    pub(super) fn sentence_start(&self, end: usize) -> usize {
        let floor = end.saturating_sub(SENTENCE);
        let mut at = end.saturating_sub(1);
        while at > floor && !self.list[at - 1].gap.has(Gap::SENTENCE) {
            at -= 1;
        }
        at
    }

    /// The word after the last of the sentence that goes on at word `from`; `from` where it is long.
    pub(super) fn sentence_end(&self, from: usize) -> usize {
        /// In words.
        const LONGEST: usize = 60;
        (from..=self.list.len().min(from + LONGEST))
            .find(|&at| self.list[at - 1].gap.has(Gap::SENTENCE))
            .unwrap_or(from)
    }

    /// True when the sentence of a word ends in a question mark.
    pub(super) fn is_question(&self, at: usize) -> bool {
        let last = self.sentence_end(at + 1).max(at + 1) - 1;
        let next = self
            .list
            .get(last + 1)
            .map_or(self.text.len(), |next| next.start as usize);
        self.text[self.list[last].end as usize..next].contains('?')
    }

    /// The words that lie inside a stretch of bytes.
    pub(super) fn inside(&self, bytes: &Range<usize>) -> Range<usize> {
        self.first_at(bytes.start)..self.first_at(bytes.end)
    }

    /// The first word that starts at or after a byte.
    pub(super) fn first_at(&self, byte: usize) -> usize {
        self.list
            .partition_point(|word| (word.start as usize) < byte)
    }

    /// The same of a stretch that starts at or after word `from`: quick where that is near.
    pub(super) fn inside_from(&self, from: usize, bytes: &Range<usize>) -> Range<usize> {
        let start = self.first_from(from, bytes.start);
        start..self.first_from(start, bytes.end)
    }

    /// The first word from `from` on that starts at or after a byte: looked for in steps that double.
    fn first_from(&self, from: usize, byte: usize) -> usize {
        let rest = &self.list[from..];
        let is_before = |word: &Word| (word.start as usize) < byte;
        let mut step = 1;
        while rest.get(step).is_some_and(is_before) {
            step *= 2;
        }
        from + rest[..rest.len().min(step + 1)].partition_point(is_before)
    }

    /// Reads what stands between words from byte `at`, notes it on the last word, and returns
    /// where the next word starts.
    fn skip_gap(&mut self, at: usize) -> Option<usize> {
        // One blank, as between most words.
        if let [b' ', next, ..] = self.text.as_bytes()[at..]
            && next.is_ascii_alphanumeric()
        {
            return Some(at + 1);
        }
        let mut gap = Gap::default();
        let mut newlines = 0;
        let mut line_start = false;
        let mut next = 0;
        for (offset, c) in self.text[at..].char_indices() {
            if c == ' ' {
                continue;
            }
            // A mark as a web page writes it holds letters.
            if c == '&'
                && let Some(written) = mark_at(&self.text[at + offset..])
            {
                next = offset + written.len;
                gap.add(Gap::MARK);
            }
            if offset < next {
                continue;
            }
            if is_alphanumeric(c) {
                let capital = !c.is_lowercase();
                // "in Port Alder, Pa.: “…”": the stop of an abbreviation.
                if (gap.has(Gap::STOP) || gap.has(Gap::MARK) && self.ends_shortened())
                    && capital
                    && !gap.has(Gap::COLON.or(Gap::COMMA))
                {
                    gap.add(Gap::SENTENCE);
                }
                self.note(gap);
                return Some(at + offset);
            }
            gap.add(class(c, line_start));
            if c == '\n' {
                newlines += 1;
                line_start = true;
                if newlines > 1 {
                    gap.add(Gap::SENTENCE.or(Gap::PARAGRAPH));
                }
            } else if !c.is_whitespace() {
                line_start = false;
                newlines = 0;
            }
        }
        self.note(gap);
        None
    }

    /// True when the last word ends in the stop of an abbreviation, which ends its quotation, too.
    fn ends_shortened(&self) -> bool {
        let last = self.list.last();
        last.is_some_and(|last| self.text[..last.end as usize].ends_with('.'))
    }

    fn note(&mut self, gap: Gap) {
        if let Some(last) = self.list.last_mut() {
            last.gap.add(gap);
            if gap.has(Gap::PARAGRAPH) {
                self.openers.push(self.list.len());
            }
        }
    }

    /// Adds the plain word at those bytes and returns where the gap after it starts.
    fn push_plain(&mut self, bytes: Range<usize>, small: bool) -> usize {
        let stem = &self.text[bytes.clone()];
        let rest = &self.text[bytes.start..];
        let sense = self.grammar.sense_of_first(rest, bytes.len());
        if !small {
            self.mend_suffix(stem);
        }
        let mut end = bytes.end;
        if sense.is(Sense::ABBREVIATION) && self.text[end..].starts_with('.') {
            end += 1;
        }
        self.add(Word {
            start: narrow(bytes.start),
            end: narrow(end),
            sense,
            shape: if small { Shape::Lower } else { shape(stem) },
            gap: Gap::default(),
        });
        end
    }

    fn add(&mut self, word: Word) {
        if word.is(Sense::PAIRED) {
            self.paired.push(self.list.len());
        }
        self.list.push(word);
    }

    /// "Joseph Lind, Jr.": a comma inside a name.
    fn mend_suffix(&mut self, stem: &str) {
        if stem.len() <= 3
            && stem.starts_with(char::is_uppercase)
            && self.grammar.lexicon().sense(stem).is(Sense::SUFFIX)
            && let Some(last) = self.list.last_mut()
            && last.is_capital()
        {
            last.gap = last.gap.without(Gap::COMMA);
        }
    }

    /// Adds the word at those bytes and returns where the gap after it starts.
    fn push(&mut self, start: usize, end: usize) -> usize {
        if let Some((cut, next)) = self.grammar.joint(&self.text[start..end]) {
            return self.push_front(start..start + cut, start + next);
        }
        let (stem, mut possessive) = without_possessive(&self.text[start..end]);
        let lexicon = self.grammar.lexicon();
        let mut sense = lexicon.sense(stem);
        let mut shape = shape(stem);
        let is_joined = stem.contains(JOINTS);
        // "he's": a pronoun and its verb.
        if sense.is(Sense::PRONOUN) {
            possessive = false;
        } else if is_joined {
            sense = self.sense_of_joined(stem, sense);
        } else if sense == Sense::default() {
            sense = self.grammar.sense_unlisted(stem);
        }
        // "Ahmed al-Tamimi", "Guy d’Aubigny": part of a name though it opens small.
        if is_joined && shape == Shape::Lower && family_name(stem, lexicon).is_some() {
            (shape, sense) = (Shape::Capital, Sense::default());
        }
        let mut word = Word {
            start: narrow(start),
            end: narrow(start + stem.len()),
            sense,
            shape,
            gap: Gap::default(),
        };
        self.mend_suffix(stem);
        let mut after = end;
        if possessive {
            word.gap.add(Gap::POSSESSIVE);
        } else if self.text[end..].starts_with('.') && is_abbreviation(stem, sense) {
            after += 1;
            word.end = narrow(after);
        }
        self.add(word);
        after
    }

    /// The senses of words that a hyphen or an apostrophe joins, by those listed for the whole.
    fn sense_of_joined(&self, word: &str, listed: Sense) -> Sense {
        let lexicon = self.grammar.lexicon();
        let mut sense = listed;
        // "I've": a pronoun and its verb.
        if let Some((front, _)) = word.split_once(['\'', '’']) {
            sense = lexicon.sense(front).only(Sense::PRONOUN);
        }
        if sense == Sense::default()
            && let Some((front, _)) = word.split_once('-')
        {
            sense = lexicon.sense(front);
        }
        if sense == Sense::default() {
            sense = self.grammar.sense(word);
        }
        sense
    }

    /// Adds the front of two words that are written as one: "l’" of "l’envoyé", "dit" of "dit-il".
    fn push_front(&mut self, bytes: Range<usize>, next: usize) -> usize {
        let front = &self.text[bytes.clone()];
        let elided = !self.text[bytes.end..next].starts_with('-');
        let sense = self.grammar.lexicon().sense(front);
        self.add(Word {
            start: narrow(bytes.start),
            end: narrow(bytes.end),
            // "m’a dit" holds no "M.".
            sense: if elided { sense.only(ELIDED) } else { sense },
            shape: shape(front),
            gap: Gap::default(),
        });
        next
    }
}

/// What a word before an apostrophe can be.
const ELIDED: Sense = Sense::FIRST
    .or(Sense::DETERMINER)
    .or(Sense::DEFINITE)
    .or(Sense::PREPOSITION)
    .or(Sense::PARTICLE)
    .or(Sense::OFFICE_LINK)
    .or(Sense::CLITIC)
    .or(Sense::NARRATING)
    .or(Sense::CONJUNCTION);

fn narrow(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Where the word that starts at a byte ends and whether it is all small letters, if it is nothing
/// but letters and digits of ASCII and no sign after it could join it to more: most words are.
fn plain_end(text: &str, start: usize) -> Option<(usize, bool)> {
    let bytes = text.as_bytes();
    let mut small = true;
    let mut end = start + small_letters(&bytes[start..]);
    while let Some(byte) = bytes.get(end) {
        match byte {
            b'a'..=b'z' => {}
            b'A'..=b'Z' | b'0'..=b'9' => small = false,
            b'\'' | b'-' | b'&' | 0x80.. => return None,
            // "J.R.", "3.5".
            b'.' if end < start + 2 || bytes[end - 1].is_ascii_digit() => return None,
            _ => break,
        }
        end += 1;
    }
    (end > start).then_some((end, small))
}

/// How many of the first eight bytes are small letters of ASCII, up to one that is none; nought near
/// the end of a text.
fn small_letters(bytes: &[u8]) -> usize {
    let Some(eight) = bytes.first_chunk() else {
        return 0;
    };
    let eight = u64::from_le_bytes(*eight);
    // Without its high bit no byte carries into the next. Of the two sums the first alone has the
    // high bit for a small letter.
    let low = eight & !HIGH;
    let from_a = low + (0x80 - u64::from(b'a')) * EACH;
    let from_after_z = low + (0x7F - u64::from(b'z')) * EACH;
    let other = !(from_a ^ from_after_z) | eight;
    (other & HIGH).trailing_zeros() as usize / 8
}

/// Where the word that starts at a byte ends.
fn word_end(text: &str, start: usize) -> usize {
    let mut chars = text[start..].char_indices().peekable();
    let mut end = start;
    while let Some((offset, c)) = chars.next() {
        if is_alphanumeric(c) || is_combining(c) {
            end = start + offset + c.len_utf8();
            continue;
        }
        let next = chars.peek().is_some_and(|&(_, next)| is_alphanumeric(next));
        let joins = match c {
            '\'' | '’' | '-' | '‑' | '&' => next,
            // "O‘Neill", with the mark that a word processor turned round.
            '‘' => next && text[start..start + offset].len() == 1,
            // U.S., J.R., 3.5: a single letter or a digit on the left.
            '.' => next && is_initial(&text[start..start + offset]),
            _ => false,
        };
        if !joins {
            break;
        }
    }
    end
}

fn is_combining(c: char) -> bool {
    ('\u{300}'..='\u{36F}').contains(&c)
}

/// True when what is written so far ends in a lone letter or a digit.
fn is_initial(so_far: &str) -> bool {
    let mut back = so_far.chars().rev();
    match back.next() {
        Some(c) if c.is_ascii_digit() => true,
        Some(c) if is_alphabetic(c) => back.next().is_none_or(|before| before == '.'),
        _ => false,
    }
}

/// True when a full stop after the word belongs to it.
fn is_abbreviation(stem: &str, sense: Sense) -> bool {
    sense.is(Sense::ABBREVIATION)
        || stem
            .rsplit_once('.')
            .is_some_and(|(_, last)| last.chars().count() == 1)
        || (stem.chars().count() == 1 && stem.starts_with(char::is_uppercase) && stem != "I")
}

/// The word without its possessive ending, and whether it had one.
fn without_possessive(word: &str) -> (&str, bool) {
    if !word.ends_with(['s', 'S']) {
        return (word, false);
    }
    for ending in ["'s", "’s", "'S", "’S"] {
        if let Some(stem) = word.strip_suffix(ending)
            && !stem.is_empty()
        {
            return (stem, true);
        }
    }
    (word, false)
}

/// What was looked for in a whole text, each word once.
///
/// Only so many words are looked for: a text that is made of names would take its length squared.
#[derive(Debug)]
pub(super) struct Searched<'t> {
    text: &'t str,
    known: RefCell<HashMap<String, bool>>,
}

impl<'t> Searched<'t> {
    /// The most words looked for; of more the answer is no.
    const MOST: usize = 400;

    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            known: RefCell::default(),
        }
    }

    /// True where the text has a word, as it is written and on its own, and `fits` says so of what
    /// stands before it.
    pub(super) fn has(&self, word: &str, fits: impl Fn(&str) -> bool) -> bool {
        // No word would be found at every byte.
        if word.is_empty() {
            return false;
        }
        if let Some(&known) = self.known.borrow().get(word) {
            return known;
        }
        let mut known = self.known.borrow_mut();
        if known.len() >= Self::MOST {
            return false;
        }
        let letter = |c: Option<char>| c.is_some_and(is_alphanumeric);
        let mut places = memchr::memmem::find_iter(self.text.as_bytes(), word);
        let found = places.any(|at| {
            let before = &self.text[..at];
            let after = self.text[at + word.len()..].chars().next();
            !letter(before.chars().next_back()) && !letter(after) && fits(before)
        });
        known.insert(word.to_owned(), found);
        found
    }
}

/// What joins the parts of a word.
const JOINTS: [char; 3] = ['-', '\'', '’'];

/// The family name behind an article that is joined to it: Tamimi of "al-Tamimi", "Al-Tamimi".
pub(super) fn family_name<'n>(word: &'n str, lexicon: &Lexicon) -> Option<&'n str> {
    let (article, name) = word.split_once(JOINTS)?;
    let joined = lexicon.sense(article).is(Sense::NAME_ARTICLE);
    (joined && name.starts_with(char::is_uppercase)).then_some(name)
}

fn shape(word: &str) -> Shape {
    match word.as_bytes() {
        // Most words with a capital have one.
        [b'A'..=b'Z', b'a'..=b'z', ..] => return Shape::Capital,
        bytes if bytes.iter().all(u8::is_ascii_lowercase) => return Shape::Lower,
        _ => {}
    }
    let mut chars = word.chars().filter(|&c| is_alphanumeric(c));
    match chars.next() {
        Some(c) if c.is_lowercase() => Shape::Lower,
        Some(c) if c.is_numeric() => Shape::Number,
        Some(c) if c.is_uppercase() => {
            let mut rest = chars.filter(|&c| is_alphabetic(c)).peekable();
            if rest.peek().is_some() && rest.all(char::is_uppercase) {
                Shape::Caps
            } else {
                Shape::Capital
            }
        }
        _ => Shape::Lower,
    }
}

/// What one character between words stands for.
fn class(c: char, line_start: bool) -> Gap {
    match c {
        ',' | '،' | '、' => Gap::COMMA,
        ':' | '：' => Gap::COLON,
        ';' | '؛' => Gap::SEMICOLON,
        '-' | '•' | '*' | '·' if line_start => Gap::SENTENCE,
        '–' | '—' | '―' => Gap::DASH,
        '-' => Gap::DASH,
        '(' | ')' | '[' | ']' | '{' | '}' => Gap::BRACKET,
        '.' | '!' | '?' | '؟' | '…' | '。' => Gap::STOP,
        '\n' => Gap::NEWLINE,
        '"' | '\'' | '“' | '”' | '‘' | '’' | '«' | '»' | '„' | '‚' | '‹' | '›' | '「' | '」'
        | '『' | '』' | '‟' | '‛' | '`' | '″' | '＂' => Gap::MARK,
        '\u{2190}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}' => Gap::SENTENCE,
        // Emphasis of Markdown says nothing.
        '*' | '_' => Gap::default(),
        c if c.is_whitespace() => Gap::default(),
        _ => Gap::SIGN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        let words = Words::of(text, Grammar::of(Some("en")));
        (0..words.list.len())
            .map(|index| words.text_of(index))
            .collect()
    }

    #[test]
    fn no_word_is_in_no_text() {
        let searched = Searched::new("¾ of it");
        assert!(!searched.has("", |_| true));
        assert!(searched.has("of", |_| true));
    }

    #[test]
    fn small_letters_are_counted_up_to_any_other_byte() {
        for byte in (0..=u8::MAX).filter(|byte| !byte.is_ascii_lowercase()) {
            for at in 0..8 {
                let mut bytes = *b"azbycxdw";
                bytes[at] = byte;
                assert_eq!(small_letters(&bytes), at, "{byte}");
            }
        }
        assert_eq!(small_letters(b"abcdefghi"), 8);
    }

    #[test]
    fn words_keep_their_inner_marks_and_lose_possessives() {
        assert_eq!(
            split("Russia’s vice-president isn’t here."),
            ["Russia", "vice-president", "isn’t", "here"]
        );
        assert_eq!(
            split("the U.S. and Mr. J.R. Lind"),
            ["the", "U.S.", "and", "Mr.", "J.R.", "Lind"]
        );
    }

    #[test]
    fn sentences_end_at_stops_before_capitals_and_at_bullets() {
        let ends = |text: &str| {
            let words = Words::of(text, Grammar::of(Some("en")));
            words
                .list
                .iter()
                .filter(|word| word.gap.has(Gap::SENTENCE))
                .count()
        };
        assert_eq!(ends("Mr. Lind left. Ms. Roe stayed."), 2);
        assert_eq!(ends("one\n- two\n🔹 three"), 3);
        assert_eq!(ends("at 3.5 per cent. of it"), 1);
    }
}
