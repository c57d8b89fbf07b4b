//! A mail: its text, then what is attached to it.

use std::borrow::Cow;
use std::ops::ControlFlow;
use std::path::Path;

use super::{Take, Whole};
use crate::briefing::{Address, Step};
use crate::ingest::content::{Remark, Stated};
use crate::ingest::limits::{self, Limit};
use crate::ingest::mail::saved::{self, SavedPage};
use crate::ingest::mail::{self, Attachment, Mail, outlook};
use crate::ingest::part::{Data, Form, Matter, Part};
use crate::ingest::problem::Reason;

/// True for a mail, by its headers; one that is called so needs no more than one.
pub(super) fn is_mail(head: &[u8], name: &Path) -> bool {
    let is_named = saved::is_named(name)
        || name
            .extension()
            .is_some_and(|it| it.eq_ignore_ascii_case("eml"));
    mail::is_mail(head) || is_named && mail::has_header(head)
}

/// True for what Outlook and old office programs write.
pub(super) fn is_outlook(head: &[u8], _: &Path) -> bool {
    head.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
}

/// The text, at the mail's own address, and the attachments that may be texts; of a web page that was saved as a mail
/// the page alone.
pub(super) fn parts(whole: Whole<'_>, take: Take<'_>) -> Result<(), Reason> {
    let (bytes, fault) = whole.data.whole(limits::PART);
    match saved::page(&bytes, whole.name) {
        Some(page) => give_page(page, (whole.address, whole.name), take),
        None => give(&mail::read(&bytes), (whole.address, whole.name), take),
    }
    fault.map_or(Ok(()), Err)
}

/// The same of a mail that Outlook has saved.
pub(super) fn parts_of_outlook(whole: Whole<'_>, take: Take<'_>) -> Result<(), Reason> {
    let (bytes, fault) = whole.data.whole(limits::PART);
    match outlook::read(&bytes) {
        Some(mail) => give(&mail, (whole.address, whole.name), take),
        None => return Err(Reason::Unsupported("an old Office document".into())),
    }
    fault.map_or(Ok(()), Err)
}

fn give_page(page: SavedPage, (address, name): (&Address, &Path), take: Take<'_>) {
    let matter = Ok(Matter::Text(Form::Page, Cow::Owned(page.html)));
    let is_cut = page.is_cut;
    // That it goes on or not is the same: there is no more.
    let _ = take(Part {
        stated: Stated {
            address: page.address,
            ..Stated::default()
        },
        remarks: is_cut
            .then_some(Remark::Cut(Limit::Record))
            .into_iter()
            .collect(),
        ..Part::new(address.clone(), Cow::Borrowed(name), matter)
    });
}

fn give(mail: &Mail<'_>, (address, name): (&Address, &Path), take: Take<'_>) {
    let mut goes_on = ControlFlow::Continue(());
    for (number, text) in (1..).zip(mail.texts()) {
        if goes_on.is_break() {
            return;
        }
        // The first stands where the mail does.
        let (address, remarks) = match number {
            1 => (address.clone(), mail.remarks.clone()),
            _ => (address.join(Step::Item { number, at: None }), Vec::new()),
        };
        let matter = Ok(Matter::Read(Box::new(text.content), Cow::Owned(text.words)));
        goes_on = take(Part {
            stated: text.stated,
            remarks,
            ..Part::new(address, Cow::Borrowed(name), matter)
        });
    }
    for (number, attachment) in (1..).zip(&mail.attachments) {
        if goes_on.is_continue() && may_be_text(attachment) {
            let bytes = attachment.text_bytes();
            if is_for_programs(&bytes) {
                continue;
            }
            let address = address.join(Step::Attachment(number));
            let name = Path::new(attachment.name.as_deref().unwrap_or("attachment"));
            let matter = Ok(Matter::Data(Data::Bytes(&bytes)));
            goes_on = take(Part {
                media_type: Some(attachment.content_type.clone()),
                ..Part::new(address, Cow::Borrowed(name), matter)
            });
        }
    }
}

