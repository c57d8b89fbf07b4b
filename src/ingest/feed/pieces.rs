//! XML to tags and text, whatever is wrong with it.
//!
//! Half of what is served as a feed is no XML: bare ampersands and brackets, entities that nothing declares,
//! end tags left out. So a piece is judged by itself, and what can't be markup is text. No `<` is looked beyond
//! in search of the end of a tag, which keeps the cost linear whatever stands there. Entities are never
//! expanded.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memmem::Finder;

use super::words::push_decoded;

/// What XML consists of; comments and instructions are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// A start tag.
    Open(Tag<'a>),
    /// The name in an end tag.
    Close(&'a str),
    /// Text with its references as they stand.
    Text(&'a str),
    /// Text that stands for itself.
    Verbatim(&'a str),
    /// A document type with declarations of its own.
    Declarations,
}

/// A start tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// Its name with its prefix.
    pub(super) name: &'a str,
    /// What follows the name.
    attributes: &'a str,
    /// True if it is its own end tag.
    pub(super) is_empty: bool,
}

impl<'a> Tag<'a> {
    /// Its attributes: names with their prefixes, and values with their references read.
    pub(super) fn attributes(&self) -> Attributes<'a> {
        Attributes(self.attributes)
    }

    /// What follows its name, as it stands.
    pub(super) fn raw_attributes(&self) -> &'a str {
        self.attributes.trim_ascii()
    }

    /// The value of the attribute that goes by `name`, in any case.
    pub(super) fn attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        self.attributes()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }
}

/// The attributes of a tag.
pub(super) struct Attributes<'a>(&'a str);

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a str, Cow<'a, str>);

    fn next(&mut self) -> Option<Self::Item> {
        let is_blank = |c: char| c.is_ascii_whitespace() || c == '/';
        let rest = self.0.trim_start_matches(is_blank);
        let end = rest.find(|c: char| c.is_ascii_whitespace() || c == '=')?;
        let (name, rest) = rest.split_at(end);
        let rest = rest.trim_ascii_start();
        let Some(rest) = rest.strip_prefix('=') else {
            // A name without a value.
            self.0 = rest;
            return Some((name, Cow::Borrowed("")));
        };
        let rest = rest.trim_ascii_start();
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
        let value = match quote {
            Some(quote) => rest[1..].split(quote).next().unwrap_or_default(),
            None => rest
                .split(|c: char| c.is_ascii_whitespace())
                .next()
                .unwrap_or_default(),
        };
        let taken = value.len() + 2 * usize::from(quote.is_some());
        self.0 = rest.get(taken..).unwrap_or_default();
        Some((name, decoded(value)))
    }
}

/// A text with its references read.
fn decoded(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'&', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut decoded = String::with_capacity(text.len());
    push_decoded(&mut decoded, text);
    Cow::Owned(decoded)
}

/// The pieces of a text, each with its bytes in it.
pub(super) struct Pieces<'a> {
    text: &'a str,
    at: usize,
    /// Ends that are known not to come any more: of a comment, of verbatim text.
    missing: [bool; 2],
    ends: [Finder<'static>; 2],
}

/// The two kinds of markup that end with more than a `>`.
const COMMENT: usize = 0;
const VERBATIM: usize = 1;

