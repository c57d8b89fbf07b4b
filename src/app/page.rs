//! A briefing laid out for one width: which bytes stand on which line.
//!
//! A page is made once for a briefing and a width; drawing looks only at the lines that show.

use std::collections::HashSet;
use std::ops::Range;

use crate::app::revisions::summary;
use crate::briefing::{
    Block, BlockKind, Briefing, Facet, FoldKind, NamedBy, Quote, QuoteKind, Span,
};
use crate::insight::changes::{Changed, Fate};
use crate::library::comparison::Comparison;
use crate::text::breaks::BreaksWithin;
use crate::text::width::width;
use crate::text::{sanitise, wrap};

mod folds;
mod inserted;

pub use folds::folded;
pub use inserted::Inserted;
pub(crate) use inserted::{FilledLine, Insertions, number};

/// The most tags named under the title; the rest are a key away.
const TAGS_SHOWN: usize = 8;

/// Where a quoted block is indented to.
const BLOCK_QUOTE_INDENT: u16 = 4;

/// What stands at the end of a line that is broken at a soft hyphen.
const HYPHEN: &str = "-";

/// Columns between two names on a line.
pub const CREDIT_GAP: u16 = 2;

/// How wide the text of a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measure {
    /// Columns for the text, at least 1; the gutter is not part of it.
    pub columns: u16,
    /// Only ASCII is drawn.
    pub ascii: bool,
}

/// A briefing laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The width it was made for.
    pub measure: Measure,
    /// The lines from top to bottom.
    pub lines: Vec<PageLine>,
    /// Quotes credited on a line of text, as `(line, quote)` in order of lines, at most one each.
    pub credits: Vec<(usize, usize)>,
    /// The number of each quote's speaker ([`Briefing::speaker_numbers`]); none in the raw view.
    pub speakers: Vec<Option<usize>>,
    /// What stands in the lines and not in the text, in order of lines.
    pub inserted: Vec<Inserted>,
    /// The quotes whose speaker has a number, before the name as after the words.
    numbered: Vec<bool>,
    /// What of the text can be folded; none of most.
    folds: folds::Folds,
    /// How far the quotes up to each of them reach: the greatest end so far.
    reach: Vec<u32>,
    /// The line on which each change begins, where changes show.
    pub changes: Vec<usize>,
    /// The words that were changed, in order, where changes show.
    pub changed: Vec<(Span, Fate)>,
    /// The text that shows when it is not the body: that of the file, sanitised, or both
    /// wordings; else spans mean the body.
    pub raw: Option<String>,
}

/// One line of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageLine {
    /// The byte of the text that it stands at; ascending from line to line.
    pub at: u32,
    /// What is on it.
    pub content: Content,
}

/// What is on a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Nothing.
    Blank,
    /// A line of the title.
    Title(String),
    /// Date, source and the like.
    Facts(String),
    /// The handling caveat.
    Caveat(String),
    /// A line of the reader's note.
    Note(String),
    /// A line about clippings that are no longer found.
    Lost(String),
    /// A stretch of the text.
    Text {
        /// Which.
        span: Span,
        /// Columns to the right.
        indent: u16,
        /// The kind of the block it belongs to.
        kind: BlockKind,
        /// The bytes of a transcript label at its beginning.
        label: u32,
    },
    /// Speakers of quotes above that found no room beside them, by number of their quote.
    Credits(Vec<usize>),
    /// What stands for a fold, or above it where it is open.
    Fold {
        /// What is folded.
        kind: FoldKind,
        /// How many lines of text.
        lines: usize,
        /// The lines show below.
        is_open: bool,
    },
}

