//! What holds parts: archives, mailboxes, mails, feeds, tables, exports of channels.
//!
//! A container is a module and a line in [`ALL`]. It yields its parts in order, each as soon as it is
//! there, and says nothing of what they are: that is told anew for each.

use std::ffi::OsStr;
use std::io::Read;
use std::ops::ControlFlow;
use std::path::Path;

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::StreamingDecoder;

use super::part::{Budget, Data, Part, reason_of};
use super::problem::Reason;
use super::table::Naming;
use super::tally::ReadAs;
use crate::briefing::{Address, Bytes};

mod feed;
mod mail;
mod mbox;
mod table;
mod tar;
mod telegram;
mod zip;

/// What takes the parts of a container, one after the other; it may have enough.
pub(super) type Take<'t> = &'t mut dyn FnMut(Part<'_>) -> ControlFlow<()>;

/// What makes a part of the bytes where it stands.
type OfStretch = fn(&[u8]) -> Vec<u8>;

/// A kind of container.
pub(super) struct Container {
    /// What its own text, and the parts that it gives as texts, count as.
    pub(super) read_as: ReadAs,
    /// Whether something is one, by its first bytes and its name.
    is: fn(&[u8], &Path) -> bool,
    /// Gives each part to `take` until that has enough. An error is a fault of the container itself: of what comes
    /// before it all parts were given.
    parts: fn(Whole<'_>, Take<'_>) -> Result<(), Reason>,
    /// Makes a part of the stretch where it stands, where parts can be opened there.
    of_stretch: Option<OfStretch>,
}

/// A container as a whole.
pub(super) struct Whole<'a> {
    pub(super) address: &'a Address,
    pub(super) name: &'a Path,
    pub(super) data: Data<'a>,
    /// What tells which rows of a table are records.
    pub(super) tables: Naming<'a>,
    /// What its members may unpack to.
    pub(super) budget: &'a Budget,
}

const MAIL: Container = Container::read_in_order(ReadAs::Mail, mail::is_mail, mail::parts);

/// All kinds; the first that something is, it is.
const ALL: &[Container] = &[
    Container::read_in_order(ReadAs::Zip, zip::is_zip, zip::parts),
    Container::read_in_order(ReadAs::Tar, tar::is_tar, tar::parts),
    Container {
        of_stretch: Some(mbox::part_of),
        ..Container::read_in_order(ReadAs::Mailbox, mbox::is_mbox, mbox::parts)
    },
    MAIL,
    Container::read_in_order(ReadAs::Outlook, mail::is_outlook, mail::parts_of_outlook),
    Container {
        of_stretch: Some(<[u8]>::to_vec),
        ..Container::read_in_order(ReadAs::Export, telegram::is_export, telegram::parts)
    },
    Container::read_in_order(ReadAs::Export, telegram::is_page, telegram::parts_of_page),
    Container::read_in_order(ReadAs::Feed, feed::is_feed, feed::parts),
    Container::read_in_order(ReadAs::Table, table::is_table, table::parts),
];

impl Container {
    const fn read_in_order(
        read_as: ReadAs,
        is: fn(&[u8], &Path) -> bool,
        parts: fn(Whole<'_>, Take<'_>) -> Result<(), Reason>,
    ) -> Self {
        Self {
            read_as,
            is,
            parts,
            of_stretch: None,
        }
    }

    /// The part at a stretch of bytes of the container, read without what stands before it; `None` where that cannot
    /// be.
    pub(super) fn part_at(&self, data: &Data<'_>, at: Bytes) -> Option<Vec<u8>> {
        let of_stretch = self.of_stretch?;
        Some(of_stretch(&data.stretch(at)?))
    }

    /// What kind of container something is, if it is one.
    pub(super) fn of(head: &[u8], name: &Path) -> Option<&'static Self> {
        ALL.iter().find(|container| (container.is)(head, name))
    }

    /// What kind of container something is declared to be, whatever it looks like.
    pub(super) fn declared(media_type: Option<&str>) -> Option<&'static Self> {
        match media_type? {
            "message/rfc822" | "message/global" | "message/news" => Some(&MAIL),
            _ => None,
        }
    }

    /// Gives each part to `take`; see [`Container::parts`].
    pub(super) fn parts(&self, whole: Whole<'_>, take: Take<'_>) -> Result<(), Reason> {
        (self.parts)(whole, take)
    }
}

