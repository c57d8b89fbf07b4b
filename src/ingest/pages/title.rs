//! The headline of a page, without the name of the site that its title ends with.

use dom_query::local_name;

use super::furniture::Furniture;
use super::stated::Meta;
use super::tree::Tree;

/// A heading of more letters is no headline.
const LONGEST: u32 = 400;

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
        .map(|at| tree.line(at))
        .filter(|title| !title.is_empty());
    let stated: Vec<String> = [
        in_json,
        meta.first(&["og:title"]),
        meta.first(&["dc:title", "dcterms:title", "citation:title"]),
        meta.first(&["twitter:title"]),
    ]
    .into_iter()
    .flatten()
    .map(|title| title.split_whitespace().collect::<Vec<_>>().join(" "))
    .filter(|title| !title.is_empty())
    .collect();
    let headings: Vec<usize> = tree
        .elements(0..tree.len())
        .filter(|(at, element)| {
            let is_heading = element.name == local_name!("h1")
                || element.name == local_name!("h2")
                || element.has_word("itemprop", "headline");
            is_heading && !furniture.holds(*at) && (1..LONGEST).contains(&tree.letters(*at)[0])
        })
        .map(|(at, _)| at)
        .collect();
    let is_stated = |at: &&usize| {
        let shown = letters(&tree.line(**at));
        let in_title = page.as_ref().is_some_and(|page| {
            let page = letters(page);
            page.starts_with(&shown) && 3 * shown.len() >= page.len()
        });
        in_title || stated.iter().any(|stated| letters(stated) == shown)
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
    let at = headings.iter().find(is_stated).copied();
    // The sign of a link to the heading itself is no word of it.
    let line = |at: usize| tree.line(at).trim_end_matches([' ', '¶']).to_owned();
    let shown = at.map(line);
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
