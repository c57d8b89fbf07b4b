//! The elements that say something, whatever they are called and in whichever vocabulary.

/// A vocabulary of elements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Vocabulary {
    /// RSS of all versions, Atom, and what has no namespace.
    Feed,
    /// RSS 1.0's module for content.
    Content,
    /// Dublin Core, with its terms.
    DublinCore,
    /// Yahoo's Media RSS.
    Media,
    /// Apple's for podcasts.
    Podcast,
    /// XHTML.
    Html,
    /// Any other.
    Other,
}

impl Vocabulary {
    /// The vocabulary of a namespace.
    pub(super) fn of_address(address: &str) -> Option<Self> {
        const KNOWN: [(&str, Vocabulary); 21] = [
            ("http://www.w3.org/2005/atom", Vocabulary::Feed),
            ("http://purl.org/atom/ns#", Vocabulary::Feed),
            ("http://purl.org/rss/1.0", Vocabulary::Feed),
            ("http://my.netscape.com/rdf/simple/0.9", Vocabulary::Feed),
            (
                "http://channel.netscape.com/rdf/simple/0.9",
                Vocabulary::Feed,
            ),
            ("http://blogs.law.harvard.edu/tech/rss", Vocabulary::Feed),
            ("http://purl.org/rss/1.0/modules/rss091#", Vocabulary::Feed),
            ("http://purl.org/net/rss1.1#", Vocabulary::Feed),
            ("http://purl.org/echo", Vocabulary::Feed),
            ("http://purl.org/pie", Vocabulary::Feed),
            ("uri/of/echo/namespace#", Vocabulary::Feed),
            ("http://example.com/necho", Vocabulary::Feed),
            ("http://example.com/newformat#", Vocabulary::Feed),
            (
                "http://purl.org/rss/1.0/modules/content",
                Vocabulary::Content,
            ),
            ("http://purl.org/dc/elements/1.1", Vocabulary::DublinCore),
            ("http://purl.org/dc/elements/1.0", Vocabulary::DublinCore),
            ("http://purl.org/dc/terms", Vocabulary::DublinCore),
            ("http://search.yahoo.com/mrss", Vocabulary::Media),
            (
                "http://www.itunes.com/dtds/podcast-1.0.dtd",
                Vocabulary::Podcast,
            ),
            (
                "http://example.com/dtds/podcast-1.0.dtd",
                Vocabulary::Podcast,
            ),
            ("http://www.w3.org/1999/xhtml", Vocabulary::Html),
        ];
        let lower = address.trim().to_ascii_lowercase();
        if lower.contains("backend.userland.com/rss") {
            return Some(Self::Feed);
        }
        let name = lower.strip_suffix('/').unwrap_or(&lower);
        let name = name.replace("https://", "http://");
        KNOWN
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, vocabulary)| *vocabulary)
    }

    /// The vocabulary that a prefix stands for by custom.
    pub(super) fn of_prefix(prefix: &str) -> Self {
        const KNOWN: [(&str, Vocabulary); 11] = [
            ("", Vocabulary::Feed),
            ("rss", Vocabulary::Feed),
            ("atom", Vocabulary::Feed),
            ("a10", Vocabulary::Feed),
            ("content", Vocabulary::Content),
            ("dc", Vocabulary::DublinCore),
            ("dcterms", Vocabulary::DublinCore),
            ("media", Vocabulary::Media),
            ("itunes", Vocabulary::Podcast),
            ("xhtml", Vocabulary::Html),
            ("html", Vocabulary::Html),
        ];
        let is_known = |(known, _): &&(&str, Vocabulary)| known.eq_ignore_ascii_case(prefix);
        let known = KNOWN.iter().find(is_known);
        known.map_or(Self::Other, |(_, vocabulary)| *vocabulary)
    }
}

