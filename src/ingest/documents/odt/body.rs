//! From the elements of a text to its blocks.

use std::collections::HashSet;

use super::super::Refusal;
use super::super::manuscript::{MOST_BLOCKS, Manuscript, is_too_long_for_heading, kind};
use super::super::numbering::Counts;
use super::super::reading::Reading;
use super::super::signs::{self, Font};
use super::super::vocabulary::Vocabulary;
use super::super::xml::{Element, LEVELS, Node, Tree};
use super::items::{Counted, List};
use super::styles::Styles;
use crate::ingest::content::{Content, Kind, Limit, Stated};

/// The most blanks that one element stands for; they count as one in the end.
const BLANK: &str = " ";

/// A text in the making.
pub(super) struct Body {
    pub(super) styles: Styles,
    pub(super) manuscript: Manuscript,
    /// The lists that are open, the innermost last.
    pub(super) lists: Vec<List>,
    /// How far the lists have counted.
    pub(super) counted: Counted,
    /// The same of headings.
    pub(super) outline: Counts,
    /// Notes and comments, by their places.
    notes: Vec<usize>,
    comments: Vec<usize>,
    /// Boxes of the paragraph at work, by their places.
    boxes: Vec<usize>,
    /// In how many paragraphs it is, of boxes in boxes.
    paragraphs: usize,
    /// In how many elements it is.
    levels: usize,
    is_in_note: bool,
    /// The ids of changes whose words were deleted and stand in the text all the same, between two
    /// marks.
    deletions: HashSet<String, foldhash::fast::RandomState>,
    /// The one of them that it is in.
    deleted: Option<String>,
    /// The font of the words at work, where it has signs for letters.
    font: Font,
    has_deleted: bool,
    has_picture: bool,
    is_damaged: bool,
    is_full: bool,
}

impl Body {
    pub(super) fn new(styles: Styles, is_damaged: bool) -> Self {
        Self {
            styles,
            manuscript: Manuscript::default(),
            lists: Vec::new(),
            counted: Counted::default(),
            outline: Counts::default(),
            notes: Vec::new(),
            comments: Vec::new(),
            boxes: Vec::new(),
            paragraphs: 0,
            levels: 0,
            is_in_note: false,
            deletions: HashSet::default(),
            deleted: None,
            font: Font::Unknown,
            has_deleted: false,
            has_picture: false,
            is_damaged,
            is_full: false,
        }
    }

    /// Reads the text with its notes and comments.
    pub(super) fn document(&mut self, tree: &Tree<'_>, at: usize) {
        self.manuscript.begin(Kind::Paragraph, "");
        self.children(tree, at);
        self.is_in_note = true;
        self.lists.clear();
        for (number, at) in (1..).zip(std::mem::take(&mut self.notes)) {
            self.manuscript.note(number);
            if let Some(body) = tree.child(at, Vocabulary::Text, "note-body") {
                self.children(tree, body);
            }
        }
        for at in std::mem::take(&mut self.comments) {
            let author = tree.child(at, Vocabulary::DublinCore, "creator");
            let author = author.map(|at| tree.text(at, 200)).unwrap_or_default();
            self.manuscript.comment(&author);
            let words = tree
                .elements(at)
                .filter(|(_, it)| it.vocabulary == Vocabulary::Text);
            for (at, element) in words {
                self.element(tree, at, element);
            }
        }
    }

    /// The text, or why there is none.
    pub(super) fn finish(self, noted: Stated, cut: Option<Limit>) -> Result<Content, Refusal> {
        self.manuscript.finish(Reading {
            noted,
            has_deleted: self.has_deleted,
            has_picture: self.has_picture,
            is_encrypted: false,
            is_broken: self.is_damaged,
            cut: cut.or(self.is_full.then_some(Limit::Document)),
        })
    }

    pub(super) fn children(&mut self, tree: &Tree<'_>, at: usize) {
        for child in tree.children(at) {
            match tree.node(child) {
                Node::Element(element) if !self.is_full => self.element(tree, child, element),
                Node::Text(words) if self.paragraphs > 0 => self.words(words),
                Node::Character(c) if self.paragraphs > 0 => {
                    self.words(c.encode_utf8(&mut [0; 4]));
                }
                _ => {}
            }
        }
    }

    fn words(&mut self, words: &str) {
        match self.deleted.is_some() {
            true => self.has_deleted |= words.contains(|c: char| !c.is_whitespace()),
            false if words.contains(signs::is_moved) => {
                let font = self.font;
                let shown = words.chars().filter_map(|c| match signs::is_moved(c) {
                    true => font.sign(u32::from(c)),
                    false => Some(c),
                });
                self.manuscript.words(&shown.collect::<String>());
            }
            false => self.manuscript.words(words),
        }
    }

