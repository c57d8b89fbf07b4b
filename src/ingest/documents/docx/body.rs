//! From the elements of a part to the blocks of a text.

use std::collections::HashSet;

use super::super::Refusal;
use super::super::fields::{self, Fields};
use super::super::manuscript::{MOST_BLOCKS, Manuscript};
use super::super::package::Package;
use super::super::reading::Reading;
use super::super::vocabulary::Vocabulary;
use super::super::xml::{Element, LEVELS, Node, Tree};
use super::asides::Aside;
use super::notes::{NoteKind, Notes};
use super::numbering::Numbering;
use super::relations::Relations;
use super::runs;
use super::styles::Styles;
use crate::ingest::content::{Content, Kind, Limit, Stated};

/// A part with what it is related to.
#[derive(Clone, Copy)]
pub(super) struct Part<'t> {
    pub(super) tree: &'t Tree<'t>,
    pub(super) relations: &'t Relations,
}

impl<'t> Part<'t> {
    pub(super) fn new(tree: &'t Tree<'t>, relations: &'t Relations) -> Self {
        Self { tree, relations }
    }
}

/// A text in the making.
pub(super) struct Body<'p, 'b, 't> {
    pub(super) package: &'p mut Package<'b>,
    pub(super) styles: Styles,
    pub(super) numbering: Numbering,
    pub(super) notes: Notes<'t>,
    pub(super) manuscript: Manuscript,
    pub(super) fields: Fields,
    /// Where fields begin that never end.
    pub(super) unended: Vec<usize>,
    /// In how many elements it is whose words are not shown.
    pub(super) silent: usize,
    /// In how many elements it is.
    levels: usize,
    /// The run at work, by its place.
    pub(super) run: usize,
    /// The style of the paragraph at work hides its words.
    pub(super) is_style_hidden: bool,
    /// In how many paragraphs it is, of boxes in boxes.
    pub(super) paragraphs: usize,
    pub(super) asides: Vec<Aside>,
    /// Comments that stand in the text, by their places.
    comments_within: Vec<usize>,
    /// The last paragraph has no end of its own, as it was deleted or is only a large letter: the
    /// next one goes on in it.
    pub(super) goes_on: bool,
    /// In a note or a comment.
    pub(super) is_in_note: bool,
    /// Parts that were shown; none is shown twice.
    pub(super) shown: HashSet<String, foldhash::fast::RandomState>,
    has_deleted: bool,
    has_picture: bool,
    is_broken: bool,
    /// The limit that its parts go over.
    cut: Option<Limit>,
    is_full: bool,
    /// In how many documents it stands.
    pub(super) depth: usize,
}

impl<'p, 'b, 't> Body<'p, 'b, 't> {
    pub(super) fn new(
        package: &'p mut Package<'b>,
        styles: Styles,
        numbering: Numbering,
        notes: Notes<'t>,
    ) -> Self {
        Self {
            package,
            styles,
            numbering,
            notes,
            manuscript: Manuscript::default(),
            fields: Fields::default(),
            unended: Vec::new(),
            silent: 0,
            levels: 0,
            run: 0,
            is_style_hidden: false,
            paragraphs: 0,
            asides: Vec::new(),
            comments_within: Vec::new(),
            goes_on: false,
            is_in_note: false,
            shown: HashSet::default(),
            has_deleted: false,
            has_picture: false,
            is_broken: false,
            cut: None,
            is_full: false,
            depth: 0,
        }
    }

    /// Reads the main part.
    pub(super) fn document(&mut self, part: Part<'_>) {
        self.unended = runs::unended(part.tree);
        self.is_broken |= part.tree.is_broken;
        self.cut = part.tree.cut;
        self.manuscript.begin(Kind::Paragraph, "");
        let all = part.tree.all();
        let body = part.tree.first(all.clone(), Vocabulary::Word, "body");
        // What a broken end leaves behind the body is of it, too.
        for at in part.tree.siblings(body.unwrap_or(all.start)..all.end) {
            self.node(part, at);
        }
        self.unended.clear();
    }

