//! The lines of a column beside one another: where it begins and ends, and which lines go together.

use crate::ingest::plain::{bullet, ends_sentence};

use super::rows::Row;
use super::words::{Word, is_right_to_left};

/// Fewer lines do not show how wide their column is.
const FEW: usize = 6;

/// What begins so far from the edge of its column, as a part of the letters' size, is no indent.
const ALONE: f32 = 8.0;

/// The most letters of a line of an address.
const ENTRY: usize = 40;

/// A row with its words put together.
#[derive(Debug, Clone)]
pub(super) struct Line<'a> {
    pub(super) row: &'a Row,
    pub(super) text: String,
    /// How far its two ends are from where reading begins; mirrored for scripts that run to the left.
    pub(super) start: f32,
    pub(super) end: f32,
    pub(super) first_word: f32,
    pub(super) is_bold: bool,
}

/// The edges of a column, and how far its lines are apart.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    pub(super) start: f32,
    pub(super) end: f32,
    pub(super) leading: f32,
    /// Most lines go up to its end, as those of a text do.
    pub(super) is_full: bool,
    /// Each line stands for itself, as those of an address do.
    pub(super) is_of_lines: bool,
}

/// The rows of a column as lines.
pub(super) fn lines(rows: &[Row]) -> Vec<Line<'_>> {
    let letters = || {
        rows.iter()
            .flat_map(|row| &row.words)
            .flat_map(|word| word.text.chars())
    };
    let leftwards = letters().filter(|&c| is_right_to_left(c)).count();
    let is_mirrored = leftwards * 2 > letters().filter(|c| c.is_alphabetic()).count();
    rows.iter().map(|row| Line::of(row, is_mirrored)).collect()
}

impl<'a> Line<'a> {
    fn of(row: &'a Row, is_mirrored: bool) -> Self {
        let width = |word: Option<&Word>| word.map_or(0.0, |it| it.right - it.left);
        let (start, end, first_word) = match is_mirrored {
            true => (-row.right(), -row.left(), width(row.words.last())),
            false => (row.left(), row.right(), width(row.words.first())),
        };
        Self {
            row,
            text: row.text(),
            start,
            end,
            first_word,
            is_bold: row.is_bold(),
        }
    }

    pub(super) fn size(&self) -> f32 {
        self.row.size
    }
}

