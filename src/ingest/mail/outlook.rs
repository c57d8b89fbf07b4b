//! A mail as Outlook saves it (`.msg`): a compound file of properties (MS-OXMSG).
//!
//! ```text
//! __properties_version1.0              numbers and moments, 16 bytes each
//! __substg1.0_0037001F                 a property of its own: the subject (0037), in UTF-16 (001F)
//! __attach_version1.0_#00000000/       an attachment, made likewise
//!     __substg1.0_3701000D/            a mail within the mail, made likewise
//! ```
//!
//! What its properties state is written as the headers of a mail and read as such. A text that is there as RTF
//! alone is the page or the plain text that it was made from.

use crate::ingest::lines::one_line;
use std::io::{Cursor, Read};

use super::{Attachment, Body, MOST, MOST_TEXT, Mail, charset};
use crate::ingest::content::{Limit, Remark};
use crate::ingest::documents::{self, rtf::OfMail};

mod rtf;

/// The most attachments that are read.
const MOST_ATTACHMENTS: usize = 1_000;

/// The longest string that is no text: a name, a subject.
const LONGEST: usize = 64 << 10;

/// The longest headers of the mail as it was sent.
const LONGEST_HEADERS: usize = 1 << 20;

/// Types of properties, as they stand in the names of streams.
const WIDE: u16 = 0x001F;
const NARROW: u16 = 0x001E;
const BINARY: u16 = 0x0102;

/// Seconds from 1601, where Windows begins to count, to 1970.
const TO_1970: i64 = 11_644_473_600;

type File<'b> = cfb::CompoundFile<Cursor<&'b [u8]>>;

/// Reads a mail; `None` if the bytes are no mail of Outlook's.
pub(in crate::ingest) fn read(bytes: &[u8]) -> Option<Mail<'static>> {
    let mut file = File::open(Cursor::new(bytes)).ok()?;
    let mut message = Properties::read(&mut file, String::new(), 32)?;
    let mut attachments = Vec::new();
    let body = message.body();
    let head = message.head();
    let has_more = attach(&mut file, &mut attachments);
    let mut mail = super::of_parts(head.as_bytes(), body, attachments).into_owned();
    if has_more {
        mail.remarks.push(Remark::Cut(Limit::Parts));
    }
    Some(mail)
}

/// Reads what is attached, and says whether there is more.
fn attach(file: &mut File<'_>, attachments: &mut Vec<Attachment<'static>>) -> bool {
    let Ok(entries) = file.read_storage("/") else {
        return false;
    };
    let mut names: Vec<String> = entries
        .filter(cfb::Entry::is_storage)
        .map(|entry| entry.name().to_owned())
        .filter(|name| name.starts_with("__attach_version1.0_"))
        .take(MOST_ATTACHMENTS + 1)
        .collect();
    names.sort();
    let has_more = names.len() > MOST_ATTACHMENTS;
    names.truncate(MOST_ATTACHMENTS);
    let mut room = MOST;
    for name in names {
        if let Some(mut attached) = Properties::read(file, format!("/{name}"), 8)
            && let Some(attached) = attached.attachment(room)
        {
            room = room.saturating_sub(attached.encoded.len());
            attachments.push(attached);
        }
    }
    has_more || room == 0
}

/// The properties of a mail or of an attachment.
struct Properties<'f, 'b> {
    file: &'f mut File<'b>,
    path: String,
    /// The stream of those that have a fixed length, without its head.
    fixed: Vec<u8>,
    /// The name of the character set of its narrow strings.
    set: Option<String>,
}

impl<'f, 'b> Properties<'f, 'b> {
    fn read(file: &'f mut File<'b>, path: String, head: usize) -> Option<Self> {
        let stream = stream(
            file,
            &format!("{path}/__properties_version1.0"),
            LONGEST_HEADERS,
        )?;
        let mut properties = Self {
            file,
            path,
            fixed: stream.get(head..).unwrap_or_default().to_vec(),
            set: None,
        };
        // That of the mail, else that of its text.
        properties.set = properties
            .code_page(0x3FFD)
            .or_else(|| properties.code_page(0x3FDE));
        Some(properties)
    }

    /// The eight bytes of a property of fixed length.
    fn value(&self, id: u16) -> Option<[u8; 8]> {
        let of_id = |entry: &&[u8]| entry[2..4] == id.to_le_bytes();
        let entry = self.fixed.chunks_exact(16).find(of_id)?;
        entry[8..16].try_into().ok()
    }

    fn code_page(&self, id: u16) -> Option<String> {
        let [a, b, c, d, ..] = self.value(id)?;
        set_of(u32::from_le_bytes([a, b, c, d]))
    }

    /// A moment, in RFC 3339.
    fn moment(&self, id: u16) -> Option<String> {
        let ticks = i64::from_le_bytes(self.value(id)?);
        let moment = jiff::Timestamp::from_second(ticks / 10_000_000 - TO_1970).ok()?;
        (ticks > 0).then(|| moment.to_string())
    }

    fn bytes(&mut self, id: u16, kind: u16, most: usize) -> Option<Vec<u8>> {
        stream(
            self.file,
            &format!("{}/__substg1.0_{id:04X}{kind:04X}", self.path),
            most,
        )
    }

