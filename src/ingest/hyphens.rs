//! Whether the hyphen at the end of a line belongs to a word or was put there to break it.
//!
//! What the text itself writes elsewhere decides: `understanding` in one line joins `under-` and
//! `standing` of another, and `peace-loving` keeps the hyphen of that. Else the parts tell: there are
//! beginnings and ends that are no words, and first parts that stand in compounds alone (`words.txt`). In
//! English, where compounds are many, what is not told so keeps its hyphen; other languages write them in
//! one word or seldom.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;
use std::sync::LazyLock;

use super::lines::head;
use crate::text::hash::{HashMap, HashSet};
use crate::text::letters::is_alphanumeric;

/// As much of a text is looked through for other places of a word, in bytes.
const SAMPLE: usize = 256 << 10;

/// So many words of a language that writes compounds in one tell it.
const TELLING: usize = 4;

/// A text whose words are broken at the ends of lines has so many that are.
#[cfg(feature = "pdf")]
const BROKEN: usize = 5;

/// And one in so many lines ends in a hyphen.
#[cfg(feature = "pdf")]
const BREAKING: usize = 25;

/// What a hyphen at the end of a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hyphen {
    /// It broke a word: without it there is one.
    Breaks,
    /// It is part of a compound.
    Joins,
    /// It stands for the second part of the word after the next: `Wasser- und Energiefragen`.
    Hangs,
}

/// Whether the text itself tells what a hyphen is, or its parts leave a doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sureness {
    Sure,
    Doubtful,
}

/// The words of a text, gathered when a line of it ends in a hyphen.
#[derive(Debug, Default)]
pub(super) struct Hyphens<'a> {
    text: &'a str,
    /// Its words are broken wherever a line was full.
    is_set: bool,
    words: OnceCell<Words<'a>>,
}

#[derive(Debug, Default)]
struct Words<'a> {
    /// Those with hyphens as such, too, in small letters.
    all: HashSet<Cow<'a, str>>,
    writes_closed: bool,
}

impl<'a> Hyphens<'a> {
    pub(super) fn of(text: &'a str, range: Range<usize>) -> Self {
        Self {
            text: head(&text[range], SAMPLE),
            is_set: false,
            words: OnceCell::new(),
        }
    }

    #[cfg(feature = "pdf")]
    /// The same for a text that a program has set, if so many of its lines end in a hyphen that it breaks words:
    /// there a hyphen of which nothing is known breaks one.
    pub(super) fn in_print(self) -> Self {
        let mut lines = self.text.lines().peekable();
        let (mut all, mut broken) = (0, 0);
        while let Some(line) = lines.next() {
            let goes_on = |next: &&str| next.starts_with(char::is_lowercase);
            let is_broken = ends_in_hyphen(line).is_some() && lines.peek().is_some_and(goes_on);
            all += 1;
            broken += usize::from(is_broken);
        }
        Self {
            is_set: broken >= BROKEN && broken * BREAKING >= all,
            ..self
        }
    }

    /// Tells what the hyphen at the end of `left` is, before `right`, and how sure that is; `None` if
    /// there is none.
    pub(super) fn between(&self, left: &str, right: &str) -> Option<(Hyphen, Sureness)> {
        let before = ends_in_hyphen(left)?;
        let is_part = |c: char| c.is_alphanumeric();
        let start = before
            .char_indices()
            .rev()
            .take_while(|&(_, c)| is_part(c))
            .last()?
            .0;
        let first = &before[start..];
        let end = right.find(|c| !is_part(c)).unwrap_or(right.len());
        let second = &right[..end];
        let in_small = second.starts_with(char::is_lowercase);
        let in_capitals =
            |word: &str| word.chars().nth(1).is_some() && word.chars().all(char::is_uppercase);
        let is_broken = in_small || in_capitals(first) && in_capitals(second);
        if !is_broken {
            let is_word = second.starts_with(is_part);
            return is_word.then_some((Hyphen::Joins, Sureness::Sure));
        }
        // A word with several hyphens is a compound: `vis-à-` and `vis`.
        if before[..start].ends_with('-') || !first.chars().all(char::is_alphabetic) {
            return Some((Hyphen::Joins, Sureness::Sure));
        }
        Some(self.decide(&first.to_lowercase(), &second.to_lowercase()))
    }

