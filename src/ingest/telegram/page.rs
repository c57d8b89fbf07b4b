//! `messages.html`, `messages2.html` …: pages that a program wrote, always in the same way.
//!
//! ```text
//! <div class="message default clearfix joined" id="message17">
//!   <div class="pull_right date details" title="31.05.2024 18:30:00 UTC+03:00">18:30</div>
//!   <div class="from_name">…</div> <div class="reply_to details">…</div> <div class="media_wrap clearfix">…</div>
//!   <div class="text">…</div>
//! ```
//!
//! So messages and their parts are found by their marks, and only the text of each is given to the reader of pages.
//! No text can have such a mark: whatever a channel writes is escaped.

use std::borrow::Cow;
use std::ops::ControlFlow;

use html_escape::decode_html_entities;
use memchr::memmem;

use super::media::Media;
use super::moment::Moment;
use super::posts::{Enough, Posts};
use super::text::Text;
use super::{Given, MAX_MESSAGE, Message, Unread};
use crate::ingest::content::Remark;
use crate::ingest::limits::Limit;
use crate::ingest::lines;
use crate::ingest::sandbox::{self, Wanted};

/// What opens a message.
const MESSAGE: &str = "<div class=\"message ";

/// What stands before the text of a message is not longer, but for polls of many options.
const MARKS: usize = 64 << 10;

/// True for the beginning of a page of messages.
pub(in crate::ingest) fn is_page(head: &[u8]) -> bool {
    let has = |mark: &str| memmem::find(head, mark.as_bytes()).is_some();
    has("<title>Exported Data</title>") && has("class=\"page_wrap\"") && has("class=\"history\"")
}

/// Reads a page, and hands over each post; returns how many had no words, and what is wrong.
pub(in crate::ingest) fn read(
    html: &str,
    take: &mut dyn FnMut(Given) -> ControlFlow<()>,
) -> (u32, Result<(), Limit>) {
    let mut posts = Posts::new(take);
    posts.chat.name = inside(html, "<div class=\"text bold\">").map(flat);
    let read = messages(html, &mut posts).and_then(|()| posts.end());
    let limit = match read {
        Err(Enough::TooMany) => Err(Limit::Parts),
        Ok(()) | Err(Enough::Said) => Ok(()),
    };
    (posts.wordless, limit)
}

fn messages(html: &str, posts: &mut Posts<'_>) -> Result<(), Enough> {
    let mut starts = memmem::find_iter(html.as_bytes(), MESSAGE).peekable();
    let mut sender = None;
    while let Some(start) = starts.next() {
        let end = starts.peek().copied().unwrap_or(html.len());
        let number = posts.next()?;
        let source = &html[start..end];
        let at = start as u64..end as u64;
        if source.len() > MAX_MESSAGE {
            posts.unread(Unread {
                number,
                at,
                is_too_long: true,
            })?;
            continue;
        }
        if let Some(message) = message(source.trim_end(), &mut sender) {
            posts.message(Message {
                number,
                at,
                ..message
            })?;
        }
    }
    Ok(())
}

/// Reads a message; `sender` is that of those above it, and then its own. None for what happened to the channel.
fn message(source: &str, sender: &mut Option<String>) -> Option<Message> {
    let (classes, rest) = source.get(MESSAGE.len()..)?.split_once('"')?;
    if classes.split(' ').any(|class| class == "service") {
        return None;
    }
    let (head, text) = match source.split_once("<div class=\"text\">") {
        Some((head, text)) => (head, text.split("</div>").next()),
        None => (source, None),
    };
    let head = lines::head(head, MARKS);
    let (own, passed_on) = match head.split_once("<div class=\"forwarded body\">") {
        Some((own, passed_on)) => (own, Some(passed_on)),
        None => (head, None),
    };
    let name = |within: &str| inside(within, "<div class=\"from_name\">").map(flat);
    if let Some(named) = name(own) {
        *sender = Some(named);
    }
    let after = |within: &str, mark: &str| {
        let (_, rest) = within.split_once(mark)?;
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        rest[..digits].parse().ok()
    };
    let date = own.split_once("date details\" title=\"");
    let date = date.and_then(|(_, rest)| rest.split('"').next());
    let (text, remarks) = text.map(text_of).unwrap_or_default();
    Some(Message {
        source: source.to_owned(),
        id: after(rest, "id=\"message"),
        moment: date.and_then(Moment::of_page),
        sender: sender.clone(),
        signature: inside(source, "<div class=\"signature details\">").map(flat),
        forwarded: passed_on.map(name),
        reply_to: after(own, "#go_to_message"),
        text,
        media: media(head),
        remarks,
        ..Message::default()
    })
}

