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
            Piece::Open(tag) => reader.open(tag, &text[range.clone()], range.start),
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
        is_broken_off: !reader.has_ended,
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
    /// True from the end of a feed, or of what says what it is, to the next entry.
    has_ended: bool,
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
            has_ended: false,
            is_atom: false,
        }
    }

    fn text(&mut self, take: impl FnOnce(&mut Field<'a>)) {
        if let Some(field) = &mut self.field {
            take(field);
        }
    }

    fn open(&mut self, tag: Tag<'a>, raw: &str, start: usize) {
        self.has_begun = true;
        let mut element = self.element(tag.name);
        if let Some(field) = &mut self.field {
            if !field.is_ended_by(element, tag.name) {
                return field.open(&tag, raw);
            }
            self.end_unclosed();
        }
        self.depth += 1;
        if self.declare(&tag) {
            element = self.element(tag.name);
        }
        self.begin(element, &tag, start);
        if tag.is_empty {
            self.has_ended |= element == Element::Root;
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
                self.has_ended = true;
                self.leave();
            }
            _ => {
                // RDF wraps more than feeds and is of no vocabulary of theirs.
                self.has_ended |= local(name).eq_ignore_ascii_case("rdf");
                self.leave();
            }
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
}

/// True for the beginning of a feed: what its first element is tells it.
pub(super) fn is_feed(head: &str) -> bool {
    /// What servers put before a feed by mistake.
    const JUNK: usize = 512;
    let declared = lines::head(head, JUNK).find("<?xml");
    // A text about feeds shows one as code.
    let is_alone = |start: &usize| {
        let before = &head[..*start];
        before.trim_end().ends_with('>') || before.ends_with('\n') && !before.contains("```")
    };
    let start = match head.starts_with('<') {
        true => Some(declared.unwrap_or(0)),
        false => declared.filter(is_alone),
    };
    let Some(start) = start else { return false };
    let lower = head[start..].to_ascii_lowercase();
    // What says that it is XML may have anything before its first element, and declarations end with a bracket.
    let mut may_have_text = lower.starts_with("<?xml");
    let first = Pieces::of(&lower).find(|(_, piece)| match piece {
        Piece::Text(text) => !may_have_text && !text.trim().is_empty(),
        Piece::Declarations => {
            may_have_text = true;
            false
        }
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