    /// Reads the notes that were referred to.
    pub(super) fn notes(&mut self) {
        self.is_in_note = true;
        for (number, (part, at)) in (1..).zip(self.notes.take()) {
            self.fields = Fields::default();
            self.manuscript.note(number);
            self.children(part, at);
        }
    }

    /// Reads the comments.
    pub(super) fn comments(&mut self, part: Part<'_>) {
        self.is_in_note = true;
        for at in part.tree.all() {
            let element = part.tree.element(at);
            let Some(comment) = element.filter(|it| it.is(Vocabulary::Word, "comment")) else {
                continue;
            };
            self.comment(part, at, comment);
        }
    }

    /// Reads the comments that stand in the text.
    pub(super) fn comments_within(&mut self, part: Part<'_>) {
        self.is_in_note = true;
        for at in std::mem::take(&mut self.comments_within) {
            if let Some(comment) = part.tree.element(at) {
                self.comment(part, at, comment);
            }
        }
    }

    fn comment(&mut self, part: Part<'_>, at: usize, comment: &Element<'_>) {
        let author = comment.attribute("author").unwrap_or_default();
        self.fields = Fields::default();
        self.manuscript.comment(&author);
        self.children(part, at);
    }

    /// The text, or why there is none.
    pub(super) fn finish(self, noted: Stated) -> Result<Content, Refusal> {
        let full = self.is_full.then_some(Limit::Document);
        let unpacked = self.package.is_cut.then_some(Limit::Unpacked);
        self.manuscript.finish(Reading {
            noted,
            has_deleted: self.has_deleted,
            has_picture: self.has_picture,
            is_encrypted: self.package.is_encrypted,
            is_broken: self.is_broken || self.package.is_damaged,
            cut: unpacked.or(full).or(self.cut),
        })
    }

    pub(super) fn children(&mut self, part: Part<'_>, at: usize) {
        for child in part.tree.children(at) {
            self.node(part, child);
        }
    }

    fn node(&mut self, part: Part<'_>, at: usize) {
        if let Node::Element(element) = part.tree.node(at)
            && !self.is_full
        {
            self.levels += 1;
            match self.levels > LEVELS {
                true => self.flat(part, at),
                false => self.element(part, at, element),
            }
            self.levels -= 1;
        }
    }

    /// Reads an element that is too deep to be followed: its words, a block for each paragraph.
    fn flat(&mut self, part: Part<'_>, at: usize) {
        for at in part.tree.inside(at) {
            let element = part.tree.element(at);
            match element.filter(|it| it.vocabulary == Vocabulary::Word) {
                Some(element) if element.name == "p" => self.manuscript.end(),
                Some(element) if element.name == "t" => self.text(part, at),
                Some(element) if matches!(element.name, "tab" | "br") => self.words(" "),
                _ => {}
            }
        }
    }

    fn element(&mut self, part: Part<'_>, at: usize, element: &Element<'_>) {
        match (element.vocabulary, element.name) {
            (Vocabulary::Word, name) => self.word(part, at, element, name),
            (Vocabulary::Compatibility, "AlternateContent") => self.alternative(part, at),
            (Vocabulary::Math, "t") => self.text(part, at),
            (Vocabulary::Math, "den") => {
                self.words("/");
                self.children(part, at);
            }
            (Vocabulary::Diagram, "relIds") => {
                let name = element.attribute("dm");
                let name = name.and_then(|id| part.relations.part(&id));
                self.aside(part, name.map(|name| Aside::Diagram(name.to_owned())));
            }
            (Vocabulary::Chart, "chart") => {
                let name = element.attribute("id");
                let name = name.and_then(|id| part.relations.part(&id));
                self.aside(part, name.map(|name| Aside::Chart(name.to_owned())));
            }
            (Vocabulary::Other, "textpath") => {
                let letters = element.attribute("string");
                self.aside(part, letters.map(|it| Aside::Letters(it.into_owned())));
            }
            (Vocabulary::Other, "annotation") => self.annotation(part, at, element),
            _ => self.children(part, at),
        }
    }

