//! Briefings, or what was clipped of them, as one document to take along.
//!
//! ```text
//! markdown  html  plain   for reading: title, caveat, text, who said what, tags, note
//! json      csv           for programs: the shapes of `chancery show` and `list`
//! places                  where quotes stand in the files as given
//! file                    a file that is written whole or not at all
//! ```
//!
//! Every string of a briefing is clean already, and what the reader wrote is cleaned here. The
//! handling caveat of a briefing goes wherever the briefing goes.

use std::collections::HashSet;
use std::io::{self, Write};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use jiff::civil;

use crate::briefing::{
    BlockKind, Briefing, Clipping, Confidence, Facet, Marks, Origin, Quote, QuoteKind, Tag,
};
use crate::config::Level;
use crate::library::{self, encodings::Encodings};
use crate::text::sanitise;

pub(crate) mod csv;
pub mod file;
mod html;
pub(crate) mod json;
pub(crate) mod markdown;
pub(crate) mod places;
mod plain;

/// The forms of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Markdown.
    Markdown,
    /// One HTML page that needs nothing else, to read and to print.
    Html,
    /// A JSON object a line.
    Jsonl,
    /// Comma-separated values with a header.
    Csv,
    /// Plain text, wrapped.
    Plain,
}

impl Format {
    /// Every format, with the ending that files of it have.
    pub const ALL: [(Self, &str); 5] = [
        (Self::Markdown, "md"),
        (Self::Html, "html"),
        (Self::Jsonl, "jsonl"),
        (Self::Csv, "csv"),
        (Self::Plain, "txt"),
    ];

    /// The format that a file's name ends in, in any case.
    pub fn of_name(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_lowercase();
        let ending = match ending.as_str() {
            "markdown" => "md",
            "htm" | "xhtml" => "html",
            "ndjson" => "jsonl",
            "text" => "txt",
            other => other,
        };
        let found = Self::ALL.iter().find(|(_, name)| *name == ending);
        found.map(|&(format, _)| format)
    }
}

/// What goes into a document of each briefing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// All of it.
    Whole,
    /// What was clipped of it.
    Clippings,
}

/// A briefing to be exported, the reader's own in it, and the marks on it.
#[derive(Debug, Clone)]
pub struct Piece {
    /// The briefing.
    pub briefing: Arc<Briefing>,
    /// The note and the clippings are in them.
    pub marks: Marks,
}

/// What is to be exported.
#[derive(Debug, Clone)]
pub struct Document {
    /// The briefings, in order.
    pub pieces: Vec<Piece>,
    /// What of each.
    pub part: Part,
    /// In what form.
    pub format: Format,
    /// The day on which it is made.
    pub day: civil::Date,
    /// What it is called; `None` for what its briefings say.
    pub title: Option<String>,
}

/// Why a document was not written to its end.
#[derive(Debug, thiserror::Error)]
pub enum Stopped {
    /// It was asked to stop.
    #[error("stopped before its end")]
    Asked,
    /// It cannot be written.
    #[error(transparent)]
    Failed(#[from] io::Error),
}

/// Asked after every briefing with how many are done: whether to go on.
pub type GoOn<'a> = dyn FnMut(usize) -> bool + 'a;

impl Document {
    /// Takes out what must not leave under a ceiling, and says of each why.
    pub fn withhold(&mut self, ceiling: Option<Level>) -> Vec<String> {
        let mut refusals = Vec::new();
        self.pieces.retain(|piece| {
            let refusal = piece.briefing.refusal(ceiling);
            let goes = refusal.is_none();
            refusals.extend(refusal);
            goes
        });
        refusals
    }

    /// Leaves out the briefings of which there is nothing to export.
    pub fn drop_empty(&mut self) {
        if self.part == Part::Clippings {
            let has_some = |piece: &Piece| piece.marks.clippings().next().is_some();
            self.pieces.retain(has_some);
        }
    }

