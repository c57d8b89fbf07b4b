//! XML as a flat tree of borrowed pieces, for documents whose parts are small and looked at more than once.
//!
//! No entity is expanded but the five of XML itself and characters by their numbers; a DOCTYPE is passed over.
//! What is broken ends where it breaks: all elements that are open then are closed.

mod builder;

use std::borrow::Cow;
use std::ops::Range;

use encoding_rs::{Encoding, UTF_8};
use quick_xml::Reader;
use quick_xml::escape;
use quick_xml::events::Event;
use quick_xml::events::attributes::Attributes;

use super::vocabulary::Vocabulary;
use crate::ingest::content::Limit;
use builder::{Builder, tag_at};

/// The most pieces of one tree: a document of a thousand pages has some hundred thousand.
const MOST: usize = 2_000_000;

/// Elements within one another that a reader may follow one by one; what is deeper it reads in a row.
pub(super) const LEVELS: usize = 256;

/// The nodes of a part, each element followed by what is in it.
#[derive(Debug, Default)]
pub(super) struct Tree<'a> {
    nodes: Vec<Node<'a>>,
    /// It ends before its elements do.
    pub(super) is_broken: bool,
    /// The limit that it goes over: what is beyond that is left out.
    pub(super) cut: Option<Limit>,
}

/// A piece of a tree.
#[derive(Debug)]
pub(super) enum Node<'a> {
    /// An element, by its name.
    Element(Element<'a>),
    /// Text without references.
    Text(&'a str),
    /// A character that is written as a reference.
    Character(char),
}

/// An element.
#[derive(Debug)]
pub(super) struct Element<'a> {
    /// Whose word its name is.
    pub(super) vocabulary: Vocabulary,
    /// Its name without a prefix.
    pub(super) name: &'a str,
    attributes: &'a str,
    /// The first node after all that is in it.
    end: u32,
}

impl<'a> Element<'a> {
    /// True for the element of that name.
    pub(super) fn is(&self, vocabulary: Vocabulary, name: &str) -> bool {
        self.vocabulary == vocabulary && self.name == name
    }

    /// The value of an attribute, whatever its prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        let mut attributes = Attributes::new(self.attributes, 0);
        let mut found = attributes.with_checks(false).flatten();
        let found = found.find(|it| it.key.local_name().as_ref() == name)?;
        Some(unescaped(found.value))
    }

    /// The value of an attribute as a number.
    pub(super) fn number(&self, name: &str) -> Option<i64> {
        self.attribute(name)?.trim().parse().ok()
    }
}

impl<'a> Tree<'a> {
    /// Reads a part.
    pub(super) fn read(text: &'a str) -> Self {
        let mut builder = Builder::default();
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        loop {
            let start = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
            match reader.read_event() {
                Ok(Event::Start(tag)) => builder.open(tag_at(text, start, &tag), false),
                Ok(Event::Empty(tag)) => builder.open(tag_at(text, start, &tag), true),
                Ok(Event::End(tag)) => builder.close(tag.name().as_ref()),
                Ok(Event::Text(words)) => builder.text(words.into_inner()),
                Ok(Event::CData(words)) => builder.text(words.into_inner()),
                Ok(Event::GeneralRef(name)) => builder.reference(&name),
                Ok(Event::Eof) => break,
                Ok(_) => {}
                Err(_) => {
                    builder.tree.is_broken = true;
                    break;
                }
            }
            if builder.tree.nodes.len() >= MOST {
                builder.tree.cut = Some(Limit::Document);
                break;
            }
        }
        builder.finish()
    }

    /// All nodes of it.
    pub(super) fn all(&self) -> Range<usize> {
        0..self.nodes.len()
    }

