//! Puts a tree together: which elements are open, and what their prefixes stand for.

use std::borrow::Cow;

use quick_xml::events::BytesStart;
use quick_xml::events::attributes::Attributes;

use super::super::vocabulary::Vocabulary;
use super::{Element, Node, Tree};
use crate::ingest::content::Limit;

/// The most namespaces that are declared at once.
const MOST_SCOPES: usize = 256;

/// Elements within one another; those of honest documents reach about 60, and readers follow [`super::LEVELS`].
const DEEPEST: usize = 100_000;

/// How far out an element is looked for that an end tag closes.
const FARTHEST: usize = 64;

/// A tree in the making.
#[derive(Default)]
pub(super) struct Builder<'a> {
    pub(super) tree: Tree<'a>,
    /// The elements that are open, with their names as they are written.
    open: Vec<(usize, &'a str)>,
    /// Elements beyond the deepest that are open.
    beyond: usize,
    scopes: Vec<Scope<'a>>,
    /// The prefix that was looked up last.
    last: Option<(&'a str, Vocabulary)>,
}

/// A prefix and what it stands for within the elements of a depth.
struct Scope<'a> {
    depth: usize,
    prefix: &'a str,
    vocabulary: Vocabulary,
}

impl<'a> Builder<'a> {
    pub(super) fn open(&mut self, (written, attributes): (&'a str, &'a str), is_empty: bool) {
        if self.open.len() >= DEEPEST {
            self.tree.cut = Some(Limit::Document);
            self.beyond += usize::from(!is_empty);
            return;
        }
        if attributes.contains("xmlns") {
            self.declare(attributes);
        }
        let (prefix, name) = written.split_once(':').unwrap_or(("", written));
        let at = self.tree.nodes.len();
        let vocabulary = self.vocabulary(prefix);
        self.tree.nodes.push(Node::Element(Element {
            vocabulary,
            name,
            attributes,
            end: place(at + 1),
        }));
        self.open.push((at, written));
        if is_empty {
            self.leave();
        }
    }

    pub(super) fn close(&mut self, written: &str) {
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        // An end tag that was left out is made up for; one too many is passed over.
        let mut open = self.open.iter().rev().take(FARTHEST);
        let Some(inner) = open.position(|(_, name)| *name == written) else {
            self.tree.is_broken = true;
            return;
        };
        let open = self.open.len() - 1 - inner;
        self.tree.is_broken |= open + 1 < self.open.len();
        while self.open.len() > open {
            self.leave();
        }
    }

    /// Ends the innermost element that is open.
    fn leave(&mut self) {
        let Some((at, _)) = self.open.pop() else {
            return;
        };
        let end = place(self.tree.nodes.len());
        if let Some(Node::Element(element)) = self.tree.nodes.get_mut(at) {
            element.end = end;
        }
        let depth = self.open.len();
        while self.scopes.pop_if(|scope| scope.depth > depth).is_some() {
            self.last = None;
        }
    }

    pub(super) fn text(&mut self, words: Cow<'a, str>) {
        if let (Cow::Borrowed(words), 0) = (words, self.beyond)
            && !words.is_empty()
        {
            self.tree.nodes.push(Node::Text(words));
        }
    }

    pub(super) fn reference(&mut self, name: &str) {
        let number = name.strip_prefix('#').and_then(|number| {
            match number.strip_prefix(['x', 'X']) {
                Some(number) => u32::from_str_radix(number, 16),
                None => number.parse(),
            }
            .ok()
            .and_then(char::from_u32)
        });
        let character = number.or(match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => None,
        });
        if let (Some(character), 0) = (character, self.beyond) {
            self.tree.nodes.push(Node::Character(character));
        }
    }

    fn declare(&mut self, attributes: &'a str) {
        let mut attributes = Attributes::new(attributes, 0);
        for attribute in attributes.with_checks(false).flatten() {
            let key: &'a str = attribute.key.into_inner();
            let Some(prefix) = key.strip_prefix("xmlns") else {
                continue;
            };
            if self.scopes.len() == MOST_SCOPES {
                break;
            }
            self.last = None;
            self.scopes.push(Scope {
                depth: self.open.len() + 1,
                prefix: prefix.strip_prefix(':').unwrap_or(prefix),
                vocabulary: Vocabulary::of_address(&attribute.value),
            });
        }
    }

    fn vocabulary(&mut self, prefix: &'a str) -> Vocabulary {
        if let Some((last, vocabulary)) = self.last
            && last == prefix
        {
            return vocabulary;
        }
        let mut scopes = self.scopes.iter().rev();
        let declared = scopes.find(|scope| scope.prefix == prefix);
        let vocabulary = declared.map_or_else(
            // What was declared is lost with the top of a part that was cut out of the middle.
            || Vocabulary::of_prefix(prefix),
            |scope| scope.vocabulary,
        );
        self.last = Some((prefix, vocabulary));
        vocabulary
    }

    pub(super) fn finish(mut self) -> Tree<'a> {
        self.tree.is_broken |= !self.open.is_empty() && self.tree.cut.is_none();
        while !self.open.is_empty() {
            self.leave();
        }
        self.tree
    }
}

/// The name of the tag that begins at a place of the text, and its attributes: what a tag of the parser lends does not
/// outlive it.
pub(super) fn tag_at<'a>(text: &'a str, start: usize, tag: &BytesStart<'_>) -> (&'a str, &'a str) {
    let content = text.get(start + 1..start + 1 + tag.len());
    let content = content.unwrap_or_default();
    content
        .split_at_checked(tag.name().as_ref().len())
        .unwrap_or_default()
}

/// A place in a tree: no tree has as many nodes as it could count.
fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
