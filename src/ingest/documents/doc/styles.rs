//! The styles of a document, as far as a reader's eye needs them.

use super::bytes::{counted, short, stretch};
use super::fib::Version;
use super::sprm::{Code, Property, properties};
use crate::ingest::documents::style_names::{Means, means};

/// What the properties of a paragraph come to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Looks {
    /// 1 to 9, or 0 for what is no heading.
    pub(super) heading: u8,
    /// A quotation that is set off.
    pub(super) is_quotation: bool,
    /// The use of a list, counted from 1, and the level in it.
    pub(super) list: u16,
    pub(super) level: u8,
    pub(super) in_table: bool,
    /// In how many tables; 0 where it is not said.
    pub(super) depth: u8,
    pub(super) is_row_end: bool,
    /// It is the large letter that the next paragraph begins with.
    pub(super) is_drop_cap: bool,
    pub(super) is_inner_cell: bool,
    pub(super) is_inner_row_end: bool,
}

impl Looks {
    /// Takes a property in; those of letters say nothing here.
    pub(super) fn take(&mut self, property: &Property<'_>) {
        match property.code {
            Code::List => self.list = property.short(),
            Code::Level => self.level = property.byte(),
            Code::Outline => {
                let level = property.byte();
                self.heading = if level < 9 { level + 1 } else { 0 };
            }
            Code::InTable => self.in_table = property.is_on(),
            Code::RowEnd => self.is_row_end = property.is_on(),
            // How it hangs; above these bits stands over how many lines.
            Code::DropCap => self.is_drop_cap = property.byte() & 0b111 != 0,
            Code::Depth => self.depth = property.byte(),
            Code::InnerCell => self.is_inner_cell = property.is_on(),
            Code::InnerRowEnd => self.is_inner_row_end = property.is_on(),
            _ => {}
        }
    }
}

/// A style, with what it takes from the one that it is based on.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Style {
    pub(super) looks: Looks,
    /// Its letters are not shown.
    pub(super) is_hidden: bool,
    pub(super) font: Option<u16>,
}

/// The styles by their numbers.
#[derive(Debug, Default)]
pub(super) struct Styles(Vec<Style>);

/// A style as it stands in the table.
struct Raw<'b> {
    means: Option<Means>,
    kind: u16,
    base: usize,
    paragraph: &'b [u8],
    letters: &'b [u8],
}

/// How far a chain of styles is followed.
const CHAIN: usize = 16;

/// The most styles, and the longest list of properties of one.
const MOST: u16 = 4096;
const LONGEST: usize = 2048;

impl Styles {
    pub(super) fn read(table: &[u8], version: Version) -> Self {
        let raw = raw(table, version).unwrap_or_default();
        let styles = (0..raw.len()).map(|number| style(&raw, number, version));
        Self(styles.collect())
    }

    pub(super) fn of(&self, number: u16) -> Style {
        self.0.get(usize::from(number)).copied().unwrap_or_default()
    }
}

fn style(all: &[Option<Raw<'_>>], number: usize, version: Version) -> Style {
    let mut chain = Vec::new();
    let mut next = number;
    while let Some(Some(raw)) = all.get(next).filter(|_| chain.len() < CHAIN) {
        chain.push(raw);
        next = raw.base;
    }
    let mut style = Style::default();
    for raw in chain.into_iter().rev() {
        match raw.means {
            Some(Means::Heading(level)) => style.looks.heading = level,
            Some(Means::Quotation) => style.looks.is_quotation = true,
            None => {}
        }
        if raw.kind == 1 {
            let list = properties(raw.paragraph, version);
            list.for_each(|property| style.looks.take(&property));
        }
        for property in properties(raw.letters, version) {
            match property.code {
                Code::Hidden => style.is_hidden = property.byte() == 1,
                Code::Font => style.font = Some(property.short()),
                _ => {}
            }
        }
    }
    style
}

fn raw(table: &[u8], version: Version) -> Option<Vec<Option<Raw<'_>>>> {
    let head = usize::from(short(table, 0)?);
    let count = short(table, 2)?;
    let fixed = usize::from(short(table, 4)?);
    let mut at = 2 + head;
    let mut styles = Vec::new();
    for _ in 0..count.min(MOST) {
        let Some(length) = short(table, at).map(usize::from) else {
            break;
        };
        let bytes = stretch(table, at + 2, length);
        styles.push(one(bytes, fixed, version));
        at += 2 + length;
    }
    Some(styles)
}

/// A style of the table; `None` for a place that is not taken.
fn one(bytes: &[u8], fixed: usize, version: Version) -> Option<Raw<'_>> {
    let own = short(bytes, 0)? & 0x0FFF;
    let kind_and_base = short(bytes, 2)?;
    let kind = kind_and_base & 0x000F;
    let name = match version {
        Version::Six => usize::from(*bytes.get(fixed)?) + 2,
        Version::Eight => 2 * usize::from(short(bytes, fixed)?) + 4,
    };
    let mut at = fixed + name;
    let mut lists = [&bytes[..0]; 2];
    let count = if kind == 1 { 2 } else { 1 };
    for list in lists.iter_mut().take(count) {
        at += at % 2;
        let length = short(bytes, at).map_or(0, usize::from);
        *list = stretch(bytes, at + 2, length.min(LONGEST));
        at += 2 + length;
    }
    let name = match version {
        Version::Six => String::from_utf8_lossy(stretch(bytes, fixed + 1, name - 2)).into_owned(),
        Version::Eight => counted(bytes, fixed)?.0,
    };
    let [paragraph, letters]: [&[u8]; 2] = match kind {
        1 => [lists[0].get(2..).unwrap_or_default(), lists[1]],
        2 => [&[], lists[0]],
        _ => [&[], &[]],
    };
    Some(Raw {
        kind,
        base: usize::from(kind_and_base >> 4),
        means: own_meaning(own).or_else(|| means(&name)),
        paragraph,
        letters,
    })
}

/// What a style of Word's own means, by its number: its name may be in any language.
fn own_meaning(number: u16) -> Option<Means> {
    match number {
        1..=9 => Some(Means::Heading(number as u8)),
        62 => Some(Means::Heading(1)),
        84 | 180 | 181 => Some(Means::Quotation),
        _ => None,
    }
}
