//! What surrounds an article: menus, boxes of other pages, buttons to share it, what is hidden.
//!
//! HTML, ARIA and schema.org have elements and roles for most of it; else the words in an element's
//! class tell. Only what is small beside the article is taken for furniture by its words: many a page
//! has all of its text in a `div` whose class says something else.

use std::collections::HashSet;
use std::sync::LazyLock;

use dom_query::local_name;

use super::blocks::{is_block, is_never_shown};
use super::tree::{Element, Tree};

/// Words of classes, by line.
static MARKS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    include_str!("marks.txt")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .collect()
});

/// Roles of what is no part of a text.
const ROLES: [&str; 15] = [
    "navigation",
    "banner",
    "contentinfo",
    "complementary",
    "search",
    "menu",
    "menubar",
    "toolbar",
    "tablist",
    "dialog",
    "alertdialog",
    "alert",
    "tooltip",
    "button",
    "listbox",
];

/// Types of schema.org for the same.
const TYPES: [&str; 6] = [
    "WPHeader",
    "WPFooter",
    "WPSideBar",
    "SiteNavigationElement",
    "BreadcrumbList",
    "WPAdBlock",
];

/// Which nodes of a page are furniture or stand in some.
#[derive(Debug)]
pub(super) struct Furniture(Vec<bool>);

impl Furniture {
    /// `kept` counts the letters of the article before each node of the tree.
    pub(super) fn new(tree: &Tree, kept: &[u32]) -> Self {
        let all = kept.last().copied().unwrap_or(0);
        let mut furniture = vec![false; tree.len()];
        let mut at = 0;
        while at < tree.len() {
            let Some(element) = tree.element(at) else {
                at += 1;
                continue;
            };
            let range = tree.range(at);
            let share = kept[range.end] - kept[range.start];
            if is_furniture(tree, at, element, share, all) {
                furniture[range.clone()].fill(true);
                at = range.end;
            } else {
                at += 1;
            }
        }
        Self(furniture)
    }

    /// True for a node that is furniture or stands in some.
    pub(super) fn holds(&self, at: usize) -> bool {
        self.0[at]
    }
}

fn is_furniture(tree: &Tree, at: usize, element: &Element, share: u32, all: u32) -> bool {
    let name = &element.name;
    if is_never_shown(name) && !matches!(&**name, "head" | "button") || is_hidden(element) {
        return 2 * share <= all;
    }
    if *name == local_name!("html") || *name == local_name!("body") || *name == local_name!("head")
    {
        return false;
    }
    let is_semantic = *name == local_name!("nav")
        || *name == local_name!("aside")
        || *name == local_name!("footer") && !is_in_quotation(tree, at)
        || ROLES.iter().any(|role| element.has_word("role", role))
        || element
            .attribute("itemtype")
            .is_some_and(|kind| TYPES.iter().any(|end| kind.ends_with(end)));
    if is_semantic {
        return 2 * share <= all && !holds_article(tree, at);
    }
    if is_in_sentence(tree, at, element) {
        return is_unseen(element) || is_pop_up(element) || is_menu(tree, at);
    }
    (is_way(tree, at, element) || has_mark(element))
        && 4 * share <= all
        && !has_quotation(tree, at)
        && !holds_article(tree, at)
}

/// True for what has the article in it, by the names that HTML and schema.org have for that.
fn holds_article(tree: &Tree, at: usize) -> bool {
    tree.elements(tree.range(at)).any(|(_, element)| {
        element.name == local_name!("main")
            || element.has_word("itemprop", "articleBody")
            || element.has_mark("e-content")
    })
}

/// True for what changes some words of a sentence.
fn is_in_sentence(tree: &Tree, at: usize, element: &Element) -> bool {
    let is_inline = matches!(
        &*element.name,
        "a" | "span"
            | "em"
            | "strong"
            | "b"
            | "i"
            | "u"
            | "font"
            | "small"
            | "abbr"
            | "sup"
            | "sub"
            | "mark"
            | "cite"
            | "time"
    );
    let around = |outer: usize| tree.letters(outer)[0] > tree.letters(at)[0];
    is_inline
        && tree
            .outwards(at)
            .skip(1)
            .take_while(|outer| {
                tree.element(*outer)
                    .is_some_and(|outer| !is_block(&outer.name))
            })
            .chain(tree.outwards(at).skip(1).find(|outer| {
                tree.element(*outer)
                    .is_some_and(|outer| is_block(&outer.name))
            }))
            .any(around)
}

