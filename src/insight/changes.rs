//! What changed from one wording of a text to another: paragraphs first, then the words of those
//! that were reworded.
//!
//! Blanks do not count, as they do not for the id of a briefing. The time is bounded by the sizes:
//! what is too long to be compared word by word is given paragraph by paragraph.

use std::hash::{Hash, Hasher};
use std::ops::Range;

use serde::Serialize;
use similar::algorithms::IdentifyDistinct;
use similar::{Algorithm, DiffOp, capture_diff};
use unicode_segmentation::UnicodeSegmentation;

/// What stands between paragraphs.
const BREAK: &str = "\n\n";

/// How much of their words two paragraphs must share to be one that was reworded, and not one
/// taken away and another put there.
const SAME_PARAGRAPH: f64 = 0.4;

/// The most pairs of paragraphs that are weighed against one another between two that stayed.
const MOST_PAIRS: usize = 2_500;

/// The longest paragraph that is compared word by word, in bytes.
const LONGEST_PARAGRAPH: usize = 64 << 10;

/// How much text is compared word by word in all, in bytes.
const MOST_WORDS: usize = 4 << 20;

/// What became of some words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Fate {
    /// They stayed.
    Kept,
    /// They are there no more.
    Removed,
    /// They are new.
    Added,
}

/// Some words of a paragraph that was reworded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// What became of them.
    #[serde(rename = "kind")]
    pub fate: Fate,
    /// The words, with the blanks between them.
    pub text: String,
}

/// What became of a paragraph, or of several that stayed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Changed {
    /// So many paragraphs stayed as they were.
    Same {
        /// How many.
        paragraphs: usize,
    },
    /// One was taken away.
    Removed {
        /// The paragraph.
        text: String,
    },
    /// One is new.
    Added {
        /// The paragraph.
        text: String,
    },
    /// One has other words.
    Reworded {
        /// All of both wordings, in order.
        pieces: Vec<Piece>,
    },
}

impl Changed {
    /// True for paragraphs that stayed.
    pub fn is_same(&self) -> bool {
        matches!(self, Self::Same { .. })
    }

    /// The paragraph as one text that shows without colours what became of its words, with the
    /// stretches that did not stay: `The corridor is [-open-] {+closed+}.`
    ///
    /// One that is new or gone as a whole has no such signs inside it.
    pub fn marked(&self) -> (String, Vec<(Range<usize>, Fate)>) {
        match self {
            Self::Same { .. } => (String::new(), Vec::new()),
            Self::Removed { text } => (text.clone(), vec![(0..text.len(), Fate::Removed)]),
            Self::Added { text } => (text.clone(), vec![(0..text.len(), Fate::Added)]),
            Self::Reworded { pieces } => signed(pieces, SIGNS, str::to_owned),
        }
    }
}

/// What stands around words that are gone, and around new ones.
const SIGNS: [[&str; 2]; 2] = [["[-", "-]"], ["{+", "+}"]];

/// Pieces as one text with `signs` around the words that are gone and around the new ones, and
/// the stretches that these take. Blanks around words stay outside, and signs are kept apart;
/// `shown` is how words are written.
pub fn signed(
    pieces: &[Piece],
    signs: [[&str; 2]; 2],
    shown: impl Fn(&str) -> String,
) -> (String, Vec<(Range<usize>, Fate)>) {
    let mut text = String::new();
    let mut stretches = Vec::new();
    let mut after_sign = false;
    for piece in pieces {
        let words = piece.text.trim();
        let [open, close] = match piece.fate {
            Fate::Removed if !words.is_empty() => signs[0],
            Fate::Added if !words.is_empty() => signs[1],
            _ => {
                text.push_str(&shown(&piece.text));
                after_sign = false;
                continue;
            }
        };
        let before = &piece.text[..piece.text.len() - piece.text.trim_start().len()];
        let after = &piece.text[piece.text.trim_end().len()..];
        text.push_str(before);
        if after_sign && !text.ends_with(char::is_whitespace) {
            text.push(' ');
        }
        let start = text.len();
        text.push_str(open);
        text.push_str(&shown(words));
        text.push_str(close);
        stretches.push((start..text.len(), piece.fate));
        text.push_str(after);
        after_sign = true;
    }
    (text, stretches)
}

