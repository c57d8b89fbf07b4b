//! What a page states of itself: in JSON-LD, in the `meta` elements of Open Graph, Dublin Core and the
//! press, in microdata and microformats, and by what is to be seen around the article.
//!
//! A date is taken only where the page says that it is that of issue; how it is written must leave no
//! doubt about the day.

use dom_query::local_name;

use super::dates;
use super::furniture::Furniture;
use super::json_ld;
use super::title;
use super::tree::{Element, Tree};
use crate::ingest::content::Stated;
use crate::ingest::given::is_persons;

/// The most tags that are taken of a page.
const TAGS: usize = 32;

/// A longer line names no author.
const LONGEST_NAME: usize = 100;

/// The `meta` elements of a page: names in small letters with colons for stops, and contents.
#[derive(Debug, Default)]
pub(super) struct Meta(Vec<(String, String)>);

impl Meta {
    pub(super) fn new(tree: &Tree) -> Self {
        let of = |element: &Element| {
            let name = ["property", "name", "itemprop", "http-equiv"]
                .iter()
                .find_map(|key| element.attribute(key))?;
            let content = element.attribute("content")?.trim();
            let name = name
                .trim()
                .to_ascii_lowercase()
                .replace(['.', '_', '-'], ":");
            (!content.is_empty()).then(|| (name, content.to_owned()))
        };
        let head = tree
            .first(0..tree.len(), &local_name!("body"))
            .unwrap_or(tree.len());
        let metas = tree
            .elements(0..tree.len())
            .filter(|(_, element)| element.name == local_name!("meta"));
        let metas =
            metas.filter(|(at, element)| *at < head || element.attribute("itemprop").is_none());
        Self(metas.filter_map(|(_, element)| of(element)).collect())
    }

    /// The content of the first of the names that the page has.
    pub(super) fn first<'a>(&'a self, names: &[&'a str]) -> Option<&'a str> {
        names.iter().find_map(|name| self.all(name).next())
    }

    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> + 'a {
        self.0
            .iter()
            .filter(move |(known, _)| known == name)
            .map(|(_, content)| content.as_str())
    }
}

/// Reads what a page states; `article` is the element that holds its text.
pub(super) fn read(tree: &Tree, furniture: &Furniture, article: usize) -> Stated {
    let meta = Meta::new(tree);
    let scripts: Vec<String> = tree
        .elements(0..tree.len())
        .filter(|(_, element)| {
            element.name == local_name!("script") && element.has_word("type", "application/ld+json")
        })
        .map(|(at, _)| tree.text(at))
        .collect();
    let in_json = json_ld::read(scripts.iter().map(String::as_str));
    let title = title::find(tree, furniture, &meta, in_json.title.as_deref());
    let address = address(tree, &meta).or(in_json.address.filter(|address| is_address(address)));
    let owned = |text: &str| Some(text.to_owned());
    let source = meta
        .first(&[
            "og:site:name",
            "dc:publisher",
            "dcterms:publisher",
            "citation:publisher",
            "copyright:holder",
        ])
        .and_then(owned)
        .or(in_json.source)
        .or_else(|| {
            meta.first(&["application:name", "publisher", "contentsource", "sitename"])
                .and_then(owned)
        })
        .filter(|source| !is_address(source) && !source.starts_with('@'))
        .or(title.site)
        .map(|source| title::name(&source).to_owned());
    Stated {
        date: dates::find(
            tree,
            furniture,
            &meta,
            in_json.date.as_deref(),
            title.at,
            article,
            address.as_deref(),
        ),
        source,
        author: in_json
            .author
            .or_else(|| author(tree, &meta, furniture))
            .or_else(|| byline(tree, title.at?)),
        language: language(tree, &meta).or(in_json.language),
        address,
        tags: tags(tree, &meta, in_json.tags),
        title: title.text,
    }
}

fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}

fn author(tree: &Tree, meta: &Meta, furniture: &Furniture) -> Option<String> {
    let is_name = |name: &&str| !is_address(name) && name.len() <= LONGEST_NAME;
    let stated = meta
        .first(&[
            "author",
            "dc:creator",
            "dcterms:creator",
            "article:author",
            "parsely:author",
            "citation:author",
        ])
        .filter(is_name)
        .map(str::to_owned);
    stated.or_else(|| {
        let (at, _) = tree.elements(0..tree.len()).find(|(at, element)| {
            let says = element.has_word("itemprop", "author")
                || element.has_word("rel", "author") && element.name == local_name!("a")
                || element.has_mark("p-author");
            says && !furniture.holds(*at) && tree.letters(*at)[0] > 0
        })?;
        let name = tree.line(at);
        let name = name.strip_prefix("By ").unwrap_or(&name).trim();
        (name.len() <= LONGEST_NAME).then(|| name.to_owned())
    })
}

