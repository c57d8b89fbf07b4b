//! A text of a document: its letters, with what their properties make of them, as paragraphs and tables.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use super::bytes::{long, short, size, stretch};
use super::fib::{Fib, Part, Version};
use super::fonts;
use super::lists::Lists;
use super::pieces::{Pieces, Unit};
use super::runs::{self, Of, Place, Runs};
use super::sprm::{Code, Property, properties};
use super::styles::{Looks, Styles};
use super::writer::Writer;
use crate::ingest::charset::Charset;
use crate::ingest::documents::code_pages;
use crate::ingest::documents::flow::{MOST_MARKS, Paragraph};
use crate::ingest::documents::manuscript::{Block, kind};
use crate::ingest::documents::signs::Font;

/// What is read of a document.
pub(super) struct Stories<'b> {
    stream: &'b [u8],
    /// The stream for what is too long for the pages of properties.
    data: &'b [u8],
    version: Version,
    pieces: Rc<Pieces<'b>>,
    letters: Runs<Place>,
    paragraphs: Runs<Place>,
    styles: Styles,
    lists: Lists,
    /// What bytes stand for.
    set: Charset,
    fonts: Vec<Option<Charset>>,
    /// The numbers of the notes, by the letters that refer to them.
    pub(super) notes: HashMap<usize, usize>,
    /// How many letters, and how many bytes of long properties, an honest file has yet.
    left: usize,
    room: usize,
    /// How many paragraphs, cells, rows and lines were ended.
    pub(super) marks: usize,
    /// Words that were struck out were left out.
    pub(super) has_changes: bool,
}

/// What holds for the letters up to a place.
#[derive(Debug, Clone, Copy, Default)]
struct Look {
    is_deleted: bool,
    is_hidden: bool,
    symbol: Option<u16>,
    font: Option<u16>,
}

/// Where a look was found.
#[derive(Debug, Default)]
struct Seen {
    from: usize,
    to: usize,
    change: u16,
    look: Look,
}

impl<'b> Stories<'b> {
    /// `None` where there is no text.
    pub(super) fn read(
        fib: &Fib<'b>,
        stream: &'b [u8],
        tables: &'b [u8],
        data: &'b [u8],
    ) -> Option<Self> {
        let version = fib.version;
        let table = |part| fib.part(part, tables);
        let is_six = version == Version::Six;
        let lists = match fib.place(Part::Lists) {
            Some(place) if !place.is_empty() => Lists::read(tables, place, table(Part::ListUses)),
            _ => Lists::default(),
        };
        Some(Self {
            stream,
            data,
            version,
            pieces: Rc::new(Pieces::read(fib, tables)?),
            letters: runs::runs(stream, table(Part::Letters), Of::Letters, version),
            paragraphs: runs::runs(stream, table(Part::Paragraphs), Of::Paragraphs, version),
            styles: Styles::read(table(Part::Styles), version),
            lists,
            set: match is_six {
                true => code_pages::of_language(fib.language()).into(),
                false => encoding_rs::WINDOWS_1252.into(),
            },
            fonts: if is_six {
                fonts::sets(table(Part::Fonts))
            } else {
                Vec::new()
            },
            notes: HashMap::new(),
            left: stream.len(),
            room: data.len(),
            marks: 0,
            has_changes: false,
        })
    }

    /// True when letters of a stretch are not there.
    pub(super) fn are_broken_off(&self, letters: &Range<usize>) -> bool {
        self.pieces.are_broken_off(self.stream, letters)
    }

    /// The blocks of a stretch of letters.
    pub(super) fn blocks(&mut self, letters: Range<usize>) -> Vec<Block> {
        let pieces = Rc::clone(&self.pieces);
        let mut writer = Writer::default();
        let mut seen = Seen::default();
        for unit in pieces.units(self.stream, letters).take(self.left) {
            self.left -= 1;
            self.marks += usize::from(matches!(unit.code, 0x07 | 0x0B..=0x0E));
            if self.marks > MOST_MARKS {
                break;
            }
            let look = self.look(&unit, &mut seen);
            self.letter(&unit, look, &mut writer);
        }
        writer.flush();
        writer.flow.finish()
    }

    fn letter(&mut self, unit: &Unit, look: Look, writer: &mut Writer) {
        match unit.code {
            0x13 => return writer.begin_field(),
            0x14 => return writer.divide_field(),
            0x15 => return writer.end_field(),
            _ => {}
        }
        if look.is_deleted && unit.code != 0x07 {
            self.has_changes = true;
            return;
        }
        if writer.fields.are_shown() {
            match unit.code {
                0x07 | 0x0D => return self.end(unit, writer),
                0x0C if writer.is_at_start() => return,
                0x0C => return self.end(unit, writer),
                _ => {}
            }
        }
        if look.is_hidden {
            return;
        }
        if let Some(symbol) = look.symbol.filter(|_| unit.code == 0x28) {
            let sign = Font::Unknown.sign(u32::from(symbol));
            return sign.into_iter().for_each(|sign| writer.show(sign));
        }
        let note = self.notes.get(&unit.number);
        match unit.code {
            0x09 => writer.show(' '),
            0x0B | 0x0E => writer.show('\n'),
            0x1E => writer.show('\u{2011}'),
            0x1F => writer.show('\u{AD}'),
            0..0x20 => {}
            0xF000..=0xF0FF if unit.is_wide => {
                let sign = Font::Unknown.sign(u32::from(unit.code));
                sign.into_iter().for_each(|sign| writer.show(sign));
            }
            code if unit.is_wide => writer.wide(code),
            code => {
                let own = look
                    .font
                    .and_then(|font| self.fonts.get(usize::from(font)).copied().flatten());
                writer.narrow(code as u8, own.unwrap_or(self.set));
            }
        }
        if let Some(number) = note {
            writer.flush();
            format!("[{number}]").chars().for_each(|c| writer.show(c));
        }
    }

