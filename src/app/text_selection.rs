//! Text selected in the reading pane, after the visual mode of vim.
//!
//! One end is fixed, the other moves: by sentences, by paragraphs, by words, by characters. Where
//! the moving end would pass the fixed one, the selection turns over: what stood at the fixed end
//! stays in it.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::page::{Content, counted};
use super::reading::TextView;
use super::{App, Effect, Reading, Tone};
use crate::briefing::{Block, BlockKind, Body, Quote, QuoteKind};
use crate::config::{Command, Key, KeyCode, Pane};
use crate::text::sentences::sentences;

/// How far around a place words and sentences are looked for: no sentence is longer, and a
/// paragraph of some megabytes must not cost a key.
const WINDOW: usize = 16 << 10;

/// Text that is selected: from one byte of the body to another, never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextSelection {
    /// The end that stays.
    fixed: usize,
    /// The end that moves.
    head: usize,
    /// What a step down or up moves it by.
    pub by: Unit,
}

/// What the moving end goes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// What looks like one character.
    Character,
    /// A word, without the signs around it.
    Word,
    /// A sentence.
    Sentence,
    /// A paragraph, heading, list item or turn.
    Paragraph,
}

impl TextSelection {
    /// Selects a stretch; the moving end is its last.
    fn of(range: Range<usize>, by: Unit) -> Self {
        Self {
            fixed: range.start,
            head: range.end,
            by,
        }
    }

    /// The bytes that are selected.
    pub fn range(&self) -> Range<usize> {
        self.fixed.min(self.head)..self.fixed.max(self.head)
    }

    /// A byte at the moving end that is selected.
    fn seen(&self) -> usize {
        if self.head > self.fixed {
            self.head - 1
        } else {
            self.head
        }
    }

    fn turn_over(&mut self) {
        std::mem::swap(&mut self.fixed, &mut self.head);
    }

    fn forward(&mut self, body: &Body, unit: Unit) {
        if self.head < self.fixed {
            if let Some(start) = next(body, unit, self.head, |piece| piece.start)
                && start < self.fixed
            {
                self.head = start;
                return;
            }
            self.turn_over();
        }
        self.head = next(body, unit, self.head, |piece| piece.end).unwrap_or(self.head);
    }

    fn back(&mut self, body: &Body, unit: Unit) {
        if self.head > self.fixed {
            if let Some(end) = previous(body, unit, self.head, |piece| piece.end)
                && end > self.fixed
            {
                self.head = end;
                return;
            }
            self.turn_over();
        }
        self.head = previous(body, unit, self.head, |piece| piece.start).unwrap_or(self.head);
    }

    /// Takes in the whole of the paragraphs that it begins and ends in.
    fn widen(&mut self, body: &Body) {
        let Range { start, end } = self.range();
        let last = previous(body, Unit::Paragraph, end, |piece| piece.start);
        let end = last
            .and_then(|last| next(body, Unit::Paragraph, last, |piece| piece.end))
            .map_or(end, |of_last| of_last.max(end));
        let first = next(body, Unit::Paragraph, start, |piece| piece.end);
        let start = first
            .and_then(|first| previous(body, Unit::Paragraph, first, |piece| piece.start))
            .map_or(start, |of_first| of_first.min(start));
        let was_back = self.head < self.fixed;
        *self = Self::of(start..end, self.by);
        if was_back {
            self.turn_over();
        }
    }
}

/// The least of what `place` says of the pieces that lies after a byte.
fn next(body: &Body, unit: Unit, after: usize, place: fn(&Range<usize>) -> usize) -> Option<usize> {
    let first = (body.blocks).partition_point(|block| block.span.range().end <= after);
    body.blocks[first..].iter().find_map(|block| {
        let pieces = pieces(body, block, unit, after);
        pieces.iter().map(place).find(|&place| place > after)
    })
}

/// A stretch, widened to the sentences that it begins and ends in.
pub(super) fn sentences_around(body: &Body, stretch: Range<usize>) -> Range<usize> {
    let Range { start, end } = stretch;
    let last = next(body, Unit::Sentence, end.saturating_sub(1), |piece| {
        piece.end
    });
    let first = previous(body, Unit::Sentence, start + 1, |piece| piece.start);
    first.map_or(start, |first| first.min(start))..last.map_or(end, |last| last.max(end))
}

