//! What the headers of a mail state.

use super::address::Mailbox;
use super::headers::Headers;
use super::subject::{self, Prefixes};
use super::{date, words, writer};
use crate::ingest::content::Stated;
use crate::ingest::lines::one_line;

/// How a mail came about, by its headers.
#[derive(Debug, Clone, Default)]
pub(super) struct Sent {
    pub(super) prefixes: Prefixes,
    /// True for an answer, by its subject or by naming the mail that it answers.
    pub(super) is_reply: bool,
    /// Whom it is to, in small letters.
    pub(super) recipients: String,
}

pub(super) fn read(headers: &Headers<'_>) -> (Stated, Sent) {
    let subject = headers.text("Subject").unwrap_or_default();
    let (title, prefixes) = subject::headline(&subject, &lists(headers));
    let is_reply = prefixes.is_reply || headers.first("In-Reply-To").is_some();
    let sender = sender(headers);
    let (source, author) = match sender.as_ref().and_then(|it| writer(it, headers)) {
        Some((house, person)) => (Some(house), Some(person)),
        None => (sender.and_then(|sender| issuer(&sender, headers)), None),
    };
    let stated = Stated {
        title: Some(title.into_owned()).filter(|title| !title.is_empty()),
        date: date_of(headers),
        source,
        author,
        language: language(headers),
        address: address(headers),
        tags: tags(headers),
    };
    let sent = Sent {
        prefixes,
        is_reply,
        recipients: recipients(headers),
    };
    (stated, sent)
}

/// The values of `To` and `Cc`, in small letters.
fn recipients(headers: &Headers<'_>) -> String {
    let values = ["To", "Cc"].into_iter().flat_map(|name| headers.all(name));
    values.fold(String::new(), |all, value| {
        all + " " + &value.to_lowercase()
    })
}

/// Who a mail is from. Whoever sent it for them, a list or a secretary, does not count.
pub(super) fn sender(headers: &Headers<'_>) -> Option<Mailbox> {
    headers.all("From").find_map(|value| Mailbox::first(&value))
}

/// The house and the person that wrote for it, where both are told and the mail was not sent to many: then it is the
/// house that speaks, whoever sends it.
fn writer(sender: &Mailbox, headers: &Headers<'_>) -> Option<(String, String)> {
    let is_bulk = || {
        let marks = ["List-Unsubscribe", "Precedence", "Auto-Submitted"];
        marks.iter().any(|name| headers.first(name).is_some())
    };
    if is_of_list(headers) || is_bulk() {
        return None;
    }
    let writer = writer::of(sender)?;
    let stated = ["Organization", "Organisation"]
        .iter()
        .find_map(|name| headers.text(name));
    let house = writer.house.or(stated)?;
    let house = one_line(&house);
    (!house.is_empty()).then_some((house, writer.name))
}

/// The sender as a source. A list that writes `Mara Lind via Press` in the sender's place says whose mail it is.
fn issuer(sender: &Mailbox, headers: &Headers<'_>) -> Option<String> {
    let shown = sender.shown()?;
    let original = shown.split_once(" via ").filter(|_| is_of_list(headers));
    let original = original.map(|(name, _)| name.trim_matches(['\'', '"', ' ']));
    let name = original.filter(|name| !name.is_empty()).unwrap_or(shown);
    Some(name.to_owned())
}

fn is_of_list(headers: &Headers<'_>) -> bool {
    ["List-Id", "List-Post", "X-Original-From", "Mailing-List"]
        .iter()
        .any(|name| headers.first(name).is_some())
}

/// The names under which a list may tag its subjects.
fn lists(headers: &Headers<'_>) -> Vec<String> {
    let values = ["List-Id", "List-Post", "To", "Sender", "X-BeenThere"]
        .into_iter()
        .filter_map(|name| headers.first(name));
    let names = values.flat_map(|value| {
        let value = value.replace("mailto:", "");
        let mailbox = Mailbox::first(&value).unwrap_or_default();
        let inside = value
            .split_once('<')
            .and_then(|(_, inside)| inside.split(['>', '.', '@']).next())
            .map(str::to_owned);
        let local = mailbox
            .address
            .and_then(|address| Some(address.split(['@', '.']).next()?.to_owned()));
        [mailbox.name, inside, local]
    });
    names.flatten().collect()
}

/// When it was sent; else when it was first received; else what stands in place of a date.
fn date_of(headers: &Headers<'_>) -> Option<String> {
    let stated = headers.all("Date").find_map(|value| date::rfc_3339(&value));
    stated
        .or_else(|| {
            let received = headers.all("Received").rev();
            let mut dates = received.filter_map(|value| date::rfc_3339(value.rsplit(';').next()?));
            dates.next()
        })
        .or_else(|| headers.text("Date"))
}

/// The language, if one is stated and not several.
fn language(headers: &Headers<'_>) -> Option<String> {
    let value = headers.text("Content-Language")?;
    let is_tag = |c: char| c.is_ascii_alphanumeric() || c == '-';
    (value.len() <= 35 && value.chars().all(is_tag)).then_some(value)
}

/// Where an archive has it.
fn address(headers: &Headers<'_>) -> Option<String> {
    let value = headers.text("Archived-At")?;
    let address = value.trim_matches(['<', '>', ' ']);
    let is_web = address.starts_with("https://") || address.starts_with("http://");
    is_web.then(|| address.to_owned())
}

fn tags(headers: &Headers<'_>) -> Vec<String> {
    let values: Vec<_> = headers.all("Keywords").collect();
    let keywords = values.iter().flat_map(|value| value.split(','));
    let tags = keywords.map(|keyword| one_line(&words::decode(keyword)));
    tags.filter(|tag| !tag.is_empty()).collect()
}
