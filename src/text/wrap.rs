//! Breaking paragraphs into lines, as byte ranges, so that highlights find their place.
//!
//! Where a line may break is decided by the Unicode line breaking rules, at hyphens inside words and at the places that
//! the text itself gave ([`Breaks`](super::breaks::Breaks)); which of these are taken, by minimising the ragged edge over
//! the whole paragraph. The blanks at a break belong to no line.

use std::ops::Range;

use textwrap::WordSeparator;
use textwrap::core::Fragment;
use textwrap::wrap_algorithms::{Penalties, wrap_first_fit, wrap_optimal_fit};
use unicode_segmentation::GraphemeCursor;

use super::breaks::{BreakKind, BreaksWithin};
use super::width::{self, graphemes_with_width};

/// No measure is wider: the cost of a line grows with the square of its gap.
const WIDEST: usize = 400;

/// Paragraphs of more pieces are filled line by line, in a quarter of the time; nobody sees the difference there.
const MOST_OPTIMAL: usize = 5_000;

/// More than any ragged edge costs (400² a line), so that a line never runs over to save its neighbours.
const OVERFLOW_PENALTY: usize = 100_000_000;

/// What a hyphen costs that is put in, as much as a gap of ten columns: pages that hyphenate each of their words
/// would otherwise be full of cut ones.
const HYPHEN_PENALTY: usize = 100;

/// A line of a wrapped text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The bytes of the text on it.
    pub range: Range<usize>,
    /// Whether a hyphen is to be drawn behind them, which is no part of the text; there is room for it.
    pub hyphen: bool,
}

/// Wraps one paragraph to at most `width` columns; each range is one line of `text`.
///
/// `\n` in the text is a break of its own; there is always at least one line, and a `\n` at the end opens an empty
/// one. Words wider than the line are broken between grapheme clusters; only a cluster that is itself wider stands
/// over the edge. `width` is clamped to 1..=400. Linear in the length of the text.
pub fn wrap(text: &str, width: usize) -> Vec<Range<usize>> {
    wrap_indented(text, width, 0, 0)
}

/// Wraps one paragraph that leaves `first` columns free on its first line and `rest` on the others.
///
/// For list items and speaker turns: the caller draws what stands in the free columns. At least one column is left.
pub fn wrap_indented(text: &str, width: usize, first: usize, rest: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let breaks = BreaksWithin::default();
    wrap_into(text, rooms(width, first, rest), breaks, |line| {
        lines.push(line.range);
    });
    lines
}

/// Wraps one paragraph like [`wrap`], also inside words, where `breaks` allows it.
pub fn wrap_with(text: &str, width: usize, breaks: BreaksWithin<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    wrap_into(text, rooms(width, 0, 0), breaks, |line| lines.push(line));
    lines
}

/// The columns of the first line and of the others.
fn rooms(width: usize, first: usize, rest: usize) -> [usize; 2] {
    let width = width.clamp(1, WIDEST);
    [first, rest].map(|indent| width.saturating_sub(indent).max(1))
}

fn wrap_into(
    text: &str,
    mut rooms: [usize; 2],
    breaks: BreaksWithin<'_>,
    mut found: impl FnMut(Line),
) {
    let mut at = 0;
    for line in text.split('\n') {
        let breaks = breaks.within(at..at + line.len());
        wrap_line(line, rooms, breaks, |line| {
            found(Line {
                range: at + line.range.start..at + line.range.end,
                ..line
            });
        });
        rooms[0] = rooms[1];
        at += line.len() + 1;
    }
}

/// Wraps a text without forced breaks.
fn wrap_line(line: &str, rooms: [usize; 2], breaks: BreaksWithin<'_>, mut found: impl FnMut(Line)) {
    let shown = line.trim_end_matches(is_blank);
    if width::prefix(shown, rooms[0]).len() == shown.len() {
        return found(Line {
            range: 0..shown.len(),
            hyphen: false,
        });
    }
    let pieces = pieces_of(line, rooms[0].min(rooms[1]), breaks);
    for line in arrange(&pieces, rooms) {
        if let [first, .., last] | [first @ last] = line {
            found(Line {
                range: first.start..last.end,
                hyphen: last.hyphen,
            });
        }
    }
}

