//! The JSON shapes that the manual promises.
//!
//! Offsets are Unicode code points of the text as given: of the decoded file, or of the `text` of
//! a line of `analyse`.

use std::io::{self, Write};
use std::sync::Arc;

use serde::Serialize;

use super::{Document, Part, Piece};
use crate::briefing::{
    BlockKind, Body, Briefing, Cable, CableNumber, DateFound, Marks, Origin, Precedence, Quote,
    QuoteKind, Span, Tag,
};
use crate::insight::quotes::{Settled, Why};
use crate::library::collection::Collection;
pub(crate) use crate::text::json::write;
use crate::text::offsets::CharOffsets;

/// A briefing, in short.
#[derive(Debug, Serialize)]
pub(crate) struct BriefingJson<'a> {
    id: String,
    title: &'a str,
    date: Option<String>,
    date_found: Option<&'static str>,
    source: Option<&'a str>,
    author: Vec<AuthorJson<'a>>,
    language: Option<&'a str>,
    classification: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    embargo: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    attribution: Option<&'a str>,
    #[serde(flatten)]
    cable: Option<CableJson<'a>>,
    path: String,
    ordinal: u32,
    /// The files that the same briefing stands in, besides.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    also_in: Vec<String>,
    words: u32,
    tags: Vec<TagJson<'a>>,
    marks: MarksJson<'a>,
}

/// The way of a cable.
#[derive(Debug, Serialize)]
struct CableJson<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<NumberJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    precedence: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    to: &'a [Arc<str>],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    info: &'a [Arc<str>],
    #[serde(skip_serializing_if = "Option::is_none")]
    declassify: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    references: Vec<ReferenceJson<'a>>,
}

/// The number of a cable.
#[derive(Debug, Serialize)]
struct NumberJson<'a> {
    text: &'a str,
    post: &'a str,
    number: u32,
    year: Option<i16>,
}

/// What a cable refers to.
#[derive(Debug, Serialize)]
struct ReferenceJson<'a> {
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<NumberJson<'a>>,
    /// Of the briefing that is meant, where it was loaded too.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
}

/// The reader's state on a briefing; the reader's tags stand among the others.
#[derive(Debug, Serialize)]
struct MarksJson<'a> {
    read: bool,
    starred: bool,
    archived: bool,
    snoozed: Option<String>,
    note: Option<&'a str>,
    revised: bool,
}

/// A tag on a briefing.
#[derive(Debug, Serialize)]
pub(crate) struct TagJson<'a> {
    facet: &'static str,
    name: &'a str,
    code: Option<&'a str>,
    class: Option<&'a str>,
    aliases: &'a [String],
    weight: f64,
}

/// Somebody whose words a whole briefing is.
#[derive(Debug, Serialize)]
struct AuthorJson<'a> {
    name: &'a str,
    mention: &'a str,
    confidence: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    named_by: Option<&'static str>,
}

/// A quote.
#[derive(Debug, Serialize)]
pub(crate) struct QuoteJson {
    start: Option<usize>,
    end: Option<usize>,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    subtype: Option<&'static str>,
    text: String,
    speaker: Option<Arc<str>>,
    mention: Option<Arc<str>>,
    cue: Option<Arc<str>>,
    confidence: &'static str,
    /// Who gave the speaker this name, where it is not the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    named_by: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quoted: Option<Vec<[usize; 2]>>,
}

/// A quote with the briefing that it is from.
#[derive(Debug, Serialize)]
pub(crate) struct QuoteOfJson<'a> {
    id: String,
    title: &'a str,
    date: Option<String>,
    source: Option<&'a str>,
    #[serde(flatten)]
    quote: QuoteJson,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<WhyJson>,
}

/// Why a quote has its speaker.
#[derive(Debug, Serialize)]
struct WhyJson {
    rule: &'static str,
    /// Where the words stand that it rests on; none where the file could not be read again.
    words: Option<Vec<[usize; 2]>>,
    rivals: Vec<RivalJson>,
    because: &'static str,
    /// Who settled the name, where the rules for quotes alone did not.
    #[serde(skip_serializing_if = "Option::is_none")]
    settled: Option<&'static str>,
}

