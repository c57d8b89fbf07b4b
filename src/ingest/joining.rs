//! Whether a line break inside a paragraph is meant.
//!
//! Three things put one where nobody meant it: a text wrapped to a width, a stray break in a long
//! line, and a post whose bold words and links were each put on a line of their own.

use std::sync::LazyLock;

use super::hyphens::{Hyphen, Hyphens, Sureness, ends_in_hyphen};
use super::lines::{Line, length};
use super::marks;
use super::plain::ends_sentence;
use super::turns;
use crate::text::word_table::WordTable;

/// How two lines go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// They are two lines.
    Break,
    /// They are one, with a blank between.
    Blank,
    /// They are one, with nothing between: a comma or a closing mark stood alone.
    Glue,
    /// They are one, without the hyphen that broke a word.
    Mend,
    /// They are one word with a hyphen, which it is also written without.
    DoubtfulGlue,
    /// They are one word without a hyphen, which it is also written with.
    DoubtfulMend,
}

/// How a text was wrapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wrap {
    /// The longest line, in characters.
    width: usize,
    /// True when its paragraphs were told apart by their lines: then no break inside one is meant.
    is_settled: bool,
}

/// Unbroken lines of this length that end without a stop were broken off.
const LONG: usize = 80;

/// A tail that follows a broken-off line, at most this long, when it may also be a new paragraph.
const TAIL: usize = 60;

