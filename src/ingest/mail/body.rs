//! Which of a mail's parts are its text, and which are attached.

use std::borrow::Cow;

use super::structure::{Node, Part};
use super::{Attachment, Body, MOST_TEXT, charset, flowed};

/// A plain text of fewer letters than this may be there only to say that the mail has another.
const FEW_LETTERS: usize = 400;

/// It is, if the other has more than so many times its letters; with an address in it or a word of HTML, half as
/// many more will do.
const TIMES: usize = 2;

/// How much of a page is looked at to count its letters.
const SAMPLE: usize = 256 << 10;

/// What was found.
pub(super) struct Found<'a> {
    pub(super) body: Body,
    pub(super) attachments: Vec<Attachment<'a>>,
    pub(super) is_cut: bool,
}

pub(super) fn find<'a>(structure: &Node<'a>) -> Found<'a> {
    let mut chosen = Chosen::default();
    chosen.take(structure);
    let is_html = chosen.texts.iter().any(|text| text.is_html);
    let mut joined = String::new();
    for text in chosen.texts {
        match is_html && !text.is_html {
            true => push_preformatted(&mut joined, &text.text),
            false => push(&mut joined, &text.text),
        }
    }
    Found {
        body: match is_html {
            true => Body::Html(joined),
            false => Body::Plain(joined),
        },
        attachments: chosen.attachments,
        is_cut: chosen.is_cut,
    }
}

fn push(joined: &mut String, text: &str) {
    if joined.is_empty() {
        joined.push_str(text);
    } else if !text.trim().is_empty() {
        let line_ends = match joined.ends_with('\n') {
            true => "\n",
            false => "\n\n",
        };
        joined.push_str(line_ends);
        joined.push_str(text);
    }
}

fn push_preformatted(joined: &mut String, text: &str) {
    if !text.trim().is_empty() {
        joined.push_str("\n<pre>");
        joined.push_str(&text.replace('&', "&amp;").replace('<', "&lt;"));
        joined.push_str("</pre>\n");
    }
}

/// A text of a mail.
struct Text {
    is_html: bool,
    text: String,
}

/// What is chosen of the parts so far.
#[derive(Default)]
struct Chosen<'a> {
    texts: Vec<Text>,
    attachments: Vec<Attachment<'a>>,
    is_cut: bool,
}

impl<'a> Chosen<'a> {
    fn take(&mut self, node: &Node<'a>) {
        match node {
            Node::Part(part) => self.take_part(part),
            Node::Mixed(parts) => parts.iter().for_each(|part| self.take(part)),
            Node::Related { root, parts } => {
                for (at, part) in parts.iter().enumerate() {
                    match at == *root {
                        true => self.take(part),
                        false => self.attach(part, true),
                    }
                }
            }
            Node::Alternative(parts) => self.take_best(parts),
        }
    }

    fn take_part(&mut self, part: &Part<'a>) {
        // A text with a file name that follows others is a file that a program shows within the text.
        let is_file = !self.texts.is_empty() && part.name().is_some();
        if !part.is_text() || part.is_attachment() || is_file {
            self.attach_part(part, false);
            return;
        }
        let room = MOST_TEXT.saturating_sub(self.texts.iter().map(|text| text.text.len()).sum());
        let (text, is_cut) = text(part, room);
        self.is_cut |= is_cut;
        self.texts.push(Text {
            is_html: part.is("text/html"),
            text,
        });
    }

