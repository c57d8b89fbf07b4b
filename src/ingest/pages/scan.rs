//! The tags of a page as a row, without a tree: for counting them before a parser sees them, and for
//! reading a page that no parser shall see.
//!
//! Parsers of pages build a tree as browsers do, and take quadratic time and memory for what nests deep
//! or never closes. Everything here is one pass, and wherever a browser might see a tag, one is counted.

use memchr::{memchr, memchr_iter, memmem};

use crate::ingest::content::Limit;

/// The most markup, in bytes, that is parsed.
const MARKUP: usize = 2 << 20;

/// The most elements within one another; what closes by itself (a paragraph, an item, a cell) is not counted.
const LEVELS: usize = 256;

/// The most attributes of one tag.
const ATTRIBUTES: usize = 1_000;

/// The most elements.
const ELEMENTS: usize = 60_000;

/// The most references: a parser takes some microseconds for each.
const REFERENCES: usize = 100_000;

/// Unclosed letters in bold or italics are opened anew in each paragraph that follows: so many
/// may come of that.
const REOPENED: usize = 10 * ELEMENTS;

/// A piece of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Words, their entities not read.
    Text(&'a str),
    /// A tag that opens an element, with the number of its attributes.
    Open(&'a str, usize),
    /// A tag that closes one.
    Close(&'a str),
}

/// The tokens of a page, comments left out.
#[derive(Debug, Clone)]
pub(super) struct Tokens<'a> {
    html: &'a str,
    at: usize,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(html: &'a str) -> Self {
        Self { html, at: 0 }
    }

    /// What is still to be read.
    pub(super) fn rest(&self) -> &'a str {
        &self.html[self.at..]
    }

    /// Goes on to the tag that closes `name`, whose content is no markup.
    pub(super) fn skip_to_end_of(&mut self, name: &str) {
        let bytes = self.html.as_bytes();
        while let Some(found) = memchr(b'<', &bytes[self.at..]) {
            let open = self.at + found;
            let rest = bytes.get(open + 2..).unwrap_or_default();
            let closes = bytes.get(open + 1) == Some(&b'/')
                && rest
                    .get(..name.len())
                    .is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()))
                && rest
                    .get(name.len())
                    .is_none_or(|byte| !byte.is_ascii_alphanumeric());
            if closes {
                self.at = open;
                return;
            }
            self.at = open + 1;
        }
        self.at = bytes.len();
    }

    /// Reads what `<` opens; `None` where it is a sign among words or hides what it opens.
    fn tag(&mut self) -> Option<Token<'a>> {
        let rest = self.rest();
        let second = *rest.as_bytes().get(1)?;
        match second {
            b'!' | b'?' => {
                self.at += hidden_end(rest);
                None
            }
            b'/' if rest.as_bytes().get(2).is_some_and(u8::is_ascii_alphabetic) => {
                let (name, _, end) = inside(rest, 2);
                self.at += end;
                Some(Token::Close(name))
            }
            b'/' => {
                self.at += memchr(b'>', rest.as_bytes()).map_or(rest.len(), |end| end + 1);
                None
            }
            _ if second.is_ascii_alphabetic() => {
                let (name, attributes, end) = inside(rest, 1);
                self.at += end;
                Some(Token::Open(name, attributes))
            }
            _ => None,
        }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let start = self.at;
            let rest = self.rest();
            if rest.is_empty() {
                return None;
            }
            if rest.starts_with('<') {
                if let Some(tag) = self.tag() {
                    return Some(tag);
                }
                if self.at > start {
                    continue;
                }
            }
            // A `<` that opens nothing is a word's.
            let skip = usize::from(rest.starts_with('<'));
            let end = memchr(b'<', &rest.as_bytes()[skip..]).map_or(rest.len(), |end| end + skip);
            self.at += end;
            return Some(Token::Text(&rest[..end]));
        }
    }
}

/// Where a comment or a declaration ends that `text` opens with.
fn hidden_end(text: &str) -> usize {
    let bytes = text.as_bytes();
    if !text.starts_with("<!--") {
        return memchr(b'>', bytes).map_or(bytes.len(), |end| end + 1);
    }
    if text[4..].starts_with('>') {
        return 5;
    }
    if text[4..].starts_with("->") {
        return 6;
    }
    let mut at = 4;
    while let Some(found) = memmem::find(&bytes[at..], b"--") {
        at += found + 1;
        match &bytes[at + 1..] {
            [b'>', ..] => return at + 2,
            [b'!', b'>', ..] => return at + 3,
            _ => {}
        }
    }
    bytes.len()
}

