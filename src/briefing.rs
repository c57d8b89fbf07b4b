//! The words of the design as types: briefing, body, block, quote, tag.
//!
//! Everything here is plain data. The one invariant: every string inside a [`Briefing`] has been
//! through [`crate::text::sanitise`], so that no control character, bidirectional override or
//! hidden character of a file can reach a terminal by way of one. Only `ingest` makes briefings.
//!
//! Positions inside a body are byte offsets into [`Body::text`] unless a name says otherwise;
//! code point offsets exist only in what the command line prints.

mod address;
mod anchor;
mod author;
mod body;
mod cable;
mod date;
pub mod days;
mod encoding;
mod found;
mod handling;
mod id;
mod link;
mod marks;
mod quote;
mod runs;
mod tag;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use crate::config::Level;

pub use address::{Address, Bytes, Step};
pub use anchor::Anchor;
pub use author::Author;
pub(crate) use body::blanked;
pub use body::{Block, BlockKind, Body, Fold, FoldKind, Portion, Span};
pub use cable::{Cable, CableNumber, Precedence, Reference};
pub use date::{BriefingDate, DateError, Precision, TimeOfDay};
pub use encoding::{Encoding, Known};
pub use found::DateFound;
pub use handling::{Attribution, Embargo, Handling, Rule};
pub use id::{BriefingId, IdPrefix, IdPrefixError, count_words};
pub use link::Link;
pub use marks::{
    Clipping, Correction, LONGEST_NOTE, LONGEST_TAG, Mark, Marks, NoMark, Value, clean_note,
    clean_tag, present,
};
pub use quote::{Confidence, NamedBy, Quote, QuoteKind};
pub use runs::Run;
pub use tag::{Facet, Label, Provenance, Tag};

/// One item to read: a release, a statement, a transcript, a cable.
#[derive(Debug, Clone, PartialEq)]
pub struct Briefing {
    /// The stable identity, made of what the file says.
    pub id: BriefingId,
    /// The headline, on one line, never empty (a text without one is titled by its file name).
    pub title: String,
    /// When it was issued, as exactly as the text says; `None` if it does not.
    pub date: Option<BriefingDate>,
    /// Where that was found; `None` where there is no date.
    pub date_found: Option<DateFound>,
    /// The issuing body ("Russian Defence Ministry").
    pub source: Option<Arc<str>>,
    /// The ISO 639-1 code of its language, where it could be told.
    pub language: Option<Arc<str>>,
    /// The handling caveats it carries ("OFFICIAL-SENSITIVE").
    pub handling: Handling,
    /// What the program that wrote a document noted of it: title, author and day, in one line.
    pub properties: Option<Box<str>>,
    /// Of a cable or a message: to whom it went, under which number, to what it refers.
    pub cable: Option<Box<Cable>>,
    /// Where it was read from.
    pub origin: Origin,
    /// The number of words in the body.
    pub words: u32,
    /// The number of hidden or dangerous characters made visible in title and body.
    pub hidden: u32,
    /// What there is to read.
    pub body: Body,
    /// Whose words all of it is; empty where it is nobody's alone.
    pub authors: Vec<Author>,
    /// Somebody's words inside the body, in order of [`Quote::span`]'s start.
    pub quotes: Vec<Quote>,
    /// Labels, the weightiest first within a facet.
    pub tags: Vec<Tag>,
}

/// The place that a briefing was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The file (for the compiled-in samples: `samples/NAME`).
    pub path: Arc<Path>,
    /// The part of it, where the file is a container.
    pub address: Address,
    /// Its place among the briefings of that file or part, from 0.
    pub ordinal: u32,
    /// The stretch of the decoded file or part that is this briefing, in bytes: what the raw view shows.
    pub raw: Span,
    /// The encoding of that; `None` where it was several, or is not known any more.
    pub encoding: Option<Encoding>,
}

