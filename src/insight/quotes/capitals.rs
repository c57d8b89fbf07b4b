//! Texts in capitals throughout, as telegrams were written: which of their words are names.
//!
//! Most rules know a name by its capital. Where all letters are capitals that says nothing. So such a paragraph is read in
//! small letters but for what opens a sentence and what is a name: a first name and what follows it, a word that is no common
//! one, what the gazetteer has. Every letter stays at its place and takes as many bytes as before.
//!
//! English alone, for want of a list of the common words of other languages.

use std::borrow::Cow;
use std::ops::Range;

use crate::briefing::Body;
use crate::insight::grammar::{Grammar, Sense};
use crate::insight::tags::is_marked_name;
use crate::insight::vocabulary::{is_base_word, is_common_word, is_given_name};
use crate::text::hash::HashSet;

/// The language that it is done for.
const LANGUAGE: &str = "en";

/// Words of a paragraph below which it is a heading, which any text may have in capitals.
const FEWEST: usize = 8;

/// The words of the longest name that the gazetteer is asked for.
const LONGEST: usize = 6;

/// The body as it would stand in running text, where it is in capitals throughout.
pub(super) fn in_running_text<'b>(body: &'b Body, grammar: &Grammar) -> Cow<'b, Body> {
    if grammar.code() != Some(LANGUAGE) || !is_in_capitals(&body.text) {
        return Cow::Borrowed(body);
    }
    let text = Text::of(&body.text, grammar);
    Cow::Owned(Body {
        text: text.written(),
        ..body.clone()
    })
}

/// True where more than half of all letters stand in paragraphs of capitals.
fn is_in_capitals(text: &str) -> bool {
    let (capitals, small) = letters(text);
    // Most texts are told by this alone.
    if small > 2 * capitals {
        return false;
    }
    let shouted = paragraphs(text).filter(|it| is_shouted(&text[it.clone()]));
    let shouted = shouted.map(|it| {
        let (capitals, small) = letters(&text[it]);
        capitals + small
    });
    2 * shouted.sum::<usize>() > capitals + small
}

/// How many capitals and small letters of English a text has.
fn letters(text: &str) -> (usize, usize) {
    let mut all = (0, 0);
    // Counted in bytes, as many as one can hold, so that vectors do it: every text is looked at.
    for chunk in text.as_bytes().chunks(usize::from(u8::MAX)) {
        let (mut capitals, mut small) = (0_u8, 0_u8);
        for byte in chunk {
            capitals += u8::from(byte.is_ascii_uppercase());
            small += u8::from(byte.is_ascii_lowercase());
        }
        all.0 += usize::from(capitals);
        all.1 += usize::from(small);
    }
    all
}

/// The stretches of a text between blank lines.
fn paragraphs(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    text.split("\n\n").map(move |paragraph| {
        let at = start..start + paragraph.len();
        start = at.end + 2;
        at
    })
}

/// True for a paragraph of several words nearly all of whose letters are capitals.
fn is_shouted(paragraph: &str) -> bool {
    let (capitals, small) = letters(paragraph);
    let mut words = paragraph.split_whitespace();
    capitals > 20 * small && words.nth(FEWEST - 1).is_some()
}

/// How a word is written in running text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Case {
    /// In small letters.
    Small,
    /// With a capital.
    Capital,
    /// As it stands.
    Same,
}

/// The words of the paragraphs in capitals.
struct Text<'t> {
    text: &'t str,
    grammar: &'t Grammar,
    words: Vec<Range<usize>>,
    cases: Vec<Case>,
}

impl<'t> Text<'t> {
    fn of(text: &'t str, grammar: &'t Grammar) -> Self {
        let shouted = paragraphs(text).filter(|it| is_shouted(&text[it.clone()]));
        let words: Vec<_> = shouted.flat_map(|it| words(text, it)).collect();
        let mut all = Self {
            text,
            grammar,
            cases: vec![Case::Small; words.len()],
            words,
        };
        all.find_names();
        all.find_long_names();
        all.find_titles();
        all.find_starts();
        all
    }

