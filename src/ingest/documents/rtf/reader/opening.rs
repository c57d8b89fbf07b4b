//! What the words at the beginning of a group make of it.

use std::mem;

use super::super::group::{Group, Looks, Opened};
use super::super::words::{Destination, Opens};
use super::{Reader, Stream, What};
use crate::ingest::documents::flow::Flow;

/// The most notes, remarks and boxes.
const MOST_STREAMS: usize = 10_000;

impl Reader {
    pub(super) fn open_as(&mut self, opened: Opens) {
        match opened {
            Opens::To(to) => {
                match to {
                    Destination::Author => self.author.clear(),
                    Destination::Bullet => self.streams[self.group.stream].bullet.clear(),
                    _ => {}
                }
                self.group.to = to;
            }
            Opens::Field => {
                self.fields.begin();
                self.group.opened = Opened::Field;
            }
            Opens::Result => {
                self.group.to = Destination::Text;
                if let Some(address) = self.fields.divide() {
                    self.flow().open_link(&address);
                }
            }
            Opens::Note if self.is_left_out() => self.group.to = Destination::Skip,
            Opens::Note => {
                self.notes += 1;
                let number = format!("[{}]", self.notes);
                self.flow().words(&number);
                self.begin(What::Note);
            }
            Opens::Comment => {
                let author = mem::take(&mut self.author);
                self.begin(What::Comment(author));
            }
            Opens::TextBox => self.begin(What::TextBox),
            Opens::Twice => {
                self.group.outer = self.group.to;
                self.group.to = Destination::Skip;
            }
            Opens::Unicode => self.group.to = self.group.outer,
            Opens::Nothing => {}
        }
    }

    fn is_left_out(&self) -> bool {
        let Group {
            is_hidden,
            is_deleted,
            to,
            ..
        } = self.group;
        is_hidden || is_deleted || to != Destination::Text
    }

    /// Begins a text of its own.
    fn begin(&mut self, what: What) {
        if self.streams.len() == MOST_STREAMS {
            self.group.to = Destination::Skip;
            return;
        }
        self.group.stream = self.streams.len();
        self.group.to = Destination::Text;
        self.group.opened = Opened::Stream;
        self.group.looks = Looks::default();
        self.streams.push(Stream {
            what,
            flow: Flow::default(),
            bullet: String::new(),
        });
    }
}
