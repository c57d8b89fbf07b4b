//! Marks that end a paragraph, a cell or a row, and the words that say what it is.

use std::mem;

use super::super::group::{Group, Looks};
use super::super::styles::outline;
use super::super::words::Destination;
use super::Reader;
use crate::ingest::documents::flow::Paragraph;
use crate::ingest::documents::manuscript::kind;
use crate::ingest::documents::signs::{self, Font};
use crate::ingest::documents::style_names::Means;

/// What a mark ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Paragraph,
    /// A page or a column, within a paragraph.
    Page,
    Cell,
    Row,
}

impl Reader {
    pub(super) fn mark_or_look(&mut self, name: &[u8], number: i32) {
        let looks = &mut self.group.looks;
        let depth = looks.depth;
        match name {
            b"pard" => *looks = Looks::default(),
            b"intbl" => looks.in_table = number != 0,
            b"itap" => {
                looks.depth = usize::try_from(number).unwrap_or(0);
                looks.in_table = number > 0;
            }
            b"outlinelevel" => looks.outline = outline(number),
            b"s" => looks.style = number,
            b"ls" => looks.list = number,
            b"dropcapli" => looks.is_drop_cap = number != 0,
            b"ilvl" => looks.level = u8::try_from(number).unwrap_or(0).min(8),
            b"par" if self.source.is_some() => self.letter('\n'),
            b"par" => self.end(Mark::Paragraph, depth),
            b"page" | b"sect" | b"column" if self.flow().is_at_start() => {}
            b"page" | b"sect" | b"column" => self.end(Mark::Page, depth),
            b"cell" => self.end(Mark::Cell, 1),
            b"nestcell" => self.end(Mark::Cell, depth.max(2)),
            b"row" => self.end(Mark::Row, 1),
            b"nestrow" => self.end(Mark::Row, depth.max(2)),
            _ => {}
        }
    }

    /// Ends what a mark in so many tables ends, unless it was struck out.
    pub(super) fn end(&mut self, mark: Mark, depth: usize) {
        let Group { looks, .. } = self.group;
        let is_text = self.group.to == Destination::Text && self.fields.are_shown();
        let is_no_end = self.group.is_deleted || looks.is_drop_cap && !self.flow().is_at_start();
        if !is_text || matches!(mark, Mark::Paragraph | Mark::Page) && is_no_end {
            return;
        }
        self.marks += 1;
        let bullet = mem::take(&mut self.streams[self.group.stream].bullet);
        let counted = match mark {
            Mark::Paragraph | Mark::Cell => self.lists.next(looks.list, looks.level),
            Mark::Page | Mark::Row => String::new(),
        };
        let bullet = match bullet_of(&bullet) {
            // Programs that leave it to the reader write none.
            written if written.is_empty() => counted,
            written => written,
        };
        let outline = looks.outline.map(Means::Heading);
        let (level, is_quotation) = match outline.or_else(|| self.styles.means(looks.style)) {
            Some(Means::Heading(level)) => (level, false),
            means => (0, means.is_some()),
        };
        let kind = kind(level, &bullet, usize::from(looks.level), is_quotation);
        let depth = match mark {
            Mark::Paragraph | Mark::Page if looks.in_table => depth.max(1),
            Mark::Paragraph | Mark::Page => 0,
            _ => depth,
        };
        let flow = self.flow();
        let paragraph = Paragraph {
            kind,
            bullet,
            depth,
        };
        match mark {
            Mark::Paragraph | Mark::Page => flow.end_paragraph(paragraph),
            // The number alone is what a column of numbers shows.
            Mark::Cell if flow.is_at_start() => {
                flow.words(&paragraph.bullet);
                flow.end_cell(Paragraph::plain(depth));
            }
            Mark::Cell => flow.end_cell(paragraph),
            Mark::Row => flow.end_row(depth),
        }
    }
}

/// A bullet or number as it is written before an item.
fn bullet_of(text: &str) -> String {
    match text.trim() {
        "" => String::new(),
        text if text.contains(|c: char| c.is_alphanumeric()) && text != "o" => format!("{text} "),
        text => format!("{} ", signs::bullet(text, Font::Unknown)),
    }
}