impl Frame {
    pub(super) fn of(lines: &[Line<'_>]) -> Option<Self> {
        let start = lines.iter().map(|line| line.start).reduce(f32::min)?;
        let end = lines.iter().map(|line| line.end).reduce(f32::max)?;
        let steps = lines
            .windows(2)
            .map(|pair| (pair[1].row.y - pair[0].row.y, pair[0].size()));
        let mut leadings: Vec<f32> = steps
            .filter(|(step, size)| *step > 0.0 && *step <= 2.6 * size)
            .map(|it| it.0)
            .collect();
        leadings.sort_by(f32::total_cmp);
        // Of few lines each may stand alone; the smaller steps are those within paragraphs.
        let leading = leadings.get(leadings.len() * 2 / 5).copied();
        let near = 0.15 * (end - start);
        let full = lines.iter().filter(|line| end - line.end <= near).count();
        Some(Self {
            start,
            end,
            leading: leading.unwrap_or(1.25 * lines[0].size()),
            is_full: full * 3 >= lines.len(),
            is_of_lines: false,
        })
    }

    /// The same with the edges of some lines of it, where these are enough to show edges of their own.
    pub(super) fn narrowed_to(self, lines: &[Line<'_>]) -> Self {
        if is_ragged(lines) || are_entries(lines) {
            return Self {
                is_of_lines: true,
                ..self
            };
        }
        let is_wide = |own: &Self| (own.end - own.start) * 5.0 >= (self.end - self.start) * 3.0;
        match Self::of(lines).filter(|own| lines.len() >= 4 && own.is_full && is_wide(own)) {
            Some(own) => Self {
                leading: self.leading,
                ..own
            },
            None => self,
        }
    }

    /// The same with the edge of the column before it, where it is that column on its next page with few lines.
    pub(super) fn widened_to(self, before: Option<Self>, lines: &[Line<'_>]) -> Self {
        let em = lines.first().map_or(0.0, Line::size);
        let is_same = |before: &Self| (before.start - self.start).abs() < 2.0 * em;
        match before.filter(|before| lines.len() < FEW && is_same(before)) {
            Some(before) => Self {
                end: self.end.max(before.end),
                ..self
            },
            None => self,
        }
    }

    /// True if more white stands between two lines than within a paragraph, or their letters are of other sizes.
    pub(super) fn is_gap(self, line: &Line<'_>, next: &Line<'_>) -> bool {
        let (small, large) = match line.size() < next.size() {
            true => (line.size(), next.size()),
            false => (next.size(), line.size()),
        };
        let step = next.row.y - line.row.y;
        // Lines of larger letters are further apart.
        let usual = (self.leading).max(1.2 * small);
        step <= 0.0 || step > usual + 0.35 * small.max(self.leading * 0.6) || small < 0.9 * large
    }

    /// True if the first word of `next` would not have found room at the end of `line`.
    fn is_filled(self, line: &Line<'_>, next: &Line<'_>) -> bool {
        let has_no_room =
            line.end + next.first_word + 0.2 * line.size() > self.end - 0.1 * line.size();
        // Among lines that are short one by one, the longest is no sign of an edge.
        has_no_room && (self.is_full || !ends_sentence(&line.text)) && !has_leader(&line.text)
    }

    /// True if a sentence runs on from `line` to `next`: it does in small letters, and `line` is not short.
    pub(super) fn runs_on(self, line: &Line<'_>, next: &Line<'_>) -> bool {
        if self.is_of_lines || self.is_at_end(line) && self.is_at_end(next) {
            return false;
        }
        let is_long = self.end - line.end <= 0.35 * (self.end - self.start);
        let is_inner = next.text.starts_with(char::is_lowercase) && !ends_sentence(&line.text);
        self.is_filled(line, next) || is_long && is_inner
    }

    /// True for a line that stands at the end of its column alone, as a day above a letter does.
    fn is_at_end(self, line: &Line<'_>) -> bool {
        let em = line.size();
        line.start - self.start > ALONE * em && self.end - line.end < 0.5 * em
    }

    pub(super) fn is_centred(self, line: &Line<'_>) -> bool {
        let (before, after) = (line.start - self.start, self.end - line.end);
        before > 2.0 * line.size() && (before - after).abs() <= 1.5 * line.size()
    }

    /// True if a paragraph of these lines ends before `next`.
    pub(super) fn parts(self, lines: &[Line<'_>], next: &Line<'_>) -> bool {
        let [first, ..] = lines else { return true };
        let line = &lines[lines.len() - 1];
        let em = line.size();
        if self.is_of_lines {
            return false;
        }
        // Text beside a picture begins so far from the edge, too, but all its lines do; and a stretched line may
        // have come apart.
        let is_of_block = lines.len() > 1 && {
            let before = &lines[lines.len() - 2];
            (before.start - line.start).abs() < em || (before.row.y - line.row.y).abs() < 0.3 * em
        };
        let is_alone = self.is_at_end(line) && !is_of_block;
        if is_alone && line.start - next.start > ALONE * em / 2.0 && !self.is_at_end(next) {
            return true;
        }
        if opens_item(&next.text) {
            return !(self.is_filled(line, next) && line.text.ends_with(','));
        }
        let is_filled = self.is_filled(line, next);
        let ends = ends_sentence(&line.text);
        if line.is_bold != next.is_bold && !is_filled {
            return true;
        }
        if self.is_centred(line) && self.is_centred(next) {
            return false;
        }
        let indent = next.start - line.start;
        let is_item = opens_item(&first.text);
        if indent > 0.8 * em && !is_item {
            // The second line of a paragraph whose first hangs out.
            let hangs = lines.len() == 1 && is_filled && !ends;
            return !hangs;
        }
        let is_same_indent = indent.abs() < 0.3 * em && lines.len() == 1;
        let is_indented = next.start - self.start > 0.8 * em && !is_item;
        if is_same_indent && is_indented && ends {
            return true;
        }
        // An item's text ends where a line goes back to its bullet or before it.
        if is_item
            && next.start <= first.start + 0.2 * em
            && lines.len() > 1
            && line.start > first.start + 0.8 * em
        {
            return true;
        }
        !is_filled && ends
    }
}

/// True for lines that all end at one place and begin at many.
fn is_ragged(lines: &[Line<'_>]) -> bool {
    let Some(first) = lines.first().filter(|_| lines.len() >= 3) else {
        return false;
    };
    let em = first.size();
    let mut starts: Vec<f32> = lines.iter().map(|line| line.start).collect();
    starts.sort_by(f32::total_cmp);
    starts.dedup_by(|next, last| *next - *last < em);
    starts.len() >= 3
        && lines
            .iter()
            .all(|line| (line.end - first.end).abs() < 0.3 * em)
}

/// True for short lines of which none is part of a sentence: an address, a name and its offices.
fn are_entries(lines: &[Line<'_>]) -> bool {
    let is_opening = |c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '(' | '+');
    let is_entry = |line: &Line<'_>| {
        line.text.chars().count() <= ENTRY
            && (line.text.starts_with(is_opening) && line.text.chars().any(char::is_lowercase)
                || is_address(&line.text))
            && !line.text.ends_with('-')
            && !ends_sentence(&line.text)
    };
    lines.len() >= 3 && lines.iter().all(is_entry)
}

/// True for an address on the web.
fn is_address(text: &str) -> bool {
    !text.contains(' ') && text.contains(['@', '/', '.'])
}

/// True for a line of a table of contents, whose dots lead to the number of a page.
fn has_leader(text: &str) -> bool {
    text.contains(".....") || text.contains(". . . . .")
}

/// True for what opens with a bullet or a number.
pub(super) fn opens_item(text: &str) -> bool {
    let is_dash = || text.starts_with("– ") || text.starts_with("— ");
    let is_sign = || text.chars().next().is_some_and(is_sign) && text.chars().nth(1).is_some();
    let is_item = bullet(text).is_some() || is_dash() || is_sign() || has_small_letter(text);
    is_item && !is_of_numbers(text)
}

/// True for `a. Ports`, not for `i. e.`
fn has_small_letter(text: &str) -> bool {
    let rest = match text.as_bytes() {
        [b'a'..=b'z', b'.', b' ', ..] => &text[3..],
        _ => return false,
    };
    let next = rest.split(' ').next().unwrap_or_default();
    next.chars().count() > 1 && !(next.len() == 2 && next.ends_with('.'))
}

/// True for a number that stands before another, as in a telephone number.
fn is_of_numbers(text: &str) -> bool {
    let mut words = text.split(' ');
    let is_number = |word: &str| word.contains(|c: char| c.is_ascii_digit());
    words.next().is_some_and(is_number)
        && words
            .next()
            .is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()))
}

/// True for bullets that print has and typescript has not.
pub(super) fn is_sign(letter: char) -> bool {
    matches!(
        letter,
        '•' | '▪'
            | '▫'
            | '●'
            | '○'
            | '■'
            | '□'
            | '◦'
            | '‣'
            | '➢'
            | '➤'
            | '✓'
            | '❖'
            | '◆'
            | '⮚'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_open_with_a_bullet_a_number_or_a_letter() {
        for text in [
            "• Ports",
            "– Ports",
            "1. Ports",
            "(a) Ports",
            "a. It opens",
            "▪ Ports",
        ] {
            assert!(opens_item(text), "{text}");
        }
        for text in [
            "Ports",
            "i. e. ports",
            "(605) 574-2307",
            "2026 was",
            "A. Lind said",
            "a.m.",
        ] {
            assert!(!opens_item(text), "{text}");
        }
    }

    #[test]
    fn lines_of_a_table_of_contents_end_at_their_number() {
        assert!(has_leader("Ports ........ 12") && has_leader("Ports . . . . . . 12"));
        assert!(!has_leader("And then ... nothing"));
    }
}
