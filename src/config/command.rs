//! Everything that a reader can ask for, with the name it has in the configuration and one line
//! of documentation. The palette, the help and the hint line are made from this table.

use std::fmt;
use std::str::FromStr;

/// A family of commands, as the help groups them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Group {
    /// Moving about.
    Move,
    /// Reading.
    Read,
    /// Finding.
    Find,
    /// Deciding what becomes of a briefing.
    Triage,
    /// What is shown.
    Show,
    /// The program itself.
    Program,
}

impl Group {
    /// Every group in the order of the help.
    pub const ALL: [Self; 6] = [
        Self::Move,
        Self::Read,
        Self::Find,
        Self::Triage,
        Self::Show,
        Self::Program,
    ];

    /// The heading in the help.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Move => "Moving",
            Self::Read => "Reading",
            Self::Find => "Finding",
            Self::Triage => "Triage",
            Self::Show => "What is shown",
            Self::Program => "Chancery",
        }
    }
}

macro_rules! commands {
    ($($variant:ident, $name:literal, $group:ident, $hint:literal, $doc:literal;)*) => {
        /// One thing a reader can ask for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Command { $(#[doc = $doc] $variant,)* }

        impl Command {
            /// Every command, in the order of the help.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Every name, in the same order.
            pub const NAMES: &'static [&'static str] = &[$($name,)*];

            /// Its name in the configuration and the palette.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// One or two words for the hint line.
            pub fn hint(self) -> &'static str {
                match self { $(Self::$variant => $hint,)* }
            }

            /// What it does, in one line.
            pub fn doc(self) -> &'static str {
                match self { $(Self::$variant => $doc,)* }
            }

            /// The family it belongs to.
            pub fn group(self) -> Group {
                match self { $(Self::$variant => Group::$group,)* }
            }
        }
    };
}

