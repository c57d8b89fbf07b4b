//! The headers of a mail as another one repeats them above its words.
//!
//! ```text
//! ---------- Forwarded message ---------
//! From: Press Office <press@tarn.example>
//! Date: Fri, 3 May 2024 at 10:15
//! Subject: Talks on fish
//! To: <list@tarn.example>
//! ```

use std::ops::Range;

use crate::ingest::content::Stated;
use crate::ingest::lines;
use crate::ingest::lines::one_line;
use crate::ingest::mail::address::Mailbox;
use crate::ingest::mail::phrases::{self, Place, Sense};
use crate::ingest::mail::stated::Sent;
use crate::ingest::mail::{date, subject};

/// More lines than this are no headers.
const MOST_LINES: usize = 16;

/// So many bytes hold the headers that a text opens with.
pub(super) const LONGEST: usize = 8 << 10;

/// How far a head is looked for: no mail has so many bytes or lines of its own above another one.
const REACH: usize = 1 << 20;
const MOST_ABOVE: usize = 20_000;

/// After so many blocks of lines that only look like headers the rest is not tried.
const MOST_TRIES: usize = 500;

/// The longest label, in bytes.
const LONGEST_LABEL: usize = 60;

/// Headers within a text.
#[derive(Debug)]
pub(super) struct Head {
    /// Where the mark above them begins, or where they do.
    pub(super) start: usize,
    /// Where the mail's words begin.
    pub(super) end: usize,
    /// True if the mark says that the mail is passed on.
    pub(super) is_passed: bool,
    /// True if there is a mark of any kind above them.
    pub(super) is_marked: bool,
    /// True if its lines are quoted.
    pub(super) is_quoted: bool,
    /// Where the mail came from, in small letters.
    pub(super) address: Option<String>,
    /// How that mail came about itself.
    pub(super) sent: Sent,
    pub(super) stated: Stated,
}

/// The first of a text from a byte on.
pub(super) fn first(text: &str, from: usize) -> Option<Head> {
    let mut at = from;
    let mut above = None;
    let mut tries = 0;
    let within = lines::head(&text[from..], REACH);
    for line in lines::inclusive(within).take(MOST_ABOVE) {
        if let Some((Sense::From | Sense::Date | Sense::Subject, _)) = field(line) {
            let mark = above.and_then(|(line, at)| Some((mark_of(line)?, at)));
            let found = Fields::read(text, at).and_then(|fields| fields.head(mark, at));
            if let Some(mut head) = found {
                head.end += blank_lines(&text[head.end..]);
                return Some(head);
            }
            tries += 1;
            if tries == MOST_TRIES {
                return None;
            }
        }
        let is_below_mark = || above.is_some_and(|(line, _)| mark_of(line) == Some(Mark::Passed));
        if line.trim_end().ends_with(">:") && is_below_mark() {
            return told(text, above?.1, at..at + line.len());
        }
        if !line.bytes().all(is_blank) {
            above = Some((line, at));
        }
        at += line.len();
    }
    None
}

/// The head that is one line under its mark: `03.05.2024, 10:15, "Press" <press@tarn.example>:`.
fn told(text: &str, start: usize, line: Range<usize>) -> Option<Head> {
    let words = text[line.clone()].trim().trim_end_matches(':');
    let name = words.find('"').or_else(|| {
        let address = words.rfind('<')?;
        Some(words[..address].rfind(',')? + 1)
    });
    let (day, from) = words.split_at(name?);
    let fields = Fields {
        from: Some(from.to_owned()),
        date: Some(day.trim_matches([',', ' ', '>']).to_owned()),
        is_quoted: super::is_quoted(words),
        end: line.end + blank_lines(&text[line.end..]),
        ..Fields::default()
    };
    fields.head(Some((Mark::Passed, start)), line.start)
}

/// How many bytes of blank lines, quoted or not, a text opens with.
fn blank_lines(text: &str) -> usize {
    let blank = text.bytes().take_while(|&byte| is_blank(byte)).count();
    match blank == text.len() {
        true => blank,
        false => memchr::memrchr(b'\n', &text.as_bytes()[..blank]).map_or(0, |end| end + 1),
    }
}

/// True for what a line of no words may hold, quoted or not.
fn is_blank(byte: u8) -> bool {
    matches!(byte, b'>' | b' ' | b'\t' | b'\r' | b'\n')
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Passed,
    Original,
    /// A line of underscores, as a program of mail draws it.
    Rule,
}

fn mark_of(line: &str) -> Option<Mark> {
    if line.len() > 200 {
        return None;
    }
    match super::mark(line) {
        Some(Sense::Passed) => return Some(Mark::Passed),
        Some(Sense::Ended) => return None,
        Some(_) => return Some(Mark::Original),
        None => {}
    }
    let line = line.trim();
    let is_rule = line.len() >= 10 && line.bytes().all(|byte| matches!(byte, b'_' | b'-'));
    is_rule.then_some(Mark::Rule)
}

