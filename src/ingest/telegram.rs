//! Exports of channels and chats, as Telegram Desktop writes them: `result.json`, `messages.html`.
//!
//! ```text
//! result.json   -> walk: message by message -> Message -+
//!                                                       +-> Posts -> Post
//! messages.html -> page: message by message -> Message -+
//! ```
//!
//! Both forms of one message make the same [`Message`], and so the same briefing. It is handed over before the next
//! but one is looked at: an export takes the memory of two messages.

use std::ops::{ControlFlow, Range};

use super::content::{Content, Remark, Stated};

mod media;
mod message;
mod moment;
mod page;
mod posts;
mod text;
mod walk;

use media::Media;
use moment::Moment;
use text::Text;

pub(super) use page::{is_page, read as read_page};
pub(super) use walk::{Fault, is_export, read};

/// The most bytes of one message.
const MAX_MESSAGE: usize = 8 << 20;

/// What takes the posts one after the other; it may have enough.
type Take<'t> = &'t mut dyn FnMut(Given) -> ControlFlow<()>;

/// What an export gives.
#[derive(Debug)]
pub(super) enum Given {
    /// A post with words.
    Post(Box<Post>),
    /// Something that cannot be read.
    Unread(Unread),
}

/// What is no message as Telegram writes them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unread {
    /// Its place among the messages of the export, from 1.
    pub(super) number: u32,
    pub(super) at: Range<u64>,
    /// True where it has more bytes than a message may have.
    pub(super) is_too_long: bool,
}

/// A post: a message, or several that show pictures under one text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Post {
    /// The place of its first message among those of the export, from 1.
    pub(super) number: u32,
    /// The bytes of its messages.
    pub(super) at: Range<u64>,
    /// How they stand in the export.
    pub(super) source: String,
    /// What the export says of it, but when it was issued: that is in `content`, with the zone of who exported it.
    pub(super) stated: Stated,
    pub(super) content: Content,
    /// Its words as they came, under the moment of its issue: the same in whatever zone it was exported.
    pub(super) words: String,
}

/// What an export says of the channel or the chat.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Chat {
    name: Option<String>,
    /// Its name in addresses of the web.
    username: Option<String>,
    /// True for a conversation of two: its name is that of the other.
    is_private: bool,
}

/// A message, in whatever form it was exported.
#[derive(Debug, Clone, PartialEq, Default)]
struct Message {
    number: u32,
    at: Range<u64>,
    /// How it stands in the export.
    source: String,
    id: Option<u64>,
    moment: Option<Moment>,
    sender: Option<String>,
    /// Who of a channel wrote it.
    signature: Option<String>,
    /// Whose it is, where it is passed on; nobody's where that is hidden.
    forwarded: Option<Option<String>>,
    /// What it answers.
    reply_to: Option<u64>,
    text: Text,
    media: Vec<Media>,
    remarks: Vec<Remark>,
}

#[cfg(test)]
mod tests;