    fn text(&mut self, id: u16, most: usize) -> Option<String> {
        let text = match self.bytes(id, WIDE, most.saturating_mul(2)) {
            Some(bytes) => encoding_rs::UTF_16LE
                .decode_without_bom_handling(&bytes)
                .0
                .into_owned(),
            None => {
                let bytes = self.bytes(id, NARROW, most)?;
                charset::text(&bytes, self.set.as_deref()).into_owned()
            }
        };
        let text = text.trim_end_matches('\0');
        (!text.trim().is_empty()).then(|| text.to_owned())
    }

    /// The first of these that says anything, on one line.
    fn line(&mut self, ids: &[u16]) -> Option<String> {
        let text = ids.iter().find_map(|&id| self.text(id, LONGEST))?;
        Some(one_line(&text))
    }

    /// The headers that the properties amount to, after those with which the mail was sent.
    fn head(&mut self) -> String {
        let sent = self.text(0x007D, LONGEST_HEADERS).unwrap_or_default();
        let mut head = sent.replace("\r\n", "\n").trim().to_owned();
        let blank = head.find("\n\n").unwrap_or(head.len());
        head.truncate(blank);
        // Some programs put a line of their own first.
        if !super::Headers::read(head.as_bytes())
            .first("From")
            .is_some_and(|from| from.contains('@'))
        {
            head.clear();
        }
        let name = self
            .line(&[0x0042, 0x0C1A])
            .map(|name| name.replace(['"', '\\'], "'"));
        let address = [0x5D02, 0x5D01, 0x0065, 0x0C1F]
            .into_iter()
            .find_map(|id| self.line(&[id]).filter(|address| address.contains('@')));
        let sender = [
            name.map(|name| format!("\"{name}\"")),
            address.map(|address| format!("<{address}>")),
        ];
        let sender: Vec<String> = sender.into_iter().flatten().collect();
        let lines = [
            ("Subject", self.line(&[0x0037, 0x0E1D])),
            ("From", Some(sender.join(" "))),
            ("Date", self.moment(0x0039).or_else(|| self.moment(0x0E06))),
            ("In-Reply-To", self.line(&[0x1042])),
        ];
        for (name, value) in lines {
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                head.push_str(&format!("\n{name}: {value}"));
            }
        }
        head.trim_start().to_owned()
    }

    /// The text: plain, else as a page, else as RTF.
    fn body(&mut self) -> Body {
        if let Some(text) = self.text(0x1000, MOST_TEXT) {
            return Body::Plain(text.replace("\r\n", "\n").replace('\r', "\n"));
        }
        let page = match self.bytes(0x1013, BINARY, MOST_TEXT) {
            Some(bytes) => {
                let set = self.code_page(0x3FDE).or_else(|| self.set.clone());
                Some(charset::text(&bytes, set.as_deref()).into_owned())
            }
            None => self.text(0x1013, MOST_TEXT),
        };
        if let Some(page) = page.filter(|page| !page.trim().is_empty()) {
            return Body::Html(page);
        }
        let packed = self.bytes(0x1009, BINARY, MOST_TEXT);
        let text = packed.and_then(|packed| rtf::unpacked(&packed, MOST_TEXT));
        match text.and_then(|text| documents::rtf::of_mail(&text)) {
            Some(OfMail::Page(page)) => Body::Html(page),
            Some(OfMail::Plain(text)) => Body::Plain(text),
            None => Body::default(),
        }
    }

    fn attachment(&mut self, room: usize) -> Option<Attachment<'static>> {
        let name = self.line(&[0x3707, 0x3704, 0x3001]);
        let is_inline = self.line(&[0x3712]).is_some();
        if let Some(bytes) = self.bytes(0x3701, BINARY, room) {
            let kind = self
                .line(&[0x370E])
                .unwrap_or_else(|| "application/octet-stream".to_owned());
            return Some(Attachment::decoded(
                name,
                &kind.to_lowercase(),
                is_inline,
                bytes,
            ));
        }
        let path = format!("{}/__substg1.0_3701000D", self.path);
        let mut inner = Properties::read(self.file, path, 24)?;
        let mut mail = inner.head();
        mail.push_str("\nMIME-Version: 1.0\nContent-Transfer-Encoding: 8bit\nContent-Type: ");
        let (kind, text) = match inner.body() {
            Body::Plain(text) => ("plain", text),
            Body::Html(text) => ("html", text),
        };
        mail.push_str(&format!("text/{kind}; charset=utf-8\n\n{text}"));
        Some(Attachment::decoded(
            name,
            "message/rfc822",
            false,
            mail.into_bytes(),
        ))
    }
}

fn stream(file: &mut File<'_>, path: &str, most: usize) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let stream = file.open_stream(path).ok()?;
    // What can be read of a stream that is broken off is there.
    let read = stream.take(most as u64).read_to_end(&mut bytes);
    (read.is_ok() || !bytes.is_empty()).then_some(bytes)
}

/// The name of a character set by its number in Windows.
fn set_of(page: u32) -> Option<String> {
    Some(match page {
        65001 | 1200 => "utf-8".to_owned(),
        20127 => "us-ascii".to_owned(),
        20866 => "koi8-r".to_owned(),
        21866 => "koi8-u".to_owned(),
        28591..=28605 => format!("iso-8859-{}", page - 28590),
        50220..=50222 => "iso-2022-jp".to_owned(),
        50225 => "iso-2022-kr".to_owned(),
        51932 => "euc-jp".to_owned(),
        51949 => "euc-kr".to_owned(),
        52936 => "hz-gb-2312".to_owned(),
        54936 => "gb18030".to_owned(),
        866 | 874 | 932 | 936 | 949 | 950 | 1250..=1258 => format!("cp{page}"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
