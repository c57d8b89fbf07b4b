//! The text of one element, as it comes.
//!
//! | the text is | references in it | elements in it |
//! | --- | --- | --- |
//! | plain, or HTML that is escaped | read once | make it markup as it stands |
//! | markup as it stands (XHTML) | stay | stay, without their prefixes |
//! | written in base 64 | | |

use super::EntryContent;
use super::element::{Element, ends_text, local};
use super::pieces::Tag;
use super::words::{
    escaped_once_more, flat, has_markup, mended, must_be_html, of_base64, push_decoded,
    push_escaped,
};
use crate::ingest::lines::one_line;

/// What an element's text is said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plain,
    Html,
    /// Something else, which may turn out to be a text.
    Bytes,
}

/// The text of an element that has begun.
#[derive(Debug)]
pub(super) struct Field<'a> {
    pub(super) element: Element,
    pub(super) name: &'a str,
    /// How deep in the entry it stands.
    pub(super) depth: usize,
    /// How often one of the same name has begun inside.
    nested: usize,
    kind: Kind,
    /// True for markup as it stands.
    is_markup: bool,
    has_elements: bool,
    is_base64: bool,
    text: String,
    /// How many bytes may still be taken.
    room: usize,
    pub(super) is_cut: bool,
}

impl<'a> Field<'a> {
    /// The text of the element that begins with `tag`.
    pub(super) fn of(element: Element, tag: &Tag<'a>, depth: usize, room: usize) -> Self {
        let mut field = Self {
            element,
            name: tag.name,
            depth,
            nested: 0,
            kind: Kind::Plain,
            is_markup: false,
            has_elements: false,
            is_base64: false,
            text: String::new(),
            room,
            is_cut: false,
        };
        if field.is_words() {
            field.say_kind(tag);
        }
        field
    }

    /// True for a text to read, which may have elements of its own.
    pub(super) fn is_words(&self) -> bool {
        matches!(
            self.element,
            Element::Title
                | Element::MediaTitle
                | Element::Summary
                | Element::MediaSummary
                | Element::Content
        )
    }

    /// Sets what its text is: as the tag says, else as elements of this name usually have it.
    fn say_kind(&mut self, tag: &Tag<'_>) {
        let said = tag
            .attribute("type")
            .unwrap_or_default()
            .to_ascii_lowercase();
        let mode = tag
            .attribute("mode")
            .unwrap_or_default()
            .to_ascii_lowercase();
        let said = said.split(';').next().unwrap_or_default().trim();
        self.kind = match said {
            "" => {
                let name = local(tag.name).to_ascii_lowercase();
                self.is_markup = name == "body";
                match name.as_str() {
                    "description" | "encoded" | "fullitem" | "body" => Kind::Html,
                    _ => Kind::Plain,
                }
            }
            "html" | "text/html" => Kind::Html,
            "xhtml" => {
                self.is_markup = true;
                Kind::Html
            }
            _ if said.ends_with("xml") => {
                self.is_markup = mode != "escaped";
                Kind::Html
            }
            "text" | "plain" => Kind::Plain,
            _ if said.starts_with("text/") => Kind::Plain,
            _ => Kind::Bytes,
        };
        self.is_base64 = mode == "base64" || self.kind == Kind::Bytes && mode != "escaped";
    }

    /// True if an element can't stand inside of it, so that its own end tag was left out.
    pub(super) fn is_ended_by(&self, element: Element, name: &str) -> bool {
        if !self.is_words() {
            return element != Element::Other;
        }
        // A start tag for an end tag, or one written twice.
        let begins_again = element == self.element
            && is_same(self.name, name)
            && (element == Element::Title || self.is_blank());
        let is_link = element == Element::Link && self.element == Element::Title;
        ends_text(element, name) && !is_same(self.name, name)
            || !self.is_markup && (begins_again || is_link)
    }

    /// Takes text with its references.
    pub(super) fn text(&mut self, text: &str) {
        let text = self.within_room(text);
        match self.is_markup {
            true => self.text.push_str(text),
            false => push_decoded(&mut self.text, text),
        }
    }

