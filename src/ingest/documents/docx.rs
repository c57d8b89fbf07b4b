//! Documents of Word from 2007 on: from the parts of the package to the blocks of a text.
//!
//! ```text
//! zip -> relations -> styles, numbering -> document -> blocks, links
//!                                          notes ---> after a rule, [1] …
//!                                          comments -> folded, [Mara Lind] …
//! ```
//!
//! A file that is one XML, as Word 2003 wrote it or as a package in a row, goes the same way.
//!
//! What a page shows at its top and bottom, what is hidden and what was deleted is left out.

mod asides;
mod body;
mod charts;
mod flat;
mod levels;
mod notes;
mod numbering;
mod paragraph;
mod relations;
mod runs;
mod styles;
mod table;

use std::path::Path;

use super::Refusal;
use super::office::{self, Family, What};
use super::package::Package;
use super::properties::Properties;
use super::xml::Tree;
use crate::ingest::content::Content;
use body::{Body, Part};
use notes::Notes;
use numbering::Numbering;
use relations::Relations;
use styles::Styles;

/// True for documents of Office, by their bytes and their names; those that are no texts are refused by
/// [`read`].
pub(super) fn is_docx(bytes: &[u8], name: &Path) -> bool {
    is_flat(bytes)
        || office::is_encrypted(bytes)
        || matches!(office::kind(bytes, name), Some((Family::Microsoft, _)))
}

/// True for a document in one XML file, by its beginning.
pub(super) fn is_flat(head: &[u8]) -> bool {
    flat::form(head).is_some()
}

/// Reads one.
pub(super) fn read(bytes: &[u8]) -> Result<Content, Refusal> {
    if let Some(form) = flat::form(bytes) {
        return flat::read(form, bytes);
    }
    if office::is_encrypted(bytes) {
        return Err(Refusal::Encrypted);
    }
    let damaged = || Refusal::Damaged("no part of it can be found".to_owned());
    read_package(&mut Package::open(bytes).ok_or_else(damaged)?, 0)
}

/// Reads one that stands in so many others.
fn read_package(package: &mut Package<'_>, depth: usize) -> Result<Content, Refusal> {
    let types = package.part("[Content_Types].xml").unwrap_or_default();
    let what = office::of_content_types(&types);
    let main = Relations::of_package(package)
        .first("officeDocument")
        .filter(|name| package.has(name))
        .unwrap_or_else(|| "word/document.xml".to_owned());
    if !matches!(what, What::Text | What::Unknown) || !package.has(&main) && !package.is_damaged {
        return Err(Refusal::Unsupported(what.name().to_owned()));
    }
    let Some(document) = package.text(&main) else {
        return Err(match package.is_encrypted {
            true => Refusal::Encrypted,
            false => Refusal::Damaged("its text is missing".to_owned()),
        });
    };
    let relations = Relations::of_part(package, &main);
    let other = |package: &mut Package<'_>, kind: &str, usual: &str| {
        let name = relations.first(kind).filter(|name| package.has(name));
        let name = name.unwrap_or_else(|| format!("word/{usual}.xml"));
        let text = package.text(&name).unwrap_or_default();
        (text, Relations::of_part(package, &name))
    };
    let (styles, _) = other(package, "styles", "styles");
    let (numbering, _) = other(package, "numbering", "numbering");
    let noted = [
        other(package, "footnotes", "footnotes"),
        other(package, "endnotes", "endnotes"),
        other(package, "comments", "comments"),
    ];
    let noted = noted
        .each_ref()
        .map(|(text, relations)| (Tree::read(text), relations));
    let properties = properties(package);
    let styles = Styles::read(&Tree::read(&styles));
    let numbering = Numbering::read(&Tree::read(&numbering), &styles);
    let tree = Tree::read(&document);
    let [footnotes, endnotes, comments] = noted
        .each_ref()
        .map(|(tree, relations)| Part::new(tree, relations));
    let mut body = Body::new(package, styles, numbering, Notes::new(footnotes, endnotes));
    body.depth = depth;
    body.document(Part::new(&tree, &relations));
    body.notes();
    body.comments(comments);
    body.finish(properties.noted())
}

fn properties(package: &mut Package<'_>) -> Properties {
    let relations = Relations::of_package(package);
    let mut properties = Properties::default();
    for (kinds, usual) in [
        (["core-properties", "core-properties"], "docProps/core.xml"),
        (
            ["extended-properties", "extendedProperties"],
            "docProps/app.xml",
        ),
    ] {
        let name = kinds.iter().find_map(|kind| relations.first(kind));
        let name = name.unwrap_or_else(|| usual.to_owned());
        if let Some(text) = package.text(&name) {
            properties.read(&Tree::read(&text));
        }
    }
    properties
}

#[cfg(test)]
mod tests;
