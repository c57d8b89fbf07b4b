//! A speaker's label in the middle of a paragraph.

use memchr::memmem;

use crate::ingest::joining::ends_in_abbreviation;
use crate::ingest::lines::tail;
use crate::ingest::plain::ends_sentence;
use crate::ingest::turns;

/// What may be a speaker's label inside a paragraph.
#[derive(Debug, Clone, Copy)]
pub(super) struct Label<'a> {
    /// The byte where it begins.
    pub(super) start: usize,
    pub(super) name: &'a str,
    pub(super) is_sure: bool,
    /// True for what may be a name if it comes back.
    pub(super) is_name: bool,
}

/// The label that ends at a colon, if a sentence ends before it.
pub(super) fn label_before(text: &str, colon: usize) -> Option<Label<'_>> {
    if !text[colon + 1..].starts_with([' ', '\u{A0}', '\n']) {
        return None;
    }
    let before = tail(&text[..colon], turns::LONGEST);
    let offset = colon - before.len();
    // A remark may hold any words.
    let words = match before.strip_suffix(')') {
        Some(open) => &open[..open.rfind('(')?],
        None => before,
    };
    for (blank, _) in words.trim_end().rmatch_indices([' ', '\u{A0}', '\n']) {
        let blank_end = blank + words[blank..].chars().next().map_or(1, char::len_utf8);
        let (left, right) = (words[..blank].trim_end(), &words[blank_end..]);
        if right.starts_with(char::is_whitespace) {
            continue;
        }
        if ends_turn(left) {
            return label_at(text, offset + blank_end, colon);
        }
        let word = right.split_whitespace().next().unwrap_or_default();
        if !turns::is_word_of_label(word) {
            return None;
        }
    }
    // The paragraph itself may begin with it.
    (offset == 0).then(|| label_at(text, 0, colon)).flatten()
}

fn label_at(text: &str, start: usize, colon: usize) -> Option<Label<'_>> {
    let (name, length) = turns::opening(&text[start..])?;
    let is_whole = text[start..start + length].trim_end().len() == colon + 1 - start;
    let is_letter = name.chars().nth(1).is_none();
    let in_capitals = !name.contains(char::is_lowercase);
    is_whole.then_some(Label {
        start,
        name,
        is_sure: is_sure(name),
        is_name: is_letter || in_capitals || name.contains(['.', ' ']),
    })
}

/// True for a name that only labels have before a colon.
pub(super) fn is_sure(name: &str) -> bool {
    turns::is_sure(name) || has_initial(name)
}

/// True for an initial and a surname: `М.Линд`, `J. R. Roe`.
fn has_initial(name: &str) -> bool {
    let initial = name.chars().nth(1) == Some('.');
    initial && name.ends_with(char::is_lowercase)
}

/// True where somebody has finished: at the end of a sentence, a remark or a rule, or cut short by a dash.
fn ends_turn(before: &str) -> bool {
    let is_cut = before.ends_with(['—', '–', '*', ']', '>']) || before.ends_with("--");
    let is_abbreviated = before.strip_suffix('.').is_some_and(|before| {
        let word = before
            .rsplit(char::is_whitespace)
            .next()
            .unwrap_or_default();
        // "No." is a word here: numbers have no labels behind them.
        word != "No" && ends_in_abbreviation(before) || turns::is_address(word)
    });
    is_cut || ends_sentence(before) && !before.ends_with(':') && !is_abbreviated
}

/// Each `Q` that opens a question without a colon.
pub(super) fn questions(text: &str) -> impl Iterator<Item = Label<'_>> {
    memmem::find_iter(text.as_bytes(), " Q ").filter_map(|blank| {
        let start = blank + 1;
        let is_one = ends_turn(tail(&text[..blank], turns::LONGEST).trim_end());
        let (name, _) = turns::opening(&text[start..]).filter(|_| is_one)?;
        Some(Label {
            start,
            name,
            is_sure: true,
            is_name: false,
        })
    })
}

/// The label that ends at a colon and can be told from whatever stands before it by its own words:
/// `М.Линд`, `J. R. Roe`, `Mr. Lind`.
pub(super) fn evident_label(text: &str, colon: usize) -> Option<Label<'_>> {
    if !text[colon + 1..].starts_with([' ', '\u{A0}']) {
        return None;
    }
    let before = tail(&text[..colon], turns::LONGEST);
    let words = match before.strip_suffix(')') {
        Some(open) => &open[..open.rfind('(')?],
        None => before,
    };
    let words = words.trim_end();
    let mut start = last_word(words);
    // "Mr." and initials that stand apart.
    while let Some(before) = words[..start].trim_end().strip_suffix('.') {
        let at = last_word(before);
        let word = &before[at..];
        let is_initial = word.chars().nth(1).is_none() && word.starts_with(char::is_uppercase);
        if !is_initial && !turns::is_address(word) {
            break;
        }
        start = at;
    }
    label_at(text, colon - before.len() + start, colon).filter(|label| label.is_sure)
}

/// Where the last word of a text begins.
fn last_word(text: &str) -> usize {
    let word = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    text.len() - word.len()
}

/// The first place in `lead` where one of some names is a label, whatever stands before it.
pub(super) fn named_label<'a>(
    lead: &str,
    names: impl IntoIterator<Item = &'a str>,
) -> Option<(usize, &'a str)> {
    /// The most names that are looked for.
    const SPEAKERS: usize = 32;
    let first_of = |name: &'a str| {
        let mut places = lead.match_indices(name).map(|(at, _)| at);
        let at = places.find(|&at| {
            let before = lead[..at].chars().next_back();
            let after = &lead[at + name.len()..];
            before.is_some_and(char::is_whitespace) && after.starts_with(": ")
        })?;
        Some((at, name))
    };
    names.into_iter().take(SPEAKERS).filter_map(first_of).min()
}
