//! The numbers and bullets that Word puts before paragraphs.
//!
//! A paragraph names a list and a level. A list (`num`) is one way to use a scheme (`abstractNum`): lists of one
//! scheme count on together, unless one says where it starts.

use std::collections::{HashMap, HashSet};

use super::super::numerals::Numerals;
use super::super::vocabulary::Vocabulary::Word;
use super::super::xml::{Element, Tree};
use super::levels::{Level, level};
use super::styles::Styles;

/// How many levels a list has.
pub(super) const LEVELS: usize = 9;

/// The most schemes, and the most lists, that are looked at; Word counts lists up to 32,767.
const MOST_SCHEMES: usize = 10_000;
const MOST_LISTS: usize = 50_000;

/// A scheme of numbers, with how far it has counted.
#[derive(Debug, Default)]
struct Scheme {
    levels: [Level; LEVELS],
    counts: [Option<i64>; LEVELS],
    /// The style that it is the list of.
    style: Option<String>,
    /// The style whose list it is like.
    like_style: Option<String>,
}

/// A use of a scheme.
#[derive(Debug, Default)]
struct List {
    scheme: i64,
    /// In what it differs, by level; most do not.
    own: Vec<(usize, Own)>,
}

/// How a level of a list differs from that of its scheme.
#[derive(Debug, Default)]
struct Own {
    start: Option<i64>,
    level: Option<Level>,
}

impl List {
    fn start(&self, at: usize) -> Option<i64> {
        self.own(at)?.start
    }

    fn level(&self, at: usize) -> Option<&Level> {
        self.own(at)?.level.as_ref()
    }

    fn own(&self, at: usize) -> Option<&Own> {
        let own = self.own.iter().find(|(level, _)| *level == at);
        own.map(|(_, own)| own)
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
        let is_of = |level: &Level| level.style.as_deref() == Some(style);
        scheme.levels.iter().position(is_of)
    }

    /// The number or bullet of the next paragraph of a list, without a blank after it; empty where it shows none.
    pub(super) fn next(&mut self, list: i64, level: usize) -> Option<String> {
        let level = level.min(LEVELS - 1);
        let id = list;
        let list = self.lists.get(&list)?;
        let scheme = self.schemes.get_mut(&list.scheme)?;
        if self.begun.insert(id) {
            for (at, count) in scheme.counts.iter_mut().enumerate() {
                *count = count.filter(|_| list.start(at).is_none());
            }
        }
        let format = |at: usize| list.level(at).unwrap_or(&scheme.levels[at]);
        let start = |at: usize| list.start(at).unwrap_or(format(at).start);
        for above in 0..level {
            let count = scheme.counts[above].unwrap_or_else(|| start(above));
            scheme.counts[above] = Some(count);
        }
        let next = scheme.counts[level].map_or_else(|| start(level), |it| it.saturating_add(1));
        scheme.counts[level] = Some(next);
        for below in level + 1..LEVELS {
            let begins_anew = match format(below).restart {
                None => true,
                Some(after) => i64::try_from(level).is_ok_and(|level| level < after),
            };
            if begins_anew {
                scheme.counts[below] = None;
            }
        }
        let this = format(level);
        if this.is_bullet {
            return Some(this.text.clone());
        }
        Some(written(this, |at| {
            let numerals = match this.is_legal {
                true => Numerals::Decimal,
                false => format(at).numerals,
            };
            numerals.write(scheme.counts[at].unwrap_or_else(|| start(at)))
        }))
    }
}

/// The text of a level with the numbers in it.
fn written(level: &Level, number: impl Fn(usize) -> String) -> String {
    if level.numerals == Numerals::Nothing && !level.text.contains('%') {
        return level.text.clone();
    }
    let mut written = String::new();
    let mut rest = level.text.as_str();
    while let Some((before, after)) = rest.split_once('%') {
        written.push_str(before);
        rest = after;
        match after.as_bytes().first() {
            Some(digit @ b'1'..=b'9') => {
                written.push_str(&number(usize::from(digit - b'1')));
                rest = &after[1..];
            }
            _ => written.push('%'),
        }
    }
    written.push_str(rest);
    written
}

fn scheme(tree: &Tree<'_>, at: usize) -> Scheme {
    let mut scheme = Scheme::default();
    for (child, element) in tree.elements(at).filter(|(_, it)| it.vocabulary == Word) {
        let value = || element.attribute("val").map(|it| it.into_owned());
        match element.name {
            "lvl" => {
                if let Some(at) = level_number(element) {
                    scheme.levels[at] = level(tree, child);
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
                let own = |name| tree.child(child, Word, name);
                let own = Own {
                    level: own("lvl").map(|own| level(tree, own)),
                    start: own("startOverride")
                        .and_then(|start| tree.element(start)?.number("val")),
                };
                if list.own.len() < LEVELS {
                    list.own.push((at, own));
                }
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