impl Page {
    /// Lays out a briefing. Costs a wrap of its text: about a second for 50 MB.
    pub fn of(briefing: &Briefing, note: Option<&str>, measure: Measure) -> Self {
        let mut page = Self::empty(measure);
        page.speakers = briefing.speaker_numbers();
        page.reach = reach(&briefing.quotes);
        page.head(briefing);
        if let Some(note) = note {
            page.note(note);
        }
        let mut insertions = Insertions::of(briefing, &page.speakers, measure.ascii);
        page.numbered = std::mem::take(&mut insertions.numbered);
        let mut ends = Ends::of(&briefing.quotes, &insertions.named);
        let mut previous: Option<BlockKind> = None;
        let mut folds = briefing.body.folds.iter().peekable();
        for block in &briefing.body.blocks {
            if let Some(fold) = folds.next_if(|fold| fold.span.start <= block.span.start) {
                page.begin_fold(fold);
                previous = None;
            }
            let opens_fold = page.opens_fold();
            let both_items = matches!(
                (previous, block.kind),
                (Some(BlockKind::ListItem(_)), BlockKind::ListItem(_))
            );
            if !both_items && !opens_fold {
                page.push(block.span.start, Content::Blank);
            }
            page.block(briefing, block, &mut insertions);
            page.credit(briefing, block, ends.up_to(block.span.end));
            page.end_fold(&briefing.body.folds, block);
            previous = Some(block.kind);
        }
        page.fold(true);
        page
    }

    /// Lays out the text of a file as it stands there.
    pub fn raw(text: &str, measure: Measure) -> Self {
        let mut clean = sanitise::CleanText::default();
        clean.push(text, 0);
        let mut page = Self::empty(measure);
        let mut start = 0;
        for line in clean.text.split_inclusive('\n') {
            let shown = line.strip_suffix('\n').unwrap_or(line);
            let breaks = clean.breaks.within(start..start + shown.len());
            page.text(shown, start, BlockKind::Preformatted, breaks);
            start += line.len();
        }
        page.raw = Some(clean.text);
        page
    }

    /// Lays out what has changed in a briefing: both wordings of what has, and how much has not.
    pub fn changes(briefing: &Briefing, comparison: &Comparison, measure: Measure) -> Self {
        let mut page = Self::empty(measure);
        if let Some(caveat) = briefing.stamp() {
            page.own(&caveat, Content::Caveat);
        }
        page.own(&briefing.title, Content::Title);
        page.own(&summary(comparison), Content::Facts);
        let mut text = String::new();
        for changed in &comparison.changes {
            let start = text.len();
            let at = Span::new(start, start).start;
            page.push(at, Content::Blank);
            if let Changed::Same { paragraphs } = changed {
                let folded = format!("… {} unchanged …", counted(*paragraphs, "paragraph"));
                page.push(at, Content::Facts(folded));
                continue;
            }
            let (marked, stretches) = changed.marked();
            let stretches = stretches.into_iter();
            page.changed.extend(stretches.map(|(range, fate)| {
                let span = Span::new(start + range.start, start + range.end);
                (span, fate)
            }));
            page.changes.push(page.lines.len());
            let breaks = BreaksWithin::default();
            page.text(&marked, start, BlockKind::Paragraph, breaks);
            text.push_str(&marked);
            text.push('\n');
        }
        page.raw = Some(text);
        page
    }

    /// The changed words that reach into a stretch of the text.
    pub fn changed_in(&self, span: Span) -> impl Iterator<Item = (Span, Fate)> {
        let from = self.changed.partition_point(|(it, _)| it.end <= span.start);
        let later = self.changed[from..].iter().copied();
        later.take_while(move |(it, _)| it.start < span.end)
    }

    fn empty(measure: Measure) -> Self {
        Self {
            measure,
            lines: Vec::new(),
            credits: Vec::new(),
            speakers: Vec::new(),
            inserted: Vec::new(),
            numbered: Vec::new(),
            folds: folds::Folds::default(),
            reach: Vec::new(),
            changes: Vec::new(),
            changed: Vec::new(),
            raw: None,
        }
    }

    fn push(&mut self, at: u32, content: Content) {
        self.lines.push(PageLine { at, content });
    }

    fn columns(&self) -> usize {
        usize::from(self.measure.columns).max(1)
    }

    fn head(&mut self, briefing: &Briefing) {
        if let Some(caveat) = briefing.stamp() {
            self.own(&caveat, Content::Caveat);
        }
        self.own(&briefing.title, Content::Title);
        self.own(&facts(briefing), Content::Facts);
        let tags = tags(briefing);
        if !tags.is_empty() {
            self.own(&tags, Content::Facts);
        }
    }