/// Reads a tag whose name begins at `start`: its name, how many attributes it has, and where it ends.
fn inside(text: &str, start: usize) -> (&str, usize, usize) {
    let bytes = text.as_bytes();
    let ends_name = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>');
    let until = |from: usize, ends: &dyn Fn(&u8) -> bool| {
        bytes[from..]
            .iter()
            .position(ends)
            .map_or(bytes.len(), |end| from + end)
    };
    let mut at = until(start, &ends_name);
    let name = &text[start..at];
    let mut attributes = 0;
    loop {
        at = until(at, &|byte| !byte.is_ascii_whitespace() && *byte != b'/');
        match bytes.get(at) {
            None => return (name, attributes, at),
            Some(b'>') => return (name, attributes, at + 1),
            Some(_) => attributes += 1,
        }
        // An equals sign that comes first is part of the name.
        at = until(at + 1, &|byte| ends_name(byte) || *byte == b'=');
        let value = until(at, &|byte| !byte.is_ascii_whitespace());
        if bytes.get(value) != Some(&b'=') {
            continue;
        }
        at = until(value + 1, &|byte| !byte.is_ascii_whitespace());
        at = match bytes.get(at) {
            Some(quote @ (b'"' | b'\'')) => {
                memchr(*quote, &bytes[at + 1..]).map_or(bytes.len(), |end| at + end + 2)
            }
            _ => until(at, &|byte| byte.is_ascii_whitespace() || *byte == b'>'),
        };
    }
}

/// The limit that a page goes over, if it does.
pub(super) fn limit(html: &str) -> Option<Limit> {
    if html.len() > MARKUP {
        return Some(Limit::Markup);
    }
    if memchr_iter(b'&', html.as_bytes()).count() > REFERENCES {
        return Some(Limit::References);
    }
    let mut open = Open::default();
    let mut tokens = Tokens::new(html);
    let (mut elements, mut reopened) = (0, 0);
    while let Some(token) = tokens.next() {
        match token {
            Token::Text(_) => {}
            Token::Close(name) => open.close(name),
            Token::Open(name, attributes) => {
                elements += 1;
                reopened += open.letters;
                if attributes > ATTRIBUTES {
                    return Some(Limit::Attributes);
                }
                if elements > ELEMENTS || reopened > REOPENED {
                    return Some(Limit::Elements);
                }
                if is_code(name) && !open.is_foreign() {
                    tokens.skip_to_end_of(name);
                } else {
                    open.open(name);
                }
                if open.names.len() > LEVELS {
                    return Some(Limit::Levels);
                }
            }
        }
    }
    None
}

/// The elements around the present place that count.
#[derive(Debug, Default)]
struct Open<'a> {
    names: Vec<&'a str>,
    /// How many of them change letters only.
    letters: usize,
    /// How many of them have rules of their own for what is markup.
    foreign: usize,
}

impl<'a> Open<'a> {
    fn is_foreign(&self) -> bool {
        self.foreign > 0
    }

    fn open(&mut self, name: &'a str) {
        if is_uncounted(name) {
            return;
        }
        // A link closes the one before; a choice or a button does where nothing else is open in that.
        let is_last = || {
            let last = self.names.last();
            last.is_some_and(|last| last.eq_ignore_ascii_case(name))
        };
        if is_one_of(name, &["a", "nobr"]) || is_one_of(name, &["option", "button"]) && is_last() {
            self.close(name);
        }
        self.letters += usize::from(is_of_letters(name));
        self.foreign += usize::from(is_foreign(name));
        self.names.push(name);
    }

    fn close(&mut self, name: &str) {
        let Some(at) = self
            .names
            .iter()
            .rposition(|open| open.eq_ignore_ascii_case(name))
        else {
            return;
        };
        // Letters stay in bold beyond the end of the block that they began in.
        let block = !is_of_letters(name);
        let mut from = at;
        for later in at..self.names.len() {
            let open = self.names[later];
            if later > at && block && is_of_letters(open) {
                self.names[from] = open;
                from += 1;
            } else {
                self.letters -= usize::from(is_of_letters(open));
                self.foreign -= usize::from(is_foreign(open));
                if !block {
                    break;
                }
            }
        }
        match block {
            true => self.names.truncate(from),
            false => drop(self.names.remove(at)),
        }
    }
}