    /// What Word 2003 has about the text or marks in it: a change, a comment, a place.
    fn annotation(&mut self, part: Part<'_>, at: usize, element: &Element<'_>) {
        match element.attribute("type").as_deref() {
            Some("Word.Deletion") => self.silently(part, at),
            Some("Word.Comment") => {
                if !self.is_in_note {
                    self.comments_within.push(at);
                }
            }
            _ => self.children(part, at),
        }
    }

    fn silently(&mut self, part: Part<'_>, at: usize) {
        self.silent += 1;
        self.children(part, at);
        self.silent -= 1;
    }

    fn word(&mut self, part: Part<'_>, at: usize, element: &Element<'_>, name: &str) {
        match name {
            "t" => self.text(part, at),
            "r" => self.run(part, at),
            "p" => self.paragraph(part, at),
            "pPr" | "rPr" | "sectPr" | "tblPr" | "tblGrid" | "tblPrEx" | "trPr" | "tcPr"
            | "sdtPr" | "sdtEndPr" | "rt" | "rubyPr" | "ffData" | "fldData" | "delInstrText" => {}
            "tab" | "ptab" => self.words(" "),
            "br" | "cr" => self.line_break(),
            "noBreakHyphen" => self.words("\u{2011}"),
            "softHyphen" => self.words("\u{AD}"),
            "sym" => self.sign(element),
            "tbl" => self.table(part, at),
            "fldChar" => self.field_character(at, element),
            "instrText" => {
                let instruction = part.tree.text(at, fields::LONGEST);
                self.fields.instruct(&instruction);
            }
            "fldSimple" => {
                let instruction = element.attribute("instr").unwrap_or_default();
                self.linked(part, at, fields::address(&instruction).as_deref());
            }
            "hyperlink" => {
                let id = element.attribute("id");
                self.linked(part, at, id.and_then(|id| part.relations.address(&id)));
            }
            "footnoteReference" => self.reference(NoteKind::Foot, element),
            "endnoteReference" => self.reference(NoteKind::End, element),
            "hlink" => self.linked(part, at, element.attribute("dest").as_deref()),
            "footnote" | "endnote" => self.note_within(part, at),
            "del" | "moveFrom" => self.silently(part, at),
            "delText" => {
                self.has_deleted |= part
                    .tree
                    .text(at, 100)
                    .contains(|c: char| !c.is_whitespace());
            }
            "txbxContent" => self.aside(part, Some(Aside::Box(at))),
            "altChunk" => {
                let name = element.attribute("id");
                if let Some(name) = name.and_then(|id| part.relations.part(&id)) {
                    self.foreign(name);
                }
            }
            "drawing" | "pict" | "object" => {
                self.has_picture = true;
                self.children(part, at);
            }
            _ => self.children(part, at),
        }
    }

    pub(super) fn words(&mut self, words: &str) {
        if self.silent == 0 && self.fields.are_shown() {
            self.manuscript.words(words);
        }
    }

    fn line_break(&mut self) {
        if self.silent == 0 && self.fields.are_shown() {
            self.manuscript.line_break();
        }
    }

    /// Words that lead to an address, if it is known.
    fn linked(&mut self, part: Part<'_>, at: usize, address: Option<&str>) {
        let opened = address.is_some_and(|address| self.manuscript.open_link(address));
        self.children(part, at);
        if opened {
            self.manuscript.close_link();
        }
    }

    /// True where no further block is taken.
    pub(super) fn is_at_limit(&mut self) -> bool {
        self.is_full |= self.manuscript.count() >= MOST_BLOCKS;
        self.is_full
    }
}