/// True for words that only a screen reader says.
fn is_unseen(element: &Element) -> bool {
    [
        "sr-only",
        "off-screen",
        "offscreen",
        "visually-hidden",
        "visuallyhidden",
        "screen-reader-text",
    ]
    .iter()
    .any(|mark| element.has_mark(mark))
}

/// True for a box within a sentence that opens over a word, such as a card of the person whom it names.
///
/// One of the classes of Tailwind (`hidden md:inline`) hides on a small screen alone.
fn is_pop_up(element: &Element) -> bool {
    let classes = || {
        let classes = element.attribute("class").unwrap_or_default();
        classes.split_ascii_whitespace()
    };
    element.has_word("role", "tooltip")
        || classes().any(|class| matches!(class, "tooltiptext" | "tooltip-text" | "popover"))
        || classes().any(|class| class == "hidden") && !classes().any(|class| class.contains(':'))
}

/// True for the links that open over a word: several with nothing between them, in one element.
fn is_menu(tree: &Tree, at: usize) -> bool {
    const FEWEST: usize = 3;
    let [letters, linked] = tree.letters(at);
    let links = |at: usize| {
        let elements = tree.elements(tree.range(at));
        elements
            .filter(|(_, element)| element.name == local_name!("a"))
            .count()
    };
    letters == linked
        && links(at) >= FEWEST
        && !tree.children(at).any(|child| links(child) >= FEWEST)
}

/// True for a link to all pages with the same tag or in the same section, if it stands apart from prose.
fn is_way(tree: &Tree, at: usize, element: &Element) -> bool {
    let [letters, linked] = tree.letters(tree.node(at).parent);
    let names = ["tag", "category"];
    element.name == local_name!("a")
        && names.iter().any(|name| element.has_word("rel", name))
        && (4 * linked >= 3 * letters
            || tree
                .element(tree.node(at).parent)
                .is_some_and(|outer| outer.name == local_name!("div")))
}

fn has_mark(element: &Element) -> bool {
    let mut before = "";
    element.words.split_ascii_whitespace().any(|word| {
        let pair = (!before.is_empty()).then(|| format!("{before}-{word}"));
        before = word;
        MARKS.contains(word) || pair.is_some_and(|pair| MARKS.contains(&*pair))
    })
}

/// For each node of a piece whether it is hidden; a piece with nothing else to show is shown.
pub(super) fn hidden(tree: &Tree) -> Vec<bool> {
    let mut hidden = vec![false; tree.len()];
    let mut letters = 0;
    let mut at = 0;
    while at < tree.len() {
        if tree.element(at).is_some_and(is_out_of_sight) {
            letters += tree.letters(at)[0];
            let range = tree.range(at);
            at = range.end;
            hidden[range].fill(true);
        } else {
            at += 1;
        }
    }
    if tree.len() > 0 && letters == tree.letters(0)[0] {
        hidden.fill(false);
    }
    hidden
}

/// True for what a page does not show, by its own word.
fn is_hidden(element: &Element) -> bool {
    is_out_of_sight(element) || element.has_word("aria-hidden", "true")
}

/// True for what nobody sees; what is hidden from the screen reader alone may be seen.
fn is_out_of_sight(element: &Element) -> bool {
    let style = || {
        let style = element.attribute("style")?;
        let plain: String = style
            .chars()
            .filter(|c| !c.is_whitespace())
            .flat_map(char::to_lowercase)
            .collect();
        Some(plain.contains("display:none") || plain.contains("visibility:hidden"))
    };
    element.attribute("hidden").is_some() || style().unwrap_or(false)
}

fn is_in_quotation(tree: &Tree, at: usize) -> bool {
    tree.outwards(at)
        .filter_map(|outer| tree.element(outer))
        .any(|outer| outer.name == local_name!("blockquote"))
}

/// True if a quotation set off stands within: a post that the article shows.
fn has_quotation(tree: &Tree, at: usize) -> bool {
    tree.first(tree.range(at), &local_name!("blockquote"))
        .is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_marks_is_sorted_and_plain() {
        let lines: Vec<&str> = include_str!("marks.txt")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .collect();
        assert!(lines.iter().all(|line| {
            line.bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'-')
                && line.split('-').count() <= 2
        }));
        assert!(lines.is_sorted());
        assert_eq!(lines.len(), MARKS.len());
    }
}