/// Compares an earlier wording with a later one.
pub fn changes(old: &str, new: &str) -> Vec<Changed> {
    let (old, new) = (paragraphs(old), paragraphs(new));
    let mut comparison = Comparison {
        changes: Vec::new(),
        words_left: MOST_WORDS,
    };
    let (mut removed, mut added) = (0..0, 0..0);
    for op in differences(&old, &new) {
        let (from, to) = (op.old_range().end, op.new_range().end);
        if let DiffOp::Equal { len, .. } = op {
            comparison.reword(&old[removed], &new[added]);
            comparison.same(len);
            (removed, added) = (from..from, to..to);
        } else {
            (removed.end, added.end) = (from, to);
        }
    }
    comparison.reword(&old[removed], &new[added]);
    comparison.changes
}

/// A text of which only the words count when it is compared.
#[derive(Debug, Clone, Copy)]
struct Words<'a>(&'a str);

impl PartialEq for Words<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.0.split_whitespace().eq(other.0.split_whitespace())
    }
}

impl Eq for Words<'_> {}

impl Hash for Words<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.split_whitespace().for_each(|word| word.hash(state));
    }
}

/// What has to be done to make the one of the other. Each is compared once and is a number from
/// then on.
fn differences(old: &[Words<'_>], new: &[Words<'_>]) -> Vec<DiffOp> {
    let numbers = IdentifyDistinct::<u32>::new(old, 0..old.len(), new, 0..new.len());
    capture_diff(
        Algorithm::Myers,
        numbers.old_lookup(),
        numbers.old_range(),
        numbers.new_lookup(),
        numbers.new_range(),
    )
}

fn paragraphs(text: &str) -> Vec<Words<'_>> {
    let all = text.split(BREAK).filter(|text| !text.trim().is_empty());
    all.map(Words).collect()
}

struct Comparison {
    changes: Vec<Changed>,
    /// How many bytes may still be compared word by word.
    words_left: usize,
}

impl Comparison {
    fn same(&mut self, paragraphs: usize) {
        self.changes.push(Changed::Same { paragraphs });
    }

    /// Takes paragraphs between two that stayed, as they were and as they are.
    fn reword(&mut self, old: &[Words<'_>], new: &[Words<'_>]) {
        let (mut i, mut j) = (0, 0);
        for (one, other) in pairs(old, new) {
            self.apart(&old[i..one], &new[j..other]);
            self.pair(old[one].0, new[other].0);
            (i, j) = (one + 1, other + 1);
        }
        self.apart(&old[i..], &new[j..]);
    }

    fn apart(&mut self, old: &[Words<'_>], new: &[Words<'_>]) {
        let text = |words: &Words<'_>| words.0.trim().to_owned();
        let removed = old.iter().map(text).map(|text| Changed::Removed { text });
        let added = new.iter().map(text).map(|text| Changed::Added { text });
        self.changes.extend(removed.chain(added));
    }

    fn pair(&mut self, old: &str, new: &str) {
        let length = old.len() + new.len();
        if length > self.words_left || old.len().max(new.len()) > LONGEST_PARAGRAPH {
            return self.apart(&[Words(old)], &[Words(new)]);
        }
        self.words_left -= length;
        let pieces = pieces(old.trim(), new.trim());
        self.changes.push(Changed::Reworded { pieces });
    }
}

/// Which paragraphs are wordings of one another, in order: those that share the most words in
/// all.
fn pairs(old: &[Words<'_>], new: &[Words<'_>]) -> Vec<(usize, usize)> {
    if old.is_empty() || new.is_empty() || old.len() * new.len() > MOST_PAIRS {
        return Vec::new();
    }
    let (bags, others) = (bags(old), bags(new));
    let columns = new.len() + 1;
    let mut likeness = vec![0.0; old.len() * new.len()];
    // The most that can be had from here on.
    let mut best = vec![0.0_f64; (old.len() + 1) * columns];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            let alike = alike(&bags[i], &others[j]);
            likeness[i * new.len() + j] = alike;
            let without = best[(i + 1) * columns + j].max(best[i * columns + j + 1]);
            let with = if alike < SAME_PARAGRAPH {
                0.0
            } else {
                alike + best[(i + 1) * columns + j + 1]
            };
            best[i * columns + j] = without.max(with);
        }
    }
    let mut pairs = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < old.len() && j < new.len() {
        let here = best[i * columns + j];
        if here <= best[(i + 1) * columns + j] {
            i += 1;
        } else if here <= best[i * columns + j + 1] {
            j += 1;
        } else {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        }
    }
    pairs
}