/// True for an element whose content is no markup.
fn is_code(name: &str) -> bool {
    name.eq_ignore_ascii_case("script") || name.eq_ignore_ascii_case("style")
}

/// True if the name of an element is one of these, in any case.
pub(super) fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// True for an element that has no content, or that closes where the next of its kind opens.
fn is_uncounted(name: &str) -> bool {
    const NAMES: [&str; 29] = [
        "p", "li", "br", "img", "td", "tr", "meta", "link", "input", "hr", "th", "dt", "dd",
        "source", "wbr", "area", "base", "col", "embed", "param", "track", "tbody", "thead",
        "tfoot", "colgroup", "html", "head", "body", "frame",
    ];
    is_one_of(name, &NAMES)
}

/// True for an element that changes how letters look and is opened anew in the next block.
pub(super) fn is_of_letters(name: &str) -> bool {
    const NAMES: [&str; 14] = [
        "a", "b", "i", "em", "strong", "font", "small", "u", "s", "big", "code", "strike", "tt",
        "nobr",
    ];
    is_one_of(name, &NAMES)
}

fn is_foreign(name: &str) -> bool {
    is_one_of(name, &["svg", "math", "select", "frameset"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_open_in_a_choice_or_a_button_stays_open() {
        for unit in [
            "<button><marquee>",
            "<option><ul>",
            "<center><marquee><button>",
        ] {
            assert_eq!(limit(&unit.repeat(300)), Some(Limit::Levels), "{unit}");
        }
        for unit in ["<option>one", "<button>one", "<a href=x>one"] {
            assert_eq!(limit(&unit.repeat(300)), None, "{unit}");
        }
    }

    #[test]
    fn references_are_counted_wherever_they_stand() {
        assert_eq!(limit(&"&amp; ".repeat(REFERENCES)), None);
        assert_eq!(limit(&"&a&a ".repeat(REFERENCES)), Some(Limit::References));
    }

    #[test]
    fn tags_are_told_as_a_browser_does() {
        let html = "a <b>x</b> <1 & <p title='>' hidden=a>y<!-- <p> --><br/></ x></p\n>";
        let tokens: Vec<Token<'_>> = Tokens::new(html).collect();
        assert_eq!(
            tokens,
            [
                Token::Text("a "),
                Token::Open("b", 0),
                Token::Text("x"),
                Token::Close("b"),
                Token::Text(" "),
                Token::Text("<1 & "),
                Token::Open("p", 2),
                Token::Text("y"),
                Token::Open("br", 0),
                Token::Close("p"),
            ]
        );
    }

    #[test]
    fn a_page_is_held_to_its_limits() {
        for (html, expected) in [
            ("<div><p>x".to_owned(), None),
            ("<p>x<br>".repeat(1_000), None),
            ("<a name=x>".repeat(1_000), None),
            ("<div></div>".repeat(1_000), None),
            ("<div>".repeat(100_000), Some(Limit::Levels)),
            ("<b>".repeat(300), Some(Limit::Levels)),
            ("<p>".repeat(60_001), Some(Limit::Elements)),
            (
                format!(
                    "<p>{}</p>{}",
                    "<b><i>".repeat(100),
                    "<p>x</p>".repeat(5_000)
                ),
                Some(Limit::Elements),
            ),
            (
                format!("<p {}>", "a=1 ".repeat(1_001)),
                Some(Limit::Attributes),
            ),
            ("x".repeat((2 << 20) + 1), Some(Limit::Markup)),
            (format!("<script>{}</script>", "<div>".repeat(1_000)), None),
            (
                format!("<svg><style>{}", "<div>".repeat(1_000)),
                Some(Limit::Levels),
            ),
            (format!("<!--{}", "<div>".repeat(1_000)), None),
            (
                format!("<!-->{}", "<div>".repeat(1_000)),
                Some(Limit::Levels),
            ),
        ] {
            assert_eq!(limit(&html), expected, "{:.40}", html);
        }
    }
}
