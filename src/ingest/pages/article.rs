//! Which part of a page is its article.
//!
//! `dom_smoothie` votes, as the reader modes of browsers do: by the commas and letters of paragraphs, by
//! the names of elements, by how much of them leads elsewhere. What it keeps of the page says where the
//! article stands; what is read there is the page itself: what stands between two kept parts is of the
//! article, furniture is not, and the lead and the place that microdata marks belong to it.

use std::collections::HashSet;

mod around;

use dom_query::{Document, NodeId, local_name};
use dom_smoothie::{Config, Readability};

use super::furniture::Furniture;
use super::tree::{Element, Tree, What};

/// Fewer letters than this are no article.
const SHORTEST: u32 = 25;

/// A text of as many letters between two tags is prose.
const SENTENCE: u32 = 60;

/// A lead of more letters is a text of its own.
const LONGEST_LEAD: u32 = 1_500;

/// The article of a page.
pub(super) struct Article {
    /// The element that holds it.
    pub(super) root: usize,
    /// For each node of the page, whether it and all in it are left out.
    pub(super) out: Vec<bool>,
}

/// What `dom_smoothie` keeps of a page.
pub(super) struct Kept {
    /// For each node, whether it is a text that is kept.
    texts: Vec<bool>,
    /// The letters of such texts before each node, and of all; of all texts where none is kept.
    pub(super) letters: Vec<u32>,
}

impl Kept {
    /// The vote; without one, nothing is kept.
    pub(super) fn new(document: Document, tree: &Tree) -> Self {
        let kept = kept(document).unwrap_or_default();
        let mut texts = vec![false; tree.len()];
        let mut letters = Vec::with_capacity(tree.len() + 1);
        let mut sum = 0;
        for (at, text) in texts.iter_mut().enumerate() {
            letters.push(sum);
            let node = tree.node(at);
            if let What::Text(words) = &node.what
                && !words.trim().is_empty()
                && kept.contains(&node.id)
            {
                *text = true;
                sum += tree.letters(at)[0];
            }
        }
        letters.push(sum);
        if sum == 0 {
            letters = tree.sums();
        }
        Self { texts, letters }
    }

    fn within(&self, tree: &Tree, at: usize) -> u32 {
        let range = tree.range(at);
        self.letters[range.end] - self.letters[range.start]
    }
}

/// The texts of a page that `dom_smoothie` takes for its article's.
fn kept(document: Document) -> Option<HashSet<NodeId>> {
    let config = Config {
        keep_classes: true,
        max_elements_to_parse: 60_000,
        disable_json_ld: true,
        ..Config::default()
    };
    let mut readability = Readability::with_document(document, None, Some(config)).ok()?;
    readability.parse().ok()?;
    let article = readability.doc.select_single("#readability-page-1");
    let root = article.nodes().first()?;
    Some(
        root.descendants_it()
            .filter(|node| node.is_text())
            .map(|node| node.id)
            .collect(),
    )
}

/// Finds the article; `None` where the page has none that can be told.
pub(super) fn find(tree: &Tree, kept: &Kept, furniture: &Furniture) -> Option<Article> {
    let mut shown: Vec<bool> = (0..tree.len())
        .map(|at| kept.texts[at] && !furniture.holds(at))
        .collect();
    keep_to_body(tree, furniture, &mut shown);
    if letters(tree, &shown) < SHORTEST {
        let item = item(tree, furniture)?;
        show_all(tree, item, furniture, &mut shown);
    } else {
        add_between(tree, kept, furniture, &mut shown);
        if prose(tree, furniture, |at| !shown[at]) > prose(tree, furniture, |at| shown[at]) {
            show_all(tree, 0, furniture, &mut shown);
        }
    }
    add_lead(tree, furniture, &mut shown);
    around::add(tree, furniture, &mut shown);
    let mut holds = vec![false; tree.len()];
    for at in (0..tree.len()).filter(|at| shown[*at]) {
        for outer in tree.outwards(at) {
            if std::mem::replace(&mut holds[outer], true) {
                break;
            }
        }
    }
    let mut root = 0;
    loop {
        let mut inside = tree.children(root).filter(|child| holds[*child]);
        match (inside.next(), inside.next()) {
            (Some(only), None) if tree.element(only).is_some() => root = only,
            _ => break,
        }
    }
    let out = (0..tree.len())
        .map(|at| !holds[at] && !is_mark(tree, at, furniture))
        .collect();
    Some(Article { root, out })
}

/// The letters of the texts that are shown.
fn letters(tree: &Tree, shown: &[bool]) -> u32 {
    let shown = (0..tree.len()).filter(|at| shown[*at]);
    shown.map(|at| tree.letters(at)[0]).sum()
}

/// The letters of long texts that are no links, nor furniture.
fn prose(tree: &Tree, furniture: &Furniture, is: impl Fn(usize) -> bool) -> u32 {
    let texts = (0..tree.len())
        .filter(|at| tree.element(*at).is_none() && !furniture.holds(*at) && is(*at));
    let letters = texts.map(|at| tree.letters(at));
    letters
        .filter(|[all, linked]| *all >= SENTENCE && *linked == 0)
        .map(|[all, _]| all)
        .sum()
}