    /// Writes it. `raw` gives the decoded text of a file, for the offsets of the JSON; quotes of
    /// a file that cannot be read again are written without.
    ///
    /// # Errors
    ///
    /// [`Stopped`]; what was written until then is no document.
    pub fn write(
        &self,
        out: &mut dyn Write,
        raw: impl Fn(&Origin) -> io::Result<Arc<str>>,
        go_on: &mut GoOn<'_>,
    ) -> Result<(), Stopped> {
        let briefings: Vec<&Briefing> = self.pieces.iter().map(|it| &*it.briefing).collect();
        let mut places = match (self.format, self.part) {
            (Format::Jsonl, Part::Whole) => places::places(&briefings, raw, |_, _| ()),
            _ => Vec::new(),
        }
        .into_iter();
        out.write_all(self.head().as_bytes())?;
        for (number, piece) in self.pieces.iter().enumerate() {
            match self.format {
                Format::Markdown => out.write_all(markdown::piece(self, number).as_bytes())?,
                Format::Html => out.write_all(html::piece(self, number).as_bytes())?,
                Format::Plain => out.write_all(plain::piece(self, number).as_bytes())?,
                Format::Csv => out.write_all(csv::piece(self, piece).as_bytes())?,
                Format::Jsonl => json::piece(out, self, piece, places.next().flatten())?,
            }
            if !go_on(number + 1) {
                return Err(Stopped::Asked);
            }
        }
        out.write_all(self.foot().as_bytes())?;
        Ok(())
    }

    fn head(&self) -> String {
        match self.format {
            Format::Html => html::head(self),
            Format::Csv => csv::head(self),
            Format::Markdown => markdown::head(self),
            Format::Plain => plain::head(self),
            Format::Jsonl => String::new(),
        }
    }

    fn foot(&self) -> &'static str {
        match self.format {
            Format::Html => html::FOOT,
            _ => "",
        }
    }
}

/// The decoded text of a file, as [`Document::write`] asks for it.
///
/// # Errors
///
/// What the system says.
pub fn raw_text(origin: &Origin, encodings: &Encodings) -> io::Result<Arc<str>> {
    library::raw_text(origin, encodings).map(Arc::from)
}

impl Piece {
    /// What was clipped, in the order of the text; what is no longer in it comes last.
    fn clips(&self) -> Vec<Clip<'_>> {
        let body = &self.briefing.body.text;
        let clips = self.marks.clippings().map(|(_, clipping)| Clip {
            clipping,
            at: clipping.anchor.locate(body),
        });
        let mut clips: Vec<_> = clips.collect();
        clips.sort_by_key(|clip| clip.at.as_ref().map_or(usize::MAX, |at| at.start));
        clips
    }

    /// The note, cleaned line by line.
    fn note(&self) -> Option<String> {
        self.marks.note().map(|note| clean(note))
    }
}

/// A stretch that was clipped.
struct Clip<'a> {
    clipping: &'a Clipping,
    /// Where it stands in the text now; `None` where the words are gone.
    at: Option<Range<usize>>,
}

/// What is said of a clipping whose words are no longer in its briefing.
const GONE: &str = "these words are no longer in the text";

impl Clip<'_> {
    /// The words, as they were clipped.
    fn words(&self) -> String {
        clean(&self.clipping.anchor.exact)
    }

    fn speaker(&self) -> Option<String> {
        let speaker = self.clipping.speaker.as_deref();
        speaker.map(|name| sanitise::line(name).into_owned())
    }

    /// How far it can be relied on who said them, as the briefing has it now; `None` for words that
    /// are nobody's or gone.
    fn confidence(&self, briefing: &Briefing) -> Option<&'static str> {
        let at = self.at.as_ref()?;
        let author = || briefing.author_at(at).map(|author| author.confidence);
        let quote = briefing.quote_at(at).map(|quote| quote.confidence);
        quote.or_else(author).map(Confidence::name)
    }
}