impl Origin {
    /// The name of the file or of the part in it, for people: `stick.zip/releases.mbox#17`.
    pub fn name(&self) -> Cow<'_, Path> {
        self.address.within(&self.path)
    }

    /// True where the text was made out of something else, such as a page's markup: no place in it leads back.
    pub fn is_rendered(&self) -> bool {
        self.raw == Span::WHOLE
    }

    /// Which of two places goes before the other: by the bytes of the path, since comparing its
    /// components costs ten times as much, then by the place in the file.
    pub fn compare(&self, other: &Self) -> Ordering {
        let paths = if Arc::ptr_eq(&self.path, &other.path) {
            Ordering::Equal
        } else {
            let [a, b] = [self, other].map(|it| it.path.as_os_str().as_encoded_bytes());
            a.cmp(b)
        };
        paths
            .then_with(|| self.address.cmp(&other.address))
            .then(self.ordinal.cmp(&other.ordinal))
    }
}

impl Briefing {
    /// Numbers the speakers in the order in which they first speak, from 0: one entry a quote,
    /// `None` where nobody is named. Whoever has the same number is shown in the same colour.
    pub fn speaker_numbers(&self) -> Vec<Option<usize>> {
        let mut known: HashMap<&str, usize> = HashMap::new();
        let names = self.quotes.iter().map(|quote| quote.speaker.as_deref());
        let numbers = names.map(|name| {
            let next = known.len();
            name.map(|name| *known.entry(name).or_insert(next))
        });
        numbers.collect()
    }

    /// Goes through the blocks, each with the numbers of the quotes that overlap it, ascending.
    ///
    /// One walk over both: a quote is looked at only in the blocks that it reaches into.
    pub fn blocks_with_quotes(&self) -> impl Iterator<Item = (&Block, Vec<usize>)> {
        let mut begun: Vec<usize> = Vec::new();
        let mut next = 0;
        self.body.blocks.iter().map(move |block| {
            let later = &self.quotes[next..];
            let count = later.partition_point(|quote| quote.span.start < block.span.end);
            begun.extend(next..next + count);
            next += count;
            begun.retain(|&quote| self.quotes[quote].span.end > block.span.start);
            (block, begun.clone())
        })
    }

    /// The quote that a stretch of the body lies in; of one inside a turn, the inner one.
    pub fn quote_at(&self, stretch: &Range<usize>) -> Option<&Quote> {
        let holds = |quote: &&Quote| {
            let span = quote.span.range();
            span.start <= stretch.start && stretch.end <= span.end
        };
        let quotes = self.quotes.iter();
        quotes.filter(holds).min_by_key(|quote| quote.span.len())
    }

    /// The numbers of quotes given in the speaker's own words, and of those only reported.
    pub fn quote_counts(&self) -> (usize, usize) {
        let is_reported = |quote: &&Quote| quote.kind == QuoteKind::Indirect;
        let reported = self.quotes.iter().filter(is_reported).count();
        (self.quotes.len() - reported, reported)
    }

    /// What must stand on whatever is taken out of it: its handling caveats in one line.
    pub fn stamp(&self) -> Option<String> {
        self.handling.stamp()
    }

    /// Why it must not leave the reader under that ceiling, and which it is.
    pub fn refusal(&self, ceiling: Option<Level>) -> Option<String> {
        let reason = self.handling.refusal(ceiling)?;
        Some(format!("{reason}: {}", self.title))
    }

    /// The house that issued it, under one name however its source line is written; the source line
    /// where the house is not known.
    pub fn house(&self) -> Option<&str> {
        let mut sources = self.tags_of(Facet::Source);
        let house = sources.next().map(|tag| &*tag.label.name);
        house.or(self.source.as_deref())
    }

    /// Returns the tags of one facet, the weightiest first.
    pub fn tags_of(&self, facet: Facet) -> impl Iterator<Item = &Tag> {
        self.tags.iter().filter(move |tag| tag.label.facet == facet)
    }
}