    /// The reader's note, between the head and what is to be read.
    fn note(&mut self, note: &str) {
        self.push(0, Content::Blank);
        let columns = self.columns().saturating_sub(2).max(1);
        for row in note.lines() {
            for line in wrap::wrap(row, columns) {
                self.push(0, Content::Note(row[line].to_owned()));
            }
        }
    }

    fn own(&mut self, text: &str, content: impl Fn(String) -> Content) {
        for line in wrap::wrap(text, self.columns()) {
            self.push(0, content(text[line].to_owned()));
        }
    }

    fn block(&mut self, briefing: &Briefing, block: &Block, insertions: &mut Insertions) {
        let text = briefing.body.block_text(block);
        let start = block.span.range().start;
        let breaks = briefing.body.breaks_in(block);
        let which = insertions.next(block);
        if which.is_empty() {
            return self.text(text, start, block.kind, breaks);
        }
        let filled = insertions.fill(text, start, which, breaks);
        let lines = filled.wrap(self.columns_beside(shape(block.kind).rest));
        for (i, line) in lines.into_iter().enumerate() {
            for (at, text, quote) in line.inserted {
                self.insert(start + at, text, Some(quote));
            }
            if line.hyphen {
                self.insert(start + line.range.end, HYPHEN.to_owned(), None);
            }
            self.line(line.range, start, block.kind, i == 0);
        }
    }

    fn text(&mut self, text: &str, start: usize, kind: BlockKind, breaks: BreaksWithin<'_>) {
        let columns = self.columns_beside(shape(kind).rest);
        let lines = wrap::wrap_with(text, columns, breaks);
        for (i, line) in lines.into_iter().enumerate() {
            if line.hyphen {
                self.insert(start + line.range.end, HYPHEN.to_owned(), None);
            }
            self.line(line.range, start, kind, i == 0);
        }
    }

    /// Puts something into the line that is added next.
    fn insert(&mut self, at: usize, text: String, quote: Option<usize>) {
        let at = Span::new(at, at).start;
        self.inserted.push(Inserted {
            line: self.lines.len(),
            at,
            text,
            quote,
        });
    }

    /// Adds a line of a block that starts at `start`.
    fn line(&mut self, line: Range<usize>, start: usize, kind: BlockKind, is_first: bool) {
        let Shape { first, rest, label } = shape(kind);
        let span = Span::new(start + line.start, start + line.end);
        let rest = self.indent(rest);
        let content = Content::Text {
            span,
            indent: if is_first { first.min(rest) } else { rest },
            kind,
            label: if is_first { label } else { 0 },
        };
        self.push(span.start, content);
    }

    /// A narrow pane has no room to indent in.
    fn indent(&self, indent: u16) -> u16 {
        indent.min(self.measure.columns / 3)
    }

    fn columns_beside(&self, indent: u16) -> usize {
        let taken = usize::from(self.indent(indent));
        self.columns().saturating_sub(taken).max(1)
    }

    /// Puts the speakers of the quotes that end in `block` beside their last lines, where there is
    /// room, else on a line below the block; each speaker once in a row.
    fn credit(&mut self, briefing: &Briefing, block: &Block, mut ending: Vec<usize>) {
        ending.sort_unstable();
        let quotes = &briefing.quotes;
        let mut shown: Vec<usize> = Vec::new();
        for &quote in &ending {
            if let Some(last) = shown.last_mut()
                && quotes[*last].speaker == quotes[quote].speaker
                && quotes[*last].named_by == quotes[quote].named_by
            {
                self.numbered[quote] |= self.numbered[*last];
                *last = quote;
            } else {
                shown.push(quote);
            }
        }
        let mut told = HashSet::new();
        let mut credits: Vec<(usize, String)> = Vec::new();
        for quote in shown {
            let credit = self.credit_of(briefing, quote);
            // With a number at the words once is enough.
            if !self.numbered[quote] || told.insert(credit.clone()) {
                credits.push((quote, credit));
            }
        }
        let (mut beside, mut below) = (Vec::new(), Vec::new());
        let mut taken = HashSet::new();
        for (quote, credit) in &credits {
            let line = self.line_of(quotes[*quote].span.end.saturating_sub(1));
            let is_free = self.credit_on(line).is_none() && !taken.contains(&line);
            if is_free && self.has_room(briefing, line, credit) {
                taken.insert(line);
                beside.push((line, *quote));
            } else {
                below.push((*quote, credit.as_str()));
            }
        }
        if !below.is_empty() && below.iter().all(|&(quote, _)| self.numbered[quote]) {
            // Numbers are looked up in their order: they stay together.
            beside.clear();
            below = credits
                .iter()
                .map(|(quote, credit)| (*quote, credit.as_str()))
                .collect();
        }
        for credit in beside {
            // Kept in order as they come: a quote may end above one that ends inside it.
            let place = self.credits.partition_point(|&(line, _)| line < credit.0);
            self.credits.insert(place, credit);
        }
        self.credits_below(block.span.end, &below);
    }

