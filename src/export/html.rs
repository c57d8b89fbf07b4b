//! One HTML page: contents with links, a briefing a section, the speakers of quotes beside them.
//!
//! It holds no script and asks for nothing from outside, which its content security policy says
//! too. All markup is written by `maud`, which escapes every text; the only text in the style
//! sheet is the caveats, every character of which is written as its number.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{Clip, Document, GONE, Part, Piece, Stretch, clean, facts, stretches, tag_names};
use crate::briefing::{Block, BlockKind, Briefing};

/// How many speakers of a briefing have a colour of their own.
const COLOURS: usize = 6;

const STYLE: &str = include_str!("style.css");

/// What forbids the page everything but its own style.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// The end of the page.
pub(super) const FOOT: &str = "</main>\n</body>\n</html>\n";

/// The beginning of the page, up to the first briefing.
pub(super) fn head(document: &Document) -> String {
    let title = title(document);
    let caveats = caveats(document);
    let page = html! {
        (DOCTYPE)
        (PreEscaped("<html lang=\"en\">\n"))
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="generator" content=(concat!("Chancery ", env!("CARGO_PKG_VERSION")));
            meta http-equiv="Content-Security-Policy" content=(POLICY);
            title { (title) }
            style { (PreEscaped(STYLE)) (PreEscaped(page_rules(&caveats))) }
        }
        (PreEscaped("\n<body>\n"))
        @if document.pieces.len() > 1 || document.title.is_some() {
            header {
                h1 { (title) }
                p.facts { "Made on " (day(document)) }
            }
            nav {
                h2 { "Contents" }
                ol {
                    @for (number, piece) in document.pieces.iter().enumerate() {
                        (contents_line(number, &piece.briefing))
                    }
                }
            }
        }
        (PreEscaped("\n<main>\n"))
    };
    page.into_string()
}

fn day(document: &Document) -> String {
    let day = document.day;
    let date = crate::briefing::BriefingDate::day(day.year(), day.month(), day.day());
    date.map(|date| date.long()).unwrap_or_default()
}

fn title(document: &Document) -> String {
    if let Some(title) = &document.title {
        return clean(title);
    }
    let what = match document.part {
        Part::Whole => "briefing",
        Part::Clippings => "clipped briefing",
    };
    match document.pieces.as_slice() {
        [one] => one.briefing.title.clone(),
        several => format!("{} {what}s", several.len()),
    }
}

fn contents_line(number: usize, briefing: &Briefing) -> Markup {
    html! {
        li {
            a href=(format!("#b{}", number + 1)) lang=[lang(briefing)] dir="auto" { (briefing.title) }
            " "
            span.facts { (facts(briefing).join(" · ")) }
            @if let Some(caveat) = briefing.stamp() { " " strong.caveat { (caveat) } }
        }
    }
}

/// The different caveats of the briefings.
fn caveats(document: &Document) -> BTreeSet<String> {
    let stamps = document.pieces.iter().map(|it| it.briefing.stamp());
    stamps.flatten().collect()
}

/// What the pages of a caveat are called in the style sheet.
fn page_name(caveat: &str) -> String {
    let hash = blake3::hash(caveat.as_bytes()).to_hex();
    format!("caveat-{}", &hash[..8])
}

/// Rules that print a caveat at the head and the foot of every page of its briefings.
fn page_rules(caveats: &BTreeSet<String>) -> String {
    let mut rules = String::new();
    for caveat in caveats {
        let name = page_name(caveat);
        let text = css_text(caveat);
        // Writing to a string does not fail.
        let _ = writeln!(rules, ".{name} {{ page: {name} }}");
        let _ = writeln!(
            rules,
            "@page {name} {{ @top-center {{ content: {text} }} @bottom-center {{ content: {text} }} }}"
        );
    }
    rules
}

/// A text as a string of CSS, every character by its number: nothing in it can end the string or
/// the style sheet.
fn css_text(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        let _ = write!(quoted, "\\{:x} ", c as u32);
    }
    quoted.push('"');
    quoted
}

