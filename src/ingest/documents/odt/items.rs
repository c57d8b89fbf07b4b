//! Lists as they are nested, and the number of each item and heading.

use std::collections::HashMap;

use super::super::numbering::{Counts, LEVELS};
use super::super::xml::{Element, Tree};
use super::body::Body;

/// A list that a paragraph stands in.
#[derive(Debug, Clone, Default)]
pub(super) struct List {
    /// The name of its style.
    style: Option<String>,
    /// How deep it is in lists, from 0.
    pub(super) level: usize,
    /// Where its counts are found.
    counts: usize,
    /// Its next paragraph is the first of an item, which has the number.
    opens_item: bool,
    /// What that number is, where the item says so.
    value: Option<i64>,
    /// It is a heading of the list: its paragraphs have no number.
    is_header: bool,
}

/// How far each list has counted.
#[derive(Debug, Default)]
pub(super) struct Counted {
    all: Vec<Counts>,
    /// Where those are found of the last list of a style.
    of_style: HashMap<String, usize, foldhash::fast::RandomState>,
    /// The same of a list that has an id.
    of_id: HashMap<String, usize, foldhash::fast::RandomState>,
}

impl Counted {
    /// Where the counts of a list are found that goes on after the one with the id `after`, or after the last of its
    /// style, or begins anew.
    fn of_list(
        &mut self,
        id: Option<&str>,
        style: &str,
        after: Option<&str>,
        goes_on: bool,
    ) -> usize {
        let named = after.and_then(|after| self.of_id.get(after));
        let last = || {
            self.of_style
                .get(style)
                .filter(|_| goes_on || after.is_some())
        };
        let counts = named.or_else(last).copied().unwrap_or(self.all.len());
        if counts == self.all.len() {
            self.all.push(Counts::default());
        }
        self.of_style.insert(style.to_owned(), counts);
        if let Some(id) = id {
            self.of_id.insert(id.to_owned(), counts);
        }
        counts
    }
}

impl Body {
    /// The number of a heading that stands in no list.
    pub(super) fn heading_number(&mut self, level: usize, element: &Element<'_>) -> String {
        let level = level.min(LEVELS - 1);
        if element
            .attribute("is-list-header")
            .is_some_and(|it| it == "true")
        {
            return String::new();
        }
        let levels = self.styles.outline();
        let start = element.number("start-value");
        let restarts = element
            .attribute("restart-numbering")
            .is_some_and(|it| it == "true");
        self.outline
            .next(level, start.filter(|_| restarts), |at| levels.get(at))
    }

    /// The number or bullet of the next paragraph of the innermost list; empty for those after the first of an item.
    pub(super) fn bullet(&mut self, style_list: Option<&str>) -> String {
        let Some(list) = self.lists.last_mut() else {
            return String::new();
        };
        if !std::mem::take(&mut list.opens_item) || list.is_header {
            return String::new();
        }
        let value = list.value.take();
        let (level, counts) = (list.level, list.counts);
        let Some(style) = list.style.as_deref().or(style_list) else {
            return String::new();
        };
        let levels = self.styles.list(style);
        let counts = &mut self.counted.all[counts];
        counts.next(level, value, |at| levels.get(at))
    }

    pub(super) fn list(&mut self, tree: &Tree<'_>, at: usize, element: &Element<'_>) {
        let outer = self.lists.last();
        let level = outer.map_or(0, |list| (list.level + 1).min(LEVELS - 1));
        let named = element.attribute("style-name").map(|it| it.into_owned());
        let style = named.or_else(|| outer.and_then(|list| list.style.clone()));
        let goes_on = element
            .attribute("continue-numbering")
            .is_some_and(|it| it == "true");
        let is_same = outer.is_some_and(|list| list.style == style);
        let counts = match outer.filter(|_| is_same) {
            // It counts anew after each item of the outer list, and only then.
            Some(list) => list.counts,
            None => {
                let after = element.attribute("continue-list");
                let id = element.attribute("id");
                let style = style.as_deref().unwrap_or_default();
                self.counted
                    .of_list(id.as_deref(), style, after.as_deref(), goes_on)
            }
        };
        self.lists.push(List {
            style,
            level,
            counts,
            ..List::default()
        });
        self.plain(tree, at);
        self.lists.pop();
    }

    pub(super) fn item(&mut self, tree: &Tree<'_>, at: usize, element: &Element<'_>) {
        if let Some(list) = self.lists.last_mut() {
            list.opens_item = true;
            list.is_header = element.name == "list-header";
            list.value = element.number("start-value");
        }
        self.plain(tree, at);
    }

    /// A paragraph that is an item of a list without an element for that.
    pub(super) fn numbered(&mut self, tree: &Tree<'_>, at: usize, element: &Element<'_>) {
        let level = element
            .number("level")
            .and_then(|it| usize::try_from(it).ok());
        let style = element.attribute("style-name").unwrap_or_default();
        let id = element.attribute("list-id");
        let counts = self
            .counted
            .of_list(id.as_deref(), &style, id.as_deref(), true);
        self.lists.push(List {
            style: (!style.is_empty()).then(|| style.into_owned()),
            counts,
            level: level.unwrap_or(1).clamp(1, LEVELS) - 1,
            opens_item: true,
            value: element.number("start-value"),
            is_header: false,
        });
        self.plain(tree, at);
        self.lists.pop();
    }
}
