//! The day on which a page says that its article was issued.

use dom_query::local_name;

use super::furniture::Furniture;
use super::stated::Meta;
use super::tree::{Element, Tree};
use crate::briefing::Precision;
use crate::ingest::dates;

/// `meta` elements that give the date of issue, the plainest first.
const NAMES: [&str; 26] = [
    "article:published:time",
    "article:published",
    "og:article:published:time",
    "og:published:time",
    "og:pubdate",
    "datepublished",
    "dc:date:issued",
    "dcterms:issued",
    "dcterms:created",
    "dc:date:created",
    "dcterms:date",
    "dc:date",
    "dcterms:available",
    "citation:publication:date",
    "citation:date",
    "publication:date",
    "publish:date",
    "published:date",
    "publishdate",
    "pubdate",
    "pub:date",
    "parsely:pub:date",
    "sailthru:date",
    "article:date:original",
    "date",
    "datecreated",
];

/// No page has an older text, and programs have years before it for none.
const EARLIEST: i16 = 1500;

/// So many nodes after the headline, a line of the date stands.
const NEAR: usize = 60;

/// A line of more letters holds more than a date.
const LONGEST: u32 = 48;

/// The day as it is stated, or else as it is to be seen beside the headline.
pub(super) fn find(
    tree: &Tree,
    furniture: &Furniture,
    meta: &Meta,
    in_json: Option<&str>,
    title: Option<usize>,
    article: usize,
) -> Option<String> {
    in_json
        .and_then(day)
        .or_else(|| NAMES.iter().find_map(|name| meta.all(name).find_map(day)))
        .or_else(|| in_microdata(tree, furniture))
        .or_else(|| beside(tree, furniture, title, article))
        .or_else(|| below(tree, furniture, title?))
}

/// A text that is a date to the day, as it is written.
///
/// The first day that a computer knows stands where none was entered.
fn day(text: &str) -> Option<String> {
    let text = text.trim();
    let date = dates::parse(text)?;
    let is_void = date.first_day().year() < EARLIEST || text.starts_with("1970-01-01");
    (date.precision() >= Precision::Day && !is_void).then(|| text.to_owned())
}

/// The date that microdata or a microformat marks as that of issue.
fn in_microdata(tree: &Tree, furniture: &Furniture) -> Option<String> {
    let says = |element: &Element| {
        element.has_word("itemprop", "datePublished")
            || element.has_mark("dt-published")
            || element.attribute("pubdate").is_some()
            || element.name == local_name!("time") && element.says("published")
    };
    tree.elements(0..tree.len())
        .filter(|(at, element)| says(element) && !furniture.holds(*at) && !is_of_part(tree, *at))
        .find_map(|(at, element)| of_element(tree, at, element))
}

/// True for what belongs to a picture or a film on the page.
fn is_of_part(tree: &Tree, at: usize) -> bool {
    tree.outwards(at)
        .skip(1)
        .find_map(|outer| {
            tree.element(outer)
                .filter(|outer| outer.attribute("itemscope").is_some())
        })
        .and_then(|outer| outer.attribute("itemtype"))
        .is_some_and(|kind| {
            [
                "ImageObject",
                "VideoObject",
                "AudioObject",
                "MediaObject",
                "Comment",
            ]
            .iter()
            .any(|end| kind.ends_with(end))
        })
}

fn of_element(tree: &Tree, at: usize, element: &Element) -> Option<String> {
    ["datetime", "content", "title"]
        .iter()
        .find_map(|name| element.attribute(name).and_then(day))
        .or_else(|| of_line(tree, at))
}

/// The date that an element shows and nothing else but a label.
fn of_line(tree: &Tree, at: usize) -> Option<String> {
    if tree.letters(at)[0] > LONGEST {
        return None;
    }
    let line = tree.line(at);
    let unlabelled = line.split_once(':').map_or("", |(_, rest)| rest);
    let after = |word: &str| {
        let rest = line
            .get(..word.len())
            .filter(|start| start.eq_ignore_ascii_case(word))?;
        line[rest.len()..].strip_prefix(' ')
    };
    day(&line).or_else(|| day(unlabelled)).or_else(|| {
        ["published on", "posted on", "published", "posted", "on"]
            .iter()
            .find_map(|word| day(after(word)?))
    })
}

/// The date that stands beside the headline, if only one does.
fn beside(
    tree: &Tree,
    furniture: &Furniture,
    title: Option<usize>,
    article: usize,
) -> Option<String> {
    let from = title.unwrap_or(article);
    let to = (tree.node(from).end + NEAR).min(tree.len());
    tree.elements(from..to)
        .filter(|(at, _)| !furniture.holds(*at))
        .find_map(|(at, element)| {
            let is_time = element.name == local_name!("time");
            let is_marked = [
                "date",
                "published",
                "posted",
                "pubdate",
                "dateline",
                "timestamp",
                "datetime",
            ]
            .iter()
            .any(|word| element.says(word))
                && !says_changed(element);
            (is_time || is_marked)
                .then(|| of_element(tree, at, element))
                .flatten()
        })
}

/// The date that opens the first line with one below the headline, with nothing behind it but a time and what has a
/// label: `2026年05月11日 10:30 来源：…`. What marks it as the date is its place.
fn below(tree: &Tree, furniture: &Furniture, title: usize) -> Option<String> {
    let from = tree.node(title).end;
    let is_of_change = |at: usize| {
        let around = tree.outwards(at).filter_map(|at| tree.element(at));
        around.take(2).any(says_changed)
    };
    tree.elements(from..(from + NEAR).min(tree.len()))
        .filter(|(at, _)| !furniture.holds(*at) && (1..LONGEST).contains(&tree.letters(*at)[0]))
        .filter(|(at, _)| !is_of_change(*at))
        .find_map(|(at, _)| stamp(&tree.line(at)))
}

/// True for an element that is marked as the day of a change.
fn says_changed(element: &Element) -> bool {
    ["updated", "modified", "update"]
        .iter()
        .any(|word| element.says(word))
}

fn stamp(line: &str) -> Option<String> {
    let (_, range) = dates::first(line).filter(|(_, range)| range.start == 0)?;
    let behind = line[range.end..].trim_start_matches([' ', ',', '|', '·', '/', '-', '–']);
    let clock = behind.find(|c: char| !c.is_ascii_digit() && c != ':');
    let labelled = behind[clock.unwrap_or(behind.len())..].trim();
    let is_labelled = |word: &str| word.contains([':', '：']);
    let is_all = labelled.is_empty() || labelled.split_whitespace().next().is_some_and(is_labelled);
    day(&line[range]).filter(|_| is_all)
}
