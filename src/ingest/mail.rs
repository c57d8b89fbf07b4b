//! One mail: what it states, what it says, what is attached to it.
//!
//! ```text
//! bytes -> headers -> Stated
//!       -> structure (parts) -> transfer -> charset -> flowed -> body -> quoted (folds, a mail passed on)
//!                            -> attachments, decoded when they are asked for
//! body -> Text: the Content to read, a page as blocks
//! ```
//!
//! Nothing fails: bytes that are no mail are a mail without headers. Nothing is cleaned here. A mail takes no
//! more than a few times the memory of its text, however it is made: parts, levels, headers and text have
//! limits, and what is beyond one is in [`Mail::remarks`].

use std::borrow::Cow;
use std::ops::Range;

use super::content::{Limit, Remark, Stated};
use super::{decode, lines};

mod address;
mod body;
mod charset;
mod date;
mod flowed;
mod headers;
pub(super) mod outlook;
mod parameters;
mod phrases;
mod quoted;
pub(super) mod saved;
mod stated;
mod structure;
mod subject;
mod text;
mod transfer;
mod words;
mod writer;

use quoted::Quoted;

use headers::Headers;
use stated::Sent;
use structure::Part;
use transfer::Transfer;

/// The most bytes of one mail that are read.
pub(super) const MOST: usize = 64 << 20;

/// The most bytes of its text that are read.
const MOST_TEXT: usize = 8 << 20;

/// A mail.
#[derive(Debug, Clone, Default)]
pub(super) struct Mail<'a> {
    /// What its headers state; where it only passes another on, what that one states.
    pub(super) stated: Stated,
    /// Its text, whose lines end in LF.
    pub(super) body: Body,
    /// What of a plain body is not its own.
    quoted: Quoted,
    /// The mails that it passes on below the first.
    also: Vec<Also>,
    /// What is attached, in order.
    pub(super) attachments: Vec<Attachment<'a>>,
    /// What is to be said of the reading.
    pub(super) remarks: Vec<Remark>,
    /// How it came about.
    sent: Sent,
}

/// The text of a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Body {
    Plain(String),
    /// For the reader of web pages; one after the other where there are several.
    Html(String),
}

impl Default for Body {
    fn default() -> Self {
        Self::Plain(String::new())
    }
}

/// A mail that another one passes on within its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Forwarded {
    /// Its headers, with the mark above them; its words follow, up to the end of the text.
    pub(super) head: Range<usize>,
    /// True if the other one adds nothing but a note.
    pub(super) is_all: bool,
    /// True if a mark says that it is passed on.
    is_marked: bool,
    /// What its headers state.
    pub(super) stated: Stated,
}

/// Another mail that a plain one passes on: text and headers stand apart from those of the first.
#[derive(Debug, Clone)]
struct Also {
    text: String,
    quoted: Quoted,
    stated: Stated,
}

/// Something attached to a mail.
#[derive(Debug, Clone)]
pub(super) struct Attachment<'a> {
    /// Its file name, as it is stated: it may be anything, `../x` too.
    pub(super) name: Option<String>,
    /// In small letters, without parameters; `message/rfc822` for a mail.
    pub(super) content_type: String,
    /// The character set that is stated of a text.
    pub(super) charset: Option<String>,
    /// True for what is shown within the text, as a picture.
    pub(super) is_inline: bool,
    transfer: Transfer,
    encoded: Cow<'a, [u8]>,
}

impl Attachment<'_> {
    /// What it is, decoded; up to [`MOST`] bytes.
    pub(super) fn bytes(&self) -> Cow<'_, [u8]> {
        self.transfer.decode(&self.encoded, MOST)
    }

    /// The same, a text in UTF-8 whatever its declared character set.
    pub(super) fn text_bytes(&self) -> Cow<'_, [u8]> {
        let bytes = self.bytes();
        match &self.charset {
            Some(charset) if self.content_type.starts_with("text/") => {
                let text = charset::text(&bytes, Some(charset)).into_owned();
                Cow::Owned(text.into_bytes())
            }
            _ => bytes,
        }
    }

    fn into_owned(self) -> Attachment<'static> {
        Attachment {
            encoded: Cow::Owned(self.encoded.into_owned()),
            ..self
        }
    }
}

impl<'a> Attachment<'a> {
    /// One that is not encoded.
    fn decoded(name: Option<String>, kind: &str, is_inline: bool, bytes: Vec<u8>) -> Self {
        Self {
            name,
            content_type: kind.to_owned(),
            charset: None,
            is_inline,
            transfer: Transfer::Plain,
            encoded: Cow::Owned(bytes),
        }
    }

    fn of(part: &Part<'a>, is_inline: bool) -> Self {
        Self {
            name: part.name(),
            content_type: part.content_type.main.clone(),
            charset: part.content_type.parameter("charset"),
            is_inline: is_inline || part.is_inline(),
            transfer: part.transfer,
            encoded: Cow::Borrowed(part.body),
        }
    }
}