/// True for a line that may be one of the headers.
pub(super) fn is_field(line: &str) -> bool {
    field(line).is_some()
}

/// Label and value of a line, without quotation marks and the asterisks of bold words.
fn field(line: &str) -> Option<(Sense, &str)> {
    let line = line.trim_start_matches(['>', ' ', '\t', '*']);
    let colon = colon(lines::head(line, LONGEST_LABEL))?;
    let (label, value) = line.split_at(colon);
    let sense = phrases::sense(Place::Label, label.trim_matches(['*', ' ', '\u{A0}']))?;
    let value = value.trim_start_matches([':', '：', '*']).trim();
    Some((sense, value))
}

/// Where the first colon stands, be it a wide one.
fn colon(text: &str) -> Option<usize> {
    const WIDE: &str = "：";
    let bytes = text.as_bytes();
    let mut colons = memchr::memchr2_iter(b':', WIDE.as_bytes()[0], bytes);
    colons.find(|&at| bytes[at] == b':' || bytes[at..].starts_with(WIDE.as_bytes()))
}

#[derive(Debug, Default)]
struct Fields {
    from: Option<String>,
    date: Option<String>,
    subject: Option<String>,
    /// Of the other headers, whom the mail is to among them.
    others: String,
    count: usize,
    end: usize,
    is_quoted: bool,
}

impl Fields {
    /// Reads the labelled lines at `at`, up to the first blank line.
    fn read(text: &str, at: usize) -> Option<Self> {
        let mut fields = Self {
            end: at,
            is_quoted: super::is_quoted(&text[at..]),
            ..Self::default()
        };
        let mut open: Option<Sense> = None;
        for (count, line) in lines::inclusive(&text[at..]).enumerate() {
            let content = line.trim_matches(['>', ' ', '\t', '\r', '\n']);
            if content.is_empty() {
                break;
            }
            if count == MOST_LINES {
                return None;
            }
            fields.end += line.len();
            match field(line) {
                Some((Sense::Other, value)) => {
                    fields.count += 1;
                    open = None;
                    fields.others.push_str(value);
                }
                Some((sense, value)) => {
                    fields.count += 1;
                    open = Some(sense);
                    if let Some(slot) = fields.slot(sense).filter(|slot| slot.is_none()) {
                        *slot = Some(value.to_owned());
                    }
                }
                None => {
                    let slot = open.and_then(|sense| fields.slot(sense));
                    if let Some(value) = slot.and_then(Option::as_mut) {
                        value.push(' ');
                        value.push_str(content);
                    }
                }
            }
        }
        Some(fields)
    }

    fn slot(&mut self, sense: Sense) -> Option<&mut Option<String>> {
        match sense {
            Sense::From => Some(&mut self.from),
            Sense::Date => Some(&mut self.date),
            Sense::Subject => Some(&mut self.subject),
            _ => None,
        }
    }

    /// Headers have a sender, a day and a subject; under a mark one of the last two will do.
    fn head(self, above: Option<(Mark, usize)>, at: usize) -> Option<Head> {
        let from = self.from?;
        let known = usize::from(self.date.is_some()) + usize::from(self.subject.is_some());
        let is_enough = match above {
            Some((Mark::Passed | Mark::Original, _)) => known > 0,
            Some((Mark::Rule, _)) | None => known == 2 && self.count >= 3,
        };
        if !is_enough {
            return None;
        }
        let subject = self.subject.as_deref();
        let (title, prefixes) = subject
            .map(|subject| subject::headline(subject, &[]))
            .unzip();
        let date = self
            .date
            .map(|value| date::rfc_3339(&value).unwrap_or(value));
        let from = mailbox(&from);
        let address = from.as_ref().and_then(|from| from.address.as_ref());
        Some(Head {
            sent: Sent {
                prefixes: prefixes.unwrap_or_default(),
                recipients: self.others.to_lowercase(),
                ..Sent::default()
            },
            address: address.map(|address| address.to_lowercase()),
            start: above.map_or(at, |(_, start)| start),
            end: self.end,
            is_passed: above.is_some_and(|(mark, _)| mark == Mark::Passed),
            is_marked: above.is_some(),
            is_quoted: self.is_quoted,
            stated: Stated {
                title: title
                    .map(|title| one_line(&title))
                    .filter(|title| !title.is_empty()),
                date: date.filter(|date| !date.is_empty()),
                source: from.and_then(|from| Some(from.shown()?.to_owned())),
                ..Stated::default()
            },
        })
    }
}

/// Who it is from: `Press Office [mailto:press@tarn.example]` too.
fn mailbox(from: &str) -> Option<Mailbox> {
    let mut from = from
        .replace("[mailto:", "<")
        .replace("<mailto:", "<")
        .replace('*', "");
    if from.contains('<') || from.ends_with(']') {
        from = from.replace('[', "<").replace(']', ">");
    }
    Mailbox::first(&from)
}