    fn decide(&self, first: &str, second: &str) -> (Hyphen, Sureness) {
        let words = self.words.get_or_init(|| Words::of(self.text, self.is_set));
        let has = |word: &str| words.all.contains(word);
        if is(Sense::Shared, second) {
            return (Hyphen::Hangs, Sureness::Sure);
        }
        if has(&format!("{first}-{second}")) {
            return (Hyphen::Joins, Sureness::Sure);
        }
        if has(&format!("{first}{second}")) {
            return (Hyphen::Breaks, Sureness::Sure);
        }
        match self.by_parts(words, first, second) {
            Hyphen::Joins => (Hyphen::Joins, Sureness::Doubtful),
            // What never opens a compound is half a word.
            found => match is(Sense::First, first) || is(Sense::Perhaps, first) {
                true => (found, Sureness::Doubtful),
                false => (found, Sureness::Sure),
            },
        }
    }

    /// Tells a hyphen by the parts around it, of which the text has no whole.
    fn by_parts(&self, words: &Words<'_>, first: &str, second: &str) -> Hyphen {
        let has = |word: &str| words.all.contains(word);
        let is_open = is(Sense::Opening, first);
        if is(Sense::Second, second) && !is_open {
            return Hyphen::Joins;
        }
        let is_compound = is(Sense::First, first) || is(Sense::Perhaps, first) && has(second);
        let is_english = first.is_ascii() && second.is_ascii() && !words.writes_closed;
        let breaks = if is_english {
            let is_beginning = || !(has(first) && has(second)) && is_beginning(first);
            let is_fragment = || is_open || is_long_end(second) || is_beginning();
            let is_broken = || self.is_set && !(has(first) && has(second));
            is_end(second) || !is_compound && (is_broken() || is_fragment())
        } else {
            !is_compound
        };
        if breaks {
            Hyphen::Breaks
        } else {
            Hyphen::Joins
        }
    }
}

/// True for the end of an English word, of which there is no word: `gation`, `cil`.
fn is_end(part: &str) -> bool {
    /// Shorter ones that are no words of the list are the end of one.
    const SHORTEST: usize = 3;
    let onset = part.find(is_vowel).unwrap_or(part.len());
    let is_ending = is(Sense::Ending, part) || is(Sense::Ending, &part[onset..]);
    !is(Sense::Word, part) && (is_ending || part.len() <= SHORTEST)
}

/// True for a longer one, such as `tunity`: few words with such a suffix are so short.
fn is_long_end(part: &str) -> bool {
    const SHORT: usize = 7;
    let mut ends = part.char_indices().skip(1).map(|(at, _)| &part[at..]);
    part.len() <= SHORT && !is(Sense::Word, part) && ends.any(|end| is(Sense::Strong, end))
}

fn is_vowel(c: char) -> bool {
    "aeiou".contains(c)
}

/// True for the beginning of an English word, of which there is no word: few end in these vowels, or have
/// so few letters.
fn is_beginning(part: &str) -> bool {
    const SHORT: usize = 3;
    part.ends_with(['a', 'i', 'o', 'u']) || part.len() <= SHORT && !is(Sense::Word, part)
}

/// What stands before the hyphen that ends a line right behind a letter or a digit.
pub(super) fn ends_in_hyphen(line: &str) -> Option<&str> {
    let before = line.strip_suffix(['-', '\u{2010}'])?;
    before.ends_with(char::is_alphanumeric).then_some(before)
}