/// The greatest that lies before a byte.
fn previous(
    body: &Body,
    unit: Unit,
    before: usize,
    place: fn(&Range<usize>) -> usize,
) -> Option<usize> {
    let past = (body.blocks).partition_point(|block| block.span.range().start < before);
    body.blocks[..past].iter().rev().find_map(|block| {
        let pieces = pieces(body, block, unit, before);
        pieces.iter().map(place).rfind(|&place| place < before)
    })
}

/// The pieces of a block, as far as they are near a byte.
///
/// The label of a turn is none of its words, and a rule has none.
fn pieces(body: &Body, block: &Block, unit: Unit, near: usize) -> Vec<Range<usize>> {
    let mut span = block.span.range();
    match block.kind {
        BlockKind::Rule => return Vec::new(),
        BlockKind::Turn { label } => span.start += label as usize,
        _ => {}
    }
    if span.is_empty() {
        return Vec::new();
    }
    if unit == Unit::Paragraph {
        return vec![span];
    }
    let near = near.clamp(span.start, span.end);
    let is_boundary = |&at: &usize| body.text.is_char_boundary(at);
    let from = span.start.max(near.saturating_sub(WINDOW));
    let to = span.end.min(near + WINDOW);
    let span = (from..near).find(is_boundary).unwrap_or(near)
        ..(near..=to).rev().find(is_boundary).unwrap_or(near);
    let text = &body.text[span.clone()];
    let at = |(start, piece): (usize, &str)| {
        let start = span.start + start;
        start..start + piece.len()
    };
    match unit {
        Unit::Character => text.grapheme_indices(true).map(at).collect(),
        Unit::Word => text.unicode_word_indices().map(at).collect(),
        Unit::Sentence | Unit::Paragraph => {
            let moved = |it: Range<usize>| span.start + it.start..span.start + it.end;
            sentences(text).into_iter().map(moved).collect()
        }
    }
}

impl Reading {
    /// What a selection begins with: the quote in sight (of a turn, the first sentence in sight),
    /// else the first sentence that shows. `None` where there is no text.
    fn to_begin_with(&self) -> Option<Range<usize>> {
        let (body, page) = (&self.briefing.as_ref()?.body, self.page.as_ref()?);
        // The text may begin below what is in sight: a small screen has room for its head alone.
        let mut below = page.lines.iter().skip(self.top);
        let first = below.find(|line| matches!(line.content, Content::Text { .. }));
        let mut from = first.map(|line| line.at as usize);
        if let Some(number) = self.quote_in_sight() {
            let quote = &self.briefing.as_ref()?.quotes[number];
            let span = quote.span.range();
            if quote.kind != QuoteKind::Turn {
                return Some(span);
            }
            from = from.map(|from| from.max(span.start));
        }
        let end = next(body, Unit::Sentence, from?, |piece| piece.end)?;
        let start = previous(body, Unit::Sentence, end, |piece| piece.start)?;
        Some(start..end)
    }

    /// Shows the moving end of the selection.
    fn follow_selection(&mut self) {
        // Nothing is taken that is not seen.
        if let Some(range) = self.selecting.map(|selection| selection.range()) {
            self.unfold_over(&range);
        }
        let (Some(selection), Some(page)) = (&self.selecting, &self.page) else {
            return;
        };
        let at = u32::try_from(selection.seen()).unwrap_or(u32::MAX);
        let line = page.line_of(at);
        self.reveal(line);
    }

    /// How much is selected, while something is: paragraphs where it goes by them, words, and
    /// quotes that lie in it.
    pub fn selected(&self) -> Option<String> {
        let (selection, briefing) = (self.selecting?, self.briefing.as_ref()?);
        let range = selection.range();
        let text = briefing.body.text.get(range.clone())?;
        let mut counts = vec![counted(text.unicode_words().count(), "word")];
        if selection.by == Unit::Paragraph {
            let within = |block: &&Block| {
                let block = block.span.range();
                block.start < range.end && range.start < block.end
            };
            let paragraphs = briefing.body.blocks.iter().filter(within).count();
            counts.insert(0, counted(paragraphs, "paragraph"));
        }
        let within = |quote: &&Quote| {
            let quote = quote.span.range();
            range.start <= quote.start && quote.end <= range.end
        };
        match briefing.quotes.iter().filter(within).count() {
            0 => {}
            quotes => counts.push(counted(quotes, "quote")),
        }
        Some(counts.join(", "))
    }
}

