//! Turns that a scraper ran together with what stands before them, parted where their speakers begin.
//!
//! ```text
//! … and that is all. QUESTION: Will the ferry sail? MR. LIND: It will. (Laughter.) Q Thank you. MR. LIND: …
//!                   |                              |                             |            |
//! ```
//!
//! A label stands behind the end of a sentence. In a transcript it is one that opens paragraphs, too. In a text of
//! one enormous paragraph it is one that can be nothing else, or one that comes back: a sentence with a colon does
//! neither. What opens such a paragraph may run into the first label without a stop; that is known by its coming back.

use std::borrow::Cow;
use std::ops::Range;

mod label;

use super::dates;
use super::lines::head;
use super::passage::{Passage, Piece};
use super::turns;
use crate::briefing::BlockKind;
use crate::text::hash::{HashMap, HashSet};
use crate::text::sanitise;
use label::{Label, evident_label, is_sure, label_before, named_label, questions};

/// A shorter paragraph, in bytes, can be read as it is.
const WALL: usize = 3000;

/// So many passages at the top may stand before the first to speak.
const BEFORE: usize = 4;

/// As many labels part it.
const FEWEST: usize = 3;

/// How far the first label may stand from the beginning, in bytes, where no sentence ends before it.
const LEAD: usize = 4000;

/// More turns than this no talk has: what stands behind them is left as it is, so that a text of nothing but labels
/// takes no more memory than others.
const MOST: usize = 50_000;

/// The words under the only label of a page are as long, in bytes.
const SPEECH: usize = 1000;

/// Parts the paragraphs that hold several turns; most texts have none and are given back as they are.
pub(super) fn parted<'p, 'a>(passages: &'p [Passage<'a>]) -> Cow<'p, [Passage<'a>]> {
    let openings: Vec<Option<&str>> = passages.iter().map(opening).collect();
    let speakers = speakers(&openings);
    let mut has_begun = false;
    let mut count = 0;
    let mut cuts = |(at, passage): (usize, &Passage<'_>)| {
        let mut cuts = cuts_of(passage, &speakers);
        has_begun |= openings[at].is_some_and(|name| speakers.contains(name));
        if !has_begun && at < BEFORE {
            let end = cuts.first().map(|cut| cut.at);
            cuts.splice(0..0, first_cut(passage, end, &speakers));
            has_begun = !cuts.is_empty();
        }
        cuts.truncate(MOST - count);
        count += cuts.len();
        cuts
    };
    let cuts: Vec<Vec<Cut>> = passages.iter().enumerate().map(&mut cuts).collect();
    if count == 0 {
        return Cow::Borrowed(passages);
    }
    let parts = passages.iter().zip(cuts);
    Cow::Owned(parts.flat_map(|(it, cuts)| split(it, &cuts)).collect())
}

/// Where a passage is parted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Cut {
    /// The byte of its text.
    at: usize,
    /// The length of the label of a turn that nothing else tells.
    label: Option<u32>,
}

impl Cut {
    fn plain(at: usize) -> Self {
        Self { at, label: None }
    }
}

/// The label that a passage opens with.
fn opening<'p>(passage: &'p Passage<'_>) -> Option<&'p str> {
    // It stands in the first line.
    let first = passage.pieces.first().map_or("", Piece::text);
    let is_plain = passage.kind == BlockKind::Paragraph;
    turns::opening(first)
        .filter(|_| is_plain)
        .map(|(name, _)| name)
}

/// The bytes of a passage.
fn length_of(passage: &Passage<'_>) -> usize {
    passage.pieces.iter().map(|it| it.text().len()).sum()
}

/// The labels that open paragraphs of a transcript; none of any other text.
fn speakers<'p>(openings: &[Option<&'p str>]) -> HashSet<&'p str> {
    let mut times: HashMap<&str, usize> = HashMap::default();
    for &name in openings.iter().flatten() {
        *times.entry(name).or_default() += 1;
    }
    times.retain(|name, times| *times > 1 || is_sure(name));
    match times.values().sum::<usize>() < FEWEST {
        true => HashSet::default(),
        false => times.into_keys().collect(),
    }
}

/// Where the first to speak begins in a paragraph before all labels that open one, if no sentence ends there: one
/// of the speakers, or whoever has the floor on a page that was saved with its stamp.
fn first_cut(passage: &Passage<'_>, end: Option<usize>, speakers: &HashSet<&str>) -> Option<Cut> {
    let is_short = speakers.is_empty() && length_of(passage) < SPEECH;
    if passage.kind != BlockKind::Paragraph || is_short {
        return None;
    }
    let text = passage.text();
    let lead = head(&text[..end.unwrap_or(text.len())], LEAD);
    if !speakers.is_empty() {
        return named_label(lead, speakers.iter().copied()).map(|(at, _)| Cut::plain(at));
    }
    // The label has one, and so has the clock of a stamp.
    memchr::memchr(b':', lead.as_bytes())?;
    let (_, stamp) = dates::stamp(&text)?;
    let colons = memchr::memchr_iter(b':', lead.get(stamp.end..)?.as_bytes());
    let label = colons
        .filter_map(|colon| evident_label(&text, stamp.end + colon))
        .next()?;
    let (_, length) = turns::opening(&text[label.start..])?;
    let words = &text[label.start..label.start + length];
    // Its length is that of the text as it is shown.
    let is_clean = *words == sanitise::line(words);
    let is_speech = text.len() - label.start >= SPEECH;
    (is_speech && is_clean).then_some(Cut {
        at: label.start,
        label: u32::try_from(length).ok(),
    })
}

