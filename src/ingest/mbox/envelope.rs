//! The line that stands before each mail of a mailbox, and what tells it from a line of a mail.

/// The longest such line.
const LONGEST: usize = 512;

/// Headers that mails begin with.
const KNOWN: [&str; 20] = [
    "from",
    "to",
    "cc",
    "date",
    "subject",
    "received",
    "return-path",
    "message-id",
    "mime-version",
    "delivered-to",
    "content-type",
    "content-length",
    "status",
    "reply-to",
    "sender",
    "envelope-to",
    "delivery-date",
    "dkim-signature",
    "received-spf",
    "authentication-results",
];

/// What stands above a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    /// It opens the mailbox, or follows the end of a mail.
    Nothing,
    Blank,
    Text,
}

/// True if `bytes` open with a line between mails.
///
/// It has a day and a time, and a header or a blank line follows it. One without them must have two headers
/// below it that mails begin with, and one without a blank line above it both a day and such a header:
/// sentences begin with "From", too.
pub(super) fn is_at(bytes: &[u8], before: Before) -> bool {
    if !bytes.starts_with(b"From ") {
        return false;
    }
    let mut lines = bytes
        .splitn(4, |&byte| byte == b'\n')
        .map(<[u8]>::trim_ascii_end);
    let line = lines.next().unwrap_or_default();
    let next = lines.next().unwrap_or_default();
    let after = lines.next().unwrap_or_default();
    if line.len() > LONGEST {
        return false;
    }
    match (is_dated(line), before) {
        (true, Before::Text) => is_known(next),
        (true, _) => next.is_empty() || name(next).is_some() || next.starts_with(b">From "),
        (false, Before::Text) => false,
        (false, _) => is_known(next) && (is_known(after) || after.is_empty() || is_own(after)),
    }
}

/// True if a line has a time and a year: `Fri May  3 10:15:00 2024`.
fn is_dated(line: &[u8]) -> bool {
    let mut has_time = false;
    let mut has_year = false;
    for word in line.split(|byte| byte.is_ascii_whitespace()) {
        has_time |= is_time(word);
        has_year |= word.len() == 4
            && (word.starts_with(b"19") || word.starts_with(b"20"))
            && word.iter().all(u8::is_ascii_digit);
    }
    has_time && has_year
}

fn is_time(word: &[u8]) -> bool {
    let mut parts = word.split(|&byte| byte == b':');
    let is_number =
        |part: &[u8]| matches!(part.len(), 1 | 2) && part.iter().all(u8::is_ascii_digit);
    let count = parts.by_ref().take_while(|part| is_number(part)).count();
    matches!(count, 2 | 3) && parts.next().is_none() && word.last().is_some_and(u8::is_ascii_digit)
}

/// The name of the header that a line is.
fn name(line: &[u8]) -> Option<&[u8]> {
    let name = &line[..memchr::memchr(b':', line)?];
    (!name.is_empty() && name.iter().all(u8::is_ascii_graphic)).then_some(name)
}

fn is_known(line: &[u8]) -> bool {
    name(line).is_some_and(|name| {
        KNOWN
            .iter()
            .any(|known| name.eq_ignore_ascii_case(known.as_bytes()))
    }) || is_own(line)
}

/// True for a header that a program made up, or for a line that goes on with one.
fn is_own(line: &[u8]) -> bool {
    name(line).is_some_and(|name| name.len() > 2 && name[..2].eq_ignore_ascii_case(b"x-"))
        || line.starts_with(b" ")
        || line.starts_with(b"\t")
}

/// The length of the mail that `bytes` open with, headers included, if it states one.
pub(super) fn stated_length(bytes: &[u8]) -> Option<usize> {
    let mut length = None;
    let mut at = 0;
    while at < bytes.len() {
        let end = at + memchr::memchr(b'\n', &bytes[at..])?;
        let line = bytes[at..end].trim_ascii_end();
        at = end + 1;
        if line.is_empty() {
            return length.and_then(|length: usize| length.checked_add(at));
        }
        if let Some(name) = name(line)
            && name.eq_ignore_ascii_case(b"content-length")
        {
            let value = line[name.len() + 1..].trim_ascii();
            length = std::str::from_utf8(value).ok()?.parse().ok();
        }
    }
    None
}
