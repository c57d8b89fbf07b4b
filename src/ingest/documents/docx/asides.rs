//! What stands beside the text: boxes, diagrams, charts, parts in other formats, and which form of a thing is read.

use std::path::Path;

use super::super::manuscript::{Block, MOST_BLOCKS};
use super::super::package::Package;
use super::super::vocabulary::Vocabulary;
use super::super::xml::{self, Tree};
use super::body::{Body, Part};
use super::{charts, read_package};
use crate::ingest::content::{Content, Kind};
use crate::ingest::documents::rtf;
use crate::ingest::mail::saved;
use crate::ingest::pages;

/// Documents that stand in documents that stand in documents.
const DEEPEST: usize = 1;

/// The most parts that are shown beside the text: diagrams, charts, texts in other formats.
const MOST_SHOWN: usize = 200;

/// What stands apart on the page and is read after the paragraph that it is tied to.
#[derive(Debug)]
pub(super) enum Aside {
    /// A box with text, by its place.
    Box(usize),
    /// The words of a diagram, by the name of their part.
    Diagram(String),
    /// A chart, by the name of its part.
    Chart(String),
    /// Letters that are drawn.
    Letters(String),
}

impl Body<'_, '_, '_> {
    /// The first of several forms of one thing that has words, as newer programs show it; the one for older programs
    /// where none has.
    pub(super) fn alternative(&mut self, part: Part<'_>, at: usize) {
        let has_words = |at: usize| {
            part.tree.inside(at).any(|at| {
                let element = part.tree.element(at);
                element.is_some_and(|it| matches!(it.name, "t" | "relIds" | "chart" | "sym"))
            })
        };
        let form = |name: &str, at: usize| {
            let element = part.tree.element(at);
            element.is_some_and(|it| it.is(Vocabulary::Compatibility, name))
        };
        let mut forms = part.tree.children(at);
        let choice = forms.find(|&at| form("Choice", at) && has_words(at));
        let chosen = choice.or_else(|| part.tree.child(at, Vocabulary::Compatibility, "Fallback"));
        if let Some(chosen) = chosen {
            self.children(part, chosen);
        }
    }

    pub(super) fn aside(&mut self, part: Part<'_>, aside: Option<Aside>) {
        let Some(aside) = aside.filter(|_| self.silent == 0) else {
            return;
        };
        match self.paragraphs {
            0 => self.show_aside(part, aside),
            _ => self.asides.push(aside),
        }
    }

    /// Shows what stands apart.
    pub(super) fn show_aside(&mut self, part: Part<'_>, aside: Aside) {
        self.manuscript.begin(Kind::Paragraph, "");
        match aside {
            Aside::Box(at) => self.children(part, at),
            Aside::Letters(letters) => self.manuscript.words(&letters),
            Aside::Diagram(name) => {
                if let Some(text) = self.unshown(&name) {
                    charts::diagram(&Tree::read(&text), &mut self.manuscript);
                }
            }
            Aside::Chart(name) => {
                if let Some(text) = self.unshown(&name) {
                    charts::chart(&Tree::read(&text), &mut self.manuscript);
                }
            }
        }
        self.manuscript.begin(Kind::Paragraph, "");
    }

    /// The text of a part that was not shown yet.
    fn unshown(&mut self, name: &str) -> Option<String> {
        let is_new = self.shown.len() < MOST_SHOWN && self.shown.insert(name.to_owned());
        is_new.then(|| self.package.text(name)).flatten()
    }

    /// Shows a part in a format of its own, if it is one of those that are read here.
    pub(super) fn foreign(&mut self, name: &str) {
        let is_new = self.shown.len() < MOST_SHOWN && self.shown.insert(name.to_owned());
        if self.silent > 0 || !is_new || self.is_at_limit() {
            return;
        }
        let Some(bytes) = self.package.part(name) else {
            return;
        };
        self.manuscript.begin(Kind::Paragraph, "");
        if let Some(inner) = self.package.inner(&bytes) {
            if self.depth < DEEPEST {
                self.document_within(inner);
            }
        } else if let Some(content) = other(name, &bytes) {
            self.add(&content);
        } else if has_ending(name, ".txt") {
            for line in xml::decoded(&bytes).lines() {
                self.manuscript.begin(Kind::Paragraph, "");
                self.manuscript.words(line);
            }
        }
        self.manuscript.end();
    }

    /// Shows a document of Word that stands in this one.
    fn document_within(&mut self, mut inner: Package<'_>) {
        let content = read_package(&mut inner, self.depth + 1);
        self.package.unpacked_within(&inner);
        if let Ok(content) = content {
            self.add(&content);
        }
    }

    /// Adds the blocks of a part, as many as there is room for.
    fn add(&mut self, content: &Content) {
        let room = MOST_BLOCKS.saturating_sub(self.manuscript.count());
        self.manuscript
            .add(Block::all(content).into_iter().take(room));
    }
}

/// What a part in a format of its own holds: a text in RTF, a page, or one that was saved whole.
fn other(name: &str, bytes: &[u8]) -> Option<Content> {
    if rtf::opens(bytes) {
        return rtf::read(bytes).ok();
    }
    let text = xml::decoded(bytes);
    if text.trim_start().starts_with('<') {
        return Some(pages::read_piece(&text));
    }
    let is_saved = [".mht", ".mhtml"].iter().any(|it| has_ending(name, it));
    let page = saved::page(bytes, Path::new(name)).filter(|_| is_saved)?;
    Some(pages::read_piece(&page.html))
}

fn has_ending(name: &str, ending: &str) -> bool {
    name.to_ascii_lowercase().ends_with(ending)
}
