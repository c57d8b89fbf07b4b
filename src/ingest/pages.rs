//! Web pages: the article alone, as blocks, and what the page states of it.
//!
//! ```text
//! page -> scan: within the limits? -> tree -> article -> blocks -> Content
//!           no: plain, a row of words       -> stated, trim -----^
//! ```
//!
//! Nothing is fetched, and no address of a page is opened. What a page hides or is not part of the
//! article (menus, lists of other pages, buttons to share it) is left out; of a page whose article
//! cannot be told, all text is shown.

mod address;
mod article;
mod blocks;
mod dates;
mod furniture;
mod json_ld;
mod mail;
mod plain;
mod printed;
mod scan;
mod seen;
mod stated;
mod table;
mod title;
mod tree;
mod trim;
pub(super) mod writer;
mod xml;

use dom_query::Document;

use super::content::{Content, Remark};
use address::Base;
use article::Kept;
use blocks::Blocks;
use furniture::Furniture;
use tree::Tree;
use writer::Writer;

pub(super) use writer::Mail;
pub(super) use xml::prefix;

/// Reads a page, decoded.
pub(super) fn read(html: &str) -> Content {
    let html = &*printed::unprinted(html);
    let html = &*xml::as_html(html);
    if let Some(limit) = scan::limit(html) {
        let mut content = plain::read(html);
        content.remarks.push(Remark::Unparsed(limit));
        return content;
    }
    let document = Document::from(html);
    let tree = Tree::new(&document);
    let kept = Kept::new(document, &tree);
    let furniture = Furniture::new(&tree, &kept.letters);
    let found = article::find(&tree, &kept, &furniture);
    let root = found.as_ref().map_or(0, |article| article.root);
    let stated = stated::read(&tree, &furniture, root);
    let base = stated::base(&tree, stated.address.as_deref());
    let (out, remarks) = match found {
        Some(article) => (article.out, Vec::new()),
        None => (vec![false; tree.len()], vec![Remark::NoArticle]),
    };
    let blocks = Blocks {
        tree: &tree,
        out: &out,
        base: &Base::new(base.as_deref()),
        is_mail: false,
        writer: Writer::default(),
    };
    let draft = blocks.read(root);
    let kept = match remarks.is_empty() {
        true => trim::kept(&draft, &stated),
        false => vec![true; draft.blocks.len()],
    };
    Content {
        stated,
        remarks,
        ..draft.content(&kept)
    }
}

/// All words of a page in a row, read without a parser: the least that any page comes to.
pub(super) fn plain(html: &str) -> Content {
    plain::read(html)
}

/// Reads a piece of a page, such as an entry of a feed: all of it is to be read but what
/// it hides.
pub(super) fn read_piece(html: &str) -> Content {
    piece(html, false).0
}

/// The same of a mail, with what its elements say of each block, if it is laid out in blocks.
pub(super) fn read_mail(html: &str) -> (Content, Vec<Mail>) {
    piece(html, true)
}

fn piece(html: &str, is_mail: bool) -> (Content, Vec<Mail>) {
    if let Some(limit) = scan::limit(html) {
        let mut content = plain::read(html);
        content.remarks.push(Remark::Unparsed(limit));
        return (content, Vec::new());
    }
    let document = Document::fragment(html);
    let tree = Tree::new(&document);
    let blocks = Blocks {
        tree: &tree,
        out: &furniture::hidden(&tree),
        base: &Base::new(None),
        is_mail,
        writer: Writer::default(),
    };
    let draft = blocks.read(0);
    let all = vec![true; draft.blocks.len()];
    draft.content_of_mail(&all)
}

#[cfg(test)]
mod tests;
