//! The way from a file to a part of it.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The way from a file to a part of it: `day 2/releases.mbox#17/attachment 2`. Empty for the file itself.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Address(Option<Arc<[Step]>>);

/// A step from a container to one of its parts.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    /// A member of an archive.
    Member {
        /// Its place among all, from 0: names may come twice, and need not be text.
        index: u32,
        /// Its name as far as it is text, without a slash at either end.
        name: Arc<str>,
    },
    /// An item of a mailbox, a feed or a table.
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
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
        assert!(file < member && member < mail && mail < attachment);
    }
}
