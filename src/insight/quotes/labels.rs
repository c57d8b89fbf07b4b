//! Labels: the words before a turn that say who speaks.
//!
//! ```text
//! MARA LIND, MINISTER OF WATER (via video): We shall …
//! └─ name ─┘ └─── office ────┘ └─ note ──┘
//! ```
//!
//! `layout` finds where a label ends in its paragraph, `tokens` cuts it into pieces, `grammar` says
//! which piece is a name, an office, a state or a note. Whether a paragraph with a label is a turn
//! is for `turns` to decide, whom a label means for `naming`.

pub(super) mod grammar;
pub(super) mod layout;
pub(super) mod naming;
mod tokens;

#[cfg(test)]
mod tests;

use std::ops::Range;

/// A label, taken apart. All ranges are bytes of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Label {
    /// All of it, without the sign that ends it.
    pub(super) span: Range<usize>,
    pub(super) kind: LabelKind,
    /// The name, without forms of address and offices.
    pub(super) name: Option<Range<usize>>,
    /// The words of the office, or of the whole label where there is no name; without notes.
    pub(super) office: Option<Range<usize>>,
    /// The state or body in brackets behind a name.
    pub(super) state: Option<Range<usize>>,
    pub(super) strength: Strength,
}

/// What sort of speaker a label names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LabelKind {
    /// Somebody by name.
    Person,
    /// An office, a role or a group alone.
    Office,
    /// Whoever asks.
    Question,
    /// Whoever answers.
    Answer,
}

/// How far the words alone show that they are a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// A few words with capitals: a heading may have them too.
    Weak,
    /// An office alone, a name with something beside it.
    Likely,
    /// An office or a form of address right before a name, a question.
    Sure,
}
