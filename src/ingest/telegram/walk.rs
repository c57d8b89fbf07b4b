//! `result.json` gone through as it comes: of one chat, or of a whole account.
//!
//! ```text
//! {"name": …, "type": …, "messages": [{…}, {…}]}
//! {"about": …, "chats": {"list": [{"name": …, "messages": [{…}]}, …]}, "left_chats": …}
//! ```
//!
//! No more of it is in memory than one message, nothing is nested deeper for being nested deeper in the file, and
//! what is cut off in the middle is read up to there.

use std::io::{self, BufRead};
use std::ops::{ControlFlow, Range};

use super::message::{self, Found};
use super::posts::{Enough, Posts};
use super::{Given, MAX_MESSAGE, Unread};
use crate::ingest::table::skim;

/// The most bytes of a name, of a chat or of a member.
const MAX_NAME: usize = 4 << 10;

/// The kinds of chat, as exports name them.
const TYPES: [&str; 10] = [
    "public_channel",
    "private_channel",
    "public_supergroup",
    "private_supergroup",
    "public_group",
    "private_group",
    "personal_chat",
    "bot_chat",
    "saved_messages",
    "replies",
];

/// What the export of an account has beside its first member, `about`.
const OF_ACCOUNT: [&str; 9] = [
    "personal_information",
    "profile_pictures",
    "stories",
    "contacts",
    "frequent_contacts",
    "sessions",
    "web_sessions",
    "chats",
    "left_chats",
];

/// Why an export is not read to its end.
#[derive(Debug)]
pub(in crate::ingest) enum Fault {
    /// It cannot be read any further.
    Io(io::Error),
    /// Its end is missing.
    BrokenOff,
    /// It goes on as no export does, at this byte.
    NotJson(u64),
    /// It has more messages than are read.
    TooMany,
}

/// How a reading ends before its end.
enum End {
    Enough,
    Fault(Fault),
}

impl From<Enough> for End {
    fn from(enough: Enough) -> Self {
        match enough {
            Enough::Said => Self::Enough,
            Enough::TooMany => Self::Fault(Fault::TooMany),
        }
    }
}

impl From<io::Error> for End {
    fn from(error: io::Error) -> Self {
        Self::Fault(Fault::Io(error))
    }
}

/// True for the beginning of an export.
pub(in crate::ingest) fn is_export(head: &str) -> bool {
    let is_one_of = |known: &[&str], quoted: &str| known.contains(&quoted.trim_matches('"'));
    let members = skim::members(head).enumerate();
    let mut is_account = false;
    for (at, (name, value)) in members {
        let (name, value) = (&head[name], &head[value]);
        match name {
            "\"about\"" if at == 0 => is_account = true,
            "\"type\"" if is_one_of(&TYPES, value) => return head.contains("\"messages\""),
            "\"messages\"" => return is_messages(value),
            _ if is_account && is_one_of(&OF_ACCOUNT, name) => return true,
            _ => {}
        }
    }
    false
}

/// True for an array of messages, by the first of them.
fn is_messages(value: &str) -> bool {
    let first = skim::elements(value).next();
    let first = first.map(|first| &value[first]).unwrap_or_default();
    let has = |wanted: &str| skim::members(first).any(|(name, _)| &first[name] == wanted);
    has("\"id\"") && has("\"type\"") && has("\"date\"")
}

/// Reads an export, and hands over each post as soon as it is there; returns how many had no words.
pub(in crate::ingest) fn read(
    from: impl BufRead,
    take: &mut dyn FnMut(Given) -> ControlFlow<()>,
) -> (u32, Result<(), Fault>) {
    let mut walk = Walk {
        from,
        at: 0,
        posts: Posts::new(take),
        message: Vec::new(),
    };
    let read = walk.skip_mark().and_then(|()| walk.chat(true));
    // What came before a fault is a post, too.
    let last = walk.posts.end();
    let read = match (read, last) {
        (Err(End::Fault(fault)), _) => Err(fault),
        _ => Ok(()),
    };
    (walk.posts.wordless, read)
}

struct Walk<'t, R> {
    from: R,
    /// The byte that comes now.
    at: u64,
    posts: Posts<'t>,
    message: Vec<u8>,
}