impl Wrap {
    /// Finds the width that nearly all lines of a text were filled to, if there is one.
    pub(super) fn of(lines: &[Line<'_>]) -> Option<Self> {
        let pairs = || {
            lines
                .windows(2)
                .filter(|pair| !pair[0].is_blank() && !pair[1].is_blank())
        };
        let width = common_width(pairs().map(|pair| &pair[0]))?;
        let filled = pairs().filter(|pair| is_filled(&pair[0], &pair[1], width));
        (filled.count() * 4 >= pairs().count() * 3).then_some(Self {
            width,
            is_settled: false,
        })
    }

    /// Finds the width of a text whose wrapped lines are each followed by a blank one: many of its
    /// paragraphs end in mid-sentence, and the next one goes on.
    pub(super) fn of_double_spaced(groups: &[&[Line<'_>]]) -> Option<Self> {
        let alone = groups.iter().filter(|group| group.len() == 1).count();
        if groups.len() < 20 || alone * 10 < groups.len() * 9 {
            return None;
        }
        let torn = groups.windows(2).filter(|pair| {
            let (line, next) = (pair[0][0].text, pair[1][0].text);
            next.trim_start().starts_with(char::is_lowercase) && !ends_sentence(line)
        });
        if torn.count() * 5 < groups.len() * 2 {
            return None;
        }
        let width = common_width(groups.iter().map(|group| &group[0]))?;
        Some(Self {
            width,
            is_settled: true,
        })
    }

    /// True when `line` ends a paragraph: the next word would have fitted after its stop.
    pub(super) fn ends_paragraph(self, line: &Line<'_>, next: &Line<'_>) -> bool {
        !is_filled(line, next, self.width)
            && (ends_sentence(line.text) || line.text.len() * 3 < self.width)
    }
}

/// The length of the longest lines but for a few (an address must not set the width), if there
/// are lines enough and they are as long as lines are.
fn common_width<'a, 't: 'a>(lines: impl Iterator<Item = &'a Line<'t>>) -> Option<usize> {
    let mut lengths: Vec<usize> = lines.map(|line| length(line.text)).collect();
    lengths.sort_unstable();
    let last = lengths.len().checked_sub(1).filter(|&last| last >= 2)?;
    let width = lengths[last * 95 / 100];
    (36..=130).contains(&width).then_some(width)
}

/// True when the first word of `next` would not have fitted at the end of `line`.
fn is_filled(line: &Line<'_>, next: &Line<'_>, width: usize) -> bool {
    let word = next.text.split_whitespace().next().unwrap_or_default();
    // No text has more characters than bytes.
    if line.text.len() + 1 + word.len() <= width {
        return false;
    }
    let word = match word.starts_with(is_wide) {
        true => 1,
        false => length(word),
    };
    length(line.text) + 1 + word > width
}

/// How the lines of a text go together.
#[derive(Debug, Clone, Copy)]
pub(super) struct Way<'a> {
    /// How it was wrapped, if it was.
    pub(super) wrap: Option<Wrap>,
    /// What its hyphens are.
    pub(super) hyphens: &'a Hyphens<'a>,
}

/// Decides on the break before line `at` of a paragraph, which is not its first; `so_far` is the
/// line before as joined up to here, `first` tells that it begins the paragraph.
pub(super) fn joint(
    so_far: &str,
    group: &[Line<'_>],
    at: usize,
    way: Way<'_>,
    first: bool,
) -> Joint {
    let Way { wrap, hyphens } = way;
    let (line, next) = (&group[at - 1], &group[at]);
    let (left, right) = (so_far.trim_end(), next.text.trim_start());
    let Some(opens) = right.chars().next() else {
        return Joint::Break;
    };
    if marks::is_mark(opens) || turns::is_sure_label(right) {
        return Joint::Break;
    }
    if marks::is_all_marks(left) {
        return Joint::Blank;
    }
    if let Some(joint) = around_signs(left, right) {
        return joint;
    }
    if let Some(wrap) = wrap
        && (wrap.is_settled || is_filled(line, next, wrap.width) && !is_indented(line, next))
    {
        return fitting(left, right, hyphens);
    }
    if ends_in_hyphen(left).is_some() && opens.is_alphanumeric() {
        return fitting(left, right, hyphens);
    }
    let is_fragment = !ends_sentence(left) && is_taken_up(right, group.get(at + 1));
    if is_fragment || goes_on(left, right, first) {
        fitting(left, right, hyphens)
    } else {
        Joint::Break
    }
}

/// True for a name that the line after it goes on from (`, held talks`, `'s visit`): it was set
/// apart in the middle of a sentence.
fn is_taken_up(line: &str, after: Option<&Line<'_>>) -> bool {
    let after = after.map_or("", |after| after.text.trim_start());
    line.chars().count() <= TAIL
        && !ends_sentence(line)
        && [",", "'s ", "’s ", ";"]
            .iter()
            .any(|sign| after.starts_with(sign))
}

/// Signs that stood on a line of their own, or open a line that they cannot open.
fn around_signs(left: &str, right: &str) -> Option<Joint> {
    let opens = right.chars().next()?;
    let rest = &right[opens.len_utf8()..];
    if left.ends_with(['(', '[', '“', '«', '„', '‘']) {
        return Some(Joint::Glue);
    }
    if matches!(opens, ',' | ';' | ')' | ']' | '”' | '»')
        || matches!(opens, '.' | '!' | '?' | ':') && !rest.starts_with(opens)
    {
        return Some(Joint::Glue);
    }
    if matches!(opens, '\'' | '’') {
        if rest.starts_with("s ") || rest == "s" {
            return Some(Joint::Glue);
        }
        if rest.is_empty() || rest.starts_with([',', '.', ')']) {
            return Some(if opens == '’' || is_open(left) {
                Joint::Glue
            } else {
                Joint::Break
            });
        }
    }
    matches!(left, "'" | "\"").then_some(Joint::Glue)
}

/// True when a straight quotation mark was opened in `text` and not closed. An apostrophe stands
/// between letters and does neither.
fn is_open(text: &str) -> bool {
    let mut open = false;
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let after_letter = before.is_alphanumeric();
        let before_letter = chars.peek().is_some_and(|c| c.is_alphanumeric());
        if c == '\'' && !(after_letter && before_letter) {
            open = !open;
        }
        before = c;
    }
    open
}

/// True when a sentence goes on over the break.
fn goes_on(left: &str, right: &str, first: bool) -> bool {
    if ends_sentence(left) && !(left.ends_with(':') && right.starts_with(char::is_lowercase)) {
        return false;
    }
    let words = right.trim_start_matches(['“', '«', '„', '‘', '"', '\'', '(', '–', '—', '-', ' ']);
    if words.starts_with(char::is_lowercase) && super::plain::bullet(right).is_none() {
        return true;
    }
    let last = left.rsplit([' ', '\u{A0}']).next().unwrap_or(left);
    if left.ends_with(',') && words.starts_with(char::is_alphanumeric) {
        // An address has commas at its line ends too, but it is short.
        return left.chars().count() >= 40 || right.starts_with('#');
    }
    if is_function_word(last) {
        return true;
    }
    let length = left.chars().count();
    !first && length >= LONG
        || length >= LONG && right.chars().count() <= TAIL && has_sentence_end(left)
}

/// True when a sentence ends inside `text`: it is running text and not a headline.
pub(super) fn has_sentence_end(text: &str) -> bool {
    sentence_end(text).is_some()
}

/// Where the first sentence of several ends, its stop and closing marks included.
pub(super) fn sentence_end(text: &str) -> Option<usize> {
    text.char_indices().find_map(|(at, c)| {
        if matches!(c, '。' | '।') && at + c.len_utf8() < text.len() {
            return Some(at + c.len_utf8());
        }
        if !matches!(c, '.' | '!' | '?' | '…') {
            return None;
        }
        let after = text[at + c.len_utf8()..].trim_start_matches(['"', '\'', '”', '’', '»', ')']);
        let next = after
            .trim_start_matches([' ', '\u{A0}', '"', '\'', '“', '‘', '«'])
            .chars()
            .next()?;
        let ends = after.starts_with([' ', '\u{A0}'])
            && next.is_alphabetic()
            && !next.is_lowercase()
            && !ends_in_abbreviation(&text[..at]);
        ends.then_some(text.len() - after.len())
    })
}

/// True before a stop that ends no sentence: an initial, a title, a number's mark.
pub(super) fn ends_in_abbreviation(before: &str) -> bool {
    let word = before
        .rsplit([' ', '(', '.', '\u{A0}', '“'])
        .next()
        .unwrap_or(before);
    let letters = word.chars().count();
    letters <= 1 && !before.ends_with(' ')
        || before.bytes().all(|byte| byte.is_ascii_digit())
        || matches!(
            word,
            "Mr" | "Mrs"
                | "Ms"
                | "Dr"
                | "St"
                | "Gen"
                | "Lt"
                | "Col"
                | "Sen"
                | "Rep"
                | "Gov"
                | "Amb"
                | "Prof"
                | "Hon"
                | "No"
                | "Nos"
                | "vs"
                | "Jr"
                | "Sr"
                | "им"
                | "г"
                | "ул"
                | "Mme"
                | "MM"
                | "art"
                | "Art"
                | "Rev"
                | "Maj"
                | "Capt"
                | "Sgt"
        )
}

/// Words that no line ends with unless the sentence goes on.
static FUNCTION_WORDS: LazyLock<WordTable<bool>> = LazyLock::new(|| {
    let mut table = WordTable::default();
    let words = "of the a an and or to in on at by for with from as over under between into during its their his her \
     that which who whose will was were is are be been has have had not but than through against within upon via per \
     about after before since until towards toward among across this these those \
     и в на с о по из за к от для при что не или под над между через его её их \
     de du des la le les et à au aux en par pour sur dans que qui avec d' l' \
     der die das dem den und von zu zum zur im in mit für auf des ein eine einer \
     del los las el y con por para su sus una un";
    for word in words.split(' ') {
        *table.entry(word) = true;
    }
    table
});

/// True for one of [`FUNCTION_WORDS`], in any case.
pub(super) fn is_function_word(word: &str) -> bool {
    let word = word.trim_start_matches(['(', '“', '«', '‘', '"', '\'']);
    word.starts_with(char::is_alphabetic) && FUNCTION_WORDS.get(word)
}

/// A line set in where the one before was not opens a paragraph.
fn is_indented(line: &Line<'_>, next: &Line<'_>) -> bool {
    let indent = |line: &Line<'_>| line.text.len() - line.text.trim_start().len();
    indent(next) >= indent(line) + 2 && ends_sentence(line.text)
        || next.text.starts_with('\t') && !line.text.starts_with('\t')
}

/// What joins two lines of running text: nothing after a hyphen, nothing in scripts without blanks.
fn fitting(left: &str, right: &str, hyphens: &Hyphens<'_>) -> Joint {
    match hyphens.between(left, right) {
        Some((Hyphen::Breaks, Sureness::Sure)) => return Joint::Mend,
        Some((Hyphen::Breaks, Sureness::Doubtful)) => return Joint::DoubtfulMend,
        Some((Hyphen::Joins, Sureness::Sure)) => return Joint::Glue,
        Some((Hyphen::Joins, Sureness::Doubtful)) => return Joint::DoubtfulGlue,
        Some((Hyphen::Hangs, _)) => return Joint::Blank,
        None => {}
    }
    let (before, after) = (left.chars().next_back(), right.chars().next());
    let unspaced = before.is_some_and(is_wide) && after.is_some_and(is_wide);
    if unspaced || before == Some('\u{AD}') {
        Joint::Glue
    } else {
        Joint::Blank
    }
}

/// Han, kana and their punctuation: written without blanks.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FF60}')
}
