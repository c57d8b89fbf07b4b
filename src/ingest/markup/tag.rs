//! What is a tag of HTML in a plain text, and what somebody wrote between angle brackets.
//!
//! A tag has the name of an element that pages use, attributes as HTML has them, and a `>`. What
//! hides its content counts only where it is closed.

use std::ops::Range;

use super::super::lines::head;

/// The longest tag, attributes included.
const LONGEST: usize = 4096;

/// How an element stands on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Element {
    /// In the running text.
    Inline,
    /// A line break.
    Break,
    /// Apart.
    Block,
    /// A quotation set off.
    Quotation,
    /// An item of a list.
    Item,
    /// Not shown at all, with all that is inside: one of [`HIDDEN`].
    Hidden(usize),
}

/// The elements that a page does not show.
const HIDDEN: [&str; 6] = ["head", "iframe", "noscript", "script", "style", "svg"];

impl Element {
    fn named(name: &str) -> Option<Self> {
        const INLINE: [&str; 20] = [
            "a", "abbr", "b", "cite", "code", "em", "font", "i", "img", "mark", "q", "s", "small",
            "span", "strong", "sub", "sup", "time", "u", "wbr",
        ];
        const BLOCKS: [&str; 29] = [
            "article",
            "aside",
            "body",
            "caption",
            "div",
            "dd",
            "dl",
            "dt",
            "figcaption",
            "figure",
            "footer",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "html",
            "main",
            "ol",
            "p",
            "section",
            "table",
            "td",
            "th",
            "tr",
            "ul",
        ];
        let hidden = HIDDEN.iter().position(|hidden| *hidden == name);
        Some(match name {
            "br" => Self::Break,
            "blockquote" => Self::Quotation,
            "li" => Self::Item,
            name if INLINE.contains(&name) => Self::Inline,
            name if BLOCKS.contains(&name) => Self::Block,
            _ => Self::Hidden(hidden?),
        })
    }
}

/// One tag of a text, or an element that is not shown with all that is inside.
#[derive(Debug)]
pub(super) struct Tag {
    pub(super) range: Range<usize>,
    pub(super) element: Element,
    pub(super) closes: bool,
    /// How long it is, in characters.
    pub(super) characters: u32,
}

/// The tags of a text, in order and apart. An element that is not shown is one of them as a whole.
pub(super) fn tags(text: &str) -> Vec<Tag> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = memchr::memchr(b'<', &text.as_bytes()[from..]) {
        let start = from + open;
        from = match tag_at(text, start) {
            Some(tag) => {
                let end = tag.range.end;
                found.push(tag);
                end
            }
            None => start + 1,
        };
    }
    let mut tags = settled(found);
    for tag in &mut tags {
        let characters = text[tag.range.clone()].chars().count();
        tag.characters = u32::try_from(characters).unwrap_or(u32::MAX);
    }
    tags
}

/// Joins what opens a hidden element with the next that closes it. Either of them alone is
/// somebody's words: so nothing can hide the rest of a paragraph.
fn settled(found: Vec<Tag>) -> Vec<Tag> {
    let mut closer: [Option<usize>; HIDDEN.len()] = [None; HIDDEN.len()];
    let mut ends: Vec<Option<usize>> = vec![None; found.len()];
    for (at, tag) in found.iter().enumerate().rev() {
        if let Element::Hidden(which) = tag.element {
            match tag.closes {
                true => closer[which] = Some(tag.range.end),
                false => ends[at] = closer[which],
            }
        }
    }
    let mut settled: Vec<Tag> = Vec::with_capacity(found.len());
    for (mut tag, end) in found.into_iter().zip(ends) {
        let until = settled.last().map_or(0, |tag| tag.range.end);
        let is_hidden = matches!(tag.element, Element::Hidden(_));
        if tag.range.start < until || (is_hidden && end.is_none()) {
            continue;
        }
        tag.range.end = end.unwrap_or(tag.range.end);
        settled.push(tag);
    }
    settled
}

/// The tag that begins at the `<` at byte `start`.
fn tag_at(text: &str, start: usize) -> Option<Tag> {
    let rest = &text[start + 1..];
    let (closes, rest) = match rest.strip_prefix('/') {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let length = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let element = Element::named(&rest[..length].to_ascii_lowercase())?;
    let inside = head(&rest[length..], LONGEST);
    let after = after_attributes(inside, closes)?;
    let end = text.len() - rest.len() + length + (inside.len() - after.len());
    Some(Tag {
        range: start..end,
        element,
        closes,
        characters: 0,
    })
}

/// What follows the `>` of a tag whose name stood before `text`; `None` where something stands in
/// it that no page has there: `<b and y>` is somebody's inequality.
fn after_attributes(text: &str, closes: bool) -> Option<&str> {
    let blank = |c: char| c.is_ascii_whitespace();
    let mut rest = text;
    loop {
        let next = rest.trim_start_matches(|c| blank(c) || c == '/');
        if let Some(after) = next.strip_prefix('>') {
            return Some(after);
        }
        // A blank ends the name; after a value people forget it.
        let is_parted = next.len() < rest.len() || rest.len() < text.len();
        if closes || !is_parted {
            return None;
        }
        rest = after_attribute(next)?;
    }
}

/// What follows the attribute that `text` opens with, if one can stand there.
fn after_attribute(text: &str) -> Option<&str> {
    let is_of_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_:.@".contains(byte);
    let length = text.bytes().take_while(is_of_name).count();
    let (name, rest) = text.split_at(length);
    let blank = |c: char| c.is_ascii_whitespace();
    let Some(value) = rest.trim_start_matches(blank).strip_prefix('=') else {
        return stands_alone(name).then_some(rest);
    };
    if name.is_empty() {
        return None;
    }
    let value = value.trim_start_matches(blank);
    // Word processors bend the marks of a page that goes through them.
    let mut inside = value.chars();
    let marks: &[char] = match inside.next()? {
        '"' => &['"'],
        '\'' => &['\''],
        '“' | '”' => &['“', '”'],
        _ => {
            let end = value.find(|c| blank(c) || "<>\"'".contains(c))?;
            return (end > 0).then(|| &value[end..]);
        }
    };
    let (_, after) = inside.as_str().split_once(marks)?;
    Some(after)
}

/// True for an attribute that pages write without a value. Any other word in a tag is a word.
fn stands_alone(name: &str) -> bool {
    const BOOLEAN: [&str; 22] = [
        "allowfullscreen",
        "async",
        "autofocus",
        "autoplay",
        "checked",
        "controls",
        "default",
        "defer",
        "disabled",
        "download",
        "hidden",
        "inert",
        "itemscope",
        "loop",
        "muted",
        "nomodule",
        "noshade",
        "novalidate",
        "nowrap",
        "open",
        "reversed",
        "selected",
    ];
    let is_of_data = |name: &str| name.len() > "data-".len() && name.starts_with("data-");
    let name = name.to_ascii_lowercase();
    BOOLEAN.contains(&name.as_str()) || is_of_data(&name) || name.ends_with("allowfullscreen")
}