impl App {
    /// True while the keys move the end of a selection in the text.
    pub fn selects_text(&self) -> bool {
        self.focus == Pane::Reading && self.reading.selecting.is_some()
    }

    /// Begins to select text.
    pub(super) fn select_text(&mut self, by: Unit) -> Vec<Effect> {
        if self.reading.view != TextView::Reading {
            self.say_quotes_are_elsewhere();
            return Vec::new();
        }
        let (Some(range), Some(briefing)) = (self.reading.to_begin_with(), &self.reading.briefing)
        else {
            self.say(Tone::Refused, "No text here to select");
            return Vec::new();
        };
        let mut selection = TextSelection::of(range, by);
        if by == Unit::Paragraph {
            selection.widen(&briefing.body);
        }
        self.reading.selecting = Some(selection);
        self.reading.follow_selection();
        Vec::new()
    }

    /// Takes a key that has a meaning of its own while text is selected.
    pub(super) fn selecting_key(&mut self, key: Key) -> Option<Vec<Effect>> {
        if key.alt || key.ctrl || !self.pending.is_empty() {
            return None;
        }
        let step: fn(&mut TextSelection, &Body) = match key.code {
            KeyCode::Char('l') | KeyCode::Right => |it, body| it.forward(body, Unit::Character),
            KeyCode::Char('h') | KeyCode::Left => |it, body| it.back(body, Unit::Character),
            KeyCode::Char('w' | 'e') => |it, body| it.forward(body, Unit::Word),
            KeyCode::Char('b') => |it, body| it.back(body, Unit::Word),
            KeyCode::Char('}') => |it, body| it.forward(body, Unit::Paragraph),
            KeyCode::Char('{') => |it, body| it.back(body, Unit::Paragraph),
            KeyCode::Char('o') => |it, _| it.turn_over(),
            KeyCode::Enter => return Some(self.selecting(Command::Clip, None)),
            KeyCode::Esc => return Some(self.selecting(Command::Back, None)),
            _ => return None,
        };
        let count = self.count.take();
        self.notice = None;
        self.move_selection(count, step);
        Some(Vec::new())
    }

    /// Does what a command means while text is selected.
    pub(super) fn selecting(&mut self, command: Command, count: Option<usize>) -> Vec<Effect> {
        match command {
            Command::Down => self.move_selection(count, |it, body| it.forward(body, it.by)),
            Command::Up => self.move_selection(count, |it, body| it.back(body, it.by)),
            Command::Bottom => self.move_selection(None, |it, body| {
                *it = TextSelection::of(it.range().start..body.text.len(), it.by);
            }),
            Command::Top => self.move_selection(None, |it, _| {
                *it = TextSelection::of(0..it.range().end, it.by);
                it.turn_over();
            }),
            Command::Select => self.go_on_by(Unit::Sentence),
            Command::SelectRange => self.go_on_by(Unit::Paragraph),
            Command::Back | Command::Close => {
                self.reading.selecting = None;
                self.count = None;
                self.notice = None;
            }
            Command::Clip
            | Command::Copy
            | Command::Help
            | Command::Palette
            | Command::Theme
            | Command::Mouse
            | Command::Redraw
            | Command::Suspend
            | Command::Quit => return self.perform(command, count),
            other => {
                let text = format!("No {} while text is selected: Esc leaves", other.hint());
                self.say(Tone::Refused, text);
            }
        }
        Vec::new()
    }

    /// Goes on by another unit, or ends the selection where that is the present one.
    fn go_on_by(&mut self, unit: Unit) {
        let (Some(selection), Some(briefing)) =
            (&mut self.reading.selecting, &self.reading.briefing)
        else {
            return;
        };
        if selection.by == unit {
            self.reading.selecting = None;
            return;
        }
        selection.by = unit;
        if unit == Unit::Paragraph {
            selection.widen(&briefing.body);
        }
    }

