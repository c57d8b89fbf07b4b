//! A page as a plain list of its nodes, in the order of the text.
//!
//! The parser's own tree is read once; with the nodes in a row, those of an element are a range, and
//! how many letters it has or how many of them lead elsewhere is a difference of two sums.

use std::ops::Range;

use dom_query::{Document, LocalName, NodeData, NodeId, NodeRef, local_name};

use super::blocks::is_never_shown;

/// A page.
#[derive(Debug, Default)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    /// Letters to read, blanks apart, before each node, and those of them that are links'.
    letters: Vec<[u32; 2]>,
}

/// A node of a page.
#[derive(Debug)]
pub(super) struct Node {
    /// The parser's number of it.
    pub(super) id: NodeId,
    pub(super) parent: usize,
    /// One past its last descendant.
    pub(super) end: usize,
    pub(super) what: What,
}

/// What a node is.
#[derive(Debug)]
pub(super) enum What {
    Text(String),
    Element(Element),
}

/// An element with the attributes that matter.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) name: LocalName,
    /// Class and id.
    marks: String,
    /// The words of them, in small letters: `relatedBox` has two.
    pub(super) words: String,
    attributes: Vec<(LocalName, String)>,
}

impl Element {
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(known, _)| &**known == name)
            .map(|(_, value)| value.as_str())
    }

    /// True if this is one of the classes, or the id.
    pub(super) fn has_mark(&self, mark: &str) -> bool {
        self.marks
            .split_ascii_whitespace()
            .any(|known| known == mark)
    }

    /// True if one of the words of class and id is this.
    pub(super) fn says(&self, word: &str) -> bool {
        self.words
            .split_ascii_whitespace()
            .any(|known| known == word)
    }

    /// True if the attribute, a list of words, has this one.
    pub(super) fn has_word(&self, attribute: &str, word: &str) -> bool {
        self.attribute(attribute).is_some_and(|words| {
            words
                .split_ascii_whitespace()
                .any(|known| known.eq_ignore_ascii_case(word))
        })
    }
}

impl Tree {
    pub(super) fn new(document: &Document) -> Self {
        let mut tree = Self::default();
        let mut around = Around::default();
        tree.add(document.root(), 0, &mut around);
        tree.letters.push(around.sums);
        tree
    }

    fn add(&mut self, node: NodeRef<'_>, parent: usize, around: &mut Around) {
        let what = node.query(|node| match &node.data {
            NodeData::Text { contents } => Some(What::Text(String::from(&**contents))),
            NodeData::Element(element) => {
                let mut marks = String::new();
                let mut attributes = Vec::with_capacity(element.attrs.len());
                for attribute in &element.attrs {
                    let name = &attribute.name.local;
                    if *name == local_name!("class") || *name == local_name!("id") {
                        marks.push_str(&attribute.value);
                        marks.push(' ');
                    }
                    attributes.push((name.clone(), String::from(&*attribute.value)));
                }
                Some(What::Element(Element {
                    name: element.name.local.clone(),
                    words: words_of(&marks),
                    marks,
                    attributes,
                }))
            }
            NodeData::Document | NodeData::Fragment => Some(What::Text(String::new())),
            _ => None,
        });
        let Some(what) = what.flatten() else {
            return;
        };
        let at = self.nodes.len();
        self.letters.push(around.sums);
        let (is_link, is_code) = match &what {
            What::Element(element) => (
                element.name == local_name!("a"),
                is_never_shown(&element.name),
            ),
            What::Text(text) => {
                around.count(text);
                (false, false)
            }
        };
        self.nodes.push(Node {
            id: node.id,
            parent,
            end: at + 1,
            what,
        });
        around.links += u32::from(is_link);
        around.codes += u32::from(is_code);
        for child in node.children_it(false) {
            self.add(child, at, around);
        }
        around.links -= u32::from(is_link);
        around.codes -= u32::from(is_code);
        self.nodes[at].end = self.nodes.len();
    }

    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(super) fn node(&self, at: usize) -> &Node {
        &self.nodes[at]
    }

    pub(super) fn element(&self, at: usize) -> Option<&Element> {
        match &self.nodes[at].what {
            What::Element(element) => Some(element),
            What::Text(_) => None,
        }
    }

    /// The node and all of its descendants.
    pub(super) fn range(&self, at: usize) -> Range<usize> {
        at..self.nodes[at].end
    }

    pub(super) fn children(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let end = self.nodes[at].end;
        let mut next = at + 1;
        std::iter::from_fn(move || {
            let child = next;
            (child < end).then(|| {
                next = self.nodes[child].end;
                child
            })
        })
    }

    /// The node and what it stands in, outwards.
    pub(super) fn outwards(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(at), |&at| (at > 0).then(|| self.nodes[at].parent))
    }

    /// The elements within, with their places.
    pub(super) fn elements(&self, range: Range<usize>) -> impl Iterator<Item = (usize, &Element)> {
        range.filter_map(|at| Some((at, self.element(at)?)))
    }

    pub(super) fn first(&self, range: Range<usize>, name: &LocalName) -> Option<usize> {
        self.elements(range)
            .find(|(_, element)| element.name == *name)
            .map(|(at, _)| at)
    }

    /// How many letters an element has, and how many of them are in links.
    pub(super) fn letters(&self, at: usize) -> [u32; 2] {
        let [from, to] = [at, self.nodes[at].end].map(|at| self.letters[at]);
        [to[0] - from[0], to[1] - from[1]]
    }

    /// The letters before each node, and all.
    pub(super) fn sums(&self) -> Vec<u32> {
        self.letters.iter().map(|sums| sums[0]).collect()
    }

    /// All text within, blanks as they stand.
    pub(super) fn text(&self, at: usize) -> String {
        self.nodes[self.range(at)]
            .iter()
            .filter_map(|node| match &node.what {
                What::Text(text) => Some(text.as_str()),
                What::Element(_) => None,
            })
            .collect()
    }

    /// The text within on one line.
    pub(super) fn line(&self, at: usize) -> String {
        let text = self.text(at);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// What stands around a node while the tree is read.
#[derive(Debug, Default)]
struct Around {
    /// Links around it.
    links: u32,
    /// Elements around it whose text is not shown.
    codes: u32,
    /// Letters before it, and those of them that are links'.
    sums: [u32; 2],
}

impl Around {
    fn count(&mut self, text: &str) {
        if self.codes > 0 {
            return;
        }
        let letters = u32::try_from(letters_of(text)).unwrap_or(u32::MAX);
        self.sums[0] = self.sums[0].saturating_add(letters);
        if self.links > 0 {
            self.sums[1] = self.sums[1].saturating_add(letters);
        }
    }
}

/// How many letters a text has, near enough: of the blanks outside ASCII only the usual one is known for a blank.
fn letters_of(text: &str) -> usize {
    let begins_letter = |byte: u8| !byte.is_ascii_whitespace() && byte & 0xC0 != 0x80;
    let letters = text.bytes().filter(|&byte| begins_letter(byte)).count();
    letters - text.matches('\u{A0}').count()
}

/// The words of classes and ids, small, with blanks between them.
fn words_of(marks: &str) -> String {
    if marks.is_empty() {
        return String::new();
    }
    let mut words = String::with_capacity(marks.len() + 8);
    let mut before = ' ';
    for c in marks.chars() {
        if before.is_ascii_lowercase() && c.is_ascii_uppercase() {
            words.push(' ');
        }
        words.push(if c.is_ascii_alphanumeric() {
            c.to_ascii_lowercase()
        } else {
            ' '
        });
        before = c;
    }
    words
}