/// The words of each paragraph, in order of the alphabet.
fn bags<'a>(paragraphs: &[Words<'a>]) -> Vec<Vec<&'a str>> {
    let bag = |words: &Words<'a>| {
        let mut bag: Vec<&str> = words.0.unicode_words().collect();
        bag.sort_unstable();
        bag
    };
    paragraphs.iter().map(bag).collect()
}

/// How much of their words two paragraphs share, from 0 to 1.
fn alike(one: &[&str], other: &[&str]) -> f64 {
    let (mut i, mut j, mut shared) = (0, 0, 0_usize);
    while let (Some(a), Some(b)) = (one.get(i), other.get(j)) {
        match a.cmp(b) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, shared) = (i + 1, j + 1, shared + 1),
        }
    }
    let all = one.len() + other.len();
    if all == 0 {
        return 0.0;
    }
    // Paragraphs have far fewer words than an f64 counts exactly.
    #[expect(clippy::cast_precision_loss, reason = "see above")]
    let share = (2 * shared) as f64 / all as f64;
    share
}

/// The words of two paragraphs, each with what became of it.
fn pieces(old: &str, new: &str) -> Vec<Piece> {
    let (olds, news) = (tokens(old), tokens(new));
    let mut pieces = Pieces::default();
    for op in differences(&olds, &news) {
        let text = |tokens: &[Words<'_>]| tokens.iter().map(|it| it.0).collect::<String>();
        let (was, is) = (text(&olds[op.old_range()]), text(&news[op.new_range()]));
        match op {
            DiffOp::Equal { .. } => pieces.keep(is),
            _ => pieces.change(&was, &is),
        }
    }
    pieces.finish()
}

fn tokens(text: &str) -> Vec<Words<'_>> {
    text.split_word_bounds().map(Words).collect()
}

/// Pieces as they come, with those joined that only a blank or a comma keeps apart: what was
/// said anew in several words is read as one change.
#[derive(Debug, Default)]
struct Pieces {
    done: Vec<Piece>,
    removed: String,
    added: String,
    /// What stayed between the last change and what comes, when it holds no word.
    between: String,
}

impl Pieces {
    fn keep(&mut self, text: String) {
        let is_word = text.contains(char::is_alphanumeric);
        let after_change = !self.removed.is_empty() || !self.added.is_empty();
        if !is_word && after_change {
            self.between.push_str(&text);
            return;
        }
        self.flush();
        self.push(Fate::Kept, text);
    }

    fn change(&mut self, was: &str, is: &str) {
        let between = std::mem::take(&mut self.between);
        for (text, more) in [(&mut self.removed, was), (&mut self.added, is)] {
            text.push_str(&between);
            text.push_str(more);
        }
    }

    /// Writes down the change under way.
    fn flush(&mut self) {
        let removed = std::mem::take(&mut self.removed);
        let added = std::mem::take(&mut self.added);
        let between = std::mem::take(&mut self.between);
        self.push(Fate::Removed, removed);
        self.push(Fate::Added, added);
        self.push(Fate::Kept, between);
    }

