//! How much of anything is read: what no honest file goes over.
//!
//! What is beyond a limit is said, with the limit's name; what is within it is read.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Containers within containers: an archive of mailboxes of mails with attached archives.
pub(super) const DEPTH: usize = 4;

/// Members of a container, or parts of it.
pub(super) const PARTS: u32 = 1_000_000;

/// The most bytes of one part: of a text more than [`super::MAX_TEXT`] is not shown, but a mail may hold attachments.
pub(super) const PART: u64 = 64 << 20;

/// What a file may unpack to: so many times its own size, counted over all that is in it, but at least and at most
/// so much.
const RATIO: u64 = 20;
const LEAST_UNPACKED: u64 = 64 << 20;
const MOST_UNPACKED: u64 = 8 << 30;

/// How many bytes a file of that size may unpack to, in all.
pub(super) fn unpacked(size: u64) -> u64 {
    size.saturating_mul(RATIO)
        .clamp(LEAST_UNPACKED, MOST_UNPACKED)
}

/// Limits that a file or a part of it can go over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Limit {
    /// Bytes of a part.
    Part,
    /// Bytes of a page's markup.
    Markup,
    /// Elements of a page.
    Elements,
    /// Elements within elements.
    Levels,
    /// Attributes of an element.
    Attributes,
    /// Characters of a page that are written as references.
    References,
    /// Parts of a container.
    Parts,
    /// Containers within containers.
    Depth,
    /// Bytes that a file unpacks to.
    Unpacked,
    /// Bytes of an entry of a feed, or of a record of a table.
    Record,
    /// Elements or paragraphs of a document.
    Document,
    /// Pages of a document.
    Pages,
    /// How long a document takes to be read.
    Time,
}

impl fmt::Display for Limit {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Part => "a part of more than 64 MiB",
            Self::Markup => "markup of more than 2 MiB",
            Self::Elements => "a page of more than 60,000 elements",
            Self::Levels => "elements nested more than 256 deep",
            Self::Attributes => "an element of more than 1,000 attributes",
            Self::References => "a page of more than 100,000 references such as `&amp;`",
            Self::Parts => "too many parts",
            Self::Depth => "archives or mails nested more than 4 deep",
            Self::Unpacked => "unpacks to far more than its size",
            Self::Record => "an entry of more than 8 MiB",
            Self::Document => "a document of more than 2,000,000 elements or 200,000 paragraphs",
            Self::Pages => "a document of more than 2,000 pages",
            Self::Time => "a document that takes longer than six seconds",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_may_unpack_to_twenty_times_its_size_within_bounds() {
        assert_eq!(unpacked(10), 64 << 20);
        assert_eq!(unpacked(10 << 20), 200 << 20);
        assert_eq!(unpacked(1 << 40), 8 << 30);
    }
}