    /// The node at a place.
    pub(super) fn node(&self, at: usize) -> &Node<'a> {
        &self.nodes[at]
    }

    /// The element at a place, if one stands there.
    pub(super) fn element(&self, at: usize) -> Option<&Element<'a>> {
        match self.nodes.get(at)? {
            Node::Element(element) => Some(element),
            _ => None,
        }
    }

    /// The first node after all that is in the one at a place.
    pub(super) fn end(&self, at: usize) -> usize {
        self.element(at)
            .map_or(at + 1, |element| element.end as usize)
    }

    /// What is in an element, however deep.
    pub(super) fn inside(&self, at: usize) -> Range<usize> {
        at + 1..self.end(at)
    }

    /// What stands directly in an element.
    pub(super) fn children(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        self.siblings(self.inside(at))
    }

    /// The outermost nodes of a stretch.
    pub(super) fn siblings(&self, stretch: Range<usize>) -> impl Iterator<Item = usize> + '_ {
        let mut next = stretch.start;
        std::iter::from_fn(move || {
            let at = (next < stretch.end).then_some(next)?;
            next = self.end(at);
            Some(at)
        })
    }

    /// The elements that stand directly in another.
    pub(super) fn elements(&self, at: usize) -> impl Iterator<Item = (usize, &Element<'a>)> + '_ {
        self.children(at)
            .filter_map(|child| Some((child, self.element(child)?)))
    }

    /// The element of a name that stands directly in another.
    pub(super) fn child(&self, at: usize, vocabulary: Vocabulary, name: &str) -> Option<usize> {
        self.elements(at)
            .find(|(_, element)| element.is(vocabulary, name))
            .map(|(child, _)| child)
    }

    /// The first element of a name in a stretch, however deep.
    pub(super) fn first(
        &self,
        stretch: Range<usize>,
        vocabulary: Vocabulary,
        name: &str,
    ) -> Option<usize> {
        stretch
            .into_iter()
            .find(|&at| self.element(at).is_some_and(|it| it.is(vocabulary, name)))
    }

    /// The text in an element, however deep, up to so many bytes.
    pub(super) fn text(&self, at: usize, most: usize) -> String {
        let mut text = String::new();
        for at in self.inside(at) {
            match self.node(at) {
                Node::Text(words) => text.push_str(words),
                Node::Character(c) => text.push(*c),
                Node::Element(_) => {}
            }
            if text.len() > most {
                break;
            }
        }
        text
    }
}

/// The text of a part, by its mark at the top or the encoding that it declares; UTF-8 where it says nothing.
pub(super) fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    let declared = || {
        let head = bytes.get(..bytes.len().min(200))?;
        let head = std::str::from_utf8(head.split(|byte| *byte == b'>').next()?).ok()?;
        let (_, after) = head.split_once("encoding=")?;
        let label = after.get(1..)?.split(['"', '\'']).next()?;
        Encoding::for_label_no_replacement(label.as_bytes())
    };
    // A text that could be read this far is in no encoding of two bytes, whatever it declares.
    let declared = declared().filter(|it| it.is_ascii_compatible());
    declared.unwrap_or(UTF_8).decode(bytes).0
}

fn unescaped(value: Cow<'_, str>) -> Cow<'_, str> {
    if !value.contains('&') {
        return value;
    }
    let unescaped = escape::unescape(&value).map(Cow::into_owned);
    unescaped.map_or(value, Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> (Vec<(Vocabulary, String)>, bool) {
        let tree = Tree::read(text);
        let elements = tree.all().filter_map(|at| tree.element(at));
        let names = elements
            .map(|it| (it.vocabulary, it.name.to_owned()))
            .collect();
        (names, tree.is_broken)
    }

    #[test]
    fn an_element_is_known_by_its_namespace_whatever_its_prefix() {
        let strict =
            "<x:p xmlns:x=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"><x:r/></x:p>";
        let p = (Vocabulary::Word, "p".to_owned());
        let r = (Vocabulary::Word, "r".to_owned());
        assert_eq!(names(strict), (vec![p.clone(), r.clone()], false));
        let usual = "<p xmlns=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><a xmlns=\"b\"/><r/></p>";
        let other = (Vocabulary::Other, "a".to_owned());
        assert_eq!(names(usual), (vec![p.clone(), other, r.clone()], false));
        assert_eq!(names("<w:p><w:r>"), (vec![p, r], true));
    }

    #[test]
    fn what_is_broken_keeps_what_came_before() {
        let tree = Tree::read(
            "<!DOCTYPE a [<!ENTITY b \"c\">]><a d='1&lt;2'>One<b>two</b> &b;&amp;&#x41;</c></a",
        );
        assert!(tree.is_broken);
        let a = tree.all().find(|&at| tree.element(at).is_some()).unwrap();
        assert_eq!(tree.text(a, 100), "Onetwo &A");
        assert_eq!(
            tree.element(a).unwrap().attribute("d").as_deref(),
            Some("1<2")
        );
        assert_eq!(tree.element(a).unwrap().attribute("e"), None);
    }

    #[test]
    fn a_part_is_decoded_as_it_says() {
        let utf_16: Vec<u8> = "\u{FEFF}<a>ö</a>"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(decoded(&utf_16), "<a>ö</a>");
        assert_eq!(
            decoded(b"<?xml version=\"1.0\" encoding=\"windows-1252\"?><a>\xF6</a>")
                .chars()
                .nth_back(4),
            Some('ö')
        );
        assert_eq!(decoded("<a>ö</a>".as_bytes()), "<a>ö</a>");
    }
}