/// Somebody whom another rule would name.
#[derive(Debug, Serialize)]
struct RivalJson {
    name: Arc<str>,
    rule: &'static str,
}

/// A briefing whole.
#[derive(Debug, Serialize)]
pub(crate) struct WholeJson<'a> {
    #[serde(flatten)]
    briefing: BriefingJson<'a>,
    body: Vec<BlockJson<'a>>,
    quotes: Vec<QuoteJson>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    links: Vec<LinkJson<'a>>,
}

/// Words and where they lead to.
#[derive(Debug, Serialize)]
struct LinkJson<'a> {
    text: &'a str,
    address: Box<str>,
}

/// A clipping with the briefing that it is from.
#[derive(Debug, Serialize)]
struct ClippingJson<'a> {
    id: String,
    title: &'a str,
    date: Option<String>,
    source: Option<&'a str>,
    /// All its handling caveats.
    classification: Option<String>,
    text: String,
    speaker: Option<String>,
    confidence: Option<&'static str>,
    clipped: &'a str,
    /// Whether the words are still in the text.
    found: bool,
}

/// A block of a body.
#[derive(Debug, Serialize)]
struct BlockJson<'a> {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<u8>,
    /// What it is, where the reading pane folds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    folded: Option<&'static str>,
    /// The marking that it opens with.
    #[serde(skip_serializing_if = "Option::is_none")]
    classification: Option<&'a str>,
    text: &'a str,
}

/// What `analyse` finds in a text.
#[derive(Debug, Serialize)]
pub(crate) struct AnalysisJson<'a> {
    id: &'a serde_json::Value,
    title: &'a str,
    date: Option<String>,
    date_found: Option<&'static str>,
    source: Option<&'a str>,
    author: Vec<AuthorJson<'a>>,
    language: Option<&'a str>,
    quotes: Vec<QuoteJson>,
    tags: Vec<TagJson<'a>>,
}

/// Where a quote stands in the text as given, in code points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    start: usize,
    end: usize,
    /// The stretches of [`Quote::quoted`].
    quoted: Vec<[usize; 2]>,
}

/// Where all that is said in a briefing ([`Briefing::said`]) stands in `raw`, the text that its source map points into.
///
/// `from` is a byte of `raw` before all of them and the number of code points before it.
pub(crate) fn places(briefing: &Briefing, raw: &str, from: (usize, usize)) -> Vec<Place> {
    let stretches = |quote: &Quote| {
        let stretches = std::iter::once(&quote.span).chain(&quote.quoted);
        stretches.copied().collect()
    };
    let said = briefing.said();
    let said: Vec<Vec<Span>> = said.iter().map(|quote| stretches(quote)).collect();
    code_points(briefing, raw, from, &said)
        .into_iter()
        .map(|stretches| {
            let mut pairs = stretches.into_iter();
            let [start, end] = pairs.next().unwrap_or_default();
            Place {
                start,
                end,
                quoted: pairs.collect(),
            }
        })
        .collect()
}

/// Where stretches of the body stand in `raw`, list by list; `from` as for [`places`]. Of a text that was made out of
/// something else, `raw` is the body itself.
pub(crate) fn code_points(
    briefing: &Briefing,
    raw: &str,
    from: (usize, usize),
    lists: &[Vec<Span>],
) -> Vec<Vec<[usize; 2]>> {
    let map = &briefing.body.source_map;
    let source = |span: &Span| {
        let range = match briefing.origin.is_rendered() {
            true => span.range(),
            false => map.source_range(span.range()),
        };
        [range.start, range.end]
    };
    let sources = lists.iter().map(|list| list.iter().map(source).collect());
    let sources: Vec<Vec<[usize; 2]>> = sources.collect();
    // Counting goes forward only, quotes may lie within one another: ask in order.
    let mut bytes: Vec<usize> = sources.iter().flatten().flatten().copied().collect();
    bytes.sort_unstable();
    bytes.dedup();
    let mut offsets = CharOffsets::new(&raw[from.0..]);
    let chars: Vec<usize> = bytes
        .iter()
        .map(|byte| from.1 + offsets.at(byte.saturating_sub(from.0)))
        .collect();
    let char_at = |byte: usize| bytes.binary_search(&byte).map_or(0, |place| chars[place]);
    sources
        .into_iter()
        .map(|list| list.into_iter().map(|pair| pair.map(char_at)).collect())
        .collect()
}