impl<'a> Words<'a> {
    /// The words of a text; `is_set` says that a program has broken them at the ends of lines.
    fn of(text: &'a str, is_set: bool) -> Self {
        let mut words = Self::default();
        let mut closed = 0;
        let is_part = |c: char| is_alphanumeric(c) || c == '-';
        let mut is_rest = false;
        for word in text.split(|c| !is_part(c)) {
            let word = word.trim_start_matches('-');
            if word.is_empty() {
                continue;
            }
            // The part before the end of a line is no word. What is after it is one where whoever typed the text
            // had hyphens there of their own.
            let is_second = std::mem::replace(&mut is_rest, word.ends_with('-'));
            if is_rest || is_second && is_set {
                continue;
            }
            let is_small = |byte: u8| byte.is_ascii_lowercase() || byte == b'-';
            let word = match word.bytes().all(is_small) {
                true => Cow::Borrowed(word),
                false => Cow::Owned(word.to_lowercase()),
            };
            if !words.all.contains(&word) {
                closed += usize::from(is(Sense::Closed, &word));
                words.all.insert(word);
            }
        }
        words.writes_closed = closed >= TELLING;
        words
    }
}

/// What is known of a part of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Sense {
    Ending,
    Strong,
    Word,
    First,
    Perhaps,
    Second,
    Shared,
    Closed,
    Opening,
}

fn is(sense: Sense, word: &str) -> bool {
    static SENSES: LazyLock<HashMap<(Sense, &str), ()>> = LazyLock::new(|| {
        let rows = include_str!("hyphens/words.txt").lines();
        let rows = rows.filter_map(|row| row.split_once(": "));
        let rows = rows.filter_map(|(name, words)| Some((named(name)?, words)));
        rows.flat_map(|(sense, words)| words.split(' ').map(move |word| ((sense, word), ())))
            .collect()
    });
    SENSES.contains_key(&(sense, word))
}