commands! {
    Down, "down", Move, "down", "Move down one row or line.";
    Up, "up", Move, "up", "Move up one row or line.";
    Top, "top", Move, "top", "Go to the top; with a count, to that row.";
    Bottom, "bottom", Move, "bottom", "Go to the bottom; with a count, to that row.";
    HalfPageDown, "half-page-down", Move, "half down", "Move down half a page.";
    HalfPageUp, "half-page-up", Move, "half up", "Move up half a page.";
    PageDown, "page-down", Move, "page down", "Move down a page.";
    PageUp, "page-up", Move, "page up", "Move up a page.";
    ScrollDown, "scroll-down", Move, "scroll down", "Scroll down a line; the cursor of the list stays where it can.";
    ScrollUp, "scroll-up", Move, "scroll up", "Scroll up a line; the cursor of the list stays where it can.";
    NextPane, "next-pane", Move, "next pane", "Go to the next pane.";
    PreviousPane, "previous-pane", Move, "prev pane", "Go to the previous pane.";
    Open, "open", Move, "open", "Open the briefing, or include the tag, under the cursor.";
    Back, "back", Move, "back", "Go back a step: end a search, leave a pane, clear the filter.";
    Close, "close", Move, "back", "Go back a step; from the list, quit.";
    ReadOn, "read-on", Read, "read on", "Read on: a page down, and at the end the next unread briefing.";
    NextUnread, "next-unread", Read, "next", "Go to the next match while searching, else to the next unread briefing.";
    PreviousUnread, "previous-unread", Read, "previous", "Go to the previous match while searching, else to the previous unread briefing.";
    NextBriefing, "next-briefing", Read, "next briefing", "Open the next briefing of the list.";
    PreviousBriefing, "previous-briefing", Read, "prev briefing", "Open the previous briefing of the list.";
    NextQuote, "next-quote", Read, "next quote", "Jump to the next quote.";
    PreviousQuote, "previous-quote", Read, "prev quote", "Jump to the previous quote.";
    NextQuestion, "next-question", Read, "next question", "Jump to the next question of a transcript.";
    PreviousQuestion, "previous-question", Read, "prev question", "Jump to the previous question of a transcript.";
    Outline, "outline", Read, "outline", "List the questions of a transcript, else the quotes, under the headings of the text, to go to one.";
    Links, "links", Read, "links", "List what the briefing refers to and where its words lead to: to open a cable, to go there in the text, or to copy an address.";
    Record, "record", Read, "record", "List all that the speaker of the quote in sight said, in every briefing.";
    Correct, "correct", Read, "who said it", "Say who it really was that said the quote in sight.";
    Why, "why", Read, "why", "Show why the quote in sight has the speaker that it has.";
    Changes, "changes", Read, "changes", "Show what has changed since it was read, word by word.";
    Find, "find", Find, "filter", "Filter the list as you type; in the reading pane, find a word; in the sidebar, show the tags that have it.";
    Search, "search", Find, "search", "Search titles, tags and texts with a query; its lines show in the list.";
    ClearFilters, "clear-filters", Find, "clear", "Clear the filter, the search and every tag chosen in the sidebar.";
    Exclude, "exclude", Find, "exclude", "Leave out the briefings with the tag under the cursor.";
    SaveView, "save-view", Find, "save view", "Save the search, tags and view in force under a name, for the sidebar.";
    DeleteView, "delete-view", Find, "delete view", "Delete a saved view.";
    Clip, "clip", Read, "clip", "Keep the quote in sight, or the selection, with its source in the clippings; again takes it away.";
    Copy, "copy", Read, "to clipboard", "Send the quote in sight, or the selection, with its source to the terminal's clipboard.";
    Star, "star", Triage, "star", "Star the briefing, or take its star away.";
    ToggleRead, "toggle-read", Triage, "read/unread", "Mark the briefing read, or unread again.";
    Archive, "archive", Triage, "archive", "Put the briefing away, or take it out of the archive.";
    Snooze, "snooze", Triage, "snooze", "Put the briefing off until tomorrow, Monday or any other day.";
    Tag, "tag", Triage, "tag", "Give the briefing a tag of your own, or take one away.";
    Note, "note", Triage, "note", "Write a note on the briefing.";
    EditNote, "edit-note", Triage, "note in editor", "Write the note in your own editor ($VISUAL or $EDITOR).";
    Repeat, "repeat", Triage, "repeat", "Decide the same again as last.";
    Select, "select", Triage, "select", "In the list, select the briefing under the cursor and go on; in the reading pane, select text by sentences.";
    SelectRange, "select-range", Triage, "range", "In the list, begin a range that follows the cursor, or end it; in the reading pane, select text by paragraphs.";
    MarkAllRead, "mark-all-read", Triage, "all read", "Mark all briefings that show read, after a question.";
    Receipt, "receipt", Triage, "receipt", "Show what was read, starred, put away or off today, and what was not opened.";
    Undo, "undo", Triage, "undo", "Take back the last decision; so also after a restart.";
    Redo, "redo", Triage, "redo", "Decide again what was taken back.";
    RestoreCopy, "restore-copy", Triage, "restore", "Bring back lost marks from the last good dated copy of them.";
    Sidebar, "sidebar", Show, "sidebar", "Show or hide the tag sidebar.";
    Fold, "fold", Show, "fold", "In the sidebar, fold what the row under the cursor is in; where all is folded, go back a step.";
    Unfold, "unfold", Show, "unfold", "In the sidebar, unfold the row under the cursor; one with nothing under it is included.";
    FoldAll, "fold-all", Show, "fold all", "Fold the sidebar, or what a mail quotes; again unfolds.";
    Raw, "raw", Show, "raw", "Show the text as it stands in the file, or the reading view again.";
    Encoding, "encoding", Show, "encoding", "Choose the encoding that the file is read in, where its letters look wrong.";
    FullWidth, "full-width", Show, "full width", "Give the whole screen to the reading pane, or back.";
    Layout, "layout", Show, "layout", "Put the list beside the reading pane, or over it.";
    Order, "order", Show, "order", "Change the order of the list: newest, oldest, title, source, length, file; in a filter best match, too.";
    Problems, "problems", Show, "problems", "List what could not be read, and why.";
    Messages, "messages", Show, "messages", "Show the last hundred messages of the last row, each of them whole.";
    About, "about", Show, "about", "Show all that is known of the briefing: id, file, dates, tags.";
    Theme, "theme", Show, "theme", "Change to the next theme.";
    Mouse, "mouse", Show, "mouse", "Turn the mouse on or off (off, the terminal selects text).";
    Palette, "palette", Program, "commands", "Find a command by its name.";
    Help, "help", Program, "help", "Show the keys in force.";
    Rescan, "rescan", Program, "rescan", "Read the files again.";
    Redraw, "redraw", Program, "redraw", "Draw the whole screen again.";
    Export, "export", Program, "export", "Write what is selected, or all that shows, into a file.";
    Suspend, "suspend", Program, "suspend", "Suspend Chancery and go back to the shell.";
    Quit, "quit", Program, "quit", "Quit.";
}

impl Command {
    /// What may be typed after its name in the palette, and what it does then; `None` for one that
    /// takes nothing.
    pub fn argument(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Find => Some(("LETTERS", "Filter the list.")),
            Self::Search => Some(("QUERY", "Search with the query.")),
            Self::Select => Some(("QUERY", "Select the briefings that the query finds.")),
            Self::SaveView => Some(("NAME", "Save what is searched for as a view.")),
            Self::Export => Some((
                "FILE",
                "Write the briefings into that file; clippings FILE: what was clipped of them.",
            )),
            Self::DeleteView => Some(("NAME", "Delete the view of that name.")),
            Self::Tag => Some(("TAG", "Give that tag, or take it away.")),
            Self::Snooze => Some(("DAY", "Put off until that day.")),
            _ => None,
        }
    }
}

impl fmt::Display for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Command {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL
            .iter()
            .copied()
            .find(|command| command.name() == name)
            .ok_or(())
    }
}
