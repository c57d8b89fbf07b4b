//! Documents of Word that are one XML file: those of Word 2003, and packages whose parts stand one
//! after the other.
//!
//! ```text
//! <w:wordDocument> -> a tree that has styles, text, notes and comments -> blocks
//! <pkg:package>    -> where each part stands in it -> the reader of packages
//! ```

use std::ops::Range;

use memchr::memmem;

use super::body::{Body, Part};
use super::notes::Notes;
use super::numbering::Numbering;
use super::read_package;
use super::relations::Relations;
use super::styles::Styles;
use crate::ingest::content::Content;
use crate::ingest::documents::Refusal;
use crate::ingest::documents::package::Package;
use crate::ingest::documents::properties::Properties;
use crate::ingest::documents::vocabulary::Vocabulary;
use crate::ingest::documents::xml::{self, Tree};

/// The two forms of such files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Word's own XML, before there were packages.
    Of2003,
    /// A package.
    Package,
}

/// Within so many bytes the root says what a file is.
const HEAD: usize = 8_000;

/// The most parts that are looked for.
const MOST_PARTS: usize = 10_000;

/// The form of a file, by its beginning.
pub(super) fn form(head: &[u8]) -> Option<Form> {
    let head = xml::decoded(&head[..head.len().min(HEAD)]);
    let (_, name) = root(&head)?;
    match name {
        "wordDocument" if head.contains("/office/word/2003/wordml") => Some(Form::Of2003),
        "package" if head.contains("/office/2006/xmlPackage") => Some(Form::Package),
        _ => None,
    }
}

/// Reads one of a form.
pub(super) fn read(form: Form, bytes: &[u8]) -> Result<Content, Refusal> {
    let text = xml::decoded(bytes);
    match form {
        Form::Of2003 => of_2003(&text),
        Form::Package => read_package(&mut Package::of_parts(text.as_bytes(), parts(&text)), 0),
    }
}

fn of_2003(text: &str) -> Result<Content, Refusal> {
    let tree = Tree::read(text);
    let mut properties = Properties::default();
    let noted = tree.first(tree.all(), Vocabulary::Properties, "DocumentProperties");
    if let Some(noted) = noted {
        properties.read_within(&tree, tree.inside(noted));
    }
    let relations = Relations::default();
    let part = Part::new(&tree, &relations);
    let mut package = Package::of_parts(&[], Vec::new());
    let mut body = Body::new(
        &mut package,
        Styles::read(&tree),
        Numbering::default(),
        Notes::within(part),
    );
    body.document(part);
    body.notes();
    body.comments_within(part);
    body.finish(properties.noted())
}

/// The prefix and the name of the outermost element.
fn root(text: &str) -> Option<(&str, &str)> {
    let mut rest = text.trim_start();
    loop {
        let end = if rest.starts_with("<?") {
            "?>"
        } else if rest.starts_with("<!--") {
            "-->"
        } else {
            break;
        };
        rest = rest.split_once(end)?.1.trim_start();
    }
    let name = rest.strip_prefix('<')?;
    let name = name.split(|c: char| c.is_whitespace() || c == '>').next()?;
    Some(name.split_once(':').unwrap_or(("", name)))
}

/// The parts of a package, and where each stands in its text; those that are not written as XML are
/// passed over.
fn parts(text: &str) -> Vec<(String, Range<usize>)> {
    let (prefix, _) = root(text).unwrap_or_default();
    let colon = if prefix.is_empty() { "" } else { ":" };
    let [opens, data, end] = ["<*part", "<*xmlData", "</*xmlData>"]
        .map(|tag| tag.replace('*', &format!("{prefix}{colon}")));
    let mut parts = Vec::new();
    let mut rest = 0..text.len();
    while let Some(at) = memmem::find(&text.as_bytes()[rest.clone()], opens.as_bytes())
        && parts.len() < MOST_PARTS
    {
        let (tag, after) = tag_at(text, rest.start + at);
        rest.start = after;
        // What is between the two tags is nothing but the data.
        let begins = text[after..].trim_start().starts_with(&data);
        let Some(name) = name_in(tag).filter(|_| begins) else {
            continue;
        };
        let (_, start) = tag_at(text, after);
        let length = memmem::find(&text.as_bytes()[start..], end.as_bytes());
        rest.start = length.map_or(text.len(), |length| start + length);
        parts.push((name.to_owned(), start..rest.start));
    }
    parts
}

/// The tag from a place on, and where it ends.
fn tag_at(text: &str, at: usize) -> (&str, usize) {
    let end = text[at..].find('>').map_or(text.len(), |end| at + end + 1);
    (&text[at..end], end)
}

fn name_in(tag: &str) -> Option<&str> {
    let (_, value) = tag.split_once("name=")?;
    let quote = value.chars().next().filter(|it| matches!(it, '"' | '\''))?;
    value[1..].split_once(quote).map(|(name, _)| name)
}
