//! Lists of properties as Word writes them: a code, and what it takes.

use super::bytes::{byte, short, stretch};
use super::fib::Version;

/// A property with its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Property<'b> {
    pub(super) code: Code,
    pub(super) value: &'b [u8],
}

impl Property<'_> {
    pub(super) fn byte(&self) -> u8 {
        byte(self.value, 0).unwrap_or(0)
    }

    pub(super) fn short(&self) -> u16 {
        short(self.value, 0).unwrap_or_else(|| u16::from(self.byte()))
    }

    pub(super) fn is_on(&self) -> bool {
        self.byte() & 1 != 0
    }
}

/// The properties that are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Code {
    Style,
    Level,
    List,
    Outline,
    InTable,
    RowEnd,
    DropCap,
    Depth,
    InnerCell,
    InnerRowEnd,
    /// Properties of the paragraph that stand in the stream for data.
    Elsewhere,
    Deleted,
    Hidden,
    Special,
    Symbol,
    LetterStyle,
    /// Of Word 6 alone, where it tells what the bytes stand for.
    Font,
    Other,
}

/// The properties of a list, one after the other, up to what makes no sense.
pub(super) fn properties(list: &[u8], version: Version) -> impl Iterator<Item = Property<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let (code, start, length) = match version {
            Version::Eight => of_eight(list, at)?,
            Version::Six => of_six(list, at)?,
        };
        at = start + length;
        let value = stretch(list, start, length);
        (value.len() == length).then_some(Property { code, value })
    })
}

/// The property at a place of Word 97: which it is, and where its value stands.
fn of_eight(list: &[u8], at: usize) -> Option<(Code, usize, usize)> {
    let code = short(list, at)?;
    let start = at + 2;
    let length = match code >> 13 {
        0 | 1 => 1,
        2 | 4 | 5 => 2,
        3 => 4,
        7 => 3,
        _ => match (code, byte(list, start)?) {
            // A definition of a table has its length in two bytes, one too many.
            (0xD606 | 0xD608, _) => usize::from(short(list, start)?) + 1,
            // So many tab stops that one byte can't say it.
            (0xC615, 255) => long_tabs(list, start)?,
            (_, length) => usize::from(length) + 1,
        },
    };
    let known = match code {
        0x4600 => Code::Style,
        0x260A => Code::Level,
        0x460B => Code::List,
        0x2640 => Code::Outline,
        0x2416 => Code::InTable,
        0x2417 => Code::RowEnd,
        0x442C => Code::DropCap,
        0x6649 => Code::Depth,
        0x244B => Code::InnerCell,
        0x244C => Code::InnerRowEnd,
        0x6645 | 0x6646 => Code::Elsewhere,
        0x0800 => Code::Deleted,
        0x083C => Code::Hidden,
        0x0855 => Code::Special,
        0x6A09 => Code::Symbol,
        0x4A30 => Code::LetterStyle,
        _ => Code::Other,
    };
    Some((known, start, length))
}

fn long_tabs(list: &[u8], start: usize) -> Option<usize> {
    let deleted = usize::from(byte(list, start + 1)?);
    let added = usize::from(byte(list, start + 2 + 4 * deleted)?);
    Some(3 + 4 * deleted + 3 * added)
}

/// The property at a place of Word 6, whose codes do not say how long a value is.
fn of_six(list: &[u8], at: usize) -> Option<(Code, usize, usize)> {
    let code = byte(list, at)?;
    let start = at + 1;
    let length = match code {
        52 | 83 | 163 => 0,
        2 | 16..=19 | 21 | 22 | 26..=28 | 30..=36 | 38..=43 | 45..=49 => 2,
        69 | 72 | 80 | 93 | 96 | 97 | 99 | 101 | 107 | 109..=112 | 121..=124 => 2,
        140 | 141 | 144 | 145 | 148 | 149 | 154..=157 | 160 | 161 | 164..=171 => 2,
        182..=184 | 189 | 195 | 197 | 198 => 2,
        73 | 95 | 136 | 137 => 3,
        20 | 70 | 192 | 194 | 196 | 200 => 4,
        193 | 199 => 5,
        187 => 12,
        190 => usize::from(short(list, start)?) + 1,
        3 | 12 | 15 | 23 | 64 | 68 | 74 | 79 | 81 | 82 | 103 | 105 | 106 | 108 | 113 | 115
        | 116 | 120 | 133 | 179 | 181 | 188 | 191 | 207 => usize::from(byte(list, start)?) + 1,
        _ => 1,
    };
    let known = match code {
        2 => Code::Style,
        24 => Code::InTable,
        25 => Code::RowEnd,
        46 => Code::DropCap,
        65 => Code::Deleted,
        80 => Code::LetterStyle,
        92 => Code::Hidden,
        93 => Code::Font,
        117 => Code::Special,
        _ => Code::Other,
    };
    Some((known, start, length))
}

/// The list of the one property that is named in short: by a number of seven bits, with a value of one byte.
pub(super) fn in_short(change: u16) -> Option<[u8; 3]> {
    let code: u16 = match change >> 1 & 0x7F {
        0x0C => 0x260A,
        0x18 => 0x2416,
        0x19 => 0x2417,
        0x41 => 0x0800,
        0x5C => 0x083C,
        _ => return None,
    };
    let [low, high] = code.to_le_bytes();
    Some([low, high, (change >> 8) as u8])
}
