//! Releases that are parted by rules, form feeds or repeated lines that say what kind of text follows.
//!
//! Sections of one text have headings and rules, too. What tells releases from them is that each has a
//! date of its own, or that each heading is a headline whose words its first sentence takes up.

use std::ops::Range;

use super::parts::{Part, is_headline};
use super::undecorated;
use crate::ingest::cable::{self, Cable};
use crate::ingest::dates;
use crate::ingest::kinds::{is_among, is_kind};
use crate::ingest::lines::{Line, lines};
use crate::ingest::plain::{ends_sentence, is_rule};

/// How sections of a text begin, and what is printed under a release.
const SECTIONS: &str = "about abstract acknowledgements action annex appendix article attachment background chapter \
    comment conclusion conclusions contact contacts contents definitions details end ends enclosure footnotes further \
    glossary introduction media methodology next note notes objectives overview part preamble purpose q \
    recommendations references scope section signed sources step summary table \
    annexe chapitre contexte introduction résumé titre \
    anhang artikel einleitung fazit hintergrund kapitel teil zusammenfassung \
    anexo antecedentes artículo capítulo conclusiones introducción parte resumen \
    введение глава заключение приложение раздел справка статья часть";

/// Lines of a stretch in which its date is looked for.
const DATED: usize = 6;

/// A stretch between separators.
struct Stretch<'a> {
    /// The byte where its first line with words begins.
    start: usize,
    /// Its heading without the number and the marks before it.
    heading: &'a str,
    /// Where the heading stands, and where the text after it begins.
    heading_range: Range<usize>,
    body: usize,
    /// The number that stands before the heading.
    number: Option<u32>,
    /// True for a heading of Markdown.
    is_marked: bool,
    /// True where date, source or the head of a cable stand among its first lines.
    is_dated: bool,
    /// True where the first sentence takes up a word of the heading.
    is_taken_up: bool,
    is_after_feed: bool,
    /// True where nothing stands over the heading.
    is_first: bool,
}

/// True for a line that opens with a date-time group, as the head of a cable does.
pub(super) fn opens_with_group(line: &Line<'_>) -> bool {
    /// Precedence stands before the group: `OO 311430Z MAY 24`.
    const PRECEDENCE: usize = 4;
    line.text
        .starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit())
        && line.text.len() <= 60
        && dates::group(line.text).is_some_and(|(_, group)| group.start <= PRECEDENCE)
}

/// The cables of a text that ends at `end`, which begin at `starts`, if all are and it is more than one place; the
/// sections of one are one.
pub(super) fn cables(text: &str, starts: &[usize], end: usize) -> Vec<Part> {
    if starts.len() < 2 {
        return Vec::new();
    }
    let ends = starts.iter().skip(1).copied().chain([end]);
    let read = |(&start, end)| Some((start, cable::read(text, start..end)?));
    let cables: Option<Vec<(usize, Cable)>> = starts.iter().zip(ends).map(read).collect();
    let Some(cables) = cables else {
        return Vec::new();
    };
    let part = |start| Part {
        start,
        body: start,
        ..Part::default()
    };
    let starts = cable::without_further_sections(&cables);
    starts.into_iter().map(part).collect()
}

/// The releases of `text[range]`, which may begin at `starts`; none if it is one text.
pub(super) fn parts(text: &str, range: Range<usize>, starts: Starts) -> Vec<Part> {
    // A file that has a header is one text, unless its parts are numbered or marked as such.
    let has_header = range.start > 0;
    let starts = starts.into_all();
    if starts.len() < 2 {
        return Vec::new();
    }
    let ends = starts
        .iter()
        .skip(1)
        .map(|start| start.0)
        .chain([range.end]);
    let stretches: Vec<(Range<usize>, bool)> = starts
        .iter()
        .zip(ends)
        .map(|(&(start, feed), end)| (start..end, feed))
        .filter(|(stretch, _)| has_words(text, stretch.clone()))
        .collect();
    // A title or a list of contents may stand before the first.
    [0, 1]
        .into_iter()
        .filter_map(|skipped| stretches.get(skipped..))
        .filter(|rest| rest.len() >= 2)
        .find_map(|rest| {
            let read = rest
                .iter()
                .map(|(range, feed)| stretch(text, range.clone(), *feed));
            let read: Option<Vec<Stretch<'_>>> = read.collect();
            read.filter(|read| are_releases(read, has_header))
        })
        .map(|read| read.into_iter().map(Stretch::into_part).collect())
        .unwrap_or_default()
}

