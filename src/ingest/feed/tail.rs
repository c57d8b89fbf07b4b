//! What a site's program appends to each entry: "The post … appeared first on …." and buttons for sharing it.

use std::borrow::Cow;

use super::pieces::{Piece, Pieces};
use super::words::flat;

/// What an entry and its feed go by.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Names<'a> {
    pub(super) title: Option<&'a str>,
    pub(super) address: Option<&'a str>,
    pub(super) feed: Option<&'a str>,
    pub(super) site: Option<&'a str>,
}

/// The most bytes of a block that may be appended, and of its words beside its links.
const LONGEST: usize = 3000;
const WORDS: usize = 60;

/// The most blocks that are taken away.
const MOST: usize = 4;

/// Takes from the end of an entry's HTML what its site appends, in any language.
pub(super) fn without_tail(mut html: String, names: Names<'_>) -> String {
    for _ in 0..MOST {
        let trimmed = html.trim_end();
        let Some(start) = share_block(trimmed).or_else(|| origin(trimmed, names)) else {
            break;
        };
        html.truncate(start);
    }
    html
}

/// Where the last block begins if it is one of buttons, as the most common plugin marks them.
fn share_block(html: &str) -> Option<usize> {
    let from = floor(html, html.len().saturating_sub(LONGEST));
    let start = from + html[from..].find("<div class=\"sharedaddy")?;
    let mut depth = 0_usize;
    for (range, piece) in Pieces::of(&html[start..]) {
        match piece {
            Piece::Open(tag) if tag.name.eq_ignore_ascii_case("div") => {
                depth += usize::from(!tag.is_empty);
            }
            Piece::Close(name) if name.eq_ignore_ascii_case("div") => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return (start + range.end == html.len()).then_some(start);
                }
            }
            _ => {}
        }
    }
    None
}

/// Where the last paragraph begins if it says nothing but where the entry is from: it has two links, to the entry
/// and to its site, and few words beside them.
fn origin(html: &str, names: Names<'_>) -> Option<usize> {
    let inside = html.strip_suffix("</p>")?;
    let from = floor(inside, inside.len().saturating_sub(LONGEST));
    let start = from + inside[from..].rfind("<p")?;
    let mut links: Vec<(Cow<'_, str>, &str)> = Vec::new();
    let mut open: Option<(Cow<'_, str>, usize)> = None;
    let block = &inside[start..];
    for (range, piece) in Pieces::of(block) {
        match piece {
            Piece::Open(tag) if tag.name.eq_ignore_ascii_case("a") => {
                open = Some((tag.attribute("href").unwrap_or_default(), range.end));
            }
            Piece::Close(name) if name.eq_ignore_ascii_case("a") => {
                let (address, from) = open.take()?;
                links.push((address, &block[from..range.start]));
            }
            _ => {}
        }
    }
    let leads_to = |(address, words): &(Cow<'_, str>, &str), known: [Option<&str>; 2]| {
        let [title, place] = known;
        let is_there = place.is_some_and(|place| is_same_place(address, place));
        is_there || title.is_some_and(|title| flat(words) == title)
    };
    let [one, two] = &links[..] else { return None };
    let own = [names.title, names.address];
    let site = [names.feed, names.site];
    let leads = |one, two| leads_to(one, own) && leads_to(two, site);
    let linked = flat(one.1).chars().count() + flat(two.1).chars().count();
    let beside = flat(block).chars().count().saturating_sub(linked);
    ((leads(one, two) || leads(two, one)) && beside <= WORDS).then_some(start)
}

/// True for one address, whatever follows it for counting readers.
fn is_same_place(one: &str, other: &str) -> bool {
    let bare = |address: &str| {
        let end = address.find(['?', '#']).unwrap_or(address.len());
        let place = address[..end].trim_end_matches('/');
        let place = place.split_once("://").map_or(place, |(_, place)| place);
        place.to_ascii_lowercase()
    };
    let one = bare(one);
    !one.is_empty() && one == bare(other)
}

/// The beginning of a letter at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at)
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: Names<'_> = Names {
        title: Some("The bridge & the ferry"),
        address: Some("https://tarn.example/news/4/"),
        feed: Some("Tarn Gazette"),
        site: Some("https://tarn.example"),
    };

    fn left(html: &str) -> String {
        without_tail(html.to_owned(), NAMES)
    }

    #[test]
    fn what_says_where_an_entry_is_from_is_taken_away_in_any_language() {
        for tail in [
            "<p>The post <a href=\"https://tarn.example/news/4/\">The bridge</a> appeared first on \
                <a href=\"https://tarn.example\">Tarn</a>.</p>",
            "<p>L’article <a rel=\"nofollow\" href=\"http://tarn.example/news/4?utm=1\">Le pont</a> est apparu \
                en premier sur <a href=\"http://tarn.example/\">Tarn</a>.</p>\n",
            "<p>Запись <a href=\"x\">The bridge &amp; the ferry</a> впервые появилась \
                <a href=\"y\">Tarn Gazette</a>.</p>",
            "<p><a href=\"y\">Tarn Gazette</a> sitesinde <a href=\"x\">The bridge &amp; the ferry</a></p>",
            "<div class=\"sharedaddy sd-sharing-enabled\"><div><h3>Share this:</h3><ul><li><a \
                href=\"https://tarn.example/news/4/?share=x\">Click to share on X</a></li></ul></div></div>\
                <p>The post <a href=\"x\">The bridge &amp; the ferry</a> appeared first on \
                <a href=\"y\">Tarn Gazette</a>.</p>",
        ] {
            assert_eq!(
                left(&format!("<p>It is open.</p>{tail}")),
                "<p>It is open.</p>",
                "{tail}"
            );
        }
    }

    #[test]
    fn what_says_more_stays() {
        for html in [
            "",
            "<p>",
            "</p>",
            "<p>It is open, says <a href=\"https://tarn.example/news/3\">the port</a> in \
                <a href=\"https://tarn.example\">Tarn</a>.</p>",
            "<p>As <a href=\"x\">Tarn Gazette</a> has it, <a href=\"https://tarn.example/news/4\">all</a> of the \
                ferries will be taken out of service in the spring, and the bridge will be closed.</p>",
            "<p>See <a href=\"https://tarn.example/news/4\">more</a>.</p>",
            "<div class=\"sharedaddy\"><p>It is open.</p></div><p>So it is.</p>",
            "<div class=\"sharedaddy\"><p>It is open.</p>",
            "<p><a></p>",
        ] {
            assert_eq!(left(html), html);
        }
        let long = format!("é{}</p>", "<p".repeat(4000));
        assert_eq!(left(&long), long);
    }
}
