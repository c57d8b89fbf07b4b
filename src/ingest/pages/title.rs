//! The headline of a page, without the name of the site that its title ends with.

use dom_query::local_name;

use super::furniture::Furniture;
use super::stated::Meta;
use super::tree::Tree;
use crate::ingest::{letterhead, lines};

/// A heading of more letters is no headline.
const LONGEST: u32 = 400;

/// So much of the title of a page is looked at, in bytes.
const LONGEST_TITLE: usize = 2_000;

/// The headline is among as many headings.
const MOST_HEADINGS: usize = 500;

/// What stands between a headline and the name of a site, the surest first.
const SEPARATORS: [&str; 9] = [
    " | ", " • ", " :: ", " » ", " · ", " — ", " – ", " - ", " / ",
];

/// How many of them stand nowhere else.
const SURE: usize = 5;

/// A headline.
#[derive(Debug, Default)]
pub(super) struct Title {
    pub(super) text: Option<String>,
    /// The element that shows it.
    pub(super) at: Option<usize>,
    /// The name of the site, if only the title of the page has it.
    pub(super) site: Option<String>,
}

/// Finds the headline: as it is shown where that is what the page states, else as it is stated.
pub(super) fn find(
    tree: &Tree,
    furniture: &Furniture,
    meta: &Meta,
    in_json: Option<&str>,
) -> Title {
    let site = meta.first(&["og:site:name", "application:name"]);
    let page = tree
        .first(0..tree.len(), &local_name!("title"))
        .map(|at| lines::head(&tree.line(at), LONGEST_TITLE).to_owned())
        .filter(|title| !title.is_empty());
    let page_letters = page.as_deref().map(letters).unwrap_or_default();
    let stated = stated(meta, in_json);
    let stated_letters: Vec<String> = stated.iter().map(|title| letters(title)).collect();
    let headings = headings(tree, furniture);
    let is_stated = |at: &&usize| {
        let line = tree.line(**at);
        let shown = letters(&line);
        let in_title = page.as_ref().is_some_and(|page| {
            // A banner with the name of the house is no headline.
            let is_part = || beside(page, &line).is_some() && !letterhead::is_body(&line);
            let is_end = page_letters.starts_with(&shown) || page_letters.ends_with(&shown);
            is_end && (3 * shown.len() >= page_letters.len() || is_part())
        });
        in_title || stated_letters.contains(&shown)
    };
    let (parted, dropped) = match &page {
        Some(page) => {
            let (title, dropped) = parted(page, site);
            (Some(title.to_owned()), dropped.map(str::to_owned))
        }
        None => (None, None),
    };
    let first_heading = || {
        let mut tops = headings.iter().filter(|at| {
            tree.element(**at)
                .is_some_and(|element| element.name == local_name!("h1"))
        });
        match (tops.next(), tops.next()) {
            (Some(only), None) => Some(*only),
            _ => None,
        }
    };
    let at = shown_headline(tree, headings.iter().filter(is_stated).copied());
    // The sign of a link to the heading itself is no word of it.
    let line = |at: usize| tree.line(at).trim_end_matches([' ', '¶']).to_owned();
    let shown = at.map(line);
    let dropped = match (&page, &shown) {
        (Some(page), Some(shown)) => beside(page, shown).map(str::to_owned).or(dropped),
        _ => dropped,
    };
    let stated = stated
        .into_iter()
        .next()
        .map(|title| parted_by_name(&title, site).to_owned());
    let text = shown
        .or(stated)
        .or_else(|| first_heading().map(line))
        .or(parted);
    let at = at.or_else(first_heading);
    Title {
        text,
        at,
        site: dropped,
    }
}

/// The titles that a page states, the surest first, each on one line.
fn stated(meta: &Meta, in_json: Option<&str>) -> Vec<String> {
    [
        in_json,
        meta.first(&["og:title"]),
        meta.first(&["dc:title", "dcterms:title", "citation:title"]),
        meta.first(&["twitter:title"]),
    ]
    .into_iter()
    .flatten()
    .map(|title| title.split_whitespace().collect::<Vec<_>>().join(" "))
    .filter(|title| !title.is_empty())
    .collect()
}