impl<'a> BriefingJson<'a> {
    pub(crate) fn of(briefing: &'a Briefing, marks: &'a Marks) -> Self {
        let handling = &briefing.handling;
        Self {
            id: briefing.id.to_string(),
            title: &briefing.title,
            date: briefing.date.map(|date| date.to_string()),
            date_found: briefing.date_found.map(DateFound::name),
            source: briefing.source.as_deref(),
            author: authors(briefing),
            language: briefing.language.as_deref(),
            classification: handling.marking.as_deref(),
            embargo: handling.embargo.as_ref().map(|embargo| &*embargo.words),
            attribution: handling.attribution.as_ref().map(|rule| &*rule.words),
            cable: briefing.cable.as_deref().map(CableJson::of),
            path: briefing.origin.name().display().to_string(),
            ordinal: briefing.origin.ordinal,
            also_in: Vec::new(),
            words: briefing.words,
            tags: tags(briefing),
            marks: MarksJson::of(marks),
        }
    }

    /// The same with the briefings that it refers to.
    pub(crate) fn among(mut self, briefing: &'a Briefing, all: &'a Collection) -> Self {
        let told = self
            .cable
            .iter_mut()
            .flat_map(|cable| &mut cable.references);
        for (told, (_, found)) in told.zip(all.references_of(briefing)) {
            told.id = found.map(|it| it.id.to_string());
            told.title = found.map(|it| it.title.as_str());
        }
        self
    }

    /// The same with the further places of the briefing.
    pub(crate) fn also_in(mut self, copies: &[Origin]) -> Self {
        self.also_in = copies
            .iter()
            .map(|copy| copy.name().display().to_string())
            .collect();
        self
    }
}

impl<'a> CableJson<'a> {
    fn of(cable: &'a Cable) -> Self {
        Self {
            number: cable.number.as_ref().map(NumberJson::of),
            precedence: cable.precedence.map(Precedence::name),
            from: cable.from.as_deref(),
            to: &cable.to,
            info: &cable.info,
            declassify: cable.declassify.as_deref(),
            references: cable
                .references
                .iter()
                .map(|reference| ReferenceJson {
                    text: &reference.words,
                    number: reference.number.as_ref().map(NumberJson::of),
                    id: None,
                    title: None,
                })
                .collect(),
        }
    }
}

impl<'a> NumberJson<'a> {
    fn of(number: &'a CableNumber) -> Self {
        Self {
            text: &number.words,
            post: &number.post,
            number: number.number,
            year: number.year,
        }
    }
}

impl<'a> MarksJson<'a> {
    fn of(marks: &'a Marks) -> Self {
        Self {
            read: marks.read,
            starred: marks.starred,
            archived: marks.archived,
            snoozed: marks.snoozed.map(|until| until.to_string()),
            note: marks.note().map(AsRef::as_ref),
            revised: marks.revised,
        }
    }
}

impl<'a> TagJson<'a> {
    fn of(tag: &'a Tag) -> Self {
        Self {
            facet: tag.label.facet.name(),
            name: &tag.label.name,
            code: tag.label.code.as_deref(),
            class: tag.label.class.as_deref(),
            aliases: &tag.label.aliases,
            // Three places: more is noise, and an f32 written as f64 has much of it.
            weight: (f64::from(tag.weight) * 1000.0).round() / 1000.0,
        }
    }
}