/// Shows all texts of an element that are not furniture.
fn show_all(tree: &Tree, at: usize, furniture: &Furniture, shown: &mut [bool]) {
    for text in tree.range(at) {
        if let What::Text(words) = &tree.node(text).what {
            shown[text] |= !words.trim().is_empty() && !furniture.holds(text);
        }
    }
}

/// The element that microdata or a microformat marks as an article with all that belongs to it.
fn item(tree: &Tree, furniture: &Furniture) -> Option<usize> {
    let is_item = |at: usize| {
        tree.element(at).is_some_and(|element| {
            let is_article = element
                .attribute("itemtype")
                .is_some_and(|kind| kind.ends_with("Article"));
            (is_article || element.has_mark("hentry") || element.has_mark("h-entry"))
                && !furniture.holds(at)
        })
    };
    let mut items = (0..tree.len()).filter(|at| is_item(*at));
    match (items.next(), items.next()) {
        (Some(only), None) => Some(only),
        _ => None,
    }
}

/// Leaves out what stands outside the element that microdata or a microformat marks as the article's
/// body, if most of what is shown stands in it.
fn keep_to_body(tree: &Tree, furniture: &Furniture, shown: &mut [bool]) {
    let is_body = |(at, element): &(usize, &Element)| {
        (element.has_word("itemprop", "articleBody") || element.has_mark("e-content"))
            && !furniture.holds(*at)
    };
    let mut bodies = tree.elements(0..tree.len()).filter(is_body);
    let (Some((body, _)), None) = (bodies.next(), bodies.next()) else {
        return;
    };
    let all = letters(tree, shown);
    let inside: u32 = tree
        .range(body)
        .filter(|at| shown[*at])
        .map(|at| tree.letters(at)[0])
        .sum();
    if 3 * inside < 2 * all {
        return;
    }
    let range = tree.range(body);
    for (at, shown) in shown.iter_mut().enumerate() {
        *shown &= range.contains(&at);
    }
}

/// True for a line break or a rule, which has no words of its own.
fn is_mark(tree: &Tree, at: usize, furniture: &Furniture) -> bool {
    match &tree.node(at).what {
        What::Element(element) => {
            (element.name == local_name!("br") || element.name == local_name!("hr"))
                && !furniture.holds(at)
        }
        What::Text(text) => text.trim().is_empty(),
    }
}

/// Adds what stands between kept parts of the same element.
fn add_between(tree: &Tree, kept: &Kept, furniture: &Furniture, shown: &mut [bool]) {
    for (at, _) in tree.elements(0..tree.len()) {
        if kept.within(tree, at) == 0 || furniture.holds(at) {
            continue;
        }
        let children: Vec<usize> = tree.children(at).collect();
        let has_kept = |child: &usize| kept.within(tree, *child) > 0;
        let (Some(first), Some(last)) = (
            children.iter().position(has_kept),
            children.iter().rposition(has_kept),
        ) else {
            continue;
        };
        for child in &children[first..=last] {
            let [letters, linked] = tree.letters(*child);
            let is_text = tree.element(*child).is_none();
            let is_readable = match tree.element(*child).map(|element| &*element.name) {
                None => true,
                Some(
                    "p" | "ul" | "ol" | "dl" | "table" | "blockquote" | "pre" | "figure" | "h2"
                    | "h3" | "h4" | "h5",
                ) => true,
                Some(
                    "b" | "i" | "em" | "strong" | "span" | "a" | "font" | "u" | "q" | "cite"
                    | "sup" | "sub",
                ) => true,
                Some("div" | "section") => {
                    let mut inner = tree.elements(tree.range(*child));
                    inner.any(|(_, element)| element.name == local_name!("blockquote"))
                }
                Some(_) => false,
            };
            if has_kept(child) || letters == 0 || !is_readable || !is_text && 3 * linked > letters {
                continue;
            }
            for text in tree.range(*child) {
                if matches!(tree.node(text).what, What::Text(_)) && !furniture.holds(text) {
                    shown[text] = true;
                }
            }
        }
    }
}

/// Adds the lead and the place of the article, where microdata or a microformat marks them.
fn add_lead(tree: &Tree, furniture: &Furniture, shown: &mut [bool]) {
    let Some(first) = shown.iter().position(|shown| *shown) else {
        return;
    };
    for at in 0..first {
        let Some(element) = tree.element(at) else {
            continue;
        };
        let is_lead = element.has_mark("p-summary")
            || element.has_mark("entry-summary")
            || element.has_mark("p-location")
            || element.has_word("itemprop", "description")
            || element.has_word("itemprop", "contentLocation");
        let letters = tree.letters(at)[0];
        if !is_lead || furniture.holds(at) || letters == 0 || letters > LONGEST_LEAD {
            continue;
        }
        for text in tree.range(at) {
            if let What::Text(words) = &tree.node(text).what {
                shown[text] |= !words.trim().is_empty() && !furniture.holds(text);
            }
        }
    }
}