/// Kinds of what is for the eye, the ear or a program, up to a `*`.
const NOT_READ: [&str; 17] = [
    "image/*",
    "audio/*",
    "video/*",
    "font/*",
    "text/calendar",
    "text/vcard",
    "text/x-vcard",
    "text/directory",
    "text/css",
    "text/javascript",
    "application/javascript",
    "application/ics",
    "application/pgp-*",
    "application/pkcs*",
    "application/x-pkcs*",
    "message/delivery-status",
    "message/disposition-notification",
];

/// How the same begin, whatever they are declared to be.
const BEGINNINGS: [&str; 6] = [
    "BEGIN:VCALENDAR",
    "BEGIN:VCARD",
    "-----BEGIN PGP MESSAGE",
    "-----BEGIN PGP PUBLIC KEY",
    "-----BEGIN PGP SIGNATURE",
    "-----BEGIN CERTIFICATE",
];

/// Endings of the names of sealed and encrypted mail.
const SEALED: [&str; 3] = ["p7m", "p7s", "p7c"];

/// True for what may hold words of its own, by what is said of it; nothing of the layout does.
fn may_be_text(attachment: &Attachment<'_>) -> bool {
    let kind = attachment.content_type.as_str();
    let is_of = |known: &str| match known.strip_suffix('*') {
        Some(start) => kind.starts_with(start),
        None => kind == known,
    };
    let ending = attachment.name.as_deref().map(Path::new);
    let ending = ending.and_then(Path::extension).unwrap_or_default();
    let is_sealed = SEALED
        .iter()
        .any(|known| ending.eq_ignore_ascii_case(known));
    !attachment.is_inline && !is_sealed && !NOT_READ.iter().any(|known| is_of(known))
}

/// True for bytes that say that they are for a program.
fn is_for_programs(bytes: &[u8]) -> bool {
    let bytes = bytes.trim_ascii_start();
    BEGINNINGS
        .iter()
        .any(|known| bytes.starts_with(known.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The numbers of the attachments that are parts.
    fn read(attached: &[(&str, &str)]) -> Vec<u32> {
        let mut mail = "Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n".to_owned();
        for (kind, body) in attached {
            mail.push_str(&format!(
                "--b\nContent-Type: {kind}\nContent-Disposition: attachment\n\n{body}\n"
            ));
        }
        let mut numbers = Vec::new();
        let address = Address::default();
        give(
            &mail::read(mail.as_bytes()),
            (&address, Path::new("x")),
            &mut |part| {
                if let Some(Step::Attachment(number)) = part.address.steps().last() {
                    numbers.push(*number);
                }
                ControlFlow::Continue(())
            },
        );
        numbers
    }

    #[test]
    fn what_is_for_programs_is_not_read() {
        let attached = [
            ("text/calendar; method=REQUEST", "BEGIN:VCALENDAR"),
            ("application/octet-stream; name=a.ics", "BEGIN:VCALENDAR"),
            ("text/x-vcard", "BEGIN:VCARD"),
            ("text/css", "p{}"),
            ("message/delivery-status", "Action: failed"),
            ("application/pgp-encrypted", "Version: 1"),
            ("application/octet-stream", "\n-----BEGIN PGP MESSAGE-----"),
            ("application/octet-stream; name=smime.P7M", "They met."),
            ("application/pkcs7-mime", "They met."),
        ];
        assert_eq!(read(&attached), [] as [u32; 0]);
    }

    #[test]
    fn texts_are_read_whatever_they_are_declared_to_be() {
        let attached = [
            ("application/octet-stream; name=a.asc", "They met."),
            (
                "text/plain",
                "-----BEGIN PGP SIGNED MESSAGE-----\n\nThey met.",
            ),
            ("message/rfc822", "Subject: y\n\nThey met."),
        ];
        assert_eq!(read(&attached), [1, 2, 3]);
    }
}
