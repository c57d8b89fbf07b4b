//! Mailboxes: each mail is a part, and can be opened where it stands.

use std::borrow::Cow;
use std::io::BufReader;
use std::path::Path;

use super::{Take, Whole};
use crate::briefing::Step;
use crate::ingest::content::Remark;
use crate::ingest::limits::Limit;
use crate::ingest::mbox;
use crate::ingest::part::{Data, Matter, Part, reason_of};
use crate::ingest::problem::Reason;

/// How much is read from the disk at once.
const BUFFER: usize = 256 << 10;

/// True for a mailbox, by its first line.
pub(super) fn is_mbox(head: &[u8], _: &Path) -> bool {
    head.starts_with(b"From ") && mbox::is_mbox(head)
}

/// The mails in order.
pub(super) fn parts(whole: Whole<'_>, take: Take<'_>) -> Result<(), Reason> {
    let stream = whole.data.stream().map_err(reason_of)?;
    let mut number = 0;
    let read = mbox::messages(
        &mut BufReader::with_capacity(BUFFER, stream),
        &mut |message| {
            number += 1;
            let address = whole.address.join(Step::Item {
                number,
                at: Some(message.at.into()),
            });
            let matter = Ok(Matter::Data(Data::Bytes(&message.bytes)));
            take(Part {
                remarks: is_cut(message.is_cut),
                ..Part::new(address, Cow::Borrowed(whole.name), matter)
            })
        },
    );
    read.map_err(reason_of)
}

/// The mail in a stretch of a mailbox.
pub(super) fn part_of(stretch: &[u8]) -> Vec<u8> {
    mbox::message_at(stretch).0.into_owned()
}

fn is_cut(is_cut: bool) -> Vec<Remark> {
    is_cut
        .then_some(Remark::Cut(Limit::Part))
        .into_iter()
        .collect()
}