fn named(name: &str) -> Option<Sense> {
    Some(match name {
        "ending" => Sense::Ending,
        "strong" => Sense::Strong,
        "word" => Sense::Word,
        "first" => Sense::First,
        "perhaps" => Sense::Perhaps,
        "second" => Sense::Second,
        "shared" => Sense::Shared,
        "closed" => Sense::Closed,
        "opening" => Sense::Opening,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(text: &str, left: &str, right: &str) -> Option<Hyphen> {
        told(text, left, right).map(|(hyphen, _)| hyphen)
    }

    fn told(text: &str, left: &str, right: &str) -> Option<(Hyphen, Sureness)> {
        Hyphens::of(text, 0..text.len()).between(left, right)
    }

    #[test]
    fn a_word_that_may_be_written_either_way_leaves_a_doubt() {
        for (left, right) in [
            ("the well-", "known port"),
            ("the co-", "operation of all"),
            ("a ferry-", "boat"),
            ("the re-", "opening of it"),
        ] {
            let text = format!("{left}\n{right} and the ports");
            let found = told(&text, left, right).map(|(_, sureness)| sureness);
            assert_eq!(found, Some(Sureness::Doubtful), "{left}");
        }
        for (text, left, right) in [
            ("a well-known port, a well-\nknown one", "a well-", "known"),
            (
                "Their cooperation: the co-\noperation",
                "the co-",
                "operation",
            ),
            ("the navi-\ngation", "the navi-", "gation"),
            ("of Serbo-\nCroatian", "of Serbo-", "Croatian"),
        ] {
            let found = told(text, left, right).map(|(_, sureness)| sureness);
            assert_eq!(found, Some(Sureness::Sure), "{left}");
        }
    }

    #[test]
    fn a_broken_word_is_one() {
        for (left, right) in [
            ("an oppor-", "tunity of"),
            ("the coun-", "cil met"),
            ("of conver-", "gence in"),
            ("it estab-", "lished a"),
            ("the com-", "mittee met"),
            ("his minis-", "ters met"),
            ("el con-", "junto de los que el por una"),
            ("le gouver-", "nement des les dans pour une est"),
            ("an under-", "standing of it"),
            ("by navi-", "gation, he"),
            ("the agree-", "ment on grain"),
            ("the state-", "ment of it"),
            ("the inter-", "national day"),
            ("les négocia-", "tions de paix"),
            ("le conversa-", "zioni"),
            ("о пере-", "говорах"),
            ("THE GOVERN-", "MENT"),
        ] {
            let text = format!("{left}\n{right} and the agree and state of it");
            assert_eq!(between(&text, left, right), Some(Hyphen::Breaks), "{left}");
        }
    }

    #[test]
    fn a_program_that_sets_a_text_breaks_words() {
        let lines = "All that is known of the am-\nbassador is told in an-\nnexed papers of the re-\nception, \
                     the north-\nern ports and the con-\nclusions.";
        let text = format!("{lines}\nIt is well-\nknown.");
        let told = |text: &str, left: &str, right: &str| {
            let found = Hyphens::of(text, 0..text.len())
                .in_print()
                .between(left, right);
            found.map(|(hyphen, _)| hyphen)
        };
        for (left, right) in [
            ("an-", "nexed"),
            ("the north-", "ern"),
            ("the re-", "ception,"),
        ] {
            assert_eq!(told(&text, left, right), Some(Hyphen::Breaks), "{left}");
        }
        assert_eq!(told(&text, "well-", "known"), Some(Hyphen::Joins));
        // One that breaks none has hyphens of its own at the ends of lines.
        let few = "the north-\nern ports";
        assert_eq!(
            told(few, "the north-", "ern"),
            between(few, "the north-", "ern")
        );
        assert_eq!(told(few, "the pier-", "side"), Some(Hyphen::Joins));
        assert_eq!(told(&text, "the pier-", "side"), Some(Hyphen::Breaks));
    }

    #[test]
    fn a_compound_keeps_its_hyphen() {
        for (left, right) in [
            ("the well-", "known port"),
            ("by Serbo-", "Croatian writers"),
            ("in 2023-", "24 there"),
            ("of COVID-", "19"),
            ("the non-", "proliferation talks"),
            ("a follow-", "up meeting"),
            ("a ferry-", "boat"),
            ("far-", "reaching talks"),
            ("confidence-", "building steps"),
            ("the present-", "day port"),
            ("an open-", "ended talk"),
            ("the pre-", "war port"),
            ("vis-à-", "vis de"),
            ("dit-", "il"),
            ("кто-", "то из"),
        ] {
            let text = format!("{left}\n{right}: the ferry and the boat of the war");
            assert_eq!(between(&text, left, right), Some(Hyphen::Joins), "{left}");
        }
    }

    #[test]
    fn what_the_text_writes_elsewhere_decides() {
        let known = "Peace-loving states. The peace-\nloving states. Loving peace.";
        assert_eq!(between(known, "The peace-", "loving"), Some(Hyphen::Joins));
        let known = "A standing order under review. Their understanding.";
        assert_eq!(
            between(known, "an under-", "standing"),
            Some(Hyphen::Breaks)
        );
        let known = "The ferryboat: a ferry is a boat.";
        assert_eq!(between(known, "the ferry-", "boat"), Some(Hyphen::Breaks));
    }

    #[test]
    fn languages_that_write_compounds_in_one_are_told_by_their_words() {
        let text = "Die Wasser- und Energiefragen der Politik, die mit dem Außenamt und nicht von außen kommen.";
        assert_eq!(between(text, "die Außen-", "politik"), Some(Hyphen::Breaks));
        assert_eq!(
            between(text, "die Wasser-", "und Energiefragen"),
            Some(Hyphen::Hangs)
        );
        assert_eq!(between(text, "im Nord-", "Süd-Dialog"), Some(Hyphen::Joins));
    }

    #[test]
    fn other_hyphens_break_no_word() {
        for (left, right) in [
            ("the talks -", "they said"),
            ("--", "x"),
            ("", "x"),
            ("a-", ""),
            ("a-", "(b"),
        ] {
            assert_eq!(between("", left, right), None, "{left}");
        }
    }

    #[test]
    fn the_words_are_of_known_senses_and_in_small_letters() {
        for row in include_str!("hyphens/words.txt").lines() {
            let Some((name, words)) = row.split_once(": ").filter(|_| !row.starts_with('#')) else {
                continue;
            };
            assert!(named(name).is_some(), "{name}");
            assert_eq!(words, words.to_lowercase());
        }
    }
}