    /// Names below a block, as many on a line as have room there.
    fn credits_below(&mut self, at: u32, credits: &[(usize, &str)]) {
        let columns = self.columns();
        let (mut row, mut used) = (Vec::new(), 0);
        for &(quote, credit) in credits {
            let needed = width(credit) + usize::from(CREDIT_GAP);
            if !row.is_empty() && used + needed > columns + usize::from(CREDIT_GAP) {
                self.push(at, Content::Credits(std::mem::take(&mut row)));
                used = 0;
            }
            row.push(quote);
            used += needed;
        }
        if !row.is_empty() {
            self.push(at, Content::Credits(row));
        }
    }

    fn has_room(&self, briefing: &Briefing, line: usize, credit: &str) -> bool {
        let Some(Content::Text { span, indent, .. }) = self.lines.get(line).map(|l| &l.content)
        else {
            return false;
        };
        let inserted = self.inserted_on(line).iter();
        let inserted: usize = inserted.map(|it| width(&it.text)).sum();
        let text = width(&briefing.body.text[span.range()]);
        usize::from(*indent) + text + inserted + 3 + width(credit) <= self.columns()
    }

    /// What is written beside a quote: its speaker, after the number that stands at its words.
    pub fn credit_of(&self, briefing: &Briefing, quote: usize) -> String {
        let credit = briefing.quotes[quote].credit();
        match self.numbered.get(quote) {
            Some(true) => {
                let number = inserted::number(self.speakers[quote], self.measure.ascii);
                format!("{number} {credit}")
            }
            _ => credit,
        }
    }

    /// What stands on a line and not in the text.
    pub fn inserted_on(&self, line: usize) -> &[Inserted] {
        let from = self.inserted.partition_point(|it| it.line < line);
        let later = &self.inserted[from..];
        &later[..later.partition_point(|it| it.line == line)]
    }

    /// Makes room for lines that come in above all text.
    pub(super) fn put_above(&mut self, place: usize, lines: impl Iterator<Item = PageLine>) {
        let was_folded = self.is_folded();
        self.fold(false);
        let before = self.lines.len();
        self.lines.splice(place..place, lines);
        let more = self.lines.len() - before;
        let credited = self.credits.iter_mut().map(|(line, _)| line);
        let inserted = self.inserted.iter_mut().map(|it| &mut it.line);
        credited.chain(inserted).for_each(|line| *line += more);
        self.folds.move_by(more);
        self.fold(was_folded);
    }

    /// The quote credited on a line of text, by its number.
    pub fn credit_on(&self, line: usize) -> Option<usize> {
        let place = self.credits.binary_search_by_key(&line, |&(line, _)| line);
        place.ok().map(|place| self.credits[place].1)
    }

    /// The quotes of the briefing that overlap a stretch of its text, by number, ascending; none
    /// in the raw view.
    ///
    /// Looks only at those between the first that reaches the stretch and the last that begins
    /// before its end.
    pub fn quotes_in(&self, briefing: &Briefing, span: Span) -> Vec<usize> {
        let first = self.reach.partition_point(|&end| end <= span.start);
        let begin = |quote: &Quote| quote.span.start < span.end;
        let last = briefing.quotes.partition_point(begin);
        (first..last.min(self.reach.len()))
            .filter(|&quote| briefing.quotes[quote].span.overlaps(span))
            .collect()
    }