impl QuoteJson {
    /// `place` is `None` where the file could not be read again.
    pub(crate) fn of(quote: &Quote, body: &str, place: Option<Place>) -> Self {
        let is_mixed = quote.kind == QuoteKind::Mixed;
        Self {
            start: place.as_ref().map(|place| place.start),
            end: place.as_ref().map(|place| place.end),
            kind: quote.kind.name(),
            subtype: quote.kind.subtype(),
            text: quote.words(body),
            speaker: quote.speaker.clone(),
            mention: quote.mention.clone(),
            cue: quote.cue.clone(),
            confidence: quote.confidence.name(),
            named_by: quote.named_by.name(),
            quoted: place.filter(|_| is_mixed).map(|place| place.quoted),
        }
    }
}

impl<'a> QuoteOfJson<'a> {
    pub(crate) fn of(briefing: &'a Briefing, quote: &Quote, place: Option<Place>) -> Self {
        Self {
            id: briefing.id.to_string(),
            title: &briefing.title,
            date: briefing.date.map(|date| date.to_string()),
            source: briefing.source.as_deref(),
            quote: QuoteJson::of(quote, &briefing.body.text, place),
            why: None,
        }
    }

    /// The same with why it has its speaker, and where the words stand that this rests on.
    pub(crate) fn because(mut self, why: Option<&Why>, words: Option<Vec<[usize; 2]>>) -> Self {
        self.why = why.map(|why| WhyJson::of(why, words));
        self
    }
}

impl WhyJson {
    fn of(why: &Why, words: Option<Vec<[usize; 2]>>) -> Self {
        let rivals = why.rivals.iter().map(|rival| RivalJson {
            name: Arc::clone(&rival.name),
            rule: rival.ground.name(),
        });
        Self {
            rule: why.ground.name(),
            words,
            rivals: rivals.collect(),
            because: why.because.name(),
            settled: why.settled.map(Settled::name),
        }
    }
}

impl<'a> WholeJson<'a> {
    pub(crate) fn of(briefing: &'a Briefing, marks: &'a Marks, places: Option<Vec<Place>>) -> Self {
        let body = &briefing.body;
        Self {
            briefing: BriefingJson::of(briefing, marks),
            body: body
                .blocks
                .iter()
                .map(|block| BlockJson {
                    kind: block_kind(block.kind),
                    level: match block.kind {
                        BlockKind::Heading(level) | BlockKind::ListItem(level) => Some(level),
                        _ => None,
                    },
                    folded: body
                        .fold_at(block.span.range().start)
                        .map(|fold| body.folds[fold].kind.name()),
                    classification: body.portion_of(block),
                    text: body.block_text(block),
                })
                .collect(),
            quotes: quotes(briefing, places),
            links: links(body),
        }
    }

    /// The same with the briefings that it refers to.
    pub(crate) fn among(mut self, briefing: &'a Briefing, all: &'a Collection) -> Self {
        self.briefing = self.briefing.among(briefing, all);
        self
    }
}

impl<'a> AnalysisJson<'a> {
    pub(crate) fn of(id: &'a serde_json::Value, briefing: &'a Briefing, text: &str) -> Self {
        Self {
            id,
            title: &briefing.title,
            date: briefing.date.map(|date| date.to_string()),
            date_found: briefing.date_found.map(DateFound::name),
            source: briefing.source.as_deref(),
            author: authors(briefing),
            language: briefing.language.as_deref(),
            quotes: quotes(briefing, Some(places(briefing, text, (0, 0)))),
            tags: tags(briefing),
        }
    }
}

fn quotes(briefing: &Briefing, places: Option<Vec<Place>>) -> Vec<QuoteJson> {
    let mut places = places.into_iter().flatten();
    let body = &briefing.body.text;
    let said = briefing.said();
    said.iter()
        .map(|quote| QuoteJson::of(quote, body, places.next()))
        .collect()
}

fn links(body: &Body) -> Vec<LinkJson<'_>> {
    let links = body.all_links().into_iter().map(|link| LinkJson {
        text: &body.text[link.words.range()],
        address: link.address,
    });
    links.collect()
}

fn authors(briefing: &Briefing) -> Vec<AuthorJson<'_>> {
    let authors = briefing.authors.iter().map(|author| AuthorJson {
        name: &author.name,
        mention: &author.mention,
        confidence: author.confidence.name(),
        named_by: author.named_by.name(),
    });
    authors.collect()
}

