//! The numbers and bullets that Word puts before paragraphs.
//!
//! A paragraph names a list and a level. A list (`num`) is one way to use a scheme (`abstractNum`): lists of one
//! scheme count on together, unless one says where it starts.

use std::collections::{HashMap, HashSet};

use super::super::numbering::{Counts, LEVELS_OF_WORD as LEVELS, Level};
use super::super::vocabulary::Vocabulary::Word;
use super::super::xml::{Element, Tree};
use super::levels::level;
use super::styles::Styles;

/// The most schemes, and the most lists, that are looked at; Word counts lists up to 32,767.
const MOST_SCHEMES: usize = 10_000;
const MOST_LISTS: usize = 50_000;

/// A scheme of numbers, with how far it has counted.
#[derive(Debug, Default)]
struct Scheme {
    levels: [Level; LEVELS],
    /// The styles whose paragraphs are of each level.
    styles: [Option<String>; LEVELS],
    counts: Counts,
    /// The style that it is the list of.
    style: Option<String>,
    /// The style whose list it is like.
    like_style: Option<String>,
}

/// A use of a scheme.
#[derive(Debug, Default)]
struct List {
    scheme: i64,
    /// Its own levels; most are those of the scheme.
    own: Vec<(usize, Level)>,
    /// Where its levels start, if it says so.
    starts: Vec<(usize, i64)>,
}

impl List {
    fn level(&self, at: usize) -> Option<&Level> {
        let own = self.own.iter().find(|(level, _)| *level == at);
        own.map(|(_, own)| own)
    }

    /// Gives levels that start elsewhere than the scheme's a start of their own.
    fn start(&mut self, scheme: &Scheme) {
        for &(at, start) in &self.starts {
            match self.own.iter_mut().find(|(level, _)| *level == at) {
                Some((_, own)) => own.start = start,
                None => self.own.push((
                    at,
                    Level {
                        start,
                        ..scheme.levels[at].clone()
                    },
                )),
            }
        }
    }
}

/// All lists of a document.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    schemes: HashMap<i64, Scheme, foldhash::fast::RandomState>,
    lists: HashMap<i64, List, foldhash::fast::RandomState>,
    begun: HashSet<i64, foldhash::fast::RandomState>,
}

impl Numbering {
    /// Reads the part that has them.
    pub(super) fn read(tree: &Tree<'_>, styles: &Styles) -> Self {
        let mut numbering = Self::default();
        let mut at = 0;
        while at < tree.all().end {
            match tree.element(at) {
                Some(element) if element.is(Word, "abstractNum") => {
                    if let Some(id) = element.number("abstractNumId")
                        && numbering.schemes.len() < MOST_SCHEMES
                    {
                        numbering.schemes.insert(id, scheme(tree, at));
                    }
                    at = tree.end(at);
                }
                Some(element) if element.is(Word, "num") => {
                    if let Some(id) = element.number("numId")
                        && numbering.lists.len() < MOST_LISTS
                    {
                        numbering.lists.insert(id, list(tree, at));
                    }
                    at = tree.end(at);
                }
                _ => at += 1,
            }
        }
        numbering.follow_styles(styles);
        for list in numbering.lists.values_mut() {
            if let Some(scheme) = numbering.schemes.get(&list.scheme) {
                list.start(scheme);
            }
        }
        numbering
    }

    /// Gives lists whose scheme is like that of a style the scheme itself.
    fn follow_styles(&mut self, styles: &Styles) {
        let of_style: HashMap<&str, i64> = self
            .schemes
            .iter()
            .filter_map(|(id, scheme)| Some((scheme.style.as_deref()?, *id)))
            .collect();
        let followed = |scheme: &Scheme| {
            let style = scheme.like_style.as_deref()?;
            let by_list = || {
                let list = styles.of(Some(style)).list?;
                Some(self.lists.get(&list)?.scheme)
            };
            of_style.get(style).copied().or_else(by_list)
        };
        let followed: HashMap<i64, i64> = self
            .schemes
            .iter()
            .filter_map(|(id, scheme)| Some((*id, followed(scheme)?)))
            .collect();
        for list in self.lists.values_mut() {
            list.scheme = followed.get(&list.scheme).copied().unwrap_or(list.scheme);
        }
    }

    /// The level of a list that the paragraphs of a style are of.
    pub(super) fn level_of_style(&self, list: i64, style: &str) -> Option<usize> {
        let list = self.lists.get(&list)?;
        let scheme = self.schemes.get(&list.scheme)?;
        let is_of = |of: &Option<String>| of.as_deref() == Some(style);
        scheme.styles.iter().position(is_of)
    }

    /// What stands before the next paragraph of a list: a number or a bullet and a blank, or nothing.
    pub(super) fn next(&mut self, id: i64, level: usize) -> String {
        let list = self.lists.get(&id);
        let scheme = list.and_then(|list| self.schemes.get_mut(&list.scheme));
        let (Some(list), Some(Scheme { levels, counts, .. })) = (list, scheme) else {
            return String::new();
        };
        let first = list.starts.iter().map(|(level, _)| *level).min();
        if self.begun.insert(id)
            && let Some(first) = first
        {
            counts.restart(first);
        }
        let levels = |at: usize| list.level(at).or_else(|| levels.get(at));
        counts.next(level.min(LEVELS - 1), None, levels)
    }
}

fn scheme(tree: &Tree<'_>, at: usize) -> Scheme {
    let mut scheme = Scheme::default();
    for (child, element) in tree.elements(at).filter(|(_, it)| it.vocabulary == Word) {
        let value = || element.attribute("val").map(|it| it.into_owned());
        match element.name {
            "lvl" => {
                if let Some(at) = level_number(element) {
                    (scheme.levels[at], scheme.styles[at]) = level(tree, child);
                }
            }
            "styleLink" => scheme.style = value(),
            "numStyleLink" => scheme.like_style = value(),
            _ => {}
        }
    }
    scheme
}

fn list(tree: &Tree<'_>, at: usize) -> List {
    let mut list = List::default();
    for (child, element) in tree.elements(at).filter(|(_, it)| it.vocabulary == Word) {
        match element.name {
            "abstractNumId" => list.scheme = element.number("val").unwrap_or_default(),
            "lvlOverride" => {
                let Some(at) = level_number(element) else {
                    continue;
                };
                if list.own.len().max(list.starts.len()) == LEVELS {
                    continue;
                }
                let own = |name| tree.child(child, Word, name);
                let start = own("startOverride").and_then(|it| tree.element(it)?.number("val"));
                list.starts.extend(start.map(|start| (at, start)));
                let level = own("lvl").map(|own| level(tree, own).0);
                list.own.extend(level.map(|level| (at, level)));
            }
            _ => {}
        }
    }
    list
}

fn level_number(element: &Element<'_>) -> Option<usize> {
    let number = usize::try_from(element.number("ilvl")?).ok()?;
    (number < LEVELS).then_some(number)
}