    fn push(&mut self, fate: Fate, text: String) {
        match self.done.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.fate == fate => last.text.push_str(&text),
            _ => self.done.push(Piece { fate, text }),
        }
    }

    fn finish(mut self) -> Vec<Piece> {
        self.flush();
        self.done
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The changes as text, one paragraph a line.
    fn shown(old: &str, new: &str) -> Vec<String> {
        let show = |changed: &Changed| match changed {
            Changed::Same { paragraphs } => format!("= {paragraphs}"),
            Changed::Removed { text } => format!("- {text}"),
            Changed::Added { text } => format!("+ {text}"),
            reworded @ Changed::Reworded { .. } => format!("~ {}", reworded.marked().0),
        };
        changes(old, new).iter().map(show).collect()
    }

    #[test]
    fn a_word_that_was_changed_is_shown_in_both_wordings() {
        assert_eq!(
            shown("The corridor is open.", "The corridor is closed."),
            ["~ The corridor is [-open-] {+closed+}."]
        );
    }

    #[test]
    fn words_that_only_blanks_keep_apart_are_one_change() {
        assert_eq!(
            shown(
                "The two ministers have agreed on a date.",
                "The two ministers could not decide on a date."
            ),
            ["~ The two ministers [-have agreed-] {+could not decide+} on a date."]
        );
    }

    #[test]
    fn paragraphs_that_stayed_are_counted_and_the_others_told_apart() {
        let old = "One stays.\n\nTwo stays.\n\nThis one goes away.\n\nThe fourth was said.\n\nEnd.";
        let new = "One stays.\n\nTwo stays.\n\nThe fourth was denied.\n\nEnd.\n\nNews at last.";
        assert_eq!(
            shown(old, new),
            [
                "= 2",
                "- This one goes away.",
                "~ The fourth was [-said-] {+denied+}.",
                "= 1",
                "+ News at last.",
            ]
        );
    }

    #[test]
    fn a_paragraph_in_other_words_is_another_paragraph() {
        assert_eq!(
            shown("We deny it all.", "Grain prices rose again."),
            ["- We deny it all.", "+ Grain prices rose again."]
        );
    }

    #[test]
    fn blanks_and_line_breaks_are_no_change() {
        assert_eq!(shown("one two\nthree", "one  two three"), ["= 1"]);
    }

    #[test]
    fn a_paragraph_too_long_for_words_is_given_whole() {
        let long = "word ".repeat(LONGEST_PARAGRAPH / 4);
        let changes = changes(&long, &format!("{long} end"));
        assert!(
            matches!(
                changes[..],
                [Changed::Removed { .. }, Changed::Added { .. }]
            ),
            "{}",
            changes.len()
        );
    }

    #[test]
    fn languages_without_blanks_are_compared_by_their_signs() {
        assert_eq!(
            shown("双方同意会谈。", "双方拒绝会谈。"),
            ["~ 双方[-同意-] {+拒绝+}会谈。"]
        );
    }

    fn without_blanks(text: &str) -> String {
        text.split_whitespace().collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

        #[test]
        fn both_wordings_can_be_made_of_the_changes(
            old in "([ab]{1,2}( |\n\n|, )){0,14}",
            new in "([ab]{1,2}( |\n\n|, )){0,14}",
        ) {
            let paragraphs: Vec<&str> =
                new.split(BREAK).filter(|it| !it.trim().is_empty()).collect();
            let (mut was, mut is) = (String::new(), String::new());
            let mut next = 0;
            for changed in changes(&old, &new) {
                match changed {
                    Changed::Same { paragraphs: count } => {
                        for text in &paragraphs[next..next + count] {
                            was.push_str(text);
                            is.push_str(text);
                        }
                        next += count;
                    }
                    Changed::Removed { text } => was.push_str(&text),
                    Changed::Added { text } => {
                        is.push_str(&text);
                        next += 1;
                    }
                    Changed::Reworded { pieces } => {
                        next += 1;
                        for Piece { fate, text } in pieces {
                            if fate != Fate::Added {
                                was.push_str(&text);
                            }
                            if fate != Fate::Removed {
                                is.push_str(&text);
                            }
                        }
                    }
                }
            }
            prop_assert_eq!(without_blanks(&was), without_blanks(&old));
            prop_assert_eq!(without_blanks(&is), without_blanks(&new));
        }

        #[test]
        fn the_stretches_of_a_marked_text_lie_in_order_on_character_boundaries(
            old in "(\\PC|[ab é]){0,40}", new in "(\\PC|[ab é]){0,40}",
        ) {
            for changed in changes(&old, &new) {
                let (text, stretches) = changed.marked();
                let mut end = 0;
                for (range, fate) in stretches {
                    prop_assert!(range.start >= end && text.get(range.clone()).is_some());
                    prop_assert!(fate != Fate::Kept);
                    end = range.end;
                }
            }
        }
    }
}