/// A text of the reader's, cleaned line by line.
fn clean(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(sanitise::line).collect();
    lines.join("\n")
}

/// Date, source and id in a row: where a briefing is from.
fn facts(briefing: &Briefing) -> Vec<String> {
    let facts = [
        briefing.date.map(|date| date.long()),
        briefing.source.as_deref().map(str::to_owned),
        briefing.byline().map(|names| format!("by {names}")),
        Some(briefing.id.short()),
    ];
    facts.into_iter().flatten().collect()
}

/// The names of the tags, each once, but of those that name source and language again.
fn tag_names(briefing: &Briefing) -> Vec<&str> {
    let told = |tag: &&Tag| !matches!(tag.label.facet, Facet::Source | Facet::Language);
    let tags = briefing.tags.iter().filter(told);
    let names = tags.map(|tag| tag.label.name.as_str());
    let mut known = HashSet::new();
    names.filter(|name| known.insert(*name)).collect()
}

/// True where a block goes on with the list that the one before it belongs to.
fn is_list(previous: Option<BlockKind>, kind: BlockKind) -> bool {
    let is_item = |kind| matches!(kind, BlockKind::ListItem(_));
    previous.is_some_and(is_item) && is_item(kind)
}

/// Whose name is written behind which of the `quotes` of a block: of several in a row by one
/// speaker the last. A transcript's turn names its speaker itself, and what is only reported
/// does so in its sentence.
fn credits(briefing: &Briefing, quotes: &[usize], end: usize) -> Vec<(usize, String)> {
    let named = |quote: &Quote| quote.kind != QuoteKind::Turn && quote.kind != QuoteKind::Indirect;
    let ends_here = |quote: &Quote| quote.span.range().end <= end;
    let own: Vec<usize> = quotes
        .iter()
        .copied()
        .filter(|&quote| named(&briefing.quotes[quote]))
        .collect();
    let mut credits = Vec::new();
    for (at, &number) in own.iter().enumerate() {
        let quote = &briefing.quotes[number];
        let next = own.get(at + 1).map(|&next| &briefing.quotes[next]);
        let goes_on = next.is_some_and(|next| next.speaker == quote.speaker);
        if let Some(name) = &quote.speaker
            && !goes_on
            && ends_here(quote)
        {
            let unsure = quote.confidence.sign();
            credits.push((number, format!("{name}{unsure}")));
        }
    }
    credits
}

/// A block in pieces: text, whether it is a quote, and whose name comes behind it.
struct Stretch<'a> {
    text: &'a str,
    quote: Option<usize>,
    credit: Option<String>,
}

/// Cuts a block where quotes begin and end; what only reports somebody's words is no quote here.
fn stretches<'a>(
    briefing: &'a Briefing,
    range: Range<usize>,
    quotes: &[usize],
) -> Vec<Stretch<'a>> {
    let quoted = |&quote: &usize| briefing.quotes[quote].kind != QuoteKind::Indirect;
    let quotes: Vec<usize> = quotes.iter().copied().filter(quoted).collect();
    let mut credits = credits(briefing, &quotes, range.end);
    let runs = briefing.runs(range, &quotes).into_iter();
    let runs: Vec<_> = runs.filter(|run| !run.range.is_empty()).collect();
    let stretches = runs.into_iter().map(|run| {
        // A quote inside another ends with the outer one, and its speaker is named there.
        let ends = |&(quote, _): &(usize, String)| {
            run.quote.is_some() && briefing.quotes[quote].span.range().end <= run.range.end
        };
        let names: Vec<String> = credits
            .extract_if(.., |credit| ends(credit))
            .map(|(_, name)| name)
            .collect();
        Stretch {
            text: &briefing.body.text[run.range],
            quote: run.quote,
            credit: (!names.is_empty()).then(|| names.join(", ")),
        }
    });
    stretches.collect()
}

#[cfg(test)]
mod tests;