    fn word(&self, index: usize) -> &'t str {
        &self.text[self.words[index].clone()]
    }

    fn sense(&self, index: usize) -> Sense {
        self.grammar.sense(self.word(index))
    }

    /// What stands between a word and the one before it; all before it for the first.
    fn gap(&self, index: usize) -> &'t str {
        let from = index
            .checked_sub(1)
            .map_or(0, |before| self.words[before].end);
        &self.text[from..self.words[index].start]
    }

    /// True for words with nothing but a blank between them; an initial has its dot, too.
    fn follows(&self, index: usize) -> bool {
        let is_after_initial = index > 0 && self.is_initial(index - 1);
        matches!(self.gap(index), " " | "\n") || is_after_initial && self.gap(index) == ". "
    }

    fn is_initial(&self, index: usize) -> bool {
        self.word(index).len() == 1 && self.text[self.words[index].end..].starts_with('.')
    }

    /// True for a word that no rule has a sense for but that it is somebody's first name.
    fn is_bare(&self, index: usize) -> bool {
        let sense = self.sense(index);
        sense == sense.only(Sense::MALE | Sense::FEMALE)
    }

    /// True for a word that means nothing but what it names.
    fn is_no_word(&self, index: usize) -> bool {
        self.is_bare(index) && !is_common_word(self.word(index))
    }

    fn is_first_name(&self, index: usize) -> bool {
        self.is_bare(index)
            && (is_given_name(self.word(index))
                || self.sense(index).is(Sense::MALE | Sense::FEMALE))
    }

    /// Names of persons, and words that are no common ones.
    fn find_names(&mut self) {
        let mut surnames = HashSet::default();
        let mut is_after_first = false;
        for index in 0..self.words.len() {
            let word = self.word(index);
            let follows = self.follows(index);
            let is_bare = self.is_bare(index);
            let is_first = self.is_no_word(index) && self.is_first_name(index);
            // "Bush" is a word and may be a name, "convinced" is none.
            let may_be_name =
                is_bare && (!is_common_word(word) || is_base_word(&word.to_lowercase()));
            if is_after_first && follows && may_be_name && word.len() > 1 {
                surnames.insert(word);
            }
            let is_after_title = index > 0 && self.sense(index - 1).is(Sense::TITLE);
            let is_initial = self.is_initial(index) && follows;
            is_after_first = is_first || is_initial && (is_after_first || is_after_title);
        }
        for index in 0..self.words.len() {
            self.cases[index] = self.case_of(index, &surnames);
        }
    }

    fn case_of(&self, index: usize, surnames: &HashSet<&str>) -> Case {
        let word = self.word(index);
        let next = (index + 1 < self.words.len() && self.follows(index + 1)).then_some(index + 1);
        if word.bytes().any(|byte| byte.is_ascii_lowercase()) {
            return Case::Same;
        }
        if word.len() == 1 {
            return self.case_of_letter(index);
        }
        let is_honoured = index > 0
            && self.sense(index - 1).is(Sense::ADDRESS)
            && matches!(self.gap(index), " " | ". ");
        let is_month = self.text[self.words[index].end..]
            .trim_start()
            .starts_with(|c: char| c.is_ascii_digit())
            && matches!(word, "MAY" | "MARCH" | "AUGUST");
        if is_honoured || is_month || surnames.contains(word) {
            return Case::Capital;
        }
        if !self.is_no_word(index) {
            // "MARK TOMLIN", and not "mark the day".
            let is_name = self.is_first_name(index)
                && next.is_some_and(|next| self.word(next).len() > 3 && self.is_no_word(next));
            return match is_name {
                true => Case::Capital,
                false if self.is_named_by_letters(index) => Case::Same,
                false => Case::Small,
            };
        }
        let is_after_first = index > 0 && self.is_first_name(index - 1);
        let has_vowel = word.contains(['A', 'E', 'I', 'O', 'U', 'Y']);
        let is_spoken = word.len() > 3 && has_vowel && !is_marked_name(word);
        match self.is_first_name(index) || is_after_first || is_spoken {
            true => Case::Capital,
            // The list of common words has none of two letters.
            false if word.len() == 2 && !is_marked_name(word) => Case::Small,
            // Letters for the name of a body.
            false => Case::Same,
        }
    }

    /// True for letters that are a word as well: "the US", and not "told us".
    fn is_named_by_letters(&self, index: usize) -> bool {
        let article = index.checked_sub(1).filter(|_| self.follows(index));
        article.is_some_and(|at| self.sense(at).is(Sense::DEFINITE))
            && is_marked_name(self.word(index))
    }

    /// "A" is an article, "I" the speaker; other letters are initials and items, or the end of "minister's".
    fn case_of_letter(&self, index: usize) -> Case {
        let is_ending = index > 0 && matches!(self.gap(index), "'" | "’");
        match self.word(index) {
            _ if is_ending => Case::Small,
            "A" if !self.is_initial(index) => Case::Small,
            _ => Case::Same,
        }
    }

    /// Names of several words that the gazetteer has, some of which are common words.
    fn find_long_names(&mut self) {
        for start in 0..self.words.len() {
            let follows = |&end: &usize| end < self.words.len() && self.follows(end);
            let last = (start + 1..start + LONGEST).take_while(follows).last();
            let Some(last) = last else {
                continue;
            };
            let is_name = |&end: &usize| {
                is_marked_name(&self.text[self.words[start].start..self.words[end].end])
            };
            if let Some(end) = (start + 1..=last).rev().find(is_name) {
                for at in start..=end {
                    if !self.is_small_in_names(at) {
                        self.cases[at] = Case::Capital;
                    }
                }
            }
        }
    }

    /// Titles before names, with the words that belong to them: "Foreign Minister Lind", "Minister of Locks Lind".
    fn find_titles(&mut self) {
        for index in (1..self.words.len()).rev() {
            let is_named = (self.cases[index] == Case::Capital || self.is_initial(index))
                && (self.follows(index) || self.gap(index) == ". ");
            let Some(title) = self.title_before(index).filter(|_| is_named) else {
                continue;
            };
            let before = title.checked_sub(1).filter(|_| self.follows(title));
            let first = before.filter(|&at| self.belongs_to_title(at));
            for at in first.unwrap_or(title)..index {
                if !self.is_small_in_names(at) {
                    self.cases[at] = Case::Capital;
                }
            }
        }
    }

    /// The title that runs on into the name at a word.
    fn title_before(&self, name: usize) -> Option<usize> {
        /// The words between, in "Minister of State for Foreign Trade Lind".
        const MOST: usize = 6;
        let is_title = |at: usize| self.sense(at).is(Sense::TITLE);
        let before = name.checked_sub(1)?;
        if is_title(before) {
            return Some(before);
        }
        let on_one_line = |at: &usize| self.follows(*at) && !is_title(*at);
        let reached = (name.saturating_sub(MOST)..=before)
            .rev()
            .take_while(on_one_line);
        let title = reached.last()?.checked_sub(1).filter(|&at| is_title(at))?;
        self.sense(title + 1)
            .is(Sense::PREPOSITION)
            .then_some(title)
    }

    fn belongs_to_title(&self, index: usize) -> bool {
        let is_rank = self.sense(index).is(Sense::RANK);
        self.word(index).len() > 2 && (self.is_bare(index) || is_rank)
    }

    /// True for "of", "the" and "and" within a name.
    fn is_small_in_names(&self, index: usize) -> bool {
        let sense = self.sense(index);
        sense.is(Sense::PREPOSITION | Sense::CONJUNCTION) || sense.is(Sense::DETERMINER)
    }

    /// What opens a sentence.
    fn find_starts(&mut self) {
        for index in 0..self.words.len() {
            let gap = self.gap(index);
            let is_after_stop = gap.contains(['.', '!', '?']) && gap.contains([' ', '\n'])
                || gap.contains("\n\n")
                || index == 0;
            let is_after_initial = index > 0 && self.follows(index) && gap == ". ";
            let is_after_title = index > 0 && self.sense(index - 1).is(Sense::ADDRESS);
            if is_after_stop
                && !is_after_initial
                && !is_after_title
                && self.cases[index] == Case::Small
            {
                self.cases[index] = Case::Capital;
            }
        }
    }

    /// The whole text with each word as it would be written.
    fn written(&self) -> String {
        let mut written = String::with_capacity(self.text.len());
        for (word, case) in self.words.iter().zip(&self.cases) {
            written.push_str(&self.text[written.len()..word.start]);
            let shown = &self.text[word.clone()];
            match case {
                Case::Same => written.push_str(shown),
                Case::Small => written.extend(shown.chars().map(in_small)),
                Case::Capital => {
                    let mut letters = shown.chars();
                    written.extend(letters.next());
                    written.extend(letters.map(in_small));
                }
            }
        }
        written.push_str(&self.text[written.len()..]);
        written
    }
}

