//! Where a text says when it was issued.

use serde::{Deserialize, Serialize};

/// The place in a file that a briefing's date was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DateFound {
    /// A header line or front matter.
    Header,
    /// The line of date and house that opens a release, its own or the last one above it.
    ReleaseLine,
    /// The head of a cable: its date-time group, or its line of the date.
    Cable,
    /// A line at the head that is a date, or says that the text was issued then.
    Letterhead,
    /// A place with a date, before the first sentence or on a line of its own.
    Dateline,
    /// The day and the clock of a page that was saved as one paragraph.
    Stamp,
    /// The first sentence that names the day.
    FirstSentence,
    /// A line at the foot.
    Foot,
    /// The signature of the last post that is quoted.
    Post,
    /// The properties of a document: when it was written, for want of anything better.
    Properties,
}

impl DateFound {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Header,
        Self::ReleaseLine,
        Self::Cable,
        Self::Letterhead,
        Self::Dateline,
        Self::Stamp,
        Self::FirstSentence,
        Self::Foot,
        Self::Post,
        Self::Properties,
    ];

    /// Its name for programs: `first-sentence`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::ReleaseLine => "release-line",
            Self::Cable => "cable",
            Self::Letterhead => "letterhead",
            Self::Dateline => "dateline",
            Self::Stamp => "stamp",
            Self::FirstSentence => "first-sentence",
            Self::Foot => "foot",
            Self::Post => "post",
            Self::Properties => "properties",
        }
    }

    /// Its name for people: `from the first sentence`.
    pub fn words(self) -> &'static str {
        match self {
            Self::Header => "from the header",
            Self::ReleaseLine => "from the release's line of date and source",
            Self::Cable => "from the head of the cable",
            Self::Letterhead => "from a line at the head",
            Self::Dateline => "from the dateline",
            Self::Stamp => "from the page's stamp",
            Self::FirstSentence => "from the first sentence",
            Self::Foot => "from a line at the foot",
            Self::Post => "from the last post quoted",
            Self::Properties => "from the document's properties",
        }
    }
}
