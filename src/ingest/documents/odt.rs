//! Texts of LibreOffice and its kin: from `content.xml`, or from a file that is all of it, to the blocks of a text.
//!
//! ```text
//! zip -> styles.xml -> styles, lists -+
//!        content.xml -> its own ------+-> text -> blocks, links
//!                                         notes ---> after a rule, [1] …
//!                                         comments -> folded, [Mara Lind] …
//! ```
//!
//! What a page shows at its top and bottom, hidden sections and what was deleted are left out.

mod body;
mod items;
mod lists;
mod styles;
mod table;

use std::path::Path;

use super::Refusal;
use super::office::{self, Family, What};
use super::package::Package;
use super::properties::Properties;
use super::vocabulary::Vocabulary;
use super::xml::{self, Tree};
use crate::ingest::content::{Content, Limit};
use body::Body;
use styles::Styles;

/// True for documents of LibreOffice, by their bytes and their names; those that are no texts are refused by
/// [`read`].
pub(super) fn is_odt(bytes: &[u8], name: &Path) -> bool {
    is_flat(bytes) || matches!(office::kind(bytes, name), Some((Family::OpenDocument, _)))
}

/// True for a document in one XML file, by its beginning.
pub(super) fn is_flat(head: &[u8]) -> bool {
    const ENOUGH: usize = 1_000;
    let text = xml::decoded(&head[..head.len().min(ENOUGH)]);
    let root = text.split_once("<office:document").map(|(before, after)| {
        let is_first = before.trim_start().is_empty() || before.trim_start().starts_with("<?xml");
        is_first && after.starts_with(char::is_whitespace)
    });
    root == Some(true)
}

/// Reads one.
pub(super) fn read(bytes: &[u8]) -> Result<Content, Refusal> {
    if is_flat(bytes) {
        return read_flat(bytes);
    }
    let damaged = |what: &str| Refusal::Damaged(what.to_owned());
    let mut package = Package::open(bytes).ok_or_else(|| damaged("no part of it can be found"))?;
    let what = package
        .text("mimetype")
        .and_then(|it| office::of_open_document(&it));
    if let Some(what) = what.filter(|what| *what != What::Text) {
        return Err(Refusal::Unsupported(what.name().to_owned()));
    }
    if is_encrypted(&mut package) {
        return Err(Refusal::Encrypted);
    }
    let Some(text) = package.text("content.xml") else {
        return Err(match package.is_encrypted {
            true => Refusal::Encrypted,
            false => damaged("its text is missing"),
        });
    };
    let mut properties = Properties::default();
    if let Some(meta) = package.text("meta.xml") {
        properties.read(&Tree::read(&meta));
    }
    let common = package.text("styles.xml").unwrap_or_default();
    let mut styles = Styles::default();
    styles.read(&Tree::read(&common));
    let mut tree = Tree::read(&text);
    if package.is_cut {
        tree.cut = Some(Limit::Unpacked);
    }
    read_tree(&tree, styles, properties, package.is_damaged)
}

fn read_flat(bytes: &[u8]) -> Result<Content, Refusal> {
    let text = xml::decoded(bytes);
    let tree = Tree::read(&text);
    let mut properties = Properties::default();
    if let Some(meta) = tree.first(tree.all(), Vocabulary::Office, "meta") {
        properties.read_within(&tree, tree.inside(meta));
    }
    read_tree(&tree, Styles::default(), properties, false)
}

fn read_tree(
    tree: &Tree<'_>,
    mut styles: Styles,
    properties: Properties,
    is_damaged: bool,
) -> Result<Content, Refusal> {
    styles.read(tree);
    let text = tree.first(tree.all(), Vocabulary::Office, "text");
    let other = [
        ("presentation", What::Presentation),
        ("spreadsheet", What::Spreadsheet),
        ("drawing", What::Drawing),
    ];
    let is_other = |name: &str| tree.first(tree.all(), Vocabulary::Office, name).is_some();
    match (text, other.iter().find(|(name, _)| is_other(name))) {
        (None, Some((_, what))) => return Err(Refusal::Unsupported(what.name().to_owned())),
        (None, None) if !is_damaged && !tree.is_broken => return Err(Refusal::Empty),
        _ => {}
    }
    let mut body = Body::new(styles, is_damaged || tree.is_broken);
    if let Some(text) = text {
        body.document(tree, text);
    }
    body.finish(properties.noted(), tree.cut)
}

/// True for a package whose manifest says how its parts are locked.
fn is_encrypted(package: &mut Package<'_>) -> bool {
    let Some(manifest) = package.text("META-INF/manifest.xml") else {
        return false;
    };
    let tree = Tree::read(&manifest);
    tree.all().any(|at| {
        let element = tree
            .element(at)
            .filter(|it| it.is(Vocabulary::Manifest, "file-entry"));
        let path = element.and_then(|it| it.attribute("full-path"));
        // The package of newer versions is locked as a whole.
        path.is_some_and(|path| path == "content.xml" || path == "encrypted-package")
            && tree
                .child(at, Vocabulary::Manifest, "encryption-data")
                .is_some()
    })
}

#[cfg(test)]
mod tests;