/// What an element is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Element {
    /// All of a feed, or the part that says what it is.
    Root,
    /// An entry.
    Entry,
    /// A headline.
    Title,
    /// A headline of a picture or a recording.
    MediaTitle,
    /// A text of which the entry may hold more.
    Summary,
    /// One of what is attached.
    MediaSummary,
    /// The text.
    Content,
    /// When it was issued, made or changed.
    Date(Occasion),
    /// Where it stands.
    Link,
    /// What names it, for machines.
    Id,
    /// Who wrote it: a name, or elements that say more.
    Author,
    /// A name of somebody.
    Name,
    /// Who issued it.
    Publisher,
    /// Where it was taken from.
    Source,
    /// A keyword.
    Category,
    /// Several keywords.
    Keywords,
    /// Its language.
    Language,
    /// Something with elements of its own that say nothing of the entry.
    Aside,
    /// Anything else.
    Other,
}

/// What happened at a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Occasion {
    /// It was issued.
    Issued,
    /// Not said: Dublin Core has but one date for all.
    Any,
    /// It was made.
    Created,
    /// It was changed.
    Updated,
}

/// The longest local name of an element that says something.
const LONGEST: usize = 16;

/// The name of an element without its prefix.
pub(super) fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// What the element called `name` is about; names are told in any case.
pub(super) fn element(vocabulary: Vocabulary, name: &str) -> Element {
    let mut lower = [0; LONGEST];
    let Some(lower) = lower.get_mut(..name.len()) else {
        return Element::Other;
    };
    lower.copy_from_slice(name.as_bytes());
    lower.make_ascii_lowercase();
    match vocabulary {
        Vocabulary::Feed => of_feed(lower),
        Vocabulary::DublinCore => of_dublin_core(lower),
        Vocabulary::Content if lower == b"encoded" => Element::Content,
        Vocabulary::Html if lower == b"body" => Element::Content,
        Vocabulary::Media => match &*lower {
            b"title" => Element::MediaTitle,
            b"description" => Element::MediaSummary,
            b"keywords" => Element::Keywords,
            b"category" => Element::Category,
            _ => Element::Other,
        },
        Vocabulary::Podcast => match &*lower {
            b"author" => Element::Author,
            b"summary" => Element::Summary,
            b"keywords" => Element::Keywords,
            b"owner" => Element::Aside,
            _ => Element::Other,
        },
        _ => Element::Other,
    }
}

fn of_feed(name: &[u8]) -> Element {
    match name {
        b"rss" | b"feed" | b"rdf" | b"channel" => Element::Root,
        b"item" | b"entry" => Element::Entry,
        b"title" => Element::Title,
        b"description" | b"summary" | b"abstract" => Element::Summary,
        b"content" | b"body" | b"fullitem" => Element::Content,
        b"pubdate" | b"published" | b"issued" => Element::Date(Occasion::Issued),
        b"updated" | b"modified" | b"lastbuilddate" => Element::Date(Occasion::Updated),
        b"created" => Element::Date(Occasion::Created),
        b"link" => Element::Link,
        b"guid" | b"id" => Element::Id,
        b"author" | b"managingeditor" => Element::Author,
        b"name" => Element::Name,
        b"source" => Element::Source,
        b"category" => Element::Category,
        b"keywords" | b"tags" => Element::Keywords,
        b"language" => Element::Language,
        b"image" | b"textinput" | b"contributor" => Element::Aside,
        _ => Element::Other,
    }
}

fn of_dublin_core(name: &[u8]) -> Element {
    match name {
        b"title" => Element::Title,
        b"description" | b"abstract" => Element::Summary,
        b"creator" | b"author" => Element::Author,
        b"date" => Element::Date(Occasion::Any),
        b"issued" => Element::Date(Occasion::Issued),
        b"created" => Element::Date(Occasion::Created),
        b"modified" => Element::Date(Occasion::Updated),
        b"publisher" => Element::Publisher,
        b"subject" => Element::Category,
        b"language" => Element::Language,
        _ => Element::Other,
    }
}

/// True for elements that never stand in the text of another, unless its end tag was left out.
pub(super) fn ends_text(element: Element, name: &str) -> bool {
    match element {
        Element::Root | Element::Entry | Element::Date(_) | Element::Publisher => true,
        Element::Language | Element::Content => name.contains(':'),
        Element::Summary => !local(name).eq_ignore_ascii_case("summary"),
        Element::Id => local(name).eq_ignore_ascii_case("guid"),
        _ => false,
    }
}
