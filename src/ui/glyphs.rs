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
    /// A briefing that has come with new words since it was read.
    pub(crate) revised: &'static str,
    /// One that was put off.
    pub(crate) snoozed: &'static str,
    /// One that was put away.
    pub(crate) archived: &'static str,
    pub(crate) noted: &'static str,
    pub(crate) clipped: &'static str,
    pub(crate) tagged: &'static str,
    pub(crate) selected: &'static str,
    /// One whose marks are not saved.
    pub(crate) unsaved: &'static str,
    /// The gutter beside words that are gone, that are new, and both.
    pub(crate) removed: &'static str,
    pub(crate) added: &'static str,
    pub(crate) reworded: &'static str,
    pub(crate) included: &'static str,
    pub(crate) excluded: &'static str,
    /// Before or after what is folded, and what is not.
    pub(crate) folded: &'static str,
    pub(crate) unfolded: &'static str,
    /// A part of a sidebar bar or a gauge.
    pub(crate) full: &'static str,
    pub(crate) empty: &'static str,
    pub(crate) dot: &'static str,
    /// Over the place that something is wrong at.
    pub(crate) place: &'static str,
    /// Before the number of places that a briefing stands in.
    pub(crate) times: &'static str,
}

pub(crate) const UNICODE: Glyphs = Glyphs {
    vertical: "│",
    horizontal: "─",
    bar: "│",
    bar_here: "┃",
    cursor: "▌",
    unread: "●",
    starred: "★",
    revised: "◆",
    snoozed: "◷",
    archived: "▪",
    noted: "✎",
    clipped: "❝",
    tagged: "#",
    selected: "✓",
    unsaved: "!",
    removed: "−",
    added: "+",
    reworded: "±",
    included: "✓",
    excluded: "−",
    folded: "▸",
    unfolded: "▾",
    full: "■",
    empty: "·",
    dot: "·",
    place: "▾",
    times: "×",
};

pub(crate) const ASCII: Glyphs = Glyphs {
    vertical: "|",
    horizontal: "-",
    bar: "|",
    bar_here: "#",
    cursor: ">",
    unread: "o",
    starred: "*",
    revised: "+",
    snoozed: "z",
    archived: "a",
    noted: "n",
    clipped: "c",
    tagged: "t",
    selected: "x",
    unsaved: "!",
    removed: "-",
    added: "+",
    reworded: "~",
    included: "+",
    excluded: "-",
    folded: ">",
    unfolded: "v",
    full: "#",
    empty: ".",
    dot: "-",
    place: "v",
    times: "x",
};