fn tags(briefing: &Briefing) -> Vec<TagJson<'_>> {
    briefing.tags.iter().map(TagJson::of).collect()
}

fn block_kind(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Heading(_) => "heading",
        BlockKind::Paragraph => "paragraph",
        BlockKind::ListItem(_) => "list-item",
        BlockKind::Turn { .. } => "turn",
        BlockKind::BlockQuote => "block-quote",
        BlockKind::Preformatted => "preformatted",
        BlockKind::Rule => "rule",
    }
}

/// Writes a briefing of a document, or what was clipped of it, a line each.
pub(super) fn piece(
    out: &mut dyn Write,
    document: &Document,
    piece: &Piece,
    places: Option<Vec<Place>>,
) -> io::Result<()> {
    let briefing = &piece.briefing;
    if document.part == Part::Whole {
        write(out, &WholeJson::of(briefing, &piece.marks, places))?;
        return out.write_all(b"\n");
    }
    for clip in piece.clips() {
        let clipping = ClippingJson {
            id: briefing.id.to_string(),
            title: &briefing.title,
            date: briefing.date.map(|date| date.to_string()),
            source: briefing.source.as_deref(),
            classification: briefing.stamp(),
            text: clip.words(),
            speaker: clip.speaker(),
            confidence: clip.confidence(briefing),
            clipped: &clip.clipping.clipped,
            found: clip.at.is_some(),
        };
        write(out, &clipping)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::briefing::{BriefingId, Confidence, NamedBy, Origin, Span};

    /// A briefing whose body is `raw` without its first `cut` bytes, with quotes there.
    fn briefing(raw: &str, cut: usize, quotes: &[(usize, usize)]) -> Briefing {
        let mut body = Body {
            text: raw[cut..].to_owned(),
            ..Body::default()
        };
        body.source_map.copied(0, cut, raw.len() - cut);
        let quote = |&(start, end): &(usize, usize)| Quote {
            span: Span::new(start, end),
            kind: QuoteKind::Mixed,
            speaker: None,
            mention: None,
            cue: None,
            confidence: Confidence::Low,
            named_by: NamedBy::Text,
            quoted: vec![Span::new(start, end)],
        };
        Briefing {
            authors: Vec::new(),
            id: BriefingId::of("t", raw),
            title: "t".to_owned(),
            date: None,
            date_found: None,
            source: None,
            language: None,
            handling: Default::default(),
            properties: None,
            cable: None,
            origin: Origin {
                path: Path::new("f").into(),
                address: Default::default(),
                ordinal: 0,
                raw: Span::new(cut, raw.len()),
                encoding: None,
            },
            words: 1,
            hidden: 0,
            quotes: quotes.iter().map(quote).collect(),
            tags: Vec::new(),
            body,
        }
    }

    #[test]
    fn a_quote_stands_where_its_code_points_are_in_the_text_as_given() {
        let raw = "Дата\n\n“É” и 'b'";
        let cut = raw.find('“').unwrap();
        let body = &raw[cut..];
        let b = body.find("'b'").unwrap();
        let inner = body.find('É').unwrap();
        // The second and the third lie within the first.
        let spans = [(0, b + 3), (inner, inner + 2), (b, b + 3)];
        let briefing = briefing(raw, cut, &spans);
        let expected: Vec<_> = [(6, 15), (7, 8), (12, 15)]
            .map(|(start, end)| Place {
                start,
                end,
                quoted: vec![[start, end]],
            })
            .into();
        assert_eq!(places(&briefing, raw, (0, 0)), expected);
        // Counting may begin anywhere before it.
        assert_eq!(places(&briefing, raw, (8, 4)), expected);
        let json = serde_json::to_value(QuoteJson::of(
            &briefing.quotes[1],
            body,
            expected.get(1).cloned(),
        ));
        let json = json.unwrap();
        assert_eq!(json["quoted"], serde_json::json!([[7, 8]]));
        assert_eq!(json["text"], "É");
        assert_eq!(json["speaker"], serde_json::Value::Null);
    }
}
