//! What is to be said of how a document was read.

use super::Refusal;
use crate::ingest::content::{Limit, Remark, Stated};

/// What a reader has found on its way, beside the text.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// What the properties say.
    pub(super) noted: Stated,
    /// Words that were struck out are left out.
    pub(super) has_deleted: bool,
    /// It has pictures or embedded files, which are passed over.
    pub(super) has_picture: bool,
    /// Parts of it take a password.
    pub(super) is_encrypted: bool,
    /// The file ends before the document does, or is broken within.
    pub(super) is_broken: bool,
    /// The limit that it goes over.
    pub(super) cut: Option<Limit>,
}

impl Reading {
    /// Why there is not a word.
    pub(super) fn refusal(&self) -> Refusal {
        if self.is_encrypted {
            Refusal::Encrypted
        } else if self.is_broken {
            Refusal::Damaged("it ends before its first word".to_owned())
        } else if self.has_picture {
            Refusal::NoText
        } else {
            Refusal::Empty
        }
    }

    /// What is to be said of what is shown.
    pub(super) fn remarks(&self) -> Vec<Remark> {
        let deleted = self.has_deleted.then_some(Remark::TrackedChanges);
        // Where it goes over a limit, that is why it ends too early.
        let end = match self.cut {
            Some(limit) => Some(Remark::Cut(limit)),
            None => self.is_broken.then_some(Remark::BrokenOff),
        };
        deleted.into_iter().chain(end).collect()
    }
}
