//! Exports of channels and chats: each post is a part.

use std::borrow::Cow;
use std::io::BufReader;
use std::ops::ControlFlow;
use std::path::Path;

use super::{Take, Whole};
use crate::briefing::{Address, Bytes, Encoding, Step};
use crate::ingest::decode;
use crate::ingest::limits::{self, Limit};
use crate::ingest::part::{Matter, Part, reason_of};
use crate::ingest::problem::Reason;
use crate::ingest::telegram::{self, Fault, Given};

/// How much is read from the disk at once.
const BUFFER: usize = 256 << 10;

/// True for `result.json`, whatever it is called.
pub(super) fn is_export(head: &[u8], _: &Path) -> bool {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    head.trim_ascii_start().starts_with(b"{") && telegram::is_export(&String::from_utf8_lossy(head))
}

/// True for a page of messages.
pub(super) fn is_page(head: &[u8], _: &Path) -> bool {
    telegram::is_page(head)
}

/// The posts in order.
pub(super) fn parts(whole: Whole<'_>, take: Take<'_>) -> Result<(), Reason> {
    let (address, name) = (whole.address, whole.name);
    let stream = whole.data.stream().map_err(reason_of)?;
    let stream = BufReader::with_capacity(BUFFER, stream);
    let (wordless, read) = telegram::read(stream, &mut |given| {
        give(given, (address, name), None, take)
    });
    match read {
        Err(Fault::Io(error)) => Err(reason_of(error)),
        Err(Fault::BrokenOff) => Err(Reason::BrokenOff("its end is missing".to_owned())),
        Err(Fault::NotJson(at)) => Err(Reason::BrokenOff(format!("no JSON at byte {at}"))),
        Err(Fault::TooMany) => Err(Reason::Beyond(Limit::Parts)),
        Ok(()) => without_words(wordless),
    }
}

/// The posts of a page in order.
pub(super) fn parts_of_page(whole: Whole<'_>, take: Take<'_>) -> Result<(), Reason> {
    let (address, name) = (whole.address, whole.name);
    let (bytes, cut) = whole.data.whole(limits::PART);
    let decoded = decode::decode_whole(&bytes)?;
    let (wordless, read) = telegram::read_page(&decoded.text, &mut |given| {
        give(given, (address, name), Some(decoded.encoding), take)
    });
    let doubt = decoded.faults.into_iter().next().map(|(_, reason)| reason);
    match (read, cut.or(doubt)) {
        (Err(limit), _) => Err(Reason::Beyond(limit)),
        (Ok(()), Some(reason)) => Err(reason),
        (Ok(()), None) => without_words(wordless),
    }
}

fn without_words(posts: u32) -> Result<(), Reason> {
    match posts {
        0 => Ok(()),
        posts => Err(Reason::NoWords(posts)),
    }
}

/// Gives a post away. One of a page, which is a text, is not opened where it stands.
fn give(
    given: Given,
    (address, name): (&Address, &Path),
    encoding: Option<Encoding>,
    take: Take<'_>,
) -> ControlFlow<()> {
    let address = |number: u32, at: Bytes| {
        let at = encoding.is_none().then_some(at);
        address.join(Step::Item { number, at })
    };
    let name = Cow::Borrowed(name);
    match given {
        Given::Post(post) => {
            let matter = Matter::Read(Box::new(post.content), Cow::Owned(post.words));
            take(Part {
                stated: post.stated,
                encoding,
                source: Some(&post.source),
                ..Part::new(address(post.number, post.at.into()), name, Ok(matter))
            })
        }
        Given::Unread(unread) => {
            let reason = match unread.is_too_long {
                true => Reason::AllBeyond(Limit::Record),
                false => Reason::Damaged("no message as Telegram writes them".to_owned()),
            };
            take(Part::new(
                address(unread.number, unread.at.into()),
                name,
                Err(reason),
            ))
        }
    }
}