/// What may be the headline.
fn headings(tree: &Tree, furniture: &Furniture) -> Vec<usize> {
    tree.elements(0..tree.len())
        .filter(|(at, element)| {
            let is_heading = element.name == local_name!("h1")
                || element.name == local_name!("h2")
                || element.name == local_name!("h3")
                || element.has_word("itemprop", "headline");
            is_heading && !furniture.holds(*at) && (1..LONGEST).contains(&tree.letters(*at)[0])
        })
        .map(|(at, _)| at)
        .take(MOST_HEADINGS)
        .collect()
}

/// The headline among headings that are all stated: the longest, as the name of a site is short; of a heading for all
/// of that and one for the headline alone, which is the top one, the second.
fn shown_headline(tree: &Tree, headings: impl Iterator<Item = usize>) -> Option<usize> {
    let mut best: Option<(usize, String)> = None;
    for at in headings {
        let words = letters(&tree.line(at));
        let is_top = tree
            .element(at)
            .is_some_and(|it| it.name == local_name!("h1"));
        let is_better = best.as_ref().is_none_or(|(_, known)| {
            words.len() > known.len() && !words.starts_with(known.as_str())
                || is_top && known.len() > words.len() && known.starts_with(&words)
        });
        if is_better {
            best = Some((at, words));
        }
    }
    best.map(|(at, _)| at)
}

/// What the title of a page has beside the headline: the name of the site, before or after it.
fn beside<'a>(title: &'a str, headline: &str) -> Option<&'a str> {
    let headline = letters(headline);
    SEPARATORS.iter().find_map(|separator| {
        let mut places = title.match_indices(separator).map(|(at, _)| at);
        places.find_map(|at| {
            let (before, after) = (title[..at].trim(), title[at + separator.len()..].trim());
            let site = if letters(before) == headline {
                outermost(after, str::rsplit_once)
            } else if letters(after) == headline {
                outermost(before, |text, separator| {
                    text.split_once(separator)
                        .map(|(before, after)| (after, before))
                })
            } else {
                return None;
            };
            let is_section = letterhead::is_way(&site.to_lowercase());
            (!site.is_empty() && !is_section).then_some(site)
        })
    })
}

/// Of the name of a section and that of its site the second, which stands farther from the headline; `part` gives it
/// behind what is nearer.
fn outermost<'a>(
    names: &'a str,
    part: impl Fn(&'a str, &'static str) -> Option<(&'a str, &'a str)>,
) -> &'a str {
    let far = SEPARATORS
        .iter()
        .find_map(|separator| part(names, separator));
    far.map_or(names, |(_, far)| far.trim())
}

/// The letters and digits of a text, small.
pub(super) fn letters(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// The name of a site without what it says of itself after it: `Tarn Gazette | News and views`.
pub(super) fn name(site: &str) -> &str {
    let ends = SEPARATORS[..SURE]
        .iter()
        .filter_map(|separator| site.find(separator));
    let end = ends.min().unwrap_or(site.len());
    match site[..end].trim() {
        "" => site,
        name => name,
    }
}

/// A title without the site's name at its end, if that is what stands there.
fn parted_by_name<'a>(title: &'a str, site: Option<&str>) -> &'a str {
    let Some(site) = site else {
        return title;
    };
    let sites = [site, name(site)].map(letters);
    for separator in SEPARATORS {
        if let Some((before, after)) = title.rsplit_once(separator)
            && sites.contains(&letters(after))
            && !before.trim().is_empty()
        {
            return before.trim();
        }
    }
    title
}

/// The title of a page and the name of the site after it.
fn parted<'a>(title: &'a str, site: Option<&str>) -> (&'a str, Option<&'a str>) {
    let before = parted_by_name(title, site);
    if before.len() < title.len() {
        return (before, None);
    }
    for (at, separator) in SEPARATORS.iter().enumerate() {
        let Some((before, after)) = title.rsplit_once(separator) else {
            continue;
        };
        let (before, after) = (before.trim(), after.trim());
        let words = |text: &str| text.split_whitespace().count();
        // A dash may stand in a headline, too.
        let is_site = at < SURE && words(after) <= 8 || words(after) <= 4 && words(before) >= 4;
        if is_site && words(before) >= words(after).min(2) && !after.is_empty() {
            return (before, Some(after));
        }
    }
    (title, None)
}
