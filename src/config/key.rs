//! A key as the configuration writes it and the help shows it.

/// A key press with its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// Which key.
    pub code: KeyCode,
    /// Held down with it.
    pub ctrl: bool,
    /// Held down with it.
    pub alt: bool,
}

/// Which key it is. Shift is part of the character, and for named keys only [`KeyCode::BackTab`]
/// tells it apart, because terminals do not agree on more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KeyCode {
    /// A character, as typed (`J` is shift and j).
    Char(char),
    /// The return key.
    Enter,
    /// The tabulator.
    Tab,
    /// Shift and the tabulator.
    BackTab,
    /// Escape.
    Esc,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Insert.
    Insert,
    /// An arrow.
    Up,
    /// An arrow.
    Down,
    /// An arrow.
    Left,
    /// An arrow.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A function key, 1 to 24.
    Function(u8),
}