    fn element(&mut self, tree: &Tree<'_>, at: usize, element: &Element<'_>) {
        self.levels += 1;
        match self.levels > LEVELS {
            true => self.flat(tree, at),
            false => self.followed(tree, at, element),
        }
        self.levels -= 1;
    }

    /// Reads an element that is too deep to be followed: its words, a block for each paragraph.
    fn flat(&mut self, tree: &Tree<'_>, at: usize) {
        for at in tree.inside(at) {
            match tree.node(at) {
                Node::Element(element) if element.is(Vocabulary::Text, "p") => {
                    self.manuscript.end()
                }
                Node::Element(_) => {}
                Node::Text(words) => self.manuscript.words(words),
                Node::Character(c) => self.manuscript.words(c.encode_utf8(&mut [0; 4])),
            }
        }
    }

    fn followed(&mut self, tree: &Tree<'_>, at: usize, element: &Element<'_>) {
        match element.vocabulary {
            Vocabulary::Text => self.text(tree, at, element),
            Vocabulary::Table if element.name == "table" => self.table(tree, at),
            Vocabulary::Office => match element.name {
                "annotation" if !self.is_in_note => self.comments.push(at),
                "annotation" | "forms" | "event-listeners" | "scripts" | "binary-data" => {}
                _ => self.children(tree, at),
            },
            Vocabulary::Draw => self.drawing(tree, at, element),
            Vocabulary::Table | Vocabulary::Other if element.name != "math" => self.plain(tree, at),
            _ => {}
        }
    }

    /// Goes on with the elements in another, and not with its own text.
    pub(super) fn plain(&mut self, tree: &Tree<'_>, at: usize) {
        for (at, element) in tree.elements(at) {
            self.element(tree, at, element);
        }
    }

    fn text(&mut self, tree: &Tree<'_>, at: usize, element: &Element<'_>) {
        match element.name {
            "p" | "h" => self.paragraph(tree, at, element),
            "list" => self.list(tree, at, element),
            "list-item" | "list-header" => self.item(tree, at, element),
            "numbered-paragraph" => self.numbered(tree, at, element),
            "s" | "tab" => self.manuscript.words(BLANK),
            "line-break" => self.manuscript.line_break(),
            "span" => self.span(tree, at, element),
            "a" => {
                let address = element.attribute("href").unwrap_or_default();
                let opened = self.manuscript.open_link(&address);
                self.children(tree, at);
                if opened {
                    self.manuscript.close_link();
                }
            }
            "note" => self.note(at),
            "change-start" | "change-end" => self.mark(element),
            "tracked-changes" => self.changes(tree, at),
            "section" | "hidden-text" | "hidden-paragraph" => {
                let is_hidden = element.attribute("display").is_some_and(|it| it == "none")
                    || element
                        .attribute("is-hidden")
                        .is_some_and(|it| it == "true");
                if !is_hidden {
                    self.children(tree, at);
                }
            }
            "ruby-text"
            | "table-of-content-source"
            | "illustration-index-source"
            | "table-index-source"
            | "object-index-source"
            | "user-index-source"
            | "alphabetical-index-source"
            | "bibliography-source"
            | "script"
            | "variable-decls"
            | "sequence-decls"
            | "user-field-decls"
            | "dde-connection-decls"
            | "alphabetical-index-auto-mark-file"
            | "toc-mark-start"
            | "note-citation" => {}
            _ => self.children(tree, at),
        }
    }

    fn span(&mut self, tree: &Tree<'_>, at: usize, element: &Element<'_>) {
        let style = element.attribute("style-name");
        let look = self.styles.of(style.as_deref());
        if !look.is_hidden {
            let own = look.font.unwrap_or(self.font);
            let outer = std::mem::replace(&mut self.font, own);
            self.children(tree, at);
            self.font = outer;
        }
    }

    /// A mark where words of a change begin or end: what was deleted between two is not shown.
    fn mark(&mut self, element: &Element<'_>) {
        let id = element.attribute("change-id").unwrap_or_default();
        if element.name == "change-end" {
            self.deleted.take_if(|deleted| *deleted == id);
        } else if self.deleted.is_none() && self.deletions.contains(&*id) {
            self.deleted = Some(id.into_owned());
        }
    }

    fn drawing(&mut self, tree: &Tree<'_>, at: usize, element: &Element<'_>) {
        match element.name {
            // What is only drawn for those who can't see the rest, or is a file of its own.
            "object" | "object-ole" | "plugin" | "applet" | "image" => self.has_picture = true,
            "frame" | "a" | "g" | "page-thumbnail" => self.plain(tree, at),
            // Boxes and shapes.
            _ if self.paragraphs > 0 => self.boxes.push(at),
            _ => self.plain(tree, at),
        }
    }