fn cuts_of(passage: &Passage<'_>, speakers: &HashSet<&str>) -> Vec<Cut> {
    let length = length_of(passage);
    if passage.kind != BlockKind::Paragraph || speakers.is_empty() && length <= WALL {
        return Vec::new();
    }
    let text = passage.text();
    let labels: Vec<Label<'_>> = memchr::memchr_iter(b':', text.as_bytes())
        .filter_map(|colon| label_before(&text, colon))
        .take(MOST)
        .collect();
    let known = labels.iter().filter(|label| speakers.contains(label.name));
    let mut cuts: Vec<usize> = known.map(|label| label.start).collect();
    if length > WALL {
        cuts.extend(turns_of_wall(&text, labels.clone()));
    }
    cuts.retain(|&at| at > 0);
    cuts.sort_unstable();
    cuts.dedup();
    cuts.into_iter().map(Cut::plain).collect()
}

/// Where the turns of a wall of text begin, in bytes, by its labels.
fn turns_of_wall<'a>(text: &'a str, mut labels: Vec<Label<'a>>) -> Vec<usize> {
    let Some(first) = labels.first() else {
        return Vec::new();
    };
    // The first may run into what stands before it, and is known by the later ones.
    let lead = head(&text[..first.start], LEAD);
    let mut names: Vec<&str> = labels.iter().map(|label| label.name).collect();
    names.sort_unstable();
    names.dedup();
    if let Some((start, name)) = named_label(lead, names) {
        let again = labels.iter().find(|label| label.name == name).copied();
        labels.extend(again.map(|label| Label { start, ..label }));
    }
    let mut times: HashMap<&str, usize> = HashMap::default();
    for label in &labels {
        *times.entry(label.name).or_default() += 1;
    }
    let comes_back = |label: &Label<'_>| times.get(label.name).is_some_and(|&times| times > 1);
    labels.retain(|label| label.is_sure || label.is_name && comes_back(label));
    // What comes back without a second speaker may be a heading.
    let is_talk = labels
        .iter()
        .any(|label| label.is_sure || label.name != labels[0].name);
    if labels.len() < FEWEST || !is_talk {
        return Vec::new();
    }
    labels.extend(questions(text));
    labels.iter().map(|label| label.start).collect()
}

/// A passage in parts, parted at `cuts`, without the blanks between them.
fn split<'a>(passage: &Passage<'a>, cuts: &[Cut]) -> Vec<Passage<'a>> {
    let mut parts = vec![Passage::new(passage.kind)];
    parts[0].taken = passage.taken;
    let mut cuts = cuts.iter().peekable();
    let mut at = 0;
    for piece in &passage.pieces {
        let end = at + piece.text().len();
        let mut from = at;
        while let Some(cut) = cuts.next_if(|cut| cut.at < end) {
            // What stands for something else in the file stays whole.
            if cut.at > at && matches!(piece, Piece::Raw(Cow::Owned(_), _)) {
                continue;
            }
            push(&mut parts, piece, from - at..cut.at - at);
            let turn = cut.label.map(|label| BlockKind::Turn { label });
            parts.push(Passage::new(turn.unwrap_or(passage.kind)));
            from = cut.at;
        }
        push(&mut parts, piece, from - at..end - at);
        at = end;
    }
    parts.iter_mut().for_each(trim_end);
    parts.retain(|part| !part.is_blank());
    parts
}

fn push<'a>(parts: &mut [Passage<'a>], piece: &Piece<'a>, stretch: Range<usize>) {
    let Some(open) = parts.last_mut() else {
        return;
    };
    match piece {
        Piece::Seam => open.pieces.push(Piece::Seam),
        _ if stretch.is_empty() => {}
        Piece::Raw(Cow::Borrowed(text), at) => {
            open.raw(&text[stretch.clone()], at + stretch.start);
        }
        Piece::Raw(Cow::Owned(text), at) => open.raw(text.clone(), *at),
        Piece::Own(text) => open.own(text[stretch].to_owned()),
    }
}

fn trim_end(passage: &mut Passage<'_>) {
    let is_blank = |piece: &Piece<'_>| piece.text().trim().is_empty();
    while passage.pieces.last().is_some_and(is_blank) {
        passage.pieces.pop();
    }
    if let Some(Piece::Raw(Cow::Borrowed(text), _)) = passage.pieces.last_mut() {
        *text = text.trim_end();
    }
}

#[cfg(test)]
mod tests;