    /// Ends what a mark ends: a paragraph, a cell, a row.
    fn end(&mut self, unit: &Unit, writer: &mut Writer) {
        writer.flush();
        let (style, looks) = self.looks(unit);
        let depth = match looks.in_table || unit.code == 0x07 {
            true => usize::from(looks.depth).max(1),
            false => 0,
        };
        let is_cell = unit.code == 0x07;
        if (is_cell && looks.is_row_end) || (!is_cell && depth > 1 && looks.is_inner_row_end) {
            return writer.flow.end_row(depth);
        }
        if looks.is_drop_cap && unit.code == 0x0D && !writer.flow.is_at_start() {
            return;
        }
        let ends_cell = is_cell || depth > 1 && looks.is_inner_cell;
        let paragraph = self.paragraph(style, looks, depth);
        // The number alone is what a column of numbers shows.
        if ends_cell && writer.flow.is_at_start() {
            writer.flow.words(&paragraph.bullet);
            return writer.flow.end_cell(Paragraph::plain(depth));
        }
        match ends_cell {
            true => writer.flow.end_cell(paragraph),
            false => writer.flow.end_paragraph(paragraph),
        }
    }

    fn paragraph(&mut self, style: u16, looks: Looks, depth: usize) -> Paragraph {
        let level = match looks.level {
            0 => self.lists.level_of(style).unwrap_or(0),
            level => level,
        };
        let bullet = self.lists.next(looks.list, level).unwrap_or_default();
        let depth_in_lists = usize::from(level);
        Paragraph {
            kind: kind(looks.heading, &bullet, depth_in_lists, looks.is_quotation),
            bullet,
            depth,
        }
    }

    /// The style and the looks of the paragraph that a letter stands in.
    fn looks(&mut self, unit: &Unit) -> (u16, Looks) {
        let (place, _) = self.paragraphs.at(unit.place);
        let list = place.map_or(&self.stream[..0], |place| place.list(self.stream));
        let style = short(list, 0).unwrap_or(0);
        let mut looks = self.styles.of(style).looks;
        for property in properties(list.get(2..).unwrap_or_default(), self.version) {
            match property.code {
                Code::Elsewhere => self.take_long(&property, &mut looks),
                _ => looks.take(&property),
            }
        }
        let (change, version) = self.pieces.list(unit.change);
        let mut style = style;
        for property in properties(&change, version) {
            if property.code == Code::Style {
                style = property.short();
                looks = Looks {
                    heading: self.styles.of(style).looks.heading,
                    is_quotation: self.styles.of(style).looks.is_quotation,
                    ..looks
                };
            }
            looks.take(&property);
        }
        (style, looks)
    }

    fn take_long(&mut self, property: &Property<'_>, looks: &mut Looks) {
        let at = size(property.value, 0).unwrap_or(usize::MAX);
        let length = short(self.data, at).map_or(0, usize::from);
        let Some(room) = self.room.checked_sub(length) else {
            return;
        };
        self.room = room;
        let list = stretch(self.data, at.saturating_add(2), length);
        properties(list, self.version).for_each(|property| looks.take(&property));
    }

    /// What holds for a letter, found again only where it may have changed.
    fn look(&mut self, unit: &Unit, seen: &mut Seen) -> Look {
        let holds = seen.from <= unit.place && unit.place < seen.to && seen.change == unit.change;
        if !holds {
            let (letters, end) = self.letters.at(unit.place);
            let (paragraph, paragraph_end) = self.paragraphs.at(unit.place);
            let style = paragraph.and_then(|place| short(place.list(self.stream), 0));
            let list = letters.map_or(&self.stream[..0], |place| place.list(self.stream));
            *seen = Seen {
                from: unit.place,
                to: end.min(paragraph_end),
                change: unit.change,
                look: self.look_of(style.unwrap_or(0), list, unit.change),
            };
        }
        seen.look
    }

    fn look_of(&self, style: u16, list: &[u8], change: u16) -> Look {
        let style = self.styles.of(style);
        let mut is_hidden_by_style = style.is_hidden;
        let mut look = Look {
            is_hidden: style.is_hidden,
            font: style.font,
            ..Look::default()
        };
        let (change, version) = self.pieces.list(change);
        let changes = properties(&change, version);
        for property in properties(list, self.version).chain(changes) {
            match property.code {
                Code::LetterStyle => {
                    let style = self.styles.of(property.short());
                    is_hidden_by_style |= style.is_hidden;
                    look.is_hidden = is_hidden_by_style;
                    look.font = style.font.or(look.font);
                }
                Code::Deleted => look.is_deleted = property.is_on(),
                Code::Hidden => {
                    look.is_hidden = match property.byte() {
                        0x80 => is_hidden_by_style,
                        0x81 => !is_hidden_by_style,
                        value => value == 1,
                    };
                }
                Code::Symbol => {
                    look.symbol = long(property.value, 0).map(|value| (value >> 16) as u16)
                }
                Code::Font => look.font = Some(property.short()),
                _ => {}
            }
        }
        look
    }
}