/// Where stretches begin, and whether a form feed opens them.
#[derive(Debug, Default)]
pub(super) struct Starts {
    all: Vec<(usize, bool)>,
    /// The line before was a heading of Markdown: the title of the whole stands over the first of its parts.
    over: bool,
}

impl Starts {
    /// More are the rules of a table.
    const MOST: usize = 2_000;

    /// Those of a text that begins at `start`.
    pub(super) fn new(start: usize) -> Self {
        Self {
            all: vec![(start, true)],
            over: false,
        }
    }

    /// Sees the next line of `text`.
    pub(super) fn enter(&mut self, line: &Line<'_>, text: &str) {
        if self.all.len() > Self::MOST {
            return;
        }
        if !line.is_blank() {
            if self.over && line.text.starts_with("## ") {
                self.all.push((line.start, false));
            }
            self.over = line.text.starts_with("# ");
        }
        if text.as_bytes()[..line.next].ends_with(b"\x0c") {
            self.all.push((line.next, true));
        } else if is_rule(line.text) {
            self.all.push((line.next, false));
        } else if opens_anew(line) {
            self.all.push((line.start, false));
        }
    }

    /// All of them; none where they are too many.
    fn into_all(self) -> Vec<(usize, bool)> {
        if self.all.len() > Self::MOST {
            return Vec::new();
        }
        self.all
    }
}

/// `PRESS RELEASE No. 14/24`: the next one of its kind.
fn opens_anew(line: &Line<'_>) -> bool {
    line.text.len() <= 60
        && line
            .text
            .starts_with(|c: char| c.is_uppercase() || c == '[' || c == '*')
        && is_kind(line.text)
}

fn has_words(text: &str, range: Range<usize>) -> bool {
    lines(text, range).any(|line| !line.is_blank() && !is_rule(line.text) && !opens_anew(&line))
}

/// Reads what stands between separators; `None` if that opens with no heading over running text.
fn stretch(text: &str, range: Range<usize>, is_after_feed: bool) -> Option<Stretch<'_>> {
    let mut words =
        lines(text, range.clone()).filter(|line| !line.is_blank() && !is_rule(line.text));
    let first = words.clone().next()?;
    let is_dated = words.clone().take(DATED).any(|line| is_dated(&line))
        || cable::read(text, range.clone()).is_some();
    // What says the kind and the date of the text stands over the heading.
    let line =
        words.find(|line| !opens_anew(line) && dates::of_dateline(line.text.trim()).is_none())?;
    let (number, rest) = numbered(line.text.trim());
    let heading = undecorated(rest);
    if !is_headline(heading) {
        return None;
    }
    let next = lines(text, line.next..range.end).next();
    if next.is_some_and(|next| !is_apart(&line, &next)) {
        return None;
    }
    let lead = words.find(|line| ends_sentence(line.text) || line.text.len() > 80)?;
    let at = line.start + (heading.as_ptr() as usize - line.text.as_ptr() as usize);
    Some(Stretch {
        start: first.start,
        heading,
        heading_range: at..line.next,
        body: line.next,
        number,
        is_marked: line.text.starts_with('#'),
        is_dated,
        is_taken_up: takes_up(heading, lead.text),
        is_after_feed,
        is_first: first.start == line.start,
    })
}

