//! Bytes to drafts of briefings: decode, detect the format, parse, split digests, clean.
//!
//! ```text
//! bytes -> decode -> text -> headers | front_matter -> given facts
//!                         -> digest -> releases
//!                              each: plain | markdown -> passages
//!                                      -> furniture off, headline off -> Body, turns marked
//! ```
//!
//! Nothing fails and nothing is lost: what could not be read whole is a [`Problem`] beside the
//! drafts, and [`Draft::raw`] points at all of the decoded file, with what the reading view leaves
//! out. Every string of a [`Draft`] has been through [`crate::text::sanitise`].

use std::path::Path;
use std::sync::Arc;

use crate::briefing::{BlockKind, Body, BriefingDate, Span};
use crate::text::sanitise::{self, CleanText};

mod dates;
mod decode;
mod detect;
mod digest;
mod front_matter;
mod furniture;
mod given;
mod headers;
mod headline;
mod joining;
mod lines;
mod markdown;
mod marks;
mod passage;
mod plain;
mod problem;
mod turns;

pub use problem::{Problem, Reason};

use detect::Format;
use digest::Release;
use given::{Given, Top};
use headline::Opening;
use passage::Passage;

/// The most bytes of one decoded file that are kept: 64 MiB.
pub const MAX_TEXT: usize = 64 << 20;

/// The most tags that a file may give a briefing.
pub const MAX_TAGS: usize = 64;

/// The longest tag that a file may give, in characters.
pub const MAX_TAG: usize = 64;

/// A briefing before insight: what its file says, cleaned.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// The headline, sanitised, on one line, never empty.
    ///
    /// A closing full stop stays: it is the author's. Signs before it (`⚡️`) go. A text without
    /// a headline is titled by its first sentence, one without words by its file name.
    pub title: String,
    /// When it was issued.
    pub date: Option<BriefingDate>,
    /// The issuing body, without the address that the file gave with it.
    pub source: Option<String>,
    /// The declared language as an ISO 639-1 code.
    pub language: Option<String>,
    /// The handling caveat.
    pub classification: Option<String>,
    /// Tags given in the file.
    pub tags: Vec<String>,
    /// The stretch of the decoded file that it was made from. Those of the drafts of a file are
    /// gapless and together the whole file.
    pub raw: Span,
    /// What there is to read; never without a block.
    pub body: Body,
    /// Characters made visible in title and body.
    pub hidden: u32,
}

/// What a file gave.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ingested {
    /// The briefings in it, in order.
    pub drafts: Vec<Draft>,
    /// What could not be read of it.
    pub problems: Vec<Problem>,
}

/// Reads one file that may hold several briefings.
///
/// `path` serves to name what has no title, to tell formats apart and to name problems; nothing
/// is opened. A binary file gives a problem and no draft, an empty one both.
pub fn read(path: &Path, bytes: &[u8]) -> Ingested {
    let mut ingested = Ingested::default();
    let mut report = |offset, reason| {
        let path = path.to_owned();
        ingested.problems.push(Problem {
            path,
            offset,
            reason,
        });
    };
    let decoded = match decode::decode(bytes) {
        Ok(decoded) => decoded,
        Err(reason) => {
            report(None, reason);
            return ingested;
        }
    };
    decoded
        .faults
        .into_iter()
        .for_each(|(at, reason)| report(at, reason));
    let text = decoded.text.as_ref();
    if text.trim().is_empty() {
        report(None, Reason::Empty);
    }
    let (top, is_front_matter) = top(text);
    top.faults
        .into_iter()
        .for_each(|(at, reason)| report(Some(at), reason));
    let format = match detect::format(path, text) {
        Format::Plain if is_front_matter => Format::Markdown,
        Format::NotParsed(name) => {
            report(None, Reason::NotParsed(name));
            Format::Plain
        }
        format => format,
    };
    let source = Source {
        text,
        format,
        given: top.given,
    };
    ingested.drafts = source.drafts(top.body, &file_name(path));
    ingested
}

/// Reads one text as one briefing, without splitting it: for `analyse`.
///
/// Nothing is taken off: the body holds the title's line too, as a heading, and
/// [`Body::source_map`] leads to `text` as it was given.
pub fn read_one(text: &str) -> Draft {
    let (top, is_front_matter) = top(text);
    let format = if is_front_matter {
        Format::Markdown
    } else {
        Format::Plain
    };
    let first = digest::split(text, top.body..text.len()).swap_remove(0);
    let whole = Release {
        raw: 0..text.len(),
        body: top.body..text.len(),
        ..first
    };
    let source = Source {
        text,
        format,
        given: top.given,
    };
    let mut passages = source.passages(&whole);
    let found = source.facts(&passages, &whole);
    let headline = headline::find(&passages, Opening::Text);
    // A headline with marks in it may be somebody's words: it stays a paragraph, and is read.
    if let Some(at) = headline.as_ref().and_then(|headline| headline.passage)
        && !passages[at]
            .text()
            .contains(['“', '"', '«', '‘', '\'', '„'])
    {
        passages[at].kind = BlockKind::Heading(1);
    }
    let title = source
        .given
        .title
        .clone()
        .or(headline.map(|headline| headline.title));
    source.draft(&whole, &passages, found, title.as_deref(), "(no title)")
}

/// Decodes a whole file, for the raw view: what [`Draft::raw`] points into.
///
/// A file that gives no draft (a binary one) comes as UTF-8 with replacement characters.
pub fn decode(bytes: &[u8]) -> Arc<str> {
    decode::decode_anyhow(bytes).into()
}

fn file_name(path: &Path) -> String {
    let name = path.file_name().map(|name| name.to_string_lossy());
    format!("(no title) {}", name.unwrap_or_default())
        .trim_end()
        .to_owned()
}

