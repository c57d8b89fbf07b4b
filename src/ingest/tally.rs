//! What things were read as, and how many of each: whole, in part, not at all.

use std::ops::AddAssign;

use serde::{Deserialize, Serialize};

/// What a file, or a part of one, was read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReadAs {
    /// Plain text, also where its markup is not understood.
    Plain,
    /// Markdown.
    Markdown,
    /// A web page.
    Page,
    /// A mail.
    Mail,
    /// A mail as Outlook stores it.
    Outlook,
    /// A mailbox.
    Mailbox,
    /// A feed.
    Feed,
    /// A table.
    Table,
    /// What a channel or a chat was exported to.
    Export,
    /// A PDF.
    Pdf,
    /// A document of Word since 2007, or of a program that writes the same.
    Word,
    /// A document of Word before that.
    OldWord,
    /// A document of LibreOffice and its like.
    OpenDocument,
    /// A document in RTF.
    RichText,
    /// A document of WordPerfect 4.2.
    WordPerfect,
    /// A zip archive.
    Zip,
    /// A tar archive.
    Tar,
    /// A packed file of which nothing could be unpacked; else it counts as what is packed.
    Packed,
    /// What cannot be read, or could not even be opened.
    Unknown,
}

impl ReadAs {
    /// All of them, in the order in which people are told.
    pub const ALL: [Self; 19] = [
        Self::Plain,
        Self::Markdown,
        Self::Page,
        Self::Mail,
        Self::Outlook,
        Self::Mailbox,
        Self::Feed,
        Self::Table,
        Self::Export,
        Self::Pdf,
        Self::Word,
        Self::OldWord,
        Self::OpenDocument,
        Self::RichText,
        Self::WordPerfect,
        Self::Zip,
        Self::Tar,
        Self::Packed,
        Self::Unknown,
    ];

    /// Its name, for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain text",
            Self::Markdown => "Markdown",
            Self::Page => "web page",
            Self::Mail => "mail",
            Self::Outlook => "Outlook mail",
            Self::Mailbox => "mailbox",
            Self::Feed => "feed",
            Self::Table => "table",
            Self::Export => "channel export",
            Self::Pdf => "PDF",
            Self::Word => "Word (DOCX)",
            Self::OldWord => "Word (DOC)",
            Self::OpenDocument => "OpenDocument",
            Self::RichText => "RTF",
            Self::WordPerfect => "WordPerfect 4.2",
            Self::Zip => "zip archive",
            Self::Tar => "tar archive",
            Self::Packed => "gzip or zstd",
            Self::Unknown => "anything else",
        }
    }
}

/// How much of something was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    Whole,
    /// Some of it.
    Part,
    /// Nothing.
    Nothing,
}

/// How many were read as one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Count {
    /// Those that were read whole.
    pub whole: u32,
    /// Those of which something is missing.
    pub in_part: u32,
    /// Those of which nothing was read.
    pub unread: u32,
    /// The briefings that were made of them; one that stands twice counts twice.
    pub briefings: u32,
}

/// How many files and parts of files were read as what.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Tally([Count; ReadAs::ALL.len()]);

impl Tally {
    /// Counts something that was read.
    pub fn count(&mut self, as_what: ReadAs, extent: Extent) {
        let count = &mut self.0[as_what as usize];
        let number = match extent {
            Extent::Whole => &mut count.whole,
            Extent::Part => &mut count.in_part,
            Extent::Nothing => &mut count.unread,
        };
        *number += 1;
    }

    /// Counts briefings that were made of something.
    pub(super) fn count_briefings(&mut self, of: ReadAs, briefings: usize) {
        self.0[of as usize].briefings += u32::try_from(briefings).unwrap_or(u32::MAX);
    }

    /// Takes back that something was read whole: the file had more than was given.
    pub(crate) fn cut(&mut self) {
        if let Some(count) = self.0.iter_mut().find(|count| count.whole > 0) {
            count.whole -= 1;
            count.in_part += 1;
        }
    }

    /// What there was any of, with how many.
    pub fn rows(&self) -> impl Iterator<Item = (ReadAs, Count)> + '_ {
        let all = ReadAs::ALL.into_iter().zip(self.0);
        all.filter(|(_, count)| *count != Count::default())
    }
}

impl AddAssign<&Self> for Tally {
    fn add_assign(&mut self, other: &Self) {
        for (count, more) in self.0.iter_mut().zip(other.0) {
            count.whole += more.whole;
            count.in_part += more.in_part;
            count.unread += more.unread;
            count.briefings += more.briefings;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_told_by_the_row_that_counts_it() {
        for (row, as_what) in ReadAs::ALL.into_iter().enumerate() {
            assert_eq!(as_what as usize, row);
        }
        let mut tally = Tally::default();
        tally.count(ReadAs::Page, Extent::Whole);
        tally.count_briefings(ReadAs::Page, 2);
        tally.cut();
        let mut both = tally.clone();
        both.count(ReadAs::Zip, Extent::Nothing);
        both += &tally;
        let page = Count {
            in_part: 2,
            briefings: 4,
            ..Count::default()
        };
        let zip = Count {
            unread: 1,
            ..Count::default()
        };
        let rows: Vec<_> = both.rows().collect();
        assert_eq!(rows, [(ReadAs::Page, page), (ReadAs::Zip, zip)]);
    }
}