/// True when a line is not the first of a paragraph: a blank one follows it, a date, or one that is longer
/// than a line of the same paragraph would be.
fn is_apart(line: &Line<'_>, next: &Line<'_>) -> bool {
    /// In bytes: how much more than a heading a full line holds.
    const MORE: usize = 15;
    next.is_blank()
        || is_rule(next.text)
        || is_dated(next)
        || next.text.len() >= line.text.len() + MORE
}

fn is_dated(line: &Line<'_>) -> bool {
    line.text.len() <= 160
        && dates::of_dateline(undecorated(line.text).trim_matches(['(', ')'])).is_some()
}

/// `1. `, `2) `, `[3] `, `#4 `, `Item 5: ` before a heading.
fn numbered(line: &str) -> (Option<u32>, &str) {
    let bare = line.trim_start_matches(['#', '*', ' ', '(', '[']);
    let bare = ["Item ", "ITEM ", "No. ", "№ "]
        .iter()
        .find_map(|word| bare.strip_prefix(word))
        .unwrap_or(bare);
    let rest = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = &bare[..bare.len() - rest.len()];
    let words = rest.trim_start_matches(['.', ')', ']', ':', '–', '—', '-', ' ']);
    match digits.parse() {
        Ok(number) if digits.len() <= 3 && words.len() < rest.len() => (Some(number), words),
        _ => (None, line),
    }
}

/// True when a sentence has a word of the heading, or one with the same beginning.
fn takes_up(heading: &str, lead: &str) -> bool {
    /// Letters of a stem: the ends of words bend.
    const STEM: usize = 5;
    let stems = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric());
        let words = words.filter(|word| word.chars().nth(3).is_some());
        words
            .map(|word| word.to_lowercase().chars().take(STEM).collect())
            .collect()
    };
    let lead = stems(lead);
    stems(heading).iter().any(|stem| lead.contains(stem))
}

/// True for stretches that are releases of their own.
fn are_releases(stretches: &[Stretch<'_>], has_header: bool) -> bool {
    let all = |holds: &dyn Fn(&Stretch<'_>) -> bool| stretches.iter().all(holds);
    let is_numbered = stretches
        .iter()
        .zip(1..)
        .all(|(stretch, number)| stretch.number == Some(number));
    let is_marked = all(&|stretch| stretch.is_marked);
    if !all(&|stretch| !is_section(stretch.heading))
        || has_repeated(stretches)
        || has_header && !is_numbered && !is_marked
    {
        return false;
    }
    if all(&|stretch| stretch.is_dated) {
        return true;
    }
    let taken_up = stretches
        .iter()
        .filter(|stretch| stretch.is_taken_up)
        .count();
    let are_headlines = all(&|stretch| is_long(stretch.heading)) && taken_up * 2 > stretches.len();
    let is_set_apart = is_numbered || is_marked || all(&|stretch| stretch.is_after_feed);
    // Rules alone part the foot of a text from it, too.
    const MANY: usize = 3;
    are_headlines && (is_set_apart || stretches.len() >= MANY)
}

fn is_section(heading: &str) -> bool {
    let first = heading
        .split(|c: char| !c.is_alphabetic())
        .find(|word| !word.is_empty());
    first.is_some_and(|word| is_among(SECTIONS, &word.to_lowercase()))
}

/// The running head of a page comes on each.
fn has_repeated(stretches: &[Stretch<'_>]) -> bool {
    stretches
        .windows(2)
        .any(|pair| pair[0].heading == pair[1].heading)
}

/// True for as many words as a headline has; scripts without blanks are counted by their letters.
fn is_long(heading: &str) -> bool {
    heading.split_whitespace().count() >= 2
        || !heading.is_ascii() && heading.chars().count() >= 6 && !heading.contains(' ')
}

impl Stretch<'_> {
    fn into_part(self) -> Part {
        // A number before the heading is none of its words; nothing else goes.
        let is_numbered = self.number.is_some() && self.is_first;
        let heading = is_numbered.then_some(self.heading_range);
        Part {
            start: self.start,
            body: if heading.is_some() {
                self.body
            } else {
                self.start
            },
            heading,
            ..Part::default()
        }
    }
}
