//! The characters that the screen itself is made of, in full and in ASCII.

/// One set of them; each is one column wide.
#[derive(Debug)]
pub(crate) struct Glyphs {
    pub(crate) vertical: &'static str,
    pub(crate) horizontal: &'static str,
    /// The gutter beside a quote.
    pub(crate) bar: &'static str,
    /// The gutter beside the quote that was jumped to.
    pub(crate) bar_here: &'static str,
    /// The row under the cursor.
    pub(crate) cursor: &'static str,
    pub(crate) unread: &'static str,
    pub(crate) starred: &'static str,
    pub(crate) included: &'static str,
    pub(crate) excluded: &'static str,
    /// A part of a sidebar bar or a gauge.
    pub(crate) full: &'static str,
    pub(crate) empty: &'static str,
    pub(crate) dot: &'static str,
}

pub(crate) const UNICODE: Glyphs = Glyphs {
    vertical: "│",
    horizontal: "─",
    bar: "│",
    bar_here: "┃",
    cursor: "▌",
    unread: "●",
    starred: "★",
    included: "✓",
    excluded: "−",
    full: "■",
    empty: "·",
    dot: "·",
};

pub(crate) const ASCII: Glyphs = Glyphs {
    vertical: "|",
    horizontal: "-",
    bar: "|",
    bar_here: "#",
    cursor: ">",
    unread: "o",
    starred: "*",
    included: "+",
    excluded: "-",
    full: "#",
    empty: ".",
    dot: "-",
};