    fn move_selection(&mut self, count: Option<usize>, step: fn(&mut TextSelection, &Body)) {
        let (Some(selection), Some(briefing)) =
            (&mut self.reading.selecting, &self.reading.briefing)
        else {
            return;
        };
        for _ in 0..count.unwrap_or(1) {
            let before = *selection;
            step(selection, &briefing.body);
            if *selection == before {
                break;
            }
        }
        self.reading.follow_selection();
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Begins with some words, moves by the letters, and gives back what is selected.
    fn moved<'a>(body: &'a Body, begin: &str, keys: &str) -> &'a str {
        let start = body.text.find(begin).unwrap();
        let mut it = TextSelection::of(start..start + begin.len(), Unit::Sentence);
        for key in keys.chars() {
            match key {
                'j' => it.forward(body, Unit::Sentence),
                'k' => it.back(body, Unit::Sentence),
                'l' => it.forward(body, Unit::Character),
                'h' => it.back(body, Unit::Character),
                'w' => it.forward(body, Unit::Word),
                'b' => it.back(body, Unit::Word),
                '}' => it.forward(body, Unit::Paragraph),
                '{' => it.back(body, Unit::Paragraph),
                'V' => it.widen(body),
                _ => it.turn_over(),
            }
        }
        &body.text[it.range()]
    }

    #[test]
    fn it_grows_and_shrinks_by_sentences_over_paragraphs_and_turns_over() {
        let body = Body::of_paragraphs(&["One is. Two is.", "Three is. Four is."]);
        assert_eq!(moved(&body, "Two is.", "j"), "Two is.\n\nThree is.");
        assert_eq!(moved(&body, "Two is.", "jk"), "Two is.");
        assert_eq!(moved(&body, "Two is.", "k"), "One is. Two is.");
        assert_eq!(moved(&body, "Two is.", "kj"), "Two is.");
        assert_eq!(moved(&body, "Two is.", "kjj"), "Two is.\n\nThree is.");
        assert_eq!(
            moved(&body, "Two is.", "jjjj"),
            "Two is.\n\nThree is. Four is."
        );
        assert_eq!(moved(&body, "Two is.", "kkkk"), "One is. Two is.");
    }

    #[test]
    fn words_and_characters_move_either_end() {
        let body = Body::of_paragraphs(&["The river, we said, is shared."]);
        assert_eq!(moved(&body, "river", "w"), "river, we");
        assert_eq!(moved(&body, "river, we", "b"), "river");
        assert_eq!(moved(&body, "river", "lh"), "river");
        assert_eq!(moved(&body, "river, we", "ob"), "The river, we");
        assert_eq!(moved(&body, "river, we", "ow"), "we");
        assert_eq!(moved(&body, "r", "h"), " r");
        assert_eq!(moved(&body, "river", "b"), "The river");
    }

    #[test]
    fn what_looks_like_one_character_is_never_cut() {
        let body = Body::of_paragraphs(&["e\u{301}a\u{301}o"]);
        assert_eq!(moved(&body, "e\u{301}", "l"), "e\u{301}a\u{301}");
    }

    #[test]
    fn paragraphs_are_taken_whole() {
        let body = Body::of_paragraphs(&["One is. Two is.", "Three is. Four is.", "Five."]);
        assert_eq!(moved(&body, "Two", "V"), "One is. Two is.");
        assert_eq!(
            moved(&body, "Two", "V}"),
            "One is. Two is.\n\nThree is. Four is."
        );
        assert_eq!(
            moved(&body, "Two is.\n\nThree", "V"),
            "One is. Two is.\n\nThree is. Four is."
        );
        assert_eq!(moved(&body, "Five.", "{"), "Three is. Four is.\n\nFive.");
        assert_eq!(moved(&body, "Four is.", "V"), "Three is. Four is.");
    }

    proptest! {
        #[test]
        fn it_is_never_empty_and_never_inside_a_character(
            texts in prop::collection::vec("([a-c. “!]|é|\\PC){1,30}", 1..4),
            keys in "[jklhwb{}oV]{0,30}",
        ) {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let body = Body::of_paragraphs(&texts);
            let first = body.text.graphemes(true).next().unwrap();
            prop_assert!(!moved(&body, first, &keys).is_empty());
        }
    }
}
