//! What the start tag of an element says, and what to expect of it.

use super::super::MAX_ENTRY;
use super::super::address::resolve;
use super::super::element::{Element, local};
use super::super::facts::Facts;
use super::super::field::{Field, is_same};
use super::super::pieces::Tag;
use super::{Begun, Place, Reader};

/// What ranks behind what an element says.
const BY_ATTRIBUTE: u8 = 1;

impl<'a> Reader<'a, '_> {
    /// Takes an element that is none of a text.
    pub(super) fn begin(&mut self, element: Element, tag: &Tag<'a>, start: usize) {
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
            Element::Entry => self.begin_entry(tag, start),
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
        // Another feed in the same file.
        if std::mem::take(&mut self.has_ended) {
            self.channel = Facts::default();
            self.is_atom = false;
        }
        self.is_atom |= local(tag.name).eq_ignore_ascii_case("feed");
        let depth = self.depth;
        if let Some(language) = language(tag) {
            self.channel.language((BY_ATTRIBUTE, depth), &language);
        }
    }

    fn begin_entry(&mut self, tag: &Tag<'a>, start: usize) {
        // The end tag of the one before was left out.
        self.end_entry(start);
        self.has_ended = false;
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