/// What stands between a mark and the end of its element.
fn inside<'h>(html: &'h str, mark: &str) -> Option<&'h str> {
    html.split_once(mark)?.1.split("</div>").next()
}

/// Words up to the first mark among them, in one line.
fn flat(html: &str) -> String {
    let words = html.split('<').next().unwrap_or_default();
    let words = decode_html_entities(words);
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of a message, as the reader of pages has them.
fn text_of(html: &str) -> (Text, Vec<Remark>) {
    // What is blurred until it is clicked is hidden to the reader of pages.
    let shown = match html.contains("spoiler") {
        true => Cow::Owned(
            html.replace(" class=\"spoiler hidden\"", "")
                .replace(" aria-hidden=\"true\"", ""),
        ),
        false => Cow::Borrowed(html),
    };
    let (content, _) = sandbox::read(Wanted::All, &shown);
    (Text::of_content(&content), content.remarks)
}

/// What opens the element of something shown, and what that is.
const SHOWN: [(&str, &str); 14] = [
    ("photo_wrap ", "photo"),
    ("video_file_wrap ", "video"),
    ("animated_wrap ", "animation"),
    ("sticker_wrap ", "sticker"),
    ("media_photo\"", "photo"),
    ("media_video\"", "video"),
    ("media_voice_message\"", "voice message"),
    ("media_audio_file\"", "audio"),
    ("media_file\"", "file"),
    ("media_poll\"", "poll"),
    ("media_contact\"", "contact"),
    ("media_location\"", "location"),
    ("media_venue\"", "location"),
    ("media_live_location\"", "location"),
];

/// What a message shows, by the elements before its text.
fn media(head: &str) -> Vec<Media> {
    // No value of an attribute has a `<`: it is escaped.
    let mut at = 0;
    let kind = |element: &str| {
        at += element.len();
        let start = at - element.len();
        let element = element.split('>').next()?;
        let classes = element.split_once("class=\"")?.1;
        let classes = classes.get(..=classes.find('"')?)?;
        let known = SHOWN.iter().find(|(mark, _)| classes.contains(mark));
        known.map(|(_, kind)| (start, *kind))
    };
    // Each but the first ends with the `<` of the next.
    let starts = head.split_inclusive('<').filter_map(kind);
    let starts: Vec<(usize, &str)> = starts.collect();
    let ends = starts.iter().skip(1).map(|(at, _)| *at);
    let all = starts.iter().zip(ends.chain([head.len()]));
    all.map(|(&(at, kind), end)| medium(kind, &head[at..end]))
        .collect()
}

fn medium(kind: &'static str, html: &str) -> Media {
    let of = |mark: &str| inside(html, mark).map(flat).unwrap_or_default();
    let status = of("<div class=\"status details\">");
    // `0:42, 3.1 MB`
    let length = status
        .split(", ")
        .next()
        .filter(|it| it.contains(':'))
        .unwrap_or_default();
    let title = of("<div class=\"title bold\">");
    match kind {
        "poll" => {
            let answers = html.split("<div class=\"answer\">").skip(1).map(flat);
            let answers: Vec<String> = answers.collect();
            let answers: Vec<&str> = answers
                .iter()
                .map(|it| it.trim_start_matches("- "))
                .collect();
            Media::poll(&of("<div class=\"question bold\">"), &answers)
        }
        "video" => Media::new(kind, &[&of("<div class=\"video_duration\">"), length]),
        "voice message" => Media::new(kind, &[length]),
        "audio" => Media::new(kind, &[&title, length]),
        "file" => Media::new(kind, &[&title]),
        "contact" | "location" => Media::new(kind, &[&title, &status]),
        _ => Media::new(kind, &[]),
    }
}