/// A briefing of a document, or what was clipped of it.
pub(super) fn piece(document: &Document, number: usize) -> String {
    let piece = &document.pieces[number];
    let briefing = &piece.briefing;
    let caveat = briefing.stamp();
    let page = caveat.as_deref().map(page_name);
    let section = html! {
        article id=(format!("b{}", number + 1)) lang=[lang(briefing)] class=[page] {
            @if let Some(caveat) = &caveat { p.caveat lang="en" { (caveat) } }
            div.briefing {
                h2 dir="auto" { (briefing.title) }
                p.facts lang="en" dir="auto" { (facts(briefing).join(" · ")) }
                @match document.part {
                    Part::Whole => (whole(piece)),
                    Part::Clippings => @for clip in piece.clips() { (clipping(&clip)) },
                }
            }
        }
        "\n"
    };
    section.into_string()
}

/// The language of a briefing, where it is a code and nothing else.
fn lang(briefing: &Briefing) -> Option<&str> {
    let is_code = |code: &&str| {
        (2..=3).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_lowercase())
    };
    briefing.language.as_deref().filter(is_code)
}

fn whole(piece: &Piece) -> Markup {
    let briefing = &piece.briefing;
    let tags = tag_names(briefing);
    let speakers = briefing.speaker_numbers();
    let blocks: Vec<_> = briefing.blocks_with_quotes().collect();
    let is_item = |block: &Block| matches!(block.kind, BlockKind::ListItem(_));
    let groups = blocks.chunk_by(|a, b| is_item(a.0) && is_item(b.0));
    html! {
        @if !tags.is_empty() {
            ul.tags lang="en" { @for tag in &tags { li dir="auto" { (tag) } " " } }
        }
        @if let Some(note) = piece.note() { aside.note dir="auto" { (note) } }
        @for group in groups {
            @if is_item(group[0].0) {
                ul.items { @for (block, quotes) in group { (self::block(briefing, block, quotes, &speakers)) } }
            } @else {
                @for (block, quotes) in group { (self::block(briefing, block, quotes, &speakers)) }
            }
        }
    }
}

fn block(
    briefing: &Briefing,
    block: &Block,
    quotes: &[usize],
    speakers: &[Option<usize>],
) -> Markup {
    let text = briefing.body.block_text(block);
    let stretches = stretches(briefing, block.span.range(), quotes);
    let words = || credited(&stretches, speakers);
    html! {
        @match block.kind {
            BlockKind::Heading(1 | 2) => h3 dir="auto" { (words()) },
            BlockKind::Heading(3) => h4 dir="auto" { (words()) },
            BlockKind::Heading(_) => h5 dir="auto" { (words()) },
            BlockKind::Paragraph => p dir="auto" { (words()) },
            BlockKind::Turn { .. } => p.turn dir="auto" { (words()) },
            BlockKind::ListItem(depth) => li.(format!("d{}", depth.min(6))) dir="auto" { (words()) },
            BlockKind::BlockQuote => blockquote dir="auto" { (words()) },
            BlockKind::Preformatted => pre dir="auto" { (text) },
            BlockKind::Rule => hr;,
        }
        "\n"
    }
}

/// The text with its quotes marked, and each speaker's name beside their words.
fn credited(stretches: &[Stretch<'_>], speakers: &[Option<usize>]) -> Markup {
    html! {
        @for stretch in stretches {
            @match stretch.quote {
                Some(quote) => span class=(format!("quote {}", colour(speakers[quote]))) { (stretch.text) },
                None => (stretch.text),
            }
            @if let Some(name) = &stretch.credit {
                @let speaker = stretch.quote.and_then(|quote| speakers[quote]);
                " " span class=(format!("speaker {}", colour(speaker))) { (name) }
            }
        }
    }
}

/// The class of a speaker's colour.
fn colour(speaker: Option<usize>) -> String {
    speaker.map_or_else(
        || "nobody".to_owned(),
        |number| format!("s{}", number % COLOURS),
    )
}

fn clipping(clip: &Clip<'_>) -> Markup {
    html! {
        blockquote dir="auto" {
            (clip.words())
            @if let Some(speaker) = clip.speaker() { " " span.speaker { (speaker) } }
            @if clip.at.is_none() { " " em.gone lang="en" { "(" (GONE) ")" } }
        }
        "\n"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_caveat_can_leave_its_string_in_the_style_sheet() {
        let text = css_text("a\"; } </style>é");
        let inside = &text[1..text.len() - 1];
        assert!(
            inside
                .chars()
                .all(|c| c.is_ascii_hexdigit() || "\\ ".contains(c)),
            "{text}"
        );
        assert!(page_rules(&["S".to_owned()].into()).contains("content: \"\\53 \""));
    }
}
