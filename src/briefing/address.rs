//! The way from a file to a part of it.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// The way from a file to a part of it: `day 2/releases.mbox#17/attachment 2`. Empty for the file itself.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Address(Option<Arc<[Step]>>);

/// A step from a container to one of its parts.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Step {
    /// A member of an archive.
    Member {
        /// Its place among all, from 0: names may come twice, and need not be text.
        index: u32,
        /// Its name as far as it is text, without a slash at either end.
        name: Arc<str>,
    },
    /// An item of a mailbox, a feed, a table or an export.
    Item {
        /// From 1.
        number: u32,
        /// The bytes of the container where it stands, if it can be opened there.
        at: Option<Bytes>,
    },
    /// An attachment of a mail, from 1.
    Attachment(u32),
}

/// A stretch of a file, in bytes; files are larger than texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Bytes {
    /// The first.
    pub start: u64,
    /// One past the last.
    pub end: u64,
}

impl From<Range<u64>> for Bytes {
    fn from(range: Range<u64>) -> Self {
        Self {
            start: range.start,
            end: range.end,
        }
    }
}

impl Address {
    /// The steps, from the file on.
    pub fn steps(&self) -> &[Step] {
        self.0.as_deref().unwrap_or_default()
    }

    /// True for the file itself.
    pub fn is_file(&self) -> bool {
        self.0.is_none()
    }

    /// The address of a part of this part.
    #[must_use]
    pub fn join(&self, step: Step) -> Self {
        let steps = self.steps().iter().cloned().chain([step]);
        Self(Some(steps.collect()))
    }

    /// The file into which the name of a part leads, with the rest of the name: `in/stick.zip` and `/day 2/releases.mbox#17`.
    /// `None` where no beginning of it `is_file`.
    pub fn file_of(name: &Path, is_file: impl Fn(&Path) -> bool) -> Option<(&Path, &str)> {
        let text = name.to_str()?;
        let steps = text
            .rmatch_indices(['/', '#'])
            .map(|(at, _)| text.split_at(at));
        let mut names = steps.map(|(file, rest)| (Path::new(file), rest));
        names.find(|(file, _)| is_file(file))
    }

    /// True for the part that is written so, as in [`Display`](fmt::Display), and for what is in it.
    pub fn is_in(&self, part: &str) -> bool {
        let name = self.to_string();
        let inside = name.strip_prefix(part.strip_suffix('/').unwrap_or(part));
        inside.is_some_and(|inside| inside.is_empty() || inside.starts_with(['/', '#']))
    }

    /// The name of the part in the file at `path`: `stick.zip/day 2/releases.mbox#17`.
    pub fn within<'a>(&self, path: &'a Path) -> Cow<'a, Path> {
        if self.is_file() {
            return Cow::Borrowed(path);
        }
        let mut name = path.as_os_str().to_owned();
        name.push(self.to_string());
        Cow::Owned(PathBuf::from(name))
    }
}

impl fmt::Display for Address {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.steps().iter().try_for_each(|step| match step {
            Step::Member { name, .. } => write!(out, "/{name}"),
            Step::Item { number, .. } => write!(out, "#{number}"),
            Step::Attachment(number) => write!(out, "/attachment {number}"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_written_as_a_reader_would_name_the_part() {
        let file = Address::default();
        let path = Path::new("in/stick.zip");
        assert!(file.is_file());
        assert_eq!(file.within(path), path);
        let member = file.join(Step::Member {
            index: 3,
            name: "day 2/releases.mbox".into(),
        });
        let mail = member.join(Step::Item {
            number: 17,
            at: Some((40..60).into()),
        });
        let attachment = mail.join(Step::Attachment(2));
        assert_eq!(
            attachment.within(path),
            Path::new("in/stick.zip/day 2/releases.mbox#17/attachment 2")
        );
        assert_eq!(attachment.steps().len(), 3);
        for part in [
            "/day 2",
            "/day 2/",
            "/day 2/releases.mbox",
            "/day 2/releases.mbox#17",
        ] {
            assert!(attachment.is_in(part), "{part}");
        }
        for part in [
            "/day",
            "/day 2/releases.mbox#1",
            "#17",
            "/day 2/releases.mbox#17/attachment 20",
        ] {
            assert!(!attachment.is_in(part), "{part}");
        }
        assert!(file < member && member < mail && mail < attachment);
    }

    #[test]
    fn the_name_of_a_part_leads_into_the_longest_name_that_is_a_files() {
        let is_file = |path: &Path| [Path::new("in/stick.zip"), Path::new("in#1")].contains(&path);
        let of = |name| Address::file_of(Path::new(name), is_file);
        let zip = Path::new("in/stick.zip");
        assert_eq!(of("in/stick.zip/a#2/b"), Some((zip, "/a#2/b")));
        assert_eq!(of("in#1#17"), Some((Path::new("in#1"), "#17")));
        assert_eq!(of("in/stick.zip"), None);
        assert_eq!(of("in/other.zip/a"), None);
    }
}