/// What a text says about itself at its top, and whether it is front matter that says it.
fn top(text: &str) -> (Top, bool) {
    match front_matter::read(text) {
        Some(top) => (top, true),
        None => (headers::read(text).unwrap_or_default(), false),
    }
}

/// What the text itself tells of a release.
struct Facts {
    date: Option<BriefingDate>,
    source: Option<String>,
}

/// A decoded file on its way to drafts.
struct Source<'a> {
    text: &'a str,
    format: Format,
    given: Given,
}

impl<'a> Source<'a> {
    fn drafts(&self, body: usize, file_name: &str) -> Vec<Draft> {
        let mut releases = digest::split(self.text, body..self.text.len());
        if let Some(first) = releases.first_mut() {
            first.raw.start = 0;
        }
        let opening = if releases.len() > 1 {
            Opening::Release
        } else {
            Opening::Text
        };
        releases
            .iter()
            .map(|release| self.release(release, opening, file_name))
            .collect()
    }

    fn release(&self, release: &Release, opening: Opening, file_name: &str) -> Draft {
        let mut passages = self.passages(release);
        furniture::strip(&mut passages);
        let facts = self.facts(&passages, release);
        self.strip_signature(&mut passages, facts.source.as_deref());
        let declared = self
            .given
            .title
            .as_deref()
            .filter(|_| opening == Opening::Text);
        let title = match declared {
            Some(title) => {
                strip_repeated(&mut passages, title);
                Some(title.to_owned())
            }
            None => headline::find(&passages, opening).map(|headline| {
                if let Some(at) = headline.passage {
                    passages.remove(at);
                    furniture::strip(&mut passages);
                }
                headline.title
            }),
        };
        self.draft(release, &passages, facts, title.as_deref(), file_name)
    }

    fn passages(&self, release: &Release) -> Vec<Passage<'a>> {
        match self.format {
            Format::Markdown => markdown::passages(self.text, release.body.clone()),
            Format::Plain | Format::NotParsed(_) => {
                plain::passages(self.text, release.body.clone())
            }
        }
    }

    /// Date and source: as declared for the file, or of the release, or found in its text.
    fn facts(&self, passages: &[Passage<'_>], release: &Release) -> Facts {
        let date = release.date.or_else(|| self.given.moment()).or_else(|| {
            let top = lines::lines(self.text, release.body.clone()).map(|line| line.text);
            dates::find(top).or_else(|| date_at_end(passages))
        });
        let source = release.source.clone().or_else(|| self.given.source.clone());
        let source = source.or_else(|| passages.last().and_then(signature));
        Facts { date, source }
    }

    /// Takes off a last line that only repeats who issued it: `🔹 Ministry of Trade`.
    fn strip_signature(&self, passages: &mut Vec<Passage<'_>>, source: Option<&str>) {
        let repeats = |name: String| source.is_some_and(|source| source.contains(&name));
        if passages.len() > 1 && passages.last().and_then(signature).is_some_and(repeats) {
            passages.pop();
        }
    }

    fn draft(
        &self,
        release: &Release,
        passages: &[Passage<'_>],
        facts: Facts,
        title: Option<&str>,
        unnamed: &str,
    ) -> Draft {
        let (mut body, in_body) = passage::assemble(passages);
        let is_empty = body.blocks.is_empty();
        if is_empty {
            body = empty_body();
        }
        turns::mark(&mut body);
        let (title, in_title) = title.and_then(clean_title).unwrap_or_else(|| {
            let name = if is_empty {
                unnamed.trim_start_matches("(no title) ")
            } else {
                unnamed
            };
            (sanitise::line(name).into_owned(), 0)
        });
        Draft {
            title,
            date: facts.date,
            source: facts.source,
            language: self.given.language.clone(),
            classification: self.given.classification.clone(),
            tags: self.given.tags.clone(),
            raw: Span::new(release.raw.start, release.raw.end),
            body,
            hidden: in_body + in_title,
        }
    }
}

/// Takes off a first passage that only repeats the declared title.
fn strip_repeated(passages: &mut Vec<Passage<'_>>, title: &str) {
    let letters = |text: &str| -> String {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    let repeats = |passage: &Passage<'_>| {
        let text = passage.text();
        text.len() < 2 * title.len() + 32 && letters(&text) == letters(title)
    };
    if passages.len() > 1 && repeats(&passages[0]) {
        passages.remove(0);
    }
}

/// The issuer that a passage names behind a sign, if it does nothing else.
fn signature(passage: &Passage<'_>) -> Option<String> {
    let text = passage.text();
    let name = marks::after_marks(&text);
    let signed = name.len() < text.trim_start().len() && furniture::is_issuer(name.trim());
    signed
        .then(|| given::issuer(&given::one_line(name)))
        .flatten()
}

/// A date alone at the foot of a text, as letters and statements have it.
fn date_at_end(passages: &[Passage<'_>]) -> Option<BriefingDate> {
    let foot = passages.iter().rev().take(3).map(Passage::text);
    foot.filter(|text| text.len() < 60)
        .find_map(|text| dates::of_dateline(text.trim()))
}

/// The title cleaned and on one line, with the number of characters made visible.
fn clean_title(raw: &str) -> Option<(String, u32)> {
    let mut probe = CleanText::default();
    probe.push(raw, 0);
    let title = given::one_line(raw);
    (!title.trim().is_empty()).then_some((title, probe.hidden))
}

fn empty_body() -> Body {
    let mut passage = Passage::new(BlockKind::Paragraph);
    passage.raw("(empty)", 0);
    let mut body = passage::assemble(&[passage]).0;
    // There is nothing to lead back to.
    body.source_map = crate::text::offsets::OffsetMap::default();
    body
}