/// Chooses among the places where lines may break.
fn arrange(pieces: &[Piece], rooms: [usize; 2]) -> Vec<&[Piece]> {
    let widths = rooms.map(|room| room as f64);
    if pieces.len() <= MOST_OPTIMAL {
        let penalties = Penalties {
            overflow_penalty: OVERFLOW_PENALTY,
            hyphen_penalty: HYPHEN_PENALTY,
            ..Penalties::new()
        };
        // A line runs over all the same where a single cluster is wider than its line: then neighbours may join it.
        let fit = wrap_optimal_fit(pieces, &widths, &penalties);
        if let Ok(lines) = fit
            && lines
                .iter()
                .enumerate()
                .all(|(i, line)| fits(line, rooms[i.min(1)]))
        {
            return lines;
        }
    }
    wrap_first_fit(pieces, &widths)
}

fn fits(line: &[Piece], room: usize) -> bool {
    let columns: usize = line.iter().map(|p| p.columns() + p.blank).sum();
    let behind = |last: &Piece| (last.blank, usize::from(last.hyphen));
    let (blank, hyphen) = line.last().map_or((0, 0), behind);
    line.len() == 1 || columns - blank + hyphen <= room
}

/// A stretch of a line that is not broken, and the blanks after it.
#[derive(Debug, Clone, Copy)]
struct Piece {
    start: usize,
    /// The blanks start here.
    end: usize,
    /// The columns of the blanks.
    blank: usize,
    /// No piece is wider than its line but for single clusters. Small, since a long text has millions of pieces.
    width: u32,
    /// Whether a line that ends with it ends with a hyphen.
    hyphen: bool,
}

impl Piece {
    fn columns(&self) -> usize {
        self.width as usize
    }
}

impl Fragment for Piece {
    fn width(&self) -> f64 {
        f64::from(self.width)
    }

    fn whitespace_width(&self) -> f64 {
        self.blank as f64
    }

    fn penalty_width(&self) -> f64 {
        f64::from(u8::from(self.hyphen))
    }
}

/// Cuts a line where it may break; no piece is wider than `room` but for single clusters.
fn pieces_of(line: &str, room: usize, breaks: BreaksWithin<'_>) -> Vec<Piece> {
    let mut pieces = Pieces {
        line,
        room,
        breaks,
        pieces: Vec::new(),
        next: indent(line, room),
    };
    let mut end = 0;
    for word in WordSeparator::UnicodeBreakProperties.find_words(line) {
        end += word.word.len() + word.whitespace.len();
        if !is_inside_cluster(line, end) {
            pieces.push_word(end);
        }
    }
    pieces.pieces
}

/// True inside a cluster, such as a letter and its accent: of marks that are new the rules for lines know nothing.
fn is_inside_cluster(line: &str, at: usize) -> bool {
    let (before, after) = line.split_at(at);
    let is_plain = |c: Option<char>| c.is_none_or(|c| c.is_ascii());
    !(is_plain(before.chars().next_back()) && is_plain(after.chars().next()))
        && GraphemeCursor::new(at, line.len(), true).is_boundary(line, 0) == Ok(false)
}

/// Where the first piece starts: an indent is kept if it leaves half of the room.
fn indent(line: &str, room: usize) -> usize {
    let blanks = line.len() - line.trim_start_matches(is_blank).len();
    if blanks <= room / 2 { 0 } else { blanks }
}

/// Pieces as they are found.
struct Pieces<'a> {
    line: &'a str,
    room: usize,
    breaks: BreaksWithin<'a>,
    pieces: Vec<Piece>,
    /// Where the next piece starts.
    next: usize,
}