/// A way of packing one file: that is no container, and what is unpacked has the packed one's address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    Gzip,
    Zstd,
}

impl Packing {
    /// How something is packed, by its first bytes.
    pub(super) fn of(head: &[u8]) -> Option<Self> {
        match head {
            [0x1F, 0x8B, ..] => Some(Self::Gzip),
            // Magic numbers from 0x184D2A50 on stand before a frame that is skipped.
            [0x28, 0xB5, 0x2F, 0xFD, ..] => Some(Self::Zstd),
            _ => None,
        }
    }

    /// Unpacks as it is read.
    pub(super) fn unpack<'a>(self, data: Data<'a>, budget: &'a Budget) -> Result<Data<'a>, Reason> {
        let packed = std::io::BufReader::new(data.stream().map_err(reason_of)?);
        let unpacked: Box<dyn Read> = match self {
            Self::Gzip => Box::new(MultiGzDecoder::new(packed)),
            Self::Zstd => Box::new(
                StreamingDecoder::new(packed)
                    .map_err(|error| Reason::BrokenOff(error.to_string()))?,
            ),
        };
        Ok(Data::Stream(Box::new(budget.counted(unpacked))))
    }

    /// The name without what tells of packing: `day.txt.gz`, `day.tgz`.
    pub(super) fn unpacked_name(name: &Path) -> std::path::PathBuf {
        let extension = name.extension().and_then(OsStr::to_str).unwrap_or_default();
        match extension.to_ascii_lowercase().as_str() {
            "gz" | "gzip" | "zst" | "zstd" => name.with_extension(""),
            "tgz" | "tzst" => name.with_extension("tar"),
            _ => name.to_owned(),
        }
    }
}

/// True for members that no reader means: hidden ones, what an editor or an archiver left behind.
fn is_passed_over(name: &str) -> bool {
    name.split('/')
        .any(|part| part.starts_with('.') && part != "." && part != ".." || part == "__MACOSX")
        || name.ends_with('~')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_container_is_told_by_its_content_first() {
        let is_one =
            |name: &str, head: &str| Container::of(head.as_bytes(), Path::new(name)).is_some();
        for (name, head) in [
            ("a.txt", "From: a@b.example\nTo: c\nSubject: x\n\nBody"),
            ("a.eml", "Subject: x\n\nBody"),
            (
                "a",
                "From a@b Mon May 11 10:00:00 2026\nReturn-Path: <x>\n\n",
            ),
            ("a.md", "<?xml version=\"1.0\"?><rss version=\"2.0\">"),
            ("a.csv", "title,text\n"),
        ] {
            assert!(is_one(name, head), "{name}: {head}");
        }
        for (name, head) in [
            ("a.txt", "From here on: words"),
            ("a.txt", "Title: x\nDate: y\n\nSubject: z"),
            ("a.txt", "title,text\n"),
            ("a.html", "<!DOCTYPE html><title>x"),
            ("a.txt", ""),
        ] {
            assert!(!is_one(name, head), "{name}: {head}");
        }
    }

    #[test]
    fn a_packed_name_loses_its_ending_alone() {
        let name = |packed: &str| Packing::unpacked_name(Path::new(packed));
        assert_eq!(name("a/day.txt.gz"), Path::new("a/day.txt"));
        assert_eq!(name("day.TGZ"), Path::new("day.tar"));
        assert_eq!(name("day.txt"), Path::new("day.txt"));
    }

    #[test]
    fn hidden_members_are_passed_over() {
        assert!(is_passed_over(".DS_Store"));
        assert!(is_passed_over("__MACOSX/._a.txt"));
        assert!(is_passed_over("a/.git/config"));
        assert!(is_passed_over("a.txt~"));
        assert!(!is_passed_over("./a/b.txt"));
        assert!(!is_passed_over("../b.txt"));
    }
}
