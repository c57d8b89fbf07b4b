//! Breaking paragraphs into lines, as byte ranges, so that highlights find their place.
//!
//! Where a line may break is decided by the Unicode line breaking rules and at hyphens inside words; which of these
//! places are taken, by minimising the ragged edge over the whole paragraph. The blanks at a break belong to no line.

use std::ops::Range;

use textwrap::WordSeparator;
use textwrap::core::Fragment;
use textwrap::wrap_algorithms::{Penalties, wrap_first_fit, wrap_optimal_fit};

use super::width::{self, graphemes_with_width};

/// No measure is wider: the cost of a line grows with the square of its gap.
const WIDEST: usize = 400;

/// Paragraphs of more pieces are filled line by line, in a quarter of the time; nobody sees the difference there.
const MOST_OPTIMAL: usize = 5_000;

/// More than any ragged edge costs (400² a line), so that a line never runs over to save its neighbours.
const OVERFLOW_PENALTY: usize = 100_000_000;

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
    let width = width.clamp(1, WIDEST);
    let room = |indent: usize| width.saturating_sub(indent).max(1);
    let mut rooms = [room(first), room(rest)];
    let mut lines = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        wrap_line(line, rooms, |range| {
            lines.push(at + range.start..at + range.end);
        });
        rooms[0] = rooms[1];
        at += line.len() + 1;
    }
    lines
}

/// Wraps a text without forced breaks.
fn wrap_line(line: &str, rooms: [usize; 2], mut found: impl FnMut(Range<usize>)) {
    let shown = line.trim_end_matches(is_blank);
    if width::prefix(shown, rooms[0]).len() == shown.len() {
        return found(0..shown.len());
    }
    let pieces = pieces_of(line, rooms[0].min(rooms[1]));
    for line in arrange(&pieces, rooms) {
        if let [first, .., last] | [first @ last] = line {
            found(first.start..last.end);
        }
    }
}