    /// The line that holds byte `at` of the text; the first line for what stands before all text.
    pub fn line_of(&self, at: u32) -> usize {
        let next = self.lines.partition_point(|line| line.at <= at);
        (0..next)
            .rev()
            .find(|&line| {
                let content = &self.lines[line].content;
                matches!(content, Content::Text { .. } | Content::Fold { .. })
            })
            .unwrap_or(0)
    }

    /// The text that spans mean: the file's in the raw view, else the body's.
    pub fn text_of<'a>(&'a self, briefing: &'a Briefing) -> &'a str {
        self.raw.as_deref().unwrap_or(&briefing.body.text)
    }
}

/// How a block stands.
struct Shape {
    /// Columns to the right of its first line, and of the others.
    first: u16,
    rest: u16,
    /// The bytes of a transcript label at its beginning.
    label: u32,
}

fn shape(kind: BlockKind) -> Shape {
    let (first, rest, label) = match kind {
        BlockKind::ListItem(depth) => {
            let indent = 2 * u16::from(depth.min(6));
            (indent, indent + 2, 0)
        }
        BlockKind::BlockQuote => (BLOCK_QUOTE_INDENT, BLOCK_QUOTE_INDENT, 0),
        BlockKind::Turn { label } => (0, 0, label),
        _ => (0, 0, 0),
    };
    Shape { first, rest, label }
}

/// For each quote the greatest end of all up to it: ascending, where the ends themselves are not.
fn reach(quotes: &[Quote]) -> Vec<u32> {
    let ends = quotes.iter().map(|quote| quote.span.end);
    let furthest = ends.scan(0, |furthest, end| {
        *furthest = end.max(*furthest);
        Some(*furthest)
    });
    furthest.collect()
}

/// Date, source, length and quotes in one line.
fn facts(briefing: &Briefing) -> String {
    let mut facts: Vec<String> = Vec::new();
    facts.push(
        briefing
            .date
            .map_or_else(|| "undated".to_owned(), |date| date.long()),
    );
    if let Some(source) = &briefing.source {
        facts.push(source.to_string());
    }
    facts.extend(briefing.byline().map(|names| format!("by {names}")));
    facts.push(counted(briefing.words as usize, "word"));
    if !briefing.quotes.is_empty() {
        let (quoted, reported) = briefing.quote_counts();
        if quoted > 0 {
            facts.push(counted(quoted, "quote"));
        }
        if reported > 0 {
            facts.push(format!("{} reported", grouped(reported)));
        }
    }
    if briefing.hidden > 0 {
        facts.push(counted(briefing.hidden as usize, "hidden character"));
    }
    facts.join(" · ")
}

/// The weightiest tags but those that [`facts`] names already.
fn tags(briefing: &Briefing) -> String {
    let mut tags: Vec<_> = briefing
        .tags
        .iter()
        .filter(|tag| !matches!(tag.label.facet, Facet::Source | Facet::Language))
        .collect();
    tags.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    tags.truncate(TAGS_SHOWN);
    let names: Vec<&str> = tags.iter().map(|tag| tag.label.short()).collect();
    names.join(", ")
}

/// "1 word", "2,345 words".
pub fn counted(count: usize, what: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{} {what}{plural}", grouped(count))
}

/// A number with its thousands apart.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Quotes by their ends, taken off as the blocks pass.
struct Ends {
    by_end: Vec<(u32, usize)>,
    taken: usize,
}

impl Ends {
    /// Turns of a transcript are left out where their label names the speaker, and nobody else, or
    /// the name stands behind it.
    fn of(quotes: &[Quote], named: &[bool]) -> Self {
        let mut by_end: Vec<_> = quotes
            .iter()
            .enumerate()
            .filter(|(_, quote)| quote.kind != QuoteKind::Turn || quote.named_by != NamedBy::Text)
            .filter(|(number, _)| !named[*number])
            .map(|(i, quote)| (quote.span.end, i))
            .collect();
        by_end.sort_unstable();
        Self { by_end, taken: 0 }
    }

    fn up_to(&mut self, end: u32) -> Vec<usize> {
        let rest = &self.by_end[self.taken..];
        let count = rest.partition_point(|&(at, _)| at <= end);
        self.taken += count;
        rest[..count].iter().map(|&(_, quote)| quote).collect()
    }
}

#[cfg(test)]
mod tests;
