//! RSS, RDF and Atom: elements to facts.
//!
//! What counts is which elements are open, and of those only the few that matter here. An end tag that was left
//! out is made up for by what can't stand inside; one too many is passed over.

use std::ops::Range;

mod begin;
mod end;

use super::address::resolve;
use super::element::{Element, Vocabulary, element, local};
use super::facts::Facts;
use super::field::{Field, is_same};
use super::pieces::{Piece, Pieces, Tag};
use super::{Entry, Feed, MAX_ENTRIES, Refused};
use crate::ingest::content::{Limit, Remark};
use crate::ingest::lines;

/// Reads a feed in XML; hands over each entry as it ends.
pub(super) fn read(text: &str, each: &mut dyn FnMut(Entry)) -> Result<Feed, Refused> {
    let mut reader = Reader::new(each);
    for (range, piece) in Pieces::of(text) {
        if reader.count == MAX_ENTRIES {
            reader.remarks.push(Remark::Cut(Limit::Parts));
            break;
        }
        match piece {
            Piece::Open(tag) => reader.open(tag, &range),
            Piece::Close(name) => reader.close(name, &range),
            Piece::Text(text) => reader.text(|field| field.text(text)),
            Piece::Verbatim(text) => reader.text(|field| field.verbatim(text)),
            // They may stand before the first element alone.
            Piece::Declarations if !reader.has_begun => return Err(Refused::Declarations),
            Piece::Declarations => {}
        }
    }
    reader.end_field();
    reader.end_entry(text.len());
    let (stated, _) = reader.channel.finish();
    Ok(Feed {
        stated,
        remarks: reader.remarks,
    })
}

/// An entry that has begun.
struct Begun {
    start: usize,
    depth: usize,
    /// How many bytes it may still have.
    room: usize,
    is_cut: bool,
    facts: Facts,
}

/// An element whose children mean something else than those of an entry.
struct Place<'a> {
    element: Element,
    name: &'a str,
    /// How often one of the same name has begun inside.
    nested: usize,
}

/// Something that holds within the element of a depth.
struct Scope<T> {
    depth: usize,
    value: T,
}

/// The most declarations that hold at once: a feed needs ten of its prefixes.
const MOST_SCOPES: usize = 256;

struct Reader<'a, 'e> {
    each: &'e mut dyn FnMut(Entry),
    count: usize,
    remarks: Vec<Remark>,
    channel: Facts,
    entry: Option<Begun>,
    field: Option<Field<'a>>,
    place: Option<Place<'a>>,
    depth: usize,
    prefixes: Vec<Scope<(&'a str, Vocabulary)>>,
    bases: Vec<Scope<String>>,
    has_begun: bool,
    is_atom: bool,
}

impl<'a, 'e> Reader<'a, 'e> {
    fn new(each: &'e mut dyn FnMut(Entry)) -> Self {
        Self {
            each,
            count: 0,
            remarks: Vec::new(),
            channel: Facts::default(),
            entry: None,
            field: None,
            place: None,
            depth: 0,
            prefixes: Vec::new(),
            bases: Vec::new(),
            has_begun: false,
            is_atom: false,
        }
    }

