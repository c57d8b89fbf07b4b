//! What a page puts into the lines of a text, so that one sees without colour who speaks: a number
//! after each quote of a paragraph with several speakers, the same that stands before the name
//! beside it; behind the label of a turn the name that it was resolved to; and a hyphen where a line
//! ends at a soft hyphen.
//!
//! All are there for the eye alone. The lines count their columns; the text, and all that means a
//! part of it by its bytes (selection, clipping, search), knows nothing of them.

use std::ops::Range;

use crate::briefing::{Block, BlockKind, Briefing, NamedBy, Quote, QuoteKind};
use crate::text::breaks::{Breaks, BreaksWithin};
use crate::text::fold::fold;
use crate::text::width::width;
use crate::text::wrap::{self, Line};

/// Holds what it stands between on one line. No text has one: cleaning takes them away.
const JOINER: char = '\u{2060}';

/// A blank at which no line is broken.
const NO_BREAK: char = '\u{A0}';

/// Something that stands in a line and not in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inserted {
    /// The line.
    pub line: usize,
    /// The byte of the text that it stands before.
    pub at: u32,
    /// What stands there.
    pub text: String,
    /// The quote that it tells about, by number; none for a hyphen, which belongs to the letters before it.
    pub quote: Option<usize>,
}

/// What is to be put into a text, in the order of places.
#[derive(Debug, Default)]
pub(crate) struct Insertions {
    all: Vec<Insertion>,
    /// The quotes that have a number.
    pub(crate) numbered: Vec<bool>,
    /// The turns whose speaker is named behind their label.
    pub(crate) named: Vec<bool>,
    /// How many of them stand before the block that is next.
    passed: usize,
}

#[derive(Debug)]
struct Insertion {
    at: usize,
    text: String,
    quote: usize,
}

impl Insertions {
    /// Works out what is to be put into the body of a briefing; `speakers` has the number of each
    /// quote's speaker.
    pub(crate) fn of(briefing: &Briefing, speakers: &[Option<usize>], ascii: bool) -> Self {
        let quotes = &briefing.quotes;
        let mut insertions = Self {
            numbered: vec![false; quotes.len()],
            named: vec![false; quotes.len()],
            ..Self::default()
        };
        let mut previous = "";
        for (block, mut here) in briefing.blocks_with_quotes() {
            insertions.name_turn(briefing, block, previous, &here);
            previous = briefing.body.block_text(block);
            here.retain(|&quote| quotes[quote].kind != QuoteKind::Turn);
            if here
                .windows(2)
                .any(|two| speakers[two[0]] != speakers[two[1]])
            {
                for quote in here {
                    insertions.numbered[quote] = true;
                }
            }
        }
        for (quote, _) in insertions.numbered.iter().enumerate().filter(|it| *it.1) {
            insertions.all.push(Insertion {
                at: end_of(&quotes[quote], &briefing.body.text),
                text: format!("{JOINER}{}", number(speakers[quote], ascii)),
                quote,
            });
        }
        // Of quotes that end together the inner one began later and is told first.
        insertions
            .all
            .sort_by_key(|it| (it.at, std::cmp::Reverse(it.quote)));
        insertions
    }

    /// Names the speaker of the turn that begins in a block, where its label does not: what the
    /// block begins with, or the block before it.
    fn name_turn(&mut self, briefing: &Briefing, block: &Block, previous: &str, here: &[usize]) {
        let start = block.span.range().start;
        let (label, from) = match block.kind {
            BlockKind::Turn { label } => {
                let label = &briefing.body.block_text(block)[..label as usize];
                (label, start + label.len())
            }
            _ => (previous, start),
        };
        let begins = |quote: &&usize| {
            let quote = &briefing.quotes[**quote];
            quote.kind == QuoteKind::Turn && quote.span.range().start >= from
        };
        let Some(&number) = here.iter().find(begins) else {
            return;
        };
        let quote = &briefing.quotes[number];
        let Some(speaker) = &quote.speaker else {
            return;
        };
        if quote.named_by == NamedBy::Text && tells(label, speaker) {
            return;
        }
        let name = quote.credit().replace(' ', &NO_BREAK.to_string());
        self.named[number] = true;
        self.all.push(Insertion {
            at: quote.span.range().start,
            text: format!("[{name}] "),
            quote: number,
        });
    }

    /// The lines of the next block, with what is to be put into them.
    pub(crate) fn lines_of(
        &mut self,
        block: &Block,
        text: &str,
        breaks: BreaksWithin<'_>,
        columns: usize,
    ) -> Vec<FilledLine> {
        let which = self.next(block);
        if !which.is_empty() {
            let start = block.span.range().start;
            return self.fill(text, start, which, breaks).wrap(columns);
        }
        let plain = |Line { range, hyphen }| FilledLine {
            range,
            inserted: Vec::new(),
            hyphen,
        };
        let lines = wrap::wrap_with(text, columns, breaks).into_iter();
        lines.map(plain).collect()
    }

