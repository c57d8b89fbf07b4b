//! A mail: its text, then what is attached to it.

use std::borrow::Cow;
use std::path::Path;

use super::{Take, Whole};
use crate::briefing::{Address, Step};
use crate::ingest::content::{Remark, Stated};
use crate::ingest::limits::{self, Limit};
use crate::ingest::mail::saved::{self, SavedPage};
use crate::ingest::mail::{self, Attachment, Body, Mail, outlook};
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
    let attached = listed(&mail.attachments);
    let (form, text) = match &mail.body {
        Body::Plain(text) => (Form::Plain, with_list(own_words(mail, text), &attached)),
        Body::Html(html) => (Form::Piece, with_html_list(html, &attached)),
    };
    let matter = Ok(Matter::Text(form, Cow::Owned(text)));
    let text = Part {
        stated: mail.stated.clone(),
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

/// The words of a mail without what it quotes, and without a signature; of one that passes another on those of
/// that one. All of it where nothing else would be left.
fn own_words(mail: &Mail<'_>, text: &str) -> String {
    let start = match &mail.quoted.forwarded {
        Some(forwarded) if forwarded.is_all => forwarded.head.end,
        _ => 0,
    };
    let mut own = String::new();
    let mut at = start;
    for folded in &mail.quoted.folded {
        if folded.start >= at {
            own.push_str(&text[at..folded.start]);
        }
        at = at.max(folded.end);
    }
    own.push_str(&text[at.min(text.len())..]);
    match own.trim().is_empty() {
        true => text[start..].to_owned(),
        false => own,
    }
}

/// The names of the attachments; none for what is part of the layout.
fn listed(attachments: &[Attachment<'_>]) -> Vec<String> {
    let shown = attachments.iter().filter(|it| !it.is_inline);
    let name = |it: &Attachment<'_>| it.name.clone().unwrap_or_else(|| it.content_type.clone());
    shown.map(name).collect()
}

fn with_list(mut text: String, attached: &[String]) -> String {
    if !attached.is_empty() {
        text.truncate(text.trim_end().len());
        text.push_str("\n\nAttached: ");
        text.push_str(&attached.join(", "));
        text.push('\n');
    }
    text
}

fn with_html_list(html: &str, attached: &[String]) -> String {
    match attached.is_empty() {
        true => html.to_owned(),
        false => {
            let names = attached.join(", ");
            let names = html_escape::encode_text(&names);
            format!("{html}\n<p>Attached: {names}</p>")
        }
    }
}