impl Pieces<'_> {
    /// Adds what stands before `end`, a place where the line may break.
    fn push_word(&mut self, end: usize) {
        let Some(slice) = self.line.get(self.next..end) else {
            return; // Within the indent that was left out.
        };
        let word = slice.trim_end_matches(is_blank);
        let blank = width::width(&slice[word.len()..]);
        match self.pieces.last_mut() {
            // Blanks only: they belong to what is before them; to what follows, where nothing is before.
            Some(last) if word.is_empty() => last.blank += blank,
            None if word.is_empty() => return,
            // A dash between blanks stays with what it follows, as Russian and French printers have it.
            Some(last) if matches!(word, "–" | "—") && last.columns() + last.blank < self.room =>
            {
                last.width += narrow(last.blank + 1);
                last.end = self.next + word.len();
                last.blank = blank;
            }
            _ => self.push_parts(word, blank),
        }
        self.next = end;
    }

    /// Adds a word, cut after its hyphens and where the text allows it.
    fn push_parts(&mut self, word: &str, blank: usize) {
        let mut start = self.next;
        for (at, _) in word.match_indices('-').filter(|&(at, _)| parts(word, at)) {
            let end = self.next + at + 1;
            self.push_cut(start..end, 0);
            start = end;
        }
        self.push_cut(start..self.next + word.len(), blank);
    }

    /// Adds a part, cut where the text allows it; never within a cluster, such as a letter and its accent.
    fn push_cut(&mut self, part: Range<usize>, blank: usize) {
        let mut start = part.start;
        let inside = self.breaks.within(part.start + 1..part.end);
        if !inside.is_empty() {
            let from = part.start + 1;
            let mut places = inside.iter().map(|(at, kind)| (from + at, kind)).peekable();
            for cluster in graphemes_with_width(&self.line[part.clone()]) {
                let at = part.start + cluster.at;
                while places.next_if(|&(place, _)| place < at).is_some() {}
                let Some((_, kind)) = places.next_if(|&(place, _)| place == at) else {
                    continue;
                };
                let is_shown = kind == BreakKind::SoftHyphen;
                if !(is_shown && self.is_beside_hyphen(at)) {
                    self.push_part(start..at, 0);
                    self.hyphenate(at, is_shown);
                    start = at;
                }
            }
        }
        self.push_part(start..part.end, blank);
    }

    /// True where a hyphen put in would stand beside one of the text.
    fn is_beside_hyphen(&self, at: usize) -> bool {
        let (before, after) = self.line.split_at(at);
        before.ends_with('-') || after.starts_with('-')
    }

    /// Has a hyphen stand behind the last piece, should a line end there, if that ends at byte `at` and there is
    /// room for it.
    fn hyphenate(&mut self, at: usize, is_shown: bool) {
        if let Some(last) = self.pieces.last_mut() {
            last.hyphen = is_shown && last.columns() < self.room && last.end == at;
        }
    }

    /// Adds a part, broken between clusters where it is wider than the room.
    fn push_part(&mut self, part: Range<usize>, blank: usize) {
        let mut start = part.start;
        let mut used = 0;
        for cluster in graphemes_with_width(&self.line[part.clone()]) {
            let at = part.start + cluster.at;
            if used + cluster.width > self.room && at > start {
                self.push_piece(start..at, used, 0);
                (start, used) = (at, 0);
            }
            used += cluster.width;
        }
        self.push_piece(start..part.end, used, blank);
    }

    /// Adds a piece, leaving out the blanks at its end: a word can hold some (`mot ?`), and be broken after one.
    fn push_piece(&mut self, piece: Range<usize>, columns: usize, blank: usize) {
        let shown = self.line[piece.clone()].trim_end_matches(is_blank);
        let cut = width::width(&self.line[piece.start + shown.len()..piece.end]);
        match self.pieces.last_mut() {
            Some(last) if shown.is_empty() => last.blank += cut + blank,
            _ => self.pieces.push(Piece {
                start: piece.start,
                end: piece.start + shown.len(),
                blank: cut + blank,
                width: narrow(columns.saturating_sub(cut)),
                hyphen: false,
            }),
        }
    }
}

/// The columns of a piece; none has so many that they do not fit.
fn narrow(columns: usize) -> u32 {
    u32::try_from(columns).unwrap_or(u32::MAX)
}

/// True if a line may break after the hyphen at `at`: two letters on either side, so not in `e-mail` or `Su-57`.
fn parts(word: &str, at: usize) -> bool {
    let letters = |mut side: std::iter::Take<&mut dyn Iterator<Item = char>>| {
        side.by_ref().filter(|c| c.is_alphabetic()).count() == 2
    };
    letters(Iterator::take(&mut word[..at].chars().rev(), 2))
        && letters(Iterator::take(&mut word[at + 1..].chars(), 2))
}

/// Blanks that a break swallows; not the no-break ones.
fn is_blank(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{A0}' | '\u{2007}' | '\u{202F}')
}

#[cfg(test)]
mod tests;