    /// What is to be put into the next block.
    pub(super) fn next(&mut self, block: &Block) -> Range<usize> {
        let (start, end) = (block.span.range().start, block.span.range().end);
        let later = &self.all[self.passed..];
        let from = self.passed + later.partition_point(|it| it.at < start);
        self.passed = from + self.all[from..].partition_point(|it| it.at <= end);
        from..self.passed
    }

    /// The text of a block that starts at `start`, with some of them in it.
    pub(super) fn fill(
        &self,
        text: &str,
        start: usize,
        which: Range<usize>,
        breaks: BreaksWithin<'_>,
    ) -> Filled {
        let mut filled = Filled::default();
        let mut at = 0;
        for insertion in &self.all[which] {
            let next = past_marks(text, insertion.at.saturating_sub(start).max(at));
            filled.text.push_str(&text[at..next]);
            at = next;
            filled.gaps.push(Gap {
                at,
                from: filled.text.len(),
                length: insertion.text.len(),
                quote: insertion.quote,
            });
            filled.text.push_str(&insertion.text);
        }
        filled.text.push_str(&text[at..]);
        filled.breaks = filled.moved(breaks);
        filled
    }
}

/// A text with something put into it.
#[derive(Debug, Default)]
pub(super) struct Filled {
    text: String,
    gaps: Vec<Gap>,
    breaks: Breaks,
}

/// Where something was put in.
#[derive(Debug)]
struct Gap {
    /// In the text as it was.
    at: usize,
    /// In the filled text.
    from: usize,
    length: usize,
    quote: usize,
}

/// A line of a filled text: its part of the text as it was, and what was put into that.
pub(crate) struct FilledLine {
    pub(crate) range: Range<usize>,
    /// Place in the text as it was, words, quote.
    pub(crate) inserted: Vec<(usize, String, usize)>,
    /// Whether a hyphen stands at its end.
    pub(crate) hyphen: bool,
}

impl Filled {
    /// Wraps the text with what was put in.
    pub(super) fn wrap(&self, columns: usize) -> Vec<FilledLine> {
        let mut passed = 0;
        let breaks = self.breaks.within(0..self.text.len());
        let lines = wrap::wrap_with(&self.text, columns, breaks).into_iter();
        let lines = lines.map(|Line { range, hyphen }| {
            passed += self.gaps[passed..].partition_point(|gap| gap.end() <= range.start);
            let gaps = self.gaps[passed..].iter();
            let inserted = gaps.take_while(|gap| gap.from < range.end).map(|gap| {
                let here = gap.from.max(range.start)..gap.end().min(range.end);
                let shown = self.text[here].replace(JOINER, "").replace(NO_BREAK, " ");
                (gap.at, shown, gap.quote)
            });
            FilledLine {
                range: self.as_it_was(range.start)..self.as_it_was(range.end),
                inserted: inserted.filter(|(_, shown, _)| !shown.is_empty()).collect(),
                hyphen,
            }
        });
        lines.collect()
    }

    /// Where the filled text may be broken inside a word: not where something was put in.
    fn moved(&self, breaks: BreaksWithin<'_>) -> Breaks {
        let mut moved = Breaks::default();
        let (mut gaps, mut more) = (self.gaps.iter().peekable(), 0);
        for (at, kind) in breaks.iter() {
            while let Some(gap) = gaps.next_if(|gap| gap.at < at) {
                more += gap.length;
            }
            if gaps.peek().is_none_or(|gap| gap.at > at) {
                moved.push(at + more, kind);
            }
        }
        moved
    }

    /// The place in the text as it was.
    fn as_it_was(&self, at: usize) -> usize {
        let passed = self.gaps.partition_point(|gap| gap.from < at);
        match passed.checked_sub(1).map(|last| &self.gaps[last]) {
            None => at,
            Some(gap) => gap.at + at.saturating_sub(gap.end()),
        }
    }
}

impl Gap {
    fn end(&self) -> usize {
        self.from + self.length
    }
}

/// The number that stands for a speaker: small and raised, or in brackets where only ASCII is drawn.
/// Whoever is not named is number 0.
pub(crate) fn number(speaker: Option<usize>, ascii: bool) -> String {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let number = speaker.map_or(0, |speaker| speaker + 1).to_string();
    if ascii {
        return format!("[{number}]");
    }
    let digits = number
        .bytes()
        .map(|digit| RAISED[usize::from(digit - b'0')]);
    digits.collect()
}

/// Where a quote ends, blanks at its end left out.
fn end_of(quote: &Quote, body: &str) -> usize {
    let span = quote.span.range();
    span.start + body[span.clone()].trim_end().len()
}

/// The place behind the accents that belong to the letter before `at`.
fn past_marks(text: &str, at: usize) -> usize {
    let rest = text[at..].char_indices();
    let mut letters = rest.filter(|(_, c)| *c == '\n' || width(c.encode_utf8(&mut [0; 4])) > 0);
    letters
        .next()
        .map_or(text.len(), |(further, _)| at + further)
}

/// True when a label has all words of a name.
fn tells(label: &str, name: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let folded = fold(text);
        let words = folded.split(|c: char| !c.is_alphanumeric());
        words
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let label = words(label);
    words(name).iter().all(|word| label.contains(word))
}