impl<R: BufRead> Walk<'_, R> {
    /// Leaves a byte order mark behind.
    fn skip_mark(&mut self) -> Result<(), End> {
        const MARK: &[u8] = b"\xEF\xBB\xBF";
        if self.from.fill_buf()?.starts_with(MARK) {
            self.consume(MARK.len());
        }
        Ok(())
    }

    /// Goes through a chat, or through all of an account.
    fn chat(&mut self, is_whole: bool) -> Result<(), End> {
        self.posts.chat = super::Chat::default();
        self.members(|walk, name| match name {
            b"\"messages\"" => walk.elements(Self::message),
            b"\"chats\"" | b"\"left_chats\"" if is_whole => walk.members(|walk, name| match name {
                b"\"list\"" => walk.elements(|walk| walk.chat(false)),
                _ => walk.pass_over(),
            }),
            b"\"name\"" => walk.word().map(|word| walk.posts.chat.name = word),
            b"\"username\"" => walk.word().map(|word| walk.posts.chat.username = word),
            b"\"type\"" => {
                let kind = walk.word()?.unwrap_or_default();
                message::set_type(&mut walk.posts.chat, &kind);
                Ok(())
            }
            _ => walk.pass_over(),
        })?;
        Ok(self.posts.end()?)
    }

    fn message(&mut self) -> Result<(), End> {
        let number = self.posts.next()?;
        let mut bytes = std::mem::take(&mut self.message);
        let (at, is_whole) = self.value(&mut bytes, MAX_MESSAGE)?;
        let found = match is_whole {
            true => message::read(&bytes),
            false => Found::Nothing,
        };
        self.message = bytes;
        match found {
            Found::Message(mut message) => {
                message.number = number;
                message.at = at;
                self.posts.message(*message)?;
            }
            Found::Service => {}
            Found::Nothing => self.posts.unread(Unread {
                number,
                at,
                is_too_long: !is_whole,
            })?,
        }
        Ok(())
    }

    /// Goes through the members of an object; passes over anything else.
    fn members(
        &mut self,
        mut member: impl FnMut(&mut Self, &[u8]) -> Result<(), End>,
    ) -> Result<(), End> {
        if self.next()? != b'{' {
            return self.pass_over();
        }
        self.skip();
        loop {
            match self.next()? {
                b'}' => {
                    self.skip();
                    return Ok(());
                }
                b',' => self.skip(),
                b'"' => {
                    let mut name = Vec::new();
                    self.value(&mut name, MAX_NAME)?;
                    if self.next()? != b':' {
                        return Err(self.no_json());
                    }
                    self.skip();
                    member(self, &name)?;
                }
                _ => return Err(self.no_json()),
            }
        }
    }

    /// Goes through the elements of an array; passes over anything else.
    fn elements(
        &mut self,
        mut element: impl FnMut(&mut Self) -> Result<(), End>,
    ) -> Result<(), End> {
        if self.next()? != b'[' {
            return self.pass_over();
        }
        self.skip();
        loop {
            match self.next()? {
                b']' => {
                    self.skip();
                    return Ok(());
                }
                b',' => self.skip(),
                _ => element(self)?,
            }
        }
    }

    fn pass_over(&mut self) -> Result<(), End> {
        self.value(&mut Vec::new(), 0).map(drop)
    }

    /// A name; nothing where another kind of value stands.
    fn word(&mut self) -> Result<Option<String>, End> {
        let mut word = Vec::new();
        self.value(&mut word, MAX_NAME)?;
        Ok(serde_json::from_slice(&word).ok())
    }

    /// The next byte that is no blank.
    fn next(&mut self) -> Result<u8, End> {
        loop {
            let waiting = self.from.fill_buf()?;
            if waiting.is_empty() {
                return Err(End::Fault(Fault::BrokenOff));
            }
            let found = waiting.iter().position(|byte| !is_blank(*byte));
            let byte = found.map(|at| waiting[at]);
            let blanks = found.unwrap_or(waiting.len());
            self.consume(blanks);
            if let Some(byte) = byte {
                return Ok(byte);
            }
        }
    }

    /// Leaves the byte behind that was seen last.
    fn skip(&mut self) {
        self.consume(1);
    }

    fn consume(&mut self, bytes: usize) {
        self.from.consume(bytes);
        self.at += bytes as u64;
    }

    fn no_json(&self) -> End {
        End::Fault(Fault::NotJson(self.at))
    }

    /// Takes in the next value: where it stands, and whether `into` has all of it.
    fn value(&mut self, into: &mut Vec<u8>, most: usize) -> Result<(Range<u64>, bool), End> {
        into.clear();
        self.next()?;
        let start = self.at;
        let mut within = Within::default();
        loop {
            let waiting = self.from.fill_buf()?;
            if waiting.is_empty() {
                return Err(End::Fault(Fault::BrokenOff));
            }
            let (length, is_end) = within.pass(waiting);
            if into.len() <= most {
                let room = most + 1 - into.len();
                into.extend_from_slice(&waiting[..length.min(room)]);
            }
            self.consume(length);
            if is_end && self.at == start {
                return Err(self.no_json());
            }
            if is_end {
                return Ok((start..self.at, into.len() <= most));
            }
        }
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t')
}

/// Where in a value one is.
#[derive(Default)]
struct Within {
    depth: u64,
    is_string: bool,
    is_escaped: bool,
}

impl Within {
    /// How many of these bytes belong to the value, and whether it ends there.
    fn pass(&mut self, bytes: &[u8]) -> (usize, bool) {
        let mut at = 0;
        while at < bytes.len() {
            if self.is_escaped {
                self.is_escaped = false;
                at += 1;
                continue;
            }
            if self.is_string {
                let Some(found) = memchr::memchr2(b'"', b'\\', &bytes[at..]) else {
                    return (bytes.len(), false);
                };
                at += found + 1;
                self.is_escaped = bytes[at - 1] == b'\\';
                self.is_string = self.is_escaped;
                if !self.is_string && self.depth == 0 {
                    return (at, true);
                }
                continue;
            }
            match bytes[at] {
                b'"' => self.is_string = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' | b',' | b':' if self.depth == 0 => return (at, true),
                blank if self.depth == 0 && is_blank(blank) => return (at, true),
                b'}' | b']' => {
                    self.depth -= 1;
                    if self.depth == 0 {
                        return (at + 1, true);
                    }
                }
                _ => {}
            }
            at += 1;
        }
        (bytes.len(), false)
    }
}