/// The words of a stretch: letters in a row.
fn words(text: &str, stretch: Range<usize>) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text[stretch.clone()].char_indices() {
        let at = stretch.start + at;
        match (c.is_alphabetic(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    words.extend(start.map(|from| from..stretch.end));
    words
}

/// A letter in small, where that takes as many bytes.
fn in_small(letter: char) -> char {
    let mut small = letter.to_lowercase();
    match (small.next(), small.next()) {
        (Some(small), None) if small.len_utf8() == letter.len_utf8() => small,
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let body = Body::of_paragraphs(&[text.to_owned()]);
        let grammar = Grammar::of(Some("en"));
        in_running_text(&body, grammar).text.clone()
    }

    #[test]
    fn a_telegram_reads_as_it_would_stand_in_a_letter() {
        for (telegram, letter) in [
            (
                "1. THE MINISTER OF LOCKS, MARA LIND, TOLD AMBASSADOR J. R. ROE ON MAY 30 THAT \
                 THE FERRY WOULD STAY. \"WE HAVE WAITED,\" SHE SAID.",
                "1. The minister of locks, Mara Lind, told Ambassador J. R. Roe on May 30 that \
                 the ferry would stay. \"We have waited,\" she said.",
            ),
            (
                "HE TOOK UP THE NOTE THAT THE US SENT. FM HOLM TOLD US OF IT. AN EU AIDE WAS NOT THERE.",
                "He took up the note that the US sent. Fm Holm told us of it. An EU aide was not there.",
            ),
            (
                "ANN BUSH IS HERE. ANN CONVINCED THE MINISTER THAT BUSH WAS NOT AWAY AT THE TIME.",
                "Ann Bush is here. Ann convinced the minister that Bush was not away at the time.",
            ),
            (
                "MINISTER OF STATE FOR LOCKS ANN LEE SPOKE OF A MINISTER OF FISHING. THE PRESIDENT OF \
                 THE BOARD LEFT.",
                "Minister of State for Locks Ann Lee spoke of a minister of fishing. The president of \
                 the board left.",
            ),
            (
                "FOREIGN MINISTER IVO HOLM AND DEPUTY PREMIER ODA MARR MET IN ALMATY. \
                 HOLM’S AIDE WAS NOT THERE.",
                "Foreign Minister Ivo Holm and Deputy Premier Oda Marr met in Almaty. \
                 Holm’s aide was not there.",
            ),
            (
                "THE SOVIET UNION AND THE UNITED STATES SHARE THIS VIEW, MR. BUSH ADDED. NATO \
                 AND A UN BODY DO NOT.",
                "The Soviet Union and the United States share this view, Mr. Bush added. NATO \
                 and a UN body do not.",
            ),
        ] {
            assert_eq!(read(telegram), letter);
        }
    }

    #[test]
    fn capitals_that_say_something_stay() {
        for text in [
            "STATEMENT BY THE MINISTER OF LOCKS ON THE FERRY AND THE RIVER\n\nThe minister, Mara \
             Lind, said on Monday that the ferry would stay and that nobody had asked her.",
            "MINISTRY OF LOCKS",
            "The UN, NATO and the OSCE met.",
        ] {
            assert_eq!(read(text), text);
        }
    }

    #[test]
    fn every_letter_stays_at_its_place() {
        let text =
            "THE CHARGÉ SAID THAT İZMİR, ŞIRNAK AND THE KELVIN (K) WERE NOT ON THE LIST OF ẞ.";
        let read = read(text);
        assert_eq!(read.len(), text.len());
        let ends = |text: &str| text.char_indices().map(|(at, _)| at).collect::<Vec<_>>();
        assert_eq!(ends(&read), ends(text));
    }
}