    /// Of a text in several forms the plain one, unless it only says that there is another.
    fn take_best(&mut self, parts: &[Node<'a>]) {
        let plain = parts
            .iter()
            .position(|part| first_text(part) == Some(false));
        let html = parts
            .iter()
            .rposition(|part| first_text(part) == Some(true));
        let of = |at: Option<usize>| {
            let mut chosen = Chosen::default();
            at.into_iter().for_each(|at| chosen.take(&parts[at]));
            chosen
        };
        let mut best = of(plain);
        let mut taken = plain;
        let letters: usize = best.texts.iter().map(|it| own_letters(&it.text)).sum();
        if letters < FEW_LETTERS && html.is_some() {
            let other = of(html);
            let points = best.texts.iter().any(|text| points_elsewhere(&text.text));
            let enough = match points {
                true => letters + letters / 2,
                false => letters * TIMES,
            };
            if letters == 0 || other.page_letters() > enough {
                best = other;
                taken = html;
            }
        }
        for (at, part) in parts.iter().enumerate() {
            match Some(at) == taken {
                true => {
                    self.texts.append(&mut best.texts);
                    self.attachments.append(&mut best.attachments);
                    self.is_cut |= best.is_cut;
                }
                false => self.attach(part, false),
            }
        }
    }

    fn page_letters(&self) -> usize {
        let texts = self.texts.iter();
        texts
            .map(|text| match text.is_html {
                true => letters_of_page(&text.text),
                false => letters(&text.text),
            })
            .sum()
    }

    /// Attaches all of a part that is not the text; texts that are not files are other forms of it.
    fn attach(&mut self, node: &Node<'a>, is_inline: bool) {
        match node {
            Node::Part(part) => {
                let is_form = part.is_text() && !part.is_attachment() && part.name().is_none();
                if !is_form {
                    self.attach_part(part, is_inline);
                }
            }
            Node::Mixed(parts) | Node::Alternative(parts) | Node::Related { parts, .. } => {
                parts.iter().for_each(|part| self.attach(part, is_inline));
            }
        }
    }

    fn attach_part(&mut self, part: &Part<'a>, is_inline: bool) {
        if !part.is_seal() {
            self.attachments.push(Attachment::of(part, is_inline));
        }
    }
}

/// Whether the first text of a part is HTML; none if it has no text.
fn first_text(node: &Node<'_>) -> Option<bool> {
    match node {
        Node::Part(part) => (part.is_text() && !part.is_attachment()).then(|| part.is("text/html")),
        Node::Related { root, parts } => parts.get(*root).and_then(first_text),
        Node::Mixed(parts) | Node::Alternative(parts) => parts.iter().find_map(first_text),
    }
}

/// The text of a part and whether it is longer than what is read of a mail.
pub(super) fn whole_text(part: &Part<'_>) -> (String, bool) {
    text(part, MOST_TEXT)
}

/// The text of a part, with LF at the end of its lines, and whether it is cut.
fn text(part: &Part<'_>, room: usize) -> (String, bool) {
    let bytes = part.transfer.decode(part.body, room.saturating_add(1));
    let is_cut = bytes.len() > room;
    let kept = match is_cut {
        true => whole_letters(&bytes[..room]),
        false => &bytes[..],
    };
    let declared = part.content_type.parameter("charset");
    let text = with_line_feeds(charset::text(kept, declared.as_deref()));
    let parameter = |name, value: &str| {
        let stated = part.content_type.parameter(name);
        stated.is_some_and(|stated| stated.eq_ignore_ascii_case(value))
    };
    let is_flowed = part.is("text/plain") && parameter("format", "flowed");
    let text = match is_flowed {
        true => flowed::unwrapped(&text, parameter("delsp", "yes")),
        false => text.into_owned(),
    };
    (text, is_cut)
}

/// Without the letter that a cut went through, if this is UTF-8.
fn whole_letters(bytes: &[u8]) -> &[u8] {
    match std::str::from_utf8(bytes) {
        Err(error) if error.error_len().is_none() => &bytes[..error.valid_up_to()],
        _ => bytes,
    }
}

fn with_line_feeds(text: Cow<'_, str>) -> Cow<'_, str> {
    match memchr::memchr(b'\r', text.as_bytes()) {
        Some(_) => Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")),
        None => text,
    }
}

/// How many letters `text` has outside addresses, counted up to enough.
fn own_letters(text: &str) -> usize {
    let words = text.split_whitespace().filter(|word| !is_address(word));
    let letters = words.flat_map(str::chars).filter(|c| c.is_alphanumeric());
    letters.take(FEW_LETTERS).count()
}

fn is_address(word: &str) -> bool {
    word.contains("://") || word.contains("www.")
}

/// True for a short text that leads to another form of the mail.
fn points_elsewhere(text: &str) -> bool {
    let mut words = text.split_whitespace();
    words.any(|word| is_address(word) || word.to_ascii_lowercase().starts_with("html"))
}

/// How many letters `text` has, counted up to enough.
fn letters(text: &str) -> usize {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.take(FEW_LETTERS).count()
}

/// About how many letters a page shows.
fn letters_of_page(page: &str) -> usize {
    let mut rest = super::lines::head(page, SAMPLE);
    let mut count = 0;
    while let Some(tag) = rest.find('<') {
        count += letters(&rest[..tag]);
        rest = &rest[tag..];
        let name = rest.as_bytes().get(1..7).unwrap_or_default();
        let is = |tag: &[u8]| name[..name.len().min(tag.len())].eq_ignore_ascii_case(tag);
        let end = match () {
            () if is(b"!--") => "-->",
            () if is(b"style") || is(b"script") => "</",
            () => ">",
        };
        let Some(after) = rest[1..].find(end) else {
            return count;
        };
        rest = &rest[1 + after + end.len()..];
    }
    count + letters(rest)
}
