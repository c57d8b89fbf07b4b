//! A briefing laid out for one width: which bytes stand on which line.
//!
//! A page is made once for a briefing and a width; drawing looks only at the lines that show.

use crate::app::revisions::summary;
use crate::briefing::{Block, BlockKind, Briefing, Facet, NamedBy, Quote, QuoteKind, Span};
use crate::insight::changes::{Changed, Fate};
use crate::library::comparison::Comparison;
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
    /// Quotes credited on a line of text, as `(line, quote)` in order of lines, at most one each.
    pub credits: Vec<(usize, usize)>,
    /// The number of each quote's speaker ([`Briefing::speaker_numbers`]); none in the raw view.
    pub speakers: Vec<Option<usize>>,
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
            page.text(&marked, start, 0, 0, BlockKind::Paragraph, 0);
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
                && quotes[*last].named_by == quotes[quote].named_by
            {
                *last = quote;
            } else {
                shown.push(quote);
            }
        }
        let mut below = Vec::new();
        for quote in shown {
            let line = self.line_of(quotes[quote].span.end.saturating_sub(1));
            // Kept in order as they come: a quote may end above one that ends inside it.
            let place = self.credits.binary_search_by_key(&line, |&(line, _)| line);
            match place {
                Err(place) if self.has_room(briefing, line, &quotes[quote]) => {
                    self.credits.insert(place, (line, quote));
                }
                _ => below.push(quote),
            }
        }
        if !below.is_empty() {
            self.push(block.span.end, Content::Credits(below));
        }
    }

    fn has_room(&self, briefing: &Briefing, line: usize, quote: &Quote) -> bool {
        let Some(Content::Text { span, indent, .. }) = self.lines.get(line).map(|l| &l.content)
        else {
            return false;
        };
        let taken = usize::from(*indent) + width(&briefing.body.text[span.range()]);
        taken + 3 + width(&quote.credit()) <= self.columns()
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
            .find(|&line| matches!(self.lines[line].content, Content::Text { .. }))
            .unwrap_or(0)
    }

    /// The text that spans mean: the file's in the raw view, else the body's.
    pub fn text_of<'a>(&'a self, briefing: &'a Briefing) -> &'a str {
        self.raw.as_deref().unwrap_or(&briefing.body.text)
    }
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
    /// Turns of a transcript are left out where their label names the speaker, and nobody else.
    fn of(quotes: &[Quote]) -> Self {
        let mut by_end: Vec<_> = quotes
            .iter()
            .enumerate()
            .filter(|(_, quote)| quote.kind != QuoteKind::Turn || quote.named_by != NamedBy::Text)
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
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::briefing::{Body, BriefingId, Confidence, Origin};

    fn quote(start: usize, end: usize, kind: QuoteKind, speaker: Option<&str>) -> Quote {
        Quote {
            span: Span::new(start, end),
            kind,
            speaker: speaker.map(Arc::from),
            mention: None,
            cue: None,
            confidence: Confidence::High,
            named_by: NamedBy::Text,
            quoted: Vec::new(),
        }
    }

    /// A briefing of paragraphs.
    fn briefing(blocks: &[String], mut quotes: Vec<Quote>) -> Briefing {
        let body = Body::of_paragraphs(blocks);
        quotes.sort_by_key(|quote| quote.span.start);
        Briefing {
            authors: Vec::new(),
            id: BriefingId::of("t", &body.text),
            title: "t".to_owned(),
            date: None,
            source: None,
            language: None,
            handling: Default::default(),
            origin: Origin {
                path: Path::new("f").into(),
                ordinal: 0,
                raw: Span::default(),
            },
            words: 1,
            hidden: 0,
            body,
            quotes,
            tags: Vec::new(),
        }
    }

    const NARROW: Measure = Measure { columns: 40 };

    #[test]
    fn a_turn_is_not_credited_and_a_quote_inside_it_is() {
        // The turn is both paragraphs, with a quote in each.
        let blocks = ["She read: ‘we agree’.", "And then: ‘not yet’."].map(str::to_owned);
        let whole = blocks[0].len() + 2 + blocks[1].len();
        let second = blocks[0].len() + 2 + 10;
        let quotes = vec![
            quote(0, whole, QuoteKind::Turn, Some("Lind")),
            quote(10, 24, QuoteKind::Direct, Some("Varga")),
            quote(second, whole - 1, QuoteKind::Direct, Some("Lind")),
        ];
        let briefing = briefing(&blocks, quotes);
        let page = Page::of(&briefing, None, NARROW);
        let (first, last) = (page.line_of(0), page.line_of(second as u32));
        assert_eq!(page.credits, [(first, 1), (last, 2)]);
        assert_eq!(page.credit_on(last), Some(2));
        assert_eq!(page.credit_on(first + 1), None);
        assert_eq!(page.speakers, [Some(0), Some(1), Some(0)]);
        let end = briefing.body.blocks[1].span;
        assert_eq!(page.quotes_in(&briefing, end), [0, 2]);
    }

    #[test]
    fn a_turn_is_credited_where_its_label_does_not_name_the_speaker() {
        let mut named = quote(0, 8, QuoteKind::Turn, Some("Mara Lind"));
        named.named_by = NamedBy::Desk;
        assert_eq!(named.credit(), "Mara Lind (desk)");
        let blocks = ["Soon so."].map(str::to_owned);
        let page = Page::of(&briefing(&blocks, vec![named]), None, NARROW);
        assert_eq!(page.credits.len(), 1);
    }

    #[test]
    fn a_line_is_credited_once_though_quotes_end_on_it_inside_one_another() {
        let blocks = ["‘a ‘b’ c’ ".to_owned() + &"and so on ".repeat(8) + "‘d’"];
        let quotes = vec![
            quote(0, blocks[0].len(), QuoteKind::Direct, Some("A")),
            quote(5, 12, QuoteKind::Direct, Some("B")),
            quote(
                blocks[0].len() - 7,
                blocks[0].len(),
                QuoteKind::Direct,
                Some("C"),
            ),
        ];
        let page = Page::of(&briefing(&blocks, quotes), None, NARROW);
        let lines: Vec<usize> = page.credits.iter().map(|&(line, _)| line).collect();
        assert!(lines.is_sorted_by(|a, b| a < b), "{lines:?}");
        let Some(Content::Credits(below)) = page.lines.last().map(|line| &line.content) else {
            panic!("{:?}", page.lines);
        };
        assert_eq!(below.len() + lines.len(), 3);
        assert!(below.contains(&2));
    }

    #[test]
    fn a_transcript_of_20_000_speakers_is_laid_out() {
        let blocks: Vec<String> = (0..20_000).map(|n| format!("‘Item {n:05}.’")).collect();
        let at = |n: usize| n * (blocks[0].len() + 2);
        let quotes = (0..20_000).map(|n| {
            let end = at(n) + blocks[0].len();
            quote(at(n), end, QuoteKind::Direct, Some(&format!("S{n}")))
        });
        let briefing = briefing(&blocks, quotes.collect());
        let page = Page::of(&briefing, None, NARROW);
        assert_eq!(page.credits.len(), 20_000);
        assert_eq!(page.speakers[19_999], Some(19_999));
        let last = briefing.body.blocks[19_999].span;
        assert_eq!(page.quotes_in(&briefing, last), [19_999]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

        #[test]
        fn looking_up_quotes_finds_what_looking_at_all_of_them_finds(
            blocks in prop::collection::vec("[a-z ]{1,60}", 1..6),
            spans in prop::collection::vec((0..300usize, 0..80usize, 0..4usize), 0..20),
            (from, length) in (0..300usize, 0..60usize),
        ) {
            let all = blocks.iter().map(|block| block.len() + 2).sum::<usize>() - 2;
            let quotes = spans.into_iter().map(|(start, length, speaker)| {
                let start = start.min(all);
                let name = ["A", "B", "C"].get(speaker).copied();
                quote(start, (start + length).min(all), QuoteKind::Direct, name)
            });
            let briefing = briefing(&blocks, quotes.collect());
            let overlapping = |span: Span| -> Vec<usize> {
                let quotes = briefing.quotes.iter().enumerate();
                quotes.filter(|(_, q)| q.span.overlaps(span)).map(|(i, _)| i).collect()
            };
            let page = Page::of(&briefing, None, NARROW);
            let span = Span::new(from, from + length);
            prop_assert_eq!(page.quotes_in(&briefing, span), overlapping(span));
            for (block, quotes) in briefing.blocks_with_quotes() {
                prop_assert_eq!(quotes, overlapping(block.span));
            }
            let mut names: Vec<&str> = Vec::new();
            for (quote, &number) in briefing.quotes.iter().zip(&page.speakers) {
                let expected = quote.speaker.as_deref().map(|name| {
                    names.iter().position(|&known| known == name).unwrap_or_else(|| {
                        names.push(name);
                        names.len() - 1
                    })
                });
                prop_assert_eq!(number, expected);
            }
            prop_assert!(page.credits.is_sorted_by(|a, b| a.0 < b.0));
        }
    }
}
