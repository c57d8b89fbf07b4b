//! A mail: its text, then what is attached to it.

use std::borrow::Cow;
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
        None => return Err(Reason::Unsupported("an old Office document")),
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
    let text = mail.text();
    let matter = Ok(Matter::Read(Box::new(text.content), Cow::Owned(text.words)));
    let text = Part {
        stated: text.stated,
        remarks: mail.remarks.clone(),
        ..Part::new(address.clone(), Cow::Borrowed(name), matter)
    };
    let mut goes_on = take(text);
    for (number, attachment) in (1..).zip(&mail.attachments) {
        if goes_on.is_continue() && is_text(attachment) {
            let address = address.join(Step::Attachment(number));
            let name = Path::new(attachment.name.as_deref().unwrap_or("attachment"));
            let bytes = attachment.text_bytes();
            let matter = Ok(Matter::Data(Data::Bytes(&bytes)));
            goes_on = take(Part {
                media_type: Some(attachment.content_type.clone()),
                ..Part::new(address, Cow::Borrowed(name), matter)
            });
        }
    }
}

/// True for what may hold words of its own: no picture, no signature by a machine, nothing of the layout.
fn is_text(attachment: &Attachment<'_>) -> bool {
    const SIGNATURES: [&str; 4] = [
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/pgp-signature",
        "application/pgp-keys",
    ];
    let kind = attachment.content_type.as_str();
    let is_seen_or_heard = ["image/", "audio/", "video/", "font/"]
        .iter()
        .any(|start| kind.starts_with(start));
    !attachment.is_inline && !is_seen_or_heard && !SIGNATURES.contains(&kind)
}