    /// Takes text that stands for itself.
    pub(super) fn verbatim(&mut self, text: &str) {
        let text = self.within_room(text);
        match self.is_markup {
            true => push_escaped(&mut self.text, text),
            false => self.text.push_str(text),
        }
    }

    /// Takes the beginning of an element inside, whose tag is written as `raw`.
    pub(super) fn open(&mut self, tag: &Tag<'_>, raw: &str) {
        if !tag.is_empty && is_same(self.name, tag.name) {
            self.nested += 1;
        }
        // Some programs put what is escaped into an element.
        let is_wrapper = !self.is_markup && is_same(tag.name, "div");
        if !self.is_words() || is_wrapper {
            return;
        }
        if !self.is_markup {
            self.is_markup = true;
            if self.kind == Kind::Plain {
                let plain = std::mem::take(&mut self.text);
                push_escaped(&mut self.text, &plain);
            }
        }
        self.has_elements = true;
        if !tag.name.contains(':') && raw.ends_with('>') {
            return self.push(raw);
        }
        let end = if tag.is_empty { "/>" } else { ">" };
        let attributes = tag.raw_attributes();
        let blank = if attributes.is_empty() { "" } else { " " };
        for part in ["<", local(tag.name), blank, attributes, end] {
            self.push(part);
        }
    }

    /// Takes an end tag; true if it is that of the field itself.
    pub(super) fn close(&mut self, name: &str) -> bool {
        if is_same(self.name, name) {
            if self.nested == 0 {
                return true;
            }
            self.nested -= 1;
        }
        if self.is_markup && self.has_elements {
            for part in ["</", local(name), ">"] {
                self.push(part);
            }
        }
        false
    }

    fn push(&mut self, text: &str) {
        let text = self.within_room(text);
        self.text.push_str(text);
    }

    fn within_room<'t>(&mut self, text: &'t str) -> &'t str {
        let kept = crate::ingest::lines::head(text, self.room);
        self.is_cut |= kept.len() < text.len();
        self.room -= kept.len();
        kept
    }

    /// True if nothing has been taken yet.
    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// How many bytes it has left of what it was given.
    pub(super) fn room(&self) -> usize {
        self.room
    }

    /// Its text as a line of plain text.
    pub(super) fn into_line(self, is_atom: bool) -> String {
        if !self.is_words() {
            return one_line(&mended(self.text));
        }
        match self.into_content(is_atom) {
            EntryContent::Html(html) => flat(&html),
            EntryContent::Plain(text) => one_line(&text),
        }
    }

    /// Its text to read, and what that is.
    pub(super) fn into_content(mut self, is_atom: bool) -> EntryContent {
        if self.is_base64 {
            match of_base64(&self.text) {
                Some(text) => self.text = text,
                // Said to be a picture or the like, and written as the text that it is.
                None if self.text.contains(char::is_whitespace) => {}
                None => return EntryContent::default(),
            }
        }
        if self.is_markup && !self.has_elements {
            // It says that it has elements, and they are escaped, or there are none.
            let mut read = String::with_capacity(self.text.len());
            push_decoded(&mut read, &self.text);
            self.text = read;
            self.kind = Kind::Bytes;
        }
        let mut text = mended(self.text.trim().to_owned());
        if matches!(self.element, Element::Summary | Element::Content)
            && let Some(html) = escaped_once_more(&text)
        {
            text = html;
        }
        let is_html = match self.kind {
            _ if self.has_elements => true,
            Kind::Html => has_markup(&text),
            // RSS has no way to say it.
            Kind::Plain => !is_atom && must_be_html(&text),
            Kind::Bytes => must_be_html(&text),
        };
        match is_html {
            true => EntryContent::Html(text),
            false => EntryContent::Plain(text),
        }
    }
}

/// True for two names of one element, with a prefix or without.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    local(one).eq_ignore_ascii_case(local(other))
}
