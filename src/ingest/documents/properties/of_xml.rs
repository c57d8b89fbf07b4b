//! The properties of documents that are written in XML.

use std::ops::Range;

use super::Properties;
use crate::ingest::documents::vocabulary::Vocabulary;
use crate::ingest::documents::xml::Tree;

/// The most bytes of a property.
const MOST: usize = 2_000;

impl Properties {
    /// Takes what a part with properties says.
    pub(in crate::ingest::documents) fn read(&mut self, tree: &Tree<'_>) {
        self.read_within(tree, tree.all());
    }

    /// Takes what a stretch of a part says.
    pub(in crate::ingest::documents) fn read_within(
        &mut self,
        tree: &Tree<'_>,
        stretch: Range<usize>,
    ) {
        for at in stretch {
            let Some(element) = tree.element(at) else {
                continue;
            };
            let text = || Some(tree.text(at, MOST)).filter(|text| !text.trim().is_empty());
            let (vocabulary, name) = (element.vocabulary, element.name);
            match vocabulary {
                Vocabulary::DublinCore | Vocabulary::Properties | Vocabulary::Meta => {}
                _ => continue,
            }
            match name {
                "title" | "Title" => self.title = text(),
                "initial-creator" | "Author" => self.author = text(),
                // OpenDocument's is who changed it last.
                "creator" => self.author = self.author.take().or_else(text),
                "Company" => self.company = text(),
                "created" | "creation-date" | "Created" => self.created = text(),
                "modified" | "date" | "LastSaved" => self.changed = text(),
                "keywords" | "keyword" | "Keywords" => self.keywords.extend(text()),
                "language" => self.language = text(),
                _ => {}
            }
        }
    }
}