impl<'a> Pieces<'a> {
    /// The pieces of `text`, from its first byte on.
    pub(super) fn of(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            missing: [false; 2],
            ends: [Finder::new("-->"), Finder::new("]]>")],
        }
    }

    /// The text up to the next markup, which begins after at least `least` bytes.
    fn text(&self, least: usize) -> (usize, Piece<'a>) {
        let rest = &self.text[self.at..];
        let next = memchr::memchr(b'<', &rest.as_bytes()[least..]);
        let length = next.map_or(rest.len(), |next| next + least);
        (length, Piece::Text(&rest[..length]))
    }

    /// Where the end of a comment or of verbatim text begins in the rest.
    fn end(&mut self, kind: usize, from: usize) -> Option<usize> {
        if self.missing[kind] {
            return None;
        }
        let rest = &self.text.as_bytes()[self.at + from..];
        let found = self.ends[kind].find(rest);
        self.missing[kind] = found.is_none();
        found.map(|end| end + from)
    }

    /// What begins with `<!` or `<?`, with its length; nothing to show for most of it.
    fn declaration(&mut self) -> (usize, Option<Piece<'a>>) {
        const OPENING: &str = "<![CDATA[";
        let rest = &self.text[self.at..];
        if rest.starts_with("<!--") {
            let end = self.end(COMMENT, "<!--".len());
            return match end {
                Some(end) => (end + "-->".len(), None),
                None => (up_to_bracket(rest), None),
            };
        }
        if rest
            .get(..OPENING.len())
            .is_some_and(|opening| opening.eq_ignore_ascii_case(OPENING))
        {
            let end = self.end(VERBATIM, OPENING.len());
            let text = &rest[OPENING.len()..end.unwrap_or(rest.len())];
            let length = end.map_or(rest.len(), |end| end + "]]>".len());
            return (length, Some(Piece::Verbatim(text)));
        }
        let length = up_to_bracket(rest);
        let is_type = rest
            .get(..9)
            .is_some_and(|start| start.eq_ignore_ascii_case("<!doctype"));
        let declares = is_type && rest[..length].contains('[');
        (length, declares.then_some(Piece::Declarations))
    }

    /// What begins with `<` and is no declaration, with its length.
    fn tag(&self) -> (usize, Piece<'a>) {
        let rest = &self.text[self.at..];
        let inside = rest[1..].strip_prefix('/').unwrap_or(&rest[1..]);
        let closes = inside.len() + 1 < rest.len();
        let is_name = inside.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | ':'));
        if !is_name {
            // `</>` is an end tag of SGML, which closes what is open; nobody writes it.
            return self.text(1);
        }
        let name_end = inside
            .find(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/' | '<'))
            .unwrap_or(inside.len());
        let (name, after) = inside.split_at(name_end);
        let (length, is_closed) = tag_end(after);
        let attributes = &after[..length];
        let whole = rest.len() - after.len() + length + usize::from(is_closed);
        if closes {
            return (whole, Piece::Close(name));
        }
        if !is_closed && !attributes.trim().is_empty() && !attributes.contains('=') {
            return self.text(1);
        }
        let open = attributes.trim_ascii_end().strip_suffix('/');
        let tag = Tag {
            name,
            attributes: open.unwrap_or(attributes),
            is_empty: open.is_some(),
        };
        (whole, Piece::Open(tag))
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = (Range<usize>, Piece<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let start = self.at;
            let rest = &self.text.as_bytes()[start..];
            let (length, piece) = match rest {
                [] => return None,
                [b'<', b'!' | b'?', ..] => self.declaration(),
                [b'<', ..] => {
                    let (length, piece) = self.tag();
                    (length, Some(piece))
                }
                _ => {
                    let (length, piece) = self.text(0);
                    (length, Some(piece))
                }
            };
            self.at += length;
            if let Some(piece) = piece {
                return Some((start..self.at, piece));
            }
        }
    }
}

/// The length of a declaration that a `>` ends.
fn up_to_bracket(rest: &str) -> usize {
    memchr::memchr(b'>', rest.as_bytes()).map_or(rest.len(), |end| end + 1)
}

/// How long what follows a tag's name is, without the `>` that ends it, and whether there is one: a `>` in quotes
/// is none, and no tag goes beyond a `<`.
fn tag_end(after: &str) -> (usize, bool) {
    let bytes = after.as_bytes();
    let limit = memchr::memchr(b'<', bytes).unwrap_or(bytes.len());
    let mut quote = None;
    for (at, &byte) in bytes[..limit].iter().enumerate() {
        match (byte, quote) {
            (b'>', None) => return (at, true),
            (b'"' | b'\'', None) if follows_equals(&bytes[..at]) => quote = Some(byte),
            (_, Some(open)) if byte == open => quote = None,
            _ => {}
        }
    }
    // A quote that nothing closes is none.
    match memchr::memchr(b'>', &bytes[..limit]) {
        Some(end) => (end, true),
        None => (limit, false),
    }
}

/// True at the beginning of a value: a quote elsewhere is an apostrophe.
fn follows_equals(before: &[u8]) -> bool {
    before.trim_ascii_end().ends_with(b"=")
}