    fn text(&mut self, take: impl FnOnce(&mut Field<'a>)) {
        if let Some(field) = &mut self.field {
            take(field);
        }
    }

    fn open(&mut self, tag: Tag<'a>, range: &Range<usize>) {
        self.has_begun = true;
        let mut element = self.element(tag.name);
        if let Some(field) = &mut self.field {
            if !field.is_ended_by(element, tag.name) {
                return field.open(&tag);
            }
            self.end_unclosed();
        }
        self.depth += 1;
        if self.declare(&tag) {
            element = self.element(tag.name);
        }
        self.begin(element, &tag, range);
        if tag.is_empty {
            self.end_field();
            self.leave_place(tag.name);
            self.leave();
        }
    }

    fn close(&mut self, name: &'a str, range: &Range<usize>) {
        let element = self.element(name);
        let is_outer = matches!(element, Element::Entry | Element::Root);
        if let Some(field) = &mut self.field {
            let ends = field.close(name);
            let ends_place = || {
                self.place
                    .as_ref()
                    .is_some_and(|place| is_same(place.name, name))
            };
            if !ends && !is_outer && !ends_place() {
                return;
            }
            self.end_field();
            if ends {
                // A field and its place are one element: an author.
                self.leave_place(name);
                return self.leave();
            }
            self.leave();
        }
        self.leave_place(name);
        match element {
            Element::Entry => self.end_entry(range.end),
            Element::Root => {
                self.end_entry(range.start);
                self.leave();
            }
            _ => self.leave(),
        }
    }

    /// Leaves the place that an end tag closes.
    fn leave_place(&mut self, name: &str) {
        match &mut self.place {
            Some(place) if is_same(place.name, name) => match place.nested {
                0 => self.place = None,
                _ => place.nested -= 1,
            },
            _ => {}
        }
    }

    /// Forgets what held within the element that ends. What the first one declares holds to the end: there may be
    /// end tags too many.
    fn leave(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        let depth = self.depth.max(1);
        while self.prefixes.pop_if(|scope| scope.depth > depth).is_some() {}
        while self.bases.pop_if(|scope| scope.depth > depth).is_some() {}
    }

    /// Takes note of what a tag declares; true if that may tell what it is itself.
    fn declare(&mut self, tag: &Tag<'a>) -> bool {
        let depth = self.depth;
        let mut has_namespace = false;
        for (name, value) in tag.attributes() {
            if let Some(prefix) = name.strip_prefix("xmlns") {
                let prefix = prefix.strip_prefix(':').unwrap_or(prefix);
                let vocabulary = Vocabulary::of_address(&value);
                let vocabulary = vocabulary.unwrap_or_else(|| Vocabulary::of_prefix(prefix));
                if self.prefixes.len() < MOST_SCOPES {
                    let value = (prefix, vocabulary);
                    self.prefixes.push(Scope { depth, value });
                }
                has_namespace = true;
            } else if name.eq_ignore_ascii_case("xml:base")
                && self.bases.len() < MOST_SCOPES
                && let Some(value) = resolve(self.base(), &value)
            {
                self.bases.push(Scope { depth, value });
            }
        }
        has_namespace
    }

    /// What relative addresses are relative to.
    fn base(&self) -> Option<&str> {
        let base = self.bases.last().map(|base| &*base.value);
        base.or_else(|| self.channel.known_address())
    }

    fn element(&self, name: &str) -> Element {
        let (prefix, name) = name.split_once(':').unwrap_or(("", name));
        let declared = |scope: &&Scope<(&str, Vocabulary)>| scope.value.0 == prefix;
        let vocabulary = match self.prefixes.iter().rfind(declared) {
            Some(scope) => scope.value.1,
            None => Vocabulary::of_prefix(prefix),
        };
        element(vocabulary, name)
    }

    fn begin(&mut self, element: Element, tag: &Tag<'a>, range: &Range<usize>) {
        let is_known = !matches!(element, Element::Name | Element::Other);
        // An author has nothing but names and addresses.
        self.place
            .take_if(|place| is_known && place.element == Element::Author);
        if let Some(place) = &mut self.place
            && element != Element::Entry
        {
            place.nested += usize::from(is_same(place.name, tag.name));
            let said_there = [
                (Element::Source, Element::Title),
                (Element::Author, Element::Name),
            ];
            if said_there.contains(&(place.element, element)) {
                self.begin_field(element, tag);
            }
            return;
        }
        match element {
            Element::Root => self.begin_root(tag),
            Element::Entry => self.begin_entry(tag, range.start),
            Element::Link => self.begin_link(tag),
            Element::Category => self.begin_category(tag),
            Element::Author | Element::Source => {
                self.begin_place(element, tag);
                self.begin_field(element, tag);
            }
            Element::Aside => self.begin_place(element, tag),
            Element::Id if says_no(tag, "isPermaLink") => {}
            Element::Name | Element::Other => {}
            _ => self.begin_field(element, tag),
        }
    }

    fn begin_root(&mut self, tag: &Tag<'a>) {
        self.is_atom |= local(tag.name).eq_ignore_ascii_case("feed");
        let depth = self.depth;
        if let Some(language) = language(tag) {
            self.channel.language((BY_ATTRIBUTE, depth), &language);
        }
    }

    fn begin_entry(&mut self, tag: &Tag<'a>, start: usize) {
        // The end tag of the one before was left out.
        self.end_entry(start);
        self.place = None;
        let mut facts = Facts::default();
        for (name, value) in tag.attributes() {
            if local(name).eq_ignore_ascii_case("about")
                && let Some(address) = resolve(self.base(), &value)
            {
                facts.address((3, 0), address);
            }
        }
        if let Some(language) = language(tag) {
            facts.language((BY_ATTRIBUTE, 0), &language);
        }
        self.entry = Some(Begun {
            start,
            depth: self.depth,
            room: MAX_ENTRY,
            is_cut: false,
            facts,
        });
    }

    /// A link leads to the entry unless it says otherwise.
    fn begin_link(&mut self, tag: &Tag<'a>) {
        let address = ["href", "url", "uri"]
            .iter()
            .find_map(|name| tag.attribute(name));
        let Some(address) = address else {
            return self.begin_field(Element::Link, tag);
        };
        let relation = tag
            .attribute("rel")
            .unwrap_or_default()
            .to_ascii_lowercase();
        if !matches!(relation.trim(), "" | "alternate") {
            return;
        }
        let is_page = tag
            .attribute("type")
            .is_none_or(|of| of.to_ascii_lowercase().contains("html"));
        let rank = (if is_page { 0 } else { 2 }, self.depth_within());
        if let Some(address) = resolve(self.base(), &address) {
            self.facts().address(rank, address);
        }
    }

    fn begin_category(&mut self, tag: &Tag<'a>) {
        let label = tag
            .attribute("label")
            .filter(|label| !label.trim().is_empty());
        match label.or_else(|| tag.attribute("term")) {
            Some(tag) => self.facts().tag(&tag),
            None => self.begin_field(Element::Category, tag),
        }
    }

    fn begin_place(&mut self, element: Element, tag: &Tag<'a>) {
        self.place = Some(Place {
            element,
            name: tag.name,
            nested: 0,
        });
    }

    fn begin_field(&mut self, element: Element, tag: &Tag<'a>) {
        let room = self.entry.as_ref().map_or(MAX_ENTRY, |entry| entry.room);
        if let (Some(entry), Some(language)) = (&mut self.entry, language(tag))
            && element == Element::Content
        {
            entry.facts.language((2, 0), &language);
        }
        self.field = Some(Field::of(element, tag, self.depth_within(), room));
    }

    /// Ends a field before an element that can't stand in it.
    fn end_unclosed(&mut self) {
        let Some(field) = &self.field else { return };
        let is_place = |place: &Place<'_>| is_same(place.name, field.name);
        let is_place = self.place.as_ref().is_some_and(is_place);
        // An author or a source of elements goes on.
        let goes_on = is_place && field.is_blank();
        self.end_field();
        if !goes_on {
            self.place.take_if(|_| is_place);
            self.leave();
        }
    }

    fn end_field(&mut self) {
        let Some(field) = self.field.take() else {
            return;
        };
        if let Some(entry) = &mut self.entry {
            entry.room = field.room();
            entry.is_cut |= field.is_cut;
        }
        let (element, depth, is_atom) = (field.element, field.depth, self.is_atom);
        let of_source = self
            .place
            .as_ref()
            .is_some_and(|place| place.element == Element::Source);
        let line = |field: Field<'_>| field.into_line(is_atom);
        match element {
            Element::Title if of_source => {
                let title = line(field);
                self.facts().source((0, 0), title);
            }
            Element::Title => {
                let title = line(field);
                self.facts().title((0, depth), title);
            }
            Element::MediaTitle => {
                let title = line(field);
                self.facts().title((1, depth), title);
            }
            Element::Content => {
                let content = field.into_content(is_atom);
                self.facts().content(content);
            }
            Element::Summary | Element::MediaSummary => {
                let rank = u8::from(element == Element::MediaSummary);
                let summary = field.into_content(is_atom);
                self.facts().summary(rank, summary);
            }
            _ => self.end_line(element, depth, &line(field)),
        }
    }

    /// Takes what an element of one line says.
    fn end_line(&mut self, element: Element, depth: usize, line: &str) {
        let address = || resolve(self.base(), line);
        match element {
            Element::Link => {
                if let Some(address) = address() {
                    self.facts().address((0, depth), address);
                }
            }
            Element::Id => {
                // What names an entry is an address only if it says so.
                if let Some(address) = resolve(None, line) {
                    self.facts().address((1, depth), address);
                }
            }
            Element::Date(occasion) => self.facts().date(occasion, depth, line),
            Element::Author | Element::Name => self.facts().author(line),
            Element::Source => self.facts().source((0, depth), line.to_owned()),
            Element::Publisher => self.facts().source((1, depth), line.to_owned()),
            Element::Category => self.facts().tag(line),
            Element::Keywords => {
                for tag in line.split(',') {
                    self.facts().tag(tag);
                }
            }
            Element::Language => self.facts().language((0, depth), line),
            _ => {}
        }
    }

    fn end_entry(&mut self, end: usize) {
        self.end_field();
        let Some(entry) = self.entry.take() else {
            return;
        };
        self.depth = entry.depth;
        self.place = None;
        self.leave();
        self.count += 1;
        let (stated, content) = entry.facts.finish();
        let remarks = match entry.is_cut {
            true => vec![Remark::Cut(Limit::Record)],
            false => Vec::new(),
        };
        (self.each)(Entry {
            at: entry.start..end,
            stated: stated.or(self.channel.of_channel()),
            content,
            remarks,
        });
    }

    /// The facts of what is being read: of an entry, or else of the channel.
    fn facts(&mut self) -> &mut Facts {
        match &mut self.entry {
            Some(entry) => &mut entry.facts,
            None => &mut self.channel,
        }
    }

    /// How deep in the entry, or in the feed.
    fn depth_within(&self) -> usize {
        let outer = self.entry.as_ref().map_or(0, |entry| entry.depth);
        self.depth.saturating_sub(outer)
    }
}

/// The language that a tag says its element is in.
fn language(tag: &Tag<'_>) -> Option<String> {
    let language = tag
        .attribute("xml:lang")
        .or_else(|| tag.attribute("lang"))?;
    (!language.trim().is_empty()).then(|| language.into_owned())
}

/// True if an attribute of a tag says no.
fn says_no(tag: &Tag<'_>, name: &str) -> bool {
    tag.attribute(name)
        .is_some_and(|value| value.trim().eq_ignore_ascii_case("false"))
}

/// True for the beginning of a feed: what its first element is tells it.
pub(super) fn is_feed(head: &str) -> bool {
    /// What servers put before a feed by mistake.
    const JUNK: usize = 512;
    let start = match head.starts_with('<') {
        true => Some(0),
        false => lines::head(head, JUNK).find("<?xml"),
    };
    let Some(start) = start else { return false };
    let lower = head[start..].to_ascii_lowercase();
    // What says that it is XML may have anything before its first element.
    let is_xml = lower.starts_with("<?xml");
    let first = Pieces::of(&lower).find(|(_, piece)| match piece {
        Piece::Text(text) => !is_xml && !text.trim().is_empty(),
        Piece::Declarations => false,
        _ => true,
    });
    let Some((_, Piece::Open(tag))) = first else {
        return false;
    };
    match local(tag.name) {
        "rss" => true,
        "feed" => ["<entry", "atom", "purl.org/"]
            .iter()
            .any(|sign| lower.contains(sign)),
        "rdf" => ["purl.org/rss/", "netscape.com/rdf/", "<channel"]
            .iter()
            .any(|sign| lower.contains(sign)),
        _ => false,
    }
}
