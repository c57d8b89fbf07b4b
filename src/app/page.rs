//! A briefing laid out for one width: which bytes stand on which line.
//!
//! A page is made once for a briefing and a width; drawing looks only at the lines that show.

use crate::briefing::{Block, BlockKind, Briefing, Facet, Quote, QuoteKind, Span};
use crate::text::width::width;
use crate::text::{sanitise, wrap};

/// The most tags named under the title; the rest are a key away.
const TAGS_SHOWN: usize = 8;

/// Where a quoted block is indented to.
const BLOCK_QUOTE_INDENT: u16 = 4;

/// How wide the text of a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measure {
    /// Columns for the text, at least 1; the gutter is not part of it.
    pub columns: u16,
}

/// A briefing laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The width it was made for.
    pub measure: Measure,
    /// The lines from top to bottom.
    pub lines: Vec<PageLine>,
    /// Quotes credited on a line of text, as `(line, quote)` in order of lines.
    pub credits: Vec<(usize, usize)>,
    /// The text of the file, sanitised, when this is the raw view; else spans mean the body.
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
}

impl Page {
    /// Lays out a briefing. Costs a wrap of its text: about a second for 50 MB.
    pub fn of(briefing: &Briefing, measure: Measure) -> Self {
        let mut page = Self::empty(measure);
        page.head(briefing);
        let mut ends = Ends::of(&briefing.quotes);
        let mut previous: Option<BlockKind> = None;
        for block in &briefing.body.blocks {
            let both_items = matches!(
                (previous, block.kind),
                (Some(BlockKind::ListItem(_)), BlockKind::ListItem(_))
            );
            if !both_items {
                page.push(block.span.start, Content::Blank);
            }
            page.block(briefing, block);
            page.credit(briefing, block, ends.up_to(block.span.end));
            previous = Some(block.kind);
        }
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
            page.text(shown, start, 0, 0, BlockKind::Preformatted, 0);
            start += line.len();
        }
        page.raw = Some(clean.text);
        page
    }

    fn empty(measure: Measure) -> Self {
        Self {
            measure,
            lines: Vec::new(),
            credits: Vec::new(),
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
        if let Some(caveat) = &briefing.classification {
            self.own(caveat, Content::Caveat);
        }
        self.own(&briefing.title, Content::Title);
        self.own(&facts(briefing), Content::Facts);
        let tags = tags(briefing);
        if !tags.is_empty() {
            self.own(&tags, Content::Facts);
        }
    }

    fn own(&mut self, text: &str, content: impl Fn(String) -> Content) {
        for line in wrap::wrap(text, self.columns()) {
            self.push(0, content(text[line].to_owned()));
        }
    }

    fn block(&mut self, briefing: &Briefing, block: &Block) {
        let text = briefing.body.block_text(block);
        let start = block.span.range().start;
        let (first, rest, label) = match block.kind {
            BlockKind::ListItem(depth) => {
                let indent = 2 * u16::from(depth.min(6));
                (indent, indent + 2, 0)
            }
            BlockKind::BlockQuote => (BLOCK_QUOTE_INDENT, BLOCK_QUOTE_INDENT, 0),
            BlockKind::Turn { label } => (0, 0, label),
            _ => (0, 0, 0),
        };
        self.text(text, start, first, rest, block.kind, label);
    }

    fn text(
        &mut self,
        text: &str,
        start: usize,
        first: u16,
        rest: u16,
        kind: BlockKind,
        label: u32,
    ) {
        // A narrow pane has no room to indent in.
        let rest = rest.min(self.measure.columns / 3);
        let columns = self.columns().saturating_sub(usize::from(rest)).max(1);
        for (i, line) in wrap::wrap(text, columns).into_iter().enumerate() {
            let span = Span::new(start + line.start, start + line.end);
            self.push(
                span.start,
                Content::Text {
                    span,
                    indent: if i == 0 { first.min(rest) } else { rest },
                    kind,
                    label: if i == 0 { label } else { 0 },
                },
            );
        }
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
            {
                *last = quote;
            } else {
                shown.push(quote);
            }
        }
        let mut below = Vec::new();
        for quote in shown {
            let line = self.line_of(quotes[quote].span.end.saturating_sub(1));
            if self.has_room(briefing, line, &quotes[quote]) {
                self.credits.push((line, quote));
            } else {
                below.push(quote);
            }
        }
        if !below.is_empty() {
            self.push(block.span.end, Content::Credits(below));
        }
        self.credits.sort_unstable();
    }

    fn has_room(&self, briefing: &Briefing, line: usize, quote: &Quote) -> bool {
        let Some(Content::Text { span, indent, .. }) = self.lines.get(line).map(|l| &l.content)
        else {
            return false;
        };
        let taken = usize::from(*indent) + width(&briefing.body.text[span.range()]);
        let free = self.credits.last().is_none_or(|&(last, _)| last != line);
        free && taken + 3 + width(&credit(quote)) <= self.columns()
    }

    /// The line that holds byte `at` of the text; the first line for what stands before all text.
    pub fn line_of(&self, at: u32) -> usize {
        let next = self.lines.partition_point(|line| line.at <= at);
        (0..next)
            .rev()
            .find(|&line| matches!(self.lines[line].content, Content::Text { .. }))
            .unwrap_or(0)
    }

    /// The text that spans mean: the file's in the raw view, else the body's.
    pub fn text_of<'a>(&'a self, briefing: &'a Briefing) -> &'a str {
        self.raw.as_deref().unwrap_or(&briefing.body.text)
    }
}

/// What is written beside a quote: its speaker, and a `?` where that is not sure.
pub fn credit(quote: &Quote) -> String {
    use crate::briefing::Confidence;
    match (&quote.speaker, quote.confidence) {
        (None, _) => "?".to_owned(),
        (Some(speaker), Confidence::Low) => format!("{speaker} ?"),
        (Some(speaker), _) => speaker.to_string(),
    }
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
    facts.push(counted(briefing.words as usize, "word"));
    if !briefing.quotes.is_empty() {
        facts.push(counted(briefing.quotes.len(), "quote"));
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
    /// Turns of a transcript are left out: their label names the speaker.
    fn of(quotes: &[Quote]) -> Self {
        let mut by_end: Vec<_> = quotes
            .iter()
            .enumerate()
            .filter(|(_, quote)| quote.kind != QuoteKind::Turn)
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