/// The name in the line under the headline that says who wrote the text: `By Mara Lind`.
fn byline(tree: &Tree, title: usize) -> Option<String> {
    /// So many nodes after the headline, it stands.
    const NEAR: usize = 60;
    const LEADS: [&str; 12] = [
        "by ",
        "posted by ",
        "written by ",
        "von ",
        "par ",
        "por ",
        "di ",
        "door ",
        "av ",
        "af ",
        "автор: ",
        "author: ",
    ];
    let from = tree.node(title).end;
    let names = tree.elements(from..(from + NEAR).min(tree.len()));
    let mut names = names.filter_map(|(at, element)| {
        if tree.letters(at)[0] as usize > LONGEST_NAME / 2 {
            return None;
        }
        let line = tree.line(at);
        let lead = LEADS.iter().find(|lead| {
            let start = line.get(..lead.len());
            start.is_some_and(|start| start.to_lowercase() == **lead)
        });
        let is_marked = ["author", "byline"].iter().any(|word| element.says(word));
        let is_led = lead.is_some() && matches!(&*element.name, "p" | "div" | "span" | "address");
        let name = line[lead.map_or(0, |lead| lead.len())..].trim();
        ((is_marked || is_led) && is_persons(name)).then(|| name.to_owned())
    });
    names.next()
}

fn language(tree: &Tree, meta: &Meta) -> Option<String> {
    let html = tree.first(0..tree.len(), &local_name!("html"));
    let stated = html.and_then(|html| tree.element(html)).and_then(|html| {
        html.attribute("lang")
            .or_else(|| html.attribute("xml:lang"))
    });
    stated
        .filter(|language| !language.trim().is_empty())
        .or_else(|| {
            meta.first(&[
                "content:language",
                "og:locale",
                "dc:language",
                "dcterms:language",
                "language",
                "inlanguage",
            ])
        })
        .map(|language| language.trim().to_owned())
}

/// The whole address of the page.
fn address(tree: &Tree, meta: &Meta) -> Option<String> {
    let link = |rel: &str| {
        let (_, link) = tree.elements(0..tree.len()).find(|(_, element)| {
            element.name == local_name!("link") && element.has_word("rel", rel)
        })?;
        link.attribute("href")
    };
    let candidates = [
        link("canonical"),
        meta.first(&["og:url"]),
        link("shortlink"),
    ];
    let whole = |address: &&str| is_address(address.trim());
    candidates
        .into_iter()
        .flatten()
        .find(whole)
        .map(|address| address.trim().to_owned())
}

/// The address that others on a page are relative to.
pub(super) fn base(tree: &Tree, address: Option<&str>) -> Option<String> {
    let base = tree.first(0..tree.len(), &local_name!("base"));
    let stated = base.and_then(|base| tree.element(base)?.attribute("href"));
    stated
        .filter(|base| is_address(base))
        .or(address)
        .map(str::to_owned)
}

fn tags(tree: &Tree, meta: &Meta, in_json: Vec<String>) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    let mut add = |tag: &str| {
        let tag = tag.split_whitespace().collect::<Vec<_>>().join(" ");
        if !tag.is_empty() && tags.len() < TAGS && !tags.contains(&tag) {
            tags.push(tag);
        }
    };
    let linked = tree
        .elements(0..tree.len())
        .filter(|(_, element)| element.name == local_name!("a") && element.has_word("rel", "tag"));
    linked.for_each(|(at, _)| add(&tree.line(at)));
    for name in [
        "article:tag",
        "og:article:tag",
        "dc:subject",
        "dcterms:subject",
    ] {
        meta.all(name).for_each(&mut add);
    }
    in_json.iter().for_each(|tag| add(tag));
    let listed = meta.first(&["news:keywords"]);
    let listed = listed.or_else(|| meta.first(&["keywords"]).filter(|_| tags.is_empty()));
    let listed: Vec<String> = listed
        .into_iter()
        .flat_map(|list| list.split([',', ';']))
        .map(str::to_owned)
        .collect();
    for tag in listed {
        let tag = tag.trim().to_owned();
        if !tag.is_empty() && tags.len() < TAGS && !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags
}
