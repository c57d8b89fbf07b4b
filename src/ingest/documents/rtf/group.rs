//! What holds within a group, and is forgotten at its end.

use super::fonts::Set;
use super::words::Destination;

/// What ends with a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opened {
    Nothing,
    Field,
    /// A note, a remark or a box.
    Stream,
}

/// What the words of a paragraph say of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Looks {
    pub(super) in_table: bool,
    /// In how many tables; 0 where it is not said.
    pub(super) depth: usize,
    /// 1 to 9 for a heading.
    pub(super) outline: Option<u8>,
    pub(super) style: i32,
    /// The use of a list that it is numbered by, and the level in that.
    pub(super) list: i32,
    pub(super) level: u8,
    /// It is the large letter that the next paragraph begins with.
    pub(super) is_drop_cap: bool,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Group {
    pub(super) to: Destination,
    /// Where the words went before a text that stands twice.
    pub(super) outer: Destination,
    /// The number of the text, note, remark or box.
    pub(super) stream: usize,
    pub(super) opened: Opened,
    /// Its first word may be passed over by those who do not know it.
    pub(super) is_starred: bool,
    pub(super) set: Set,
    /// How many letters stand for a letter in Unicode, for those who have none.
    pub(super) fallback: usize,
    pub(super) is_hidden: bool,
    pub(super) is_deleted: bool,
    /// Of a mail that was a page: what programs that know no pages show instead.
    pub(super) is_instead: bool,
    pub(super) looks: Looks,
}

impl Group {
    pub(super) fn outermost() -> Self {
        Self {
            to: Destination::Text,
            outer: Destination::Text,
            stream: 0,
            opened: Opened::Nothing,
            is_starred: false,
            set: Set::Document,
            fallback: 1,
            is_hidden: false,
            is_deleted: false,
            is_instead: false,
            looks: Looks::default(),
        }
    }

    /// A group within this one.
    pub(super) fn inner(self) -> Self {
        Self {
            opened: Opened::Nothing,
            is_starred: false,
            ..self
        }
    }
}
