//! A mailbox: mails one after the other, each under a line `From sender day`.
//!
//! ```text
//! From press@tarn.example Fri May  3 10:15:00 2024
//! From: Press Office <press@tarn.example>        <- Message::at begins here
//! Subject: Talks
//!
//! They met.
//! >From here on the minister spoke.
//!                                                <- and ends here
//! From …
//! ```
//!
//! Of its dialects mboxo and mboxrd quote a line of the mail that begins with `From `, mboxcl does so and states
//! the mail's length, and mboxcl2 only states it. A stated length counts where the mailbox goes on at its end.
//!
//! A mailbox may have any size: it is read as a stream, and no more is held than one mail, of [`MOST`] bytes.

use std::borrow::Cow;
use std::io::{self, BufRead};
use std::ops::{ControlFlow, Range};

use memchr::memmem;

use super::mail::MOST;

mod envelope;
mod window;

use envelope::Before;
use window::Window;

/// How much is looked at to tell a line between mails from one within: the line and what follows it.
const LOOK: usize = 4 << 10;

/// How much of a mail is looked at for its stated length.
const HEAD: usize = 64 << 10;

/// A mail of a mailbox.
#[derive(Debug)]
pub(super) struct Message<'a> {
    /// Its bytes in the file, without its `From ` line and the blank line after it.
    pub(super) at: Range<u64>,
    /// The mail, without the quotation marks that the mailbox put into it.
    pub(super) bytes: Cow<'a, [u8]>,
    /// True if it is longer than [`MOST`] and only its beginning is there.
    pub(super) is_cut: bool,
}

/// True for bytes that open as a mailbox does.
pub(super) fn is_mbox(head: &[u8]) -> bool {
    let text = &head[blank_start(head)..];
    envelope::is_at(&text[..text.len().min(LOOK)], Before::Nothing)
}

/// The mail that stands at [`Message::at`], from the bytes there, and whether it is cut.
///
/// No more of `stretch` than [`MOST`] bytes needs to be there, and one to tell that there are more.
pub(super) fn message_at(stretch: &[u8]) -> (Cow<'_, [u8]>, bool) {
    let kept = &stretch[..stretch.len().min(MOST)];
    (unquoted(kept), kept.len() < stretch.len())
}

/// Gives each mail of a mailbox to `each`, in order, until it breaks off.
///
/// What stands before the first `From ` line is a mail too: the file may have lost its beginning.
///
/// # Errors
///
/// What `input` fails with; the mails before it have been given.
pub(super) fn messages(
    input: &mut dyn BufRead,
    each: &mut dyn FnMut(Message<'_>) -> ControlFlow<()>,
) -> io::Result<()> {
    let mut window = Window::of(input);
    window.fill(LOOK)?;
    let blank = blank_start(window.bytes());
    window.forget(blank);
    loop {
        window.fill(LOOK)?;
        if window.bytes().is_empty() {
            return Ok(());
        }
        if envelope::is_at(window.bytes(), Before::Nothing) {
            let line = memchr::memchr(b'\n', window.bytes());
            window.forget(line.map_or(window.bytes().len(), |end| end + 1));
        }
        let end = end_of_mail(&mut window)?;
        let (bytes, is_cut) = message_at(&window.bytes()[..end.mail]);
        let message = Message {
            at: window.offset()..window.offset() + end.mail as u64 + window.gap(),
            bytes,
            is_cut,
        };
        if each(message).is_break() {
            return Ok(());
        }
        window.forget(end.next);
    }
}

/// Where a mail ends, in the bytes of the window.
struct End {
    /// Without the blank line after it.
    mail: usize,
    /// Where the next `From ` line begins.
    next: usize,
}

fn end_of_mail(window: &mut Window<'_>) -> io::Result<End> {
    if let Some(end) = stated_end(window)? {
        return Ok(end);
    }
    let next = next_envelope(window)?;
    Ok(End {
        mail: without_blank_line(&window.bytes()[..next]),
        next,
    })
}

/// The end by the length that the mail states, if it is true.
fn stated_end(window: &mut Window<'_>) -> io::Result<Option<End>> {
    window.fill(HEAD)?;
    let Some(length) = envelope::stated_length(window.bytes()).filter(|&length| length <= MOST)
    else {
        return Ok(None);
    };
    window.fill(length + LOOK)?;
    let Some(rest) = window.bytes().get(length..) else {
        return Ok(None);
    };
    let next = length + blank_start(rest);
    let is_end =
        next == window.bytes().len() || envelope::is_at(&window.bytes()[next..], Before::Blank);
    Ok(is_end.then_some(End { mail: length, next }))
}

/// True for a line that ends a mail. It must open the next one too, or no mail would ever take it.
fn is_between(bytes: &[u8], before: Before) -> bool {
    envelope::is_at(bytes, before) && envelope::is_at(bytes, Before::Nothing)
}

/// Where the next `From ` line begins, or where the mailbox ends.
fn next_envelope(window: &mut Window<'_>) -> io::Result<usize> {
    if is_between(window.bytes(), Before::Text) {
        return Ok(0);
    }
    let mut from = 0;
    loop {
        let found = memmem::find(&window.bytes()[from..], b"\nFrom ");
        if let Some(line) = found.map(|at| from + at + 1) {
            window.fill(line + LOOK)?;
            let before = match without_blank_line(&window.bytes()[..line]) < line {
                true => Before::Blank,
                false => Before::Text,
            };
            if is_between(&window.bytes()[line..], before) {
                return Ok(line);
            }
            from = line;
        } else {
            let length = window.bytes().len();
            if !window.fill_more()? {
                return Ok(length);
            }
            // What was looked at may end within the line that is looked for, after a blank one.
            from = window.shorten(length.saturating_sub(b"\n\r\n\r\nFrom ".len()), from);
        }
    }
}

/// Where a mail ends whose last line may be blank: the line that parts it from the next.
fn without_blank_line(mail: &[u8]) -> usize {
    match mail {
        [.., b'\n', b'\r', b'\n'] | [b'\r', b'\n'] => mail.len() - 2,
        [.., b'\n', b'\n'] | [b'\n'] => mail.len() - 1,
        _ => mail.len(),
    }
}

/// Where the first line that is not blank begins, after a byte order mark.
fn blank_start(bytes: &[u8]) -> usize {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let blank = text
        .iter()
        .take_while(|byte| matches!(byte, b'\n' | b'\r'))
        .count();
    bytes.len() - text.len() + blank
}

/// Without one `>` of each line of `>From `, unless the mailbox quotes nothing: then such a line stands there as
/// it is.
fn unquoted(mail: &[u8]) -> Cow<'_, [u8]> {
    let finder = memmem::Finder::new(b">From ");
    let is_line = |at: usize| {
        let marks = mail[..at].iter().rev().take_while(|&&byte| byte == b'>');
        let start = at - marks.count();
        start == 0 || mail[start - 1] == b'\n'
    };
    let mut marks = finder.find_iter(mail).filter(|&at| is_line(at)).peekable();
    if marks.peek().is_none() || memmem::find(mail, b"\nFrom ").is_some() {
        return Cow::Borrowed(mail);
    }
    let mut plain = Vec::with_capacity(mail.len());
    let mut from = 0;
    for mark in marks {
        plain.extend_from_slice(&mail[from..mark]);
        from = mark + 1;
    }
    plain.extend_from_slice(&mail[from..]);
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests;
