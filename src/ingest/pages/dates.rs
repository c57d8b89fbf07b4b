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

/// Words that lead to the day on which a page was published.
const ISSUED: [&str; 40] = [
    "data",
    "date",
    "datum",
    "dátum",
    "fecha",
    "issued",
    "julkaistu",
    "objavljeno",
    "opublikowano",
    "posted",
    "publicada",
    "publicado",
    "publicat",
    "publicată",
    "publié",
    "publiée",
    "publicerad",
    "publicerat",
    "publikováno",
    "publisert",
    "publiceret",
    "published",
    "pubblicata",
    "pubblicato",
    "released",
    "submitted",
    "tarih",
    "tarihi",
    "veröffentlicht",
    "zveřejněno",
    "gepubliceerd",
    "geplaatst",
    "yayınlanma",
    "дата",
    "објављено",
    "опубликовано",
    "опубліковано",
    "публикувано",
    "размещено",
    "تاريخ",
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
    address: Option<&str>,
) -> Option<String> {
    in_json
        .and_then(day)
        .or_else(|| NAMES.iter().find_map(|name| meta.all(name).find_map(day)))
        .or_else(|| in_microdata(tree, furniture))
        .or_else(|| beside(tree, furniture, title, article))
        .or_else(|| below(tree, furniture, title?, article))
        .or_else(|| above(tree, furniture, title?))
        .or_else(|| address.and_then(in_address))
}

/// The day that the address of a page has: `https://tarn.example/2024/05/31/ferry`.
fn in_address(address: &str) -> Option<String> {
    let parts: Vec<&str> = address.split('/').collect();
    parts.windows(3).find_map(|parts| {
        let [year, month, of_month] = parts else {
            return None;
        };
        let are_numbers = parts
            .iter()
            .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
        let is_whole = year.len() == 4 && month.len() <= 2 && of_month.len() <= 2;
        let written = || format!("{year}-{month:0>2}-{of_month:0>2}");
        (are_numbers && is_whole)
            .then(written)
            .as_deref()
            .and_then(day)
    })
}

/// Where the search for a date beside a headline ends: with the article, if that is below it, and with its first
/// sentences, as there may be a lead above the date.
fn end(tree: &Tree, from: usize, article: usize) -> usize {
    /// As many letters without a tag between them are a sentence.
    const SENTENCE: u32 = 60;
    let near = (from + NEAR).min(tree.len());
    let near = match tree.node(article).end {
        end if end > from => near.min(end),
        _ => near,
    };
    let is_sentence = |at: &usize| tree.element(*at).is_none() && tree.letters(*at)[0] >= SENTENCE;
    (from..near).filter(is_sentence).nth(1).unwrap_or(near)
}

/// The date that stands alone right above the headline, in the same element.
fn above(tree: &Tree, furniture: &Furniture, title: usize) -> Option<String> {
    let around = tree.node(title).parent;
    let before = tree.children(around).take_while(|&at| at < title);
    let lines = before.filter(|&at| tree.element(at).is_some() && tree.letters(at)[0] > 0);
    let last = lines.last().filter(|&at| !furniture.holds(at))?;
    (tree.letters(last)[0] < LONGEST)
        .then(|| stamp(&tree.line(last)))
        .flatten()
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
        const PROPERTIES: [&str; 6] = [
            "dc:date",
            "dc:created",
            "dc:issued",
            "dcterms:created",
            "dcterms:issued",
            "schema:datePublished",
        ];
        element.has_word("itemprop", "datePublished")
            || PROPERTIES
                .iter()
                .any(|name| element.has_word("property", name))
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
    let to = match title {
        Some(title) => end(tree, tree.node(title).end, article),
        None => (tree.node(from).end + NEAR).min(tree.len()),
    };
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

/// The date of the first line with one below the headline, if it opens the line and nothing stands behind it but a time
/// and what has a label (`2026年05月11日 10:30 来源：…`), or a few words lead to it (`Publié le 3 mars 2024`,
/// `Posted on March 3, 2024 by the desk`). What marks it as the date is its place.
fn below(tree: &Tree, furniture: &Furniture, title: usize, article: usize) -> Option<String> {
    let from = tree.node(title).end;
    let is_of_change = |at: usize| {
        let around = tree.outwards(at).filter_map(|at| tree.element(at));
        around.take(2).any(says_changed)
    };
    tree.elements(from..end(tree, from, article))
        .filter(|(at, _)| !furniture.holds(*at) && (1..LONGEST).contains(&tree.letters(*at)[0]))
        .filter(|(at, _)| !is_of_change(*at))
        .find_map(|(at, _)| {
            let line = tree.line(at);
            stamp(&line).or_else(|| labelled(&line))
        })
}

/// The date to which a few words lead, if they tell of no change and the line has no other one.
fn labelled(line: &str) -> Option<String> {
    /// `Submitted by the desk on Wed,`
    const MOST: usize = 6;
    let (_, range) = dates::first(line)?;
    let (before, after) = (&line[..range.start], &line[range.end..]);
    let words = |text: &str| {
        let words = text.split(|c: char| !c.is_alphanumeric());
        words
            .filter(|word| word.chars().any(char::is_alphabetic))
            .count()
    };
    let is_short = (1..=MOST).contains(&words(before)) && words(after) <= MOST;
    let is_sentence = line.trim_end().ends_with(['.', '!', '?', '…']);
    let is_only = dates::first(after).is_none();
    (is_short && is_only && !is_sentence && tells_of_issue(before)).then_some(())?;
    day(&line[range])
}

/// True for words that say that something was published.
fn tells_of_issue(words: &str) -> bool {
    let mut words = words.split(|c: char| !c.is_alphanumeric());
    words.any(|word| ISSUED.contains(&word.to_lowercase().as_str()))
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