impl Mail<'_> {
    fn into_owned(self) -> Mail<'static> {
        let attachments = self.attachments.into_iter().map(Attachment::into_owned);
        Mail {
            attachments: attachments.collect(),
            ..self
        }
    }
}

/// Reads a mail.
pub(super) fn read(bytes: &[u8]) -> Mail<'_> {
    let kept = &bytes[..bytes.len().min(MOST)];
    let mut mail = match with_usual_bytes(kept) {
        Cow::Borrowed(bytes) => read_usual(bytes),
        Cow::Owned(bytes) => read_usual(&bytes).into_owned(),
    };
    if kept.len() < bytes.len() {
        mail.remarks.push(Remark::Cut(Limit::Unpacked));
    }
    mail
}

fn read_usual(bytes: &[u8]) -> Mail<'_> {
    let headers = Headers::read(bytes);
    let (structure, mut remarks) = structure::read(&headers, &bytes[headers.end..]);
    let body::Found {
        body,
        attachments,
        is_cut,
    } = body::find(&structure);
    if is_cut || headers.is_cut {
        remarks.push(Remark::Cut(Limit::Record));
    }
    Mail {
        remarks,
        ..of_headers(&headers, body, attachments)
    }
}

/// A mail whose headers, text and attachments stand apart.
fn of_parts<'a>(head: &[u8], body: Body, attachments: Vec<Attachment<'a>>) -> Mail<'a> {
    of_headers(&Headers::read(head), body, attachments)
}

fn of_headers<'a>(headers: &Headers<'_>, body: Body, attachments: Vec<Attachment<'a>>) -> Mail<'a> {
    let (stated, sent) = stated::read(headers);
    let mut mail = Mail {
        stated,
        body,
        attachments,
        sent,
        ..Mail::default()
    };
    mail.find_quoted();
    mail
}

impl Mail<'_> {
    fn find_quoted(&mut self) {
        let Body::Plain(text) = &mut self.body else {
            return;
        };
        if let Some(plain) = quoted::unquoted_forward(text) {
            *text = plain;
        }
        let mut pieces = quoted::in_pieces(std::mem::take(text), &self.sent).into_iter();
        if let Some((first, quoted)) = pieces.next() {
            *text = first;
            self.quoted = quoted;
        }
        let headers = std::mem::take(&mut self.stated);
        let also = pieces.map(|(text, quoted)| Also {
            text,
            stated: quoted.stated(headers.clone()),
            quoted,
        });
        self.also = also.collect();
        self.stated = self.quoted.stated(headers);
    }
}

/// The bytes with the line ends that mail has, in an encoding of bytes.
fn with_usual_bytes(bytes: &[u8]) -> Cow<'_, [u8]> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if let [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] = bytes
        && let Ok(decoded) = decode::decode(bytes)
    {
        return Cow::Owned(decoded.text.into_owned().into_bytes());
    }
    let head = &bytes[..bytes.len().min(64 << 10)];
    if memchr::memchr(b'\r', head).is_none() || memchr::memchr(b'\n', head).is_some() {
        return Cow::Borrowed(bytes);
    }
    let mut usual = bytes.to_vec();
    usual
        .iter_mut()
        .filter(|byte| **byte == b'\r')
        .for_each(|byte| *byte = b'\n');
    Cow::Owned(usual)
}

/// The length of the headers of another mail that a text opens with, in bytes; 0 if it opens with none.
pub(super) fn headers_above(text: &str) -> usize {
    quoted::headers_above(text)
}

/// True for bytes that open with a line that could be a header.
pub(super) fn has_header(head: &[u8]) -> bool {
    !Headers::read(&with_usual_bytes(&head[..head.len().min(16 << 10)])).is_empty()
}

/// True for bytes that open as a mail does: with headers that only mail has, or with sender, recipient,
/// subject and day where an address or a date is one of mail.
///
/// A cable opens with such lines too, but its sender is an office.
pub(super) fn is_mail(head: &[u8]) -> bool {
    let head = with_usual_bytes(&head[..head.len().min(16 << 10)]);
    let headers = Headers::read(&head);
    if headers.is_empty() {
        return false;
    }
    let has = |names: &[&str]| names.iter().any(|name| headers.first(name).is_some());
    let is_sure = has(&[
        "Received",
        "Return-Path",
        "MIME-Version",
        "Message-ID",
        "Delivered-To",
        "X-Mailer",
        "X-Mozilla-Status",
    ]);
    if is_sure {
        return true;
    }
    let common = ["From", "To", "Subject", "Date", "Cc", "Reply-To"];
    let count = common.iter().filter(|name| has(&[name])).count();
    let has_address = ["From", "To"]
        .iter()
        .filter_map(|name| headers.first(name))
        .any(|value| value.contains('@') || value.contains("=?"));
    let has_date = headers
        .first("Date")
        .and_then(|value| date::rfc_3339(&value))
        .is_some_and(|date| date.contains('T'));
    count >= 3 && (has_address || (has_date && has(&["From"])))
}

#[cfg(test)]
mod tests;