/// Chooses among the places where lines may break.
fn arrange(pieces: &[Piece], rooms: [usize; 2]) -> Vec<&[Piece]> {
    let widths = rooms.map(|room| room as f64);
    if pieces.len() <= MOST_OPTIMAL {
        let penalties = Penalties {
            overflow_penalty: OVERFLOW_PENALTY,
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
    let columns: usize = line.iter().map(|p| p.width + p.blank).sum();
    line.len() == 1 || columns - line.last().map_or(0, |p| p.blank) <= room
}

/// A stretch of a line that is not broken, and the blanks after it.
#[derive(Debug, Clone, Copy)]
struct Piece {
    start: usize,
    /// The blanks start here.
    end: usize,
    width: usize,
    /// The columns of the blanks.
    blank: usize,
}

impl Fragment for Piece {
    fn width(&self) -> f64 {
        self.width as f64
    }

    fn whitespace_width(&self) -> f64 {
        self.blank as f64
    }

    fn penalty_width(&self) -> f64 {
        0.0
    }
}

/// Cuts a line where it may break; no piece is wider than `room` but for single clusters.
fn pieces_of(line: &str, room: usize) -> Vec<Piece> {
    let mut pieces = Pieces {
        line,
        room,
        pieces: Vec::new(),
        next: indent(line, room),
    };
    let mut end = 0;
    for word in WordSeparator::UnicodeBreakProperties.find_words(line) {
        end += word.word.len() + word.whitespace.len();
        pieces.push_word(end);
    }
    pieces.pieces
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
            Some(last) if matches!(word, "–" | "—") && last.width + last.blank < self.room => {
                last.width += last.blank + 1;
                last.end = self.next + word.len();
                last.blank = blank;
            }
            _ => self.push_parts(word, blank),
        }
        self.next = end;
    }

    /// Adds a word, cut after its hyphens.
    fn push_parts(&mut self, word: &str, blank: usize) {
        let mut start = self.next;
        for (at, _) in word.match_indices('-').filter(|&(at, _)| parts(word, at)) {
            let end = self.next + at + 1;
            self.push_part(start..end, 0);
            start = end;
        }
        self.push_part(start..self.next + word.len(), blank);
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
                width: columns.saturating_sub(cut),
                blank: cut + blank,
            }),
        }
    }
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
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn lines(text: &str, width: usize) -> Vec<&str> {
        wrap(text, width).into_iter().map(|r| &text[r]).collect()
    }

    #[test]
    fn the_ragged_edge_is_even() {
        // Filled line by line this would be "To be, or / not to be: / that is / the / question".
        let text = "To be, or not to be: that is the question";
        let wrapped = ["To be,", "or not to", "be: that", "is the", "question"];
        assert_eq!(lines(text, 10), wrapped);
    }

    #[test]
    fn forced_breaks_and_empty_lines_stay() {
        assert_eq!(lines("", 10), [""]);
        assert_eq!(lines("a\n\n  b  \n", 10), ["a", "", "  b", ""]);
        assert_eq!(lines("      ", 3), [""]);
    }

    #[test]
    fn words_break_at_hyphens_between_letters_only() {
        assert_eq!(lines("Secretary-General", 12), ["Secretary-", "General"]);
        assert_eq!(lines("five Su-57s", 8), ["five", "Su-57s"]);
        assert_eq!(lines("your e-mail", 7), ["your", "e-mail"]);
    }

    #[test]
    fn a_dash_does_not_open_a_line() {
        assert_eq!(lines("Душанбе — столица", 9), ["Душанбе —", "столица"]);
        assert_eq!(lines("Душанбе — столица", 8), ["Душанбе", "—", "столица"]);
    }

    #[test]
    fn words_wider_than_the_line_break_between_clusters() {
        assert_eq!(lines("abcdefgh ij", 3), ["abc", "def", "gh", "ij"]);
        assert_eq!(
            lines("e\u{301}e\u{301}e\u{301}", 2),
            ["e\u{301}e\u{301}", "e\u{301}"]
        );
        assert_eq!(lines("会談会談", 5), ["会談", "会談"]);
        assert_eq!(lines("会談", 1), ["会", "談"], "over the edge, not lost");
    }

    #[test]
    fn no_break_blanks_hold() {
        assert_eq!(lines("at 31\u{A0}May", 6), ["at", "31\u{A0}May"]);
    }

    #[test]
    fn a_line_does_not_run_over_to_save_its_neighbour() {
        let text = format!("{} {}", "a".repeat(10), "b".repeat(62));
        assert_eq!(
            wrap(&text, 72).len(),
            2,
            "the gap of 62 costs more than one column of overflow"
        );
    }

    #[test]
    fn a_hanging_indent_narrows_the_other_lines() {
        let text = "one two three four";
        let wrapped: Vec<&str> = wrap_indented(text, 9, 0, 4)
            .into_iter()
            .map(|r| &text[r])
            .collect();
        assert_eq!(wrapped, ["one two", "three", "four"]);
        assert_eq!(
            wrap_indented(text, 3, 9, 9).len(),
            15,
            "a column is always left"
        );
    }

    #[test]
    fn a_deep_indent_gives_way() {
        assert_eq!(lines("    deep word", 10), ["    deep", "word"]);
        assert_eq!(lines("        deep word", 10), ["deep word"]);
    }

    #[test]
    fn monsters_are_wrapped_whole() {
        let unbroken = "x".repeat(1_000_000);
        assert_eq!(wrap(&unbroken, 80).len(), 12_500);
        let hyphens = "ab-".repeat(300_000);
        assert_eq!(wrap(&hyphens, 80).len(), 11_539, "26 parts to a line");
        assert_eq!(wrap(&"-".repeat(1_000_000), 80).len(), 12_500);
        assert_eq!(wrap(&"\n".repeat(1_000_000), 80).len(), 1_000_001);
    }

    fn awkward() -> impl Strategy<Value = String> {
        prop_oneof![
            "[a-zа-я .,—-]{0,200}",
            any::<String>(),
            "[a-z  \u{A0}\u{2003}\u{3000}\n\t\u{1B}\\[(/-—“”é\u{301}\u{200D}👩🏽❤日本語ｶﾞ🇷🇺لاक्ष\u{600}]{0,60}",
        ]
    }

    proptest! {
        #[test]
        fn wrapping_loses_nothing_but_blanks(
            text in awkward(), width in 0usize..90, first in 0usize..9, rest in 0usize..9,
        ) {
            let mut end = 0;
            for range in wrap_indented(&text, width, first, rest) {
                prop_assert!(range.start >= end && range.end >= range.start);
                prop_assert!(text[end..range.start].chars().all(char::is_whitespace));
                prop_assert!(!text[range.clone()].contains('\n'));
                prop_assert!(!text[range.clone()].ends_with(is_blank));
                end = range.end;
            }
            prop_assert!(text[end..].chars().all(char::is_whitespace));
        }

        #[test]
        fn every_line_keeps_to_the_width(
            text in awkward(), width in 1usize..90, first in 0usize..9, rest in 0usize..9,
        ) {
            let widest = graphemes_with_width(&text).map(|c| c.width).max().unwrap_or(0);
            for (i, range) in wrap_indented(&text, width, first, rest).into_iter().enumerate() {
                let room = width.saturating_sub(if i == 0 { first } else { rest }).max(1);
                prop_assert!(width::width(&text[range]) <= room.max(widest));
            }
        }

    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn long_paragraphs_keep_to_the_width_too(
            words in proptest::collection::vec("[a-z]{1,9}", 1..40), width in 1usize..90,
        ) {
            let text = words.join(" ").repeat(MOST_OPTIMAL / words.len() + 1);
            let wrapped = wrap(&text, width);
            prop_assert!(wrapped.iter().all(|r| r.len() <= width));
            let kept: usize = wrapped.iter().map(|r| text[r.clone()].replace(' ', "").len()).sum();
            prop_assert_eq!(kept, text.replace(' ', "").len());
        }
    }
}