    fn paragraph(&mut self, tree: &Tree<'_>, at: usize, element: &Element<'_>) {
        self.is_full |= self.manuscript.count() >= MOST_BLOCKS;
        let name = element.attribute("style-name");
        let look = self.styles.of(name.as_deref());
        if self.is_full || look.is_hidden {
            return;
        }
        let own_level = element
            .number("outline-level")
            .and_then(|it| u8::try_from(it).ok());
        let level = match element.name {
            "h" => own_level.or(look.level).unwrap_or(1).max(1),
            _ => look.level.unwrap_or_default(),
        };
        let font = look.font.unwrap_or(Font::Unknown);
        let (style_list, is_quotation) = (look.list.map(str::to_owned), look.is_quotation);
        let is_heading = level > 0 && !self.is_in_note && !is_too_long_for_heading(tree, at);
        let bullet = match (self.lists.is_empty(), element.name) {
            (true, "h") => self.heading_number(usize::from(level) - 1, element),
            (true, _) => String::new(),
            (false, _) => self.bullet(style_list.as_deref()),
        };
        let depth = self.lists.last().map_or(0, |list| list.level);
        let level = if is_heading { level } else { 0 };
        let kind = kind(level, &bullet, depth, is_quotation);
        // Where the end of the last one was deleted, this one goes on in it.
        if self.deleted.is_none() || !self.manuscript.has_begun() {
            self.manuscript.begin(kind, &bullet);
        }
        let outer = std::mem::take(&mut self.boxes);
        let outer_font = std::mem::replace(&mut self.font, font);
        self.paragraphs += 1;
        self.children(tree, at);
        self.paragraphs -= 1;
        self.font = outer_font;
        if self.deleted.is_none() {
            self.manuscript.end();
        }
        for at in std::mem::replace(&mut self.boxes, outer) {
            let lists = std::mem::take(&mut self.lists);
            let paragraphs = std::mem::take(&mut self.paragraphs);
            self.plain(tree, at);
            self.manuscript.end();
            (self.lists, self.paragraphs) = (lists, paragraphs);
        }
    }

    fn note(&mut self, at: usize) {
        if !self.is_in_note && self.deleted.is_none() {
            self.notes.push(at);
            let number = self.notes.len();
            self.manuscript.words(&format!("[{number}]"));
        }
    }

    /// What was changed: of it, what was deleted stands here and is not shown, or in the text
    /// between two marks.
    fn changes(&mut self, tree: &Tree<'_>, at: usize) {
        let deletions = tree.inside(at).filter(|&at| {
            tree.element(at)
                .is_some_and(|it| it.is(Vocabulary::Text, "deletion"))
        });
        for deletion in deletions {
            let words = tree
                .elements(deletion)
                .filter(|(_, it)| it.vocabulary == Vocabulary::Text);
            for (at, _) in words {
                let text = tree.text(at, 100);
                self.has_deleted |= text.contains(|c: char| !c.is_whitespace());
            }
        }
        self.deletions = in_the_text(tree, at);
    }

    /// True where no further block is taken.
    pub(super) fn is_at_limit(&mut self) -> bool {
        self.is_full |= self.manuscript.count() >= MOST_BLOCKS;
        self.is_full
    }

    /// What is said apart from the text around it, such as in a cell: on one line.
    pub(super) fn apart(&mut self, tree: &Tree<'_>, at: usize) -> String {
        let outer = self.manuscript.begin_apart();
        let lists = std::mem::take(&mut self.lists);
        let paragraphs = std::mem::take(&mut self.paragraphs);
        self.plain(tree, at);
        (self.lists, self.paragraphs) = (lists, paragraphs);
        self.manuscript.end_apart(outer)
    }
}

/// The ids of deletions whose words are in the text, between two marks that are both there.
fn in_the_text(tree: &Tree<'_>, changes: usize) -> HashSet<String, foldhash::fast::RandomState> {
    let of_region = |region: usize| {
        tree.child(region, Vocabulary::Text, "deletion")?;
        tree.element(region)?.attribute("id")
    };
    let deleted: HashSet<String> = tree
        .children(changes)
        .filter_map(|region| Some(of_region(region)?.into_owned()))
        .collect();
    if deleted.is_empty() {
        return HashSet::default();
    }
    let ends = tree.all().filter_map(|at| {
        let end = tree.element(at)?;
        let id = end
            .is(Vocabulary::Text, "change-end")
            .then(|| end.attribute("change-id"))?;
        id.map(|id| id.into_owned())
    });
    ends.filter(|id| deleted.contains(id)).collect()
}
